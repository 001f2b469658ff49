/* A second inference of the same networks, one unit at a time and without any trick, written from
 * docs/formats/model.md and docs/methods/net-engine.md alone; its bits must be the engine's. */
#ifndef RO_TESTS_NET_REFERENCE_H
#define RO_TESTS_NET_REFERENCE_H

#include "net/net.h"

/* Scores of one sentence of the input into out, whose arrays are those of ro_net_run. */
void reference_run(const ro_model *model, const ro_net_input *in, uint32_t sentence,
                   ro_net_output *out);
/* Scores of all relations for the vectors of a word and of its head, as probabilities. */
void reference_labels(const ro_model *model, const float *dependent, const float *head, float *p);

/* The functions by which it is compared with the C library's. */
float reference_exp(float x);
float reference_gelu(float x);

#endif
