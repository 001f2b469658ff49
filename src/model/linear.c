/* Linear models and maps: checked once when opened, read without checks after. */
#include "model/linear.h"

#include <string.h>

static uint16_t check16(uint64_t feature) {
  uint16_t c = (uint16_t)feature;
  return c ? c : 1;
}

static bool are_pairs_good(const ro_linear *m, uint32_t n_pairs) {
  for (uint32_t i = 0; i <= m->mask; i++) {
    const uint8_t *slot = m->slots + (size_t)i * 8;
    uint32_t n = ro_le16(slot + 2), first = ro_le32(slot + 4);
    if (first > n_pairs || n > n_pairs - first) return false;
  }
  for (uint32_t i = 0; i < n_pairs; i++)
    if (ro_le16(m->pairs + (size_t)i * 4 + 2) >= m->n_classes) return false;
  return true;
}

/* Header: classes u32, log2 of slots u32, pairs u32, 0 u32. */
ro_status ro_linear_open(const ro_model *model, const char *section, ro_linear *out,
                         ro_error *error) {
  ro_str bytes;
  RO_TRY(ro_model_section(model, section, &bytes, error));
  const uint8_t *p = (const uint8_t *)bytes.data;
  if (bytes.len < RO_LINEAR_HEADER) return ro_model_bad(model, section, error);
  uint32_t classes = ro_le32(p), bits = ro_le32(p + 4), n_pairs = ro_le32(p + 8);
  if (!classes || classes > RO_LINEAR_MAX || bits < 1 || bits > 28)
    return ro_model_bad(model, section, error);
  uint64_t n_slots = (uint64_t)1 << bits;
  if (bytes.len != RO_LINEAR_HEADER + n_slots * 8 + (uint64_t)n_pairs * 4)
    return ro_model_bad(model, section, error);
  *out = (ro_linear){.slots = p + RO_LINEAR_HEADER,
                     .pairs = p + RO_LINEAR_HEADER + n_slots * 8,
                     .shift = 64 - bits,
                     .mask = (uint32_t)(n_slots - 1),
                     .n_classes = classes,
                     .is_dense = classes <= RO_LINEAR_DENSE};
  if (!out->is_dense && !are_pairs_good(out, n_pairs)) return ro_model_bad(model, section, error);
  return RO_OK;
}

/* Slot of the feature, NULL when it has none.  At most RO_LINEAR_PROBES steps. */
static inline const uint8_t *find_slot(const ro_linear *m, uint64_t feature) {
  uint16_t want = check16(feature);
  uint32_t at = (uint32_t)(feature >> m->shift);
  for (uint32_t k = 0; k < RO_LINEAR_PROBES; k++, at = (at + 1) & m->mask) {
    const uint8_t *slot = m->slots + (size_t)at * 8;
    uint16_t check = ro_le16(slot);
    if (check == want) return slot;
    if (!check) return NULL;
  }
  return NULL;
}

static inline int32_t weight(const uint8_t *p) { return (int16_t)ro_le16(p); }

static void score_dense(const ro_linear *m, const uint64_t *f, size_t n, int32_t *scores) {
  int32_t a = 0, b = 0, c = 0;
  for (size_t i = 0; i < n; i++) {
    const uint8_t *slot = find_slot(m, f[i]);
    if (!slot) continue;
    a += weight(slot + 2);
    b += weight(slot + 4);
    c += weight(slot + 6);
  }
  scores[0] += a;
  if (m->n_classes > 1) scores[1] += b;
  if (m->n_classes > 2) scores[2] += c;
}

void ro_linear_score(const ro_linear *m, const uint64_t *f, size_t n, int32_t *scores) {
#if defined(__GNUC__)
  for (size_t i = 0; i < n; i++) __builtin_prefetch(m->slots + (size_t)(f[i] >> m->shift) * 8);
#endif
  if (m->is_dense) {
    score_dense(m, f, n, scores);
    return;
  }
  for (size_t i = 0; i < n; i++) {
    const uint8_t *slot = find_slot(m, f[i]);
    if (!slot) continue;
    const uint8_t *pair = m->pairs + (size_t)ro_le32(slot + 4) * 4;
    for (uint32_t k = ro_le16(slot + 2); k > 0; k--, pair += 4)
      scores[ro_le16(pair + 2)] += weight(pair);
  }
}

uint32_t ro_linear_best(const int32_t *scores, uint32_t n) {
  uint32_t best = 0;
  for (uint32_t i = 1; i < n; i++)
    if (scores[i] > scores[best]) best = i;
  return best;
}

/* Header: log2 of slots u32, 0 u32. */
ro_status ro_map_open(const ro_model *model, const char *section, ro_map *out, ro_error *error) {
  ro_str bytes;
  RO_TRY(ro_model_section(model, section, &bytes, error));
  const uint8_t *p = (const uint8_t *)bytes.data;
  if (bytes.len < 8) return ro_model_bad(model, section, error);
  uint32_t bits = ro_le32(p);
  if (bits < 1 || bits > 28 || bytes.len != 8 + ((uint64_t)8 << bits))
    return ro_model_bad(model, section, error);
  *out = (ro_map){p + 8, 64 - bits, (1u << bits) - 1};
  return RO_OK;
}

uint32_t ro_map_find(const ro_map *map, uint64_t key) {
  if (!map->slots) return RO_NONE;
  uint32_t at = (uint32_t)(key >> map->shift);
  for (uint32_t k = 0; k < RO_LINEAR_PROBES; k++, at = (at + 1) & map->mask) {
    const uint8_t *slot = map->slots + (size_t)at * 8;
    uint32_t value = ro_le32(slot + 4);
    if (value == RO_NONE) return RO_NONE;
    if (ro_le32(slot) == (uint32_t)key) return value;
  }
  return RO_NONE;
}

uint32_t ro_map_max(const ro_map *map) {
  uint32_t max = 0;
  for (uint32_t i = 0; map->slots && i <= map->mask; i++) {
    uint32_t value = ro_le32(map->slots + (size_t)i * 8 + 4);
    if (value != RO_NONE && value > max) max = value;
  }
  return max;
}
