/* Numbers in running text: digits, words and mixtures, read from the text itself.
 *
 * The reader does not depend on how a token stage parts "50km", "$1bn" or "twenty-five": text is
 * cut into pieces (a word, a run of digits, one other character) and the grammar runs over these.
 * What a number counts, whose it is and whether it is a figure at all is figure.c's business. */
#ifndef RO_EXTRACT_NUMBER_H
#define RO_EXTRACT_NUMBER_H

#include "base/rows.h"
#include "base/str.h"

typedef enum { RO_PIECE_WORD, RO_PIECE_DIGITS, RO_PIECE_MARK } ro_piece_kind;

typedef struct {
  ro_span span;
  uint8_t kind;  /* ro_piece_kind */
  uint8_t word;  /* row of the table of number words, 0 = not a number word */
  bool is_glued; /* no white space before it */
  double value;  /* of digits */
} ro_piece;
typedef RO_ROWS(ro_piece) ro_pieces;

typedef struct {
  uint32_t first, end; /* pieces [first, end) */
  double low, high;    /* NAN where open; low == high for a plain number */
  double factor;       /* scale that was written behind it: 1e6 in "5 million", else 1 */
  bool is_vague;       /* "dozens", "several hundred", "a number of" */
  bool is_fraction;    /* "two thirds", "one in five", "half" */
  bool is_ordinal;     /* "second" */
  bool is_counting_of; /* "a number of", "tens of thousands": "of" leads on to what is counted */
  bool is_words;       /* written in words only */
  bool is_bare_digits; /* digits without a separator, point or scale: may be a year or a name */
} ro_number;

/* Cuts text[span] into pieces; false when memory is out. */
bool ro_pieces_make(ro_arena *arena, ro_str text, ro_span span, ro_pieces *out);
/* Does the piece spell `word` (lower-case ASCII; letters of the text in any case)? */
bool ro_piece_is(ro_str text, const ro_piece *piece, const char *word);
/* Longest number that begins at piece i; false if there is none. */
bool ro_number_read(ro_str text, const ro_pieces *pieces, uint32_t i, ro_number *out);

#endif
