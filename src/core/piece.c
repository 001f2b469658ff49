/* WordPiece (Schuster & Nakajima 2012) as BERT's uncased models use it: a word is decomposed
 * (NFD), loses its accents and capitals, is parted at punctuation and around CJK characters; each
 * part is cut into the longest pieces of the vocabulary from left to right, a piece inside a part
 * beginning with "##".  A part with a rest that no piece begins is unknown as a whole.
 *
 * One pass over the characters, in bounded memory: a word of a megabyte costs no more than its
 * first CORE_WORD_PIECES pieces. */
#include <string.h>
#include <utf8proc.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "core/core_internal.h"

typedef struct {
  const core_pieces *pieces;
  uint32_t *rows, n_rows;
  char text[2 + CORE_PIECE_CHARS * 4]; /* two bytes for "##", then the part */
  uint8_t len[CORE_PIECE_CHARS];       /* bytes of each character */
  uint32_t n_chars;
  uint32_t n_bytes;
  bool is_too_long;
} cutter;

static void add_row(cutter *c, uint32_t row) {
  if (c->n_rows < CORE_WORD_PIECES) c->rows[c->n_rows++] = row;
}

/* The longest piece of characters [first, end) that begins at byte `begin` of the part: its row,
 * and in *end where it ends; RO_NONE when there is none. */
static uint32_t longest_piece(cutter *c, uint32_t first, uint32_t begin, uint32_t *end,
                              uint32_t *end_byte) {
  const char *at = c->text + 2 + begin;
  uint32_t marks = begin ? 2 : 0, bytes = c->n_bytes - begin;
  if (marks) memcpy(c->text + begin, "##", 2); /* over bytes that are in a piece already */
  for (uint32_t e = c->n_chars; e > first; bytes -= c->len[--e]) {
    uint32_t row = ro_map_find(&c->pieces->vocab, ro_hash(at - marks, bytes + marks, 0));
    if (row == RO_NONE) continue;
    *end = e;
    *end_byte = begin + bytes;
    return row;
  }
  return RO_NONE;
}

/* Ends a part. */
static void flush(cutter *c) {
  uint32_t kept = c->n_rows, begin = 0;
  if (c->is_too_long) add_row(c, c->pieces->unknown);
  for (uint32_t i = 0; i < c->n_chars && !c->is_too_long && c->n_rows < CORE_WORD_PIECES;) {
    uint32_t row = longest_piece(c, i, begin, &i, &begin);
    if (row == RO_NONE) {
      c->n_rows = kept;
      row = c->pieces->unknown;
      i = c->n_chars;
    }
    add_row(c, row);
  }
  c->n_chars = c->n_bytes = 0;
  c->is_too_long = false;
}

static void add_char(cutter *c, uint32_t point) {
  if (c->n_chars == CORE_PIECE_CHARS) {
    c->is_too_long = true;
    return;
  }
  size_t len = ro_utf8_put(c->text + 2 + c->n_bytes, point);
  c->len[c->n_chars++] = (uint8_t)len;
  c->n_bytes += (uint32_t)len;
}

static bool is_punctuation(uint32_t c) {
  if (c < 0x80)
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
  utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
  return k >= UTF8PROC_CATEGORY_PC && k <= UTF8PROC_CATEGORY_PO;
}

static bool is_cjk(uint32_t c) {
  static const uint32_t ranges[][2] = {{0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xF900, 0xFAFF},
                                       {0x20000, 0x2A6DF}, {0x2A700, 0x2CEAF}, {0x2F800, 0x2FA1F}};
  for (size_t i = 0; c >= 0x3400 && i < sizeof ranges / sizeof *ranges; i++)
    if (c >= ranges[i][0] && c <= ranges[i][1]) return true;
  return false;
}

/* Control and format characters and those that stand for nothing: passed over. */
static bool is_nothing(uint32_t c) {
  if (c < 0x80) return c < 0x20 || c == 0x7F;
  if (c == 0xFFFD) return true;
  utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
  return k >= UTF8PROC_CATEGORY_CC;
}

static bool is_space(uint32_t c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' ||
         (c >= 0x80 && utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ZS);
}

static void take(cutter *c, uint32_t point) {
  utf8proc_int32_t parts[8];
  int boundary = 0;
  utf8proc_ssize_t n = 1;
  if (is_space(point) || is_cjk(point)) flush(c);
  if (is_space(point) || is_nothing(point)) return;
  if (point < 0x80)
    parts[0] = (utf8proc_int32_t)point;
  else
    n = utf8proc_decompose_char((utf8proc_int32_t)point, parts, 8, UTF8PROC_DECOMPOSE, &boundary);
  for (utf8proc_ssize_t i = 0; i < n && i < 8; i++) {
    if (utf8proc_category(parts[i]) == UTF8PROC_CATEGORY_MN) continue;
    uint32_t lower = (uint32_t)utf8proc_tolower(parts[i]);
    bool is_alone = is_punctuation(lower) || is_cjk(lower);
    if (is_alone) flush(c);
    add_char(c, lower);
    if (is_alone) flush(c);
  }
}

uint32_t core_pieces_of(const core_pieces *pieces, ro_str form, uint32_t rows[CORE_WORD_PIECES]) {
  cutter c = {.pieces = pieces, .rows = rows};
  for (size_t at = 0; at < form.len && c.n_rows < CORE_WORD_PIECES;) {
    take(&c, ro_utf8_next(form, &at));
    if (c.is_too_long && c.n_rows + 1 >= CORE_WORD_PIECES) break;
  }
  flush(&c);
  if (!c.n_rows) add_row(&c, pieces->unknown); /* nothing but accents or controls */
  return c.n_rows;
}

ro_status core_pieces_open(const ro_model *model, core_pieces *out, ro_error *error) {
  RO_TRY(ro_map_open(model, "vocab", &out->vocab, error));
  out->unknown = ro_map_find(&out->vocab, ro_hash_str(RO_STR("[UNK]")));
  out->begin = ro_map_find(&out->vocab, ro_hash_str(RO_STR("[CLS]")));
  out->end = ro_map_find(&out->vocab, ro_hash_str(RO_STR("[SEP]")));
  bool is_whole = out->unknown != RO_NONE && out->begin != RO_NONE && out->end != RO_NONE;
  return is_whole ? RO_OK : ro_model_bad(model, "vocab", error);
}
