/* Walking a dependency tree. */
#ifndef RO_DOC_TREE_H
#define RO_DOC_TREE_H

#include "doc/doc.h"

/* Fills first_child, next_sibling, left, right from head.  Heads must be acyclic. */
void ro_tree_index(ro_doc *doc);

/* First child with the relation (or any of a set of relations, as bits of ro_deprel), RO_NONE. */
uint32_t ro_tree_child(const ro_doc *doc, uint32_t token, ro_deprel relation);
typedef uint64_t ro_deprels; /* RO_DEPRELS(NSUBJ) | RO_DEPRELS(CSUBJ) */
#define RO_DEPRELS(id) ((ro_deprels)1 << RO_DEPREL_##id)
uint32_t ro_tree_child_of(const ro_doc *doc, uint32_t token, ro_deprels relations);
static inline bool ro_tree_is(const ro_doc *doc, uint32_t token, ro_deprels relations) {
  return (relations >> doc->tokens.deprel[token] & 1) != 0;
}
/* Is `token` in the subtree of `ancestor` (itself included)? */
bool ro_tree_is_under(const ro_doc *doc, uint32_t token, uint32_t ancestor);
/* The tokens [*first, *end) that the subtree spans. */
void ro_tree_range(const ro_doc *doc, uint32_t token, uint32_t *first, uint32_t *end);
/* for (uint32_t c = ro_tree_first(doc, t); c != RO_NONE; c = doc->tokens.next_sibling[c]) */
static inline uint32_t ro_tree_first(const ro_doc *doc, uint32_t token) {
  return doc->tokens.first_child[token];
}

#endif
