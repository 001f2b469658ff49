/* What every container shares: a new report with its bytes, identity and date. */
#include "base/hash.h"
#include "base/limits.h"
#include "intake/intake_internal.h"

/* The longest prefix of at most `limit` bytes that does not cut a character in two. */
static ro_str cut(ro_str s, size_t limit) {
  if (s.len <= limit) return s;
  size_t end = limit;
  while (end > limit - 4 && ((uint8_t)s.data[end] & 0xC0) == 0x80) end--;
  return ro_str_sub(s, 0, end);
}

ro_status ro_report_new(ro_str path, ro_str raw, ro_str identity, bool is_cut, ro_doc **out) {
  ro_doc *doc = ro_doc_new();
  if (!doc) return RO_ENOMEM;
  ro_str kept = cut(raw, RO_MAX_TEXT_BYTES);
  doc->raw = ro_str_copy(doc->arena, kept);
  doc->id = ro_sha256(doc->arena, identity);
  doc->meta.path = ro_str_copy(doc->arena, path);
  if (is_cut || kept.len < raw.len)
    ro_doc_notice(doc, "intake", (ro_span){(uint32_t)kept.len, (uint32_t)kept.len},
                  "the text goes on behind byte %zu and is not read further", kept.len);
  if (ro_arena_has_failed(doc->arena)) {
    ro_doc_free(doc);
    return RO_ENOMEM;
  }
  *out = doc;
  return RO_OK;
}

static void set_date(ro_doc *doc, ro_date date, ro_date_basis basis, ro_str why) {
  doc->meta.published = (ro_interval){date, date};
  doc->meta.published_basis = basis;
  ro_reason *reason = RO_ADD(doc->arena, &doc->meta.reasons);
  if (reason) *reason = (ro_reason){{0, 0}, why};
}

void ro_report_date_given(ro_doc *doc, const char *field, ro_str value) {
  if (doc->meta.published.from != RO_NO_DATE || value.len == 0) return;
  ro_date date = ro_given_date(value);
  ro_str shown = cut(value, 40);
  if (date == RO_NO_DATE)
    ro_doc_notice(doc, "intake", (ro_span){0, 0}, "field '%s' is not a date: '%.*s'", field,
                  RO_FMT(shown));
  else
    set_date(doc, date, RO_DATE_BASIS_METADATA,
             ro_str_printf(doc->arena, "field '%s' says %.*s", field, RO_FMT(shown)));
}

void ro_report_date_name(ro_doc *doc, const char *kind, ro_str name) {
  ro_span where = {0, 0};
  if (doc->meta.published.from != RO_NO_DATE) return;
  ro_date date = ro_name_date(name, &where);
  if (date == RO_NO_DATE) return;
  ro_str part = ro_str_sub(name, where.begin, where.end);
  set_date(doc, date, RO_DATE_BASIS_FILE_NAME,
           ro_str_printf(doc->arena, "the %s holds %.*s", kind, RO_FMT(part)));
}
