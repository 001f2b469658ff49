/* Bytes -> reports: what they are is told by their content, and what holds several reports is gone
 * through one by one.  Containers stand in one another (a feed in a gzip file in a zip archive), so
 * the open ones are a stack, whose depth is bounded; whatever is wrong with one member is told with
 * its place, and the next one is read. */
#include "intake/container.h"

#include <string.h>

#include "base/limits.h"
#include "format/markdown.h"
#include "format/media.h"

enum {
  PATIENCE = 20, /* broken lines at the head of a file before it counts as no JSON Lines */
  MAX_NESTING = 6
};

static ro_str base_name(ro_str path) {
  size_t at = path.len;
  while (at > 0 && path.data[at - 1] != '/') at--;
  return ro_str_sub(path, at, path.len);
}

/* ---- one report */

/* What a container says of a report that the report itself may not. */
static void add_given(const ro_member *m, ro_doc *doc) {
  doc->meta.url = ro_str_copy(doc->arena, m->url);
  doc->meta.publisher = ro_str_copy(doc->arena, m->publisher);
  doc->meta.language = ro_str_copy(doc->arena, m->language);
}

static void set_media(ro_doc *doc, const char *type, ro_str charset) {
  if (charset.len)
    doc->meta.media = ro_str_printf(doc->arena, "%s; charset=%.*s", type, RO_FMT(charset));
  else
    doc->meta.media = ro_str_from(type);
}

static ro_status one_report(const ro_member *m, const char *media, ro_doc **out) {
  RO_TRY(ro_report_new(m->path, m->bytes, m->bytes, m->is_cut, out));
  add_given(m, *out);
  ro_str charset = ro_media_parameter(m->media, "charset");
  if (*media || charset.len) set_media(*out, *media ? media : "text/plain", charset);
  if (m->is_there) /* a member of a dump: its address says more than its name */
    ro_report_date_name(*out, "address", m->url);
  else
    ro_report_date_name(*out, "file name", base_name(m->path));
  return RO_OK;
}

static ro_status plain_text(const ro_member *m, ro_doc **out, ro_error *error) {
  RO_TRY(ro_source_check_text(m->path, m->bytes, error));
  return one_report(m, ro_markdown_sniff(m->bytes) ? "text/markdown" : "", out);
}

/* ---- opening */

static ro_container *push(ro_containers *c, const ro_member *m, ro_container_kind kind) {
  ro_container *top = &c->at[c->n++];
  *top = (ro_container){
      .kind = kind, .path = m->path, .all = m->bytes, .rest = m->bytes, .url = m->url};
  top->arena = ro_arena_new(0);
  if (top->arena) return top;
  c->n--;
  return NULL;
}

static void pop(ro_containers *c) {
  ro_container *top = &c->at[--c->n];
  ro_unpack_close(top->unpacking);
  ro_json_list_close(top->json);
  ro_buf_free(&top->bytes);
  ro_arena_free(top->arena);
  *top = (ro_container){0};
}

void ro_containers_close(ro_containers *c) {
  while (c->n) pop(c);
}

static ro_status open_archive(ro_containers *c, const ro_member *m, ro_error *error) {
  ro_container *top = push(c, m, RO_CONTAINER_ARCHIVE);
  if (!top) return RO_ENOMEM;
  ro_status status = ro_unpack_open(top->arena, m->path, m->bytes, &top->unpacking, error);
  if (status != RO_OK) pop(c);
  return status;
}

static ro_status open_feed(ro_containers *c, const ro_member *m) {
  ro_container *top = push(c, m, RO_CONTAINER_FEED);
  if (!top) return RO_ENOMEM;
  return ro_feed_facts(top->arena, m->bytes, &top->publisher, &top->language);
}

static ro_status open_json(ro_containers *c, const ro_member *m, ro_error *error) {
  ro_container *top = push(c, m, RO_CONTAINER_JSON);
  if (!top) return RO_ENOMEM;
  ro_status status = ro_json_list_open(top->arena, m->path, m->bytes, &top->json, error);
  if (status != RO_OK) pop(c);
  return status;
}

ro_status ro_containers_open(ro_containers *c, const ro_member *m, ro_doc **out, ro_error *error) {
  ro_media media = ro_media_sniff(m->bytes);
  *out = NULL;
  if (media == RO_MEDIA_TEXT && ro_mbox_sniff(m->bytes)) media = RO_MEDIA_MBOX;
  if (media == RO_MEDIA_TEXT && ro_mail_sniff(m->bytes)) media = RO_MEDIA_MAIL;
  if (c->n == MAX_NESTING && media >= RO_MEDIA_ARCHIVE)
    return ro_fail(error, RO_ELIMIT, m->path, 0, "archives are nested too deeply");
  switch (media) {
    case RO_MEDIA_HTML:
      return one_report(m, "text/html", out);
    case RO_MEDIA_MAIL:
      return one_report(m, "message/rfc822", out);
    case RO_MEDIA_NEWSITEM:
      return one_report(m, "application/xml", out);
    case RO_MEDIA_ARCHIVE:
      return open_archive(c, m, error);
    case RO_MEDIA_FEED:
      return open_feed(c, m);
    case RO_MEDIA_WARC:
      return push(c, m, RO_CONTAINER_WARC) ? RO_OK : RO_ENOMEM;
    case RO_MEDIA_MBOX:
      return push(c, m, RO_CONTAINER_MBOX) ? RO_OK : RO_ENOMEM;
    case RO_MEDIA_JSONL:
      RO_TRY(ro_source_check_text(m->path, m->bytes, error));
      return push(c, m, RO_CONTAINER_LINES) ? RO_OK : RO_ENOMEM;
    case RO_MEDIA_JSON:
      return open_json(c, m, error);
    case RO_MEDIA_TEXT:
      break;
  }
  return plain_text(m, out, error);
}

/* ---- going through */

static ro_status next_line(ro_container *f, ro_doc **out, ro_error *error) {
  ro_str line;
  while (f->rest.len) {
    uint64_t at = (uint64_t)(f->rest.data - f->all.data);
    if (!ro_str_split(&f->rest, '\n', &line)) break;
    f->line++;
    if (f->line == 1 && ro_str_starts(line, RO_STR("\xEF\xBB\xBF"))) {
      line = ro_str_sub(line, 3, line.len);
      at += 3;
    }
    line = line.len && line.data[line.len - 1] == '\r' ? ro_str_sub(line, 0, line.len - 1) : line;
    if (ro_str_trim(line).len == 0) continue;
    ro_status status = ro_jsonl_report(f->path, f->line, at, line, out, error);
    f->broken += status != RO_OK;
    f->number += status == RO_OK;
    if (f->broken == PATIENCE && f->number == 0) f->rest = (ro_str){NULL, 0};
    return status;
  }
  f->is_done = true;
  return RO_OK;
}

static ro_status next_item(ro_container *f, ro_doc **out) {
  ro_member m = {.publisher = f->publisher, .language = f->language};
  bool is_mail = f->kind == RO_CONTAINER_MBOX;
  f->is_done = is_mail ? !ro_mbox_next(&f->rest, &m.bytes) : !ro_feed_next(&f->rest, &m.bytes);
  if (f->is_done) return RO_OK;
  m.path = ro_str_printf(f->arena, "%.*s#%u", RO_FMT(f->path), ++f->number);
  m.is_there = true;
  ro_str charset = ro_charset_of_markup(f->all);
  if (!is_mail) RO_TRY(ro_feed_link(f->arena, m.bytes, charset, &m.url));
  if (charset.len && !is_mail)
    m.media = ro_str_printf(f->arena, "application/xml; charset=%.*s", RO_FMT(charset));
  return one_report(&m, is_mail ? "message/rfc822" : "application/xml", out);
}

/* A member of an archive or a record of a web archive: opened in its turn. */
static ro_status next_member(ro_containers *c, ro_doc **out, ro_error *error) {
  ro_container *f = &c->at[c->n - 1];
  ro_member m = {.url = f->url};
  if (f->kind == RO_CONTAINER_WARC) {
    ro_arena_reset(f->arena, (ro_arena_mark){0}); /* of the record before, which is done */
    RO_TRY(ro_warc_next(f->arena, f->path, f->all, &f->rest, &f->number, &m, error));
    f->is_done = !m.is_there;
  } else {
    ro_buf_free(&f->bytes);
    f->bytes = (ro_buf){0};
    ro_str name = {NULL, 0};
    RO_TRY(ro_unpack_next(f->arena, f->unpacking, &f->is_done, &name, &f->bytes, error));
    m.path = name;
    m.bytes = (ro_str){f->bytes.data, f->bytes.len};
  }
  return f->is_done ? RO_OK : ro_containers_open(c, &m, out, error);
}

/* Drops what was read to the end; a container under a member that is still open stays. */
ro_status ro_containers_next(ro_containers *c, ro_doc **out, ro_error *error) {
  *out = NULL;
  while (c->n) {
    ro_container *f = &c->at[c->n - 1];
    ro_status status = RO_OK;
    if (f->is_done) {
      pop(c);
      continue;
    }
    switch (f->kind) {
      case RO_CONTAINER_LINES:
        status = next_line(f, out, error);
        break;
      case RO_CONTAINER_JSON:
        status = ro_json_list_next(f->json, &f->is_done, out, error);
        break;
      case RO_CONTAINER_FEED:
      case RO_CONTAINER_MBOX:
        status = next_item(f, out);
        break;
      case RO_CONTAINER_ARCHIVE:
      case RO_CONTAINER_WARC:
        status = next_member(c, out, error);
        break;
    }
    if (*out || status != RO_OK) return status;
  }
  return RO_OK;
}
