/* Runs golden cases: run_cases FOLDER prints TAP, one point a case.
 *
 * A case file is tests/cases/LAYER/NAME.case and holds cases of this form:
 *
 *   === title
 *   published: 2022-02-21        (optional)
 *   text of the report
 *   ---
 *   a line that must be printed  (in this order; others may stand between)
 *   !a line that must not be printed
 *   ===only                      (no line may be printed but those given)
 *
 * LAYER names the layer printed, as in `readout explain --layer`.  In tests/cases/known-wrong/LAYER
 * cases are expected to fail, and one that holds fails the run until it is moved. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/hash.h"
#include "format/media.h"
#include "pipeline/pipeline.h"
#include "present/present.h"

typedef struct {
  ro_engine *engine;
  ro_layer layer;
  bool is_known_wrong;
  int n_cases, n_failed;
} runner;

static ro_str read_file(ro_arena *arena, const char *path) {
  FILE *f = fopen(path, "rb");
  ro_str text = {NULL, 0};
  if (!f) return text;
  if (fseek(f, 0, SEEK_END) == 0) {
    long size = ftell(f);
    char *data = size >= 0 ? ro_arena_alloc(arena, (size_t)size + 1) : NULL;
    rewind(f);
    if (data) text = (ro_str){data, fread(data, 1, (size_t)size, f)};
  }
  fclose(f);
  return text;
}

static bool take_line(ro_str *rest, ro_str *line) { return ro_str_split(rest, '\n', line); }

/* Is `wanted` a whole line of `printed` at or after *from?  Moves *from behind it. */
static bool find_line(ro_str printed, ro_str wanted, size_t *from) {
  size_t at = *from;
  while (at < printed.len) {
    ro_str rest = ro_str_sub(printed, at, printed.len), line;
    if (!take_line(&rest, &line)) return false;
    at += line.len + 1;
    if (ro_str_equal(line, wanted)) {
      *from = at;
      return true;
    }
  }
  return false;
}

static uint32_t count_lines(ro_str printed) {
  uint32_t n = 0;
  for (size_t i = 0; i < printed.len; i++) n += printed.data[i] == '\n';
  return n;
}

/* Compares and tells the first difference. */
static bool agrees(ro_str printed, ro_str expected, ro_str *complaint) {
  ro_str line;
  size_t from = 0;
  uint32_t wanted = 0;
  bool is_only = false;
  while (take_line(&expected, &line)) {
    if (!ro_str_trim(line).len) continue;
    *complaint = line;
    if (ro_str_is(line, "===only")) {
      is_only = true;
      continue;
    }
    size_t anywhere = 0;
    if (line.data[0] == '!') {
      if (find_line(printed, ro_str_sub(line, 1, line.len), &anywhere)) return false;
    } else {
      wanted++;
      if (!find_line(printed, line, &from)) return false;
    }
  }
  *complaint = RO_STR("===only");
  return !is_only || count_lines(printed) == wanted;
}

static ro_doc *make_doc(ro_str text) {
  ro_doc *doc = ro_doc_new();
  ro_str rest = text, line;
  if (!doc) return NULL;
  if (take_line(&rest, &line) && ro_str_starts(line, RO_STR("published: "))) {
    ro_date date = ro_date_parse(ro_str_sub(line, 11, line.len));
    doc->meta.published = (ro_interval){date, date};
    doc->meta.published_basis = RO_DATE_BASIS_METADATA;
    text = rest;
  }
  doc->raw = ro_str_copy(doc->arena, text);
  if (ro_media_sniff(doc->raw) == RO_MEDIA_HTML) doc->meta.media = RO_STR("text/html");
  doc->id = ro_sha256(doc->arena, doc->raw);
  doc->meta.path = RO_STR("case.txt");
  return doc;
}

static void tell_failure(const runner *r, const ro_error *error, ro_str complaint, ro_str printed) {
  ro_str line;
  if (r->is_known_wrong) {
    printf("# holds now: move it out of known-wrong\n");
    return;
  }
  printf("# %s\n# at: %.*s\n# printed:\n", error->message, RO_FMT(complaint));
  while (take_line(&printed, &line)) printf("#   %.*s\n", RO_FMT(line));
}

static void run_case(runner *r, const char *file, ro_str title, ro_str text, ro_str expected) {
  ro_error error = {0};
  ro_buf out = {0};
  ro_str complaint = {NULL, 0};
  ro_doc *doc = make_doc(text);
  bool is_right = doc && ro_engine_read(r->engine, doc, &error) == RO_OK &&
                  ro_doc_check(doc, &error) == RO_OK &&
                  ro_print_layer(doc, r->layer, &out) == RO_OK &&
                  agrees((ro_str){out.data, out.len}, expected, &complaint);
  bool is_good = is_right != r->is_known_wrong;
  printf("%sok %d - %s/%s: %.*s\n", is_good ? "" : "not ", ++r->n_cases, ro_layer_label[r->layer],
         file, RO_FMT(title));
  if (!is_good) {
    r->n_failed++;
    tell_failure(r, &error, complaint, (ro_str){out.data, out.len});
  }
  ro_buf_free(&out);
  ro_doc_free(doc);
}

/* The part of `text` up to the next line that equals or begins with `mark`. */
static ro_str take_part(ro_str *text, const char *mark, bool whole_line) {
  ro_str rest = *text, line;
  const char *begin = text->data;
  while (take_line(&rest, &line)) {
    bool hit = whole_line ? ro_str_is(line, mark) : ro_str_starts(line, ro_str_from(mark));
    if (!hit) continue;
    ro_str part = {begin, (size_t)(line.data - begin)};
    *text = ro_str_sub(*text, part.len, text->len);
    return part;
  }
  ro_str part = *text;
  *text = (ro_str){NULL, 0};
  return part;
}

static void run_file(runner *r, const char *folder, const char *file) {
  char path[4400];
  ro_arena *arena = ro_arena_new(0);
  if (!arena) return;
  snprintf(path, sizeof path, "%s/%s", folder, file);
  ro_str text = read_file(arena, path), line;
  take_part(&text, "=== ", false); /* what stands before the first case is comment */
  while (text.len) {
    take_line(&text, &line);
    ro_str title = ro_str_sub(line, 4, line.len);
    ro_str body = take_part(&text, "=== ", false);
    ro_str input = take_part(&body, "---", true);
    take_line(&body, &line);
    run_case(r, file, title, input, body);
  }
  ro_arena_free(arena);
}

static int is_case(const struct dirent *entry) {
  return ro_str_ends(ro_str_from(entry->d_name), RO_STR(".case"));
}

static void run_folder(runner *r, const char *root) {
  for (uint32_t layer = 0; layer < RO_N_LAYER; layer++) {
    char folder[4096];
    struct dirent **entries = NULL;
    snprintf(folder, sizeof folder, "%s/%s", root, ro_layer_label[layer]);
    int n = scandir(folder, &entries, is_case, alphasort);
    r->layer = (ro_layer)layer;
    for (int i = 0; i < n; i++) {
      run_file(r, folder, entries[i]->d_name);
      free(entries[i]);
    }
    free(entries);
  }
}

int main(int argc, char **argv) {
  runner r = {0};
  ro_error error = {0};
  char known_wrong[4096];
  if (argc != 2 || ro_engine_open(NULL, &r.engine, &error) != RO_OK) {
    printf("Bail out! %s: %s\n", error.where, error.message);
    return 3;
  }
  run_folder(&r, argv[1]);
  r.is_known_wrong = true;
  snprintf(known_wrong, sizeof known_wrong, "%s/known-wrong", argv[1]);
  run_folder(&r, known_wrong);
  printf("1..%d\n", r.n_cases);
  ro_engine_close(r.engine);
  return r.n_failed ? 1 : 0;
}
