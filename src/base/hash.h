/* Hashes: a fast one for tables and features, SHA-256 for identity. */
#ifndef RO_BASE_HASH_H
#define RO_BASE_HASH_H

#include "base/str.h"

/* 64-bit hash of bytes; the same on every machine. */
uint64_t ro_hash(const void *data, size_t len, uint64_t seed);
static inline uint64_t ro_hash_str(ro_str s) { return ro_hash(s.data, s.len, 0); }
/* Mixes a value into a hash (the finalizer of MurmurHash3). */
static inline uint64_t ro_hash_mix(uint64_t h, uint64_t v) {
  h ^= v + 0x9E3779B97F4A7C15u + (h << 6) + (h >> 2);
  h ^= h >> 33;
  h *= 0xFF51AFD7ED558CCDu;
  h ^= h >> 33;
  return h;
}

/* "sha256:" and 64 hex digits. */
ro_str ro_sha256(ro_arena *arena, ro_str bytes);

#endif
