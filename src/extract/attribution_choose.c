/* Where a content begins and ends, when the tree may be wrong.
 *
 * The content that the tree gives is one option among others: from a few likely beginnings (right
 * after the cue, at "that" or "to", after the object, at a quotation mark) to a few likely ends (of
 * the sentence, of a quotation, at a comma, before a coordinated verb), or all before the cue.  A
 * linear model trained on PolNeAR (train/train_attribution.c) picks the best; among equals the
 * first, which is the tree's.  Ends that cut a quotation are moved to its marks. */
#include "base/hash.h"
#include "extract/attribution_internal.h"

#define SUBJECTS \
  (RO_DEPRELS(NSUBJ) | RO_DEPRELS(NSUBJ_PASS) | RO_DEPRELS(NSUBJ_OUTER) | RO_DEPRELS(CSUBJ))

enum {
  NEAR = 15, /* tokens after the cue in which "that", "to" or a mark may begin a content */
  MAX_ENDS = 8,
  MAX_BEGINS = 8
};

typedef ro_attribution_run_state run_state;

typedef enum { B_TREE, B_CUE, B_THAT, B_OBJECT, B_TO, B_QUOTE, B_SENTENCE } begin_kind;
typedef enum {
  E_TREE,
  E_SENTENCE,
  E_CONJ,
  E_FIRST_COMMA,
  E_LAST_COMMA,
  E_CUE,
  E_QUOTE,
  E_BEFORE
} end_kind;

typedef struct {
  uint32_t at;
  uint8_t kind;
} edge;

typedef struct {
  edge begin[MAX_BEGINS], end[MAX_ENDS];
  uint32_t n_begin, n_end;
} edges;

/* Adds an edge unless there is one at that place. */
static void add_edge(edge *list, uint32_t *n, uint32_t most, edge new) {
  for (uint32_t i = 0; i < *n; i++)
    if (list[i].at == new.at) return;
  if (*n < most) list[(*n)++] = new;
}

static void add_begin(edges *e, uint32_t at, begin_kind kind) {
  add_edge(e->begin, &e->n_begin, MAX_BEGINS, (edge){at, (uint8_t)kind});
}

static void add_end(edges *e, uint32_t at, end_kind kind) {
  add_edge(e->end, &e->n_end, MAX_ENDS, (edge){at, (uint8_t)kind});
}

static bool is_comma(const ro_doc *doc, uint32_t t) { return doc->tokens.xpos[t] == RO_XPOS_COMMA; }

/* Outer quotation of the token, other than the one the cue lies in. */
static uint32_t foreign_quote(const run_state *run, const ro_speech *s, uint32_t t) {
  uint32_t q = run->quote_of[t];
  return q == s->quote ? RO_NONE : q;
}

static void find_begins(const run_state *run, const ro_speech *s, uint32_t after, uint32_t stop,
                        edges *e) {
  const ro_doc *doc = run->doc;
  add_begin(e, after, B_CUE);
  for (uint32_t t = after; t < stop && t < after + NEAR; t++) {
    ro_str w = ro_doc_lower(doc, t);
    if (foreign_quote(run, s, t) != RO_NONE) {
      add_begin(e, run->quotes.at[run->quote_of[t]].first, B_QUOTE);
      break;
    }
    if (ro_str_is(w, "that")) add_begin(e, t, B_THAT);
    if (ro_str_is(w, "to") && doc->tokens.upos[t] == RO_UPOS_PART) add_begin(e, t, B_TO);
  }
  for (uint32_t c = ro_tree_first(doc, s->cue); c != RO_NONE; c = doc->tokens.next_sibling[c])
    if (c > s->cue && doc->tokens.left[c] <= after + 1 && doc->tokens.right[c] + 1 < stop &&
        doc->tokens.right[c] >= after && doc->tokens.right[c] < after + NEAR)
      add_begin(e, doc->tokens.right[c] + 1, B_OBJECT);
}

static void find_ends(const run_state *run, const ro_speech *s, uint32_t after, uint32_t stop,
                      edges *e) {
  const ro_doc *doc = run->doc;
  uint32_t first_comma = RO_NONE, last_comma = RO_NONE, quote = RO_NONE;
  add_end(e, stop, E_SENTENCE);
  for (uint32_t c = ro_tree_first(doc, s->cue); c != RO_NONE; c = doc->tokens.next_sibling[c])
    if (ro_tree_is(doc, c, RO_DEPRELS(CONJ) | RO_DEPRELS(PARATAXIS)) &&
        doc->tokens.left[c] > after + 1)
      add_end(e, doc->tokens.left[c], E_CONJ);
  for (uint32_t t = after; t < stop; t++) {
    if (foreign_quote(run, s, t) != RO_NONE) {
      if (quote == RO_NONE) quote = run->quotes.at[run->quote_of[t]].end;
    } else if (is_comma(doc, t) && t > after + 1) {
      last_comma = t;
      if (first_comma == RO_NONE) first_comma = t;
    }
  }
  if (quote != RO_NONE) add_end(e, quote, E_QUOTE);
  if (first_comma != RO_NONE) add_end(e, first_comma, E_FIRST_COMMA);
  if (last_comma != RO_NONE) add_end(e, last_comma, E_LAST_COMMA);
  if (doc->tokens.right[s->cue] + 1 > after) add_end(e, doc->tokens.right[s->cue] + 1, E_CUE);
}

static void add_option(const run_state *run, const ro_speech *s, uint32_t first, uint32_t end,
                       uint8_t begin, uint8_t stop, ro_options *list) {
  if (list->n == RO_MAX_OPTIONS || first >= end) return;
  uint32_t q = foreign_quote(run, s, first);
  if (q != RO_NONE && run->quotes.at[q].first < first) first = run->quotes.at[q].first;
  q = foreign_quote(run, s, end - 1);
  if (q != RO_NONE && run->quotes.at[q].end > end) end = run->quotes.at[q].end;
  ro_speech shape = {.quote = s->quote};
  if (!ro_attribution_add_part(run, &shape, first, end)) return;
  ro_range r = shape.parts.at[0];
  for (uint32_t i = 0; i < list->n; i++)
    if (list->at[i].n == 1 && list->at[i].part[0].first == r.first &&
        list->at[i].part[0].end == r.end)
      return;
  list->at[list->n++] = (ro_option){{r}, 1, begin, stop};
}

/* The tree's own content first, then beginnings by ends after the cue, then what is before it. */
void ro_attribution_options(const run_state *run, const ro_speech *s, ro_options *list) {
  const ro_doc *doc = run->doc;
  const ro_sentence *sentence = &doc->sentences.at[doc->tokens.sentence[s->cue]];
  uint32_t after = s->cues.at[s->cues.n - 1].end, stop = sentence->end;
  uint32_t subject = ro_tree_child_of(doc, s->cue, SUBJECTS), before = s->cues.at[0].first;
  edges e = {0};
  list->n = 0;
  if (s->quote != RO_NONE && run->quotes.at[s->quote].end < stop)
    stop = run->quotes.at[s->quote].end;
  if (s->parts.n && s->parts.n <= 2) {
    ro_option *o = &list->at[list->n++];
    *o = (ro_option){{s->parts.at[0]}, s->parts.n, B_TREE, E_TREE};
    if (o->n == 2) o->part[1] = s->parts.at[1];
    if (o->n == 1 && o->part[0].first >= after) {
      add_begin(&e, o->part[0].first, B_TREE);
      add_end(&e, o->part[0].end, E_TREE);
    }
  }
  find_begins(run, s, after, stop, &e);
  find_ends(run, s, after, stop, &e);
  for (uint32_t i = 0; i < e.n_begin; i++)
    for (uint32_t k = 0; k < e.n_end; k++)
      if (e.begin[i].at < e.end[k].at)
        add_option(run, s, e.begin[i].at, e.end[k].at, e.begin[i].kind, e.end[k].kind, list);
  if (subject != RO_NONE && subject < s->cue && doc->tokens.left[subject] < before)
    before = doc->tokens.left[subject];
  if (s->frame.pos == 'v' && before > sentence->first + 1)
    add_option(run, s, sentence->first, before, B_SENTENCE, E_BEFORE, list);
}

typedef struct {
  uint64_t *at;
  size_t n;
} features;

static void add(features *f, uint64_t template, uint64_t a, uint64_t b, uint64_t c) {
  if (f->n < RO_ATTRIBUTION_FEATURES) f->at[f->n++] = ro_feature(template + 100, a, b, c);
}

static uint64_t lower(const ro_doc *doc, uint32_t t) {
  return t < doc->tokens.n ? ro_symbols_hash(doc->symbols, doc->tokens.lower[t]) : 0;
}

/* How many words of the span hang on words outside it, and how the first of them does. */
static void add_attachment(const run_state *run, const ro_speech *s, const ro_option *o,
                           uint64_t edges_kind, features *f) {
  const ro_doc *doc = run->doc;
  uint32_t n = 0, first = o->part[0].first, end = o->part[0].end;
  uint64_t relation = 0, on_cue = 0, has_verb = 0, n_commas = 0;
  for (uint32_t t = first; t < end; t++) {
    uint32_t head = doc->tokens.head[t];
    uint8_t x = doc->tokens.xpos[t];
    has_verb |= x == RO_XPOS_VBD || x == RO_XPOS_VBZ || x == RO_XPOS_VBP || x == RO_XPOS_MD;
    n_commas += x == RO_XPOS_COMMA;
    if (head != RO_NONE && head >= first && head < end) continue;
    if (doc->tokens.upos[t] == RO_UPOS_PUNCT) continue;
    if (!n) relation = doc->tokens.deprel[t];
    on_cue += head == s->cue;
    n++;
  }
  uint64_t act = s->frame.act, pos = s->frame.pos;
  add(f, 1, n > 3 ? 3 : n, on_cue > 2 ? 2 : on_cue, pos);
  add(f, 2, relation, on_cue > 0, pos);
  add(f, 3, relation, edges_kind, 0);
  add(f, 4, has_verb, act, pos);
  add(f, 5, has_verb, edges_kind, pos);
  add(f, 6, n_commas > 2 ? 2 : n_commas, edges_kind, 0);
}

size_t ro_attribution_option_features(const run_state *run, const ro_speech *s, const ro_option *o,
                                      uint64_t *out) {
  const ro_doc *doc = run->doc;
  features f = {out, 0};
  uint32_t first = o->part[0].first, end = o->part[0].end, n = doc->tokens.n;
  uint64_t kinds = (uint64_t)o->begin * 16 + o->end,
           key = ro_symbols_hash(doc->symbols, doc->tokens.lemma[s->cue]);
  uint64_t rule = s->rule ? ro_hash_str(ro_str_from(s->rule)) : 0, pos = s->frame.pos;
  uint32_t sentence_end = doc->sentences.at[doc->tokens.sentence[s->cue]].end;
  uint64_t next = end < sentence_end ? lower(doc, end) : 1;
  uint64_t after_next = end + 1 < sentence_end ? doc->tokens.upos[end + 1] : 99;
  uint64_t size = end - first, bucket = size < 2    ? 0
                                        : size < 4  ? 1
                                        : size < 8  ? 2
                                        : size < 16 ? 3
                                                    : 4;
  bool has_quote = foreign_quote(run, s, first) != RO_NONE;
  bool has_end_quote = foreign_quote(run, s, end - 1) != RO_NONE;
  add(&f, 10, kinds, o->n, 0);
  add(&f, 11, kinds, rule, pos);
  add(&f, 12, o->begin, key, 0);
  add(&f, 13, o->end, key, 0);
  add(&f, 14, kinds, s->frame.act, 0);
  add(&f, 15, lower(doc, first), pos, 0);
  add(&f, 16, lower(doc, first), key, 0);
  add(&f, 17, doc->tokens.upos[first], first > 0 ? doc->tokens.upos[first - 1] : 99, pos);
  add(&f, 18, first > 0 ? lower(doc, first - 1) : 0, pos, first == s->cue + 1);
  add(&f, 19, doc->tokens.xpos[first], key, 0);
  add(&f, 20, next, after_next, 0);
  add(&f, 21, next, end < n ? doc->tokens.deprel[end] : 99, 0);
  add(&f, 22, next, end + 1 < sentence_end ? lower(doc, end + 1) : 0, 0);
  add(&f, 23, doc->tokens.upos[end - 1], next, 0);
  add(&f, 24, bucket, pos, s->frame.act);
  add(&f, 25, bucket, kinds, 0);
  add(&f, 26, has_quote, has_end_quote, kinds);
  add(&f, 27, has_quote, has_end_quote, end >= sentence_end);
  bool is_next_in = end < n && doc->tokens.head[end] != RO_NONE && doc->tokens.head[end] >= first &&
                    doc->tokens.head[end] < end;
  add(&f, 28, is_next_in, next, 0);
  bool is_after_next_in = end + 1 < n && doc->tokens.head[end + 1] != RO_NONE &&
                          doc->tokens.head[end + 1] >= first && doc->tokens.head[end + 1] < end;
  add(&f, 29, is_after_next_in, next, end + 1 < n ? doc->tokens.deprel[end + 1] : 99);
  add(&f, 30, o->n, rule, 0);
  add_attachment(run, s, o, kinds, &f);
  return f.n;
}

void ro_attribution_choose_content(const run_state *run, ro_speech *s) {
  ro_options options;
  uint64_t f[RO_ATTRIBUTION_FEATURES];
  int32_t most = 0;
  uint32_t best = RO_NONE;
  ro_attribution_options(run, s, &options);
  for (uint32_t i = 0; i < options.n; i++) {
    int32_t scores[2] = {0, 0};
    size_t n = ro_attribution_option_features(run, s, &options.at[i], f);
    ro_linear_score(&run->state->content, f, n, scores);
    if (best != RO_NONE && scores[1] <= most) continue;
    most = scores[1];
    best = i;
  }
  if (best == RO_NONE) return;
  const ro_option *o = &options.at[best];
  s->parts.n = 0;
  for (uint32_t k = 0; k < o->n; k++) {
    ro_range *r = RO_ADD(run->scratch, &s->parts);
    if (r) *r = o->part[k];
  }
}
