/* Networks: sections that the input changes in a good small network, and a sentence through what
 * the loader let pass.
 *
 * First byte: the shape.  Then edits {section u8, at u24 little-endian, four bytes}; an edit whose
 * place is behind the section's end cuts the section instead, so that every length is tried. */
#include <string.h>

#include "fuzz/fuzz.h"
#include "support/random_net.h"

static const char *const sections[] = {"config", "tables", "linears", "floats"};
enum { N_SECTIONS = 4, EDIT = 8, MOST_UNITS = 40 };

static const random_shape shapes[] = {
    {.kind = RO_NET_WORDS,
     .hidden = 16,
     .arc_width = 16,
     .label_width = 16,
     .max_units = MOST_UNITS,
     .n_features = 2,
     .table_rows = {5, 3},
     .n_heads = 2,
     .classes = {3, 17},
     .n_blocks = 2,
     .block = {{1, 1, 1}, {3, 48, 2}}},
    {.kind = RO_NET_PIECES,
     .hidden = 32,
     .arc_width = 16,
     .label_width = 32,
     .max_units = MOST_UNITS,
     .n_features = 1,
     .table_rows = {4},
     .n_heads = 1,
     .classes = {5},
     .n_blocks = 2,
     .block = {{2, 2, 0}, {1, 1, 2}}},
};
enum { N_SHAPES = sizeof shapes / sizeof *shapes };

static void edit(ro_buf section[N_SECTIONS], const uint8_t *p) {
  ro_buf *buf = &section[p[0] % N_SECTIONS];
  size_t at = (size_t)p[1] | (size_t)p[2] << 8 | (size_t)p[3] << 16;
  if (at + 4 <= buf->len)
    memcpy(buf->data + at, p + 4, 4);
  else
    buf->len -= ro_le16(p + 4) < buf->len ? ro_le16(p + 4) : buf->len;
}

/* A model file of the shape with the edits. */
static void make_file(const random_shape *shape, const uint8_t *p, size_t size, ro_buf *out) {
  ro_buf good = {0}, section[N_SECTIONS] = {{0}};
  ro_model model;
  ro_model_writer writer = {0};
  random_net_write(shape, 1, &good);
  FUZZ_CHECK(ro_model_open((ro_str){good.data, good.len}, RO_STR("good"), &model, NULL) == RO_OK,
             "a good file");
  for (int i = 0; i < N_SECTIONS; i++) {
    ro_str bytes;
    FUZZ_CHECK(ro_model_section(&model, sections[i], &bytes, NULL) == RO_OK, sections[i]);
    ro_buf_str(&section[i], bytes);
  }
  for (; size >= EDIT; p += EDIT, size -= EDIT) edit(section, p);
  for (int i = 0; i < N_SECTIONS; i++) {
    ro_model_add(&writer, sections[i], (ro_str){section[i].data, section[i].len});
    ro_buf_free(&section[i]);
  }
  ro_model_finish(&writer, out);
  ro_buf_free(&good);
}

/* An input with rows that all tables have: the first. */
static void run(const ro_net *net, ro_arena *arena) {
  const ro_net_shape *shape = ro_net_shape_of(net);
  static const uint32_t rows[MOST_UNITS * RO_NET_MAX_FEATURES];
  static const uint32_t word_unit[] = {0, 2}, head[] = {RO_NONE, 0};
  const ro_net_sentence sentence = {0, 3, 0, 2};
  const ro_net_input in = {rows, 3, word_unit, 2, &sentence, 1};
  ro_net_output out;
  uint8_t label[2];
  float p[2];
  ro_status status = ro_net_run(net, &in, arena, &out);
  FUZZ_CHECK(status == RO_OK || (status == RO_EINVAL && shape->max_units < 3), "a sentence");
  if (status != RO_OK) return;
  FUZZ_CHECK(ro_net_labels(net, &out, head, 2, arena, label, p) == RO_OK, "relations");
  FUZZ_CHECK(label[0] == RO_DEPREL_ROOT && label[1] < RO_N_DEPREL, "a relation there is not");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!size) return 0;
  ro_buf file = {0};
  ro_model model;
  ro_error error = {0};
  const ro_net *net;
  make_file(&shapes[data[0] % N_SHAPES], data + 1, size - 1, &file);
  ro_arena *arena = ro_arena_new(0);
  FUZZ_CHECK(arena && !file.has_failed, "no memory");
  ro_status status = ro_model_open((ro_str){file.data, file.len}, RO_STR("net"), &model, &error);
  FUZZ_CHECK(status == RO_OK, "a file with a right header");
  status = ro_net_open(&model, arena, &net, &error);
  FUZZ_CHECK(status == RO_OK || (status == RO_EFORMAT && error.message[0]), "refused with words");
  if (status == RO_OK) run(net, arena);
  ro_arena_free(arena);
  ro_buf_free(&file);
  return 0;
}
