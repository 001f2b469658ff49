/* Second pass, over the article chosen: boxes, lists and tables in it that are not prose.
 *
 * Each form, table, list and block is judged by what stands in it: commas speak for prose, links,
 * pictures, form fields and headings without text against it.  Inner elements are judged before the
 * ones around them, and what is dropped is taken off the sums of all elements above. */
#include <string.h>

#include "clean/page.h"

enum { ENOUGH_COMMAS = 10, SHARE_CHARS = 500, MIN_ROWS = 10, MIN_COLUMNS = 4, MIN_CELLS = 10 };

typedef struct {
  uint32_t chars, commas, links; /* links in hundredths */
  uint32_t paragraphs, pictures, items, fields, embeds;
  uint32_t heading, list, prose; /* characters in headings, lists, elements that hold text */
} sums;

typedef struct {
  page_work *p;
  sums *of;      /* by node */
  bool *is_data; /* inside or around a table of data; [nodes] */
  bool use_marks;
} tidier;

static bool is_heading(ro_tag tag) { return tag >= RO_TAG_h1 && tag <= RO_TAG_h6; }
static bool is_list(ro_tag tag) { return tag == RO_TAG_ul || tag == RO_TAG_ol; }

static bool holds_text(ro_tag tag) {
  return tag == RO_TAG_span || tag == RO_TAG_li || tag == RO_TAG_td || tag == RO_TAG_blockquote ||
         tag == RO_TAG_dl || tag == RO_TAG_div || tag == RO_TAG_ol || tag == RO_TAG_p ||
         tag == RO_TAG_pre || tag == RO_TAG_table || tag == RO_TAG_ul;
}

/* What a child adds to the element around it. */
static sums as_child(const sums *child, ro_tag tag) {
  sums s = *child;
  if (is_heading(tag)) s.heading = s.chars;
  if (is_list(tag)) s.list = s.chars;
  if (holds_text(tag)) s.prose = s.chars;
  return s;
}

static void add(sums *to, const sums *s, int sign) {
#define ADD(field) to->field += sign > 0 ? s->field : 0u - s->field
  ADD(chars);
  ADD(commas);
  ADD(links);
  ADD(paragraphs);
  ADD(pictures);
  ADD(items);
  ADD(fields);
  ADD(embeds);
  ADD(heading);
  ADD(list);
  ADD(prose);
#undef ADD
}

static bool is_leaf_block(const page_work *p, uint32_t node, ro_tag tag) {
  return tag == RO_TAG_div && !page_has_block(p, node);
}

static void count_self(tidier *t, uint32_t i) {
  const page_work *p = t->p;
  ro_tag tag = (ro_tag)p->tree->nodes.at[i].tag;
  sums *s = &t->of[i];
  if (tag == RO_TAG_TEXT) {
    s->chars = p->sum_chars[i + 1] - p->sum_chars[i];
    s->commas = p->sum_commas[i + 1] - p->sum_commas[i];
    s->links = p->sum_links[i + 1] - p->sum_links[i];
    uint32_t up = p->tree->nodes.at[i].parent;
    bool is_bare = s->chars > 1 && p->tree->nodes.at[up].tag == RO_TAG_div && page_has_block(p, up);
    s->paragraphs = is_bare;
  }
  s->paragraphs += tag == RO_TAG_p || (is_leaf_block(p, i, tag) && s->chars > 0);
  s->pictures += tag == RO_TAG_img;
  s->items += tag == RO_TAG_li;
  s->fields += tag == RO_TAG_input;
  s->embeds += tag == RO_TAG_object || tag == RO_TAG_embed || tag == RO_TAG_iframe;
}

static void count_all(tidier *t) {
  const ro_tree *tree = t->p->tree;
  for (uint32_t i = tree->nodes.n; i-- > 1;) {
    bool is_counted = !t->p->is_dropped[i] || tree->nodes.at[i].tag == RO_TAG_input;
    if (!is_counted) continue;
    count_self(t, i);
    sums s = as_child(&t->of[i], (ro_tag)tree->nodes.at[i].tag);
    add(&t->of[tree->nodes.at[i].parent], &s, 1);
  }
}

static void drop(tidier *t, uint32_t node) {
  const ro_tree *tree = t->p->tree;
  sums s = as_child(&t->of[node], (ro_tag)tree->nodes.at[node].tag);
  for (uint32_t up = tree->nodes.at[node].parent; up != RO_NONE; up = tree->nodes.at[up].parent) {
    add(&t->of[up], &s, -1);
    s = as_child(&s, (ro_tag)tree->nodes.at[up].tag);
  }
  page_drop(t->p, node);
}

static double share_of_links(const sums *s) {
  return s->chars ? (double)s->links / 100 / (double)s->chars : 0;
}

/* ---- tables of data, as against tables for layout */

static bool says_layout(const ro_tree *tree, uint32_t table) {
  return ro_str_is(ro_markup_attr(tree, table, "role"), "presentation") ||
         ro_str_is(ro_markup_attr(tree, table, "datatable"), "0");
}

static bool is_data_table(const ro_tree *tree, uint32_t table) {
  uint32_t rows = 0, columns = 0, cells = 0;
  if (says_layout(tree, table)) return false;
  if (ro_markup_attr(tree, table, "summary").len) return true;
  for (uint32_t i = table + 1; i < tree->nodes.at[table].end; i++) {
    ro_tag tag = (ro_tag)tree->nodes.at[i].tag;
    if (tag == RO_TAG_table) return false;
    if (tag == RO_TAG_caption || tag == RO_TAG_thead || tag == RO_TAG_tfoot || tag == RO_TAG_th)
      return true;
    if (tag == RO_TAG_tr) {
      rows++;
      cells = 0;
    }
    if (tag == RO_TAG_td && ++cells > columns) columns = cells;
  }
  if (columns == 1 || rows == 1) return false;
  return rows >= MIN_ROWS || columns > MIN_COLUMNS || rows * columns > MIN_CELLS;
}

static void mark_data(tidier *t) {
  const ro_tree *tree = t->p->tree;
  uint32_t end = 0;
  for (uint32_t i = 1; i < tree->nodes.n; i++) {
    if (i < end) {
      t->is_data[i] = true;
      continue;
    }
    if (tree->nodes.at[i].tag != RO_TAG_table || !is_data_table(tree, i)) continue;
    end = tree->nodes.at[i].end;
    for (uint32_t up = i; up != RO_NONE && !t->is_data[up]; up = tree->nodes.at[up].parent)
      t->is_data[up] = true;
  }
}

/* ---- judging by shape */

/* A gallery as a list: each item holds one picture. */
static bool is_gallery(const tidier *t, uint32_t node) {
  const sums *s = &t->of[node];
  return s->pictures > 0 && s->items == s->pictures;
}

static bool is_bad_shape(const tidier *t, uint32_t node) {
  const sums *s = &t->of[node];
  ro_tag tag = (ro_tag)t->p->tree->nodes.at[node].tag;
  bool as_list = is_list(tag) || (s->chars && s->list * 10 > s->chars * 9);
  int weight = t->use_marks ? page_class_weight(t->p, node) : 0;
  double links = share_of_links(s);
  bool in_figure = page_has_ancestor(t->p, node, RO_TAG_figure, 3);
  if (weight < 0) return true;
  if (s->commas >= ENOUGH_COMMAS) return false;
  if (as_list && is_gallery(t, node)) return false;
  if (!in_figure && s->pictures > 1 && s->paragraphs * 2 < s->pictures) return true;
  if (!as_list && s->items > s->paragraphs + 100) return true;
  if (s->fields > s->paragraphs / 3) return true;
  if (!as_list && !in_figure && s->heading * 10 < s->chars * 9 && s->chars < 25 &&
      (s->pictures == 0 || s->pictures > 2) && links > 0)
    return true;
  if (!as_list && weight < 25 && links > 0.2) return true;
  if (weight >= 25 && links > 0.5) return true;
  if ((s->embeds == 1 && s->chars < 75) || s->embeds > 1) return true;
  return s->pictures == 0 && s->prose == 0;
}

static bool is_judged(const tidier *t, uint32_t node, int pass) {
  ro_tag tag = (ro_tag)t->p->tree->nodes.at[node].tag;
  if (t->is_data[node] || page_has_ancestor(t->p, node, RO_TAG_code, 8)) return false;
  if (pass == 0) return tag == RO_TAG_form || tag == RO_TAG_fieldset;
  if (tag == RO_TAG_table || tag == RO_TAG_ul || tag == RO_TAG_ol) return true;
  return tag == RO_TAG_div && !is_leaf_block(t->p, node, tag);
}

/* ---- the passes */

static void drop_frames(tidier *t, uint32_t first, uint32_t end) {
  const page_work *p = t->p;
  for (uint32_t i = first; i < end; i++) {
    ro_tag tag = (ro_tag)p->tree->nodes.at[i].tag;
    if (p->is_dropped[i] || tag == RO_TAG_TEXT) continue;
    uint8_t marks = p->class_marks[i] | p->id_marks[i];
    bool is_frame = tag == RO_TAG_footer || tag == RO_TAG_aside || tag == RO_TAG_nav;
    bool is_share = marks & MARK_SHARE && t->of[i].chars < SHARE_CHARS;
    bool is_bad_heading =
        t->use_marks && (tag == RO_TAG_h1 || tag == RO_TAG_h2) && page_class_weight(p, i) < 0;
    if (is_frame || is_share || is_bad_heading) drop(t, i);
  }
}

static void drop_shapes(tidier *t, uint32_t first, uint32_t end, int pass) {
  for (uint32_t i = end; i-- > first;) {
    if (t->p->is_dropped[i] || t->p->tree->nodes.at[i].tag == RO_TAG_TEXT) continue;
    if (is_judged(t, i, pass) && is_bad_shape(t, i)) drop(t, i);
  }
}

void page_tidy(page_work *p, const ro_indexes *chosen, bool use_marks, bool drop_by_shape) {
  const ro_tree *tree = p->tree;
  tidier t = {.p = p, .use_marks = use_marks};
  t.of = RO_ARRAY(p->scratch, sums, tree->nodes.n);
  t.is_data = RO_ARRAY(p->scratch, bool, tree->nodes.n);
  if (!t.of || !t.is_data) return; /* the arena stays failed and is asked later */
  count_all(&t);
  mark_data(&t);
  for (int pass = 0; pass < 3; pass++)
    for (uint32_t c = 0; c < chosen->n; c++) {
      uint32_t node = chosen->at[c], end = tree->nodes.at[node].end;
      if (pass == 1)
        drop_frames(&t, node + 1, end);
      else if (drop_by_shape)
        drop_shapes(&t, node + 1, end, pass);
    }
  page_measure(p);
}
