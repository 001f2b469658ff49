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

/* One line to standard error for an address that was not fetched; counts it as a problem. */
void cli_tell_fetched(cli_run *run, ro_str url, const ro_fetched *fetched);

#endif
