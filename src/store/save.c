/* Saving: everything is replaced in one transaction, row by row through prepared statements that
 * are made from the descriptions in tables.c. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
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
  ro_codepoints *map; /* [n_docs] */
  slot slot[MAX_STATEMENTS];
  uint32_t n_slots;
  int64_t report;    /* whose layers are being written, -1 for the story's rows */
  const ro_doc *doc; /* that report, NULL for the story's rows */
  ro_error *error;
} writer;

/* ---- binding one field */

typedef struct {
  sqlite3_stmt *statement;
  int at; /* parameter to bind next */
} binder;

static void put_int(binder *b, int64_t v) { sqlite3_bind_int64(b->statement, b->at++, v); }
static void put_null(binder *b) { sqlite3_bind_null(b->statement, b->at++); }

static void put_text(binder *b, ro_str s) {
  if (s.len == 0)
    put_null(b);
  else
    sqlite3_bind_text64(b->statement, b->at++, s.data, s.len, SQLITE_STATIC, SQLITE_UTF8);
}

static void put_index(binder *b, uint32_t i) {
  if (i == RO_NONE)
    put_null(b);
  else
    put_int(b, i);
}

static void put_date(binder *b, ro_date date) {
  char text[32];
  int32_t year, month, day;
  if (date == RO_NO_DATE) {
    put_null(b);
    return;
  }
  ro_date_parts(date, &year, &month, &day);
  snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
  sqlite3_bind_text(b->statement, b->at++, text, -1, SQLITE_TRANSIENT);
}

static void put_span(const writer *w, binder *b, const ro_doc *doc, uint32_t report, ro_span span) {
  if (span.begin >= span.end) {
    for (int i = 0; i < 3; i++) put_null(b);
    return;
  }
  put_int(b, ro_codepoint(&w->map[report], span.begin));
  put_int(b, ro_codepoint(&w->map[report], span.end));
  put_text(b, ro_doc_span(doc, span));
}

static void put_set(binder *b, const store_column *c, uint32_t bits) {
  char text[128] = "";
  size_t len = 0;
  for (uint32_t i = 0; i < c->n_labels; i++)
    if (bits >> i & 1 && len < sizeof text)
      len += (size_t)snprintf(text + len, sizeof text - len, "%s%s", len ? " " : "", c->labels[i]);
  if (len == 0)
    put_null(b);
  else
    sqlite3_bind_text(b->statement, b->at++, text, -1, SQLITE_TRANSIENT);
}

typedef const char *rule_name;
#define FIELD(type) (*(const type *)(const void *)field)

static void put_field(const writer *w, binder *b, const store_column *c, const char *field) {
  uint32_t n = 0;
  switch (c->kind) {
    case STORE_TEXT:
      put_text(b, FIELD(ro_str));
      break;
    case STORE_RULE:
      put_text(b, ro_str_from(FIELD(rule_name)));
      break;
    case STORE_CODE:
      put_text(b, ro_str_from(field));
      break;
    case STORE_LABEL:
      memcpy(&n, field, sizeof n);
      put_text(b, ro_str_from(n < c->n_labels ? c->labels[n] : ""));
      break;
    case STORE_SET:
      put_set(b, c, FIELD(uint32_t));
      break;
    case STORE_REPORT:
    case STORE_ENTITY:
    case STORE_INCIDENT:
    case STORE_LOCAL:
      put_index(b, FIELD(uint32_t));
      break;
    case STORE_COUNT:
      put_int(b, FIELD(uint32_t));
      break;
    case STORE_FLAG:
      put_int(b, FIELD(bool));
      break;
    case STORE_REAL:
      if (isnan(FIELD(double)))
        put_null(b);
      else
        sqlite3_bind_double(b->statement, b->at++, FIELD(double));
      break;
    case STORE_SHARE:
      sqlite3_bind_double(b->statement, b->at++, (double)FIELD(float));
      break;
    case STORE_INTERVAL:
      put_date(b, FIELD(ro_interval).from);
      put_date(b, FIELD(ro_interval).to);
      break;
    case STORE_SPAN:
      put_span(w, b, w->doc, (uint32_t)w->report, FIELD(ro_span));
      break;
    case STORE_END:
      break;
  }
}

/* ---- statements, made once for each description */

/* INSERT INTO table(LEADING, its columns) with as many parameters. */
static void write_insert(ro_buf *sql, const char *table, const char *leading,
                         const store_column *columns) {
  char names[3][64];
  uint32_t n = 1;
  ro_buf_printf(sql, "INSERT INTO %s(%s", table, leading);
  for (const char *p = leading; *p; p++) n += *p == ',';
  for (const store_column *c = columns; c && c->kind != STORE_END; c++) {
    int parts = store_column_names(c, names);
    for (int i = 0; i < parts; i++) ro_buf_printf(sql, ", \"%s\"", names[i]);
    n += (uint32_t)parts;
  }
  ro_buf_text(sql, ") VALUES(?");
  while (--n > 0) ro_buf_text(sql, ", ?");
  ro_buf_char(sql, ')');
}

static ro_status slot_for(writer *w, const void *what, const char *table, const char *leading,
                          const store_column *columns, slot **out) {
  for (uint32_t i = 0; i < w->n_slots; i++)
    if (w->slot[i].what == what) {
      *out = &w->slot[i];
      return RO_OK;
    }
  if (w->n_slots == MAX_STATEMENTS) return RO_ELIMIT;
  ro_buf sql = {0};
  write_insert(&sql, table, leading, columns);
  *out = &w->slot[w->n_slots];
  **out = (slot){what, NULL, 0};
  ro_status status =
      sql.has_failed ? RO_ENOMEM : store_prepare(w->store, sql.data, &(*out)->statement, w->error);
  ro_buf_free(&sql);
  if (status == RO_OK) w->n_slots++;
  return status;
}

static ro_status step(const writer *w, sqlite3_stmt *statement) {
  bool is_done = sqlite3_step(statement) == SQLITE_DONE;
  ro_status status =
      is_done ? RO_OK : store_fail(w->store, "the story cannot be written", w->error);
  sqlite3_reset(statement);
  return status;
}

static void lead(const writer *w, binder *b) {
  if (w->report >= 0) put_int(b, w->report);
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
    binder b = {s->statement, 1};
    lead(w, &b);
    put_int(&b, owner);
    if (list->role) put_text(&b, ro_str_from(list->role));
    put_int(&b, i);
    put_index(&b, indexes.at[i]);
    RO_TRY(step(w, s->statement));
  }
  return RO_OK;
}

static ro_status save_spans(writer *w, const store_span_list *list, const char *row,
                            int64_t owner) {
  ro_spans spans;
  memcpy(&spans, row + list->offset, sizeof spans);
  slot *s;
  RO_TRY(slot_for(w, list, list->table, "report, owner, role, ordinal, begin, \"end\", words", NULL,
                  &s));
  for (uint32_t i = 0; i < spans.n; i++) {
    binder b = {s->statement, 1};
    lead(w, &b);
    put_int(&b, owner);
    put_text(&b, ro_str_from(list->role));
    put_int(&b, i);
    put_span(w, &b, w->doc, (uint32_t)w->report, spans.at[i]);
    RO_TRY(step(w, s->statement));
  }
  return RO_OK;
}

static ro_status save_evidence(writer *w, const store_table *table, const char *row,
                               int64_t owner) {
  static const char what[] = "evidence";
  ro_evidences list;
  memcpy(&list, row + table->evidence_offset, sizeof list);
  slot *s;
  RO_TRY(slot_for(w, what, "evidence", "owner_kind, owner, ordinal, report, begin, \"end\", words",
                  NULL, &s));
  for (uint32_t i = 0; i < list.n; i++) {
    const ro_evidence *e = &list.at[i];
    const ro_doc *doc = w->story->docs[e->doc];
    binder b = {s->statement, 1};
    put_text(&b, ro_str_from(table->evidence));
    put_int(&b, owner);
    put_int(&b, i);
    put_int(&b, e->doc);
    put_int(&b, ro_codepoint(&w->map[e->doc], e->span.begin));
    put_int(&b, ro_codepoint(&w->map[e->doc], e->span.end));
    put_text(&b, ro_doc_span(doc, e->span));
    RO_TRY(step(w, s->statement));
  }
  return RO_OK;
}

static ro_status save_belongings(writer *w, const store_table *table, const char *row, int64_t nr) {
  for (const store_list *l = table->lists; l && l->table; l++) RO_TRY(save_list(w, l, row, nr));
  for (const store_span_list *l = table->spans; l && l->table; l++)
    RO_TRY(save_spans(w, l, row, nr));
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
    binder b = {s->statement, 1};
    lead(w, &b);
    put_int(&b, nr);
    if (table->owner) {
      put_int(&b, owner);
      put_int(&b, i);
    }
    for (const store_column *c = table->columns; c->kind != STORE_END; c++)
      put_field(w, &b, c, row + c->offset);
    RO_TRY(step(w, s->statement));
    RO_TRY(save_belongings(w, table, row, nr));
    for (const store_rows *child = table->children; child && child->table; child++)
      RO_TRY(save_rows(w, child->table, store_rows_at(row, child->offset), nr));
  }
  return RO_OK;
}

static ro_status save_report(writer *w, uint32_t i) {
  const ro_doc *doc = w->story->docs[i];
  slot *report, *given;
  w->report = i;
  w->doc = doc;
  RO_TRY(slot_for(w, &store_reports, "reports", "nr, family, raw", store_reports.columns, &report));
  RO_TRY(slot_for(w, &store_given, "report_given", "report", store_given.columns, &given));
  binder b = {report->statement, 1};
  put_int(&b, i);
  put_int(&b, w->story->family[i]);
  if (ro_str_equal(doc->raw, doc->text) || doc->keeps_tokens)
    put_null(&b);
  else
    sqlite3_bind_blob64(b.statement, b.at++, doc->raw.data ? doc->raw.data : "", doc->raw.len,
                        SQLITE_STATIC);
  for (const store_column *c = store_reports.columns; c->kind != STORE_END; c++)
    put_field(w, &b, c, (const char *)doc + c->offset);
  if (doc->text.len == 0) /* NOT NULL: an empty text is a text */
    sqlite3_bind_text(b.statement, b.at - 1, "", 0, SQLITE_STATIC);
  RO_TRY(step(w, report->statement));
  b = (binder){given->statement, 1};
  put_int(&b, i);
  for (const store_column *c = store_given.columns; c->kind != STORE_END; c++)
    put_field(w, &b, c, (const char *)doc + c->offset);
  RO_TRY(step(w, given->statement));
  for (const store_rows *rows = store_report_tables; rows->table; rows++)
    RO_TRY(save_rows(w, rows->table, store_rows_at(doc, rows->offset), i));
  return RO_OK;
}

static ro_status make_tables(const ro_store *store, ro_error *error) {
  for (const char *const *statement = store_schema; *statement; statement++)
    RO_TRY(store_run(store, *statement, error));
  char pragmas[96];
  snprintf(pragmas, sizeof pragmas, "PRAGMA application_id = %d; PRAGMA user_version = %d",
           STORE_APPLICATION, STORE_VERSION);
  return store_run(store, pragmas, error);
}

/* What depends on others goes first. */
static ro_status empty_tables(const ro_store *store, ro_error *error) {
  size_t n = 0;
  while (store_table_names[n]) n++;
  RO_TRY(store_run(store, "INSERT INTO report_search(report_search) VALUES('delete-all')", error));
  for (size_t i = n; i-- > 0;) {
    char sql[96];
    snprintf(sql, sizeof sql, "DELETE FROM %s", store_table_names[i]);
    RO_TRY(store_run(store, sql, error));
  }
  return RO_OK;
}

static ro_status save_all(writer *w) {
  const ro_store *store = w->store;
  RO_TRY(store->is_new ? make_tables(store, w->error) : empty_tables(store, w->error));
  RO_TRY(store_run(
      store,
      "INSERT INTO story VALUES('schema_version', '1'), ('made_by', 'readout " RO_VERSION "')",
      w->error));
  for (uint32_t i = 0; i < w->story->n_docs; i++) RO_TRY(save_report(w, i));
  w->report = -1;
  w->doc = NULL;
  for (const store_rows *rows = store_story_tables; rows->table; rows++)
    RO_TRY(save_rows(w, rows->table, store_rows_at(w->story, rows->offset), 0));
  return store_run(store, "INSERT INTO report_search(report_search) VALUES('rebuild')", w->error);
}

static ro_status make_maps(writer *w, ro_arena *scratch) {
  w->map = RO_ARRAY(scratch, ro_codepoints, w->story->n_docs);
  for (uint32_t i = 0; w->map && i < w->story->n_docs; i++)
    RO_TRY(ro_codepoints_make(scratch, w->story->docs[i]->text, &w->map[i]));
  return w->map ? RO_OK : RO_ENOMEM;
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

/* After a failed write SQLite plays the journal back when the file is next read: do so now. */
static void restore(const ro_store *store) {
  sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_exec(store->db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
}

ro_status ro_store_save(ro_store *store, const ro_story *story, ro_error *error) {
  if (store->mode != RO_STORE_WRITE)
    return ro_fail(error, RO_EINVAL, store->path, UINT64_MAX, "the story is open for reading only");
  ro_arena *scratch = ro_arena_new(0);
  if (!scratch) return RO_ENOMEM;
  writer w = {.store = store, .story = story, .report = -1, .error = error};
  ro_status status = make_maps(&w, scratch);
  if (status != RO_OK) ro_fail(error, status, store->path, UINT64_MAX, "out of memory");
  if (status == RO_OK)
    status = store_run(store, "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE", error);
  if (status == RO_OK) {
    status = save_all(&w);
    for (uint32_t i = 0; i < w.n_slots; i++) sqlite3_finalize(w.slot[i].statement);
    if (status == RO_OK) status = check_references(store, error);
    if (status == RO_OK) status = store_run(store, "COMMIT", error);
    if (status != RO_OK) restore(store);
  }
  sqlite3_exec(store->db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
  if (status == RO_OK) store->is_new = false;
  ro_arena_free(scratch);
  return status;
}
