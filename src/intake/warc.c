/* Web archives (WARC 1.0 and 1.1): the answers of servers ("response") and texts made of them
 * ("conversion"); all other records are passed over.  Of an answer the body is taken, chunks
 * joined; its address and type come from the record's and the answer's header. */
#include <string.h>

#include "base/limits.h"
#include "format/mail.h"
#include "format/media.h"
#include "intake/intake_internal.h"

static bool number(ro_str s, size_t *value) {
  size_t v = 0;
  if (s.len == 0 || s.len > 12) return false;
  for (size_t i = 0; i < s.len; i++) {
    if (s.data[i] < '0' || s.data[i] > '9') return false;
    v = v * 10 + (size_t)(s.data[i] - '0');
  }
  *value = v;
  return true;
}

static int digit16(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  char lower = (char)(c | 32);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* Joins the chunks of a body; false where it is none in chunks (some archives store it joined). */
static bool join_chunks(ro_arena *arena, ro_str body, ro_str *out) {
  char *joined = ro_arena_alloc(arena, body.len + 1);
  size_t at = 0, len = 0;
  while (joined && at < body.len) {
    size_t size = 0, begin = at;
    while (at < body.len && digit16(body.data[at]) >= 0 && at - begin < 8)
      size = size * 16 + (size_t)digit16(body.data[at++]);
    if (at == begin) return false;
    while (at < body.len && body.data[at] != '\n') at++;
    if (at++ >= body.len || size > body.len - at) return false;
    if (size == 0) break;
    memcpy(joined + len, body.data + at, size);
    len += size;
    at += size;
    while (at < body.len && (body.data[at] == '\r' || body.data[at] == '\n')) at++;
  }
  *out = (ro_str){joined, len};
  return joined != NULL;
}

/* The answer's body and type; false when it is no page: an error, a redirection, a picture. */
static bool read_answer(ro_arena *arena, ro_str block, ro_member *m) {
  ro_str line = ro_str_sub(block, 0, ro_str_find(ro_str_sub(block, 0, 200), RO_STR("\n")));
  size_t space = ro_str_find(line, RO_STR(" "));
  if (!ro_str_starts(line, RO_STR("HTTP/")) ||
      !ro_str_starts(ro_str_sub(line, space, line.len), RO_STR(" 2")))
    return false;
  ro_header h = ro_header_split(block);
  m->bytes = ro_str_sub(block, h.body, block.len);
  m->media = ro_header_field(h.fields, "content-type");
  ro_str coding = ro_header_field(h.fields, "transfer-encoding"), joined;
  if (ro_str_equal_nocase(coding, RO_STR("chunked")) && join_chunks(arena, m->bytes, &joined))
    m->bytes = joined;
  return true;
}

static bool is_to_read(const ro_member *m) {
  static const char *const kinds[] = {"text/html",
                                      "application/xhtml+xml",
                                      "text/plain",
                                      "text/xml",
                                      "application/xml",
                                      "application/rss+xml",
                                      "application/atom+xml",
                                      "application/json",
                                      "application/feed+json",
                                      "text/markdown",
                                      "application/gzip",
                                      "application/octet-stream"};
  if (!m->media.len) return true;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (ro_media_is(m->media, kinds[i])) return true;
  return false;
}

/* The next record at *rest; its number counts records of all types. */
static ro_status next_record(ro_str path, ro_str all, ro_str *rest, ro_str *fields, ro_str *block,
                             ro_error *error) {
  uint64_t at = (uint64_t)(rest->data - all.data);
  size_t length = 0;
  ro_header h = ro_header_split(*rest);
  bool has_length = number(ro_header_field(h.fields, "content-length"), &length);
  if (!ro_str_starts(*rest, RO_STR("WARC/")) || !has_length || length > rest->len - h.body) {
    *rest = (ro_str){NULL, 0};
    return ro_fail(error, RO_EFORMAT, path, at, "the record at byte %llu is broken or cut off",
                   (unsigned long long)at);
  }
  *fields = h.fields;
  *block = ro_str_sub(*rest, h.body, h.body + length);
  *rest = ro_str_sub(*rest, h.body + length, rest->len);
  return RO_OK;
}

ro_status ro_warc_next(ro_arena *arena, ro_str path, ro_str all, ro_str *rest, uint32_t *number_,
                       ro_member *m, ro_error *error) {
  ro_str fields, block;
  *m = (ro_member){0};
  for (;;) {
    size_t skip = 0;
    while (skip < rest->len && (rest->data[skip] == '\r' || rest->data[skip] == '\n')) skip++;
    *rest = ro_str_sub(*rest, skip, rest->len);
    if (rest->len == 0) return RO_OK;
    RO_TRY(next_record(path, all, rest, &fields, &block, error));
    ++*number_;
    ro_str type = ro_header_field(fields, "warc-type");
    m->bytes = block;
    m->media = ro_header_field(fields, "content-type");
    bool is_page = ro_str_is(type, "response") && read_answer(arena, block, m);
    if (!is_page && !ro_str_is(type, "conversion") && !ro_str_is(type, "resource")) continue;
    if (!is_to_read(m) || ro_str_trim(m->bytes).len == 0) continue;
    ro_str url = ro_header_field(fields, "warc-target-uri");
    if (url.len > 2 && url.data[0] == '<') url = ro_str_sub(url, 1, url.len - 1);
    m->url = url;
    m->path = ro_str_printf(arena, "%.*s#%u", RO_FMT(path), *number_);
    m->is_there = true;
    return m->path.data ? RO_OK : RO_ENOMEM;
  }
}
