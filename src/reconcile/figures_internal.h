/* Parts of the step that makes series of figures. */
#ifndef RO_RECONCILE_FIGURES_INTERNAL_H
#define RO_RECONCILE_FIGURES_INTERNAL_H

#include "reconcile/reconcile_internal.h"

/* A figure of one report, with what decides its series. */
typedef struct {
  uint32_t doc, figure;
  uint64_t what;   /* hash of the normalized noun */
  uint32_t whose;  /* story entity of a state, or of an owner without one; RO_NONE */
  uint32_t where;  /* likewise of the place */
  uint32_t series; /* number of the group */
  bool is_always;  /* kept even when one report gives it */
} ro_counted;

/* State of each story entity: its armed forces, government, capital, border and officials are it.
 */
typedef struct {
  ro_story *story;
  const ro_table *units;
  uint32_t units_class; /* column */
  uint32_t *state;      /* [entities] story entity of the state, or the entity itself */
} ro_owners;

/* figures_what.c */
bool ro_owners_open(ro_owners *o, ro_arena *scratch);
/* Fills *c from figure i of document d; false where the figure is no point of any series. */
bool ro_counted_read(const ro_owners *o, uint32_t d, uint32_t i, ro_counted *c);
/* "Varlandic troops near the border": what the group counts, in plain words. */
ro_str ro_counted_label(const ro_owners *o, const ro_counted *group, uint32_t n);
ro_str ro_flat(ro_arena *arena, ro_str s); /* one line */
bool ro_figure_is_share(const ro_figure *f);
bool ro_figure_is_measure(const ro_figure *f);
uint32_t ro_figure_entity(const ro_doc *doc, uint32_t entity); /* story entity, RO_NONE */

#endif
