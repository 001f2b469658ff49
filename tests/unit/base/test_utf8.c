#include "support/test.h"

#include <utf8proc.h>

#include "base/utf8.h"

/* Every sequence of up to three bytes is judged as utf8proc judges it. */
static void validity_agrees_with_utf8proc(void **state) {
  (void)state;
  for (uint32_t v = 0; v < 1u << 24; v += 7) {
    char bytes[3] = {(char)(v & 255), (char)(v >> 8 & 255), (char)(v >> 16 & 255)};
    ro_str s = {bytes, 3};
    bool theirs = true;
    for (utf8proc_ssize_t at = 0; at < 3 && theirs;) {
      utf8proc_int32_t c;
      utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)bytes + at, 3 - at, &c);
      theirs = n > 0;
      at += n;
    }
    assert_int_equal(ro_utf8_check(s) == s.len, theirs);
  }
}

static void repair_replaces_each_bad_byte(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0);
  uint32_t n = 0;
  ro_str bad = {"a\xFF\xC3z\0\xE2\x82", 7};
  assert_str(ro_utf8_repair(arena, bad, &n),
             "a\xEF\xBF\xBD\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  assert_int_equal(n, 5);
  assert_str(ro_utf8_repair(arena, RO_STR("gr\xC3\xBC\xC3\x9F"), &n), "gr\xC3\xBC\xC3\x9F");
  assert_int_equal(n, 0);
  ro_arena_free(arena);
}

static void code_points_of_every_byte(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0);
  char text[600];
  size_t len = 0;
  const char *parts[] = {"a", "\xC3\xA9", "\xE2\x80\x9C", "\xF0\x9F\x99\x82"};
  for (size_t i = 0; len + 4 < sizeof text; i++) {
    memcpy(text + len, parts[i % 4], strlen(parts[i % 4]));
    len += strlen(parts[i % 4]);
  }
  ro_codepoints map;
  assert_int_equal(ro_codepoints_make(arena, (ro_str){text, len}, &map), RO_OK);
  uint32_t points = 0;
  for (size_t at = 0; at < len; points++) {
    assert_int_equal(ro_codepoint(&map, (uint32_t)at), points);
    ro_utf8_next((ro_str){text, len}, &at);
  }
  assert_int_equal(ro_codepoint(&map, (uint32_t)len), points);
  ro_arena_free(arena);
}

static void back_and_forth_meet(void **state) {
  (void)state;
  ro_str s = RO_STR("a\xC3\xA9\xE2\x80\x9C\xF0\x9F\x99\x82z");
  size_t at = s.len, forward[8], n = 0;
  for (size_t i = 0; i < s.len; ro_utf8_next(s, &i)) forward[n++] = i;
  while (at > 0) {
    ro_utf8_previous(s, &at);
    assert_int_equal(at, forward[--n]);
  }
  assert_int_equal(n, 0);
}

static void lower_case_and_straight_quotes(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0);
  assert_str(ro_utf8_lower(arena, RO_STR("\xC3\x89LYS\xC3\x89"
                                         "E\xE2\x80\x99S \xE2\x80\x9CX\xE2\x80\x9D")),
             "\xC3\xA9lys\xC3\xA9"
             "e's \"x\"");
  ro_arena_free(arena);
}

static void a_line_is_cut_at_a_word(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0);
  assert_str(ro_utf8_line(arena, RO_STR("one\ntwo  three"), 100), "one two three");
  assert_str(ro_utf8_line(arena, RO_STR("one two three four"), 10), "one two…");
  assert_str(ro_utf8_line(arena, RO_STR("one two, three"), 9), "one two…");
  assert_str(ro_utf8_line(arena, RO_STR(""), 9), "");
  ro_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(validity_agrees_with_utf8proc),
      cmocka_unit_test(repair_replaces_each_bad_byte),
      cmocka_unit_test(code_points_of_every_byte),
      cmocka_unit_test(back_and_forth_meet),
      cmocka_unit_test(lower_case_and_straight_quotes),
      cmocka_unit_test(a_line_is_cut_at_a_word),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
