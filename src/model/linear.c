/* Linear models and maps: checked once when opened, read without checks after. */
#include "model/linear.h"

static uint16_t check16(uint64_t feature) {
  uint16_t c = (uint16_t)feature;
  return c ? c : 1;
}

static uint32_t le24(const uint8_t *p) { return (uint32_t)(p[0] | p[1] << 8 | p[2] << 16); }

static bool are_pairs_good(const ro_linear *m, uint32_t n_pairs) {
  for (uint32_t i = 0; i < m->n_slots; i++) {
    const uint8_t *slot = m->slots + (size_t)i * RO_LINEAR_SLOT;
    if (le24(slot + 3) > n_pairs || slot[2] > n_pairs - le24(slot + 3)) return false;
  }
  for (uint32_t i = 0; i < n_pairs; i++)
    if (m->pairs[(size_t)(i + 1) * m->pair_size - 1] >= m->n_classes) return false;
  return true;
}

/* Header: classes u32, slots u32, pairs u32, flag u32: 1 = sixteen-bit weights in the pairs. */
ro_status ro_linear_open(const ro_model *model, const char *section, ro_linear *out,
                         ro_error *error) {
  ro_str bytes;
  RO_TRY(ro_model_section(model, section, &bytes, error));
  const uint8_t *p = (const uint8_t *)bytes.data;
  if (bytes.len < RO_LINEAR_HEADER) return ro_model_bad(model, section, error);
  uint32_t classes = ro_le32(p), n_slots = ro_le32(p + 4), n_pairs = ro_le32(p + 8),
           wide = ro_le32(p + 12);
  bool is_dense = classes <= RO_LINEAR_DENSE;
  uint64_t slots = (uint64_t)n_slots * RO_LINEAR_SLOT;
  if (!classes || classes > RO_LINEAR_MAX || !n_slots || wide > 1 || (is_dense && n_pairs) ||
      bytes.len != RO_LINEAR_HEADER + slots + (uint64_t)n_pairs * (2 + wide))
    return ro_model_bad(model, section, error);
  *out = (ro_linear){.slots = p + RO_LINEAR_HEADER,
                     .pairs = p + RO_LINEAR_HEADER + slots,
                     .n_slots = n_slots,
                     .n_classes = classes,
                     .pair_size = 2 + wide,
                     .is_dense = is_dense};
  if (!is_dense && !are_pairs_good(out, n_pairs)) return ro_model_bad(model, section, error);
  return RO_OK;
}

/* Slot of the feature, NULL when it has none.  At most RO_LINEAR_PROBES steps. */
static inline const uint8_t *find_slot(const ro_linear *m, uint64_t feature) {
  uint16_t want = check16(feature);
  uint32_t at = ro_slot_of(feature, m->n_slots);
  for (uint32_t k = 0; k < RO_LINEAR_PROBES; k++) {
    const uint8_t *slot = m->slots + (size_t)at * RO_LINEAR_SLOT;
    uint16_t check = ro_le16(slot);
    if (check == want) return slot;
    if (!check) return NULL;
    if (++at == m->n_slots) at = 0;
  }
  return NULL;
}

static inline void prefetch(const ro_linear *m, const uint64_t *f, size_t n) {
#if defined(__GNUC__)
  for (size_t i = 0; i < n; i++)
    __builtin_prefetch(m->slots + (size_t)ro_slot_of(f[i], m->n_slots) * RO_LINEAR_SLOT);
#else
  (void)m, (void)f, (void)n;
#endif
}

static void score_dense(const ro_linear *m, const uint64_t *f, size_t n, int32_t *scores) {
  int32_t a = 0, b = 0;
  prefetch(m, f, n);
  for (size_t i = 0; i < n; i++) {
    const uint8_t *slot = find_slot(m, f[i]);
    if (!slot) continue;
    a += (int16_t)ro_le16(slot + 2);
    b += (int16_t)ro_le16(slot + 4);
  }
  if (m->n_classes > 1) scores[1] += a;
  if (m->n_classes > 2) scores[2] += b;
}

void ro_linear_score(const ro_linear *m, const uint64_t *f, size_t n, int32_t *scores) {
  if (m->is_dense) {
    score_dense(m, f, n, scores);
    return;
  }
  prefetch(m, f, n);
  for (size_t i = 0; i < n; i++) {
    const uint8_t *slot = find_slot(m, f[i]);
    if (!slot) continue;
    const uint8_t *pair = m->pairs + (size_t)le24(slot + 3) * m->pair_size;
    if (m->pair_size == 2)
      for (uint32_t k = slot[2]; k > 0; k--, pair += 2) scores[pair[1]] += (int8_t)pair[0];
    else
      for (uint32_t k = slot[2]; k > 0; k--, pair += 3) scores[pair[2]] += (int16_t)ro_le16(pair);
  }
}

/* Header: slots u32, 0 u32. */
ro_status ro_map_open(const ro_model *model, const char *section, ro_map *out, ro_error *error) {
  ro_str bytes;
  RO_TRY(ro_model_section(model, section, &bytes, error));
  const uint8_t *p = (const uint8_t *)bytes.data;
  if (bytes.len < 8) return ro_model_bad(model, section, error);
  uint32_t n = ro_le32(p);
  if (!n || bytes.len != 8 + (uint64_t)n * 8) return ro_model_bad(model, section, error);
  *out = (ro_map){p + 8, n};
  return RO_OK;
}

uint32_t ro_map_find(const ro_map *map, uint64_t key) {
  if (!map->slots) return RO_NONE;
  uint32_t at = ro_slot_of(key, map->n_slots);
  for (uint32_t k = 0; k < RO_LINEAR_PROBES; k++) {
    const uint8_t *slot = map->slots + (size_t)at * 8;
    uint32_t value = ro_le32(slot + 4);
    if (value == RO_NONE) return RO_NONE;
    if (ro_le32(slot) == (uint32_t)key) return value;
    if (++at == map->n_slots) at = 0;
  }
  return RO_NONE;
}

uint32_t ro_map_max(const ro_map *map) {
  uint32_t max = 0;
  for (uint32_t i = 0; map->slots && i < map->n_slots; i++) {
    uint32_t value = ro_le32(map->slots + (size_t)i * 8 + 4);
    if (value != RO_NONE && value > max) max = value;
  }
  return max;
}
