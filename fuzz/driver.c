/* Runs a target over files without libFuzzer: driver FILE|FOLDER..., one TAP line a file.  So the
 * seeds, and every input that once broke something, are ordinary tests. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "fuzz/fuzz.h"

static void run_file(const char *path, unsigned number) {
  ro_buf bytes = {0};
  char piece[4096];
  size_t got;
  FILE *f = fopen(path, "rb");
  FUZZ_CHECK(f, path);
  while ((got = fread(piece, 1, sizeof piece, f)) > 0) ro_buf_add(&bytes, piece, got);
  fclose(f);
  LLVMFuzzerTestOneInput((const uint8_t *)bytes.data, bytes.len);
  ro_buf_free(&bytes);
  const char *name = strrchr(path, '/');
  printf("ok %u - %s\n", number, name ? name + 1 : path);
}

static unsigned run_folder(const char *folder, unsigned number) {
  struct dirent **entries = NULL;
  int n = scandir(folder, &entries, NULL, alphasort);
  FUZZ_CHECK(n >= 0, folder);
  for (int i = 0; i < n; i++) {
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
    if (entries[i]->d_name[0] != '.') run_file(path, ++number);
    free(entries[i]);
  }
  free(entries);
  return number;
}

int main(int argc, char **argv) {
  unsigned number = 0;
  for (int i = 1; i < argc; i++) {
    struct stat info;
    FUZZ_CHECK(stat(argv[i], &info) == 0, argv[i]);
    if (S_ISDIR(info.st_mode))
      number = run_folder(argv[i], number);
    else
      run_file(argv[i], ++number);
  }
  printf("1..%u\n", number);
  return number ? 0 : 1;
}
