/* Archives and compressed files, by libarchive: zip, tar, and gzip, zstd, bzip2, xz around them or
 * around one file.  What comes out is bounded by size and, beyond the first megabytes, by how much
 * larger it is than what went in, so that a small file cannot fill the memory. */
#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "base/limits.h"
#include "intake/intake_internal.h"

enum { FREE_BYTES = 16 << 20, MOST_RATIO = 200, BLOCK = 1 << 13 };

struct ro_unpacking {
  struct archive *archive;
  ro_str path;
  uint64_t in, out; /* bytes */
};

ro_status ro_unpack_open(ro_arena *arena, ro_str path, ro_str bytes, ro_unpacking **out,
                         ro_error *error) {
  ro_unpacking *u = RO_NEW(arena, ro_unpacking);
  struct archive *a = archive_read_new();
  if (!u || !a) {
    archive_read_free(a);
    return RO_ENOMEM;
  }
  archive_read_support_filter_gzip(a);
  archive_read_support_filter_zstd(a);
  archive_read_support_filter_bzip2(a);
  archive_read_support_filter_xz(a);
  archive_read_support_format_zip_streamable(a);
  archive_read_support_format_zip_seekable(a);
  archive_read_support_format_tar(a);
  archive_read_support_format_raw(a);
  *u = (ro_unpacking){a, path, bytes.len, 0};
  if (archive_read_open_memory(a, bytes.data, bytes.len) == ARCHIVE_OK) {
    *out = u;
    return RO_OK;
  }
  const char *why = archive_error_string(a);
  ro_status status =
      ro_fail(error, RO_EFORMAT, path, 0, "cannot be unpacked: %s", why ? why : "broken");
  archive_read_free(a);
  return status;
}

void ro_unpack_close(ro_unpacking *u) {
  if (u && u->archive) archive_read_free(u->archive);
  if (u) u->archive = NULL;
}

static bool is_bomb(const ro_unpacking *u) {
  return u->out > FREE_BYTES && u->out / MOST_RATIO > u->in;
}

static ro_status read_member(ro_unpacking *u, ro_str path, ro_buf *bytes, ro_error *error) {
  char block[BLOCK];
  for (;;) {
    la_ssize_t got = archive_read_data(u->archive, block, sizeof block);
    if (got == 0) return bytes->has_failed ? RO_ENOMEM : RO_OK;
    if (got < 0) {
      const char *why = archive_error_string(u->archive);
      return ro_fail(error, RO_EFORMAT, path, bytes->len, "is broken behind byte %zu: %s",
                     bytes->len, why ? why : "unpacking failed");
    }
    ro_buf_add(bytes, block, (size_t)got);
    u->out += (uint64_t)got;
    if (bytes->len > RO_MAX_MEMBER_BYTES || is_bomb(u))
      return ro_fail(error, RO_ELIMIT, path, bytes->len, "unpacks to more than %s",
                     is_bomb(u) ? "200 times its size" : "a report can be");
  }
}

/* A file that is only compressed has no name of its own. */
static bool has_name(struct archive *a) { return archive_format(a) != ARCHIVE_FORMAT_RAW; }

ro_status ro_unpack_next(ro_arena *arena, ro_unpacking *u, bool *is_end, ro_str *name,
                         ro_buf *bytes, ro_error *error) {
  struct archive_entry *entry = NULL;
  *is_end = false;
  for (uint32_t passed = 0; passed < RO_MAX_REPORTS; passed++) {
    int answer = archive_read_next_header(u->archive, &entry);
    if (answer == ARCHIVE_EOF) break;
    if (answer < ARCHIVE_WARN) {
      const char *why = archive_error_string(u->archive);
      ro_str at = u->path;
      *is_end = true;
      return ro_fail(error, RO_EFORMAT, at, UINT64_MAX, "is broken: %s",
                     why ? why : "unpacking failed");
    }
    const char *path = archive_entry_pathname(entry);
    bool is_file = archive_entry_filetype(entry) == AE_IFREG || !has_name(u->archive);
    ro_str member = has_name(u->archive) ? ro_str_from(path ? path : "") : (ro_str){NULL, 0};
    if (!is_file || (member.len && !ro_is_report_name(member))) continue;
    *name = member.len ? ro_str_join(arena, u->path, "/", member) : u->path;
    return read_member(u, *name, bytes, error);
  }
  *is_end = true;
  return RO_OK;
}
