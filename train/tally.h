/* Counting things by key. */
#ifndef RO_TRAIN_TALLY_H
#define RO_TRAIN_TALLY_H

#include "map.h"

typedef struct {
  uint64_t key;
  uint32_t n, first, second, value; /* count; whatever the user wants */
} tally_row;

typedef struct {
  tally_row *rows; /* open addressing; n = 0 is free */
  uint64_t mask, used;
} tally;

tally tally_new(void);
void tally_free(tally *t);
/* The key's row, or the free one where it would stand. */
tally_row *tally_find(tally *t, uint64_t key);
/* Counts the key once more. */
tally_row *tally_add(tally *t, uint64_t key);
/* Packed and sorted by key, for the caller to free: what is written must not depend on the table.
 */
tally_row *tally_sorted(const tally *t, size_t *n);

#endif
