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
/* Verbs whose simple present speaks of what is fixed for a later day: "talks begin on Monday". */
static const char scheduled[] =
    "begin start end open close meet arrive leave return travel visit fly host hold go come take "
    "expire face vote resume run convene hear appear play depart launch become";
static const char modals[] = "will 'll wo shall may might could can would should must";

static bool is_verb(const ro_doc *doc, uint32_t t) {
  uint8_t u = doc->tokens.upos[t];
  return u == RO_UPOS_VERB || u == RO_UPOS_AUX;
}

/* A verb, or a noun or adjective with a copula: "the 16th will be the day". */
static bool is_predicate(const ro_doc *doc, uint32_t t) {
  const ro_tokens *k = &doc->tokens;
  if (is_verb(doc, t) || is_one_of(ro_doc_lower(doc, t), "due likely ready set")) return true;
  for (uint32_t c = k->first_child[t]; c != RO_NONE; c = k->next_sibling[c])
    if (k->deprel[c] == RO_DEPREL_COP) return true;
  return false;
}

typedef enum { AUX_NONE, AUX_FUTURE, AUX_PAST, AUX_PERFECT, AUX_PRESENT } aux_kind;

/* What the auxiliaries and the copula of a predicate say together. */
static aux_kind auxiliaries(const ro_doc *doc, uint32_t v) {
  const ro_tokens *k = &doc->tokens;
  aux_kind kind = AUX_NONE;
  for (uint32_t c = k->first_child[v]; c != RO_NONE; c = k->next_sibling[c]) {
    if (k->deprel[c] != RO_DEPREL_AUX && k->deprel[c] != RO_DEPREL_AUX_PASS &&
        k->deprel[c] != RO_DEPREL_COP)
      continue;
    ro_str lower = ro_doc_lower(doc, c);
    if (is_one_of(lower, modals))
      kind = AUX_FUTURE;
    else if (is_one_of(lower, "was were had did"))
      kind = AUX_PAST;
    else if (is_one_of(lower, "has have 've having"))
      kind = kind == AUX_FUTURE ? AUX_PAST : AUX_PERFECT; /* "may have met on Monday" */
    else if (is_one_of(lower, "is are am 's 're") && kind == AUX_NONE)
      kind = AUX_PRESENT;
  }
  return kind;
}

static bool is_infinitive(const ro_doc *doc, uint32_t v) {
  const ro_tokens *k = &doc->tokens;
  for (uint32_t c = k->first_child[v]; c != RO_NONE; c = k->next_sibling[c])
    if (k->deprel[c] == RO_DEPREL_MARK && ro_str_is(ro_doc_lower(doc, c), "to")) return true;
  return false;
}

/* The next predicate above t. */
static uint32_t predicate_above(const ro_doc *doc, uint32_t t) {
  for (int steps = 0; steps < MAX_CLIMB && t != RO_NONE; steps++) {
    t = doc->tokens.head[t];
    if (t != RO_NONE && is_predicate(doc, t)) return t;
  }
  return RO_NONE;
}

static bool is_plan(const ro_doc *doc, uint32_t v) {
  return is_one_of(ro_doc_lemma(doc, v), plans) || is_one_of(ro_doc_lower(doc, v), plans);
}

/* "originally set to end", "initially planned": a plan that may be past. */
static bool is_former_plan(const ro_doc *doc, uint32_t v) {
  const ro_tokens *k = &doc->tokens;
  for (uint32_t c = k->first_child[v]; c != RO_NONE; c = k->next_sibling[c])
    if (is_one_of(ro_doc_lower(doc, c), "originally initially previously formerly once first"))
      return true;
  return false;
}

/* A participle with a subject of its own and no auxiliary is a past tense, whatever its tag. */
static bool is_past_form(const ro_doc *doc, uint32_t v) {
  const ro_tokens *k = &doc->tokens;
  if (k->xpos[v] == RO_XPOS_VBD) return true;
  if (k->xpos[v] != RO_XPOS_VBN) return false;
  for (uint32_t c = k->first_child[v]; c != RO_NONE; c = k->next_sibling[c])
    if (k->deprel[c] == RO_DEPREL_NSUBJ) return true;
  return false;
}

static bool has_subject(const ro_doc *doc, uint32_t v) {
  const ro_tokens *k = &doc->tokens;
  for (uint32_t c = k->first_child[v]; c != RO_NONE; c = k->next_sibling[c])
    if (k->deprel[c] == RO_DEPREL_NSUBJ) return true;
  return false;
}

/* Direction that a finite predicate gives; `is_near` when the date hangs on it directly. */
static int8_t finite(const ro_doc *doc, uint32_t v, bool is_near) {
  aux_kind kind = auxiliaries(doc, v);
  bool is_planned = is_plan(doc, v);
  uint8_t x = doc->tokens.xpos[v];
  if (is_planned && is_former_plan(doc, v)) return 0;
  if (kind == AUX_FUTURE) return 1;
  if (kind == AUX_PAST || (kind == AUX_NONE && is_past_form(doc, v))) return is_planned ? 0 : -1;
  if (kind == AUX_PERFECT) return is_planned ? 1 : -1;
  if (x == RO_XPOS_VBN && is_planned) { /* "talks set for Monday": the tense is the matrix's */
    uint32_t up = predicate_above(doc, v);
    return up != RO_NONE &&
                   (doc->tokens.xpos[up] == RO_XPOS_VBD || auxiliaries(doc, up) == AUX_PAST)
               ? 0
               : 1;
  }
  if (x == RO_XPOS_VBN) return -1;
  bool is_present = (x == RO_XPOS_VB && has_subject(doc, v)) || x == RO_XPOS_VBZ ||
                    x == RO_XPOS_VBP || kind == AUX_PRESENT;
  if (!is_present) return is_planned ? 1 : -1;
  if (is_planned) return 1;
  if (kind == AUX_PRESENT && x == RO_XPOS_VBG) return 1; /* "is meeting on Thursday" */
  return is_near && is_one_of(ro_doc_lemma(doc, v), scheduled) ? 1 : -1;
}

static int8_t by_tree(const ro_doc *doc, uint32_t head) {
  while (doc->tokens.deprel[head] == RO_DEPREL_CONJ && !is_verb(doc, doc->tokens.head[head]))
    head = doc->tokens.head[head]; /* "on Friday, or Saturday at noon" */
  uint32_t v = is_predicate(doc, head) ? head : predicate_above(doc, head);
  bool is_near = v != RO_NONE && (v == head || doc->tokens.head[head] == v);
  for (int steps = 0; v != RO_NONE && steps < 4; steps++) {
    aux_kind kind = auxiliaries(doc, v);
    if (kind == AUX_NONE && is_infinitive(doc, v)) {
      uint32_t up = predicate_above(doc, v);
      if (up == RO_NONE) return 1;
      int8_t above = finite(doc, up, true);
      return above < 0 ? 0 : above;
    }
    if (doc->tokens.xpos[v] != RO_XPOS_VBG || kind != AUX_NONE) return finite(doc, v, is_near);
    v = predicate_above(doc, v);
    is_near = false;
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
  bool is_led = end < k->n && k->sentence[end] == k->sentence[first] &&
                is_one_of(ro_doc_lower(doc, end), "will 'll shall");
  if (is_led) return 1; /* "Monday will be the day" */
  bool has_tree =
      doc->layer[RO_LAYER_TREE].is_present && (k->head[head] != RO_NONE || k->deprel[head]);
  int8_t direction = has_tree ? by_tree(doc, head) : by_words(doc, first, end);
  bool is_deadline = first > doc->sentences.at[k->sentence[first]].first &&
                     is_one_of(ro_doc_lower(doc, first - 1), "by until till");
  return direction == 0 && is_deadline ? 1 : direction; /* "promised to leave by Friday" */
}
