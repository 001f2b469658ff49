/* Model files: what is written is read back; whatever is wrong is refused with its place. */
#include "model/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "model/linear.h"

static void put_word(uint8_t *p, uint64_t v, int n) {
  for (int i = 0; i < n; i++) p[i] = (uint8_t)(v >> (8 * i));
}

/* A model with a linear section of `classes` classes and a map. */
static ro_buf make(uint32_t classes, uint32_t n_slots, uint32_t n_pairs, uint32_t class_) {
  ro_buf linear = {0}, map = {0}, out = {0};
  ro_model_writer w = {0};
  ro_model_put32(&linear, classes);
  ro_model_put32(&linear, n_slots);
  ro_model_put32(&linear, n_pairs);
  ro_model_put32(&linear, 0);
  for (int i = 0; i < 2; i++) {
    ro_model_put16(&linear, i ? 0 : 7);
    ro_buf_char(&linear, i ? 0 : 1);
    ro_buf_add(&linear, "\0\0\0", 3);
  }
  ro_buf_char(&linear, (char)-5);
  ro_buf_char(&linear, (char)class_);
  ro_model_put32(&map, 2);
  ro_model_put32(&map, 0);
  ro_model_put32(&map, 9);
  ro_model_put32(&map, 42);
  ro_model_put32(&map, 0);
  ro_model_put32(&map, RO_NONE);
  ro_model_add(&w, "linear", (ro_str){linear.data, linear.len});
  ro_model_add(&w, "map", (ro_str){map.data, map.len});
  ro_model_finish(&w, &out);
  ro_buf_free(&linear);
  ro_buf_free(&map);
  assert_false(out.has_failed);
  return out;
}

static ro_str str_of(const ro_buf *buf) { return (ro_str){buf->data, buf->len}; }

/* The hash made to fit again, so that what lies behind it is reached. */
static void seal(ro_buf *buf) {
  put_word((uint8_t *)buf->data + 24, ro_hash(buf->data + 32, buf->len - 32, 0), 8);
}

static void test_round_trip(void **state) {
  (void)state;
  ro_buf buf = make(5, 2, 1, 3);
  ro_model model;
  ro_linear linear;
  ro_map map;
  ro_error error;
  assert_int_equal(ro_model_open(str_of(&buf), RO_STR("m"), &model, &error), RO_OK);
  assert_int_equal(ro_linear_open(&model, "linear", &linear, &error), RO_OK);
  assert_int_equal(ro_map_open(&model, "map", &map, &error), RO_OK);
  int32_t scores[5] = {0};
  uint64_t known = 7, unknown = 8;
  ro_linear_score(&linear, &known, 1, scores);
  ro_linear_score(&linear, &unknown, 1, scores);
  assert_int_equal(scores[3], -5);
  assert_int_equal(scores[0] + scores[1] + scores[2] + scores[4], 0);
  assert_int_equal(ro_map_find(&map, 9), 42);
  assert_int_equal(ro_map_find(&map, 10), RO_NONE);
  assert_int_equal(ro_map_max(&map), 42);
  ro_buf_free(&buf);
}

static void expect(const ro_buf *buf, size_t len, ro_status status, uint64_t offset) {
  ro_model model;
  ro_error error = {0};
  ro_status got = ro_model_open((ro_str){buf->data, len}, RO_STR("m"), &model, &error);
  if (got == RO_OK) got = ro_model_verify(&model, &error);
  assert_int_equal(got, status);
  assert_int_equal(error.offset, offset);
  assert_string_equal(error.where, "m");
}

static void expect_refused(const ro_buf *buf) {
  ro_model model;
  ro_error error = {0};
  ro_status got = ro_model_open((ro_str){buf->data, buf->len}, RO_STR("m"), &model, &error);
  if (got == RO_OK) got = ro_model_verify(&model, &error);
  assert_true(got == RO_EFORMAT || got == RO_EVERSION);
}

static void test_header(void **state) {
  (void)state;
  ro_buf buf = make(5, 2, 1, 3);
  uint8_t *p = (uint8_t *)buf.data;
  for (size_t len = 0; len < RO_MODEL_HEADER; len++) expect(&buf, len, RO_EFORMAT, len);
  expect(&buf, buf.len - 1, RO_EFORMAT, 16);
  p[0] ^= 1;
  expect(&buf, buf.len, RO_EFORMAT, 0);
  p[0] ^= 1;
  p[8] ^= 2;
  expect(&buf, buf.len, RO_EVERSION, 8);
  p[8] ^= 2;
  for (size_t at = 24; at < buf.len; at++) { /* any altered byte behind the header's first part */
    p[at] ^= 16;
    expect_refused(&buf);
    p[at] ^= 16;
  }
  p[32] ^= 1;
  seal(&buf);
  expect(&buf, buf.len, RO_EVERSION, 32);
  p[32] ^= 1;
  put_word(p + 12, 1000, 4);
  seal(&buf);
  expect(&buf, buf.len, RO_EFORMAT, 12);
  put_word(p + 12, 2, 4);
  put_word(p + RO_MODEL_HEADER + 8, UINT64_MAX - 3, 8);
  seal(&buf);
  expect(&buf, buf.len, RO_EFORMAT, RO_MODEL_HEADER);
  ro_buf_free(&buf);
}

static ro_status open_linear(uint32_t classes, uint32_t bits, uint32_t n_pairs, uint32_t class_) {
  ro_buf buf = make(classes, bits, n_pairs, class_);
  ro_model model;
  ro_linear linear;
  ro_error error;
  assert_int_equal(ro_model_open(str_of(&buf), RO_STR("m"), &model, &error), RO_OK);
  ro_status status = ro_linear_open(&model, "linear", &linear, &error);
  assert_int_equal(ro_linear_open(&model, "none", &linear, &error), RO_EFORMAT);
  ro_map map;
  assert_int_equal(ro_map_open(&model, "linear", &map, &error), RO_EFORMAT);
  ro_buf_free(&buf);
  return status;
}

static void test_hostile_sections(void **state) {
  (void)state;
  assert_int_equal(open_linear(5, 2, 1, 3), RO_OK);
  assert_int_equal(open_linear(0, 2, 1, 0), RO_EFORMAT);
  assert_int_equal(open_linear(3, 2, 1, 0), RO_EFORMAT); /* so few classes have no pairs */
  assert_int_equal(open_linear(100000, 2, 1, 3), RO_EFORMAT);
  assert_int_equal(open_linear(5, 0, 1, 3), RO_EFORMAT);
  assert_int_equal(open_linear(5, 0xFFFFFFFF, 1, 3), RO_EFORMAT);
  assert_int_equal(open_linear(5, 3, 1, 3), RO_EFORMAT);
  assert_int_equal(open_linear(5, 2, 0xFFFFFFFF, 3), RO_EFORMAT);
  assert_int_equal(open_linear(5, 2, 0, 3), RO_EFORMAT);
  assert_int_equal(open_linear(5, 2, 1, 5), RO_EFORMAT); /* a class there is not */
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_round_trip),
                                     cmocka_unit_test(test_header),
                                     cmocka_unit_test(test_hostile_sections)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
