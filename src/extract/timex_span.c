/* Lengths of time, distances from now, and repetitions: "two weeks", "two weeks ago", "the past
 * 72 hours", "last week", "every day". */
#include "extract/timex_grammar.h"

uint32_t timex_unit(const words *w, uint32_t i, ro_time_unit *unit, int32_t *factor,
                    bool *is_plural) {
  *factor = 1;
  if (word_has(w, i, W_FORTNIGHT)) {
    *unit = RO_UNIT_WEEK;
    *factor = 2;
    *is_plural = w->at[i].lower.len > 9;
    return i + 1;
  }
  *is_plural = word_has(w, i, W_UNITS) || word_has(w, i, W_UNITS_SHORT);
  if (!*is_plural && !word_has(w, i, W_UNIT) && !word_has(w, i, W_UNIT_SHORT)) return 0;
  *unit = (ro_time_unit)w->at[i].value;
  return i + 1;
}

static match fixed(uint32_t end, ro_time_type type, ro_str value, const char *rule) {
  match m = {.end = end, .type = type, .value = value, .rule = rule};
  m.meaning = timex_rule(RO_TIME_RULE_FIXED, RO_UNIT_NONE);
  return m;
}

static match offset(uint32_t end, ro_time_unit unit, int32_t n, const char *rule) {
  match m = {.end = end, .type = RO_TIME_DATE, .rule = rule};
  m.meaning = timex_rule(RO_TIME_RULE_OFFSET, unit);
  m.meaning.n = n;
  m.meaning.direction = (int8_t)(n < 0 ? -1 : n > 0);
  return m;
}

/* "P2Y", with a half "P2Y6M", "PT1M30S", "P1.5W". */
static ro_str length_value(ro_arena *arena, const amount *a, ro_time_unit unit, int32_t factor) {
  static const char *const half_of[RO_N_UNIT] = {[RO_UNIT_YEAR] = "6M",
                                                 [RO_UNIT_DAY] = "T12H",
                                                 [RO_UNIT_HOUR] = "30M",
                                                 [RO_UNIT_MINUTE] = "30S",
                                                 [RO_UNIT_MONTH] = "15D"};
  int32_t n = a->n < 0 || a->n > 10000000 ? a->n : a->n * factor;
  if (!a->has_half) return ro_duration_value(arena, n, unit);
  bool is_clock = unit == RO_UNIT_HOUR || unit == RO_UNIT_MINUTE;
  if (!n && half_of[unit]) return ro_str_printf(arena, "P%s%s", is_clock ? "T" : "", half_of[unit]);
  if (!half_of[unit]) return ro_str_printf(arena, "P%d.5%s", n, unit == RO_UNIT_WEEK ? "W" : "DE");
  ro_str whole = ro_duration_value(arena, n, unit);
  return ro_str_join(arena, whole, "", ro_str_from(half_of[unit]));
}

static uint32_t filler(const words *w, uint32_t i) {
  while (word_among(w, i,
                    "more additional consecutive straight full whole trading business working "
                    "long calendar extra successive other solid short further better") &&
         i + 1 < w->n)
    i++;
  return i;
}

/* "or so", "or more", "and a half", "or two" behind a length. */
static uint32_t tail(const words *w, uint32_t i, amount *a) {
  if (word_is(w, i, "and") && word_is(w, i + 1, "a") && word_is(w, i + 2, "half")) {
    a->has_half = true;
    return i + 3;
  }
  if (word_is(w, i, "or") && word_among(w, i + 1, "so more less two longer")) {
    bool is_about = word_among(w, i + 1, "so two");
    a->mod = is_about ? "APPROX" : word_is(w, i + 1, "less") ? "EQUAL_OR_LESS" : "EQUAL_OR_MORE";
    return i + 2;
  }
  return i;
}

/* A length read in parts, for the rules below. */
typedef struct {
  amount amount;
  ro_time_unit unit;
  int32_t factor;
  bool is_plural, is_hyphened;
  uint32_t end;
} stretch;

static bool read_stretch(const words *w, uint32_t i, stretch *s) {
  uint32_t at = timex_amount(w, i, &s->amount);
  if (!at) return false;
  s->is_hyphened = word_is(w, at, "-") && (s->amount.is_number || s->amount.n < 0);
  at = filler(w, s->is_hyphened ? at + 1 : at);
  s->end = timex_unit(w, at, &s->unit, &s->factor, &s->is_plural);
  if (!s->end) return false;
  bool is_sure = s->amount.is_number && s->amount.n != 1;
  if (s->unit == RO_UNIT_SECOND && !s->is_plural && !s->amount.is_number) return false;
  if (s->unit == RO_UNIT_QUARTER && (s->amount.is_article || !s->is_plural)) return false;
  if (word_is(w, s->end, "old") || (word_is(w, s->end, "-") && word_is(w, s->end + 1, "old")))
    return false; /* an age */
  if (is_sure && !s->is_plural && !s->is_hyphened && word_has(w, s->end, W_MARK) &&
      s->unit == RO_UNIT_SECOND)
    return false;
  if (s->is_hyphened && word_is(w, s->end, "-") && word_is(w, s->end + 1, "long"))
    s->end += 2;
  else
    s->end = tail(w, s->end, &s->amount);
  return true;
}

/* "two days after tomorrow", "three weeks from Friday". */
static match beside_deictic(const words *w, const stretch *s) {
  bool is_after = word_among(w, s->end, "after from");
  if ((!is_after && !word_is(w, s->end, "before")) || !word_has(w, s->end + 1, W_DEICTIC) ||
      s->amount.n < 0 || (s->unit != RO_UNIT_DAY && s->unit != RO_UNIT_WEEK))
    return timex_none();
  int32_t n = s->amount.n * s->factor * (s->unit == RO_UNIT_WEEK ? 7 : 1);
  return offset(s->end + 2, RO_UNIT_DAY, w->at[s->end + 1].value + (is_after ? n : -n),
                "beside-day");
}

/* "two weeks ago", "a year earlier"; hours count as the day they lie in. */
static match distance(const words *w, ro_arena *arena, const stretch *s, uint32_t at) {
  bool is_past = word_among(w, at, "ago earlier before previously back");
  bool is_anchored = word_among(w, at, "earlier before later after");
  int32_t n = s->amount.n * s->factor;
  bool is_short = s->unit == RO_UNIT_HOUR || s->unit == RO_UNIT_MINUTE || s->unit == RO_UNIT_SECOND;
  match m;
  if (s->amount.n < 0 && !is_short) {
    m = fixed(at + 1, RO_TIME_DATE, is_past ? RO_STR("PAST_REF") : RO_STR("FUTURE_REF"),
              "distance");
    if (!is_past && is_anchored) m.value = RO_STR("PAST_REF"); /* "years later", told of the past */
  } else {
    ro_time_unit unit = is_short ? RO_UNIT_DAY : s->unit;
    int32_t days = s->unit == RO_UNIT_HOUR && s->amount.n > 0 ? (n + 12) / 24 : 0;
    int32_t count = is_short ? days : n;
    m = offset(at + 1, unit, is_past ? -count : count, "distance");
    if (s->unit == RO_UNIT_DECADE) m.meaning.unit = RO_UNIT_YEAR, m.meaning.n *= 10;
  }
  (void)arena;
  m.mod = s->amount.mod;
  if (is_anchored) m.anchor = s->unit == RO_UNIT_YEAR ? ANCHOR_QUARTER : ANCHOR_DAY;
  if (word_is(w, at, "ago") && s->unit == RO_UNIT_YEAR) m.anchor = ANCHOR_QUARTER;
  m.is_weak_anchor = true;
  return m;
}

static bool is_distance(const words *w, uint32_t i) {
  if (word_among(w, i, "ago earlier later hence")) return true;
  return word_is(w, i, "before") && (i + 1 >= w->n || word_has(w, i + 1, W_MARK));
}

/* "twice a week", "$5 a day": the unit repeats. */
static bool is_rate(const words *w, uint32_t i) {
  if (i == 0) return false;
  return word_among(w, i - 1,
                    "once twice times thrice percent cents dollars million billion "
                    "thousand % troops barrels people per tons tonnes euros pounds") ||
         word_has(w, i - 1, W_DIGITS);
}

/* "two weeks", "40-minute", "a year", "two weeks ago". */
static match length(const words *w, ro_arena *arena, uint32_t i) {
  stretch s = {.factor = 1};
  uint32_t at = word_is(w, i, "the") && !word_is(w, i + 1, "a") ? i + 1 : i;
  if (at > i && word_among(w, at, "first last latest final opening closing")) at++;
  if (!read_stretch(w, at, &s) || s.unit == RO_UNIT_QUARTER) return timex_none();
  if (at > i && !s.amount.is_number) return timex_none();
  if (at > i && !s.is_plural) return timex_none();
  if (is_distance(w, s.end) && at == i) return distance(w, arena, &s, s.end);
  match beside = at == i ? beside_deictic(w, &s) : timex_none();
  if (beside.end) return beside;
  if (word_is(w, s.end, "from") && word_among(w, s.end + 1, "now today")) {
    match m = distance(w, arena, &s, s.end);
    m.end = s.end + 2;
    m.anchor = ANCHOR_NONE;
    return m;
  }
  if (s.amount.is_article && !s.amount.mod && is_rate(w, i))
    return fixed(s.end, RO_TIME_SET, ro_duration_value(arena, s.factor, s.unit), "rate");
  match m =
      fixed(s.end, RO_TIME_DURATION, length_value(arena, &s.amount, s.unit, s.factor), "length");
  m.mod = s.amount.mod;
  return m;
}

/* "years", "hours later", "decades-long": an unsaid number of units. */
static match bare_plural(const words *w, ro_arena *arena, uint32_t i) {
  stretch s = {.amount = {.n = -1}, .factor = 1};
  s.end = timex_unit(w, i, &s.unit, &s.factor, &s.is_plural);
  if (!s.end || !s.is_plural || word_has(w, i, W_UNITS_SHORT)) return timex_none();
  if (i > 0 && w->at[i].is_glued && word_is(w, i - 1, "-")) return timex_none();
  if (is_distance(w, s.end)) return distance(w, arena, &s, s.end);
  if (word_is(w, s.end, "old")) return timex_none();
  if (s.unit == RO_UNIT_QUARTER || s.unit == RO_UNIT_SECOND || s.unit == RO_UNIT_WEEKEND)
    return timex_none();
  if (word_is(w, s.end, "-") && word_is(w, s.end + 1, "long")) s.end += 2;
  return fixed(s.end, RO_TIME_DURATION, ro_duration_value(arena, -1, s.unit), "plural");
}

/* ------------------------------------------------------------------ last, this, next */

typedef struct {
  int8_t step;      /* -1, 0, +1 */
  bool is_anchored; /* told from another time: "the following day" */
  uint32_t end;
} pointer;

/* "last", "the next", "this past", "the previous". */
static bool read_pointer(const words *w, uint32_t i, pointer *p) {
  uint32_t at = word_among(w, i, "the these those its their his her our") ? i + 1 : i;
  bool has_this = word_is(w, at, "this") && word_among(w, at + 1, "past coming last next");
  if (has_this) at++;
  *p = (pointer){.end = at + 1};
  if (word_among(w, at, "last past"))
    p->step = -1;
  else if (word_among(w, at, "next coming upcoming"))
    p->step = 1;
  else if (word_among(w, at, "previous preceding prior"))
    p->step = -1, p->is_anchored = true;
  else if (word_is(w, at, "following"))
    p->step = 1, p->is_anchored = true;
  else if (word_among(w, at, "this current"))
    p->step = 0;
  else if (word_among(w, at, "same") && at > i)
    p->step = 0, p->is_anchored = true;
  else
    return false;
  if (word_is(w, at, "next") && at > i && word_is(w, at + 1, "day")) p->is_anchored = true;
  return true;
}

/* "the past 72 hours", "the next few hours", "the coming days". */
static match pointed_length(const words *w, ro_arena *arena, uint32_t i, const pointer *p) {
  stretch s = {.factor = 1};
  if (read_stretch(w, p->end, &s) && (s.is_plural || s.amount.n == 1) && !s.amount.is_article) {
    match m = fixed(s.end, RO_TIME_DURATION, length_value(arena, &s.amount, s.unit, s.factor),
                    "pointed-length");
    m.mod = s.amount.mod;
    m.meaning.direction = p->step;
    m.meaning.n = s.amount.n < 0 ? -1 : s.amount.n * s.factor;
    m.meaning.unit = (uint8_t)s.unit;
    return m;
  }
  s.end = timex_unit(w, p->end, &s.unit, &s.factor, &s.is_plural);
  if (!s.end || !s.is_plural || !p->step) return timex_none();
  (void)i;
  return fixed(s.end, RO_TIME_DATE, p->step < 0 ? RO_STR("PAST_REF") : RO_STR("FUTURE_REF"),
               "pointed-plural");
}

/* "last week", "this morning", "the following day". */
static match pointed_unit(const words *w, uint32_t i, const pointer *p) {
  ro_time_unit unit;
  int32_t factor;
  bool is_plural;
  uint32_t at = p->end;
  if (word_among(w, at, "fiscal financial calendar academic full")) at++;
  uint32_t end = timex_unit(w, at, &unit, &factor, &is_plural);
  if (!end || is_plural) return timex_none();
  if (word_is(w, i, "this") && word_among(w, at, "second minute")) return timex_none();
  if (unit < RO_UNIT_DAY) {
    if (!p->step || (word_is(w, i, "last") || unit != RO_UNIT_HOUR)) return timex_none();
    match m = fixed(end, RO_TIME_DURATION, RO_STR("PT1H"), "pointed-hour");
    m.meaning.direction = p->step;
    m.meaning.unit = RO_UNIT_HOUR;
    m.meaning.n = 1;
    return m;
  }
  if (unit == RO_UNIT_DAY && !p->is_anchored && p->step <= 0) return timex_none();
  match m = offset(end, unit, p->step, "pointed-unit");
  m.meaning.direction = p->step;
  if (unit == RO_UNIT_WEEKEND && p->step < 0) m.meaning.n = 0;
  if (unit == RO_UNIT_DECADE && p->step < 0) {
    match d = fixed(end, RO_TIME_DURATION, RO_STR("P10Y"), "pointed-decade");
    d.meaning.direction = -1, d.meaning.unit = RO_UNIT_YEAR, d.meaning.n = 10;
    return d;
  }
  if (p->is_anchored) m.anchor = ANCHOR_ANY;
  if (unit == RO_UNIT_DAY && word_has(w, end, W_PART)) {
    m.meaning.part = (uint8_t)w->at[end].value;
    m.type = RO_TIME_TIME;
    m.end = end + 1;
  }
  return m;
}

/* "this morning", "last night", "the next morning", "that evening". */
static match pointed_part(const words *w, uint32_t i, const pointer *p) {
  if (!word_has(w, p->end, W_PART)) return timex_none();
  bool is_night = w->at[p->end].value == RO_PART_NIGHT || w->at[p->end].value == RO_PART_EVENING;
  if (word_is(w, i, "last") && !is_night) return timex_none();
  match m = offset(p->end + 1, RO_UNIT_DAY, p->step, "pointed-part");
  m.type = RO_TIME_TIME;
  m.meaning.part = (uint8_t)w->at[p->end].value;
  bool is_the = word_is(w, i, "the");
  if (p->is_anchored || (is_the && p->step > 0)) m.anchor = ANCHOR_DAY;
  return m;
}

/* "last Friday", "next May", "this summer", "last Christmas". */
static match pointed_date(const words *w, ro_arena *arena, const pointer *p) {
  bool is_season = word_has(w, p->end, W_SEASON) || word_has(w, p->end, W_SEASON_WORD);
  match m;
  if (is_season) {
    m = (match){.end = p->end + 1, .type = RO_TIME_DATE};
    m.meaning = timex_rule(RO_TIME_RULE_CALENDAR, RO_UNIT_SEASON);
    m.meaning.n = w->at[p->end].value;
  } else {
    if (word_has(w, p->end, W_DIGITS) || word_has(w, p->end, W_NUMBER) ||
        word_has(w, p->end, W_NOON))
      return timex_none();
    m = timex_date(w, arena, p->end);
  }
  bool is_open = m.meaning.kind == RO_TIME_RULE_WEEKDAY || m.meaning.kind == RO_TIME_RULE_HOLIDAY ||
                 (m.meaning.kind == RO_TIME_RULE_CALENDAR && !m.meaning.year);
  if (!m.end || !is_open) return timex_none();
  m.meaning.direction = (int8_t)(2 * p->step);
  bool is_this = p->step == 0;
  if (is_this && m.meaning.kind == RO_TIME_RULE_CALENDAR) m.meaning.year = RO_YEAR_OFFSET(0);
  if (is_this && m.meaning.kind == RO_TIME_RULE_WEEKDAY) m.meaning.month = 1, m.meaning.day = 0;
  m.wants_tense = false;
  if (p->is_anchored) m.anchor = ANCHOR_DAY;
  m.rule = "pointed-date";
  return m;
}

static match pointed(const words *w, ro_arena *arena, uint32_t i) {
  pointer p;
  if (!read_pointer(w, i, &p)) return timex_none();
  match best = pointed_length(w, arena, i, &p);
  best = timex_longer(best, pointed_unit(w, i, &p));
  best = timex_longer(best, pointed_part(w, i, &p));
  return timex_longer(best, pointed_date(w, arena, &p));
}

/* "recent years", "current". */
static match recent(const words *w, uint32_t i) {
  ro_time_unit unit;
  int32_t factor;
  bool is_plural;
  if (!word_has(w, i, W_RECENT) && !word_has(w, i, W_PRESENT)) return timex_none();
  uint32_t end = timex_unit(w, i + 1, &unit, &factor, &is_plural);
  bool is_recent = word_has(w, i, W_RECENT);
  if (end && !is_recent) return timex_none();
  return fixed(end ? end : i + 1, RO_TIME_DATE,
               is_recent ? RO_STR("PAST_REF") : RO_STR("PRESENT_REF"), "recent");
}

/* ------------------------------------------------------------------ repetitions */

static match every(const words *w, ro_arena *arena, uint32_t i) {
  ro_time_unit unit;
  int32_t factor, n = 1;
  bool is_plural;
  if (!word_among(w, i, "every each per")) return timex_none();
  uint32_t at = word_among(w, i + 1, "single other") ? i + 2 : i + 1;
  if (word_is(w, i, "each") && word_is(w, at, "and")) return timex_none();
  if (word_is(w, i + 1, "other")) n = 2;
  uint32_t number = timex_number(w, at, &n);
  uint32_t end = timex_unit(w, number ? number : at, &unit, &factor, &is_plural);
  if (end && unit == RO_UNIT_SECOND && !number) return timex_none();
  if (end) return fixed(end, RO_TIME_SET, ro_duration_value(arena, n * factor, unit), "every");
  if (word_is(w, i, "per")) return timex_none();
  if (word_has(w, at, W_WEEKDAY)) {
    const char *part =
        word_has(w, at + 1, W_PART) && w->at[at + 1].value == RO_PART_NIGHT ? "TNI" : "";
    return fixed(at + 1 + (*part != 0), RO_TIME_SET,
                 ro_str_printf(arena, "XXXX-WXX-%d%s", w->at[at].value + 1, part), "every");
  }
  if (word_has(w, at, W_MONTH))
    return fixed(at + 1, RO_TIME_SET, ro_str_printf(arena, "XXXX-%02d", w->at[at].value), "every");
  if (word_has(w, at, W_PART))
    return fixed(at + 1, RO_TIME_SET,
                 ro_str_printf(arena, "XXXX-XX-XXT%s",
                               w->at[at].value == RO_PART_MORNING   ? "MO"
                               : w->at[at].value == RO_PART_NIGHT   ? "NI"
                               : w->at[at].value == RO_PART_EVENING ? "EV"
                                                                    : "AF"),
                 "every");
  return timex_none();
}

static match repeated(const words *w, ro_arena *arena, uint32_t i) {
  if (word_has(w, i, W_WEEKDAYS))
    return fixed(i + 1, RO_TIME_SET, ro_str_printf(arena, "XXXX-WXX-%d", w->at[i].value + 1),
                 "weekdays");
  if (!word_has(w, i, W_SET)) return timex_none();
  uint32_t row = ro_table_find(w->table, w->at[i].lower);
  return fixed(i + 1, RO_TIME_SET, ro_table_field(w->table, row, w->value_column), "set");
}

/* "the weeks ahead", "the coming weeks and months". */
static match ahead(const words *w, uint32_t i) {
  ro_time_unit unit;
  int32_t factor;
  bool is_plural;
  uint32_t end = word_is(w, i, "the") ? timex_unit(w, i + 1, &unit, &factor, &is_plural) : 0;
  if (!end || !is_plural || !word_is(w, end, "ahead")) return timex_none();
  return fixed(end + 1, RO_TIME_DATE, RO_STR("FUTURE_REF"), "ahead");
}

match timex_span(const words *w, ro_arena *arena, uint32_t i) {
  match best = length(w, arena, i);
  best = timex_longer(best, bare_plural(w, arena, i));
  best = timex_longer(best, pointed(w, arena, i));
  best = timex_longer(best, recent(w, i));
  best = timex_longer(best, ahead(w, i));
  best = timex_longer(best, every(w, arena, i));
  return timex_longer(best, repeated(w, arena, i));
}
