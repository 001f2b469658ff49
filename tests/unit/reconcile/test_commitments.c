/* Commitments: one promise in several wordings, its condition, what became of it. */
#include "support/story.h"

static void two_wordings_are_one_promise(void **state) {
  static const test_report reports[] = {
      {"a.txt",
       "Norway promised on Monday to withdraw its ships from the strait if Kenya releases the "
       "crew.\nNorway's foreign minister Kari Lund made the offer in Geneva.\n",
       2022, 3, 7},
      {"b.txt",
       "Foreign minister Kari Lund said on Monday that Norway would pull its ships out of the "
       "strait, provided that Kenya frees the crew.\n",
       2022, 3, 7},
  };
  ro_story *story = TEST_STORY(*state, reports);
  assert_int_equal(story->commitments.n, 1);
  const ro_commitment *c = &story->commitments.at[0];
  assert_int_equal(c->who.n, 1);
  assert_int_equal(c->who.at[0], test_entity(story, "Norway"));
  assert_true(test_has(c->what, "its ships") && test_has(c->condition, "Kenya"));
  assert_int_equal(c->status, RO_COMMITMENT_OPEN);
  assert_true(c->depends_on.n >= 1);
  assert_int_equal(c->stated_by.n, 2);
  ro_story_free(story);
}

/* The report that leaves the condition out is named, and so is the difference. */
static void a_condition_left_out_is_told(void **state) {
  static const test_report reports[] = {
      {"a.txt",
       "Norway promised on Monday to withdraw its ships from the strait if Kenya releases the "
       "crew.\n",
       2022, 3, 7},
      {"b.txt",
       "Norway will withdraw its ships from the strait, foreign minister Kari Lund said on "
       "Monday.\n",
       2022, 3, 8},
  };
  ro_story *story = TEST_STORY(*state, reports);
  assert_int_equal(story->commitments.n, 1);
  const ro_commitment *c = &story->commitments.at[0];
  assert_true(test_has(c->condition, "Kenya"));
  assert_int_equal(c->omitted_by.n, 1);
  assert_string_equal(story->docs[c->omitted_by.at[0]]->meta.path.data, "b.txt");
  assert_int_equal(story->conflicts.n, 1);
  assert_int_equal(story->conflicts.at[0].kind, RO_CONFLICT_FACT);
  assert_true(story->conflicts.at[0].sides.n == 2);
  ro_story_free(story);
}

/* The verb of the promise is kept: "to withdraw ships" is nothing that anybody says. */
static void a_promise_keeps_its_verb(void **state) {
  static const test_report reports[] = {
      {"a.txt", "Norway will withdraw its ships from the strait if Kenya frees the crew.\n", 2022,
       3, 7},
  };
  ro_story *story = TEST_STORY(*state, reports);
  assert_int_equal(story->commitments.n, 1);
  assert_true(test_has(story->commitments.at[0].what, "withdraw its ships from the strait"));
  assert_true(test_has(story->commitments.at[0].condition, "Kenya frees the crew"));
  ro_story_free(story);
}

static void unless_is_a_condition_too(void **state) {
  static const test_report reports[] = {
      {"a.txt",
       "Unless Norway withdraws its troops, Sweden will close its border, Sweden's prime minister "
       "said.\n",
       2022, 3, 7},
  };
  ro_story *story = TEST_STORY(*state, reports);
  assert_int_equal(story->commitments.n, 1);
  const ro_commitment *c = &story->commitments.at[0];
  assert_int_equal(c->who.at[0], test_entity(story, "Sweden"));
  assert_true(test_has(c->what, "close its border"));
  assert_true(test_has(c->condition, "Norway withdraws its troops"));
  ro_story_free(story);
}

static void a_broken_promise_is_broken(void **state) {
  static const test_report reports[] = {
      {"a.txt", "Norway promised to withdraw its ships from the strait by Friday.\n", 2022, 3, 7},
      {"b.txt", "Norway broke its promise to withdraw its ships from the strait.\n", 2022, 3, 12},
  };
  ro_story *story = TEST_STORY(*state, reports);
  assert_int_equal(story->commitments.n, 1);
  assert_int_equal(story->commitments.at[0].status, RO_COMMITMENT_BROKEN);
  ro_story_free(story);
}

static void what_nobody_promised_is_no_commitment(void **state) {
  static const test_report reports[] = {
      {"a.txt", "Norway closed its border on Sunday. The price of fish rose in Sweden.\n", 2022, 3,
       7},
  };
  ro_story *story = TEST_STORY(*state, reports);
  assert_int_equal(story->commitments.n, 0);
  ro_story_free(story);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_wordings_are_one_promise),
      cmocka_unit_test(a_condition_left_out_is_told),
      cmocka_unit_test(a_promise_keeps_its_verb),
      cmocka_unit_test(unless_is_a_condition_too),
      cmocka_unit_test(a_broken_promise_is_broken),
      cmocka_unit_test(what_nobody_promised_is_no_commitment),
  };
  return cmocka_run_group_tests(tests, open_engine, close_engine);
}
