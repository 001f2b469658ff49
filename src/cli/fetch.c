/* readout fetch: pages and feeds from the net, into a folder.
 *
 * The folder is the whole memory: a record that lies there under an address's name says what to
 * send for a conditional request, and stays when the server says that nothing changed.  A record
 * is written under another name and then renamed, so that a crash leaves a whole one or none. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/net.h"

static ro_status fail(const char *path, ro_error *error) {
  return ro_fail(error, RO_EIO, ro_str_from(path), UINT64_MAX, "%s", strerror(errno));
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

static ro_status write_record(const char *path, const char *draft, ro_str record, ro_error *error) {
  FILE *f = fopen(draft, "wb");
  if (!f) return fail(draft, error);
  bool is_written = fwrite(record.data, 1, record.len, f) == record.len && fflush(f) == 0 &&
                    fsync(fileno(f)) == 0;
  is_written &= fclose(f) == 0;
  if (is_written && rename(draft, path) == 0) return RO_OK;
  ro_status status = fail(path, error);
  unlink(draft);
  return status;
}

/* One address; *is_here tells whether its record lies in the folder afterwards. */
static ro_status fetch_one(cli_run *run, ro_fetcher *fetcher, const char *address, ro_arena *arena,
                           bool *is_here, ro_error *error) {
  ro_fetch_request request = {.url = ro_str_from(address)};
  ro_fetched x = {0};
  ro_str name = ro_record_name(arena, request.url), record;
  ro_str path = ro_str_printf(arena, "%s/%.*s", run->options->output, RO_FMT(name));
  ro_str draft = ro_str_printf(arena, "%s/.%.*s.part", run->options->output, RO_FMT(name));
  if (!path.data || !draft.data) return RO_ENOMEM;
  ro_record_validators(read_head(path.data, arena), &request);
  RO_TRY(ro_fetch(fetcher, &request, arena, &x, error));
  *is_here = x.outcome == RO_FETCH_DONE || x.outcome == RO_FETCH_UNCHANGED;
  if (x.outcome == RO_FETCH_DONE) {
    RO_TRY(ro_fetched_record(&x, arena, &record));
    RO_TRY(write_record(path.data, draft.data, record, error));
  }
  if (*is_here)
    printf("%.*s\n", RO_FMT(path));
  else
    cli_tell_fetched(run, request.url, &x);
  return RO_OK;
}

static ro_status fetch_into_folder(cli_run *run, ro_fetcher *fetcher, uint32_t *n_here,
                                   ro_error *error) {
  const cli_options *o = run->options;
  if (mkdir(o->output, 0777) != 0 && errno != EEXIST) return fail(o->output, error);
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
  if (!o->n_args) return cli_misuse("fetch", "fetch needs an address");
  if (!o->output) return cli_misuse("fetch", "fetch needs --output and a folder");
  ro_status status = cli_open_fetcher(run, &fetcher, &error);
  if (status == RO_OK) status = fetch_into_folder(run, fetcher, &n_here, &error);
  ro_fetcher_close(fetcher);
  if (status != RO_OK) return cli_fail(&error);
  return n_here ? EXIT_DONE : EXIT_FAILED;
}
