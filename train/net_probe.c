/* Prints what a network says of given units, so that an export can be held against its training:
 *
 *   net_probe FILE.model <units >scores
 *
 * In: a sentence a line, its units as table rows joined by commas, then "|" and the unit of each
 * word, counted from 0:  12,3,4,5 7,8,9,1 | 0 1
 * Out: a JSON object a line with "tags" [words][classes], "arcs" [words][words + 1], "heads" (best
 * scores, -1 for the root), "labels" and "p" for these heads. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "net/net.h"

enum { MOST_UNITS = 4096, LINE_BYTES = 1 << 20 };

static void check(bool holds, const char *what, const char *where) {
  if (holds) return;
  fprintf(stderr, "net_probe: %s: %s\n", where, what);
  exit(1);
}

static ro_str read_file(const char *path, ro_buf *buf) {
  char block[8192];
  FILE *f = fopen(path, "rb");
  check(f, strerror(errno), path);
  for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;) ro_buf_add(buf, block, n);
  check(!ferror(f) && !buf->has_failed, "cannot be read", path);
  fclose(f);
  return (ro_str){buf->data, buf->len};
}

typedef struct {
  uint32_t rows[MOST_UNITS * RO_NET_MAX_FEATURES], word_unit[MOST_UNITS];
  uint32_t n_units, n_words;
} sentence;

/* The number at *p, and *p moved behind it; false when there is none. */
static bool next_number(char **p, uint32_t *out) {
  char *end;
  unsigned long v = strtoul(*p, &end, 10);
  if (end == *p || v > UINT32_MAX) return false;
  *p = end;
  *out = (uint32_t)v;
  return true;
}

static void read_sentence(char *line, uint32_t n_features, sentence *s) {
  uint32_t n = 0;
  s->n_units = s->n_words = 0;
  for (;;) {
    line += strspn(line, " ,");
    if (*line == '|') break;
    check(n < MOST_UNITS * RO_NET_MAX_FEATURES && next_number(&line, &s->rows[n++]),
          "a row is missing", "input");
  }
  check(n % n_features == 0 && n / n_features <= MOST_UNITS, "rows do not make units", "input");
  s->n_units = n / n_features;
  for (line++; s->n_words < MOST_UNITS && next_number(&line, &s->word_unit[s->n_words]);)
    s->n_words++;
}

static void print_floats(const float *x, uint32_t n) {
  printf("[");
  for (uint32_t i = 0; i < n; i++) printf("%s%.9g", i ? ", " : "", (double)x[i]);
  printf("]");
}

static void print_matrix(const char *name, const float *x, uint32_t n_rows, uint32_t n) {
  printf("\"%s\": [", name);
  for (uint32_t r = 0; r < n_rows; r++) {
    if (r) printf(", ");
    print_floats(x + (size_t)r * n, n);
  }
  printf("], ");
}

/* The best head of each word, RO_NONE for the root. */
static void choose_heads(const float *arcs, uint32_t n, uint32_t *head) {
  for (uint32_t d = 0; d < n; d++, arcs += n + 1) {
    uint32_t best = n;
    for (uint32_t h = 0; h < n; h++)
      if (h != d && arcs[h] > arcs[best]) best = h;
    head[d] = best == n ? RO_NONE : best;
  }
}

static void print_relations(const ro_net *net, const ro_net_output *out, uint32_t n,
                            ro_arena *arena) {
  uint32_t *head = RO_ARRAY(arena, uint32_t, n);
  uint8_t *label = RO_ARRAY(arena, uint8_t, n);
  float *p = RO_ARRAY(arena, float, n);
  check(p, "no memory", "heads");
  choose_heads(out->arcs, n, head);
  check(ro_net_labels(net, out, head, n, arena, label, p) == RO_OK, "failed", "labels");
  printf("\"heads\": [");
  for (uint32_t w = 0; w < n; w++)
    printf("%s%d", w ? ", " : "", head[w] == RO_NONE ? -1 : (int)head[w]);
  printf("], \"labels\": [");
  for (uint32_t w = 0; w < n; w++) printf("%s%u", w ? ", " : "", (unsigned)label[w]);
  printf("], \"p\": ");
  print_floats(p, n);
  printf(", ");
}

static void probe(const ro_net *net, const sentence *s, ro_arena *arena) {
  const ro_net_shape *shape = ro_net_shape_of(net);
  const ro_net_sentence whole = {0, s->n_units, 0, s->n_words};
  const ro_net_input in = {s->rows, s->n_units, s->word_unit, s->n_words, &whole, 1};
  ro_net_output out;
  check(ro_net_run(net, &in, arena, &out) == RO_OK, "a row, unit or length out of range", "input");
  printf("{");
  print_matrix("tags", out.tags, s->n_words, shape->n_tags);
  print_matrix("arcs", out.arcs, s->n_words, s->n_words + 1);
  print_relations(net, &out, s->n_words, arena);
  printf("\"kernels\": \"%s\"}\n", ro_net_kernel_name(net));
}

int main(int argc, char **argv) {
  check(argc == 2, "usage: net_probe FILE.model <units >scores", "arguments");
  ro_buf file = {0};
  ro_model model;
  ro_error error = {0};
  const ro_net *net;
  ro_arena *arena = ro_arena_new(0);
  char *line = malloc(LINE_BYTES);
  sentence *s = malloc(sizeof *s);
  check(arena && line && s, "no memory", argv[0]);
  ro_str bytes = read_file(argv[1], &file);
  check(ro_model_open(bytes, ro_str_from(argv[1]), &model, &error) == RO_OK, error.message,
        argv[1]);
  check(ro_net_open(&model, arena, &net, &error) == RO_OK, error.message, argv[1]);
  ro_arena_mark mark = ro_arena_tell(arena);
  while (fgets(line, LINE_BYTES, stdin)) {
    read_sentence(line, ro_net_shape_of(net)->n_features, s);
    probe(net, s, arena);
    ro_arena_reset(arena, mark);
  }
  free(s);
  free(line);
  ro_buf_free(&file);
  ro_arena_free(arena);
  return 0;
}
