/* Claims: one row for each proposition that somebody is said to hold, over all reports.
 *
 * A unit is an attribution of one report.  Two units are one claim when their contents are alike:
 * the summed weight of the lemmas they share is at least LIKENESS of the smaller content's and
 * HALF of the larger's, they agree in polarity, and their figures, where both have any, share one.
 * A lemma weighs log(N / n) over the N units of the story, so "invasion" tells little where all
 * speak of one.  Units are compared only with leaders of claims that share a rare lemma with them
 * (an inverted index with short lists), never all with all: cost is linear in the units.
 *
 * Origins are counted, not copies.  The origin of a unit is the innermost source of its chain: a
 * named holder is an origin by itself; an unnamed one is told apart only by the outlet that it
 * spoke to, so "an official told CNN" in one paper and "CNN said" in another are one origin; what
 * has no source at all counts once for each family of copies.
 *
 * Likelihood is the speaker's own word, mapped to the bands of ICD 203 by lexicon/estimative.tsv;
 * Readout's doubt about its reading is not mixed in.
 *
 * Kept are the claims most worth a reader's time: MAX_PER_REPORT for each report, MAX_CLAIMS in
 * all, by the weights below. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "reconcile/reconcile_internal.h"

enum {
  MAX_KEYS = 48,     /* lemmas of one content; speeches of many sentences need no more */
  MAX_POSTINGS = 24, /* leaders kept for one lemma; beyond that it is no rare lemma */
  MAX_CHAIN = 6,     /* sources of one nested attribution */
  MAX_SAYS = 160,    /* bytes of a claim's sentence before it is cut */
  MIN_WORDS = 3,     /* shorter contents ("this") state nothing by themselves */
  MAX_PER_REPORT = 10,
  MAX_CLAIMS = 120
};
static const double LIKENESS = 0.60, HALF = 0.45;

typedef struct {
  uint32_t doc, row;      /* attribution */
  uint64_t key[MAX_KEYS]; /* hashes of lemmas, sorted, distinct */
  float weight[MAX_KEYS];
  float total;
  uint32_t n_keys, n_words;
  uint32_t n_figures, n_entities;
  uint64_t figures[4]; /* hashes of numbers in the content */
  bool is_negative;
  uint64_t origin;
  ro_str likelihood;
  uint32_t claim; /* index of its claim's leader among the units */
} unit;

typedef RO_ROWS(unit) units;

typedef struct {
  uint64_t key;
  uint32_t n; /* units that have it */
  uint32_t n_leaders;
  uint32_t leader[MAX_POSTINGS];
} posting;

typedef struct {
  posting *at;
  uint32_t mask;
} index_table;

typedef struct {
  ro_story *story;
  ro_arena *scratch;
  const ro_table *estimative, *outlets;
  uint32_t band; /* column of estimative */
  units all;
  index_table index;
} state;

static const ro_attribution *attribution_of(const state *s, const unit *u) {
  return &s->story->docs[u->doc]->attributions.at[u->row];
}

static posting *find_posting(const index_table *t, uint64_t key) {
  uint32_t i = (uint32_t)key & t->mask;
  while (t->at[i].key && t->at[i].key != key) i = (i + 1) & t->mask;
  t->at[i].key = key;
  return &t->at[i];
}

/* Is the token a word that carries content?  Auxiliaries and function words do not. */
static bool is_key(const ro_doc *doc, uint32_t t) {
  switch ((ro_upos)doc->tokens.upos[t]) {
    case RO_UPOS_NOUN:
    case RO_UPOS_PROPN:
    case RO_UPOS_VERB:
    case RO_UPOS_ADJ:
    case RO_UPOS_NUM:
      return true;
    case RO_UPOS_NONE:
    case RO_UPOS_ADP:
    case RO_UPOS_ADV:
    case RO_UPOS_AUX:
    case RO_UPOS_CCONJ:
    case RO_UPOS_DET:
    case RO_UPOS_INTJ:
    case RO_UPOS_PART:
    case RO_UPOS_PRON:
    case RO_UPOS_PUNCT:
    case RO_UPOS_SCONJ:
    case RO_UPOS_SYM:
    case RO_UPOS_X:
    case RO_N_UPOS:
      break;
  }
  return false;
}

/* Lemma, or for a mention the story entity, so that "Mr Novak" and "the president" agree. */
static uint64_t key_of(const ro_doc *doc, uint32_t t) {
  uint32_t m = ro_doc_mention_at(doc, t);
  bool is_known = m != RO_NONE && doc->mentions.at[m].entity != RO_NONE;
  if (is_known && doc->mentions.at[m].head == t) {
    uint32_t e = doc->entities.at[doc->mentions.at[m].entity].story_entity;
    if (e != RO_NONE) return ro_hash_mix(0x9E37u, e) | 1u;
  }
  ro_str lemma = ro_doc_lemma(doc, t);
  if (!lemma.len) lemma = ro_doc_lower(doc, t);
  return ro_hash_str(lemma) | 1u;
}

static bool is_negation(const ro_doc *doc, uint32_t t) {
  static const char *const words[] = {"not", "n't", "no", "never", "neither", "nor", "without"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (ro_str_is(ro_doc_lower(doc, t), words[i])) return true;
  return false;
}

/* "75pc", "75" and "190,000": the digits alone, empty hash 0 for numbers in words. */
static uint64_t digits_of(ro_str word) {
  uint64_t h = 0;
  bool has_digit = false;
  for (size_t i = 0; i < word.len; i++) {
    char c = word.data[i];
    if (c >= '0' && c <= '9') {
      h = ro_hash_mix(h, (uint64_t)(c - '0') + 1);
      has_digit = true;
    } else if (c != ',') {
      break;
    }
  }
  return has_digit ? h | 1u : 0;
}

static void add_key(unit *u, uint64_t key) {
  uint32_t i = 0;
  while (i < u->n_keys && u->key[i] < key) i++;
  if (u->n_keys == MAX_KEYS || (i < u->n_keys && u->key[i] == key)) return;
  memmove(&u->key[i + 1], &u->key[i], (u->n_keys - i) * sizeof *u->key);
  u->key[i] = key;
  u->n_keys++;
}

static void read_token(state *s, unit *u, const ro_doc *doc, uint32_t t) {
  u->n_words += doc->tokens.upos[t] != RO_UPOS_PUNCT;
  if (is_negation(doc, t)) u->is_negative = !u->is_negative;
  uint64_t digits = digits_of(ro_doc_lower(doc, t));
  if (digits)
    add_key(u, digits);
  else if (is_key(doc, t))
    add_key(u, key_of(doc, t));
  if (digits && u->n_figures < 4) u->figures[u->n_figures++] = digits;
  uint32_t m = ro_doc_mention_at(doc, t);
  u->n_entities += m != RO_NONE && doc->mentions.at[m].head == t;
  uint32_t n_tokens = 0;
  /* "may" and "could" alone are of permission, ability and politeness as often as of chance */
  if (!s->estimative || u->likelihood.len || doc->tokens.upos[t] == RO_UPOS_AUX) return;
  uint32_t row = ro_table_match(s->estimative, doc, t, doc->tokens.n, true, &n_tokens);
  bool is_negated = t > 0 && is_negation(doc, t - 1);
  if (row != RO_NONE && !is_negated) u->likelihood = ro_table_field(s->estimative, row, s->band);
}

static void read_content(state *s, unit *u) {
  const ro_doc *doc = s->story->docs[u->doc];
  const ro_attribution *a = attribution_of(s, u);
  for (uint32_t i = 0; i < a->content.n; i++) {
    uint32_t t = ro_doc_token_at(doc, a->content.at[i].begin);
    for (; t < doc->tokens.n && doc->tokens.span[t].begin < a->content.at[i].end; t++)
      read_token(s, u, doc, t);
  }
  if (a->act == RO_ACT_DENY) u->is_negative = !u->is_negative;
  if (a->is_negated) u->is_negative = !u->is_negative;
}

/* Entity of an outlet named in the sentence of the cue, RO_NONE.  One who speaks without a name
 * is known by whom they spoke to. */
static uint32_t outlet_near(const state *s, const ro_doc *doc, const ro_attribution *a) {
  if (!s->outlets || a->cue_token == RO_NONE) return RO_NONE;
  const ro_sentence *sentence = &doc->sentences.at[doc->tokens.sentence[a->cue_token]];
  for (uint32_t t = sentence->first; t < sentence->end; t++) {
    uint32_t n = 0;
    if (ro_table_match(s->outlets, doc, t, sentence->end, false, &n) == RO_NONE) continue;
    uint32_t m = ro_doc_mention_at(doc, t + n - 1);
    if (m != RO_NONE && doc->mentions.at[m].entity != RO_NONE)
      return doc->entities.at[doc->mentions.at[m].entity].story_entity;
  }
  return RO_NONE;
}

static bool is_outlet(const state *s, const ro_doc *doc, const ro_attribution *a) {
  return a->basis == RO_BASIS_MEDIA && a->source_entity != RO_NONE && s->outlets != NULL &&
         !doc->entities.at[a->source_entity].is_anonymous;
}

/* Identity of who first said it; see the head of this file. */
static uint64_t origin_of(const state *s, const unit *u) {
  const ro_doc *doc = s->story->docs[u->doc];
  const ro_attribution *a = attribution_of(s, u);
  for (int i = 0; i < MAX_CHAIN; i++) {
    if (a->source_entity != RO_NONE) {
      const ro_doc_entity *e = &doc->entities.at[a->source_entity];
      bool is_named = !e->is_anonymous && a->basis != RO_BASIS_ANONYMOUS;
      if (is_named && e->story_entity != RO_NONE && !is_outlet(s, doc, a))
        return ro_hash_mix(1, e->story_entity);
      if (is_outlet(s, doc, a) && e->story_entity != RO_NONE)
        return ro_hash_mix(2, e->story_entity);
    }
    uint32_t outlet = outlet_near(s, doc, a);
    if (outlet != RO_NONE) return ro_hash_mix(2, outlet);
    if (a->parent == RO_NONE) break;
    a = &doc->attributions.at[a->parent];
  }
  return ro_hash_mix(3, s->story->family[u->doc]);
}

static ro_status collect(state *s) {
  for (uint32_t d = 0; d < s->story->n_docs; d++) {
    const ro_doc *doc = s->story->docs[d];
    for (uint32_t i = 0; i < doc->attributions.n; i++) {
      unit *u = RO_ADD(s->scratch, &s->all);
      if (!u) return RO_ENOMEM;
      *u = (unit){.doc = d, .row = i};
      read_content(s, u);
      u->origin = origin_of(s, u);
      if (u->n_words < MIN_WORDS || u->n_keys < 2) s->all.n--;
    }
  }
  return RO_OK;
}

/* Weights of lemmas: rarer in the story's attributions, heavier. */
static ro_status weigh(state *s) {
  uint32_t n_keys = 1, size = 64;
  for (uint32_t i = 0; i < s->all.n; i++) n_keys += s->all.at[i].n_keys;
  while (size < 2 * n_keys) size *= 2;
  s->index = (index_table){RO_ARRAY(s->scratch, posting, size), size - 1};
  if (!s->index.at) return RO_ENOMEM;
  for (uint32_t i = 0; i < s->all.n; i++)
    for (uint32_t k = 0; k < s->all.at[i].n_keys; k++)
      find_posting(&s->index, s->all.at[i].key[k])->n++;
  for (uint32_t i = 0; i < s->all.n; i++) {
    unit *u = &s->all.at[i];
    for (uint32_t k = 0; k < u->n_keys; k++) {
      uint32_t n = find_posting(&s->index, u->key[k])->n;
      u->weight[k] = (float)log(1.0 + (double)(s->all.n + 1) / n);
      u->total += u->weight[k];
    }
  }
  return RO_OK;
}

static bool figures_agree(const unit *a, const unit *b) {
  if (!a->n_figures || !b->n_figures) return true;
  for (uint32_t i = 0; i < a->n_figures; i++)
    for (uint32_t j = 0; j < b->n_figures; j++)
      if (a->figures[i] == b->figures[j]) return true;
  return false;
}

/* Share of the smaller content that both have, 0 where they may not be one claim. */
static double likeness(const unit *a, const unit *b) {
  if (a->is_negative != b->is_negative || !figures_agree(a, b)) return 0;
  double shared = 0;
  uint32_t i = 0, j = 0, n_shared = 0;
  while (i < a->n_keys && j < b->n_keys) {
    if (a->key[i] == b->key[j]) {
      shared += (double)a->weight[i];
      n_shared++;
      i++, j++;
    } else if (a->key[i] < b->key[j]) {
      i++;
    } else {
      j++;
    }
  }
  double low = (double)fminf(a->total, b->total), high = (double)fmaxf(a->total, b->total);
  if (n_shared < 2 || low <= 0 || shared / high < HALF) return 0;
  return shared / low >= LIKENESS ? shared / low : 0;
}

/* Best leader for the unit among those that share a lemma with it; lower leader on ties. */
static uint32_t best_leader(const state *s, uint32_t i) {
  const unit *u = &s->all.at[i];
  uint32_t best = RO_NONE;
  double most = 0;
  for (uint32_t k = 0; k < u->n_keys; k++) {
    const posting *p = find_posting(&s->index, u->key[k]);
    for (uint32_t n = 0; n < p->n_leaders; n++) {
      double v = likeness(u, &s->all.at[p->leader[n]]);
      if (v > most || (v > 0 && v >= most && p->leader[n] < best)) {
        most = v;
        best = p->leader[n];
      }
    }
  }
  return best;
}

static void group(state *s) {
  for (uint32_t i = 0; i < s->all.n; i++) {
    unit *u = &s->all.at[i];
    uint32_t leader = best_leader(s, i);
    u->claim = leader == RO_NONE ? i : leader;
    if (leader != RO_NONE) continue;
    for (uint32_t k = 0; k < u->n_keys; k++) {
      posting *p = find_posting(&s->index, u->key[k]);
      if (p->n_leaders < MAX_POSTINGS) p->leader[p->n_leaders++] = i;
    }
  }
}

/* ---------------------------------------------------------------- words of a claim */

static void put_word(ro_buf *out, ro_str text) {
  for (size_t i = 0; i < text.len; i++) {
    char c = text.data[i];
    bool is_space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!is_space)
      ro_buf_char(out, c);
    else if (out->len && out->data[out->len - 1] != ' ')
      ro_buf_char(out, ' ');
  }
}

static void cut(ro_buf *out) {
  if (out->len <= MAX_SAYS) return;
  size_t end = MAX_SAYS;
  while (end > MAX_SAYS / 2 && out->data[end] != ' ') end--;
  while (end > 0 && strchr(" ,;:-", out->data[end - 1])) end--;
  out->len = end;
  ro_buf_text(out, " \xE2\x80\xA6");
}

static bool has_tensed_verb(const ro_doc *doc, ro_span span) {
  uint32_t t = ro_doc_token_at(doc, span.begin);
  for (; t < doc->tokens.n && doc->tokens.span[t].begin < span.end; t++) {
    uint8_t x = doc->tokens.xpos[t];
    if (x == RO_XPOS_VBD || x == RO_XPOS_VBZ || x == RO_XPOS_VBP || x == RO_XPOS_MD) return true;
  }
  return false;
}

/* Acts whose content says little without the word for the act. */
static bool needs_cue(ro_act act) {
  return act == RO_ACT_DENY || act == RO_ACT_ACCUSE || act == RO_ACT_CRITICIZE ||
         act == RO_ACT_PRAISE || act == RO_ACT_DEMAND || act == RO_ACT_ASK ||
         act == RO_ACT_INTEND || act == RO_ACT_WARN || act == RO_ACT_FEAR ||
         act == RO_ACT_BELIEVE || act == RO_ACT_PROPOSE;
}

/* A clause stands by itself; an infinitive or a noun phrase needs the word that reports it:
 * "agreed to meet", "called for talks". */
static ro_str say(const state *s, const unit *u) {
  const ro_doc *doc = s->story->docs[u->doc];
  const ro_attribution *a = attribution_of(s, u);
  ro_buf out = {0};
  ro_str first = ro_doc_span(doc, a->content.at[0]);
  bool is_infinitive = ro_str_starts(first, RO_STR("to "));
  bool is_bound = needs_cue(a->act) || a->is_negated;
  if (is_infinitive || is_bound || !has_tensed_verb(doc, a->content.at[0])) {
    for (uint32_t i = 0; i < a->cue.n; i++) {
      put_word(&out, ro_doc_span(doc, a->cue.at[i]));
      ro_buf_char(&out, ' ');
    }
  } else if (ro_str_starts(first, RO_STR("that "))) {
    first = ro_str_sub(first, 5, first.len);
  }
  put_word(&out, first);
  for (uint32_t i = 1; i < a->content.n; i++) {
    ro_buf_text(&out, " \xE2\x80\xA6 ");
    put_word(&out, ro_doc_span(doc, a->content.at[i]));
  }
  cut(&out);
  ro_str says = ro_str_copy(s->story->arena, (ro_str){out.data, out.len});
  ro_buf_free(&out);
  return says;
}

/* ---------------------------------------------------------------- claims */

typedef struct {
  uint32_t first, end; /* units in order[] */
  uint32_t leader;     /* unit that gives the words */
  double worth;
  uint32_t n_origins, n_docs;
} group_range;

static double worth_of_act(ro_act act) {
  switch (act) {
    case RO_ACT_DENY:
    case RO_ACT_ACCUSE:
    case RO_ACT_WARN:
      return 2.0;
    case RO_ACT_PROMISE:
    case RO_ACT_DEMAND:
    case RO_ACT_AGREE:
    case RO_ACT_PREDICT:
    case RO_ACT_ESTIMATE:
    case RO_ACT_SHOW:
    case RO_ACT_PROPOSE:
      return 1.5;
    case RO_ACT_BELIEVE:
    case RO_ACT_FEAR:
    case RO_ACT_CRITICIZE:
      return 1.0;
    case RO_ACT_SAY:
    case RO_ACT_INTEND:
    case RO_ACT_ASK:
    case RO_ACT_PRAISE:
    case RO_N_ACT:
      break;
  }
  return 0.5;
}

/* "is near", cut from "what they say is near": no sentence by itself. */
static bool begins_with_verb(const ro_doc *doc, const ro_attribution *a) {
  uint32_t t = ro_doc_token_at(doc, a->content.at[0].begin);
  return t < doc->tokens.n &&
         (doc->tokens.upos[t] == RO_UPOS_AUX || doc->tokens.xpos[t] == RO_XPOS_VBD ||
          doc->tokens.xpos[t] == RO_XPOS_VBZ || doc->tokens.xpos[t] == RO_XPOS_VBP);
}

/* Worth of a unit for the reader: act, figures, an estimate, parties, a source; a bare pronoun or
 * a very long speech is worth less. */
static double worth_of(const state *s, const unit *u) {
  const ro_attribution *a = attribution_of(s, u);
  double v = worth_of_act(a->act);
  v += u->n_figures ? 1.0 : 0.0;
  v += u->likelihood.len ? 1.5 : 0.0;
  v += u->n_entities >= 2 ? 1.0 : 0.5 * u->n_entities;
  v += a->source_entity != RO_NONE ? 1.0 : 0.0;
  v -= a->parent != RO_NONE ? 0.5 : 0.0;
  v -= begins_with_verb(s->story->docs[u->doc], a) ? 2.0 : 0.0;
  v -= u->n_words < 6 ? 1.0 : u->n_words > 60 ? 0.5 : 0.0;
  return v;
}

static int compare_origins(const void *x, const void *y) {
  uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
  return a < b ? -1 : a > b;
}

/* Does the unit only pass on another unit of its claim ("Reuters says X believes ...")?  Units of
 * one report stand together and in text order. */
static bool is_passed_on(const state *s, const uint32_t *order, const group_range *g, uint32_t i) {
  enum { WINDOW = 8 };
  const unit *u = &s->all.at[order[i]];
  uint32_t k = i > g->first + WINDOW ? i - WINDOW : g->first;
  for (; k < g->end && k < i + WINDOW; k++) {
    const unit *v = &s->all.at[order[k]];
    if (k != i && v->doc == u->doc && attribution_of(s, v)->parent == u->row) return true;
  }
  return false;
}

static uint32_t count_origins(const state *s, const uint32_t *order, const group_range *g) {
  uint32_t n = g->end - g->first, distinct = 0;
  uint64_t *origin = RO_ARRAY(s->scratch, uint64_t, n);
  if (!origin) return 1;
  uint32_t kept = 0;
  for (uint32_t i = g->first; i < g->end; i++)
    if (!is_passed_on(s, order, g, i)) origin[kept++] = s->all.at[order[i]].origin;
  n = kept;
  qsort(origin, n, sizeof *origin, compare_origins);
  for (uint32_t i = 0; i < n; i++) distinct += i == 0 || origin[i] != origin[i - 1];
  return distinct;
}

static void measure(const state *s, const uint32_t *order, group_range *g) {
  double best = -1e9;
  uint32_t last_doc = RO_NONE;
  for (uint32_t i = g->first; i < g->end; i++) {
    const unit *u = &s->all.at[order[i]];
    double v = worth_of(s, u);
    if (v > best) {
      best = v;
      g->leader = order[i];
    }
    g->n_docs += u->doc != last_doc;
    last_doc = u->doc;
  }
  g->n_origins = count_origins(s, order, g);
  g->worth = best + 1.0 * (g->n_docs - 1) + 0.5 * (g->n_origins - 1);
}

static int by_worth(const void *x, const void *y) {
  const group_range *a = x, *b = y;
  if (a->worth > b->worth || a->worth < b->worth) return a->worth > b->worth ? -1 : 1;
  return a->leader < b->leader ? -1 : a->leader > b->leader;
}

/* Units in the order of their claims; within a claim in the order of the reports. */
static uint32_t *order_units(const state *s) {
  uint32_t n = s->all.n;
  uint32_t *count = RO_ARRAY(s->scratch, uint32_t, n + 1),
           *order = RO_ARRAY(s->scratch, uint32_t, n);
  if (!count || !order) return NULL;
  for (uint32_t i = 0; i < n; i++) count[s->all.at[i].claim + 1]++;
  for (uint32_t i = 0; i < n; i++) count[i + 1] += count[i];
  for (uint32_t i = 0; i < n; i++) order[count[s->all.at[i].claim]++] = i;
  return order;
}

static void add_holder(const state *s, ro_claim *claim, const unit *u) {
  const ro_doc *doc = s->story->docs[u->doc];
  const ro_attribution *a = attribution_of(s, u);
  if (a->source_entity == RO_NONE) return;
  uint32_t e = doc->entities.at[a->source_entity].story_entity;
  if (e != RO_NONE) ro_indexes_add_new(s->story->arena, &claim->holders, e);
}

static void add_claim(state *s, const uint32_t *order, const group_range *g) {
  ro_claim *claim = RO_ADD(s->story->arena, &s->story->claims);
  if (!claim) return;
  const unit *leader = &s->all.at[g->leader];
  const ro_attribution *a = attribution_of(s, leader);
  claim->id = ro_str_printf(s->story->arena, "p%u", s->story->claims.n);
  claim->says = say(s, leader);
  claim->origins = g->n_origins;
  claim->reports = g->n_docs;
  claim->basis = a->basis;
  claim->act = a->act;
  claim->likelihood = leader->likelihood;
  claim->rule = g->end - g->first > 1 ? "like contents" : "one report";
  add_holder(s, claim, leader);
  for (uint32_t i = g->first; i < g->end; i++) {
    const unit *u = &s->all.at[order[i]];
    const ro_attribution *b = attribution_of(s, u);
    add_holder(s, claim, u);
    if (!claim->likelihood.len) claim->likelihood = u->likelihood;
    for (uint32_t k = 0; k < b->content.n; k++)
      ro_evidence_add(s->story, &claim->evidence, u->doc, b->content.at[k]);
  }
}

static ro_status write_claims(state *s) {
  uint32_t n = s->all.n, n_groups = 0;
  uint32_t *order = order_units(s);
  group_range *groups = RO_ARRAY(s->scratch, group_range, n);
  if (!order || !groups) return RO_ENOMEM;
  for (uint32_t i = 0; i < n; i++) {
    if (i == 0 || s->all.at[order[i]].claim != s->all.at[order[i - 1]].claim)
      groups[n_groups++] = (group_range){.first = i, .leader = order[i]};
    groups[n_groups - 1].end = i + 1;
  }
  for (uint32_t i = 0; i < n_groups; i++) measure(s, order, &groups[i]);
  qsort(groups, n_groups, sizeof *groups, by_worth);
  uint32_t kept = n_groups;
  if (kept > MAX_CLAIMS) kept = MAX_CLAIMS;
  if (kept > MAX_PER_REPORT * s->story->n_docs) kept = MAX_PER_REPORT * s->story->n_docs;
  for (uint32_t i = 0; i < kept; i++) add_claim(s, order, &groups[i]);
  return ro_arena_has_failed(s->scratch) ? RO_ENOMEM : RO_OK;
}

ro_status ro_reconcile_claims(const ro_resources *resources, ro_story *story, ro_arena *scratch) {
  state s = {.story = story, .scratch = scratch};
  s.estimative = ro_lexicon_table(resources->lexicon, "estimative");
  s.outlets = ro_lexicon_table(resources->lexicon, "outlets");
  if (s.estimative) s.band = ro_table_column(s.estimative, "band");
  RO_TRY(collect(&s));
  if (!s.all.n) return RO_OK;
  RO_TRY(weigh(&s));
  group(&s);
  return write_claims(&s);
}
