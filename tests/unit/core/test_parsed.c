/* The core with its models: any text gives trees, and plain sentences the right ones. */
#include <stdlib.h>

#include "support/odd.h"

/* One root, no circle, children in the sentence of their head. */
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

/* A report of one sentence whose tokens are given: n times `word` and a space. */
static ro_doc *given_doc(const char *word, uint32_t n) {
  ro_doc *doc = ro_doc_new();
  uint32_t len = (uint32_t)strlen(word);
  char *text = ro_arena_alloc(doc->arena, (size_t)n * (len + 1));
  for (uint32_t i = 0; i < n; i++) {
    memcpy(text + (size_t)i * (len + 1), word, len);
    text[(size_t)i * (len + 1) + len] = ' ';
  }
  doc->raw = doc->text = (ro_str){text, (size_t)n * (len + 1)};
  doc->keeps_tokens = true;
  assert_int_equal(ro_tokens_reserve(doc, n), RO_OK);
  for (uint32_t i = 0; i < n; i++)
    ro_tokens_set(doc, i, (ro_span){i * (len + 1), i * (len + 1) + len});
  ro_sentence *s = RO_ADD(doc->arena, &doc->sentences);
  if (s) *s = (ro_sentence){{0, n * (len + 1)}, 0, n, 0};
  return doc;
}

/* Sentences of any length are read, in bounded memory, and one notice tells of it. */
static void long_sentences(void **state) {
  static const char *const words[] = {"troops", ","};
  for (uint32_t k = 0; k < 2; k++) {
    ro_doc *doc = given_doc(words[k], 10000);
    uint32_t n_notices = 0;
    assert_int_equal(ro_engine_read(*state, doc, NULL), RO_OK);
    assert_sentence(doc, &doc->sentences.at[0]);
    for (uint32_t i = 0; i < doc->notices.n; i++)
      n_notices += ro_str_is(doc->notices.at[i].stage, "core");
    assert_int_equal(n_notices, 1);
    ro_doc_free(doc);
  }
}

/* Words of a megabyte. */
static void long_words(void **state) {
  enum { LONG = 1 << 20 };
  char *word = malloc(LONG + 1);
  for (uint32_t k = 0; word && k < 3; k++) {
    memset(word, "x.9"[k], LONG);
    word[LONG] = 0;
    ro_doc *doc = given_doc(word, 2);
    assert_int_equal(ro_engine_read(*state, doc, NULL), RO_OK);
    assert_sentence(doc, &doc->sentences.at[0]);
    ro_doc_free(doc);
  }
  free(word);
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
  static const arc told[] = {{2, RO_DEPREL_NSUBJ}, {0, RO_DEPREL_ROOT},  {2, RO_DEPREL_IOBJ},
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
                                     cmocka_unit_test(long_sentences), cmocka_unit_test(long_words),
                                     cmocka_unit_test(plain_sentences)};
  return cmocka_run_group_tests(tests, open_engine, close_engine);
}
