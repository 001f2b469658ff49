/* What ties reports to one another: rare runs of five words that they share (copies, quotations),
 * found by sorting the hashes of all runs (after Broder 1997); and weekdays that they name while
 * telling of one thing in like words. */
#include <stdlib.h>

#include "base/hash.h"
#include "reconcile/dates_solver.h"

enum {
  SHINGLE = 5,
  MAX_SHARED_BY = 4, /* runs of words in more reports than this are common speech */
  MAX_WORDS = 24,    /* content words of a sentence that are compared */
  MAX_COMPARED = 200 /* reports whose weekdays are compared, each with each */
};

typedef struct {
  uint32_t n;
  uint64_t hash[MAX_WORDS]; /* ascending */
} word_set;

typedef struct {
  uint64_t hash;
  uint32_t doc;
} shingle;

static int by_hash(const void *a, const void *b) {
  const shingle *x = a, *y = b;
  if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
  return x->doc < y->doc ? -1 : x->doc > y->doc;
}

static void add_tie(report *r, uint32_t doc) {
  for (uint32_t i = 0; i < r->n_ties; i++)
    if (r->ties[i].doc == doc) {
      r->ties[i].shared++;
      return;
    }
  if (r->n_ties < MAX_LINKS) {
    r->ties[r->n_ties++] = (tie){doc, 1};
    return;
  }
  uint32_t least = 0; /* Misra and Gries: make room by wearing down what is rare */
  for (uint32_t i = 1; i < MAX_LINKS; i++)
    if (r->ties[i].shared < r->ties[least].shared) least = i;
  if (--r->ties[least].shared == 0) r->ties[least] = (tie){doc, 1};
}

static size_t shingles_of(const ro_doc *doc, uint32_t d, shingle *to) {
  uint64_t window[SHINGLE] = {0};
  uint32_t n = 0, filled = 0;
  for (uint32_t t = 0; t < doc->tokens.n; t++) {
    ro_str s = ro_doc_lower(doc, t);
    bool is_word = s.len && ((s.data[0] >= 'a' && s.data[0] <= 'z') ||
                             (s.data[0] >= '0' && s.data[0] <= '9') || (uint8_t)s.data[0] >= 0xC3);
    if (!is_word || (uint8_t)s.data[0] == 0xE2) continue;
    for (int k = 0; k + 1 < SHINGLE; k++) window[k] = window[k + 1];
    window[SHINGLE - 1] = ro_hash_str(s);
    if (++filled < SHINGLE || ro_doc_is_aside(doc, doc->tokens.span[t])) continue;
    uint64_t h = 0;
    for (int k = 0; k < SHINGLE; k++) h = ro_hash_mix(h, window[k]);
    to[n++] = (shingle){h, d};
  }
  return n;
}

static void tie_run(solver *s, const shingle *run, size_t n) {
  if (n < 2 || n > MAX_SHARED_BY) return;
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < n; k++)
      if (i != k) add_tie(&s->at[run[i].doc], run[k].doc);
}

ro_status ro_dates_tie_words(solver *s) {
  size_t total = 0, n = 0;
  for (uint32_t d = 0; d < s->n; d++) total += s->story->docs[d]->tokens.n;
  shingle *all = RO_ARRAY(s->scratch, shingle, total);
  if (!all) return RO_ENOMEM;
  for (uint32_t d = 0; d < s->n; d++) n += shingles_of(s->story->docs[d], d, all + n);
  if (n) qsort(all, n, sizeof *all, by_hash);
  for (size_t i = 0; i < n;) {
    size_t end = i, kept = i;
    for (; end < n && all[end].hash == all[i].hash; end++)
      if (end == i || all[end].doc != all[kept - 1].doc) all[kept++] = all[end];
    tie_run(s, all + i, kept - i);
    i = end;
  }
  return RO_OK;
}

/* ------------------------------------------------------------------ ties by weekdays */

static void sentence_words(const ro_doc *doc, const weekday_clue *w, word_set *set) {
  const ro_time *t = &doc->times.at[w->time];
  const ro_sentence *s = &doc->sentences.at[doc->tokens.sentence[t->first]];
  set->n = 0;
  for (uint32_t i = s->first; i < s->end && set->n < MAX_WORDS; i++) {
    ro_str lemma = ro_doc_lemma(doc, i);
    uint8_t u = doc->tokens.upos[i];
    bool is_content =
        u == RO_UPOS_NOUN || u == RO_UPOS_PROPN || u == RO_UPOS_VERB || u == RO_UPOS_ADJ;
    if (!is_content || lemma.len < 4 || (i >= t->first && i < t->end)) continue;
    uint64_t h = ro_hash_str(lemma);
    uint32_t k = set->n;
    while (k > 0 && set->hash[k - 1] > h) k--;
    if (k > 0 && set->hash[k - 1] == h) continue;
    for (uint32_t j = set->n; j > k; j--) set->hash[j] = set->hash[j - 1];
    set->hash[k] = h;
    set->n++;
  }
}

static bool are_alike(const word_set *a, const word_set *b) {
  uint32_t i = 0, k = 0, n = 0;
  while (i < a->n && k < b->n) {
    if (a->hash[i] == b->hash[k])
      n++, i++, k++;
    else if (a->hash[i] < b->hash[k])
      i++;
    else
      k++;
  }
  uint32_t least = a->n < b->n ? a->n : b->n;
  return n >= 4 && n * 2 >= least;
}

static void share_day(report *r, uint32_t doc, const weekday_clue *mine,
                      const weekday_clue *theirs) {
  if (r->n_days < MAX_SHARED_DAYS) r->days[r->n_days++] = (shared_day){doc, *mine, *theirs};
}

static void share_days(solver *s, uint32_t a, uint32_t b, word_set *const *words) {
  report *x = &s->at[a], *y = &s->at[b];
  uint32_t found = 0;
  for (uint32_t i = 0; i < x->clues.n_weekdays; i++)
    for (uint32_t k = 0; k < y->clues.n_weekdays && found < 2; k++) {
      const weekday_clue *p = &x->clues.weekdays[i], *q = &y->clues.weekdays[k];
      if (p->weekday != q->weekday || !are_alike(&words[a][i], &words[b][k])) continue;
      share_day(x, b, p, q);
      share_day(y, a, q, p);
      found++;
    }
}

ro_status ro_dates_tie_weekdays(solver *s) {
  uint32_t n = s->n < MAX_COMPARED ? s->n : MAX_COMPARED;
  word_set **words = RO_ARRAY(s->scratch, word_set *, n);
  if (!words) return RO_ENOMEM;
  for (uint32_t d = 0; d < n; d++) {
    const date_clues *c = &s->at[d].clues;
    words[d] = RO_ARRAY(s->scratch, word_set, c->n_weekdays);
    if (!words[d]) return RO_ENOMEM;
    for (uint32_t i = 0; i < c->n_weekdays; i++)
      sentence_words(c->doc, &c->weekdays[i], &words[d][i]);
  }
  for (uint32_t a = 0; a < n; a++)
    for (uint32_t b = a + 1; b < n; b++) share_days(s, a, b, words);
  return RO_OK;
}

/* The day that a weekday means in a report of `day`. */
ro_date ro_dates_meant(const weekday_clue *w, ro_date day) {
  int back = (ro_date_weekday(day) - w->weekday + 7) % 7;
  if (w->direction < 0 || (w->direction == 0 && back <= 3)) return day - back;
  return day + (7 - back) % 7;
}
