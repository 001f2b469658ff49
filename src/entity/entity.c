/* The stage: names, nominals and pronouns become mentions; mentions become entities.
 *
 * Drafts live in scratch memory; only those that belong to an entity are written out, as every
 * reader of mentions follows them to their entity.  Method and figures: docs/methods/entities.md.
 */
#include "entity/entity.h"

#include <stdlib.h>

#include "base/limits.h"
#include "entity/entity_internal.h"

ro_status ro_entity_open(const ro_resources *resources, ro_arena *process, const void **state,
                         ro_error *error) {
  (void)error;
  entity_state *s = RO_NEW(process, entity_state);
  if (!s) return RO_ENOMEM;
  RO_TRY(entity_lexicon_open(resources->lexicon, process, s));
  *state = s;
  return RO_OK;
}

static bool open_work(entity_work *work, const entity_state *state, ro_doc *doc,
                      ro_arena *scratch) {
  uint32_t n = doc->tokens.n;
  *work = (entity_work){.state = state, .doc = doc, .scratch = scratch};
  work->hit = RO_ARRAY(scratch, gazetteer_hit, n);
  work->noun = RO_ARRAY(scratch, noun_hit, n);
  work->honorific = RO_ARRAY(scratch, uint8_t, n);
  work->cover = RO_ARRAY(scratch, uint32_t, n);
  work->fold = RO_ARRAY(scratch, uint64_t, ro_symbols_count(doc->symbols));
  work->drafts.cap = n / 4 + 1; /* one token in five begins a mention */
  work->drafts.at = RO_ARRAY(scratch, draft, work->drafts.cap);
  if (!work->hit || !work->noun || !work->honorific || !work->cover || !work->fold ||
      !work->drafts.at || !entity_find_words(work))
    return false;
  for (uint32_t i = 0; i < n; i++) {
    work->cover[i] = RO_NONE;
    work->has_tags |= doc->tokens.upos[i] != RO_UPOS_NONE;
    work->has_names |= doc->tokens.p_name[i] > 0.0f;
    work->has_tree |= doc->tokens.head[i] != RO_NONE;
  }
  return true;
}

typedef struct {
  ro_span span;
  uint32_t index;
} sort_row;

/* Text order; of two that begin together the longer first; of equal ones the first found. */
static int by_span(const void *a, const void *b) {
  const sort_row *x = a, *y = b;
  if (x->span.begin != y->span.begin) return x->span.begin < y->span.begin ? -1 : 1;
  if (x->span.end != y->span.end) return x->span.end > y->span.end ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

/* A mention inside a longer one of the same entity says nothing new ("Western" in "Western
 * nations"); of equal spans the first found stays.  Open mentions form a short stack. */
static uint32_t drop_repeats(const entity_work *work, sort_row *rows, uint32_t n) {
  enum { DEPTH = 8 };
  uint32_t kept = 0, open[DEPTH], depth = 0;
  for (uint32_t k = 0; k < n; k++) {
    bool is_repeat = kept && rows[kept - 1].span.begin == rows[k].span.begin &&
                     rows[kept - 1].span.end == rows[k].span.end;
    while (depth && rows[open[depth - 1]].span.end <= rows[k].span.begin) depth--;
    for (uint32_t i = 0; i < depth && !is_repeat; i++)
      is_repeat =
          rows[open[i]].span.end >= rows[k].span.end &&
          work->drafts.at[rows[open[i]].index].entity == work->drafts.at[rows[k].index].entity;
    if (is_repeat) continue;
    rows[kept] = rows[k];
    if (depth < DEPTH) open[depth++] = kept;
    kept++;
  }
  return kept;
}

static ro_status write_mentions(entity_work *work) {
  ro_doc *doc = work->doc;
  uint32_t n = 0;
  sort_row *rows = RO_ARRAY(work->scratch, sort_row, work->drafts.n);
  if (!rows) return RO_ENOMEM;
  for (uint32_t i = 0; i < work->drafts.n; i++) {
    const draft *d = &work->drafts.at[i];
    if (d->entity == RO_NONE || d->end - d->first > RO_MAX_MENTION_TOKENS) continue;
    rows[n++] = (sort_row){ro_doc_tokens_span(doc, d->first, d->end), i};
  }
  if (n) qsort(rows, n, sizeof *rows, by_span);
  n = drop_repeats(work, rows, n);
  for (uint32_t k = 0; k < n; k++) {
    const draft *d = &work->drafts.at[rows[k].index];
    ro_mention *m = RO_ADD(doc->arena, &doc->mentions);
    if (!m) return RO_ENOMEM;
    *m = (ro_mention){rows[k].span, d->first, d->end,    entity_top(work, d->first, d->end),
                      d->type,      d->form,  d->entity, d->rule};
  }
  return RO_OK;
}

ro_status ro_entity_run(const void *state, ro_doc *doc, ro_arena *scratch) {
  entity_work work;
  if (!open_work(&work, state, doc, scratch)) return RO_ENOMEM;
  entity_find_nouns(&work);
  entity_find_hits(&work);
  entity_find_names(&work);
  entity_find_nominals(&work);
  entity_chain(&work);
  if (ro_arena_has_failed(scratch) || ro_arena_has_failed(doc->arena)) return RO_ENOMEM;
  return write_mentions(&work);
}
