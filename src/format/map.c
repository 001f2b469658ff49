/* Maps as sorted rows.  A row of equal lengths is linear and may be cut anywhere; another row is
 * taken as a whole: whoever asks for half of an entity gets all of it. */
#include "format/map.h"

ro_mapped ro_mapped_plain(ro_str text) { return (ro_mapped){text, {.is_identity = true}}; }

static bool is_linear(const ro_origin *row) { return row->text_len == row->raw_len; }

void ro_map_add(ro_arena *arena, ro_map *map, ro_origin row) {
  ro_origin *last = map->rows.n ? &map->rows.at[map->rows.n - 1] : NULL;
  if (row.text_len == 0) return;
  if (last && is_linear(last) && is_linear(&row) && last->text + last->text_len == row.text &&
      last->raw + last->raw_len == row.raw) {
    last->text_len += row.text_len;
    last->raw_len += row.raw_len;
    return;
  }
  ro_origin *added = RO_ADD(arena, &map->rows);
  if (added) *added = row;
}

/* First row that ends behind `text`. */
static uint32_t row_at(const ro_map *map, uint32_t text) {
  uint32_t low = 0, high = map->rows.n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    const ro_origin *row = &map->rows.at[middle];
    if (row->text + row->text_len > text)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

void ro_map_add_through(ro_arena *arena, ro_map *map, uint32_t at, uint32_t from, uint32_t len,
                        const ro_map *inner) {
  if (inner->is_identity) {
    ro_map_add(arena, map, (ro_origin){at, len, from, len});
    return;
  }
  for (uint32_t i = row_at(inner, from); i < inner->rows.n; i++) {
    const ro_origin *row = &inner->rows.at[i];
    if (row->text >= from + len) break;
    uint32_t begin = row->text > from ? row->text : from;
    uint32_t end = row->text + row->text_len < from + len ? row->text + row->text_len : from + len;
    ro_origin piece = {at + (begin - from), end - begin, row->raw, row->raw_len};
    if (is_linear(row)) {
      piece.raw += begin - row->text;
      piece.raw_len = piece.text_len;
    }
    ro_map_add(arena, map, piece);
  }
}

/* Bytes that [from, from+len) of inner's text came from, as one stretch. */
static ro_span image(const ro_map *inner, uint32_t from, uint32_t len) {
  ro_span span = {0, 0};
  if (inner->is_identity) return (ro_span){from, from + len};
  for (uint32_t i = row_at(inner, from); i < inner->rows.n; i++) {
    const ro_origin *row = &inner->rows.at[i];
    if (row->text >= from + len) break;
    if (span.begin == span.end) span.begin = row->raw;
    span.end = row->raw + row->raw_len;
  }
  return span;
}

ro_map ro_map_compose(ro_arena *arena, const ro_map *outer, const ro_map *inner) {
  ro_map map = {0};
  if (outer->is_identity) return *inner;
  if (inner->is_identity) return *outer;
  for (uint32_t i = 0; i < outer->rows.n; i++) {
    const ro_origin *row = &outer->rows.at[i];
    if (is_linear(row)) {
      ro_map_add_through(arena, &map, row->text, row->raw, row->text_len, inner);
      continue;
    }
    ro_span raw = image(inner, row->raw, row->raw_len);
    if (raw.end > raw.begin)
      ro_map_add(arena, &map,
                 (ro_origin){row->text, row->text_len, raw.begin, raw.end - raw.begin});
  }
  return map;
}
