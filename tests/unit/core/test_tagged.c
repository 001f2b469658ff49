/* The core with its models: every token of any text is tagged, and plain sentences right. */
#include <stdio.h>

#include "support/odd.h"

static void every_token_is_tagged(void **state) {
  for (uint32_t i = 0; i < ODD_TEXTS; i++) {
    ro_doc *doc = odd_doc(*state, i);
    for (uint32_t t = 0; t < doc->tokens.n; t++) {
      assert_in_range(doc->tokens.upos[t], RO_UPOS_NONE + 1, RO_N_UPOS - 1);
      assert_in_range(doc->tokens.xpos[t], RO_XPOS_NONE + 1, RO_N_XPOS - 1);
      assert_true(ro_doc_lemma(doc, t).len > 0);
    }
    ro_doc_free(doc);
  }
}

static void marks_are_no_words(void **state) {
  ro_doc *doc = plain_doc(*state, "Norway agreed , it said : \" Yes . \" ( Why ? )\n");
  for (uint32_t t = 0; t < doc->tokens.n; t++) {
    ro_str form = ro_doc_form(doc, t);
    bool is_mark = form.len == 1 && strchr(",:\".()?", form.data[0]);
    assert_int_equal(doc->tokens.upos[t] == RO_UPOS_PUNCT, is_mark);
  }
  ro_doc_free(doc);
}

typedef struct {
  const char *form, *lemma;
  ro_upos upos;
  ro_xpos xpos;
} expected;

static void assert_tags(void **state, const char *text, const expected *want, uint32_t n) {
  ro_doc *doc = plain_doc(*state, text);
  assert_int_equal(doc->tokens.n, n);
  for (uint32_t t = 0; t < n; t++) {
    assert_str(ro_doc_form(doc, t), want[t].form);
    assert_str(ro_doc_lemma(doc, t), want[t].lemma);
    assert_int_equal(doc->tokens.upos[t], want[t].upos);
    assert_int_equal(doc->tokens.xpos[t], want[t].xpos);
  }
  ro_doc_free(doc);
}

static void plain_sentences(void **state) {
  static const expected will[] = {
      {"Norway", "Norway", RO_UPOS_PROPN, RO_XPOS_NNP}, {"will", "will", RO_UPOS_AUX, RO_XPOS_MD},
      {"not", "not", RO_UPOS_PART, RO_XPOS_RB},         {"send", "send", RO_UPOS_VERB, RO_XPOS_VB},
      {"troops", "troop", RO_UPOS_NOUN, RO_XPOS_NNS},   {".", ".", RO_UPOS_PUNCT, RO_XPOS_STOP}};
  static const expected were[] = {{"Two", "two", RO_UPOS_NUM, RO_XPOS_CD},
                                  {"ships", "ship", RO_UPOS_NOUN, RO_XPOS_NNS},
                                  {"were", "be", RO_UPOS_AUX, RO_XPOS_VBD},
                                  {"seized", "seize", RO_UPOS_VERB, RO_XPOS_VBN},
                                  {".", ".", RO_UPOS_PUNCT, RO_XPOS_STOP}};
  static const expected told[] = {{"She", "she", RO_UPOS_PRON, RO_XPOS_PRP},
                                  {"told", "tell", RO_UPOS_VERB, RO_XPOS_VBD},
                                  {"reporters", "reporter", RO_UPOS_NOUN, RO_XPOS_NNS},
                                  {"that", "that", RO_UPOS_SCONJ, RO_XPOS_IN},
                                  {"the", "the", RO_UPOS_DET, RO_XPOS_DT},
                                  {"talks", "talk", RO_UPOS_NOUN, RO_XPOS_NNS},
                                  {"had", "have", RO_UPOS_AUX, RO_XPOS_VBD},
                                  {"failed", "fail", RO_UPOS_VERB, RO_XPOS_VBN},
                                  {".", ".", RO_UPOS_PUNCT, RO_XPOS_STOP}};
  assert_tags(state, "Norway will not send troops.\n", will, 6);
  assert_tags(state, "Two ships were seized.\n", were, 5);
  assert_tags(state, "She told reporters that the talks had failed.\n", told, 9);
}

/* Irregular verbs that treebanks lack, and nouns that look like their forms. */
static void irregular_verbs(void **state) {
  static const char *const forms[][2] = {
      {"withdrew", "withdraw"}, {"fled", "flee"},       {"freed", "free"},
      {"struck", "strike"},     {"expelled", "expel"},  {"shelled", "shell"},
      {"overran", "overrun"},   {"rebuilt", "rebuild"}, {"withheld", "withhold"},
      {"froze", "freeze"},      {"misled", "mislead"},  {"repelled", "repel"}};
  for (uint32_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    char text[64];
    snprintf(text, sizeof text, "They %s it on Friday.\n", forms[i][0]);
    ro_doc *doc = plain_doc(*state, text);
    assert_str(ro_doc_lemma(doc, 1), forms[i][1]);
    ro_doc_free(doc);
  }
  ro_doc *doc = plain_doc(*state, "The ground was dry.\n");
  assert_str(ro_doc_lemma(doc, 1), "ground");
  ro_doc_free(doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_token_is_tagged), cmocka_unit_test(marks_are_no_words),
      cmocka_unit_test(plain_sentences), cmocka_unit_test(irregular_verbs)};
  return cmocka_run_group_tests(tests, open_engine, close_engine);
}
