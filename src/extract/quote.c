/* Quotations by a stack of open marks, paragraph by paragraph.
 *
 * A mark opens or closes by its shape where it has one, and by the white space around it where it
 * has none: an opening mark stands after space and before a letter, a closing one the other way
 * round.  The single mark is also the apostrophe; it opens only where a closing mate follows, and
 * a mate is an apostrophe after a letter or stop that no letter follows, so "the leaders' talks"
 * closes a quotation only when nothing better comes.  A quotation left open at the end of its
 * paragraph goes on in the next one if that one begins with an opening mark: the convention of
 * English printing for long speeches. */
#include "extract/quote.h"

#include <string.h>

enum {
  MAX_DEPTH = 4,          /* deeper marks are debris */
  MATE_WINDOW = 600,      /* bytes searched for the mate of a single mark: a long sentence */
  MIN_UTTERANCE_WORDS = 4 /* shorter ones are phrases unless they have a finite verb */
};

typedef enum { MARK_NONE, MARK_OPEN, MARK_CLOSE, MARK_EITHER } mark_side;
typedef struct {
  mark_side side;
  bool is_single;
  uint32_t len;
} mark;

typedef struct {
  const ro_doc *doc;
  ro_arena *arena;
  ro_quotes *out;
  uint32_t open[MAX_DEPTH];
  bool is_single[MAX_DEPTH];
  uint32_t depth;
  uint32_t begin, end; /* bytes of the paragraph */
  uint32_t paragraph;
} finder;

static mark read_mark(const char *s, size_t left) {
  static const struct {
    const char *bytes;
    mark m;
  } shapes[] = {
      {"\xE2\x80\x9C", {MARK_OPEN, false, 3}}, {"\xE2\x80\x9D", {MARK_CLOSE, false, 3}},
      {"\xE2\x80\x9E", {MARK_OPEN, false, 3}}, {"\xE2\x80\x98", {MARK_OPEN, true, 3}},
      {"\xE2\x80\x99", {MARK_CLOSE, true, 3}}, {"\xC2\xAB", {MARK_OPEN, false, 2}},
      {"\xC2\xBB", {MARK_CLOSE, false, 2}},    {"``", {MARK_OPEN, false, 2}},
      {"''", {MARK_EITHER, false, 2}},         {"\"", {MARK_EITHER, false, 1}},
      {"'", {MARK_EITHER, true, 1}},
  };
  uint8_t first = (uint8_t)*s;
  if (first != '\'' && first != '"' && first != '`' && first != 0xC2 && first != 0xE2)
    return (mark){MARK_NONE, false, 0};
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
    if (shapes[i].m.len <= left && memcmp(s, shapes[i].bytes, shapes[i].m.len) == 0)
      return shapes[i].m;
  return (mark){MARK_NONE, false, 0};
}

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* Does white space, an opening bracket, a dash or the paragraph's edge stand before `at`? */
static bool is_after_gap(const finder *f, uint32_t at) {
  const char *s = f->doc->text.data;
  if (at == f->begin || is_space(s[at - 1])) return true;
  if (strchr("([-\"'`", s[at - 1])) return true;
  if (at >= f->begin + 3 && (uint8_t)s[at - 3] == 0xE2 && (uint8_t)s[at - 2] == 0x80) {
    uint8_t last = (uint8_t)s[at - 1]; /* en dash, em dash, opening quotation marks */
    return last == 0x93 || last == 0x94 || last == 0x98 || last == 0x9C;
  }
  return at >= f->begin + 2 && (uint8_t)s[at - 2] == 0xC2 && (uint8_t)s[at - 1] == 0xA0;
}

static bool is_before_gap(const finder *f, uint32_t at) {
  char c = at < f->end ? f->doc->text.data[at] : ' ';
  return is_space(c) || (!is_letter(c) && !is_digit(c) && c != '$');
}

/* Is there a closing mate for the single mark that ends at `from`? */
static bool has_mate(const finder *f, uint32_t from) {
  const char *s = f->doc->text.data;
  uint32_t stop = f->end - from > MATE_WINDOW ? from + MATE_WINDOW : f->end;
  for (uint32_t i = from + 1; i < stop; i++) {
    mark m = read_mark(s + i, stop - i);
    if (m.is_single && m.side != MARK_OPEN && !is_space(s[i - 1]) && is_before_gap(f, i + m.len))
      return true;
  }
  return false;
}

/* May the apostrophe at `at` be the possessive of a plural ("the states' talks") inside an open
 * single quotation?  Yes if it follows an s, a word follows it, and a better mate comes later. */
static bool is_possessive(const finder *f, uint32_t at, uint32_t len) {
  const char *s = f->doc->text.data;
  if (at == 0 || s[at - 1] != 's' || at + len + 1 >= f->end || s[at + len] != ' ') return false;
  return is_letter(s[at + len + 1]) && has_mate(f, at + len);
}

static mark_side side_of(const finder *f, uint32_t at, mark m) {
  bool after_gap = is_after_gap(f, at), before_gap = is_before_gap(f, at + m.len);
  if (m.is_single) {
    char next = at + m.len < f->end ? f->doc->text.data[at + m.len] : ' ';
    bool is_inside = f->depth > 0 && f->is_single[f->depth - 1];
    if (m.side != MARK_CLOSE && after_gap && !is_space(next) && !is_digit(next) && !is_inside &&
        has_mate(f, at + m.len))
      return MARK_OPEN;
    if (m.side != MARK_OPEN && is_inside && before_gap && !is_possessive(f, at, m.len))
      return MARK_CLOSE;
    return MARK_NONE;
  }
  if (m.side == MARK_CLOSE && f->depth == 0 && after_gap && !before_gap) return MARK_OPEN;
  if (m.side != MARK_EITHER) return m.side;
  bool is_inside = f->depth > 0;
  if (after_gap && !before_gap) return MARK_OPEN;
  if (before_gap && !after_gap) return is_inside ? MARK_CLOSE : MARK_NONE;
  return is_inside ? MARK_CLOSE : MARK_OPEN;
}

static void open_quote(finder *f, uint32_t at, bool is_single) {
  /* A double mark in an open double one: the closing mark is missing. */
  if (f->depth > 0 && !is_single && !f->is_single[f->depth - 1]) {
    ro_quote *old = &f->out->at[f->open[--f->depth]];
    old->span.end = at;
    old->is_open = true;
  }
  if (f->depth == MAX_DEPTH) return;
  ro_quote *q = RO_ADD(f->arena, f->out);
  if (!q) return;
  *q = (ro_quote){
      .span = {at, at}, .paragraph = f->paragraph, .parent = RO_NONE, .follows = RO_NONE};
  if (f->depth > 0) q->parent = f->open[f->depth - 1];
  f->is_single[f->depth] = is_single;
  f->open[f->depth++] = f->out->n - 1;
}

static void close_quote(finder *f, uint32_t end, bool is_single) {
  uint32_t level = f->depth;
  while (level > 0 && f->is_single[level - 1] != is_single) level--;
  if (level == 0) return;
  while (f->depth >= level) f->out->at[f->open[--f->depth]].span.end = end;
}

/* At the end of a paragraph: what is open stays open up to here. */
static void end_paragraph(finder *f) {
  while (f->depth > 0) {
    ro_quote *q = &f->out->at[f->open[--f->depth]];
    q->span.end = f->end;
    q->is_open = true;
  }
}

static void scan_paragraph(finder *f) {
  const char *s = f->doc->text.data;
  for (uint32_t i = f->begin; i < f->end;) {
    mark m = read_mark(s + i, f->end - i);
    if (m.side == MARK_NONE) {
      i++;
      continue;
    }
    mark_side side = side_of(f, i, m);
    if (side == MARK_OPEN) open_quote(f, i, m.is_single);
    if (side == MARK_CLOSE) close_quote(f, i + m.len, m.is_single);
    i += m.len;
  }
  end_paragraph(f);
}

/* A verb with tense, or many words, makes an utterance. */
static bool is_utterance(const ro_doc *doc, const ro_quote *q) {
  uint32_t n_words = 0;
  bool has_verb = false;
  for (uint32_t i = q->first; i < q->end; i++) {
    uint8_t x = doc->tokens.xpos[i], u = doc->tokens.upos[i];
    n_words += u != RO_UPOS_PUNCT && u != RO_UPOS_NONE;
    has_verb |= x == RO_XPOS_VBD || x == RO_XPOS_VBZ || x == RO_XPOS_VBP || x == RO_XPOS_MD;
  }
  return n_words >= 2 && (has_verb || n_words > 3 * MIN_UTTERANCE_WORDS);
}

/* Does q begin the paragraph after the numbered one? */
static bool begins_next_paragraph(const ro_doc *doc, const ro_quote *q, uint32_t paragraph) {
  if (q->first >= doc->tokens.n || q->paragraph == paragraph) return false;
  uint32_t sentence = doc->tokens.sentence[q->first];
  return sentence > 0 && q->first <= doc->sentences.at[sentence].first + 1 &&
         doc->sentences.at[sentence - 1].paragraph == paragraph;
}

/* Fills token ranges and joins quotations over paragraphs; drops what is no quotation. */
static void finish(const ro_doc *doc, ro_quotes *quotes) {
  uint32_t last_outer = RO_NONE;
  for (uint32_t i = 0; i < quotes->n; i++) {
    ro_quote *q = &quotes->at[i];
    q->first = ro_doc_token_at(doc, q->span.begin);
    q->end = q->span.end > q->span.begin ? ro_doc_token_at(doc, q->span.end - 1) + 1 : q->first;
    if (q->end > doc->tokens.n) q->end = doc->tokens.n;
    q->is_utterance = is_utterance(doc, q);
    if (q->parent != RO_NONE) continue;
    if (last_outer != RO_NONE) {
      const ro_quote *before = &quotes->at[last_outer];
      if (before->is_open && begins_next_paragraph(doc, q, before->paragraph))
        q->follows = last_outer;
    }
    last_outer = i;
  }
}

ro_status ro_quotes_find(const ro_doc *doc, ro_arena *arena, ro_quotes *out) {
  finder f = {.doc = doc, .arena = arena, .out = out};
  for (uint32_t i = 0; i < doc->sentences.n;) {
    f.begin = doc->sentences.at[i].span.begin;
    f.paragraph = doc->sentences.at[i].paragraph;
    for (; i < doc->sentences.n && doc->sentences.at[i].paragraph == f.paragraph; i++)
      f.end = doc->sentences.at[i].span.end;
    scan_paragraph(&f);
  }
  finish(doc, out);
  return ro_arena_has_failed(arena) ? RO_ENOMEM : RO_OK;
}
