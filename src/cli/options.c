/* Options from options.def and commands.def: parsing and --help. */
#include <string.h>

#include "cli/cli.h"

enum { /* one bit a command, in the order of commands.def */
#define RO_COMMAND(name, arguments, summary, help) AT_##name,
#include "cli/commands.def"
#undef RO_COMMAND
       BRIEF = 1 << AT_brief,
       ANNOTATE = 1 << AT_annotate,
       STORY = 1 << AT_story,
       ADD = 1 << AT_add,
       EXPLAIN = 1 << AT_explain,
       FETCH = 1 << AT_fetch,
       WATCH = 1 << AT_watch,
       QUERY = 1 << AT_contacts | 1 << AT_commitments | 1 << AT_figures | 1 << AT_claims |
               1 << AT_conflicts | 1 << AT_timeline | 1 << AT_entities | 1 << AT_incidents |
               1 << AT_indicators | 1 << AT_reports,
       SEARCH = 1 << AT_search,
       CHECK = 1 << AT_check,
       DECIDE = 1 << AT_decide,
       DECISIONS = 1 << AT_decisions
};

typedef struct {
  const char *name, *argument;
  unsigned commands;
  const char *help;
  size_t field; /* offset in cli_options */
} option;

static const option options_known[] = {
#define RO_OPTION(name, argument, commands, help) \
  {#name, argument, commands, help, offsetof(cli_options, name)},
#include "cli/options.def"
#undef RO_OPTION
};
static const struct {
  const char *name, *arguments, *summary, *help;
} commands_known[] = {
#define RO_COMMAND(name, arguments, summary, help) {#name, arguments, summary, help},
#include "cli/commands.def"
#undef RO_COMMAND
};
enum {
  N_OPTIONS = sizeof options_known / sizeof *options_known,
  N_COMMANDS = sizeof commands_known / sizeof *commands_known
};

static void print_help(void) {
  printf("Readout %s: many reports of one developing crisis, one sourced account.\n\n", RO_VERSION);
  for (size_t i = 0; i < N_COMMANDS; i++)
    printf("  readout %-11s %-17s  %s\n", commands_known[i].name, commands_known[i].arguments,
           commands_known[i].summary);
  printf(
      "\n`readout COMMAND --help` tells the options.  A PATH is a file, a folder (read with all\n"
      "folders in it) or - for standard input.\n");
}

static void print_command_help(size_t command) {
  printf("readout %s [OPTION...] %s\n\n%s%s", commands_known[command].name,
         commands_known[command].arguments, commands_known[command].help,
         commands_known[command].help[0] ? "\n\n" : "");
  for (size_t i = 0; i < N_OPTIONS; i++) {
    if (!(options_known[i].commands >> command & 1)) continue;
    char left[40];
    snprintf(left, sizeof left, "--%s%s%s", options_known[i].name,
             options_known[i].argument ? " " : "",
             options_known[i].argument ? options_known[i].argument : "");
    for (char *c = left; *c; c++)
      if (*c == '_') *c = '-';
    printf("  %-18s %s\n", left, options_known[i].help);
  }
}

int cli_misuse(const char *command, const char *message) {
  fprintf(stderr, "readout: %s\nTry `readout %s%s--help`.\n", message, command ? command : "",
          command ? " " : "");
  return EXIT_MISUSE;
}

/* Is `word` (of `len` bytes) the option's name?  A name has _ where the word has -. */
static bool is_name(const char *name, const char *word, size_t len) {
  size_t i = 0;
  while (i < len && name[i] && name[i] == (word[i] == '-' ? '_' : word[i])) i++;
  return i == len && name[i] == 0;
}

/* Takes one option at argv[*at]; false when it is none of this command. */
static bool take_option(size_t command, int argc, char **argv, int *at, cli_options *options) {
  const char *word = strcmp(argv[*at], "-o") == 0 ? "output" : argv[*at] + 2;
  const char *equals = strchr(word, '=');
  size_t len = equals ? (size_t)(equals - word) : strlen(word);
  for (size_t i = 0; i < N_OPTIONS; i++) {
    const option *o = &options_known[i];
    if (!(o->commands >> command & 1) || !is_name(o->name, word, len)) continue;
    const char *value = equals ? equals + 1 : NULL;
    if (!o->argument && value) return false;
    if (o->argument && !value) {
      if (*at + 1 >= argc) return false;
      value = argv[++*at];
    }
    if (!value) value = "yes";
    if (o->field == offsetof(cli_options, feed)) options->feeds[options->n_feeds++] = value;
    memcpy((char *)options + o->field, &value, sizeof value);
    return true;
  }
  return false;
}

static bool take_words(size_t command, int argc, char **argv, cli_options *options,
                       int *exit_code) {
  bool takes_options = true;
  for (int i = 2; i < argc; i++) {
    char message[128];
    bool is_option = takes_options && argv[i][0] == '-' && argv[i][1];
    if (is_option && strcmp(argv[i], "--") == 0) {
      takes_options = false;
    } else if (is_option && (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)) {
      print_command_help(command);
      *exit_code = EXIT_DONE;
      return false;
    } else if (is_option) {
      snprintf(message, sizeof message, "option %.80s is not known or lacks its value", argv[i]);
      bool is_long = argv[i][1] == '-' || strcmp(argv[i], "-o") == 0;
      if (!is_long || !take_option(command, argc, argv, &i, options)) {
        *exit_code = cli_misuse(commands_known[command].name, message);
        return false;
      }
    } else {
      options->args[options->n_args++] = argv[i];
    }
  }
  return true;
}

bool cli_parse(int argc, char **argv, cli_options *options, int *exit_code) {
  *exit_code = EXIT_DONE;
  if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
      strcmp(argv[1], "help") == 0) {
    print_help();
    if (argc < 2) *exit_code = EXIT_MISUSE;
    return false;
  }
  if (strcmp(argv[1], "--version") == 0) {
    printf("readout %s\n", RO_VERSION);
    return false;
  }
  options->command = argv[1];
  for (size_t c = 0; c < N_COMMANDS; c++)
    if (strcmp(argv[1], commands_known[c].name) == 0)
      return take_words(c, argc, argv, options, exit_code);
  char message[128];
  snprintf(message, sizeof message, "there is no command %.80s", argv[1]);
  *exit_code = cli_misuse(NULL, message);
  return false;
}
