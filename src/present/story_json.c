/* The whole story as one JSON object: contract.md, "readout story". */
#include "present/json.h"
#include "present/kin.h"
#include "present/present.h"

typedef struct {
  const ro_story *story;
  ro_json_doc *docs; /* [n_docs] */
  ro_kin kin;
} context;

static json_t *evidence(const context *c, const ro_evidences *list) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < list->n; i++) {
    const ro_evidence *e = &list->at[i];
    const ro_doc *doc = c->story->docs[e->doc];
    json_t *o = json_object();
    json_object_set_new(o, "document", ro_json_str(doc->meta.path));
    ro_json_set_span(o, &c->docs[e->doc], e->span);
    json_object_set_new(o, "text", ro_json_str(ro_doc_span(doc, e->span)));
    json_array_append_new(array, o);
  }
  return array;
}

static json_t *entity_id(const context *c, uint32_t i) {
  return i == RO_NONE ? json_null() : ro_json_str(c->story->entities.at[i].id);
}

static json_t *entity_ids(const context *c, const ro_indexes *list) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < list->n; i++) json_array_append_new(array, entity_id(c, list->at[i]));
  return array;
}

static json_t *incident_id(const context *c, uint32_t i) {
  return i == RO_NONE ? json_null() : ro_json_str(c->story->incidents.at[i].id);
}

static json_t *incident_ids(const context *c, const ro_indexes *list) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < list->n; i++) json_array_append_new(array, incident_id(c, list->at[i]));
  return array;
}

static json_t *doc_paths(const context *c, const ro_indexes *list) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < list->n; i++)
    json_array_append_new(array, ro_json_str(c->story->docs[list->at[i]]->meta.path));
  return array;
}

/* A date or, where the interval is longer than a day, "from/to"; ".." stands for an open end. */
static json_t *interval(ro_interval i) {
  if (i.from == RO_NO_DATE && i.to == RO_NO_DATE) return json_null();
  if (i.from == i.to) return ro_json_date(i.from);
  json_t *from = ro_json_date(i.from), *to = ro_json_date(i.to);
  json_t *both = json_sprintf("%s/%s", json_is_string(from) ? json_string_value(from) : "..",
                              json_is_string(to) ? json_string_value(to) : "..");
  json_decref(from);
  json_decref(to);
  return both;
}

/* One piece of evidence; null for an empty span. */
static json_t *piece(const context *c, uint32_t doc, ro_span span) {
  if (span.begin == span.end) return json_null();
  json_t *o = json_object();
  json_object_set_new(o, "document", ro_json_str(c->story->docs[doc]->meta.path));
  ro_json_set_span(o, &c->docs[doc], span);
  json_object_set_new(o, "text", ro_json_str(ro_doc_span(c->story->docs[doc], span)));
  return o;
}

static json_t *passages(const context *c, uint32_t a, uint32_t b, ro_arena *arena) {
  ro_words_list x, y;
  ro_overlap o = {0};
  json_t *array = json_array();
  if (!ro_words_scan(c->story->docs[a], arena, &x) ||
      !ro_words_scan(c->story->docs[b], arena, &y) || !ro_overlap_find(&x, &y, arena, &o))
    return array;
  for (uint32_t i = 0; i < o.run.n; i++) {
    ro_shared r = o.run.at[i];
    json_t *p = json_object();
    json_object_set_new(p, "words", json_integer(r.n));
    ro_json_set_span(p, &c->docs[a], (ro_span){x.span[r.a].begin, x.span[r.a + r.n - 1].end});
    ro_span there = {y.span[r.b].begin, y.span[r.b + r.n - 1].end};
    json_object_set_new(p, "there", ro_json_span(&c->docs[b], there));
    json_array_append_new(array, p);
  }
  return array;
}

static json_t *changes(const context *c, uint32_t before, uint32_t after, ro_arena *arena) {
  ro_changes found;
  json_t *array = json_array();
  if (!ro_changes_find(c->story->docs[before], c->story->docs[after], arena, &found)) return array;
  for (uint32_t i = 0; i < found.change.n; i++) {
    ro_change x = found.change.at[i];
    json_t *o = json_object();
    const char *kind = x.before.end == 0 ? "added" : x.after.end == 0 ? "dropped" : "changed";
    json_object_set_new(o, "kind", json_string(kind));
    json_object_set_new(o, "before", piece(c, before, x.before));
    json_object_set_new(o, "after", piece(c, after, x.after));
    json_array_append_new(array, o);
  }
  return array;
}

/* What a report is to another of its family; null for one that stands first or alone. */
static json_t *relation(const context *c, uint32_t doc) {
  uint32_t other = ro_kin_of(&c->kin, doc);
  ro_relation r;
  if (other == RO_NONE) return json_null();
  ro_arena *arena = ro_arena_new(0);
  if (!arena || !ro_relation_find(c->story->docs[doc], c->story->docs[other], arena, &r)) {
    ro_arena_free(arena);
    return NULL;
  }
  json_t *o = json_object();
  json_object_set_new(o, "kind", json_string(ro_relation_label[r.kind]));
  json_object_set_new(o, "of", ro_json_str(c->story->docs[other]->meta.path));
  json_object_set_new(o, "supersedes", json_boolean(r.supersedes));
  json_object_set_new(o, "shared_percent", json_integer(r.of_a));
  json_object_set_new(o, "shared_percent_there", json_integer(r.of_b));
  json_object_set_new(o, "passages", passages(c, doc, other, arena));
  if (r.supersedes) json_object_set_new(o, "changes", changes(c, other, doc, arena));
  ro_arena_free(arena);
  return o;
}

static json_t *document(const context *c, uint32_t i) {
  const ro_meta *meta = &c->story->docs[i]->meta;
  json_t *o = json_object();
  json_object_set_new(o, "id", ro_json_str(c->story->docs[i]->id));
  json_object_set_new(o, "path", ro_json_str(meta->path));
  json_object_set_new(o, "title", ro_json_str_or_null(meta->title));
  json_object_set_new(o, "publisher", ro_json_str_or_null(meta->publisher));
  json_object_set_new(o, "credit", ro_json_str_or_null(meta->credit));
  json_object_set_new(o, "published", ro_json_published(&c->docs[i]));
  json_object_set_new(o, "family", json_sprintf("f%u", c->story->family[i] + 1));
  json_object_set_new(o, "relation", relation(c, i));
  return o;
}

static json_t *roles(const context *c, const ro_entity *e) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < e->roles.n; i++) {
    const ro_role *role = &e->roles.at[i];
    json_t *o = json_object();
    json_object_set_new(o, "role", ro_json_str(role->role));
    json_object_set_new(o, "of", entity_id(c, role->of));
    json_object_set_new(o, "from", ro_json_date(role->term.from));
    json_object_set_new(o, "to", ro_json_date(role->term.to));
    json_array_append_new(array, o);
  }
  return array;
}

static json_t *aliases(const context *c, const ro_entity *e) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < e->aliases.n; i++) {
    json_t *o = json_object();
    json_object_set_new(o, "form", ro_json_str(e->aliases.at[i].form));
    json_object_set_new(o, "documents", doc_paths(c, &e->aliases.at[i].docs));
    json_object_set_new(o, "count", json_integer(e->aliases.at[i].count));
    json_array_append_new(array, o);
  }
  return array;
}

static json_t *entity(const context *c, uint32_t i) {
  const ro_entity *e = &c->story->entities.at[i];
  json_t *o = json_object();
  json_object_set_new(o, "id", ro_json_str(e->id));
  json_object_set_new(o, "name", ro_json_str(e->name));
  json_object_set_new(o, "type", json_string(ro_mention_type_label[e->type]));
  json_object_set_new(o, "key", ro_json_str_or_null(e->key));
  json_object_set_new(o, "anonymous", json_boolean(e->is_anonymous));
  json_object_set_new(o, "group", json_boolean(e->is_group));
  json_object_set_new(o, "roles", roles(c, e));
  json_object_set_new(o, "aliases", aliases(c, e));
  json_object_set_new(o, "why", ro_json_str_or_null(e->why));
  json_object_set_new(o, "mentions", evidence(c, &e->mentions));
  return o;
}

static json_t *side(const context *c, const ro_side *s) {
  json_t *o = json_object();
  json_object_set_new(o, "holder", entity_id(c, s->holder));
  json_object_set_new(o, "says", ro_json_str(s->says));
  json_object_set_new(o, "evidence", evidence(c, &s->evidence));
  return o;
}

static json_t *history(const context *c, const ro_incident *x) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < x->history.n; i++) {
    const ro_history *h = &x->history.at[i];
    json_t *o = json_object();
    json_object_set_new(o, "date", interval(h->date));
    json_object_set_new(o, "status", json_string(ro_event_status_label[h->status]));
    json_object_set_new(o, "evidence", evidence(c, &h->evidence));
    json_array_append_new(array, o);
  }
  return array;
}

static json_t *incident(const context *c, uint32_t i) {
  const ro_incident *x = &c->story->incidents.at[i];
  json_t *o = json_object(), *accounts = json_array();
  for (uint32_t k = 0; k < x->accounts.n; k++)
    json_array_append_new(accounts, side(c, &x->accounts.at[k]));
  json_object_set_new(o, "id", ro_json_str(x->id));
  json_object_set_new(o, "label", ro_json_str(x->label));
  json_object_set_new(o, "class", json_string(ro_event_class_label[x->type]));
  json_object_set_new(o, "cameo", ro_json_str_or_null(ro_str_from(x->cameo)));
  json_object_set_new(o, "status", json_string(ro_event_status_label[x->status]));
  json_object_set_new(o, "date", interval(x->date));
  json_object_set_new(o, "actors", entity_ids(c, &x->actors));
  json_object_set_new(o, "recipients", entity_ids(c, &x->recipients));
  json_object_set_new(o, "place", entity_id(c, x->place));
  json_object_set_new(o, "channel", ro_json_str_or_null(ro_str_from(ro_channel_label[x->channel])));
  json_object_set_new(o, "history", history(c, x));
  json_object_set_new(o, "accounts", accounts);
  json_object_set_new(o, "mentions", evidence(c, &x->mentions));
  return o;
}

static json_t *series(const context *c, uint32_t i) {
  const ro_series *s = &c->story->figures.at[i];
  json_t *o = json_object(), *points = json_array();
  for (uint32_t k = 0; k < s->points.n; k++) {
    const ro_point *p = &s->points.at[k];
    json_t *point = json_object();
    json_object_set_new(point, "low", ro_json_bound(p->low));
    json_object_set_new(point, "high", ro_json_bound(p->high));
    json_object_set_new(point, "comparator", json_string(ro_comparator_label[p->comparator]));
    json_object_set_new(point, "scope", ro_json_str_or_null(p->scope));
    json_object_set_new(point, "as_of", interval(p->as_of));
    json_object_set_new(point, "by", entity_id(c, p->by));
    json_object_set_new(point, "evidence", evidence(c, &p->evidence));
    json_array_append_new(points, point);
  }
  json_object_set_new(o, "id", ro_json_str(s->id));
  json_object_set_new(o, "what", ro_json_str(s->what));
  json_object_set_new(o, "unit", ro_json_str_or_null(s->unit));
  json_object_set_new(o, "points", points);
  return o;
}

static json_t *commitment(const context *c, uint32_t i) {
  const ro_commitment *x = &c->story->commitments.at[i];
  json_t *o = json_object(), *stated = json_array();
  for (uint32_t k = 0; k < x->stated_by.n; k++) {
    json_t *s = json_object();
    json_object_set_new(s, "entity", entity_id(c, x->stated_by.at[k].entity));
    json_object_set_new(s, "evidence", evidence(c, &x->stated_by.at[k].evidence));
    json_array_append_new(stated, s);
  }
  json_object_set_new(o, "id", ro_json_str(x->id));
  json_object_set_new(o, "who", entity_ids(c, &x->who));
  json_object_set_new(o, "what", ro_json_str(x->what));
  json_object_set_new(o, "condition", ro_json_str_or_null(x->condition));
  json_object_set_new(o, "status", json_string(ro_commitment_status_label[x->status]));
  json_object_set_new(o, "depends_on", incident_ids(c, &x->depends_on));
  json_object_set_new(o, "about", incident_ids(c, &x->about));
  json_object_set_new(o, "stated_by", stated);
  json_object_set_new(o, "omitted_by", doc_paths(c, &x->omitted_by));
  return o;
}

static json_t *conflict(const context *c, uint32_t i) {
  static const char *const reasons[] = {"dates", "scope", "source"};
  const ro_conflict *k = &c->story->conflicts.at[i];
  json_t *o = json_object(), *sides = json_array(), *by = json_array();
  for (uint32_t s = 0; s < k->sides.n; s++) {
    json_t *one = side(c, &k->sides.at[s]);
    json_object_set_new(one, "stance", json_integer(k->sides.at[s].stance));
    json_array_append_new(sides, one);
  }
  for (uint32_t r = 0; r < 3; r++)
    if (k->explained_by >> r & 1) json_array_append_new(by, json_string(reasons[r]));
  json_object_set_new(o, "id", ro_json_str(k->id));
  json_object_set_new(o, "kind", json_string(ro_conflict_kind_label[k->kind]));
  json_object_set_new(o, "issue", ro_json_str(k->issue));
  json_object_set_new(o, "sides", sides);
  json_object_set_new(o, "explained_by", by);
  json_object_set_new(o, "severity", json_string(ro_severity_label[k->severity]));
  return o;
}

static json_t *claim(const context *c, uint32_t i) {
  const ro_claim *p = &c->story->claims.at[i];
  json_t *o = json_object();
  json_object_set_new(o, "id", ro_json_str(p->id));
  json_object_set_new(o, "says", ro_json_str(p->says));
  json_object_set_new(o, "holders", entity_ids(c, &p->holders));
  json_object_set_new(o, "origins", json_integer(p->origins));
  json_object_set_new(o, "reports", json_integer(p->reports));
  json_object_set_new(o, "basis", json_string(ro_basis_label[p->basis]));
  json_object_set_new(o, "act", json_string(ro_act_label[p->act]));
  json_object_set_new(o, "likelihood", ro_json_str_or_null(p->likelihood));
  json_object_set_new(o, "evidence", evidence(c, &p->evidence));
  return o;
}

static json_t *entry(const context *c, uint32_t i) {
  const ro_entry *t = &c->story->timeline.at[i];
  json_t *o = json_object();
  json_object_set_new(o, "id", ro_json_str(t->id));
  json_object_set_new(o, "date", interval(t->date));
  json_object_set_new(o, "precision", ro_json_str(t->precision));
  json_object_set_new(o, "text", ro_json_str(t->text));
  json_object_set_new(o, "status", json_string(ro_event_status_label[t->status]));
  json_object_set_new(o, "incident", incident_id(c, t->incident));
  json_object_set_new(o, "evidence", evidence(c, &t->evidence));
  return o;
}

static json_t *indicator(const context *c, uint32_t i) {
  const ro_indicator *n = &c->story->indicators.at[i];
  json_t *o = json_object();
  json_object_set_new(o, "id", ro_json_str(n->id));
  json_object_set_new(o, "name", ro_json_str(n->name));
  json_object_set_new(o, "direction",
                      json_string(n->is_escalation ? "escalation" : "de-escalation"));
  json_object_set_new(o, "against", json_boolean(n->is_against));
  json_object_set_new(o, "first", ro_json_date(n->seen.from));
  json_object_set_new(o, "last", ro_json_date(n->seen.to));
  json_object_set_new(o, "evidence", evidence(c, &n->evidence));
  return o;
}

static json_t *question(const context *c, uint32_t i) {
  const ro_question *q = &c->story->questions.at[i];
  json_t *o = json_object();
  json_object_set_new(o, "id", ro_json_str(q->id));
  json_object_set_new(o, "question", ro_json_str(q->question));
  json_object_set_new(o, "evidence", evidence(c, &q->evidence));
  return o;
}

static void set_rows(json_t *object, const char *name, const context *c, uint32_t n,
                     json_t *(*print)(const context *, uint32_t)) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < n; i++) json_array_append_new(array, print(c, i));
  json_object_set_new(object, name, array);
}

static ro_status print(const context *c, const ro_made_by *made_by, ro_buf *out) {
  const ro_story *s = c->story;
  json_t *o = json_object();
  json_object_set_new(o, "format", json_string("readout-story"));
  json_object_set_new(o, "version", json_integer(1));
  json_object_set_new(o, "made_by", ro_json_made_by(made_by));
  set_rows(o, "documents", c, s->n_docs, document);
  set_rows(o, "entities", c, s->entities.n, entity);
  set_rows(o, "incidents", c, s->incidents.n, incident);
  set_rows(o, "figures", c, s->figures.n, series);
  set_rows(o, "commitments", c, s->commitments.n, commitment);
  set_rows(o, "conflicts", c, s->conflicts.n, conflict);
  set_rows(o, "claims", c, s->claims.n, claim);
  set_rows(o, "timeline", c, s->timeline.n, entry);
  set_rows(o, "indicators", c, s->indicators.n, indicator);
  set_rows(o, "open_questions", c, s->questions.n, question);
  return ro_json_print(o, JSON_INDENT(1), out);
}

ro_status ro_print_story(const ro_story *story, const ro_made_by *made_by, ro_buf *out) {
  ro_arena *scratch = ro_arena_new(0);
  if (!scratch) return RO_ENOMEM;
  context c = {.story = story, .docs = RO_ARRAY(scratch, ro_json_doc, story->n_docs)};
  ro_status status = c.docs && ro_kin_make(story, scratch, &c.kin) ? RO_OK : RO_ENOMEM;
  for (uint32_t i = 0; status == RO_OK && i < story->n_docs; i++) {
    c.docs[i].doc = story->docs[i];
    status = ro_codepoints_make(scratch, story->docs[i]->text, &c.docs[i].map);
  }
  if (status == RO_OK) status = print(&c, made_by, out);
  ro_arena_free(scratch);
  return status;
}
