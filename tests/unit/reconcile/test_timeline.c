/* The timeline: sorted by day, one entry a happening, no day out of nothing. */
#include "support/story.h"

static void entries_are_sorted_and_joined(void **state) {
  static const test_report reports[] = {
      {"a.txt",
       "On 5 March Kenya recalled its ambassador. On 2 March 2022 Norway closed its border.\n",
       2022, 3, 9},
      {"b.txt", "Kenya recalled its ambassador to Norway on Saturday.\n", 2022, 3, 6},
  };
  ro_story *story = TEST_STORY(*state, reports);
  uint32_t on_second = 0, on_fifth = 0;
  for (uint32_t i = 0; i < story->timeline.n; i++) {
    const ro_entry *e = &story->timeline.at[i];
    on_second += e->date.from == ro_date_make(2022, 3, 2);
    on_fifth += e->date.from == ro_date_make(2022, 3, 5);
    if (i) assert_true(story->timeline.at[i - 1].date.from <= e->date.from);
    assert_true(e->evidence.n >= 1 && e->text.len > 0);
    if (e->date.from == e->date.to) assert_str(e->precision, "day");
  }
  assert_int_equal(on_second, 1);
  assert_int_equal(on_fifth, 1); /* both reports tell one recall */
  ro_story_free(story);
}

static void what_will_be_is_not_told_as_done(void **state) {
  static const test_report reports[] = {
      {"a.txt",
       "Norwegian foreign minister Kari Lund will meet Kenyan foreign minister Joseph Otieno in "
       "Geneva on Thursday.\n",
       2022, 3, 7},
  };
  ro_story *story = TEST_STORY(*state, reports);
  assert_int_equal(story->timeline.n, 1);
  assert_int_equal(story->timeline.at[0].date.from, ro_date_make(2022, 3, 10));
  assert_int_equal(story->timeline.at[0].status, RO_STATUS_PLANNED);
  ro_story_free(story);
}

/* A weekday alone tells no year: the entry is left out, not dated by guess. */
static void no_day_without_a_clue(void **state) {
  static const test_report reports[] = {
      {"a.txt", "Norway's parliament met on Thursday. It will vote next week.\n", 0, 0, 0},
  };
  ro_story *story = TEST_STORY(*state, reports);
  assert_int_equal(story->docs[0]->meta.published.from, RO_NO_DATE);
  for (uint32_t i = 0; i < story->timeline.n; i++)
    assert_int_equal(story->timeline.at[i].date.from, RO_NO_DATE);
  for (uint32_t i = 0; i < story->incidents.n; i++)
    assert_int_equal(story->incidents.at[i].date.from, RO_NO_DATE);
  ro_story_free(story);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(entries_are_sorted_and_joined),
      cmocka_unit_test(what_will_be_is_not_told_as_done),
      cmocka_unit_test(no_day_without_a_clue),
  };
  return cmocka_run_group_tests(tests, open_engine, close_engine);
}
