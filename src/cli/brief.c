/* readout brief. */
#include "cli/cli.h"

int cli_brief(cli_run *run) {
  const cli_options *o = run->options;
  ro_error error = {0};
  if (!o->n_args) return cli_misuse("brief", "brief needs a story file or a path");
  if (cli_open_engine(run, &error) != RO_OK ||
      cli_read_story(run, o->args, o->n_args, &error) != RO_OK)
    return cli_fail(&error);
  return EXIT_DONE;
}
