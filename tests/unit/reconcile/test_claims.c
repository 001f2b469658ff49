/* Claims: who says what, how many told it independently, and how likely the speaker calls it. */
#include "support/story.h"

static const ro_claim *claim_of(const ro_story *story, const char *words) {
  for (uint32_t i = 0; i < story->claims.n; i++)
    if (test_has(story->claims.at[i].says, words)) return &story->claims.at[i];
  return NULL;
}

static void copies_are_one_origin(void **state) {
  static const char text[] =
      "At least 300 people left the port on Sunday, the mayor said, and the harbour was closed "
      "until further notice. He said that two ships had been turned back and that the harbour "
      "police was waiting for orders from the capital.\n";
  const test_report reports[] = {{"a.txt", text, 2022, 3, 7}, {"b.txt", text, 2022, 3, 7}};
  ro_story *story = TEST_STORY(*state, reports);
  assert_int_equal(story->family[1], 0);
  const ro_claim *claim = claim_of(story, "two ships had been turned back");
  assert_non_null(claim);
  assert_int_equal(claim->reports, 2);
  assert_int_equal(claim->origins, 1);
  ro_story_free(story);
}

static void one_saying_in_two_wordings_is_one_claim(void **state) {
  static const test_report reports[] = {
      {"a.txt", "Norway will close the port on Friday, foreign minister Kari Lund said.\n", 2022, 3,
       7},
      {"b.txt", "Kari Lund told reporters in Geneva that Norway would close the port on Friday.\n",
       2022, 3, 7},
  };
  ro_story *story = TEST_STORY(*state, reports);
  const ro_claim *claim = claim_of(story, "close the port");
  assert_non_null(claim);
  assert_int_equal(claim->reports, 2);
  assert_int_equal(claim->holders.n, 1);
  assert_int_equal(claim->holders.at[0], test_entity(story, "Kari Lund"));
  assert_int_equal(claim->basis, RO_BASIS_ON_RECORD);
  ro_story_free(story);
}

static void the_speakers_likelihood_is_kept(void **state) {
  static const test_report reports[] = {
      {"a.txt",
       "It is very likely that Kenya will attack Norway, American intelligence officials said.\n",
       2022, 3, 7},
  };
  ro_story *story = TEST_STORY(*state, reports);
  const ro_claim *claim = claim_of(story, "Kenya will attack Norway");
  assert_non_null(claim);
  assert_str(claim->likelihood, "very likely");
  assert_true(claim->basis != RO_BASIS_ON_RECORD);
  ro_story_free(story);
}

static void every_claim_has_evidence(void **state) {
  static const test_report reports[] = {
      {"a.txt", "Norway said the port was safe. \"We are ready,\" Kari Lund told reporters.\n",
       2022, 3, 7},
      {"b.txt", "Kenya warned that the port was closed. Norway said the port was safe.\n", 2022, 3,
       8},
  };
  ro_story *story = TEST_STORY(*state, reports);
  assert_true(story->claims.n >= 2);
  for (uint32_t i = 0; i < story->claims.n; i++) {
    const ro_claim *claim = &story->claims.at[i];
    assert_true(claim->evidence.n >= 1 && claim->reports >= 1);
    assert_true(claim->origins >= 1 && claim->origins <= claim->reports);
  }
  ro_story_free(story);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(copies_are_one_origin),
      cmocka_unit_test(one_saying_in_two_wordings_is_one_claim),
      cmocka_unit_test(the_speakers_likelihood_is_kept),
      cmocka_unit_test(every_claim_has_evidence),
  };
  return cmocka_run_group_tests(tests, open_engine, close_engine);
}
