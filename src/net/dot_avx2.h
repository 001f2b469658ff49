/* Products of bytes with AVX2.  pmaddubsw would add pairs with saturation, so both sides are
 * widened to sixteen bits and pmaddwd adds pairs exactly: 4 columns of 4 inputs a register. */
#ifndef RO_NET_DOT_H
#define RO_NET_DOT_H

#include <immintrin.h>
#include <stddef.h>
#include <string.h>

enum { TILE_ROWS = 2, TILE_COLUMNS = 16 };

static inline void dot_begin(void) {}
static inline void dot_end(void) {}

/* Four inputs as sixteen-bit numbers, four times. */
static inline __m256i dot_inputs(const uint8_t *q) {
  int32_t four;
  memcpy(&four, q, sizeof four);
  return _mm256_cvtepu8_epi16(_mm_set1_epi32(four));
}

static inline __m256i dot_weights(const uint8_t *w) {
  return _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)w));
}

/* Each column stands as two halves side by side: added, in order. */
static inline void dot_put(int32_t *acc, const __m256i sum[4]) {
  for (int i = 0; i < 2; i++) {
    __m256i eight = _mm256_hadd_epi32(sum[2 * i], sum[2 * i + 1]);
    _mm256_storeu_si256((__m256i *)(acc + 8 * i), _mm256_permute4x64_epi64(eight, 0xD8));
  }
}

static inline void dot_tile(const uint8_t *w, const uint8_t *q, size_t n_in, uint32_t n_columns,
                            int32_t *acc) {
  (void)n_columns;
  __m256i a[4], b[4];
  for (int i = 0; i < 4; i++) a[i] = b[i] = _mm256_setzero_si256();
  for (size_t k = 0; k < n_in; k += 4, w += 64) {
    __m256i x = dot_inputs(q + k), y = dot_inputs(q + n_in + k);
    for (int i = 0; i < 4; i++) {
      __m256i weights = dot_weights(w + 16 * i);
      a[i] = _mm256_add_epi32(a[i], _mm256_madd_epi16(x, weights));
      b[i] = _mm256_add_epi32(b[i], _mm256_madd_epi16(y, weights));
    }
  }
  dot_put(acc, a);
  dot_put(acc + TILE_COLUMNS, b);
}

#endif
