/* Text -> paragraphs (lines), sentences, words.
 *
 * A sentence ends at a stop, closing quotes and brackets included, before white space and a
 * capital, or glued to it ("…at noon.The council met"), which is how an appeal and the report's
 * first sentence meet when a page is flattened.  A single capital or a short title before the stop
 * ("J. Smith", "Dr. Hale") ends none. */
#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "clean/clean_internal.h"

enum { LONGEST_LOWERED = 64 };

typedef struct {
  clean_page *page;
  ro_str text;
  bool in_quote;
  clean_unit *unit;
} splitter;

static bool is_word_char(uint32_t c) { return ro_is_letter(c) || ro_is_digit(c); }
static bool is_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019; }
static bool is_stop(uint32_t c) { return c == '.' || c == '!' || c == '?' || c == 0x2026; }
static bool is_closer(uint32_t c) {
  return c == '"' || c == 0x201D || c == 0x2019 || c == '\'' || c == ')' || c == ']';
}

static uint32_t peek(ro_str s, size_t at) { return at < s.len ? ro_utf8_next(s, &at) : ' '; }

static uint64_t hash_lower(const clean_page *page, ro_str s) {
  char buffer[LONGEST_LOWERED];
  bool is_ascii = s.len <= sizeof buffer;
  for (size_t i = 0; is_ascii && i < s.len; i++) {
    char c = s.data[i];
    is_ascii = (uint8_t)c < 0x80;
    buffer[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
  }
  if (is_ascii) return ro_hash(buffer, s.len, 0);
  ro_arena_mark mark = ro_arena_tell(page->scratch);
  uint64_t hash = ro_hash_str(ro_utf8_lower(page->scratch, s));
  ro_arena_reset(page->scratch, mark);
  return hash;
}

/* End of the word that begins at `at`: letters, digits, apostrophes between letters. */
static size_t word_end(ro_str s, size_t at) {
  while (at < s.len) {
    size_t next = at;
    uint32_t c = ro_utf8_next(s, &next);
    if (!is_word_char(c) && !(is_apostrophe(c) && is_word_char(peek(s, next)))) break;
    at = next;
  }
  return at;
}

static word_kind kind_of(ro_str s) {
  for (size_t i = 0; i < s.len; i++)
    if (!ro_is_digit((uint8_t)s.data[i])) return WORD;
  return NUMBER;
}

/* Short forms whose stop ends no sentence. */
static bool is_short_form(ro_str s) {
  static const char *const forms[] = {"mr",  "mrs", "ms",  "dr",   "st",  "gen", "col", "lt", "sgt",
                                      "sen", "rep", "gov", "prof", "rev", "jr",  "sr",  "vs", "no"};
  if (s.len == 1) return true;
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (ro_str_equal_nocase(s, ro_str_from(forms[i]))) return true;
  return false;
}

static bool put_word(splitter *s, size_t begin, size_t end, word_kind kind) {
  ro_str text = ro_str_sub(s->text, begin, end);
  clean_word word = {.span = {(uint32_t)begin, (uint32_t)end},
                     .hash = hash_lower(s->page, text),
                     .kind = (uint8_t)kind,
                     .is_quoted = s->in_quote,
                     .is_capitalized = kind == WORD && ro_is_upper(peek(text, 0))};
  clean_word *w = RO_ADD(s->page->scratch, &s->page->words);
  if (w) *w = word;
  return w != NULL;
}

/* Quotation marks open and close; a paragraph begins outside of them. */
static void follow_quote(splitter *s, uint32_t c, size_t begin, size_t end) {
  bool opens =
      begin == 0 || ro_is_white(peek(s->text, begin - 1)) || s->text.data[begin - 1] == '(';
  if (c == 0x201C || c == 0xAB) s->in_quote = true;
  if (c == 0x201D || c == 0xBB) s->in_quote = false;
  if (c == '"') s->in_quote = !s->in_quote;
  if (c == 0x2018 && opens) s->in_quote = true;
  if (c == 0x2019 && s->in_quote && !is_word_char(peek(s->text, end))) s->in_quote = false;
}

/* Does a sentence end with the stop [begin, *end)?  Then *end lies behind its closing marks. */
static bool ends_sentence(const splitter *s, size_t begin, size_t *end, size_t limit) {
  size_t at = *end, next = at;
  while (at < limit) {
    uint32_t c = ro_utf8_next(s->text, &next);
    if (!is_stop(c) && !is_closer(c)) break;
    at = next;
  }
  next = at;
  uint32_t c = at < limit ? ro_utf8_next(s->text, &next) : ' ';
  bool has_space = at == limit;
  while (ro_is_white(c) && next < limit) {
    has_space = true;
    c = ro_utf8_next(s->text, &next);
  }
  const clean_page *page = s->page;
  if (page->words.n == s->unit->first) return false;
  const clean_word *before = &page->words.at[page->words.n - 1];
  bool follows_word = before->span.end == begin && before->kind != MARK;
  if (has_space) {
    bool is_abbreviation = follows_word && s->text.data[begin] == '.' &&
                           is_short_form(clean_word_text(page, page->words.n - 1));
    *end = at;
    return !is_abbreviation && (at == limit || !ro_is_letter(c) || ro_is_upper(c));
  }
  /* glued: a lower-case word or a closing quote before, a capital and a small letter behind */
  uint32_t behind = peek(s->text, next);
  bool is_glued =
      ro_is_upper(c) && (ro_is_white(behind) || (ro_is_letter(behind) && !ro_is_upper(behind)));
  bool is_plain = at > *end || (follows_word && !before->is_capitalized) ||
                  (follows_word && before->span.end - before->span.begin > 3);
  *end = at;
  return is_glued && is_plain;
}

static bool begin_unit(splitter *s, uint32_t paragraph) {
  clean_unit *u = RO_ADD(s->page->scratch, &s->page->units);
  if (!u) return false;
  *u = (clean_unit){
      .first = s->page->words.n, .end = s->page->words.n, .paragraph = paragraph, .aside = -1};
  s->unit = u;
  return true;
}

static void end_unit(splitter *s, size_t end) {
  clean_unit *u = s->unit;
  u->end = s->page->words.n;
  if (u->end == u->first) {
    s->page->units.n--;
    return;
  }
  u->span = (ro_span){s->page->words.at[u->first].span.begin, (uint32_t)end};
  for (uint32_t w = u->first; w < u->end; w++) u->has_quote |= s->page->words.at[w].is_quoted;
}

static bool split_paragraph(splitter *s, size_t begin, size_t limit) {
  clean_page *page = s->page;
  clean_paragraph paragraph = {.first = page->units.n, .first_word = page->words.n};
  s->in_quote = false;
  if (!begin_unit(s, page->paragraphs.n)) return false;
  size_t at = begin;
  while (at < limit) {
    size_t start = at, last;
    uint32_t c = ro_utf8_next(s->text, &at);
    if (ro_is_white(c) || c == '-') continue;
    last = at;
    if (is_word_char(c)) {
      at = last = word_end(ro_str_sub(s->text, 0, limit), start);
      if (!put_word(s, start, at, kind_of(ro_str_sub(s->text, start, at)))) return false;
      continue;
    }
    follow_quote(s, c, start, at);
    bool ends = is_stop(c) && ends_sentence(s, start, &last, limit);
    if (!put_word(s, start, at, MARK)) return false;
    if (!ends) continue;
    while (at < last) { /* closing marks belong to the sentence */
      start = at;
      c = ro_utf8_next(s->text, &at);
      follow_quote(s, c, start, at);
      if (!put_word(s, start, at, MARK)) return false;
    }
    end_unit(s, last);
    if (!begin_unit(s, page->paragraphs.n)) return false;
  }
  end_unit(s, page->words.n ? page->words.at[page->words.n - 1].span.end : limit);
  if (page->words.n == paragraph.first_word) return true;
  paragraph.end = page->units.n;
  paragraph.end_word = page->words.n;
  paragraph.span = (ro_span){page->words.at[paragraph.first_word].span.begin,
                             page->words.at[paragraph.end_word - 1].span.end};
  clean_paragraph *added = RO_ADD(page->scratch, &page->paragraphs);
  if (added) *added = paragraph;
  return added != NULL;
}

ro_status clean_split(ro_doc *doc, ro_arena *scratch, clean_page *page) {
  *page = (clean_page){.doc = doc, .scratch = scratch};
  splitter s = {.page = page, .text = doc->text};
  size_t at = 0;
  while (at < doc->text.len) {
    const char *hit = memchr(doc->text.data + at, '\n', doc->text.len - at);
    size_t limit = hit ? (size_t)(hit - doc->text.data) : doc->text.len;
    if (!split_paragraph(&s, at, limit)) return RO_ENOMEM;
    at = limit + 1;
  }
  return RO_OK;
}

uint32_t clean_count_words(const clean_page *page, uint32_t first, uint32_t end) {
  uint32_t n = 0;
  for (uint32_t w = first; w < end; w++) n += page->words.at[w].kind != MARK;
  return n;
}

ro_str clean_word_text(const clean_page *page, uint32_t word) {
  return ro_doc_span(page->doc, page->words.at[word].span);
}
