/* What fetch and watch share. */
#ifndef RO_CLI_NET_H
#define RO_CLI_NET_H

#include "cli/cli.h"
#include "fetch/fetch.h"

/* A fetcher with the limits of the options. */
ro_status cli_open_fetcher(const cli_run *run, ro_fetcher **out, ro_error *error);

/* A number of seconds ("90", "90s", "15m", "2h", "1d") up to `most`. */
ro_status cli_seconds(const char *value, const char *option, uint32_t most, uint32_t *seconds,
                      ro_error *error);

/* Makes the folder unless it is there. */
ro_status cli_make_folder(const char *path, ro_error *error);

/* Asks for an address and keeps the answer in `folder` as a record, whose path is put in *path.
 * The record that is there already says what to send for a conditional request, and stays when
 * the server says that nothing changed. */
ro_status cli_fetch_record(ro_fetcher *fetcher, const char *folder, ro_str url, ro_arena *arena,
                           ro_fetched *fetched, ro_str *path, ro_error *error);
/* The path of an address's record. */
ro_str cli_record_path(ro_arena *arena, const char *folder, ro_str url);
/* Writes a file under another name and renames it, so that a crash leaves a whole one or none. */
ro_status cli_write_file(ro_str path, ro_str bytes, ro_arena *arena, ro_error *error);

/* One round: feeds are asked for new pages, pages fetched, and what is new goes into the story. */
typedef struct {
  const char *const *feeds, *const *pages; /* addresses */
  size_t n_feeds, n_pages;
  uint32_t n_asked, n_here; /* out: feeds and pages asked for, and those that came */
  bool has_failed;          /* out: what came could not be added; told already */
} cli_round;
ro_status cli_run_round(cli_run *run, ro_fetcher *fetcher, const char *story, cli_round *round,
                        ro_error *error);

/* One line to standard error for an address that was not fetched; counts it as a problem. */
void cli_tell_fetched(cli_run *run, ro_str url, const ro_fetched *fetched);

#endif
