/* What the fuzz targets share: the target's two functions, an engine, files, and checks that
 * abort.  A target gets bytes, does what a user could do with them and checks what must hold. */
#ifndef RO_FUZZ_FUZZ_H
#define RO_FUZZ_FUZZ_H

#include "pipeline/pipeline.h"

/* Called once for each input, by libFuzzer or by driver.c; gives 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the program with the check's place and words when it does not hold. */
#define FUZZ_CHECK(condition, what) \
  do { \
    if (!(condition)) fuzz_fail(__FILE__, __LINE__, (what)); \
  } while (0)
_Noreturn void fuzz_fail(const char *file, int line, const char *what);

/* The engine with the embedded lexicon and models, opened at the first call. */
const ro_engine *fuzz_engine(void);

/* A document of these bytes, which are copied; its path is `path`. */
ro_doc *fuzz_doc(const char *path, ro_str bytes);

/* Writes the bytes to this process's own file and gives its path; the file goes at exit. */
const char *fuzz_file(const char *suffix, ro_str bytes);

/* Fails unless all that is promised of a document that was read holds: the layers' invariants,
 * tokens that tile the text, and JSON of it that parses. */
void fuzz_check_doc(const ro_doc *doc);

/* Fails unless the story prints as JSON that parses, and as a brief in all its forms. */
void fuzz_check_story(const ro_story *story);

#endif
