/* Markdown without its marks. */
#ifndef RO_FORMAT_MARKDOWN_H
#define RO_FORMAT_MARKDOWN_H

#include "format/map.h"

/* Is this Markdown rather than prose?  Front matter, or marks of two kinds. */
bool ro_markdown_sniff(ro_str text);

/* Words of a text in UTF-8, a paragraph a line; map into `source`. */
ro_status ro_markdown_read(ro_arena *arena, ro_str source, ro_mapped *out);

/* Value of a line "name: value" of the front matter, without quotes; empty if there is none. */
ro_str ro_markdown_front(ro_str source, const char *name);

#endif
