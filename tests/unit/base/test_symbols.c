#include "support/test.h"

#include <stdio.h>

#include "base/hash.h"
#include "base/symbols.h"

static void equal_strings_have_equal_ids(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0);
  ro_symbols *table = ro_symbols_new(arena);
  static ro_sym ids[5000];
  char text[16];
  for (uint32_t i = 0; i < 5000; i++) {
    int n = snprintf(text, sizeof text, "w%u", i);
    ids[i] = ro_symbols_put(table, (ro_str){text, (size_t)n});
    assert_int_not_equal(ids[i], 0);
  }
  assert_int_equal(ro_symbols_count(table), 5001);
  for (uint32_t i = 0; i < 5000; i++) {
    int n = snprintf(text, sizeof text, "w%u", i);
    ro_str s = {text, (size_t)n};
    assert_int_equal(ro_symbols_put(table, s), ids[i]);
    assert_int_equal(ro_symbols_find(table, s), ids[i]);
    assert_str(ro_symbols_get(table, ids[i]), text);
    assert_true(ro_symbols_hash(table, ids[i]) == ro_hash_str(s));
  }
  assert_int_equal(ro_symbols_find(table, RO_STR("absent")), 0);
  assert_int_equal(ro_symbols_put(table, RO_STR("")), 0);
  ro_arena_free(arena);
}

static void sha256_is_the_standard_one(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0);
  assert_str(ro_sha256(arena, RO_STR("abc")), /* FIPS 180-2, appendix B.1 */
             "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  ro_arena_free(arena);
}

static void hash_depends_on_every_byte_and_the_length(void **state) {
  (void)state;
  uint8_t bytes[40] = {0};
  uint64_t base = ro_hash(bytes, sizeof bytes, 0);
  for (size_t i = 0; i < sizeof bytes; i++) {
    bytes[i] = 1;
    assert_true(ro_hash(bytes, sizeof bytes, 0) != base);
    bytes[i] = 0;
    assert_true(ro_hash(bytes, i, 0) != base);
  }
  assert_true(ro_hash(bytes, sizeof bytes, 1) != base);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(equal_strings_have_equal_ids),
      cmocka_unit_test(sha256_is_the_standard_one),
      cmocka_unit_test(hash_depends_on_every_byte_and_the_length),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
