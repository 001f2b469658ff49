#include "support/test.h"

#include <math.h>

#include "base/date.h"
#include "base/rows.h"
#include "present/words.h"

typedef struct {
  ro_arena *arena;
  ro_story story;
  ro_words words;
} fixture;

static void add_entity(fixture *f, const char *name, ro_mention_type type) {
  ro_entity *e = RO_ADD(f->arena, &f->story.entities);
  *e = (ro_entity){.name = ro_str_from(name), .type = type};
}

static int set_up(void **state) {
  static fixture f;
  f = (fixture){.arena = ro_arena_new(0)};
  add_entity(&f, "Ilse Brandvik", RO_MENTION_PER);
  add_entity(&f, "United Isles", RO_MENTION_GPE);
  add_entity(&f, "Tor Halden", RO_MENTION_PER);
  add_entity(&f, "Jan Halden", RO_MENTION_PER);
  add_entity(&f, "United Isles", RO_MENTION_GPE);
  ro_role *role = RO_ADD(f.arena, &f.story.entities.at[0].roles);
  *role = (ro_role){.role = RO_STR("president"), .of = 1};
  ro_words_open(&f.story, f.arena, &f.words);
  f.words.year = 2024;
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  ro_arena_free(((fixture *)*state)->arena);
  return 0;
}

static void a_name_is_full_once(void **state) {
  fixture *f = *state;
  assert_str(ro_words_entity(&f->words, 0), "Ilse Brandvik (president of the United Isles)");
  assert_str(ro_words_entity(&f->words, 0), "Brandvik");
  assert_str(ro_words_entity(&f->words, 2), "Tor Halden");
  assert_str(ro_words_entity(&f->words, 2), "Tor Halden"); /* another Halden is about */
  assert_str(ro_words_entity(&f->words, RO_NONE), "");
}

static void offices_are_plain(void **state) {
  fixture *f = *state;
  ro_role *role = RO_ADD(f->arena, &f->story.entities.at[2].roles);
  *role = (ro_role){.role = RO_STR("spokesman"), .of = 1};
  assert_str(ro_words_entity(&f->words, 2), "Tor Halden (spokesman, United Isles)");
  role = RO_ADD(f->arena, &f->story.entities.at[3].roles);
  *role = (ro_role){.role = RO_STR("us secretary of state"), .of = 1};
  assert_str(ro_words_entity(&f->words, 3), "Jan Halden (secretary of state of the United Isles)");
}

static void lists_are_read_aloud(void **state) {
  fixture *f = *state;
  ro_indexes list = {0};
  for (uint32_t i = 1; i < 4; i++) ro_indexes_add(f->arena, &list, i);
  assert_str(ro_words_entities(&f->words, &list, 4), "United Isles, Tor Halden and Jan Halden");
  assert_str(ro_words_entities(&f->words, &list, 1), "United Isles and 2 others");
  ro_indexes twice = {0};
  ro_indexes_add(f->arena, &twice, 1);
  ro_indexes_add(f->arena, &twice, 4);
  assert_str(ro_words_entities(&f->words, &twice, 4), "United Isles"); /* told once */
}

static void dates_are_short_and_whole(void **state) {
  fixture *f = *state;
  ro_date a = ro_date_make(2024, 3, 8), b = ro_date_make(2024, 3, 12);
  assert_str(ro_words_date(&f->words, (ro_interval){a, a}), "Friday 8 March");
  assert_str(ro_words_date(&f->words, (ro_interval){a, b}), "8–12 March");
  assert_str(ro_words_date(&f->words, (ro_interval){RO_NO_DATE, b}), "until 12 March");
  assert_str(ro_words_date(&f->words, (ro_interval){a, RO_NO_DATE}), "since 8 March");
  assert_str(ro_words_date(&f->words, (ro_interval){RO_NO_DATE, RO_NO_DATE}), "");
  ro_interval year = {ro_date_make(2014, 1, 1), ro_date_make(2014, 12, 31)};
  assert_str(ro_words_date(&f->words, year), "2014");
  ro_interval month = {ro_date_make(2023, 12, 1), ro_date_make(2023, 12, 31)};
  assert_str(ro_words_date(&f->words, month), "December 2023");
  ro_date other = ro_date_make(2019, 5, 1);
  assert_str(ro_words_date(&f->words, (ro_interval){other, other}), "Wednesday 1 May 2019");
}

static void figures_keep_their_bounds(void **state) {
  fixture *f = *state;
  double open = (double)NAN;
  assert_str(ro_words_figure(&f->words, 9000, open, RO_COMPARATOR_AT_LEAST, RO_STR("persons")),
             "at least 9,000");
  assert_str(ro_words_figure(&f->words, open, 12000, RO_COMPARATOR_UP_TO, RO_STR("persons")),
             "up to 12,000");
  assert_str(ro_words_figure(&f->words, 20000, 99999, RO_COMPARATOR_VAGUE, RO_STR("persons")),
             "20,000–99,999");
  assert_str(ro_words_figure(&f->words, 75, 75, RO_COMPARATOR_ABOUT, RO_STR("percent")),
             "about 75%");
  assert_str(ro_words_figure(&f->words, 1.5e9, 1.5e9, RO_COMPARATOR_EXACTLY, RO_STR("USD")),
             "1.5 billion USD");
  assert_str(ro_words_figure(&f->words, 0.5, 0.5, RO_COMPARATOR_EXACTLY, RO_STR("km")), "0.5 km");
}

static void capitals(void **state) {
  fixture *f = *state;
  assert_str(ro_words_capital(f->arena, RO_STR("talks")), "Talks");
  assert_str(ro_words_capital(f->arena, RO_STR("Talks")), "Talks");
  assert_str(ro_words_capital(f->arena, RO_STR("")), "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_name_is_full_once, set_up, tear_down),
      cmocka_unit_test_setup_teardown(offices_are_plain, set_up, tear_down),
      cmocka_unit_test_setup_teardown(lists_are_read_aloud, set_up, tear_down),
      cmocka_unit_test_setup_teardown(dates_are_short_and_whole, set_up, tear_down),
      cmocka_unit_test_setup_teardown(figures_keep_their_bounds, set_up, tear_down),
      cmocka_unit_test_setup_teardown(capitals, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
