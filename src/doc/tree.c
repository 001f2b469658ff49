/* Walking a dependency tree. */
#include "doc/tree.h"

void ro_tree_index(ro_doc *doc) {
  ro_tokens *t = &doc->tokens;
  for (uint32_t i = 0; i < t->n; i++) {
    t->first_child[i] = t->next_sibling[i] = RO_NONE;
    t->left[i] = t->right[i] = i;
  }
  for (uint32_t i = t->n; i-- > 0;) { /* backwards, so that children come in text order */
    uint32_t head = t->head[i];
    if (head == RO_NONE) continue;
    t->next_sibling[i] = t->first_child[head];
    t->first_child[head] = i;
  }
  /* Edges: each token widens its ancestors until one is wide enough already. */
  for (uint32_t i = 0; i < t->n; i++)
    for (uint32_t a = t->head[i]; a != RO_NONE && t->right[a] < i; a = t->head[a]) t->right[a] = i;
  for (uint32_t i = t->n; i-- > 0;)
    for (uint32_t a = t->head[i]; a != RO_NONE && t->left[a] > i; a = t->head[a]) t->left[a] = i;
}

uint32_t ro_tree_child_of(const ro_doc *doc, uint32_t token, ro_deprels relations) {
  uint32_t c = doc->tokens.first_child[token];
  while (c != RO_NONE && !ro_tree_is(doc, c, relations)) c = doc->tokens.next_sibling[c];
  return c;
}

uint32_t ro_tree_child(const ro_doc *doc, uint32_t token, ro_deprel relation) {
  return ro_tree_child_of(doc, token, (ro_deprels)1 << relation);
}

bool ro_tree_is_under(const ro_doc *doc, uint32_t token, uint32_t ancestor) {
  while (token != RO_NONE && token != ancestor) token = doc->tokens.head[token];
  return token == ancestor;
}

void ro_tree_range(const ro_doc *doc, uint32_t token, uint32_t *first, uint32_t *end) {
  *first = doc->tokens.left[token];
  *end = doc->tokens.right[token] + 1;
}
