#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/hash.h"
#include "model/file.h"
#include "pipeline/pipeline.h"
#include "reconcile/reconcile.h"

static const char report[] =
    "Talks put off\n"
    "France and Germany will meet in Geneva on Friday, a spokesman said on Monday.\n"
    "\"We agreed to speak by phone,\" the French president told reporters. Germany will withdraw "
    "at "
    "least 200 soldiers if France opens the border. Germany denied that its troops had attacked.\n"
    "Read more\n";

static int set_up(void **state) {
  ro_engine *engine = NULL;
  assert_int_equal(ro_engine_open(NULL, &engine, NULL), RO_OK);
  *state = engine;
  return 0;
}

static int tear_down(void **state) {
  ro_engine_close(*state);
  return 0;
}

static ro_doc *new_doc(void) {
  ro_doc *doc = ro_doc_new();
  assert_non_null(doc);
  doc->raw = ro_str_from(report);
  doc->id = ro_sha256(doc->arena, doc->raw);
  doc->meta.path = RO_STR("report.txt");
  return doc;
}

static void every_layer_is_written(void **state) {
  ro_doc *doc = new_doc();
  assert_int_equal(ro_engine_read(*state, doc, NULL), RO_OK);
  assert_int_equal(ro_doc_check(doc, NULL), RO_OK);
  for (uint32_t layer = RO_LAYER_META; layer < RO_N_LAYER; layer++)
    assert_true(doc->layer[layer].is_present);
  assert_true(doc->sentences.n >= 4);
  assert_true(doc->mentions.n >= 4 && doc->times.n >= 2 && doc->attributions.n >= 3);
  assert_true(doc->figures.n >= 1 && doc->events.n >= 2 && doc->conditions.n >= 1);
  ro_doc_free(doc);
}

/* Fails the nth allocation of a document, for every n: a clean status, and under ASan no leak. */
static void any_allocation_may_fail(void **state) {
  ro_status status = RO_ENOMEM;
  uint64_t n = 1;
  for (; status == RO_ENOMEM; n++) {
    ro_error error = {0};
    ro_doc *doc = new_doc();
    ro_arena_fail_after(doc->arena, n);
    status = ro_engine_read(*state, doc, &error);
    assert_true(status == RO_OK || status == RO_ENOMEM);
    ro_doc_free(doc);
  }
  assert_true(n > 100);
}

/* The same for the memory of a story. */
static void any_allocation_of_a_story_may_fail(void **state) {
  ro_status status = RO_ENOMEM;
  uint64_t n = 1;
  for (; status == RO_ENOMEM; n++) {
    ro_doc *doc = new_doc();
    assert_int_equal(ro_engine_read(*state, doc, NULL), RO_OK);
    ro_story *story = ro_story_new(&doc, 1);
    assert_non_null(story);
    ro_arena_fail_after(story->arena, n);
    status = ro_reconcile(ro_engine_resources(*state), story, NULL);
    assert_true(status == RO_OK || status == RO_ENOMEM);
    ro_story_free(story);
  }
  assert_true(n > 20);
}

static uint32_t n_problems;

static void count_problem(void *user, const ro_error *error) {
  (void)user;
  assert_true(error->message[0] != 0);
  n_problems++;
}

static void write_file(const char *folder, int i, const char *text) {
  char path[200];
  snprintf(path, sizeof path, "%s/%02d.txt", folder, i);
  FILE *f = fopen(path, "w");
  assert_non_null(f);
  fputs(text, f);
  fclose(f);
}

static uint64_t digest(const ro_engine *engine, const char *folder, unsigned n_threads) {
  const char *paths[] = {folder, "/nowhere/at/all"};
  ro_run_options options = {.n_threads = n_threads, .on_problem = count_problem};
  ro_intake *intake = NULL;
  ro_doc **docs = NULL;
  uint32_t n_docs = 0;
  uint64_t h = 0;
  ro_arena *arena = ro_arena_new(0);
  assert_int_equal(ro_intake_open(paths, 2, RO_INPUT_DETECT, &intake, NULL), RO_OK);
  assert_int_equal(ro_engine_read_all(engine, intake, &options, arena, &docs, &n_docs, NULL),
                   RO_OK);
  ro_intake_close(intake);
  assert_int_equal(n_docs, 20);
  for (uint32_t i = 0; i < n_docs; i++) {
    h = ro_hash_mix(h, ro_hash_str(docs[i]->meta.path));
    h = ro_hash_mix(h, docs[i]->tokens.n + 7 * docs[i]->events.n + 31 * docs[i]->mentions.n);
    ro_doc_free(docs[i]);
  }
  ro_arena_free(arena);
  return h;
}

/* An unreadable path is told and the rest is read, in order, by any number of workers. */
static void workers_hand_over_in_order(void **state) {
  char folder[] = "/tmp/readout-engine-XXXXXX", text[1000], path[200];
  assert_non_null(mkdtemp(folder));
  for (int i = 0; i < 20; i++) {
    snprintf(text, sizeof text, "%.*s Report %d.\n", 120 + 15 * i, report, i);
    write_file(folder, i, text);
  }
  n_problems = 0;
  uint64_t one = digest(*state, folder, 1);
  assert_int_equal(n_problems, 1);
  for (unsigned n = 2; n <= 16; n *= 2) assert_true(digest(*state, folder, n) == one);
  for (int i = 0; i < 20; i++) {
    snprintf(path, sizeof path, "%s/%02d.txt", folder, i);
    unlink(path);
  }
  rmdir(folder);
}

static void models_are_whole(void **state) {
  const ro_resources *resources = ro_engine_resources(*state);
  assert_true(resources->n_models > 0);
  for (size_t i = 0; i < resources->n_models; i++) {
    ro_model model;
    ro_str name = ro_str_from(resources->models[i].name);
    assert_int_equal(ro_model_open(resources->models[i].bytes, name, &model, NULL), RO_OK);
    assert_int_equal(ro_model_verify(&model, NULL), RO_OK);
  }
}

static void a_bad_lexicon_folder_is_named(void **state) {
  (void)state;
  ro_engine *engine = NULL;
  ro_error error = {0};
  assert_int_equal(
      ro_engine_open(&(ro_engine_options){.lexicon_folder = "/nowhere/at/all"}, &engine, &error),
      RO_ENOENT);
  assert_string_equal(error.where, "/nowhere/at/all");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(models_are_whole),
      cmocka_unit_test(every_layer_is_written),
      cmocka_unit_test(any_allocation_may_fail),
      cmocka_unit_test(any_allocation_of_a_story_may_fail),
      cmocka_unit_test(workers_hand_over_in_order),
      cmocka_unit_test(a_bad_lexicon_folder_is_named),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
