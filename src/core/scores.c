/* Exponentials and shares.  The C library's differ in their last bits from one machine to the
 * next; these do not, so probabilities may be printed and compared. */
#include <math.h>
#include <string.h>

#include "core/core_internal.h"

/* e^x = 2^k e^r with |r| <= ln 2 / 2, e^r by its Taylor series to the sixth power (the seventh
 * term is below 2e-7), 2^k by its bits. */
float core_exp(float x) {
  if (!(x > -80.0f)) return 0.0f;
  if (x > 80.0f) x = 80.0f;
  float t = x * 1.44269504f;
  int32_t k = (int32_t)(t + (t < 0.0f ? -0.5f : 0.5f));
  float r = (x - (float)k * 0.693145752f) - (float)k * 1.42860677e-6f; /* ln 2 in two parts */
  float e =
      1.0f +
      r * (1.0f + r * (0.5f + r * (1.0f / 6 + r * (1.0f / 24 + r * (1.0f / 120 + r / 720.0f)))));
  uint32_t bits = (uint32_t)(k + 127) << 23;
  float scale;
  memcpy(&scale, &bits, sizeof scale);
  return e * scale;
}

uint32_t core_best(const float *score, uint32_t n) {
  uint32_t best = 0;
  for (uint32_t i = 1; i < n; i++)
    if (score[i] > score[best]) best = i;
  return best;
}

float core_share(const float *score, uint32_t n, uint32_t i) {
  float most = score[core_best(score, n)], sum = 0.0f;
  for (uint32_t k = 0; k < n; k++) sum += core_exp(score[k] - most);
  return sum > 0.0f ? core_exp(score[i] - most) / sum : 0.0f;
}
