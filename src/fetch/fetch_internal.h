/* Parts of fetching: addresses, one request, hosts. */
#ifndef RO_FETCH_INTERNAL_H
#define RO_FETCH_INTERNAL_H

#include <curl/curl.h>

#include "fetch/fetch.h"
#include "fetch/robots.h"

/* address.c: does the socket address lie in the open internet?  An unknown family does not. */
bool ro_address_is_public(const struct sockaddr *address, size_t len);

/* url.c: parts of a normalized address, in `arena`. */
typedef struct {
  ro_str origin; /* "https://host:443": whose robots.txt it is */
  ro_str host;   /* who must not be asked too often */
  ro_str target; /* path and query */
} fetch_place;
ro_status fetch_url_place(ro_arena *arena, ro_str url, fetch_place *out);
/* transfer.c: one request on one connection. */
typedef struct {
  CURL *curl;
  const ro_fetch_options *options;
  size_t max_bytes;
  ro_buf headers, body;
  bool headers_end; /* the empty line was seen */
  bool is_large, has_large_headers, is_refused;
  CURLcode code;
  uint32_t status;
  uint32_t wait_s; /* Retry-After */
  char problem[CURL_ERROR_SIZE];
} fetch_transfer;

/* Makes the request and fills in what came.  Strings of `request` may be empty but url. */
ro_status fetch_transfer_run(fetch_transfer *transfer, const ro_fetch_request *request);
void fetch_transfer_free(fetch_transfer *transfer);
/* The value of a header field of an answer, the last one when it comes twice; empty if none. */
ro_str fetch_header(ro_str headers, const char *name);

/* host.c: when a host may be asked. */
typedef struct {
  ro_str name;
  uint64_t next_ms; /* not before */
} fetch_host;
uint64_t fetch_now(const ro_fetch_options *options);
void fetch_wait(const ro_fetch_options *options, uint64_t ms);
/* Milliseconds before try number `n` + 1: from half to the whole of a step that doubles. */
uint64_t fetch_backoff(const ro_fetch_options *options, ro_str url, uint32_t n);
/* Waits until the host may be asked; after the request, says when it may be next. */
ro_status fetch_host_wait(ro_fetcher *fetcher, ro_str name);
void fetch_host_asked(ro_fetcher *fetcher, ro_str name, uint32_t delay_ms);

/* site.c: what is known of a site's robots.txt. */
typedef struct {
  ro_str origin;
  ro_arena *arena; /* of the rules */
  ro_robots robots;
  uint64_t until_ms; /* read again then; 0 = never read */
  bool is_closed;    /* it could not be read: nothing of the site is asked for */
  bool is_refused;   /* its address is not public */
  char why[160];
} fetch_site;
/* The site of a place, its robots.txt read if need be.  Good until the next call. */
ro_status fetch_site_of(ro_fetcher *fetcher, const fetch_place *place, ro_arena *arena,
                        const fetch_site **site);
void fetch_sites_free(ro_fetcher *fetcher);

struct ro_fetcher {
  ro_arena *arena;
  ro_fetch_options options;
  CURL *curl;
  RO_ROWS(fetch_host) hosts;
  RO_ROWS(fetch_site) sites;
};

/* fetch.c: a request with its further tries; *n_tries counts them.  The host waits `delay_ms`
 * afterwards.  The caller frees the transfer. */
ro_status fetch_ask(ro_fetcher *fetcher, const ro_fetch_request *request, ro_str host,
                    uint32_t delay_ms, size_t max_bytes, fetch_transfer *transfer,
                    uint32_t *n_tries);
bool fetch_is_redirect(const fetch_transfer *transfer);

#endif
