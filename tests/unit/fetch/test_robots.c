/* robots.txt: groups, longest match, wildcards, spellings, delays. */
#include "fetch/robots.h"

#include <stdio.h>

#include "support/test.h"

static ro_arena *arena;

static ro_robots read_robots(const char *text) {
  ro_robots robots;
  assert_int_equal(ro_robots_parse(arena, ro_str_from(text), RO_STR("Readout"), &robots), RO_OK);
  return robots;
}

static bool may(const ro_robots *robots, const char *target) {
  return ro_robots_allows(robots, ro_str_from(target), arena);
}

static void the_longest_match_decides(void **state) {
  (void)state;
  ro_robots r = read_robots(
      "User-agent: *\nAllow: /news/\nDisallow: /news/live\nDisallow: /\nDisallow: /even\nAllow: "
      "/even\n");
  assert_true(may(&r, "/news/1"));
  assert_false(may(&r, "/news/live/2"));
  assert_false(may(&r, "/other"));
  assert_true(may(&r, "/even/3")); /* of two as long the one that allows */
  assert_true(may(&r, "/robots.txt"));
}

static void our_own_group_comes_before_that_for_all(void **state) {
  (void)state;
  ro_robots r = read_robots(
      "User-agent: *\nDisallow: /\n\nUser-agent: other\nuser-AGENT: READOUT/2.0 (news)\nDisallow: "
      "/a\nUser-agent: third\nDisallow: /b\nUser-agent: readout\nDisallow: /c\n");
  assert_false(may(&r, "/a"));
  assert_true(may(&r, "/b"));
  assert_false(may(&r, "/c")); /* groups of one name are one */
  assert_true(may(&r, "/d"));
  r = read_robots("User-agent: Readouts\nDisallow: /\n");
  assert_true(may(&r, "/a"));
  r = read_robots("User-agent: *\nDisallow: /\nUser-agent: readout\nDisallow:\n");
  assert_true(may(&r, "/a"));
}

static void wildcards_and_ends(void **state) {
  (void)state;
  static const struct {
    const char *pattern, *target;
    bool is_match;
  } cases[] = {
      {"/", "/x", true},
      {"/fish", "/fish.html", true},
      {"/fish", "/Fish.html", false},
      {"/fish/", "/fish", false},
      {"/fish*", "/fishheads", true},
      {"/*.php", "/a/b.php?c", true},
      {"/*.php", "/a/b.PHP", false},
      {"/*.php$", "/a/b.php", true},
      {"/*.php$", "/a/b.php?c", false},
      {"/*.php$", "/a.php/b.php", true},
      {"/a*b*c$", "/aXbYbZc", true},
      {"/a*b*c$", "/aXbYbZcd", false},
      {"*", "/x", true},
      {"*/x$", "/a/x", true},
      {"/a$b", "/a$bc", true},
      {"/a$b", "/a", false},
      {"/%2A", "/*", true},
      {"/%24", "/$", true},
      {"/%61%2f", "/a%2F", true},
      {"/a%2fb", "/a/b", false},
      {"/%7Eone", "/~one", true},
      {"/caf\xC3\xA9", "/caf%c3%a9", true},
      {"/caf%C3%A9", "/caf\xC3\xA9", true},
      {"/a?b=*&c", "/a?b=1&c=2", true},
      {"relative", "/relative", false},
      {"/%", "/%", true},
      {"/%4", "/%4", true},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[128];
    snprintf(text, sizeof text, "User-agent: *\nDisallow: %s\n", cases[i].pattern);
    ro_robots r = read_robots(text);
    if (may(&r, cases[i].target) == cases[i].is_match) fail_msg("case %zu", i);
  }
}

static void odd_files_are_read(void **state) {
  (void)state;
  ro_robots r = read_robots(
      "\xEF\xBB\xBFUser-agent : * # all\r\rSitemap: https://varland.example/map\r\n disallow :  /a "
      " # "
      "no\rno colon\nDisallow /b\n: /c\nDisallow: /d\0/e");
  assert_false(may(&r, "/a"));
  assert_true(may(&r, "/b"));
  assert_true(may(&r, "/c"));
  assert_false(may(&r, "/d"));
  r = read_robots("Disallow: /\n"); /* belongs to nobody */
  assert_true(may(&r, "/a"));
  r = read_robots("");
  assert_true(may(&r, ""));
}

static void delays_count(void **state) {
  (void)state;
  static const struct {
    const char *value;
    uint32_t ms;
  } cases[] = {{"10", 10000},
               {"0.5", 500},
               {"1.2345", 1234},
               {"soon", 0},
               {"-1", 0},
               {"", 0},
               {"99999999999999999999", RO_MAX_CRAWL_DELAY_MS}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[128];
    snprintf(text, sizeof text, "User-agent: *\nCrawl-delay: %s\nDisallow: /x\n", cases[i].value);
    assert_int_equal(read_robots(text).delay_ms, cases[i].ms);
  }
}

static void only_the_beginning_of_a_long_file_counts(void **state) {
  (void)state;
  static const char head[] = "User-agent: *\nDisallow: /a\n";
  size_t n = RO_MAX_ROBOTS_BYTES + 1000;
  char *text = ro_arena_alloc(arena, n);
  assert_non_null(text);
  memset(text, '#', n);
  memcpy(text, head, sizeof head - 1);
  text[RO_MAX_ROBOTS_BYTES - 12] = '\n';
  memcpy(text + RO_MAX_ROBOTS_BYTES - 11, "Disallow: /b\n", 13); /* the limit cuts this line */
  ro_robots r;
  assert_int_equal(ro_robots_parse(arena, (ro_str){text, n}, RO_STR("Readout"), &r), RO_OK);
  assert_int_equal(r.rules.n, 1);
  assert_false(may(&r, "/a"));
}

/* The plainest matcher there is, against ours, over all short patterns of a small alphabet. */
static bool naive(const char *pattern, const char *path) {
  if (*pattern == 0) return true;
  if (pattern[0] == '$' && pattern[1] == 0) return *path == 0;
  if (*pattern == '*') return naive(pattern + 1, path) || (*path && naive(pattern, path + 1));
  return *path == *pattern && naive(pattern + 1, path + 1);
}

static void all_short_patterns_match_as_the_naive_matcher_says(void **state) {
  (void)state;
  static const char signs[] = "ab*$";
  for (unsigned p = 0; p < 256; p++) {
    char pattern[8] = "/", text[64];
    for (unsigned i = 0; i < 4; i++) pattern[i + 1] = signs[p >> 2 * i & 3];
    char *dollar = strchr(pattern, '$');
    if (dollar && dollar[1]) continue; /* a literal one */
    snprintf(text, sizeof text, "User-agent: *\nDisallow: %s\n", pattern);
    ro_robots r = read_robots(text);
    for (unsigned x = 0; x < 64; x++) {
      char path[8] = "/";
      for (unsigned i = 0; i < 5 && i < x % 6; i++) path[i + 1] = x >> i & 1 ? 'a' : 'b';
      if (may(&r, path) == naive(pattern, path)) fail_msg("%s %s", pattern, path);
    }
  }
}

static int set_up(void **state) {
  (void)state;
  arena = ro_arena_new(0);
  return arena ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  ro_arena_free(arena);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_longest_match_decides),
      cmocka_unit_test(our_own_group_comes_before_that_for_all),
      cmocka_unit_test(wildcards_and_ends),
      cmocka_unit_test(odd_files_are_read),
      cmocka_unit_test(delays_count),
      cmocka_unit_test(only_the_beginning_of_a_long_file_counts),
      cmocka_unit_test(all_short_patterns_match_as_the_naive_matcher_says),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
