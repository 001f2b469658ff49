/* The conductor of reconciling, and the story's own memory. */
#include <stdlib.h>

#include "reconcile/reconcile_internal.h"

static int by_path(const void *a, const void *b) {
  const ro_doc *x = *(ro_doc *const *)a, *y = *(ro_doc *const *)b;
  int order = ro_str_compare(x->meta.path, y->meta.path);
  return order ? order : ro_str_compare(x->id, y->id);
}

/* Dates and notices are written over or added to by reconciling. */
static void keep_as_read(ro_doc *doc) {
  if (doc->is_in_story) return;
  doc->as_read = doc->meta;
  doc->n_notices_as_read = doc->notices.n;
  doc->is_in_story = true;
  doc->meta.reasons.at = NULL; /* a copy: its rows are replaced */
  doc->meta.reasons.n = doc->meta.reasons.cap = 0;
  for (uint32_t i = 0; i < doc->as_read.reasons.n; i++) {
    ro_reason *reason = RO_ADD(doc->arena, &doc->meta.reasons);
    if (reason) *reason = doc->as_read.reasons.at[i];
  }
}

ro_story *ro_story_new(ro_doc **docs, uint32_t n) {
  ro_arena *arena = ro_arena_new(0);
  ro_story *story = arena ? RO_NEW(arena, ro_story) : NULL;
  if (story) {
    story->arena = arena;
    story->docs = RO_ARRAY(arena, ro_doc *, n);
    story->family = RO_ARRAY(arena, uint32_t, n);
  }
  if (!story || !story->docs || !story->family) {
    ro_arena_free(arena);
    return NULL;
  }
  story->n_docs = n;
  for (uint32_t i = 0; i < n; i++) {
    story->docs[i] = docs[i];
    keep_as_read(docs[i]);
    story->family[i] = i;
  }
  if (n) qsort(story->docs, n, sizeof *story->docs, by_path);
  return story;
}

void ro_story_free(ro_story *story) {
  if (!story) return;
  for (uint32_t i = 0; i < story->n_docs; i++) ro_doc_free(story->docs[i]);
  ro_arena_free(story->arena);
}

bool ro_evidence_add(ro_story *story, ro_evidences *list, uint32_t doc, ro_span span) {
  ro_evidence *e = RO_ADD(story->arena, list);
  if (e) *e = (ro_evidence){doc, span};
  return e != NULL;
}

ro_str ro_evidence_text(const ro_story *story, ro_evidence evidence) {
  return ro_doc_span(story->docs[evidence.doc], evidence.span);
}

ro_status ro_reconcile(const ro_resources *resources, ro_story *story, ro_error *error) {
  static ro_reconcile_step *const steps[] = {
      ro_reconcile_families,  ro_reconcile_dates,     ro_reconcile_entities,
      ro_reconcile_incidents, ro_reconcile_figures,   ro_reconcile_commitments,
      ro_reconcile_claims,    ro_reconcile_conflicts, ro_reconcile_indicators,
      ro_reconcile_timeline,  ro_reconcile_questions,
  };
  ro_arena *scratch = ro_arena_new(0);
  ro_status status = scratch ? RO_OK : RO_ENOMEM;
  ro_arena_mark mark = {0};
  for (size_t i = 0; status == RO_OK && i < sizeof steps / sizeof *steps; i++) {
    status = steps[i](resources, story, scratch);
    if (status == RO_OK && ro_arena_has_failed(story->arena)) status = RO_ENOMEM;
    ro_arena_reset(scratch, mark);
  }
  ro_arena_free(scratch);
  if (status != RO_OK)
    return ro_fail(error, status, RO_STR("story"), UINT64_MAX, "%s", ro_status_text(status));
  return RO_OK;
}
