/* Reports as plain text, parted by form feeds: all stages over each, then one story of them. */
#include "fuzz/fuzz.h"
#include "reconcile/reconcile.h"

enum { MOST_REPORTS = 4, MOST_BYTES = 1 << 14 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  ro_str rest = {(const char *)data, size < MOST_BYTES ? size : MOST_BYTES}, piece;
  ro_doc *docs[MOST_REPORTS];
  uint32_t n = 0;
  ro_error error = {0};
  while (n < MOST_REPORTS && ro_str_split(&rest, '\f', &piece)) {
    char path[] = "a.txt";
    path[0] = (char)('a' + n);
    docs[n] = fuzz_doc(path, piece);
    FUZZ_CHECK(ro_engine_read(fuzz_engine(), docs[n], &error) == RO_OK, error.message);
    fuzz_check_doc(docs[n++]);
  }
  if (!n) return 0;
  ro_story *story = ro_story_new(docs, n);
  FUZZ_CHECK(story, "no memory");
  FUZZ_CHECK(ro_reconcile(ro_engine_resources(fuzz_engine()), story, &error) == RO_OK,
             error.message);
  for (uint32_t i = 0; i < story->n_docs; i++) fuzz_check_doc(story->docs[i]);
  fuzz_check_story(story);
  ro_story_free(story);
  return 0;
}
