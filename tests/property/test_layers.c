/* Whatever the text, the layers keep their promises: invariants hold, tokens tile the text, a
 * second reading gives the same, and the printed JSON parses with every span in range.
 *
 * Texts come from a generator with a fixed seed: bytes of chance, characters of many scripts, and
 * words, marks and line breaks of reports put together anew. */
#include <jansson.h>

#include "base/utf8.h"
#include "doc/doc.h"
#include "pipeline/pipeline.h"
#include "present/present.h"
#include "support/test.h"

enum { N_TEXTS = 300, MOST_BYTES = 800, MOST_DEPTH = 12 };

static uint32_t next(uint64_t *seed, uint32_t n) { /* xorshift64* (Vigna 2016) */
  *seed ^= *seed >> 12;
  *seed ^= *seed << 25;
  *seed ^= *seed >> 27;
  return (uint32_t)((*seed * 0x2545F4914F6CDD1DU) >> 33) % n;
}

static const char *const pieces[] = {
    "Norway",
    "Kenya's",
    "foreign",
    "minister",
    "Kari",
    "Lund",
    "said",
    "told",
    "reporters",
    "denied",
    "that",
    "if",
    "unless",
    "will",
    "would",
    "withdraw",
    "attacked",
    "troops",
    "12,000",
    "at least",
    "between",
    "3.5",
    "million",
    "percent",
    "km",
    "on",
    "Monday",
    "8 March 2022",
    "last week",
    "2022-03-08",
    "10:30",
    "he",
    "its",
    "the",
    "a",
    "U.S.",
    "Mr.",
    "e.g.",
    "don't",
    "cease-fire",
    "it's",
    "Read more",
    "(Wire)",
    "By",
    "was",
    "were",
    "had been",
    "to",
    "of",
    "\xE2\x80\x9C",
    "\xE2\x80\x9D",
    "\"",
    "'",
    "\xE2\x80\x99",
    ",",
    ".",
    "?",
    "!",
    ":",
    ";",
    "\xE2\x80\x94",
    "-",
    "(",
    ")",
    "...",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\xC2\xA0",
    "\xC3\x89lan",
    "\xD0\x9A\xD0\xB8\xD0\xB5\xD0\xB2",
    "\xE6\x97\xA5\xE6\x9C\xAC",
    "$5bn",
    "https://example.org/a?b=c",
    "@wire",
    "#talks",
};

static size_t make_words(uint64_t *seed, char *out) {
  size_t n = 0, wanted = next(seed, MOST_BYTES - 100);
  while (n < wanted) {
    const char *piece = pieces[next(seed, sizeof pieces / sizeof *pieces)];
    size_t len = strlen(piece);
    memcpy(out + n, piece, len);
    n += len;
    if (next(seed, 8)) out[n++] = ' ';
  }
  return n;
}

static size_t make_text(uint64_t *seed, char *out) {
  size_t n = 0, wanted = next(seed, 400);
  uint32_t kind = next(seed, 6);
  if (kind > 1) n = make_words(seed, out);
  if (kind == 0)
    while (n < wanted) out[n++] = (char)next(seed, 256);
  if (kind == 1)
    while (n < wanted) n += ro_utf8_put(out + n, 1 + next(seed, next(seed, 2) ? 0x500 : 0x1F700));
  if (kind == 2 && n) /* a few bytes broken */
    for (uint32_t i = next(seed, 6); i > 0; i--)
      out[next(seed, (uint32_t)n)] = (char)next(seed, 256);
  return n;
}

static ro_doc *read_text(const ro_engine *engine, ro_str text) {
  ro_doc *doc = ro_doc_new();
  assert_non_null(doc);
  doc->raw = ro_str_copy(doc->arena, text);
  doc->id = doc->meta.path = RO_STR("a.txt");
  assert_int_equal(ro_engine_read(engine, doc, NULL), RO_OK);
  return doc;
}

/* Every letter and digit is in exactly one token, and tokens are not empty. */
static void check_tiling(const ro_doc *doc) {
  uint32_t t = 0;
  for (size_t at = 0; at < doc->text.len;) {
    size_t begin = at;
    uint32_t c = ro_utf8_next(doc->text, &at);
    while (t < doc->tokens.n && doc->tokens.span[t].end <= begin) t++;
    bool is_inside = t < doc->tokens.n && doc->tokens.span[t].begin <= begin;
    if (ro_is_letter(c) || ro_is_digit(c)) assert_true(is_inside);
    if (is_inside) assert_true(doc->tokens.span[t].end >= at);
  }
  for (uint32_t i = 0; i < doc->tokens.n; i++) {
    assert_true(doc->tokens.span[i].begin < doc->tokens.span[i].end);
    if (i) assert_true(doc->tokens.span[i - 1].end <= doc->tokens.span[i].begin);
  }
}

static ro_buf dump(const ro_doc *doc) {
  ro_buf out = {0};
  for (ro_layer layer = RO_LAYER_SET_ASIDE; layer < RO_N_LAYER; layer++)
    assert_int_equal(ro_print_layer(doc, layer, &out), RO_OK);
  return out;
}

static void check_same(const ro_doc *a, const ro_doc *b) {
  ro_buf x = dump(a), y = dump(b);
  assert_int_equal(x.len, y.len);
  if (x.len) assert_memory_equal(x.data, y.data, x.len);
  ro_buf_free(&x);
  ro_buf_free(&y);
}

/* Every object with a start has an end behind it, both within the text. */
static void check_spans(const json_t *value, json_int_t n, int depth) {
  const char *key;
  json_t *child;
  size_t i;
  assert_true(depth < MOST_DEPTH);
  const json_t *start = json_object_get(value, "start"), *end = json_object_get(value, "end");
  if (start) {
    assert_true(json_is_integer(start) && json_is_integer(end));
    assert_true(json_integer_value(start) >= 0 && json_integer_value(end) <= n);
    assert_true(json_integer_value(start) <= json_integer_value(end));
  }
  if (json_is_array(value)) json_array_foreach(value, i, child) check_spans(child, n, depth + 1);
  if (json_is_object(value)) {
    for (void *at = json_object_iter((json_t *)(uintptr_t)value); at;
         at = json_object_iter_next((json_t *)(uintptr_t)value, at)) {
      key = json_object_iter_key(at);
      if (strcmp(key, "text") != 0) check_spans(json_object_iter_value(at), n, depth + 1);
    }
  }
}

static void check_json(const ro_doc *doc) {
  static const ro_made_by nothing = {NULL, 0};
  ro_buf out = {0};
  json_int_t n = 0;
  assert_int_equal(ro_print_annotation(doc, NULL, &nothing, &out), RO_OK);
  assert_true(out.len && out.data[out.len - 1] == '\n' && !memchr(out.data, '\n', out.len - 1));
  json_t *value = json_loadb(out.data, out.len, JSON_ALLOW_NUL, NULL);
  assert_true(json_is_object(value));
  for (size_t at = 0; at < doc->text.len; n++) ro_utf8_next(doc->text, &at);
  check_spans(value, n, 0);
  assert_int_equal(json_array_size(json_object_get(value, "tokens")), doc->tokens.n);
  json_decref(value);
  ro_buf_free(&out);
}

static void any_text_keeps_the_promises(void **state) {
  char text[MOST_BYTES + 64];
  uint64_t seed = 20220308;
  for (uint32_t i = 0; i < N_TEXTS; i++) {
    ro_error error = {0};
    size_t n = make_text(&seed, text);
    ro_doc *doc = read_text(*state, (ro_str){text, n}),
           *again = read_text(*state, (ro_str){text, n});
    if (ro_doc_check(doc, &error) != RO_OK) fail_msg("text %u: %s", i, error.message);
    check_tiling(doc);
    check_json(doc);
    check_same(doc, again);
    ro_doc_free(doc);
    ro_doc_free(again);
  }
}

/* A text with another behind it, parted by an empty line, keeps the tokens it had. */
static void what_follows_changes_no_token(void **state) {
  static const char first[] = "Norway said on Monday that 12,000 troops had left.\n";
  static const char both[] =
      "Norway said on Monday that 12,000 troops had left.\n\nKenya's army denied it.\n";
  ro_doc *a = read_text(*state, ro_str_from(first)), *b = read_text(*state, ro_str_from(both));
  assert_true(b->tokens.n > a->tokens.n);
  for (uint32_t i = 0; i < a->tokens.n; i++) {
    assert_int_equal(a->tokens.span[i].begin, b->tokens.span[i].begin);
    assert_int_equal(a->tokens.upos[i], b->tokens.upos[i]);
    assert_int_equal(a->tokens.head[i], b->tokens.head[i]);
  }
  ro_doc_free(a);
  ro_doc_free(b);
}

static int set_up(void **state) {
  ro_engine *engine = NULL;
  assert_int_equal(ro_engine_open(NULL, &engine, NULL), RO_OK);
  *state = engine;
  return 0;
}

static int tear_down(void **state) {
  ro_engine_close(*state);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(any_text_keeps_the_promises),
      cmocka_unit_test(what_follows_changes_no_token),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
