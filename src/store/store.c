/* Opening a story file: what it is, who made it, and errors in SQLite's own words.
 *
 * One file at rest: a rollback journal, not a write-ahead log, so that a story can be copied or
 * mailed as it lies.  A new file gets its tables in the first save's transaction; a save that
 * fails leaves no empty story behind. */
#include "store/store.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/store_internal.h"

enum { PATIENCE_MS = 3000 }; /* while another program writes */

static const char magic[] = "SQLite format 3"; /* and a NUL */

bool ro_store_is_story(const char *path) {
  char head[sizeof magic];
  struct stat info;
  if (stat(path, &info) != 0 || !S_ISREG(info.st_mode)) return false;
  FILE *f = fopen(path, "rb");
  if (!f) return false;
  size_t got = fread(head, 1, sizeof head, f);
  fclose(f);
  return got == sizeof head && memcmp(head, magic, sizeof magic) == 0;
}

ro_status store_fail(const ro_store *store, const char *doing, ro_error *error) {
  int code = sqlite3_extended_errcode(store->db), system = sqlite3_system_errno(store->db);
  bool is_io = (code & 0xFF) == SQLITE_IOERR || (code & 0xFF) == SQLITE_CANTOPEN ||
               (code & 0xFF) == SQLITE_FULL;
  ro_status status = (code & 0xFF) == SQLITE_NOMEM    ? RO_ENOMEM
                     : (code & 0xFF) == SQLITE_NOTADB ? RO_EFORMAT
                                                      : RO_EDB;
  if (is_io && system)
    return ro_fail(error, status, store->path, UINT64_MAX, "%s: %s (%s)", doing,
                   sqlite3_errmsg(store->db), strerror(system));
  return ro_fail(error, status, store->path, UINT64_MAX, "%s: %s", doing,
                 sqlite3_errmsg(store->db));
}

ro_status store_run(const ro_store *store, const char *sql, ro_error *error) {
  if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK) return RO_OK;
  return store_fail(
      store,
      store->mode == RO_STORE_WRITE ? "the story cannot be written" : "the story cannot be read",
      error);
}

ro_status store_prepare(const ro_store *store, const char *sql, sqlite3_stmt **out,
                        ro_error *error) {
  if (sqlite3_prepare_v2(store->db, sql, -1, out, NULL) == SQLITE_OK) return RO_OK;
  return store_fail(store, "the story's tables are not as expected", error);
}

static ro_status get_number(const ro_store *store, const char *sql, int64_t *value,
                            ro_error *error) {
  sqlite3_stmt *statement = NULL;
  bool is_read = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) == SQLITE_OK &&
                 sqlite3_step(statement) == SQLITE_ROW;
  ro_status status = RO_OK;
  if (is_read)
    *value = sqlite3_column_int64(statement, 0);
  else
    status = store_fail(store, "the story cannot be opened", error);
  sqlite3_finalize(statement);
  return status;
}

static ro_status check_maker(ro_store *store, ro_error *error) {
  int64_t application = 0, version = 0, tables = 0;
  RO_TRY(get_number(store, "PRAGMA application_id", &application, error));
  RO_TRY(get_number(store, "PRAGMA user_version", &version, error));
  RO_TRY(get_number(store, "SELECT count(*) FROM sqlite_schema", &tables, error));
  store->is_new = tables == 0 && application == 0;
  if (store->is_new && store->mode == RO_STORE_READ)
    return ro_fail(error, RO_EFORMAT, store->path, 0, "is empty, not a story");
  if (!store->is_new && application != STORE_APPLICATION)
    return ro_fail(error, RO_EFORMAT, store->path, 0,
                   "is a database of another program, not a story");
  if (!store->is_new && version > STORE_VERSION)
    return ro_fail(error, RO_EVERSION, store->path, 0,
                   "is a story of version %lld, this Readout knows up to %d", (long long)version,
                   STORE_VERSION);
  return RO_OK;
}

static ro_status open_database(ro_store *store, ro_error *error) {
  struct stat info;
  bool writes = store->mode == RO_STORE_WRITE;
  if (stat(store->path.data, &info) != 0) {
    if (!writes || errno != ENOENT)
      return ro_fail(error, errno == ENOENT ? RO_ENOENT : RO_EDB, store->path, UINT64_MAX, "%s",
                     strerror(errno));
  } else if (!S_ISREG(info.st_mode)) {
    return ro_fail(error, RO_EDB, store->path, UINT64_MAX, "is not a file");
  }
  /* For reading too the file is opened for writing where that is allowed: a journal left by a
   * crash must be played back before anything can be read. */
  int flags = SQLITE_OPEN_READWRITE | (writes ? SQLITE_OPEN_CREATE : 0);
  if (sqlite3_open_v2(store->path.data, &store->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    return store->db ? store_fail(store, "the story cannot be opened", error) : RO_ENOMEM;
  sqlite3_busy_timeout(store->db, PATIENCE_MS);
  RO_TRY(store_run(store, "PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON", error));
  RO_TRY(check_maker(store, error));
  if (!writes) RO_TRY(store_run(store, "PRAGMA query_only = ON", error));
  if (writes && sqlite3_db_readonly(store->db, "main") == 1)
    return ro_fail(error, RO_EDB, store->path, UINT64_MAX,
                   "the story cannot be written: the file is read-only");
  return RO_OK;
}

ro_status ro_store_open(const char *path, ro_store_mode mode, ro_store **out, ro_error *error) {
  ro_arena *arena = ro_arena_new(0);
  ro_store *store = arena ? RO_NEW(arena, ro_store) : NULL;
  if (!store) {
    ro_arena_free(arena);
    return ro_fail(error, RO_ENOMEM, ro_str_from(path), UINT64_MAX, "out of memory");
  }
  *store = (ro_store){.arena = arena, .mode = mode};
  store->path = ro_str_copy(arena, ro_str_from(path));
  ro_status status = store->path.data ? open_database(store, error) : RO_ENOMEM;
  if (status == RO_OK)
    *out = store;
  else
    ro_store_close(store);
  return status;
}

void ro_store_close(ro_store *store) {
  if (!store) return;
  struct stat info;
  sqlite3_close(store->db);
  /* SQLite makes the file when it looks at it; one that got no story is not left behind */
  if (store->is_new && store->mode == RO_STORE_WRITE && stat(store->path.data, &info) == 0 &&
      S_ISREG(info.st_mode) && info.st_size == 0)
    unlink(store->path.data);
  ro_arena_free(store->arena);
}
