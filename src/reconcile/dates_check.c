/* Days of publication that were given, held against the text. */
#include <math.h>

#include "reconcile/dates_solver.h"

/* Log-likelihood by which another year must fit better to be worth a notice. */
static const double min_contradiction = 5;

/* Does the text tell of a full date as past that lies after the day given?  Three days are left
 * for zones and for files named by the day of collection. */
static void check_known(ro_doc *doc, const date_clues *c) {
  ro_date last = doc->meta.published.to;
  for (uint32_t i = 0; i < c->n_days; i++) {
    const day_clue *d = &c->days[i];
    if (!d->year || !d->day || d->direction >= 0) continue;
    ro_date told = ro_date_make(d->year, d->month, d->day);
    ro_span span = doc->times.at[d->time].span;
    if (told > last + 3)
      ro_doc_notice(doc, "dates", span,
                    "told as past, but %d days after the day of publication that was given",
                    told - last);
  }
}

/* Does the text name somebody in an office that was taken only later?  (One that ended before may
 * be a former office, or a gap of the lexicon; the future nobody can know.) */
static void check_offices(ro_doc *doc, const date_clues *c) {
  for (uint32_t i = 0; i < c->n_offices; i++) {
    const office_clue *o = &c->offices[i];
    ro_date first = o->term[0].from;
    for (uint32_t k = 1; k < o->n; k++)
      if (o->term[k].from < first) first = o->term[k].from;
    if (first == RO_NO_DATE || first <= doc->meta.published.to + 90) continue;
    ro_str shown = ro_date_print(doc->arena, first);
    ro_doc_notice(doc, "dates", o->span,
                  "named in an office taken on %.*s, after the day of publication that was given",
                  RO_FMT(shown));
  }
}

/* Do the same days of another year fit the text far better?  Offices, years and dates then say
 * that an old report was collected again, or that the day given is wrong. */
static void check_year(ro_doc *doc, const date_clues *clues) {
  ro_date given = doc->meta.published.to;
  date_clues contradicting = *clues, *c = &contradicting;
  c->last_year = 0; /* that old years are named contradicts no later day */
  c->copyright_year = 0;
  double here = -1e30, best = -1e30;
  int32_t years = 0;
  for (int32_t k = -30; k <= 10; k++)
    for (int32_t week = -1; week <= 1; week++) {
      double v = ro_date_fit(c, given + k * 364 + week * 7);
      if (k == 0) here = fmax(here, v);
      if (v > best + 1e-9) {
        best = v;
        years = k;
      }
    }
  if (best - here < min_contradiction) return;
  int32_t y, m, d;
  ro_date_parts(given + years * 364, &y, &m, &d);
  ro_doc_notice(
      doc, "dates", (ro_span){0, 0},
      "offices, years and dates in the text fit %d better than the day of publication that "
      "was given",
      y);
}

void ro_dates_check_given(ro_doc *doc, const date_clues *clues) {
  check_known(doc, clues);
  check_offices(doc, clues);
  check_year(doc, clues);
}
