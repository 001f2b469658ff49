/* JSON Lines: one object a line, one report an object (JSON by jansson).
 *
 * Collections name the same things differently, so every field goes by several names; the first
 * that is there and not empty counts. */
#include <jansson.h>

#include "base/utf8.h"
#include "intake/intake_internal.h"

enum { MAX_NAMES = 8 };

typedef struct {
  const char *name[MAX_NAMES];
} names;

static const names text_names = {{"text", "body", "content", "article", "maintext"}};
static const names title_names = {{"title", "headline"}};
static const names publisher_names = {{"publisher", "source", "outlet", "site", "source_name"}};
static const names date_names = {{"published", "date", "published_at", "publishedAt", "pubDate",
                                  "date_published", "datetime", "date_publish"}};
static const names url_names = {{"url", "link"}};
static const names byline_names = {{"byline", "author", "authors"}};
static const names language_names = {{"language", "lang"}};

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

static ro_str text_of(const json_t *object) {
  for (size_t i = 0; i < MAX_NAMES && text_names.name[i]; i++) {
    ro_str s = string_of(json_object_get(object, text_names.name[i]));
    if (s.len) return s;
  }
  return (ro_str){NULL, 0};
}

static void read_meta(ro_doc *doc, const json_t *object) {
  ro_arena *arena = doc->arena;
  const char *found = "date";
  doc->meta.title = field(arena, object, &title_names, NULL);
  doc->meta.publisher = field(arena, object, &publisher_names, NULL);
  doc->meta.url = field(arena, object, &url_names, NULL);
  doc->meta.byline = field(arena, object, &byline_names, NULL);
  doc->meta.language = field(arena, object, &language_names, NULL);
  ro_str date = field(arena, object, &date_names, &found);
  ro_report_date_given(doc, found, date);
  ro_report_date_name(doc, "address", doc->meta.url);
}

static ro_status from_object(ro_str path, uint32_t number, uint64_t at, ro_str line,
                             const json_t *object, ro_doc **out, ro_error *error) {
  if (!json_is_object(object))
    return ro_fail(error, RO_EFORMAT, path, at, "line %u (byte %llu) is not a JSON object", number,
                   (unsigned long long)at);
  ro_str text = text_of(object);
  if (ro_str_trim(text).len == 0)
    return ro_fail(error, RO_EFORMAT, path, at, "line %u (byte %llu) has no field \"text\"", number,
                   (unsigned long long)at);
  ro_arena *scratch = ro_arena_new(0);
  if (!scratch) return RO_ENOMEM;
  ro_str name = ro_str_printf(scratch, "%.*s#%u", RO_FMT(path), number);
  ro_status status = ro_report_new(name, text, line, false, out);
  ro_arena_free(scratch);
  if (status != RO_OK) return status;
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
  ro_status status = from_object(path, number, line_at, line, object, out, error);
  json_decref(object);
  if (status == RO_OK && repaired)
    ro_doc_notice(*out, "intake", (ro_span){0, 0}, "%u bytes of the line were not UTF-8", repaired);
  return status;
}
