/* Rows to bytes, and linear layers over them.  Included by each target_*.c after its lanes and its
 * products of bytes. */
#ifndef RO_NET_KERNEL_LINEAR_H
#define RO_NET_KERNEL_LINEAR_H

#include "net/kernel_float.h"

/* Largest |x|; in two parts, since each step waits for the one before. */
static inline float largest_of(const float *x, uint32_t width) {
  lanes even = lanes_set(0), odd = lanes_set(0);
  uint32_t i = 0;
  for (; i + 2 * RO_NET_LANES <= width; i += 2 * RO_NET_LANES) {
    even = lanes_max(even, lanes_abs(lanes_load(x + i)));
    odd = lanes_max(odd, lanes_abs(lanes_load(x + i + RO_NET_LANES)));
  }
  if (i < width) even = lanes_max(even, lanes_abs(lanes_load(x + i)));
  return lanes_largest(lanes_max(even, odd));
}

/* 127 / largest; a row so small or so large that this is no number becomes zeros: no sound network
 * has one. */
static inline float quantum(float largest, float *scale) {
  bool is_sound = largest > 1e-30f && largest < 1e30f;
  *scale = is_sound ? largest / 127.0f : 0.0f;
  return is_sound ? 127.0f / largest : 0.0f;
}

static inline void quantize_part(const float *x, float factor, uint32_t width, uint8_t *q) {
  for (uint32_t i = 0; i < width; i += RO_NET_LANES)
    lanes_to_bytes(lanes_mul(lanes_load(x + i), lanes_set(factor)), q + i);
}

static inline void fill_zeros(uint8_t *q, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) q[i] = 128;
}

static void quantize(const float *x, uint32_t stride, const float *largest, uint32_t n,
                     uint32_t width, uint32_t padded, uint8_t *q, float *scale) {
  for (uint32_t r = 0; r < n; r++, x += stride, q += padded) {
    float factor = quantum(largest ? largest[r] : largest_of(x, width), scale + r);
    quantize_part(x, factor, width, q);
    fill_zeros(q + width, padded - width);
  }
}

/* The three rows around row i, RO_NONE for one beyond the sentence. */
static inline void window_at(const ro_net_rows *x, uint32_t i, uint32_t step, uint32_t row[3]) {
  row[0] = i - x->sentence[i].first >= step ? i - step : RO_NONE;
  row[1] = i;
  row[2] = x->sentence[i].end - i > step ? i + step : RO_NONE;
}

static void quantize_windows(const ro_net_rows *x, uint32_t step, uint32_t first, uint32_t n,
                             uint32_t padded, uint8_t *q, float *scale) {
  const uint32_t width = x->width;
  for (uint32_t i = first, row[3]; i < first + n; i++, q += padded) {
    float largest = 0;
    window_at(x, i, step, row);
    for (int part = 0; part < 3; part++)
      if (row[part] != RO_NONE && x->largest[row[part]] > largest) largest = x->largest[row[part]];
    float factor = quantum(largest, scale++);
    for (uint32_t part = 0; part < 3; part++)
      if (row[part] != RO_NONE)
        quantize_part(x->x + (size_t)row[part] * width, factor, width, q + part * width);
      else
        fill_zeros(q + part * width, width);
    fill_zeros(q + 3 * width, padded - 3 * width);
  }
}

static inline lanes activate(lanes y, ro_net_act act) {
  if (act == RO_NET_RELU) return lanes_max(y, lanes_set(0));
  return act == RO_NET_GELU ? gelu(y) : y;
}

/* Sums of a tile to floats: scale, bias, activation. */
static inline void finish(const ro_net_linear *linear, const int32_t *acc, const float *scale,
                          uint32_t n, uint32_t column, uint32_t n_columns, const ro_net_act act,
                          float *y) {
  const size_t stride = linear->out_padded; /* read once: for all gcc knows, a store changes it */
  for (uint32_t c = column; c < column + n_columns; c += RO_NET_LANES, acc += RO_NET_LANES) {
    const lanes column_scale = lanes_load(linear->scale + c), bias = lanes_load(linear->bias + c);
    const int32_t *offset = linear->offset + c;
    for (size_t r = 0; r < n; r++) {
      lanes v = lanes_from_dots(acc + r * TILE_COLUMNS, offset);
      v = lanes_mul(v, lanes_mul(lanes_set(scale[r]), column_scale));
      lanes_store(y + r * stride + c, activate(lanes_add(v, bias), act));
    }
  }
}

static void finish_tile(const ro_net_linear *linear, const int32_t *acc, const float *scale,
                        uint32_t n, uint32_t column, uint32_t n_columns, ro_net_act act, float *y) {
  switch (act) { /* constants, so that each has its own loop */
    case RO_NET_RELU:
      finish(linear, acc, scale, n, column, n_columns, RO_NET_RELU, y);
      break;
    case RO_NET_GELU:
      finish(linear, acc, scale, n, column, n_columns, RO_NET_GELU, y);
      break;
    case RO_NET_NO_ACT:
    case RO_NET_N_ACTS:
      finish(linear, acc, scale, n, column, n_columns, RO_NET_NO_ACT, y);
      break;
  }
}

static inline uint32_t at_most(uint32_t a, uint32_t most) { return a < most ? a : most; }

static void linear(const ro_net_linear *linear, const uint8_t *q, const float *scale, uint32_t n,
                   ro_net_act act, float *y) {
  int32_t acc[TILE_ROWS * TILE_COLUMNS];
  size_t n_in = linear->in_padded;
  dot_begin();
  for (uint32_t c = 0; c < linear->out_padded; c += TILE_COLUMNS) {
    uint32_t n_columns = at_most(linear->out_padded - c, TILE_COLUMNS);
    for (uint32_t r = 0; r < n; r += TILE_ROWS) {
      dot_tile(linear->weights + c * n_in, q + r * n_in, n_in, n_columns, acc);
      finish_tile(linear, acc, scale + r, at_most(n - r, TILE_ROWS), c, n_columns, act,
                  y + (size_t)r * linear->out_padded);
    }
  }
  dot_end();
}

#endif
