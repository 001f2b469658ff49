#include "support/test.h"

#include "doc/tree.h"

/* "Osmark warned Varland ." with a tree; one sentence. */
static ro_doc *small_doc(void) {
  static const ro_span spans[] = {{0, 6}, {7, 13}, {14, 21}, {21, 22}};
  static const uint32_t heads[] = {1, RO_NONE, 1, 1};
  ro_doc *doc = ro_doc_new();
  doc->text = RO_STR("Osmark warned Varland.");
  assert_int_equal(ro_tokens_reserve(doc, 4), RO_OK);
  for (uint32_t i = 0; i < 4; i++) {
    ro_tokens_set(doc, i, spans[i]);
    doc->tokens.head[i] = heads[i];
  }
  ro_sentence *s = RO_ADD(doc->arena, &doc->sentences);
  *s = (ro_sentence){{0, 22}, 0, 4, 0};
  ro_tree_index(doc);
  return doc;
}

static void a_good_document_passes(void **state) {
  (void)state;
  ro_doc *doc = small_doc();
  assert_int_equal(ro_doc_check(doc, NULL), RO_OK);
  assert_str(ro_doc_form(doc, 2), "Varland");
  assert_str(ro_doc_lower(doc, 2), "varland");
  assert_int_equal(ro_doc_token_at(doc, 14), 2);
  assert_int_equal(ro_doc_token_at(doc, 13), 2);
  assert_int_equal(ro_doc_token_at(doc, 22), 4);
  ro_doc_free(doc);
}

static void broken_layers_are_found(void **state) {
  (void)state;
  ro_error error = {0};
  ro_doc *doc = small_doc();
  doc->tokens.head[1] = 2; /* 1 -> 2 -> 1 */
  assert_int_equal(ro_doc_check(doc, &error), RO_EINVAL);
  assert_non_null(strstr(error.message, "tokens"));
  doc->tokens.head[1] = RO_NONE;
  doc->tokens.span[2].end = 100;
  assert_int_equal(ro_doc_check(doc, &error), RO_EINVAL);
  doc->tokens.span[2].end = 21;
  ro_figure *f = RO_ADD(doc->arena, &doc->figures);
  *f = (ro_figure){.span = {0, 6},
                   .first = 0,
                   .end = 1,
                   .low = 5,
                   .high = 4,
                   .actor = RO_NONE,
                   .time = RO_NONE,
                   .attribution = RO_NONE};
  assert_int_equal(ro_doc_check(doc, &error), RO_EINVAL);
  assert_non_null(strstr(error.message, "figures, row 0"));
  f->high = 6;
  assert_int_equal(ro_doc_check(doc, &error), RO_OK);
  ro_attribution *a = RO_ADD(doc->arena, &doc->attributions);
  *a = (ro_attribution){.source = RO_NONE, .source_entity = RO_NONE, .cue_token = 1, .parent = 0};
  assert_int_equal(ro_doc_check(doc, &error), RO_EINVAL); /* its own parent */
  ro_doc_free(doc);
}

static void tree_children_and_edges(void **state) {
  (void)state;
  ro_doc *doc = small_doc();
  doc->tokens.deprel[0] = RO_DEPREL_NSUBJ;
  doc->tokens.deprel[2] = RO_DEPREL_OBJ;
  assert_int_equal(ro_tree_child(doc, 1, RO_DEPREL_NSUBJ), 0);
  assert_int_equal(ro_tree_child_of(doc, 1, RO_DEPRELS(OBJ) | RO_DEPRELS(IOBJ)), 2);
  assert_int_equal(ro_tree_child(doc, 0, RO_DEPREL_OBJ), RO_NONE);
  assert_int_equal(doc->tokens.left[1], 0);
  assert_int_equal(doc->tokens.right[1], 3);
  assert_true(ro_tree_is_under(doc, 3, 1));
  assert_false(ro_tree_is_under(doc, 1, 3));
  ro_doc_free(doc);
}

/* Edges of random trees are those of a naive walk. */
static void edges_agree_with_a_naive_walk(void **state) {
  (void)state;
  enum { N = 60 };
  uint32_t seed = 1;
  for (int round = 0; round < 200; round++) {
    ro_doc *doc = ro_doc_new();
    assert_int_equal(ro_tokens_reserve(doc, N), RO_OK);
    for (uint32_t i = 1; i < N; i++) { /* a head among the tokens placed before it: no cycles */
      seed = seed * 1664525u + 1013904223u;
      uint32_t t = i * 7 % N, head = (seed >> 8) % i * 7 % N;
      doc->tokens.head[t] = head;
    }
    ro_tree_index(doc);
    for (uint32_t a = 0; a < N; a++) {
      uint32_t left = a, right = a;
      for (uint32_t t = 0; t < N; t++)
        if (ro_tree_is_under(doc, t, a)) {
          left = t < left ? t : left;
          right = t > right ? t : right;
        }
      assert_int_equal(doc->tokens.left[a], left);
      assert_int_equal(doc->tokens.right[a], right);
    }
    ro_doc_free(doc);
  }
}

static void notices_are_kept_up_to_a_number(void **state) {
  (void)state;
  ro_doc *doc = ro_doc_new();
  for (int i = 0; i < 1000; i++) ro_doc_notice(doc, "test", (ro_span){0, 0}, "number %d", i);
  assert_int_equal(doc->notices.n, 64);
  assert_str(doc->notices.at[63].what, "number 63");
  ro_doc_free(doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_good_document_passes),
      cmocka_unit_test(broken_layers_are_found),
      cmocka_unit_test(tree_children_and_edges),
      cmocka_unit_test(edges_agree_with_a_naive_walk),
      cmocka_unit_test(notices_are_kept_up_to_a_number),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
