/* HTML and XML as a tree in columns, each stretch of text with its place in the source. */
#ifndef RO_FORMAT_MARKUP_H
#define RO_FORMAT_MARKUP_H

#include "base/status.h"
#include "format/map.h"

/* Tags of HTML that something asks for; all others are OTHER. */
/* clang-format off */
#define RO_TAG_LIST(X) \
  X(a) X(abbr) X(address) X(article) X(aside) X(audio) X(b) X(base) X(blockquote) X(body) X(br) \
  X(button) X(canvas) X(caption) X(center) X(cite) X(code) X(dd) X(del) X(details) X(dialog) X(div) \
  X(dl) X(dt) X(em) X(embed) X(fieldset) X(figcaption) X(figure) X(font) X(footer) X(form) X(frame) \
  X(h1) X(h2) X(h3) X(h4) X(h5) X(h6) X(head) X(header) X(hr) X(html) X(i) X(iframe) X(img) X(input) \
  X(ins) X(label) X(legend) X(li) X(link) X(main) X(mark) X(math) X(menu) X(meta) X(nav) X(noscript) \
  X(object) X(ol) X(option) X(p) X(picture) X(pre) X(q) X(s) X(samp) X(script) X(section) X(select) \
  X(small) X(source) X(span) X(strong) X(style) X(sub) X(summary) X(sup) X(svg) X(table) X(tbody) \
  X(td) X(template) X(textarea) X(tfoot) X(th) X(thead) X(time) X(title) X(tr) X(u) X(ul) X(video) \
  X(wbr)
/* clang-format on */
typedef enum {
  RO_TAG_TEXT,
  RO_TAG_OTHER,
#define X(name) RO_TAG_##name,
  RO_TAG_LIST(X)
#undef X
      RO_N_TAGS
} ro_tag;

typedef struct {
  ro_str name;  /* XML: as written, with its prefix; HTML: lower case.  Empty for text */
  uint16_t tag; /* ro_tag */
  uint16_t depth;
  uint32_t parent;         /* node, RO_NONE for the first */
  uint32_t end;            /* nodes [i+1, end) are below node i */
  uint32_t text, text_end; /* of ro_tree.text: of a text node its own, of an element all below it */
  uint32_t attr, attr_end; /* ro_tree.attrs */
} ro_node;

typedef struct {
  ro_str name, value;
} ro_attr;

typedef struct {
  RO_ROWS(ro_node) nodes; /* in document order; node 0 is the root, which has no name */
  RO_ROWS(ro_attr) attrs;
  ro_str text;       /* all text, in document order */
  ro_map map;        /* text -> source */
  bool is_cut;       /* deeper or larger than the limits: read up to there */
  uint32_t unmapped; /* bytes of text whose place in the source was not found */
} ro_tree;

typedef enum { RO_MARKUP_HTML, RO_MARKUP_XML } ro_markup_kind;

/* Reads markup in UTF-8 by libxml2, which mends what is broken.  Nothing outside the source is ever
 * fetched, and entities that a document defines for itself are not expanded.  All is in `arena`. */
ro_status ro_markup_read(ro_arena *arena, ro_str source, ro_markup_kind kind, ro_tree *out);

/* Value of an attribute, empty if there is none; with `found` absent and empty are told apart. */
ro_str ro_markup_attr(const ro_tree *tree, uint32_t node, const char *name);
bool ro_markup_has_attr(const ro_tree *tree, uint32_t node, const char *name);

/* First child element of `node` behind `after` (RO_NONE = first) named `name` (exact, or behind the
 * prefix where `name` has none); RO_NONE if there is none. */
uint32_t ro_markup_child(const ro_tree *tree, uint32_t node, const char *name, uint32_t after);
/* Same, at any depth. */
uint32_t ro_markup_below(const ro_tree *tree, uint32_t node, const char *name, uint32_t after);
bool ro_markup_is(const ro_tree *tree, uint32_t node, const char *name);
/* Text of a node and all below it; borrowed from the tree. */
ro_str ro_markup_text(const ro_tree *tree, uint32_t node);
/* The address that an item of a feed leads to, as it stands there; borrowed from the tree. */
ro_str ro_markup_link(const ro_tree *tree);

#endif
