/* Whom pronouns mean.
 *
 * They take the nearest fitting subject, in the order of Hobbs (1978): this sentence before the
 * pronoun, then earlier sentences from their beginning; "I" and "we" in a quotation mean its
 * speaker.  Windows are bounded. */
#include "entity/chain.h"

enum { WINDOW = 60, SENTENCES_BACK = 3 };

static bool agrees(const chainer *c, const draft *m, const draft *d) {
  const chain *row = &c->work->chains.at[m->entity];
  ro_mention_type type = chain_entity_of(c, m)->type;
  if (d->type == RO_MENTION_ORG) /* it */
    return (type == RO_MENTION_ORG || type == RO_MENTION_GPE) && !row->is_plural &&
           m->hit != HIT_DEMONYM;
  if (d->gender) { /* he, she */
    return type == RO_MENTION_PER && !row->is_plural && (!row->gender || row->gender == d->gender);
  }
  if (d->is_plural)
    return row->is_plural || chain_entity_of(c, m)->is_group ||
           (type == RO_MENTION_ORG && m->hit != HIT_DEMONYM);
  return false;
}

static bool is_subject_mention(const chainer *c, const draft *m) {
  uint32_t top = entity_top(c->work, m->first, m->end);
  return !c->work->has_tree ||
         ro_tree_is(c->work->doc, top, RO_DEPRELS(NSUBJ) | RO_DEPRELS(NSUBJ_PASS));
}

/* Subject first, else the latest, in the sentence whose drafts are order[low, high). */
static uint32_t in_sentence(const chainer *c, const draft *d, uint32_t low, uint32_t high,
                            bool is_own) {
  uint32_t best = RO_NONE;
  for (uint32_t k = low; k < high; k++) {
    const draft *m = &c->work->drafts.at[c->order[k]];
    if (m->entity == RO_NONE || !agrees(c, m, d) || (m->first <= d->first && m->end >= d->end))
      continue;
    if (is_subject_mention(c, m)) {
      best = m->entity;
      if (!is_own)
        return best; /* earlier sentences from their beginning, this one from the pronoun */
    } else if (best == RO_NONE) {
      best = m->entity;
    }
  }
  return best;
}

static uint32_t mention_of(const chainer *c, uint32_t token) {
  return c->mention[token] != RO_NONE ? c->mention[token] : c->work->cover[token];
}

/* Subjects of the clauses around the pronoun, innermost first; not that of its own clause for an
 * object ("Reyk praised him"). */
static uint32_t clause_subject(const chainer *c, const draft *d) {
  enum { MAX_CLIMB = 16 };
  const ro_doc *doc = c->work->doc;
  const ro_tokens *t = &doc->tokens;
  uint32_t at = d->first;
  bool is_object = ro_tree_is(doc, at, RO_DEPRELS(OBJ) | RO_DEPRELS(IOBJ) | RO_DEPRELS(OBL));
  for (uint32_t step = 0; step < MAX_CLIMB && t->head[at] != RO_NONE; step++) {
    at = t->head[at];
    if (step == 0 && is_object) continue;
    uint32_t subject = ro_tree_child_of(doc, at, RO_DEPRELS(NSUBJ) | RO_DEPRELS(NSUBJ_PASS));
    uint32_t m = subject == RO_NONE || subject >= d->first ? RO_NONE : mention_of(c, subject);
    if (m == RO_NONE) continue;
    const draft *candidate = &c->work->drafts.at[m];
    if (candidate->entity != RO_NONE && candidate->end <= d->first && agrees(c, candidate, d))
      return candidate->entity;
  }
  return RO_NONE;
}

/* "it" as a thing ("it is clear", "hit it") is left alone: only what acts is looked for. */
static bool is_actor_place(const chainer *c, const draft *d) {
  const ro_doc *doc = c->work->doc;
  uint32_t head = doc->tokens.head[d->first];
  if (d->type != RO_MENTION_ORG || !c->work->has_tree || entity_lower_is(c->work, d->first, "its"))
    return true;
  return head != RO_NONE && ro_tree_is(doc, d->first, RO_DEPRELS(NSUBJ)) &&
         doc->tokens.upos[head] == RO_UPOS_VERB &&
         ro_tree_child(doc, head, RO_DEPREL_COP) == RO_NONE;
}

static uint32_t hobbs(const chainer *c, const draft *d) {
  const ro_doc *doc = c->work->doc;
  uint32_t sentence = doc->tokens.sentence[d->first];
  if (!is_actor_place(c, d)) return RO_NONE;
  uint32_t subject = c->work->has_tree ? clause_subject(c, d) : RO_NONE;
  if (subject != RO_NONE) return subject;
  for (uint32_t back = 0; back <= SENTENCES_BACK && back <= sentence; back++) {
    const ro_sentence *s = &doc->sentences.at[sentence - back];
    uint32_t low = chain_order_at(c, s->first),
             high = back ? chain_order_at(c, s->end) : chain_order_at(c, d->first);
    if (high - low > WINDOW) low = high - WINDOW;
    uint32_t entity = in_sentence(c, d, low, high, back == 0);
    if (entity != RO_NONE) return entity;
  }
  return RO_NONE;
}

static const char *const speech_verbs[] = {"say",     "tell",   "add",     "warn",    "write",
                                           "tweet",   "insist", "state",   "declare", "announce",
                                           "explain", "ask",    "claim",   "stress",  "note",
                                           "argue",   "reply",  "comment", "continue"};

/* Subject of a verb of speech outside the quotation in the sentence, RO_NONE. */
static uint32_t speaker_in(const chainer *c, uint32_t sentence) {
  const ro_doc *doc = c->work->doc;
  const ro_sentence *s = &doc->sentences.at[sentence];
  for (uint32_t i = s->first; i < s->end; i++) {
    if (doc->tokens.upos[i] != RO_UPOS_VERB || c->is_quoted[i]) continue;
    bool is_speech = false;
    for (size_t k = 0; k < sizeof speech_verbs / sizeof *speech_verbs && !is_speech; k++)
      is_speech = ro_str_is(ro_doc_lemma(doc, i), speech_verbs[k]);
    uint32_t subject = is_speech ? ro_tree_child(doc, i, RO_DEPREL_NSUBJ) : RO_NONE;
    if (subject == RO_NONE) continue;
    uint32_t m = c->work->cover[subject] != RO_NONE ? c->work->cover[subject] : c->mention[subject];
    if (m != RO_NONE && c->work->drafts.at[m].entity != RO_NONE)
      return c->work->drafts.at[m].entity;
  }
  return RO_NONE;
}

static uint32_t speaker_of(const chainer *c, const draft *d) {
  const ro_doc *doc = c->work->doc;
  uint32_t sentence = doc->tokens.sentence[d->first];
  if (!c->is_quoted[d->first] || !c->work->has_tree) return RO_NONE;
  uint32_t entity = speaker_in(c, sentence);
  for (uint32_t back = 1; entity == RO_NONE && back <= SENTENCES_BACK && back <= sentence; back++)
    entity = speaker_in(c, sentence - back);
  if (entity == RO_NONE && sentence + 1 < doc->sentences.n) entity = speaker_in(c, sentence + 1);
  return entity;
}

void chain_resolve_pronoun(chainer *c, draft *d) {
  bool is_first_person = d->is_definite;
  uint32_t entity = is_first_person ? speaker_of(c, d) : hobbs(c, d);
  if (entity != RO_NONE) {
    uint8_t gender = d->gender;
    if (is_first_person) d->gender = GENDER_NONE;
    chain_join(c, d, entity, is_first_person ? "speaker" : "pronoun");
    d->gender = gender;
  }
}
