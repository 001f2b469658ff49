/* A claim and its denial side by side in one report.
 *
 * A denial is an attribution whose act is to deny.  What it denies is, in this order: the passage
 * it is embedded in ("..., which A denies"; "despite A's denials"), or the last thing that somebody
 * else said in the two sentences before ("B blamed A. A rejected this."). */
#include "base/utf8.h"
#include "reconcile/conflict.h"

enum { SENTENCES_BACK = 2, NAMED_BACK = 8, SHORT_DENIAL = 5 };

static uint32_t first_token(const ro_doc *doc, const ro_attribution *a) {
  if (a->cue_token != RO_NONE) return a->cue_token;
  return a->content.n ? ro_doc_token_at(doc, a->content.at[0].begin) : RO_NONE;
}

/* Do the two speak for one state? */
static bool are_one_side(const ro_story *story, uint32_t a, uint32_t b) {
  if (a == b) return true;
  ro_str x = ro_conflict_state(story, a), y = ro_conflict_state(story, b);
  return x.len && ro_str_equal(x, y);
}

/* What the denial itself quotes: "A played down B's claim that ...". */
static uint32_t nested_claim(const ro_story *story, uint32_t d, uint32_t i) {
  const ro_doc *doc = story->docs[d];
  uint32_t holder = ro_conflict_holder(story, d, i);
  for (uint32_t k = 0; k < doc->attributions.n; k++) {
    const ro_attribution *a = &doc->attributions.at[k];
    if (a->parent == i && a->content.n && a->source_entity != RO_NONE &&
        !are_one_side(story, ro_conflict_holder(story, d, k), holder))
      return k;
  }
  return RO_NONE;
}

static uint32_t end_of(const ro_doc *doc, ro_span span) {
  uint32_t t = ro_doc_token_at(doc, span.begin);
  while (t < doc->tokens.n && doc->tokens.span[t].begin < span.end) t++;
  return t;
}

static bool is_content(const ro_doc *doc, uint32_t t) {
  uint8_t upos = doc->tokens.upos[t];
  return upos == RO_UPOS_NOUN || upos == RO_UPOS_PROPN || upos == RO_UPOS_ADJ ||
         upos == RO_UPOS_VERB;
}

/* Does the denial speak of what was said?  A short one ("rejected the charge") speaks of what
 * stands before it; a long one shares a content word with it. */
static bool speaks_of(const ro_doc *doc, const ro_attribution *denial, const ro_attribution *said) {
  if (!denial->content.n) return true;
  ro_span a = denial->content.at[0], b = said->content.at[0];
  uint32_t first = ro_doc_token_at(doc, a.begin), end = end_of(doc, a);
  if (end - first <= SHORT_DENIAL) return true;
  for (uint32_t t = first; t < end; t++)
    for (uint32_t u = ro_doc_token_at(doc, b.begin), last = end_of(doc, b); u < last; u++)
      if (is_content(doc, t) && doc->tokens.lemma[t] == doc->tokens.lemma[u]) return true;
  return false;
}

/* "A disputed B's account": B, by name; RO_NONE when the denial names nobody whose claim it is. */
static uint32_t owner_of_denied(const ro_story *story, const ro_doc *doc,
                                const ro_attribution *denial) {
  if (!denial->content.n || denial->cue_token == RO_NONE) return RO_NONE;
  uint32_t object = ro_tree_child_of(doc, denial->cue_token, RO_DEPRELS(OBJ));
  uint32_t owner =
      object == RO_NONE ? RO_NONE : ro_tree_child_of(doc, object, RO_DEPRELS(NMOD_POSS));
  uint32_t m = owner == RO_NONE ? RO_NONE : ro_doc_mention_at(doc, owner);
  if (m == RO_NONE) return RO_NONE;
  uint32_t entity = doc->entities.at[doc->mentions.at[m].entity].story_entity;
  return entity < story->entities.n ? entity : RO_NONE;
}

/* The attribution before `i` in the text that another holder makes, near enough; where the denial
 * names whose claim it is, one by that holder's side, also from further back. */
static uint32_t denied_claim(const ro_story *story, uint32_t d, uint32_t i) {
  const ro_doc *doc = story->docs[d];
  uint32_t at = first_token(doc, &doc->attributions.at[i]), best = RO_NONE, best_at = 0;
  uint32_t holder = ro_conflict_holder(story, d, i);
  uint32_t owner = owner_of_denied(story, doc, &doc->attributions.at[i]);
  uint32_t back = owner == RO_NONE || owner == holder ? SENTENCES_BACK : NAMED_BACK;
  if (at == RO_NONE || at >= doc->tokens.n) return RO_NONE;
  for (uint32_t k = 0; k < doc->attributions.n; k++) {
    const ro_attribution *a = &doc->attributions.at[k];
    uint32_t t = first_token(doc, a);
    if (k == i || t == RO_NONE || t >= at || a->act == RO_ACT_DENY || !a->content.n) continue;
    if (doc->tokens.sentence[t] + back < doc->tokens.sentence[at]) continue;
    uint32_t speaker = ro_conflict_holder(story, d, k);
    if (are_one_side(story, speaker, holder)) continue;
    if (back == NAMED_BACK && (speaker == RO_NONE || !are_one_side(story, speaker, owner)))
      continue;
    if (!speaks_of(doc, &doc->attributions.at[i], a)) continue;
    if (best == RO_NONE || t >= best_at) {
      best = k;
      best_at = t;
    }
  }
  return best;
}

/* The clause that a denial hangs on, when it hangs on one. */
static bool embedding_clause(const ro_story *story, uint32_t d, uint32_t cue, ro_evidence *out) {
  const ro_doc *doc = story->docs[d];
  uint32_t t = cue, head = doc->tokens.head[cue];
  while (head != RO_NONE && !ro_tree_is(doc, t,
                                        RO_DEPRELS(ACL_RELCL) | RO_DEPRELS(ADVCL_RELCL) |
                                            RO_DEPRELS(ADVCL) | RO_DEPRELS(OBL))) {
    t = head;
    head = doc->tokens.head[t];
  }
  if (head == RO_NONE) return false;
  ro_span denial = ro_doc_tokens_span(doc, doc->tokens.left[t], doc->tokens.right[t] + 1);
  *out = ro_conflict_clause(story, d, head);
  if (out->span.begin < denial.begin) /* what stands before the denial is what it denies */
    out->span.end = denial.begin;
  else if (denial.end < out->span.end)
    out->span.begin = denial.end;
  else
    return false;
  ro_str words = ro_evidence_text(story, *out), kept = ro_str_trim(words);
  if (kept.len < 12) return false;
  out->span.begin += (uint32_t)(kept.data - words.data);
  out->span.end = out->span.begin + (uint32_t)kept.len;
  return true;
}

static void add_pair(ro_conflict_finder *f, uint32_t d, uint32_t denial, uint32_t claim,
                     ro_evidence said) {
  ro_story *story = f->story;
  uint32_t holder = ro_conflict_holder(story, d, denial);
  ro_str who = holder == RO_NONE ? RO_STR("others") : story->entities.at[holder].name;
  ro_evidence denied = ro_conflict_passage(story, d, denial);
  ro_conflict *k = ro_conflict_add(
      f, RO_CONFLICT_DENIAL, RO_SEVERITY_MEDIUM, "claim and denial",
      ro_str_printf(story->arena, "denied by %.*s: %.*s", RO_FMT(who),
                    RO_FMT(ro_utf8_line(story->arena, ro_evidence_text(story, said), 110))));
  if (!k) return;
  k->explained_by = RO_BY_SOURCE;
  ro_conflict_say(f, k, claim == RO_NONE ? RO_NONE : ro_conflict_holder(story, d, claim), 0, said);
  ro_conflict_say(f, k, holder, 1, denied);
}

/* "This contradicted what B had said": the subject is the sentence before. */
static bool is_demonstrative(const ro_doc *doc, const ro_attribution *a) {
  uint32_t subject = ro_tree_child_of(doc, a->cue_token, RO_DEPRELS(NSUBJ));
  if (subject == RO_NONE) return false;
  ro_str word = ro_doc_lower(doc, subject);
  return ro_str_is(word, "this") || ro_str_is(word, "that") || ro_str_is(word, "it");
}

static void contradiction(ro_conflict_finder *f, uint32_t d, uint32_t i) {
  const ro_doc *doc = f->story->docs[d];
  uint32_t s = doc->tokens.sentence[doc->attributions.at[i].cue_token];
  if (s == 0) return;
  ro_evidence before = {d, doc->sentences.at[s - 1].span}, here = {d, doc->sentences.at[s].span};
  ro_conflict *k = ro_conflict_add(
      f, RO_CONFLICT_FACT, RO_SEVERITY_HIGH, "said to contradict",
      ro_str_printf(f->story->arena, "the report sees a contradiction: %.*s",
                    RO_FMT(ro_utf8_line(f->story->arena, ro_evidence_text(f->story, here), 110))));
  if (!k) return;
  ro_conflict_say(f, k, RO_NONE, 0, before);
  ro_conflict_say(f, k, RO_NONE, 1, here);
}

/* "The index declined", "declined to be named", "declined to comment": nothing is denied. */
static bool is_falling(const ro_doc *doc, uint32_t cue) {
  return ro_str_is(ro_doc_lower(doc, cue), "declined") ||
         ro_str_is(ro_doc_lower(doc, cue), "declines") ||
         ro_str_is(ro_doc_lower(doc, cue), "declining");
}

static void look_at(ro_conflict_finder *f, uint32_t d, uint32_t i) {
  const ro_doc *doc = f->story->docs[d];
  const ro_attribution *a = &doc->attributions.at[i];
  ro_evidence said;
  if (a->act != RO_ACT_DENY || a->is_negated) return;
  if (a->cue_token != RO_NONE && is_falling(doc, a->cue_token)) return;
  if (a->cue_token != RO_NONE && embedding_clause(f->story, d, a->cue_token, &said)) {
    add_pair(f, d, i, RO_NONE, said);
    return;
  }
  if (a->source_entity == RO_NONE && a->cue_token != RO_NONE && is_demonstrative(doc, a)) {
    contradiction(f, d, i);
    return;
  }
  uint32_t claim = nested_claim(f->story, d, i);
  if (claim == RO_NONE) claim = denied_claim(f->story, d, i);
  if (claim != RO_NONE) add_pair(f, d, i, claim, ro_conflict_passage(f->story, d, claim));
}

void ro_conflict_denials(ro_conflict_finder *f) {
  for (uint32_t d = 0; d < f->story->n_docs; d++)
    for (uint32_t i = 0; i < f->story->docs[d]->attributions.n; i++) look_at(f, d, i);
}
