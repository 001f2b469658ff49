/* Figures of many reports -> series: the same thing counted by different sources at different
 * times.
 *
 * A series is one answer to "how many of what, whose, where".  Points are put in the same series
 * when they agree on
 *   what    the counted noun, with all words for soldiers as one ("troops", "forces", "personnel")
 *   whose   the state behind the owner (its forces, government and president are it); asked only of
 *           soldiers, formations, arms and money, never of passengers or the dead
 *   where   the state in the phrase of place
 * A point that lacks the owner joins the only owner named for that place; one that lacks the place
 * joins its owner's only place if its number is of the same order.  Strengths of each unit ("each
 * numbering 800") are no points.  Scope, source and date stay with the point: they are what
 * explains that numbers differ.
 *
 * Kept are counts of people from ten up and all counts of dead and wounded, of formations and
 * arms, sums of money and shares; any other count only when two reports give it.
 * Derived points carry their arithmetic in the scope: "14 x 800 = 11200". */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "reconcile/figures_internal.h"

enum { NEAR_TOKENS = 30, SAME_ORDER = 3, MAX_OF_KIND = 2000 };

typedef RO_ROWS(ro_counted) counted_rows;

/* ------------------------------------------------------------------ grouping */

static bool collect(const ro_owners *o, ro_arena *scratch, counted_rows *rows) {
  for (uint32_t d = 0; d < o->story->n_docs; d++)
    for (uint32_t i = 0; i < o->story->docs[d]->figures.n; i++) {
      ro_counted c;
      if (!ro_counted_read(o, d, i, &c)) continue;
      ro_counted *row = RO_ADD(scratch, rows);
      if (!row) return false;
      *row = c;
    }
  return true;
}

static int by_key(const void *a, const void *b) {
  const ro_counted *x = a, *y = b;
  if (x->what != y->what) return x->what < y->what ? -1 : 1;
  if (x->whose != y->whose) return x->whose < y->whose ? -1 : 1; /* RO_NONE comes last */
  if (x->where != y->where) return x->where < y->where ? -1 : 1;
  if (x->doc != y->doc) return x->doc < y->doc ? -1 : 1;
  return x->figure < y->figure ? -1 : x->figure > y->figure;
}

static double size_of(const ro_story *story, const ro_counted *c) {
  const ro_figure *f = &story->docs[c->doc]->figures.at[c->figure];
  return isnan(f->high) ? f->low : f->high;
}

static bool is_same_order(const ro_story *story, const ro_counted *a, const ro_counted *b) {
  double x = size_of(story, a), y = size_of(story, b);
  return x <= SAME_ORDER * y && y <= SAME_ORDER * x;
}

/* The only owner named for the place of `c` among rows [first, end) of its kind, RO_NONE.  A point
 * without a place takes the only owner of all. */
static uint32_t only_owner(const ro_counted *rows, uint32_t first, uint32_t end,
                           const ro_counted *c) {
  uint32_t found = RO_NONE;
  for (uint32_t i = first; i < end; i++) {
    if (rows[i].whose == RO_NONE || (c->where != RO_NONE && rows[i].where != c->where)) continue;
    if (found != RO_NONE && found != rows[i].whose) return RO_NONE;
    found = rows[i].whose;
  }
  return found;
}

/* The only place named for the owner of `c`, where the numbers there are like its own; RO_NONE. */
static uint32_t only_place(const ro_story *story, const ro_counted *rows, uint32_t first,
                           uint32_t end, const ro_counted *c) {
  uint32_t found = RO_NONE;
  bool is_like = false;
  for (uint32_t i = first; i < end; i++) {
    if (rows[i].whose != c->whose || rows[i].where == RO_NONE) continue;
    if (found != RO_NONE && found != rows[i].where) return RO_NONE;
    found = rows[i].where;
    is_like |= is_same_order(story, &rows[i], c);
  }
  return is_like ? found : RO_NONE;
}

/* Completes owners and places within each kind of thing counted, from what the others say. */
static void complete(const ro_story *story, counted_rows *rows) {
  for (uint32_t first = 0, end; first < rows->n; first = end) {
    for (end = first + 1; end < rows->n && rows->at[end].what == rows->at[first].what;) end++;
    if (end - first > MAX_OF_KIND) continue; /* quadratic below; so many need no completing */
    for (uint32_t i = first; i < end; i++)
      if (rows->at[i].whose == RO_NONE)
        rows->at[i].whose = only_owner(rows->at, first, end, &rows->at[i]);
    for (uint32_t i = first; i < end; i++)
      if (rows->at[i].where == RO_NONE)
        rows->at[i].where = only_place(story, rows->at, first, end, &rows->at[i]);
  }
}

static void number_groups(counted_rows *rows) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < rows->n; i++) {
    ro_counted *c = &rows->at[i];
    bool is_same = i && c[-1].what == c->what && c[-1].whose == c->whose && c[-1].where == c->where;
    n += !is_same;
    c->series = n - 1;
  }
}

/* ------------------------------------------------------------------ points */

static ro_interval as_of(const ro_doc *doc, const ro_figure *f) {
  if (f->time != RO_NONE && f->time < doc->times.n) {
    ro_interval t = doc->times.at[f->time].interval;
    if (t.from != RO_NO_DATE || t.to != RO_NO_DATE) return t;
  }
  return doc->meta.published;
}

static uint32_t said_by(const ro_doc *doc, const ro_figure *f) {
  if (f->attribution == RO_NONE || f->attribution >= doc->attributions.n) return RO_NONE;
  return ro_figure_entity(doc, doc->attributions.at[f->attribution].source_entity);
}

static bool same_number(double a, double b) { return (isnan(a) && isnan(b)) || a == b; }

/* Shares are all given in percent; the words of a fraction go to the scope. */
static ro_point point_of(ro_story *story, const ro_doc *doc, const ro_figure *f) {
  ro_point p = {.low = f->low,
                .high = f->high,
                .comparator = f->comparator,
                .scope = f->scope,
                .as_of = as_of(doc, f),
                .by = said_by(doc, f)};
  if (!ro_str_is(f->unit, "fraction")) return p;
  p.low = round(f->low * 1000) / 10;
  p.high = round(f->high * 1000) / 10;
  ro_str words = ro_flat(story->arena, ro_doc_span(doc, f->span));
  p.scope = p.scope.len ? ro_str_printf(story->arena, "%.*s, %.*s", RO_FMT(words), RO_FMT(p.scope))
                        : words;
  return p;
}

static bool add_point(ro_story *story, ro_series *series, const ro_counted *c) {
  const ro_doc *doc = story->docs[c->doc];
  const ro_figure *f = &doc->figures.at[c->figure];
  ro_point point = point_of(story, doc, f);
  for (uint32_t i = 0; i < series->points.n; i++) {
    ro_point *p = &series->points.at[i];
    if (p->by == point.by && same_number(p->low, point.low) && same_number(p->high, point.high) &&
        p->comparator == point.comparator && ro_str_equal(p->scope, point.scope))
      return ro_evidence_add(story, &p->evidence, c->doc, f->span);
  }
  ro_point *p = RO_ADD(story->arena, &series->points);
  if (!p) return false;
  *p = point;
  return ro_evidence_add(story, &p->evidence, c->doc, f->span);
}

static double order_value(double low, double high) { return isnan(low) ? high : low; }

static int by_date(const void *a, const void *b) {
  const ro_point *x = a, *y = b;
  if (x->as_of.from != y->as_of.from) return x->as_of.from < y->as_of.from ? -1 : 1;
  double u = order_value(x->low, x->high), v = order_value(y->low, y->high);
  if (u < v || u > v) return u < v ? -1 : 1;
  if (x->evidence.at[0].doc != y->evidence.at[0].doc)
    return x->evidence.at[0].doc < y->evidence.at[0].doc ? -1 : 1;
  return x->evidence.at[0].span.begin < y->evidence.at[0].span.begin ? -1 : 1;
}

/* ------------------------------------------------------------------ derived points */

static bool is_each(const ro_doc *doc, const ro_figure *a, const ro_figure *b) {
  for (uint32_t t = a->end; t < b->first && t < doc->tokens.n; t++)
    if (ro_str_is(ro_doc_lower(doc, t), "each") || ro_str_is(ro_doc_lower(doc, t), "apiece"))
      return true;
  if (ro_str_is(ro_doc_lower(doc, b->first), "each")) return true;
  return b->end < doc->tokens.n && ro_str_is(ro_doc_lower(doc, b->end), "each");
}

static bool is_exact(const ro_figure *f) { return f->low == f->high && !isnan(f->low); }

/* "14 battalions, each of about 800 soldiers" and "two thirds of those": a number and its sum. */
static bool derive(const ro_doc *doc, uint32_t i, double *value, ro_str *sum, ro_arena *arena) {
  const ro_figure *a = &doc->figures.at[i], *b = a + 1;
  if (!is_exact(a) || !is_exact(b) || b->first - a->first > NEAR_TOKENS) return false;
  bool is_people = ro_str_is(b->unit, "persons") && !ro_str_is(a->unit, "persons");
  if (is_people && is_each(doc, a, b) && a->counted.len) {
    *value = a->low * b->low;
    *sum = ro_str_printf(arena, "derived: %.15g x %.15g = %.15g", a->low, b->low, *value);
    return true;
  }
  bool is_part = ro_str_is(b->unit, "fraction") && !ro_figure_is_share(a) && !b->counted.len &&
                 !ro_figure_is_measure(a) && a->counted.len;
  if (!is_part || a->low < 2) return false;
  *value = round(a->low * b->low);
  *sum = ro_str_printf(arena, "derived: %.3g of %.15g = about %.15g", b->low, a->low, *value);
  return true;
}

static bool add_derived(ro_story *story, ro_series *series, const ro_counted *c) {
  const ro_doc *doc = story->docs[c->doc];
  double value;
  ro_str sum;
  if (c->figure + 1 >= doc->figures.n || !derive(doc, c->figure, &value, &sum, story->arena))
    return true;
  const ro_figure *a = &doc->figures.at[c->figure], *b = a + 1;
  ro_series *target = series;
  if (!ro_str_is(b->unit, "fraction")) {
    target = RO_ADD(story->arena, &story->figures);
    if (!target) return false;
    *target =
        (ro_series){.what = ro_str_printf(story->arena, "%.*s in %.*s",
                                          RO_FMT(ro_flat(story->arena, b->counted)),
                                          RO_FMT(ro_flat(story->arena, ro_doc_span(doc, a->span)))),
                    .unit = b->unit};
  } else if (b->scope.len) {
    sum = ro_str_printf(story->arena, "%.*s, %.*s", RO_FMT(sum), RO_FMT(b->scope));
  }
  ro_point *p = RO_ADD(story->arena, &target->points);
  if (!p) return false;
  *p = (ro_point){.low = value,
                  .high = value,
                  .comparator = RO_COMPARATOR_ABOUT,
                  .scope = sum,
                  .as_of = as_of(doc, a),
                  .by = said_by(doc, a)};
  return ro_evidence_add(story, &p->evidence, c->doc, a->span) &&
         ro_evidence_add(story, &p->evidence, c->doc, b->span);
}

/* ------------------------------------------------------------------ the step */

static bool is_worthwhile(const ro_counted *group, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    if (group[i].is_always || group[i].doc != group[0].doc) return true;
  return false;
}

static bool add_series(const ro_owners *o, const ro_counted *group, uint32_t n) {
  ro_story *story = o->story;
  ro_series *made = RO_ADD(story->arena, &story->figures);
  if (!made) return false;
  uint32_t at = story->figures.n - 1;
  const ro_figure *f = &story->docs[group[0].doc]->figures.at[group[0].figure];
  ro_series series = {.what = ro_counted_label(o, group, n),
                      .unit = ro_str_is(f->unit, "fraction") ? RO_STR("percent") : f->unit};
  for (uint32_t i = 0; i < n; i++)
    if (!add_point(story, &series, &group[i])) return false;
  for (uint32_t i = 0; i < n; i++)
    if (!add_derived(story, &series, &group[i])) return false;
  if (series.points.n) qsort(series.points.at, series.points.n, sizeof *series.points.at, by_date);
  story->figures.at[at] = series;
  return true;
}

static uint32_t reports_in(const ro_series *s) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->points.n; i++) n += s->points.at[i].evidence.n;
  return n;
}

static int by_weight(const void *a, const void *b) {
  const ro_series *x = a, *y = b;
  uint32_t u = reports_in(x), v = reports_in(y);
  if (u != v) return u > v ? -1 : 1;
  double p = order_value(x->points.at[0].low, x->points.at[0].high);
  double q = order_value(y->points.at[0].low, y->points.at[0].high);
  if (p < q || p > q) return p > q ? -1 : 1;
  return ro_str_compare(x->what, y->what);
}

ro_status ro_reconcile_figures(const ro_resources *resources, ro_story *story, ro_arena *scratch) {
  counted_rows rows = {0};
  ro_owners o = {.story = story, .units = ro_lexicon_table(resources->lexicon, "units")};
  if (!ro_owners_open(&o, scratch) || !collect(&o, scratch, &rows)) return RO_ENOMEM;
  for (int pass = 0; pass < 2; pass++) {
    if (rows.n) qsort(rows.at, rows.n, sizeof *rows.at, by_key);
    if (!pass) complete(story, &rows);
  }
  number_groups(&rows);
  for (uint32_t i = 0; i < rows.n;) {
    uint32_t n = 1;
    while (i + n < rows.n && rows.at[i + n].series == rows.at[i].series) n++;
    if (is_worthwhile(&rows.at[i], n) && !add_series(&o, &rows.at[i], n)) return RO_ENOMEM;
    i += n;
  }
  if (story->figures.n)
    qsort(story->figures.at, story->figures.n, sizeof *story->figures.at, by_weight);
  for (uint32_t i = 0; i < story->figures.n; i++)
    story->figures.at[i].id = ro_str_printf(story->arena, "q%u", i + 1);
  return RO_OK;
}
