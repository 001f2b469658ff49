/* The model loader, and the stages on a model that it let pass.
 *
 * First byte: which model (low bits), and bit 7: the rest is the file as it is.  Otherwise the rest
 * is a list of sections {name u8, length u16 little-endian, bytes}, and the file is made of them
 * with a right header, since no chance change of bytes gets past the hash. */
#include <string.h>

#include "fuzz/fuzz.h"
#include "model/file.h"

static const char *const models[] = {"fast-en.model", "accurate-en.model", "forms-en.model",
                                     "attribution-en.model"};
static const char *const sections[] = {
    "config", "tables",  "linears", "floats", "pairs", "vocab", "word",    "prefix", "suffix",
    "shape",  "strings", "feats",   "lemmas", "rules", "cue",   "content", "source", "curve"};
enum {
  N_MODELS = sizeof models / sizeof *models,
  N_SECTIONS = sizeof sections / sizeof *sections,
  MOST_STAGES = 16
};

static void make_file(const uint8_t *p, size_t size, ro_buf *out) {
  ro_model_writer writer = {0};
  while (size >= 3 && writer.n_sections < RO_MODEL_MAX_SECTIONS) {
    size_t length = ro_le16(p + 1);
    if (length > size - 3) length = size - 3;
    ro_model_add(&writer, sections[p[0] % N_SECTIONS], (ro_str){(const char *)p + 3, length});
    p += 3 + length;
    size -= 3 + length;
  }
  ro_model_finish(&writer, out);
}

static void read_with(const ro_resources *resources) {
  const void *state[MOST_STAGES];
  ro_error error = {0};
  ro_arena *process = ro_arena_new(0), *scratch = ro_arena_new(0);
  FUZZ_CHECK(process && scratch, "no memory");
  ro_status status = RO_OK;
  for (size_t i = 0; status == RO_OK && i < ro_n_stages; i++)
    status = ro_stages[i].open(resources, process, &state[i], &error);
  FUZZ_CHECK(status == RO_OK || status == RO_EFORMAT || status == RO_EVERSION, error.message);
  FUZZ_CHECK(status == RO_OK || error.message[0], "a problem without words");
  ro_doc *doc = fuzz_doc("a.txt", RO_STR("Osmark's army said on Monday that 200 troops left.\n"));
  for (size_t i = 0; status == RO_OK && i < ro_n_stages; i++) {
    status = ro_stages[i].run(state[i], doc, scratch);
    FUZZ_CHECK(status == RO_OK, ro_stages[i].name);
    ro_arena_reset(scratch, (ro_arena_mark){0});
  }
  if (status == RO_OK) fuzz_check_doc(doc);
  ro_doc_free(doc);
  ro_arena_free(scratch);
  ro_arena_free(process);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!size) return 0;
  const ro_resources *real = ro_engine_resources(fuzz_engine());
  ro_model_file file[MOST_STAGES];
  ro_buf made = {0};
  if (data[0] & 0x80)
    ro_buf_add(&made, (const char *)data + 1, size - 1);
  else
    make_file(data + 1, size - 1, &made);
  FUZZ_CHECK(!made.has_failed && real->n_models <= MOST_STAGES, "no memory");
  ro_resources resources = *real;
  if ((data[0] & 0x7F) % N_MODELS < 2) resources.core = models[(data[0] & 0x7F) % N_MODELS];
  for (size_t i = 0; i < real->n_models; i++) {
    file[i] = real->models[i];
    if (strcmp(file[i].name, models[(data[0] & 0x7F) % N_MODELS]) == 0)
      file[i].bytes = (ro_str){made.data, made.len};
  }
  resources.models = file;
  read_with(&resources);
  ro_buf_free(&made);
  return 0;
}
