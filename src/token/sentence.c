/* Where sentences end within a line.
 *
 * A sentence ends behind a stop (. ? ! …) with the quotation marks and brackets that close on it,
 * when what follows looks like a beginning.  Three doubts are settled by words: an abbreviation or
 * initial ends a sentence only before a capitalized function word ("Osmark Inc. The"); a quoted
 * question or exclamation goes on when a verb of saying follows ("Why now?" Orlov asked); and a
 * stop glued to a capital letter ends one, as pages often lose the space between paragraphs. */
#include "base/utf8.h"
#include "token/token_internal.h"

enum { LOOK_AHEAD = 6 };

static ro_str piece_text(ro_str text, const piece *p) {
  return ro_str_sub(text, p->span.begin, p->span.end);
}

static bool is_among(ro_str word, const char *const *list) {
  for (; *list; list++)
    if (ro_str_equal_nocase(word, ro_str_from(*list))) return true;
  return false;
}

/* Words that begin sentences and, capitalized, are seldom names. */
static bool is_starter(ro_str word) {
  static const char *const starters[] = {
      "the",     "a",       "an",        "it",     "he",      "she",       "they",  "we",
      "you",     "i",       "this",      "that",   "these",   "those",     "there", "but",
      "and",     "or",      "so",        "if",     "when",    "while",     "after", "before",
      "as",      "at",      "by",        "for",    "from",    "in",        "on",    "with",
      "under",   "since",   "although",  "though", "however", "meanwhile", "his",   "her",
      "its",     "our",     "my",        "their",  "some",    "most",      "many",  "both",
      "not",     "no",      "what",      "who",    "how",     "why",       "where", "such",
      "also",    "then",    "once",      "until",  "because", "yet",       "asked", "instead",
      "earlier", "later",   "now",       "only",   "even",    "every",     "each",  "all",
      "during",  "despite", "according", NULL};
  return is_among(word, starters);
}

static bool is_saying(ro_str word) {
  static const char *const verbs[] = {
      "said",     "says",     "say",       "asked",    "asks",     "added",     "adds",
      "told",     "tells",    "wrote",     "writes",   "replied",  "cried",     "shouted",
      "declared", "tweeted",  "responded", "wondered", "demanded", "exclaimed", "yelled",
      "answered", "remarked", "continued", "joked",    "insisted", "quipped",   NULL};
  return is_among(word, verbs);
}

static bool is_quote(ro_str mark) {
  size_t at = 0;
  if (!mark.len) return false;
  uint32_t c = ro_utf8_next(mark, &at);
  return c == '"' || c == '\'' || c == 0x201C || c == 0x201D || c == 0x2018 || c == 0x2019;
}

static bool is_glued(const piece *a, const piece *b) { return a->span.end == b->span.begin; }

/* Last piece of the run of closing marks behind the stop at i: each glued to the one before, and
 * a quotation mark only where it is not glued to a following word, which it would open. */
static uint32_t skip_closers(const piece *p, uint32_t i, uint32_t end) {
  while (i + 1 < end && p[i + 1].kind == PIECE_CLOSE && is_glued(&p[i], &p[i + 1])) {
    bool opens = i + 2 < end && is_glued(&p[i + 1], &p[i + 2]) && p[i + 2].kind != PIECE_CLOSE &&
                 p[i + 2].kind != PIECE_STOP;
    if (opens && p[i + 1].span.begin > p[i].span.end) break;
    i++;
  }
  return i;
}

/* Is a verb of saying near, before the sentence ends? */
static bool is_said(ro_str text, const piece *p, uint32_t i, uint32_t end) {
  for (uint32_t k = i; k < end && k < i + LOOK_AHEAD; k++) {
    if (p[k].kind == PIECE_STOP || is_quote(piece_text(text, &p[k]))) return false;
    if (is_saying(piece_text(text, &p[k]))) return true;
  }
  return false;
}

/* Does the text from piece i look like the beginning of a sentence?  Opening marks are passed. */
static bool is_beginning(ro_str text, const piece *p, uint32_t i, uint32_t end, uint32_t *word) {
  uint32_t k = i;
  while (k < end && k < i + 3 && (p[k].kind == PIECE_OPEN || p[k].kind == PIECE_CLOSE)) k++;
  *word = k;
  if (k == end) return false;
  size_t at = p[k].span.begin;
  uint32_t c = ro_utf8_next(text, &at);
  if (ro_is_letter(c)) return ro_is_upper(c) || c > 0x2E80; /* scripts without case begin too */
  return ro_is_digit(c) || c == '$' || c == 0xA3 || c == 0x20AC || c == '#' || c == '@' ||
         c == '-' || c == 0x2013 || c == 0x2014 || c == 0x2022 || c == '*';
}

/* A stop glued on both sides: "ended.Next" parts sentences, "3.x" and "a.b" do not. */
static bool parts_when_glued(ro_str text, const piece *p, uint32_t i) {
  if (i == 0) return false;
  ro_str before = piece_text(text, &p[i - 1]);
  size_t at = before.len, next = p[i + 1].span.begin;
  uint32_t last = ro_utf8_previous(before, &at), first = ro_utf8_next(text, &next);
  if (!ro_is_upper(first)) return false;
  return before.len > 1 && (!ro_is_upper(last) || p[i - 1].kind == PIECE_CLOSE);
}

static bool is_list_number(ro_str text, const piece *p, uint32_t first, uint32_t i) {
  if (i != first + 1) return false;
  ro_str before = piece_text(text, &p[first]);
  return before.len <= 2 && ro_is_digit((uint8_t)before.data[0]);
}

static bool ends_at_stop(ro_str text, const piece *p, uint32_t first, uint32_t i, uint32_t last,
                         uint32_t end) {
  uint32_t word;
  ro_str stop = piece_text(text, &p[i]);
  if (i == first || is_list_number(text, p, first, i)) return false;
  if (!is_beginning(text, p, last + 1, end, &word)) return false;
  if (last == i && is_glued(&p[i], &p[i + 1])) {
    if (p[i + 1].kind == PIECE_OPEN || p[i + 1].kind == PIECE_CLOSE)
      return stop.data[0] != '.' || stop.len == 1;
    return parts_when_glued(text, p, i);
  }
  bool in_quotes = last > i && is_quote(piece_text(text, &p[last]));
  if (in_quotes && !ro_str_is(stop, ".") && word == last + 1) return !is_said(text, p, word, end);
  return true;
}

bool token_is_boundary(ro_str text, const piece *p, uint32_t first, uint32_t i, uint32_t end) {
  /* Back to the stop that the closing marks up to i belong to. */
  uint32_t stop = i;
  while (stop > first && i - stop < LOOK_AHEAD && p[stop].kind == PIECE_CLOSE &&
         is_glued(&p[stop - 1], &p[stop]))
    stop--;
  if (skip_closers(p, stop, end) != i || i + 1 >= end) return false;
  if (p[stop].kind == PIECE_STOP) return ends_at_stop(text, p, first, stop, i, end);
  if (p[stop].kind != PIECE_ABBREV && p[stop].kind != PIECE_INITIAL) return false;
  uint32_t word;
  return is_beginning(text, p, i + 1, end, &word) && is_starter(piece_text(text, &p[word])) &&
         !(p[stop].kind == PIECE_INITIAL && stop == first);
}
