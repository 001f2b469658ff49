/* The tables as data: which field of which row stands in which column. */
#include <stdio.h>
#include <string.h>

#include "store/store_internal.h"

#define C(name, kind, type, field) \
  { name, STORE_##kind, offsetof(type, field), NULL, 0 }
#define L(name, type, field, list, n) \
  { name, STORE_LABEL, offsetof(type, field), list, n }
#define END \
  { NULL, STORE_END, 0, NULL, 0 }
#define COLUMNS static const store_column
#define NO_LIST \
  { NULL, NULL, NULL, NULL, STORE_END, 0 }
#define NO_ROWS \
  { NULL, 0 }

/* ---- reports */

#define META(type, m) \
  C("title", TEXT, type, m.title), C("publisher", TEXT, type, m.publisher), \
      C("credit", TEXT, type, m.credit), C("byline", TEXT, type, m.byline), \
      C("url", TEXT, type, m.url), C("language", TEXT, type, m.language), \
      C("media", TEXT, type, m.media), C("published", INTERVAL, type, m.published), \
      L("published_basis", type, m.published_basis, ro_date_basis_label, RO_N_DATE_BASIS)

COLUMNS report_columns[] = {C("id", TEXT, ro_doc, id), C("path", TEXT, ro_doc, meta.path),
                            META(ro_doc, meta), C("text", TEXT, ro_doc, text), END};
const store_table store_reports = {
    .name = "reports", .row_size = sizeof(ro_doc), .columns = report_columns};

COLUMNS given_columns[] = {META(ro_doc, given), END};
const store_table store_given = {
    .name = "report_given", .row_size = sizeof(ro_doc), .columns = given_columns};

COLUMNS reason_columns[] = {C("", SPAN, ro_reason, span), C("why", TEXT, ro_reason, why), END};
static const store_table reasons = {
    .name = "date_reasons", .row_size = sizeof(ro_reason), .columns = reason_columns};

COLUMNS given_reason_columns[] = {C("why", TEXT, ro_reason, why), END};
const store_table store_given_reasons = {
    .name = "date_reasons_given", .row_size = sizeof(ro_reason), .columns = given_reason_columns};

COLUMNS aside_columns[] = {C("", SPAN, ro_aside, span),
                           L("kind", ro_aside, kind, ro_aside_label, RO_N_SET_ASIDE), END};
static const store_table set_aside = {
    .name = "set_aside", .row_size = sizeof(ro_aside), .columns = aside_columns};

COLUMNS notice_columns[] = {C("stage", TEXT, ro_notice, stage), C("what", TEXT, ro_notice, what),
                            C("", SPAN, ro_notice, span), END};
static const store_table notices = {
    .name = "notices", .row_size = sizeof(ro_notice), .columns = notice_columns};

const store_rows store_report_tables[] = {{&reasons, offsetof(ro_doc, meta.reasons)},
                                          {&set_aside, offsetof(ro_doc, set_aside)},
                                          {&notices, offsetof(ro_doc, notices)},
                                          NO_ROWS};
/* ---- the story */

COLUMNS role_columns[] = {C("role", TEXT, ro_role, role), C("of", ENTITY, ro_role, of),
                          C("term", INTERVAL, ro_role, term), END};
static const store_table roles = {
    .name = "roles", .owner = "entity", .row_size = sizeof(ro_role), .columns = role_columns};

COLUMNS alias_columns[] = {C("form", TEXT, ro_alias, form), C("count", COUNT, ro_alias, count),
                           END};
static const store_list alias_lists[] = {
    {"alias_reports", "alias", NULL, "report", STORE_REPORT, offsetof(ro_alias, docs)}, NO_LIST};
static const store_table aliases = {.name = "aliases",
                                    .owner = "entity",
                                    .row_size = sizeof(ro_alias),
                                    .columns = alias_columns,
                                    .lists = alias_lists};

COLUMNS entity_columns[] = {C("id", TEXT, ro_entity, id),
                            C("name", TEXT, ro_entity, name),
                            L("type", ro_entity, type, ro_mention_type_label, RO_N_MENTION_TYPE),
                            C("key", TEXT, ro_entity, key),
                            C("is_anonymous", FLAG, ro_entity, is_anonymous),
                            C("is_group", FLAG, ro_entity, is_group),
                            C("why", TEXT, ro_entity, why),
                            END};
static const store_rows entity_children[] = {
    {&roles, offsetof(ro_entity, roles)}, {&aliases, offsetof(ro_entity, aliases)}, NO_ROWS};
static const store_table entities = {.name = "entities",
                                     .row_size = sizeof(ro_entity),
                                     .columns = entity_columns,
                                     .children = entity_children,
                                     .evidence = "e",
                                     .evidence_offset = offsetof(ro_entity, mentions)};

COLUMNS history_columns[] = {
    C("date", INTERVAL, ro_history, date),
    L("status", ro_history, status, ro_event_status_label, RO_N_EVENT_STATUS), END};
static const store_table history = {.name = "incident_history",
                                    .owner = "incident",
                                    .row_size = sizeof(ro_history),
                                    .columns = history_columns,
                                    .evidence = "h",
                                    .evidence_offset = offsetof(ro_history, evidence)};

COLUMNS side_columns[] = {C("holder", ENTITY, ro_side, holder), C("stance", COUNT, ro_side, stance),
                          C("says", TEXT, ro_side, says), END};
COLUMNS account_columns[] = {C("holder", ENTITY, ro_side, holder), C("says", TEXT, ro_side, says),
                             END};
static const store_table accounts = {.name = "incident_accounts",
                                     .owner = "incident",
                                     .row_size = sizeof(ro_side),
                                     .columns = account_columns,
                                     .evidence = "a",
                                     .evidence_offset = offsetof(ro_side, evidence)};

COLUMNS incident_columns[] = {
    C("id", TEXT, ro_incident, id),
    C("label", TEXT, ro_incident, label),
    L("class", ro_incident, type, ro_event_class_label, RO_N_EVENT_CLASS),
    C("cameo", CODE, ro_incident, cameo),
    L("status", ro_incident, status, ro_event_status_label, RO_N_EVENT_STATUS),
    C("date", INTERVAL, ro_incident, date),
    C("place", ENTITY, ro_incident, place),
    L("channel", ro_incident, channel, ro_channel_label, RO_N_CHANNEL),
    C("rule", RULE, ro_incident, rule),
    END};
static const store_list incident_lists[] = {{"incident_parties", "incident", "actor", "entity",
                                             STORE_ENTITY, offsetof(ro_incident, actors)},
                                            {"incident_parties", "incident", "recipient", "entity",
                                             STORE_ENTITY, offsetof(ro_incident, recipients)},
                                            NO_LIST};
static const store_rows incident_children[] = {{&history, offsetof(ro_incident, history)},
                                               {&accounts, offsetof(ro_incident, accounts)},
                                               NO_ROWS};
static const store_table incidents = {.name = "incidents",
                                      .row_size = sizeof(ro_incident),
                                      .columns = incident_columns,
                                      .children = incident_children,
                                      .lists = incident_lists,
                                      .evidence = "i",
                                      .evidence_offset = offsetof(ro_incident, mentions)};

COLUMNS point_columns[] = {
    C("low", REAL, ro_point, low),
    C("high", REAL, ro_point, high),
    L("comparator", ro_point, comparator, ro_comparator_label, RO_N_COMPARATOR),
    C("scope", TEXT, ro_point, scope),
    C("as_of", INTERVAL, ro_point, as_of),
    C("by", ENTITY, ro_point, by),
    END};
static const store_table points = {.name = "points",
                                   .owner = "series",
                                   .row_size = sizeof(ro_point),
                                   .columns = point_columns,
                                   .evidence = "q",
                                   .evidence_offset = offsetof(ro_point, evidence)};

COLUMNS series_columns[] = {C("id", TEXT, ro_series, id), C("what", TEXT, ro_series, what),
                            C("unit", TEXT, ro_series, unit), END};
static const store_rows series_children[] = {{&points, offsetof(ro_series, points)}, NO_ROWS};
static const store_table series = {.name = "series",
                                   .row_size = sizeof(ro_series),
                                   .columns = series_columns,
                                   .children = series_children};

COLUMNS stated_columns[] = {C("entity", ENTITY, ro_stated, entity), END};
static const store_table stated = {.name = "stated_by",
                                   .owner = "commitment",
                                   .row_size = sizeof(ro_stated),
                                   .columns = stated_columns,
                                   .evidence = "s",
                                   .evidence_offset = offsetof(ro_stated, evidence)};

COLUMNS commitment_columns[] = {
    C("id", TEXT, ro_commitment, id),
    C("what", TEXT, ro_commitment, what),
    C("condition", TEXT, ro_commitment, condition),
    L("status", ro_commitment, status, ro_commitment_status_label, RO_N_COMMITMENT_STATUS),
    C("rule", RULE, ro_commitment, rule),
    END};
static const store_list commitment_lists[] = {
    {"commitment_parties", "commitment", NULL, "entity", STORE_ENTITY,
     offsetof(ro_commitment, who)},
    {"commitment_incidents", "commitment", "depends_on", "incident", STORE_INCIDENT,
     offsetof(ro_commitment, depends_on)},
    {"commitment_incidents", "commitment", "about", "incident", STORE_INCIDENT,
     offsetof(ro_commitment, about)},
    {"omitted_by", "commitment", NULL, "report", STORE_REPORT, offsetof(ro_commitment, omitted_by)},
    NO_LIST};
static const store_rows commitment_children[] = {{&stated, offsetof(ro_commitment, stated_by)},
                                                 NO_ROWS};
static const store_table commitments = {.name = "undertakings",
                                        .row_size = sizeof(ro_commitment),
                                        .columns = commitment_columns,
                                        .children = commitment_children,
                                        .lists = commitment_lists};

static const store_table sides = {.name = "sides",
                                  .owner = "conflict",
                                  .row_size = sizeof(ro_side),
                                  .columns = side_columns,
                                  .evidence = "d",
                                  .evidence_offset = offsetof(ro_side, evidence)};

static const char *const explanations[] = {"dates", "scope", "source"}; /* bits of RO_BY_… */
COLUMNS conflict_columns[] = {
    C("id", TEXT, ro_conflict, id),
    L("kind", ro_conflict, kind, ro_conflict_kind_label, RO_N_CONFLICT_KIND),
    C("issue", TEXT, ro_conflict, issue),
    {"explained_by", STORE_SET, offsetof(ro_conflict, explained_by), explanations, 3},
    L("severity", ro_conflict, severity, ro_severity_label, RO_N_SEVERITY),
    C("rule", RULE, ro_conflict, rule),
    END};
static const store_rows conflict_children[] = {{&sides, offsetof(ro_conflict, sides)}, NO_ROWS};
static const store_table conflicts = {.name = "disputes",
                                      .row_size = sizeof(ro_conflict),
                                      .columns = conflict_columns,
                                      .children = conflict_children};

COLUMNS claim_columns[] = {C("id", TEXT, ro_claim, id),
                           C("says", TEXT, ro_claim, says),
                           C("origins", COUNT, ro_claim, origins),
                           C("reports", COUNT, ro_claim, reports),
                           L("basis", ro_claim, basis, ro_basis_label, RO_N_BASIS),
                           L("act", ro_claim, act, ro_act_label, RO_N_ACT),
                           C("likelihood", TEXT, ro_claim, likelihood),
                           C("rule", RULE, ro_claim, rule),
                           END};
static const store_list claim_lists[] = {
    {"holders", "claim", NULL, "entity", STORE_ENTITY, offsetof(ro_claim, holders)}, NO_LIST};
static const store_table claims = {.name = "claims",
                                   .row_size = sizeof(ro_claim),
                                   .columns = claim_columns,
                                   .lists = claim_lists,
                                   .evidence = "p",
                                   .evidence_offset = offsetof(ro_claim, evidence)};

COLUMNS entry_columns[] = {C("id", TEXT, ro_entry, id),
                           C("date", INTERVAL, ro_entry, date),
                           C("precision", TEXT, ro_entry, precision),
                           C("text", TEXT, ro_entry, text),
                           L("status", ro_entry, status, ro_event_status_label, RO_N_EVENT_STATUS),
                           C("incident", INCIDENT, ro_entry, incident),
                           END};
static const store_table timeline = {.name = "timeline_entries",
                                     .row_size = sizeof(ro_entry),
                                     .columns = entry_columns,
                                     .evidence = "t",
                                     .evidence_offset = offsetof(ro_entry, evidence)};

COLUMNS indicator_columns[] = {C("id", TEXT, ro_indicator, id),
                               C("name", TEXT, ro_indicator, name),
                               C("is_escalation", FLAG, ro_indicator, is_escalation),
                               C("is_against", FLAG, ro_indicator, is_against),
                               C("seen", INTERVAL, ro_indicator, seen),
                               C("rule", RULE, ro_indicator, rule),
                               END};
static const store_table indicators = {.name = "indicators",
                                       .row_size = sizeof(ro_indicator),
                                       .columns = indicator_columns,
                                       .evidence = "n",
                                       .evidence_offset = offsetof(ro_indicator, evidence)};

COLUMNS question_columns[] = {C("id", TEXT, ro_question, id),
                              C("question", TEXT, ro_question, question), END};
static const store_table questions = {.name = "questions",
                                      .row_size = sizeof(ro_question),
                                      .columns = question_columns,
                                      .evidence = "o",
                                      .evidence_offset = offsetof(ro_question, evidence)};

const store_rows store_story_tables[] = {
    {&entities, offsetof(ro_story, entities)},   {&incidents, offsetof(ro_story, incidents)},
    {&series, offsetof(ro_story, figures)},      {&commitments, offsetof(ro_story, commitments)},
    {&conflicts, offsetof(ro_story, conflicts)}, {&claims, offsetof(ro_story, claims)},
    {&timeline, offsetof(ro_story, timeline)},   {&indicators, offsetof(ro_story, indicators)},
    {&questions, offsetof(ro_story, questions)}, NO_ROWS};

const char *const store_account_tables[] = {"date_reasons",
                                            "set_aside",
                                            "notices",
                                            "entities",
                                            "incidents",
                                            "roles",
                                            "aliases",
                                            "alias_reports",
                                            "incident_parties",
                                            "incident_history",
                                            "incident_accounts",
                                            "series",
                                            "points",
                                            "undertakings",
                                            "commitment_parties",
                                            "commitment_incidents",
                                            "stated_by",
                                            "omitted_by",
                                            "disputes",
                                            "sides",
                                            "claims",
                                            "holders",
                                            "timeline_entries",
                                            "indicators",
                                            "questions",
                                            "passages",
                                            NULL};

int store_column_names(const store_column *column, char names[3][64]) {
  static const char *const span_parts[] = {"begin", "end", "words"};
  static const char *const interval_parts[] = {"from", "to"};
  bool is_span = column->kind == STORE_SPAN, is_interval = column->kind == STORE_INTERVAL;
  int n = is_span ? 3 : is_interval ? 2 : 1;
  for (int i = 0; i < n; i++) {
    const char *part = is_span ? span_parts[i] : is_interval ? interval_parts[i] : "";
    snprintf(names[i], 64, "%s%s%s", column->name, *column->name && *part ? "_" : "", part);
  }
  return n;
}

store_any_rows store_rows_at(const void *owner, size_t offset) {
  store_any_rows rows;
  memcpy(&rows, (const char *)owner + offset, sizeof rows);
  return rows;
}
