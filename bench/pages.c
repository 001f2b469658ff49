/* Speed of article extraction: bench_pages [--texts] MARKS PAGE... reads each page three times, one
 * thread, and prints pages and bytes a second of the fastest pass: from bytes to text, without
 * reading files.  --texts prints {"path", "title", "text"} a line instead, for
 * eval/article_text.py. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clean/page.h"
#include "format/charset.h"

enum { PASSES = 3 };

static double now_s(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static ro_str read_file(ro_arena *arena, const char *path) {
  FILE *f = fopen(path, "rb");
  ro_buf buf = {0};
  char piece[1 << 13];
  size_t got;
  if (!f) {
    perror(path);
    exit(3);
  }
  while ((got = fread(piece, 1, sizeof piece, f)) > 0) ro_buf_add(&buf, piece, got);
  fclose(f);
  ro_str s = ro_str_copy(arena, (ro_str){buf.data, buf.len});
  ro_buf_free(&buf);
  return s;
}

static const page_marks *open_marks(ro_arena *arena, const char *path) {
  static const char *const names[] = {"page_marks"};
  ro_str text = read_file(arena, path);
  const ro_lexicon *lexicon = NULL;
  const page_marks *marks = NULL;
  ro_error error = {0};
  if (ro_lexicon_open(arena, names, &text, 1, &lexicon, &error) != RO_OK ||
      page_marks_open(ro_lexicon_table(lexicon, "page_marks"), arena, &marks, &error) != RO_OK) {
    fprintf(stderr, "%s: %s\n", path, error.message);
    exit(3);
  }
  return marks;
}

static void print_text(const char *path, const page_article *a) {
  json_t *o = json_pack("{s:s, s:s%, s:s%}", "path", path, "title",
                        a->facts.title.data ? a->facts.title.data : "", a->facts.title.len, "text",
                        a->text.text.data, a->text.text.len);
  json_dumpf(o, stdout, JSON_COMPACT);
  putchar('\n');
  json_decref(o);
}

static void read_one(const page_marks *marks, const char *path, ro_str bytes, bool prints) {
  ro_arena *arena = ro_arena_new(0), *scratch = ro_arena_new(0);
  ro_mapped source;
  ro_str charset;
  uint32_t replaced;
  page_article article;
  if (ro_charset_decode(arena, bytes, ro_charset_of_markup(bytes), &source, &charset, &replaced) !=
          RO_OK ||
      page_read(marks, source.text, false, arena, scratch, &article) != RO_OK)
    exit(3);
  if (prints) print_text(path, &article);
  ro_arena_free(scratch);
  ro_arena_free(arena);
}

int main(int argc, char **argv) {
  bool prints = argc > 1 && strcmp(argv[1], "--texts") == 0;
  int first = prints ? 3 : 2;
  ro_arena *arena = ro_arena_new(0);
  if (argc <= first || !arena) {
    fputs("usage: bench_pages [--texts] MARKS PAGE...\n", stderr);
    return 2;
  }
  const page_marks *marks = open_marks(arena, argv[first - 1]);
  size_t n = (size_t)(argc - first), bytes = 0;
  ro_str *page = RO_ARRAY(arena, ro_str, n);
  for (size_t i = 0; i < n; i++) bytes += (page[i] = read_file(arena, argv[(size_t)first + i])).len;
  double best = 0;
  for (int pass = 0; pass < (prints ? 1 : PASSES); pass++) {
    double begin = now_s();
    for (size_t i = 0; i < n; i++) read_one(marks, argv[(size_t)first + i], page[i], prints);
    double spent = now_s() - begin;
    if (pass == 0 || spent < best) best = spent;
  }
  if (!prints)
    printf("%zu pages, %zu bytes: %.1f MB/s, %.0f pages of 100 KB a second\n", n, bytes,
           (double)bytes / best / 1e6, (double)bytes / best / 1e5);
  ro_arena_free(arena);
  return 0;
}
