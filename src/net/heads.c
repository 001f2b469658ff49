/* From the rows of words to scores: tags, arcs, labels.
 *
 * Arcs after Dozat and Manning 2017, without their bias terms: each word has a vector as a
 * dependent and one as a head, and a pair's score is the product of the first, sent through a
 * linear, with the second; a bias of the distance is added.  The root is one more column. */
#include <string.h>

#include "net/net_internal.h"

struct ro_net_heads {
  const ro_net *net;
  const ro_net_buffer *buffer;
  uint32_t n;           /* words of the batch */
  uint32_t *row, *word; /* [n] row in the batch, index in the input */
  float *largest;       /* [CHUNK] of these words' rows */
  float *rows;          /* [CHUNK][H] rows of words, side by side */
  float *hidden;        /* [n][2K] vector as dependent, as head */
  float *dependent;     /* [n][K] after the linear */
  float *heads;         /* [K][words + 1] vectors as heads of a sentence, then the root */
  float *scores;        /* [CHUNK][words + 1] */
};

ro_net_heads *ro_net_heads_make(const ro_net *net, const ro_net_buffer *buffer, uint32_t max_words,
                                uint32_t max_sentence, ro_arena *scratch) {
  ro_net_heads *heads = RO_NEW(scratch, ro_net_heads);
  if (!heads) return NULL;
  const size_t padded = ro_net_round_up(max_sentence + 1, RO_NET_LANES);
  heads->net = net;
  heads->buffer = buffer;
  heads->row = RO_ARRAY(scratch, uint32_t, max_words);
  heads->word = RO_ARRAY(scratch, uint32_t, max_words);
  heads->rows = RO_ARRAY(scratch, float, (size_t)RO_NET_CHUNK * net->hidden);
  heads->largest = RO_ARRAY(scratch, float, RO_NET_CHUNK);
  heads->hidden = RO_ARRAY(scratch, float, (size_t)max_words * 2 * net->arc_width);
  heads->dependent = RO_ARRAY(scratch, float, (size_t)max_words * net->arc_width);
  heads->heads = RO_ARRAY(scratch, float, padded * net->arc_width);
  heads->scores = RO_ARRAY(scratch, float, padded *RO_NET_CHUNK);
  return ro_arena_has_failed(scratch) ? NULL : heads;
}

static void list_words(ro_net_heads *heads, const ro_net_input *in, const ro_net_batch *batch) {
  uint32_t row = 0;
  heads->n = 0;
  for (uint32_t i = batch->first; i < batch->end; i++) {
    const ro_net_sentence *s = &in->sentence[i];
    for (uint32_t w = s->first_word; w < s->first_word + s->n_words; w++) {
      heads->row[heads->n] = row + in->word_unit[w] - s->first_unit;
      heads->word[heads->n++] = w;
    }
    row += s->n_units;
  }
}

static void copy(float *to, const float *from, size_t n) { memcpy(to, from, n * sizeof *to); }

/* The linears over the rows of n words from `first` on: all read the same bytes. */
static void run_chunk(ro_net_heads *heads, const ro_net_batch *batch, uint32_t first, uint32_t n,
                      ro_net_output *out) {
  const ro_net *net = heads->net;
  const ro_net_buffer *b = heads->buffer;
  const size_t width = net->hidden, n_tags = net->shape.n_tags, L = net->shape.label_width;
  const uint32_t *word = heads->word + first;
  for (uint32_t i = 0; i < n; i++) {
    const uint32_t row = heads->row[first + i];
    copy(heads->rows + i * width, batch->rows.x + row * width, width);
    heads->largest[i] = batch->rows.largest[row];
  }
  ro_net_apply(net, b, &net->tags, heads->rows, net->hidden, heads->largest, n, RO_NET_NO_ACT,
               b->y);
  for (uint32_t i = 0; i < n; i++)
    copy(out->tags + word[i] * n_tags, b->y + (size_t)i * net->tags.out_padded, n_tags);
  net->kernels->linear(&net->label_hidden, b->q, b->scale, n, RO_NET_NO_ACT, b->y);
  for (uint32_t i = 0; i < n; i++) {
    copy(out->label_dep + word[i] * L, b->y + i * 2 * L, L);
    copy(out->label_head + word[i] * L, b->y + i * 2 * L + L, L);
  }
  float *hidden = heads->hidden + (size_t)first * 2 * net->arc_width;
  net->kernels->linear(&net->arc_hidden, b->q, b->scale, n, RO_NET_RELU, hidden);
  ro_net_apply(net, b, &net->arc, hidden, 2 * net->arc_width, NULL, n, RO_NET_NO_ACT,
               heads->dependent + (size_t)first * net->arc_width);
}

/* Vectors as heads as columns, the root's last. */
static void set_heads(ro_net_heads *heads, uint32_t first, uint32_t n, size_t padded) {
  const size_t K = heads->net->arc_width;
  const float *head = heads->hidden + first * 2 * K + K;
  for (uint32_t h = 0; h < n; h++, head += 2 * K)
    for (size_t k = 0; k < K; k++) heads->heads[k * padded + h] = head[k];
  for (size_t k = 0; k < K; k++) heads->heads[k * padded + n] = heads->net->root[k];
}

static float distance_bias(const ro_net *net, int64_t distance) {
  if (distance > RO_NET_REACH) distance = RO_NET_REACH;
  if (distance < -RO_NET_REACH) distance = -RO_NET_REACH;
  return net->distance[distance + RO_NET_REACH];
}

/* Scores of a sentence's n words, which begin at `first` of the batch's; arcs[n][n + 1]. */
static void score_arcs(ro_net_heads *heads, uint32_t first, uint32_t n, float *arcs) {
  const ro_net *net = heads->net;
  const uint32_t K = net->arc_width, padded = ro_net_round_up(n + 1, RO_NET_LANES);
  set_heads(heads, first, n, padded);
  for (uint32_t d = 0; d < n; d++) {
    if (d % RO_NET_CHUNK == 0) {
      uint32_t m = n - d < RO_NET_CHUNK ? n - d : RO_NET_CHUNK;
      net->kernels->multiply(heads->dependent + ((size_t)first + d) * K, K, heads->heads, padded, m,
                             K, padded, heads->scores, padded);
    }
    const float *score = heads->scores + (size_t)(d % RO_NET_CHUNK) * padded;
    for (uint32_t h = 0; h < n; h++)
      *arcs++ = score[h] + distance_bias(net, (int64_t)h - (int64_t)d);
    *arcs++ = score[n] + net->distance[2 * RO_NET_REACH + 1];
  }
}

void ro_net_heads_run(ro_net_heads *heads, const ro_net_input *in, const ro_net_batch *batch,
                      ro_net_output *out) {
  list_words(heads, in, batch);
  for (uint32_t first = 0, n; first < heads->n; first += n) {
    n = heads->n - first < RO_NET_CHUNK ? heads->n - first : RO_NET_CHUNK;
    run_chunk(heads, batch, first, n, out);
  }
  uint32_t first = 0;
  for (uint32_t i = batch->first; i < batch->end; i++) {
    uint32_t n = in->sentence[i].n_words;
    if (n) score_arcs(heads, first, n, out->arcs + out->arc_first[i]);
    first += n;
  }
}

/* Best relation of a row of probabilities; ties go to the lower. */
static uint32_t best_label(const float *p) {
  uint32_t best = RO_DEPREL_NONE + 1;
  if (best == RO_DEPREL_ROOT) best++;
  for (uint32_t i = best + 1; i < RO_N_DEPREL; i++)
    if (i != RO_DEPREL_ROOT && p[i] > p[best]) best = i;
  return best;
}

/* relu(dependent + head) of words [first, first + n); a word under the root gets its own twice,
 * which nobody reads. */
static void join_vectors(const ro_net_output *out, const uint32_t *head, uint32_t first, uint32_t n,
                         size_t L, float *x) {
  for (uint32_t w = first; w < first + n; w++, x += L) {
    const float *a = out->label_dep + w * L;
    const float *b = out->label_head + (head[w] == RO_NONE ? w : head[w]) * L;
    for (size_t i = 0; i < L; i++) x[i] = a[i] + b[i] > 0 ? a[i] + b[i] : 0;
  }
}

ro_status ro_net_labels(const ro_net *net, const ro_net_output *out, const uint32_t *head,
                        uint32_t n_words, ro_arena *scratch, uint8_t *label, float *p) {
  const uint32_t L = net->shape.label_width, stride = net->label.out_padded;
  ro_net_buffer buffer;
  ro_arena_mark mark = ro_arena_tell(scratch);
  float *x = RO_ARRAY(scratch, float, (size_t)RO_NET_CHUNK *L);
  if (!ro_net_buffer_make(net, scratch, &buffer) || !x) return RO_ENOMEM;
  for (uint32_t w = 0; w < n_words; w++)
    if (head[w] != RO_NONE && head[w] >= n_words) return RO_EINVAL;
  for (uint32_t w = 0; w < n_words; w++) {
    uint32_t i = w % RO_NET_CHUNK;
    if (i == 0) {
      uint32_t n = n_words - w < RO_NET_CHUNK ? n_words - w : RO_NET_CHUNK;
      join_vectors(out, head, w, n, L, x);
      ro_net_apply(net, &buffer, &net->label, x, L, NULL, n, RO_NET_NO_ACT, buffer.y);
      net->kernels->softmax(buffer.y, stride, n, RO_N_DEPREL, 1.0f);
    }
    const float *row = buffer.y + (size_t)i * stride;
    label[w] = (uint8_t)(head[w] == RO_NONE ? RO_DEPREL_ROOT : best_label(row));
    p[w] = head[w] == RO_NONE ? 1.0f : row[label[w]];
  }
  ro_arena_reset(scratch, mark);
  return RO_OK;
}
