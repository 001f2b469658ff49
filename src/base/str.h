/* Strings as (pointer, length), and a buffer to build them in. */
#ifndef RO_BASE_STR_H
#define RO_BASE_STR_H

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"

#define RO_STR(literal) ((ro_str){"" literal "", sizeof(literal) - 1})

static inline ro_str ro_str_from(const char *nul_terminated) {
  return (ro_str){nul_terminated, nul_terminated ? strlen(nul_terminated) : 0};
}
static inline bool ro_str_equal(ro_str a, ro_str b) {
  return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}
/* Most comparisons with a word fail at its first letter, before a call is due. */
static inline bool ro_str_is(ro_str a, const char *nul_terminated) {
  if (!a.len) return !nul_terminated || !*nul_terminated;
  return nul_terminated && a.data[0] == *nul_terminated &&
         ro_str_equal(a, ro_str_from(nul_terminated));
}
bool ro_str_equal_nocase(ro_str a, ro_str b); /* ASCII letters only */
int ro_str_compare(ro_str a, ro_str b);       /* bytewise, shorter first */
bool ro_str_starts(ro_str s, ro_str prefix);
bool ro_str_ends(ro_str s, ro_str suffix);
size_t ro_str_find(ro_str s, ro_str part); /* offset, or s.len when absent */
ro_str ro_str_sub(ro_str s, size_t begin, size_t end);
ro_str ro_str_trim(ro_str s); /* ASCII white space off both ends */
/* Next piece of *rest up to `separator`; false at the end.  "a||b" gives "a", "", "b". */
bool ro_str_split(ro_str *rest, char separator, ro_str *piece);
bool ro_str_to_int(ro_str s, int32_t *value); /* whole string, decimal, optional sign */

/* Copies into an arena; the copy is followed by a NUL that is not counted. */
ro_str ro_str_copy(ro_arena *arena, ro_str s);
ro_str ro_str_printf(ro_arena *arena, const char *format, ...) RO_PRINTF(2, 3);
ro_str ro_str_join(ro_arena *arena, ro_str a, const char *between, ro_str b);

/* Growable bytes on the heap; fails once and stays failed. */
typedef struct {
  char *data; /* followed by a NUL */
  size_t len, cap;
  bool has_failed;
} ro_buf;

void ro_buf_add(ro_buf *buf, const char *data, size_t len);
/* Room for len bytes more, which the caller fills; NULL when memory is out. */
void *ro_buf_extend(ro_buf *buf, size_t len);
void ro_buf_str(ro_buf *buf, ro_str s);
void ro_buf_text(ro_buf *buf, const char *nul_terminated);
void ro_buf_char(ro_buf *buf, char c);
void ro_buf_printf(ro_buf *buf, const char *format, ...) RO_PRINTF(2, 3);
void ro_buf_free(ro_buf *buf);

#define RO_FMT(s) (int)(s).len, (s).data ? (s).data : "" /* for "%.*s" */

#endif
