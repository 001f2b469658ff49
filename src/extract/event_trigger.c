/* Is this word an event?  Rows of event_triggers.tsv for its lemma, or for the phrase that it ends,
 * are tried in order; the first whose tests all hold decides.  The tests look at arguments and
 * modifiers in the tree, because the verbs of politics ("call", "move", "back", "take") are the
 * commonest verbs of everything else. */
#include <string.h>

#include "extract/event_internal.h"

#define IS(t, relations) ro_tree_is(reader->doc, (t), (relations))

typedef struct {
  const ro_event_reader *reader;
  uint32_t token, first; /* head and first token of the phrase */
} candidate;

/* Type names in tests: "ACTOR", "PLACE", or one type. */
static bool type_is(const ro_event_reader *reader, uint32_t token, ro_str name) {
  uint32_t m = reader->mention[token];
  if (m == RO_NONE) return false;
  ro_mention_type type = reader->doc->mentions.at[m].type;
  if (ro_str_is(name, "ACTOR")) return ro_event_is_actor(reader, token);
  if (ro_str_is(name, "PLACE"))
    return type == RO_MENTION_GPE || type == RO_MENTION_LOC || type == RO_MENTION_FAC;
  return ro_str_is(name, ro_mention_type_label[type]);
}

static bool word_is(const ro_event_reader *reader, uint32_t token, ro_str value) {
  if (value.len == 0) return false;
  if (value.data[0] == '@')
    return ro_event_in_set_str(reader->lexicon, ro_doc_lemma(reader->doc, token),
                               ro_str_sub(value, 1, value.len));
  if (value.data[0] >= 'A' && value.data[0] <= 'Z') return type_is(reader, token, value);
  return ro_str_equal(ro_doc_lemma(reader->doc, token), value);
}

static bool word_in(const ro_event_reader *reader, uint32_t token, ro_str values) {
  ro_str value;
  while (values.data && ro_str_split(&values, '|', &value))
    if (word_is(reader, token, value)) return true;
  return false;
}

/* An argument, the noun behind its measure, or what stands in compound or coordination with it. */
static bool argument_in(const ro_event_reader *reader, uint32_t token, ro_str values) {
  if (token == RO_NONE) return false;
  if (word_in(reader, token, values)) return true;
  token = ro_event_content_noun(reader, token);
  if (token == RO_NONE) return false;
  if (word_in(reader, token, values)) return true;
  for (uint32_t c = ro_tree_first(reader->doc, token); c != RO_NONE;
       c = reader->doc->tokens.next_sibling[c])
    if (IS(c, RO_DEPRELS(COMPOUND) | RO_DEPRELS(CONJ)) && word_in(reader, c, values)) return true;
  return false;
}

static bool has_child_in(const candidate *k, ro_deprels relations, ro_str values) {
  const ro_doc *doc = k->reader->doc;
  for (uint32_t c = ro_tree_first(doc, k->token); c != RO_NONE; c = doc->tokens.next_sibling[c])
    if (ro_tree_is(doc, c, relations) && (!values.data || word_in(k->reader, c, values)))
      return true;
  return false;
}

/* ------------------------------------------------------------------ the tests */

static bool acts(const ro_event_reader *reader, uint32_t token) {
  if (token == RO_NONE) return false;
  token = ro_event_content_noun(reader, token);
  if (token == RO_NONE) return false;
  return ro_event_is_actor(reader, token) ||
         ro_event_in_set(reader->lexicon, ro_doc_lemma(reader->doc, token), "person") ||
         ro_event_in_set(reader->lexicon, ro_doc_lemma(reader->doc, token), "force") ||
         reader->doc->tokens.upos[token] == RO_UPOS_PROPN;
}

/* An actor somewhere before the verb in its clause, for sentences whose tree went wrong. */
static bool acts_before(const ro_event_reader *reader, uint32_t verb) {
  return ro_event_actor_before(reader, verb) != RO_NONE;
}

/* A verb without any subject passes: "urged to leave" is still an urging. */
static bool test_who(const candidate *k) {
  uint32_t subject = ro_event_subject(k->reader, k->token);
  if (subject != RO_NONE && acts(k->reader, subject)) return true;
  if (ro_event_is_passive(k->reader, k->token)) return subject == RO_NONE;
  return acts_before(k->reader, k->token);
}

static bool test_whom(const candidate *k) {
  uint32_t object = ro_event_object(k->reader, k->token);
  return acts(k->reader, object);
}

static bool test_party(const candidate *k) {
  const ro_event_reader *reader = k->reader;
  const ro_doc *doc = reader->doc;
  if (doc->tokens.upos[k->token] == RO_UPOS_VERB) return test_who(k) || test_whom(k);
  for (uint32_t c = ro_tree_first(doc, k->token); c != RO_NONE; c = doc->tokens.next_sibling[c])
    if (IS(c, RO_DEPRELS(NMOD_POSS) | RO_DEPRELS(COMPOUND) | RO_DEPRELS(AMOD) | RO_DEPRELS(NMOD)) &&
        (acts(reader, c) || (IS(c, RO_DEPRELS(NMOD_POSS)) && doc->tokens.upos[c] == RO_UPOS_PRON)))
      return true;
  uint32_t verb = ro_event_light_verb(reader, k->token);
  return verb != RO_NONE && acts(reader, ro_event_subject(reader, verb));
}

static bool test_prep(const candidate *k, ro_str values) {
  const ro_doc *doc = k->reader->doc;
  if (ro_event_with_case(k->reader, k->token, values) != RO_NONE) return true;
  for (uint32_t t = k->token + 1; t < k->token + 8 && t <= doc->tokens.right[k->token]; t++)
    if (doc->tokens.upos[t] == RO_UPOS_ADP && ro_event_lemma_in(k->reader, t, "between with") &&
        word_in(k->reader, t, values))
      return true;
  for (uint32_t c = ro_tree_first(doc, k->token); c != RO_NONE; c = doc->tokens.next_sibling[c])
    if (ro_tree_is(doc, c, RO_DEPRELS(ADVCL) | RO_DEPRELS(ACL) | RO_DEPRELS(CCOMP))) {
      uint32_t mark = ro_tree_child(doc, c, RO_DEPREL_MARK); /* "called for releasing" */
      if (mark != RO_NONE && word_in(k->reader, mark, values) &&
          doc->tokens.upos[mark] != RO_UPOS_PART)
        return true;
    }
  return false;
}

static bool test_prt(const candidate *k, ro_str values) {
  if (has_child_in(k, RO_DEPRELS(COMPOUND_PRT), values)) return true;
  const ro_doc *doc = k->reader->doc;
  uint32_t next = k->token + 1; /* whatever the parser makes of "played down the claims" */
  if (next < doc->tokens.n && doc->tokens.sentence[next] == doc->tokens.sentence[k->token] &&
      word_in(k->reader, next, values))
    return true;
  return has_child_in(k, RO_DEPRELS(ADVMOD), values);
}

/* The complement clause speaks of somebody else than the subject: "warned that X would attack". */
static bool test_other(const candidate *k, bool is_own) {
  const ro_event_reader *reader = k->reader;
  uint32_t clause = ro_tree_child_of(reader->doc, k->token, RO_DEPRELS(CCOMP));
  uint32_t subject = ro_event_subject(reader, k->token);
  if (clause == RO_NONE) return false;
  uint32_t inner = ro_event_subject(reader, clause);
  if (inner == RO_NONE) return is_own; /* "warned that sanctions would be imposed" */
  uint32_t a = subject == RO_NONE ? RO_NONE : reader->mention[subject], b = reader->mention[inner];
  bool is_same = a != RO_NONE && b != RO_NONE &&
                 reader->doc->mentions.at[a].entity == reader->doc->mentions.at[b].entity;
  if (reader->doc->tokens.upos[inner] == RO_UPOS_PRON) is_same = true; /* "it", mostly */
  return is_own ? is_same : !is_same && acts(reader, inner);
}

static bool test_mod(const candidate *k, ro_str values) {
  const ro_doc *doc = k->reader->doc;
  if (has_child_in(k, RO_DEPRELS(AMOD) | RO_DEPRELS(COMPOUND), values)) return true;
  for (uint32_t t = k->first; t < k->token; t++)
    if (word_in(k->reader, t, values)) return true;
  uint32_t before = k->first; /* "40-minute call", when the hyphen parts the tree */
  return before > 0 && doc->tokens.sentence[before - 1] == doc->tokens.sentence[k->token] &&
         ro_tree_is(doc, before - 1,
                    RO_DEPRELS(AMOD) | RO_DEPRELS(COMPOUND) | RO_DEPRELS(NMOD_DESC)) &&
         word_in(k->reader, before - 1, values);
}

static bool test_plural(const candidate *k) {
  uint8_t tag = k->reader->doc->tokens.xpos[k->token];
  return tag == RO_XPOS_NNS || tag == RO_XPOS_NNPS;
}

static bool test_bare(const candidate *k) {
  return !has_child_in(k, RO_DEPRELS(NMOD) | RO_DEPRELS(ACL) | RO_DEPRELS(ACL_RELCL),
                       (ro_str){NULL, 0});
}

static bool test_as(const candidate *k, ro_str values) {
  uint32_t c = ro_event_with_case(k->reader, k->token, RO_STR("as"));
  const ro_doc *doc = k->reader->doc;
  for (uint32_t x = ro_tree_first(doc, k->token); c == RO_NONE && x != RO_NONE;
       x = doc->tokens.next_sibling[x])
    if (ro_tree_is(doc, x, RO_DEPRELS(ADVCL) | RO_DEPRELS(XCOMP))) c = x;
  return c != RO_NONE && (!values.len || argument_in(k->reader, c, values));
}

static bool test_obj(const candidate *k, ro_str values) {
  if (argument_in(k->reader, ro_event_object(k->reader, k->token), values)) return true;
  uint32_t second = ro_tree_child(k->reader->doc, k->token, RO_DEPREL_IOBJ);
  return argument_in(k->reader, second, values);
}

static bool test_subj(const candidate *k, ro_str values) {
  uint32_t subject = ro_event_subject(k->reader, k->token);
  if (subject != RO_NONE && argument_in(k->reader, subject, values)) return true;
  /* the patient of a passive moves too: "troops were massed", "sites where units are deployed" */
  return ro_event_is_passive(k->reader, k->token) && test_obj(k, values);
}

static bool test_poss(const candidate *k, ro_str values) {
  const ro_doc *doc = k->reader->doc;
  uint32_t c = ro_tree_child(doc, k->token, RO_DEPREL_NMOD_POSS);
  return c != RO_NONE && argument_in(k->reader, c, values);
}

static bool test_oblique(const candidate *k, ro_str values) {
  const ro_doc *doc = k->reader->doc;
  for (uint32_t c = ro_tree_first(doc, k->token); c != RO_NONE; c = doc->tokens.next_sibling[c])
    if (ro_tree_is(doc, c, RO_DEPRELS(OBL) | RO_DEPRELS(XCOMP)) &&
        argument_in(k->reader, c, values))
      return true;
  return false;
}

static bool holds(const candidate *k, const ro_event_test *test) {
  ro_str name = test->name, values = test->values;
  const ro_event_reader *reader = k->reader;
  if (ro_str_is(name, "who")) return test_who(k);
  if (ro_str_is(name, "whom")) return test_whom(k);
  if (ro_str_is(name, "party")) return test_party(k);
  if (ro_str_is(name, "prep")) return test_prep(k, values);
  if (ro_str_is(name, "prt")) return test_prt(k, values);
  if (ro_str_is(name, "obj")) return test_obj(k, values);
  if (ro_str_is(name, "subj")) return test_subj(k, values);
  if (ro_str_is(name, "mod") || ro_str_is(name, "with")) return test_mod(k, values);
  if (ro_str_is(name, "poss")) return test_poss(k, values);
  if (ro_str_is(name, "obl")) return test_oblique(k, values);
  if (ro_str_is(name, "det")) return has_child_in(k, RO_DEPRELS(DET), values);
  if (ro_str_is(name, "of")) {
    uint32_t of = ro_event_with_case(reader, k->token, RO_STR("of"));
    return of != RO_NONE && argument_in(reader, of, values);
  }
  if (ro_str_is(name, "to")) return has_child_in(k, RO_DEPRELS(XCOMP), (ro_str){NULL, 0});
  if (ro_str_is(name, "comp"))
    return has_child_in(k, RO_DEPRELS(XCOMP) | RO_DEPRELS(CCOMP), (ro_str){NULL, 0});
  if (ro_str_is(name, "that")) return test_other(k, false);
  if (ro_str_is(name, "own")) return test_other(k, true);
  if (ro_str_is(name, "as")) return test_as(k, values);
  if (ro_str_is(name, "plural")) return test_plural(k);
  if (ro_str_is(name, "bare")) return test_bare(k);
  if (ro_str_is(name, "neg")) return ro_event_is_negated(reader, k->token);
  return false;
}

static bool rule_holds(const candidate *k, const ro_event_rule *rule) {
  for (uint32_t i = 0; i < rule->n_tests; i++)
    if (holds(k, &rule->test[i]) == rule->test[i].is_negated) return false;
  return true;
}

/* ------------------------------------------------------------------ looking rows up */

static char part_of(const ro_doc *doc, uint32_t token) {
  uint8_t upos = doc->tokens.upos[token];
  if (upos == RO_UPOS_VERB) return 'v';
  if (upos == RO_UPOS_NOUN) return 'n';
  return upos == RO_UPOS_ADJ ? 'a' : 0;
}

/* A part of a longer name ("Treaty Organization") is no event; a name that is headed by a noun of
 * an event in lower case is. */
static bool is_word_of_event(const ro_doc *doc, uint32_t token, char part) {
  if (!part) return false;
  if (part == 'n' && ro_tree_is(doc, token, RO_DEPRELS(COMPOUND)))
    return false; /* "attack helicopter": the head noun says what it is */
  if (part == 'v' &&
      ro_tree_is(doc, token,
                 RO_DEPRELS(AMOD) | RO_DEPRELS(COMPOUND) | RO_DEPRELS(CASE) | RO_DEPRELS(MARK)))
    return false;
  return true;
}

static uint32_t try_key(const ro_event_reader *reader, ro_str key, char part, uint32_t token,
                        uint32_t first) {
  const ro_event_lexicon *lexicon = reader->lexicon;
  candidate k = {reader, token, first};
  for (uint32_t r = ro_table_find(lexicon->triggers, key); r != RO_NONE;
       r = ro_table_next(lexicon->triggers, r))
    if (lexicon->rule[r].part == part && rule_holds(&k, &lexicon->rule[r])) return r;
  return RO_NONE;
}

/* "which Osmark denies": a third person that the tagger took for a plural.  The lexicon knows the
 * word as a verb only, and a noun stands right before it. */
static bool is_mistagged_verb(const ro_event_reader *reader, uint32_t token) {
  const ro_doc *doc = reader->doc;
  const ro_event_lexicon *lexicon = reader->lexicon;
  if (doc->tokens.xpos[token] != RO_XPOS_NNS || token == 0) return false;
  uint8_t before = doc->tokens.upos[token - 1];
  if (before != RO_UPOS_PROPN && before != RO_UPOS_PRON && before != RO_UPOS_NOUN &&
      before != RO_UPOS_ADJ)
    return false;
  uint32_t r = ro_table_find(lexicon->triggers, ro_doc_lemma(doc, token));
  if (r == RO_NONE) return false;
  for (; r != RO_NONE; r = ro_table_next(lexicon->triggers, r))
    if (lexicon->rule[r].part != 'v') return false;
  return true;
}

uint32_t ro_event_trigger(const ro_event_reader *reader, uint32_t token, uint32_t *first) {
  const ro_doc *doc = reader->doc;
  char part = part_of(doc, token), key[96];
  *first = token;
  if (part == 'n' && is_mistagged_verb(reader, token)) part = 'v';
  if (!is_word_of_event(doc, token, part)) return RO_NONE;
  for (uint32_t n = part == 'n' ? 2 : 0; n > 0; n--) { /* longest phrase first */
    if (token < n || doc->tokens.sentence[token - n] != doc->tokens.sentence[token]) continue;
    size_t len = 0;
    for (uint32_t t = token - n; t <= token; t++) {
      ro_str word = t == token ? ro_doc_lemma(doc, t) : ro_doc_lower(doc, t);
      if (len + word.len + 1 >= sizeof key) break;
      if (len) key[len++] = ' ';
      memcpy(key + len, word.data, word.len);
      len += word.len;
    }
    uint32_t row = try_key(reader, (ro_str){key, len}, part, token, token - n);
    if (row != RO_NONE) {
      *first = token - n;
      return row;
    }
  }
  return try_key(reader, ro_doc_lemma(doc, token), part, token, token);
}
