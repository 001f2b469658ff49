/* A number with what stands around it: comparator, range, unit.
 *
 *   [comparator] [determiner | "further"] [currency] number [range number] [scale] [unit] [after]
 *    at least      another                 $          5     to    7        million  dollars or more
 *
 * Comparators and units come from the lexicon, longest phrase first.  Bounds: "more than" and
 * "less than" keep the number itself as bound (the label says that it is excluded); "within"
 * begins at 0, since nothing is nearer than that. */
#include <math.h>
#include <string.h>

#include "extract/figure_internal.h"

#define X(id, label) label,
static const char *const unit_class_label[RO_N_UNIT_CLASS] = {RO_UNIT_CLASS_LIST(X)};
#undef X

enum { MAX_PHRASE_WORDS = 4, MAX_PHRASE_BYTES = 64 };

/* A row counts as comparator when it bounds numbers more often than not; vague rows are left to
 * the number grammar ("several", "dozens of"). */
static bool mark_sure(ro_arena *arena, ro_figure_state *s) {
  uint32_t n = ro_table_rows(s->comparators), column = ro_table_column(s->comparators, "sure");
  s->is_sure = RO_ARRAY(arena, bool, n);
  for (uint32_t i = 0; s->is_sure && i < n; i++) {
    ro_str sure = ro_table_field(s->comparators, i, column);
    bool is_likely = sure.len == 0 || sure.data[0] == '1' || (sure.len > 2 && sure.data[2] >= '6');
    s->is_sure[i] = is_likely && s->comparator[i] != RO_COMPARATOR_VAGUE;
  }
  return s->is_sure != NULL;
}

bool ro_figure_state_open(const ro_lexicon *lexicon, ro_arena *arena, ro_figure_state *s) {
  s->comparators = ro_lexicon_table(lexicon, "comparators");
  s->units = ro_lexicon_table(lexicon, "units");
  if (s->comparators) {
    s->comparator_place = ro_table_column(s->comparators, "place");
    s->comparator =
        ro_table_codes(s->comparators, arena, ro_table_column(s->comparators, "comparator"),
                       ro_comparator_label, RO_N_COMPARATOR, RO_COMPARATOR_VAGUE);
    if (!s->comparator || !mark_sure(arena, s)) return false;
  }
  if (s->units) {
    s->unit_name = ro_table_column(s->units, "unit");
    s->unit_class = ro_table_codes(s->units, arena, ro_table_column(s->units, "class"),
                                   unit_class_label, RO_N_UNIT_CLASS, RO_UNITS_OTHER);
  }
  return !s->units || s->unit_class;
}

bool ro_word_in(ro_str word, const char *const *list) {
  for (size_t i = 0; list[i]; i++)
    if (ro_str_equal_nocase(word, ro_str_from(list[i]))) return true;
  return false;
}

static ro_str piece_text(const ro_figure_reader *r, uint32_t i) {
  return i < r->pieces.n ? ro_doc_span(r->doc, r->pieces.at[i].span) : (ro_str){NULL, 0};
}

/* Words of pieces [first, end) in lower case, parted by one space, into a buffer. */
static ro_str phrase(const ro_figure_reader *r, uint32_t first, uint32_t end, char *buffer) {
  size_t n = 0;
  for (uint32_t i = first; i < end; i++) {
    ro_str s = piece_text(r, i);
    if (n + s.len + 2 > MAX_PHRASE_BYTES) return (ro_str){buffer, 0};
    if (n) buffer[n++] = ' ';
    for (size_t k = 0; k < s.len; k++) {
      char c = s.data[k];
      buffer[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
  }
  return (ro_str){buffer, n};
}

/* Row of the table for the longest phrase that starts at piece i; *end behind it. */
static uint32_t match(const ro_figure_reader *r, const ro_table *table, uint32_t i, uint32_t *end) {
  char buffer[MAX_PHRASE_BYTES];
  for (uint32_t n = MAX_PHRASE_WORDS; n > 0; n--) {
    if (i + n > r->pieces.n) continue;
    uint32_t row = ro_table_find(table, phrase(r, i, i + n, buffer));
    if (row == RO_NONE) continue;
    *end = i + n;
    return row;
  }
  return RO_NONE;
}

static bool is_placed(const ro_figure_state *s, uint32_t row, const char *place) {
  return s->is_sure[row] &&
         ro_str_is(ro_table_field(s->comparators, row, s->comparator_place), place);
}

/* ------------------------------------------------------------------ comparators */

static void bound(ro_quantity *q, double low, double high, bool is_within) {
  switch (q->comparator) {
    case RO_COMPARATOR_AT_LEAST:
    case RO_COMPARATOR_MORE_THAN:
      q->low = low;
      q->high = NAN;
      break;
    case RO_COMPARATOR_UP_TO:
    case RO_COMPARATOR_LESS_THAN:
      q->low = is_within ? 0 : NAN;
      q->high = high;
      break;
    case RO_COMPARATOR_EXACTLY:
    case RO_COMPARATOR_ABOUT:
    case RO_COMPARATOR_CLOSE_TO:
    case RO_COMPARATOR_BETWEEN:
    case RO_COMPARATOR_VAGUE:
    case RO_N_COMPARATOR:
    default:
      q->low = low;
      q->high = high;
      break;
  }
}

static void compare(ro_quantity *q, ro_comparator comparator, bool is_within) {
  double low = q->low, high = q->high;
  if (q->is_range && comparator == RO_COMPARATOR_ABOUT) comparator = RO_COMPARATOR_BETWEEN;
  if (q->number.is_vague && comparator == RO_COMPARATOR_ABOUT) comparator = RO_COMPARATOR_VAGUE;
  q->comparator = comparator;
  q->has_comparator = true;
  bound(q, low, high, is_within);
}

/* Comparator whose last word is piece `end - 1`; longest first, not before `floor`. */
static uint32_t comparator_before(const ro_figure_reader *r, uint32_t end, uint32_t floor,
                                  uint32_t *first) {
  char buffer[MAX_PHRASE_BYTES];
  for (uint32_t n = MAX_PHRASE_WORDS; n > 0; n--) {
    if (end < floor + n) continue;
    uint32_t row = ro_table_find(r->state->comparators, phrase(r, end - n, end, buffer));
    while (row != RO_NONE && !is_placed(r->state, row, "before"))
      row = ro_table_next(r->state->comparators, row);
    if (row == RO_NONE) continue;
    *first = end - n;
    return row;
  }
  return RO_NONE;
}

/* "over two days", "under two presidents" say something else than a bound. */
static bool is_no_bound(const ro_figure_reader *r, uint32_t row, uint32_t at,
                        const ro_quantity *q) {
  if (r->state->comparator[row] == RO_COMPARATOR_BETWEEN && !q->is_range) return true;
  static const char *const words[] = {"over", "under", "above", "below", "around", NULL};
  if (!ro_word_in(piece_text(r, at), words)) return false;
  return q->type == RO_UNITS_DURATION && ro_reader_is(r, at, "over");
}

static void read_before(const ro_figure_reader *r, uint32_t floor, ro_quantity *q) {
  static const char *const extras[] = {"further", "additional", "extra", "another", "more", NULL};
  static const char *const determiners[] = {"the",   "a",     "an",    "its", "his", "her",
                                            "their", "these", "those", "all", NULL};
  for (uint32_t step = 0; step < 4 && q->first > floor; step++) {
    uint32_t first, before = q->first - 1;
    uint32_t row = comparator_before(r, q->first, floor, &first);
    if (row != RO_NONE && !q->has_comparator && !is_no_bound(r, row, first, q)) {
      compare(q, (ro_comparator)r->state->comparator[row], ro_reader_is(r, first, "within"));
      q->first = first;
    } else if (ro_reader_is(r, before, "within") && !q->has_comparator &&
               (q->type == RO_UNITS_DISTANCE || q->type == RO_UNITS_DURATION)) {
      compare(q, RO_COMPARATOR_UP_TO, true);
      q->first = before;
    } else if (ro_word_in(piece_text(r, before), extras)) {
      if (ro_reader_is(r, before, "more")) break;
      q->is_further = true;
      q->first = before;
    } else if (ro_word_in(piece_text(r, before), determiners)) {
      q->first = before;
    } else {
      break;
    }
  }
}

static void read_after(const ro_figure_reader *r, ro_quantity *q) {
  uint32_t end;
  uint32_t row = match(r, r->state->comparators, q->end, &end);
  while (row != RO_NONE && !is_placed(r->state, row, "after"))
    row = ro_table_next(r->state->comparators, row);
  if (row == RO_NONE || q->has_comparator) return;
  compare(q, (ro_comparator)r->state->comparator[row], false);
  q->end = end;
}

/* ------------------------------------------------------------------ ranges */

static bool is_dash(const ro_figure_reader *r, uint32_t i) {
  return ro_reader_is(r, i, "-") || ro_reader_is(r, i, "–") || ro_reader_is(r, i, "—");
}

/* "5 to 7 million" means 5 million; "$5-7bn" likewise. */
static double shared_scale(const ro_number *low, const ro_number *high) {
  return low->factor == 1 && high->factor > 1 && low->low < high->high / high->factor ? high->factor
                                                                                      : 1;
}

static bool is_from_a_change(const ro_figure_reader *r, uint32_t number_first) {
  static const char *const spans[] = {"ranging", "range", "ranges", "ranged", "anywhere", NULL};
  if (number_first < 1 || !ro_reader_is(r, number_first - 1, "from")) return false;
  return number_first < 2 || !ro_word_in(piece_text(r, number_first - 2), spans);
}

static bool is_range_link(const ro_figure_reader *r, const ro_quantity *q, uint32_t at,
                          const ro_number *next) {
  const ro_number *n = &q->number;
  if (is_dash(r, at)) return r->pieces.at[at].is_glued && r->pieces.at[at + 1].is_glued;
  if (ro_reader_is(r, at, "to")) return !is_from_a_change(r, q->number_first);
  if (ro_reader_is(r, at, "and")) {
    uint32_t before = q->number_first;
    while (before > 0 && r->pieces.at[before].is_glued) before--; /* over "$" */
    return before > 0 && ro_reader_is(r, before - 1, "between");
  }
  return ro_reader_is(r, at, "or") && next->low <= 2 * n->low && n->low < 100;
}

static uint32_t skip_currency(const ro_figure_reader *r, uint32_t i) {
  uint32_t end, row = i < r->pieces.n && r->pieces.at[i].kind == RO_PIECE_MARK
                          ? match(r, r->state->units, i, &end)
                          : RO_NONE;
  return row != RO_NONE && r->state->unit_class[row] == RO_UNITS_CURRENCY ? end : i;
}

static void read_range(const ro_figure_reader *r, ro_quantity *q) {
  ro_number next;
  uint32_t at = q->number_end;
  if (q->number.is_vague || q->number.is_ordinal || at + 1 >= r->pieces.n) return;
  uint32_t second = skip_currency(r, at + 1);
  if (!ro_number_read(r->doc->text, &r->pieces, second, &next)) return;
  if (next.is_vague || next.is_ordinal || next.is_fraction != q->number.is_fraction) return;
  if (!is_range_link(r, q, at, &next)) return;
  double low = q->number.low * shared_scale(&q->number, &next);
  if (!(low < next.high)) return;
  q->low = low;
  q->high = next.high;
  q->is_range = true;
  q->comparator = RO_COMPARATOR_BETWEEN;
  q->number_end = q->end = next.end;
  if (next.factor > 1) q->number.is_bare_digits = false;
}

/* ------------------------------------------------------------------ units */

static void set_unit(const ro_figure_reader *r, ro_quantity *q, uint32_t row) {
  q->unit = ro_table_field(r->state->units, row, r->state->unit_name);
  q->type = (ro_unit_class)r->state->unit_class[row];
}

/* Currency sign or code before the number: "$", "US$", "USD". */
static void read_currency(const ro_figure_reader *r, uint32_t floor, ro_quantity *q) {
  uint32_t i = q->number_first;
  if (i <= floor) return;
  char buffer[MAX_PHRASE_BYTES];
  uint32_t row = RO_NONE, first = i - 1;
  if (i >= floor + 2 && r->pieces.at[i - 1].is_glued) {
    ro_str sign =
        ro_str_sub(r->doc->text, r->pieces.at[i - 2].span.begin, r->pieces.at[i - 1].span.end);
    row = sign.len < 8 ? ro_table_find(r->state->units, sign) : RO_NONE;
    if (row != RO_NONE) first = i - 2;
  }
  if (row == RO_NONE) row = ro_table_find(r->state->units, phrase(r, i - 1, i, buffer));
  if (row == RO_NONE || r->state->unit_class[row] != RO_UNITS_CURRENCY) return;
  if (r->pieces.at[i - 1].kind != RO_PIECE_MARK &&
      r->pieces.at[i - 1].span.end - r->pieces.at[i - 1].span.begin != 3)
    return; /* a code such as USD, not "dollar 5" */
  set_unit(r, q, row);
  q->first = first;
}

/* Singular of a plain plural, for tables that list singulars: cuts "s". */
static uint32_t find_singular(const ro_table *table, ro_str word) {
  uint32_t row = ro_table_find(table, word);
  if (row == RO_NONE && word.len > 3 && word.data[word.len - 1] == 's')
    row = ro_table_find(table, ro_str_sub(word, 0, word.len - 1));
  return row;
}

/* "all", "top" and "try" are also codes of currencies, but those are written in capitals; "won"
 * and "real" are money only behind digits. */
static bool is_other_word(const ro_figure_reader *r, uint32_t i, uint32_t row) {
  static const char *const words[] = {"won", "real", "rand", "som", "mark", NULL};
  ro_str word = piece_text(r, i), unit = ro_table_field(r->state->units, row, r->state->unit_name);
  bool is_sign = r->pieces.at[i].kind == RO_PIECE_MARK && i + 1 < r->pieces.n &&
                 r->pieces.at[i + 1].kind == RO_PIECE_DIGITS; /* "one $5 note" */
  if (is_sign) return true;
  bool is_code = word.len == 3 && ro_str_equal_nocase(word, unit) && !ro_str_equal(word, unit);
  return is_code ||
         (ro_word_in(word, words) && (i == 0 || r->pieces.at[i - 1].kind != RO_PIECE_DIGITS));
}

/* Measure behind the number: "km", "per cent", "minutes"; counted nouns are not taken here. */
static uint32_t measure_at(const ro_figure_reader *r, uint32_t i, uint32_t *end) {
  char buffer[MAX_PHRASE_BYTES];
  for (uint32_t n = 3; n > 0; n--) {
    if (i + n > r->pieces.n) continue;
    uint32_t row = find_singular(r->state->units, phrase(r, i, i + n, buffer));
    if (row == RO_NONE || !ro_unit_is_measure((ro_unit_class)r->state->unit_class[row])) continue;
    if (n == 1 && is_other_word(r, i, row)) continue;
    *end = i + n;
    return row;
  }
  return RO_NONE;
}

static void read_compound(const ro_figure_reader *r, ro_quantity *q) {
  static const char *const groups[] = {"way",     "party", "nation", "member",
                                       "country", "power", NULL};
  static const char *const strong[] = {"strong", "man", "person", "seat", NULL};
  uint32_t i = q->number_end, end;
  if (!is_dash(r, i) || i + 1 >= r->pieces.n || !r->pieces.at[i].is_glued ||
      !r->pieces.at[i + 1].is_glued || r->pieces.at[i + 1].kind != RO_PIECE_WORD)
    return;
  ro_str word = piece_text(r, i + 1);
  uint32_t row = measure_at(r, i + 1, &end);
  q->is_compound = true;
  q->end = i + 2;
  if (ro_word_in(word, groups)) {
    q->unit = RO_STR("parties");
    q->type = RO_UNITS_PARTIES;
  } else if (ro_word_in(word, strong)) {
    q->unit = RO_STR("persons");
    q->type = RO_UNITS_PERSONS;
  } else if (row != RO_NONE) {
    set_unit(r, q, row);
    q->end = end;
  }
}

/* "from 10 to 15 per cent": the first number of a change has the unit of the second. */
static uint32_t unit_of_change(const ro_figure_reader *r, const ro_quantity *q) {
  ro_number next;
  uint32_t end;
  if (!is_from_a_change(r, q->number_first) || !ro_reader_is(r, q->number_end, "to"))
    return RO_NONE;
  if (!ro_number_read(r->doc->text, &r->pieces, q->number_end + 1, &next)) return RO_NONE;
  return measure_at(r, next.end, &end);
}

static void read_unit(const ro_figure_reader *r, ro_quantity *q) {
  uint32_t end, at = q->number_end;
  if (q->number.is_counting_of && ro_reader_is(r, at, "of")) at++; /* "tens of millions of euros" */
  uint32_t row = measure_at(r, at, &end);
  if (row == RO_NONE && (row = unit_of_change(r, q)) != RO_NONE) {
    set_unit(r, q, row);
    return;
  }
  if (row == RO_NONE) {
    read_compound(r, q);
    return;
  }
  if (q->type != RO_UNITS_CURRENCY) set_unit(r, q, row);
  q->end = end;
}

uint32_t ro_unit_of_noun(const ro_figure_state *state, const ro_doc *doc, uint32_t first,
                         uint32_t head) {
  char buffer[MAX_PHRASE_BYTES];
  for (uint32_t back = 2; back + 1 > 0; back--) {
    if (head < first + back) continue;
    size_t n = 0;
    for (uint32_t t = head - back; t <= head && n < MAX_PHRASE_BYTES; t++) {
      ro_str s = t == head && doc->tokens.lemma[t] ? ro_doc_lemma(doc, t) : ro_doc_lower(doc, t);
      if (n + s.len + 2 > MAX_PHRASE_BYTES) break;
      if (n) buffer[n++] = ' ';
      memcpy(buffer + n, s.data, s.len);
      n += s.len;
    }
    uint32_t row = ro_table_find(state->units, (ro_str){buffer, n});
    if (row == RO_NONE && back == 0) row = find_singular(state->units, ro_doc_lower(doc, head));
    if (row != RO_NONE || back == 0) return row;
  }
  return RO_NONE;
}

/* ------------------------------------------------------------------ quantities */

bool ro_quantity_read(const ro_figure_reader *r, uint32_t i, uint32_t floor, ro_quantity *out) {
  ro_number n;
  if (!ro_number_read(r->doc->text, &r->pieces, i, &n)) return false;
  *out = (ro_quantity){.first = i,
                       .end = n.end,
                       .number_first = i,
                       .number_end = n.end,
                       .number = n,
                       .low = n.low,
                       .high = n.high,
                       .comparator = n.is_vague ? RO_COMPARATOR_VAGUE : RO_COMPARATOR_EXACTLY};
  if (!n.is_ordinal) {
    read_range(r, out);
    read_currency(r, floor, out);
    read_unit(r, out);
    read_after(r, out);
  }
  read_before(r, floor, out);
  return true;
}

void ro_quantity_read_behind(const ro_figure_reader *r, uint32_t noun, ro_quantity *q) {
  uint32_t i = q->end;
  while (i < r->pieces.n && r->token[i] <= noun) i++;
  uint32_t end = q->end;
  q->end = i;
  read_after(r, q);
  q->end = end; /* the noun's own end is the figure's */
}
