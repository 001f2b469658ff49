/* Nominal mentions: persons, groups, bodies, forces and places that have no name.
 *
 * A noun of lexicon/actor_nouns.tsv heads a mention when the text picks somebody out with it:
 *   persons     any plural of those who act in public ("officials", "reporters"); a singular with
 *               a determiner or owner, not as a mere predicate ("as president", "a leader who")
 *   people      only when tied to a state or owner ("their citizens", "Varlandic refugees")
 *   forces      tied to a state, owner, backer or place, or definite; bare counts ("5,000 troops")
 *               are figures, not actors
 *   bodies      tied to a state or owner, or definite with a modifier ("the defence ministry")
 *   places      borders and fronts when definite or tied; "the east of the country"
 *   echoes      "the country", "the company", "the pair": only where chain.c finds whom they mean
 * Pronouns are mentions too; they serve as sources of attributions and are not listed in a story.
 */
#include "entity/entity_internal.h"

enum { MAX_COMPLEMENT_TOKENS = 14 };

typedef struct {
  bool has_state, has_owner, has_modifier, is_definite, is_indefinite, is_demonstrative;
  bool is_plural, is_number;
  bool is_open;            /* "no", "any", "every": nobody in particular */
  bool has_other_modifier; /* one that names no state */
} phrase_facts;

static bool is_state_like(const draft *d) {
  return d->hit == HIT_COUNTRY || d->hit == HIT_DEMONYM || d->hit == HIT_CAPITAL ||
         d->hit == HIT_BLOC || d->hit == HIT_METONYM || d->hit == HIT_BODY || d->hit == HIT_PLACE ||
         d->type == RO_MENTION_GPE || d->type == RO_MENTION_ORG || d->type == RO_MENTION_LOC ||
         d->type == RO_MENTION_NORP;
}

static void read_determiner(const entity_work *work, uint32_t i, phrase_facts *f) {
  static const char *const definite[] = {"the",  "both", "these", "those",
                                         "this", "that", "all",   "each"};
  static const char *const indefinite[] = {"a", "an", "some", "another", "any", "no", "every"};
  const ro_tokens *t = &work->doc->tokens;
  if (t->xpos[i] == RO_XPOS_PRPS) f->has_owner = true;
  if (t->upos[i] != RO_UPOS_DET) return;
  f->is_definite |= entity_lower_in(work, i, definite, 8);
  f->is_demonstrative |= entity_lower_in(work, i, definite + 2, 4);
  f->is_open |= entity_lower_in(work, i, indefinite + 3, 4);
  f->is_indefinite |= entity_lower_in(work, i, indefinite, 7);
}

static phrase_facts read_phrase(const entity_work *work, uint32_t first, uint32_t head_first,
                                uint32_t head) {
  const ro_tokens *t = &work->doc->tokens;
  phrase_facts f = {0};
  f.is_plural = t->xpos[head] == RO_XPOS_NNS || t->xpos[head] == RO_XPOS_NNPS ||
                ro_doc_has_feat(work->doc, head, "Number=Plur");
  for (uint32_t i = first; i < head_first; i++) {
    read_determiner(work, i, &f);
    f.is_number |= t->upos[i] == RO_UPOS_NUM;
    if (t->upos[i] == RO_UPOS_ADJ || t->upos[i] == RO_UPOS_NOUN || t->upos[i] == RO_UPOS_PROPN)
      f.has_modifier = true;
    if (entity_is_possessive(work, i)) f.has_owner = true;
    if (work->cover[i] != RO_NONE && is_state_like(&work->drafts.at[work->cover[i]]))
      f.has_state = true;
    else if (t->upos[i] == RO_UPOS_ADJ || t->upos[i] == RO_UPOS_NUM || t->upos[i] == RO_UPOS_VERB)
      f.has_other_modifier = true;
  }
  return f;
}

static bool holds_state(const entity_work *work, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end; i++)
    if (work->cover[i] != RO_NONE && is_state_like(&work->drafts.at[work->cover[i]])) return true;
  return false;
}

/* Where a complement with head c stops before `end`: at a further preposition or clause. */
static uint32_t complement_stop(const entity_work *work, uint32_t c, uint32_t end) {
  const ro_tokens *t = &work->doc->tokens;
  uint32_t i = c + 1;
  for (; i < end; i++) {
    bool is_clause = t->upos[i] == RO_UPOS_VERB || t->upos[i] == RO_UPOS_AUX ||
                     t->upos[i] == RO_UPOS_SCONJ || t->upos[i] == RO_UPOS_PUNCT ||
                     t->upos[i] == RO_UPOS_PRON || t->upos[i] == RO_UPOS_ADV;
    if (is_clause || (t->upos[i] == RO_UPOS_ADP && !entity_lower_is(work, i, "of"))) break;
  }
  while (i > c + 1 && t->upos[i - 1] == RO_UPOS_CCONJ) i--;
  return i;
}

/* End of the complement that begins right after the head: "from both countries", "with Varland".
 * Needs the tree; a complement that holds a clause or is long is left out. */
static uint32_t complement_end(const entity_work *work, uint32_t head, const char *const *cases,
                               size_t n_cases) {
  const ro_doc *doc = work->doc;
  const ro_tokens *t = &doc->tokens;
  if (!work->has_tree || head + 1 >= t->n || !entity_lower_in(work, head + 1, cases, n_cases))
    return head + 1;
  for (uint32_t c = ro_tree_first(doc, head); c != RO_NONE; c = t->next_sibling[c]) {
    if (c <= head || !ro_tree_is(doc, c, RO_DEPRELS(NMOD) | RO_DEPRELS(OBL))) continue;
    uint32_t first, end;
    ro_tree_range(doc, c, &first, &end);
    if (first != head + 1 || end > head + 1 + MAX_COMPLEMENT_TOKENS) continue;
    uint32_t clause = ro_tree_child_of(
        doc, c,
        RO_DEPRELS(ACL) | RO_DEPRELS(ACL_RELCL) | RO_DEPRELS(APPOS) | RO_DEPRELS(PARATAXIS));
    if (clause != RO_NONE && t->left[clause] > c) end = t->left[clause];
    return complement_stop(work, c, end);
  }
  return head + 1;
}

/* "the border with Varland", "between Varland and Osmark": names right after the preposition, which
 * parsers like to hang on the verb. */
static uint32_t border_end(const entity_work *work, uint32_t head) {
  uint32_t i = head + 2, n = work->doc->tokens.n;
  bool is_between = head + 1 < n && entity_lower_is(work, head + 1, "between");
  if (i >= n || (!is_between && !entity_lower_is(work, head + 1, "with"))) return head + 1;
  if (entity_lower_is(work, i, "the")) i++;
  if (i >= n || work->cover[i] == RO_NONE) return head + 1;
  uint32_t end = work->drafts.at[work->cover[i]].core_end;
  if (end < n && (work->doc->tokens.upos[end] == RO_UPOS_NOUN || entity_lower_is(work, end, "-")))
    return head + 1; /* "between Varlandic forces and ..." */
  if (is_between && end + 1 < n && entity_lower_is(work, end, "and") &&
      work->cover[end + 1] != RO_NONE)
    end = work->drafts.at[work->cover[end + 1]].core_end;
  return end;
}

static uint32_t right_edge(const entity_work *work, actor_class c, uint32_t head, bool is_tied) {
  static const char *const persons[] = {"from", "of", "on", "in", "at"};
  static const char *const borders[] = {"between", "of"};
  static const char *const states[] = {"with"};
  static const char *const compass[] = {"of"};
  switch ((int)c) {
    case ACTOR_BORDER:
    case ACTOR_FRONT: {
      uint32_t end = border_end(work, head);
      return end > head + 1 ? end : complement_end(work, head, borders, 2);
    }
    case ACTOR_COUNTRY:
      return complement_end(work, head, states, 1);
    case ACTOR_COMPASS:
    case ACTOR_OFFICE:
    case ACTOR_CITY:
    case ACTOR_REGION:
    case ACTOR_BODY:
    case ACTOR_GOVERNMENT:
    case ACTOR_ROLE:
      return complement_end(work, head, compass, 1);
    case ACTOR_OFFICIAL:
    case ACTOR_PEOPLE:
      return complement_end(work, head, persons, 5);
    case ACTOR_FORCE: /* "troops from northern garrisons", but "its troops" are told already */
    case ACTOR_REBEL:
      return is_tied ? head + 1 : complement_end(work, head, persons, 5);
    default:
      return head + 1;
  }
}

/* "one of the leaders", "some of their troops": the quantity before "of". */
static uint32_t quantity_before(const entity_work *work, uint32_t first, bool *is_one) {
  static const char *const words[] = {"one",     "some", "many",  "most",
                                      "several", "two",  "three", "none"};
  *is_one = false;
  if (first < entity_sentence_first(work, first) + 2 || !entity_lower_is(work, first - 1, "of") ||
      !entity_lower_in(work, first - 2, words, 8))
    return first;
  *is_one = entity_lower_is(work, first - 2, "one");
  return first - 2;
}

static bool is_subject(const entity_work *work, uint32_t head) {
  return work->has_tree &&
         ro_tree_is(work->doc, head,
                    RO_DEPRELS(NSUBJ) | RO_DEPRELS(NSUBJ_PASS) | RO_DEPRELS(OBL_AGENT));
}

/* "is a diplomat", "as president", "became leader". */
static bool is_predicate(const entity_work *work, uint32_t head, uint32_t first) {
  if (first > 0 && entity_lower_is(work, first - 1, "as")) return true;
  return work->has_tree && (ro_tree_child(work->doc, head, RO_DEPREL_COP) != RO_NONE ||
                            ro_tree_is(work->doc, head, RO_DEPRELS(XCOMP)));
}

static bool is_apposed(const entity_work *work, uint32_t first) {
  return first >= 2 && entity_lower_is(work, first - 1, ",") && work->cover[first - 2] != RO_NONE;
}

static bool is_bloc(const entity_work *work, uint32_t token) {
  return work->cover[token] != RO_NONE && work->drafts.at[work->cover[token]].hit == HIT_BLOC;
}

static bool picks_person(const phrase_facts *f, bool is_subject_here, bool is_one,
                         bool is_counted) {
  bool is_tied = f->has_state || f->has_owner;
  if (f->is_plural) return is_tied || f->is_definite || !f->is_number || is_one || is_counted;
  if (f->is_definite || is_tied || is_one) return true;
  if (f->is_indefinite) return f->has_modifier || is_subject_here;
  return f->is_number; /* "one official" */
}

static bool is_accepted(const entity_work *work, actor_class c, const phrase_facts *f,
                        uint32_t first, uint32_t head, uint32_t end, bool is_one) {
  bool is_tied = f->has_state || f->has_owner;
  bool has_place = end > head + 1 && holds_state(work, head + 1, end);
  if (f->is_open) return false;
  if (is_predicate(work, head, first) && !f->is_definite && !is_tied) return false;
  switch (c) {
    case ACTOR_ROLE:
      if (f->is_plural)
        return is_tied || f->is_definite || end > head + 1 || f->has_modifier ||
               work->noun[head].first < head;
      return f->is_definite || is_tied || (f->is_indefinite && is_subject(work, head));
    case ACTOR_SPEAKER:
    case ACTOR_OFFICIAL:
    case ACTOR_SOURCE:
      return picks_person(f, is_subject(work, head), is_one, is_subject(work, head));
    case ACTOR_REPORTER:
      return f->is_plural ? !f->is_number : is_tied || f->is_definite;
    case ACTOR_PEOPLE:
      return is_tied || (f->is_plural && has_place);
    case ACTOR_PAIR:
      return f->is_definite && !f->has_modifier;
    case ACTOR_FORCE:
    case ACTOR_REBEL:
      if (is_tied || (f->is_plural && has_place && !f->is_number)) return true;
      if (c == ACTOR_REBEL) return f->is_plural && !f->is_number;
      return f->is_definite && !f->is_number;
    case ACTOR_GOVERNMENT:
    case ACTOR_MEDIA:
      return is_tied || (f->is_definite && !f->is_plural);
    case ACTOR_OFFICE:
      return f->has_owner || has_place;
    case ACTOR_BODY:
      return is_tied || has_place || (f->is_definite && !f->is_plural);
    case ACTOR_COMPANY:
      return (f->has_state && !f->is_plural) || is_apposed(work, first);
    case ACTOR_BORDER:
    case ACTOR_FRONT:
      return is_tied || f->is_definite || has_place;
    case ACTOR_COUNTRY: /* "Western nations" are the West; "the nation" is rarely a state */
      if (f->is_plural) return first + 1 == work->noun[head].first && is_bloc(work, first);
      if (is_apposed(work, first)) return f->is_definite || f->has_owner || f->has_state;
      return entity_lower_is(work, head, "country") && (f->is_definite || f->has_owner) &&
             !f->has_other_modifier;
    case ACTOR_CITY:
    case ACTOR_NEIGHBOUR:
      return !f->is_plural && (f->is_definite || f->has_owner || f->has_state);
    case ACTOR_REGION:
      return f->has_state && f->is_definite;
    case ACTOR_COMPASS:
      return f->is_definite && end > head + 1;
    case ACTOR_FACILITY:
      return false;
    case ACTOR_NONE:
    case N_ACTOR:
    default:
      return false;
  }
}

/* "soldiers and border guards": a second head of the same kind joins the first. */
static bool joins_previous(entity_work *work, const draft *d) {
  if (!work->drafts.n || d->first < 2) return false;
  draft *previous = &work->drafts.at[work->drafts.n - 1];
  if (previous->form != RO_FORM_NOMINAL || previous->noun != d->noun ||
      previous->end + 1 != d->first)
    return false;
  if (!entity_lower_is(work, previous->end, "and") || !previous->is_plural || !d->is_plural)
    return false;
  previous->end = d->end;
  previous->core_end = d->core_end;
  return true;
}

static void add_nominal(entity_work *work, uint32_t head) {
  const noun_hit *noun = &work->noun[head];
  uint32_t head_first = noun->first;
  actor_class c = (actor_class)noun->class;
  const ro_tokens *t = &work->doc->tokens;
  if (t->upos[head] != RO_UPOS_NOUN && t->upos[head] != RO_UPOS_PROPN &&
      !(c == ACTOR_COMPASS && t->upos[head] == RO_UPOS_ADJ))
    return;
  for (uint32_t i = head_first; i <= head; i++)
    if (work->cover[i] != RO_NONE) return;
  /* not the head of its phrase: "border crossings", "government spending" */
  if (head + 1 < t->n &&
      (t->upos[head + 1] == RO_UPOS_NOUN || t->upos[head + 1] == RO_UPOS_PROPN) &&
      t->sentence[head + 1] == t->sentence[head])
    return;
  if (head + 1 < t->n && entity_lower_is(work, head + 1, "-")) return;
  uint32_t floor = entity_sentence_first(work, head);
  uint32_t first = entity_left_edge(work, head_first, floor);
  phrase_facts f = read_phrase(work, first, head_first, head);
  uint32_t end = right_edge(work, c, head, f.has_state || f.has_owner);
  bool is_one;
  uint32_t edge = quantity_before(work, first, &is_one);
  if (!is_accepted(work, c, &f, first, head, end, is_one)) return;
  if (ro_doc_is_aside(work->doc, ro_doc_tokens_span(work->doc, first, end))) return;
  draft d = {.first = edge,
             .end = end,
             .core_first = head_first,
             .core_end = head + 1,
             .head = head,
             .type = (ro_mention_type)noun->type,
             .form = RO_FORM_NOMINAL,
             .noun = c,
             .rank = noun->rank,
             .gender = noun->gender,
             .is_plural = f.is_plural && !is_one,
             .is_definite = f.is_definite || f.has_owner,
             .is_indefinite = f.is_indefinite || is_one || (f.is_number && !f.is_plural),
             .role_first = head_first,
             .role_end = head + 1,
             .role = noun->role,
             .entity = RO_NONE,
             .rule = "nominal"};
  if (joins_previous(work, &d)) return;
  draft *out = RO_ADD(work->scratch, &work->drafts);
  if (out) *out = d;
}

static void add_pronoun(entity_work *work, uint32_t i) {
  const ro_tokens *t = &work->doc->tokens;
  word_kind kind = (word_kind)work->kind[t->lower[i]];
  if (kind < WORD_HE || kind > WORD_I) return;
  if (t->upos[i] != RO_UPOS_PRON || work->cover[i] != RO_NONE) return;
  if (work->has_tree && t->deprel[i] == RO_DEPREL_EXPL) return;
  draft *out = RO_ADD(work->scratch, &work->drafts);
  if (!out) return;
  *out = (draft){.first = i,
                 .end = i + 1,
                 .core_first = i,
                 .core_end = i + 1,
                 .head = i,
                 .type = kind == WORD_IT ? RO_MENTION_ORG : RO_MENTION_PER,
                 .form = RO_FORM_PRONOUN,
                 .gender = kind == WORD_HE    ? GENDER_MALE
                           : kind == WORD_SHE ? GENDER_FEMALE
                                              : GENDER_NONE,
                 .is_plural = kind == WORD_THEY || kind == WORD_WE,
                 .is_definite = kind == WORD_WE || kind == WORD_I, /* first person */
                 .entity = RO_NONE,
                 .rule = "pronoun"};
}

void entity_find_nominals(entity_work *work) {
  uint32_t n = work->doc->tokens.n;
  if (!work->has_tags) return;
  for (uint32_t i = 0; i < n; i++)
    if (entity_class_at(work, i) != ACTOR_NONE) add_nominal(work, i);
  for (uint32_t i = 0; i < n; i++) add_pronoun(work, i);
}
