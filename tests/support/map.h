/* Map sections for tests, as ro_map_open reads them. */
#ifndef RO_TESTS_SUPPORT_MAP_H
#define RO_TESTS_SUPPORT_MAP_H

#include <string.h>

#include "base/hash.h"
#include "model/linear.h"

enum { MAP_ROOM = 1 << 12 };

/* A map from strings[i] to i; `bytes` has MAP_ROOM bytes, strings end with NULL. */
static inline ro_map test_map(const char *const *strings, uint8_t bytes[MAP_ROOM]) {
  ro_map map = {bytes, MAP_ROOM / 8};
  memset(bytes, 0xFF, MAP_ROOM);
  for (uint32_t i = 0; strings[i]; i++) {
    uint64_t key = ro_hash(strings[i], strlen(strings[i]), 0);
    uint32_t at = ro_slot_of(key, map.n_slots);
    while (ro_le32(bytes + (size_t)at * 8 + 4) != RO_NONE) at = (at + 1) % map.n_slots;
    for (uint32_t b = 0; b < 4; b++) {
      bytes[(size_t)at * 8 + b] = (uint8_t)(key >> (8 * b));
      bytes[(size_t)at * 8 + 4 + b] = (uint8_t)(i >> (8 * b));
    }
  }
  return map;
}

#endif
