/* Networks give the bits of the plain reference, with every kernel of this machine, for networks
 * and sentences of many sizes; inputs that are out of range are refused. */
#include <math.h>
#include <stdio.h>

#include "reference.h"
#include "support/random_net.h"
#include "support/test.h"

static const char *const kernels[] = {"scalar", "avx2", "avx512", "amx"};
enum { N_KERNELS = 4 };

typedef struct {
  ro_buf file;
  ro_model model;
  ro_arena *arena;
  const ro_net *net;
} opened;

static opened open_random(const random_shape *shape, uint64_t seed) {
  opened o = {.arena = ro_arena_new(0)};
  ro_error error = {0};
  random_net_write(shape, seed, &o.file);
  assert_false(o.file.has_failed);
  assert_int_equal(
      ro_model_open((ro_str){o.file.data, o.file.len}, RO_STR("random"), &o.model, &error), RO_OK);
  assert_int_equal(ro_net_open_with(&o.model, "scalar", o.arena, &o.net, &error), RO_OK);
  return o;
}

static void opened_free(opened *o) {
  ro_arena_free(o->arena);
  ro_buf_free(&o->file);
}

/* Bits of floats that are numbers. */
static void assert_same(const float *a, const float *b, size_t n, const char *kernel) {
  for (size_t i = 0; i < n; i++) {
    if (isfinite(a[i]) && memcmp(&a[i], &b[i], sizeof *a) == 0) continue;
    print_message("kernels %s: number %zu is %a, not %a\n", kernel, i, (double)b[i], (double)a[i]);
    fail();
  }
}

static size_t n_arcs(const ro_net_input *in) {
  size_t n = 0;
  for (uint32_t s = 0; s < in->n_sentences; s++)
    n += (size_t)in->sentence[s].n_words * (in->sentence[s].n_words + 1);
  return n;
}

static void assert_same_output(const ro_net_shape *shape, const ro_net_input *in,
                               const ro_net_output *a, const ro_net_output *b, const char *kernel) {
  size_t n = in->n_words;
  assert_same(a->tags, b->tags, n * shape->n_tags, kernel);
  assert_same(a->arcs, b->arcs, n_arcs(in), kernel);
  assert_same(a->label_dep, b->label_dep, n * shape->label_width, kernel);
  assert_same(a->label_head, b->label_head, n * shape->label_width, kernel);
}

/* Output arrays of the same sizes, empty. */
static ro_net_output blank_output(const ro_net_shape *shape, const ro_net_input *in,
                                  const ro_net_output *like, ro_arena *arena) {
  ro_net_output out = {
      .tags = RO_ARRAY(arena, float, (size_t)in->n_words * shape->n_tags),
      .arcs = RO_ARRAY(arena, float, n_arcs(in)),
      .arc_first = like->arc_first,
      .label_dep = RO_ARRAY(arena, float, (size_t)in->n_words * shape->label_width),
      .label_head = RO_ARRAY(arena, float, (size_t)in->n_words * shape->label_width)};
  return out;
}

/* Each word under the next but two, the last ones under the root. */
static void check_labels(const opened *o, const ro_net *net, const ro_net_input *in,
                         const ro_net_output *out) {
  const uint32_t n = in->n_words, L = ro_net_shape_of(net)->label_width;
  uint32_t *head = RO_ARRAY(o->arena, uint32_t, n);
  uint8_t *label = RO_ARRAY(o->arena, uint8_t, n);
  float *p = RO_ARRAY(o->arena, float, n), expected[RO_N_DEPREL];
  for (uint32_t w = 0; w < n; w++) head[w] = w + 3 < n ? w + 3 : RO_NONE;
  assert_int_equal(ro_net_labels(net, out, head, n, o->arena, label, p), RO_OK);
  for (uint32_t w = 0; w < n; w++) {
    if (head[w] == RO_NONE) {
      assert_int_equal(label[w], RO_DEPREL_ROOT);
      assert_true(p[w] >= 1.0f);
      continue;
    }
    reference_labels(&o->model, out->label_dep + (size_t)w * L,
                     out->label_head + (size_t)head[w] * L, expected);
    assert_same(&expected[label[w]], &p[w], 1, ro_net_kernel_name(net));
    assert_true(label[w] != RO_DEPREL_ROOT && label[w] != RO_DEPREL_NONE);
    for (uint32_t i = 1; i < RO_N_DEPREL; i++)
      assert_true(i == RO_DEPREL_ROOT || expected[i] <= expected[label[w]]);
  }
  if (n) {
    head[0] = n;
    assert_int_equal(ro_net_labels(net, out, head, n, o->arena, label, p), RO_EINVAL);
  }
}

static void check_shape(const random_shape *shape, uint64_t seed, const uint32_t *lengths,
                        uint32_t n) {
  opened o = open_random(shape, seed);
  const ro_net_input *in = random_net_input(shape, seed, lengths, n, o.arena);
  ro_net_output out, expected = {0};
  for (int i = 0; i < N_KERNELS; i++) {
    const ro_net *net;
    ro_error error;
    ro_status status = ro_net_open_with(&o.model, kernels[i], o.arena, &net, &error);
    if (status == RO_EINVAL) continue; /* not on this machine */
    assert_int_equal(status, RO_OK);
    assert_string_equal(ro_net_kernel_name(net), kernels[i]);
    assert_int_equal(ro_net_run(net, in, o.arena, &out), RO_OK);
    if (!expected.tags) {
      expected = blank_output(ro_net_shape_of(net), in, &out, o.arena);
      for (uint32_t s = 0; s < n; s++) reference_run(&o.model, in, s, &expected);
    }
    assert_same_output(ro_net_shape_of(net), in, &expected, &out, kernels[i]);
    check_labels(&o, net, in, &out);
  }
  opened_free(&o);
}

static const random_shape words = {.kind = RO_NET_WORDS,
                                   .hidden = 80,
                                   .arc_width = 48,
                                   .label_width = 16,
                                   .max_units = 300,
                                   .n_features = 4,
                                   .table_rows = {50, 7, 9, 1},
                                   .n_heads = 3,
                                   .classes = {18, 46, 21},
                                   .n_blocks = 2,
                                   .block = {{1, 1, 1}, {1, 4, 2}}};
static const random_shape pieces = {.kind = RO_NET_PIECES,
                                    .hidden = 96,
                                    .arc_width = 64,
                                    .label_width = 32,
                                    .max_units = 128,
                                    .n_features = 3,
                                    .table_rows = {60, 128, 5},
                                    .n_heads = 4,
                                    .classes = {18, 46, 9, 37},
                                    .n_blocks = 4,
                                    .block = {{2, 3, 0}, {3, 208, 2}, {2, 6, 0}, {3, 64, 1}}};

static void test_lengths(void **state) {
  (void)state;
  const uint32_t lengths[] = {1, 2, 1, 33, 0, 64, 17, 70, 3, 128, 100, 1, 65, 5};
  check_shape(&words, 1, lengths, 14);
  check_shape(&pieces, 2, lengths, 14);
  check_shape(&words, 3, lengths, 1);
  check_shape(&pieces, 4, lengths + 1, 1);
  check_shape(&words, 5, lengths + 4, 1); /* a sentence of nothing */
  check_shape(&pieces, 6, lengths, 0);
}

static void test_long_sentence(void **state) {
  (void)state;
  const uint32_t lengths[] = {300, 2, 299};
  check_shape(&words, 7, lengths, 3);
}

static uint32_t some_width(uint64_t *seed, uint32_t most) {
  return 16 * (1 + random_below(seed, most / 16));
}

/* All kinds of blocks in any order, widths that are and are not multiples of 64. */
static random_shape some_shape(uint64_t *seed) {
  random_shape s = {.kind = random_below(seed, 2),
                    .hidden = some_width(seed, 160),
                    .arc_width = some_width(seed, 96),
                    .label_width = some_width(seed, 64),
                    .max_units = 100,
                    .n_features = 1 + random_below(seed, 4),
                    .n_heads = 1 + random_below(seed, 4),
                    .n_blocks = random_below(seed, 4)};
  for (uint32_t f = 0; f < s.n_features; f++) s.table_rows[f] = 1 + random_below(seed, 40);
  for (uint32_t h = 0; h < s.n_heads; h++) s.classes[h] = 1 + random_below(seed, 50);
  for (uint32_t b = 0; b < s.n_blocks; b++) {
    s.block[b].kind = 1 + random_below(seed, 3);
    s.block[b].act = random_below(seed, 3);
    if (s.block[b].kind == 1) s.block[b].value = 1 + random_below(seed, 16);
    if (s.block[b].kind == 2) s.block[b].value = s.hidden % 32 ? 1 : s.hidden / 32;
    if (s.block[b].kind == 3) s.block[b].value = some_width(seed, 300);
  }
  return s;
}

static void test_random_shapes(void **state) {
  (void)state;
  uint64_t seed = 2022;
  for (int round = 0; round < 12; round++) {
    random_shape shape = some_shape(&seed);
    uint32_t lengths[12], n = 1 + random_below(&seed, 12);
    for (uint32_t i = 0; i < n; i++) lengths[i] = random_below(&seed, 60);
    check_shape(&shape, seed, lengths, n);
  }
}

static void test_functions(void **state) {
  (void)state;
  for (int i = -120000; i <= 120000; i++) {
    double x = i / 10000.0, exact = 0.5 * x * (1 + erf(x / sqrt(2)));
    assert_true(fabs((double)reference_gelu((float)x) - exact) < 1e-4);
    exact = exp((double)(float)(7 * x));
    assert_true(fabs((double)reference_exp((float)(7 * x)) / exact - 1) < 1e-6);
  }
}

static void expect_invalid(const opened *o, const ro_net_input *in) {
  ro_net_output out;
  assert_int_equal(ro_net_run(o->net, in, o->arena, &out), RO_EINVAL);
}

static void test_bad_input(void **state) {
  (void)state;
  const uint32_t lengths[] = {5, 6};
  opened o = open_random(&words, 8);
  const ro_net_input *good = random_net_input(&words, 8, lengths, 2, o.arena);
  ro_net_input in = *good;
  uint32_t rows[44], word_unit[11];
  ro_net_sentence sentence[2];
  memcpy(rows, good->rows, sizeof rows);
  memcpy(word_unit, good->word_unit, sizeof word_unit);
  memcpy(sentence, good->sentence, sizeof sentence);
  in.rows = rows;
  in.word_unit = word_unit;
  in.sentence = sentence;
  ro_net_output out;
  assert_int_equal(ro_net_run(o.net, &in, o.arena, &out), RO_OK);
  rows[43] = 1; /* the last table has one row */
  expect_invalid(&o, &in);
  rows[43] = 0;
  word_unit[5] = 4; /* of the other sentence */
  expect_invalid(&o, &in);
  word_unit[5] = 5;
  sentence[1].n_units = 7;
  expect_invalid(&o, &in);
  sentence[1].n_units = 6;
  sentence[1].n_words = 7;
  expect_invalid(&o, &in);
  sentence[1].n_words = 6;
  sentence[1].first_word = UINT32_MAX;
  expect_invalid(&o, &in);
  opened_free(&o);
}

static void test_too_long(void **state) {
  (void)state;
  const uint32_t lengths[] = {301};
  opened o = open_random(&words, 9);
  expect_invalid(&o, random_net_input(&words, 9, lengths, 1, o.arena));
  opened_free(&o);
}

static void test_no_memory(void **state) {
  (void)state;
  const uint32_t lengths[] = {5, 6};
  opened o = open_random(&pieces, 10);
  const ro_net_input *in = random_net_input(&pieces, 10, lengths, 2, o.arena);
  ro_net_output out;
  for (uint64_t n = 1; n < 100; n++) {
    ro_arena *scratch = ro_arena_new(0);
    ro_arena_fail_after(scratch, n);
    ro_status status = ro_net_run(o.net, in, scratch, &out);
    ro_arena_free(scratch);
    if (status == RO_OK) break;
    assert_int_equal(status, RO_ENOMEM);
    assert_true(n < 99);
  }
  opened_free(&o);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_lengths),       cmocka_unit_test(test_long_sentence),
      cmocka_unit_test(test_random_shapes), cmocka_unit_test(test_functions),
      cmocka_unit_test(test_bad_input),     cmocka_unit_test(test_too_long),
      cmocka_unit_test(test_no_memory)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
