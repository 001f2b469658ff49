/* Markup -> tree, over libxml2's SAX interface.
 *
 * libxml2 tells line numbers at best, so the place of each stretch of text is worked out: when it
 * hands over characters, its reader stands right behind them (up to a few bytes), which is where
 * they are looked for in the source; what differs is a character reference ("&amp;"), found by its
 * "&", or a line end that was changed.  Each row of the map is therefore verified when it is made:
 * linear rows are equal to the source byte by byte. */
#include "format/markup.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "base/hash.h"
#include "base/limits.h"

enum {
  MAX_DEPTH = 512,         /* deeper elements are joined with the one at this depth */
  MAX_PARSER_DEPTH = 2048, /* open elements at which reading stops: libxml2 searches them in line */
  MAX_NODES = 2000000,
  MAX_ATTRS = 64,      /* of one element */
  LONGEST_ENTITY = 40, /* bytes looked back for the "&" */
  LONGEST_VALUE = 8,   /* bytes that a reference stands for */
  NEAR = 4             /* bytes that the reader may stand off */
};

static const char *const tag_names[RO_N_TAGS] = {"", "",
#define X(name) #name,
                                                 RO_TAG_LIST(X)
#undef X
};

enum { TAG_SLOTS = 512 };
typedef struct {
  uint16_t slot[TAG_SLOTS];
} tag_table;

typedef struct {
  ro_arena *arena;
  ro_tree *tree;
  ro_str source;
  ro_buf text;
  xmlParserCtxtPtr reader;
  ro_markup_kind kind;
  tag_table tags;
  uint32_t stack[MAX_DEPTH];
  uint32_t n_open;    /* elements open, of which the first MAX_DEPTH are on the stack */
  uint32_t last_text; /* text node that goes on, RO_NONE */
  size_t mapped;      /* source byte behind the last stretch */
  bool skips;         /* inside a script or style whose text is not kept */
  bool is_out;        /* memory is out */
} builder;

/* ---- tags */

static void fill_tags(tag_table *t) {
  memset(t, 0, sizeof *t);
  for (unsigned tag = RO_TAG_OTHER + 1; tag < RO_N_TAGS; tag++) {
    size_t at = (size_t)ro_hash_str(ro_str_from(tag_names[tag])) & (TAG_SLOTS - 1);
    while (t->slot[at]) at = (at + 1) & (TAG_SLOTS - 1);
    t->slot[at] = (uint16_t)tag;
  }
}

static ro_tag tag_of(const tag_table *t, ro_str name) {
  size_t at = (size_t)ro_hash_str(name) & (TAG_SLOTS - 1);
  while (t->slot[at]) {
    if (ro_str_is(name, tag_names[t->slot[at]])) return (ro_tag)t->slot[at];
    at = (at + 1) & (TAG_SLOTS - 1);
  }
  return RO_TAG_OTHER;
}

/* ---- nodes */

static uint32_t top(const builder *b) {
  uint32_t n = b->n_open < MAX_DEPTH ? b->n_open : MAX_DEPTH;
  return n > 0 ? b->stack[n - 1] : 0; /* the root is never closed */
}

static ro_node *add_node(builder *b, ro_tag tag) {
  if (b->tree->nodes.n >= MAX_NODES) {
    b->tree->is_cut = true;
    xmlStopParser(b->reader);
    return NULL;
  }
  uint32_t parent = b->n_open ? top(b) : RO_NONE;
  ro_node *node = RO_ADD(b->arena, &b->tree->nodes);
  if (!node) {
    b->is_out = true;
    xmlStopParser(b->reader);
    return NULL;
  }
  uint32_t at = (uint32_t)b->text.len, attrs = b->tree->attrs.n;
  uint16_t depth = parent == RO_NONE ? 0 : (uint16_t)(b->tree->nodes.at[parent].depth + 1);
  *node = (ro_node){.tag = (uint16_t)tag,
                    .depth = depth,
                    .parent = parent,
                    .end = b->tree->nodes.n,
                    .text = at,
                    .text_end = at,
                    .attr = attrs,
                    .attr_end = attrs};
  b->last_text = RO_NONE;
  return node;
}

static ro_str copied(builder *b, const xmlChar *s) {
  if (!s) return (ro_str){NULL, 0};
  return ro_str_copy(b->arena, ro_str_from((const char *)s));
}

static void add_attrs(builder *b, uint32_t node, const xmlChar **atts) {
  for (unsigned i = 0; atts && atts[0] && i < MAX_ATTRS; i++, atts += 2) {
    ro_attr *attr = RO_ADD(b->arena, &b->tree->attrs);
    if (!attr) return;
    ro_str name = copied(b, atts[0]), value = copied(b, atts[1]);
    b->tree->attrs.at[b->tree->attrs.n - 1] = (ro_attr){name, value};
  }
  b->tree->nodes.at[node].attr_end = b->tree->attrs.n;
}

/* Scripts hold nothing to read but linked data. */
static bool is_skipped(const builder *b, uint32_t node, ro_tag tag) {
  if (b->kind == RO_MARKUP_XML) return false;
  if (tag == RO_TAG_style) return true;
  return tag == RO_TAG_script &&
         ro_str_find(ro_markup_attr(b->tree, node, "type"), RO_STR("json")) ==
             ro_markup_attr(b->tree, node, "type").len;
}

static void on_start(void *user, const xmlChar *name, const xmlChar **atts) {
  builder *b = user;
  ro_str s = ro_str_from((const char *)name);
  ro_tag tag = tag_of(&b->tags, s);
  if (b->n_open >= MAX_PARSER_DEPTH) {
    b->tree->is_cut = true;
    xmlStopParser(b->reader);
    return;
  }
  if (b->n_open >= MAX_DEPTH) { /* its text goes to the element above */
    b->tree->is_cut = true;
    b->n_open++;
    return;
  }
  ro_node *node = add_node(b, tag);
  if (!node) return;
  uint32_t at = b->tree->nodes.n - 1;
  node->name = tag == RO_TAG_OTHER ? copied(b, name) : ro_str_from(tag_names[tag]);
  add_attrs(b, at, atts);
  b->stack[b->n_open++] = at;
  if (is_skipped(b, at, tag)) b->skips = true;
}

static void on_end(void *user, const xmlChar *name) {
  builder *b = user;
  (void)name;
  if (b->n_open <= 1) return; /* the root stays */
  if (b->n_open <= MAX_DEPTH) {
    ro_node *node = &b->tree->nodes.at[top(b)];
    node->end = b->tree->nodes.n;
    node->text_end = (uint32_t)b->text.len;
  }
  b->n_open--;
  b->skips = false;
  b->last_text = RO_NONE;
}

/* ---- text and its place */

static size_t reader_at(const builder *b) {
  const xmlParserInput *in = b->reader->input;
  if (!in || !in->cur || b->reader->inputNr > 1) return b->source.len;
  size_t at = (size_t)in->consumed + (size_t)(in->cur - in->base);
  return at < b->source.len ? at : b->source.len;
}

static void map_row(builder *b, size_t n, size_t raw, size_t raw_len) {
  ro_map_add(b->arena, &b->tree->map,
             (ro_origin){(uint32_t)b->text.len, (uint32_t)n, (uint32_t)raw, (uint32_t)raw_len});
  b->mapped = raw + raw_len;
}

/* Does the source hold these characters so that they end at `end`? */
static bool stands_at(const builder *b, const char *s, size_t n, size_t end) {
  return end >= n && end <= b->source.len && end - n >= b->mapped &&
         memcmp(b->source.data + end - n, s, n) == 0;
}

/* Backward first: behind the reader stands what was not handed over yet. */
static bool map_near(builder *b, const char *s, size_t n, size_t end) {
  bool is_bare = n == 1 && *s == '<';
  for (size_t off = 1; off <= NEAR && !is_bare; off++)
    if (off <= end && stands_at(b, s, n, end - off)) {
      map_row(b, n, end - off - n, n);
      return true;
    }
  size_t ahead = n > LONGEST_VALUE ? NEAR : 1; /* a bare "<" is told before it is read */
  for (size_t off = 1; off <= ahead; off++)
    if (stands_at(b, s, n, end + off)) {
      map_row(b, n, end + off - n, n);
      return true;
    }
  return false;
}

/* The "&" of a reference, or of what looks like one, that ends at `end`; source.len if none does.
 */
static size_t reference_at(const builder *b, size_t end) {
  size_t low = end > LONGEST_ENTITY ? end - LONGEST_ENTITY : 0;
  if (low < b->mapped) low = b->mapped;
  for (size_t at = end; at-- > low;) {
    char c = b->source.data[at], lower = (char)(c | 32);
    if (c == '&') return at;
    if ((uint8_t)c >= 0x80 || c == '.' || c == '-' || c == '_' || c == ':') continue;
    if (c != '#' && c != ';' && !(c >= '0' && c <= '9') && !(lower >= 'a' && lower <= 'z')) break;
  }
  return b->source.len;
}

/* A character reference stands for its characters as a whole.  A "&" may also be the beginning of a
 * name that is none: then the reader stands behind that name already. */
static bool map_reference(builder *b, const char *s, size_t n, size_t end) {
  size_t at = n <= LONGEST_VALUE ? reference_at(b, end) : b->source.len;
  if (at == b->source.len) return false;
  bool is_bare = n == 1 && *s == '&' && b->source.data[end - 1] != ';';
  map_row(b, n, at, is_bare ? 1 : end - at);
  return true;
}

/* Line ends that were changed: line by line, from where the last stretch ended. */
static void map_lines(builder *b, const char *s, size_t n, size_t end) {
  size_t at = b->mapped, done = 0;
  while (done < n && at < end) {
    size_t same = 0;
    while (done + same < n && at + same < end && s[done + same] == b->source.data[at + same])
      same++;
    if (same >= 2 || (same == 1 && s[done] == '\n')) {
      map_row(b, same, at, same);
      ro_buf_add(&b->text, s + done, same);
      done += same;
      at += same;
    } else {
      at++;
    }
  }
  b->tree->unmapped += (uint32_t)(n - done);
  ro_buf_add(&b->text, s + done, n - done);
}

static void add_text(builder *b, const char *s, size_t n) {
  size_t end = reader_at(b);
  bool is_here = stands_at(b, s, n, end);
  if (is_here) map_row(b, n, end - n, n);
  if (is_here || map_reference(b, s, n, end) || map_near(b, s, n, end))
    ro_buf_add(&b->text, s, n);
  else
    map_lines(b, s, n, end);
}

static void on_text(void *user, const xmlChar *s, int n) {
  builder *b = user;
  if (b->skips || n <= 0 || b->n_open == 0) return;
  if (b->last_text == RO_NONE) {
    if (!add_node(b, RO_TAG_TEXT)) return;
    b->last_text = b->tree->nodes.n - 1;
  }
  add_text(b, (const char *)s, (size_t)n);
  b->tree->nodes.at[b->last_text].text_end = (uint32_t)b->text.len;
}

/* A reference that XML does not define; feeds use HTML's ("&nbsp;") as if it did. */
static void on_reference(void *user, const xmlChar *name) {
  const htmlEntityDesc *known = htmlEntityLookup(name);
  xmlChar utf8[8];
  int n = known ? xmlCopyCharMultiByte(utf8, (int)known->value) : 0;
  if (n > 0) on_text(user, utf8, n);
}

/* ---- the two readers */

static xmlParserCtxtPtr new_reader(builder *b, ro_str source, ro_markup_kind kind) {
  int size = (int)source.len;
  xmlParserCtxtPtr reader = kind == RO_MARKUP_HTML ? htmlCreateMemoryParserCtxt(source.data, size)
                                                   : xmlCreateMemoryParserCtxt(source.data, size);
  if (!reader) return NULL;
  if (kind == RO_MARKUP_HTML)
    htmlCtxtUseOptions(reader, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                   HTML_PARSE_IGNORE_ENC | HTML_PARSE_NONET);
  else
    xmlCtxtUseOptions(reader, XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                  XML_PARSE_IGNORE_ENC | XML_PARSE_NONET);
  xmlSAXHandler handler = {.startElement = on_start,
                           .endElement = on_end,
                           .characters = on_text,
                           .ignorableWhitespace = on_text,
                           .cdataBlock = on_text,
                           .reference = on_reference,
                           .initialized = 1};
  *reader->sax = handler;
  reader->userData = b;
  reader->charset = XML_CHAR_ENCODING_UTF8;
  return reader;
}

static void close_all(builder *b) {
  while (b->n_open > 1) on_end(b, NULL);
  if (b->tree->nodes.n == 0) return;
  b->tree->nodes.at[0].end = b->tree->nodes.n;
  b->tree->nodes.at[0].text_end = (uint32_t)b->text.len;
}

ro_status ro_markup_read(ro_arena *arena, ro_str source, ro_markup_kind kind, ro_tree *out) {
  builder *b = RO_NEW(arena, builder);
  *out = (ro_tree){0};
  if (!b) return RO_ENOMEM;
  source = ro_str_sub(source, 0, (size_t)RO_MAX_TEXT_BYTES * 4);
  *b = (builder){.arena = arena, .tree = out, .source = source, .kind = kind, .last_text = RO_NONE};
  fill_tags(&b->tags);
  add_node(b, RO_TAG_OTHER);
  b->stack[b->n_open++] = 0;
  if (source.len) {
    b->reader = new_reader(b, source, kind);
    if (!b->reader) return RO_ENOMEM;
    if (kind == RO_MARKUP_HTML)
      htmlParseDocument(b->reader);
    else
      xmlParseDocument(b->reader);
    xmlFreeParserCtxt(b->reader);
  }
  close_all(b);
  out->text = ro_str_copy(arena, (ro_str){b->text.data, b->text.len});
  bool is_out = b->is_out || b->text.has_failed || ro_arena_has_failed(arena);
  ro_buf_free(&b->text);
  return is_out ? RO_ENOMEM : RO_OK;
}

/* ---- asking */

static uint32_t find_attr(const ro_tree *tree, uint32_t node, const char *name) {
  const ro_node *n = &tree->nodes.at[node];
  for (uint32_t i = n->attr; i < n->attr_end; i++)
    if (ro_str_is(tree->attrs.at[i].name, name)) return i;
  return RO_NONE;
}

ro_str ro_markup_attr(const ro_tree *tree, uint32_t node, const char *name) {
  uint32_t i = find_attr(tree, node, name);
  return i == RO_NONE ? (ro_str){NULL, 0} : tree->attrs.at[i].value;
}

bool ro_markup_has_attr(const ro_tree *tree, uint32_t node, const char *name) {
  return find_attr(tree, node, name) != RO_NONE;
}

bool ro_markup_is(const ro_tree *tree, uint32_t node, const char *name) {
  ro_str s = tree->nodes.at[node].name;
  if (ro_str_is(s, name)) return true;
  if (strchr(name, ':')) return false;
  size_t colon = ro_str_find(s, RO_STR(":"));
  return colon < s.len && ro_str_is(ro_str_sub(s, colon + 1, s.len), name);
}

uint32_t ro_markup_child(const ro_tree *tree, uint32_t node, const char *name, uint32_t after) {
  uint32_t i = after == RO_NONE ? node + 1 : tree->nodes.at[after].end;
  for (; i < tree->nodes.at[node].end; i = tree->nodes.at[i].end)
    if (tree->nodes.at[i].tag != RO_TAG_TEXT && ro_markup_is(tree, i, name)) return i;
  return RO_NONE;
}

uint32_t ro_markup_below(const ro_tree *tree, uint32_t node, const char *name, uint32_t after) {
  uint32_t i = after == RO_NONE ? node + 1 : after + 1;
  for (; i < tree->nodes.at[node].end; i++)
    if (tree->nodes.at[i].tag != RO_TAG_TEXT && ro_markup_is(tree, i, name)) return i;
  return RO_NONE;
}

ro_str ro_markup_text(const ro_tree *tree, uint32_t node) {
  return ro_str_sub(tree->text, tree->nodes.at[node].text, tree->nodes.at[node].text_end);
}

/* Atom's links are attributes; of several the one to the page. */
ro_str ro_markup_link(const ro_tree *tree) {
  for (uint32_t at = ro_markup_below(tree, 0, "link", RO_NONE); at != RO_NONE;
       at = ro_markup_below(tree, 0, "link", at)) {
    ro_str rel = ro_markup_attr(tree, at, "rel"), href = ro_markup_attr(tree, at, "href");
    if (href.len && (rel.len == 0 || ro_str_is(rel, "alternate"))) return href;
    ro_str text = ro_str_trim(ro_markup_text(tree, at));
    if (ro_str_starts(text, RO_STR("http"))) return text;
  }
  return (ro_str){NULL, 0};
}
