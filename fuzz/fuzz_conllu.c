/* A CoNLL-U file: intake, then all stages over tokens that are as the file gives them. */
#include "fuzz/fuzz.h"
#include "present/present.h"

static void read_report(ro_doc *doc) {
  ro_error error = {0};
  ro_buf out = {0};
  FUZZ_CHECK(ro_engine_read(fuzz_engine(), doc, &error) == RO_OK, error.message);
  fuzz_check_doc(doc);
  FUZZ_CHECK(ro_print_conllu(doc, &out) == RO_OK, "it cannot be printed");
  ro_buf_free(&out);
  ro_doc_free(doc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *path = fuzz_file(".conllu", (ro_str){(const char *)data, size});
  ro_intake *intake = NULL;
  ro_error error = {0};
  FUZZ_CHECK(ro_intake_open(&path, 1, RO_INPUT_CONLLU, &intake, &error) == RO_OK, error.message);
  for (size_t i = 0; i <= 2 * size + 1; i++) { /* no more reports and problems than bytes */
    ro_doc *doc = NULL;
    ro_status status = ro_intake_next(intake, &doc, &error);
    if (status == RO_OK && !doc) break;
    if (status == RO_OK)
      read_report(doc);
    else
      FUZZ_CHECK(!doc && error.message[0], "a problem without words");
  }
  ro_intake_close(intake);
  return 0;
}
