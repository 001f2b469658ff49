/* The number grammar: one row for each form, and the forms that are no numbers. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "extract/number.h"

typedef struct {
  const char *text;
  double low, high;
} row;

static ro_arena *arena;

/* Longest number at the first piece of the text. */
static bool read(const char *text, ro_number *n, ro_str *words) {
  ro_pieces pieces = {0};
  ro_str s = ro_str_from(text);
  assert_true(ro_pieces_make(arena, s, (ro_span){0, (uint32_t)s.len}, &pieces));
  if (!ro_number_read(s, &pieces, 0, n)) return false;
  *words = ro_str_sub(s, 0, pieces.at[n->end - 1].span.end);
  return true;
}

static void check_all(const row *rows, size_t n_rows) {
  for (size_t i = 0; i < n_rows; i++) {
    ro_number n;
    ro_str words;
    if (!read(rows[i].text, &n, &words)) fail_msg("%s: no number", rows[i].text);
    if (!ro_str_is(words, rows[i].text))
      fail_msg("%s: read as far as %.*s", rows[i].text, RO_FMT(words));
    bool is_open = isnan(rows[i].high);
    bool is_right =
        fabs(n.low - rows[i].low) < 1e-9 * fabs(rows[i].low) + 1e-12 &&
        (is_open ? isnan(n.high) : fabs(n.high - rows[i].high) < 1e-9 * rows[i].high + 1e-12);
    if (!is_right) fail_msg("%s: %g..%g", rows[i].text, n.low, n.high);
  }
}

static void test_cardinals(void **state) {
  (void)state;
  static const row rows[] = {
      {"7", 7, 7},
      {"1,250", 1250, 1250},
      {"12,345,678", 12345678, 12345678},
      {"3.75", 3.75, 3.75},
      {".08", 0.08, 0.08},
      {"1.2 million", 1.2e6, 1.2e6},
      {"5bn", 5e9, 5e9},
      {"20k", 20e3, 20e3},
      {"seven", 7, 7},
      {"twenty-five", 25, 25},
      {"ninety nine", 99, 99},
      {"a hundred", 100, 100},
      {"two hundred and ten", 210, 210},
      {"three thousand five hundred", 3500, 3500},
      {"one million two hundred thousand", 1.2e6, 1.2e6},
      {"two hundred thousand", 2e5, 2e5},
      {"a million", 1e6, 1e6},
      {"two dozen", 24, 24},
      {"a dozen", 12, 12},
      {"two and a half million", 2.5e6, 2.5e6},
      {"10 1/2", 10.5, 10.5},
      {"half a million", 5e5, 5e5},
      {"half a dozen", 6, 6},
      {"one hundred and five thousand", 105e3, 105e3},
  };
  check_all(rows, sizeof rows / sizeof *rows);
}

static void test_fractions(void **state) {
  (void)state;
  static const row rows[] = {
      {"half", 0.5, 0.5},
      {"two thirds", 2.0 / 3, 2.0 / 3},
      {"two-thirds", 2.0 / 3, 2.0 / 3},
      {"three quarters", 0.75, 0.75},
      {"one-fifth", 0.2, 0.2},
      {"one in five", 0.2, 0.2},
      {"nine out of 10", 0.9, 0.9},
      {"1/4", 0.25, 0.25},
  };
  check_all(rows, sizeof rows / sizeof *rows);
}

static void test_vague(void **state) {
  (void)state;
  static const row rows[] = {
      {"dozens", 24, 99},
      {"hundreds", 200, 999},
      {"tens of thousands", 20000, 99999},
      {"hundreds of thousands", 200000, 999999},
      {"several", 3, NAN},
      {"several hundred", 300, 999},
      {"a few thousand", 3000, 9999},
      {"multiple", 2, NAN},
  };
  check_all(rows, sizeof rows / sizeof *rows);
}

static void test_longest_reading_ends_where_the_number_ends(void **state) {
  (void)state;
  static const struct {
    const char *text, *number;
  } rows[] = {{"10 to 15", "10"}, {"two of them", "two"}, {"5 million people", "5 million"},
              {"1,25 and", "1"},  {"6, 7", "6"},          {"four m tall", "four"},
              {"3 and 4", "3"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    ro_number n;
    ro_str words;
    assert_true(read(rows[i].text, &n, &words));
    if (!ro_str_is(words, rows[i].number)) fail_msg("%s: %.*s", rows[i].text, RO_FMT(words));
  }
}

static void test_no_number(void **state) {
  (void)state;
  static const char *const texts[] = {"A320", "a third country", "few hopes", "of 5",
                                      "-",    "a number",        ""};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    ro_number n;
    ro_str words;
    if (read(texts[i], &n, &words)) fail_msg("%s: %.*s", texts[i], RO_FMT(words));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_cardinals),
      cmocka_unit_test(test_fractions),
      cmocka_unit_test(test_vague),
      cmocka_unit_test(test_longest_reading_ends_where_the_number_ends),
      cmocka_unit_test(test_no_number),
  };
  arena = ro_arena_new(0);
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  ro_arena_free(arena);
  return failed;
}
