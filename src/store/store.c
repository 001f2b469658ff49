#include "store/store.h"
bool ro_store_is_story(const char *path) { (void)path; return false; }
