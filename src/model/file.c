/* Model files.  The loader trusts nothing: every number is checked before it is used.  Bytes are
 * used in place, and pages that nobody asks for are not touched. */
#include "model/file.h"

#include <string.h>

#include "base/hash.h"

enum { ALIGN = 64 };

static uint64_t hash_labels(uint64_t h, const char *const *labels, size_t n) {
  for (size_t i = 0; i < n; i++) h = ro_hash(labels[i], strlen(labels[i]), h);
  return h;
}

uint64_t ro_model_schema(void) {
  uint64_t h = hash_labels(0, ro_upos_label, RO_N_UPOS);
  h = hash_labels(h, ro_xpos_label, RO_N_XPOS);
  h = hash_labels(h, ro_deprel_label, RO_N_DEPREL);
  return hash_labels(h, ro_mention_type_label, RO_N_MENTION_TYPE);
}

static const uint8_t *entry_at(const ro_model *model, uint32_t i) {
  return (const uint8_t *)model->bytes.data + RO_MODEL_HEADER + (size_t)i * RO_MODEL_ENTRY;
}

static ro_status check_sections(const ro_model *model, ro_error *error) {
  uint64_t size = model->bytes.len;
  for (uint32_t i = 0; i < model->n_sections; i++) {
    uint64_t offset = ro_le64(entry_at(model, i) + 8), length = ro_le64(entry_at(model, i) + 16);
    if (offset > size || length > size - offset)
      return ro_fail(error, RO_EFORMAT, model->name, RO_MODEL_HEADER + (uint64_t)i * RO_MODEL_ENTRY,
                     "section %u of the model lies outside it", i);
  }
  return RO_OK;
}

ro_status ro_model_open(ro_str bytes, ro_str name, ro_model *out, ro_error *error) {
  const uint8_t *p = (const uint8_t *)bytes.data;
  if (bytes.len < RO_MODEL_HEADER)
    return ro_fail(error, RO_EFORMAT, name, bytes.len, "the model is shorter than its header");
  if (memcmp(p, RO_MODEL_MAGIC, 8) != 0)
    return ro_fail(error, RO_EFORMAT, name, 0, "this is not a model file");
  if (ro_le32(p + 8) != RO_MODEL_VERSION)
    return ro_fail(error, RO_EVERSION, name, 8, "the model has format version %u, not %u",
                   ro_le32(p + 8), (unsigned)RO_MODEL_VERSION);
  if (ro_le64(p + 16) != bytes.len)
    return ro_fail(error, RO_EFORMAT, name, 16, "the model is not as long as it says");
  if (ro_le64(p + 32) != ro_model_schema())
    return ro_fail(error, RO_EVERSION, name, 32, "the model was made for other label lists");
  uint32_t n = ro_le32(p + 12);
  if (n > RO_MODEL_MAX_SECTIONS || RO_MODEL_HEADER + (uint64_t)n * RO_MODEL_ENTRY > bytes.len)
    return ro_fail(error, RO_EFORMAT, name, 12, "the model has too many sections");
  *out = (ro_model){bytes, name, n};
  return check_sections(out, error);
}

ro_status ro_model_verify(const ro_model *model, ro_error *error) {
  const uint8_t *p = (const uint8_t *)model->bytes.data;
  if (ro_le64(p + 24) == ro_hash(p + 32, model->bytes.len - 32, 0)) return RO_OK;
  return ro_fail(error, RO_EFORMAT, model->name, 24, "the model has been altered");
}

ro_status ro_model_section(const ro_model *model, const char *name, ro_str *out, ro_error *error) {
  char key[8] = {0};
  for (size_t i = 0; i < 8 && name[i]; i++) key[i] = name[i];
  for (uint32_t i = 0; i < model->n_sections; i++) {
    const uint8_t *e = entry_at(model, i);
    if (memcmp(e, key, 8) != 0) continue;
    *out = (ro_str){model->bytes.data + ro_le64(e + 8), (size_t)ro_le64(e + 16)};
    return RO_OK;
  }
  return ro_fail(error, RO_EFORMAT, model->name, RO_MODEL_HEADER, "the model has no section %s",
                 name);
}

ro_status ro_model_bad(const ro_model *model, const char *what, ro_error *error) {
  return ro_fail(error, RO_EFORMAT, model->name, UINT64_MAX, "section %s of the model is broken",
                 what);
}

void ro_model_put16(ro_buf *buf, uint32_t v) {
  char b[2] = {(char)(v & 255), (char)(v >> 8 & 255)};
  ro_buf_add(buf, b, 2);
}

void ro_model_put32(ro_buf *buf, uint32_t v) {
  ro_model_put16(buf, v & 0xFFFF);
  ro_model_put16(buf, v >> 16);
}

void ro_model_put64(ro_buf *buf, uint64_t v) {
  ro_model_put32(buf, (uint32_t)v);
  ro_model_put32(buf, (uint32_t)(v >> 32));
}

void ro_model_add(ro_model_writer *w, const char *name, ro_str bytes) {
  if (w->n_sections == RO_MODEL_MAX_SECTIONS) {
    w->data.has_failed = true;
    return;
  }
  while (w->data.len % ALIGN) ro_buf_char(&w->data, 0);
  for (size_t i = 0; i < 8 && name[i]; i++) w->section[w->n_sections].name[i] = name[i];
  w->section[w->n_sections].offset = w->data.len;
  w->section[w->n_sections++].length = bytes.len;
  ro_buf_str(&w->data, bytes);
}

void ro_model_finish(ro_model_writer *w, ro_buf *out) {
  uint64_t table = RO_MODEL_HEADER + (uint64_t)w->n_sections * RO_MODEL_ENTRY;
  uint64_t base = (table + ALIGN - 1) / ALIGN * ALIGN;
  ro_buf tail = {0}; /* what the hash covers: schema, table, sections */
  ro_model_put64(&tail, ro_model_schema());
  for (uint32_t i = 0; i < w->n_sections; i++) {
    ro_buf_add(&tail, w->section[i].name, 8);
    ro_model_put64(&tail, base + w->section[i].offset);
    ro_model_put64(&tail, w->section[i].length);
  }
  while (tail.len + 32 < base) ro_buf_char(&tail, 0);
  ro_buf_add(&tail, w->data.data, w->data.len);
  ro_buf_add(out, RO_MODEL_MAGIC, 8);
  ro_model_put32(out, RO_MODEL_VERSION);
  ro_model_put32(out, w->n_sections);
  ro_model_put64(out, tail.len + 32);
  ro_model_put64(out, ro_hash(tail.data, tail.len, 0));
  ro_buf_add(out, tail.data, tail.len);
  if (tail.has_failed || w->data.has_failed) out->has_failed = true;
  ro_buf_free(&tail);
  ro_buf_free(&w->data);
}
