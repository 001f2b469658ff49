/* The parser: whatever the actions, a sentence of n tokens takes 2n steps and yields a projective
 * tree with one root; without a model the stage leaves the document alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "parse/parse_internal.h"

enum { MAX_TOKENS = 40 };

static uint64_t next(uint64_t *seed) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return *seed >> 33;
}

static void assert_tree(const parse_state *s) {
  uint32_t roots = 0;
  for (uint32_t i = 0; i < s->n; i++) {
    uint32_t steps = 0, head = s->head[i];
    roots += head == s->n;
    for (uint32_t a = i; a != s->n; a = s->head[a]) {
      assert_true(s->head[a] <= s->n);
      assert_true(++steps <= s->n);
    }
    /* Projective: all between a token and its head are under the head; the root is outside. */
    uint32_t low = i < head ? i : head, high = i < head ? head : i;
    for (uint32_t k = low + 1; head != s->n && k < high; k++) {
      uint32_t a = k;
      while (a != s->n && a != head) a = s->head[a];
      assert_int_equal(a, head);
    }
  }
  assert_int_equal(roots, s->n ? 1 : 0);
}

static void test_any_actions_give_a_tree(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0);
  parse_state s;
  parse_token token[MAX_TOKENS + 1] = {{0}};
  uint64_t seed = 3, f[PARSE_MAX_FEATURES];
  assert_int_equal(parse_state_make(arena, MAX_TOKENS, &s), RO_OK);
  for (int round = 0; round < 2000; round++) {
    uint32_t n = (uint32_t)(next(&seed) % MAX_TOKENS) + 1, steps = 0;
    for (uint32_t i = 0; i < n; i++)
      token[i] = (parse_token){.word = next(&seed), .upos = (uint32_t)(next(&seed) % RO_N_UPOS)};
    token[n] = parse_root();
    parse_begin(&s, token, n);
    while (!parse_is_done(&s)) {
      parse_action a = (parse_action)(next(&seed) % PARSE_ACTIONS);
      assert_true(parse_action_features(&s, f) <= PARSE_MAX_FEATURES);
      if (!parse_may(&s, a)) continue;
      uint32_t head, child;
      if (a != PARSE_SHIFT) {
        parse_arc(&s, a, &head, &child);
        assert_true(parse_label_features(&s, head, child, f) <= PARSE_MAX_FEATURES);
      }
      parse_apply(&s, a, (uint8_t)(next(&seed) % RO_N_DEPREL));
      steps++;
    }
    assert_int_equal(steps, 2 * n);
    assert_tree(&s);
  }
  ro_arena_free(arena);
}

static void test_some_action_is_always_possible(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0);
  parse_state s;
  parse_token token[4] = {{0}};
  assert_int_equal(parse_state_make(arena, 3, &s), RO_OK);
  parse_begin(&s, token, 3);
  assert_true(parse_may(&s, PARSE_SHIFT));
  assert_false(parse_may(&s, PARSE_LEFT));
  assert_false(parse_may(&s, PARSE_RIGHT));
  for (int i = 0; i < 3; i++) parse_apply(&s, PARSE_SHIFT, 0);
  assert_false(parse_may(&s, PARSE_SHIFT));
  assert_false(parse_may(&s, PARSE_LEFT)); /* it would give the root a second child */
  assert_true(parse_may(&s, PARSE_RIGHT));
  parse_apply(&s, PARSE_RIGHT, 0);
  parse_apply(&s, PARSE_RIGHT, 0);
  assert_true(parse_may(&s, PARSE_LEFT));
  ro_arena_free(arena);
}

static void test_without_a_model(void **state) {
  (void)state;
  ro_resources resources = {0};
  ro_arena *arena = ro_arena_new(0);
  ro_error error;
  const void *opened;
  ro_doc *doc = ro_doc_new();
  assert_int_equal(ro_parse_open(&resources, arena, &opened, &error), RO_OK);
  assert_int_equal(ro_parse_run(opened, doc, arena), RO_OK);
  ro_doc_free(doc);
  ro_arena_free(arena);
}

static void test_broken_model(void **state) {
  (void)state;
  ro_model_file file = {.name = "parse-en.model", .bytes = RO_STR("ROMODEL")};
  ro_resources resources = {.models = &file, .n_models = 1};
  ro_arena *arena = ro_arena_new(0);
  ro_error error;
  const void *opened;
  assert_int_equal(ro_parse_open(&resources, arena, &opened, &error), RO_EFORMAT);
  assert_string_equal(error.where, "parse-en.model");
  ro_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_any_actions_give_a_tree),
                                     cmocka_unit_test(test_some_action_is_always_possible),
                                     cmocka_unit_test(test_without_a_model),
                                     cmocka_unit_test(test_broken_model)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
