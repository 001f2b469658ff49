/* UTF-8: reading, repair, and the way between bytes and code points. */
#ifndef RO_BASE_UTF8_H
#define RO_BASE_UTF8_H

#include "base/str.h"

/* Code point at s.data[*at], and *at moved behind it.  *at must be < s.len.  A byte that does not
 * begin a valid sequence gives U+FFFD and moves by one. */
uint32_t ro_utf8_next_long(ro_str s, size_t *at); /* the same, where it is not ASCII */
static inline uint32_t ro_utf8_next(ro_str s, size_t *at) {
  uint8_t first = (uint8_t)s.data[*at];
  if (first >= 0x80) return ro_utf8_next_long(s, at);
  ++*at;
  return first;
}
/* Code point that ends before *at (> 0), and *at moved to its start. */
uint32_t ro_utf8_previous(ro_str s, size_t *at);
/* Offset of the first invalid byte, s.len when all is valid.  NUL is valid UTF-8. */
size_t ro_utf8_check(ro_str s);
/* Copy with each invalid byte and each NUL replaced by U+FFFD; *repaired counts them. */
ro_str ro_utf8_repair(ro_arena *arena, ro_str s, uint32_t *repaired);
/* Lower case of each code point (utf8proc), curly quotes and apostrophes made straight. */
ro_str ro_utf8_lower(ro_arena *arena, ro_str s);
size_t ro_utf8_put(char out[4], uint32_t codepoint); /* bytes written */

/* The text in one line, cut at a word before `most` bytes with an ellipsis. */
ro_str ro_utf8_line(ro_arena *arena, ro_str text, size_t most);

/* Properties; those of code points beyond ASCII are looked up. */
bool ro_is_upper_long(uint32_t c);
bool ro_is_letter_long(uint32_t c);
bool ro_is_white_long(uint32_t c);
static inline bool ro_is_upper(uint32_t c) {
  return c < 0x80 ? c >= 'A' && c <= 'Z' : ro_is_upper_long(c);
}
static inline bool ro_is_letter(uint32_t c) {
  return c < 0x80 ? (c | 32) >= 'a' && (c | 32) <= 'z' : ro_is_letter_long(c);
}
static inline bool ro_is_digit(uint32_t c) { return c >= '0' && c <= '9'; } /* ASCII digits */
/* Unicode white space, NBSP and zero-width space included */
static inline bool ro_is_white(uint32_t c) {
  return c < 0x80 ? c == ' ' || (c >= '\t' && c <= '\r') : ro_is_white_long(c);
}

/* Code-point number of every byte offset of a text, in 64-byte strides: memory len/16. */
typedef struct {
  ro_str text;
  uint32_t *at; /* [len/64+1] code points before byte 64*i */
} ro_codepoints;
ro_status ro_codepoints_make(ro_arena *arena, ro_str text, ro_codepoints *out);
uint32_t ro_codepoint(const ro_codepoints *map, uint32_t byte);

#endif
