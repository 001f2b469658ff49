/* Has it happened?  The status of an event from the words that govern it.
 *
 * From the trigger the walk goes up to the root of the sentence; at each step it asks, in this
 * order, for negation, for a condition, for modal verbs and tense, and for a governing word of
 * event_operators.tsv ("plan", "fear", "deny", "propose", "imminent").  The first clear answer
 * wins, because the nearest operator has the narrowest scope; where no word speaks up, a finite
 * past or present is taken as having happened.  The scheme is that of the factuality profiles of
 * Saurí and Pustejovsky 2012, cut down to the eight outcomes of the contract. */
#include <string.h>

#include "extract/event_internal.h"

enum { MAX_CLIMB = 12 };

#define IS(t, relations) ro_tree_is(reader->doc, (t), (relations))

static uint32_t child_lemma_in(const ro_event_reader *reader, uint32_t token, ro_deprels relations,
                               const char *words) {
  for (uint32_t c = ro_tree_first(reader->doc, token); c != RO_NONE;
       c = reader->doc->tokens.next_sibling[c])
    if (IS(c, relations) && ro_event_lemma_in(reader, c, words)) return c;
  return RO_NONE;
}

bool ro_event_is_negated(const ro_event_reader *reader, uint32_t token) {
  const ro_doc *doc = reader->doc;
  uint32_t negation = child_lemma_in(
      reader, token,
      RO_DEPRELS(ADVMOD) | RO_DEPRELS(DET) | RO_DEPRELS(AUX) | RO_DEPRELS(CC_PRECONJ),
      "not never no neither n't nor hardly without");
  if (negation != RO_NONE) {
    /* "not only", "no longer" and "not yet" about a state still deny; "not just" does not */
    uint32_t next = negation + 1;
    return next >= doc->tokens.n || !ro_event_lemma_in(reader, next, "only just merely");
  }
  uint32_t subject = ro_tree_child_of(doc, token, RO_DEPRELS(NSUBJ) | RO_DEPRELS(NSUBJ_PASS));
  if (subject != RO_NONE &&
      (child_lemma_in(reader, subject, RO_DEPRELS(DET) | RO_DEPRELS(CC_PRECONJ) | RO_DEPRELS(CC),
                      "no neither nor") != RO_NONE ||
       ro_event_lemma_in(reader, subject, "nobody none nothing")))
    return true;
  return child_lemma_in(reader, token, RO_DEPRELS(CASE), "without") != RO_NONE;
}

/* ------------------------------------------------------------------ one clause */

static bool is_conditional_clause(const ro_event_reader *reader, uint32_t verb) {
  const ro_doc *doc = reader->doc;
  if (child_lemma_in(reader, verb, RO_DEPRELS(MARK) | RO_DEPRELS(ADVMOD) | RO_DEPRELS(CASE),
                     "if unless provided providing lest whether") != RO_NONE)
    return true;
  /* "should Osmark attack": inversion in an adverbial clause */
  uint32_t aux = ro_tree_child(doc, verb, RO_DEPREL_AUX);
  uint32_t subject = ro_tree_child(doc, verb, RO_DEPREL_NSUBJ);
  return IS(verb, RO_DEPRELS(ADVCL)) && aux != RO_NONE && subject != RO_NONE && aux < subject &&
         ro_event_lemma_in(reader, aux, "should had were");
}

/* Does a condition hang on this clause: "will meet provided that ..."? */
static bool has_condition(const ro_event_reader *reader, uint32_t verb) {
  const ro_doc *doc = reader->doc;
  for (uint32_t c = ro_tree_first(doc, verb); c != RO_NONE; c = doc->tokens.next_sibling[c]) {
    if (IS(c, RO_DEPRELS(ADVCL)) && is_conditional_clause(reader, c) &&
        child_lemma_in(reader, c, RO_DEPRELS(MARK), "whether") == RO_NONE)
      return true;
    if (IS(c, RO_DEPRELS(OBL)) && ro_event_lemma_in(reader, c, "condition proviso") &&
        ro_event_case_is(reader, c, RO_STR("on|under|with")))
      return true;
  }
  return false;
}

/* What "will" makes of it: an attack is a forecast, a sanction a threat, the rest a plan. */
static uint8_t future_of(ro_event_class type) {
  if (type == RO_EVENT_ASSAULT) return RO_STATUS_PREDICTED;
  if (type == RO_EVENT_SANCTION || type == RO_EVENT_THREATEN) return RO_STATUS_THREATENED;
  return RO_STATUS_PLANNED;
}

/* Status that modal verbs give; RO_STATUS_NOT_SET where the clause has none. */
static uint8_t by_modal(const ro_event_reader *reader, uint32_t verb, ro_event_class type) {
  const ro_deprels aux = RO_DEPRELS(AUX);
  if (child_lemma_in(reader, verb, aux, "could may might can") != RO_NONE)
    return RO_STATUS_PREDICTED;
  if (child_lemma_in(reader, verb, aux, "should must ought") != RO_NONE) return RO_STATUS_PROPOSED;
  if (child_lemma_in(reader, verb, aux, "will would shall 'll 'd wo") != RO_NONE)
    return future_of(type);
  return RO_STATUS_NOT_SET;
}

static bool is_finite(const ro_event_reader *reader, uint32_t verb) {
  uint8_t tag = reader->doc->tokens.xpos[verb];
  if (tag == RO_XPOS_VBD || tag == RO_XPOS_VBZ || tag == RO_XPOS_VBP) return true;
  return (tag == RO_XPOS_VBN || tag == RO_XPOS_VBG) &&
         ro_tree_child_of(reader->doc, verb, RO_DEPRELS(AUX) | RO_DEPRELS(AUX_PASS)) != RO_NONE;
}

/* A coming date makes a present progressive or a bare present a plan: "is meeting on Friday". */
static bool has_future_time(const ro_event_reader *reader, uint32_t verb) {
  const ro_doc *doc = reader->doc;
  uint32_t first, end;
  if (doc->meta.published.to == RO_NO_DATE) return false;
  ro_tree_range(doc, verb, &first, &end);
  for (uint32_t t = first; t < end; t++) {
    uint32_t time = reader->time[t];
    if (time == RO_NONE) continue;
    const ro_time *x = &doc->times.at[time];
    if (x->type != RO_TIME_DURATION && x->interval.from != RO_NO_DATE &&
        x->interval.from > doc->meta.published.to)
      return true;
  }
  return false;
}

/* ------------------------------------------------------------------ governing words */

static bool is_to_infinitive(const ro_event_reader *reader, uint32_t verb) {
  return child_lemma_in(reader, verb, RO_DEPRELS(MARK) | RO_DEPRELS(AUX), "to") != RO_NONE;
}

/* Set and due: "is set to meet", "are expected to meet", "was going to". */
static uint8_t by_predicate(const ro_event_reader *reader, uint32_t word) {
  ro_str lemma = ro_doc_lemma(reader->doc, word);
  uint8_t status = ro_event_operator(reader->lexicon, lemma, RO_OPERATOR_VERB);
  if (status == RO_STATUS_NOT_SET)
    status = ro_event_operator(reader->lexicon, lemma, RO_OPERATOR_ADJECTIVE);
  return status;
}

/* Status from a verb or adjective that governs the event in a complement. */
static uint8_t by_governor(const ro_event_reader *reader, uint32_t child, uint32_t head) {
  const ro_doc *doc = reader->doc;
  ro_str lemma = ro_doc_lemma(doc, head);
  bool is_verb = doc->tokens.upos[head] == RO_UPOS_VERB || doc->tokens.upos[head] == RO_UPOS_AUX;
  if (doc->tokens.upos[head] == RO_UPOS_NOUN || doc->tokens.upos[head] == RO_UPOS_PROPN) {
    if (IS(child, RO_DEPRELS(NMOD) | RO_DEPRELS(ACL) | RO_DEPRELS(COMPOUND) | RO_DEPRELS(CCOMP) |
                      RO_DEPRELS(ADVCL)))
      return ro_event_operator(reader->lexicon, lemma, RO_OPERATOR_NOUN);
    return RO_STATUS_NOT_SET;
  }
  if (IS(child, RO_DEPRELS(XCOMP) | RO_DEPRELS(CCOMP) | RO_DEPRELS(OBJ) | RO_DEPRELS(NSUBJ_PASS) |
                    RO_DEPRELS(OBL) | RO_DEPRELS(CSUBJ)) ||
      (IS(child, RO_DEPRELS(ADVCL) | RO_DEPRELS(ACL)) &&
       (is_to_infinitive(reader, child) ||
        child_lemma_in(reader, child, RO_DEPRELS(MARK) | RO_DEPRELS(CASE), "of from for about") !=
            RO_NONE))) {
    if (IS(child, RO_DEPRELS(OBL)) &&
        !ro_event_case_is(reader, child, RO_STR("for|of|to|from|against|about")))
      return RO_STATUS_NOT_SET;
    if (IS(child, RO_DEPRELS(XCOMP)) && ro_event_lemma_is(reader, head, "go") &&
        doc->tokens.xpos[head] == RO_XPOS_VBG)
      return RO_STATUS_PLANNED;
    uint8_t status = by_predicate(reader, head);
    if (is_verb && status != RO_STATUS_NOT_SET && ro_event_is_negated(reader, head) &&
        status != RO_STATUS_DENIED)
      return status == RO_STATUS_PREDICTED ? RO_STATUS_PREDICTED : RO_STATUS_DENIED;
    return status;
  }
  if (IS(child, RO_DEPRELS(NSUBJ)))
    return ro_event_operator(reader->lexicon, lemma, RO_OPERATOR_ADJECTIVE);
  return RO_STATUS_NOT_SET;
}

/* Status from what stands with a noun: "a planned visit", "no talks", "any attack". */
static uint8_t by_modifier(const ro_event_reader *reader, uint32_t token) {
  const ro_doc *doc = reader->doc;
  for (uint32_t c = ro_tree_first(doc, token); c != RO_NONE; c = doc->tokens.next_sibling[c]) {
    ro_str lemma = ro_doc_lemma(doc, c);
    uint8_t status = RO_STATUS_NOT_SET;
    if (IS(c, RO_DEPRELS(AMOD) | RO_DEPRELS(DET) | RO_DEPRELS(COMPOUND))) {
      status = ro_event_operator(reader->lexicon, lemma, RO_OPERATOR_ADJECTIVE);
      if (status == RO_STATUS_NOT_SET)
        status = ro_event_operator(reader->lexicon, ro_doc_lower(doc, c), RO_OPERATOR_ADJECTIVE);
    } else if (IS(c, RO_DEPRELS(ADVMOD))) {
      status = ro_event_operator(reader->lexicon, lemma, RO_OPERATOR_ADVERB);
    }
    if (status != RO_STATUS_NOT_SET) return status;
  }
  return RO_STATUS_NOT_SET;
}

/* A predicate of the noun: "the meeting is possible", "an attack was unlikely". */
static uint8_t by_copula(const ro_event_reader *reader, uint32_t noun) {
  uint32_t head = reader->doc->tokens.head[noun];
  if (head == RO_NONE || !IS(noun, RO_DEPRELS(NSUBJ) | RO_DEPRELS(NSUBJ_PASS)))
    return RO_STATUS_NOT_SET;
  if (ro_tree_child(reader->doc, head, RO_DEPREL_COP) == RO_NONE &&
      reader->doc->tokens.upos[head] != RO_UPOS_ADJ) {
    uint32_t adjective = ro_tree_child(reader->doc, head, RO_DEPREL_XCOMP);
    if (adjective == RO_NONE) return RO_STATUS_NOT_SET;
    head = adjective;
  }
  return ro_event_operator(reader->lexicon, ro_doc_lemma(reader->doc, head), RO_OPERATOR_ADJECTIVE);
}

/* ------------------------------------------------------------------ the walk */

/* What the clause of `verb` itself says, before anything above it is asked. */
static uint8_t by_clause(const ro_event_reader *reader, uint32_t verb, ro_event_class type) {
  if (ro_event_is_negated(reader, verb) && !is_conditional_clause(reader, verb))
    return RO_STATUS_DENIED;
  if (is_conditional_clause(reader, verb))
    return type == RO_EVENT_ASSAULT ? RO_STATUS_PREDICTED : RO_STATUS_CONDITIONAL;
  uint8_t status = by_modal(reader, verb, type);
  if (status != RO_STATUS_NOT_SET) return status;
  if (child_lemma_in(reader, verb, RO_DEPRELS(ADVMOD), "reportedly allegedly supposedly") !=
      RO_NONE)
    return RO_STATUS_UNVERIFIED;
  return RO_STATUS_NOT_SET;
}

/* Does the verb itself state a fact: finite, a participle of a noun ("troops massed there"), or a
 * gerund after "after"?  Then nothing above it matters. */
static bool is_settled(const ro_event_reader *reader, uint32_t verb) {
  uint8_t tag = reader->doc->tokens.xpos[verb];
  if (is_to_infinitive(reader, verb)) return false;
  if (is_finite(reader, verb)) return true;
  if ((tag == RO_XPOS_VBN || tag == RO_XPOS_VBD) && IS(verb, RO_DEPRELS(ACL))) return true;
  return child_lemma_in(reader, verb, RO_DEPRELS(MARK) | RO_DEPRELS(CASE),
                        "after despite since by while") != RO_NONE;
}

/* A verb of reporting or modality that is past tells nothing of the clause that it governs. */
static bool is_past(const ro_event_reader *reader, uint32_t verb) {
  return reader->doc->tokens.xpos[verb] == RO_XPOS_VBD ||
         child_lemma_in(reader, verb, RO_DEPRELS(AUX), "have") != RO_NONE;
}

/* ------------------------------------------------------------------ words, where the tree fails */

/* The word that governs the trigger by its place: "on the brink of invading", "a pretext for an
 * intervention".  Steps left over what may stand between, and over light verbs. */
static uint8_t by_left_words(const ro_event_reader *reader, uint32_t token) {
  const ro_doc *doc = reader->doc;
  const ro_tokens *t = &doc->tokens;
  uint32_t first = doc->sentences.at[t->sentence[token]].first;
  bool has_link = false;
  for (uint32_t i = token; i-- > first && token - i < 10;) {
    uint8_t upos = t->upos[i], status = RO_STATUS_NOT_SET;
    ro_str lemma = ro_doc_lemma(doc, i);
    if (upos == RO_UPOS_DET || upos == RO_UPOS_NUM || upos == RO_UPOS_ADV ||
        t->xpos[i] == RO_XPOS_OPENQ || t->xpos[i] == RO_XPOS_CLOSEQ || t->xpos[i] == RO_XPOS_HYPH)
      continue;
    if (upos == RO_UPOS_NOUN && i + 1 < token &&
        (t->head[i] == token || t->xpos[i + 1] == RO_XPOS_HYPH ||
         (i > first && t->xpos[i - 1] == RO_XPOS_HYPH)))
      continue; /* "full-scale" */
    if (upos == RO_UPOS_PART || upos == RO_UPOS_ADP || upos == RO_UPOS_SCONJ) {
      if (!ro_event_lemma_in(reader, i, "to of for from with against on into about")) break;
      has_link = true;
      continue;
    }
    if (upos == RO_UPOS_ADJ) {
      status = ro_event_operator(reader->lexicon, lemma, RO_OPERATOR_ADJECTIVE);
    } else if (upos == RO_UPOS_NOUN) {
      status = ro_event_operator(reader->lexicon, lemma, RO_OPERATOR_NOUN);
    } else if (upos == RO_UPOS_VERB && (has_link || i + 4 > token)) {
      status = ro_event_operator(reader->lexicon, lemma, RO_OPERATOR_VERB);
      bool is_light = ro_event_in_set(reader->lexicon, lemma, "light");
      if (status == RO_STATUS_HAPPENED) status = RO_STATUS_NOT_SET;
      if (status == RO_STATUS_NOT_SET && is_light && !is_finite(reader, i)) continue;
    }
    if (status != RO_STATUS_NOT_SET) return status;
    if (upos != RO_UPOS_ADJ) break;
  }
  return RO_STATUS_NOT_SET;
}

/* "... looks highly likely" behind the noun. */
static uint8_t by_right_words(const ro_event_reader *reader, uint32_t noun) {
  const ro_doc *doc = reader->doc;
  uint32_t end = doc->sentences.at[doc->tokens.sentence[noun]].end, verb = RO_NONE;
  if (end > noun + 14) end = noun + 14;
  for (uint32_t i = noun + 1; i < end; i++) {
    uint8_t upos = doc->tokens.upos[i];
    if (verb == RO_NONE) {
      if (ro_event_lemma_in(reader, i, "be look appear seem remain become"))
        verb = i;
      else if (upos == RO_UPOS_VERB ||
               (upos == RO_UPOS_PUNCT && doc->tokens.xpos[i] == RO_XPOS_COMMA))
        break;
      continue;
    }
    if (i > verb + 5 || upos == RO_UPOS_VERB || upos == RO_UPOS_NOUN) break;
    if (upos == RO_UPOS_ADJ)
      return ro_event_operator(reader->lexicon, ro_doc_lemma(doc, i), RO_OPERATOR_ADJECTIVE);
  }
  return RO_STATUS_NOT_SET;
}

/* A condition outweighs a plan or a threat that it hangs on: "will meet if ..."; an attack under a
 * condition stays a forecast, and a sanction under one a threat. */
static uint8_t weigh_condition(const ro_event_reader *reader, uint32_t verb, uint8_t status,
                               ro_event_class type) {
  if (status != RO_STATUS_PLANNED && status != RO_STATUS_PROPOSED && status != RO_STATUS_PREDICTED)
    return status;
  if (type == RO_EVENT_ASSAULT || type == RO_EVENT_SANCTION || type == RO_EVENT_THREATEN)
    return status;
  return has_condition(reader, verb) ? RO_STATUS_CONDITIONAL : status;
}

/* What stands at the trigger itself. */
static uint8_t by_trigger(const ro_event_reader *reader, uint32_t token, bool is_noun,
                          ro_event_class type) {
  if (!is_noun) {
    uint8_t status = by_clause(reader, token, type);
    if (status == RO_STATUS_NOT_SET && has_condition(reader, token) && !is_past(reader, token) &&
        !is_settled(reader, token))
      return type == RO_EVENT_ASSAULT ? RO_STATUS_PREDICTED : RO_STATUS_CONDITIONAL;
    return weigh_condition(reader, token, status, type);
  }
  uint8_t status = by_modifier(reader, token);
  if (status != RO_STATUS_NOT_SET) return status;
  if (ro_event_is_negated(reader, token)) return RO_STATUS_DENIED;
  if (has_condition(reader, token)) return RO_STATUS_CONDITIONAL;
  status = by_copula(reader, token);
  return status == RO_STATUS_NOT_SET ? by_right_words(reader, token) : status;
}

/* "denied that it had attacked", "claimed that it was attacked": what a finite verb states, under
 * one that takes it back or only claims it. */
static uint8_t by_assertion(const ro_event_reader *reader, uint32_t verb) {
  uint32_t head = reader->doc->tokens.head[verb];
  if (head == RO_NONE || !IS(verb, RO_DEPRELS(CCOMP))) return RO_STATUS_NOT_SET;
  uint8_t status =
      ro_event_operator(reader->lexicon, ro_doc_lemma(reader->doc, head), RO_OPERATOR_VERB);
  return status == RO_STATUS_DENIED || status == RO_STATUS_UNVERIFIED ? status : RO_STATUS_NOT_SET;
}

static uint8_t walk(const ro_event_reader *reader, uint32_t token, bool is_noun,
                    ro_event_class type) {
  const ro_doc *doc = reader->doc;
  uint32_t node = token;
  if (!is_noun && is_settled(reader, token)) return by_assertion(reader, token);
  for (int i = 0; i < MAX_CLIMB; i++) {
    uint32_t head = doc->tokens.head[node];
    if (head == RO_NONE) break;
    uint8_t status = by_governor(reader, node, head);
    if (status == RO_STATUS_HAPPENED) status = RO_STATUS_NOT_SET;
    if (status != RO_STATUS_NOT_SET) return weigh_condition(reader, head, status, type);
    bool is_clause = doc->tokens.upos[head] == RO_UPOS_VERB ||
                     ro_tree_child(doc, head, RO_DEPREL_COP) != RO_NONE;
    if (is_clause && !IS(node, RO_DEPRELS(CONJ) | RO_DEPRELS(PARATAXIS) | RO_DEPRELS(ADVCL))) {
      status = by_clause(reader, head, type);
      if (status == RO_STATUS_DENIED && IS(node, RO_DEPRELS(OBL) | RO_DEPRELS(NSUBJ)) && is_noun)
        status = RO_STATUS_NOT_SET; /* "talks made no progress": the talks took place */
      if (status != RO_STATUS_NOT_SET) return weigh_condition(reader, head, status, type);
      if (is_settled(reader, head)) break;
    }
    node = head;
  }
  return RO_STATUS_NOT_SET;
}

/* Reports that nobody stands behind. */
static bool is_unverified(const ro_event_reader *reader, uint32_t token) {
  uint32_t a = reader->attribution[token];
  const ro_doc *doc = reader->doc;
  for (int i = 0; i < 4 && a != RO_NONE; i++) {
    const ro_attribution *x = &doc->attributions.at[a];
    if (x->basis == RO_BASIS_ANONYMOUS || x->basis == RO_BASIS_INTELLIGENCE ||
        x->basis == RO_BASIS_MEDIA || x->basis == RO_BASIS_UNVERIFIED || x->act == RO_ACT_ACCUSE ||
        x->source_span.begin == x->source_span.end)
      return true;
    a = x->parent;
  }
  return false;
}

/* Nouns of speech ("demands", "threats") have been uttered, whatever governs them. */
static bool is_uttered(ro_event_class type) {
  return type == RO_EVENT_REQUEST || type == RO_EVENT_ACCUSE || type == RO_EVENT_REJECT ||
         type == RO_EVENT_THREATEN || type == RO_EVENT_STATEMENT;
}

/* A headline's infinitive: "Doran and Ilves to hold talks". */
static bool is_headline_future(const ro_event_reader *reader, uint32_t verb) {
  const ro_doc *doc = reader->doc;
  return verb != RO_NONE && is_to_infinitive(reader, verb) &&
         (doc->tokens.head[verb] == RO_NONE ||
          ro_tree_child(doc, verb, RO_DEPREL_NSUBJ) != RO_NONE ||
          (IS(verb, RO_DEPRELS(ACL)) && doc->tokens.head[doc->tokens.head[verb]] == RO_NONE));
}

ro_event_status ro_event_status_of(const ro_event_reader *reader, uint32_t token, bool is_noun,
                                   ro_event_class type) {
  uint32_t verb = is_noun ? ro_event_light_verb(reader, token) : token;
  uint8_t status = by_trigger(reader, token, is_noun, type);
  if (is_noun && is_uttered(type))
    return status == RO_STATUS_DENIED ? RO_STATUS_DENIED : RO_STATUS_HAPPENED;
  bool is_settled_verb = !is_noun && is_settled(reader, token);
  if (status == RO_STATUS_NOT_SET) status = walk(reader, token, is_noun, type);
  if (status == RO_STATUS_NOT_SET && !is_settled_verb) status = by_left_words(reader, token);
  if (status == RO_STATUS_NOT_SET && is_headline_future(reader, verb)) status = future_of(type);
  if (status == RO_STATUS_NOT_SET && verb != RO_NONE && has_future_time(reader, verb) &&
      !is_past(reader, verb))
    status = future_of(type);
  if (status == RO_STATUS_NOT_SET) status = RO_STATUS_HAPPENED;
  if (status == RO_STATUS_HAPPENED && !is_uttered(type) && is_unverified(reader, token))
    status = RO_STATUS_UNVERIFIED;
  if (status == RO_STATUS_PLANNED) status = future_of(type);
  return (ro_event_status)status;
}
