/* A text as paragraphs, sentences and words, and the cues found in it. */
#ifndef RO_CLEAN_INTERNAL_H
#define RO_CLEAN_INTERNAL_H

#include "clean/clean.h"
#include "clean/page.h"

/* Kinds of cue: those of ro_aside_kind, then evidence that only adds up. */
enum {
  CUE_ABOUT = RO_N_SET_ASIDE,
  CUE_SELF,
  CUE_READER,
  CUE_SAYING,
  CUE_COMPANY,
  CUE_AGENCY,
  N_CUE_KINDS
};
enum { DECIDES = 10 }; /* sum of weights that sets a sentence aside */

typedef enum { WORD, NUMBER, MARK } word_kind;

typedef struct {
  ro_span span;
  uint64_t hash; /* of the lower-case form with straight quotes */
  uint8_t kind;
  bool is_quoted; /* inside quotation marks */
  bool is_capitalized;
} clean_word;

/* A sentence, by stops alone: good enough to cut boilerplate off. */
typedef struct {
  ro_span span;        /* without white space at its ends */
  uint32_t first, end; /* words */
  uint32_t paragraph;
  int16_t sum[N_CUE_KINDS]; /* weights of the cues in it */
  bool has_quote;
  int8_t aside; /* kind it is set aside as, -1 = kept */
} clean_unit;

typedef struct {
  ro_span span;
  uint32_t first, end; /* units */
  uint32_t first_word, end_word;
} clean_paragraph;

typedef struct {
  ro_doc *doc;
  ro_arena *scratch;
  RO_ROWS(clean_word) words;
  RO_ROWS(clean_unit) units;
  RO_ROWS(clean_paragraph) paragraphs;
} clean_page;

typedef struct clean_cues clean_cues;

/* text.c: text and origin from raw, by its media type; what a page says of itself into empty fields
 * of meta; captions of a page set aside. */
ro_status clean_make_text(const page_marks *marks, ro_doc *doc, ro_arena *scratch);

/* item.c: an item of a feed or of news, in XML. */
ro_status clean_read_item(const page_marks *marks, ro_str source, ro_arena *arena,
                          ro_arena *scratch, page_article *out);

/* split.c */
ro_status clean_split(ro_doc *doc, ro_arena *scratch, clean_page *page);

/* cues.c */
ro_status clean_cues_open(const ro_table *table, ro_arena *process, const clean_cues **out,
                          ro_error *error);
/* Adds every cue's weight to its sentence; line and paragraph cues decide at once. */
void clean_cues_find(const clean_cues *cues, clean_page *page);

/* appeal.c: appeals of several sentences, from a heading to the last sentence before the report. */
void clean_find_appeals(clean_page *page);

/* credit.c: agency and copyright lines that no cue word names; byline. */
void clean_find_credits(clean_page *page);

/* meta.c: title and publisher where the container gave none. */
void clean_find_meta(clean_page *page);

/* Sets units [first, end) aside unless they are already. */
void clean_set_aside(clean_page *page, uint32_t first, uint32_t end, ro_aside_kind kind);
/* Words that are not punctuation. */
uint32_t clean_count_words(const clean_page *page, uint32_t first, uint32_t end);
ro_str clean_word_text(const clean_page *page, uint32_t word);
static inline bool clean_paragraph_is_aside(const clean_page *page, uint32_t p) {
  const clean_paragraph *paragraph = &page->paragraphs.at[p];
  for (uint32_t u = paragraph->first; u < paragraph->end; u++)
    if (page->units.at[u].aside < 0) return false;
  return true;
}

#endif
