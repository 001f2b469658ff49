/* readout: the command line. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static const struct {
  const char *name;
  int (*run)(cli_run *run);
} commands[] = {
#define RO_COMMAND(name, arguments, summary, help) {#name, cli_##name},
#include "cli/commands.def"
#undef RO_COMMAND
};

int main(int argc, char **argv) {
  cli_options options = {0};
  int exit_code = EXIT_FAILED;
  signal(SIGPIPE, SIG_IGN); /* a reader that went away shows as a failed write */
  options.args = calloc((size_t)argc + 1, sizeof *options.args);
  options.feeds = calloc((size_t)argc + 1, sizeof *options.feeds);
  cli_run run = {.options = &options, .arena = ro_arena_new(0)};
  if (!options.args || !options.feeds || !run.arena) {
    fputs("readout: out of memory\n", stderr);
  } else if (cli_parse(argc, argv, &options, &exit_code)) {
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
      if (strcmp(commands[i].name, options.command) == 0) exit_code = commands[i].run(&run);
    if (exit_code == EXIT_DONE && options.strict && run.n_problems + run.n_notices > 0)
      exit_code = EXIT_NOTICES;
  }
  ro_story_free(run.story);
  ro_engine_close(run.engine);
  ro_arena_free(run.arena);
  free(options.args);
  free(options.feeds);
  return exit_code;
}
