/* Fields of rows as parameters of prepared statements. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "store/store_internal.h"

void store_bind_int(store_binder *b, int64_t v) { sqlite3_bind_int64(b->statement, b->at++, v); }
void store_bind_null(store_binder *b) { sqlite3_bind_null(b->statement, b->at++); }

void store_bind_text(store_binder *b, ro_str s) {
  if (s.len == 0)
    store_bind_null(b);
  else
    sqlite3_bind_text64(b->statement, b->at++, s.data, s.len, SQLITE_STATIC, SQLITE_UTF8);
}

void store_bind_index(store_binder *b, uint32_t i) {
  if (i == RO_NONE)
    store_bind_null(b);
  else
    store_bind_int(b, i);
}

void store_bind_date(store_binder *b, ro_date date) {
  char text[32];
  int32_t year, month, day;
  if (date == RO_NO_DATE) {
    store_bind_null(b);
    return;
  }
  ro_date_parts(date, &year, &month, &day);
  snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
  sqlite3_bind_text(b->statement, b->at++, text, -1, SQLITE_TRANSIENT);
}

void store_bind_span(store_binder *b, const ro_doc *doc, const ro_codepoints *map, ro_span span,
                     bool has_words) {
  if (span.begin >= span.end) {
    for (int i = 0; i < 2 + has_words; i++) store_bind_null(b);
    return;
  }
  store_bind_int(b, ro_codepoint(map, span.begin));
  store_bind_int(b, ro_codepoint(map, span.end));
  if (has_words) store_bind_text(b, ro_doc_span(doc, span));
}

static void put_set(store_binder *b, const store_column *c, uint32_t bits) {
  char text[128] = "";
  size_t len = 0;
  for (uint32_t i = 0; i < c->n_labels; i++)
    if (bits >> i & 1 && len < sizeof text)
      len += (size_t)snprintf(text + len, sizeof text - len, "%s%s", len ? " " : "", c->labels[i]);
  if (len == 0)
    store_bind_null(b);
  else
    sqlite3_bind_text(b->statement, b->at++, text, -1, SQLITE_TRANSIENT);
}

typedef const char *rule_name;
#define FIELD(type) (*(const type *)(const void *)field)

void store_bind_field(store_binder *b, const store_context *context, const store_column *c,
                      const char *field) {
  uint32_t n = 0;
  switch (c->kind) {
    case STORE_TEXT:
      store_bind_text(b, FIELD(ro_str));
      break;
    case STORE_RULE:
      store_bind_text(b, ro_str_from(FIELD(rule_name)));
      break;
    case STORE_CODE:
      store_bind_text(b, ro_str_from(field));
      break;
    case STORE_LABEL:
      memcpy(&n, field, sizeof n);
      store_bind_text(b, ro_str_from(n < c->n_labels ? c->labels[n] : ""));
      break;
    case STORE_SET:
      put_set(b, c, FIELD(uint32_t));
      break;
    case STORE_REPORT:
      store_bind_int(b, context->nr[FIELD(uint32_t)]);
      break;
    case STORE_ENTITY:
    case STORE_INCIDENT:
    case STORE_LOCAL:
      store_bind_index(b, FIELD(uint32_t));
      break;
    case STORE_COUNT:
      store_bind_int(b, FIELD(uint32_t));
      break;
    case STORE_FLAG:
      store_bind_int(b, FIELD(bool));
      break;
    case STORE_REAL:
      if (isnan(FIELD(double)))
        store_bind_null(b);
      else
        sqlite3_bind_double(b->statement, b->at++, FIELD(double));
      break;
    case STORE_SHARE:
      sqlite3_bind_double(b->statement, b->at++, (double)FIELD(float));
      break;
    case STORE_INTERVAL:
      store_bind_date(b, FIELD(ro_interval).from);
      store_bind_date(b, FIELD(ro_interval).to);
      break;
    case STORE_SPAN:
      store_bind_span(b, context->doc, context->map, FIELD(ro_span), true);
      break;
    case STORE_END:
      break;
  }
}

/* INSERT INTO table(LEADING, its columns) with as many parameters. */
void store_write_insert(ro_buf *sql, const char *table, const char *leading,
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

static ro_status prepare_with(const ro_store *store, const char *sql, const char *types,
                              va_list args, sqlite3_stmt **out, ro_error *error) {
  RO_TRY(store_prepare(store, sql, out, error));
  store_binder b = {*out, 1};
  for (const char *t = types; *t; t++) {
    if (*t == 'i') {
      store_bind_int(&b, va_arg(args, int64_t));
      continue;
    }
    ro_str s = va_arg(args, ro_str);
    if (*t == 't')
      store_bind_text(&b, s);
    else
      sqlite3_bind_blob64(b.statement, b.at++, s.data ? s.data : "", s.len, SQLITE_STATIC);
  }
  return RO_OK;
}

ro_status store_do(const ro_store *store, ro_error *error, const char *sql, const char *types,
                   ...) {
  va_list args;
  sqlite3_stmt *statement = NULL;
  va_start(args, types);
  ro_status status = prepare_with(store, sql, types, args, &statement, error);
  va_end(args);
  if (status == RO_OK) status = store_step(store, statement, error);
  sqlite3_finalize(statement);
  return status;
}

ro_status store_ask(const ro_store *store, int64_t *value, ro_error *error, const char *sql,
                    const char *types, ...) {
  va_list args;
  sqlite3_stmt *statement = NULL;
  va_start(args, types);
  ro_status status = prepare_with(store, sql, types, args, &statement, error);
  va_end(args);
  *value = -1;
  if (status == RO_OK) {
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
      *value = sqlite3_column_int64(statement, 0);
    else if (code != SQLITE_DONE)
      status = store_fail(store, "the story cannot be read", error);
  }
  sqlite3_finalize(statement);
  return status;
}

ro_status store_step(const ro_store *store, sqlite3_stmt *statement, ro_error *error) {
  bool is_done = sqlite3_step(statement) == SQLITE_DONE;
  ro_status status = is_done ? RO_OK : store_fail(store, "the story cannot be written", error);
  sqlite3_reset(statement);
  return status;
}
