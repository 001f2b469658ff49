/* Errors with a place. */
#ifndef RO_BASE_STATUS_H
#define RO_BASE_STATUS_H

#include "base/str.h"

/* Fills *error (which may be NULL) and returns code, so that a failure is one statement. */
ro_status ro_fail(ro_error *error, ro_status code, ro_str where, uint64_t offset,
                  const char *format, ...) RO_PRINTF(5, 6);

/* Forwards a failure. */
#define RO_TRY(call) \
  do { \
    ro_status ro_try_status = (call); \
    if (ro_try_status != RO_OK) return ro_try_status; \
  } while (0)

#endif
