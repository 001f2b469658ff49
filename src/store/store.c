/* Opening a story file: what it is, who made it, and errors in SQLite's own words.
 *
 * A write-ahead log, so that others read while reports are added and a commit costs one write.  A
 * commit is not synced (23 ms on a slow disk, twice the reading of a report): what was told as kept
 * outlives the process, however it ends; after a power cut the file is whole, and may lack the
 * reports since the log was last folded in, which is done every megabyte and at the end.  When the
 * last program closes the file the log is folded in and removed, and the story can be copied or
 * mailed as it lies.  SQLite cannot read a file with such a log where it may not write beside it
 * (a read-only folder or medium); with no log there, nothing is lost by telling it that the file
 * does not change ("immutable"). */
#include "store/store.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/store_internal.h"

enum { PATIENCE_MS = 5000 }; /* while another program writes */

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
  return ro_fail(error, status, store->path, UINT64_MAX, "%s: %s%s", doing,
                 sqlite3_errmsg(store->db), is_io ? " (is the disk full?)" : "");
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

void store_undo(const ro_store *store) {
  sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_exec(store->db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
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

/* An older story that is only read is brought up to date in memory. */
static ro_status move_to_memory(ro_store *store, ro_error *error) {
  sqlite3 *copy = NULL;
  int code = sqlite3_open(":memory:", &copy);
  sqlite3_backup *backup =
      code == SQLITE_OK ? sqlite3_backup_init(copy, "main", store->db, "main") : NULL;
  bool is_copied = backup && sqlite3_backup_step(backup, -1) == SQLITE_DONE;
  if (backup) sqlite3_backup_finish(backup);
  if (!is_copied) {
    sqlite3_close(copy);
    return store_fail(store, "the story cannot be read", error);
  }
  sqlite3_close(store->db);
  store->db = copy;
  return store_run(store, "PRAGMA journal_mode = MEMORY", error);
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
                   "is a story of version %lld, made by a later Readout; this one knows up to %d",
                   (long long)version, STORE_VERSION);
  if (store->is_new || version == STORE_VERSION) return RO_OK;
  if (store->mode == RO_STORE_READ) RO_TRY(move_to_memory(store, error));
  return store_migrate(store, version, error);
}

/* "folder/" of "folder/file", "." of "file". */
static ro_str folder_of(ro_arena *arena, ro_str path) {
  size_t end = path.len;
  while (end && path.data[end - 1] != '/') end--;
  return end ? ro_str_copy(arena, ro_str_sub(path, 0, end)) : RO_STR(".");
}

/* A log that a killed program left, or one that is in use now. */
static bool has_log(const ro_store *store) {
  struct stat info;
  ro_str log = ro_str_printf(store->arena, "%.*s-wal", RO_FMT(store->path));
  return log.data && stat(log.data, &info) == 0 && info.st_size > 0;
}

/* "file:PATH?immutable=1" with what has a meaning in a URI escaped. */
static ro_str frozen_name(const ro_store *store) {
  ro_buf name = {0};
  ro_buf_text(&name, "file:");
  for (size_t i = 0; i < store->path.len; i++) {
    char c = store->path.data[i];
    if (c == '%' || c == '?' || c == '#')
      ro_buf_printf(&name, "%%%02X", (unsigned)(uint8_t)c);
    else
      ro_buf_char(&name, c);
  }
  ro_buf_text(&name, "?immutable=1");
  ro_str copy = ro_str_copy(store->arena, (ro_str){name.data, name.len});
  ro_buf_free(&name);
  return copy;
}

static ro_status find_file(ro_store *store, bool *can_write, ro_error *error) {
  struct stat info;
  bool writes = store->mode == RO_STORE_WRITE;
  ro_str folder = folder_of(store->arena, store->path);
  if (!folder.data) return RO_ENOMEM;
  bool is_there = stat(store->path.data, &info) == 0;
  store->made_file = writes && !is_there && errno == ENOENT;
  if (is_there && !S_ISREG(info.st_mode))
    return ro_fail(error, RO_EDB, store->path, UINT64_MAX, "is not a file");
  if (!is_there && !store->made_file)
    return ro_fail(error, errno == ENOENT ? RO_ENOENT : RO_EDB, store->path, UINT64_MAX, "%s",
                   strerror(errno));
  *can_write = access(folder.data, W_OK) == 0 && (!is_there || access(store->path.data, W_OK) == 0);
  if (writes && !*can_write && access(folder.data, F_OK) == 0)
    return ro_fail(error, RO_EDB, store->path, UINT64_MAX,
                   "the story cannot be written: the %s is read-only",
                   access(folder.data, W_OK) == 0 ? "file" : "folder");
  return RO_OK;
}

static ro_status open_database(ro_store *store, ro_error *error) {
  bool writes = store->mode == RO_STORE_WRITE, can_write = false;
  RO_TRY(find_file(store, &can_write, error));
  /* For reading too the file is opened for writing where that is allowed: a log left by a crash
   * must be played back before anything can be read. */
  int flags = can_write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  if (writes) flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  ro_str name = store->path;
  if (!can_write && !writes && !has_log(store)) {
    name = frozen_name(store);
    flags |= SQLITE_OPEN_URI;
  }
  if (!name.data) return RO_ENOMEM;
  if (sqlite3_open_v2(name.data, &store->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    return store->db ? store_fail(store, "the story cannot be opened", error) : RO_ENOMEM;
  sqlite3_busy_timeout(store->db, PATIENCE_MS);
  RO_TRY(store_run(store, "PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON", error));
  RO_TRY(check_maker(store, error));
  if (!writes) return store_run(store, "PRAGMA query_only = ON", error);
  return store_run(
      store, "PRAGMA page_size = 1024; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL",
      error);
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

/* A file that was made here and got no story is not left behind. */
static bool is_left_empty(const ro_store *store) {
  int64_t n = 1;
  ro_error ignored;
  if (!store->is_new || !store->made_file || !store->db) return false;
  return get_number(store, "SELECT count(*) FROM sqlite_schema", &n, &ignored) != RO_OK || n == 0;
}

void ro_store_close(ro_store *store) {
  static const char *const parts[] = {"", "-wal", "-shm"};
  if (!store) return;
  bool is_empty = is_left_empty(store);
  sqlite3_close(store->db);
  for (size_t i = 0; is_empty && i < sizeof parts / sizeof *parts; i++) {
    ro_str name = ro_str_printf(store->arena, "%.*s%s", RO_FMT(store->path), parts[i]);
    if (name.data) unlink(name.data);
  }
  ro_arena_free(store->arena);
}
