#include "clean/clean.h"

#include "base/utf8.h"

ro_status ro_clean_open(const ro_resources *resources, ro_arena *process, const void **state,
                      ro_error *error) {
  (void)resources, (void)process, (void)error;
  *state = NULL;
  return RO_OK;
}

ro_status ro_clean_run(const void *state, ro_doc *doc, ro_arena *scratch) {
  (void)state, (void)scratch;
  uint32_t repaired;
  doc->text = ro_utf8_repair(doc->arena, doc->raw, &repaired);
  return RO_OK;
}
