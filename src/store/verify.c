/* Does a story file hold together?  Each check is a query that gives a row for each problem, or a
 * walk over what the reports' annotations and the account's rows are made of. */
#include <string.h>

#include "base/hash.h"
#include "store/query.h"
#include "store/store_internal.h"

static const struct {
  const char *what, *sql; /* the query gives: place, words */
} checks[] = {
    {"database",
     "SELECT NULL, integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'"},
    {"reference",
     "SELECT \"table\" || ' row ' || coalesce(rowid, '?'), 'refers to a row of ' || parent || ' "
     "that is not"
     " there' FROM pragma_foreign_key_check"},
    {"report",
     "SELECT path, 'has no annotations; readout add reads it again' FROM reports WHERE nr NOT IN"
     " (SELECT report FROM annotations)"},
    {"passage",
     "WITH t AS MATERIALIZED (SELECT nr, path, length(text) AS n FROM reports)"
     " SELECT k.table_name || ' row ' || p.owner, 'a passage lies outside of ' || t.path FROM "
     "passages p"
     " JOIN passage_kinds k ON k.kind = p.kind JOIN t ON t.nr = p.report"
     " WHERE p.begin < 0 OR p.begin >= p.\"end\" OR p.\"end\" > t.n"},
    {"attribution",
     "WITH t AS MATERIALIZED (SELECT nr, path, length(text) AS n FROM reports)"
     " SELECT t.path, 'a statement lies outside of the report' FROM attributions a JOIN t ON t.nr "
     "= a.report"
     " WHERE a.begin < 0 OR a.begin >= a.\"end\" OR a.\"end\" > t.n OR a.source_end > t.n"},
    {"words",
     "SELECT r.path, 'the words set aside are not those of the report' FROM set_aside a JOIN "
     "reports r ON"
     " r.nr = a.report WHERE a.words <> substr(r.text, a.begin + 1, a.\"end\" - a.begin) UNION ALL"
     " SELECT r.path, 'the words of a reason are not those of the report' FROM date_reasons a JOIN "
     "reports r"
     " ON r.nr = a.report WHERE a.words <> substr(r.text, a.begin + 1, a.\"end\" - a.begin)"},
    {"owner",
     "SELECT 'passages', 'a passage belongs to no row of entities' FROM passages WHERE kind = 'e' "
     "AND owner"
     " NOT IN (SELECT nr FROM entities) UNION ALL"
     " SELECT 'passages', 'a passage belongs to no row of incidents' FROM passages WHERE kind = "
     "'i' AND owner"
     " NOT IN (SELECT nr FROM incidents) UNION ALL"
     " SELECT 'passages', 'a passage belongs to no row of claims' FROM passages WHERE kind = 'p' "
     "AND owner"
     " NOT IN (SELECT nr FROM claims)"},
    {"account",
     "SELECT 'story', 'the account does not have all reports yet; readout add makes it' WHERE"
     " (SELECT value FROM story WHERE name = 'generation') <>"
     " (SELECT value FROM story WHERE name = 'account')"},
};

static ro_status add(ro_arena *arena, ro_sheet *sheet, const char *what, ro_str where,
                     ro_str words) {
  const ro_str values[] = {ro_str_from(what), where, words};
  for (int i = 0; i < 3; i++) {
    ro_cell *cell = RO_ADD(arena, &sheet->cells);
    if (!cell) return RO_ENOMEM;
    *cell = (ro_cell){ro_str_copy(arena, values[i]), false};
  }
  sheet->n_rows++;
  return RO_OK;
}

static ro_str text_of(sqlite3_stmt *statement, int column) {
  const void *data = sqlite3_column_text(statement, column);
  return (ro_str){data, data ? (size_t)sqlite3_column_bytes(statement, column) : 0};
}

static ro_status run_check(const ro_store *store, const char *what, const char *sql,
                           ro_arena *arena, ro_sheet *sheet) {
  sqlite3_stmt *statement = NULL;
  ro_status status = RO_OK;
  int code = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
  while (status == RO_OK && code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
    status = add(arena, sheet, what, text_of(statement, 0), text_of(statement, 1));
    code = SQLITE_OK;
  }
  if (status == RO_OK && code != SQLITE_DONE) /* a file so broken that it cannot be asked */
    status = add(arena, sheet, what, store->path, ro_str_from(sqlite3_errmsg(store->db)));
  sqlite3_finalize(statement);
  return status;
}

/* The hash that was made when a report was kept, over text, bytes received and annotations. */
ro_str store_seal(ro_arena *arena, ro_str text, ro_str raw, ro_str layers) {
  ro_buf all = {0};
  ro_buf_str(&all, text);
  ro_buf_str(&all, raw);
  ro_buf_str(&all, layers);
  ro_str seal = all.has_failed ? (ro_str){NULL, 0} : ro_sha256(arena, (ro_str){all.data, all.len});
  ro_buf_free(&all);
  return seal;
}

static ro_str blob_of(sqlite3_stmt *statement, int column) {
  const void *data = sqlite3_column_blob(statement, column);
  return (ro_str){data, data ? (size_t)sqlite3_column_bytes(statement, column) : 0};
}

static ro_status check_seals(const ro_store *store, ro_arena *arena, ro_sheet *sheet) {
  sqlite3_stmt *statement = NULL;
  ro_status status = RO_OK;
  if (sqlite3_prepare_v2(
          store->db,
          "SELECT r.path, CAST(r.text AS BLOB), r.raw, a.layers, a.seal FROM reports r"
          " JOIN annotations a ON a.report = r.nr ORDER BY r.nr",
          -1, &statement, NULL) != SQLITE_OK)
    return RO_OK; /* the database check tells */
  while (status == RO_OK && sqlite3_step(statement) == SQLITE_ROW) {
    ro_arena_mark mark = ro_arena_tell(arena);
    ro_str seal =
        store_seal(arena, blob_of(statement, 1), blob_of(statement, 2), blob_of(statement, 3));
    bool is_same = ro_str_equal(seal, text_of(statement, 4));
    ro_arena_reset(arena, mark);
    if (!is_same)
      status = add(arena, sheet, "hash", text_of(statement, 0),
                   RO_STR("report or annotations are not as they were kept"));
  }
  sqlite3_finalize(statement);
  return status;
}

/* Loads what there is to load; what stops it is a problem, not a failure. */
static ro_status check_contents(ro_store *store, ro_arena *arena, ro_sheet *sheet) {
  ro_doc **docs = NULL;
  uint32_t n = 0;
  ro_story *story = NULL;
  ro_error problem = {0};
  ro_arena *own = ro_arena_new(0);
  ro_status status = own ? ro_store_load_reports(store, own, NULL, &docs, &n, &problem) : RO_ENOMEM;
  for (uint32_t i = 0; i < n; i++) ro_doc_free(docs[i]);
  ro_arena_free(own);
  if (status != RO_OK && status != RO_ENOMEM)
    status = add(arena, sheet, "annotations", store->path, ro_str_from(problem.message));
  if (status == RO_OK) {
    status = ro_store_load(store, &story, &problem);
    if (status != RO_OK && status != RO_ENOMEM)
      status = add(arena, sheet, "account", store->path, ro_str_from(problem.message));
  }
  for (uint32_t i = 0; story && i < story->n_docs; i++) ro_doc_free(story->docs[i]);
  if (story) ro_arena_free(story->arena);
  return status;
}

/* Do the searches find what the reports hold?  SQLite compares them, where it may write. */
static ro_status check_searches(const ro_store *store, ro_arena *arena, ro_sheet *sheet) {
  static const char *const tables[] = {"report_search", "statement_search"};
  ro_status status = RO_OK;
  sqlite3_exec(store->db, "PRAGMA query_only = OFF", NULL, NULL, NULL);
  for (size_t i = 0; status == RO_OK && i < 2; i++) {
    ro_str sql = ro_str_printf(arena, "INSERT INTO %s(%s, rank) VALUES('integrity-check', 1)",
                               tables[i], tables[i]);
    if (!sql.data) return RO_ENOMEM;
    int code = sqlite3_exec(store->db, sql.data, NULL, NULL, NULL);
    if ((code & 0xFF) == SQLITE_CORRUPT)
      status = add(arena, sheet, "search", ro_str_from(tables[i]),
                   RO_STR("does not hold the words of the reports"));
  }
  sqlite3_exec(store->db, "PRAGMA query_only = ON", NULL, NULL, NULL);
  return status;
}

ro_status ro_store_check(ro_store *store, ro_arena *arena, ro_sheet *problems, ro_error *error) {
  *problems = (ro_sheet){.n_columns = 3, .column = RO_ARRAY(arena, ro_str, 3)};
  if (!problems->column) return RO_ENOMEM;
  problems->column[0] = RO_STR("problem");
  problems->column[1] = RO_STR("where");
  problems->column[2] = RO_STR("what");
  ro_status status = RO_OK;
  for (size_t i = 0; status == RO_OK && i < sizeof checks / sizeof *checks; i++)
    status = run_check(store, checks[i].what, checks[i].sql, arena, problems);
  if (status == RO_OK) status = check_seals(store, arena, problems);
  if (status == RO_OK) status = check_contents(store, arena, problems);
  if (status == RO_OK) status = check_searches(store, arena, problems);
  if (status != RO_OK) ro_fail(error, status, store->path, UINT64_MAX, "out of memory");
  return status;
}
