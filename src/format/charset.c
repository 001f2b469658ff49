/* Charsets.
 *
 * What to believe: a byte order mark, then validity as UTF-8 (text of another charset with bytes
 * above 0x7F is almost never valid UTF-8 by chance, while headers are often wrong), then the
 * declaration, then a guess.  The guess without a declaration: mostly sound UTF-8 with a few broken
 * bytes stays UTF-8, with U+FFFD for each of them; anything else is windows-1252, the superset of
 * Latin-1 that browsers take for it as well.
 *
 * Single-byte charsets are turned into a table of 256 characters by iconv; other charsets go
 * through iconv with so little room for output that each call gives a character or two, which is
 * what the map needs. */
#include "format/charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/status.h"
#include "base/utf8.h"

enum { MAX_NAME = 40, PROBE = 4096 };

typedef struct {
  ro_arena *arena;
  char *out;
  size_t len, cap;
  ro_map map;
  uint32_t replaced;
} decoder;

/* The output is reserved once: no charset gives more than four bytes for one. */
static ro_status decoder_open(decoder *d, ro_arena *arena, size_t n_bytes) {
  *d = (decoder){.arena = arena, .cap = n_bytes * 4 + 4};
  d->out = ro_arena_alloc(arena, d->cap);
  return d->out ? RO_OK : RO_ENOMEM;
}

static void put(decoder *d, const char *s, size_t n, size_t raw, size_t raw_len) {
  if (d->len + n > d->cap) return;
  memcpy(d->out + d->len, s, n);
  ro_map_add(d->arena, &d->map,
             (ro_origin){(uint32_t)d->len, (uint32_t)n, (uint32_t)raw, (uint32_t)raw_len});
  d->len += n;
}

static void put_odd(decoder *d, size_t raw, size_t raw_len) {
  put(d, "\xEF\xBF\xBD", 3, raw, raw_len);
  d->replaced++;
}

/* ---- UTF-8 */

static void decode_utf8(decoder *d, ro_str s, size_t at) {
  while (at < s.len) {
    size_t begin = at;
    uint32_t c = ro_utf8_next(s, &at);
    if ((c == 0xFFFD && at == begin + 1) || c == 0)
      put_odd(d, begin, 1);
    else
      put(d, s.data + begin, at - begin, begin, at - begin);
  }
}

/* ---- UTF-16 */

static uint32_t unit_at(ro_str s, size_t at, bool is_big) {
  uint32_t a = (uint8_t)s.data[at], b = (uint8_t)s.data[at + 1];
  return is_big ? a << 8 | b : b << 8 | a;
}

static void decode_utf16(decoder *d, ro_str s, size_t at, bool is_big) {
  char c[4];
  while (at + 1 < s.len) {
    uint32_t unit = unit_at(s, at, is_big);
    size_t n = 2;
    if (unit >= 0xD800 && unit < 0xDC00 && at + 3 < s.len) {
      uint32_t low = unit_at(s, at + 2, is_big);
      if (low >= 0xDC00 && low < 0xE000) {
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        n = 4;
      }
    }
    if (unit == 0 || (unit >= 0xD800 && unit < 0xE000))
      put_odd(d, at, n);
    else
      put(d, c, ro_utf8_put(c, unit), at, n);
    at += n;
  }
  if (at < s.len) put_odd(d, at, 1);
}

/* ---- the rest, by iconv */

/* Bytes 0x80-0x9F of windows-1252 that iconv leaves out are the C1 controls, as in browsers. */
static size_t table_of(iconv_t with, char table[256][4], uint8_t size[256]) {
  size_t n_single = 0;
  for (unsigned b = 0; b < 256; b++) {
    char in = (char)b, *from = &in, *to = table[b];
    size_t n_in = 1, n_out = 4;
    iconv(with, NULL, NULL, NULL, NULL);
    size_t got = iconv(with, &from, &n_in, &to, &n_out);
    size[b] = (uint8_t)(got == (size_t)-1 || n_in ? 0 : 4 - n_out);
    n_single += size[b] > 0 || got == (size_t)-1 ? got != (size_t)-1 || errno == EILSEQ : 0;
  }
  return n_single; /* 256: no byte begins a longer sequence */
}

static void decode_by_table(decoder *d, ro_str s, char table[256][4], const uint8_t size[256]) {
  for (size_t at = 0; at < s.len; at++) {
    uint8_t b = (uint8_t)s.data[at];
    size_t end = at;
    while (end < s.len && s.data[end] > 0) end++; /* ASCII, NUL apart, in one go */
    if (end > at && table['A'][0] == 'A') {
      put(d, s.data + at, end - at, at, end - at);
      at = end - 1;
    } else if (size[b] == 0 || b == 0) {
      put_odd(d, at, 1);
    } else {
      put(d, table[b], size[b], at, 1);
    }
  }
}

static void decode_by_iconv(decoder *d, iconv_t with, ro_str s) {
  char *from = NULL, out[4];
  memcpy(&from, &s.data, sizeof from); /* iconv does not write there */
  size_t left = s.len;
  iconv(with, NULL, NULL, NULL, NULL);
  while (left) {
    char *to = out;
    size_t room = sizeof out, before = left, at = s.len - left;
    size_t got = iconv(with, &from, &left, &to, &room);
    size_t n = sizeof out - room, used = before - left;
    if (n) put(d, out, n, at, used);
    if (got == (size_t)-1 && errno != E2BIG) {
      put_odd(d, s.len - left, 1);
      from++;
      left--;
    } else if (n == 0 && used == 0) {
      break;
    }
  }
}

static ro_status decode_named(decoder *d, ro_arena *arena, const char *name, ro_str s) {
  char table[256][4];
  uint8_t size[256];
  iconv_t with = iconv_open("UTF-8", name);
  if (with == (iconv_t)-1) return RO_ENOENT;
  ro_status status = decoder_open(d, arena, s.len);
  if (status == RO_OK) {
    if (table_of(with, table, size) == 256)
      decode_by_table(d, s, table, size);
    else
      decode_by_iconv(d, with, s);
  }
  iconv_close(with);
  return status;
}

/* ---- which charset */

/* Names that pages use for something else, as browsers read them; and what iconv calls it. */
static const struct {
  const char *says, *means;
} aliases[] = {
    {"iso-8859-1", "CP1252"},    {"iso8859-1", "CP1252"},      {"latin1", "CP1252"},
    {"latin-1", "CP1252"},       {"us-ascii", "CP1252"},       {"ascii", "CP1252"},
    {"cp1252", "CP1252"},        {"windows-1252", "CP1252"},   {"x-cp1252", "CP1252"},
    {"gb2312", "GB18030"},       {"gbk", "GB18030"},           {"shift_jis", "CP932"},
    {"shift-jis", "CP932"},      {"x-sjis", "CP932"},          {"euc-kr", "CP949"},
    {"ks_c_5601-1987", "CP949"}, {"iso-8859-9", "CP1254"},     {"iso-8859-11", "CP874"},
    {"tis-620", "CP874"},        {"big5-hkscs", "BIG5-HKSCS"}, {"x-mac-roman", "MACINTOSH"},
};

static bool is_name(ro_str s) {
  if (s.len == 0 || s.len >= MAX_NAME) return false;
  for (size_t i = 0; i < s.len; i++) {
    char c = s.data[i], low = (char)(c | 32);
    if (!(low >= 'a' && low <= 'z') && !(c >= '0' && c <= '9') && c != '-' && c != '_' &&
        c != '.' && c != ':')
      return false;
  }
  return true;
}

static bool is_utf8_name(ro_str s) {
  return ro_str_equal_nocase(s, RO_STR("utf-8")) || ro_str_equal_nocase(s, RO_STR("utf8"));
}

/* A charset in which ASCII bytes may stand for other characters: validity as UTF-8 says nothing. */
static bool hides_in_ascii(ro_str s) {
  return ro_str_equal_nocase(ro_str_sub(s, 0, 8), RO_STR("iso-2022")) ||
         ro_str_equal_nocase(s, RO_STR("utf-7")) || ro_str_equal_nocase(s, RO_STR("hz-gb-2312"));
}

static bool is_utf16_name(ro_str s) {
  return ro_str_equal_nocase(ro_str_sub(s, 0, 6), RO_STR("utf-16"));
}

static const char *meaning(ro_str declared, char name[MAX_NAME]) {
  for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
    if (ro_str_equal_nocase(declared, ro_str_from(aliases[i].says))) return aliases[i].means;
  memcpy(name, declared.data, declared.len);
  name[declared.len] = 0;
  return name;
}

/* More sound characters beyond ASCII than broken bytes. */
static bool is_mostly_utf8(ro_str s) {
  size_t sound = 0, broken = 0;
  for (size_t at = 0; at < s.len;) {
    if ((uint8_t)s.data[at] < 0x80) {
      at++;
      continue;
    }
    size_t begin = at;
    uint32_t c = ro_utf8_next(s, &at);
    if (c == 0xFFFD && at == begin + 1)
      broken++;
    else
      sound++;
  }
  return sound > broken;
}

/* UTF-16 without a mark: in text of European languages every other byte is zero. */
static int looks_like_utf16(ro_str s) {
  size_t zero[2] = {0, 0}, n = s.len < PROBE ? s.len : PROBE;
  for (size_t i = 0; i < n; i++) zero[i & 1] += s.data[i] == 0;
  if (n < 8) return 0;
  if (zero[1] * 3 > n && zero[0] * 20 < n) return -1;
  return zero[0] * 3 > n && zero[1] * 20 < n ? 1 : 0;
}

static ro_status finish(decoder *d, ro_mapped *out, uint32_t *replaced) {
  out->text = (ro_str){d->out, d->len};
  out->map = d->map;
  *replaced = d->replaced;
  return ro_arena_has_failed(d->arena) ? RO_ENOMEM : RO_OK;
}

static ro_status as_utf16(ro_arena *arena, ro_str bytes, size_t at, bool is_big, ro_mapped *out,
                          uint32_t *replaced) {
  decoder d;
  RO_TRY(decoder_open(&d, arena, bytes.len));
  decode_utf16(&d, bytes, at, is_big);
  return finish(&d, out, replaced);
}

static ro_status as_utf8(ro_arena *arena, ro_str bytes, size_t at, ro_mapped *out,
                         uint32_t *replaced) {
  decoder d;
  *replaced = 0;
  if (at == 0 && ro_utf8_check(bytes) == bytes.len &&
      (bytes.len == 0 || !memchr(bytes.data, 0, bytes.len))) {
    *out = ro_mapped_plain(bytes);
    return RO_OK;
  }
  RO_TRY(decoder_open(&d, arena, bytes.len));
  decode_utf8(&d, bytes, at);
  return finish(&d, out, replaced);
}

ro_status ro_charset_decode(ro_arena *arena, ro_str bytes, ro_str declared, ro_mapped *out,
                            ro_str *charset, uint32_t *replaced) {
  char name[MAX_NAME];
  decoder d;
  declared = is_name(declared) ? declared : (ro_str){NULL, 0};
  int sixteen = ro_str_starts(bytes, RO_STR("\xFF\xFE"))   ? -1
                : ro_str_starts(bytes, RO_STR("\xFE\xFF")) ? 1
                                                           : 0;
  size_t mark = sixteen ? 2 : ro_str_starts(bytes, RO_STR("\xEF\xBB\xBF")) ? 3 : 0;
  if (!mark) sixteen = looks_like_utf16(bytes);
  if (!mark && !sixteen && is_utf16_name(declared) && ro_utf8_check(bytes) < bytes.len)
    sixteen = ro_str_equal_nocase(declared, RO_STR("utf-16be")) ? 1 : -1;
  *charset = sixteen ? RO_STR("utf-16") : RO_STR("utf-8");
  if (sixteen) return as_utf16(arena, bytes, mark, sixteen > 0, out, replaced);
  bool is_sound = ro_utf8_check(bytes) == bytes.len && !hides_in_ascii(declared);
  if (mark || is_sound || is_utf8_name(declared)) return as_utf8(arena, bytes, mark, out, replaced);
  if (declared.len && !is_utf16_name(declared)) {
    ro_status status = decode_named(&d, arena, meaning(declared, name), bytes);
    *charset = ro_str_copy(arena, declared);
    if (status == RO_OK) return finish(&d, out, replaced);
    if (status != RO_ENOENT) return status;
  }
  *charset = RO_STR("utf-8");
  if (is_mostly_utf8(bytes)) return as_utf8(arena, bytes, 0, out, replaced);
  *charset = RO_STR("windows-1252");
  ro_status status = decode_named(&d, arena, "CP1252", bytes);
  return status == RO_OK ? finish(&d, out, replaced) : as_utf8(arena, bytes, 0, out, replaced);
}

/* The value behind `key`, "=" and a quote, if any. */
static ro_str value_behind(ro_str s, size_t at) {
  while (at < s.len && (s.data[at] == ' ' || s.data[at] == '=')) at++;
  if (at < s.len && (s.data[at] == '"' || s.data[at] == '\'')) at++;
  size_t end = at;
  while (end < s.len && is_name(ro_str_sub(s, end, end + 1))) end++;
  return ro_str_sub(s, at, end);
}

static size_t find_nocase(ro_str s, const char *word, size_t from) {
  size_t n = strlen(word);
  for (size_t at = from; at + n <= s.len; at++)
    if ((s.data[at] | 32) == word[0] &&
        ro_str_equal_nocase(ro_str_sub(s, at, at + n), (ro_str){word, n}))
      return at;
  return s.len;
}

ro_str ro_charset_of_markup(ro_str bytes) {
  ro_str head = ro_str_sub(bytes, 0, PROBE);
  if (ro_str_starts(head, RO_STR("<?xml"))) {
    ro_str line = ro_str_sub(head, 0, ro_str_find(head, RO_STR("?>")));
    size_t at = ro_str_find(line, RO_STR("encoding"));
    if (at < line.len) return value_behind(line, at + 8);
  }
  for (size_t at = find_nocase(head, "<meta", 0); at < head.len;
       at = find_nocase(head, "<meta", at + 5)) {
    ro_str tag = ro_str_sub(head, at, head.len);
    tag = ro_str_sub(tag, 0, ro_str_find(tag, RO_STR(">")));
    size_t where = find_nocase(tag, "charset", 0);
    if (where < tag.len) return value_behind(tag, where + 7);
  }
  return (ro_str){NULL, 0};
}
