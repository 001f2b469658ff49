/* Identity over reports: what joins, what must not, and that order changes nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "reconcile/reconcile_internal.h"

typedef struct {
  const char *name, *key, *role, *of;
  ro_mention_type type;
  ro_mention_form form;
  bool is_group;
  uint32_t n; /* mentions */
} known;

static ro_doc *report(const char *path, const known *rows, uint32_t n) {
  ro_doc *doc = ro_doc_new();
  assert_non_null(doc);
  doc->meta.path = ro_str_copy(doc->arena, ro_str_from(path));
  doc->id = doc->meta.path;
  ro_buf text = {0};
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = 0; k < rows[i].n; k++) {
      ro_mention *m = RO_ADD(doc->arena, &doc->mentions);
      assert_non_null(m);
      uint32_t begin = (uint32_t)text.len;
      ro_buf_text(&text, rows[i].name);
      if (m)
        *m = (ro_mention){.span = {begin, (uint32_t)text.len},
                          .type = rows[i].type,
                          .form = rows[i].form,
                          .entity = i};
      ro_buf_char(&text, ' ');
    }
  for (uint32_t i = 0; i < n; i++) {
    ro_doc_entity *e = RO_ADD(doc->arena, &doc->entities);
    assert_non_null(e);
    if (e)
      *e = (ro_doc_entity){
          .name = ro_str_from(rows[i].name),
          .type = rows[i].type,
          .key = ro_str_from(rows[i].key ? rows[i].key : ""),
          .role = ro_str_from(rows[i].role ? rows[i].role : ""),
          .of = ro_str_from(rows[i].of ? rows[i].of : ""),
          .is_group = rows[i].is_group,
          .is_anonymous = rows[i].form != RO_FORM_NAME && rows[i].type == RO_MENTION_PER,
          .story_entity = RO_NONE};
  }
  doc->text = ro_str_copy(doc->arena, (ro_str){text.data, text.len});
  ro_buf_free(&text);
  return doc;
}

static ro_story *story_of(ro_doc **docs, uint32_t n) {
  ro_story *story = ro_story_new(docs, n);
  ro_arena *scratch = ro_arena_new(0);
  assert_non_null(story);
  assert_int_equal(ro_reconcile_entities(NULL, story, scratch), RO_OK);
  ro_arena_free(scratch);
  return story;
}

static uint32_t at(const ro_story *story, uint32_t doc, uint32_t entity) {
  return story->docs[doc]->entities.at[entity].story_entity;
}

#define PERSON(name_, n_) \
  { .name = name_, .type = RO_MENTION_PER, .form = RO_FORM_NAME, .n = n_ }

static void spellings_and_surnames_join(void **state) {
  (void)state;
  const known a[] = {PERSON("Volodar Dubrovsky", 2), PERSON("Ana Reyk", 1)};
  const known b[] = {PERSON("Volodr Dubrovskiy", 1), PERSON("Reyk", 3)};
  ro_doc *docs[] = {report("a", a, 2), report("b", b, 2)};
  ro_story *story = story_of(docs, 2);
  assert_int_equal(at(story, 0, 0), at(story, 1, 0));
  assert_int_equal(at(story, 0, 1), at(story, 1, 1));
  assert_int_equal(story->entities.n, 2);
  assert_true(ro_str_is(story->entities.at[at(story, 0, 0)].name, "Volodar Dubrovsky"));
  assert_true(ro_str_is(story->entities.at[0].name, "Ana Reyk")); /* four mentions come first */
  assert_int_equal(story->entities.at[0].mentions.n, 4);
  ro_story_free(story);
}

static void first_names_keep_persons_apart(void **state) {
  (void)state;
  const known a[] = {PERSON("Ana Reyk", 2), PERSON("Tomas Reyk", 2)};
  const known b[] = {PERSON("Reyk", 2)};
  ro_doc *docs[] = {report("a", a, 2), report("b", b, 1)};
  ro_story *story = story_of(docs, 2);
  assert_int_not_equal(at(story, 0, 0), at(story, 0, 1));
  assert_int_not_equal(at(story, 1, 0), at(story, 0, 0)); /* unclear whose surname it is */
  assert_int_not_equal(at(story, 1, 0), at(story, 0, 1));
  ro_story_free(story);
}

static void an_office_joins_its_holder(void **state) {
  (void)state;
  const known a[] = {{.name = "Ana Reyk",
                      .role = "president",
                      .of = "country:VA",
                      .type = RO_MENTION_PER,
                      .form = RO_FORM_NAME,
                      .n = 1}};
  const known b[] = {{.name = "Varlandic president",
                      .role = "president",
                      .of = "country:VA",
                      .type = RO_MENTION_PER,
                      .form = RO_FORM_NOMINAL,
                      .n = 1},
                     {.name = "Osmark president",
                      .role = "president",
                      .of = "country:OS",
                      .type = RO_MENTION_PER,
                      .form = RO_FORM_NOMINAL,
                      .n = 1}};
  ro_doc *docs[] = {report("a", a, 1), report("b", b, 2)};
  ro_story *story = story_of(docs, 2);
  assert_int_equal(at(story, 0, 0), at(story, 1, 0));
  assert_int_not_equal(at(story, 0, 0), at(story, 1, 1));
  assert_false(story->entities.at[at(story, 0, 0)].is_anonymous);
  ro_story_free(story);
}

static void unnamed_persons_stay_in_their_report(void **state) {
  (void)state;
  const known rows[] = {
      {.name = "senior official", .type = RO_MENTION_PER, .form = RO_FORM_NOMINAL, .n = 1},
      {.name = "Northern officials",
       .type = RO_MENTION_PER,
       .form = RO_FORM_NOMINAL,
       .is_group = true,
       .n = 1}};
  ro_doc *docs[] = {report("a", rows, 2), report("b", rows, 2)};
  ro_story *story = story_of(docs, 2);
  assert_int_not_equal(at(story, 0, 0), at(story, 1, 0));
  assert_int_equal(at(story, 0, 1), at(story, 1, 1)); /* a group of the same words */
  ro_story_free(story);
}

static void keys_and_acronyms_join(void **state) {
  (void)state;
  const known a[] = {{.name = "Northern Harbour Defence Council",
                      .type = RO_MENTION_ORG,
                      .form = RO_FORM_NAME,
                      .n = 1},
                     {.name = "Varland",
                      .key = "country:VA",
                      .type = RO_MENTION_GPE,
                      .form = RO_FORM_NAME,
                      .n = 2}};
  const known b[] = {{.name = "NHDC", .type = RO_MENTION_ORG, .form = RO_FORM_NAME, .n = 1},
                     {.name = "the Republic",
                      .key = "country:VA",
                      .type = RO_MENTION_GPE,
                      .form = RO_FORM_NAME,
                      .n = 1}};
  ro_doc *docs[] = {report("a", a, 2), report("b", b, 2)};
  ro_story *story = story_of(docs, 2);
  assert_int_equal(at(story, 0, 0), at(story, 1, 0));
  assert_int_equal(at(story, 0, 1), at(story, 1, 1));
  assert_int_equal(story->entities.at[0].aliases.n, 2);
  assert_int_equal(story->entities.at[0].aliases.at[0].count, 2);
  ro_story_free(story);
}

static void pairs_of_the_same_persons_join(void **state) {
  (void)state;
  const known rows[] = {PERSON("Ana Reyk", 1),
                        PERSON("Tomas Holm", 1),
                        {.name = "both leaders",
                         .type = RO_MENTION_PER,
                         .form = RO_FORM_NOMINAL,
                         .is_group = true,
                         .n = 1}};
  ro_doc *docs[] = {report("a", rows, 3), report("b", rows, 3)};
  for (int i = 0; i < 2; i++) {
    ro_doc_entity *pair = &docs[i]->entities.at[2];
    assert_true(ro_indexes_add(docs[i]->arena, &pair->members, i ? 1 : 0));
    assert_true(ro_indexes_add(docs[i]->arena, &pair->members, i ? 0 : 1));
  }
  ro_story *story = story_of(docs, 2);
  assert_int_equal(at(story, 0, 2), at(story, 1, 2));
  ro_story_free(story);
}

static void order_of_reports_changes_nothing(void **state) {
  (void)state;
  const known a[] = {PERSON("Ana Reyk", 2)}, b[] = {PERSON("Anna Reyk", 1)},
              c[] = {PERSON("Reyk", 2)};
  ro_doc *one[] = {report("a", a, 1), report("b", b, 1), report("c", c, 1)};
  ro_doc *two[] = {report("c", c, 1), report("a", a, 1), report("b", b, 1)};
  ro_story *x = story_of(one, 3), *y = story_of(two, 3);
  assert_int_equal(x->entities.n, y->entities.n);
  for (uint32_t i = 0; i < x->entities.n; i++) {
    assert_true(ro_str_equal(x->entities.at[i].name, y->entities.at[i].name));
    assert_int_equal(x->entities.at[i].mentions.n, y->entities.at[i].mentions.n);
  }
  ro_story_free(x);
  ro_story_free(y);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(spellings_and_surnames_join),
      cmocka_unit_test(first_names_keep_persons_apart),
      cmocka_unit_test(an_office_joins_its_holder),
      cmocka_unit_test(unnamed_persons_stay_in_their_report),
      cmocka_unit_test(keys_and_acronyms_join),
      cmocka_unit_test(pairs_of_the_same_persons_join),
      cmocka_unit_test(order_of_reports_changes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
