/* The words of an article, a paragraph a line.
 *
 * White space is collapsed as a browser does, except in <pre>; cells of a row are parted by a tab.
 * Every stretch of words is mapped to the tree's text and by it to the source; line breaks and
 * blanks that stand for several characters are put in.  Captions stay, set aside; so do lines that
 * are nothing but links to other articles. */
#include <string.h>

#include "clean/page.h"

enum { RELATED_CHARS = 200 };

typedef struct {
  page_work *p;
  ro_arena *arena;
  ro_buf out;
  ro_map map;
  uint32_t line_begin; /* of the line at hand */
  uint32_t line_links; /* its bytes inside links */
  bool is_caption, is_related;
  bool needs_space; /* white space seen since the last word */
  bool needs_tab;
  bool keeps_lines; /* inside <pre> */
  ro_asides *asides;
} writer;

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static void end_line(writer *w) {
  uint32_t len = (uint32_t)w->out.len - w->line_begin;
  w->needs_space = w->needs_tab = false;
  if (len == 0) return;
  bool is_link = w->is_related && len < RELATED_CHARS && w->line_links * 10 > len * 8;
  if (w->is_caption || is_link) {
    ro_aside *aside = RO_ADD(w->arena, w->asides);
    ro_aside_kind kind = w->is_caption ? RO_ASIDE_CAPTION : RO_ASIDE_NAVIGATION;
    if (aside) *aside = (ro_aside){{w->line_begin, (uint32_t)w->out.len}, kind};
  }
  ro_buf_char(&w->out, '\n');
  w->line_begin = (uint32_t)w->out.len;
  w->line_links = 0;
}

/* A stretch without white space to collapse: [at, at+len) of the tree's text. */
static void put(writer *w, uint32_t at, uint32_t len, bool is_linked) {
  bool is_first = w->out.len == w->line_begin;
  if (!is_first && (w->needs_space || w->needs_tab))
    ro_buf_char(&w->out, w->needs_tab ? '\t' : ' ');
  w->needs_space = w->needs_tab = false;
  ro_map_add_through(w->arena, &w->map, (uint32_t)w->out.len, at, len, &w->p->tree->map);
  ro_buf_add(&w->out, w->p->tree->text.data + at, len);
  if (is_linked) w->line_links += len;
}

/* A single blank between two words goes with them, so that runs of the map stay long. */
static void put_text(writer *w, uint32_t begin, uint32_t end, bool is_linked) {
  const char *s = w->p->tree->text.data;
  uint32_t at = begin;
  while (at < end) {
    if (is_space(s[at])) {
      if (w->keeps_lines && s[at] == '\n') end_line(w);
      w->needs_space = true;
      at++;
      continue;
    }
    uint32_t from = at;
    while (at < end) {
      if (!is_space(s[at])) {
        at++;
      } else if (s[at] == ' ' && at + 1 < end && !is_space(s[at + 1])) {
        at += 2;
      } else {
        break;
      }
    }
    put(w, from, at - from, is_linked);
  }
}

static bool is_caption(const page_work *p, uint32_t node, ro_tag tag) {
  if (tag == RO_TAG_figcaption) return true;
  return (p->class_marks[node] | p->id_marks[node]) & MARK_CAPTION && page_chars(p, node) < 600;
}

static void write_node(writer *w, uint32_t first) {
  const ro_tree *tree = w->p->tree;
  uint32_t caption_end = 0, pre_end = 0, related_end = 0, open = RO_NONE, i = first;
  uint32_t end = tree->nodes.at[first].end;
  while (i < end) {
    const ro_node *node = &tree->nodes.at[i];
    ro_tag tag = (ro_tag)node->tag;
    /* blocks that ended before this node */
    while (open != RO_NONE && i >= tree->nodes.at[open].end) {
      bool is_cell = tree->nodes.at[open].tag == RO_TAG_td || tree->nodes.at[open].tag == RO_TAG_th;
      if (page_is_block((ro_tag)tree->nodes.at[open].tag) && !is_cell) end_line(w);
      open = open == first ? RO_NONE : tree->nodes.at[open].parent;
    }
    if (w->p->is_dropped[i]) {
      i = node->end;
      continue;
    }
    w->keeps_lines = i < pre_end;
    if (i >= caption_end && w->is_caption) {
      end_line(w);
      w->is_caption = false;
    }
    if (i >= related_end) w->is_related = false;
    if (tag == RO_TAG_TEXT) {
      put_text(w, node->text, node->text_end, w->p->is_linked[i]);
      i++;
      continue;
    }
    if (tag == RO_TAG_td || tag == RO_TAG_th)
      w->needs_tab = true;
    else if (page_is_block(tag) || tag == RO_TAG_br)
      end_line(w);
    if (i >= caption_end && is_caption(w->p, i, tag)) {
      end_line(w);
      w->is_caption = true;
      caption_end = node->end;
    }
    uint8_t marks = w->p->class_marks[i] | w->p->id_marks[i];
    if (i >= related_end && (marks & MARK_RELATED || tag == RO_TAG_p || tag == RO_TAG_li)) {
      w->is_related = true;
      related_end = node->end;
    }
    if (tag == RO_TAG_pre && node->end > pre_end) pre_end = node->end;
    open = i++;
  }
  end_line(w);
}

ro_status page_write(page_work *p, const ro_indexes *chosen, ro_arena *arena, ro_mapped *text,
                     ro_asides *asides) {
  writer w = {.p = p, .arena = arena, .asides = asides};
  for (uint32_t i = 0; i < chosen->n; i++) {
    w.is_caption = w.is_related = w.keeps_lines = false;
    write_node(&w, chosen->at[i]);
  }
  text->text = ro_str_copy(arena, (ro_str){w.out.data, w.out.len});
  text->map = w.map;
  bool has_failed = w.out.has_failed;
  ro_buf_free(&w.out);
  return has_failed || ro_arena_has_failed(arena) ? RO_ENOMEM : RO_OK;
}
