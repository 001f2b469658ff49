/* What kind of bytes these are.  Names of files lie too often to be asked. */
#include "format/media.h"

#include <string.h>

enum { PROBE = 2048 };

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static ro_str skip_space(ro_str s) {
  size_t at = 0;
  while (at < s.len && is_space(s.data[at])) at++;
  return ro_str_sub(s, at, s.len);
}

static bool begins(ro_str s, const char *word) {
  size_t n = strlen(word);
  return ro_str_equal_nocase(ro_str_sub(s, 0, n), (ro_str){word, n});
}

/* Behind a byte order mark, white space, comments and declarations of XML. */
static ro_str skip_prolog(ro_str s) {
  if (ro_str_starts(s, RO_STR("\xEF\xBB\xBF"))) s = ro_str_sub(s, 3, s.len);
  for (int i = 0; i < 16; i++) {
    s = skip_space(s);
    const char *close = begins(s, "<!--") ? "-->" : begins(s, "<?") ? "?>" : NULL;
    if (!close) return s;
    size_t at = ro_str_find(s, ro_str_from(close));
    if (at == s.len) return s;
    s = ro_str_sub(s, at + strlen(close), s.len);
  }
  return s;
}

static bool is_word_end(ro_str s, size_t at) {
  return at >= s.len || is_space(s.data[at]) || s.data[at] == '>' || s.data[at] == '/';
}

/* A page begins with one of the elements that begin pages; prose does not begin with a tag. */
static bool is_html(ro_str s) {
  static const char *const starts[] = {
      "<html", "<head", "<body",    "<title", "<meta",  "<script", "<div",     "<table",
      "<p",    "<h1",   "<article", "<main",  "<style", "<link",   "<section", "<header"};
  if (begins(s, "<!doctype html")) return true;
  for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
    if (begins(s, starts[i]) && is_word_end(s, strlen(starts[i]))) return true;
  return false;
}

ro_media ro_media_sniff(ro_str bytes) {
  ro_str s = skip_prolog(ro_str_sub(bytes, 0, (size_t)PROBE * 8));
  if (is_html(s)) return RO_MEDIA_HTML;
  return RO_MEDIA_TEXT;
}

ro_str ro_media_type(ro_str media) {
  return ro_str_trim(ro_str_sub(media, 0, ro_str_find(media, RO_STR(";"))));
}

bool ro_media_is(ro_str media, const char *type) {
  return ro_str_equal_nocase(ro_media_type(media), ro_str_from(type));
}

/* `name=value` or `name="value"` behind a semicolon; a semicolon inside quotes parts nothing. */
ro_str ro_media_parameter(ro_str media, const char *name) {
  size_t n = strlen(name), at = ro_str_find(media, RO_STR(";"));
  while (at < media.len) {
    ro_str rest = skip_space(ro_str_sub(media, at + 1, media.len));
    size_t equals = ro_str_find(rest, RO_STR("="));
    bool is_it = ro_str_equal_nocase(ro_str_trim(ro_str_sub(rest, 0, equals)), (ro_str){name, n});
    ro_str value = skip_space(ro_str_sub(rest, equals + 1, rest.len));
    bool is_quoted = value.len && value.data[0] == '"';
    if (is_quoted) value = ro_str_sub(value, 1, value.len);
    size_t end = 0;
    while (end < value.len && value.data[end] != (is_quoted ? '"' : ';')) end++;
    if (is_it) return ro_str_trim(ro_str_sub(value, 0, end));
    at = (size_t)(value.data - media.data) + end;
    while (at < media.len && media.data[at] != ';') at++;
    if (!value.data) break;
  }
  return (ro_str){NULL, 0};
}
