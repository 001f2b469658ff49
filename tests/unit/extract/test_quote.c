/* Quotations: each kind of mark, nesting, paragraphs, and apostrophes that are no marks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "extract/quote.h"

/* A document whose paragraphs are lines, each one sentence, its tokens pieces between spaces. */
static ro_doc *make(const char *text) {
  ro_doc *doc = ro_doc_new();
  assert_non_null(doc);
  doc->text = ro_str_copy(doc->arena, ro_str_from(text));
  uint32_t n = 0, len = (uint32_t)doc->text.len, line = 0;
  assert_int_equal(ro_tokens_reserve(doc, len), RO_OK);
  for (uint32_t i = 0; i < len; line++) {
    ro_sentence *s = RO_ADD(doc->arena, &doc->sentences);
    if (!s) {
      fail_msg("out of memory");
      break;
    }
    *s = (ro_sentence){.span = {i, i}, .first = n, .paragraph = line};
    while (i < len && text[i] != '\n') {
      uint32_t begin = i;
      while (i < len && text[i] != ' ' && text[i] != '\n') i++;
      ro_tokens_set(doc, n, (ro_span){begin, i});
      doc->tokens.sentence[n++] = doc->sentences.n - 1;
      while (i < len && text[i] == ' ') i++;
    }
    s->span.end = i;
    s->end = n;
    i++;
  }
  doc->tokens.n = n;
  return doc;
}

/* Finds the quotations and compares their words, parted by '|'. */
static void check(const char *text, const char *expected) {
  ro_doc *doc = make(text);
  ro_quotes quotes = {0};
  ro_buf out = {0};
  assert_int_equal(ro_quotes_find(doc, doc->arena, &quotes), RO_OK);
  for (uint32_t i = 0; i < quotes.n; i++) {
    if (i) ro_buf_char(&out, '|');
    ro_buf_str(&out, ro_doc_span(doc, quotes.at[i].span));
  }
  ro_buf_char(&out, '\0');
  assert_string_equal(out.data, expected);
  ro_buf_free(&out);
  ro_doc_free(doc);
}

static void test_marks(void **state) {
  (void)state;
  check("She said “we will come” and left", "“we will come”");
  check("She said \"we will come\" and left", "\"we will come\"");
  check("She said ‘we will come’ and left", "‘we will come’");
  check("She said 'we will come' and left", "'we will come'");
  check("She said ``we will come'' and left", "``we will come''");
  check("She said «we will come» and left", "«we will come»");
  check("No marks here", "");
}

static void test_nested(void **state) {
  (void)state;
  check("“He said ‘never’ twice,” she said", "“He said ‘never’ twice,”|‘never’");
  check("‘He said “never” twice,’ she said", "‘He said “never” twice,’|“never”");
  check("\"He said 'never' twice,\" she said", "\"He said 'never' twice,\"|'never'");
}

static void test_apostrophes(void **state) {
  (void)state;
  check("The ministers' talks and Osmark's offer don't matter", "");
  check("The ministers’ talks and Osmark’s offer don’t matter", "");
  check("‘The states’ offer isn’t enough,’ he said", "‘The states’ offer isn’t enough,’");
  check("Back in the '90s they met", "");
  check("“We don’t know,” he said", "“We don’t know,”");
}

static void test_paragraphs(void **state) {
  (void)state;
  const char *text = "“We will come.\n“And we will stay.”\nThe end";
  check(text, "“We will come.|“And we will stay.”");
  ro_doc *doc = make(text);
  ro_quotes quotes = {0};
  assert_int_equal(ro_quotes_find(doc, doc->arena, &quotes), RO_OK);
  assert_true(quotes.at[0].is_open);
  assert_int_equal(quotes.at[0].follows, RO_NONE);
  assert_false(quotes.at[1].is_open);
  assert_int_equal(quotes.at[1].follows, 0);
  ro_doc_free(doc);
}

static void test_broken_marks(void **state) {
  (void)state;
  check("“We will come. “And stay” they said", "“We will come. |“And stay”");
  check("A stray ” mark", "");
  check("”like this one,” he said", "”like this one,”");
  check("“", "“");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_marks),        cmocka_unit_test(test_nested),
      cmocka_unit_test(test_apostrophes),  cmocka_unit_test(test_paragraphs),
      cmocka_unit_test(test_broken_marks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
