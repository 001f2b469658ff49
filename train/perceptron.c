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
  uint16_t class_;
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
  }
}

void perceptron_tick(perceptron *p) { p->clock++; }

/* ---------------------------------------------------------------- export */

typedef struct {
  uint64_t key;
  uint32_t first, n;
  int32_t dense[RO_LINEAR_DENSE];
} entry;

static double averaged(const perceptron *p, const cell *c) {
  return (c->sum + (double)c->weight * (p->clock - c->stamp)) / (p->clock ? p->clock : 1);
}

static int32_t to_int(double w, double most) {
  return (int32_t)lround(w > most ? most : w < -most ? -most : w);
}

static int by_key(const void *a, const void *b) {
  const entry *x = a, *y = b;
  return x->key < y->key ? -1 : x->key > y->key;
}

static void put8(ro_buf *out, int32_t v) { ro_buf_char(out, (char)(v & 255)); }

static void put_slots(const entry *entries, const uint32_t *used, uint32_t n_slots, bool is_dense,
                      ro_buf *out) {
  static const entry none;
  for (uint32_t s = 0; s < n_slots; s++) {
    const entry *e = used[s] == RO_NONE ? &none : &entries[used[s]];
    uint16_t check = (uint16_t)e->key;
    ro_model_put16(out, used[s] == RO_NONE ? 0 : check ? check : 1);
    if (is_dense) {
      ro_model_put16(out, (uint32_t)e->dense[1] & 0xFFFF);
      ro_model_put16(out, (uint32_t)e->dense[2] & 0xFFFF);
    } else {
      put8(out, (int32_t)e->n);
      ro_model_put16(out, e->first & 0xFFFF);
      put8(out, (int32_t)(e->first >> 16));
    }
  }
}

/* Dense rows: weights relative to class 0.  False when all are too small to keep. */
static bool fill_dense(const perceptron *p, const row *r, double scale, entry *e) {
  double w[RO_LINEAR_DENSE] = {0};
  for (uint32_t k = 0; k < r->n; k++) w[r->cells[k].class_] = averaged(p, &r->cells[k]) * scale;
  bool is_kept = false;
  for (int k = 1; k < RO_LINEAR_DENSE; k++) {
    e->dense[k] = to_int(w[k] - w[0], 32767);
    is_kept = is_kept || e->dense[k];
  }
  return is_kept;
}

static bool fill_sparse(const perceptron *p, const row *r, double scale, int32_t least,
                        bool is_wide, entry *e, ro_buf *pairs) {
  for (uint32_t k = 0; k < r->n; k++) {
    int32_t w = to_int(averaged(p, &r->cells[k]) * scale, is_wide ? 32767 : 127);
    if (w > -least && w < least) continue;
    put8(pairs, w);
    if (is_wide) put8(pairs, w >> 8);
    put8(pairs, r->cells[k].class_);
    e->n++;
  }
  return e->n > 0;
}

/* How much a row says: its largest weight, relative to class 0 in dense rows. */
static float weight_of(const perceptron *p, const row *r, bool is_dense) {
  double w[RO_LINEAR_DENSE] = {0}, most = 0;
  for (uint32_t k = 0; k < r->n; k++) {
    double v = averaged(p, &r->cells[k]);
    if (is_dense)
      w[r->cells[k].class_] = v;
    else
      most = fmax(most, fabs(v));
  }
  return (float)(is_dense ? fmax(fabs(w[1] - w[0]), fabs(w[2] - w[0])) : most);
}

static int by_size(const void *a, const void *b) {
  float x = *(const float *)a, y = *(const float *)b;
  return x > y ? -1 : x < y;
}

/* The weight that at most `max_features` rows reach. */
static float threshold(const perceptron *p, size_t max_features, bool is_dense) {
  float *size = xalloc(NULL, p->used, sizeof *size), least = 0;
  size_t n = 0;
  for (uint64_t i = 0; i <= p->mask; i++)
    if (p->rows[i].key) size[n++] = weight_of(p, &p->rows[i], is_dense);
  qsort(size, n, sizeof *size, by_size);
  if (n > max_features) least = size[max_features];
  free(size);
  return least;
}

void perceptron_export(const perceptron *p, double scale, int32_t least, size_t max_features,
                       bool is_wide, ro_buf *out) {
  entry *entries = xalloc(NULL, p->used, sizeof *entries);
  uint64_t *order = xalloc(NULL, p->used, sizeof *order);
  bool is_dense = p->n_classes <= RO_LINEAR_DENSE;
  ro_buf pairs = {0};
  size_t size = is_wide ? 3 : 2;
  float too_small = threshold(p, max_features, is_dense);
  uint32_t n = 0, n_rows = 0;
  for (uint64_t i = 0; i <= p->mask; i++)
    if (p->rows[i].key) entries[n_rows++] = (entry){.key = p->rows[i].key};
  qsort(entries, n_rows, sizeof *entries, by_key); /* not in the order of the training table */
  for (uint32_t i = 0; i < n_rows; i++) {
    const row *r = locate(p->rows, p->mask, entries[i].key);
    entry e = {.key = r->key, .first = (uint32_t)(pairs.len / size)};
    if (weight_of(p, r, is_dense) <= too_small) continue;
    if (is_dense ? fill_dense(p, r, scale, &e)
                 : fill_sparse(p, r, scale, least, is_wide, &e, &pairs)) {
      order[n] = e.key;
      entries[n++] = e;
    }
  }
  if (pairs.len / size >= 1u << 24) die("too many weights");
  uint32_t n_slots, *used = slots_place(order, n, &n_slots);
  ro_model_put32(out, p->n_classes);
  ro_model_put32(out, n_slots);
  ro_model_put32(out, (uint32_t)(pairs.len / size));
  ro_model_put32(out, is_wide);
  put_slots(entries, used, n_slots, is_dense, out);
  ro_buf_add(out, pairs.data, pairs.len);
  fprintf(stderr, "  %u features of %u, %zu weights, %.1f MB\n", n, n_rows, pairs.len / size,
          (double)out->len / 1e6);
  ro_buf_free(&pairs);
  free(used);
  free(order);
  free(entries);
}
