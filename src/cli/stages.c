/* readout stages: the stage table. */
#include "cli/cli.h"

static void put_layers(uint32_t layers, ro_buf *out) {
  const char *between = "";
  for (uint32_t i = 0; i < RO_N_LAYER; i++) {
    if (!(layers >> i & 1)) continue;
    ro_buf_printf(out, "%s%s", between, ro_layer_label[i]);
    between = " ";
  }
}

int cli_stages(cli_run *run) {
  ro_buf out = {0};
  for (size_t i = 0; i < ro_n_stages; i++) {
    ro_buf_printf(&out, "%-12s reads  ", ro_stages[i].name);
    put_layers(ro_stages[i].reads, &out);
    ro_buf_printf(&out, "\n%-12s writes ", "");
    put_layers(ro_stages[i].writes, &out);
    ro_buf_char(&out, '\n');
  }
  return cli_write(run, &out);
}
