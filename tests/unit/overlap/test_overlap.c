/* Overlap: the guarantees of winnowing against a search of all places, quotations, relations,
 * changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "overlap/overlap.h"

static ro_doc *report(const char *path, const char *text) {
  ro_doc *doc = ro_doc_new();
  assert_non_null(doc);
  doc->meta.path = ro_str_copy(doc->arena, ro_str_from(path));
  doc->text = ro_str_copy(doc->arena, ro_str_from(text));
  doc->meta.published = (ro_interval){RO_NO_DATE, RO_NO_DATE};
  return doc;
}

static bool is_told(const ro_overlap *o, uint32_t i, uint32_t j) {
  for (uint32_t r = 0; r < o->run.n; r++) {
    ro_shared s = o->run.at[r];
    if (i >= s.a && i < s.a + s.n && i - s.a == j - s.b && j >= s.b) return true;
  }
  return false;
}

/* Random texts of few words share many runs; every diagonal is searched for them. */
static void every_long_run_is_found_and_no_short_one(void **state) {
  (void)state;
  uint32_t seed = 7;
  for (int round = 0; round < 60; round++) {
    ro_arena *arena = ro_arena_new(0);
    ro_words_list w[2];
    for (int t = 0; t < 2; t++) {
      uint32_t n = 60 + (uint32_t)round;
      w[t] = (ro_words_list){n, RO_ARRAY(arena, uint64_t, n), RO_ARRAY(arena, ro_span, n),
                             RO_ARRAY(arena, bool, n), n};
      for (uint32_t i = 0; i < n; i++) {
        seed = seed * 1664525u + 1013904223u;
        w[t].hash[i] = i % 17 < 12 ? i % 17 + 100u * (i / 34) : seed >> 28;
      }
    }
    ro_overlap o;
    assert_true(ro_overlap_find(&w[0], &w[1], arena, &o));
    for (uint32_t r = 0; r < o.run.n; r++) {
      ro_shared s = o.run.at[r];
      assert_true(s.n >= RO_RUN);
      for (uint32_t k = 0; k < s.n; k++) assert_int_equal(w[0].hash[s.a + k], w[1].hash[s.b + k]);
    }
    for (uint32_t i = 0; i < w[0].n; i++)
      for (uint32_t j = 0; j < w[1].n; j++) {
        uint32_t n = 0;
        while (i + n < w[0].n && j + n < w[1].n && w[0].hash[i + n] == w[1].hash[j + n]) n++;
        if (n >= RO_SURE_RUN) assert_true(is_told(&o, i, j));
      }
    ro_arena_free(arena);
  }
}

static void words_between_quotation_marks_are_quoted(void **state) {
  (void)state;
  static const struct {
    const char *text;
    uint32_t n, plain;
  } cases[] = {
      {"He said \"we will stay\" again.", 6, 3},
      {"He said \xE2\x80\x9Cwe will stay\xE2\x80\x9D again.", 6, 3},
      {"He said \xE2\x80\x98we don\xE2\x80\x99t stay\xE2\x80\x99 again.", 6, 3},
      {"He said 'we don't stay' again.", 6, 3},
      {"The captains' boats didn't sail.", 5, 5},
      {"\"We will stay,\nand he left.", 6, 3}, /* not closed: to the end of the line */
      {"It is rock 'n roll here.", 6, 6},
      {"", 0, 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    ro_doc *doc = report("a", cases[i].text);
    ro_words_list w;
    assert_true(ro_words_scan(doc, doc->arena, &w));
    assert_int_equal(w.n, cases[i].n);
    assert_int_equal(w.n_plain, cases[i].plain);
    ro_doc_free(doc);
  }
}

static const char first[] =
    "The harbour of Kaldor was closed on Monday after a crane fell on the quay. Two men were hurt. "
    "Forty ships wait outside the mole with grain. The harbour master hopes to open the north "
    "basin by Thursday.";
static const char second[] =
    "The harbour of Kaldor was closed on Monday after a crane fell on the quay. Three men were "
    "hurt. The harbour master hopes to open the north basin by Thursday. Divers looked for the "
    "hook until dark.";

static void a_version_supersedes_and_tells_its_changes(void **state) {
  (void)state;
  ro_doc *a = report("1", first), *b = report("2", second);
  ro_relation r;
  a->meta.url = RO_STR("https://www.kaldor.example/news/crane?utm_source=x#top");
  b->meta.url = RO_STR("http://kaldor.example/news/crane/");
  assert_true(ro_relation_find(b, a, b->arena, &r));
  assert_int_equal(r.kind, RO_RELATION_VERSION);
  assert_true(r.supersedes);
  assert_true(ro_relation_find(a, b, b->arena, &r));
  assert_false(r.supersedes);
  ro_changes c;
  assert_true(ro_changes_find(a, b, b->arena, &c));
  assert_int_equal(c.n_same, 2);
  assert_int_equal(c.n_changed, 1);
  assert_int_equal(c.n_added, 1);
  assert_int_equal(c.n_dropped, 1);
  assert_int_equal(c.change.n, 3);
  ro_str was = ro_doc_span(a, c.change.at[0].before), is = ro_doc_span(b, c.change.at[0].after);
  assert_true(ro_str_is(was, "Two men were hurt"));
  assert_true(ro_str_is(is, "Three men were hurt"));
  assert_true(ro_str_starts(ro_doc_span(b, c.change.at[1].after), RO_STR("Divers")));
  assert_true(ro_str_starts(ro_doc_span(a, c.change.at[2].before), RO_STR("Forty")));
  ro_doc_free(a);
  ro_doc_free(b);
}

static void addresses_of_one_article_are_equal(void **state) {
  (void)state;
  uint64_t key = ro_address_key(RO_STR("https://www.a.example/b?id=3&utm_medium=mail"));
  assert_true(key == ro_address_key(RO_STR("http://a.example/b/?id=3#c")));
  assert_false(key == ro_address_key(RO_STR("http://a.example/b?id=4")));
  assert_true(ro_address_key(RO_STR("https://www.a.example/")) == 0);
  assert_true(ro_address_key(RO_STR("")) == 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_long_run_is_found_and_no_short_one),
      cmocka_unit_test(words_between_quotation_marks_are_quoted),
      cmocka_unit_test(a_version_supersedes_and_tells_its_changes),
      cmocka_unit_test(addresses_of_one_article_are_equal),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
