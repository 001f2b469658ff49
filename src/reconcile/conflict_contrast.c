/* Where the writer sets one speaker against another: a sentence that begins with a word of contrast
 * ("But", "However") and tells what somebody says, after one that tells what somebody else says of
 * the same thing.  The same thing: they share content words that are not in every sentence. */
#include "base/utf8.h"
#include "reconcile/conflict.h"

enum { SENTENCES_BACK = 2, MIN_SHARED = 3 };

static bool begins_with_contrast(const ro_doc *doc, uint32_t sentence) {
  static const char *const words[] = {"but", "however", "yet", "nevertheless", "nonetheless"};
  uint32_t t = doc->sentences.at[sentence].first;
  while (t < doc->sentences.at[sentence].end && doc->tokens.upos[t] == RO_UPOS_PUNCT) t++;
  if (t == doc->sentences.at[sentence].end) return false;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (ro_str_is(ro_doc_lower(doc, t), words[i])) return true;
  return false;
}

static uint32_t sentence_of(const ro_doc *doc, const ro_attribution *a) {
  uint32_t t = a->cue_token;
  if (t == RO_NONE && a->content.n) t = ro_doc_token_at(doc, a->content.at[0].begin);
  return t == RO_NONE || t >= doc->tokens.n ? RO_NONE : doc->tokens.sentence[t];
}

/* The outermost attribution of a sentence; the last one when `is_last`. */
static uint32_t spoken_in(const ro_doc *doc, uint32_t sentence, bool is_last) {
  uint32_t found = RO_NONE;
  for (uint32_t i = 0; i < doc->attributions.n; i++) {
    const ro_attribution *a = &doc->attributions.at[i];
    if (a->parent != RO_NONE || !a->content.n || sentence_of(doc, a) != sentence) continue;
    if (found == RO_NONE || is_last) found = i;
  }
  return found;
}

/* Verbs of saying are in both sentences by definition. */
static bool is_content(const ro_doc *doc, uint32_t t) {
  uint8_t upos = doc->tokens.upos[t];
  for (uint32_t i = 0; i < doc->attributions.n && upos == RO_UPOS_VERB; i++)
    if (doc->attributions.at[i].cue_token == t) return false;
  return upos == RO_UPOS_NOUN || upos == RO_UPOS_PROPN || upos == RO_UPOS_ADJ ||
         upos == RO_UPOS_VERB;
}

static uint32_t count_shared(const ro_doc *doc, uint32_t a, uint32_t b) {
  uint32_t n = 0;
  for (uint32_t t = doc->sentences.at[a].first; t < doc->sentences.at[a].end; t++) {
    if (!is_content(doc, t)) continue;
    for (uint32_t u = doc->sentences.at[b].first; u < doc->sentences.at[b].end; u++)
      if (doc->tokens.lemma[u] == doc->tokens.lemma[t]) {
        n++;
        break;
      }
  }
  return n;
}

/* One side: the same holder, or two voices of one state. */
static bool are_one_side(const ro_story *story, uint32_t a, uint32_t b) {
  ro_str x = ro_conflict_state(story, a), y = ro_conflict_state(story, b);
  return a == b || (x.len && ro_str_equal(x, y));
}

static void look_at(ro_conflict_finder *f, uint32_t d, uint32_t sentence) {
  const ro_doc *doc = f->story->docs[d];
  uint32_t here = spoken_in(doc, sentence, false);
  if (here == RO_NONE) return;
  uint32_t holder = ro_conflict_holder(f->story, d, here);
  for (uint32_t back = 1; back <= SENTENCES_BACK && back <= sentence; back++) {
    uint32_t there = spoken_in(doc, sentence - back, true);
    if (there == RO_NONE || are_one_side(f->story, ro_conflict_holder(f->story, d, there), holder))
      continue;
    if (count_shared(doc, sentence - back, sentence) < MIN_SHARED) continue;
    ro_evidence a = ro_conflict_passage(f->story, d, there);
    ro_evidence b = ro_conflict_passage(f->story, d, here);
    ro_conflict *k = ro_conflict_add(
        f, RO_CONFLICT_FACT, RO_SEVERITY_MEDIUM, "set against one another by the report",
        ro_utf8_line(f->story->arena, ro_evidence_text(f->story, b), 120));
    if (!k) return;
    k->explained_by = RO_BY_SOURCE;
    ro_conflict_say(f, k, ro_conflict_holder(f->story, d, there), 0, a);
    ro_conflict_say(f, k, holder, 1, b);
    return;
  }
}

void ro_conflict_contrast(ro_conflict_finder *f) {
  for (uint32_t d = 0; d < f->story->n_docs; d++)
    for (uint32_t s = 1; s < f->story->docs[d]->sentences.n; s++)
      if (begins_with_contrast(f->story->docs[d], s)) look_at(f, d, s);
}
