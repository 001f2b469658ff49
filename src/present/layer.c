/* One layer of a document as text, one object a line; fields parted by " | ". */
#include <math.h>

#include "present/present.h"

#define UNSURE 0.5f /* what the model gives less is told */

static void put_span(const ro_doc *doc, ro_span span, ro_buf *out) {
  ro_str s = ro_doc_span(doc, span);
  for (size_t i = 0; i < s.len; i++) ro_buf_char(out, s.data[i] == '\n' ? ' ' : s.data[i]);
}

static void put_spans(const ro_doc *doc, const ro_spans *spans, ro_buf *out) {
  for (uint32_t i = 0; i < spans->n; i++) {
    if (i) ro_buf_text(out, " ... ");
    put_span(doc, spans->at[i], out);
  }
}

static void put_entities(const ro_doc *doc, const ro_indexes *list, ro_buf *out) {
  for (uint32_t i = 0; i < list->n; i++) {
    if (i) ro_buf_text(out, ", ");
    ro_buf_str(out, doc->entities.at[list->at[i]].name);
  }
  if (!list->n) ro_buf_char(out, '-');
}

static void put_number(double v, ro_buf *out) {
  if (isnan(v))
    ro_buf_char(out, '_');
  else
    ro_buf_printf(out, "%.15g", v);
}

static void print_set_aside(const ro_doc *doc, ro_buf *out) {
  for (uint32_t i = 0; i < doc->set_aside.n; i++) {
    ro_buf_printf(out, "%s | ", ro_aside_label[doc->set_aside.at[i].kind]);
    put_span(doc, doc->set_aside.at[i].span, out);
    ro_buf_char(out, '\n');
  }
}

static void print_sentences(const ro_doc *doc, ro_buf *out) {
  for (uint32_t i = 0; i < doc->sentences.n; i++) {
    put_span(doc, doc->sentences.at[i].span, out);
    ro_buf_char(out, '\n');
  }
}

static void put_label(uint8_t code, const char *const *labels, ro_buf *out) {
  ro_buf_printf(out, " %c-%s", code % 2 ? 'B' : 'I', labels[(code + 1) / 2]);
}

/* Where there is something to tell: what the token is part of, and what the model was unsure of. */
static void put_names(const ro_tokens *t, uint32_t i, ro_buf *out) {
  if (t->ner[i] || t->onto[i]) ro_buf_text(out, " |");
  if (t->ner[i]) put_label(t->ner[i], ro_mention_type_label, out);
  if (t->onto[i]) put_label(t->onto[i], ro_onto_label, out);
  const struct {
    const char *what;
    float p;
  } sure[] = {{"tags", t->p_tag[i]}, {"head", t->p_head[i]}, {"name", t->p_name[i]}};
  const char *before = " | unsure:";
  for (size_t k = 0; k < sizeof sure / sizeof *sure; k++) {
    if (!(sure[k].p > 0.0f) || sure[k].p >= UNSURE) continue;
    ro_buf_printf(out, "%s %s %.2f", before, sure[k].what, (double)sure[k].p);
    before = "";
  }
}

static void print_tokens(const ro_doc *doc, ro_buf *out) {
  const ro_tokens *t = &doc->tokens;
  for (uint32_t i = 0; i < t->n; i++) {
    ro_buf_str(out, ro_doc_form(doc, i));
    ro_buf_printf(out, " | %.*s | %s | %s | ", RO_FMT(ro_doc_lemma(doc, i)),
                  ro_upos_label[t->upos[i]], ro_xpos_label[t->xpos[i]]);
    if (t->head[i] == RO_NONE)
      ro_buf_text(out, "root");
    else
      ro_buf_printf(out, "%s of %.*s", ro_deprel_label[t->deprel[i]],
                    RO_FMT(ro_doc_form(doc, t->head[i])));
    put_names(t, i, out);
    ro_buf_char(out, '\n');
  }
}

static void print_mentions(const ro_doc *doc, ro_buf *out) {
  for (uint32_t i = 0; i < doc->mentions.n; i++) {
    const ro_mention *m = &doc->mentions.at[i];
    const ro_doc_entity *e = &doc->entities.at[m->entity];
    put_span(doc, m->span, out);
    ro_buf_printf(out, " | %s %s | %.*s", ro_mention_type_label[m->type],
                  ro_mention_form_label[m->form], RO_FMT(e->name));
    if (e->key.len) ro_buf_printf(out, " | %.*s", RO_FMT(e->key));
    ro_buf_char(out, '\n');
  }
}

static void print_entities(const ro_doc *doc, ro_buf *out) {
  for (uint32_t i = 0; i < doc->entities.n; i++) {
    const ro_doc_entity *e = &doc->entities.at[i];
    ro_buf_printf(out, "%.*s | %s | %.*s | %.*s of %.*s%s%s\n", RO_FMT(e->name),
                  ro_mention_type_label[e->type], RO_FMT(e->key), RO_FMT(e->role), RO_FMT(e->of),
                  e->is_anonymous ? " | anonymous" : "", e->is_group ? " | group" : "");
  }
}

static void print_times(const ro_doc *doc, ro_buf *out) {
  for (uint32_t i = 0; i < doc->times.n; i++) {
    const ro_time *t = &doc->times.at[i];
    put_span(doc, t->span, out);
    ro_buf_printf(out, " | %s | %.*s", ro_time_type_label[t->type], RO_FMT(t->value));
    if (t->mod.len) ro_buf_printf(out, " | %.*s", RO_FMT(t->mod));
    ro_buf_char(out, '\n');
  }
}

static void print_figures(const ro_doc *doc, ro_buf *out) {
  for (uint32_t i = 0; i < doc->figures.n; i++) {
    const ro_figure *f = &doc->figures.at[i];
    put_span(doc, f->span, out);
    ro_buf_text(out, " | ");
    put_number(f->low, out);
    ro_buf_text(out, "..");
    put_number(f->high, out);
    ro_buf_printf(out, " %s | %.*s | %.*s | %.*s | %.*s | %.*s\n",
                  ro_comparator_label[f->comparator], RO_FMT(f->unit), RO_FMT(f->counted),
                  RO_FMT(f->actor == RO_NONE ? RO_STR("-") : doc->entities.at[f->actor].name),
                  RO_FMT(f->place), RO_FMT(f->scope));
  }
}

static void print_attributions(const ro_doc *doc, ro_buf *out) {
  for (uint32_t i = 0; i < doc->attributions.n; i++) {
    const ro_attribution *a = &doc->attributions.at[i];
    ro_buf_printf(out, "%u", a->id);
    if (a->parent != RO_NONE) ro_buf_printf(out, " in %u", a->parent);
    ro_buf_text(out, " | ");
    put_span(doc, a->source_span, out);
    if (a->source_entity != RO_NONE)
      ro_buf_printf(out, " = %.*s", RO_FMT(doc->entities.at[a->source_entity].name));
    ro_buf_text(out, " | ");
    put_spans(doc, &a->cue, out);
    ro_buf_text(out, " | ");
    put_spans(doc, &a->content, out);
    ro_buf_printf(out, " | %s %s %s%s\n", ro_attribution_kind_label[a->kind], ro_act_label[a->act],
                  ro_basis_label[a->basis], a->is_negated ? " not" : "");
  }
}

static void print_events(const ro_doc *doc, ro_buf *out) {
  for (uint32_t i = 0; i < doc->events.n; i++) {
    const ro_event *e = &doc->events.at[i];
    put_span(doc, e->trigger, out);
    ro_buf_printf(out, " | %s %s | %s | ", ro_event_class_label[e->type], e->cameo,
                  ro_event_status_label[e->status]);
    put_entities(doc, &e->actors, out);
    ro_buf_text(out, " -> ");
    put_entities(doc, &e->recipients, out);
    if (e->time != RO_NONE) {
      ro_buf_text(out, " | ");
      put_span(doc, doc->times.at[e->time].span, out);
    }
    if (e->place != RO_NONE)
      ro_buf_printf(out, " | in %.*s", RO_FMT(doc->entities.at[e->place].name));
    if (e->channel) ro_buf_printf(out, " | by %s", ro_channel_label[e->channel]);
    ro_buf_char(out, '\n');
  }
}

static void print_conditions(const ro_doc *doc, ro_buf *out) {
  for (uint32_t i = 0; i < doc->conditions.n; i++) {
    const ro_condition *c = &doc->conditions.at[i];
    put_span(doc, c->marker, out);
    ro_buf_text(out, " | ");
    put_spans(doc, &c->condition, out);
    ro_buf_text(out, " => ");
    put_spans(doc, &c->consequence, out);
    ro_buf_text(out, " | ");
    put_entities(doc, &c->committed_by, out);
    ro_buf_printf(out, "%s%s\n", c->is_commitment ? " | commitment" : "",
                  c->is_negative ? " | unless" : "");
  }
}

ro_status ro_print_layer(const ro_doc *doc, ro_layer layer, ro_buf *out) {
  static void (*const print[RO_N_LAYER])(const ro_doc *, ro_buf *) = {
      [RO_LAYER_SET_ASIDE] = print_set_aside, [RO_LAYER_SENTENCES] = print_sentences,
      [RO_LAYER_TOKENS] = print_tokens,       [RO_LAYER_TAGS] = print_tokens,
      [RO_LAYER_TREE] = print_tokens,         [RO_LAYER_MENTIONS] = print_mentions,
      [RO_LAYER_ENTITIES] = print_entities,   [RO_LAYER_TIMES] = print_times,
      [RO_LAYER_FIGURES] = print_figures,     [RO_LAYER_ATTRIBUTIONS] = print_attributions,
      [RO_LAYER_EVENTS] = print_events,       [RO_LAYER_CONDITIONS] = print_conditions,
  };
  if (layer == RO_LAYER_TEXT)
    ro_buf_str(out, doc->text);
  else if (print[layer])
    print[layer](doc, out);
  return out->has_failed ? RO_ENOMEM : RO_OK;
}
