/* Hashed tables of a model: the slots of ro_linear_open and the maps of ro_map_open. */
#ifndef RO_TRAIN_MAP_H
#define RO_TRAIN_MAP_H

#include "file.h"

/* A table that holds the n keys, five eighths full, as most keys asked for are not there and a
 * search for one ends at a free slot; the answer, which the caller frees, gives for each slot the
 * index of its key or RO_NONE. */
uint32_t *slots_place(const uint64_t *keys, size_t n, uint32_t *n_slots);

/* A map section for ro_map_open; no key may stand twice. */
typedef struct {
  uint64_t key;
  uint32_t value;
} map_entry;
void map_export(const map_entry *entries, size_t n, ro_buf *out);

#endif
