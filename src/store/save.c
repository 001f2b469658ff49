/* Saving the account: its rows are replaced in one transaction, through prepared statements that
 * are made from the descriptions in tables.c.  Reports and their annotations stay as they are; of
 * them only what an account decides is written anew: days, families, and who their sources are. */
#include <stdio.h>
#include <string.h>

#include "store/store_internal.h"

enum { MAX_STATEMENTS = 64 };

typedef struct {
  const void *what; /* the description that it was made from */
  sqlite3_stmt *statement;
  int64_t next_nr; /* of a child table */
} slot;

typedef struct {
  const ro_store *store;
  const ro_story *story;
  int64_t *nr;        /* [n_docs] reports.nr */
  ro_codepoints *map; /* [n_docs] */
  slot slot[MAX_STATEMENTS];
  uint32_t n_slots;
  int64_t report; /* whose rows are being written, -1 for the story's rows */
  store_context context;
  ro_error *error;
} writer;

/* ---- statements, made once for each description */

static ro_status slot_for(writer *w, const void *what, const char *table, const char *leading,
                          const store_column *columns, slot **out) {
  for (uint32_t i = 0; i < w->n_slots; i++)
    if (w->slot[i].what == what) {
      *out = &w->slot[i];
      return RO_OK;
    }
  if (w->n_slots == MAX_STATEMENTS) return RO_ELIMIT;
  ro_buf sql = {0};
  store_write_insert(&sql, table, leading, columns);
  *out = &w->slot[w->n_slots];
  **out = (slot){what, NULL, 0};
  ro_status status =
      sql.has_failed ? RO_ENOMEM : store_prepare(w->store, sql.data, &(*out)->statement, w->error);
  ro_buf_free(&sql);
  if (status == RO_OK) w->n_slots++;
  return status;
}

static void lead(const writer *w, store_binder *b) {
  if (w->report >= 0) store_bind_int(b, w->report);
}

/* ---- rows and what belongs to them */

static ro_status save_list(writer *w, const store_list *list, const char *row, int64_t owner) {
  ro_indexes indexes;
  memcpy(&indexes, row + list->offset, sizeof indexes);
  char leading[160];
  slot *s;
  if (indexes.n == 0) return RO_OK;
  snprintf(leading, sizeof leading, "%s%s, %sordinal, %s", w->report >= 0 ? "report, " : "",
           list->owner, list->role ? "role, " : "", list->target);
  RO_TRY(slot_for(w, list, list->table, leading, NULL, &s));
  for (uint32_t i = 0; i < indexes.n; i++) {
    store_binder b = {s->statement, 1};
    lead(w, &b);
    store_bind_int(&b, owner);
    if (list->role) store_bind_text(&b, ro_str_from(list->role));
    store_bind_int(&b, i);
    store_bind_int(&b, list->kind == STORE_REPORT ? w->nr[indexes.at[i]] : indexes.at[i]);
    RO_TRY(store_step(w->store, s->statement, w->error));
  }
  return RO_OK;
}

static ro_status save_evidence(writer *w, const store_table *table, const char *row,
                               int64_t owner) {
  static const char what[] = "evidence";
  ro_evidences list;
  memcpy(&list, row + table->evidence_offset, sizeof list);
  slot *s;
  RO_TRY(slot_for(w, what, "passages", "kind, owner, ordinal, report, begin, \"end\"", NULL, &s));
  for (uint32_t i = 0; i < list.n; i++) {
    const ro_evidence *e = &list.at[i];
    store_binder b = {s->statement, 1};
    store_bind_text(&b, ro_str_from(table->evidence));
    store_bind_int(&b, owner);
    store_bind_int(&b, i);
    store_bind_int(&b, w->nr[e->doc]);
    store_bind_int(&b, ro_codepoint(&w->map[e->doc], e->span.begin));
    store_bind_int(&b, ro_codepoint(&w->map[e->doc], e->span.end));
    RO_TRY(store_step(w->store, s->statement, w->error));
  }
  return RO_OK;
}

static ro_status save_belongings(writer *w, const store_table *table, const char *row, int64_t nr) {
  for (const store_list *l = table->lists; l && l->table; l++) RO_TRY(save_list(w, l, row, nr));
  return table->evidence ? save_evidence(w, table, row, nr) : RO_OK;
}

/* The rows of one owner.  A row's nr is its place in the story for rows at the top, a running
 * number for their children, and its place in the report for layers. */
static ro_status save_rows(writer *w, const store_table *table, store_any_rows rows,
                           int64_t owner) {
  char leading[96];
  slot *s;
  snprintf(leading, sizeof leading, "%s%s%s", w->report >= 0 ? "report, ordinal" : "nr",
           table->owner ? ", " : "", table->owner ? table->owner : "");
  if (table->owner) strcat(leading, ", ordinal");
  RO_TRY(slot_for(w, table, table->name, leading, table->columns, &s));
  for (uint32_t i = 0; i < rows.n; i++) {
    const char *row = (const char *)rows.at + (size_t)i * table->row_size;
    int64_t nr = table->owner ? s->next_nr++ : i;
    store_binder b = {s->statement, 1};
    lead(w, &b);
    store_bind_int(&b, nr);
    if (table->owner) {
      store_bind_int(&b, owner);
      store_bind_int(&b, i);
    }
    for (const store_column *c = table->columns; c->kind != STORE_END; c++)
      store_bind_field(&b, &w->context, c, row + c->offset);
    RO_TRY(store_step(w->store, s->statement, w->error));
    RO_TRY(save_belongings(w, table, row, nr));
    for (const store_rows *child = table->children; child && child->table; child++)
      RO_TRY(save_rows(w, child->table, store_rows_at(row, child->offset), nr));
  }
  return RO_OK;
}

/* ---- reports: what the account decides of them */

static const char update_report[] =
    "UPDATE reports SET title = ?2, publisher = ?3, credit = ?4, byline = ?5, url = ?6,"
    " language = ?7, media = ?8, published_from = ?9, published_to = ?10, published_basis = ?11,"
    " family = ?12"
    " WHERE nr = ?1";

static ro_status save_report(writer *w, uint32_t i, sqlite3_stmt *update) {
  const ro_doc *doc = w->story->docs[i];
  store_binder b = {update, 1};
  w->report = w->nr[i];
  w->context = (store_context){w->nr, doc, &w->map[i]};
  store_bind_int(&b, w->nr[i]);
  for (const store_column *c = store_reports.columns; c->kind != STORE_END; c++)
    if (c->offset >= offsetof(ro_doc, meta.title) && c->offset < offsetof(ro_doc, given))
      store_bind_field(&b, &w->context, c, (const char *)doc + c->offset);
  store_bind_int(&b, w->nr[w->story->family[i]]);
  RO_TRY(store_step(w->store, update, w->error));
  for (const store_rows *rows = store_report_tables; rows->table; rows++)
    RO_TRY(save_rows(w, rows->table, store_rows_at(doc, rows->offset), i));
  return RO_OK;
}

static ro_status save_reports(writer *w) {
  sqlite3_stmt *update = NULL;
  RO_TRY(store_prepare(w->store, update_report, &update, w->error));
  ro_status status = RO_OK;
  for (uint32_t i = 0; status == RO_OK && i < w->story->n_docs; i++)
    status = save_report(w, i, update);
  sqlite3_finalize(update);
  return status;
}

static uint32_t source_of(const ro_doc *doc, uint32_t attribution) {
  if (attribution >= doc->attributions.n) return RO_NONE;
  uint32_t local = doc->attributions.at[attribution].source_entity;
  return local == RO_NONE ? RO_NONE : doc->entities.at[local].story_entity;
}

static ro_status save_sources(writer *w) {
  sqlite3_stmt *update = NULL;
  RO_TRY(store_prepare(w->store,
                       "UPDATE attributions SET entity = ?1 WHERE nr = ?2 AND entity IS NOT ?1",
                       &update, w->error));
  ro_status status = RO_OK;
  for (uint32_t d = 0; status == RO_OK && d < w->story->n_docs; d++) {
    const ro_doc *doc = w->story->docs[d];
    for (uint32_t i = 0; status == RO_OK && i < doc->attributions.n; i++) {
      store_binder b = {update, 1};
      store_bind_index(&b, source_of(doc, i));
      store_bind_int(&b, store_attribution_nr(w->nr[d], i));
      status = store_step(w->store, update, w->error);
    }
  }
  sqlite3_finalize(update);
  return status;
}

/* ---- the whole */

static ro_status empty_tables(const ro_store *store, ro_error *error) {
  for (size_t i = 0; store_account_tables[i]; i++) {
    char sql[96];
    snprintf(sql, sizeof sql, "DELETE FROM %s", store_account_tables[i]);
    RO_TRY(store_run(store, sql, error));
  }
  return RO_OK;
}

static ro_status find_numbers(writer *w) {
  for (uint32_t i = 0; i < w->story->n_docs; i++) {
    RO_TRY(store_ask(w->store, &w->nr[i], w->error, "SELECT nr FROM reports WHERE id = ?", "t",
                     w->story->docs[i]->id));
    if (w->nr[i] < 0)
      return ro_fail(w->error, RO_EINVAL, w->store->path, UINT64_MAX,
                     "the story has a report that the file does not hold");
  }
  return RO_OK;
}

static ro_status save_account(writer *w) {
  RO_TRY(find_numbers(w));
  RO_TRY(empty_tables(w->store, w->error));
  RO_TRY(save_reports(w));
  w->report = -1;
  w->context = (store_context){w->nr, NULL, NULL};
  for (const store_rows *rows = store_story_tables; rows->table; rows++)
    RO_TRY(save_rows(w, rows->table, store_rows_at(w->story, rows->offset), 0));
  RO_TRY(save_sources(w));
  RO_TRY(store_do(w->store, w->error, "INSERT OR REPLACE INTO story VALUES('account_by', ?)", "t",
                  ro_str_from(w->story->made_by ? w->story->made_by : "unknown")));
  return store_run(w->store,
                   "UPDATE story SET value = (SELECT value FROM story WHERE name = 'generation')"
                   " WHERE name = 'account'",
                   w->error);
}

static ro_status make_maps(writer *w, ro_arena *scratch) {
  w->map = RO_ARRAY(scratch, ro_codepoints, w->story->n_docs);
  w->nr = RO_ARRAY(scratch, int64_t, w->story->n_docs);
  if (!w->map || !w->nr) return RO_ENOMEM;
  for (uint32_t i = 0; i < w->story->n_docs; i++)
    RO_TRY(ro_codepoints_make(scratch, w->story->docs[i]->text, &w->map[i]));
  return RO_OK;
}

/* References are checked once over all rows: checked row by row, a reference to a row that comes
 * later makes SQLite search all tables at every insert from there on (3 minutes for 800 reports).
 */
static ro_status check_references(const ro_store *store, ro_error *error) {
  sqlite3_stmt *statement = NULL;
  RO_TRY(store_prepare(store, "PRAGMA foreign_key_check", &statement, error));
  int code = sqlite3_step(statement);
  ro_status status = RO_OK;
  if (code == SQLITE_ROW)
    status =
        ro_fail(error, RO_EINVAL, store->path, UINT64_MAX,
                "the story cannot be written: a row of %s refers to a row of %s that is not there",
                (const char *)sqlite3_column_text(statement, 0),
                (const char *)sqlite3_column_text(statement, 2));
  else if (code != SQLITE_DONE)
    status = store_fail(store, "the story cannot be written", error);
  sqlite3_finalize(statement);
  return status;
}

static ro_status save_within(writer *w) {
  ro_status status = save_account(w);
  for (uint32_t i = 0; i < w->n_slots; i++) sqlite3_finalize(w->slot[i].statement);
  w->n_slots = 0;
  return status == RO_OK ? check_references(w->store, w->error) : status;
}

/* All reports out, those of the story in. */
static ro_status replace_reports(ro_store *store, const ro_story *story, const char *read_by,
                                 ro_error *error) {
  RO_TRY(store_begin_tables(store, error));
  RO_TRY(store_run(store,
                   "INSERT INTO report_search(report_search) VALUES('delete-all');"
                   "INSERT INTO statement_search(statement_search) VALUES('delete-all');"
                   "DELETE FROM attributions; DELETE FROM annotations; DELETE FROM report_given;"
                   "DELETE FROM date_reasons_given; DELETE FROM reports",
                   error));
  for (uint32_t i = 0; i < story->n_docs; i++)
    RO_TRY(store_put_report(store, story->docs[i], read_by, error));
  return store_touch(store, error);
}

static ro_status write_to(ro_store *store, const ro_story *story, const char *read_by,
                          bool *is_late, ro_error *error) {
  ro_arena *scratch = ro_arena_new(0);
  writer w = {.store = store, .story = story, .report = -1, .error = error};
  ro_status status = scratch ? make_maps(&w, scratch) : RO_ENOMEM;
  if (status != RO_OK) ro_fail(error, status, store->path, UINT64_MAX, "out of memory");
  if (status == RO_OK)
    status = store_run(store, "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE", error);
  int64_t generation = store->generation;
  bool is_open = status == RO_OK;
  if (is_open && read_by) status = replace_reports(store, story, read_by, error);
  if (is_open && !read_by) status = store_get(store, "generation", &generation, error);
  *is_late = generation != store->generation;
  if (status == RO_OK && !*is_late) status = save_within(&w);
  if (status == RO_OK && !*is_late) status = store_run(store, "COMMIT", error);
  if (is_open && (status != RO_OK || *is_late)) store_undo(store);
  sqlite3_exec(store->db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
  if (status == RO_OK && !*is_late) store->is_new = false;
  ro_arena_free(scratch);
  return status;
}

static ro_status check_mode(const ro_store *store, ro_error *error) {
  if (store->mode == RO_STORE_WRITE) return RO_OK;
  return ro_fail(error, RO_EINVAL, store->path, UINT64_MAX, "the story is open for reading only");
}

ro_status ro_store_account(ro_store *store, const ro_story *story, bool *is_late, ro_error *error) {
  RO_TRY(check_mode(store, error));
  return write_to(store, story, NULL, is_late, error);
}

ro_status ro_store_save(ro_store *store, const ro_story *story, const char *read_by,
                        ro_error *error) {
  bool is_late;
  RO_TRY(check_mode(store, error));
  return write_to(store, story, read_by, &is_late, error);
}
