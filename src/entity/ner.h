/* Names of persons, bodies, places and the like: the `ner` column of tokens. */
#ifndef RO_ENTITY_NER_H
#define RO_ENTITY_NER_H

#include "model/words.h"

/* Called by the entity stage as stages are: reads tokens and tags, writes doc->tokens.ner. */
ro_stage_open ro_ner_open;
ro_stage_run ro_ner_run;

/* What follows is shared with the program that trains the model. */

/* Kinds of names of the training data; labels are 0 = O, 1 + 2k = B-k, 2 + 2k = I-k. */
typedef enum {
  NER_PERSON,
  NER_ORGANIZATION,
  NER_LOCATION,
  NER_NORP,
  NER_FACILITY,
  NER_PRODUCT,
  NER_MISC,
  NER_KINDS
} ner_kind;
enum {
  NER_LABELS = 1 + 2 * NER_KINDS,
  NER_START = NER_LABELS, /* the label before a sentence */
  NER_CONTEXTS = 12,      /* what a step between labels is seen through */
  NER_MAX_FEATURES = 112,
  NER_TABLES = 10,
};

typedef struct {
  ro_word_model words;
  ro_linear linear; /* over labels; also holds the weights of steps */
  const ro_table *table[NER_TABLES];
  const uint64_t *row_kind[NER_TABLES]; /* hash of each row's kind */
  int32_t step[NER_CONTEXTS][NER_LABELS + 1][NER_LABELS];
} ner_model;

/* A document as the features see it; arrays by token. */
typedef struct {
  const ro_doc *doc;
  const ro_word *word;
  uint64_t *listed[3]; /* hash of {table, kind, place in the entry}, 0 = not listed; best three */
  uint8_t *lower_seen; /* the word is also written in lower case in this document */
  uint32_t *same;      /* token of the last place with the same word, RO_NONE */
  uint32_t first, end, casing; /* the sentence */
} ner_view;

void ner_open_tables(const ro_resources *resources, ro_arena *process, ner_model *model);
ro_status ner_open_model(const ro_resources *resources, ro_str bytes, ro_arena *process,
                         ner_model *model, ro_error *error);
/* Fills all but the sentence; false when memory is out. */
bool ner_view_make(const ner_model *model, const ro_doc *doc, ro_arena *scratch, ner_view *out);
/* Features of token i; `label` holds the labels given so far in the document. */
size_t ner_features(const ner_view *v, uint32_t i, const uint8_t *label,
                    uint64_t f[NER_MAX_FEATURES]);
uint32_t ner_context(const ner_view *v, uint32_t i);
static inline uint64_t ner_step_feature(uint32_t context, uint32_t previous) {
  return ro_feature(900, context, previous, 1);
}
/* May `label` follow `previous`? */
static inline bool ner_may_follow(uint32_t previous, uint32_t label) {
  return label == 0 || label % 2 == 1 || previous == label || previous == label - 1;
}

/* Best sequence of labels for n tokens: emit[n][NER_LABELS], context[n]; ties go to the lower
 * label.  Needs back[n][NER_LABELS]. */
void ner_viterbi(const ner_model *model, uint32_t n, const int32_t (*emit)[NER_LABELS],
                 const uint8_t *context, uint8_t (*back)[NER_LABELS], uint8_t *label);

#endif
