/* Bytes -> layers of a report; see pack.c for how they lie.  Nothing read is trusted: counts are
 * bounded by the bytes that are left, labels by their lists, and ro_doc_check has the last word. */
#include <string.h>
#include <zlib.h>

#include "doc/tree.h"
#include "store/layers.h"

typedef struct {
  const uint8_t *at, *end;
  bool is_bad;
  ro_doc *doc;
} reader;

static uint8_t get_byte(reader *r) {
  if (r->at == r->end) {
    r->is_bad = true;
    return 0;
  }
  return *r->at++;
}

static uint64_t get(reader *r) {
  uint64_t v = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    uint8_t b = get_byte(r);
    v |= (uint64_t)(b & 0x7F) << shift;
    if (!(b & 0x80)) return v;
  }
  r->is_bad = true;
  return 0;
}

/* A number up to `most`. */
static uint32_t get_below(reader *r, uint64_t most) {
  uint64_t v = get(r);
  if (v > most) r->is_bad = true;
  return r->is_bad ? 0 : (uint32_t)v;
}

static int64_t get_signed(reader *r) {
  uint64_t v = get(r);
  return (int64_t)(v >> 1) ^ -(int64_t)(v & 1);
}

/* A count of things that take a byte each at least. */
static uint32_t get_count(reader *r) { return get_below(r, (uint64_t)(r->end - r->at)); }

static uint32_t get_step(reader *r, uint32_t from) {
  uint64_t v = (uint64_t)from + (uint64_t)get_signed(r);
  if (v >= RO_NONE) r->is_bad = true;
  return r->is_bad ? 0 : (uint32_t)v;
}

static uint32_t get_index(reader *r) {
  uint32_t v = get_below(r, RO_NONE);
  return v ? v - 1 : RO_NONE;
}

static ro_str get_text(reader *r) {
  uint32_t n = get_count(r);
  ro_str s = {(const char *)r->at, n};
  r->at += n;
  return n ? ro_str_copy(r->doc->arena, s) : (ro_str){NULL, 0};
}

static ro_span get_span(reader *r, uint32_t *last) {
  uint32_t begin = get_step(r, *last);
  uint32_t len = get_below(r, r->doc->text.len);
  *last = begin;
  if (begin > r->doc->text.len || len > r->doc->text.len - begin) r->is_bad = true;
  return r->is_bad ? (ro_span){0, 0} : (ro_span){begin, begin + len};
}

static uint64_t get_bits(reader *r, int n) {
  uint64_t bits = 0;
  for (int i = 0; i < n; i++) bits |= (uint64_t)get_byte(r) << (8 * i);
  return bits;
}

typedef struct {
  ro_span span;
  uint32_t first, end;
} words;

static void get_words(reader *r, words *w, uint32_t *last) {
  uint32_t zero = 0, first = get_step(r, *last);
  uint64_t n = get(r);
  *last = first;
  if (first > r->doc->tokens.n || n >> 1 > r->doc->tokens.n - first) r->is_bad = true;
  if (r->is_bad) return;
  *w = (words){{0, 0}, first, first + (uint32_t)(n >> 1)};
  w->span = n & 1 ? get_span(r, &zero) : ro_doc_tokens_span(r->doc, w->first, w->end);
}

static void get_spans(reader *r, ro_spans *spans, uint32_t *last) {
  uint32_t n = get_count(r);
  for (uint32_t i = 0; i < n && !r->is_bad; i++) {
    ro_span span = get_span(r, last);
    if (!ro_spans_add(r->doc->arena, spans, span)) return;
  }
}

static void get_indexes(reader *r, ro_indexes *list) {
  uint32_t n = get_count(r);
  for (uint32_t i = 0; i < n && !r->is_bad; i++)
    if (!ro_indexes_add(r->doc->arena, list, get_below(r, RO_NONE - 1))) return;
}

static void get_code(reader *r, char *at) {
  ro_str s = get_text(r);
  if (s.len > 4) r->is_bad = true;
  if (s.len && s.len <= 4) memcpy(at, s.data, s.len);
}

#define FIELD(type) (*(type *)(void *)at)

static void get_field(reader *r, const pack_field *f, char *at, uint32_t *last) {
  uint64_t bits;
  uint32_t n;
  switch (f->kind) {
    case PACK_TEXT:
      FIELD(ro_str) = get_text(r);
      break;
    case PACK_RULE:
      FIELD(const char *) = get_text(r).data;
      break;
    case PACK_CODE:
      get_code(r, at);
      break;
    case PACK_LABEL:
      n = get_below(r, f->limit - 1);
      memcpy(at, &n, sizeof n);
      break;
    case PACK_INDEX:
      FIELD(uint32_t) = get_index(r);
      break;
    case PACK_STEP:
      *last = FIELD(uint32_t) = get_step(r, *last);
      break;
    case PACK_BYTE:
    case PACK_SHORT:
      FIELD(uint8_t) = get_byte(r);
      break;
    case PACK_FLAG:
      FIELD(bool) = get_byte(r) != 0;
      break;
    case PACK_NUMBER:
      FIELD(int32_t) = (int32_t)get_signed(r);
      break;
    case PACK_REAL:
      bits = get_bits(r, 8);
      memcpy(at, &bits, 8);
      break;
    case PACK_SHARE:
      n = (uint32_t)get_bits(r, 4);
      memcpy(at, &n, 4);
      break;
    case PACK_SPAN:
      FIELD(ro_span) = get_span(r, last);
      break;
    case PACK_WORDS:
      get_words(r, &FIELD(words), last);
      break;
    case PACK_SPANS:
      get_spans(r, &FIELD(ro_spans), last);
      break;
    case PACK_INDEXES:
      get_indexes(r, &FIELD(ro_indexes));
      break;
    case PACK_SYMBOL:
    case PACK_GUESS:
    case PACK_CHANCE:
    case PACK_HEAD:
    case PACK_END:
      break;
  }
}

static void get_columns(reader *r, const pack_field *fields, char *rows, uint32_t n, size_t size) {
  for (const pack_field *f = fields; f->kind != PACK_END; f++) {
    uint32_t last = 0;
    for (uint32_t i = 0; i < n && !r->is_bad; i++)
      get_field(r, f, rows + i * size + f->offset, &last);
  }
}

/* n zeroed rows, or NULL. */
static char *get_rows(reader *r, pack_rows *rows, size_t size) {
  uint32_t n = get_count(r);
  rows->at = r->is_bad || !n ? NULL : ro_arena_array(r->doc->arena, n, size);
  rows->n = rows->cap = rows->at ? n : 0;
  return rows->at;
}

static void get_tables(reader *r, const pack_table *tables) {
  for (const pack_table *t = tables; t->name && !r->is_bad; t++) {
    pack_rows rows;
    char *at = get_rows(r, &rows, t->row_size);
    memcpy((char *)r->doc + t->offset, &rows, sizeof rows);
    get_columns(r, t->fields, at, rows.n, t->row_size);
  }
}

/* ---- tokens */

static void *column(const ro_tokens *t, size_t offset) {
  void *at;
  memcpy(&at, (const char *)t + offset, sizeof at);
  return at;
}

static void get_token_spans(reader *r) {
  ro_doc *doc = r->doc;
  uint32_t n = doc->tokens.n, end = 0, *gap = ro_arena_array(doc->arena, n, sizeof *gap);
  if (!gap) return;
  for (uint32_t i = 0; i < n; i++) gap[i] = (uint32_t)get_signed(r);
  for (uint32_t i = 0; i < n && !r->is_bad; i++) {
    uint32_t begin = end + gap[i], len = get_below(r, doc->text.len);
    if (begin > doc->text.len || len > doc->text.len - begin) r->is_bad = true;
    end = begin + len;
    doc->tokens.span[i] = (ro_span){begin, end};
  }
}

static void get_symbols(reader *r) {
  uint32_t n = get_count(r);
  for (uint32_t i = 0; i < n && !r->is_bad; i++) {
    uint32_t len = get_count(r), next = ro_symbols_count(r->doc->symbols);
    ro_str s = {(const char *)r->at, len};
    r->at += len;
    if (ro_symbols_put(r->doc->symbols, s) != next) r->is_bad = true;
  }
}

static void get_symbol_column(reader *r, ro_sym *at, const ro_sym *beside) {
  uint32_t n = ro_symbols_count(r->doc->symbols);
  for (uint32_t i = 0; i < r->doc->tokens.n && !r->is_bad; i++) {
    at[i] = get_step(r, beside ? beside[i] : 0);
    if (at[i] >= n) r->is_bad = true;
  }
}

static void get_heads(reader *r, uint32_t *head) {
  for (uint32_t i = 0; i < r->doc->tokens.n && !r->is_bad; i++) {
    int64_t step = get_signed(r), to = (int64_t)i + step;
    if (to < 0 || to >= r->doc->tokens.n) r->is_bad = true;
    head[i] = step ? (uint32_t)to : RO_NONE;
  }
}

static void get_bytes(reader *r, uint8_t *at, uint32_t limit) {
  for (uint32_t i = 0; i < r->doc->tokens.n && !r->is_bad; i++) {
    at[i] = get_byte(r);
    if (limit && at[i] >= limit) r->is_bad = true;
  }
}

static void get_guessed(reader *r, const pack_field *f, void *at) {
  const ro_tokens *t = &r->doc->tokens;
  uint32_t n_symbols = ro_symbols_count(r->doc->symbols), limit = f->limit ? f->limit : n_symbols;
  bool by_tag = f->offset != offsetof(ro_tokens, xpos);
  uint8_t *bytes = at;
  ro_sym *symbols = at;
  pack_guess guess = {.by_form = ro_arena_array(r->doc->arena, n_symbols, sizeof(uint32_t))};
  if (!guess.by_form) return;
  memset(guess.by_form, 0xFF, n_symbols * sizeof(uint32_t));
  memset(guess.by_tag, 0xFF, sizeof guess.by_tag);
  for (uint32_t i = 0; i < t->n && !r->is_bad; i++) {
    uint32_t told = get_below(r, limit);
    uint32_t value = told ? told - 1 : pack_guess_of(&guess, t, i, by_tag);
    if (value >= limit) {
      r->is_bad = true;
      return;
    }
    if (f->limit)
      bytes[i] = (uint8_t)value;
    else
      symbols[i] = value;
    pack_guess_learn(&guess, t, i, value);
  }
}

static void get_chances(reader *r, float *at) {
  for (uint32_t i = 0; i < r->doc->tokens.n; i++) at[i] = (float)get_byte(r) / 255.0F;
}

static ro_status get_tokens(reader *r, bool is_own) {
  ro_doc *doc = r->doc;
  uint32_t n = get_count(r);
  if (r->is_bad) return RO_OK;
  RO_TRY(ro_tokens_reserve(doc, n));
  get_token_spans(r);
  for (uint32_t i = 0; is_own && i < n && !r->is_bad; i++)
    ro_tokens_set(doc, i, doc->tokens.span[i]);
  get_symbols(r);
  if (!is_own) {
    get_symbol_column(r, doc->tokens.form, NULL);
    get_symbol_column(r, doc->tokens.lower, doc->tokens.form);
  }
  for (const pack_field *f = pack_token_columns; f->kind != PACK_END; f++) {
    if (f->kind == PACK_SYMBOL)
      get_symbol_column(r, column(&doc->tokens, f->offset),
                        f->limit ? column(&doc->tokens, f->limit) : NULL);
    else if (f->kind == PACK_GUESS)
      get_guessed(r, f, column(&doc->tokens, f->offset));
    else if (f->kind == PACK_CHANCE)
      get_chances(r, column(&doc->tokens, f->offset));
    else if (f->kind == PACK_HEAD)
      get_heads(r, column(&doc->tokens, f->offset));
    else
      get_bytes(r, column(&doc->tokens, f->offset), f->limit);
  }
  return RO_OK;
}

/* What follows from the rest: the sentence of each token, the tree's other columns, and that
 * nothing is linked to a story. */
static void derive(ro_doc *doc) {
  for (uint32_t s = 0; s < doc->sentences.n; s++)
    for (uint32_t i = doc->sentences.at[s].first; i < doc->sentences.at[s].end; i++)
      doc->tokens.sentence[i] = s;
  for (uint32_t i = 0; i < doc->entities.n; i++) doc->entities.at[i].story_entity = RO_NONE;
  for (uint32_t i = 0; i < doc->events.n; i++) doc->events.at[i].incident = RO_NONE;
}

static bool are_members_known(const ro_doc *doc) {
  for (uint32_t i = 0; i < doc->entities.n; i++)
    for (uint32_t k = 0; k < doc->entities.at[i].members.n; k++)
      if (doc->entities.at[i].members.at[k] >= doc->entities.n) return false;
  return true;
}

static ro_status get_document(reader *r) {
  ro_doc *doc = r->doc;
  pack_rows reasons;
  uint32_t flags = get_below(r, 3), layers = get_below(r, UINT32_MAX), n = 0;
  doc->keeps_tokens = flags & 1;
  n = get_count(r);
  if (n == 1) get_columns(r, pack_meta, (char *)&doc->meta, 1, sizeof doc->meta);
  char *at = get_rows(r, &reasons, sizeof(ro_reason));
  get_columns(r, pack_reason, at, reasons.n, sizeof(ro_reason));
  memcpy(&doc->meta.reasons, &reasons, sizeof reasons);
  get_tables(r, pack_before_tokens);
  RO_TRY(get_tokens(r, flags & 2));
  get_tables(r, pack_behind_tokens);
  if (ro_arena_has_failed(doc->arena)) return RO_ENOMEM;
  if (r->is_bad || n != 1 || r->at != r->end) return RO_EFORMAT;
  for (uint32_t i = 0; i < RO_N_LAYER; i++) doc->layer[i].is_present = layers >> i & 1;
  derive(doc);
  ro_error error;
  if (!are_members_known(doc) || ro_doc_check(doc, &error) != RO_OK) return RO_EFORMAT;
  ro_tree_index(doc);
  return RO_OK;
}

/* Back to what intake gave: sentences, tokens and nothing else. */
static void keep_tokens_only(ro_doc *doc) {
  const ro_tokens t = doc->tokens;
  for (uint32_t i = 0; i < t.n; i++) {
    t.lemma[i] = t.feats[i] = 0;
    t.upos[i] = t.xpos[i] = t.ner[i] = t.onto[i] = t.deprel[i] = 0;
    t.p_tag[i] = t.p_head[i] = t.p_name[i] = 0;
    t.head[i] = t.first_child[i] = t.next_sibling[i] = RO_NONE;
    t.left[i] = t.right[i] = i;
  }
  doc->meta = doc->given;
  doc->origin.n = doc->set_aside.n = doc->notices.n = doc->mentions.n = doc->entities.n = 0;
  doc->times.n = doc->attributions.n = doc->figures.n = doc->events.n = doc->conditions.n = 0;
  memset(doc->layer, 0, sizeof doc->layer);
}

ro_status ro_layers_unpack(ro_doc *doc, ro_str bytes, bool tokens_only) {
  reader head = {.at = (const uint8_t *)bytes.data, .doc = doc};
  head.end = head.at + bytes.len;
  if (bytes.len < 2) return RO_EFORMAT;
  if (get_byte(&head) != PACK_VERSION) return RO_EVERSION;
  uLongf n = get_below(&head, PACK_MAX_BYTES), expected = n;
  /* zlib shrinks a thousandfold at best: more is an attempt on memory */
  if (head.is_bad || n / 1100 > bytes.len) return RO_EFORMAT;
  ro_buf plain = {0};
  void *room = ro_buf_extend(&plain, n);
  ro_status status = room ? RO_OK : RO_ENOMEM;
  if (room && (uncompress(room, &n, head.at, (uLong)(head.end - head.at)) != Z_OK || n != expected))
    status = RO_EFORMAT;
  reader r = {.at = room, .doc = doc};
  r.end = r.at ? r.at + n : NULL;
  if (status == RO_OK) status = get_document(&r);
  ro_buf_free(&plain);
  if (status == RO_OK && tokens_only) keep_tokens_only(doc);
  return status;
}
