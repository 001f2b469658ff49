/* Sixteen floats in two registers of AVX2; lanes_scalar.h says what each operation does. */
#ifndef RO_NET_LANES_H
#define RO_NET_LANES_H

#include <immintrin.h>
#include <stdint.h>

typedef struct {
  __m256 low, high;
} lanes;

static inline lanes lanes_load(const float *p) {
  return (lanes){_mm256_loadu_ps(p), _mm256_loadu_ps(p + 8)};
}

static inline void lanes_store(float *p, lanes a) {
  _mm256_storeu_ps(p, a.low);
  _mm256_storeu_ps(p + 8, a.high);
}

static inline lanes lanes_set(float v) { return (lanes){_mm256_set1_ps(v), _mm256_set1_ps(v)}; }

static inline lanes lanes_add(lanes a, lanes b) {
  return (lanes){_mm256_add_ps(a.low, b.low), _mm256_add_ps(a.high, b.high)};
}

static inline lanes lanes_sub(lanes a, lanes b) {
  return (lanes){_mm256_sub_ps(a.low, b.low), _mm256_sub_ps(a.high, b.high)};
}

static inline lanes lanes_mul(lanes a, lanes b) {
  return (lanes){_mm256_mul_ps(a.low, b.low), _mm256_mul_ps(a.high, b.high)};
}

static inline lanes lanes_max(lanes a, lanes b) {
  return (lanes){_mm256_max_ps(a.low, b.low), _mm256_max_ps(a.high, b.high)};
}

static inline lanes lanes_min(lanes a, lanes b) {
  return (lanes){_mm256_min_ps(a.low, b.low), _mm256_min_ps(a.high, b.high)};
}

static inline lanes lanes_abs(lanes a) {
  __m256 sign = _mm256_set1_ps(-0.0f);
  return (lanes){_mm256_andnot_ps(sign, a.low), _mm256_andnot_ps(sign, a.high)};
}

static inline float lanes_sum(lanes a) {
  __m256 b = _mm256_add_ps(a.low, a.high);
  __m128 c = _mm_add_ps(_mm256_castps256_ps128(b), _mm256_extractf128_ps(b, 1));
  c = _mm_add_ps(c, _mm_movehl_ps(c, c));
  return _mm_cvtss_f32(_mm_add_ss(c, _mm_movehdup_ps(c)));
}

static inline float lanes_largest(lanes a) {
  __m256 b = _mm256_max_ps(a.low, a.high);
  __m128 c = _mm_max_ps(_mm256_castps256_ps128(b), _mm256_extractf128_ps(b, 1));
  c = _mm_max_ps(c, _mm_movehl_ps(c, c));
  return _mm_cvtss_f32(_mm_max_ss(c, _mm_movehdup_ps(c)));
}

static inline lanes lanes_round(lanes a) {
  enum { NEAREST = _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC };
  return (lanes){_mm256_round_ps(a.low, NEAREST), _mm256_round_ps(a.high, NEAREST)};
}

static inline __m256 lanes_pow2_half(__m256 k) {
  __m256i bits = _mm256_add_epi32(_mm256_cvtps_epi32(k), _mm256_set1_epi32(127));
  return _mm256_castsi256_ps(_mm256_slli_epi32(bits, 23));
}

static inline lanes lanes_pow2(lanes k) {
  return (lanes){lanes_pow2_half(k.low), lanes_pow2_half(k.high)};
}

static inline __m256 lanes_from_8(const uint8_t *int8) {
  return _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64((const __m128i *)int8)));
}

static inline lanes lanes_from_bytes(const uint8_t *int8) {
  return (lanes){lanes_from_8(int8), lanes_from_8(int8 + 8)};
}

static inline __m256 lanes_difference(const int32_t *a, const int32_t *b) {
  return _mm256_cvtepi32_ps(_mm256_sub_epi32(_mm256_loadu_si256((const __m256i *)a),
                                             _mm256_loadu_si256((const __m256i *)b)));
}

static inline lanes lanes_from_dots(const int32_t *dot, const int32_t *offset) {
  return (lanes){lanes_difference(dot, offset), lanes_difference(dot + 8, offset + 8)};
}

static inline void lanes_to_bytes(lanes a, uint8_t *out) {
  __m256i q = _mm256_packs_epi32(_mm256_cvtps_epi32(a.low), _mm256_cvtps_epi32(a.high));
  q = _mm256_permute4x64_epi64(q, 0xD8); /* 16-bit values in order */
  q = _mm256_add_epi16(q, _mm256_set1_epi16(128));
  __m128i bytes = _mm_packus_epi16(_mm256_castsi256_si128(q), _mm256_extracti128_si256(q, 1));
  _mm_storeu_si128((__m128i *)out, bytes);
}

#endif
