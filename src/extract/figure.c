/* Figures: numbers that count or measure something, with bounds, unit, owner, place and scope.
 *
 * Each sentence is cut into pieces (number.h) and read from left to right:
 *   quantity  number with comparator, range and unit      figure_quantity.c
 *   filter    dates, names, ages ... are no figures        figure_filter.c
 *   context   noun, whose, where, scope, when              figure_context.c
 * Rules, no training: the shapes are few, a wrong reading can be traced to a line, and public
 * corpora label numbers without owner, scope or bound.  A bare number ("8,500 more are waiting")
 * counts what the figure before it counted, if that stands in the same or the sentence before. */
#include <math.h>

#include "extract/extract.h"
#include "extract/figure_internal.h"

ro_status ro_figure_open(const ro_resources *resources, ro_arena *process, const void **state,
                         ro_error *error) {
  (void)error;
  ro_figure_state *s = RO_NEW(process, ro_figure_state);
  *state = s;
  return s && ro_figure_state_open(resources->lexicon, process, s) ? RO_OK : RO_ENOMEM;
}

static bool open_reader(ro_figure_reader *r, ro_arena *scratch) {
  const ro_doc *doc = r->doc;
  r->pieces.n = 0;
  if (!ro_pieces_make(scratch, doc->text, doc->sentences.at[r->sentence].span, &r->pieces))
    return false;
  r->token = RO_ARRAY(scratch, uint32_t, r->pieces.n + 1);
  if (!r->token) return false;
  uint32_t t = doc->sentences.at[r->sentence].first;
  for (uint32_t i = 0; i < r->pieces.n; i++) {
    while (t + 1 < doc->tokens.n && doc->tokens.span[t].end <= r->pieces.at[i].span.begin) t++;
    r->token[i] = t;
  }
  return true;
}

/* "half of those", "two of them": the pronoun belongs to the figure. */
static bool ends_in_pronoun(const ro_figure_reader *r, const ro_quantity *q) {
  static const char *const pronouns[] = {"those", "them", "these", "which", "whom", "us", NULL};
  if (!ro_reader_is(r, q->end, "of") || q->end + 1 >= r->pieces.n) return false;
  return ro_word_in(ro_doc_span(r->doc, r->pieces.at[q->end + 1].span), pronouns);
}

/* Must the quantity be given up because it counts nothing? */
static bool is_empty(const ro_figure_reader *r, const ro_quantity *q, uint32_t noun,
                     bool has_before) {
  if (noun != RO_NONE || q->type != RO_UNITS_NONE || ends_in_pronoun(r, q)) return false;
  if (q->number.is_fraction) return false;
  if (q->number.is_vague) return !(q->low >= 20 && !q->number.is_counting_of);
  if (q->has_comparator) return q->low < 10;
  return !(has_before && q->low >= 20 && !(q->number.is_words && q->low < 100));
}

/* Span: number, comparator and determiner; the noun phrase too where the number counts. */
static void set_span(const ro_figure_reader *r, const ro_quantity *q, uint32_t noun, ro_figure *f) {
  bool is_share = q->type == RO_UNITS_PERCENT || q->number.is_fraction;
  uint32_t begin = r->pieces.at[q->first].span.begin, end = r->pieces.at[q->end - 1].span.end;
  if (ends_in_pronoun(r, q)) end = r->pieces.at[q->end + 1].span.end;
  if (noun != RO_NONE && !is_share && q->type != RO_UNITS_CURRENCY) {
    uint32_t noun_end = r->doc->tokens.span[noun].end;
    if (noun_end > end) end = noun_end;
  }
  f->span = (ro_span){begin, end};
  f->first = r->token[q->first];
  f->end = ro_doc_token_at(r->doc, end - 1) + 1;
}

static void set_counted(const ro_figure_reader *r, const ro_quantity *q, uint32_t first,
                        uint32_t noun, ro_figure *f) {
  const ro_doc *doc = r->doc;
  f->unit = q->unit;
  if (noun == RO_NONE) return;
  while (first < noun &&
         (doc->tokens.upos[first] == RO_UPOS_DET || doc->tokens.upos[first] == RO_UPOS_PUNCT ||
          doc->tokens.xpos[first] == RO_XPOS_PRPS))
    first++;
  f->counted_span = ro_doc_tokens_span(doc, first <= noun ? first : noun, noun + 1);
  f->counted = ro_doc_span(doc, f->counted_span);
  if (q->number.is_fraction) f->unit = RO_STR("fraction");
  if (f->unit.len) return;
  uint32_t row = ro_unit_of_noun(r->state, doc, first, noun);
  f->unit = row != RO_NONE ? ro_table_field(r->state->units, row, r->state->unit_name)
                           : ro_doc_lower(doc, noun);
}

static const char *rule_of(const ro_quantity *q, uint32_t noun) {
  if (q->number.is_ordinal) return "ordinal-count";
  if (q->number.is_fraction) return "fraction";
  if (q->number.is_vague) return "vague";
  if (q->is_range) return "range";
  if (q->is_compound) return "compound";
  if (q->type != RO_UNITS_NONE) return "measure";
  return noun != RO_NONE ? "count" : "ellipsis";
}

static bool add_figure(ro_figure_reader *r, ro_doc *doc, const ro_quantity *q, uint32_t noun,
                       uint32_t first, const ro_figure *before) {
  ro_figure f = {
      .low = q->low, .high = q->high, .comparator = q->comparator, .rule = rule_of(q, noun)};
  set_span(r, q, noun, &f);
  set_counted(r, q, first, noun, &f);
  ro_figure_context(r, q, noun, &f);
  if (q->number.is_fraction && !f.unit.len) f.unit = RO_STR("fraction");
  if (noun == RO_NONE && !f.unit.len && before) {
    f.unit = before->unit;
    f.counted = before->counted;
    f.counted_span = before->counted_span;
    if (f.actor == RO_NONE) f.actor = before->actor;
  }
  if (!f.unit.len && f.low >= 20) f.unit = RO_STR("persons"); /* "thousands fled" */
  ro_figure *row = RO_ADD(doc->arena, &doc->figures);
  if (row) *row = f;
  return row != NULL;
}

/* The last figure, if it stands in this sentence or the one before and counts a noun. */
static const ro_figure *figure_before(const ro_doc *doc, uint32_t sentence) {
  if (!doc->figures.n) return NULL;
  const ro_figure *f = &doc->figures.at[doc->figures.n - 1];
  return f->counted.len && doc->tokens.sentence[f->first] + 1 >= sentence ? f : NULL;
}

static bool read_sentence(ro_figure_reader *r, ro_doc *doc) {
  uint32_t floor = 0;
  for (uint32_t i = 0; i < r->pieces.n;) {
    ro_quantity q;
    uint32_t first;
    if (!ro_quantity_read(r, i, floor, &q)) {
      i++;
      continue;
    }
    uint32_t noun = ro_figure_noun(r, &q, &first);
    if (noun != RO_NONE && !q.has_comparator) ro_quantity_read_behind(r, noun, &q);
    ro_figure copy = {0};
    const ro_figure *before = figure_before(doc, r->sentence);
    if (before) copy = *before; /* rows may move */
    ro_span span = {r->pieces.at[q.first].span.begin, r->pieces.at[q.end - 1].span.end};
    bool is_figure = !ro_quantity_is_other(r, &q, noun) && !is_empty(r, &q, noun, before != NULL) &&
                     !ro_doc_is_aside(doc, span);
    if (is_figure && !add_figure(r, doc, &q, noun, first, before ? &copy : NULL)) return false;
    floor = i = q.end > i ? q.end : i + 1;
  }
  return true;
}

ro_status ro_figure_run(const void *state, ro_doc *doc, ro_arena *scratch) {
  ro_figure_reader r = {.state = state, .doc = doc};
  ro_arena_mark mark = ro_arena_tell(scratch);
  for (uint32_t s = 0; s < doc->sentences.n; s++) {
    r.sentence = s;
    r.pieces = (ro_pieces){0};
    if (!open_reader(&r, scratch) || !read_sentence(&r, doc)) return RO_ENOMEM;
    ro_arena_reset(scratch, mark);
  }
  return RO_OK;
}
