/* Names under one spelling: variants of transliteration fold to the same letters. */
#ifndef RO_BASE_FOLD_H
#define RO_BASE_FOLD_H

#include "base/str.h"

enum { RO_FOLD_BYTES = 64 };

/* Folds one word of a name into out (no NUL) and returns its length, at most RO_FOLD_BYTES.
 * Marks are dropped, and spellings of one sound across transliterations are made equal:
 * y, i, j endings; kh/h, ph/f, ou/u, gh/g, ck/k, q/k, w/v, tch/ch, dzh/dj/j, x/ks; doubled letters.
 *   "Zelenskiy", "Zelenskyy", "Zelensky" -> "zelenski";  "Müller" -> "muler" */
size_t ro_fold_word(ro_str word, char out[RO_FOLD_BYTES]);

/* Is the word a legal form of a company ("Ltd.", "Inc", "GmbH"), and no part of its identity? */
bool ro_fold_is_legal_form(ro_str word);

/* Hash of a whole name: its words folded, in order; a hyphen parts words as a space does. */
uint64_t ro_fold_hash(ro_str name);

/* Edits (insert, delete, replace, swap of neighbours) between two folded words, or `limit` + 1
 * when there are more than `limit` (at most 3).  Cost is limit * length. */
uint32_t ro_fold_distance(ro_str a, ro_str b, uint32_t limit);

/* May two folded words spell one name?  Equal, or one edit apart with the same first letter when
 * both have five letters or more, two edits from nine letters on. */
bool ro_fold_is_near(ro_str a, ro_str b);

#endif
