/* The document: made empty, filled by the stages, checked after each of them. */
#ifndef RO_DOC_DOC_H
#define RO_DOC_DOC_H

#include "base/rows.h"
#include "base/status.h"
#include "base/symbols.h"
#include "doc/labels.h"

/* New empty document with an arena of its own; NULL when memory is out. */
ro_doc *ro_doc_new(void);
void ro_doc_free(ro_doc *doc);

/* Text of a span, token and symbol; borrowed, good as long as the document. */
static inline ro_str ro_doc_span(const ro_doc *doc, ro_span span) {
  return ro_str_sub(doc->text, span.begin, span.end);
}
static inline ro_str ro_doc_sym(const ro_doc *doc, ro_sym sym) {
  return ro_symbols_get(doc->symbols, sym);
}
static inline ro_str ro_doc_form(const ro_doc *doc, uint32_t token) {
  return ro_doc_sym(doc, doc->tokens.form[token]);
}
static inline ro_str ro_doc_lower(const ro_doc *doc, uint32_t token) {
  return ro_doc_sym(doc, doc->tokens.lower[token]);
}
static inline ro_str ro_doc_lemma(const ro_doc *doc, uint32_t token) {
  return ro_doc_sym(doc, doc->tokens.lemma[token]);
}
/* Span of tokens [first, end). */
ro_span ro_doc_tokens_span(const ro_doc *doc, uint32_t first, uint32_t end);
/* First token that ends after `byte`; tokens.n when there is none.  Binary search. */
uint32_t ro_doc_token_at(const ro_doc *doc, uint32_t byte);
/* Is `feature` ("Number=Plur") among the token's feats? */
bool ro_doc_has_feat(const ro_doc *doc, uint32_t token, const char *feature);
/* Last byte-exact mention that covers the token; among several the shortest.  RO_NONE if none. */
uint32_t ro_doc_mention_at(const ro_doc *doc, uint32_t token);
/* Innermost attribution whose content holds the token, RO_NONE. */
uint32_t ro_doc_attribution_at(const ro_doc *doc, uint32_t token);
/* Time expression that covers the token, RO_NONE. */
uint32_t ro_doc_time_at(const ro_doc *doc, uint32_t token);
/* Bytes of raw that the words of a span came from: the least stretch that holds them all.
 * Empty where all of the span was put in.  Binary search. */
ro_span ro_doc_origin(const ro_doc *doc, ro_span span);
/* Does [begin, end) touch a passage set aside? */
bool ro_doc_is_aside(const ro_doc *doc, ro_span span);

/* Makes room for n tokens in every column; columns are zero, heads RO_NONE. */
ro_status ro_tokens_reserve(ro_doc *doc, uint32_t n);
/* Sets span, form, lower of token i from the text. */
void ro_tokens_set(ro_doc *doc, uint32_t i, ro_span span);

/* Adds a notice; beyond RO_MAX_NOTICES they are dropped.  Never fails. */
void ro_doc_notice(ro_doc *doc, const char *stage, ro_span span, const char *format, ...)
    RO_PRINTF(4, 5);
void ro_doc_mark_layer(ro_doc *doc, ro_layer layer, const char *stage);

/* Verifies the invariants of all layers present: spans inside the text and on character
 * boundaries, tokens in order and within sentences, heads acyclic, indices in range.
 * RO_EINVAL with the layer and row in *error. */
ro_status ro_doc_check(const ro_doc *doc, ro_error *error);

#endif
