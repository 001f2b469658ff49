/* The tables of a story file: made, and brought up from earlier versions.
 *
 * Each version before the last has a file leave-N.sql, which puts aside what it keeps, and each
 * later one an enter-N.sql, which takes it in; between the two all tables are dropped and made
 * anew.  It all happens in one transaction. */
#include <stdio.h>

#include "store/store_internal.h"

static ro_status run_all(const ro_store *store, const char *const *statements, ro_error *error) {
  for (; *statements; statements++) RO_TRY(store_run(store, *statements, error));
  return RO_OK;
}

ro_status store_make_tables(const ro_store *store, ro_error *error) {
  RO_TRY(run_all(store, store_story_2, error));
  char pragmas[96];
  snprintf(pragmas, sizeof pragmas, "PRAGMA application_id = %d; PRAGMA user_version = %d",
           STORE_APPLICATION, STORE_VERSION);
  RO_TRY(store_run(store, pragmas, error));
  return store_run(store,
                   "INSERT INTO story VALUES('schema_version', '2'),"
                   " ('made_by', 'readout " RO_VERSION "'), ('generation', '0'), ('account', '0')",
                   error);
}

/* Drops one table or view; *is_done when there is none left.  Virtual tables go first, because
 * their own tables go with them. */
static ro_status drop_one(const ro_store *store, bool *is_done, ro_error *error) {
  sqlite3_stmt *statement = NULL;
  char sql[160] = "";
  RO_TRY(
      store_prepare(store,
                    "SELECT type, name FROM main.sqlite_schema WHERE type IN ('table', 'view') AND "
                    "name NOT LIKE 'sqlite%' ORDER BY type DESC, sql LIKE 'CREATE VIRTUAL%' DESC "
                    "LIMIT 1",
                    &statement, error));
  *is_done = sqlite3_step(statement) != SQLITE_ROW;
  if (!*is_done)
    snprintf(sql, sizeof sql, "DROP %s main.\"%s\"",
             (const char *)sqlite3_column_text(statement, 0),
             (const char *)sqlite3_column_text(statement, 1));
  sqlite3_finalize(statement);
  return *is_done ? RO_OK : store_run(store, sql, error);
}

static ro_status rebuild(const ro_store *store, ro_error *error) {
  bool is_done = false;
  RO_TRY(run_all(store, store_leave_1, error));
  while (!is_done) RO_TRY(drop_one(store, &is_done, error));
  RO_TRY(store_make_tables(store, error));
  RO_TRY(run_all(store, store_enter_2, error));
  return store_touch(store, error);
}

ro_status store_migrate(const ro_store *store, int64_t version, ro_error *error) {
  if (version != 1)
    return ro_fail(error, RO_EVERSION, store->path, UINT64_MAX,
                   "is a story of version %lld, which this Readout does not know",
                   (long long)version);
  RO_TRY(store_run(store, "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE", error));
  ro_status status = rebuild(store, error);
  if (status == RO_OK) status = store_run(store, "COMMIT", error);
  if (status != RO_OK) store_undo(store);
  sqlite3_exec(store->db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
  return status;
}

ro_status store_get(const ro_store *store, const char *name, int64_t *value, ro_error *error) {
  return store_ask(store, value, error, "SELECT CAST(value AS INTEGER) FROM story WHERE name = ?",
                   "t", ro_str_from(name));
}

ro_status store_touch(const ro_store *store, ro_error *error) {
  return store_run(store,
                   "UPDATE story SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)"
                   " WHERE name = 'generation'",
                   error);
}
