/* Shared passages by winnowing (Schleimer, Wilkerson, Aiken 2003, "Winnowing: local algorithms for
 * document fingerprinting").
 *
 * Of the hashes of all runs of K words, each window of W = T - K + 1 keeps its smallest, the
 * rightmost of equals.  Two texts that share T words in a row share a whole window, hence its
 * fingerprint; each common fingerprint is then carried on to both sides as far as the words agree.
 * So every shared passage of T words is found and none under K is told. */
#include <stdlib.h>

#include "base/hash.h"
#include "overlap/overlap.h"

enum {
  W = RO_SURE_RUN - RO_RUN + 1,
  MAX_PLACES = 16, /* of one fingerprint in a text; more is a list or a refrain */
  MAX_RUNS = 4096  /* told of a pair */
};

bool ro_prints_make(const ro_words_list *words, ro_arena *arena, ro_prints *out) {
  uint32_t k = words->n < RO_RUN ? words->n : RO_RUN, runs = words->n ? words->n - k + 1 : 0;
  uint32_t windows = runs > W ? runs - W + 1 : runs > 0, last = RO_NONE;
  uint64_t *hash = RO_ARRAY(arena, uint64_t, runs);
  *out = (ro_prints){RO_ARRAY(arena, ro_print, runs), 0};
  if (!hash || !out->at) return false;
  for (uint32_t i = 0; i < runs; i++)
    for (uint32_t j = 0; j < k; j++) hash[i] = ro_hash_mix(hash[i], words->hash[i + j]);
  for (uint32_t i = 0; i < windows; i++) {
    uint32_t least = i, end = i + W < runs ? i + W : runs;
    for (uint32_t j = i + 1; j < end; j++)
      if (hash[j] <= hash[least]) least = j;
    if (least != last) out->at[out->n++] = (ro_print){hash[least], least};
    last = least;
  }
  return true;
}

static int by_hash(const void *a, const void *b) {
  const ro_print *x = a, *y = b;
  if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
  return (x->at > y->at) - (x->at < y->at);
}

static uint32_t first_of(const ro_prints *sorted, uint64_t hash) {
  uint32_t low = 0, high = sorted->n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (sorted->at[middle].hash < hash)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

typedef struct {
  const ro_words_list *a, *b;
  uint32_t *until; /* [a.n + b.n] of each diagonal: words of a before this one are told already */
  ro_arena *arena;
  ro_overlap *out;
} finder;

/* The longest run of equal words through a[i], b[j]. */
static bool carry_on(finder *f, uint32_t i, uint32_t j) {
  uint32_t *until = &f->until[i + f->b->n - j];
  if (i < *until || f->out->run.n == MAX_RUNS) return true;
  uint32_t n = 0;
  while (i + n < f->a->n && j + n < f->b->n && f->a->hash[i + n] == f->b->hash[j + n]) n++;
  while (i > 0 && j > 0 && f->a->hash[i - 1] == f->b->hash[j - 1]) i--, j--, n++;
  *until = i + n;
  bool is_whole = n == f->a->n && n == f->b->n;
  if (n < RO_RUN && !is_whole) return true;
  ro_shared *run = RO_ADD(f->arena, &f->out->run);
  if (run) *run = (ro_shared){i, j, n};
  return run != NULL;
}

static int by_place(const void *a, const void *b) {
  const ro_shared *x = a, *y = b;
  if (x->a != y->a) return x->a < y->a ? -1 : 1;
  return (x->b > y->b) - (x->b < y->b);
}

/* Unquoted words that some run covers. */
static bool count_covered(ro_overlap *o, const ro_words_list *a, const ro_words_list *b,
                          ro_arena *arena) {
  int32_t *in_a = RO_ARRAY(arena, int32_t, (size_t)a->n + 1);
  int32_t *in_b = RO_ARRAY(arena, int32_t, (size_t)b->n + 1);
  if (!in_a || !in_b) return false;
  for (uint32_t i = 0; i < o->run.n; i++) {
    ro_shared r = o->run.at[i];
    in_a[r.a]++, in_a[r.a + r.n]--, in_b[r.b]++, in_b[r.b + r.n]--;
  }
  int32_t depth = 0;
  for (uint32_t i = 0; i < a->n; i++) o->covered_a += (depth += in_a[i]) > 0 && !a->is_quoted[i];
  depth = 0;
  for (uint32_t i = 0; i < b->n; i++) o->covered_b += (depth += in_b[i]) > 0 && !b->is_quoted[i];
  return true;
}

bool ro_overlap_find(const ro_words_list *a, const ro_words_list *b, ro_arena *arena,
                     ro_overlap *out) {
  ro_prints of_a, of_b;
  *out = (ro_overlap){0};
  finder f = {a, b, RO_ARRAY(arena, uint32_t, (size_t)a->n + b->n + 1), arena, out};
  if (!f.until || !ro_prints_make(a, arena, &of_a) || !ro_prints_make(b, arena, &of_b))
    return false;
  if (of_b.n) qsort(of_b.at, of_b.n, sizeof *of_b.at, by_hash);
  for (uint32_t i = 0; i < of_a.n; i++) {
    uint32_t first = first_of(&of_b, of_a.at[i].hash), end = first;
    while (end < of_b.n && of_b.at[end].hash == of_a.at[i].hash) end++;
    if (end - first > MAX_PLACES) end = first + MAX_PLACES;
    for (uint32_t k = first; k < end; k++)
      if (!carry_on(&f, of_a.at[i].at, of_b.at[k].at)) return false;
  }
  if (out->run.n) qsort(out->run.at, out->run.n, sizeof *out->run.at, by_place);
  return count_covered(out, a, b, arena);
}
