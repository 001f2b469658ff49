/* Which entities of single reports are one entity of the story; used by entities.c. */
#ifndef RO_RECONCILE_ENTITY_JOIN_H
#define RO_RECONCILE_ENTITY_JOIN_H

#include "reconcile/reconcile_internal.h"

/* Why two were joined; a set of bits. */
enum {
  JOINED_BY_KEY = 1,
  JOINED_BY_NAME = 2,
  JOINED_BY_VARIANT = 4,
  JOINED_BY_SURNAME = 8,
  JOINED_BY_ACRONYM = 16,
  JOINED_BY_OFFICE = 32,
  JOINED_BY_WORDING = 64,
  JOINED_BY_MEMBERS = 128,
  JOINED_BY_USER = 256
};

/* One entity of one report. */
typedef struct {
  uint32_t doc, entity;
  uint32_t parent;                      /* union-find; a root is the least index of its set */
  uint32_t n_mentions;                  /* names and nominals */
  uint32_t joined;                      /* of a root: reasons */
  uint32_t first_name, middle, surname; /* symbols of folded words, 0 = none */
  bool is_named;                        /* has a mention that is a name */
} entity_unit;

typedef struct entity_offices entity_offices; /* lexicon/people.tsv by person */

typedef struct {
  ro_story *story;
  const entity_offices *offices;
  ro_arena *scratch;
  entity_unit *unit; /* [n] by report, then entity */
  uint32_t n;
  uint32_t *first_unit; /* [n_docs + 1] */
  ro_symbols *folded;
} entity_join;

uint32_t entity_root(entity_join *join, uint32_t unit);
static inline ro_doc_entity *entity_row(const entity_join *join, uint32_t unit) {
  const entity_unit *u = &join->unit[unit];
  return &join->story->docs[u->doc]->entities.at[u->entity];
}

/* entity_office.c */
ro_status entity_offices_open(const ro_resources *resources, ro_arena *scratch,
                              const entity_offices **out);
/* Does the person with this key hold the office ("leader" = any of a head) of the state or body
 * `of` (empty = any) at the date? */
bool entity_holds_at(const entity_offices *offices, ro_str key, ro_str role, ro_str of,
                     ro_date date);
/* Adds the offices that the person held at the begin or end of `time`, with their terms. */
typedef uint32_t entity_by_key(const void *keys, ro_str key);
ro_status entity_add_terms(const entity_offices *offices, ro_story *story, ro_entity *e,
                           ro_interval time, entity_by_key *find, const void *keys);

/* entity_decide.c: does "key:KEY" or "TYPE:name" name this unit? */
bool entity_is_named(const entity_join *join, uint32_t unit, ro_str name);
/* Merges, then splits, as the user decided. */
ro_status entity_decide(entity_join *join);
/* Corrections of names and types; `story` has its entities. */
void entity_correct(ro_story *story);
void entity_unite(entity_join *join, uint32_t a, uint32_t b, uint32_t why);

/* Fills unit[] and joins.  RO_ENOMEM when memory is out. */
ro_status entity_join_all(entity_join *join);

#endif
