/* Dates as metadata write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "format/given_date.h"

static void forms_with_one_reading_are_read(void **state) {
  (void)state;
  static const char *const forms[] = {
      "2022-02-14",
      "2022-02-14T23:10:00Z",
      "2022-02-14 08:00:00+02:00",
      "2022/02/14",
      "20220214",
      "20220214T0900Z",
      "20220214090000",
      "14 Feb 2022",
      "14 February 2022",
      "February 14, 2022",
      "Feb. 14, 2022, 9:30 a.m.",
      "Mon, 14 Feb 2022 10:00:00 +0000",
      "Monday 14 February 2022",
      "14/02/2022",
      "02/14/2022",
      "14.2.2022",
      "1644796800",
      "1644796800000",
      "Monday, February 14th, 2022",
  };
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    if (ro_given_date(ro_str_from(forms[i])) != ro_date_make(2022, 2, 14))
      print_error("%s\n", forms[i]);
    assert_int_equal(ro_given_date(ro_str_from(forms[i])), ro_date_make(2022, 2, 14));
  }
}

static void other_forms_are_not(void **state) {
  (void)state;
  static const char *const forms[] = {"",       "yesterday",     "02/03/2022", "2022", "2022-02-31",
                                      "14 Feb", "February 2022", "2022-13-01", "12345"};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    assert_int_equal(ro_given_date(ro_str_from(forms[i])), RO_NO_DATE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(forms_with_one_reading_are_read),
      cmocka_unit_test(other_forms_are_not),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
