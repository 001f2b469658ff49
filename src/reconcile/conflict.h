/* Conflicts: what their detectors share.  Each detector is a file of its own and adds candidates;
 * conflicts.c ranks them and drops those that say the same. */
#ifndef RO_RECONCILE_CONFLICT_H
#define RO_RECONCILE_CONFLICT_H

#include "reconcile/reconcile_internal.h"

typedef struct {
  const ro_resources *resources;
  ro_story *story;
  ro_arena *scratch;
  RO_ROWS(ro_conflict) found;
} ro_conflict_finder;

/* Begins a candidate; NULL when memory is out. */
ro_conflict *ro_conflict_add(ro_conflict_finder *finder, ro_conflict_kind kind,
                             ro_severity severity, const char *rule, ro_str issue);
/* Adds a passage to the side of `holder` in the group `stance` of a conflict; sides of one holder
 * and stance are one.  `stance` is what keeps two positions of one holder apart. */
bool ro_conflict_say(ro_conflict_finder *finder, ro_conflict *conflict, uint32_t holder,
                     uint32_t stance, ro_evidence evidence);

/* The story entity that an attribution of a document gives as source, RO_NONE. */
uint32_t ro_conflict_holder(const ro_story *story, uint32_t doc, uint32_t attribution);
/* ISO code of the state that an entity is, belongs to or holds office in; empty if unknown. */
ro_str ro_conflict_state(const ro_story *story, uint32_t entity);
/* The passage of an attribution from its first to its last word, within reason. */
ro_evidence ro_conflict_passage(const ro_story *story, uint32_t doc, uint32_t attribution);
/* The clause around a token: the subtree of the nearest verb above it. */
ro_evidence ro_conflict_clause(const ro_story *story, uint32_t doc, uint32_t token);

typedef void ro_conflict_detector(ro_conflict_finder *finder);
ro_conflict_detector ro_conflict_figures;  /* one thing counted, several figures */
ro_conflict_detector ro_conflict_stances;  /* some say it will be or was, others deny or doubt it */
ro_conflict_detector ro_conflict_denials;  /* a claim and its denial side by side */
ro_conflict_detector ro_conflict_accounts; /* two accounts of one contact */
ro_conflict_detector ro_conflict_contrast; /* one speaker set against another by the writer */
ro_conflict_detector ro_conflict_changes;  /* plans that changed; days that differ */
ro_conflict_detector ro_conflict_quotes;   /* the same words in other mouths, or put otherwise */
ro_conflict_detector ro_conflict_terms;    /* a condition left out, or stated otherwise */

#endif
