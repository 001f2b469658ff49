/* One thing counted, several figures.  A series whose points cannot all be true of one moment and
 * scope is a conflict; that dates, scope or sources differ is said beside it, because it may
 * explain the difference, and it lowers the rank. */
#include <math.h>

#include "reconcile/conflict.h"

enum { MOST_VALUES = 5 };

static double low_of(const ro_point *p) { return isnan(p->low) ? 0 : p->low; }
static double high_of(const ro_point *p) { return isnan(p->high) ? (double)INFINITY : p->high; }

static bool is_same_figure(const ro_point *a, const ro_point *b) {
  return low_of(a) == low_of(b) && high_of(a) == high_of(b);
}

static bool are_disjoint(const ro_point *a, const ro_point *b) {
  return low_of(a) > high_of(b) || low_of(b) > high_of(a);
}

static uint32_t explanation(const ro_point *a, const ro_point *b) {
  uint32_t by = 0;
  if (a->as_of.to < b->as_of.from || b->as_of.to < a->as_of.from) by |= RO_BY_DATES;
  if (!ro_str_equal(a->scope, b->scope)) by |= RO_BY_SCOPE;
  if (a->by != b->by) by |= RO_BY_SOURCE;
  return by;
}

/* Figures that one mouth gives in one report are parts, rates or stages, not a contradiction. */
static bool are_of_one_mouth(const ro_point *a, const ro_point *b) {
  if (a->by != b->by || !a->evidence.n || !b->evidence.n) return false;
  uint32_t doc = a->evidence.at[0].doc;
  for (uint32_t i = 0; i < a->evidence.n; i++)
    if (a->evidence.at[i].doc != doc) return false;
  for (uint32_t i = 0; i < b->evidence.n; i++)
    if (b->evidence.at[i].doc != doc) return false;
  return true;
}

/* Numbers the points by their figure: equal figures are one position. */
static uint32_t stance_of(const ro_series *s, uint32_t point) {
  for (uint32_t i = 0; i < point; i++)
    if (is_same_figure(&s->points.at[i], &s->points.at[point])) return i;
  return point;
}

static void look_at(ro_conflict_finder *f, const ro_series *s) {
  bool differs = false, is_disjoint = false;
  uint32_t by = 0, n_stances = 0;
  for (uint32_t i = 0; i < s->points.n; i++)
    for (uint32_t j = i + 1; j < s->points.n && j < i + 32; j++) {
      const ro_point *a = &s->points.at[i], *b = &s->points.at[j];
      if (is_same_figure(a, b) || are_of_one_mouth(a, b)) continue;
      differs = true;
      is_disjoint |= are_disjoint(a, b);
      by |= explanation(a, b);
    }
  if (!differs) return;
  ro_severity severity = !is_disjoint || (by & RO_BY_DATES) ? RO_SEVERITY_MEDIUM : RO_SEVERITY_HIGH;
  ro_conflict *k =
      ro_conflict_add(f, RO_CONFLICT_FIGURE, severity, "figures differ",
                      ro_str_printf(f->story->arena, "how many: %.*s", RO_FMT(s->what)));
  if (!k) return;
  k->explained_by = by;
  for (uint32_t i = 0; i < s->points.n; i++) {
    uint32_t stance = stance_of(s, i);
    n_stances += stance == i;
    if (n_stances > MOST_VALUES) break;
    for (uint32_t e = 0; e < s->points.at[i].evidence.n; e++)
      if (!ro_conflict_say(f, k, s->points.at[i].by, stance, s->points.at[i].evidence.at[e]))
        return;
  }
}

/* Two reports give one figure as said by different sources: whose figure is it?  Both name one, and
 * not two voices of one state. */
static void look_at_mouths(ro_conflict_finder *f, const ro_series *s) {
  ro_story *story = f->story;
  for (uint32_t i = 0; i < s->points.n; i++)
    for (uint32_t j = i + 1; j < s->points.n && j < i + 8; j++) {
      const ro_point *a = &s->points.at[i], *b = &s->points.at[j];
      if (!is_same_figure(a, b) || a->by == b->by || a->by == RO_NONE || b->by == RO_NONE) continue;
      if (!a->evidence.n || !b->evidence.n) continue;
      ro_evidence p = a->evidence.at[0], q = b->evidence.at[0];
      ro_str x = ro_conflict_state(story, a->by), y = ro_conflict_state(story, b->by);
      if (story->family[p.doc] == story->family[q.doc] || (x.len && ro_str_equal(x, y))) continue;
      ro_conflict *k =
          ro_conflict_add(f, RO_CONFLICT_ATTRIBUTION, RO_SEVERITY_LOW, "one figure, other mouth",
                          ro_str_printf(story->arena, "who said: %.*s", RO_FMT(s->what)));
      if (!k) return;
      k->explained_by = RO_BY_SOURCE;
      ro_conflict_say(f, k, a->by, 0, p);
      ro_conflict_say(f, k, b->by, 1, q);
      return;
    }
}

void ro_conflict_figures(ro_conflict_finder *f) {
  for (uint32_t i = 0; i < f->story->figures.n; i++) {
    look_at(f, &f->story->figures.at[i]);
    look_at_mouths(f, &f->story->figures.at[i]);
  }
}
