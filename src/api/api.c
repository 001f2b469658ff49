/* The public functions of readout.h over the rooms. */
#include <stdlib.h>

#include "pipeline/pipeline.h"
#include "present/brief.h"
#include "reconcile/reconcile.h"
#include "store/store.h"

static ro_status read_docs(const char *const *paths, size_t n, const ro_read_options *options,
                           ro_arena *arena, ro_engine **engine, ro_doc ***docs, uint32_t *n_docs,
                           ro_error *error) {
  ro_run_options run = {
      .n_threads = options->n_threads, .on_problem = options->on_problem, .user = options->user};
  ro_engine_options opening = {options->lexicon, options->model, 0};
  ro_intake *intake = NULL;
  RO_TRY(ro_intake_open(paths, n, RO_INPUT_DETECT, &intake, error));
  opening.n_bytes = ro_intake_bytes(intake, RO_ACCURATE_MOST_BYTES);
  ro_status status = ro_engine_open(&opening, engine, error);
  if (status == RO_OK)
    status = ro_engine_read_all(*engine, intake, &run, arena, docs, n_docs, error);
  ro_intake_close(intake);
  if (status == RO_OK && *n_docs == 0)
    return ro_fail(error, RO_ENOENT, ro_str_from(n ? paths[0] : ""), UINT64_MAX,
                   "there is no report to read");
  return status;
}

static ro_status make_story(const ro_engine *engine, ro_doc **docs, uint32_t n, ro_story **out,
                            ro_error *error) {
  ro_story *story = ro_story_new(docs, n);
  if (!story) {
    for (uint32_t i = 0; i < n; i++) ro_doc_free(docs[i]);
    return RO_ENOMEM;
  }
  ro_status status = ro_reconcile(ro_engine_resources(engine), story, error);
  if (status == RO_OK)
    *out = story;
  else
    ro_story_free(story);
  return status;
}

ro_status ro_story_read(const char *const *paths, size_t n, const ro_read_options *options,
                        ro_story **out, ro_error *error) {
  static const ro_read_options usual;
  ro_engine *engine = NULL;
  ro_doc **docs = NULL;
  uint32_t n_docs = 0;
  ro_arena *arena = ro_arena_new(0);
  ro_status status = arena ? RO_OK : RO_ENOMEM;
  if (status == RO_OK)
    status = read_docs(paths, n, options ? options : &usual, arena, &engine, &docs, &n_docs, error);
  if (status == RO_OK) status = make_story(engine, docs, n_docs, out, error);
  if (status == RO_OK) {
    (*out)->made_by = ro_str_copy((*out)->arena, ro_str_from(ro_engine_maker(engine))).data;
    if (!(*out)->made_by) status = RO_ENOMEM;
  }
  ro_engine_close(engine);
  ro_arena_free(arena);
  return status;
}

/* The account of reports that were kept when a run was cut off, or by an earlier version. */
static ro_status make_account(ro_store *store, ro_arena *arena, ro_engine **engine, ro_story **out,
                              ro_error *error) {
  ro_engine_options opening = {0};
  ro_doc **docs = NULL;
  uint32_t n = 0;
  RO_TRY(ro_store_bytes(store, &opening.n_bytes, error));
  RO_TRY(ro_engine_open(&opening, engine, error));
  RO_TRY(ro_store_load_reports(store, arena, ro_engine_maker(*engine), &docs, &n, error));
  ro_status status = RO_OK;
  for (uint32_t i = 0; status == RO_OK && i < n; i++)
    if (!docs[i]->layer[RO_LAYER_TEXT].is_present) status = ro_engine_read(*engine, docs[i], error);
  if (status == RO_OK) return make_story(*engine, docs, n, out, error);
  for (uint32_t i = 0; i < n; i++) ro_doc_free(docs[i]);
  return status;
}

ro_status ro_story_open(const char *path, ro_story **out, ro_error *error) {
  ro_store *store = NULL;
  ro_engine *engine = NULL;
  ro_store_state state = {0};
  ro_arena *arena = ro_arena_new(0);
  ro_status status = arena ? ro_store_open(path, RO_STORE_READ, &store, error) : RO_ENOMEM;
  if (status == RO_OK) status = ro_store_look(store, NULL, &state, error);
  if (status == RO_OK)
    status = state.is_current ? ro_store_load(store, out, error)
                              : make_account(store, arena, &engine, out, error);
  ro_store_close(store);
  ro_engine_close(engine);
  ro_arena_free(arena);
  return status;
}

ro_status ro_story_save(const ro_story *story, const char *path, ro_error *error) {
  ro_store *store = NULL;
  RO_TRY(ro_store_open(path, RO_STORE_WRITE, &store, error));
  ro_status status =
      ro_store_save(store, story, story->made_by ? story->made_by : "unknown", error);
  ro_store_close(store);
  return status;
}

static ro_status print_brief(const ro_story *story, ro_output output, ro_buf *buf) {
  ro_brief *brief = NULL;
  ro_arena *arena = ro_arena_new(0);
  ro_status status = arena ? ro_brief_make(story, arena, &brief) : RO_ENOMEM;
  if (status == RO_OK && output == RO_OUTPUT_MARKDOWN) status = ro_brief_markdown(brief, buf);
  if (status == RO_OK && output == RO_OUTPUT_PAGE) status = ro_brief_html(brief, buf);
  if (status == RO_OK && output == RO_OUTPUT_BRIEF) status = ro_brief_text(brief, 80, false, buf);
  ro_arena_free(arena);
  return status;
}

ro_status ro_story_print(const ro_story *story, ro_output output, char **text, size_t *len,
                         ro_error *error) {
  ro_buf buf = {0};
  ro_made_by made_by = {NULL, 0};
  ro_status status = output == RO_OUTPUT_JSON ? ro_print_story(story, &made_by, &buf)
                                              : print_brief(story, output, &buf);
  if (status == RO_OK) ro_buf_char(&buf, 0);
  if (status != RO_OK || buf.has_failed) {
    ro_buf_free(&buf);
    return ro_fail(error, RO_ENOMEM, RO_STR("output"), UINT64_MAX, "out of memory");
  }
  *text = buf.data;
  if (len) *len = buf.len - 1;
  return RO_OK;
}

void ro_text_free(char *text) { free(text); }
