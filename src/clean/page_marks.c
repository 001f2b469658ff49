/* Marks: words of lexicon/page_marks.tsv found anywhere in a class or id.
 *
 * A class string is looked through once: each pair of letters is looked up in a table of the pairs
 * that begin a mark, which few do, and only then the marks of that pair are compared. */
#include <string.h>

#include "clean/page.h"

enum { LONGEST = 512 }; /* bytes of a class that are looked at */

typedef struct {
  char text[24];
  uint8_t len, kind;
  uint16_t next; /* mark with the same pair + 1 */
} mark;

struct page_marks {
  mark *at;
  uint32_t n;
  uint16_t first[1 << 10]; /* by pair, mark + 1 */
};

static size_t pair_of(const char *s) {
  return ((size_t)(uint8_t)s[0] * 33 + (uint8_t)s[1]) & ((1 << 10) - 1);
}

ro_status page_marks_open(const ro_table *table, ro_arena *process, const page_marks **out,
                          ro_error *error) {
  static const char *const kinds[] = {"unlikely", "likely", "good",    "bad",
                                      "share",    "byline", "caption", "related"};
  page_marks *marks = RO_NEW(process, page_marks);
  uint32_t n = table ? ro_table_rows(table) : 0;
  if (!marks) return RO_ENOMEM;
  marks->at = RO_ARRAY(process, mark, n);
  uint32_t key = table ? ro_table_column(table, "mark") : 0;
  uint32_t kind = table ? ro_table_column(table, "kind") : 0;
  const uint8_t *code =
      table ? ro_table_codes(table, process, kind, kinds, sizeof kinds / sizeof *kinds, UINT8_MAX)
            : NULL;
  if (!marks->at || (n && !code)) return RO_ENOMEM;
  for (uint32_t i = 0; i < n; i++) {
    ro_str s = ro_table_field(table, i, key);
    mark *m = &marks->at[marks->n];
    if (s.len < 2 || s.len >= sizeof m->text || code[i] == UINT8_MAX || n > UINT16_MAX)
      return ro_fail(error, RO_EFORMAT, RO_STR("page_marks"), i, "row %u is no mark", i + 1);
    memcpy(m->text, s.data, s.len);
    m->len = (uint8_t)s.len;
    m->kind = (uint8_t)(1u << code[i]);
    m->next = marks->first[pair_of(m->text)];
    marks->first[pair_of(m->text)] = (uint16_t)++marks->n;
  }
  *out = marks;
  return RO_OK;
}

uint8_t page_marks_find(const page_marks *marks, ro_str s) {
  char lower[LONGEST];
  size_t n = s.len < LONGEST ? s.len : LONGEST;
  uint8_t found = 0;
  for (size_t i = 0; i < n; i++) {
    char c = s.data[i];
    lower[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
  }
  for (size_t i = 0; i + 1 < n; i++)
    for (uint16_t m = marks->first[pair_of(lower + i)]; m; m = marks->at[m - 1].next) {
      const mark *candidate = &marks->at[m - 1];
      if (candidate->len <= n - i && memcmp(candidate->text, lower + i, candidate->len) == 0)
        found |= candidate->kind;
    }
  return found;
}
