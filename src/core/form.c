/* What a word's form tells: its casing, and the rows of the tables of the words input: the word
 * itself, its first and last three characters, its spelling. */
#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "core/core_internal.h"

enum { CASING_BYTES = 64 }; /* of a form; longer ones are debris */

core_casing core_casing_of(ro_str form) {
  uint32_t uppers = 0, letters = 0;
  bool is_first_upper = false;
  for (size_t at = 0, n = 0; at < form.len && at < CASING_BYTES; n++) {
    uint32_t c = ro_utf8_next(form, &at);
    if (!ro_is_letter(c)) continue;
    bool is_upper = ro_is_upper(c);
    uppers += is_upper;
    letters++;
    if (n == 0) is_first_upper = is_upper;
  }
  if (!letters) return CORE_CASE_NONE;
  if (!uppers) return CORE_CASE_LOWER;
  if (uppers == letters && letters > 1) return CORE_CASE_UPPER;
  return is_first_upper && uppers == 1 ? CORE_CASE_TITLE : CORE_CASE_MIXED;
}

static uint32_t kind_of(uint32_t c) {
  if (ro_is_digit(c)) return 'd';
  if (!ro_is_letter(c)) return c;
  return ro_is_upper(c) ? 'X' : 'x';
}

ro_str core_shape(ro_str form, char *out) {
  uint32_t previous = 0, run = 0, n = 0;
  size_t len = 0;
  for (size_t at = 0; at < form.len && n < CORE_SHAPE_CHARS;) {
    uint32_t kind = kind_of(ro_utf8_next(form, &at));
    run = kind == previous ? run + 1 : 1;
    previous = kind;
    if (run > 2) continue;
    len += ro_utf8_put(out + len, kind);
    n++;
  }
  return (ro_str){out, len};
}

/* Bytes of the first or last n characters. */
static size_t head_len(ro_str s, uint32_t n) {
  size_t at = 0;
  while (n-- && at < s.len) ro_utf8_next(s, &at);
  return at;
}

static size_t tail_begin(ro_str s, uint32_t n) {
  size_t at = s.len;
  while (n-- && at > 0) ro_utf8_previous(s, &at);
  return at;
}

static uint32_t row_of(const ro_map *map, ro_str s) {
  uint32_t row = ro_map_find(map, ro_hash_str(s));
  return row == RO_NONE ? 0 : row;
}

void core_form_rows(const core_forms *forms, ro_str form, ro_str lower, ro_arena *scratch,
                    uint32_t rows[CORE_FORM_ROWS]) {
  char shape[CORE_SHAPE_CHARS * 4];
  char *copy = ro_arena_alloc(scratch, lower.len);
  memset(rows, 0, CORE_FORM_ROWS * sizeof *rows);
  if (!copy) return; /* the arena has failed, which its owner sees */
  for (size_t i = 0; i < lower.len; i++)
    copy[i] = lower.data[i] >= '0' && lower.data[i] <= '9' ? '0' : lower.data[i];
  ro_str normal = {copy, lower.len};
  rows[0] = row_of(&forms->word, normal);
  rows[1] = row_of(&forms->prefix, ro_str_sub(normal, 0, head_len(normal, CORE_AFFIX_CHARS)));
  rows[2] =
      row_of(&forms->suffix, ro_str_sub(normal, tail_begin(normal, CORE_AFFIX_CHARS), normal.len));
  rows[3] = row_of(&forms->shape, core_shape(form, shape));
}

ro_status core_forms_open(const ro_model *model, core_forms *out, ro_error *error) {
  RO_TRY(ro_map_open(model, "word", &out->word, error));
  RO_TRY(ro_map_open(model, "prefix", &out->prefix, error));
  RO_TRY(ro_map_open(model, "suffix", &out->suffix, error));
  return ro_map_open(model, "shape", &out->shape, error);
}
