/* Inference of int8 networks over sentences: numbers in, numbers out, nothing of language.
 *
 * A sentence is a row of units (words or pieces of words); a unit is F rows of embedding tables.
 * The network gives each word scores of tags, and each pair of words a score of being dependent
 * and head.  Arithmetic, and why every machine gives the same bits: docs/methods/net-engine.md;
 * file: docs/formats/model.md. */
#ifndef RO_NET_NET_H
#define RO_NET_NET_H

#include "model/file.h"

enum { RO_NET_MAX_FEATURES = 8, RO_NET_MAX_HEADS = 8 };
typedef enum { RO_NET_WORDS, RO_NET_PIECES } ro_net_kind; /* what the units are */
typedef enum { RO_NET_UPOS, RO_NET_XPOS, RO_NET_NAMES, RO_NET_ONTO } ro_net_tags;

/* What a caller must know of a network. */
typedef struct {
  ro_net_kind kind;
  uint32_t n_features;                      /* F, table rows a unit */
  uint32_t table_rows[RO_NET_MAX_FEATURES]; /* each row of an input is below its table's number */
  uint32_t max_units;                       /* a sentence has no more */
  uint32_t n_heads;                         /* tag heads */
  struct {
    ro_net_tags what;
    uint32_t first, n; /* its classes are columns [first, first + n) of `tags` */
  } head[RO_NET_MAX_HEADS];
  uint32_t n_tags;      /* columns of `tags`: sum of all heads' classes */
  uint32_t label_width; /* L */
} ro_net_shape;

typedef struct ro_net ro_net; /* const after opening, shared by threads */

/* Opens the network of a model; the model's bytes are used in place and must outlive it.  The
 * fastest kernels of this machine are taken, or those that the environment variable READOUT_KERNEL
 * names (scalar, avx2, avx512, amx) where they can run; the results are the same.
 * RO_EFORMAT: a section is broken, the error says which. */
RO_MUST_CHECK ro_status ro_net_open(const ro_model *model, ro_arena *process, const ro_net **out,
                                    ro_error *error);
/* The same with kernels by name; RO_EINVAL when this machine has not got them. */
RO_MUST_CHECK ro_status ro_net_open_with(const ro_model *model, const char *kernels,
                                         ro_arena *process, const ro_net **out, ro_error *error);
const ro_net_shape *ro_net_shape_of(const ro_net *net);
const char *ro_net_kernel_name(const ro_net *net);

typedef struct {
  uint32_t first_unit, n_units; /* n_units <= max_units */
  uint32_t first_word, n_words; /* n_words <= n_units */
} ro_net_sentence;

typedef struct {
  const uint32_t *rows; /* [n_units][F] table rows */
  uint32_t n_units;
  const uint32_t *word_unit; /* [n_words] the unit whose vector is the word's; in its sentence */
  uint32_t n_words;
  const ro_net_sentence *sentence;
  uint32_t n_sentences;
} ro_net_input;

/* Scores are divided by the model's temperatures: their softmax is a probability. */
typedef struct {
  float *tags; /* [n_words][n_tags] */
  float *arcs; /* sentence s from arc_first[s]: [dependent][head], n_words rows of n_words + 1 */
  uint64_t *arc_first; /* [n_sentences]; the last column is the root, the diagonal means nothing */
  float *label_dep, *label_head; /* [n_words][L], for ro_net_labels */
} ro_net_output;

/* Runs the network over all sentences; the output is in `scratch`.  Memory grows with the input,
 * by the square of a sentence's words for the arcs, so a long report is best given some hundred
 * sentences at a time.  RO_EINVAL: a row, unit or word out of range, or a sentence too long. */
RO_MUST_CHECK ro_status ro_net_run(const ro_net *net, const ro_net_input *in, ro_arena *scratch,
                                   ro_net_output *out);

/* The relation of each word to its head: head[w] is a word's index in the input, RO_NONE the root.
 * label[w] is a ro_deprel, p[w] its probability.  A word under the root is RO_DEPREL_ROOT with
 * probability 1, and no other word is; RO_DEPREL_NONE is never given. */
RO_MUST_CHECK ro_status ro_net_labels(const ro_net *net, const ro_net_output *out,
                                      const uint32_t *head, uint32_t n_words, ro_arena *scratch,
                                      uint8_t *label, float *p);

#endif
