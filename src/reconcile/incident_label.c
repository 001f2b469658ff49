/* An incident in a few plain words: "Doran and Ilves speak by phone", "Feared attack by Osmark on
 * Varland".  What has happened is told by a verb; what has not, by a noun under a word for its
 * status, because a bare verb would state it as fact.  Words per kind: lexicon/event_labels.tsv.
 * Where parts make no sentence, the report's own clause is taken (incident_clause.c). */
#include "base/utf8.h"
#include "reconcile/incident_internal.h"

enum { MAX_NAMES = 2 };

static uint32_t label_row(const ro_incident_maker *maker, ro_str kind, ro_str type) {
  for (uint32_t r = ro_table_find(maker->labels, kind); r != RO_NONE;
       r = ro_table_next(maker->labels, r))
    if (ro_str_equal(ro_table_field(maker->labels, r, maker->labels_class), type)) return r;
  return RO_NONE;
}

/* The first row of the class in the table of labels. */
static uint32_t default_row(const ro_incident_maker *maker, ro_str type) {
  for (uint32_t r = 0; r < ro_table_rows(maker->labels); r++)
    if (ro_str_equal(ro_table_field(maker->labels, r, maker->labels_class), type)) return r;
  return 0;
}

static ro_str kind_of_word(const ro_incident_maker *maker, ro_str word, ro_str type) {
  for (uint32_t r = ro_table_find(maker->kinds, word); r != RO_NONE;
       r = ro_table_next(maker->kinds, r))
    if (ro_str_equal(ro_table_field(maker->kinds, r, maker->kinds_class), type))
      return ro_table_field(maker->kinds, r, maker->kinds_kind);
  return (ro_str){NULL, 0};
}

uint32_t ro_incident_kind(const ro_incident_maker *maker, const ro_doc *doc,
                          const ro_event *event) {
  ro_str type = ro_str_from(ro_event_class_label[event->type]);
  uint32_t first = ro_doc_token_at(doc, event->trigger.begin);
  ro_str kind = {NULL, 0};
  for (uint32_t t = first; t < event->token && !kind.len; t++) { /* "war game" before "game" */
    ro_str phrase = ro_str_join(doc->arena, ro_doc_lower(doc, t), " ", ro_doc_lemma(doc, t + 1));
    kind = kind_of_word(maker, phrase, type);
  }
  if (!kind.len) kind = kind_of_word(maker, ro_doc_lemma(doc, event->token), type);
  uint32_t row = kind.len ? label_row(maker, kind, type) : RO_NONE;
  return row == RO_NONE ? default_row(maker, type) : row;
}

/* ------------------------------------------------------------------ words */

static void put_names(const ro_story *story, const ro_indexes *list, ro_buf *out) {
  uint32_t n = list->n > MAX_NAMES + 1 ? MAX_NAMES : list->n;
  for (uint32_t i = 0; i < n; i++) {
    if (i) ro_buf_text(out, i + 1 == list->n ? " and " : ", ");
    ro_buf_str(out, story->entities.at[list->at[i]].name);
  }
  if (list->n > n) ro_buf_text(out, " and others");
}

static const char *status_word(ro_event_status status, ro_event_class type) {
  static const char *const word[RO_N_EVENT_STATUS] = {
      [RO_STATUS_HAPPENED] = "",
      [RO_STATUS_PLANNED] = "Planned ",
      [RO_STATUS_PROPOSED] = "Proposed ",
      [RO_STATUS_CONDITIONAL] = "Conditional ",
      [RO_STATUS_THREATENED] = "Threatened ",
      [RO_STATUS_PREDICTED] = "Possible ",
      [RO_STATUS_DENIED] = "No ",
      [RO_STATUS_UNVERIFIED] = "Reported ",
  };
  if (status == RO_STATUS_PREDICTED && (type == RO_EVENT_ASSAULT || type == RO_EVENT_COERCE))
    return "Feared ";
  return word[status];
}

static bool is_plural_name(const ro_story *story, const ro_indexes *list) {
  return list->n > 1 || (list->n == 1 && story->entities.at[list->at[0]].is_group);
}

static ro_str finish(ro_story *story, ro_buf *out) {
  ro_str label = ro_str_copy(story->arena, (ro_str){out->data, out->len});
  if (label.len && label.data[0] >= 'a' && label.data[0] <= 'z') {
    char first[2] = {(char)(label.data[0] - 'a' + 'A'), 0};
    label = ro_str_join(story->arena, ro_str_from(first), "", ro_str_sub(label, 1, label.len));
  }
  ro_buf_free(out);
  return label;
}

static void put_noun(const ro_incident_maker *maker, const ro_story *story,
                     const ro_incident *incident, uint32_t row, ro_buf *out) {
  bool is_contact = incident->type == RO_EVENT_CONSULT;
  ro_buf_text(out, status_word(incident->status, incident->type));
  ro_buf_str(out, ro_table_field(maker->labels, row, maker->labels_noun));
  if (incident->actors.n) {
    ro_buf_text(out, is_contact ? (incident->actors.n > 1 ? " between " : " of ") : " by ");
    put_names(story, &incident->actors, out);
  }
}

/* A channel known of a contact picks its words. */
static uint32_t row_of(const ro_incident_maker *maker, const ro_incident *incident, uint32_t kind) {
  ro_str contact = RO_STR("contact");
  if (incident->type == RO_EVENT_CONSULT && incident->channel != RO_CHANNEL_NONE &&
      ro_str_equal(ro_table_field(maker->labels, kind, 0), contact)) {
    uint32_t row =
        label_row(maker, ro_str_from(ro_channel_label[incident->channel]), RO_STR("CONSULT"));
    if (row != RO_NONE) return row;
  }
  return kind;
}

/* A visit is of one person to the others, and so is a message. */
static ro_str label_of_visit(const ro_incident_maker *maker, ro_story *story,
                             const ro_incident *incident, uint32_t row) {
  ro_indexes who = {incident->actors.at, 1, 1};
  ro_indexes whom = {incident->actors.at + 1, incident->actors.n - 1, incident->actors.n - 1};
  ro_buf out = {0};
  if (incident->status == RO_STATUS_HAPPENED) {
    put_names(story, &who, &out);
    ro_str verb =
        ro_table_field(maker->labels, row,
                       is_plural_name(story, &who) ? maker->labels_plural : maker->labels_singular);
    ro_buf_printf(&out, " %.*s ", RO_FMT(verb));
  } else {
    ro_buf_text(&out, status_word(incident->status, incident->type));
    ro_buf_str(&out, ro_table_field(maker->labels, row, maker->labels_noun));
    ro_buf_text(&out, " of ");
    put_names(story, &who, &out);
    ro_buf_text(&out, " to ");
  }
  put_names(story, &whom, &out);
  return finish(story, &out);
}

static ro_str label_of_parts(const ro_incident_maker *maker, ro_story *story,
                             const ro_incident *incident, uint32_t kind) {
  uint32_t row = row_of(maker, incident, kind);
  if (incident->type == RO_EVENT_CONSULT && incident->actors.n > 1 &&
      (ro_str_is(ro_table_field(maker->labels, row, 0), "visit") ||
       ro_str_is(ro_table_field(maker->labels, row, 0), "notice")))
    return label_of_visit(maker, story, incident, row);
  bool is_contact = incident->type == RO_EVENT_CONSULT;
  bool is_clause = incident->status == RO_STATUS_HAPPENED && incident->actors.n > 0 &&
                   (!is_contact || incident->actors.n > 1 || incident->recipients.n > 0);
  ro_buf out = {0};
  if (is_clause) {
    put_names(story, &incident->actors, &out);
    ro_buf_char(&out, ' ');
    ro_buf_str(&out,
               ro_table_field(maker->labels, row,
                              is_plural_name(story, &incident->actors) ? maker->labels_plural
                                                                       : maker->labels_singular));
  } else {
    put_noun(maker, story, incident, row, &out);
  }
  if (incident->recipients.n) {
    ro_str preposition = ro_table_field(
        maker->labels, row, is_clause ? maker->labels_verb_preposition : maker->labels_preposition);
    const ro_entity *first = &story->entities.at[incident->recipients.at[0]];
    bool is_place = first->type == RO_MENTION_LOC || first->type == RO_MENTION_FAC;
    if (is_place && ro_str_is(preposition, "with")) preposition = RO_STR("in");
    ro_buf_printf(&out, preposition.len ? " %.*s " : "%.*s ", RO_FMT(preposition));
    put_names(story, &incident->recipients, &out);
  } else if (incident->place != RO_NONE && incident->type != RO_EVENT_STATEMENT) {
    const ro_entity *place = &story->entities.at[incident->place];
    ro_buf_text(&out, ro_str_starts(place->key, RO_STR("border:")) ? " near " : " in ");
    ro_buf_str(&out, place->name);
  }
  return finish(story, &out);
}

/* Parts make a good label of a contact whose parties are known and of an act that is feared or
 * threatened by one party against another; the rest is better told in the report's words. */
static bool is_told_by_parts(const ro_incident *incident) {
  if (incident->type == RO_EVENT_CONSULT) return incident->actors.n == 2 || incident->actors.n == 3;
  return (incident->type == RO_EVENT_ASSAULT || incident->type == RO_EVENT_SANCTION) &&
         incident->status != RO_STATUS_HAPPENED && (incident->actors.n || incident->recipients.n);
}

ro_str ro_incident_label(const ro_incident_maker *maker, ro_story *story,
                         const ro_incident *incident, uint32_t kind, const ro_evidence *events,
                         uint32_t n) {
  if (!is_told_by_parts(incident)) {
    ro_str clause = ro_incident_clause(story, incident, events, n, story->arena);
    if (clause.len) {
      ro_buf out = {0};
      ro_buf_str(&out, clause);
      return finish(story, &out);
    }
  }
  return label_of_parts(maker, story, incident, kind);
}
