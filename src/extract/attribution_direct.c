/* Direct speech by its punctuation alone.
 *
 * `"...," NOUN PHRASE VERB` and `"...," VERB NOUN PHRASE` are the commonest sentences of news, and
 * the marks say what is content and what is not, whatever the tree says: the content is the
 * quotation, the words between its closing mark and the verb are the source, or else the words
 * after the verb.  A relative clause between them ("an official who asked not to be named said")
 * is stepped over. */
#include "extract/attribution_internal.h"

enum { REACH = 30 /* tokens from the closing mark to the verb */, MAX_SOURCE = 14 };

typedef ro_attribution_run_state run_state;

static bool is_tensed(const ro_doc *doc, uint32_t t) {
  uint8_t x = doc->tokens.xpos[t];
  return x == RO_XPOS_VBD || x == RO_XPOS_VBZ || x == RO_XPOS_VBP || x == RO_XPOS_MD ||
         ro_attribution_sure_verb(doc, t).len > 0;
}

static bool takes_quote(const run_state *run, uint32_t t) {
  uint32_t i = run->speech_of[t];
  if (i == RO_NONE) return false;
  const ro_speech *s = &run->speeches.at[i];
  return s->frame.pos == 'v' && (s->frame.frames & RO_TAKES_QUOTE) != 0 && s->quote == RO_NONE;
}

/* By form: the tagger may be wrong. */
static bool is_relative(const ro_doc *doc, uint32_t t) {
  static const char *const words[] = {"who", "whose", "whom", "which"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (ro_str_is(ro_doc_lower(doc, t), words[i])) return true;
  return doc->tokens.xpos[t] == RO_XPOS_WDT && ro_str_is(ro_doc_lower(doc, t), "that");
}

/* Does the quotation begin a sentence and end with a stop or comma inside or after its mark? */
static bool is_closed_speech(const ro_doc *doc, const ro_quote *q) {
  if (q->end < q->first + 3 || q->is_open || q->end >= doc->tokens.n) return false;
  const ro_sentence *first = &doc->sentences.at[doc->tokens.sentence[q->first]];
  bool begins = q->first <= first->first + 1;
  bool ends =
      doc->tokens.upos[q->end - 2] == RO_UPOS_PUNCT || doc->tokens.xpos[q->end] == RO_XPOS_COMMA;
  return begins && ends;
}

/* The reporting verb that follows the quotation, RO_NONE. */
static uint32_t verb_after(const run_state *run, const ro_quote *q) {
  const ro_doc *doc = run->doc;
  uint32_t stop = doc->sentences.at[doc->tokens.sentence[q->end - 1]].end;
  bool is_in_relative = false, has_relative_verb = false;
  if (stop > q->end + REACH) stop = q->end + REACH;
  for (uint32_t t = q->end; t < stop && run->quote_of[t] == RO_NONE; t++) {
    if (is_relative(doc, t)) {
      is_in_relative = true;
      has_relative_verb = false;
    } else if (is_tensed(doc, t)) {
      if (is_in_relative && !has_relative_verb)
        has_relative_verb = true;
      else
        return takes_quote(run, t) ? t : RO_NONE;
    }
  }
  return RO_NONE;
}

/* Contents of the verb: its quotations alone, this one among them. */
static void set_content(run_state *run, ro_speech *s, const ro_quote *q) {
  uint32_t n = 0;
  bool has_it = false;
  for (uint32_t i = 0; i < s->parts.n; i++) {
    ro_range p = s->parts.at[i];
    uint32_t k = run->quote_of[p.first];
    if (k == RO_NONE) continue;
    const ro_quote *own = &run->quotes.at[k];
    if (p.end > own->end && p.first >= own->first && run->quote_of[p.end - 1] == RO_NONE)
      p.end = own->end;
    has_it |= p.first <= q->first && p.end >= q->end;
    s->parts.at[n++] = p;
  }
  s->parts.n = n;
  if (has_it) return;
  ro_range *part = RO_ADD(run->scratch, &s->parts);
  if (!part) return;
  for (uint32_t i = s->parts.n - 1; i > 0 && s->parts.at[i - 1].first > q->first; i--) {
    s->parts.at[i] = s->parts.at[i - 1];
    part = &s->parts.at[i - 1];
  }
  *part = (ro_range){q->first, q->end};
}

/* Another reading of the same sentence that took the quotation for its own content gives it up. */
static void take_from_others(run_state *run, uint32_t verb, const ro_quote *q) {
  const ro_doc *doc = run->doc;
  uint32_t stop = doc->sentences.at[doc->tokens.sentence[verb]].end;
  for (uint32_t t = q->end; t < stop; t++) {
    uint32_t i = t == verb ? RO_NONE : run->speech_of[t];
    if (i == RO_NONE) continue;
    ro_speech *s = &run->speeches.at[i];
    for (uint32_t k = 0; k < s->parts.n; k++)
      if (s->parts.at[k].first < q->end && s->parts.at[k].end > q->first) s->parts.n = 0;
  }
}

static bool is_capital(const ro_doc *doc, uint32_t t) {
  ro_str form = ro_doc_form(doc, t);
  return form.len > 1 && form.data[0] >= 'A' && form.data[0] <= 'Z';
}

static bool may_be_source(const ro_doc *doc, uint32_t t) {
  uint8_t u = doc->tokens.upos[t];
  return is_capital(doc, t) || u == RO_UPOS_NOUN || u == RO_UPOS_PROPN || u == RO_UPOS_PRON ||
         u == RO_UPOS_NUM;
}

/* Words between the closing mark and the verb, up to a relative clause. */
static ro_range words_before(const ro_doc *doc, const ro_quote *q, uint32_t verb) {
  ro_range r = {q->end, verb};
  for (uint32_t t = r.first; t < r.end; t++)
    if (is_relative(doc, t)) r.end = t;
  while (r.first < r.end && doc->tokens.upos[r.first] == RO_UPOS_PUNCT) r.first++;
  while (r.end > r.first &&
         (doc->tokens.upos[r.end - 1] == RO_UPOS_PUNCT ||
          (doc->tokens.upos[r.end - 1] == RO_UPOS_ADV && !is_capital(doc, r.end - 1)) ||
          doc->tokens.upos[r.end - 1] == RO_UPOS_AUX))
    r.end--;
  return r;
}

/* Words after the verb, up to a comma, a verb or a preposition other than "of" and "for". */
static ro_range words_after(const run_state *run, uint32_t from) {
  const ro_doc *doc = run->doc;
  uint32_t stop = doc->sentences.at[doc->tokens.sentence[from - 1]].end;
  ro_range r = {from, from};
  for (uint32_t t = from; t < stop && t < from + MAX_SOURCE && run->quote_of[t] == RO_NONE; t++) {
    uint8_t u = doc->tokens.upos[t];
    ro_str w = ro_doc_lower(doc, t);
    bool is_linking = ro_str_is(w, "of") || ro_str_is(w, "for");
    if (u == RO_UPOS_PUNCT || u == RO_UPOS_VERB || u == RO_UPOS_SCONJ || is_relative(doc, t) ||
        (u == RO_UPOS_ADP && !is_linking))
      break;
    r.end = t + 1;
  }
  return r;
}

/* Head of the words: of the mention that begins with them, else the word that hangs outside. */
static uint32_t head_of(const run_state *run, ro_range r) {
  const ro_doc *doc = run->doc;
  uint32_t noun = RO_NONE;
  for (uint32_t t = r.first; t < r.end; t++) {
    uint32_t m = run->mention_of[t];
    if (m != RO_NONE && doc->mentions.at[m].first == r.first) return t;
    uint32_t head = doc->tokens.head[t];
    bool is_outside = head == RO_NONE || head < r.first || head >= r.end;
    if (may_be_source(doc, t) && (is_outside || noun == RO_NONE)) noun = t;
  }
  return noun;
}

static bool is_within(ro_range inner, ro_range outer) {
  return inner.first < inner.end && inner.first >= outer.first && inner.end <= outer.end;
}

static void set_source(const run_state *run, ro_speech *s, const ro_quote *q) {
  ro_range r = words_before(run->doc, q, s->cue);
  uint32_t head = head_of(run, r);
  if (head == RO_NONE) { /* verb first: trust the tree if it looks to the right */
    if (s->source.first < s->source.end && s->source.first == s->cue + 1) {
      r = words_after(run, s->cue + 1);
      if (s->source_head >= r.first && s->source_head < r.end) {
        if (run->doc->tokens.upos[r.end < run->doc->tokens.n ? r.end : r.end - 1] == RO_UPOS_ADP &&
            s->source.end > r.end && run->mention_of[s->source_head] == RO_NONE)
          s->source = r;
      }
      return;
    }
    r = words_after(run, s->cue + 1);
    head = head_of(run, r);
  }
  if (head == RO_NONE) return;
  if (is_within(s->source, r) && s->source.first == r.first) return; /* the tree is right */
  s->source = r;
  s->source_head = head;
}

static bool is_dash(const ro_doc *doc, uint32_t t) {
  static const char *const dashes[] = {"-", "--", "\u2013", "\u2014", "\u2015"};
  for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
    if (ro_str_is(ro_doc_form(doc, t), dashes[i])) return true;
  return false;
}

/* Words of the name after a dash that follows the quotation and ends the sentence; else empty. */
static ro_range name_after_dash(const run_state *run, const ro_quote *q) {
  const ro_doc *doc = run->doc;
  ro_range r = {0, 0};
  if (q->is_open || q->end < q->first + 4 || q->end + 1 >= doc->tokens.n || !is_dash(doc, q->end))
    return r;
  uint32_t sentence = doc->tokens.sentence[q->end], end = doc->sentences.at[sentence].end;
  bool begins = q->first <= doc->sentences.at[doc->tokens.sentence[q->first]].first + 1;
  if (!begins || end <= q->end + 1 || end > q->end + 1 + MAX_SOURCE || !is_capital(doc, q->end + 1))
    return r;
  for (uint32_t t = q->end + 1; t < end; t++)
    if (is_tensed(doc, t) || run->quote_of[t] != RO_NONE) return r;
  while (end > q->end + 1 && doc->tokens.upos[end - 1] == RO_UPOS_PUNCT) end--;
  return (ro_range){q->end + 1, end};
}

/* Speeches give up the quotations that are signed. */
static void take_signed(run_state *run, const bool *is_signed) {
  for (uint32_t i = 0; i < run->speeches.n; i++) {
    ro_speech *s = &run->speeches.at[i];
    uint32_t n = 0;
    if (s->quote != RO_NONE) continue; /* spoken within it */
    for (uint32_t k = 0; k < s->parts.n; k++) {
      uint32_t q = run->quote_of[s->parts.at[k].first];
      if (q == RO_NONE || !is_signed[q]) s->parts.at[n++] = s->parts.at[k];
    }
    s->parts.n = n;
  }
}

/* "..." - A. Varga: a reader's letter, a motto, a pull-out: the name is its signature, the dash
 * its cue, as in PolNeAR. */
static void settle_signed(run_state *run) {
  bool *is_signed = RO_ARRAY(run->scratch, bool, run->quotes.n);
  if (!is_signed) return;
  for (uint32_t i = 0; i < run->quotes.n; i++) {
    const ro_quote *q = &run->quotes.at[i];
    is_signed[i] = q->parent == RO_NONE && name_after_dash(run, q).end > 0;
  }
  take_signed(run, is_signed);
  for (uint32_t i = 0; i < run->quotes.n; i++) {
    const ro_quote *q = &run->quotes.at[i];
    if (!is_signed[i]) continue;
    ro_speech s = {.cue = q->end, .quote = RO_NONE, .has_quotation = true, .rule = "name and dash"};
    s.frame = (ro_frame){.pos = 'c', .act = RO_ACT_SAY, .frames = RO_TAKES_QUOTE};
    s.source = name_after_dash(run, q);
    s.source_head = head_of(run, s.source);
    if (s.source_head == RO_NONE) s.source_head = s.source.first;
    ro_range *cue = RO_ADD(run->scratch, &s.cues), *part = RO_ADD(run->scratch, &s.parts);
    ro_speech *row = cue && part ? RO_ADD(run->scratch, &run->speeches) : NULL;
    if (!row) return;
    *cue = (ro_range){q->end, q->end + 1};
    *part = (ro_range){q->first, q->end};
    *row = s;
  }
}

void ro_attribution_settle_direct(run_state *run) {
  for (uint32_t i = 0; i < run->quotes.n; i++) {
    const ro_quote *q = &run->quotes.at[i];
    if (q->parent != RO_NONE || !is_closed_speech(run->doc, q)) continue;
    uint32_t verb = verb_after(run, q);
    if (verb == RO_NONE) continue;
    ro_speech *s = &run->speeches.at[run->speech_of[verb]];
    take_from_others(run, verb, q);
    set_content(run, s, q);
    set_source(run, s, q);
    s->has_quotation = true;
    s->rule = "punctuation";
  }
  settle_signed(run);
}
