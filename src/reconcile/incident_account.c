/* What the mentions of an incident say together: its status and how it changed, its dates, place
 * and channel, and of a contact each side's account.
 *
 * Status.  Reports are grouped by date; in each group the mentions vote, those that speak of fact
 * against those that speak of plan, fear or condition; the latest group gives the status.  Among
 * prospective readings a condition outweighs a plan, because a report that leaves the condition
 * out is the commoner error.  Ties go to the earlier status in the list of readout.h. */
#include "reconcile/incident_internal.h"

enum { MAX_SAYS_BYTES = 400, MAX_EVIDENCE = 8 };

static ro_date report_date(const ro_story *story, uint32_t doc) {
  ro_interval p = story->docs[doc]->meta.published;
  return p.from != RO_NO_DATE ? p.from : p.to;
}

static const ro_event *event_of(const ro_story *story, ro_evidence e) {
  return &story->docs[e.doc]->events.at[e.span.begin];
}

static bool is_actual(ro_event_status status) {
  return status == RO_STATUS_HAPPENED || status == RO_STATUS_UNVERIFIED;
}

static ro_event_status vote(const ro_story *story, const ro_evidence *events, uint32_t n,
                            ro_date date, ro_event_class type) {
  uint32_t count[RO_N_EVENT_STATUS] = {0}, actual = 0, other = 0;
  for (uint32_t i = 0; i < n; i++) {
    if (report_date(story, events[i].doc) != date) continue;
    ro_event_status status = event_of(story, events[i])->status;
    count[status]++;
    if (is_actual(status))
      actual++;
    else
      other++;
  }
  if (actual <= other && count[RO_STATUS_CONDITIONAL] && type != RO_EVENT_ASSAULT)
    return RO_STATUS_CONDITIONAL;
  /* a plan told beside one mention without any sign of the future is still a plan */
  bool has_happened = type == RO_EVENT_CONSULT ? actual > other : actual >= other;
  ro_event_status best = has_happened ? RO_STATUS_HAPPENED : RO_STATUS_PLANNED;
  for (uint32_t s = 0; s < RO_N_EVENT_STATUS; s++)
    if (is_actual((ro_event_status)s) == has_happened && count[s] > count[best])
      best = (ro_event_status)s;
  return best;
}

static void add_history(ro_story *story, ro_incident *incident, const ro_evidence *events,
                        uint32_t n, ro_date date) {
  ro_event_status status = vote(story, events, n, date, incident->type);
  if (incident->history.n && incident->history.at[incident->history.n - 1].status == status) return;
  ro_history *h = RO_ADD(story->arena, &incident->history);
  if (!h) return;
  h->date = (ro_interval){date, date};
  h->status = status;
  for (uint32_t i = 0; i < n && h->evidence.n < MAX_EVIDENCE; i++) {
    const ro_event *event = event_of(story, events[i]);
    if (report_date(story, events[i].doc) == date && event->status == status)
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

/* One state after another, oldest report first; reports without a date come before all. */
static void fill_history(ro_story *story, ro_incident *incident, const ro_evidence *events,
                         uint32_t n) {
  bool has_undated = false;
  for (uint32_t i = 0; i < n; i++) has_undated |= report_date(story, events[i].doc) == RO_NO_DATE;
  if (has_undated) add_history(story, incident, events, n, RO_NO_DATE);
  for (ro_date date = next_date(story, events, n, RO_NO_DATE); date != INT32_MAX;
       date = next_date(story, events, n, date))
    add_history(story, incident, events, n, date);
  if (incident->history.n) incident->status = incident->history.at[incident->history.n - 1].status;
}

/* The date most mentions give; where none does, what has happened is dated by its first report. */
static void fill_date(const ro_story *story, ro_incident *incident, const ro_evidence *events,
                      uint32_t n) {
  uint32_t best = 0;
  ro_date first = RO_NO_DATE;
  for (uint32_t i = 0; i < n && i < 64; i++) {
    const ro_doc *doc = story->docs[events[i].doc];
    uint32_t time = event_of(story, events[i])->time, votes = 0;
    ro_date reported = report_date(story, events[i].doc);
    if (reported != RO_NO_DATE && (first == RO_NO_DATE || reported < first)) first = reported;
    if (time == RO_NONE || doc->times.at[time].interval.from == RO_NO_DATE) continue;
    ro_interval x = doc->times.at[time].interval;
    for (uint32_t j = 0; j < n && j < 64; j++) {
      uint32_t other = event_of(story, events[j])->time;
      if (other == RO_NONE) continue;
      ro_interval y = story->docs[events[j].doc]->times.at[other].interval;
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

static ro_str words_of(ro_story *story, const ro_doc *doc, const ro_attribution *a) {
  ro_str says = {NULL, 0};
  for (uint32_t k = 0; k < a->content.n; k++) {
    ro_str part = ro_str_trim(ro_doc_span(doc, a->content.at[k]));
    says = k ? ro_str_join(story->arena, says, " … ", part) : part;
  }
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

/* Who tells of the contact: attributions whose content holds a mention, from the inside out, and
 * what a source says in a sentence that names the contact outside the content. */
static void fill_accounts(ro_story *story, ro_incident *incident, const ro_evidence *events,
                          uint32_t n) {
  for (uint32_t i = 0; i < n && i < 64; i++) {
    const ro_doc *doc = story->docs[events[i].doc];
    const ro_event *event = event_of(story, events[i]);
    uint32_t a = event->attribution;
    for (int depth = 0; depth < 4 && a != RO_NONE; depth++) {
      add_account(story, incident, events[i].doc, a);
      a = doc->attributions.at[a].parent;
    }
    if (event->attribution != RO_NONE) continue;
    ro_span sentence = doc->sentences.at[doc->tokens.sentence[event->token]].span;
    for (uint32_t k = 0; k < doc->attributions.n; k++) {
      const ro_attribution *x = &doc->attributions.at[k];
      if (x->content.n && x->content.at[0].begin >= sentence.begin &&
          x->content.at[0].begin < sentence.end)
        add_account(story, incident, events[i].doc, k);
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
