/* Random networks: weights and rows are uniform int8, scales such that values stay near 1. */
#include "support/random_net.h"

#include <string.h>

uint64_t random_next(uint64_t *seed) {
  uint64_t z = *seed += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

uint32_t random_below(uint64_t *seed, uint32_t n) {
  return (uint32_t)((random_next(seed) >> 32) * n >> 32);
}

static float random_float(uint64_t *seed, float low, float high) {
  return low + (high - low) * (float)random_below(seed, 1 << 20) / (float)(1 << 20);
}

static void put_float(ro_buf *buf, float v) {
  uint32_t bits;
  memcpy(&bits, &v, sizeof bits);
  ro_model_put32(buf, bits);
}

static void put_floats(ro_buf *buf, uint64_t *seed, uint32_t n, float low, float high) {
  for (uint32_t i = 0; i < n; i++) put_float(buf, random_float(seed, low, high));
}

static int32_t put_byte(ro_buf *buf, uint64_t *seed) {
  int32_t v = (int32_t)random_below(seed, 255) - 127;
  ro_buf_char(buf, (char)v);
  return v;
}

static void pad(ro_buf *buf) {
  while (buf->len % 64) ro_buf_char(buf, 0);
}

static uint32_t round_up(uint32_t n, uint32_t step) { return (n + step - 1) / step * step; }

static void put_config(ro_buf *buf, const random_shape *s) {
  const uint32_t head[16] = {1,           s->kind,      s->hidden,      s->n_features,
                             s->n_blocks, s->arc_width, s->label_width, s->n_heads,
                             s->max_units};
  for (int i = 0; i < 16; i++) ro_model_put32(buf, head[i]);
  for (uint32_t i = 0; i < s->n_blocks; i++) {
    ro_model_put32(buf, s->block[i].kind);
    ro_model_put32(buf, s->block[i].value);
    ro_model_put32(buf, s->block[i].act);
    ro_model_put32(buf, 0);
  }
  for (uint32_t i = 0; i < s->n_heads; i++) {
    ro_model_put32(buf, i % 4);
    ro_model_put32(buf, s->classes[i]);
  }
}

static void put_table(ro_buf *buf, uint64_t *seed, uint32_t n_rows, uint32_t width) {
  ro_model_put32(buf, n_rows);
  pad(buf);
  for (uint32_t i = 0; i < n_rows * width; i++) put_byte(buf, seed);
  pad(buf);
  put_floats(buf, seed, n_rows, 0.005f, 0.02f);
  pad(buf);
}

static void put_linear(ro_buf *buf, uint64_t *seed, uint32_t n_in, uint32_t n_out) {
  const uint32_t in_padded = round_up(n_in, 64), out_padded = round_up(n_out, 16);
  ro_model_put32(buf, n_in);
  ro_model_put32(buf, n_out);
  pad(buf);
  ro_buf sums = {0};
  for (uint32_t block = 0; block < out_padded; block += 16) {
    int32_t sum[16] = {0};
    for (uint32_t i = 0; i < in_padded * 16; i++) {
      uint32_t column = i / 4 % 16, input = i / 64 * 4 + i % 4;
      if (block + column < n_out && input < n_in)
        sum[column] += put_byte(buf, seed);
      else
        ro_buf_char(buf, 0);
    }
    for (int c = 0; c < 16; c++) ro_model_put32(&sums, (uint32_t)sum[c]);
  }
  ro_buf_add(buf, sums.data, sums.len);
  ro_buf_free(&sums);
  put_floats(buf, seed, out_padded, 0.2f / (float)n_in, 0.6f / (float)n_in);
  put_floats(buf, seed, out_padded, -0.5f, 0.5f);
}

static void put_linears(ro_buf *buf, const random_shape *s, uint64_t *seed) {
  const uint32_t H = s->hidden;
  uint32_t n_tags = 0;
  for (uint32_t i = 0; i < s->n_blocks; i++) {
    uint32_t kind = s->block[i].kind, inner = s->block[i].value;
    if (kind == 1) put_linear(buf, seed, 3 * H, H);
    if (kind != 1) put_linear(buf, seed, H, kind == 2 ? 3 * H : inner);
    if (kind != 1) put_linear(buf, seed, kind == 2 ? H : inner, H);
  }
  for (uint32_t i = 0; i < s->n_heads; i++) n_tags += s->classes[i];
  put_linear(buf, seed, H, n_tags);
  put_linear(buf, seed, H, 2 * s->arc_width);
  put_linear(buf, seed, s->arc_width, s->arc_width);
  put_linear(buf, seed, H, 2 * s->label_width);
  put_linear(buf, seed, s->label_width, RO_N_DEPREL);
}

static void put_all_floats(ro_buf *buf, const random_shape *s, uint64_t *seed) {
  for (uint32_t i = 0; i < s->n_blocks + 1; i++) {
    put_floats(buf, seed, s->hidden, 0.5f, 1.5f);
    put_floats(buf, seed, s->hidden, -0.5f, 0.5f);
  }
  put_floats(buf, seed, s->arc_width, 0.0f, 1.0f);
  put_floats(buf, seed, 66, -1.0f, 1.0f);
  put_floats(buf, seed, s->n_heads + 2, 0.8f, 1.3f);
}

static void add_section(ro_model_writer *writer, const char *name, ro_buf *buf) {
  ro_model_add(writer, name, (ro_str){buf->data, buf->len});
  ro_buf_free(buf);
}

void random_net_write(const random_shape *shape, uint64_t seed, ro_buf *out) {
  ro_model_writer writer = {0};
  ro_buf config = {0}, tables = {0}, linears = {0}, floats = {0};
  put_config(&config, shape);
  for (uint32_t f = 0; f < shape->n_features; f++)
    put_table(&tables, &seed, shape->table_rows[f], shape->hidden);
  put_linears(&linears, shape, &seed);
  put_all_floats(&floats, shape, &seed);
  add_section(&writer, "config", &config);
  add_section(&writer, "tables", &tables);
  add_section(&writer, "linears", &linears);
  add_section(&writer, "floats", &floats);
  ro_model_finish(&writer, out);
}

static bool is_word(const random_shape *shape, uint32_t unit, uint32_t n) {
  if (shape->kind == RO_NET_WORDS) return true;
  return unit && unit + 1 < n && unit % 4 != 3;
}

const ro_net_input *random_net_input(const random_shape *shape, uint64_t seed,
                                     const uint32_t *lengths, uint32_t n, ro_arena *arena) {
  uint32_t n_units = 0;
  for (uint32_t i = 0; i < n; i++) n_units += lengths[i];
  ro_net_input *in = RO_NEW(arena, ro_net_input);
  uint32_t *rows = RO_ARRAY(arena, uint32_t, (size_t)n_units * shape->n_features);
  uint32_t *word_unit = RO_ARRAY(arena, uint32_t, n_units);
  ro_net_sentence *sentence = RO_ARRAY(arena, ro_net_sentence, n);
  if (!in || !rows || !word_unit || !sentence) return NULL;
  for (uint32_t u = 0; u < n_units; u++)
    for (uint32_t f = 0; f < shape->n_features; f++)
      rows[u * shape->n_features + f] = random_below(&seed, shape->table_rows[f]);
  for (uint32_t i = 0, unit = 0; i < n; unit += lengths[i++]) {
    sentence[i] = (ro_net_sentence){unit, lengths[i], in->n_words, 0};
    for (uint32_t u = 0; u < lengths[i]; u++)
      if (is_word(shape, u, lengths[i])) word_unit[in->n_words++] = unit + u;
    sentence[i].n_words = in->n_words - sentence[i].first_word;
  }
  in->rows = rows;
  in->n_units = n_units;
  in->word_unit = word_unit;
  in->sentence = sentence;
  in->n_sentences = n;
  return in;
}
