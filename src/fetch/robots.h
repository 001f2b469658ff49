/* robots.txt: what a site asks of programs that read it (RFC 9309). */
#ifndef RO_FETCH_ROBOTS_H
#define RO_FETCH_ROBOTS_H

#include "base/rows.h"
#include "base/str.h"

/* More of a file is not read; the RFC asks for 500 KiB at least. */
#define RO_MAX_ROBOTS_BYTES (512u << 10)
/* Longer waits that a site asks for count as this: ten minutes. */
#define RO_MAX_CRAWL_DELAY_MS 600000u

typedef struct {
  ro_str pattern; /* normalized (robots.c); begins with "/" or "*" */
  bool allows;
} ro_robots_rule;

typedef struct {
  RO_ROWS(ro_robots_rule) rules; /* of all groups that hold for the product, in order */
  uint32_t delay_ms;             /* Crawl-delay, at most RO_MAX_CRAWL_DELAY_MS; 0 = none */
} ro_robots;

/* The rules for `product` ("Readout"): those of all groups that name it, in any letter case; else
 * those of the groups for "*"; else none.  Bytes behind RO_MAX_ROBOTS_BYTES are not read, nor is
 * a line that they cut.  Anything may be in `bytes`; what is no rule is passed over.
 * Rules live in `arena`.  RO_ENOMEM. */
ro_status ro_robots_parse(ro_arena *arena, ro_str bytes, ro_str product, ro_robots *robots);

/* May `target` (path and query of an address: "/a/b?c") be read?  The longest pattern that
 * matches decides, and of two as long the one that allows; no match allows, and so does
 * /robots.txt itself.  Cost is rules * pattern * target at worst.  scratch holds the normalized
 * target; when it is out of memory the answer is no. */
bool ro_robots_allows(const ro_robots *robots, ro_str target, ro_arena *scratch);

#endif
