/* The reports of a story while their days are sought; shared by the files of dates. */
#ifndef RO_RECONCILE_DATES_SOLVER_H
#define RO_RECONCILE_DATES_SOLVER_H

#include "reconcile/dates_clues.h"

enum {
  MAX_LINKS = 8,        /* reports that one is tied to by words */
  MAX_SHARED_DAYS = 12, /* weekdays shared with other reports */
  N_NEAR = 7            /* days around the climbed one */
};

typedef struct {
  uint32_t doc, shared;
} tie;

/* A weekday that two reports name while telling, in like words, of one thing. */
typedef struct {
  uint32_t doc;
  weekday_clue mine, theirs;
} shared_day;

typedef struct {
  date_clues clues;
  shared_day days[MAX_SHARED_DAYS];
  uint32_t n_days;
  float *fit; /* [N_DAYS], NULL for reports with a known day */
  ro_date day;
  bool is_known, is_open; /* open: to be found here */
  tie ties[MAX_LINKS];
  uint32_t n_ties;
  uint32_t group;
  double local[N_NEAR], message[MAX_LINKS][N_NEAR]; /* likelihoods of day - 3 .. day + 3 */
} report;

typedef struct {
  ro_story *story;
  ro_arena *scratch;
  report *at;
  uint32_t n, n_open;
} solver;

/* dates_ties.c: fills ties (shared runs of words) and days (shared weekdays) of all reports. */
ro_status ro_dates_tie_words(solver *s);
ro_status ro_dates_tie_weekdays(solver *s);
/* The day that a weekday means in a report of `day`. */
ro_date ro_dates_meant(const weekday_clue *weekday, ro_date day);

/* dates_check.c: notices where the text contradicts the day that was given. */
void ro_dates_check_given(ro_doc *doc, const date_clues *clues);

#endif
