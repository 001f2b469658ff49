/* Shared by the files of the room. */
#ifndef RO_TOKEN_INTERNAL_H
#define RO_TOKEN_INTERNAL_H

#include "token/token.h"

/* How a token bears on the end of a sentence. */
typedef enum {
  PIECE_PLAIN,
  PIECE_STOP,    /* . ? ! and runs of them, … */
  PIECE_TITLE,   /* abbreviation that never ends a sentence: "Mr." */
  PIECE_ABBREV,  /* abbreviation that may: "Inc.", "U.S." */
  PIECE_INITIAL, /* "J." */
  PIECE_CLOSE,   /* closing bracket, quotation mark of either kind */
  PIECE_OPEN,    /* opening bracket */
} piece_kind;

typedef struct {
  ro_span span;
  piece_kind kind;
} piece;

typedef RO_ROWS(piece) pieces;

typedef struct {
  const ro_table *abbreviations; /* NULL when the lexicon has none */
  uint32_t kind_column;
} token_state;

/* Adds the tokens of text[begin, end), which holds no line break, to `out`. */
void token_scan(const token_state *state, ro_str text, uint32_t begin, uint32_t end,
                ro_arena *scratch, pieces *out);

/* Does a sentence end between pieces i and i+1 of one segment [first, end)?  Asked for each i in
 * turn; looks ahead a bounded number of tokens. */
bool token_is_boundary(ro_str text, const piece *p, uint32_t first, uint32_t i, uint32_t end);

#endif
