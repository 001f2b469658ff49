/* Networks with random weights, as model files, and random sentences for them: for tests, the
 * benchmark and seeds of fuzzing. */
#ifndef RO_TESTS_SUPPORT_RANDOM_NET_H
#define RO_TESTS_SUPPORT_RANDOM_NET_H

#include "net/net.h"

enum { RANDOM_NET_BLOCKS = 16 };

typedef struct {
  uint32_t kind, hidden, arc_width, label_width, max_units;
  uint32_t n_features, table_rows[RO_NET_MAX_FEATURES];
  uint32_t n_heads, classes[RO_NET_MAX_HEADS];
  uint32_t n_blocks;
  struct {
    uint32_t kind, value, act; /* 1 convolution of step, 2 attention of heads, 3 of inner width */
  } block[RANDOM_NET_BLOCKS];
} random_shape;

/* The next number of a sequence; *seed moves on (SplitMix64, Steele et al. 2014). */
uint64_t random_next(uint64_t *seed);
uint32_t random_below(uint64_t *seed, uint32_t n);

/* Appends the model file; the same seed gives the same bytes. */
void random_net_write(const random_shape *shape, uint64_t seed, ro_buf *out);

/* Sentences of `lengths`, each unit a word but, for pieces, the first and last unit and every
 * fourth.  In `arena`, NULL when memory is out. */
const ro_net_input *random_net_input(const random_shape *shape, uint64_t seed,
                                     const uint32_t *lengths, uint32_t n, ro_arena *arena);

#endif
