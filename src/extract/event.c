#include "extract/extract.h"

ro_status ro_event_open(const ro_resources *resources, ro_arena *process, const void **state,
                      ro_error *error) {
  (void)resources, (void)process, (void)error;
  *state = NULL;
  return RO_OK;
}

ro_status ro_event_run(const void *state, ro_doc *doc, ro_arena *scratch) {
  (void)state, (void)doc, (void)scratch;
  return RO_OK;
}
