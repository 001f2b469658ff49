/* Growth of rows, and the two kinds of rows that every room uses. */
#include "base/rows.h"

#include <string.h>

void *ro_rows_grow(ro_arena *arena, void *at, uint32_t n, uint32_t *cap, size_t size) {
  if (n < *cap) return at;
  if (n > UINT32_MAX / 4) return at;
  uint32_t wanted = n ? n * 2 : 4;
  void *grown = ro_arena_array(arena, wanted, size);
  if (!grown) return at;
  if (n) memcpy(grown, at, n * size);
  *cap = wanted;
  return grown;
}

bool ro_indexes_add(ro_arena *arena, ro_indexes *list, uint32_t value) {
  uint32_t *slot = RO_ADD(arena, list);
  if (slot) *slot = value;
  return slot != NULL;
}

bool ro_indexes_has(const ro_indexes *list, uint32_t value) {
  for (uint32_t i = 0; i < list->n; i++)
    if (list->at[i] == value) return true;
  return false;
}

bool ro_indexes_add_new(ro_arena *arena, ro_indexes *list, uint32_t value) {
  return ro_indexes_has(list, value) || ro_indexes_add(arena, list, value);
}

bool ro_spans_add(ro_arena *arena, ro_spans *list, ro_span span) {
  ro_span *slot = RO_ADD(arena, list);
  if (slot) *slot = span;
  return slot != NULL;
}
