/* Intake: files, folders and JSON Lines -> documents with bytes and what their container says of
 * them (meta).  Text is made by the clean stage. */
#ifndef RO_INTAKE_INTAKE_H
#define RO_INTAKE_INTAKE_H

#include "doc/doc.h"

typedef struct ro_intake ro_intake;

typedef enum {
  RO_INPUT_DETECT, /* plain text or JSON Lines, by content */
  RO_INPUT_CONLLU  /* sentences, tokens and spans are kept as given */
} ro_input_format;

/* Lists the reports under `paths` (files, folders read recursively, "-" for standard input) in
 * the order of their path names.  A path that cannot be read is told by ro_intake_next, not
 * here.  RO_ENOMEM. */
ro_status ro_intake_open(const char *const *paths, size_t n, ro_input_format format,
                         ro_intake **out, ro_error *error);

/* The next report, owned by the caller (ro_doc_free); *doc is NULL at the end.  A status other
 * than RO_OK tells of one path that could not be read (*error names it); the next call goes on
 * behind it. */
ro_status ro_intake_next(ro_intake *intake, ro_doc **doc, ro_error *error);

/* Bytes of all that is to be read, counted no further than to the first sum above `most`.  Pipes
 * and standard input are read for it, and their bytes kept for ro_intake_next. */
uint64_t ro_intake_bytes(ro_intake *intake, uint64_t most);

/* Files seen so far and found in all, for progress. */
void ro_intake_progress(const ro_intake *intake, uint32_t *done, uint32_t *total);

void ro_intake_close(ro_intake *intake);

#endif
