/* The lexicon: tables from text, keys and phrases found, user tables added, errors with their line.
 */
#include "lexicon/lexicon.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

static const char places[] =
    "# places of the test\n\n"
    "key\tkind\tstate\n"
    "varland\tname\tVA\r\n"
    "port osmark\ttown\tVA\n"
    "port osmark bridge\tbridge\t_\n"
    "# a comment between rows\n"
    "Gro\xC3\x9FORT\ttown\tOS\n"
    "varland\triver\tOS\n"
    "short\n";

static const char verbs[] =
    "key\tclass\n"
    "hold talk\tlemma\n"
    "hold talks\tmixed\n"
    "carry out\tphrasal\n"
    "carry\tplain\n"
    "out of step\tadverb\n";

typedef struct {
  ro_arena *arena;
  const ro_lexicon *lexicon;
  ro_error error;
  ro_doc *doc;
} fixture;

static int set_up(void **state) {
  static fixture f;
  f = (fixture){.arena = ro_arena_new(0), .doc = ro_doc_new()};
  *state = &f;
  return f.arena && f.doc ? 0 : -1;
}

static int tear_down(void **state) {
  fixture *f = *state;
  ro_doc_free(f->doc);
  ro_arena_free(f->arena);
  return 0;
}

static ro_status open_texts(fixture *f, const char *const *names, const char *const *texts,
                            size_t n) {
  ro_str views[4];
  for (size_t i = 0; i < n; i++) views[i] = ro_str_from(texts[i]);
  return ro_lexicon_open(f->arena, names, views, n, &f->lexicon, &f->error);
}

static const ro_table *open_one(fixture *f, const char *text) {
  const char *name = "table";
  assert_int_equal(open_texts(f, &name, &text, 1), RO_OK);
  return ro_lexicon_table(f->lexicon, "table");
}

static void assert_field(const ro_table *table, uint32_t row, const char *column,
                         const char *value) {
  ro_str field = ro_table_field(table, row, ro_table_column(table, column));
  assert_true(ro_str_is(field, value));
}

/* Tokens of `forms`, one word each; lemmas are given where they differ, parted alike. */
static void put_tokens(fixture *f, const char *forms, const char *lemmas) {
  ro_str text = ro_str_from(forms), lemma = ro_str_from(lemmas), word;
  uint32_t n = 1, at = 0;
  for (size_t i = 0; i < text.len; i++) n += text.data[i] == ' ';
  f->doc->text = text;
  assert_int_equal(ro_tokens_reserve(f->doc, n), RO_OK);
  f->doc->tokens.n = n;
  for (uint32_t t = 0; t < n; t++) {
    assert_true(ro_str_split(&text, ' ', &word));
    ro_tokens_set(f->doc, t, (ro_span){at, at + (uint32_t)word.len});
    at += (uint32_t)word.len + 1;
    assert_true(ro_str_split(&lemma, ' ', &word));
    f->doc->tokens.lemma[t] = ro_symbols_put(f->doc->symbols, word);
  }
}

static void test_rows_and_fields(void **state) {
  const ro_table *t = open_one(*state, places);
  assert_int_equal(ro_table_rows(t), 6);
  assert_int_equal(ro_table_column(t, "state"), 2);
  assert_int_equal(ro_table_column(t, "absent"), RO_NONE);
  assert_field(t, 0, "state", "VA"); /* without the carriage return */
  assert_field(t, 2, "state", "");   /* "_" is empty */
  assert_field(t, 5, "kind", "");    /* missing at the end of a line */
  assert_int_equal(ro_table_field(t, 0, 7).len, 0);
  assert_null(ro_lexicon_table(((fixture *)*state)->lexicon, "other"));
}

static void test_find_and_next(void **state) {
  const ro_table *t = open_one(*state, places);
  uint32_t row = ro_table_find(t, RO_STR("varland"));
  assert_int_equal(row, 0); /* rows of one key keep their order */
  row = ro_table_next(t, row);
  assert_field(t, row, "kind", "river");
  assert_int_equal(ro_table_next(t, row), RO_NONE);
  assert_int_not_equal(ro_table_find(t, RO_STR("gro\xC3\x9Fort")),
                       RO_NONE);                               /* key made lower case */
  assert_int_equal(ro_table_find(t, RO_STR("port")), RO_NONE); /* a mere prefix */
  assert_int_equal(ro_table_find(t, RO_STR("port  osmark")), RO_NONE);
  assert_int_equal(ro_table_find(t, RO_STR("")), RO_NONE);
  assert_int_equal(ro_table_find(NULL, RO_STR("varland")), RO_NONE);
}

static void test_match_is_longest(void **state) {
  fixture *f = *state;
  const ro_table *t = open_one(f, places);
  uint32_t n = 0;
  put_tokens(f, "Near Port Osmark Bridge fell", "near Port Osmark bridge fall");
  assert_field(t, ro_table_match(t, f->doc, 1, 5, false, &n), "kind", "bridge");
  assert_int_equal(n, 3);
  assert_field(t, ro_table_match(t, f->doc, 1, 3, false, &n), "kind", "town"); /* `end` bounds it */
  assert_int_equal(n, 2);
  assert_int_equal(ro_table_match(t, f->doc, 0, 5, false, &n), RO_NONE);
  assert_int_equal(ro_table_match(t, f->doc, 1, 2, false, &n), RO_NONE);
}

static void test_match_by_lemma(void **state) {
  fixture *f = *state;
  const ro_table *t = open_one(f, verbs);
  uint32_t n = 0;
  put_tokens(f, "held talks carried out carrying", "hold talk carry out carry");
  assert_field(t, ro_table_match(t, f->doc, 0, 5, true, &n), "class", "mixed"); /* forms go first */
  assert_int_equal(n, 2);
  assert_int_equal(ro_table_match(t, f->doc, 0, 5, false, &n), RO_NONE);
  assert_field(t, ro_table_match(t, f->doc, 2, 5, true, &n), "class", "phrasal");
  assert_int_equal(n, 2);
  assert_field(t, ro_table_match(t, f->doc, 4, 5, true, &n), "class", "plain");
  f->doc->tokens.lemma[4] = 0; /* before tagging there are no lemmas */
  assert_int_equal(ro_table_match(t, f->doc, 4, 5, true, &n), RO_NONE);
}

static void test_user_table_adds(void **state) {
  fixture *f = *state;
  const char *names[] = {"table", "mine", "table"};
  const char *texts[] = {places, verbs, "key\tstate\nosmark\tOS\nvarland\tXX\n"};
  assert_int_equal(open_texts(f, names, texts, 3), RO_OK);
  const ro_table *t = ro_lexicon_table(f->lexicon, "table");
  assert_int_equal(ro_table_rows(t), 8);
  uint32_t row = ro_table_find(t, RO_STR("osmark"));
  assert_field(t, row, "state", "OS"); /* columns by name: kind was left out */
  assert_field(t, row, "kind", "");
  row = ro_table_find(t, RO_STR("varland"));
  assert_field(t, ro_table_next(t, ro_table_next(t, row)), "state", "XX");
  assert_non_null(ro_lexicon_table(f->lexicon, "mine"));
}

static void test_codes(void **state) {
  static const char *const labels[] = {"name", "town"};
  fixture *f = *state;
  const ro_table *t = open_one(f, places);
  const uint8_t *codes = ro_table_codes(t, f->arena, 1, labels, 2, 9);
  assert_non_null(codes);
  assert_int_equal(codes[0], 0);
  assert_int_equal(codes[1], 1);
  assert_int_equal(codes[2], 9);
}

static void assert_broken(fixture *f, const char *const *texts, size_t n, uint64_t line) {
  const char *names[] = {"broken", "broken"};
  assert_int_equal(open_texts(f, names, texts, n), RO_EFORMAT);
  assert_string_equal(f->error.where, "broken");
  assert_int_equal(f->error.offset, line);
  assert_non_null(strstr(f->error.message, "line "));
}

static void test_errors_name_the_line(void **state) {
  fixture *f = *state;
  const char *too_many[] = {"# one\nkey\tkind\na\tb\nc\td\te\n"};
  assert_broken(f, too_many, 1, 4);
  const char *unknown[] = {"key\tkind\na\tb\n", "# note\nkey\tcolour\n"};
  assert_broken(f, unknown, 2, 2);
  const char *no_key[] = {"key\tkind\na\tb\n", "kind\tkey\n"};
  assert_broken(f, no_key, 2, 1);
  const char *twice[] = {"key\tkind\tkind\n"};
  assert_broken(f, twice, 1, 1);
}

static void test_empty_table(void **state) {
  const ro_table *t = open_one(*state, "# nothing yet\nkey\tkind\n");
  assert_int_equal(ro_table_rows(t), 0);
  assert_int_equal(ro_table_find(t, RO_STR("a")), RO_NONE);
}

static void test_memory_runs_out(void **state) {
  fixture *f = *state;
  const char *name = "table";
  ro_str text = ro_str_from(places);
  for (uint64_t n = 1; n < 4; n++) {
    ro_arena *arena = ro_arena_new(0);
    ro_arena_fail_after(arena, n);
    assert_int_equal(ro_lexicon_open(arena, &name, &text, 1, &f->lexicon, &f->error), RO_ENOMEM);
    ro_arena_free(arena);
  }
}

/* With an index made of the texts a lexicon tells the same as without, also where a later text adds
 * to one of its tables. */
static void test_index_changes_nothing(void **state) {
  fixture *f = *state;
  const char *names[] = {"places", "verbs", "verbs"};
  ro_str texts[] = {ro_str_from(places), ro_str_from(verbs), RO_STR("key\nhold talks\nput off\n")};
  const ro_lexicon *made = NULL, *plain = NULL, *indexed = NULL;
  ro_buf index = {0};
  assert_int_equal(ro_lexicon_open(f->arena, names, texts, 2, &made, &f->error), RO_OK);
  ro_lexicon_write_index(made, texts, &index);
  assert_false(index.has_failed);
  for (size_t n = 2; n <= 3; n++) {
    ro_str bytes = {index.data, index.len};
    assert_int_equal(ro_lexicon_open(f->arena, names, texts, n, &plain, &f->error), RO_OK);
    assert_int_equal(ro_lexicon_open_indexed(f->arena, names, texts, n, bytes, &indexed, &f->error),
                     RO_OK);
    for (size_t i = 0; i < 2; i++) {
      const ro_table *a = ro_lexicon_table(plain, names[i]),
                     *b = ro_lexicon_table(indexed, names[i]);
      assert_int_equal(ro_table_rows(a), ro_table_rows(b));
      for (uint32_t r = 0; r < ro_table_rows(a); r++) {
        for (uint32_t c = 0; c < 3; c++)
          assert_true(ro_str_equal(ro_table_field(a, r, c), ro_table_field(b, r, c)));
        assert_int_equal(ro_table_next(a, r), ro_table_next(b, r));
        ro_str key = ro_table_field(a, r, 0);
        assert_int_equal(ro_table_find(a, key), ro_table_find(b, key));
        assert_true(ro_table_begins(b, key));
      }
    }
  }
  ro_buf_free(&index);
}

/* An index that is cut short, foreign, or made of another text is left alone. */
static void test_foreign_index(void **state) {
  fixture *f = *state;
  const char *name = "verbs";
  ro_str text = ro_str_from(verbs), other = ro_str_sub(text, 0, text.len - 1);
  const ro_lexicon *lexicon = NULL;
  ro_buf index = {0};
  assert_int_equal(ro_lexicon_open(f->arena, &name, &text, 1, &lexicon, &f->error), RO_OK);
  ro_lexicon_write_index(lexicon, &text, &index);
  const ro_str bytes[] = {
      {index.data, 4}, RO_STR("tables of another program"), {index.data, index.len}};
  for (size_t i = 0; i < 3; i++) {
    assert_int_equal(
        ro_lexicon_open_indexed(f->arena, &name, &other, 1, bytes[i], &lexicon, &f->error), RO_OK);
    const ro_table *table = ro_lexicon_table(lexicon, name);
    assert_int_equal(ro_table_rows(table), 5);
    assert_int_equal(ro_table_find(table, RO_STR("carry out")), 2);
  }
  ro_buf_free(&index);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_rows_and_fields, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_index_changes_nothing, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_foreign_index, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_find_and_next, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_match_is_longest, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_match_by_lemma, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_user_table_adds, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_codes, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_errors_name_the_line, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_empty_table, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_memory_runs_out, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
