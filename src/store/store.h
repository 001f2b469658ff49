/* A story as one SQLite file. */
#ifndef RO_STORE_STORE_H
#define RO_STORE_STORE_H

#include "doc/doc.h"

typedef struct ro_store ro_store;

typedef enum { RO_STORE_READ, RO_STORE_WRITE } ro_store_mode;

/* Opens the story file; with RO_STORE_WRITE it is made when it is not there, and one of an earlier
 * version is brought up to the present one (for reading this is done in memory).  RO_ENOENT,
 * RO_EFORMAT (not a story), RO_EVERSION (made by a later Readout), RO_EDB with SQLite's words. */
ro_status ro_store_open(const char *path, ro_store_mode mode, ro_store **out, ro_error *error);
void ro_store_close(ro_store *store);

/* True when the file begins like an SQLite database. */
bool ro_store_is_story(const char *path);

/* ---- reports: each is kept with all its layers, so that it is read once */

typedef enum {
  RO_STORE_ABSENT,
  RO_STORE_PRESENT,
  RO_STORE_RENAMED /* kept under a later path: of equal reports the one with the least path counts
                    */
} ro_store_found;

ro_status ro_store_find(ro_store *store, ro_str id, ro_str path, ro_store_found *found,
                        ro_error *error);

/* Keeps one report that was read and is in no story yet, or replaces the one with its id, in a
 * transaction of its own: once this returns, the report outlives the process.  `read_by` names who
 * read it (ro_engine_maker). */
ro_status ro_store_put(ro_store *store, const ro_doc *doc, const char *read_by, ro_error *error);

/* Reports kept, with the layers as the stages left them.  One that another than `read_by` read
 * (NULL = whoever it was) or whose layers cannot be used has none (layer[RO_LAYER_TEXT].is_present
 * is false), is as its container gave it, and is to be read again.  The caller frees each document.
 */
ro_status ro_store_load_reports(ro_store *store, ro_arena *arena, const char *read_by,
                                ro_doc ***docs, uint32_t *n, ro_error *error);

/* Bytes of all reports as they came. */
ro_status ro_store_bytes(ro_store *store, uint64_t *n_bytes, ro_error *error);

/* ---- the account */

typedef struct {
  uint32_t n_reports;
  bool is_current; /* the account is made of all these reports and decisions, by the maker asked for
                    */
} ro_store_state;

/* `made_by` as in ro_story; NULL = whoever made the account. */
ro_status ro_store_look(ro_store *store, const char *made_by, ro_store_state *state,
                        ro_error *error);

/* Replaces the account in one transaction by that of `story`, whose documents were loaded from
 * here.  *is_late: another program added to the file since; nothing was written, load again. */
ro_status ro_store_account(ro_store *store, const ro_story *story, bool *is_late, ro_error *error);

/* Replaces reports and account by `story`, in one transaction.  Decisions stay.  On failure the
 * file holds what it held. */
ro_status ro_store_save(ro_store *store, const ro_story *story, const char *read_by,
                        ro_error *error);

/* The stored story: documents with text, meta and set-aside spans, and all rows of the story.
 * Freed with ro_story_free's rule: documents own themselves, the arena owns the rows. */
ro_status ro_store_load(ro_store *store, ro_story **story, ro_error *error);

#endif
