/* readout story: the whole account as JSON. */
#include <string.h>

#include "cli/cli.h"

int cli_story(cli_run *run) {
  const cli_options *o = run->options;
  ro_error error = {0};
  if (!o->n_args) return cli_misuse("story", "story needs a story file or a path");
  if (o->format && strcmp(o->format, "json") != 0)
    return cli_misuse("story", "the format of a story is json");
  if (cli_read_story(run, o->args, o->n_args, &error) != RO_OK) return cli_fail(&error);
  ro_buf out = {0};
  if (ro_print_story(run->story, &run->made_by, &out) != RO_OK) {
    ro_buf_free(&out);
    return cli_fail(&(ro_error){.code = RO_ENOMEM});
  }
  return cli_write(run, &out);
}
