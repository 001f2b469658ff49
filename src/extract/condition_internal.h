/* Parts of the condition stage: marker -> clause -> consequence -> who is bound. */
#ifndef RO_EXTRACT_CONDITION_INTERNAL_H
#define RO_EXTRACT_CONDITION_INTERNAL_H

#include "doc/tree.h"
#include "lexicon/lexicon.h"

/* How a marker takes its condition. */
#define RO_MARKER_LIST(X) \
  X(NONE, "") \
  X(CLAUSE, "clause") /* if, unless, provided: a clause follows */ \
  X(TIME, "time")     /* until, once, as soon as: a clause, and only where the rest looks ahead */ \
  X(NOUN, "noun")     /* in exchange for, in the event of: a noun phrase follows */ \
  X(PREDICATE, "predicate") /* contingent on, depends on: subject <- noun phrase */ \
  X(BACK, "back")           /* otherwise, if so: the sentence before is the condition */
#define X(id, label) RO_MARKER_##id,
typedef enum { RO_MARKER_LIST(X) RO_N_MARKER } ro_marker_kind;
#undef X

typedef struct {
  uint32_t first, end; /* tokens [first, end); empty when first == end */
} ro_token_range;

/* A condition while it is read. */
typedef struct {
  const ro_doc *doc;
  ro_token_range sentence;
  ro_token_range marker;
  ro_token_range condition; /* marker included */
  ro_marker_kind kind;
  uint32_t verb;     /* head of the condition, RO_NONE */
  uint32_t governor; /* head of the consequence, RO_NONE */
  bool is_initial;   /* the condition stands before its consequence */
  bool is_negative;
  bool takes_subject; /* consequence is the governor's subject, not its clause */
  const char *rule;
} ro_condition_reading;

/* condition_clause.c */
bool ro_condition_find_clause(ro_condition_reading *c);
bool ro_condition_find_noun(ro_condition_reading *c);
/* Spans of the consequence, at most three; `mask` has room for the sentence's tokens. */
uint32_t ro_condition_consequence(const ro_condition_reading *c, uint8_t *mask, ro_span spans[3]);
/* Descends from a verb of saying to what is said, where that is what the condition bears on. */
uint32_t ro_condition_descend(const ro_condition_reading *c, uint32_t governor);

/* condition_party.c */
bool ro_condition_looks_ahead(const ro_doc *doc, uint32_t verb);
void ro_condition_party(ro_doc *doc, const ro_condition_reading *c, ro_condition *row);

bool ro_lower_in(const ro_doc *doc, uint32_t token, const char *const *list);
bool ro_lemma_in(const ro_doc *doc, uint32_t token, const char *const *list);
static inline bool ro_lower_is(const ro_doc *doc, uint32_t token, const char *word) {
  return ro_str_is(ro_doc_lower(doc, token), word);
}

#endif
