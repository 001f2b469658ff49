/* Status codes and errors with a place. */
#include "base/status.h"

#include <stdio.h>
#include <string.h>

static const char *const names[] = {
#define X(name, text) "RO_" #name,
    RO_STATUS_LIST(X)
#undef X
};
static const char *const texts[] = {
#define X(name, text) text,
    RO_STATUS_LIST(X)
#undef X
};

const char *ro_status_name(ro_status code) {
  return (size_t)code < sizeof names / sizeof *names ? names[code] : "RO_?";
}

const char *ro_status_text(ro_status code) {
  return (size_t)code < sizeof texts / sizeof *texts ? texts[code] : "unknown status";
}

ro_status ro_fail(ro_error *error, ro_status code, ro_str where, uint64_t offset,
                  const char *format, ...) {
  if (!error) return code;
  error->code = code;
  error->offset = offset;
  size_t n = where.len < sizeof error->where ? where.len : sizeof error->where - 1;
  if (n) memcpy(error->where, where.data, n);
  error->where[n] = 0;
  va_list args;
  va_start(args, format);
  vsnprintf(error->message, sizeof error->message, format, args);
  va_end(args);
  return code;
}
