/* Statements that copy one another: two passages that share most runs of three words. */
#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "reconcile/reconcile_internal.h"

enum {
  PASSAGE_K = 3,     /* words of a run when two passages are compared */
  MAX_PASSAGE = 512, /* words of a passage looked at */
  MIN_PASSAGE = 8,   /* shorter passages are alike by chance */
  PASSAGE_PERCENT = 60
};

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
