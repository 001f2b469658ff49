/* Where sentences end within a line.
 *
 * A sentence ends behind a stop (. ? ! …) with the quotation marks, brackets and note marks that
 * close on it, when what follows looks like a beginning.  Four doubts are settled here: which way a
 * mark glued on both sides faces (a quotation is open or not); whether a verb of saying carries a
 * quoted stop on ("Why now?" Orlov asked; "We go." Orlov said.); whether an abbreviation or initial
 * ends a sentence, which it does before a capitalized function word ("Osmark Inc. The"); and a stop
 * glued to a capital letter, which ends one, as pages often lose the space between paragraphs. */
#include "base/utf8.h"
#include "token/token_internal.h"

enum { SAID_WITHIN = 6, MOST_NOTES = 8, SIGNED_WITHIN = 8 };

static ro_str piece_text(const token_cutter *c, uint32_t i) {
  return ro_str_sub(c->text, c->p[i].span.begin, c->p[i].span.end);
}

static uint32_t first_of(const token_cutter *c, uint32_t i) {
  size_t at = c->p[i].span.begin;
  return ro_utf8_next(c->text, &at);
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

/* Of those words, the ones that do not begin a subject. */
static bool is_adverbial(ro_str word) {
  static const char *const words[] = {
      "but",  "and",  "or",    "so",      "if",  "when",  "while", "after",    "before",    "as",
      "at",   "by",   "for",   "from",    "in",  "on",    "with",  "under",    "since",     "to",
      "then", "once", "until", "because", "yet", "later", "how",   "although", "meanwhile", NULL};
  return is_among(word, words);
}

static bool is_saying(ro_str word) {
  static const char *const verbs[] = {
      "said",      "says",     "say",       "asked",    "asks",      "added",     "adds",
      "told",      "tells",    "wrote",     "writes",   "replied",   "cried",     "shouted",
      "declared",  "tweeted",  "responded", "wondered", "demanded",  "exclaimed", "yelled",
      "answered",  "remarked", "continued", "joked",    "insisted",  "quipped",   "recalled",
      "explained", "warned",   "screamed",  "pleaded",  "whispered", "snapped",   "retorted",
      "countered", "inquired", "enquired",  "observed", "commented", "concluded", "begged",
      "urged",     "argued",   "mused",     "chanted",  "fumed",     "protested", "ask",
      NULL};
  return is_among(word, verbs);
}

/* Behind "5 p.m." these go on with the time: "5 p.m. Monday", "5 p.m. Eastern", "Wed. Nov. 5". */
static bool goes_on_with_time(ro_str word) {
  static const char *const words[] = {
      "monday", "tuesday",   "wednesday", "thursday", "friday",   "saturday",  "sunday", "mon",
      "tue",    "tues",      "wed",       "thu",      "thur",     "thurs",     "fri",    "sat",
      "sun",    "january",   "february",  "march",    "april",    "may",       "june",   "july",
      "august", "september", "october",   "november", "december", "jan",       "feb",    "mar",
      "apr",    "jun",       "jul",       "aug",      "sep",      "sept",      "oct",    "nov",
      "dec",    "eastern",   "pacific",   "central",  "mountain", "greenwich", "zulu",   "gmt",
      "utc",    "bst",       "cet",       "cest",     "eet",      "est",       "edt",    "cst",
      "cdt",    "mst",       "mdt",       "pst",      "pdt",      "et",        "pt",     "ct",
      "mt",     "ist",       "msk",       "jst",      "aest",     "aedt",      NULL};
  if (word.len > 0 && word.data[word.len - 1] == '.') word.len--;
  return is_among(word, words);
}

static bool is_glued(const token_cutter *c, uint32_t i) { /* to the piece behind it */
  return i + 1 < c->end && c->p[i].span.end == c->p[i + 1].span.begin;
}

static bool is_quote(const token_cutter *c, uint32_t i) {
  switch (first_of(c, i)) {
    case '"':
    case '\'':
    case '`':
    case 0xAB:
    case 0xBB:
    case 0x2018:
    case 0x2019:
    case 0x201C:
    case 0x201D:
    case 0x201E:
      return c->p[i].kind == PIECE_CLOSE || c->p[i].kind == PIECE_OPEN;
    default:
      return false;
  }
}

/* ---------------------------------------------------------------- quotations */

/* Does the quotation mark at piece i face back?  As the spaces around it say; glued on both sides
 * or on neither, a straight one closes what is open and a curly one faces as it is drawn. */
static bool faces_back(const token_cutter *c, uint32_t i) {
  bool before = i > c->first && is_glued(c, i - 1), behind = is_glued(c, i);
  if (behind) { /* what is behind a closing mark is no word */
    uint32_t next = first_of(c, i + 1);
    behind = c->p[i + 1].kind == PIECE_PLAIN
                 ? next != ',' && next != ';' && next != ':'
                 : c->p[i + 1].kind >= PIECE_TITLE && c->p[i + 1].kind != PIECE_CLOSE;
  }
  if (before != behind) return before;
  switch (first_of(c, i)) {
    case '"':
      return c->in_double;
    case '\'':
      return c->in_single;
    case 0x201C:
    case 0x201E:
    case 0x2018:
    case 0xAB:
      return false;
    default:
      return true;
  }
}

/* Brings the state of quotations up to piece `to`.  A mark behind a digit may stand for inches. */
static void read_quotes(token_cutter *c, uint32_t to) {
  for (; c->read < to; c->read++) {
    uint32_t i = c->read;
    if (c->p[i].kind != PIECE_CLOSE && c->p[i].kind != PIECE_OPEN) continue;
    uint32_t mark = first_of(c, i);
    if (mark == '\'' || mark == 0x2018 || mark == 0x2019)
      c->in_single = !faces_back(c, i);
    else if (mark == '"' && !c->in_double && i > c->first && is_glued(c, i - 1) &&
             ro_is_digit(first_of(c, i - 1)))
      continue;
    else if (mark == '"' || mark == 0x201C || mark == 0x201D)
      c->in_double = !faces_back(c, i);
  }
}

/* Is piece i the mark of a note, as "*" or "²", glued to what is before it? */
static bool is_raised(uint32_t mark) {
  return mark == '*' || mark == 0x2020 || mark == 0x2021 || mark == 0xB9 || mark == 0xB2 ||
         mark == 0xB3 || (mark >= 0x2070 && mark <= 0x2079);
}

/* Last piece of the notes behind piece i: "[4]", "[4][5]", "²", and "4" glued to the stop. */
static uint32_t skip_notes(const token_cutter *c, uint32_t stop, uint32_t i) {
  for (uint32_t n = 0; n < MOST_NOTES && i + 1 < c->end; n++) {
    uint32_t mark = first_of(c, i + 1);
    if (mark == '[' && i + 3 < c->end && first_of(c, i + 3) == ']' &&
        c->p[i + 2].span.end - c->p[i + 2].span.begin <= 5 &&
        (ro_is_digit(first_of(c, i + 2)) || piece_text(c, i + 2).len == 1))
      i += 3;
    else if (is_glued(c, i) && !is_glued(c, i + 1) && is_raised(mark))
      i++;
    else if (is_glued(c, i) && !is_glued(c, i + 1) && ro_is_digit(mark) &&
             piece_text(c, i + 1).len <= 2 && i == stop && stop > c->first &&
             piece_text(c, stop - 1).len > 2 && ro_is_letter(first_of(c, stop - 1)))
      i++;
    else
      break;
  }
  return i;
}

/* Last piece of the run of closing marks behind the stop at i, notes included. */
static uint32_t skip_closers(token_cutter *c, uint32_t i) {
  uint32_t stop = i;
  for (; i + 1 < c->end; i++) {
    bool is_mark = is_quote(c, i + 1);
    if (!is_mark && c->p[i + 1].kind != PIECE_CLOSE) break;
    if (!is_glued(c, i) && (!is_mark || first_of(c, i + 1) != '"' || is_glued(c, i + 1))) break;
    read_quotes(c, i + 1);
    if (is_mark && !faces_back(c, i + 1)) break;
  }
  return skip_notes(c, stop, i);
}

/* Is a verb of saying near, before the sentence ends?  "To me the doctor said" says something new.
 */
static bool is_said(const token_cutter *c, uint32_t i) {
  if (is_adverbial(piece_text(c, i))) return false;
  for (uint32_t k = i; k < c->end && k < i + SAID_WITHIN; k++) {
    if (c->p[k].kind == PIECE_STOP || is_quote(c, k)) return false;
    if (is_saying(piece_text(c, k))) return true;
  }
  return false;
}

/* As is_said, and the verb ends a clause: "Orlov said." but not "Orlov said it had failed." nor
 * "Orlov answered, “It", which brings a new quotation. */
static bool is_only_said(const token_cutter *c, uint32_t i) {
  for (uint32_t k = i; k < c->end && k < i + SAID_WITHIN; k++) {
    if (c->p[k].kind == PIECE_STOP || is_quote(c, k) || first_of(c, k) == ',') return false;
    if (!is_saying(piece_text(c, k))) continue;
    if (k == i || piece_text(c, k).len <= 3) return false; /* "They would not say." */
    if (k + 1 == c->end || c->p[k + 1].kind == PIECE_STOP) return true;
    return first_of(c, k + 1) == ',' && !(k + 2 < c->end && is_quote(c, k + 2));
  }
  return false;
}

/* ---------------------------------------------------------------- beginnings and ends */

/* Does the text from piece i look like the beginning of a sentence?  Opening marks are passed. */
static bool is_beginning(const token_cutter *c, uint32_t i, uint32_t *word) {
  uint32_t k = i;
  while (k < c->end && k < i + 3 && (c->p[k].kind == PIECE_OPEN || c->p[k].kind == PIECE_CLOSE))
    k++;
  *word = k;
  if (k == c->end) return false;
  uint32_t mark = first_of(c, k);
  if (ro_is_letter(mark)) return ro_is_upper(mark) || mark > 0x2E80; /* scripts without case */
  return ro_is_digit(mark) || mark == '$' || mark == 0xA3 || mark == 0x20AC || mark == '#' ||
         mark == '@' || mark == '-' || mark == 0x2013 || mark == 0x2014 || mark == 0x2022 ||
         mark == '*';
}

/* A stop glued on both sides: "ended.Next" parts sentences, "3.x" and "a.b" do not. */
static bool parts_when_glued(const token_cutter *c, uint32_t i) {
  if (i == c->first) return false;
  ro_str before = piece_text(c, i - 1);
  size_t at = before.len;
  uint32_t last = ro_utf8_previous(before, &at);
  if (!ro_is_upper(first_of(c, i + 1))) return false;
  return before.len > 1 && (!ro_is_upper(last) || c->p[i - 1].kind == PIECE_CLOSE);
}

static bool is_list_number(const token_cutter *c, uint32_t begin, uint32_t i) {
  if (i != begin + 1) return false;
  ro_str before = piece_text(c, begin);
  return before.len <= 2 && ro_is_digit((uint8_t)before.data[0]);
}

/* "…” – Orlov": a dash and a few words to the end of the line name who is quoted. */
static bool is_signed(const token_cutter *c, uint32_t i) {
  uint32_t mark = i < c->end ? first_of(c, i) : 0;
  return (mark == '-' || mark == 0x2013 || mark == 0x2014) && c->end - i <= SIGNED_WITHIN &&
         i + 1 < c->end && ro_is_upper(first_of(c, i + 1)) && c->p[c->end - 1].kind != PIECE_STOP;
}

static bool ends_at_stop(const token_cutter *c, uint32_t begin, uint32_t i, uint32_t last) {
  uint32_t word;
  ro_str stop = piece_text(c, i);
  if (i == begin || is_list_number(c, begin, i)) return false;
  if (!is_beginning(c, last + 1, &word)) return false;
  if (last == i && is_glued(c, i)) {
    if (c->p[i + 1].kind == PIECE_OPEN || c->p[i + 1].kind == PIECE_CLOSE)
      return stop.data[0] != '.' || stop.len == 1;
    return parts_when_glued(c, i);
  }
  if (last == i || !is_quote(c, last)) return true;
  if (is_signed(c, last + 1)) return false;
  if (word != last + 1) return true;
  return ro_str_is(stop, ".") ? !is_only_said(c, word) : !is_said(c, word);
}

static bool ends_at_abbreviation(const token_cutter *c, uint32_t begin, uint32_t i, uint32_t last) {
  uint32_t word;
  if (!is_beginning(c, last + 1, &word)) return false;
  ro_str next = piece_text(c, word);
  if (is_starter(next)) return c->p[i].kind != PIECE_INITIAL || i != begin;
  if (c->p[i].kind != PIECE_LATE || !ro_is_upper(first_of(c, word))) return false;
  bool is_zone = word + 1 < c->end && ro_str_equal_nocase(piece_text(c, word + 1), RO_STR("time"));
  return !is_zone && !goes_on_with_time(next);
}

static bool is_bullet(uint32_t mark) {
  return mark == 0x2022 || mark == 0x25CF || mark == 0x25AA || mark == 0x25A0 || mark == 0x2023;
}

uint32_t token_sentence_end(token_cutter *c, uint32_t begin, uint32_t i) {
  if (i + 1 >= c->end) return i;
  piece_kind kind = c->p[i].kind;
  if (kind == PIECE_PLAIN || kind == PIECE_CLOSE)
    return !is_glued(c, i) && is_bullet(first_of(c, i + 1)) ? i : RO_NONE;
  if (kind == PIECE_TITLE || kind == PIECE_OPEN) return RO_NONE;
  uint32_t last = skip_closers(c, i);
  if (last + 1 >= c->end) return last;
  bool ends = kind == PIECE_STOP ? ends_at_stop(c, begin, i, last)
                                 : ends_at_abbreviation(c, begin, i, last);
  return ends ? last : RO_NONE;
}
