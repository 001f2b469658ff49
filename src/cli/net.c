/* What fetch and watch share: options, records in a folder, and telling what did not come. */
#include "cli/net.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
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

static ro_status fail(const char *path, ro_error *error) {
  return ro_fail(error, RO_EIO, ro_str_from(path), UINT64_MAX, "%s", strerror(errno));
}

ro_status cli_make_folder(const char *path, ro_error *error) {
  return mkdir(path, 0777) == 0 || errno == EEXIST ? RO_OK : fail(path, error);
}

/* The head of the record that is there already; empty when there is none. */
static ro_str read_head(const char *path, ro_arena *arena) {
  enum { HEAD = 128 << 10 }; /* longer than headers may be */
  char *head = ro_arena_alloc(arena, HEAD);
  FILE *f = head ? fopen(path, "rb") : NULL;
  size_t n = f ? fread(head, 1, HEAD, f) : 0;
  if (f) fclose(f);
  return (ro_str){head, n};
}

ro_status cli_write_file(ro_str path, ro_str bytes, ro_arena *arena, ro_error *error) {
  ro_str draft = ro_str_printf(arena, "%.*s.part", RO_FMT(path));
  if (!draft.data) return RO_ENOMEM;
  FILE *f = fopen(draft.data, "wb");
  if (!f) return fail(draft.data, error);
  bool is_written =
      fwrite(bytes.data, 1, bytes.len, f) == bytes.len && fflush(f) == 0 && fsync(fileno(f)) == 0;
  is_written &= fclose(f) == 0;
  if (is_written && rename(draft.data, path.data) == 0) return RO_OK;
  ro_status status = fail(path.data, error);
  unlink(draft.data);
  return status;
}

ro_str cli_record_path(ro_arena *arena, const char *folder, ro_str url) {
  ro_str name = ro_record_name(arena, url);
  return ro_str_printf(arena, "%s/%.*s", folder, RO_FMT(name));
}

ro_status cli_fetch_record(ro_fetcher *fetcher, const char *folder, ro_str url, ro_arena *arena,
                           ro_fetched *x, ro_str *path, ro_error *error) {
  ro_fetch_request request = {.url = url};
  ro_str record;
  *path = cli_record_path(arena, folder, url);
  if (!path->data) return RO_ENOMEM;
  ro_record_validators(read_head(path->data, arena), &request);
  request.url = url;
  RO_TRY(ro_fetch(fetcher, &request, arena, x, error));
  if (x->outcome != RO_FETCH_DONE) return RO_OK;
  RO_TRY(ro_fetched_record(x, arena, &record));
  return cli_write_file(*path, record, arena, error);
}

void cli_tell_fetched(cli_run *run, ro_str url, const ro_fetched *x) {
  run->n_problems++;
  fprintf(stderr, "readout: %.*s: %s\n", RO_FMT(url), x->problem);
}
