/* Arena of chained blocks.  Blocks double up to 1 MiB, so that a short report stays small and a
 * long one asks seldom; allocations larger than a block get one of their own.  Under ASan the
 * unused part of a block is poisoned, so an overrun inside an arena is reported. */
#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define RO_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define RO_ASAN 1
#endif
#endif
#ifdef RO_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION((p), (n))
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
enum { GAP = 16 }; /* poisoned bytes between neighbours */
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
enum { GAP = 0 };
#endif

enum { FIRST_BLOCK = 1 << 14, LAST_BLOCK = 1 << 20, ALIGN = 16 };

typedef struct block {
  struct block *previous;
  size_t size, used; /* bytes of data[] */
  _Alignas(ALIGN) uint8_t data[];
} block;

struct ro_arena {
  block *top;
  block *spare; /* blocks given back by a reset, newest first */
  size_t limit, total;
  uint64_t fail_after;
  bool has_failed;
};

ro_arena *ro_arena_new(size_t limit) {
  ro_arena *arena = calloc(1, sizeof *arena);
  if (arena) arena->limit = limit;
  return arena;
}

static void free_blocks(block *b) {
  while (b) {
    block *previous = b->previous;
    UNPOISON(b->data, b->size);
    free(b);
    b = previous;
  }
}

void ro_arena_free(ro_arena *arena) {
  if (!arena) return;
  free_blocks(arena->top);
  free_blocks(arena->spare);
  free(arena);
}

static bool push_block(ro_arena *arena, size_t need) {
  size_t size = arena->top ? arena->top->size * 2 : FIRST_BLOCK;
  if (size > LAST_BLOCK) size = LAST_BLOCK;
  if (size < need) size = need;
  block *b = arena->spare;
  if (b && b->size >= need) {
    arena->spare = b->previous;
  } else {
    if (size > SIZE_MAX - sizeof *b) return false;
    if (arena->limit && (arena->total > arena->limit || size > arena->limit - arena->total))
      return false;
    b = malloc(sizeof *b + size);
    if (!b) return false;
    b->size = size;
    arena->total += size;
    POISON(b->data, b->size);
  }
  b->used = 0;
  b->previous = arena->top;
  arena->top = b;
  return true;
}

void *ro_arena_alloc(ro_arena *arena, size_t size) {
  if (arena->has_failed) return NULL;
  if (arena->fail_after && --arena->fail_after == 0) {
    arena->has_failed = true;
    return NULL;
  }
  if (size > SIZE_MAX - ALIGN - GAP) {
    arena->has_failed = true;
    return NULL;
  }
  size_t need = (size + GAP + ALIGN - 1) / ALIGN * ALIGN;
  if (!arena->top || arena->top->size - arena->top->used < need) {
    if (!push_block(arena, need)) {
      arena->has_failed = true;
      return NULL;
    }
  }
  block *b = arena->top;
  void *p = b->data + b->used;
  b->used += need;
  UNPOISON(p, size);
  memset(p, 0, size);
  return p;
}

void *ro_arena_array(ro_arena *arena, size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) {
    arena->has_failed = true;
    return NULL;
  }
  return ro_arena_alloc(arena, count * size);
}

bool ro_arena_has_failed(const ro_arena *arena) { return arena->has_failed; }

ro_arena_mark ro_arena_tell(const ro_arena *arena) {
  return (ro_arena_mark){arena->top, arena->top ? arena->top->used : 0};
}

void ro_arena_reset(ro_arena *arena, ro_arena_mark mark) {
  while (arena->top && arena->top != mark.block) {
    block *b = arena->top;
    arena->top = b->previous;
    b->previous = arena->spare;
    arena->spare = b;
    POISON(b->data, b->size);
  }
  if (arena->top) {
    arena->top->used = mark.used;
    POISON(arena->top->data + mark.used, arena->top->size - mark.used);
  }
}

size_t ro_arena_bytes(const ro_arena *arena) { return arena->total; }

void ro_arena_fail_after(ro_arena *arena, uint64_t n) { arena->fail_after = n; }
