/* Measures of a page: how much text and how much of it in links stands below each element. */
#include "clean/page.h"

#include "base/utf8.h"

enum { WHOLE = 100, WITHIN_PAGE = 30 }; /* hundredths that a character of a link counts */

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* Characters with white space collapsed, and commas of any script. */
static void count_text(ro_str s, uint32_t *chars, uint32_t *commas) {
  bool was_space = true;
  *chars = *commas = 0;
  for (size_t at = 0; at < s.len;) {
    uint8_t byte = (uint8_t)s.data[at];
    if (byte < 0x80) {
      bool space = is_space((char)byte);
      *chars += !(space && was_space);
      *commas += byte == ',';
      was_space = space;
      at++;
      continue;
    }
    uint32_t c = ro_utf8_next(s, &at);
    bool is_comma = c == 0x060C || c == 0x3001 || c == 0xFF0C || c == 0xFE10 || c == 0xFE50 ||
                    c == 0x2E41 || c == 0x2E34;
    *commas += is_comma;
    ++*chars;
    was_space = false;
  }
}

static void mark_links(page_work *p) {
  const ro_tree *tree = p->tree;
  for (uint32_t i = 0; i < tree->nodes.n; i++) {
    if (tree->nodes.at[i].tag != RO_TAG_a || p->is_linked[i]) continue;
    for (uint32_t k = i; k < tree->nodes.at[i].end; k++) p->is_linked[k] = true;
  }
}

static void mark_elements(page_work *p) {
  const ro_tree *tree = p->tree;
  for (uint32_t i = 0; i < tree->nodes.n; i++) {
    const ro_node *node = &tree->nodes.at[i];
    for (uint32_t a = node->attr; a < node->attr_end; a++) {
      const ro_attr *attr = &tree->attrs.at[a];
      if (ro_str_is(attr->name, "class"))
        p->class_marks[i] = page_marks_find(p->marks, attr->value);
      if (ro_str_is(attr->name, "id")) p->id_marks[i] = page_marks_find(p->marks, attr->value);
    }
  }
}

ro_status page_open(page_work *p, const ro_tree *tree, const page_marks *marks, ro_arena *scratch) {
  uint32_t n = tree->nodes.n;
  *p = (page_work){.tree = tree, .marks = marks, .scratch = scratch};
  p->class_marks = RO_ARRAY(scratch, uint8_t, n);
  p->id_marks = RO_ARRAY(scratch, uint8_t, n);
  p->is_dropped = RO_ARRAY(scratch, bool, n);
  p->is_linked = RO_ARRAY(scratch, bool, n);
  p->sum_chars = RO_ARRAY(scratch, uint32_t, n + 1);
  p->sum_commas = RO_ARRAY(scratch, uint32_t, n + 1);
  p->sum_blocks = RO_ARRAY(scratch, uint32_t, n + 1);
  p->sum_links = RO_ARRAY(scratch, uint32_t, n + 1);
  if (ro_arena_has_failed(scratch)) return RO_ENOMEM;
  mark_links(p);
  mark_elements(p);
  return RO_OK;
}

void page_drop(page_work *p, uint32_t node) {
  for (uint32_t i = node; i < p->tree->nodes.at[node].end; i++) p->is_dropped[i] = true;
}

void page_measure(page_work *p) {
  const ro_tree *tree = p->tree;
  uint32_t chars = 0, commas = 0, links = 0, link_end = 0, weight = 0, blocks = 0;
  for (uint32_t i = 0; i < tree->nodes.n; i++) {
    const ro_node *node = &tree->nodes.at[i];
    p->sum_chars[i] = chars;
    p->sum_commas[i] = commas;
    p->sum_links[i] = links;
    p->sum_blocks[i] = blocks;
    blocks += !p->is_dropped[i] && page_is_block((ro_tag)node->tag);
    if (node->tag == RO_TAG_a && i >= link_end) {
      ro_str to = ro_markup_attr(tree, i, "href");
      weight = to.len > 1 && to.data[0] == '#' ? WITHIN_PAGE : WHOLE;
      link_end = node->end;
    }
    if (node->tag != RO_TAG_TEXT || p->is_dropped[i]) continue;
    uint32_t n = 0, n_commas = 0;
    count_text(ro_markup_text(tree, i), &n, &n_commas);
    chars += n;
    commas += n_commas;
    if (i < link_end) links += n * weight;
  }
  p->sum_chars[tree->nodes.n] = chars;
  p->sum_commas[tree->nodes.n] = commas;
  p->sum_links[tree->nodes.n] = links;
  p->sum_blocks[tree->nodes.n] = blocks;
}

uint32_t page_chars(const page_work *p, uint32_t node) {
  return p->sum_chars[p->tree->nodes.at[node].end] - p->sum_chars[node];
}

uint32_t page_commas(const page_work *p, uint32_t node) {
  return p->sum_commas[p->tree->nodes.at[node].end] - p->sum_commas[node];
}

double page_link_share(const page_work *p, uint32_t node) {
  uint32_t chars = page_chars(p, node);
  uint32_t links = p->sum_links[p->tree->nodes.at[node].end] - p->sum_links[node];
  return chars ? (double)links / WHOLE / (double)chars : 0;
}

/* Elements that a paragraph cannot hold. */
bool page_is_block(ro_tag tag) {
  static const bool block[RO_N_TAGS] = {
      [RO_TAG_address] = true, [RO_TAG_article] = true,    [RO_TAG_aside] = true,
      [RO_TAG_body] = true,    [RO_TAG_blockquote] = true, [RO_TAG_center] = true,
      [RO_TAG_dd] = true,      [RO_TAG_details] = true,    [RO_TAG_div] = true,
      [RO_TAG_dl] = true,      [RO_TAG_dt] = true,         [RO_TAG_fieldset] = true,
      [RO_TAG_figure] = true,  [RO_TAG_figcaption] = true, [RO_TAG_footer] = true,
      [RO_TAG_form] = true,    [RO_TAG_h1] = true,         [RO_TAG_h2] = true,
      [RO_TAG_h3] = true,      [RO_TAG_h4] = true,         [RO_TAG_h5] = true,
      [RO_TAG_h6] = true,      [RO_TAG_header] = true,     [RO_TAG_hr] = true,
      [RO_TAG_html] = true,    [RO_TAG_li] = true,         [RO_TAG_main] = true,
      [RO_TAG_menu] = true,    [RO_TAG_nav] = true,        [RO_TAG_ol] = true,
      [RO_TAG_p] = true,       [RO_TAG_pre] = true,        [RO_TAG_section] = true,
      [RO_TAG_summary] = true, [RO_TAG_table] = true,      [RO_TAG_tbody] = true,
      [RO_TAG_td] = true,      [RO_TAG_tfoot] = true,      [RO_TAG_th] = true,
      [RO_TAG_thead] = true,   [RO_TAG_tr] = true,         [RO_TAG_ul] = true,
      [RO_TAG_caption] = true};
  return block[tag];
}

bool page_has_block(const page_work *p, uint32_t node) {
  return p->sum_blocks[p->tree->nodes.at[node].end] > p->sum_blocks[node + 1];
}

static int weight_of(uint8_t marks) {
  return (marks & MARK_GOOD ? 25 : 0) - (marks & MARK_BAD ? 25 : 0);
}

int page_class_weight(const page_work *p, uint32_t node) {
  return weight_of(p->class_marks[node]) + weight_of(p->id_marks[node]);
}

uint32_t page_next_child(const page_work *p, uint32_t parent, uint32_t child) {
  uint32_t end = p->tree->nodes.at[parent].end;
  uint32_t i = child == RO_NONE ? parent + 1 : p->tree->nodes.at[child].end;
  while (i < end && p->is_dropped[i]) i = p->tree->nodes.at[i].end;
  return i < end ? i : RO_NONE;
}

bool page_has_ancestor(const page_work *p, uint32_t node, ro_tag tag, uint32_t levels) {
  for (uint32_t i = 0; i < levels; i++) {
    node = p->tree->nodes.at[node].parent;
    if (node == RO_NONE) return false;
    if (p->tree->nodes.at[node].tag == tag) return true;
  }
  return false;
}
