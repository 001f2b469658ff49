/* Who takes part in an event: arguments found by walking the dependency tree.
 *
 * Active and passive clauses, relative clauses, shared subjects of coordinated verbs, control (the
 * subject of "urged X to withdraw" is X, of "agreed to withdraw" the one who agreed), light verbs
 * ("X held talks with Y"), possessives, compounds and adjectives of nationality before nouns, and
 * the prepositions with, between, against, by, on, to behind them.  Every climb is bounded. */
#include <string.h>

#include "extract/event_internal.h"

enum { MAX_CLIMB = 6, MAX_CONJ = 8 };

#define HEAD(t) (reader->doc->tokens.head[t])
#define IS(t, relations) ro_tree_is(reader->doc, (t), (relations))

bool ro_event_lemma_is(const ro_event_reader *reader, uint32_t token, const char *lemma) {
  return ro_str_is(ro_doc_lemma(reader->doc, token), lemma);
}

bool ro_event_lemma_in(const ro_event_reader *reader, uint32_t token, const char *words) {
  ro_str lemma = ro_doc_lemma(reader->doc, token), rest = ro_str_from(words), word;
  while (ro_str_split(&rest, ' ', &word))
    if (ro_str_equal(word, lemma)) return true;
  return false;
}

bool ro_event_is_actor(const ro_event_reader *reader, uint32_t token) {
  uint32_t m = token == RO_NONE ? RO_NONE : reader->mention[token];
  if (m == RO_NONE || reader->doc->mentions.at[m].entity == RO_NONE) return false;
  ro_mention_type type = reader->doc->mentions.at[m].type;
  return type == RO_MENTION_PER || type == RO_MENTION_ORG || type == RO_MENTION_GPE ||
         type == RO_MENTION_NORP;
}

bool ro_event_case_is(const ro_event_reader *reader, uint32_t token, ro_str prepositions) {
  ro_str word;
  uint32_t c = ro_tree_child(reader->doc, token, RO_DEPREL_CASE);
  if (c == RO_NONE) return false;
  ro_str form = ro_doc_lower(reader->doc, c);
  while (prepositions.data && ro_str_split(&prepositions, '|', &word))
    if (ro_str_equal(word, form)) return true;
  return false;
}

uint32_t ro_event_with_case(const ro_event_reader *reader, uint32_t token, ro_str prepositions) {
  const ro_deprels oblique =
      RO_DEPRELS(OBL) | RO_DEPRELS(NMOD) | RO_DEPRELS(OBL_AGENT) | RO_DEPRELS(IOBJ);
  for (uint32_t c = ro_tree_first(reader->doc, token); c != RO_NONE;
       c = reader->doc->tokens.next_sibling[c])
    if (IS(c, oblique) && reader->time[c] == RO_NONE && ro_event_case_is(reader, c, prepositions))
      return c;
  return RO_NONE;
}

bool ro_event_is_passive(const ro_event_reader *reader, uint32_t token) {
  const ro_tokens *t = &reader->doc->tokens;
  if (ro_tree_child_of(reader->doc, token,
                       RO_DEPRELS(NSUBJ_PASS) | RO_DEPRELS(AUX_PASS) | RO_DEPRELS(OBL_AGENT)) !=
      RO_NONE)
    return true;
  /* a participle behind or before its noun, "troops massed near the border"; taggers take some of
   * them for the past tense */
  return (t->xpos[token] == RO_XPOS_VBN || t->xpos[token] == RO_XPOS_VBD) &&
         IS(token, RO_DEPRELS(ACL) | RO_DEPRELS(AMOD));
}

uint32_t ro_event_content_noun(const ro_event_reader *reader, uint32_t token) {
  for (int i = 0; i < 4 && token != RO_NONE; i++) {
    if (!ro_event_lemma_in(reader, token,
                           "ten hundred thousand million billion number dozen score lot series "
                           "amount part percent cent third half quarter majority kind bulk most "
                           "some any all pc group force"))
      break;
    uint32_t inner = ro_event_with_case(reader, token, RO_STR("of"));
    if (inner == RO_NONE) break;
    token = inner;
  }
  return token;
}

/* The noun that a relative pronoun stands for. */
static uint32_t antecedent(const ro_event_reader *reader, uint32_t token) {
  if (token == RO_NONE || !ro_event_lemma_in(reader, token, "who which that whom")) return token;
  uint32_t verb = HEAD(token);
  for (int i = 0; i < 3 && verb != RO_NONE; i++) {
    if (IS(verb, RO_DEPRELS(ACL_RELCL) | RO_DEPRELS(ACL))) return HEAD(verb);
    verb = HEAD(verb);
  }
  return token;
}

/* Where the parser lost the thread: the noun right before a verb, but for auxiliaries and adverbs.
 */
static uint32_t noun_before(const ro_event_reader *reader, uint32_t verb) {
  const ro_tokens *t = &reader->doc->tokens;
  uint32_t first = reader->doc->sentences.at[t->sentence[verb]].first;
  for (uint32_t i = verb; i-- > first && verb - i < 8;) {
    uint8_t upos = t->upos[i];
    if (upos == RO_UPOS_NOUN || upos == RO_UPOS_PROPN || upos == RO_UPOS_PRON) return i;
    if (upos != RO_UPOS_AUX && upos != RO_UPOS_ADV && upos != RO_UPOS_PART) return RO_NONE;
    if (upos == RO_UPOS_PART && ro_event_lemma_is(reader, i, "to")) return RO_NONE;
  }
  return RO_NONE;
}

/* The head of the noun phrase right behind a verb. */
static uint32_t noun_behind(const ro_event_reader *reader, uint32_t verb) {
  const ro_tokens *t = &reader->doc->tokens;
  uint32_t end = reader->doc->sentences.at[t->sentence[verb]].end, noun = RO_NONE;
  for (uint32_t i = verb + 1; i < end && i < verb + 9; i++) {
    uint8_t upos = t->upos[i];
    if (upos == RO_UPOS_NOUN || upos == RO_UPOS_PROPN) {
      noun = i;
      continue;
    }
    if (noun != RO_NONE) break;
    bool is_inside = upos == RO_UPOS_DET || upos == RO_UPOS_ADJ || upos == RO_UPOS_NUM ||
                     upos == RO_UPOS_SYM || upos == RO_UPOS_ADV || t->xpos[i] == RO_XPOS_PRPS ||
                     t->xpos[i] == RO_XPOS_RP || t->xpos[i] == RO_XPOS_OPENQ ||
                     (upos == RO_UPOS_ADP && ro_event_lemma_in(reader, i, "up to down over back"));
    if (!is_inside) break;
  }
  return noun;
}

uint32_t ro_event_actor_before(const ro_event_reader *reader, uint32_t verb) {
  const ro_tokens *t = &reader->doc->tokens;
  uint32_t first = reader->doc->sentences.at[t->sentence[verb]].first;
  uint8_t tag = t->xpos[verb];
  if (tag != RO_XPOS_VBD && tag != RO_XPOS_VBZ && tag != RO_XPOS_VBP && tag != RO_XPOS_VBN &&
      tag != RO_XPOS_VB)
    return RO_NONE;
  for (uint32_t i = verb; i-- > first && verb - i <= 10;) {
    if (t->upos[i] == RO_UPOS_VERB || t->upos[i] == RO_UPOS_SCONJ || t->xpos[i] == RO_XPOS_COLON ||
        ro_event_lemma_in(reader, i, "to that"))
      return RO_NONE;
    bool is_party = t->upos[i] == RO_UPOS_PROPN || t->upos[i] == RO_UPOS_NOUN;
    if (is_party && ro_event_is_actor(reader, i)) return i;
  }
  return RO_NONE;
}

static uint32_t own_subject(const ro_event_reader *reader, uint32_t verb) {
  const ro_doc *doc = reader->doc;
  if (ro_event_is_passive(reader, verb)) {
    uint32_t agent = ro_tree_child(doc, verb, RO_DEPREL_OBL_AGENT);
    return agent != RO_NONE ? agent : ro_event_with_case(reader, verb, RO_STR("by"));
  }
  uint32_t subject = ro_tree_child_of(doc, verb, RO_DEPRELS(NSUBJ) | RO_DEPRELS(NSUBJ_OUTER));
  if (subject != RO_NONE) return antecedent(reader, subject);
  if (IS(verb, RO_DEPRELS(ACL_RELCL)) && ro_tree_child(doc, verb, RO_DEPREL_OBJ) != RO_NONE)
    return HEAD(verb);
  if (doc->tokens.xpos[verb] == RO_XPOS_VBG && IS(verb, RO_DEPRELS(ACL) | RO_DEPRELS(AMOD)))
    return HEAD(verb);
  return RO_NONE;
}

/* Who of the governing verb does what its infinitive says. */
static uint32_t controller(const ro_event_reader *reader, uint32_t verb) {
  const ro_doc *doc = reader->doc;
  uint32_t object = ro_tree_child_of(doc, verb, RO_DEPRELS(OBJ) | RO_DEPRELS(IOBJ));
  if (ro_event_lemma_in(reader, verb, "call appeal plead")) {
    uint32_t called = ro_event_with_case(reader, verb, RO_STR("on|upon|for|to"));
    if (called != RO_NONE) return called;
  }
  if (object != RO_NONE && !ro_event_lemma_is(reader, verb, "promise")) return object;
  if (ro_event_is_passive(reader, verb)) {
    uint32_t patient = ro_tree_child(doc, verb, RO_DEPREL_NSUBJ_PASS);
    if (patient != RO_NONE) return antecedent(reader, patient);
  }
  return RO_NONE;
}

/* Owner of a noun: "Osmark's plan", "the Osmark plan", "the plan of Osmark". */
static uint32_t owner(const ro_event_reader *reader, uint32_t noun) {
  for (uint32_t c = ro_tree_first(reader->doc, noun); c != RO_NONE;
       c = reader->doc->tokens.next_sibling[c])
    if (IS(c, RO_DEPRELS(NMOD_POSS) | RO_DEPRELS(COMPOUND) | RO_DEPRELS(AMOD) |
                  RO_DEPRELS(NMOD_DESC)) &&
        (ro_event_is_actor(reader, c) || IS(c, RO_DEPRELS(NMOD_POSS))))
      return c;
  uint32_t of = ro_event_with_case(reader, noun, RO_STR("of|by|from"));
  return of != RO_NONE && ro_event_is_actor(reader, of) ? of : RO_NONE;
}

uint32_t ro_event_subject(const ro_event_reader *reader, uint32_t token) {
  uint32_t verb = token;
  for (int i = 0; i < MAX_CLIMB && verb != RO_NONE; i++) {
    uint32_t subject = own_subject(reader, verb);
    if (subject != RO_NONE) return subject;
    if (i == 0 && ro_event_is_passive(reader, verb)) return RO_NONE;
    if (i == 0 && (subject = noun_before(reader, verb)) != RO_NONE)
      return antecedent(reader, subject);
    uint32_t head = HEAD(verb);
    if (head == RO_NONE) return RO_NONE;
    if (IS(verb, RO_DEPRELS(XCOMP) | RO_DEPRELS(ADVCL) | RO_DEPRELS(CCOMP) | RO_DEPRELS(OBL))) {
      subject = IS(verb, RO_DEPRELS(ADVCL)) ? RO_NONE : controller(reader, head);
      if (subject != RO_NONE) return subject;
      if (IS(verb, RO_DEPRELS(CCOMP)) && i > 0) return RO_NONE;
    } else if (IS(verb, RO_DEPRELS(ACL))) {
      return owner(reader, head);
    } else if (!IS(verb, RO_DEPRELS(CONJ) | RO_DEPRELS(PARATAXIS))) {
      return RO_NONE;
    }
    verb = head;
  }
  return RO_NONE;
}

uint32_t ro_event_object(const ro_event_reader *reader, uint32_t token) {
  const ro_doc *doc = reader->doc;
  uint32_t object = ro_tree_child(doc, token, RO_DEPREL_OBJ);
  if (object != RO_NONE) return antecedent(reader, object);
  /* "phoned President X", with the title taken for the object's predicate or the other way round */
  object = ro_tree_child(doc, token, RO_DEPREL_XCOMP);
  if (object != RO_NONE && object > token && doc->tokens.upos[object] == RO_UPOS_PROPN &&
      ro_event_is_actor(reader, object) && !ro_event_is_passive(reader, token))
    return object;
  if (ro_event_is_passive(reader, token)) {
    object = ro_tree_child_of(doc, token, RO_DEPRELS(NSUBJ_PASS) | RO_DEPRELS(NSUBJ));
    if (object != RO_NONE) return antecedent(reader, object);
    if (IS(token, RO_DEPRELS(ACL) | RO_DEPRELS(ACL_RELCL) | RO_DEPRELS(AMOD))) return HEAD(token);
  }
  if (IS(token, RO_DEPRELS(CONJ)) && HEAD(token) != RO_NONE &&
      ro_event_is_passive(reader, HEAD(token)) && doc->tokens.xpos[token] == RO_XPOS_VBN)
    return ro_tree_child(doc, HEAD(token), RO_DEPREL_NSUBJ_PASS);
  return ro_event_is_passive(reader, token) ? RO_NONE : noun_behind(reader, token);
}

uint32_t ro_event_light_verb(const ro_event_reader *reader, uint32_t noun) {
  const ro_doc *doc = reader->doc;
  for (int i = 0; i < 3; i++) { /* "hold a series of talks" */
    uint32_t head = HEAD(noun);
    if (head == RO_NONE) return RO_NONE;
    if (doc->tokens.upos[head] == RO_UPOS_VERB &&
        IS(noun, RO_DEPRELS(OBJ) | RO_DEPRELS(NSUBJ_PASS)))
      return ro_event_in_set(reader->lexicon, ro_doc_lemma(doc, head), "light") ? head : RO_NONE;
    if (!IS(noun, RO_DEPRELS(NMOD) | RO_DEPRELS(CONJ))) return RO_NONE;
    if (IS(noun, RO_DEPRELS(NMOD)) && ro_event_content_noun(reader, head) != noun) return RO_NONE;
    noun = head;
  }
  return RO_NONE;
}

/* ------------------------------------------------------------------ tokens -> entities */

static void add_entity(const ro_event_reader *reader, uint32_t entity, ro_indexes *list) {
  const ro_doc_entity *e = &reader->doc->entities.at[entity];
  ro_arena *arena = reader->doc->arena;
  if (e->is_group && e->members.n) {
    for (uint32_t i = 0; i < e->members.n; i++) ro_indexes_add_new(arena, list, e->members.at[i]);
    return;
  }
  ro_indexes_add_new(arena, list, entity);
}

/* "its troops", "Osmark's forces", "Varlish tanks", "families of Osmark troops": whose they are. */
static void add_owner(const ro_event_reader *reader, uint32_t token, ro_indexes *list) {
  uint32_t o = owner(reader, token);
  if (o == RO_NONE) {
    uint32_t of = ro_event_with_case(reader, token, RO_STR("of"));
    o = of == RO_NONE ? RO_NONE : owner(reader, of);
  }
  if (o != RO_NONE && reader->mention[o] != RO_NONE && ro_event_is_actor(reader, o))
    add_entity(reader, reader->doc->mentions.at[reader->mention[o]].entity, list);
}

static void add_one(const ro_event_reader *reader, uint32_t token, ro_indexes *list) {
  token = ro_event_content_noun(reader, antecedent(reader, token));
  if (token == RO_NONE ||
      ro_event_in_set(reader->lexicon, ro_doc_lemma(reader->doc, token), "mouthpiece"))
    return; /* who tells of it takes no part in it */
  uint32_t m = reader->mention[token];
  if (m != RO_NONE && ro_event_is_actor(reader, token))
    add_entity(reader, reader->doc->mentions.at[m].entity, list);
  else
    add_owner(reader, token, list);
}

/* The token's entity and those coordinated with it. */
static void add_token(const ro_event_reader *reader, uint32_t token, ro_indexes *list) {
  if (token == RO_NONE) return;
  add_one(reader, token, list);
  int n = 0;
  for (uint32_t c = ro_tree_first(reader->doc, token); c != RO_NONE && n < MAX_CONJ;
       c = reader->doc->tokens.next_sibling[c])
    if (IS(c, RO_DEPRELS(CONJ))) add_one(reader, c, list), n++;
}

static void add_cases(const ro_event_reader *reader, uint32_t token, ro_str prepositions,
                      ro_indexes *list) {
  for (uint32_t c = ro_tree_first(reader->doc, token); c != RO_NONE;
       c = reader->doc->tokens.next_sibling[c])
    if (IS(c, RO_DEPRELS(OBL) | RO_DEPRELS(NMOD)) && ro_event_case_is(reader, c, prepositions))
      add_token(reader, c, list);
}

/* A party is either actor or recipient, and a place only where it is no party. */
static void make_disjoint(ro_event *event) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < event->recipients.n; i++)
    if (!ro_indexes_has(&event->actors, event->recipients.at[i]))
      event->recipients.at[n++] = event->recipients.at[i];
  event->recipients.n = n;
}

/* Parties of one clause: subject, object, and what the prepositions bring. */
static void verb_parties(const ro_event_reader *reader, uint32_t verb, ro_event *event) {
  add_token(reader, ro_event_subject(reader, verb), &event->actors);
  if (!event->actors.n && !ro_event_is_passive(reader, verb))
    add_token(reader, ro_event_actor_before(reader, verb), &event->actors);
  uint32_t object = ro_event_object(reader, verb);
  add_token(reader, object, &event->recipients);
  add_token(reader, ro_tree_child(reader->doc, verb, RO_DEPREL_IOBJ), &event->recipients);
  add_cases(reader, verb, RO_STR("with|to|against|on|upon|at|for|from|towards|into"),
            &event->recipients);
  make_disjoint(event); /* "sent its thanks to X": one's own thing is no recipient */
  if (object != RO_NONE && event->recipients.n == 0)
    add_cases(reader, object, RO_STR("with|to|against|on"), &event->recipients);
  if (event->recipients.n || event->type != RO_EVENT_REQUEST) return;
  /* "called on X to leave", where X was made the subject of "leave" */
  uint32_t clause = ro_tree_child_of(reader->doc, verb,
                                     RO_DEPRELS(XCOMP) | RO_DEPRELS(CCOMP) | RO_DEPRELS(ADVCL));
  if (clause != RO_NONE)
    add_token(reader, ro_tree_child(reader->doc, clause, RO_DEPREL_NSUBJ), &event->recipients);
}

static void noun_parties(const ro_event_reader *reader, uint32_t noun, ro_event *event) {
  const ro_doc *doc = reader->doc;
  for (uint32_t c = ro_tree_first(doc, noun); c != RO_NONE; c = doc->tokens.next_sibling[c]) {
    if (IS(c, RO_DEPRELS(NMOD_POSS) | RO_DEPRELS(COMPOUND) | RO_DEPRELS(AMOD)))
      add_token(reader, c, &event->actors);
    if (!IS(c, RO_DEPRELS(NMOD) | RO_DEPRELS(OBL))) continue;
    if (ro_event_case_is(reader, c, RO_STR("by|between|among|from")))
      add_token(reader, c, &event->actors);
    else if (ro_event_case_is(reader, c, RO_STR("with|against|on|upon|to|into|towards|over")))
      add_token(reader, c, &event->recipients);
    else if (ro_event_case_is(reader, c,
                              RO_STR("of"))) /* "invasion of X", "withdrawal of troops" */
      add_token(
          reader, c,
          event->actors.n || event->type == RO_EVENT_ASSAULT ? &event->recipients : &event->actors);
  }
}

/* "In a call with X, Y agreed": who acts in the clause around a contact took part in it. */
static void add_clause_subject(const ro_event_reader *reader, uint32_t noun, ro_event *event) {
  uint32_t head = HEAD(noun);
  if (head == RO_NONE || !IS(noun, RO_DEPRELS(OBL)) || event->actors.n + event->recipients.n > 1 ||
      !ro_event_case_is(reader, noun, RO_STR("in|during|after|following|at")))
    return;
  uint32_t subject = ro_event_subject(reader, head), object = ro_event_object(reader, head);
  if (subject != RO_NONE) add_token(reader, subject, &event->actors);
  uint32_t possessor = ro_tree_child(reader->doc, noun, RO_DEPREL_NMOD_POSS);
  if (possessor != RO_NONE && object != RO_NONE &&
      ro_event_lemma_in(reader, possessor, "they their"))
    add_token(reader, object, &event->actors); /* "assured Y in their call" */
}

/* "two calls in May between X and Y", where "between" hangs on the month. */
static void add_between(const ro_event_reader *reader, uint32_t noun, ro_event *event) {
  const ro_tokens *t = &reader->doc->tokens;
  uint32_t end = t->right[noun] + 1;
  if (end > noun + 12) end = noun + 12;
  for (uint32_t i = noun + 1; i < end; i++)
    if (t->upos[i] == RO_UPOS_ADP && ro_event_lemma_is(reader, i, "between") && HEAD(i) != RO_NONE)
      add_token(reader, HEAD(i), &event->actors);
}

static uint32_t place_of(const ro_event_reader *reader, uint32_t token) {
  const ro_doc *doc = reader->doc;
  for (uint32_t c = token == RO_NONE ? RO_NONE : ro_tree_first(doc, token); c != RO_NONE;
       c = doc->tokens.next_sibling[c]) {
    uint32_t m = reader->mention[c];
    if (!IS(c, RO_DEPRELS(OBL) | RO_DEPRELS(NMOD)) || m == RO_NONE) continue;
    ro_mention_type type = doc->mentions.at[m].type;
    if ((type == RO_MENTION_GPE || type == RO_MENTION_LOC || type == RO_MENTION_FAC) &&
        ro_event_case_is(reader, c, RO_STR("in|at|near|on|around|outside|along|across|inside")))
      return doc->mentions.at[m].entity;
  }
  return RO_NONE;
}

void ro_event_fill_parties(const ro_event_reader *reader, ro_event *event, bool is_noun) {
  uint32_t verb = is_noun ? ro_event_light_verb(reader, event->token) : event->token;
  event->place = place_of(reader, event->token);
  if (is_noun) noun_parties(reader, event->token, event);
  if (is_noun && event->type == RO_EVENT_CONSULT) {
    add_between(reader, event->token, event);
    add_clause_subject(reader, event->token, event);
  }
  if (verb != RO_NONE && (!is_noun || event->actors.n == 0)) {
    ro_event whole = *event;
    verb_parties(reader, verb, event);
    if (is_noun && whole.recipients.n) event->recipients.n = whole.recipients.n;
  }
  if (event->place == RO_NONE) event->place = place_of(reader, verb);
  make_disjoint(event);
}
