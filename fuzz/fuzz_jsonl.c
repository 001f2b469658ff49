/* A JSON Lines file: intake, and the first stage over each report, which makes the text. */
#include "doc/doc.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *path = fuzz_file(".jsonl", (ro_str){(const char *)data, size});
  ro_intake *intake = NULL;
  ro_error error = {0};
  FUZZ_CHECK(ro_intake_open(&path, 1, RO_INPUT_DETECT, &intake, &error) == RO_OK, error.message);
  const void *state = NULL;
  ro_arena *process = ro_arena_new(0), *scratch = ro_arena_new(0);
  FUZZ_CHECK(process && scratch, "no memory");
  FUZZ_CHECK(
      ro_stages[0].open(ro_engine_resources(fuzz_engine()), process, &state, &error) == RO_OK,
      error.message);
  for (size_t i = 0; i <= 2 * size + 1; i++) { /* no more reports and problems than bytes */
    ro_doc *doc = NULL;
    ro_status status = ro_intake_next(intake, &doc, &error);
    if (status != RO_OK) {
      FUZZ_CHECK(!doc && error.message[0], "a problem without words");
      continue;
    }
    if (!doc) break;
    FUZZ_CHECK(ro_stages[0].run(state, doc, scratch) == RO_OK, "the text cannot be made");
    FUZZ_CHECK(ro_doc_check(doc, &error) == RO_OK, error.message);
    ro_doc_free(doc);
    ro_arena_reset(scratch, (ro_arena_mark){0});
  }
  ro_arena_free(scratch);
  ro_arena_free(process);
  ro_intake_close(intake);
  return 0;
}
