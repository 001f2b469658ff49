/* Questions to a story file, as SQL over its views. */
#include "store/query.h"

#include <string.h>

#include "store/store_internal.h"

/* Of all queries: ?1 entity, ?2 since, ?3 until, ?4 source; NULL = no such filter. */
#define WITH \
  "WITH E AS (SELECT nr FROM entities WHERE id = ?1 OR key = ?1 OR name LIKE '%' || ?1 || '%'" \
  " UNION SELECT entity FROM aliases WHERE form LIKE '%' || ?1 || '%')," \
  " R AS (SELECT nr FROM reports WHERE (?4 IS NULL OR publisher LIKE '%' || ?4 || '%'" \
  " OR path LIKE '%' || ?4 || '%')) "
#define WHERE_ENTITY(condition) " WHERE (?1 IS NULL OR " condition ")"
/* Does the object's own day fall into the time asked for? */
#define AND_DAY(from, to) " AND (?2 IS NULL OR " to " >= ?2) AND (?3 IS NULL OR " from " <= ?3)"
#define AND_SOURCE(kind, owner) \
  " AND (?4 IS NULL OR EXISTS (SELECT 1 FROM passages v WHERE v.kind = '" kind \
  "' AND v.owner = " owner " AND v.report IN R))"
/* Without a day of its own: was it reported in that time, by that source? */
#define AND_REPORTED(kind, owner) \
  " AND (coalesce(?2, ?3, ?4) IS NULL OR EXISTS (SELECT 1 FROM passages v JOIN reports w" \
  " ON w.nr = v.report WHERE v.kind = '" kind "' AND v.owner = " owner \
  " AND v.report IN R" \
  " AND (?2 IS NULL OR w.published_to >= ?2) AND (?3 IS NULL OR w.published_from <= ?3)))"
#define AND_PATH(path) \
  " AND (coalesce(?2, ?3, ?4) IS NULL OR EXISTS (SELECT 1 FROM reports w WHERE w.path = " path \
  " AND w.nr IN R AND (?2 IS NULL OR w.published_to >= ?2)" \
  " AND (?3 IS NULL OR w.published_from <= ?3)))"
#define N_REPORTS(kind, owner) \
  " (SELECT count(DISTINCT v.report) FROM passages v WHERE v.kind = '" kind \
  "' AND v.owner = " owner ") AS reports"
#define PARTY "EXISTS (SELECT 1 FROM incident_parties p WHERE p.incident = i.nr AND p.entity IN E)"

static const struct {
  const char *name, *sql;
} queries[] = {
    {"contacts",
     WITH "SELECT c.* FROM contacts c JOIN incidents i ON i.id = c.id" WHERE_ENTITY(PARTY)
         AND_DAY("i.date_from", "i.date_to") AND_SOURCE("i", "i.nr") " ORDER BY i.nr"},
    {"incidents",
     WITH "SELECT i.id, i.date_from, i.date_to, i.status, i.class, i.cameo, i.label,"
          " (SELECT group_concat(name, ', ') FROM (SELECT e.name FROM incident_parties p JOIN"
          " entities e ON e.nr = p.entity WHERE p.incident = i.nr ORDER BY p.role, p.ordinal))"
          " AS parties, (SELECT e.name FROM entities e WHERE e.nr = i.place) AS place," N_REPORTS(
              "i", "i.nr") " FROM incidents i" WHERE_ENTITY(PARTY)
              AND_DAY("i.date_from", "i.date_to") AND_SOURCE("i", "i.nr") " ORDER BY i.nr"},
    {"commitments", WITH
     "SELECT c.* FROM commitments c JOIN undertakings u ON u.id = "
     "c.id" WHERE_ENTITY("EXISTS (SELECT 1 FROM commitment_parties p WHERE p.commitment = u.nr "
                         "AND p.entity IN E)"
                         " OR EXISTS (SELECT 1 FROM stated_by s WHERE s.commitment = u.nr AND "
                         "s.entity IN E)") " AND (coalesce(?2, ?3, ?4) IS NULL OR EXISTS "
                                           "(SELECT 1 FROM stated_by s WHERE"
                                           " s.commitment = u.nr" AND_REPORTED(
                                               "s", "s.nr") ")) ORDER BY u.nr"},
    {"figures",
     WITH "SELECT s.id, s.what, p.low, p.high, p.comparator, s.unit, p.scope, p.as_of_from,"
          " p.as_of_to, (SELECT name FROM entities e WHERE e.nr = p.\"by\") AS according_to,"
          " v.words, v.path FROM series s JOIN points p ON p.series = s.nr"
          " LEFT JOIN evidence v ON v.owner_kind = 'point' AND v.owner = p.nr" WHERE_ENTITY(
              "p.\"by\" IN E") AND_DAY("p.as_of_from", "p.as_of_to")
              AND_SOURCE("q", "p.nr") " ORDER BY s.nr, p.ordinal, v.ordinal"},
    {"claims", WITH "SELECT w.* FROM who_says_what w JOIN claims c ON c.id = w.id" WHERE_ENTITY(
                   "EXISTS (SELECT 1 FROM holders h WHERE h.claim = c.nr AND h.entity IN E)")
                   AND_REPORTED("p", "c.nr") " ORDER BY c.nr"},
    {"conflicts",
     WITH "SELECT k.id, k.severity, k.kind, k.issue, k.explained_by, s.stance, e.name AS holder,"
          " s.says, v.words, v.path FROM disputes k JOIN sides s ON s.conflict = k.nr"
          " LEFT JOIN entities e ON e.nr = s.holder"
          " LEFT JOIN evidence v ON v.owner_kind = 'side' AND v.owner = s.nr" WHERE_ENTITY(
              "EXISTS (SELECT 1 FROM sides o WHERE o.conflict = k.nr AND o.holder IN E)")
              AND_PATH("v.path") " ORDER BY k.nr, s.ordinal, v.ordinal"},
    {"timeline", WITH "SELECT t.* FROM timeline t JOIN timeline_entries x ON x.id = t.id"
                      " LEFT JOIN incidents i ON i.nr = x.incident" WHERE_ENTITY(PARTY) AND_DAY(
                          "t.date_from", "t.date_to") AND_SOURCE("t", "x.nr") " ORDER BY x.nr"},
    {"entities",
     WITH "SELECT e.id, e.name, e.type, e.key, (SELECT group_concat(form, ', ') FROM (SELECT form"
          " FROM aliases a WHERE a.entity = e.nr ORDER BY a.ordinal)) AS aliases,"
          " (SELECT count(*) FROM passages v WHERE v.kind = 'e' AND v.owner = e.nr)"
          " AS mentions," N_REPORTS("e", "e.nr") " FROM entities e" WHERE_ENTITY("e.nr IN E")
              AND_REPORTED("e", "e.nr") " ORDER BY e.nr"},
    {"indicators", WITH
     "SELECT n.id, n.name, CASE n.is_escalation WHEN 1 THEN 'escalation' ELSE"
     " 'de-escalation' END AS direction, n.seen_from, n.seen_to," N_REPORTS(
         "n", "n.nr") " FROM indicators n WHERE (?1 IS NULL OR EXISTS (SELECT 1 FROM"
                      " passages v JOIN passages m ON m.kind = 'e' AND m.report = v.report"
                      " AND m.begin BETWEEN v.begin - 200 AND v.\"end\" + 200 AND m.owner IN E"
                      " WHERE v.kind = 'n' AND v.owner = n.nr))" AND_DAY("n.seen_from", "n.seen_to")
                          AND_SOURCE("n", "n.nr") " ORDER BY n.nr"},
    {"reports",
     WITH "SELECT r.path, r.publisher, r.title, r.published_from, r.published_to,"
          " r.published_basis, (SELECT f.path FROM reports f WHERE f.nr = r.family AND f.nr <>"
          " r.nr) AS copy_of, r.id FROM reports r" WHERE_ENTITY(
              "EXISTS (SELECT 1 FROM passages v WHERE v.kind = 'e' AND v.owner IN E AND"
              " v.report = r.nr)")
              AND_DAY("r.published_from", "r.published_to") " AND r.nr IN R ORDER BY r.path, r.id"},
};

static ro_status add_cells(sqlite3_stmt *statement, ro_arena *arena, ro_sheet *sheet) {
  for (uint32_t i = 0; i < sheet->n_columns; i++) {
    ro_cell *cell = RO_ADD(arena, &sheet->cells);
    int type = sqlite3_column_type(statement, (int)i);
    if (!cell) return RO_ENOMEM;
    *cell = (ro_cell){{NULL, 0}, type == SQLITE_INTEGER || type == SQLITE_FLOAT};
    if (type == SQLITE_NULL) continue;
    if (type == SQLITE_FLOAT) {
      cell->text = ro_str_printf(arena, "%.15g", sqlite3_column_double(statement, (int)i));
      continue;
    }
    const void *data = sqlite3_column_text(statement, (int)i);
    size_t n = (size_t)sqlite3_column_bytes(statement, (int)i);
    cell->text = ro_str_copy(arena, (ro_str){data, data ? n : 0});
  }
  sheet->n_rows++;
  return ro_arena_has_failed(arena) ? RO_ENOMEM : RO_OK;
}

/* Appends the rows; the first query of a sheet names its columns. */
static ro_status read_sheet(const ro_store *store, sqlite3_stmt *statement, ro_arena *arena,
                            ro_sheet *sheet, ro_error *error) {
  if (!sheet->column) {
    sheet->n_columns = (uint32_t)sqlite3_column_count(statement);
    sheet->column = RO_ARRAY(arena, ro_str, sheet->n_columns);
    if (!sheet->column) return RO_ENOMEM;
    for (uint32_t i = 0; i < sheet->n_columns; i++)
      sheet->column[i] = ro_str_copy(arena, ro_str_from(sqlite3_column_name(statement, (int)i)));
  }
  int code;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) RO_TRY(add_cells(statement, arena, sheet));
  return code == SQLITE_DONE ? RO_OK : store_fail(store, "the story cannot be read", error);
}

static ro_status check_account(ro_store *store, ro_error *error) {
  ro_store_state state = {0};
  RO_TRY(ro_store_look(store, NULL, &state, error));
  if (state.is_current) return RO_OK;
  return ro_fail(error, RO_EDB, store->path, UINT64_MAX,
                 "the account does not have all reports yet; `readout add %.*s` makes it",
                 RO_FMT(store->path));
}

ro_status ro_store_query(ro_store *store, const char *name, const ro_query_filter *filter,
                         ro_arena *arena, ro_sheet *sheet, ro_error *error) {
  size_t q = 0, n = sizeof queries / sizeof *queries;
  sqlite3_stmt *statement = NULL;
  while (q < n && strcmp(queries[q].name, name) != 0) q++;
  if (q == n) return RO_EINVAL;
  *sheet = (ro_sheet){0};
  RO_TRY(check_account(store, error));
  RO_TRY(store_prepare(store, queries[q].sql, &statement, error));
  const ro_str values[] = {filter->entity, filter->since, filter->until, filter->source};
  for (int i = 0; i < 4; i++) {
    store_binder b = {statement, i + 1};
    store_bind_text(&b, values[i]);
  }
  ro_status status = read_sheet(store, statement, arena, sheet, error);
  sqlite3_finalize(statement);
  return status;
}

ro_status store_sheet(ro_store *store, const char *sql, ro_arena *arena, ro_sheet *sheet,
                      ro_error *error) {
  sqlite3_stmt *statement = NULL;
  *sheet = (ro_sheet){0};
  RO_TRY(store_prepare(store, sql, &statement, error));
  ro_status status = read_sheet(store, statement, arena, sheet, error);
  sqlite3_finalize(statement);
  return status;
}

/* ---- search */

/* Words as strings of FTS5, joined by AND; `splits` takes phrases apart. */
static void write_match(ro_buf *match, const char *const *words, size_t n, bool splits) {
  for (size_t i = 0; i < n; i++) {
    ro_buf_text(match, i ? " \"" : "\"");
    for (const char *c = words[i]; *c; c++) {
      if (*c == '"')
        ro_buf_text(match, "\"\"");
      else if (*c == ' ' && splits)
        ro_buf_text(match, "\" \"");
      else
        ro_buf_char(match, *c);
    }
    ro_buf_char(match, '"');
  }
}

static ro_status search_one(const ro_store *store, const char *sql, ro_buf *match, ro_arena *arena,
                            ro_sheet *sheet, ro_error *error) {
  sqlite3_stmt *statement = NULL;
  ro_status status = match->has_failed ? RO_ENOMEM : store_prepare(store, sql, &statement, error);
  if (status == RO_OK) {
    store_binder b = {statement, 1};
    store_bind_text(&b, (ro_str){match->data, match->len});
    status = read_sheet(store, statement, arena, sheet, error);
  }
  sqlite3_finalize(statement);
  ro_buf_free(match);
  return status;
}

ro_status ro_store_search(ro_store *store, const char *const *words, size_t n, ro_arena *arena,
                          ro_sheet *sheet, ro_error *error) {
  ro_buf match = {0}, single = {0};
  *sheet = (ro_sheet){0};
  write_match(&match, words, n, false);
  write_match(&single, words, n, true);
  ro_status status = search_one(
      store,
      "SELECT 'report' AS found, r.path, r.published_to AS published, r.publisher AS who,"
      " snippet(report_search, -1, '[', ']', '...', 16) AS words FROM report_search s"
      " JOIN reports r ON r.nr = s.rowid WHERE report_search MATCH ?1"
      " ORDER BY r.path, r.id",
      &match, arena, sheet, error);
  if (status != RO_OK) {
    ro_buf_free(&single);
    return status;
  }
  return search_one(store,
                    "SELECT 'statement', t.path, t.published, coalesce(t.holder, t.source),"
                    " snippet(statement_search, 0, '[', ']', '...', 16) FROM statement_search s"
                    " JOIN statements t ON t.nr = s.rowid WHERE statement_search MATCH ?1"
                    " ORDER BY t.path, t.nr",
                    &single, arena, sheet, error);
}
