/* Where decoded text stands in what it was decoded from: rows of ro_origin, through any number of
 * steps (transfer encoding, charset, markup, text). */
#ifndef RO_FORMAT_MAP_H
#define RO_FORMAT_MAP_H

#include "base/rows.h"

typedef struct {
  bool is_identity; /* every offset stands for itself; no rows */
  RO_ROWS(ro_origin) rows;
} ro_map;

/* A decoded text and its way back. */
typedef struct {
  ro_str text;
  ro_map map; /* text -> what it was decoded from */
} ro_mapped;

/* Text that stands for itself. */
ro_mapped ro_mapped_plain(ro_str text);

/* Says that [text, text+text_len) came from [raw, raw+raw_len); joins the row before where both go
 * on byte by byte.  Rows must come in text order. */
void ro_map_add(ro_arena *arena, ro_map *map, ro_origin row);

/* Says that [at, at+len) came from [from, from+len) of `inner`'s text, hence from wherever that
 * came from. */
void ro_map_add_through(ro_arena *arena, ro_map *map, uint32_t at, uint32_t from, uint32_t len,
                        const ro_map *inner);

/* `outer` maps into the text of `inner`: the way through both. */
ro_map ro_map_compose(ro_arena *arena, const ro_map *outer, const ro_map *inner);

#endif
