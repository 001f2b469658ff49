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

static bool is_archive(ro_str s) {
  static const struct {
    const char *magic;
    size_t n;
  } kinds[] = {{"PK\x03\x04", 4},
               {"PK\x05\x06", 4},
               {"\x1F\x8B", 2},
               {"\x28\xB5\x2F\xFD", 4},
               {"BZh", 3},
               {"\xFD"
                "7zXZ",
                5}};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (ro_str_starts(s, (ro_str){kinds[i].magic, kinds[i].n})) return true;
  return ro_str_is(ro_str_sub(s, 257, 262), "ustar");
}

/* The first element's name, without its prefix. */
static ro_str first_element(ro_str s) {
  if (s.len < 2 || s.data[0] != '<') return (ro_str){NULL, 0};
  if (begins(s, "<!doctype")) {
    s = skip_prolog(ro_str_sub(s, ro_str_find(s, RO_STR(">")) + 1, s.len));
    if (s.len < 2 || s.data[0] != '<') return (ro_str){NULL, 0};
  }
  size_t end = 1;
  while (!is_word_end(s, end)) end++;
  ro_str name = ro_str_sub(s, 1, end);
  size_t colon = ro_str_find(name, RO_STR(":"));
  return colon < name.len ? ro_str_sub(name, colon + 1, name.len) : name;
}

static ro_media xml_kind(ro_str s) {
  static const char *const feeds[] = {"rss", "RDF", "feed", "newsMessage", "NewsML"};
  static const char *const items[] = {"newsItem", "nitf", "entry", "item"};
  ro_str name = first_element(s);
  for (size_t i = 0; name.len && i < sizeof feeds / sizeof *feeds; i++)
    if (ro_str_is(name, feeds[i])) return RO_MEDIA_FEED;
  for (size_t i = 0; name.len && i < sizeof items / sizeof *items; i++)
    if (ro_str_is(name, items[i])) return RO_MEDIA_NEWSITEM;
  return RO_MEDIA_TEXT;
}

/* Prose does not begin with a brace and a quote, or two brackets.  Lines are whole objects each;
 * one object over several lines, a list, and a JSON Feed on one line are documents. */
static ro_media json_kind(ro_str s) {
  if (s.len < 2 || (s.data[0] != '{' && s.data[0] != '[')) return RO_MEDIA_TEXT;
  ro_str behind = skip_space(ro_str_sub(s, 1, s.len));
  if (!behind.len) return RO_MEDIA_TEXT;
  if (s.data[0] == '[') return behind.data[0] == '{' ? RO_MEDIA_JSON : RO_MEDIA_TEXT;
  if (behind.data[0] != '"' && behind.data[0] != '}') return RO_MEDIA_TEXT;
  ro_str head = ro_str_sub(s, 0, PROBE);
  if (ro_str_find(head, RO_STR("jsonfeed.org/version")) < head.len) return RO_MEDIA_JSON;
  ro_str line = ro_str_trim(ro_str_sub(s, 0, ro_str_find(s, RO_STR("\n"))));
  bool is_short = ro_str_find(s, RO_STR("\n")) < s.len;
  bool goes_on = strchr(",{[:", line.data[line.len - 1]) != NULL;
  bool is_whole = line.data[line.len - 1] == '}' || (line.len > 40 && !goes_on);
  return is_whole || !is_short ? RO_MEDIA_JSONL : RO_MEDIA_JSON;
}

/* The first bytes of UTF-16 as ASCII, enough to see what begins there. */
static ro_str narrow(ro_str bytes, char out[512]) {
  bool is_little = ro_str_starts(bytes, RO_STR("\xFF\xFE"));
  size_t n = 0;
  for (size_t at = 2; at + 1 < bytes.len && n < 512; at += 2) {
    char low = bytes.data[is_little ? at : at + 1], high = bytes.data[is_little ? at + 1 : at];
    out[n++] = high ? '?' : low;
  }
  return (ro_str){out, n};
}

ro_media ro_media_sniff(ro_str bytes) {
  char ascii[512];
  if (is_archive(bytes)) return RO_MEDIA_ARCHIVE;
  if (ro_str_starts(bytes, RO_STR("WARC/"))) return RO_MEDIA_WARC;
  bool is_wide =
      ro_str_starts(bytes, RO_STR("\xFF\xFE")) || ro_str_starts(bytes, RO_STR("\xFE\xFF"));
  ro_str s = skip_prolog(is_wide ? narrow(bytes, ascii) : ro_str_sub(bytes, 0, (size_t)PROBE * 8));
  if (is_html(s)) return RO_MEDIA_HTML;
  ro_media kind = xml_kind(s);
  if (kind != RO_MEDIA_TEXT) return is_wide && kind == RO_MEDIA_FEED ? RO_MEDIA_TEXT : kind;
  kind = json_kind(s);
  return is_wide && kind == RO_MEDIA_JSONL ? RO_MEDIA_JSON : kind;
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
    if (!value.data) break;
    at = (size_t)(value.data - media.data) + end;
    while (at < media.len && media.data[at] != ';') at++;
  }
  return (ro_str){NULL, 0};
}
