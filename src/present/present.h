/* Present: documents and stories -> text, JSON, pages.  Pure functions into a buffer. */
#ifndef RO_PRESENT_PRESENT_H
#define RO_PRESENT_PRESENT_H

#include "doc/doc.h"

/* Names and hashes of the models that took part. */
typedef struct {
  const char *name;
  const char *hash; /* "sha256:…" */
} ro_made_by_model;
typedef struct {
  const ro_made_by_model *models;
  size_t n_models;
} ro_made_by;

/* One line of JSON for a report (contract.md "readout annotate").  `story` may be NULL; with it,
 * entities and incidents carry the story's ids. */
ro_status ro_print_annotation(const ro_doc *doc, const ro_story *story, const ro_made_by *made_by,
                              ro_buf *out);
ro_status ro_print_conllu(const ro_doc *doc, ro_buf *out);
ro_status ro_print_timeml(const ro_doc *doc, ro_buf *out);
ro_status ro_print_brat(const ro_doc *doc, ro_buf *out);

/* One layer of a report as text, one object a line: the debugger and the form of golden cases. */
ro_status ro_print_layer(const ro_doc *doc, ro_layer layer, ro_buf *out);

/* The whole story as one JSON object (contract.md "readout story"). */
ro_status ro_print_story(const ro_story *story, const ro_made_by *made_by, ro_buf *out);

/* Why the object `id` is said: its parts, its evidence in the words around it, and, where read[d]
 * holds document d with all its layers (else NULL), who says so, the rules and the tokens.
 * RO_ENOENT when the story has no such object. */
ro_status ro_print_explanation(const ro_story *story, ro_doc *const *read, ro_str id, ro_buf *out);

#endif
