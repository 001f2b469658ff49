/* A line of text -> tokens, after the UD English guidelines as GUM and EWT apply them.
 *
 * One pass from left to right.  At each place the first rule that applies makes a token: white
 * space, address, number, word, mark.  A word stops where its spelling says so: before a clitic
 * ("do|n't", "Varland|'s"), at a hyphen unless what precedes is a bound prefix ("non-aligned" but
 * "well|-|armed"), at a full stop unless it belongs to an abbreviation.  Each rule looks ahead at
 * most a fixed number of bytes beyond what it takes, so time is linear in the text.
 *
 * What rules miss on the treebanks are misspellings, words broken off in speech, and layout. */
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "token/token_internal.h"

enum { MAX_ADDRESS_LOOK = 96 };

typedef struct {
  const token_state *state;
  ro_str text; /* ends where the segment ends */
  uint32_t at;
  ro_arena *scratch;
  pieces *out;
} scanner;

/* Most text is ASCII, and most of the scanner's time goes into these three. */
static inline uint32_t peek(const scanner *s, size_t at) {
  if (at < s->text.len && (uint8_t)s->text.data[at] < 0x80) return (uint8_t)s->text.data[at];
  return at < s->text.len ? ro_utf8_next(s->text, &at) : 0;
}

static inline uint32_t after(const scanner *s, size_t at) {
  if (at < s->text.len && (uint8_t)s->text.data[at] < 0x80) return (uint32_t)at + 1;
  if (at < s->text.len) ro_utf8_next(s->text, &at);
  return (uint32_t)at;
}

static bool is_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019; }
static inline bool is_alnum(uint32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
  return ro_is_letter(c);
}
static bool is_ascii_alnum(char c) { return (uint8_t)c < 0x80 && is_alnum((uint8_t)c); }

/* Adds [at, end); a token of more than RO_MAX_TOKEN_BYTES is cut into several. */
static void emit(scanner *s, uint32_t end, piece_kind kind) {
  while (s->at < end) {
    uint32_t stop = end;
    if (stop - s->at > RO_MAX_TOKEN_BYTES) {
      stop = s->at + RO_MAX_TOKEN_BYTES;
      while (stop > s->at + 1 && ((uint8_t)s->text.data[stop] & 0xC0) == 0x80) stop--;
    }
    piece *p = RO_ADD(s->scratch, s->out);
    if (p) *p = (piece){{s->at, stop}, kind};
    s->at = stop;
  }
}

static bool is_one_of(ro_str word, const char *const *list) {
  for (; *list; list++)
    if (ro_str_equal_nocase(word, ro_str_from(*list))) return true;
  return false;
}

static bool is_exactly_one_of(ro_str word, const char *const *list) {
  for (; *list; list++)
    if (ro_str_is(word, *list)) return true;
  return false;
}

/* ---------------------------------------------------------------- addresses */

static bool starts_at(const scanner *s, const char *word) {
  ro_str rest = ro_str_sub(s->text, s->at, s->text.len);
  return ro_str_starts(rest, ro_str_from(word));
}

/* "https://…", "www.…": to the next white space, without the punctuation that closes a phrase. */
static bool scan_url(scanner *s) {
  if (s->text.data[s->at] != 'h' && s->text.data[s->at] != 'w') return false;
  if (!starts_at(s, "http://") && !starts_at(s, "https://") && !starts_at(s, "www.")) return false;
  size_t end = s->at;
  while (end < s->text.len) {
    size_t next = end;
    uint32_t c = ro_utf8_next(s->text, &next);
    if (ro_is_white(c) || c == '<' || c == '>' || c == '"' || c == 0x201C || c == 0x201D) break;
    end = next;
  }
  while (end > s->at && strchr(".,;:!?)]}'", s->text.data[end - 1])) end--;
  emit(s, (uint32_t)end, PIECE_PLAIN);
  return true;
}

/* End of the run of letters, digits and `marks` from `at`, at most MAX_ADDRESS_LOOK bytes. */
static size_t address_run(const scanner *s, size_t at, const char *marks) {
  size_t limit = at + MAX_ADDRESS_LOOK < s->text.len ? at + MAX_ADDRESS_LOOK : s->text.len;
  for (; at < limit; at++) {
    char c = s->text.data[at];
    if (!is_ascii_alnum(c) && (c <= ' ' || !strchr(marks, c))) break;
  }
  return at;
}

static bool scan_mail(scanner *s) {
  size_t name = address_run(s, s->at, "._%+-");
  if (name == s->at || name >= s->text.len || s->text.data[name] != '@') return false;
  size_t end = address_run(s, name + 1, ".-");
  while (end > name && strchr(".-", s->text.data[end - 1])) end--;
  if (!memchr(s->text.data + name, '.', end - name)) return false;
  emit(s, (uint32_t)end, PIECE_PLAIN);
  return true;
}

/* "osmark-times.com", all lower case before a well-known top-level domain; a path goes with it. */
static bool scan_domain(scanner *s) {
  static const char *const top[] = {"com", "org", "net", "gov", "edu", "int", "info", "io",
                                    "uk",  "ru",  "ua",  "eu",  "tv",  "de",  "fr",   NULL};
  size_t end = address_run(s, s->at, ".-"), dot = end;
  while (end > s->at && strchr(".-", s->text.data[end - 1])) end--;
  for (dot = end; dot > s->at && s->text.data[dot - 1] != '.';) dot--;
  if (dot < s->at + 3 || !is_exactly_one_of(ro_str_sub(s->text, dot, end), top)) return false;
  if (is_alnum(peek(s, end))) return false;
  if (peek(s, end) == '/') {
    while (end < s->text.len && (uint8_t)s->text.data[end] > ' ' &&
           (uint8_t)s->text.data[end] < 0x80)
      end++;
    while (strchr(".,;:!?)]}'\"", s->text.data[end - 1])) end--;
  }
  emit(s, (uint32_t)end, PIECE_PLAIN);
  return true;
}

static bool scan_tagged(scanner *s) { /* "#hashtag", "@name" */
  char c = s->text.data[s->at];
  size_t end = s->at + 1u;
  if ((c != '#' && c != '@') || !ro_is_letter(peek(s, end))) return false;
  while (end < s->text.len && (is_alnum(peek(s, end)) || s->text.data[end] == '_'))
    end = after(s, end);
  emit(s, (uint32_t)end, PIECE_PLAIN);
  return true;
}

/* ---------------------------------------------------------------- numbers */

static const char *const ordinals[] = {"st", "nd", "rd", "th", "s", NULL};
static const char *const units[] = {
    "am",  "pm",  "AM",   "PM",  "km",      "KM",      "m",        "kg",      "kgs", "g",
    "mg",  "cm",  "mm",   "nm",  "mi",      "mph",     "kph",      "kmh",     "pc",  "bn",
    "Bn",  "BN",  "mn",   "mln", "tn",      "trn",     "k",        "K",       "M",   "B",
    "b",   "lb",  "lbs",  "ft",  "in",      "yd",      "yds",      "oz",      "hr",  "hrs",
    "h",   "min", "mins", "sec", "secs",    "s",       "GB",       "MB",      "TB",  "kB",
    "KB",  "GHz", "MHz",  "kHz", "Hz",      "kW",      "MW",       "GW",      "kWh", "MWh",
    "GWh", "TWh", "p",    "c",   "million", "billion", "trillion", "percent", "x",   "ha",
    "sq",  "ml",  "l",    "t",   "year",    "day",     "th.",      NULL};

static size_t digits_from(const scanner *s, size_t at) {
  while (at < s->text.len && ro_is_digit((uint8_t)s->text.data[at])) at++;
  return at;
}

/* Behind "2022-02-24" or "201-592-4699", else `at`: digits and hyphens. */
static size_t hyphenated_digits(const scanner *s, size_t at) {
  size_t end = at, groups = 1;
  while (end + 1 < s->text.len && s->text.data[end] == '-' &&
         ro_is_digit((uint8_t)s->text.data[end + 1]) && end - at < 32) {
    end = digits_from(s, end + 1);
    groups++;
  }
  if (is_alnum(peek(s, end))) return at;
  /* "36-01" and "16802-6601" are no ranges: a leading zero, or the form of a postal code. */
  bool is_code = groups == 2 && end > at + 2 &&
                 (s->text.data[at + 1] == '0' || (at - s->at == 5 && end - at == 5));
  return groups >= 3 || is_code ? end : at;
}

static bool is_fraction(uint32_t c) {
  return (c >= 0xBC && c <= 0xBE) || (c >= 0x2150 && c <= 0x215E);
}

static size_t number_end(const scanner *s, size_t at) {
  at = digits_from(s, at);
  while (at + 1 < s->text.len && strchr(".,:/", s->text.data[at]) &&
         ro_is_digit((uint8_t)s->text.data[at + 1]))
    at = digits_from(s, at + 1);
  if (is_fraction(peek(s, at))) return after(s, at); /* "4½" */
  return hyphenated_digits(s, at);
}

/* "10a.m.", "50km", "$1bn" part after the number; "20th", "1990s", "4A", "747s" do not. */
static bool scan_number(scanner *s) {
  bool has_point = s->text.data[s->at] == '.';
  if (!ro_is_digit(peek(s, s->at + has_point))) return false;
  if (has_point && s->at && is_alnum((uint8_t)s->text.data[s->at - 1])) return false;
  size_t number = number_end(s, s->at + has_point), end = number;
  while (end < s->text.len && is_alnum(peek(s, end))) end = after(s, end);
  ro_str suffix = ro_str_sub(s->text, number, end);
  bool is_clock = suffix.len == 1 && strchr("apAP", suffix.data[0]) &&
                  ro_str_equal_nocase(ro_str_sub(s->text, end, end + 2), RO_STR(".m"));
  if (is_clock || (is_exactly_one_of(suffix, units) && !is_one_of(suffix, ordinals))) end = number;
  emit(s, (uint32_t)end, PIECE_PLAIN);
  return true;
}

/* ---------------------------------------------------------------- words */

static const char *const bound_prefixes[] = {
    "non",  "re",   "co",  "cross", "pro",   "mid", "anti",  "pre",   "e",     "counter", "semi",
    "mini", "post", "sub", "inter", "un",    "ex",  "multi", "ultra", "trans", "neo",     "micro",
    "de",   "bi",   "tri", "intra", "extra", "pan", "proto", "socio", NULL};

/* Words that the treebanks write as two tokens, and where to cut them. */
static uint32_t joined_cut(ro_str word) {
  static const struct {
    const char *word;
    uint32_t cut;
  } joined[] = {{"cannot", 3}, {"gonna", 3}, {"wanna", 3},
                {"gotta", 3},  {"lemme", 3}, {"gimme", 3}};
  if (word.len < 5 || word.len > 6) return 0;
  for (size_t i = 0; i < sizeof joined / sizeof *joined; i++)
    if (ro_str_equal_nocase(word, ro_str_from(joined[i].word))) return joined[i].cut;
  return 0;
}

/* Is the run of letters behind the apostrophe at `at` a clitic?  Its end in *end. */
static bool is_clitic(const scanner *s, size_t at, size_t *end) {
  static const char *const clitics[] = {"s", "m", "d", "re", "ve", "ll", NULL};
  size_t begin = after(s, at), stop = begin;
  while (stop < s->text.len && stop - begin < 3 && is_alnum(peek(s, stop))) stop = after(s, stop);
  *end = stop;
  return stop > begin && !is_alnum(peek(s, stop)) &&
         is_one_of(ro_str_sub(s->text, begin, stop), clitics);
}

/* "n't" whose apostrophe is at `at`, after at least one letter of the word from `begin`. */
static bool is_negation(const scanner *s, size_t begin, size_t at) {
  size_t t = after(s, at);
  return at > begin + 1 && (s->text.data[at - 1] | 32) == 'n' && (peek(s, t) | 32) == 't' &&
         !is_alnum(peek(s, t + 1));
}

/* "U.S" without its last stop: a capital that stands alone, and is no word. */
static bool is_lone_capital(const scanner *s, size_t at) {
  uint32_t c = peek(s, at), next = peek(s, after(s, at));
  return c >= 'B' && c <= 'Z' && c != 'I' && (ro_is_white(next) || next == ',' || next == ';');
}

/* Letters each followed by a full stop: "U.S.", "a.m.", "J.".  End behind the last stop, or
 * `at` when that is not what stands there. */
static size_t dotted_letters(const scanner *s, size_t at, uint32_t *n) {
  size_t end = at;
  *n = 0;
  while (end < s->text.len && ro_is_letter(peek(s, end))) {
    size_t dot = after(s, end);
    if (peek(s, dot) != '.' ||
        (*n && is_alnum(peek(s, dot + 1)) && !ro_is_letter(peek(s, dot + 1))))
      break;
    end = dot + 1;
    ++*n;
  }
  if (*n == 1 && is_lone_capital(s, end) && ro_is_upper(peek(s, at))) {
    *n = 2;
    return end + 1;
  }
  /* "Plan A.Next": the stop after a single letter that goes on as a word is a full stop. */
  if (*n == 1 && is_alnum(peek(s, end))) return at;
  return end;
}

/* May the hyphen at `at` stay within the word from `begin`? */
static bool is_bound(const scanner *s, size_t begin, size_t at) {
  return ro_is_letter(peek(s, at + 1)) && is_one_of(ro_str_sub(s->text, begin, at), bound_prefixes);
}

static bool all_upper(const scanner *s, size_t begin, size_t end) {
  for (size_t i = begin; i < end; i++)
    if (s->text.data[i] < 'A' || s->text.data[i] > 'Z') return false;
  return end > begin && end - begin <= 3;
}

/* Behind the letters, digits and inner marks of the word; *clitic where "'s" or "n't" begins. */
static size_t word_end(const scanner *s, size_t *clitic) {
  size_t begin = s->at, end = begin, tail;
  while (end < s->text.len) {
    uint32_t c = peek(s, end), next = peek(s, after(s, end));
    if (is_apostrophe(c) && ro_is_letter(next)) {
      if (is_negation(s, begin, end)) {
        *clitic = end - 1;
        return after(s, after(s, end));
      }
      if (is_clitic(s, end, &tail)) {
        *clitic = end;
        return tail;
      }
    } else if (c == '-') {
      if (!is_bound(s, begin, end)) break;
    } else if (c == '&') {
      if (!all_upper(s, begin, end) || !ro_is_upper(next)) break;
    } else if (c == '$' && all_upper(s, begin, end) && (ro_is_digit(next) || ro_is_white(next))) {
      return end + 1; /* "US$" */
    } else if (!is_alnum(c) && !(c == '_' && is_alnum(next))) {
      break;
    }
    end = after(s, end);
  }
  return end;
}

/* Is "Sun", "Mass" before a full stop an abbreviation, not the word?  Behind a comma ("Perrin,
 * Mass. The") or where the sentence goes on behind the stop. */
static bool is_abbreviated(const scanner *s, size_t begin, size_t end) {
  if (s->out->n && s->text.data[s->out->at[s->out->n - 1].span.begin] == ',' && begin > 0)
    return true;
  uint32_t next = peek(s, end + 1);
  if (ro_is_white(next)) next = peek(s, end + 2);
  return next != 0 && !ro_is_upper(next) &&
         (ro_is_digit(next) || ro_is_letter(next) || next == ',' || next == ')');
}

/* Kind of the abbreviation text[begin, end) before a full stop; PIECE_PLAIN if it is none. */
static piece_kind abbreviation(const scanner *s, size_t begin, size_t end) {
  char lower[16];
  for (size_t i = end; i > begin && end - i < sizeof lower; i--)
    if (s->text.data[i - 1] == '-') begin = i; /* "Ex-Rep." */
  if (end - begin > sizeof lower || begin == end) return PIECE_PLAIN;
  for (size_t i = begin; i < end; i++) {
    char c = s->text.data[i];
    lower[i - begin] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
  }
  const ro_table *table = s->state->abbreviations;
  uint32_t row = ro_table_find(table, (ro_str){lower, end - begin});
  if (row == RO_NONE) return PIECE_PLAIN;
  ro_str kind = ro_table_field(table, row, s->state->kind_column);
  bool is_capital = ro_is_upper(peek(s, begin));
  uint32_t next = peek(s, end + 1);
  if (ro_str_is(kind, "inner")) return PIECE_TITLE;
  if (ro_str_is(kind, "title")) return is_capital ? PIECE_TITLE : PIECE_PLAIN;
  if (is_alnum(next)) return PIECE_PLAIN; /* "the Inc.Next" */
  if (ro_str_is(kind, "late")) return PIECE_LATE;
  if (ro_str_is(kind, "word") && !is_abbreviated(s, begin, end)) return PIECE_PLAIN;
  if (ro_str_is(kind, "end") || is_capital) {
    if (!ro_str_is(kind, "number")) return PIECE_ABBREV;
  }
  if (ro_str_is(kind, "number") && ro_is_white(next) && ro_is_digit(peek(s, end + 2)))
    return PIECE_TITLE;
  return PIECE_PLAIN;
}

/* "Ph.D.", "M.Sc.": the only dotted abbreviations of more than letters that are common. */
static bool scan_degree(scanner *s) {
  static const char *const degrees[] = {"Ph.D.",   "Ph.D",  "M.Sc.", "B.Sc.", "M.Phil.",
                                        "D.Phil.", "LL.B.", "LL.M.", NULL};
  if (!strchr("PMBDL", s->text.data[s->at])) return false;
  for (size_t i = 0; degrees[i]; i++) {
    size_t end = s->at + strlen(degrees[i]);
    if (!starts_at(s, degrees[i]) || is_alnum(peek(s, end))) continue;
    emit(s, (uint32_t)end, PIECE_ABBREV);
    return true;
  }
  return false;
}

static bool scan_dotted(scanner *s) {
  uint32_t n = 0;
  size_t end = dotted_letters(s, s->at, &n);
  if (end == s->at) return false;
  uint32_t first = peek(s, s->at), next = peek(s, end), next2 = peek(s, after(s, end));
  if (n == 1) {
    if (abbreviation(s, s->at, end - 1) != PIECE_PLAIN) {
      emit(s, (uint32_t)end, PIECE_TITLE);
      return true;
    }
    bool is_second = s->out->n && s->out->at[s->out->n - 1].kind == PIECE_INITIAL;
    bool is_initial =
        ro_is_upper(first) && first != 'I' &&
        (ro_is_white(next) ? is_second || ro_is_upper(next2) || ro_is_digit(next2)
                           : next == ',' || (is_second && next != 0 && strchr(";:)", (int)next)));
    if (!is_initial) return false;
    emit(s, (uint32_t)end, PIECE_INITIAL);
    return true;
  }
  if (s->text.data[end - 1] != '.') { /* "U.S" */
    emit(s, (uint32_t)end, PIECE_PLAIN);
    return true;
  }
  /* "U.S.A": a last letter without its stop belongs to it; "U.N.Charter" gives the stop back. */
  if (is_alnum(next)) {
    if (is_alnum(next2)) return false;
    end = after(s, end);
  }
  piece_kind kind = abbreviation(s, s->at, end - 1);
  emit(s, (uint32_t)end, kind == PIECE_PLAIN ? PIECE_ABBREV : kind);
  return true;
}

/* A word broken off in speech keeps its hyphen, "th- the"; "two- and three-year" does not. */
static bool is_cut_off(const scanner *s, size_t end) {
  static const char *const joining[] = {"and", "or", "to", "nor", "but", "as", NULL};
  if (peek(s, end) != '-' || end - s->at > 3 || !ro_is_white(peek(s, end + 1)) ||
      ro_is_upper(peek(s, s->at)))
    return false;
  size_t begin = after(s, end + 1), stop = begin;
  while (stop < s->text.len && stop - begin < 4 && is_alnum(peek(s, stop))) stop = after(s, stop);
  return ro_is_letter(peek(s, begin)) && !is_one_of(ro_str_sub(s->text, begin, stop), joining);
}

static bool scan_word(scanner *s) {
  if (!ro_is_letter(peek(s, s->at))) return false;
  if (scan_mail(s) || scan_domain(s) || scan_degree(s) || scan_dotted(s)) return true;
  size_t clitic = 0, end = word_end(s, &clitic);
  if (clitic) {
    emit(s, (uint32_t)clitic, PIECE_PLAIN);
    emit(s, (uint32_t)end, PIECE_PLAIN);
    return true;
  }
  uint32_t cut = joined_cut(ro_str_sub(s->text, s->at, end));
  if (cut) emit(s, s->at + cut, PIECE_PLAIN);
  if (!cut && is_cut_off(s, end)) end++;
  if (!cut && peek(s, end) == '(' &&
      ro_str_starts(ro_str_sub(s->text, end, s->text.len), RO_STR("(s)")) &&
      !is_alnum(peek(s, end + 3)))
    end += 3; /* "member(s)" */
  piece_kind kind = !cut && peek(s, end) == '.' ? abbreviation(s, s->at, end) : PIECE_PLAIN;
  emit(s, (uint32_t)(kind == PIECE_PLAIN ? end : end + 1), kind);
  return true;
}

/* ---------------------------------------------------------------- marks */

/* "'s" that stands alone after a mark or number ("1990's", "\"Mirror\"'s"), "'em", "'90s". */
static bool scan_apostrophe(scanner *s) {
  static const char *const cut_words[] = {"em", "cause", "til", "twas", "tis", "n", "cuz", NULL};
  if (!is_apostrophe(peek(s, s->at))) return false;
  size_t begin = after(s, s->at), end = begin, tail;
  bool is_glued = s->out->n && s->out->at[s->out->n - 1].span.end == s->at;
  if (is_glued && is_clitic(s, s->at, &tail)) {
    emit(s, (uint32_t)tail, PIECE_PLAIN);
    return true;
  }
  if (is_glued) return false;
  while (end < s->text.len && end - begin < 8 && is_alnum(peek(s, end))) end = after(s, end);
  ro_str word = ro_str_sub(s->text, begin, end);
  bool is_decade = word.len == 3 && ro_is_digit((uint8_t)word.data[0]) && word.data[2] == 's';
  if (!is_decade && !is_one_of(word, cut_words)) return false;
  emit(s, (uint32_t)end, PIECE_PLAIN);
  return true;
}

/* ":)", ";-)" between spaces. */
static bool scan_face(scanner *s) {
  size_t end = s->at;
  if (!strchr(":;=", s->text.data[end]) ||
      (end > 0 && !ro_is_white((uint8_t)s->text.data[end - 1])))
    return false;
  if (peek(s, ++end) == '-') end++;
  if (end >= s->text.len || !strchr(")(DPp/|", s->text.data[end]) || !s->text.data[end])
    return false;
  if (++end < s->text.len && !ro_is_white(peek(s, end))) return false;
  emit(s, (uint32_t)end, PIECE_PLAIN);
  return true;
}

static piece_kind mark_kind(uint32_t c) {
  switch (c) {
    case '.':
    case '?':
    case '!':
    case 0x2026:
    case 0x203D:
    case 0x3002:
    case 0x061F:
      return PIECE_STOP;
    case '"':
    case '\'':
    case 0x2018:
    case 0x2019:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0xAB:
    case 0xBB:
    case ')':
    case ']':
    case '}':
      return PIECE_CLOSE;
    case '(':
    case '[':
    case '{':
      return PIECE_OPEN;
    default:
      return PIECE_PLAIN;
  }
}

static void scan_mark(scanner *s) {
  uint32_t c = peek(s, s->at);
  size_t end = after(s, s->at);
  piece_kind kind = mark_kind(c);
  if ((c == '\'' || c == '`') && peek(s, end) == c) {
    emit(s, s->at + 2, PIECE_CLOSE);
    return;
  }
  if (c == '?' || c == '!') {
    while (peek(s, end) == '?' || peek(s, end) == '!') end++;
  } else if (c < 0x80 ? strchr("._-*=~#+<>/\\|,;:", (int)c) != NULL : kind == PIECE_STOP) {
    while (peek(s, end) == c) end = after(s, end);
  }
  emit(s, (uint32_t)end, kind);
}

void token_scan(const token_state *state, ro_str text, uint32_t begin, uint32_t end,
                ro_arena *scratch, pieces *out) {
  scanner s = {state, ro_str_sub(text, 0, end), begin, scratch, out};
  while (s.at < end) {
    uint32_t before = s.at;
    if (ro_is_white(peek(&s, s.at))) {
      s.at = after(&s, s.at);
      continue;
    }
    if (!scan_url(&s) && !scan_tagged(&s) && !scan_number(&s) && !scan_word(&s) &&
        !scan_apostrophe(&s) && !scan_face(&s))
      scan_mark(&s);
    if (s.at == before) break; /* cannot happen: every rule takes something */
  }
}
