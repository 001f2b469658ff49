/* Hashes.  ro_hash takes eight bytes a step, little-endian on every machine, and mixes them with
 * the MurmurHash3 finalizer: plenty for tables; not for adversaries. */
#include "base/hash.h"

#include <nettle/sha2.h>

static uint64_t read_some(const uint8_t *p, size_t n) {
  uint64_t v = 0;
  for (size_t i = 0; i < n; i++) v |= (uint64_t)p[i] << (8 * i);
  return v;
}

/* Written out so that compilers make one load of it where bytes lie in this order. */
static uint64_t read_eight(const uint8_t *p) {
  return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
         (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

uint64_t ro_hash(const void *data, size_t len, uint64_t seed) {
  const uint8_t *p = data;
  uint64_t h = ro_hash_mix(seed, len);
  while (len >= 8) {
    h = ro_hash_mix(h, read_eight(p));
    p += 8;
    len -= 8;
  }
  return len ? ro_hash_mix(h, read_some(p, len)) : h;
}

ro_str ro_sha256(ro_arena *arena, ro_str bytes) {
  struct sha256_ctx ctx;
  uint8_t digest[SHA256_DIGEST_SIZE];
  sha256_init(&ctx);
  sha256_update(&ctx, bytes.len, (const uint8_t *)bytes.data);
  sha256_digest(&ctx, sizeof digest, digest);
  char hex[2 * SHA256_DIGEST_SIZE];
  for (size_t i = 0; i < sizeof digest; i++) {
    hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
    hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
  }
  return ro_str_join(arena, RO_STR("sha256:"), "", (ro_str){hex, sizeof hex});
}
