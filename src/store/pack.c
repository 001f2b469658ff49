/* Layers of a report -> bytes.
 *
 *   byte  what
 *   0     PACK_VERSION
 *   1     length of what follows, unpacked (LEB128), then zlib (RFC 1950):
 *           flags (1 = tokens were given, 2 = forms are the text's own), layers present
 *           meta, its reasons; rows before tokens
 *           n tokens, their spans; symbols; columns; rows behind tokens
 *
 * Symbols.  The first ones of a document are the forms of its tokens and their lower case, in
 * order (ro_tokens_set), so only those behind them are written; given tokens, whose forms may
 * differ from the text, write all. */
#include <string.h>
#include <zlib.h>

#include "store/layers.h"

enum { LEVEL = 6 }; /* of zlib: 9 saves a hundredth and takes twice as long */

typedef struct {
  ro_buf *out;
  const ro_doc *doc;
  pack_guess *guess;
} packer;

static void put_byte(packer *p, uint8_t v) { ro_buf_char(p->out, (char)v); }

static void put(packer *p, uint64_t v) {
  while (v >= 0x80) {
    put_byte(p, (uint8_t)(v | 0x80));
    v >>= 7;
  }
  put_byte(p, (uint8_t)v);
}

static void put_signed(packer *p, int64_t v) {
  put(p, ((uint64_t)v << 1) ^ (v < 0 ? UINT64_MAX : 0));
}

static void put_index(packer *p, uint32_t i) { put(p, i == RO_NONE ? 0 : (uint64_t)i + 1); }

static void put_text(packer *p, ro_str s) {
  put(p, s.len);
  ro_buf_str(p->out, s);
}

static void put_span(packer *p, ro_span span, uint32_t *last) {
  put_signed(p, (int64_t)span.begin - *last);
  put(p, span.end - span.begin);
  *last = span.begin;
}

static void put_bits(packer *p, uint64_t bits, int n) {
  for (int i = 0; i < n; i++) put_byte(p, (uint8_t)(bits >> (8 * i)));
}

typedef struct {
  ro_span span;
  uint32_t first, end;
} words;

static void put_words(packer *p, const words *w, uint32_t *last) {
  ro_span own = ro_doc_tokens_span(p->doc, w->first, w->end);
  bool is_own = own.begin == w->span.begin && own.end == w->span.end;
  uint32_t zero = 0;
  put_signed(p, (int64_t)w->first - *last);
  put(p, ((uint64_t)(w->end - w->first) << 1) | !is_own);
  if (!is_own) put_span(p, w->span, &zero);
  *last = w->first;
}

static void put_spans(packer *p, const ro_spans *spans, uint32_t *last) {
  put(p, spans->n);
  for (uint32_t i = 0; i < spans->n; i++) put_span(p, spans->at[i], last);
}

static void put_indexes(packer *p, const ro_indexes *list) {
  put(p, list->n);
  for (uint32_t i = 0; i < list->n; i++) put(p, list->at[i]);
}

typedef const char *rule_name;
#define FIELD(type) (*(const type *)(const void *)at)

static void put_field(packer *p, const pack_field *f, const char *at, uint32_t *last) {
  uint64_t bits = 0;
  uint32_t n = 0;
  switch (f->kind) {
    case PACK_TEXT:
      put_text(p, FIELD(ro_str));
      break;
    case PACK_RULE:
      put_text(p, FIELD(rule_name) ? ro_str_from(FIELD(rule_name)) : (ro_str){NULL, 0});
      break;
    case PACK_CODE:
      put_text(p, ro_str_from(at));
      break;
    case PACK_LABEL:
      memcpy(&n, at, sizeof n);
      put(p, n);
      break;
    case PACK_INDEX:
      put_index(p, FIELD(uint32_t));
      break;
    case PACK_STEP:
      put_signed(p, (int64_t)FIELD(uint32_t) - *last);
      *last = FIELD(uint32_t);
      break;
    case PACK_BYTE:
    case PACK_SHORT:
      put_byte(p, FIELD(uint8_t));
      break;
    case PACK_FLAG:
      put_byte(p, FIELD(bool));
      break;
    case PACK_NUMBER:
      put_signed(p, FIELD(int32_t));
      break;
    case PACK_REAL:
      memcpy(&bits, at, 8);
      put_bits(p, bits, 8);
      break;
    case PACK_SHARE:
      memcpy(&n, at, 4);
      put_bits(p, n, 4);
      break;
    case PACK_SPAN:
      put_span(p, FIELD(ro_span), last);
      break;
    case PACK_WORDS:
      put_words(p, &FIELD(words), last);
      break;
    case PACK_SPANS:
      put_spans(p, &FIELD(ro_spans), last);
      break;
    case PACK_INDEXES:
      put_indexes(p, &FIELD(ro_indexes));
      break;
    case PACK_SYMBOL:
    case PACK_GUESS:
    case PACK_CHANCE:
    case PACK_HEAD:
    case PACK_END:
      break;
  }
}

static void put_columns(packer *p, const pack_field *fields, const char *rows, uint32_t n,
                        size_t size) {
  put(p, n);
  for (const pack_field *f = fields; f->kind != PACK_END; f++) {
    uint32_t last = 0;
    for (uint32_t i = 0; i < n; i++) put_field(p, f, rows + i * size + f->offset, &last);
  }
}

static void put_tables(packer *p, const pack_table *tables) {
  for (const pack_table *t = tables; t->name; t++) {
    pack_rows rows;
    memcpy(&rows, (const char *)p->doc + t->offset, sizeof rows);
    /* notices of reconciling come behind those of the stages */
    if (t->offset == offsetof(ro_doc, notices) && p->doc->is_in_story)
      rows.n = p->doc->n_notices_as_read;
    put_columns(p, t->fields, rows.at, rows.n, t->row_size);
  }
}

/* ---- tokens */

static const void *column(const ro_tokens *t, size_t offset) {
  const void *at;
  memcpy(&at, (const char *)t + offset, sizeof at);
  return at;
}

/* Symbols that ro_tokens_set gives by itself, or 0 where these tokens did not get theirs so. */
static uint32_t own_symbols(const ro_doc *doc) {
  const ro_tokens *t = &doc->tokens;
  ro_sym next = 1;
  for (uint32_t i = 0; i < t->n; i++) {
    if (!ro_str_equal(ro_doc_form(doc, i), ro_doc_span(doc, t->span[i]))) return 0;
    if (t->form[i] > next) return 0;
    next += t->form[i] == next;
    if (t->lower[i] > next) return 0;
    next += t->lower[i] == next;
  }
  return next;
}

static void put_symbols(packer *p, uint32_t own) {
  uint32_t n = ro_symbols_count(p->doc->symbols), first = own ? own : 1;
  put(p, n - first);
  for (uint32_t i = first; i < n; i++) put_text(p, ro_symbols_get(p->doc->symbols, i));
}

static void put_symbol_column(packer *p, const ro_sym *at, const ro_sym *beside) {
  for (uint32_t i = 0; i < p->doc->tokens.n; i++)
    put_signed(p, (int64_t)at[i] - (beside ? beside[i] : 0));
}

static void put_heads(packer *p, const uint32_t *head) {
  for (uint32_t i = 0; i < p->doc->tokens.n; i++)
    put_signed(p, head[i] == RO_NONE ? 0 : (int64_t)head[i] - i);
}

static void put_guessed(packer *p, const pack_field *f, const void *at) {
  const ro_tokens *t = &p->doc->tokens;
  bool by_tag = f->offset != offsetof(ro_tokens, xpos);
  const uint8_t *bytes = at;
  const ro_sym *symbols = at;
  memset(p->guess->by_form, 0xFF, ro_symbols_count(p->doc->symbols) * sizeof(uint32_t));
  memset(p->guess->by_tag, 0xFF, sizeof p->guess->by_tag);
  for (uint32_t i = 0; i < t->n; i++) {
    uint32_t value = f->limit ? bytes[i] : symbols[i];
    put(p, value == pack_guess_of(p->guess, t, i, by_tag) ? 0 : (uint64_t)value + 1);
    pack_guess_learn(p->guess, t, i, value);
  }
}

static void put_chances(packer *p, const float *at) {
  for (uint32_t i = 0; i < p->doc->tokens.n; i++) {
    float v = at[i] > 1.0F ? 1.0F : at[i] > 0.0F ? at[i] : 0.0F;
    put_byte(p, (uint8_t)(v * 255.0F + 0.5F));
  }
}

static void put_tokens(packer *p, uint32_t own) {
  const ro_tokens *t = &p->doc->tokens;
  uint32_t last = 0;
  put(p, t->n);
  for (uint32_t i = 0; i < t->n; i++) { /* the gap before the token, and its length */
    put_signed(p, (int64_t)t->span[i].begin - last);
    last = t->span[i].end;
  }
  for (uint32_t i = 0; i < t->n; i++) put(p, t->span[i].end - t->span[i].begin);
  put_symbols(p, own);
  if (!own) {
    put_symbol_column(p, t->form, NULL);
    put_symbol_column(p, t->lower, t->form);
  }
  for (const pack_field *f = pack_token_columns; f->kind != PACK_END; f++) {
    const void *at = column(t, f->offset);
    if (f->kind == PACK_SYMBOL)
      put_symbol_column(p, at, f->limit ? column(t, f->limit) : NULL);
    else if (f->kind == PACK_GUESS)
      put_guessed(p, f, at);
    else if (f->kind == PACK_CHANCE)
      put_chances(p, at);
    else if (f->kind == PACK_HEAD)
      put_heads(p, at);
    else
      ro_buf_add(p->out, at, t->n);
  }
}

static void put_document(packer *p) {
  const ro_doc *doc = p->doc;
  const ro_meta *meta = doc->is_in_story ? &doc->as_read : &doc->meta;
  uint32_t own = own_symbols(doc), layers = 0;
  for (uint32_t i = 0; i < RO_N_LAYER; i++) layers |= (uint32_t)doc->layer[i].is_present << i;
  put(p, (doc->keeps_tokens ? 1u : 0u) | (own ? 2u : 0u));
  put(p, layers);
  put_columns(p, pack_meta, (const char *)meta, 1, sizeof *meta);
  put_columns(p, pack_reason, (const char *)meta->reasons.at, meta->reasons.n,
              sizeof *meta->reasons.at);
  put_tables(p, pack_before_tokens);
  put_tokens(p, own);
  put_tables(p, pack_behind_tokens);
}

static ro_status compress_into(const ro_buf *plain, ro_buf *out) {
  uLongf n = compressBound(plain->len);
  packer head = {.out = out};
  put_byte(&head, PACK_VERSION);
  put(&head, plain->len);
  size_t begin = out->len;
  void *room = ro_buf_extend(out, n);
  if (!room || compress2(room, &n, (const Bytef *)plain->data, plain->len, LEVEL) != Z_OK)
    return RO_ENOMEM;
  out->len = begin + n;
  return RO_OK;
}

ro_status ro_layers_pack(const ro_doc *doc, ro_buf *out) {
  ro_buf plain = {0};
  pack_guess guess;
  ro_arena *scratch = ro_arena_new(0);
  packer p = {&plain, doc, &guess};
  if (scratch) guess.by_form = RO_ARRAY(scratch, uint32_t, ro_symbols_count(doc->symbols));
  ro_status status = scratch && guess.by_form ? RO_OK : RO_ENOMEM;
  if (status == RO_OK) put_document(&p);
  if (status == RO_OK && plain.has_failed) status = RO_ENOMEM;
  if (status == RO_OK && plain.len > PACK_MAX_BYTES) status = RO_ELIMIT;
  if (status == RO_OK) status = compress_into(&plain, out);
  ro_buf_free(&plain);
  ro_arena_free(scratch);
  return status;
}
