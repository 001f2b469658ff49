/* Conditions: what must hold for something else to be done or to come about.
 *
 *   marker      if, unless, provided, on condition that, as long as, until, contingent on ...
 *   inversion   "should X attack", "had X known", "were it not for X"
 *   any         "any attack would be met with ...": the subject is the condition
 *   back        "Otherwise, ..." and "If so, ...": the sentence before is the condition
 *
 * Rules over the tree with punctuation as a check (condition_clause.c).  Turned away: indirect
 * questions ("asked if"), comparisons ("as if"), concessions ("even if"), set phrases ("if
 * anything"), and time clauses about the past ("stayed until the shelling ended"). */
#include "extract/condition_internal.h"

#include "extract/extract.h"

#define X(id, label) label,
static const char *const marker_label[RO_N_MARKER] = {RO_MARKER_LIST(X)};
#undef X

typedef struct {
  const ro_table *markers;
  const uint8_t *kind; /* [rows] ro_marker_kind */
  bool *is_negative;   /* [rows] */
} condition_state;

static bool is_one_of(ro_str s, const char *const *list) {
  for (size_t i = 0; list[i]; i++)
    if (ro_str_is(s, list[i])) return true;
  return false;
}

/* A marker is used when it makes a condition often enough.  Those of time may do so rarely
 * ("once"): the check that all looks ahead makes them sure.  Backward ones stand first in their
 * sentence. */
static bool is_sure(ro_marker_kind kind, ro_str sure) {
  char tenth = sure.len > 2 ? sure.data[2] : '9';
  if (kind == RO_MARKER_TIME) return tenth >= '3';
  if (kind == RO_MARKER_BACK) return tenth >= '5';
  return tenth >= (kind == RO_MARKER_CLAUSE ? '5' : '6');
}

static bool open_markers(condition_state *s, ro_arena *arena) {
  static const char *const not_used[] = {"even if",         "if ever",          "precondition for",
                                         "precondition of", "prerequisite for", "presuppose",
                                         "depending on",    "depending upon",   NULL};
  uint32_t n = ro_table_rows(s->markers), polarity = ro_table_column(s->markers, "polarity");
  uint32_t sure = ro_table_column(s->markers, "sure"), kind = ro_table_column(s->markers, "kind");
  uint8_t *kinds = RO_ARRAY(arena, uint8_t, n);
  s->is_negative = RO_ARRAY(arena, bool, n);
  if (!kinds || !s->is_negative) return false;
  for (uint32_t i = 0; i < n; i++) {
    kinds[i] = (uint8_t)ro_label_find(marker_label, RO_N_MARKER,
                                      ro_table_field(s->markers, i, kind), RO_MARKER_NONE);
    if (!is_sure((ro_marker_kind)kinds[i], ro_table_field(s->markers, i, sure)) ||
        is_one_of(ro_table_field(s->markers, i, 0), not_used))
      kinds[i] = RO_MARKER_NONE;
    s->is_negative[i] = ro_str_is(ro_table_field(s->markers, i, polarity), "negative");
  }
  s->kind = kinds;
  return true;
}

ro_status ro_condition_open(const ro_resources *resources, ro_arena *process, const void **state,
                            ro_error *error) {
  (void)error;
  condition_state *s = RO_NEW(process, condition_state);
  if (!s) return RO_ENOMEM;
  s->markers = ro_lexicon_table(resources->lexicon, "conditions");
  *state = s;
  return !s->markers || open_markers(s, process) ? RO_OK : RO_ENOMEM;
}

/* ------------------------------------------------------------------ what is no condition */

static bool is_question(const ro_condition_reading *c) {
  uint32_t last = c->sentence.end - 1;
  for (uint32_t n = 0; n < 3 && last > c->sentence.first; n++, last--)
    if (ro_lower_is(c->doc, last, "?")) return true;
  return false;
}

static bool is_indirect_question(const ro_condition_reading *c) {
  static const char *const asking[] = {"ask",       "wonder",  "know",     "see",       "decide",
                                       "determine", "unclear", "clear",    "sure",      "check",
                                       "consider",  "doubt",   "question", "uncertain", "examine",
                                       "tell",      "find",    "learn",    "inquire",   "establish",
                                       "assess",    "judge",   "care",     "matter",    NULL};
  const ro_doc *doc = c->doc;
  uint32_t before = c->marker.first;
  if (!ro_lower_is(doc, before, "if")) return false;
  uint32_t head = c->verb == RO_NONE ? RO_NONE : doc->tokens.head[c->verb];
  if (head != RO_NONE && ro_tree_is(doc, c->verb, RO_DEPRELS(CCOMP) | RO_DEPRELS(CSUBJ)) &&
      ro_lemma_in(doc, head, asking))
    return true;
  return before > c->sentence.first && ro_lemma_in(doc, before - 1, asking);
}

/* "as if", "even if", "if anything", "hundreds, if not thousands". */
static bool is_set_phrase(const ro_condition_reading *c) {
  static const char *const before[] = {"as", "even", "what", "only", NULL};
  static const char *const after[] = {"anything", "ever", "any", "at", NULL};
  const ro_doc *doc = c->doc;
  uint32_t m = c->marker.first, k = c->marker.end;
  if (!ro_lower_is(doc, m, "if")) return false;
  if (m > c->sentence.first && ro_lower_in(doc, m - 1, before))
    return !ro_lower_is(doc, m - 1, "only");
  if (k >= c->sentence.end) return true;
  if (ro_lower_in(doc, k, after))
    return k + 1 < doc->tokens.n && !(doc->tokens.upos[k + 1] == RO_UPOS_NOUN);
  if (!ro_lower_is(doc, k, "not")) return false;
  return m > c->sentence.first ||
         (k + 1 < c->sentence.end &&
          ro_lower_is(doc, k + 1, "for")); /* inside a sentence "if not" corrects a word */
}

/* ------------------------------------------------------------------ rows */

/* A clause without the speaker behind it: "if the crew is freed, the minister said". */
static ro_span without_speaker(const ro_doc *doc, ro_span clause) {
  for (uint32_t i = 0; i < doc->attributions.n; i++) {
    ro_span source = doc->attributions.at[i].source_span;
    if (source.begin <= clause.begin || source.end < clause.end || source.begin >= clause.end)
      continue;
    ro_str before = ro_str_trim(ro_doc_span(doc, (ro_span){clause.begin, source.begin}));
    if (!before.len || before.data[before.len - 1] != ',') continue;
    before = ro_str_trim(ro_str_sub(before, 0, before.len - 1));
    clause.end = clause.begin + (uint32_t)before.len;
  }
  return clause;
}

static bool add_row(ro_doc *doc, const ro_condition_reading *c, ro_arena *scratch) {
  uint8_t *mask = RO_ARRAY(scratch, uint8_t, c->sentence.end - c->sentence.first + 1);
  ro_span spans[3], condition = ro_doc_tokens_span(doc, c->condition.first, c->condition.end);
  if (!mask) return false;
  if (ro_doc_is_aside(doc, condition)) return true;
  uint32_t n = ro_condition_consequence(c, mask, spans);
  if (!n) return true;
  ro_condition row = {.attribution = RO_NONE, .is_negative = c->is_negative, .rule = c->rule};
  row.marker = ro_doc_tokens_span(doc, c->marker.first, c->marker.end);
  condition = without_speaker(doc, condition);
  if (!ro_spans_add(doc->arena, &row.condition, condition)) return false;
  for (uint32_t i = 0; i < n; i++)
    if (!ro_spans_add(doc->arena, &row.consequence, without_speaker(doc, spans[i]))) return false;
  ro_condition_party(doc, c, &row);
  ro_condition *at = RO_ADD(doc->arena, &doc->conditions);
  if (at) *at = row;
  return at != NULL;
}

/* ------------------------------------------------------------------ markers */

static bool is_finite_present(const ro_doc *doc, uint32_t verb) {
  ro_xpos x = (ro_xpos)doc->tokens.xpos[verb];
  if (x == RO_XPOS_VBZ || x == RO_XPOS_VBP) return true;
  for (uint32_t k = ro_tree_first(doc, verb); k != RO_NONE; k = doc->tokens.next_sibling[k])
    if (doc->tokens.upos[k] == RO_UPOS_AUX &&
        (doc->tokens.xpos[k] == RO_XPOS_VBZ || doc->tokens.xpos[k] == RO_XPOS_VBP ||
         doc->tokens.xpos[k] == RO_XPOS_MD))
      return true;
  return false;
}

/* A noun of time with a subject and a verb in the present right behind it, wherever the parser hung
 * the clause: "until the hour the siege ends". */
static bool is_moment_by_words(const ro_condition_reading *c) {
  static const char *const moments[] = {"moment", "minute", "hour",  "day",  "time",
                                        "point",  "week",   "month", "year", NULL};
  const ro_doc *doc = c->doc;
  bool has_subject = false;
  if (!ro_lemma_in(doc, c->verb, moments)) return false;
  for (uint32_t t = c->verb + 1; t < c->sentence.end && t < c->verb + 9; t++) {
    ro_upos u = (ro_upos)doc->tokens.upos[t];
    ro_xpos x = (ro_xpos)doc->tokens.xpos[t];
    if (has_subject && (x == RO_XPOS_VBZ || x == RO_XPOS_VBP || x == RO_XPOS_MD)) return true;
    if (u == RO_UPOS_PUNCT || u == RO_UPOS_VERB || (u == RO_UPOS_ADP && !has_subject)) return false;
    has_subject |= u == RO_UPOS_NOUN || u == RO_UPOS_PROPN || u == RO_UPOS_PRON;
  }
  return false;
}

/* "until the moment that X begins": a noun with a clause of its own. */
static bool is_moment_with_clause(const ro_condition_reading *c) {
  const ro_doc *doc = c->doc;
  if (is_moment_by_words(c)) return true;
  uint32_t k =
      ro_tree_child_of(doc, c->verb, RO_DEPRELS(ACL_RELCL) | RO_DEPRELS(ACL) | RO_DEPRELS(CCOMP));
  return k != RO_NONE && k > c->verb && doc->tokens.xpos[c->verb] == RO_XPOS_NN;
}

static bool is_time_condition(ro_condition_reading *c) {
  const ro_doc *doc = c->doc;
  uint32_t last = c->marker.end - 1, head = doc->tokens.head[last];
  if (doc->tokens.deprel[last] == RO_DEPREL_CASE && head != RO_NONE && head > last) {
    c->verb = head;
    if (!is_moment_with_clause(c)) return false;
    if (!ro_condition_find_noun(c)) return false;
  } else {
    if (!ro_condition_find_clause(c) || !is_finite_present(doc, c->verb)) return false;
  }
  return ro_condition_looks_ahead(doc, c->governor);
}

/* "provided X stays", "providing that X stays" - not "provided by", "has provided". */
static bool is_provided(const ro_condition_reading *c) {
  const ro_doc *doc = c->doc;
  uint32_t m = c->marker.first, k = c->marker.end;
  if (!ro_lower_in(doc, m,
                   (const char *const[]){"provided", "providing", "assuming", "supposing", NULL}))
    return true;
  bool has_that = k - m > 1 || (k < c->sentence.end && ro_lower_is(doc, k, "that"));
  bool opens = m == c->sentence.first || ro_lower_is(doc, m - 1, ",") ||
               ro_lower_in(doc, m - 1, (const char *const[]){"“", "\"", "but", "only", NULL});
  if (!has_that && !opens) return false;
  if (k >= c->sentence.end || doc->tokens.upos[k] == RO_UPOS_ADP) return false;
  for (uint32_t t = k; t < c->sentence.end; t++) {
    if (doc->tokens.upos[t] == RO_UPOS_VERB || doc->tokens.upos[t] == RO_UPOS_AUX)
      return doc->tokens.xpos[t] != RO_XPOS_VBG;
    if (ro_lower_is(doc, t, ",")) return false;
  }
  return false;
}

/* "as long as possible", "if possible", "once powerful": no clause follows. */
static bool has_clause(const ro_condition_reading *c) {
  const ro_doc *doc = c->doc;
  uint32_t m = c->marker.first, k = c->marker.end;
  if (k >= c->sentence.end || ro_lower_is(doc, k, "possible")) return false;
  return !ro_lower_is(doc, m, "once") || doc->tokens.deprel[m] == RO_DEPREL_MARK;
}

/* What hangs on something is an undertaking, not a state that lives by its imports nor somebody who
 * counts on a friend. */
static bool is_undertaking(const ro_doc *doc, const ro_condition_reading *c) {
  uint32_t s = ro_tree_child_of(doc, c->governor, RO_DEPRELS(NSUBJ) | RO_DEPRELS(NSUBJ_PASS));
  uint32_t m = s == RO_NONE ? RO_NONE : ro_doc_mention_at(doc, s);
  if (m == RO_NONE) return true;
  ro_mention_type type = doc->mentions.at[m].type;
  return type == RO_MENTION_EVENT || type == RO_MENTION_MISC;
}

static bool read_back(ro_condition_reading *c, ro_doc *doc, ro_arena *scratch) {
  uint32_t s = doc->tokens.sentence[c->marker.first];
  bool opens = c->marker.first == c->sentence.first ||
               (c->marker.first == c->sentence.first + 1 &&
                doc->tokens.upos[c->sentence.first] == RO_UPOS_PUNCT);
  if (!opens || s == 0 || doc->sentences.at[s].paragraph > doc->sentences.at[s - 1].paragraph + 1)
    return true;
  c->condition = c->marker;
  c->governor = RO_NONE;
  c->is_initial = true;
  uint32_t n = doc->conditions.n;
  if (!add_row(doc, c, scratch)) return false;
  if (doc->conditions.n == n) return true;
  ro_condition *row = &doc->conditions.at[n];
  const ro_sentence *before = &doc->sentences.at[s - 1];
  row->condition.at[0] = ro_doc_tokens_span(doc, before->first, before->end);
  return true;
}

static bool read_marker(const condition_state *s, ro_condition_reading *c, uint32_t row,
                        ro_doc *doc, ro_arena *scratch) {
  c->kind = (ro_marker_kind)s->kind[row];
  c->is_negative = s->is_negative[row];
  c->verb = c->governor = RO_NONE;
  c->rule = marker_label[c->kind];
  bool is_found = false;
  switch (c->kind) {
    case RO_MARKER_CLAUSE:
      is_found = is_provided(c) && has_clause(c) && ro_condition_find_clause(c) &&
                 !is_indirect_question(c) && !is_set_phrase(c);
      break;
    case RO_MARKER_TIME:
      is_found = has_clause(c) && is_time_condition(c);
      break;
    case RO_MARKER_NOUN:
      is_found = ro_condition_find_noun(c);
      break;
    case RO_MARKER_PREDICATE:
      is_found = ro_condition_find_noun(c);
      c->takes_subject = true;
      c->governor = c->marker.first;
      is_found = is_found && is_undertaking(doc, c);
      break;
    case RO_MARKER_BACK:
      return read_back(c, doc, scratch);
    case RO_MARKER_NONE:
    case RO_N_MARKER:
      break;
  }
  return !is_found || add_row(doc, c, scratch);
}

/* ------------------------------------------------------------------ inversion */

static bool is_before_subject(const ro_doc *doc, uint32_t t, uint32_t verb) {
  uint32_t subject =
      ro_tree_child_of(doc, verb, RO_DEPRELS(NSUBJ) | RO_DEPRELS(NSUBJ_PASS) | RO_DEPRELS(EXPL));
  return subject != RO_NONE && subject > t && doc->tokens.left[subject] == t + 1;
}

/* Without the tree's help: the helper follows no subject of its own, a subject follows it, and
 * behind that the form of verb that goes with the helper. */
static bool looks_inverted(const ro_condition_reading *c, uint32_t t) {
  static const char *const subjects[] = {"he",    "she",  "they",  "we",    "i",    "it", "you",
                                         "there", "this", "these", "those", "that", NULL};
  const ro_doc *doc = c->doc;
  ro_upos next = (ro_upos)doc->tokens.upos[t + 1];
  bool has_subject = ro_lower_in(doc, t + 1, subjects) || next == RO_UPOS_PROPN ||
                     next == RO_UPOS_DET || next == RO_UPOS_NOUN;
  if (!has_subject) return false;
  if (t > c->sentence.first) {
    ro_upos before = (ro_upos)doc->tokens.upos[t - 1];
    bool follows_subject = before == RO_UPOS_NOUN || before == RO_UPOS_PROPN ||
                           before == RO_UPOS_PRON || before == RO_UPOS_DET ||
                           before == RO_UPOS_PART;
    bool is_plain =
        ro_lower_in(doc, t + 1, (const char *const[]){"he", "she", "they", "we", "i", NULL});
    bool has_would = false; /* "would have paid less had the bank told them" */
    for (uint32_t k = c->sentence.first; k < t; k++)
      has_would |= ro_lower_in(doc, k, (const char *const[]){"would", "could", "might", NULL});
    is_plain |= has_would && ro_lower_is(doc, t, "had") && next != RO_UPOS_NOUN;
    if (follows_subject && !is_plain) return false;
  }
  if (!ro_lower_is(doc, t, "were") && t == c->sentence.first) return true; /* and no question */
  if (ro_lower_is(doc, t, "were"))
    return t + 2 < c->sentence.end &&
           ro_lower_in(doc, t + 2, (const char *const[]){"not", "to", NULL});
  ro_xpos wanted = ro_lower_is(doc, t, "had") ? RO_XPOS_VBN : RO_XPOS_VB;
  for (uint32_t k = t + 2; k < c->sentence.end && k <= t + 9; k++) {
    ro_xpos x = (ro_xpos)doc->tokens.xpos[k];
    if (x == wanted || ro_lower_in(doc, k, (const char *const[]){"been", "be", NULL})) return true;
    if (x == RO_XPOS_COMMA || x == RO_XPOS_VBD || x == RO_XPOS_MD || x == RO_XPOS_VBZ) return false;
  }
  return false;
}

/* "should X ...", "had X ...", "were X to ...": the helper stands before its subject. */
static bool read_inversion(ro_condition_reading *c, uint32_t t, ro_doc *doc, ro_arena *scratch) {
  static const char *const helpers[] = {"should", "had", "were", NULL};
  static const char *const others[] = {"nor", "neither", "so",    "never",   "than", "as",
                                       "who", "what",    "which", "whether", "not",  "only",
                                       "why", "how",     "where", NULL};
  if (!ro_lower_in(doc, t, helpers) || t + 2 >= c->sentence.end || is_question(c)) return true;
  if (t > c->sentence.first && ro_lower_in(doc, t - 1, others)) return true;
  uint32_t verb = doc->tokens.head[t];
  bool is_helper = ro_tree_is(doc, t, RO_DEPRELS(AUX) | RO_DEPRELS(AUX_PASS) | RO_DEPRELS(COP));
  if (!is_helper) verb = t;
  bool is_in_tree =
      verb != RO_NONE && verb >= t && verb < c->sentence.end && is_before_subject(doc, t, verb);
  if (!is_in_tree && !looks_inverted(c, t)) return true;
  c->marker = (ro_token_range){t, t + 1};
  c->kind = RO_MARKER_CLAUSE;
  c->rule = "inversion";
  c->is_negative = false;
  if (!ro_condition_find_clause(c)) return true;
  return add_row(doc, c, scratch);
}

/* ------------------------------------------------------------------ without */

static bool has_modal(const ro_doc *doc, uint32_t verb) {
  for (uint32_t k = ro_tree_first(doc, verb); k != RO_NONE; k = doc->tokens.next_sibling[k])
    if (doc->tokens.xpos[k] == RO_XPOS_MD) return true;
  return false;
}

/* "Without guarantees, X will not withdraw", "if not for X, Y would ...": a noun phrase whose lack
 * is the condition; only beside a modal. */
static bool read_without(ro_condition_reading *c, uint32_t t, ro_doc *doc, ro_arena *scratch) {
  bool is_if_not_for = t + 2 < c->sentence.end && ro_lower_is(doc, t, "if") &&
                       ro_lower_is(doc, t + 1, "not") && ro_lower_is(doc, t + 2, "for");
  if (!is_if_not_for && !ro_lower_is(doc, t, "without")) return true;
  c->marker = (ro_token_range){t, t + (is_if_not_for ? 3 : 1)};
  c->kind = RO_MARKER_NOUN;
  c->rule = "without";
  c->is_negative = true;
  if (!ro_condition_find_noun(c) || c->governor == RO_NONE || !has_modal(doc, c->governor))
    return true;
  bool is_negated = false; /* "must be freed without delay" has no condition in it */
  for (uint32_t k = ro_tree_first(doc, c->governor); k != RO_NONE; k = doc->tokens.next_sibling[k])
    is_negated |= ro_lower_in(doc, k, (const char *const[]){"not", "n't", "never", "n’t", NULL});
  if (!c->is_initial && !is_negated && !is_if_not_for) return true;
  return add_row(doc, c, scratch);
}

/* ------------------------------------------------------------------ any */

static bool is_event(const ro_doc *doc, uint32_t token) {
  for (uint32_t i = 0; i < doc->events.n; i++)
    if (doc->events.at[i].token == token) return true;
  return false;
}

/* "any further attack would be met with sanctions". */
static bool read_any(ro_condition_reading *c, uint32_t t, ro_doc *doc, ro_arena *scratch) {
  static const char *const future[] = {"would", "will", "'ll", NULL};
  static const char *const again[] = {"further", "new",     "future", "additional",
                                      "such",    "renewed", NULL};
  if (!ro_lower_is(doc, t, "any")) return true;
  uint32_t noun = doc->tokens.head[t];
  if (noun == RO_NONE || noun < t || doc->tokens.deprel[t] != RO_DEPREL_DET) return true;
  if (!ro_tree_is(doc, noun, RO_DEPRELS(NSUBJ) | RO_DEPRELS(NSUBJ_PASS))) return true;
  uint32_t verb = doc->tokens.head[noun];
  if (verb == RO_NONE || verb < noun) return true;
  uint32_t aux = ro_tree_child(doc, verb, RO_DEPREL_AUX);
  if (aux == RO_NONE || !ro_lower_in(doc, aux, future)) return true;
  if (!is_event(doc, noun) && !(t + 1 < noun && ro_lower_in(doc, t + 1, again))) return true;
  c->marker = (ro_token_range){t, t + 1};
  c->kind = RO_MARKER_NOUN;
  c->rule = "any";
  c->verb = noun;
  c->governor = verb;
  c->is_initial = true;
  c->is_negative = false;
  uint32_t end = doc->tokens.right[noun] + 1;
  c->condition = (ro_token_range){t, end < aux ? end : aux};
  return add_row(doc, c, scratch);
}

/* ------------------------------------------------------------------ the stage */

/* Longest marker in use at token t.  "if he does not" is "if" with a clause of its own, and only
 * the bare "if so" and "if not" look back. */
static uint32_t match_marker(const condition_state *s, const ro_doc *doc, uint32_t t, uint32_t end,
                             uint32_t *n) {
  uint32_t row = ro_table_match(s->markers, doc, t, end, true, n);
  if (row == RO_NONE) return RO_NONE;
  if (ro_lower_is(doc, t, "if") && t + 2 < end && ro_lower_is(doc, t + 1, "not") &&
      ro_lower_is(doc, t + 2, "for"))
    return RO_NONE; /* read_without */
  bool is_if = ro_lower_is(doc, t, "if") && *n > 1 && s->kind[row] != RO_MARKER_CLAUSE;
  if (is_if && !(*n == 2 && ro_lower_in(doc, t + 1, (const char *const[]){"so", "not", NULL}))) {
    *n = 1;
    row = ro_table_find(s->markers, RO_STR("if"));
  }
  return row != RO_NONE && s->kind[row] != RO_MARKER_NONE ? row : RO_NONE;
}

static bool read_sentence(const condition_state *s, ro_doc *doc, uint32_t sentence,
                          ro_arena *scratch) {
  const ro_sentence *at = &doc->sentences.at[sentence];
  for (uint32_t t = at->first; t < at->end; t++) {
    ro_condition_reading c = {
        .doc = doc, .sentence = {at->first, at->end}, .verb = RO_NONE, .governor = RO_NONE};
    uint32_t n = 0, row = match_marker(s, doc, t, at->end, &n);
    if (row != RO_NONE) {
      c.marker = (ro_token_range){t, t + n};
      if (!read_marker(s, &c, row, doc, scratch)) return false;
      t += n - 1;
      continue;
    }
    if (!read_without(&c, t, doc, scratch) || !read_inversion(&c, t, doc, scratch) ||
        !read_any(&c, t, doc, scratch))
      return false;
  }
  return true;
}

ro_status ro_condition_run(const void *state, ro_doc *doc, ro_arena *scratch) {
  ro_arena_mark mark = ro_arena_tell(scratch);
  for (uint32_t s = 0; s < doc->sentences.n; s++) {
    if (!read_sentence(state, doc, s, scratch)) return RO_ENOMEM;
    ro_arena_reset(scratch, mark);
  }
  return RO_OK;
}
