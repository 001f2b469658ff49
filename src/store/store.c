#include "store/store.h"
bool ro_store_is_story(const char *path) { (void)path; return false; }
ro_status ro_store_open(const char *path, ro_store_mode mode, ro_store **out, ro_error *error) { (void)path, (void)mode, (void)out, (void)error; return RO_EDB; }
void ro_store_close(ro_store *store) { (void)store; }
ro_status ro_store_load_reports(ro_store *store, ro_arena *arena, ro_doc ***docs, uint32_t *n, ro_error *error) { (void)store, (void)arena, (void)docs, (void)n, (void)error; return RO_EDB; }
ro_status ro_store_save(ro_store *store, const ro_story *story, ro_error *error) { (void)store, (void)story, (void)error; return RO_EDB; }
ro_status ro_store_load(ro_store *store, ro_story **story, ro_error *error) { (void)store, (void)story, (void)error; return RO_EDB; }
