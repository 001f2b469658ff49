/* A page as a tree on its way to an article: marks of elements, measures, choice, tidying, text.
 * Method and figures: docs/methods/article-text.md. */
#ifndef RO_CLEAN_PAGE_H
#define RO_CLEAN_PAGE_H

#include "doc/doc.h"
#include "format/markup.h"
#include "model/resources.h"

/* What class and id say of an element. */
enum {
  MARK_UNLIKELY = 1,
  MARK_LIKELY = 2,
  MARK_GOOD = 4,
  MARK_BAD = 8,
  MARK_SHARE = 16,
  MARK_BYLINE = 32,
  MARK_CAPTION = 64,
  MARK_RELATED = 128
};

typedef struct page_marks page_marks;

/* page_marks.c: the table page_marks as a matcher; a missing table marks nothing. */
ro_status page_marks_open(const ro_table *table, ro_arena *process, const page_marks **out,
                          ro_error *error);
uint8_t page_marks_find(const page_marks *marks, ro_str s);

/* One page at work.  Columns are [tree->nodes.n]; sums are [n+1] over text nodes that are not
 * dropped, so that what is below node i is sum[end] - sum[i]. */
typedef struct {
  const ro_tree *tree;
  const page_marks *marks;
  ro_arena *scratch;
  uint8_t *class_marks, *id_marks;
  bool *is_dropped; /* together with all below it; set for each node below too */
  bool *is_linked;  /* inside <a href> */
  uint32_t *sum_chars, *sum_commas, *sum_blocks;
  uint32_t
      *sum_links; /* characters inside links, in hundredths: links within the page count less */
  ro_str title;   /* to tell a heading that repeats it */
  ro_str byline;  /* found while stripping */
} page_work;

/* page_measure.c */
ro_status page_open(page_work *p, const ro_tree *tree, const page_marks *marks, ro_arena *scratch);
void page_measure(page_work *p); /* after dropping: sums anew */
void page_drop(page_work *p, uint32_t node);
uint32_t page_chars(const page_work *p, uint32_t node);
uint32_t page_commas(const page_work *p, uint32_t node);
double page_link_share(const page_work *p,
                       uint32_t node); /* of the characters below node, in [0,1] */
bool page_is_block(ro_tag tag);
bool page_has_block(const page_work *p, uint32_t node); /* below it, not dropped */
int page_class_weight(const page_work *p, uint32_t node);
/* Next child of `parent` behind `child` (RO_NONE = first) that is not dropped; RO_NONE at the end.
 */
uint32_t page_next_child(const page_work *p, uint32_t parent, uint32_t child);
bool page_has_ancestor(const page_work *p, uint32_t node, ro_tag tag, uint32_t levels);

/* page_strip.c: drops what is no article by tag, role, style, and (with `strict`) by its marks. */
void page_strip(page_work *p, bool strict);

/* page_score.c: the nodes that hold the article, in document order; empty when nothing scored. */
ro_status page_choose(page_work *p, bool use_marks, ro_indexes *chosen);

/* page_tidy.c: drops what does not belong from the nodes chosen. */
void page_tidy(page_work *p, const ro_indexes *chosen, bool use_marks, bool drop_by_shape);

/* page_text.c: the words of the nodes chosen, paragraph by line, with captions and links to other
 * articles as spans to set aside. */
typedef RO_ROWS(ro_aside) ro_asides;
ro_status page_write(page_work *p, const ro_indexes *chosen, ro_arena *arena, ro_mapped *text,
                     ro_asides *asides);

/* page_meta.c: what the page says of itself, into fields that are still empty. */
typedef struct {
  ro_str title, publisher, byline, url, language, section;
  ro_str date, date_field;
} page_facts;
ro_status page_read_facts(const ro_tree *tree, ro_arena *arena, page_facts *facts);

/* page.c: the whole way: a page in UTF-8 to its text.  With `is_article` the page is nothing else
 * (the content of a feed's item, a mail) and all of it is taken. */
typedef struct {
  ro_mapped text; /* map: into the source given */
  ro_asides asides;
  page_facts facts;
  bool is_whole; /* no article was found: all text of the page_work */
  bool is_cut;
} page_article;
ro_status page_read(const page_marks *marks, ro_str source, bool is_article, ro_arena *arena,
                    ro_arena *scratch, page_article *out);

#endif
