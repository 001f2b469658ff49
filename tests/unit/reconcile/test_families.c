/* Families: copies are found whatever stands around them, independent reports stay apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "reconcile/reconcile_internal.h"

static const char wire[] =
    "The council of Varland met on Monday to decide on the harbour of Kaldor , which has been "
    "closed for nine days . Its members heard the harbour master and two captains , who asked for "
    "tugs from the north . A vote was put off until Thursday , since the minister was still on her "
    "way from Osmark . Forty ships wait outside the mole , most of them with grain . Fishermen "
    "burned tyres on the quay and were told to go home .";
static const char other[] =
    "Osmark recalled its envoy from Varland late on Sunday after a quarrel about fishing rights . "
    "The envoy had spent two years in Kaldor and was well liked there . He spoke of a pause , not "
    "of a break . In the capital a few dozen people stood before the ministry with candles and "
    "sang . Traders said that prices for herring had doubled within the week .";

/* A report whose words are parted by spaces, as the token stage would leave it. */
static ro_doc *report(const char *path, const char *text) {
  ro_doc *doc = ro_doc_new();
  assert_non_null(doc);
  doc->meta.path = ro_str_copy(doc->arena, ro_str_from(path));
  doc->id = doc->meta.path;
  doc->text = ro_str_copy(doc->arena, ro_str_from(text));
  uint32_t n = 0;
  ro_str rest = doc->text, word;
  while (ro_str_split(&rest, ' ', &word)) n += word.len > 0;
  assert_int_equal(ro_tokens_reserve(doc, n), RO_OK);
  rest = doc->text;
  n = 0;
  while (ro_str_split(&rest, ' ', &word)) {
    uint32_t at = (uint32_t)(word.data - doc->text.data);
    if (word.len) ro_tokens_set(doc, n++, (ro_span){at, at + (uint32_t)word.len});
  }
  return doc;
}

static ro_story *story_of(ro_doc **docs, uint32_t n) {
  ro_story *story = ro_story_new(docs, n);
  ro_arena *scratch = ro_arena_new(0);
  assert_non_null(story);
  assert_int_equal(ro_reconcile_families(NULL, story, scratch), RO_OK);
  ro_arena_free(scratch);
  return story;
}

static void copies_join_the_first_of_them(void **state) {
  (void)state;
  char longer[2048], shorter[512];
  snprintf(longer, sizeof longer, "Our own correspondent adds colour here . %s More follows soon .",
           wire);
  snprintf(shorter, sizeof shorter, "%.*s", 220, wire);
  ro_doc *docs[] = {report("a", other), report("b", wire), report("c", longer),
                    report("d", shorter), report("e", wire)};
  ro_story *story = story_of(docs, 5);
  static const uint32_t expected[] = {0, 1, 1, 1, 1};
  for (uint32_t i = 0; i < 5; i++) assert_int_equal(story->family[i], expected[i]);
  ro_story_free(story);
}

static void a_shared_quotation_makes_no_family(void **state) {
  (void)state;
  static const char quote[] =
      "`` We will not leave the harbour before the grain is ashore and paid "
      "for '' , the captain said . ";
  char a[2048], b[2048];
  snprintf(a, sizeof a, "%s%s", quote, wire);
  snprintf(b, sizeof b, "%s%s", other, quote);
  ro_doc *docs[] = {report("a", a), report("b", b)};
  ro_story *story = story_of(docs, 2);
  assert_int_equal(story->family[1], 1);
  ro_arena *scratch = ro_arena_new(0);
  ro_evidence x = {0, {0, (uint32_t)strlen(quote)}};
  ro_evidence y = {1, {(uint32_t)strlen(other), (uint32_t)strlen(b)}};
  assert_true(ro_evidence_is_copy(story, x, y, scratch));
  x.span = (ro_span){(uint32_t)strlen(quote), (uint32_t)strlen(a)};
  assert_false(ro_evidence_is_copy(story, x, y, scratch));
  ro_arena_free(scratch);
  ro_story_free(story);
}

static void what_is_set_aside_does_not_count(void **state) {
  (void)state;
  char a[4096], b[4096];
  snprintf(a, sizeof a, "%s Short news .", wire);
  snprintf(b, sizeof b, "%s A short item .", wire);
  ro_doc *docs[] = {report("a", a), report("b", b)};
  for (int i = 0; i < 2; i++) {
    ro_aside *aside = RO_ADD(docs[i]->arena, &docs[i]->set_aside);
    assert_non_null(aside);
    if (aside) *aside = (ro_aside){{0, sizeof wire - 1}, RO_ASIDE_APPEAL};
  }
  ro_story *story = story_of(docs, 2);
  assert_int_equal(story->family[1], 1);
  ro_story_free(story);
}

static void empty_and_tiny_reports_are_safe(void **state) {
  (void)state;
  ro_doc *docs[] = {report("a", ""), report("b", "Harbour closed ."), report("c", ""),
                    report("d", "Harbour closed .")};
  ro_story *story = story_of(docs, 4);
  assert_int_equal(story->family[0], 0);
  assert_int_equal(story->family[2], 2);
  assert_int_equal(story->family[3], 1); /* the same words, however few */
  ro_story_free(story);
}

/* Oracle: any eight words in a row that two texts share give them a common fingerprint; a text
 * cut anywhere shares all but its edge. */
static void a_run_of_words_is_found_wherever_it_is_cut(void **state) {
  (void)state;
  for (uint32_t skip = 0; skip < 40; skip++) {
    const char *cut = wire;
    for (uint32_t i = 0; i < skip; i++) cut = strchr(cut, ' ') + 1;
    ro_doc *docs[] = {report("a", wire), report("b", cut)};
    ro_story *story = story_of(docs, 2);
    assert_int_equal(story->family[1], 0);
    ro_story_free(story);
  }
}

/* Neither the order in which reports come nor their names decide which are one source. */
static void families_do_not_depend_on_order_or_names(void **state) {
  (void)state;
  char text[8][1024];
  snprintf(text[0], sizeof text[0], "%s", wire);
  snprintf(text[1], sizeof text[1], "%s", other);
  snprintf(text[2], sizeof text[2], "%.*s", 250, wire);
  snprintf(text[3], sizeof text[3], "%s", wire + 150);
  snprintf(text[4], sizeof text[4], "A walk along the mole at dusk . %s", wire + 90);
  snprintf(text[5], sizeof text[5], "%s And so to bed .", other);
  snprintf(text[6], sizeof text[6], "%s %s", wire + 200, "Nobody knows more than that .");
  snprintf(text[7], sizeof text[7], "%.*s %.*s", 60, wire, 60, other);
  bool together[8][8];
  for (uint32_t round = 0; round < 16; round++) {
    ro_doc *docs[8];
    char path[8][8];
    uint32_t step = 2 * (round % 4) + 1; /* odd: every report once */
    for (uint32_t i = 0; i < 8; i++) {
      uint32_t k = (i * step + round) % 8;
      snprintf(path[i], sizeof path[i], "%u", i);
      docs[i] = report(path[i], text[k]);
      docs[i]->id = ro_str_printf(docs[i]->arena, "%u", k);
    }
    ro_story *story = story_of(docs, 8);
    for (uint32_t i = 0; i < 8; i++)
      for (uint32_t j = 0; j < 8; j++) {
        bool *is_one =
            &together[story->docs[i]->id.data[0] - '0'][story->docs[j]->id.data[0] - '0'];
        if (round == 0) *is_one = story->family[i] == story->family[j];
        assert_int_equal(*is_one, story->family[i] == story->family[j]);
      }
    ro_story_free(story);
  }
  assert_true(together[0][4] && together[3][4] && together[1][5]);
  assert_false(together[0][1]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(copies_join_the_first_of_them),
      cmocka_unit_test(a_shared_quotation_makes_no_family),
      cmocka_unit_test(what_is_set_aside_does_not_count),
      cmocka_unit_test(empty_and_tiny_reports_are_safe),
      cmocka_unit_test(a_run_of_words_is_found_wherever_it_is_cut),
      cmocka_unit_test(families_do_not_depend_on_order_or_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
