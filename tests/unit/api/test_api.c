#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct {
  char folder[64], report[96], story[96];
} fixture;

static int set_up(void **state) {
  static fixture f;
  strcpy(f.folder, "/tmp/readout-api-XXXXXX");
  assert_non_null(mkdtemp(f.folder));
  snprintf(f.report, sizeof f.report, "%s/a.txt", f.folder);
  snprintf(f.story, sizeof f.story, "%s/a.story", f.folder);
  FILE *file = fopen(f.report, "w");
  assert_non_null(file);
  fputs(
      "Talks in Geneva\nFrance said on Monday 4 March 2024 that it would hold talks with Germany "
      "on "
      "Friday, provided that at least 200 soldiers leave the border.\n",
      file);
  fclose(file);
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  unlink(f->report);
  unlink(f->story);
  rmdir(f->folder);
  return 0;
}

static void a_story_is_read_printed_kept_and_opened(void **state) {
  const fixture *f = *state;
  const char *paths[] = {f->folder};
  const ro_output outputs[] = {RO_OUTPUT_BRIEF, RO_OUTPUT_MARKDOWN, RO_OUTPUT_PAGE, RO_OUTPUT_JSON};
  ro_story *story = NULL, *kept = NULL;
  assert_int_equal(ro_story_read(paths, 1, NULL, &story, NULL), RO_OK);
  assert_int_equal(story->n_docs, 1);
  assert_true(story->entities.n >= 2);
  assert_int_equal(ro_story_save(story, f->story, NULL), RO_OK);
  assert_int_equal(ro_story_open(f->story, &kept, NULL), RO_OK);
  for (size_t i = 0; i < sizeof outputs / sizeof *outputs; i++) {
    char *before = NULL, *after = NULL;
    size_t len = 0;
    assert_int_equal(ro_story_print(story, outputs[i], &before, &len, NULL), RO_OK);
    assert_int_equal(ro_story_print(kept, outputs[i], &after, NULL, NULL), RO_OK);
    assert_int_equal(len, strlen(before));
    assert_true(len > 100);
    assert_string_equal(before, after);
    ro_text_free(before);
    ro_text_free(after);
  }
  ro_story_free(story);
  ro_story_free(kept);
}

static void what_cannot_be_read_is_told(void **state) {
  const fixture *f = *state;
  const char *paths[] = {"/nowhere/at/all"};
  ro_story *story = NULL;
  ro_error error = {0};
  assert_int_equal(ro_story_read(paths, 1, NULL, &story, &error), RO_ENOENT);
  assert_string_equal(error.where, "/nowhere/at/all");
  assert_true(error.message[0] != 0);
  assert_null(story);
  assert_int_not_equal(ro_story_open(f->report, &story, &error), RO_OK);
  assert_string_equal(error.where, f->report);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_story_is_read_printed_kept_and_opened, set_up, tear_down),
      cmocka_unit_test_setup_teardown(what_cannot_be_read_is_told, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
