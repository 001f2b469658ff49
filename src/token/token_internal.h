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
  PIECE_LATE,    /* one that does before a capital letter: "etc.", "p.m." */
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

/* The cutting of one segment into sentences. */
typedef struct {
  ro_str text;
  const piece *p;
  uint32_t first, end;       /* pieces of the segment */
  uint32_t read;             /* the state below is that before this piece */
  bool in_double, in_single; /* quotations open */
} token_cutter;

/* Last piece of the sentence from piece `begin` if it ends with piece i and what closes on it,
 * else RO_NONE.  To be asked for each i in turn, of a sentence behind the end of the one before;
 * looks ahead a bounded number of pieces beyond a run of closing marks. */
uint32_t token_sentence_end(token_cutter *c, uint32_t begin, uint32_t i);

#endif
