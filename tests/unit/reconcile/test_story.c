/* Whole small stories: contacts followed from plan to outcome, days of publication, and that
 * neither the order of reports nor a second reading changes anything. */
#include "present/present.h"
#include "support/story.h"

/* Announced, then held: one incident with both in its history. */
static void a_meeting_planned_and_held_is_one(void **state) {
  static const test_report reports[] = {
      {"a.txt",
       "Norwegian foreign minister Kari Lund will meet Kenyan foreign minister Joseph Otieno in "
       "Geneva on Thursday.\n",
       2022, 3, 7},
      {"b.txt",
       "Norwegian foreign minister Kari Lund met Kenyan foreign minister Joseph Otieno in Geneva "
       "on Thursday.\n",
       2022, 3, 11},
  };
  ro_story *story = TEST_STORY(*state, reports);
  assert_int_equal(story->incidents.n, 1);
  const ro_incident *i = &story->incidents.at[0];
  assert_int_equal(i->type, RO_EVENT_CONSULT);
  assert_int_equal(i->channel, RO_CHANNEL_MEETING);
  assert_int_equal(i->status, RO_STATUS_HAPPENED);
  assert_int_equal(i->date.from, ro_date_make(2022, 3, 10));
  assert_int_equal(i->history.n, 2);
  assert_int_equal(i->history.at[0].status, RO_STATUS_PLANNED);
  assert_int_equal(i->history.at[1].status, RO_STATUS_HAPPENED);
  assert_int_equal(i->actors.n, 2);
  ro_story_free(story);
}

/* The date line of one report and the words it shares with another give no more than they tell. */
static void a_date_in_the_text_dates_the_report(void **state) {
  static const test_report reports[] = {
      {"a.txt", "Tuesday 8 March 2022\n\nNorway closed its border on Monday.\n", 0, 0, 0},
  };
  ro_story *story = TEST_STORY(*state, reports);
  assert_int_equal(story->docs[0]->meta.published.from, ro_date_make(2022, 3, 8));
  assert_int_equal(story->docs[0]->meta.published_basis, RO_DATE_BASIS_TEXT);
  assert_int_equal(story->docs[0]->times.n, 2);
  assert_int_equal(story->docs[0]->times.at[1].interval.from, ro_date_make(2022, 3, 7));
  ro_story_free(story);
}

static const test_report four[] = {
    {"a.txt",
     "Norway promised on Monday to withdraw its ships if Kenya releases the crew. Kenya's army put "
     "the crew at 12 sailors.\n",
     2022, 3, 7},
    {"b.txt",
     "Norway accused Kenya of holding 14 sailors. Kenya rejected the charge. Kari Lund will meet "
     "Joseph Otieno on Friday.\n",
     2022, 3, 8},
    {"c.txt", "It is unclear whether Kenya will release the crew. Norway withdrew two ships.\n", 0,
     0, 0},
    {"d.txt", "Norway said on Tuesday that 12 sailors had been held since Sunday.\n", 2022, 3, 9},
};

static ro_buf printed(const ro_engine *engine, const test_report *reports, uint32_t n) {
  static const ro_made_by nothing = {NULL, 0};
  ro_buf out = {0};
  ro_story *story = test_story(engine, reports, n);
  assert_int_equal(ro_print_story(story, &nothing, &out), RO_OK);
  ro_story_free(story);
  return out;
}

static void order_of_reports_changes_nothing(void **state) {
  test_report other[4];
  ro_buf first = printed(*state, four, 4);
  for (uint32_t shift = 0; shift < 4; shift++) {
    for (uint32_t i = 0; i < 4; i++) other[i] = four[(3 * i + shift) % 4];
    ro_buf second = printed(*state, other, 4);
    assert_int_equal(first.len, second.len);
    assert_memory_equal(first.data, second.data, first.len);
    ro_buf_free(&second);
  }
  ro_buf_free(&first);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_meeting_planned_and_held_is_one),
      cmocka_unit_test(a_date_in_the_text_dates_the_report),
      cmocka_unit_test(order_of_reports_changes_nothing),
  };
  return cmocka_run_group_tests(tests, open_engine, close_engine);
}
