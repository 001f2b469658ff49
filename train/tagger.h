/* Training of the tagger, for its own program and for jackknifed tags of the parser's. */
#ifndef RO_TRAIN_TAGGER_H
#define RO_TRAIN_TAGGER_H

#include "perceptron.h"
#include "tag/tag_internal.h"
#include "treebank.h"

/* Trains on the sentences of all banks except those of fold `skip` of n_folds (skip = n_folds:
 * none is left out) and writes the whole model. */
void tagger_train(const treebank *banks, size_t n_banks, const ro_word_model *words, uint32_t skip,
                  uint32_t n_folds, uint32_t epochs, ro_buf *model);
/* The words of a sentence as if they were written so, into space[first, end). */
enum { AS_WRITTEN, AS_TITLE, AS_UPPER, AS_LOWER };
void tagger_recase(const ro_doc *doc, const ro_word *word, uint32_t first, uint32_t end, int how,
                   ro_word *space);
/* Tags the bank's document with the model and prints how well. */
void tagger_run(ro_str model, const ro_resources *resources, treebank *bank, const char *name);

#endif
