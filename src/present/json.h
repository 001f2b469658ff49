/* Values of the output contract as JSON (jansson).  Every function returns a new reference, or
 * NULL when memory is out; json_object_set_new then fails by itself, and the printer that asked
 * finds it out once, at the end. */
#ifndef RO_PRESENT_JSON_H
#define RO_PRESENT_JSON_H

#include <jansson.h>

#include "base/utf8.h"
#include "present/present.h"

/* A document with its way from bytes to code points. */
typedef struct {
  const ro_doc *doc;
  ro_codepoints map;
} ro_json_doc;

json_t *ro_json_str(ro_str s);         /* "" for an empty string */
json_t *ro_json_str_or_null(ro_str s); /* null for an empty string */
json_t *ro_json_date(ro_date date);    /* null for RO_NO_DATE */
json_t *ro_json_bound(double v);       /* null for NAN, an integer where it is one */
json_t *ro_json_span(const ro_json_doc *d, ro_span span); /* {"start", "end"} */
json_t *ro_json_spans(const ro_json_doc *d, const ro_spans *spans);
json_t *ro_json_published(const ro_json_doc *d);
/* Puts start and end into an object. */
void ro_json_set_span(json_t *object, const ro_json_doc *d, ro_span span);
/* Adds the printed value and a newline to `out`; takes over the reference. */
ro_status ro_json_print(json_t *value, size_t flags, ro_buf *out);
/* "made_by" of the contract. */
json_t *ro_json_made_by(const ro_made_by *made_by);

#endif
