/* readout explain: why something is said, or one layer of each report. */
#include "cli/cli.h"

static int explain_layer(cli_run *run, uint32_t layer) {
  const cli_options *o = run->options;
  ro_error error = {0};
  ro_buf out = {0};
  if (cli_open_engine(run, &error) != RO_OK ||
      cli_read_story(run, o->args, o->n_args, &error) != RO_OK)
    return cli_fail(&error);
  for (uint32_t i = 0; i < run->story->n_docs; i++) {
    const ro_doc *doc = run->story->docs[i];
    if (run->story->n_docs > 1) ro_buf_printf(&out, "# %.*s\n", RO_FMT(doc->meta.path));
    if (ro_print_layer(doc, (ro_layer)layer, &out) != RO_OK) {
      ro_buf_free(&out);
      return cli_fail(&(ro_error){.code = RO_ENOMEM});
    }
  }
  return cli_write(run, &out);
}

int cli_explain(cli_run *run) {
  const cli_options *o = run->options;
  if (o->layer) {
    uint32_t layer = ro_label_find(ro_layer_label, RO_N_LAYER, ro_str_from(o->layer), RO_N_LAYER);
    if (layer == RO_N_LAYER) return cli_misuse("explain", "there is no such layer");
    if (!o->n_args) return cli_misuse("explain", "explain --layer needs a path");
    return explain_layer(run, layer);
  }
  return cli_misuse("explain", "explain needs a story and an id");
}
