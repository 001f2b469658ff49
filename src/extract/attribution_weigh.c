/* How sure is it that a candidate is an attribution?
 *
 * A linear model over the facts that the rules leave behind: word, frame, rule, place in the tree,
 * kind of source, shape of content.  It is trained by train/train_attribution.c on PolNeAR, whose
 * annotators mark as cues what a lexicon alone cannot tell ("the report covers 2014" / "the report
 * covers up ..."), and turned into a probability by a logistic curve fitted on held-out articles.
 * Without the model file every candidate that the rules keep counts as sure as its rule. */
#include <math.h>

#include "base/hash.h"
#include "extract/attribution_internal.h"

typedef ro_attribution_run_state run_state;

enum { PRONOUN_1 = 1, PRONOUN_2, PRONOUN_3, BARE, NAMED = 8 /* + ro_mention_type */ };

uint32_t ro_attribution_source_kind(const run_state *run, uint32_t head) {
  const ro_doc *doc = run->doc;
  if (head == RO_NONE) return 0;
  uint8_t x = doc->tokens.xpos[head];
  if (x == RO_XPOS_PRP || x == RO_XPOS_PRPS) {
    ro_str w = ro_doc_lower(doc, head);
    if (ro_str_is(w, "i") || ro_str_is(w, "we") || ro_str_is(w, "my") || ro_str_is(w, "our"))
      return PRONOUN_1;
    if (ro_str_is(w, "you") || ro_str_is(w, "your")) return PRONOUN_2;
    return ro_str_is(w, "it") || ro_str_is(w, "its") ? PRONOUN_3 + 100 : PRONOUN_3;
  }
  uint32_t m = run->mention_of[head];
  if (m == RO_NONE) return BARE;
  const ro_mention *mention = &doc->mentions.at[m];
  return NAMED + 16 * (uint32_t)mention->form + (uint32_t)mention->type;
}

static uint32_t n_words(const ro_speech *s) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->parts.n; i++) n += s->parts.at[i].end - s->parts.at[i].first;
  return n;
}

static uint32_t bucket(uint32_t n) {
  static const uint32_t edges[] = {1, 2, 3, 4, 6, 9, 14, 20, 30, 50};
  uint32_t i = 0;
  while (i < sizeof edges / sizeof *edges && n > edges[i]) i++;
  return i;
}

static uint64_t word(ro_str s) { return ro_hash_str(s); }

/* Auxiliaries of the cue: modal, passive, perfect ... as bits of their lemmas' kinds. */
static uint64_t auxiliaries(const ro_doc *doc, uint32_t cue) {
  uint64_t h = 0;
  for (uint32_t c = ro_tree_first(doc, cue); c != RO_NONE; c = doc->tokens.next_sibling[c])
    if (ro_tree_is(doc, c,
                   RO_DEPRELS(AUX) | RO_DEPRELS(AUX_PASS) | RO_DEPRELS(MARK) | RO_DEPRELS(COP)))
      h = ro_hash_mix(h, word(ro_doc_lower(doc, c)));
  return h;
}

typedef struct {
  uint64_t *at;
  size_t n;
} features;

static void add(features *f, uint64_t template, uint64_t a, uint64_t b, uint64_t c) {
  if (f->n < RO_ATTRIBUTION_FEATURES) f->at[f->n++] = ro_feature(template, a, b, c);
}

/* Token of the content that hangs on a word outside it: its head; the first of several. */
static uint32_t content_head(const ro_doc *doc, ro_range r) {
  for (uint32_t t = r.first; t < r.end; t++) {
    uint32_t head = doc->tokens.head[t];
    if (doc->tokens.upos[t] == RO_UPOS_PUNCT || doc->tokens.upos[t] == RO_UPOS_ADP) continue;
    if (head == RO_NONE || head < r.first || head >= r.end) return t;
  }
  return r.first;
}

/* What kind of thing is said: "defend the claim" and "defend the ships" differ in their nouns. */
static void add_content_head(const run_state *run, const ro_speech *s, features *f, uint64_t key,
                             uint64_t rule) {
  const ro_doc *doc = run->doc;
  uint32_t t = content_head(doc, s->parts.at[0]), m = run->mention_of[t];
  uint64_t lemma = word(ro_doc_lemma(doc, t)), xpos = doc->tokens.xpos[t];
  uint64_t kind = ro_attribution_source_kind(run, t), deprel = doc->tokens.deprel[t];
  uint64_t source = ro_attribution_source_kind(run, s->source_head);
  add(f, 40, lemma, s->frame.pos, 0);
  add(f, 41, lemma, key, 0);
  add(f, 42, kind, key, 0);
  add(f, 43, kind, rule, s->frame.is_open);
  add(f, 44, xpos, deprel, rule);
  add(f, 45, xpos, key, 0);
  add(f, 46, deprel, key, doc->tokens.head[t] == s->cue);
  add(f, 47, kind, source, s->frame.pos);
  add(f, 48, m != RO_NONE, s->frame.act, rule);
}

/* How the cue governs: the relations of its dependents after it, and whether it heads a clause. */
static void add_government(const run_state *run, const ro_speech *s, features *f, uint64_t key) {
  const ro_doc *doc = run->doc;
  uint64_t after = 1, before = 1;
  for (uint32_t c = ro_tree_first(doc, s->cue); c != RO_NONE; c = doc->tokens.next_sibling[c]) {
    if (doc->tokens.upos[c] == RO_UPOS_PUNCT) continue;
    uint64_t *side = c < s->cue ? &before : &after;
    *side = ro_hash_mix(*side, doc->tokens.deprel[c]);
  }
  add(f, 50, after, key, 0);
  add(f, 51, after, s->frame.pos, s->frame.act);
  add(f, 52, before, after, s->frame.pos);
  add(f, 53, before, s->frame.pos, doc->tokens.deprel[s->cue]);
  if (s->source_head == RO_NONE) return;
  uint64_t noun = word(ro_doc_lemma(doc, s->source_head));
  add(f, 54, noun, key, 0);
  add(f, 55, doc->tokens.head[s->source_head] == s->cue, doc->tokens.deprel[s->source_head], key);
}

static void add_content(const run_state *run, const ro_speech *s, features *f, uint64_t key,
                        uint64_t rule) {
  const ro_doc *doc = run->doc;
  if (!s->parts.n) return;
  uint32_t first = s->parts.at[0].first, size = n_words(s);
  uint64_t lower = word(ro_doc_lower(doc, first)), upos = doc->tokens.upos[first];
  bool has_mark = false, has_verb = false;
  for (uint32_t i = 0; i < s->parts.n; i++)
    for (uint32_t t = s->parts.at[i].first; t < s->parts.at[i].end; t++) {
      uint8_t x = doc->tokens.xpos[t];
      has_mark |= run->quote_of[t] != RO_NONE && s->quote == RO_NONE;
      has_verb |= x == RO_XPOS_VBD || x == RO_XPOS_VBZ || x == RO_XPOS_VBP || x == RO_XPOS_MD;
    }
  bool is_before = s->cue != RO_NONE && first < s->cue;
  uint64_t shape = (uint64_t)has_mark | (uint64_t)has_verb << 1 | (uint64_t)is_before << 2;
  add(f, 30, shape, 0, 0);
  add(f, 31, shape, rule, 0);
  add(f, 32, bucket(size), shape, 0);
  add(f, 33, lower, key, 0);
  add(f, 34, lower, rule, 0);
  add(f, 35, upos, key, 0);
  add(f, 36, key, has_verb, 0);
  add(f, 37, key, has_mark, 0);
}

size_t ro_attribution_features(const run_state *run, const ro_speech *s, uint64_t *out) {
  const ro_doc *doc = run->doc;
  features f = {out, 0};
  uint64_t rule = s->rule ? word(ro_str_from(s->rule)) : 0, pos = s->frame.pos;
  uint64_t source = ro_attribution_source_kind(run, s->source_head), act = s->frame.act;
  add(&f, 1, 0, 0, 0);
  add(&f, 2, rule, pos, 0);
  add(&f, 3, source, pos, 0);
  add(&f, 4, source, rule, pos);
  if (s->cue == RO_NONE) return f.n;
  uint32_t t = s->cue, head = doc->tokens.head[t];
  uint64_t lemma = word(ro_doc_lemma(doc, t)), key = lemma ^ pos, aux = auxiliaries(doc, t);
  for (uint32_t i = 0; i < s->cues.n; i++) /* "call for" is not "call" */
    for (uint32_t k = s->cues.at[i].first; k < s->cues.at[i].end; k++)
      if (k > t) key = ro_hash_mix(key, word(ro_doc_lower(doc, k)));
  uint64_t deprel = doc->tokens.deprel[t], xpos = doc->tokens.xpos[t];
  add(&f, 5, key, 0, 0);
  add(&f, 6, key, rule, 0);
  add(&f, 7, key, source, 0);
  add(&f, 8, key, xpos, 0);
  add(&f, 9, key, deprel, 0);
  add(&f, 10, xpos, rule, 0);
  add(&f, 11, deprel, rule, 0);
  add(&f, 12, deprel, source, 0);
  add(&f, 13, act, rule, source);
  add(&f, 14, act, pos, 0);
  add(&f, 15, aux, rule, 0);
  add(&f, 16, aux, key, 0);
  add(&f, 17, s->is_negated, rule, s->is_passive);
  add(&f, 20, s->has_quotation, pos, 0);
  add(&f, 21, s->frame.is_strong, s->frame.frames, pos);
  if (t + 1 < doc->tokens.n) add(&f, 22, word(ro_doc_lower(doc, t + 1)), key, 0);
  if (t + 1 < doc->tokens.n) add(&f, 23, doc->tokens.upos[t + 1], rule, 0);
  if (t > 0) add(&f, 24, word(ro_doc_lower(doc, t - 1)), pos, 0);
  if (head != RO_NONE) add(&f, 25, word(ro_doc_lemma(doc, head)), deprel, 0);
  if (s->source_head != RO_NONE) add(&f, 26, word(ro_doc_lemma(doc, s->source_head)), pos, 0);
  add(&f, 27, s->frame.is_open, rule, source);
  add_content(run, s, &f, key, rule);
  if (s->parts.n) add_content_head(run, s, &f, key, rule);
  add_government(run, s, &f, key);
  return f.n;
}

ro_status ro_attribution_open_model(const ro_resources *resources, ro_attribution_state *state,
                                    ro_error *error) {
  ro_str name = RO_STR("attribution-en.model"), bytes = ro_resources_model(resources, name.data);
  ro_model model;
  ro_str curve;
  if (!bytes.len) return RO_OK;
  RO_TRY(ro_model_open(bytes, name, &model, error));
  RO_TRY(ro_linear_open(&model, "cue", &state->cue, error));
  RO_TRY(ro_linear_open(&model, "content", &state->content, error));
  RO_TRY(ro_linear_open(&model, "source", &state->source, error));
  RO_TRY(ro_model_section(&model, "curve", &curve, error));
  bool are_two =
      state->cue.n_classes == 2 && state->content.n_classes == 2 && state->source.n_classes == 2;
  if (curve.len != 12 || !are_two) return ro_model_bad(&model, "curve", error);
  const uint8_t *p = (const uint8_t *)curve.data;
  state->slope = (double)(int32_t)ro_le32(p) / 1e6;
  state->offset = (double)(int32_t)ro_le32(p + 4) / 1e6;
  state->threshold = (double)(int32_t)ro_le32(p + 8) / 1e6;
  state->has_model = state->tries_open = true;
  return RO_OK;
}

int32_t ro_attribution_margin(const run_state *run, const ro_speech *s) {
  uint64_t f[RO_ATTRIBUTION_FEATURES];
  int32_t scores[2] = {0, 0};
  size_t n = ro_attribution_features(run, s, f);
  ro_linear_score(&run->state->cue, f, n, scores);
  return scores[1] - scores[0];
}

double ro_attribution_probability(const run_state *run, const ro_speech *s) {
  double z = run->state->slope * ro_attribution_margin(run, s) + run->state->offset;
  return 1.0 / (1.0 + exp(-z));
}
