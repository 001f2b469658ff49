#include "reconcile/reconcile_internal.h"

ro_status ro_reconcile_families(const ro_resources *resources, ro_story *story, ro_arena *scratch) {
  (void)resources, (void)story, (void)scratch;
  return RO_OK;
}
