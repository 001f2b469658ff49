/* Civil dates as day numbers: Hinnant, "chrono-compatible low-level date algorithms" (2013), with
 * years that begin in March so that the leap day comes last. */
#include "base/date.h"

ro_date ro_date_make(int32_t year, int32_t month, int32_t day) {
  year -= month <= 2;
  int32_t era = (year >= 0 ? year : year - 399) / 400;
  int32_t of_era = year - era * 400;
  int32_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int32_t day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
  return era * 146097 + day_of_era - 719468;
}

void ro_date_parts(ro_date date, int32_t *year, int32_t *month, int32_t *day) {
  int32_t z = date + 719468;
  int32_t era = (z >= 0 ? z : z - 146096) / 146097;
  int32_t doe = z - era * 146097;
  int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  int32_t mp = (5 * doy + 2) / 153;
  *day = doy - (153 * mp + 2) / 5 + 1;
  *month = mp < 10 ? mp + 3 : mp - 9;
  *year = yoe + era * 400 + (*month <= 2);
}

int32_t ro_date_weekday(ro_date date) {
  int32_t w = (date + 3) % 7; /* 1970-01-01 was a Thursday */
  return w < 0 ? w + 7 : w;
}

int32_t ro_month_days(int32_t year, int32_t month) {
  return ro_date_make(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) -
         ro_date_make(year, month, 1);
}

ro_date ro_date_from_iso_week(int32_t year, int32_t week) {
  ro_date fourth = ro_date_make(year, 1, 4); /* always in week 1 */
  return fourth - ro_date_weekday(fourth) + 7 * (week - 1);
}

void ro_date_iso_week(ro_date date, int32_t *year, int32_t *week) {
  int32_t month, day;
  ro_date thursday = date - ro_date_weekday(date) + 3;
  ro_date_parts(thursday, year, &month, &day);
  *week = (date - ro_date_weekday(date) - ro_date_from_iso_week(*year, 1)) / 7 + 1;
}

ro_date ro_date_parse(ro_str s) {
  int32_t year, month, day;
  if (s.len < 10 || s.data[4] != '-' || s.data[7] != '-') return RO_NO_DATE;
  if (s.len > 10 && s.data[10] != 'T' && s.data[10] != ' ') return RO_NO_DATE;
  if (!ro_str_to_int(ro_str_sub(s, 0, 4), &year) || !ro_str_to_int(ro_str_sub(s, 5, 7), &month) ||
      !ro_str_to_int(ro_str_sub(s, 8, 10), &day))
    return RO_NO_DATE;
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > ro_month_days(year, month))
    return RO_NO_DATE;
  return ro_date_make(year, month, day);
}

ro_str ro_date_print(ro_arena *arena, ro_date date) {
  if (date == RO_NO_DATE) return (ro_str){NULL, 0};
  int32_t year, month, day;
  ro_date_parts(date, &year, &month, &day);
  return ro_str_printf(arena, "%04d-%02d-%02d", year, month, day);
}
