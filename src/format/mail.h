/* Internet messages: header fields, MIME parts, and the body that is to be read. */
#ifndef RO_FORMAT_MAIL_H
#define RO_FORMAT_MAIL_H

#include "format/map.h"

/* A block of "Name: value" lines ends at an empty line; `body` is where the rest begins. */
typedef struct {
  ro_str fields;
  size_t body;
} ro_header;

/* Header at the start of `s`. */
ro_header ro_header_split(ro_str s);
/* Value of a field, folded lines included as they are; empty if there is none. */
ro_str ro_header_field(ro_str fields, const char *name);
/* Same, unfolded, with encoded words ("=?utf-8?Q?…?=") decoded. */
ro_str ro_header_text(ro_arena *arena, ro_str fields, const char *name);
/* Name of a mailbox: "A. Quill" of "\"A. Quill\" <quill@post.example>", else its address. */
ro_str ro_mailbox_name(ro_arena *arena, ro_str value);

/* Do these bytes begin with a header of a message? */
bool ro_mail_sniff(ro_str bytes);

typedef struct {
  ro_mapped bytes;      /* of the body, transfer encoding undone; map into the message */
  ro_str media;         /* its content type, empty = plain text */
  uint32_t attachments; /* parts that were left out */
} ro_mail_body;

/* The body to read: of alternatives the plain one, unless it is empty or only HTML is there. */
ro_status ro_mail_read(ro_arena *arena, ro_str message, ro_mail_body *out);

/* Transfer encodings and their way back. */
ro_status ro_base64_decode(ro_arena *arena, ro_str s, uint32_t at, ro_mapped *out);
ro_status ro_quoted_printable_decode(ro_arena *arena, ro_str s, uint32_t at, ro_mapped *out);

#endif
