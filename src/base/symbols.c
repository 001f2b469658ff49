/* Symbol table: open addressing with linear probing, at most half full. */
#include "base/symbols.h"

#include <string.h>

#include "base/hash.h"

static bool grow(ro_symbols *table) {
  uint32_t cap = table->cap ? table->cap * 2 : 512;
  ro_str *text = RO_ARRAY(table->arena, ro_str, cap);
  uint64_t *hash = RO_ARRAY(table->arena, uint64_t, cap);
  uint32_t *slot = RO_ARRAY(table->arena, uint32_t, (size_t)cap * 2);
  if (!text || !hash || !slot) return false;
  if (table->n) {
    memcpy(text, table->text, table->n * sizeof *text);
    memcpy(hash, table->hash, table->n * sizeof *hash);
  }
  uint32_t mask = cap * 2 - 1;
  for (uint32_t i = 1; i < table->n; i++) {
    uint32_t at = (uint32_t)hash[i] & mask;
    while (slot[at]) at = (at + 1) & mask;
    slot[at] = i;
  }
  table->text = text;
  table->hash = hash;
  table->slot = slot;
  table->cap = cap;
  return true;
}

ro_symbols *ro_symbols_new(ro_arena *arena) {
  ro_symbols *table = RO_NEW(arena, ro_symbols);
  if (!table) return NULL;
  table->arena = arena;
  if (!grow(table)) return NULL;
  table->hash[0] = ro_hash_str((ro_str){NULL, 0});
  table->n = 1;
  return table;
}

/* Slot that holds s, or the free slot where it belongs. */
static uint32_t locate(const ro_symbols *table, ro_str s, uint64_t hash) {
  uint32_t mask = table->cap * 2 - 1;
  uint32_t at = (uint32_t)hash & mask;
  for (;; at = (at + 1) & mask) {
    uint32_t i = table->slot[at];
    if (!i || (table->hash[i] == hash && ro_str_equal(table->text[i], s))) return at;
  }
}

ro_sym ro_symbols_find(const ro_symbols *table, ro_str s) {
  return s.len ? table->slot[locate(table, s, ro_hash_str(s))] : 0;
}

ro_sym ro_symbols_put(ro_symbols *table, ro_str s) {
  if (!s.len) return 0;
  uint64_t hash = ro_hash_str(s);
  uint32_t at = locate(table, s, hash);
  if (table->slot[at]) return table->slot[at];
  if (table->n == table->cap) {
    if (!grow(table)) return 0;
    at = locate(table, s, hash);
  }
  ro_str copy = ro_str_copy(table->arena, s);
  if (!copy.data) return 0;
  table->text[table->n] = copy;
  table->hash[table->n] = hash;
  table->slot[at] = table->n;
  return table->n++;
}
