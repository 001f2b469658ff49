/* Clues to a report's day of publication, and how well a day fits them.
 *
 * Each clue adds the logarithm of a relative frequency.  The frequencies were counted over 2,500
 * US and UK news articles of 2012-2020 with known days (docs/methods/dates.md has the counts):
 * how many days back the latest weekday lies that is told in the past tense, how far a date
 * without a year lies from the day of the report, how many years back the latest year named. */
#include "reconcile/dates_clues.h"

#include <math.h>
#include <stdlib.h>

/* Days since the latest weekday told as past; rows: one mention late in the text, one early, two,
 * more. */
static const double recency[4][7] = {
    {-1.39, -1.17, -1.61, -2.5, -2.7, -3.2, -3.0},
    {-0.65, -1.43, -2.4, -3.0, -3.0, -3.6, -3.2},
    {-0.58, -1.27, -2.66, -3.0, -3.9, -4.2, -4.2},
    {-0.29, -1.56, -3.5, -3.9, -5.0, -5.0, -5.0},
};
/* Days until a weekday told as coming; halved for reports tied to others, which tell of the same
 * days. */
static const double coming[7] = {-0.16, 0, -0.8, -1.2, -1.8, -2.2, -2.6};
/* Distance -3 .. +3 of a weekday that may lie on either side. */
static const double either[7] = {-1.6, -1.24, -0.5, 0, -1.1, -1.5, -1.6};
/* "The weekend" told as past, by the weekday of the report from Monday on. */
static const double weekend[7] = {0, -0.68, -1.0, -1.6, -1.6, -2.0, -0.92};
/* Years from the latest year named to the year of the report. */
static const double year_gap[9] = {0, -0.8, -0.87, -1.3, -1.9, -2.5, -2.7, -2.7, -2.9};

/* Reports by weekday from Monday on: fewer on Sundays; counted over the articles and over 92
 * reports of a crisis, which knows no free Saturday. */
static const double weekday_prior[7] = {0, 0, 0, 0, 0, -0.2, -0.5};

static const double w_known_before = 0.28, w_out_of_office = -4.0, w_weekday_differs = -3.0;
static const double w_same_day = 1.2;

/* ------------------------------------------------------------------ collecting */

static void add_weekday(date_clues *c, uint32_t i, const ro_time *t) {
  if (c->n_weekdays == MAX_CLUES || t->meaning.month || t->anchor != RO_NONE) return;
  bool is_late = t->span.begin > c->doc->text.len * 2 / 5;
  int8_t d = t->meaning.direction;
  c->weekdays[c->n_weekdays++] =
      (weekday_clue){i, (int8_t)t->meaning.n, (int8_t)(d < 0 ? -1 : d > 0), is_late};
}

/* "until 20 March" under a verb that is not of the simple past is still to come. */
static bool is_end_to_come(const ro_doc *doc, const ro_time *t) {
  enum { MAX_CLIMB = 4 };
  if (t->first == 0) return false;
  ro_str before = ro_doc_lower(doc, t->first - 1);
  if (!ro_str_is(before, "until") && !ro_str_is(before, "till")) return false;
  uint32_t at = t->first;
  for (uint32_t n = 0; n < MAX_CLIMB && doc->tokens.head[at] != RO_NONE; n++) {
    at = doc->tokens.head[at];
    if (doc->tokens.upos[at] == RO_UPOS_VERB) break;
  }
  return doc->tokens.xpos[at] != RO_XPOS_VBD;
}

static void add_calendar(date_clues *c, uint32_t i, const ro_time *t) {
  const ro_time_rule *r = &t->meaning;
  bool is_dated = (r->unit == RO_UNIT_DAY || r->unit == RO_UNIT_MONTH) && r->month && r->year >= 0;
  if (r->unit == RO_UNIT_YEAR && r->year > c->last_year && r->direction <= 0) {
    c->last_year = r->year;
    c->last_year_time = i;
  }
  if (!is_dated || c->n_days == MAX_CLUES) return;
  int8_t weekday = r->unit == RO_UNIT_DAY ? (int8_t)(r->n - 1) : -1;
  int8_t direction = is_end_to_come(c->doc, t) ? 1 : r->direction;
  c->days[c->n_days++] = (day_clue){i, r->year, r->month, r->day, weekday, direction};
}

/* A year in a passage set aside, or beside a copyright sign, says little: footers grow stale. */
static bool is_footer(const ro_doc *doc, const ro_time *t) {
  if (ro_doc_is_aside(doc, t->span)) return true;
  ro_str before = ro_str_sub(doc->text, t->span.begin > 40 ? t->span.begin - 40 : 0, t->span.begin);
  bool is_bracketed = before.len && before.data[before.len - 1] == '[';
  return is_bracketed || ro_str_find(before, RO_STR("\xC2\xA9")) < before.len ||
         ro_str_find(before, RO_STR("opyright")) < before.len;
}

static void add_time(date_clues *c, uint32_t i) {
  const ro_time *t = &c->doc->times.at[i];
  if (is_footer(c->doc, t)) {
    if (t->meaning.kind == RO_TIME_RULE_CALENDAR && t->meaning.unit == RO_UNIT_YEAR)
      c->copyright_year = t->meaning.year;
    return;
  }
  if (t->meaning.kind == RO_TIME_RULE_WEEKDAY) add_weekday(c, i, t);
  if (t->meaning.kind == RO_TIME_RULE_CALENDAR) add_calendar(c, i, t);
  bool is_weekend = t->meaning.kind == RO_TIME_RULE_OFFSET && t->meaning.unit == RO_UNIT_WEEKEND;
  if (is_weekend && t->meaning.n == 0 && t->meaning.direction <= 0) c->n_weekends++;
}

static bool is_word_between(const ro_doc *doc, uint32_t from, uint32_t to, ro_str word) {
  for (uint32_t t = from; t < to; t++)
    if (ro_str_equal_nocase(ro_doc_lower(doc, t), word)) return true;
  return false;
}

/* Are all words of the office within a few tokens of the name, and not as a former one? */
static bool holds_office(const ro_doc *doc, uint32_t first, uint32_t end, ro_str role) {
  static const char *const former[] = {"former", "ex", "then", "late", "predecessor"};
  const ro_sentence *s = &doc->sentences.at[doc->tokens.sentence[first]];
  uint32_t from = first - s->first > 7 ? first - 7 : s->first;
  uint32_t to = end + 5 < s->end ? end + 5 : s->end;
  for (size_t k = 0; k < sizeof former / sizeof *former; k++)
    if (is_word_between(doc, from, first, ro_str_from(former[k]))) return false;
  ro_str word;
  while (ro_str_split(&role, ' ', &word))
    if (!is_word_between(doc, from, to, word)) return false;
  return true;
}

static void add_terms(const ro_table *people, uint32_t row, const ro_doc *doc, uint32_t first,
                      uint32_t end, office_clue *clue) {
  uint32_t role = ro_table_column(people, "role"), from = ro_table_column(people, "from"),
           to = ro_table_column(people, "to");
  for (; row != RO_NONE && clue->n < MAX_TERMS; row = ro_table_next(people, row)) {
    ro_interval term = {ro_date_parse(ro_table_field(people, row, from)),
                        ro_date_parse(ro_table_field(people, row, to))};
    if (term.from == RO_NO_DATE && term.to == RO_NO_DATE) continue;
    if (holds_office(doc, first, end, ro_table_field(people, row, role)))
      clue->term[clue->n++] = term;
  }
}

static bool has_office(const date_clues *c, const office_clue *clue) {
  for (uint32_t i = 0; i < c->n_offices; i++)
    if (c->offices[i].term[0].from == clue->term[0].from &&
        c->offices[i].term[0].to == clue->term[0].to)
      return true;
  return false;
}

static void add_offices(const ro_resources *resources, date_clues *c) {
  const ro_table *people = ro_lexicon_table(resources->lexicon, "people");
  const ro_doc *doc = c->doc;
  if (!people) return;
  for (uint32_t t = 0; t < doc->tokens.n && c->n_offices < MAX_CLUES; t++) {
    uint32_t n = 0, row = ro_table_match(people, doc, t, doc->tokens.n, false, &n);
    if (row == RO_NONE) continue;
    office_clue clue = {.span = ro_doc_tokens_span(doc, t, t + n)};
    add_terms(people, row, doc, t, t + n, &clue);
    if (clue.n && !has_office(c, &clue)) c->offices[c->n_offices++] = clue;
    t += n - 1;
  }
}

/* Counts of people grow as a crisis goes on: dead, displaced, detained, deployed. */
static void add_counts(date_clues *c) {
  const ro_doc *doc = c->doc;
  for (uint32_t i = 0; i < doc->figures.n; i++) {
    const ro_figure *f = &doc->figures.at[i];
    double high = isnan(f->high) ? f->low : f->high;
    bool is_people = ro_str_is(f->unit, "persons") || ro_str_is(f->unit, "troops");
    if (!is_people || isnan(high) || high <= c->count || high < 100 || high > 1e7) continue;
    c->count = high;
    c->is_count_of_troops = ro_str_is(f->unit, "troops");
  }
}

void ro_date_clues(const ro_resources *resources, const ro_doc *doc, date_clues *clues) {
  *clues = (date_clues){.doc = doc};
  for (uint32_t i = 0; i < doc->times.n; i++) add_time(clues, i);
  add_offices(resources, clues);
  add_counts(clues);
}

/* ------------------------------------------------------------------ weighing */

static int back_to(ro_date day, int weekday) { return (ro_date_weekday(day) - weekday + 7) % 7; }

static double fit_weekdays(const date_clues *c, ro_date day) {
  int n_past = 0, nearest = 7;
  bool all_late = true;
  double sum = 0;
  uint32_t n_open = 0;
  for (uint32_t i = 0; i < c->n_weekdays; i++) {
    const weekday_clue *w = &c->weekdays[i];
    int back = back_to(day, w->weekday);
    if (w->direction < 0) {
      n_past++;
      if (back < nearest) nearest = back;
      all_late &= w->is_late;
    } else if (n_open < 4) {
      n_open++;
      if (w->direction > 0)
        sum += coming[(7 - back) % 7] * (c->is_tied ? 0.5 : 1);
      else
        sum += either[(back <= 3 ? -back : 7 - back) + 3];
    }
  }
  if (n_past) sum += recency[n_past > 2 ? 3 : n_past == 2 ? 2 : !all_late][nearest];
  if (c->n_weekends) sum += weekend[ro_date_weekday(day)] * (c->n_weekends > 1 ? 1.5 : 1);
  return sum;
}

/* The date of a clue nearest to the day. */
static ro_date nearest_date(const day_clue *d, ro_date day) {
  int32_t y, m, k;
  if (d->year) return ro_date_make(d->year, d->month, d->day ? d->day : 15);
  ro_date_parts(day, &y, &m, &k);
  ro_date best = RO_NO_DATE;
  for (int32_t year = y - 1; year <= y + 1; year++) {
    if (d->day > ro_month_days(year, d->month)) continue;
    ro_date at = ro_date_make(year, d->month, d->day ? d->day : 15);
    if (best == RO_NO_DATE || labs((long)at - day) < labs((long)best - day)) best = at;
  }
  return best;
}

typedef struct {
  int most; /* days */
  double value;
} step;

static double look_up(const step *steps, double days) {
  size_t i = 0;
  while (steps[i].most && days > steps[i].most) i++;
  return steps[i].value;
}

/* Log-frequency of a day without a year `gap` days after the report, by the tense of its verb.
 * Near days go by their weekday's name, hence the dip at three to five days ahead. */
static double day_gap(double gap, int direction) {
  static const step back[3][8] = {
      {{1, -0.2}, {2, -0.55}, {10, -1.0}, {18, -1.2}, {31, -1.9}, {60, -2.8}, {0, -3.5}, {0, 0}},
      {{5, -0.1}, {18, -1.4}, {60, -2.0}, {0, -3.0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}},
      {{31, -2.9}, {0, -4.5}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}}};
  static const step ahead[3][8] = {
      {{1, -1.15}, {19, -2.5}, {50, -3.6}, {0, -4.2}, {0, 0}, {0, 0}, {0, 0}, {0, 0}},
      {{14, 0}, {31, -1.2}, {60, -2.2}, {0, -3.0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}},
      {{1, -1.1}, {2, -0.8}, {5, -1.5}, {9, 0}, {14, -0.4}, {22, -0.6}, {45, -1.5}, {0, -2.8}}};
  static const double same[3] = {0, -0.1, -0.8};
  int row = direction < 0 ? 0 : direction == 0 ? 1 : 2;
  if (gap == 0) return same[row];
  return look_up(gap < 0 ? back[row] : ahead[row], fabs(gap)) - fabs(gap) / 1000;
}

static double fit_date(const day_clue *d, ro_date day) {
  ro_date at = nearest_date(d, day);
  if (at == RO_NO_DATE) return -4;
  double gap = at - day, slack = d->day ? 0 : 16, sum;
  if (d->day && !d->year) {
    sum = day_gap(gap, d->direction);
  } else {
    sum = d->year ? -0.4 * log1p(fabs(gap)) : fmax(-fabs(gap) / 60, -3.5);
    if (d->direction < 0 && gap > slack) sum -= d->day ? 2.5 : 0.9;
    if (d->direction > 0 && gap < -slack) sum -= 1.4;
  }
  if (d->weekday >= 0 && ro_date_weekday(at) != d->weekday) sum += w_weekday_differs;
  return sum;
}

/* A weekday that falls on a date named close by, as in "on Wednesday ... the 16th of February". */
static double fit_coincidence(const date_clues *c, ro_date day) {
  const ro_doc *doc = c->doc;
  for (uint32_t i = 0; i < c->n_weekdays; i++)
    for (uint32_t k = 0; k < c->n_days; k++) {
      const weekday_clue *w = &c->weekdays[i];
      uint32_t a = doc->tokens.sentence[doc->times.at[w->time].first];
      uint32_t b = doc->tokens.sentence[doc->times.at[c->days[k].time].first];
      if ((a > b ? a - b : b - a) > 3 || !c->days[k].day) continue;
      int back = back_to(day, w->weekday);
      int32_t shift = w->direction < 0 || (w->direction == 0 && back <= 3) ? -back : (7 - back) % 7;
      if (nearest_date(&c->days[k], day) == day + shift) return w_same_day;
    }
  return 0;
}

static double fit_offices(const date_clues *c, ro_date day) {
  double sum = 0;
  for (uint32_t i = 0; i < c->n_offices; i++) {
    bool is_in = false;
    for (uint32_t k = 0; k < c->offices[i].n; k++) {
      ro_interval t = c->offices[i].term[k];
      is_in |= (t.from == RO_NO_DATE || t.from <= day) && (t.to == RO_NO_DATE || day <= t.to + 1);
    }
    if (!is_in) sum += w_out_of_office;
  }
  return fmax(sum, -16);
}

static double fit_years(const date_clues *c, ro_date day) {
  int32_t y, m, d;
  double sum = 0;
  ro_date_parts(day, &y, &m, &d);
  if (c->last_year) {
    int32_t gap = y - c->last_year;
    sum += gap < 0   ? (gap == -1 ? -1.5 : -3.5)
           : gap > 8 ? -3.2 - w_known_before * fmin(gap, 40) / 40
                     : year_gap[gap];
  }
  if (c->copyright_year && (y == c->copyright_year || y == c->copyright_year + 1)) sum += 0.3;
  return sum;
}

double ro_date_fit(const date_clues *c, ro_date day) {
  double sum = fit_weekdays(c, day) + fit_offices(c, day) + fit_years(c, day);
  sum += weekday_prior[ro_date_weekday(day)];
  double dates = 0;
  for (uint32_t i = 0; i < c->n_days; i++) dates += fit_date(&c->days[i], day);
  if (c->n_days > 3) dates *= 3.0 / c->n_days; /* dates of one report are not independent */
  return sum + dates + (c->n_days && c->n_weekdays ? fit_coincidence(c, day) : 0);
}

/* ------------------------------------------------------------------ reasons */

static void add_reason(ro_doc *doc, ro_span span, const char *why) {
  ro_reason *r = RO_ADD(doc->arena, &doc->meta.reasons);
  if (r) *r = (ro_reason){span, ro_str_from(why)};
}

void ro_date_reasons(ro_doc *doc, const date_clues *c, ro_date day) {
  for (uint32_t i = 0; i < c->n_weekdays; i++) {
    const weekday_clue *w = &c->weekdays[i];
    int back = back_to(day, w->weekday);
    const char *why = w->direction > 0 ? "a weekday that is still to come"
                      : back == 0      ? "the weekday of the report"
                      : back == 1      ? "the day before the report"
                                       : "a weekday just past";
    add_reason(doc, doc->times.at[w->time].span, why);
  }
  for (uint32_t i = 0; i < c->n_days; i++)
    add_reason(
        doc, doc->times.at[c->days[i].time].span,
        c->days[i].direction > 0 ? "a date told as still to come" : "a date told in the text");
  for (uint32_t i = 0; i < c->n_offices; i++)
    add_reason(doc, c->offices[i].span, "named in an office, within its term");
  if (c->last_year) add_reason(doc, doc->times.at[c->last_year_time].span, "the latest year named");
}
