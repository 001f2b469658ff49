/* A file of any kind: intake, with archives, web archives, feeds and mailboxes in one another, and
 * the first stage over each report. */
#include "doc/doc.h"
#include "fuzz/fuzz.h"

enum { MOST_CALLS = 5000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *path = fuzz_file("", (ro_str){(const char *)data, size});
  ro_intake *intake = NULL;
  ro_error error = {0};
  const void *state = NULL;
  ro_arena *process = ro_arena_new(0), *scratch = ro_arena_new(0);
  FUZZ_CHECK(process && scratch, "no memory");
  FUZZ_CHECK(ro_intake_open(&path, 1, RO_INPUT_DETECT, &intake, &error) == RO_OK, error.message);
  FUZZ_CHECK(
      ro_stages[0].open(ro_engine_resources(fuzz_engine()), process, &state, &error) == RO_OK,
      error.message);
  for (int i = 0; i < MOST_CALLS; i++) {
    ro_doc *doc = NULL;
    error = (ro_error){0};
    ro_status status = ro_intake_next(intake, &doc, &error);
    FUZZ_CHECK(status == RO_OK || (!doc && error.message[0]), "a problem without words");
    if (status == RO_OK && !doc) break;
    if (!doc) continue;
    FUZZ_CHECK(ro_stages[0].run(state, doc, scratch) == RO_OK, "the text cannot be made");
    FUZZ_CHECK(ro_doc_check(doc, &error) == RO_OK, error.message);
    ro_doc_free(doc);
    ro_arena_reset(scratch, (ro_arena_mark){0});
  }
  ro_intake_close(intake);
  ro_arena_free(scratch);
  ro_arena_free(process);
  return 0;
}
