/* The words of a report: runs of letters and digits, lower case; "minister's" is one word.
 *
 * A word is quoted when it stands between quotation marks of its own line: what a speaker said is
 * not the writer's, and two papers that quote it need not have copied one another.  A double mark
 * that is never closed holds to the end of the line, as in speeches of several paragraphs; a single
 * one is then an apostrophe. */
#include "base/hash.h"
#include "base/utf8.h"
#include "overlap/overlap.h"

enum { LEFT_SINGLE = 0x2018, RIGHT_SINGLE = 0x2019, LEFT_DOUBLE = 0x201C, RIGHT_DOUBLE = 0x201D };

static uint32_t at_or_space(ro_str s, size_t at) { return at < s.len ? ro_utf8_next(s, &at) : ' '; }
static bool is_word_char(uint32_t c) { return ro_is_letter(c) || ro_is_digit(c); }

typedef struct {
  ro_str text;
  size_t end;      /* of the quotation at hand, 0 = none */
  size_t no_close; /* no single mark closes before this byte */
  size_t before;   /* end of the last letter */
} quotes;

/* Offset of what closes the quotation that opens before `at`; the end of the line when nothing
 * does, with *found false. */
static size_t closing(ro_str text, size_t at, uint32_t open, bool *found) {
  uint32_t last = ' ';
  *found = true;
  while (at < text.len) {
    size_t begin = at;
    uint32_t c = ro_utf8_next(text, &at);
    if (c == '\n') {
      *found = false;
      return begin;
    }
    if (open == '"' && c == '"') return begin;
    if (open == LEFT_DOUBLE && c == RIGHT_DOUBLE) return begin;
    if (open == '`' && c == '\'' && at_or_space(text, at) == '\'') return begin;
    bool is_single = (open == LEFT_SINGLE && c == RIGHT_SINGLE) || (open == '\'' && c == '\'');
    if (is_single && !ro_is_white(last) && !is_word_char(at_or_space(text, at))) return begin;
    last = c;
  }
  *found = false;
  return text.len;
}

/* Does a quotation open with the character c that ends before `at`? */
static void open_quote(quotes *q, uint32_t c, size_t begin, size_t at) {
  bool found, is_single = c == '\'' || c == LEFT_SINGLE;
  if (q->end || !(c == '"' || c == LEFT_DOUBLE || c == '`' || is_single)) return;
  if (c == '`' && at_or_space(q->text, at) != '`') return;
  if (is_single &&
      (begin == q->before || !is_word_char(at_or_space(q->text, at)) || begin < q->no_close))
    return;
  size_t end = closing(q->text, at, c, &found);
  if (is_single && !found)
    q->no_close = end;
  else
    q->end = end;
}

/* Hash of the word in lower case, apostrophes made straight. */
static uint64_t word_hash(ro_str word, ro_arena *arena) {
  char lower[64];
  bool is_ascii = word.len <= sizeof lower;
  for (size_t i = 0; is_ascii && i < word.len; i++) {
    char c = word.data[i];
    is_ascii = (uint8_t)c < 0x80;
    lower[i] = c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
  }
  if (is_ascii) return ro_hash(lower, word.len, 0);
  ro_arena_mark mark = ro_arena_tell(arena);
  uint64_t hash = ro_hash_str(ro_utf8_lower(arena, word));
  ro_arena_reset(arena, mark);
  return hash;
}

/* End of the word that begins at `begin`. */
static size_t word_end(ro_str text, size_t begin) {
  size_t at = begin, end = begin;
  while (at < text.len) {
    uint32_t c = ro_utf8_next(text, &at);
    if (is_word_char(c))
      end = at;
    else if (!((c == '\'' || c == RIGHT_SINGLE) && is_word_char(at_or_space(text, at))))
      break;
  }
  return end;
}

/* Room for the most words that so many bytes can hold. */
static bool make_room(ro_words_list *w, size_t bytes, ro_arena *arena) {
  size_t most = bytes / 2 + 1;
  w->hash = RO_ARRAY(arena, uint64_t, most);
  w->span = RO_ARRAY(arena, ro_span, most);
  w->is_quoted = RO_ARRAY(arena, bool, most);
  return w->hash && w->span && w->is_quoted;
}

bool ro_words_scan(const ro_doc *doc, ro_arena *arena, ro_words_list *out) {
  ro_str text = doc->text;
  quotes q = {.text = text, .before = SIZE_MAX};
  uint32_t aside = 0;
  *out = (ro_words_list){0};
  if (!make_room(out, text.len, arena)) return false;
  for (size_t at = 0; at < text.len;) {
    size_t begin = at;
    uint32_t c = ro_utf8_next(text, &at);
    if (q.end && begin >= q.end) {
      q.end = 0;
      continue; /* the closing mark */
    }
    if (!is_word_char(c)) {
      open_quote(&q, c, begin, at);
      continue;
    }
    q.before = at = word_end(text, begin);
    while (aside < doc->set_aside.n && doc->set_aside.at[aside].span.end <= begin) aside++;
    if (aside < doc->set_aside.n && doc->set_aside.at[aside].span.begin < at) continue;
    out->hash[out->n] = word_hash(ro_str_sub(text, begin, at), arena);
    out->span[out->n] = (ro_span){(uint32_t)begin, (uint32_t)at};
    out->is_quoted[out->n] = q.end > begin;
    out->n_plain += !out->is_quoted[out->n];
    out->n++;
  }
  return true;
}
