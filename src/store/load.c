/* Loading: the tables of tables.c back into rows.  Nothing read is trusted: an index beyond its
 * rows, a label that is none or a span outside its report is RO_EFORMAT. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "store/layers.h"
#include "store/store_internal.h"

/* Byte offset of every STRIDE-th code point of a text. */
enum { STRIDE = 64 };
typedef struct {
  uint32_t n; /* code points */
  uint32_t *at;
} byte_map;

/* Where the report with a number stands in the story. */
typedef struct {
  int64_t nr;
  uint32_t doc;
} store_number;

typedef struct {
  const ro_store *store;
  ro_arena *arena; /* of what is made: the story's, or one document's */
  ro_arena *scratch;
  ro_doc **docs;
  byte_map *map;       /* [n_docs] */
  int64_t *nr;         /* [n_docs] reports.nr */
  store_number *index; /* [n_docs] by nr */
  uint32_t n_docs, n_entities, n_incidents;
  const ro_doc *doc; /* whose rows are read, NULL for the story's */
  uint32_t report;
  ro_error *error;
} reader;

static ro_status broken(const reader *r, const char *what) {
  return ro_fail(r->error, RO_EFORMAT, r->store->path, UINT64_MAX, "the story is damaged: %s",
                 what);
}

static ro_status make_map(ro_arena *arena, ro_str text, byte_map *map) {
  map->at = RO_ARRAY(arena, uint32_t, text.len / STRIDE + 2);
  if (!map->at) return RO_ENOMEM;
  for (size_t i = 0; i < text.len; i++) {
    if (((uint8_t)text.data[i] & 0xC0) == 0x80) continue;
    if (map->n % STRIDE == 0) map->at[map->n / STRIDE] = (uint32_t)i;
    map->n++;
  }
  if (map->n % STRIDE == 0) map->at[map->n / STRIDE] = (uint32_t)text.len;
  return RO_OK;
}

static uint32_t byte_of(const byte_map *map, ro_str text, uint32_t codepoint) {
  size_t at = map->at[codepoint / STRIDE];
  for (uint32_t i = codepoint % STRIDE; i > 0; i--) ro_utf8_next(text, &at);
  return (uint32_t)at;
}

/* ---- reading one field */

typedef struct {
  sqlite3_stmt *statement;
  int at; /* column to read next */
} cursor;

static bool is_null(const cursor *c) {
  return sqlite3_column_type(c->statement, c->at) == SQLITE_NULL;
}

static ro_str get_text(const reader *r, cursor *c) {
  int at = c->at++;
  const void *data = sqlite3_column_text(c->statement, at);
  size_t n = (size_t)sqlite3_column_bytes(c->statement, at);
  if (!data || n == 0) return (ro_str){NULL, 0};
  return ro_str_copy(r->arena, (ro_str){data, n});
}

static ro_date get_date(cursor *c) {
  int at = c->at++;
  const void *data = sqlite3_column_text(c->statement, at);
  if (!data) return RO_NO_DATE;
  return ro_date_parse((ro_str){data, (size_t)sqlite3_column_bytes(c->statement, at)});
}

static ro_status get_index(const reader *r, cursor *c, uint32_t n, uint32_t *out) {
  bool is_none = is_null(c);
  int64_t v = sqlite3_column_int64(c->statement, c->at++);
  if (!is_none && (v < 0 || v >= n)) return broken(r, "a row refers to one that is not there");
  *out = is_none ? RO_NONE : (uint32_t)v;
  return RO_OK;
}

/* A report's number as its place in the story. */
static ro_status get_report(const reader *r, cursor *c, uint32_t *out) {
  uint32_t low = 0, high = r->n_docs;
  bool is_none = is_null(c);
  int64_t nr = sqlite3_column_int64(c->statement, c->at++);
  *out = RO_NONE;
  if (is_none) return RO_OK;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (r->index[middle].nr < nr)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == r->n_docs || r->index[low].nr != nr)
    return broken(r, "a row refers to one that is not there");
  *out = r->index[low].doc;
  return RO_OK;
}

/* begin and end as code points of a report. */
static ro_status get_span(const reader *r, cursor *c, uint32_t report, ro_span *out) {
  bool is_none = is_null(c);
  int64_t begin = sqlite3_column_int64(c->statement, c->at++);
  int64_t end = sqlite3_column_int64(c->statement, c->at++);
  const byte_map *map = &r->map[report];
  *out = (ro_span){0, 0};
  if (is_none) return RO_OK;
  if (begin < 0 || begin > end || end > map->n)
    return broken(r, "a passage lies outside of its report");
  ro_str text = r->docs[report]->text;
  *out = (ro_span){byte_of(map, text, (uint32_t)begin), byte_of(map, text, (uint32_t)end)};
  return RO_OK;
}

static ro_status get_label(const reader *r, cursor *c, const store_column *column, uint32_t *out) {
  int at = c->at++;
  const void *data = sqlite3_column_text(c->statement, at);
  ro_str s = {data, (size_t)sqlite3_column_bytes(c->statement, at)};
  *out = ro_label_find(column->labels, column->n_labels, data ? s : RO_STR(""), RO_NONE);
  return *out == RO_NONE ? broken(r, "a label is not known") : RO_OK;
}

static uint32_t get_set(cursor *c, const store_column *column) {
  int at = c->at++;
  const void *data = sqlite3_column_text(c->statement, at);
  ro_str rest = {data, (size_t)sqlite3_column_bytes(c->statement, at)}, label;
  uint32_t bits = 0;
  while (ro_str_split(&rest, ' ', &label)) {
    uint32_t i = ro_label_find(column->labels, column->n_labels, label, RO_NONE);
    if (i != RO_NONE) bits |= 1u << i;
  }
  return bits;
}

#define FIELD(type) (*(type *)(void *)field)

static void get_code(const reader *r, cursor *c, char *field) {
  ro_str s = get_text(r, c);
  if (s.len && s.len < 5) memcpy(field, s.data, s.len);
}

static ro_status get_field(const reader *r, cursor *c, const store_column *column, char *field) {
  uint32_t n = 0;
  switch (column->kind) {
    case STORE_TEXT:
      FIELD(ro_str) = get_text(r, c);
      return RO_OK;
    case STORE_RULE:
      FIELD(const char *) = get_text(r, c).data;
      return RO_OK;
    case STORE_CODE:
      get_code(r, c, field);
      return RO_OK;
    case STORE_LABEL:
      RO_TRY(get_label(r, c, column, &n));
      memcpy(field, &n, sizeof n);
      return RO_OK;
    case STORE_SET:
      FIELD(uint32_t) = get_set(c, column);
      return RO_OK;
    case STORE_REPORT:
      return get_report(r, c, &FIELD(uint32_t));
    case STORE_ENTITY:
      return get_index(r, c, r->n_entities, &FIELD(uint32_t));
    case STORE_INCIDENT:
      return get_index(r, c, r->n_incidents, &FIELD(uint32_t));
    case STORE_LOCAL:
      return get_index(r, c, RO_NONE, &FIELD(uint32_t));
    case STORE_COUNT:
      FIELD(uint32_t) = (uint32_t)sqlite3_column_int64(c->statement, c->at++);
      return RO_OK;
    case STORE_FLAG:
      FIELD(bool) = sqlite3_column_int(c->statement, c->at++) != 0;
      return RO_OK;
    case STORE_REAL:
      FIELD(double) = is_null(c) ? (double)NAN : sqlite3_column_double(c->statement, c->at);
      c->at++;
      return RO_OK;
    case STORE_SHARE:
      FIELD(float) = (float)sqlite3_column_double(c->statement, c->at++);
      return RO_OK;
    case STORE_INTERVAL:
      FIELD(ro_interval).from = get_date(c);
      FIELD(ro_interval).to = get_date(c);
      return RO_OK;
    case STORE_SPAN:
      RO_TRY(get_span(r, c, r->report, &FIELD(ro_span)));
      c->at++; /* words */
      return RO_OK;
    case STORE_END:
      return RO_OK;
  }
  return RO_OK;
}

static ro_status get_fields(const reader *r, cursor *c, const store_column *columns, char *row) {
  for (; columns->kind != STORE_END; columns++)
    RO_TRY(get_field(r, c, columns, row + columns->offset));
  return RO_OK;
}

/* ---- statements */

static void write_columns(ro_buf *sql, const store_column *columns) {
  char names[3][64];
  for (; columns->kind != STORE_END; columns++) {
    int parts = store_column_names(columns, names);
    for (int i = 0; i < parts; i++) ro_buf_printf(sql, ", \"%s\"", names[i]);
  }
}

static ro_status prepare(const reader *r, ro_buf *sql, sqlite3_stmt **out) {
  ro_status status =
      sql->has_failed ? RO_ENOMEM : store_prepare(r->store, sql->data, out, r->error);
  ro_buf_free(sql);
  return status;
}

/* The next row; RO_OK with *has_row false at the end. */
static ro_status next_row(const reader *r, sqlite3_stmt *statement, bool *has_row) {
  int code = sqlite3_step(statement);
  *has_row = code == SQLITE_ROW;
  if (code == SQLITE_ROW || code == SQLITE_DONE) return RO_OK;
  return store_fail(r->store, "the story cannot be read", r->error);
}

/* ---- rows and what belongs to them */

static void *add_row(const reader *r, void *owner, size_t offset, size_t size) {
  store_any_rows rows = store_rows_at(owner, offset);
  rows.at = ro_rows_grow(r->arena, rows.at, rows.n, &rows.cap, size);
  void *row = rows.n < rows.cap ? (char *)rows.at + (size_t)rows.n++ * size : NULL;
  memcpy((char *)owner + offset, &rows, sizeof rows);
  return row;
}

/* The rows of a table in the order of their nr, wherever their owners keep them. */
typedef struct {
  char **at;
  uint32_t n;
} row_list;

static ro_status read_list(const reader *r, const store_list *list, const row_list *rows) {
  ro_buf sql = {0};
  sqlite3_stmt *statement = NULL;
  uint32_t limit = list->kind == STORE_ENTITY ? r->n_entities : r->n_incidents;
  ro_buf_printf(&sql, "SELECT %s, %s FROM %s", list->owner, list->target, list->table);
  if (list->role) ro_buf_printf(&sql, " WHERE role = '%s'", list->role);
  ro_buf_printf(&sql, " ORDER BY %s, ordinal", list->owner);
  ro_status status = prepare(r, &sql, &statement);
  bool has_row = true;
  while (status == RO_OK) {
    uint32_t owner = 0, target = 0;
    cursor c = {statement, 0};
    status = next_row(r, statement, &has_row);
    if (status != RO_OK || !has_row) break;
    status = get_index(r, &c, rows->n, &owner);
    if (status == RO_OK)
      status = list->kind == STORE_REPORT ? get_report(r, &c, &target)
                                          : get_index(r, &c, limit, &target);
    if (status == RO_OK && (owner == RO_NONE || target == RO_NONE))
      status = broken(r, "a row refers to nothing");
    if (status != RO_OK) break;
    ro_indexes *indexes = (ro_indexes *)(void *)(rows->at[owner] + list->offset);
    if (!ro_indexes_add(r->arena, indexes, target)) status = RO_ENOMEM;
  }
  sqlite3_finalize(statement);
  return status;
}

static ro_status read_evidence(const reader *r, const store_table *table, const row_list *rows) {
  ro_buf sql = {0};
  sqlite3_stmt *statement = NULL;
  ro_buf_printf(&sql,
                "SELECT owner, report, begin, \"end\" FROM passages WHERE kind = '%s' "
                "ORDER BY owner, ordinal",
                table->evidence);
  ro_status status = prepare(r, &sql, &statement);
  bool has_row = true;
  while (status == RO_OK) {
    uint32_t owner = 0, report = 0;
    ro_span span;
    cursor c = {statement, 0};
    status = next_row(r, statement, &has_row);
    if (status != RO_OK || !has_row) break;
    status = get_index(r, &c, rows->n, &owner);
    if (status == RO_OK) status = get_report(r, &c, &report);
    if (status == RO_OK && (owner == RO_NONE || report == RO_NONE))
      status = broken(r, "evidence refers to nothing");
    if (status == RO_OK) status = get_span(r, &c, report, &span);
    if (status != RO_OK) break;
    ro_evidences *list = (ro_evidences *)(void *)(rows->at[owner] + table->evidence_offset);
    ro_evidence *e = RO_ADD(r->arena, list);
    if (e)
      *e = (ro_evidence){report, span};
    else
      status = RO_ENOMEM;
  }
  sqlite3_finalize(statement);
  return status;
}

/* Reads a table's rows into their owners' arrays at `offset`. */
static ro_status read_rows(const reader *r, const store_table *table, const row_list *owners,
                           size_t offset) {
  ro_buf sql = {0};
  sqlite3_stmt *statement = NULL;
  ro_buf_printf(&sql, "SELECT %s", table->owner ? table->owner : "0");
  write_columns(&sql, table->columns);
  ro_buf_printf(&sql, " FROM %s ORDER BY nr", table->name);
  ro_status status = prepare(r, &sql, &statement);
  bool has_row = true;
  while (status == RO_OK) {
    uint32_t owner = 0;
    cursor c = {statement, 0};
    status = next_row(r, statement, &has_row);
    if (status != RO_OK || !has_row) break;
    status = get_index(r, &c, owners->n, &owner);
    if (status == RO_OK && owner == RO_NONE) status = broken(r, "a row has no owner");
    if (status != RO_OK) break;
    char *row = add_row(r, owners->at[owner], offset, table->row_size);
    status = row ? get_fields(r, &c, table->columns, row) : RO_ENOMEM;
  }
  sqlite3_finalize(statement);
  return status;
}

static ro_status list_rows(const reader *r, const store_table *table, const row_list *owners,
                           size_t offset, row_list *rows) {
  rows->n = 0;
  for (uint32_t i = 0; i < owners->n; i++) rows->n += store_rows_at(owners->at[i], offset).n;
  rows->at = RO_ARRAY(r->scratch, char *, rows->n);
  if (!rows->at) return RO_ENOMEM;
  uint32_t n = 0;
  for (uint32_t i = 0; i < owners->n; i++) {
    store_any_rows own = store_rows_at(owners->at[i], offset);
    for (uint32_t k = 0; k < own.n; k++)
      rows->at[n++] = (char *)own.at + (size_t)k * table->row_size;
  }
  return RO_OK;
}

/* A table with all that belongs to its rows; as deep as the descriptions are. */
static ro_status read_table(const reader *r, const store_table *table, const row_list *owners,
                            size_t offset) {
  row_list rows;
  RO_TRY(read_rows(r, table, owners, offset));
  RO_TRY(list_rows(r, table, owners, offset, &rows));
  for (const store_list *l = table->lists; l && l->table; l++) RO_TRY(read_list(r, l, &rows));
  if (table->evidence) RO_TRY(read_evidence(r, table, &rows));
  for (const store_rows *child = table->children; child && child->table; child++)
    RO_TRY(read_table(r, child->table, &rows, child->offset));
  return RO_OK;
}

/* ---- reports */

static ro_status count_rows(const reader *r, const char *table, uint32_t *n) {
  ro_buf sql = {0};
  sqlite3_stmt *statement = NULL;
  ro_buf_printf(&sql, "SELECT count(*) FROM %s", table);
  RO_TRY(prepare(r, &sql, &statement));
  bool has_row = false;
  ro_status status = next_row(r, statement, &has_row);
  int64_t count = has_row ? sqlite3_column_int64(statement, 0) : 0;
  sqlite3_finalize(statement);
  if (status == RO_OK && count >= RO_NONE) status = broken(r, "it has too many rows");
  *n = (uint32_t)count;
  return status;
}

/* A report's own rows of one table, in order. */
static ro_status read_layer(reader *r, const store_table *table, ro_doc *doc, size_t offset) {
  ro_buf sql = {0};
  sqlite3_stmt *statement = NULL;
  ro_buf_text(&sql, "SELECT ordinal");
  write_columns(&sql, table->columns);
  ro_buf_printf(&sql, " FROM %s WHERE report = %lld ORDER BY ordinal", table->name,
                (long long)r->nr[r->report]);
  ro_status status = prepare(r, &sql, &statement);
  bool has_row = true;
  while (status == RO_OK) {
    cursor c = {statement, 1};
    status = next_row(r, statement, &has_row);
    if (status != RO_OK || !has_row) break;
    char *row = add_row(r, doc, offset, table->row_size);
    status = row ? get_fields(r, &c, table->columns, row) : RO_ENOMEM;
  }
  sqlite3_finalize(statement);
  return status;
}

static int by_nr(const void *a, const void *b) {
  const store_number *x = a, *y = b;
  return x->nr < y->nr ? -1 : x->nr > y->nr;
}

/* The next row of reports as a new document: nr, raw, then its columns. */
static ro_status read_report(reader *r, sqlite3_stmt *statement) {
  ro_doc *doc = ro_doc_new();
  cursor c = {statement, 0};
  if (!doc) return RO_ENOMEM;
  r->docs[r->report] = doc;
  r->arena = doc->arena;
  r->nr[r->report] = sqlite3_column_int64(statement, c.at++);
  r->index[r->report] = (store_number){r->nr[r->report], r->report};
  const void *raw = sqlite3_column_blob(statement, c.at);
  size_t n = (size_t)sqlite3_column_bytes(statement, c.at);
  bool has_raw = sqlite3_column_type(statement, c.at++) == SQLITE_BLOB;
  RO_TRY(get_fields(r, &c, store_reports.columns, (char *)doc));
  if (doc->text.len > RO_MAX_TEXT_BYTES * 3ull || ro_utf8_check(doc->text) < doc->text.len)
    return broken(r, "a report is no text");
  doc->raw = has_raw ? ro_str_copy(doc->arena, (ro_str){raw, n}) : doc->text;
  return ro_arena_has_failed(doc->arena) ? RO_ENOMEM : RO_OK;
}

/* In the order of a story: by path, then id. */
static ro_status read_reports(reader *r) {
  ro_buf sql = {0};
  sqlite3_stmt *statement = NULL;
  r->nr = RO_ARRAY(r->scratch, int64_t, r->n_docs);
  r->index = RO_ARRAY(r->scratch, store_number, r->n_docs);
  if (!r->nr || !r->index) return RO_ENOMEM;
  ro_buf_text(&sql, "SELECT nr, raw");
  write_columns(&sql, store_reports.columns);
  ro_buf_text(&sql, " FROM reports ORDER BY path, id");
  RO_TRY(prepare(r, &sql, &statement));
  ro_status status = RO_OK;
  bool has_row = true;
  for (r->report = 0; status == RO_OK && r->report < r->n_docs; r->report++) {
    status = next_row(r, statement, &has_row);
    if (status == RO_OK && !has_row) status = broken(r, "a report is missing");
    if (status == RO_OK) status = read_report(r, statement);
  }
  sqlite3_finalize(statement);
  if (status == RO_OK && r->n_docs) qsort(r->index, r->n_docs, sizeof *r->index, by_nr);
  return status;
}

static ro_status read_families(reader *r, uint32_t *family) {
  sqlite3_stmt *statement = NULL;
  RO_TRY(store_prepare(r->store, "SELECT family FROM reports ORDER BY path, id", &statement,
                       r->error));
  ro_status status = RO_OK;
  bool has_row = true;
  for (uint32_t i = 0; status == RO_OK && i < r->n_docs; i++) {
    cursor c = {statement, 0};
    status = next_row(r, statement, &has_row);
    if (status == RO_OK) status = get_report(r, &c, &family[i]);
    if (status == RO_OK && family[i] == RO_NONE) status = broken(r, "a report has no family");
  }
  sqlite3_finalize(statement);
  return status;
}

static ro_status read_given(reader *r, ro_doc *doc) {
  ro_buf sql = {0};
  sqlite3_stmt *statement = NULL;
  bool has_row = false;
  ro_buf_text(&sql, "SELECT report");
  write_columns(&sql, store_given.columns);
  ro_buf_printf(&sql, " FROM report_given WHERE report = %lld", (long long)r->nr[r->report]);
  RO_TRY(prepare(r, &sql, &statement));
  cursor c = {statement, 1};
  doc->given.published = (ro_interval){RO_NO_DATE, RO_NO_DATE};
  ro_status status = next_row(r, statement, &has_row);
  if (status == RO_OK && has_row) status = get_fields(r, &c, store_given.columns, (char *)doc);
  sqlite3_finalize(statement);
  if (status == RO_OK)
    status = read_layer(r, &store_given_reasons, doc, offsetof(ro_doc, given.reasons));
  return status;
}

static void free_docs(ro_doc **docs, uint32_t n) {
  for (uint32_t i = 0; docs && i < n; i++) ro_doc_free(docs[i]);
}

static ro_status begin(reader *r) {
  RO_TRY(store_run(r->store, "BEGIN", r->error)); /* all of it as it is at one moment */
  RO_TRY(count_rows(r, "reports", &r->n_docs));
  RO_TRY(count_rows(r, "entities", &r->n_entities));
  RO_TRY(count_rows(r, "incidents", &r->n_incidents));
  r->map = RO_ARRAY(r->scratch, byte_map, r->n_docs);
  return r->map ? RO_OK : RO_ENOMEM;
}

static void end(const reader *r) { sqlite3_exec(r->store->db, "COMMIT", NULL, NULL, NULL); }

/* The report as it was before any stage read it: raw bytes and what the container gave. */
static void strip(ro_doc *doc) {
  doc->meta = doc->given;
  if (!doc->keeps_tokens) doc->text = (ro_str){NULL, 0};
}

/* Layers from their bytes; of another reader only the tokens that were given with the report. */
static ro_status get_layers(const reader *r, ro_doc *doc, sqlite3_stmt *statement, bool is_usable) {
  ro_str bytes = {sqlite3_column_blob(statement, 1), (size_t)sqlite3_column_bytes(statement, 1)};
  ro_status status = ro_layers_unpack(doc, bytes, !is_usable);
  if (status == RO_EVERSION) return RO_OK;
  if (status == RO_EFORMAT) return broken(r, "the annotations of a report are no annotations");
  return status;
}

static ro_status read_layers(reader *r, const char *read_by) {
  sqlite3_stmt *statement = NULL;
  RO_TRY(store_prepare(r->store, "SELECT read_by, layers FROM annotations WHERE report = ?",
                       &statement, r->error));
  ro_status status = RO_OK;
  for (r->report = 0; status == RO_OK && r->report < r->n_docs; r->report++) {
    ro_doc *doc = r->docs[r->report];
    ro_str path = doc->meta.path;
    bool has_row = false, is_usable = false;
    r->arena = doc->arena;
    status = read_given(r, doc);
    doc->given.path = path;
    sqlite3_bind_int64(statement, 1, r->nr[r->report]);
    if (status == RO_OK) status = next_row(r, statement, &has_row);
    if (status == RO_OK && has_row) {
      const void *maker = sqlite3_column_text(statement, 0);
      is_usable = !read_by || (maker && strcmp(maker, read_by) == 0);
      ro_meta shown = doc->meta;
      doc->meta = (ro_meta){.path = path};
      status = get_layers(r, doc, statement, is_usable);
      if (status != RO_OK) doc->meta = shown;
    }
    sqlite3_reset(statement);
    if (status == RO_OK && !doc->layer[RO_LAYER_TEXT].is_present) strip(doc);
    if (status == RO_OK && ro_arena_has_failed(doc->arena)) status = RO_ENOMEM;
  }
  sqlite3_finalize(statement);
  return status;
}

ro_status ro_store_load_reports(ro_store *store, ro_arena *arena, const char *read_by,
                                ro_doc ***docs, uint32_t *n, ro_error *error) {
  *docs = NULL;
  *n = 0;
  if (store->is_new) return RO_OK;
  ro_arena *scratch = ro_arena_new(0);
  reader r = {.store = store, .scratch = scratch, .error = error};
  ro_status status = scratch ? begin(&r) : RO_ENOMEM;
  if (status == RO_OK) status = store_get(store, "generation", &store->generation, error);
  if (status == RO_OK) {
    r.docs = RO_ARRAY(arena, ro_doc *, r.n_docs);
    status = r.docs ? read_reports(&r) : RO_ENOMEM;
  }
  if (status == RO_OK) status = read_layers(&r, read_by);
  end(&r);
  ro_arena_free(scratch);
  if (status == RO_OK) {
    *docs = r.docs;
    *n = r.n_docs;
  } else {
    free_docs(r.docs, r.n_docs);
    if (status == RO_ENOMEM) ro_fail(error, status, store->path, UINT64_MAX, "out of memory");
  }
  return status;
}

static ro_status read_story(reader *r, ro_story *story) {
  r->docs = story->docs;
  RO_TRY(read_reports(r));
  RO_TRY(read_families(r, story->family));
  for (r->report = 0; r->report < r->n_docs; r->report++) {
    ro_doc *doc = r->docs[r->report];
    r->doc = doc;
    r->arena = doc->arena;
    RO_TRY(make_map(r->scratch, doc->text, &r->map[r->report]));
    for (const store_rows *rows = store_report_tables; rows->table; rows++)
      RO_TRY(read_layer(r, rows->table, doc, rows->offset));
    RO_TRY(read_given(r, doc));
    doc->given.path = doc->meta.path;
    if (ro_arena_has_failed(doc->arena)) return RO_ENOMEM;
  }
  r->arena = story->arena;
  r->doc = NULL;
  char *root = (char *)story;
  row_list whole = {&root, 1};
  for (const store_rows *rows = store_story_tables; rows->table; rows++)
    RO_TRY(read_table(r, rows->table, &whole, rows->offset));
  return ro_arena_has_failed(story->arena) ? RO_ENOMEM : RO_OK;
}

static ro_story *new_story(uint32_t n_docs) {
  ro_arena *arena = ro_arena_new(0);
  ro_story *story = arena ? RO_NEW(arena, ro_story) : NULL;
  if (story) {
    story->arena = arena;
    story->docs = RO_ARRAY(arena, ro_doc *, n_docs);
    story->family = RO_ARRAY(arena, uint32_t, n_docs);
    story->n_docs = n_docs;
  }
  if (story && story->docs && story->family) return story;
  ro_arena_free(arena);
  return NULL;
}

ro_status ro_store_load(ro_store *store, ro_story **out, ro_error *error) {
  *out = NULL;
  if (store->is_new) return ro_fail(error, RO_EFORMAT, store->path, 0, "is empty, not a story");
  ro_arena *scratch = ro_arena_new(0);
  reader r = {.store = store, .scratch = scratch, .error = error};
  ro_status status = scratch ? begin(&r) : RO_ENOMEM;
  ro_story *story = status == RO_OK ? new_story(r.n_docs) : NULL;
  if (status == RO_OK) status = story ? read_story(&r, story) : RO_ENOMEM;
  end(&r);
  ro_arena_free(scratch);
  if (status == RO_OK) {
    *out = story;
    return RO_OK;
  }
  if (story) {
    free_docs(story->docs, story->n_docs);
    ro_arena_free(story->arena);
  }
  if (status == RO_ENOMEM) ro_fail(error, status, store->path, UINT64_MAX, "out of memory");
  return status;
}
