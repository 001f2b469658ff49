/* What every unit test includes: cmocka and the headers it wants. */
#ifndef RO_TESTS_SUPPORT_TEST_H
#define RO_TESTS_SUPPORT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"

/* A test that gets NULL where a row should be may crash: that is a failed test. */
#pragma GCC diagnostic ignored "-Wnull-dereference"

/* Compares an ro_str with a C string. */
#define assert_str(actual, expected) \
  do { \
    ro_str test_actual = (actual); \
    assert_int_equal(test_actual.len, strlen(expected)); \
    assert_memory_equal(test_actual.data ? test_actual.data : "", (expected), test_actual.len); \
  } while (0)

#endif
