/* Passages between quotation marks. */
#ifndef RO_EXTRACT_QUOTE_H
#define RO_EXTRACT_QUOTE_H

#include "doc/doc.h"

typedef struct {
  ro_span span;        /* with its marks */
  uint32_t first, end; /* tokens [first, end) that lie in it, with its marks */
  uint32_t paragraph;
  uint32_t parent;   /* enclosing quotation, RO_NONE */
  uint32_t follows;  /* quotation of the paragraph before that this one goes on with, RO_NONE */
  bool is_open;      /* no closing mark before the paragraph ends */
  bool is_utterance; /* at least a clause; else a phrase, which may be a mere scare quote */
} ro_quote;

typedef RO_ROWS(ro_quote) ro_quotes;

/* Finds the quotations of a document in text order, enclosing ones first.  Knows curly, straight,
 * angle and TeX marks, doubles and singles, nesting to four levels, and paragraphs that open with
 * a mark because the quotation of the paragraph before goes on.  Reads sentences, tokens and tags.
 * Linear in the text. */
ro_status ro_quotes_find(const ro_doc *doc, ro_arena *arena, ro_quotes *out);

#endif
