/* First intake: plain text files. */
#include "intake/intake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

struct ro_intake {
  const char *const *paths;
  size_t n, at;
};

ro_status ro_intake_open(const char *const *paths, size_t n, ro_input_format format,
                         ro_intake **out, ro_error *error) {
  (void)format, (void)error;
  *out = calloc(1, sizeof **out);
  if (!*out) return RO_ENOMEM;
  **out = (ro_intake){paths, n, 0};
  return RO_OK;
}

ro_status ro_intake_next(ro_intake *intake, ro_doc **out, ro_error *error) {
  *out = NULL;
  if (intake->at == intake->n) return RO_OK;
  const char *path = intake->paths[intake->at++];
  FILE *f = fopen(path, "rb");
  if (!f) return ro_fail(error, RO_ENOENT, ro_str_from(path), 0, "cannot be read");
  ro_buf buf = {0};
  char block[65536];
  size_t got;
  while ((got = fread(block, 1, sizeof block, f)) > 0) ro_buf_add(&buf, block, got);
  fclose(f);
  ro_doc *doc = ro_doc_new();
  if (doc) {
    doc->raw = ro_str_copy(doc->arena, (ro_str){buf.data, buf.len});
    doc->id = ro_sha256(doc->arena, doc->raw);
    doc->meta.path = ro_str_copy(doc->arena, ro_str_from(path));
  }
  ro_buf_free(&buf);
  *out = doc;
  return doc ? RO_OK : RO_ENOMEM;
}

void ro_intake_progress(const ro_intake *intake, uint32_t *done, uint32_t *total) {
  *done = (uint32_t)intake->at;
  *total = (uint32_t)intake->n;
}

void ro_intake_close(ro_intake *intake) { free(intake); }
