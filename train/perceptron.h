/* Averaged perceptron over hashed features (Collins 2002), many classes, sparse rows. */
#ifndef RO_TRAIN_PERCEPTRON_H
#define RO_TRAIN_PERCEPTRON_H

#include "map.h"

typedef struct perceptron perceptron;

perceptron *perceptron_new(uint32_t n_classes);
void perceptron_free(perceptron *p);
/* Scores under the present weights, set not added. */
void perceptron_score(const perceptron *p, const uint64_t *f, size_t n, int32_t *scores);
/* Adds `delta` to the class's weight of each feature. */
void perceptron_update(perceptron *p, const uint64_t *f, size_t n, uint32_t class_, int32_t delta);
/* To be called once for each decision: the clock of the average. */
void perceptron_tick(perceptron *p);
/* The averaged model as a section for ro_linear_open.  Weights are scaled by `scale`, rounded to
 * sixteen bits if is_wide, else to eight, and dropped below `least`; features updated fewer than
 * min_updates times are left out. */
void perceptron_export(const perceptron *p, double scale, int32_t least, size_t max_features,
                       bool is_wide, ro_buf *out);

/* Seeded random numbers (splitmix64). */
uint64_t next_random(uint64_t *seed);
void shuffle(uint32_t *items, uint32_t n, uint64_t *seed);

#endif
