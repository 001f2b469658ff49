/* Folding of names: one sound, one spelling; the distance against a plain table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/fold.h"

static bool folds_alike(const char *a, const char *b) {
  return ro_fold_hash(ro_str_from(a)) == ro_fold_hash(ro_str_from(b));
}

static void transliterations_fold_alike(void **state) {
  (void)state;
  static const char *const pairs[][2] = {
      {"Dubrovsky", "Dubrovskiy"},  {"Dubrovskii", "Dubrovskyy"}, {"Sergey", "Sergei"},
      {"Khalid", "Halid"},          {"Mahmoud", "Mahmud"},        {"Müller", "Muller"},
      {"Hussain", "Husain"},        {"Łukasz", "Lukasz"},         {"QADIR", "Kadir"},
      {"Han Do-yun", "Han Do Yun"}, {"Ana  Reyk", "ana reyk"},    {"O’Brien", "OBrien"}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    assert_true(folds_alike(pairs[i][0], pairs[i][1]));
}

static void different_names_stay_apart(void **state) {
  (void)state;
  static const char *const pairs[][2] = {{"Reyk", "Reik Ana"},
                                         {"Ana Reyk", "Reyk Ana"},
                                         {"Ivanov", "Ivanova"},
                                         {"Kim", "Lim"},
                                         {"Ana II", "Ana I"}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    assert_false(folds_alike(pairs[i][0], pairs[i][1]));
}

/* Oracle: the whole table, three letters, every pair of words up to four letters. */
static uint32_t naive(const char *a, size_t n, const char *b, size_t m) {
  uint32_t t[6][6];
  for (size_t i = 0; i <= n; i++)
    for (size_t j = 0; j <= m; j++) {
      if (!i || !j) {
        t[i][j] = (uint32_t)(i + j);
        continue;
      }
      uint32_t v = t[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
      if (t[i - 1][j] + 1 < v) v = t[i - 1][j] + 1;
      if (t[i][j - 1] + 1 < v) v = t[i][j - 1] + 1;
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && t[i - 2][j - 2] + 1 < v)
        v = t[i - 2][j - 2] + 1;
      t[i][j] = v;
    }
  return t[n][m];
}

static size_t spell(uint32_t code, char out[4]) {
  size_t n = 0;
  for (; code; code /= 4)
    if (code % 4) out[n++] = (char)('a' + code % 4 - 1);
  return n;
}

static void distance_equals_the_whole_table(void **state) {
  (void)state;
  for (uint32_t x = 0; x < 256; x++)
    for (uint32_t y = 0; y < 256; y++) {
      char a[4], b[4];
      size_t n = spell(x, a), m = spell(y, b);
      uint32_t expected = naive(a, n, b, m);
      for (uint32_t limit = 0; limit <= 3; limit++) {
        uint32_t found = ro_fold_distance((ro_str){a, n}, (ro_str){b, m}, limit);
        assert_int_equal(found, expected <= limit ? expected : limit + 1);
      }
    }
}

static void near_needs_length_and_first_letter(void **state) {
  (void)state;
  assert_true(ro_fold_is_near(RO_STR("volodimir"), RO_STR("volodimr")));
  assert_false(ro_fold_is_near(RO_STR("reik"), RO_STR("reil")));
  assert_false(ro_fold_is_near(RO_STR("darina"), RO_STR("karina")));
  assert_false(ro_fold_is_near(RO_STR("martin"), RO_STR("morden")));
}

static void long_words_are_cut_not_overrun(void **state) {
  (void)state;
  char word[400], out[RO_FOLD_BYTES];
  for (size_t i = 0; i < sizeof word; i++) word[i] = i % 2 ? 'x' : 'a';
  assert_true(ro_fold_word((ro_str){word, sizeof word}, out) <= RO_FOLD_BYTES);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(transliterations_fold_alike),
      cmocka_unit_test(different_names_stay_apart),
      cmocka_unit_test(distance_equals_the_whole_table),
      cmocka_unit_test(near_needs_length_and_first_letter),
      cmocka_unit_test(long_words_are_cut_not_overrun),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
