/* Heads: the best one of each word; where those form no tree with one root, the maximum spanning
 * arborescence (Chu & Liu 1965, Edmonds 1967) in the dense form of Tarjan 1977, O(n^2): from each
 * word a path of best heads is grown backwards until it meets the root; a cycle is contracted into
 * one node, whose edges pay what they displace.  That exactly one word hangs on the root is had by
 * a price on the root's edges that no sum of others can outweigh (Gabow & Tarjan 1984; Stanojevic
 * & Cohen 2021).  Contracted nodes are opened from the outside in. */
#include "core/core_internal.h"

static uint32_t best_head(const float *arc, uint32_t n, uint32_t d) {
  uint32_t best = d == 0 ? 1 : 0; /* column n, the root, is always there */
  for (uint32_t h = best + 1; h <= n; h++)
    if (h != d && arc[h] > arc[best]) best = h;
  return best;
}

/* One root, and every word leads to it.  mark[n] is room. */
static bool is_tree(const uint32_t *head, uint32_t n, uint32_t *mark) {
  uint32_t roots = 0;
  for (uint32_t i = 0; i < n; i++) {
    roots += head[i] == n;
    mark[i] = 0;
  }
  if (roots != 1) return false;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t at = i;
    for (; at != n && !mark[at]; at = head[at]) mark[at] = i + 1;
    if (at != n && mark[at] == i + 1) return false;
  }
  return true;
}

typedef struct {
  uint16_t head, word;
} edge;

/* Slots 0 .. n hold nodes: slot n the root, the others a word or a contracted cycle. */
typedef struct {
  uint32_t n;
  double *score;  /* [n][n + 1] of the best edge from slot (column) into slot (row) */
  edge *from;     /* [n][n + 1] that edge, between words */
  uint32_t *node; /* [n + 1] of a slot */
  uint8_t *state; /* [n + 1] of a slot */
  double *price;  /* [n] of the edge chosen into a slot on the path */
  uint32_t *path; /* [n] slots */
  uint32_t n_path;
  uint32_t *parent; /* [2 n] the node that a node was contracted into, RO_NONE */
  edge *chosen;     /* [2 n] the edge chosen into a node */
  uint32_t n_nodes;
} graph;

enum { UNSEEN, ON_PATH, IN_TREE, GONE };

static bool make_graph(graph *g, const float *arc, uint32_t n, ro_arena *scratch) {
  size_t cells = (size_t)n * (n + 1);
  *g = (graph){.n = n,
               .score = RO_ARRAY(scratch, double, cells),
               .from = RO_ARRAY(scratch, edge, cells),
               .node = RO_ARRAY(scratch, uint32_t, (size_t)n + 1),
               .state = RO_ARRAY(scratch, uint8_t, (size_t)n + 1),
               .price = RO_ARRAY(scratch, double, n),
               .path = RO_ARRAY(scratch, uint32_t, n),
               .parent = RO_ARRAY(scratch, uint32_t, (size_t)n * 2),
               .chosen = RO_ARRAY(scratch, edge, (size_t)n * 2),
               .n_nodes = n};
  if (ro_arena_has_failed(scratch)) return false;
  double least = arc[1], most = arc[1];
  for (uint32_t d = 0; d < n; d++) {
    for (uint32_t h = 0; h <= n; h++) {
      size_t at = (size_t)d * (n + 1) + h;
      g->score[at] = (double)arc[at];
      g->from[at] = (edge){(uint16_t)h, (uint16_t)d};
      if (h == d) continue;
      if (g->score[at] < least) least = g->score[at];
      if (g->score[at] > most) most = g->score[at];
    }
  }
  for (uint32_t d = 0; d < n; d++) {
    g->score[(size_t)d * (n + 1) + n] -= (most - least + 1) * (n + 1);
    g->node[d] = d;
    g->parent[d] = g->parent[n + d] = RO_NONE;
  }
  g->state[n] = IN_TREE;
  return true;
}

/* Chooses the best edge into a slot; gives the slot that it comes from. */
static uint32_t choose(graph *g, uint32_t slot) {
  const double *row = g->score + (size_t)slot * (g->n + 1);
  uint32_t best = RO_NONE;
  for (uint32_t h = 0; h <= g->n; h++)
    if (h != slot && g->state[h] != GONE && (best == RO_NONE || row[h] > row[best])) best = h;
  g->price[slot] = row[best];
  g->chosen[g->node[slot]] = g->from[(size_t)slot * (g->n + 1) + best];
  return best;
}

/* Edges of the slot `other` become edges of `slot`, where they are better. */
static void merge(graph *g, uint32_t slot, uint32_t other) {
  uint32_t width = g->n + 1;
  for (uint32_t h = 0; h <= g->n; h++) {
    if (g->state[h] == GONE) continue;
    size_t to = (size_t)slot * width + h, of = (size_t)other * width + h;
    double score = g->score[of] - g->price[other];
    if (score > g->score[to]) {
      g->score[to] = score;
      g->from[to] = g->from[of];
    }
    if (h == g->n) continue;
    to = (size_t)h * width + slot;
    of = (size_t)h * width + other;
    if (g->score[of] > g->score[to]) {
      g->score[to] = g->score[of];
      g->from[to] = g->from[of];
    }
  }
}

/* The path from `slot` to its end is a cycle: one node from now on, in that slot. */
static void contract(graph *g, uint32_t slot) {
  uint32_t node = g->n_nodes++, other;
  for (uint32_t h = 0; h <= g->n; h++) g->score[(size_t)slot * (g->n + 1) + h] -= g->price[slot];
  g->parent[g->node[slot]] = node;
  while ((other = g->path[--g->n_path]) != slot) {
    g->parent[g->node[other]] = node;
    merge(g, slot, other);
    g->state[other] = GONE;
  }
  g->node[slot] = node;
  g->n_path++;
}

static void grow(graph *g, uint32_t slot) {
  g->n_path = 0;
  for (uint32_t at = slot; g->state[at] != IN_TREE;) {
    if (g->state[at] == ON_PATH) {
      contract(g, at);
    } else {
      g->state[at] = ON_PATH;
      g->path[g->n_path++] = at;
    }
    at = choose(g, g->path[g->n_path - 1]);
  }
  while (g->n_path) g->state[g->path[--g->n_path]] = IN_TREE;
}

/* A node keeps the edge chosen into it unless an edge into a node around it enters through it;
 * such a node is marked as its own parent. */
static void open_nodes(graph *g, uint32_t *head) {
  for (uint32_t node = g->n_nodes; node-- > 0;) {
    if (g->parent[node] == node) continue;
    edge e = g->chosen[node];
    uint32_t at = e.word;
    head[at] = e.head;
    while (at != node) {
      uint32_t up = g->parent[at];
      g->parent[at] = at;
      at = up;
    }
  }
}

ro_status core_tree(const float *arc, uint32_t n, ro_arena *scratch, uint32_t *head) {
  ro_arena_mark mark = ro_arena_tell(scratch);
  uint32_t *seen = RO_ARRAY(scratch, uint32_t, n);
  graph g;
  if (!seen) return RO_ENOMEM;
  for (uint32_t d = 0; d < n; d++) head[d] = best_head(arc + (size_t)d * (n + 1), n, d);
  if (!is_tree(head, n, seen)) {
    if (n > UINT16_MAX || !make_graph(&g, arc, n, scratch)) return RO_ENOMEM;
    for (uint32_t slot = 0; slot < n; slot++)
      if (g.state[slot] == UNSEEN) grow(&g, slot);
    open_nodes(&g, head);
  }
  ro_arena_reset(scratch, mark);
  return RO_OK;
}
