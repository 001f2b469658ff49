/* What a time expression means, and how a date turns the meaning into value and interval.
 *
 * Values follow TIMEX3 (TimeML 1.2.1).  A missing year is that which puts the date nearest to the
 * anchor, unless it would lie more than NEAR_DAYS away and the tense speaks for the other side:
 * reports leave the year out just because the nearest one is meant. */
#include "doc/time.h"

enum {
  NEAR_DAYS = 120,
  MAX_ANCHOR_DAYS = 6 /* weekdays mean nothing to a report that may be of several weeks */
};

typedef struct {
  ro_doc *doc;
  const ro_time_rule *rule;
  ro_date anchor;     /* RO_NO_DATE where unknown */
  ro_time_unit grain; /* of the anchor */
} context;

/* ------------------------------------------------------------------ calendar arithmetic */

static ro_date clamp_day(int32_t year, int32_t month, int32_t day) {
  int32_t last = ro_month_days(year, month);
  return ro_date_make(year, month, day < last ? day : last);
}

static ro_date shift_months(ro_date date, int32_t n) {
  int32_t y, m, d;
  ro_date_parts(date, &y, &m, &d);
  int32_t months = y * 12 + m - 1 + n;
  int32_t year = months >= 0 ? months / 12 : (months - 11) / 12;
  return clamp_day(year, months - year * 12 + 1, d);
}

ro_date ro_date_shift(ro_date date, ro_time_unit unit, int32_t n) {
  if (n > 100000) n = 100000;
  if (n < -100000) n = -100000;
  switch (unit) {
    case RO_UNIT_DAY:
      return date + n;
    case RO_UNIT_WEEK:
    case RO_UNIT_WEEKEND:
      return date + 7 * n;
    case RO_UNIT_MONTH:
      return shift_months(date, n);
    case RO_UNIT_SEASON:
    case RO_UNIT_QUARTER:
      return shift_months(date, 3 * n);
    case RO_UNIT_HALF:
      return shift_months(date, 6 * n);
    case RO_UNIT_YEAR:
      return shift_months(date, 12 * n);
    case RO_UNIT_DECADE:
      return shift_months(date, 120 * n);
    case RO_UNIT_CENTURY:
      return shift_months(date, 1200 * n);
    case RO_UNIT_HOUR:
      return date + (n < 0 ? -((-n + 12) / 24) : (n + 12) / 24);
    case RO_UNIT_MINUTE:
    case RO_UNIT_SECOND:
    case RO_UNIT_NONE:
    case RO_N_UNIT:
    default:
      return date;
  }
}

static ro_interval months_from(int32_t year, int32_t month, int32_t n) {
  ro_date from = ro_date_make(year, month, 1);
  return (ro_interval){from, shift_months(from, n) - 1};
}

ro_interval ro_date_grain(ro_date date, ro_time_unit unit) {
  int32_t y, m, d;
  ro_date_parts(date, &y, &m, &d);
  ro_date monday = date - ro_date_weekday(date);
  switch (unit) {
    case RO_UNIT_WEEK:
      return (ro_interval){monday, monday + 6};
    case RO_UNIT_WEEKEND:
      return (ro_interval){monday + 5, monday + 6};
    case RO_UNIT_MONTH:
      return months_from(y, m, 1);
    case RO_UNIT_QUARTER:
      return months_from(y, (m - 1) / 3 * 3 + 1, 3);
    case RO_UNIT_HALF:
      return months_from(y, m <= 6 ? 1 : 7, 6);
    case RO_UNIT_SEASON:
      return months_from(m < 3 ? y - 1 : y, m < 3 ? 12 : m / 3 * 3, 3);
    case RO_UNIT_YEAR:
      return months_from(y, 1, 12);
    case RO_UNIT_DECADE:
      return months_from(y / 10 * 10, 1, 120);
    case RO_UNIT_CENTURY:
      return months_from(y / 100 * 100, 1, 1200);
    case RO_UNIT_DAY:
    case RO_UNIT_HOUR:
    case RO_UNIT_MINUTE:
    case RO_UNIT_SECOND:
    case RO_UNIT_NONE:
    case RO_N_UNIT:
    default:
      return (ro_interval){date, date};
  }
}

/* Gregorian Easter Sunday: Meeus, Astronomical Algorithms (1991), ch. 8, after Jones (1922). */
static ro_date easter(int32_t year) {
  int32_t a = year % 19, b = year / 100, c = year % 100;
  int32_t d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  int32_t h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
  int32_t l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
  int32_t n = h + l - 7 * m + 114;
  return ro_date_make(year, n / 31, n % 31 + 1);
}

/* The nth weekday of a month, n = 5 the last. */
static ro_date nth_weekday(int32_t year, int32_t month, int32_t weekday, int32_t n) {
  ro_date first = ro_date_make(year, month, 1);
  ro_date day = first + (weekday - ro_date_weekday(first) + 7) % 7 + 7 * (n - 1);
  return n == 5 && day >= first + ro_month_days(year, month) ? day - 7 : day;
}

ro_date ro_holiday_date(ro_holiday holiday, int32_t year) {
  static const struct {
    int8_t month, day;          /* fixed day, or */
    int8_t weekday, nth, after; /* nth weekday of the month, days after it */
  } table[RO_N_HOLIDAY] = {
      [RO_HOLIDAY_CHRISTMAS] = {12, 25, 0, 0, 0},
      [RO_HOLIDAY_CHRISTMAS_EVE] = {12, 24, 0, 0, 0},
      [RO_HOLIDAY_BOXING_DAY] = {12, 26, 0, 0, 0},
      [RO_HOLIDAY_NEW_YEAR] = {1, 1, 0, 0, 0},
      [RO_HOLIDAY_NEW_YEAR_EVE] = {12, 31, 0, 0, 0},
      [RO_HOLIDAY_VALENTINE] = {2, 14, 0, 0, 0},
      [RO_HOLIDAY_ST_PATRICK] = {3, 17, 0, 0, 0},
      [RO_HOLIDAY_GOOD_FRIDAY] = {0, 0, 0, 0, -2},
      [RO_HOLIDAY_EASTER] = {0, 0, 0, 0, 0},
      [RO_HOLIDAY_EASTER_MONDAY] = {0, 0, 0, 0, 1},
      [RO_HOLIDAY_PENTECOST] = {0, 0, 0, 0, 49},
      [RO_HOLIDAY_INDEPENDENCE_US] = {7, 4, 0, 0, 0},
      [RO_HOLIDAY_BASTILLE] = {7, 14, 0, 0, 0},
      [RO_HOLIDAY_HALLOWEEN] = {10, 31, 0, 0, 0},
      [RO_HOLIDAY_THANKSGIVING] = {11, 0, RO_THURSDAY, 4, 0},
      [RO_HOLIDAY_MEMORIAL_US] = {5, 0, RO_MONDAY, 5, 0},
      [RO_HOLIDAY_LABOR_US] = {9, 0, RO_MONDAY, 1, 0},
      [RO_HOLIDAY_MLK] = {1, 0, RO_MONDAY, 3, 0},
      [RO_HOLIDAY_VETERANS] = {11, 11, 0, 0, 0},
      [RO_HOLIDAY_MAY_DAY] = {5, 1, 0, 0, 0},
      [RO_HOLIDAY_WOMEN] = {3, 8, 0, 0, 0},
      [RO_HOLIDAY_ELECTION_US] = {11, 0, RO_MONDAY, 1, 1},
      [RO_HOLIDAY_PALM_SUNDAY] = {0, 0, 0, 0, -7},
      [RO_HOLIDAY_ASH_WEDNESDAY] = {0, 0, 0, 0, -46},
      [RO_HOLIDAY_EPIPHANY] = {1, 6, 0, 0, 0},
      [RO_HOLIDAY_APRIL_FOOLS] = {4, 1, 0, 0, 0},
      [RO_HOLIDAY_COLUMBUS] = {10, 0, RO_MONDAY, 2, 0},
      [RO_HOLIDAY_PRESIDENTS] = {2, 0, RO_MONDAY, 3, 0},
      [RO_HOLIDAY_MOTHERS_US] = {5, 0, RO_SUNDAY, 2, 0},
      [RO_HOLIDAY_FATHERS] = {6, 0, RO_SUNDAY, 3, 0},
  };
  if (holiday >= RO_N_HOLIDAY) return RO_NO_DATE;
  if (!table[holiday].month) return easter(year) + table[holiday].after;
  if (table[holiday].day) return ro_date_make(year, table[holiday].month, table[holiday].day);
  return nth_weekday(year, table[holiday].month, table[holiday].weekday, table[holiday].nth) +
         table[holiday].after;
}

/* ------------------------------------------------------------------ printing values */

ro_str ro_duration_value(ro_arena *arena, int32_t n, ro_time_unit unit) {
  static const char *const sign[RO_N_UNIT] = {
      [RO_UNIT_SECOND] = "T-S", [RO_UNIT_MINUTE] = "T-M", [RO_UNIT_HOUR] = "T-H",
      [RO_UNIT_DAY] = "D",      [RO_UNIT_WEEK] = "W",     [RO_UNIT_WEEKEND] = "WE",
      [RO_UNIT_MONTH] = "M",    [RO_UNIT_QUARTER] = "Q",  [RO_UNIT_YEAR] = "Y",
      [RO_UNIT_DECADE] = "DE",  [RO_UNIT_CENTURY] = "CE",
  };
  if (unit >= RO_N_UNIT || !sign[unit]) return RO_STR("PX");
  const char *s = sign[unit];
  bool is_clock = s[0] == 'T';
  if (n < 0 && is_clock) return ro_str_printf(arena, "PTX%s", s + 2);
  if (n < 0) return ro_str_printf(arena, "PX%s", s);
  if (unit == RO_UNIT_DECADE || unit == RO_UNIT_CENTURY) {
    n = n > 1000 ? 1000 : n;
    return ro_str_printf(arena, "P%dY", n * (unit == RO_UNIT_DECADE ? 10 : 100));
  }
  return ro_str_printf(arena, "P%s%d%s", is_clock ? "T" : "", n, is_clock ? s + 2 : s);
}

static const char *const part_label[RO_N_PART] = {"", "MO", "MI", "AF", "EV", "NI", "DT"};

/* "2022-02-24T10:00", "2022-02-24TNI"; a part before the day is known keeps the given prefix. */
static ro_str with_clock(const context *c, ro_str day) {
  const ro_time_rule *r = c->rule;
  ro_arena *arena = c->doc->arena;
  if (r->minute >= 0)
    return ro_str_printf(arena, "%.*sT%02d:%02d", RO_FMT(day), r->minute / 60, r->minute % 60);
  if (r->part == RO_PART_MIDDAY) return ro_str_printf(arena, "%.*sT12:00", RO_FMT(day));
  if (r->part && r->part < RO_N_PART)
    return ro_str_printf(arena, "%.*sT%s", RO_FMT(day), part_label[r->part]);
  return day;
}

static const char *season_label(int32_t month) {
  return month == 12 || month < 3 ? "WI" : month < 6 ? "SP" : month < 9 ? "SU" : "FA";
}

/* The value of the stretch of the given grain that begins on `from`. */
static ro_str grain_value(const context *c, ro_date from, ro_time_unit unit) {
  ro_arena *arena = c->doc->arena;
  int32_t y, m, d, week_year, week;
  ro_date_parts(from, &y, &m, &d);
  ro_date_iso_week(from, &week_year, &week);
  switch (unit) {
    case RO_UNIT_WEEK:
      return ro_str_printf(arena, "%04d-W%02d", week_year, week);
    case RO_UNIT_WEEKEND:
      return ro_str_printf(arena, "%04d-W%02d-WE", week_year, week);
    case RO_UNIT_MONTH:
      return ro_str_printf(arena, "%04d-%02d", y, m);
    case RO_UNIT_QUARTER:
      return ro_str_printf(arena, "%04d-Q%d", y, (m - 1) / 3 + 1);
    case RO_UNIT_HALF:
      return ro_str_printf(arena, "%04d-H%d", y, m <= 6 ? 1 : 2);
    case RO_UNIT_SEASON:
      return ro_str_printf(arena, "%04d-%s", y, season_label(m));
    case RO_UNIT_YEAR:
      return ro_str_printf(arena, "%04d", y);
    case RO_UNIT_DECADE:
      return ro_str_printf(arena, "%03d", y / 10);
    case RO_UNIT_CENTURY:
      return ro_str_printf(arena, "%02d", y / 100);
    case RO_UNIT_DAY:
    case RO_UNIT_HOUR:
    case RO_UNIT_MINUTE:
    case RO_UNIT_SECOND:
    case RO_UNIT_NONE:
    case RO_N_UNIT:
    default:
      return with_clock(c, ro_date_print(arena, from));
  }
}

/* ------------------------------------------------------------------ finding the day */

/* The candidate year: nearest to the anchor, or on the side of the tense when that is far. */
static int32_t choose_year(const context *c, ro_date (*in_year)(const ro_time_rule *, int32_t)) {
  int32_t year, m, d, best = 0;
  ro_date_parts(c->anchor, &year, &m, &d);
  int64_t best_cost = INT64_MAX;
  for (int32_t y = year - 1; y <= year + 1; y++) {
    int64_t gap = (int64_t)in_year(c->rule, y) - c->anchor;
    int64_t size = gap < 0 ? -gap : gap;
    int direction = c->rule->direction;
    bool is_strict = direction < -1 || direction > 1;
    bool is_wrong = (direction < 0 && gap > 0) || (direction > 0 && gap < 0);
    int64_t cost = size + (is_wrong && (is_strict || size > NEAR_DAYS) ? 1000 : 0);
    if (cost < best_cost) {
      best_cost = cost;
      best = y;
    }
  }
  return best;
}

/* First month of a quarter, half or season within its year. */
static int32_t first_month(const ro_time_rule *r) {
  switch (r->unit) {
    case RO_UNIT_QUARTER:
      return 3 * r->n - 2;
    case RO_UNIT_HALF:
      return r->n == 1 ? 1 : 7;
    case RO_UNIT_SEASON:
      return 3 * r->n + 3;
    default:
      return r->month ? r->month : 1;
  }
}

static ro_date calendar_day(const ro_time_rule *r, int32_t year) {
  return clamp_day(year, first_month(r), r->day ? r->day : 1);
}

/* Month and longer stretches are near by their middle, so that the present one is near. */
static ro_date calendar_middle(const ro_time_rule *r, int32_t year) {
  ro_date day = calendar_day(r, year);
  if (r->unit == RO_UNIT_MONTH) return day + 14;
  return r->unit < RO_UNIT_MONTH ? day : day + 45;
}

static ro_date holiday_day(const ro_time_rule *r, int32_t year) {
  return ro_holiday_date((ro_holiday)r->n, year);
}

static ro_date weekday_day(const context *c) {
  if (c->rule->month) return c->anchor - ro_date_weekday(c->anchor) + 7 * c->rule->day + c->rule->n;
  int32_t back = (ro_date_weekday(c->anchor) - c->rule->n + 7) % 7; /* days since the last one */
  switch (c->rule->direction) {
    case -2:
      return c->anchor - (back ? back : 7);
    case -1:
      return c->anchor - back;
    case 1:
      return c->anchor + (back ? 7 - back : 0);
    case 2:
      return c->anchor + 7 - back;
    default:
      return back <= 3 ? c->anchor - back : c->anchor + 7 - back;
  }
}

/* A weekend spoken of: the present one from Saturday on, else the last, or the next if ahead; early
 * in the week it is the last one that is near. */
static ro_date weekend_day(const context *c) {
  ro_date saturday = c->anchor - ro_date_weekday(c->anchor) + 5;
  int32_t weekday = ro_date_weekday(c->anchor);
  bool is_last = c->rule->direction < 0 || (c->rule->direction == 0 && weekday < RO_THURSDAY);
  if (is_last && weekday < RO_SATURDAY) saturday -= 7;
  return saturday + 7 * c->rule->n;
}

static bool find_calendar_day(const context *c, ro_date *from) {
  const ro_time_rule *r = c->rule;
  int32_t y, m, d;
  if (r->year > 0) {
    *from = calendar_day(r, r->year);
    return true;
  }
  if (c->anchor == RO_NO_DATE) return false;
  ro_date_parts(c->anchor, &y, &m, &d);
  if (r->year < 0)
    *from = calendar_day(r, y + r->year - RO_YEAR_OFFSET(0));
  else if (r->unit == RO_UNIT_DAY && !r->month)
    *from = clamp_day(y, m, r->day);
  else
    *from = calendar_day(r, choose_year(c, calendar_middle));
  return true;
}

static bool find_day(const context *c, ro_date *from) {
  const ro_time_rule *r = c->rule;
  switch (r->kind) {
    case RO_TIME_RULE_CALENDAR:
      return find_calendar_day(c, from);
    case RO_TIME_RULE_HOLIDAY:
      if (!r->year && c->anchor == RO_NO_DATE) return false;
      *from = holiday_day(r, r->year ? r->year : choose_year(c, holiday_day));
      return true;
    case RO_TIME_RULE_WEEKDAY:
      if (c->anchor == RO_NO_DATE) return false;
      *from = weekday_day(c);
      return true;
    case RO_TIME_RULE_OFFSET:
      if (c->anchor == RO_NO_DATE) return false;
      *from = r->unit == RO_UNIT_WEEKEND ? weekend_day(c)
                                         : ro_date_shift(c->anchor, (ro_time_unit)r->unit, r->n);
      return true;
    case RO_TIME_RULE_NEWS_DAY:
    case RO_TIME_RULE_CLOCK:
      *from = c->anchor;
      return c->anchor != RO_NO_DATE;
    default:
      return false;
  }
}

/* ------------------------------------------------------------------ without a day */

static ro_str unknown_calendar(const context *c) {
  const ro_time_rule *r = c->rule;
  ro_arena *arena = c->doc->arena;
  if (r->unit == RO_UNIT_QUARTER) return ro_str_printf(arena, "XXXX-Q%d", r->n);
  if (r->unit == RO_UNIT_HALF) return ro_str_printf(arena, "XXXX-H%d", r->n);
  if (r->unit == RO_UNIT_SEASON)
    return ro_str_printf(arena, "XXXX-%s", season_label(first_month(r)));
  if (!r->month) return with_clock(c, ro_str_printf(arena, "XXXX-XX-%02d", r->day));
  if (!r->day) return ro_str_printf(arena, "XXXX-%02d", r->month);
  return with_clock(c, ro_str_printf(arena, "XXXX-%02d-%02d", r->month, r->day));
}

static ro_str unknown_value(const context *c) {
  const ro_time_rule *r = c->rule;
  switch (r->kind) {
    case RO_TIME_RULE_CALENDAR:
      return unknown_calendar(c);
    case RO_TIME_RULE_WEEKDAY:
      return with_clock(c, ro_str_printf(c->doc->arena, "XXXX-WXX-%d", r->n + 1));
    case RO_TIME_RULE_OFFSET:
      if (r->part || r->minute >= 0) return with_clock(c, RO_STR("XXXX-XX-XX"));
      if (r->unit == RO_UNIT_WEEKEND) return RO_STR("XXXX-WXX-WE");
      return r->n < 0   ? RO_STR("PAST_REF")
             : r->n > 0 ? RO_STR("FUTURE_REF")
                        : RO_STR("PRESENT_REF");
    case RO_TIME_RULE_CLOCK:
      return with_clock(c, RO_STR("XXXX-XX-XX"));
    default:
      return RO_STR("XXXX-XX-XX");
  }
}

/* ------------------------------------------------------------------ resolving */

/* A fixed value's stretch of days: "the past 72 hours" ends, "the next week" begins, with the
 * anchor; PAST_REF is all before, FUTURE_REF all after. */
static ro_interval fixed_interval(const context *c, const ro_time *t) {
  ro_interval open = {RO_NO_DATE, RO_NO_DATE};
  const ro_time_rule *r = c->rule;
  if (c->anchor == RO_NO_DATE) return open;
  if (ro_str_is(t->value, "PRESENT_REF")) return (ro_interval){c->anchor, c->anchor};
  if (ro_str_is(t->value, "PAST_REF")) return (ro_interval){RO_NO_DATE, c->anchor};
  if (ro_str_is(t->value, "FUTURE_REF")) return (ro_interval){c->anchor, RO_NO_DATE};
  if (!r->direction) return open;
  int32_t n = r->n >= 0 ? r->n : 3; /* "a few days" are about three */
  ro_date other = ro_date_shift(c->anchor, (ro_time_unit)r->unit, r->direction < 0 ? -n : n);
  if (r->direction < 0) return (ro_interval){other, c->anchor};
  return (ro_interval){c->anchor, other};
}

static void take_anchor(context *c, const ro_time *t) {
  if (t->anchor == RO_NONE || t->anchor >= c->doc->times.n) return;
  const ro_time *a = &c->doc->times.at[t->anchor];
  if (a->interval.from == RO_NO_DATE) return;
  c->anchor = a->interval.from;
  c->grain = (ro_time_unit)a->meaning.unit;
}

/* "A year earlier", said of a quarter, is a quarter. */
static ro_time_unit result_grain(const context *c) {
  ro_time_unit unit = (ro_time_unit)c->rule->unit;
  bool is_coarser =
      unit == RO_UNIT_YEAR && (c->grain == RO_UNIT_QUARTER || c->grain == RO_UNIT_HALF);
  return c->rule->kind == RO_TIME_RULE_OFFSET && is_coarser ? c->grain : unit;
}

ro_status ro_time_resolve(ro_doc *doc, uint32_t i, ro_date published) {
  ro_time *t = &doc->times.at[i];
  context c = {doc, &t->meaning, published, RO_UNIT_NONE};
  ro_date from;
  if (t->anchor != RO_NONE && t->anchor < i) take_anchor(&c, t);
  if (t->meaning.kind == RO_TIME_RULE_FIXED || t->meaning.kind == RO_TIME_RULE_NONE) {
    t->interval = fixed_interval(&c, t);
  } else if (!find_day(&c, &from)) {
    t->interval = (ro_interval){RO_NO_DATE, RO_NO_DATE};
    t->value = unknown_value(&c);
  } else {
    ro_time_unit unit = result_grain(&c);
    t->interval = ro_date_grain(from, unit);
    t->value = grain_value(&c, t->interval.from, unit);
  }
  return ro_arena_has_failed(doc->arena) ? RO_ENOMEM : RO_OK;
}

ro_date ro_news_day(const ro_doc *doc, ro_date published) {
  int before = 0, same = 0;
  if (published == RO_NO_DATE) return published;
  for (uint32_t i = 0; i < doc->times.n; i++) {
    const ro_time *t = &doc->times.at[i];
    uint8_t kind = t->meaning.kind;
    bool is_day = (kind == RO_TIME_RULE_CALENDAR || kind == RO_TIME_RULE_WEEKDAY ||
                   (kind == RO_TIME_RULE_OFFSET && !t->meaning.year)) &&
                  t->meaning.unit == RO_UNIT_DAY;
    if (!is_day || t->meaning.direction > 0) continue;
    before += t->interval.from == published - 1;
    same += t->interval.from == published;
  }
  return before > same ? published - 1 : published;
}

ro_status ro_times_resolve(ro_doc *doc, ro_date published) {
  for (uint32_t i = 0; i < doc->times.n; i++) RO_TRY(ro_time_resolve(doc, i, published));
  ro_date day = ro_news_day(doc, published);
  for (uint32_t i = 0; day != published && i < doc->times.n; i++) {
    const ro_time_rule *r = &doc->times.at[i].meaning;
    if (r->kind == RO_TIME_RULE_NEWS_DAY || (r->kind == RO_TIME_RULE_OFFSET && r->year == 1))
      RO_TRY(ro_time_resolve(doc, i, day));
  }
  return RO_OK;
}

ro_date ro_doc_anchor(const ro_doc *doc) {
  ro_interval p = doc->meta.published;
  bool is_wide = p.from != RO_NO_DATE && p.to != RO_NO_DATE && p.to - p.from > MAX_ANCHOR_DAYS;
  if (is_wide) return RO_NO_DATE;
  return p.to != RO_NO_DATE ? p.to : p.from;
}
