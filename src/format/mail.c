/* Messages: RFC 5322 header, RFC 2045-2047 MIME.
 *
 * Parts are walked with a stack of boundaries, so that nesting costs no recursion; a boundary line
 * of an outer multipart ends the inner ones, as in messages that were cut off. */
#include "format/mail.h"

#include <string.h>

#include "base/status.h"
#include "format/charset.h"
#include "format/media.h"

enum { MAX_PARTS = 256, MAX_DEPTH = 16, MAX_HEADER = 1 << 18 };

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

/* ---- header fields */

/* End of the line at `at`, without and with its line break. */
static size_t line_end(ro_str s, size_t at, size_t *next) {
  const char *nl = at < s.len ? memchr(s.data + at, '\n', s.len - at) : NULL;
  size_t end = nl ? (size_t)(nl - s.data) : s.len;
  *next = nl ? end + 1 : s.len;
  return end > at && s.data[end - 1] == '\r' ? end - 1 : end;
}

ro_header ro_header_split(ro_str s) {
  size_t at = 0, next;
  while (at < s.len && at < MAX_HEADER) {
    size_t end = line_end(s, at, &next);
    if (end == at) return (ro_header){ro_str_sub(s, 0, at), next};
    at = next;
  }
  return (ro_header){ro_str_sub(s, 0, at), at};
}

ro_str ro_header_field(ro_str fields, const char *name) {
  size_t n = strlen(name), next;
  for (size_t at = 0; at < fields.len; at = next) {
    size_t end = line_end(fields, at, &next);
    if (end - at <= n || fields.data[at + n] != ':' ||
        !ro_str_equal_nocase(ro_str_sub(fields, at, at + n), (ro_str){name, n}))
      continue;
    while (next < fields.len && is_blank(fields.data[next])) end = line_end(fields, next, &next);
    return ro_str_trim(ro_str_sub(fields, at + n + 1, end));
  }
  return (ro_str){NULL, 0};
}

/* ---- transfer encodings */

typedef struct {
  ro_arena *arena;
  char *out;
  uint32_t len;
  ro_map map;
} writer;

static ro_status writer_open(writer *w, ro_arena *arena, size_t cap) {
  *w = (writer){.arena = arena, .out = ro_arena_alloc(arena, cap + 1)};
  return w->out ? RO_OK : RO_ENOMEM;
}

static void put(writer *w, const char *s, uint32_t n, size_t raw, size_t raw_len) {
  memcpy(w->out + w->len, s, n);
  ro_map_add(w->arena, &w->map, (ro_origin){w->len, n, (uint32_t)raw, (uint32_t)raw_len});
  w->len += n;
}

static ro_status writer_close(writer *w, ro_mapped *out) {
  *out = (ro_mapped){{w->out, w->len}, w->map};
  return ro_arena_has_failed(w->arena) ? RO_ENOMEM : RO_OK;
}

static int digit64(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

/* Each group of four digits is a row of its own; what is no digit is passed over. */
ro_status ro_base64_decode(ro_arena *arena, ro_str s, uint32_t at, ro_mapped *out) {
  writer w;
  uint32_t bits = 0, n = 0;
  size_t first = 0;
  RO_TRY(writer_open(&w, arena, s.len));
  for (size_t i = 0; i < s.len && s.data[i] != '='; i++) {
    int digit = digit64(s.data[i]);
    if (digit < 0) continue;
    if (n == 0) first = i;
    bits = bits << 6 | (uint32_t)digit;
    if (++n < 4) continue;
    char three[3] = {(char)(bits >> 16), (char)(bits >> 8), (char)bits};
    put(&w, three, 3, at + first, i + 1 - first);
    bits = n = 0;
  }
  if (n > 1) {
    bits <<= 6 * (4 - n);
    char three[3] = {(char)(bits >> 16), (char)(bits >> 8), 0};
    put(&w, three, n - 1, at + first, n);
  }
  return writer_close(&w, out);
}

static int digit16(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  char lower = (char)(c | 32);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

ro_status ro_quoted_printable_decode(ro_arena *arena, ro_str s, uint32_t at, ro_mapped *out) {
  writer w;
  RO_TRY(writer_open(&w, arena, s.len));
  for (size_t i = 0; i < s.len; i++) {
    int high = i + 2 < s.len && s.data[i] == '=' ? digit16(s.data[i + 1]) : -1;
    int low = high >= 0 ? digit16(s.data[i + 2]) : -1;
    if (low >= 0) {
      char c = (char)(high * 16 + low);
      put(&w, &c, 1, at + i, 3);
      i += 2;
      continue;
    }
    size_t end = i + 1;
    while (s.data[i] == '=' && end < s.len && (is_blank(s.data[end]) || s.data[end] == '\r')) end++;
    if (s.data[i] == '=' && end < s.len && s.data[end] == '\n')
      i = end; /* soft line break */
    else
      put(&w, s.data + i, 1, at + i, 1);
  }
  return writer_close(&w, out);
}

/* ---- encoded words */

/* "=?charset?Q|B?text?=" at `at`: its decoded text, and *end behind it; false if it is none. */
static bool encoded_word(ro_arena *arena, ro_str s, size_t at, size_t *end, ro_str *text) {
  ro_str rest = ro_str_sub(s, at + 2, s.len), charset, kind, name;
  ro_mapped bytes, utf8;
  uint32_t replaced;
  if (!ro_str_split(&rest, '?', &charset) || !ro_str_split(&rest, '?', &kind)) return false;
  size_t stop = ro_str_find(rest, RO_STR("?="));
  if (kind.len != 1 || stop == rest.len || !rest.data) return false;
  ro_str body = ro_str_sub(rest, 0, stop);
  *end = (size_t)(rest.data - s.data) + stop + 2;
  char *spaced = ro_arena_alloc(arena, body.len + 1);
  if (!spaced) return false;
  for (size_t i = 0; i < body.len; i++) spaced[i] = body.data[i] == '_' ? ' ' : body.data[i];
  bool is_base64 = (kind.data[0] | 32) == 'b';
  ro_status status = is_base64
                         ? ro_base64_decode(arena, body, 0, &bytes)
                         : ro_quoted_printable_decode(arena, (ro_str){spaced, body.len}, 0, &bytes);
  if (status != RO_OK) return false;
  charset = ro_str_sub(charset, 0, ro_str_find(charset, RO_STR("*")));
  if (ro_charset_decode(arena, bytes.text, charset, &utf8, &name, &replaced) != RO_OK) return false;
  *text = utf8.text;
  return true;
}

ro_str ro_header_text(ro_arena *arena, ro_str fields, const char *name) {
  ro_str value = ro_header_field(fields, name), text;
  ro_buf out = {0};
  bool was_word = false;
  size_t word_end = 0;
  for (size_t at = 0, end = 0; at < value.len;) {
    if (value.data[at] == '=' && at + 1 < value.len && value.data[at + 1] == '?' &&
        encoded_word(arena, value, at, &end, &text)) {
      if (was_word) out.len = word_end; /* white space between two encoded words is none */
      ro_buf_str(&out, text);
      word_end = out.len;
      at = end;
      was_word = true;
      continue;
    }
    char c = value.data[at++];
    bool is_space = is_blank(c) || c == '\r' || c == '\n';
    if (!is_space) was_word = false;
    if (!is_space || (out.len && out.data[out.len - 1] != ' '))
      ro_buf_char(&out, is_space ? ' ' : c);
  }
  ro_mapped utf8;
  ro_str charset, kept = ro_str_copy(arena, (ro_str){out.data, out.len});
  uint32_t replaced;
  ro_buf_free(&out);
  if (ro_charset_decode(arena, kept, (ro_str){NULL, 0}, &utf8, &charset, &replaced) != RO_OK)
    return (ro_str){NULL, 0};
  return ro_str_trim(utf8.text);
}

ro_str ro_mailbox_name(ro_arena *arena, ro_str value) {
  size_t angle = ro_str_find(value, RO_STR("<"));
  ro_str name = ro_str_trim(ro_str_sub(value, 0, angle));
  if (name.len >= 2 && name.data[0] == '"' && name.data[name.len - 1] == '"')
    name = ro_str_sub(name, 1, name.len - 1);
  if (!name.len) name = ro_str_sub(value, angle + 1, ro_str_find(value, RO_STR(">")));
  return ro_str_copy(arena, name);
}

/* ---- what is a message */

static bool is_field_name(ro_str line, size_t *colon) {
  size_t i = 0;
  while (i < line.len && line.data[i] > ' ' && line.data[i] < 127 && line.data[i] != ':') i++;
  *colon = i;
  return i > 0 && i < line.len && line.data[i] == ':';
}

/* Prose may begin with "From:"; only a header has at least two of these and nothing but fields. */
bool ro_mail_sniff(ro_str bytes) {
  static const char *const known[] = {"from",        "date",        "subject",      "message-id",
                                      "received",    "to",          "mime-version", "content-type",
                                      "return-path", "delivered-to"};
  ro_str head = ro_str_sub(bytes, 0, 1 << 15);
  size_t at = 0, next = 0, colon, found = 0;
  for (int lines = 0; at < head.len && lines < 400; lines++, at = next) {
    size_t end = line_end(head, at, &next);
    ro_str line = ro_str_sub(head, at, end);
    if (line.len == 0) return found >= 3;
    if (lines && is_blank(line.data[0])) continue;
    if (!is_field_name(line, &colon)) return false;
    for (size_t k = 0; k < sizeof known / sizeof *known; k++)
      found += ro_str_equal_nocase(ro_str_sub(line, 0, colon), ro_str_from(known[k]));
  }
  return found >= 3 && bytes.len > head.len;
}

/* ---- parts */

typedef struct {
  ro_str fields;
  size_t begin, end; /* of its body in the message */
} part;

typedef struct {
  ro_str message;
  ro_str boundary[MAX_DEPTH];
  uint32_t depth;
  part at[MAX_PARTS];
  uint32_t n;
} walk;

static ro_str type_of(ro_str fields) { return ro_header_field(fields, "content-type"); }

static bool is_multipart(ro_str type) {
  return ro_str_equal_nocase(ro_str_sub(type, 0, 10), RO_STR("multipart/"));
}

/* Which open boundary a line is (innermost first), or -1; *closes tells "--" behind it. */
static int boundary_of(const walk *w, ro_str line, bool *closes) {
  if (line.len < 3 || line.data[0] != '-' || line.data[1] != '-') return -1;
  for (uint32_t d = w->depth; d-- > 0;) {
    ro_str behind = ro_str_sub(line, 2, line.len);
    if (!ro_str_starts(behind, w->boundary[d])) continue;
    ro_str tail = ro_str_trim(ro_str_sub(behind, w->boundary[d].len, behind.len));
    *closes = ro_str_is(tail, "--");
    if (*closes || tail.len == 0) return (int)d;
  }
  return -1;
}

/* Opens the entity whose header begins at `at`; gives where its body begins. */
static size_t open_part(walk *w, size_t at) {
  ro_header h = ro_header_split(ro_str_sub(w->message, at, w->message.len));
  ro_str type = type_of(h.fields), boundary = ro_media_parameter(type, "boundary");
  if (is_multipart(type) && boundary.len && w->depth < MAX_DEPTH)
    w->boundary[w->depth++] = boundary;
  else if (w->n < MAX_PARTS)
    w->at[w->n++] = (part){h.fields, at + h.body, w->message.len};
  return at + h.body;
}

static void walk_parts(walk *w) {
  size_t at = open_part(w, 0), next;
  bool is_open = w->depth == 0;
  while (at < w->message.len && w->depth > 0) {
    bool closes = false;
    size_t end = line_end(w->message, at, &next);
    int d = boundary_of(w, ro_str_sub(w->message, at, end), &closes);
    if (d < 0) {
      at = next;
      continue;
    }
    if (is_open && w->n) w->at[w->n - 1].end = at;
    w->depth = (uint32_t)d + (closes ? 0u : 1u);
    uint32_t before = w->n;
    at = closes ? next : open_part(w, next);
    is_open = w->n > before;
  }
}

static bool is_attached(ro_str fields) {
  ro_str how = ro_header_field(fields, "content-disposition");
  return ro_str_equal_nocase(ro_str_sub(how, 0, 10), RO_STR("attachment"));
}

static const part *best_part(const walk *w, uint32_t *left_out) {
  const part *plain = NULL, *html = NULL;
  for (uint32_t i = 0; i < w->n; i++) {
    const part *p = &w->at[i];
    ro_str type = type_of(p->fields);
    bool is_plain = type.len == 0 || ro_media_is(type, "text/plain");
    bool has_words = ro_str_trim(ro_str_sub(w->message, p->begin, p->end)).len > 0;
    if (is_attached(p->fields)) continue;
    if (is_plain && has_words && !plain) plain = p;
    if (ro_media_is(type, "text/html") && has_words && !html) html = p;
  }
  *left_out = w->n - (plain != NULL) - (html != NULL);
  return plain ? plain : html;
}

ro_status ro_mail_read(ro_arena *arena, ro_str message, ro_mail_body *out) {
  walk *w = RO_NEW(arena, walk);
  *out = (ro_mail_body){0};
  if (!w) return RO_ENOMEM;
  w->message = message;
  walk_parts(w);
  const part *p = best_part(w, &out->attachments);
  if (!p) return RO_OK;
  ro_str how = ro_str_trim(ro_header_field(p->fields, "content-transfer-encoding"));
  ro_str body = ro_str_sub(message, p->begin, p->end);
  out->media = type_of(p->fields);
  if (ro_str_equal_nocase(how, RO_STR("base64")))
    return ro_base64_decode(arena, body, (uint32_t)p->begin, &out->bytes);
  if (ro_str_equal_nocase(how, RO_STR("quoted-printable")))
    return ro_quoted_printable_decode(arena, body, (uint32_t)p->begin, &out->bytes);
  out->bytes.text = body;
  ro_map_add(arena, &out->bytes.map,
             (ro_origin){0, (uint32_t)body.len, (uint32_t)p->begin, (uint32_t)body.len});
  return RO_OK;
}
