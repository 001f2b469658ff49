/* readout contacts, commitments ... reports; search; check: questions to a story file. */
#include <string.h>

#include "base/date.h"
#include "cli/cli.h"
#include "present/sheet.h"
#include "store/query.h"

static bool find_format(const char *name, ro_sheet_format *format) {
  *format = RO_SHEET_TEXT;
  if (!name || strcmp(name, "text") == 0) return true;
  *format = strcmp(name, "json") == 0 ? RO_SHEET_JSON : RO_SHEET_CSV;
  return *format == RO_SHEET_JSON || strcmp(name, "csv") == 0;
}

static bool is_day(const char *s) {
  return !s || (strlen(s) == 10 && ro_date_parse(ro_str_from(s)) != RO_NO_DATE);
}

static int print(const cli_run *run, const ro_sheet *sheet, ro_sheet_format format) {
  ro_buf out = {0};
  if (ro_print_sheet(sheet, format, &out) == RO_OK) return cli_write(run, &out);
  ro_buf_free(&out);
  return cli_fail(&(ro_error){.code = RO_ENOMEM});
}

static ro_str text(const char *s) { return s ? ro_str_from(s) : (ro_str){NULL, 0}; }

static int query(cli_run *run) {
  const cli_options *o = run->options;
  ro_sheet_format format;
  ro_sheet sheet = {0};
  ro_store *store = NULL;
  ro_error error = {0};
  if (o->n_args != 1) return cli_misuse(o->command, "a question is about one story file");
  if (!find_format(o->format, &format))
    return cli_misuse(o->command, "the format is text, json or csv");
  if (!is_day(o->since) || !is_day(o->until))
    return cli_misuse(o->command, "a day is written YYYY-MM-DD");
  const ro_query_filter filter = {text(o->entity), text(o->since), text(o->until), text(o->source)};
  ro_status status = ro_store_open(o->args[0], RO_STORE_READ, &store, &error);
  if (status == RO_OK)
    status = ro_store_query(store, o->command, &filter, run->arena, &sheet, &error);
  ro_store_close(store);
  return status == RO_OK ? print(run, &sheet, format) : cli_fail(&error);
}

int cli_contacts(cli_run *run) { return query(run); }
int cli_commitments(cli_run *run) { return query(run); }
int cli_figures(cli_run *run) { return query(run); }
int cli_claims(cli_run *run) { return query(run); }
int cli_conflicts(cli_run *run) { return query(run); }
int cli_timeline(cli_run *run) { return query(run); }
int cli_entities(cli_run *run) { return query(run); }
int cli_incidents(cli_run *run) { return query(run); }
int cli_indicators(cli_run *run) { return query(run); }
int cli_reports(cli_run *run) { return query(run); }

int cli_search(cli_run *run) {
  const cli_options *o = run->options;
  ro_sheet_format format;
  ro_sheet sheet = {0};
  ro_store *store = NULL;
  ro_error error = {0};
  if (o->n_args < 2) return cli_misuse("search", "search needs a story file and words");
  if (!find_format(o->format, &format))
    return cli_misuse("search", "the format is text, json or csv");
  ro_status status = ro_store_open(o->args[0], RO_STORE_READ, &store, &error);
  if (status == RO_OK)
    status = ro_store_search(store, o->args + 1, o->n_args - 1, run->arena, &sheet, &error);
  ro_store_close(store);
  if (status != RO_OK) return cli_fail(&error);
  if (format != RO_SHEET_TEXT) return print(run, &sheet, format);
  ro_buf out = {0}; /* snippets are what a search is for: they are not cut */
  for (uint32_t i = 0; i < sheet.n_rows; i++) {
    const ro_cell *c = &sheet.cells.at[i * sheet.n_columns];
    ro_buf_printf(&out, "%.*s  %.*s%s%.*s\n    %.*s\n", RO_FMT(c[1].text), RO_FMT(c[2].text),
                  c[3].text.len ? "  " : "", RO_FMT(c[3].text), RO_FMT(c[4].text));
  }
  return cli_write(run, &out);
}

int cli_check(cli_run *run) {
  const cli_options *o = run->options;
  ro_sheet sheet = {0};
  ro_store *store = NULL;
  ro_store_state state = {0};
  ro_error error = {0};
  if (o->n_args != 1) return cli_misuse("check", "check needs a story file");
  ro_status status = ro_store_open(o->args[0], RO_STORE_READ, &store, &error);
  if (status == RO_OK) status = ro_store_look(store, NULL, &state, &error);
  if (status == RO_OK) status = ro_store_check(store, run->arena, &sheet, &error);
  ro_store_close(store);
  if (status != RO_OK) return cli_fail(&error);
  for (uint32_t i = 0; i < sheet.n_rows; i++) {
    const ro_cell *c = &sheet.cells.at[i * sheet.n_columns];
    printf("%.*s: %.*s: %.*s\n", RO_FMT(c[0].text), RO_FMT(c[1].text), RO_FMT(c[2].text));
  }
  if (!sheet.n_rows && !o->quiet) printf("%s: %u reports, sound\n", o->args[0], state.n_reports);
  return sheet.n_rows ? EXIT_FAILED : EXIT_DONE;
}
