/* Sections of the brief that tell what happens: where it stands, what changed, contacts, timeline.
 *
 * Incidents are ranked by class, independent reports, parties and lateness.  A label that does not
 * read as the name of a happening keeps its incident out; so does old background, and in a story of
 * many reports a thing that one alone tells ranks lower. */
#include <math.h>
#include <stdlib.h>

#include "present/maker.h"
#include "present/sense.h"

enum { OLDEST_DAYS = 21, MOST_A_DAY = 3, MOST_ACCOUNTS = 3 };

double ro_maker_incident_weight(const ro_maker *m, uint32_t i) {
  static const double of_class[RO_N_EVENT_CLASS] = {
      [RO_EVENT_STATEMENT] = 0.1, [RO_EVENT_AGREE] = 1.2,   [RO_EVENT_CONSULT] = 1.2,
      [RO_EVENT_SUPPORT] = 0.5,   [RO_EVENT_CONCEDE] = 1,   [RO_EVENT_COOPERATE] = 0.8,
      [RO_EVENT_AID] = 0.8,       [RO_EVENT_RETREAT] = 1.2, [RO_EVENT_REQUEST] = 0.6,
      [RO_EVENT_ACCUSE] = 0.6,    [RO_EVENT_REJECT] = 0.8,  [RO_EVENT_THREATEN] = 1,
      [RO_EVENT_PROTEST] = 0.8,   [RO_EVENT_SANCTION] = 1,  [RO_EVENT_MOBILIZE] = 1.2,
      [RO_EVENT_COERCE] = 1.1,    [RO_EVENT_ASSAULT] = 1.3,
  };
  const ro_incident *x = &m->story->incidents.at[i];
  uint32_t parties = x->actors.n + x->recipients.n;
  if (!x->mentions.n || !parties || !ro_sense_is_label(x->label)) return 0;
  double families = ro_maker_families(m, &x->mentions);
  double alone = families < 2 && m->story->n_docs >= RO_MANY_REPORTS ? 0.5 : 1;
  return of_class[x->type] * alone * (1 + 2 * log2(families)) * (parties > 1 ? 1.5 : 1) *
         (0.6 + ro_maker_freshness(m, x->date));
}

/* "planned, Monday 3 May"; what is named as not happening is not called denied again. */
static ro_str dated_status(ro_maker *m, const ro_incident *x) {
  bool is_said = ro_str_starts(x->label, RO_STR("No ")) ||
                 (x->status == RO_STATUS_PLANNED && ro_str_starts(x->label, RO_STR("Planned")));
  ro_str status = is_said ? (ro_str){NULL, 0} : ro_words_status(x->status);
  ro_str date = ro_words_date(&m->words, x->date);
  if (!status.len) return date;
  return date.len ? ro_str_join(m->arena, status, ", ", date) : status;
}

/* The condition of a commitment whose consequence is this incident, if it reads as one. */
static ro_str condition_of(ro_maker *m, uint32_t incident) {
  for (uint32_t i = 0; i < m->story->commitments.n; i++) {
    const ro_commitment *c = &m->story->commitments.at[i];
    if (ro_indexes_has(&c->about, incident) && ro_sense_words(c->condition) >= 4)
      return ro_maker_cut(m, c->condition);
  }
  return (ro_str){NULL, 0};
}

static void add_incident(ro_maker *m, ro_section_id section, uint32_t i) {
  const ro_incident *x = &m->story->incidents.at[i];
  ro_brief_line *line = ro_maker_line(m, section, x->id);
  ro_str condition = condition_of(m, i);
  if (!line) return;
  line->text = ro_words_capital(m->arena, ro_sense_tidy(m->arena, x->label));
  line->note = dated_status(m, x);
  if (condition.len && x->status != RO_STATUS_HAPPENED)
    line->note = ro_str_printf(m->arena, "%.*s%scondition: %.*s", RO_FMT(line->note),
                               line->note.len ? "; " : "", RO_FMT(condition));
  ro_maker_add(m, &line->evidence, &x->mentions);
}

static bool is_disputed(const ro_maker *m, ro_str label) {
  for (uint32_t i = 0; i < m->story->conflicts.n; i++) {
    ro_str issue = m->story->conflicts.at[i].issue;
    if (label.len && ro_str_find(issue, label) < issue.len) return true;
  }
  return false;
}

static bool is_background(const ro_maker *m, const ro_incident *x) {
  ro_date day = x->date.to != RO_NO_DATE ? x->date.to : x->date.from;
  return day != RO_NO_DATE && m->last_day != RO_NO_DATE && day + OLDEST_DAYS < m->last_day;
}

static double standing_weight(const ro_maker *m, uint32_t i) {
  const ro_incident *x = &m->story->incidents.at[i];
  if (is_background(m, x) || x->type == RO_EVENT_STATEMENT) return 0;
  return ro_maker_incident_weight(m, i) * (is_disputed(m, x->label) ? 1.3 : 1);
}

void ro_make_stands(ro_maker *m) {
  uint32_t n;
  ro_ranked *order = ro_maker_rank(m, m->story->incidents.n, standing_weight, &n);
  for (uint32_t k = 0; order && k < n && !ro_maker_is_full(m, RO_SECTION_STANDS); k++) {
    ro_str label = m->story->incidents.at[order[k].index].label;
    if (!ro_maker_is_told(m, RO_SECTION_STANDS, label))
      add_incident(m, RO_SECTION_STANDS, order[k].index);
  }
}

/* ---- changes */

/* A change is told when two dated states differ and the later one was not told before the other. */
static bool has_changed(const ro_incident *x) {
  for (uint32_t i = 1; i < x->history.n; i++) {
    const ro_history *a = &x->history.at[i - 1], *b = &x->history.at[i];
    if (a->status == b->status || a->date.from == RO_NO_DATE || b->date.from == RO_NO_DATE)
      continue;
    if (a->status == RO_STATUS_HAPPENED && b->status != RO_STATUS_DENIED) continue;
    bool is_wording = a->status == RO_STATUS_PLANNED && b->status == RO_STATUS_PROPOSED;
    if (is_wording) continue; /* what is planned is also still proposed */
    if (a->date.to < b->date.from) return true;
  }
  return false;
}

static double change_weight(const ro_maker *m, uint32_t i) {
  const ro_incident *x = &m->story->incidents.at[i];
  return has_changed(x) ? ro_maker_incident_weight(m, i) : 0;
}

static ro_str tell_history(ro_maker *m, const ro_incident *x) {
  ro_buf buf = {0};
  for (uint32_t i = 0; i < x->history.n; i++) {
    const ro_history *h = &x->history.at[i];
    if (i && h->status == h[-1].status) continue;
    ro_str day = ro_words_date(&m->words, h->date);
    ro_buf_printf(&buf, "%s%s", buf.len ? ", then " : "", ro_event_status_label[h->status]);
    if (day.len) ro_buf_printf(&buf, " on %.*s", RO_FMT(day));
  }
  ro_str all = ro_str_copy(m->arena, (ro_str){buf.data, buf.len});
  ro_buf_free(&buf);
  return all;
}

void ro_make_changed(ro_maker *m) {
  uint32_t n;
  ro_ranked *order = ro_maker_rank(m, m->story->incidents.n, change_weight, &n);
  for (uint32_t k = 0; order && k < n && !ro_maker_is_full(m, RO_SECTION_CHANGED); k++) {
    const ro_incident *x = &m->story->incidents.at[order[k].index];
    if (ro_maker_is_told(m, RO_SECTION_CHANGED, x->label)) continue;
    ro_brief_line *line = ro_maker_line(m, RO_SECTION_CHANGED, x->id);
    if (!line) return;
    line->text = ro_words_capital(m->arena, ro_sense_tidy(m->arena, x->label));
    line->note = tell_history(m, x);
    for (uint32_t i = 0; i < x->history.n; i++)
      ro_maker_add(m, &line->evidence, &x->history.at[i].evidence);
    if (!line->evidence.n) ro_maker_add(m, &line->evidence, &x->mentions);
  }
}

/* ---- contacts */

static bool has_two_parties(const ro_incident *x) {
  uint32_t first = x->actors.n ? x->actors.at[0] : x->recipients.n ? x->recipients.at[0] : RO_NONE;
  for (uint32_t i = 0; i < x->actors.n; i++)
    if (x->actors.at[i] != first) return true;
  for (uint32_t i = 0; i < x->recipients.n; i++)
    if (x->recipients.at[i] != first) return true;
  return false;
}

static double contact_weight(const ro_maker *m, uint32_t i) {
  const ro_incident *x = &m->story->incidents.at[i];
  if (x->type != RO_EVENT_CONSULT || !has_two_parties(x) || !ro_sense_is_label(x->label)) return 0;
  double day = x->date.to != RO_NO_DATE ? (double)x->date.to : 0;
  return 1e6 + day; /* newest first */
}

/* The state in a key, "RU" of "country:RU", "gov:RU" and "org:RU-presidency", or that of the body
 * an entity holds office in; empty if unknown. */
static ro_str state_of(const ro_story *story, uint32_t entity) {
  const ro_entity *e = &story->entities.at[entity];
  uint32_t n = e->roles.n + 1;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t of = i ? e->roles.at[i - 1].of : entity;
    if (of == RO_NONE) continue;
    ro_str key = story->entities.at[of].key;
    if (ro_str_starts(key, RO_STR("country:"))) return ro_str_sub(key, 8, key.len);
    if (ro_str_starts(key, RO_STR("gov:"))) return ro_str_sub(key, 4, key.len);
    bool is_body = ro_str_starts(key, RO_STR("org:")) && key.len > 6 && key.data[6] == '-';
    if (is_body) return ro_str_sub(key, 4, 6);
  }
  return (ro_str){NULL, 0};
}

/* The party itself, its office or its holder, or another body of the same state. */
static bool is_of_party(const ro_story *story, uint32_t holder, uint32_t party) {
  const ro_entity *h = &story->entities.at[holder], *p = &story->entities.at[party];
  if (holder == party) return true;
  for (uint32_t i = 0; i < h->roles.n; i++) {
    if (h->roles.at[i].of == RO_NONE) continue;
    if (h->roles.at[i].of == party) return true;
    for (uint32_t k = 0; k < p->roles.n; k++)
      if (p->roles.at[k].of == h->roles.at[i].of) return true;
  }
  for (uint32_t k = 0; k < p->roles.n; k++)
    if (p->roles.at[k].of == holder) return true;
  return h->key.len && ro_str_equal(state_of(story, holder), state_of(story, party)) &&
         state_of(story, party).len;
}

/* Does the account belong here?  It is a party's own, or it names who met: what a third one says
 * in the sentence beside it is of another matter. */
static bool is_account_of(const ro_maker *m, const ro_incident *x, const ro_side *side) {
  if (ro_sense_shares(side->says, x->label)) return true;
  for (uint32_t i = 0; i < x->actors.n; i++)
    if (is_of_party(m->story, side->holder, x->actors.at[i])) return true;
  for (uint32_t i = 0; i < x->recipients.n; i++)
    if (is_of_party(m->story, side->holder, x->recipients.at[i])) return true;
  return false;
}

/* What the parties and the reports say of the contact, each thing once. */
static void add_accounts(ro_maker *m, const ro_incident *x) {
  uint32_t n = 0;
  for (uint32_t s = 0; s < x->accounts.n && n < MOST_ACCOUNTS; s++) {
    const ro_side *side = &x->accounts.at[s];
    ro_str text = ro_maker_cut(m, side->says);
    if (side->holder == RO_NONE || !ro_sense_is_statement(text)) continue;
    if (!is_account_of(m, x, side)) continue;
    if (ro_sense_is_same(text, x->label) || ro_maker_is_told(m, RO_SECTION_CONTACTS, text))
      continue;
    ro_brief_line *line = ro_maker_sub(m, RO_SECTION_CONTACTS);
    if (!line) return;
    line->lead = ro_words_entity(&m->words, side->holder);
    line->text = text;
    ro_maker_add(m, &line->evidence, &side->evidence);
    n++;
  }
}

/* Contacts of one day told by one label are one; what one report mentions is a line too, because
 * the list is to be whole. */
void ro_make_contacts(ro_maker *m) {
  uint32_t n;
  ro_ranked *order = ro_maker_rank(m, m->story->incidents.n, contact_weight, &n);
  for (uint32_t k = 0; order && k < n; k++) {
    const ro_incident *x = &m->story->incidents.at[order[k].index];
    if (ro_maker_is_full(m, RO_SECTION_CONTACTS)) {
      m->brief->section[RO_SECTION_CONTACTS].n_more = n - k;
      return;
    }
    if (ro_maker_is_used(m, RO_SECTION_CONTACTS, &x->mentions)) continue;
    if (!x->accounts.n && ro_maker_has(m, RO_SECTION_STANDS, x->id)) continue;
    add_incident(m, RO_SECTION_CONTACTS, order[k].index);
    add_accounts(m, x);
  }
}

/* ---- timeline */

/* The words of an entry: a contact by its label, anything else by its sentence; empty when that
 * does not stand alone. */
static ro_str entry_text(ro_maker *m, const ro_entry *t) {
  const ro_incident *x = t->incident == RO_NONE ? NULL : &m->story->incidents.at[t->incident];
  if (x && x->type == RO_EVENT_CONSULT && has_two_parties(x) && ro_sense_is_label(x->label))
    return x->label;
  ro_str text = ro_maker_cut(m, t->text);
  return ro_sense_is_free(text) ? text : (ro_str){NULL, 0};
}

static double entry_weight(const ro_maker *m, uint32_t i) {
  const ro_entry *t = &m->story->timeline.at[i];
  double weight = 0.1 + ro_maker_families(m, &t->evidence);
  if (!t->text.len || t->date.from == RO_NO_DATE || t->date.from != t->date.to) return 0;
  if (t->incident != RO_NONE) weight += ro_maker_incident_weight(m, t->incident);
  if (t->incident != RO_NONE && m->story->incidents.at[t->incident].type == RO_EVENT_CONSULT)
    weight *= 1.5;
  if (t->status != RO_STATUS_HAPPENED && t->status != RO_STATUS_PLANNED)
    weight *= 0.5; /* what may come has no day of its own */
  return weight * (0.3 + ro_maker_freshness(m, t->date));
}

static bool is_crowded(const ro_maker *m, const bool *is_chosen, uint32_t i) {
  uint32_t n = 0;
  for (uint32_t k = 0; k < m->story->timeline.n; k++)
    n += is_chosen[k] && m->story->timeline.at[k].date.to == m->story->timeline.at[i].date.to;
  return n >= MOST_A_DAY;
}

static bool is_repeated(const ro_maker *m, const bool *is_chosen, const ro_str *text, uint32_t i) {
  for (uint32_t k = 0; k < m->story->timeline.n; k++)
    if (is_chosen[k] && ro_sense_is_same(text[k], text[i])) return true;
  return false;
}

static void add_entry(ro_maker *m, const ro_entry *t, ro_str text) {
  ro_brief_line *line = ro_maker_line(m, RO_SECTION_TIMELINE, t->id);
  if (!line) return;
  line->lead = ro_words_date(&m->words, t->date);
  line->text = ro_words_capital(m->arena, text);
  line->note = ro_words_status(t->status);
  if (ro_str_starts(text, RO_STR("Planned ")) || ro_str_starts(text, RO_STR("No ")))
    line->note.len = 0;
  ro_maker_add(m, &line->evidence, &t->evidence);
}

/* The entries of most weight, a few of each day, in the order of the days. */
void ro_make_timeline(ro_maker *m) {
  uint32_t n, all = m->story->timeline.n, n_chosen = 0;
  ro_ranked *order = ro_maker_rank(m, all, entry_weight, &n);
  bool *is_chosen = RO_ARRAY(m->arena, bool, all + 1);
  ro_str *text = RO_ARRAY(m->arena, ro_str, all + 1);
  if (!order || !is_chosen || !text) return;
  for (uint32_t k = 0; k < n && n_chosen < RO_MOST_TIMELINE; k++) {
    uint32_t i = order[k].index;
    text[i] = entry_text(m, &m->story->timeline.at[i]);
    if (!text[i].len || is_crowded(m, is_chosen, i) || is_repeated(m, is_chosen, text, i)) continue;
    is_chosen[i] = true;
    n_chosen++;
  }
  m->brief->section[RO_SECTION_TIMELINE].n_more = all - n_chosen;
  for (uint32_t i = 0; i < all; i++)
    if (is_chosen[i]) add_entry(m, &m->story->timeline.at[i], text[i]);
}
