/* The document: made empty, filled by the stages. */
#include "doc/doc.h"

#include <stdio.h>

#include "base/limits.h"
#include "base/utf8.h"

ro_doc *ro_doc_new(void) {
  ro_arena *arena = ro_arena_new(0);
  ro_doc *doc = arena ? RO_NEW(arena, ro_doc) : NULL;
  if (doc) {
    doc->arena = arena;
    doc->symbols = ro_symbols_new(arena);
    doc->meta.published = (ro_interval){RO_NO_DATE, RO_NO_DATE};
  }
  if (!doc || !doc->symbols) {
    ro_arena_free(arena);
    return NULL;
  }
  return doc;
}

void ro_doc_free(ro_doc *doc) {
  if (doc) ro_arena_free(doc->arena);
}

ro_span ro_doc_tokens_span(const ro_doc *doc, uint32_t first, uint32_t end) {
  if (first >= end) return (ro_span){0, 0};
  return (ro_span){doc->tokens.span[first].begin, doc->tokens.span[end - 1].end};
}

uint32_t ro_doc_token_at(const ro_doc *doc, uint32_t byte) {
  uint32_t low = 0, high = doc->tokens.n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (doc->tokens.span[middle].end > byte)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

bool ro_doc_has_feat(const ro_doc *doc, uint32_t token, const char *feature) {
  ro_str rest = ro_doc_sym(doc, doc->tokens.feats[token]), piece;
  while (ro_str_split(&rest, '|', &piece))
    if (ro_str_is(piece, feature)) return true;
  return false;
}

uint32_t ro_doc_mention_at(const ro_doc *doc, uint32_t token) {
  uint32_t best = RO_NONE, size = UINT32_MAX, low = 0, high = doc->mentions.n;
  while (low < high) { /* first mention that begins behind the token */
    uint32_t middle = low + (high - low) / 2;
    if (doc->mentions.at[middle].first > token)
      high = middle;
    else
      low = middle + 1;
  }
  for (uint32_t i = low; i-- > 0;) {
    const ro_mention *m = &doc->mentions.at[i];
    if (m->first + RO_MAX_MENTION_TOKENS <= token) break;
    if (token < m->end && m->end - m->first < size) {
      best = i;
      size = m->end - m->first;
    }
  }
  return best;
}

uint32_t ro_doc_attribution_at(const ro_doc *doc, uint32_t token) {
  ro_span span = doc->tokens.span[token];
  uint32_t best = RO_NONE, size = UINT32_MAX;
  for (uint32_t i = 0; i < doc->attributions.n; i++) {
    const ro_attribution *a = &doc->attributions.at[i];
    for (uint32_t k = 0; k < a->content.n; k++) {
      ro_span c = a->content.at[k];
      if (c.begin <= span.begin && span.end <= c.end && c.end - c.begin < size) {
        best = i;
        size = c.end - c.begin;
      }
    }
  }
  return best;
}

uint32_t ro_doc_time_at(const ro_doc *doc, uint32_t token) {
  for (uint32_t i = 0; i < doc->times.n; i++)
    if (doc->times.at[i].first <= token && token < doc->times.at[i].end) return i;
  return RO_NONE;
}

/* Origin row that ends behind `text`. */
static uint32_t origin_at(const ro_doc *doc, uint32_t text) {
  uint32_t low = 0, high = doc->origin.n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    const ro_origin *row = &doc->origin.at[middle];
    if (row->text + row->text_len > text)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

ro_span ro_doc_origin(const ro_doc *doc, ro_span span) {
  if (doc->origin.n == 0 || span.begin >= span.end) return span;
  uint32_t first = origin_at(doc, span.begin), last = origin_at(doc, span.end - 1);
  if (last == doc->origin.n || doc->origin.at[last].text >= span.end) {
    if (last == 0) return (ro_span){0, 0};
    last--;
  }
  if (first > last) return (ro_span){0, 0};
  const ro_origin *a = &doc->origin.at[first], *b = &doc->origin.at[last];
  ro_span raw = {a->raw, b->raw + b->raw_len};
  if (a->text_len == a->raw_len && span.begin > a->text) raw.begin += span.begin - a->text;
  if (b->text_len == b->raw_len && span.end < b->text + b->text_len)
    raw.end -= b->text + b->text_len - span.end;
  return raw;
}

bool ro_doc_is_aside(const ro_doc *doc, ro_span span) {
  for (uint32_t i = 0; i < doc->set_aside.n; i++) {
    ro_span a = doc->set_aside.at[i].span;
    if (a.begin < span.end && span.begin < a.end) return true;
  }
  return false;
}

ro_status ro_tokens_reserve(ro_doc *doc, uint32_t n) {
  ro_tokens *t = &doc->tokens;
  ro_arena *a = doc->arena;
  t->n = n;
  t->span = RO_ARRAY(a, ro_span, n);
  t->form = RO_ARRAY(a, ro_sym, n);
  t->lower = RO_ARRAY(a, ro_sym, n);
  t->lemma = RO_ARRAY(a, ro_sym, n);
  t->feats = RO_ARRAY(a, ro_sym, n);
  t->upos = RO_ARRAY(a, uint8_t, n);
  t->xpos = RO_ARRAY(a, uint8_t, n);
  t->ner = RO_ARRAY(a, uint8_t, n);
  t->onto = RO_ARRAY(a, uint8_t, n);
  t->deprel = RO_ARRAY(a, uint8_t, n);
  t->p_tag = RO_ARRAY(a, float, n);
  t->p_head = RO_ARRAY(a, float, n);
  t->p_name = RO_ARRAY(a, float, n);
  t->head = RO_ARRAY(a, uint32_t, n);
  t->sentence = RO_ARRAY(a, uint32_t, n);
  t->first_child = RO_ARRAY(a, uint32_t, n);
  t->next_sibling = RO_ARRAY(a, uint32_t, n);
  t->left = RO_ARRAY(a, uint32_t, n);
  t->right = RO_ARRAY(a, uint32_t, n);
  if (ro_arena_has_failed(a)) {
    t->n = 0;
    return RO_ENOMEM;
  }
  for (uint32_t i = 0; i < n; i++) {
    t->head[i] = t->first_child[i] = t->next_sibling[i] = RO_NONE;
    t->left[i] = t->right[i] = i;
  }
  return RO_OK;
}

/* Is the word its own lower case?  Most are, and need no second look-up. */
static bool is_lower(ro_str form) {
  for (size_t i = 0; i < form.len; i++)
    if ((uint8_t)form.data[i] >= 0x80 || ro_is_upper((uint8_t)form.data[i])) return false;
  return true;
}

void ro_tokens_set(ro_doc *doc, uint32_t i, ro_span span) {
  ro_tokens *t = &doc->tokens;
  ro_str form = ro_doc_span(doc, span);
  t->span[i] = span;
  t->form[i] = ro_symbols_put(doc->symbols, form);
  t->lower[i] =
      is_lower(form) ? t->form[i] : ro_symbols_put(doc->symbols, ro_utf8_lower(doc->arena, form));
}

void ro_doc_notice(ro_doc *doc, const char *stage, ro_span span, const char *format, ...) {
  if (doc->notices.n >= RO_MAX_NOTICES) return;
  char text[512];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  ro_str what = ro_str_copy(doc->arena, ro_str_from(text));
  ro_notice *notice = RO_ADD(doc->arena, &doc->notices);
  if (notice) *notice = (ro_notice){ro_str_from(stage), what, span};
}

void ro_doc_mark_layer(ro_doc *doc, ro_layer layer, const char *stage) {
  doc->layer[layer].is_present = true;
  doc->layer[layer].stage = stage;
}
