/* Incidents: what is merged over reports, what is kept apart, and that no input breaks it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reconcile/reconcile_internal.h"

/* A report of one sentence "X meet Y": token 0 and 2 are the parties, token 1 the trigger. */
static ro_doc *report(const char *path, ro_date date, ro_event_class type, ro_event_status status,
                      uint32_t actor, uint32_t recipient) {
  ro_doc *doc = ro_doc_new();
  assert_non_null(doc);
  doc->meta.path = ro_str_copy(doc->arena, ro_str_from(path));
  doc->id = doc->meta.path;
  doc->text = RO_STR("A meet B");
  doc->meta.published = (ro_interval){date, date};
  assert_int_equal(ro_tokens_reserve(doc, 3), RO_OK);
  static const ro_span spans[] = {{0, 1}, {2, 6}, {7, 8}};
  for (uint32_t i = 0; i < 3; i++) {
    ro_tokens_set(doc, i, spans[i]);
    doc->tokens.lemma[i] = doc->tokens.lower[i];
    doc->tokens.head[i] = i == 1 ? RO_NONE : 1;
    doc->tokens.upos[i] = i == 1 ? RO_UPOS_VERB : RO_UPOS_PROPN;
  }
  ro_tree_index(doc);
  ro_sentence *sentence = RO_ADD(doc->arena, &doc->sentences);
  assert_non_null(sentence);
  if (sentence) *sentence = (ro_sentence){{0, 8}, 0, 3, 0};
  for (uint32_t i = 0; i < 2; i++) {
    ro_doc_entity *e = RO_ADD(doc->arena, &doc->entities);
    assert_non_null(e);
    if (e) e->story_entity = i ? recipient : actor;
  }
  ro_event *event = RO_ADD(doc->arena, &doc->events);
  assert_non_null(event);
  if (event) {
    *event = (ro_event){.trigger = {2, 6}, .token = 1, .type = type, .status = status};
    event->time = event->place = event->attribution = event->incident = RO_NONE;
    ro_indexes_add(doc->arena, &event->actors, 0);
    ro_indexes_add(doc->arena, &event->recipients, 1);
  }
  return doc;
}

static ro_story *story_of(ro_doc **docs, uint32_t n) {
  static const ro_resources none = {0};
  static const char *const keys[] = {"country:KE", "country:GH", "gov:KE", "country:NO"};
  ro_story *story = ro_story_new(docs, n);
  ro_arena *scratch = ro_arena_new(0);
  assert_non_null(story);
  for (size_t i = 0; i < 4; i++) {
    ro_entity *e = RO_ADD(story->arena, &story->entities);
    assert_non_null(e);
    if (e) *e = (ro_entity){.key = ro_str_from(keys[i]), .type = RO_MENTION_GPE};
    if (e) e->name = e->key;
  }
  assert_int_equal(ro_reconcile_incidents(&none, story, scratch), RO_OK);
  ro_arena_free(scratch);
  return story;
}

static void one_contact_in_two_reports(void **state) {
  (void)state;
  ro_doc *docs[] = {report("a", 100, RO_EVENT_CONSULT, RO_STATUS_PLANNED, 0, 1),
                    report("b", 102, RO_EVENT_CONSULT, RO_STATUS_HAPPENED, 1, 2)};
  ro_story *story = story_of(docs, 2);
  assert_int_equal(story->incidents.n, 1); /* a government is its country */
  const ro_incident *incident = &story->incidents.at[0];
  assert_int_equal(incident->mentions.n, 2);
  assert_int_equal(incident->history.n, 2);
  assert_int_equal(incident->history.at[0].status, RO_STATUS_PLANNED);
  assert_int_equal(incident->status, RO_STATUS_HAPPENED);
  assert_int_equal(docs[0]->events.at[0].incident, 0);
  ro_story_free(story);
}

static void other_parties_are_another_incident(void **state) {
  (void)state;
  ro_doc *docs[] = {report("a", 100, RO_EVENT_CONSULT, RO_STATUS_HAPPENED, 0, 1),
                    report("b", 100, RO_EVENT_CONSULT, RO_STATUS_HAPPENED, 0, 3)};
  ro_story *story = story_of(docs, 2);
  assert_int_equal(story->incidents.n, 2);
  ro_story_free(story);
}

static void months_apart_are_two_incidents(void **state) {
  (void)state;
  ro_doc *docs[] = {report("a", 100, RO_EVENT_ASSAULT, RO_STATUS_HAPPENED, 0, 1),
                    report("b", 190, RO_EVENT_ASSAULT, RO_STATUS_HAPPENED, 0, 1)};
  ro_story *story = story_of(docs, 2);
  assert_int_equal(story->incidents.n, 2);
  assert_int_equal(story->incidents.at[0].date.from, 100);
  ro_story_free(story);
}

static void feared_and_real_attack_stay_apart(void **state) {
  (void)state;
  ro_doc *docs[] = {report("a", 100, RO_EVENT_ASSAULT, RO_STATUS_PREDICTED, 0, 1),
                    report("b", 101, RO_EVENT_ASSAULT, RO_STATUS_HAPPENED, 0, 1)};
  ro_story *story = story_of(docs, 2);
  assert_int_equal(story->incidents.n, 2);
  ro_story_free(story);
}

static void order_of_reports_changes_nothing(void **state) {
  (void)state;
  ro_doc *docs[] = {report("b", 102, RO_EVENT_CONSULT, RO_STATUS_HAPPENED, 1, 2),
                    report("a", 100, RO_EVENT_CONSULT, RO_STATUS_PLANNED, 0, 1)};
  ro_story *story = story_of(docs, 2);
  assert_int_equal(story->incidents.n, 1);
  assert_int_equal(story->incidents.at[0].mentions.at[0].doc, 0);
  assert_int_equal(story->incidents.at[0].status, RO_STATUS_HAPPENED);
  ro_story_free(story);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_contact_in_two_reports),
      cmocka_unit_test(other_parties_are_another_incident),
      cmocka_unit_test(months_apart_are_two_incidents),
      cmocka_unit_test(feared_and_real_attack_stay_apart),
      cmocka_unit_test(order_of_reports_changes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
