/* The command line: options, what the subcommands share, and the subcommands. */
#ifndef RO_CLI_CLI_H
#define RO_CLI_CLI_H

#include <stdio.h>

#include "pipeline/pipeline.h"
#include "present/present.h"
#include "reconcile/reconcile.h"
#include "store/store.h"

enum { EXIT_DONE = 0, EXIT_NOTICES = 1, EXIT_MISUSE = 2, EXIT_FAILED = 3 };

typedef struct {
  const char *command;
#define RO_OPTION(name, argument, commands, help) const char *name;
#include "cli/options.def"
#undef RO_OPTION
  const char **args; /* what follows the options */
  size_t n_args;
  const char **feeds; /* of each --feed */
  size_t n_feeds;
} cli_options;

/* Fills options from the words behind the program's name.  True to go on; otherwise *exit_code
 * says how to end (help was printed, or the words were wrong). */
bool cli_parse(int argc, char **argv, cli_options *options, int *exit_code);

/* A run of the program: the engine, what was read, and what there was to tell. */
typedef struct {
  const cli_options *options;
  ro_engine *engine;
  ro_arena *arena;
  ro_story *story;
  ro_made_by made_by;
  uint32_t n_problems; /* paths and reports that could not be read */
  uint32_t n_notices;
  bool shows_progress;
} cli_run;

/* Prints "readout: place: message" to standard error; gives EXIT_FAILED. */
int cli_fail(const ro_error *error);
int cli_misuse(const char *command, const char *message);

/* Reads the reports of paths[n], without reconciling. */
ro_status cli_read_docs(cli_run *run, const char *const *paths, size_t n, ro_doc ***docs,
                        uint32_t *n_docs, ro_error *error);
/* Opens run->engine for n_bytes of reports and those of paths[n] that `wants` wants. */
ro_status cli_open_engine_for(cli_run *run, const char *const *paths, size_t n,
                              bool (*wants)(void *user, const ro_doc *doc), void *user,
                              uint64_t n_bytes, ro_error *error);
/* Reads the reports of paths[n] that `wants` wants and hands each to `take`. */
ro_status cli_read_into(cli_run *run, const char *const *paths, size_t n,
                        bool (*wants)(void *user, const ro_doc *doc),
                        ro_status (*take)(void *user, ro_doc *doc, ro_error *error), void *user,
                        ro_error *error);
/* run->story made of the reports that a story file keeps; those that another Readout read are read
 * again, with `keeps` also kept. */
ro_status cli_make_account(cli_run *run, ro_store *store, bool keeps, ro_error *error);
/* run->story from a story file or from paths. */
ro_status cli_read_story(cli_run *run, const char *const *paths, size_t n, ro_error *error);
/* The same, and its documents have all their layers. */
ro_status cli_read_layers(cli_run *run, const char *const *paths, size_t n, ro_error *error);
/* Opens run->engine, unless it is, for reports of n_bytes in all. */
ro_status cli_open_engine(cli_run *run, uint64_t n_bytes, ro_error *error);
/* Prints the notices of documents, unless --quiet. */
void cli_tell_notices(cli_run *run, const ro_doc *const *docs, uint32_t n);

/* Writes the buffer to --output or standard output and frees it. */
int cli_write(const cli_run *run, ro_buf *out);
bool cli_is_terminal(const cli_run *run);
unsigned cli_width(const cli_run *run);

#define RO_COMMAND(name, arguments, summary, help) int cli_##name(cli_run *run);
#include "cli/commands.def"
#undef RO_COMMAND

#endif
