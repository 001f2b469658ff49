/* Clues to a report's day of publication, and how well a day fits them. */
#ifndef RO_RECONCILE_DATES_CLUES_H
#define RO_RECONCILE_DATES_CLUES_H

#include "doc/time.h"
#include "reconcile/reconcile_internal.h"

enum { MAX_CLUES = 24, MAX_TERMS = 8 };

typedef struct {
  uint32_t time; /* ro_doc.times */
  int8_t weekday, direction;
  bool is_late; /* in the last three fifths of the report, where older news stands */
} weekday_clue;

typedef struct {
  uint32_t time;
  int32_t year, month, day; /* year 0 = not said; day 0 = the month */
  int8_t weekday;           /* named with it, -1 = none */
  int8_t direction;
} day_clue;

typedef struct {
  ro_span span;
  uint32_t n;
  ro_interval term[MAX_TERMS];
} office_clue;

typedef struct {
  const ro_doc *doc;
  weekday_clue weekdays[MAX_CLUES];
  day_clue days[MAX_CLUES];
  office_clue offices[MAX_CLUES];
  uint32_t n_weekdays, n_days, n_offices;
  uint32_t n_weekends; /* "over the weekend", told of the past */
  int32_t last_year;   /* latest year named alone, 0 = none */
  uint32_t last_year_time;
  int32_t copyright_year;
  bool is_tied; /* shares words with other reports, so that its clues are not its own alone */
  double count; /* largest number of persons or troops named, 0 = none */
  bool is_count_of_troops; /* else of persons in general */
} date_clues;

void ro_date_clues(const ro_resources *resources, const ro_doc *doc, date_clues *clues);

/* Log-likelihood, up to a constant, of the clues if the report appeared on `day`. */
double ro_date_fit(const date_clues *clues, ro_date day);

/* Adds reasons for the chosen day to the document. */
void ro_date_reasons(ro_doc *doc, const date_clues *clues, ro_date day);

#endif
