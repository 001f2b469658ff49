/* Reads the sections front to back as it computes: each linear and norm is used once, in order. */
#include "reference.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  const uint8_t *config, *tables, *linears, *floats; /* linears, floats: the next to be used */
  uint32_t H, F, n_blocks, K, L, n_heads;
  const uint8_t *temperatures, *distances, *root;
} reader;

static const uint8_t *section(const ro_model *model, const char *name) {
  ro_str bytes;
  if (ro_model_section(model, name, &bytes, NULL) != RO_OK) abort();
  return (const uint8_t *)bytes.data;
}

static float float_at(const uint8_t *p, size_t i) {
  uint32_t bits = ro_le32(p + 4 * i);
  float v;
  memcpy(&v, &bits, sizeof v);
  return v;
}

static size_t up(size_t n, size_t step) { return (n + step - 1) / step * step; }

static reader reader_open(const ro_model *model) {
  reader r = {.config = section(model, "config"),
              .tables = section(model, "tables"),
              .linears = section(model, "linears"),
              .floats = section(model, "floats")};
  r.H = ro_le32(r.config + 8);
  r.F = ro_le32(r.config + 12);
  r.n_blocks = ro_le32(r.config + 16);
  r.K = ro_le32(r.config + 20);
  r.L = ro_le32(r.config + 24);
  r.n_heads = ro_le32(r.config + 28);
  r.root = r.floats + 8 * (size_t)r.H * (r.n_blocks + 1);
  r.distances = r.root + 4 * (size_t)r.K;
  r.temperatures = r.distances + 4 * 66;
  return r;
}

static float *floats_new(size_t n) {
  float *p = calloc(n ? n : 1, sizeof *p);
  if (!p) abort();
  return p;
}

float reference_exp(float x) {
  x = x > -87 ? x : -87;
  x = x < 87 ? x : 87;
  float k = nearbyintf(x * 1.44269504f);
  float r = (x - k * 0.693359375f) - k * -2.12194440e-4f;
  float p = 0.00139411084f;
  p = p * r + 0.0083751264f;
  p = p * r + 0.0416663529f;
  p = p * r + 0.166664155f;
  p = p * r + 0.500000005f;
  p = p * r + 1.00000004f;
  p = p * r + 1.0f;
  return ldexpf(p, (int)k);
}

float reference_gelu(float x) {
  static const float c[] = {-0.00465855522f, 0.0108478408f, -0.0105884408f, 0.0175739885f,
                            -0.0379385359f,  0.0587267773f, -0.0802631092f, 0.109087311f,
                            -0.154382528f,   0.313817474f};
  float y = x < 4.5f ? x : 4.5f;
  y = y > -4.5f ? y : -4.5f;
  float s = y * y * (2 / (4.5f * 4.5f)) - 1, p = c[0];
  for (int i = 1; i < 10; i++) p = p * s + c[i];
  float erf = y * p;
  erf = erf > -1 ? erf : -1;
  erf = erf < 1 ? erf : 1;
  return (x * 0.5f) * (1 + erf);
}

/* Sixteen sums, of elements i = 0..15 modulo 16, then halves added. */
static float sum_of(const float *x, size_t n) {
  float part[16] = {0};
  for (size_t i = 0; i < n; i++) part[i % 16] += x[i];
  for (size_t half = 8; half; half /= 2)
    for (size_t i = 0; i < half; i++) part[i] += part[i + half];
  return part[0];
}

static void normalize(reader *r, float *x, uint32_t n) {
  float *square = floats_new(r->H), part = 1.0f / (float)r->H;
  for (uint32_t u = 0; u < n; u++, x += r->H) {
    float mean = sum_of(x, r->H) * part;
    for (size_t i = 0; i < r->H; i++) square[i] = (x[i] - mean) * (x[i] - mean);
    float factor = 1.0f / sqrtf(sum_of(square, r->H) * part + 1e-12f);
    for (size_t i = 0; i < r->H; i++)
      x[i] = (x[i] - mean) * factor * float_at(r->floats, i) + float_at(r->floats, r->H + i);
  }
  r->floats += 8 * (size_t)r->H;
  free(square);
}

static size_t linear_size(size_t n_in, size_t n_out) {
  return 64 + up(n_in, 64) * up(n_out, 16) + 12 * up(n_out, 16);
}

static float quantize(const float *x, size_t n, int32_t *q) {
  float most = 0;
  for (size_t i = 0; i < n; i++) most = fabsf(x[i]) > most ? fabsf(x[i]) : most;
  for (size_t i = 0; i < n; i++)
    q[i] = most > 1e-30f ? (int32_t)nearbyintf(x[i] * (127.0f / most)) : 0;
  return most > 1e-30f ? most / 127.0f : 0;
}

/* y[n][n_out] = act(x[n][n_in] W + b), divided by a temperature for each column or NULL. */
static void linear(reader *r, const float *x, uint32_t n, uint32_t act, const float *temperature,
                   float *y) {
  const size_t n_in = ro_le32(r->linears), n_out = ro_le32(r->linears + 4);
  const uint8_t *weights = r->linears + 64;
  const uint8_t *floats = weights + up(n_in, 64) * up(n_out, 16) + 4 * up(n_out, 16);
  int32_t *q = calloc(n_in, sizeof *q);
  for (uint32_t u = 0; u < n; u++, x += n_in) {
    float row_scale = quantize(x, n_in, q);
    for (size_t c = 0; c < n_out; c++) {
      int32_t dot = 0;
      const uint8_t *w = weights + c / 16 * 16 * up(n_in, 64) + c % 16 * 4;
      for (size_t i = 0; i < n_in; i++) dot += q[i] * (int8_t)w[i / 4 * 64 + i % 4];
      float scale = float_at(floats, c), bias = float_at(floats, up(n_out, 16) + c);
      if (temperature) scale /= temperature[c];
      if (temperature) bias /= temperature[c];
      float v = (float)dot * (row_scale * scale) + bias;
      if (act == 1) v = v > 0 ? v : 0;
      *y++ = act == 2 ? reference_gelu(v) : v;
    }
  }
  r->linears += linear_size(n_in, n_out);
  free(q);
}

static void embed(reader *r, const uint32_t *rows, uint32_t n, float *x) {
  const uint8_t *table = r->tables;
  for (uint32_t f = 0; f < r->F; f++) {
    size_t n_rows = ro_le32(table), bytes = up(n_rows * r->H, 64);
    for (uint32_t u = 0; u < n; u++) {
      size_t row = rows[u * r->F + f];
      for (size_t i = 0; i < r->H; i++) {
        float v = float_at(table + 64 + bytes, row) * (float)(int8_t)table[64 + row * r->H + i];
        x[u * r->H + i] = f ? x[u * r->H + i] + v : v;
      }
    }
    table += 64 + bytes + up(4 * n_rows, 64);
  }
  normalize(r, x, n);
}

static void softmax(float *x, size_t n, float scale) {
  float most = x[0];
  for (size_t i = 0; i < n; i++) most = x[i] > most ? x[i] : most;
  for (size_t i = 0; i < n; i++) x[i] = reference_exp((x[i] - most) * scale);
  float factor = 1.0f / sum_of(x, n);
  for (size_t i = 0; i < n; i++) x[i] *= factor;
}

/* One head: q, k, v rows 3H apart. */
static void attend(const float *qkv, size_t H, size_t depth, uint32_t n, float *out) {
  float *p = floats_new(n);
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j < n; j++) {
      p[j] = 0;
      for (size_t d = 0; d < depth; d++) p[j] += qkv[i * 3 * H + d] * qkv[j * 3 * H + H + d];
    }
    softmax(p, n, 1.0f / sqrtf((float)depth));
    for (size_t d = 0; d < depth; d++) {
      float sum = 0;
      for (size_t j = 0; j < n; j++) sum += p[j] * qkv[j * 3 * H + 2 * H + d];
      out[i * H + d] = sum;
    }
  }
  free(p);
}

/* What the block adds to x, into y. */
static void run_block(reader *r, const uint8_t *block, const float *x, uint32_t n, float *y) {
  const size_t H = r->H;
  uint32_t kind = ro_le32(block), value = ro_le32(block + 4), act = ro_le32(block + 8);
  float *wide = floats_new(n * (kind == 3 ? value : 3 * H)), *mixed = floats_new(n * H);
  if (kind == 1) {
    for (size_t u = 0; u < n; u++)
      for (size_t part = 0; part < 3; part++)
        if (u + part * value >= value && u + part * value < n + value)
          memcpy(wide + (u * 3 + part) * H, x + (u + part * value - value) * H, H * sizeof *x);
    linear(r, wide, n, act, NULL, y);
  } else if (kind == 2) {
    linear(r, x, n, 0, NULL, wide);
    for (size_t at = 0; at < H; at += H / value) attend(wide + at, H, H / value, n, mixed + at);
    linear(r, mixed, n, 0, NULL, y);
  } else {
    linear(r, x, n, act, NULL, wide);
    linear(r, wide, n, 0, NULL, y);
  }
  free(wide);
  free(mixed);
}

static void run_tags(reader *r, const float *words, uint32_t n, float *tags) {
  const uint8_t *head = r->config + 64 + (size_t)r->n_blocks * 16;
  float temperature[1024];
  uint32_t n_tags = 0;
  for (uint32_t i = 0; i < r->n_heads; i++)
    for (uint32_t c = 0; c < ro_le32(head + 8 * i + 4); c++)
      temperature[n_tags++] = float_at(r->temperatures, i);
  linear(r, words, n, 0, temperature, tags);
}

static void run_arcs(reader *r, const float *words, uint32_t n, float *arcs) {
  const size_t K = r->K;
  float *hidden = floats_new(n * 2 * K), *own = floats_new(n * K), *sent = floats_new(n * K);
  float *temperature = floats_new(K), T = float_at(r->temperatures, r->n_heads);
  for (size_t k = 0; k < K; k++) temperature[k] = T;
  linear(r, words, n, 1, NULL, hidden);
  for (size_t d = 0; d < n; d++) memcpy(own + d * K, hidden + d * 2 * K, K * sizeof *own);
  linear(r, own, n, 0, temperature, sent);
  for (int64_t d = 0; d < n; d++)
    for (int64_t h = 0; h <= n; h++) {
      float score = 0;
      for (int64_t k = 0; k < (int64_t)K; k++)
        score += sent[d * (int64_t)K + k] *
                 (h < n ? hidden[(2 * h + 1) * (int64_t)K + k] : float_at(r->root, (size_t)k));
      int64_t distance = h - d < -32 ? -32 : h - d > 32 ? 32 : h - d;
      *arcs++ = score + float_at(r->distances, h < n ? (size_t)(distance + 32) : 65) / T;
    }
  free(hidden);
  free(own);
  free(sent);
  free(temperature);
}

static void run_label_vectors(reader *r, const float *words, uint32_t n, float *dependent,
                              float *head) {
  const size_t L = r->L;
  float *both = floats_new(n * 2 * L);
  linear(r, words, n, 0, NULL, both);
  for (size_t w = 0; w < n; w++) {
    memcpy(dependent + w * L, both + w * 2 * L, L * sizeof *both);
    memcpy(head + w * L, both + w * 2 * L + L, L * sizeof *both);
  }
  free(both);
}

static void run_heads(reader *r, const ro_net_sentence *s, const float *words, uint32_t index,
                      ro_net_output *out) {
  uint32_t n = s->n_words;
  size_t n_tags = ro_le32(r->linears + 4), first = s->first_word;
  run_tags(r, words, n, out->tags + first * n_tags);
  run_arcs(r, words, n, out->arcs + out->arc_first[index]);
  run_label_vectors(r, words, n, out->label_dep + first * r->L, out->label_head + first * r->L);
}

void reference_run(const ro_model *model, const ro_net_input *in, uint32_t sentence,
                   ro_net_output *out) {
  reader r = reader_open(model);
  const ro_net_sentence *s = &in->sentence[sentence];
  uint32_t n = s->n_units;
  if (!n) return;
  const size_t H = r.H, n_cells = n * H;
  float *x = floats_new(n_cells), *y = floats_new(n_cells), *words = floats_new(n_cells);
  embed(&r, in->rows + (size_t)s->first_unit * r.F, n, x);
  for (uint32_t b = 0; b < r.n_blocks; b++) {
    run_block(&r, r.config + 64 + (size_t)b * 16, x, n, y);
    for (size_t i = 0; i < n_cells; i++) x[i] += y[i];
    normalize(&r, x, n);
  }
  for (uint32_t w = 0; w < s->n_words; w++)
    memcpy(words + w * H, x + (in->word_unit[s->first_word + w] - s->first_unit) * H,
           H * sizeof *x);
  run_heads(&r, s, words, sentence, out);
  free(x);
  free(y);
  free(words);
}

/* The last linear: all before it are stepped over. */
void reference_labels(const ro_model *model, const float *dependent, const float *head, float *p) {
  reader r = reader_open(model);
  const uint8_t *end = r.linears, *last = end;
  ro_str bytes;
  if (ro_model_section(model, "linears", &bytes, NULL) != RO_OK) abort();
  while (end < (const uint8_t *)bytes.data + bytes.len) {
    last = end;
    end += linear_size(ro_le32(end), ro_le32(end + 4));
  }
  r.linears = last;
  float *x = floats_new(r.L), temperature[RO_N_DEPREL];
  for (size_t i = 0; i < RO_N_DEPREL; i++) temperature[i] = float_at(r.temperatures, r.n_heads + 1);
  for (size_t i = 0; i < r.L; i++) x[i] = dependent[i] + head[i] > 0 ? dependent[i] + head[i] : 0;
  linear(&r, x, 1, 0, temperature, p);
  softmax(p, RO_N_DEPREL, 1.0f);
  free(x);
}
