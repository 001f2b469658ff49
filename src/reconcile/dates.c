/* Days of publication, found jointly over the reports of a story, and all times resolved anew.
 *
 * A report with a day from metadata or its file name keeps it, unless its own text tells of later
 * days as past.  For the others each day of the range has a score: the clues of the report itself
 * (dates_clues.c) plus terms that tie reports together: shared rare runs of five words (copies and
 * quotations appear within a day or two), counts of persons that grow as a crisis goes on, and a
 * weak pull towards the story's other reports, capped so that an archive of unlike years stays
 * apart.  The sum is climbed by moving one report at a time and whole groups of tied reports at
 * once (iterated conditional modes, Besag 1986), from the best days of each report alone, in
 * order of path: no chance, no clock.
 *
 * dates_clues.c weighs a report's own clues, dates_ties.c finds ties, dates_check.c holds days
 * that were given against the text. */
#include <math.h>
#include <stdlib.h>

#include "reconcile/dates_solver.h"

enum {
  FIRST_DAY = 7305,   /* 1990-01-01 */
  N_DAYS = 18262,     /* to 2039-12-31 */
  MAX_UNKNOWN = 2000, /* reports dated jointly; further ones keep their clues alone */
  MAX_SWEEPS = 6,
  MAX_ROUNDS = 10,
  REACH_MIDDLE = 5,
  NEAR = 15, /* days beyond which reports cannot mean one weekday by its name */
  REACH = 45 /* days by which a move looks around */
};

/* Log-likelihood of a gap of 0, 1, 2, 3, 4 .. 7 and more days between two reports that share
 * runs, against any two reports of a story (counted on 92 reports of one crisis). */
static const double tied[6] = {1.7, 0.9, 0.4, 0.1, -0.3, -1.5};
static const double pull_days = 28, w_pull = 1.0, w_growth = 0.4;
static const double w_mass = 0.6;       /* belief that the interval holds */
static const double equal_score = 0.05; /* days that differ by less fit equally well */
#define HUGE_SCORE 1e30
static const double w_same = 1.0; /* one thing told of the same weekday is told of one day */
/* By how much a year must fit better than all others, and a day better than days far off. */
static const double min_evidence = 1;

/* ------------------------------------------------------------------ the score */

static double shared_days_score(const solver *s, const report *r, ro_date day) {
  double sum = 0;
  for (uint32_t i = 0; i < r->n_days; i++) {
    const report *o = &s->at[r->days[i].doc];
    if (o->day == RO_NO_DATE) continue;
    bool is_same =
        ro_dates_meant(&r->days[i].mine, day) == ro_dates_meant(&r->days[i].theirs, o->day);
    sum += is_same ? w_same : -w_same / 2;
  }
  return sum;
}

static double tie_strength(uint32_t shared) { return shared >= 8 ? 1 : shared >= 3 ? 0.3 : 0; }

static double tie_score(const solver *s, const report *r, ro_date day) {
  double sum = 0;
  for (uint32_t i = 0; i < r->n_ties; i++) {
    const report *o = &s->at[r->ties[i].doc];
    if (o->day == RO_NO_DATE) continue;
    int32_t gap = day > o->day ? day - o->day : o->day - day;
    sum += tie_strength(r->ties[i].shared) * tied[gap <= 3 ? gap : gap <= 7 ? 4 : 5];
  }
  return sum;
}

static bool is_same_count(const report *a, const report *b) {
  if (a->clues.count <= 0 || b->clues.count <= 0) return false;
  double ratio = a->clues.count / b->clues.count;
  return ratio > 0.2 && ratio < 5 && (ratio < 0.999 || ratio > 1.001) &&
         a->clues.is_count_of_troops == b->clues.is_count_of_troops;
}

/* Pull to the other reports and growth of counts, means over the reports that have a day. */
static double story_score(const solver *s, const report *r, ro_date day) {
  double pull = 0, growth = 0;
  uint32_t n = 0, n_growth = 0;
  uint32_t step = s->n / 64 + 1; /* a sample is enough in large stories */
  for (uint32_t i = 0; i < s->n; i += step) {
    const report *o = &s->at[i];
    if (o == r || o->day == RO_NO_DATE) continue;
    double gap = day > o->day ? day - o->day : o->day - day;
    pull -= fmin(gap / pull_days, 3);
    n++;
    if (!is_same_count(r, o) || gap == 0 || gap > 120) continue;
    growth += (r->clues.count > o->clues.count) == (day > o->day) ? 1 : -1;
    n_growth++;
  }
  return (n ? w_pull * pull / n : 0) + (n_growth ? w_growth * growth / n_growth : 0);
}

static double fit_at(const report *r, ro_date day) {
  if (day < FIRST_DAY || day >= FIRST_DAY + N_DAYS) return -1e6;
  return (double)r->fit[day - FIRST_DAY];
}

static double score(const solver *s, const report *r, ro_date day) {
  return fit_at(r, day) + tie_score(s, r, day) + shared_days_score(s, r, day) +
         story_score(s, r, day);
}

/* ------------------------------------------------------------------ climbing */

/* The most that other reports can add to a report's own clues, on a day near one of those that it
 * is tied to or shares weekdays with, and on a day far from all of them. */
static void most_from_others(const solver *s, const report *r, double *near, double *far) {
  *near = *far = w_growth;
  for (uint32_t i = 0; i < r->n_ties; i++) {
    if (s->at[r->ties[i].doc].day == RO_NO_DATE) continue;
    *near += tie_strength(r->ties[i].shared) * tied[0];
    *far += tie_strength(r->ties[i].shared) * tied[5];
  }
  for (uint32_t i = 0; i < r->n_days; i++) {
    if (s->at[r->days[i].doc].day == RO_NO_DATE) continue;
    *near += w_same;
    *far -= w_same / 2;
  }
}

static bool is_near(ro_date day, ro_date other) {
  return other != RO_NO_DATE && day >= other - NEAR && day <= other + NEAR;
}

static bool is_near_others(const solver *s, const report *r, ro_date day) {
  for (uint32_t i = 0; i < r->n_ties; i++)
    if (is_near(day, s->at[r->ties[i].doc].day)) return true;
  for (uint32_t i = 0; i < r->n_days; i++)
    if (is_near(day, s->at[r->days[i].doc].day)) return true;
  return false;
}

/* What a good day scores: the best of the report's own best day, its present day and the days of
 * tied reports. */
static double good_score(const solver *s, const report *r, int32_t own_best) {
  double best = score(s, r, FIRST_DAY + own_best);
  if (r->day != RO_NO_DATE) best = fmax(best, score(s, r, r->day));
  for (uint32_t i = 0; i < r->n_ties; i++) {
    ro_date day = s->at[r->ties[i].doc].day;
    if (day != RO_NO_DATE) best = fmax(best, score(s, r, day));
  }
  return best;
}

/* The best day of the report, the others standing still; the earlier day on a tie.  Days whose own
 * clues are so poor that nothing could lift them over a good day are passed over. */
static ro_date best_day(const solver *s, const report *r) {
  int32_t own_best = 0;
  double best = -HUGE_SCORE;
  ro_date day = RO_NO_DATE;
  for (int32_t i = 1; i < N_DAYS; i++)
    if (r->fit[i] > r->fit[own_best]) own_best = i;
  double near, far, cut = good_score(s, r, own_best) - 1e-6;
  most_from_others(s, r, &near, &far);
  for (int32_t i = 0; i < N_DAYS; i++) {
    double fit = (double)r->fit[i];
    if (fit + near < cut || (fit + far < cut && !is_near_others(s, r, FIRST_DAY + i))) continue;
    double v = score(s, r, FIRST_DAY + i);
    if (v > best + 1e-9) {
      best = v;
      day = FIRST_DAY + i;
    }
  }
  return day;
}

/* The fewer days fit nearly as well as the best, the surer; sure reports go first. */
static double certainty(const report *r) {
  double best = -HUGE_SCORE, near = 0;
  for (int32_t i = 0; i < N_DAYS; i++)
    if ((double)r->fit[i] > best) best = (double)r->fit[i];
  for (int32_t i = 0; i < N_DAYS; i++) near += (double)r->fit[i] > best - 2;
  return -near;
}

static void climb(solver *s, const uint32_t *order, uint32_t n) {
  for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    bool has_moved = false;
    for (uint32_t k = 0; k < n; k++) {
      report *r = &s->at[order[k]];
      ro_date day = best_day(s, r);
      has_moved |= day != r->day;
      r->day = day;
    }
    if (!has_moved) return;
  }
}

static double total(const solver *s) {
  double sum = 0;
  for (uint32_t i = 0; i < s->n; i++)
    if (s->at[i].is_open && s->at[i].day != RO_NO_DATE) sum += score(s, &s->at[i], s->at[i].day);
  return sum;
}

static int by_day(const void *a, const void *b) {
  const ro_date *x = a, *y = b;
  return *x < *y ? -1 : *x > *y;
}

/* The middle of the days given, or else of those found. */
static ro_date middle_day(const solver *s, ro_date *days) {
  uint32_t n = 0;
  for (int pass = 0; pass < 2 && !n; pass++)
    for (uint32_t i = 0; i < s->n; i++)
      if (s->at[i].day != RO_NO_DATE && (s->at[i].is_known || pass)) days[n++] = s->at[i].day;
  if (!n) return RO_NO_DATE;
  qsort(days, n, sizeof *days, by_day);
  return days[n / 2];
}

/* A second start, with all reports at their best day near the middle of the story: climbing from
 * far places can leave a report in a neighbouring week.  The better end is kept. */
static void climb_from_middle(solver *s, const uint32_t *order, uint32_t n, ro_date *days) {
  ro_date middle = middle_day(s, days);
  if (middle == RO_NO_DATE) return;
  double first = total(s);
  for (uint32_t i = 0; i < s->n; i++) days[i] = s->at[i].day;
  for (uint32_t i = 0; i < s->n; i++) {
    report *r = &s->at[i];
    if (!r->is_open) continue;
    ro_date best = middle;
    for (int32_t k = -REACH_MIDDLE; k <= REACH_MIDDLE; k++)
      if (fit_at(r, middle + k) > fit_at(r, best) + 1e-9) best = middle + k;
    r->day = best;
  }
  climb(s, order, n);
  if (total(s) > first) return;
  for (uint32_t i = 0; i < s->n; i++) s->at[i].day = days[i];
}

/* Score of a group's members when all are moved by `shift`; ties within it do not change. */
static double group_score(solver *s, uint32_t group, int32_t shift) {
  double sum = 0;
  for (uint32_t i = 0; i < s->n; i++)
    if (s->at[i].is_open && s->at[i].group == group && s->at[i].day != RO_NO_DATE)
      s->at[i].day += shift;
  for (uint32_t i = 0; i < s->n; i++)
    if (s->at[i].is_open && s->at[i].group == group && s->at[i].day != RO_NO_DATE)
      sum += score(s, &s->at[i], s->at[i].day);
  for (uint32_t i = 0; i < s->n; i++)
    if (s->at[i].is_open && s->at[i].group == group && s->at[i].day != RO_NO_DATE)
      s->at[i].day -= shift;
  return sum;
}

static void move_groups(solver *s) {
  for (uint32_t g = 0; g < s->n; g++) {
    if (s->at[g].group != g) continue;
    int32_t best_shift = 0;
    double best = group_score(s, g, 0);
    for (int32_t shift = -REACH; shift <= REACH; shift++) {
      double v = group_score(s, g, shift);
      if (v > best + 1e-9) {
        best = v;
        best_shift = shift;
      }
    }
    for (uint32_t i = 0; best_shift && i < s->n; i++)
      if (s->at[i].is_open && s->at[i].group == g && s->at[i].day != RO_NO_DATE)
        s->at[i].day += best_shift;
  }
}

static uint32_t group_of(solver *s, uint32_t i) {
  while (s->at[i].group != i) i = s->at[i].group;
  return i;
}

static void group_reports(solver *s) {
  for (uint32_t i = 0; i < s->n; i++) s->at[i].group = i;
  for (uint32_t i = 0; i < s->n; i++)
    for (uint32_t k = 0; s->at[i].is_open && k < s->at[i].n_ties; k++) {
      const tie *t = &s->at[i].ties[k];
      if (t->shared < 8 || !s->at[t->doc].is_open) continue;
      uint32_t a = group_of(s, i), b = group_of(s, t->doc);
      if (a < b)
        s->at[b].group = a;
      else
        s->at[a].group = b;
    }
  for (uint32_t i = 0; i < s->n; i++) s->at[i].group = group_of(s, i);
}

/* ------------------------------------------------------------------ the step */

static ro_status fill_fit(solver *s, report *r) {
  if (!r->fit) r->fit = RO_ARRAY(s->scratch, float, N_DAYS);
  if (!r->fit) return RO_ENOMEM;
  for (int32_t i = 0; i < N_DAYS; i++) r->fit[i] = (float)ro_date_fit(&r->clues, FIRST_DAY + i);
  return RO_OK;
}

static bool has_clues(const date_clues *c) {
  return c->n_weekdays || c->n_days || c->n_offices || c->last_year || c->n_weekends;
}

static ro_status open_report(solver *s, const ro_resources *resources, uint32_t i) {
  report *r = &s->at[i];
  ro_doc *doc = s->story->docs[i];
  ro_interval p = doc->meta.published;
  bool is_given = doc->meta.published_basis == RO_DATE_BASIS_METADATA ||
                  doc->meta.published_basis == RO_DATE_BASIS_FILE_NAME;
  ro_date_clues(resources, doc, &r->clues);
  r->day = RO_NO_DATE;
  r->is_known = is_given && p.to != RO_NO_DATE;
  if (r->is_known) {
    r->day = p.to;
    ro_dates_check_given(doc, &r->clues);
  } else if (s->n_open < MAX_UNKNOWN && has_clues(&r->clues)) {
    r->is_open = true;
    s->n_open++;
  }
  return RO_OK;
}

/* Once ties are known the clues weigh otherwise. */
static ro_status refit(solver *s, report *r) {
  for (uint32_t k = 0; k < r->n_ties; k++) r->clues.is_tied |= r->ties[k].shared >= 8;
  return r->is_open ? fill_fit(s, r) : RO_OK;
}

static uint32_t *order_by_certainty(solver *s, uint32_t *n) {
  uint32_t *order = RO_ARRAY(s->scratch, uint32_t, s->n);
  double *value = RO_ARRAY(s->scratch, double, s->n);
  *n = 0;
  if (!order || !value) return NULL;
  for (uint32_t i = 0; i < s->n; i++) {
    if (!s->at[i].is_open) continue;
    value[i] = certainty(&s->at[i]);
    uint32_t k = (*n)++;
    for (; k > 0 && value[order[k - 1]] < value[i]; k--) order[k] = order[k - 1];
    order[k] = i;
  }
  return order;
}

/* ------------------------------------------------------------------ how sure */

/* Sum-product messages (Pearl 1988) between tied reports over the days around the climbed ones:
 * exact on trees, and on the small loops of copies close enough (Murphy, Weiss and Jordan 1999). */
static void send(const solver *s, const report *to, uint32_t k, const double *own,
                 double *message) {
  const tie *t = &to->ties[k];
  const report *from = &s->at[t->doc];
  double sum = 0;
  for (int d = 0; d < N_NEAR; d++) {
    message[d] = 0;
    for (int e = 0; e < N_NEAR; e++) {
      int32_t gap = (to->day + d) - (from->day + e);
      gap = gap < 0 ? -gap : gap;
      double v = tie_strength(t->shared) * tied[gap <= 3 ? gap : gap <= 7 ? 4 : 5];
      message[d] += exp(v) * own[e];
    }
    sum += message[d];
  }
  for (int d = 0; d < N_NEAR; d++) message[d] /= sum;
}

/* The report's clues alone and the story, as likelihoods of the days around its own. */
static void local_belief(const solver *s, report *r) {
  double best = -HUGE_SCORE;
  for (int d = 0; d < N_NEAR; d++) {
    ro_date day = r->day + d - N_NEAR / 2;
    r->local[d] = r->is_open
                      ? fit_at(r, day) + shared_days_score(s, r, day) + story_score(s, r, day)
                  : d == N_NEAR / 2 ? 0
                                    : -50;
    best = fmax(best, r->local[d]);
  }
  for (int d = 0; d < N_NEAR; d++) r->local[d] = exp(r->local[d] - best);
}

/* What report `r` believes, leaving out what `but` told it (RO_NONE for all). */
static void believe(const report *r, uint32_t but, double *belief) {
  double sum = 0;
  for (int d = 0; d < N_NEAR; d++) {
    belief[d] = r->local[d];
    for (uint32_t k = 0; k < r->n_ties; k++)
      if (r->ties[k].doc != but) belief[d] *= r->message[k][d];
    sum += belief[d];
  }
  for (int d = 0; d < N_NEAR; d++) belief[d] /= sum > 0 ? sum : 1;
}

static void pass_messages(solver *s) {
  for (uint32_t i = 0; i < s->n; i++) {
    report *r = &s->at[i];
    if (r->day == RO_NO_DATE) continue;
    local_belief(s, r);
    for (uint32_t k = 0; k < MAX_LINKS; k++)
      for (int d = 0; d < N_NEAR; d++) r->message[k][d] = 1;
  }
  for (int round = 0; round < MAX_ROUNDS; round++)
    for (uint32_t i = 0; i < s->n; i++)
      for (uint32_t k = 0; s->at[i].day != RO_NO_DATE && k < s->at[i].n_ties; k++) {
        const report *from = &s->at[s->at[i].ties[k].doc];
        double own[N_NEAR];
        if (from->day == RO_NO_DATE) continue;
        believe(from, i, own);
        send(s, &s->at[i], k, own, s->at[i].message[k]);
      }
}

/* The likeliest day, and its neighbours, the likelier first, until they hold w_mass of the
 * belief: the week itself is taken as found. */
static ro_interval likely_days(report *r) {
  double belief[N_NEAR], held;
  believe(r, RO_NONE, belief);
  int best = 0;
  for (int d = 1; d < N_NEAR; d++)
    if (belief[d] > belief[best] + 1e-9) best = d;
  int from = best, to = best;
  for (held = belief[best]; held < w_mass && to - from < N_NEAR - 1;) {
    double before = from > 0 ? belief[from - 1] : -1, after = to + 1 < N_NEAR ? belief[to + 1] : -1;
    if (after >= before)
      held += belief[++to];
    else
      held += belief[--from];
  }
  ro_date first = r->day - N_NEAR / 2;
  r->day = first + best;
  return (ro_interval){first + from, first + to};
}

/* Do the report's own clues tell its year?  The same weeks of any other year must fit worse. */
static bool tells_year(const report *r) {
  double best = -HUGE_SCORE;
  for (int32_t k = -40; k <= 40; k++)
    for (int32_t week = -1; k != 0 && week <= 1; week++)
      best = fmax(best, fit_at(r, r->day + k * 364 + week * 7));
  return fit_at(r, r->day) - best >= min_evidence;
}

/* A story has a place in time when one report's day is given or one tells its year; its other
 * reports are then dated by it.  Without that a weekday is a weekday of any year. */
static bool has_year(const solver *s) {
  for (uint32_t i = 0; i < s->n; i++)
    if (s->at[i].is_known ||
        (s->at[i].is_open && s->at[i].day != RO_NO_DATE && tells_year(&s->at[i])))
      return true;
  return false;
}

/* First and last of all days that fit as well as the best: where offices give the year and nothing
 * the week, these lie far apart and are the honest answer. */
static ro_interval equal_days(const solver *s, const report *r, ro_interval likely) {
  double best = score(s, r, r->day), own = fit_at(r, r->day);
  ro_interval all = likely;
  for (int32_t i = 0; i < N_DAYS; i++) {
    ro_date day = FIRST_DAY + i;
    if ((double)r->fit[i] < own - 4 || score(s, r, day) < best - equal_score) continue;
    if (day < all.from) all.from = day;
    if (day > all.to) all.to = day;
  }
  return all;
}

/* Writes the days unless there is no evidence to speak of. */
static void publish(solver *s, uint32_t i) {
  report *r = &s->at[i];
  ro_doc *doc = s->story->docs[i];
  if (!r->is_open || r->day == RO_NO_DATE) return;
  ro_interval p = equal_days(s, r, likely_days(r));
  double far = (score(s, r, r->day - 200) + score(s, r, r->day + 200)) / 2;
  if (score(s, r, r->day) - far < min_evidence) return;
  doc->meta.reasons.n = 0;
  doc->meta.published = p;
  doc->meta.published_basis = s->n < 2 ? RO_DATE_BASIS_TEXT : RO_DATE_BASIS_STORY;
  ro_date_reasons(doc, &r->clues, r->day);
}

static ro_status solve(solver *s, const ro_resources *resources) {
  for (uint32_t i = 0; i < s->n; i++) RO_TRY(open_report(s, resources, i));
  if (!s->n_open) return RO_OK;
  RO_TRY(ro_dates_tie_words(s));
  RO_TRY(ro_dates_tie_weekdays(s));
  group_reports(s);
  for (uint32_t i = 0; i < s->n; i++) RO_TRY(refit(s, &s->at[i]));
  uint32_t n;
  const uint32_t *order = order_by_certainty(s, &n);
  if (!order) return RO_ENOMEM;
  ro_date *days = RO_ARRAY(s->scratch, ro_date, s->n);
  if (!days) return RO_ENOMEM;
  climb(s, order, n);
  climb_from_middle(s, order, n, days);
  move_groups(s);
  climb(s, order, n);
  if (!has_year(s)) return RO_OK;
  pass_messages(s);
  for (uint32_t i = 0; i < s->n; i++) publish(s, i);
  return RO_OK;
}

ro_status ro_reconcile_dates(const ro_resources *resources, ro_story *story, ro_arena *scratch) {
  solver s = {.story = story, .scratch = scratch, .n = story->n_docs};
  s.at = RO_ARRAY(scratch, report, story->n_docs);
  if (!s.at && story->n_docs) return RO_ENOMEM;
  RO_TRY(solve(&s, resources));
  for (uint32_t i = 0; i < story->n_docs; i++)
    RO_TRY(ro_times_resolve(story->docs[i], ro_doc_anchor(story->docs[i])));
  return RO_OK;
}
