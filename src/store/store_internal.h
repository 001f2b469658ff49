/* How a story's rows become tables: described as data, written and read by one walker. */
#ifndef RO_STORE_INTERNAL_H
#define RO_STORE_INTERNAL_H

#include <sqlite3.h>

#include "store/store.h"

enum { STORE_APPLICATION = 0x52644F74 /* "RdOt" */, STORE_VERSION = 1 };

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

/* ro_spans of a row of a report -> a table (report, owner, role, ordinal, begin, end, words). */
typedef struct {
  const char *table, *role;
  size_t offset;
} store_span_list;

typedef struct store_table store_table;
typedef struct {
  const store_table *table; /* NULL ends */
  size_t offset;            /* of the RO_ROWS in the owner */
} store_rows;

struct store_table {
  const char *name;
  const char *owner; /* column that names the owner's row; NULL at the top */
  size_t row_size;
  const store_column *columns;  /* ends with STORE_END */
  const store_rows *children;   /* these four may be NULL */
  const store_list *lists;      /* ends with a null table */
  const store_span_list *spans; /* ends with a null table */
  const char *evidence;         /* owner_kind of the row's evidence, NULL = none */
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
extern const store_rows store_report_tables[]; /* of ro_doc: layers, written only */
extern const store_rows store_read_tables[];   /* of ro_doc: those that are read back */
extern const store_table store_reports, store_given, store_given_reasons;
/* Every table, owners before what they own. */
extern const char *const store_table_names[];
/* Names of the columns that a column of the row takes up, at most three; their number. */
int store_column_names(const store_column *column, char names[3][64]);

extern const char *const store_schema[]; /* made from schema/, NULL ends */

struct ro_store {
  sqlite3 *db;
  ro_arena *arena;
  ro_str path;
  ro_store_mode mode;
  bool is_new; /* the file holds no story yet */
};

/* RO_EDB (or ENOMEM) with SQLite's words and the path. */
ro_status store_fail(const ro_store *store, const char *doing, ro_error *error);
ro_status store_run(const ro_store *store, const char *sql, ro_error *error);
ro_status store_prepare(const ro_store *store, const char *sql, sqlite3_stmt **out,
                        ro_error *error);

#endif
