/* CoNLL-U treebanks as documents with gold columns. */
#ifndef RO_TRAIN_TREEBANK_H
#define RO_TRAIN_TREEBANK_H

#include "doc/doc.h"

typedef struct {
  ro_doc *doc;   /* sentences and tokens; tags, heads and labels are gold */
  ro_sym *lemma; /* gold, as the document's columns may be overwritten */
  ro_sym *feats;
  uint8_t *upos, *xpos; /* xpos RO_XPOS_NONE where the treebank's are of another set */
  uint8_t *deprel;
  uint32_t *head;
} treebank;

/* Reads path (plain or gzip).  `has_ptb_tags`: its XPOS are Penn tags. */
treebank treebank_read(const char *path, bool has_ptb_tags);
/* A deprel by its label, an unknown subtype by its base. */
uint32_t treebank_deprel(ro_str label);

#endif
