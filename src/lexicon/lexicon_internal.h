/* What a lexicon is in memory: shared by the reader of texts and the index made at build time. */
#ifndef RO_LEXICON_INTERNAL_H
#define RO_LEXICON_INTERNAL_H

#include "lexicon/lexicon.h"

enum {
  LEXICON_COLUMNS = 24,
  LEXICON_TABLES = 64,
  LEXICON_TEXTS = 4 /* of one table: the built-in one and those of a user */
};

/* A key, or a prefix of keys, by the hash of its words.  64 bits tell prefixes apart; where a key
 * is found its row's words are compared, so a collision can hide a key but never name a wrong one.
 */
typedef struct {
  uint64_t hash; /* 0 for a free slot */
  uint32_t row;  /* first row with this key, RO_NONE for a mere prefix */
  uint32_t zero; /* so that every byte of an index file is set */
} lexicon_slot;

/* A line of an index: its bytes in the table's text, from text_len on in the index's own. */
typedef struct {
  uint32_t begin, len;
} lexicon_line;

/* One text of a table: which of its rows, and where its lines have each column of the table. */
typedef struct {
  uint32_t first_row;
  uint32_t n;                        /* columns of the text */
  uint8_t field_of[LEXICON_COLUMNS]; /* [columns of the table] place in the line,
                                        LEXICON_COLUMNS = absent */
} lexicon_source;

struct ro_table {
  ro_str name;
  uint32_t n_columns, n_sources;
  ro_str column[LEXICON_COLUMNS];
  lexicon_source source[LEXICON_TEXTS];
  RO_ROWS(ro_str) lines;      /* the key in lower case first; empty where `placed` is set */
  const lexicon_line *placed; /* [n_rows] lines of an index, NULL without one */
  ro_str text, moved;         /* of an index: the text, and lines whose key was not lower case */
  uint32_t n_rows;
  uint32_t n_words;          /* of all keys; of a table that was read as text */
  const uint32_t *next;      /* [rows] next row with the same key */
  const lexicon_slot *index; /* [mask + 1] */
  uint32_t mask;
};

struct ro_lexicon {
  uint32_t n;
  ro_table table[LEXICON_TABLES];
};

/* The row's line. */
static inline ro_str lexicon_line_of(const ro_table *table, uint32_t row) {
  if (!table->placed) return table->lines.at[row];
  const lexicon_line *line = &table->placed[row];
  if (line->begin < table->text.len) return (ro_str){table->text.data + line->begin, line->len};
  return (ro_str){table->moved.data + (line->begin - table->text.len), line->len};
}

/* Lines and slots of table `i` of the index, when the index was made of this text on a machine with
 * this order of bytes. */
bool lexicon_take_index(ro_str index, size_t i, ro_str text, ro_table *table);

#endif
