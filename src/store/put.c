/* Reports into the file, one transaction each: the report, its layers as bytes, and what it says in
 * whose words as rows that can be searched. */
#include "store/layers.h"
#include "store/store_internal.h"

/* Drops what belongs to a report; the rows of the searches need their old words for that. */
static ro_status remove_rows(const ro_store *store, int64_t nr, ro_error *error) {
  static const char *const statements[] = {
      "INSERT INTO report_search(report_search, rowid, title, text)"
      " SELECT 'delete', nr, title, text FROM reports WHERE nr = ?",
      "INSERT INTO statement_search(statement_search, rowid, words)"
      " SELECT 'delete', nr, words FROM statements WHERE nr BETWEEN 65536 * ?1 AND 65536 * ?1 + "
      "65535",
      "DELETE FROM attributions WHERE nr BETWEEN 65536 * ?1 AND 65536 * ?1 + 65535",
      "DELETE FROM annotations WHERE report = ?",
      "DELETE FROM report_given WHERE report = ?",
      "DELETE FROM date_reasons_given WHERE report = ?",
  };
  for (size_t i = 0; i < sizeof statements / sizeof *statements; i++)
    RO_TRY(store_do(store, error, statements[i], "i", nr));
  return RO_OK;
}

static ro_status insert(const ro_store *store, const char *table, const char *leading,
                        const store_column *columns, sqlite3_stmt **out, ro_error *error) {
  ro_buf sql = {0};
  store_write_insert(&sql, table, leading, columns);
  ro_status status = sql.has_failed ? RO_ENOMEM : store_prepare(store, sql.data, out, error);
  ro_buf_free(&sql);
  return status;
}

/* Are the bytes received kept beside the text? */
static bool has_raw(const ro_doc *doc) {
  return !ro_str_equal(doc->raw, doc->text) && !doc->keeps_tokens;
}

static ro_status put_row(const ro_store *store, const ro_doc *doc, int64_t nr, ro_error *error) {
  sqlite3_stmt *statement = NULL;
  RO_TRY(insert(store, "reports", "nr, family, raw", store_reports.columns, &statement, error));
  store_binder b = {statement, 1};
  const store_context context = {0};
  store_bind_int(&b, nr);
  store_bind_int(&b, nr);
  if (!has_raw(doc))
    store_bind_null(&b);
  else
    sqlite3_bind_blob64(statement, b.at++, doc->raw.data ? doc->raw.data : "", doc->raw.len,
                        SQLITE_STATIC);
  for (const store_column *c = store_reports.columns; c->kind != STORE_END; c++)
    store_bind_field(&b, &context, c, (const char *)doc + c->offset);
  if (doc->text.len == 0) /* NOT NULL: an empty text is a text */
    sqlite3_bind_text(statement, b.at - 1, "", 0, SQLITE_STATIC);
  ro_status status = store_step(store, statement, error);
  sqlite3_finalize(statement);
  return status;
}

static ro_status put_given(const ro_store *store, const ro_doc *doc, int64_t nr, ro_error *error) {
  sqlite3_stmt *statement = NULL;
  const store_context context = {0};
  RO_TRY(insert(store, "report_given", "report", store_given.columns, &statement, error));
  store_binder b = {statement, 1};
  store_bind_int(&b, nr);
  for (const store_column *c = store_given.columns; c->kind != STORE_END; c++)
    store_bind_field(&b, &context, c, (const char *)doc + c->offset);
  ro_status status = store_step(store, statement, error);
  sqlite3_finalize(statement);
  for (uint32_t i = 0; status == RO_OK && i < doc->given.reasons.n; i++)
    status = store_do(store, error, "INSERT INTO date_reasons_given VALUES(?, ?, ?)", "iit", nr,
                      (int64_t)i, doc->given.reasons.at[i].why);
  return status;
}

/* From the first word of the content to its last: a quotation with its cue in the middle is one. */
static ro_span whole(const ro_spans *spans) {
  ro_span all = {0, 0};
  for (uint32_t i = 0; i < spans->n; i++) {
    if (i == 0 || spans->at[i].begin < all.begin) all.begin = spans->at[i].begin;
    if (spans->at[i].end > all.end) all.end = spans->at[i].end;
  }
  return all;
}

static ro_status put_attributions(const ro_store *store, const ro_doc *doc, int64_t nr,
                                  ro_error *error) {
  sqlite3_stmt *statement = NULL;
  ro_codepoints map;
  ro_arena *scratch = ro_arena_new(0);
  ro_status status = scratch ? ro_codepoints_make(scratch, doc->text, &map) : RO_ENOMEM;
  if (status == RO_OK)
    status = store_prepare(store,
                           "INSERT INTO attributions(nr, report, begin, \"end\", source_begin,"
                           " source_end, kind, act, basis, is_negated) VALUES(?,?,?,?,?,?,?,?,?,?)",
                           &statement, error);
  for (uint32_t i = 0; status == RO_OK && i < doc->attributions.n && i < 65536; i++) {
    const ro_attribution *a = &doc->attributions.at[i];
    ro_span content = whole(&a->content);
    if (content.begin == content.end) continue;
    store_binder b = {statement, 1};
    store_bind_int(&b, store_attribution_nr(nr, i));
    store_bind_int(&b, nr);
    store_bind_span(&b, doc, &map, content, false);
    store_bind_span(&b, doc, &map, a->source_span, false);
    store_bind_text(&b, ro_str_from(ro_attribution_kind_label[a->kind]));
    store_bind_text(&b, ro_str_from(ro_act_label[a->act]));
    store_bind_text(&b, ro_str_from(ro_basis_label[a->basis]));
    store_bind_int(&b, a->is_negated);
    status = store_step(store, statement, error);
  }
  sqlite3_finalize(statement);
  ro_arena_free(scratch);
  return status;
}

static ro_status put_layers(const ro_store *store, const ro_doc *doc, int64_t nr,
                            const char *read_by, ro_error *error) {
  ro_buf bytes = {0};
  ro_arena *scratch = ro_arena_new(0);
  ro_status status = scratch ? ro_layers_pack(doc, &bytes) : RO_ENOMEM;
  ro_str layers = {bytes.data, bytes.len}, raw = has_raw(doc) ? doc->raw : (ro_str){NULL, 0};
  ro_str seal = status == RO_OK ? store_seal(scratch, doc->text, raw, layers) : (ro_str){NULL, 0};
  if (status == RO_OK && !seal.data) status = RO_ENOMEM;
  if (status == RO_OK)
    status = store_do(store, error, "INSERT INTO annotations VALUES(?, ?, ?, ?)", "itbt", nr,
                      ro_str_from(read_by), layers, seal);
  ro_buf_free(&bytes);
  ro_arena_free(scratch);
  return status;
}

ro_status store_put_report(ro_store *store, const ro_doc *doc, const char *read_by,
                           ro_error *error) {
  int64_t nr = -1;
  RO_TRY(store_ask(store, &nr, error, "SELECT nr FROM reports WHERE id = ?", "t", doc->id));
  if (nr >= 0) {
    RO_TRY(remove_rows(store, nr, error));
    RO_TRY(store_do(store, error, "DELETE FROM reports WHERE nr = ?", "i", nr));
  } else {
    RO_TRY(store_ask(store, &nr, error, "SELECT coalesce(max(nr) + 1, 0) FROM reports", ""));
  }
  RO_TRY(put_row(store, doc, nr, error));
  RO_TRY(put_given(store, doc, nr, error));
  RO_TRY(put_layers(store, doc, nr, read_by, error));
  RO_TRY(put_attributions(store, doc, nr, error));
  RO_TRY(store_do(store, error,
                  "INSERT INTO report_search(rowid, title, text)"
                  " SELECT nr, title, text FROM reports WHERE nr = ?",
                  "i", nr));
  return store_do(store, error,
                  "INSERT INTO statement_search(rowid, words)"
                  " SELECT nr, words FROM statements"
                  " WHERE nr BETWEEN 65536 * ?1 AND 65536 * ?1 + 65535",
                  "i", nr);
}

ro_status store_begin_tables(const ro_store *store, ro_error *error) {
  int64_t n = 0;
  if (!store->is_new) return RO_OK;
  RO_TRY(store_ask(store, &n, error, "SELECT count(*) FROM sqlite_schema", ""));
  return n ? RO_OK : store_make_tables(store, error); /* another program may have been faster */
}

ro_status ro_store_put(ro_store *store, const ro_doc *doc, const char *read_by, ro_error *error) {
  RO_TRY(store_run(store, "BEGIN IMMEDIATE", error));
  ro_status status = store_begin_tables(store, error);
  if (status == RO_OK) status = store_put_report(store, doc, read_by, error);
  if (status == RO_OK) status = store_touch(store, error);
  if (status == RO_OK) status = store_run(store, "COMMIT", error);
  if (status != RO_OK) {
    store_undo(store);
    return status;
  }
  store->is_new = false;
  store->generation++; /* our own change; one of another program's shows as one more */
  return RO_OK;
}

ro_status ro_store_find(ro_store *store, ro_str id, ro_str path, ro_store_found *found,
                        ro_error *error) {
  int64_t order = -1;
  *found = RO_STORE_ABSENT;
  if (store->is_new) return RO_OK;
  RO_TRY(
      store_ask(store, &order, error, "SELECT path > ? FROM reports WHERE id = ?", "tt", path, id));
  *found = order < 0 ? RO_STORE_ABSENT : order ? RO_STORE_RENAMED : RO_STORE_PRESENT;
  return RO_OK;
}

ro_status ro_store_look(ro_store *store, const char *made_by, ro_store_state *state,
                        ro_error *error) {
  int64_t n = 0, generation = 0, account = 0, is_same = 1;
  *state = (ro_store_state){0, true};
  if (store->is_new) return RO_OK;
  RO_TRY(store_ask(store, &n, error, "SELECT count(*) FROM reports", ""));
  RO_TRY(store_get(store, "generation", &generation, error));
  RO_TRY(store_get(store, "account", &account, error));
  if (made_by)
    RO_TRY(store_ask(store, &is_same, error,
                     "SELECT count(*) FROM story WHERE name = 'account_by' AND value = ?", "t",
                     ro_str_from(made_by)));
  *state = (ro_store_state){(uint32_t)n, generation == account && is_same};
  return RO_OK;
}

ro_status ro_store_bytes(ro_store *store, uint64_t *n_bytes, ro_error *error) {
  int64_t n = 0;
  *n_bytes = 0;
  if (store->is_new) return RO_OK;
  RO_TRY(store_ask(
      store, &n, error,
      "SELECT coalesce(sum(length(coalesce(raw, CAST(text AS BLOB)))), 0) FROM reports", ""));
  *n_bytes = (uint64_t)n;
  return RO_OK;
}
