/* A sheet as text in columns, as JSON (a list of objects) or as CSV (RFC 4180). */
#include "present/sheet.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "present/json.h"

enum { MOST_WIDTH = 44, GAP = 2 };

static uint32_t width_of(ro_str s) {
  uint32_t n = 0;
  for (size_t at = 0; at < s.len; n++) ro_utf8_next(s, &at);
  return n;
}

static ro_str shown(ro_arena *arena, ro_str s) { return ro_utf8_line(arena, s, MOST_WIDTH); }

static ro_status print_text(const ro_sheet *sheet, ro_arena *arena, ro_buf *out) {
  uint32_t *width = RO_ARRAY(arena, uint32_t, sheet->n_columns);
  if (!width) return RO_ENOMEM;
  for (uint32_t i = 0; i < sheet->cells.n; i++) {
    uint32_t n = width_of(shown(arena, sheet->cells.at[i].text)), *w = &width[i % sheet->n_columns];
    if (n > *w) *w = n;
  }
  for (uint32_t c = 0; c < sheet->n_columns; c++) /* columns without any value are left out */
    if (width[c] && width_of(sheet->column[c]) > width[c]) width[c] = width_of(sheet->column[c]);
  for (uint32_t r = 0; r <= sheet->n_rows; r++) {
    for (uint32_t c = 0; c < sheet->n_columns; c++) {
      ro_str s =
          r ? shown(arena, sheet->cells.at[(r - 1) * sheet->n_columns + c].text) : sheet->column[c];
      if (!width[c]) continue;
      ro_buf_str(out, s);
      for (uint32_t k = width_of(s); k < width[c] + GAP; k++) ro_buf_char(out, ' ');
    }
    while (out->len && out->data[out->len - 1] == ' ') out->len--;
    ro_buf_char(out, '\n');
  }
  return out->has_failed || ro_arena_has_failed(arena) ? RO_ENOMEM : RO_OK;
}

static void put_csv(ro_buf *out, ro_str s) {
  bool is_plain = true;
  for (size_t i = 0; i < s.len; i++)
    is_plain &= s.data[i] != ',' && s.data[i] != '"' && s.data[i] != '\n' && s.data[i] != '\r';
  if (!is_plain) ro_buf_char(out, '"');
  for (size_t i = 0; i < s.len; i++) {
    if (s.data[i] == '"') ro_buf_char(out, '"');
    ro_buf_char(out, s.data[i]);
  }
  if (!is_plain) ro_buf_char(out, '"');
}

static ro_status print_csv(const ro_sheet *sheet, ro_buf *out) {
  for (uint32_t r = 0; r <= sheet->n_rows; r++)
    for (uint32_t c = 0; c < sheet->n_columns; c++) {
      put_csv(out, r ? sheet->cells.at[(r - 1) * sheet->n_columns + c].text : sheet->column[c]);
      ro_buf_text(out, c + 1 < sheet->n_columns ? "," : "\r\n");
    }
  return out->has_failed ? RO_ENOMEM : RO_OK;
}

static json_t *value_of(const ro_cell *cell) {
  if (!cell->text.data) return json_null();
  return cell->is_number ? ro_json_bound(strtod(cell->text.data, NULL)) : ro_json_str(cell->text);
}

static ro_status print_json(const ro_sheet *sheet, ro_buf *out) {
  json_t *list = json_array();
  for (uint32_t r = 0; list && r < sheet->n_rows; r++) {
    json_t *row = json_object();
    for (uint32_t c = 0; row && c < sheet->n_columns; c++)
      json_object_set_new(row, sheet->column[c].data,
                          value_of(&sheet->cells.at[r * sheet->n_columns + c]));
    json_array_append_new(list, row);
  }
  return list ? ro_json_print(list, JSON_INDENT(1), out) : RO_ENOMEM;
}

ro_status ro_print_sheet(const ro_sheet *sheet, ro_sheet_format format, ro_buf *out) {
  if (format == RO_SHEET_JSON) return print_json(sheet, out);
  if (format == RO_SHEET_CSV) return print_csv(sheet, out);
  ro_arena *arena = ro_arena_new(0);
  ro_status status = arena ? print_text(sheet, arena, out) : RO_ENOMEM;
  ro_arena_free(arena);
  return status;
}
