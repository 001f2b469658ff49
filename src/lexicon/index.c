/* The index of the program's tables, made when it is built: lines and slots as they lie in memory.
 *
 * Header {magic, number of tables}, a record of eight numbers a table, then the arrays of each
 * table, at multiples of 16 bytes.  Numbers are in the order of the machine that made it; where the
 * magic reads differently, or a text is not the one it was made of, the text is read instead.  Only
 * the program's own index is ever opened, so what it says is not checked further. */
#include <string.h>

#include "lexicon/lexicon_internal.h"

enum { MAGIC = 0x31584952, HEAD_NUMBERS = 2, ALIGN = 16 };

typedef struct {
  uint32_t text_len, n_rows, mask;
  uint32_t lines, next, slots, moved; /* where they begin in the index */
  uint32_t moved_len;
} record;

bool lexicon_take_index(ro_str index, size_t i, ro_str text, ro_table *table) {
  uint32_t head[HEAD_NUMBERS];
  record r;
  if (index.len < sizeof head) return false;
  memcpy(head, index.data, sizeof head);
  if (head[0] != MAGIC || i >= head[1]) return false;
  memcpy(&r, index.data + sizeof head + i * sizeof r, sizeof r);
  if (r.text_len != text.len) return false;
  table->placed = (const lexicon_line *)(const void *)(index.data + r.lines);
  table->next = (const uint32_t *)(const void *)(index.data + r.next);
  table->index = (const lexicon_slot *)(const void *)(index.data + r.slots);
  table->moved = (ro_str){index.data + r.moved, r.moved_len};
  table->text = text;
  table->n_rows = r.n_rows;
  table->mask = r.mask;
  return true;
}

static void put_bytes(ro_buf *out, const void *bytes, size_t n) { ro_buf_add(out, bytes, n); }

static uint32_t put_aligned(ro_buf *out, const void *bytes, size_t n) {
  while (out->len % ALIGN) ro_buf_char(out, 0);
  size_t at = out->len;
  if (n) put_bytes(out, bytes, n);
  return (uint32_t)at;
}

/* Lines of the text by their place in it, others behind it. */
static uint32_t put_lines(const ro_table *table, ro_str text, ro_buf *moved, ro_buf *out) {
  uint32_t begin = put_aligned(out, NULL, 0);
  for (uint32_t r = 0; r < table->n_rows; r++) {
    ro_str line = table->lines.at[r];
    bool is_in_text = line.data >= text.data && line.data < text.data + text.len;
    size_t at = is_in_text ? (size_t)(line.data - text.data) : text.len + moved->len;
    if (!is_in_text) ro_buf_str(moved, line);
    lexicon_line l = {(uint32_t)at, (uint32_t)line.len};
    put_bytes(out, &l, sizeof l);
  }
  return begin;
}

void ro_lexicon_write_index(const ro_lexicon *lexicon, const ro_str *texts, ro_buf *out) {
  uint32_t head[HEAD_NUMBERS] = {MAGIC, lexicon->n};
  record records[LEXICON_TABLES] = {0};
  ro_buf body = {0}; /* as if it began behind head and records */
  size_t before = sizeof head + lexicon->n * sizeof *records;
  for (size_t i = 0; i < before; i++) ro_buf_char(&body, 0);
  for (uint32_t i = 0; i < lexicon->n; i++) {
    const ro_table *t = &lexicon->table[i];
    ro_buf moved = {0};
    record *r = &records[i];
    *r = (record){.text_len = (uint32_t)texts[i].len, .n_rows = t->n_rows, .mask = t->mask};
    r->lines = put_lines(t, texts[i], &moved, &body);
    r->next = put_aligned(&body, t->next, t->n_rows * sizeof *t->next);
    r->slots = put_aligned(&body, t->index, ((size_t)t->mask + 1) * sizeof *t->index);
    r->moved = put_aligned(&body, moved.data, moved.len);
    r->moved_len = (uint32_t)moved.len;
    if (moved.has_failed) body.has_failed = true;
    ro_buf_free(&moved);
  }
  put_bytes(out, head, sizeof head);
  put_bytes(out, records, lexicon->n * sizeof *records);
  if (!body.has_failed) ro_buf_add(out, body.data + before, body.len - before);
  if (body.has_failed) out->has_failed = true;
  ro_buf_free(&body);
}
