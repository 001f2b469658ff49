/* One round of a watch: feeds -> pages -> story.
 *
 * A feed is whatever intake reads as reports with addresses.  Pages are kept as records in
 * STORY.pages, under a name that an address always has, and added as `readout add` adds them; the
 * memory (fetch/watch.h) moves on only behind each of these, and each may be done twice. */
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/net.h"
#include "fetch/watch.h"

enum { MAX_PAGES = 2000 }; /* of one feed's answer */

typedef struct {
  cli_run *run;
  ro_fetcher *fetcher;
  ro_watch *watch;
  const char *story, *folder;
  cli_round *round;
} work;

static int64_t now(void) { return (int64_t)time(NULL); }

/* Addresses of the reports in a feed's answer. */
static ro_status read_links(const char *path, ro_str base, ro_arena *arena, ro_urls *pages,
                            ro_error *error) {
  ro_intake *intake = NULL;
  ro_doc *doc = NULL;
  RO_TRY(ro_intake_open(&path, 1, RO_INPUT_DETECT, &intake, error));
  for (uint32_t i = 0; i < MAX_PAGES; i++) {
    ro_error broken;
    ro_str url;
    ro_status status = ro_intake_next(intake, &doc, &broken);
    if (status == RO_OK && !doc) break;
    if (status != RO_OK) continue;
    bool is_link =
        doc->meta.url.len && ro_url_follow(arena, base, doc->meta.url, &url, NULL) == RO_OK;
    ro_str *page = is_link ? RO_ADD(arena, pages) : NULL;
    if (page) *page = url;
    ro_doc_free(doc);
  }
  ro_intake_close(intake);
  return ro_arena_has_failed(arena) ? RO_ENOMEM : RO_OK;
}

/* The answer goes through a file because intake reads files; it is hidden, so that reading the
 * folder later does not find it. */
static ro_status pages_of(const work *w, const ro_fetched *x, ro_arena *arena, ro_urls *pages,
                          ro_error *error) {
  ro_str path = ro_str_printf(arena, "%s/.feed", w->folder);
  if (!path.data) return RO_ENOMEM;
  RO_TRY(cli_write_file(path, x->body, arena, error));
  ro_status status = read_links(path.data, x->url, arena, pages, error);
  unlink(path.data);
  return status;
}

static ro_status ask_feed(const work *w, const char *address, ro_arena *arena, ro_error *error) {
  ro_fetch_request request = {0};
  ro_fetched x = {0};
  ro_urls pages = {0};
  ro_str url = ro_str_from(address);
  bool may_ask = false;
  uint32_t n_new = 0;
  RO_TRY(ro_watch_feed(w->watch, url, now(), arena, &may_ask, &request, error));
  if (!may_ask) return RO_OK;
  w->round->n_asked++;
  RO_TRY(ro_fetch(w->fetcher, &request, arena, &x, error));
  if (x.outcome == RO_FETCH_DONE) RO_TRY(pages_of(w, &x, arena, &pages, error));
  if (x.outcome == RO_FETCH_DONE && pages.n == 0) {
    x.outcome = RO_FETCH_GONE;
    snprintf(x.problem, sizeof x.problem, "holds no addresses of pages; is it a feed?");
  }
  RO_TRY(ro_watch_feed_read(w->watch, url, &x, &pages, &n_new, error));
  if (x.outcome == RO_FETCH_DONE || x.outcome == RO_FETCH_UNCHANGED)
    w->round->n_here++;
  else
    cli_tell_fetched(w->run, url, &x);
  return RO_OK;
}

static ro_status want_page(const work *w, const char *address, ro_arena *arena, ro_error *error) {
  ro_str url;
  ro_status status = ro_url_normalize(arena, ro_str_from(address), &url, error);
  if (status == RO_OK) return ro_watch_want(w->watch, url, error);
  if (status != RO_EINVAL) return status;
  w->run->n_problems++;
  cli_fail(error);
  return RO_OK;
}

/* Fetches one page that is wanted; *is_end when there is none. */
static ro_status take_page(const work *w, ro_arena *arena, bool *is_end, ro_error *error) {
  ro_str url, path;
  ro_fetched x = {0};
  RO_TRY(ro_watch_next(w->watch, now(), arena, &url, error));
  *is_end = url.len == 0;
  if (*is_end) return RO_OK;
  w->round->n_asked++;
  RO_TRY(cli_fetch_record(w->fetcher, w->folder, url, arena, &x, &path, error));
  RO_TRY(ro_watch_page(w->watch, url, &x, now(), error));
  if (x.outcome != RO_FETCH_DONE && x.outcome != RO_FETCH_UNCHANGED) {
    cli_tell_fetched(w->run, url, &x);
    return RO_OK;
  }
  w->round->n_here++;
  if (!w->run->options->quiet) fprintf(stderr, "readout: fetched %.*s\n", RO_FMT(url));
  return RO_OK;
}

/* What lies in the folder and not in the story goes in, by `readout add` with a run of its own. */
static ro_status add_pages(const work *w, ro_arena *arena, ro_error *error) {
  ro_urls pages = {0};
  cli_options options = *w->run->options;
  RO_TRY(ro_watch_here(w->watch, arena, &pages, error));
  if (pages.n == 0) return RO_OK;
  options.args = RO_ARRAY(arena, const char *, (size_t)pages.n + 1);
  if (!options.args) return RO_ENOMEM;
  options.args[options.n_args = 0] = w->story;
  for (uint32_t i = 0; i < pages.n; i++)
    options.args[i + 1] = cli_record_path(arena, w->folder, pages.at[i]).data;
  options.n_args = (size_t)pages.n + 1;
  if (ro_arena_has_failed(arena)) return RO_ENOMEM;
  cli_run inner = {.options = &options, .arena = arena};
  bool is_added = cli_add(&inner) == EXIT_DONE;
  w->round->has_failed = !is_added;
  w->run->n_problems += inner.n_problems;
  w->run->n_notices += inner.n_notices;
  ro_story_free(inner.story);
  ro_engine_close(inner.engine);
  return ro_watch_added(w->watch, is_added, error);
}

/* Calls in an arena of their own: a round may be long. */
static ro_status ask_all(const work *w, ro_error *error) {
  ro_status status = RO_OK;
  for (size_t i = 0; status == RO_OK && i < w->round->n_feeds + w->round->n_pages; i++) {
    ro_arena *arena = ro_arena_new(0);
    if (!arena) return RO_ENOMEM;
    status = i < w->round->n_feeds
                 ? ask_feed(w, w->round->feeds[i], arena, error)
                 : want_page(w, w->round->pages[i - w->round->n_feeds], arena, error);
    ro_arena_free(arena);
  }
  return status;
}

static ro_status take_all(const work *w, ro_error *error) {
  ro_status status = RO_OK;
  for (bool is_end = false; status == RO_OK && !is_end;) {
    ro_arena *arena = ro_arena_new(0);
    if (!arena) return RO_ENOMEM;
    status = take_page(w, arena, &is_end, error);
    ro_arena_free(arena);
  }
  return status;
}

ro_status cli_run_round(cli_run *run, ro_fetcher *fetcher, const char *story, cli_round *round,
                        ro_error *error) {
  ro_arena *arena = ro_arena_new(0);
  ro_str folder = arena ? ro_str_printf(arena, "%s.pages", story) : (ro_str){NULL, 0};
  ro_str memory = arena ? ro_str_printf(arena, "%s.watch", story) : (ro_str){NULL, 0};
  work w = {.run = run, .fetcher = fetcher, .story = story, .folder = folder.data, .round = round};
  ro_status status = folder.data && memory.data ? cli_make_folder(folder.data, error) : RO_ENOMEM;
  if (status == RO_OK) status = ro_watch_open(memory.data, &w.watch, error);
  if (status == RO_OK) status = ask_all(&w, error);
  if (status == RO_OK) status = take_all(&w, error);
  if (status == RO_OK) status = add_pages(&w, arena, error);
  ro_watch_close(w.watch);
  ro_arena_free(arena);
  return status;
}
