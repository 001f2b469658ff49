/* The tagger: lemma scripts, words' shapes, and what happens without a good model. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tag/tag_internal.h"

static void assert_script(const char *script, const char *form, const char *lower,
                          const char *expected) {
  ro_arena *arena = ro_arena_new(0);
  ro_str s = tag_apply_script(arena, ro_str_from(script), ro_str_from(form), ro_str_from(lower));
  assert_true(ro_str_is(s, expected));
  ro_arena_free(arena);
}

static void test_scripts(void **state) {
  (void)state;
  assert_script("1l", "Talks", "talks", "talk");
  assert_script("3ly", "Armies", "armies", "army");
  assert_script("0l", "Said", "said", "said");
  assert_script("0k", "Osmark", "osmark", "Osmark");
  assert_script("9l", "a", "a", ""); /* strips more than there is */
  assert_script("1l", "a", "a", "");
  assert_script("", "a", "a", "");
  assert_script("!", "a", "a", "");
  assert_script("1l", "é", "é", ""); /* would cut a character in two */
}

static ro_word word_of(ro_doc *doc, const char *text) {
  static const ro_word_model none;
  doc->text = ro_str_from(text);
  assert_int_equal(ro_tokens_reserve(doc, 1), RO_OK);
  ro_tokens_set(doc, 0, (ro_span){0, (uint32_t)doc->text.len});
  return ro_word_make(&none, doc, 0);
}

static void test_words(void **state) {
  (void)state;
  ro_doc *doc = ro_doc_new();
  assert_int_equal(word_of(doc, "army").casing, RO_CASE_LOWER);
  assert_int_equal(word_of(doc, "Army").casing, RO_CASE_TITLE);
  assert_int_equal(word_of(doc, "A").casing, RO_CASE_TITLE);
  assert_int_equal(word_of(doc, "ARMY").casing, RO_CASE_UPPER);
  assert_int_equal(word_of(doc, "McArmy").casing, RO_CASE_MIXED);
  assert_int_equal(word_of(doc, "12").casing, RO_CASE_NONE);
  assert_int_equal(word_of(doc, "Army").shape, word_of(doc, "Osmark").shape);
  assert_true(word_of(doc, "190,000").word == word_of(doc, "230,500").word);
  assert_true(word_of(doc, "19").word != word_of(doc, "1900").word);
  ro_doc_free(doc);
}

static void test_models(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0);
  ro_error error;
  const void *opened;
  ro_resources resources = {0};
  ro_doc *doc = ro_doc_new();
  assert_int_equal(ro_tag_open(&resources, arena, &opened, &error), RO_OK);
  assert_int_equal(ro_tag_run(opened, doc, arena), RO_OK); /* no model: nothing is written */
  ro_model_file file = {.name = "tag-en.model",
                        .bytes = RO_STR("not a model, but long enough to have a header")};
  resources = (ro_resources){.models = &file, .n_models = 1};
  assert_int_equal(ro_tag_open(&resources, arena, &opened, &error), RO_EFORMAT);
  assert_int_equal(error.offset, 0);
  ro_doc_free(doc);
  ro_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_scripts), cmocka_unit_test(test_words),
                                     cmocka_unit_test(test_models)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
