/* Which noun phrase is the source, when the tree may be wrong.
 *
 * The source that the tree gives is one option; the others are the mentions of the sentence that
 * lie outside the content, and none at all.  A linear model trained on PolNeAR
 * (train/train_attribution.c) picks the best from the path between cue and mention in the tree,
 * their distance, what stands between them, and what kind of thing the mention is. */
#include "base/hash.h"
#include "extract/attribution_internal.h"

enum {
  REACH = 40,  /* tokens on either side of the cue */
  MAX_PATH = 3 /* ancestors of the cue from which a path is read */
};

typedef ro_attribution_run_state run_state;

static bool is_in_content(const ro_speech *s, uint32_t token) {
  for (uint32_t i = 0; i < s->parts.n; i++)
    if (token >= s->parts.at[i].first && token < s->parts.at[i].end) return true;
  return false;
}

static void add_holder(uint32_t head, bool is_tree, ro_holders *list) {
  for (uint32_t i = 0; i < list->n; i++)
    if (list->at[i].head == head) return;
  if (list->n < RO_MAX_HOLDERS) list->at[list->n++] = (ro_holder){head, is_tree};
}

/* A tensed verb inside another's content ("he says they want ...") has its holder in there too. */
static uint32_t host_of(const run_state *run, const ro_speech *s) {
  uint8_t x = run->doc->tokens.xpos[s->cue];
  bool is_tensed = x == RO_XPOS_VBZ || x == RO_XPOS_VBP || x == RO_XPOS_VBD;
  return is_tensed ? run->host_of[s->cue] : RO_NONE;
}

static bool is_eligible(const run_state *run, const ro_speech *s, uint32_t t) {
  uint8_t x = run->doc->tokens.xpos[t];
  bool is_noun = run->mention_of[t] != RO_NONE || x == RO_XPOS_PRP ||
                 ro_tree_is(run->doc, t, RO_DEPRELS(NSUBJ));
  return is_noun && !is_in_content(s, t) && run->quote_of[t] == s->quote;
}

/* The tree's source first, then none, then the mentions from the cue outwards. */
void ro_attribution_holders(const run_state *run, const ro_speech *s, ro_holders *list) {
  const ro_doc *doc = run->doc;
  const ro_sentence *sentence = &doc->sentences.at[doc->tokens.sentence[s->cue]];
  uint32_t host = host_of(run, s);
  list->n = 0;
  if (s->source_head != RO_NONE && (host == RO_NONE || run->host_of[s->source_head] == host))
    add_holder(s->source_head, true, list);
  add_holder(RO_NONE, s->source_head == RO_NONE, list);
  for (uint32_t d = 1; d < REACH; d++) {
    uint32_t sides[2] = {s->cue - d, s->cue + d};
    bool is_in[2] = {s->cue >= sentence->first + d, s->cue + d < sentence->end};
    for (int k = 0; k < 2; k++) {
      uint32_t t = sides[k];
      if (!is_in[k] || !is_eligible(run, s, t)) continue;
      if (host == RO_NONE || run->host_of[t] == host) add_holder(t, false, list);
    }
  }
}

/* Hash of the way from the cue to the head: up some relations, down one. */
static uint64_t path(const ro_doc *doc, uint32_t cue, uint32_t head) {
  uint64_t h = 1;
  uint32_t at = cue;
  for (int i = 0; i <= MAX_PATH && at != RO_NONE; i++) {
    if (at == head) return ro_hash_mix(h, 77);
    if (doc->tokens.head[head] == at) return ro_hash_mix(h, 200u + doc->tokens.deprel[head]);
    h = ro_hash_mix(h, doc->tokens.deprel[at]);
    at = doc->tokens.head[at];
  }
  return 0;
}

typedef struct {
  uint64_t *at;
  size_t n;
} features;

static void add(features *f, uint64_t template, uint64_t a, uint64_t b, uint64_t c) {
  if (f->n < RO_ATTRIBUTION_FEATURES) f->at[f->n++] = ro_feature(template + 200, a, b, c);
}

static uint64_t distance(uint32_t a, uint32_t b) {
  uint32_t d = a > b ? a - b : b - a;
  uint64_t bucket = d <= 3 ? d : d <= 6 ? 4 : d <= 12 ? 5 : 6;
  return bucket * 2 + (a > b);
}

/* What stands between the two: verbs, commas, other mentions. */
static uint64_t between(const run_state *run, uint32_t a, uint32_t b) {
  const ro_doc *doc = run->doc;
  uint32_t first = a < b ? a + 1 : b + 1, end = a < b ? b : a;
  uint32_t n_verbs = 0, n_commas = 0, n_mentions = 0;
  for (uint32_t t = first; t < end; t++) {
    uint8_t x = doc->tokens.xpos[t];
    n_verbs += doc->tokens.upos[t] == RO_UPOS_VERB;
    n_commas += x == RO_XPOS_COMMA;
    n_mentions += run->mention_of[t] != RO_NONE;
  }
  return (n_verbs > 2 ? 2 : n_verbs) + 3 * (n_commas > 2 ? 2 : n_commas) +
         9 * (n_mentions > 2 ? 2 : n_mentions);
}

size_t ro_attribution_holder_features(const run_state *run, const ro_speech *s,
                                      const ro_holder *holder, uint64_t *out) {
  const ro_doc *doc = run->doc;
  features f = {out, 0};
  uint64_t pos = s->frame.pos + (s->is_passive ? 256u : 0u), rule = 0, h = holder->head;
  uint64_t key = ro_symbols_hash(doc->symbols, doc->tokens.lemma[s->cue]),
           deprel = doc->tokens.deprel[s->cue];
  if (s->rule) rule = ro_hash_str(ro_str_from(s->rule));
  bool is_tree = holder->is_tree, is_before = s->parts.n && s->parts.at[0].first < s->cue;
  if (holder->head == RO_NONE) {
    add(&f, 1, pos, is_tree, 0);
    add(&f, 2, key, is_tree, 0);
    add(&f, 3, rule, deprel, pos);
    add(&f, 4, doc->tokens.xpos[s->cue], deprel, pos);
    add(&f, 5, s->quote != RO_NONE, is_tree, pos);
    return f.n;
  }
  uint32_t t = holder->head, kind = ro_attribution_source_kind(run, t);
  uint64_t way = path(doc, s->cue, t), far = distance(t, s->cue), gap = between(run, t, s->cue);
  uint32_t first = doc->tokens.left[t];
  uint64_t before = first > 0 ? ro_symbols_hash(doc->symbols, doc->tokens.lower[first - 1]) : 0;
  uint32_t after_t = doc->tokens.right[t] + 1;
  bool is_first = t <= doc->sentences.at[doc->tokens.sentence[t]].first + 6;
  add(&f, 10, is_tree, pos, far);
  add(&f, 11, way, pos, 0);
  add(&f, 12, way, is_tree, rule);
  add(&f, 13, far, pos, is_before);
  add(&f, 14, gap, far, pos);
  add(&f, 15, kind, pos, 0);
  add(&f, 16, kind, is_tree, far);
  add(&f, 17, doc->tokens.deprel[t], far, pos);
  add(&f, 18, before, pos, far & 1);
  add(&f, 19, key, way, 0);
  add(&f, 20, key, far & 1, 0);
  add(&f, 21, ro_symbols_hash(doc->symbols, doc->tokens.lemma[t]), pos, 0);
  add(&f, 22, is_first, far & 1, deprel);
  add(&f, 23, after_t == s->cues.at[0].first, pos, is_before);
  add(&f, 24, doc->tokens.xpos[t], pos, far & 1);
  add(&f, 25, h < s->cue, deprel, doc->tokens.deprel[t]);
  add(&f, 26, s->cues.at[s->cues.n - 1].end == first, pos, is_before);
  return f.n;
}

/* "the ministry, which said": the noun before the relative clause; PolNeAR marks "which". */
static uint32_t antecedent(const ro_doc *doc, const ro_speech *s, uint32_t head) {
  uint8_t x = doc->tokens.xpos[head];
  if (x != RO_XPOS_WP && x != RO_XPOS_WDT) return head;
  uint32_t verb = doc->tokens.head[head];
  for (int i = 0; i < MAX_PATH && verb != RO_NONE; i++) {
    uint32_t noun = doc->tokens.head[verb];
    if (ro_tree_is(doc, verb, RO_DEPRELS(ACL_RELCL) | RO_DEPRELS(ACL)) && noun < head) return noun;
    verb = noun;
  }
  for (uint32_t t = head; t > 0 && head - t < 4; t--) /* the tree has lost it: the noun before */
    if (doc->tokens.upos[t - 1] == RO_UPOS_NOUN || doc->tokens.upos[t - 1] == RO_UPOS_PROPN)
      return is_in_content(s, t - 1) ? head : t - 1;
  return head;
}

/* "It called for talks": the subject of a reporting verb is not given up for no source at all. */
static bool has_plain_subject(const ro_doc *doc, const ro_speech *s) {
  uint32_t t = s->source_head;
  return t != RO_NONE && doc->tokens.head[t] == s->cue && !s->is_passive &&
         ro_tree_is(doc, t, RO_DEPRELS(NSUBJ)) && !s->frame.is_open && s->frame.pos == 'v';
}

void ro_attribution_choose_source(const run_state *run, ro_speech *s) {
  ro_holders holders;
  uint64_t f[RO_ATTRIBUTION_FEATURES];
  int32_t most = 0;
  uint32_t best = RO_NONE;
  ro_attribution_holders(run, s, &holders);
  for (uint32_t i = 0; i < holders.n; i++) {
    int32_t scores[2] = {0, 0};
    size_t n = ro_attribution_holder_features(run, s, &holders.at[i], f);
    ro_linear_score(&run->state->source, f, n, scores);
    if (best != RO_NONE && scores[1] <= most) continue;
    most = scores[1];
    best = i;
  }
  if (best == RO_NONE) return;
  uint32_t head = holders.at[best].head;
  if (head == RO_NONE && has_plain_subject(run->doc, s)) return;
  if (head != RO_NONE) head = antecedent(run->doc, s, head);
  if (head == s->source_head) return;
  s->source_head = head;
  s->source = (ro_range){0, 0};
  if (s->source_head != RO_NONE) s->source = ro_attribution_noun_phrase(run->doc, s->source_head);
  ro_attribution_clip_source(run, s);
}
