/* Indicators: signs with their direction, seen only in reports of a crisis. */
#include "support/story.h"

#define CRISIS \
  "Norway has massed 20,000 troops near the border with Sweden. Norwegian tanks were deployed " \
  "along the border on Sunday. Norwegian forces shelled a Swedish village on Sunday. Norwegian " \
  "forces attacked a bridge on Saturday."

static const ro_indicator *indicator_of(const ro_story *story, const char *name) {
  for (uint32_t i = 0; i < story->indicators.n; i++)
    if (ro_str_is(story->indicators.at[i].name, name)) return &story->indicators.at[i];
  return NULL;
}

static void signs_have_a_direction_and_days(void **state) {
  static const test_report reports[] = {
      {"a.txt", CRISIS "\n", 2022, 3, 7},
      {"b.txt", CRISIS " The troops will return to their bases.\n", 2022, 3, 9},
  };
  ro_story *story = TEST_STORY(*state, reports);
  const ro_indicator *built_up = indicator_of(story, "forces built up near a border");
  const ro_indicator *back = indicator_of(story, "forces return to bases");
  assert_non_null(built_up);
  assert_non_null(back);
  assert_true(built_up->is_escalation && !back->is_escalation);
  assert_int_equal(built_up->seen.from, ro_date_make(2022, 3, 7));
  assert_int_equal(built_up->seen.to, ro_date_make(2022, 3, 9));
  assert_int_equal(back->seen.from, ro_date_make(2022, 3, 9));
  assert_true(built_up < back); /* escalation first */
  ro_story_free(story);
}

static void a_match_report_has_none(void **state) {
  static const test_report reports[] = {
      {"a.txt",
       "Norway attacked well on Sunday and beat Sweden 3-1. The attack was led by Lund. Sweden "
       "deployed three strikers and threatened the goal. Norway defended the lead.\n",
       2022, 3, 7},
  };
  ro_story *story = TEST_STORY(*state, reports);
  assert_int_equal(story->indicators.n, 0);
  ro_story_free(story);
}

static void every_sign_has_evidence(void **state) {
  static const test_report reports[] = {{"a.txt", CRISIS "\n", 2022, 3, 7}};
  ro_story *story = TEST_STORY(*state, reports);
  assert_true(story->indicators.n >= 3);
  for (uint32_t i = 0; i < story->indicators.n; i++) {
    const ro_indicator *sign = &story->indicators.at[i];
    assert_true(sign->evidence.n >= 1 && sign->id.len && sign->rule);
    assert_true(sign->seen.from <= sign->seen.to);
  }
  ro_story_free(story);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(signs_have_a_direction_and_days),
      cmocka_unit_test(a_match_report_has_none),
      cmocka_unit_test(every_sign_has_evidence),
  };
  return cmocka_run_group_tests(tests, open_engine, close_engine);
}
