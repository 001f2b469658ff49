/* Hashed tables: each key in the first free slot from its home on. */
#include "map.h"

#include <stdlib.h>
#include <string.h>

#include "model/linear.h"

/* Puts n keys into slots, none further than RO_LINEAR_PROBES from home. */
static bool place(const uint64_t *keys, size_t n, uint32_t n_slots, uint32_t *used) {
  memset(used, 0xFF, (size_t)n_slots * sizeof *used);
  for (size_t i = 0; i < n; i++) {
    uint32_t at = ro_slot_of(keys[i], n_slots), k = 0;
    while (k < RO_LINEAR_PROBES && used[at] != RO_NONE) {
      if (++at == n_slots) at = 0;
      k++;
    }
    if (k == RO_LINEAR_PROBES) return false;
    used[at] = (uint32_t)i;
  }
  return true;
}

uint32_t *slots_place(const uint64_t *keys, size_t n, uint32_t *n_slots) {
  uint32_t *used = NULL;
  for (double room = 1.6;; room *= 1.05) {
    *n_slots = (uint32_t)((double)n * room) + 8;
    used = xalloc(used, *n_slots, sizeof *used);
    if (place(keys, n, *n_slots, used)) return used;
    if (room > 8) die("too many equal hashes");
  }
}

void map_export(const map_entry *entries, size_t n, ro_buf *out) {
  uint64_t *keys = xalloc(NULL, n, sizeof *keys);
  for (size_t i = 0; i < n; i++) keys[i] = entries[i].key;
  uint32_t n_slots, *used = slots_place(keys, n, &n_slots);
  ro_model_put32(out, n_slots);
  ro_model_put32(out, 0);
  for (uint32_t s = 0; s < n_slots; s++) {
    ro_model_put32(out, used[s] == RO_NONE ? 0 : (uint32_t)entries[used[s]].key);
    ro_model_put32(out, used[s] == RO_NONE ? RO_NONE : entries[used[s]].value);
  }
  free(used);
  free(keys);
}
