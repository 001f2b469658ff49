/* Reconcile: the layers of many documents -> one story, one file each step. */
#ifndef RO_RECONCILE_RECONCILE_H
#define RO_RECONCILE_RECONCILE_H

#include "model/resources.h"

/* New empty story that takes over the documents (freed by ro_story_free); they are put in order
 * of path, then id.  NULL when memory is out (the documents then stay the caller's). */
ro_story *ro_story_new(ro_doc **docs, uint32_t n);

/* Fills all rows of the story.  Also writes doc entity -> story entity, event -> incident, and
 * the date of publication and resolved times of documents that had none. */
ro_status ro_reconcile(const ro_resources *resources, ro_story *story, ro_error *error);

#endif
