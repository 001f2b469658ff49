/* The timeline: what happened, or is to happen, on which day, by which words.
 *
 * Each sentence that tells of an event or of somebody's words gives one passage a date.  The date
 * is a time named in the sentence; where none is named it is the report's news day: the day within
 * the last two of which the report tells most often as past, else its day of publication.  (A
 * morning paper's "last night" and "yesterday" date its other news too.)  Plans, threats and
 * conditions without a time have no place on a timeline and are left out.  Passages of one date
 * become one entry when they tell of one incident, in whatever report, or stand side by side and
 * go on with the same speaker. */
#include <stdlib.h>

#include "doc/time.h"
#include "reconcile/reconcile_internal.h"

enum {
  MAX_TEXT = 180,     /* bytes of an entry's text */
  MAX_INCIDENT = 12,  /* an incident of more mentions is a theme, not a happening */
  MAX_LOOK_BACK = 32, /* passages of one key that are compared with one */
  MAX_BACK = 16,      /* attributions looked back for a speaker */
  MAX_EVIDENCE = 8
};

typedef struct {
  uint32_t doc, sentence;
  ro_span span;
  ro_interval date;
  ro_time_unit unit;
  uint32_t incident; /* ro_story.incidents, RO_NONE */
  uint32_t speaker;  /* ro_story.entities of the sentence's outer attribution, RO_NONE */
  ro_event_status status;
  bool is_dated;   /* the sentence names the time */
  uint32_t parent; /* passage that it is joined to; itself at the root */
} passage;

typedef struct {
  ro_story *story;
  ro_arena *scratch;
  RO_ROWS(passage) passages;
} builder;

/* ------------------------------------------------------------------ dates of sentences */

static bool is_day_like(const ro_time *t) {
  uint8_t kind = t->meaning.kind;
  bool is_date = kind == RO_TIME_RULE_CALENDAR || kind == RO_TIME_RULE_WEEKDAY ||
                 kind == RO_TIME_RULE_OFFSET || kind == RO_TIME_RULE_HOLIDAY;
  return is_date && t->interval.from != RO_NO_DATE && t->meaning.unit >= RO_UNIT_DAY;
}

static bool is_told_as_fact(ro_event_status status) {
  return status == RO_STATUS_HAPPENED || status == RO_STATUS_DENIED ||
         status == RO_STATUS_UNVERIFIED;
}

/* ------------------------------------------------------------------ passages */

typedef struct {
  uint32_t event; /* the event that stands for the sentence, RO_NONE */
  bool has_fact, has_speech;
  uint32_t speaker;
} content;

/* Whose words the sentence goes on with: the source of an attribution told just before it (at most
 * MAX_BACK back) whose content covers the middle of the sentence, RO_NONE. */
static uint32_t speaker_before(const ro_doc *doc, const ro_sentence *s, uint32_t n_before) {
  uint32_t middle = doc->tokens.span[s->first + (s->end - s->first) / 2].begin;
  for (uint32_t i = n_before; i > 0 && n_before - i < MAX_BACK; i--) {
    const ro_attribution *a = &doc->attributions.at[i - 1];
    if (a->parent != RO_NONE || a->source_entity == RO_NONE) continue;
    for (uint32_t k = 0; k < a->content.n; k++)
      if (a->content.at[k].begin <= middle && middle < a->content.at[k].end)
        return doc->entities.at[a->source_entity].story_entity;
  }
  return RO_NONE;
}

/* A line without an end mark before the text proper: a headline repeats what follows. */
static bool is_headline(const ro_doc *doc, uint32_t i) {
  const ro_sentence *s = &doc->sentences.at[i];
  if (i > 2 || s->end == s->first) return false;
  ro_str last = ro_doc_lower(doc, s->end - 1);
  return doc->tokens.upos[s->end - 1] != RO_UPOS_PUNCT && !ro_str_is(last, ".");
}

/* Ranks: told as fact, outside quotations, in text order. */
static content look(const builder *b, const ro_doc *doc, const ro_sentence *s, uint32_t *event_at,
                    uint32_t *attribution_at) {
  content c = {RO_NONE, false, false, RO_NONE};
  (void)b;
  for (; *event_at < doc->events.n && doc->events.at[*event_at].token < s->end; ++*event_at) {
    const ro_event *e = &doc->events.at[*event_at];
    if (e->token < s->first) continue;
    bool is_fact = is_told_as_fact(e->status);
    bool is_better =
        c.event == RO_NONE || (is_fact && !is_told_as_fact(doc->events.at[c.event].status));
    if (is_better) c.event = *event_at;
    c.has_fact |= is_fact;
  }
  for (; *attribution_at < doc->attributions.n; ++*attribution_at) {
    const ro_attribution *a = &doc->attributions.at[*attribution_at];
    uint32_t begin = a->cue.n ? a->cue.at[0].begin : a->source_span.begin;
    if (begin >= s->span.end) break;
    if (begin < s->span.begin || a->parent != RO_NONE) continue;
    c.has_speech = true;
    if (a->source_entity != RO_NONE) c.speaker = doc->entities.at[a->source_entity].story_entity;
  }
  if (c.speaker == RO_NONE && s->end > s->first)
    c.speaker = speaker_before(doc, s, *attribution_at);
  return c;
}

/* The clause around token t: the subtree of the first verb above it, within the sentence. */
static ro_span clause_span(const ro_doc *doc, uint32_t t) {
  const ro_tokens *k = &doc->tokens;
  uint32_t v = t, first, end;
  for (int steps = 0; steps < 8 && k->upos[v] != RO_UPOS_VERB && k->head[v] != RO_NONE; steps++)
    v = k->head[v];
  ro_tree_range(doc, v, &first, &end);
  return ro_doc_tokens_span(doc, first, end);
}

static passage *add_passage(builder *b, uint32_t d, uint32_t sentence, const content *c) {
  const ro_doc *doc = b->story->docs[d];
  passage *p = RO_ADD(b->scratch, &b->passages);
  if (!p) return NULL;
  *p = (passage){.doc = d,
                 .sentence = sentence,
                 .span = doc->sentences.at[sentence].span,
                 .incident = RO_NONE,
                 .speaker = c->speaker,
                 .unit = RO_UNIT_DAY,
                 .status = RO_STATUS_HAPPENED,
                 .parent = b->passages.n - 1};
  if (c->event != RO_NONE) {
    p->incident = doc->events.at[c->event].incident;
    p->status = doc->events.at[c->event].status;
  }
  return p;
}

/* An event of the sentence whose time is `time`, RO_NONE. */
static uint32_t event_of_time(const ro_doc *doc, uint32_t before, uint32_t time,
                              const ro_sentence *s) {
  for (uint32_t i = before; i > 0 && doc->events.at[i - 1].token >= s->first; i--)
    if (doc->events.at[i - 1].time == time) return i - 1;
  return RO_NONE;
}

/* One passage for each date that the sentence names. */
static ro_status add_dated(builder *b, uint32_t d, uint32_t sentence, const content *c,
                           uint32_t events_before, uint32_t *time_at, uint32_t *n_added) {
  const ro_doc *doc = b->story->docs[d];
  const ro_sentence *s = &doc->sentences.at[sentence];
  ro_date last = RO_NO_DATE;
  for (; *time_at < doc->times.n && doc->times.at[*time_at].first < s->end; ++*time_at) {
    const ro_time *t = &doc->times.at[*time_at];
    if (t->first < s->first || !is_day_like(t) || t->interval.from == last) continue;
    content own = *c;
    uint32_t e = event_of_time(doc, events_before, *time_at, s);
    if (e != RO_NONE) own.event = e;
    passage *p = add_passage(b, d, sentence, &own);
    if (!p) return RO_ENOMEM;
    p->date = t->interval;
    p->unit = (ro_time_unit)t->meaning.unit;
    p->is_dated = true;
    p->span = clause_span(doc, e != RO_NONE ? doc->events.at[e].token : t->first);
    if (e == RO_NONE && t->meaning.direction > 0) p->status = RO_STATUS_PLANNED;
    last = t->interval.from;
    ++*n_added;
  }
  return RO_OK;
}

static ro_status read_doc(builder *b, uint32_t d) {
  const ro_doc *doc = b->story->docs[d];
  ro_date day = ro_news_day(doc, ro_doc_anchor(doc));
  uint32_t event_at = 0, attribution_at = 0, time_at = 0;
  for (uint32_t i = 0; i < doc->sentences.n; i++) {
    const ro_sentence *s = &doc->sentences.at[i];
    uint32_t n_dated = 0;
    content c = look(b, doc, s, &event_at, &attribution_at);
    if (ro_doc_is_aside(doc, s->span) || is_headline(doc, i)) continue;
    RO_TRY(add_dated(b, d, i, &c, event_at, &time_at, &n_dated));
    bool is_news = c.has_fact || c.has_speech;
    if (n_dated || !is_news || day == RO_NO_DATE) continue;
    passage *p = add_passage(b, d, i, &c);
    if (!p) return RO_ENOMEM;
    p->date = (ro_interval){day, day};
    if (!is_told_as_fact(p->status)) p->status = RO_STATUS_HAPPENED; /* its telling happened */
  }
  return RO_OK;
}

/* ------------------------------------------------------------------ joining */

static uint32_t root_of(builder *b, uint32_t i) {
  while (b->passages.at[i].parent != i) i = b->passages.at[i].parent;
  return i;
}

static void join(builder *b, uint32_t i, uint32_t k) {
  uint32_t x = root_of(b, i), y = root_of(b, k);
  if (x < y)
    b->passages.at[y].parent = x;
  else
    b->passages.at[x].parent = y;
}

static bool is_same_date(const passage *a, const passage *b) {
  return a->date.from == b->date.from && a->date.to == b->date.to;
}

/* Does the later sentence go on with the earlier one's matter? */
static bool goes_on(const passage *a, const passage *b) {
  if (a->doc != b->doc || b->sentence - a->sentence > 1 || !is_same_date(a, b)) return false;
  if (b->is_dated && a->is_dated && a->incident != b->incident) return false;
  bool is_same_speaker = a->speaker != RO_NONE && a->speaker == b->speaker;
  bool is_same_incident = a->incident != RO_NONE && a->incident == b->incident;
  return is_same_speaker || is_same_incident || (b->speaker == RO_NONE && b->incident == RO_NONE);
}

/* Passages with a key, to be joined where key and date are the same. */
typedef struct {
  uint32_t key, passage;
} link;

static int by_key(const void *a, const void *b) {
  const link *x = a, *y = b;
  if (x->key != y->key) return x->key < y->key ? -1 : 1;
  return x->passage < y->passage ? -1 : x->passage > y->passage;
}

static void join_links(builder *b, link *links, uint32_t n) {
  if (n) qsort(links, n, sizeof *links, by_key);
  for (uint32_t i = 1; i < n; i++)
    for (uint32_t k = i; k > 0 && links[k - 1].key == links[i].key && i - k < MAX_LOOK_BACK; k--)
      if (is_same_date(&b->passages.at[links[i].passage], &b->passages.at[links[k - 1].passage])) {
        join(b, links[i].passage, links[k - 1].passage);
        break;
      }
}

static ro_status join_incidents(builder *b) {
  uint32_t n = 0;
  link *links = RO_ARRAY(b->scratch, link, b->passages.n);
  if (!links) return RO_ENOMEM;
  for (uint32_t i = 0; i < b->passages.n; i++) {
    uint32_t incident = b->passages.at[i].incident;
    if (incident == RO_NONE || b->story->incidents.at[incident].mentions.n > MAX_INCIDENT) continue;
    links[n++] = (link){incident, i};
  }
  join_links(b, links, n);
  return RO_OK;
}

/* What one party says on one day is one entry. */
static ro_status join_speakers(builder *b) {
  uint32_t n = 0;
  link *links = RO_ARRAY(b->scratch, link, b->passages.n);
  if (!links) return RO_ENOMEM;
  for (uint32_t i = 0; i < b->passages.n; i++)
    if (b->passages.at[i].speaker != RO_NONE && !b->passages.at[i].is_dated)
      links[n++] = (link){b->passages.at[i].speaker, i};
  join_links(b, links, n);
  return RO_OK;
}

/* First mention that may lie in the sentence. */
static uint32_t first_mention(const ro_doc *doc, const ro_sentence *s) {
  uint32_t low = 0, high = doc->mentions.n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (doc->mentions.at[middle].first < s->first)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool names(const ro_doc *doc, const ro_sentence *s, uint32_t story_entity) {
  for (uint32_t i = first_mention(doc, s); i < doc->mentions.n; i++) {
    if (doc->mentions.at[i].first >= s->end) return false;
    if (doc->entities.at[doc->mentions.at[i].entity].story_entity == story_entity) return true;
  }
  return false;
}

/* Do two sentences name two entities in common? */
static bool share_parties(const builder *b, const passage *x, const passage *y) {
  const ro_doc *p = b->story->docs[x->doc], *q = b->story->docs[y->doc];
  const ro_sentence *s = &p->sentences.at[x->sentence], *t = &q->sentences.at[y->sentence];
  uint32_t seen = RO_NONE;
  for (uint32_t i = first_mention(p, s); i < p->mentions.n; i++) {
    if (p->mentions.at[i].first >= s->end) return false;
    uint32_t e = p->entities.at[p->mentions.at[i].entity].story_entity;
    if (e == RO_NONE || e == seen || !names(q, t, e)) continue;
    if (seen != RO_NONE) return true;
    seen = e;
  }
  return false;
}

/* Dates named in several reports with the same parties are one meeting, deadline or plan. */
static ro_status join_dated(builder *b) {
  uint32_t n = 0;
  link *links = RO_ARRAY(b->scratch, link, b->passages.n);
  if (!links) return RO_ENOMEM;
  for (uint32_t i = 0; i < b->passages.n; i++)
    if (b->passages.at[i].is_dated) links[n++] = (link){(uint32_t)b->passages.at[i].date.from, i};
  if (n) qsort(links, n, sizeof *links, by_key);
  for (uint32_t i = 1; i < n; i++)
    for (uint32_t k = i; k > 0 && links[k - 1].key == links[i].key && i - k < MAX_LOOK_BACK; k--) {
      const passage *x = &b->passages.at[links[i].passage],
                    *y = &b->passages.at[links[k - 1].passage];
      if (x->doc != y->doc && is_same_date(x, y) && share_parties(b, x, y)) {
        join(b, links[i].passage, links[k - 1].passage);
        break;
      }
    }
  return RO_OK;
}

/* ------------------------------------------------------------------ entries */

static const char *precision(const passage *p) {
  if (p->unit == RO_UNIT_WEEK) return "week";
  if (p->unit == RO_UNIT_MONTH) return "month";
  if (p->unit == RO_UNIT_YEAR) return "year";
  return p->date.from == p->date.to ? "day" : "interval";
}

/* The words on one line, cut at a word. */
static ro_str one_line(ro_arena *arena, ro_str s) {
  char *to = ro_arena_alloc(arena, s.len + 4);
  size_t n = 0, cut = 0;
  if (!to) return (ro_str){NULL, 0};
  for (size_t i = 0; i < s.len; i++) {
    bool is_white = (uint8_t)s.data[i] <= ' ';
    if (is_white && (n == 0 || to[n - 1] == ' ')) continue;
    if (is_white) cut = n;
    if (n >= MAX_TEXT && cut > 0) {
      n = cut;
      while (n && (to[n - 1] == ',' || to[n - 1] == ';')) n--;
      to[n++] = '\xE2', to[n++] = '\x80', to[n++] = '\xA6';
      return (ro_str){to, n};
    }
    to[n++] = is_white ? ' ' : s.data[i];
  }
  while (n && to[n - 1] == ' ') n--;
  return (ro_str){to, n};
}

static ro_status add_entry(builder *b, const uint32_t *members, uint32_t n) {
  ro_story *story = b->story;
  const passage *first = &b->passages.at[members[0]];
  ro_entry *e = RO_ADD(story->arena, &story->timeline);
  if (!e) return RO_ENOMEM;
  *e = (ro_entry){.date = first->date, .status = first->status, .incident = RO_NONE};
  e->precision = ro_str_from(precision(first));
  e->text = one_line(story->arena, ro_doc_span(story->docs[first->doc], first->span));
  for (uint32_t i = 0; i < n; i++) {
    const passage *p = &b->passages.at[members[i]];
    if (e->incident == RO_NONE) e->incident = p->incident;
    if (i < MAX_EVIDENCE && !ro_evidence_add(story, &e->evidence, p->doc, p->span))
      return RO_ENOMEM;
  }
  return RO_OK;
}

static int by_root(const void *a, const void *b) {
  const uint32_t *x = a, *y = b; /* {root, passage} */
  if (x[0] != y[0]) return x[0] < y[0] ? -1 : 1;
  return x[1] < y[1] ? -1 : x[1] > y[1];
}

static ro_status add_entries(builder *b) {
  uint32_t n = b->passages.n;
  uint32_t(*order)[2] = ro_arena_array(b->scratch, n, sizeof *order);
  uint32_t *members = RO_ARRAY(b->scratch, uint32_t, n);
  if (!order || !members) return RO_ENOMEM;
  for (uint32_t i = 0; i < n; i++) order[i][0] = root_of(b, i), order[i][1] = i;
  if (n) qsort(order, n, sizeof *order, by_root);
  for (uint32_t i = 0; i < n;) {
    uint32_t k = 0, root = order[i][0];
    for (; i < n && order[i][0] == root; i++) members[k++] = order[i][1];
    RO_TRY(add_entry(b, members, k));
  }
  return RO_OK;
}

static int by_date(const void *a, const void *b) {
  const ro_entry *x = a, *y = b;
  if (x->date.from != y->date.from) return x->date.from < y->date.from ? -1 : 1;
  if (x->date.to != y->date.to) return x->date.to < y->date.to ? -1 : 1;
  ro_evidence p = x->evidence.at[0], q = y->evidence.at[0];
  if (p.doc != q.doc) return p.doc < q.doc ? -1 : 1;
  return p.span.begin < q.span.begin ? -1 : p.span.begin > q.span.begin;
}

ro_status ro_reconcile_timeline(const ro_resources *resources, ro_story *story, ro_arena *scratch) {
  (void)resources;
  builder b = {.story = story, .scratch = scratch};
  for (uint32_t d = 0; d < story->n_docs; d++) RO_TRY(read_doc(&b, d));
  for (uint32_t i = 1; i < b.passages.n; i++)
    if (goes_on(&b.passages.at[i - 1], &b.passages.at[i])) join(&b, i, i - 1);
  RO_TRY(join_incidents(&b));
  RO_TRY(join_speakers(&b));
  RO_TRY(join_dated(&b));
  RO_TRY(add_entries(&b));
  if (story->timeline.n)
    qsort(story->timeline.at, story->timeline.n, sizeof *story->timeline.at, by_date);
  for (uint32_t i = 0; i < story->timeline.n; i++)
    story->timeline.at[i].id = ro_str_printf(story->arena, "t%u", i + 1);
  return RO_OK;
}
