/* Chains: which mentions of a document are one entity.  Shared by chain.c (names),
 * resolve.c (nominals) and pronoun.c. */
#ifndef RO_ENTITY_CHAIN_H
#define RO_ENTITY_CHAIN_H

#include "entity/entity_internal.h"

typedef struct {
  uint64_t hash; /* 0 = free */
  uint32_t entity;
} chain_slot;

typedef struct {
  entity_work *work;
  uint32_t *order;    /* [n drafts] by first token of the core */
  uint32_t *mention;  /* [n tokens] draft whose core's head is the token, RO_NONE */
  uint8_t *is_quoted; /* [n tokens] */
  chain_slot *slots;  /* [mask + 1] entity by hash of key, folded name or wording */
  uint32_t mask;
  bool is_full; /* memory was out */
} chainer;

/* Entity with this hash, RO_NONE; and the slot to fill. */
chain_slot *chain_find(chainer *c, uint64_t hash);
/* Entity by hash, made from the draft if there is none. */
uint32_t chain_entity(chainer *c, uint64_t hash, const draft *d, ro_str name, ro_str key);
/* Puts the draft into the entity. */
void chain_join(chainer *c, draft *d, uint32_t entity, const char *rule);
/* Hash of a key such as "country:FR". */
uint64_t chain_key_hash(ro_str key);
uint64_t chain_wording_hash(const chainer *c, const draft *d, ro_str iso2);
ro_str chain_text(const chainer *c, uint32_t first, uint32_t end);
/* First state named inside tokens [first, end), or that of an owner named or meant there; empty
 * if none. */
ro_str chain_state_in(const chainer *c, uint32_t first, uint32_t end);

/* Position in c->order of the first draft at or after the token, by binary search. */
uint32_t chain_order_at(const chainer *c, uint32_t token);
const ro_doc_entity *chain_entity_of(const chainer *c, const draft *m);

void chain_resolve(chainer *c, draft *d);         /* resolve.c: nominals, and hands on pronouns */
void chain_resolve_pronoun(chainer *c, draft *d); /* pronoun.c */

#endif
