#include "support/test.h"

#include "base/status.h"

static void split_gives_every_piece(void **state) {
  (void)state;
  ro_str rest = RO_STR("a||b|"), piece;
  const char *expected[] = {"a", "", "b", ""};
  for (size_t i = 0; i < 4; i++) {
    assert_true(ro_str_split(&rest, '|', &piece));
    assert_str(piece, expected[i]);
  }
  assert_false(ro_str_split(&rest, '|', &piece));
}

static void find_is_like_a_naive_search(void **state) {
  (void)state;
  const char *text = "abacabadabacaba";
  ro_str s = ro_str_from(text);
  for (size_t begin = 0; begin < s.len; begin++)
    for (size_t end = begin + 1; end <= s.len; end++) {
      ro_str part = ro_str_sub(s, begin, end);
      size_t naive = 0;
      while (memcmp(text + naive, part.data, part.len) != 0) naive++;
      assert_int_equal(ro_str_find(s, part), naive);
    }
  assert_int_equal(ro_str_find(s, RO_STR("abx")), s.len);
  assert_int_equal(ro_str_find(s, RO_STR("")), 0);
}

static void integers_are_whole_strings(void **state) {
  (void)state;
  int32_t v = 0;
  assert_true(ro_str_to_int(RO_STR("-42"), &v));
  assert_int_equal(v, -42);
  assert_true(ro_str_to_int(RO_STR("2147483647"), &v));
  assert_int_equal(v, INT32_MAX);
  assert_false(ro_str_to_int(RO_STR("2147483648"), &v));
  assert_false(ro_str_to_int(RO_STR("12a"), &v));
  assert_false(ro_str_to_int(RO_STR(""), &v));
  assert_false(ro_str_to_int(RO_STR("-"), &v));
}

static void order_is_bytewise(void **state) {
  (void)state;
  assert_int_equal(ro_str_compare(RO_STR("a"), RO_STR("ab")), -1);
  assert_int_equal(ro_str_compare(RO_STR("b"), RO_STR("ab")), 1);
  assert_int_equal(ro_str_compare(RO_STR("\xC3\xA9"), RO_STR("z")), 1);
  assert_int_equal(ro_str_compare(RO_STR(""), RO_STR("")), 0);
}

static void trim_and_ends(void **state) {
  (void)state;
  assert_str(ro_str_trim(RO_STR(" \t a b\n ")), "a b");
  assert_str(ro_str_trim(RO_STR("  ")), "");
  assert_true(ro_str_ends(RO_STR("a.tsv"), RO_STR(".tsv")));
  assert_false(ro_str_ends(RO_STR("tsv"), RO_STR(".tsv")));
  assert_true(ro_str_equal_nocase(RO_STR("NaTo"), RO_STR("nAtO")));
}

static void buffer_grows(void **state) {
  (void)state;
  ro_buf buf = {0};
  for (int i = 0; i < 1000; i++) ro_buf_printf(&buf, "%d,", i);
  ro_buf_char(&buf, '!');
  assert_int_equal(buf.len, 10 * 2 + 90 * 3 + 900 * 4 + 1);
  assert_string_equal(buf.data + buf.len - 5, "999,!");
  assert_false(buf.has_failed);
  ro_buf_free(&buf);
  assert_null(buf.data);
}

static void failure_has_place_and_words(void **state) {
  (void)state;
  ro_error error = {0};
  assert_int_equal(ro_fail(&error, RO_EFORMAT, RO_STR("a.jsonl"), 17, "line %d is broken", 7),
                   RO_EFORMAT);
  assert_int_equal(error.code, RO_EFORMAT);
  assert_int_equal(error.offset, 17);
  assert_string_equal(error.where, "a.jsonl");
  assert_string_equal(error.message, "line 7 is broken");
  assert_string_equal(ro_status_name(RO_EFORMAT), "RO_EFORMAT");
  char path[1000];
  memset(path, 'x', sizeof path);
  ro_fail(&error, RO_EIO, (ro_str){path, sizeof path}, 0, "too long a path is cut");
  assert_int_equal(strlen(error.where), sizeof error.where - 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(split_gives_every_piece),
      cmocka_unit_test(find_is_like_a_naive_search),
      cmocka_unit_test(integers_are_whole_strings),
      cmocka_unit_test(order_is_bytewise),
      cmocka_unit_test(trim_and_ends),
      cmocka_unit_test(buffer_grows),
      cmocka_unit_test(failure_has_place_and_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
