/* Mentions and the entities of one report: order and nesting on any text, names, offices and
 * pronouns in plain ones. */
#include "support/odd.h"

static void assert_mentions(const ro_doc *doc) {
  for (uint32_t i = 0; i < doc->mentions.n; i++) {
    const ro_mention *m = &doc->mentions.at[i];
    assert_true(m->first <= m->head && m->head < m->end);
    assert_int_equal(m->span.begin, doc->tokens.span[m->first].begin);
    assert_int_equal(m->span.end, doc->tokens.span[m->end - 1].end);
    assert_int_equal(doc->tokens.sentence[m->first], doc->tokens.sentence[m->end - 1]);
    assert_true(m->type != RO_MENTION_NONE && m->rule);
    if (!i) continue;
    ro_span a = m[-1].span, b = m->span; /* text order, longer first, nested or apart */
    assert_true(a.begin < b.begin || (a.begin == b.begin && a.end >= b.end));
    assert_true(b.begin >= a.end || b.end <= a.end);
  }
}

static void any_text(void **state) {
  for (uint32_t i = 0; i < ODD_TEXTS; i++) {
    ro_doc *doc = odd_doc(*state, i);
    assert_mentions(doc);
    for (uint32_t e = 0; e < doc->entities.n; e++) {
      const ro_doc_entity *x = &doc->entities.at[e];
      assert_true(x->name.len > 0);
      for (uint32_t k = 0; k < x->members.n; k++) assert_true(x->members.at[k] < doc->entities.n);
    }
    ro_doc_free(doc);
  }
}

/* The mention of these words, NULL. */
static const ro_mention *mention_of(const ro_doc *doc, const char *words) {
  for (uint32_t i = 0; i < doc->mentions.n; i++)
    if (ro_str_is(ro_doc_span(doc, doc->mentions.at[i].span), words)) return &doc->mentions.at[i];
  return NULL;
}

static void names_offices_and_pronouns(void **state) {
  ro_doc *doc = plain_doc(*state,
                          "Prime minister Ana Tarle of Norway met Joseph Otieno in Geneva on "
                          "Monday. She thanked him.\n");
  assert_mentions(doc);
  const ro_mention *tarle = mention_of(doc, "Prime minister Ana Tarle");
  const ro_mention *otieno = mention_of(doc, "Joseph Otieno"), *norway = mention_of(doc, "Norway");
  const ro_mention *geneva = mention_of(doc, "Geneva"), *she = mention_of(doc, "She");
  assert_true(tarle && otieno && norway && geneva && she);
  assert_int_equal(tarle->type, RO_MENTION_PER);
  assert_int_equal(otieno->type, RO_MENTION_PER);
  assert_int_equal(norway->type, RO_MENTION_GPE);
  assert_int_equal(geneva->type, RO_MENTION_GPE);
  assert_int_equal(she->form, RO_FORM_PRONOUN);
  assert_int_equal(she->entity, tarle->entity);
  assert_true(tarle->entity != otieno->entity);
  assert_str(doc->entities.at[tarle->entity].name, "Ana Tarle");
  assert_str(doc->entities.at[tarle->entity].role, "prime minister");
  assert_str(doc->entities.at[norway->entity].key, "country:NO");
  assert_true(mention_of(doc, "Monday") == NULL);
  ro_doc_free(doc);
}

static void forms_of_one_name(void **state) {
  ro_doc *doc = plain_doc(*state,
                          "Foreign minister Kari Lund arrived in Geneva. Ms Lund said talks would "
                          "begin. Lund left on Tuesday with Norwegian officials.\n");
  const ro_mention *full = mention_of(doc, "Foreign minister Kari Lund");
  const ro_mention *titled = mention_of(doc, "Ms Lund"), *last = mention_of(doc, "Lund");
  const ro_mention *officials = mention_of(doc, "Norwegian officials");
  assert_true(full && titled && last && officials);
  assert_int_equal(titled->entity, full->entity);
  assert_int_equal(last->entity, full->entity);
  assert_true(doc->entities.at[officials->entity].is_anonymous);
  assert_true(doc->entities.at[officials->entity].is_group);
  assert_false(doc->entities.at[full->entity].is_anonymous);
  ro_doc_free(doc);
}

static void an_auxiliary_is_no_part_of_a_name(void **state) {
  ro_doc *doc = plain_doc(*state, "Ana Tarle will meet Pavel Orlan on Thursday.\n");
  assert_non_null(mention_of(doc, "Ana Tarle"));
  assert_non_null(mention_of(doc, "Pavel Orlan"));
  assert_int_equal(doc->mentions.n, 2);
  ro_doc_free(doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(any_text), cmocka_unit_test(names_offices_and_pronouns),
      cmocka_unit_test(forms_of_one_name), cmocka_unit_test(an_auxiliary_is_no_part_of_a_name)};
  return cmocka_run_group_tests(tests, open_engine, close_engine);
}
