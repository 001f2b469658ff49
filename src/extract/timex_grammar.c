/* The top of the time grammar: words that point from the day of speech, standing phrases, and the
 * modifiers around any date ("early next week", "the end of March").
 *
 * Every rule reads a bounded number of words from its start; the longest reading wins, the earlier
 * rule on a tie. */
#include "extract/timex_grammar.h"

static match offset_day(uint32_t end, int32_t n, const char *rule) {
  match m = {.end = end, .type = RO_TIME_DATE, .rule = rule};
  m.meaning = timex_rule(RO_TIME_RULE_OFFSET, RO_UNIT_DAY);
  m.meaning.n = n;
  m.meaning.direction = (int8_t)(n < 0 ? -1 : n > 0);
  return m;
}

static void take_part(const words *w, match *m, uint32_t at, ro_time_part part) {
  (void)w;
  m->meaning.part = (uint8_t)part;
  m->type = RO_TIME_TIME;
  if (at > m->end) m->end = at;
}

/* "today", "tomorrow morning", "yesterday at noon", "tonight", "overnight". */
static match deictic(const words *w, uint32_t i) {
  if (word_has(w, i, W_TONIGHT) || word_has(w, i, W_OVERNIGHT)) {
    match m = offset_day(i + 1, 0, "tonight");
    take_part(w, &m, i + 1, RO_PART_NIGHT);
    return m;
  }
  if (!word_has(w, i, W_DEICTIC)) return timex_none();
  match m = offset_day(i + 1, w->at[i].value, "deictic");
  if (word_has(w, m.end, W_PART)) {
    take_part(w, &m, m.end + 1, (ro_time_part)w->at[m.end].value);
    return m;
  }
  int32_t minute;
  uint32_t end = word_is(w, m.end, "at") ? timex_clock(w, m.end + 1, &minute) : 0;
  if (!end) return m;
  m.end = end;
  m.type = RO_TIME_TIME;
  m.meaning.minute = minute;
  return m;
}

/* "10am tomorrow", "mid-afternoon yesterday". */
static match clock_deictic(const words *w, uint32_t i) {
  int32_t minute = -1;
  uint32_t end = timex_clock(w, i, &minute);
  ro_time_part part = RO_PART_NONE;
  if (!end && word_has(w, i, W_PART)) {
    end = i + 1;
    part = (ro_time_part)w->at[i].value;
  }
  if (!end || !word_has(w, end, W_DEICTIC)) return timex_none();
  match m = offset_day(end + 1, w->at[end].value, "clock-deictic");
  m.type = RO_TIME_TIME;
  m.meaning.minute = minute;
  m.meaning.part = (uint8_t)part;
  return m;
}

/* "the day before yesterday", "the day after tomorrow". */
static match day_beside(const words *w, uint32_t i) {
  uint32_t at = word_is(w, i, "the") ? i + 1 : i;
  if (!word_is(w, at, "day") || !word_among(w, at + 1, "before after") ||
      !word_has(w, at + 2, W_DEICTIC))
    return timex_none();
  int32_t step = word_is(w, at + 1, "after") ? 1 : -1;
  return offset_day(at + 3, w->at[at + 2].value + step, "day-beside");
}

static match phrase(const words *w, uint32_t i) {
  uint32_t n, row = words_phrase(w, i, &n);
  if (row == RO_NONE) return timex_none();
  uint8_t class = w->class_of_row[row];
  bool is_bound = (word_is(w, i, "soon") && word_is(w, i + 1, "as")) ||
                  (word_is(w, i, "shortly") && word_among(w, i + 1, "before after"));
  if (is_bound) return timex_none(); /* "as soon as", "shortly after the talks" */
  if (class != W_REF && class != W_DUR_WORD) return timex_none();
  match m = {
      .end = i + n, .type = class == W_REF ? RO_TIME_DATE : RO_TIME_DURATION, .rule = "phrase"};
  m.meaning = timex_rule(RO_TIME_RULE_FIXED, RO_UNIT_NONE);
  m.value = ro_table_field(w->table, row, w->value_column);
  return m;
}

/* "that day", "the same day", "the weekend", "the morning", "midnight". */
static match definite(const words *w, uint32_t i) {
  bool is_that = word_is(w, i, "that"), is_the = word_is(w, i, "the");
  uint32_t at = is_that && word_is(w, i + 1, "same") ? i + 2 : i + 1;
  if (!is_that && !is_the) return timex_none();
  if (word_has(w, at, W_PART)) {
    if (is_the && i > 0 && !word_among(w, i - 1, "in during through for of")) return timex_none();
    match m = {.end = at + 1, .type = RO_TIME_TIME, .rule = "the-part", .anchor = ANCHOR_DAY};
    m.meaning = timex_rule(RO_TIME_RULE_CLOCK, RO_UNIT_DAY);
    m.meaning.part = (uint8_t)w->at[at].value;
    return m;
  }
  ro_time_unit unit;
  int32_t factor;
  bool is_plural;
  uint32_t end = timex_unit(w, at, &unit, &factor, &is_plural);
  if (!end || is_plural || unit < RO_UNIT_DAY || factor > 1) return timex_none();
  if (is_the && unit == RO_UNIT_WEEKEND) {
    match m = offset_day(end, 0, "the-weekend");
    m.meaning.unit = RO_UNIT_WEEKEND;
    m.wants_tense = true;
    return m;
  }
  bool is_full = unit == RO_UNIT_YEAR || unit == RO_UNIT_QUARTER || unit == RO_UNIT_WEEK;
  if (is_the && !is_full) return timex_none();
  match m = offset_day(end, 0, "that-unit");
  m.meaning.unit = (uint8_t)unit;
  m.anchor = unit == RO_UNIT_QUARTER ? ANCHOR_QUARTER
             : unit == RO_UNIT_DAY   ? ANCHOR_DAY
                                     : ANCHOR_ANY;
  if (is_the && unit != RO_UNIT_QUARTER) m.anchor = ANCHOR_NONE;
  return m;
}

/* "the latest quarter", "the year-earlier quarter", "a year-ago". */
static match comparison(const words *w, uint32_t i) {
  uint32_t at = word_is(w, i, "the") ? i + 1 : i;
  if (word_is(w, at, "latest") && word_among(w, at + 1, "quarter year period")) {
    match m = offset_day(at + 2, 0, "latest");
    m.meaning.unit = RO_UNIT_QUARTER;
    m.anchor = ANCHOR_QUARTER;
    return m;
  }
  if (!word_is(w, at, "year") || !word_is(w, at + 1, "-") || !word_among(w, at + 2, "earlier ago"))
    return timex_none();
  uint32_t end = at + 3;
  if (word_among(w, end, "first second third fourth")) end++;
  bool is_noun = word_among(w, end, "quarter period half month");
  if (is_noun) end++;
  if (at > i && !is_noun) return timex_none(); /* "the year-ago results": without the article */
  match m = offset_day(end, -1, "year-earlier");
  m.meaning.unit = RO_UNIT_YEAR;
  m.anchor = ANCHOR_QUARTER;
  return m;
}

/* "year-end", "year's end", "the year end". */
static match year_end(const words *w, uint32_t i) {
  uint32_t at = word_is(w, i, "the") ? i + 1 : i;
  if (!word_among(w, at, "year month") || !word_among(w, at + 1, "- 's end")) return timex_none();
  uint32_t end = word_is(w, at + 1, "end") ? at + 1 : at + 2;
  if (!word_is(w, end, "end")) return timex_none();
  match m = offset_day(end + 1, 0, "year-end");
  m.meaning.unit = word_is(w, at, "year") ? RO_UNIT_YEAR : RO_UNIT_MONTH;
  m.mod = "END";
  return m;
}

/* "Earlier, ..." at the head of a sentence: the day of the report, before now; "earlier pledges".
 */
static match earlier_alone(const words *w, uint32_t i) {
  bool is_head = i == 0 || word_among(w, i - 1, "\" ' `");
  if (is_head && w->at[i].is_upper && word_is(w, i, "earlier") && word_is(w, i + 1, ",")) {
    match m = {.end = i + 1, .type = RO_TIME_DATE, .mod = "BEFORE", .rule = "earlier"};
    m.meaning = timex_rule(RO_TIME_RULE_NEWS_DAY, RO_UNIT_DAY);
    return m;
  }
  bool is_adjective = word_is(w, i, "earlier") && word_has(w, i + 1, W_NONE) &&
                      w->doc->tokens.upos[w->at[i].token] == RO_UPOS_ADJ;
  if (!is_adjective) return timex_none();
  match m = {
      .end = i + 1, .type = RO_TIME_DATE, .value = RO_STR("PAST_REF"), .rule = "earlier-adjective"};
  m.meaning = timex_rule(RO_TIME_RULE_FIXED, RO_UNIT_NONE);
  return m;
}

static match plain(const words *w, ro_arena *arena, uint32_t i) {
  match best = timex_date(w, arena, i);
  best = timex_longer(best, timex_span(w, arena, i));
  best = timex_longer(best, deictic(w, i));
  best = timex_longer(best, clock_deictic(w, i));
  best = timex_longer(best, day_beside(w, i));
  best = timex_longer(best, phrase(w, i));
  best = timex_longer(best, definite(w, i));
  best = timex_longer(best, comparison(w, i));
  best = timex_longer(best, year_end(w, i));
  return timex_longer(best, earlier_alone(w, i));
}

/* ------------------------------------------------------------------ modifiers in front */

/* "early", "late", "mid-", "earlier", "later in", "sometime", "around": end and mod. */
static uint32_t modifier(const words *w, uint32_t i, const char **mod) {
  static const struct {
    const char *word, *mod;
  } table[] = {{"early", "START"},   {"late", "END"},  {"mid", "MID"},
               {"earlier", "START"}, {"later", "END"}, {"around", "APPROX"},
               {"about", "APPROX"},  {"sometime", ""}, {"only", ""}};
  for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
    if (!word_is(w, i, table[k].word)) continue;
    *mod = table[k].mod;
    uint32_t end = i + 1;
    if (k <= 2 && word_is(w, end, "-")) return end + 1;
    if ((k == 3 || k == 4) && word_among(w, end, "in on")) return end + 1;
    return end;
  }
  return 0;
}

/* "the beginning of", "the end of", "the middle of", "end of". */
static uint32_t edge(const words *w, uint32_t i, const char **mod) {
  uint32_t at = word_is(w, i, "the") ? i + 1 : i;
  if (word_among(w, at, "very")) at++;
  if (!word_is(w, at + 1, "of")) return 0;
  if (word_among(w, at, "beginning start"))
    *mod = "START";
  else if (word_among(w, at, "end close"))
    *mod = "END";
  else if (word_among(w, at, "middle"))
    *mod = "MID";
  else
    return 0;
  return at + 2;
}

static bool takes_modifier(const match *m) {
  bool is_dated = m->meaning.kind != RO_TIME_RULE_FIXED;
  return m->end && is_dated && m->meaning.unit >= RO_UNIT_DAY;
}

static match modified(const words *w, ro_arena *arena, uint32_t i) {
  const char *mod = NULL;
  uint32_t at = edge(w, i, &mod);
  bool is_edge = at != 0;
  if (!at) at = modifier(w, i, &mod);
  if (!at || at >= w->n) return timex_none();
  match m = plain(w, arena, at);
  if (!m.end && is_edge && word_is(w, at, "the") && word_among(w, at + 1, "month day year week")) {
    m = offset_day(at + 2, 0, "edge");
    m.meaning.unit = word_is(w, at + 1, "month") ? RO_UNIT_MONTH : RO_UNIT_DAY;
  }
  if (!m.end && word_is(w, i, "mid") && word_has(w, at, W_PART)) {
    m = (match){.end = at + 1, .type = RO_TIME_TIME, .rule = "mid-part", .anchor = ANCHOR_DAY};
    m.meaning = timex_rule(RO_TIME_RULE_CLOCK, RO_UNIT_DAY);
    m.meaning.part = (uint8_t)w->at[at].value;
  }
  if (!takes_modifier(&m)) return timex_none();
  bool is_loose = !is_edge && word_among(w, i, "only");
  if (is_loose) return timex_none();
  if (mod[0]) m.mod = mod;
  return m;
}

match timex_match(const words *w, ro_arena *arena, uint32_t i) {
  enum { REACH = 4 }; /* unknown words, as "of" and "full", before the one that tells a time */
  if (word_has(w, i, W_MARK) && !word_is(w, i, "'")) return timex_none();
  bool is_far = w->at[i].lead > REACH;
  if (is_far || (word_has(w, i, W_NONE) && !w->at[i].is_upper)) {
    uint32_t n;
    if (words_phrase(w, i, &n) == RO_NONE) return timex_none();
  }
  return timex_longer(plain(w, arena, i), modified(w, arena, i));
}
