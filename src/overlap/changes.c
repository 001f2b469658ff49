/* What the later of two versions added, dropped and changed, sentence by sentence.
 *
 * Sentences of the same words are the same.  Of the rest, a new sentence that shares half of its
 * words with an old one is that one changed (the best match; of equals the first); others were
 * added or dropped.  Sentences end at a line break or at . ! ? before a capital: a wrong end at an
 * abbreviation makes two pieces of one, which costs no word. */
#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "overlap/overlap.h"

enum {
  MAX_SENTENCES = 1000,  /* of a report; the rest is not compared */
  CHANGED_PERCENT = 50,  /* of the words of the longer of the two */
  MAX_TRIES = 200 * 1000 /* pairs looked at; a live page of thousands of lines is not worth more */
};

typedef struct {
  ro_span span;
  uint64_t *word; /* [n] sorted */
  uint32_t n;
  uint64_t hash; /* of the words in order */
  bool is_matched;
} sentence;

typedef struct {
  sentence *at;
  uint32_t n;
} sentences;

static int by_value(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

/* Does a sentence end between two neighbouring words, the latter in upper case? */
static bool ends_between(ro_str text, ro_span left, ro_span right) {
  bool has_stop = false;
  for (uint32_t i = left.end; i < right.begin; i++) {
    char c = text.data[i];
    if (c == '\n') return true;
    has_stop = has_stop || c == '.' || c == '!' || c == '?';
  }
  size_t at = right.begin;
  return has_stop && left.end + 1 < right.begin &&
         (ro_is_upper(ro_utf8_next(text, &at)) || ro_is_digit((uint8_t)text.data[right.begin]));
}

static bool add_sentence(sentences *s, const ro_words_list *w, uint32_t first, uint32_t end,
                         ro_arena *arena) {
  sentence *x = &s->at[s->n++];
  *x = (sentence){.span = {w->span[first].begin, w->span[end - 1].end}, .n = end - first};
  x->word = RO_ARRAY(arena, uint64_t, x->n);
  for (uint32_t i = 0; x->word && i < x->n; i++) {
    x->word[i] = w->hash[first + i];
    x->hash = ro_hash_mix(x->hash, x->word[i]);
  }
  if (x->word) qsort(x->word, x->n, sizeof *x->word, by_value);
  return x->word != NULL;
}

static bool read_sentences(const ro_doc *doc, ro_arena *arena, sentences *s) {
  ro_words_list w;
  *s = (sentences){RO_ARRAY(arena, sentence, MAX_SENTENCES), 0};
  if (!s->at || !ro_words_scan(doc, arena, &w)) return false;
  for (uint32_t first = 0, i = 1; i <= w.n && s->n < MAX_SENTENCES; i++) {
    if (i < w.n && !ends_between(doc->text, w.span[i - 1], w.span[i])) continue;
    if (!add_sentence(s, &w, first, i, arena)) return false;
    first = i;
  }
  return true;
}

static uint32_t common_words(const sentence *a, const sentence *b) {
  uint32_t i = 0, j = 0, both = 0;
  while (i < a->n && j < b->n) {
    bool moves_a = a->word[i] <= b->word[j], moves_b = b->word[j] <= a->word[i];
    both += moves_a && moves_b;
    i += moves_a;
    j += moves_b;
  }
  return both;
}

/* Sentences of equal words, each used once, in order. */
static uint32_t match_same(sentences *before, sentences *after) {
  uint32_t n = 0, next = 0;
  for (uint32_t i = 0; i < after->n; i++) {
    for (uint32_t k = 0; k < before->n && !after->at[i].is_matched; k++) {
      uint32_t j = (next + k) % before->n; /* most often the one after the last match */
      if (before->at[j].is_matched || before->at[j].hash != after->at[i].hash) continue;
      before->at[j].is_matched = after->at[i].is_matched = true;
      next = j + 1;
      n++;
    }
  }
  return n;
}

/* The old sentence that the new one replaces, RO_NONE. */
static uint32_t best_old(const sentences *before, const sentence *x, uint32_t *tries) {
  uint32_t best = RO_NONE, most = 0;
  for (uint32_t j = 0; j < before->n && *tries < MAX_TRIES; j++) {
    const sentence *y = &before->at[j];
    if (y->is_matched) continue;
    ++*tries;
    uint32_t both = common_words(x, y), longer = x->n > y->n ? x->n : y->n;
    if (both * 100 < longer * CHANGED_PERCENT || both <= most) continue;
    best = j;
    most = both;
  }
  return best;
}

static bool add_change(ro_changes *out, ro_span before, ro_span after, ro_arena *arena) {
  ro_change *c = RO_ADD(arena, &out->change);
  if (c) *c = (ro_change){before, after};
  return c != NULL;
}

bool ro_changes_find(const ro_doc *before, const ro_doc *after, ro_arena *arena, ro_changes *out) {
  sentences old, new;
  uint32_t tries = 0;
  *out = (ro_changes){0};
  if (!read_sentences(before, arena, &old) || !read_sentences(after, arena, &new)) return false;
  out->n_same = match_same(&old, &new);
  for (uint32_t i = 0; i < new.n; i++) {
    if (new.at[i].is_matched) continue;
    uint32_t j = best_old(&old, &new.at[i], &tries);
    ro_span was = {0, 0};
    if (j != RO_NONE) {
      was = old.at[j].span;
      old.at[j].is_matched = true;
      out->n_changed++;
    } else {
      out->n_added++;
    }
    if (!add_change(out, was, new.at[i].span, arena)) return false;
  }
  for (uint32_t j = 0; j < old.n; j++) {
    if (old.at[j].is_matched) continue;
    out->n_dropped++;
    if (!add_change(out, old.at[j].span, (ro_span){0, 0}, arena)) return false;
  }
  return true;
}
