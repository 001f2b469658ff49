/* Averaged perceptron: a hash table from features to sparse rows of {class, weight, sum, stamp}.
 * The average is kept lazily: each cell knows when it was last added up. */
#include "perceptron.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/linear.h"

typedef struct {
  int32_t weight;
  uint32_t stamp;
  double sum;
  uint16_t class_, updates;
} cell;

typedef struct {
  uint64_t key; /* 0 = free */
  cell *cells;
  uint16_t n, cap;
} row;

struct perceptron {
  uint32_t n_classes, clock;
  row *rows;
  uint64_t mask, used;
};

void die(const char *message) {
  fprintf(stderr, "%s\n", message);
  exit(3);
}

void *xalloc(void *old, size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) die("out of memory");
  void *p = realloc(old, count * size + 1);
  if (!p) die("out of memory");
  return p;
}

uint64_t next_random(uint64_t *seed) {
  uint64_t z = (*seed += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

void shuffle(uint32_t *items, uint32_t n, uint64_t *seed) {
  for (uint32_t i = n; i > 1; i--) {
    uint32_t k = (uint32_t)(next_random(seed) % i), t = items[k];
    items[k] = items[i - 1];
    items[i - 1] = t;
  }
}

perceptron *perceptron_new(uint32_t n_classes) {
  perceptron *p = xalloc(NULL, 1, sizeof *p);
  *p = (perceptron){.n_classes = n_classes, .mask = (1u << 16) - 1};
  p->rows = calloc(p->mask + 1, sizeof *p->rows);
  if (!p->rows) die("out of memory");
  return p;
}

void perceptron_free(perceptron *p) {
  for (uint64_t i = 0; i <= p->mask; i++) free(p->rows[i].cells);
  free(p->rows);
  free(p);
}

static row *locate(row *rows, uint64_t mask, uint64_t key) {
  uint64_t at = (key >> 20) & mask;
  while (rows[at].key && rows[at].key != key) at = (at + 1) & mask;
  return &rows[at];
}

static void grow(perceptron *p) {
  uint64_t mask = p->mask * 2 + 1;
  row *rows = calloc(mask + 1, sizeof *rows);
  if (!rows) die("out of memory");
  for (uint64_t i = 0; i <= p->mask; i++)
    if (p->rows[i].key) *locate(rows, mask, p->rows[i].key) = p->rows[i];
  free(p->rows);
  p->rows = rows;
  p->mask = mask;
}

void perceptron_score(const perceptron *p, const uint64_t *f, size_t n, int32_t *scores) {
  memset(scores, 0, p->n_classes * sizeof *scores);
  for (size_t i = 0; i < n; i++) __builtin_prefetch(&p->rows[(f[i] >> 20) & p->mask]);
  for (size_t i = 0; i < n; i++) {
    const row *r = locate(p->rows, p->mask, f[i]);
    for (uint32_t k = 0; k < r->n; k++) scores[r->cells[k].class_] += r->cells[k].weight;
  }
}

static cell *cell_of(row *r, uint32_t class_) {
  for (uint32_t k = 0; k < r->n; k++)
    if (r->cells[k].class_ == class_) return &r->cells[k];
  if (r->n == r->cap) {
    r->cap = r->cap ? (uint16_t)(r->cap * 2) : 2;
    r->cells = xalloc(r->cells, r->cap, sizeof *r->cells);
  }
  r->cells[r->n] = (cell){.class_ = (uint16_t)class_};
  return &r->cells[r->n++];
}

void perceptron_update(perceptron *p, const uint64_t *f, size_t n, uint32_t class_, int32_t delta) {
  for (size_t i = 0; i < n; i++) {
    if (p->used * 2 > p->mask) grow(p);
    uint64_t key = f[i] ? f[i] : 1;
    row *r = locate(p->rows, p->mask, key);
    if (!r->key) {
      r->key = key;
      p->used++;
    }
    cell *c = cell_of(r, class_);
    c->sum += (double)c->weight * (p->clock - c->stamp);
    c->stamp = p->clock;
    c->weight += delta;
    if (c->updates < UINT16_MAX) c->updates++;
  }
}

void perceptron_tick(perceptron *p) { p->clock++; }

/* ---------------------------------------------------------------- export */

typedef struct {
  uint64_t key;
  uint32_t first, n;
  int16_t dense[RO_LINEAR_DENSE];
} entry;

/* Slot numbers for n keys in 2^bits slots, none further than RO_LINEAR_PROBES from home. */
static bool place(const uint64_t *keys, size_t n, uint32_t bits, uint32_t *slot_of,
                  uint32_t *used) {
  uint32_t mask = (1u << bits) - 1;
  memset(used, 0xFF, ((size_t)mask + 1) * sizeof *used);
  for (size_t i = 0; i < n; i++) {
    uint32_t at = (uint32_t)(keys[i] >> (64 - bits)), k = 0;
    while (k < RO_LINEAR_PROBES && used[at] != RO_NONE) {
      at = (at + 1) & mask;
      k++;
    }
    if (k == RO_LINEAR_PROBES) return false;
    used[at] = (uint32_t)i;
    slot_of[i] = at;
  }
  return true;
}

/* Smallest table that holds the keys; used[slot] = index of the key or RO_NONE. */
static uint32_t *place_all(const uint64_t *keys, size_t n, uint32_t *bits) {
  uint32_t *slot_of = xalloc(NULL, n, sizeof *slot_of), *used = NULL;
  *bits = 4;
  while (((size_t)1 << *bits) * 4 < n * 5) ++*bits; /* at most four fifths full */
  for (;; ++*bits) {
    if (*bits > 28) die("too many features");
    used = xalloc(used, (size_t)1 << *bits, sizeof *used);
    if (place(keys, n, *bits, slot_of, used)) break;
  }
  free(slot_of);
  return used;
}

static int32_t averaged(const perceptron *p, const cell *c, double scale) {
  double sum = c->sum + (double)c->weight * (p->clock - c->stamp);
  double w = sum / (p->clock ? p->clock : 1) * scale;
  return (int32_t)lround(w > 32767 ? 32767 : w < -32767 ? -32767 : w);
}

static int by_key(const void *a, const void *b) {
  const entry *x = a, *y = b;
  return x->key < y->key ? -1 : x->key > y->key;
}

static void put_slots(const entry *entries, const uint32_t *used, uint32_t bits, bool is_dense,
                      ro_buf *out) {
  for (uint32_t s = 0; s < 1u << bits; s++) {
    if (used[s] == RO_NONE) {
      ro_model_put64(out, 0);
      continue;
    }
    const entry *e = &entries[used[s]];
    uint16_t check = (uint16_t)e->key;
    ro_model_put16(out, check ? check : 1);
    if (is_dense) {
      for (int k = 0; k < RO_LINEAR_DENSE; k++) ro_model_put16(out, (uint16_t)e->dense[k]);
    } else {
      ro_model_put16(out, e->n);
      ro_model_put32(out, e->first);
    }
  }
}

void perceptron_export(const perceptron *p, double scale, int32_t least, uint32_t min_updates,
                       ro_buf *out) {
  entry *entries = xalloc(NULL, p->used, sizeof *entries);
  bool is_dense = p->n_classes <= RO_LINEAR_DENSE;
  ro_buf pairs = {0};
  uint32_t n = 0, n_pairs = 0;
  for (uint64_t i = 0; i <= p->mask; i++) {
    const row *r = &p->rows[i];
    entry e = {.key = r->key, .first = n_pairs};
    uint32_t updates = 0;
    for (uint32_t k = 0; k < r->n; k++) updates += r->cells[k].updates;
    if (!r->key || updates < min_updates) continue;
    bool is_kept = false;
    for (uint32_t k = 0; k < r->n; k++) {
      int32_t w = averaged(p, &r->cells[k], scale);
      if (is_dense) e.dense[r->cells[k].class_] = (int16_t)w;
      if (w > -least && w < least) continue;
      is_kept = true;
      if (is_dense) continue;
      ro_model_put16(&pairs, (uint16_t)w);
      ro_model_put16(&pairs, r->cells[k].class_);
      e.n++;
    }
    n_pairs += e.n;
    if (is_kept) entries[n++] = e;
  }
  qsort(entries, n, sizeof *entries, by_key); /* the file must not depend on the training table */
  uint64_t *keys = xalloc(NULL, n, sizeof *keys);
  for (uint32_t i = 0; i < n; i++) keys[i] = entries[i].key;
  uint32_t bits, *used = place_all(keys, n, &bits);
  ro_model_put32(out, p->n_classes);
  ro_model_put32(out, bits);
  ro_model_put32(out, n_pairs);
  ro_model_put32(out, 0);
  put_slots(entries, used, bits, is_dense, out);
  ro_buf_add(out, pairs.data, pairs.len);
  fprintf(stderr, "  %u features of %llu, %u pairs, %.1f MB\n", n, (unsigned long long)p->used,
          n_pairs, (double)out->len / 1e6);
  ro_buf_free(&pairs);
  free(used);
  free(keys);
  free(entries);
}

void map_export(const map_entry *entries, size_t n, ro_buf *out) {
  uint64_t *keys = xalloc(NULL, n, sizeof *keys);
  for (size_t i = 0; i < n; i++) keys[i] = entries[i].key;
  uint32_t bits, *used = place_all(keys, n, &bits);
  ro_model_put32(out, bits);
  ro_model_put32(out, 0);
  for (uint32_t s = 0; s < 1u << bits; s++) {
    ro_model_put32(out, used[s] == RO_NONE ? 0 : (uint32_t)entries[used[s]].key);
    ro_model_put32(out, used[s] == RO_NONE ? RO_NONE : entries[used[s]].value);
  }
  free(used);
  free(keys);
}
