/* The store over real files: every field of a story survives, errors are told, and a save that
 * fails leaves what was there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/date.h"
#include "doc/doc.h"
#include "store/store.h"
#include "store/store_internal.h"

static char folder[] = "/tmp/readout-store-XXXXXX";

static const char *in(const char *name) {
  static char path[4][256];
  static int turn;
  turn = (turn + 1) % 4;
  snprintf(path[turn], sizeof path[turn], "%s/%s", folder, name);
  return path[turn];
}

static int set_up(void **state) {
  (void)state;
  return mkdtemp(folder) && chmod(folder, 0755) == 0 ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  char command[300];
  snprintf(command, sizeof command, "rm -rf '%s'", folder);
  return system(command);
}

__attribute__((returns_nonnull)) static void *must(void *p) {
  if (!p) abort();
  return p;
}
#define ADD(type, arena, rows) ((type *)must(RO_ADD(arena, rows)))

/* ---- a story in which every field of every row holds something of its own */

static ro_doc *report(uint32_t i) {
  ro_doc *doc = ro_doc_new();
  assert_non_null(doc);
  ro_arena *a = doc->arena;
  doc->id = ro_str_printf(a, "sha256:%u", i);
  doc->text = RO_STR(
      "Kaldor \xE2\x80\x93 caf\xC3\xA9 talks \xF0\x9F\x9A\xA2 held. Support us. "
      "And so it goes on with more than sixty-four characters of text, for sure.");
  doc->raw = i == 1 ? RO_STR("Kaldor \x96 raw bytes\0 of old") : doc->text;
  doc->given.path = doc->meta.path = ro_str_printf(a, "news.jsonl#%u", i);
  doc->given.title = RO_STR("Given title");
  doc->given.published = (ro_interval){ro_date_make(2022, 2, 14), ro_date_make(2022, 2, 14)};
  doc->given.published_basis = RO_DATE_BASIS_METADATA;
  *ADD(ro_reason, a, &doc->given.reasons) = (ro_reason){{0, 0}, RO_STR("field 'date'")};
  doc->meta = doc->given;
  doc->meta.publisher = RO_STR("The Osmark Post");
  doc->meta.credit = RO_STR("OSNEWS");
  doc->meta.byline = RO_STR("Ann Quill");
  doc->meta.url = RO_STR("https://post.example/1");
  doc->meta.language = RO_STR("en");
  if (i == 2) doc->meta.published = (ro_interval){RO_NO_DATE, ro_date_make(1999, 12, 31)};
  *ADD(ro_reason, a, &doc->meta.reasons) = (ro_reason){{7, 10}, RO_STR("a dash")};
  *ADD(ro_aside, a, &doc->set_aside) = (ro_aside){{35, 46}, RO_ASIDE_APPEAL};
  *ADD(ro_notice, a, &doc->notices) = (ro_notice){RO_STR("clean"), RO_STR("odd"), {0, 6}};
  return doc;
}

static void evidence(ro_story *s, ro_evidences *list, uint32_t doc, uint32_t begin, uint32_t end) {
  *ADD(ro_evidence, s->arena, list) = (ro_evidence){doc, {begin, end}};
}

static void fill_entities(ro_story *s) {
  for (uint32_t i = 0; i < 3; i++) {
    ro_entity *e = ADD(ro_entity, s->arena, &s->entities);
    e->id = ro_str_printf(s->arena, "e%u", i + 1);
    e->name = ro_str_printf(s->arena, "Entity \xC3\x89 %u", i);
    e->type = i == 0 ? RO_MENTION_PER : RO_MENTION_GPE;
    if (i) e->key = RO_STR("country:VL");
    e->is_anonymous = i == 1;
    e->is_group = i == 2;
    e->why = RO_STR("one surname");
    evidence(s, &e->mentions, i, 0, 6);
    evidence(s, &e->mentions, 0, 11, 16);
    ro_role *r = ADD(ro_role, s->arena, &e->roles);
    *r = (ro_role){
        RO_STR("president"), i == 0 ? 1 : RO_NONE, {ro_date_make(2019, 5, 20), RO_NO_DATE}};
    for (uint32_t k = 0; k < 2; k++) {
      ro_alias *alias = ADD(ro_alias, s->arena, &e->aliases);
      alias->form = ro_str_printf(s->arena, "form %u", k);
      alias->count = 5 + k;
      ro_indexes_add(s->arena, &alias->docs, k);
      ro_indexes_add(s->arena, &alias->docs, 2);
    }
  }
}

static void fill_incidents(ro_story *s) {
  for (uint32_t i = 0; i < 2; i++) {
    ro_incident *x = ADD(ro_incident, s->arena, &s->incidents);
    x->id = ro_str_printf(s->arena, "i%u", i + 1);
    x->label = RO_STR("a call");
    x->type = RO_EVENT_CONSULT;
    memcpy(x->cameo, i ? "0421" : "041", i ? 5 : 4);
    x->status = RO_STATUS_PLANNED;
    x->date = (ro_interval){ro_date_make(2022, 2, 20), i ? RO_NO_DATE : ro_date_make(2022, 2, 21)};
    x->place = i ? 1 : RO_NONE;
    x->channel = i ? RO_CHANNEL_PHONE : RO_CHANNEL_NONE;
    x->rule = i ? "call" : NULL;
    ro_indexes_add(s->arena, &x->actors, 2);
    ro_indexes_add(s->arena, &x->actors, 0);
    ro_indexes_add(s->arena, &x->recipients, 1);
    evidence(s, &x->mentions, 1, 11, 16);
    for (uint32_t k = 0; k < 2; k++) {
      ro_history *h = ADD(ro_history, s->arena, &x->history);
      *h = (ro_history){.date = {RO_NO_DATE, RO_NO_DATE},
                        .status = k ? RO_STATUS_HAPPENED : RO_STATUS_PROPOSED};
      evidence(s, &h->evidence, k, 0, 6);
      ro_side *side = ADD(ro_side, s->arena, &x->accounts);
      *side = (ro_side){.holder = k ? RO_NONE : 0, .says = RO_STR("no summit was named")};
      evidence(s, &side->evidence, 2, 0, 6);
    }
  }
}

static void fill_rest(ro_story *s) {
  ro_series *series = ADD(ro_series, s->arena, &s->figures);
  *series = (ro_series){.id = RO_STR("q1"), .what = RO_STR("troops"), .unit = RO_STR("persons")};
  static const double bounds[3][2] = {{150000, (double)NAN}, {(double)NAN, 0.1}, {1e15, 1e15}};
  for (uint32_t i = 0; i < 3; i++) {
    ro_point *p = ADD(ro_point, s->arena, &series->points);
    *p = (ro_point){.low = bounds[i][0],
                    .high = bounds[i][1],
                    .comparator = RO_COMPARATOR_AT_LEAST,
                    .scope = i ? RO_STR("with reserves") : (ro_str){NULL, 0},
                    .as_of = {ro_date_make(2022, 2, 1), ro_date_make(2022, 2, 1)},
                    .by = i ? 0 : RO_NONE};
    evidence(s, &p->evidence, i, 0, 6);
  }
  ro_commitment *c = ADD(ro_commitment, s->arena, &s->commitments);
  *c = (ro_commitment){.id = RO_STR("c1"),
                       .what = RO_STR("will meet"),
                       .condition = RO_STR("if \"nobody\" fires"),
                       .status = RO_COMMITMENT_RESCINDED,
                       .rule = "provided"};
  ro_indexes_add(s->arena, &c->who, 0);
  ro_indexes_add(s->arena, &c->depends_on, 1);
  ro_indexes_add(s->arena, &c->about, 0);
  ro_indexes_add(s->arena, &c->omitted_by, 2);
  ro_stated *stated = ADD(ro_stated, s->arena, &c->stated_by);
  *stated = (ro_stated){.entity = RO_NONE};
  evidence(s, &stated->evidence, 0, 0, 6);
  ro_conflict *k = ADD(ro_conflict, s->arena, &s->conflicts);
  *k = (ro_conflict){.id = RO_STR("k1"),
                     .kind = RO_CONFLICT_NAME_VARIANT,
                     .issue = RO_STR("who"),
                     .explained_by = RO_BY_DATES | RO_BY_SOURCE,
                     .severity = RO_SEVERITY_LOW,
                     .rule = "names"};
  ro_side *side = ADD(ro_side, s->arena, &k->sides);
  *side = (ro_side){.holder = 1, .stance = 3, .says = RO_STR("this")};
  evidence(s, &side->evidence, 1, 0, 6);
  ro_claim *p = ADD(ro_claim, s->arena, &s->claims);
  *p = (ro_claim){.id = RO_STR("p1"),
                  .says = RO_STR("it will rain"),
                  .origins = 2,
                  .reports = 3,
                  .basis = RO_BASIS_IMAGERY,
                  .act = RO_ACT_WARN,
                  .likelihood = RO_STR("likely")};
  ro_indexes_add(s->arena, &p->holders, 1);
  evidence(s, &p->evidence, 2, 17, 22);
  ro_entry *t = ADD(ro_entry, s->arena, &s->timeline);
  *t = (ro_entry){.id = RO_STR("t1"),
                  .date = {ro_date_make(2022, 2, 20), ro_date_make(2022, 2, 20)},
                  .precision = RO_STR("day"),
                  .text = RO_STR("They talk."),
                  .status = RO_STATUS_HAPPENED,
                  .incident = 1};
  evidence(s, &t->evidence, 0, 0, 6);
  ro_indicator *n = ADD(ro_indicator, s->arena, &s->indicators);
  *n = (ro_indicator){.id = RO_STR("n1"),
                      .name = RO_STR("advice to leave"),
                      .is_escalation = true,
                      .is_against = true,
                      .seen = {ro_date_make(2022, 2, 12), ro_date_make(2022, 2, 14)}};
  evidence(s, &n->evidence, 0, 0, 6);
  ro_question *o = ADD(ro_question, s->arena, &s->questions);
  *o = (ro_question){.id = RO_STR("o1"), .question = RO_STR("Was it agreed?")};
  evidence(s, &o->evidence, 0, 0, 6);
}

static ro_story *filled(void) {
  ro_arena *arena = ro_arena_new(0);
  ro_story *s = RO_NEW(arena, ro_story);
  assert_non_null(s);
  s->arena = arena;
  s->n_docs = 3;
  s->docs = RO_ARRAY(arena, ro_doc *, 3);
  s->family = RO_ARRAY(arena, uint32_t, 3);
  for (uint32_t i = 0; i < 3; i++) {
    s->docs[i] = report(i);
    s->family[i] = i == 2 ? 1 : i;
  }
  fill_entities(s);
  fill_incidents(s);
  fill_rest(s);
  return s;
}

static void free_story(ro_story *s) {
  for (uint32_t i = 0; i < s->n_docs; i++) ro_doc_free(s->docs[i]);
  ro_arena_free(s->arena);
}

/* ---- comparing two stories field by field through the store's own descriptions */

static void same_text(ro_str a, ro_str b) {
  if (!ro_str_equal(a, b)) print_error("'%.*s' is not '%.*s'\n", RO_FMT(a), RO_FMT(b));
  assert_true(ro_str_equal(a, b));
}

static void same_field(const store_column *c, const char *a, const char *b) {
  ro_str x, y;
  const char *p, *q;
  double u, v;
  switch (c->kind) {
    case STORE_TEXT:
      memcpy(&x, a, sizeof x);
      memcpy(&y, b, sizeof y);
      same_text(x, y);
      return;
    case STORE_RULE:
      memcpy(&p, a, sizeof p);
      memcpy(&q, b, sizeof q);
      assert_int_equal(!p, !q);
      if (p) assert_string_equal(p, q);
      return;
    case STORE_CODE:
      assert_string_equal(a, b);
      return;
    case STORE_REAL:
      memcpy(&u, a, sizeof u);
      memcpy(&v, b, sizeof v);
      assert_int_equal(isnan(u), isnan(v));
      if (!isnan(u)) assert_memory_equal(a, b, sizeof u);
      return;
    case STORE_FLAG:
      assert_int_equal(*(const bool *)a, *(const bool *)b);
      return;
    case STORE_INTERVAL:
    case STORE_SPAN:
      assert_memory_equal(a, b, 8);
      return;
    case STORE_LABEL:
    case STORE_SET:
    case STORE_REPORT:
    case STORE_ENTITY:
    case STORE_INCIDENT:
    case STORE_LOCAL:
    case STORE_COUNT:
    case STORE_SHARE:
      assert_memory_equal(a, b, 4);
      return;
    case STORE_END:
      return;
  }
}

static void same_rows(const store_table *table, store_any_rows a, store_any_rows b);

static void same_row(const store_table *table, const char *a, const char *b) {
  for (const store_column *c = table->columns; c->kind != STORE_END; c++)
    same_field(c, a + c->offset, b + c->offset);
  for (const store_list *l = table->lists; l && l->table; l++) {
    store_any_rows x = store_rows_at(a, l->offset), y = store_rows_at(b, l->offset);
    assert_int_equal(x.n, y.n);
    if (x.n) assert_memory_equal(x.at, y.at, x.n * sizeof(uint32_t));
  }
  if (table->evidence) {
    store_any_rows x = store_rows_at(a, table->evidence_offset);
    store_any_rows y = store_rows_at(b, table->evidence_offset);
    assert_int_equal(x.n, y.n);
    if (x.n) assert_memory_equal(x.at, y.at, x.n * sizeof(ro_evidence));
  }
  for (const store_rows *r = table->children; r && r->table; r++)
    same_rows(r->table, store_rows_at(a, r->offset), store_rows_at(b, r->offset));
}

static void same_rows(const store_table *table, store_any_rows a, store_any_rows b) {
  assert_int_equal(a.n, b.n);
  for (uint32_t i = 0; i < a.n; i++)
    same_row(table, (const char *)a.at + i * table->row_size,
             (const char *)b.at + i * table->row_size);
}

static void same_story(const ro_story *a, const ro_story *b) {
  assert_int_equal(a->n_docs, b->n_docs);
  for (uint32_t i = 0; i < a->n_docs; i++) {
    assert_int_equal(a->family[i], b->family[i]);
    same_row(&store_reports, (const char *)a->docs[i], (const char *)b->docs[i]);
    for (const store_rows *r = store_report_tables; r->table; r++)
      same_rows(r->table, store_rows_at(a->docs[i], r->offset),
                store_rows_at(b->docs[i], r->offset));
  }
  for (const store_rows *r = store_story_tables; r->table; r++)
    same_rows(r->table, store_rows_at(a, r->offset), store_rows_at(b, r->offset));
}

/* ---- helpers over files */

static void save(const char *path, const ro_story *s) {
  ro_store *store = NULL;
  ro_error error = {0};
  if (ro_store_open(path, RO_STORE_WRITE, &store, &error) != RO_OK ||
      ro_store_save(store, s, "test", &error) != RO_OK)
    fail_msg("%s: %s", error.where, error.message);
  ro_store_close(store);
}

static ro_story *load(const char *path) {
  ro_store *store = NULL;
  ro_story *s = NULL;
  ro_error error = {0};
  if (ro_store_open(path, RO_STORE_READ, &store, &error) != RO_OK ||
      ro_store_load(store, &s, &error) != RO_OK)
    fail_msg("%s: %s", error.where, error.message);
  ro_store_close(store);
  return s;
}

static void sql(const char *path, const char *statement) {
  sqlite3 *db = NULL;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db, statement, NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(db);
}

static int64_t number(const char *path, const char *query) {
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(db, query, -1, &statement, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
  int64_t n = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return n;
}

static void cannot_open(const char *path, ro_store_mode mode, ro_status code, const char *words) {
  ro_store *store = NULL;
  ro_error error = {0};
  assert_int_equal(ro_store_open(path, mode, &store, &error), code);
  assert_string_equal(error.where, path);
  if (!strstr(error.message, words)) print_error("%s\n", error.message);
  assert_non_null(strstr(error.message, words));
}

/* ---- tests */

static void every_field_survives(void **state) {
  (void)state;
  ro_story *s = filled();
  save(in("a.story"), s);
  ro_story *back = load(in("a.story"));
  same_story(s, back);
  save(in("b.story"), back); /* and once more, from what was loaded */
  ro_story *again = load(in("b.story"));
  same_story(s, again);
  free_story(again);
  free_story(back);
  free_story(s);
}

static void saving_replaces_what_was_there(void **state) {
  (void)state;
  ro_story *s = filled();
  save(in("twice.story"), s);
  s->claims.n = 0;
  s->timeline.n = 0;
  s->questions.n = 0;
  save(in("twice.story"), s);
  ro_story *back = load(in("twice.story"));
  same_story(s, back);
  assert_int_equal(number(in("twice.story"), "SELECT count(*) FROM claims"), 0);
  assert_int_equal(number(in("twice.story"), "SELECT count(*) FROM story"), 5);
  free_story(back);
  free_story(s);
}

static void an_empty_story_is_a_story(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0);
  ro_story *s = RO_NEW(arena, ro_story);
  assert_non_null(s);
  s->arena = arena;
  save(in("bare.story"), s);
  ro_story *back = load(in("bare.story"));
  assert_int_equal(back->n_docs, 0);
  free_story(back);
  ro_arena_free(arena);
}

static void the_tables_are_sound_and_the_words_are_those_of_the_text(void **state) {
  (void)state;
  ro_story *s = filled();
  save(in("sound.story"), s);
  const char *path = in("sound.story");
  assert_int_equal(number(path, "PRAGMA application_id"), STORE_APPLICATION);
  assert_int_equal(number(path, "PRAGMA user_version"), STORE_VERSION);
  assert_int_equal(number(path, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
  assert_int_equal(number(path,
                          "SELECT count(*) FROM pragma_integrity_check WHERE "
                          "integrity_check <> 'ok'"),
                   0);
  assert_int_equal(
      number(path, "SELECT count(*) FROM evidence WHERE length(words) <> \"end\" - begin"), 0);
  assert_true(number(path, "SELECT count(*) FROM evidence") > 20);
  assert_int_equal(number(path,
                          "SELECT count(*) FROM report_search WHERE report_search MATCH "
                          "'talks'"),
                   3);
  assert_int_equal(number(path,
                          "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND "
                          "name NOT LIKE '%_search%' AND sql NOT LIKE '%STRICT%'"),
                   0);
  static const char *const views[] = {"contacts",  "commitments", "figures", "who_says_what",
                                      "conflicts", "timeline",    "evidence"};
  for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
    char query[64];
    snprintf(query, sizeof query, "SELECT count(*) FROM %s", views[i]);
    assert_true(number(path, query) > 0);
  }
  free_story(s);
}

static void reports_come_back_as_they_were_given(void **state) {
  (void)state;
  ro_story *s = filled();
  save(in("raw.story"), s);
  ro_store *store = NULL;
  ro_error error = {0};
  ro_arena *arena = ro_arena_new(0);
  ro_doc **docs = NULL;
  uint32_t n = 0;
  assert_int_equal(ro_store_open(in("raw.story"), RO_STORE_READ, &store, &error), RO_OK);
  assert_int_equal(ro_store_load_reports(store, arena, "another", &docs, &n, &error), RO_OK);
  assert_int_equal(n, 3);
  for (uint32_t i = 0; i < n; i++) {
    same_text(docs[i]->raw, s->docs[i]->raw);
    same_text(docs[i]->id, s->docs[i]->id);
    same_text(docs[i]->meta.path, s->docs[i]->meta.path);
    same_text(docs[i]->meta.title, RO_STR("Given title"));
    same_text(docs[i]->meta.publisher, RO_STR("")); /* found by a stage, not given */
    assert_int_equal(docs[i]->meta.published_basis, RO_DATE_BASIS_METADATA);
    assert_int_equal(docs[i]->meta.published.from, ro_date_make(2022, 2, 14));
    assert_int_equal(docs[i]->meta.reasons.n, 1);
    assert_int_equal(docs[i]->text.len, 0);
    ro_doc_free(docs[i]);
  }
  ro_store_close(store);
  ro_arena_free(arena);
  free_story(s);
}

static void what_is_no_story_is_told(void **state) {
  (void)state;
  FILE *f = fopen(in("prose.txt"), "w");
  assert_non_null(f);
  for (int i = 0; i < 200; i++) fputs("This is prose, not a database.\n", f);
  fclose(f);
  sql(in("other.db"), "CREATE TABLE bird(name)");
  ro_story *s = filled();
  save(in("later.story"), s);
  sql(in("later.story"), "PRAGMA user_version = 99");
  fclose(fopen(in("zero.story"), "w"));
  cannot_open(in("none.story"), RO_STORE_READ, RO_ENOENT, "No such file");
  cannot_open(in("prose.txt"), RO_STORE_READ, RO_EFORMAT, "not a database");
  cannot_open(in("prose.txt"), RO_STORE_WRITE, RO_EFORMAT, "not a database");
  cannot_open(in("other.db"), RO_STORE_WRITE, RO_EFORMAT, "another program");
  cannot_open(in("later.story"), RO_STORE_READ, RO_EVERSION, "version 99");
  cannot_open(in("zero.story"), RO_STORE_READ, RO_EFORMAT, "is empty");
  cannot_open(folder, RO_STORE_WRITE, RO_EDB, "not a file");
  cannot_open(in("no/such/folder.story"), RO_STORE_WRITE, RO_EDB, "cannot be opened");
  assert_false(ro_store_is_story(in("prose.txt")));
  assert_false(ro_store_is_story(folder));
  assert_true(ro_store_is_story(in("later.story")));
  free_story(s);
}

static void a_reference_to_nothing_is_not_stored(void **state) {
  (void)state;
  ro_story *s = filled();
  save(in("refers.story"), s);
  ro_story *back = load(in("refers.story"));
  s->timeline.at[0].incident = 99;
  ro_store *store = NULL;
  ro_error error = {0};
  assert_int_equal(ro_store_open(in("refers.story"), RO_STORE_WRITE, &store, &error), RO_OK);
  assert_int_equal(ro_store_save(store, s, "test", &error), RO_EINVAL);
  assert_non_null(strstr(error.message, "timeline_entries refers to a row of incidents"));
  ro_store_close(store);
  ro_story *after = load(in("refers.story"));
  same_story(back, after);
  free_story(after);
  free_story(back);
  free_story(s);
}

static void a_damaged_story_is_told(void **state) {
  (void)state;
  static const struct {
    const char *damage, *words;
  } cases[] = {
      {"UPDATE passages SET \"end\" = 100000", "outside of its report"},
      {"PRAGMA foreign_keys = OFF; UPDATE points SET \"by\" = 77", "not there"},
      {"UPDATE claims SET basis = 'hearsay'", "label"},
      {"PRAGMA foreign_keys = OFF; DELETE FROM reports WHERE nr = 1", "not there"},
      {"DROP TABLE claims", "no such table"},
  };
  ro_story *s = filled();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    unlink(in("damaged.story"));
    save(in("damaged.story"), s);
    sql(in("damaged.story"), cases[i].damage);
    ro_store *store = NULL;
    ro_story *back = NULL;
    ro_error error = {0};
    assert_int_equal(ro_store_open(in("damaged.story"), RO_STORE_READ, &store, &error), RO_OK);
    assert_int_not_equal(ro_store_load(store, &back, &error), RO_OK);
    assert_null(back);
    if (!strstr(error.message, cases[i].words)) print_error("%s\n", error.message);
    assert_non_null(strstr(error.message, cases[i].words));
    ro_store_close(store);
  }
  free_story(s);
}

static void a_locked_story_is_told_and_stays(void **state) {
  (void)state;
  ro_story *s = filled();
  save(in("locked.story"), s);
  sqlite3 *other = NULL;
  assert_int_equal(sqlite3_open(in("locked.story"), &other), SQLITE_OK);
  assert_int_equal(sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
  ro_store *store = NULL;
  ro_error error = {0};
  ro_story *seen = load(in("locked.story")); /* readers are not kept out */
  same_story(s, seen);
  free_story(seen);
  assert_int_equal(ro_store_open(in("locked.story"), RO_STORE_WRITE, &store, &error), RO_OK);
  assert_int_equal(ro_store_save(store, s, "test", &error), RO_EDB);
  ro_store_close(store);
  assert_non_null(strstr(error.message, "locked"));
  sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_close(other);
  ro_story *back = load(in("locked.story"));
  same_story(s, back);
  free_story(back);
  free_story(s);
}

/* Runs in a child: a file may grow to `limit` bytes, then the disk is full. */
static int save_on_a_small_disk(const char *path, const ro_story *s, rlim_t limit) {
  ro_store *store = NULL;
  ro_error error = {0};
  struct rlimit r = {limit, limit};
  signal(SIGXFSZ, SIG_IGN);
  if (setrlimit(RLIMIT_FSIZE, &r) != 0) return 9;
  ro_status status = ro_store_open(path, RO_STORE_WRITE, &store, &error);
  if (status == RO_OK) status = ro_store_save(store, s, "test", &error);
  ro_store_close(store);
  if (status == RO_OK) return 8;
  return status == RO_EDB && strcmp(error.where, path) == 0 &&
                 strstr(error.message, "cannot be") != NULL
             ? 0
             : 7;
}

static int in_child(const char *path, const ro_story *s, rlim_t limit) {
  pid_t child = fork();
  if (child == 0) _exit(save_on_a_small_disk(path, s, limit));
  int result = 0;
  waitpid(child, &result, 0);
  return WIFEXITED(result) ? WEXITSTATUS(result) : -1;
}

static void a_full_disk_leaves_the_stored_story(void **state) {
  (void)state;
  ro_story *s = filled();
  save(in("full.story"), s);
  ro_story *more = filled();
  for (uint32_t i = 0; i < 3; i++) { /* too much for the disk */
    size_t n = 400000;
    char *text = ro_arena_alloc(more->docs[i]->arena, n);
    assert_non_null(text);
    memset(text, 'x', n);
    more->docs[i]->text = (ro_str){text, n};
  }
  assert_int_equal(in_child(in("full.story"), more, 512 * 1024), 0);
  ro_story *back = load(in("full.story"));
  same_story(s, back);
  assert_int_equal(number(in("full.story"),
                          "SELECT count(*) FROM pragma_integrity_check WHERE "
                          "integrity_check <> 'ok'"),
                   0);
  /* a story that was to be made is not left half made */
  assert_int_equal(in_child(in("fresh.story"), more, 4096), 0);
  assert_int_equal(access(in("fresh.story"), F_OK), -1);
  free_story(back);
  free_story(more);
  free_story(s);
}

static void a_writer_that_was_killed_leaves_the_stored_story(void **state) {
  (void)state;
  ro_story *s = filled();
  save(in("killed.story"), s);
  pid_t child = fork();
  if (child == 0) { /* writes half of a transaction into the file and goes */
    sqlite3 *db = NULL;
    if (sqlite3_open(in("killed.story"), &db) != SQLITE_OK) _exit(9);
    int code = sqlite3_exec(db,
                            "PRAGMA foreign_keys = OFF; PRAGMA cache_size = 2; BEGIN; DELETE FROM "
                            "passages; UPDATE reports SET "
                            "title = hex(zeroblob(40000)); UPDATE entities SET name = "
                            "hex(zeroblob(40000))",
                            NULL, NULL, NULL);
    _exit(code == SQLITE_OK ? 0 : 8);
  }
  int result = 0;
  waitpid(child, &result, 0);
  assert_true(WIFEXITED(result) && WEXITSTATUS(result) == 0);
  char journal[300];
  snprintf(journal, sizeof journal, "%s-wal", in("killed.story"));
  assert_int_equal(access(journal, F_OK), 0); /* or the test tests nothing */
  ro_story *back = load(in("killed.story"));
  same_story(s, back);
  assert_int_equal(access(journal, F_OK), -1);
  free_story(back);
  free_story(s);
}

static void a_read_only_story_is_told(void **state) {
  (void)state;
  ro_story *s = filled();
  save(in("fixed.story"), s);
  const char *path = in("fixed.story");
  assert_int_equal(chmod(path, 0444), 0);
  pid_t child = fork();
  if (child == 0) { /* root may write to anything: be somebody else */
    ro_store *store = NULL;
    ro_error error = {0};
    if (geteuid() == 0 && setuid(65534) != 0) _exit(9);
    ro_status status = ro_store_open(path, RO_STORE_WRITE, &store, &error);
    _exit(status == RO_EDB && strstr(error.message, "read-only") ? 0 : 1);
  }
  int result = 0;
  waitpid(child, &result, 0);
  assert_true(WIFEXITED(result));
  assert_int_equal(WEXITSTATUS(result), 0);
  ro_store *store = NULL;
  ro_error error = {0};
  assert_int_equal(ro_store_open(path, RO_STORE_READ, &store, &error), RO_OK);
  assert_int_equal(ro_store_save(store, s, "test", &error), RO_EINVAL);
  ro_store_close(store);
  free_story(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_field_survives),
      cmocka_unit_test(saving_replaces_what_was_there),
      cmocka_unit_test(an_empty_story_is_a_story),
      cmocka_unit_test(the_tables_are_sound_and_the_words_are_those_of_the_text),
      cmocka_unit_test(reports_come_back_as_they_were_given),
      cmocka_unit_test(what_is_no_story_is_told),
      cmocka_unit_test(a_reference_to_nothing_is_not_stored),
      cmocka_unit_test(a_damaged_story_is_told),
      cmocka_unit_test(a_locked_story_is_told_and_stays),
      cmocka_unit_test(a_full_disk_leaves_the_stored_story),
      cmocka_unit_test(a_writer_that_was_killed_leaves_the_stored_story),
      cmocka_unit_test(a_read_only_story_is_told),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
