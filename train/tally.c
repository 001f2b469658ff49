/* Hash table of counts. */
#include "tally.h"

#include <stdlib.h>

tally tally_new(void) {
  tally t = {calloc(1u << 12, sizeof(tally_row)), (1u << 12) - 1, 0};
  if (!t.rows) die("out of memory");
  return t;
}

tally_row *tally_find(tally *t, uint64_t key) {
  uint64_t at = (key >> 16) & t->mask;
  while (t->rows[at].n && t->rows[at].key != key) at = (at + 1) & t->mask;
  return &t->rows[at];
}

tally_row *tally_add(tally *t, uint64_t key) {
  if (t->used * 2 > t->mask) {
    tally bigger = {calloc(t->mask * 2 + 2, sizeof(tally_row)), t->mask * 2 + 1, t->used};
    if (!bigger.rows) die("out of memory");
    for (uint64_t i = 0; i <= t->mask; i++)
      if (t->rows[i].n) *tally_find(&bigger, t->rows[i].key) = t->rows[i];
    free(t->rows);
    *t = bigger;
  }
  tally_row *r = tally_find(t, key);
  if (!r->n++) {
    r->key = key;
    t->used++;
  }
  return r;
}

static int tally_order(const void *a, const void *b) {
  const tally_row *x = a, *y = b;
  return x->key < y->key ? -1 : x->key > y->key;
}

tally_row *tally_sorted(const tally *t, size_t *n) {
  tally_row *rows = xalloc(NULL, t->used, sizeof *rows);
  *n = 0;
  for (uint64_t i = 0; i <= t->mask; i++)
    if (t->rows[i].n) rows[(*n)++] = t->rows[i];
  qsort(rows, *n, sizeof *rows, tally_order);
  return rows;
}

void tally_free(tally *t) { free(t->rows); }
