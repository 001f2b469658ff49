/* What a report of a family is to another of it. */
#ifndef RO_PRESENT_KIN_H
#define RO_PRESENT_KIN_H

#include "overlap/overlap.h"

/* The members of every family, in chains. */
typedef struct {
  const ro_story *story;
  uint32_t *last;   /* [n_docs] at the family's index: its last member */
  uint32_t *before; /* [n_docs] the member before, RO_NONE */
} ro_kin;
bool ro_kin_make(const ro_story *story, ro_arena *arena, ro_kin *out);

/* The report that doc is told to be a copy or a version of: the state of the article just before
 * it, else the first of its family; RO_NONE for a report that stands first or alone. */
uint32_t ro_kin_of(const ro_kin *kin, uint32_t doc);

/* "copy of A"; "newer version of A: 2 sentences added, 1 changed"; empty without kin. */
ro_str ro_kin_words(const ro_kin *kin, uint32_t doc, const ro_str *names, ro_arena *arena);

#endif
