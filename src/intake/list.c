/* What lies under the paths given: a stack of entries still to look at, so that no folder, however
 * deep or linked in circles, costs more than its own entries.
 *
 * A folder's entries are sorted bytewise and pushed backwards, hence come off in order.  Each
 * folder is read once, told by device and inode.  Files named by the user are always taken; in
 * folders only files that look like reports by their names: what else lies there (pictures,
 * scripts, hidden files) is passed over in silence. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "base/limits.h"
#include "intake/intake_internal.h"

typedef struct {
  ro_str path;
  uint32_t depth;
  bool is_named; /* by the user, not found in a folder */
} entry;

typedef struct {
  dev_t device;
  ino_t inode;
} folder_key;

typedef struct {
  ro_arena *arena;
  ro_input_format format;
  RO_ROWS(entry) stack;
  RO_ROWS(folder_key) seen; /* folders read */
  ro_items *items;
} listing;

static const char *const report_endings[] = {
    ".txt",  ".text",  ".md",  ".markdown", ".jsonl", ".ndjson", ".json",  ".html",
    ".htm",  ".xhtml", ".xml", ".rss",      ".atom",  ".rdf",    ".eml",   ".mbox",
    ".warc", ".gz",    ".zst", ".zip",      ".tar",   ".tgz",    ".newsml"};

static bool is_report_name(ro_str name, ro_input_format format) {
  if (name.len == 0 || name.data[0] == '.') return false;
  if (format == RO_INPUT_CONLLU) return ro_str_ends(name, RO_STR(".conllu"));
  for (size_t i = 0; i < sizeof report_endings / sizeof *report_endings; i++) {
    ro_str ending = ro_str_from(report_endings[i]);
    if (name.len > ending.len &&
        ro_str_equal_nocase(ro_str_sub(name, name.len - ending.len, name.len), ending))
      return true;
  }
  return memchr(name.data, '.', name.len) == NULL; /* no ending at all: its content will tell */
}

static ro_str base_name(ro_str path) {
  size_t at = path.len;
  while (at > 0 && path.data[at - 1] != '/') at--;
  return ro_str_sub(path, at, path.len);
}

bool ro_is_report_name(ro_str path) { return is_report_name(base_name(path), RO_INPUT_DETECT); }

static ro_item *add_item(listing *l, ro_str path) {
  ro_item *item = RO_ADD(l->arena, l->items);
  if (item) item->path = path;
  return item;
}

static void add_problem(listing *l, ro_str path, ro_status code, const char *message) {
  ro_item *item = add_item(l, path);
  if (!item) return;
  item->problem = code;
  snprintf(item->message, sizeof item->message, "%s", message);
}

static void push(listing *l, ro_str path, uint32_t depth, bool is_named) {
  entry *e = RO_ADD(l->arena, &l->stack);
  if (e) *e = (entry){path, depth, is_named};
}

static bool was_seen(listing *l, const struct stat *info) {
  for (uint32_t i = 0; i < l->seen.n; i++)
    if (l->seen.at[i].inode == info->st_ino && l->seen.at[i].device == info->st_dev) return true;
  folder_key *key = RO_ADD(l->arena, &l->seen);
  if (key) *key = (folder_key){info->st_dev, info->st_ino};
  return false;
}

static int no_hidden(const struct dirent *e) { return e->d_name[0] != '.'; }

static int bytewise(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

static void read_folder(listing *l, const entry *e) {
  struct dirent **names = NULL;
  int n = scandir(e->path.data, &names, no_hidden, bytewise);
  if (n < 0) {
    add_problem(l, e->path, RO_EIO, strerror(errno));
    return;
  }
  const char *slash = ro_str_ends(e->path, RO_STR("/")) ? "" : "/";
  for (int i = n; i-- > 0;) {
    ro_str path = ro_str_join(l->arena, e->path, slash, ro_str_from(names[i]->d_name));
    if (path.data) push(l, path, e->depth + 1, false);
    free(names[i]);
  }
  free(names);
}

static void look_at(listing *l, const entry *e) {
  struct stat info;
  if (ro_str_is(e->path, "-")) {
    add_item(l, e->path);
    return;
  }
  if (stat(e->path.data, &info) != 0) {
    /* a link in a folder that leads nowhere is no report; one that was named is an error */
    if (e->is_named || is_report_name(base_name(e->path), l->format))
      add_problem(l, e->path, errno == ENOENT ? RO_ENOENT : RO_EIO, strerror(errno));
  } else if (S_ISDIR(info.st_mode)) {
    if (e->depth >= RO_MAX_FOLDER_DEPTH)
      add_problem(l, e->path, RO_ELIMIT, "folders are nested too deeply");
    else if (!was_seen(l, &info))
      read_folder(l, e);
  } else if (e->is_named ||
             (S_ISREG(info.st_mode) && is_report_name(base_name(e->path), l->format))) {
    add_item(l, e->path);
  }
}

/* Keeps the first of equal paths; the order stays. */
static ro_status drop_repeats(ro_arena *arena, ro_items *items) {
  uint32_t size = 16, kept = 0;
  while (size < items->n * 2) size *= 2;
  uint32_t *slot = RO_ARRAY(arena, uint32_t, size); /* index into items + 1 */
  if (!slot) return RO_ENOMEM;
  for (uint32_t i = 0; i < items->n; i++) {
    uint32_t at = (uint32_t)ro_hash_str(items->at[i].path) & (size - 1);
    while (slot[at] && !ro_str_equal(items->at[slot[at] - 1].path, items->at[i].path))
      at = (at + 1) & (size - 1);
    if (slot[at]) continue;
    items->at[kept++] = items->at[i];
    slot[at] = kept;
  }
  items->n = kept;
  return RO_OK;
}

ro_status ro_intake_list(ro_arena *arena, const char *const *paths, size_t n,
                         ro_input_format format, ro_items *items) {
  listing l = {.arena = arena, .format = format, .items = items};
  for (size_t i = 0; i < n; i++) {
    ro_str named = ro_str_copy(arena, ro_str_from(paths[i]));
    uint32_t before = items->n, entries = 0;
    l.seen.n = 0;
    push(&l, named, 0, true);
    while (l.stack.n && !ro_arena_has_failed(arena)) {
      entry e = l.stack.at[--l.stack.n];
      look_at(&l, &e);
      if (++entries < RO_MAX_REPORTS * 4 && items->n < RO_MAX_REPORTS) continue;
      add_problem(&l, named, RO_ELIMIT, "too many files; give its folders one by one");
      l.stack.n = 0;
    }
    if (items->n == before)
      add_problem(&l, named, RO_ENOENT, "there are no reports in this folder");
  }
  if (ro_arena_has_failed(arena)) return RO_ENOMEM;
  return drop_repeats(arena, items);
}
