/* Plans that changed: an incident that some passages tell as put off, extended, brought forward,
 * called off or taken back (lexicon/changes.tsv), and others as it was before; and incidents that
 * reports put on different days. */
#include "reconcile/conflict.h"

enum { CLIMB = 2, MOST_EACH = 3 };

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

/* Adds the first mentions that are told as changed, or those that are not; gives their number. */
static uint32_t add_mentions(ro_conflict_finder *f, const ro_table *words, const ro_incident *x,
                             bool is_changed, ro_conflict **k) {
  ro_story *story = f->story;
  uint32_t n = 0;
  for (uint32_t m = 0; m < x->mentions.n && n < MOST_EACH; m++) {
    uint32_t d = x->mentions.at[m].doc;
    uint32_t token = ro_doc_token_at(story->docs[d], x->mentions.at[m].span.begin);
    if (token == story->docs[d]->tokens.n) continue;
    if ((change_at(words, story->docs[d], token) != RO_NONE) != is_changed) continue;
    if (!*k)
      *k = ro_conflict_add(f, RO_CONFLICT_UPDATE, RO_SEVERITY_MEDIUM, "plan changed",
                           ro_str_printf(story->arena, "changed: %.*s", RO_FMT(x->label)));
    if (!*k) return n;
    (*k)->explained_by = RO_BY_DATES;
    uint32_t a = ro_doc_attribution_at(story->docs[d], token);
    ro_conflict_say(f, *k, ro_conflict_holder(story, d, a), is_changed,
                    ro_conflict_clause(story, d, token));
    n++;
  }
  return n;
}

/* The change first: without one there is no conflict. */
static void look_at(ro_conflict_finder *f, const ro_table *words, const ro_incident *x) {
  ro_conflict *k = NULL;
  if (add_mentions(f, words, x, true, &k)) add_mentions(f, words, x, false, &k);
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
