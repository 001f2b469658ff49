/* Contents: what is said, read off the dependency tree.
 *
 * In the order tried for a verb: the finite clause it governs ("said that ..."), the clause it
 * comments on ("..., officials say"; "as X put it"), the infinitive ("promised to ..."), object
 * and complement together ("blamed X for ..."), the object ("rejected the plan"), the phrase after
 * its preposition ("called for ..."); and where the tree shows none of these though the word is one
 * that always reports, the rest of the sentence on the side where there is more of it.  The last
 * rule is what makes the stage hold up on sentences that the parser gets wrong. */
#include "extract/attribution_internal.h"

enum { MIN_REST = 3 /* tokens; a shorter rest of a sentence says nothing */ };

#define CLAUSES \
  (RO_DEPRELS(ROOT) | RO_DEPRELS(CCOMP) | RO_DEPRELS(ADVCL) | RO_DEPRELS(ADVCL_RELCL) | \
   RO_DEPRELS(ACL) | RO_DEPRELS(ACL_RELCL) | RO_DEPRELS(PARATAXIS) | RO_DEPRELS(CONJ) | \
   RO_DEPRELS(CSUBJ) | RO_DEPRELS(CSUBJ_PASS) | RO_DEPRELS(XCOMP) | RO_DEPRELS(LIST))
#define SUBJECTS \
  (RO_DEPRELS(NSUBJ) | RO_DEPRELS(NSUBJ_PASS) | RO_DEPRELS(NSUBJ_OUTER) | RO_DEPRELS(CSUBJ))

typedef ro_attribution_run_state run_state;

static bool is_punct(const ro_doc *doc, uint32_t token) {
  return doc->tokens.upos[token] == RO_UPOS_PUNCT;
}

/* Is it punctuation that may not begin or end a content?  Brackets and quotation marks may. */
static bool is_edge(const ro_doc *doc, uint32_t token) {
  uint8_t x = doc->tokens.xpos[token];
  if (!is_punct(doc, token)) return false;
  return x == RO_XPOS_COMMA || x == RO_XPOS_STOP || x == RO_XPOS_COLON || x == RO_XPOS_HYPH ||
         x == RO_XPOS_NFP;
}

bool ro_attribution_add_part(const run_state *run, ro_speech *speech, uint32_t first,
                             uint32_t end) {
  const ro_doc *doc = run->doc;
  if (speech->quote != RO_NONE) { /* a cue inside a quotation speaks of what is in it */
    const ro_quote *q = &run->quotes.at[speech->quote];
    if (first < q->first) first = q->first;
    if (end > q->end) end = q->end;
  }
  while (first < end && is_edge(doc, first)) first++;
  /* A stop before a closing mark is the quotation's; one after all else is the sentence's. */
  while (first < end && is_edge(doc, end - 1)) end--;
  bool closes = false; /* "worries (about how ...)": a bracket opened outside closes outside */
  for (uint32_t t = first; t + 1 < end; t++)
    closes = doc->tokens.xpos[t] == RO_XPOS_LRB || (closes && doc->tokens.xpos[t] != RO_XPOS_RRB);
  if (first < end && doc->tokens.xpos[end - 1] == RO_XPOS_RRB && !closes) end--;
  if (speech->quote != RO_NONE) { /* and the marks around that quotation are not of its content */
    const ro_quote *q = &run->quotes.at[speech->quote];
    if (first == q->first && first < end && is_punct(doc, first)) first++;
    if (end == q->end && first < end && is_punct(doc, end - 1)) end--;
    while (first < end && is_edge(doc, end - 1)) end--;
  }
  if (first >= end) return false;
  ro_range *part = RO_ADD(run->scratch, &speech->parts);
  if (part) *part = (ro_range){first, end};
  return part != NULL;
}

/* The subtree of `token` as a content, without the tokens [hole.first, hole.end). */
static bool add_without(const run_state *run, ro_speech *s, ro_range whole, ro_range hole) {
  if (hole.end <= whole.first || hole.first >= whole.end || hole.first >= hole.end)
    return ro_attribution_add_part(run, s, whole.first, whole.end);
  bool left = ro_attribution_add_part(run, s, whole.first, hole.first);
  bool right = ro_attribution_add_part(run, s, hole.end, whole.end);
  return left || right;
}

static ro_range subtree(const ro_doc *doc, uint32_t token) {
  ro_range r;
  ro_tree_range(doc, token, &r.first, &r.end);
  return r;
}

static bool add_subtree(const run_state *run, ro_speech *s, uint32_t token) {
  ro_range whole = subtree(run->doc, token), hole = {s->cue, s->cue + 1};
  if (s->cue >= whole.first && s->cue < whole.end) { /* the cue lies within: leave its words out */
    uint32_t subject = ro_tree_child_of(run->doc, s->cue, SUBJECTS);
    if (subject != RO_NONE) {
      ro_range r = subtree(run->doc, subject);
      if (r.first < hole.first) hole.first = r.first;
      if (r.end > hole.end) hole.end = r.end;
    }
  }
  return add_without(run, s, whole, hole);
}

static bool has_mark(const ro_doc *doc, uint32_t token, const char *word) {
  for (uint32_t c = ro_tree_first(doc, token); c != RO_NONE; c = doc->tokens.next_sibling[c])
    if (ro_tree_is(doc, c, RO_DEPRELS(MARK)) && ro_str_is(ro_doc_lower(doc, c), word)) return true;
  return false;
}

static bool has_subject(const ro_doc *doc, uint32_t token) {
  return ro_tree_child_of(doc, token, SUBJECTS) != RO_NONE;
}

static bool is_to(const ro_doc *doc, uint32_t token) {
  return token < doc->tokens.n && doc->tokens.upos[token] == RO_UPOS_PART &&
         ro_str_is(ro_doc_lower(doc, token), "to");
}

/* The finite clause that the cue governs. */
static bool take_clause(const run_state *run, ro_speech *s) {
  const ro_doc *doc = run->doc;
  uint32_t c = ro_tree_child(doc, s->cue, RO_DEPREL_CCOMP);
  if (c == RO_NONE && s->is_passive) /* "it is believed that ..." */
    c = ro_tree_child_of(doc, s->cue, RO_DEPRELS(CSUBJ) | RO_DEPRELS(CSUBJ_PASS));
  if (c == RO_NONE) return false;
  if (has_mark(doc, c, "to") && !has_subject(doc, c) && !(s->frame.frames & RO_TAKES_TO))
    return false;
  s->rule = "clause";
  return add_subtree(run, s, c);
}

/* The clause in which the cue is a comment: "..., officials say", "as officials say, ...". */
static bool take_host(const run_state *run, ro_speech *s) {
  const ro_doc *doc = run->doc;
  uint32_t host = doc->tokens.head[s->cue];
  bool is_comment = ro_tree_is(doc, s->cue, RO_DEPRELS(PARATAXIS)) ||
                    (ro_tree_is(doc, s->cue, RO_DEPRELS(ADVCL)) && has_mark(doc, s->cue, "as"));
  if (host == RO_NONE || !is_comment || !has_subject(doc, s->cue)) return false;
  s->rule = "comment";
  return add_without(run, s, subtree(doc, host), subtree(doc, s->cue));
}

/* "X said: it rains": the clause after the colon. */
static bool take_after_colon(const run_state *run, ro_speech *s) {
  const ro_doc *doc = run->doc;
  uint32_t c = ro_tree_child_of(doc, s->cue, RO_DEPRELS(PARATAXIS) | RO_DEPRELS(DEP));
  while (c != RO_NONE && c < s->cue) c = doc->tokens.next_sibling[c];
  if (c == RO_NONE || !ro_tree_is(doc, c, RO_DEPRELS(PARATAXIS) | RO_DEPRELS(DEP))) return false;
  uint32_t first = doc->tokens.left[c];
  bool is_led_in = first > 0 && (doc->tokens.xpos[first - 1] == RO_XPOS_COLON ||
                                 doc->tokens.xpos[first] == RO_XPOS_COLON);
  s->rule = "colon";
  return is_led_in && add_subtree(run, s, c);
}

/* The infinitive: "promised to", "urged them to", "called on them to". */
static bool take_infinitive(const run_state *run, ro_speech *s) {
  const ro_doc *doc = run->doc;
  for (uint32_t c = ro_tree_first(doc, s->cue); c != RO_NONE; c = doc->tokens.next_sibling[c]) {
    if (c < s->cue) continue;
    if (!ro_tree_is(doc, c,
                    RO_DEPRELS(XCOMP) | RO_DEPRELS(ADVCL) | RO_DEPRELS(CCOMP) | RO_DEPRELS(ACL)))
      continue;
    if (!has_mark(doc, c, "to") && !ro_tree_is(doc, c, RO_DEPRELS(XCOMP))) continue;
    s->rule = "infinitive";
    return add_subtree(run, s, c);
  }
  return false;
}

/* "X is said to have left": subject and infinitive; no source. */
static bool take_raising(const run_state *run, ro_speech *s) {
  const ro_doc *doc = run->doc;
  uint32_t c = ro_tree_child(doc, s->cue, RO_DEPREL_XCOMP);
  uint32_t subject = ro_tree_child_of(doc, s->cue, SUBJECTS);
  bool is_lost = (c == RO_NONE || c < s->cue) && is_to(doc, s->cue + 1);
  if (!s->is_passive || (!is_lost && (c == RO_NONE || c < s->cue))) return false;
  s->rule = "raising";
  if (subject != RO_NONE) {
    ro_range r = subtree(doc, subject);
    ro_attribution_add_part(run, s, r.first, r.end);
  }
  if (!is_lost) return add_subtree(run, s, c);
  return ro_attribution_add_part(run, s, s->cue + 1, doc->tokens.right[s->cue] + 1);
}

/* A phrase without the preposition that leads it in. */
static bool add_phrase(const run_state *run, ro_speech *s, uint32_t head, bool keep_case) {
  const ro_doc *doc = run->doc;
  ro_range r = subtree(doc, head);
  uint32_t prep = ro_tree_child(doc, head, RO_DEPREL_CASE);
  if (!keep_case && prep != RO_NONE && prep == r.first) r.first++;
  return add_without(run, s, r, (ro_range){s->cue, s->cue + 1});
}

static bool take_object(const run_state *run, ro_speech *s) {
  const ro_doc *doc = run->doc;
  uint32_t c = s->is_passive && doc->tokens.deprel[s->cue] != RO_DEPREL_ACL
                   ? ro_tree_child(doc, s->cue, RO_DEPREL_NSUBJ_PASS)
                   : ro_tree_child(doc, s->cue, RO_DEPREL_OBJ);
  if (c == RO_NONE) return false;
  s->rule = "object";
  return add_phrase(run, s, c, true);
}

/* Does the oblique tell when, rather than what? */
static bool is_temporal(const ro_doc *doc, uint32_t token) {
  static const char *const words[] = {
      "monday", "tuesday", "wednesday", "thursday",  "friday",     "saturday",
      "sunday", "today",   "yesterday", "tomorrow",  "week",       "month",
      "year",   "day",     "night",     "evening",   "morning",    "afternoon",
      "hour",   "minute",  "interview", "statement", "conference", "briefing",
      "speech", "tweet",   "letter",    "rally",     "call"};
  ro_str lemma = ro_doc_lower(doc, token);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (ro_str_is(lemma, words[i])) return true;
  return ro_doc_time_at(doc, token) != RO_NONE;
}

/* Object and complement: from the object to the end of what goes with it. */
static bool take_whole(const run_state *run, ro_speech *s) {
  const ro_doc *doc = run->doc;
  const ro_deprels with = RO_DEPRELS(OBL) | RO_DEPRELS(XCOMP) | RO_DEPRELS(ADVCL) |
                          RO_DEPRELS(CCOMP) | RO_DEPRELS(ADVMOD);
  uint32_t object = ro_tree_child(doc, s->cue, RO_DEPREL_OBJ);
  if (object == RO_NONE || object < s->cue) return false;
  ro_range r = subtree(doc, object);
  for (uint32_t c = doc->tokens.next_sibling[object]; c != RO_NONE;
       c = doc->tokens.next_sibling[c]) {
    if (!ro_tree_is(doc, c, with)) continue;
    if (is_temporal(doc, c)) continue;
    uint32_t first = doc->tokens.left[c];
    if (first < r.end) continue;
    if (first > 0 && doc->tokens.xpos[first - 1] == RO_XPOS_COMMA) break;
    r.end = doc->tokens.right[c] + 1;
  }
  s->rule = "object and complement";
  return ro_attribution_add_part(run, s, r.first, r.end);
}

static bool is_listed_prep(const ro_doc *doc, uint32_t head, uint32_t preps) {
  uint32_t prep = ro_tree_child_of(doc, head, RO_DEPRELS(CASE) | RO_DEPRELS(MARK));
  if (prep == RO_NONE) return false;
  return preps == UINT32_MAX || (ro_attribution_prep(ro_doc_lower(doc, prep)) & preps) != 0;
}

/* The phrase after one of the cue's prepositions. */
static bool take_prep(const run_state *run, ro_speech *s) {
  const ro_doc *doc = run->doc;
  const ro_deprels phrases =
      RO_DEPRELS(OBL) | RO_DEPRELS(NMOD) | RO_DEPRELS(ADVCL) | RO_DEPRELS(ACL);
  for (uint32_t c = ro_tree_first(doc, s->cue); c != RO_NONE; c = doc->tokens.next_sibling[c]) {
    if (c < s->cue || !ro_tree_is(doc, c, phrases)) continue;
    if (!is_listed_prep(doc, c, s->frame.preps) || is_temporal(doc, c)) continue;
    s->rule = "preposition";
    return add_phrase(run, s, c, true);
  }
  return false;
}

/* "call for X": the cue has swallowed the preposition; X is its object or oblique all the same. */
static bool take_after_phrase(const run_state *run, ro_speech *s) {
  const ro_doc *doc = run->doc;
  uint32_t last = s->cues.at[s->cues.n - 1].end;
  if (last == s->cue + 1) return false;
  for (uint32_t c = ro_tree_first(doc, s->cue); c != RO_NONE; c = doc->tokens.next_sibling[c]) {
    if (c < last || !ro_tree_is(doc, c, RO_DEPRELS(OBJ) | RO_DEPRELS(OBL) | RO_DEPRELS(ADVCL)))
      continue;
    if (is_temporal(doc, c)) continue;
    ro_range r = subtree(doc, c);
    if (r.first < last) r.first = last;
    s->rule = "phrase";
    if (s->frame.frames & RO_TAKES_TO && ro_tree_is(doc, c, RO_DEPRELS(OBL))) {
      /* "called on them to leave": the infinitive alone, if the tree has hung it on the noun */
      uint32_t to = ro_tree_child_of(doc, c, RO_DEPRELS(ACL) | RO_DEPRELS(ADVCL));
      if (to != RO_NONE && has_mark(doc, to, "to")) return add_subtree(run, s, to);
    }
    return ro_attribution_add_part(run, s, r.first, r.end);
  }
  return false;
}

/* The clause of "reportedly", the noun of "alleged". */
static bool take_modified(const run_state *run, ro_speech *s) {
  const ro_doc *doc = run->doc;
  uint32_t head = doc->tokens.head[s->cue];
  if (head == RO_NONE) return false;
  ro_range r = subtree(doc, head);
  s->rule = "modifier";
  if (s->frame.frames & RO_TAKES_CLAUSE)
    return add_without(run, s, r, (ro_range){s->cue, s->cue + 1});
  return ro_attribution_add_part(run, s, s->cue + 1, r.end);
}

static bool holds_verb(const ro_doc *doc, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end; i++)
    if (doc->tokens.upos[i] == RO_UPOS_VERB || doc->tokens.upos[i] == RO_UPOS_AUX) return true;
  return false;
}

/* "..., saying it was late", whose clause the tree has lost. */
static bool take_rest_after(const run_state *run, ro_speech *s, uint32_t after, uint32_t end) {
  const ro_doc *doc = run->doc;
  uint32_t hearer = ro_tree_child(doc, s->cue, RO_DEPREL_IOBJ); /* "told a paper ..." */
  if (hearer != RO_NONE && doc->tokens.left[hearer] == after) after = doc->tokens.right[hearer] + 1;
  s->rule = "rest after";
  return end > after + MIN_REST && doc->tokens.upos[after] != RO_UPOS_PUNCT &&
         holds_verb(doc, after, end) && ro_attribution_add_part(run, s, after, end);
}

/* No complement in the tree: the rest of the sentence after the cue, or all before it. */
static bool take_rest(const run_state *run, ro_speech *s) {
  const ro_doc *doc = run->doc;
  const ro_sentence *sentence = &doc->sentences.at[doc->tokens.sentence[s->cue]];
  uint32_t after = s->cues.at[s->cues.n - 1].end, subject = ro_tree_child_of(doc, s->cue, SUBJECTS);
  if (subject == RO_NONE) return take_rest_after(run, s, after, sentence->end);
  ro_range by = subtree(doc, subject);
  s->rule = "rest of the sentence";
  if (by.first > s->cue) after = by.end; /* "..., said X" */
  bool has_after = sentence->end > after + MIN_REST && holds_verb(doc, after, sentence->end) &&
                   doc->tokens.xpos[after] != RO_XPOS_COMMA && by.first < s->cue;
  if (has_after) return ro_attribution_add_part(run, s, after, sentence->end);
  uint32_t begin = by.first < s->cue ? by.first : s->cue;
  bool has_before = begin > sentence->first + MIN_REST &&
                    doc->tokens.xpos[begin - 1] == RO_XPOS_COMMA &&
                    holds_verb(doc, sentence->first, begin);
  return has_before && ro_attribution_add_part(run, s, sentence->first, begin);
}

/* Has the clause a relative pronoun for its subject or object? */
static bool has_relative(const ro_doc *doc, uint32_t clause) {
  for (uint32_t c = ro_tree_first(doc, clause); c != RO_NONE; c = doc->tokens.next_sibling[c]) {
    uint8_t x = doc->tokens.xpos[c];
    if (x == RO_XPOS_WP || x == RO_XPOS_WDT) return true;
  }
  return false;
}

/* "X is near, which Y denies": what stands before "which", from where the last content began. */
static bool take_which(const run_state *run, ro_speech *s) {
  const ro_doc *doc = run->doc;
  const ro_sentence *sentence = &doc->sentences.at[doc->tokens.sentence[s->cue]];
  uint32_t t = s->cue, first = sentence->first;
  while (t > sentence->first && !ro_str_is(ro_doc_lower(doc, t), "which")) t--;
  bool is_led_in = t > sentence->first + MIN_REST && doc->tokens.xpos[t - 1] == RO_XPOS_COMMA;
  bool is_last = s->cue + 1 >= sentence->end || is_edge(doc, s->cue + 1);
  if (!is_led_in || !is_last || s->frame.is_open) return false;
  for (uint32_t i = run->speeches.n; i-- > 0;) {
    const ro_speech *before = &run->speeches.at[i];
    if (before->cue == RO_NONE || before->cue < sentence->first) break;
    if (!before->parts.n || before->parts.at[0].first >= t) continue;
    if (before->parts.at[0].end + 2 >= t && before->parts.at[0].first > before->cue)
      first = before->parts.at[0].first;
  }
  s->rule = "which";
  return ro_attribution_add_part(run, s, first, t);
}

/* "fears that", "plans to", "speculation it is over", whose clause the tree has hung elsewhere. */
static bool take_after_noun(const run_state *run, ro_speech *s) {
  const ro_doc *doc = run->doc;
  uint32_t next = s->cues.at[s->cues.n - 1].end;
  const ro_sentence *sentence = &doc->sentences.at[doc->tokens.sentence[s->cue]];
  if (next + MIN_REST >= sentence->end || s->frame.is_open) return false;
  bool is_that = s->frame.frames & RO_TAKES_THAT && ro_str_is(ro_doc_lower(doc, next), "that");
  bool is_infinitive = s->frame.frames & RO_TAKES_TO && is_to(doc, next);
  s->rule = "after the noun";
  if (is_that) return ro_attribution_add_part(run, s, next, sentence->end);
  uint32_t verb = is_infinitive ? doc->tokens.head[next] : RO_NONE;
  if (verb == RO_NONE || verb < next) return false;
  return ro_attribution_add_part(run, s, next, doc->tokens.right[verb] + 1);
}

static bool find_for_noun(const run_state *run, ro_speech *s) {
  const ro_doc *doc = run->doc;
  const ro_deprels clauses = RO_DEPRELS(ACL) | RO_DEPRELS(CCOMP) | RO_DEPRELS(ACL_RELCL);
  uint32_t c = ro_tree_child_of(doc, s->cue, clauses);
  while (c != RO_NONE && c < s->cue) c = doc->tokens.next_sibling[c];
  s->rule = "noun";
  bool is_relative = c != RO_NONE && ro_tree_is(doc, c, RO_DEPRELS(ACL_RELCL));
  if (is_relative && (s->frame.is_open || has_relative(doc, c))) c = RO_NONE;
  if (c != RO_NONE && ro_tree_is(doc, c, clauses)) {
    if (s->frame.frames & RO_TAKES_TO && has_mark(doc, c, "to")) return add_subtree(run, s, c);
    bool is_finite = has_mark(doc, c, "that") ||
                     (has_subject(doc, c) && !has_mark(doc, c, "to") &&
                      doc->tokens.xpos[c] != RO_XPOS_VBG && doc->tokens.xpos[c] != RO_XPOS_VBN);
    if (s->frame.frames & RO_TAKES_THAT && is_finite) return add_subtree(run, s, c);
  }
  if (take_after_noun(run, s)) return true;
  return s->frame.frames & RO_TAKES_PREP && take_prep(run, s);
}

static bool find_for_verb(const run_state *run, ro_speech *s) {
  uint32_t f = s->frame.frames;
  if (s->is_passive && f & RO_TAKES_THAT && take_raising(run, s)) return true;
  if (f & (RO_TAKES_THAT | RO_TAKES_QUOTE) && take_clause(run, s)) return true;
  if (f & (RO_TAKES_THAT | RO_TAKES_QUOTE) && take_host(run, s)) return true;
  if (f & (RO_TAKES_THAT | RO_TAKES_QUOTE) && take_after_colon(run, s)) return true;
  if (f & RO_TAKES_TO && take_infinitive(run, s)) return true;
  if (f & RO_TAKES_WHOLE && take_whole(run, s)) return true;
  if (f & RO_TAKES_PREP && take_prep(run, s)) return true;
  if (take_after_phrase(run, s)) return true;
  if (f & RO_TAKES_OBJ && take_object(run, s)) return true;
  if (take_which(run, s)) return true;
  bool is_reporting = (f & RO_TAKES_QUOTE) != 0 && (f & RO_TAKES_THAT) != 0;
  return is_reporting && s->frame.is_strong && !s->is_passive && take_rest(run, s);
}

bool ro_attribution_find_content(run_state *run, ro_speech *s) {
  bool is_found = false;
  switch (s->frame.pos) {
    case 'v':
      is_found = find_for_verb(run, s);
      break;
    case 'n':
      is_found = find_for_noun(run, s);
      break;
    case 'a':
      is_found = (s->frame.frames & RO_TAKES_THAT && take_clause(run, s)) ||
                 (s->frame.frames & RO_TAKES_TO && take_infinitive(run, s)) ||
                 (s->frame.frames & RO_TAKES_PREP && take_prep(run, s));
      break;
    case 'r':
    case 'p':
      is_found = take_modified(run, s);
      break;
    default:
      break;
  }
  if (!is_found) s->parts.n = 0;
  return is_found;
}
