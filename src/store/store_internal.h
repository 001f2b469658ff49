/* How a story's rows become tables: described as data, written and read by one walker. */
#ifndef RO_STORE_INTERNAL_H
#define RO_STORE_INTERNAL_H

#include <sqlite3.h>

#include "base/utf8.h"
#include "doc/sheet.h"
#include "store/store.h"

enum { STORE_APPLICATION = 0x52644F74 /* "RdOt" */, STORE_VERSION = 2 };

/* What a field of a row is, and how it stands in the table. */
typedef enum {
  STORE_END,
  STORE_TEXT,     /* ro_str; empty = NULL */
  STORE_RULE,     /* const char *; NULL = NULL */
  STORE_CODE,     /* char[5]; "" = NULL */
  STORE_LABEL,    /* enumeration, by its label */
  STORE_SET,      /* uint32_t of bits, their labels parted by a space */
  STORE_REPORT,   /* index of a report; RO_NONE = NULL, as for the next three */
  STORE_ENTITY,   /* ... of a story entity */
  STORE_INCIDENT, /* ... of an incident */
  STORE_LOCAL,    /* ... of a row of the same report */
  STORE_COUNT,    /* uint32_t */
  STORE_FLAG,     /* bool */
  STORE_REAL,     /* double; NAN = NULL */
  STORE_SHARE,    /* float */
  STORE_INTERVAL, /* ro_interval: NAME_from, NAME_to; RO_NO_DATE = NULL */
  STORE_SPAN      /* ro_span: [NAME_]begin, end, words; empty = NULL */
} store_kind;

typedef struct {
  const char *name;
  store_kind kind;
  size_t offset; /* in the row */
  const char *const *labels;
  uint32_t n_labels;
} store_column;

/* ro_indexes of a row -> a table (OWNER, [role], ordinal, TARGET). */
typedef struct {
  const char *table, *owner, *role, *target; /* role NULL: the table has no such column */
  store_kind kind;
  size_t offset;
} store_list;

typedef struct store_table store_table;
typedef struct {
  const store_table *table; /* NULL ends */
  size_t offset;            /* of the RO_ROWS in the owner */
} store_rows;

struct store_table {
  const char *name;
  const char *owner; /* column that names the owner's row; NULL at the top */
  size_t row_size;
  const store_column *columns; /* ends with STORE_END */
  const store_rows *children;  /* these two may be NULL */
  const store_list *lists;     /* ends with a null table */
  const char *evidence;        /* passages.kind of the row's evidence, NULL = none */
  size_t evidence_offset;
};

/* Any RO_ROWS, seen without its type. */
typedef struct {
  void *at;
  uint32_t n, cap;
} store_any_rows;
store_any_rows store_rows_at(const void *owner, size_t offset);

/* tables.c */
extern const store_rows store_story_tables[];  /* of ro_story */
extern const store_rows store_report_tables[]; /* of ro_doc: rows that an account replaces */
extern const store_table store_reports, store_given, store_given_reasons;
/* Every table that an account replaces. */
extern const char *const store_account_tables[];
/* Names of the columns that a column of the row takes up, at most three; their number. */
int store_column_names(const store_column *column, char names[3][64]);

/* Statements of the files in schema/, NULL ends. */
extern const char *const store_story_2[], *const store_leave_1[], *const store_enter_2[];

struct ro_store {
  sqlite3 *db;
  ro_arena *arena;
  ro_str path;
  ro_store_mode mode;
  bool is_new;        /* the file holds no story yet */
  bool made_file;     /* it was not there before */
  int64_t generation; /* of the reports and decisions last loaded */
};

/* schema.c: tables of a new file, and of an older one brought up to STORE_VERSION. */
ro_status store_make_tables(const ro_store *store, ro_error *error);
ro_status store_migrate(const ro_store *store, int64_t version, ro_error *error);

/* Runs a statement with parameters: types has a letter for each, i int64_t, t ro_str ("" = NULL),
 * b ro_str as BLOB. */
ro_status store_do(const ro_store *store, ro_error *error, const char *sql, const char *types, ...);
/* The first number of a query with parameters; -1 when it gives no row. */
ro_status store_ask(const ro_store *store, int64_t *value, ro_error *error, const char *sql,
                    const char *types, ...);
/* A number in the table `story`. */
ro_status store_get(const ro_store *store, const char *name, int64_t *value, ro_error *error);
/* Counts one more change of what an account is made from. */
ro_status store_touch(const ro_store *store, ro_error *error);
/* Undoes the open transaction, and has SQLite play back what a failed write left. */
void store_undo(const ro_store *store);

/* bind.c: fields of rows as parameters, in order */
typedef struct {
  sqlite3_stmt *statement;
  int at; /* parameter to bind next */
} store_binder;
void store_bind_int(store_binder *b, int64_t v);
void store_bind_null(store_binder *b);
void store_bind_text(store_binder *b, ro_str s);
void store_bind_index(store_binder *b, uint32_t i);
void store_bind_date(store_binder *b, ro_date date);
/* A span as code points and, with `has_words`, its words; three or two NULLs for an empty one. */
void store_bind_span(store_binder *b, const ro_doc *doc, const ro_codepoints *map, ro_span span,
                     bool has_words);
/* `nr` gives the numbers of reports, doc and map the report whose spans are bound. */
typedef struct {
  const int64_t *nr;
  const ro_doc *doc;
  const ro_codepoints *map;
} store_context;
void store_bind_field(store_binder *b, const store_context *context, const store_column *c,
                      const char *field);
/* INSERT INTO table(LEADING, its columns) with as many parameters. */
void store_write_insert(ro_buf *sql, const char *table, const char *leading,
                        const store_column *columns);
ro_status store_step(const ro_store *store, sqlite3_stmt *statement, ro_error *error);

/* query.c: what a query without parameters gives. */
ro_status store_sheet(ro_store *store, const char *sql, ro_arena *arena, ro_sheet *sheet,
                      ro_error *error);

/* verify.c: the hash that tells whether a report is as it was kept; empty when memory is out. */
ro_str store_seal(ro_arena *arena, ro_str text, ro_str raw, ro_str layers);

/* attributions.nr of attribution i of a report. */
static inline int64_t store_attribution_nr(int64_t report, uint32_t i) {
  return report * 65536 + i;
}

/* put.c: the tables of a new file, within the transaction at hand. */
ro_status store_begin_tables(const ro_store *store, ro_error *error);
/* One report with its annotations, within the transaction at hand. */
ro_status store_put_report(ro_store *store, const ro_doc *doc, const char *read_by,
                           ro_error *error);

/* RO_EDB (or ENOMEM) with SQLite's words and the path. */
ro_status store_fail(const ro_store *store, const char *doing, ro_error *error);
ro_status store_run(const ro_store *store, const char *sql, ro_error *error);
ro_status store_prepare(const ro_store *store, const char *sql, sqlite3_stmt **out,
                        ro_error *error);

#endif
