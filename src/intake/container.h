/* What holds several reports, and what stands in it. */
#ifndef RO_INTAKE_CONTAINER_H
#define RO_INTAKE_CONTAINER_H

#include "format/charset.h"
#include "format/mail.h"
#include "intake/intake_internal.h"

typedef enum {
  RO_CONTAINER_LINES, /* JSON Lines */
  RO_CONTAINER_JSON,
  RO_CONTAINER_FEED,
  RO_CONTAINER_MBOX,
  RO_CONTAINER_ARCHIVE,
  RO_CONTAINER_WARC
} ro_container_kind;

typedef struct {
  ro_container_kind kind;
  ro_arena *arena; /* names of members */
  ro_str path;
  ro_str all, rest; /* bytes, and those not read yet */
  ro_str url, publisher, language;
  uint32_t line, number, broken; /* lines read, reports given out, lines that failed */
  bool is_done;
  ro_buf bytes; /* of the member that is open */
  ro_unpacking *unpacking;
  ro_json_list *json;
} ro_container;

typedef struct {
  ro_container at[8];
  uint32_t n;
} ro_containers;

/* Opens bytes: *out is the report if they are one, else NULL and they stand on the stack.  The
 * bytes must live until the stack is empty. */
ro_status ro_containers_open(ro_containers *c, const ro_member *member, ro_doc **out,
                             ro_error *error);
/* The next report of what is open, NULL at the end; a status tells of one that is broken. */
ro_status ro_containers_next(ro_containers *c, ro_doc **out, ro_error *error);
void ro_containers_close(ro_containers *c);

#endif
