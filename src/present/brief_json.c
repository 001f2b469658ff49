/* The brief as JSON: sections of lines, each with its object's id and evidence. */
#include "present/brief.h"
#include "present/json.h"

static json_t *evidence(const ro_brief *brief, const ro_json_doc *docs, const ro_evidences *list) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < list->n; i++) {
    const ro_doc *doc = brief->story->docs[list->at[i].doc];
    json_t *o = json_object();
    json_object_set_new(o, "document", ro_json_str(doc->meta.path));
    ro_json_set_span(o, &docs[list->at[i].doc], list->at[i].span);
    json_object_set_new(o, "text", ro_json_str(ro_doc_span(doc, list->at[i].span)));
    json_array_append_new(array, o);
  }
  return array;
}

static json_t *line_json(const ro_brief *brief, const ro_json_doc *docs, const ro_brief_line *l) {
  json_t *o = json_object();
  json_object_set_new(o, "number", l->number ? json_integer(l->number) : json_null());
  json_object_set_new(o, "id", ro_json_str_or_null(l->id));
  json_object_set_new(o, "sub", json_boolean(l->is_sub));
  json_object_set_new(o, "lead", ro_json_str_or_null(l->lead));
  json_object_set_new(o, "text", ro_json_str(l->text));
  json_object_set_new(o, "note", ro_json_str_or_null(l->note));
  json_object_set_new(o, "evidence", evidence(brief, docs, &l->evidence));
  return o;
}

static json_t *sections(const ro_brief *brief, const ro_json_doc *docs) {
  json_t *array = json_array();
  for (uint32_t s = 0; s < RO_N_SECTION; s++) {
    json_t *o = json_object(), *lines = json_array();
    for (uint32_t i = 0; i < brief->section[s].lines.n; i++)
      json_array_append_new(lines, line_json(brief, docs, &brief->section[s].lines.at[i]));
    json_object_set_new(o, "section", json_string(ro_section_anchor[s]));
    json_object_set_new(o, "title", json_string(ro_section_title[s]));
    json_object_set_new(o, "lines", lines);
    json_object_set_new(o, "more", json_integer(brief->section[s].n_more));
    json_array_append_new(array, o);
  }
  return array;
}

ro_status ro_brief_json(const ro_brief *brief, const ro_made_by *made_by, ro_buf *out) {
  const ro_story *story = brief->story;
  ro_arena *scratch = ro_arena_new(0);
  ro_json_doc *docs = scratch ? RO_ARRAY(scratch, ro_json_doc, story->n_docs + 1) : NULL;
  ro_status status = docs ? RO_OK : RO_ENOMEM;
  for (uint32_t i = 0; status == RO_OK && i < story->n_docs; i++) {
    docs[i].doc = story->docs[i];
    status = ro_codepoints_make(scratch, story->docs[i]->text, &docs[i].map);
  }
  if (status == RO_OK) {
    json_t *o = json_object();
    json_object_set_new(o, "format", json_string("readout-brief"));
    json_object_set_new(o, "version", json_integer(1));
    json_object_set_new(o, "made_by", ro_json_made_by(made_by));
    json_object_set_new(o, "title", ro_json_str(brief->title));
    json_object_set_new(o, "period", ro_json_str(brief->period));
    json_object_set_new(o, "sections", sections(brief, docs));
    status = ro_json_print(o, JSON_INDENT(1), out);
  }
  ro_arena_free(scratch);
  return status;
}
