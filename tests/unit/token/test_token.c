/* The token stage: tokens tile the text, sentences tile the tokens, limits are kept. */
#include "token/token.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

static const char table[] =
    "abbreviation\tkind\nmr\ttitle\ngen\ttitle\ninc\tend\nno\tnumber\nfeb\tcap\nvs\tinner\np."
    "m\tlate\n"
    "sun\tword\n";

typedef struct {
  ro_arena *process, *scratch;
  const void *state;
  ro_doc *doc;
} fixture;

static void open_with(fixture *f, ro_str text) {
  const char *name = "abbreviations";
  ro_str content = RO_STR("");
  content = (ro_str){table, sizeof table - 1};
  ro_resources resources = {0};
  ro_error error;
  f->process = ro_arena_new(0);
  f->scratch = ro_arena_new(0);
  f->doc = ro_doc_new();
  assert_int_equal(ro_lexicon_open(f->process, &name, &content, 1, &resources.lexicon, &error),
                   RO_OK);
  assert_int_equal(ro_token_open(&resources, f->process, &f->state, &error), RO_OK);
  f->doc->text = text;
}

static void close_all(fixture *f) {
  ro_doc_free(f->doc);
  ro_arena_free(f->scratch);
  ro_arena_free(f->process);
}

static bool is_white_between(const ro_doc *doc, uint32_t begin, uint32_t end) {
  for (size_t at = begin; at < end;)
    if (!ro_is_white(ro_utf8_next(doc->text, &at))) return false;
  return true;
}

/* Every byte is in a token or white space; the document's own invariants hold. */
static void assert_tiles(const ro_doc *doc) {
  ro_error error;
  uint32_t at = 0;
  for (uint32_t i = 0; i < doc->tokens.n; i++) {
    ro_span s = doc->tokens.span[i];
    assert_true(is_white_between(doc, at, s.begin));
    assert_true(s.end - s.begin <= RO_MAX_TOKEN_BYTES);
    at = s.end;
  }
  assert_true(is_white_between(doc, at, (uint32_t)doc->text.len));
  for (uint32_t i = 0; i < doc->sentences.n; i++)
    assert_true(doc->sentences.at[i].end - doc->sentences.at[i].first <= RO_MAX_SENTENCE_TOKENS);
  assert_int_equal(ro_doc_check(doc, &error), RO_OK);
}

/* Tokens parted by ' ', sentences by '|'. */
static void assert_reads(const char *text, const char *expected) {
  fixture f;
  open_with(&f, ro_str_from(text));
  assert_int_equal(ro_token_run(f.state, f.doc, f.scratch), RO_OK);
  assert_tiles(f.doc);
  ro_buf out = {0};
  for (uint32_t i = 0; i < f.doc->tokens.n; i++) {
    if (i)
      ro_buf_char(&out, f.doc->tokens.sentence[i] != f.doc->tokens.sentence[i - 1] ? '|' : ' ');
    ro_buf_str(&out, ro_doc_form(f.doc, i));
  }
  assert_string_equal(out.data ? out.data : "", expected);
  ro_buf_free(&out);
  close_all(&f);
}

static void test_words(void **state) {
  (void)state;
  assert_reads("They don't, can't, won't; cannot.", "They do n't , ca n't , wo n't ; can not .");
  assert_reads("Varland’s men’s o’clock", "Varland ’s men ’s o’clock");
  assert_reads("well-armed non-aligned U.S.-led", "well - armed non-aligned U.S. - led");
  assert_reads("Ph.D. U.S wouldn't member(s) th- the two- and",
               "Ph.D. U.S would n't member(s) th- the two - and");
  assert_reads("4\xC2\xBD US$ 5 36-01 3-2 [...] :)", "4\xC2\xBD US$ 5 36-01 3 - 2 [ ... ] :)");
  assert_reads("75pc 50km $1bn 10am 10a.m. 20th 1990s",
               "75 pc 50 km $ 1 bn 10 am 10 a.m. 20th 1990s");
  assert_reads(
      "A US-led 25-year-old F-16s MH17 \xC2\xA3"
      "2.5m 10-15 COVID-19",
      "A US - led 25 - year - old F - 16s MH17 \xC2\xA3 2.5 m 10 - 15 COVID - 19");
  assert_reads("the farmers' gonna @VarlPress #osmark", "the farmers ' gon na @VarlPress #osmark");
  assert_reads("1,200.5 3:45 9/11 2022-02-24 5-6", "1,200.5 3:45 9/11 2022-02-24 5 - 6");
  assert_reads("(see www.osmark.com/a?b=c).", "( see www.osmark.com/a?b=c ) .");
  assert_reads("a.b@osmark.org, AT&T", "a.b@osmark.org , AT&T");
  assert_reads("", "");
  assert_reads(" \n \n", "");
}

static void test_sentences(void **state) {
  (void)state;
  assert_reads("It ended.Next day it began.", "It ended .|Next day it began .");
  assert_reads("Mr. Orlov of Osmark Inc. spoke. Gen. Varl left.",
               "Mr. Orlov of Osmark Inc. spoke .|Gen. Varl left .");
  assert_reads("It bought Osmark Inc. The price rose.", "It bought Osmark Inc.|The price rose .");
  assert_reads("\"Why now?\" Orlov asked. \"Go.\" He left.",
               "\" Why now ? \" Orlov asked .|\" Go . \"|He left .");
  assert_reads("“One.” “Two.”", "“ One . ”|“ Two . ”");
  assert_reads("J. K. Orlov met U.S. Marines.", "J. K. Orlov met U.S. Marines .");
  assert_reads("one\ntwo", "one|two");
  assert_reads("\"We go.\" Orlov said. \"Now.\" Orlov said it rained.",
               "\" We go . \" Orlov said .|\" Now . \"|Orlov said it rained .");
  assert_reads("\"I go,\" he said.\"I must.\"He left.",
               "\" I go , \" he said .|\" I must . \"|He left .");
  assert_reads("It fell.[4] He rose. [5][6] It fell.7 He rose.",
               "It fell . [ 4 ]|He rose . [ 5 ] [ 6 ]|It fell . 7|He rose .");
  assert_reads("Open to 4 p.m. Entry is free. Shut at 4 p.m. Monday.",
               "Open to 4 p.m.|Entry is free .|Shut at 4 p.m. Monday .");
  assert_reads("It read the Sun. Then Ex-Gen. Varl left on Sun. 5 May.",
               "It read the Sun .|Then Ex-Gen. Varl left on Sun. 5 May .");
  assert_reads("\xE2\x80\x9EWir.\xE2\x80\x9C \xC2\xABNous.\xC2\xBB He",
               "\xE2\x80\x9E Wir . \xE2\x80\x9C|\xC2\xAB Nous . \xC2\xBB|He");
  assert_reads("\"It ended.\" - Petra Varl", "\" It ended . \" - Petra Varl");
  assert_reads("Points: \xE2\x80\xA2 one \xE2\x80\xA2 two",
               "Points :|\xE2\x80\xA2 one|\xE2\x80\xA2 two");
  assert_reads("At No. 10 on Feb. 24 it was 3.5.", "At No. 10 on Feb. 24 it was 3.5 .");
}

static void test_aside_is_apart(void **state) {
  (void)state;
  fixture f;
  open_with(&f, RO_STR("Read on Subscribe now and more text"));
  ro_aside *aside = RO_ADD(f.doc->arena, &f.doc->set_aside);
  if (aside) *aside = (ro_aside){{8, 21}, RO_ASIDE_APPEAL};
  assert_int_equal(ro_token_run(f.state, f.doc, f.scratch), RO_OK);
  assert_tiles(f.doc);
  assert_int_equal(f.doc->sentences.n, 3);
  assert_int_equal(f.doc->sentences.at[1].span.begin, 8);
  assert_int_equal(f.doc->sentences.at[2].span.begin, 22);
  close_all(&f);
}

static void test_given_tokens_are_kept(void **state) {
  (void)state;
  fixture f;
  open_with(&f, RO_STR("a b"));
  f.doc->keeps_tokens = true;
  assert_int_equal(ro_token_run(f.state, f.doc, f.scratch), RO_OK);
  assert_int_equal(f.doc->tokens.n, 0);
  close_all(&f);
}

static void run_repeated(const char *unit, size_t times, uint32_t min_tokens) {
  fixture f;
  size_t n = strlen(unit);
  ro_arena *arena = ro_arena_new(0);
  char *text = ro_arena_alloc(arena, n * times + 1);
  for (size_t i = 0; i < times; i++) memcpy(text + i * n, unit, n);
  open_with(&f, (ro_str){text, n * times});
  assert_int_equal(ro_token_run(f.state, f.doc, f.scratch), RO_OK);
  assert_true(f.doc->tokens.n >= min_tokens);
  assert_tiles(f.doc);
  assert_true(f.doc->notices.n <= RO_MAX_NOTICES);
  close_all(&f);
  ro_arena_free(arena);
}

static void test_hostile(void **state) {
  (void)state;
  run_repeated("<", 1000000, 1000);
  run_repeated("\n", 100000, 0);
  run_repeated("a", 100000, 390);
  run_repeated("a-", 100000, 1000);
  run_repeated("a.", 100000, 100);
  run_repeated("'", 100000, 50000);
  run_repeated("\xE2\x80\x9D.", 50000, 1000);
  run_repeated("x@", 50000, 1000);
  run_repeated("1-", 50000, 1000);
  run_repeated("1.", 50000, 100);
  run_repeated("a ", 100000, 100000);
  run_repeated("x", 10 << 20, 10000);
  run_repeated("\".", 500000, 100000);
  run_repeated(".\"", 500000, 100000);
  run_repeated(". \"", 300000, 100000);
  run_repeated("'.)]", 200000, 100000);
  run_repeated(".[1]", 100000, 100000);
  run_repeated("a-b.c_d&'", 100000, 1000);
}

/* Intake repairs invalid UTF-8; were it to come through, the stage ends and keeps its limits. */
static void test_invalid_utf8(void **state) {
  (void)state;
  static const char *const bad[] = {"\xFF", "\x80", "\xE2\x80", "a\xF0\x9F", ".\xC2"};
  for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
    static char text[20000];
    size_t n = strlen(bad[k]);
    for (size_t i = 0; i + n <= sizeof text; i += n) memcpy(text + i, bad[k], n);
    fixture f;
    open_with(&f, (ro_str){text, sizeof text / n * n});
    assert_int_equal(ro_token_run(f.state, f.doc, f.scratch), RO_OK);
    for (uint32_t i = 0, at = 0; i < f.doc->tokens.n; i++) {
      ro_span s = f.doc->tokens.span[i];
      assert_true(s.begin >= at && s.end > s.begin && s.end <= f.doc->text.len);
      at = s.end;
    }
    close_all(&f);
  }
}

/* Random texts over characters that rules look at. */
static void test_random(void **state) {
  (void)state;
  static const char *const parts[] = {"a",   "B",    "n't",     "'s",  "’",  "“",  "”", ".",
                                      "...", "?",    "-",       " ",   "\n", "1",  "$", "U.S.",
                                      "Mr.", "www.", "@",       "&",   "é",  "中", "(", ")",
                                      "\"",  "/",    "http://", "com", "_",  ",",  "…", "\xC2\xA0"};
  uint64_t seed = 1;
  for (int round = 0; round < 3000; round++) {
    char text[256] = "";
    for (int k = 0; k < 24; k++) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      strcat(text, parts[(seed >> 33) % (sizeof parts / sizeof *parts)]);
    }
    fixture f;
    open_with(&f, ro_str_from(text));
    assert_int_equal(ro_token_run(f.state, f.doc, f.scratch), RO_OK);
    assert_tiles(f.doc);
    close_all(&f);
  }
}

static void test_memory_runs_out(void **state) {
  (void)state;
  for (uint64_t n = 1; n < 8; n++) {
    fixture f;
    open_with(&f, RO_STR("One two three. Four five."));
    ro_arena_fail_after(f.scratch, n);
    ro_status status = ro_token_run(f.state, f.doc, f.scratch);
    assert_true(status == RO_ENOMEM || status == RO_OK);
    close_all(&f);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_words),          cmocka_unit_test(test_sentences),
      cmocka_unit_test(test_aside_is_apart), cmocka_unit_test(test_given_tokens_are_kept),
      cmocka_unit_test(test_hostile),        cmocka_unit_test(test_invalid_utf8),
      cmocka_unit_test(test_random),         cmocka_unit_test(test_memory_runs_out)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
