/* What a network is given: pieces, rows of forms, casing, windows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/core_internal.h"
#include "doc/doc.h"
#include "support/map.h"

/* ---- pieces */

static const char *const vocab[] = {
    "[PAD]", "[UNK]",        "[CLS]", "[SEP]", "the", "osmark", "##ian",        "##s",
    "os",    "##mark",       "n",     "'",     "##t", "-",      "led",          "cafe",
    "x",     "##x",          "$",     "5",     "##0", ".",      "\xE6\x97\xA5", "i",
    "don",   "\xE2\x80\x93", "##m",   NULL};

static uint8_t room[4][MAP_ROOM];

static core_pieces make_pieces(void) {
  return (core_pieces){.vocab = test_map(vocab, room[0]), .unknown = 1, .begin = 2, .end = 3};
}

/* `expected` names the pieces, parted by spaces. */
static void assert_pieces(const char *form, const char *expected) {
  core_pieces pieces = make_pieces();
  uint32_t rows[CORE_WORD_PIECES];
  uint32_t n = core_pieces_of(&pieces, ro_str_from(form), rows), i = 0;
  ro_str rest = ro_str_from(expected), piece;
  while (ro_str_split(&rest, ' ', &piece)) {
    assert_true(i < n);
    assert_true(ro_str_is(piece, vocab[rows[i]]));
    i++;
  }
  assert_int_equal(i, n);
}

static void pieces_of_words(void **state) {
  (void)state;
  assert_pieces("the", "the");
  assert_pieces("The", "the");
  assert_pieces("Osmark", "osmark"); /* the longest, not os ##mark */
  assert_pieces("Osmarkians", "osmark ##ian ##s");
  assert_pieces("Osmarkq", "[UNK]"); /* a rest that no piece begins: all is unknown */
  assert_pieces("Osmark-led", "osmark - led");
  assert_pieces("n't", "n ' [UNK]"); /* a part of its own: "##t" does not begin it */
  assert_pieces("caf\xC3\xA9", "cafe");
  assert_pieces("cafe\xCC\x81", "cafe");
  assert_pieces("\xC4\xB0", "i"); /* capital I with a dot */
  assert_pieces("$5", "$ 5");
  assert_pieces("500", "5 ##0 ##0");
  assert_pieces("...", ". . .");
  assert_pieces("\xE2\x80\x93", "\xE2\x80\x93");
  assert_pieces("x\xE6\x97\xA5x", "x \xE6\x97\xA5 x");
  assert_pieces("x\xC2\xA0x", "x x");
  assert_pieces("x\xE2\x80\x8Bx", "x ##x"); /* a zero-width space is nothing at all */
  assert_pieces("\xCC\x81", "[UNK]");
  assert_pieces("", "[UNK]");
}

static void long_words(void **state) {
  (void)state;
  core_pieces pieces = make_pieces();
  uint32_t rows[CORE_WORD_PIECES];
  enum { LONG = 1 << 20 };
  ro_arena *arena = ro_arena_new(0);
  char *text = ro_arena_alloc(arena, LONG);
  for (uint32_t i = 0; i < LONG; i++) text[i] = 'x';
  assert_int_equal(core_pieces_of(&pieces, (ro_str){text, 20}, rows), 20);
  assert_int_equal(core_pieces_of(&pieces, (ro_str){text, 60}, rows), CORE_WORD_PIECES);
  assert_int_equal(core_pieces_of(&pieces, (ro_str){text, CORE_PIECE_CHARS + 1}, rows), 1);
  assert_int_equal(core_pieces_of(&pieces, (ro_str){text, LONG}, rows), 1);
  assert_int_equal(rows[0], 1);
  for (uint32_t i = 0; i < LONG; i++) text[i] = '.';
  assert_int_equal(core_pieces_of(&pieces, (ro_str){text, LONG}, rows), CORE_WORD_PIECES);
  ro_arena_free(arena);
}

/* ---- forms */

static void assert_shape(const char *form, const char *expected) {
  char out[CORE_SHAPE_CHARS * 4];
  assert_true(ro_str_is(core_shape(ro_str_from(form), out), expected));
}

static void shapes(void **state) {
  (void)state;
  assert_shape("Osmark", "Xxx");
  assert_shape("NATO", "XX");
  assert_shape("2022", "dd");
  assert_shape("US-led", "XX-xx");
  assert_shape("a", "x");
  assert_shape("\xC3\x89lan", "Xxx");
  assert_shape("190,000", "dd,dd");
  assert_shape("....", "..");
  assert_shape("1.2.3.4.5.6.7", "d.d.d.d.d.");
  assert_shape("", "");
}

static void casings(void **state) {
  (void)state;
  assert_int_equal(core_casing_of(RO_STR("army")), CORE_CASE_LOWER);
  assert_int_equal(core_casing_of(RO_STR("Army")), CORE_CASE_TITLE);
  assert_int_equal(core_casing_of(RO_STR("A")), CORE_CASE_TITLE);
  assert_int_equal(core_casing_of(RO_STR("ARMY")), CORE_CASE_UPPER);
  assert_int_equal(core_casing_of(RO_STR("McArmy")), CORE_CASE_MIXED);
  assert_int_equal(core_casing_of(RO_STR("12")), CORE_CASE_NONE);
  assert_int_equal(core_casing_of(RO_STR("4x4")), CORE_CASE_LOWER);
  assert_int_equal(core_casing_of(RO_STR("")), CORE_CASE_NONE);
}

static void form_rows(void **state) {
  (void)state;
  static const char *const words[] = {"?", "osmark", "00,000", "\xC3\xA9l", NULL};
  static const char *const prefixes[] = {"?", "osm", "00,", "\xC3\xA9l", NULL};
  static const char *const suffixes[] = {"?", "ark", "000", "\xC3\xA9l", NULL};
  static const char *const shapes_[] = {"?", "Xxx", "dd,dd", "Xx", NULL};
  static const char *const forms[][2] = {
      {"Osmark", "osmark"}, {"19,000", "19,000"}, {"\xC3\x89l", "\xC3\xA9l"}};
  core_forms tables = {test_map(words, room[0]), test_map(prefixes, room[1]),
                       test_map(suffixes, room[2]), test_map(shapes_, room[3])};
  ro_arena *arena = ro_arena_new(0);
  uint32_t rows[CORE_FORM_ROWS];
  for (uint32_t i = 0; i < 3; i++) {
    core_form_rows(&tables, ro_str_from(forms[i][0]), ro_str_from(forms[i][1]), arena, rows);
    for (uint32_t k = 0; k < CORE_FORM_ROWS; k++) assert_int_equal(rows[k], i + 1);
  }
  core_form_rows(&tables, RO_STR("zzz"), RO_STR("zzz"), arena, rows);
  for (uint32_t k = 0; k < CORE_FORM_ROWS; k++) assert_int_equal(rows[k], 0);
  ro_arena_free(arena);
}

/* ---- windows */

/* A document of one sentence of n words: every `mark`th a comma, the others "os". */
static ro_doc *sentence_of(uint32_t n, uint32_t mark) {
  ro_doc *doc = ro_doc_new();
  char *text = ro_arena_alloc(doc->arena, (size_t)n * 3);
  for (uint32_t i = 0; i < n; i++)
    memcpy(text + (size_t)i * 3, i % mark == mark - 1 ? ",  " : "os ", 3);
  doc->text = (ro_str){text, (size_t)n * 3};
  assert_int_equal(ro_tokens_reserve(doc, n), RO_OK);
  for (uint32_t i = 0; i < n; i++)
    ro_tokens_set(doc, i, (ro_span){i * 3, i * 3 + (i % mark == mark - 1 ? 1 : 2)});
  ro_sentence *s = RO_ADD(doc->arena, &doc->sentences);
  if (s) *s = (ro_sentence){{0, n * 3}, 0, n, 0};
  assert_non_null(s);
  return doc;
}

static void windows(void **state) {
  (void)state;
  static const uint32_t lengths[] = {1, 127, 128, 129, 300, 10000}, marks[] = {7, 100, 100000};
  core_pieces pieces = make_pieces();
  for (uint32_t k = 0; k < 18; k++) {
    uint32_t n = lengths[k % 6], mark = marks[k / 6], n_windows = 0, at = 0;
    ro_doc *doc = sentence_of(n, mark);
    ro_arena *scratch = ro_arena_new(0);
    core_units units = {CORE_PIECES, NULL, &pieces, 3, 100, doc, NULL, NULL, NULL, {0}};
    core_window *w = NULL;
    assert_int_equal(core_units_make(&units, scratch), RO_OK);
    assert_int_equal(core_windows_make(&units, scratch, &w, &n_windows), RO_OK);
    for (uint32_t i = 0; i < n_windows; i++) {
      assert_int_equal(w[i].first, at);
      assert_true(w[i].end > at && w[i].n_units <= 100 && w[i].end - at <= CORE_WINDOW_WORDS);
      assert_int_equal(w[i].n_units, w[i].end - at + 2);
      assert_int_equal(w[i].is_later, i > 0);
      if (mark == 7 && i + 1 < n_windows) assert_int_equal(w[i].end % 7, 0);
      at = w[i].end;
    }
    assert_int_equal(at, n);
    ro_arena_free(scratch);
    ro_doc_free(doc);
  }
}

static void units_of_pieces(void **state) {
  (void)state;
  core_pieces pieces = make_pieces();
  ro_doc *doc = ro_doc_new();
  ro_arena *scratch = ro_arena_new(0);
  doc->text = RO_STR("The Osmarkians");
  assert_int_equal(ro_tokens_reserve(doc, 2), RO_OK);
  ro_tokens_set(doc, 0, (ro_span){0, 3});
  ro_tokens_set(doc, 1, (ro_span){4, 14});
  core_units units = {CORE_PIECES, NULL, &pieces, 3, 100, doc, NULL, NULL, NULL, {0}};
  core_window window = {0, 2, 6, false};
  uint32_t rows[6][3], word_unit[2];
  static const uint32_t expected[6][3] = {{2, 0, 0}, {4, 1, 2}, {5, 2, 2},
                                          {6, 3, 2}, {7, 4, 2}, {3, 5, 0}};
  assert_int_equal(core_units_make(&units, scratch), RO_OK);
  core_units_write(&units, &window, 40, rows[0], word_unit);
  for (uint32_t i = 0; i < 6; i++)
    for (uint32_t f = 0; f < 3; f++) assert_int_equal(rows[i][f], expected[i][f]);
  assert_int_equal(word_unit[0], 41);
  assert_int_equal(word_unit[1], 42);
  ro_arena_free(scratch);
  ro_doc_free(doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pieces_of_words), cmocka_unit_test(long_words), cmocka_unit_test(shapes),
      cmocka_unit_test(casings),         cmocka_unit_test(form_rows),  cmocka_unit_test(windows),
      cmocka_unit_test(units_of_pieces)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
