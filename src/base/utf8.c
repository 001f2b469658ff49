/* UTF-8 after RFC 3629 (no surrogates, nothing above U+10FFFF, no overlong forms); properties and
 * case from utf8proc. */
#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

enum { REPLACEMENT = 0xFFFD, STRIDE = 64 };

/* Length of the valid sequence at s[at], 0 if there is none; *c is its code point. */
static size_t decode(ro_str s, size_t at, uint32_t *c) {
  const uint8_t *p = (const uint8_t *)s.data + at;
  size_t left = s.len - at;
  if (p[0] < 0x80) {
    *c = p[0];
    return 1;
  }
  size_t n = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
  if (p[0] < 0xC2 || p[0] > 0xF4 || left < n) return 0;
  uint32_t v = p[0] & (0x7Fu >> n);
  for (size_t i = 1; i < n; i++) {
    if ((p[i] & 0xC0) != 0x80) return 0;
    v = v << 6 | (p[i] & 0x3Fu);
  }
  if ((n == 3 && v < 0x800) || (n == 4 && v < 0x10000) || v > 0x10FFFF) return 0;
  if (v >= 0xD800 && v <= 0xDFFF) return 0;
  *c = v;
  return n;
}

uint32_t ro_utf8_next_long(ro_str s, size_t *at) {
  uint32_t c = REPLACEMENT;
  size_t n = decode(s, *at, &c);
  *at += n ? n : 1;
  return c;
}

uint32_t ro_utf8_previous(ro_str s, size_t *at) {
  size_t end = *at, begin = end - 1;
  while (begin > 0 && end - begin < 4 && ((uint8_t)s.data[begin] & 0xC0) == 0x80) begin--;
  uint32_t c = REPLACEMENT;
  size_t n = decode(s, begin, &c);
  if (n != end - begin) {
    begin = end - 1;
    c = REPLACEMENT;
  }
  *at = begin;
  return c;
}

size_t ro_utf8_check(ro_str s) {
  size_t at = 0;
  uint32_t c;
  while (at < s.len) {
    if ((uint8_t)s.data[at] < 0x80) {
      at++;
      continue;
    }
    size_t n = decode(s, at, &c);
    if (!n) return at;
    at += n;
  }
  return s.len;
}

ro_str ro_utf8_repair(ro_arena *arena, ro_str s, uint32_t *repaired) {
  *repaired = 0;
  size_t bad = 0;
  uint32_t c;
  bool is_good = !s.len || (ro_utf8_check(s) == s.len && !memchr(s.data, 0, s.len));
  if (is_good) return ro_str_copy(arena, s);
  for (size_t at = 0; at < s.len;) {
    size_t n = decode(s, at, &c);
    if (!n || c == 0) bad++;
    at += n ? n : 1;
  }
  *repaired = bad > UINT32_MAX ? UINT32_MAX : (uint32_t)bad;
  char *out = ro_arena_alloc(arena, s.len + 2 * bad + 1);
  if (!out) return (ro_str){NULL, 0};
  size_t len = 0;
  for (size_t at = 0; at < s.len;) {
    size_t n = decode(s, at, &c);
    len += ro_utf8_put(out + len, n && c ? c : REPLACEMENT);
    at += n ? n : 1;
  }
  return (ro_str){out, len};
}

size_t ro_utf8_put(char out[4], uint32_t c) {
  return (size_t)utf8proc_encode_char((utf8proc_int32_t)c, (utf8proc_uint8_t *)out);
}

static uint32_t lower(uint32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c == 0x2018 || c == 0x2019 || c == 0x02BC) return '\'';
  if (c == 0x201C || c == 0x201D) return '"';
  return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

ro_str ro_utf8_lower(ro_arena *arena, ro_str s) {
  /* The lower case of a code point may be a byte longer (U+023A): room for that. */
  char *out = ro_arena_alloc(arena, s.len + s.len / 2 + 4);
  if (!out) return (ro_str){NULL, 0};
  size_t len = 0;
  for (size_t at = 0; at < s.len;) {
    uint32_t c = lower(ro_utf8_next(s, &at));
    if (c < 0x80)
      out[len++] = (char)c;
    else
      len += ro_utf8_put(out + len, c);
  }
  return (ro_str){out, len};
}

bool ro_is_upper_long(uint32_t c) { return utf8proc_isupper((utf8proc_int32_t)c) != 0; }

bool ro_is_letter_long(uint32_t c) {
  utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
  return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_ME;
}

bool ro_is_white_long(uint32_t c) {
  if (c == 0x85 || c == 0xA0 || c == 0x200B || c == 0xFEFF) return true;
  if (c < 0x1680) return false;
  utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
  return k >= UTF8PROC_CATEGORY_ZS && k <= UTF8PROC_CATEGORY_ZP;
}

static uint32_t count(const char *p, size_t n) {
  uint32_t points = 0;
  for (size_t i = 0; i < n; i++) points += ((uint8_t)p[i] & 0xC0) != 0x80;
  return points;
}

ro_status ro_codepoints_make(ro_arena *arena, ro_str text, ro_codepoints *out) {
  size_t strides = text.len / STRIDE + 1;
  out->text = text;
  out->at = RO_ARRAY(arena, uint32_t, strides);
  if (!out->at) return RO_ENOMEM;
  for (size_t i = 1; i < strides; i++)
    out->at[i] = out->at[i - 1] + count(text.data + (i - 1) * STRIDE, STRIDE);
  return RO_OK;
}

uint32_t ro_codepoint(const ro_codepoints *map, uint32_t byte) {
  size_t stride = byte / STRIDE;
  return map->at[stride] + count(map->text.data + stride * STRIDE, byte % STRIDE);
}

ro_str ro_utf8_line(ro_arena *arena, ro_str text, size_t most) {
  char *out = ro_arena_alloc(arena, text.len + 4);
  size_t n = 0, word_end = 0;
  if (!out) return (ro_str){NULL, 0};
  for (size_t at = 0; at < text.len;) {
    size_t begin = at;
    bool is_white = ro_is_white(ro_utf8_next(text, &at));
    if (is_white && (n == 0 || out[n - 1] == ' ')) continue;
    if (is_white) word_end = n;
    if (n + (at - begin) > most && word_end > most / 2) {
      n = word_end;
      while (n > 0 && strchr(",;:-", out[n - 1])) n--;
      memcpy(out + n, "…", 3);
      return (ro_str){out, n + 3};
    }
    if (is_white)
      out[n++] = ' ';
    else
      for (size_t i = begin; i < at; i++) out[n++] = text.data[i];
  }
  return ro_str_trim((ro_str){out, n});
}
