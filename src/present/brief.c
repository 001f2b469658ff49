/* From the story's objects to the lines of the brief.
 *
 * A line says only what its object holds, in words of the object or of the reports.  Order within
 * a section: by weight, which counts parties, reports, conflict and lateness, then by the order
 * of the story.  The sections have caps, because two minutes have; what is left out is counted. */
#include "present/brief.h"

#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/utf8.h"
#include "present/words.h"

const char *const ro_section_title[RO_N_SECTION] = {
#define X(id, title, anchor) title,
    RO_SECTION_LIST(X)
#undef X
};
const char *const ro_section_anchor[RO_N_SECTION] = {
#define X(id, title, anchor) anchor,
    RO_SECTION_LIST(X)
#undef X
};

/* Most lines of a section, so that the whole can be read in two minutes. */
static const uint32_t most_lines[RO_N_SECTION] = {
    [RO_SECTION_STANDS] = 6,      [RO_SECTION_CHANGED] = 8,  [RO_SECTION_CONTACTS] = 10,
    [RO_SECTION_COMMITMENTS] = 8, [RO_SECTION_DISPUTED] = 8, [RO_SECTION_FIGURES] = 8,
    [RO_SECTION_CLAIMS] = 14,     [RO_SECTION_WATCH] = 12,   [RO_SECTION_TIMELINE] = 20,
    [RO_SECTION_UNKNOWN] = 8,     [RO_SECTION_SOURCES] = 40,
};
enum { MOST_POINTS = 6, MOST_SIDES = 4, MOST_TEXT = 180, MOST_PARTIES = 4 };

typedef struct {
  const ro_story *story;
  ro_arena *arena;
  ro_brief *brief;
  ro_words words;
  uint32_t n_lines;
  ro_date last_day; /* latest publication */
} maker;

/* ---- lines */

static bool is_full(const maker *m, ro_section_id section) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < m->brief->section[section].lines.n; i++)
    n += !m->brief->section[section].lines.at[i].is_sub;
  return n >= most_lines[section];
}

/* New line of a section; NULL when memory is out. */
static ro_brief_line *add_line(maker *m, ro_section_id section, ro_str id) {
  ro_brief_line *line = RO_ADD(m->arena, &m->brief->section[section].lines);
  if (line) {
    line->id = id;
    line->low = line->high = (double)NAN;
  }
  return line;
}

static ro_brief_line *add_sub(maker *m, ro_section_id section) {
  ro_brief_line *line = add_line(m, section, (ro_str){NULL, 0});
  if (line) line->is_sub = true;
  return line;
}

static ro_str cut(maker *m, ro_str text) { return ro_utf8_line(m->arena, text, MOST_TEXT); }

static void add_evidence(maker *m, ro_evidences *to, const ro_evidences *from) {
  for (uint32_t i = 0; i < from->n; i++) {
    ro_evidence *e = RO_ADD(m->arena, to);
    if (e) *e = from->at[i];
  }
}

uint32_t ro_brief_docs(const ro_brief_line *line, uint32_t *docs, uint32_t cap) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < line->evidence.n && n < cap; i++) {
    bool is_known = false;
    for (uint32_t k = 0; k < n; k++) is_known |= docs[k] == line->evidence.at[i].doc;
    if (!is_known) docs[n++] = line->evidence.at[i].doc;
  }
  return n;
}

/* ---- weight */

typedef struct {
  double weight;
  uint32_t index;
} ranked;

static int by_weight(const void *a, const void *b) {
  const ranked *x = a, *y = b;
  if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

/* The n objects in order of weight; those of weight 0 or less are left out of *n_kept. */
static ranked *rank(maker *m, uint32_t n, double (*weight)(const maker *, uint32_t),
                    uint32_t *n_kept) {
  ranked *all = RO_ARRAY(m->arena, ranked, n + 1);
  *n_kept = 0;
  if (!all) return NULL;
  for (uint32_t i = 0; i < n; i++) {
    double w = weight(m, i);
    if (w > 0) all[(*n_kept)++] = (ranked){w, i};
  }
  if (*n_kept) qsort(all, *n_kept, sizeof *all, by_weight);
  return all;
}

static uint32_t count_families(const maker *m, const ro_evidences *list) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < list->n; i++) {
    bool is_known = false;
    for (uint32_t k = 0; k < i; k++)
      is_known |= m->story->family[list->at[k].doc] == m->story->family[list->at[i].doc];
    n += !is_known;
  }
  return n;
}

/* 1 on the last day told, falling by half every three days. */
static double freshness(const maker *m, ro_interval date) {
  ro_date day = date.to != RO_NO_DATE ? date.to : date.from;
  if (day == RO_NO_DATE || m->last_day == RO_NO_DATE) return 0.3;
  double age = fabs((double)(m->last_day - day));
  return exp2(-age / 3);
}

static double incident_weight(const maker *m, uint32_t i) {
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
  if (!x->label.len || !x->mentions.n || !parties) return 0;
  double reports = count_families(m, &x->mentions);
  return of_class[x->type] * (1 + log2(1 + reports)) * (parties > 1 ? 1.5 : 1) *
         (0.4 + freshness(m, x->date));
}

/* ---- sections */

static ro_str dated_status(maker *m, const ro_incident *x) {
  ro_str status = ro_words_status(x->status), date = ro_words_date(&m->words, x->date);
  if (!status.len) return date;
  return date.len ? ro_str_join(m->arena, status, ", ", date) : status;
}

/* The commitment whose consequence is this incident, RO_NONE. */
static uint32_t condition_of(const ro_story *story, uint32_t incident) {
  for (uint32_t i = 0; i < story->commitments.n; i++)
    if (ro_indexes_has(&story->commitments.at[i].about, incident)) return i;
  return RO_NONE;
}

static void add_incident(maker *m, ro_section_id section, uint32_t i) {
  const ro_incident *x = &m->story->incidents.at[i];
  ro_brief_line *line = add_line(m, section, x->id);
  uint32_t c = condition_of(m->story, i);
  if (!line) return;
  line->text = ro_words_capital(m->arena, x->label);
  line->note = dated_status(m, x);
  if (c != RO_NONE && m->story->commitments.at[c].condition.len)
    line->note = ro_str_printf(m->arena, "%.*s; condition: %.*s", RO_FMT(line->note),
                               RO_FMT(cut(m, m->story->commitments.at[c].condition)));
  add_evidence(m, &line->evidence, &x->mentions);
}

static void make_stands(maker *m) {
  uint32_t n;
  ranked *order = rank(m, m->story->incidents.n, incident_weight, &n);
  for (uint32_t k = 0; order && k < n && !is_full(m, RO_SECTION_STANDS); k++)
    add_incident(m, RO_SECTION_STANDS, order[k].index);
}

/* Did the status change in the course of the reports? */
static bool has_changed(const ro_incident *x) {
  for (uint32_t i = 1; i < x->history.n; i++)
    if (x->history.at[i].status != x->history.at[i - 1].status) return true;
  return false;
}

static double change_weight(const maker *m, uint32_t i) {
  const ro_incident *x = &m->story->incidents.at[i];
  return has_changed(x) ? incident_weight(m, i) : 0;
}

static ro_str tell_history(maker *m, const ro_incident *x) {
  ro_buf buf = {0};
  for (uint32_t i = 0; i < x->history.n; i++) {
    const ro_history *h = &x->history.at[i];
    if (i && h->status == h[-1].status) continue;
    ro_str day = ro_words_date(&m->words, h->date);
    ro_buf_printf(&buf, "%s%s", buf.len ? ", then " : "", ro_event_status_label[h->status]);
    if (day.len) ro_buf_printf(&buf, " (%.*s)", RO_FMT(day));
  }
  ro_str all = ro_str_copy(m->arena, (ro_str){buf.data, buf.len});
  ro_buf_free(&buf);
  return all;
}

static void make_changed(maker *m) {
  uint32_t n;
  ranked *order = rank(m, m->story->incidents.n, change_weight, &n);
  for (uint32_t k = 0; order && k < n && !is_full(m, RO_SECTION_CHANGED); k++) {
    const ro_incident *x = &m->story->incidents.at[order[k].index];
    ro_brief_line *line = add_line(m, RO_SECTION_CHANGED, x->id);
    if (!line) return;
    line->text = ro_words_capital(m->arena, x->label);
    line->note = tell_history(m, x);
    for (uint32_t i = 0; i < x->history.n; i++)
      add_evidence(m, &line->evidence, &x->history.at[i].evidence);
    if (!line->evidence.n) add_evidence(m, &line->evidence, &x->mentions);
  }
}

static void add_side(maker *m, ro_section_id section, const ro_side *side) {
  ro_brief_line *line = add_sub(m, section);
  if (!line) return;
  line->lead = ro_words_entity(&m->words, side->holder);
  if (!line->lead.len && side->evidence.n) line->lead = m->brief->source[side->evidence.at[0].doc];
  line->text = cut(m, side->says);
  add_evidence(m, &line->evidence, &side->evidence);
}

static double contact_weight(const maker *m, uint32_t i) {
  const ro_incident *x = &m->story->incidents.at[i];
  if (x->type != RO_EVENT_CONSULT || x->actors.n + x->recipients.n < 2) return 0;
  double day = x->date.to != RO_NO_DATE ? (double)x->date.to : 0;
  return 1e6 + day; /* newest first */
}

static void make_contacts(maker *m) {
  uint32_t n;
  ranked *order = rank(m, m->story->incidents.n, contact_weight, &n);
  for (uint32_t k = 0; order && k < n; k++) {
    if (is_full(m, RO_SECTION_CONTACTS)) {
      m->brief->section[RO_SECTION_CONTACTS].n_more = n - k;
      return;
    }
    const ro_incident *x = &m->story->incidents.at[order[k].index];
    add_incident(m, RO_SECTION_CONTACTS, order[k].index);
    for (uint32_t s = 0; s < x->accounts.n && s < MOST_SIDES; s++)
      add_side(m, RO_SECTION_CONTACTS, &x->accounts.at[s]);
  }
}

static double commitment_weight(const maker *m, uint32_t i) {
  const ro_commitment *c = &m->story->commitments.at[i];
  if (!c->what.len || !c->stated_by.n) return 0;
  double reports = 0;
  for (uint32_t k = 0; k < c->stated_by.n; k++)
    reports += count_families(m, &c->stated_by.at[k].evidence);
  return (1 + reports) * (c->who.n ? 2 : 1) * (c->omitted_by.n ? 1.5 : 1);
}

static ro_str omitted_by(maker *m, const ro_commitment *c) {
  ro_buf buf = {0};
  for (uint32_t i = 0; i < c->omitted_by.n && i < 3; i++)
    ro_buf_printf(&buf, "%s%.*s", i ? ", " : "", RO_FMT(m->brief->source[c->omitted_by.at[i]]));
  ro_str names = ro_str_copy(m->arena, (ro_str){buf.data, buf.len});
  ro_buf_free(&buf);
  return names;
}

static void add_commitment(maker *m, uint32_t i) {
  const ro_commitment *c = &m->story->commitments.at[i];
  ro_brief_line *line = add_line(m, RO_SECTION_COMMITMENTS, c->id);
  if (!line) return;
  line->lead = ro_words_entities(&m->words, &c->who, MOST_PARTIES);
  line->text = cut(m, c->what);
  line->note = ro_str_from(ro_commitment_status_label[c->status]);
  if (c->condition.len)
    line->text = ro_str_printf(m->arena, "%.*s — condition: %.*s", RO_FMT(line->text),
                               RO_FMT(cut(m, c->condition)));
  if (c->omitted_by.n)
    line->note = ro_str_printf(m->arena, "%.*s; told without the condition by %.*s",
                               RO_FMT(line->note), RO_FMT(omitted_by(m, c)));
  for (uint32_t k = 0; k < c->stated_by.n; k++)
    add_evidence(m, &line->evidence, &c->stated_by.at[k].evidence);
}

static void make_commitments(maker *m) {
  uint32_t n;
  ranked *order = rank(m, m->story->commitments.n, commitment_weight, &n);
  for (uint32_t k = 0; order && k < n; k++) {
    if (is_full(m, RO_SECTION_COMMITMENTS)) {
      m->brief->section[RO_SECTION_COMMITMENTS].n_more = n - k;
      return;
    }
    add_commitment(m, order[k].index);
  }
}

static ro_str explanation(maker *m, uint32_t by) {
  static const char *const words[8] = {"",
                                       "may be explained by different dates",
                                       "may be explained by different scope",
                                       "may be explained by dates and scope",
                                       "may be explained by different sources",
                                       "may be explained by dates and sources",
                                       "may be explained by scope and sources",
                                       "may be explained by dates, scope and sources"};
  return ro_str_copy(m->arena, ro_str_from(words[by & 7]));
}

/* The sides of a conflict, one of each stance in turn, so that every stance is heard. */
static void add_sides(maker *m, const ro_conflict *k) {
  bool *is_shown = RO_ARRAY(m->arena, bool, k->sides.n + 1);
  uint32_t n = 0;
  for (uint32_t round = 0; is_shown && round < MOST_SIDES && n < MOST_SIDES; round++)
    for (uint32_t s = 0; s < k->sides.n && n < MOST_SIDES; s++) {
      bool is_heard = is_shown[s]; /* has this stance spoken in this round? */
      for (uint32_t t = 0, spoken = 0; t < k->sides.n && !is_heard; t++) {
        spoken += k->sides.at[t].stance == k->sides.at[s].stance && is_shown[t];
        is_heard = spoken > round;
      }
      if (is_heard) continue;
      is_shown[s] = true;
      add_side(m, RO_SECTION_DISPUTED, &k->sides.at[s]);
      n++;
    }
}

static void make_disputed(maker *m) {
  for (uint32_t i = 0; i < m->story->conflicts.n; i++) {
    const ro_conflict *k = &m->story->conflicts.at[i];
    if (k->kind == RO_CONFLICT_NAME_VARIANT) continue;
    if (is_full(m, RO_SECTION_DISPUTED)) {
      m->brief->section[RO_SECTION_DISPUTED].n_more++;
      continue;
    }
    ro_brief_line *line = add_line(m, RO_SECTION_DISPUTED, k->id);
    if (!line) return;
    line->text = ro_words_capital(m->arena, k->issue);
    line->note = explanation(m, k->explained_by);
    for (uint32_t s = 0; s < k->sides.n; s++)
      add_evidence(m, &line->evidence, &k->sides.at[s].evidence);
    add_sides(m, k);
  }
}

static double series_weight(const maker *m, uint32_t i) {
  const ro_series *s = &m->story->figures.at[i];
  double points = 0;
  for (uint32_t k = 0; k < s->points.n; k++)
    points += 1 + count_families(m, &s->points.at[k].evidence);
  return points;
}

static void add_point(maker *m, const ro_series *s, const ro_point *p) {
  ro_brief_line *line = add_sub(m, RO_SECTION_FIGURES);
  if (!line) return;
  line->lead = ro_words_figure(&m->words, p->low, p->high, p->comparator, s->unit);
  ro_str date = ro_words_date(&m->words, p->as_of), by = ro_words_entity(&m->words, p->by);
  line->text = date;
  if (by.len)
    line->text = ro_str_printf(m->arena, "%.*s%saccording to %.*s", RO_FMT(date),
                               date.len ? ", " : "", RO_FMT(by));
  line->note = cut(m, p->scope);
  line->low = p->low;
  line->high = p->high;
  add_evidence(m, &line->evidence, &p->evidence);
}

static bool is_same_point(const ro_point *a, const ro_point *b) {
  bool has_low = isnan(a->low) ? isnan(b->low) : a->low == b->low;
  bool has_high = isnan(a->high) ? isnan(b->high) : a->high == b->high;
  return has_low && has_high && a->comparator == b->comparator && ro_str_equal(a->scope, b->scope);
}

/* The latest figures, each once: where it was first given. */
static void add_points(maker *m, const ro_series *s) {
  bool *is_first = RO_ARRAY(m->arena, bool, s->points.n + 1);
  uint32_t n = 0;
  for (uint32_t p = 0; is_first && p < s->points.n; p++) {
    is_first[p] = true;
    for (uint32_t q = 0; q < p && is_first[p]; q++)
      is_first[p] = !is_same_point(&s->points.at[p], &s->points.at[q]);
    n += is_first[p];
  }
  for (uint32_t p = 0; is_first && p < s->points.n; p++)
    if (is_first[p] && n-- <= MOST_POINTS) add_point(m, s, &s->points.at[p]);
}

static void make_figures(maker *m) {
  uint32_t n;
  ranked *order = rank(m, m->story->figures.n, series_weight, &n);
  for (uint32_t k = 0; order && k < n; k++) {
    if (is_full(m, RO_SECTION_FIGURES)) {
      m->brief->section[RO_SECTION_FIGURES].n_more = n - k;
      return;
    }
    const ro_series *s = &m->story->figures.at[order[k].index];
    ro_brief_line *line = add_line(m, RO_SECTION_FIGURES, s->id);
    if (!line) return;
    line->text = ro_words_capital(m->arena, s->what);
    for (uint32_t p = 0; p < s->points.n; p++)
      add_evidence(m, &line->evidence, &s->points.at[p].evidence);
    add_points(m, s);
  }
}

static void make_claims(maker *m) {
  for (uint32_t i = 0; i < m->story->claims.n; i++) {
    const ro_claim *p = &m->story->claims.at[i];
    if (is_full(m, RO_SECTION_CLAIMS)) {
      m->brief->section[RO_SECTION_CLAIMS].n_more = m->story->claims.n - i;
      return;
    }
    ro_brief_line *line = add_line(m, RO_SECTION_CLAIMS, p->id);
    if (!line) return;
    line->lead = ro_words_entities(&m->words, &p->holders, MOST_PARTIES);
    line->text = cut(m, p->says);
    line->note =
        p->basis == RO_BASIS_ON_RECORD ? p->likelihood : ro_str_from(ro_basis_label[p->basis]);
    if (p->reports > 1)
      line->note = ro_str_printf(m->arena, "%.*s%s%u reports, %u %s", RO_FMT(line->note),
                                 line->note.len ? "; " : "", p->reports, p->origins,
                                 p->origins == 1 ? "origin" : "origins");
    add_evidence(m, &line->evidence, &p->evidence);
  }
}

static double indicator_weight(const maker *m, uint32_t i) {
  const ro_indicator *n = &m->story->indicators.at[i];
  return 1 + log2(1 + (double)count_families(m, &n->evidence)) + freshness(m, n->seen);
}

static void make_watch(maker *m) {
  uint32_t n;
  ranked *order = rank(m, m->story->indicators.n, indicator_weight, &n);
  for (uint32_t k = 0; order && k < n; k++) {
    if (is_full(m, RO_SECTION_WATCH)) {
      m->brief->section[RO_SECTION_WATCH].n_more = n - k;
      return;
    }
    const ro_indicator *x = &m->story->indicators.at[order[k].index];
    ro_brief_line *line = add_line(m, RO_SECTION_WATCH, x->id);
    if (!line) return;
    line->lead = x->is_escalation ? RO_STR("↑") : RO_STR("↓");
    line->text = ro_words_capital(m->arena, x->name);
    line->note = ro_words_date(&m->words, x->seen);
    if (x->is_against)
      line->note = ro_str_printf(m->arena, "speaks against it; %.*s", RO_FMT(line->note));
    add_evidence(m, &line->evidence, &x->evidence);
  }
}

/* The latest entries that fit, in the order of the days. */
static void make_timeline(maker *m) {
  uint32_t n = m->story->timeline.n, most = most_lines[RO_SECTION_TIMELINE];
  uint32_t first = n > most ? n - most : 0;
  m->brief->section[RO_SECTION_TIMELINE].n_more = first;
  for (uint32_t i = first; i < n; i++) {
    const ro_entry *t = &m->story->timeline.at[i];
    ro_brief_line *line = add_line(m, RO_SECTION_TIMELINE, t->id);
    if (!line) return;
    line->lead = ro_words_date(&m->words, t->date);
    line->text = ro_words_capital(m->arena, cut(m, t->text));
    line->note = ro_words_status(t->status);
    add_evidence(m, &line->evidence, &t->evidence);
  }
}

static void make_unknown(maker *m) {
  for (uint32_t i = 0; i < m->story->questions.n && !is_full(m, RO_SECTION_UNKNOWN); i++) {
    const ro_question *q = &m->story->questions.at[i];
    ro_brief_line *line = add_line(m, RO_SECTION_UNKNOWN, q->id);
    if (!line) return;
    line->text = ro_words_capital(m->arena, q->question);
    add_evidence(m, &line->evidence, &q->evidence);
  }
}

/* ---- sources */

static ro_str file_name(ro_str path) {
  size_t begin = path.len;
  while (begin > 0 && path.data[begin - 1] != '/') begin--;
  ro_str name = ro_str_sub(path, begin, path.len);
  size_t dot = ro_str_find(name, RO_STR(".txt"));
  return dot > 0 ? ro_str_sub(name, 0, dot) : name;
}

/* "Daily Ledger" of "The Daily Ledger Media Group Ltd." */
static ro_str short_publisher(ro_str name) {
  static const char *const tails[] = {" Limited", " Ltd.", " Ltd",   " Inc.",  " Inc",
                                      " LLC",     " plc",  " Group", " Media", " Online"};
  bool is_cut = true;
  while (is_cut) {
    is_cut = false;
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
      ro_str tail = ro_str_from(tails[i]);
      if (!ro_str_ends(name, tail) || name.len < tail.len + 3) continue;
      name.len -= tail.len;
      is_cut = true;
    }
  }
  return ro_str_starts(name, RO_STR("The ")) ? ro_str_sub(name, 4, name.len) : name;
}

/* A report is called by its publisher, numbered from the second on; else by its place here. */
static void name_sources(maker *m) {
  const ro_story *story = m->story;
  for (uint32_t i = 0; i < story->n_docs; i++) {
    ro_str publisher = story->docs[i]->meta.publisher;
    uint32_t same = 1;
    for (uint32_t k = 0; k < i && publisher.len; k++)
      same += ro_str_equal(story->docs[k]->meta.publisher, publisher);
    ro_str name = short_publisher(publisher);
    if (!publisher.len)
      name = ro_str_printf(m->arena, "report %u", i + 1);
    else if (same > 1)
      name = ro_str_printf(m->arena, "%.*s (%u)", RO_FMT(name), same);
    m->brief->source[i] = name;
  }
}

static void make_sources(maker *m) {
  const ro_story *story = m->story;
  for (uint32_t i = 0; i < story->n_docs; i++) {
    const ro_meta *meta = &story->docs[i]->meta;
    if (is_full(m, RO_SECTION_SOURCES)) {
      m->brief->section[RO_SECTION_SOURCES].n_more = story->n_docs - i;
      return;
    }
    ro_brief_line *line = add_line(m, RO_SECTION_SOURCES, (ro_str){NULL, 0});
    ro_evidence *e = line ? RO_ADD(m->arena, &line->evidence) : NULL;
    if (!e) return;
    *e = (ro_evidence){i, {0, 0}};
    line->lead = m->brief->source[i];
    line->text = meta->title.len ? ro_str_printf(m->arena, "%.*s — %.*s", RO_FMT(meta->title),
                                                 RO_FMT(file_name(meta->path)))
                                 : file_name(meta->path);
    ro_str date = ro_words_date(&m->words, meta->published);
    line->note = date.len ? ro_str_printf(m->arena, "%.*s, dated by %s", RO_FMT(date),
                                          ro_date_basis_label[meta->published_basis])
                          : RO_STR("undated");
    if (story->family[i] != i)
      line->note = ro_str_printf(m->arena, "%.*s; copy of %.*s", RO_FMT(line->note),
                                 RO_FMT(m->brief->source[story->family[i]]));
  }
}

/* ---- the whole */

/* The three entities most spoken of that can act: states, bodies, people. */
static ro_str story_title(const maker *m) {
  ro_buf buf = {0};
  uint32_t n = 0;
  for (uint32_t i = 0; i < m->story->entities.n && n < 3; i++) {
    const ro_entity *e = &m->story->entities.at[i];
    if (e->type != RO_MENTION_GPE && e->type != RO_MENTION_ORG && e->type != RO_MENTION_PER)
      continue;
    ro_buf_printf(&buf, "%s%.*s", n == 0 ? "" : n == 1 ? ", " : " and ", RO_FMT(e->name));
    n++;
  }
  ro_str title = ro_str_copy(m->arena, (ro_str){buf.data, buf.len});
  ro_buf_free(&buf);
  return title;
}

static void find_period(maker *m) {
  ro_interval period = {RO_NO_DATE, RO_NO_DATE};
  for (uint32_t i = 0; i < m->story->n_docs; i++) {
    ro_interval d = m->story->docs[i]->meta.published;
    if (d.from != RO_NO_DATE && (period.from == RO_NO_DATE || d.from < period.from))
      period.from = d.from;
    if (d.to != RO_NO_DATE && (period.to == RO_NO_DATE || d.to > period.to)) period.to = d.to;
  }
  m->last_day = period.to;
  m->brief->period = ro_words_date(&m->words, period);
}

static void number_lines(maker *m) {
  for (uint32_t s = 0; s < RO_N_SECTION; s++)
    for (uint32_t i = 0; i < m->brief->section[s].lines.n; i++) {
      ro_brief_line *line = &m->brief->section[s].lines.at[i];
      if (!line->is_sub && line->id.len) line->number = ++m->n_lines;
    }
}

ro_status ro_brief_make(const ro_story *story, ro_arena *arena, ro_brief **out) {
  maker m = {.story = story, .arena = arena, .brief = RO_NEW(arena, ro_brief)};
  if (!m.brief) return RO_ENOMEM;
  m.brief->story = story;
  m.brief->source = RO_ARRAY(arena, ro_str, story->n_docs + 1);
  if (!m.brief->source) return RO_ENOMEM;
  RO_TRY(ro_words_open(story, arena, &m.words));
  find_period(&m);
  name_sources(&m);
  m.brief->title = story_title(&m);
  make_stands(&m);
  make_changed(&m);
  make_contacts(&m);
  make_commitments(&m);
  make_disputed(&m);
  make_figures(&m);
  make_claims(&m);
  make_watch(&m);
  make_timeline(&m);
  make_unknown(&m);
  make_sources(&m);
  number_lines(&m);
  *out = m.brief;
  return ro_arena_has_failed(arena) ? RO_ENOMEM : RO_OK;
}

ro_str ro_brief_line_id(const ro_brief *brief, uint32_t number) {
  for (uint32_t s = 0; s < RO_N_SECTION; s++)
    for (uint32_t i = 0; i < brief->section[s].lines.n; i++)
      if (number && brief->section[s].lines.at[i].number == number)
        return brief->section[s].lines.at[i].id;
  return (ro_str){NULL, 0};
}

bool ro_brief_has_colon(ro_section_id section, const ro_brief_line *line) {
  return line->is_sub || section == RO_SECTION_TIMELINE || section == RO_SECTION_CLAIMS ||
         section == RO_SECTION_COMMITMENTS || section == RO_SECTION_SOURCES;
}
