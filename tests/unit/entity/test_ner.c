/* Names: Viterbi against every sequence, and steps that BIO forbids. */
#include "entity/ner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

enum { LENGTH = 3 };

static uint64_t next(uint64_t *seed) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return *seed >> 33;
}

static bool is_allowed(const uint8_t *label, uint32_t n) {
  if (!ner_may_follow(0, label[0])) return false;
  for (uint32_t t = 1; t < n; t++)
    if (!ner_may_follow(label[t - 1], label[t])) return false;
  return true;
}

static int64_t score_of(const ner_model *m, const int32_t (*emit)[NER_LABELS],
                        const uint8_t *context, const uint8_t *label, uint32_t n) {
  int64_t score = 0;
  for (uint32_t t = 0; t < n; t++)
    score += emit[t][label[t]] + m->step[context[t]][t ? label[t - 1] : NER_START][label[t]];
  return score;
}

static void test_viterbi_is_best(void **state) {
  (void)state;
  static ner_model m;
  int32_t emit[LENGTH][NER_LABELS];
  uint8_t context[LENGTH], back[LENGTH][NER_LABELS], label[LENGTH], other[LENGTH];
  uint64_t seed = 9;
  for (int round = 0; round < 60; round++) {
    for (uint32_t c = 0; c < NER_CONTEXTS; c++)
      for (uint32_t p = 0; p <= NER_LABELS; p++)
        for (uint32_t l = 0; l < NER_LABELS; l++)
          m.step[c][p][l] = (int32_t)(next(&seed) % 41) - 20;
    for (uint32_t t = 0; t < LENGTH; t++) {
      context[t] = (uint8_t)(next(&seed) % NER_CONTEXTS);
      for (uint32_t l = 0; l < NER_LABELS; l++) emit[t][l] = (int32_t)(next(&seed) % 41) - 20;
    }
    const int32_t(*e)[NER_LABELS] = (const int32_t(*)[NER_LABELS])emit;
    ner_viterbi(&m, LENGTH, e, context, back, label);
    assert_true(is_allowed(label, LENGTH));
    int64_t best = score_of(&m, e, context, label, LENGTH);
    for (uint32_t code = 0; code < NER_LABELS * NER_LABELS * NER_LABELS; code++) {
      other[0] = (uint8_t)(code % NER_LABELS);
      other[1] = (uint8_t)(code / NER_LABELS % NER_LABELS);
      other[2] = (uint8_t)(code / NER_LABELS / NER_LABELS);
      if (is_allowed(other, LENGTH)) assert_true(score_of(&m, e, context, other, LENGTH) <= best);
    }
  }
}

static void test_steps(void **state) {
  (void)state;
  assert_true(ner_may_follow(0, 1));
  assert_false(ner_may_follow(0, 2)); /* O I-Person */
  assert_true(ner_may_follow(1, 2));  /* B-Person I-Person */
  assert_true(ner_may_follow(2, 2));
  assert_false(ner_may_follow(3, 2)); /* B-Organization I-Person */
  assert_true(ner_may_follow(4, 1));
}

static void test_empty(void **state) {
  (void)state;
  static ner_model m;
  ner_viterbi(&m, 0, NULL, NULL, NULL, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_viterbi_is_best),
                                     cmocka_unit_test(test_steps), cmocka_unit_test(test_empty)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
