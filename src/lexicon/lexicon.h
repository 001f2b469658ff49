/* The lexicon: plain text tables that a user can read and extend.
 *
 * A table is a file of lexicon/NAME.tsv: '#' lines carry source and licence, the first other line
 * names the columns, each further line is a row of tab-separated fields; "_" or nothing = empty.
 * The first column is the key: a word or phrase, matched in lower case with straight quotes, its
 * words parted by one space and tokenized as the token stage would ("u.s.", "russia 's"). */
#ifndef RO_LEXICON_LEXICON_H
#define RO_LEXICON_LEXICON_H

#include "doc/doc.h"

typedef struct ro_table ro_table;
typedef struct ro_lexicon ro_lexicon;

/* Reads all tables from files (`names[i]` without ".tsv", `texts[i]`, borrowed for the lexicon's
 * life).  A later text with the same name adds rows; it may leave out or reorder columns, but not
 * the key.  RO_EFORMAT names the table and, as offset and in words, the line. */
ro_status ro_lexicon_open(ro_arena *process, const char *const *names, const ro_str *texts,
                          size_t n, const ro_lexicon **out, ro_error *error);

/* The same with the index of the first texts that was made when the program was built, borrowed
 * too; a table that a later text adds to is read as text.  The index lies at a multiple of 16
 * bytes. */
ro_status ro_lexicon_open_indexed(ro_arena *process, const char *const *names, const ro_str *texts,
                                  size_t n, ro_str index, const ro_lexicon **out, ro_error *error);
/* Index of a lexicon that was opened of these texts, each another table. */
void ro_lexicon_write_index(const ro_lexicon *lexicon, const ro_str *texts, ro_buf *out);

/* Table by name, NULL if there is none. */
const ro_table *ro_lexicon_table(const ro_lexicon *lexicon, const char *name);

uint32_t ro_table_rows(const ro_table *table);
/* Column number by its name; RO_NONE if there is none. */
uint32_t ro_table_column(const ro_table *table, const char *name);
ro_str ro_table_field(const ro_table *table, uint32_t row, uint32_t column); /* empty if missing */

/* First row with the key (lower case), RO_NONE; further rows with the same key by ro_table_next. */
uint32_t ro_table_find(const ro_table *table, ro_str key);
uint32_t ro_table_next(const ro_table *table, uint32_t row);

/* Is `words` (lower case, parted by one space) a key or the first words of one? */
bool ro_table_begins(const ro_table *table, ro_str words);

/* Longest key that begins at token `first` and ends before token `end`, compared with the tokens'
 * lower forms; with `by_lemma` each word may match by form or by lemma ("hold talks": "held
 * talks"). Gives the first row of that key and sets the number of tokens. */
uint32_t ro_table_match(const ro_table *table, const ro_doc *doc, uint32_t first, uint32_t end,
                        bool by_lemma, uint32_t *n_tokens);

/* One column as numbers: index of each row's field among labels[n], `absent` where it is none. */
const uint8_t *ro_table_codes(const ro_table *table, ro_arena *arena, uint32_t column,
                              const char *const *labels, uint32_t n, uint8_t absent);

#endif
