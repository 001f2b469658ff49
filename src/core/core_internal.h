/* Parts of the language core: what a network is given, and what is made of its numbers. */
#ifndef RO_CORE_INTERNAL_H
#define RO_CORE_INTERNAL_H

#include "core/core.h"
#include "model/linear.h"
#include "net/net.h"

enum {
  CORE_WINDOW_WORDS = 128, /* words that are read together; longer sentences are read in parts */
  CORE_WORD_PIECES = 32,   /* pieces of one word; what lies behind them is not looked at */
  CORE_PIECE_CHARS = 100,  /* of a run of letters; longer ones are unknown (as BERT does) */
  CORE_PIECE_FEATURES = 3, /* piece, position, casing of the word */
  CORE_AROUND = 2,         /* units of a window of pieces that are no words: its begin and end */
  CORE_MAX_CLASSES = 128   /* of one tag head */
};

/* What a tag head of the network tells. */
typedef enum { CORE_UPOS, CORE_XPOS, CORE_NAMES, CORE_ONTO, CORE_N_HEADS } core_head_kind;
/* What a network is given for each unit. */
typedef enum { CORE_WORDS, CORE_PIECES } core_input;

/* Kinds of names of the head CORE_NAMES, in the order of its classes. */
/* clang-format off */
#define CORE_NAME_LIST(X) \
  X(PERSON, "PERSON") X(ORGANIZATION, "ORGANIZATION") X(LOCATION, "LOCATION") X(NORP, "NORP") \
  X(FACILITY, "FACILITY") X(PRODUCT, "PRODUCT") X(MISC, "MISC") X(DATE, "DATE") X(MONEY, "MONEY")
/* clang-format on */
#define X(id, label) CORE_NAME_##id,
typedef enum { CORE_NAME_LIST(X) CORE_N_NAMES } core_name;
#undef X

/* ---- scores.c: numbers that are the same on every machine */

/* e^x within 1e-6 of its value, by adding and multiplying only; 0 below -80. */
float core_exp(float x);
/* Of n scores, the share of e^score[i] in the sum of all: how likely choice i is. */
float core_share(const float *score, uint32_t n, uint32_t i);
/* Index of the largest; ties go to the lower. */
uint32_t core_best(const float *score, uint32_t n);

/* ---- casing and spelling of a word: form.c */

typedef enum {
  CORE_CASE_NONE,
  CORE_CASE_LOWER,
  CORE_CASE_TITLE,
  CORE_CASE_UPPER,
  CORE_CASE_MIXED
} core_casing;
core_casing core_casing_of(ro_str form);

enum {
  CORE_FORM_ROWS = 4,                      /* of a form: word, prefix, suffix, shape */
  CORE_FORM_FEATURES = CORE_FORM_ROWS + 1, /* of a unit: these, place in the window */
  CORE_AFFIX_CHARS = 3,
  CORE_SHAPE_CHARS = 10
};
/* Rows of the tables word, prefix, suffix, shape; 0 = not in the table. */
typedef struct {
  ro_map word, prefix, suffix, shape;
} core_forms;
RO_MUST_CHECK ro_status core_forms_open(const ro_model *model, core_forms *out, ro_error *error);
void core_form_rows(const core_forms *forms, ro_str form, ro_str lower, ro_arena *scratch,
                    uint32_t rows[CORE_FORM_ROWS]);
/* The spelling: X for upper case, x for other letters, d for digits, other characters themselves;
 * at most two of a run, ten in all.  `out` has room for CORE_SHAPE_CHARS * 4 bytes. */
ro_str core_shape(ro_str form, char *out);

/* ---- piece.c: WordPiece */

typedef struct {
  ro_map vocab;
  uint32_t unknown, begin, end; /* rows of [UNK], [CLS], [SEP] */
} core_pieces;
RO_MUST_CHECK ro_status core_pieces_open(const ro_model *model, core_pieces *out, ro_error *error);
/* Rows of the pieces of a word, at least one; gives their number. */
uint32_t core_pieces_of(const core_pieces *pieces, ro_str form, uint32_t rows[CORE_WORD_PIECES]);

/* ---- unit.c: sentences as windows of words, words as units */

/* Words read together: tokens [first, end) of one sentence.  A later part of a long sentence is
 * hung on the root of its first part. */
typedef struct {
  uint32_t first, end;
  uint32_t n_units;
  bool is_later;
} core_window;

/* The document's words as table rows, each form once. */
typedef struct {
  core_input input;
  const core_forms *forms;
  const core_pieces *pieces;
  uint32_t n_features; /* table rows of a unit */
  uint32_t max_units;  /* of a window */
  const ro_doc *doc;
  uint32_t *first_row; /* [symbols] of a form: where its rows begin, RO_NONE = not made yet */
  uint8_t *n_pieces;   /* [symbols] */
  uint8_t *casing;     /* [symbols] */
  ro_indexes rows;
} core_units;

RO_MUST_CHECK ro_status core_units_make(core_units *units, ro_arena *scratch);
/* Units of a token: its pieces, or one. */
uint32_t core_units_of(const core_units *units, uint32_t token);
/* Parts the sentences into windows of at most CORE_WINDOW_WORDS words and max_units units, behind
 * a mark of punctuation where there is one in the window's second half. */
RO_MUST_CHECK ro_status core_windows_make(const core_units *units, ro_arena *scratch,
                                          core_window **out, uint32_t *n);
/* Writes the rows [n_units][n_features] of a window, and for each word its first unit counted from
 * `base`. */
void core_units_write(const core_units *units, const core_window *window, uint32_t base,
                      uint32_t *rows, uint32_t *word_unit);

/* ---- lemma.c: feats and lemmas by table */

/* A list of strings in a model: n u32, offsets u32 [n+1], bytes. */
typedef struct {
  const uint8_t *offsets;
  const char *bytes;
  uint32_t n;
} core_strings;

typedef struct {
  ro_map feats;  /* core_word_key -> feats string */
  ro_map lemmas; /* core_word_key -> lemma string, where the rules are wrong */
  ro_map rules;  /* core_rule_key -> script string */
  core_strings strings;
  const ro_table *verb_forms; /* lexicon/verb_forms.tsv, NULL = none */
} core_lemmas;

enum { CORE_MAX_SUFFIX = 6 };

RO_MUST_CHECK ro_status core_lemmas_open(const ro_resources *resources, core_lemmas *out,
                                         ro_error *error);
uint64_t core_word_key(uint64_t lower_hash, uint32_t upos, uint32_t xpos);
/* Key of the last n bytes of a lower form. */
uint64_t core_rule_key(ro_str lower, size_t n, uint32_t upos, uint32_t xpos, uint32_t casing);
/* Script {strip + '0', case, added...} applied: strip bytes off the end of the form (case 'k') or
 * its lower form ('l'), then add.  Empty when the script does not fit. */
ro_str core_apply_script(ro_arena *arena, ro_str script, ro_str form, ro_str lower);
/* Writes feats and lemma of every token from its tags. */
RO_MUST_CHECK ro_status core_lemmas_write(const core_lemmas *lemmas, ro_doc *doc,
                                          ro_arena *scratch);

/* ---- core.c: the open model, and windows that go through the network together */

/* Lists of names in the lexicon; the first three are of places. */
typedef enum {
  CORE_LIST_COUNTRIES,
  CORE_LIST_GOVERNMENTS,
  CORE_LIST_PLACES,
  CORE_LIST_ORGANIZATIONS,
  CORE_N_LISTS
} core_list;

typedef struct {
  const ro_net *net;
  const ro_net_shape *shape;
  struct {
    uint32_t first, n; /* columns of the network's tags; n = 0 where it has no such head */
  } head[CORE_N_HEADS];
  uint64_t pairs[RO_N_UPOS]; /* of a UPOS the set of XPOS seen with it, as bits */
  core_forms forms;          /* of a network of words */
  core_pieces pieces;        /* of a network of pieces */
  const ro_table *lists[CORE_N_LISTS];
  core_lemmas lemmas;
} core_state;

typedef struct {
  const core_state *state;
  const core_window *windows;
  uint32_t n_windows;
  float *names;       /* [tokens of the document][classes of CORE_NAMES], written here */
  ro_net_input input; /* one sentence a window */
  ro_net_output output;
} core_chunk;

/* ---- decode.c: scores -> columns */

/* Writes tags, heads, relations, labels of `onto` and probabilities of the chunk's words, and
 * keeps the scores of names, which are decided when the whole report has been read.
 * *sentence_root is the root of the sentence that the chunk before ended in, and is kept up. */
RO_MUST_CHECK ro_status core_decode(const core_chunk *chunk, ro_doc *doc, ro_arena *scratch,
                                    uint32_t *sentence_root);

/* ---- tree.c: heads */

/* Best tree over n words with exactly one root.  arc[n][n + 1]: score of each head of each word,
 * column n is the root; the diagonal is not looked at.  head[i] is a word or n.  Ties go to the
 * lower head; scratch use is 12 n^2 bytes where the best heads form no tree. */
RO_MUST_CHECK ro_status core_tree(const float *arc, uint32_t n, ro_arena *scratch, uint32_t *head);

/* ---- name.c: BIO labels */

/* Best sequence of labels 0 = O, 2k + 1 = B, 2k + 2 = I of kind k, where I follows B or I of its
 * kind only.  score[n][stride], of which the first n_labels count.  back: [n][n_labels]. */
void core_names(const float *score, uint32_t n, uint32_t stride, uint32_t n_labels, uint8_t *back,
                uint8_t *label);
/* Mixes the scores of words written with a capital with the mean over all of the report that are
 * written alike.  score[tokens of the document][n_labels], 0 for the best of a word. */
RO_MUST_CHECK ro_status core_names_agree(const ro_doc *doc, float *score, uint32_t n_labels,
                                         ro_arena *scratch);
/* Labels and their probabilities of every window from such scores. */
RO_MUST_CHECK ro_status core_names_decide(const core_window *windows, uint32_t n,
                                          const float *score, uint32_t n_labels, ro_doc *doc,
                                          ro_arena *scratch);
void core_lists_open(const ro_resources *resources, const ro_table *lists[CORE_N_LISTS]);
/* Adds to the scores of words that are written with a capital and stand in the lists. */
void core_names_hint(const ro_table *const lists[CORE_N_LISTS], const ro_doc *doc, float *score,
                     uint32_t n_labels);
/* Labels of the head CORE_NAMES in doc->tokens.ner -> types of mentions, a name at a time. */
void core_names_write(const ro_table *const lists[CORE_N_LISTS], ro_doc *doc);

#endif
