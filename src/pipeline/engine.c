/* Engine: lexicon, models and the state of every stage, opened once and shared; documents are
 * read by workers that share nothing else.
 *
 * Order: intake hands out numbered documents under a lock; a worker puts the finished one into
 * its number's place.  So the result is the same for any number of workers. */
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/limits.h"
#include "pipeline/pipeline.h"

typedef struct {
  const char *name;
  const char *begin, *end;
  const char *hash; /* "sha256:…" */
} embedded_file;

extern const embedded_file ro_embedded[]; /* made by tools/embed, ends with a null name */

enum { MAX_STAGES = 16, MAX_FILES = 256, MAX_THREADS = 256 };

struct ro_engine {
  ro_arena *arena;
  ro_resources resources;
  const void *state[MAX_STAGES];
  ro_model_file models[MAX_FILES];
  const char *table_name[MAX_FILES];
  ro_str table_text[MAX_FILES];
  size_t n_tables;
  ro_str index; /* of the embedded tables */
  const char *maker;
};

static ro_status add_table(ro_engine *engine, ro_str file_name, ro_str text, ro_error *error) {
  if (engine->n_tables == MAX_FILES)
    return ro_fail(error, RO_ELIMIT, file_name, 0, "too many lexicon files");
  ro_str name = ro_str_copy(engine->arena, ro_str_sub(file_name, 0, file_name.len - 4));
  if (!name.data) return RO_ENOMEM;
  engine->table_name[engine->n_tables] = name.data;
  engine->table_text[engine->n_tables++] = text;
  return RO_OK;
}

static bool is_index(const embedded_file *f) {
  return ro_str_ends(ro_str_from(f->name), RO_STR(".index"));
}

static ro_status add_embedded(ro_engine *engine, ro_error *error) {
  size_t n_models = 0;
  for (const embedded_file *f = ro_embedded; f->name; f++) {
    ro_str name = ro_str_from(f->name), bytes = {f->begin, (size_t)(f->end - f->begin)};
    if (ro_str_ends(name, RO_STR(".tsv")))
      RO_TRY(add_table(engine, name, bytes, error));
    else if (is_index(f))
      engine->index = bytes;
    else if (n_models < MAX_FILES)
      engine->models[n_models++] = (ro_model_file){f->name, bytes, f->hash};
  }
  engine->resources.models = engine->models;
  engine->resources.n_models = n_models;
  return RO_OK;
}

static const char *const core_models[] = {"accurate-en.model", "fast-en.model"};

/* The accurate model for what it reads in some seconds, the fast one beyond; where one was left out
 * of the program, the other. */
static ro_status choose_core(ro_engine *engine, const ro_engine_options *options, ro_error *error) {
  bool is_fast = options->model == RO_SETTING_FAST ||
                 (options->model == RO_SETTING_AUTO && options->n_bytes > RO_ACCURATE_MOST_BYTES);
  const char *name = core_models[is_fast];
  bool is_there = ro_resources_model(&engine->resources, name).len > 0;
  if (!is_there && options->model != RO_SETTING_AUTO)
    return ro_fail(error, RO_ENOENT, ro_str_from(name), 0, "this program was built without it");
  engine->resources.core = is_there ? name : core_models[!is_fast];
  return RO_OK;
}

static ro_status read_file(ro_arena *arena, const char *path, ro_str *out, ro_error *error) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  struct stat info;
  if (fd < 0 || fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
    if (fd >= 0) close(fd);
    return ro_fail(error, RO_EIO, ro_str_from(path), 0, "the lexicon file cannot be read");
  }
  size_t size = (size_t)info.st_size, done = 0;
  char *data = ro_arena_alloc(arena, size + 1);
  while (data && done < size) {
    ssize_t got = read(fd, data + done, size - done);
    if (got <= 0) break;
    done += (size_t)got;
  }
  close(fd);
  *out = (ro_str){data, done};
  return data ? RO_OK : RO_ENOMEM;
}

static int is_table(const struct dirent *entry) {
  return ro_str_ends(ro_str_from(entry->d_name), RO_STR(".tsv"));
}

static ro_status add_folder(ro_engine *engine, const char *folder, ro_error *error) {
  struct dirent **entries = NULL;
  int n = scandir(folder, &entries, is_table, alphasort);
  if (n < 0)
    return ro_fail(error, RO_ENOENT, ro_str_from(folder), 0, "the lexicon folder cannot be read");
  ro_status status = RO_OK;
  for (int i = 0; i < n; i++) {
    ro_str text = {NULL, 0};
    ro_str path = ro_str_printf(engine->arena, "%s/%s", folder, entries[i]->d_name);
    if (status == RO_OK) status = path.data ? RO_OK : RO_ENOMEM;
    if (status == RO_OK) status = read_file(engine->arena, path.data, &text, error);
    if (status == RO_OK) status = add_table(engine, ro_str_from(entries[i]->d_name), text, error);
    free(entries[i]);
  }
  free(entries);
  return status;
}

/* Embedded files are named by their hashes, tables of a user by their text. */
static ro_status name_maker(ro_engine *engine) {
  ro_buf all = {0};
  size_t n_embedded = 0;
  for (const embedded_file *f = ro_embedded; f->name; f++) {
    if (is_index(f)) continue; /* it is made of the tables */
    ro_buf_printf(&all, "%s %s\n", f->name, f->hash);
    n_embedded += ro_str_ends(ro_str_from(f->name), RO_STR(".tsv"));
  }
  for (size_t i = n_embedded; i < engine->n_tables; i++) {
    ro_buf_printf(&all, "%s %zu\n", engine->table_name[i], engine->table_text[i].len);
    ro_buf_str(&all, engine->table_text[i]);
  }
  ro_str hash = ro_sha256(engine->arena, (ro_str){all.data, all.len});
  bool has_failed = all.has_failed;
  ro_buf_free(&all);
  engine->maker = ro_str_printf(engine->arena, "readout %s %s %.*s", RO_VERSION,
                                engine->resources.core, RO_FMT(hash))
                      .data;
  return has_failed || !engine->maker ? RO_ENOMEM : RO_OK;
}

static ro_status open_stages(ro_engine *engine, const ro_engine_options *options, ro_error *error) {
  RO_TRY(add_embedded(engine, error));
  RO_TRY(choose_core(engine, options, error));
  if (options->lexicon_folder) RO_TRY(add_folder(engine, options->lexicon_folder, error));
  RO_TRY(ro_lexicon_open_indexed(engine->arena, engine->table_name, engine->table_text,
                                 engine->n_tables, engine->index, &engine->resources.lexicon,
                                 error));
  RO_TRY(name_maker(engine));
  for (size_t i = 0; i < ro_n_stages; i++)
    RO_TRY(ro_stages[i].open(&engine->resources, engine->arena, &engine->state[i], error));
  return ro_arena_has_failed(engine->arena) ? RO_ENOMEM : RO_OK;
}

ro_status ro_engine_open(const ro_engine_options *options, ro_engine **out, ro_error *error) {
  static const ro_engine_options usual;
  ro_arena *arena = ro_arena_new(0);
  ro_engine *engine = arena ? RO_NEW(arena, ro_engine) : NULL;
  if (!engine) {
    ro_arena_free(arena);
    return RO_ENOMEM;
  }
  engine->arena = arena;
  ro_status status = open_stages(engine, options ? options : &usual, error);
  if (status != RO_OK) {
    ro_arena_free(arena);
    return status;
  }
  *out = engine;
  return RO_OK;
}

void ro_engine_close(ro_engine *engine) {
  if (engine) ro_arena_free(engine->arena);
}

const ro_resources *ro_engine_resources(const ro_engine *engine) { return &engine->resources; }

const char *ro_engine_maker(const ro_engine *engine) { return engine->maker; }

bool ro_engine_uses(const ro_engine *engine, const char *model) {
  ro_str name = ro_str_from(model);
  bool is_core = ro_str_is(name, core_models[0]) || ro_str_is(name, core_models[1]);
  return !is_core || ro_str_is(name, engine->resources.core);
}

static uint64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static ro_status read_with(const ro_engine *engine, ro_doc *doc, ro_arena *scratch,
                           ro_error *error) {
  for (size_t i = 0; i < ro_n_stages; i++) {
    const ro_stage *stage = &ro_stages[i];
    uint64_t begin = now_ns();
    ro_status status = stage->run(engine->state[i], doc, scratch);
    if (status == RO_OK && (ro_arena_has_failed(doc->arena) || ro_arena_has_failed(scratch)))
      status = RO_ENOMEM;
    ro_arena_reset(scratch, (ro_arena_mark){0});
    if (status != RO_OK)
      return ro_fail(error, status, doc->meta.path, UINT64_MAX, "stage %s: %s", stage->name,
                     ro_status_text(status));
    uint64_t spent = now_ns() - begin;
    for (ro_layer layer = 0; layer < RO_N_LAYER; layer++) {
      if (!(stage->writes >> layer & 1)) continue;
      ro_doc_mark_layer(doc, layer, stage->name);
      doc->layer[layer].work_ns = spent;
    }
#ifndef NDEBUG
    RO_TRY(ro_doc_check(doc, error));
#endif
  }
  return RO_OK;
}

ro_status ro_engine_read(const ro_engine *engine, ro_doc *doc, ro_error *error) {
  ro_arena *scratch = ro_arena_new(0);
  if (!scratch) return RO_ENOMEM;
  ro_status status = read_with(engine, doc, scratch, error);
  ro_arena_free(scratch);
  return status;
}

/* What the workers of one run share; everything below `lock` only under the lock. */
typedef struct {
  const ro_engine *engine;
  ro_intake *intake;
  const ro_run_options *options;
  pthread_mutex_t lock;
  ro_doc **docs; /* malloc'ed, [cap]; NULL where a document failed or was taken */
  bool *is_read; /* malloc'ed, [cap]; also of those that failed */
  uint32_t n, cap, n_taken;
  bool is_done;
  ro_status status;
  ro_error *error;
} run;

static void stop(run *r, ro_status status) {
  r->is_done = true;
  if (r->status == RO_OK) r->status = status;
}

/* Under the lock: room for one more document, or the run stops. */
static bool has_room(run *r) {
  if (r->n < r->cap) return true;
  uint32_t cap = r->cap ? r->cap * 2 : 64;
  ro_doc **grown = r->n < RO_MAX_REPORTS ? realloc(r->docs, cap * sizeof *grown) : NULL;
  if (!grown) {
    stop(r, r->n < RO_MAX_REPORTS ? RO_ENOMEM : RO_ELIMIT);
    return false;
  }
  r->docs = grown;
  bool *flags = realloc(r->is_read, cap * sizeof *flags);
  if (!flags) {
    stop(r, RO_ENOMEM);
    return false;
  }
  r->is_read = flags;
  r->cap = cap;
  return true;
}

/* Under the lock: the next document and its number. */
static ro_doc *take(run *r, uint32_t *number) {
  while (!r->is_done) {
    ro_doc *doc = NULL;
    ro_error problem = {0};
    if (ro_intake_next(r->intake, &doc, &problem) != RO_OK) {
      if (r->options->on_problem) r->options->on_problem(r->options->user, &problem);
      continue;
    }
    if (!doc) {
      r->is_done = true;
      break;
    }
    if (!has_room(r)) {
      ro_doc_free(doc);
      break;
    }
    if (r->options->wants && !r->options->wants(r->options->user, doc)) {
      ro_doc_free(doc);
      continue;
    }
    *number = r->n;
    r->is_read[r->n] = false;
    r->docs[r->n++] = NULL;
    return doc;
  }
  return NULL;
}

/* Under the lock: hands on the documents that no earlier one keeps waiting. */
static void hand_on(run *r) {
  while (r->options->take && r->n_taken < r->n && r->is_read[r->n_taken]) {
    ro_doc *doc = r->docs[r->n_taken];
    r->docs[r->n_taken++] = NULL;
    if (!doc) continue;
    ro_status status = r->status == RO_OK ? r->options->take(r->options->user, doc, r->error)
                                          : (ro_doc_free(doc), r->status);
    if (status != RO_OK) stop(r, status);
  }
}

static void *work(void *argument) {
  run *r = argument;
  ro_arena *scratch = ro_arena_new(0);
  pthread_mutex_lock(&r->lock);
  if (!scratch) stop(r, RO_ENOMEM);
  uint32_t number = 0;
  ro_doc *doc;
  while ((doc = take(r, &number)) != NULL) {
    pthread_mutex_unlock(&r->lock);
    ro_error problem = {0};
    ro_status status = read_with(r->engine, doc, scratch, &problem);
    pthread_mutex_lock(&r->lock);
    if (status == RO_OK) {
      r->docs[number] = doc;
    } else {
      ro_doc_free(doc);
      if (r->options->on_problem) r->options->on_problem(r->options->user, &problem);
      if (status == RO_ENOMEM) stop(r, status);
    }
    r->is_read[number] = true;
    hand_on(r);
    uint32_t done, total;
    ro_intake_progress(r->intake, &done, &total);
    if (r->options->on_progress) r->options->on_progress(r->options->user, done, total);
  }
  pthread_mutex_unlock(&r->lock);
  ro_arena_free(scratch);
  return NULL;
}

static unsigned threads_wanted(const ro_run_options *options) {
  long n = options->n_threads ? (long)options->n_threads : sysconf(_SC_NPROCESSORS_ONLN);
  return n < 1 ? 1 : n > MAX_THREADS ? MAX_THREADS : (unsigned)n;
}

/* Moves the documents that were read into the caller's arena. */
static ro_status hand_over(run *r, ro_arena *arena, ro_doc ***docs, uint32_t *n_docs) {
  ro_doc **kept = RO_ARRAY(arena, ro_doc *, r->n);
  uint32_t n = 0;
  for (uint32_t i = 0; i < r->n; i++) {
    if (!r->docs[i]) continue;
    if (kept && r->status == RO_OK)
      kept[n++] = r->docs[i];
    else
      ro_doc_free(r->docs[i]);
  }
  free(r->docs);
  free(r->is_read);
  *docs = kept;
  *n_docs = n;
  return r->status != RO_OK ? r->status : kept ? RO_OK : RO_ENOMEM;
}

ro_status ro_engine_read_all(const ro_engine *engine, ro_intake *intake,
                             const ro_run_options *options, ro_arena *arena, ro_doc ***docs,
                             uint32_t *n_docs, ro_error *error) {
  run r = {.engine = engine, .intake = intake, .options = options, .error = error};
  pthread_t threads[MAX_THREADS];
  unsigned wanted = threads_wanted(options), started = 0;
  if (pthread_mutex_init(&r.lock, NULL) != 0) return RO_ENOMEM;
  while (started + 1 < wanted && pthread_create(&threads[started], NULL, work, &r) == 0) started++;
  work(&r); /* the caller's thread is a worker too */
  for (unsigned i = 0; i < started; i++) pthread_join(threads[i], NULL);
  pthread_mutex_destroy(&r.lock);
  ro_status status = hand_over(&r, arena, docs, n_docs);
  if (status != RO_OK && !(error && error->code == status))
    ro_fail(error, status, RO_STR("reports"), UINT64_MAX, "%s", ro_status_text(status));
  return status;
}
