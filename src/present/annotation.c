/* One report as one line of JSON: contract.md, "readout annotate". */
#include "present/json.h"
#include "present/present.h"

typedef struct {
  ro_json_doc d;
  const ro_doc *doc;
  const ro_story *story; /* NULL when the report was read alone */
} context;

/* The story's id of an entity, else the document's own. */
static json_t *entity_id(const context *c, uint32_t entity) {
  if (entity == RO_NONE) return json_null();
  uint32_t of_story = c->story ? c->doc->entities.at[entity].story_entity : RO_NONE;
  if (of_story == RO_NONE || of_story >= c->story->entities.n) return json_sprintf("d%u", entity);
  return ro_json_str(c->story->entities.at[of_story].id);
}

static json_t *entity_ids(const context *c, const ro_indexes *list) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < list->n; i++) json_array_append_new(array, entity_id(c, list->at[i]));
  return array;
}

static json_t *index_or_null(uint32_t i) {
  return i == RO_NONE ? json_null() : json_integer((json_int_t)i);
}

static json_t *label(const char *text) { return json_string(text); }

static json_t *document(const context *c) {
  const ro_meta *meta = &c->doc->meta;
  json_t *o = json_object();
  json_object_set_new(o, "id", ro_json_str(c->doc->id));
  json_object_set_new(o, "path", ro_json_str(meta->path));
  json_object_set_new(o, "title", ro_json_str_or_null(meta->title));
  json_object_set_new(o, "publisher", ro_json_str_or_null(meta->publisher));
  json_object_set_new(o, "credit", ro_json_str_or_null(meta->credit));
  json_object_set_new(o, "byline", ro_json_str_or_null(meta->byline));
  json_object_set_new(o, "url", ro_json_str_or_null(meta->url));
  json_object_set_new(o, "language", ro_json_str_or_null(meta->language));
  if (meta->section.len) json_object_set_new(o, "section", ro_json_str(meta->section));
  if (meta->media.len) json_object_set_new(o, "media", ro_json_str(meta->media));
  json_object_set_new(o, "published", ro_json_published(&c->d));
  return o;
}

/* [start, end, first byte, byte behind the last], in text order. */
static json_t *origin(const context *c) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < c->doc->origin.n; i++) {
    const ro_origin *row = &c->doc->origin.at[i];
    uint32_t start = ro_codepoint(&c->d.map, row->text);
    uint32_t end = ro_codepoint(&c->d.map, row->text + row->text_len);
    json_array_append_new(
        array, json_pack("[I,I,I,I]", (json_int_t)start, (json_int_t)end, (json_int_t)row->raw,
                         (json_int_t)row->raw + (json_int_t)row->raw_len));
  }
  return array;
}

static json_t *notices(const context *c) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < c->doc->notices.n; i++) {
    const ro_notice *n = &c->doc->notices.at[i];
    json_t *o = json_object();
    json_object_set_new(o, "stage", ro_json_str(n->stage));
    json_object_set_new(o, "what", ro_json_str(n->what));
    ro_json_set_span(o, &c->d, n->span);
    json_array_append_new(array, o);
  }
  return array;
}

static json_t *set_aside(const context *c) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < c->doc->set_aside.n; i++) {
    json_t *o = ro_json_span(&c->d, c->doc->set_aside.at[i].span);
    json_object_set_new(o, "kind", label(ro_aside_label[c->doc->set_aside.at[i].kind]));
    json_array_append_new(array, o);
  }
  return array;
}

static json_t *sentences(const context *c) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < c->doc->sentences.n; i++)
    json_array_append_new(array, ro_json_span(&c->d, c->doc->sentences.at[i].span));
  return array;
}

static json_t *tokens(const context *c) {
  const ro_tokens *t = &c->doc->tokens;
  json_t *array = json_array();
  for (uint32_t i = 0; i < t->n; i++) {
    json_t *o = ro_json_span(&c->d, t->span[i]);
    json_object_set_new(o, "lemma", ro_json_str(ro_doc_lemma(c->doc, i)));
    json_object_set_new(o, "upos", label(ro_upos_label[t->upos[i]]));
    json_object_set_new(o, "xpos", label(ro_xpos_label[t->xpos[i]]));
    json_object_set_new(o, "feats", ro_json_str_or_null(ro_doc_sym(c->doc, t->feats[i])));
    json_object_set_new(o, "head", index_or_null(t->head[i]));
    json_object_set_new(o, "deprel", label(ro_deprel_label[t->deprel[i]]));
    json_array_append_new(array, o);
  }
  return array;
}

static json_t *mentions(const context *c) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < c->doc->mentions.n; i++) {
    const ro_mention *m = &c->doc->mentions.at[i];
    json_t *o = ro_json_span(&c->d, m->span);
    json_object_set_new(o, "type", label(ro_mention_type_label[m->type]));
    json_object_set_new(o, "entity", entity_id(c, m->entity));
    json_object_set_new(o, "form", label(ro_mention_form_label[m->form]));
    json_array_append_new(array, o);
  }
  return array;
}

static json_t *times(const context *c) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < c->doc->times.n; i++) {
    const ro_time *t = &c->doc->times.at[i];
    json_t *o = ro_json_span(&c->d, t->span);
    json_object_set_new(o, "type", label(ro_time_type_label[t->type]));
    json_object_set_new(o, "value", ro_json_str_or_null(t->value));
    json_object_set_new(o, "mod", ro_json_str_or_null(t->mod));
    json_object_set_new(o, "from", ro_json_date(t->interval.from));
    json_object_set_new(o, "to", ro_json_date(t->interval.to));
    json_array_append_new(array, o);
  }
  return array;
}

static json_t *as_of(const context *c, const ro_figure *f) {
  ro_date date =
      f->time != RO_NONE ? c->doc->times.at[f->time].interval.from : c->doc->meta.published.from;
  return ro_json_date(date);
}

static json_t *figures(const context *c) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < c->doc->figures.n; i++) {
    const ro_figure *f = &c->doc->figures.at[i];
    json_t *o = ro_json_span(&c->d, f->span);
    json_object_set_new(o, "low", ro_json_bound(f->low));
    json_object_set_new(o, "high", ro_json_bound(f->high));
    json_object_set_new(o, "comparator", label(ro_comparator_label[f->comparator]));
    json_object_set_new(o, "unit", ro_json_str_or_null(f->unit));
    json_object_set_new(o, "counted", ro_json_str_or_null(f->counted));
    json_object_set_new(o, "actor", entity_id(c, f->actor));
    json_object_set_new(o, "place", ro_json_str_or_null(f->place));
    json_object_set_new(o, "scope", ro_json_str_or_null(f->scope));
    json_object_set_new(o, "as_of", as_of(c, f));
    json_object_set_new(o, "attribution", index_or_null(f->attribution));
    json_array_append_new(array, o);
  }
  return array;
}

static json_t *source(const context *c, const ro_attribution *a) {
  if (a->source_span.begin == a->source_span.end) return json_null();
  json_t *o = ro_json_span(&c->d, a->source_span);
  json_object_set_new(o, "entity", entity_id(c, a->source_entity));
  return o;
}

static json_t *attributions(const context *c) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < c->doc->attributions.n; i++) {
    const ro_attribution *a = &c->doc->attributions.at[i];
    json_t *o = json_object();
    json_object_set_new(o, "id", json_integer(a->id));
    json_object_set_new(o, "source", source(c, a));
    json_object_set_new(o, "cue", ro_json_spans(&c->d, &a->cue));
    json_object_set_new(o, "content", ro_json_spans(&c->d, &a->content));
    json_object_set_new(o, "kind", label(ro_attribution_kind_label[a->kind]));
    json_object_set_new(o, "parent", index_or_null(a->parent));
    json_object_set_new(o, "act", label(ro_act_label[a->act]));
    json_object_set_new(o, "basis", label(ro_basis_label[a->basis]));
    json_object_set_new(o, "negated", json_boolean(a->is_negated));
    json_array_append_new(array, o);
  }
  return array;
}

static json_t *incident_id(const context *c, uint32_t incident) {
  if (!c->story || incident == RO_NONE || incident >= c->story->incidents.n) return json_null();
  return ro_json_str(c->story->incidents.at[incident].id);
}

static json_t *events(const context *c) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < c->doc->events.n; i++) {
    const ro_event *e = &c->doc->events.at[i];
    json_t *o = json_object();
    json_object_set_new(o, "trigger", ro_json_span(&c->d, e->trigger));
    json_object_set_new(o, "class", label(ro_event_class_label[e->type]));
    json_object_set_new(o, "cameo", ro_json_str_or_null(ro_str_from(e->cameo)));
    json_object_set_new(o, "status", label(ro_event_status_label[e->status]));
    json_object_set_new(o, "channel",
                        ro_json_str_or_null(ro_str_from(ro_channel_label[e->channel])));
    json_object_set_new(o, "actors", entity_ids(c, &e->actors));
    json_object_set_new(o, "recipients", entity_ids(c, &e->recipients));
    json_object_set_new(o, "time", index_or_null(e->time));
    json_object_set_new(o, "place", entity_id(c, e->place));
    json_object_set_new(o, "attribution", index_or_null(e->attribution));
    json_object_set_new(o, "incident", incident_id(c, e->incident));
    json_array_append_new(array, o);
  }
  return array;
}

static json_t *conditions(const context *c) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < c->doc->conditions.n; i++) {
    const ro_condition *x = &c->doc->conditions.at[i];
    json_t *o = json_object();
    json_object_set_new(o, "condition", ro_json_spans(&c->d, &x->condition));
    json_object_set_new(o, "consequence", ro_json_spans(&c->d, &x->consequence));
    json_object_set_new(o, "marker", ro_json_span(&c->d, x->marker));
    json_object_set_new(o, "committed_by", entity_ids(c, &x->committed_by));
    json_object_set_new(o, "attribution", index_or_null(x->attribution));
    json_array_append_new(array, o);
  }
  return array;
}

ro_status ro_print_annotation(const ro_doc *doc, const ro_story *story, const ro_made_by *made_by,
                              ro_buf *out) {
  ro_arena *scratch = ro_arena_new(0);
  if (!scratch) return RO_ENOMEM;
  context c = {.doc = doc, .story = story};
  c.d.doc = doc;
  ro_status status = ro_codepoints_make(scratch, doc->text, &c.d.map);
  if (status == RO_OK) {
    json_t *o = json_object();
    json_object_set_new(o, "format", json_string("readout-annotations"));
    json_object_set_new(o, "version", json_integer(1));
    json_object_set_new(o, "made_by", ro_json_made_by(made_by));
    json_object_set_new(o, "document", document(&c));
    json_object_set_new(o, "text", ro_json_str(doc->text));
    if (doc->origin.n) json_object_set_new(o, "origin", origin(&c));
    json_object_set_new(o, "notices", notices(&c));
    json_object_set_new(o, "set_aside", set_aside(&c));
    json_object_set_new(o, "sentences", sentences(&c));
    json_object_set_new(o, "tokens", tokens(&c));
    json_object_set_new(o, "mentions", mentions(&c));
    json_object_set_new(o, "times", times(&c));
    json_object_set_new(o, "figures", figures(&c));
    json_object_set_new(o, "attributions", attributions(&c));
    json_object_set_new(o, "events", events(&c));
    json_object_set_new(o, "conditions", conditions(&c));
    status = ro_json_print(o, JSON_COMPACT, out);
  }
  ro_arena_free(scratch);
  return status;
}
