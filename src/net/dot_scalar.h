/* Products of bytes in portable C: a tile of one row and one block of columns. */
#ifndef RO_NET_DOT_H
#define RO_NET_DOT_H

#include <stddef.h>
#include <stdint.h>

enum { TILE_ROWS = 1, TILE_COLUMNS = 16 };

static inline void dot_begin(void) {}
static inline void dot_end(void) {}

/* acc[TILE_ROWS][TILE_COLUMNS] = rows of q (u8, n_in apart) times columns of w (s8, packed as in
 * ro_net_linear); only n_columns, a multiple of 16, are wanted.  Exact. */
static inline void dot_tile(const uint8_t *w, const uint8_t *q, size_t n_in, uint32_t n_columns,
                            int32_t *acc) {
  (void)n_columns;
  for (size_t c = 0; c < TILE_COLUMNS; c++) acc[c] = 0;
  for (size_t k = 0; k < n_in; k += 4, w += 64)
    for (size_t c = 0; c < TILE_COLUMNS; c++)
      acc[c] += q[k] * (int8_t)w[4 * c] + q[k + 1] * (int8_t)w[4 * c + 1] +
                q[k + 2] * (int8_t)w[4 * c + 2] + q[k + 3] * (int8_t)w[4 * c + 3];
}

#endif
