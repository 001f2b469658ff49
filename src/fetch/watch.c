/* The memory of a watch in SQLite. */
#include "fetch/watch.h"

#include <sqlite3.h>
#include <stdio.h>

enum {
  APPLICATION = 0x526F5761, /* "RoWa" */
  VERSION = 1,
  MAX_TRIES = 8,
  MAX_ADDS = 3,
  FIRST_PAUSE_S = 300, /* doubles with each failure ... */
  MAX_PAUSE_S = 86400, /* ... up to a day */
  MAX_HERE = 100000,
  PATIENCE_MS = 3000 /* while another round goes on */
};

struct ro_watch {
  sqlite3 *db;
  ro_arena *arena;
  ro_str path;
};

static const char schema[] =
    "CREATE TABLE feeds ("
    " url TEXT PRIMARY KEY,"
    " seen_url TEXT, etag BLOB, last_modified BLOB," /* of the last answer */
    " not_before INTEGER NOT NULL DEFAULT 0,"        /* seconds since 1970 */
    " problem TEXT) STRICT;"
    "CREATE TABLE pages ("
    " id INTEGER PRIMARY KEY,"
    " url TEXT NOT NULL UNIQUE,"
    " feed TEXT,"
    " state TEXT NOT NULL CHECK (state IN ('wanted', 'here', 'added', 'gone')),"
    " tries INTEGER NOT NULL DEFAULT 0," /* that failed, of fetching or of adding */
    " not_before INTEGER NOT NULL DEFAULT 0,"
    " problem TEXT) STRICT;"
    "CREATE INDEX pages_to_do ON pages (state, id);";

static ro_status fail(const ro_watch *w, ro_error *error) {
  bool is_busy = (sqlite3_errcode(w->db) & 0xFF) == SQLITE_BUSY;
  return ro_fail(
      error, RO_EDB, w->path, UINT64_MAX, "%s",
      is_busy ? "another watch or fetch of this story is at work" : sqlite3_errmsg(w->db));
}

static ro_status run(const ro_watch *w, const char *sql, ro_error *error) {
  return sqlite3_exec(w->db, sql, NULL, NULL, NULL) == SQLITE_OK ? RO_OK : fail(w, error);
}

static ro_status prepare(const ro_watch *w, const char *sql, sqlite3_stmt **out, ro_error *error) {
  return sqlite3_prepare_v2(w->db, sql, -1, out, NULL) == SQLITE_OK ? RO_OK : fail(w, error);
}

static void bind_text(sqlite3_stmt *s, int at, ro_str value) {
  if (value.data) sqlite3_bind_text64(s, at, value.data, value.len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* Fields of an answer may hold any bytes, so they are no text. */
static void bind_bytes(sqlite3_stmt *s, int at, ro_str value) {
  if (value.len) sqlite3_bind_blob64(s, at, value.data, value.len, SQLITE_TRANSIENT);
}

static ro_str column(sqlite3_stmt *s, int at, ro_arena *arena) {
  const char *data = sqlite3_column_blob(s, at); /* bytes, of text too */
  return ro_str_copy(arena, (ro_str){data, (size_t)sqlite3_column_bytes(s, at)});
}

/* Runs a statement that gives no rows. */
static ro_status finish(const ro_watch *w, sqlite3_stmt *s, ro_error *error) {
  ro_status status = sqlite3_step(s) == SQLITE_DONE ? RO_OK : fail(w, error);
  sqlite3_finalize(s);
  return status;
}

static ro_status number(const ro_watch *w, const char *sql, int64_t *value, ro_error *error) {
  sqlite3_stmt *s = NULL;
  RO_TRY(prepare(w, sql, &s, error));
  ro_status status = sqlite3_step(s) == SQLITE_ROW ? RO_OK : fail(w, error);
  if (status == RO_OK) *value = sqlite3_column_int64(s, 0);
  sqlite3_finalize(s);
  return status;
}

static ro_status make(const ro_watch *w, ro_error *error) {
  char marks[80];
  snprintf(marks, sizeof marks, "PRAGMA application_id = %d; PRAGMA user_version = %d", APPLICATION,
           VERSION);
  RO_TRY(run(w, "BEGIN", error));
  RO_TRY(run(w, schema, error));
  RO_TRY(run(w, marks, error));
  return run(w, "COMMIT", error);
}

static ro_status open_file(ro_watch *w, ro_error *error) {
  int64_t application = 0, version = 0, tables = 0;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(w->path.data, &w->db, flags, NULL) != SQLITE_OK)
    return w->db ? fail(w, error) : RO_ENOMEM;
  sqlite3_busy_timeout(w->db, PATIENCE_MS);
  RO_TRY(run(
      w, "PRAGMA trusted_schema = OFF; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT",
      error));
  RO_TRY(number(w, "PRAGMA application_id", &application, error));
  RO_TRY(number(w, "PRAGMA user_version", &version, error));
  RO_TRY(number(w, "SELECT count(*) FROM sqlite_schema", &tables, error));
  if (tables == 0 && application == 0) return make(w, error);
  if (application != APPLICATION)
    return ro_fail(error, RO_EFORMAT, w->path, 0, "is not the memory of a watch");
  if (version > VERSION)
    return ro_fail(error, RO_EVERSION, w->path, 0, "was made by a later Readout");
  return RO_OK;
}

ro_status ro_watch_open(const char *path, ro_watch **out, ro_error *error) {
  ro_arena *arena = ro_arena_new(0);
  ro_watch *w = arena ? RO_NEW(arena, ro_watch) : NULL;
  if (!w) {
    ro_arena_free(arena);
    return ro_fail(error, RO_ENOMEM, ro_str_from(path), UINT64_MAX, "out of memory");
  }
  w->arena = arena;
  w->path = ro_str_copy(arena, ro_str_from(path));
  ro_status status = w->path.data ? open_file(w, error) : RO_ENOMEM;
  if (status == RO_OK)
    *out = w;
  else
    ro_watch_close(w);
  return status;
}

void ro_watch_close(ro_watch *w) {
  if (!w) return;
  sqlite3_close(w->db);
  ro_arena_free(w->arena);
}

ro_status ro_watch_feed(ro_watch *w, ro_str url, int64_t now, ro_arena *arena, bool *may_ask,
                        ro_fetch_request *request, ro_error *error) {
  sqlite3_stmt *s = NULL;
  *may_ask = true;
  request->url = url;
  RO_TRY(prepare(w, "SELECT not_before, seen_url, etag, last_modified FROM feeds WHERE url = ?", &s,
                 error));
  bind_text(s, 1, url);
  int code = sqlite3_step(s);
  if (code == SQLITE_ROW) {
    *may_ask = sqlite3_column_int64(s, 0) <= now;
    request->seen_url = column(s, 1, arena);
    request->etag = column(s, 2, arena);
    request->last_modified = column(s, 3, arena);
  }
  ro_status status = code == SQLITE_ROW || code == SQLITE_DONE ? RO_OK : fail(w, error);
  sqlite3_finalize(s);
  return status;
}

static ro_status keep_feed(const ro_watch *w, ro_str url, const ro_fetched *x, ro_error *error) {
  sqlite3_stmt *s = NULL;
  bool is_done = x->outcome == RO_FETCH_DONE;
  RO_TRY(prepare(w,
                 is_done ? "INSERT OR REPLACE INTO feeds (url, not_before, problem, seen_url, etag,"
                           " last_modified) VALUES (?, ?, NULLIF(?, ''), ?, ?, ?)"
                         : "INSERT INTO feeds (url, not_before, problem) VALUES (?1, ?2, ?3)"
                           " ON CONFLICT DO UPDATE SET not_before = ?2, problem = NULLIF(?3, '')",
                 &s, error));
  bind_text(s, 1, url);
  sqlite3_bind_int64(s, 2, x->wait_s ? x->at + x->wait_s : 0);
  bind_text(s, 3, ro_str_from(x->problem));
  if (is_done) {
    bind_text(s, 4, x->url);
    bind_bytes(s, 5, x->etag);
    bind_bytes(s, 6, x->last_modified);
  }
  return finish(w, s, error);
}

static ro_status keep_pages(const ro_watch *w, ro_str feed, const ro_urls *pages, uint32_t *n_new,
                            ro_error *error) {
  for (uint32_t i = 0; pages && i < pages->n; i++) {
    sqlite3_stmt *s = NULL;
    RO_TRY(prepare(w, "INSERT OR IGNORE INTO pages (url, feed, state) VALUES (?, ?, 'wanted')", &s,
                   error));
    bind_text(s, 1, pages->at[i]);
    bind_text(s, 2, feed);
    RO_TRY(finish(w, s, error));
    *n_new += sqlite3_changes(w->db) > 0;
  }
  return RO_OK;
}

ro_status ro_watch_feed_read(ro_watch *w, ro_str url, const ro_fetched *answer,
                             const ro_urls *pages, uint32_t *n_new, ro_error *error) {
  *n_new = 0;
  RO_TRY(run(w, "BEGIN", error));
  ro_status status = keep_feed(w, url, answer, error);
  if (status == RO_OK) status = keep_pages(w, url, pages, n_new, error);
  if (status == RO_OK) return run(w, "COMMIT", error);
  (void)run(w, "ROLLBACK", NULL);
  return status;
}

ro_status ro_watch_want(ro_watch *w, ro_str url, ro_error *error) {
  sqlite3_stmt *s = NULL;
  RO_TRY(prepare(w,
                 "INSERT INTO pages (url, state) VALUES (?, 'wanted') ON CONFLICT DO UPDATE"
                 " SET state = 'wanted', tries = 0, not_before = 0 WHERE state <> 'here'",
                 &s, error));
  bind_text(s, 1, url);
  return finish(w, s, error);
}

ro_status ro_watch_next(ro_watch *w, int64_t now, ro_arena *arena, ro_str *url, ro_error *error) {
  sqlite3_stmt *s = NULL;
  *url = (ro_str){NULL, 0};
  RO_TRY(prepare(w,
                 "SELECT url FROM pages WHERE state = 'wanted' AND not_before <= ?"
                 " ORDER BY id LIMIT 1",
                 &s, error));
  sqlite3_bind_int64(s, 1, now);
  int code = sqlite3_step(s);
  if (code == SQLITE_ROW) *url = column(s, 0, arena);
  ro_status status = code == SQLITE_ROW || code == SQLITE_DONE ? RO_OK : fail(w, error);
  sqlite3_finalize(s);
  return code == SQLITE_ROW && !url->data ? RO_ENOMEM : status;
}

static ro_status page_state(const ro_watch *w, ro_str url, const char *state, const char *problem,
                            ro_error *error) {
  sqlite3_stmt *s = NULL;
  RO_TRY(prepare(w, "UPDATE pages SET state = ?, tries = 0, problem = NULLIF(?, '') WHERE url = ?",
                 &s, error));
  bind_text(s, 1, ro_str_from(state));
  bind_text(s, 2, ro_str_from(problem));
  bind_text(s, 3, url);
  return finish(w, s, error);
}

static ro_status page_later(const ro_watch *w, ro_str url, const ro_fetched *x, int64_t now,
                            ro_error *error) {
  sqlite3_stmt *s = NULL;
  RO_TRY(prepare(w,
                 "UPDATE pages SET tries = tries + 1, problem = ?1,"
                 " not_before = ?2 + max(?3, min(?4 << tries, ?5)),"
                 " state = iif(tries + 1 >= ?6, 'gone', 'wanted') WHERE url = ?7",
                 &s, error));
  bind_text(s, 1, ro_str_from(x->problem));
  sqlite3_bind_int64(s, 2, now);
  sqlite3_bind_int64(s, 3, x->wait_s < MAX_PAUSE_S ? x->wait_s : MAX_PAUSE_S);
  sqlite3_bind_int64(s, 4, FIRST_PAUSE_S);
  sqlite3_bind_int64(s, 5, MAX_PAUSE_S);
  sqlite3_bind_int64(s, 6, MAX_TRIES);
  bind_text(s, 7, url);
  return finish(w, s, error);
}

ro_status ro_watch_page(ro_watch *w, ro_str url, const ro_fetched *answer, int64_t now,
                        ro_error *error) {
  switch (answer->outcome) {
    case RO_FETCH_DONE:
    case RO_FETCH_UNCHANGED: /* fetched before a crash, or asked for again: adding it is harmless */
      return page_state(w, url, "here", "", error);
    case RO_FETCH_LATER:
      return page_later(w, url, answer, now, error);
    case RO_FETCH_REFUSED:
    case RO_FETCH_GONE:
      break;
  }
  return page_state(w, url, "gone", answer->problem, error);
}

ro_status ro_watch_here(ro_watch *w, ro_arena *arena, ro_urls *pages, ro_error *error) {
  sqlite3_stmt *s = NULL;
  int code = SQLITE_DONE;
  RO_TRY(prepare(w, "SELECT url FROM pages WHERE state = 'here' ORDER BY id", &s, error));
  while (pages->n < MAX_HERE && (code = sqlite3_step(s)) == SQLITE_ROW) {
    ro_str *url = RO_ADD(arena, pages);
    if (url) *url = column(s, 0, arena);
    if (ro_arena_has_failed(arena)) break;
  }
  ro_status status = code == SQLITE_ROW || code == SQLITE_DONE ? RO_OK : fail(w, error);
  sqlite3_finalize(s);
  return ro_arena_has_failed(arena) ? RO_ENOMEM : status;
}

ro_status ro_watch_added(ro_watch *w, bool is_added, ro_error *error) {
  char sql[160];
  if (is_added) return run(w, "UPDATE pages SET state = 'added' WHERE state = 'here'", error);
  snprintf(sql, sizeof sql,
           "UPDATE pages SET tries = tries + 1, state = iif(tries + 1 >= %d, 'gone', 'here'),"
           " problem = 'it could not be added' WHERE state = 'here'",
           MAX_ADDS);
  return run(w, sql, error);
}
