/* Time expressions: TIMEX3 by rules over words.
 *
 * At every word of a sentence the grammar (timex_grammar.c) gives its longest reading; readings
 * are taken from left to right without overlap.  The reading is a meaning (ro_time_rule), kept
 * apart from its value: value and interval follow from the day of publication (doc/time.c), which
 * may be found only later, from many reports together.
 *
 * Spans follow TimeML 1.2.1: determiners and quantities belong to the expression, prepositions do
 * not, except in standing phrases ("at the moment"). */
#include "extract/extract.h"
#include "extract/timex_words.h"

typedef struct {
  const ro_table *table;
  uint32_t class_column, value_column;
  const uint8_t *class_of_row;
} timex_state;

ro_status ro_timex_open(const ro_resources *resources, ro_arena *process, const void **state,
                        ro_error *error) {
  static const char *const labels[N_W] = {
#define X(id, label) label,
      RO_TIMEX_CLASS_LIST(X)
#undef X
  };
  timex_state *s = RO_NEW(process, timex_state);
  if (!s) return RO_ENOMEM;
  s->table = ro_lexicon_table(resources->lexicon, "times");
  if (!s->table)
    return ro_fail(error, RO_EFORMAT, RO_STR("times.tsv"), UINT64_MAX, "the table is missing");
  s->class_column = ro_table_column(s->table, "class");
  s->value_column = ro_table_column(s->table, "value");
  s->class_of_row = ro_table_codes(s->table, process, s->class_column, labels, N_W, W_NONE);
  *state = s;
  return s->class_of_row ? RO_OK : RO_ENOMEM;
}

static bool fits_anchor(const ro_time *t, uint8_t wish) {
  const ro_time_rule *r = &t->meaning;
  if (r->kind == RO_TIME_RULE_FIXED || r->kind == RO_TIME_RULE_NONE) return false;
  switch (wish) {
    case ANCHOR_DAY:
      return r->unit == RO_UNIT_DAY;
    case ANCHOR_QUARTER:
      return r->unit == RO_UNIT_QUARTER || r->unit == RO_UNIT_HALF;
    case ANCHOR_YEAR:
      return r->unit == RO_UNIT_YEAR;
    default:
      return true;
  }
}

/* The last time before token `first` that can anchor the match, RO_NONE. */
static uint32_t find_anchor(const ro_doc *doc, uint32_t first, const match *m) {
  if (m->anchor == ANCHOR_NONE) return RO_NONE;
  uint32_t sentence = doc->tokens.sentence[first];
  for (uint32_t i = doc->times.n; i > 0; i--) {
    const ro_time *t = &doc->times.at[i - 1];
    uint32_t there = doc->tokens.sentence[t->first];
    bool is_weak = m->is_weak_anchor && m->anchor != ANCHOR_QUARTER;
    bool is_far = sentence - there >= (is_weak ? 3u : 8u);
    if (is_far) return RO_NONE;
    if (fits_anchor(t, m->anchor)) return i - 1;
  }
  return RO_NONE;
}

/* Does an odd number of quotation marks stand before word i in its sentence? */
static bool is_quoted(const words *w, uint32_t i) {
  bool is_inside = false;
  for (uint32_t k = 0; k < i; k++) {
    if (word_is(w, k, "\"")) is_inside = !is_inside;
    if (word_is(w, k, "\xE2\x80\x9C")) is_inside = true;  /* U+201C */
    if (word_is(w, k, "\xE2\x80\x9D")) is_inside = false; /* U+201D */
  }
  return is_inside;
}

static ro_status add(ro_doc *doc, const words *w, uint32_t i, const match *m) {
  ro_time *t = RO_ADD(doc->arena, &doc->times);
  if (!t) return RO_ENOMEM;
  t->span = (ro_span){w->at[i].span.begin, w->at[m->end - 1].span.end};
  t->first = w->at[i].token;
  t->end = w->at[m->end - 1].token + 1;
  t->type = m->type;
  t->value = m->value;
  t->mod = m->mod ? ro_str_from(m->mod) : RO_STR("");
  t->meaning = m->meaning;
  t->rule = m->rule;
  t->anchor = RO_NONE;
  bool is_deictic = m->meaning.kind == RO_TIME_RULE_OFFSET && m->meaning.unit == RO_UNIT_DAY &&
                    m->anchor == ANCHOR_NONE;
  if (is_deictic && is_quoted(w, i)) t->meaning.year = 1; /* spoken on the news day: doc/time.h */
  if (m->wants_tense) t->meaning.direction = timex_tense(doc, t->first, t->end);
  doc->times.n--;
  t->anchor = find_anchor(doc, t->first, m);
  bool is_ended = m->anchor == ANCHOR_QUARTER && t->anchor == RO_NONE && m->meaning.n == 0 &&
                  m->meaning.unit == RO_UNIT_QUARTER;
  if (is_ended) t->meaning.n = -1; /* reports "for the quarter" come after its end */
  doc->times.n++;
  return RO_OK;
}

static ro_status read_sentence(ro_doc *doc, words *w, const ro_sentence *s, ro_arena *scratch) {
  RO_TRY(words_make(w, scratch, s->first, s->end));
  uint32_t i = 0;
  while (i < w->n) {
    match m = timex_match(w, doc->arena, i);
    if (!m.end) {
      i++;
      continue;
    }
    RO_TRY(add(doc, w, i, &m));
    i = m.end;
  }
  return RO_OK;
}

ro_status ro_timex_run(const void *state, ro_doc *doc, ro_arena *scratch) {
  const timex_state *s = state;
  words w = {.doc = doc,
             .table = s->table,
             .class_column = s->class_column,
             .value_column = s->value_column,
             .class_of_row = s->class_of_row};
  for (uint32_t i = 0; i < doc->sentences.n; i++) {
    ro_arena_mark mark = ro_arena_tell(scratch);
    RO_TRY(read_sentence(doc, &w, &doc->sentences.at[i], scratch));
    ro_arena_reset(scratch, mark);
  }
  RO_TRY(ro_times_resolve(doc, ro_doc_anchor(doc)));
  ro_doc_mark_layer(doc, RO_LAYER_TIMES, "timex");
  return RO_OK;
}
