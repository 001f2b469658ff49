/* Dates of publication as containers write them.  Only forms with one reading are taken:
 * "02/03/2022" is nobody's date, "25/03/2022" is. */
#include "format/given_date.h"

#include <string.h>

enum { YEAR_MIN = 1800, YEAR_MAX = 2199 };

static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                     "jul", "aug", "sep", "oct", "nov", "dec"};

static ro_date make(int32_t year, int32_t month, int32_t day) {
  if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12) return RO_NO_DATE;
  if (day < 1 || day > ro_month_days(year, month)) return RO_NO_DATE;
  return ro_date_make(year, month, day);
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

static int32_t number_at(ro_str s, size_t at, size_t n) {
  int32_t v = 0;
  for (size_t i = at; i < at + n; i++) v = v * 10 + (s.data[i] - '0');
  return v;
}

static size_t digits_at(ro_str s, size_t at) {
  size_t n = 0;
  while (at + n < s.len && is_digit(s.data[at + n])) n++;
  return n;
}

/* year-month-day with one separator of its own kind ("-", "/", "_", "."), at `at`. */
static ro_date year_first(ro_str s, size_t at, size_t *len) {
  if (digits_at(s, at) != 4 || at + 8 > s.len) return RO_NO_DATE;
  char separator = s.data[at + 4];
  if (!strchr("-/_.", separator)) return RO_NO_DATE;
  size_t month = digits_at(s, at + 5), day_at = at + 6 + month;
  if (month < 1 || month > 2 || day_at >= s.len || s.data[day_at - 1] != separator)
    return RO_NO_DATE;
  size_t day = digits_at(s, day_at);
  if (day < 1 || day > 2) return RO_NO_DATE;
  *len = day_at + day - at;
  return make(number_at(s, at, 4), number_at(s, at + 5, month), number_at(s, day_at, day));
}

/* 20220214, also with the time behind it: 20220214T090000Z, 20220214090000. */
static ro_date compact(ro_str s, size_t at, size_t *len) {
  size_t n = digits_at(s, at);
  if (n != 8 && n != 12 && n != 14) return RO_NO_DATE;
  char after = at + n < s.len ? s.data[at + n] : ' ';
  if (is_letter(after) && after != 'T') return RO_NO_DATE;
  *len = n;
  return make(number_at(s, at, 4), number_at(s, at + 4, 2), number_at(s, at + 6, 2));
}

static ro_date since_1970(ro_str s) {
  if (digits_at(s, 0) != s.len || (s.len != 10 && s.len != 13)) return RO_NO_DATE;
  int64_t v = 0;
  for (size_t i = 0; i < s.len; i++) v = v * 10 + (s.data[i] - '0');
  return (ro_date)((s.len == 13 ? v / 1000 : v) / 86400);
}

/* day/month/year or month/day/year where one of the two cannot be a month. */
static ro_date day_or_month_first(ro_str s) {
  size_t a = digits_at(s, 0);
  if (a < 1 || a > 2 || a >= s.len || !strchr("/.-", s.data[a])) return RO_NO_DATE;
  size_t b = digits_at(s, a + 1), year_at = a + b + 2;
  if (b < 1 || b > 2 || year_at >= s.len || s.data[year_at - 1] != s.data[a]) return RO_NO_DATE;
  if (digits_at(s, year_at) != 4) return RO_NO_DATE;
  int32_t x = number_at(s, 0, a), y = number_at(s, a + 1, b), year = number_at(s, year_at, 4);
  if (s.data[a] == '.' || x > 12) return make(year, y, x); /* dots: day first everywhere */
  return y > 12 || x == y ? make(year, x, y) : RO_NO_DATE;
}

static int32_t month_named(ro_str word) {
  for (int32_t m = 0; m < 12; m++)
    if (word.len >= 3 && ro_str_equal_nocase(ro_str_sub(word, 0, 3), ro_str_from(months[m])))
      return m + 1;
  return 0;
}

/* "Mon, 14 Feb 2022 10:00:00 +0000", "14 February 2022", "Feb. 14, 2022 at 3pm": the first month
 * name, the first number up to 31 and the first of four digits among the leading words. */
static ro_date in_words(ro_str s) {
  int32_t year = 0, month = 0, day = 0;
  for (size_t at = 0, words = 0; at < s.len && words < 6 && !year; words++) {
    while (at < s.len && !is_digit(s.data[at]) && !is_letter(s.data[at])) at++;
    size_t n = digits_at(s, at), end = at + n;
    while (end < s.len && is_letter(s.data[end])) end++;
    if (n == 0 && !month) month = month_named(ro_str_sub(s, at, end));
    if (n == 4 && month) year = number_at(s, at, 4);
    if ((n == 1 || n == 2) && !day) day = number_at(s, at, n);
    at = end;
  }
  return month && day && year ? make(year, month, day) : RO_NO_DATE;
}

ro_date ro_given_date(ro_str s) {
  size_t len;
  s = ro_str_trim(s);
  if (s.len == 0) return RO_NO_DATE;
  ro_date date = year_first(s, 0, &len);
  if (date == RO_NO_DATE) date = compact(s, 0, &len);
  if (date == RO_NO_DATE) date = since_1970(s);
  if (date == RO_NO_DATE) date = day_or_month_first(s);
  return date == RO_NO_DATE ? in_words(s) : date;
}

ro_date ro_name_date(ro_str name, ro_span *where) {
  for (size_t at = 0; at < name.len; at++) {
    bool begins = at == 0 || !(is_digit(name.data[at - 1]) || is_letter(name.data[at - 1]));
    if (!is_digit(name.data[at]) || !begins) continue;
    size_t len = 0;
    ro_date date = year_first(name, at, &len);
    if (date == RO_NO_DATE) date = compact(name, at, &len);
    if (date == RO_NO_DATE) continue;
    *where = (ro_span){(uint32_t)at, (uint32_t)(at + len)};
    return date;
  }
  return RO_NO_DATE;
}
