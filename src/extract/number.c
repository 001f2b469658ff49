/* Numbers in running text.
 *
 * Pieces:  "$1.2bn"  ->  $ | 1.2 | bn        "twenty-five"  ->  twenty | - | five
 *
 * Grammar (descending, longest first):
 *   number   = vague | fraction | mixed | cardinal | ordinal
 *   vague    = plural ["of" plural]            "dozens", "tens of thousands", "hundreds of
 * thousands" | several|"a few" [scale]         "several hundred", "a few thousand" | "a number of"
 * | "a series of" | "a handful of" | multiple fraction = count denominator | half | d/d | count
 * "in"|"out of" count mixed    = cardinal "and a" half [scale] | cardinal d/d | digits
 * vulgar-fraction cardinal = [a] word-number | digits [scale]
 *
 * A plural scale S stands for 2S ... 10S-1 (at least two of it, not yet ten); "several" is three
 * or more, "a few" three or more, "a number of" and "multiple" two or more.  The words are a
 * closed class, so they stand here and not in a lexicon that a user would extend. */
#include "extract/number.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"

/* FIRST begins a number only with what follows it: "a dozen", "several hundred". */
enum {
  UNIT = 1,
  TEEN,
  TENS,
  HUNDRED,
  SCALE,
  SHORT,
  DOZEN,
  PLURAL,
  HALF,
  PART,
  PARTS,
  ORDINAL,
  FIRST
};

typedef struct {
  const char *word;
  uint8_t kind;
  double value; /* for PART and PARTS the denominator */
} number_word;

/* Sorted by word (strcmp), row 0 unused: found by bisection. */
static const number_word words[] = {
    {"", 0, 0},
    {"a", FIRST, 0},
    {"an", FIRST, 0},
    {"billion", SCALE, 1e9},
    {"billions", PLURAL, 1e9},
    {"bln", SHORT, 1e9},
    {"bn", SHORT, 1e9},
    {"crore", SCALE, 1e7},
    {"dozen", DOZEN, 12},
    {"dozens", PLURAL, 12},
    {"eight", UNIT, 8},
    {"eighteen", TEEN, 18},
    {"eighth", PART, 8},
    {"eighths", PARTS, 8},
    {"eighty", TENS, 80},
    {"eleven", TEEN, 11},
    {"eleventh", ORDINAL, 11},
    {"few", FIRST, 0},
    {"fifteen", TEEN, 15},
    {"fifth", PART, 5},
    {"fifths", PARTS, 5},
    {"fifty", TENS, 50},
    {"five", UNIT, 5},
    {"forty", TENS, 40},
    {"four", UNIT, 4},
    {"fourteen", TEEN, 14},
    {"fourth", PART, 4},
    {"fourths", PARTS, 4},
    {"half", HALF, 2},
    {"hundred", HUNDRED, 100},
    {"hundreds", PLURAL, 100},
    {"k", SHORT, 1e3},
    {"lakh", SCALE, 1e5},
    {"m", SHORT, 1e6},
    {"million", SCALE, 1e6},
    {"millions", PLURAL, 1e6},
    {"mln", SHORT, 1e6},
    {"mn", SHORT, 1e6},
    {"multiple", FIRST, 0},
    {"nine", UNIT, 9},
    {"nineteen", TEEN, 19},
    {"ninety", TENS, 90},
    {"ninth", PART, 9},
    {"ninths", PARTS, 9},
    {"one", UNIT, 1},
    {"quarter", PART, 4},
    {"quarters", PARTS, 4},
    {"scores", PLURAL, 20},
    {"second", ORDINAL, 2},
    {"seven", UNIT, 7},
    {"seventeen", TEEN, 17},
    {"seventh", PART, 7},
    {"sevenths", PARTS, 7},
    {"seventy", TENS, 70},
    {"several", FIRST, 0},
    {"six", UNIT, 6},
    {"sixteen", TEEN, 16},
    {"sixth", PART, 6},
    {"sixths", PARTS, 6},
    {"sixty", TENS, 60},
    {"ten", TEEN, 10},
    {"tens", PLURAL, 10},
    {"tenth", PART, 10},
    {"tenths", PARTS, 10},
    {"third", PART, 3},
    {"thirds", PARTS, 3},
    {"thirteen", TEEN, 13},
    {"thirty", TENS, 30},
    {"thousand", SCALE, 1e3},
    {"thousands", PLURAL, 1e3},
    {"three", UNIT, 3},
    {"tn", SHORT, 1e12},
    {"trillion", SCALE, 1e12},
    {"trillions", PLURAL, 1e12},
    {"trn", SHORT, 1e12},
    {"twelve", TEEN, 12},
    {"twenty", TENS, 20},
    {"two", UNIT, 2},
    {"zero", UNIT, 0},
};
enum { N_WORDS = sizeof words / sizeof *words, MAX_WORD = 12 };

/* ------------------------------------------------------------------ pieces */

static uint8_t find_word(ro_str s) {
  char lower[MAX_WORD + 1];
  if (s.len == 0 || s.len > MAX_WORD) return 0;
  for (size_t i = 0; i < s.len; i++) {
    char c = s.data[i];
    lower[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
  }
  lower[s.len] = 0;
  uint32_t low = 1, high = N_WORDS;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (strcmp(words[middle].word, lower) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low < N_WORDS && strcmp(words[low].word, lower) == 0 ? (uint8_t)low : 0;
}

static bool digit_at(ro_str text, size_t i, size_t end) {
  return i < end && ro_is_digit((uint8_t)text.data[i]);
}

/* Three digits and no fourth after a comma: a group of thousands. */
static bool group_at(ro_str text, size_t i, size_t end) {
  return digit_at(text, i, end) && digit_at(text, i + 1, end) && digit_at(text, i + 2, end) &&
         !digit_at(text, i + 3, end);
}

/* Reads "1,250.5" or ".08" at i; gives the end. */
static size_t read_digits(ro_str text, size_t i, size_t end, double *value) {
  double v = 0, place = 1;
  size_t run = i;
  for (; i < end; i++) {
    char c = text.data[i];
    if (ro_is_digit((uint8_t)c))
      v = v * 10 + (c - '0');
    else if (!(c == ',' && i > run && i - run <= 3 && group_at(text, i + 1, end)))
      break;
    else
      run = i + 1; /* each further group must be of three digits, which group_at saw to */
  }
  if (i < end && text.data[i] == '.' && digit_at(text, i + 1, end))
    for (i++; digit_at(text, i, end); i++) v += (text.data[i] - '0') * (place /= 10);
  *value = place < 1 ? round(v / place) * place : v;
  return i;
}

static bool is_word_char(uint32_t c) { return ro_is_letter(c) || ro_is_digit(c); }

static size_t read_word(ro_str text, size_t i, size_t end) {
  while (i < end) {
    size_t next = i;
    uint32_t c = ro_utf8_next(text, &next);
    if (!is_word_char(c)) {
      size_t after = next;
      bool joins =
          (c == '\'' || c == 0x2019) && after < end && ro_is_letter(ro_utf8_next(text, &after));
      if (!joins) break;
    }
    i = next;
  }
  return i;
}

bool ro_pieces_make(ro_arena *arena, ro_str text, ro_span span, ro_pieces *out) {
  bool is_glued = false;
  for (size_t i = span.begin; i < span.end;) {
    size_t next = i;
    uint32_t c = ro_utf8_next(text, &next);
    if (ro_is_white(c)) {
      is_glued = false;
      i = next;
      continue;
    }
    ro_piece piece = {.span = {(uint32_t)i, 0}, .kind = RO_PIECE_MARK, .is_glued = is_glued};
    bool is_point = c == '.' && !is_glued && digit_at(text, next, span.end);
    if (ro_is_digit(c) || is_point) {
      piece.kind = RO_PIECE_DIGITS;
      next = read_digits(text, i, span.end, &piece.value);
    } else if (ro_is_letter(c)) {
      piece.kind = RO_PIECE_WORD;
      next = read_word(text, i, span.end);
      piece.word = find_word(ro_str_sub(text, i, next));
    }
    piece.span.end = (uint32_t)next;
    ro_piece *row = RO_ADD(arena, out);
    if (!row) return false;
    *row = piece;
    is_glued = true;
    i = next;
  }
  return true;
}

bool ro_piece_is(ro_str text, const ro_piece *piece, const char *word) {
  return ro_str_equal_nocase(ro_str_sub(text, piece->span.begin, piece->span.end),
                             ro_str_from(word));
}

/* ------------------------------------------------------------------ grammar */

typedef struct {
  ro_str text;
  const ro_piece *at;
  uint32_t n;
} reader;

static uint8_t kind_of(const reader *r, uint32_t i) {
  return i < r->n ? words[r->at[i].word].kind : 0;
}
static double value_of(const reader *r, uint32_t i) { return words[r->at[i].word].value; }
static bool is(const reader *r, uint32_t i, const char *word) {
  return i < r->n && ro_piece_is(r->text, &r->at[i], word);
}
static bool is_digits(const reader *r, uint32_t i) {
  return i < r->n && r->at[i].kind == RO_PIECE_DIGITS;
}
static bool is_article(const reader *r, uint32_t i) { return is(r, i, "a") || is(r, i, "an"); }
/* Position after a hyphen written without spaces, or i itself. */
static uint32_t skip_hyphen(const reader *r, uint32_t i) {
  return is(r, i, "-") && r->at[i].is_glued && i + 1 < r->n && r->at[i + 1].is_glued ? i + 1 : i;
}
static bool is_below_hundred(uint8_t kind) { return kind == UNIT || kind == TEEN || kind == TENS; }

/* "million", "bn", and "m" or "k" only where they touch the digits. */
static bool is_scale(const reader *r, uint32_t i) {
  uint8_t kind = kind_of(r, i);
  if (kind == SCALE || kind == HUNDRED || kind == DOZEN) return true;
  if (kind != SHORT || !is_digits(r, i - 1)) return false;
  size_t length = r->at[i].span.end - r->at[i].span.begin;
  return r->at[i].is_glued || length > 1;
}

/* Zero to ninety-nine in words. */
static uint32_t read_small(const reader *r, uint32_t i, double *value) {
  uint8_t kind = kind_of(r, i);
  if (!is_below_hundred(kind)) return i;
  *value = value_of(r, i++);
  uint32_t next = skip_hyphen(r, i);
  if (kind == TENS && kind_of(r, next) == UNIT && value_of(r, next) > 0) {
    *value += value_of(r, next);
    i = next + 1;
  }
  return i;
}

/* Words below a thousand: "six", "two hundred and ten", "a hundred". */
static uint32_t read_hundreds(const reader *r, uint32_t i, double *value) {
  double small = 0;
  uint32_t at = i;
  *value = 0;
  if (is_article(r, i) && kind_of(r, i + 1) == HUNDRED) {
    small = 1;
    at = i + 1;
  } else if ((at = read_small(r, i, &small)) == i && kind_of(r, i) != HUNDRED) {
    return i;
  }
  if (at == i) small = 1;
  if (kind_of(r, skip_hyphen(r, at)) != HUNDRED) {
    *value = small;
    return at;
  }
  *value = small * 100;
  at = skip_hyphen(r, at) + 1;
  uint32_t rest = is(r, at, "and") ? at + 1 : at;
  uint32_t end = read_small(r, rest, &small);
  if (end == rest) return at;
  *value += small;
  return end;
}

/* Scales behind a count: "3 | million", "two | hundred thousand". */
static uint32_t read_scales(const reader *r, uint32_t i, double *factor) {
  *factor = 1;
  for (uint32_t n = 0; n < 2 && i < r->n; n++) {
    uint32_t at = skip_hyphen(r, i);
    if (!is_scale(r, at) || (n && value_of(r, at) <= *factor)) break;
    *factor *= value_of(r, at);
    i = at + 1;
  }
  return i;
}

/* *scale is that of the last part: 1e6 in "two million". */
static uint32_t read_words(const reader *r, uint32_t i, double *value, double *scale) {
  double total = 0, part, factor, last = INFINITY;
  uint32_t at = i;
  for (uint32_t n = 0; n < 5; n++) {
    uint32_t begin = n && is(r, at, "and") ? at + 1 : n ? skip_hyphen(r, at) : at;
    bool has_article = !n && is_article(r, begin) && is_scale(r, begin + 1);
    uint32_t end = has_article ? begin + 1 : read_hundreds(r, begin, &part);
    if (has_article) part = 1;
    if (end == begin) {
      if (n || kind_of(r, begin) != SCALE) break;
      part = 1; /* "million" alone */
    }
    end = read_scales(r, end, &factor);
    if (factor >= last || (n && factor == 1 && part >= last)) break;
    total += part * factor;
    *scale = factor;
    at = end;
    if (factor < 100) break; /* nothing but a smaller part may follow a scale */
    last = factor;
  }
  *value = total;
  return at;
}

/* "d/d" at i: the value of the fraction. */
static uint32_t read_slash(const reader *r, uint32_t i, double *value) {
  if (!is_digits(r, i) || !is(r, i + 1, "/") || !is_digits(r, i + 2)) return i;
  if (!r->at[i + 1].is_glued || !r->at[i + 2].is_glued || is(r, i + 3, "/")) return i;
  double above = r->at[i].value, below = r->at[i + 2].value;
  if (above < 1 || above >= below || below > 16) return i;
  *value = above / below;
  return i + 3;
}

static uint32_t read_vulgar(const reader *r, uint32_t i, double *value) {
  static const struct {
    const char *mark;
    double value;
  } marks[] = {{"½", 0.5}, {"¼", 0.25}, {"¾", 0.75}, {"⅓", 1 / 3.0}, {"⅔", 2 / 3.0}};
  for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
    if (is(r, i, marks[k].mark)) {
      *value = marks[k].value;
      return i + 1;
    }
  return i;
}

/* What may follow a whole number: "10 1/2", "1½", "two and a half". */
static uint32_t read_addition(const reader *r, uint32_t i, double *value) {
  uint32_t end = read_slash(r, i, value);
  if (end == i) end = read_vulgar(r, i, value);
  if (end != i) return end;
  bool is_and_a = is(r, i, "and") && (is_article(r, i + 1) || is(r, i + 1, "one"));
  uint8_t kind = kind_of(r, i + 2);
  uint32_t behind = i + 3;
  if (!is_and_a || (kind != HALF && kind != PART) || is(r, behind, "of")) return i;
  *value = 1 / value_of(r, i + 2);
  return behind;
}

static bool read_cardinal(const reader *r, uint32_t i, ro_number *out) {
  double value = 0, factor = 1, more = 0, scale = 1;
  uint32_t at = i;
  if (is_digits(r, i)) {
    value = r->at[i].value;
    at = i + 1;
    for (uint32_t b = r->at[i].span.begin; b < r->at[i].span.end; b++)
      if (!ro_is_digit((uint8_t)r->text.data[b])) out->is_bare_digits = false;
  } else {
    at = read_words(r, i, &value, &scale);
    if (at == i) return false;
    out->is_words = true;
    out->is_bare_digits = false;
  }
  uint32_t end = read_addition(r, at, &more);
  if (end != at) {
    value += more * (scale >= 1000 ? scale : 1);
    at = end;
    out->is_bare_digits = false;
  }
  if (is_digits(r, i) || (more > 0 && scale == 1)) {
    end = read_scales(r, at, &factor);
    if (end != at) out->is_bare_digits = false;
    at = end;
  }
  end = factor > 1 ? read_addition(r, at, &more)
                   : at; /* "a million and a half", "3m and a quarter" */
  if (end != at) {
    value += more;
    at = end;
  }
  out->low = out->high = value * factor;
  out->factor = factor;
  out->end = at;
  return true;
}

/* ------------------------------------------------------------------ fractions */

/* "half", "half a million", "half a dozen". */
static bool read_half(const reader *r, uint32_t i, ro_number *out) {
  if (kind_of(r, i) != HALF) return false;
  double factor = 1;
  out->end = i + 1;
  out->is_words = true;
  out->is_fraction = true;
  uint32_t scale = skip_hyphen(r, i + 1);
  if (is_article(r, scale)) scale = skip_hyphen(r, scale + 1);
  uint32_t end = read_scales(r, scale, &factor);
  if (end != scale) {
    out->end = end;
    out->is_fraction = false;
  }
  out->low = out->high = factor / 2;
  return true;
}

/* "two thirds", "one-fifth", "a quarter of": a lone "a third" may be an ordinal. */
static bool read_part(const reader *r, uint32_t i, ro_number *out) {
  double count = 1, factor = 1;
  uint32_t at = i + 1;
  bool has_article = is_article(r, i);
  if (is_digits(r, i))
    count = r->at[i].value;
  else if (!has_article && ((at = read_small(r, i, &count)) == i || count > 20))
    return false;
  at = skip_hyphen(r, at);
  uint8_t kind = kind_of(r, at);
  bool is_half = kind == HALF && count == 1;
  if (!is_half && kind != (count == 1 ? PART : PARTS)) return false;
  bool is_of = is(r, at + 1, "of");
  if (has_article && !is_of && !is_half) return false;
  if (count >= value_of(r, at)) return false;
  out->low = out->high = count / value_of(r, at);
  out->end = at + 1;
  out->is_fraction = out->is_words = true;
  if (is_of && is_article(r, at + 2)) { /* "a quarter of a million" */
    uint32_t end = read_scales(r, at + 3, &factor);
    if (end != at + 3) {
      out->low = out->high = out->low * factor;
      out->end = end;
      out->is_fraction = false;
    }
  }
  return true;
}

/* "one in five", "nine out of 10". */
static bool read_ratio(const reader *r, uint32_t i, ro_number *out) {
  ro_number above = {0}, below = {0};
  if (!read_cardinal(r, i, &above)) return false;
  uint32_t at = above.end;
  bool is_out_of = is(r, at, "out") && is(r, at + 1, "of");
  if (!is_out_of && !is(r, at, "in")) return false;
  at += is_out_of ? 2 : 1;
  if (is(r, at, "every")) at++;
  if (!read_cardinal(r, at, &below)) return false;
  bool is_round = below.low == 10 || below.low == 100 || below.low == 1000;
  bool is_ratio = is_out_of || is_round || (above.low == 1 && below.low <= 20);
  if (!is_ratio || above.low < 1 || above.low >= below.low || below.low > 1000) return false;
  out->low = out->high = above.low / below.low;
  out->end = below.end;
  out->is_fraction = true;
  return true;
}

static bool read_fraction(const reader *r, uint32_t i, ro_number *out) {
  double value;
  if (read_ratio(r, i, out) || read_half(r, i, out) || read_part(r, i, out)) return true;
  uint32_t end = read_slash(r, i, &value);
  if (end == i) end = read_vulgar(r, i, &value);
  if (end == i) return false;
  out->low = out->high = value;
  out->end = end;
  out->is_fraction = true;
  return true;
}

/* ------------------------------------------------------------------ vague numbers */

/* "hundreds", "tens of thousands", "hundreds of thousands". */
static bool read_plural(const reader *r, uint32_t i, ro_number *out) {
  if (kind_of(r, i) != PLURAL) return false;
  double scale = value_of(r, i);
  out->end = i + 1;
  while (is(r, out->end, "of") && kind_of(r, out->end + 1) == PLURAL && scale < 1e9) {
    scale *= value_of(r, out->end + 1);
    out->end += 2;
  }
  out->low = 2 * scale;
  out->high = 10 * scale - 1;
  if (scale == 12 || scale == 20) out->high = 99; /* dozens and scores end where hundreds begin */
  return true;
}

/* Count words that may stand before a scale: "several hundred", "a few thousand". */
static bool read_several(const reader *r, uint32_t i, ro_number *out) {
  bool is_few = is_article(r, i) && is(r, i + 1, "few");
  bool is_next_few = is(r, i, "few") && i > 0 &&
                     (is(r, i - 1, "next") || is(r, i - 1, "past") || is(r, i - 1, "last") ||
                      is(r, i - 1, "coming"));
  if (!is_few && !is_next_few && !is(r, i, "several")) return false;
  double factor = 1;
  uint32_t at = i + (is_few ? 2 : 1);
  out->end = read_scales(r, at, &factor);
  out->low = 3 * factor;
  out->high = factor > 1 ? 10 * factor - 1 : (double)NAN;
  return true;
}

static bool read_count_noun(const reader *r, uint32_t i, ro_number *out) {
  static const struct {
    const char *noun;
    double low, high;
  } nouns[] = {{"number", 2, NAN}, {"series", 3, NAN}, {"handful", 3, NAN}, {"couple", 2, 2}};
  if (!is_article(r, i)) return false;
  uint32_t at = is(r, i + 1, "small") || is(r, i + 1, "large") ? i + 2 : i + 1;
  for (size_t k = 0; k < sizeof nouns / sizeof *nouns; k++)
    if (is(r, at, nouns[k].noun) && is(r, at + 1, "of")) {
      out->low = nouns[k].low;
      out->high = nouns[k].high;
      out->end = at + 1;
      return true;
    }
  return false;
}

static bool read_vague(const reader *r, uint32_t i, ro_number *out) {
  bool found = read_plural(r, i, out) || read_several(r, i, out) || read_count_noun(r, i, out);
  if (!found && is(r, i, "multiple")) {
    out->low = 2;
    out->high = NAN;
    out->end = i + 1;
    found = true;
  }
  if (!found) return false;
  out->is_vague = out->is_words = true;
  out->is_counting_of = is(r, out->end, "of");
  return true;
}

/* ------------------------------------------------------------------ numbers */

/* "second", "3rd": is_ordinal, for the few places where an ordinal counts. */
static bool read_ordinal(const reader *r, uint32_t i, ro_number *out) {
  static const char *const endings[] = {"st", "nd", "rd", "th"};
  uint8_t kind = kind_of(r, i);
  if ((kind == ORDINAL || kind == PART) && !is(r, i, "quarter")) {
    out->low = out->high = value_of(r, i);
    out->end = i + 1;
    out->is_words = out->is_ordinal = true;
    return true;
  }
  if (!is_digits(r, i) || i + 1 >= r->n || !r->at[i + 1].is_glued) return false;
  for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
    if (is(r, i + 1, endings[k])) {
      out->low = out->high = r->at[i].value;
      out->end = i + 2;
      out->is_ordinal = true;
      return true;
    }
  return false;
}

/* Only digits, words of the table and marks such as "½" begin a number. */
static bool may_begin(const reader *r, uint32_t i) {
  const ro_piece *p = &r->at[i];
  return p->kind == RO_PIECE_DIGITS || p->word ||
         (p->kind == RO_PIECE_MARK && (uint8_t)r->text.data[p->span.begin] >= 0x80);
}

bool ro_number_read(ro_str text, const ro_pieces *pieces, uint32_t i, ro_number *out) {
  reader r = {text, pieces->at, pieces->n};
  const ro_number blank = {.first = i, .low = NAN, .high = NAN, .factor = 1};
  static bool (*const readers[])(const reader *, uint32_t, ro_number *) = {
      read_vague, read_ordinal, read_fraction, read_cardinal};
  if (i >= pieces->n || !may_begin(&r, i)) return false;
  for (size_t k = 0; k < sizeof readers / sizeof *readers; k++) {
    *out = blank;
    out->is_bare_digits = readers[k] == read_cardinal;
    if (readers[k](&r, i, out)) return true;
  }
  return false;
}
