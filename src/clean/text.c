/* raw -> text with its way back, by the media type of raw. */
#include "base/limits.h"
#include "base/utf8.h"
#include "clean/clean_internal.h"
#include "format/charset.h"
#include "format/given_date.h"
#include "format/media.h"

/* Bytes -> UTF-8, with a notice for what was not as it should be. */
static ro_status decode(ro_doc *doc, ro_str declared, ro_mapped *out) {
  ro_str charset = {NULL, 0};
  uint32_t replaced = 0;
  RO_TRY(ro_charset_decode(doc->arena, doc->raw, declared, out, &charset, &replaced));
  if (!ro_str_is(charset, "utf-8") && !ro_str_equal_nocase(charset, declared))
    ro_doc_notice(doc, "clean", (ro_span){0, 0}, "read as %.*s, which it looks like",
                  RO_FMT(charset));
  if (replaced)
    ro_doc_notice(doc, "clean", (ro_span){0, 0},
                  "%u bytes that are not text were replaced, the first invalid one at byte %zu",
                  replaced, ro_utf8_check(doc->raw));
  return RO_OK;
}

/* The text and its way back become the document's. */
static ro_status keep(ro_doc *doc, const ro_mapped *text) {
  doc->text = text->text;
  doc->origin.n = 0;
  if (text->map.is_identity) return RO_OK;
  doc->origin.at = text->map.rows.at;
  doc->origin.n = text->map.rows.n;
  doc->origin.cap = text->map.rows.cap;
  return RO_OK;
}

static void fill(ro_str *field, ro_str value) {
  if (!field->len) *field = value;
}

/* A date that the page itself states goes before one in a file's name. */
static void fill_date(ro_doc *doc, const page_facts *facts) {
  ro_meta *meta = &doc->meta;
  ro_date date = ro_given_date(facts->date);
  if (facts->date.len == 0 || meta->published_basis == RO_DATE_BASIS_METADATA) return;
  ro_str shown = ro_utf8_line(doc->arena, facts->date, 40);
  if (date == RO_NO_DATE) {
    ro_doc_notice(doc, "clean", (ro_span){0, 0}, "field '%.*s' is not a date: '%.*s'",
                  RO_FMT(facts->date_field), RO_FMT(shown));
    return;
  }
  meta->published = (ro_interval){date, date};
  meta->published_basis = RO_DATE_BASIS_METADATA;
  meta->reasons.n = 0;
  ro_reason *reason = RO_ADD(doc->arena, &meta->reasons);
  if (reason)
    *reason = (ro_reason){{0, 0},
                          ro_str_printf(doc->arena, "field '%.*s' says %.*s",
                                        RO_FMT(facts->date_field), RO_FMT(shown))};
}

static void fill_date_of_address(ro_doc *doc) {
  ro_span where = {0, 0};
  ro_meta *meta = &doc->meta;
  if (meta->published.from != RO_NO_DATE || !meta->url.len) return;
  ro_date date = ro_name_date(meta->url, &where);
  if (date == RO_NO_DATE) return;
  ro_str part = ro_str_sub(meta->url, where.begin, where.end);
  meta->published = (ro_interval){date, date};
  meta->published_basis = RO_DATE_BASIS_FILE_NAME;
  ro_reason *reason = RO_ADD(doc->arena, &meta->reasons);
  if (reason)
    *reason =
        (ro_reason){{0, 0}, ro_str_printf(doc->arena, "the address holds %.*s", RO_FMT(part))};
}

static void fill_meta(ro_doc *doc, const page_facts *facts) {
  ro_meta *meta = &doc->meta;
  fill(&meta->title, facts->title);
  fill(&meta->publisher, facts->publisher);
  fill(&meta->byline, facts->byline);
  fill(&meta->url, facts->url);
  fill(&meta->language, facts->language);
  fill(&meta->section, facts->section);
  fill_date(doc, facts);
  fill_date_of_address(doc);
}

static ro_status read_page(const page_marks *marks, ro_doc *doc, const ro_mapped *source,
                           ro_arena *scratch) {
  page_article article;
  RO_TRY(page_read(marks, source->text, doc->arena, scratch, &article));
  ro_mapped text = article.text;
  text.map = ro_map_compose(doc->arena, &text.map, &source->map);
  RO_TRY(keep(doc, &text));
  fill_meta(doc, &article.facts);
  for (uint32_t i = 0; i < article.asides.n; i++) {
    ro_aside *aside = RO_ADD(doc->arena, &doc->set_aside);
    if (aside) *aside = article.asides.at[i];
  }
  if (article.is_whole)
    ro_doc_notice(doc, "clean", (ro_span){0, 0}, "no article stands out: all of the page is read");
  if (article.is_cut)
    ro_doc_notice(doc, "clean", (ro_span){0, 0},
                  "the page is nested too deeply or too large: part of it is left out");
  return RO_OK;
}

ro_status clean_make_text(const page_marks *marks, ro_doc *doc, ro_arena *scratch) {
  ro_mapped source;
  ro_str charset = ro_media_parameter(doc->meta.media, "charset");
  bool is_page = ro_media_is(doc->meta.media, "text/html");
  if (is_page && !charset.len) charset = ro_charset_of_markup(doc->raw);
  RO_TRY(decode(doc, charset, &source));
  RO_TRY(is_page ? read_page(marks, doc, &source, scratch) : keep(doc, &source));
  return ro_arena_has_failed(doc->arena) ? RO_ENOMEM : RO_OK;
}
