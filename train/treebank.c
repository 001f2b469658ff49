/* CoNLL-U reader for training: words only, no multiword lines or empty nodes. */
#include "treebank.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "file.h"

uint32_t treebank_deprel(ro_str label) {
  static const char *const renamed[][2] = {
      {"obl:tmod", "obl:unmarked"},   {"obl:npmod", "obl:unmarked"},
      {"nmod:tmod", "nmod:unmarked"}, {"nmod:npmod", "nmod:unmarked"},
      {"obl:agent", "obl:agent"},     {"acl:relcl", "acl:relcl"}};
  for (size_t i = 0; i < sizeof renamed / sizeof *renamed; i++)
    if (ro_str_is(label, renamed[i][0])) label = ro_str_from(renamed[i][1]);
  uint32_t found = ro_label_find(ro_deprel_label, RO_N_DEPREL, label, RO_NONE);
  if (found != RO_NONE) return found;
  ro_str base;
  ro_str_split(&label, ':', &base);
  return ro_label_find(ro_deprel_label, RO_N_DEPREL, base, RO_DEPREL_DEP);
}

typedef struct {
  ro_str form, lemma, upos, xpos, feats, deprel;
  int32_t head;
  bool begins;
} line;

static ro_str read_all(const char *path) {
  gzFile file = gzopen(path, "rb");
  if (!file) die(path);
  ro_buf buf = {0};
  static char block[1 << 16];
  int got;
  while ((got = gzread(file, block, sizeof block)) > 0) ro_buf_add(&buf, block, (size_t)got);
  gzclose(file);
  if (got < 0 || buf.has_failed) die(path);
  return (ro_str){buf.data, buf.len};
}

static bool parse_line(ro_str text, line *out) {
  ro_str field[10], rest = text;
  for (int i = 0; i < 10; i++)
    if (!ro_str_split(&rest, '\t', &field[i])) return false;
  for (size_t i = 0; i < field[0].len; i++)
    if (field[0].data[i] < '0' || field[0].data[i] > '9') return false;
  int32_t head = 0;
  if (!ro_str_to_int(field[6], &head)) return false;
  *out = (line){field[1], field[2], field[3], field[4], field[5], field[7], head, false};
  return true;
}

treebank treebank_read(const char *path, bool has_ptb_tags) {
  ro_str rest = read_all(path), text;
  line *lines = NULL;
  uint32_t n = 0, cap = 0;
  bool begins = true;
  while (ro_str_split(&rest, '\n', &text)) {
    line l;
    if (text.len == 0) begins = true;
    if (!text.len || text.data[0] == '#' || !parse_line(text, &l)) continue;
    if (n == cap) lines = xalloc(lines, cap = cap ? cap * 2 : 1024, sizeof *lines);
    l.begins = begins;
    begins = false;
    lines[n++] = l;
  }
  treebank b = {.doc = ro_doc_new()};
  ro_doc *doc = b.doc;
  if (!doc || !n) die(path);
  ro_buf words = {0};
  for (uint32_t i = 0; i < n; i++) {
    ro_buf_str(&words, lines[i].form);
    ro_buf_char(&words, '\n');
  }
  doc->text = (ro_str){words.data, words.len};
  if (ro_tokens_reserve(doc, n) != RO_OK) die("out of memory");
  b.lemma = RO_ARRAY(doc->arena, ro_sym, n);
  b.feats = RO_ARRAY(doc->arena, ro_sym, n);
  b.upos = RO_ARRAY(doc->arena, uint8_t, n);
  b.xpos = RO_ARRAY(doc->arena, uint8_t, n);
  b.deprel = RO_ARRAY(doc->arena, uint8_t, n);
  b.head = RO_ARRAY(doc->arena, uint32_t, n);
  uint32_t at = 0, first = 0;
  for (uint32_t i = 0; i < n; i++) {
    const line *l = &lines[i];
    if (l->begins) {
      ro_sentence *s = RO_ADD(doc->arena, &doc->sentences);
      if (!s) die("out of memory");
      first = s->first = i;
      s->span.begin = at;
    }
    ro_tokens_set(doc, i, (ro_span){at, at + (uint32_t)l->form.len});
    at += (uint32_t)l->form.len + 1;
    doc->tokens.sentence[i] = doc->sentences.n - 1;
    doc->sentences.at[doc->sentences.n - 1].end = i + 1;
    doc->sentences.at[doc->sentences.n - 1].span.end = at - 1;
    b.lemma[i] = ro_symbols_put(doc->symbols, l->lemma);
    b.feats[i] = ro_str_is(l->feats, "_") ? 0 : ro_symbols_put(doc->symbols, l->feats);
    b.upos[i] = (uint8_t)ro_label_find(ro_upos_label, RO_N_UPOS, l->upos, RO_UPOS_X);
    b.xpos[i] = (uint8_t)(has_ptb_tags ? ro_label_find(ro_xpos_label, RO_N_XPOS, l->xpos, 0) : 0);
    b.deprel[i] = (uint8_t)treebank_deprel(l->deprel);
    b.head[i] = l->head > 0 ? first + (uint32_t)l->head - 1 : RO_NONE;
  }
  free(lines);
  return b;
}
