/* What a time expression means, and how a date turns the meaning into value and interval. */
#ifndef RO_DOC_TIME_H
#define RO_DOC_TIME_H

#include "base/date.h"
#include "doc/doc.h"

/* ro_time_rule.kind.  `unit` is always the grain of the result. */
typedef enum {
  RO_TIME_RULE_NONE,
  RO_TIME_RULE_FIXED,    /* the value stands; n, unit, direction give the interval: "72 hours" */
  RO_TIME_RULE_CALENDAR, /* parts of a date; what is missing above is found: "16 February" */
  RO_TIME_RULE_WEEKDAY,  /* n = weekday; direction +-2 leaves out the day itself: "next Friday" */
  RO_TIME_RULE_OFFSET,   /* n units away: "yesterday", "last week", "two years ago" */
  RO_TIME_RULE_HOLIDAY,  /* n = ro_holiday, in `year` or the year that fits */
  RO_TIME_RULE_CLOCK,    /* minute or part of the day of the anchor: "10am" */
  RO_TIME_RULE_NEWS_DAY  /* the day that the report tells of: "Earlier, ..." */
} ro_time_rule_kind;

typedef enum {
  RO_UNIT_NONE,
  RO_UNIT_SECOND,
  RO_UNIT_MINUTE,
  RO_UNIT_HOUR,
  RO_UNIT_DAY,
  RO_UNIT_WEEK,
  RO_UNIT_WEEKEND,
  RO_UNIT_MONTH,
  RO_UNIT_SEASON,  /* n = 0 spring, 1 summer, 2 autumn, 3 winter (of the year it begins in) */
  RO_UNIT_QUARTER, /* n = 1 .. 4 */
  RO_UNIT_HALF,    /* n = 1, 2 */
  RO_UNIT_YEAR,
  RO_UNIT_DECADE,  /* year = its first */
  RO_UNIT_CENTURY, /* year = its first, 1900 for the 20th */
  RO_N_UNIT
} ro_time_unit;

typedef enum {
  RO_PART_NONE,
  RO_PART_MORNING,
  RO_PART_MIDDAY,
  RO_PART_AFTERNOON,
  RO_PART_EVENING,
  RO_PART_NIGHT,
  RO_PART_DAYTIME,
  RO_N_PART
} ro_time_part;

typedef enum {
  RO_HOLIDAY_CHRISTMAS,
  RO_HOLIDAY_CHRISTMAS_EVE,
  RO_HOLIDAY_BOXING_DAY,
  RO_HOLIDAY_NEW_YEAR,
  RO_HOLIDAY_NEW_YEAR_EVE,
  RO_HOLIDAY_VALENTINE,
  RO_HOLIDAY_ST_PATRICK,
  RO_HOLIDAY_GOOD_FRIDAY,
  RO_HOLIDAY_EASTER,
  RO_HOLIDAY_EASTER_MONDAY,
  RO_HOLIDAY_PENTECOST,
  RO_HOLIDAY_INDEPENDENCE_US,
  RO_HOLIDAY_BASTILLE,
  RO_HOLIDAY_HALLOWEEN,
  RO_HOLIDAY_THANKSGIVING,
  RO_HOLIDAY_MEMORIAL_US,
  RO_HOLIDAY_LABOR_US,
  RO_HOLIDAY_MLK,
  RO_HOLIDAY_VETERANS,
  RO_HOLIDAY_MAY_DAY,
  RO_HOLIDAY_WOMEN,
  RO_HOLIDAY_ELECTION_US,
  RO_HOLIDAY_PALM_SUNDAY,
  RO_HOLIDAY_ASH_WEDNESDAY,
  RO_HOLIDAY_EPIPHANY,
  RO_HOLIDAY_APRIL_FOOLS,
  RO_HOLIDAY_COLUMBUS,
  RO_HOLIDAY_PRESIDENTS,
  RO_HOLIDAY_MOTHERS_US,
  RO_HOLIDAY_FATHERS,
  RO_N_HOLIDAY
} ro_holiday;

/* ro_time_rule.year of "last year" (-1), "this year" (0): told from the anchor's year. */
#define RO_YEAR_OFFSET(n) (-2000 + (n))
/* Of kind CALENDAR and unit DAY: n = weekday + 1 when one is named with the date.
 * Of kind WEEKDAY: month = 1 says that the weekday is one of the week `day` weeks away. */

/* The day of a holiday; Easter by the Gregorian rule of Meeus and Jones. */
ro_date ro_holiday_date(ro_holiday holiday, int32_t year);

/* The date `n` units from `date`; months and years keep the day where the month has it. */
ro_date ro_date_shift(ro_date date, ro_time_unit unit, int32_t n);

/* First and last day of the week, month, quarter ... that holds the date. */
ro_interval ro_date_grain(ro_date date, ro_time_unit unit);

/* Writes value and interval of time `i` from its meaning, the day of publication, and the times
 * that anchor it (which come earlier in the text and are resolved before it).  With RO_NO_DATE
 * the value says what can be said without the day: "XXXX-02-16", "XXXX-WXX-4". */
ro_status ro_time_resolve(ro_doc *doc, uint32_t i, ro_date published);

/* The day that a report published on `published` mostly tells of: the day before when more of the
 * resolved days of the last two are that day ("last night", "on Sunday" on a Monday). */
ro_date ro_news_day(const ro_doc *doc, ro_date published);

/* All times of a document in order; then those that go by the news day: NEWS_DAY, and "tomorrow"
 * and its like within quotations (of kind OFFSET, year = 1), which were spoken on that day. */
ro_status ro_times_resolve(ro_doc *doc, ro_date published);

/* The day that meta.published gives as anchor: its last day; RO_NO_DATE where unknown or where the
 * interval is longer than a week. */
ro_date ro_doc_anchor(const ro_doc *doc);

/* "PT40M", "P2W", "PXD": TIMEX3 value of a duration; n < 0 means an unknown number. */
ro_str ro_duration_value(ro_arena *arena, int32_t n, ro_time_unit unit);

#endif
