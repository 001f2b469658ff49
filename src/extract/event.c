/* Events: who did what to whom, whether it happened, when and where.
 *
 * Method.  Words of the lexicon that pass the tests of their sense trigger an event
 * (event_trigger.c); parties come from the tree (event_frame.c), status from what governs the
 * trigger (event_status.c), time from the nearest expression of the clause.  Classes are PLOVER's
 * and codes CAMEO's, but where coders of events in the line of TABARI and PETRARCH need two known
 * actors, an event here may lack them: a later stage may find them in another report.  What is said
 * is an event of class STATEMENT where the words said are not themselves coded; else the coded
 * event carries its attribution. */
#include "extract/extract.h"

#include <stdlib.h>
#include <string.h>

#include "extract/event_internal.h"

#define IS(t, relations) ro_tree_is(reader->doc, (t), (relations))

ro_status ro_event_open(const ro_resources *resources, ro_arena *process, const void **state,
                        ro_error *error) {
  const ro_event_lexicon *lexicon = NULL;
  RO_TRY(ro_event_lexicon_open(resources, process, &lexicon, error));
  *state = lexicon;
  return RO_OK;
}

/* ------------------------------------------------------------------ maps */

static uint32_t *new_map(ro_arena *scratch, uint32_t n) {
  uint32_t *map = RO_ARRAY(scratch, uint32_t, n);
  for (uint32_t i = 0; map && i < n; i++) map[i] = RO_NONE;
  return map;
}

/* Mentions are in text order, longer before shorter ones inside: later writes are the inner ones.
 * A second pass gives heads of mentions to the longest mention that they head. */
static void map_mentions(ro_event_reader *reader) {
  const ro_doc *doc = reader->doc;
  for (uint32_t i = 0; i < doc->mentions.n; i++)
    for (uint32_t t = doc->mentions.at[i].first; t < doc->mentions.at[i].end; t++)
      reader->mention[t] = i;
  for (uint32_t i = doc->mentions.n; i-- > 0;) reader->mention[doc->mentions.at[i].head] = i;
}

typedef struct {
  ro_span span;
  uint32_t attribution;
} content;

static int longer_first(const void *a, const void *b) {
  const content *x = a, *y = b;
  uint32_t m = x->span.end - x->span.begin, n = y->span.end - y->span.begin;
  if (m != n) return m < n ? 1 : -1;
  return x->attribution < y->attribution ? -1 : x->attribution > y->attribution;
}

/* Contents painted over the tokens, the longest first, so that the innermost stays. */
static ro_status map_attributions(ro_event_reader *reader) {
  const ro_doc *doc = reader->doc;
  uint32_t n = 0;
  for (uint32_t i = 0; i < doc->attributions.n; i++) n += doc->attributions.at[i].content.n;
  content *list = RO_ARRAY(reader->scratch, content, n);
  if (!list) return RO_ENOMEM;
  n = 0;
  for (uint32_t i = 0; i < doc->attributions.n; i++)
    for (uint32_t k = 0; k < doc->attributions.at[i].content.n; k++)
      list[n++] = (content){doc->attributions.at[i].content.at[k], i};
  if (n) qsort(list, n, sizeof *list, longer_first);
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t t = ro_doc_token_at(doc, list[i].span.begin);
         t < doc->tokens.n && doc->tokens.span[t].end <= list[i].span.end; t++)
      reader->attribution[t] = list[i].attribution;
  return RO_OK;
}

static ro_status make_reader(ro_event_reader *reader) {
  const ro_doc *doc = reader->doc;
  uint32_t n = doc->tokens.n;
  reader->mention = new_map(reader->scratch, n);
  reader->time = new_map(reader->scratch, n);
  reader->attribution = new_map(reader->scratch, n);
  reader->event = new_map(reader->scratch, n);
  reader->rule = new_map(reader->scratch, n);
  reader->is_consumed = RO_ARRAY(reader->scratch, bool, n);
  if (ro_arena_has_failed(reader->scratch)) return RO_ENOMEM;
  map_mentions(reader);
  for (uint32_t i = 0; i < doc->times.n; i++)
    for (uint32_t t = doc->times.at[i].first; t < doc->times.at[i].end; t++) reader->time[t] = i;
  return map_attributions(reader);
}

/* ------------------------------------------------------------------ time and channel */

static uint32_t clause_verb(const ro_event_reader *reader, uint32_t token) {
  const ro_tokens *t = &reader->doc->tokens;
  for (int i = 0; i < 8 && t->head[token] != RO_NONE; i++) {
    if (t->upos[token] == RO_UPOS_VERB) return token;
    token = t->head[token];
  }
  return token;
}

/* Does the time hang on the clause of `root`, and not on a verb or participle inside it? */
static bool is_of_clause(const ro_event_reader *reader, uint32_t t, uint32_t root) {
  const ro_tokens *tokens = &reader->doc->tokens;
  for (int i = 0; i < 8 && t != RO_NONE; i++) {
    if (t == root) return true;
    if (tokens->upos[t] == RO_UPOS_VERB && !IS(t, RO_DEPRELS(XCOMP))) return false;
    t = tokens->head[t];
  }
  return false;
}

static uint32_t nearest_time(const ro_event_reader *reader, uint32_t token, uint32_t root) {
  const ro_doc *doc = reader->doc;
  uint32_t first, end, best = RO_NONE, best_distance = UINT32_MAX;
  ro_tree_range(doc, root, &first, &end);
  for (uint32_t t = first; t < end; t++) {
    uint32_t i = reader->time[t];
    if (i == RO_NONE) continue;
    ro_time_type type = doc->times.at[i].type;
    uint32_t distance = t > token ? t - token : token - t;
    if ((type == RO_TIME_DATE || type == RO_TIME_TIME) && distance < best_distance &&
        is_of_clause(reader, t, root)) {
      best = i;
      best_distance = distance;
    }
  }
  return best;
}

static uint32_t time_of(const ro_event_reader *reader, uint32_t token) {
  uint32_t time = nearest_time(reader, token, token);
  if (time == RO_NONE) time = nearest_time(reader, token, clause_verb(reader, token));
  return time;
}

static ro_channel channel_of(const ro_event_reader *reader, uint32_t token, uint8_t given) {
  const ro_doc *doc = reader->doc;
  uint32_t first, end;
  ro_tree_range(doc, token, &first, &end);
  if (end > token + 12) end = token + 12;
  for (uint32_t t = first; t < end; t++) {
    if (ro_event_lemma_in(reader, t, "phone telephone telephonic")) return RO_CHANNEL_PHONE;
    if (ro_event_lemma_in(reader, t, "video videoconference virtual videolink"))
      return RO_CHANNEL_VIDEO;
    if (t > first && ro_event_lemma_is(reader, t, "person") &&
        ro_event_case_is(reader, t, RO_STR("in")))
      return RO_CHANNEL_MEETING;
  }
  return (ro_channel)given;
}

/* ------------------------------------------------------------------ making events */

static bool is_noun(const ro_event_reader *reader, uint32_t token) {
  uint32_t row = reader->rule[token];
  if (row != RO_NONE) return reader->lexicon->rule[row].part != 'v';
  return reader->doc->tokens.upos[token] != RO_UPOS_VERB;
}

static ro_event *add_event(ro_event_reader *reader, uint32_t first, uint32_t token,
                           ro_event_class type, const char *cameo) {
  ro_doc *doc = reader->doc;
  ro_event *event = RO_ADD(doc->arena, &doc->events);
  if (!event) return NULL;
  event->trigger = ro_doc_tokens_span(doc, first, token + 1);
  event->token = token;
  event->type = type;
  memcpy(event->cameo, cameo, sizeof event->cameo);
  event->incident = event->place = RO_NONE;
  event->attribution = reader->attribution[token];
  event->status = ro_event_status_of(reader, token, is_noun(reader, token), type);
  ro_event_fill_parties(reader, event, is_noun(reader, token));
  event->time = time_of(reader, token);
  reader->event[token] = doc->events.n - 1;
  return event;
}

/* One happening told by a verb and its object is one event: the noun of "hold talks" speaks for
 * both, and so does the verb of "impose sanctions". */
static void consume(ro_event_reader *reader) {
  const ro_doc *doc = reader->doc;
  const ro_event_rule *rules = reader->lexicon->rule;
  for (uint32_t t = 0; t < doc->tokens.n; t++) {
    if (reader->rule[t] == RO_NONE || !is_noun(reader, t)) continue;
    uint32_t verb = doc->tokens.head[t];
    uint32_t light = ro_event_light_verb(reader, t);
    if (light != RO_NONE) verb = light;
    if (verb == RO_NONE || reader->rule[verb] == RO_NONE ||
        rules[reader->rule[verb]].type == RO_EVENT_NOT)
      continue;
    bool is_same = rules[reader->rule[verb]].type == rules[reader->rule[t]].type;
    if (rules[reader->rule[verb]].type == RO_EVENT_STATEMENT) { /* "announced a ceasefire" */
      reader->is_consumed[verb] = true;
      continue;
    }
    if (light != RO_NONE && is_same)
      reader->is_consumed[verb] = true;
    else if (is_same && IS(t, RO_DEPRELS(OBJ) | RO_DEPRELS(NSUBJ_PASS)) &&
             rules[reader->rule[t]].type != RO_EVENT_MOBILIZE)
      reader->is_consumed[t] = true;
  }
}

static ro_status find_triggers(ro_event_reader *reader, uint32_t *first) {
  const ro_doc *doc = reader->doc;
  for (uint32_t t = 0; t < doc->tokens.n; t++) {
    uint32_t row = ro_event_trigger(reader, t, &first[t]);
    if (row != RO_NONE && reader->lexicon->rule[row].type != RO_EVENT_NOT) reader->rule[t] = row;
  }
  consume(reader);
  for (uint32_t t = 0; t < doc->tokens.n; t++) {
    uint32_t row = reader->rule[t];
    if (row == RO_NONE || reader->is_consumed[t]) continue;
    const ro_event_rule *rule = &reader->lexicon->rule[row];
    ro_span span = ro_doc_tokens_span(doc, first[t], t + 1);
    if (ro_doc_is_aside(doc, span)) continue;
    ro_event *event = add_event(reader, first[t], t, (ro_event_class)rule->type, rule->cameo);
    if (!event) return RO_ENOMEM;
    if (event->type == RO_EVENT_CONSULT) event->channel = channel_of(reader, t, rule->channel);
    event->p = 0.6f;
    event->rule = is_noun(reader, t) ? "event.noun" : "event.verb";
  }
  return RO_OK;
}

/* ------------------------------------------------------------------ statements */

static bool is_inside(const ro_doc *doc, uint32_t token, ro_span span) {
  return token != RO_NONE && doc->tokens.span[token].begin >= span.begin &&
         doc->tokens.span[token].end <= span.end;
}

/* Is a top of what is said an event, or does it carry one as subject or object?  Tops are the
 * tokens whose heads lie outside; a broken quotation has several. */
static bool tells_event(const ro_event_reader *reader, const ro_attribution *a) {
  const ro_doc *doc = reader->doc;
  for (uint32_t k = 0; k < a->content.n; k++) {
    ro_span span = a->content.at[k];
    for (uint32_t t = ro_doc_token_at(doc, span.begin); t < doc->tokens.n; t++) {
      if (!is_inside(doc, t, span)) break;
      if (is_inside(doc, doc->tokens.head[t], span)) continue;
      if (reader->event[t] != RO_NONE) return true;
      for (uint32_t c = ro_tree_first(doc, t); c != RO_NONE; c = doc->tokens.next_sibling[c])
        if (IS(c,
               RO_DEPRELS(OBJ) | RO_DEPRELS(XCOMP) | RO_DEPRELS(NSUBJ_PASS) | RO_DEPRELS(NSUBJ)) &&
            is_inside(doc, c, span) && reader->event[c] != RO_NONE)
          return true;
    }
  }
  return false;
}

/* A party that speaks for itself: a person or a body with a name, on the record. */
static bool is_party(const ro_event_reader *reader, const ro_attribution *a) {
  const ro_doc *doc = reader->doc;
  if (a->source == RO_NONE || a->source_entity == RO_NONE) return false;
  if (a->basis == RO_BASIS_MEDIA || a->basis == RO_BASIS_DOCUMENT || a->basis == RO_BASIS_IMAGERY)
    return false;
  const ro_doc_entity *e = &doc->entities.at[a->source_entity];
  return !e->is_anonymous &&
         (e->type == RO_MENTION_PER || e->type == RO_MENTION_GPE || e->type == RO_MENTION_ORG);
}

static ro_status find_statements(ro_event_reader *reader) {
  ro_doc *doc = reader->doc;
  for (uint32_t i = 0; i < doc->attributions.n; i++) {
    const ro_attribution *a = &doc->attributions.at[i];
    uint32_t cue = a->cue_token;
    if (cue == RO_NONE || cue >= doc->tokens.n || reader->event[cue] != RO_NONE) continue;
    if (doc->tokens.upos[cue] != RO_UPOS_VERB || a->parent != RO_NONE) continue;
    if (a->act == RO_ACT_BELIEVE || a->act == RO_ACT_FEAR || a->act == RO_ACT_INTEND) continue;
    if (!is_party(reader, a) || tells_event(reader, a)) continue;
    ro_event *event = add_event(reader, cue, cue, RO_EVENT_STATEMENT, "010\0");
    if (!event) return RO_ENOMEM;
    event->actors.n = event->recipients.n = 0;
    if (!ro_indexes_add(doc->arena, &event->actors, a->source_entity)) return RO_ENOMEM;
    event->p = 0.5f;
    event->rule = "event.statement";
  }
  return RO_OK;
}

static int by_trigger(const void *a, const void *b) {
  const ro_event *x = a, *y = b;
  return x->token < y->token ? -1 : x->token > y->token;
}

ro_status ro_event_run(const void *state, ro_doc *doc, ro_arena *scratch) {
  const ro_event_lexicon *lexicon = state;
  ro_event_reader reader = {.lexicon = lexicon, .doc = doc, .scratch = scratch};
  uint32_t *first = RO_ARRAY(scratch, uint32_t, doc->tokens.n);
  if (!first) return RO_ENOMEM;
  if (!lexicon->triggers || doc->tokens.n == 0) return RO_OK;
  RO_TRY(make_reader(&reader));
  RO_TRY(find_triggers(&reader, first));
  RO_TRY(find_statements(&reader));
  if (doc->events.n) qsort(doc->events.at, doc->events.n, sizeof *doc->events.at, by_trigger);
  return ro_arena_has_failed(doc->arena) ? RO_ENOMEM : RO_OK;
}
