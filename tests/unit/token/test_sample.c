/* A hand-cut sample of news prose, full of quotations: test_sample TEXT SENTENCES ABBREVIATIONS.
 *
 * SENTENCES holds the sentences of TEXT, one a line; white space between them is free.  Compared by
 * exact span, as eval/tokens.py does through the whole program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "token/token.h"

static const double least_f1 = 97.0;
static char *const *paths; /* text, sentences, abbreviations */

static ro_str read_file(ro_arena *arena, const char *path) {
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  ro_buf buf = {0};
  char part[4096];
  for (size_t n; (n = fread(part, 1, sizeof part, file)) > 0;) ro_buf_str(&buf, (ro_str){part, n});
  fclose(file);
  ro_str out = ro_str_copy(arena, (ro_str){buf.data, buf.len});
  ro_buf_free(&buf);
  return out;
}

static size_t skip_white(ro_str text, size_t at) {
  while (at < text.len) {
    size_t next = at;
    if (!ro_is_white(ro_utf8_next(text, &next))) break;
    at = next;
  }
  return at;
}

/* Is [begin, end) a sentence of the document?  *k moves on with begin. */
static bool is_found(const ro_doc *doc, uint32_t begin, uint32_t end, uint32_t *k) {
  while (*k < doc->sentences.n && doc->sentences.at[*k].span.begin < begin) ++*k;
  return *k < doc->sentences.n && doc->sentences.at[*k].span.begin == begin &&
         doc->sentences.at[*k].span.end == end;
}

static void test_news(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0), *scratch = ro_arena_new(0);
  ro_str text = read_file(arena, paths[0]), gold = read_file(arena, paths[1]);
  const char *name = "abbreviations";
  ro_str table = read_file(arena, paths[2]);
  ro_resources resources = {0};
  ro_error error;
  const void *stage;
  assert_int_equal(ro_lexicon_open(arena, &name, &table, 1, &resources.lexicon, &error), RO_OK);
  assert_int_equal(ro_token_open(&resources, arena, &stage, &error), RO_OK);
  ro_doc *doc = ro_doc_new();
  doc->text = text;
  assert_int_equal(ro_token_run(stage, doc, scratch), RO_OK);

  uint32_t n = 0, right = 0, k = 0;
  size_t at = 0;
  for (size_t line = 0; line < gold.len;) {
    size_t end = line;
    while (end < gold.len && gold.data[end] != '\n') end++;
    ro_str sentence = ro_str_sub(gold, line, end);
    line = end + 1;
    if (!sentence.len) continue;
    at = skip_white(text, at);
    size_t stop = at + sentence.len;
    assert_true(stop <= text.len && memcmp(text.data + at, sentence.data, sentence.len) == 0);
    bool is_right = is_found(doc, (uint32_t)at, (uint32_t)stop, &k);
    if (!is_right) print_message("# not found: %.*s\n", (int)sentence.len, sentence.data);
    right += is_right;
    n++;
    at = stop;
  }
  assert_int_equal(skip_white(text, at), text.len);
  assert_true(n >= 250);
  double f1 = 200.0 * right / (n + doc->sentences.n);
  print_message("# %u sentences, F1 %.2f\n", n, f1);
  assert_true(f1 >= least_f1);
  ro_doc_free(doc);
  ro_arena_free(scratch);
  ro_arena_free(arena);
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  paths = argv + 1;
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_news)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
