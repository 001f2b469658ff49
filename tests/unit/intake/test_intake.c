/* Intake over real files in a temporary folder: order, detection, errors with a place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/hash.h"
#include "base/limits.h"
#include "intake/intake.h"

static char folder[] = "/tmp/readout-intake-XXXXXX";

static const char *in(const char *name) {
  static char path[4][512];
  static int turn;
  turn = (turn + 1) % 4;
  snprintf(path[turn], sizeof path[turn], "%s/%s", folder, name);
  return path[turn];
}

static void put_bytes(const char *name, const char *bytes, size_t n) {
  FILE *f = fopen(in(name), "wb");
  assert_non_null(f);
  assert_int_equal(fwrite(bytes, 1, n, f), n);
  assert_int_equal(fclose(f), 0);
}

static void put(const char *name, const char *text) { put_bytes(name, text, strlen(text)); }

typedef struct {
  ro_doc *doc[8];
  ro_error error[8];
  uint32_t n_docs, n_errors;
} found;

static found take(const char *const *paths, size_t n, ro_input_format format) {
  found f = {.n_docs = 0};
  ro_intake *intake = NULL;
  ro_error error = {0};
  assert_int_equal(ro_intake_open(paths, n, format, &intake, &error), RO_OK);
  for (int calls = 0; calls < 64; calls++) {
    ro_doc *doc = NULL;
    ro_error problem = {0};
    ro_status status = ro_intake_next(intake, &doc, &problem);
    if (status == RO_OK && !doc) break;
    if (status == RO_OK)
      f.doc[f.n_docs++] = doc;
    else
      f.error[f.n_errors++] = problem;
  }
  ro_intake_close(intake);
  return f;
}

static found take_one(const char *name, ro_input_format format) {
  const char *path = in(name);
  return take(&path, 1, format);
}

static void release(found *f) {
  for (uint32_t i = 0; i < f->n_docs; i++) ro_doc_free(f->doc[i]);
}

static int set_up(void **state) {
  (void)state;
  return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  char command[600];
  snprintf(command, sizeof command, "rm -rf '%s'", folder);
  return system(command);
}

static void folders_are_read_in_bytewise_order(void **state) {
  (void)state;
  mkdir(in("tree"), 0700);
  mkdir(in("tree/b"), 0700);
  put("tree/c.txt", "Third report.");
  put("tree/b/2.txt", "Second report.");
  put("tree/B.txt", "First report.");
  put("tree/.hidden.txt", "Hidden.");
  put("tree/picture.png", "no report");
  assert_int_equal(symlink("..", in("tree/b/up")), 0); /* a circle */
  found f = take_one("tree", RO_INPUT_DETECT);
  assert_int_equal(f.n_errors, 0);
  assert_int_equal(f.n_docs, 3);
  assert_true(ro_str_equal(f.doc[0]->raw, RO_STR("First report.")));
  assert_true(ro_str_equal(f.doc[1]->raw, RO_STR("Second report.")));
  assert_true(ro_str_equal(f.doc[2]->raw, RO_STR("Third report.")));
  assert_true(ro_str_equal(f.doc[0]->id, ro_sha256(f.doc[0]->arena, f.doc[0]->raw)));
  release(&f);
}

static void a_path_given_twice_is_read_once(void **state) {
  (void)state;
  put("twice.txt", "One report.");
  char path[512];
  snprintf(path, sizeof path, "%s", in("twice.txt"));
  const char *paths[] = {path, path};
  found f = take(paths, 2, RO_INPUT_DETECT);
  assert_int_equal(f.n_docs, 1);
  release(&f);
}

static void what_cannot_be_read_is_told_and_reading_goes_on(void **state) {
  (void)state;
  mkdir(in("bare"), 0700);
  put("good.txt", "A good report.");
  put("empty.txt", "");
  put("blank.txt", "\n\n\n   \n");
  put_bytes("binary.txt",
            "\x7F"
            "ELF\0\0\0\0\1\2\3\4\0\0\0",
            16);
  put("paper.txt", "%PDF-1.7 and so on");
  assert_int_equal(symlink("nowhere", in("dangling")), 0);
  char names[7][512];
  const char *const name[] = {"missing.txt", "empty.txt", "blank.txt", "binary.txt",
                              "paper.txt",   "dangling",  "bare"};
  const char *paths[8];
  for (int i = 0; i < 7; i++) {
    snprintf(names[i], sizeof names[i], "%s", in(name[i]));
    paths[i] = names[i];
  }
  paths[7] = in("good.txt");
  found f = take(paths, 8, RO_INPUT_DETECT);
  assert_int_equal(f.n_docs, 1);
  assert_int_equal(f.n_errors, 7);
  static const struct {
    ro_status code;
    const char *words;
  } expected[] = {{RO_ENOENT, "No such file"},  {RO_EFORMAT, "is empty"},
                  {RO_EFORMAT, "has no words"}, {RO_EFORMAT, "is not text"},
                  {RO_EFORMAT, "is a PDF"},     {RO_ENOENT, "No such file"},
                  {RO_ENOENT, "no reports"}};
  for (int i = 0; i < 7; i++) {
    assert_int_equal(f.error[i].code, expected[i].code);
    assert_non_null(strstr(f.error[i].message, expected[i].words));
    assert_string_equal(f.error[i].where, names[i]);
  }
  release(&f);
}

static void a_pipe_without_writer_does_not_block(void **state) {
  (void)state;
  assert_int_equal(mkfifo(in("pipe"), 0600), 0);
  found f = take_one("pipe", RO_INPUT_DETECT);
  assert_int_equal(f.n_docs, 0);
  assert_int_equal(f.n_errors, 1);
  assert_non_null(strstr(f.error[0].message, "pipe"));
}

static void long_text_is_cut_on_a_character(void **state) {
  (void)state;
  size_t n = RO_MAX_TEXT_BYTES + 10;
  char *text = malloc(n);
  assert_non_null(text);
  for (size_t i = 0; i + 1 < n; i += 2) memcpy(text + i, "\xC3\xA9", 2); /* e acute */
  text[0] = 'a', text[1] = 'b', text[2] = 'c'; /* shifts the characters by one byte */
  for (size_t i = 3; i + 1 < n; i += 2) memcpy(text + i, "\xC3\xA9", 2);
  text[n - 1] = '.';
  put_bytes("long.txt", text, n);
  free(text);
  found f = take_one("long.txt", RO_INPUT_DETECT);
  assert_int_equal(f.n_docs, 1);
  assert_int_equal(f.doc[0]->raw.len, RO_MAX_TEXT_BYTES - 1);
  assert_int_equal(f.doc[0]->notices.n, 1);
  release(&f);
}

static void json_lines_carry_their_metadata(void **state) {
  (void)state;
  put("news.jsonl",
      "{\"text\": \"Varland closed its border.\", \"title\": \"Border\", \"source\": {\"name\": "
      "\"The "
      "Osmark Post\"}, \"published\": \"Mon, 14 Feb 2022 23:10:00 +0100\", \"authors\": [\"A. "
      "Quill\", "
      "\"B. Reed\"], \"language\": \"en\"}\r\n"
      "\n"
      "{\"body\": \"Second.\", \"url\": \"https://post.example/2022/02/15/second\"}");
  found f = take_one("news.jsonl", RO_INPUT_DETECT);
  assert_int_equal(f.n_errors, 0);
  assert_int_equal(f.n_docs, 2);
  const ro_meta *m = &f.doc[0]->meta;
  assert_true(ro_str_equal(f.doc[0]->raw, RO_STR("Varland closed its border.")));
  assert_true(ro_str_ends(m->path, RO_STR("news.jsonl#1")));
  assert_true(ro_str_is(m->title, "Border"));
  assert_true(ro_str_is(m->publisher, "The Osmark Post"));
  assert_true(ro_str_is(m->byline, "A. Quill, B. Reed"));
  assert_int_equal(m->published.from, ro_date_make(2022, 2, 14));
  assert_int_equal(m->published_basis, RO_DATE_BASIS_METADATA);
  assert_int_equal(m->reasons.n, 1);
  assert_true(ro_str_ends(f.doc[1]->meta.path, RO_STR("news.jsonl#3")));
  assert_int_equal(f.doc[1]->meta.published.from, ro_date_make(2022, 2, 15));
  assert_int_equal(f.doc[1]->meta.published_basis, RO_DATE_BASIS_FILE_NAME);
  assert_true(ro_str_is(f.doc[0]->given.title, "Border"));
  release(&f);
}

static void a_broken_line_names_line_and_byte(void **state) {
  (void)state;
  put("broken.jsonl",
      "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n{\"text\": \"Three\n[1]\n{\"title\": \"no "
      "text\"}\n"
      "{\"text\": \"Six.\"}\n");
  found f = take_one("broken.jsonl", RO_INPUT_DETECT);
  assert_int_equal(f.n_docs, 3);
  assert_int_equal(f.n_errors, 3);
  assert_int_equal(f.error[0].code, RO_EFORMAT);
  assert_non_null(strstr(f.error[0].message, "line 3"));
  assert_in_range(f.error[0].offset, 34, 50);
  assert_non_null(strstr(f.error[1].message, "line 4"));
  assert_non_null(strstr(f.error[2].message, "line 5"));
  release(&f);
}

static void a_document_of_json_is_read(void **state) {
  (void)state;
  static const struct {
    const char *text;
    uint32_t n;
  } texts[] = {
      {"{\n  \"text\": \"One.\"\n}\n", 1},
      {"[\n {\"text\": \"One.\"},\n {\"text\": \"Two.\"}]", 2},
      {"[{\"text\": \"One.\"}]", 1},
      {"{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"The Osmark Post\", "
       "\"items\": "
       "[{\"title\": \"T\", \"content_html\": \"<p>One.</p>\", \"date_published\": "
       "\"2022-02-14T08:00:00Z\", \"authors\": [{\"name\": \"A. Quill\"}]}]}",
       1},
      {"{\n\"headlines\": [{\"value\": \"H\"}], \"versioncreated\": \"2022-02-14T08:00:00Z\",\n"
       "\"bodies\": [{\"contentType\": \"text/plain\", \"value\": \"One.\"}]}",
       1}};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    put("list.json", texts[i].text);
    found f = take_one("list.json", RO_INPUT_DETECT);
    assert_int_equal(f.n_errors, 0);
    assert_int_equal(f.n_docs, texts[i].n);
    assert_true(ro_str_find(f.doc[0]->raw, RO_STR("One.")) < f.doc[0]->raw.len);
    if (i == 3) {
      assert_true(ro_str_is(f.doc[0]->meta.publisher, "The Osmark Post"));
      assert_true(ro_str_is(f.doc[0]->meta.byline, "A. Quill"));
      assert_true(ro_str_is(f.doc[0]->meta.media, "text/html"));
    }
    if (i >= 3) assert_int_equal(f.doc[0]->meta.published.from, ro_date_make(2022, 2, 14));
    release(&f);
  }
  put("list.json", "[{\"text\": \"One.\"}, 7");
  found f = take_one("list.json", RO_INPUT_DETECT);
  assert_int_equal(f.n_docs, 0);
  assert_non_null(strstr(f.error[0].message, "broken JSON at line 1"));
  put("prose.txt", "[Updated] \"No,\" he said. {So it goes.}");
  f = take_one("prose.txt", RO_INPUT_DETECT);
  assert_int_equal(f.n_docs, 1);
  assert_int_equal(f.doc[0]->meta.media.len, 0);
  release(&f);
}

static void a_file_of_broken_lines_ends_soon(void **state) {
  (void)state;
  char text[2048] = "";
  for (int i = 0; i < 60; i++) strcat(text, "{\"text\": \"One\n");
  put("broken.json", text);
  ro_intake *intake = NULL;
  ro_error error = {0};
  ro_doc *doc = NULL;
  const char *path = in("broken.json");
  assert_int_equal(ro_intake_open(&path, 1, RO_INPUT_DETECT, &intake, &error), RO_OK);
  int failures = 0;
  while (ro_intake_next(intake, &doc, &error) != RO_OK) failures++;
  assert_null(doc);
  assert_in_range(failures, 1, 30);
  ro_intake_close(intake);
}

static void a_date_in_the_file_name_counts(void **state) {
  (void)state;
  static const struct {
    const char *name;
    int32_t year, month, day; /* 0 = none */
  } cases[] = {
      {"20220125T090000Z_GB_en_7d01.txt", 2022, 1, 25},
      {"2022-02-14-talks.txt", 2022, 2, 14},
      {"talks_2022_02_14.txt", 2022, 2, 14},
      {"7120220214.txt", 0, 0, 0},
      {"99999999.txt", 0, 0, 0},
      {"talks-2022-02-31.txt", 0, 0, 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    put(cases[i].name, "Some words.");
    found f = take_one(cases[i].name, RO_INPUT_DETECT);
    assert_int_equal(f.n_docs, 1);
    ro_date want =
        cases[i].year ? ro_date_make(cases[i].year, cases[i].month, cases[i].day) : RO_NO_DATE;
    assert_int_equal(f.doc[0]->meta.published.from, want);
    assert_int_equal(f.doc[0]->meta.published_basis,
                     want == RO_NO_DATE ? RO_DATE_BASIS_NONE : RO_DATE_BASIS_FILE_NAME);
    release(&f);
  }
}

static void conllu_keeps_its_tokens(void **state) {
  (void)state;
  put("gold.conllu",
      "# newdoc id = one\n"
      "# text = They don't wanna go.\n"
      "1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj\t_\t_\n"
      "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
      "2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_\n"
      "3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n"
      "4-5\twanna\t_\t_\t_\t_\t_\t_\t_\t_\n"
      "4\twant\twant\tVERB\tVB\t_\t0\troot\t_\t_\n"
      "5\tto\tto\tPART\tTO\t_\t6\tmark\t_\t_\n"
      "5.1\tghost\t_\t_\t_\t_\t_\t_\t_\t_\n"
      "6\tgo\tgo\tVERB\tVB\t_\t4\txcomp\t_\tSpaceAfter=No\n"
      "7\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n"
      "\n"
      "# newpar\n"
      "1\tDone\tdo\tVERB\tVBN\t_\t0\troot\t_\t_\n"
      "\n"
      "# newdoc id = two\n"
      "1\tNext\tnext\tADV\tRB\t_\t0\troot\t_\t_\n");
  found f = take_one("gold.conllu", RO_INPUT_CONLLU);
  assert_int_equal(f.n_errors, 0);
  assert_int_equal(f.n_docs, 2);
  const ro_doc *doc = f.doc[0];
  assert_true(doc->keeps_tokens);
  assert_true(ro_str_equal(doc->text, RO_STR("They don't wanna go.\nDone")));
  static const char *const spans[] = {"They", "do", "n't", "wann", "a", "go", ".", "Done"};
  assert_int_equal(doc->tokens.n, 8);
  for (uint32_t i = 0; i < 8; i++)
    assert_true(ro_str_is(ro_doc_span(doc, doc->tokens.span[i]), spans[i]));
  assert_true(ro_str_is(ro_doc_form(doc, 4), "to")); /* the form given, not its letters */
  assert_int_equal(doc->sentences.n, 2);
  assert_int_equal(doc->sentences.at[1].first, 7);
  assert_int_equal(doc->sentences.at[1].paragraph, 1);
  ro_error error = {0};
  assert_int_equal(ro_doc_check(doc, &error), RO_OK);
  assert_true(ro_str_is(f.doc[1]->text, "Next"));
  assert_true(ro_str_ends(f.doc[1]->meta.path, RO_STR("gold.conllu#2")));
  release(&f);
}

static void a_broken_conllu_line_costs_its_sentence(void **state) {
  (void)state;
  put("half.conllu",
      "1\tGood\tgood\tADJ\tJJ\t_\t0\troot\t_\t_\n\n"
      "1\tBad\tbad\n\n"
      "1\tFine\tfine\tADJ\tJJ\t_\t0\troot\t_\t_\n");
  found f = take_one("half.conllu", RO_INPUT_CONLLU);
  assert_int_equal(f.n_docs, 1);
  assert_true(ro_str_is(f.doc[0]->text, "Good Fine"));
  assert_int_equal(f.doc[0]->notices.n, 1);
  release(&f);
  put("none.conllu", "This is prose, not CoNLL-U.\n");
  f = take_one("none.conllu", RO_INPUT_CONLLU);
  assert_int_equal(f.n_docs, 0);
  assert_int_equal(f.error[0].code, RO_EFORMAT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(folders_are_read_in_bytewise_order),
      cmocka_unit_test(a_path_given_twice_is_read_once),
      cmocka_unit_test(what_cannot_be_read_is_told_and_reading_goes_on),
      cmocka_unit_test(a_pipe_without_writer_does_not_block),
      cmocka_unit_test(long_text_is_cut_on_a_character),
      cmocka_unit_test(json_lines_carry_their_metadata),
      cmocka_unit_test(a_broken_line_names_line_and_byte),
      cmocka_unit_test(a_document_of_json_is_read),
      cmocka_unit_test(a_file_of_broken_lines_ends_soon),
      cmocka_unit_test(a_date_in_the_file_name_counts),
      cmocka_unit_test(conllu_keeps_its_tokens),
      cmocka_unit_test(a_broken_conllu_line_costs_its_sentence),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
