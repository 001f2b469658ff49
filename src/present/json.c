/* Values of the output contract as JSON. */
#include "present/json.h"

#include <math.h>

#include "base/date.h"
#include "present/present.h"

json_t *ro_json_str(ro_str s) { return json_stringn(s.data ? s.data : "", s.len); }

json_t *ro_json_str_or_null(ro_str s) { return s.len ? ro_json_str(s) : json_null(); }

json_t *ro_json_date(ro_date date) {
  int32_t year, month, day;
  if (date == RO_NO_DATE) return json_null();
  ro_date_parts(date, &year, &month, &day);
  return json_sprintf("%04d-%02d-%02d", year, month, day);
}

json_t *ro_json_bound(double v) {
  if (!isfinite(v)) return json_null();
  if (v == floor(v) && fabs(v) < 9e15) return json_integer((json_int_t)v);
  return json_real(v);
}

void ro_json_set_span(json_t *object, const ro_json_doc *d, ro_span span) {
  json_object_set_new(object, "start", json_integer(ro_codepoint(&d->map, span.begin)));
  json_object_set_new(object, "end", json_integer(ro_codepoint(&d->map, span.end)));
}

json_t *ro_json_span(const ro_json_doc *d, ro_span span) {
  json_t *object = json_object();
  ro_json_set_span(object, d, span);
  return object;
}

json_t *ro_json_spans(const ro_json_doc *d, const ro_spans *spans) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < spans->n; i++)
    json_array_append_new(array, ro_json_span(d, spans->at[i]));
  return array;
}

json_t *ro_json_published(const ro_json_doc *d) {
  const ro_meta *meta = &d->doc->meta;
  json_t *published = json_object(), *reasons = json_array();
  json_object_set_new(published, "from", ro_json_date(meta->published.from));
  json_object_set_new(published, "to", ro_json_date(meta->published.to));
  json_object_set_new(published, "basis",
                      ro_json_str_or_null(ro_str_from(ro_date_basis_label[meta->published_basis])));
  for (uint32_t i = 0; i < meta->reasons.n; i++) {
    json_t *reason = ro_json_span(d, meta->reasons.at[i].span);
    json_object_set_new(reason, "why", ro_json_str(meta->reasons.at[i].why));
    json_array_append_new(reasons, reason);
  }
  json_object_set_new(published, "reasons", reasons);
  return published;
}

static int add_to_buf(const char *data, size_t size, void *buf) {
  ro_buf_add(buf, data, size);
  return ((ro_buf *)buf)->has_failed ? -1 : 0;
}

ro_status ro_json_print(json_t *value, size_t flags, ro_buf *out) {
  int failed =
      value ? json_dump_callback(value, add_to_buf, out, flags | JSON_REAL_PRECISION(15)) : -1;
  json_decref(value);
  ro_buf_char(out, '\n');
  return failed || out->has_failed ? RO_ENOMEM : RO_OK;
}

json_t *ro_json_made_by(const ro_made_by *made_by) {
  json_t *o = json_object(), *models = json_object();
  for (size_t i = 0; i < made_by->n_models; i++)
    json_object_set_new(models, made_by->models[i].name, json_string(made_by->models[i].hash));
  json_object_set_new(o, "readout", json_string(RO_VERSION));
  json_object_set_new(o, "models", models);
  return o;
}
