/* What a user decided about entities, applied to what Readout found, every time anew: nothing found
 * is overwritten, and a decision taken back leaves no trace. */
#include "doc/labels.h"
#include "reconcile/entity_join.h"

/* "key:KEY" or "TYPE:name". */
static bool is_named(ro_str name, ro_str key, ro_mention_type type, ro_str own) {
  if (ro_str_starts(name, RO_STR("key:")))
    return key.len && ro_str_equal(ro_str_sub(name, 4, name.len), key);
  ro_str label = ro_str_from(ro_mention_type_label[type]);
  return name.len > label.len && ro_str_starts(name, label) && name.data[label.len] == ':' &&
         ro_str_equal(ro_str_sub(name, label.len + 1, name.len), own);
}

bool entity_is_named(const entity_join *join, uint32_t unit, ro_str name) {
  const ro_doc_entity *e = entity_row(join, unit);
  return is_named(name, e->key, e->type, e->name);
}

static void merge(entity_join *join, const ro_decision *d) {
  uint32_t first = RO_NONE, other = RO_NONE;
  for (uint32_t i = 0; i < join->n; i++) {
    bool is_first = entity_is_named(join, i, d->subject),
         is_other = entity_is_named(join, i, d->object);
    if (is_first && first == RO_NONE) first = i;
    if (is_other && other == RO_NONE) other = i;
    if (is_first && first != i) entity_unite(join, first, i, JOINED_BY_USER);
    if (is_other && other != i) entity_unite(join, other, i, JOINED_BY_USER);
  }
  if (first != RO_NONE && other != RO_NONE) entity_unite(join, first, other, JOINED_BY_USER);
}

/* The units with that name become a set of their own; what is left of their sets keeps together. */
static ro_status split(entity_join *join, const ro_decision *d) {
  uint32_t *root = RO_ARRAY(join->scratch, uint32_t, join->n);
  uint32_t *rest = RO_ARRAY(join->scratch, uint32_t, join->n), own = RO_NONE;
  if (!root || !rest) return RO_ENOMEM;
  for (uint32_t i = 0; i < join->n; i++) {
    root[i] = entity_root(join, i);
    rest[i] = RO_NONE;
  }
  for (uint32_t i = 0; i < join->n; i++) {
    uint32_t *leader = entity_is_named(join, i, d->subject) ? &own : &rest[root[i]];
    if (*leader == RO_NONE) {
      *leader = i;
      join->unit[i].joined = leader == &own ? JOINED_BY_USER : join->unit[root[i]].joined;
    }
    join->unit[i].parent = *leader;
  }
  return RO_OK;
}

ro_status entity_decide(entity_join *join) {
  const ro_story *story = join->story;
  for (uint32_t i = 0; i < story->decisions.n; i++) {
    const ro_decision *d = &story->decisions.at[i];
    if (d->verb == RO_VERB_MERGE) merge(join, d);
    if (d->verb == RO_VERB_SPLIT) RO_TRY(split(join, d));
  }
  return RO_OK;
}

void entity_correct(ro_story *story) {
  for (uint32_t i = 0; i < story->decisions.n; i++) {
    const ro_decision *d = &story->decisions.at[i];
    if (d->verb != RO_VERB_CORRECT) continue;
    for (uint32_t k = 0; k < story->entities.n; k++) {
      ro_entity *e = &story->entities.at[k];
      if (!is_named(d->subject, e->key, e->type, e->name)) continue;
      if (ro_str_is(d->object, "name")) e->name = d->value;
      if (ro_str_is(d->object, "type"))
        e->type = (ro_mention_type)ro_label_find(ro_mention_type_label, RO_N_MENTION_TYPE, d->value,
                                                 e->type);
      e->why = ro_str_join(story->arena, e->why, ", ", RO_STR("corrected by a user"));
    }
  }
}
