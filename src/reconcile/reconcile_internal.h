/* The steps of reconciling, in the order in which they run; each reads what earlier ones wrote. */
#ifndef RO_RECONCILE_INTERNAL_H
#define RO_RECONCILE_INTERNAL_H

#include "base/date.h"
#include "doc/tree.h"
#include "reconcile/reconcile.h"

typedef ro_status ro_reconcile_step(const ro_resources *resources, ro_story *story,
                                    ro_arena *scratch);

ro_reconcile_step ro_reconcile_families;    /* families.c: copies and shared passages */
ro_reconcile_step ro_reconcile_dates;       /* dates.c: publication dates, then all times */
ro_reconcile_step ro_reconcile_entities;    /* entities.c */
ro_reconcile_step ro_reconcile_incidents;   /* incidents.c */
ro_reconcile_step ro_reconcile_figures;     /* figures.c */
ro_reconcile_step ro_reconcile_commitments; /* commitments.c */
ro_reconcile_step ro_reconcile_claims;      /* claims.c: claims and their origins */
ro_reconcile_step ro_reconcile_conflicts;   /* conflicts.c */
ro_reconcile_step ro_reconcile_indicators;  /* indicators.c */
ro_reconcile_step ro_reconcile_timeline;    /* timeline.c */
ro_reconcile_step ro_reconcile_questions;   /* questions.c */

/* Adds evidence. */
bool ro_evidence_add(ro_story *story, ro_evidences *list, uint32_t doc, ro_span span);

/* Do two passages of reports share most of their words in the same order, so that one copies the
 * other or both a third?  Passages under eight words never do.  (passage_copy.c) */
bool ro_evidence_is_copy(const ro_story *story, ro_evidence a, ro_evidence b, ro_arena *scratch);
ro_str ro_evidence_text(const ro_story *story, ro_evidence evidence);

#endif
