/* Do two mentions have the same parties?
 *
 * A state is told by many names: its capital, its government, its leader.  Each entity is given the
 * entity that stands for its country, from lexicon keys ("gov:XX", "country:XX") and from offices
 * held.  What a state does is compared by country; a contact is between persons, so two persons of
 * one country differ there, while a person and the country agree. */
#include <stdlib.h>

#include "reconcile/incident_internal.h"

typedef struct {
  ro_str code;
  int rank;
  uint32_t entity;
} coded;

static bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/* "country:XX", "gov:XX" and bodies of a state, "org:XX-armed-forces". */
static ro_str country_code(ro_str key) {
  if (ro_str_starts(key, RO_STR("gov:"))) return ro_str_sub(key, 4, key.len);
  if (ro_str_starts(key, RO_STR("country:"))) return ro_str_sub(key, 8, key.len);
  if (ro_str_starts(key, RO_STR("org:")) && key.len > 7 && is_capital(key.data[4]) &&
      is_capital(key.data[5]) && key.data[6] == '-')
    return ro_str_sub(key, 4, 6);
  return (ro_str){NULL, 0};
}

/* The country itself speaks best for a state, then its government, then its bodies. */
static int rank_of(const ro_entity *e) {
  if (ro_str_starts(e->key, RO_STR("country:"))) return 0;
  if (ro_str_starts(e->key, RO_STR("gov:"))) return 1;
  return country_code(e->key).len ? 2 : 3;
}

static ro_str code_of(const ro_story *story, uint32_t entity) {
  const ro_entity *e = &story->entities.at[entity];
  ro_str code = country_code(e->key);
  for (uint32_t i = 0; i < e->roles.n && !code.len; i++)
    if (e->roles.at[i].of < story->entities.n)
      code = country_code(story->entities.at[e->roles.at[i].of].key);
  return code;
}

static int by_code(const void *a, const void *b) {
  const coded *x = a, *y = b;
  int order = ro_str_compare(x->code, y->code);
  if (!order) order = x->rank - y->rank;
  return order ? order : (x->entity > y->entity) - (x->entity < y->entity);
}

ro_status ro_incident_states(ro_incident_maker *maker, ro_arena *scratch) {
  const ro_story *story = maker->story;
  uint32_t n = story->entities.n, n_coded = 0;
  coded *list = RO_ARRAY(scratch, coded, n);
  maker->state = RO_ARRAY(scratch, uint32_t, n);
  maker->is_state = RO_ARRAY(scratch, bool, n);
  if (ro_arena_has_failed(scratch)) return RO_ENOMEM;
  for (uint32_t i = 0; i < n; i++) {
    ro_str code = code_of(story, i);
    maker->state[i] = i;
    maker->is_state[i] = country_code(story->entities.at[i].key).len > 0;
    if (code.len) list[n_coded++] = (coded){code, rank_of(&story->entities.at[i]), i};
  }
  if (n_coded) qsort(list, n_coded, sizeof *list, by_code);
  for (uint32_t i = 0; i < n_coded; i++)
    maker->state[list[i].entity] = i && ro_str_equal(list[i].code, list[i - 1].code)
                                       ? maker->state[list[i - 1].entity]
                                       : list[i].entity;
  return RO_OK;
}

static bool is_person(const ro_incident_maker *maker, uint32_t entity) {
  const ro_entity *e = &maker->story->entities.at[entity];
  return e->type == RO_MENTION_PER && !e->is_anonymous && !e->is_group;
}

/* Leaves one name for each state: among persons of a contact the persons, else the state. */
static void collapse(const ro_incident_maker *maker, ro_indexes *list, bool by_person) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < list->n; i++) {
    uint32_t party = list->at[i], same = 0;
    while (same < n && maker->state[list->at[same]] != maker->state[party]) same++;
    if (!by_person) party = maker->state[party];
    if (same == n)
      list->at[n++] = party;
    else if (by_person && is_person(maker, party) && !is_person(maker, list->at[same]))
      list->at[same] = party;
    else if (by_person && is_person(maker, party) && list->at[same] != party)
      list->at[n++] = party;
  }
  list->n = n;
}

void ro_incident_collapse(const ro_incident_maker *maker, ro_event_class type, ro_indexes *actors,
                          ro_indexes *recipients) {
  bool by_person = type != RO_EVENT_ASSAULT && type != RO_EVENT_MOBILIZE &&
                   type != RO_EVENT_SANCTION && type != RO_EVENT_COERCE &&
                   type != RO_EVENT_RETREAT && type != RO_EVENT_AID;
  uint32_t n = 0;
  collapse(maker, actors, by_person);
  collapse(maker, recipients, by_person);
  for (uint32_t i = 0; i < recipients->n; i++) { /* nobody acts on himself */
    bool is_actor = false;
    for (uint32_t k = 0; k < actors->n; k++)
      is_actor |= maker->state[actors->at[k]] == maker->state[recipients->at[i]];
    if (!is_actor) recipients->at[n++] = recipients->at[i];
  }
  recipients->n = n;
}

/* Who says a thing is that very person or body; who acts may be told by any name of his state. */
typedef enum { EXACT, BY_PERSON, BY_STATE } level;

static bool is_same_party(const ro_incident_maker *maker, uint32_t a, uint32_t b, level by) {
  if (a == b) return true;
  if (by == EXACT || maker->state[a] != maker->state[b]) return false;
  return by == BY_STATE || maker->is_state[a] || maker->is_state[b];
}

static uint32_t count_common(const ro_incident_maker *maker, const ro_indexes *a,
                             const ro_indexes *b, level by) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < a->n; i++)
    for (uint32_t j = 0; j < b->n; j++)
      if (is_same_party(maker, a->at[i], b->at[j], by)) {
        n++;
        break;
      }
  return n;
}

/* A contact has no direction: all that take part are one set, held in actors. */
static int contact_agrees(const ro_incident_maker *maker, const ro_happening *a,
                          const ro_happening *b) {
  const ro_indexes *p = &a->actors, *q = &b->actors;
  uint32_t least = p->n < q->n ? p->n : q->n;
  if (least == 0) return 1;
  uint32_t common =
      p->n < q->n ? count_common(maker, p, q, BY_PERSON) : count_common(maker, q, p, BY_PERSON);
  if (common < least) return 0;
  return least >= 2 ? 3 : 2;
}

int ro_incident_parties_agree(const ro_incident_maker *maker, const ro_happening *a,
                              const ro_happening *b) {
  if (a->type == RO_EVENT_CONSULT) return contact_agrees(maker, a, b);
  bool is_saying = a->type == RO_EVENT_STATEMENT || a->type == RO_EVENT_REQUEST ||
                   a->type == RO_EVENT_ACCUSE || a->type == RO_EVENT_REJECT ||
                   a->type == RO_EVENT_SUPPORT || a->type == RO_EVENT_COOPERATE;
  uint32_t actors = count_common(maker, &a->actors, &b->actors, is_saying ? EXACT : BY_STATE);
  uint32_t recipients = count_common(maker, &a->recipients, &b->recipients, BY_STATE);
  if (a->actors.n && b->actors.n && !actors) return 0;
  if (a->recipients.n && b->recipients.n && !recipients) return 0;
  return 1 + (actors > 0) + (recipients > 0);
}
