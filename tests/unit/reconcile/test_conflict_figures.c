/* Figures in conflict: what differs between mouths, and what one mouth says in parts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reconcile/conflict.h"

typedef struct {
  ro_doc *docs[2];
  ro_story *story;
  ro_arena *scratch;
  ro_conflict_finder finder;
} fixture;

static int set_up(void **state) {
  static fixture f;
  for (uint32_t d = 0; d < 2; d++) {
    f.docs[d] = ro_doc_new();
    if (!f.docs[d]) return -1;
    f.docs[d]->text = RO_STR("Osmark sent 12,000 soldiers. Varland counted 9,000 soldiers.");
    f.docs[d]->meta.path = d ? RO_STR("b") : RO_STR("a");
  }
  f.story = ro_story_new(f.docs, 2);
  f.scratch = ro_arena_new(0);
  if (!f.story || !f.scratch) return -1;
  f.finder = (ro_conflict_finder){NULL, f.story, f.scratch, {NULL, 0, 0}};
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  ro_arena_free(f->scratch);
  ro_story_free(f->story);
  return 0;
}

static void add_point(fixture *f, ro_series *s, double value, uint32_t doc, ro_span span) {
  ro_point *p = RO_ADD(f->story->arena, &s->points);
  assert_non_null(p);
  if (!p) return;
  *p = (ro_point){.low = value, .high = value, .as_of = {RO_NO_DATE, RO_NO_DATE}, .by = RO_NONE};
  assert_true(ro_evidence_add(f->story, &p->evidence, doc, span));
}

static void find(fixture *f, uint32_t doc) {
  ro_series *s = RO_ADD(f->story->arena, &f->story->figures);
  assert_non_null(s);
  if (!s) return;
  s->what = RO_STR("soldiers");
  add_point(f, s, 12000, 0, (ro_span){12, 27});
  add_point(f, s, 9000, doc, (ro_span){45, 59});
  ro_conflict_figures(&f->finder);
}

static void two_reports_conflict(void **state) {
  fixture *f = *state;
  find(f, 1);
  assert_int_equal(f->finder.found.n, 1);
  assert_int_equal(f->finder.found.at[0].sides.n, 2);
}

static void one_mouth_does_not(void **state) {
  fixture *f = *state;
  find(f, 0);
  assert_int_equal(f->finder.found.n, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(two_reports_conflict, set_up, tear_down),
      cmocka_unit_test_setup_teardown(one_mouth_does_not, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
