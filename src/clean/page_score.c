/* Which element holds the article.
 *
 * The idea is that of Arc90's Readability (2009) and its successors: each paragraph of some length
 * scores by its length and its commas, and gives its score to the elements around it, to the
 * nearest in full and to farther ones less; tags and names of classes add to it; an element's score
 * is then lessened by the share of its text that is links.  The best element, moved up where the
 * article is spread over several, and those beside it that look like parts of the same article, are
 * the answer. Here over a tree in columns: sums of characters, commas and links are prefix sums, so
 * that every question takes constant time. */
#include "clean/page.h"

#include <string.h>

enum {
  LEVELS = 5,       /* elements above a paragraph that its score reaches */
  SHORTEST = 25,    /* characters of a paragraph that scores */
  CANDIDATES = 5,   /* best elements looked at */
  MIN_TOGETHER = 3, /* of them, to take the element around them */
  LONG_SIBLING = 80 /* characters from which prose beside the best element belongs to it */
};

typedef struct {
  page_work *p;
  float *score;
  bool *is_scored;
  bool use_marks;
} scores;

static const signed char tag_score[RO_N_TAGS] = {
    [RO_TAG_div] = 5, [RO_TAG_pre] = 3, [RO_TAG_td] = 3,  [RO_TAG_blockquote] = 3,
    [RO_TAG_ol] = -3, [RO_TAG_ul] = -3, [RO_TAG_dl] = -3, [RO_TAG_address] = -3,
    [RO_TAG_dd] = -3, [RO_TAG_dt] = -3, [RO_TAG_li] = -3, [RO_TAG_form] = -3,
    [RO_TAG_h1] = -5, [RO_TAG_h2] = -5, [RO_TAG_h3] = -5, [RO_TAG_h4] = -5,
    [RO_TAG_h5] = -5, [RO_TAG_h6] = -5, [RO_TAG_th] = -5};

static void begin_score(scores *s, uint32_t node) {
  if (s->is_scored[node]) return;
  s->is_scored[node] = true;
  s->score[node] = (float)tag_score[s->p->tree->nodes.at[node].tag] +
                   (s->use_marks ? (float)page_class_weight(s->p, node) : 0);
}

/* Gives a paragraph's score to `parent` and the elements around it. */
static void give(scores *s, uint32_t parent, uint32_t chars, uint32_t commas) {
  if (chars < SHORTEST) return;
  float value = 2 + (float)commas + (chars >= 300 ? 3 : (float)(chars / 100));
  for (uint32_t level = 0; level < LEVELS && parent != RO_NONE; level++) {
    if (parent == 0) break;
    begin_score(s, parent);
    float part = level == 0 ? 1.0f : level == 1 ? 2.0f : (float)level * 3.0f;
    s->score[parent] += value / part;
    parent = s->p->tree->nodes.at[parent].parent;
  }
}

static bool is_paragraph_tag(ro_tag tag) {
  return tag == RO_TAG_p || tag == RO_TAG_td || tag == RO_TAG_pre || tag == RO_TAG_section ||
         (tag >= RO_TAG_h2 && tag <= RO_TAG_h6);
}

/* Prose that stands bare among the blocks of an element scores as a paragraph for each stretch. */
static void score_bare_text(scores *s, uint32_t node) {
  const page_work *p = s->p;
  uint32_t chars = 0, commas = 0;
  for (uint32_t c = page_next_child(p, node, RO_NONE); c != RO_NONE;
       c = page_next_child(p, node, c)) {
    ro_tag tag = (ro_tag)p->tree->nodes.at[c].tag;
    if (!page_is_block(tag) && (tag == RO_TAG_TEXT || !page_has_block(p, c))) {
      chars += page_chars(p, c);
      commas += page_commas(p, c);
      continue;
    }
    give(s, node, chars, commas);
    chars = commas = 0;
  }
  give(s, node, chars, commas);
}

static void score_all(scores *s) {
  const ro_tree *tree = s->p->tree;
  for (uint32_t i = 1; i < tree->nodes.n; i++) {
    ro_tag tag = (ro_tag)tree->nodes.at[i].tag;
    if (s->p->is_dropped[i] || tag == RO_TAG_TEXT) continue;
    bool is_div = tag == RO_TAG_div || tag == RO_TAG_article || tag == RO_TAG_main;
    if (is_paragraph_tag(tag) || (is_div && !page_has_block(s->p, i)))
      give(s, tree->nodes.at[i].parent, page_chars(s->p, i), page_commas(s->p, i));
    else if (is_div)
      score_bare_text(s, i);
  }
}

/* The best elements, best first; ties by place. */
static uint32_t best_of(const scores *s, uint32_t best[CANDIDATES]) {
  uint32_t n = 0;
  for (uint32_t i = 1; i < s->p->tree->nodes.n; i++) {
    if (!s->is_scored[i] || s->p->is_dropped[i]) continue;
    uint32_t at = n < CANDIDATES ? n : CANDIDATES;
    while (at > 0 && s->score[i] > s->score[best[at - 1]]) at--;
    if (at == CANDIDATES) continue;
    if (n < CANDIDATES) n++;
    memmove(best + at + 1, best + at, (n - at - 1) * sizeof *best);
    best[at] = i;
  }
  return n;
}

static bool is_above(const ro_tree *tree, uint32_t node, uint32_t below) {
  return node < below && below < tree->nodes.at[node].end;
}

static bool ends_climb(const ro_tree *tree, uint32_t node) {
  return node == RO_NONE || node == 0 || tree->nodes.at[node].tag == RO_TAG_body ||
         tree->nodes.at[node].tag == RO_TAG_html;
}

/* The nearest element around `top` that holds at least three of the other good candidates. */
static uint32_t around_several(const scores *s, uint32_t top, const uint32_t *best, uint32_t n) {
  const ro_tree *tree = s->p->tree;
  for (uint32_t up = tree->nodes.at[top].parent; !ends_climb(tree, up);
       up = tree->nodes.at[up].parent) {
    uint32_t held = 0;
    for (uint32_t i = 1; i < n; i++)
      held += s->score[best[i]] >= s->score[top] * 0.75f && is_above(tree, up, best[i]);
    if (held >= MIN_TOGETHER) return up;
  }
  return top;
}

/* Goes up while the score grows, through elements that hold little more than the one below. */
static uint32_t climb(scores *s, uint32_t top) {
  const ro_tree *tree = s->p->tree;
  float last = s->score[top], least = last / 3;
  for (uint32_t up = tree->nodes.at[top].parent; !ends_climb(tree, up);
       up = tree->nodes.at[up].parent) {
    if (!s->is_scored[up]) continue;
    if (s->score[up] < least) break;
    if (s->score[up] > last) {
      top = up;
      break;
    }
    last = s->score[up];
  }
  return top;
}

static uint32_t n_elements(const page_work *p, uint32_t parent) {
  uint32_t n = 0;
  for (uint32_t c = page_next_child(p, parent, RO_NONE); c != RO_NONE;
       c = page_next_child(p, parent, c))
    n += p->tree->nodes.at[c].tag != RO_TAG_TEXT;
  return n;
}

static uint32_t above_only_child(const page_work *p, uint32_t top) {
  for (;;) {
    uint32_t up = p->tree->nodes.at[top].parent;
    if (ends_climb(p->tree, up) || n_elements(p, up) != 1) return top;
    top = up;
  }
}

/* A full stop that ends a sentence. */
static bool has_sentence(ro_str s) {
  s = ro_str_trim(s);
  for (size_t i = 0; i < s.len; i++)
    if (s.data[i] == '.' && (i + 1 == s.len || s.data[i + 1] == ' ')) return true;
  return false;
}

static bool belongs(const scores *s, uint32_t top, uint32_t sibling, float least) {
  const page_work *p = s->p;
  const ro_tree *tree = p->tree;
  if (sibling == top) return true;
  if (tree->nodes.at[sibling].tag == RO_TAG_TEXT) return false;
  ro_str class = ro_markup_attr(tree, top, "class");
  float bonus = class.len && ro_str_equal(class, ro_markup_attr(tree, sibling, "class"))
                    ? s->score[top] * 0.2f
                    : 0;
  if (s->is_scored[sibling] && s->score[sibling] + bonus >= least) return true;
  ro_tag tag = (ro_tag)tree->nodes.at[sibling].tag;
  if (tag != RO_TAG_p && !(tag == RO_TAG_div && !page_has_block(p, sibling))) return false;
  uint32_t chars = page_chars(p, sibling);
  double links = page_link_share(p, sibling);
  if (chars > LONG_SIBLING) return links < 0.25;
  return chars > 0 && links <= 0 && has_sentence(ro_markup_text(tree, sibling));
}

ro_status page_choose(page_work *p, bool use_marks, ro_indexes *chosen) {
  const ro_tree *tree = p->tree;
  scores s = {.p = p, .use_marks = use_marks};
  uint32_t best[CANDIDATES + 1];
  chosen->n = 0;
  s.score = RO_ARRAY(p->scratch, float, tree->nodes.n);
  s.is_scored = RO_ARRAY(p->scratch, bool, tree->nodes.n);
  if (!s.score || !s.is_scored) return RO_ENOMEM;
  score_all(&s);
  for (uint32_t i = 1; i < tree->nodes.n; i++)
    if (s.is_scored[i]) s.score[i] *= 1 - (float)page_link_share(p, i);
  uint32_t n = best_of(&s, best);
  if (n == 0) return RO_OK;
  uint32_t top = best[0];
  if (ends_climb(tree, top)) {
    ro_indexes_add(p->scratch, chosen, top);
    return RO_OK;
  }
  top = around_several(&s, top, best, n);
  begin_score(&s, top);
  top = above_only_child(p, climb(&s, top));
  begin_score(&s, top);
  float least = s.score[top] * 0.2f > 10 ? s.score[top] * 0.2f : 10;
  uint32_t parent = tree->nodes.at[top].parent;
  for (uint32_t c = page_next_child(p, parent, RO_NONE); c != RO_NONE;
       c = page_next_child(p, parent, c))
    if (belongs(&s, top, c, least)) ro_indexes_add(p->scratch, chosen, c);
  return ro_arena_has_failed(p->scratch) ? RO_ENOMEM : RO_OK;
}
