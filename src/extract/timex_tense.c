/* Where the governing verb puts a date: behind (-1), ahead (+1), or either (0).
 *
 * With a tree, the verb is the first above the expression; without one, the nearest verb before it
 * in the sentence.  Modals of the future, present tenses of planning ("is due to", "plans to") and
 * infinitives under them point ahead; past tenses and perfects behind; an infinitive or plan under
 * a past verb ("was to end on Sunday") may lie on either side, and nearness decides. */
#include "extract/timex_words.h"

enum { MAX_CLIMB = 12, MAX_BACK = 24 };

static bool is_one_of(ro_str s, const char *list) {
  ro_str rest = ro_str_from(list), piece;
  while (ro_str_split(&rest, ' ', &piece))
    if (ro_str_equal(s, piece)) return true;
  return false;
}

static const char plans[] =
    "plan schedule expect due set plan intend hope slate prepare plans planned scheduled expected "
    "slated poised ready likely aim aims want wants hopes intends prepares preparing going about "
    "agree agreed promise promised pledge pledged vow vowed decide decided call called urge urged "
    "order ordered ask asked invite invited propose proposed postpone postponed delay delayed";
static const char modals[] = "will 'll wo shall may might could can would should must";

static bool is_verb(const ro_doc *doc, uint32_t t) {
  uint8_t u = doc->tokens.upos[t];
  return u == RO_UPOS_VERB || u == RO_UPOS_AUX;
}

static bool is_past(const ro_doc *doc, uint32_t t) { return doc->tokens.xpos[t] == RO_XPOS_VBD; }

/* What the auxiliaries of verb v say: +1 modal, -1 past or perfect, 2 nothing. */
static int auxiliaries(const ro_doc *doc, uint32_t v) {
  const ro_tokens *k = &doc->tokens;
  int says = 2;
  for (uint32_t c = k->first_child[v]; c != RO_NONE; c = k->next_sibling[c]) {
    if (k->deprel[c] != RO_DEPREL_AUX && k->deprel[c] != RO_DEPREL_AUX_PASS &&
        k->deprel[c] != RO_DEPREL_COP)
      continue;
    ro_str lower = ro_doc_lower(doc, c);
    if (is_one_of(lower, "will 'll wo shall may")) return 1;
    if (is_one_of(lower, "would could might should must can"))
      says = 0;
    else if (is_one_of(lower, "was were had did"))
      says = says == 0 ? 0 : -1;
    else if (is_one_of(lower, "has have 've") && says == 2)
      says = -1;
    else if (is_one_of(lower, "is are am 's 're") && says == 2)
      says = 3;
  }
  return says;
}

static bool is_infinitive(const ro_doc *doc, uint32_t v) {
  const ro_tokens *k = &doc->tokens;
  for (uint32_t c = k->first_child[v]; c != RO_NONE; c = k->next_sibling[c])
    if (k->deprel[c] == RO_DEPREL_MARK && ro_str_is(ro_doc_lower(doc, c), "to")) return true;
  return false;
}

/* The next verb (or plan adjective, "due") above t. */
static uint32_t verb_above(const ro_doc *doc, uint32_t t) {
  for (int steps = 0; steps < MAX_CLIMB && t != RO_NONE; steps++) {
    t = doc->tokens.head[t];
    if (t != RO_NONE &&
        (is_verb(doc, t) || is_one_of(ro_doc_lower(doc, t), "due likely ready set")))
      return t;
  }
  return RO_NONE;
}

static bool is_plan(const ro_doc *doc, uint32_t v) {
  return is_one_of(ro_doc_lemma(doc, v), plans) || is_one_of(ro_doc_lower(doc, v), plans);
}

/* Direction that a finite verb gives by itself. */
static int8_t finite(const ro_doc *doc, uint32_t v) {
  int says = auxiliaries(doc, v);
  if (says == 1 || says == 0) return (int8_t)says;
  bool is_planned = is_plan(doc, v);
  if (says == -1) return is_planned ? 0 : -1;
  uint8_t x = doc->tokens.xpos[v];
  if (is_past(doc, v)) return is_planned ? 0 : -1;
  if (x == RO_XPOS_VBN) return is_planned ? 1 : -1;
  if (x == RO_XPOS_VBZ || x == RO_XPOS_VBP || says == 3)
    return is_one_of(ro_doc_lemma(doc, v), "say be have think believe show know tell add") ? -1 : 1;
  return is_planned ? 1 : -1;
}

static int8_t by_tree(const ro_doc *doc, uint32_t head) {
  uint32_t v = is_verb(doc, head) ? head : verb_above(doc, head);
  for (int steps = 0; v != RO_NONE && steps < 4; steps++) {
    uint8_t x = doc->tokens.xpos[v];
    int says = auxiliaries(doc, v);
    if (is_infinitive(doc, v) && says == 2) {
      uint32_t up = verb_above(doc, v);
      if (up == RO_NONE) return 1;
      int8_t above = finite(doc, up);
      return above < 0 ? 0 : above;
    }
    if (x != RO_XPOS_VBG || says != 2) return finite(doc, v);
    v = verb_above(doc, v);
  }
  return -1;
}

/* The nearest cue before the expression, then behind it, in its sentence. */
static int8_t by_words(const ro_doc *doc, uint32_t first, uint32_t end) {
  const ro_sentence *s = &doc->sentences.at[doc->tokens.sentence[first]];
  bool has_to = false;
  for (uint32_t t = first; t > s->first && first - t < MAX_BACK; t--) {
    ro_str lower = ro_doc_lower(doc, t - 1);
    if (is_one_of(lower, modals)) return is_one_of(lower, "will 'll shall may wo") ? 1 : 0;
    if (is_one_of(lower, "was were had")) return has_to ? 0 : -1;
    if (is_one_of(lower, "is are")) return has_to ? 1 : -1;
    if (is_one_of(lower, "said told met held began announced has have")) return has_to ? 0 : -1;
    if (is_one_of(lower, "plans due set scheduled expected plan hopes") && has_to) has_to = true;
    if (ro_str_is(lower, "to")) has_to = true;
  }
  for (uint32_t t = end; t < s->end && t - end < MAX_BACK; t++)
    if (is_one_of(ro_doc_lower(doc, t), "will shall")) return 1;
  return -1;
}

int8_t timex_tense(const ro_doc *doc, uint32_t first, uint32_t end) {
  const ro_tokens *k = &doc->tokens;
  uint32_t head = first;
  for (uint32_t t = first; t < end; t++)
    if (k->head[t] == RO_NONE || k->head[t] < first || k->head[t] >= end) head = t;
  bool has_tree =
      doc->layer[RO_LAYER_TREE].is_present && (k->head[head] != RO_NONE || k->deprel[head]);
  return has_tree ? by_tree(doc, head) : by_words(doc, first, end);
}
