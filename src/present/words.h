/* Words of the brief: names, dates, numbers and lists in plain English. */
#ifndef RO_PRESENT_WORDS_H
#define RO_PRESENT_WORDS_H

#include "doc/doc.h"

/* What has been named so far, so that a name stands in full with its office the first time. */
typedef struct {
  const ro_story *story;
  ro_arena *arena;
  bool *is_named; /* [entities.n] */
  int32_t year;   /* of most reports; dates in it go without their year */
} ro_words;

ro_status ro_words_open(const ro_story *story, ro_arena *arena, ro_words *out);

/* "French president Emmanuel Macron" at first, "Macron" later; "" for RO_NONE. */
ro_str ro_words_entity(ro_words *words, uint32_t entity);
/* "A, B and C"; at most `most` names, then "and 4 others". */
ro_str ro_words_entities(ro_words *words, const ro_indexes *list, uint32_t most);
/* "Sunday 20 February", "20–22 February", "December 2021", "2014", "until 20 February"; "" if
 * unknown. */
ro_str ro_words_date(const ro_words *words, ro_interval date);
ro_str ro_words_day(const ro_words *words, ro_date date, bool with_weekday);
/* "at least 150,000", "up to 190,000", "tens of thousands" (20,000–99,999). */
ro_str ro_words_figure(const ro_words *words, double low, double high, ro_comparator comparator,
                       ro_str unit);
ro_str ro_words_status(ro_event_status status); /* "planned"; empty for what happened */
/* First letter in upper case. */
ro_str ro_words_capital(ro_arena *arena, ro_str text);

#endif
