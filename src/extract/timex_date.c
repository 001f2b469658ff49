/* Explicit dates: days, weekdays, months, years, decades, quarters, halves, seasons, holidays, with
 * a part of the day or a clock time before or behind. */
#include "extract/timex_grammar.h"

enum { FIRST_YEAR = 1000, LAST_YEAR = 2100 };

/* ------------------------------------------------------------------ parts of a date */

/* "2014", "nineteen ninety-six". */
static uint32_t read_year(const words *w, uint32_t i, int32_t *year) {
  if (word_has(w, i, W_DIGITS) && w->at[i].lower.len == 4) {
    *year = w->at[i].value;
    return *year >= FIRST_YEAR && *year <= LAST_YEAR ? i + 1 : 0;
  }
  int32_t first, second;
  if (!word_among(w, i, "seventeen eighteen nineteen twenty")) return 0;
  first = w->at[i].value;
  uint32_t end = timex_number(w, i + 1, &second);
  if (!end || second < 10 || second > 99 || word_has(w, i + 1, W_DIGITS)) return 0;
  *year = first * 100 + second;
  return end;
}

static uint32_t read_month(const words *w, uint32_t i, int32_t *month) {
  if (word_has(w, i, W_MONTH) || word_has(w, i, W_MONTH_WORD)) {
    *month = w->at[i].value;
    return i + 1;
  }
  if (!word_has(w, i, W_MONTH_SHORT)) return 0;
  *month = w->at[i].value;
  return word_is(w, i + 1, ".") && w->at[i + 1].is_glued ? i + 2 : i + 1;
}

/* "16", "16th", "sixteenth", "twenty-first". */
static uint32_t read_day(const words *w, uint32_t i, int32_t *day) {
  uint32_t end = 0;
  if (word_has(w, i, W_DIGITS) && w->at[i].lower.len <= 2) {
    *day = w->at[i].value;
    end = i + 1;
    if (word_among(w, end, "st nd rd th") && w->at[end].is_glued) end++;
    bool is_decimal = word_among(w, end, ". ,") && w->at[end].is_glued &&
                      word_has(w, end + 1, W_DIGITS) && w->at[end + 1].is_glued;
    if (is_decimal || word_is(w, end, "%")) return 0;
  } else if (word_has(w, i, W_ORDINAL) || word_is(w, i, "second")) {
    *day = word_is(w, i, "second") ? 2 : w->at[i].value;
    end = i + 1;
  } else if (word_has(w, i, W_TENS) && word_is(w, i + 1, "-") && word_has(w, i + 2, W_ORDINAL)) {
    *day = w->at[i].value + w->at[i + 2].value;
    end = i + 3;
  }
  return end && *day >= 1 && *day <= 31 ? end : 0;
}

/* ", 2022" or "2022" behind a day and month. */
static uint32_t read_year_after(const words *w, uint32_t i, int32_t *year) {
  uint32_t at = word_among(w, i, ", of") ? i + 1 : i;
  return read_year(w, at, year);
}

/* "last year", "this year", "next year". */
static uint32_t read_year_offset(const words *w, uint32_t i, int32_t *year) {
  if (!word_among(w, i, "last this next") || !word_is(w, i + 1, "year")) return 0;
  *year = RO_YEAR_OFFSET(word_is(w, i, "last") ? -1 : word_is(w, i, "next") ? 1 : 0);
  return i + 2;
}

static match calendar(uint32_t end, ro_time_unit unit, int32_t year, int32_t month, int32_t day) {
  match m = {.end = end, .type = RO_TIME_DATE, .meaning = timex_rule(RO_TIME_RULE_CALENDAR, unit)};
  m.meaning.year = year;
  m.meaning.month = month;
  m.meaning.day = day;
  m.wants_tense = true;
  return m;
}

/* ------------------------------------------------------------------ day and month */

/* A month's name that is also a word or a person's name needs company. */
static bool is_month_in_place(const words *w, uint32_t i, uint32_t end) {
  if (word_has(w, i, W_MONTH)) return true;
  bool is_short = word_has(w, i, W_MONTH_SHORT);
  if (!w->at[i].is_upper) return false;
  if (i == 0) return false;
  const char *before = "in of since last next this until till early late mid during through - /";
  if (word_among(w, i - 1, before))
    return !is_short || end > i + 1 || !word_among(w, i, "dec mar sun jan");
  return !is_short && word_among(w, i - 1, "by from before after to between and") &&
         !word_has(w, end, W_NONE);
}

/* "February 16, 2022", "Feb. 16", "February 2022", "February". */
static match month_first(const words *w, uint32_t i) {
  int32_t month, day, year = 0;
  uint32_t end = read_month(w, i, &month), day_end, year_end;
  if (!end) return timex_none();
  uint32_t at = word_is(w, end, "the") ? end + 1 : end;
  day_end = read_day(w, at, &day);
  bool is_clock = day_end && word_is(w, day_end, ":") && word_has(w, day_end + 1, W_DIGITS) &&
                  w->at[day_end + 1].is_glued;
  if (day_end && !is_clock && (at == end || !word_has(w, at, W_DIGITS) || day_end > at + 1)) {
    year_end = read_year_after(w, day_end, &year);
    if (!year_end) year_end = read_year_offset(w, day_end, &year);
    match m = calendar(year_end ? year_end : day_end, RO_UNIT_DAY, year, month, day);
    m.rule = "month-day";
    return m;
  }
  uint32_t of = word_among(w, end, ", of") ? end + 1 : end;
  year_end = read_year(w, of, &year);
  if (!year_end) year_end = read_year_offset(w, word_is(w, end, "of") ? end + 1 : end, &year);
  if (!year_end && !is_month_in_place(w, i, end)) return timex_none();
  if (!year_end && word_has(w, i, W_MONTH_SHORT)) end = i + 1 < end ? end : i + 1;
  match m = calendar(year_end ? year_end : end, RO_UNIT_MONTH, year, month, 0);
  m.rule = "month";
  return m;
}

/* "16 February 2022", "the 16th of February". */
static match day_first(const words *w, uint32_t i) {
  int32_t month, day, year = 0;
  uint32_t at = word_is(w, i, "the") ? i + 1 : i, end = read_day(w, at, &day);
  if (!end || (at > i && end == at + 1 && word_has(w, at, W_DIGITS))) return timex_none();
  bool is_ordinal = end > at + 1 || !word_has(w, at, W_DIGITS);
  if (word_is(w, end, "of") || word_is(w, end, "-")) end++;
  if (!word_has(w, end, W_MONTH) && !(w->n > end && w->at[end].is_upper)) return timex_none();
  uint32_t month_end = read_month(w, end, &month);
  if (!month_end) return timex_none();
  (void)is_ordinal;
  uint32_t year_at = word_is(w, month_end, "-") ? month_end + 1 : month_end;
  uint32_t year_end = read_year_after(w, year_at, &year);
  match m = calendar(year_end ? year_end : month_end, RO_UNIT_DAY, year, month, day);
  m.rule = "day-month";
  return m;
}

static bool is_digits(const words *w, uint32_t i, size_t least, size_t most) {
  return word_has(w, i, W_DIGITS) && w->at[i].lower.len >= least && w->at[i].lower.len <= most;
}

/* "2022-02-16", "2022/02/16", "02/16/2022", "16.02.2022". */
static match numeric(const words *w, uint32_t i) {
  if (!word_has(w, i, W_DIGITS) || !word_among(w, i + 1, "- / .")) return timex_none();
  if (!ro_str_equal(w->at[i + 1].lower, i + 3 < w->n ? w->at[i + 3].lower : RO_STR("")))
    return timex_none();
  for (uint32_t k = 1; k <= 4; k++)
    if (!w->at[i + k < w->n ? i + k : i].is_glued || i + k >= w->n) return timex_none();
  int32_t a = w->at[i].value, b = w->at[i + 2].value, c = w->at[i + 4].value;
  int32_t year, month, day;
  if (is_digits(w, i, 4, 4) && is_digits(w, i + 2, 1, 2) && is_digits(w, i + 4, 1, 2)) {
    year = a, month = b, day = c;
  } else if (is_digits(w, i, 1, 2) && is_digits(w, i + 2, 1, 2) &&
             (is_digits(w, i + 4, 4, 4) || is_digits(w, i + 4, 2, 2))) {
    bool is_day_first = a > 12 || word_is(w, i + 1, ".");
    year = c < 100 ? c + (c < 50 ? 2000 : 1900) : c;
    month = is_day_first ? b : a;
    day = is_day_first ? a : b;
  } else {
    return timex_none();
  }
  if (month < 1 || month > 12 || day < 1 || day > ro_month_days(year, month) || year < FIRST_YEAR ||
      year > LAST_YEAR)
    return timex_none();
  match m = calendar(i + 5, RO_UNIT_DAY, year, month, day);
  m.rule = "numeric-date";
  return m;
}

/* ------------------------------------------------------------------ weekdays */

static bool is_weekday(const words *w, uint32_t i) {
  if (word_has(w, i, W_WEEKDAY)) return true;
  if (!word_has(w, i, W_WEEKDAY_SHORT) || !w->at[i].is_upper) return false;
  uint32_t at = i + 1;
  while (word_among(w, at, ". ,")) at++;
  return word_has(w, at, W_DIGITS) || word_has(w, at, W_MONTH) || word_has(w, at, W_MONTH_SHORT);
}

/* "Wednesday", "Wednesday, February 16", "Friday of last week". */
static match weekday_first(const words *w, uint32_t i) {
  if (!is_weekday(w, i)) return timex_none();
  uint32_t end = i + 1;
  if (word_has(w, i, W_WEEKDAY_SHORT) && word_is(w, end, ".")) end++;
  uint32_t at = word_is(w, end, ",") ? end + 1 : end;
  match m = timex_longer(timex_longer(month_first(w, at), day_first(w, at)), numeric(w, at));
  if (m.end && m.meaning.unit == RO_UNIT_DAY) {
    m.rule = "weekday-date";
    m.meaning.n = w->at[i].value + 1; /* kept to check the year by: doc/time.h */
    return m;
  }
  m = (match){.end = end, .type = RO_TIME_DATE, .wants_tense = true, .rule = "weekday"};
  m.meaning = timex_rule(RO_TIME_RULE_WEEKDAY, RO_UNIT_DAY);
  m.meaning.n = w->at[i].value;
  at = word_is(w, end, "of") ? end + 1 : end;
  if (word_among(w, at, "last this next") && word_is(w, at + 1, "week")) {
    m.end = at + 2;
    m.meaning.month = 1;
    m.meaning.day = word_is(w, at, "last") ? -1 : word_is(w, at, "next");
    m.wants_tense = false;
  }
  return m;
}

/* ------------------------------------------------------------------ years and longer */

/* A bare number of four digits is a year beside a preposition, or when nothing counted follows. */
static bool is_year_in_place(const words *w, uint32_t i, uint32_t end) {
  int32_t year = w->at[i].value;
  bool is_led = i > 0 && word_among(w, i - 1,
                                    "in of since by until till before after during from to "
                                    "through between and early late mid fiscal year summer winter "
                                    "spring autumn fall");
  if (i > 0 && w->at[i].is_glued &&
      (!word_has(w, i - 1, W_MARK) || word_among(w, i - 1, "$ # . , : % = _ @ +")))
    return false;
  bool is_mark = end < w->n && (word_has(w, end, W_MARK) || word_is(w, end, "'s"));
  if (end < w->n && w->at[end].is_glued && (!is_mark || word_among(w, end, "% _ = @ $ +")))
    return false;
  if (end < w->n && word_among(w, end, ", . :") && w->at[end].is_glued &&
      word_has(w, end + 1, W_DIGITS) && w->at[end + 1].is_glued)
    return false;
  if (word_has(w, end, W_UNITS) || word_has(w, end, W_UNIT) || word_among(w, end, "% percent"))
    return false;
  if (year < 1900) return is_led && year >= 1500 && !word_has(w, end, W_NONE);
  bool is_followed = end < w->n && word_has(w, end, W_NONE) && !w->at[end].is_upper &&
                     w->at[end].lower.len > 2 &&
                     w->at[end].lower.data[w->at[end].lower.len - 1] == 's' &&
                     !word_among(w, end, "was has is as this its");
  return is_led ? !is_followed
                : !is_followed && year >= 1930 && year <= 2050 && i > 0 &&
                      !word_among(w, i - 1, "$ # about some than nearly over to no least");
}

static match bare_year(const words *w, uint32_t i) {
  int32_t year;
  uint32_t at = word_is(w, i, "the") ? i + 1 : i, end = 0;
  const char *rule = "year";
  if (word_among(w, at, "fiscal fy calendar year financial")) {
    uint32_t k = at + 1;
    if (!word_is(w, at, "year") && word_is(w, k, "year")) k++;
    end = read_year(w, k, &year);
    if (!end && word_is(w, at, "year")) {
      end = timex_number(w, k, &year);
      if (end && (year < 1900 || year > LAST_YEAR)) end = 0;
    }
    rule = "fiscal-year";
  } else if (at == i) {
    end = read_year(w, i, &year);
    if (end && word_has(w, i, W_DIGITS) && !is_year_in_place(w, i, end)) end = 0;
  }
  if (!end) return timex_none();
  match m = calendar(end, RO_UNIT_YEAR, year, 0, 0);
  m.rule = rule;
  return m;
}

/* "the 1980s", "the '80s", "the nineties". */
static match decade(const words *w, uint32_t i) {
  uint32_t at = word_is(w, i, "the") ? i + 1 : i, end = 0;
  int32_t year = 0;
  if (word_among(w, at, "early late mid")) at += word_is(w, at + 1, "-") ? 2 : 1;
  if (at > i + 1 && !word_is(w, i, "the")) return timex_none();
  uint32_t quote = word_is(w, at, "'") ? at + 1 : at;
  if (word_has(w, quote, W_DIGITS) && (word_is(w, quote + 1, "s") || word_is(w, quote + 1, "'s")) &&
      w->at[quote + 1].is_glued && w->at[quote].value % 10 == 0) {
    size_t len = w->at[quote].lower.len;
    if (len == 4 && w->at[quote].value >= 1500 && w->at[quote].value <= 2090)
      year = w->at[quote].value;
    if (len == 2 && (quote > at || at > i)) year = 1900 + w->at[quote].value;
    end = quote + 2;
  } else if (word_has(w, at, W_DECADE_WORD) && at > i) {
    year = 1900 + w->at[at].value;
    end = at + 1;
  }
  if (!year) return timex_none();
  match m = calendar(end, RO_UNIT_DECADE, year, 0, 0);
  if (at > i + 1 || word_among(w, i, "early late mid")) {
    uint32_t k = word_is(w, i, "the") ? i + 1 : i;
    m.mod = word_is(w, k, "early") ? "START" : word_is(w, k, "late") ? "END" : "MID";
  }
  m.rule = "decade";
  return m;
}

static match century(const words *w, uint32_t i) {
  int32_t n;
  uint32_t at = word_is(w, i, "the") ? i + 1 : i, end = read_day(w, at, &n);
  if (!end || !(word_has(w, at, W_ORDINAL) || end > at + 1)) return timex_none();
  if (word_is(w, end, "-")) end++;
  if (!word_is(w, end, "century") || n > 30) return timex_none();
  match m = calendar(end + 1, RO_UNIT_CENTURY, n > 1 ? (n - 1) * 100 : 1, 0, 0);
  m.rule = "century";
  return m;
}

/* ------------------------------------------------------------------ parts of a year */

/* "last year 's", "1988", "this year 's" before a quarter. */
static uint32_t year_before(const words *w, uint32_t i, int32_t *year) {
  uint32_t end = read_year_offset(w, i, year);
  if (!end) end = read_year(w, i, year);
  if (!end) return i;
  return word_is(w, end, "'s") ? end + 1 : end;
}

/* "of 2022", "of last year", "2022" behind a quarter or season. */
static uint32_t year_behind(const words *w, uint32_t i, int32_t *year) {
  uint32_t at = word_among(w, i, "of in ,") ? i + 1 : i;
  if (word_is(w, at, "fiscal")) at++;
  uint32_t end = read_year(w, at, year);
  if (!end && !word_is(w, i, ",")) end = read_year_offset(w, at, year);
  return end ? end : i;
}

static uint32_t nth(const words *w, uint32_t i, int32_t *n) {
  static const char *const name[] = {"first", "second", "third", "fourth"};
  for (int32_t k = 0; k < 4; k++)
    if (word_is(w, i, name[k])) {
      *n = k + 1;
      return i + 1;
    }
  if (!is_digits(w, i, 1, 1) || !word_among(w, i + 1, "st nd rd th")) return 0;
  *n = w->at[i].value;
  return *n >= 1 && *n <= 4 ? i + 2 : 0;
}

static match quarter(const words *w, uint32_t i) {
  int32_t n = 0, year = 0;
  uint32_t at = word_among(w, i, "the its their") ? i + 1 : i, end = 0;
  at = year_before(w, at, &year);
  if (word_is(w, at, "fiscal")) at += word_is(w, at + 1, "-") ? 2 : 1;
  ro_time_unit unit = RO_UNIT_QUARTER;
  if (word_is(w, at, "q") && is_digits(w, at + 1, 1, 1) && w->at[at + 1].is_glued) {
    n = w->at[at + 1].value;
    end = at + 2;
  } else if ((end = nth(w, at, &n)) > 0 || (word_is(w, at, "last") && word_is(w, at + 1, "half"))) {
    if (!end) n = 2, end = at + 1;
    if (word_is(w, end, "-") && word_among(w, i, "the its their")) return timex_none();
    if (word_is(w, end, "-")) end++;
    if (word_is(w, end, "fiscal")) end++;
    if (word_is(w, end, "half"))
      unit = RO_UNIT_HALF;
    else if (!word_is(w, end, "quarter"))
      return timex_none();
    end++;
  }
  bool is_half = unit == RO_UNIT_HALF;
  if (!end || n < 1 || n > (is_half ? 2 : 4)) return timex_none();
  uint32_t behind = year ? end : year_behind(w, end, &year);
  if (is_half && !year) return timex_none();
  match m = calendar(behind, unit, year, 0, 0);
  m.meaning.n = n;
  m.rule = "quarter";
  return m;
}

static match season(const words *w, uint32_t i) {
  int32_t year = 0;
  uint32_t at = word_is(w, i, "the") ? i + 1 : i;
  if (at > i && word_among(w, at, "early late")) at++;
  bool is_word = word_has(w, at, W_SEASON_WORD);
  if (!word_has(w, at, W_SEASON) && !is_word) return timex_none();
  uint32_t end = year_behind(w, at + 1, &year);
  bool is_led = at > i || (i > 0 && word_among(w, i - 1,
                                               "in of by since until this last next early "
                                               "late mid during through"));
  if (!year && (!is_led || (is_word && word_is(w, at + 1, "of")))) return timex_none();
  if (!year && w->at[at].is_upper) return timex_none(); /* Winter Games, Prague Spring */
  if (!year && (word_has(w, at + 1, W_NONE) && at + 1 < w->n && is_word)) return timex_none();
  match m = calendar(end, RO_UNIT_SEASON, year, 0, 0);
  m.meaning.n = w->at[at].value;
  m.rule = "season";
  return m;
}

static match holiday(const words *w, uint32_t i) {
  uint32_t n;
  if (!w->at[i].is_upper && !word_is(w, i, "fourth")) return timex_none();
  uint32_t row = words_phrase(w, i, &n);
  int32_t id, year = 0;
  if (row == RO_NONE || w->class_of_row[row] != W_HOLIDAY) return timex_none();
  if (!ro_str_to_int(ro_table_field(w->table, row, w->value_column), &id)) return timex_none();
  uint32_t end = year_behind(w, i + n, &year);
  match m = calendar(end, RO_UNIT_DAY, year, 0, 0);
  m.meaning.kind = RO_TIME_RULE_HOLIDAY;
  m.meaning.n = id;
  m.rule = "holiday";
  return m;
}

/* ------------------------------------------------------------------ with the time of day */

/* "the week of March 6". */
static match week_of(const words *w, uint32_t i) {
  if (!word_is(w, i, "the") || !word_among(w, i + 1, "week weekend") || !word_is(w, i + 2, "of"))
    return timex_none();
  match m = timex_longer(month_first(w, i + 3), day_first(w, i + 3));
  if (!m.end || m.meaning.unit != RO_UNIT_DAY) return timex_none();
  m.meaning.unit = word_is(w, i + 1, "week") ? RO_UNIT_WEEK : RO_UNIT_WEEKEND;
  m.rule = "week-of";
  return m;
}

/* "the first week of 2015", "the last week of March": by the week's days, not by ISO's count. */
static match week_in(const words *w, uint32_t i) {
  int32_t n = 0, month = 1, year = 0;
  uint32_t at = word_is(w, i, "the") ? i + 1 : i;
  bool is_last = word_among(w, at, "last final");
  uint32_t end = is_last ? at + 1 : nth(w, at, &n);
  if (!end || !word_is(w, end, "week") || !word_among(w, end + 1, "of in")) return timex_none();
  uint32_t month_end = read_month(w, end + 2, &month);
  uint32_t year_end = read_year_after(w, month_end ? month_end : end + 2, &year);
  if (!month_end && !year_end) return timex_none();
  if (is_last && !month_end) month = 12;
  int32_t day = is_last ? 28 : 7 * n - 3; /* in week 1 of the year is 4 January */
  match m = calendar(year_end ? year_end : month_end, RO_UNIT_WEEK, year, month, day);
  m.rule = "week-in";
  return m;
}

static match plain_date(const words *w, uint32_t i) {
  static match (*const rules[])(const words *, uint32_t) = {
      week_in,   week_of, month_first, day_first, numeric, weekday_first,
      bare_year, decade,  century,     quarter,   season,  holiday,
  };
  match best = timex_none();
  for (size_t k = 0; k < sizeof rules / sizeof *rules; k++)
    best = timex_longer(best, rules[k](w, i));
  return best;
}

/* "night", ", at 10am", "at noon" behind a day. */
static void take_time_behind(const words *w, match *m) {
  uint32_t at = m->end;
  int32_t minute;
  if (word_has(w, at, W_PART)) {
    m->meaning.part = (uint8_t)w->at[at].value;
    m->end = at + 1;
    m->type = RO_TIME_TIME;
    return;
  }
  if (word_is(w, at, ",")) at++;
  if (word_is(w, at, "at") || word_is(w, at, "t")) at++;
  uint32_t end = timex_clock(w, at, &minute);
  if (!end) return;
  m->meaning.minute = minute;
  m->end = end;
  m->type = RO_TIME_TIME;
}

match timex_date(const words *w, ro_arena *arena, uint32_t i) {
  (void)arena;
  int32_t minute = -1;
  uint32_t clock = timex_clock(w, i, &minute), at = clock ? clock : i;
  if (clock && word_among(w, clock, ", on of")) at++;
  match m = plain_date(w, at);
  if (m.end && m.meaning.unit == RO_UNIT_DAY) {
    if (!clock) take_time_behind(w, &m);
    if (clock) m.type = RO_TIME_TIME;
    if (clock) m.meaning.minute = minute;
    return m;
  }
  if (!clock) return m;
  m = (match){.end = clock, .type = RO_TIME_TIME, .rule = "clock", .anchor = ANCHOR_DAY};
  m.meaning = timex_rule(RO_TIME_RULE_CLOCK, RO_UNIT_DAY);
  m.meaning.minute = minute;
  m.is_weak_anchor = true;
  return m;
}
