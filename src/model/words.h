/* What is known of a word apart from its sentence: its distributional classes and its spelling. */
#ifndef RO_MODEL_WORDS_H
#define RO_MODEL_WORDS_H

#include "model/linear.h"

typedef struct {
  ro_map map; /* hash of the lower form -> coarse | fine << 8; no slots when there is no model */
} ro_word_model;

/* Opens words-en.model; without one every word has class 0. */
RO_MUST_CHECK ro_status ro_word_model_open(const ro_resources *resources, ro_word_model *out,
                                           ro_error *error);

typedef struct {
  uint64_t word;         /* hash of the lower form; numbers share one by their shape */
  uint32_t shape;        /* spelling with runs collapsed: "Osmark-led" = Xx-x */
  uint32_t coarse, fine; /* distributional class, 0 = unknown */
  uint8_t casing;        /* ro_casing */
} ro_word;

typedef enum { RO_CASE_NONE, RO_CASE_LOWER, RO_CASE_TITLE, RO_CASE_UPPER, RO_CASE_MIXED } ro_casing;

ro_word ro_word_make(const ro_word_model *words, const ro_doc *doc, uint32_t token);

/* How the letters of tokens [first, end) are cased as a whole: 0 as usual, 1 As in a Headline,
 * 2 IN CAPITALS, so that a capital tells what it is worth. */
uint32_t ro_word_range_casing(const ro_word *word, uint32_t first, uint32_t end);

#endif
