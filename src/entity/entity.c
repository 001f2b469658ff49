#include "entity/entity.h"

ro_status ro_entity_open(const ro_resources *resources, ro_arena *process, const void **state,
                      ro_error *error) {
  (void)resources, (void)process, (void)error;
  *state = NULL;
  return RO_OK;
}

ro_status ro_entity_run(const void *state, ro_doc *doc, ro_arena *scratch) {
  (void)state, (void)doc, (void)scratch;
  return RO_OK;
}
