/* Small stories for tests of reconciling: reports in plain words, read by the real engine. */
#ifndef RO_TESTS_SUPPORT_STORY_H
#define RO_TESTS_SUPPORT_STORY_H

#include "base/date.h"
#include "base/hash.h"
#include "pipeline/pipeline.h"
#include "reconcile/reconcile.h"
#include "support/test.h"

/* One report; without year its day of publication is not given. */
typedef struct {
  const char *path, *text;
  int year, month, day;
} test_report;

static int open_engine(void **state) {
  ro_engine *engine = NULL;
  assert_int_equal(ro_engine_open(NULL, &engine, NULL), RO_OK);
  *state = engine;
  return 0;
}

static int close_engine(void **state) {
  ro_engine_close(*state);
  return 0;
}

static inline ro_doc *test_read(const ro_engine *engine, const test_report *report) {
  ro_doc *doc = ro_doc_new();
  assert_non_null(doc);
  doc->raw = ro_str_from(report->text);
  doc->id = ro_sha256(doc->arena, doc->raw);
  doc->meta.path = ro_str_from(report->path);
  doc->meta.published = (ro_interval){RO_NO_DATE, RO_NO_DATE};
  if (report->year) {
    ro_date day = ro_date_make(report->year, report->month, report->day);
    doc->meta.published = (ro_interval){day, day};
    doc->meta.published_basis = RO_DATE_BASIS_METADATA;
  }
  doc->given = doc->meta;
  assert_int_equal(ro_engine_read(engine, doc, NULL), RO_OK);
  return doc;
}

/* The story of n reports; freed with ro_story_free. */
static inline ro_story *test_story(const ro_engine *engine, const test_report *reports,
                                   uint32_t n) {
  ro_doc *docs[8];
  assert_true(n <= 8);
  for (uint32_t i = 0; i < n; i++) docs[i] = test_read(engine, &reports[i]);
  ro_story *story = ro_story_new(docs, n);
  assert_non_null(story);
  assert_int_equal(ro_reconcile(ro_engine_resources(engine), story, NULL), RO_OK);
  return story;
}
#define TEST_STORY(engine, reports) \
  test_story((engine), (reports), sizeof(reports) / sizeof *(reports))

/* Does `s` contain `part`? */
static inline bool test_has(ro_str s, const char *part) {
  return ro_str_find(s, ro_str_from(part)) < s.len;
}

/* Entity of that name, RO_NONE. */
static inline uint32_t test_entity(const ro_story *story, const char *name) {
  for (uint32_t i = 0; i < story->entities.n; i++)
    if (ro_str_is(story->entities.at[i].name, name)) return i;
  return RO_NONE;
}

#endif
