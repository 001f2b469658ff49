/* Parts of the time grammar that its files share. */
#ifndef RO_EXTRACT_TIMEX_GRAMMAR_H
#define RO_EXTRACT_TIMEX_GRAMMAR_H

#include "extract/timex_words.h"

typedef struct {
  int32_t n; /* -1 = several */
  const char *mod;
  bool has_half;   /* and a half more */
  bool is_number;  /* given in figures or number words */
  bool is_article; /* "a", "an", "another" */
} amount;

/* Each gives the end of what it read from word i on, 0 if there is none. */
uint32_t timex_number(const words *w, uint32_t i, int32_t *n);
uint32_t timex_amount(const words *w, uint32_t i, amount *a);
uint32_t timex_clock(const words *w, uint32_t i, int32_t *minute);
/* Unit of time in the singular or plural; fortnights are *factor 2 weeks. */
uint32_t timex_unit(const words *w, uint32_t i, ro_time_unit *unit, int32_t *factor,
                    bool *is_plural);

/* Explicit dates, weekdays, months, years, decades, quarters, seasons, holidays. */
match timex_date(const words *w, ro_arena *arena, uint32_t i);
/* Lengths, distances and repetitions: "two weeks", "two weeks ago", "every day". */
match timex_span(const words *w, ro_arena *arena, uint32_t i);

static inline match timex_none(void) { return (match){.end = 0}; }
static inline ro_time_rule timex_rule(ro_time_rule_kind kind, ro_time_unit unit) {
  return (ro_time_rule){.kind = (uint8_t)kind, .unit = (uint8_t)unit, .minute = -1};
}
static inline match timex_longer(match a, match b) { return b.end > a.end ? b : a; }

#endif
