/* Products of bytes with AMX: tiles of 16 rows by 64 bytes.  Two tiles of rows and two of columns
 * give four products for four loads.  The packing of the weights is the one a tile wants. */
#ifndef RO_NET_DOT_H
#define RO_NET_DOT_H

#include <immintrin.h>
#include <stddef.h>
#include <string.h>

enum { TILE_ROWS = 32, TILE_COLUMNS = 32, TILE_N = 8 };

/* All eight tiles with 16 rows of 64 bytes; Intel SDM vol. 1, table of the tile configuration. */
static inline void dot_begin(void) {
  struct {
    uint8_t palette, start_row, reserved[14];
    uint16_t bytes[16];
    uint8_t rows[16];
  } config;
  memset(&config, 0, sizeof config);
  config.palette = 1;
  for (int i = 0; i < TILE_N; i++) {
    config.bytes[i] = 64;
    config.rows[i] = 16;
  }
  _tile_loadconfig(&config);
}

static inline void dot_end(void) { _tile_release(); }

/* 16 rows after one another, 32 columns: tile 0, 1, 2, 3 are the sums, 4, 5 rows, 6, 7 columns. */
static inline void dot_tile(const uint8_t *w, const uint8_t *q, size_t n_in, uint32_t n_columns,
                            int32_t *acc) {
  enum { ACC_STRIDE = TILE_COLUMNS * sizeof *acc };
  const uint8_t *q1 = q + 16 * n_in;
  const uint8_t *w1 = n_columns > 16 ? w + 16 * n_in : w; /* the second block, or the first again */
  _tile_zero(0);
  _tile_zero(1);
  _tile_zero(2);
  _tile_zero(3);
  for (size_t k = 0; k < n_in; k += 64) {
    _tile_loadd(4, q + k, n_in);
    _tile_loadd(6, w + 16 * k, 64);
    _tile_loadd(5, q1 + k, n_in);
    _tile_loadd(7, w1 + 16 * k, 64);
    _tile_dpbusd(0, 4, 6);
    _tile_dpbusd(1, 5, 6);
    _tile_dpbusd(2, 4, 7);
    _tile_dpbusd(3, 5, 7);
  }
  _tile_stored(0, acc, ACC_STRIDE);
  _tile_stored(1, acc + 16 * TILE_COLUMNS, ACC_STRIDE);
  _tile_stored(2, acc + 16, ACC_STRIDE);
  _tile_stored(3, acc + 16 * TILE_COLUMNS + 16, ACC_STRIDE);
}

#endif
