/* Quotations and their speakers.
 *
 * A quotation belongs to the attribution whose content reaches into it from outside; its content
 * then grows to the quotation's end, over sentences and, where the quotation goes on in the next
 * paragraph, over paragraphs.  A quotation that no content reaches is given to the reporting word
 * beside it: after it in the sentence in which it ends ("...," she said), before it in the sentence
 * in which it begins (she said: "..."), or at the end of the sentence before it (she said:).  One
 * that stands free is the last speaker's; it joins the attribution it follows directly.  A phrase
 * in quotation marks that no reporting word reaches is a scare quote and stays out. */
#include "extract/attribution_internal.h"

typedef ro_attribution_run_state run_state;

static bool touches(ro_range a, uint32_t first, uint32_t end) {
  return a.first < end && first < a.end;
}

static ro_speech *speech_at(run_state *run, uint32_t token) {
  uint32_t i = run->speech_of[token];
  return i == RO_NONE ? NULL : &run->speeches.at[i];
}

/* Union of a content with tokens [first, end): parts that touch or adjoin become one. */
static void grow(run_state *run, ro_speech *s, uint32_t first, uint32_t end) {
  ro_range all = {first, end};
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->parts.n; i++) {
    ro_range p = s->parts.at[i];
    if (p.first <= all.end && all.first <= p.end) {
      if (p.first < all.first) all.first = p.first;
      if (p.end > all.end) all.end = p.end;
    } else {
      s->parts.at[n++] = p;
    }
  }
  s->parts.n = n;
  ro_range *part = RO_ADD(run->scratch, &s->parts);
  if (!part) return;
  uint32_t at = s->parts.n - 1; /* keep text order */
  while (at > 0 && s->parts.at[at - 1].first > all.first) {
    s->parts.at[at] = s->parts.at[at - 1];
    at--;
  }
  s->parts.at[at] = all;
}

/* Can this speech take a quotation as its content? */
static bool takes_quote(const ro_speech *s) {
  return s && s->frame.pos == 'v' && (s->frame.frames & RO_TAKES_QUOTE) != 0 && s->quote == RO_NONE;
}

/* Reporting word outside quotations in [first, end) that is nearest to one side, RO_NONE. */
static uint32_t cue_between(run_state *run, uint32_t first, uint32_t end, bool from_end) {
  for (uint32_t n = 0; n < end - first && first < end; n++) {
    uint32_t i = from_end ? end - 1 - n : first + n;
    if (run->quote_of[i] == RO_NONE && takes_quote(speech_at(run, i))) return run->speech_of[i];
  }
  return RO_NONE;
}

/* Is its content so far nothing but quotations (or nothing)? */
static bool is_waiting(const run_state *run, const ro_speech *s) {
  for (uint32_t i = 0; i < s->parts.n; i++)
    if (run->quote_of[s->parts.at[i].first] == RO_NONE) return false;
  return true;
}

static uint32_t speaker_beside(run_state *run, const ro_quote *q) {
  const ro_doc *doc = run->doc;
  if (q->end == 0 || q->first >= doc->tokens.n) return RO_NONE;
  const ro_sentence *last = &doc->sentences.at[doc->tokens.sentence[q->end - 1]];
  uint32_t s = cue_between(run, q->end, last->end, false);
  if (s != RO_NONE && is_waiting(run, &run->speeches.at[s])) return s;
  uint32_t at = doc->tokens.sentence[q->first];
  const ro_sentence *here = &doc->sentences.at[at];
  s = cue_between(run, here->first, q->first, true);
  if (s != RO_NONE && (q->is_utterance || is_waiting(run, &run->speeches.at[s]))) return s;
  if (at > 0 && q->first <= here->first + 1) { /* "She said:" may end a sentence of its own */
    const ro_sentence *before = &doc->sentences.at[at - 1];
    if (before->end > before->first && doc->tokens.xpos[before->end - 1] == RO_XPOS_COLON)
      return cue_between(run, before->first, before->end, true);
  }
  return RO_NONE;
}

/* Speech whose content reaches into the quotation from outside; the one with the nearest cue. */
static uint32_t *find_owners(run_state *run) {
  uint32_t *owner = RO_ARRAY(run->scratch, uint32_t, run->quotes.n);
  if (!owner) return NULL;
  for (uint32_t i = 0; i < run->quotes.n; i++) owner[i] = RO_NONE;
  for (uint32_t i = 0; i < run->speeches.n; i++) {
    const ro_speech *s = &run->speeches.at[i];
    for (uint32_t k = 0; k < s->parts.n; k++) {
      for (uint32_t t = s->parts.at[k].first; t < s->parts.at[k].end; t++) {
        uint32_t q = run->quote_of[t];
        if (q == RO_NONE || q == s->quote) continue;
        const ro_speech *old = owner[q] == RO_NONE ? NULL : &run->speeches.at[owner[q]];
        bool is_speech = (s->frame.frames & RO_TAKES_QUOTE) != 0;
        bool was_speech = old && (old->frame.frames & RO_TAKES_QUOTE) != 0;
        if (!old || (is_speech && !was_speech)) owner[q] = i;
        t = run->quotes.at[q].end > t ? run->quotes.at[q].end - 1 : t;
      }
    }
  }
  return owner;
}

/* Contents that reach into a quotation take it whole; nested ones that lie in it do not. */
static void grow_into_quotes(run_state *run) {
  for (uint32_t i = 0; i < run->speeches.n; i++) {
    ro_speech *s = &run->speeches.at[i];
    uint32_t n = s->parts.n;
    for (uint32_t k = 0; k < n && k < s->parts.n; k++) {
      ro_range p = s->parts.at[k];
      uint32_t ends[] = {p.first, p.end - 1};
      for (size_t e = 0; e < 2; e++) {
        uint32_t q = run->quote_of[ends[e]];
        if (q == RO_NONE || q == s->quote) continue;
        const ro_quote *quote = &run->quotes.at[q];
        bool is_crossing = p.first < quote->first || p.end > quote->end || quote->is_utterance ||
                           p.first <= quote->first + 1;
        if (is_crossing) grow(run, s, quote->first, quote->end);
      }
    }
  }
}

/* Does the quotation begin its sentence and end one, so that nobody is named beside it? */
static bool is_free(const ro_doc *doc, const ro_quote *q) {
  if (!q->is_utterance || q->first >= q->end) return false;
  const ro_sentence *first = &doc->sentences.at[doc->tokens.sentence[q->first]];
  const ro_sentence *last = &doc->sentences.at[doc->tokens.sentence[q->end - 1]];
  return q->first <= first->first + 1 && q->end + 1 >= last->end;
}

/* A quotation that stands free goes on with the one before it when nothing stands between. */
static bool goes_on(const run_state *run, const ro_speech *last, const ro_quote *q) {
  const ro_doc *doc = run->doc;
  uint32_t end = last->cue != RO_NONE ? last->cue : 0;
  for (uint32_t i = 0; i < last->parts.n; i++)
    if (last->parts.at[i].end - 1 > end) end = last->parts.at[i].end - 1;
  return doc->tokens.sentence[q->first] <= doc->tokens.sentence[end] + 1;
}

static void add_free(run_state *run, uint32_t last, const ro_quote *q) {
  ro_speech *s = RO_ADD(run->scratch, &run->speeches);
  if (!s) return;
  const ro_speech *before = &run->speeches.at[last];
  *s = (ro_speech){.cue = RO_NONE,
                   .quote = RO_NONE,
                   .source_head = before->source_head,
                   .source = before->source,
                   .frame = before->frame,
                   .has_quotation = true,
                   .rule = "last speaker"};
  s->frame.act = RO_ACT_SAY;
  grow(run, s, q->first, q->end);
}

/* Sentences after the last speaker's words within which a free quotation is still theirs. */
enum { SPEAKER_REACH = 3 };

static void place(run_state *run, uint32_t q_index, uint32_t *owner, uint32_t *last) {
  const ro_quote *q = &run->quotes.at[q_index];
  uint32_t s = owner[q_index];
  if (s == RO_NONE && q->follows != RO_NONE) s = owner[q->follows];
  if (s == RO_NONE) s = speaker_beside(run, q);
  if (s == RO_NONE && is_free(run->doc, q) && *last != RO_NONE) {
    const ro_speech *before = &run->speeches.at[*last];
    uint32_t at = before->parts.n ? before->parts.at[before->parts.n - 1].first : before->cue;
    if (goes_on(run, before, q)) {
      s = *last;
    } else if (run->doc->tokens.sentence[q->first] <=
               run->doc->tokens.sentence[at] + SPEAKER_REACH) {
      add_free(run, *last, q);
      s = run->speeches.n - 1;
    }
  }
  owner[q_index] = s;
  if (s == RO_NONE) return;
  ro_speech *speech = &run->speeches.at[s];
  bool is_said = (speech->frame.frames & RO_TAKES_QUOTE) != 0 && speech->quote == RO_NONE;
  bool is_touching = false;
  for (uint32_t i = 0; i < speech->parts.n; i++)
    is_touching |= touches(speech->parts.at[i], q->first, q->end);
  if (!is_touching && !is_said) return;
  if (!is_touching && !q->is_utterance && speech->parts.n && q->follows == RO_NONE) return;
  if (!speech->parts.n) speech->rule = "quotation";
  speech->has_quotation |= q->is_utterance;
  grow(run, speech, q->first, q->end);
  if (is_said && q->is_utterance) *last = s;
}

void ro_attribution_place_quotes(run_state *run) {
  grow_into_quotes(run);
  uint32_t *owner = find_owners(run);
  uint32_t last = RO_NONE;
  if (!owner) return;
  for (uint32_t i = 0; i < run->quotes.n; i++)
    if (run->quotes.at[i].parent == RO_NONE) place(run, i, owner, &last);
}
