/* Layers of a report as bytes: which fields they have (layers.c), and the way there (pack.c) and
 * back (unpack.c). */
#ifndef RO_STORE_LAYERS_H
#define RO_STORE_LAYERS_H

#include "doc/doc.h"

/* What a field is.  Numbers are LEB128, signed ones zigzag; a column is written row by row before
 * the next one begins, because equal things side by side compress best. */
typedef enum {
  PACK_END,
  PACK_TEXT,    /* ro_str: length, bytes */
  PACK_RULE,    /* const char *; NULL = "" */
  PACK_CODE,    /* char[5] */
  PACK_LABEL,   /* enumeration below `limit` */
  PACK_INDEX,   /* uint32_t; RO_NONE = 0, else i + 1 */
  PACK_STEP,    /* uint32_t as difference to the row before */
  PACK_BYTE,    /* uint8_t below `limit`, 0 = 256 */
  PACK_SHORT,   /* int8_t */
  PACK_NUMBER,  /* int32_t, also dates */
  PACK_FLAG,    /* bool */
  PACK_REAL,    /* double, 8 bytes */
  PACK_SHARE,   /* float, 4 bytes */
  PACK_SPAN,    /* ro_span: begin as difference to the row before, length */
  PACK_WORDS,   /* ro_span, first, end: tokens; the span only where it is not theirs */
  PACK_SPANS,   /* ro_spans */
  PACK_INDEXES, /* ro_indexes */
  /* columns of tokens only */
  PACK_SYMBOL, /* ro_sym as difference to that of the column at offset `limit` in ro_tokens */
  PACK_GUESS,  /* ro_sym or, below `limit`, uint8_t: 0 where it is what it was last, else 1 more */
  PACK_CHANCE, /* float in [0,1], to the nearest 255th */
  PACK_HEAD    /* token index relative to its own; RO_NONE = 0 */
} pack_kind;

typedef struct {
  pack_kind kind;
  size_t offset;  /* in the row, or of the column's pointer in ro_tokens */
  uint32_t limit; /* see the kinds */
} pack_field;

/* What a token's value is likely to be: what it was at the last token of the same form or, for a
 * new form, of the same fine tag (which must be written before). */
typedef struct {
  uint32_t *by_form; /* [symbols], RO_NONE = not seen */
  uint32_t by_tag[256];
} pack_guess;

static inline uint32_t pack_guess_of(const pack_guess *g, const ro_tokens *t, uint32_t i,
                                     bool by_tag) {
  uint32_t known = g->by_form[t->lower[i]];
  return known != RO_NONE || !by_tag ? known : g->by_tag[t->xpos[i]];
}

static inline void pack_guess_learn(pack_guess *g, const ro_tokens *t, uint32_t i, uint32_t value) {
  g->by_form[t->lower[i]] = g->by_tag[t->xpos[i]] = value;
}

typedef struct {
  const char *name; /* for messages */
  size_t offset;    /* of the RO_ROWS in ro_doc */
  size_t row_size;
  const pack_field *fields;
} pack_table;

extern const pack_field pack_meta[];          /* of ro_meta, without path and reasons */
extern const pack_field pack_reason[];        /* of ro_reason */
extern const pack_table pack_before_tokens[]; /* ends with a null name */
extern const pack_field pack_token_columns[]; /* of ro_tokens; spans, form, lower come apart */
extern const pack_table pack_behind_tokens[]; /* likewise */

/* Any RO_ROWS, seen without its type. */
typedef struct {
  void *at;
  uint32_t n, cap;
} pack_rows;

enum {
  PACK_VERSION = 1, /* of the bytes; a reader of another version reads the report again */
  PACK_MAX_BYTES = 1 << 29
};

/* All layers of the document as the stages left them, compressed.  What reconciling wrote over them
 * (date of publication, notices, links to the story) is not among them. */
ro_status ro_layers_pack(const ro_doc *doc, ro_buf *out);

/* Layers into a document that has id, path, raw and text, and no layer yet.  RO_EFORMAT when the
 * bytes are not sound, RO_EVERSION when another version wrote them.  With `tokens_only` sentences
 * and tokens as they were given (doc->keeps_tokens), and no other layer. */
ro_status ro_layers_unpack(ro_doc *doc, ro_str bytes, bool tokens_only);

#endif
