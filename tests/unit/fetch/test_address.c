/* Which addresses are public, how addresses are spelled, names and records of what was fetched. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "fetch/fetch_internal.h"
#include "support/test.h"

static ro_arena *arena;

static bool is_public(const char *text) {
  struct sockaddr_in v4 = {.sin_family = AF_INET};
  struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
  struct sockaddr_storage s = {0};
  if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
    memcpy(&s, &v4, sizeof v4);
  else if (inet_pton(AF_INET6, text, &v6.sin6_addr) == 1)
    memcpy(&s, &v6, sizeof v6);
  else
    fail_msg("%s is no address", text);
  return ro_address_is_public((const struct sockaddr *)&s, sizeof s);
}

static void special_addresses_are_not_public(void **state) {
  (void)state;
  static const char *const special[] = {"0.0.0.0",
                                        "10.1.2.3",
                                        "100.64.0.1",
                                        "100.127.255.255",
                                        "127.0.0.1",
                                        "127.255.255.255",
                                        "169.254.169.254",
                                        "172.16.0.1",
                                        "172.31.255.255",
                                        "192.0.0.1",
                                        "192.0.2.1",
                                        "192.88.99.1",
                                        "192.168.1.1",
                                        "198.18.0.1",
                                        "198.19.255.255",
                                        "198.51.100.1",
                                        "203.0.113.1",
                                        "224.0.0.1",
                                        "239.1.1.1",
                                        "240.0.0.1",
                                        "255.255.255.255",
                                        "::",
                                        "::1",
                                        "::127.0.0.1",
                                        "::8.8.8.8",
                                        "::ffff:127.0.0.1",
                                        "::ffff:10.0.0.1",
                                        "::ffff:169.254.169.254",
                                        "::ffff:0:127.0.0.1",
                                        "64:ff9b::10.0.0.1",
                                        "64:ff9b::7f00:1",
                                        "64:ff9b:1::1",
                                        "100::1",
                                        "2001::1",
                                        "2001:2::1",
                                        "2001:10::1",
                                        "2001:20::1",
                                        "2001:db8::1",
                                        "2002:7f00:1::1",
                                        "2002:a00:1::1",
                                        "2002:c0a8:101::1",
                                        "2606:4700::5efe:10.0.0.1",
                                        "2606:4700::200:5efe:127.0.0.1",
                                        "3fff::1",
                                        "4000::1",
                                        "5f00::1",
                                        "fc00::1",
                                        "fd12::1",
                                        "fe80::1",
                                        "fec0::1",
                                        "ff02::1"};
  for (size_t i = 0; i < sizeof special / sizeof *special; i++)
    if (is_public(special[i])) fail_msg("%s", special[i]);
}

static void other_addresses_are_public(void **state) {
  (void)state;
  static const char *const open[] = {"1.1.1.1",
                                     "8.8.8.8",
                                     "9.255.255.255",
                                     "11.0.0.1",
                                     "100.63.255.255",
                                     "100.128.0.1",
                                     "126.255.255.255",
                                     "128.0.0.1",
                                     "169.253.1.1",
                                     "172.15.255.255",
                                     "172.32.0.1",
                                     "192.0.1.1",
                                     "192.167.1.1",
                                     "198.17.1.1",
                                     "198.20.0.1",
                                     "223.255.255.255",
                                     "::ffff:8.8.8.8",
                                     "64:ff9b::8.8.8.8",
                                     "2002:808:808::1",
                                     "2606:4700::1",
                                     "2a00::1",
                                     "2001:200::1",
                                     "2606:4700::5efe:8.8.8.8"};
  for (size_t i = 0; i < sizeof open / sizeof *open; i++)
    if (!is_public(open[i])) fail_msg("%s", open[i]);
  struct sockaddr_un local = {.sun_family = AF_UNIX};
  assert_false(ro_address_is_public((const struct sockaddr *)&local, sizeof local));
  struct sockaddr_in cut = {.sin_family = AF_INET};
  assert_false(ro_address_is_public((const struct sockaddr *)&cut, 4));
}

static void addresses_have_one_spelling(void **state) {
  (void)state;
  static const struct {
    const char *from, *to; /* NULL = refused */
  } cases[] = {
      {"HTTP://News.Varland.EXAMPLE:80/a/../b#part", "http://News.Varland.EXAMPLE/b"},
      {" https://varland.example ", "https://varland.example/"},
      {"https://varland.example:443/?q=a b", "https://varland.example/?q=a+b"},
      {"http://varland.example/caf\xC3\xA9", "http://varland.example/caf%c3%a9"},
      {"http://varland.example:8080/x", "http://varland.example:8080/x"},
      {"http://2130706433/", "http://127.0.0.1/"},
      {"http://0x7f.1/", "http://127.0.0.1/"},
      {"http://[::1]/", "http://[::1]/"},
      {"ftp://varland.example/", NULL},
      {"file:///etc/hostname", NULL},
      {"gopher://varland.example/", NULL},
      {"javascript:alert(1)", NULL},
      {"http://user:word@varland.example/", NULL},
      {"http://user@varland.example/", NULL},
      {"varland.example", NULL},
      {"http://varland.example/a\nb", NULL},
      {"http://varland.example:99999/", NULL},
      {"", NULL},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    ro_str out = {NULL, 0};
    ro_error error = {0};
    ro_status status = ro_url_normalize(arena, ro_str_from(cases[i].from), &out, &error);
    if (!cases[i].to) {
      if (status != RO_EINVAL || !error.message[0]) fail_msg("%s", cases[i].from);
      continue;
    }
    if (status != RO_OK || !ro_str_equal_nocase(out, ro_str_from(cases[i].to)))
      fail_msg("%s: %s %s", cases[i].from, out.data ? out.data : "", error.message);
  }
  char *deep = ro_arena_alloc(arena, 2 * RO_MAX_URL_BYTES);
  memset(deep, 'a', 2 * RO_MAX_URL_BYTES);
  memcpy(deep, "http://", 7);
  ro_str out;
  assert_int_equal(ro_url_normalize(arena, (ro_str){deep, 2 * RO_MAX_URL_BYTES}, &out, NULL),
                   RO_EINVAL);
}

static void a_record_holds_what_came(void **state) {
  (void)state;
  ro_fetched x = {
      .at = 1645437600,
      .url = RO_STR("https://varland.example/talks"),
      .headers = RO_STR("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nETag: \"a\xFF\"\r\n"
                        "content-length: 7\r\nLast-Modified: Monday\r\n"),
      .body = RO_STR("Talks\r\n\r\nETag: no\r\n")};
  ro_str record, again;
  assert_int_equal(ro_fetched_record(&x, arena, &record), RO_OK);
  assert_int_equal(ro_fetched_record(&x, arena, &again), RO_OK);
  assert_true(ro_str_equal(record, again));
  assert_true(ro_str_starts(record, RO_STR("WARC/1.1\r\nWARC-Type: response\r\n")));
  static const char *const parts[] = {
      "\r\nWARC-Date: 2022-02-21T10:00:00Z\r\n",
      "\r\nWARC-Target-URI: https://varland.example/talks\r\n",
      "\r\nX-Crawler-Content-Encoding: gzip\r\n", "\r\nX-Crawler-content-length: 7\r\n",
      "\r\nContent-Length: 19\r\n\r\nTalks\r\n\r\nETag: no\r\n\r\n\r\n"};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (ro_str_find(record, ro_str_from(parts[i])) == record.len) fail_msg("%s", parts[i]);
  ro_fetch_request request = {0};
  ro_record_validators(record, &request);
  assert_str(request.seen_url, "https://varland.example/talks");
  assert_str(request.etag, "\"a\xFF\"");
  assert_str(request.last_modified, "Monday");
  ro_record_validators(RO_STR("WARC/1.1\r\nETag: 1"), &request);
  assert_int_equal(request.etag.len, 0);
}

static void names_are_plain_and_differ(void **state) {
  (void)state;
  ro_str a = ro_record_name(arena, RO_STR("https://varland.example/2022/../talks?x=1"));
  ro_str b = ro_record_name(arena, RO_STR("https://varland.example/2022/../talks?x=2"));
  assert_true(ro_str_starts(a, RO_STR("varland.example-2022-..-talks-x-1-")));
  assert_true(ro_str_ends(a, RO_STR(".warc")));
  assert_false(ro_str_equal(a, b));
  char url[1000] = "https://varland.example/";
  memset(url + 24, 'p', 900);
  memcpy(url + 900, "/the-end", 9);
  ro_str c = ro_record_name(arena, ro_str_from(url));
  assert_true(ro_str_starts(c, RO_STR("varland.example")));
  assert_true(ro_str_find(c, RO_STR("-the-end-")) < c.len);
  assert_true(c.len < 120);
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
      cmocka_unit_test(special_addresses_are_not_public),
      cmocka_unit_test(other_addresses_are_public),
      cmocka_unit_test(addresses_have_one_spelling),
      cmocka_unit_test(a_record_holds_what_came),
      cmocka_unit_test(names_are_plain_and_differ),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
