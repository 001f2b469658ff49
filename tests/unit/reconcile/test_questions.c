/* Open questions: what the reports themselves leave open, each with the words it rests on. */
#include "support/story.h"

static bool is_asked(const ro_story *story, const char *words) {
  for (uint32_t i = 0; i < story->questions.n; i++)
    if (test_has(story->questions.at[i].question, words)) return true;
  return false;
}

static void what_a_report_calls_unclear(void **state) {
  static const test_report reports[] = {
      {"a.txt",
       "It is not clear whether Kenya will open the port. It remains unknown who ordered the "
       "attack on the bridge.\n",
       2022, 3, 7},
  };
  ro_story *story = TEST_STORY(*state, reports);
  assert_true(is_asked(story, "whether Kenya will open the port"));
  assert_true(is_asked(story, "who ordered the attack on the bridge"));
  for (uint32_t i = 0; i < story->questions.n; i++)
    assert_true(story->questions.at[i].evidence.n >= 1);
  ro_story_free(story);
}

static void a_condition_nobody_reports_met(void **state) {
  static const test_report reports[] = {
      {"a.txt",
       "Norway promised on Monday to withdraw its ships from the strait if Kenya releases the "
       "crew.\n",
       2022, 3, 7},
  };
  ro_story *story = TEST_STORY(*state, reports);
  assert_true(is_asked(story, "whether Kenya releases the crew"));
  ro_story_free(story);
}

static void what_is_plain_raises_no_question(void **state) {
  static const test_report reports[] = {
      {"a.txt", "Norway closed its border on Sunday. Kenya recalled its ambassador.\n", 2022, 3, 7},
  };
  ro_story *story = TEST_STORY(*state, reports);
  assert_int_equal(story->questions.n, 0);
  ro_story_free(story);
}

/* However much is unclear, a reader gets twelve questions at most, and none twice. */
static void few_questions_none_twice(void **state) {
  static const char *const texts[] = {
      "It is unclear whether Norway will pay. It is unclear whether Kenya will wait. It is unclear "
      "who closed the port. It is not known why the ship sank.\n",
      "It is unclear whether Norway will pay. It is unclear whether Sweden will help. It is not "
      "known where the crew is. It is not known how many people left.\n",
      "It is unclear when talks will begin. It is unclear whether Norway will pay. It is not known "
      "what Kenya wants. It is unclear whether the road is open.\n"};
  test_report reports[6];
  static const char *const paths[] = {"a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt"};
  for (int i = 0; i < 6; i++) reports[i] = (test_report){paths[i], texts[i % 3], 2022, 3, 7 + i};
  ro_story *story = TEST_STORY(*state, reports);
  assert_in_range(story->questions.n, 1, 12);
  for (uint32_t i = 0; i < story->questions.n; i++)
    for (uint32_t k = 0; k < i; k++)
      assert_false(ro_str_equal(story->questions.at[i].question, story->questions.at[k].question));
  ro_story_free(story);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_a_report_calls_unclear),
      cmocka_unit_test(a_condition_nobody_reports_met),
      cmocka_unit_test(what_is_plain_raises_no_question),
      cmocka_unit_test(few_questions_none_twice),
  };
  return cmocka_run_group_tests(tests, open_engine, close_engine);
}
