/* Decisions of a user.  Each is a row that is never changed but for being taken back; it counts as
 * a change of what the account is made from. */
#include "store/decide.h"

#include "store/store_internal.h"

static ro_status finish(ro_store *store, ro_status status, ro_error *error) {
  if (status == RO_OK) status = store_touch(store, error);
  if (status == RO_OK) status = store_run(store, "COMMIT", error);
  if (status != RO_OK) store_undo(store);
  return status;
}

ro_status ro_store_decide(ro_store *store, const ro_decision *d, ro_str seen_as, ro_str by,
                          ro_str at, ro_error *error) {
  RO_TRY(store_run(store, "BEGIN IMMEDIATE", error));
  ro_status status =
      store_do(store, error,
               "INSERT INTO decisions(verb, subject, object, value, seen_as, made_by,"
               " made_at, is_undone) VALUES(?, ?, ?, ?, ?, ?, ?, 0)",
               "ttttttt", ro_str_from(ro_verb_label[d->verb]), d->subject, d->object, d->value,
               seen_as, by, at);
  return finish(store, status, error);
}

ro_status ro_store_undo(ro_store *store, int64_t nr, int64_t *undone, ro_error *error) {
  RO_TRY(store_ask(store, undone, error,
                   "SELECT nr FROM decisions WHERE NOT is_undone AND (?1 < 0 OR nr = ?1)"
                   " ORDER BY nr DESC LIMIT 1",
                   "i", nr));
  if (*undone < 0) return RO_OK;
  RO_TRY(store_run(store, "BEGIN IMMEDIATE", error));
  return finish(
      store,
      store_do(store, error, "UPDATE decisions SET is_undone = 1 WHERE nr = ?", "i", *undone),
      error);
}

static ro_str text_at(ro_arena *arena, sqlite3_stmt *statement, int column) {
  const void *data = sqlite3_column_text(statement, column);
  size_t n = (size_t)sqlite3_column_bytes(statement, column);
  return data ? ro_str_copy(arena, (ro_str){data, n}) : (ro_str){NULL, 0};
}

ro_status ro_store_load_decisions(ro_store *store, ro_story *story, ro_error *error) {
  sqlite3_stmt *statement = NULL;
  if (store->is_new) return RO_OK;
  RO_TRY(store_prepare(store,
                       "SELECT verb, subject, object, value FROM decisions WHERE NOT is_undone"
                       " ORDER BY nr",
                       &statement, error));
  ro_status status = RO_OK;
  while (status == RO_OK && sqlite3_step(statement) == SQLITE_ROW) {
    ro_str verb = text_at(story->arena, statement, 0);
    uint32_t label = ro_label_find(ro_verb_label, RO_N_VERB, verb, RO_NONE);
    ro_decision *d = label == RO_NONE ? NULL : RO_ADD(story->arena, &story->decisions);
    if (d)
      *d = (ro_decision){(ro_verb)label, text_at(story->arena, statement, 1),
                         text_at(story->arena, statement, 2), text_at(story->arena, statement, 3)};
    if (ro_arena_has_failed(story->arena)) status = RO_ENOMEM;
  }
  sqlite3_finalize(statement);
  return status;
}

ro_status ro_store_list_decisions(ro_store *store, ro_arena *arena, ro_sheet *sheet,
                                  ro_error *error) {
  return store_sheet(store,
                     "SELECT nr, verb, subject, object, value, seen_as, made_by, made_at,"
                     " CASE is_undone WHEN 1 THEN 'undone' END AS state FROM decisions ORDER BY nr",
                     arena, sheet, error);
}
