/* The parser with its model: any text gives trees, and plain sentences the right ones. */
#include "support/odd.h"

/* One root, no circle, no crossing arcs, children in the sentence of their head. */
static void assert_sentence(const ro_doc *doc, const ro_sentence *s) {
  uint32_t roots = 0;
  for (uint32_t i = s->first; i < s->end; i++) {
    uint32_t steps = 0, head = doc->tokens.head[i];
    roots += head == RO_NONE;
    assert_int_equal(head == RO_NONE, doc->tokens.deprel[i] == RO_DEPREL_ROOT);
    assert_true(doc->tokens.deprel[i] != RO_DEPREL_NONE);
    for (uint32_t a = i; doc->tokens.head[a] != RO_NONE; a = doc->tokens.head[a])
      assert_true(++steps < s->end - s->first);
    if (head == RO_NONE) continue;
    assert_in_range(head, s->first, s->end - 1);
    uint32_t low = i < head ? i : head, high = i < head ? head : i;
    for (uint32_t k = low + 1; k < high; k++) /* projective: what is between hangs inside */
      assert_in_range(doc->tokens.head[k], low, high);
    assert_true(doc->tokens.left[i] <= i && i <= doc->tokens.right[i]);
    assert_true(doc->tokens.left[head] <= doc->tokens.left[i]);
    assert_true(doc->tokens.right[i] <= doc->tokens.right[head]);
  }
  assert_int_equal(roots, s->end > s->first);
}

static void any_text_gives_trees(void **state) {
  for (uint32_t i = 0; i < ODD_TEXTS; i++) {
    ro_doc *doc = odd_doc(*state, i);
    for (uint32_t s = 0; s < doc->sentences.n; s++) assert_sentence(doc, &doc->sentences.at[s]);
    ro_doc_free(doc);
  }
}

typedef struct {
  int head; /* 1 = the first token, 0 = the root */
  ro_deprel deprel;
} arc;

static void assert_tree(void **state, const char *text, const arc *want, uint32_t n) {
  ro_doc *doc = plain_doc(*state, text);
  assert_int_equal(doc->tokens.n, n);
  for (uint32_t i = 0; i < n; i++) {
    int head = doc->tokens.head[i] == RO_NONE ? 0 : (int)doc->tokens.head[i] + 1;
    if (head != want[i].head || doc->tokens.deprel[i] != want[i].deprel)
      fail_msg("%s: token %u has head %d, %s", text, i + 1, head,
               ro_deprel_label[doc->tokens.deprel[i]]);
  }
  ro_doc_free(doc);
}

static void plain_sentences(void **state) {
  static const arc signed_[] = {{2, RO_DEPREL_DET}, {3, RO_DEPREL_NSUBJ}, {0, RO_DEPREL_ROOT},
                                {5, RO_DEPREL_DET}, {3, RO_DEPREL_OBJ},   {3, RO_DEPREL_PUNCT}};
  static const arc told[] = {{2, RO_DEPREL_NSUBJ}, {0, RO_DEPREL_ROOT},  {2, RO_DEPREL_OBJ},
                             {8, RO_DEPREL_MARK},  {6, RO_DEPREL_DET},   {8, RO_DEPREL_NSUBJ},
                             {8, RO_DEPREL_AUX},   {2, RO_DEPREL_CCOMP}, {2, RO_DEPREL_PUNCT}};
  static const arc passive[] = {{2, RO_DEPREL_NUMMOD},
                                {4, RO_DEPREL_NSUBJ_PASS},
                                {4, RO_DEPREL_AUX_PASS},
                                {0, RO_DEPREL_ROOT},
                                {4, RO_DEPREL_PUNCT}};
  assert_tree(state, "The minister signed the treaty.\n", signed_, 6);
  assert_tree(state, "She told reporters that the talks had failed.\n", told, 9);
  assert_tree(state, "Two ships were seized.\n", passive, 5);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(any_text_gives_trees),
                                     cmocka_unit_test(plain_sentences)};
  return cmocka_run_group_tests(tests, open_engine, close_engine);
}
