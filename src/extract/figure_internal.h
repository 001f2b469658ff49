/* Parts of the figure stage: pieces of a sentence -> quantities -> figures. */
#ifndef RO_EXTRACT_FIGURE_INTERNAL_H
#define RO_EXTRACT_FIGURE_INTERNAL_H

#include "doc/tree.h"
#include "extract/number.h"
#include "lexicon/lexicon.h"

/* What a unit or counted noun is: column `class` of units.tsv; PERCENT to MEASURE are measures, the
 * rest are counts. */
/* clang-format off */
#define RO_UNIT_CLASS_LIST(X) \
  X(NONE, "") X(PERCENT, "percent") X(CURRENCY, "currency") X(DISTANCE, "distance") \
  X(DURATION, "duration") X(MEASURE, "measure") X(PERSONS, "persons") X(LOSSES, "losses") \
  X(FORMATIONS, "formations") X(EQUIPMENT, "equipment") X(PARTIES, "parties") X(OTHER, "other")
/* clang-format on */
#define X(id, label) RO_UNITS_##id,
typedef enum { RO_UNIT_CLASS_LIST(X) RO_N_UNIT_CLASS } ro_unit_class;
#undef X

typedef struct {
  const ro_table *comparators, *units;
  uint32_t comparator_place; /* column: "before" or "after" the number */
  bool *is_sure;             /* [rows] the comparator says so often enough to be believed */
  const uint8_t *comparator; /* [rows] ro_comparator */
  uint32_t unit_name;        /* column */
  const uint8_t *unit_class; /* [rows] ro_unit_class */
} ro_figure_state;

/* One sentence while it is read. */
typedef struct {
  const ro_figure_state *state;
  const ro_doc *doc;
  uint32_t sentence;
  ro_pieces pieces;
  uint32_t *token; /* [pieces.n] token of each piece */
} ro_figure_reader;

/* A number with comparator, range and unit, before it is asked what it counts. */
typedef struct {
  uint32_t first, end;               /* pieces, comparator, determiner and unit included */
  uint32_t number_first, number_end; /* pieces of the number (both numbers of a range) */
  ro_number number;                  /* the first number */
  double low, high;
  ro_comparator comparator;
  ro_unit_class type;
  ro_str unit;
  bool is_range, is_compound; /* compound: "40-minute", "four-way" */
  bool is_further;            /* "a further 14", "another 200", "3,000 extra" */
  bool has_comparator;
} ro_quantity;

/* figure_quantity.c: tables may be absent, nothing is then found in them. */
bool ro_figure_state_open(const ro_lexicon *lexicon, ro_arena *arena, ro_figure_state *s);
bool ro_quantity_read(const ro_figure_reader *r, uint32_t i, uint32_t floor, ro_quantity *out);
/* A comparator behind the counted noun: "300 people or more". */
void ro_quantity_read_behind(const ro_figure_reader *r, uint32_t noun, ro_quantity *q);
/* Row of units.tsv for the phrase that ends with token `head` (one to three words), RO_NONE. */
uint32_t ro_unit_of_noun(const ro_figure_state *state, const ro_doc *doc, uint32_t first,
                         uint32_t head);

/* figure_filter.c: is the quantity a date, name, ordinal or other number that is no figure?
 * `noun` is the head of what it counts, RO_NONE. */
bool ro_quantity_is_other(const ro_figure_reader *r, const ro_quantity *q, uint32_t noun);

/* figure_context.c: fills counted, actor, place, scope, time of a figure. */
uint32_t ro_figure_noun(const ro_figure_reader *r, const ro_quantity *q, uint32_t *first);
void ro_figure_context(const ro_figure_reader *r, const ro_quantity *q, uint32_t noun,
                       ro_figure *f);

static inline bool ro_reader_is(const ro_figure_reader *r, uint32_t i, const char *word) {
  return i < r->pieces.n && ro_piece_is(r->doc->text, &r->pieces.at[i], word);
}
static inline bool ro_unit_is_measure(ro_unit_class type) {
  return type >= RO_UNITS_PERCENT && type <= RO_UNITS_MEASURE;
}
bool ro_word_in(ro_str word, const char *const *list); /* list ends with NULL */

#endif
