/* What fetch and watch share: options, and telling what did not come. */
#include "cli/net.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

ro_status cli_seconds(const char *value, const char *option, uint32_t most, uint32_t *seconds,
                      ro_error *error) {
  static const struct {
    char unit;
    uint32_t seconds;
  } units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}};
  ro_str s = ro_str_from(value);
  uint32_t unit = 1;
  int32_t n = 0;
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    if (s.len < 2 || s.data[s.len - 1] != units[i].unit) continue;
    unit = units[i].seconds;
    s.len--;
    break;
  }
  if (!ro_str_to_int(s, &n) || n < 0 || (uint64_t)n * unit > most)
    return ro_fail(error, RO_EINVAL, ro_str_from(option), UINT64_MAX,
                   "%.60s is not a time up to %u seconds (90, 90s, 15m, 2h)", value, most);
  *seconds = (uint32_t)n * unit;
  return RO_OK;
}

/* The jitter of waits should differ from one run to the next. */
static uint64_t chance(void) {
  struct timespec t = {0, 0};
  clock_gettime(CLOCK_REALTIME, &t);
  return (uint64_t)t.tv_sec * 1000000007u + (uint64_t)t.tv_nsec + ((uint64_t)getpid() << 40);
}

ro_status cli_open_fetcher(const cli_run *run, ro_fetcher **out, ro_error *error) {
  const cli_options *o = run->options;
  ro_fetch_options options = ro_fetch_defaults();
  uint32_t seconds = 0;
  options.allows_private = o->allow_private != NULL;
  options.seed = chance();
  if (o->delay) {
    RO_TRY(cli_seconds(o->delay, "--delay", 3600, &seconds, error));
    options.delay_ms = seconds * 1000;
  }
  if (o->timeout) {
    RO_TRY(cli_seconds(o->timeout, "--timeout", 3600, &seconds, error));
    options.total_ms = seconds ? seconds * 1000 : 1000;
  }
  return ro_fetcher_open(&options, out, error);
}

void cli_tell_fetched(cli_run *run, ro_str url, const ro_fetched *x) {
  run->n_problems++;
  fprintf(stderr, "readout: %.*s: %s\n", RO_FMT(url), x->problem);
}
