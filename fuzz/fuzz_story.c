/* The story file: opening, loading and printing what another program may have written into it.
 *
 * An input that begins like an SQLite database is the file as it is.  Any other is a list of edits
 * of eight bytes {table, column, row, kind, value u32 little-endian} of a good story, with
 * SQLite's own checks off: so the loader meets rows that no story of ours would have. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "model/file.h"
#include "reconcile/reconcile.h"
#include "store/store_internal.h"

enum { EDIT = 8, MOST_EDITS = 16 };

static const char *const reports[] = {
    "Osmark and Kenya will meet in Geneva on Friday, a spokesman said on Monday 7 March 2022.\n"
    "\"We will withdraw 200 soldiers if Kenya opens the border,\" President Ana Tarle said.\n",
    "Kenya denied that its troops had crossed the border on 6 March 2022.\n"
    "President Tarle said Osmark would withdraw at least 300 soldiers. The talks were put off.\n"};

/* The bytes of a good story, made once. */
static ro_str good_story(void) {
  static char bytes[1 << 20];
  static size_t len;
  if (len) return (ro_str){bytes, len};
  ro_doc *docs[2];
  ro_error error = {0};
  for (uint32_t i = 0; i < 2; i++) {
    docs[i] = fuzz_doc(i ? "b.txt" : "a.txt", ro_str_from(reports[i]));
    FUZZ_CHECK(ro_engine_read(fuzz_engine(), docs[i], &error) == RO_OK, error.message);
  }
  ro_story *story = ro_story_new(docs, 2);
  FUZZ_CHECK(story, "no memory");
  FUZZ_CHECK(ro_reconcile(ro_engine_resources(fuzz_engine()), story, &error) == RO_OK,
             error.message);
  const char *path = fuzz_file(".story", (ro_str){NULL, 0});
  remove(path);
  FUZZ_CHECK(ro_story_save(story, path, &error) == RO_OK, error.message);
  ro_story_free(story);
  FILE *f = fopen(path, "rb");
  FUZZ_CHECK(f, "the story cannot be read");
  len = fread(bytes, 1, sizeof bytes, f);
  fclose(f);
  FUZZ_CHECK(len > 0 && len < sizeof bytes, "the story is too long");
  return (ro_str){bytes, len};
}

static const char *table_at(uint8_t i) {
  uint32_t n = 0;
  while (store_account_tables[n]) n++;
  return store_account_tables[i % n];
}

/* Name of a column of the table; false when it cannot be told. */
static bool column_at(sqlite3 *db, const char *table, uint8_t i, char name[64]) {
  char sql[200];
  sqlite3_stmt *columns = NULL;
  snprintf(sql, sizeof sql, "SELECT * FROM %s", table);
  bool is_told = sqlite3_prepare_v2(db, sql, -1, &columns, NULL) == SQLITE_OK;
  int n = is_told ? sqlite3_column_count(columns) : 0;
  if (n) snprintf(name, 64, "%s", sqlite3_column_name(columns, i % n));
  sqlite3_finalize(columns);
  return n > 0;
}

static void bind_value(sqlite3_stmt *edit, uint8_t kind, uint32_t value) {
  static const char *const words[] = {"", "meeting", "e1", "\xFF\xC3", "2022-03-07", "e9", "a b"};
  switch (kind % 6) {
    case 0:
      sqlite3_bind_null(edit, 1);
      break;
    case 1:
      sqlite3_bind_int64(edit, 1, (sqlite3_int64)value);
      break;
    case 2:
      sqlite3_bind_int64(edit, 1, -(sqlite3_int64)value - ((sqlite3_int64)value << 31));
      break;
    case 3:
      sqlite3_bind_double(edit, 1, (double)value * (value % 2 ? 1e300 : -0.25));
      break;
    case 4:
      sqlite3_bind_text(edit, 1, words[value % 7], -1, SQLITE_STATIC);
      break;
    default:
      sqlite3_bind_blob(edit, 1, "\0\x01\xFE", (int)(value % 4), SQLITE_STATIC);
  }
}

static void apply_edit(sqlite3 *db, const uint8_t *p) {
  const char *table = table_at(p[0]);
  char column[64], sql[300];
  sqlite3_stmt *edit = NULL;
  if (!column_at(db, table, p[1], column)) return;
  bool is_removal = p[3] >= 0xF0;
  if (is_removal)
    snprintf(sql, sizeof sql,
             "DELETE FROM %s WHERE ?1 IS NOT 0.5 AND rowid = (SELECT rowid FROM %s LIMIT 1 OFFSET "
             "?2)",
             table, table);
  else
    snprintf(sql, sizeof sql,
             "UPDATE %s SET \"%s\" = ?1 WHERE rowid = (SELECT rowid FROM %s LIMIT 1 OFFSET ?2)",
             table, column, table);
  if (sqlite3_prepare_v2(db, sql, -1, &edit, NULL) == SQLITE_OK) {
    bind_value(edit, p[3], ro_le32(p + 4));
    sqlite3_bind_int(edit, 2, p[2]);
    sqlite3_step(edit); /* a value that the table cannot hold changes nothing */
  }
  sqlite3_finalize(edit);
}

static void edit_story(const char *path, const uint8_t *data, size_t size) {
  sqlite3 *db = NULL;
  FUZZ_CHECK(sqlite3_open(path, &db) == SQLITE_OK, "the story cannot be edited");
  sqlite3_exec(db,
               "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; "
               "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; BEGIN",
               NULL, NULL, NULL);
  for (size_t i = 0; i < MOST_EDITS && (i + 1) * EDIT <= size; i++) apply_edit(db, data + i * EDIT);
  sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
  sqlite3_close(db);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char magic[] = "SQLite format 3";
  ro_str good = good_story();
  bool is_file = size >= sizeof magic && memcmp(data, magic, sizeof magic) == 0;
  const char *path = fuzz_file(".story", is_file ? (ro_str){(const char *)data, size} : good);
  if (!is_file) edit_story(path, data, size);
  ro_story *story = NULL;
  ro_error error = {0};
  ro_status status = ro_story_open(path, &story, &error);
  FUZZ_CHECK(status == RO_OK || error.message[0], "a problem without words");
  if (status == RO_OK) fuzz_check_story(story);
  ro_story_free(story);
  return 0;
}
