/* Labels of names: Viterbi over scores of each word, with no weights of steps but the rule that a
 * name goes on only where one of its kind is open. */
#include <math.h>

#include "core/core_internal.h"

/* Best label to come from before label l: O, a begin and an end may follow anything; an inside
 * follows its own kind. */
void core_names(const float *score, uint32_t n, uint32_t stride, uint32_t n_labels, uint8_t *back,
                uint8_t *label) {
  float sum[CORE_MAX_CLASSES] = {0};
  if (!n || !n_labels || n_labels > CORE_MAX_CLASSES) return;
  for (uint32_t t = 0; t < n; t++) {
    const float *emit = score + (size_t)t * stride;
    uint8_t *from = back + (size_t)t * n_labels;
    uint32_t best = t ? core_best(sum, n_labels) : 0;
    float next[CORE_MAX_CLASSES];
    for (uint32_t l = 0; l < n_labels; l++) {
      bool is_inside = l && l % 2 == 0;
      uint32_t p = is_inside ? (sum[l] > sum[l - 1] ? l : l - 1) : best;
      from[l] = (uint8_t)p;
      next[l] = is_inside && !t ? -INFINITY : sum[p] + emit[l];
    }
    for (uint32_t l = 0; l < n_labels; l++) sum[l] = next[l];
  }
  uint32_t best = core_best(sum, n_labels);
  for (uint32_t t = n; t-- > 0; best = back[(size_t)t * n_labels + best]) label[t] = (uint8_t)best;
}
