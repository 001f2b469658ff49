/* Questions to a story file: sheets of rows, each with the id that `explain` knows. */
#ifndef RO_STORE_QUERY_H
#define RO_STORE_QUERY_H

#include "doc/sheet.h"
#include "store/store.h"

typedef struct {
  ro_str entity;       /* id, key, or part of a name or alias; empty = all, as the next three */
  ro_str since, until; /* days, both inclusive */
  ro_str source;       /* part of a publisher's name or of a path */
} ro_query_filter;

/* `name`: contacts, commitments, figures, claims, conflicts, timeline, entities, incidents,
 * indicators or reports; RO_EINVAL for another.  RO_EDB when the account is not current. */
ro_status ro_store_query(ro_store *store, const char *name, const ro_query_filter *filter,
                         ro_arena *arena, ro_sheet *sheet, ro_error *error);

/* Reports, then statements, in which all the words stand; a word with spaces is a phrase.  Snippets
 * mark what was found with [ and ]. */
ro_status ro_store_search(ro_store *store, const char *const *words, size_t n, ro_arena *arena,
                          ro_sheet *sheet, ro_error *error);

/* Everything that can be verified: the database, references, hashes of reports and annotations,
 * annotations, passages within their reports, quoted words, the searches, the account.  One row for
 * each problem. */
ro_status ro_store_check(ro_store *store, ro_arena *arena, ro_sheet *problems, ro_error *error);

#endif
