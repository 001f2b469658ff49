/* Civil dates as day numbers. */
#ifndef RO_BASE_DATE_H
#define RO_BASE_DATE_H

#include "base/str.h"

/* Weekdays as in ISO 8601 less one: Monday 0 ... Sunday 6. */
enum { RO_MONDAY, RO_TUESDAY, RO_WEDNESDAY, RO_THURSDAY, RO_FRIDAY, RO_SATURDAY, RO_SUNDAY };

ro_date ro_date_make(int32_t year, int32_t month, int32_t day); /* day may overflow its month */
void ro_date_parts(ro_date date, int32_t *year, int32_t *month, int32_t *day);
int32_t ro_date_weekday(ro_date date);
int32_t ro_month_days(int32_t year, int32_t month);
/* First day of the ISO week, and the week's year and number. */
void ro_date_iso_week(ro_date date, int32_t *year, int32_t *week);
ro_date ro_date_from_iso_week(int32_t year, int32_t week); /* its Monday */
/* "2022-02-24"; also the first ten characters of an ISO date-time.  RO_NO_DATE if it is none. */
ro_date ro_date_parse(ro_str s);
ro_str ro_date_print(ro_arena *arena, ro_date date); /* "2022-02-24", empty for RO_NO_DATE */

#endif
