/* From an address to an answer: robots.txt, tries, redirections, and what each answer means. */
#include "fetch/fetch.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/limits.h"
#include "fetch/fetch_internal.h"

ro_fetch_options ro_fetch_defaults(void) {
  return (ro_fetch_options){
      .max_bytes = 2 * (size_t)RO_MAX_TEXT_BYTES, /* a page has more markup than text */
      .max_redirects = 5,                         /* what RFC 9309 asks for robots.txt */
      .max_tries = 3,
      .connect_ms = 10000,
      .total_ms = 60000,
      .idle_s = 20,
      .delay_ms = 2000,
      .backoff_ms = 2000,
      .max_wait_ms = 60000,
  };
}

ro_status ro_fetcher_open(const ro_fetch_options *options, ro_fetcher **out, ro_error *error) {
  ro_arena *arena = ro_arena_new(0);
  ro_fetcher *fetcher = arena ? RO_NEW(arena, ro_fetcher) : NULL;
  bool is_ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  if (fetcher && is_ready) {
    fetcher->arena = arena;
    fetcher->options = *options;
    fetcher->curl = curl_easy_init();
    if (fetcher->curl) {
      *out = fetcher;
      return RO_OK;
    }
  }
  if (is_ready) curl_global_cleanup();
  ro_arena_free(arena);
  return ro_fail(error, RO_ENOMEM, RO_STR("fetch"), UINT64_MAX, "out of memory");
}

void ro_fetcher_close(ro_fetcher *fetcher) {
  if (!fetcher) return;
  fetch_sites_free(fetcher);
  curl_easy_cleanup(fetcher->curl);
  curl_global_cleanup();
  ro_arena_free(fetcher->arena);
}

bool fetch_is_redirect(const fetch_transfer *t) {
  return t->code == CURLE_OK && (t->status == 301 || t->status == 302 || t->status == 303 ||
                                 t->status == 307 || t->status == 308);
}

/* Failures that may pass.  A certificate does not mend itself in a minute, nor does a header that
 * is no HTTP; libcurl calls a header line that is too long for it "out of memory". */
static bool may_pass(const fetch_transfer *t) {
  switch ((int)t->code) {
    case CURLE_OK:
      return t->status == 408 || t->status == 425 || t->status == 429 ||
             (t->status >= 500 && t->status != 501 && t->status != 505);
    case CURLE_COULDNT_CONNECT:
      return !t->is_refused;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_SSL_CONNECT_ERROR:
      return true;
    default:
      return false;
  }
}

ro_status fetch_ask(ro_fetcher *f, const ro_fetch_request *request, ro_str host, uint32_t delay_ms,
                    size_t max_bytes, fetch_transfer *t, uint32_t *n_tries) {
  const ro_fetch_options *o = &f->options;
  for (uint32_t n = 1;; n++) {
    *t = (fetch_transfer){.curl = f->curl, .options = o, .max_bytes = max_bytes};
    RO_TRY(fetch_host_wait(f, host));
    ro_status status = fetch_transfer_run(t, request);
    fetch_host_asked(f, host, delay_ms);
    ++*n_tries;
    uint64_t wait = fetch_backoff(o, request->url, n), asked = (uint64_t)t->wait_s * 1000;
    if (asked > wait) wait = asked;
    if (status != RO_OK || !may_pass(t) || n >= o->max_tries || wait > o->max_wait_ms)
      return status;
    fetch_transfer_free(t);
    fetch_wait(o, wait);
  }
}

/* Words for an outcome, in ASCII: servers have a say in them. */
static ro_status end(ro_fetched *out, ro_fetch_outcome outcome, const char *format, ...)
    RO_PRINTF(3, 4);
static ro_status end(ro_fetched *out, ro_fetch_outcome outcome, const char *format, ...) {
  va_list args;
  out->outcome = outcome;
  va_start(args, format);
  vsnprintf(out->problem, sizeof out->problem, format, args);
  va_end(args);
  for (char *c = out->problem; *c; c++)
    if ((uint8_t)*c < ' ' || (uint8_t)*c > '~') *c = '?';
  return RO_OK;
}

static ro_status keep(const fetch_transfer *t, ro_arena *arena, ro_fetched *out) {
  out->headers = ro_str_copy(arena, (ro_str){t->headers.data, t->headers.len});
  out->body = ro_str_copy(arena, (ro_str){t->body.data, t->body.len});
  if (!out->headers.data || !out->body.data) return RO_ENOMEM;
  out->etag = fetch_header(out->headers, "ETag");
  out->last_modified = fetch_header(out->headers, "Last-Modified");
  out->type = fetch_header(out->headers, "Content-Type");
  return RO_OK;
}

static ro_status take_failure(const ro_fetcher *f, const fetch_transfer *t, ro_fetched *out) {
  if (t->is_refused && t->status == 0)
    return end(out, RO_FETCH_REFUSED, "its host has no address in the open internet");
  if (t->is_large)
    return end(out, RO_FETCH_GONE, "holds more than %zu bytes", f->options.max_bytes);
  if (t->has_large_headers || t->code == CURLE_OUT_OF_MEMORY)
    return end(out, RO_FETCH_GONE, "the headers of the answer are too large");
  return end(out, may_pass(t) ? RO_FETCH_LATER : RO_FETCH_GONE, "%s", t->problem);
}

static ro_status take_answer(const ro_fetcher *f, const fetch_transfer *t, bool is_conditional,
                             ro_arena *arena, ro_fetched *out) {
  out->status = t->status;
  out->wait_s = t->wait_s;
  out->at = (int64_t)time(NULL);
  if (t->code != CURLE_OK) return take_failure(f, t, out);
  if (t->status == 304 && is_conditional) return end(out, RO_FETCH_UNCHANGED, "%s", "");
  if (may_pass(t) && t->wait_s)
    return end(out, RO_FETCH_LATER, "the server answers %u and asks for a wait of %u seconds",
               t->status, t->wait_s);
  if (t->status < 200 || t->status > 299)
    return end(out, may_pass(t) ? RO_FETCH_LATER : RO_FETCH_GONE, "the server answers %u",
               t->status);
  if (t->body.len == 0) return end(out, RO_FETCH_GONE, "the answer is empty");
  end(out, RO_FETCH_DONE, "%s", "");
  return keep(t, arena, out);
}

/* Whether robots.txt lets the place be read; if not, *out says so. */
static ro_status check_site(ro_fetcher *f, const fetch_place *place, ro_arena *arena,
                            ro_fetched *out, uint32_t *delay_ms, bool *may) {
  const fetch_site *site = NULL;
  RO_TRY(fetch_site_of(f, place, arena, &site));
  *delay_ms = site->robots.delay_ms;
  *may = !site->is_closed && ro_robots_allows(&site->robots, place->target, arena);
  if (*may) return RO_OK;
  if (site->is_refused)
    return end(out, RO_FETCH_REFUSED, "its host has no address in the open internet");
  if (site->is_closed)
    return end(out, RO_FETCH_LATER, "the site's robots.txt cannot be read: %s", site->why);
  return end(out, RO_FETCH_REFUSED, "the site's robots.txt asks programs not to read it");
}

/* One address of a chain of redirections; *next is where it leads, empty at the chain's end. */
static ro_status step(ro_fetcher *f, const ro_fetch_request *request, ro_arena *arena,
                      ro_fetched *out, ro_str *next) {
  fetch_place place;
  ro_error why = {0};
  uint32_t delay_ms = 0;
  bool may = false;
  fetch_transfer t = {0};
  RO_TRY(fetch_url_place(arena, request->url, &place));
  RO_TRY(check_site(f, &place, arena, out, &delay_ms, &may));
  if (!may) return RO_OK;
  bool is_conditional = request->etag.len || request->last_modified.len;
  ro_status status =
      fetch_ask(f, request, place.host, delay_ms, f->options.max_bytes, &t, &out->tries);
  if (status == RO_OK && fetch_is_redirect(&t)) {
    ro_str location = fetch_header((ro_str){t.headers.data, t.headers.len}, "Location");
    out->status = t.status;
    if (location.len == 0)
      end(out, RO_FETCH_GONE, "the redirection leads nowhere");
    else if (ro_url_follow(arena, request->url, location, next, &why) != RO_OK)
      end(out, RO_FETCH_GONE, "is redirected to what %s", why.message);
  } else if (status == RO_OK) {
    status = take_answer(f, &t, is_conditional, arena, out);
  }
  fetch_transfer_free(&t);
  return status;
}

ro_status ro_fetch(ro_fetcher *f, const ro_fetch_request *request, ro_arena *arena, ro_fetched *out,
                   ro_error *error) {
  ro_error why = {0};
  ro_str url = {NULL, 0};
  *out = (ro_fetched){.outcome = RO_FETCH_GONE};
  ro_status status = ro_url_normalize(arena, request->url, &url, &why);
  if (status == RO_EINVAL) return end(out, RO_FETCH_REFUSED, "%s", why.message);
  for (uint32_t hop = 0; status == RO_OK && hop <= f->options.max_redirects; hop++) {
    ro_fetch_request at = {.url = url};
    ro_str next = {NULL, 0};
    if (ro_str_equal(url, request->seen_url)) {
      at.etag = request->etag;
      at.last_modified = request->last_modified;
    }
    out->url = url;
    status = step(f, &at, arena, out, &next);
    if (status == RO_OK && next.len == 0) return RO_OK;
    url = next;
  }
  if (status == RO_OK)
    return end(out, RO_FETCH_GONE, "more than %u redirections", f->options.max_redirects);
  return ro_fail(error, status, ro_str_sub(request->url, 0, 200), UINT64_MAX, "%s",
                 ro_status_text(status));
}
