/* Dates as metadata, addresses and file names write them. */
#ifndef RO_FORMAT_GIVEN_DATE_H
#define RO_FORMAT_GIVEN_DATE_H

#include "base/date.h"
#include "base/str.h"

/* A date as metadata write it: ISO 8601, RFC 2822, "14 February 2022", "February
 * 14, 2022", 20220214, seconds or milliseconds since 1970.  The day is the one written, in the
 * writer's own time zone.  RO_NO_DATE if it is none. */
ro_date ro_given_date(ro_str s);
/* The first date inside a file name or an address; *where is its place in `name`. */
ro_date ro_name_date(ro_str name, ro_span *where);

#endif
