/* Sixteen floats in one register of AVX-512; lanes_scalar.h says what each operation does. */
#ifndef RO_NET_LANES_H
#define RO_NET_LANES_H

#include <immintrin.h>
#include <stdint.h>

typedef __m512 lanes;

static inline lanes lanes_load(const float *p) { return _mm512_loadu_ps(p); }
static inline void lanes_store(float *p, lanes a) { _mm512_storeu_ps(p, a); }
static inline lanes lanes_set(float v) { return _mm512_set1_ps(v); }
static inline lanes lanes_add(lanes a, lanes b) { return _mm512_add_ps(a, b); }
static inline lanes lanes_sub(lanes a, lanes b) { return _mm512_sub_ps(a, b); }
static inline lanes lanes_mul(lanes a, lanes b) { return _mm512_mul_ps(a, b); }
static inline lanes lanes_max(lanes a, lanes b) { return _mm512_max_ps(a, b); }
static inline lanes lanes_min(lanes a, lanes b) { return _mm512_min_ps(a, b); }
static inline lanes lanes_abs(lanes a) { return _mm512_abs_ps(a); }

static inline __m256 lanes_high(lanes a) {
  return _mm256_castpd_ps(_mm512_extractf64x4_pd(_mm512_castps_pd(a), 1));
}

static inline float lanes_sum(lanes a) {
  __m256 b = _mm256_add_ps(_mm512_castps512_ps256(a), lanes_high(a));
  __m128 c = _mm_add_ps(_mm256_castps256_ps128(b), _mm256_extractf128_ps(b, 1));
  c = _mm_add_ps(c, _mm_movehl_ps(c, c));
  return _mm_cvtss_f32(_mm_add_ss(c, _mm_movehdup_ps(c)));
}

static inline float lanes_largest(lanes a) {
  __m256 b = _mm256_max_ps(_mm512_castps512_ps256(a), lanes_high(a));
  __m128 c = _mm_max_ps(_mm256_castps256_ps128(b), _mm256_extractf128_ps(b, 1));
  c = _mm_max_ps(c, _mm_movehl_ps(c, c));
  return _mm_cvtss_f32(_mm_max_ss(c, _mm_movehdup_ps(c)));
}

static inline lanes lanes_round(lanes a) {
  return _mm512_roundscale_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
}

static inline lanes lanes_pow2(lanes k) {
  __m512i bits = _mm512_add_epi32(_mm512_cvtps_epi32(k), _mm512_set1_epi32(127));
  return _mm512_castsi512_ps(_mm512_slli_epi32(bits, 23));
}

static inline lanes lanes_from_bytes(const uint8_t *int8) {
  return _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128((const __m128i *)int8)));
}

static inline lanes lanes_from_dots(const int32_t *dot, const int32_t *offset) {
  return _mm512_cvtepi32_ps(_mm512_sub_epi32(_mm512_loadu_si512(dot), _mm512_loadu_si512(offset)));
}

static inline void lanes_to_bytes(lanes a, uint8_t *out) {
  __m512i q = _mm512_add_epi32(_mm512_cvtps_epi32(a), _mm512_set1_epi32(128));
  _mm_storeu_si128((__m128i *)out, _mm512_cvtepi32_epi8(q));
}

#endif
