/* Indicators: signs that a crisis moves towards war or away from it.
 *
 * Method.  lexicon/playbook.tsv lists general signs, as lists of indications and warning do.  A
 * line names a class or kind of event with its statuses, or groups of words that must meet within
 * one sentence, or both.  Lines are found by index (the classes, and the words of the first group),
 * so that a sentence is tested only against lines that share something with it.  All that a line
 * finds in the story is one indicator with its evidence, first and last seen by the reports' dates.
 */
#include <stdlib.h>

#include "base/hash.h"
#include "reconcile/reconcile_internal.h"

enum {
  WINDOW = 14, /* tokens between an anchor and the other words of a line */
  MAX_GROUPS = 4,
  MAX_CLAUSE = 24,  /* tokens of evidence about an event */
  MAX_EVIDENCE = 6, /* kept of each sign: the reader needs the best, not all */
  MAX_FINDS = 400,
  MIN_ACTS = 3 /* acts of force or arms that make a report one of a crisis */
};

typedef struct {
  ro_str name, event_class, event_kind, status, groups[MAX_GROUPS];
  uint32_t n_groups;
  char negated; /* 'y', 'n', '_' */
  bool is_escalation, is_against;
  uint32_t indicator; /* of the story, RO_NONE before the first find */
} sign;

typedef struct {
  ro_str word;
  uint32_t sign;
} anchor;

typedef struct {
  ro_story *story;
  const ro_table *kinds, *sets;
  uint32_t kinds_class, kinds_kind, sets_set;
  sign *sign;
  uint32_t n_signs;
  anchor *anchor; /* by word, then sign */
  uint32_t n_anchors;
  uint32_t *event_at; /* [tokens] of the report at hand */
} reader;

/* ------------------------------------------------------------------ the playbook */

static void read_groups(ro_str field, sign *s) {
  ro_str group;
  while (field.len && s->n_groups < MAX_GROUPS && ro_str_split(&field, ' ', &group))
    if (group.len) s->groups[s->n_groups++] = group;
}

static ro_status read_signs(reader *r, const ro_table *table, ro_arena *scratch) {
  static const char *const names[] = {"direction", "against", "event",
                                      "status",    "words",   "negated"};
  uint32_t column[6];
  for (size_t i = 0; i < 6; i++) column[i] = ro_table_column(table, names[i]);
  r->n_signs = ro_table_rows(table);
  r->sign = RO_ARRAY(scratch, sign, r->n_signs);
  if (!r->sign) return RO_ENOMEM;
  for (uint32_t i = 0; i < r->n_signs; i++) {
    sign *s = &r->sign[i];
    ro_str event = ro_table_field(table, i, column[2]);
    ro_str negated = ro_table_field(table, i, column[5]);
    s->name = ro_table_field(table, i, 0);
    s->is_escalation = ro_str_is(ro_table_field(table, i, column[0]), "escalation");
    s->is_against = ro_str_is(ro_table_field(table, i, column[1]), "yes");
    ro_str_split(&event, ':', &s->event_class);
    s->event_kind = event;
    s->status = ro_table_field(table, i, column[3]);
    s->negated = negated.len ? negated.data[0] : '_';
    read_groups(ro_table_field(table, i, column[4]), s);
    s->indicator = RO_NONE;
  }
  return RO_OK;
}

static int by_word(const void *a, const void *b) {
  const anchor *x = a, *y = b;
  int order = ro_str_compare(x->word, y->word);
  return order ? order : (x->sign > y->sign) - (x->sign < y->sign);
}

static ro_str first_word(ro_str phrase) {
  ro_str word = phrase;
  ro_str_split(&phrase, '_', &word);
  return word;
}

/* Every word of the first group of every line told by words alone. */
static ro_status index_anchors(reader *r, ro_arena *scratch) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < r->n_signs; i++)
    for (size_t k = 0; k < r->sign[i].groups[0].len; k++) n += r->sign[i].groups[0].data[k] == '|';
  r->anchor = RO_ARRAY(scratch, anchor, n + r->n_signs);
  if (!r->anchor) return RO_ENOMEM;
  for (uint32_t i = 0; i < r->n_signs; i++) {
    ro_str group = r->sign[i].groups[0], word;
    if (r->sign[i].event_class.len) continue;
    while (group.len && ro_str_split(&group, '|', &word))
      r->anchor[r->n_anchors++] = (anchor){first_word(word), i};
  }
  if (r->n_anchors) qsort(r->anchor, r->n_anchors, sizeof *r->anchor, by_word);
  return RO_OK;
}

static uint32_t first_anchor(const reader *r, ro_str word) {
  uint32_t low = 0, high = r->n_anchors;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (ro_str_compare(r->anchor[middle].word, word) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* ------------------------------------------------------------------ words */

static bool in_set(const reader *r, ro_str word, ro_str set) {
  for (uint32_t row = ro_table_find(r->sets, word); row != RO_NONE;
       row = ro_table_next(r->sets, row))
    if (ro_str_equal(ro_table_field(r->sets, row, r->sets_set), set)) return true;
  return false;
}

static bool token_is(const reader *r, const ro_doc *doc, uint32_t t, ro_str word) {
  if (word.len && word.data[0] == '@')
    return r->sets && in_set(r, ro_doc_lemma(doc, t), ro_str_sub(word, 1, word.len));
  return ro_str_equal(ro_doc_lower(doc, t), word) || ro_str_equal(ro_doc_lemma(doc, t), word) ||
         (doc->tokens.upos[t] == RO_UPOS_PROPN && ro_str_equal_nocase(ro_doc_lemma(doc, t), word));
}

/* Number of tokens that the phrase ("in_principle") covers from t on, 0 for none. */
static uint32_t phrase_at(const reader *r, const ro_doc *doc, uint32_t t, uint32_t end,
                          ro_str phrase) {
  uint32_t n = 0;
  ro_str word;
  while (ro_str_split(&phrase, '_', &word)) {
    if (t + n >= end || !token_is(r, doc, t + n, word)) return 0;
    n++;
  }
  return n;
}

static uint32_t group_at(const reader *r, const ro_doc *doc, uint32_t t, uint32_t end,
                         ro_str group) {
  ro_str phrase;
  while (ro_str_split(&group, '|', &phrase)) {
    uint32_t n = phrase_at(r, doc, t, end, phrase);
    if (n) return n;
  }
  return 0;
}

typedef struct {
  uint32_t first, end;
} range;

/* Widens *found over the nearest word of each group from `from` on within [window.first, .end). */
static bool has_groups(const reader *r, const ro_doc *doc, const sign *s, uint32_t from,
                       uint32_t center, range window, range *found) {
  for (uint32_t g = from; g < s->n_groups; g++) {
    uint32_t best = RO_NONE, best_n = 0, distance = UINT32_MAX;
    for (uint32_t t = window.first; t < window.end; t++) {
      uint32_t d = t > center ? t - center : center - t;
      if (d >= distance || (t >= found->first && t < found->end && g > 0 && from > 0)) continue;
      uint32_t n = group_at(r, doc, t, window.end, s->groups[g]);
      if (n) best = t, best_n = n, distance = d;
    }
    if (best == RO_NONE) return false;
    if (best < found->first) found->first = best;
    if (best + best_n > found->end) found->end = best + best_n;
  }
  return true;
}

/* ------------------------------------------------------------------ negation */

static bool is_negation(const ro_doc *doc, uint32_t t) {
  static const char *const words[] = {"not", "no", "never", "n't", "without", "neither", "nor"};
  ro_str lower = ro_doc_lower(doc, t);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (ro_str_is(lower, words[i])) return true;
  return false;
}

/* Is the token or what governs it (two steps) negated by a dependent? */
static bool is_negated(const ro_doc *doc, uint32_t token) {
  for (int i = 0; i < 2 && token != RO_NONE; i++) {
    for (uint32_t c = ro_tree_first(doc, token); c != RO_NONE; c = doc->tokens.next_sibling[c])
      if (is_negation(doc, c)) return true;
    if (doc->tokens.upos[token] == RO_UPOS_VERB) break;
    token = doc->tokens.head[token];
  }
  return false;
}

static bool negation_fits(const sign *s, bool negated) {
  return s->negated == '_' || (s->negated == 'y') == negated;
}

/* ------------------------------------------------------------------ finding */

static void widen(ro_interval *seen, ro_interval date) {
  if (date.from != RO_NO_DATE && (seen->from == RO_NO_DATE || date.from < seen->from))
    seen->from = date.from;
  if (date.to != RO_NO_DATE && (seen->to == RO_NO_DATE || date.to > seen->to)) seen->to = date.to;
}

/* Lines with one name make one indicator. */
static uint32_t indicator_of(reader *r, sign *s) {
  for (uint32_t i = 0; s->indicator == RO_NONE && i < r->n_signs; i++)
    if (r->sign[i].indicator != RO_NONE && ro_str_equal(r->sign[i].name, s->name))
      s->indicator = r->sign[i].indicator;
  if (s->indicator != RO_NONE) return s->indicator;
  ro_indicator *row = RO_ADD(r->story->arena, &r->story->indicators);
  if (!row) return RO_NONE;
  row->name = s->name;
  row->is_escalation = s->is_escalation;
  row->is_against = s->is_against;
  row->seen = (ro_interval){RO_NO_DATE, RO_NO_DATE};
  row->rule = "indicator.playbook";
  return s->indicator = r->story->indicators.n - 1;
}

static void add_find(reader *r, sign *s, uint32_t d, uint32_t first, uint32_t end) {
  const ro_doc *doc = r->story->docs[d];
  ro_span span = ro_doc_tokens_span(doc, first, end);
  uint32_t i = indicator_of(r, s);
  if (i == RO_NONE || ro_doc_is_aside(doc, span)) return;
  ro_indicator *row = &r->story->indicators.at[i];
  widen(&row->seen, doc->meta.published);
  if (row->evidence.n) { /* overlapping finds are one */
    ro_evidence *last = &row->evidence.at[row->evidence.n - 1];
    if (last->doc == d && last->span.end > span.begin) {
      if (span.end > last->span.end) last->span.end = span.end;
      return;
    }
  }
  if (row->evidence.n < MAX_FINDS) ro_evidence_add(r->story, &row->evidence, d, span);
}

/* The words around an event worth quoting: its phrase or clause, cut to MAX_CLAUSE tokens. */
static range clause_of(const ro_doc *doc, const ro_event *event) {
  range x;
  ro_tree_range(doc, event->token, &x.first, &x.end);
  if (event->token - x.first > MAX_CLAUSE / 2) x.first = event->token - MAX_CLAUSE / 2;
  if (x.end - x.first > MAX_CLAUSE) x.end = x.first + MAX_CLAUSE;
  while (x.end > event->token + 1 && doc->tokens.upos[x.end - 1] == RO_UPOS_PUNCT) x.end--;
  while (x.first < event->token && doc->tokens.upos[x.first] == RO_UPOS_PUNCT) x.first++;
  return x;
}

static bool kind_is(const reader *r, const ro_doc *doc, const ro_event *event, ro_str kind) {
  if (!kind.len) return true;
  ro_str type = ro_str_from(ro_event_class_label[event->type]);
  uint32_t first = ro_doc_token_at(doc, event->trigger.begin);
  for (uint32_t t = first; t <= event->token && r->kinds; t++) {
    ro_str word = ro_doc_lemma(doc, t);
    if (t < event->token)
      word = ro_str_join(doc->arena, ro_doc_lower(doc, t), " ", ro_doc_lemma(doc, t + 1));
    for (uint32_t row = ro_table_find(r->kinds, word); row != RO_NONE;
         row = ro_table_next(r->kinds, row))
      if (ro_str_equal(ro_table_field(r->kinds, row, r->kinds_class), type))
        return ro_str_equal(ro_table_field(r->kinds, row, r->kinds_kind), kind);
  }
  return false;
}

static bool status_is(ro_str allowed, ro_event_status status) {
  ro_str one;
  if (!allowed.len) return true;
  while (ro_str_split(&allowed, '|', &one))
    if (ro_str_is(one, ro_event_status_label[status])) return true;
  return false;
}

static void match_event(reader *r, uint32_t d, const ro_event *event) {
  const ro_doc *doc = r->story->docs[d];
  const ro_sentence *sentence = &doc->sentences.at[doc->tokens.sentence[event->token]];
  ro_str type = ro_str_from(ro_event_class_label[event->type]);
  for (uint32_t i = 0; i < r->n_signs; i++) {
    sign *s = &r->sign[i];
    if (!s->event_class.len || !ro_str_equal(s->event_class, type)) continue;
    if (!status_is(s->status, event->status) || !kind_is(r, doc, event, s->event_kind)) continue;
    if (!negation_fits(s, is_negated(doc, event->token))) continue;
    range window = {
        event->token > sentence->first + WINDOW ? event->token - WINDOW : sentence->first,
        event->token + WINDOW < sentence->end ? event->token + WINDOW : sentence->end};
    range found = {event->token, event->token + 1};
    if (!has_groups(r, doc, s, 0, event->token, window, &found)) continue;
    range clause = clause_of(doc, event);
    if (clause.first < found.first) found.first = clause.first;
    if (clause.end > found.end) found.end = clause.end;
    add_find(r, s, d, found.first, found.end);
  }
}

static void match_words(reader *r, uint32_t d, const ro_sentence *sentence, uint32_t t,
                        ro_str word) {
  const ro_doc *doc = r->story->docs[d];
  for (uint32_t k = first_anchor(r, word);
       k < r->n_anchors && ro_str_equal(r->anchor[k].word, word); k++) {
    sign *s = &r->sign[r->anchor[k].sign];
    uint32_t n = group_at(r, doc, t, sentence->end, s->groups[0]);
    if (!n || !negation_fits(s, is_negated(doc, t))) continue;
    range window = {t > sentence->first + WINDOW ? t - WINDOW : sentence->first,
                    t + WINDOW < sentence->end ? t + WINDOW : sentence->end};
    range found = {t, t + n};
    if (has_groups(r, doc, s, 1, t, window, &found)) add_find(r, s, d, found.first, found.end);
  }
}

static void match_sentence(reader *r, uint32_t d, const ro_sentence *sentence) {
  const ro_doc *doc = r->story->docs[d];
  for (uint32_t t = sentence->first; t < sentence->end; t++) {
    if (r->event_at[t] != RO_NONE) match_event(r, d, &doc->events.at[r->event_at[t]]);
    ro_str lower = ro_doc_lower(doc, t), lemma = ro_doc_lemma(doc, t);
    match_words(r, d, sentence, t, lower);
    if (!ro_str_equal(lower, lemma)) match_words(r, d, sentence, t, lemma);
  }
}

/* Words like "plan", "deny" or "talks without result" are signs only in a report of a crisis: one
 * that tells of armed force used, moved or feared.  Without this a match report would speak of an
 * attack and a budget of a false promise. */
static bool is_of_crisis(const reader *r, const ro_doc *doc) {
  uint32_t moved = 0, used = 0;
  for (uint32_t e = 0; e < doc->events.n; e++) {
    const ro_event *event = &doc->events.at[e];
    moved += event->type == RO_EVENT_MOBILIZE;
    used += event->type == RO_EVENT_ASSAULT && (kind_is(r, doc, event, RO_STR("attack")) ||
                                                kind_is(r, doc, event, RO_STR("fighting")) ||
                                                kind_is(r, doc, event, RO_STR("air-strike")));
  }
  return moved >= 1 && moved + used > MIN_ACTS;
}

static ro_status match_doc(reader *r, uint32_t d, ro_arena *scratch) {
  const ro_doc *doc = r->story->docs[d];
  ro_arena_mark mark = ro_arena_tell(scratch);
  if (!is_of_crisis(r, doc)) return RO_OK;
  r->event_at = RO_ARRAY(scratch, uint32_t, doc->tokens.n);
  if (!r->event_at) return RO_ENOMEM;
  for (uint32_t t = 0; t < doc->tokens.n; t++) r->event_at[t] = RO_NONE;
  for (uint32_t e = 0; e < doc->events.n; e++) r->event_at[doc->events.at[e].token] = e;
  for (uint32_t i = 0; i < doc->sentences.n; i++) match_sentence(r, d, &doc->sentences.at[i]);
  ro_arena_reset(scratch, mark);
  return RO_OK;
}

/* Keeps MAX_EVIDENCE finds: the first of each report in turn, latest reports first, then seconds.
 */
static void keep_best(ro_indicator *row, ro_arena *scratch) {
  uint32_t n = row->evidence.n, kept = 0;
  ro_evidence best[MAX_EVIDENCE];
  bool *is_taken = RO_ARRAY(scratch, bool, n);
  if (n <= MAX_EVIDENCE || !is_taken) return;
  for (uint32_t round = 0; round < n && kept < MAX_EVIDENCE; round++) {
    uint32_t last_doc = RO_NONE;
    for (uint32_t i = n; i-- > 0 && kept < MAX_EVIDENCE;) {
      if (is_taken[i] || row->evidence.at[i].doc == last_doc) continue;
      is_taken[i] = true;
      last_doc = row->evidence.at[i].doc;
      best[kept++] = row->evidence.at[i];
    }
  }
  for (uint32_t i = 0; i < kept; i++) row->evidence.at[i] = best[kept - 1 - i];
  row->evidence.n = kept;
}

/* Escalation first, then by first sight, then by name. */
static int by_sight(const void *a, const void *b) {
  const ro_indicator *x = a, *y = b;
  if (x->is_escalation != y->is_escalation) return x->is_escalation ? -1 : 1;
  if (x->seen.from != y->seen.from) return x->seen.from < y->seen.from ? -1 : 1;
  return ro_str_compare(x->name, y->name);
}

ro_status ro_reconcile_indicators(const ro_resources *resources, ro_story *story,
                                  ro_arena *scratch) {
  const ro_table *playbook = ro_lexicon_table(resources->lexicon, "playbook");
  reader r = {.story = story};
  if (!playbook) return RO_OK;
  r.kinds = ro_lexicon_table(resources->lexicon, "event_kinds");
  r.sets = ro_lexicon_table(resources->lexicon, "event_sets");
  if (r.kinds) {
    r.kinds_class = ro_table_column(r.kinds, "class");
    r.kinds_kind = ro_table_column(r.kinds, "kind");
  }
  if (r.sets) r.sets_set = ro_table_column(r.sets, "set");
  RO_TRY(read_signs(&r, playbook, scratch));
  RO_TRY(index_anchors(&r, scratch));
  for (uint32_t d = 0; d < story->n_docs; d++) RO_TRY(match_doc(&r, d, scratch));
  if (story->indicators.n)
    qsort(story->indicators.at, story->indicators.n, sizeof *story->indicators.at, by_sight);
  for (uint32_t i = 0; i < story->indicators.n; i++) keep_best(&story->indicators.at[i], scratch);
  for (uint32_t i = 0; i < story->indicators.n; i++)
    story->indicators.at[i].id = ro_str_printf(story->arena, "n%u", i + 1);
  return RO_OK;
}
