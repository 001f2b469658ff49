/* What the subcommands share: reading reports and stories, telling of problems, writing. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/cli.h"

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

uint64_t cli_docs_bytes(ro_doc *const *docs, uint32_t n) {
  uint64_t sum = 0;
  for (uint32_t i = 0; i < n; i++) sum += docs[i]->raw.len ? docs[i]->raw.len : docs[i]->text.len;
  return sum;
}

ro_status cli_open_engine(cli_run *run, uint64_t n_bytes, ro_error *error) {
  ro_engine_options options = {.lexicon_folder = run->options->lexicon, .n_bytes = n_bytes};
  if (run->engine) return RO_OK;
  RO_TRY(ro_engine_open(&options, &run->engine, error));
  const ro_resources *resources = ro_engine_resources(run->engine);
  ro_made_by_model *models = RO_ARRAY(run->arena, ro_made_by_model, resources->n_models);
  if (!models) return RO_ENOMEM;
  for (size_t i = 0; i < resources->n_models; i++)
    models[i] = (ro_made_by_model){resources->models[i].name, resources->models[i].hash};
  run->made_by = (ro_made_by){models, resources->n_models};
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

ro_status cli_read_docs(cli_run *run, const char *const *paths, size_t n, uint64_t before,
                        ro_doc ***docs, uint32_t *n_docs, ro_error *error) {
  ro_run_options options = {.on_problem = tell_problem, .on_progress = tell_progress, .user = run};
  RO_TRY(number_option(run->options->threads, 256, &options.n_threads, "--threads", error));
  ro_input_format format = RO_INPUT_DETECT;
  if (run->options->input && strcmp(run->options->input, "conllu") == 0)
    format = RO_INPUT_CONLLU;
  else if (run->options->input && strcmp(run->options->input, "detect") != 0)
    return ro_fail(error, RO_EINVAL, RO_STR("--input"), UINT64_MAX,
                   "%s is neither detect nor conllu", run->options->input);
  ro_intake *intake = NULL;
  RO_TRY(ro_intake_open(paths, n, format, &intake, error));
  uint64_t n_bytes = before + ro_intake_bytes(intake, RO_ACCURATE_MOST_BYTES);
  ro_status status = cli_open_engine(run, n_bytes, error);
  if (status == RO_OK)
    status = ro_engine_read_all(run->engine, intake, &options, run->arena, docs, n_docs, error);
  ro_intake_close(intake);
  if (run->shows_progress) fputs("\r\033[K", stderr);
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

ro_status cli_read_story(cli_run *run, const char *const *paths, size_t n, ro_error *error) {
  if (n == 1 && ro_store_is_story(paths[0])) {
    ro_store *store = NULL;
    RO_TRY(ro_store_open(paths[0], RO_STORE_READ, &store, error));
    ro_status status = ro_store_load(store, &run->story, error);
    ro_store_close(store);
    if (status != RO_OK) return status;
    return cli_open_engine(run, cli_docs_bytes(run->story->docs, run->story->n_docs), error);
  }
  ro_doc **docs = NULL;
  uint32_t n_docs = 0;
  RO_TRY(cli_read_docs(run, paths, n, 0, &docs, &n_docs, error));
  run->story = ro_story_new(docs, n_docs);
  if (!run->story) {
    for (uint32_t i = 0; i < n_docs; i++) ro_doc_free(docs[i]);
    return RO_ENOMEM;
  }
  RO_TRY(ro_reconcile(ro_engine_resources(run->engine), run->story, error));
  cli_tell_notices(run, (const ro_doc *const *)run->story->docs, n_docs);
  return RO_OK;
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
