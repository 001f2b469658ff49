/* What a stage may draw on when it opens: the lexicon and the bytes of trained models.
 * Const after opening, shared by all threads. */
#ifndef RO_MODEL_RESOURCES_H
#define RO_MODEL_RESOURCES_H

#include "lexicon/lexicon.h"

typedef struct {
  const char *name; /* "core-en.model" */
  ro_str bytes;     /* mapped or embedded, for the life of the process */
  const char *hash; /* "sha256:…" of the bytes */
} ro_model_file;

typedef struct {
  const ro_lexicon *lexicon;
  const ro_model_file *models;
  size_t n_models;
  const char *core; /* the one of them that reads language; NULL = none */
} ro_resources;

/* Bytes of the named model; empty if there is none. */
static inline ro_str ro_resources_model(const ro_resources *resources, const char *name) {
  for (size_t i = 0; i < resources->n_models; i++)
    if (ro_str_is(ro_str_from(name), resources->models[i].name)) return resources->models[i].bytes;
  return (ro_str){NULL, 0};
}

/* How every stage looks.  `open` makes the stage's state in the process arena; `run` reads some
 * layers of the document and writes its own, with scratch memory that is reset after it. */
typedef ro_status ro_stage_open(const ro_resources *resources, ro_arena *process,
                                const void **state, ro_error *error);
typedef ro_status ro_stage_run(const void *state, ro_doc *doc, ro_arena *scratch);

#endif
