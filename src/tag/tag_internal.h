/* Shared by the tagger and the program that trains it. */
#ifndef RO_TAG_INTERNAL_H
#define RO_TAG_INTERNAL_H

#include "model/words.h"
#include "tag/tag.h"

enum { TAG_MAX_FEATURES = 64, TAG_MAX_SUFFIX = 6, TAG_MAX_CLASSES = RO_LINEAR_MAX };

/* A list of strings in a model: n u32, offsets u32 [n+1], bytes. */
typedef struct {
  const uint8_t *offsets;
  const char *bytes;
  uint32_t n;
} tag_strings;

typedef struct {
  ro_word_model words;
  ro_linear linear;       /* over classes */
  const uint8_t *classes; /* {upos u8, xpos u8} [n_classes] */
  uint32_t n_classes;
  ro_map ambiguity; /* word -> set of tags seen in training, as a number */
  ro_map feats;     /* tag_key -> feats string */
  ro_map lemmas;    /* tag_key -> lemma string, where the rules are wrong */
  ro_map rules;     /* tag_rule_key -> script string */
  tag_strings strings;
  const ro_table *verb_forms; /* lexicon/verb_forms.tsv, NULL = none */
} tag_state;

/* One sentence as the features see it; arrays are indexed by token of the document. */
typedef struct {
  const ro_doc *doc;
  const ro_word *word;
  const uint32_t *ambiguity;
  uint32_t first, end, casing;
} tag_sentence;

/* Features of token i after classes t1 (of i-1) and t2 (of i-2); classes count from 1, 0 is
 * before the sentence.  Gives their number. */
size_t tag_features(const tag_sentence *s, uint32_t i, uint32_t t1, uint32_t t2,
                    uint64_t f[TAG_MAX_FEATURES]);

uint64_t tag_key(uint64_t lower_hash, uint32_t upos, uint32_t xpos);
/* Key of the last n bytes of a lower form. */
uint64_t tag_rule_key(ro_str lower, size_t n, uint32_t upos, uint32_t xpos, uint32_t casing);
/* Script {strip + '0', case, added...} applied: strip bytes off the end of the form (case 'k') or
 * its lower form ('l'), then add.  Empty when the script does not fit. */
ro_str tag_apply_script(ro_arena *arena, ro_str script, ro_str form, ro_str lower);
ro_str tag_string(const tag_strings *strings, uint32_t i);
/* Lemma of token i under its tags. */
ro_str tag_lemma(const tag_state *state, const ro_doc *doc, const ro_word *word, uint32_t i,
                 ro_arena *scratch);
ro_status tag_open_model(const ro_resources *resources, ro_str bytes, tag_state *state,
                         ro_error *error);

#endif
