/* Sources: who says it, and on what basis.
 *
 * The subject of the cue, or of the verb that the cue hangs on ("said ..., adding that ..."), the
 * agent of a passive, the noun that a participle or relative clause modifies, the possessor or
 * "by"-phrase of a noun ("their denial", "a claim by the union"), and for a noun in a set phrase
 * the subject of its verb ("the union made a pledge").  The span is the noun phrase with titles
 * and appositions but without relative clauses. */
#include "extract/attribution_internal.h"

enum {
  MAX_CLIMB = 8, /* verbs climbed from a cue to its subject */
  REACH = 12     /* tokens searched beside a cue when the tree has no subject */
};

#define SUBJECTS \
  (RO_DEPRELS(NSUBJ) | RO_DEPRELS(NSUBJ_PASS) | RO_DEPRELS(NSUBJ_OUTER) | RO_DEPRELS(CSUBJ))

typedef ro_attribution_run_state run_state;

/* Does the phrase end with a bracket that it opened?  "A. Varga (Osmark)" */
static bool closes_bracket(const ro_doc *doc, ro_range r) {
  if (doc->tokens.xpos[r.end - 1] != RO_XPOS_RRB) return false;
  for (uint32_t t = r.first; t < r.end; t++)
    if (doc->tokens.xpos[t] == RO_XPOS_LRB) return true;
  return false;
}

ro_range ro_attribution_noun_phrase(const ro_doc *doc, uint32_t head) {
  const ro_deprels cut = RO_DEPRELS(ACL_RELCL) | RO_DEPRELS(ACL) | RO_DEPRELS(ADVCL) |
                         RO_DEPRELS(PARATAXIS) | RO_DEPRELS(ADVCL_RELCL) | RO_DEPRELS(CCOMP) |
                         RO_DEPRELS(DEP) | RO_DEPRELS(DISCOURSE);
  ro_range r;
  ro_tree_range(doc, head, &r.first, &r.end);
  for (uint32_t c = ro_tree_first(doc, head); c != RO_NONE; c = doc->tokens.next_sibling[c]) {
    if (!ro_tree_is(doc, c, cut)) continue;
    if (c > head && doc->tokens.left[c] > head && doc->tokens.left[c] < r.end)
      r.end = doc->tokens.left[c];
    if (c < head && doc->tokens.right[c] < head && doc->tokens.right[c] + 1 > r.first)
      r.first = doc->tokens.right[c] + 1;
  }
  uint32_t prep = ro_tree_child(doc, head, RO_DEPREL_CASE);
  while (prep != RO_NONE && prep < head) { /* "by the union", "according to the union" */
    if (prep >= r.first) r.first = doc->tokens.right[prep] + 1;
    do prep = doc->tokens.next_sibling[prep];
    while (prep != RO_NONE && !ro_tree_is(doc, prep, RO_DEPRELS(CASE)));
  }
  while (r.end > head + 1 && doc->tokens.upos[r.end - 1] == RO_UPOS_PUNCT &&
         !closes_bracket(doc, r))
    r.end--;
  while (r.first < head && doc->tokens.upos[r.first] == RO_UPOS_PUNCT) r.first++;
  return r;
}

static bool is_relative(const ro_doc *doc, uint32_t token) {
  uint8_t x = doc->tokens.xpos[token];
  return x == RO_XPOS_WP || x == RO_XPOS_WDT;
}

static bool is_passive(const ro_doc *doc, uint32_t verb) {
  return ro_tree_child_of(doc, verb, RO_DEPRELS(AUX_PASS) | RO_DEPRELS(NSUBJ_PASS)) != RO_NONE;
}

/* Noun that a relative clause or participle modifies, for a verb in it. */
static uint32_t modified_noun(const ro_doc *doc, uint32_t verb) {
  return ro_tree_is(doc, verb, RO_DEPRELS(ACL) | RO_DEPRELS(ACL_RELCL)) ? doc->tokens.head[verb]
                                                                        : RO_NONE;
}

/* Verb whose subject a verb without one shares, RO_NONE when it shares none. */
static uint32_t sharing_verb(const ro_doc *doc, uint32_t verb) {
  const ro_deprels shared = RO_DEPRELS(CONJ) | RO_DEPRELS(XCOMP) | RO_DEPRELS(ADVCL) |
                            RO_DEPRELS(PARATAXIS) | RO_DEPRELS(DEP);
  return ro_tree_is(doc, verb, shared) ? doc->tokens.head[verb] : RO_NONE;
}

/* "The two sides agreed on a truce" read as a noun with a participle and no verb at all: the
 * participle is the verb.  What follows a true passive ("a minister accused of ...") rules it out.
 */
bool ro_attribution_is_main_after_noun(const ro_doc *doc, uint32_t verb) {
  static const char *const passive[] = {"of", "by", "to", "in", "at", "for", "from", "as", "over"};
  uint32_t noun = doc->tokens.head[verb];
  if (noun == RO_NONE || doc->tokens.head[noun] != RO_NONE || noun + 1 != verb) return false;
  if (!ro_tree_is(doc, verb, RO_DEPRELS(ACL)) || verb + 1 >= doc->tokens.n) return false;
  for (size_t i = 0; i < sizeof passive / sizeof *passive; i++)
    if (ro_str_is(ro_doc_lower(doc, verb + 1), passive[i])) return false;
  return true;
}

/* Head noun of who does `verb`. */
static uint32_t doer(const ro_doc *doc, uint32_t verb) {
  if (is_passive(doc, verb)) {
    uint32_t agent = ro_tree_child(doc, verb, RO_DEPREL_OBL_AGENT);
    if (agent != RO_NONE) return agent;
    for (uint32_t c = ro_tree_first(doc, verb); c != RO_NONE; c = doc->tokens.next_sibling[c]) {
      uint32_t prep = ro_tree_child(doc, c, RO_DEPREL_CASE);
      if (ro_tree_is(doc, c, RO_DEPRELS(OBL)) && prep != RO_NONE &&
          ro_str_is(ro_doc_lower(doc, prep), "by"))
        return c;
    }
    return RO_NONE;
  }
  uint32_t v = verb;
  for (int i = 0; i < MAX_CLIMB && v != RO_NONE; i++) {
    uint32_t subject = ro_tree_child_of(doc, v, SUBJECTS);
    uint32_t noun = modified_noun(doc, v);
    if (subject != RO_NONE) return is_relative(doc, subject) && noun != RO_NONE ? noun : subject;
    bool is_sure = v == verb && (ro_attribution_sure_verb(doc, v).len > 0 ||
                                 ro_attribution_is_main_after_noun(doc, v));
    if (noun != RO_NONE) return doc->tokens.xpos[v] == RO_XPOS_VBN && !is_sure ? RO_NONE : noun;
    uint32_t up = sharing_verb(doc, v);
    if (up == RO_NONE) return RO_NONE;
    /* "urged them to say": the one urged is to say it */
    uint32_t object =
        ro_tree_is(doc, v, RO_DEPRELS(XCOMP)) ? ro_tree_child(doc, up, RO_DEPREL_OBJ) : RO_NONE;
    if (object != RO_NONE && object < v) return object;
    v = up;
  }
  return RO_NONE;
}

/* Possessor of a noun, "by"-phrase, or the subject of the verb it is the object of. */
static uint32_t owner(const ro_doc *doc, uint32_t noun) {
  uint32_t c = ro_tree_child(doc, noun, RO_DEPREL_NMOD_POSS);
  if (c != RO_NONE) return c;
  uint32_t from = RO_NONE, nation = RO_NONE;
  for (c = ro_tree_first(doc, noun); c != RO_NONE; c = doc->tokens.next_sibling[c]) {
    uint32_t prep = ro_tree_child(doc, c, RO_DEPREL_CASE);
    if (ro_tree_is(doc, c, RO_DEPRELS(NMOD)) && prep != RO_NONE &&
        (ro_str_is(ro_doc_lower(doc, prep), "by") || ro_str_is(ro_doc_lower(doc, prep), "from")))
      from = c;
    if (ro_tree_is(doc, c, RO_DEPRELS(AMOD) | RO_DEPRELS(COMPOUND)) && c < noun &&
        (doc->tokens.ner[c] != 0 || doc->tokens.upos[c] == RO_UPOS_PROPN))
      nation = c;
  }
  if (from != RO_NONE) return from;
  if (nation != RO_NONE) return nation;
  uint32_t verb = doc->tokens.head[noun];
  bool is_object = ro_tree_is(doc, noun, RO_DEPRELS(OBJ) | RO_DEPRELS(OBL));
  return verb != RO_NONE && is_object && doc->tokens.upos[verb] == RO_UPOS_VERB ? doer(doc, verb)
                                                                                : RO_NONE;
}

/* Without a subject in the tree: the nearest mention right beside the cue. */
static uint32_t neighbour(const run_state *run, uint32_t cue) {
  const ro_doc *doc = run->doc;
  const ro_sentence *s = &doc->sentences.at[doc->tokens.sentence[cue]];
  uint8_t before = cue > s->first ? doc->tokens.upos[cue - 1] : RO_UPOS_NONE;
  if (before == RO_UPOS_NOUN || before == RO_UPOS_PROPN || before == RO_UPOS_PRON) return cue - 1;
  for (uint32_t i = cue; i > s->first && cue - i < REACH; i--) {
    if (doc->tokens.upos[i - 1] == RO_UPOS_VERB) break;
    if (run->mention_of[i - 1] != RO_NONE) return i - 1;
  }
  for (uint32_t i = cue + 1; i < s->end && i - cue <= 3; i++)
    if (run->mention_of[i] != RO_NONE) return i;
  return RO_NONE;
}

/* A source does not reach over the mark of a quotation. */
void ro_attribution_clip_source(const run_state *run, ro_speech *s) {
  uint32_t t = s->source_head, own = t == RO_NONE ? RO_NONE : run->quote_of[t];
  if (t == RO_NONE || t < s->source.first || t >= s->source.end) return;
  while (t > s->source.first && run->quote_of[t - 1] == own) t--;
  s->source.first = t;
  for (t = s->source_head; t + 1 < s->source.end && run->quote_of[t + 1] == own;) t++;
  s->source.end = t + 1;
  while (s->source.first < s->source_head &&
         run->doc->tokens.upos[s->source.first] == RO_UPOS_PUNCT)
    s->source.first++;
}

static bool is_empty_subject(const ro_doc *doc, uint32_t token) {
  return ro_tree_is(doc, token, RO_DEPRELS(EXPL));
}

void ro_attribution_find_source(const run_state *run, ro_speech *s) {
  const ro_doc *doc = run->doc;
  uint32_t head = RO_NONE;
  if (s->frame.pos == 'v') {
    head = doer(doc, s->cue);
    bool may_guess = s->has_quotation || s->frame.is_strong;
    bool is_expletive = ro_tree_child(doc, s->cue, RO_DEPREL_EXPL) != RO_NONE;
    if (head == RO_NONE && may_guess && !s->is_passive && !is_expletive &&
        doc->tokens.xpos[s->cue] != RO_XPOS_VBN)
      head = neighbour(run, s->cue);
  } else if (s->frame.pos == 'n') {
    head = owner(doc, s->cue);
  } else if (s->frame.pos == 'a') {
    head = doer(doc, s->cue);
  }
  if (head == RO_NONE || is_empty_subject(doc, head)) return;
  for (uint32_t i = 0; i < s->parts.n; i++) /* a source inside the content is a wrong reading */
    if (head >= s->parts.at[i].first && head < s->parts.at[i].end && s->frame.pos == 'v') return;
  s->source = ro_attribution_noun_phrase(doc, head);
  s->source_head = head;
  ro_attribution_clip_source(run, s);
}

static bool any_is(const ro_doc *doc, ro_range r, const char *const *words, size_t n) {
  for (uint32_t i = r.first; i < r.end; i++)
    for (size_t k = 0; k < n; k++)
      if (ro_str_is(ro_doc_lower(doc, i), words[k])) return true;
  return false;
}

static bool head_is(const ro_doc *doc, uint32_t head, const char *const *words, size_t n) {
  return head != RO_NONE && any_is(doc, (ro_range){head, head + 1}, words, n);
}

static bool is_outlet(const run_state *run, ro_range r) {
  static const char *const papers[] = {"times",   "herald",    "tribune", "gazette",
                                       "journal", "telegraph", "news",    "chronicle"};
  uint32_t n = 0, last = r.end - 1;
  for (size_t i = 0; i < sizeof papers / sizeof *papers; i++)
    if (run->doc->tokens.upos[last] == RO_UPOS_PROPN && last > r.first &&
        ro_str_is(ro_doc_lower(run->doc, last), papers[i]))
      return true;
  if (!run->state->outlets) return false;
  for (uint32_t i = r.first; i < r.end; i++)
    if (ro_table_match(run->state->outlets, run->doc, i, r.end, false, &n) != RO_NONE) return true;
  return false;
}

/* "the mayor", "Varland's president": one person who is known by the office. */
static bool is_known_role(const ro_doc *doc, ro_range r, uint32_t head) {
  bool is_definite = ro_str_is(ro_doc_lower(doc, r.first), "the") ||
                     ro_tree_child(doc, head, RO_DEPREL_NMOD_POSS) != RO_NONE;
  return is_definite && doc->tokens.xpos[head] == RO_XPOS_NN;
}

/* Words are English nouns of their kind, singular and plural; not names. */
ro_basis ro_attribution_basis(const run_state *run, const ro_speech *s, uint32_t entity) {
  static const char *const unverified[] = {"unverified", "unconfirmed", "rumours", "rumors",
                                           "speculation"};
  static const char *const imagery[] = {
      "image",       "images", "imagery", "photo",     "photos",     "footage", "photograph",
      "photographs", "video",  "videos",  "satellite", "satellites", "picture", "pictures"};
  static const char *const intelligence[] = {"intelligence"};
  static const char *const media[] = {"report",     "reports", "media",       "newspaper",
                                      "newspapers", "press",   "broadcaster", "magazine",
                                      "outlet",     "outlets", "agency",      "agencies"};
  static const char *const document[] = {
      "statement", "document",   "documents",  "letter", "memo",     "readout", "decree",
      "study",     "survey",     "poll",       "polls",  "data",     "figures", "record",
      "records",   "transcript", "communique", "filing", "complaint"};
  static const char *const people[] = {
      "official", "officials", "source",   "sources", "diplomat",  "diplomats", "person",
      "people",   "aide",      "aides",    "adviser", "advisers",  "witnesses", "witness",
      "experts",  "analysts",  "insiders", "critics", "observers", "officer",   "officers"};
  static const char *const speakers[] = {"spokesman", "spokeswoman", "spokesperson",
                                         "spokespeople"};
#define N(list) (sizeof(list) / sizeof *(list))
  if (s->frame.pos == 'r' || s->frame.pos == 'p') return RO_BASIS_UNVERIFIED;
  ro_range r = s->source;
  if (r.first == r.end) return RO_BASIS_ANONYMOUS;
  if (any_is(run->doc, r, unverified, N(unverified))) return RO_BASIS_UNVERIFIED;
  if (head_is(run->doc, s->source_head, imagery, N(imagery))) return RO_BASIS_IMAGERY;
  bool is_body = head_is(run->doc, s->source_head, people, N(people));
  if (!is_body && any_is(run->doc, r, intelligence, N(intelligence))) return RO_BASIS_INTELLIGENCE;
  if (is_outlet(run, r) || head_is(run->doc, s->source_head, media, N(media)))
    return RO_BASIS_MEDIA;
  if (head_is(run->doc, s->source_head, document, N(document))) return RO_BASIS_DOCUMENT;
  if (head_is(run->doc, s->source_head, speakers, N(speakers)))
    return r.end - r.first > 2 || is_known_role(run->doc, r, s->source_head) ? RO_BASIS_ON_RECORD
                                                                             : RO_BASIS_ANONYMOUS;
  if (!is_body && is_known_role(run->doc, r, s->source_head)) return RO_BASIS_ON_RECORD;
  if (entity != RO_NONE ? run->doc->entities.at[entity].is_anonymous : is_body)
    return RO_BASIS_ANONYMOUS;
#undef N
  return RO_BASIS_ON_RECORD;
}
