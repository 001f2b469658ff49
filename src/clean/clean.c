/* raw -> text, set_aside, meta.  Of plain text nothing is cut out: text is the raw bytes in UTF-8,
 * and boilerplate becomes spans.  Of a page, text is the article, mapped to the bytes received. */
#include "clean/clean.h"

#include <stdlib.h>

#include "clean/clean_internal.h"

typedef struct {
  const clean_cues *cues;
  const page_marks *marks;
} clean_state;

ro_status ro_clean_open(const ro_resources *resources, ro_arena *process, const void **state,
                        ro_error *error) {
  const ro_lexicon *lexicon = resources->lexicon;
  clean_state *s = RO_NEW(process, clean_state);
  if (!s) return RO_ENOMEM;
  RO_TRY(clean_cues_open(ro_lexicon_table(lexicon, "boilerplate"), process, &s->cues, error));
  RO_TRY(page_marks_open(ro_lexicon_table(lexicon, "page_marks"), process, &s->marks, error));
  *state = s;
  return RO_OK;
}

void clean_set_aside(clean_page *page, uint32_t first, uint32_t end, ro_aside_kind kind) {
  for (uint32_t u = first; u < end; u++)
    if (page->units.at[u].aside < 0) page->units.at[u].aside = (int8_t)kind;
}

/* Neighbouring sentences of one paragraph and kind become one span. */
static void add_units(clean_page *page) {
  uint32_t u = 0;
  while (u < page->units.n) {
    const clean_unit *first = &page->units.at[u++];
    if (first->aside < 0) continue;
    ro_span span = first->span;
    while (u < page->units.n && page->units.at[u].aside == first->aside &&
           page->units.at[u].paragraph == first->paragraph)
      span.end = page->units.at[u++].span.end;
    ro_aside *aside = RO_ADD(page->doc->arena, &page->doc->set_aside);
    if (aside) *aside = (ro_aside){span, (ro_aside_kind)first->aside};
  }
}

static int by_place(const void *a, const void *b) {
  const ro_aside *x = a, *y = b;
  if (x->span.begin != y->span.begin) return x->span.begin < y->span.begin ? -1 : 1;
  return x->span.end > y->span.end ? -1 : x->span.end < y->span.end;
}

/* In text order, without overlap: of two that touch the same words the earlier and longer stays. */
static void order(ro_doc *doc) {
  uint32_t kept = 0;
  if (doc->set_aside.n)
    qsort(doc->set_aside.at, doc->set_aside.n, sizeof *doc->set_aside.at, by_place);
  for (uint32_t i = 0; i < doc->set_aside.n; i++)
    if (kept == 0 || doc->set_aside.at[kept - 1].span.end <= doc->set_aside.at[i].span.begin)
      doc->set_aside.at[kept++] = doc->set_aside.at[i];
  doc->set_aside.n = kept;
}

ro_status ro_clean_run(const void *state, ro_doc *doc, ro_arena *scratch) {
  const clean_state *s = state;
  clean_page page;
  if (doc->keeps_tokens) return RO_OK; /* a treebank has its text, and no boilerplate */
  RO_TRY(clean_make_text(s->marks, doc, scratch));
  RO_TRY(clean_split(doc, scratch, &page));
  clean_cues_find(s->cues, &page);
  clean_find_appeals(&page);
  clean_find_credits(&page);
  add_units(&page);
  order(doc);
  clean_find_meta(&page);
  return ro_arena_has_failed(doc->arena) || ro_arena_has_failed(scratch) ? RO_ENOMEM : RO_OK;
}
