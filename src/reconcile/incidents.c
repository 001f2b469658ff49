/* Incidents: mentions of events, in one report and over all, that speak of one happening.
 *
 * Method.  Mentions are merged in two passes with a union-find, as in event coreference by
 * compatible arguments (Lu and Ng 2018 survey it), but by rules, since every merge must be
 * explainable.  In a report, read from top to bottom, a mention joins the incident of its class,
 * kind and phase with which its parties and dates agree best; a definite mention without parties
 * ("the call") joins the latest one, a bare mention of a feared or planned act the largest.  Over
 * reports, incidents are compared only within blocks of (class, kind, party) and within a window,
 * so that the work grows with the number of mentions, not with its square.
 *
 * Tried and rejected: merging across classes (a proposal and the meeting proposed), which put the
 * whole of a crisis into one incident. */
#include <stdlib.h>

#include "base/hash.h"
#include "reconcile/incident_internal.h"

enum {
  ORDINAL_OTHER = 99,
  WINDOW = 48,        /* incidents of a report that a mention is compared with */
  BLOCK_WINDOW = 16,  /* incidents of a block that an incident is compared with */
  MOVED_DAYS = 2,     /* a meeting put off by so much is still that meeting */
  CONTACT_DAYS = 3,   /* undated contacts this far apart are different ones */
  ACT_DAYS = 4,       /* so are acts that have taken place */
  SPEECH_DAYS = 1,    /* and things said */
  MUSTER_DAYS = 10,   /* forces stay where they were massed, drills go on */
  PROSPECT_DAYS = 45, /* a feared attack stays the same fear for weeks */
  MAX_PARTIES = 12
};

typedef struct {
  ro_incident_maker maker;
  ro_story *story;
  ro_arena *scratch;
  ro_happening *at;                        /* [n] */
  ro_indexes *own_actors, *own_recipients; /* [n] parties before merging */
  uint32_t *grouped;                       /* [n] mentions, those of one incident together */
  uint32_t n;
} merger;

static uint32_t find(ro_happening *at, uint32_t i) {
  while (at[i].parent != i) i = at[i].parent = at[at[i].parent].parent;
  return i;
}

static void add_all(ro_arena *arena, ro_indexes *to, const ro_indexes *from) {
  for (uint32_t i = 0; i < from->n && to->n < MAX_PARTIES; i++)
    ro_indexes_add_new(arena, to, from->at[i]);
}

/* Merges b into a; the earlier index stays the root. */
static void merge(merger *m, uint32_t a, uint32_t b) {
  a = find(m->at, a);
  b = find(m->at, b);
  if (a == b) return;
  if (b < a) {
    uint32_t swap = a;
    a = b;
    b = swap;
  }
  ro_happening *x = &m->at[a], *y = &m->at[b];
  y->parent = a;
  x->size += y->size;
  add_all(m->scratch, &x->actors, &y->actors);
  add_all(m->scratch, &x->recipients, &y->recipients);
  if (x->date.from == RO_NO_DATE) x->date = y->date;
  if (!x->ordinal) x->ordinal = y->ordinal;
  if (x->channel == RO_CHANNEL_NONE) x->channel = y->channel;
}

/* ------------------------------------------------------------------ reading mentions */

static ro_phase phase_of(const ro_event *event, bool is_verb) {
  /* the attack that one side denies is the one that the other fears; a summit of which there are
   * "no plans" is the one spoken of; else what is denied is another matter than what is told */
  if (event->status == RO_STATUS_DENIED)
    return event->type == RO_EVENT_ASSAULT || (event->type == RO_EVENT_CONSULT && !is_verb)
               ? RO_PHASE_PROSPECTIVE
               : RO_PHASE_ABSENT;
  return event->status == RO_STATUS_HAPPENED || event->status == RO_STATUS_UNVERIFIED
             ? RO_PHASE_ACTUAL
             : RO_PHASE_PROSPECTIVE;
}

static void to_story(const merger *m, const ro_doc *doc, const ro_indexes *from, ro_indexes *to) {
  for (uint32_t i = 0; i < from->n; i++) {
    uint32_t entity = doc->entities.at[from->at[i]].story_entity;
    if (entity < m->story->entities.n) ro_indexes_add_new(m->scratch, to, entity);
  }
}

static bool lemma_in(const ro_doc *doc, uint32_t token, const char *words) {
  ro_str rest = ro_str_from(words), word, lemma = ro_doc_lemma(doc, token);
  while (ro_str_split(&rest, ' ', &word))
    if (ro_str_equal(word, lemma)) return true;
  return false;
}

/* "the second call", "another round", "such a meeting". */
static void read_modifiers(const ro_doc *doc, ro_happening *h, uint32_t token) {
  for (uint32_t c = ro_tree_first(doc, token); c != RO_NONE; c = doc->tokens.next_sibling[c]) {
    if (lemma_in(doc, c, "first")) h->ordinal = 1;
    if (lemma_in(doc, c, "second")) h->ordinal = 2;
    if (lemma_in(doc, c, "third")) h->ordinal = 3;
    if (lemma_in(doc, c, "another two three several")) h->ordinal = ORDINAL_OTHER;
    if (lemma_in(doc, c, "the this that such these those")) h->is_definite = true;
    if (ro_tree_is(doc, c, RO_DEPRELS(NMOD_POSS))) h->is_definite = true;
  }
}

static void read_event(merger *m, uint32_t d, uint32_t e, ro_happening *h) {
  const ro_doc *doc = m->story->docs[d];
  const ro_event *event = &doc->events.at[e];
  bool is_verb = doc->tokens.upos[event->token] == RO_UPOS_VERB;
  h->doc = d;
  h->event = e;
  h->type = event->type;
  h->kind = m->maker.labels ? ro_incident_kind(&m->maker, doc, event) : 0;
  h->phase = phase_of(event, is_verb);
  h->channel = event->channel;
  h->size = 1;
  h->date = (ro_interval){RO_NO_DATE, RO_NO_DATE};
  if (event->time != RO_NONE) h->date = ro_incident_date(doc, event);
  h->reported = doc->meta.published.from;
  to_story(m, doc, &event->actors, &h->actors);
  if (event->type == RO_EVENT_CONSULT)
    to_story(m, doc, &event->recipients, &h->actors);
  else if (event->type != RO_EVENT_MOBILIZE) /* whom forces are massed against is seldom said */
    to_story(m, doc, &event->recipients, &h->recipients);
  ro_incident_collapse(&m->maker, h->type, &h->actors, &h->recipients);
  h->place = event->place == RO_NONE ? RO_NONE : doc->entities.at[event->place].story_entity;
  if (event->type == RO_EVENT_ASSAULT && !h->recipients.n && h->place < m->story->entities.n)
    ro_indexes_add_new(m->scratch, &h->recipients, h->place);
  if (!is_verb) read_modifiers(doc, h, event->token);
}

static ro_status read_events(merger *m) {
  uint32_t n = 0;
  for (uint32_t d = 0; d < m->story->n_docs; d++) n += m->story->docs[d]->events.n;
  m->at = RO_ARRAY(m->scratch, ro_happening, n);
  m->own_actors = RO_ARRAY(m->scratch, ro_indexes, n);
  m->own_recipients = RO_ARRAY(m->scratch, ro_indexes, n);
  m->grouped = RO_ARRAY(m->scratch, uint32_t, n);
  if (ro_arena_has_failed(m->scratch)) return RO_ENOMEM;
  for (uint32_t d = 0; d < m->story->n_docs; d++)
    for (uint32_t e = 0; e < m->story->docs[d]->events.n; e++) {
      m->at[m->n].parent = m->n;
      read_event(m, d, e, &m->at[m->n]);
      add_all(m->scratch, &m->own_actors[m->n], &m->at[m->n].actors);
      add_all(m->scratch, &m->own_recipients[m->n], &m->at[m->n].recipients);
      m->n++;
    }
  return ro_arena_has_failed(m->scratch) ? RO_ENOMEM : RO_OK;
}

/* ------------------------------------------------------------------ what may be one */

static bool is_speech(ro_event_class type) {
  return type == RO_EVENT_STATEMENT || type == RO_EVENT_ACCUSE || type == RO_EVENT_REJECT ||
         type == RO_EVENT_REQUEST || type == RO_EVENT_THREATEN || type == RO_EVENT_SUPPORT ||
         type == RO_EVENT_COOPERATE || type == RO_EVENT_CONCEDE;
}

static int32_t apart(ro_date a, ro_date b) {
  if (a == RO_NO_DATE || b == RO_NO_DATE) return 0;
  return a > b ? a - b : b - a;
}

static bool dates_agree(const ro_happening *a, const ro_happening *b) {
  /* dates named for an attack that is only feared are guesses at one attack */
  bool is_guess = a->phase == RO_PHASE_PROSPECTIVE && a->type == RO_EVENT_ASSAULT;
  if (is_guess) return apart(a->reported, b->reported) <= PROSPECT_DAYS;
  if (a->date.from != RO_NO_DATE && b->date.from != RO_NO_DATE)
    return (a->date.to == RO_NO_DATE || b->date.from <= a->date.to) &&
           (b->date.to == RO_NO_DATE || a->date.from <= b->date.to);
  int32_t days = a->type == RO_EVENT_CONSULT    ? CONTACT_DAYS
                 : is_speech(a->type)           ? SPEECH_DAYS
                 : a->type == RO_EVENT_MOBILIZE ? MUSTER_DAYS
                                                : ACT_DAYS;
  ro_date x = a->date.from != RO_NO_DATE ? a->date.from : a->reported;
  ro_date y = b->date.from != RO_NO_DATE ? b->date.from : b->reported;
  return apart(x, y) <= days || apart(a->reported, b->reported) <= days;
}

/* Deployments are many: those to other places are others. */
static bool places_agree(const merger *m, const ro_happening *a, const ro_happening *b) {
  if (a->type != RO_EVENT_MOBILIZE || a->place == RO_NONE || b->place == RO_NONE) return true;
  return a->place == b->place || m->maker.state[a->place] == m->maker.state[b->place];
}

static bool channels_agree(ro_channel a, ro_channel b) {
  return a == RO_CHANNEL_NONE || b == RO_CHANNEL_NONE || a == b;
}

static bool kinds_agree(const ro_happening *a, const ro_happening *b) {
  if (a->type != b->type || a->kind != b->kind) return false;
  if (a->type == RO_EVENT_CONSULT)
    return (a->phase == RO_PHASE_ABSENT) == (b->phase == RO_PHASE_ABSENT) &&
           channels_agree(a->channel, b->channel);
  return a->phase == b->phase;
}

static bool ordinals_agree(const ro_happening *mention, const ro_happening *group) {
  if (mention->ordinal == ORDINAL_OTHER) return false;
  if (mention->ordinal && group->ordinal) return mention->ordinal == group->ordinal;
  return mention->ordinal <= 1 || mention->is_definite;
}

/* ------------------------------------------------------------------ within a report */

static bool is_bare(const ro_happening *h) { return h->actors.n == 0 && h->recipients.n == 0; }

/* How gladly the mention joins the group; 0 = not. */
static int attraction(const merger *m, const ro_happening *mention, const ro_happening *group,
                      bool is_latest) {
  if (!kinds_agree(mention, group) || !ordinals_agree(mention, group) ||
      !dates_agree(mention, group))
    return 0;
  int agreement = ro_incident_parties_agree(&m->maker, mention, group);
  if (agreement == 0) return 0;
  if (is_speech(mention->type)) return agreement >= 2 && mention->actors.n ? agreement : 0;
  if (agreement >= 2) return agreement * 2 + (is_latest ? 1 : 0);
  if (mention->type == RO_EVENT_CONSULT)
    return is_bare(mention) && (mention->is_definite || (mention->phase == RO_PHASE_PROSPECTIVE &&
                                                         group->phase == RO_PHASE_PROSPECTIVE));
  return 1;
}

/* Joins each mention of one report to the groups before it.  roots[] holds the groups' first
 * mentions in text order. */
static void merge_report(merger *m, uint32_t first, uint32_t end, uint32_t *roots) {
  uint32_t n_roots = 0;
  for (uint32_t i = first; i < end; i++) {
    int best = 0;
    uint32_t target = RO_NONE, seen = 0;
    for (uint32_t k = n_roots; k-- > 0 && seen < WINDOW;) {
      ro_happening *group = &m->at[roots[k]];
      if (group->type != m->at[i].type) continue;
      int a = attraction(m, &m->at[i], group, seen == 0);
      seen++;
      bool is_larger = target != RO_NONE && a == best && a == 1 &&
                       m->at[i].type != RO_EVENT_CONSULT && group->size > m->at[target].size;
      if (a > best || is_larger) {
        best = a;
        target = roots[k];
      }
    }
    if (target == RO_NONE)
      roots[n_roots++] = i;
    else
      merge(m, target, i);
  }
}

/* ------------------------------------------------------------------ over reports */

/* Blocks: the latest incidents under each (class, kind, party), in a fixed-size ring each. */
typedef struct {
  uint64_t key;
  uint32_t item[BLOCK_WINDOW], n;
} block;

typedef struct {
  block *at;
  uint32_t mask;
} blocks;

static block *block_of(blocks *b, const merger *m, const ro_happening *h, uint32_t party) {
  uint32_t state = party == RO_NONE ? RO_NONE : m->maker.state[party];
  uint64_t key = ro_hash_mix(ro_hash_mix(h->type + 1u, h->kind), state);
  if (!key) key = 1;
  uint32_t i = (uint32_t)key & b->mask;
  while (b->at[i].key && b->at[i].key != key) i = (i + 1) & b->mask;
  b->at[i].key = key;
  return &b->at[i];
}

/* The town where a contact takes place, RO_NONE: a state or its government is no town. */
static uint32_t town_of(const merger *m, const ro_happening *h) {
  bool is_town = h->type == RO_EVENT_CONSULT && h->place != RO_NONE && !m->maker.is_state[h->place];
  return is_town ? h->place : RO_NONE;
}

/* "The meeting in A", told by two reports of the same days, is one, also when it was moved by a day
 * or two; unless both name two parties or more and share none: one name alone may be one half. */
static bool is_one_meeting(const merger *m, const ro_happening *a, const ro_happening *b,
                           int agreement) {
  if (town_of(m, a) == RO_NONE || town_of(m, a) != town_of(m, b)) return false;
  if (agreement == 0 && a->actors.n > 1 && b->actors.n > 1) return false;
  if (a->date.from != RO_NO_DATE && b->date.from != RO_NO_DATE)
    return apart(a->date.from, b->date.from) <= MOVED_DAYS;
  return dates_agree(a, b);
}

static bool is_one(const merger *m, const ro_happening *a, const ro_happening *b, int *agreement) {
  *agreement = ro_incident_parties_agree(&m->maker, a, b);
  if (!kinds_agree(a, b)) return false;
  if (is_one_meeting(m, a, b, *agreement)) return true;
  if (!dates_agree(a, b) || !places_agree(m, a, b)) return false;
  if (a->ordinal && b->ordinal && a->ordinal != b->ordinal) return false;
  if (a->ordinal > 1 && a->ordinal != b->ordinal) return false;
  if (a->type == RO_EVENT_CONSULT) return *agreement == 3;
  if (a->type == RO_EVENT_STATEMENT) return false; /* each saying is its own */
  if (is_speech(a->type)) return *agreement == 3;
  return *agreement >= 2;
}

/* The keys of a happening: its parties, and the town of a contact. */
static uint32_t n_keys(const merger *m, const ro_happening *h) {
  return h->actors.n + h->recipients.n + (town_of(m, h) != RO_NONE);
}

static uint32_t key_at(const merger *m, const ro_happening *h, uint32_t k) {
  if (k < h->actors.n) return h->actors.at[k];
  k -= h->actors.n;
  return k < h->recipients.n ? h->recipients.at[k] : town_of(m, h);
}

static void compare_in_blocks(merger *m, blocks *b, uint32_t i) {
  ro_happening *h = &m->at[i];
  uint32_t target = RO_NONE;
  int best = 0, agreement = 0;
  for (uint32_t s = 0; s < n_keys(m, h); s++) {
    const block *x = block_of(b, m, h, key_at(m, h, s));
    for (uint32_t k = 0; k < x->n && k < BLOCK_WINDOW; k++) {
      uint32_t other = find(m->at, x->item[k]);
      if (other == i || !is_one(m, h, &m->at[other], &agreement)) continue;
      if (agreement > best || (agreement == best && other < target)) {
        best = agreement;
        target = other;
      }
    }
  }
  if (target != RO_NONE) merge(m, target, i);
}

static void insert_in_blocks(merger *m, blocks *b, uint32_t i) {
  const ro_happening *h = &m->at[i];
  for (uint32_t s = 0; s < n_keys(m, h); s++) {
    block *x = block_of(b, m, h, key_at(m, h, s));
    bool is_there = false;
    for (uint32_t k = 0; k < x->n && k < BLOCK_WINDOW; k++) is_there |= x->item[k] == i;
    if (!is_there) x->item[x->n++ % BLOCK_WINDOW] = i;
  }
}

typedef struct {
  ro_date reported;
  uint32_t item;
} ordered;

static int by_report(const void *a, const void *b) {
  const ordered *x = a, *y = b;
  if (x->reported != y->reported) return x->reported < y->reported ? -1 : 1;
  return x->item < y->item ? -1 : x->item > y->item;
}

static ro_status merge_reports(merger *m) {
  blocks b = {0};
  uint32_t size = 64;
  while (size < m->n * (MAX_PARTIES + 2u) / 2) size *= 2;
  while (size < m->n * 8) size *= 2;
  b.mask = size - 1;
  b.at = RO_ARRAY(m->scratch, block, size);
  ordered *list = RO_ARRAY(m->scratch, ordered, m->n);
  if (!b.at || !list) return RO_ENOMEM;
  uint32_t n = 0;
  for (uint32_t i = 0; i < m->n; i++)
    if (find(m->at, i) == i) list[n++] = (ordered){m->at[i].reported, i};
  if (n) qsort(list, n, sizeof *list, by_report);
  for (uint32_t i = 0; i < n; i++) {
    uint32_t item = list[i].item;
    if (find(m->at, item) != item) continue;
    compare_in_blocks(m, &b, item);
    insert_in_blocks(m, &b, find(m->at, item));
  }
  return RO_OK;
}

/* A report that speaks of "an attack" and names no party means the one that all speak of: bare
 * groups of acts join the largest of their kind and phase. */
static ro_status merge_bare(merger *m) {
  uint32_t rows = m->maker.labels ? ro_table_rows(m->maker.labels) : 0;
  uint32_t *largest = RO_ARRAY(m->scratch, uint32_t, (size_t)rows * 3 + 1);
  if (!largest) return RO_ENOMEM;
  for (uint32_t i = 0; i < rows * 3; i++) largest[i] = RO_NONE;
  for (uint32_t i = 0; i < m->n; i++) {
    uint32_t at = m->at[i].kind * 3 + (uint32_t)m->at[i].phase;
    if (find(m->at, i) != i || at >= rows * 3 || is_bare(&m->at[i])) continue;
    if (largest[at] == RO_NONE || m->at[i].size > m->at[largest[at]].size) largest[at] = i;
  }
  for (uint32_t i = 0; i < m->n; i++) {
    const ro_happening *h = &m->at[i];
    uint32_t at = h->kind * 3 + (uint32_t)h->phase;
    if (find(m->at, i) != i || at >= rows * 3 || !is_bare(h) || largest[at] == RO_NONE) continue;
    if (h->type != RO_EVENT_ASSAULT && h->type != RO_EVENT_MOBILIZE && h->type != RO_EVENT_SANCTION)
      continue;
    if (kinds_agree(h, &m->at[largest[at]]) && dates_agree(h, &m->at[largest[at]]))
      merge(m, largest[at], i);
  }
  return RO_OK;
}

/* ------------------------------------------------------------------ rows of the story */

typedef struct {
  ro_incident incident;
  uint32_t kind, root;
} draft;

static int by_date(const void *a, const void *b) {
  const draft *x = a, *y = b;
  ro_date p = x->incident.date.from, q = y->incident.date.from;
  if (p != q) { /* open dates last */
    if (p == RO_NO_DATE || q == RO_NO_DATE) return p == RO_NO_DATE ? 1 : -1;
    return p < q ? -1 : 1;
  }
  return x->root < y->root ? -1 : x->root > y->root;
}

/* Mentions of each group beside one another, in order of root, then report, then text. */
static ro_evidence *group_events(const merger *m, uint32_t *start) {
  ro_evidence *events = RO_ARRAY(m->scratch, ro_evidence, m->n);
  if (!events) return NULL;
  for (uint32_t i = 0; i < m->n; i++) start[find(m->at, i) + 1]++;
  for (uint32_t i = 0; i < m->n; i++) start[i + 1] += start[i];
  uint32_t *fill = RO_ARRAY(m->scratch, uint32_t, m->n);
  if (!fill) return NULL;
  for (uint32_t i = 0; i < m->n; i++) {
    uint32_t root = find(m->at, i);
    m->grouped[start[root] + fill[root]] = i;
    events[start[root] + fill[root]++] =
        (ro_evidence){m->at[i].doc, (ro_span){m->at[i].event, m->at[i].event + 1}};
  }
  return events;
}

/* The parties that the mentions name most: one misread sentence among forty adds no belligerent.
 * Ties keep the order of the text. */
static void vote_parties(merger *m, const uint32_t *items, uint32_t n, const ro_indexes *all,
                         bool of_actors, ro_indexes *out) {
  uint32_t count[MAX_PARTIES] = {0}, top = 0;
  for (uint32_t i = 0; i < n; i++) {
    const ro_indexes *own = of_actors ? &m->own_actors[items[i]] : &m->own_recipients[items[i]];
    for (uint32_t k = 0; k < all->n && k < MAX_PARTIES; k++)
      if (ro_indexes_has(own, all->at[k]) && ++count[k] > top) top = count[k];
  }
  for (uint32_t limit = top; limit > 0 && limit * 4 >= top; limit--)
    for (uint32_t k = 0; k < all->n && k < MAX_PARTIES; k++)
      if (count[k] == limit) ro_indexes_add_new(m->story->arena, out, all->at[k]);
}

static void draft_incident(merger *m, uint32_t root, const ro_evidence *events, uint32_t n,
                           const uint32_t *items, draft *out) {
  const ro_happening *h = &m->at[root];
  ro_incident *incident = &out->incident;
  out->kind = h->kind;
  out->root = root;
  incident->type = h->type;
  incident->place = RO_NONE;
  incident->date = (ro_interval){RO_NO_DATE, RO_NO_DATE};
  incident->channel = h->channel;
  incident->rule = "incident.parties";
  if (n > 3) {
    vote_parties(m, items, n, &h->actors, true, &incident->actors);
    vote_parties(m, items, n, &h->recipients, false, &incident->recipients);
  } else {
    add_all(m->story->arena, &incident->actors, &h->actors);
    add_all(m->story->arena, &incident->recipients, &h->recipients);
  }
  ro_incident_collapse(&m->maker, h->type, &incident->actors, &incident->recipients);
  ro_incident_fill(m->story, incident, events, n);
}

static ro_status write_incidents(merger *m) {
  uint32_t *start = RO_ARRAY(m->scratch, uint32_t, (size_t)m->n + 2);
  ro_evidence *events = start ? group_events(m, start) : NULL;
  draft *drafts = RO_ARRAY(m->scratch, draft, m->n);
  uint32_t n = 0;
  if (!events || !drafts) return RO_ENOMEM;
  for (uint32_t i = 0; i < m->n; i++)
    if (find(m->at, i) == i)
      draft_incident(m, i, events + start[i], start[i + 1] - start[i], m->grouped + start[i],
                     &drafts[n++]);
  if (n) qsort(drafts, n, sizeof *drafts, by_date);
  for (uint32_t i = 0; i < n; i++) {
    ro_incident *row = RO_ADD(m->story->arena, &m->story->incidents);
    if (!row) return RO_ENOMEM;
    *row = drafts[i].incident;
    row->id = ro_str_printf(m->story->arena, "i%u", i + 1);
    uint32_t root = drafts[i].root;
    if (m->maker.labels)
      row->label = ro_incident_label(&m->maker, m->story, row, drafts[i].kind, events + start[root],
                                     start[root + 1] - start[root]);
    for (uint32_t k = start[root]; k < start[root + 1]; k++)
      m->story->docs[events[k].doc]->events.at[events[k].span.begin].incident = i;
  }
  return RO_OK;
}

static void open_tables(ro_incident_maker *maker, const ro_resources *resources) {
  if (!resources->lexicon) return; /* without words there are no kinds and labels, but incidents */
  maker->kinds = ro_lexicon_table(resources->lexicon, "event_kinds");
  maker->labels = ro_lexicon_table(resources->lexicon, "event_labels");
  if (!maker->kinds || !maker->labels) {
    maker->kinds = maker->labels = NULL;
    return;
  }
  maker->kinds_class = ro_table_column(maker->kinds, "class");
  maker->kinds_kind = ro_table_column(maker->kinds, "kind");
  maker->labels_class = ro_table_column(maker->labels, "class");
  maker->labels_noun = ro_table_column(maker->labels, "noun");
  maker->labels_singular = ro_table_column(maker->labels, "singular");
  maker->labels_plural = ro_table_column(maker->labels, "plural");
  maker->labels_preposition = ro_table_column(maker->labels, "preposition");
  maker->labels_verb_preposition = ro_table_column(maker->labels, "verb_preposition");
}

ro_status ro_reconcile_incidents(const ro_resources *resources, ro_story *story,
                                 ro_arena *scratch) {
  merger m = {.story = story, .scratch = scratch};
  m.maker.story = story;
  open_tables(&m.maker, resources);
  RO_TRY(ro_incident_states(&m.maker, scratch));
  RO_TRY(read_events(&m));
  uint32_t *roots = RO_ARRAY(scratch, uint32_t, m.n);
  if (!roots) return RO_ENOMEM;
  for (uint32_t first = 0, end; first < m.n; first = end) {
    for (end = first; end < m.n && m.at[end].doc == m.at[first].doc;) end++;
    merge_report(&m, first, end, roots);
  }
  RO_TRY(merge_reports(&m));
  RO_TRY(merge_bare(&m));
  return write_incidents(&m);
}
