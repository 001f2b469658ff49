/* What the detectors of conflicts share: sides, holders, states, passages. */
#include "reconcile/conflict.h"

#include "base/utf8.h"

enum { MOST_SAID = 200, MOST_EVIDENCE = 6, LONGEST_PASSAGE = 600 };

ro_conflict *ro_conflict_add(ro_conflict_finder *finder, ro_conflict_kind kind,
                             ro_severity severity, const char *rule, ro_str issue) {
  ro_conflict *k = RO_ADD(finder->scratch, &finder->found);
  if (k) *k = (ro_conflict){.kind = kind, .severity = severity, .rule = rule, .issue = issue};
  return k;
}

/* Sides remember their stance in the order of adding: one holder with two stances has two sides,
 * which are told apart by what they say. */
bool ro_conflict_say(ro_conflict_finder *finder, ro_conflict *conflict, uint32_t holder,
                     uint32_t stance, ro_evidence evidence) {
  ro_arena *arena = finder->story->arena;
  ro_side *side = NULL;
  for (uint32_t s = 0; s < conflict->sides.n && !side; s++)
    if (conflict->sides.at[s].holder == holder && conflict->sides.at[s].stance == stance)
      side = &conflict->sides.at[s];
  if (!side) {
    side = RO_ADD(arena, &conflict->sides);
    if (!side) return false;
    side->holder = holder;
    side->stance = stance;
    side->says = ro_utf8_line(arena, ro_evidence_text(finder->story, evidence), MOST_SAID);
  }
  for (uint32_t i = 0; i < side->evidence.n; i++)
    if (side->evidence.at[i].doc == evidence.doc &&
        side->evidence.at[i].span.begin == evidence.span.begin)
      return true;
  if (side->evidence.n >= MOST_EVIDENCE) return true;
  return ro_evidence_add(finder->story, &side->evidence, evidence.doc, evidence.span);
}

uint32_t ro_conflict_holder(const ro_story *story, uint32_t doc, uint32_t attribution) {
  if (attribution == RO_NONE) return RO_NONE;
  const ro_doc *d = story->docs[doc];
  uint32_t entity = d->attributions.at[attribution].source_entity;
  return entity == RO_NONE ? RO_NONE : d->entities.at[entity].story_entity;
}

/* "RU" of "country:RU", "gov:RU" and "org:RU-presidency". */
static ro_str state_of_key(ro_str key) {
  size_t colon = ro_str_find(key, RO_STR(":"));
  ro_str rest = ro_str_sub(key, colon + 1, key.len);
  bool is_state = ro_str_starts(key, RO_STR("country:")) || ro_str_starts(key, RO_STR("gov:"));
  if (is_state) return rest;
  if (ro_str_starts(key, RO_STR("org:")) && rest.len > 2 && rest.data[2] == '-')
    return ro_str_sub(rest, 0, 2);
  return (ro_str){NULL, 0};
}

ro_str ro_conflict_state(const ro_story *story, uint32_t entity) {
  if (entity == RO_NONE) return (ro_str){NULL, 0};
  const ro_entity *e = &story->entities.at[entity];
  ro_str state = state_of_key(e->key);
  for (uint32_t i = 0; !state.len && i < e->roles.n; i++)
    if (e->roles.at[i].of != RO_NONE)
      state = state_of_key(story->entities.at[e->roles.at[i].of].key);
  return state;
}

ro_evidence ro_conflict_passage(const ro_story *story, uint32_t doc, uint32_t attribution) {
  const ro_attribution *a = &story->docs[doc]->attributions.at[attribution];
  ro_span all = a->content.n ? a->content.at[0] : a->source_span;
  ro_span parts[2] = {a->source_span, a->cue.n ? a->cue.at[0] : a->source_span};
  for (size_t i = 0; i < 2; i++) {
    if (parts[i].begin == parts[i].end) continue;
    ro_span wide = {parts[i].begin < all.begin ? parts[i].begin : all.begin,
                    parts[i].end > all.end ? parts[i].end : all.end};
    if (wide.end - wide.begin <= LONGEST_PASSAGE) all = wide;
  }
  return (ro_evidence){doc, all};
}

static bool is_clause_head(const ro_doc *doc, uint32_t t) {
  return doc->tokens.upos[t] == RO_UPOS_VERB || doc->tokens.head[t] == RO_NONE ||
         ro_tree_child_of(doc, t, RO_DEPRELS(NSUBJ) | RO_DEPRELS(NSUBJ_PASS)) != RO_NONE;
}

ro_evidence ro_conflict_clause(const ro_story *story, uint32_t doc, uint32_t token) {
  const ro_doc *d = story->docs[doc];
  uint32_t head = token, first, end;
  while (!is_clause_head(d, head)) head = d->tokens.head[head];
  ro_tree_range(d, head, &first, &end);
  while (end > token + 1 && d->tokens.upos[end - 1] == RO_UPOS_PUNCT) end--;
  while (first < token && d->tokens.upos[first] == RO_UPOS_PUNCT) first++;
  ro_span span = ro_doc_tokens_span(d, first, end);
  if (span.end - span.begin > LONGEST_PASSAGE) span = d->tokens.span[token];
  return (ro_evidence){doc, span};
}
