/* Fetching from a server that misbehaves (tests/support/bad_server.py, its path is the argument).
 * Only loopback is asked: the tests allow 127.0.0.1 and nothing else. */
#include "fetch/fetch.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/test.h"

enum { PLAIN, CLOSED, TLS, LIMITED, N_SERVERS };

static const char *script;
static pid_t server;
static int server_input;
static int port[N_SERVERS];
static ro_arena *arena;

/* A clock that moves only by waiting, which costs no time: waits are noted. */
typedef struct {
  uint64_t ms, waits[64];
  uint32_t n;
} fake_clock;

static uint64_t fake_now(void *user) { return ((fake_clock *)user)->ms; }

static void fake_wait(void *user, uint64_t ms) {
  fake_clock *c = user;
  if (c->n < 64) c->waits[c->n++] = ms;
  c->ms += ms;
}

static bool is_first_loopback(void *user, const struct sockaddr *address, size_t len) {
  struct sockaddr_in v4;
  (void)user;
  if (address->sa_family != AF_INET || len < sizeof v4) return false;
  memcpy(&v4, address, sizeof v4);
  return v4.sin_addr.s_addr == htonl(INADDR_LOOPBACK);
}

static ro_fetch_options options_with(fake_clock *c) {
  ro_fetch_options o = ro_fetch_defaults();
  *c = (fake_clock){.ms = 1000};
  o.may_connect = is_first_loopback;
  o.now = fake_now;
  o.wait = fake_wait;
  o.user = c;
  o.delay_ms = 0;
  o.total_ms = 3000;
  o.max_bytes = 4 << 20;
  return o;
}

static ro_fetched ask(ro_fetcher *f, int which, const char *path, const ro_fetch_request *seen) {
  ro_fetch_request request = seen ? *seen : (ro_fetch_request){0};
  ro_fetched x = {0};
  ro_error error = {0};
  request.url =
      ro_str_printf(arena, "http%s://127.0.0.1:%d%s", which == TLS ? "s" : "", port[which], path);
  assert_int_equal(ro_fetch(f, &request, arena, &x, &error), RO_OK);
  return x;
}

/* One question to a fetcher of its own. */
static ro_fetched ask_with(const ro_fetch_options *o, int which, const char *path) {
  ro_fetcher *f = NULL;
  ro_error error = {0};
  assert_int_equal(ro_fetcher_open(o, &f, &error), RO_OK);
  ro_fetched x = ask(f, which, path, NULL);
  ro_fetcher_close(f);
  return x;
}

static void each_path_has_its_outcome(void **state) {
  (void)state;
  static const struct {
    int which;
    const char *path;
    ro_fetch_outcome outcome;
    uint32_t tries;
    const char *says; /* part of the problem */
  } cases[] = {
      {PLAIN, "/page", RO_FETCH_DONE, 1, ""},
      {PLAIN, "/gzip", RO_FETCH_DONE, 1, ""},
      {PLAIN, "/long", RO_FETCH_DONE, 1, ""},
      {PLAIN, "/odd/headers", RO_FETCH_DONE, 1, ""},
      {PLAIN, "/private/open", RO_FETCH_DONE, 1, ""},
      {PLAIN, "/recovers", RO_FETCH_DONE, 3, ""},
      {PLAIN, "/busy", RO_FETCH_DONE, 2, ""},
      {PLAIN, "/nothing", RO_FETCH_GONE, 1, "answers 404"},
      {PLAIN, "/private", RO_FETCH_REFUSED, 0, "robots.txt asks"},
      {PLAIN, "/very/busy", RO_FETCH_LATER, 1, "a wait of 7200 seconds"},
      {PLAIN, "/short", RO_FETCH_LATER, 3, ""},
      {PLAIN, "/chunked/cut", RO_FETCH_LATER, 3, ""},
      {PLAIN, "/hangs/up", RO_FETCH_LATER, 3, ""},
      {PLAIN, "/endless", RO_FETCH_GONE, 1, "more than 4194304 bytes"},
      {PLAIN, "/large", RO_FETCH_GONE, 1, ""},
      {PLAIN, "/bomb", RO_FETCH_GONE, 1, "more than 4194304 bytes"},
      {PLAIN, "/bombs", RO_FETCH_GONE, 1, "more than 4194304 bytes"},
      {PLAIN, "/bad/gzip", RO_FETCH_GONE, 1, ""},
      {PLAIN, "/empty", RO_FETCH_GONE, 1, "empty"},
      {PLAIN, "/huge/headers", RO_FETCH_GONE, 1, "headers"},
      {PLAIN, "/huge/header", RO_FETCH_GONE, 1, "headers"},
      {PLAIN, "/no/http", RO_FETCH_GONE, 1, ""},
      {PLAIN, "/loop", RO_FETCH_GONE, 6, "more than 5 redirections"},
      {PLAIN, "/to/private", RO_FETCH_REFUSED, 1, "no address in the open internet"},
      {PLAIN, "/to/mapped", RO_FETCH_REFUSED, 1, "no address in the open internet"},
      {PLAIN, "/to/file", RO_FETCH_GONE, 1, "neither http nor https"},
      {PLAIN, "/to/disallowed", RO_FETCH_REFUSED, 1, "robots.txt asks"},
      {PLAIN, "/to/nowhere", RO_FETCH_GONE, 1, "leads nowhere"},
      {CLOSED, "/page", RO_FETCH_LATER, 0, "robots.txt cannot be read: status 503"},
      {TLS, "/page", RO_FETCH_LATER, 0, "certificate"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    fake_clock c;
    ro_fetch_options o = options_with(&c);
    ro_fetched x = ask_with(&o, cases[i].which, cases[i].path);
    bool is_right = x.outcome == cases[i].outcome && x.tries == cases[i].tries &&
                    strstr(x.problem, cases[i].says) &&
                    (x.body.len > 0) == (x.outcome == RO_FETCH_DONE) &&
                    (x.problem[0] == 0) == (x.outcome == RO_FETCH_DONE);
    if (!is_right)
      fail_msg("%s: outcome %d, %u tries, %s", cases[i].path, (int)x.outcome, x.tries, x.problem);
    ro_str record;
    if (x.outcome == RO_FETCH_DONE) assert_int_equal(ro_fetched_record(&x, arena, &record), RO_OK);
  }
}

static void a_body_comes_unpacked_with_its_fields(void **state) {
  (void)state;
  fake_clock c;
  ro_fetch_options o = options_with(&c);
  ro_fetched plain = ask_with(&o, PLAIN, "/page"), packed = ask_with(&o, PLAIN, "/gzip");
  assert_true(ro_str_equal(plain.body, packed.body));
  assert_true(ro_str_find(plain.body, RO_STR("Varland")) < plain.body.len);
  assert_str(plain.type, "text/html; charset=utf-8");
  assert_int_equal(plain.status, 200);
  assert_true(plain.at > 1600000000);
  ro_fetched odd = ask_with(&o, PLAIN, "/odd/headers");
  assert_str(odd.etag, "\"\xE9t\xE9\"");
}

static void a_page_that_did_not_change_is_not_sent(void **state) {
  (void)state;
  fake_clock c;
  ro_fetch_options o = options_with(&c);
  ro_fetcher *f = NULL;
  assert_int_equal(ro_fetcher_open(&o, &f, NULL), RO_OK);
  ro_fetched first = ask(f, PLAIN, "/moved", NULL); /* leads to /kept */
  assert_int_equal(first.outcome, RO_FETCH_DONE);
  assert_true(ro_str_ends(first.url, RO_STR("/kept")));
  ro_str record;
  ro_fetch_request seen = {0};
  assert_int_equal(ro_fetched_record(&first, arena, &record), RO_OK);
  ro_record_validators(record, &seen);
  ro_fetched second = ask(f, PLAIN, "/moved", &seen);
  assert_int_equal(second.outcome, RO_FETCH_UNCHANGED);
  assert_int_equal(second.status, 304);
  seen.seen_url = RO_STR("http://elsewhere.example/"); /* another page's tag says nothing */
  assert_int_equal(ask(f, PLAIN, "/moved", &seen).outcome, RO_FETCH_DONE);
  ro_fetcher_close(f);
}

static void waits_grow_and_repeat_for_a_seed(void **state) {
  (void)state;
  fake_clock first, second;
  ro_fetch_options o = options_with(&first);
  o.max_tries = 5;
  ask_with(&o, PLAIN, "/short");
  assert_int_equal(first.n, 4);
  for (uint32_t i = 0; i < 4; i++) {
    assert_true(first.waits[i] >= 1000u << i);
    assert_true(first.waits[i] <= 2000u << i);
  }
  o.user = &second;
  second = (fake_clock){.ms = 1000};
  o.seed = 7;
  ask_with(&o, PLAIN, "/short");
  assert_int_equal(second.n, 4);
  assert_true(memcmp(first.waits, second.waits, 4 * sizeof *first.waits) != 0);
}

static void a_server_that_asks_for_a_wait_gets_it(void **state) {
  (void)state;
  fake_clock c;
  ro_fetch_options o = options_with(&c);
  ro_fetched x = ask_with(&o, PLAIN, "/busy?2");
  assert_int_equal(x.outcome, RO_FETCH_DONE);
  assert_int_equal(c.n, 1);
  assert_int_equal(c.waits[0], 3000);
  x = ask_with(&o, PLAIN, "/very/busy");
  assert_int_equal(x.wait_s, 7200);
  assert_int_equal(c.n, 1);
}

static void a_host_is_not_asked_too_often(void **state) {
  (void)state;
  fake_clock c;
  ro_fetch_options o = options_with(&c);
  ro_fetcher *f = NULL;
  o.delay_ms = 2000;
  assert_int_equal(ro_fetcher_open(&o, &f, NULL), RO_OK);
  ask(f, PLAIN, "/page", NULL); /* robots.txt, wait, page */
  ask(f, PLAIN, "/page", NULL);
  assert_int_equal(c.n, 2);
  assert_int_equal(c.waits[0], 2000);
  assert_int_equal(c.waits[1], 2000);
  ask(f, LIMITED, "/page", NULL); /* the same host; its robots.txt asks for seven seconds */
  ask(f, LIMITED, "/page", NULL);
  assert_int_equal(c.n, 5);
  assert_int_equal(c.waits[3], 2000);
  assert_int_equal(c.waits[4], 7000);
  c.ms += 25u * 3600 * 1000; /* robots.txt is read again after a day */
  ask(f, PLAIN, "/page", NULL);
  assert_int_equal(c.n, 6);
  ro_fetcher_close(f);
}

static void slow_servers_are_given_up(void **state) {
  (void)state;
  fake_clock c;
  ro_fetch_options o = options_with(&c);
  o.total_ms = 300;
  o.max_tries = 2;
  static const char *const paths[] = {"/silent", "/drip"};
  for (int i = 0; i < 2; i++) {
    ro_fetched x = ask_with(&o, PLAIN, paths[i]);
    assert_int_equal(x.outcome, RO_FETCH_LATER);
    assert_int_equal(x.tries, 2);
    assert_non_null(strstr(x.problem, "timed out"));
  }
  o.total_ms = 5000;
  o.idle_s = 1;
  o.max_tries = 1;
  ro_fetched x = ask_with(&o, PLAIN, "/silent?idle");
  assert_int_equal(x.outcome, RO_FETCH_LATER);
}

static void private_addresses_are_asked_only_when_allowed(void **state) {
  (void)state;
  fake_clock c;
  ro_fetch_options o = options_with(&c);
  o.may_connect = NULL;
  ro_fetched x = ask_with(&o, PLAIN, "/page");
  assert_int_equal(x.outcome, RO_FETCH_REFUSED);
  assert_int_equal(x.tries, 0);
  o.allows_private = true;
  assert_int_equal(ask_with(&o, PLAIN, "/page").outcome, RO_FETCH_DONE);
}

static void the_user_s_proxy_is_not_used(void **state) {
  (void)state;
  fake_clock c;
  ro_fetch_options o = options_with(&c);
  setenv("http_proxy", "http://127.0.0.2:9/", 1);
  assert_int_equal(ask_with(&o, PLAIN, "/page").outcome, RO_FETCH_DONE);
  unsetenv("http_proxy");
}

static void requests_name_readout(void **state) {
  (void)state;
  fake_clock c;
  ro_fetch_options o = options_with(&c);
  ro_fetched x = ask_with(&o, PLAIN, "/_log");
  assert_true(ro_str_find(x.body, RO_STR("/page Readout/" RO_VERSION " None\n")) < x.body.len);
  if (ro_str_find(x.body, RO_STR("\n/private Readout")) < x.body.len)
    fail_msg("%.*s", RO_FMT(x.body));
}

static int set_up(void **state) {
  (void)state;
  int in[2], out[2];
  arena = ro_arena_new(0);
  signal(SIGPIPE, SIG_IGN);
  if (!arena || pipe(in) != 0 || pipe(out) != 0) return -1;
  server = fork();
  if (server < 0) return -1;
  if (server == 0) {
    dup2(in[0], STDIN_FILENO);
    dup2(out[1], STDOUT_FILENO);
    close(in[0]), close(in[1]), close(out[0]), close(out[1]);
    execlp("python3", "python3", script, (char *)NULL);
    _exit(127);
  }
  close(in[0]), close(out[1]);
  server_input = in[1];
  FILE *ports = fdopen(out[0], "r");
  int n = ports ? fscanf(ports, "%d %d %d %d", &port[0], &port[1], &port[2], &port[3]) : 0;
  if (ports) fclose(ports);
  return n == N_SERVERS ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  close(server_input);
  waitpid(server, NULL, 0);
  ro_arena_free(arena);
  return 0;
}

int main(int argc, char **argv) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_path_has_its_outcome),
      cmocka_unit_test(a_body_comes_unpacked_with_its_fields),
      cmocka_unit_test(a_page_that_did_not_change_is_not_sent),
      cmocka_unit_test(waits_grow_and_repeat_for_a_seed),
      cmocka_unit_test(a_server_that_asks_for_a_wait_gets_it),
      cmocka_unit_test(a_host_is_not_asked_too_often),
      cmocka_unit_test(slow_servers_are_given_up),
      cmocka_unit_test(private_addresses_are_asked_only_when_allowed),
      cmocka_unit_test(the_user_s_proxy_is_not_used),
      cmocka_unit_test(requests_name_readout),
  };
  if (argc < 2) return 2;
  script = argv[1];
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
