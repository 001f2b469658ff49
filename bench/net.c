/* Speed of the network engine: random networks of the shapes that are shipped, random sentences of
 * a report's lengths, each kernel of this machine.
 *
 *   bench_net [SECONDS [SHAPE [KERNELS]]]    prints: shape, kernels, units/s, products a unit
 *
 * CPU time, best of the runs that fit into the seconds. */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "support/random_net.h"

enum { N_SENTENCES = 200 };

static const struct {
  const char *name;
  random_shape shape;
} shapes[] = {{"words-128x3",
               {.kind = 0,
                .hidden = 128,
                .arc_width = 64,
                .label_width = 64,
                .max_units = 256,
                .n_features = 5,
                .table_rows = {40001, 6001, 6001, 801, 128},
                .n_heads = 4,
                .classes = {18, 50, 19, 37},
                .n_blocks = 3,
                .block = {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}}}},
              {"words-192x4",
               {.kind = 0,
                .hidden = 192,
                .arc_width = 96,
                .label_width = 64,
                .max_units = 256,
                .n_features = 5,
                .table_rows = {40001, 6001, 6001, 801, 128},
                .n_heads = 4,
                .classes = {18, 50, 19, 37},
                .n_blocks = 4,
                .block = {{1, 1, 1}, {1, 2, 1}, {1, 4, 1}, {1, 1, 1}}}},
              {"pieces-384x6",
               {.kind = 1,
                .hidden = 384,
                .arc_width = 192,
                .label_width = 96,
                .max_units = 256,
                .n_features = 3,
                .table_rows = {30522, 256, 5},
                .n_heads = 4,
                .classes = {18, 50, 19, 37},
                .n_blocks = 12,
                .block = {{2, 12, 0},
                          {3, 1536, 2},
                          {2, 12, 0},
                          {3, 1536, 2},
                          {2, 12, 0},
                          {3, 1536, 2},
                          {2, 12, 0},
                          {3, 1536, 2},
                          {2, 12, 0},
                          {3, 1536, 2},
                          {2, 12, 0},
                          {3, 1536, 2}}}}};
static const char *const kernels[] = {"scalar", "avx2", "avx512", "amx"};

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void check(ro_status status) {
  if (status == RO_OK) return;
  fprintf(stderr, "bench_net: status %d\n", (int)status);
  exit(1);
}

/* Products of int8 weights for a unit that is a word, attention's own left out. */
static uint64_t products(const random_shape *s) {
  uint64_t H = s->hidden, K = s->arc_width, L = s->label_width, n = 0;
  for (uint32_t i = 0; i < s->n_blocks; i++) {
    if (s->block[i].kind == 1) n += 3 * H * H;
    if (s->block[i].kind == 2) n += 4 * H * H;
    if (s->block[i].kind == 3) n += 2 * H * s->block[i].value;
  }
  for (uint32_t i = 0; i < s->n_heads; i++) n += H * s->classes[i];
  return n + 2 * H * K + K * K + 2 * H * L;
}

/* Of the best run. */
static double seconds_of(const ro_net *net, const ro_net_input *in, double most) {
  ro_arena *scratch = ro_arena_new(0);
  double best = 1e9;
  for (double begin = now(), start = begin; start - begin < most; start = now()) {
    ro_net_output out;
    ro_arena_reset(scratch, (ro_arena_mark){0});
    check(ro_net_run(net, in, scratch, &out));
    double used = now() - start;
    if (used < best) best = used;
  }
  ro_arena_free(scratch);
  return best;
}

static void run_shape(const char *name, const random_shape *shape, double most, const char *only) {
  uint32_t lengths[N_SENTENCES];
  uint64_t seed = 1;
  for (int i = 0; i < N_SENTENCES; i++)
    lengths[i] = 4 + random_below(&seed, 21) + random_below(&seed, 21);
  ro_arena *arena = ro_arena_new(0);
  ro_buf file = {0};
  ro_model model;
  ro_error error;
  random_net_write(shape, 1, &file);
  check(ro_model_open((ro_str){file.data, file.len}, RO_STR("random"), &model, &error));
  const ro_net_input *in = random_net_input(shape, 1, lengths, N_SENTENCES, arena);
  for (size_t i = 0; i < sizeof kernels / sizeof *kernels; i++) {
    const ro_net *net;
    if (only && strcmp(only, kernels[i]) != 0) continue;
    if (ro_net_open_with(&model, kernels[i], arena, &net, &error) != RO_OK) continue;
    double best = seconds_of(net, in, most);
    printf("%-14s %-8s %10.0f units/s  %llu products/unit\n", name, kernels[i],
           (double)in->n_units / best, (unsigned long long)products(shape));
  }
  ro_buf_free(&file);
  ro_arena_free(arena);
}

int main(int argc, char **argv) {
  double most = argc > 1 ? atof(argv[1]) : 1.0;
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
    if (argc < 3 || strcmp(argv[2], shapes[i].name) == 0)
      run_shape(shapes[i].name, &shapes[i].shape, most, argc > 3 ? argv[3] : NULL);
  return 0;
}
