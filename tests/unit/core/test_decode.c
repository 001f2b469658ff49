/* Decoding beside brute force: trees, labels of names, exponentials, lemma scripts. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/hash.h"
#include "core/core_internal.h"

enum { MOST = 6 };

static uint32_t random_below(uint64_t *seed, uint32_t n) {
  *seed = ro_hash_mix(*seed, 1);
  return (uint32_t)((*seed >> 20) % n);
}

/* ---- trees */

static bool is_tree(const uint32_t *head, uint32_t n) {
  uint32_t roots = 0;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t at = i, steps = 0;
    while (at != n && steps++ <= n) at = head[at];
    if (at != n || head[i] == i) return false;
    roots += head[i] == n;
  }
  return roots == 1;
}

static double score_of(const float *arc, const uint32_t *head, uint32_t n) {
  double sum = 0;
  for (uint32_t i = 0; i < n; i++) sum += (double)arc[i * (n + 1) + head[i]];
  return sum;
}

static double best_by_trying_all(const float *arc, uint32_t n) {
  uint32_t head[MOST], all = 1;
  double best = -INFINITY;
  for (uint32_t i = 0; i < n; i++) all *= n + 1;
  for (uint32_t k = 0; k < all; k++) {
    uint32_t rest = k;
    for (uint32_t i = 0; i < n; i++, rest /= n + 1) head[i] = rest % (n + 1);
    if (is_tree(head, n)) best = fmax(best, score_of(arc, head, n));
  }
  return best;
}

static void trees_are_the_best(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0);
  uint64_t seed = 3;
  float arc[MOST * (MOST + 1)];
  uint32_t head[MOST];
  for (uint32_t round = 0; round < 3000; round++) {
    uint32_t n = 1 + random_below(&seed, round % 50 == 0 ? 6 : 4);
    uint32_t range = round % 3 == 0 ? 4 : 1000; /* small ranges have ties */
    for (uint32_t i = 0; i < n * (n + 1); i++)
      arc[i] = (float)random_below(&seed, range) - (float)(range / 2);
    if (round % 4 == 0) /* many words would hang on the root */
      for (uint32_t i = 0; i < n; i++) arc[i * (n + 1) + n] += (float)range;
    assert_int_equal(core_tree(arc, n, arena, head), RO_OK);
    assert_true(is_tree(head, n));
    assert_true(score_of(arc, head, n) == best_by_trying_all(arc, n));
  }
  ro_arena_free(arena);
}

/* Two words that name each other, and the same again around them. */
static void cycles_in_cycles(void **state) {
  (void)state;
  enum { N = 120 };
  ro_arena *arena = ro_arena_new(0);
  float *arc = RO_ARRAY(arena, float, N *(N + 1));
  uint32_t head[N];
  for (uint32_t d = 0; d < N; d++)
    for (uint32_t h = 0; h <= N; h++)
      arc[d * (N + 1) + h] = h == N ? -5.0f : -(float)(d > h ? d - h : h - d);
  assert_int_equal(core_tree(arc, N, arena, head), RO_OK);
  assert_true(is_tree(head, N));
  assert_true(score_of(arc, head, N) == -5.0 - (N - 1));
  ro_arena_free(arena);
}

static void trees_without_memory(void **state) {
  (void)state;
  static const float arc[6] = {0, 2, 1, 2, 0, 1}; /* a cycle */
  uint32_t head[2], n = 0;
  for (ro_status status = RO_ENOMEM; status != RO_OK; n++) {
    ro_arena *arena = ro_arena_new(0);
    ro_arena_fail_after(arena, n + 1);
    status = core_tree(arc, 2, arena, head);
    if (status != RO_OK) assert_int_equal(status, RO_ENOMEM);
    ro_arena_free(arena);
  }
  assert_true(n > 5);
  assert_true(is_tree(head, 2));
}

/* ---- names */

static bool may_stand(const uint8_t *label, uint32_t n) {
  for (uint32_t t = 0; t < n; t++)
    if (label[t] && label[t] % 2 == 0 &&
        (t == 0 || (label[t - 1] != label[t] && label[t - 1] != label[t] - 1)))
      return false;
  return true;
}

static void labels_are_the_best(void **state) {
  (void)state;
  enum { L = 5, STRIDE = 7 };
  uint64_t seed = 9;
  for (uint32_t round = 0; round < 2000; round++) {
    uint32_t n = 1 + random_below(&seed, 4), all = 1;
    float score[4 * STRIDE];
    uint8_t back[4 * L], label[4], tried[4];
    for (uint32_t i = 0; i < n * STRIDE; i++) score[i] = (float)random_below(&seed, 20);
    core_names(score, n, STRIDE, L, back, label);
    float got = 0, best = -INFINITY;
    assert_true(may_stand(label, n));
    for (uint32_t t = 0; t < n; t++) {
      got += score[t * STRIDE + label[t]];
      all *= L;
    }
    for (uint32_t k = 0; k < all; k++) {
      uint32_t rest = k;
      float sum = 0;
      for (uint32_t t = 0; t < n; t++, rest /= L) {
        tried[t] = (uint8_t)(rest % L);
        sum += score[t * STRIDE + tried[t]];
      }
      if (may_stand(tried, n) && sum > best) best = sum;
    }
    assert_true(got == best);
  }
}

/* ---- numbers */

static void exponentials(void **state) {
  (void)state;
  for (float x = -79.5f; x < 79.5f; x += 0.37f) {
    double want = exp((double)x);
    assert_true(fabs((double)core_exp(x) - want) < want * 1e-6);
  }
  assert_true(core_exp(-1e30f) == 0.0f && core_exp(-INFINITY) == 0.0f);
  assert_true(core_exp(0.0f) == 1.0f);
  assert_true(isfinite(core_exp(1e30f)));
  static const float scores[3] = {1000.0f, 1000.0f, -1000.0f};
  assert_true(core_share(scores, 3, 0) == 0.5f && core_share(scores, 3, 2) == 0.0f);
  assert_int_equal(core_best(scores, 3), 0);
}

/* ---- lemmas */

static void assert_script(const char *script, const char *form, const char *lower,
                          const char *expected) {
  ro_arena *arena = ro_arena_new(0);
  ro_str s = core_apply_script(arena, ro_str_from(script), ro_str_from(form), ro_str_from(lower));
  assert_true(ro_str_is(s, expected));
  ro_arena_free(arena);
}

static void scripts(void **state) {
  (void)state;
  assert_script("1l", "Talks", "talks", "talk");
  assert_script("3ly", "Armies", "armies", "army");
  assert_script("0l", "Said", "said", "said");
  assert_script("0k", "Osmark", "osmark", "Osmark");
  assert_script("9l", "a", "a", ""); /* strips more than there is */
  assert_script("1l", "a", "a", "");
  assert_script("", "a", "a", "");
  assert_script("!", "a", "a", "");
  assert_script("1l", "\xC3\xA9", "\xC3\xA9", ""); /* would cut a character in two */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(trees_are_the_best),   cmocka_unit_test(cycles_in_cycles),
      cmocka_unit_test(trees_without_memory), cmocka_unit_test(labels_are_the_best),
      cmocka_unit_test(exponentials),         cmocka_unit_test(scripts)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
