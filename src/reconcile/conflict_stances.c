/* Some say that a thing will be or was, others deny or doubt it.
 *
 * A topic is a class of event between two states, past or to come ("an assault by A on B, to
 * come"), or one incident where the parties are not states.  Every mention of it in a report has a
 * holder, the source of the innermost attribution, and a stance: against, when the event is told as
 * not happening, its attribution is a denial, or a predicate above it is one of
 * lexicon/stances.tsv; else for.  A topic with holders on both sides is a conflict. */
#include <stdlib.h>

#include "base/hash.h"
#include "reconcile/conflict.h"

enum { FOR = 0, AGAINST = 1, NEITHER = 2, CLIMB = 6, MOST_EACH = 6 };

typedef struct {
  uint64_t topic;
  uint32_t doc, event, holder;
  uint32_t stance;
  uint32_t
      strength; /* 3 a denial in so many words, 2 a predicate or a speaker, 1 told by the way */
} position;

typedef struct {
  ro_conflict_finder *f;
  const ro_table *words;
  uint32_t stance_column;
  RO_ROWS(position) positions;
} state;

/* The first state among story entities that is not `other`; empty if none is known. */
static ro_str state_among(const ro_story *story, const ro_indexes *entities, ro_str other) {
  for (uint32_t i = 0; i < entities->n; i++) {
    ro_str code = ro_conflict_state(story, entities->at[i]);
    if (code.len && !ro_str_equal(code, other)) return code;
  }
  return (ro_str){NULL, 0};
}

static bool is_to_come(ro_event_status status) {
  return status != RO_STATUS_HAPPENED && status != RO_STATUS_UNVERIFIED;
}

static uint64_t topic_of(const ro_story *story, const ro_event *e) {
  if (e->incident == RO_NONE) return 0;
  const ro_incident *x = &story->incidents.at[e->incident];
  ro_str a = state_among(story, &x->actors, RO_STR(""));
  ro_str b = state_among(story, &x->recipients, a);
  if (a.len && b.len && x->type != RO_EVENT_STATEMENT && x->type != RO_EVENT_CONSULT) {
    uint64_t h = ro_hash_mix(x->type, is_to_come(x->status));
    return ro_hash_mix(ro_hash_mix(h, ro_hash_str(a)), ro_hash_str(b)) | 1;
  }
  return ((uint64_t)e->incident + 1) << 1;
}

/* What stands inside a condition is supposed, not asserted or denied. */
static bool is_supposed(const ro_doc *doc, ro_span span) {
  for (uint32_t i = 0; i < doc->conditions.n; i++)
    for (uint32_t k = 0; k < doc->conditions.at[i].condition.n; k++) {
      ro_span c = doc->conditions.at[i].condition.at[k];
      if (c.begin <= span.begin && span.end <= c.end) return true;
    }
  return false;
}

static bool is_negated(const ro_doc *doc, uint32_t t) {
  for (uint32_t c = ro_tree_first(doc, t); c != RO_NONE; c = doc->tokens.next_sibling[c])
    if (ro_doc_has_feat(doc, c, "Polarity=Neg")) return true;
  return false;
}

/* What the predicates over the event say of it: one of lexicon/stances.tsv, turned by a negation.
 * NEITHER for words of hindering: who wants to avert a thing does not say whether it will be. */
static uint32_t stance_of_words(const state *s, const ro_doc *doc, uint32_t token) {
  uint32_t t = doc->tokens.head[token];
  for (uint32_t step = 0; t != RO_NONE && step < CLIMB; t = doc->tokens.head[t], step++) {
    uint32_t n = 0;
    uint32_t row = ro_table_match(s->words, doc, t, doc->tokens.n, true, &n);
    if (row == RO_NONE) continue;
    ro_str word = ro_table_field(s->words, row, s->stance_column);
    if (ro_str_is(word, "neither")) return NEITHER;
    return ro_str_is(word, "against") != is_negated(doc, t) ? AGAINST : FOR;
  }
  return FOR;
}

/* Does the holder deny it?  Also around his own words: "A denied that it planned to attack". */
static bool is_denied(const ro_story *story, const ro_event *e, const position *p) {
  const ro_doc *doc = story->docs[p->doc];
  uint32_t i = e->attribution;
  for (uint32_t step = 0; i != RO_NONE && step < CLIMB; step++) {
    const ro_attribution *a = &doc->attributions.at[i];
    if (ro_conflict_holder(story, p->doc, i) != p->holder) return false;
    if (a->act == RO_ACT_DENY && !a->is_negated) return true;
    i = a->parent;
  }
  return false;
}

/* Sets stance and strength; NEITHER when the mention takes no side. */
static void judge_mention(const state *s, const ro_doc *doc, const ro_event *e, position *p) {
  p->stance = is_supposed(doc, e->trigger) ? NEITHER : stance_of_words(s, doc, e->token);
  p->strength = p->holder == RO_NONE ? 1 : 2;
  if (p->stance == NEITHER || e->status == RO_STATUS_CONDITIONAL) {
    p->stance = NEITHER;
  } else if (is_denied(s->f->story, e, p)) {
    p->stance = AGAINST;
    p->strength = 3;
  } else if (p->stance == AGAINST) {
    p->strength++;
  } else if (e->status == RO_STATUS_DENIED) {
    p->stance = AGAINST;
  }
}

static void collect(state *s, uint32_t d) {
  const ro_story *story = s->f->story;
  const ro_doc *doc = story->docs[d];
  for (uint32_t i = 0; i < doc->events.n; i++) {
    const ro_event *e = &doc->events.at[i];
    position at = {.topic = topic_of(story, e), .doc = d, .event = i, .stance = NEITHER};
    at.holder = ro_conflict_holder(story, d, e->attribution);
    if (at.topic) judge_mention(s, doc, e, &at);
    if (at.stance == NEITHER) continue;
    position *p = RO_ADD(s->f->scratch, &s->positions);
    if (p) *p = at;
  }
}

static int by_topic(const void *a, const void *b) {
  const position *x = a, *y = b;
  if (x->topic != y->topic) return x->topic < y->topic ? -1 : 1;
  if (x->doc != y->doc) return x->doc < y->doc ? -1 : 1;
  return x->event < y->event ? -1 : x->event > y->event;
}

static ro_evidence passage(const ro_story *story, const position *p) {
  const ro_event *e = &story->docs[p->doc]->events.at[p->event];
  ro_evidence clause = ro_conflict_clause(story, p->doc, e->token);
  if (e->attribution == RO_NONE) return clause;
  ro_evidence whole = ro_conflict_passage(story, p->doc, e->attribution);
  bool holds = whole.span.begin <= e->trigger.begin && e->trigger.end <= whole.span.end;
  return holds && whole.span.end - whole.span.begin < 320 ? whole : clause;
}

/* Adds a few positions of one stance, the strongest first. */
static void add_positions(const state *s, ro_conflict *k, const position *at, uint32_t n,
                          uint32_t stance) {
  uint32_t added = 0;
  for (uint32_t strength = 3; strength > 0; strength--)
    for (uint32_t i = 0; i < n && added < MOST_EACH; i++)
      if (at[i].stance == stance && at[i].strength == strength) {
        ro_conflict_say(s->f, k, at[i].holder, stance, passage(s->f->story, &at[i]));
        added++;
      }
}

/* Somebody speaks against it, and somebody else for it: a speaker, or reports of two families that
 * tell it on their own.  What one writer mentions by the way asserts nothing. */
static bool has_two_camps(const ro_story *story, const position *at, uint32_t n) {
  uint32_t family = RO_NONE;
  bool has_for = false;
  for (uint32_t i = 0; i < n && !has_for; i++) {
    if (at[i].stance != FOR) continue;
    has_for = at[i].strength >= 2 || (family != RO_NONE && story->family[at[i].doc] != family);
    family = story->family[at[i].doc];
  }
  for (uint32_t i = 0; i < n && has_for; i++) {
    if (at[i].stance != AGAINST || at[i].strength < 2) continue;
    for (uint32_t j = 0; j < n; j++)
      if (at[j].stance == FOR && (at[j].holder != at[i].holder || at[j].doc != at[i].doc))
        return true;
  }
  return false;
}

static void judge(const state *s, const position *at, uint32_t n) {
  const ro_story *story = s->f->story;
  if (!has_two_camps(story, at, n)) return;
  const ro_event *e = &story->docs[at->doc]->events.at[at->event];
  ro_str label = e->incident == RO_NONE ? ro_evidence_text(story, passage(story, at))
                                        : story->incidents.at[e->incident].label;
  ro_conflict *k = ro_conflict_add(
      s->f, is_to_come(e->status) ? RO_CONFLICT_DENIAL : RO_CONFLICT_FACT, RO_SEVERITY_HIGH,
      "told and denied", ro_str_printf(story->arena, "asserted and denied: %.*s", RO_FMT(label)));
  if (!k) return;
  k->explained_by = RO_BY_SOURCE;
  add_positions(s, k, at, n, FOR);
  add_positions(s, k, at, n, AGAINST);
}

void ro_conflict_stances(ro_conflict_finder *f) {
  state s = {.f = f, .words = ro_lexicon_table(f->resources->lexicon, "stances")};
  if (!s.words) return;
  s.stance_column = ro_table_column(s.words, "stance");
  for (uint32_t d = 0; d < f->story->n_docs; d++) collect(&s, d);
  if (s.positions.n) qsort(s.positions.at, s.positions.n, sizeof *s.positions.at, by_topic);
  for (uint32_t i = 0, j; i < s.positions.n; i = j) {
    for (j = i; j < s.positions.n && s.positions.at[j].topic == s.positions.at[i].topic;) j++;
    judge(&s, s.positions.at + i, j - i);
  }
}
