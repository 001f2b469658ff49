/* Open questions: what the account leaves unsettled, in plain sentences, the most telling first.
 *
 *   conflicts     sides that no date or scope explains
 *   words         a report itself says so: "it is unclear whether", "has not said", "too early to"
 *   commitments   open, with a condition that nobody has reported met
 *   claims        reported as not verified
 *   incidents     announced or proposed, with no report of how it ended
 *
 * At most MAX_QUESTIONS, and from each kind its own share, so that one loud kind does not crowd
 * out the others.  The sentences quote: a question that had to be worded anew could be wrong. */
#include "reconcile/reconcile_internal.h"

enum { MAX_QUESTIONS = 12, MAX_OF_KIND = 3, MAX_OF_CONFLICTS = 4, MAX_QUOTE = 160 };

typedef struct {
  ro_story *story;
} asker;

/* One line, cut at a word; a cut is shown. */
static ro_str quote(const asker *a, ro_str s) {
  char *p = ro_arena_alloc(a->story->arena, s.len + 1);
  size_t n = 0;
  if (!p) return RO_STR("");
  for (size_t i = 0; i < s.len; i++) {
    bool is_white = s.data[i] == '\n' || s.data[i] == '\t' || s.data[i] == ' ';
    if (!is_white)
      p[n++] = s.data[i];
    else if (n && p[n - 1] != ' ')
      p[n++] = ' ';
  }
  while (n && (p[n - 1] == ' ' || p[n - 1] == '.')) n--;
  if (n <= MAX_QUOTE) return (ro_str){p, n};
  n = MAX_QUOTE;
  while (n > 0 && p[n] != ' ') n--;
  return ro_str_printf(a->story->arena, "%.*s …", (int)n, p);
}

static ro_question *ask(const asker *a, ro_str text) {
  if (a->story->questions.n >= MAX_QUESTIONS) return NULL;
  for (uint32_t i = 0; i < a->story->questions.n; i++)
    if (ro_str_equal(a->story->questions.at[i].question, text)) return NULL;
  ro_question *q = RO_ADD(a->story->arena, &a->story->questions);
  if (q) q->question = text;
  return q;
}

static bool add_all(const asker *a, ro_question *q, const ro_evidences *list, uint32_t most) {
  for (uint32_t i = 0; i < list->n && i < most; i++)
    if (!ro_evidence_add(a->story, &q->evidence, list->at[i].doc, list->at[i].span)) return false;
  return true;
}

/* ------------------------------------------------------------------ kinds */

static bool ask_conflicts(const asker *a) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < a->story->conflicts.n && n < MAX_OF_CONFLICTS; i++) {
    const ro_conflict *c = &a->story->conflicts.at[i];
    bool is_small = c->severity == RO_SEVERITY_LOW || c->kind == RO_CONFLICT_WORDING ||
                    c->kind == RO_CONFLICT_NAME_VARIANT || c->kind == RO_CONFLICT_UPDATE;
    if (is_small || !c->issue.len) continue;
    ro_question *q = ask(a, ro_str_printf(a->story->arena, "The accounts differ: %.*s.",
                                          RO_FMT(quote(a, c->issue))));
    if (!q) continue;
    n++;
    for (uint32_t k = 0; k < c->sides.n; k++)
      if (!add_all(a, q, &c->sides.at[k].evidence, 2)) return false;
  }
  return true;
}

static bool lemma_in(const ro_doc *doc, uint32_t t, const char *const *list) {
  ro_str s = ro_doc_lemma(doc, t);
  for (size_t i = 0; list[i]; i++)
    if (ro_str_is(s, list[i]) || ro_str_is(ro_doc_lower(doc, t), list[i])) return true;
  return false;
}

/* Does the token begin a phrase that declares something not known?  Gives where to look on. */
static bool declares_doubt(const ro_doc *doc, uint32_t t, uint32_t end) {
  static const char *const doubt[] = {"unclear", "unknown", "uncertain", NULL};
  static const char *const telling[] = {"say",   "decide",  "confirm", "disclose", "reveal",
                                        "clear", "specify", "know",    NULL};
  if (lemma_in(doc, t, doubt)) return true;
  bool is_not = lemma_in(
      doc, t, (const char *const[]){"not", "n't", "yet", "early", "decline", "refuse", NULL});
  for (uint32_t k = t + 1; is_not && k < end && k <= t + 4; k++)
    if (lemma_in(doc, k, telling)) return true;
  return false;
}

/* "whether ..." within a few words of a declared doubt. */
static uint32_t doubt_clause(const ro_doc *doc, const ro_sentence *s) {
  static const char *const openers[] = {"whether", "when", "where", "who", "how", "why", NULL};
  for (uint32_t t = s->first; t < s->end; t++) {
    if (!declares_doubt(doc, t, s->end)) continue;
    for (uint32_t k = t + 1; k < s->end && k <= t + 7; k++)
      if (lemma_in(doc, k, openers) && k + 3 < s->end) return k;
  }
  return RO_NONE;
}

/* End of the clause: its subtree, or the sentence, less final marks and what is said of the saying.
 */
static uint32_t clause_end(const ro_doc *doc, uint32_t first, uint32_t end) {
  uint32_t stop = end, head = doc->tokens.head[first];
  if (head != RO_NONE && head > first && head < end && doc->tokens.right[head] + 1 < end &&
      doc->tokens.right[head] > head)
    stop = doc->tokens.right[head] + 1;
  for (uint32_t t = first + 3; t < stop; t++) {
    ro_str s = ro_doc_lower(doc, t);
    if (ro_str_is(s, "”") || ro_str_is(s, "\"") || ro_str_is(s, ";") || ro_str_is(s, "''") ||
        ro_str_is(s, "—"))
      stop = t;
  }
  while (stop > first + 1 && doc->tokens.upos[stop - 1] == RO_UPOS_PUNCT) stop--;
  return stop;
}

static bool ask_words(const asker *a) {
  uint32_t n = 0;
  for (uint32_t d = 0; d < a->story->n_docs && n < MAX_OF_KIND; d++) {
    const ro_doc *doc = a->story->docs[d];
    for (uint32_t i = 0; i < doc->sentences.n && n < MAX_OF_KIND; i++) {
      const ro_sentence *s = &doc->sentences.at[i];
      uint32_t t = doubt_clause(doc, s);
      if (t == RO_NONE || ro_doc_is_aside(doc, s->span)) continue;
      ro_span clause = ro_doc_tokens_span(doc, t, clause_end(doc, t, s->end));
      ro_question *q = ask(a, ro_str_printf(a->story->arena, "It is not known %.*s.",
                                            RO_FMT(quote(a, ro_doc_span(doc, clause)))));
      if (!q) continue;
      n++;
      if (!ro_evidence_add(a->story, &q->evidence, d, s->span)) return false;
    }
  }
  return true;
}

static bool ask_commitments(const asker *a) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < a->story->commitments.n && n < MAX_OF_KIND; i++) {
    const ro_commitment *c = &a->story->commitments.at[i];
    if (c->status != RO_COMMITMENT_OPEN || !c->condition.len || !c->who.n) continue;
    ro_str who =
        a->story->entities.n > c->who.at[0] ? a->story->entities.at[c->who.at[0]].name : RO_STR("");
    ro_question *q = ask(
        a, ro_str_printf(a->story->arena,
                         "No report says if this condition is met: “%.*s” (%.*s: “%.*s”).",
                         RO_FMT(quote(a, c->condition)), RO_FMT(who), RO_FMT(quote(a, c->what))));
    if (!q) continue;
    n++;
    for (uint32_t k = 0; k < c->stated_by.n; k++)
      if (!add_all(a, q, &c->stated_by.at[k].evidence, 2)) return false;
  }
  return true;
}

static bool ask_claims(const asker *a) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < a->story->claims.n && n < MAX_OF_KIND; i++) {
    const ro_claim *c = &a->story->claims.at[i];
    if (c->basis != RO_BASIS_UNVERIFIED || !c->says.len) continue;
    ro_question *q =
        ask(a, ro_str_printf(a->story->arena, "Not verified: “%.*s”.", RO_FMT(quote(a, c->says))));
    if (!q) continue;
    n++;
    if (!add_all(a, q, &c->evidence, 3)) return false;
  }
  return true;
}

static bool ask_incidents(const asker *a) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < a->story->incidents.n && n < MAX_OF_KIND; i++) {
    const ro_incident *c = &a->story->incidents.at[i];
    bool is_ahead = c->status == RO_STATUS_PLANNED || c->status == RO_STATUS_PROPOSED;
    if (!is_ahead || !c->label.len || c->type != RO_EVENT_CONSULT || c->mentions.n < 2) continue;
    ro_str date = ro_date_print(a->story->arena, c->date.from);
    ro_question *q = ask(
        a, date.len
               ? ro_str_printf(a->story->arena, "%.*s (%s for %.*s): no report tells how it ended.",
                               RO_FMT(quote(a, c->label)), ro_event_status_label[c->status],
                               RO_FMT(date))
               : ro_str_printf(a->story->arena, "%.*s (%s): no report gives a date or an outcome.",
                               RO_FMT(quote(a, c->label)), ro_event_status_label[c->status]));
    if (!q) continue;
    n++;
    if (!add_all(a, q, &c->mentions, 3)) return false;
  }
  return true;
}

ro_status ro_reconcile_questions(const ro_resources *resources, ro_story *story,
                                 ro_arena *scratch) {
  (void)resources, (void)scratch;
  asker a = {story};
  static bool (*const kinds[])(const asker *) = {ask_conflicts, ask_words, ask_commitments,
                                                 ask_claims, ask_incidents};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (!kinds[i](&a)) return RO_ENOMEM;
  for (uint32_t i = 0; i < story->questions.n; i++)
    story->questions.at[i].id = ro_str_printf(story->arena, "o%u", i + 1);
  return RO_OK;
}
