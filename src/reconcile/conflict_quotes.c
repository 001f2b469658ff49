/* The same words in different mouths, or one saying put differently.
 *
 * Quoted passages are indexed by runs of RUN words with a content word in them; two passages of
 * different reports that share a run and MIN_SHARED content words are one saying.  When the sources
 * are different entities the attribution is disputed; when the source is the same but the quoted
 * words differ, the wording. */
#include <stdlib.h>

#include "base/hash.h"
#include "reconcile/conflict.h"

enum { RUN = 4, MOST_RUNS = 24, MIN_SHARED = 3 };

typedef struct {
  uint64_t run;
  uint32_t doc, attribution;
} posting;

typedef struct {
  ro_conflict_finder *f;
  RO_ROWS(posting) postings;
} state;

static bool is_word(const ro_doc *doc, uint32_t t) {
  return doc->tokens.upos[t] != RO_UPOS_PUNCT && doc->tokens.upos[t] != RO_UPOS_SYM;
}

static bool is_quote_mark(const ro_doc *doc, uint32_t t) {
  ro_str form = ro_doc_lower(doc, t);
  return ro_str_is(form, "\"") || ro_str_is(form, "''") || ro_str_is(form, "``");
}

static bool is_content(const ro_doc *doc, uint32_t t) {
  uint8_t upos = doc->tokens.upos[t];
  return upos == RO_UPOS_NOUN || upos == RO_UPOS_VERB || upos == RO_UPOS_ADJ ||
         upos == RO_UPOS_PROPN || upos == RO_UPOS_NUM;
}

/* "we are on the" is everybody's; a run needs a word of its own among the last ones. */
static bool has_content(const ro_doc *doc, uint32_t last) {
  for (uint32_t i = 0; i < RUN && i <= last; i++)
    if (is_content(doc, last - i)) return true;
  return false;
}

/* Content words that both passages have. */
static uint32_t shared_content(const ro_story *story, ro_evidence a, ro_evidence b) {
  const ro_doc *x = story->docs[a.doc], *y = story->docs[b.doc];
  uint32_t n = 0;
  for (uint32_t t = ro_doc_token_at(x, a.span.begin);
       t < x->tokens.n && x->tokens.span[t].begin < a.span.end; t++) {
    if (!is_content(x, t)) continue;
    uint64_t word = ro_symbols_hash(x->symbols, x->tokens.lemma[t]);
    for (uint32_t u = ro_doc_token_at(y, b.span.begin);
         u < y->tokens.n && y->tokens.span[u].begin < b.span.end; u++)
      if (ro_symbols_hash(y->symbols, y->tokens.lemma[u]) == word) {
        n++;
        break;
      }
  }
  return n;
}

/* Posts every run of words inside quotation marks in the content of an attribution. */
static void post(state *s, uint32_t d, uint32_t i) {
  const ro_doc *doc = s->f->story->docs[d];
  const ro_attribution *a = &doc->attributions.at[i];
  for (uint32_t c = 0; c < a->content.n; c++) {
    uint64_t last[RUN] = {0};
    uint32_t n = 0, runs = 0;
    bool is_inside = a->kind == RO_KIND_DIRECT;
    uint32_t t = ro_doc_token_at(doc, a->content.at[c].begin);
    for (; t < doc->tokens.n && doc->tokens.span[t].begin < a->content.at[c].end; t++) {
      if (is_quote_mark(doc, t)) {
        if (a->kind == RO_KIND_MIXED) is_inside = !is_inside;
        n = 0;
      }
      if (!is_inside || !is_word(doc, t)) continue;
      last[n++ % RUN] = ro_symbols_hash(doc->symbols, doc->tokens.lower[t]);
      if (n < RUN || runs++ >= MOST_RUNS) continue;
      if (!has_content(doc, t)) continue;
      uint64_t run = 0;
      for (uint32_t k = 0; k < RUN; k++) run = ro_hash_mix(run, last[(n + k) % RUN]);
      posting *p = RO_ADD(s->f->scratch, &s->postings);
      if (p) *p = (posting){run, d, i};
    }
  }
}

static int by_run(const void *a, const void *b) {
  const posting *x = a, *y = b;
  if (x->run != y->run) return x->run < y->run ? -1 : 1;
  if (x->doc != y->doc) return x->doc < y->doc ? -1 : 1;
  return x->attribution < y->attribution ? -1 : x->attribution > y->attribution;
}

static ro_evidence content(const ro_story *story, const posting *p) {
  const ro_attribution *a = &story->docs[p->doc]->attributions.at[p->attribution];
  return a->content.n ? (ro_evidence){p->doc, a->content.at[0]}
                      : ro_conflict_passage(story, p->doc, p->attribution);
}

static void compare(const state *s, const posting *a, const posting *b) {
  ro_story *story = s->f->story;
  uint32_t x = ro_conflict_holder(story, a->doc, a->attribution);
  uint32_t y = ro_conflict_holder(story, b->doc, b->attribution);
  ro_evidence p = content(story, a), q = content(story, b);
  if (a->doc == b->doc || x == RO_NONE || y == RO_NONE) return;
  if (story->family[a->doc] == story->family[b->doc]) return;
  if (shared_content(story, p, q) < MIN_SHARED) return;
  bool is_one_mouth = x == y;
  if (is_one_mouth && ro_str_equal(ro_evidence_text(story, p), ro_evidence_text(story, q))) return;
  ro_str words = ro_evidence_text(story, p);
  ro_conflict *k = ro_conflict_add(
      s->f, is_one_mouth ? RO_CONFLICT_WORDING : RO_CONFLICT_ATTRIBUTION, RO_SEVERITY_LOW,
      is_one_mouth ? "one saying, other words" : "same words, other mouth",
      ro_str_printf(story->arena, is_one_mouth ? "how it was put: %.*s" : "who said: %.*s",
                    (int)(words.len < 90 ? words.len : 90), words.data ? words.data : ""));
  if (!k) return;
  k->explained_by = RO_BY_SOURCE;
  ro_conflict_say(s->f, k, x, 0, p);
  ro_conflict_say(s->f, k, y, 1, q);
}

void ro_conflict_quotes(ro_conflict_finder *f) {
  state s = {.f = f};
  for (uint32_t d = 0; d < f->story->n_docs; d++)
    for (uint32_t i = 0; i < f->story->docs[d]->attributions.n; i++)
      if (f->story->docs[d]->attributions.at[i].kind != RO_KIND_INDIRECT) post(&s, d, i);
  if (s.postings.n) qsort(s.postings.at, s.postings.n, sizeof *s.postings.at, by_run);
  for (uint32_t i = 1; i < s.postings.n; i++)
    if (s.postings.at[i].run == s.postings.at[i - 1].run)
      compare(&s, &s.postings.at[i - 1], &s.postings.at[i]);
}
