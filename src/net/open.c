/* Opens the network of a model file.  Nothing in it is trusted: every size is checked before it is
 * used, every float is bounded, so that no number of a broken file leads outside a buffer or past
 * the range of an integer.  Weights and tables stay in the file; scales and biases are copied,
 * with the temperatures divided out. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "net/net_internal.h"

enum {
  CONFIG_WORDS = 16,
  BLOCK_WORDS = 4,
  HEAD_WORDS = 2,
  SECTION_ALIGN = 64,
  MAX_CLASSES = 1024,                /* of all tag heads */
  N_DISTANCES = 2 * RO_NET_REACH + 2 /* the last is the root's */
};
static const float LARGEST = 1e4f; /* of any float in a file: trained ones are below 100 */

/* What is left of a section. */
typedef struct {
  const uint8_t *at;
  size_t left;
} unread;

static bool cursor_open(const ro_model *model, const char *section, unread *out, ro_error *error) {
  ro_str bytes;
  if (ro_model_section(model, section, &bytes, error) != RO_OK) return false;
  *out = (unread){(const uint8_t *)bytes.data, bytes.len};
  return true;
}

/* The next n bytes, or NULL when there are not so many. */
static const uint8_t *take(unread *cursor, uint64_t n) {
  if (n > cursor->left) return NULL;
  const uint8_t *p = cursor->at;
  cursor->at += n;
  cursor->left -= (size_t)n;
  return p;
}

/* The next n floats as an array; NULL when they are not there, too large, or memory is out. */
static float *take_floats(unread *cursor, uint32_t n, ro_arena *process) {
  const uint8_t *p = take(cursor, (uint64_t)n * 4);
  float *out = p ? RO_ARRAY(process, float, n) : NULL;
  for (uint32_t i = 0; out && i < n; i++) {
    uint32_t bits = ro_le32(p + 4 * (size_t)i);
    memcpy(&out[i], &bits, sizeof bits);
    if (!(fabsf(out[i]) <= LARGEST)) return NULL;
  }
  return out;
}

static bool is_width(uint32_t n) { return n && n <= RO_NET_MAX_WIDTH && n % RO_NET_LANES == 0; }

static bool read_block(const uint8_t *p, const ro_net *net, ro_net_block *block) {
  uint32_t kind = ro_le32(p), value = ro_le32(p + 4), act = ro_le32(p + 8);
  if (act >= RO_NET_N_ACTS) return false;
  block->act = (ro_net_act)act;
  block->kind = (ro_net_block_kind)kind;
  if (kind == RO_NET_CONV) {
    block->step = value;
    return value && value <= RO_NET_MAX_STEP && net->hidden * 3 <= RO_NET_MAX_WIDTH;
  }
  if (kind == RO_NET_FEED) {
    block->first.n_out = value;
    return is_width(value);
  }
  block->n_heads = value;
  return kind == RO_NET_ATTENTION && value && net->hidden % value == 0 &&
         is_width(net->hidden / value) && net->hidden * 3 <= RO_NET_MAX_WIDTH;
}

static bool read_head(const uint8_t *p, ro_net_shape *shape, uint32_t i) {
  uint32_t what = ro_le32(p), n = ro_le32(p + 4);
  if (what > RO_NET_ONTO || !n || n > MAX_CLASSES - shape->n_tags) return false;
  shape->head[i].what = (ro_net_tags)what;
  shape->head[i].first = shape->n_tags;
  shape->head[i].n = n;
  shape->n_tags += n;
  return true;
}

static bool read_sizes(unread *config, ro_net *net) {
  const uint8_t *p = take(config, CONFIG_WORDS * 4);
  if (!p || ro_le32(p) != 1 || ro_le32(p + 4) > RO_NET_PIECES) return false;
  ro_net_shape *shape = &net->shape;
  shape->kind = (ro_net_kind)ro_le32(p + 4);
  net->hidden = ro_le32(p + 8);
  shape->n_features = ro_le32(p + 12);
  net->n_blocks = ro_le32(p + 16);
  net->arc_width = ro_le32(p + 20);
  shape->label_width = ro_le32(p + 24);
  shape->n_heads = ro_le32(p + 28);
  shape->max_units = ro_le32(p + 32);
  return is_width(net->hidden) && is_width(net->arc_width) && is_width(shape->label_width) &&
         net->arc_width * 2 <= RO_NET_MAX_WIDTH && shape->label_width * 2 <= RO_NET_MAX_WIDTH &&
         shape->n_features && shape->n_features <= RO_NET_MAX_FEATURES &&
         net->n_blocks <= RO_NET_MAX_BLOCKS && shape->n_heads &&
         shape->n_heads <= RO_NET_MAX_HEADS && shape->max_units &&
         shape->max_units <= RO_NET_MAX_UNITS;
}

static bool read_config(unread *config, ro_net *net) {
  if (!read_sizes(config, net)) return false;
  for (uint32_t i = 0; i < net->n_blocks; i++) {
    const uint8_t *p = take(config, BLOCK_WORDS * 4);
    if (!p || !read_block(p, net, &net->block[i])) return false;
  }
  for (uint32_t i = 0; i < net->shape.n_heads; i++) {
    const uint8_t *p = take(config, HEAD_WORDS * 4);
    if (!p || !read_head(p, &net->shape, i)) return false;
  }
  return true;
}

static bool are_sound(const uint8_t *floats, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    uint32_t bits = ro_le32(floats + 4 * (size_t)i);
    float value;
    memcpy(&value, &bits, sizeof value);
    if (!(fabsf(value) <= LARGEST)) return false;
  }
  return true;
}

/* n_rows u32, zeros up to 64 bytes; int8 [n_rows][H], zeros; float [n_rows], zeros. */
static bool read_table(unread *tables, ro_net *net, uint32_t f) {
  const uint8_t *head = take(tables, SECTION_ALIGN);
  if (!head) return false;
  uint32_t n = ro_le32(head);
  uint64_t n_bytes = (uint64_t)n * net->hidden;
  net->table[f].rows = take(tables, n_bytes);
  if (!n || !net->table[f].rows || !take(tables, -n_bytes % SECTION_ALIGN)) return false;
  net->table[f].scales = take(tables, (uint64_t)n * 4);
  if (!net->table[f].scales || !are_sound(net->table[f].scales, n)) return false;
  net->shape.table_rows[f] = n;
  return f + 1 == net->shape.n_features || take(tables, -((uint64_t)n * 4) % SECTION_ALIGN);
}

/* 128 * sum of each column; a sum beyond what int8 weights can give is refused. */
static int32_t *take_offsets(unread *linears, const ro_net_linear *linear, ro_arena *process) {
  const uint8_t *p = take(linears, (uint64_t)linear->out_padded * 4);
  int32_t *out = p ? RO_ARRAY(process, int32_t, linear->out_padded) : NULL;
  for (uint32_t i = 0; out && i < linear->out_padded; i++) {
    int64_t sum = (int32_t)ro_le32(p + 4 * (size_t)i);
    if (llabs(sum) > (int64_t)128 * linear->in_padded) return NULL;
    out[i] = (int32_t)(sum * 128);
  }
  return out;
}

static bool read_linear(unread *linears, ro_net *net, uint32_t n_in, uint32_t n_out,
                        ro_arena *process, ro_net_linear *out) {
  const uint8_t *head = take(linears, SECTION_ALIGN);
  if (!head || ro_le32(head) != n_in || ro_le32(head + 4) != n_out) return false;
  out->n_in = n_in;
  out->n_out = n_out;
  out->in_padded = ro_net_round_up(n_in, RO_NET_IN_ALIGN);
  out->out_padded = ro_net_round_up(n_out, RO_NET_LANES);
  if (net->widest_in < out->in_padded) net->widest_in = out->in_padded;
  if (net->widest_out < out->out_padded) net->widest_out = out->out_padded;
  out->weights = take(linears, (uint64_t)out->in_padded * out->out_padded);
  out->offset = out->weights ? take_offsets(linears, out, process) : NULL;
  out->scale = out->offset ? take_floats(linears, out->out_padded, process) : NULL;
  out->bias = out->scale ? take_floats(linears, out->out_padded, process) : NULL;
  return out->bias;
}

static bool read_block_linears(unread *linears, ro_net *net, ro_net_block *block,
                               ro_arena *process) {
  uint32_t width = net->hidden, inner = block->first.n_out;
  switch (block->kind) {
    case RO_NET_CONV:
      return read_linear(linears, net, 3 * width, width, process, &block->first);
    case RO_NET_ATTENTION:
      return read_linear(linears, net, width, 3 * width, process, &block->first) &&
             read_linear(linears, net, width, width, process, &block->second);
    case RO_NET_FEED:
      return read_linear(linears, net, width, inner, process, &block->first) &&
             read_linear(linears, net, inner, width, process, &block->second);
  }
  return false;
}

static bool read_linears(unread *linears, ro_net *net, ro_arena *process) {
  uint32_t width = net->hidden, arc = net->arc_width, label = net->shape.label_width;
  for (uint32_t i = 0; i < net->n_blocks; i++)
    if (!read_block_linears(linears, net, &net->block[i], process)) return false;
  return read_linear(linears, net, width, net->shape.n_tags, process, &net->tags) &&
         read_linear(linears, net, width, 2 * arc, process, &net->arc_hidden) &&
         read_linear(linears, net, arc, arc, process, &net->arc) &&
         read_linear(linears, net, width, 2 * label, process, &net->label_hidden) &&
         read_linear(linears, net, label, RO_N_DEPREL, process, &net->label);
}

/* Divides scores by a temperature where they arise: in scale and bias of columns [first, end). */
static bool cool(ro_net_linear *linear, uint32_t first, uint32_t end, float temperature) {
  if (!(temperature >= 1e-2f)) return false;
  for (uint32_t i = first; i < end; i++) {
    linear->scale[i] /= temperature;
    linear->bias[i] /= temperature;
  }
  return true;
}

/* Temperatures: of each tag head, of arcs, of labels. */
static bool read_temperatures(unread *floats, ro_net *net, float *distance, ro_arena *process) {
  const ro_net_shape *shape = &net->shape;
  const float *t = take_floats(floats, shape->n_heads + 2, process);
  if (!t) return false;
  for (uint32_t i = 0; i < shape->n_heads; i++) {
    uint32_t first = shape->head[i].first;
    if (!cool(&net->tags, first, first + shape->head[i].n, t[i])) return false;
  }
  t += shape->n_heads;
  if (!cool(&net->arc, 0, net->arc.n_out, t[0])) return false;
  for (uint32_t i = 0; i < N_DISTANCES; i++) distance[i] /= t[0];
  return cool(&net->label, 0, net->label.n_out, t[1]);
}

static bool read_floats(unread *floats, ro_net *net, ro_arena *process) {
  net->embed_norm = take_floats(floats, 2 * net->hidden, process);
  for (uint32_t i = 0; i < net->n_blocks; i++) {
    net->block[i].norm = take_floats(floats, 2 * net->hidden, process);
    if (!net->block[i].norm) return false;
  }
  net->root = take_floats(floats, net->arc_width, process);
  float *distance = take_floats(floats, N_DISTANCES, process);
  net->distance = distance;
  return net->embed_norm && net->root && distance &&
         read_temperatures(floats, net, distance, process);
}

static bool read_tables(unread *tables, ro_net *net) {
  for (uint32_t f = 0; f < net->shape.n_features; f++)
    if (!read_table(tables, net, f)) return false;
  return true;
}

static ro_status bad(const ro_model *model, const char *section, const ro_arena *process,
                     ro_error *error) {
  if (ro_arena_has_failed(process))
    return ro_fail(error, RO_ENOMEM, model->name, UINT64_MAX, "no memory for the network");
  return ro_model_bad(model, section, error);
}

ro_status ro_net_open_with(const ro_model *model, const char *kernels, ro_arena *process,
                           const ro_net **out, ro_error *error) {
  unread config, tables, linears, floats;
  if (!cursor_open(model, "config", &config, error) ||
      !cursor_open(model, "tables", &tables, error) ||
      !cursor_open(model, "linears", &linears, error) ||
      !cursor_open(model, "floats", &floats, error))
    return RO_EFORMAT;
  ro_net *net = RO_NEW(process, ro_net);
  if (!net || !read_config(&config, net)) return bad(model, "config", process, error);
  if (!read_tables(&tables, net)) return bad(model, "tables", process, error);
  if (!read_linears(&linears, net, process)) return bad(model, "linears", process, error);
  if (!read_floats(&floats, net, process)) return bad(model, "floats", process, error);
  net->kernels = ro_net_kernels_find(kernels);
  if (!net->kernels)
    return ro_fail(error, RO_EINVAL, model->name, UINT64_MAX, "no kernels %s on this machine",
                   kernels);
  *out = net;
  return RO_OK;
}

ro_status ro_net_open(const ro_model *model, ro_arena *process, const ro_net **out,
                      ro_error *error) {
  const char *wanted = getenv("READOUT_KERNEL");
  if (wanted && !ro_net_kernels_find(wanted)) wanted = NULL;
  return ro_net_open_with(model, wanted, process, out, error);
}

const ro_net_shape *ro_net_shape_of(const ro_net *net) { return &net->shape; }
const char *ro_net_kernel_name(const ro_net *net) { return net->kernels->name; }
