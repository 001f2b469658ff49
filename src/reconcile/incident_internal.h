/* Parts of merging events into incidents. */
#ifndef RO_RECONCILE_INCIDENT_INTERNAL_H
#define RO_RECONCILE_INCIDENT_INTERNAL_H

#include "reconcile/reconcile_internal.h"

/* How far a happening has come: only mentions of one phase may be one incident, except contacts,
 * which are planned in one report and have taken place in the next. */
typedef enum { RO_PHASE_ACTUAL, RO_PHASE_PROSPECTIVE, RO_PHASE_ABSENT } ro_phase;

/* One mention of an event, or after merging a group of mentions that speak of one incident. */
typedef struct {
  uint32_t doc, event;
  ro_event_class type;
  uint32_t kind; /* row of event_labels.tsv */
  ro_phase phase;
  ro_indexes actors, recipients; /* story entities */
  ro_interval date;              /* told by a time expression; RO_NO_DATE where none */
  ro_date reported;              /* of the report */
  uint32_t ordinal;              /* "the second call": 2; "another": ORDINAL_OTHER; 0 = none */
  ro_channel channel;
  uint32_t place; /* story entity, RO_NONE */
  bool is_definite;
  uint32_t parent, size; /* union-find */
} ro_happening;

typedef struct {
  const ro_story *story;
  const ro_table *kinds, *labels;
  uint32_t kinds_class, kinds_kind;
  uint32_t labels_class, labels_noun, labels_singular, labels_plural, labels_preposition,
      labels_verb_preposition;
  uint32_t *state; /* [story entities] entity that stands for its country, or itself */
  bool *is_state;  /* [story entities] a country or its government */
} ro_incident_maker;

/* incident_parties.c */
ro_status ro_incident_states(ro_incident_maker *maker, ro_arena *scratch);
/* One name for each state on each side, and nobody on both. */
void ro_incident_collapse(const ro_incident_maker *maker, ro_event_class type, ro_indexes *actors,
                          ro_indexes *recipients);
/* How well the parties of two happenings agree: 0 not at all, 1 nothing speaks against it,
 * 2 one party in common, 3 both sides in common. */
int ro_incident_parties_agree(const ro_incident_maker *maker, const ro_happening *a,
                              const ro_happening *b);

/* incident_label.c */
uint32_t ro_incident_kind(const ro_incident_maker *maker, const ro_doc *doc, const ro_event *event);
ro_str ro_incident_label(const ro_incident_maker *maker, ro_story *story,
                         const ro_incident *incident, uint32_t kind, const ro_evidence *events,
                         uint32_t n);

/* incident_clause.c: the shortest clause of the reports that tells it, empty where none will do. */
ro_str ro_incident_clause(const ro_story *story, const ro_incident *incident,
                          const ro_evidence *events, uint32_t n, ro_arena *arena);

/* When the event is said to be; open where the time told is too wide to tell one happening. */
ro_interval ro_incident_date(const ro_doc *doc, const ro_event *event);

/* incident_account.c: status, history and accounts from the mentions.
 * events[n]: (doc, event index) in order of document and text. */
void ro_incident_fill(ro_story *story, ro_incident *incident, const ro_evidence *events,
                      uint32_t n);

#endif
