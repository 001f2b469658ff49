/* raw -> text with its way back, by the media type of raw. */
#include <string.h>

#include "base/utf8.h"
#include "clean/clean_internal.h"
#include "format/charset.h"
#include "format/given_date.h"
#include "format/mail.h"
#include "format/markdown.h"
#include "format/media.h"

/* Plain text in UTF-8 stays as it is, a byte order mark included: its offsets are those of the
 * file. */
static bool is_as_received(const ro_doc *doc) {
  return doc->meta.media.len == 0 && ro_utf8_check(doc->raw) == doc->raw.len &&
         (doc->raw.len == 0 || !memchr(doc->raw.data, 0, doc->raw.len));
}

/* Bytes -> UTF-8, with a notice for what was not as it should be. */
static ro_status decode(ro_doc *doc, const ro_mapped *bytes, ro_str declared, ro_mapped *out) {
  ro_str charset = {NULL, 0};
  uint32_t replaced = 0;
  RO_TRY(ro_charset_decode(doc->arena, bytes->text, declared, out, &charset, &replaced));
  out->map = ro_map_compose(doc->arena, &out->map, &bytes->map);
  if (!ro_str_is(charset, "utf-8") && !ro_str_equal_nocase(charset, declared))
    ro_doc_notice(doc, "clean", (ro_span){0, 0}, "read as %.*s, which it looks like",
                  RO_FMT(charset));
  if (replaced)
    ro_doc_notice(doc, "clean", (ro_span){0, 0},
                  "%u bytes that are not text were replaced, the first invalid one at byte %zu",
                  replaced, ro_utf8_check(bytes->text));
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

/* The article of a page or item, mapped into `source`, becomes the document's. */
static ro_status keep_article(ro_doc *doc, const ro_mapped *source, const page_article *article) {
  ro_mapped text = article->text;
  text.map = ro_map_compose(doc->arena, &text.map, &source->map);
  RO_TRY(keep(doc, &text));
  fill_meta(doc, &article->facts);
  for (uint32_t i = 0; i < article->asides.n; i++) {
    ro_aside *aside = RO_ADD(doc->arena, &doc->set_aside);
    if (aside) *aside = article->asides.at[i];
  }
  if (article->is_whole)
    ro_doc_notice(doc, "clean", (ro_span){0, 0}, "no article stands out: all of the page is read");
  if (article->is_cut)
    ro_doc_notice(doc, "clean", (ro_span){0, 0},
                  "nested too deeply or too large: a part of it is joined or left out");
  return RO_OK;
}

static ro_status read_page(const page_marks *marks, ro_doc *doc, const ro_mapped *source,
                           bool is_article, ro_arena *scratch) {
  page_article article;
  RO_TRY(page_read(marks, source->text, is_article, doc->arena, scratch, &article));
  return keep_article(doc, source, &article);
}

static ro_status read_item(const page_marks *marks, ro_doc *doc, const ro_mapped *source,
                           ro_arena *scratch) {
  page_article article;
  RO_TRY(clean_read_item(marks, source->text, doc->arena, scratch, &article));
  return keep_article(doc, source, &article);
}

static ro_status read_markdown(ro_doc *doc, const ro_mapped *source) {
  ro_mapped text;
  page_facts facts = {0};
  RO_TRY(ro_markdown_read(doc->arena, source->text, &text));
  text.map = ro_map_compose(doc->arena, &text.map, &source->map);
  facts.title = ro_markdown_front(source->text, "title");
  facts.byline = ro_markdown_front(source->text, "author");
  facts.url = ro_markdown_front(source->text, "url");
  facts.date = ro_markdown_front(source->text, "date");
  facts.date_field = RO_STR("date");
  fill_meta(doc, &facts);
  return keep(doc, &text);
}

static ro_status read_mail(const page_marks *marks, ro_doc *doc, ro_arena *scratch) {
  ro_mail_body body;
  ro_mapped source;
  page_facts facts = {0};
  ro_str fields = ro_header_split(doc->raw).fields;
  RO_TRY(ro_mail_read(doc->arena, doc->raw, &body));
  facts.title = ro_header_text(doc->arena, fields, "subject");
  facts.byline = ro_mailbox_name(doc->arena, ro_header_text(doc->arena, fields, "from"));
  facts.date = ro_header_text(doc->arena, fields, "date");
  facts.date_field = RO_STR("Date");
  fill_meta(doc, &facts);
  if (body.attachments)
    ro_doc_notice(doc, "clean", (ro_span){0, 0}, "%u parts of the message are not read",
                  body.attachments);
  RO_TRY(decode(doc, &body.bytes, ro_media_parameter(body.media, "charset"), &source));
  return ro_media_is(body.media, "text/html") ? read_page(marks, doc, &source, true, scratch)
                                              : keep(doc, &source);
}

ro_status clean_make_text(const page_marks *marks, ro_doc *doc, ro_arena *scratch) {
  ro_str media = doc->meta.media, charset = ro_media_parameter(media, "charset");
  ro_mapped raw = ro_mapped_plain(doc->raw), source;
  bool is_page = ro_media_is(media, "text/html"), is_item = ro_media_is(media, "application/xml");
  ro_status status = RO_OK;
  if (is_as_received(doc)) {
    status = keep(doc, &raw);
  } else if (ro_media_is(media, "message/rfc822")) {
    status = read_mail(marks, doc, scratch);
  } else {
    if ((is_page || is_item) && !charset.len) charset = ro_charset_of_markup(doc->raw);
    RO_TRY(decode(doc, &raw, charset, &source));
    if (is_page)
      status = read_page(marks, doc, &source, false, scratch);
    else if (is_item)
      status = read_item(marks, doc, &source, scratch);
    else if (ro_media_is(media, "text/markdown"))
      status = read_markdown(doc, &source);
    else
      status = keep(doc, &source);
  }
  if (status != RO_OK) return status;
  return ro_arena_has_failed(doc->arena) ? RO_ENOMEM : RO_OK;
}
