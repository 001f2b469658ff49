/* Bytes of one file, pipe or standard input, and what kind of bytes they are.
 *
 * Regular files are read; only large ones (dumps of many reports) are mapped, since a mapped file
 * that shrinks under the reader ends the process.  Of a plain text no more is read than a report
 * may hold.  A named pipe without a writer would block for ever: it gets a second. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "format/media.h"
#include "intake/intake_internal.h"

enum {
  BLOCK = 1 << 16,
  MAP_FROM = 32 << 20, /* bytes; smaller files are read */
  PIPE_PATIENCE_MS = 1000,
  PROBE = 1 << 16 /* bytes looked at to tell text from other things */
};

static ro_status io_error(ro_error *error, ro_str path) {
  return ro_fail(error, errno == ENOENT ? RO_ENOENT : RO_EIO, path, UINT64_MAX, "%s",
                 strerror(errno));
}

static ro_status map_file(int fd, uint64_t size, ro_str path, ro_source *source, ro_error *error) {
  if (size > RO_MAX_FILE_BYTES || size > SIZE_MAX)
    return ro_fail(error, RO_ELIMIT, path, UINT64_MAX, "the file is larger than %llu bytes",
                   (unsigned long long)RO_MAX_FILE_BYTES);
  void *data = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (data == MAP_FAILED) return io_error(error, path);
  *source = (ro_source){{data, (size_t)size}, true, false};
  return RO_OK;
}

/* Waits until someone writes to a pipe opened without blocking; then lets reads block. */
static ro_status await_writer(int fd, ro_str path, ro_error *error) {
  struct pollfd wait = {fd, POLLIN, 0};
  if (poll(&wait, 1, PIPE_PATIENCE_MS) == 0) {
    char none;
    if (read(fd, &none, 0) != 0 || errno != EAGAIN)
      return ro_fail(error, RO_EIO, path, UINT64_MAX, "nobody writes to this pipe");
  }
  int flags = fcntl(fd, F_GETFL);
  if (flags < 0 || fcntl(fd, F_SETFL, flags & ~O_NONBLOCK) < 0) return io_error(error, path);
  return RO_OK;
}

/* Dumps of many reports may be as large as they are; a report alone not. */
static bool holds_more(ro_str begin) { return ro_media_sniff(begin) >= RO_MEDIA_ARCHIVE; }

static ro_status read_all(int fd, ro_str path, ro_input_format format, ro_source *source,
                          ro_error *error) {
  ro_buf buf = {0};
  char block[BLOCK / 8];
  uint64_t limit = RO_MAX_FILE_BYTES;
  while (buf.len <= limit) {
    ssize_t got = read(fd, block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      ro_buf_free(&buf);
      return io_error(error, path);
    }
    if (got == 0) break;
    bool is_first = buf.len == 0;
    ro_buf_add(&buf, block, (size_t)got);
    if (is_first && format == RO_INPUT_DETECT && !holds_more((ro_str){buf.data, buf.len}))
      limit = RO_MAX_TEXT_BYTES;
  }
  if (buf.has_failed) {
    ro_buf_free(&buf);
    return ro_fail(error, RO_ENOMEM, path, UINT64_MAX, "out of memory");
  }
  *source = (ro_source){{buf.data, buf.len}, false, buf.len > limit};
  return RO_OK;
}

static ro_status read_file(int fd, ro_str path, ro_input_format format, ro_source *source,
                           ro_error *error) {
  struct stat info;
  if (fstat(fd, &info) != 0) return io_error(error, path);
  if (S_ISDIR(info.st_mode)) return ro_fail(error, RO_EIO, path, UINT64_MAX, "is a folder");
  if ((S_ISCHR(info.st_mode) && !isatty(fd)) || S_ISBLK(info.st_mode))
    return ro_fail(error, RO_EFORMAT, path, UINT64_MAX, "is a device, not a file");
  if (S_ISREG(info.st_mode) && info.st_size >= MAP_FROM)
    return map_file(fd, (uint64_t)info.st_size, path, source, error);
  if (S_ISFIFO(info.st_mode)) RO_TRY(await_writer(fd, path, error));
  return read_all(fd, path, format, source, error);
}

bool ro_source_size(ro_str path, uint64_t *size) {
  struct stat info;
  if (ro_str_is(path, "-") || stat(path.data, &info) != 0 || !S_ISREG(info.st_mode)) return false;
  *size = (uint64_t)info.st_size;
  return true;
}

ro_status ro_source_open(ro_str path, ro_input_format format, ro_source *source, ro_error *error) {
  *source = (ro_source){0};
  if (ro_str_is(path, "-")) return read_all(STDIN_FILENO, path, format, source, error);
  int fd = open(path.data, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0) return io_error(error, path);
  ro_status status = read_file(fd, path, format, source, error);
  close(fd);
  return status;
}

/* The heap block came from a ro_buf, so ro_buf_free gives it back. */
void ro_source_close(ro_source *source) {
  void *data = NULL;
  memcpy(&data, &source->bytes.data, sizeof data);
  if (source->is_mapped) {
    munmap(data, source->bytes.len);
  } else {
    ro_buf buf = {data, source->bytes.len, source->bytes.len, false};
    ro_buf_free(&buf);
  }
  *source = (ro_source){0};
}

static const struct {
  const char *begins;
  size_t n;
  const char *name;
} other_formats[] = {
    {"%PDF-", 5, "is a PDF, not text"},
    {"SQLite format 3", 15, "is a database, not text"},
};

typedef struct {
  size_t letters, controls, invalid, all;
  size_t first_odd; /* offset of the first control character or invalid byte */
} census;

static census count_kinds(ro_str s) {
  census c = {.first_odd = s.len};
  for (size_t at = 0; at < s.len; c.all++) {
    size_t begin = at;
    uint32_t point = ro_utf8_next(s, &at);
    bool is_invalid = point == 0xFFFD && at == begin + 1;
    bool is_control = point < 0x20 && !ro_is_white(point) && point != 0x1B && point != 0x08;
    c.invalid += is_invalid;
    c.controls += is_control;
    c.letters += ro_is_letter(point) || ro_is_digit(point);
    if ((is_invalid || is_control) && begin < c.first_odd) c.first_odd = begin;
  }
  return c;
}

/* Odd characters in one of ten, or invalid bytes in three of ten (Latin-1 prose stays below; a
 * cut-off character at the end of the probe does not count much), are no text. */
ro_status ro_source_check_text(ro_str path, ro_str bytes, ro_error *error) {
  if (bytes.len == 0) return ro_fail(error, RO_EFORMAT, path, 0, "is empty");
  for (size_t i = 0; i < sizeof other_formats / sizeof *other_formats; i++)
    if (ro_str_starts(bytes, (ro_str){other_formats[i].begins, other_formats[i].n}))
      return ro_fail(error, RO_EFORMAT, path, 0, "%s", other_formats[i].name);
  if (ro_str_starts(bytes, RO_STR("\xFF\xFE")) || ro_str_starts(bytes, RO_STR("\xFE\xFF")))
    return RO_OK; /* UTF-16 */
  census c = count_kinds(ro_str_sub(bytes, 0, PROBE));
  if (c.controls * 10 > c.all || c.invalid * 10 > c.all * 3)
    return ro_fail(error, RO_EFORMAT, path, c.first_odd,
                   "is not text: binary bytes from byte %zu on", c.first_odd);
  for (size_t at = PROBE; c.letters == 0 && at < bytes.len; at += PROBE)
    c = count_kinds(ro_str_sub(bytes, at, at + PROBE));
  if (c.letters == 0) return ro_fail(error, RO_EFORMAT, path, 0, "is not text: it has no words");
  return RO_OK;
}
