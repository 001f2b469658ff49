/* train-words DATA MODELS LEXICON: distributional word classes, models/words-en.model.
 *
 * Method: the exchange algorithm for a class bigram model, predictive in both directions: a word's
 * class predicts the word after it and the word before it.  Each word in turn moves to the class
 * that raises  sum f(N(v,c)) + sum f(N(c,u)) - 2 sum f(N(c)),  f(x) = x log x,  most (Kneser & Ney
 * 1993; one-sided form of Uszkoreit & Brants 2008).  Done for a fine and for a coarse number of
 * classes.  The text is raw news; what is kept of it are word hashes and class numbers. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/words.h"
#include "tagger.h"
#include "token/token.h"

enum { FINE = 768, COARSE = 64, MIN_COUNT = 3, ROUNDS = 7, TABLE = 1 << 20 };

typedef struct {
  uint64_t key;
  uint32_t n, id;
} count;

typedef struct {
  count *rows;
  uint64_t mask, used;
} counts;

static counts counts_new(void) {
  counts c = {calloc(1u << 16, sizeof(count)), (1u << 16) - 1, 0};
  if (!c.rows) die("out of memory");
  return c;
}

static count *find(const counts *c, uint64_t key) {
  uint64_t at = (key * 0x9E3779B97F4A7C15u >> 20) & c->mask;
  while (c->rows[at].n && c->rows[at].key != key) at = (at + 1) & c->mask;
  return &c->rows[at];
}

static void add(counts *c, uint64_t key) {
  if (c->used * 2 > c->mask) {
    counts bigger = {calloc(c->mask * 2 + 2, sizeof(count)), c->mask * 2 + 1, c->used};
    if (!bigger.rows) die("out of memory");
    for (uint64_t i = 0; i <= c->mask; i++)
      if (c->rows[i].n) *find(&bigger, c->rows[i].key) = c->rows[i];
    free(c->rows);
    *c = bigger;
  }
  count *r = find(c, key);
  if (!r->n++) {
    r->key = key;
    c->used++;
  }
}

/* The corpus as word hashes; 0 ends a sentence. */
typedef struct {
  uint64_t *at;
  size_t n, cap;
} corpus;

static void push(corpus *c, uint64_t word) {
  if (c->n == c->cap) c->at = xalloc(c->at, c->cap = c->cap ? c->cap * 2 : 1 << 20, sizeof *c->at);
  c->at[c->n++] = word;
}

static void add_doc(corpus *c, const ro_doc *doc) {
  static const ro_word_model none;
  for (uint32_t k = 0; k < doc->sentences.n; k++) {
    for (uint32_t i = doc->sentences.at[k].first; i < doc->sentences.at[k].end; i++) {
      uint64_t word = ro_word_make(&none, doc, i).word;
      push(c, word ? word : 1);
    }
    push(c, 0);
  }
}

static void read_news(corpus *c, const char *path, const void *tokenizer) {
  ro_arena *arena = ro_arena_new(0), *scratch = ro_arena_new(0);
  FILE *pipe = popen(ro_str_printf(arena, "zstd -dc '%s'", path).data, "r");
  char *line = NULL;
  size_t room = 0;
  if (!pipe) die("zstd cannot be run");
  while (getline(&line, &room, pipe) > 0) {
    json_t *object = json_loads(line, 0, NULL);
    const char *text = json_string_value(json_object_get(object, "text"));
    ro_doc *doc = ro_doc_new();
    if (text && doc) {
      doc->text = ro_str_from(text);
      if (ro_token_run(tokenizer, doc, scratch) == RO_OK) add_doc(c, doc);
      ro_arena_reset(scratch, (ro_arena_mark){0});
    }
    ro_doc_free(doc);
    json_decref(object);
  }
  free(line);
  if (pclose(pipe) != 0) die("the news could not be read");
  ro_arena_free(arena);
  ro_arena_free(scratch);
}

/* ---------------------------------------------------------------- exchange */

typedef struct {
  uint32_t word, n;
} link;

typedef struct {
  uint32_t n;         /* words; 0 is the end of a sentence, which has no class */
  uint32_t *first[2]; /* [n+1] links of a word: side 0 predecessors, side 1 successors */
  link *links[2];
  double *frequency;
} graph;

static float f_table[TABLE];

static double f(double x) { return x < TABLE ? (double)f_table[(uint32_t)x] : x * log(x); }

static int by_word(const void *a, const void *b) {
  const count *x = a, *y = b;
  return x->key < y->key ? -1 : x->key > y->key;
}

/* Links of side 0 from bigrams keyed (word << 32 | predecessor), of side 1 the other way round. */
static void fill_side(graph *g, int side, const counts *bigrams) {
  count *rows = xalloc(NULL, bigrams->used, sizeof *rows);
  size_t n = 0;
  for (uint64_t i = 0; i <= bigrams->mask; i++) {
    count r = bigrams->rows[i];
    if (!r.n) continue;
    r.key -= (uint64_t)1 << 63;
    if (side) r.key = r.key << 32 | r.key >> 32;
    rows[n++] = r;
  }
  qsort(rows, n, sizeof *rows, by_word);
  g->first[side] = xalloc(NULL, g->n + 1, sizeof(uint32_t));
  g->links[side] = xalloc(NULL, n, sizeof(link));
  uint32_t w = 0;
  for (size_t i = 0; i < n; i++) {
    while (w <= rows[i].key >> 32) g->first[side][w++] = (uint32_t)i;
    g->links[side][i] = (link){(uint32_t)rows[i].key, rows[i].n};
  }
  while (w <= g->n) g->first[side][w++] = (uint32_t)n;
  free(rows);
}

static void move(const graph *g, uint32_t w, uint32_t c, int sign, uint32_t n_classes,
                 uint32_t *table[2], double *size) {
  for (int side = 0; side < 2; side++)
    for (uint32_t k = g->first[side][w]; k < g->first[side][w + 1]; k++) {
      link l = g->links[side][k];
      uint32_t *cell = &table[side][(size_t)l.word * n_classes + c];
      *cell = sign > 0 ? *cell + l.n : *cell - l.n;
    }
  size[c] += sign * g->frequency[w];
}

static uint32_t best_class(const graph *g, uint32_t w, uint32_t n_classes, uint32_t *const table[2],
                           const double *size, float *gain) {
  for (uint32_t c = 0; c < n_classes; c++)
    gain[c] = (float)(-2 * (f(size[c] + g->frequency[w]) - f(size[c])));
  for (int side = 0; side < 2; side++)
    for (uint32_t k = g->first[side][w]; k < g->first[side][w + 1]; k++) {
      link l = g->links[side][k];
      const uint32_t *row = &table[side][(size_t)l.word * n_classes];
      float alone = (float)f(l.n);
      for (uint32_t c = 0; c < n_classes; c++) {
        if (!row[c])
          gain[c] += alone;
        else if (row[c] + l.n < TABLE)
          gain[c] += f_table[row[c] + l.n] - f_table[row[c]];
        else
          gain[c] += (float)(f(row[c] + l.n) - f(row[c]));
      }
    }
  uint32_t best = 0;
  for (uint32_t c = 1; c < n_classes; c++)
    if (gain[c] > gain[best]) best = c;
  return best;
}

/* Classes 0 .. n_classes-1 of words 1 .. n-1, which are in falling order of frequency. */
static uint32_t *cluster(const graph *g, uint32_t n_classes) {
  uint32_t *class_ = xalloc(NULL, g->n, sizeof *class_), *table[2];
  double *size = calloc(n_classes, sizeof *size);
  float *gain = xalloc(NULL, n_classes, sizeof *gain);
  for (int side = 0; side < 2; side++) {
    table[side] = calloc((size_t)g->n * n_classes, sizeof(uint32_t));
    if (!table[side] || !size) die("out of memory");
  }
  for (uint32_t w = 1; w < g->n; w++) {
    class_[w] = w % n_classes;
    move(g, w, class_[w], 1, n_classes, table, size);
  }
  for (int round = 0; round < ROUNDS; round++) {
    uint32_t moved = 0;
    for (uint32_t w = 1; w < g->n; w++) {
      uint32_t before = class_[w];
      move(g, w, before, -1, n_classes, table, size);
      class_[w] = best_class(g, w, n_classes, table, size, gain);
      move(g, w, class_[w], 1, n_classes, table, size);
      moved += class_[w] != before;
    }
    fprintf(stderr, "%u classes, round %d: %u of %u words moved\n", n_classes, round + 1, moved,
            g->n);
  }
  free(table[0]);
  free(table[1]);
  free(size);
  free(gain);
  return class_;
}

static int by_count(const void *a, const void *b) {
  const count *x = a, *y = b;
  if (x->n != y->n) return x->n < y->n ? 1 : -1;
  return x->key < y->key ? -1 : x->key > y->key;
}

static count *make_vocabulary(const corpus *c, counts *words, uint32_t *n) {
  for (size_t i = 0; i < c->n; i++)
    if (c->at[i]) add(words, c->at[i]);
  count *list = xalloc(NULL, words->used + 1, sizeof *list);
  *n = 1;
  for (uint64_t i = 0; i <= words->mask; i++)
    if (words->rows[i].n >= MIN_COUNT) list[(*n)++] = words->rows[i];
  qsort(list + 1, *n - 1, sizeof *list, by_count);
  for (uint32_t i = 1; i < *n; i++) find(words, list[i].key)->id = i;
  return list;
}

int main(int argc, char **argv) {
  if (argc != 4) die("usage: train-words DATA MODELS LEXICON");
  ro_arena *arena = ro_arena_new(0);
  const char *name = "abbreviations";
  ro_str table = read_file(ro_str_printf(arena, "%s/abbreviations.tsv", argv[3]).data);
  ro_resources resources = {0};
  const void *tokenizer;
  ro_error error = {0};
  if (ro_lexicon_open(arena, &name, &table, 1, &resources.lexicon, &error) != RO_OK ||
      ro_token_open(&resources, arena, &tokenizer, &error) != RO_OK)
    die(error.message);
  corpus text = {0};
  static const char *const banks[] = {"gum-train", "partut-train", "lines-train"};
  for (int b = 0; b < 3; b++) {
    treebank bank =
        treebank_read(ro_str_printf(arena, "%s/ud/%s.conllu.gz", argv[1], banks[b]).data, false);
    add_doc(&text, bank.doc);
    ro_doc_free(bank.doc);
  }
  read_news(&text, ro_str_printf(arena, "%s/raw/news-2012-2020.jsonl.zst", argv[1]).data,
            tokenizer);
  counts words = counts_new(), bigrams = counts_new();
  graph g = {0};
  count *vocabulary = make_vocabulary(&text, &words, &g.n);
  fprintf(stderr, "%zu tokens, %u words\n", text.n, g.n);
  uint32_t before = 0;
  for (size_t i = 0; i < text.n; i++) {
    uint32_t now = text.at[i] ? find(&words, text.at[i])->id : 0;
    bool is_known = now || !text.at[i];
    if (is_known && before != RO_NONE && (now || before))
      add(&bigrams, ((uint64_t)now << 32 | before) + ((uint64_t)1 << 63));
    before = is_known ? now : RO_NONE;
  }
  g.frequency = xalloc(NULL, g.n, sizeof *g.frequency);
  for (uint32_t i = 1; i < g.n; i++) g.frequency[i] = vocabulary[i].n;
  for (uint32_t x = 1; x < TABLE; x++) f_table[x] = (float)(x * log(x));
  fill_side(&g, 0, &bigrams);
  fill_side(&g, 1, &bigrams);
  fprintf(stderr, "%llu bigrams\n", (unsigned long long)bigrams.used);
  uint32_t *coarse = cluster(&g, COARSE - 1), *fine = cluster(&g, FINE - 1);
  map_entry *entries = xalloc(NULL, g.n, sizeof *entries);
  for (uint32_t w = 1; w < g.n; w++)
    entries[w - 1] = (map_entry){vocabulary[w].key, (coarse[w] + 1) | (fine[w] + 1) << 8};
  ro_buf section = {0}, model = {0};
  ro_model_writer writer = {0};
  map_export(entries, g.n - 1, &section);
  ro_model_add(&writer, "classes", (ro_str){section.data, section.len});
  ro_model_finish(&writer, &model);
  write_file(ro_str_printf(arena, "%s/words-en.model", argv[2]).data, &model);
  return 0;
}
