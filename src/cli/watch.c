/* readout watch: rounds until somebody stops it.  A signal simply ends it, wherever it is: every
 * step can be taken again (fetch/watch.h). */
#include <time.h>

#include "cli/net.h"

enum { MIN_EVERY_S = 60, MAX_EVERY_S = 30 * 86400, DEFAULT_EVERY_S = 15 * 60 };

static void pause_for(uint32_t seconds) {
  struct timespec left = {(time_t)seconds, 0};
  while (nanosleep(&left, &left) != 0 && left.tv_sec > 0) {
  }
}

/* One round with the feeds of --feed and those behind the story. */
static ro_status run_round(cli_run *run, ro_fetcher *fetcher, cli_round *round, ro_error *error) {
  const cli_options *o = run->options;
  size_t n = 0;
  const char **feeds = RO_ARRAY(run->arena, const char *, o->n_feeds + o->n_args);
  if (!feeds) return RO_ENOMEM;
  for (size_t i = 0; i < o->n_feeds; i++) feeds[n++] = o->feeds[i];
  for (size_t i = 1; i < o->n_args; i++) feeds[n++] = o->args[i];
  *round = (cli_round){.feeds = feeds, .n_feeds = n};
  return cli_run_round(run, fetcher, o->args[0], round, error);
}

static ro_status run_rounds(cli_run *run, ro_fetcher *fetcher, uint32_t every_s, cli_round *round,
                            ro_error *error) {
  for (;;) {
    ro_arena_mark mark = ro_arena_tell(run->arena);
    ro_status status = run_round(run, fetcher, round, error);
    if (run->options->once || status == RO_ENOMEM) return status;
    if (status != RO_OK) cli_fail(error); /* a full disk, a story in use: it may pass */
    ro_arena_reset(run->arena, mark);
    pause_for(every_s);
  }
}

int cli_watch(cli_run *run) {
  const cli_options *o = run->options;
  ro_error error = {0};
  ro_fetcher *fetcher = NULL;
  cli_round round = {0};
  uint32_t every_s = DEFAULT_EVERY_S;
  if (!o->n_args) return cli_misuse("watch", "watch needs a story file");
  if (!o->n_feeds && o->n_args < 2) return cli_misuse("watch", "watch needs a feed");
  ro_status status = RO_OK;
  if (o->every) status = cli_seconds(o->every, "--every", MAX_EVERY_S, &every_s, &error);
  if (every_s < MIN_EVERY_S) every_s = MIN_EVERY_S;
  if (status == RO_OK) status = cli_open_fetcher(run, &fetcher, &error);
  if (status == RO_OK) status = run_rounds(run, fetcher, every_s, &round, &error);
  ro_fetcher_close(fetcher);
  if (status != RO_OK) return cli_fail(&error);
  return round.has_failed || (round.n_asked && !round.n_here) ? EXIT_FAILED : EXIT_DONE;
}
