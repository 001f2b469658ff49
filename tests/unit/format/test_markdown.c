/* Markdown: marks go, words stay, and each row of the map is equal to the source. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/str.h"
#include "format/markdown.h"

static const char report[] =
    "---\ntitle: \"Talks in Halmar\"\ndate: 2022-02-14\n---\n# Talks in *Halmar*\n\n"
    "Varland's **envoy** came,\nsaid [the ministry](https://gov.example/a \"x\").\n\n"
    "* first ![no](a.png)point\n* second_point 2 * 3\n\n> Quoted \\*words\\*.\n\n```\nkept * as "
    "is\n```\n---\n";

static void marks_go_and_words_stay(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0);
  ro_mapped out;
  assert_int_equal(ro_markdown_read(arena, ro_str_from(report), &out), RO_OK);
  assert_true(ro_str_is(out.text,
                        "Talks in Halmar\nVarland's envoy came, said the ministry.\nfirst point\n"
                        "second_point 2 * 3\nQuoted *words*.\nkept * as is\n"));
  for (uint32_t i = 0; i < out.map.rows.n; i++) {
    const ro_origin *row = &out.map.rows.at[i];
    assert_int_equal(row->text_len, row->raw_len);
    assert_memory_equal(out.text.data + row->text, report + row->raw, row->raw_len);
  }
  ro_arena_free(arena);
}

static void it_is_told_from_prose(void **state) {
  (void)state;
  assert_true(ro_markdown_sniff(ro_str_from(report)));
  assert_true(ro_markdown_sniff(RO_STR("# Head\n\nSee [this](b.html).")));
  assert_false(ro_markdown_sniff(RO_STR("Varland [the state] said: #1 of 3 * 4.\n# no, really")));
  assert_true(ro_str_is(ro_markdown_front(ro_str_from(report), "title"), "Talks in Halmar"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(marks_go_and_words_stay),
      cmocka_unit_test(it_is_told_from_prose),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
