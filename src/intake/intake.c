/* Intake: the list of things to read, and one file open at a time. */
#include "intake/intake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "intake/container.h"

/* The file at hand. */
typedef struct {
  ro_str path;
  ro_source source;
  ro_str rest; /* CoNLL-U: bytes not read yet */
  bool is_open, is_conllu, is_only;
  uint32_t line, number; /* CoNLL-U: lines read, reports given out */
} open_file;

struct ro_intake {
  ro_arena *arena;
  ro_input_format format;
  ro_items items;
  uint32_t at; /* next item */
  open_file file;
  ro_containers containers; /* of the file */
};

ro_status ro_intake_open(const char *const *paths, size_t n, ro_input_format format,
                         ro_intake **out, ro_error *error) {
  ro_arena *arena = ro_arena_new(0);
  ro_intake *intake = arena ? RO_NEW(arena, ro_intake) : NULL;
  ro_status status = intake ? RO_OK : RO_ENOMEM;
  if (status == RO_OK) {
    intake->arena = arena;
    intake->format = format;
    status = ro_intake_list(arena, paths, n, format, &intake->items);
  }
  if (status == RO_OK) {
    *out = intake;
    return RO_OK;
  }
  ro_arena_free(arena);
  return ro_fail(error, status, RO_STR("reports"), UINT64_MAX, "%s", ro_status_text(status));
}

static void close_file(ro_intake *intake) {
  ro_containers_close(&intake->containers);
  ro_source_close(&intake->file.source);
  intake->file = (open_file){0};
}

static ro_status open_next(ro_intake *intake, ro_doc **out, ro_error *error) {
  ro_item *item = &intake->items.at[intake->at++];
  open_file *f = &intake->file;
  if (item->problem != RO_OK)
    return ro_fail(error, item->problem, item->path, UINT64_MAX, "%s", item->message);
  f->path = item->path;
  if (item->is_open)
    f->source = item->source;
  else
    RO_TRY(ro_source_open(f->path, intake->format, &f->source, error));
  item->is_open = false;
  f->is_open = true;
  f->is_conllu = intake->format == RO_INPUT_CONLLU;
  if (!f->is_conllu) {
    ro_member whole = {.path = f->path, .bytes = f->source.bytes, .is_cut = f->source.is_cut};
    return ro_containers_open(&intake->containers, &whole, out, error);
  }
  ro_status status = ro_source_check_text(f->path, f->source.bytes, error);
  if (status != RO_OK) close_file(intake);
  f->rest = f->source.bytes;
  f->is_only = f->is_conllu && !ro_conllu_has_more(f->rest);
  return status;
}

static ro_status next_of_file(ro_intake *intake, ro_doc **out, ro_error *error) {
  open_file *f = &intake->file;
  if (!f->is_conllu) return ro_containers_next(&intake->containers, out, error);
  return ro_conllu_report(f->path, f->is_only, ++f->number, &f->rest, &f->line, out, error);
}

ro_status ro_intake_next(ro_intake *intake, ro_doc **out, ro_error *error) {
  *out = NULL;
  for (;;) {
    ro_status status = RO_OK;
    bool was_open = intake->file.is_open;
    if (was_open)
      status = next_of_file(intake, out, error);
    else if (intake->at == intake->items.n)
      return RO_OK;
    else
      status = open_next(intake, out, error);
    if (was_open && status == RO_OK && !*out) close_file(intake);
    if (*out) (*out)->given = (*out)->meta;
    if (*out || status != RO_OK) return status;
  }
}

/* Reads a stream for its size; what goes wrong is told when its turn comes. */
static uint64_t stream_bytes(ro_intake *intake, ro_item *item) {
  ro_error error = {0};
  item->problem = ro_source_open(item->path, intake->format, &item->source, &error);
  item->is_open = item->problem == RO_OK;
  if (!item->is_open) snprintf(item->message, sizeof item->message, "%.150s", error.message);
  return item->is_open ? item->source.bytes.len : 0;
}

uint64_t ro_intake_bytes(ro_intake *intake, uint64_t most) {
  uint64_t sum = 0;
  for (uint32_t i = intake->at; i < intake->items.n && sum <= most; i++) {
    ro_item *item = &intake->items.at[i];
    uint64_t size = 0;
    if (item->problem != RO_OK) continue;
    sum += ro_source_size(item->path, &size) ? size : stream_bytes(intake, item);
  }
  return sum;
}

void ro_intake_progress(const ro_intake *intake, uint32_t *done, uint32_t *total) {
  *done = intake->at;
  *total = intake->items.n;
}

void ro_intake_close(ro_intake *intake) {
  if (!intake) return;
  close_file(intake);
  for (uint32_t i = 0; i < intake->items.n; i++)
    if (intake->items.at[i].is_open) ro_source_close(&intake->items.at[i].source);
  ro_arena_free(intake->arena);
}
