/* Products of bytes with AVX-512 VNNI: one instruction adds 16 columns of 4 inputs.  A tile of 8
 * rows and 48 columns keeps 24 sums in registers, with 11 loads for 24 products. */
#ifndef RO_NET_DOT_H
#define RO_NET_DOT_H

#include <immintrin.h>
#include <stddef.h>
#include <string.h>

enum { TILE_ROWS = 8, TILE_BLOCKS = 3, TILE_COLUMNS = 16 * TILE_BLOCKS };

static inline void dot_begin(void) {}
static inline void dot_end(void) {}

/* sum + u . s in each column.  As asm, because gcc 12 copies the sum of the intrinsic to another
 * register and back, which costs a third of the speed. */
static inline __m512i dot_add(__m512i sum, __m512i u, __m512i s) {
  __asm__("vpdpbusd %2, %1, %0" : "+v"(sum) : "v"(u), "v"(s));
  return sum;
}

static inline __m512i dot_inputs(const uint8_t *q) {
  int32_t four;
  memcpy(&four, q, sizeof four);
  return _mm512_set1_epi32(four);
}

/* For a constant number of blocks, so that the sums stay in registers. */
static inline __attribute__((always_inline)) void dot_blocks(const uint8_t *w, const uint8_t *q,
                                                             size_t n_in, const int n_blocks,
                                                             int32_t *acc) {
  __m512i sum[TILE_ROWS][TILE_BLOCKS], weights[TILE_BLOCKS];
#pragma GCC unroll 8
  for (int r = 0; r < TILE_ROWS; r++)
#pragma GCC unroll 3
    for (int b = 0; b < n_blocks; b++) sum[r][b] = _mm512_setzero_si512();
  for (size_t k = 0; k < n_in; k += 4) {
#pragma GCC unroll 3
    for (int b = 0; b < n_blocks; b++)
      weights[b] = _mm512_loadu_si512(w + 16 * (n_in * (size_t)b + k));
#pragma GCC unroll 8
    for (int r = 0; r < TILE_ROWS; r++) {
      __m512i inputs = dot_inputs(q + n_in * (size_t)r + k);
#pragma GCC unroll 3
      for (int b = 0; b < n_blocks; b++) sum[r][b] = dot_add(sum[r][b], inputs, weights[b]);
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < TILE_ROWS; r++)
#pragma GCC unroll 3
    for (int b = 0; b < n_blocks; b++)
      _mm512_storeu_si512(acc + r * TILE_COLUMNS + 16 * b, sum[r][b]);
}

static inline void dot_tile(const uint8_t *w, const uint8_t *q, size_t n_in, uint32_t n_columns,
                            int32_t *acc) {
  if (n_columns >= 48)
    dot_blocks(w, q, n_in, 3, acc);
  else if (n_columns >= 32)
    dot_blocks(w, q, n_in, 2, acc);
  else
    dot_blocks(w, q, n_in, 1, acc);
}

#endif
