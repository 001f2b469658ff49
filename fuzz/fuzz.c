/* Shared by the targets.  The engine and the temporary file live as long as the process, because
 * a target is called once for each input and has no place of its own to keep them. */
#include "fuzz/fuzz.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "doc/doc.h"
#include "present/present.h"

static ro_engine *engine;
static char file_path[128];

void fuzz_fail(const char *file, int line, const char *what) {
  fprintf(stderr, "%s:%d: %s\n", file, line, what);
  abort();
}

static void close_engine(void) { ro_engine_close(engine); }

const ro_engine *fuzz_engine(void) {
  ro_error error = {0};
  if (engine) return engine;
  FUZZ_CHECK(ro_engine_open(NULL, &engine, &error) == RO_OK, error.message);
  atexit(close_engine);
  return engine;
}

ro_doc *fuzz_doc(const char *path, ro_str bytes) {
  ro_doc *doc = ro_doc_new();
  FUZZ_CHECK(doc, "no memory");
  doc->raw = ro_str_copy(doc->arena, bytes);
  doc->id = ro_sha256(doc->arena, doc->raw);
  doc->meta.path = ro_str_copy(doc->arena, ro_str_from(path));
  return doc;
}

static void remove_file(void) { unlink(file_path); }

const char *fuzz_file(const char *suffix, ro_str bytes) {
  if (!file_path[0]) {
    snprintf(file_path, sizeof file_path, "/tmp/readout-fuzz-%ld%s", (long)getpid(), suffix);
    atexit(remove_file);
  }
  FILE *f = fopen(file_path, "wb");
  FUZZ_CHECK(f, "the temporary file cannot be made");
  FUZZ_CHECK(!bytes.len || fwrite(bytes.data, 1, bytes.len, f) == bytes.len, "cannot write");
  FUZZ_CHECK(fclose(f) == 0, "cannot write");
  return file_path;
}

/* Is there anything but white space, marks without width and control characters in [begin, end)? */
static bool has_words(ro_str text, size_t begin, size_t end) {
  while (begin < end) {
    uint32_t c = ro_utf8_next(text, &begin);
    if (ro_is_letter(c) || ro_is_digit(c)) return true;
  }
  return false;
}

/* Tokens stand in order, are not empty, and no letter or digit of a sentence is between them. */
static void check_tokens(const ro_doc *doc) {
  for (uint32_t s = 0; s < doc->sentences.n; s++) {
    const ro_sentence *x = &doc->sentences.at[s];
    size_t at = x->span.begin;
    for (uint32_t i = x->first; i < x->end; i++) {
      ro_span t = doc->tokens.span[i];
      FUZZ_CHECK(t.begin < t.end && t.begin >= at, "tokens overlap or are empty");
      FUZZ_CHECK(!has_words(doc->text, at, t.begin), "a word is in no token");
      at = t.end;
    }
    FUZZ_CHECK(!has_words(doc->text, at, x->span.end), "a word is in no token");
  }
}

static void check_json(ro_buf *out, ro_status status) {
  json_error_t wrong;
  FUZZ_CHECK(status == RO_OK && !out->has_failed, "it cannot be printed");
  json_t *value = json_loadb(out->data, out->len, JSON_ALLOW_NUL, &wrong);
  FUZZ_CHECK(json_is_object(value), "what is printed is not JSON");
  json_decref(value);
  ro_buf_free(out);
}

void fuzz_check_doc(const ro_doc *doc) {
  static const ro_made_by nothing = {NULL, 0};
  ro_error error = {0};
  FUZZ_CHECK(ro_doc_check(doc, &error) == RO_OK, error.message);
  check_tokens(doc);
  ro_buf out = {0};
  check_json(&out, ro_print_annotation(doc, NULL, &nothing, &out));
}

void fuzz_check_story(const ro_story *story) {
  ro_error error = {0};
  for (ro_output form = RO_OUTPUT_BRIEF; form <= RO_OUTPUT_JSON; form++) {
    char *text = NULL;
    size_t len = 0;
    FUZZ_CHECK(ro_story_print(story, form, &text, &len, &error) == RO_OK, error.message);
    ro_buf out = {.data = text, .len = len};
    if (form == RO_OUTPUT_JSON)
      check_json(&out, RO_OK);
    else
      ro_text_free(text);
  }
}
