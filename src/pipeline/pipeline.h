/* The conductor: the stage table, workers and the way from paths to a story. */
#ifndef RO_PIPELINE_PIPELINE_H
#define RO_PIPELINE_PIPELINE_H

#include "intake/intake.h"
#include "model/resources.h"

typedef struct {
  const char *name;
  ro_stage_open *open;
  ro_stage_run *run;
  uint32_t reads, writes; /* sets of 1 << ro_layer */
} ro_stage;

extern const ro_stage ro_stages[];
extern const size_t ro_n_stages;

typedef struct ro_engine ro_engine;

/* More reports than this, in bytes, are read with the fast model where the choice is left to
 * Readout. */
enum { RO_ACCURATE_MOST_BYTES = 512 << 10 };

typedef struct {
  const char *lexicon_folder; /* its tables are added to the embedded ones; NULL = none */
  ro_setting model;
  uint64_t n_bytes; /* of the reports to be read, for RO_SETTING_AUTO */
} ro_engine_options;

/* Opens lexicon, models and stages; NULL options are all zero.  Of the models of the language core
 * only the one that is chosen is touched.  Shared by threads afterwards. */
ro_status ro_engine_open(const ro_engine_options *options, ro_engine **out, ro_error *error);
void ro_engine_close(ro_engine *engine);
const ro_resources *ro_engine_resources(const ro_engine *engine);
/* Does the model take part in reading?  Of the models of the language core only one does. */
bool ro_engine_uses(const ro_engine *engine, const char *model);

/* Who reads with this engine, as "readout 0.1.0 fast sha256:...": version, models and tables.  Two
 * engines of one name read a report alike. */
const char *ro_engine_maker(const ro_engine *engine);

/* Runs all stages over one document. */
ro_status ro_engine_read(const ro_engine *engine, ro_doc *doc, ro_error *error);

typedef struct {
  unsigned n_threads; /* 0 = as many as there are processors */
  /* Called from one thread at a time; may be NULL. */
  void (*on_problem)(void *user, const ro_error *error);
  void (*on_progress)(void *user, uint32_t done, uint32_t total);
  /* Is this report, of which only id, path and bytes are known, to be read?  May be NULL = all. */
  bool (*wants)(void *user, const ro_doc *doc);
  /* Takes a document that was read; they come in the order of the intake.  A failure stops the run.
   * NULL: the documents are handed over at the end. */
  ro_status (*take)(void *user, ro_doc *doc, ro_error *error);
  void *user;
} ro_run_options;

/* Reads all reports of the intake with several workers; the documents come in the order of the
 * intake whatever the number of workers.  docs is malloc'ed by the arena given. */
ro_status ro_engine_read_all(const ro_engine *engine, ro_intake *intake,
                             const ro_run_options *options, ro_arena *arena, ro_doc ***docs,
                             uint32_t *n_docs, ro_error *error);

#endif
