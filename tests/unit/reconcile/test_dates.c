/* Days of publication: what single clues say, and what reports say together. */
#include "support/test.h"

#include "reconcile/dates_clues.h"

static const ro_lexicon *no_lexicon(ro_arena *arena) {
  const ro_lexicon *lexicon = NULL;
  assert_int_equal(ro_lexicon_open(arena, NULL, NULL, 0, &lexicon, NULL), RO_OK);
  return lexicon;
}

/* A report of the given words, one token each, in one sentence. */
static ro_doc *report(const char *path, const char *text) {
  ro_doc *doc = ro_doc_new();
  doc->text = ro_str_from(text);
  doc->meta.path = ro_str_from(path);
  assert_int_equal(ro_tokens_reserve(doc, (uint32_t)doc->text.len), RO_OK);
  uint32_t n = 0, begin = 0;
  for (uint32_t i = 0; i <= doc->text.len; i++)
    if (i == doc->text.len || text[i] == ' ') {
      if (i > begin) ro_tokens_set(doc, n++, (ro_span){begin, i});
      begin = i + 1;
    }
  doc->tokens.n = n;
  ro_sentence *s = RO_ADD(doc->arena, &doc->sentences);
  *s = (ro_sentence){{0, (uint32_t)doc->text.len}, 0, n, 0};
  return doc;
}

static void say(ro_doc *doc, uint32_t token, ro_time_rule rule) {
  ro_time *t = RO_ADD(doc->arena, &doc->times);
  *t = (ro_time){.span = doc->tokens.span[token],
                 .first = token,
                 .end = token + 1,
                 .meaning = rule,
                 .anchor = RO_NONE};
}

static ro_time_rule weekday(int32_t n, int8_t direction) {
  return (ro_time_rule){.kind = RO_TIME_RULE_WEEKDAY,
                        .unit = RO_UNIT_DAY,
                        .n = n,
                        .direction = direction,
                        .minute = -1};
}

static ro_time_rule date(int32_t year, int32_t month, int32_t day, int8_t direction) {
  return (ro_time_rule){.kind = RO_TIME_RULE_CALENDAR,
                        .unit = RO_UNIT_DAY,
                        .year = year,
                        .month = month,
                        .day = day,
                        .direction = direction,
                        .minute = -1};
}

static void the_latest_past_weekday_is_near(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0);
  ro_resources resources = {.lexicon = no_lexicon(arena)};
  ro_doc *doc = report("a", "Osmark fell on Monday");
  date_clues clues;
  say(doc, 3, weekday(RO_MONDAY, -1));
  ro_date_clues(&resources, doc, &clues);
  ro_date monday = ro_date_make(2021, 6, 7);
  assert_true(ro_date_fit(&clues, monday + 1) > ro_date_fit(&clues, monday + 3));
  assert_true(ro_date_fit(&clues, monday + 1) > ro_date_fit(&clues, monday - 1));
  ro_doc_free(doc);
  ro_arena_free(arena);
}

static ro_interval solve(ro_doc **docs, uint32_t n, uint32_t which) {
  ro_arena *arena = ro_arena_new(0);
  ro_resources resources = {.lexicon = no_lexicon(arena)};
  ro_story *story = ro_story_new(docs, n);
  assert_non_null(story);
  ro_arena *scratch = ro_arena_new(0);
  assert_int_equal(ro_reconcile_dates(&resources, story, scratch), RO_OK);
  ro_interval found = story->docs[which]->meta.published;
  ro_arena_free(scratch);
  ro_story_free(story);
  ro_arena_free(arena);
  return found;
}

static void a_full_date_with_a_weekday_gives_the_day(void **state) {
  (void)state;
  ro_doc *doc = report("a", "Osmark fell on Monday after talks on 4-June-2021 failed");
  say(doc, 3, weekday(RO_MONDAY, -1));
  say(doc, 7, date(2021, 6, 4, -1));
  ro_interval found = solve(&doc, 1, 0);
  assert_true(found.from <= ro_date_make(2021, 6, 8) && ro_date_make(2021, 6, 7) <= found.to);
  assert_true(found.to - found.from <= 3);
}

static void shared_words_share_the_day(void **state) {
  (void)state;
  static const char words[] =
      "the council of Osmark will not open the northern bridge before all guns fall silent said "
      "its speaker at noon after talks that lasted through the night in the old customs house";
  ro_doc *docs[2] = {report("a", words), report("b", words)};
  docs[0]->meta.published = (ro_interval){ro_date_make(2021, 6, 8), ro_date_make(2021, 6, 8)};
  docs[0]->meta.published_basis = RO_DATE_BASIS_METADATA;
  say(docs[1], 4, weekday(RO_TUESDAY, -1));
  ro_interval found = solve(docs, 2, 1);
  assert_int_equal(found.from, ro_date_make(2021, 6, 8));
  assert_int_equal(found.to, ro_date_make(2021, 6, 8));
}

static void a_given_day_stays(void **state) {
  (void)state;
  ro_doc *doc = report("a", "Osmark fell on 9-July-2021");
  ro_date given = ro_date_make(2021, 6, 8);
  doc->meta.published = (ro_interval){given, given};
  doc->meta.published_basis = RO_DATE_BASIS_FILE_NAME;
  say(doc, 3, date(2021, 7, 9, -1));
  ro_doc *docs[1] = {doc};
  ro_arena *arena = ro_arena_new(0);
  ro_resources resources = {.lexicon = no_lexicon(arena)};
  ro_story *story = ro_story_new(docs, 1);
  assert_int_equal(ro_reconcile_dates(&resources, story, arena), RO_OK);
  assert_int_equal(doc->meta.published.from, given);
  assert_int_equal(doc->notices.n, 1); /* told as past, a month later */
  ro_story_free(story);
  ro_arena_free(arena);
}

/* Weekdays alone fit every year: no day may be made up. */
static void weekdays_alone_tell_no_year(void **state) {
  (void)state;
  ro_doc *doc = report("a", "Varland and Osmark will meet on Friday said a speaker on Monday");
  say(doc, 6, weekday(RO_FRIDAY, 1));
  say(doc, 11, weekday(RO_MONDAY, -1));
  ro_interval found = solve(&doc, 1, 0);
  assert_int_equal(found.from, RO_NO_DATE);
  assert_int_equal(found.to, RO_NO_DATE);
}

static void nothing_known_stays_unknown(void **state) {
  (void)state;
  ro_doc *doc = report("a", "Osmark fell");
  assert_int_equal(solve(&doc, 1, 0).from, RO_NO_DATE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_latest_past_weekday_is_near),
      cmocka_unit_test(a_full_date_with_a_weekday_gives_the_day),
      cmocka_unit_test(shared_words_share_the_day),
      cmocka_unit_test(a_given_day_stays),
      cmocka_unit_test(weekdays_alone_tell_no_year),
      cmocka_unit_test(nothing_known_stays_unknown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
