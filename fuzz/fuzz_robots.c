/* A robots.txt, behind a first line with the path to ask for. */
#include "fetch/robots.h"

#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  ro_str rest = {(const char *)data, size}, target = {NULL, 0};
  ro_robots robots, again;
  ro_arena *arena = ro_arena_new(0);
  FUZZ_CHECK(arena, "no memory");
  if (!ro_str_split(&rest, '\n', &target)) target = (ro_str){"/", 1};
  FUZZ_CHECK(ro_robots_parse(arena, rest, RO_STR("Readout"), &robots) == RO_OK,
             "it cannot be read");
  FUZZ_CHECK(robots.delay_ms <= RO_MAX_CRAWL_DELAY_MS, "a longer delay than the longest");
  for (uint32_t i = 0; i < robots.rules.n; i++) {
    ro_str pattern = robots.rules.at[i].pattern;
    FUZZ_CHECK(pattern.len && (pattern.data[0] == '/' || pattern.data[0] == '*'), "no pattern");
    for (size_t k = 0; k < pattern.len; k++)
      FUZZ_CHECK(pattern.data[k] > ' ' && pattern.data[k] < 0x7F, "a byte that is not plain");
  }
  bool may = ro_robots_allows(&robots, target, arena);
  FUZZ_CHECK(may || robots.rules.n, "forbidden without a rule");
  FUZZ_CHECK(ro_robots_allows(&robots, RO_STR("/robots.txt"), arena), "robots.txt is forbidden");
  /* a group of our own puts all others out of force */
  ro_buf longer = {0};
  ro_buf_text(&longer, "User-agent: readout\nDisallow: /\nUser-agent: nobody\n");
  ro_buf_str(&longer, rest);
  if (rest.len < RO_MAX_ROBOTS_BYTES / 2) {
    ro_str text = {longer.data, longer.len};
    FUZZ_CHECK(ro_robots_parse(arena, text, RO_STR("Readout"), &again) == RO_OK, "not again");
    FUZZ_CHECK(again.rules.n && ro_str_is(again.rules.at[0].pattern, "/"), "our rule is lost");
  }
  ro_buf_free(&longer);
  ro_arena_free(arena);
  return 0;
}
