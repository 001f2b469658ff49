/* Media types: told from content, and their parameters. */
#ifndef RO_FORMAT_MEDIA_H
#define RO_FORMAT_MEDIA_H

#include "base/str.h"

/* What bytes are, by their content alone. */
typedef enum {
  RO_MEDIA_TEXT, /* or nothing that is known */
  RO_MEDIA_HTML,
} ro_media;

ro_media ro_media_sniff(ro_str bytes);

/* "text/html" of "text/html; charset=…", in the caller's bytes. */
ro_str ro_media_type(ro_str media);
bool ro_media_is(ro_str media, const char *type); /* ASCII letters of either case */
/* Value of a parameter, without quotes; empty if there is none. */
ro_str ro_media_parameter(ro_str media, const char *name);

#endif
