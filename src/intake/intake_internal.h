/* Parts of intake: listing, bytes, dates, and one reader for each container. */
#ifndef RO_INTAKE_INTERNAL_H
#define RO_INTAKE_INTERNAL_H

#include "format/given_date.h"
#include "intake/intake.h"

/* The bytes of one file, pipe or standard input ("-"). */
typedef struct {
  ro_str bytes;
  bool is_mapped; /* else on the heap */
  bool is_cut;    /* plain text that goes on behind `bytes` */
} ro_source;

/* One thing to read, or one thing that cannot be read and why. */
typedef struct {
  ro_str path;       /* NUL-terminated in the arena */
  ro_status problem; /* RO_OK for something to read */
  char message[160]; /* of the problem */
  bool is_open;      /* a stream whose bytes were read when they were counted */
  ro_source source;
} ro_item;
typedef RO_ROWS(ro_item) ro_items;

/* list.c: lists what lies under `paths`: named files as they are, folders recursively in bytewise
 * order of their names, each folder once (links may lead in circles), no path twice. */
ro_status ro_intake_list(ro_arena *arena, const char *const *paths, size_t n,
                         ro_input_format format, ro_items *items);

/* May a file of this name be a report, or hold some? */
bool ro_is_report_name(ro_str path);

/* source.c */
/* Size of a regular file; false for streams and what cannot be asked. */
bool ro_source_size(ro_str path, uint64_t *size);
ro_status ro_source_open(ro_str path, ro_input_format format, ro_source *source, ro_error *error);
void ro_source_close(ro_source *source);
/* RO_EFORMAT when the bytes hold no text that could be a report. */
ro_status ro_source_check_text(ro_str path, ro_str bytes, ro_error *error);

/* report.c: what every container shares. */
/* New document with raw bytes (cut at RO_MAX_TEXT_BYTES, with a notice), id of `identity`, path. */
ro_status ro_report_new(ro_str path, ro_str raw, ro_str identity, bool is_cut, ro_doc **out);
/* Sets the date of publication from a metadata field, unless it is set. */
void ro_report_date_given(ro_doc *doc, const char *field, ro_str value);
/* Sets it from address or file name, unless it is set. */
void ro_report_date_name(ro_doc *doc, const char *kind, ro_str name);

/* jsonl.c: one line -> one report; `line_at` is the line's offset in the file. */
ro_status ro_jsonl_report(ro_str path, uint32_t number, uint64_t line_at, ro_str line, ro_doc **out,
                          ro_error *error);

/* jsonl.c: a document of one object or a list of them, read at once. */
typedef struct ro_json_list ro_json_list;
ro_status ro_json_list_open(ro_arena *arena, ro_str path, ro_str bytes, ro_json_list **out,
                            ro_error *error);
ro_status ro_json_list_next(ro_json_list *list, bool *is_done, ro_doc **out, ro_error *error);
void ro_json_list_close(ro_json_list *list); /* NULL is allowed */

/* Bytes that a container holds, with what it says of them. */
typedef struct {
  ro_str path;
  ro_str bytes;
  ro_str media; /* as a header declares it; empty = nothing */
  ro_str url, publisher, language;
  bool is_there; /* a member of a dump; without it, a file or what stands for one */
  bool is_cut;
} ro_member;

/* unpack.c: archives and compressed files.  *name is the member's path; the caller frees *bytes. */
typedef struct ro_unpacking ro_unpacking;
ro_status ro_unpack_open(ro_arena *arena, ro_str path, ro_str bytes, ro_unpacking **out,
                         ro_error *error);
ro_status ro_unpack_next(ro_arena *arena, ro_unpacking *unpacking, bool *is_end, ro_str *name,
                         ro_buf *bytes, ro_error *error);
void ro_unpack_close(ro_unpacking *unpacking); /* NULL is allowed */

/* warc.c: the next record to read of a web archive; is_there is false at the end. */
ro_status ro_warc_next(ro_arena *arena, ro_str path, ro_str all, ro_str *rest, uint32_t *number,
                       ro_member *member, ro_error *error);

/* feed.c: the next item or message of *rest; false at the end. */
bool ro_feed_next(ro_str *rest, ro_str *item);
/* The address of an item's page, without which nobody could ask for it. */
ro_status ro_feed_link(ro_arena *arena, ro_str item, ro_str charset, ro_str *url);
/* What a feed says of itself. */
ro_status ro_feed_facts(ro_arena *arena, ro_str bytes, ro_str *title, ro_str *language);
bool ro_mbox_sniff(ro_str bytes);
bool ro_mbox_next(ro_str *rest, ro_str *message);

/* conllu.c: the next document of *rest, NULL at the end; `number` counts documents, *line lines. */
ro_status ro_conllu_report(ro_str path, bool is_only, uint32_t number, ro_str *rest, uint32_t *line,
                           ro_doc **out, ro_error *error);
/* Does a further document begin in `bytes` behind the first? */
bool ro_conllu_has_more(ro_str bytes);

#endif
