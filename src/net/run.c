/* One pass of a network over sentences.
 *
 * Sentences go through in batches of some hundred rows, so that what a layer writes is still in
 * the cache when the next reads it and each weight is fetched once a batch; within a layer, in
 * chunks of RO_NET_CHUNK rows. */
#include <math.h>

#include "net/net_internal.h"

enum { BATCH_ROWS = 512 };

typedef struct {
  const ro_net *net;
  const ro_net_input *in;
  ro_net_buffer buffer;
  ro_net_heads *heads;
  ro_net_batch batch;
  float *next, *next_largest; /* [rows][H], [rows]: what a block makes of the rows */
  float *wide;      /* [rows][3H] q, k, v of attention; or [CHUNK][inner] of feed-forward */
  float *keys;      /* [head width][units] k of one head, transposed */
  float *attention; /* [CHUNK][units] of one head */
} net_pass;

static bool is_sound_sentence(const ro_net *net, const ro_net_input *in, const ro_net_sentence *s) {
  if (s->n_units > net->shape.max_units || s->n_words > s->n_units) return false;
  if (s->first_unit > in->n_units || s->n_units > in->n_units - s->first_unit) return false;
  if (s->first_word > in->n_words || s->n_words > in->n_words - s->first_word) return false;
  for (uint32_t w = s->first_word; w < s->first_word + s->n_words; w++)
    if (in->word_unit[w] - s->first_unit >= s->n_units) return false;
  return true;
}

static bool is_sound(const ro_net *net, const ro_net_input *in) {
  const uint32_t n_features = net->shape.n_features;
  for (size_t u = 0; u < in->n_units; u++)
    for (uint32_t f = 0; f < n_features; f++)
      if (in->rows[u * n_features + f] >= net->shape.table_rows[f]) return false;
  for (uint32_t s = 0; s < in->n_sentences; s++)
    if (!is_sound_sentence(net, in, &in->sentence[s])) return false;
  return true;
}

/* Brings the table rows of a sentence towards the cache while the one before is summed. */
static void prefetch(const net_pass *pass, uint32_t sentence) {
  const ro_net *net = pass->net;
  const uint32_t n_features = net->shape.n_features;
  if (sentence >= pass->in->n_sentences) return;
  const ro_net_sentence *s = &pass->in->sentence[sentence];
  const uint32_t *rows = pass->in->rows + (size_t)s->first_unit * n_features;
  for (uint32_t u = 0; u < s->n_units; u++)
    for (uint32_t f = 0; f < n_features; f++, rows++) {
      const uint8_t *row = net->table[f].rows + (size_t)*rows * net->hidden;
      for (uint32_t i = 0; i < net->hidden; i += 64) __builtin_prefetch(row + i);
      __builtin_prefetch(net->table[f].scales + 4 * (size_t)*rows);
    }
}

/* Calls for each sentence of the batch with its first row. */
typedef void each_sentence(net_pass *pass, const ro_net_block *block, const ro_net_sentence *s,
                           uint32_t row);

static void for_each(net_pass *pass, const ro_net_block *block, each_sentence *call) {
  uint32_t row = 0;
  for (uint32_t i = pass->batch.first; i < pass->batch.end; i++) {
    const ro_net_sentence *s = &pass->in->sentence[i];
    call(pass, block, s, row);
    row += s->n_units;
  }
}

static void embed(net_pass *pass, const ro_net_block *block, const ro_net_sentence *s,
                  uint32_t row) {
  (void)block;
  const ro_net *net = pass->net;
  const uint32_t n_features = net->shape.n_features;
  ro_net_rows *rows = &pass->batch.rows;
  prefetch(pass, (uint32_t)(s - pass->in->sentence) + 1);
  float *x = rows->x + (size_t)row * net->hidden;
  for (uint32_t u = 0; u < s->n_units; u++) {
    net->kernels->gather(net->table, pass->in->rows + ((size_t)s->first_unit + u) * n_features,
                         n_features, net->hidden, x + (size_t)u * net->hidden);
    rows->sentence[row + u].first = row;
    rows->sentence[row + u].end = row + s->n_units;
  }
  net->kernels->normalize(x, NULL, net->embed_norm, s->n_units, net->hidden, x,
                          rows->largest + row);
}

static uint32_t chunk_at(uint32_t row, uint32_t end) {
  return end - row < RO_NET_CHUNK ? end - row : RO_NET_CHUNK;
}

/* x = LN(x + act(W [x[i - step], x[i], x[i + step]] + b)); the new rows stand apart, with their
 * largest values, until all windows have been read. */
static void run_conv(net_pass *pass, const ro_net_block *block) {
  const ro_net *net = pass->net;
  const ro_net_buffer *b = &pass->buffer;
  ro_net_rows *rows = &pass->batch.rows;
  const size_t width = net->hidden;
  for (uint32_t row = 0, n; row < rows->n; row += n) {
    n = chunk_at(row, rows->n);
    net->kernels->quantize_windows(rows, block->step, row, n, block->first.in_padded, b->q,
                                   b->scale);
    net->kernels->linear(&block->first, b->q, b->scale, n, block->act, b->y);
    net->kernels->normalize(rows->x + row * width, b->y, block->norm, n, net->hidden,
                            pass->next + row * width, pass->next_largest + row);
  }
  float *x = rows->x, *largest = rows->largest;
  rows->x = pass->next;
  rows->largest = pass->next_largest;
  pass->next = x;
  pass->next_largest = largest;
}

/* x = LN(x + down(act(up(x)))) */
static void run_feed(net_pass *pass, const ro_net_block *block) {
  const ro_net *net = pass->net;
  const ro_net_rows *rows = &pass->batch.rows;
  const uint32_t width = net->hidden;
  for (uint32_t row = 0, n; row < rows->n; row += n) {
    n = chunk_at(row, rows->n);
    float *x = rows->x + (size_t)row * width, *largest = rows->largest + row;
    ro_net_apply(net, &pass->buffer, &block->first, x, width, largest, n, block->act, pass->wide);
    ro_net_apply(net, &pass->buffer, &block->second, pass->wide, block->first.out_padded, NULL, n,
                 RO_NET_NO_ACT, pass->buffer.y);
    net->kernels->normalize(x, pass->buffer.y, block->norm, n, width, x, largest);
  }
}

/* k of one head, [depth][n padded], from rows 3H apart. */
static void transpose(const float *k, size_t stride, uint32_t n, uint32_t depth, size_t padded,
                      float *out) {
  for (uint32_t j = 0; j < n; j++)
    for (uint32_t d = 0; d < depth; d++) out[d * padded + j] = k[j * stride + d];
}

/* next = softmax(q k^T / sqrt(width of a head)) v of one head, in chunks of queries. */
static void attend_head(net_pass *pass, uint32_t n, const float *q, uint32_t depth, float *out) {
  const ro_net_kernels *kernels = pass->net->kernels;
  const uint32_t width = pass->net->hidden, stride = 3 * width;
  const uint32_t padded = ro_net_round_up(n, RO_NET_LANES);
  const float scale = 1.0f / sqrtf((float)depth);
  transpose(q + width, stride, n, depth, padded, pass->keys);
  for (uint32_t i = 0, m; i < n; i += m) {
    m = chunk_at(i, n);
    kernels->multiply(q + (size_t)i * stride, stride, pass->keys, padded, m, depth, padded,
                      pass->attention, padded);
    kernels->softmax(pass->attention, padded, m, n, scale);
    kernels->multiply(pass->attention, padded, q + 2 * width, stride, m, n, depth,
                      out + (size_t)i * width, width);
  }
}

static void attend(net_pass *pass, const ro_net_block *block, const ro_net_sentence *s,
                   uint32_t row) {
  const size_t width = pass->net->hidden;
  const uint32_t depth = (uint32_t)width / block->n_heads;
  for (size_t at = 0; at < width; at += depth)
    attend_head(pass, s->n_units, pass->wide + row * 3 * width + at, depth,
                pass->next + row * width + at);
}

/* x = LN(x + out(attention(qkv(x)))) */
static void run_attention(net_pass *pass, const ro_net_block *block) {
  const ro_net *net = pass->net;
  const ro_net_rows *rows = &pass->batch.rows;
  const size_t width = net->hidden;
  for (uint32_t row = 0, n; row < rows->n; row += n) {
    n = chunk_at(row, rows->n);
    ro_net_apply(net, &pass->buffer, &block->first, rows->x + row * width, net->hidden,
                 rows->largest + row, n, RO_NET_NO_ACT, pass->wide + row * 3 * width);
  }
  for_each(pass, block, attend);
  for (uint32_t row = 0, n; row < rows->n; row += n) {
    n = chunk_at(row, rows->n);
    float *x = rows->x + row * width;
    ro_net_apply(net, &pass->buffer, &block->second, pass->next + row * width, net->hidden, NULL, n,
                 RO_NET_NO_ACT, pass->buffer.y);
    net->kernels->normalize(x, pass->buffer.y, block->norm, n, net->hidden, x, rows->largest + row);
  }
}

static void run_blocks(net_pass *pass) {
  for (uint32_t i = 0; i < pass->net->n_blocks; i++) {
    const ro_net_block *block = &pass->net->block[i];
    switch (block->kind) {
      case RO_NET_CONV:
        run_conv(pass, block);
        break;
      case RO_NET_ATTENTION:
        run_attention(pass, block);
        break;
      case RO_NET_FEED:
        run_feed(pass, block);
        break;
    }
  }
}

/* Takes sentences from `first` on while they fit; at least one. */
static void start_batch(net_pass *pass, uint32_t first) {
  uint32_t end = first, n_rows = 0;
  for (; end < pass->in->n_sentences; end++) {
    uint32_t need = pass->in->sentence[end].n_units;
    if (end > first && n_rows + need > BATCH_ROWS) break;
    n_rows += need;
  }
  pass->batch.first = first;
  pass->batch.end = end;
  pass->batch.rows.n = n_rows;
}

/* Rows that the largest batch may have. */
static uint32_t most_rows(const net_pass *pass, uint32_t longest) {
  uint64_t all = 0;
  for (uint32_t i = 0; i < pass->in->n_sentences; i++) all += pass->in->sentence[i].n_units;
  uint32_t most = longest < BATCH_ROWS ? BATCH_ROWS : longest;
  return all < most ? (uint32_t)all : most;
}

/* Floats of `wide`, for the block that needs most. */
static size_t most_wide(const ro_net *net, size_t rows) {
  size_t most = 0;
  for (uint32_t i = 0; i < net->n_blocks; i++) {
    const ro_net_block *block = &net->block[i];
    size_t need = 0;
    if (block->kind == RO_NET_ATTENTION) need = rows * net->hidden * 3;
    if (block->kind == RO_NET_FEED) need = (size_t)RO_NET_CHUNK * block->first.out_padded;
    if (most < need) most = need;
  }
  return most;
}

static uint32_t longest_sentence(const ro_net_input *in) {
  uint32_t longest = 0;
  for (uint32_t i = 0; i < in->n_sentences; i++)
    if (longest < in->sentence[i].n_units) longest = in->sentence[i].n_units;
  return longest;
}

static bool make_pass(net_pass *pass, ro_arena *scratch) {
  const ro_net *net = pass->net;
  const uint32_t longest = longest_sentence(pass->in), rows = most_rows(pass, longest);
  const size_t padded = ro_net_round_up(longest, RO_NET_LANES), cells = (size_t)rows * net->hidden;
  ro_net_rows *x = &pass->batch.rows;
  x->width = net->hidden;
  x->x = RO_ARRAY(scratch, float, cells);
  x->largest = RO_ARRAY(scratch, float, rows);
  x->sentence = ro_arena_array(scratch, rows, sizeof *x->sentence);
  pass->next = RO_ARRAY(scratch, float, cells);
  pass->next_largest = RO_ARRAY(scratch, float, rows);
  pass->wide = RO_ARRAY(scratch, float, most_wide(net, rows));
  pass->keys = RO_ARRAY(scratch, float, padded * net->hidden);
  pass->attention = RO_ARRAY(scratch, float, padded *RO_NET_CHUNK);
  pass->heads = ro_net_heads_make(net, &pass->buffer, rows, longest, scratch);
  return ro_net_buffer_make(net, scratch, &pass->buffer) && pass->heads;
}

bool ro_net_buffer_make(const ro_net *net, ro_arena *scratch, ro_net_buffer *out) {
  out->q = RO_ARRAY(scratch, uint8_t, (size_t)RO_NET_CHUNK * net->widest_in);
  out->scale = RO_ARRAY(scratch, float, RO_NET_CHUNK);
  out->y = RO_ARRAY(scratch, float, (size_t)RO_NET_CHUNK * net->widest_out);
  return out->q && out->scale && out->y;
}

static bool make_output(const ro_net *net, const ro_net_input *in, ro_arena *scratch,
                        ro_net_output *out) {
  uint64_t n_arcs = 0;
  out->arc_first = RO_ARRAY(scratch, uint64_t, in->n_sentences);
  for (uint32_t i = 0; out->arc_first && i < in->n_sentences; i++) {
    uint64_t n = in->sentence[i].n_words;
    out->arc_first[i] = n_arcs;
    n_arcs += n * (n + 1);
  }
  out->tags = RO_ARRAY(scratch, float, (size_t)in->n_words * net->shape.n_tags);
  out->arcs = RO_ARRAY(scratch, float, (size_t)n_arcs);
  out->label_dep = RO_ARRAY(scratch, float, (size_t)in->n_words * net->shape.label_width);
  out->label_head = RO_ARRAY(scratch, float, (size_t)in->n_words * net->shape.label_width);
  return !ro_arena_has_failed(scratch);
}

ro_status ro_net_run(const ro_net *net, const ro_net_input *in, ro_arena *scratch,
                     ro_net_output *out) {
  if (!is_sound(net, in)) return RO_EINVAL;
  if (!make_output(net, in, scratch, out)) return RO_ENOMEM;
  ro_arena_mark mark = ro_arena_tell(scratch);
  net_pass pass = {.net = net, .in = in};
  if (!make_pass(&pass, scratch)) return RO_ENOMEM;
  for (uint32_t first = 0; first < in->n_sentences; first = pass.batch.end) {
    start_batch(&pass, first);
    for_each(&pass, NULL, embed);
    run_blocks(&pass);
    ro_net_heads_run(pass.heads, in, &pass.batch, out);
  }
  ro_arena_reset(scratch, mark);
  return RO_OK;
}
