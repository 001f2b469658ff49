/* A commitment that some state with a condition and others without it, or with another one. */
#include "reconcile/conflict.h"

/* A mention, in the report that leaves the condition out, of what the commitment is about. */
static bool find_mention(const ro_story *story, const ro_commitment *c, uint32_t doc,
                         ro_evidence *out) {
  for (uint32_t i = 0; i < c->about.n; i++) {
    const ro_incident *x = &story->incidents.at[c->about.at[i]];
    for (uint32_t m = 0; m < x->mentions.n; m++) {
      if (x->mentions.at[m].doc != doc) continue;
      uint32_t token = ro_doc_token_at(story->docs[doc], x->mentions.at[m].span.begin);
      if (token == story->docs[doc]->tokens.n) continue;
      *out = ro_conflict_clause(story, doc, token);
      return true;
    }
  }
  return false;
}

static void left_out(ro_conflict_finder *f, const ro_commitment *c) {
  if (!c->omitted_by.n) return;
  ro_conflict *k = ro_conflict_add(
      f, RO_CONFLICT_FACT, RO_SEVERITY_MEDIUM, "condition left out",
      ro_str_printf(f->story->arena, "is there a condition: %.*s", RO_FMT(c->what)));
  if (!k) return;
  k->explained_by = RO_BY_SOURCE;
  for (uint32_t i = 0; i < c->stated_by.n; i++)
    for (uint32_t e = 0; e < c->stated_by.at[i].evidence.n; e++)
      if (!ro_conflict_say(f, k, c->stated_by.at[i].entity, 0, c->stated_by.at[i].evidence.at[e]))
        return;
  for (uint32_t i = 0; i < c->omitted_by.n; i++) {
    ro_evidence mention;
    if (find_mention(f->story, c, c->omitted_by.at[i], &mention))
      ro_conflict_say(f, k, RO_NONE, 1, mention);
  }
}

static bool share(const ro_indexes *a, const ro_indexes *b) {
  for (uint32_t i = 0; i < a->n; i++)
    if (ro_indexes_has(b, a->at[i])) return true;
  return false;
}

static void state(ro_conflict_finder *f, ro_conflict *k, const ro_commitment *c, uint32_t stance) {
  for (uint32_t i = 0; i < c->stated_by.n; i++)
    for (uint32_t e = 0; e < c->stated_by.at[i].evidence.n; e++)
      ro_conflict_say(f, k, c->stated_by.at[i].entity, stance, c->stated_by.at[i].evidence.at[e]);
}

/* Commitments about the same happening with different conditions. */
static void other_terms(ro_conflict_finder *f, uint32_t i) {
  const ro_commitment *c = &f->story->commitments.at[i];
  ro_conflict *k = NULL;
  for (uint32_t j = i + 1; j < f->story->commitments.n; j++) {
    const ro_commitment *d = &f->story->commitments.at[j];
    if (!d->condition.len || !c->condition.len || !share(&c->about, &d->about)) continue;
    if (!k) {
      k = ro_conflict_add(
          f, RO_CONFLICT_FACT, RO_SEVERITY_MEDIUM, "conditions differ",
          ro_str_printf(f->story->arena, "on what condition: %.*s", RO_FMT(c->what)));
      if (!k) return;
      state(f, k, c, i);
    }
    state(f, k, d, j);
  }
}

void ro_conflict_terms(ro_conflict_finder *f) {
  for (uint32_t i = 0; i < f->story->commitments.n; i++) {
    left_out(f, &f->story->commitments.at[i]);
    other_terms(f, i);
  }
}
