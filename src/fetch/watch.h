/* What a watch remembers: feeds, and pages with how far each has come.
 *
 *   wanted --fetched--> here --in the story--> added
 *      '--- refused, gone, or tried too often --> gone
 *
 * It is one SQLite file beside the story, STORY.watch, not a table in it: a story stays what was
 * read, can be handed on without the reader's doings, and is written by one room only.  Every
 * function that changes something is one transaction, so a crash at any place leaves work to do
 * again, never work that is lost. */
#ifndef RO_FETCH_WATCH_H
#define RO_FETCH_WATCH_H

#include "base/rows.h"
#include "fetch/fetch.h"

typedef struct ro_watch ro_watch;
typedef RO_ROWS(ro_str) ro_urls;

/* Opens or makes the file and holds it: a second watch of the same story gets RO_EDB. */
ro_status ro_watch_open(const char *path, ro_watch **out, ro_error *error);
void ro_watch_close(ro_watch *watch);

/* May the feed be asked at `now` (seconds since 1970)?  Fills in what a conditional request needs.
 */
ro_status ro_watch_feed(ro_watch *watch, ro_str url, int64_t now, ro_arena *arena, bool *may_ask,
                        ro_fetch_request *request, ro_error *error);
/* Keeps a feed's answer and its pages, those that are new as wanted; *n_new counts them. */
ro_status ro_watch_feed_read(ro_watch *watch, ro_str url, const ro_fetched *answer,
                             const ro_urls *pages, uint32_t *n_new, ro_error *error);

/* Wants one page, even if it was had before. */
ro_status ro_watch_want(ro_watch *watch, ro_str url, ro_error *error);
/* The first page that is wanted and may be asked for at `now`; empty when there is none. */
ro_status ro_watch_next(ro_watch *watch, int64_t now, ro_arena *arena, ro_str *url,
                        ro_error *error);
/* Keeps what became of a page.  One that may come later is wanted again after a growing pause, and
 * gone after eight times. */
ro_status ro_watch_page(ro_watch *watch, ro_str url, const ro_fetched *answer, int64_t now,
                        ro_error *error);

/* Pages that are here and not in the story. */
ro_status ro_watch_here(ro_watch *watch, ro_arena *arena, ro_urls *pages, ro_error *error);
/* They are in the story now; or, if not, could not be added: gone after three times. */
ro_status ro_watch_added(ro_watch *watch, bool is_added, ro_error *error);

#endif
