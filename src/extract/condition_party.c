/* Who is bound by a consequence, and whether it is a commitment at all.
 *
 * A consequence commits its subject when it looks ahead (a modal or a word of promising, being
 * ready, being set to) and the subject is an actor.  Where a passive hides the subject ("sanctions
 * will be imposed"), the agent is taken, else whoever says so as a warning, promise or plan. */
#include "extract/condition_internal.h"

static const char *const modals[] = {"will", "would", "'ll", "shall", "wo",
                                     "’ll",  "'d",    "’d",  NULL};
static const char *const binding[] = {
    "agree",      "commit", "pledge", "promise",   "vow",       "ready",    "prepared", "prepare",
    "plan",       "intend", "set",    "due",       "undertake", "threaten", "offer",    "willing",
    "determined", "swear",  "poised", "guarantee", "accept",    "propose",  "expect",   NULL};

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

void ro_condition_party(const ro_doc *doc, const ro_condition_reading *c, ro_condition *row) {
  uint32_t g = c->governor;
  row->attribution = ro_doc_attribution_at(doc, c->marker.first);
  if (g == RO_NONE) return;
  uint32_t subject = subject_of(doc, g), actor = actor_of(doc, subject);
  bool looks_ahead = binds(doc, g);
  if (actor != RO_NONE && looks_ahead) {
    const ro_doc_entity *e = &doc->entities.at[actor];
    if (e->is_group && e->members.n)
      for (uint32_t i = 0; i < e->members.n; i++)
        (void)ro_indexes_add_new(doc->arena, &row->committed_by, e->members.at[i]);
    else
      (void)ro_indexes_add_new(doc->arena, &row->committed_by, actor);
    for (uint32_t k = ro_tree_first(doc, subject); k != RO_NONE; k = doc->tokens.next_sibling[k]) {
      uint32_t other = doc->tokens.deprel[k] == RO_DEPREL_CONJ ? actor_of(doc, k) : RO_NONE;
      if (other != RO_NONE) (void)ro_indexes_add_new(doc->arena, &row->committed_by, other);
    }
    row->is_commitment = true;
    return;
  }
  uint32_t agent = ro_tree_child_of(doc, g, RO_DEPRELS(OBL_AGENT));
  actor = actor_of(doc, agent);
  if (actor == RO_NONE && row->attribution != RO_NONE) {
    const ro_attribution *a = &doc->attributions.at[row->attribution];
    if (looks_ahead && is_binding_act(a->act)) actor = a->source_entity;
  }
  if (actor == RO_NONE || !looks_ahead) return;
  (void)ro_indexes_add_new(doc->arena, &row->committed_by, actor);
  row->is_commitment = true;
}
