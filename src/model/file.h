/* Model files: a header, a table of named sections, the sections.  docs/formats/model.md. */
#ifndef RO_MODEL_FILE_H
#define RO_MODEL_FILE_H

#include "model/resources.h"

enum {
  RO_MODEL_VERSION = 1,
  RO_MODEL_HEADER = 40,
  RO_MODEL_ENTRY = 24,
  RO_MODEL_MAX_SECTIONS = 64
};
#define RO_MODEL_MAGIC "ROMODEL" /* with its NUL: 8 bytes */

typedef struct {
  ro_str bytes, name;
  uint32_t n_sections;
} ro_model;

/* Verifies magic, version, label lists, length and section table; copies nothing and looks at no
 * section.  RO_EVERSION: another version or other label lists.  RO_EFORMAT: anything else that is
 * wrong; the error's offset says where. */
RO_MUST_CHECK ro_status ro_model_open(ro_str bytes, ro_str name, ro_model *out, ro_error *error);
/* Verifies the hash of all bytes.  A model that is part of the program is not verified when it is
 * used, as its code is not: its hash is made, and the test that asks for it run, when it is built.
 */
RO_MUST_CHECK ro_status ro_model_verify(const ro_model *model, ro_error *error);
/* A section's bytes; RO_EFORMAT when there is no such section. */
RO_MUST_CHECK ro_status ro_model_section(const ro_model *model, const char *name, ro_str *out,
                                         ro_error *error);
/* RO_EFORMAT with the model's name and what is wrong in it. */
ro_status ro_model_bad(const ro_model *model, const char *what, ro_error *error);
/* Hash of the label lists of readout.h: a model holds their indices. */
uint64_t ro_model_schema(void);

/* Little-endian reads; one load on little-endian machines, no alignment needed. */
static inline uint16_t ro_le16(const uint8_t *p) { return (uint16_t)(p[0] | p[1] << 8); }
static inline uint32_t ro_le32(const uint8_t *p) {
  return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}
static inline uint64_t ro_le64(const uint8_t *p) {
  return ro_le32(p) | (uint64_t)ro_le32(p + 4) << 32;
}

/* Writing, for the programs that train: sections are added to a buffer, then closed. */
typedef struct {
  ro_buf data;
  struct {
    char name[8];
    uint64_t offset, length;
  } section[RO_MODEL_MAX_SECTIONS];
  uint32_t n_sections;
} ro_model_writer;

void ro_model_put16(ro_buf *buf, uint32_t v);
void ro_model_put32(ro_buf *buf, uint32_t v);
void ro_model_put64(ro_buf *buf, uint64_t v);
void ro_model_add(ro_model_writer *writer, const char *name, ro_str bytes);
/* The whole file into `out`; frees the writer's own buffer. */
void ro_model_finish(ro_model_writer *writer, ro_buf *out);

#endif
