/* Text -> sentences and tokens.
 *
 * The text is cut into segments, at line breaks and at both ends of each passage set aside; no
 * sentence reaches over a cut.  Each segment is scanned into tokens (scan.c) and cut into sentences
 * (sentence.c); a sentence of more than RO_MAX_SENTENCE_TOKENS is cut with a notice. */
#include "token/token.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "token/token_internal.h"

typedef struct {
  const token_state *state;
  ro_doc *doc;
  ro_arena *scratch;
  pieces pieces;
  uint32_t paragraph;
  bool paragraph_has_tokens;
  uint32_t next_aside; /* first passage set aside that ends behind the segment */
} tokenizer;

ro_status ro_token_open(const ro_resources *resources, ro_arena *process, const void **state,
                        ro_error *error) {
  (void)error;
  token_state *s = RO_NEW(process, token_state);
  if (!s) return RO_ENOMEM;
  s->abbreviations = ro_lexicon_table(resources->lexicon, "abbreviations");
  s->kind_column = s->abbreviations ? ro_table_column(s->abbreviations, "kind") : RO_NONE;
  if (s->kind_column == RO_NONE) s->abbreviations = NULL;
  *state = s;
  return RO_OK;
}

static void add_sentence(tokenizer *t, uint32_t first, uint32_t end) {
  ro_sentence *s = RO_ADD(t->doc->arena, &t->doc->sentences);
  const piece *p = t->pieces.at;
  if (s) *s = (ro_sentence){{p[first].span.begin, p[end - 1].span.end}, first, end, t->paragraph};
  t->paragraph_has_tokens = true;
}

static void cut_sentences(tokenizer *t, uint32_t first) {
  uint32_t end = t->pieces.n, begin = first;
  const piece *p = t->pieces.at;
  token_cutter cutter = {.text = t->doc->text, .p = p, .first = first, .end = end, .read = first};
  for (uint32_t i = first; i < end; i++) {
    uint32_t last = token_sentence_end(&cutter, begin, i), most = begin + RO_MAX_SENTENCE_TOKENS;
    if (last == RO_NONE && i + 1 < most) continue;
    bool is_long = last == RO_NONE || last >= most;
    if (is_long) last = most - 1;
    add_sentence(t, begin, last + 1);
    if (is_long && last + 1 < end)
      ro_doc_notice(t->doc, "token", (ro_span){p[begin].span.begin, p[last].span.end},
                    "a sentence of more than %u tokens was cut", RO_MAX_SENTENCE_TOKENS);
    i = last;
    begin = last + 1;
  }
}

static void add_segment(tokenizer *t, uint32_t begin, uint32_t end) {
  uint32_t first = t->pieces.n;
  token_scan(t->state, t->doc->text, begin, end, t->scratch, &t->pieces);
  if (t->pieces.n > first) cut_sentences(t, first);
}

/* A line: cut where passages set aside begin and end. */
static void add_line(tokenizer *t, uint32_t begin, uint32_t end) {
  const ro_doc *doc = t->doc;
  while (begin < end) {
    while (t->next_aside < doc->set_aside.n && doc->set_aside.at[t->next_aside].span.end <= begin)
      t->next_aside++;
    uint32_t cut = end;
    if (t->next_aside < doc->set_aside.n) {
      ro_span aside = doc->set_aside.at[t->next_aside].span;
      if (aside.begin > begin && aside.begin < end) cut = aside.begin;
      if (aside.begin <= begin && aside.end < end) cut = aside.end;
    }
    add_segment(t, begin, cut);
    begin = cut;
  }
  if (t->paragraph_has_tokens) t->paragraph++;
  t->paragraph_has_tokens = false;
}

static bool is_break(uint32_t c) {
  return c == '\n' || c == '\r' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static void add_lines(tokenizer *t) {
  ro_str text = t->doc->text;
  size_t line = 0;
  for (size_t at = 0; at < text.len;) {
    size_t begin = at;
    if (!is_break(ro_utf8_next(text, &at))) continue;
    add_line(t, (uint32_t)line, (uint32_t)begin);
    line = at;
  }
  add_line(t, (uint32_t)line, (uint32_t)text.len);
}

static ro_status fill_tokens(tokenizer *t) {
  ro_doc *doc = t->doc;
  if (ro_arena_has_failed(t->scratch)) return RO_ENOMEM;
  RO_TRY(ro_tokens_reserve(doc, t->pieces.n));
  for (uint32_t i = 0; i < t->pieces.n; i++) ro_tokens_set(doc, i, t->pieces.at[i].span);
  for (uint32_t s = 0; s < doc->sentences.n; s++)
    for (uint32_t i = doc->sentences.at[s].first; i < doc->sentences.at[s].end; i++)
      doc->tokens.sentence[i] = s;
  return ro_arena_has_failed(doc->arena) ? RO_ENOMEM : RO_OK;
}

ro_status ro_token_run(const void *state, ro_doc *doc, ro_arena *scratch) {
  if (doc->keeps_tokens) return RO_OK;
  if (doc->text.len > RO_MAX_TEXT_BYTES) {
    size_t end = RO_MAX_TEXT_BYTES;
    while (end > 0 && ((uint8_t)doc->text.data[end] & 0xC0) == 0x80) end--;
    ro_doc_notice(doc, "token", (ro_span){0, 0}, "only the first %zu of %zu bytes were read", end,
                  doc->text.len);
    doc->text.len = end;
  }
  tokenizer t = {.state = state, .doc = doc, .scratch = scratch};
  add_lines(&t);
  return fill_tokens(&t);
}
