/* Commitments: who will do what, provided what, over all reports.
 *
 * Sources are the conditions whose consequence binds somebody, promises and agreements to do
 * something without a condition, and reports that a pledge was withdrawn or broken.  Statements
 * are one commitment when a party is common to both and they are alike: the share of content
 * words (lemmas; names as story entities) that the smaller half has in common with the larger.
 * A statement is compared with the first one of each commitment only.
 *
 * stated_by    who says so: the source of the attribution, else the report
 * omitted_by   reports that tell of the same incident but not of the commitment
 * depends_on   incidents in the words of the condition; about: in those of the consequence.  A
 *              chain (talks <- other talks) is a condition that is another commitment's incident.
 * status       open until a later report says otherwise in words ("rescinded", "broke its pledge")
 *              or tells the incident as having happened. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "reconcile/reconcile_internal.h"

enum { MAX_KEYS = 24, MAX_WHAT = 200, MAX_CONTENT_TOKENS = 40, MOST_STEPS = 1 };

/* Shares of common words from which two statements are one: of conditions, of consequences. */
static const double ALIKE = 0.5, SOME = 0.3, VERY = 0.7;

typedef struct {
  uint64_t at[MAX_KEYS]; /* sorted, distinct */
  uint32_t n;
} key_set;

typedef struct {
  uint32_t doc;
  uint32_t attribution; /* RO_NONE */
  ro_spans condition, consequence;
  ro_indexes who; /* story entities */
  key_set condition_keys, consequence_keys;
  ro_commitment_status status;
  const char *rule;
  uint32_t commitment; /* number of its commitment */
} statement;

typedef RO_ROWS(statement) statements;

typedef struct {
  ro_story *story;
  ro_arena *scratch;
  statements all;
} maker;

/* ------------------------------------------------------------------ content words */

static void add_key(key_set *set, uint64_t key) {
  uint32_t i = 0;
  while (i < set->n && set->at[i] < key) i++;
  if (set->n == MAX_KEYS || (i < set->n && set->at[i] == key)) return;
  memmove(&set->at[i + 1], &set->at[i], (set->n - i) * sizeof *set->at);
  set->at[i] = key;
  set->n++;
}

static bool is_content_word(const ro_doc *doc, uint32_t t) {
  ro_upos u = (ro_upos)doc->tokens.upos[t];
  return u == RO_UPOS_NOUN || u == RO_UPOS_PROPN || u == RO_UPOS_VERB || u == RO_UPOS_ADJ ||
         u == RO_UPOS_NUM;
}

static uint32_t story_entity(const ro_doc *doc, uint32_t entity) {
  return entity == RO_NONE || entity >= doc->entities.n ? RO_NONE
                                                        : doc->entities.at[entity].story_entity;
}

static void add_keys(const ro_doc *doc, ro_span span, key_set *set) {
  uint32_t t = ro_doc_token_at(doc, span.begin);
  for (; t < doc->tokens.n && doc->tokens.span[t].begin < span.end; t++) {
    uint32_t m = ro_doc_mention_at(doc, t);
    if (m != RO_NONE) {
      uint32_t e = story_entity(doc, doc->mentions.at[m].entity);
      if (e != RO_NONE) {
        if (doc->mentions.at[m].head == t) add_key(set, ro_hash_mix(0xE7u, e) | 1u);
        continue;
      }
    }
    if (is_content_word(doc, t)) {
      ro_str lemma = ro_doc_lemma(doc, t);
      add_key(set, ro_hash_str(lemma.len ? lemma : ro_doc_lower(doc, t)) | 1u);
    }
  }
}

/* Common keys as a share of the smaller set; 0 where one is empty. */
static double likeness(const key_set *a, const key_set *b) {
  uint32_t common = 0, i = 0, k = 0;
  while (i < a->n && k < b->n) {
    bool is_left = a->at[i] <= b->at[k], is_right = b->at[k] <= a->at[i];
    if (is_left && is_right) common++;
    if (is_left) i++;
    if (is_right) k++;
  }
  uint32_t least = a->n < b->n ? a->n : b->n;
  return least ? (double)common / least : 0;
}

/* ------------------------------------------------------------------ statements */

static statement *add_statement(maker *m, uint32_t doc, const char *rule) {
  statement *s = RO_ADD(m->scratch, &m->all);
  if (s) *s = (statement){.doc = doc, .attribution = RO_NONE, .rule = rule, .commitment = RO_NONE};
  return s;
}

static bool add_party(maker *m, statement *s, uint32_t doc_entity) {
  const ro_doc *doc = m->story->docs[s->doc];
  uint32_t e = story_entity(doc, doc_entity);
  return e == RO_NONE || ro_indexes_add_new(m->scratch, &s->who, e);
}

static bool is_within(ro_span a, ro_span b) { return b.begin <= a.begin && a.end <= b.end; }

static bool has_future(const ro_doc *doc, const ro_spans *spans) {
  static const char *const modals[] = {"will", "would", "'ll", "shall", "can", "could", NULL};
  for (uint32_t i = 0; i < spans->n; i++)
    for (uint32_t t = ro_doc_token_at(doc, spans->at[i].begin);
         t < doc->tokens.n && doc->tokens.span[t].begin < spans->at[i].end; t++)
      for (size_t k = 0; modals[k]; k++)
        if (ro_str_is(ro_doc_lower(doc, t), modals[k])) return true;
  return false;
}

/* "The meeting will be held on condition that ...": those bound are the parties of the incident,
 * which another report may name. */
static bool add_parties_of_incident(maker *m, statement *s, const ro_condition *c) {
  const ro_doc *doc = m->story->docs[s->doc];
  bool is_hanging =
      ro_str_is(ro_str_from(c->rule), "predicate") || has_future(doc, &c->consequence);
  for (uint32_t e = 0; is_hanging && e < doc->events.n; e++) {
    const ro_event *event = &doc->events.at[e];
    if (event->type != RO_EVENT_CONSULT || event->incident >= m->story->incidents.n) continue;
    bool is_inside = false;
    for (uint32_t k = 0; k < c->consequence.n; k++)
      is_inside |= is_within(event->trigger, c->consequence.at[k]);
    const ro_incident *incident = &m->story->incidents.at[event->incident];
    const ro_indexes *parties[] = {&incident->actors, &incident->recipients};
    for (size_t p = 0; is_inside && p < 2; p++)
      for (uint32_t k = 0; k < parties[p]->n; k++)
        if (!ro_indexes_add_new(m->scratch, &s->who, parties[p]->at[k])) return false;
  }
  return true;
}

static bool read_conditions(maker *m, uint32_t d) {
  const ro_doc *doc = m->story->docs[d];
  for (uint32_t i = 0; i < doc->conditions.n; i++) {
    const ro_condition *c = &doc->conditions.at[i];
    statement made = {.doc = d,
                      .attribution = c->attribution,
                      .rule = "condition",
                      .commitment = RO_NONE,
                      .condition = c->condition,
                      .consequence = c->consequence};
    for (uint32_t k = 0; c->is_commitment && k < c->committed_by.n; k++)
      if (!add_party(m, &made, c->committed_by.at[k])) return false;
    if (!c->is_commitment && !add_parties_of_incident(m, &made, c)) return false;
    if (!c->is_commitment && !made.who.n) continue;
    statement *s = add_statement(m, d, "condition");
    if (!s) return false;
    *s = made;
    for (uint32_t k = 0; k < c->condition.n; k++)
      add_keys(doc, c->condition.at[k], &s->condition_keys);
    for (uint32_t k = 0; k < c->consequence.n; k++)
      add_keys(doc, c->consequence.at[k], &s->consequence_keys);
  }
  return true;
}

static bool in_words(ro_str s, const char *const *list) {
  for (size_t i = 0; list[i]; i++)
    if (ro_str_is(s, list[i])) return true;
  return false;
}

/* The condition whose consequence lies in this content, or covers it; RO_NONE. */
static uint32_t condition_in(const ro_doc *doc, ro_span span) {
  for (uint32_t i = 0; i < doc->conditions.n; i++) {
    const ro_condition *c = &doc->conditions.at[i];
    for (uint32_t k = 0; k < c->consequence.n; k++)
      if (is_within(c->consequence.at[k], span) || is_within(span, c->consequence.at[k])) return i;
  }
  return RO_NONE;
}

/* Content that says what will be done: "to ...", "that X will ...". */
static bool looks_ahead(const ro_doc *doc, ro_span content, uint32_t *n_tokens) {
  static const char *const modals[] = {"will", "would", "'ll", "shall", NULL};
  uint32_t first = ro_doc_token_at(doc, content.begin), t = first;
  bool found = first + 1 < doc->tokens.n && ro_str_is(ro_doc_lower(doc, first), "to") &&
               doc->tokens.xpos[first + 1] == RO_XPOS_VB;
  for (; t < doc->tokens.n && doc->tokens.span[t].begin < content.end; t++)
    found |= in_words(ro_doc_lower(doc, t), modals);
  *n_tokens = t - first;
  return found;
}

static bool read_promises(maker *m, uint32_t d) {
  const ro_doc *doc = m->story->docs[d];
  for (uint32_t i = 0; i < doc->attributions.n; i++) {
    const ro_attribution *a = &doc->attributions.at[i];
    uint32_t n_tokens;
    bool is_pledge = (a->act == RO_ACT_PROMISE || a->act == RO_ACT_AGREE) && !a->is_negated;
    if (!is_pledge || a->content.n != 1 || a->source_entity == RO_NONE) continue;
    if (!looks_ahead(doc, a->content.at[0], &n_tokens) || n_tokens > MAX_CONTENT_TOKENS) continue;
    uint32_t inner = condition_in(doc, a->content.at[0]);
    if (inner != RO_NONE && doc->conditions.at[inner].is_commitment) continue;
    statement *s = add_statement(m, d, "promise");
    if (!s) return false;
    s->attribution = a->parent != RO_NONE ? a->parent : i;
    s->consequence = inner == RO_NONE ? a->content : doc->conditions.at[inner].consequence;
    if (inner != RO_NONE) s->condition = doc->conditions.at[inner].condition;
    if (!add_party(m, s, a->source_entity)) return false;
    for (uint32_t k = 0; k < s->condition.n; k++)
      add_keys(doc, s->condition.at[k], &s->condition_keys);
    for (uint32_t k = 0; k < s->consequence.n; k++)
      add_keys(doc, s->consequence.at[k], &s->consequence_keys);
  }
  return true;
}

/* "X has rescinded its pledge to ...", "X broke its promise to ...". */
static bool read_withdrawal(maker *m, uint32_t d, uint32_t verb) {
  static const char *const undone[] = {"rescind", "withdraw", "revoke", "retract",
                                       "scrap",   "abandon",  "drop",   NULL};
  static const char *const broken[] = {"break", "violate", "breach", "ignore", "disregard", NULL};
  static const char *const pledges[] = {"pledge",    "promise",     "commitment", "offer",
                                        "guarantee", "undertaking", "assurance",  "vow",
                                        "agreement", NULL};
  const ro_doc *doc = m->story->docs[d];
  ro_str lemma = ro_doc_lemma(doc, verb);
  bool is_undone = in_words(lemma, undone);
  if (doc->tokens.upos[verb] != RO_UPOS_VERB || (!is_undone && !in_words(lemma, broken)))
    return true;
  uint32_t object = ro_tree_child_of(doc, verb, RO_DEPRELS(OBJ) | RO_DEPRELS(NSUBJ_PASS));
  uint32_t subject = ro_tree_child_of(doc, verb, RO_DEPRELS(NSUBJ) | RO_DEPRELS(OBL_AGENT));
  if (object == RO_NONE || subject == RO_NONE || !in_words(ro_doc_lemma(doc, object), pledges))
    return true;
  uint32_t mention = ro_doc_mention_at(doc, subject), first, end;
  if (mention == RO_NONE) return true;
  statement *s = add_statement(m, d, is_undone ? "withdrawn" : "broken");
  if (!s) return false;
  s->status = is_undone ? RO_COMMITMENT_RESCINDED : RO_COMMITMENT_BROKEN;
  s->attribution = ro_doc_attribution_at(doc, verb);
  ro_tree_range(doc, object, &first, &end);
  while (end > first + 1 && end > object + 1 && doc->tokens.upos[end - 1] == RO_UPOS_PUNCT) end--;
  for (uint32_t t = object + 1; t < end; t++) /* a comma begins what is added to the pledge */
    if (doc->tokens.xpos[t] == RO_XPOS_COMMA) end = t;
  ro_span span = ro_doc_tokens_span(doc, first, end);
  if (!ro_spans_add(m->scratch, &s->consequence, span)) return false;
  add_keys(doc, span, &s->consequence_keys);
  return add_party(m, s, doc->mentions.at[mention].entity);
}

static bool read_statements(maker *m) {
  for (uint32_t d = 0; d < m->story->n_docs; d++) {
    if (!read_conditions(m, d) || !read_promises(m, d)) return false;
    for (uint32_t t = 0; t < m->story->docs[d]->tokens.n; t++)
      if (!read_withdrawal(m, d, t)) return false;
  }
  return true;
}

/* ------------------------------------------------------------------ merging */

static bool shares_party(const statement *a, const statement *b) {
  for (uint32_t i = 0; i < a->who.n; i++)
    if (ro_indexes_has(&b->who, a->who.at[i])) return true;
  return false;
}

static bool is_same(const statement *a, const statement *b) {
  bool has_parties = a->who.n && b->who.n;
  if (has_parties && !shares_party(a, b)) return false;
  double what = likeness(&a->consequence_keys, &b->consequence_keys);
  if (!a->condition.n || !b->condition.n)
    return has_parties && what >= (a->condition.n == b->condition.n ? ALIKE : VERY);
  double condition = likeness(&a->condition_keys, &b->condition_keys);
  if (!has_parties) return condition >= ALIKE && what >= ALIKE;
  return (condition >= ALIKE && what >= SOME) || (condition >= SOME && what >= VERY);
}

static uint32_t merge(maker *m) {
  uint32_t n = 0;
  ro_indexes leaders = {0};
  for (uint32_t i = 0; i < m->all.n; i++) {
    statement *s = &m->all.at[i];
    for (uint32_t k = 0; k < leaders.n && s->commitment == RO_NONE; k++)
      if (is_same(&m->all.at[leaders.at[k]], s)) s->commitment = k;
    if (s->commitment != RO_NONE) continue;
    s->commitment = n++;
    if (!ro_indexes_add(m->scratch, &leaders, i)) return RO_NONE;
  }
  return n;
}

/* ------------------------------------------------------------------ rows */

static uint32_t count(ro_str s, ro_str part) {
  uint32_t n = 0;
  for (size_t at = ro_str_find(s, part); at < s.len; at = ro_str_find(s, part)) {
    n++;
    s = ro_str_sub(s, at + part.len, s.len);
  }
  return n;
}

/* A quotation that goes on into the other half is closed here, or its mark dropped in front. */
static ro_str balanced(ro_arena *arena, ro_str s) {
  ro_str open = RO_STR("“"), close = RO_STR("”"), straight = RO_STR("\"");
  bool is_open = count(s, open) > count(s, close), is_odd = count(s, straight) % 2 == 1;
  if (is_open && ro_str_starts(s, open)) return ro_str_sub(s, open.len, s.len);
  if (is_odd && ro_str_starts(s, straight)) return ro_str_sub(s, 1, s.len);
  return is_open  ? ro_str_join(arena, s, "", close)
         : is_odd ? ro_str_join(arena, s, "", straight)
                  : s;
}

/* Words of spans on one line, cut at a word after MAX_WHAT bytes. */
static ro_str words_of(maker *m, uint32_t d, const ro_spans *spans) {
  const ro_doc *doc = m->story->docs[d];
  size_t size = 1, n = 0;
  for (uint32_t i = 0; i < spans->n; i++) size += spans->at[i].end - spans->at[i].begin + 5;
  char *p = ro_arena_alloc(m->story->arena, size);
  if (!p) return RO_STR("");
  for (uint32_t i = 0; i < spans->n; i++) {
    ro_str s = ro_doc_span(doc, spans->at[i]);
    if (i) p[n++] = ' ';
    for (size_t k = 0; k < s.len; k++)
      p[n++] = s.data[k] == '\n' || s.data[k] == '\t' ? ' ' : s.data[k];
  }
  if (n <= MAX_WHAT) return balanced(m->story->arena, (ro_str){p, n});
  n = MAX_WHAT;
  while (n > 0 && p[n] != ' ') n--;
  return ro_str_printf(m->story->arena, "%.*s …", (int)n, p);
}

/* The mention that the words begin with, if it is one of those bound; its end, else `begin`. */
static uint32_t behind_subject(maker *m, const statement *s, uint32_t begin) {
  const ro_doc *doc = m->story->docs[s->doc];
  uint32_t end = begin;
  for (uint32_t i = 0; i < doc->mentions.n && doc->mentions.at[i].span.begin <= begin; i++) {
    const ro_mention *x = &doc->mentions.at[i];
    if (x->span.begin == begin && x->span.end > end &&
        ro_indexes_has(&s->who, story_entity(doc, x->entity)))
      end = x->span.end;
  }
  uint32_t t = ro_doc_token_at(doc, begin);
  bool is_pronoun = t < doc->tokens.n && doc->tokens.xpos[t] == RO_XPOS_PRP;
  if (end == begin && is_pronoun && s->who.n) end = doc->tokens.span[t].end; /* "They agreed" */
  t = ro_doc_token_at(doc, end);
  ro_upos u = t < doc->tokens.n ? (ro_upos)doc->tokens.upos[t] : RO_UPOS_NONE;
  bool is_verb_next = u == RO_UPOS_AUX || u == RO_UPOS_VERB || u == RO_UPOS_ADV;
  bool is_apart = t < doc->tokens.n && doc->tokens.span[t].begin > end; /* not "we're" */
  return is_verb_next && is_apart && end > begin ? doc->tokens.span[t].begin : begin;
}

/* What will be done, as words to follow the party's name: "will close its ports".  "that" and the
 * party itself are dropped, "to close" becomes "will close". */
static ro_str action_of(maker *m, const statement *s) {
  const ro_doc *doc = m->story->docs[s->doc];
  if (!s->consequence.n) return RO_STR("");
  ro_span first = s->consequence.at[0];
  uint32_t t = ro_doc_token_at(doc, first.begin);
  bool is_that = t + 1 < doc->tokens.n && ro_str_is(ro_doc_lower(doc, t), "that");
  bool is_to = !is_that && t + 1 < doc->tokens.n && ro_str_is(ro_doc_lower(doc, t), "to") &&
               doc->tokens.xpos[t + 1] == RO_XPOS_VB;
  if (is_that || is_to) first.begin = doc->tokens.span[t + 1].begin;
  if (!is_to) first.begin = behind_subject(m, s, first.begin);
  ro_span *spans = RO_ARRAY(m->scratch, ro_span, s->consequence.n);
  if (!spans) return RO_STR("");
  for (uint32_t i = 0; i < s->consequence.n; i++) spans[i] = i ? s->consequence.at[i] : first;
  ro_spans all = {spans, s->consequence.n, s->consequence.n};
  ro_str words = words_of(m, s->doc, &all);
  return is_to ? ro_str_printf(m->story->arena, "will %.*s", RO_FMT(words)) : words;
}

/* Does the event stand near the top of its words?  "will arm those who fear an attack" speaks of
 * arms; the attack lies three steps below and is no part of what is promised. */
static bool is_near_top(const ro_doc *doc, uint32_t token, ro_span span) {
  for (uint32_t step = 0; step <= MOST_STEPS; step++) {
    token = doc->tokens.head[token];
    if (token == RO_NONE || !is_within(doc->tokens.span[token], span)) return true;
  }
  return false;
}

/* Incidents told in the words of one half of a statement. */
static bool add_incidents(maker *m, const statement *s, const ro_spans *spans, ro_indexes *to) {
  const ro_doc *doc = m->story->docs[s->doc];
  for (uint32_t e = 0; e < doc->events.n; e++) {
    const ro_event *event = &doc->events.at[e];
    if (event->incident == RO_NONE || event->incident >= m->story->incidents.n) continue;
    for (uint32_t i = 0; i < spans->n; i++)
      if (is_within(event->trigger, spans->at[i]) &&
          (spans == &s->condition || is_near_top(doc, event->token, spans->at[i])) &&
          !ro_indexes_add_new(m->story->arena, to, event->incident))
        return false;
  }
  return true;
}

static bool add_stated(maker *m, const statement *s, ro_commitment *c) {
  const ro_doc *doc = m->story->docs[s->doc];
  uint32_t by = s->attribution == RO_NONE || s->attribution >= doc->attributions.n
                    ? RO_NONE
                    : story_entity(doc, doc->attributions.at[s->attribution].source_entity);
  ro_stated *row = NULL;
  for (uint32_t i = 0; i < c->stated_by.n && !row; i++)
    if (c->stated_by.at[i].entity == by) row = &c->stated_by.at[i];
  if (!row && (row = RO_ADD(m->story->arena, &c->stated_by))) row->entity = by;
  if (!row) return false;
  const ro_spans *halves[] = {&s->consequence, &s->condition};
  for (size_t h = 0; h < 2; h++)
    for (uint32_t i = 0; i < halves[h]->n; i++)
      if (!ro_evidence_add(m->story, &row->evidence, s->doc, halves[h]->at[i])) return false;
  return true;
}

static bool has_statement_in(const ro_commitment *c, uint32_t doc) {
  for (uint32_t i = 0; i < c->stated_by.n; i++)
    for (uint32_t k = 0; k < c->stated_by.at[i].evidence.n; k++)
      if (c->stated_by.at[i].evidence.at[k].doc == doc) return true;
  return false;
}

/* Reports that tell an incident of the consequence and leave the condition out. */
static bool add_omissions(maker *m, ro_commitment *c) {
  for (uint32_t i = 0; c->condition.len && i < c->about.n; i++) {
    const ro_incident *incident = &m->story->incidents.at[c->about.at[i]];
    for (uint32_t k = 0; k < incident->mentions.n; k++) {
      uint32_t d = incident->mentions.at[k].doc;
      if (!has_statement_in(c, d) && !ro_indexes_add_new(m->story->arena, &c->omitted_by, d))
        return false;
    }
  }
  return true;
}

/* Open until an incident that the commitment speaks of is told as having happened, later. */
static ro_commitment_status outcome(const maker *m, const ro_commitment *c, ro_date stated) {
  for (uint32_t i = 0; i < c->about.n; i++) {
    const ro_incident *incident = &m->story->incidents.at[c->about.at[i]];
    if (incident->status == RO_STATUS_HAPPENED && incident->date.from != RO_NO_DATE &&
        stated != RO_NO_DATE && incident->date.from > stated && c->condition.len)
      return RO_COMMITMENT_KEPT;
  }
  return RO_COMMITMENT_OPEN;
}

static bool write_commitment(maker *m, uint32_t number) {
  ro_commitment c = {0};
  ro_commitment_status worst = RO_COMMITMENT_OPEN;
  ro_date stated = RO_NO_DATE;
  const statement *best = NULL;
  for (uint32_t i = 0; i < m->all.n; i++) {
    const statement *s = &m->all.at[i];
    if (s->commitment != number) continue;
    bool is_better = !best || (s->condition.n && !best->condition.n);
    if (is_better) best = s;
    if (s->status != RO_COMMITMENT_OPEN) worst = s->status;
    ro_date date = m->story->docs[s->doc]->meta.published.from;
    if (date != RO_NO_DATE && (stated == RO_NO_DATE || date < stated)) stated = date;
    for (uint32_t k = 0; k < s->who.n; k++)
      if (!ro_indexes_add_new(m->story->arena, &c.who, s->who.at[k])) return false;
    if (!add_stated(m, s, &c) || !add_incidents(m, s, &s->condition, &c.depends_on) ||
        !add_incidents(m, s, &s->consequence, &c.about))
      return false;
  }
  if (!best || !c.who.n) return true;
  c.what = action_of(m, best);
  c.condition = words_of(m, best->doc, &best->condition);
  c.rule = best->rule;
  c.status = worst != RO_COMMITMENT_OPEN ? worst : outcome(m, &c, stated);
  if (!add_omissions(m, &c)) return false;
  ro_commitment *row = RO_ADD(m->story->arena, &m->story->commitments);
  if (row) *row = c;
  return row != NULL;
}

static uint32_t reports_of(const ro_commitment *c) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < c->stated_by.n; i++) n += c->stated_by.at[i].evidence.n;
  return n;
}

/* With a condition first, then by number of statements, then by place. */
static int by_weight(const void *a, const void *b) {
  const ro_commitment *x = a, *y = b;
  if ((x->condition.len > 0) != (y->condition.len > 0)) return x->condition.len > 0 ? -1 : 1;
  uint32_t u = reports_of(x), v = reports_of(y);
  if (u != v) return u > v ? -1 : 1;
  ro_evidence p = x->stated_by.at[0].evidence.at[0], q = y->stated_by.at[0].evidence.at[0];
  if (p.doc != q.doc) return p.doc < q.doc ? -1 : 1;
  return p.span.begin < q.span.begin ? -1 : p.span.begin > q.span.begin;
}

ro_status ro_reconcile_commitments(const ro_resources *resources, ro_story *story,
                                   ro_arena *scratch) {
  (void)resources;
  maker m = {.story = story, .scratch = scratch};
  if (!read_statements(&m)) return RO_ENOMEM;
  uint32_t n = merge(&m);
  if (n == RO_NONE) return RO_ENOMEM;
  for (uint32_t i = 0; i < n; i++)
    if (!write_commitment(&m, i)) return RO_ENOMEM;
  if (story->commitments.n)
    qsort(story->commitments.at, story->commitments.n, sizeof *story->commitments.at, by_weight);
  for (uint32_t i = 0; i < story->commitments.n; i++)
    story->commitments.at[i].id = ro_str_printf(story->arena, "c%u", i + 1);
  return RO_OK;
}
