/* robots.txt of each site, read once a day, with the answers of RFC 9309 section 2.3.1:
 * found -> its rules; 4xx -> everything may be read; 5xx, 429 or no connection -> nothing may,
 * until it can be read.  Redirections are followed wherever they lead to in the open internet. */
#include <stdio.h>

#include "fetch/fetch_internal.h"

enum { KEEP_MS = 24 * 3600 * 1000, KEEP_CLOSED_MS = 10 * 60 * 1000 };

static const ro_str product = {"Readout", 7};

/* Asks for robots.txt, behind redirections; the caller frees the transfer. */
static ro_status ask(ro_fetcher *f, const fetch_place *place, ro_arena *arena, fetch_transfer *t) {
  uint32_t n_tries = 0;
  ro_str url = ro_str_printf(arena, "%.*s/robots.txt", RO_FMT(place->origin));
  if (!url.data) return RO_ENOMEM;
  for (uint32_t hop = 0; hop <= f->options.max_redirects; hop++) {
    fetch_place at;
    ro_fetch_request request = {.url = url};
    RO_TRY(fetch_url_place(arena, url, &at));
    fetch_transfer_free(t);
    RO_TRY(fetch_ask(f, &request, at.host, 0, RO_MAX_ROBOTS_BYTES + 1, t, &n_tries));
    if (!fetch_is_redirect(t)) return RO_OK;
    ro_str location = fetch_header((ro_str){t->headers.data, t->headers.len}, "Location");
    if (ro_url_follow(arena, url, location, &url, NULL) != RO_OK) return RO_OK;
  }
  return RO_OK;
}

static ro_status take_answer(fetch_site *site, const fetch_transfer *t) {
  bool is_answer = t->code == CURLE_OK || t->is_large;
  bool is_missing = t->status >= 300 && t->status < 500 && t->status != 429;
  site->robots = (ro_robots){0};
  site->is_refused = !is_answer && t->is_refused;
  site->is_closed = !is_answer || t->status < 200 || (t->status >= 300 && !is_missing);
  if (!is_answer)
    snprintf(site->why, sizeof site->why, "%.150s", t->problem);
  else if (site->is_closed)
    snprintf(site->why, sizeof site->why, "status %u", t->status);
  if (site->is_closed || is_missing) return RO_OK;
  ro_str body = ro_str_copy(site->arena, (ro_str){t->body.data, t->body.len});
  return body.data ? ro_robots_parse(site->arena, body, product, &site->robots) : RO_ENOMEM;
}

static ro_status read_site(ro_fetcher *f, const fetch_place *place, ro_arena *arena,
                           fetch_site *site) {
  fetch_transfer t = {0};
  ro_arena_reset(site->arena, (ro_arena_mark){0});
  ro_status status = ask(f, place, arena, &t);
  if (status == RO_OK) status = take_answer(site, &t);
  fetch_transfer_free(&t);
  if (status != RO_OK) return status;
  site->until_ms = fetch_now(&f->options) + (site->is_closed ? KEEP_CLOSED_MS : KEEP_MS);
  return RO_OK;
}

ro_status fetch_site_of(ro_fetcher *f, const fetch_place *place, ro_arena *arena,
                        const fetch_site **out) {
  fetch_site *site = NULL;
  for (uint32_t i = 0; i < f->sites.n && !site; i++)
    if (ro_str_equal(f->sites.at[i].origin, place->origin)) site = &f->sites.at[i];
  if (!site) {
    fetch_site fresh = {.origin = ro_str_copy(f->arena, place->origin), .arena = ro_arena_new(0)};
    site = fresh.arena && fresh.origin.data ? RO_ADD(f->arena, &f->sites) : NULL;
    if (!site) {
      ro_arena_free(fresh.arena);
      return RO_ENOMEM;
    }
    *site = fresh;
  }
  if (site->until_ms <= fetch_now(&f->options)) RO_TRY(read_site(f, place, arena, site));
  *out = site;
  return RO_OK;
}

void fetch_sites_free(ro_fetcher *f) {
  for (uint32_t i = 0; i < f->sites.n; i++) ro_arena_free(f->sites.at[i].arena);
}
