/* A story as one SQLite file. */
#ifndef RO_STORE_STORE_H
#define RO_STORE_STORE_H

#include "doc/doc.h"

typedef struct ro_store ro_store;

typedef enum { RO_STORE_READ, RO_STORE_WRITE } ro_store_mode;

/* Opens the story file; with RO_STORE_WRITE it is made when it is not there.  RO_ENOENT,
 * RO_EFORMAT (not a story), RO_EVERSION (made by a later Readout), RO_EDB with SQLite's words. */
ro_status ro_store_open(const char *path, ro_store_mode mode, ro_store **out, ro_error *error);
void ro_store_close(ro_store *store);

/* True when the file begins like an SQLite database. */
bool ro_store_is_story(const char *path);

/* Reports kept, as documents with raw bytes and the metadata they came with: what the pipeline
 * needs to read them again.  The caller frees each document. */
ro_status ro_store_load_reports(ro_store *store, ro_arena *arena, ro_doc ***docs, uint32_t *n,
                                ro_error *error);

/* Replaces the stored account by `story` in one transaction: reports, their layers and all rows.
 * On failure the file holds what it held. */
ro_status ro_store_save(ro_store *store, const ro_story *story, ro_error *error);

/* The stored story: documents with text, meta and set-aside spans, and all rows of the story.
 * Freed with ro_story_free's rule: documents own themselves, the arena owns the rows. */
ro_status ro_store_load(ro_store *store, ro_story **story, ro_error *error);

#endif
