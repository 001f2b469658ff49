/* Clean: text equals the bytes, metadata from the text, repair, faults, hostile input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "clean/clean.h"

static const char table[] =
    "cue\tkind\twhere\tweight\n"
    "your support\tappeal\tany\t6\n"
    "your donation\tappeal\tany\t7\n"
    "journalism\tabout\tany\t4\n"
    "reporters\tabout\tany\t3\n"
    "stories\tabout\tany\t3\n"
    "we\tself\tany\t2\n"
    "us\tself\tany\t2\n"
    "our\tself\tany\t2\n"
    "your\treader\tany\t3\n"
    "read more\tnavigation\tline\t10\n"
    "limited\tcompany\tany\t1\n"
    "osnews\tagency\tany\t1\n"
    "said\tsaying\tany\t1\n";

static const char report[] =
    "Osmark envoy flies home\r\n"
    "Your support helps us\r\n"
    "The Varland Courier is read in every town. We pay our reporters to bring you stories.\r\n"
    "Your donation keeps our journalism free.Varland's envoy has left Osmark after two days of "
    "talks, the ministry said.\r\n"
    "Read more\r\n"
    "Both sides called the meeting useful. (OSNEWS)";

typedef struct {
  ro_arena *process;
  const void *state;
} stage;

static stage open_stage(void) {
  static const char *const names[] = {"boilerplate"};
  ro_str texts[] = {{table, sizeof table - 1}};
  stage s = {ro_arena_new(0), NULL};
  ro_resources resources = {0};
  ro_error error = {0};
  assert_int_equal(ro_lexicon_open(s.process, names, texts, 1, &resources.lexicon, &error), RO_OK);
  assert_int_equal(ro_clean_open(&resources, s.process, &s.state, &error), RO_OK);
  return s;
}

static ro_doc *with_raw(const char *bytes, size_t n) {
  ro_doc *doc = ro_doc_new();
  assert_non_null(doc);
  doc->raw = ro_str_copy(doc->arena, (ro_str){bytes, n});
  return doc;
}

static ro_doc *cleaned(const stage *s, const char *bytes, size_t n) {
  ro_doc *doc = with_raw(bytes, n);
  ro_arena *scratch = ro_arena_new(0);
  ro_error error = {0};
  assert_int_equal(ro_clean_run(s->state, doc, scratch), RO_OK);
  assert_int_equal(ro_doc_check(doc, &error), RO_OK);
  ro_arena_free(scratch);
  return doc;
}

static void text_is_the_bytes_and_meta_is_found(void **state) {
  (void)state;
  stage s = open_stage();
  ro_doc *doc = cleaned(&s, report, sizeof report - 1);
  assert_true(ro_str_equal(doc->text, doc->raw));
  assert_true(ro_str_is(doc->meta.title, "Osmark envoy flies home"));
  assert_true(ro_str_is(doc->meta.publisher, "OSNEWS"));
  assert_true(ro_str_is(doc->meta.credit, "OSNEWS"));
  assert_int_equal(doc->set_aside.n, 5);
  assert_true(ro_str_is(ro_doc_span(doc, doc->set_aside.at[2].span),
                        "Your donation keeps our journalism free."));
  assert_int_equal(doc->set_aside.at[4].kind, RO_ASIDE_CREDIT);
  ro_doc_free(doc);
  ro_arena_free(s.process);
}

static void the_outlet_names_itself_in_its_appeal(void **state) {
  (void)state;
  stage s = open_stage();
  ro_doc *doc = cleaned(&s, report, sizeof report - 1 - strlen(" (OSNEWS)"));
  assert_true(ro_str_is(doc->meta.publisher, "The Varland Courier"));
  ro_doc_free(doc);
  ro_arena_free(s.process);
}

static void metadata_of_the_container_stays(void **state) {
  (void)state;
  stage s = open_stage();
  ro_doc *doc = with_raw(report, sizeof report - 1);
  doc->meta.title = RO_STR("Given");
  doc->meta.publisher = RO_STR("The Given Post");
  ro_arena *scratch = ro_arena_new(0);
  assert_int_equal(ro_clean_run(s.state, doc, scratch), RO_OK);
  assert_true(ro_str_is(doc->meta.title, "Given"));
  assert_true(ro_str_is(doc->meta.publisher, "The Given Post"));
  ro_arena_free(scratch);
  ro_doc_free(doc);
  ro_arena_free(s.process);
}

static void bytes_that_are_no_text_are_replaced_with_a_notice(void **state) {
  (void)state;
  stage s = open_stage();
  ro_doc *doc = cleaned(&s, "Caf\xE9 and\0 more.", 15);
  assert_int_equal(doc->notices.n, 2); /* the charset that it looks like, and the NUL */
  assert_true(ro_str_equal(doc->text, RO_STR("Caf\xC3\xA9 and\xEF\xBF\xBD more.")));
  ro_span raw = ro_doc_origin(doc, (ro_span){3, 5});
  assert_int_equal(raw.begin, 3);
  assert_int_equal(raw.end, 4);
  ro_doc_free(doc);
  doc = cleaned(&s, "\xC3\xA9t\xC3\xA9 \xFF so", 10);
  assert_true(ro_str_equal(doc->text, RO_STR("\xC3\xA9t\xC3\xA9 \xEF\xBF\xBD so")));
  ro_doc_free(doc);
  ro_arena_free(s.process);
}

/* Whatever allocation fails, of the document or of scratch, the stage says so and nothing breaks.
 */
static void every_failing_allocation_is_reported(void **state) {
  (void)state;
  stage s = open_stage();
  for (int of_scratch = 0; of_scratch < 2; of_scratch++) {
    uint64_t n = 1;
    for (; n < 400; n++) {
      ro_doc *doc = with_raw(report, sizeof report - 1);
      ro_arena *scratch = ro_arena_new(0);
      ro_arena_fail_after(of_scratch ? scratch : doc->arena, n);
      ro_status status = ro_clean_run(s.state, doc, scratch);
      bool has_failed = ro_arena_has_failed(doc->arena) || ro_arena_has_failed(scratch);
      assert_int_equal(status, has_failed ? RO_ENOMEM : RO_OK);
      ro_arena_free(scratch);
      ro_doc_free(doc);
      if (!has_failed) break;
    }
    assert_true(n > 1 && n < 400);
  }
  ro_arena_free(s.process);
}

static void hostile_text_is_linear(void **state) {
  (void)state;
  stage s = open_stage();
  static const char *const parts[] = {
      "<",  "(",           "\"",           ".",           "\n", "your support ",
      "A.", "read more\n", "\xE2\x80\x9C", "(Reuters) - "};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    size_t n = strlen(parts[i]), times = 200000 / n;
    char *text = malloc(n * times);
    assert_non_null(text);
    for (size_t k = 0; k < times; k++) memcpy(text + k * n, parts[i], n);
    ro_doc_free(cleaned(&s, text, n * times));
    free(text);
  }
  ro_arena_free(s.process);
}

static void a_broken_row_of_the_table_is_named(void **state) {
  (void)state;
  static const char *const names[] = {"boilerplate"};
  ro_str texts[] = {RO_STR("cue\tkind\twhere\tweight\nread more\tnavigation\tsideways\t10\n")};
  ro_arena *process = ro_arena_new(0);
  ro_resources resources = {0};
  const void *out = NULL;
  ro_error error = {0};
  assert_int_equal(ro_lexicon_open(process, names, texts, 1, &resources.lexicon, &error), RO_OK);
  assert_int_equal(ro_clean_open(&resources, process, &out, &error), RO_EFORMAT);
  assert_non_null(strstr(error.message, "read more"));
  ro_arena_free(process);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_is_the_bytes_and_meta_is_found),
      cmocka_unit_test(the_outlet_names_itself_in_its_appeal),
      cmocka_unit_test(metadata_of_the_container_stays),
      cmocka_unit_test(bytes_that_are_no_text_are_replaced_with_a_notice),
      cmocka_unit_test(every_failing_allocation_is_reported),
      cmocka_unit_test(hostile_text_is_linear),
      cmocka_unit_test(a_broken_row_of_the_table_is_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
