/* Media types: told from content, and their parameters. */
#ifndef RO_FORMAT_MEDIA_H
#define RO_FORMAT_MEDIA_H

#include "base/str.h"

/* What bytes are, by their content alone. */
typedef enum {
  RO_MEDIA_TEXT, /* or nothing that is known */
  RO_MEDIA_HTML,
  RO_MEDIA_MAIL,
  RO_MEDIA_NEWSITEM, /* one item of news as XML: NewsML-G2, NITF */
  /* from here on: what holds several reports */
  RO_MEDIA_ARCHIVE, /* zip, tar, or compressed */
  RO_MEDIA_FEED,    /* RSS, Atom, NewsML messages */
  RO_MEDIA_WARC,
  RO_MEDIA_MBOX,
  RO_MEDIA_JSONL,
  RO_MEDIA_JSON
} ro_media;

/* Mail and mbox are told by format/mail.h and intake; never given here. */

ro_media ro_media_sniff(ro_str bytes);

/* "text/html" of "text/html; charset=…", in the caller's bytes. */
ro_str ro_media_type(ro_str media);
bool ro_media_is(ro_str media, const char *type); /* ASCII letters of either case */
/* Value of a parameter, without quotes; empty if there is none. */
ro_str ro_media_parameter(ro_str media, const char *name);

#endif
