/* Strings of one document, each kept once. */
#ifndef RO_BASE_SYMBOLS_H
#define RO_BASE_SYMBOLS_H

#include "base/str.h"

struct ro_symbols {
  ro_arena *arena;
  uint32_t n, cap; /* symbols, room */
  ro_str *text;    /* [cap] */
  uint64_t *hash;  /* [cap] ro_hash_str of the text */
  uint32_t *slot;  /* [2*cap] symbol or 0 */
};

/* New table in `arena`; symbol 0 is "".  NULL when memory is out. */
ro_symbols *ro_symbols_new(ro_arena *arena);
/* Symbol of s, copying it on first sight; 0 for "" and when memory is out. */
ro_sym ro_symbols_put(ro_symbols *table, ro_str s);
/* Symbol of s if it is there, else 0. */
ro_sym ro_symbols_find(const ro_symbols *table, ro_str s);
static inline ro_str ro_symbols_get(const ro_symbols *table, ro_sym sym) {
  return table->text[sym];
}
static inline uint64_t ro_symbols_hash(const ro_symbols *table, ro_sym sym) {
  return table->hash[sym];
}
static inline uint32_t ro_symbols_count(const ro_symbols *table) { return table->n; }

#endif
