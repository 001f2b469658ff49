/* A report by its media type: the first byte chooses page, item of a feed, message, Markdown or
 * text.  The text is valid, and each stretch of equal lengths that claims to come from UTF-8 stands
 * inside the bytes received. */
#include "doc/doc.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const media[] = {"text/html",
                                      "application/xml",
                                      "message/rfc822",
                                      "text/markdown",
                                      "text/plain; charset=shift_jis",
                                      "text/html; charset=iso-2022-jp"};
  if (size == 0) return 0;
  ro_error error = {0};
  const void *state = NULL;
  ro_arena *process = ro_arena_new(0), *scratch = ro_arena_new(0);
  FUZZ_CHECK(process && scratch, "no memory");
  FUZZ_CHECK(
      ro_stages[0].open(ro_engine_resources(fuzz_engine()), process, &state, &error) == RO_OK,
      error.message);
  ro_doc *doc = fuzz_doc("a", (ro_str){(const char *)data + 1, size - 1});
  doc->meta.media = ro_str_from(media[data[0] % (sizeof media / sizeof *media)]);
  FUZZ_CHECK(ro_stages[0].run(state, doc, scratch) == RO_OK, "the text cannot be made");
  FUZZ_CHECK(ro_doc_check(doc, &error) == RO_OK, error.message);
  ro_doc_free(doc);
  ro_arena_free(scratch);
  ro_arena_free(process);
  return 0;
}
