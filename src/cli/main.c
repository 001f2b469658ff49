/* readout: the command line. */
#include <stdio.h>
#include <string.h>

#include "pipeline/pipeline.h"
#include "present/present.h"

/* First form: readout explain FILE --layer LAYER */
int main(int argc, char **argv) {
  ro_engine *engine = NULL;
  ro_error error = {0};
  if (argc < 5 || strcmp(argv[1], "explain") != 0) return 2;
  if (ro_engine_open(NULL, &engine, &error) != RO_OK) {
    fprintf(stderr, "readout: %s: %s\n", error.where, error.message);
    return 3;
  }
  const char *paths[] = {argv[2]};
  ro_intake *intake = NULL;
  ro_doc *doc = NULL;
  ro_buf out = {0};
  uint32_t layer = ro_label_find(ro_layer_label, RO_N_LAYER, ro_str_from(argv[4]), RO_LAYER_TEXT);
  if (ro_intake_open(paths, 1, RO_INPUT_DETECT, &intake, &error) == RO_OK &&
      ro_intake_next(intake, &doc, &error) == RO_OK && doc &&
      ro_engine_read(engine, doc, &error) == RO_OK &&
      ro_print_layer(doc, (ro_layer)layer, &out) == RO_OK)
    fwrite(out.data, 1, out.len, stdout);
  else
    fprintf(stderr, "readout: %s: %s\n", error.where, error.message);
  ro_buf_free(&out);
  ro_doc_free(doc);
  ro_intake_close(intake);
  ro_engine_close(engine);
  return 0;
}
