/* An answer as a WARC record: the form in which web archives keep what they fetched, so that
 * other tools can read what Readout keeps and Readout what they keep.
 *
 * One record of type "response" with the address, the time, the server's status line and fields,
 * and the body.  The body is unpacked; the fields that told of packing and length would be wrong
 * then, and are kept under X-Crawler- names, as Common Crawl does, with a right Content-Length.
 * The record's id is a hash of the rest: the same answer at the same time is the same record. */
#include <time.h>

#include "base/hash.h"
#include "fetch/fetch_internal.h"

static bool tells_of_packing(ro_str line) {
  static const char *const names[] = {"content-encoding", "content-length", "transfer-encoding"};
  ro_str name = ro_str_sub(line, 0, ro_str_find(line, RO_STR(":")));
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (ro_str_equal_nocase(name, ro_str_from(names[i]))) return true;
  return false;
}

static void put_http(const ro_fetched *x, ro_buf *out) {
  ro_str rest = x->headers, line;
  while (ro_str_split(&rest, '\n', &line)) {
    while (line.len && line.data[line.len - 1] == '\r') line.len--;
    if (line.len == 0) continue;
    if (tells_of_packing(line)) ro_buf_text(out, "X-Crawler-");
    ro_buf_str(out, line);
    ro_buf_text(out, "\r\n");
  }
  ro_buf_printf(out, "Content-Length: %zu\r\n\r\n", x->body.len);
  ro_buf_str(out, x->body);
}

static void put_record(const ro_fetched *x, ro_str http, ro_arena *arena, ro_buf *out) {
  char date[32] = "1970-01-01T00:00:00Z";
  time_t at = (time_t)x->at;
  struct tm utc;
  if (gmtime_r(&at, &utc)) strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &utc);
  ro_str id = ro_str_printf(arena, "%s %.*s %.*s", date, RO_FMT(x->url), RO_FMT(http));
  ro_str h = ro_sha256(arena, id), digest = ro_sha256(arena, x->body);
  if (h.len < 39 || !digest.data) {
    out->has_failed = true;
    return;
  }
  const char *d =
      h.data + 7; /* behind "sha256:"; version 8 and variant 8 mark an id of one's own */
  ro_buf_printf(out,
                "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: "
                "<urn:uuid:%.8s-%.4s-8%.3s-8%.3s-%.12s>\r\nWARC-Date: %s\r\n",
                d, d + 8, d + 12, d + 15, d + 18, date);
  ro_buf_printf(out, "WARC-Target-URI: %.*s\r\nWARC-Payload-Digest: %.*s\r\n", RO_FMT(x->url),
                RO_FMT(digest));
  ro_buf_printf(out,
                "Content-Type: application/http;msgtype=response\r\nContent-Length: %zu\r\n\r\n",
                http.len);
  ro_buf_str(out, http);
  ro_buf_text(out, "\r\n\r\n");
}

ro_status ro_fetched_record(const ro_fetched *x, ro_arena *arena, ro_str *record) {
  ro_buf http = {0}, out = {0};
  put_http(x, &http);
  if (!http.has_failed) put_record(x, (ro_str){http.data, http.len}, arena, &out);
  bool failed = http.has_failed || out.has_failed;
  *record = failed ? (ro_str){NULL, 0} : ro_str_copy(arena, (ro_str){out.data, out.len});
  ro_buf_free(&http);
  ro_buf_free(&out);
  return record->data ? RO_OK : RO_ENOMEM;
}

void ro_record_validators(ro_str record, ro_fetch_request *request) {
  request->seen_url = request->etag = request->last_modified = (ro_str){NULL, 0};
  if (!ro_str_starts(record, RO_STR("WARC/1."))) return;
  size_t head = ro_str_find(record, RO_STR("\r\n\r\n"));
  if (head == record.len) return;
  ro_str http = ro_str_sub(record, head + 4, record.len);
  http = ro_str_sub(http, 0, ro_str_find(http, RO_STR("\r\n\r\n")));
  request->seen_url = fetch_header(ro_str_sub(record, 0, head), "WARC-Target-URI");
  request->etag = fetch_header(http, "ETag");
  request->last_modified = fetch_header(http, "Last-Modified");
}

static bool is_plain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.';
}

ro_str ro_record_name(ro_arena *arena, ro_str url) {
  enum { MOST = 80 };
  char name[MOST + 1];
  size_t begin = ro_str_find(url, RO_STR("://")), n = 0;
  begin = begin < url.len ? begin + 3 : 0;
  size_t slash = begin;
  while (slash < url.len && url.data[slash] != '/') slash++;
  if (url.len - begin > MOST && slash - begin < MOST / 2) { /* the host, and the path's end */
    while (begin < slash) name[n++] = is_plain(url.data[begin++]) ? url.data[begin - 1] : '-';
    begin = url.len - (MOST - n);
  }
  for (; begin < url.len && n < MOST; begin++) {
    bool plain = is_plain(url.data[begin]) && (n || url.data[begin] != '.');
    if (plain || (n && name[n - 1] != '-')) name[n++] = plain ? url.data[begin] : '-';
  }
  while (n && name[n - 1] == '-') n--;
  ro_str hash = ro_sha256(arena, url);
  return ro_str_printf(arena, "%.*s-%.8s.warc", (int)n, name, hash.len > 15 ? hash.data + 7 : "");
}
