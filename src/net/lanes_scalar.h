/* Sixteen floats, in portable C.  The other lanes_*.h do the same with vector registers; every
 * operation gives the same bits in all of them, NaN apart. */
#ifndef RO_NET_LANES_H
#define RO_NET_LANES_H

#include <stdint.h>
#include <string.h>

typedef struct {
  float at[16];
} lanes;

static inline lanes lanes_load(const float *p) {
  lanes r;
  memcpy(r.at, p, sizeof r.at);
  return r;
}

static inline void lanes_store(float *p, lanes a) { memcpy(p, a.at, sizeof a.at); }

static inline lanes lanes_set(float v) {
  lanes r;
  for (int i = 0; i < 16; i++) r.at[i] = v;
  return r;
}

static inline lanes lanes_add(lanes a, lanes b) {
  for (int i = 0; i < 16; i++) a.at[i] += b.at[i];
  return a;
}

static inline lanes lanes_sub(lanes a, lanes b) {
  for (int i = 0; i < 16; i++) a.at[i] -= b.at[i];
  return a;
}

static inline lanes lanes_mul(lanes a, lanes b) {
  for (int i = 0; i < 16; i++) a.at[i] *= b.at[i];
  return a;
}

static inline lanes lanes_max(lanes a, lanes b) {
  for (int i = 0; i < 16; i++) a.at[i] = a.at[i] > b.at[i] ? a.at[i] : b.at[i];
  return a;
}

static inline lanes lanes_min(lanes a, lanes b) {
  for (int i = 0; i < 16; i++) a.at[i] = a.at[i] < b.at[i] ? a.at[i] : b.at[i];
  return a;
}

static inline lanes lanes_abs(lanes a) {
  for (int i = 0; i < 16; i++) a.at[i] = a.at[i] < 0 ? -a.at[i] : a.at[i];
  return a;
}

/* Lane i + lane i + 8, then + 4, + 2, + 1: the order that halving a register gives. */
static inline float lanes_sum(lanes a) {
  for (int half = 8; half; half /= 2)
    for (int i = 0; i < half; i++) a.at[i] += a.at[i + half];
  return a.at[0];
}

static inline float lanes_largest(lanes a) {
  for (int half = 8; half; half /= 2)
    for (int i = 0; i < half; i++) a.at[i] = a.at[i] > a.at[i + half] ? a.at[i] : a.at[i + half];
  return a.at[0];
}

/* To the nearest integer, halves to even, for |a| < 2^22: at 1.5 * 2^23 a float's last bit is 1. */
static inline lanes lanes_round(lanes a) {
  const float magic = 12582912.0f;
  for (int i = 0; i < 16; i++) a.at[i] = (a.at[i] + magic) - magic;
  return a;
}

/* 2^k for integers k of [-126, 127]. */
static inline lanes lanes_pow2(lanes k) {
  for (int i = 0; i < 16; i++) {
    uint32_t bits = (uint32_t)((int32_t)k.at[i] + 127) << 23;
    memcpy(&k.at[i], &bits, sizeof bits);
  }
  return k;
}

static inline lanes lanes_from_bytes(const uint8_t *int8) {
  lanes r;
  for (int i = 0; i < 16; i++) r.at[i] = (float)(int8_t)int8[i];
  return r;
}

/* float(dot - offset) */
static inline lanes lanes_from_dots(const int32_t *dot, const int32_t *offset) {
  lanes r;
  for (int i = 0; i < 16; i++) r.at[i] = (float)(dot[i] - offset[i]);
  return r;
}

/* 128 + round(a) as bytes, for |a| <= 127.5 (what is beyond, or NaN, gives some byte). */
static inline void lanes_to_bytes(lanes a, uint8_t *out) {
  a = lanes_round(lanes_max(lanes_min(a, lanes_set(127.0f)), lanes_set(-127.0f)));
  for (int i = 0; i < 16; i++) out[i] = (uint8_t)((int32_t)a.at[i] + 128);
}

#endif
