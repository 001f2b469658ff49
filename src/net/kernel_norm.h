/* Embedding rows and layer normalization (Ba, Kiros and Hinton 2016).  Included by each target_*.c
 * after its lanes. */
#ifndef RO_NET_KERNEL_NORM_H
#define RO_NET_KERNEL_NORM_H

#include <math.h>
#include <string.h>

#include "net/net_internal.h"

static void gather(const ro_net_table *tables, const uint32_t *rows, uint32_t n_features,
                   uint32_t width, float *x) {
  for (uint32_t f = 0; f < n_features; f++) {
    uint32_t bits = ro_le32(tables[f].scales + 4 * (size_t)rows[f]);
    float scale;
    memcpy(&scale, &bits, sizeof scale);
    const uint8_t *row = tables[f].rows + (size_t)rows[f] * width;
    for (uint32_t i = 0; i < width; i += RO_NET_LANES) {
      lanes v = lanes_mul(lanes_from_bytes(row + i), lanes_set(scale));
      lanes_store(x + i, f ? lanes_add(lanes_load(x + i), v) : v);
    }
  }
}

/* (v - mean) / sqrt(variance + 1e-12) * gamma + beta of the row in out; gives its max|out|.  sqrtf
 * is exact to the last bit by IEEE 754, so it is the same in every C library. */
static inline float normalize_row(const float *norm, uint32_t width, lanes sum, float *out) {
  const float part = 1.0f / (float)width;
  const lanes mean = lanes_set(lanes_sum(sum) * part);
  lanes squares = lanes_set(0);
  for (uint32_t i = 0; i < width; i += RO_NET_LANES) {
    lanes d = lanes_sub(lanes_load(out + i), mean);
    squares = lanes_add(squares, lanes_mul(d, d));
  }
  const lanes factor = lanes_set(1.0f / sqrtf(lanes_sum(squares) * part + 1e-12f));
  lanes largest = lanes_set(0);
  for (uint32_t i = 0; i < width; i += RO_NET_LANES) {
    lanes v = lanes_mul(lanes_sub(lanes_load(out + i), mean), factor);
    v = lanes_add(lanes_mul(v, lanes_load(norm + i)), lanes_load(norm + width + i));
    lanes_store(out + i, v);
    largest = lanes_max(largest, lanes_abs(v));
  }
  return lanes_largest(largest);
}

static void normalize(const float *x, const float *y, const float *norm, uint32_t n, uint32_t width,
                      float *out, float *largest) {
  for (uint32_t r = 0; r < n; r++, x += width, out += width) {
    lanes sum = lanes_set(0);
    for (uint32_t i = 0; i < width; i += RO_NET_LANES) {
      lanes v = lanes_load(x + i);
      if (y) v = lanes_add(v, lanes_load(y + (size_t)r * width + i));
      sum = lanes_add(sum, v);
      lanes_store(out + i, v);
    }
    largest[r] = normalize_row(norm, width, sum, out);
  }
}

#endif
