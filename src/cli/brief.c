/* readout brief: what a duty officer reads in two minutes. */
#include "present/brief.h"

#include <string.h>

#include "cli/cli.h"

static ro_status print(const cli_run *run, const ro_brief *brief, const char *format, ro_buf *out) {
  if (strcmp(format, "markdown") == 0) return ro_brief_markdown(brief, out);
  if (strcmp(format, "json") == 0) return ro_brief_json(brief, &run->made_by, out);
  if (strcmp(format, "html") == 0) return ro_brief_html(brief, out);
  return ro_brief_text(brief, cli_width(run), cli_is_terminal(run), out);
}

int cli_brief(cli_run *run) {
  const cli_options *o = run->options;
  const char *format = o->format ? o->format : "text";
  ro_error error = {0};
  ro_brief *brief = NULL;
  if (!o->n_args) return cli_misuse("brief", "brief needs a story file or a path");
  if (strcmp(format, "text") != 0 && strcmp(format, "html") != 0 &&
      strcmp(format, "markdown") != 0 && strcmp(format, "json") != 0)
    return cli_misuse("brief", "the format is text, html, markdown or json");
  if (cli_read_story(run, o->args, o->n_args, &error) != RO_OK) return cli_fail(&error);
  ro_buf out = {0};
  if (ro_brief_make(run->story, run->arena, &brief) != RO_OK ||
      print(run, brief, format, &out) != RO_OK) {
    ro_buf_free(&out);
    return cli_fail(&(ro_error){.code = RO_ENOMEM});
  }
  return cli_write(run, &out);
}
