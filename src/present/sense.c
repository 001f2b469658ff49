/* Readability by word lists and endings, without a parse: cheap, the same for every way a story was
 * read, and wrong on the safe side, because a line that is left out can still be found in the
 * story.  Finite verbs are auxiliaries, a list of strong pasts, words in -ed, and words in -s
 * behind a name or pronoun; every relative or subordinating word uses one of them up. */
#include "present/sense.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { MOST_WORDS = 64, MIN_WORDS = 4, STEM = 6, SAME_PERCENT = 70, LONGEST_SENTENCE = 400 };

typedef struct {
  ro_str word[MOST_WORDS]; /* without marks around it, as written */
  uint32_t n;
} words;

static int by_text(const void *key, const void *row) {
  const ro_str *k = key;
  return ro_str_compare(*k, ro_str_from(*(const char *const *)row));
}

/* `list` is sorted. */
static bool is_one_of(ro_str word, const char *const *list, size_t n) {
  char low[24];
  if (!word.len || word.len >= sizeof low) return false;
  for (size_t i = 0; i < word.len; i++)
    low[i] = (char)(word.data[i] >= 'A' && word.data[i] <= 'Z' ? word.data[i] + 32 : word.data[i]);
  ro_str key = {low, word.len};
  return bsearch(&key, list, n, sizeof *list, by_text) != NULL;
}
#define IS_ONE_OF(word, list) is_one_of(word, list, sizeof list / sizeof *list)

static bool is_word_byte(char c) {
  return (uint8_t)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9');
}

/* Bytes of a curly mark or ellipsis (E2 80 xx) at an end of the word. */
static size_t mark_at(ro_str s, bool is_end) {
  size_t at = is_end ? s.len - 3 : 0;
  if (s.len < 3 || (uint8_t)s.data[at] != 0xE2 || (uint8_t)s.data[at + 1] != 0x80) return 0;
  return 3;
}

static ro_str bare(ro_str s) {
  for (size_t n = 1; s.len && n;) {
    n = !is_word_byte(s.data[0]) ? 1 : mark_at(s, false);
    s = ro_str_sub(s, n, s.len);
  }
  for (size_t n = 1; s.len && n;) {
    n = !is_word_byte(s.data[s.len - 1]) ? 1 : mark_at(s, true);
    s.len -= n;
  }
  return s;
}

static void split(ro_str text, words *out) {
  ro_str piece;
  out->n = 0;
  while (out->n < MOST_WORDS && ro_str_split(&text, ' ', &piece)) {
    piece = bare(piece);
    if (piece.len) out->word[out->n++] = piece;
  }
}

uint32_t ro_sense_words(ro_str text) {
  words w;
  split(text, &w);
  return w.n;
}

static bool is_capital(ro_str word) { return word.data[0] >= 'A' && word.data[0] <= 'Z'; }

/* ---- sameness */

static bool is_content(ro_str word) {
  static const char *const plain[] = {"about", "after", "also", "been", "before", "could", "from",
                                      "have",  "into",  "more", "over", "said",   "says",  "that",
                                      "their", "there", "they", "this", "were",   "what",  "when",
                                      "which", "will",  "with", "would"};
  return word.len >= 4 && !IS_ONE_OF(word, plain);
}

/* Equal up to case and, in long words, up to the ending. */
static bool is_same_word(ro_str a, ro_str b) {
  size_t n = a.len < b.len ? a.len : b.len;
  if (a.len != b.len && n < STEM) return false;
  return ro_str_equal_nocase(ro_str_sub(a, 0, n < STEM ? n : STEM),
                             ro_str_sub(b, 0, n < STEM ? n : STEM));
}

bool ro_sense_is_same(ro_str a, ro_str b) {
  words x, y;
  uint32_t n = 0, shared = 0, n_y = 0;
  if (ro_str_equal(a, b)) return a.len > 0;
  split(a, &x);
  split(b, &y);
  for (uint32_t j = 0; j < y.n; j++) n_y += is_content(y.word[j]);
  for (uint32_t i = 0; i < x.n; i++) {
    if (!is_content(x.word[i])) continue;
    n++;
    for (uint32_t j = 0; j < y.n; j++)
      if (is_same_word(x.word[i], y.word[j])) {
        shared++;
        break;
      }
  }
  uint32_t least = n < n_y ? n : n_y;
  return least >= 2 && shared * 100 >= least * SAME_PERCENT;
}

bool ro_sense_shares(ro_str a, ro_str b) {
  words x, y;
  split(a, &x);
  split(b, &y);
  for (uint32_t i = 0; i < x.n; i++)
    for (uint32_t j = 0; j < y.n && is_content(x.word[i]); j++)
      if (is_same_word(x.word[i], y.word[j])) return true;
  return false;
}

/* ---- statements */

static bool is_finite(const words *w, uint32_t i) {
  static const char *const verbs[] = {
      "agreed", "are",    "became", "began", "broke", "brought", "built", "came",   "can",
      "cannot", "could",  "did",    "does",  "drew",  "fell",    "fled",  "fought", "gave",
      "got",    "grew",   "had",    "has",   "have",  "held",    "hit",   "is",     "kept",
      "knew",   "led",    "left",   "lost",  "made",  "may",     "met",   "might",  "must",
      "paid",   "rose",   "said",   "saw",   "sent",  "shall",   "shot",  "should", "spoke",
      "stood",  "struck", "told",   "took",  "was",   "went",    "were",  "will",   "withdrew",
      "won",    "would",  "wrote"};
  static const char *const pronouns[] = {"he", "i", "it", "she", "they", "we", "who", "you"};
  ro_str word = w->word[i];
  if (IS_ONE_OF(word, verbs)) return true;
  if (ro_str_find(word, RO_STR("n't")) < word.len || ro_str_find(word, RO_STR("n’t")) < word.len)
    return true;
  if (is_capital(word)) return false;
  if (word.len > 4 && ro_str_ends(word, RO_STR("ed")) && !ro_str_ends(word, RO_STR("eed")))
    return true;
  if (i == 0) return false;
  if (IS_ONE_OF(w->word[i - 1], pronouns)) return true;
  return word.len > 3 && ro_str_ends(word, RO_STR("s")) && !ro_str_ends(word, RO_STR("ss")) &&
         is_capital(w->word[i - 1]);
}

static bool is_subordinator(ro_str word) {
  static const char *const list[] = {"after", "although", "because", "before", "if",   "since",
                                     "that",  "though",   "unless",  "until",  "when", "where",
                                     "which", "while",    "who",     "whom",   "whose"};
  return IS_ONE_OF(word, list);
}

/* "with the president", "limiting its ambitions", "and said" do not begin a statement. */
static bool is_bad_start(ro_str word) {
  static const char *const list[] = {
      "after", "among",   "and",     "as",    "at",    "because", "before", "between",
      "by",    "despite", "during",  "for",   "from",  "how",     "if",     "in",
      "into",  "not",     "of",      "on",    "or",    "over",    "than",   "that",
      "to",    "toward",  "towards", "under", "what",  "when",    "where",  "whether",
      "which", "while",   "who",     "whom",  "whose", "why",     "with",   "without"};
  return IS_ONE_OF(word, list);
}

static bool is_bad_start_of_statement(ro_str word) {
  if (is_capital(word)) return false;
  return is_bad_start(word) || (word.len > 5 && ro_str_ends(word, RO_STR("ing")));
}

bool ro_sense_is_finite_in(ro_str text) {
  words w;
  split(text, &w);
  for (uint32_t i = 0; i < w.n; i++)
    if (is_finite(&w, i)) return true;
  return false;
}

bool ro_sense_is_statement(ro_str text) {
  words w;
  uint32_t finite = 0, subordinate = 0;
  split(text, &w);
  if (w.n < MIN_WORDS || is_bad_start_of_statement(w.word[0]) || text.data[0] == ',') return false;
  for (uint32_t i = 0; i < w.n; i++) {
    bool is_used = i && is_finite(&w, i - 1); /* "has said" is one verb */
    finite += !is_used && is_finite(&w, i);
    subordinate += is_subordinator(w.word[i]);
  }
  return finite > subordinate || (finite && finite == subordinate && is_finite(&w, 0));
}

static bool is_connective(ro_str word) {
  static const char *const list[] = {"additionally", "also",     "and",          "but",
                                     "earlier",      "however",  "indeed",       "later",
                                     "meanwhile",    "moreover", "nevertheless", "nonetheless",
                                     "so",           "still",    "yet"};
  return IS_ONE_OF(word, list);
}

bool ro_sense_is_free(ro_str text) {
  static const char *const leaning[] = {
      "all",   "both", "further", "he",    "her",  "his",  "i",    "it",    "its",  "my",
      "none",  "one",  "our",     "she",   "some", "such", "that", "their", "then", "there",
      "these", "they", "this",    "those", "to",   "we",   "you",  "your"};
  words w;
  split(text, &w);
  if (!w.n || !ro_sense_is_statement(text) || !is_word_byte(text.data[0])) return false;
  if (mark_at(text, false) || ro_str_ends(text, RO_STR("?"))) return false;
  if (!is_capital(w.word[0])) return false;
  for (uint32_t k = 0; k < 2 && k < w.n; k++) { /* "However it has" leans as "It has" does */
    ro_str first = w.word[k];
    for (size_t i = 1; i < first.len; i++) /* "It's" leans as "It" does */
      if (first.data[i] == '\'' || (uint8_t)first.data[i] == 0xE2) first.len = i;
    if (IS_ONE_OF(first, leaning)) return false;
    if (!is_connective(first)) break;
  }
  return true;
}

/* "is prepared to do", "withdrawal from of the river": words are missing. */
static bool is_cut_short(const words *w) {
  static const char *const ends[] = {"a",   "an", "and",  "by",  "do",    "for", "from",
                                     "its", "of", "than", "the", "their", "to",  "with"};
  static const char *const links[] = {"between", "by", "from", "on", "to", "with"};
  if (IS_ONE_OF(w->word[w->n - 1], ends)) return true;
  for (uint32_t i = 1; i < w->n; i++)
    if (ro_str_is(w->word[i], "of") && IS_ONE_OF(w->word[i - 1], links)) return true;
  return false;
}

/* "any landing would be met with all we have": a label is nobody's own words. */
static bool has_speaker_inside(const words *w) {
  static const char *const own[] = {"I", "me", "my", "our", "us", "we", "you", "your"};
  for (uint32_t i = 0; i < w->n; i++)
    for (size_t k = 0; k < sizeof own / sizeof *own; k++)
      if (ro_str_is(w->word[i], own[k])) return true;
  return false;
}

bool ro_sense_is_label(ro_str text) {
  static const char *const leaning[] = {
      "a",    "all", "an",    "another", "any",  "both", "each",  "every", "half", "he",
      "his",  "it",  "its",   "many",    "more", "most", "other", "she",   "some", "such",
      "that", "the", "their", "these",   "they", "this", "those", "we"};
  words w;
  split(text, &w);
  if (w.n < MIN_WORDS || is_bad_start(w.word[0]) || IS_ONE_OF(w.word[0], leaning)) return false;
  if (is_cut_short(&w) || has_speaker_inside(&w)) return false;
  return !ro_str_ends(text, RO_STR("…")) && is_word_byte(text.data[0]);
}

bool ro_sense_is_vague(ro_str counted) {
  static const char *const list[] = {
      "amount", "amounts", "areas",   "calls",  "cases",  "counties", "days",   "feet",
      "goods",  "groups",  "hours",   "items",  "length", "meetings", "months", "parts",
      "people", "percent", "persons", "places", "points", "rain",     "share",  "sites",
      "sums",   "things",  "times",   "units",  "value",  "vehicles", "weeks",  "years"};
  words w;
  split(counted, &w);
  return !w.n || (w.n == 1 && IS_ONE_OF(w.word[0], list)) ||
         ro_str_starts(counted, RO_STR("sums of")) || ro_str_starts(counted, RO_STR("Sums of"));
}

/* ---- repair */

static ro_str without_connective(ro_str text) {
  static const char *const bare_ones[] = {"and", "but", "so", "yet"};
  size_t end = 0;
  while (end < text.len && text.data[end] != ' ') end++;
  ro_str first = ro_str_sub(text, 0, end), word = bare(first);
  bool has_comma = ro_str_ends(first, RO_STR(","));
  if (end == text.len || !is_connective(word)) return text;
  if (!has_comma && !IS_ONE_OF(word, bare_ones)) return text;
  return ro_str_trim(ro_str_sub(text, end, text.len));
}

static size_t count(ro_str text, ro_str part) {
  size_t n = 0;
  for (size_t at; (at = ro_str_find(text, part)) < text.len; n++)
    text = ro_str_sub(text, at + part.len, text.len);
  return n;
}

ro_str ro_sense_tidy(ro_arena *arena, ro_str text) {
  text = without_connective(ro_str_trim(text));
  if (ro_str_starts(text, RO_STR("that "))) text = ro_str_sub(text, 5, text.len);
  while (text.len && strchr(",;:-", text.data[text.len - 1]))
    text = ro_str_sub(text, 0, text.len - 1);
  text = ro_str_trim(text);
  if (ro_str_ends(text, RO_STR(",”"))) /* the comma is the sentence's that it was taken from */
    text = ro_str_join(arena, ro_str_sub(text, 0, text.len - 4), "", RO_STR("”"));
  if (ro_str_ends(text, RO_STR(",\"")))
    text = ro_str_join(arena, ro_str_sub(text, 0, text.len - 2), "", RO_STR("\""));
  size_t open = count(text, RO_STR("“")), close = count(text, RO_STR("”"));
  if (open == close + 1) return ro_str_join(arena, text, "", RO_STR("”"));
  if (close == open + 1) {
    if (ro_str_ends(text, RO_STR("”"))) return ro_str_sub(text, 0, text.len - 3);
    return ro_str_join(arena, RO_STR("“"), "", text);
  }
  if (count(text, RO_STR("\"")) % 2) {
    if (ro_str_starts(text, RO_STR("\""))) return ro_str_join(arena, text, "", RO_STR("\""));
    if (ro_str_ends(text, RO_STR("\""))) return ro_str_sub(text, 0, text.len - 1);
    return ro_str_join(arena, text, "", RO_STR("\""));
  }
  return text;
}

/* A line ends a sentence where it ends a paragraph: an empty line follows, or a mark stands before.
 * Other line breaks are those of wrapped text. */
static bool ends_paragraph(ro_str text, size_t i) {
  bool is_empty =
      i + 1 >= text.len || text.data[i + 1] == '\n' || i == 0 || text.data[i - 1] == '\n';
  return is_empty || strchr(".!?\"", text.data[i - 1]) || (uint8_t)text.data[i - 1] >= 0x80;
}

/* A full stop, not one behind an initial or a short title: "J. Smith", "Mr. Smith". */
static bool ends_sentence(ro_str text, size_t i) {
  char c = text.data[i];
  if (c == '\n') return ends_paragraph(text, i);
  if (c != '.' && c != '!' && c != '?') return false;
  size_t next = i + 1;
  while (next < text.len &&
         (text.data[next] == '"' || mark_at(ro_str_sub(text, next, text.len), 0)))
    next += text.data[next] == '"' ? 1 : 3;
  if (next < text.len && text.data[next] != ' ' && text.data[next] != '\n') return false;
  size_t begin = i;
  while (begin > 0 && is_word_byte(text.data[begin - 1])) begin--;
  bool is_short = i - begin <= 3 && begin < i && text.data[begin] >= 'A' && text.data[begin] <= 'Z';
  return c != '.' || !is_short;
}

ro_str ro_sense_sentence(ro_str text, size_t begin, size_t end) {
  size_t first = begin, last = end;
  while (first > 0 && begin - first < LONGEST_SENTENCE && !ends_sentence(text, first - 1)) first--;
  while (last < text.len && last - end < LONGEST_SENTENCE &&
         !(last > 0 && last >= end && ends_sentence(text, last - 1)))
    last++;
  ro_str found = ro_str_trim(ro_str_sub(text, first, last));
  for (ro_str mark = RO_STR("”"); ro_str_starts(found, mark);)
    found = ro_str_trim(ro_str_sub(found, mark.len, found.len));
  return found;
}
