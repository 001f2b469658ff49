/* Families: reports that are one source, as copies of a wire report or states of one article are.
 *
 * Reports are taken from the shortest to the longest, those of equal length by their words, so that
 * the families do not depend on names or order.  Each leaves its SKETCH smallest fingerprints in an
 * index (bottom-k sketch, Broder 1997): memory is bounded by the number of reports, whatever their
 * length.  A report looks all its fingerprints up; since those already there are shorter, the share
 * of a sketch that is hit estimates how much of the shorter report stands in the longer.  The best
 * few are compared word by word (overlap/relation.c), and the closest one's family is joined.
 *
 * A fingerprint that stands in three families is a stock phrase, a quotation or a paper's footer,
 * and counts neither for nor against.  A report that is nearly another's equal is not indexed, and
 * no fingerprint keeps more than MAX_POSTINGS reports: a thousand copies cost a thousand look-ups.
 * Reports of one address are compared whatever they share.  */
#include <stdlib.h>

#include "base/hash.h"
#include "overlap/overlap.h"
#include "reconcile/reconcile_internal.h"

enum {
  SKETCH = 64,         /* fingerprints indexed of a report */
  MAX_POSTINGS = 32,   /* reports of a fingerprint */
  TELLING = 2,         /* families a telling fingerprint may stand in */
  HIT_PERCENT = 25,    /* of a sketch, before texts are compared; a version shares as little */
  COPY_PERCENT = 45,   /* of the telling part of a sketch, for a copy; 50 less chance */
  MIN_TELLING = 8,     /* fingerprints left, before their share tells anything */
  MAX_CANDIDATES = 4,  /* compared word by word */
  EQUAL_PERCENT = 90,  /* of both: not worth a place of its own in the index */
  MAX_SAME_ADDRESS = 4 /* reports of one address that are compared, the longest of them */
};

typedef struct {
  uint32_t print, doc, next; /* lower half of the hash; RO_NONE ends */
} posting;

typedef struct {
  uint32_t *bucket; /* [mask + 1] first posting, RO_NONE */
  uint64_t mask;
  RO_ROWS(posting) postings;
  uint32_t *address; /* [address_mask + 1] last report with an address of this hash, RO_NONE */
  uint64_t address_mask;
  uint32_t *same_address; /* [n_docs] the one before it */
} inverted;

/* A report's place in the order of work. */
typedef struct {
  uint32_t doc, n_words;
  uint64_t words; /* hash of all words */
} place;

typedef struct {
  const ro_story *story;
  inverted index;
  uint32_t *head;    /* [n_docs] a report of the family, the first taken; RO_NONE before */
  uint32_t *hits;    /* [n_docs] telling fingerprints shared; zero between reports */
  uint32_t *stock;   /* [n_docs] others shared; zero between reports */
  uint32_t *touched; /* [n_docs] */
  uint8_t *n_sketch; /* [n_docs] */
  uint32_t n_touched;
  ro_arena *scratch, *own; /* of the step, of one report */
} work;

static int by_length(const void *a, const void *b) {
  const place *x = a, *y = b;
  if (x->n_words != y->n_words) return x->n_words < y->n_words ? -1 : 1;
  if (x->words != y->words) return x->words < y->words ? -1 : 1;
  return (x->doc > y->doc) - (x->doc < y->doc);
}

static int by_value(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

/* Fingerprints of a report that hold an unquoted word, distinct, smallest first. */
static bool make_sketch(const ro_doc *doc, ro_arena *own, uint64_t **out, uint32_t *n) {
  ro_words_list w;
  ro_prints prints;
  if (!ro_words_scan(doc, own, &w) || !ro_prints_make(&w, own, &prints)) return false;
  uint64_t *at = *out = RO_ARRAY(own, uint64_t, prints.n);
  uint32_t kept = 0;
  if (!at) return false;
  for (uint32_t i = 0; i < prints.n; i++) {
    bool is_plain = false;
    for (uint32_t k = prints.at[i].at; k < prints.at[i].at + RO_RUN && k < w.n; k++)
      is_plain = is_plain || !w.is_quoted[k];
    if (is_plain) at[kept++] = prints.at[i].hash;
  }
  if (kept) qsort(at, kept, sizeof *at, by_value);
  *n = 0;
  for (uint32_t i = 0; i < kept; i++)
    if (i == 0 || at[i] != at[i - 1]) at[(*n)++] = at[i];
  return true;
}

static void touch(work *w, uint32_t doc) {
  if (w->hits[doc] + w->stock[doc] == 0) w->touched[w->n_touched++] = doc;
}

/* Counts the reports that have the fingerprint; *n is their number. */
static void count_hits(work *w, uint64_t print, uint32_t *n) {
  uint32_t docs[MAX_POSTINGS], family[TELLING + 1], n_families = 0;
  *n = 0;
  for (uint32_t i = w->index.bucket[print & w->index.mask]; i != RO_NONE && *n < MAX_POSTINGS;
       i = w->index.postings.at[i].next) {
    const posting *p = &w->index.postings.at[i];
    if (p->print != (uint32_t)(print >> 32)) continue;
    docs[(*n)++] = p->doc;
    bool is_known = n_families > TELLING;
    for (uint32_t k = 0; k < n_families && !is_known; k++) is_known = family[k] == w->head[p->doc];
    if (!is_known) family[n_families++] = w->head[p->doc];
  }
  for (uint32_t i = 0; i < *n; i++) {
    touch(w, docs[i]);
    if (n_families > TELLING)
      w->stock[docs[i]]++;
    else
      w->hits[docs[i]]++;
  }
}

/* Share of the sketch that is hit, with stock phrases and without. */
static bool is_worth_reading(const work *w, uint32_t doc) {
  return (w->hits[doc] + w->stock[doc]) * 100 >= w->n_sketch[doc] * HIT_PERCENT;
}
static bool is_told_by_stock(const work *w, uint32_t doc) {
  uint32_t telling = w->n_sketch[doc] - w->stock[doc];
  return telling >= MIN_TELLING && w->hits[doc] * 100 < telling * COPY_PERCENT;
}

/* Keeps the candidates that share most, the best first. */
static void add_candidate(const work *w, uint32_t *list, uint32_t *n, uint32_t doc) {
  uint32_t share = (w->hits[doc] * 2 + w->stock[doc]) * 1000 / w->n_sketch[doc], at = *n;
  for (; at > 0; at--) {
    uint32_t other = list[at - 1];
    if ((w->hits[other] * 2 + w->stock[other]) * 1000 / w->n_sketch[other] >= share) break;
    if (at < MAX_CANDIDATES) list[at] = other;
  }
  if (at < MAX_CANDIDATES) list[at] = doc;
  if (*n < MAX_CANDIDATES) ++*n;
}

typedef struct {
  uint32_t doc;
  ro_relation relation;
} closest;

static bool compare(work *w, uint32_t doc, uint32_t other, bool by_address, closest *best) {
  ro_relation r;
  if (!ro_relation_find(w->story->docs[doc], w->story->docs[other], w->own, &r)) return false;
  bool is_article = r.kind == RO_RELATION_COPY || r.kind == RO_RELATION_VERSION;
  if (!ro_relation_is_family(r.kind)) return true;
  if (!is_article && (by_address || is_told_by_stock(w, other))) return true;
  uint32_t share = r.of_a + r.of_b, most = best->relation.of_a + best->relation.of_b;
  if (best->doc == RO_NONE || share > most) *best = (closest){other, r};
  return true;
}

/* The report whose family this one joins, RO_NONE. */
static bool find_closest(work *w, uint32_t doc, closest *best) {
  uint32_t list[MAX_CANDIDATES], n = 0;
  uint64_t key = ro_address_key(w->story->docs[doc]->meta.url);
  *best = (closest){.doc = RO_NONE};
  for (uint32_t i = 0; i < w->n_touched; i++)
    if (is_worth_reading(w, w->touched[i])) add_candidate(w, list, &n, w->touched[i]);
  for (uint32_t i = 0; i < n; i++)
    if (!compare(w, doc, list[i], false, best)) return false;
  uint32_t other = key ? w->index.address[key & w->index.address_mask] : RO_NONE;
  for (uint32_t i = 0; i < MAX_SAME_ADDRESS && other != RO_NONE; i++) {
    if (key == ro_address_key(w->story->docs[other]->meta.url) &&
        !compare(w, doc, other, true, best))
      return false;
    other = w->index.same_address[other];
  }
  return true;
}

static bool add_posting(inverted *x, uint64_t print, uint32_t doc, ro_arena *arena) {
  uint32_t *bucket = &x->bucket[print & x->mask];
  posting *p = RO_ADD(arena, &x->postings);
  if (!p) return false;
  *p = (posting){(uint32_t)(print >> 32), doc, *bucket};
  *bucket = x->postings.n - 1;
  return true;
}

static ro_status place_report(work *w, uint32_t doc) {
  uint64_t *prints, key = ro_address_key(w->story->docs[doc]->meta.url);
  uint32_t n, found;
  closest best;
  if (!make_sketch(w->story->docs[doc], w->own, &prints, &n)) return RO_ENOMEM;
  uint32_t *n_found = RO_ARRAY(w->own, uint32_t, n);
  w->n_touched = 0;
  for (uint32_t i = 0; n_found && i < n; i++) {
    count_hits(w, prints[i], &found);
    n_found[i] = found;
  }
  if (!n_found || !find_closest(w, doc, &best)) return RO_ENOMEM;
  for (uint32_t i = 0; i < w->n_touched; i++) w->hits[w->touched[i]] = w->stock[w->touched[i]] = 0;
  w->head[doc] = best.doc == RO_NONE ? doc : w->head[best.doc];
  if (key) {
    uint32_t *last = &w->index.address[key & w->index.address_mask];
    w->index.same_address[doc] = *last;
    *last = doc;
  }
  if (best.doc != RO_NONE && best.relation.of_a >= EQUAL_PERCENT &&
      best.relation.of_b >= EQUAL_PERCENT)
    return RO_OK;
  for (uint32_t i = 0; i < n && i < SKETCH; i++) {
    w->n_sketch[doc]++;
    if (n_found[i] < MAX_POSTINGS && !add_posting(&w->index, prints[i], doc, w->scratch))
      return RO_ENOMEM;
  }
  return RO_OK;
}

static uint32_t *new_table(ro_arena *arena, uint64_t n) {
  uint32_t *table = RO_ARRAY(arena, uint32_t, n);
  for (uint64_t i = 0; table && i < n; i++) table[i] = RO_NONE;
  return table;
}

static ro_status open_work(const ro_story *story, ro_arena *scratch, work *w) {
  uint64_t n = story->n_docs, buckets = 64, addresses = 64;
  while (buckets < n * SKETCH) buckets *= 2;
  while (addresses < n) addresses *= 2;
  *w = (work){.story = story, .scratch = scratch};
  w->index = (inverted){.bucket = new_table(scratch, buckets),
                        .mask = buckets - 1,
                        .address = new_table(scratch, addresses),
                        .address_mask = addresses - 1,
                        .same_address = new_table(scratch, n)};
  w->head = new_table(scratch, n);
  w->hits = RO_ARRAY(scratch, uint32_t, n);
  w->stock = RO_ARRAY(scratch, uint32_t, n);
  w->touched = RO_ARRAY(scratch, uint32_t, n);
  w->n_sketch = RO_ARRAY(scratch, uint8_t, n);
  bool ok = w->index.bucket && w->index.address && w->index.same_address && w->head && w->hits &&
            w->stock && w->touched && w->n_sketch;
  return ok ? RO_OK : RO_ENOMEM;
}

/* Lengths and hashes of all reports, in the order of work. */
static ro_status put_in_order(work *w, place *order) {
  const ro_arena_mark start = {0};
  for (uint32_t d = 0; d < w->story->n_docs; d++) {
    ro_words_list words;
    if (!ro_words_scan(w->story->docs[d], w->own, &words)) return RO_ENOMEM;
    order[d] = (place){d, words.n, ro_hash(words.hash, words.n * sizeof *words.hash, 0)};
    ro_arena_reset(w->own, start);
  }
  if (w->story->n_docs) qsort(order, w->story->n_docs, sizeof *order, by_length);
  return RO_OK;
}

/* A report of the same words as the one before it is of its family, however short. */
static bool is_equal(const place *a, const place *b) {
  return a->n_words > 0 && a->n_words == b->n_words && a->words == b->words;
}

/* A family is known by the lowest index in it. */
static void number_families(const work *w, ro_story *story) {
  uint32_t *lowest = w->touched;
  for (uint32_t d = 0; d < story->n_docs; d++) lowest[d] = RO_NONE;
  for (uint32_t d = 0; d < story->n_docs; d++) {
    if (lowest[w->head[d]] == RO_NONE) lowest[w->head[d]] = d;
    story->family[d] = lowest[w->head[d]];
  }
}

ro_status ro_reconcile_families(const ro_resources *resources, ro_story *story, ro_arena *scratch) {
  (void)resources;
  work w;
  RO_TRY(open_work(story, scratch, &w));
  place *order = RO_ARRAY(scratch, place, story->n_docs);
  w.own = ro_arena_new(0);
  ro_status status = order && w.own ? put_in_order(&w, order) : RO_ENOMEM;
  for (uint32_t i = 0; status == RO_OK && i < story->n_docs; i++) {
    if (i > 0 && is_equal(&order[i], &order[i - 1]))
      w.head[order[i].doc] = w.head[order[i - 1].doc];
    else
      status = place_report(&w, order[i].doc);
    ro_arena_reset(w.own, (ro_arena_mark){0});
  }
  if (status == RO_OK) number_families(&w, story);
  ro_arena_free(w.own);
  return status;
}
