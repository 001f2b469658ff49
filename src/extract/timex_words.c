/* Words of a sentence as the time grammar sees them: tokens cut at every change between letters,
 * digits and marks, lower case, with their class in lexicon/times.tsv. */
#include "extract/timex_words.h"

#include <string.h>

static bool is_letter(uint8_t c) { return c >= 0x80 || ((c | 32) >= 'a' && (c | 32) <= 'z'); }
static bool is_digit(uint8_t c) { return c >= '0' && c <= '9'; }

/* Bytes of a curly apostrophe or quote (U+2018, U+2019) at s, 0 if there is none. */
static size_t curly(ro_str s) {
  if (s.len < 3 || memcmp(s.data, "\xE2\x80", 2) != 0) return 0;
  return (uint8_t)s.data[2] == 0x98 || (uint8_t)s.data[2] == 0x99 ? 3 : 0;
}

/* En and em dashes and the minus sign are no letters either. */
static size_t dash(ro_str s) {
  if (s.len < 3 || memcmp(s.data, "\xE2\x80", 2) != 0) return 0;
  uint8_t c = (uint8_t)s.data[2];
  return c >= 0x90 && c <= 0x95 ? 3 : 0;
}

/* General punctuation, U+2000 to U+203F: quotes, ellipsis, bullets. */
static size_t punctuation(ro_str s) {
  return s.len >= 3 && memcmp(s.data, "\xE2\x80", 2) == 0 ? 3 : 0;
}

static size_t run_of(ro_str s, bool (*is_kind)(uint8_t)) {
  size_t n = 0;
  while (n < s.len && is_kind((uint8_t)s.data[n])) {
    ro_str rest = ro_str_sub(s, n, s.len);
    if (punctuation(rest)) break;
    n++;
  }
  return n;
}

static bool is_alone(uint8_t c) { return !is_letter(c); }

/* Length of the first word of s, and its lower-case form, which may be written to `to`. */
static size_t cut(char *to, ro_str s, ro_str *lower) {
  size_t apostrophe = s.data[0] == '\'' ? 1 : curly(s), n = apostrophe;
  if (apostrophe) {
    bool is_s = s.len > n && (s.data[n] | 32) == 's' &&
                (s.len == n + 1 || is_alone((uint8_t)s.data[n + 1]));
    *lower = is_s ? RO_STR("'s") : RO_STR("'");
    return is_s ? n + 1 : n;
  }
  if ((n = dash(s)) > 0) {
    *lower = RO_STR("-");
    return n;
  }
  n = punctuation(s);
  if (!n) n = run_of(s, is_letter);
  if (!n) n = run_of(s, is_digit);
  if (!n) n = 1;
  for (size_t i = 0; i < n; i++) {
    char c = s.data[i];
    to[i] = c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
  }
  *lower = (ro_str){to, n};
  return n;
}

static void classify(const words *w, word *x) {
  uint8_t first = (uint8_t)x->lower.data[0];
  if (is_digit(first)) {
    x->class = W_DIGITS;
    if (x->lower.len > 9 || !ro_str_to_int(x->lower, &x->value)) x->value = -1;
    return;
  }
  uint32_t row = ro_table_find(w->table, x->lower);
  if (row == RO_NONE) {
    x->class = is_letter(first) && !punctuation(x->lower) ? W_NONE : W_MARK;
    return;
  }
  x->class = w->class_of_row[row];
  if (!ro_str_to_int(ro_table_field(w->table, row, w->value_column), &x->value)) x->value = 0;
}

/* Numbers and units tell a time, and what is said of periods; "the" and "last" only lead to it. */
static bool tells_time(const words *w, uint32_t i) {
  uint8_t class = w->at[i].class;
  if (class == W_START) return word_is(w, i, "earlier") || word_is(w, i, "latest");
  return class != W_NONE && class != W_MARK && class != W_QUANT;
}

ro_status words_make(words *w, ro_arena *scratch, uint32_t first, uint32_t end) {
  const ro_doc *doc = w->doc;
  w->n = w->cap = 0;
  if (first >= end) return RO_OK;
  uint32_t begin = doc->tokens.span[first].begin, stop = doc->tokens.span[end - 1].end;
  char *lower = ro_arena_alloc(scratch, stop - begin);
  w->cap = (end - first) + (end - first) / 4 + 4; /* few tokens are cut further */
  w->at = RO_ARRAY(scratch, word, w->cap);
  if (!lower || !w->at) return RO_ENOMEM;
  for (uint32_t t = first; t < end; t++) {
    ro_span span = doc->tokens.span[t];
    uint32_t at = span.begin;
    while (at < span.end) {
      word *x = RO_ADD(scratch, w);
      if (!x) return RO_ENOMEM;
      ro_str rest = ro_doc_span(doc, (ro_span){at, span.end});
      size_t len = cut(lower + (at - begin), rest, &x->lower);
      x->span = (ro_span){at, at + (uint32_t)len};
      x->token = t;
      x->is_glued = w->n > 1 && x[-1].span.end == at;
      x->is_upper = rest.data[0] >= 'A' && rest.data[0] <= 'Z';
      classify(w, x);
      at += (uint32_t)len;
    }
  }
  uint32_t lead = end - first; /* none tells one */
  for (uint32_t i = w->n; i-- > 0;) {
    lead = tells_time(w, i) ? 0 : lead + (w->at[i].class == W_NONE);
    w->at[i].lead = lead;
  }
  return RO_OK;
}

uint32_t words_phrase(const words *w, uint32_t i, uint32_t *n) {
  uint32_t n_tokens = 0, last = w->at[w->n - 1].token + 1, token = w->at[i].token;
  if (i && w->at[i - 1].token == token) return RO_NONE;
  uint32_t row = ro_table_match(w->table, w->doc, token, last, false, &n_tokens);
  if (row == RO_NONE) return RO_NONE;
  uint32_t end = i;
  while (end < w->n && w->at[end].token < token + n_tokens) end++;
  *n = end - i;
  return row;
}

bool word_among(const words *w, uint32_t i, const char *list) {
  if (i >= w->n) return false;
  ro_str rest = ro_str_from(list), piece;
  while (ro_str_split(&rest, ' ', &piece))
    if (ro_str_equal(piece, w->at[i].lower)) return true;
  return false;
}
