/* readout explain: why something is said, or one layer of each report. */
#include "cli/cli.h"
#include "doc/time.h"
#include "present/brief.h"

static int explain_layer(cli_run *run, uint32_t layer) {
  const cli_options *o = run->options;
  ro_error error = {0};
  ro_buf out = {0};
  if (cli_read_layers(run, o->args, o->n_args, &error) != RO_OK) return cli_fail(&error);
  for (uint32_t i = 0; i < run->story->n_docs; i++) {
    const ro_doc *doc = run->story->docs[i];
    if (run->story->n_docs > 1) ro_buf_printf(&out, "# %.*s\n", RO_FMT(doc->meta.path));
    if (ro_print_layer(doc, (ro_layer)layer, &out) != RO_OK) {
      ro_buf_free(&out);
      return cli_fail(&(ro_error){.code = RO_ENOMEM});
    }
  }
  return cli_write(run, &out);
}

/* The documents of a stored story with all their layers. */
static ro_status load_layers(cli_run *run, const char *path, ro_doc ***docs, uint32_t *n,
                             ro_error *error) {
  ro_store *store = NULL;
  RO_TRY(ro_store_open(path, RO_STORE_READ, &store, error));
  ro_status status = ro_store_load_reports(store, run->arena, NULL, docs, n, error);
  ro_store_close(store);
  for (uint32_t i = 0; status == RO_OK && i < *n; i++)
    if (!(*docs)[i]->layer[RO_LAYER_TEXT].is_present)
      status = ro_engine_read(run->engine, (*docs)[i], error);
  return status;
}

/* run->story's documents in full, by index; NULL where one could not be read again. */
static ro_doc **full_docs(const cli_run *run, ro_doc **docs, uint32_t n) {
  const ro_story *story = run->story;
  ro_doc **full = RO_ARRAY(run->arena, ro_doc *, story->n_docs + 1);
  for (uint32_t i = 0; full && i < story->n_docs; i++)
    for (uint32_t k = 0; k < n; k++) {
      if (!ro_str_equal(docs[k]->id, story->docs[i]->id)) continue;
      full[i] = docs[k];
      full[i]->meta = story->docs[i]->meta; /* as the story dates it, and its times with it */
      if (ro_times_resolve(full[i], ro_doc_anchor(full[i])) != RO_OK) return NULL;
    }
  return full;
}

/* The id asked for: an id, or the number of a line of the brief. */
static ro_status find_id(cli_run *run, const char *word, ro_str *id) {
  int32_t number = 0;
  ro_brief *brief = NULL;
  *id = ro_str_from(word);
  if (!ro_str_to_int(*id, &number)) return RO_OK;
  RO_TRY(ro_brief_make(run->story, run->arena, &brief));
  *id = ro_brief_line_id(brief, (uint32_t)number);
  return RO_OK;
}

static int explain_id(cli_run *run) {
  const cli_options *o = run->options;
  const char *word = o->args[o->n_args - 1];
  ro_error error = {0};
  ro_buf out = {0};
  ro_doc **docs = NULL;
  uint32_t n = 0;
  ro_str id;
  if (cli_read_story(run, o->args, o->n_args - 1, &error) != RO_OK) return cli_fail(&error);
  bool is_stored = o->n_args == 2 && ro_store_is_story(o->args[0]);
  ro_status status = RO_OK;
  if (is_stored) status = load_layers(run, o->args[0], &docs, &n, &error);
  ro_doc **full = is_stored ? full_docs(run, docs, n) : run->story->docs;
  if (status == RO_OK) status = full ? find_id(run, word, &id) : RO_ENOMEM;
  if (status == RO_OK) status = ro_print_explanation(run->story, full, id, &out);
  for (uint32_t i = 0; i < n; i++) ro_doc_free(docs[i]);
  if (status == RO_OK) return cli_write(run, &out);
  ro_buf_free(&out);
  if (status == RO_ENOENT)
    ro_fail(&error, status, ro_str_from(o->args[0]), UINT64_MAX, "there is no line or object %.60s",
            word);
  return cli_fail(&error);
}

int cli_explain(cli_run *run) {
  const cli_options *o = run->options;
  if (o->layer) {
    uint32_t layer = ro_label_find(ro_layer_label, RO_N_LAYER, ro_str_from(o->layer), RO_N_LAYER);
    if (layer == RO_N_LAYER) return cli_misuse("explain", "there is no such layer");
    if (!o->n_args) return cli_misuse("explain", "explain --layer needs a path");
    return explain_layer(run, layer);
  }
  if (o->n_args < 2) return cli_misuse("explain", "explain needs a story and an id or line");
  return explain_id(run);
}
