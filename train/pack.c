/* Puts a model file together from the files of its sections.
 *
 *   train-pack OUT NAME=FILE... map:NAME=LIST.tsv... copy:NAME=MODEL...
 *   train-pack --labels
 *
 * NAME=FILE takes the file's bytes as they are; map: makes a map section from lines of a string,
 * a tab and a number; copy: takes the section of that name from another model.  --labels prints
 * the lists of labels whose indices models hold, in their order, as one JSON object; classes of
 * names are 0 = O, 2k + 1 = B and 2k + 2 = I of the k-th kind of its list. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "doc/labels.h"
#include "map.h"
#include "model/linear.h"

/* ---------------------------------------------------------------- labels */

/* Kinds of names of the first head of names, in the order of its classes. */
static const char *const name_kinds[] = {"PERSON",  "ORGANIZATION", "LOCATION", "NORP", "FACILITY",
                                         "PRODUCT", "MISC",         "DATE",     "MONEY"};

static void print_list(const char *name, const char *const *labels, size_t n, const char *after) {
  printf("\"%s\": [", name);
  for (size_t i = 0; i < n; i++) printf("%s\"%s\"", i ? ", " : "", labels[i]);
  printf("]%s\n", after);
}

/* No label holds a character that JSON would escape. */
static void print_labels(void) {
  fputs("{", stdout);
  print_list("upos", ro_upos_label, RO_N_UPOS, ",");
  print_list("xpos", ro_xpos_label, RO_N_XPOS, ",");
  print_list("deprel", ro_deprel_label, RO_N_DEPREL, ",");
  print_list("names", name_kinds, sizeof name_kinds / sizeof *name_kinds, ",");
  print_list("onto", ro_onto_label + 1, RO_N_ONTO - 1, "}"); /* as names: without O */
}

/* ---------------------------------------------------------------- sections */

static int by_key(const void *a, const void *b) {
  const map_entry *x = a, *y = b;
  return x->key < y->key ? -1 : x->key > y->key;
}

/* "string<tab>number"; the string may hold tabs of its own. */
static map_entry entry_of(ro_str line) {
  size_t tab = line.len;
  while (tab > 0 && line.data[tab - 1] != '\t') tab--;
  int32_t value;
  if (!tab || !ro_str_to_int(ro_str_sub(line, tab, line.len), &value) || value < 0)
    die("a line of the list is not a string, a tab and a number");
  return (map_entry){ro_hash_str(ro_str_sub(line, 0, tab - 1)), (uint32_t)value};
}

static void make_map(ro_str text, ro_buf *out) {
  map_entry *entries = NULL;
  size_t n = 0, cap = 0;
  ro_str line;
  while (ro_str_split(&text, '\n', &line)) {
    if (!line.len) continue;
    if (n == cap) entries = xalloc(entries, cap = cap ? cap * 2 : 1024, sizeof *entries);
    entries[n++] = entry_of(line);
  }
  if (n) qsort(entries, n, sizeof *entries, by_key);
  for (size_t i = 1; i < n; i++)
    if (entries[i].key == entries[i - 1].key) die("a string stands twice in the list");
  map_export(entries, n, out);
  free(entries);
}

static ro_str section_of(ro_str model_bytes, const char *path, const char *name) {
  ro_model model;
  ro_str section;
  ro_error error = {0};
  if (ro_model_open(model_bytes, ro_str_from(path), &model, &error) != RO_OK ||
      ro_model_verify(&model, &error) != RO_OK ||
      ro_model_section(&model, name, &section, &error) != RO_OK)
    die(error.message);
  return section;
}

/* One argument "[map:|copy:]NAME=FILE" -> one section. */
static void add_section(ro_model_writer *writer, char *argument) {
  char *equals = strchr(argument, '='), *name = argument;
  bool is_map = strncmp(name, "map:", 4) == 0, is_copy = strncmp(name, "copy:", 5) == 0;
  name += is_map ? 4 : is_copy ? 5 : 0;
  if (!equals || equals <= name || equals - name > 8) die("not NAME=FILE with a NAME of 1 to 8");
  *equals = 0;
  ro_str bytes = read_file(equals + 1);
  if (!bytes.len) {
    fprintf(stderr, "%s: ", equals + 1);
    die("missing or empty");
  }
  if (is_map) {
    ro_buf map = {0};
    make_map(bytes, &map);
    if (map.has_failed) die("out of memory");
    ro_model_add(writer, name, (ro_str){map.data, map.len});
    ro_buf_free(&map);
  } else {
    ro_model_add(writer, name, is_copy ? section_of(bytes, equals + 1, name) : bytes);
  }
}

int main(int argc, char **argv) {
  if (argc == 2 && strcmp(argv[1], "--labels") == 0) {
    print_labels();
    return 0;
  }
  if (argc < 3) die("train-pack OUT [map:|copy:]NAME=FILE... | train-pack --labels");
  ro_model_writer writer = {0};
  ro_buf out = {0};
  for (int i = 2; i < argc; i++) add_section(&writer, argv[i]);
  ro_model_finish(&writer, &out);
  write_file(argv[1], &out);
  ro_model model;
  ro_error error = {0};
  if (ro_model_open((ro_str){out.data, out.len}, ro_str_from(argv[1]), &model, &error) != RO_OK ||
      ro_model_verify(&model, &error) != RO_OK)
    die(error.message);
  ro_buf_free(&out);
  return 0;
}
