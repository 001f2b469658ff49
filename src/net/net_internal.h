/* The parts of an open network, and the kernels that each target gives. */
#ifndef RO_NET_INTERNAL_H
#define RO_NET_INTERNAL_H

#include "net/net.h"

enum {
  RO_NET_MAX_WIDTH = 4096, /* of any vector; keeps each integer sum far below 2^31 */
  RO_NET_MAX_BLOCKS = 32,
  RO_NET_MAX_UNITS = 4096,
  RO_NET_LANES = 16,    /* widths are multiples of it */
  RO_NET_IN_ALIGN = 64, /* inputs of a linear are padded to it, as AMX tiles want */
  RO_NET_REACH = 32,    /* distances beyond share one bias */
  RO_NET_MAX_STEP = 16, /* from the middle of a convolution to its sides */
  RO_NET_CHUNK = 64     /* rows that go through a linear at once; a multiple of every tile */
};

typedef enum { RO_NET_NO_ACT, RO_NET_RELU, RO_NET_GELU, RO_NET_N_ACTS } ro_net_act;

/* y = float(q . w - 128 * sum) * (row scale * scale) + bias */
typedef struct {
  const uint8_t *weights; /* int8 [out / 16][in / 4][16][4], in the file */
  const int32_t *offset;  /* [out_padded] 128 * sum of the column's weights */
  float *scale, *bias;    /* [out_padded] */
  uint32_t n_in, n_out, in_padded, out_padded;
} ro_net_linear;

typedef struct {
  const uint8_t *rows;   /* int8 [n_rows][H], in the file */
  const uint8_t *scales; /* float [n_rows], little-endian, in the file */
} ro_net_table;

typedef enum { RO_NET_CONV = 1, RO_NET_ATTENTION, RO_NET_FEED } ro_net_block_kind;
typedef struct {
  ro_net_block_kind kind;
  uint32_t n_heads; /* of attention */
  uint32_t step;    /* of a convolution: units i - step, i, i + step */
  ro_net_act act;
  ro_net_linear first, second; /* conv: first; attention: qkv, out; feed-forward: up, down */
  const float *norm;           /* gamma [H], beta [H] */
} ro_net_block;

/* Rows of a batch of sentences, one behind another. */
typedef struct {
  float *x;       /* [n][width] */
  float *largest; /* [n] max|x| */
  struct {
    uint32_t first, end;
  } * sentence; /* [n] the rows of the row's sentence */
  uint32_t n, width;
} ro_net_rows;

/* What is compiled once for each target.  Rows of q are in_padded apart, and RO_NET_CHUNK of them
 * may be read even when n is smaller.  docs/methods/net-engine.md has the formulas. */
typedef struct {
  const char *name;
  /* x[H] = sum over F tables of scale * row */
  void (*gather)(const ro_net_table *tables, const uint32_t *rows, uint32_t n_features,
                 uint32_t width, float *x);
  /* out[n][width] = LN(x + y), largest[n] = max|out|; y may be NULL, out may be x */
  void (*normalize)(const float *x, const float *y, const float *norm, uint32_t n, uint32_t width,
                    float *out, float *largest);
  /* q[n][padded] = 128 + round(x * 127 / max|x|), scale[n] = max|x| / 127; x rows `stride` apart;
   * largest[n] = max|x|, or NULL */
  void (*quantize)(const float *x, uint32_t stride, const float *largest, uint32_t n,
                   uint32_t width, uint32_t padded, uint8_t *q, float *scale);
  /* The same of rows i - step, i, i + step side by side, for rows [first, first + n) of x; rows
   * beyond the sentence are zeros. */
  void (*quantize_windows)(const ro_net_rows *x, uint32_t step, uint32_t first, uint32_t n,
                           uint32_t padded, uint8_t *q, float *scale);
  /* y[n][out_padded] */
  void (*linear)(const ro_net_linear *linear, const uint8_t *q, const float *scale, uint32_t n,
                 ro_net_act act, float *y);
  /* out[n][width] = a[n][depth] b[depth][width], each sum in the order of depth */
  void (*multiply)(const float *a, uint32_t a_stride, const float *b, uint32_t b_stride, uint32_t n,
                   uint32_t depth, uint32_t width, float *out, uint32_t out_stride);
  /* x[n_rows][n] = softmax(x * scale) in each row; rows `stride` apart, padded to lanes */
  void (*softmax)(float *x, uint32_t stride, uint32_t n_rows, uint32_t n, float scale);
} ro_net_kernels;

extern const ro_net_kernels ro_net_kernels_scalar, ro_net_kernels_avx2, ro_net_kernels_avx512,
    ro_net_kernels_amx;

/* Kernels by name, or the fastest for NULL; NULL when this machine cannot run them. */
const ro_net_kernels *ro_net_kernels_find(const char *name);

struct ro_net {
  ro_net_shape shape;
  const ro_net_kernels *kernels;
  uint32_t hidden, arc_width, n_blocks;
  uint32_t widest_in, widest_out; /* over all linears, padded */
  ro_net_table table[RO_NET_MAX_FEATURES];
  const float *embed_norm; /* gamma [H], beta [H] */
  ro_net_block block[RO_NET_MAX_BLOCKS];
  ro_net_linear tags, arc_hidden, arc, label_hidden, label;
  const float *root;     /* [K] */
  const float *distance; /* [2 * REACH + 1], then the bias of the root */
};

/* x[n][..] through a linear in chunks of rows: the common step of blocks and heads. */
typedef struct {
  uint8_t *q;   /* [CHUNK][widest_in] */
  float *scale; /* [CHUNK] */
  float *y;     /* [CHUNK][widest_out] */
} ro_net_buffer;

bool ro_net_buffer_make(const ro_net *net, ro_arena *scratch, ro_net_buffer *out);

/* Rows of x (n <= CHUNK, `stride` apart, linear->n_in wide; largest as in quantize) through a
 * linear into y[n][out_padded]. */
static inline void ro_net_apply(const ro_net *net, const ro_net_buffer *buffer,
                                const ro_net_linear *linear, const float *x, uint32_t stride,
                                const float *largest, uint32_t n, ro_net_act act, float *y) {
  net->kernels->quantize(x, stride, largest, n, linear->n_in, linear->in_padded, buffer->q,
                         buffer->scale);
  net->kernels->linear(linear, buffer->q, buffer->scale, n, act, y);
}

static inline uint32_t ro_net_round_up(uint32_t n, uint32_t step) {
  return (n + step - 1) / step * step;
}

/* Sentences [first, end) and what was made of their units. */
typedef struct {
  uint32_t first, end;
  ro_net_rows rows;
} ro_net_batch;

typedef struct ro_net_heads ro_net_heads; /* buffers of the heads */
ro_net_heads *ro_net_heads_make(const ro_net *net, const ro_net_buffer *buffer, uint32_t max_words,
                                uint32_t max_sentence, ro_arena *scratch);
/* Scores of the words of a batch. */
void ro_net_heads_run(ro_net_heads *heads, const ro_net_input *in, const ro_net_batch *batch,
                      ro_net_output *out);

#endif
