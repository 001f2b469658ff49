/* Rows: growable arrays that live in an arena.
 *
 *   RO_ROWS(ro_time) times = {0};
 *   ro_time *t = RO_ADD(doc->arena, &doc->times);   // zeroed row, NULL when memory is out
 *
 * A row's address is good until the next RO_ADD on the same rows.  Growing leaves the old array
 * to the arena: at most twice the final size. */
#ifndef RO_BASE_ROWS_H
#define RO_BASE_ROWS_H

#include "base/arena.h"

/* Array with room for n+1 rows, or the old array with *cap unchanged when memory is out. */
void *ro_rows_grow(ro_arena *arena, void *at, uint32_t n, uint32_t *cap, size_t size);

#define RO_ADD(arena, rows) \
  ((rows)->n < (rows)->cap ? (void)0 \
                           : (void)((rows)->at = ro_rows_grow((arena), (rows)->at, (rows)->n, \
                                                              &(rows)->cap, sizeof *(rows)->at)), \
   (rows)->n < (rows)->cap ? &(rows)->at[(rows)->n++] : NULL)

/* Adds a value; false when memory is out. */
bool ro_indexes_add(ro_arena *arena, ro_indexes *list, uint32_t value);
/* Adds a value unless it is there. */
bool ro_indexes_add_new(ro_arena *arena, ro_indexes *list, uint32_t value);
bool ro_indexes_has(const ro_indexes *list, uint32_t value);
bool ro_spans_add(ro_arena *arena, ro_spans *list, ro_span span);

#endif
