/* Overlap: which words two reports share, what that makes of them, and what one changed.
 *
 * Everything is worked out from the text and the passages set aside, so that a report read again
 * from a story file, which has no tokens, gives the same answer. */
#ifndef RO_OVERLAP_OVERLAP_H
#define RO_OVERLAP_OVERLAP_H

#include "doc/doc.h"

enum {
  RO_RUN = 5,     /* K: words of a fingerprint; no shorter passage is ever told */
  RO_SURE_RUN = 8 /* T: a shared passage of as many words is found for certain */
};

/* The words of a text in order, lower case, without punctuation and without what is set aside. */
typedef struct {
  uint32_t n;
  uint64_t *hash;   /* [n] */
  ro_span *span;    /* [n] */
  bool *is_quoted;  /* [n] stands between quotation marks */
  uint32_t n_plain; /* words that are not quoted */
} ro_words_list;
bool ro_words_scan(const ro_doc *doc, ro_arena *arena, ro_words_list *out);

/* A fingerprint: hash of the words [at, at + RO_RUN), or of all where there are fewer. */
typedef struct {
  uint64_t hash;
  uint32_t at;
} ro_print;
typedef struct {
  ro_print *at;
  uint32_t n;
} ro_prints;

/* Winnowing (Schleimer, Wilkerson, Aiken 2003), in text order. */
bool ro_prints_make(const ro_words_list *words, ro_arena *arena, ro_prints *out);

/* A longest run of words that stands in both, [a, a + n) of the one and [b, b + n) of the other. */
typedef struct {
  uint32_t a, b, n;
} ro_shared;
typedef struct {
  RO_ROWS(ro_shared) run;        /* by a, then b; of RO_RUN words and more */
  uint32_t covered_a, covered_b; /* unquoted words in a run */
} ro_overlap;

/* Every run of RO_SURE_RUN words and more that stands in both lies in a row of `out`, unless one of
 * its fingerprints stands more than 16 times in `b`. */
bool ro_overlap_find(const ro_words_list *a, const ro_words_list *b, ro_arena *arena,
                     ro_overlap *out);

/* clang-format off */
/* What a report is to another: the same words; another state of the same article; a part of it;
 * much of it with words of its own; a shared passage or two; nothing. */
#define RO_RELATION_LIST(X) \
  X(NONE, "") X(PASSAGES, "passages") X(EDITED, "edited") X(CUT, "cut") X(VERSION, "version") \
  X(COPY, "copy")
/* clang-format on */
#define X(id, label) RO_RELATION_##id,
typedef enum { RO_RELATION_LIST(X) RO_N_RELATION } ro_relation_kind;
#undef X
extern const char *const ro_relation_label[RO_N_RELATION];

typedef struct {
  ro_relation_kind kind;
  bool supersedes;   /* of versions: the first argument is the later one */
  uint32_t of_a;     /* per cent of the unquoted words of a that stand in b */
  uint32_t of_b;     /* and the other way round */
  uint32_t n_shared; /* unquoted words of a that stand in b */
} ro_relation;

/* Are they one source: anything from "edited" on? */
static inline bool ro_relation_is_family(ro_relation_kind kind) {
  return kind >= RO_RELATION_EDITED;
}

/* Addresses without scheme, "www.", fragment and tracking parameters; 0 where there is none. */
uint64_t ro_address_key(ro_str url);
/* Do the two claim to be one article: same address, or same publisher and nearly the same title? */
bool ro_is_same_article(const ro_doc *a, const ro_doc *b);
bool ro_relation_find(const ro_doc *a, const ro_doc *b, ro_arena *arena, ro_relation *out);

/* One difference: a sentence dropped from `before`, one added in `after`, or one changed. */
typedef struct {
  ro_span before, after; /* begin == end where there is none */
} ro_change;
typedef struct {
  RO_ROWS(ro_change) change; /* in the order of `after`; then what was dropped, in its order */
  uint32_t n_same, n_added, n_dropped, n_changed;
} ro_changes;
bool ro_changes_find(const ro_doc *before, const ro_doc *after, ro_arena *arena, ro_changes *out);

#endif
