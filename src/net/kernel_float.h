/* exp and GELU of lanes by polynomials, softmax, and products of float matrices.
 * Included by each target_*.c after its lanes; only multiplications and additions in fixed order,
 * so the bits are the same for all of them. */
#ifndef RO_NET_KERNEL_FLOAT_H
#define RO_NET_KERNEL_FLOAT_H

#include "net/net_internal.h"

/* c[0] + c[1] x + ... + c[n - 1] x^(n - 1) by Horner's rule. */
static inline lanes polynomial(const float *c, int n, lanes x) {
  lanes sum = lanes_set(c[n - 1]);
  for (int i = n - 2; i >= 0; i--) sum = lanes_add(lanes_mul(sum, x), lanes_set(c[i]));
  return sum;
}

/* e^x = 2^k e^r, k = round(x / ln 2), |r| <= ln 2 / 2; x is clipped to [-87, 87].
 * The polynomial meets e^r at the Chebyshev nodes of that interval (relative error 3e-9); ln 2 is
 * taken off in two parts, the first of which has so few bits that k times it is exact. */
static inline lanes exponential(lanes x) {
  static const float c[] = {1.0f,          1.00000004f,   0.500000005f,  0.166664155f,
                            0.0416663529f, 0.0083751264f, 0.00139411084f};
  x = lanes_min(lanes_max(x, lanes_set(-87.0f)), lanes_set(87.0f));
  lanes k = lanes_round(lanes_mul(x, lanes_set(1.44269504f)));
  lanes r = lanes_sub(x, lanes_mul(k, lanes_set(0.693359375f)));
  r = lanes_sub(r, lanes_mul(k, lanes_set(-2.12194440e-4f)));
  return lanes_mul(polynomial(c, 7, r), lanes_pow2(k));
}

/* x Phi(x) = x / 2 (1 + erf(x / sqrt 2)).  erf(x / sqrt 2) / x is even: a polynomial in
 * s = 2 x^2 / 4.5^2 - 1 through the extrema of a Chebyshev polynomial over |x| <= 4.5, made to be
 * 1 / x at the end, where x is clipped.  Error of the result below 5e-5 for every x. */
static inline lanes gelu(lanes x) {
  static const float c[] = {0.313817474f,  -0.154382528f,  0.109087311f,  -0.0802631092f,
                            0.0587267773f, -0.0379385359f, 0.0175739885f, -0.0105884408f,
                            0.0108478408f, -0.00465855522f};
  const float end = 4.5f;
  lanes y = lanes_min(lanes_max(x, lanes_set(-end)), lanes_set(end));
  lanes s = lanes_sub(lanes_mul(lanes_mul(y, y), lanes_set(2 / (end * end))), lanes_set(1.0f));
  lanes erf = lanes_mul(y, polynomial(c, 10, s));
  erf = lanes_min(lanes_max(erf, lanes_set(-1.0f)), lanes_set(1.0f));
  return lanes_mul(lanes_mul(x, lanes_set(0.5f)), lanes_add(lanes_set(1.0f), erf));
}

static void softmax_row(float *x, uint32_t n, float scale) {
  uint32_t padded = ro_net_round_up(n, RO_NET_LANES);
  for (uint32_t i = n; i < padded; i++) x[i] = -1e30f; /* far below: counts for nothing */
  lanes top = lanes_load(x);
  for (uint32_t i = RO_NET_LANES; i < padded; i += RO_NET_LANES)
    top = lanes_max(top, lanes_load(x + i));
  lanes largest = lanes_set(lanes_largest(top)), sum = lanes_set(0);
  for (uint32_t i = 0; i < padded; i += RO_NET_LANES) {
    lanes e = lanes_mul(lanes_sub(lanes_load(x + i), largest), lanes_set(scale));
    e = exponential(e);
    sum = lanes_add(sum, e);
    lanes_store(x + i, e);
  }
  lanes factor = lanes_set(1.0f / lanes_sum(sum));
  for (uint32_t i = 0; i < padded; i += RO_NET_LANES)
    lanes_store(x + i, lanes_mul(lanes_load(x + i), factor));
}

static void softmax(float *x, uint32_t stride, uint32_t n_rows, uint32_t n, float scale) {
  for (uint32_t r = 0; n && r < n_rows; r++) softmax_row(x + (size_t)r * stride, n, scale);
}

/* Four rows (or one) by sixteen columns: b is read once for all of them. */
static inline void multiply_rows(const float *a, size_t a_stride, const float *b, size_t b_stride,
                                 const int n, uint32_t depth, float *out, size_t out_stride) {
  lanes sum[4];
  for (int r = 0; r < n; r++) sum[r] = lanes_set(0);
  for (uint32_t d = 0; d < depth; d++) {
    lanes row = lanes_load(b + d * b_stride);
    for (int r = 0; r < n; r++)
      sum[r] = lanes_add(sum[r], lanes_mul(lanes_set(a[(size_t)r * a_stride + d]), row));
  }
  for (int r = 0; r < n; r++) lanes_store(out + (size_t)r * out_stride, sum[r]);
}

static void multiply(const float *a, uint32_t a_stride, const float *b, uint32_t b_stride,
                     uint32_t n, uint32_t depth, uint32_t width, float *out, uint32_t out_stride) {
  for (uint32_t c = 0; c < width; c += RO_NET_LANES) {
    uint32_t r = 0;
    for (; r + 4 <= n; r += 4)
      multiply_rows(a + (size_t)r * a_stride, a_stride, b + c, b_stride, 4, depth,
                    out + (size_t)r * out_stride + c, out_stride);
    for (; r < n; r++)
      multiply_rows(a + (size_t)r * a_stride, a_stride, b + c, b_stride, 1, depth,
                    out + (size_t)r * out_stride + c, out_stride);
  }
}

#endif
