/* The document as the network reads it: each word form is made into table rows once, sentences
 * are parted into windows, windows are written as rows of units. */
#include "base/rows.h"
#include "base/utf8.h"
#include "core/core_internal.h"

static bool add_form(core_units *u, ro_arena *scratch, uint32_t token) {
  uint32_t rows[CORE_WORD_PIECES];
  ro_sym sym = u->doc->tokens.form[token];
  ro_str form = ro_doc_form(u->doc, token);
  uint32_t n = CORE_FORM_ROWS;
  if (u->input == CORE_WORDS)
    core_form_rows(u->forms, form, ro_doc_lower(u->doc, token), scratch, rows);
  else
    n = core_pieces_of(u->pieces, form, rows);
  if (u->input == CORE_PIECES && n + CORE_AROUND > u->max_units) n = u->max_units - CORE_AROUND;
  u->first_row[sym] = u->rows.n;
  u->n_pieces[sym] = (uint8_t)(u->input == CORE_WORDS ? 1 : n);
  u->casing[sym] = (uint8_t)core_casing_of(form);
  for (uint32_t i = 0; i < n; i++)
    if (!ro_indexes_add(scratch, &u->rows, rows[i])) return false;
  return true;
}

ro_status core_units_make(core_units *u, ro_arena *scratch) {
  uint32_t n = ro_symbols_count(u->doc->symbols);
  u->first_row = RO_ARRAY(scratch, uint32_t, n);
  u->n_pieces = RO_ARRAY(scratch, uint8_t, n);
  u->casing = RO_ARRAY(scratch, uint8_t, n);
  if (!u->first_row || !u->n_pieces || !u->casing) return RO_ENOMEM;
  for (uint32_t i = 0; i < n; i++) u->first_row[i] = RO_NONE;
  for (uint32_t t = 0; t < u->doc->tokens.n; t++)
    if (u->first_row[u->doc->tokens.form[t]] == RO_NONE && !add_form(u, scratch, t))
      return RO_ENOMEM;
  return ro_arena_has_failed(scratch) ? RO_ENOMEM : RO_OK;
}

uint32_t core_units_of(const core_units *u, uint32_t token) {
  return u->n_pieces[u->doc->tokens.form[token]];
}

/* "," or ";" or a dash between two windows: one character that is no letter and no digit. */
static bool is_mark(const ro_doc *doc, uint32_t token) {
  ro_str form = ro_doc_form(doc, token);
  size_t at = 0;
  uint32_t c = form.len ? ro_utf8_next(form, &at) : 'x';
  return at == form.len && !ro_is_letter(c) && !ro_is_digit(c);
}

/* The window that begins at `first`: as many words as it may hold; if that is not the whole rest,
 * up to the last mark in its second half. */
static core_window next_window(const core_units *u, uint32_t first, uint32_t end) {
  uint32_t around = u->input == CORE_PIECES ? CORE_AROUND : 0, n_units = around, last = first;
  while (last < end && last - first < CORE_WINDOW_WORDS &&
         n_units + core_units_of(u, last) <= u->max_units)
    n_units += core_units_of(u, last++);
  if (last == end || last == first) return (core_window){first, last, n_units, false};
  uint32_t cut = last, middle = first + (last - first) / 2, units = n_units;
  while (cut > middle && !is_mark(u->doc, cut - 1)) units -= core_units_of(u, --cut);
  if (cut > middle) return (core_window){first, cut, units, false};
  return (core_window){first, last, n_units, false};
}

ro_status core_windows_make(const core_units *u, ro_arena *scratch, core_window **out,
                            uint32_t *n) {
  RO_ROWS(core_window) windows = {0};
  for (uint32_t k = 0; k < u->doc->sentences.n; k++) {
    const ro_sentence *s = &u->doc->sentences.at[k];
    for (uint32_t first = s->first; first < s->end;) {
      core_window *w = RO_ADD(scratch, &windows);
      if (!w) return RO_ENOMEM;
      *w = next_window(u, first, s->end);
      w->is_later = first > s->first;
      first = w->end;
    }
  }
  *out = windows.at;
  *n = windows.n;
  return RO_OK;
}

static uint32_t *put_piece(uint32_t *row, uint32_t piece, uint32_t position, uint32_t casing) {
  row[0] = piece;
  row[1] = position;
  row[2] = casing;
  return row + 3;
}

void core_units_write(const core_units *u, const core_window *w, uint32_t base, uint32_t *rows,
                      uint32_t *word_unit) {
  uint32_t at = 0;
  if (u->input == CORE_PIECES) rows = put_piece(rows, u->pieces->begin, at++, CORE_CASE_NONE);
  for (uint32_t t = w->first; t < w->end; t++) {
    ro_sym sym = u->doc->tokens.form[t];
    const uint32_t *made = u->rows.at + u->first_row[sym];
    *word_unit++ = base + at;
    if (u->input == CORE_WORDS) {
      for (uint32_t f = 0; f < CORE_FORM_ROWS; f++) *rows++ = made[f];
      *rows++ = at++;
      continue;
    }
    for (uint32_t i = 0; i < u->n_pieces[sym]; i++)
      rows = put_piece(rows, made[i], at++, u->casing[sym]);
  }
  if (u->input == CORE_PIECES) put_piece(rows, u->pieces->end, at, CORE_CASE_NONE);
}
