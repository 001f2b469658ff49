/* Fetching, only when asked: one address -> the bytes and headers that its server answers.
 *
 * A fetcher is for one thread and asks one thing at a time, so no host sees two connections.  It
 * reads robots.txt before the first page of a site, waits between two requests to one host, tries
 * again what may pass (growing waits, Retry-After), follows a few redirections, each checked like
 * the first address, and connects to addresses of the open internet only. */
#ifndef RO_FETCH_FETCH_H
#define RO_FETCH_FETCH_H

#include "base/status.h"

struct sockaddr;

/* Limits and manners; ro_fetch_defaults fills in what the program uses. */
typedef struct {
  size_t max_bytes;              /* of a body, after it was unpacked */
  uint32_t max_redirects;        /* followed one after the other */
  uint32_t max_tries;            /* of one request, at least 1 */
  uint32_t connect_ms, total_ms; /* of one try: until connected, in all */
  uint32_t idle_s;               /* of one try, without a byte */
  uint32_t delay_ms;             /* between two requests to one host */
  uint32_t backoff_ms;           /* before the second try; doubles each time, with jitter */
  uint32_t max_wait_ms;          /* a server that asks for a longer wait is asked another time */
  uint64_t seed;                 /* of the jitter */
  bool allows_private;           /* connect to any address */
  /* More addresses than public ones to connect to; may be NULL. */
  bool (*may_connect)(void *user, const struct sockaddr *address, size_t len);
  /* Milliseconds of a clock that never goes back, and waiting; NULL = the system's. */
  uint64_t (*now)(void *user);
  void (*wait)(void *user, uint64_t ms);
  void *user;
} ro_fetch_options;

ro_fetch_options ro_fetch_defaults(void);

typedef enum {
  RO_FETCH_DONE,      /* the body is there */
  RO_FETCH_UNCHANGED, /* the server says: as you have it (304) */
  RO_FETCH_REFUSED,   /* not asked: the address or robots.txt forbids */
  RO_FETCH_GONE,      /* asking again will not help (404, too large, bad certificate ...) */
  RO_FETCH_LATER      /* it may help (5xx, 429, no connection, cut short) */
} ro_fetch_outcome;

typedef struct {
  ro_str url;
  /* Of the last answer, for a conditional request; may be empty. */
  ro_str seen_url; /* the address that answered, behind redirections */
  ro_str etag, last_modified;
} ro_fetch_request;

typedef struct {
  ro_fetch_outcome outcome;
  uint32_t status; /* of HTTP; 0 when there was no answer */
  uint32_t wait_s; /* RO_FETCH_LATER: the server asks for that long a wait; 0 = it does not say */
  uint32_t tries;  /* requests made, without those for robots.txt */
  int64_t at;      /* when it was answered: seconds since 1970 */
  ro_str url;      /* that answered, behind redirections; normalized */
  ro_str headers;  /* status line and fields as they came, each line with CR LF; any bytes */
  ro_str body;     /* unpacked (gzip, deflate), otherwise as it came */
  ro_str etag, last_modified, type; /* fields of the answer, any bytes; empty when missing */
  char problem[256];                /* words for what is neither done nor unchanged; UTF-8 */
} ro_fetched;

typedef struct ro_fetcher ro_fetcher;

ro_status ro_fetcher_open(const ro_fetch_options *options, ro_fetcher **out, ro_error *error);
void ro_fetcher_close(ro_fetcher *fetcher);

/* Asks for request->url.  Strings of *out live in `arena`.  What goes wrong on the way is an
 * outcome; a status other than RO_OK (RO_ENOMEM) is a failure on this side. */
ro_status ro_fetch(ro_fetcher *fetcher, const ro_fetch_request *request, ro_arena *arena,
                   ro_fetched *out, ro_error *error);

/* One spelling of an address: scheme and host in small letters, no default port, no fragment,
 * dots resolved.  RO_EINVAL, with the reason, unless it is http or https with a host and without
 * a password; at most RO_MAX_URL_BYTES. */
#define RO_MAX_URL_BYTES 4096u
ro_status ro_url_normalize(ro_arena *arena, ro_str url, ro_str *out, ro_error *error);

/* Where `location`, as somebody wrote it at the normalized address `base`, leads to. */
ro_status ro_url_follow(ro_arena *arena, ro_str base, ro_str location, ro_str *out,
                        ro_error *error);

/* A record of the answer as other programs know it: one WARC/1.1 response (ISO 28500), with the
 * unpacked body.  As is usual, fields that told of the packing are kept as X-Crawler-*. */
ro_status ro_fetched_record(const ro_fetched *fetched, ro_arena *arena, ro_str *record);
/* What a conditional request needs, out of a record that ro_fetched_record made; all empty when it
 * is none.  Borrows `record`. */
void ro_record_validators(ro_str record, ro_fetch_request *request);

/* A file name for what an address gives: its host, the end of its path, a hash, ".warc". */
ro_str ro_record_name(ro_arena *arena, ro_str url);

#endif
