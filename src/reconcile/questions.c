/* Open questions: what the account leaves unsettled, in plain sentences, the most telling first.
 *
 *   words         a report itself says so: "it is unclear whether", "has not decided whether"
 *   claims        reported as not verified
 *   incidents     announced or proposed for a day that has passed, or for none, without an outcome
 *   commitments   open, with a condition that nobody has reported met
 *   conflicts     sides that no date or scope explains, only where little else is open: they have
 *                 a section of their own
 *
 * At most MAX_QUESTIONS, and from each kind its own share, so that one loud kind does not crowd
 * out the others.  The sentences keep the reports' words: a question that had to be worded anew
 * could be wrong. */
#include "reconcile/reconcile_internal.h"

enum { MAX_QUESTIONS = 12, MAX_OF_KIND = 3, ENOUGH = 4, MAX_QUOTE = 160 };

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
  for (uint32_t i = 0; a->story->questions.n < ENOUGH && i < a->story->conflicts.n; i++) {
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

typedef struct {
  uint32_t clause;  /* first token of "whether ...", RO_NONE */
  uint32_t subject; /* who has not decided or said, RO_NONE for "it is unclear" */
  const char *verb; /* "decided", "said"; NULL for "it is unclear" */
} doubt;

static const struct {
  const char *lemma, *done;
} telling[] = {{"decide", "decided"},     {"say", "said"},        {"confirm", "confirmed"},
               {"disclose", "disclosed"}, {"reveal", "revealed"}, {"specify", "specified"}};

/* "has not yet decided", "did not say", "declined to say" at token t; "unclear", "not known". */
static bool declares_doubt(const ro_doc *doc, uint32_t first, uint32_t t, uint32_t end, doubt *d) {
  static const char *const unknown[] = {"unclear", "unknown", "uncertain", NULL};
  static const char *const negative[] = {"not", "n't", "yet", "too", "decline", "refuse", NULL};
  static const char *const impersonal[] = {"clear", "know", "early", NULL};
  if (lemma_in(doc, t, unknown)) return true;
  if (!lemma_in(doc, t, negative)) return false;
  for (uint32_t k = t + 1; k < end && k <= t + 4; k++) {
    bool is_knower = ro_str_is(ro_doc_lower(doc, k), "know"); /* "I do not know how" asks nothing */
    if (lemma_in(doc, k, impersonal)) return !is_knower;
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++) {
      if (!ro_str_is(ro_doc_lemma(doc, k), telling[i].lemma)) continue;
      d->verb = telling[i].done;
      for (uint32_t s = t; s-- > first && d->subject == RO_NONE;)
        if (doc->tokens.deprel[s] == RO_DEPREL_NSUBJ &&
            (ro_doc_mention_at(doc, s) != RO_NONE || doc->tokens.upos[s] == RO_UPOS_PROPN))
          d->subject = s;
      return true;
    }
  }
  return false;
}

static bool word_in(const ro_doc *doc, uint32_t t, const char *const *list) {
  for (size_t i = 0; list[i]; i++)
    if (ro_str_is(ro_doc_lower(doc, t), list[i])) return true;
  return false;
}

/* "whether ..." within a few words of a declared doubt. */
static doubt doubt_clause(const ro_doc *doc, const ro_sentence *s) {
  static const char *const openers[] = {"whether", "when", "where", "who",
                                        "how",     "why",  "what",  NULL};
  for (uint32_t t = s->first; t < s->end; t++) {
    doubt d = {RO_NONE, RO_NONE, NULL};
    if (!declares_doubt(doc, s->first, t, s->end, &d)) continue;
    for (uint32_t k = t + 1; k < s->end && k <= t + 7; k++)
      if (word_in(doc, k, openers) && k + 3 < s->end) {
        d.clause = k;
        return d;
      }
  }
  return (doubt){RO_NONE, RO_NONE, NULL};
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
  for (uint32_t t = first + 3; t < stop; t++) { /* ", her spokesman said" */
    if (doc->tokens.xpos[t] != RO_XPOS_COMMA) continue;
    for (uint32_t k = t + 1; k < stop && k <= t + 8; k++)
      if (lemma_in(doc, k, (const char *const[]){"say", "tell", "add", "report", "accord", NULL}))
        stop = t;
  }
  while (stop > first + 1 && doc->tokens.upos[stop - 1] == RO_UPOS_PUNCT) stop--;
  return stop;
}

/* Name of the story entity that a token belongs to, else the name as it stands; empty if none. */
static ro_str name_at(const asker *a, const ro_doc *doc, uint32_t token) {
  if (token == RO_NONE) return RO_STR("");
  uint32_t m = ro_doc_mention_at(doc, token), first = token;
  if (m != RO_NONE) {
    uint32_t e = doc->entities.at[doc->mentions.at[m].entity].story_entity;
    return e < a->story->entities.n ? a->story->entities.at[e].name : RO_STR("");
  }
  if (doc->tokens.upos[token] != RO_UPOS_PROPN) return RO_STR("");
  while (first > 0 && doc->tokens.sentence[first - 1] == doc->tokens.sentence[token] &&
         (doc->tokens.upos[first - 1] == RO_UPOS_PROPN ||
          ro_str_is(ro_doc_lower(doc, first - 1), "ms") ||
          ro_str_is(ro_doc_lower(doc, first - 1), "mr")))
    first--;
  return ro_doc_span(doc, ro_doc_tokens_span(doc, first, token + 1));
}

static ro_str doubt_text(const asker *a, const ro_doc *doc, const doubt *d, ro_str clause) {
  ro_str who = d->verb ? name_at(a, doc, d->subject) : RO_STR("");
  if (who.len)
    return ro_str_printf(a->story->arena, "%.*s has not %s %.*s.", RO_FMT(who), d->verb,
                         RO_FMT(clause));
  return ro_str_printf(a->story->arena, "It is not known %.*s.", RO_FMT(clause));
}

/* Latest report first: what was unclear early on may be known by now. */
static bool ask_words(const asker *a) {
  uint32_t n = 0;
  for (uint32_t d = a->story->n_docs; d-- > 0 && n < MAX_OF_KIND;) {
    const ro_doc *doc = a->story->docs[d];
    for (uint32_t i = 0; i < doc->sentences.n && n < MAX_OF_KIND; i++) {
      const ro_sentence *s = &doc->sentences.at[i];
      doubt found = doubt_clause(doc, s);
      if (found.clause == RO_NONE || ro_doc_is_aside(doc, s->span)) continue;
      ro_span clause = ro_doc_tokens_span(doc, found.clause, clause_end(doc, found.clause, s->end));
      ro_question *q = ask(a, doubt_text(a, doc, &found, quote(a, ro_doc_span(doc, clause))));
      if (!q) continue;
      n++;
      if (!ro_evidence_add(a->story, &q->evidence, d, s->span)) return false;
    }
  }
  return true;
}

static bool ask_claims(const asker *a) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < a->story->claims.n && n < MAX_OF_KIND; i++) {
    const ro_claim *c = &a->story->claims.at[i];
    if (c->basis != RO_BASIS_UNVERIFIED || !c->says.len) continue;
    ro_question *q =
        ask(a, ro_str_printf(a->story->arena, "Not verified: %.*s.", RO_FMT(quote(a, c->says))));
    if (!q) continue;
    n++;
    if (!add_all(a, q, &c->evidence, 3)) return false;
  }
  return true;
}

static ro_date latest_report(const asker *a) {
  ro_date latest = RO_NO_DATE;
  for (uint32_t d = 0; d < a->story->n_docs; d++)
    if (a->story->docs[d]->meta.published.to > latest)
      latest = a->story->docs[d]->meta.published.to;
  return latest;
}

/* A contact that was announced for a day before the last report, and of which nobody tells. */
static bool ask_incidents(const asker *a) {
  uint32_t n = 0;
  ro_date latest = latest_report(a);
  for (uint32_t i = 0; i < a->story->incidents.n && n < MAX_OF_KIND; i++) {
    const ro_incident *c = &a->story->incidents.at[i];
    bool is_ahead = c->status == RO_STATUS_PLANNED || c->status == RO_STATUS_PROPOSED;
    ro_date day = c->date.to != RO_NO_DATE ? c->date.to : c->date.from;
    if (!is_ahead || !c->label.len || c->type != RO_EVENT_CONSULT || c->mentions.n < 2) continue;
    if (day != RO_NO_DATE && day >= latest) continue; /* still ahead */
    ro_str date = ro_date_print(a->story->arena, day), label = quote(a, c->label);
    ro_str text = day == RO_NO_DATE
                      ? ro_str_printf(a->story->arena, "No report tells the day or outcome: %.*s.",
                                      RO_FMT(label))
                      : ro_str_printf(a->story->arena, "No report tells the outcome: %.*s, %.*s.",
                                      RO_FMT(label), RO_FMT(date));
    ro_question *q = ask(a, text);
    if (!q) continue;
    n++;
    if (!add_all(a, q, &c->mentions, 3)) return false;
  }
  return true;
}

/* Can the clause stand by itself?  Not with a pronoun as subject, nor "were X to". */
static bool is_plain(ro_str s) {
  static const char *const openers[] = {"he ",  "she ",  "it ",   "they ", "we ",
                                        "you ", "this ", "that ", "i ",    NULL};
  for (size_t i = 0; openers[i]; i++) {
    ro_str o = ro_str_from(openers[i]);
    if (s.len > o.len && ro_str_equal_nocase(ro_str_sub(s, 0, o.len), o)) return false;
  }
  uint32_t words = 1;
  for (size_t i = 0; i < s.len; i++) words += s.data[i] == ' ';
  return words >= 3 && ro_str_find(s, RO_STR(" were ")) == s.len &&
         ro_str_find(s, RO_STR(" - ")) == s.len;
}

/* The words behind "if" and its like, where a clause is left that "whether" can take. */
static ro_str bare_condition(ro_str s) {
  static const char *const markers[] = {
      "only if ",    "if ",       "provided that ",         "provided ",          "as long as ",
      "so long as ", "assuming ", "on the condition that ", "on condition that ", NULL};
  for (size_t i = 0; markers[i]; i++) {
    ro_str m = ro_str_from(markers[i]);
    if (s.len > m.len && ro_str_equal_nocase(ro_str_sub(s, 0, m.len), m)) {
      ro_str rest = ro_str_sub(s, m.len, s.len);
      return is_plain(rest) ? rest : RO_STR("");
    }
  }
  return RO_STR("");
}

/* "whether the crew is not released" asks the wrong way round. */
static bool is_negative(ro_str s) {
  static const char *const marks[] = {" not ", "n't ", "n’t ", " no ", " never ", NULL};
  for (size_t i = 0; marks[i]; i++)
    if (ro_str_find(s, ro_str_from(marks[i])) < s.len) return true;
  return false;
}

static bool ask_commitments(const asker *a) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < a->story->commitments.n && n < MAX_OF_KIND; i++) {
    const ro_commitment *c = &a->story->commitments.at[i];
    ro_str condition = bare_condition(c->condition);
    if (c->status != RO_COMMITMENT_OPEN || !condition.len || !c->who.n) continue;
    ro_str who = a->story->entities.at[c->who.at[0]].name;
    ro_str open = is_negative(condition) ? RO_STR("Nothing is reported yet of the condition that")
                                         : RO_STR("It is not reported whether");
    ro_question *q =
        ask(a, ro_str_printf(a->story->arena, "%.*s %.*s (%.*s: %.*s).", RO_FMT(open),
                             RO_FMT(quote(a, condition)), RO_FMT(who), RO_FMT(quote(a, c->what))));
    if (!q) continue;
    n++;
    for (uint32_t k = 0; k < c->stated_by.n; k++)
      if (!add_all(a, q, &c->stated_by.at[k].evidence, 2)) return false;
  }
  return true;
}

ro_status ro_reconcile_questions(const ro_resources *resources, ro_story *story,
                                 ro_arena *scratch) {
  (void)resources, (void)scratch;
  asker a = {story};
  static bool (*const kinds[])(const asker *) = {ask_words, ask_claims, ask_incidents,
                                                 ask_commitments, ask_conflicts};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (!kinds[i](&a)) return RO_ENOMEM;
  for (uint32_t i = 0; i < story->questions.n; i++)
    story->questions.at[i].id = ro_str_printf(story->arena, "o%u", i + 1);
  return RO_OK;
}
