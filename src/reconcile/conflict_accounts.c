/* Two accounts of one contact: when parties of different states each tell a meeting or call, what
 * they tell stands side by side, also where one leaves something out.
 */
#include "reconcile/conflict.h"

/* Do the holders speak for different states?  An analyst or an unnamed official is no party: what
 * he adds to an account does not contradict it. */
static bool are_apart(const ro_story *story, uint32_t a, uint32_t b) {
  if (a == RO_NONE || b == RO_NONE || a == b) return false;
  ro_str x = ro_conflict_state(story, a), y = ro_conflict_state(story, b);
  return x.len && y.len && !ro_str_equal(x, y);
}

static void look_at(ro_conflict_finder *f, const ro_incident *x) {
  bool has_two = false;
  for (uint32_t i = 1; i < x->accounts.n && !has_two; i++)
    for (uint32_t k = 0; k < i && !has_two; k++)
      has_two = are_apart(f->story, x->accounts.at[k].holder, x->accounts.at[i].holder);
  if (!has_two) return;
  ro_conflict *k =
      ro_conflict_add(f, RO_CONFLICT_ACCOUNT, RO_SEVERITY_HIGH, "two accounts of one contact",
                      ro_str_printf(f->story->arena, "what happened: %.*s", RO_FMT(x->label)));
  if (!k) return;
  k->explained_by = RO_BY_SOURCE;
  for (uint32_t i = 0; i < x->accounts.n; i++) {
    const ro_side *side = &x->accounts.at[i];
    for (uint32_t e = 0; e < side->evidence.n; e++)
      if (!ro_conflict_say(f, k, side->holder, i, side->evidence.at[e])) return;
  }
}

void ro_conflict_accounts(ro_conflict_finder *f) {
  for (uint32_t i = 0; i < f->story->incidents.n; i++)
    if (f->story->incidents.at[i].type == RO_EVENT_CONSULT) look_at(f, &f->story->incidents.at[i]);
}
