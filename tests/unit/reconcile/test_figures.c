/* Series of figures: what is one series, what is derived, what is left out. */
#include "support/test.h"

#include <math.h>

#include "reconcile/reconcile_internal.h"

/* A report whose tokens are the words of `text`, all nouns, in one sentence. */
static ro_doc *report(const char *path, const char *text) {
  ro_doc *doc = ro_doc_new();
  uint32_t n = 0, begin = 0, len = (uint32_t)strlen(text);
  doc->meta.path = ro_str_from(path);
  doc->id = ro_str_from(path);
  doc->text = ro_str_from(text);
  assert_int_equal(ro_tokens_reserve(doc, len), RO_OK);
  for (uint32_t i = 0; i <= len; i++) {
    if (i < len && text[i] != ' ') continue;
    ro_tokens_set(doc, n, (ro_span){begin, i});
    doc->tokens.lemma[n] = doc->tokens.lower[n];
    doc->tokens.upos[n++] = RO_UPOS_NOUN;
    begin = i + 1;
  }
  doc->tokens.n = n;
  ro_sentence *s = RO_ADD(doc->arena, &doc->sentences);
  *s = (ro_sentence){{0, len}, 0, n, 0};
  return doc;
}

/* Adds a figure that spans tokens [first, end); the last of them is counted. */
static ro_figure *figure(ro_doc *doc, uint32_t first, uint32_t end, double low, double high,
                         const char *unit) {
  ro_figure *f = RO_ADD(doc->arena, &doc->figures);
  *f = (ro_figure){.span = ro_doc_tokens_span(doc, first, end),
                   .first = first,
                   .end = end,
                   .low = low,
                   .high = high,
                   .unit = ro_str_from(unit),
                   .actor = RO_NONE,
                   .time = RO_NONE,
                   .attribution = RO_NONE,
                   .rule = "count"};
  f->counted_span = doc->tokens.span[end - 1];
  f->counted = ro_doc_span(doc, f->counted_span);
  return f;
}

static ro_story *reconcile(ro_doc **docs, uint32_t n) {
  static const char *const names[] = {"units"};
  const ro_str texts[] = {RO_STR("key\tunit\tclass\nbattalions\tbattalions\tformations\n")};
  ro_arena *scratch = ro_arena_new(0);
  ro_story *story = ro_story_new(docs, n);
  const ro_lexicon *lexicon = NULL;
  assert_int_equal(ro_lexicon_open(story->arena, names, texts, 1, &lexicon, NULL), RO_OK);
  const ro_resources resources = {.lexicon = lexicon};
  assert_int_equal(ro_reconcile_figures(&resources, story, scratch), RO_OK);
  ro_arena_free(scratch);
  return story;
}

static void test_words_for_soldiers_are_one_series(void **state) {
  (void)state;
  ro_doc *docs[] = {report("a", "they have 900 troops"), report("b", "they have 700 soldiers")};
  figure(docs[0], 2, 4, 900, 900, "persons");
  figure(docs[1], 2, 4, 700, 700, "persons");
  ro_story *story = reconcile(docs, 2);
  assert_int_equal(story->figures.n, 1);
  assert_int_equal(story->figures.at[0].points.n, 2);
  assert_str(story->figures.at[0].id, "q1");
  assert_true(story->figures.at[0].points.at[0].low == 700); /* by date, then by number */
  ro_story_free(story);
}

static void test_same_number_from_two_reports_is_one_point(void **state) {
  (void)state;
  ro_doc *docs[] = {report("a", "they have 900 troops"), report("b", "now 900 troops")};
  figure(docs[0], 2, 4, 900, 900, "persons");
  figure(docs[1], 1, 3, 900, 900, "persons");
  ro_story *story = reconcile(docs, 2);
  assert_int_equal(story->figures.at[0].points.n, 1);
  assert_int_equal(story->figures.at[0].points.at[0].evidence.n, 2);
  assert_str(ro_evidence_text(story, story->figures.at[0].points.at[0].evidence.at[1]),
             "900 troops");
  ro_story_free(story);
}

static void test_small_counts_make_no_series(void **state) {
  (void)state;
  ro_doc *docs[] = {report("a", "the two leaders met"), report("b", "the two leaders left")};
  figure(docs[0], 1, 3, 2, 2, "persons");
  figure(docs[1], 1, 3, 2, 2, "persons");
  ro_story *story = reconcile(docs, 2);
  assert_int_equal(story->figures.n, 0);
  ro_story_free(story);
}

static void test_strength_of_each_is_multiplied(void **state) {
  (void)state;
  ro_doc *docs[] = {report("a", "14 battalions each of 800 troops")};
  figure(docs[0], 0, 2, 14, 14, "battalions");
  figure(docs[0], 4, 6, 800, 800, "persons");
  ro_story *story = reconcile(docs, 1);
  const ro_series *sum = NULL;
  for (uint32_t i = 0; i < story->figures.n; i++)
    if (story->figures.at[i].points.at[0].low == 11200) sum = &story->figures.at[i];
  assert_non_null(sum);
  assert_str(sum->points.at[0].scope, "derived: 14 x 800 = 11200");
  assert_int_equal(sum->points.at[0].comparator, RO_COMPARATOR_ABOUT);
  assert_int_equal(sum->points.at[0].evidence.n, 2);
  ro_story_free(story);
}

static void test_fractions_become_percent(void **state) {
  (void)state;
  ro_doc *docs[] = {report("a", "two thirds of the fleet")};
  ro_figure *f = figure(docs[0], 0, 2, 2.0 / 3, 2.0 / 3, "fraction");
  f->counted_span = docs[0]->tokens.span[4];
  f->counted = ro_doc_span(docs[0], f->counted_span);
  ro_story *story = reconcile(docs, 1);
  assert_int_equal(story->figures.n, 1);
  assert_str(story->figures.at[0].what, "share of fleet");
  assert_str(story->figures.at[0].unit, "percent");
  assert_true(fabs(story->figures.at[0].points.at[0].low - 66.7) < 1e-9);
  ro_story_free(story);
}

static void test_empty_story(void **state) {
  (void)state;
  ro_doc *none[1] = {NULL};
  ro_story *story = reconcile(none, 0);
  assert_int_equal(story->figures.n, 0);
  ro_story_free(story);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_words_for_soldiers_are_one_series),
      cmocka_unit_test(test_same_number_from_two_reports_is_one_point),
      cmocka_unit_test(test_small_counts_make_no_series),
      cmocka_unit_test(test_strength_of_each_is_multiplied),
      cmocka_unit_test(test_fractions_become_percent),
      cmocka_unit_test(test_empty_story),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
