/* Run time of linear models over hashed features, and of hashed maps.
 *
 * A feature is a 64-bit hash; its high half names a slot, its low 16 bits (never 0) verify it.  So
 * a feature that was never seen in training almost always counts for nothing, which plain hashing
 * into a weight table does not give, at the same one cache miss.  Integer sums: the same on every
 * machine. */
#ifndef RO_MODEL_LINEAR_H
#define RO_MODEL_LINEAR_H

#include "model/file.h"

enum {
  RO_LINEAR_PROBES = 32, /* a feature is at most so many slots behind its home */
  RO_LINEAR_HEADER = 16,
  RO_LINEAR_DENSE = 3, /* with so many classes or fewer the weights stand in the slot */
  RO_LINEAR_MAX = 256,

  RO_LINEAR_SLOT = 6, /* bytes */
};

typedef struct {
  /* dense: {check u16, weight i16 [2]}, of classes 1 and 2; class 0 has weight 0.
   * sparse: {check u16, n u8, first u24}; check 0 = free. */
  const uint8_t *slots;
  const uint8_t *pairs; /* sparse: {weight i8 or i16, class u8} */
  uint32_t n_slots, n_classes, pair_size;
  bool is_dense;
} ro_linear;

RO_MUST_CHECK ro_status ro_linear_open(const ro_model *model, const char *section, ro_linear *out,
                                       ro_error *error);
/* Adds the weights of n features to scores[n_classes]. */
void ro_linear_score(const ro_linear *linear, const uint64_t *features, size_t n, int32_t *scores);
/* Home of a hash among n slots: its high half scaled, so that n need not be a power of two. */
static inline uint32_t ro_slot_of(uint64_t hash, uint32_t n) {
  return (uint32_t)((hash >> 32) * n >> 32);
}

/* A map from hashes to numbers: {check u32, value u32}; value RO_NONE = free slot. */
typedef struct {
  const uint8_t *slots;
  uint32_t n_slots;
} ro_map;

RO_MUST_CHECK ro_status ro_map_open(const ro_model *model, const char *section, ro_map *out,
                                    ro_error *error);
uint32_t ro_map_find(const ro_map *map, uint64_t key); /* RO_NONE when absent or no map */
/* Largest value in the map, for checking indices; 0 when empty. */
uint32_t ro_map_max(const ro_map *map);

/* Hash of template t over up to three values. */
static inline uint64_t ro_feature(uint64_t t, uint64_t a, uint64_t b, uint64_t c) {
  uint64_t h = (a + t * 0x9E3779B97F4A7C15u) * 0xD6E8FEB86659FD93u;
  h = (h ^ (h >> 32) ^ b) * 0xFF51AFD7ED558CCDu;
  h = (h ^ (h >> 32) ^ c) * 0xC4CEB9FE1A85EC53u;
  return h ^ (h >> 29);
}

#endif
