/* readout add: reports into a story file.
 *
 * Each report is read once and kept at once, in a transaction of its own; then the account is made
 * anew from what is kept of all of them.  A run that is cut off between the two loses nothing: the
 * next one, or whoever reads the story, makes the account. */
#include <string.h>

#include "cli/cli.h"

enum { MOST_ROUNDS = 8 }; /* when others add at the same time */

typedef struct {
  cli_run *run;
  ro_store *store;
  uint32_t n_seen, n_added;
  ro_error error; /* of looking for a report, which can only answer yes or no */
} adding;

static bool wants(void *user, const ro_doc *doc) {
  adding *a = user;
  ro_store_found found = RO_STORE_ABSENT;
  a->n_seen++;
  if (a->error.code != RO_OK) return false;
  ro_status status = ro_store_find(a->store, doc->id, doc->meta.path, &found, &a->error);
  return status == RO_OK && found != RO_STORE_PRESENT;
}

static ro_status keep(void *user, ro_doc *doc, ro_error *error) {
  adding *a = user;
  ro_store_found found = RO_STORE_ABSENT; /* of two equal ones in a run the second comes too late */
  ro_status status = ro_store_find(a->store, doc->id, doc->meta.path, &found, error);
  if (status == RO_OK && found != RO_STORE_PRESENT)
    status = ro_store_put(a->store, doc, ro_engine_maker(a->run->engine), error);
  if (status == RO_OK && found == RO_STORE_ABSENT) a->n_added++;
  if (status == RO_OK && a->run->options->verbose) {
    printf("stored %.*s\n", RO_FMT(doc->meta.path));
    fflush(stdout);
  }
  cli_tell_notices(a->run, (const ro_doc *const *)&doc, 1);
  ro_doc_free(doc);
  return status;
}

static ro_status read_new(adding *a, ro_error *error) {
  const cli_options *o = a->run->options;
  uint64_t n_bytes = 0;
  RO_TRY(ro_store_bytes(a->store, &n_bytes, error));
  ro_status status =
      cli_open_engine_for(a->run, o->args + 1, o->n_args - 1, wants, a, n_bytes, error);
  if (status == RO_OK)
    status = cli_read_into(a->run, o->args + 1, o->n_args - 1, wants, keep, a, error);
  if (status == RO_OK && a->error.code != RO_OK) {
    *error = a->error;
    status = error->code;
  }
  return status;
}

static ro_status make_account(adding *a, ro_error *error) {
  bool is_late = true;
  ro_status status = RO_OK;
  for (int round = 0; status == RO_OK && is_late && round < MOST_ROUNDS; round++) {
    ro_story_free(a->run->story);
    a->run->story = NULL;
    status = cli_make_account(a->run, a->store, true, error);
    if (status == RO_OK) status = ro_store_account(a->store, a->run->story, &is_late, error);
  }
  return status;
}

static ro_status add(adding *a, ro_store_state *state, ro_error *error) {
  RO_TRY(read_new(a, error));
  RO_TRY(ro_store_look(a->store, ro_engine_maker(a->run->engine), state, error));
  const cli_options *o = a->run->options;
  if (!state->n_reports || (o->n_args > 1 && !a->n_seen))
    return ro_fail(error, RO_ENOENT, ro_str_from(o->args[o->n_args > 1]), UINT64_MAX,
                   "there is no report to read");
  return state->is_current ? RO_OK : make_account(a, error);
}

int cli_add(cli_run *run) {
  const cli_options *o = run->options;
  ro_error error = {0};
  adding a = {.run = run};
  ro_store_state state = {0};
  if (!o->n_args) return cli_misuse("add", "add needs a story file and a path");
  ro_status status = ro_store_open(o->args[0], RO_STORE_WRITE, &a.store, &error);
  if (status == RO_OK) status = add(&a, &state, &error);
  if (status == RO_OK) status = ro_store_look(a.store, NULL, &state, &error);
  ro_store_close(a.store);
  if (status != RO_OK) return cli_fail(&error);
  if (!o->quiet)
    fprintf(stderr, "readout: %s: %u added, %u reports in all\n", o->args[0], a.n_added,
            state.n_reports);
  return EXIT_DONE;
}
