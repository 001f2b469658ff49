/* Part of the build: make_index OUT TABLE.tsv... writes the index of the tables. */
#include <stdio.h>
#include <string.h>

#include "lexicon/lexicon.h"

enum { MAX_TEXTS = 64, STEP = 8192 };

static bool read_text(ro_arena *arena, const char *path, ro_str *out) {
  FILE *f = fopen(path, "rb");
  if (!f) return false;
  ro_buf buf = {0};
  char part[STEP];
  for (size_t n; (n = fread(part, 1, sizeof part, f)) > 0;) ro_buf_add(&buf, part, n);
  bool is_good = !ferror(f) && !buf.has_failed;
  fclose(f);
  *out = ro_str_copy(arena, (ro_str){buf.data, buf.len});
  ro_buf_free(&buf);
  return is_good && out->data;
}

/* "reporting" of "lexicon/reporting.tsv". */
static const char *table_name(ro_arena *arena, const char *path) {
  const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
  const char *dot = strrchr(base, '.');
  return ro_str_copy(arena, (ro_str){base, dot ? (size_t)(dot - base) : strlen(base)}).data;
}

static bool write_file(const char *path, const ro_buf *buf) {
  FILE *f = buf->has_failed ? NULL : fopen(path, "wb");
  if (!f) return false;
  bool is_good = fwrite(buf->data, 1, buf->len, f) == buf->len;
  return fclose(f) == 0 && is_good;
}

static bool make(ro_arena *arena, const char *out, char **paths, size_t n) {
  const char *names[MAX_TEXTS];
  ro_str texts[MAX_TEXTS];
  const ro_lexicon *lexicon = NULL;
  ro_error error = {0};
  for (size_t i = 0; i < n; i++) {
    names[i] = table_name(arena, paths[i]);
    if (names[i] && read_text(arena, paths[i], &texts[i])) continue;
    fprintf(stderr, "make_index: %s cannot be read\n", paths[i]);
    return false;
  }
  if (ro_lexicon_open(arena, names, texts, n, &lexicon, &error) != RO_OK) {
    fprintf(stderr, "make_index: %s: %s\n", error.where, error.message);
    return false;
  }
  ro_buf index = {0};
  ro_lexicon_write_index(lexicon, texts, &index);
  bool is_written = write_file(out, &index);
  if (!is_written) fprintf(stderr, "make_index: %s cannot be written\n", out);
  ro_buf_free(&index);
  return is_written;
}

int main(int argc, char **argv) {
  if (argc < 3 || argc - 2 > MAX_TEXTS) {
    fputs("usage: make_index OUT TABLE.tsv...\n", stderr);
    return 2;
  }
  ro_arena *arena = ro_arena_new(0);
  bool is_made = arena && make(arena, argv[1], argv + 2, (size_t)(argc - 2));
  ro_arena_free(arena);
  return is_made ? 0 : 1;
}
