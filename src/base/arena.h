/* Memory by lifetime: many allocations, one release.
 *
 * Four lives: process (models, lexicon), story, document, scratch (reset by each stage).  An arena
 * that cannot grow returns NULL, stays failed and is asked once at the end of a stage.  Nothing
 * allocated here is freed by itself. */
#ifndef RO_BASE_ARENA_H
#define RO_BASE_ARENA_H

#include "readout.h"

/* New arena; `limit` bytes at most, 0 = no limit.  NULL when memory is out. */
ro_arena *ro_arena_new(size_t limit);
void ro_arena_free(ro_arena *arena);

/* Zeroed memory aligned for any type; NULL after a failure.  size 0 gives a valid pointer. */
void *ro_arena_alloc(ro_arena *arena, size_t size);
/* count * size with a check for overflow. */
void *ro_arena_array(ro_arena *arena, size_t count, size_t size);

/* True once an allocation has failed; RO_ENOMEM then is the answer of the stage. */
bool ro_arena_has_failed(const ro_arena *arena);

/* Forgets everything allocated since `mark`; memory is kept for reuse. */
typedef struct {
  void *block;
  size_t used;
} ro_arena_mark;
ro_arena_mark ro_arena_tell(const ro_arena *arena);
void ro_arena_reset(ro_arena *arena, ro_arena_mark mark);

/* Bytes asked from the system, for budgets and reports. */
size_t ro_arena_bytes(const ro_arena *arena);

/* Test hook: the nth allocation from now fails (0 = never). */
void ro_arena_fail_after(ro_arena *arena, uint64_t n);

#define RO_NEW(arena, type) ((type *)ro_arena_alloc((arena), sizeof(type)))
#define RO_ARRAY(arena, type, n) ((type *)ro_arena_array((arena), (n), sizeof(type)))

#endif
