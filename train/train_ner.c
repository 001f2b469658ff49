/* train-ner DATA MODELS LEXICON: trains models/ner-en.model on ner/worldwide and ner/re3d.
 *
 * The corpora's tokens are first made as the token stage would make them ("’" "s" is "’s", "don"
 * "’" "t" is "do" "n’t"); tags come from the tagger.  Documents are seen whole, as what a word was
 * taken for earlier in a document is a feature.  Some sentences are seen recased. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entity/ner.h"
#include "tagger.h"

enum { EPOCHS = 10, FORGET = 10, MAX_DOCS = 2048, MAX_TEXTS = 128 };

typedef struct {
  ro_doc *doc;
  uint8_t *gold;
  ner_view view;
  ro_word *recased;
} sample;

typedef struct {
  sample *at;
  uint32_t n;
} samples;

/* ---------------------------------------------------------------- reading */

typedef struct {
  ro_str form;
  uint8_t label;
  bool ends;
} word;

static uint8_t read_label(ro_str tag) {
  static const struct {
    const char *name;
    int kind;
  } kinds[] = {{"Person", NER_PERSON},
               {"Organization", NER_ORGANIZATION},
               {"Organisation", NER_ORGANIZATION},
               {"Location", NER_LOCATION},
               {"NORP", NER_NORP},
               {"Nationality", NER_NORP},
               {"Facility", NER_FACILITY},
               {"Product", NER_PRODUCT},
               {"Weapon", NER_PRODUCT},
               {"MilitaryPlatform", NER_PRODUCT},
               {"Misc", NER_MISC}};
  if (tag.len < 3) return 0;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (ro_str_is(ro_str_sub(tag, 2, tag.len), kinds[i].name))
      return (uint8_t)(1 + 2 * kinds[i].kind + (tag.data[0] == 'I'));
  return 0;
}

static bool is_apostrophe(ro_str s) { return ro_str_is(s, "'") || ro_str_is(s, "’"); }

static bool is_clitic(ro_str s) {
  static const char *const clitics[] = {"s", "re", "ve", "ll", "m", "d", NULL};
  for (int i = 0; clitics[i]; i++)
    if (ro_str_equal_nocase(s, ro_str_from(clitics[i]))) return true;
  return false;
}

/* Joins what the corpus cut otherwise; gives the new number of words. */
static uint32_t retokenize(ro_arena *arena, word *w, uint32_t n) {
  uint32_t k = 0;
  for (uint32_t i = 0; i < n; i++) {
    word x = w[i];
    bool can_join = k && i + 1 < n && !x.ends && is_apostrophe(x.form);
    if (can_join && is_clitic(w[i + 1].form)) {
      x.form = ro_str_join(arena, x.form, "", w[i + 1].form);
      x.ends = w[++i].ends;
      x.label = 0;
    } else if (can_join && ro_str_is(w[i + 1].form, "t") && w[k - 1].form.len > 1 &&
               w[k - 1].form.data[w[k - 1].form.len - 1] == 'n') {
      w[k - 1].form.len--;
      x.form = ro_str_printf(arena, "n%.*st", RO_FMT(x.form));
      x.ends = w[++i].ends;
    }
    w[k++] = x;
  }
  return k;
}

/* A file of "form TAB tag" lines, blank lines between sentences. */
static void read_sample(samples *all, const char *path) {
  ro_str text = read_file(path), line;
  if (!text.len || all->n == MAX_DOCS) die(path);
  ro_arena *arena = ro_arena_new(0);
  word *words = xalloc(NULL, text.len, sizeof *words);
  uint32_t n = 0;
  ro_str rest = text;
  while (ro_str_split(&rest, '\n', &line)) {
    ro_str form, tag = RO_STR("O");
    line = ro_str_trim(line);
    if (!line.len) {
      if (n) words[n - 1].ends = true;
      continue;
    }
    ro_str_split(&line, '\t', &form);
    if (line.data) ro_str_split(&line, '\t', &tag);
    words[n++] = (word){form, read_label(tag), false};
  }
  if (!n) return;
  words[n - 1].ends = true;
  n = retokenize(arena, words, n);
  sample *s = &all->at[all->n++];
  *s = (sample){.doc = ro_doc_new(), .gold = xalloc(NULL, n, 1)};
  ro_buf forms = {0};
  for (uint32_t i = 0; i < n; i++) {
    ro_buf_str(&forms, words[i].form);
    ro_buf_char(&forms, '\n');
  }
  s->doc->text = (ro_str){forms.data, forms.len};
  if (ro_tokens_reserve(s->doc, n) != RO_OK) die("out of memory");
  uint32_t at = 0;
  for (uint32_t i = 0; i < n; i++) {
    if (i == 0 || words[i - 1].ends) {
      ro_sentence *row = RO_ADD(s->doc->arena, &s->doc->sentences);
      if (!row) die("out of memory");
      *row = (ro_sentence){{at, at}, i, i, 0};
    }
    ro_tokens_set(s->doc, i, (ro_span){at, at + (uint32_t)words[i].form.len});
    s->doc->tokens.sentence[i] = s->doc->sentences.n - 1;
    s->doc->sentences.at[s->doc->sentences.n - 1].end = i + 1;
    at += (uint32_t)words[i].form.len + 1;
    s->gold[i] = words[i].label;
    if (s->gold[i] && s->gold[i] % 2 == 0 && /* an I- that follows nothing begins */
        (i == 0 || !ner_may_follow(s->gold[i - 1], s->gold[i])))
      s->gold[i]--;
  }
  free(words);
  ro_arena_free(arena);
}

static int is_tsv(const struct dirent *e) {
  return ro_str_ends(ro_str_from(e->d_name), RO_STR(".tsv"));
}

static uint32_t read_folder(const char *folder, const char *names[], ro_arena *arena) {
  struct dirent **entries = NULL;
  int n = scandir(folder, &entries, is_tsv, alphasort);
  if (n < 0 || n > MAX_DOCS) die(folder);
  for (int i = 0; i < n; i++) names[i] = ro_str_copy(arena, ro_str_from(entries[i]->d_name)).data;
  return (uint32_t)n;
}

static void read_samples(samples *all, const char *folder, ro_arena *arena) {
  static const char *names[MAX_DOCS];
  uint32_t n = read_folder(folder, names, arena);
  for (uint32_t i = 0; i < n; i++)
    read_sample(all, ro_str_printf(arena, "%s/%s", folder, names[i]).data);
}

/* ---------------------------------------------------------------- learning */

static void decode(const perceptron *p, ner_model *m, const ner_view *v,
                   uint64_t (*f)[NER_MAX_FEATURES], size_t *n_features, int32_t (*emit)[NER_LABELS],
                   uint8_t *context, uint8_t (*back)[NER_LABELS], uint8_t *label) {
  for (uint32_t i = v->first; i < v->end; i++) {
    uint32_t k = i - v->first;
    n_features[k] = ner_features(v, i, label, f[k]);
    perceptron_score(p, f[k], n_features[k], emit[k]);
    context[k] = (uint8_t)ner_context(v, i);
  }
  for (uint32_t c = 0; c < NER_CONTEXTS; c++)
    for (uint32_t previous = 0; previous <= NER_LABELS; previous++) {
      uint64_t step = ner_step_feature(c, previous);
      perceptron_score(p, &step, 1, m->step[c][previous]);
    }
  ner_viterbi(m, v->end - v->first, (const int32_t(*)[NER_LABELS])emit, context, back,
              label + v->first);
}

static void update(perceptron *p, const ner_view *v, uint64_t (*f)[NER_MAX_FEATURES],
                   const size_t *n, const uint8_t *context, const uint8_t *gold,
                   const uint8_t *label) {
  uint32_t gold_before = NER_START, before = NER_START;
  for (uint32_t i = v->first; i < v->end; i++) {
    uint32_t k = i - v->first;
    if (gold[i] != label[i]) {
      perceptron_update(p, f[k], n[k], gold[i], 1);
      perceptron_update(p, f[k], n[k], label[i], -1);
    }
    if (gold[i] != label[i] || gold_before != before) {
      uint64_t step = ner_step_feature(context[k], gold_before);
      perceptron_update(p, &step, 1, gold[i], 1);
      step = ner_step_feature(context[k], before);
      perceptron_update(p, &step, 1, label[i], -1);
    }
    gold_before = gold[i];
    before = label[i];
  }
}

/* Some names are made unknown, so that context and spelling learn to do without them. */
static void forget_words(const ner_view *v, ro_word *space, uint64_t *seed) {
  for (uint32_t i = v->first; i < v->end; i++)
    if (space[i].casing > RO_CASE_LOWER && next_random(seed) % 100 < FORGET) {
      space[i].word = 77;
      space[i].coarse = space[i].fine = 0;
    }
}

static void learn(perceptron *p, ner_model *m, samples *all, uint32_t longest) {
  uint64_t seed = 5;
  uint32_t *order = xalloc(NULL, all->n, sizeof *order), most = 0;
  for (uint32_t d = 0; d < all->n; d++) {
    order[d] = d;
    if (all->at[d].doc->tokens.n > most) most = all->at[d].doc->tokens.n;
  }
  uint8_t *label = xalloc(NULL, most, 1), *context = xalloc(NULL, longest, 1);
  uint64_t(*f)[NER_MAX_FEATURES] = xalloc(NULL, longest, sizeof *f);
  size_t *n = xalloc(NULL, longest, sizeof *n);
  int32_t(*emit)[NER_LABELS] = xalloc(NULL, longest, sizeof *emit);
  uint8_t(*back)[NER_LABELS] = xalloc(NULL, longest, sizeof *back);
  ro_word *space = xalloc(NULL, most, sizeof *space);
  for (uint32_t epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, all->n, &seed);
    for (uint32_t d = 0; d < all->n; d++) {
      sample *s = &all->at[order[d]];
      memset(label, 0, s->doc->tokens.n);
      for (uint32_t k = 0; k < s->doc->sentences.n; k++) {
        ner_view v = s->view;
        v.first = s->doc->sentences.at[k].first;
        v.end = s->doc->sentences.at[k].end;
        uint32_t dice = (uint32_t)(next_random(&seed) % 24);
        tagger_recase(s->doc, s->view.word, v.first, v.end,
                      dice == 0   ? AS_UPPER
                      : dice == 1 ? AS_TITLE
                                  : AS_WRITTEN,
                      space);
        forget_words(&v, space, &seed);
        v.word = space;
        v.casing = ro_word_range_casing(v.word, v.first, v.end);
        decode(p, m, &v, f, n, emit, context, back, label);
        perceptron_tick(p);
        update(p, &v, f, n, context, s->gold, label);
      }
    }
  }
  free(order);
  free(label);
  free(context);
  free(f);
  free(n);
  free(emit);
  free(back);
  free(space);
}

/* ---------------------------------------------------------------- measuring */

static bool ends_at(const uint8_t *l, uint32_t i, uint32_t n) {
  return i + 1 == n || l[i + 1] == 0 || l[i + 1] % 2 == 1;
}

static void evaluate(const ner_model *model, samples *all, const char *name) {
  static const char *const kinds[] = {"Person",   "Organization", "Location", "NORP",
                                      "Facility", "Product",      "Misc"};
  uint32_t found[NER_KINDS + 1] = {0}, gold[NER_KINDS + 1] = {0}, right[NER_KINDS + 1] = {0};
  static const uint8_t kind_of[RO_N_MENTION_TYPE] = {
      [RO_MENTION_PER] = NER_PERSON,   [RO_MENTION_ORG] = NER_ORGANIZATION,
      [RO_MENTION_GPE] = NER_LOCATION, [RO_MENTION_LOC] = NER_LOCATION,
      [RO_MENTION_FAC] = NER_FACILITY, [RO_MENTION_NORP] = NER_NORP,
      [RO_MENTION_EVENT] = NER_MISC,   [RO_MENTION_PRODUCT] = NER_PRODUCT,
      [RO_MENTION_MISC] = NER_MISC};
  ro_arena *scratch = ro_arena_new(0);
  for (uint32_t d = 0; d < all->n; d++) {
    sample *s = &all->at[d];
    uint32_t n = s->doc->tokens.n;
    if (ro_ner_run(model, s->doc, scratch) != RO_OK) die("out of memory");
    ro_arena_reset(scratch, (ro_arena_mark){0});
    uint8_t *label = xalloc(NULL, n, 1);
    for (uint32_t i = 0; i < n; i++) {
      uint8_t x = s->doc->tokens.ner[i];
      label[i] = (uint8_t)(x ? 1 + 2 * kind_of[(x + 1) / 2] + (x % 2 == 0) : 0);
    }
    for (uint32_t i = 0; i < n; i++) {
      if (label[i] % 2) found[(label[i] - 1) / 2]++;
      if (!(s->gold[i] % 2)) continue;
      uint32_t k = (s->gold[i] - 1u) / 2, e = i;
      gold[k]++;
      while (!ends_at(s->gold, e, n)) e++;
      bool same = label[i] == s->gold[i] && ends_at(label, e, n);
      for (uint32_t t = i + 1; t <= e; t++) same = same && label[t] == s->gold[i] + 1;
      right[k] += same;
    }
    free(label);
  }
  ro_arena_free(scratch);
  for (int k = 0; k < NER_KINDS; k++) {
    found[NER_KINDS] += found[k];
    gold[NER_KINDS] += gold[k];
    right[NER_KINDS] += right[k];
  }
  for (int k = 0; k <= NER_KINDS; k++)
    printf("%s %s p %.2f r %.2f f1 %.2f (%u)\n", name, k == NER_KINDS ? "all" : kinds[k],
           100.0 * right[k] / (found[k] + 1e-9), 100.0 * right[k] / (gold[k] + 1e-9),
           200.0 * right[k] / (found[k] + gold[k] + 1e-9), gold[k]);
}

int main(int argc, char **argv) {
  if (argc != 4) die("usage: train-ner DATA MODELS LEXICON");
  ro_arena *arena = ro_arena_new(0);
  static const char *names[MAX_DOCS];
  const char *table[MAX_TEXTS];
  ro_str texts[MAX_TEXTS];
  uint32_t n_tables = read_folder(argv[3], names, arena);
  for (uint32_t i = 0; i < n_tables && i < MAX_TEXTS; i++) {
    texts[i] = read_file(ro_str_printf(arena, "%s/%s", argv[3], names[i]).data);
    table[i] = ro_str_copy(arena, ro_str_sub(ro_str_from(names[i]), 0, strlen(names[i]) - 4)).data;
  }
  ro_model_file files[] = {
      {.name = "words-en.model",
       .bytes = read_file(ro_str_printf(arena, "%s/words-en.model", argv[2]).data)},
      {.name = "tag-en.model",
       .bytes = read_file(ro_str_printf(arena, "%s/tag-en.model", argv[2]).data)}};
  ro_resources resources = {.models = files, .n_models = 2};
  ro_error error = {0};
  tag_state *tagger = RO_NEW(arena, tag_state);
  ner_model *m = RO_NEW(arena, ner_model);
  if (ro_lexicon_open(arena, table, texts, n_tables, &resources.lexicon, &error) != RO_OK ||
      tag_open_model(&resources, files[1].bytes, tagger, &error) != RO_OK ||
      ro_word_model_open(&resources, &m->words, &error) != RO_OK)
    die(error.message);
  ner_open_tables(&resources, arena, m);
  samples set[3];
  for (int k = 0; k < 3; k++) set[k] = (samples){xalloc(NULL, MAX_DOCS, sizeof(sample)), 0};
  read_samples(&set[0], ro_str_printf(arena, "%s/ner/worldwide/train", argv[1]).data, arena);
  read_sample(&set[0], ro_str_printf(arena, "%s/ner/re3d/train.txt", argv[1]).data);
  read_samples(&set[1], ro_str_printf(arena, "%s/ner/worldwide/dev", argv[1]).data, arena);
  read_sample(&set[2], ro_str_printf(arena, "%s/ner/re3d/dev.txt", argv[1]).data);
  uint32_t longest = 0;
  ro_arena *scratch = ro_arena_new(0);
  for (int k = 0; k < 3; k++)
    for (uint32_t d = 0; d < set[k].n; d++) {
      sample *s = &set[k].at[d];
      if (ro_tag_run(tagger, s->doc, scratch) != RO_OK ||
          !ner_view_make(m, s->doc, s->doc->arena, &s->view))
        die("out of memory");
      ro_arena_reset(scratch, (ro_arena_mark){0});
      for (uint32_t i = 0; i < s->doc->sentences.n; i++) {
        uint32_t n = s->doc->sentences.at[i].end - s->doc->sentences.at[i].first;
        if (n > longest) longest = n;
      }
    }
  perceptron *p = perceptron_new(NER_LABELS);
  learn(p, m, &set[0], longest);
  ro_buf section = {0}, out = {0};
  ro_model_writer w = {0};
  perceptron_export(p, 50, 8, 220000, true, &section);
  ro_model_add(&w, "labels", (ro_str){section.data, section.len});
  ro_model_finish(&w, &out);
  memset(m->step, 0, sizeof m->step);
  if (ner_open_model(&resources, (ro_str){out.data, out.len}, arena, m, &error) != RO_OK)
    die(error.message);
  evaluate(m, &set[1], "worldwide-dev");
  evaluate(m, &set[2], "re3d-dev");
  write_file(ro_str_printf(arena, "%s/ner-en.model", argv[2]).data, &out);
  return 0;
}
