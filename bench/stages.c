/* Work per stage: bench/stages [--once] PATH... prints, for each stage, CPU nanoseconds a token and
 * tokens a second, one thread; then the whole, and start-up.  The reports are read three times and
 * the fastest pass counts, because other programs share the machine; with --once a single time
 * (bench/instructions counts, and so needs no second pass). */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "pipeline/pipeline.h"
#include "reconcile/reconcile.h"

enum { PASSES = 3, MAX_STAGES = 16 };

static uint64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* The layer that tells a stage's time: the first that it writes. */
static ro_layer first_layer(const ro_stage *stage) {
  uint32_t layer = 0;
  while (!(stage->writes >> layer & 1)) layer++;
  return (ro_layer)layer;
}

typedef struct {
  uint64_t stage[MAX_STAGES], reconcile, total;
  uint64_t tokens, bytes;
  uint32_t docs;
} result;

static void tell_problem(void *user, const ro_error *error) {
  (void)user;
  fprintf(stderr, "%s: %s\n", error->where, error->message);
}

static ro_status read_once(const ro_engine *engine, const char *const *paths, size_t n, result *r,
                           ro_error *error) {
  ro_run_options options = {.n_threads = 1, .on_problem = tell_problem};
  ro_intake *intake = NULL;
  ro_doc **docs = NULL;
  ro_arena *arena = ro_arena_new(0);
  *r = (result){0};
  uint64_t begin = now_ns();
  ro_status status = arena ? ro_intake_open(paths, n, RO_INPUT_DETECT, &intake, error) : RO_ENOMEM;
  if (status == RO_OK)
    status = ro_engine_read_all(engine, intake, &options, arena, &docs, &r->docs, error);
  ro_intake_close(intake);
  for (uint32_t d = 0; status == RO_OK && d < r->docs; d++) {
    r->tokens += docs[d]->tokens.n;
    r->bytes += docs[d]->text.len;
    for (size_t s = 0; s < ro_n_stages; s++)
      r->stage[s] += docs[d]->layer[first_layer(&ro_stages[s])].work_ns;
  }
  ro_story *story = status == RO_OK ? ro_story_new(docs, r->docs) : NULL;
  uint64_t middle = now_ns();
  if (story) status = ro_reconcile(ro_engine_resources(engine), story, error);
  r->reconcile = now_ns() - middle;
  r->total = now_ns() - begin;
  ro_story_free(story);
  ro_arena_free(arena);
  return status;
}

static void print_row(const char *name, uint64_t ns, const result *r) {
  double each = (double)ns / (double)(r->tokens ? r->tokens : 1);
  printf("%-12s %10.1f ns/token %12.0f tokens/s\n", name, each, each > 0 ? 1e9 / each : 0);
}

int main(int argc, char **argv) {
  ro_error error = {0};
  ro_engine *engine = NULL;
  result best = {0}, r;
  ro_engine_options options = {.model = RO_SETTING_FAST};
  bool is_once = false;
  int at = 1;
  for (; at < argc && strncmp(argv[at], "--", 2) == 0; at++) {
    if (strcmp(argv[at], "--once") == 0) is_once = true;
    if (strcmp(argv[at], "--accurate") == 0) options.model = RO_SETTING_ACCURATE;
  }
  const char *const *paths = (const char *const *)argv + at;
  size_t n_paths = (size_t)(argc - at);
  if (!n_paths) {
    fputs("usage: stages [--once] [--accurate] PATH...\n", stderr);
    return 2;
  }
  uint64_t begin = now_ns();
  ro_status status = ro_engine_open(&options, &engine, &error);
  uint64_t opened = now_ns() - begin;
  for (int pass = 0; status == RO_OK && pass < (is_once ? 1 : PASSES); pass++) {
    status = read_once(engine, paths, n_paths, &r, &error);
    if (pass == 0 || r.total < best.total) best = r;
  }
  ro_engine_close(engine);
  if (status != RO_OK) {
    fprintf(stderr, "%s: %s\n", error.where, error.message);
    return 3;
  }
  printf("%u reports, %llu tokens, %llu bytes\n", best.docs, (unsigned long long)best.tokens,
         (unsigned long long)best.bytes);
  for (size_t s = 0; s < ro_n_stages; s++) print_row(ro_stages[s].name, best.stage[s], &best);
  print_row("reconcile", best.reconcile, &best);
  print_row("all", best.total, &best);
  printf("start-up     %10.2f ms\n", (double)opened / 1e6);
  return 0;
}
