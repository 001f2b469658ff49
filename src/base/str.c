/* Strings as (pointer, length), and a buffer to build them in. */
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

bool ro_str_equal_nocase(ro_str a, ro_str b) {
  if (a.len != b.len) return false;
  for (size_t i = 0; i < a.len; i++)
    if (lower_ascii(a.data[i]) != lower_ascii(b.data[i])) return false;
  return true;
}

int ro_str_compare(ro_str a, ro_str b) {
  size_t n = a.len < b.len ? a.len : b.len;
  int order = n ? memcmp(a.data, b.data, n) : 0;
  if (order) return order < 0 ? -1 : 1;
  return a.len < b.len ? -1 : a.len > b.len;
}

bool ro_str_starts(ro_str s, ro_str prefix) {
  return s.len >= prefix.len && ro_str_equal(ro_str_sub(s, 0, prefix.len), prefix);
}

bool ro_str_ends(ro_str s, ro_str suffix) {
  return s.len >= suffix.len && ro_str_equal(ro_str_sub(s, s.len - suffix.len, s.len), suffix);
}

size_t ro_str_find(ro_str s, ro_str part) {
  if (part.len == 0) return 0;
  for (size_t i = 0; i + part.len <= s.len; i++) {
    const char *hit = memchr(s.data + i, part.data[0], s.len - part.len - i + 1);
    if (!hit) break;
    i = (size_t)(hit - s.data);
    if (memcmp(hit, part.data, part.len) == 0) return i;
  }
  return s.len;
}

ro_str ro_str_sub(ro_str s, size_t begin, size_t end) {
  if (end > s.len) end = s.len;
  if (begin > end) begin = end;
  return (ro_str){s.data ? s.data + begin : NULL, end - begin};
}

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

ro_str ro_str_trim(ro_str s) {
  size_t begin = 0, end = s.len;
  while (begin < end && is_space(s.data[begin])) begin++;
  while (end > begin && is_space(s.data[end - 1])) end--;
  return ro_str_sub(s, begin, end);
}

bool ro_str_split(ro_str *rest, char separator, ro_str *piece) {
  if (!rest->data) return false;
  const char *hit = rest->len ? memchr(rest->data, separator, rest->len) : NULL;
  if (!hit) {
    *piece = *rest;
    *rest = (ro_str){NULL, 0};
    return true;
  }
  size_t at = (size_t)(hit - rest->data);
  *piece = ro_str_sub(*rest, 0, at);
  *rest = (ro_str){hit + 1, rest->len - at - 1};
  return true;
}

bool ro_str_to_int(ro_str s, int32_t *value) {
  size_t i = 0;
  bool is_negative = s.len && s.data[0] == '-';
  if (s.len && (s.data[0] == '-' || s.data[0] == '+')) i = 1;
  if (i == s.len) return false;
  int64_t v = 0;
  for (; i < s.len; i++) {
    if (s.data[i] < '0' || s.data[i] > '9') return false;
    v = v * 10 + (s.data[i] - '0');
    if (v > INT32_MAX) return false;
  }
  *value = (int32_t)(is_negative ? -v : v);
  return true;
}

ro_str ro_str_copy(ro_arena *arena, ro_str s) {
  if (s.len == SIZE_MAX) return (ro_str){NULL, 0};
  char *data = ro_arena_alloc(arena, s.len + 1);
  if (!data) return (ro_str){NULL, 0};
  if (s.len) memcpy(data, s.data, s.len);
  return (ro_str){data, s.len};
}

ro_str ro_str_printf(ro_arena *arena, const char *format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int len = vsnprintf(NULL, 0, format, args);
  va_end(args);
  char *data = len < 0 ? NULL : ro_arena_alloc(arena, (size_t)len + 1);
  if (data) vsnprintf(data, (size_t)len + 1, format, again);
  va_end(again);
  return data ? (ro_str){data, (size_t)len} : (ro_str){NULL, 0};
}

ro_str ro_str_join(ro_arena *arena, ro_str a, const char *between, ro_str b) {
  return ro_str_printf(arena, "%.*s%s%.*s", RO_FMT(a), between, RO_FMT(b));
}

static bool has_room(ro_buf *buf, size_t extra) {
  if (buf->has_failed || extra > SIZE_MAX / 2 - buf->len) {
    buf->has_failed = true;
    return false;
  }
  size_t need = buf->len + extra + 1;
  if (need <= buf->cap) return true;
  size_t cap = buf->cap ? buf->cap : 256;
  while (cap < need) cap *= 2;
  char *data = realloc(buf->data, cap);
  if (!data) {
    buf->has_failed = true;
    return false;
  }
  buf->data = data;
  buf->cap = cap;
  return true;
}

void ro_buf_add(ro_buf *buf, const char *data, size_t len) {
  if (!has_room(buf, len)) return;
  if (len) memcpy(buf->data + buf->len, data, len);
  buf->len += len;
  buf->data[buf->len] = 0;
}

void *ro_buf_extend(ro_buf *buf, size_t len) {
  if (!has_room(buf, len)) return NULL;
  char *room = buf->data + buf->len;
  buf->len += len;
  buf->data[buf->len] = 0;
  return room;
}

void ro_buf_str(ro_buf *buf, ro_str s) { ro_buf_add(buf, s.data, s.len); }
void ro_buf_text(ro_buf *buf, const char *s) { ro_buf_add(buf, s, strlen(s)); }
void ro_buf_char(ro_buf *buf, char c) { ro_buf_add(buf, &c, 1); }

void ro_buf_printf(ro_buf *buf, const char *format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int len = vsnprintf(NULL, 0, format, args);
  va_end(args);
  if (len >= 0 && has_room(buf, (size_t)len)) {
    vsnprintf(buf->data + buf->len, (size_t)len + 1, format, again);
    buf->len += (size_t)len;
  }
  va_end(again);
}

void ro_buf_free(ro_buf *buf) {
  free(buf->data);
  *buf = (ro_buf){0};
}
