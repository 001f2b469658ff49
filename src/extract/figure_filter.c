/* Numbers that are no figures: dates, years, clock times, ages, names, addresses, ordinals,
 * scores, telephone numbers, and the small words that only point ("one official", "the two").
 *
 * A wrong figure does more harm in a table of figures than a missing one, so each kind of number
 * that names or dates something is turned away by its own test, and whatever is left must count a
 * noun, carry a unit or stand in for a noun named just before. */
#include <math.h>

#include "extract/figure_internal.h"

static ro_str word_at(const ro_figure_reader *r, uint32_t i) {
  return i < r->pieces.n ? ro_doc_span(r->doc, r->pieces.at[i].span) : (ro_str){NULL, 0};
}
static bool in(const ro_figure_reader *r, uint32_t i, const char *const *list) {
  return i < r->pieces.n && ro_word_in(word_at(r, i), list);
}
static bool is_glued(const ro_figure_reader *r, uint32_t i) {
  return i < r->pieces.n && r->pieces.at[i].is_glued;
}
static bool is_kind(const ro_figure_reader *r, uint32_t i, ro_piece_kind kind) {
  return i < r->pieces.n && r->pieces.at[i].kind == kind;
}
static bool is_capital(const ro_figure_reader *r, uint32_t i) {
  ro_str s = word_at(r, i);
  return s.len && s.data[0] >= 'A' && s.data[0] <= 'Z';
}
static bool is_mark(const ro_figure_reader *r, uint32_t i, const char *marks) {
  ro_str s = word_at(r, i);
  for (size_t k = 0; s.len == 1 && marks[k]; k++)
    if (s.data[0] == marks[k]) return true;
  return false;
}

/* Part of a code or name by its spelling: "A-10", "covid-19", "10am", "3D", "10:30", "#5", "3-1".
 */
static bool is_code(const ro_figure_reader *r, const ro_quantity *q) {
  uint32_t i = q->number_first, end = q->number_end;
  if (is_glued(r, i) && i > 0) {
    if (is_kind(r, i - 1, RO_PIECE_WORD) && q->type != RO_UNITS_CURRENCY) return true;
    bool is_joint = is_mark(r, i - 1, "-/.:+#@_'") || ro_reader_is(r, i - 1, "’");
    if (is_joint && is_glued(r, i - 1)) return true;
    if (is_joint && (is_mark(r, i - 1, "+#@'") || ro_reader_is(r, i - 1, "’"))) return true;
  }
  if (q->end > end || !is_glued(r, end)) return false; /* a unit was read, or a space follows */
  if (is_kind(r, end, RO_PIECE_WORD)) return !q->number.is_words;
  return is_mark(r, end, "-/:.@_") && is_glued(r, end + 1) && !is_kind(r, end + 1, RO_PIECE_MARK);
}

/* "0800 123 456", "007": written to be dialled or read out. */
static bool is_serial(const ro_figure_reader *r, const ro_quantity *q) {
  uint32_t i = q->number_first;
  if (!is_kind(r, i, RO_PIECE_DIGITS)) return false;
  ro_str s = word_at(r, i);
  if (s.len > 1 && s.data[0] == '0' && s.data[1] != '.') return true;
  return (i > 0 && is_kind(r, i - 1, RO_PIECE_DIGITS)) ||
         is_kind(r, q->number_end, RO_PIECE_DIGITS);
}

static bool is_month(const ro_figure_reader *r, uint32_t i) {
  static const char *const months[] = {
      "january", "february", "march",    "april", "may", "june", "july", "august", "september",
      "october", "november", "december", "jan",   "feb", "mar",  "apr",  "jun",    "jul",
      "aug",     "sep",      "sept",     "oct",   "nov", "dec",  NULL};
  return is_capital(r, i) && in(r, i, months);
}

/* "16 February", "February 16", "10 a.m.", "in 2014", and what the time layer has read. */
static bool is_date(const ro_figure_reader *r, const ro_quantity *q) {
  static const char *const clocks[] = {"am",  "pm",      "a.m", "p.m", "gmt", "bst",
                                       "est", "o'clock", "hrs", "utc", "et",  NULL};
  uint32_t i = q->number_first, end = q->number_end;
  if (q->type != RO_UNITS_NONE && q->type != RO_UNITS_DURATION) return false;
  if (q->type == RO_UNITS_NONE) {
    if (is_month(r, end) || (i > 0 && is_month(r, i - 1))) return q->low <= 31 || q->low >= 1800;
    if (i > 1 && is_mark(r, i - 1, ".") && is_month(r, i - 2)) return q->low <= 31;
    if (in(r, end, clocks)) return true;
    bool is_half_day =
        in(r, end, (const char *const[]){"a", "p", NULL}) && is_mark(r, end + 1, ".");
    if (is_half_day && ro_reader_is(r, end + 2, "m")) return true;
    return ro_doc_time_at(r->doc, r->token[i]) != RO_NONE;
  }
  static const char *const offsets[] = {"ago", "later", "earlier", "before", "after", "old", NULL};
  return in(r, q->end, offsets) || (is_mark(r, q->end, "-") && in(r, q->end + 1, offsets));
}

static bool is_year(const ro_figure_reader *r, const ro_quantity *q, uint32_t noun) {
  if (!q->number.is_bare_digits || q->type != RO_UNITS_NONE || q->has_comparator) return false;
  if (q->low < 1800 || q->low > 2100 || q->low != floor(q->low)) return false;
  uint32_t span = r->pieces.at[q->number_first].span.end - r->pieces.at[q->number_first].span.begin;
  if (span != 4) return false;
  if (noun == RO_NONE) return true;
  uint32_t row = ro_unit_of_noun(r->state, r->doc, noun, noun);
  bool is_counted = row != RO_NONE && r->state->unit_class[row] >= RO_UNITS_PERSONS;
  return !is_counted || r->doc->tokens.xpos[noun] == RO_XPOS_NN || noun != r->token[q->end - 1] + 1;
}

/* "aged 45", "45 years old", "45-year-old", "at age 45". */
static bool is_age(const ro_figure_reader *r, const ro_quantity *q) {
  static const char *const before[] = {"aged", "age", NULL};
  if (q->number_first > 0 && in(r, q->number_first - 1, before)) return true;
  if (q->type != RO_UNITS_DURATION) return false;
  if (in(r, q->end - 1, (const char *const[]){"old", "olds", NULL})) return true;
  uint32_t i = is_mark(r, q->end, "-") ? q->end + 1 : q->end;
  return in(r, i, (const char *const[]){"old", "olds", NULL}) ||
         (ro_reader_is(r, q->end, "of") && ro_reader_is(r, q->end + 1, "age"));
}

/* "Article 5", "phase two", "page 12", "No 7". */
static bool is_labelled(const ro_figure_reader *r, const ro_quantity *q) {
  static const char *const labels[] = {
      "article", "chapter", "section",    "page",     "pages",  "phase",      "part",
      "volume",  "channel", "route",      "highway",  "flight", "resolution", "level",
      "step",    "room",    "grade",      "category", "mark",   "version",    "paragraph",
      "item",    "season",  "episode",    "tier",     "stage",  "plan",       "group",
      "gate",    "exit",    "platform",   "number",   "nos",    "line",       "option",
      "type",    "formula", "area",       "rule",     "clause", "annex",      "protocol",
      "title",   "act",     "amendment",  "district", "zone",   "sector",     "block",
      "ward",    "unit",    "interstate", "lot",      "day",    "week",       "year",
      "round",   NULL};
  if (q->number_first == 0 || q->has_comparator || q->type != RO_UNITS_NONE) return false;
  uint32_t before = q->number_first - 1;
  if (is_mark(r, before, ".") && before > 0) before--;
  if (in(r, before, labels)) return q->low < 1000 || q->number.is_bare_digits;
  return is_capital(r, before) && ro_reader_is(r, before, "no");
}

/* Inside a name that began before the number, or an address: "Amber Sea 2", "12 Long Street". */
static bool is_name(const ro_figure_reader *r, const ro_quantity *q, uint32_t noun) {
  const ro_doc *doc = r->doc;
  uint32_t token = r->token[q->number_first], mention = ro_doc_mention_at(doc, token);
  bool counts = noun != RO_NONE && doc->tokens.upos[noun] == RO_UPOS_NOUN;
  if (mention != RO_NONE && doc->mentions.at[mention].form == RO_FORM_NAME &&
      doc->mentions.at[mention].type != RO_MENTION_NONE) {
    const ro_mention *m = &doc->mentions.at[mention];
    if (m->first < token && !(counts && noun >= m->end)) return true;
    if (m->first == token && m->head != token && doc->tokens.upos[m->head] == RO_UPOS_PROPN &&
        m->end <= token + 4)
      return true;
  }
  if (q->type != RO_UNITS_NONE || q->number.is_vague || q->has_comparator) return false;
  if (noun != RO_NONE && doc->tokens.upos[noun] == RO_UPOS_PROPN &&
      doc->tokens.xpos[noun] != RO_XPOS_NNPS)
    return q->number.is_bare_digits || q->number.is_words;
  /* "Amber Sea 2 pipeline": the number belongs to the name before it. */
  bool is_joined = q->number_first > 1 && is_capital(r, q->number_first - 1) &&
                   doc->tokens.upos[r->token[q->number_first - 1]] == RO_UPOS_PROPN;
  bool is_singular = noun != RO_NONE && doc->tokens.xpos[noun] == RO_XPOS_NN;
  if (is_joined && is_singular && q->number.is_bare_digits && q->low != 1) return true;
  bool is_first = q->number_first == 0 || q->number_first - 1 == 0;
  return noun == RO_NONE && !is_first && is_capital(r, q->number_first - 1) &&
         is_kind(r, q->number_first - 1, RO_PIECE_WORD);
}

/* Words of harm: beside them even "one soldier" is a count. */
static bool is_beside_harm(const ro_figure_reader *r, uint32_t noun) {
  static const char *const harm[] = {"kill",   "wound", "injure",  "die",  "arrest",
                                     "detain", "shoot", "capture", "miss", "hurt",
                                     "kidnap", "dead",  "lose",    NULL};
  const ro_tokens *t = &r->doc->tokens;
  for (uint32_t k = noun > 5 ? noun - 5 : 0; k <= noun + 5 && k < t->n; k++)
    if (t->sentence[k] == r->sentence && ro_word_in(ro_doc_lemma(r->doc, k), harm)) return true;
  return false;
}

/* "one official", "at one point", "one of them": a determiner or pronoun. */
static bool is_mere_one(const ro_figure_reader *r, const ro_quantity *q, uint32_t noun) {
  if (q->low != q->high || q->low > 1 || q->number.is_fraction || q->is_range) return false;
  if (q->type == RO_UNITS_DURATION) return !q->has_comparator; /* "one day" */
  if (q->type != RO_UNITS_NONE || q->number.factor > 1) return false;
  if (noun == RO_NONE) return true;
  if (q->has_comparator && q->low == 1) return false;
  uint32_t row = ro_unit_of_noun(r->state, r->doc, noun, noun);
  bool is_person = row != RO_NONE && (r->state->unit_class[row] == RO_UNITS_PERSONS ||
                                      r->state->unit_class[row] == RO_UNITS_LOSSES);
  return !(is_person && is_beside_harm(r, noun));
}

static bool is_mere_half(const ro_figure_reader *r, const ro_quantity *q) {
  static const char *const before[] = {"first", "second", "other", "latter",
                                       "last",  "better", NULL};
  static const char *const after[] = {"of",  "the",  "its",   "their", "his", "her",
                                      "our", "that", "those", "these", "all", "were",
                                      "are", "said", "have",  NULL};
  if (!q->number.is_fraction || !ro_reader_is(r, q->number_first, "half")) return false;
  if (q->number_first > 0 && in(r, q->number_first - 1, before)) return true;
  return !in(r, q->number_end, after);
}

/* "a second call" counts what has happened; other ordinals and "a second chance" do not. */
static bool is_mere_ordinal(const ro_figure_reader *r, const ro_quantity *q, uint32_t noun) {
  static const char *const not_counted[] = {
      "time",     "thought",     "hand", "chance", "opinion",    "world",  "party",   "country",
      "person",   "half",        "term", "war",    "language",   "home",   "class",   "place",
      "straight", "consecutive", "day",  "week",   "month",      "year",   "quarter", "option",
      "way",      "source",      "look", "option", "generation", "nation", NULL};
  if (!q->number.is_ordinal) return false;
  if (noun == RO_NONE || q->low < 2 || q->number_first == 0) return true;
  if (!in(r, q->number_first - 1, (const char *const[]){"a", NULL})) return true;
  return r->doc->tokens.xpos[noun] != RO_XPOS_NN ||
         ro_word_in(ro_doc_lemma(r->doc, noun), not_counted);
}

bool ro_quantity_is_other(const ro_figure_reader *r, const ro_quantity *q, uint32_t noun) {
  if (is_mere_ordinal(r, q, noun)) return true;
  if (q->number.is_ordinal) return false;
  if (is_code(r, q) || is_serial(r, q) || is_age(r, q) || is_date(r, q)) return true;
  if (is_year(r, q, noun) || is_labelled(r, q) || is_name(r, q, noun)) return true;
  if (is_mere_one(r, q, noun) || is_mere_half(r, q)) return true;
  if (q->is_compound) return q->type == RO_UNITS_NONE || q->low < 2;
  return false;
}
