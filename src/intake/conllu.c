/* CoNLL-U with its own sentences and tokens: text is built from FORM and SpaceAfter=No, and every
 * given token keeps a span in it.
 *
 * A document ends where `# newdoc` begins another; paragraphs (`# newpar`) become line breaks.
 * The words of a multiword token ("don't" = "do" + "n't") share its surface.  Where their forms
 * spell it, each has its own letters; where not ("du" = "de" + "le"), the surface is dealt out, a
 * character at least to each.  Empty nodes (8.1) are left out.  A sentence with a broken line is
 * left out with a notice. */
#include <string.h>

#include "base/utf8.h"
#include "intake/intake_internal.h"

enum { COLUMNS = 10, ID = 0, FORM = 1, MISC = 9, MAX_WORDS = 32 };

typedef struct {
  ro_str form;
  ro_span span;
} word;

typedef struct {
  ro_doc *doc;
  ro_buf text;
  RO_ROWS(word) words;
  uint32_t sentence_first; /* word that began the sentence at hand */
  size_t sentence_begin;   /* text length at its begin */
  uint32_t paragraph;
  bool is_broken;   /* the sentence at hand has a broken line */
  bool needs_space; /* before the next surface */
  bool begins_paragraph;
  ro_str surface;         /* multiword token whose words are being read */
  int32_t surface_last;   /* its last word number */
  bool surface_has_space; /* behind it */
  uint32_t surface_word;  /* its first word */
} builder;

static bool next_line(ro_str *rest, ro_str *line) {
  if (rest->len == 0 || !ro_str_split(rest, '\n', line)) return false;
  if (line->len && line->data[line->len - 1] == '\r') line->len--;
  return true;
}

static bool is_newdoc(ro_str line) {
  if (line.len == 0 || line.data[0] != '#') return false;
  ro_str s = ro_str_trim(ro_str_sub(line, 1, line.len));
  return ro_str_starts(s, RO_STR("newdoc"));
}

bool ro_conllu_has_more(ro_str bytes) {
  ro_str line;
  bool has_words = false;
  while (next_line(&bytes, &line)) {
    if (is_newdoc(line) && has_words) return true;
    has_words = has_words || (line.len && line.data[0] != '#');
  }
  return false;
}

static bool split_columns(ro_str line, ro_str column[COLUMNS]) {
  size_t n = 0;
  ro_str piece;
  while (ro_str_split(&line, '\t', &piece)) {
    if (n == COLUMNS) return false;
    column[n++] = piece;
  }
  return n == COLUMNS && column[ID].len && column[FORM].len;
}

static bool has_space_after(ro_str misc) {
  ro_str piece;
  while (ro_str_split(&misc, '|', &piece))
    if (ro_str_is(piece, "SpaceAfter=No")) return false;
  return true;
}

/* Puts a surface into the text, with the white space that is due before it. */
static ro_span put_surface(builder *b, ro_str surface, bool has_space) {
  if (b->begins_paragraph && b->text.len)
    ro_buf_char(&b->text, '\n');
  else if (b->needs_space)
    ro_buf_char(&b->text, ' ');
  b->begins_paragraph = false;
  b->needs_space = has_space;
  size_t begin = b->text.len;
  ro_buf_str(&b->text, surface);
  return (ro_span){(uint32_t)begin, (uint32_t)b->text.len};
}

static void add_word(builder *b, ro_str form, ro_span span) {
  word *w = RO_ADD(b->doc->arena, &b->words);
  if (w) *w = (word){form, span};
}

static size_t characters(ro_str s) {
  size_t n = 0;
  for (size_t at = 0; at < s.len; n++) ro_utf8_next(s, &at);
  return n;
}

static size_t skip(ro_str s, size_t at, size_t n) {
  while (n-- > 0 && at < s.len) ro_utf8_next(s, &at);
  return at;
}

static bool is_spelled(const builder *b, uint32_t first) {
  size_t at = 0;
  for (uint32_t i = first; i < b->words.n; i++) {
    ro_str form = b->words.at[i].form;
    if (!ro_str_starts(ro_str_sub(b->surface, at, b->surface.len), form)) return false;
    at += form.len;
  }
  return at == b->surface.len;
}

/* Deals the surface of a multiword token out to its words. */
static void close_surface(builder *b) {
  uint32_t first = b->surface_word, n = b->words.n - first;
  if (b->surface.len == 0) return;
  bool fits = is_spelled(b, first);
  if (!fits && characters(b->surface) < n) { /* fewer characters than words: spell the words */
    ro_str all = {"", 0};
    for (uint32_t i = first; i < b->words.n; i++)
      all = ro_str_join(b->doc->arena, all, "", b->words.at[i].form);
    b->surface = all;
    fits = true;
  }
  ro_span whole = put_surface(b, b->surface, b->surface_has_space);
  size_t left = characters(b->surface), at = 0;
  for (uint32_t i = 0; i < n; i++) {
    word *w = &b->words.at[first + i];
    size_t wanted = characters(w->form), spare = left - (n - 1 - i); /* leave one for each later */
    if (wanted > spare) wanted = spare;
    if (i + 1 == n) wanted = left;
    size_t end = skip(b->surface, at, wanted);
    w->span = (ro_span){whole.begin + (uint32_t)at, whole.begin + (uint32_t)end};
    left -= wanted;
    at = end;
  }
  b->surface = (ro_str){NULL, 0};
}

static void read_token(builder *b, ro_str column[COLUMNS], uint32_t line) {
  const char *dash = memchr(column[ID].data, '-', column[ID].len);
  int32_t number = 0, last = 0;
  if (memchr(column[ID].data, '.', column[ID].len)) return; /* empty node */
  if (dash) {
    close_surface(b);
    ro_str behind = ro_str_sub(column[ID], (size_t)(dash - column[ID].data) + 1, column[ID].len);
    b->is_broken |= !ro_str_to_int(behind, &last);
    b->surface = column[FORM];
    b->surface_last = last;
    b->surface_has_space = has_space_after(column[MISC]);
    b->surface_word = b->words.n;
    return;
  }
  if (!ro_str_to_int(column[ID], &number) || number < 1) {
    b->is_broken = true;
    ro_doc_notice(b->doc, "intake", (ro_span){0, 0}, "line %u: '%.*s' is not a token number", line,
                  RO_FMT(ro_str_sub(column[ID], 0, 40)));
    return;
  }
  if (b->surface.len && number > b->surface_last) close_surface(b);
  if (b->surface.len) {
    add_word(b, column[FORM], (ro_span){0, 0});
    if (number == b->surface_last) close_surface(b);
  } else {
    add_word(b, column[FORM], put_surface(b, column[FORM], has_space_after(column[MISC])));
  }
}

static void end_sentence(builder *b) {
  if (b->surface.len && b->words.n > b->surface_word) close_surface(b);
  b->surface = (ro_str){NULL, 0};
  if (b->is_broken) {
    b->words.n = b->sentence_first;
    b->text.len = b->sentence_begin;
    b->needs_space = b->text.len > 0;
  } else if (b->words.n > b->sentence_first) {
    ro_sentence *s = RO_ADD(b->doc->arena, &b->doc->sentences);
    if (s)
      *s = (ro_sentence){
          {b->words.at[b->sentence_first].span.begin, b->words.at[b->words.n - 1].span.end},
          b->sentence_first,
          b->words.n,
          b->paragraph};
  }
  b->sentence_first = b->words.n;
  b->sentence_begin = b->text.len;
  b->is_broken = false;
}

static void read_line(builder *b, ro_str line, uint32_t number) {
  ro_str column[COLUMNS];
  if (ro_str_trim(line).len == 0) {
    end_sentence(b);
  } else if (line.data[0] == '#') {
    ro_str comment = ro_str_trim(ro_str_sub(line, 1, line.len));
    if (!ro_str_starts(comment, RO_STR("newpar")) || b->words.n == 0) return;
    b->begins_paragraph = true;
    b->paragraph++;
  } else if (split_columns(line, column)) {
    read_token(b, column, number);
  } else {
    b->is_broken = true;
    ro_doc_notice(b->doc, "intake", (ro_span){0, 0},
                  "line %u does not have ten columns; its sentence is left out", number);
  }
}

static ro_status fill_tokens(builder *b) {
  ro_doc *doc = b->doc;
  doc->text = ro_str_copy(doc->arena, (ro_str){b->text.data, b->text.len});
  RO_TRY(ro_tokens_reserve(doc, b->words.n));
  uint32_t sentence = 0;
  for (uint32_t i = 0; i < b->words.n; i++) {
    const word *w = &b->words.at[i];
    while (i >= doc->sentences.at[sentence].end) sentence++;
    ro_tokens_set(doc, i, w->span);
    doc->tokens.form[i] = ro_symbols_put(doc->symbols, w->form);
    doc->tokens.lower[i] = ro_symbols_put(doc->symbols, ro_utf8_lower(doc->arena, w->form));
    doc->tokens.sentence[i] = sentence;
  }
  doc->keeps_tokens = true;
  return b->text.has_failed || ro_arena_has_failed(doc->arena) ? RO_ENOMEM : RO_OK;
}

/* The bytes of the next document: up to the `# newdoc` after its first token line. */
static ro_str next_document(ro_str *rest, uint32_t *lines) {
  ro_str all = *rest, line, before = *rest;
  bool has_words = false;
  *lines = 0;
  while (next_line(rest, &line)) {
    if (has_words && is_newdoc(line)) {
      *rest = before;
      break;
    }
    has_words = has_words || (line.len && line.data[0] != '#');
    before = *rest;
    ++*lines;
  }
  return rest->data ? (ro_str){all.data, (size_t)(rest->data - all.data)} : all;
}

ro_status ro_conllu_report(ro_str path, bool is_only, uint32_t number, ro_str *rest, uint32_t *line,
                           ro_doc **out, ro_error *error) {
  *out = NULL;
  if (rest->len == 0) return RO_OK;
  uint32_t lines = 0, at = *line;
  ro_str bytes = next_document(rest, &lines), piece, left = bytes;
  *line += lines;
  builder b = {0};
  RO_TRY(ro_report_new(path, bytes, bytes, false, &b.doc));
  if (!is_only) b.doc->meta.path = ro_str_printf(b.doc->arena, "%.*s#%u", RO_FMT(path), number);
  /* words borrow the caller's bytes until fill_tokens, so repaired bytes must outlive it */
  uint32_t repaired = 0;
  if (ro_utf8_check(bytes) < bytes.len) left = ro_utf8_repair(b.doc->arena, bytes, &repaired);
  while (next_line(&left, &piece)) read_line(&b, piece, ++at);
  end_sentence(&b);
  bool is_empty = b.words.n == 0;
  ro_status status = is_empty ? RO_EFORMAT : fill_tokens(&b);
  ro_buf_free(&b.text);
  if (status == RO_OK) {
    *out = b.doc;
    return RO_OK;
  }
  ro_doc_free(b.doc);
  if (!is_empty) return status;
  return ro_fail(error, RO_EFORMAT, path, UINT64_MAX, "no CoNLL-U sentence in lines %u to %u",
                 at - lines + 1, at);
}
