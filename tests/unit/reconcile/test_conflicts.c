/* Conflicts: claim and denial, figures that cannot both be true, plans that changed; and reports
 * that agree make none. */
#include "support/story.h"

static const ro_conflict *conflict_of(const ro_story *story, ro_conflict_kind kind) {
  for (uint32_t i = 0; i < story->conflicts.n; i++)
    if (story->conflicts.at[i].kind == kind) return &story->conflicts.at[i];
  return NULL;
}

static void a_denial_in_one_report_is_a_conflict(void **state) {
  static const test_report reports[] = {
      {"a.txt",
       "Norway accused Kenya of shelling a school near the border. Kenya rejected the charge.\n",
       2022, 3, 7},
  };
  ro_story *story = TEST_STORY(*state, reports);
  const ro_conflict *k = conflict_of(story, RO_CONFLICT_DENIAL);
  assert_non_null(k);
  assert_int_equal(k->sides.n, 2);
  assert_int_equal(k->sides.at[0].holder, test_entity(story, "Norway"));
  assert_int_equal(k->sides.at[1].holder, test_entity(story, "Kenya"));
  assert_true(k->explained_by & RO_BY_SOURCE);
  ro_story_free(story);
}

static void a_feared_attack_that_is_denied(void **state) {
  static const test_report reports[] = {
      {"a.txt",
       "The invasion of Norway by Kenya will begin this week, American officials said on Monday. "
       "Kenya denied that it planned to attack Norway.\n",
       2022, 3, 7},
      {"b.txt",
       "Kenya will attack Norway within days, American officials said on Monday.\n"
       "Kenya's foreign minister denied that Kenya would attack Norway.\n",
       2022, 3, 8},
  };
  ro_story *story = TEST_STORY(*state, reports);
  const ro_conflict *k = conflict_of(story, RO_CONFLICT_DENIAL);
  assert_non_null(k);
  assert_true(k->sides.n >= 2);
  for (uint32_t i = 0; i < k->sides.n; i++) { /* "denied that it planned to" is a denial */
    ro_str holder = story->entities.at[k->sides.at[i].holder].name;
    bool is_of_kenya = ro_str_starts(holder, RO_STR("Kenya"));
    assert_int_equal(k->sides.at[i].stance == k->sides.at[0].stance, !is_of_kenya);
  }
  ro_story_free(story);
}

static void two_counts_of_one_thing(void **state) {
  static const test_report reports[] = {
      {"a.txt",
       "At least 200 people were killed in the shelling of the port on Sunday, Norway said.\n",
       2022, 3, 7},
      {"b.txt",
       "Some 450 people were killed in the shelling of the port on Sunday, Kenya's army said.\n",
       2022, 3, 7},
  };
  ro_story *story = TEST_STORY(*state, reports);
  const ro_conflict *k = conflict_of(story, RO_CONFLICT_FIGURE);
  assert_non_null(k);
  assert_int_equal(k->sides.n, 2);
  assert_true(k->explained_by & RO_BY_SOURCE);
  ro_story_free(story);
}

static void a_plan_called_off_is_an_update(void **state) {
  static const test_report reports[] = {
      {"a.txt",
       "Norwegian foreign minister Kari Lund will meet Kenyan foreign minister Joseph Otieno on "
       "Thursday.\n",
       2022, 3, 7},
      {"b.txt", "The planned meeting between Kari Lund and Joseph Otieno was called off.\n", 2022,
       3, 8},
  };
  ro_story *story = TEST_STORY(*state, reports);
  const ro_conflict *k = conflict_of(story, RO_CONFLICT_UPDATE);
  assert_non_null(k);
  assert_true(k->explained_by & RO_BY_DATES);
  ro_story_free(story);
}

static void reports_that_agree_are_in_no_conflict(void **state) {
  static const test_report reports[] = {
      {"a.txt", "Norway closed the port on Sunday. About 200 people left, Kari Lund said.\n", 2022,
       3, 7},
      {"b.txt", "The port was closed by Norway on Sunday. Around 200 people left.\n", 2022, 3, 7},
  };
  ro_story *story = TEST_STORY(*state, reports);
  assert_int_equal(story->conflicts.n, 0);
  ro_story_free(story);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_denial_in_one_report_is_a_conflict),
      cmocka_unit_test(a_feared_attack_that_is_denied),
      cmocka_unit_test(two_counts_of_one_thing),
      cmocka_unit_test(a_plan_called_off_is_an_update),
      cmocka_unit_test(reports_that_agree_are_in_no_conflict),
  };
  return cmocka_run_group_tests(tests, open_engine, close_engine);
}
