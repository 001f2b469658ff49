#include "support/test.h"

#include "base/rows.h"

static void memory_is_zeroed_and_aligned(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0);
  for (size_t size = 0; size < 5000; size = size * 2 + 1) {
    uint8_t *p = ro_arena_alloc(arena, size);
    assert_non_null(p);
    assert_int_equal((uintptr_t)p % 16, 0);
    for (size_t i = 0; i < size; i++) assert_int_equal(p[i], 0);
    memset(p, 0xAB, size);
  }
  ro_arena_free(arena);
}

static void reset_gives_memory_again(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0);
  char *kept = ro_arena_alloc(arena, 10);
  memcpy(kept, "kept", 5);
  ro_arena_mark mark = ro_arena_tell(arena);
  for (int round = 0; round < 50; round++) {
    uint8_t *p = ro_arena_alloc(arena, 100000);
    assert_int_equal(p[99999], 0);
    memset(p, 1, 100000);
    ro_arena_reset(arena, mark);
  }
  assert_string_equal(kept, "kept");
  assert_true(ro_arena_bytes(arena) < 400000);
  ro_arena_free(arena);
}

static void limit_fails_and_stays_failed(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(100000);
  assert_non_null(ro_arena_alloc(arena, 1000));
  assert_null(ro_arena_alloc(arena, 200000));
  assert_true(ro_arena_has_failed(arena));
  assert_null(ro_arena_alloc(arena, 1));
  ro_arena_free(arena);
}

static void product_overflow_fails(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0);
  assert_null(ro_arena_array(arena, SIZE_MAX / 2, 3));
  assert_true(ro_arena_has_failed(arena));
  ro_arena_free(arena);
}

static void nth_allocation_fails(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0);
  ro_arena_fail_after(arena, 3);
  assert_non_null(ro_arena_alloc(arena, 1));
  assert_non_null(ro_arena_alloc(arena, 1));
  assert_null(ro_arena_alloc(arena, 1));
  assert_true(ro_arena_has_failed(arena));
  ro_arena_free(arena);
}

static void rows_grow_and_keep_their_values(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0);
  ro_indexes list = {0};
  for (uint32_t i = 0; i < 1000; i++) assert_true(ro_indexes_add(arena, &list, i * 7));
  assert_int_equal(list.n, 1000);
  for (uint32_t i = 0; i < 1000; i++) assert_int_equal(list.at[i], i * 7);
  assert_true(ro_indexes_add_new(arena, &list, 7));
  assert_int_equal(list.n, 1000);
  assert_false(ro_indexes_has(&list, 8));
  ro_arena_free(arena);
}

static void rows_stay_whole_when_memory_is_out(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0);
  ro_indexes list = {0};
  for (uint32_t i = 0; i < 4; i++) assert_true(ro_indexes_add(arena, &list, i));
  ro_arena_fail_after(arena, 1);
  assert_false(ro_indexes_add(arena, &list, 4));
  assert_int_equal(list.n, 4);
  assert_int_equal(list.at[3], 3);
  ro_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(memory_is_zeroed_and_aligned),
      cmocka_unit_test(reset_gives_memory_again),
      cmocka_unit_test(limit_fails_and_stays_failed),
      cmocka_unit_test(product_overflow_fails),
      cmocka_unit_test(nth_allocation_fails),
      cmocka_unit_test(rows_grow_and_keep_their_values),
      cmocka_unit_test(rows_stay_whole_when_memory_is_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
