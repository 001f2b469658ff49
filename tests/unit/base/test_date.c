/* Civil dates against a calendar that counts days one by one, over 400 years: the whole cycle of
 * the Gregorian rule. */
#include "support/test.h"

#include "base/date.h"

static int days_of(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && is_leap ? 29 : days[month - 1];
}

static void counts_every_day_of_400_years(void **state) {
  (void)state;
  ro_date expected = -135140; /* 1600-01-01, a Saturday */
  int weekday = RO_SATURDAY;
  for (int year = 1600; year < 2000; year++)
    for (int month = 1; month <= 12; month++) {
      assert_int_equal(ro_month_days(year, month), days_of(year, month));
      for (int day = 1; day <= days_of(year, month); day++) {
        int32_t y, m, d;
        assert_int_equal(ro_date_make(year, month, day), expected);
        ro_date_parts(expected, &y, &m, &d);
        assert_true(y == year && m == month && d == day);
        assert_int_equal(ro_date_weekday(expected), weekday);
        expected++;
        weekday = (weekday + 1) % 7;
      }
    }
  assert_int_equal(expected, ro_date_make(2000, 1, 1));
}

/* ISO 8601: week 1 holds the first Thursday, so a week belongs to the year of its Thursday. */
static void gives_iso_weeks(void **state) {
  (void)state;
  for (ro_date day = ro_date_make(1990, 1, 1); day < ro_date_make(2040, 1, 1); day++) {
    ro_date monday = day - ro_date_weekday(day), first = monday + 3;
    int32_t year, week, y, m, d, count = 0;
    ro_date_iso_week(day, &year, &week);
    ro_date_parts(monday + 3, &y, &m, &d);
    for (first = monday + 3; first >= ro_date_make(y, 1, 1); first -= 7) count++;
    assert_int_equal(year, y);
    assert_int_equal(week, count);
    assert_int_equal(ro_date_from_iso_week(year, week), monday);
  }
}

static void parses_only_dates(void **state) {
  (void)state;
  assert_int_equal(ro_date_parse(RO_STR("2024-02-29")), ro_date_make(2024, 2, 29));
  assert_int_equal(ro_date_parse(RO_STR("2024-02-29T10:00:00Z")), ro_date_make(2024, 2, 29));
  assert_int_equal(ro_date_parse(RO_STR("2023-02-29")), RO_NO_DATE);
  assert_int_equal(ro_date_parse(RO_STR("2024-13-01")), RO_NO_DATE);
  assert_int_equal(ro_date_parse(RO_STR("2024-1-1")), RO_NO_DATE);
  assert_int_equal(ro_date_parse(RO_STR("")), RO_NO_DATE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(counts_every_day_of_400_years),
      cmocka_unit_test(gives_iso_weeks),
      cmocka_unit_test(parses_only_dates),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
