/* What the subcommands share: reading reports and stories, telling of problems, writing. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"
#include "store/decide.h"

int cli_fail(const ro_error *error) {
  if (error->code == RO_ENOMEM && !error->message[0])
    fputs("readout: out of memory\n", stderr);
  else
    fprintf(stderr, "readout: %s: %s\n", error->where, error->message);
  return EXIT_FAILED;
}

static void tell_problem(void *user, const ro_error *error) {
  cli_run *run = user;
  run->n_problems++;
  if (run->shows_progress) fputs("\r\033[K", stderr);
  cli_fail(error);
}

static void tell_progress(void *user, uint32_t done, uint32_t total) {
  const cli_run *run = user;
  if (run->shows_progress && total > 20) fprintf(stderr, "\rreading %u of %u", done, total);
}

ro_status cli_open_engine(cli_run *run, uint64_t n_bytes, ro_error *error) {
  ro_engine_options options = {.lexicon_folder = run->options->lexicon, .n_bytes = n_bytes};
  if (run->engine) return RO_OK;
  if (run->options->model) {
    ro_str name = ro_str_from(run->options->model);
    options.model = (ro_setting)ro_label_find(ro_setting_label, RO_N_SETTING, name, RO_N_SETTING);
    if (options.model == RO_N_SETTING)
      return ro_fail(error, RO_EINVAL, RO_STR("--model"), UINT64_MAX,
                     "%s is neither fast nor accurate nor auto", run->options->model);
  }
  RO_TRY(ro_engine_open(&options, &run->engine, error));
  const ro_resources *resources = ro_engine_resources(run->engine);
  ro_made_by_model *models = RO_ARRAY(run->arena, ro_made_by_model, resources->n_models);
  if (!models) return RO_ENOMEM;
  size_t n = 0;
  for (size_t i = 0; i < resources->n_models; i++)
    if (ro_engine_uses(run->engine, resources->models[i].name))
      models[n++] = (ro_made_by_model){resources->models[i].name, resources->models[i].hash};
  run->made_by = (ro_made_by){models, n};
  run->shows_progress = !run->options->quiet && isatty(STDERR_FILENO);
  return RO_OK;
}

static ro_status number_option(const char *value, unsigned most, unsigned *out, const char *name,
                               ro_error *error) {
  int32_t n = 0;
  if (value && (!ro_str_to_int(ro_str_from(value), &n) || n < 0 || (unsigned)n > most))
    return ro_fail(error, RO_EINVAL, ro_str_from(name), UINT64_MAX, "%s is not a number up to %u",
                   value, most);
  *out = (unsigned)n;
  return RO_OK;
}

typedef struct {
  cli_run *run;
  bool (*wants)(void *user, const ro_doc *doc);
  ro_status (*take)(void *user, ro_doc *doc, ro_error *error);
  void *user;
} into;

static void tell_problem_into(void *user, const ro_error *error) {
  const into *way = user;
  tell_problem(way->run, error);
}

static void tell_progress_into(void *user, uint32_t done, uint32_t total) {
  const into *way = user;
  tell_progress(way->run, done, total);
}

static bool wants_into(void *user, const ro_doc *doc) {
  const into *way = user;
  return way->wants(way->user, doc);
}

static ro_status take_into(void *user, ro_doc *doc, ro_error *error) {
  const into *way = user;
  return way->take(way->user, doc, error);
}

static ro_status open_intake(const cli_run *run, const char *const *paths, size_t n,
                             ro_intake **intake, ro_error *error) {
  ro_input_format format = RO_INPUT_DETECT;
  if (run->options->input && strcmp(run->options->input, "conllu") == 0)
    format = RO_INPUT_CONLLU;
  else if (run->options->input && strcmp(run->options->input, "detect") != 0)
    return ro_fail(error, RO_EINVAL, RO_STR("--input"), UINT64_MAX,
                   "%s is neither detect nor conllu", run->options->input);
  return ro_intake_open(paths, n, format, intake, error);
}

static ro_status read_all(cli_run *run, const char *const *paths, size_t n, ro_run_options *options,
                          ro_doc ***docs, uint32_t *n_docs, ro_error *error) {
  ro_intake *intake = NULL;
  RO_TRY(number_option(run->options->threads, 256, &options->n_threads, "--threads", error));
  RO_TRY(open_intake(run, paths, n, &intake, error));
  ro_status status =
      run->engine ? RO_OK
                  : cli_open_engine(run, ro_intake_bytes(intake, RO_ACCURATE_MOST_BYTES), error);
  if (status == RO_OK)
    status = ro_engine_read_all(run->engine, intake, options, run->arena, docs, n_docs, error);
  ro_intake_close(intake);
  if (run->shows_progress) fputs("\r\033[K", stderr);
  return status;
}

static bool can_be_read_twice(const char *const *paths, size_t n) {
  struct stat info;
  for (size_t i = 0; i < n; i++)
    if (stat(paths[i], &info) != 0 || (!S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode)))
      return false;
  return true;
}

/* Bytes of the reports that are wanted, which are looked at for it. */
static uint64_t wanted_bytes(ro_intake *intake, bool (*wants)(void *user, const ro_doc *doc),
                             void *user, uint64_t most) {
  uint64_t sum = 0;
  ro_error ignored; /* it is told when the reports are read */
  ro_doc *doc = NULL;
  while (sum <= most) {
    if (ro_intake_next(intake, &doc, &ignored) != RO_OK) continue;
    if (!doc) break;
    if (wants(user, doc)) sum += doc->raw.len;
    ro_doc_free(doc);
  }
  return sum;
}

ro_status cli_open_engine_for(cli_run *run, const char *const *paths, size_t n,
                              bool (*wants)(void *user, const ro_doc *doc), void *user,
                              uint64_t n_bytes, ro_error *error) {
  ro_intake *intake = NULL;
  bool is_small = n_bytes <= RO_ACCURATE_MOST_BYTES;
  /* with nothing kept so far, reading opens the engine for what it reads */
  if (n && n_bytes == 0) return RO_OK;
  if (n && is_small && can_be_read_twice(paths, n)) {
    RO_TRY(open_intake(run, paths, n, &intake, error));
    n_bytes += wanted_bytes(intake, wants, user, RO_ACCURATE_MOST_BYTES - n_bytes);
    ro_intake_close(intake);
  }
  return cli_open_engine(run, n_bytes, error);
}

ro_status cli_read_into(cli_run *run, const char *const *paths, size_t n,
                        bool (*wants)(void *user, const ro_doc *doc),
                        ro_status (*take)(void *user, ro_doc *doc, ro_error *error), void *user,
                        ro_error *error) {
  /* what the engine tells goes to the run, what it hands over to `user` */
  into way = {run, wants, take, user};
  ro_run_options options = {.on_problem = tell_problem_into,
                            .on_progress = tell_progress_into,
                            .wants = wants_into,
                            .take = take_into,
                            .user = &way};
  ro_doc **docs = NULL;
  uint32_t n_docs = 0;
  return n ? read_all(run, paths, n, &options, &docs, &n_docs, error) : RO_OK;
}

ro_status cli_read_docs(cli_run *run, const char *const *paths, size_t n, ro_doc ***docs,
                        uint32_t *n_docs, ro_error *error) {
  ro_run_options options = {.on_problem = tell_problem, .on_progress = tell_progress, .user = run};
  ro_status status = read_all(run, paths, n, &options, docs, n_docs, error);
  if (status == RO_OK && *n_docs == 0)
    return ro_fail(error, RO_ENOENT, ro_str_from(n ? paths[0] : ""), UINT64_MAX,
                   "there is no report to read");
  return status;
}

void cli_tell_notices(cli_run *run, const ro_doc *const *docs, uint32_t n) {
  for (uint32_t d = 0; d < n; d++) {
    for (uint32_t i = 0; i < docs[d]->notices.n; i++) {
      const ro_notice *x = &docs[d]->notices.at[i];
      run->n_notices++;
      if (run->options->quiet) continue;
      fprintf(stderr, "readout: %.*s", RO_FMT(docs[d]->meta.path));
      if (x->span.end > x->span.begin) fprintf(stderr, ":%u", x->span.begin);
      fprintf(stderr, ": %.*s: %.*s\n", RO_FMT(x->stage), RO_FMT(x->what));
    }
  }
}

static ro_status open_for_stored(cli_run *run, ro_store *store, ro_error *error) {
  uint64_t n_bytes = 0;
  RO_TRY(ro_store_bytes(store, &n_bytes, error));
  return cli_open_engine(run, n_bytes, error);
}

/* A story of the documents, which it takes over. */
static ro_status make_story(cli_run *run, ro_store *store, ro_doc **docs, uint32_t n,
                            ro_error *error) {
  run->story = ro_story_new(docs, n);
  if (!run->story) {
    for (uint32_t i = 0; i < n; i++) ro_doc_free(docs[i]);
    return RO_ENOMEM;
  }
  run->story->made_by = ro_engine_maker(run->engine);
  if (store) RO_TRY(ro_store_load_decisions(store, run->story, error));
  return ro_reconcile(ro_engine_resources(run->engine), run->story, error);
}

/* Reads the documents that have no layers; with `keeps` they are kept anew. */
static ro_status read_again(cli_run *run, ro_store *store, ro_doc **docs, uint32_t n, bool keeps,
                            ro_error *error) {
  const char *maker = ro_engine_maker(run->engine);
  for (uint32_t i = 0; i < n; i++) {
    if (docs[i]->layer[RO_LAYER_TEXT].is_present) continue;
    if (run->shows_progress) fprintf(stderr, "\rreading again %u of %u\033[K", i + 1, n);
    RO_TRY(ro_engine_read(run->engine, docs[i], error));
    if (keeps) RO_TRY(ro_store_put(store, docs[i], maker, error));
  }
  if (run->shows_progress) fputs("\r\033[K", stderr);
  return RO_OK;
}

ro_status cli_make_account(cli_run *run, ro_store *store, bool keeps, ro_error *error) {
  ro_doc **docs = NULL;
  uint32_t n = 0;
  RO_TRY(open_for_stored(run, store, error));
  const char *maker = ro_engine_maker(run->engine);
  RO_TRY(ro_store_load_reports(store, run->arena, maker, &docs, &n, error));
  ro_status status = read_again(run, store, docs, n, keeps, error);
  if (status == RO_OK) return make_story(run, store, docs, n, error);
  for (uint32_t i = 0; i < n; i++) ro_doc_free(docs[i]);
  return status;
}

static ro_status open_story(cli_run *run, const char *path, bool with_layers, ro_error *error) {
  ro_store *store = NULL;
  ro_store_state state = {0};
  RO_TRY(ro_store_open(path, RO_STORE_READ, &store, error));
  ro_status status = ro_store_look(store, NULL, &state, error);
  if (status == RO_OK)
    status = state.is_current && !with_layers ? ro_store_load(store, &run->story, error)
                                              : cli_make_account(run, store, false, error);
  if (status == RO_OK) status = open_for_stored(run, store, error);
  ro_store_close(store);
  return status;
}

static ro_status read_story(cli_run *run, const char *const *paths, size_t n, bool with_layers,
                            ro_error *error) {
  if (n == 1 && ro_store_is_story(paths[0])) return open_story(run, paths[0], with_layers, error);
  ro_doc **docs = NULL;
  uint32_t n_docs = 0;
  RO_TRY(cli_read_docs(run, paths, n, &docs, &n_docs, error));
  RO_TRY(make_story(run, NULL, docs, n_docs, error));
  cli_tell_notices(run, (const ro_doc *const *)run->story->docs, n_docs);
  return RO_OK;
}

ro_status cli_read_story(cli_run *run, const char *const *paths, size_t n, ro_error *error) {
  return read_story(run, paths, n, false, error);
}

ro_status cli_read_layers(cli_run *run, const char *const *paths, size_t n, ro_error *error) {
  return read_story(run, paths, n, true, error);
}

int cli_write(const cli_run *run, ro_buf *out) {
  const char *path = run->options->output;
  FILE *f = path ? fopen(path, "wb") : stdout;
  bool failed =
      !f || out->has_failed || fwrite(out->data ? out->data : "", 1, out->len, f) < out->len;
  if (f && fflush(f) != 0) failed = true;
  int reason = errno;
  if (path && f && fclose(f) != 0) failed = true;
  ro_buf_free(out);
  if (!failed || (!path && reason == EPIPE)) return EXIT_DONE;
  fprintf(stderr, "readout: %s: %s\n", path ? path : "standard output", strerror(reason));
  return EXIT_FAILED;
}

bool cli_is_terminal(const cli_run *run) {
  const char *color = run->options->color;
  if (color && strcmp(color, "always") == 0) return true;
  if ((color && strcmp(color, "never") == 0) || run->options->output) return false;
  return isatty(STDOUT_FILENO) && !getenv("NO_COLOR");
}

unsigned cli_width(const cli_run *run) {
  unsigned width = 0;
  struct winsize size;
  if (run->options->width && number_option(run->options->width, 1000, &width, "", NULL) == RO_OK &&
      width >= 40)
    return width;
  if (!run->options->output && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
    return size.ws_col < 110 ? size.ws_col : 110;
  return 80;
}
