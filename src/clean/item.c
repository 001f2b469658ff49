/* One item of a feed or one news item: its facts, and its text where the fullest stands.
 *
 * RSS: content:encoded, else description.  Atom: content, else summary.  NewsML-G2: inlineXML or
 * inlineData; NITF: body.content.  The text may be markup kept as text (escaped or CDATA), which is
 * then read as a page of its own, or elements of the item itself. */
#include "base/utf8.h"
#include "clean/clean_internal.h"

typedef struct {
  const ro_tree *tree;
  ro_arena *arena;
} item;

static ro_str text_of(const item *x, uint32_t node) {
  if (node == RO_NONE) return (ro_str){NULL, 0};
  return ro_utf8_line(x->arena, ro_markup_text(x->tree, node), 1000);
}

/* Text of the first element of these names below the item; words of an attribute where it has one.
 */
static ro_str first_text(const item *x, const char *const *names, size_t n) {
  for (size_t i = 0; i < n; i++) {
    uint32_t node = ro_markup_below(x->tree, 0, names[i], RO_NONE);
    ro_str s = text_of(x, node);
    if (s.len) return s;
  }
  return (ro_str){NULL, 0};
}
#define FIRST(x, ...) \
  first_text((x), (const char *const[]){__VA_ARGS__}, \
             sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static ro_str author_of(const item *x) {
  ro_str creator = FIRST(x, "dc:creator", "byline", "by");
  if (creator.len) return creator;
  uint32_t author = ro_markup_below(x->tree, 0, "author", RO_NONE);
  if (author == RO_NONE) return (ro_str){NULL, 0};
  uint32_t name = ro_markup_child(x->tree, author, "name", RO_NONE);
  return text_of(x, name == RO_NONE ? author : name);
}

static void read_facts(const item *x, page_facts *f) {
  f->title = FIRST(x, "title", "headline", "hl1");
  f->url = ro_utf8_line(x->arena, ro_markup_link(x->tree), 1000);
  f->byline = author_of(x);
  f->date = FIRST(x, "pubDate", "published", "dc:date", "versionCreated", "firstCreated",
                  "contentCreated", "updated", "date");
  f->date_field = RO_STR("date of the item");
  f->section = FIRST(x, "category");
  f->publisher = FIRST(x, "dc:publisher", "infoSource", "provider");
  uint32_t root = x->tree->nodes.n > 1 ? 1 : 0;
  f->language = ro_str_copy(x->arena, ro_markup_attr(x->tree, root, "xml:lang"));
}

/* The element that holds most of the text. */
static uint32_t body_of(const item *x) {
  static const char *const names[] = {"content:encoded", "encoded", "inlineXML",   "inlineData",
                                      "body.content",    "content", "description", "summary"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    uint32_t node = ro_markup_below(x->tree, 0, names[i], RO_NONE);
    if (node == RO_NONE || ro_str_trim(ro_markup_text(x->tree, node)).len == 0) continue;
    uint32_t body = ro_markup_below(x->tree, node, "body", RO_NONE); /* XHTML with a head */
    return body == RO_NONE ? node : body;
  }
  return RO_NONE;
}

static bool has_elements(const ro_tree *tree, uint32_t node) {
  for (uint32_t i = node + 1; i < tree->nodes.at[node].end; i++)
    if (tree->nodes.at[i].tag != RO_TAG_TEXT) return true;
  return false;
}

/* Markup kept as text: a page inside the item's text, and its map through it. */
static ro_status read_inner_page(const page_marks *marks, const item *x, uint32_t body,
                                 ro_arena *scratch, page_article *out) {
  const ro_node *node = &x->tree->nodes.at[body];
  RO_TRY(page_read(marks, ro_markup_text(x->tree, body), true, x->arena, scratch, out));
  ro_map shifted = {0};
  uint32_t len = node->text_end - node->text;
  ro_map_add_through(x->arena, &shifted, 0, node->text, len, &x->tree->map);
  out->text.map = ro_map_compose(x->arena, &out->text.map, &shifted);
  return RO_OK;
}

static ro_status write_elements(const page_marks *marks, const item *x, uint32_t body,
                                ro_arena *scratch, page_article *out) {
  page_work p;
  ro_indexes chosen = {0};
  RO_TRY(page_open(&p, x->tree, marks, scratch));
  page_strip(&p, false);
  ro_indexes_add(scratch, &chosen, body);
  return page_write(&p, &chosen, x->arena, &out->text, &out->asides);
}

ro_status clean_read_item(const page_marks *marks, ro_str source, ro_arena *arena,
                          ro_arena *scratch, page_article *out) {
  ro_tree tree;
  page_facts facts = {0};
  *out = (page_article){0};
  RO_TRY(ro_markup_read(scratch, source, RO_MARKUP_XML, &tree));
  item x = {&tree, arena};
  read_facts(&x, &facts);
  uint32_t body = body_of(&x);
  ro_status status = RO_OK;
  if (body != RO_NONE)
    status = has_elements(&tree, body) ? write_elements(marks, &x, body, scratch, out)
                                       : read_inner_page(marks, &x, body, scratch, out);
  out->facts = facts;
  out->is_cut = tree.is_cut;
  return status;
}
