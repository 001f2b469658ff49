/* readout annotate: what was read in each report. */
#include <string.h>

#include "cli/cli.h"

static ro_status print_doc(const cli_run *run, const char *format, uint32_t i, ro_buf *out) {
  const ro_doc *doc = run->story->docs[i];
  if (strcmp(format, "conllu") == 0) return ro_print_conllu(doc, out);
  if (strcmp(format, "timeml") == 0) return ro_print_timeml(doc, out);
  if (strcmp(format, "brat") == 0) return ro_print_brat(doc, out);
  return ro_print_annotation(doc, run->story, &run->made_by, out);
}

int cli_annotate(cli_run *run) {
  const cli_options *o = run->options;
  const char *format = o->format ? o->format : "jsonl";
  ro_error error = {0};
  if (!o->n_args) return cli_misuse("annotate", "annotate needs a story file or a path");
  if (strcmp(format, "jsonl") != 0 && strcmp(format, "conllu") != 0 &&
      strcmp(format, "timeml") != 0 && strcmp(format, "brat") != 0)
    return cli_misuse("annotate", "the format is jsonl, conllu, timeml or brat");
  if (cli_read_layers(run, o->args, o->n_args, &error) != RO_OK) return cli_fail(&error);
  ro_buf out = {0};
  for (uint32_t i = 0; i < run->story->n_docs; i++) {
    if (print_doc(run, format, i, &out) != RO_OK) {
      ro_buf_free(&out);
      return cli_fail(&(ro_error){.code = RO_ENOMEM});
    }
  }
  return cli_write(run, &out);
}
