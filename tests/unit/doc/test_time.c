/* Meanings of time expressions and what they become with, and without, a day of publication. */
#include "support/test.h"

#include "doc/time.h"

typedef struct {
  ro_time_rule rule;
  const char *anchored, *from, *to, *unanchored;
} row;

#define RULE(k, u, ...) \
  { .kind = RO_TIME_RULE_##k, .unit = RO_UNIT_##u, .minute = -1, __VA_ARGS__ }

static void add(ro_doc *doc, ro_time_rule rule, uint32_t anchor) {
  ro_time *t = RO_ADD(doc->arena, &doc->times);
  if (t) *t = (ro_time){.meaning = rule, .anchor = anchor};
}

static void check(ro_doc *doc, const row *r, ro_date day, const char *value) {
  doc->times.n = 0;
  add(doc, r->rule, RO_NONE);
  assert_int_equal(ro_time_resolve(doc, 0, day), RO_OK);
  assert_string_equal(ro_str_copy(doc->arena, doc->times.at[0].value).data, value);
}

/* Anchor: Wednesday, 6 March 2024. */
static const row rows[] = {
    {RULE(WEEKDAY, DAY, .n = RO_MONDAY, .direction = -1), "2024-03-04", "2024-03-04", "2024-03-04",
     "XXXX-WXX-1"},
    {RULE(WEEKDAY, DAY, .n = RO_WEDNESDAY, .direction = -1), "2024-03-06", "2024-03-06",
     "2024-03-06", "XXXX-WXX-3"},
    {RULE(WEEKDAY, DAY, .n = RO_WEDNESDAY, .direction = -2), "2024-02-28", "2024-02-28",
     "2024-02-28", "XXXX-WXX-3"},
    {RULE(WEEKDAY, DAY, .n = RO_WEDNESDAY, .direction = 2), "2024-03-13", "2024-03-13",
     "2024-03-13", "XXXX-WXX-3"},
    {RULE(WEEKDAY, DAY, .n = RO_SATURDAY), "2024-03-09", "2024-03-09", "2024-03-09", "XXXX-WXX-6"},
    {RULE(WEEKDAY, DAY, .n = RO_FRIDAY, .month = 1, .day = -1), "2024-03-01", "2024-03-01",
     "2024-03-01", "XXXX-WXX-5"},
    {RULE(OFFSET, DAY, .n = -1, .part = RO_PART_NIGHT), "2024-03-05TNI", "2024-03-05", "2024-03-05",
     "XXXX-XX-XXTNI"},
    {RULE(OFFSET, WEEK, .n = -1), "2024-W09", "2024-02-26", "2024-03-03", "PAST_REF"},
    {RULE(OFFSET, WEEKEND, .direction = -1), "2024-W09-WE", "2024-03-02", "2024-03-03",
     "XXXX-WXX-WE"},
    {RULE(OFFSET, MONTH, .n = 1), "2024-04", "2024-04-01", "2024-04-30", "FUTURE_REF"},
    {RULE(OFFSET, YEAR, .n = 0), "2024", "2024-01-01", "2024-12-31", "PRESENT_REF"},
    {RULE(CALENDAR, DAY, .month = 3, .day = 16), "2024-03-16", "2024-03-16", "2024-03-16",
     "XXXX-03-16"},
    {RULE(CALENDAR, DAY, .month = 12, .day = 30, .direction = -1), "2023-12-30", "2023-12-30",
     "2023-12-30", "XXXX-12-30"},
    {RULE(CALENDAR, MONTH, .month = 12, .direction = -1), "2023-12", "2023-12-01", "2023-12-31",
     "XXXX-12"},
    {RULE(CALENDAR, QUARTER, .n = 4, .direction = -1), "2023-Q4", "2023-10-01", "2023-12-31",
     "XXXX-Q4"},
    {RULE(CALENDAR, MONTH, .month = 7, .year = RO_YEAR_OFFSET(-1)), "2023-07", "2023-07-01",
     "2023-07-31", "XXXX-07"},
    {RULE(CALENDAR, SEASON, .n = 1, .year = 2021), "2021-SU", "2021-06-01", "2021-08-31",
     "2021-SU"},
    {RULE(CALENDAR, DECADE, .year = 1990), "199", "1990-01-01", "1999-12-31", "199"},
    {RULE(HOLIDAY, DAY, .n = RO_HOLIDAY_EASTER, .year = 2024), "2024-03-31", "2024-03-31",
     "2024-03-31", "2024-03-31"},
    {{.kind = RO_TIME_RULE_CLOCK, .unit = RO_UNIT_DAY, .minute = 600},
     "2024-03-06T10:00",
     "2024-03-06",
     "2024-03-06",
     "XXXX-XX-XXT10:00"},
};

static void resolves_each_kind(void **state) {
  (void)state;
  ro_doc *doc = ro_doc_new();
  assert_non_null(doc);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    check(doc, &rows[i], ro_date_make(2024, 3, 6), rows[i].anchored);
    ro_interval interval = doc->times.at[0].interval;
    assert_string_equal(ro_date_print(doc->arena, interval.from).data, rows[i].from);
    assert_string_equal(ro_date_print(doc->arena, interval.to).data, rows[i].to);
    check(doc, &rows[i], RO_NO_DATE, rows[i].unanchored);
  }
  ro_doc_free(doc);
}

static void follows_an_earlier_time(void **state) {
  (void)state;
  ro_doc *doc = ro_doc_new();
  assert_non_null(doc);
  add(doc, (ro_time_rule)RULE(CALENDAR, QUARTER, .n = 3, .year = 2020), RO_NONE);
  add(doc, (ro_time_rule)RULE(OFFSET, YEAR, .n = -1), 0);
  assert_int_equal(ro_times_resolve(doc, ro_date_make(2021, 1, 5)), RO_OK);
  assert_true(ro_str_is(doc->times.at[1].value, "2019-Q3"));
  ro_doc_free(doc);
}

static void shifts_keep_the_day_where_they_can(void **state) {
  (void)state;
  ro_date leap = ro_date_make(2024, 2, 29);
  assert_int_equal(ro_date_shift(leap, RO_UNIT_YEAR, 1), ro_date_make(2025, 2, 28));
  assert_int_equal(ro_date_shift(leap, RO_UNIT_MONTH, -12), ro_date_make(2023, 2, 28));
  assert_int_equal(ro_date_shift(leap, RO_UNIT_QUARTER, 1), ro_date_make(2024, 5, 29));
  assert_int_equal(ro_date_shift(leap, RO_UNIT_WEEK, -1), ro_date_make(2024, 2, 22));
}

/* Easter Sundays as printed in church calendars. */
static void knows_easter(void **state) {
  (void)state;
  assert_int_equal(ro_holiday_date(RO_HOLIDAY_EASTER, 1954), ro_date_make(1954, 4, 18));
  assert_int_equal(ro_holiday_date(RO_HOLIDAY_EASTER, 2000), ro_date_make(2000, 4, 23));
  assert_int_equal(ro_holiday_date(RO_HOLIDAY_EASTER, 2019), ro_date_make(2019, 4, 21));
  assert_int_equal(ro_holiday_date(RO_HOLIDAY_THANKSGIVING, 2022), ro_date_make(2022, 11, 24));
  assert_int_equal(ro_holiday_date(RO_HOLIDAY_MEMORIAL_US, 2022), ro_date_make(2022, 5, 30));
}

static void prints_durations(void **state) {
  (void)state;
  ro_doc *doc = ro_doc_new();
  assert_non_null(doc);
  assert_true(ro_str_is(ro_duration_value(doc->arena, 40, RO_UNIT_MINUTE), "PT40M"));
  assert_true(ro_str_is(ro_duration_value(doc->arena, -1, RO_UNIT_HOUR), "PTXH"));
  assert_true(ro_str_is(ro_duration_value(doc->arena, 2, RO_UNIT_DECADE), "P20Y"));
  assert_true(ro_str_is(ro_duration_value(doc->arena, -1, RO_UNIT_DAY), "PXD"));
  ro_doc_free(doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(resolves_each_kind),
      cmocka_unit_test(follows_an_earlier_time),
      cmocka_unit_test(shifts_keep_the_day_where_they_can),
      cmocka_unit_test(knows_easter),
      cmocka_unit_test(prints_durations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
