/* readout add: reports into a story file. */
#include <stdlib.h>

#include "cli/cli.h"

/* Reads stored reports again: models and rules may have changed since they were stored. */
static ro_status read_again(cli_run *run, ro_doc **docs, uint32_t n, ro_error *error) {
  for (uint32_t i = 0; i < n; i++) RO_TRY(ro_engine_read(run->engine, docs[i], error));
  return RO_OK;
}

static bool holds(ro_doc *const *docs, uint32_t n, const ro_doc *doc) {
  for (uint32_t i = 0; i < n; i++)
    if (ro_str_equal(docs[i]->id, doc->id)) return true;
  return false;
}

/* Stored and new reports together, each once; what is left over is freed. */
static ro_status join(cli_run *run, ro_doc **stored, uint32_t n_stored, ro_doc **fresh,
                      uint32_t n_fresh, uint32_t *n_added) {
  ro_doc **all = RO_ARRAY(run->arena, ro_doc *, (size_t)n_stored + n_fresh);
  uint32_t n = 0;
  for (uint32_t i = 0; all && i < n_stored; i++) all[n++] = stored[i];
  for (uint32_t i = 0; i < n_fresh; i++) {
    if (all && !holds(all, n, fresh[i]))
      all[n++] = fresh[i];
    else
      ro_doc_free(fresh[i]);
  }
  *n_added = n - n_stored;
  run->story = all ? ro_story_new(all, n) : NULL;
  if (run->story) return RO_OK;
  for (uint32_t i = 0; i < n; i++) ro_doc_free(all[i]);
  return RO_ENOMEM;
}

static ro_status add(cli_run *run, ro_store *store, uint32_t *n_added, ro_error *error) {
  const cli_options *o = run->options;
  ro_doc **stored = NULL, **fresh = NULL;
  uint32_t n_stored = 0, n_fresh = 0;
  ro_status status = ro_store_load_reports(store, run->arena, &stored, &n_stored, error);
  if (status == RO_OK)
    status = cli_read_docs(run, o->args + 1, o->n_args - 1, cli_docs_bytes(stored, n_stored),
                           &fresh, &n_fresh, error);
  if (status == RO_OK) status = read_again(run, stored, n_stored, error);
  if (status != RO_OK) {
    for (uint32_t i = 0; i < n_fresh; i++) ro_doc_free(fresh[i]);
    for (uint32_t i = 0; i < n_stored; i++) ro_doc_free(stored[i]);
    return status;
  }
  RO_TRY(join(run, stored, n_stored, fresh, n_fresh, n_added));
  RO_TRY(ro_reconcile(ro_engine_resources(run->engine), run->story, error));
  cli_tell_notices(run, (const ro_doc *const *)run->story->docs, run->story->n_docs);
  return ro_store_save(store, run->story, error);
}

int cli_add(cli_run *run) {
  const cli_options *o = run->options;
  ro_error error = {0};
  ro_store *store = NULL;
  uint32_t n_added = 0;
  if (o->n_args < 2) return cli_misuse("add", "add needs a story file and a path");
  ro_status status = ro_store_open(o->args[0], RO_STORE_WRITE, &store, &error);
  if (status == RO_OK) status = add(run, store, &n_added, &error);
  ro_store_close(store);
  if (status != RO_OK) return cli_fail(&error);
  if (!o->quiet)
    fprintf(stderr, "readout: %s: %u added, %u reports in all\n", o->args[0], n_added,
            run->story->n_docs);
  return EXIT_DONE;
}
