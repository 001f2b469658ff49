/* Numbers, amounts and clock times of time expressions. */
#include "extract/timex_grammar.h"

/* "12", "1,200", "twelve", "twenty-four", "two hundred": value and end; 0 if there is none. */
uint32_t timex_number(const words *w, uint32_t i, int32_t *n) {
  if (word_has(w, i, W_DIGITS)) {
    *n = w->at[i].value;
    uint32_t end = i + 1;
    while (word_is(w, end, ",") && w->at[end].is_glued && word_has(w, end + 1, W_DIGITS) &&
           w->at[end + 1].is_glued && w->at[end + 1].lower.len == 3 && *n >= 0 && *n < 1000000) {
      *n = *n * 1000 + w->at[end + 1].value;
      end += 2;
    }
    return *n < 0 ? 0 : end;
  }
  uint32_t end = i;
  int32_t v = 0;
  if (word_has(w, end, W_TENS)) {
    v = w->at[end++].value;
    uint32_t unit = word_is(w, end, "-") ? end + 1 : end;
    if (word_has(w, unit, W_NUMBER) && w->at[unit].value < 10) {
      v += w->at[unit].value;
      end = unit + 1;
    }
  } else if (word_has(w, end, W_NUMBER)) {
    v = w->at[end++].value;
  }
  if (end == i) return 0;
  while (word_has(w, end, W_SCALE) && v < 1000) v *= w->at[end++].value;
  *n = v;
  return end;
}

/* A half after the number: "2 1/2", "2.5", "two and a half". */
static uint32_t half(const words *w, uint32_t i, bool *is_half) {
  *is_half = true;
  if (word_is(w, i, "1") && word_is(w, i + 1, "/") && word_is(w, i + 2, "2")) return i + 3;
  if (word_is(w, i, ".") && word_is(w, i + 1, "5") && w->at[i].is_glued) return i + 2;
  if (word_is(w, i, "and") && word_is(w, i + 1, "a") && word_is(w, i + 2, "half")) return i + 3;
  *is_half = false;
  return i;
}

/* Words before an amount that bound it, with their TIMEX3 mod. */
static uint32_t bound(const words *w, uint32_t i, const char **mod) {
  static const struct {
    const char *a, *b, *c, *mod;
  } table[] = {
      {"more", "than", "", "MORE_THAN"},
      {"less", "than", "", "LESS_THAN"},
      {"fewer", "than", "", "LESS_THAN"},
      {"at", "least", "", "EQUAL_OR_MORE"},
      {"at", "most", "", "EQUAL_OR_LESS"},
      {"no", "more", "than", "EQUAL_OR_LESS"},
      {"no", "less", "than", "EQUAL_OR_MORE"},
      {"up", "to", "", "EQUAL_OR_LESS"},
      {"well", "over", "", "MORE_THAN"},
      {"over", "", "", "MORE_THAN"},
      {"under", "", "", "LESS_THAN"},
      {"about", "", "", "APPROX"},
      {"around", "", "", "APPROX"},
      {"approximately", "", "", "APPROX"},
      {"roughly", "", "", "APPROX"},
      {"nearly", "", "", "LESS_THAN"},
      {"almost", "", "", "LESS_THAN"},
      {"some", "", "", "APPROX"},
      {"just", "over", "", "MORE_THAN"},
      {"just", "under", "", "LESS_THAN"},
      {"exactly", "", "", "EXACTLY"},
  };
  for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
    uint32_t end = i;
    if (!word_is(w, end++, table[k].a)) continue;
    if (table[k].b[0] && !word_is(w, end++, table[k].b)) continue;
    if (table[k].c[0] && !word_is(w, end++, table[k].c)) continue;
    bool is_during = ro_str_is(ro_str_from(table[k].a), "over") && !word_among(w, end, "a an");
    if (is_during) continue; /* "over three years" */
    *mod = table[k].mod;
    return end;
  }
  return i;
}

static uint32_t vague(const words *w, uint32_t i) {
  if (word_is(w, i, "a") && word_among(w, i + 1, "few couple")) {
    uint32_t end = i + 2;
    return word_is(w, end, "of") ? end + 1 : end;
  }
  if (word_among(w, i, "several few many numerous countless couple"))
    return word_is(w, i + 1, "of") ? i + 2 : i + 1;
  if (word_among(w, i, "dozens hundreds thousands tens") && word_is(w, i + 1, "of")) return i + 2;
  return 0;
}

/* The second number of "two to three", "12 or 18", "3-4"; the first is kept. */
static uint32_t range(const words *w, uint32_t i) {
  int32_t n;
  if (!word_among(w, i, "to or -")) return i;
  uint32_t end = timex_number(w, i + 1, &n);
  return end ? end : i;
}

uint32_t timex_amount(const words *w, uint32_t i, amount *a) {
  *a = (amount){.n = 1};
  uint32_t at = bound(w, i, &a->mod), end;
  bool is_half = false;
  if (word_is(w, at, "half") && word_among(w, at + 1, "a an")) {
    a->n = 0;
    a->has_half = true;
    return at + 2;
  }
  if ((end = vague(w, at)) > 0) {
    bool is_couple = word_is(w, at, "couple") || word_is(w, at + 1, "couple");
    a->n = is_couple ? 2 : -1;
    if (is_couple) a->mod = "APPROX";
    return end;
  }
  if ((end = timex_number(w, at, &a->n)) > 0) {
    end = half(w, range(w, end), &is_half);
    a->has_half = is_half;
    a->is_number = true;
    return end;
  }
  if (word_among(w, at, "a an another")) {
    a->is_article = true;
    if (word_is(w, at + 1, "additional")) at++;
    if (word_has(w, at + 1, W_SCALE)) {
      a->n = w->at[at + 1].value;
      return at + 2;
    }
    return at + 1;
  }
  return 0;
}

/* ------------------------------------------------------------------ clock times */

/* "am", "a.m.", "pm": minutes to add to the hour, and the end. */
static uint32_t half_day(const words *w, uint32_t i, int32_t *add) {
  if (word_has(w, i, W_AMPM)) {
    *add = w->at[i].value;
    return i + 1;
  }
  if (word_among(w, i, "a p") && word_is(w, i + 1, ".") && word_is(w, i + 2, "m")) {
    *add = word_is(w, i, "p") ? 720 : 0;
    bool has_stop = word_is(w, i + 3, ".") && w->at[i + 3].is_glued;
    return i + 3 + has_stop;
  }
  return 0;
}

/* "in the morning", "at night" after an hour. */
static uint32_t part_after(const words *w, uint32_t i, int32_t hour, int32_t *add) {
  uint32_t at = word_is(w, i, "at") ? i + 1 : i;
  if (word_is(w, i, "in") && word_is(w, i + 1, "the")) at = i + 2;
  if (at == i || !word_has(w, at, W_PART)) return 0;
  bool is_late =
      w->at[at].value != RO_PART_MORNING && !(w->at[at].value == RO_PART_NIGHT && hour < 5);
  *add = is_late ? 720 : 0;
  return at + 1;
}

static uint32_t zone(const words *w, uint32_t i) {
  bool is_open = word_is(w, i, "(");
  uint32_t at = is_open ? i + 1 : i;
  if (word_has(w, at, W_ZONE) && w->at[at].is_upper) {
    at++;
    if (word_among(w, at, "+ -") && word_has(w, at + 1, W_DIGITS)) at += 2;
    return is_open && word_is(w, at, ")") ? at + 1 : at;
  }
  if (word_is(w, i, "local") && word_is(w, i + 1, "time")) return i + 2;
  if (word_among(w, i, "eastern central pacific moscow london") && word_is(w, i + 1, "time"))
    return i + 2;
  return i;
}

/* ":30", ":30:15", ".30" glued to the hour. */
static uint32_t minutes(const words *w, uint32_t i, int32_t *minute) {
  bool is_mark = (word_is(w, i, ":") || word_is(w, i, ".")) && w->at[i].is_glued;
  if (!is_mark || !word_has(w, i + 1, W_DIGITS) || w->at[i + 1].lower.len != 2 ||
      w->at[i + 1].value > 59 || !w->at[i + 1].is_glued)
    return i;
  *minute = w->at[i + 1].value;
  uint32_t end = i + 2;
  bool has_seconds = word_is(w, end, ":") && w->at[end].is_glued &&
                     word_has(w, end + 1, W_DIGITS) && w->at[end + 1].lower.len == 2;
  return has_seconds ? end + 2 : end;
}

static uint32_t noon(const words *w, uint32_t i, int32_t *minute) {
  uint32_t at = word_is(w, i, "12") ? i + 1 : i;
  if (!word_has(w, at, W_NOON)) return 0;
  *minute = w->at[at].value;
  return zone(w, at + 1);
}

/* "0900 GMT". */
static uint32_t military(const words *w, uint32_t i, int32_t *minute) {
  int32_t v = w->at[i].value;
  if (w->at[i].lower.len != 4 || v / 100 > 24 || v % 100 > 59) return 0;
  uint32_t end = zone(w, i + 1);
  *minute = v / 100 * 60 + v % 100;
  return end > i + 1 ? end : 0;
}

uint32_t timex_clock(const words *w, uint32_t i, int32_t *minute) {
  int32_t hour, extra = 0, add = 0;
  uint32_t end = noon(w, i, minute);
  if (end) return end;
  if (word_has(w, i, W_DIGITS) && w->at[i].lower.len <= 2) {
    hour = w->at[i].value;
    end = minutes(w, i + 1, &extra);
  } else if (word_has(w, i, W_NUMBER) && w->at[i].value <= 12) {
    hour = w->at[i].value;
    end = i + 1;
  } else {
    return word_has(w, i, W_DIGITS) ? military(w, i, minute) : 0;
  }
  bool has_colon = end > i + 1 && word_is(w, i + 1, ":"), is_sure = has_colon;
  uint32_t after = half_day(w, end, &add);
  if (!after) after = part_after(w, end, hour, &add);
  if (!after && word_is(w, end, "o") && word_is(w, end + 1, "'") && word_is(w, end + 2, "clock")) {
    after = end + 3;
    uint32_t more = part_after(w, after, hour, &add);
    if (more) after = more;
  }
  if (after) is_sure = true;
  end = after ? after : end;
  uint32_t zoned = zone(w, end);
  if (zoned > end) is_sure = true;
  if (hour > 24 || !is_sure || (add && hour > 12 && add == 720 && hour > 23)) return 0;
  if (after && hour == 12) hour = 0;
  if (hour >= 12) add = 0;
  *minute = hour * 60 + extra + add;
  return zoned;
}
