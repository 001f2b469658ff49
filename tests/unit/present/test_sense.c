/* What reads well, what is the same, and how a line is tidied. */
#include "support/test.h"

#include "present/sense.h"

static void statements_have_a_verb_of_their_own(void **state) {
  (void)state;
  assert_true(ro_sense_is_statement(RO_STR("blamed Osmark for the delay")));
  assert_true(ro_sense_is_statement(RO_STR("the harbour would open on Friday")));
  assert_true(ro_sense_is_statement(RO_STR("they believe the crew is safe")));
  assert_true(ro_sense_is_statement(RO_STR("Varland wants the ships back")));
  assert_false(ro_sense_is_statement(RO_STR("with the president of Varland")));
  assert_false(ro_sense_is_statement(RO_STR("limiting its ambitions was said")));
  assert_false(ro_sense_is_statement(RO_STR("the likelihood that war will come")));
  assert_false(ro_sense_is_statement(RO_STR("fears of a coming storm")));
  assert_false(ro_sense_is_statement(RO_STR("whether a meeting would take place")));
  assert_false(ro_sense_is_statement(RO_STR("has ended")));
  assert_false(ro_sense_is_statement(RO_STR("")));
}

static void free_ones_need_no_sentence_before(void **state) {
  (void)state;
  assert_true(ro_sense_is_free(RO_STR("Varland closed its ports on Friday.")));
  assert_false(ro_sense_is_free(RO_STR("She said the ports were closed.")));
  assert_false(ro_sense_is_free(RO_STR("It’s said the ports were closed.")));
  assert_false(ro_sense_is_free(RO_STR("“The ports were closed,” said nobody.")));
  assert_false(ro_sense_is_free(RO_STR("However it has closed its ports.")));
  assert_true(ro_sense_is_free(RO_STR("However Varland has closed its ports.")));
  assert_false(ro_sense_is_free(RO_STR("to meet on Thursday as was said")));
  assert_false(ro_sense_is_free(RO_STR("Varland has closed which ports now?")));
}

static void labels_name_a_happening(void **state) {
  (void)state;
  assert_true(ro_sense_is_label(RO_STR("Planned talks between Varland and Osmark")));
  assert_false(ro_sense_is_label(RO_STR("The second meeting of them")));
  assert_false(ro_sense_is_label(RO_STR("Proposed meeting")));
  assert_false(ro_sense_is_label(RO_STR("Half of those sent to Varland")));
  assert_false(ro_sense_is_label(RO_STR("Varland met by all that we have")));
  assert_false(ro_sense_is_label(RO_STR("Withdrawal from of the river by Osmark")));
  assert_false(ro_sense_is_label(RO_STR("Lund is prepared to do")));
  assert_false(ro_sense_is_label(RO_STR("For a deadly landing in Varland")));
  assert_false(ro_sense_is_label(RO_STR("Varland agreed that it was vital …")));
}

static void near_repeats_are_the_same(void **state) {
  (void)state;
  assert_true(ro_sense_is_same(RO_STR("Varland closed its ports to foreign ships"),
                               RO_STR("Varland has closed ports to all foreign ships, it said")));
  assert_false(ro_sense_is_same(RO_STR("Varland closed its ports to foreign ships"),
                                RO_STR("Osmark opened its airspace on Sunday")));
  assert_false(ro_sense_is_same(RO_STR(""), RO_STR("")));
}

static void texts_share_words(void **state) {
  (void)state;
  assert_true(ro_sense_shares(RO_STR("an Osmarkian landing"), RO_STR("feared landing on Skarn")));
  assert_false(ro_sense_shares(RO_STR("with the ships that"), RO_STR("that talk with them")));
}

static void vague_things_are_not_counted(void **state) {
  (void)state;
  assert_true(ro_sense_is_vague(RO_STR("People")));
  assert_true(ro_sense_is_vague(RO_STR("sums of money")));
  assert_false(ro_sense_is_vague(RO_STR("people missing in Port Tresk")));
  assert_false(ro_sense_is_vague(RO_STR("soldiers")));
}

static void lines_are_tidied(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0);
  assert_str(ro_sense_tidy(arena, RO_STR("But Osmark refused,")), "Osmark refused");
  assert_str(ro_sense_tidy(arena, RO_STR("Meanwhile, Osmark refused")), "Osmark refused");
  assert_str(ro_sense_tidy(arena, RO_STR("Still waters run deep")), "Still waters run deep");
  assert_str(ro_sense_tidy(arena, RO_STR("that it was “ready")), "it was “ready”");
  assert_str(ro_sense_tidy(arena, RO_STR("it is ready”")), "it is ready");
  assert_str(ro_sense_tidy(arena, RO_STR("called it \"a trick")), "called it \"a trick\"");
  assert_str(ro_sense_tidy(arena, RO_STR("“We are ready,”")), "“We are ready”");
  assert_str(ro_sense_tidy(arena, RO_STR("")), "");
  ro_arena_free(arena);
}

static void sentences_end_at_their_marks(void **state) {
  (void)state;
  ro_str text = RO_STR("One came. Mr. Halden said the J. Rusk plan failed. Then all left.\nEnd");
  size_t at = ro_str_find(text, RO_STR("plan"));
  assert_str(ro_sense_sentence(text, at, at + 4), "Mr. Halden said the J. Rusk plan failed.");
  ro_str wrapped = RO_STR("Title\n\nThe ports of Varland\nwere closed.\nThen");
  at = ro_str_find(wrapped, RO_STR("were"));
  assert_str(ro_sense_sentence(wrapped, at, at + 4), "The ports of Varland\nwere closed.");
  at = ro_str_find(text, RO_STR("End"));
  assert_str(ro_sense_sentence(text, at, at + 3), "End");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(statements_have_a_verb_of_their_own),
      cmocka_unit_test(free_ones_need_no_sentence_before),
      cmocka_unit_test(labels_name_a_happening),
      cmocka_unit_test(near_repeats_are_the_same),
      cmocka_unit_test(texts_share_words),
      cmocka_unit_test(vague_things_are_not_counted),
      cmocka_unit_test(lines_are_tidied),
      cmocka_unit_test(sentences_end_at_their_marks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
