/* Attributions: who says, thinks, wants or denies what.
 *
 * Source, cue and content as in PARC 3 (Pareti 2016) and PolNeAR 1.0 (Newell et al. 2018): the cue
 * is the word that reports, its content what is reported, its source who is said to hold it.  The
 * method is theirs turned round: no sequence labels, but a lexicon of reporting words with the
 * complements each takes, looked up in the dependency tree.  Steps:
 *
 *   1. quotations            quote.c
 *   2. cues and frames       attribution_cue.c, lexicon/attribution.tsv
 *   3. contents by the tree  attribution_content.c
 *   4. quotations to cues    attribution_quote.c
 *   5. sources, basis        attribution_source.c
 *   6. rows in text order; an attribution whose cue lies in another's content is its child. */
#include "extract/attribution_internal.h"

#include <stdlib.h>

typedef ro_attribution_run_state run_state;

ro_status ro_attribution_open(const ro_resources *resources, ro_arena *process, const void **state,
                              ro_error *error) {
  ro_attribution_state *s = RO_NEW(process, ro_attribution_state);
  if (!s) return RO_ENOMEM;
  *state = s;
  RO_TRY(ro_attribution_read_lexicon(resources, process, s));
  return ro_attribution_open_model(resources, s, error);
}

/* Fills quote_of, mention_of, speech_of. */
static ro_status prepare(run_state *run) {
  const ro_doc *doc = run->doc;
  uint32_t n = doc->tokens.n;
  RO_TRY(ro_quotes_find(doc, run->scratch, &run->quotes));
  run->quote_of = RO_ARRAY(run->scratch, uint32_t, n);
  run->mention_of = RO_ARRAY(run->scratch, uint32_t, n);
  run->speech_of = RO_ARRAY(run->scratch, uint32_t, n);
  if (!run->quote_of || !run->mention_of || !run->speech_of) return RO_ENOMEM;
  for (uint32_t i = 0; i < n; i++)
    run->quote_of[i] = run->mention_of[i] = run->speech_of[i] = RO_NONE;
  for (uint32_t i = 0; i < run->quotes.n; i++) {
    const ro_quote *q = &run->quotes.at[i];
    if (q->parent != RO_NONE) continue;
    for (uint32_t t = q->first; t < q->end; t++) run->quote_of[t] = i;
  }
  for (uint32_t i = doc->mentions.n; i-- > 0;) { /* longer ones stand first and win */
    uint32_t head = doc->mentions.at[i].head;
    if (head < n) run->mention_of[head] = i;
  }
  return RO_OK;
}

typedef struct {
  uint32_t row, size;
} sized;

static int by_size(const void *x, const void *y) {
  const sized *a = x, *b = y;
  if (a->size != b->size) return a->size > b->size ? -1 : 1;
  return a->row < b->row ? -1 : a->row > b->row;
}

static uint32_t size_of(const ro_speech *s) {
  uint32_t n = 0;
  for (uint32_t k = 0; k < s->parts.n; k++) n += s->parts.at[k].end - s->parts.at[k].first;
  return n;
}

/* Rows of speeches by falling size of their contents. */
static sized *by_falling_size(run_state *run, const ro_speech *speeches, uint32_t n) {
  sized *order = RO_ARRAY(run->scratch, sized, n);
  if (!order) return NULL;
  for (uint32_t i = 0; i < n; i++) order[i] = (sized){i, size_of(&speeches[i])};
  if (n) qsort(order, n, sizeof *order, by_size);
  return order;
}

static void paint_content(const ro_speech *s, uint32_t color, uint32_t *paint) {
  for (uint32_t k = 0; k < s->parts.n; k++)
    for (uint32_t t = s->parts.at[k].first; t < s->parts.at[k].end; t++) paint[t] = color;
}

static uint32_t *new_paint(run_state *run) {
  uint32_t *paint = RO_ARRAY(run->scratch, uint32_t, run->doc->tokens.n);
  for (uint32_t i = 0; paint && i < run->doc->tokens.n; i++) paint[i] = RO_NONE;
  return paint;
}

/* Fills host_of from the contents of verbs that surely report. */
static ro_status find_hosts(run_state *run) {
  const ro_speech *all = run->speeches.at;
  sized *order = by_falling_size(run, all, run->speeches.n);
  run->host_of = new_paint(run);
  if (!order || !run->host_of) return RO_ENOMEM;
  for (uint32_t o = 0; o < run->speeches.n; o++) {
    const ro_speech *s = &all[order[o].row];
    if (s->frame.pos == 'v' && s->frame.frames & RO_TAKES_QUOTE)
      paint_content(s, order[o].row, run->host_of);
  }
  return RO_OK;
}

static bool is_negated(const ro_doc *doc, const uint32_t *quote_of, uint32_t cue) {
  static const char *const words[] = {"not", "n't", "never", "no", "nor", "neither"};
  for (uint32_t c = ro_tree_first(doc, cue); c != RO_NONE; c = doc->tokens.next_sibling[c]) {
    if (!ro_tree_is(doc, c, RO_DEPRELS(ADVMOD) | RO_DEPRELS(DET) | RO_DEPRELS(AUX))) continue;
    if (quote_of[c] != quote_of[cue]) continue; /* "Never!" she said */
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
      if (ro_str_is(ro_doc_lower(doc, c), words[i])) return true;
  }
  return false;
}

/* "was quoted as saying", "be said to": is the verb passive? */
static bool is_passive(const ro_doc *doc, uint32_t verb) {
  if (ro_tree_child_of(doc, verb, RO_DEPRELS(AUX_PASS) | RO_DEPRELS(NSUBJ_PASS)) != RO_NONE)
    return true;
  if (ro_attribution_sure_verb(doc, verb).len && verb + 1 < doc->tokens.n) {
    /* "a source told a paper the deal is off" is easily read as "a source (that was) told ..." */
    ro_str next = ro_doc_lower(doc, verb + 1);
    if (!ro_str_is(next, "to") && !ro_str_is(next, "by")) return false;
  }
  if (ro_attribution_is_main_after_noun(doc, verb)) return false;
  return doc->tokens.xpos[verb] == RO_XPOS_VBN && ro_tree_is(doc, verb, RO_DEPRELS(ACL)) &&
         ro_tree_child(doc, verb, RO_DEPREL_AUX) == RO_NONE;
}

static bool is_set_aside(const ro_doc *doc, const ro_sentence *s) {
  return ro_doc_is_aside(doc, s->span);
}

static void find_at(run_state *run, uint32_t token) {
  ro_speech s = {.cue = token, .quote = run->quote_of[token], .source_head = RO_NONE};
  if (!ro_attribution_frame_at(run, token, &s.frame, &s.cues)) return;
  s.is_passive = s.frame.pos == 'v' && is_passive(run->doc, token);
  s.is_negated = is_negated(run->doc, run->quote_of, token);
  bool is_found = ro_attribution_find_content(run, &s);
  bool may_wait = s.frame.pos == 'v' && s.frame.frames & RO_TAKES_QUOTE && s.quote == RO_NONE;
  if (!is_found && !may_wait) return;
  bool is_raised = s.is_passive && s.rule && ro_str_is(RO_STR("raising"), s.rule);
  bool is_misread = s.rule && ro_str_is(RO_STR("rest after"), s.rule) &&
                    ro_tree_is(run->doc, token, RO_DEPRELS(ACL));
  bool may_choose = is_found && !is_raised && !is_misread && s.frame.pos != 'r' &&
                    s.frame.pos != 'p' && !run->keeps_contents;
  if (may_choose && run->state->has_model) ro_attribution_choose_content(run, &s);
  ro_speech *row = RO_ADD(run->scratch, &run->speeches);
  if (!row) return;
  *row = s;
  run->speech_of[token] = run->speeches.n - 1;
}

/* Head of the noun phrase that begins at the token. */
static uint32_t phrase_head(const ro_doc *doc, uint32_t token) {
  const ro_deprels inner = RO_DEPRELS(DET) | RO_DEPRELS(AMOD) | RO_DEPRELS(COMPOUND) |
                           RO_DEPRELS(NUMMOD) | RO_DEPRELS(NMOD_POSS) | RO_DEPRELS(FLAT) |
                           RO_DEPRELS(ADVMOD) | RO_DEPRELS(PUNCT) | RO_DEPRELS(DET_PREDET);
  while (ro_tree_is(doc, token, inner) && doc->tokens.head[token] != RO_NONE &&
         doc->tokens.head[token] > token)
    token = doc->tokens.head[token];
  return token;
}

/* Token that heads the clause in which the phrase [first, end) with its noun `head` stands. */
static uint32_t host_clause(const ro_doc *doc, uint32_t head, uint32_t first, uint32_t end) {
  const ro_deprels clauses = RO_DEPRELS(ROOT) | RO_DEPRELS(CCOMP) | RO_DEPRELS(ADVCL) |
                             RO_DEPRELS(PARATAXIS) | RO_DEPRELS(CONJ) | RO_DEPRELS(ACL_RELCL);
  uint32_t top = doc->tokens.head[head];
  while (top != RO_NONE && top >= first && top < end) top = doc->tokens.head[top];
  while (top != RO_NONE && doc->tokens.head[top] != RO_NONE && !ro_tree_is(doc, top, clauses))
    top = doc->tokens.head[top];
  return top;
}

/* The tree has put all into the source: it ends at the first comma, the rest is the content. */
static void split_at_comma(run_state *run, ro_speech *s, uint32_t first) {
  const ro_doc *doc = run->doc;
  uint32_t end = doc->sentences.at[doc->tokens.sentence[first]].end, t = first;
  while (t < end && doc->tokens.xpos[t] != RO_XPOS_COMMA) t++;
  if (t == first || t >= end || !ro_attribution_add_part(run, s, t + 1, end)) return;
  s->source = (ro_range){first, t};
  if (s->source_head >= t) s->source_head = t - 1;
}

/* "..., according to the union's head, A. Varga": a name after a comma goes with the source. */
static bool is_apposition(const ro_doc *doc, uint32_t first, uint32_t end) {
  bool is_after_comma = doc->tokens.xpos[first] == RO_XPOS_COMMA && first + 1 < end;
  uint8_t upos = is_after_comma ? doc->tokens.upos[first + 1] : RO_UPOS_NONE;
  if (upos != RO_UPOS_PROPN && upos != RO_UPOS_NOUN && upos != RO_UPOS_DET) return false;
  for (uint32_t t = first + 1; t < end; t++)
    if (doc->tokens.upos[t] == RO_UPOS_VERB || doc->tokens.upos[t] == RO_UPOS_AUX) return false;
  return true;
}

/* "according to the union": the phrase names the source, its clause is the content. */
static void find_phrase(run_state *run, uint32_t token) {
  const ro_doc *doc = run->doc;
  ro_speech s = {.cue = token, .quote = run->quote_of[token], .rule = "phrase of source"};
  uint32_t n = 0, first, end;
  if (!ro_attribution_phrase_at(run, token, &s.frame, &n)) return;
  if (token + n >= doc->tokens.n || doc->tokens.sentence[token + n] != doc->tokens.sentence[token])
    return;
  s.frame.frames |= RO_TAKES_QUOTE;
  s.source_head = phrase_head(doc, token + n);
  uint32_t top = host_clause(doc, s.source_head, token, token + n);
  ro_range *cue = RO_ADD(run->scratch, &s.cues);
  if (!cue) return;
  *cue = (ro_range){token, token + n};
  s.source = ro_attribution_noun_phrase(doc, s.source_head);
  if (s.source.first < token + n) s.source.first = token + n;
  if (top == RO_NONE) top = s.source_head; /* a noun alone: the sentence around it */
  ro_tree_range(doc, top, &first, &end);
  if (top == s.source_head) {
    first = doc->sentences.at[doc->tokens.sentence[token]].first;
    end = doc->sentences.at[doc->tokens.sentence[token]].end;
  }
  uint32_t hole_end = doc->tokens.right[s.source_head] + 1;
  if (hole_end < s.source.end) hole_end = s.source.end;
  if (token > first) ro_attribution_add_part(run, &s, first, token);
  if (hole_end < end && (!s.parts.n || !is_apposition(doc, hole_end, end)))
    ro_attribution_add_part(run, &s, hole_end, end);
  if (!s.parts.n) split_at_comma(run, &s, token + n);
  ro_speech *row = s.parts.n ? RO_ADD(run->scratch, &run->speeches) : NULL;
  if (row) *row = s;
}

/* "Ministry: no change of course": a headline or a transcript that names its speaker so. */
static void find_colon(run_state *run, const ro_sentence *sentence) {
  const ro_doc *doc = run->doc;
  enum { MAX_NAME = 8, MIN_CONTENT = 3 };
  for (uint32_t i = sentence->first; i < sentence->end && i < sentence->first + MAX_NAME; i++) {
    if (!ro_str_is(ro_doc_form(doc, i), ":")) continue;
    uint32_t m = i > sentence->first ? ro_doc_mention_at(doc, i - 1) : RO_NONE;
    if (m == RO_NONE || doc->mentions.at[m].first > sentence->first + 1 ||
        doc->mentions.at[m].form == RO_FORM_PRONOUN || i + MIN_CONTENT >= sentence->end)
      return;
    ro_mention_type type = doc->mentions.at[m].type;
    if (type != RO_MENTION_PER && type != RO_MENTION_ORG && type != RO_MENTION_GPE) return;
    ro_speech s = {.cue = i,
                   .quote = RO_NONE,
                   .source_head = doc->mentions.at[m].head,
                   .source = {sentence->first, i},
                   .frame = {.pos = ':', .act = RO_ACT_SAY, .frames = RO_TAKES_QUOTE},
                   .rule = "name and colon"};
    ro_range *cue = RO_ADD(run->scratch, &s.cues);
    if (!cue || !ro_attribution_add_part(run, &s, i + 1, sentence->end)) return;
    *cue = (ro_range){i, i + 1};
    ro_speech *row = RO_ADD(run->scratch, &run->speeches);
    if (row) *row = s;
    return;
  }
}

static void find_speeches(run_state *run) {
  const ro_doc *doc = run->doc;
  for (uint32_t k = 0; k < doc->sentences.n; k++) {
    const ro_sentence *s = &doc->sentences.at[k];
    if (is_set_aside(doc, s)) continue;
    find_colon(run, s);
    for (uint32_t i = s->first; i < s->end; i++) {
      find_at(run, i);
      find_phrase(run, i);
    }
  }
}

/* Nouns and thoughts need a holder; speech may be without ("it is said that"). */
bool ro_attribution_is_kept(const ro_speech *s) {
  bool has_source = s->source.first < s->source.end;
  if (!s->parts.n || s->frame.is_open) return false;
  if (has_source || s->has_quotation) return true;
  switch (s->frame.pos) {
    case 'n':
      return s->frame.is_strong;
    case 'v':
      return s->is_passive;
    case 'a':
      return false;
    default:
      return true;
  }
}

/* A word of no table must be surer than the reporting words of the lexicon. */
static const double OPEN_P = 0.45;

/* "will send aid if they leave": a condition of the act, not what is said.  Only who asks, knows,
 * doubts or decides does so "if". */
static bool begins_condition(const run_state *run, const ro_speech *s) {
  static const char *const words[] = {"if",    "unless", "because", "although", "while", "when",
                                      "after", "before", "since",   "until",    "once"};
  ro_str first = ro_doc_lower(run->doc, s->parts.at[0].first);
  if (s->cue != RO_NONE && s->parts.at[0].first < s->cue) return false;
  if (run->quote_of[s->parts.at[0].first] != s->quote) return false;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (ro_str_is(first, words[i])) return true;
  return false;
}

static bool is_asking(const ro_speech *s) {
  if (s->frame.is_open) return false;
  bool takes_clause = (s->frame.frames & RO_TAKES_THAT) != 0;
  return takes_clause && s->frame.act != RO_ACT_PROMISE && s->frame.act != RO_ACT_INTEND;
}

static bool is_kept(const run_state *run, ro_speech *s) {
  enum { RULE_PERCENT = 80 }; /* of what the rules keep is right, about */
  s->p = RULE_PERCENT / 100.0f;
  if (!run->state->has_model || !s->parts.n) return ro_attribution_is_kept(s);
  /* "reportedly", "an estimated": PolNeAR leaves most unmarked, so the model cannot judge them;
   * "according to" needs no judge */
  bool is_adverb = s->frame.pos == 'r' || s->frame.pos == 'p';
  if ((is_adverb || s->frame.pos == 'c') && !s->frame.is_open) return true;
  s->p = (float)ro_attribution_probability(run, s);
  if (s->has_quotation) return true;
  if (begins_condition(run, s) && !is_asking(s)) return false;
  return (double)s->p >= (s->frame.is_open ? OPEN_P : run->state->threshold);
}

static ro_attribution_kind kind_of(const run_state *run, const ro_speech *s) {
  bool has_quote = false, is_all_quote = true;
  for (uint32_t i = 0; i < s->parts.n; i++) {
    for (uint32_t t = s->parts.at[i].first; t < s->parts.at[i].end; t++) {
      uint32_t q = run->quote_of[t];
      bool is_in = q != RO_NONE && q != s->quote;
      has_quote |= is_in;
      is_all_quote &= is_in;
    }
  }
  return !has_quote ? RO_KIND_INDIRECT : is_all_quote ? RO_KIND_DIRECT : RO_KIND_MIXED;
}

static void add_spans(ro_doc *doc, const ro_ranges *ranges, ro_spans *out) {
  for (uint32_t i = 0; i < ranges->n; i++)
    ro_spans_add(doc->arena, out, ro_doc_tokens_span(doc, ranges->at[i].first, ranges->at[i].end));
}

static uint32_t entity_of(const run_state *run, const ro_speech *s, uint32_t *mention) {
  const ro_doc *doc = run->doc;
  *mention = RO_NONE;
  if (s->source_head == RO_NONE) return RO_NONE;
  *mention = run->mention_of[s->source_head];
  if (*mention == RO_NONE) {
    uint32_t m = ro_doc_mention_at(doc, s->source_head);
    bool is_name_of_it = m != RO_NONE && doc->mentions.at[m].first >= s->source.first;
    if (is_name_of_it) *mention = m;
  }
  return *mention == RO_NONE ? RO_NONE : doc->mentions.at[*mention].entity;
}

/* "said at least 12 had died": parsers hang "at least" on the verb; it belongs to the number. */
static void keep_bound_whole(const ro_doc *doc, const ro_speech *s) {
  uint32_t t = s->parts.n ? s->parts.at[0].first : 0;
  if (t == 0 || !ro_str_is(ro_doc_lower(doc, t - 1), "at")) return;
  if (!ro_str_is(ro_doc_lower(doc, t), "least") && !ro_str_is(ro_doc_lower(doc, t), "most")) return;
  s->parts.at[0].first--;
  for (uint32_t i = 0; i < s->cues.n; i++)
    if (s->cues.at[i].end == t && s->cues.at[i].first + 1 < t) s->cues.at[i].end--;
}

static void write_row(run_state *run, const ro_speech *s) {
  ro_doc *doc = run->doc;
  keep_bound_whole(doc, s);
  ro_attribution *a = RO_ADD(doc->arena, &doc->attributions);
  if (!a) return;
  a->id = doc->attributions.n - 1;
  a->source_entity = entity_of(run, s, &a->source);
  uint32_t at = doc->tokens.span[s->cue != RO_NONE ? s->cue : s->parts.at[0].first].begin;
  a->source_span = (ro_span){at, at};
  if (s->source.first < s->source.end)
    a->source_span = ro_doc_tokens_span(doc, s->source.first, s->source.end);
  add_spans(doc, &s->cues, &a->cue);
  add_spans(doc, &s->parts, &a->content);
  a->cue_token = s->cue;
  a->kind = kind_of(run, s);
  a->parent = RO_NONE;
  a->act = (ro_act)s->frame.act;
  a->basis = ro_attribution_basis(run, s, a->source_entity);
  a->is_negated = s->is_negated;
  a->rule = s->rule;
  a->p = s->p;
}

/* Place of a speech in the text, for the order of rows. */
static uint32_t place_of(const ro_speech *s) {
  return s->cue != RO_NONE ? s->cue : s->parts.at[0].first;
}

static int by_place(const void *x, const void *y) {
  const ro_speech *a = x, *b = y;
  uint32_t i = place_of(a), j = place_of(b);
  return i < j ? -1 : i > j;
}

/* Parents: contents are painted on the tokens, largest first; what is on an attribution's cue
 * when its turn comes is the smallest larger content that holds it.  The cost is the sum of the
 * contents' lengths. */
static ro_status set_parents(run_state *run, const ro_speech *speeches, uint32_t n) {
  uint32_t *paint = new_paint(run);
  sized *order = by_falling_size(run, speeches, n);
  if (!paint || !order) return RO_ENOMEM;
  for (uint32_t o = 0; o < n; o++) {
    const ro_speech *s = &speeches[order[o].row];
    run->doc->attributions.at[order[o].row].parent = paint[place_of(s)];
    paint_content(s, order[o].row, paint);
  }
  return RO_OK;
}

/* Inside other contents the model, which saw few such cases marked, must be surer. */
static const float NESTED_P = 0.45f, NESTED_OPEN_P = 0.80f;

static ro_status drop_unsure_nested(run_state *run, ro_speech *speeches, uint32_t *n) {
  uint32_t *paint = new_paint(run), kept = 0;
  sized *order = by_falling_size(run, speeches, *n);
  if (!paint || !order) return RO_ENOMEM;
  for (uint32_t o = 0; o < *n; o++) {
    ro_speech *s = &speeches[order[o].row];
    bool is_nested = paint[place_of(s)] != RO_NONE;
    if (is_nested && !s->has_quotation && s->p < (s->frame.is_open ? NESTED_OPEN_P : NESTED_P))
      s->p = -1;
    else
      paint_content(s, order[o].row, paint);
  }
  for (uint32_t i = 0; i < *n; i++)
    if (speeches[i].p >= 0) speeches[kept++] = speeches[i];
  *n = kept;
  return RO_OK;
}

static ro_status write_rows(run_state *run) {
  uint32_t n = 0;
  ro_speech *all = run->speeches.at;
  for (uint32_t i = 0; i < run->speeches.n; i++)
    if (is_kept(run, &all[i])) all[n++] = all[i];
  if (run->state->has_model) RO_TRY(drop_unsure_nested(run, all, &n));
  if (!n) return RO_OK;
  qsort(all, n, sizeof *all, by_place);
  for (uint32_t i = 0; i < n; i++) write_row(run, &all[i]);
  return ro_arena_has_failed(run->doc->arena) ? RO_ENOMEM : set_parents(run, all, n);
}

ro_status ro_attribution_collect(run_state *run) {
  RO_TRY(prepare(run));
  find_speeches(run);
  ro_attribution_place_quotes(run);
  RO_TRY(find_hosts(run));
  for (uint32_t i = 0; i < run->speeches.n; i++) {
    ro_speech *s = &run->speeches.at[i];
    bool is_open = s->cue != RO_NONE && s->source_head == RO_NONE;
    if (is_open) ro_attribution_find_source(run, s);
    bool is_raised = s->is_passive && s->rule && ro_str_is(RO_STR("raising"), s->rule);
    bool may_choose =
        is_open && !is_raised && s->frame.pos != 'r' && s->frame.pos != 'p' && !run->keeps_sources;
    if (may_choose && s->parts.n && run->state->has_model) ro_attribution_choose_source(run, s);
  }
  ro_attribution_settle_direct(run);
  for (uint32_t i = 0; i < run->speeches.n; i++)
    ro_attribution_widen_cue(run, &run->speeches.at[i]);
  return ro_arena_has_failed(run->scratch) ? RO_ENOMEM : RO_OK;
}

ro_status ro_attribution_run(const void *state, ro_doc *doc, ro_arena *scratch) {
  run_state run = {.doc = doc, .scratch = scratch, .state = state};
  if (!doc->tokens.n) return RO_OK;
  RO_TRY(ro_attribution_collect(&run));
  return write_rows(&run);
}
