/* First pass over a page: what no reader sees, what is never prose, what stands in the frame of the
 * page, the byline, and a heading that repeats the title. */
#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "clean/page.h"

enum { BYLINE_CHARS = 100, MAX_TITLE_WORDS = 64 };

static bool is_never_prose(ro_tag tag) {
  static const bool never[RO_N_TAGS] = {
      [RO_TAG_script] = true, [RO_TAG_style] = true,    [RO_TAG_noscript] = true,
      [RO_TAG_head] = true,   [RO_TAG_template] = true, [RO_TAG_iframe] = true,
      [RO_TAG_object] = true, [RO_TAG_embed] = true,    [RO_TAG_input] = true,
      [RO_TAG_select] = true, [RO_TAG_button] = true,   [RO_TAG_textarea] = true,
      [RO_TAG_link] = true,   [RO_TAG_canvas] = true,   [RO_TAG_dialog] = true,
      [RO_TAG_video] = true,  [RO_TAG_audio] = true};
  return never[tag];
}

/* `property: value` in a style attribute, white space aside. */
static bool has_style(ro_str style, const char *property, const char *value) {
  ro_str piece;
  while (ro_str_split(&style, ';', &piece)) {
    ro_str rest = piece, name;
    if (!ro_str_split(&rest, ':', &name)) continue;
    if (ro_str_equal_nocase(ro_str_trim(name), ro_str_from(property)) &&
        ro_str_equal_nocase(ro_str_sub(ro_str_trim(rest), 0, strlen(value)), ro_str_from(value)))
      return true;
  }
  return false;
}

static bool is_hidden(const page_work *p, uint32_t node) {
  const ro_tree *tree = p->tree;
  const ro_node *n = &tree->nodes.at[node];
  if (n->attr == n->attr_end) return false;
  ro_str style = ro_markup_attr(tree, node, "style");
  if (style.len &&
      (has_style(style, "display", "none") || has_style(style, "visibility", "hidden")))
    return true;
  if (ro_markup_has_attr(tree, node, "hidden")) return true;
  return ro_str_is(ro_markup_attr(tree, node, "aria-hidden"), "true") ||
         ro_str_is(ro_markup_attr(tree, node, "aria-modal"), "true");
}

static bool has_frame_role(const page_work *p, uint32_t node) {
  static const char *const roles[] = {"menu",  "menubar",     "complementary", "navigation",
                                      "alert", "alertdialog", "dialog"};
  ro_str role = ro_markup_attr(p->tree, node, "role");
  for (size_t i = 0; role.len && i < sizeof roles / sizeof *roles; i++)
    if (ro_str_is(role, roles[i])) return true;
  return false;
}

static bool is_byline(const page_work *p, uint32_t node) {
  const ro_tree *tree = p->tree;
  uint32_t chars = page_chars(p, node);
  if (chars == 0 || chars >= BYLINE_CHARS) return false;
  if ((p->class_marks[node] | p->id_marks[node]) & MARK_BYLINE) return true;
  if (ro_str_is(ro_markup_attr(tree, node, "rel"), "author")) return true;
  ro_str property = ro_markup_attr(tree, node, "itemprop");
  return property.len && ro_str_find(property, RO_STR("author")) < property.len;
}

/* Hashes of the words of a heading, lower case. */
static uint32_t words_of(page_work *p, ro_str s, uint64_t hash[MAX_TITLE_WORDS], uint32_t *chars) {
  ro_str lower = ro_utf8_lower(p->scratch, s);
  uint32_t n = 0;
  *chars = 0;
  for (size_t at = 0; at < lower.len && n < MAX_TITLE_WORDS;) {
    size_t begin = at, next = at;
    while (next < lower.len) {
      size_t before = next;
      uint32_t c = ro_utf8_next(lower, &next);
      if (!ro_is_letter(c) && !ro_is_digit(c)) {
        next = before;
        break;
      }
      at = next;
    }
    if (at > begin) {
      hash[n++] = ro_hash_str(ro_str_sub(lower, begin, at));
      *chars += (uint32_t)(at - begin);
    } else {
      ro_utf8_next(lower, &at);
    }
  }
  return n;
}

/* At least three of four words of the heading stand in the title. */
static bool repeats_title(page_work *p, uint32_t node) {
  uint64_t a[MAX_TITLE_WORDS], b[MAX_TITLE_WORDS];
  uint32_t chars, same = 0;
  if (p->title.len == 0 || page_chars(p, node) > 300) return false;
  uint32_t n_a = words_of(p, p->title, a, &chars);
  uint32_t n_b = words_of(p, ro_markup_text(p->tree, node), b, &chars);
  for (uint32_t i = 0; i < n_b; i++)
    for (uint32_t k = 0; k < n_a; k++)
      if (a[k] == b[i]) {
        same++;
        break;
      }
  return n_b > 0 && same * 4 > n_b * 3;
}

static bool is_unlikely(const page_work *p, uint32_t node, ro_tag tag) {
  uint8_t marks = p->class_marks[node] | p->id_marks[node];
  if (tag == RO_TAG_body || tag == RO_TAG_html || tag == RO_TAG_a) return false;
  if (has_frame_role(p, node)) return true;
  if (!(marks & MARK_UNLIKELY) || marks & MARK_LIKELY) return false;
  return !page_has_ancestor(p, node, RO_TAG_table, 64) &&
         !page_has_ancestor(p, node, RO_TAG_code, 8);
}

static bool is_to_drop(page_work *p, uint32_t i, bool strict, bool *has_title) {
  ro_tag tag = (ro_tag)p->tree->nodes.at[i].tag;
  if (is_never_prose(tag) || is_hidden(p, i)) return true;
  if (p->byline.len == 0 && tag != RO_TAG_html && tag != RO_TAG_body && is_byline(p, i)) {
    p->byline = ro_str_trim(ro_markup_text(p->tree, i));
    return true;
  }
  if (!*has_title && (tag == RO_TAG_h1 || tag == RO_TAG_h2) && repeats_title(p, i)) {
    *has_title = true;
    return true;
  }
  return strict && is_unlikely(p, i, tag);
}

void page_strip(page_work *p, bool strict) {
  const ro_tree *tree = p->tree;
  bool has_title = false;
  p->byline = (ro_str){NULL, 0};
  memset(p->is_dropped, 0, tree->nodes.n);
  page_measure(p);
  for (uint32_t i = 0; i < tree->nodes.n;) {
    bool drops = tree->nodes.at[i].tag != RO_TAG_TEXT && is_to_drop(p, i, strict, &has_title);
    if (drops) page_drop(p, i);
    i = drops ? tree->nodes.at[i].end : i + 1;
  }
  page_measure(p);
}
