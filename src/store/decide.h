/* Decisions of a user, kept beside what Readout found. */
#ifndef RO_STORE_DECIDE_H
#define RO_STORE_DECIDE_H

#include "doc/sheet.h"
#include "store/store.h"

/* Keeps a decision; `seen_as` is what the user saw, `by` and `at` (UTC) may be empty. */
ro_status ro_store_decide(ro_store *store, const ro_decision *decision, ro_str seen_as, ro_str by,
                          ro_str at, ro_error *error);
/* Takes back decision nr, or with -1 the last that stands; *undone is its number, -1 = there is
 * none. */
ro_status ro_store_undo(ro_store *store, int64_t nr, int64_t *undone, ro_error *error);
/* Those in force, into story->decisions. */
ro_status ro_store_load_decisions(ro_store *store, ro_story *story, ro_error *error);
/* All of them, with those taken back. */
ro_status ro_store_list_decisions(ro_store *store, ro_arena *arena, ro_sheet *sheet,
                                  ro_error *error);

#endif
