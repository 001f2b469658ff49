/* What a page says of itself: linked data (JSON-LD of schema.org), then OpenGraph and other <meta>,
 * then elements with the attributes of microdata, then <title> and <time>.
 *
 * Values are copied from the source with white space collapsed.  Only items of linked data whose
 * type is a kind of article speak for the page; the first of them counts. */
#include <jansson.h>
#include <string.h>

#include "base/utf8.h"
#include "clean/page.h"

enum { MAX_ITEMS = 256, MAX_AUTHORS = 16, LONGEST_VALUE = 1000, LONGEST_NAME = 120 };

typedef struct {
  const ro_tree *tree;
  ro_arena *arena;
  page_facts *facts;
} reader;

/* White space collapsed, at most LONGEST_VALUE bytes. */
static ro_str tidy(ro_arena *arena, ro_str s) { return ro_utf8_line(arena, s, LONGEST_VALUE); }

static void set(reader *r, ro_str *field, ro_str value) {
  if (field->len || ro_str_trim(value).len == 0) return;
  *field = ro_str_trim(tidy(r->arena, value));
}

static bool is_address(ro_str s) {
  return ro_str_starts(s, RO_STR("http://")) || ro_str_starts(s, RO_STR("https://"));
}

static void set_byline(reader *r, ro_str value) {
  if (!is_address(ro_str_trim(value)) && value.len < 4 * LONGEST_NAME)
    set(r, &r->facts->byline, value);
}

static void set_date(reader *r, const char *field, ro_str value) {
  if (r->facts->date.len || ro_str_trim(value).len == 0) return;
  set(r, &r->facts->date, value);
  r->facts->date_field = ro_str_from(field);
}

/* ---- linked data */

static ro_str string_of(const json_t *value) {
  if (json_is_array(value)) value = json_array_get(value, 0);
  if (json_is_object(value)) {
    const json_t *name = json_object_get(value, "name");
    value = name ? name : json_object_get(value, "@id");
  }
  if (!json_is_string(value)) return (ro_str){NULL, 0};
  return (ro_str){json_string_value(value), json_string_length(value)};
}

static bool names_article(ro_str type) {
  static const char *const kinds[] = {"Article", "Posting", "Report", "WebPage", "Analysis"};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (ro_str_find(type, ro_str_from(kinds[i])) < type.len) return true;
  return false;
}

static bool is_article(const json_t *item) {
  const json_t *type = json_object_get(item, "@type");
  if (!json_is_array(type)) return names_article(string_of(type));
  for (size_t i = 0; i < json_array_size(type); i++)
    if (names_article(string_of(json_array_get(type, i)))) return true;
  return false;
}

static ro_str authors_of(reader *r, const json_t *value) {
  ro_str all = {NULL, 0};
  if (!json_is_array(value)) return string_of(value);
  for (size_t i = 0; i < json_array_size(value) && i < MAX_AUTHORS; i++) {
    ro_str one = ro_str_trim(string_of(json_array_get(value, i)));
    if (one.len) all = all.len ? ro_str_join(r->arena, all, ", ", one) : one;
  }
  return all;
}

static void read_item(reader *r, const json_t *item) {
  page_facts *f = r->facts;
  set(r, &f->title, string_of(json_object_get(item, "headline")));
  set_byline(r, authors_of(r, json_object_get(item, "author")));
  set(r, &f->publisher, string_of(json_object_get(item, "publisher")));
  set_date(r, "datePublished", string_of(json_object_get(item, "datePublished")));
  set(r, &f->section, string_of(json_object_get(item, "articleSection")));
  set(r, &f->language, string_of(json_object_get(item, "inLanguage")));
}

/* Items of a script: one object, a list, or the list of its @graph.  Articles first: what only
 * describes the page as a page comes after them. */
static void read_linked(reader *r, ro_str text) {
  size_t brace = 0;
  while (brace < text.len && text.data[brace] != '{' && text.data[brace] != '[') brace++;
  text = ro_str_sub(text, brace, text.len);
  json_t *root = text.len ? json_loadb(text.data, text.len, JSON_DISABLE_EOF_CHECK, NULL) : NULL;
  const json_t *list = json_is_object(root) ? json_object_get(root, "@graph") : root;
  size_t n = json_is_array(list) ? json_array_size(list) : 0;
  if (json_is_object(root) && is_article(root)) read_item(r, root);
  for (int pass = 0; pass < 2; pass++)
    for (size_t i = 0; i < n && i < MAX_ITEMS; i++) {
      const json_t *item = json_array_get(list, i);
      ro_str type = string_of(json_object_get(item, "@type"));
      if (is_article(item) && ro_str_is(type, "WebPage") == (pass == 1)) read_item(r, item);
    }
  json_decref(root);
}

/* ---- meta elements */

typedef enum { TITLE, BYLINE, PUBLISHER, DATE, LANGUAGE, SECTION, ADDRESS } fact;

/* In order of trust within each kind; property and name are not told apart. */
static const struct {
  const char *name;
  fact kind;
} meta_names[] = {
    {"og:title", TITLE},
    {"twitter:title", TITLE},
    {"parsely-title", TITLE},
    {"dc.title", TITLE},
    {"dcterm:title", TITLE},
    {"weibo:article:title", TITLE},
    {"author", BYLINE},
    {"article:author", BYLINE},
    {"parsely-author", BYLINE},
    {"dc.creator", BYLINE},
    {"dcterm:creator", BYLINE},
    {"dc:creator", BYLINE},
    {"byl", BYLINE},
    {"og:site_name", PUBLISHER},
    {"application-name", PUBLISHER},
    {"dc.publisher", PUBLISHER},
    {"article:published_time", DATE},
    {"og:published_time", DATE},
    {"datepublished", DATE},
    {"parsely-pub-date", DATE},
    {"dc.date.issued", DATE},
    {"dc.date", DATE},
    {"dcterms.created", DATE},
    {"sailthru.date", DATE},
    {"pubdate", DATE},
    {"publishdate", DATE},
    {"publish-date", DATE},
    {"publication_date", DATE},
    {"date", DATE},
    {"article:section", SECTION},
    {"parsely-section", SECTION},
    {"section", SECTION},
    {"og:url", ADDRESS},
    {"og:locale", LANGUAGE},
    {"content-language", LANGUAGE},
};
enum { N_META = sizeof meta_names / sizeof *meta_names };

static void note_meta(ro_str names, ro_str content, ro_str found[N_META]) {
  ro_str name;
  while (names.len && ro_str_split(&names, ' ', &name))
    for (size_t k = 0; k < N_META; k++)
      if (!found[k].len && ro_str_equal_nocase(name, ro_str_from(meta_names[k].name)))
        found[k] = content;
}

static void use_meta(reader *r, const ro_str found[N_META]) {
  page_facts *f = r->facts;
  for (size_t k = 0; k < N_META; k++) {
    ro_str value = found[k];
    switch (meta_names[k].kind) {
      case TITLE:
        set(r, &f->title, value);
        break;
      case BYLINE:
        set_byline(r, value);
        break;
      case PUBLISHER:
        set(r, &f->publisher, value);
        break;
      case DATE:
        set_date(r, meta_names[k].name, value);
        break;
      case LANGUAGE:
        set(r, &f->language, value);
        break;
      case SECTION:
        set(r, &f->section, value);
        break;
      case ADDRESS:
        if (is_address(value)) set(r, &f->url, value);
        break;
    }
  }
}

static void read_meta(reader *r) {
  const ro_tree *tree = r->tree;
  ro_str found[N_META] = {{NULL, 0}};
  for (uint32_t i = 0; i < tree->nodes.n; i++) {
    ro_tag tag = (ro_tag)tree->nodes.at[i].tag;
    if (tag == RO_TAG_html && ro_markup_attr(tree, i, "lang").len)
      set(r, &r->facts->language, ro_markup_attr(tree, i, "lang"));
    if (tag == RO_TAG_link && ro_str_is(ro_markup_attr(tree, i, "rel"), "canonical") &&
        is_address(ro_markup_attr(tree, i, "href")))
      set(r, &r->facts->url, ro_markup_attr(tree, i, "href"));
    if (tag != RO_TAG_meta) continue;
    ro_str content = ro_markup_attr(tree, i, "content");
    if (ro_str_trim(content).len == 0) continue;
    note_meta(ro_markup_attr(tree, i, "property"), content, found);
    note_meta(ro_markup_attr(tree, i, "name"), content, found);
    note_meta(ro_markup_attr(tree, i, "itemprop"), content, found);
    note_meta(ro_markup_attr(tree, i, "http-equiv"), content, found);
  }
  use_meta(r, found);
}

/* ---- elements */

static size_t n_words(ro_str s) {
  size_t n = 0;
  bool was_space = true;
  for (size_t i = 0; i < s.len; i++) {
    n += was_space && s.data[i] != ' ';
    was_space = s.data[i] == ' ';
  }
  return n;
}

/* "Envoy flies home | World | The Osmark Post" -> "Envoy flies home", where enough is left. */
static ro_str without_site(ro_str title) {
  static const char *const separators[] = {
      " | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ", " \xC2\xB7 "};
  size_t cut = title.len;
  for (size_t k = 0; k < sizeof separators / sizeof *separators; k++) {
    ro_str mark = ro_str_from(separators[k]);
    for (size_t at = 0; at + mark.len <= title.len; at++)
      if (memcmp(title.data + at, mark.data, mark.len) == 0 && (cut == title.len || at > cut))
        cut = at;
  }
  ro_str kept = ro_str_sub(title, 0, cut);
  return n_words(kept) >= 4 ? kept : title;
}

static ro_str first_heading(const ro_tree *tree) {
  ro_str only = {NULL, 0};
  for (uint32_t i = 0; i < tree->nodes.n; i++) {
    if (tree->nodes.at[i].tag != RO_TAG_h1) continue;
    ro_str s = ro_str_trim(ro_markup_text(tree, i));
    if (s.len && only.len) return (ro_str){NULL, 0}; /* several: none of them is the title */
    if (s.len) only = s;
  }
  return only;
}

static void read_title(reader *r) {
  ro_str title = {NULL, 0};
  for (uint32_t i = 0; i < r->tree->nodes.n && !title.len; i++)
    if (r->tree->nodes.at[i].tag == RO_TAG_title &&
        !page_is_block((ro_tag)r->tree->nodes.at[r->tree->nodes.at[i].parent].tag))
      title = ro_str_trim(tidy(r->arena, ro_markup_text(r->tree, i)));
  title = without_site(title);
  if (n_words(title) < 3) set(r, &r->facts->title, first_heading(r->tree));
  set(r, &r->facts->title, title);
  set(r, &r->facts->title, first_heading(r->tree));
}

/* Microdata, then the only <time datetime> of the page's head or article. */
static void read_elements(reader *r) {
  const ro_tree *tree = r->tree;
  ro_str time = {NULL, 0};
  for (uint32_t i = 0; i < tree->nodes.n; i++) {
    const ro_node *node = &tree->nodes.at[i];
    if (node->attr == node->attr_end) continue;
    ro_str property = ro_markup_attr(tree, i, "itemprop"),
           stamp = ro_markup_attr(tree, i, "datetime");
    if (property.len && ro_str_find(property, RO_STR("datePublished")) < property.len)
      set_date(r, "itemprop datePublished",
               stamp.len ? stamp
               : ro_markup_attr(tree, i, "content").len
                   ? ro_markup_attr(tree, i, "content")
                   : ro_str_sub(ro_markup_text(tree, i), 0, 60));
    if (node->tag == RO_TAG_time && !time.len) time = stamp;
    if (ro_markup_has_attr(tree, i, "pubdate")) set_date(r, "time pubdate", stamp);
  }
  set_date(r, "time", time);
}

ro_status page_read_facts(const ro_tree *tree, ro_arena *arena, page_facts *facts) {
  reader r = {tree, arena, facts};
  for (uint32_t i = 0; i < tree->nodes.n; i++)
    if (tree->nodes.at[i].tag == RO_TAG_script &&
        tree->nodes.at[i].text_end > tree->nodes.at[i].text)
      read_linked(&r, ro_markup_text(tree, i));
  read_meta(&r);
  read_title(&r);
  read_elements(&r);
  return ro_arena_has_failed(arena) ? RO_ENOMEM : RO_OK;
}
