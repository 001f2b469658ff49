/* Every number of each line of standard input, without asking whether it is a figure.
 *
 *   read_numbers COMPARATORS.tsv UNITS.tsv < lines
 *
 * One line out for a line in: "begin end low high unit" of each number, parted by tabs; offsets are
 * bytes, an open bound is "nan", no unit is "_".  For eval/figures.py. */
#include <stdio.h>
#include <string.h>

#include "extract/figure_internal.h"

static ro_str read_file(ro_arena *arena, const char *path) {
  FILE *f = fopen(path, "rb");
  size_t size = 1u << 20;
  char *p = ro_arena_alloc(arena, size);
  size_t n = f && p ? fread(p, 1, size, f) : 0;
  if (f) fclose(f);
  return (ro_str){p, n};
}

static bool open_state(ro_arena *arena, char **paths, ro_figure_state *s) {
  static const char *const names[] = {"comparators", "units"};
  ro_str texts[] = {read_file(arena, paths[0]), read_file(arena, paths[1])};
  const ro_lexicon *lexicon = NULL;
  if (ro_lexicon_open(arena, names, texts, 2, &lexicon, NULL) != RO_OK) return false;
  return ro_figure_state_open(lexicon, arena, s);
}

static void print_numbers(const ro_figure_reader *r) {
  uint32_t floor = 0;
  for (uint32_t i = 0; i < r->pieces.n;) {
    ro_quantity q;
    if (!ro_quantity_read(r, i, floor, &q) || q.number.is_ordinal) {
      i++;
      continue;
    }
    uint32_t begin = r->pieces.at[q.number_first].span.begin;
    printf("%u %u %.15g %.15g %.*s\t", begin, r->pieces.at[q.number_end - 1].span.end, q.low,
           q.high, RO_FMT(q.unit.len ? q.unit : RO_STR("_")));
    floor = i = q.end > i ? q.end : i + 1;
  }
  putchar('\n');
}

int main(int argc, char **argv) {
  static char line[1u << 16];
  ro_arena *arena = ro_arena_new(0);
  ro_figure_state state = {0};
  if (argc != 3 || !arena || !open_state(arena, argv + 1, &state)) return 2;
  while (fgets(line, sizeof line, stdin)) {
    ro_doc *doc = ro_doc_new();
    size_t n = strlen(line);
    if (!doc) return 3;
    while (n && line[n - 1] == '\n') n--;
    doc->text = (ro_str){line, n};
    ro_figure_reader r = {.state = &state, .doc = doc};
    if (!ro_pieces_make(doc->arena, doc->text, (ro_span){0, (uint32_t)n}, &r.pieces)) return 3;
    print_numbers(&r);
    ro_doc_free(doc);
  }
  ro_arena_free(arena);
  return 0;
}
