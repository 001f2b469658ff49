/* Plans that changed: an incident that some passages tell as put off, extended, brought forward,
 * called off or taken back (lexicon/changes.tsv), and others as it was before; and incidents that
 * reports put on different days. */
#include "reconcile/conflict.h"

enum { CLIMB = 4 };

/* The change word that governs the mention, as a row of the table; RO_NONE. */
static uint32_t change_at(const ro_table *words, const ro_doc *doc, uint32_t token) {
  uint32_t n;
  for (uint32_t step = 0; token != RO_NONE && step < CLIMB; step++) {
    uint32_t row = ro_table_match(words, doc, token, doc->tokens.n, true, &n);
    if (row != RO_NONE) return row;
    token = doc->tokens.head[token];
  }
  return RO_NONE;
}

static void look_at(ro_conflict_finder *f, const ro_table *words, const ro_incident *x) {
  ro_story *story = f->story;
  ro_conflict *k = NULL;
  for (uint32_t pass = 0; pass < 2; pass++) /* the change first: without one there is no conflict */
    for (uint32_t m = 0; m < x->mentions.n; m++) {
      uint32_t d = x->mentions.at[m].doc;
      uint32_t token = ro_doc_token_at(story->docs[d], x->mentions.at[m].span.begin);
      if (token == story->docs[d]->tokens.n) continue;
      bool is_change = change_at(words, story->docs[d], token) != RO_NONE;
      if (is_change != (pass == 0)) continue;
      if (!k && pass == 0)
        k = ro_conflict_add(f, RO_CONFLICT_UPDATE, RO_SEVERITY_MEDIUM, "plan changed",
                            ro_str_printf(story->arena, "changed: %.*s", RO_FMT(x->label)));
      if (!k) return;
      k->explained_by = RO_BY_DATES;
      uint32_t a = ro_doc_attribution_at(story->docs[d], token);
      ro_conflict_say(f, k, ro_conflict_holder(story, d, a), pass,
                      ro_conflict_clause(story, d, token));
    }
}

/* The day that a mention's own time names, RO_NO_DATE when it names none. */
static ro_date day_of(const ro_story *story, ro_evidence mention) {
  const ro_doc *doc = story->docs[mention.doc];
  for (uint32_t i = 0; i < doc->events.n; i++) {
    const ro_event *e = &doc->events.at[i];
    if (e->trigger.begin != mention.span.begin || e->time == RO_NONE) continue;
    ro_interval t = doc->times.at[e->time].interval;
    return t.from == t.to ? t.from : RO_NO_DATE;
  }
  return RO_NO_DATE;
}

static void look_at_days(ro_conflict_finder *f, const ro_incident *x) {
  ro_story *story = f->story;
  ro_date first = RO_NO_DATE;
  bool differs = false;
  for (uint32_t m = 0; m < x->mentions.n; m++) {
    ro_date day = day_of(story, x->mentions.at[m]);
    if (day == RO_NO_DATE) continue;
    differs |= first != RO_NO_DATE && day != first;
    if (first == RO_NO_DATE) first = day;
  }
  if (!differs) return;
  ro_conflict *k = ro_conflict_add(f, RO_CONFLICT_DATE, RO_SEVERITY_LOW, "days differ",
                                   ro_str_printf(story->arena, "when: %.*s", RO_FMT(x->label)));
  if (!k) return;
  for (uint32_t m = 0; m < x->mentions.n; m++) {
    ro_date day = day_of(story, x->mentions.at[m]);
    uint32_t d = x->mentions.at[m].doc;
    if (day == RO_NO_DATE) continue;
    uint32_t token = ro_doc_token_at(story->docs[d], x->mentions.at[m].span.begin);
    uint32_t a = ro_doc_attribution_at(story->docs[d], token);
    ro_conflict_say(f, k, ro_conflict_holder(story, d, a), (uint32_t)(day - first) + 1000000,
                    ro_conflict_clause(story, d, token));
  }
}

void ro_conflict_changes(ro_conflict_finder *f) {
  const ro_table *words = ro_lexicon_table(f->resources->lexicon, "changes");
  for (uint32_t i = 0; words && i < f->story->incidents.n; i++) {
    look_at(f, words, &f->story->incidents.at[i]);
    look_at_days(f, &f->story->incidents.at[i]);
  }
}
