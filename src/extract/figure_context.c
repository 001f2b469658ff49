/* What a quantity counts, whose it is, where, in what scope and as of when.
 *
 * The tree is asked first; where it is silent or wrong (numbers in long noun phrases often are)
 * the words behind the number are read as a noun phrase.
 *
 *   whose:  possessor ("its troops") > adjective ("Varlandic troops") > "by X" > "of X" > subject
 *           of a verb of having or placing ("X has massed 5,000 troops")
 *   where:  prepositional phrase of the noun, of its participle, or of the verb */
#include <math.h>

#include "extract/figure_internal.h"

enum { MAX_NOUN_WORDS = 8, MAX_PLACE_TOKENS = 9, MAX_SCOPE_TOKENS = 14, MAX_CHAIN = 6 };

/* ------------------------------------------------------------------ the noun */

static bool is_quote(ro_str s) {
  return ro_str_is(s, "\"") || ro_str_is(s, "“") || ro_str_is(s, "”") || ro_str_is(s, "‘") ||
         ro_str_is(s, "’") || ro_str_is(s, "'") || ro_str_is(s, "``") || ro_str_is(s, "''");
}

static bool is_noun(const ro_doc *doc, uint32_t t) {
  return doc->tokens.upos[t] == RO_UPOS_NOUN || doc->tokens.upos[t] == RO_UPOS_PROPN;
}

/* May the word stand between a number and its noun? */
static bool is_modifier(const ro_doc *doc, uint32_t t, bool is_of) {
  const ro_tokens *k = &doc->tokens;
  ro_str s = ro_doc_lower(doc, t);
  if (k->upos[t] == RO_UPOS_ADJ || is_quote(s) || ro_str_is(s, "-")) return true;
  if (k->upos[t] == RO_UPOS_VERB)
    return (k->xpos[t] == RO_XPOS_VBN || k->xpos[t] == RO_XPOS_VBG) &&
           k->deprel[t] == RO_DEPREL_AMOD;
  if (ro_str_is(s, "more") || ro_str_is(s, "other")) return true;
  return is_of && (k->upos[t] == RO_UPOS_DET || k->xpos[t] == RO_XPOS_PRPS ||
                   k->xpos[t] == RO_XPOS_POS || k->upos[t] == RO_UPOS_NUM);
}

/* Noun phrase that begins at token t: its head, or RO_NONE. */
static uint32_t read_noun_phrase(const ro_figure_reader *r, uint32_t t, bool is_of) {
  const ro_doc *doc = r->doc;
  uint32_t head = RO_NONE;
  for (uint32_t n = 0; n < MAX_NOUN_WORDS && t < doc->tokens.n; n++, t++) {
    if (doc->tokens.sentence[t] != r->sentence) break;
    if (is_noun(doc, t))
      head = t;
    else if (!is_modifier(doc, t, is_of) ||
             (head != RO_NONE && is_quote(ro_doc_lower(doc, t)) &&
              doc->tokens.xpos[t - 1] != RO_XPOS_POS && doc->tokens.upos[t - 1] != RO_UPOS_ADJ))
      break;
  }
  return head;
}

/* The head that the tree gives a number, where it stands close behind. */
static uint32_t tree_noun(const ro_figure_reader *r, uint32_t token) {
  const ro_tokens *t = &r->doc->tokens;
  uint32_t head = t->head[token];
  if (head == RO_NONE || t->deprel[token] != RO_DEPREL_NUMMOD || head < token) return RO_NONE;
  for (uint32_t k = token + 1; k < head; k++)
    if (t->xpos[k] == RO_XPOS_COMMA || t->upos[k] == RO_UPOS_CCONJ) return RO_NONE;
  return head <= token + MAX_NOUN_WORDS && is_noun(r->doc, head) ? head : RO_NONE;
}

/* What a sum is for: "a loan of up to $5bn", "a $5bn contract". */
static uint32_t money_noun(const ro_figure_reader *r, const ro_quantity *q, uint32_t *first) {
  const ro_tokens *t = &r->doc->tokens;
  uint32_t token = r->token[q->number_end - 1], begin = r->token[q->first];
  for (uint32_t n = 0; n < 3 && token != RO_NONE; n++) {
    uint32_t head = t->head[token];
    if (head == RO_NONE || t->sentence[head] != r->sentence) return RO_NONE;
    bool is_inside = begin <= head && head < r->token[q->end - 1] + 1;
    bool is_for = ro_tree_is(r->doc, token,
                             RO_DEPRELS(NMOD) | RO_DEPRELS(COMPOUND) | RO_DEPRELS(NUMMOD) |
                                 RO_DEPRELS(AMOD) | RO_DEPRELS(NMOD_UNMARKED));
    if (!is_inside && (!is_for || !is_noun(r->doc, head) || t->upos[head] != RO_UPOS_NOUN))
      return RO_NONE;
    if (!is_inside) {
      for (*first = head; *first > 0 &&
                          (t->upos[*first - 1] == RO_UPOS_ADJ || is_noun(r->doc, *first - 1)) &&
                          t->head[*first - 1] == head;)
        --*first;
      return head;
    }
    token = head;
  }
  return RO_NONE;
}

uint32_t ro_figure_noun(const ro_figure_reader *r, const ro_quantity *q, uint32_t *first) {
  bool is_of = ro_reader_is(r, q->end, "of");
  bool is_share = q->type == RO_UNITS_PERCENT || q->number.is_fraction;
  bool is_measured = ro_unit_is_measure(q->type) && q->type != RO_UNITS_PERCENT;
  *first = q->end < r->pieces.n ? r->token[q->end] : r->doc->tokens.n;
  if (q->type == RO_UNITS_CURRENCY && !is_of) return money_noun(r, q, first);
  if (is_measured && !q->is_compound && !is_of) return RO_NONE;
  if (is_of) {
    *first = q->end + 1 < r->pieces.n ? r->token[q->end + 1] : r->doc->tokens.n;
    return read_noun_phrase(r, *first, true);
  }
  if (is_share && q->type == RO_UNITS_PERCENT) return RO_NONE;
  uint32_t noun = q->is_compound ? RO_NONE : tree_noun(r, r->token[q->number_end - 1]);
  uint32_t linear = read_noun_phrase(r, *first, is_share);
  if (noun == RO_NONE || (linear != RO_NONE && linear > noun && linear < noun + 3)) noun = linear;
  return noun;
}

/* ------------------------------------------------------------------ whose */

static uint32_t entity_at(const ro_doc *doc, uint32_t token) {
  uint32_t m = ro_doc_mention_at(doc, token);
  return m == RO_NONE ? RO_NONE : doc->mentions.at[m].entity;
}

static bool is_actor_type(const ro_doc *doc, uint32_t entity) {
  ro_mention_type type = doc->entities.at[entity].type;
  return type == RO_MENTION_PER || type == RO_MENTION_ORG || type == RO_MENTION_GPE ||
         type == RO_MENTION_NORP;
}

/* Actor of a modifier: a name or pronoun within the phrase, not the counted phrase itself
 * ("30,000 Varlandic troops" is a mention too). */
static uint32_t modifier_at(const ro_doc *doc, uint32_t token, uint32_t noun) {
  uint32_t m = ro_doc_mention_at(doc, token);
  if (m == RO_NONE || doc->mentions.at[m].end > noun) return RO_NONE;
  uint32_t e = doc->mentions.at[m].entity;
  return is_actor_type(doc, e) ? e : RO_NONE;
}

static uint32_t actor_at(const ro_doc *doc, uint32_t token) {
  uint32_t e = token == RO_NONE ? RO_NONE : entity_at(doc, token);
  return e != RO_NONE && is_actor_type(doc, e) ? e : RO_NONE;
}

static const char *const having[] = {
    "have",    "mass",     "amass",       "deploy",   "station",  "send",     "move",
    "place",   "muster",   "gather",      "assemble", "field",    "commit",   "withdraw",
    "keep",    "position", "base",        "mobilize", "mobilise", "order",    "operate",
    "offer",   "pledge",   "give",        "provide",  "supply",   "possess",  "own",
    "lose",    "put",      "concentrate", "build",    "maintain", "dispatch", "contribute",
    "bolster", "hold",     "add",         "redeploy", "pull",     "spend",    "pay",
    "promise", "approve",  NULL};

/* Subject of a verb, through conjunction, control and relative clauses. */
static uint32_t subject_of(const ro_doc *doc, uint32_t verb) {
  const ro_tokens *t = &doc->tokens;
  for (uint32_t n = 0; n < MAX_CHAIN && verb != RO_NONE; n++) {
    uint32_t s = ro_tree_child_of(doc, verb, RO_DEPRELS(NSUBJ) | RO_DEPRELS(NSUBJ_OUTER));
    bool is_relative = s != RO_NONE && (t->xpos[s] == RO_XPOS_WDT || t->xpos[s] == RO_XPOS_WP);
    if (s != RO_NONE && !is_relative) return s;
    bool climbs = is_relative || ro_tree_is(doc, verb,
                                            RO_DEPRELS(XCOMP) | RO_DEPRELS(CONJ) |
                                                RO_DEPRELS(ADVCL) | RO_DEPRELS(ACL));
    if (!climbs) return RO_NONE;
    if (is_relative || t->deprel[verb] == RO_DEPREL_ACL) return t->head[verb];
    verb = t->head[verb];
  }
  return RO_NONE;
}

static uint32_t modifier_actor(const ro_doc *doc, uint32_t noun) {
  for (uint32_t c = ro_tree_first(doc, noun); c != RO_NONE; c = doc->tokens.next_sibling[c]) {
    if (!ro_tree_is(doc, c, RO_DEPRELS(NMOD_POSS) | RO_DEPRELS(AMOD) | RO_DEPRELS(COMPOUND)))
      continue;
    uint32_t e = modifier_at(doc, c, noun);
    if (e != RO_NONE) return e;
  }
  return RO_NONE;
}

/* An adjective of nation or a possessor among the words from `first` to the noun. */
static uint32_t linear_actor(const ro_doc *doc, uint32_t first, uint32_t noun) {
  for (uint32_t t = first; t < noun && t < doc->tokens.n; t++) {
    uint32_t e = modifier_at(doc, t, noun);
    if (e != RO_NONE) return e;
  }
  return RO_NONE;
}

static bool has_case(const ro_doc *doc, uint32_t token, const char *word) {
  uint32_t c = ro_tree_child(doc, token, RO_DEPREL_CASE);
  return c != RO_NONE && ro_str_is(ro_doc_lower(doc, c), word);
}

static uint32_t of_or_by_actor(const ro_doc *doc, uint32_t noun) {
  for (uint32_t c = ro_tree_first(doc, noun); c != RO_NONE; c = doc->tokens.next_sibling[c]) {
    if (c > noun && doc->tokens.deprel[c] == RO_DEPREL_ACL) {
      uint32_t agent = ro_tree_child_of(doc, c, RO_DEPRELS(OBL_AGENT) | RO_DEPRELS(OBL));
      if (agent != RO_NONE && has_case(doc, agent, "by")) return actor_at(doc, agent);
    }
    if (c > noun && doc->tokens.deprel[c] == RO_DEPREL_ACL_RELCL) {
      uint32_t s = ro_tree_child(doc, c, RO_DEPREL_NSUBJ);
      if (s != RO_NONE && ro_word_in(ro_doc_lemma(doc, c), having)) return actor_at(doc, s);
    }
  }
  return RO_NONE;
}

static uint32_t having_actor(const ro_doc *doc, uint32_t noun) {
  uint32_t verb = doc->tokens.head[noun];
  if (verb == RO_NONE ||
      !ro_tree_is(doc, noun, RO_DEPRELS(OBJ) | RO_DEPRELS(OBL) | RO_DEPRELS(CONJ)))
    return RO_NONE;
  if (doc->tokens.deprel[noun] == RO_DEPREL_CONJ) verb = doc->tokens.head[verb];
  if (verb == RO_NONE || !ro_word_in(ro_doc_lemma(doc, verb), having)) return RO_NONE;
  uint32_t s = subject_of(doc, verb);
  if (s != RO_NONE) return actor_at(doc, s);
  if (doc->tokens.xpos[verb] != RO_XPOS_VBG) return RO_NONE;
  for (uint32_t t = verb; t-- > 0 && doc->tokens.sentence[t] == doc->tokens.sentence[verb];)
    if (ro_tree_is(doc, t, RO_DEPRELS(NSUBJ))) return actor_at(doc, t); /* "after massing troops" */
  return RO_NONE;
}

static uint32_t find_actor(const ro_doc *doc, uint32_t first, uint32_t noun) {
  uint32_t e = linear_actor(doc, first, noun);
  if (e == RO_NONE) e = modifier_actor(doc, noun);
  if (e == RO_NONE) e = of_or_by_actor(doc, noun);
  if (e == RO_NONE) e = having_actor(doc, noun);
  return e;
}

/* ------------------------------------------------------------------ where */

static const char *const place_cases[] = {
    "in",     "on",   "at",      "near",   "around", "along",  "to",
    "into",   "from", "towards", "toward", "across", "inside", "outside",
    "within", "over", "close",   "around", "off",    "by",     NULL};
static const char *const place_nouns[] = {
    "border",   "borders",  "region",    "area", "coast",   "city", "capital", "front", "frontline",
    "frontier", "province", "territory", "town", "village", "zone", "base",    "site",  NULL};

static bool is_place(const ro_doc *doc, uint32_t token) {
  uint32_t m = ro_doc_mention_at(doc, token);
  if (m != RO_NONE) {
    ro_mention_type type = doc->mentions.at[m].type;
    if (type == RO_MENTION_GPE || type == RO_MENTION_LOC || type == RO_MENTION_FAC) return true;
  }
  return ro_word_in(ro_doc_lemma(doc, token), place_nouns);
}

/* Does another part of the sentence begin at token t: a mark, a relative, a verb, a clause? */
static bool is_cut(const ro_doc *doc, uint32_t t) {
  static const char *const stops[] = {"since",   "after", "before", "during",
                                      "because", "while", NULL};
  static const ro_xpos marks[] = {RO_XPOS_COMMA, RO_XPOS_STOP,   RO_XPOS_COLON, RO_XPOS_LRB,
                                  RO_XPOS_RRB,   RO_XPOS_CLOSEQ, RO_XPOS_OPENQ, RO_XPOS_WDT,
                                  RO_XPOS_WP,    RO_XPOS_MD,     RO_XPOS_VBD,   RO_XPOS_VBZ,
                                  RO_XPOS_VBP};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (doc->tokens.xpos[t] == marks[i]) return true;
  return ro_word_in(ro_doc_lower(doc, t), stops);
}

/* Words of tokens [first, end), cut where another part of the sentence begins. */
static ro_str cut_phrase(const ro_doc *doc, uint32_t first, uint32_t end, uint32_t most) {
  uint32_t t = first;
  while (t < end && t - first < most && (t == first || !is_cut(doc, t))) t++;
  while (t > first + 1 &&
         (doc->tokens.upos[t - 1] == RO_UPOS_ADP || doc->tokens.upos[t - 1] == RO_UPOS_DET ||
          doc->tokens.upos[t - 1] == RO_UPOS_CCONJ || doc->tokens.upos[t - 1] == RO_UPOS_PRON))
    t--;
  return ro_doc_span(doc, ro_doc_tokens_span(doc, first, t));
}

static uint32_t place_below(const ro_doc *doc, uint32_t head, uint32_t after) {
  for (uint32_t c = ro_tree_first(doc, head); c != RO_NONE; c = doc->tokens.next_sibling[c]) {
    if (c < after || !ro_tree_is(doc, c, RO_DEPRELS(NMOD) | RO_DEPRELS(OBL))) continue;
    uint32_t k = ro_tree_child(doc, c, RO_DEPREL_CASE);
    if (k != RO_NONE && ro_word_in(ro_doc_lower(doc, k), place_cases) && is_place(doc, c)) return c;
  }
  return RO_NONE;
}

static ro_str find_place(const ro_doc *doc, uint32_t noun) {
  const ro_tokens *t = &doc->tokens;
  uint32_t p = place_below(doc, noun, noun);
  for (uint32_t c = ro_tree_first(doc, noun); p == RO_NONE && c != RO_NONE; c = t->next_sibling[c])
    if (c > noun && ro_tree_is(doc, c, RO_DEPRELS(ACL) | RO_DEPRELS(ACL_RELCL)))
      p = place_below(doc, c, noun);
  uint32_t verb = t->head[noun];
  if (p == RO_NONE && verb != RO_NONE && t->head[verb] != RO_NONE && t->head[verb] < verb &&
      ro_tree_is(doc, verb, RO_DEPRELS(ACL_RELCL) | RO_DEPRELS(ADVCL_RELCL)))
    for (uint32_t c = ro_tree_first(doc, verb); c != RO_NONE; c = t->next_sibling[c])
      if (ro_str_is(ro_doc_lower(doc, c), "where") && is_place(doc, t->head[verb]))
        p = t->head[verb];
  if (p == RO_NONE && verb != RO_NONE &&
      ro_tree_is(doc, noun, RO_DEPRELS(OBJ) | RO_DEPRELS(NSUBJ) | RO_DEPRELS(NSUBJ_PASS)))
    p = place_below(doc, verb, noun);
  if (p == RO_NONE) return RO_STR("");
  return cut_phrase(doc, t->left[p], t->right[p] + 1, MAX_PLACE_TOKENS);
}

/* ------------------------------------------------------------------ scope */

static const char *const scope_words[] = {"including", "excluding", "counting", "among",
                                          "each",      "besides",   NULL};

/* A phrase behind the figure that says what it takes in: "including reservists", "within 5 km". */
static ro_str find_scope(const ro_figure_reader *r, const ro_quantity *q, uint32_t noun) {
  const ro_doc *doc = r->doc;
  uint32_t end = doc->sentences.at[r->sentence].end;
  uint32_t t = noun != RO_NONE ? noun + 1 : r->token[q->end - 1] + 1;
  for (uint32_t n = 0; n < 2 * MAX_SCOPE_TOKENS && t < end; n++, t++) {
    ro_str s = ro_doc_lower(doc, t);
    bool is_not =
        ro_str_is(s, "not") && t + 1 < end && ro_word_in(ro_doc_lower(doc, t + 1), scope_words);
    bool is_within =
        (ro_str_is(s, "within") || ro_str_is(s, "on")) && t + 2 < end &&
        (doc->tokens.upos[t + 1] == RO_UPOS_NUM || ro_str_is(ro_doc_lower(doc, t + 1), "top"));
    if (n && (doc->tokens.upos[t] == RO_UPOS_NUM || ro_str_is(s, ";"))) break;
    if (is_not || is_within || ro_word_in(s, scope_words))
      return cut_phrase(doc, t, end, MAX_SCOPE_TOKENS);
  }
  return q->is_further ? RO_STR("further") : RO_STR("");
}

/* ------------------------------------------------------------------ as of when */

/* The last token on the way from a date up to the clause's verb or noun; RO_NONE when another
 * clause lies between ("in the province, which was annexed in 2014"). */
static uint32_t top_of_time(const ro_doc *doc, const ro_time *t, uint32_t verb, uint32_t anchor) {
  const ro_deprels clauses = RO_DEPRELS(ACL) | RO_DEPRELS(ACL_RELCL) | RO_DEPRELS(ADVCL) |
                             RO_DEPRELS(ADVCL_RELCL) | RO_DEPRELS(CCOMP) | RO_DEPRELS(PARATAXIS);
  uint32_t top = t->first;
  for (uint32_t n = 0; n < MAX_CHAIN; n++) {
    uint32_t up = doc->tokens.head[top];
    if (ro_tree_is(doc, top, clauses)) return RO_NONE;
    if (up == verb || up == anchor) return top;
    if (up == RO_NONE) return RO_NONE;
    top = up;
  }
  return RO_NONE;
}

/* Date in the same clause, nearest to the noun. */
static uint32_t find_time(const ro_figure_reader *r, uint32_t anchor) {
  const ro_doc *doc = r->doc;
  const ro_sentence *s = &doc->sentences.at[r->sentence];
  uint32_t best = RO_NONE, distance = UINT32_MAX, verb = anchor;
  for (uint32_t n = 0; n < MAX_CHAIN && doc->tokens.upos[verb] != RO_UPOS_VERB; n++) {
    if (doc->tokens.head[verb] == RO_NONE) break;
    verb = doc->tokens.head[verb];
  }
  for (uint32_t i = 0; i < doc->times.n; i++) {
    const ro_time *t = &doc->times.at[i];
    if (t->first < s->first || t->end > s->end) continue;
    if (t->type != RO_TIME_DATE && t->type != RO_TIME_TIME) continue;
    if (top_of_time(doc, t, verb, anchor) == RO_NONE) continue;
    uint32_t d = t->first > anchor ? t->first - anchor : anchor - t->first;
    if (d < distance) {
      best = i;
      distance = d;
    }
  }
  return best;
}

void ro_figure_context(const ro_figure_reader *r, const ro_quantity *q, uint32_t noun,
                       ro_figure *f) {
  uint32_t number = r->token[q->number_end - 1];
  uint32_t anchor = noun != RO_NONE ? noun : number;
  uint32_t first = r->token[q->first];
  f->actor = find_actor(r->doc, first, anchor);
  f->place = find_place(r->doc, anchor);
  f->scope = find_scope(r, q, noun);
  f->time = find_time(r, anchor);
  f->attribution = ro_doc_attribution_at(r->doc, number);
}
