/* train-parse DATA MODELS: trains models/parse-en.model on the treebanks in DATA/ud.
 *
 * Tags are jackknifed: each fifth of the sentences is tagged by a tagger trained on the rest, so
 * that the parser learns from tags as wrong as it will meet.  Actions are trained with the dynamic
 * oracle of arc-hybrid (Goldberg & Nivre 2013) and exploration from the second epoch; labels of
 * right arcs are trained beside, in the same states. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse/parse_internal.h"
#include "tagger.h"

enum { FOLDS = 4, EPOCHS = 6, FIRST_JUDGED = 3, TAG_EPOCHS = 4, MARGIN = 25, LABEL_MARGIN = 20 };

typedef struct {
  perceptron *actions, *labels;
  parse_state state;
  parse_token *token; /* of one sentence */
  uint64_t seed;
} learner;

/* What the action loses: gold arcs that can no longer be made after it. */
static uint32_t cost(const parse_state *s, const uint32_t *gold, parse_action a) {
  uint32_t lost = 0, b = s->next, top = s->n_stack ? s->stack[s->n_stack - 1] : RO_NONE;
  if (a == PARSE_SHIFT) {
    for (uint32_t k = 0; k < s->n_stack; k++) {
      uint32_t x = s->stack[k];
      lost += gold[x] == b || (k + 1 < s->n_stack && gold[b] == x);
    }
    return lost;
  }
  uint32_t below = s->n_stack > 1 ? s->stack[s->n_stack - 2] : RO_NONE;
  for (uint32_t k = b; k < s->n; k++) lost += gold[k] == top;
  if (a == PARSE_LEFT) return lost + (gold[top] == below || (gold[top] != b && gold[top] > b));
  return lost + (gold[top] >= b && gold[top] != RO_NONE);
}

static uint8_t learn_label(learner *l, uint32_t head, uint32_t child, uint32_t gold) {
  if (head == l->state.n) return RO_DEPREL_ROOT;
  uint64_t f[PARSE_MAX_FEATURES];
  int32_t scores[RO_N_DEPREL];
  size_t n = parse_label_features(&l->state, head, child, f);
  perceptron_score(l->labels, f, n, scores);
  uint32_t best = RO_DEPREL_NONE + 1;
  for (uint32_t k = 1; k < RO_N_DEPREL; k++)
    if (k != RO_DEPREL_ROOT && scores[k] > scores[best]) best = k;
  if (gold) {
    perceptron_tick(l->labels);
    uint32_t wrong = gold == 1 ? 2 : 1;
    for (uint32_t k = 1; k < RO_N_DEPREL; k++)
      if (k != RO_DEPREL_ROOT && k != gold && scores[k] > scores[wrong]) wrong = k;
    if (scores[wrong] + LABEL_MARGIN >= scores[gold]) {
      perceptron_update(l->labels, f, n, gold, 1);
      perceptron_update(l->labels, f, n, wrong, -1);
    }
  }
  return (uint8_t)best;
}

static parse_action learn_action(learner *l, const uint32_t *gold, bool explores) {
  parse_state *s = &l->state;
  uint64_t f[PARSE_MAX_FEATURES];
  int32_t scores[PARSE_ACTIONS];
  size_t n = parse_action_features(s, f);
  perceptron_score(l->actions, f, n, scores);
  uint32_t costs[PARSE_ACTIONS], least = UINT32_MAX, guess = RO_NONE, right = RO_NONE;
  for (uint32_t a = 0; a < PARSE_ACTIONS; a++) {
    if (!parse_may(s, (parse_action)a)) continue;
    costs[a] = cost(s, gold, (parse_action)a);
    if (costs[a] < least) least = costs[a];
    if (guess == RO_NONE || scores[a] > scores[guess]) guess = a;
  }
  for (uint32_t a = 0; a < PARSE_ACTIONS; a++)
    if (parse_may(s, (parse_action)a) && costs[a] == least &&
        (right == RO_NONE || scores[a] > scores[right]))
      right = a;
  uint32_t wrong = RO_NONE;
  for (uint32_t a = 0; a < PARSE_ACTIONS; a++)
    if (parse_may(s, (parse_action)a) && costs[a] > least &&
        (wrong == RO_NONE || scores[a] > scores[wrong]))
      wrong = a;
  perceptron_tick(l->actions);
  if (wrong != RO_NONE && scores[wrong] + MARGIN >= scores[right]) {
    perceptron_update(l->actions, f, n, right, 1);
    perceptron_update(l->actions, f, n, wrong, -1);
  }
  if (costs[guess] == least) return (parse_action)guess;
  return (parse_action)(explores && next_random(&l->seed) % 10 < 9 ? guess : right);
}

static void learn_sentence(learner *l, const treebank *bank, const ro_word_model *words, uint32_t k,
                           uint32_t epoch) {
  const ro_sentence *row = &bank->doc->sentences.at[k];
  uint32_t n = row->end - row->first;
  uint32_t *gold = xalloc(NULL, n + 1, sizeof *gold);
  for (uint32_t i = 0; i < n; i++) {
    l->token[i] = parse_token_make(bank->doc, words, row->first + i);
    uint32_t head = bank->head[row->first + i];
    gold[i] = head == RO_NONE ? n : head - row->first;
  }
  gold[n] = RO_NONE;
  l->token[n] = parse_root();
  parse_begin(&l->state, l->token, n);
  while (!parse_is_done(&l->state)) {
    parse_action a = l->state.n_stack ? learn_action(l, gold, epoch > 0) : PARSE_SHIFT;
    uint32_t head, child;
    uint8_t label = 0;
    if (a != PARSE_SHIFT) {
      parse_arc(&l->state, a, &head, &child);
      label =
          learn_label(l, head, child, gold[child] == head ? bank->deprel[row->first + child] : 0);
    }
    parse_apply(&l->state, a, label);
  }
  free(gold);
}

static void jackknife(treebank *bank, size_t n_banks, const ro_resources *resources,
                      const ro_word_model *words) {
  uint8_t *tags[8][2];
  for (size_t b = 0; b < n_banks; b++)
    for (int c = 0; c < 2; c++) tags[b][c] = xalloc(NULL, bank[b].doc->tokens.n, 1);
  for (uint32_t fold = 0; fold < FOLDS; fold++) {
    ro_buf model = {0};
    tagger_train(bank, n_banks, words, fold, FOLDS, TAG_EPOCHS, &model);
    for (size_t b = 0; b < n_banks; b++) {
      tagger_run((ro_str){model.data, model.len}, resources, &bank[b], NULL);
      const ro_tokens *t = &bank[b].doc->tokens;
      for (uint32_t i = 0; i < t->n; i++)
        if (t->sentence[i] % FOLDS == fold) {
          tags[b][0][i] = t->upos[i];
          tags[b][1][i] = t->xpos[i];
        }
    }
    ro_buf_free(&model);
  }
  for (size_t b = 0; b < n_banks; b++) {
    memcpy(bank[b].doc->tokens.upos, tags[b][0], bank[b].doc->tokens.n);
    memcpy(bank[b].doc->tokens.xpos, tags[b][1], bank[b].doc->tokens.n);
    free(tags[b][0]);
    free(tags[b][1]);
  }
}

static double evaluate(ro_str bytes, const ro_resources *resources, treebank *bank,
                       const char *name) {
  ro_arena *scratch = ro_arena_new(0);
  parse_model model;
  ro_error error = {0};
  if (parse_model_open(resources, bytes, &model, &error) != RO_OK) die(error.message);
  if (ro_parse_run(&model, bank->doc, scratch) != RO_OK) die("out of memory");
  const ro_tokens *t = &bank->doc->tokens;
  uint32_t uas = 0, las = 0, label = 0;
  for (uint32_t i = 0; i < t->n; i++) {
    uas += t->head[i] == bank->head[i];
    label += t->deprel[i] == bank->deprel[i];
    las += t->head[i] == bank->head[i] && t->deprel[i] == bank->deprel[i];
  }
  printf("%s uas %.2f las %.2f label %.2f\n", name, uas * 100.0 / t->n, las * 100.0 / t->n,
         label * 100.0 / t->n);
  fflush(stdout);
  ro_arena_free(scratch);
  return las * 100.0 / t->n;
}

static void write_model(const learner *l, ro_buf *out) {
  ro_model_writer w = {0};
  ro_buf section = {0};
  perceptron_export(l->actions, 50, 0, 800000, true, &section);
  ro_model_add(&w, "actions", (ro_str){section.data, section.len});
  ro_buf_free(&section);
  perceptron_export(l->labels, 50, 10, 200000, true, &section);
  ro_model_add(&w, "labels", (ro_str){section.data, section.len});
  ro_buf_free(&section);
  ro_model_finish(&w, out);
}

int main(int argc, char **argv) {
  if (argc != 3) die("usage: train-parse DATA MODELS");
  static const char *const names[] = {"gum-train", "partut-train", "lines-train", "gum-dev",
                                      "ewt-dev"};
  ro_arena *arena = ro_arena_new(0);
  ro_model_file files[] = {
      {.name = "words-en.model",
       .bytes = read_file(ro_str_printf(arena, "%s/words-en.model", argv[2]).data)}};
  ro_resources resources = {.models = files, .n_models = 1};
  ro_word_model words;
  ro_error error = {0};
  if (ro_word_model_open(&resources, &words, &error) != RO_OK) die(error.message);
  treebank bank[5];
  uint32_t longest = 0, n = 0;
  for (uint32_t b = 0; b < 5; b++) {
    bank[b] = treebank_read(ro_str_printf(arena, "%s/ud/%s.conllu.gz", argv[1], names[b]).data,
                            b == 0 || b > 2);
    for (uint32_t k = 0; k < bank[b].doc->sentences.n; k++) {
      uint32_t size = bank[b].doc->sentences.at[k].end - bank[b].doc->sentences.at[k].first;
      if (size > longest) longest = size;
    }
    if (b < 3) n += bank[b].doc->sentences.n;
  }
  jackknife(bank, 3, &resources, &words);
  ro_str tagger = read_file(ro_str_printf(arena, "%s/tag-en.model", argv[2]).data);
  for (uint32_t b = 3; b < 5; b++) tagger_run(tagger, &resources, &bank[b], names[b]);
  learner l = {perceptron_new(PARSE_ACTIONS), perceptron_new(RO_N_DEPREL), {0}, NULL, 7};
  l.token = xalloc(NULL, longest + 1, sizeof *l.token);
  if (parse_state_make(arena, longest, &l.state) != RO_OK) die("out of memory");
  uint32_t *order = xalloc(NULL, n, sizeof *order);
  n = 0;
  for (uint32_t b = 0; b < 3; b++)
    for (uint32_t k = 0; k < bank[b].doc->sentences.n; k++) order[n++] = b << 24 | k;
  ro_buf best = {0};
  double most = 0;
  for (uint32_t epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, n, &l.seed);
    for (uint32_t i = 0; i < n; i++)
      learn_sentence(&l, &bank[order[i] >> 24], &words, order[i] & 0xFFFFFF, epoch);
    if (epoch + 1 < FIRST_JUDGED) continue;
    ro_buf model = {0};
    write_model(&l, &model);
    double las = evaluate((ro_str){model.data, model.len}, &resources, &bank[3], names[3]);
    evaluate((ro_str){model.data, model.len}, &resources, &bank[4], names[4]);
    ro_buf_free(las > most ? &best : &model);
    if (las <= most) continue;
    most = las;
    best = model;
  }
  write_file(ro_str_printf(arena, "%s/parse-en.model", argv[2]).data, &best);
  return 0;
}
