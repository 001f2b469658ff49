/* Whole files in and out, and memory that is there or ends the program. */
#include "file.h"

#include <stdio.h>
#include <stdlib.h>

void die(const char *message) {
  fprintf(stderr, "%s\n", message);
  exit(3);
}

void *xalloc(void *old, size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) die("out of memory");
  void *p = realloc(old, count * size + 1);
  if (!p) die("out of memory");
  return p;
}

ro_str read_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) return (ro_str){NULL, 0};
  ro_buf buf = {0};
  static char block[1 << 16];
  size_t got;
  while ((got = fread(block, 1, sizeof block, file)) > 0) ro_buf_add(&buf, block, got);
  fclose(file);
  if (buf.has_failed) die("out of memory");
  return (ro_str){buf.data, buf.len};
}

void write_file(const char *path, const ro_buf *buf) {
  FILE *file = fopen(path, "wb");
  if (!file || buf->has_failed || fwrite(buf->data, 1, buf->len, file) != buf->len ||
      fclose(file) != 0)
    die(path);
  fprintf(stderr, "%s: %.2f MB\n", path, (double)buf->len / 1e6);
}
