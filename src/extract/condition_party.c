/* Who is bound by a consequence, and whether it is a commitment at all.
 *
 * A consequence commits its subject when it looks ahead (a modal or a word of promising, being
 * ready, being set to) and the subject is an actor.  Where a passive hides the subject ("sanctions
 * will be imposed"), the agent is taken, else whoever says so as a warning, promise or plan. */
#include "extract/condition_internal.h"

static const char *const modals[] = {"will", "would", "'ll", "shall", "wo",
                                     "’ll",  "'d",    "’d",  NULL};
static const char *const binding[] = {"agree",   "commit",     "pledge",    "promise",  "vow",
                                      "ready",   "prepared",   "prepare",   "plan",     "intend",
                                      "set",     "due",        "undertake", "threaten", "offer",
                                      "willing", "determined", "swear",     "poised",   "guarantee",
                                      "accept",  "warn",       "propose",   "expect",   NULL};

/* What happens to its subject is no commitment of it. */
static const char *const suffering[] = {
    "face",   "suffer", "lose",   "risk",  "fail", "die",  "need",   "cost", "seem", "become",
    "happen", "find",   "appear", "cause", "mean", "lead", "result", "try",  NULL};

static uint32_t subject_of(const ro_doc *doc, uint32_t verb) {
  const ro_deprels subjects = RO_DEPRELS(NSUBJ) | RO_DEPRELS(NSUBJ_OUTER) | RO_DEPRELS(NSUBJ_PASS);
  for (uint32_t n = 0; n < 5 && verb != RO_NONE; n++) {
    uint32_t s = ro_tree_child_of(doc, verb, subjects);
    if (s != RO_NONE) return s;
    if (!ro_tree_is(doc, verb,
                    RO_DEPRELS(XCOMP) | RO_DEPRELS(CONJ) | RO_DEPRELS(ADVCL) | RO_DEPRELS(CCOMP)))
      return RO_NONE;
    verb = doc->tokens.head[verb];
  }
  return RO_NONE;
}

static uint32_t actor_of(const ro_doc *doc, uint32_t token) {
  uint32_t m = token == RO_NONE ? RO_NONE : ro_doc_mention_at(doc, token);
  if (m == RO_NONE) return RO_NONE;
  uint32_t e = doc->mentions.at[m].entity;
  ro_mention_type type = doc->entities.at[e].type;
  bool is_actor = type == RO_MENTION_PER || type == RO_MENTION_ORG || type == RO_MENTION_GPE ||
                  type == RO_MENTION_NORP;
  return is_actor ? e : RO_NONE;
}

static bool has_modal(const ro_doc *doc, uint32_t verb) {
  for (uint32_t k = ro_tree_first(doc, verb); k != RO_NONE; k = doc->tokens.next_sibling[k])
    if (ro_tree_is(doc, k, RO_DEPRELS(AUX) | RO_DEPRELS(AUX_PASS)) && ro_lower_in(doc, k, modals))
      return true;
  return false;
}

bool ro_condition_looks_ahead(const ro_doc *doc, uint32_t verb) {
  if (verb == RO_NONE) return true;
  ro_xpos x = (ro_xpos)doc->tokens.xpos[verb];
  uint32_t up = doc->tokens.head[verb];
  if (has_modal(doc, verb) || ro_lemma_in(doc, verb, binding)) return true;
  if (x == RO_XPOS_VB || x == RO_XPOS_VBZ || x == RO_XPOS_VBP) return true;
  if (up != RO_NONE &&
      ro_tree_is(doc, verb, RO_DEPRELS(XCOMP) | RO_DEPRELS(ADVCL) | RO_DEPRELS(CCOMP)) &&
      (has_modal(doc, up) || ro_lemma_in(doc, up, binding)))
    return true;
  for (uint32_t k = ro_tree_first(doc, verb); k != RO_NONE; k = doc->tokens.next_sibling[k])
    if (ro_tree_is(doc, k, RO_DEPRELS(AUX) | RO_DEPRELS(COP) | RO_DEPRELS(AUX_PASS)) &&
        (doc->tokens.xpos[k] == RO_XPOS_VBZ || doc->tokens.xpos[k] == RO_XPOS_VBP ||
         doc->tokens.xpos[k] == RO_XPOS_MD))
      return true;
  return false;
}

static bool binds(const ro_doc *doc, uint32_t governor) {
  if (governor == RO_NONE) return false;
  uint32_t up = doc->tokens.head[governor];
  if (has_modal(doc, governor) || ro_lemma_in(doc, governor, binding)) return true;
  return up != RO_NONE && ro_tree_is(doc, governor, RO_DEPRELS(XCOMP) | RO_DEPRELS(ADVCL)) &&
         (has_modal(doc, up) || ro_lemma_in(doc, up, binding));
}

static bool is_binding_act(ro_act act) {
  return act == RO_ACT_AGREE || act == RO_ACT_WARN || act == RO_ACT_PROMISE ||
         act == RO_ACT_INTEND || act == RO_ACT_PROPOSE;
}

static void add_actor(ro_doc *doc, ro_condition *row, uint32_t entity) {
  const ro_doc_entity *e = &doc->entities.at[entity];
  if (!e->is_group || !e->members.n)
    (void)ro_indexes_add_new(doc->arena, &row->committed_by, entity);
  for (uint32_t i = 0; e->is_group && i < e->members.n; i++)
    (void)ro_indexes_add_new(doc->arena, &row->committed_by, e->members.at[i]);
}

/* The subject and what is joined to it: "A and B will meet". */
static void add_subject(ro_doc *doc, ro_condition *row, uint32_t subject) {
  uint32_t actor = actor_of(doc, subject);
  if (actor != RO_NONE) add_actor(doc, row, actor);
  for (uint32_t k = ro_tree_first(doc, subject); k != RO_NONE; k = doc->tokens.next_sibling[k]) {
    uint32_t other = doc->tokens.deprel[k] == RO_DEPREL_CONJ ? actor_of(doc, k) : RO_NONE;
    if (other != RO_NONE) add_actor(doc, row, other);
  }
}

/* Those who take part in what the consequence names: "the meeting between A and B will be held". */
static void add_participants(ro_doc *doc, ro_condition *row) {
  for (uint32_t i = 0; i < doc->events.n; i++) {
    const ro_event *e = &doc->events.at[i];
    bool is_inside = false;
    for (uint32_t k = 0; k < row->consequence.n; k++)
      is_inside |= row->consequence.at[k].begin <= e->trigger.begin &&
                   e->trigger.end <= row->consequence.at[k].end;
    if (!is_inside || e->type == RO_EVENT_STATEMENT) continue;
    for (uint32_t k = 0; k < e->actors.n; k++) add_actor(doc, row, e->actors.at[k]);
    for (uint32_t k = 0; e->type == RO_EVENT_CONSULT && k < e->recipients.n; k++)
      add_actor(doc, row, e->recipients.at[k]);
  }
}

/* "They": the subject of the sentence before, where it is plural and the chain did not find it. */
static uint32_t antecedent(const ro_doc *doc, uint32_t subject) {
  uint32_t s = subject == RO_NONE ? 0 : doc->tokens.sentence[subject];
  if (!s || !ro_lower_is(doc, subject, "they")) return RO_NONE;
  const ro_sentence *before = &doc->sentences.at[s - 1];
  for (uint32_t t = before->first; t < before->end; t++)
    if (doc->tokens.deprel[t] == RO_DEPREL_NSUBJ &&
        ro_tree_child(doc, t, RO_DEPREL_CONJ) != RO_NONE)
      return t;
  return RO_NONE;
}

void ro_condition_party(ro_doc *doc, const ro_condition_reading *c, ro_condition *row) {
  uint32_t g = c->governor;
  row->attribution = ro_doc_attribution_at(doc, c->marker.first);
  if (g == RO_NONE || !binds(doc, g)) return;
  uint32_t subject = subject_of(doc, g);
  bool is_empty_it = subject != RO_NONE &&
                     ro_lower_in(doc, subject, (const char *const[]){"it", "there", NULL}) &&
                     (ro_tree_child(doc, g, RO_DEPREL_COP) != RO_NONE ||
                      ro_lemma_in(doc, g, (const char *const[]){"be", NULL}));
  if (ro_lemma_in(doc, g, suffering) || ro_tree_child(doc, g, RO_DEPREL_EXPL) != RO_NONE) return;
  if (is_empty_it) return; /* "it would be good if": nobody is bound */
  if (subject != RO_NONE) add_subject(doc, row, subject);
  if (!row->committed_by.n && (subject = antecedent(doc, subject)) != RO_NONE)
    add_subject(doc, row, subject);
  uint32_t agent = ro_tree_child_of(doc, g, RO_DEPRELS(OBL_AGENT));
  if (!row->committed_by.n && agent != RO_NONE) add_subject(doc, row, agent);
  if (!row->committed_by.n) add_participants(doc, row);
  if (!row->committed_by.n && row->attribution != RO_NONE) {
    const ro_attribution *a = &doc->attributions.at[row->attribution];
    if (is_binding_act(a->act) && a->source_entity != RO_NONE)
      add_actor(doc, row, a->source_entity);
  }
  row->is_commitment = row->committed_by.n > 0;
}
