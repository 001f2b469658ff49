/* Families of copies: reports that are mostly the same words, as wire copy in many papers is.
 *
 * Winnowing (Schleimer, Wilkerson, Aiken 2003): of the hashes of all runs of K words, each window
 * of W keeps its smallest, the rightmost of equals.  Two texts that share K+W-1 = 8 words in a row
 * share a fingerprint for certain.  Words are lower-case tokens without punctuation; what is set
 * aside does not count.
 *
 * Reports are taken in order.  One that shares half the fingerprints of the shorter of the two
 * with the head of a family joins it (the head that shares most; of equals the first); else it is
 * a head itself, and its fingerprints enter the inverted index.  So a thousand copies cost a
 * thousand look-ups, not a million pairs.  Fingerprints of more than MAX_HEADS heads are stock
 * phrases and tell nothing. */
#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "reconcile/reconcile_internal.h"

enum {
  K = 5,               /* words of a run: shorter ones are stock phrases */
  W = 4,               /* runs of a window */
  MAX_HEADS = 64,      /* families that a telling fingerprint may occur in */
  MIN_SHARED = 8,      /* fingerprints that a partial copy shares at the least */
  SHARED_PERCENT = 50, /* of the shorter report's; quotations shared by independent reports stay
                          well below it, a shortened wire report lies above */
  PASSAGE_K = 3,       /* words of a run when two passages are compared */
  MAX_PASSAGE = 512,   /* words of a passage looked at */
  MIN_PASSAGE = 8,     /* shorter passages are alike by chance */
  PASSAGE_PERCENT = 60
};

typedef struct {
  uint64_t hash;
  uint32_t head, next;
} posting;

typedef struct {
  uint32_t *bucket; /* [mask + 1] first posting, RO_NONE */
  uint64_t mask;
  RO_ROWS(posting) postings;
} inverted;

typedef struct {
  uint64_t *at;
  uint32_t n;
} hashes;

static int by_value(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return x < y ? -1 : x > y;
}

static void sort_distinct(hashes *h) {
  uint32_t kept = 0;
  if (h->n) qsort(h->at, h->n, sizeof *h->at, by_value);
  for (uint32_t i = 0; i < h->n; i++)
    if (kept == 0 || h->at[kept - 1] != h->at[i]) h->at[kept++] = h->at[i];
  h->n = kept;
}

static bool is_word(const ro_doc *doc, uint32_t token) {
  ro_str s = ro_doc_form(doc, token);
  size_t at = 0;
  if (s.len == 0) return false;
  uint32_t c = ro_utf8_next(s, &at);
  return ro_is_letter(c) || ro_is_digit(c);
}

/* Hashes of the words of tokens [first, end) that are not set aside, in text order. */
static hashes words_of(const ro_doc *doc, uint32_t first, uint32_t end, ro_arena *arena) {
  hashes words = {RO_ARRAY(arena, uint64_t, end - first), 0};
  uint32_t aside = 0;
  for (uint32_t t = first; words.at && t < end; t++) {
    ro_span span = doc->tokens.span[t];
    while (aside < doc->set_aside.n && doc->set_aside.at[aside].span.end <= span.begin) aside++;
    if (aside < doc->set_aside.n && doc->set_aside.at[aside].span.begin < span.end) continue;
    if (is_word(doc, t)) words.at[words.n++] = ro_symbols_hash(doc->symbols, doc->tokens.lower[t]);
  }
  return words;
}

/* Hash of each run of k words, in place; a text of fewer words is one run. */
static void make_runs(hashes *words, uint32_t k) {
  if (words->n == 0) return;
  uint32_t length = words->n < k ? words->n : k, runs = words->n - length + 1;
  for (uint32_t i = 0; i < runs; i++) {
    uint64_t h = 0;
    for (uint32_t j = 0; j < length; j++) h = ro_hash_mix(h, words->at[i + j]);
    words->at[i] = h;
  }
  words->n = runs;
}

/* The smallest hash of each window of W runs, distinct and sorted. */
static hashes winnow(const hashes *runs, ro_arena *arena) {
  hashes kept = {RO_ARRAY(arena, uint64_t, runs->n), 0};
  uint32_t windows = runs->n > W ? runs->n - W + 1 : runs->n > 0, last = RO_NONE;
  for (uint32_t i = 0; kept.at && i < windows; i++) {
    uint32_t least = i, end = i + W < runs->n ? i + W : runs->n;
    for (uint32_t j = i + 1; j < end; j++)
      if (runs->at[j] <= runs->at[least]) least = j;
    if (least != last) kept.at[kept.n++] = runs->at[least];
    last = least;
  }
  sort_distinct(&kept);
  return kept;
}

static bool add_head(inverted *index, const hashes *prints, uint32_t head, ro_arena *arena) {
  for (uint32_t i = 0; i < prints->n; i++) {
    uint32_t *bucket = &index->bucket[prints->at[i] & index->mask];
    posting *p = RO_ADD(arena, &index->postings);
    if (!p) return false;
    *p = (posting){prints->at[i], head, *bucket};
    *bucket = index->postings.n - 1;
  }
  return true;
}

/* Adds one to shared[head] for every head that has the fingerprint; `touched` lists such heads. */
static void count_heads(const inverted *index, uint64_t print, uint32_t *shared, uint32_t *touched,
                        uint32_t *n_touched) {
  uint32_t heads[MAX_HEADS], n = 0;
  for (uint32_t i = index->bucket[print & index->mask]; i != RO_NONE;
       i = index->postings.at[i].next) {
    if (index->postings.at[i].hash != print) continue;
    if (n == MAX_HEADS) return;
    heads[n++] = index->postings.at[i].head;
  }
  for (uint32_t i = 0; i < n; i++)
    if (shared[heads[i]]++ == 0) touched[(*n_touched)++] = heads[i];
}

static bool is_copy(uint32_t shared, uint32_t a, uint32_t b) {
  uint32_t least = a < b ? a : b;
  bool is_whole = shared == a && shared == b;
  return is_whole || (shared >= MIN_SHARED && shared * 100 >= least * SHARED_PERCENT);
}

typedef struct {
  uint32_t *shared;   /* [n_docs] zero between reports */
  uint32_t *touched;  /* [n_docs] */
  uint32_t *n_prints; /* [n_docs] */
} tally;

/* The head that the report copies, RO_NONE if it copies none. */
static uint32_t find_head(const inverted *index, const hashes *prints, tally *t) {
  uint32_t n_touched = 0, best = RO_NONE;
  for (uint32_t i = 0; i < prints->n; i++)
    count_heads(index, prints->at[i], t->shared, t->touched, &n_touched);
  for (uint32_t i = 0; i < n_touched; i++) {
    uint32_t head = t->touched[i], shared = t->shared[head];
    if (!is_copy(shared, prints->n, t->n_prints[head])) continue;
    if (best == RO_NONE || shared > t->shared[best] || (shared == t->shared[best] && head < best))
      best = head;
  }
  for (uint32_t i = 0; i < n_touched; i++)
    if (t->touched[i] != best) t->shared[t->touched[i]] = 0;
  if (best != RO_NONE) t->shared[best] = 0;
  return best;
}

static ro_status open_index(const ro_story *story, ro_arena *arena, inverted *index) {
  uint64_t tokens = 0, size = 64;
  for (uint32_t d = 0; d < story->n_docs; d++) tokens += story->docs[d]->tokens.n;
  while (size < tokens / 2) size *= 2;
  *index = (inverted){.bucket = RO_ARRAY(arena, uint32_t, size), .mask = size - 1};
  if (!index->bucket) return RO_ENOMEM;
  for (uint64_t i = 0; i < size; i++) index->bucket[i] = RO_NONE;
  return RO_OK;
}

ro_status ro_reconcile_families(const ro_resources *resources, ro_story *story, ro_arena *scratch) {
  (void)resources;
  inverted index;
  RO_TRY(open_index(story, scratch, &index));
  tally t = {RO_ARRAY(scratch, uint32_t, story->n_docs), RO_ARRAY(scratch, uint32_t, story->n_docs),
             RO_ARRAY(scratch, uint32_t, story->n_docs)};
  if (!t.shared || !t.touched || !t.n_prints) return RO_ENOMEM;
  ro_arena *own = ro_arena_new(0); /* of one report */
  ro_status status = own ? RO_OK : RO_ENOMEM;
  for (uint32_t d = 0; status == RO_OK && d < story->n_docs; d++) {
    const ro_doc *doc = story->docs[d];
    hashes runs = words_of(doc, 0, doc->tokens.n, own);
    make_runs(&runs, K);
    hashes prints = winnow(&runs, own);
    t.n_prints[d] = prints.n;
    uint32_t head = find_head(&index, &prints, &t);
    story->family[d] = head == RO_NONE ? d : head;
    if (ro_arena_has_failed(own) || (head == RO_NONE && !add_head(&index, &prints, d, scratch)))
      status = RO_ENOMEM;
    ro_arena_reset(own, (ro_arena_mark){0});
  }
  ro_arena_free(own);
  return status;
}

/* The words of an evidence: its tokens, at most MAX_PASSAGE. */
static hashes passage_runs(const ro_story *story, ro_evidence e, ro_arena *scratch,
                           uint32_t *n_words) {
  const ro_doc *doc = story->docs[e.doc];
  uint32_t first = ro_doc_token_at(doc, e.span.begin), end = first;
  while (end < doc->tokens.n && doc->tokens.span[end].begin < e.span.end &&
         end - first < MAX_PASSAGE)
    end++;
  hashes runs = words_of(doc, first, end, scratch);
  *n_words = runs.n;
  make_runs(&runs, PASSAGE_K);
  sort_distinct(&runs);
  return runs;
}

bool ro_evidence_is_copy(const ro_story *story, ro_evidence a, ro_evidence b, ro_arena *scratch) {
  uint32_t words_a, words_b, shared = 0, i = 0, j = 0;
  ro_arena_mark mark = ro_arena_tell(scratch);
  hashes x = passage_runs(story, a, scratch, &words_a);
  hashes y = passage_runs(story, b, scratch, &words_b);
  while (i < x.n && j < y.n) {
    shared += x.at[i] == y.at[j];
    bool moves_x = x.at[i] <= y.at[j], moves_y = y.at[j] <= x.at[i];
    i += moves_x;
    j += moves_y;
  }
  uint32_t least = x.n < y.n ? x.n : y.n;
  bool is_long = words_a >= MIN_PASSAGE && words_b >= MIN_PASSAGE;
  ro_arena_reset(scratch, mark);
  return is_long && shared * 100 >= least * PASSAGE_PERCENT;
}
