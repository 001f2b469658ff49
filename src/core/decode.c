/* The network's numbers -> columns of the document. */
#include "core/core_internal.h"

#include "doc/doc.h"

/* ---------------------------------------------------------------- tags */

/* The best pair of UPOS and XPOS among those seen in training.  Where the best of each make such a
 * pair, as they nearly always do, no other can be better. */
static void write_tags(const core_state *state, const float *scores, ro_tokens *t, uint32_t token) {
  const float *upos = scores + state->head[CORE_UPOS].first;
  const float *xpos = scores + state->head[CORE_XPOS].first;
  uint32_t u = core_best(upos, RO_N_UPOS), x = core_best(xpos, RO_N_XPOS);
  if (!(state->pairs[u] >> x & 1)) {
    bool is_found = false;
    for (uint32_t i = 0; i < RO_N_UPOS; i++) {
      for (uint32_t k = 0; k < RO_N_XPOS; k++) {
        if (!(state->pairs[i] >> k & 1)) continue;
        if (is_found && upos[i] + xpos[k] <= upos[u] + xpos[x]) continue;
        u = i;
        x = k;
        is_found = true;
      }
    }
  }
  t->upos[token] = (uint8_t)u;
  t->xpos[token] = (uint8_t)x;
  t->p_tag[token] = core_share(upos, RO_N_UPOS, u) * core_share(xpos, RO_N_XPOS, x);
}

/* ---------------------------------------------------------------- tree */

/* Share of head h among the heads that word d may have: its own column is none. */
static float head_share(const float *arc, uint32_t n, uint32_t d, uint32_t h) {
  float most = arc[h], sum = 0.0f;
  for (uint32_t k = 0; k <= n; k++)
    if (k != d && arc[k] > most) most = arc[k];
  for (uint32_t k = 0; k <= n; k++)
    if (k != d) sum += core_exp(arc[k] - most);
  return core_exp(arc[h] - most) / sum;
}

/* Heads of a window's words, as indices of the chunk. */
static ro_status write_heads(const core_window *w, const float *arc, uint32_t first_word,
                             ro_tokens *t, ro_arena *scratch, uint32_t *chunk_head) {
  uint32_t n = w->end - w->first;
  uint32_t *head = RO_ARRAY(scratch, uint32_t, n);
  if (!head) return RO_ENOMEM;
  RO_TRY(core_tree(arc, n, scratch, head));
  for (uint32_t d = 0; d < n; d++) {
    bool is_root = head[d] == n;
    chunk_head[first_word + d] = is_root ? RO_NONE : first_word + head[d];
    t->head[w->first + d] = is_root ? RO_NONE : w->first + head[d];
    t->p_head[w->first + d] = head_share(arc + (size_t)d * (n + 1), n, d, head[d]);
  }
  return RO_OK;
}

/* No verb has two subjects on one side of it: of two that only a comma parts, the second says more
 * of the first ("said the minister, Petra Holm"). */
static void mend_subjects(const core_window *w, ro_tokens *t) {
  uint32_t subject = RO_NONE; /* the last one seen */
  for (uint32_t i = w->first; i < w->end; i++) {
    if (t->deprel[i] != RO_DEPREL_NSUBJ) continue;
    uint32_t before = subject, first = i, head = t->head[i];
    subject = i;
    if (before == RO_NONE || t->head[before] != head || (before < head) != (i < head)) continue;
    for (uint32_t k = before + 1; k < i && first == i; k++)
      if (t->head[k] == i && t->upos[k] != RO_UPOS_PUNCT) first = k;
    uint32_t comma = first - 1;
    if (comma <= before || t->xpos[comma] != RO_XPOS_COMMA) continue;
    bool is_whole = true; /* all between belongs to the first */
    for (uint32_t k = before + 1; k < comma && is_whole; k++)
      is_whole = t->head[k] < comma && t->head[k] >= before;
    if (!is_whole) continue;
    t->head[i] = before;
    t->deprel[i] = RO_DEPREL_APPOS;
    subject = before;
  }
}

/* Of two subjects of a verb, the one on the far side of the clause that the verb reports, or
 * between the two, is that clause's own, if it has none ("the rebels, he said, fled"; "the town is
 * lost, said Petra Holm"; "who said the town was lost").  two[2 k] and two[2 k + 1] are the last
 * two subjects of word k of the window. */
static void mend_reported_subjects(const core_window *w, ro_tokens *t, uint32_t *two) {
  for (uint32_t k = 0; k < 2 * (w->end - w->first); k++) two[k] = RO_NONE;
  for (uint32_t i = w->first; i < w->end; i++) {
    uint32_t head = t->head[i];
    bool is_subject = t->deprel[i] == RO_DEPREL_NSUBJ || t->deprel[i] == RO_DEPREL_NSUBJ_PASS;
    if (!is_subject || head < w->first || head >= w->end) continue;
    uint32_t *of_head = two + (size_t)2 * (head - w->first);
    of_head[0] = of_head[1];
    of_head[1] = i;
  }
  for (uint32_t i = w->first; i < w->end; i++) {
    uint32_t head = t->head[i];
    if (t->deprel[i] != RO_DEPREL_CCOMP || head < w->first || head >= w->end) continue;
    uint32_t *of_head = two + (size_t)2 * (head - w->first);
    uint32_t *own = two + (size_t)2 * (i - w->first);
    if (of_head[0] == RO_NONE || own[1] != RO_NONE) continue;
    uint32_t moved = i < head ? of_head[0] : of_head[1];
    if (moved >= i || (i > head && (moved < head || of_head[0] > head))) continue;
    t->head[moved] = i;
    own[1] = moved;
    if (i > head) of_head[1] = of_head[0];
    of_head[0] = RO_NONE;
  }
}

/* All words of a person's name hang on one: not on each other in a chain, and the second not on a
 * word before the name. */
static void mend_flat(const core_window *w, ro_tokens *t) {
  const uint8_t begin = 2 * CORE_NAME_PERSON + 1, inside = begin + 1;
  for (uint32_t i = w->first + 1; i < w->end; i++) {
    if (t->deprel[i] != RO_DEPREL_FLAT || t->ner[i] != inside) continue;
    uint32_t before = i - 1, head = t->head[i], other = t->head[before];
    if (t->ner[before] == inside && t->deprel[before] == RO_DEPREL_FLAT && head == before)
      t->head[i] = other;
    else if (t->ner[before] == begin && head < before && other != head)
      t->head[i] = before;
  }
}

/* Relations; the root of a later part of a sentence hangs on that of the first part. */
static ro_status write_relations(const core_chunk *c, const uint32_t *chunk_head, ro_doc *doc,
                                 ro_arena *scratch, uint32_t *sentence_root) {
  ro_tokens *t = &doc->tokens;
  uint32_t n = c->input.n_words, word = 0;
  uint8_t *label = RO_ARRAY(scratch, uint8_t, n);
  float *p = RO_ARRAY(scratch, float, n);
  uint32_t *two = RO_ARRAY(scratch, uint32_t, (size_t)n * 2);
  if (!label || !p || !two) return RO_ENOMEM;
  RO_TRY(ro_net_labels(c->state->net, &c->output, chunk_head, n, scratch, label, p));
  for (uint32_t s = 0; s < c->n_windows; s++) {
    const core_window *w = &c->windows[s];
    for (uint32_t i = w->first; i < w->end; i++, word++) {
      t->deprel[i] = label[word];
      if (t->head[i] != RO_NONE) continue;
      if (!w->is_later) {
        *sentence_root = i;
        continue;
      }
      t->head[i] = *sentence_root;
      t->deprel[i] = RO_DEPREL_PARATAXIS;
    }
    mend_subjects(w, t);
    mend_reported_subjects(w, t, two);
    mend_flat(w, t);
  }
  return RO_OK;
}

/* ---------------------------------------------------------------- names */

/* Labels of the head CORE_ONTO over a window. */
static ro_status write_onto(const core_chunk *c, const core_window *w, const float *scores,
                            ro_doc *doc, ro_arena *scratch) {
  uint32_t n = w->end - w->first, width = c->state->head[CORE_ONTO].n;
  if (!width) return RO_OK;
  uint8_t *back = RO_ARRAY(scratch, uint8_t, (size_t)n * width);
  if (!back) return RO_ENOMEM;
  core_names(scores + c->state->head[CORE_ONTO].first, n, c->state->shape->n_tags, width, back,
             doc->tokens.onto + w->first);
  return RO_OK;
}

/* Scores of the head CORE_NAMES below the best of each word. */
static void keep_names(const core_chunk *c, const core_window *w, const float *scores) {
  uint32_t width = c->state->head[CORE_NAMES].n, stride = c->state->shape->n_tags;
  scores += c->state->head[CORE_NAMES].first;
  for (uint32_t i = w->first; width && i < w->end; i++, scores += stride) {
    float *kept = c->names + (size_t)i * width, best = scores[core_best(scores, width)];
    for (uint32_t l = 0; l < width; l++) kept[l] = scores[l] - best;
  }
}

ro_status core_decode(const core_chunk *c, ro_doc *doc, ro_arena *scratch,
                      uint32_t *sentence_root) {
  ro_tokens *t = &doc->tokens;
  uint32_t *chunk_head = RO_ARRAY(scratch, uint32_t, c->input.n_words);
  uint32_t word = 0, stride = c->state->shape->n_tags;
  if (!chunk_head) return RO_ENOMEM;
  for (uint32_t s = 0; s < c->n_windows; s++) {
    const core_window *w = &c->windows[s];
    const float *scores = c->output.tags + (size_t)word * stride;
    ro_arena_mark mark = ro_arena_tell(scratch);
    for (uint32_t i = w->first; i < w->end; i++)
      write_tags(c->state, scores + (size_t)(i - w->first) * stride, t, i);
    RO_TRY(write_heads(w, c->output.arcs + c->output.arc_first[s], word, t, scratch, chunk_head));
    keep_names(c, w, scores);
    RO_TRY(write_onto(c, w, scores, doc, scratch));
    ro_arena_reset(scratch, mark);
    word += w->end - w->first;
  }
  return write_relations(c, chunk_head, doc, scratch, sentence_root);
}
