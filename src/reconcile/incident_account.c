/* What the mentions of an incident say together: its status and how it changed, its dates, place
 * and channel, and of a contact each side's account.
 *
 * Status.  Reports are grouped by date; in each group the mentions vote, those that speak of fact
 * against those that speak of plan, fear or condition; the latest group gives the status.  Among
 * prospective readings a condition outweighs a plan, because a report that leaves the condition
 * out is the commoner error.  Ties go to the earlier status in the list of readout.h. */
#include "reconcile/incident_internal.h"

enum {
  MAX_SAYS_BYTES = 400,
  MAX_EVIDENCE = 8,
  MAX_DATE_DAYS = 370, /* a year; "last century" dates nothing */
  MONTH_DAYS = 31,
  SAME_STATE_DAYS = 1, /* reports of two days running tell one state of things */
  MIN_ACCOUNT_WORDS = 5
};

static ro_date report_date(const ro_story *story, uint32_t doc) {
  ro_interval p = story->docs[doc]->meta.published;
  return p.from != RO_NO_DATE ? p.from : p.to;
}

static const ro_event *event_of(const ro_story *story, ro_evidence e) {
  return &story->docs[e.doc]->events.at[e.span.begin];
}

ro_interval ro_incident_date(const ro_doc *doc, const ro_event *event) {
  ro_interval x = {RO_NO_DATE, RO_NO_DATE};
  if (event->time == RO_NONE) return x;
  x = doc->times.at[event->time].interval;
  if (x.from != RO_NO_DATE && x.to != RO_NO_DATE && x.to - x.from > MAX_DATE_DAYS)
    x.from = x.to = RO_NO_DATE;
  return x;
}

static bool is_actual(ro_event_status status) {
  return status == RO_STATUS_HAPPENED || status == RO_STATUS_UNVERIFIED;
}

/* How an act of force is spoken of before it happens is a matter of grammar: feared if force, a
 * threat if a sanction. */
static ro_event_status outlook(ro_event_class type, ro_event_status status) {
  if (type == RO_EVENT_ASSAULT) return RO_STATUS_PREDICTED;
  if (type == RO_EVENT_SANCTION) return RO_STATUS_THREATENED;
  return status;
}

static ro_event_status vote(const ro_story *story, const ro_evidence *events, uint32_t n,
                            ro_interval days, ro_event_class type) {
  uint32_t count[RO_N_EVENT_STATUS] = {0}, actual = 0, other = 0;
  for (uint32_t i = 0; i < n; i++) {
    ro_date date = report_date(story, events[i].doc);
    if (date < days.from || date > days.to) continue;
    ro_event_status status = event_of(story, events[i])->status;
    if (!is_actual(status) && status != RO_STATUS_DENIED) status = outlook(type, status);
    count[status]++;
    if (is_actual(status))
      actual++;
    else
      other++;
  }
  if (actual <= other && count[RO_STATUS_CONDITIONAL]) return RO_STATUS_CONDITIONAL;
  /* a plan told beside one mention without any sign of the future is still a plan */
  bool has_happened = type == RO_EVENT_CONSULT ? actual > other : actual >= other;
  ro_event_status best = has_happened ? RO_STATUS_HAPPENED : RO_STATUS_PLANNED;
  for (uint32_t s = 0; s < RO_N_EVENT_STATUS; s++)
    if (is_actual((ro_event_status)s) == has_happened && count[s] > count[best])
      best = (ro_event_status)s;
  return best;
}

static bool is_outlook(ro_event_status status) {
  return status == RO_STATUS_PROPOSED || status == RO_STATUS_PREDICTED ||
         status == RO_STATUS_THREATENED || status == RO_STATUS_CONDITIONAL;
}

static void add_history(ro_story *story, ro_incident *incident, const ro_evidence *events,
                        uint32_t n, ro_interval days) {
  ro_event_status status = vote(story, events, n, days, incident->type);
  incident->status = status;
  if (incident->history.n) { /* verified or not, proposed or feared: no change that is news */
    ro_event_status last = incident->history.at[incident->history.n - 1].status;
    if (last == status || (is_actual(last) && is_actual(status))) return;
    if (is_outlook(last) && is_outlook(status)) return;
    if (is_actual(last) && status != RO_STATUS_DENIED) { /* what has been cannot be yet to come */
      incident->status = last;
      return;
    }
  }
  ro_history *h = RO_ADD(story->arena, &incident->history);
  if (!h) return;
  h->date = days;
  h->status = status;
  for (uint32_t i = 0; i < n && h->evidence.n < MAX_EVIDENCE; i++) {
    const ro_event *event = event_of(story, events[i]);
    ro_date date = report_date(story, events[i].doc);
    ro_event_status own = event->status;
    if (!is_actual(own) && own != RO_STATUS_DENIED) own = outlook(incident->type, own);
    if (date >= days.from && date <= days.to && own == status)
      ro_evidence_add(story, &h->evidence, events[i].doc, event->trigger);
  }
}

/* Smallest report date after `last`, INT32_MAX when there is none. */
static ro_date next_date(const ro_story *story, const ro_evidence *events, uint32_t n,
                         ro_date last) {
  ro_date next = INT32_MAX;
  for (uint32_t i = 0; i < n; i++) {
    ro_date date = report_date(story, events[i].doc);
    if (date > last && date < next) next = date;
  }
  return next;
}

/* One state after another, oldest report first; reports without a date come before all.  Reports of
 * adjacent days are heard together: what flips within a day is a matter of wording. */
static void fill_history(ro_story *story, ro_incident *incident, const ro_evidence *events,
                         uint32_t n) {
  bool has_undated = false;
  for (uint32_t i = 0; i < n; i++) has_undated |= report_date(story, events[i].doc) == RO_NO_DATE;
  if (has_undated) add_history(story, incident, events, n, (ro_interval){RO_NO_DATE, RO_NO_DATE});
  ro_date date = next_date(story, events, n, RO_NO_DATE);
  while (date != INT32_MAX) {
    ro_interval days = {date, date};
    date = next_date(story, events, n, date);
    if (date != INT32_MAX && date - days.from <= SAME_STATE_DAYS) {
      days.to = date;
      date = next_date(story, events, n, date);
    }
    add_history(story, incident, events, n, days);
  }
}

/* What is still to come is not dated by the past ("since 1945"), nor what is past by the future. */
static bool is_possible(ro_interval x, ro_date reported, ro_event_status status,
                        ro_event_class type) {
  if (reported == RO_NO_DATE || status == RO_STATUS_DENIED) return true;
  bool is_open = x.to == RO_NO_DATE;
  if (!is_open && x.to - x.from > MONTH_DAYS && reported >= x.from && reported <= x.to)
    return false; /* "this year" says no more than the report's own date */
  if (type == RO_EVENT_STATEMENT && !is_open && reported - x.to > MONTH_DAYS)
    return false; /* the date is of what is said, not of the saying */
  if (is_actual(status)) return x.from <= reported + 1;
  return x.to == RO_NO_DATE || x.to >= reported - 1;
}

/* The date most mentions give; where none does, what has happened is dated by its first report. */
static void fill_date(const ro_story *story, ro_incident *incident, const ro_evidence *events,
                      uint32_t n) {
  uint32_t best = 0;
  ro_date first = RO_NO_DATE;
  for (uint32_t i = 0; i < n && i < 64; i++) {
    const ro_doc *doc = story->docs[events[i].doc];
    ro_interval x = ro_incident_date(doc, event_of(story, events[i]));
    uint32_t votes = 0;
    ro_date reported = report_date(story, events[i].doc);
    if (reported != RO_NO_DATE && (first == RO_NO_DATE || reported < first)) first = reported;
    if (x.from == RO_NO_DATE || !is_possible(x, reported, incident->status, incident->type))
      continue;
    for (uint32_t j = 0; j < n && j < 64; j++) {
      ro_interval y = ro_incident_date(story->docs[events[j].doc], event_of(story, events[j]));
      votes += x.from == y.from && x.to == y.to;
    }
    if (votes > best) {
      best = votes;
      incident->date = x;
    }
  }
  if (!best && incident->status == RO_STATUS_HAPPENED && first != RO_NO_DATE)
    incident->date = (ro_interval){first, first};
}

static void fill_place(const ro_story *story, ro_incident *incident, const ro_evidence *events,
                       uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    const ro_doc *doc = story->docs[events[i].doc];
    const ro_event *event = event_of(story, events[i]);
    if (incident->channel == RO_CHANNEL_NONE) incident->channel = event->channel;
    if (incident->place == RO_NONE && event->place != RO_NONE)
      incident->place = doc->entities.at[event->place].story_entity;
    if (!incident->cameo[0])
      for (int k = 0; k < 5; k++) incident->cameo[k] = event->cameo[k];
  }
}

/* ------------------------------------------------------------------ accounts */

static bool has_finite_verb(const ro_doc *doc, ro_span span) {
  for (uint32_t t = ro_doc_token_at(doc, span.begin);
       t < doc->tokens.n && doc->tokens.span[t].end <= span.end; t++) {
    uint8_t tag = doc->tokens.xpos[t];
    if (tag == RO_XPOS_VBD || tag == RO_XPOS_VBZ || tag == RO_XPOS_VBP || tag == RO_XPOS_MD)
      return true;
  }
  return false;
}

/* Does the cue turn what is said, so that it must not stand without it? */
static bool is_turned(const ro_attribution *a) {
  return a->is_negated || a->act == RO_ACT_DENY || a->act == RO_ACT_DEMAND || a->act == RO_ACT_ASK;
}

static bool is_cue_before(const ro_attribution *a, ro_span content) {
  return a->cue.n && a->cue.at[0].end <= content.begin && content.begin - a->cue.at[0].end < 80;
}

/* A clause that can be read alone: without its "that", and with the words of the cue where what is
 * said is no clause ("called for a truce") or is denied ("denied that there was one"). */
static ro_span readable(const ro_doc *doc, const ro_attribution *a) {
  ro_span span = a->content.at[0];
  uint32_t first = ro_doc_token_at(doc, span.begin);
  if (first >= doc->tokens.n) return span;
  ro_str word = ro_doc_lower(doc, first);
  bool is_whole = has_finite_verb(doc, span) && doc->tokens.upos[first] != RO_UPOS_ADP &&
                  !ro_str_is(word, "to");
  if (is_cue_before(a, span) && (is_turned(a) || (!is_whole && !ro_str_is(word, "that"))))
    span.begin = a->cue.at[0].begin;
  else if (ro_str_is(word, "that") && first + 1 < doc->tokens.n)
    span.begin = doc->tokens.span[first + 1].begin;
  return span;
}

static ro_str words_of(ro_story *story, const ro_doc *doc, const ro_attribution *a) {
  ro_str says = ro_str_trim(ro_doc_span(doc, readable(doc, a)));
  if (is_turned(a) && a->cue.n && !is_cue_before(a, a->content.at[0]))
    says = ro_str_join(story->arena, ro_doc_span(doc, a->cue.at[0]), ": ", says);
  for (uint32_t k = 1; k < a->content.n; k++)
    says = ro_str_join(story->arena, says, " … ", ro_str_trim(ro_doc_span(doc, a->content.at[k])));
  if (says.len > MAX_SAYS_BYTES) {
    size_t end = MAX_SAYS_BYTES;
    while (end && says.data[end] != ' ') end--;
    says = ro_str_join(story->arena, ro_str_sub(says, 0, end), "", RO_STR(" …"));
  }
  return says;
}

static void add_account(ro_story *story, ro_incident *incident, uint32_t d, uint32_t attribution) {
  const ro_doc *doc = story->docs[d];
  const ro_attribution *a = &doc->attributions.at[attribution];
  uint32_t holder =
      a->source_entity == RO_NONE ? RO_NONE : doc->entities.at[a->source_entity].story_entity;
  if (a->content.n == 0) return;
  for (uint32_t i = 0; i < incident->accounts.n; i++) {
    const ro_side *old = &incident->accounts.at[i];
    if (old->evidence.n && old->evidence.at[0].doc == d &&
        old->evidence.at[0].span.begin == a->content.at[0].begin)
      return;
  }
  ro_side *side = RO_ADD(story->arena, &incident->accounts);
  if (!side) return;
  side->holder = holder;
  side->says = words_of(story, doc, a);
  for (uint32_t k = 0; k < a->content.n; k++)
    ro_evidence_add(story, &side->evidence, d, a->content.at[k]);
}

static uint32_t count_words(const ro_doc *doc, const ro_attribution *a) {
  uint32_t n = 0;
  for (uint32_t k = 0; k < a->content.n; k++) {
    ro_str s = ro_doc_span(doc, a->content.at[k]);
    n += s.len > 0;
    for (size_t i = 0; i < s.len; i++) n += s.data[i] == ' ';
  }
  return n;
}

static uint32_t sentence_of(const ro_doc *doc, uint32_t byte) {
  uint32_t token = ro_doc_token_at(doc, byte);
  return token < doc->tokens.n ? doc->tokens.sentence[token] : RO_NONE;
}

/* What the same source goes on to say in the next sentence. */
static void follow_source(ro_story *story, ro_incident *incident, uint32_t d,
                          const ro_attribution *a) {
  const ro_doc *doc = story->docs[d];
  uint32_t here = sentence_of(doc, a->content.at[0].begin);
  for (uint32_t k = a->id + 1; k < doc->attributions.n && k < a->id + 4; k++) {
    const ro_attribution *next = &doc->attributions.at[k];
    if (next->content.n && next->source_entity == a->source_entity && a->source_entity != RO_NONE &&
        next->parent == RO_NONE && sentence_of(doc, next->content.at[0].begin) == here + 1 &&
        count_words(doc, next) >= MIN_ACCOUNT_WORDS)
      add_account(story, incident, d, k);
  }
}

/* Who tells of the contact: attributions whose content holds a mention, from the inside out, and
 * what the same source adds.  A few words are no account. */
static void fill_accounts(ro_story *story, ro_incident *incident, const ro_evidence *events,
                          uint32_t n) {
  for (uint32_t i = 0; i < n && i < 64; i++) {
    const ro_doc *doc = story->docs[events[i].doc];
    uint32_t a = event_of(story, events[i])->attribution;
    for (int depth = 0; depth < 4 && a != RO_NONE; depth++) {
      const ro_attribution *x = &doc->attributions.at[a];
      if (count_words(doc, x) >= MIN_ACCOUNT_WORDS) {
        add_account(story, incident, events[i].doc, a);
        follow_source(story, incident, events[i].doc, x);
      }
      a = x->parent;
    }
  }
}

void ro_incident_fill(ro_story *story, ro_incident *incident, const ro_evidence *events,
                      uint32_t n) {
  fill_history(story, incident, events, n);
  fill_date(story, incident, events, n);
  fill_place(story, incident, events, n);
  if (incident->type == RO_EVENT_CONSULT) fill_accounts(story, incident, events, n);
  for (uint32_t i = 0; i < n; i++)
    ro_evidence_add(story, &incident->mentions, events[i].doc, event_of(story, events[i])->trigger);
}
