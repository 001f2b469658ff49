/* JSON: Lines of one object and report each, or one document with an object or a list of them (JSON
 * Feed, ninjs, lists that services give out).  Read by jansson.
 *
 * Collections name the same things differently, so every field goes by several names; the first
 * that is there and not empty counts. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "format/charset.h"
#include "format/media.h"
#include "intake/intake_internal.h"

enum { MAX_NAMES = 12 };

typedef struct {
  const char *name[MAX_NAMES];
} names;

static const names text_names = {
    {"text", "body", "content", "article", "maintext", "body_text", "content_text"}};
static const names page_names = {{"html", "body_html", "content_html", "body_xhtml"}};
static const names title_names = {{"title", "headline", "name"}};
static const names publisher_names = {
    {"publisher", "source", "outlet", "site", "source_name", "provider"}};
static const names date_names = {{"published", "date", "published_at", "publishedAt", "pubDate",
                                  "date_published", "datetime", "date_publish", "versioncreated",
                                  "firstcreated"}};
static const names url_names = {{"url", "link", "canonical_url", "uri"}};
static const names byline_names = {{"byline", "author", "authors"}};
static const names language_names = {{"language", "lang"}};
static const names section_names = {{"section", "category"}};

static ro_str string_of(const json_t *value) {
  if (!json_is_string(value)) return (ro_str){NULL, 0};
  return (ro_str){json_string_value(value), json_string_length(value)};
}

/* A string, a number, an object with a name, or a list of such: as one string. */
static ro_str scalar_of(ro_arena *arena, const json_t *value) {
  if (json_is_object(value)) value = json_object_get(value, "name");
  if (json_is_integer(value))
    return ro_str_printf(arena, "%lld", (long long)json_integer_value(value));
  return ro_str_copy(arena, string_of(value));
}

static ro_str joined(ro_arena *arena, const json_t *value) {
  if (!json_is_array(value)) return scalar_of(arena, value);
  ro_str all = {NULL, 0};
  for (size_t i = 0; i < json_array_size(value) && i < 32; i++) {
    ro_str one = scalar_of(arena, json_array_get(value, i));
    if (one.len) all = all.len ? ro_str_join(arena, all, ", ", one) : one;
  }
  return all;
}

static ro_str field(ro_arena *arena, const json_t *object, const names *n, const char **found) {
  for (size_t i = 0; i < MAX_NAMES && n->name[i]; i++) {
    ro_str s = ro_str_trim(joined(arena, json_object_get(object, n->name[i])));
    if (s.len == 0) continue;
    if (found) *found = n->name[i];
    return s;
  }
  return (ro_str){NULL, 0};
}

static ro_str first_of(const json_t *object, const names *n) {
  for (size_t i = 0; i < MAX_NAMES && n->name[i]; i++) {
    ro_str s = string_of(json_object_get(object, n->name[i]));
    if (ro_str_trim(s).len) return s;
  }
  return (ro_str){NULL, 0};
}

/* ninjs 2 and 3 keep texts in lists: [{"role": "main", "contentType": "text/plain", "value": "…"}].
 * With `wants_page` only HTML counts, else only what is not. */
static ro_str of_list(const json_t *list, bool wants_page) {
  for (size_t i = 0; i < json_array_size(list) && i < 32; i++) {
    const json_t *one = json_array_get(list, i);
    ro_str type = string_of(json_object_get(one, "contentType"));
    if (!type.len) type = string_of(json_object_get(one, "contenttype"));
    ro_str value = string_of(json_object_get(one, "value"));
    bool is_page = ro_str_find(type, RO_STR("html")) < type.len;
    if (value.len && is_page == wants_page) return value;
  }
  return (ro_str){NULL, 0};
}

/* The text, and whether it is markup. */
static ro_str text_of(const json_t *object, bool *is_page) {
  ro_str s = first_of(object, &text_names);
  *is_page = false;
  if (!ro_str_trim(s).len) s = of_list(json_object_get(object, "bodies"), false);
  if (ro_str_trim(s).len) return s;
  *is_page = true;
  s = first_of(object, &page_names);
  return s.len ? s : of_list(json_object_get(object, "bodies"), true);
}

static void read_meta(ro_doc *doc, const json_t *object) {
  ro_arena *arena = doc->arena;
  const char *found = "date";
  doc->meta.title = field(arena, object, &title_names, NULL);
  doc->meta.publisher = field(arena, object, &publisher_names, NULL);
  doc->meta.url = field(arena, object, &url_names, NULL);
  doc->meta.byline = field(arena, object, &byline_names, NULL);
  doc->meta.section = field(arena, object, &section_names, NULL);
  if (!doc->meta.title.len)
    doc->meta.title = ro_str_copy(arena, of_list(json_object_get(object, "headlines"), false));
  doc->meta.language = field(arena, object, &language_names, NULL);
  ro_str date = field(arena, object, &date_names, &found);
  ro_report_date_given(doc, found, date);
  ro_report_date_name(doc, "address", doc->meta.url);
}

/* `what` names the object in words: "line 7 (byte 120)". */
static ro_status from_object(ro_str path, ro_str name, const char *what, uint64_t at,
                             ro_str identity, const json_t *object, ro_doc **out, ro_error *error) {
  bool is_page = false;
  if (!json_is_object(object))
    return ro_fail(error, RO_EFORMAT, path, at, "%s is not a JSON object", what);
  ro_str text = text_of(object, &is_page);
  if (ro_str_trim(text).len == 0)
    return ro_fail(error, RO_EFORMAT, path, at, "%s has no field \"text\"", what);
  RO_TRY(ro_report_new(name, text, identity, false, out));
  if (is_page || ro_media_sniff(text) == RO_MEDIA_HTML) (*out)->meta.media = RO_STR("text/html");
  read_meta(*out, object);
  if (!ro_arena_has_failed((*out)->arena)) return RO_OK;
  ro_doc_free(*out);
  *out = NULL;
  return RO_ENOMEM;
}

/* A line with invalid UTF-8 is read with the bytes replaced: the text's own repair comes too late
 * here, since JSON is UTF-8 or nothing. */
static json_t *parse(ro_str line, ro_arena *scratch, uint32_t *repaired, json_error_t *wrong) {
  *repaired = 0;
  if (ro_utf8_check(line) < line.len) line = ro_utf8_repair(scratch, line, repaired);
  if (!line.data) return NULL;
  return json_loadb(line.data, line.len, JSON_ALLOW_NUL, wrong);
}

ro_status ro_jsonl_report(ro_str path, uint32_t number, uint64_t line_at, ro_str line, ro_doc **out,
                          ro_error *error) {
  json_error_t wrong = {0};
  uint32_t repaired = 0;
  ro_arena *scratch = ro_arena_new(0);
  if (!scratch) return RO_ENOMEM;
  json_t *object = parse(line, scratch, &repaired, &wrong);
  ro_arena_free(scratch);
  if (!object) {
    uint64_t at = line_at + (wrong.position > 0 ? (uint64_t)wrong.position : 0);
    return ro_fail(error, RO_EFORMAT, path, at, "line %u is broken JSON at byte %llu: %s", number,
                   (unsigned long long)at, wrong.text);
  }
  char what[64];
  snprintf(what, sizeof what, "line %u (byte %llu)", number, (unsigned long long)line_at);
  ro_buf name = {0};
  ro_buf_printf(&name, "%.*s#%u", RO_FMT(path), number);
  ro_status status =
      from_object(path, (ro_str){name.data, name.len}, what, line_at, line, object, out, error);
  ro_buf_free(&name);
  json_decref(object);
  if (status == RO_OK && repaired)
    ro_doc_notice(*out, "intake", (ro_span){0, 0}, "%u bytes of the line were not UTF-8", repaired);
  return status;
}

/* ---- one document */

struct ro_json_list {
  ro_arena *arena;
  ro_str path;
  json_t *root;
  const json_t *list; /* NULL: root is the only report */
  ro_str publisher, language;
  size_t at;
};

/* The list of reports of an object: what services and JSON Feed call it. */
static const json_t *list_in(const json_t *root) {
  static const char *const list_names[] = {"items",   "articles", "documents", "results",
                                           "reports", "news",     "data"};
  bool is_page = false;
  if (json_is_array(root)) return root;
  if (text_of(root, &is_page).len) return NULL;
  for (size_t i = 0; i < sizeof list_names / sizeof *list_names; i++) {
    const json_t *list = json_object_get(root, list_names[i]);
    if (json_is_array(list) && json_array_size(list)) return list;
  }
  return NULL;
}

ro_status ro_json_list_open(ro_arena *arena, ro_str path, ro_str bytes, ro_json_list **out,
                            ro_error *error) {
  ro_mapped utf8;
  ro_str charset;
  uint32_t replaced;
  json_error_t wrong = {0};
  ro_json_list *list = RO_NEW(arena, ro_json_list);
  if (!list) return RO_ENOMEM;
  RO_TRY(ro_charset_decode(arena, bytes, (ro_str){NULL, 0}, &utf8, &charset, &replaced));
  json_t *root =
      json_loadb(utf8.text.data ? utf8.text.data : "", utf8.text.len, JSON_ALLOW_NUL, &wrong);
  if (!root) {
    uint64_t at = wrong.position > 0 ? (uint64_t)wrong.position : 0;
    return ro_fail(error, RO_EFORMAT, path, at, "is broken JSON at line %d, byte %llu: %s",
                   wrong.line, (unsigned long long)at, wrong.text);
  }
  *list = (ro_json_list){.arena = arena, .path = path, .root = root, .list = list_in(root)};
  if (list->list && json_is_object(root)) {
    list->publisher = field(arena, root, &title_names, NULL);
    list->language = field(arena, root, &language_names, NULL);
  }
  *out = list;
  return RO_OK;
}

ro_status ro_json_list_next(ro_json_list *l, bool *is_done, ro_doc **out, ro_error *error) {
  size_t n = l->list ? json_array_size(l->list) : 1;
  *is_done = l->at >= n;
  if (*is_done) return RO_OK;
  const json_t *object = l->list ? json_array_get(l->list, l->at) : l->root;
  size_t number = ++l->at;
  char what[64] = "the document";
  ro_str name = l->path;
  if (l->list) {
    snprintf(what, sizeof what, "item %zu", number);
    name = ro_str_printf(l->arena, "%.*s#%zu", RO_FMT(l->path), number);
  }
  char *printed = json_dumps(object, JSON_SORT_KEYS | JSON_COMPACT | JSON_ENCODE_ANY);
  if (!printed) return RO_ENOMEM;
  ro_status status =
      from_object(l->path, name, what, UINT64_MAX, ro_str_from(printed), object, out, error);
  free(printed); /* jansson's */
  if (status != RO_OK) return status;
  ro_meta *meta = &(*out)->meta;
  if (!meta->publisher.len) meta->publisher = ro_str_copy((*out)->arena, l->publisher);
  if (!meta->language.len) meta->language = ro_str_copy((*out)->arena, l->language);
  return RO_OK;
}

void ro_json_list_close(ro_json_list *list) {
  if (list) json_decref(list->root);
}
