/* Manners towards a host: a pause between two requests, growing pauses after failures.
 *
 * The step before a further try doubles, and of it a part between a half and the whole is waited
 * ("equal jitter"), so that many readers that failed together do not come back together.  The
 * jitter is a hash of seed, address and number: a test that gives the seed knows the waits. */
#include <time.h>

#include "base/hash.h"
#include "fetch/fetch_internal.h"

enum { MAX_DOUBLINGS = 16 };

uint64_t fetch_now(const ro_fetch_options *options) {
  struct timespec t;
  if (options->now) return options->now(options->user);
  if (clock_gettime(CLOCK_MONOTONIC, &t) != 0) return 0;
  return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

void fetch_wait(const ro_fetch_options *options, uint64_t ms) {
  if (options->wait) {
    options->wait(options->user, ms);
    return;
  }
  struct timespec left = {(time_t)(ms / 1000), (long)(ms % 1000) * 1000000};
  while (nanosleep(&left, &left) != 0 && (left.tv_sec > 0 || left.tv_nsec > 0)) {
  }
}

uint64_t fetch_backoff(const ro_fetch_options *options, ro_str url, uint32_t n) {
  uint32_t doublings = n > MAX_DOUBLINGS ? MAX_DOUBLINGS : n;
  uint64_t step = (uint64_t)options->backoff_ms << (doublings ? doublings - 1 : 0);
  if (step > options->max_wait_ms) step = options->max_wait_ms;
  uint64_t chance = ro_hash_mix(ro_hash(url.data, url.len, options->seed), n);
  return step / 2 + (step ? chance % (step - step / 2 + 1) : 0);
}

static fetch_host *find(ro_fetcher *fetcher, ro_str name) {
  for (uint32_t i = 0; i < fetcher->hosts.n; i++)
    if (ro_str_equal(fetcher->hosts.at[i].name, name)) return &fetcher->hosts.at[i];
  return NULL;
}

ro_status fetch_host_wait(ro_fetcher *fetcher, ro_str name) {
  fetch_host *host = find(fetcher, name);
  if (!host) {
    host = RO_ADD(fetcher->arena, &fetcher->hosts);
    ro_str kept = ro_str_copy(fetcher->arena, name);
    if (!host || !kept.data) return RO_ENOMEM;
    *host = (fetch_host){kept, 0};
  }
  uint64_t now = fetch_now(&fetcher->options);
  if (host->next_ms > now) fetch_wait(&fetcher->options, host->next_ms - now);
  return RO_OK;
}

void fetch_host_asked(ro_fetcher *fetcher, ro_str name, uint32_t delay_ms) {
  fetch_host *host = find(fetcher, name);
  uint32_t pause = delay_ms > fetcher->options.delay_ms ? delay_ms : fetcher->options.delay_ms;
  if (host) host->next_ms = fetch_now(&fetcher->options) + pause;
}
