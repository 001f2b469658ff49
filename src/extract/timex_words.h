/* Words of a sentence as the time grammar sees them, and the grammar's own types. */
#ifndef RO_EXTRACT_TIMEX_WORDS_H
#define RO_EXTRACT_TIMEX_WORDS_H

#include "doc/time.h"
#include "lexicon/lexicon.h"

/* X(id, label): classes of lexicon/times.tsv, and two that the lexicon does not hold. */
/* clang-format off */
#define RO_TIMEX_CLASS_LIST(X) \
  X(NONE, "") X(WEEKDAY, "weekday") X(WEEKDAYS, "weekdays") X(WEEKDAY_SHORT, "weekday_short") \
  X(MONTH, "month") X(MONTH_WORD, "month_word") X(MONTH_SHORT, "month_short") X(UNIT, "unit") \
  X(UNITS, "units") X(UNIT_SHORT, "unit_short") X(UNITS_SHORT, "units_short") \
  X(FORTNIGHT, "fortnight") X(PART, "part") X(PART_POINT, "part_point") X(PARTS, "parts") \
  X(NOON, "noon") X(SEASON, "season") X(SEASON_WORD, "season_word") X(SEASONS, "seasons") \
  X(NUMBER, "number") X(TENS, "tens") X(SCALE, "scale") X(ORDINAL, "ordinal") \
  X(DECADE_WORD, "decade_word") X(HOLIDAY, "holiday") X(REF, "ref") X(PRESENT, "present") \
  X(RECENT, "recent") X(SET, "set") X(ANNUAL, "annual") X(DUR_WORD, "dur_word") X(ZONE, "zone") \
  X(AMPM, "ampm") X(QUANT, "quant") X(START, "start") X(DEICTIC, "deictic") \
  X(TONIGHT, "tonight") X(OVERNIGHT, "overnight") X(DIGITS, "#digits") X(MARK, "#mark")
/* clang-format on */
typedef enum {
#define X(id, label) W_##id,
  RO_TIMEX_CLASS_LIST(X)
#undef X
      N_W
} word_class;

/* A run of letters, a run of digits, "'s", or one other character.  Finer than tokens, so that
 * the grammar sees the same words whatever the tokenizer joins: "10am", "mid-May", "a.m.". */
typedef struct {
  ro_span span;
  ro_str lower;
  uint32_t token;
  uint8_t class;
  bool is_glued; /* no white space before it */
  bool is_upper; /* begins with an upper-case letter */
  int32_t value; /* by class: number, weekday, month, unit ...; digits above 9 figures are -1 */
  uint32_t lead; /* unknown words up to the next word that tells a time by itself */
} word;

typedef struct {
  const ro_doc *doc;
  const ro_table *table;
  uint32_t class_column, value_column;
  const uint8_t *class_of_row;
  word *at;
  uint32_t n, cap;
} words;

/* Words of tokens [first, end), in scratch memory. */
ro_status words_make(words *w, ro_arena *scratch, uint32_t first, uint32_t end);

/* Longest lexicon phrase that begins with a token at word i: its row, and its length in *n. */
uint32_t words_phrase(const words *w, uint32_t i, uint32_t *n);

static inline bool word_is(const words *w, uint32_t i, const char *s) {
  return i < w->n && ro_str_is(w->at[i].lower, s);
}
/* Is the word one of a list parted by single spaces? */
bool word_among(const words *w, uint32_t i, const char *list);
static inline bool word_has(const words *w, uint32_t i, word_class c) {
  return i < w->n && w->at[i].class == c;
}

/* ------------------------------------------------------------------ the grammar */

typedef enum { ANCHOR_NONE, ANCHOR_DAY, ANCHOR_QUARTER, ANCHOR_YEAR, ANCHOR_ANY } anchor_wish;

/* One reading of the words from `i` to `end`. */
typedef struct {
  uint32_t end; /* 0 = no match */
  ro_time_type type;
  ro_time_rule meaning;
  ro_str value; /* of kind FIXED */
  const char *mod;
  const char *rule;
  uint8_t anchor;      /* anchor_wish */
  bool wants_tense;    /* direction is for the tense to say */
  bool is_weak_anchor; /* use the anchor only when it stands in the same or the last sentence */
} match;

/* The longest reading at word i; end = 0 when there is none.  Values go to `arena`. */
match timex_match(const words *w, ro_arena *arena, uint32_t i);

/* -1, 0 or +1: where the governing verb puts a date that does not say. */
int8_t timex_tense(const ro_doc *doc, uint32_t first, uint32_t end);

#endif
