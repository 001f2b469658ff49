/* One request with libcurl, everything bounded: bytes of headers and body, time until connected,
 * time without a byte, time in all.
 *
 * Nothing is left to the surroundings: no proxy, password file or cookie of the user is used, no
 * protocol but HTTP/1.1 over TCP, no redirection is followed here (fetch.c checks each).  The
 * body is counted as it comes out of unpacking, so that a small file that unpacks to a huge one
 * is cut off like a huge one. */
#include <stdio.h>
#include <sys/socket.h>

#include "fetch/fetch_internal.h"

enum { MAX_HEADER_BYTES = 64 << 10 };

static const char user_agent[] = "Readout/" RO_VERSION;

/* Called by libcurl for each address of a name, before it connects. */
static curl_socket_t open_socket(void *user, curlsocktype purpose, struct curl_sockaddr *address) {
  fetch_transfer *t = user;
  const ro_fetch_options *o = t->options;
  bool may = purpose == CURLSOCKTYPE_IPCXN &&
             (o->allows_private || ro_address_is_public(&address->addr, address->addrlen) ||
              (o->may_connect && o->may_connect(o->user, &address->addr, address->addrlen)));
  if (!may) {
    t->is_refused = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static size_t take_header(char *data, size_t size, size_t n, void *user) {
  fetch_transfer *t = user;
  size_t len = size * n;
  ro_str line = {data, len};
  if (ro_str_starts(line, RO_STR("HTTP/")) && t->body.len == 0) { /* behind 100 Continue */
    t->headers.len = 0;
    t->headers_end = false;
  }
  if (t->headers_end) return len; /* trailers */
  if (len > MAX_HEADER_BYTES - t->headers.len) {
    t->has_large_headers = true;
    return 0;
  }
  if (ro_str_trim(line).len == 0)
    t->headers_end = true;
  else
    ro_buf_add(&t->headers, data, len);
  return t->headers.has_failed ? 0 : len;
}

static size_t take_body(char *data, size_t size, size_t n, void *user) {
  fetch_transfer *t = user;
  size_t len = size * n;
  if (len > t->max_bytes - t->body.len) {
    t->is_large = true;
    len = t->max_bytes - t->body.len; /* the beginning of a long robots.txt counts */
  }
  ro_buf_add(&t->body, data, len);
  return t->is_large || t->body.has_failed ? 0 : len;
}

static bool set_limits(fetch_transfer *t) {
  CURL *c = t->curl;
  const ro_fetch_options *o = t->options;
  bool is_set = curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK;
  is_set &= curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket) == CURLE_OK;
  is_set &= curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, t) == CURLE_OK;
  is_set &= curl_easy_setopt(c, CURLOPT_PROXY, "") == CURLE_OK;
  is_set &= curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK;
  is_set &= curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, (long)o->connect_ms) == CURLE_OK;
  is_set &= curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, (long)o->total_ms) == CURLE_OK;
  is_set &= curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 1L) == CURLE_OK;
  is_set &= curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, (long)o->idle_s) == CURLE_OK;
  is_set &= curl_easy_setopt(c, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)o->max_bytes) == CURLE_OK;
  is_set &= curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L) == CURLE_OK;
  is_set &= curl_easy_setopt(c, CURLOPT_MAXCONNECTS, 4L) == CURLE_OK;
  return is_set;
}

static void set_callbacks(fetch_transfer *t) {
  CURL *c = t->curl;
  curl_easy_setopt(c, CURLOPT_ERRORBUFFER, t->problem);
  curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(c, CURLOPT_HEADERDATA, t);
  curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(c, CURLOPT_WRITEDATA, t);
}

static struct curl_slist *add_field(struct curl_slist *list, const char *name, ro_str value,
                                    bool *failed) {
  char line[1024];
  if (value.len == 0 || value.len > sizeof line - 64) return list;
  for (size_t i = 0; i < value.len; i++)
    if ((uint8_t)value.data[i] < ' ' || value.data[i] == 0x7F) return list;
  snprintf(line, sizeof line, "%s: %.*s", name, RO_FMT(value));
  struct curl_slist *longer = curl_slist_append(list, line);
  *failed |= !longer;
  return longer ? longer : list;
}

static bool set_request(fetch_transfer *t, const ro_fetch_request *r, struct curl_slist **fields) {
  CURL *c = t->curl;
  bool failed = false;
  *fields = add_field(NULL, "If-None-Match", r->etag, &failed);
  *fields = add_field(*fields, "If-Modified-Since", r->last_modified, &failed);
  failed |= curl_easy_setopt(c, CURLOPT_URL, r->url.data) != CURLE_OK;
  failed |= curl_easy_setopt(c, CURLOPT_HTTPHEADER, *fields) != CURLE_OK;
  failed |= curl_easy_setopt(c, CURLOPT_USERAGENT, user_agent) != CURLE_OK;
  curl_easy_setopt(c, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
  return !failed;
}

static void read_outcome(fetch_transfer *t) {
  long status = 0;
  curl_off_t wait = 0;
  curl_easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(t->curl, CURLINFO_RETRY_AFTER, &wait);
  t->is_large |= t->code == CURLE_FILESIZE_EXCEEDED;
  t->status = status > 0 && status < 1000 ? (uint32_t)status : 0;
  t->wait_s = wait <= 0 ? 0 : wait > UINT32_MAX ? UINT32_MAX : (uint32_t)wait;
  if (!t->problem[0] && t->code != CURLE_OK)
    snprintf(t->problem, sizeof t->problem, "%s", curl_easy_strerror(t->code));
}

ro_status fetch_transfer_run(fetch_transfer *t, const ro_fetch_request *request) {
  struct curl_slist *fields = NULL;
  curl_easy_reset(t->curl); /* keeps connections */
  set_callbacks(t);
  bool is_set = set_limits(t) && set_request(t, request, &fields);
  if (is_set) {
    t->code = curl_easy_perform(t->curl);
    read_outcome(t);
  }
  curl_easy_reset(t->curl); /* forgets the pointers into t */
  curl_slist_free_all(fields);
  return is_set && !t->headers.has_failed && !t->body.has_failed ? RO_OK : RO_ENOMEM;
}

void fetch_transfer_free(fetch_transfer *t) {
  ro_buf_free(&t->headers);
  ro_buf_free(&t->body);
}

ro_str fetch_header(ro_str headers, const char *name) {
  ro_str line, value = {NULL, 0}, wanted = ro_str_from(name);
  while (ro_str_split(&headers, '\n', &line)) {
    if (line.len <= wanted.len || line.data[wanted.len] != ':' ||
        !ro_str_equal_nocase(ro_str_sub(line, 0, wanted.len), wanted))
      continue;
    value = ro_str_trim(ro_str_sub(line, wanted.len + 1, line.len));
  }
  return value;
}
