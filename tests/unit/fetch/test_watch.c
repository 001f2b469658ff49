/* What a watch remembers, over closing and opening, and when it comes back to a page. */
#include "fetch/watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "support/test.h"

static char path[] = "/tmp/readout-watch-XXXXXX";
static ro_arena *arena;
static ro_watch *watch;

static const ro_str feed = {"https://varland.example/feed", 28};
static const ro_str first = {"https://varland.example/1", 25};
static const ro_str second = {"https://varland.example/2", 25};

static void reopen(void) {
  ro_error error = {0};
  ro_watch_close(watch);
  watch = NULL;
  if (ro_watch_open(path, &watch, &error) != RO_OK) fail_msg("%s", error.message);
}

static ro_str next(int64_t now) {
  ro_str url = {NULL, 0};
  assert_int_equal(ro_watch_next(watch, now, arena, &url, NULL), RO_OK);
  return url;
}

static uint32_t n_here(void) {
  ro_urls pages = {0};
  assert_int_equal(ro_watch_here(watch, arena, &pages, NULL), RO_OK);
  return pages.n;
}

static uint32_t read_feed(const ro_fetched *answer, ro_str *urls, uint32_t n) {
  ro_urls pages = {.at = urls, .n = n, .cap = n};
  uint32_t n_new = 0;
  assert_int_equal(ro_watch_feed_read(watch, feed, answer, &pages, &n_new, NULL), RO_OK);
  return n_new;
}

static void a_feed_s_tag_and_pages_are_kept(void **state) {
  (void)state;
  ro_str urls[] = {first, second, first};
  ro_fetched answer = {.outcome = RO_FETCH_DONE, .url = feed, .etag = RO_STR("\"\xE9\"")};
  ro_fetch_request request = {0};
  bool may_ask = false;
  assert_int_equal(read_feed(&answer, urls, 3), 2);
  reopen();
  assert_int_equal(ro_watch_feed(watch, feed, 0, arena, &may_ask, &request, NULL), RO_OK);
  assert_true(may_ask);
  assert_str(request.seen_url, "https://varland.example/feed");
  assert_str(request.etag, "\"\xE9\"");
  assert_int_equal(request.last_modified.len, 0);
  assert_int_equal(read_feed(&answer, urls, 3), 0);
  answer = (ro_fetched){.outcome = RO_FETCH_LATER, .at = 1000, .wait_s = 60};
  assert_int_equal(read_feed(&answer, NULL, 0), 0);
  request = (ro_fetch_request){0};
  assert_int_equal(ro_watch_feed(watch, feed, 1059, arena, &may_ask, &request, NULL), RO_OK);
  assert_false(may_ask);
  assert_int_equal(ro_watch_feed(watch, feed, 1060, arena, &may_ask, &request, NULL), RO_OK);
  assert_true(may_ask);
  assert_str(request.etag, "\"\xE9\""); /* a failure does not forget what was had */
}

static void a_page_goes_from_wanted_to_added(void **state) {
  (void)state;
  ro_fetched done = {.outcome = RO_FETCH_DONE}, gone = {.outcome = RO_FETCH_GONE, .problem = "404"};
  assert_str(next(0), "https://varland.example/1");
  assert_int_equal(ro_watch_page(watch, first, &done, 0, NULL), RO_OK);
  reopen();
  assert_str(next(0), "https://varland.example/2");
  assert_int_equal(ro_watch_page(watch, second, &gone, 0, NULL), RO_OK);
  assert_int_equal(next(INT64_MAX).len, 0);
  assert_int_equal(n_here(), 1);
  assert_int_equal(ro_watch_added(watch, true, NULL), RO_OK);
  assert_int_equal(n_here(), 0);
  assert_int_equal(ro_watch_want(watch, first, NULL), RO_OK); /* asked for again */
  assert_str(next(0), "https://varland.example/1");
  assert_int_equal(ro_watch_page(watch, first, &done, 0, NULL), RO_OK);
  for (int i = 0; i < 3; i++) {
    assert_int_equal(n_here(), 1);
    assert_int_equal(ro_watch_added(watch, false, NULL), RO_OK);
  }
  assert_int_equal(n_here(), 0);
}

static void a_page_that_fails_is_asked_for_later_and_later(void **state) {
  (void)state;
  ro_fetched later = {.outcome = RO_FETCH_LATER, .problem = "503"};
  int64_t now = 1000;
  assert_int_equal(ro_watch_want(watch, second, NULL), RO_OK);
  for (int i = 0; i < 8; i++) {
    int64_t pause = 300 << i;
    assert_str(next(now), "https://varland.example/2");
    later.wait_s = i == 1 ? 4000 : 0; /* longer than the pause */
    assert_int_equal(ro_watch_page(watch, second, &later, now, NULL), RO_OK);
    if (i == 1) pause = 4000;
    assert_int_equal(next(now + pause - 1).len, 0);
    now += pause;
  }
  assert_int_equal(next(INT64_MAX).len, 0); /* given up */
}

static void a_watch_is_alone(void **state) {
  (void)state;
  ro_watch *other = NULL;
  ro_error error = {0};
  assert_int_equal(ro_watch_open(path, &other, &error), RO_EDB);
  assert_non_null(strstr(error.message, "is at work"));
}

static void other_files_are_refused(void **state) {
  (void)state;
  ro_watch *other = NULL;
  ro_error error = {0};
  char name[64];
  snprintf(name, sizeof name, "%s.txt", path);
  FILE *f = fopen(name, "wb");
  assert_non_null(f);
  fputs("This is a report, and long enough to be looked at as a database by those who try.", f);
  assert_int_equal(fclose(f), 0);
  assert_int_equal(ro_watch_open(name, &other, &error), RO_EDB);
  assert_true(error.message[0]);
  unlink(name);
  assert_int_equal(ro_watch_open("/nowhere/at/all", &other, &error), RO_EDB);
}

static int set_up(void **state) {
  (void)state;
  int fd = mkstemp(path);
  arena = ro_arena_new(0);
  if (fd < 0 || !arena) return -1;
  close(fd);
  return ro_watch_open(path, &watch, NULL) == RO_OK ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  ro_watch_close(watch);
  ro_arena_free(arena);
  return unlink(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_feed_s_tag_and_pages_are_kept),
      cmocka_unit_test(a_page_goes_from_wanted_to_added),
      cmocka_unit_test(a_page_that_fails_is_asked_for_later_and_later),
      cmocka_unit_test(a_watch_is_alone),
      cmocka_unit_test(other_files_are_refused),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
