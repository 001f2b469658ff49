/* readout fetch: pages and feeds from the net, into a folder or a story. */
#include "cli/net.h"

/* One address; *is_here tells whether its record lies in the folder afterwards. */
static ro_status fetch_one(cli_run *run, ro_fetcher *fetcher, const char *address, ro_arena *arena,
                           bool *is_here, ro_error *error) {
  ro_fetched x = {0};
  ro_str url = ro_str_from(address), path;
  RO_TRY(cli_fetch_record(fetcher, run->options->output, url, arena, &x, &path, error));
  *is_here = x.outcome == RO_FETCH_DONE || x.outcome == RO_FETCH_UNCHANGED;
  if (*is_here)
    printf("%.*s\n", RO_FMT(path));
  else
    cli_tell_fetched(run, url, &x);
  return RO_OK;
}

static ro_status fetch_into_folder(cli_run *run, ro_fetcher *fetcher, uint32_t *n_here,
                                   ro_error *error) {
  const cli_options *o = run->options;
  RO_TRY(cli_make_folder(o->output, error));
  for (size_t i = 0; i < o->n_args; i++) {
    bool is_here = false;
    ro_arena *arena = ro_arena_new(0);
    ro_status status =
        arena ? fetch_one(run, fetcher, o->args[i], arena, &is_here, error) : RO_ENOMEM;
    ro_arena_free(arena);
    if (status != RO_OK) return status;
    *n_here += is_here;
  }
  return RO_OK;
}

int cli_fetch(cli_run *run) {
  const cli_options *o = run->options;
  ro_error error = {0};
  ro_fetcher *fetcher = NULL;
  uint32_t n_here = 0;
  bool has_failed = false;
  if (!o->n_args) return cli_misuse("fetch", "fetch needs an address");
  if (!o->output == !o->into)
    return cli_misuse("fetch", "fetch needs either --output and a folder or --into and a story");
  ro_status status = cli_open_fetcher(run, &fetcher, &error);
  if (status == RO_OK && o->output) status = fetch_into_folder(run, fetcher, &n_here, &error);
  if (status == RO_OK && o->into) {
    cli_round round = {.pages = o->args, .n_pages = o->n_args};
    status = cli_run_round(run, fetcher, o->into, &round, &error);
    n_here = round.n_here;
    has_failed = round.has_failed;
  }
  ro_fetcher_close(fetcher);
  if (status != RO_OK) return cli_fail(&error);
  return n_here && !has_failed ? EXIT_DONE : EXIT_FAILED;
}
