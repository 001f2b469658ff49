/* Conflicts: two or more sides on one question.
 *
 * Eight detectors propose candidates from signals of different kinds; here they are ranked by how
 * much they matter (severity, number of reports, number of sides) and those whose sides rest on the
 * same passages as a better one are dropped.  Few and right beats many: every candidate needs two
 * sides with evidence, and different words on them. */
#include <stdlib.h>

#include "base/hash.h"
#include "reconcile/conflict.h"

enum { MOST_CONFLICTS = 60 };

typedef struct {
  ro_conflict conflict;
  uint32_t n_docs, order;
} candidate;

static uint32_t count_docs(const ro_conflict *k) {
  uint32_t docs[64], n = 0;
  for (uint32_t s = 0; s < k->sides.n; s++)
    for (uint32_t e = 0; e < k->sides.at[s].evidence.n; e++) {
      uint32_t doc = k->sides.at[s].evidence.at[e].doc, i = 0;
      while (i < n && docs[i] != doc) i++;
      if (i == n && n < 64) docs[n++] = doc;
    }
  return n;
}

static int by_rank(const void *a, const void *b) {
  const candidate *x = a, *y = b;
  if (x->conflict.severity != y->conflict.severity)
    return x->conflict.severity < y->conflict.severity ? -1 : 1;
  if (x->n_docs != y->n_docs) return x->n_docs > y->n_docs ? -1 : 1;
  if (x->conflict.sides.n != y->conflict.sides.n)
    return x->conflict.sides.n > y->conflict.sides.n ? -1 : 1;
  return x->order < y->order ? -1 : x->order > y->order;
}

static bool is_same_place(ro_evidence a, ro_evidence b) {
  return a.doc == b.doc && a.span.begin < b.span.end && b.span.begin < a.span.end;
}

/* Does a side of `k` rest on a passage that some side of `other` rests on? */
static bool shares_side(const ro_side *side, const ro_conflict *other, uint32_t *which) {
  for (*which = 0; *which < other->sides.n; ++*which) {
    const ro_side *o = &other->sides.at[*which];
    for (uint32_t i = 0; i < side->evidence.n; i++)
      for (uint32_t j = 0; j < o->evidence.n; j++)
        if (is_same_place(side->evidence.at[i], o->evidence.at[j])) return true;
  }
  return false;
}

/* Is every side of `k` already a side of `other`? */
static bool is_covered(const ro_conflict *k, const ro_conflict *other) {
  uint32_t which;
  for (uint32_t s = 0; s < k->sides.n; s++)
    if (!shares_side(&k->sides.at[s], other, &which)) return false;
  return true;
}

static bool is_new(const ro_conflict *k, const ro_story *story) {
  for (uint32_t i = 0; i < story->conflicts.n; i++)
    if (is_covered(k, &story->conflicts.at[i])) return false;
  return true;
}

/* A conflict has two sides with evidence at different places. */
static bool is_whole(const ro_conflict *k) {
  if (k->sides.n < 2) return false;
  for (uint32_t s = 0; s < k->sides.n; s++)
    if (!k->sides.at[s].evidence.n) return false;
  return !is_same_place(k->sides.at[0].evidence.at[0], k->sides.at[1].evidence.at[0]);
}

static ro_status keep_best(ro_conflict_finder *finder) {
  ro_story *story = finder->story;
  candidate *all = RO_ARRAY(finder->scratch, candidate, finder->found.n + 1);
  uint32_t n = 0;
  if (!all) return RO_ENOMEM;
  for (uint32_t i = 0; i < finder->found.n; i++) {
    const ro_conflict *k = &finder->found.at[i];
    if (is_whole(k)) all[n++] = (candidate){*k, count_docs(k), i};
  }
  if (n) qsort(all, n, sizeof *all, by_rank);
  for (uint32_t i = 0; i < n && story->conflicts.n < MOST_CONFLICTS; i++) {
    if (!is_new(&all[i].conflict, story)) continue;
    ro_conflict *kept = RO_ADD(story->arena, &story->conflicts);
    if (!kept) return RO_ENOMEM;
    *kept = all[i].conflict;
    kept->id = ro_str_printf(story->arena, "k%u", story->conflicts.n);
  }
  return RO_OK;
}

ro_status ro_reconcile_conflicts(const ro_resources *resources, ro_story *story,
                                 ro_arena *scratch) {
  static ro_conflict_detector *const detectors[] = {
      ro_conflict_stances,  ro_conflict_denials, ro_conflict_accounts, ro_conflict_figures,
      ro_conflict_contrast, ro_conflict_changes, ro_conflict_terms,    ro_conflict_quotes,
  };
  ro_conflict_finder finder = {resources, story, scratch, {NULL, 0, 0}};
  for (size_t i = 0; i < sizeof detectors / sizeof *detectors; i++) detectors[i](&finder);
  return keep_best(&finder);
}
