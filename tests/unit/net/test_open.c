/* Opening refuses networks that are broken, and says in which section. */
#include <math.h>
#include <stdio.h>

#include "support/random_net.h"
#include "support/test.h"

static const random_shape small = {.kind = RO_NET_PIECES,
                                   .hidden = 32,
                                   .arc_width = 16,
                                   .label_width = 16,
                                   .max_units = 20,
                                   .n_features = 2,
                                   .table_rows = {5, 3},
                                   .n_heads = 2,
                                   .classes = {3, 17},
                                   .n_blocks = 3,
                                   .block = {{1, 1, 1}, {2, 2, 0}, {3, 48, 2}}};
static const char *const sections[] = {"config", "tables", "linears", "floats"};
enum { CONFIG, TABLES, LINEARS, FLOATS, N_SECTIONS };

/* A good file in parts, to be broken. */
typedef struct {
  ro_buf section[N_SECTIONS];
} parts;

static parts parts_new(void) {
  parts p = {{{0}}};
  ro_buf file = {0};
  ro_model model;
  random_net_write(&small, 1, &file);
  assert_int_equal(ro_model_open((ro_str){file.data, file.len}, RO_STR("m"), &model, NULL), RO_OK);
  for (int i = 0; i < N_SECTIONS; i++) {
    ro_str bytes;
    assert_int_equal(ro_model_section(&model, sections[i], &bytes, NULL), RO_OK);
    ro_buf_str(&p.section[i], bytes);
  }
  ro_buf_free(&file);
  return p;
}

/* Opens a file of the parts, frees them; section `missing` (or N_SECTIONS) is left out. */
static ro_status parts_open(parts *p, int missing, ro_error *error) {
  ro_model_writer writer = {0};
  ro_buf file = {0};
  ro_model model;
  const ro_net *net;
  for (int i = 0; i < N_SECTIONS; i++) {
    ro_buf *b = &p->section[i];
    if (i != missing) ro_model_add(&writer, sections[i], (ro_str){b->data, b->len});
    ro_buf_free(b);
  }
  ro_model_finish(&writer, &file);
  assert_int_equal(ro_model_open((ro_str){file.data, file.len}, RO_STR("m"), &model, error), RO_OK);
  ro_arena *arena = ro_arena_new(0);
  ro_status status = ro_net_open(&model, arena, &net, error);
  ro_arena_free(arena);
  ro_buf_free(&file);
  return status;
}

static void expect_refused(parts *p, int missing, int section) {
  ro_error error = {0};
  assert_int_equal(parts_open(p, missing, &error), RO_EFORMAT);
  assert_string_equal(error.where, "m");
  assert_non_null(strstr(error.message, sections[section]));
}

static void put32(ro_buf *buf, size_t at, uint32_t v) {
  assert_true(at + 4 <= buf->len);
  for (size_t i = 0; i < 4; i++) buf->data[at + i] = (char)(v >> (8 * i));
}

static void expect_word_refused(int section, size_t at, uint32_t v) {
  parts p = parts_new();
  put32(&p.section[section], at, v);
  expect_refused(&p, N_SECTIONS, section);
}

static void test_good(void **state) {
  (void)state;
  parts p = parts_new();
  ro_error error = {0};
  assert_int_equal(parts_open(&p, N_SECTIONS, &error), RO_OK);
}

static void test_missing(void **state) {
  (void)state;
  for (int i = 0; i < N_SECTIONS; i++) {
    parts p = parts_new();
    expect_refused(&p, i, i);
  }
}

/* Each section cut anywhere. */
static void test_cut(void **state) {
  (void)state;
  for (int i = 0; i < N_SECTIONS; i++) {
    for (size_t cut = 1, length = 1; cut <= length; cut += cut < 70 ? 1 : 997) {
      parts p = parts_new();
      length = p.section[i].len;
      p.section[i].len -= cut;
      if (i != TABLES || cut > 64 - 4 * 3) /* the zeros behind the last table may be missing */
        expect_refused(&p, N_SECTIONS, i);
      else
        assert_int_equal(parts_open(&p, N_SECTIONS, NULL), RO_OK);
    }
  }
}

static void test_config(void **state) {
  (void)state;
  const struct {
    size_t word;
    uint32_t value;
  } wrong[] = {
      {0, 2},    {1, 2},  {2, 0},          {2, 33},         {2, 0xFFFFFFF0}, {3, 0},
      {3, 9},    {4, 33}, {4, UINT32_MAX}, {5, 24},         {5, 0},          {6, 0},
      {6, 4096}, {7, 0},  {7, 9},          {8, 0},          {8, 1u << 20},   {16, 0},
      {16, 4},   {17, 0}, {17, 17},        {18, 3}, /* first block: kind, step, act */
      {21, 0},   {21, 3}, {21, 4},         {25, 0},         {25, 40}, /* heads, inner width */
      {28, 4},   {29, 0}, {29, 1025},      {29, UINT32_MAX}};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    expect_word_refused(CONFIG, 4 * wrong[i].word, wrong[i].value);
}

static uint32_t bits_of(float v) {
  uint32_t bits;
  memcpy(&bits, &v, sizeof bits);
  return bits;
}

static void test_tables(void **state) {
  (void)state;
  expect_word_refused(TABLES, 0, 0);
  expect_word_refused(TABLES, 0, UINT32_MAX);
  expect_word_refused(TABLES, 64 + 192, bits_of(NAN)); /* scale of the first row: 5 * 32 bytes */
}

static void test_linears(void **state) {
  (void)state;
  const size_t sums = 64 + 128 * 32; /* the first is 96 (padded to 128) by 32 */
  expect_word_refused(LINEARS, 0, 97);
  expect_word_refused(LINEARS, 4, UINT32_MAX);
  expect_word_refused(LINEARS, sums, 128 * 128 + 1);
  expect_word_refused(LINEARS, sums, 0x80000000u);
  expect_word_refused(LINEARS, sums + 128, bits_of(INFINITY));
  expect_word_refused(LINEARS, sums + 256, bits_of(1e5f));
}

static void test_floats(void **state) {
  (void)state;
  const size_t temperatures = 4 * (2 * 32 * 4 + 16 + 66);
  expect_word_refused(FLOATS, 0, bits_of(NAN));
  expect_word_refused(FLOATS, temperatures - 4, bits_of(-INFINITY));
  for (size_t i = 0; i < 4; i++) expect_word_refused(FLOATS, temperatures + 4 * i, 0);
}

static void test_no_memory(void **state) {
  (void)state;
  ro_buf file = {0};
  ro_model model;
  const ro_net *net;
  ro_error error = {0};
  random_net_write(&small, 1, &file);
  assert_int_equal(ro_model_open((ro_str){file.data, file.len}, RO_STR("m"), &model, &error),
                   RO_OK);
  ro_status status = RO_ENOMEM;
  for (uint64_t n = 1; n < 200 && status != RO_OK; n++) {
    ro_arena *arena = ro_arena_new(0);
    ro_arena_fail_after(arena, n);
    status = ro_net_open(&model, arena, &net, &error);
    assert_true(status == RO_OK || status == RO_ENOMEM);
    ro_arena_free(arena);
  }
  assert_int_equal(status, RO_OK);
  ro_buf_free(&file);
}

static void test_kernels(void **state) {
  (void)state;
  ro_buf file = {0};
  ro_model model;
  const ro_net *net;
  ro_error error = {0};
  ro_arena *arena = ro_arena_new(0);
  random_net_write(&small, 1, &file);
  assert_int_equal(ro_model_open((ro_str){file.data, file.len}, RO_STR("m"), &model, &error),
                   RO_OK);
  assert_int_equal(ro_net_open_with(&model, "abacus", arena, &net, &error), RO_EINVAL);
  assert_int_equal(ro_net_open_with(&model, "scalar", arena, &net, &error), RO_OK);
  const ro_net_shape *shape = ro_net_shape_of(net);
  assert_int_equal(shape->kind, RO_NET_PIECES);
  assert_int_equal(shape->table_rows[1], 3);
  assert_int_equal(shape->n_tags, 20);
  assert_int_equal(shape->head[1].first, 3);
  ro_arena_free(arena);
  ro_buf_free(&file);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_good),   cmocka_unit_test(test_missing),
      cmocka_unit_test(test_cut),    cmocka_unit_test(test_config),
      cmocka_unit_test(test_tables), cmocka_unit_test(test_linears),
      cmocka_unit_test(test_floats), cmocka_unit_test(test_no_memory),
      cmocka_unit_test(test_kernels)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
