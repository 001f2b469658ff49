/* Trains models/attribution-en.model: which candidates of the attribution stage are attributions.
 *
 *   train-attribution POLNEAR/train OUT fast|accurate|both [EPOCHS]
 *
 * Every article is read by the whole pipeline, with the named model of the language or once with
 * each; the stage's candidates, words of no lexicon table
 * included, are labelled by the article's .ann file: of the candidates whose cue head lies in a
 * gold cue, the one whose content is nearest to the gold content is right, all others are wrong.
 * An averaged perceptron is trained on nine tenths of the articles; the tenth gives the logistic
 * curve from margin to probability and the threshold of the best F1; then all articles train the
 * weights that are written. */
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extract/attribution_internal.h"
#include "perceptron.h"
#include "pipeline/pipeline.h"

typedef struct {
  uint32_t cue_begin, cue_end; /* bytes */
  ro_spans content, source;
} gold_row;

typedef struct {
  uint32_t first, n; /* features */
  uint32_t article;
  bool is_right;
} example;

/* The articles are read three times: what is chosen in one reading, the next one builds on. */
typedef enum { CONTENTS, SOURCES, CUES } pass;

/* The options of one right candidate for its content; values are IoU with the gold content. */
typedef struct {
  uint32_t first, n; /* options */
  uint32_t article;
} choice;

typedef struct {
  uint32_t first, n; /* features */
  float value;
} option_row;

static choice *choices;
static size_t n_choices, cap_choices;
static option_row *options;
static size_t n_options, cap_options;
static uint64_t *all_features;
static size_t n_features, cap_features;
static example *examples;
static size_t n_examples, cap_examples;
static uint32_t n_gold_of[100000];

static char *read_whole(const char *path, size_t *len) {
  FILE *f = fopen(path, "rb");
  if (!f) die("cannot open a file");
  char *data = xalloc(NULL, 1 << 22, 1);
  *len = fread(data, 1, (1 << 22) - 1, f);
  data[*len] = 0;
  fclose(f);
  return data;
}

/* Byte offset of each code point of the text, and of its end. */
static uint32_t *byte_offsets(ro_str text, uint32_t *n) {
  uint32_t *at = xalloc(NULL, text.len + 2, sizeof *at);
  *n = 0;
  for (uint32_t i = 0; i < text.len; i++)
    if (((uint8_t)text.data[i] & 0xC0) != 0x80) at[(*n)++] = i;
  at[*n] = (uint32_t)text.len;
  return at;
}

enum { MAX_IDS = 8192 };

/* "Role 3 9;12 20" -> spans in bytes. */
static void read_spans(const char *text, const uint32_t *bytes, uint32_t n_points, ro_arena *arena,
                       ro_spans *out) {
  const char *p = strchr(text, ' ');
  while (p && *p) {
    char *end = NULL;
    unsigned long a = strtoul(p, &end, 10), b = strtoul(end, &end, 10);
    if (a > n_points) a = n_points;
    if (b > n_points) b = n_points;
    ro_spans_add(arena, out, (ro_span){bytes[a], bytes[b]});
    p = *end == ';' ? end + 1 : NULL;
  }
}

static gold_row *read_gold(const char *path, ro_str text, ro_arena *arena, uint32_t *n_rows) {
  size_t len;
  uint32_t n_points;
  char *data = read_whole(path, &len);
  uint32_t *bytes = byte_offsets(text, &n_points);
  ro_spans *of = xalloc(NULL, MAX_IDS, sizeof *of);
  memset(of, 0, MAX_IDS * sizeof *of);
  gold_row *rows = xalloc(NULL, MAX_IDS, sizeof *rows);
  *n_rows = 0;
  for (int round = 0; round < 2; round++) {
    for (char *line = data; line < data + len; line += strlen(line) + 1) {
      char *stop = strchr(line, round ? 0 : '\n');
      if (stop) *stop = 0;
      char *tab = strchr(line, '\t');
      unsigned long id = strtoul(line + 1, NULL, 10);
      if (!tab || id >= MAX_IDS) continue;
      if (round == 0 && line[0] == 'T') read_spans(tab + 1, bytes, n_points, arena, &of[id]);
      if (round == 0 || line[0] != 'E' || *n_rows == MAX_IDS) continue;
      gold_row *g = &rows[(*n_rows)++];
      *g = (gold_row){0};
      const char *cue = strstr(tab, "Cue:T"), *content = strstr(tab, "Content:T");
      const char *source = strstr(tab, "Source:T");
      unsigned long o = source ? strtoul(source + 8, NULL, 10) : MAX_IDS;
      if (o < MAX_IDS) g->source = of[o];
      unsigned long c = cue ? strtoul(cue + 5, NULL, 10) : MAX_IDS;
      unsigned long t = content ? strtoul(content + 9, NULL, 10) : MAX_IDS;
      if (c < MAX_IDS && of[c].n) {
        g->cue_begin = of[c].at[0].begin;
        g->cue_end = of[c].at[of[c].n - 1].end;
      }
      if (t < MAX_IDS) g->content = of[t];
    }
  }
  free(data);
  free(bytes);
  free(of);
  return rows;
}

/* Bytes that both cover, over bytes that either covers. */
static double alike(const ro_doc *doc, const ro_ranges *parts, const ro_spans *gold) {
  double shared = 0, a = 0, b = 0;
  for (uint32_t k = 0; k < gold->n; k++) b += gold->at[k].end - gold->at[k].begin;
  for (uint32_t i = 0; i < parts->n; i++) {
    ro_span p = ro_doc_tokens_span(doc, parts->at[i].first, parts->at[i].end);
    a += p.end - p.begin;
    for (uint32_t k = 0; k < gold->n; k++) {
      uint32_t lo = p.begin > gold->at[k].begin ? p.begin : gold->at[k].begin;
      uint32_t hi = p.end < gold->at[k].end ? p.end : gold->at[k].end;
      if (hi > lo) shared += hi - lo;
    }
  }
  return a + b > 0 ? shared / (a + b - shared) : 0;
}

/* PolNeAR marks few attributions inside the content of others, so a candidate there that is not
 * marked tells nothing. */
static bool is_unmarked(const ro_doc *doc, const ro_speech *s, const gold_row *gold, uint32_t n) {
  uint32_t at = doc->tokens.span[s->cue].begin;
  for (uint32_t g = 0; g < n; g++)
    for (uint32_t k = 0; k < gold[g].content.n; k++)
      if (at >= gold[g].content.at[k].begin && at < gold[g].content.at[k].end) return true;
  return false;
}

static size_t room_for_features(void) {
  if (n_features + RO_ATTRIBUTION_FEATURES > cap_features) {
    cap_features = cap_features * 2 + 4096;
    all_features = xalloc(all_features, cap_features, sizeof *all_features);
  }
  return n_features;
}

static void add_example(const ro_attribution_run_state *run, const ro_speech *s, uint32_t article,
                        bool is_right) {
  room_for_features();
  if (n_examples == cap_examples) {
    cap_examples = cap_examples * 2 + 1024;
    examples = xalloc(examples, cap_examples, sizeof *examples);
  }
  size_t n = ro_attribution_features(run, s, all_features + n_features);
  examples[n_examples++] = (example){(uint32_t)n_features, (uint32_t)n, article, is_right};
  n_features += n;
}

static choice *new_choice(uint32_t article) {
  if (n_choices == cap_choices) {
    cap_choices = cap_choices * 2 + 1024;
    choices = xalloc(choices, cap_choices, sizeof *choices);
  }
  choices[n_choices] = (choice){(uint32_t)n_options, 0, article};
  return &choices[n_choices++];
}

/* Closes an option whose n features stand at the end of all_features. */
static void add_option(choice *c, size_t n, double value) {
  if (n_options == cap_options) {
    cap_options = cap_options * 2 + 1024;
    options = xalloc(options, cap_options, sizeof *options);
  }
  options[n_options++] = (option_row){(uint32_t)n_features, (uint32_t)n, (float)value};
  n_features += n;
  c->n++;
}

static void add_content_choice(const ro_attribution_run_state *run, const ro_speech *s,
                               uint32_t article, const gold_row *gold) {
  static ro_options list;
  ro_attribution_options(run, s, &list);
  choice *c = new_choice(article);
  for (uint32_t i = 0; i < list.n; i++) {
    size_t first = room_for_features();
    ro_ranges parts = {.at = list.at[i].part, .n = list.at[i].n};
    size_t n = ro_attribution_option_features(run, s, &list.at[i], all_features + first);
    add_option(c, n, alike(run->doc, &parts, &gold->content));
  }
}

static void add_source_choice(const ro_attribution_run_state *run, const ro_speech *s,
                              uint32_t article, const gold_row *gold) {
  static ro_holders list;
  ro_attribution_holders(run, s, &list);
  choice *c = new_choice(article);
  for (uint32_t i = 0; i < list.n; i++) {
    size_t first = room_for_features();
    uint32_t head = list.at[i].head;
    size_t n = ro_attribution_holder_features(run, s, &list.at[i], all_features + first);
    double value = gold->source.n ? 0.0 : 1.0;
    if (head != RO_NONE) {
      ro_range r = head == s->source_head ? s->source : ro_attribution_noun_phrase(run->doc, head);
      ro_ranges parts = {.at = &r, .n = 1};
      value = alike(run->doc, &parts, &gold->source);
    }
    add_option(c, n, value);
  }
}

static void read_article(const ro_engine *engine, const ro_attribution_state *state,
                         const char *path, uint32_t article, pass which) {
  ro_intake *intake = NULL;
  ro_doc *doc = NULL;
  ro_error error = {0};
  const char *paths[] = {path};
  if (ro_intake_open(paths, 1, RO_INPUT_DETECT, &intake, &error) != RO_OK ||
      ro_intake_next(intake, &doc, &error) != RO_OK || !doc ||
      ro_engine_read(engine, doc, &error) != RO_OK)
    die(error.message);
  char ann[4096];
  snprintf(ann, sizeof ann, "%.*s.ann", (int)(strlen(path) - 4), path);
  ro_arena *scratch = ro_arena_new(0);
  uint32_t n_gold = 0;
  gold_row *gold = read_gold(ann, doc->text, scratch, &n_gold);
  n_gold_of[article] = n_gold;
  ro_attribution_run_state run = {.doc = doc,
                                  .scratch = scratch,
                                  .state = state,
                                  .keeps_contents = which == CONTENTS,
                                  .keeps_sources = which != CUES};
  if (ro_attribution_collect(&run) != RO_OK) die("out of memory");
  uint32_t n = run.speeches.n;
  bool *is_right = xalloc(NULL, n + 1, sizeof *is_right);
  memset(is_right, 0, (n + 1) * sizeof *is_right);
  for (uint32_t g = 0; g < n_gold; g++) {
    uint32_t best = RO_NONE;
    double most = -1;
    for (uint32_t i = 0; i < n; i++) {
      const ro_speech *s = &run.speeches.at[i];
      if (s->cue == RO_NONE || !s->parts.n || is_right[i]) continue;
      uint32_t at = doc->tokens.span[s->cue].begin;
      double v = alike(doc, &s->parts, &gold[g].content);
      if (at < gold[g].cue_begin || at >= gold[g].cue_end || v <= most) continue;
      best = i;
      most = v;
    }
    if (best == RO_NONE) continue;
    is_right[best] = true;
    const ro_speech *s = &run.speeches.at[best];
    bool may_choose = strchr("vna", s->frame.pos) && !s->has_quotation && gold[g].content.n;
    if (which == CONTENTS && may_choose) add_content_choice(&run, s, article, &gold[g]);
    if (which == SOURCES && strchr("vna", s->frame.pos))
      add_source_choice(&run, s, article, &gold[g]);
  }
  for (uint32_t i = 0; i < n; i++) {
    const ro_speech *s = &run.speeches.at[i];
    if (!s->parts.n || s->cue == RO_NONE || which != CUES) continue;
    if (!is_right[i] && is_unmarked(doc, s, gold, n_gold)) continue;
    add_example(&run, s, article, is_right[i]);
  }
  free(is_right);
  free(gold);
  ro_arena_free(scratch);
  ro_doc_free(doc);
  ro_intake_close(intake);
}

static double margin(const perceptron *p, const example *e) {
  int32_t scores[2] = {0, 0};
  perceptron_score(p, all_features + e->first, e->n, scores);
  return scores[1] - scores[0];
}

static int32_t score_of(const perceptron *p, const option_row *o) {
  int32_t scores[2] = {0, 0};
  perceptron_score(p, all_features + o->first, o->n, scores);
  return scores[1];
}

/* Ranks the options of each choice: the one taken gives way to the best, if that is better. */
static perceptron *train_choices(bool with_held_out, int epochs) {
  perceptron *p = perceptron_new(2);
  uint32_t *order = xalloc(NULL, n_choices, sizeof *order), n = 0;
  uint64_t seed = 1;
  for (uint32_t i = 0; i < n_choices; i++)
    if (with_held_out || choices[i].article % 10 != 9) order[n++] = i;
  for (int epoch = 0; epoch < epochs; epoch++) {
    uint32_t wrong = 0;
    shuffle(order, n, &seed);
    for (uint32_t i = 0; i < n; i++) {
      const option_row *o = &options[choices[order[i]].first];
      uint32_t best = 0, taken = 0, n_o = choices[order[i]].n;
      int32_t most = 0;
      for (uint32_t k = 0; k < n_o; k++) {
        int32_t v = score_of(p, &o[k]);
        if (k == 0 || v > most) most = v, taken = k;
        if (o[k].value > o[best].value) best = k;
      }
      perceptron_tick(p);
      if (!n_o || o[taken].value >= o[best].value) continue;
      wrong++;
      perceptron_update(p, all_features + o[best].first, o[best].n, 1, 1);
      perceptron_update(p, all_features + o[taken].first, o[taken].n, 1, -1);
    }
    fprintf(stderr, "choices, epoch %d: %u of %u wrong\n", epoch + 1, wrong, n);
  }
  free(order);
  return p;
}

/* Mean IoU and share of exact choices on the held-out articles: tree, model, best option. */
static void report_choices(const ro_linear *model) {
  double value[3] = {0}, exact[3] = {0}, n = 0;
  for (uint32_t i = 0; i < n_choices; i++) {
    const option_row *o = &options[choices[i].first];
    if (choices[i].article % 10 != 9 || !choices[i].n) continue;
    uint32_t best = 0, taken = 0;
    int32_t most = 0;
    for (uint32_t k = 0; k < choices[i].n; k++) {
      int32_t scores[2] = {0, 0};
      ro_linear_score(model, all_features + o[k].first, o[k].n, scores);
      if (k == 0 || scores[1] > most) most = scores[1], taken = k;
      if (o[k].value > o[best].value) best = k;
    }
    const float v[3] = {o[0].value, o[taken].value, o[best].value};
    for (int k = 0; k < 3; k++) value[k] += (double)v[k], exact[k] += v[k] > 0.999f;
    n++;
  }
  fprintf(stderr, "held-out choices: IoU tree %.3f, chosen %.3f, best %.3f; exact %.3f %.3f %.3f\n",
          value[0] / n, value[1] / n, value[2] / n, exact[0] / n, exact[1] / n, exact[2] / n);
}

/* An example that is right by less is learned from; some fifty features, each of weight 1, make up
 * a margin. */
static const double MARGIN = 12;

static bool is_held_out(const example *e) { return e->article % 10 == 9; }

static perceptron *train(bool with_held_out, int epochs) {
  perceptron *p = perceptron_new(2);
  uint32_t *order = xalloc(NULL, n_examples, sizeof *order), n = 0;
  uint64_t seed = 1;
  for (uint32_t i = 0; i < n_examples; i++)
    if (with_held_out || !is_held_out(&examples[i])) order[n++] = i;
  for (int epoch = 0; epoch < epochs; epoch++) {
    uint32_t wrong = 0;
    shuffle(order, n, &seed);
    for (uint32_t i = 0; i < n; i++) {
      const example *e = &examples[order[i]];
      double m = margin(p, e);
      perceptron_tick(p);
      bool is_wrong = e->is_right ? m <= MARGIN : m >= -MARGIN;
      if (!is_wrong) continue;
      wrong++;
      perceptron_update(p, all_features + e->first, e->n, e->is_right, 1);
      perceptron_update(p, all_features + e->first, e->n, !e->is_right, -1);
    }
    fprintf(stderr, "epoch %d: %u of %u wrong\n", epoch + 1, wrong, n);
  }
  free(order);
  return p;
}

typedef struct {
  double z;
  bool is_right;
} point;

static int by_margin(const void *x, const void *y) {
  const point *a = x, *b = y;
  return a->z > b->z ? -1 : a->z < b->z;
}

enum { SCALE = 64 }; /* weights are written as multiples of 1/64 */

/* F1 hardly changes near its best; an account misses more by a claim left out than by one too many,
 * so the lowest threshold within this much of the best is taken. */
static const double FLAT = 0.01;

/* Logistic curve by gradient descent, and the threshold. */
static void fit(const ro_linear *model, double *slope, double *offset, double *threshold) {
  point *points = xalloc(NULL, n_examples, sizeof *points);
  uint32_t n = 0, n_gold = 0, hits = 0, best = 0, last = RO_NONE;
  for (uint32_t i = 0; i < n_examples; i++) {
    const example *e = &examples[i];
    if (!is_held_out(e)) continue;
    if (e->article != last) n_gold += n_gold_of[e->article];
    last = e->article;
    int32_t scores[2] = {0, 0};
    ro_linear_score(model, all_features + e->first, e->n, scores);
    points[n++] = (point){scores[1] - scores[0], e->is_right};
  }
  double a = 0.001, b = 0, scale = 0;
  for (uint32_t i = 0; i < n; i++) scale += fabs(points[i].z) / n;
  for (int step = 0; step < 4000; step++) {
    double da = 0, db = 0;
    for (uint32_t i = 0; i < n; i++) {
      double d = points[i].is_right - 1 / (1 + exp(-(a * points[i].z + b)));
      da += d * points[i].z / scale;
      db += d;
    }
    a += 0.5 * da / n / scale * 4;
    b += 0.5 * db / n;
  }
  qsort(points, n, sizeof *points, by_margin);
  double most = 0, *f = xalloc(NULL, n, sizeof *f);
  for (uint32_t i = 0; i < n; i++) {
    hits += points[i].is_right;
    f[i] = 2.0 * hits / (i + 1 + n_gold);
    if (f[i] > most) most = f[i];
  }
  for (uint32_t i = 0; i < n; i++)
    if (f[i] >= most - FLAT) best = i;
  free(f);
  *slope = a;
  *offset = b;
  *threshold = 1 / (1 + exp(-(a * points[best].z + b)));
  fprintf(stderr, "held out: %u candidates, %u gold, best F1 %.3f at p = %.2f\n", n, n_gold, most,
          *threshold);
  free(points);
}

static void put_section(ro_model_writer *w, const char *name, ro_buf *buf) {
  ro_model_add(w, name, (ro_str){buf->data, buf->len});
  ro_buf_free(buf);
}

static void make_section(const perceptron *p, const char *name, ro_model_writer *w) {
  ro_buf weights = {0};
  perceptron_export(p, SCALE, 0, 200000, true, &weights);
  put_section(w, name, &weights);
}

/* One linear model read back as it will be when shipped. */
static ro_linear as_shipped(const perceptron *p) {
  ro_model_writer w = {0};
  ro_buf out = {0};
  ro_model model;
  ro_linear linear;
  ro_error error = {0};
  make_section(p, "trial", &w);
  ro_model_finish(&w, &out); /* kept: the linear model borrows it */
  if (ro_model_open((ro_str){out.data, out.len}, RO_STR("trial"), &model, &error) != RO_OK ||
      ro_linear_open(&model, "trial", &linear, &error) != RO_OK)
    die(error.message);
  return linear;
}

static void make_file(const perceptron *const *p, double slope, double offset, double threshold,
                      ro_buf *out) {
  ro_model_writer w = {0};
  ro_buf curve = {0};
  make_section(p[CONTENTS], "content", &w);
  make_section(p[SOURCES], "source", &w);
  make_section(p[CUES], "cue", &w);
  ro_model_put32(&curve, (uint32_t)(int32_t)lround(slope * 1e6));
  ro_model_put32(&curve, (uint32_t)(int32_t)lround(offset * 1e6));
  ro_model_put32(&curve, (uint32_t)(int32_t)lround(threshold * 1e6));
  put_section(&w, "curve", &curve);
  ro_model_finish(&w, out);
}

static int is_text(const struct dirent *e) {
  return ro_str_ends(ro_str_from(e->d_name), RO_STR(".txt"));
}

static void read_all(const ro_engine *engine, const ro_attribution_state *state, const char *folder,
                     struct dirent **entries, int n, pass which) {
  for (int i = 0; i < n; i++) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
    read_article(engine, state, path, (uint32_t)i, which);
  }
}

int main(int argc, char **argv) {
  ro_engine *engines[2] = {NULL, NULL};
  ro_error error = {0};
  ro_arena *arena = ro_arena_new(0);
  const void *opened = NULL;
  if (argc < 4) die("usage: train-attribution POLNEAR/train OUT fast|accurate|both [EPOCHS]");
  int epochs = argc > 4 ? atoi(argv[4]) : 8;
  const ro_setting settings[] = {RO_SETTING_FAST, RO_SETTING_ACCURATE};
  uint32_t n_engines = 0;
  for (int i = 0; i < 2; i++) {
    const char *label = i == 0 ? "fast" : "accurate";
    if (strcmp(argv[3], label) != 0 && strcmp(argv[3], "both") != 0) continue;
    ro_engine_options how = {.model = settings[i]};
    if (ro_engine_open(&how, &engines[n_engines++], &error) != RO_OK) die(error.message);
  }
  if (!n_engines) die("no such model of the language");
  if (ro_attribution_open(ro_engine_resources(engines[0]), arena, &opened, &error) != RO_OK)
    die(error.message);
  ro_attribution_state state = *(const ro_attribution_state *)opened;
  state.tries_open = true;
  state.has_model = false; /* an older model has no say */
  struct dirent **entries = NULL;
  int n = scandir(argv[1], &entries, is_text, alphasort);
  perceptron *final[3];
  double slope = 0, offset = 0, threshold = 0;
  state.has_model = true; /* each reading keeps from choosing what is not trained yet */
  for (pass which = CONTENTS; which <= CUES; which++) {
    n_choices = n_options = n_features = n_examples = 0;
    for (uint32_t k = 0; k < n_engines; k++)
      read_all(engines[k], &state, argv[1], entries, n, which);
    perceptron *p = which == CUES ? train(false, epochs) : train_choices(false, epochs);
    ro_linear trial = as_shipped(p);
    if (which == CUES)
      fit(&trial, &slope, &offset, &threshold);
    else
      report_choices(&trial);
    if (which == CONTENTS) state.content = trial;
    if (which == SOURCES) state.source = trial;
    perceptron_free(p);
    final[which] = which == CUES ? train(true, epochs) : train_choices(true, epochs);
  }
  ro_buf out = {0};
  make_file((const perceptron *const *) final, slope, offset, threshold, &out);
  FILE *f = fopen(argv[2], "wb");
  if (!f || fwrite(out.data, 1, out.len, f) != out.len || fclose(f) != 0) die("cannot write");
  for (uint32_t k = 0; k < n_engines; k++) ro_engine_close(engines[k]);
  return 0;
}
