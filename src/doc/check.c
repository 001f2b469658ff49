/* Invariants of a document, verified after each stage in debug builds, by tests and fuzzers. */
#include "doc/doc.h"

static bool is_span(const ro_doc *doc, ro_span s) {
  if (s.begin > s.end || s.end > doc->text.len) return false;
  bool begins = s.begin == doc->text.len || ((uint8_t)doc->text.data[s.begin] & 0xC0) != 0x80;
  bool ends = s.end == doc->text.len || ((uint8_t)doc->text.data[s.end] & 0xC0) != 0x80;
  return begins && ends;
}

/* In order, without overlap, and inside the text and the bytes received. */
static bool is_origin(const ro_doc *doc, uint32_t i) {
  const ro_origin *row = &doc->origin.at[i];
  uint32_t before = i ? row[-1].text + row[-1].text_len : 0;
  return row->text_len && row->raw_len && row->text >= before && row->text_len <= doc->text.len &&
         row->text <= doc->text.len - row->text_len && row->raw_len <= doc->raw.len &&
         row->raw <= doc->raw.len - row->raw_len;
}

static bool are_spans(const ro_doc *doc, const ro_spans *spans) {
  for (uint32_t i = 0; i < spans->n; i++)
    if (!is_span(doc, spans->at[i])) return false;
  return true;
}

static bool is_index(uint32_t i, uint32_t n) { return i == RO_NONE || i < n; }

static bool are_indexes(const ro_indexes *list, uint32_t n) {
  for (uint32_t i = 0; i < list->n; i++)
    if (list->at[i] >= n) return false;
  return true;
}

static bool is_token(const ro_doc *doc, uint32_t i) {
  const ro_tokens *t = &doc->tokens;
  if (!is_span(doc, t->span[i]) || t->span[i].begin == t->span[i].end) return false;
  if (i && t->span[i].begin < t->span[i - 1].end) return false;
  if (t->sentence[i] >= doc->sentences.n) return false;
  if (t->upos[i] >= RO_N_UPOS || t->xpos[i] >= RO_N_XPOS || t->deprel[i] >= RO_N_DEPREL)
    return false;
  uint32_t steps = 0;
  for (uint32_t a = t->head[i]; a != RO_NONE; a = t->head[a])
    if (a >= t->n || t->sentence[a] != t->sentence[i] || ++steps > t->n) return false;
  return true;
}

static bool is_sentence(const ro_doc *doc, uint32_t i) {
  const ro_sentence *s = &doc->sentences.at[i];
  uint32_t before = i ? s[-1].end : 0;
  if (!is_span(doc, s->span) || s->first != before || s->end < s->first) return false;
  return s->end <= doc->tokens.n && (i + 1 < doc->sentences.n || s->end == doc->tokens.n);
}

static bool is_range(const ro_doc *doc, uint32_t first, uint32_t end) {
  return first < end && end <= doc->tokens.n;
}

static bool is_mention(const ro_doc *doc, uint32_t i) {
  const ro_mention *m = &doc->mentions.at[i];
  return is_span(doc, m->span) && is_range(doc, m->first, m->end) && m->head < doc->tokens.n &&
         m->entity < doc->entities.n && m->type < RO_N_MENTION_TYPE;
}

static bool is_time(const ro_doc *doc, uint32_t i) {
  const ro_time *t = &doc->times.at[i];
  return is_span(doc, t->span) && is_range(doc, t->first, t->end) &&
         is_index(t->anchor, doc->times.n);
}

static bool is_figure(const ro_doc *doc, uint32_t i) {
  const ro_figure *f = &doc->figures.at[i];
  return is_span(doc, f->span) && is_range(doc, f->first, f->end) && !(f->low > f->high) &&
         is_index(f->actor, doc->entities.n) && is_index(f->time, doc->times.n) &&
         is_index(f->attribution, doc->attributions.n);
}

static bool is_attribution(const ro_doc *doc, uint32_t i) {
  const ro_attribution *a = &doc->attributions.at[i];
  uint32_t steps = 0;
  for (uint32_t p = a->parent; p != RO_NONE; p = doc->attributions.at[p].parent)
    if (p >= doc->attributions.n || ++steps > doc->attributions.n) return false;
  return a->id == i && is_span(doc, a->source_span) && are_spans(doc, &a->cue) &&
         are_spans(doc, &a->content) && is_index(a->source, doc->mentions.n) &&
         is_index(a->source_entity, doc->entities.n) && is_index(a->cue_token, doc->tokens.n);
}

static bool is_event(const ro_doc *doc, uint32_t i) {
  const ro_event *e = &doc->events.at[i];
  return is_span(doc, e->trigger) && e->token < doc->tokens.n &&
         are_indexes(&e->actors, doc->entities.n) && are_indexes(&e->recipients, doc->entities.n) &&
         is_index(e->time, doc->times.n) && is_index(e->place, doc->entities.n) &&
         is_index(e->attribution, doc->attributions.n);
}

static bool is_condition(const ro_doc *doc, uint32_t i) {
  const ro_condition *c = &doc->conditions.at[i];
  return are_spans(doc, &c->condition) && are_spans(doc, &c->consequence) &&
         is_span(doc, c->marker) && are_indexes(&c->committed_by, doc->entities.n) &&
         is_index(c->attribution, doc->attributions.n);
}

static bool is_aside(const ro_doc *doc, uint32_t i) {
  ro_span s = doc->set_aside.at[i].span;
  return is_span(doc, s) && (i == 0 || doc->set_aside.at[i - 1].span.end <= s.begin);
}

ro_status ro_doc_check(const ro_doc *doc, ro_error *error) {
  const struct {
    const char *layer;
    uint32_t n;
    bool (*holds)(const ro_doc *doc, uint32_t i);
  } layers[] = {
      {"text", doc->origin.n, is_origin},
      {"set_aside", doc->set_aside.n, is_aside},
      {"sentences", doc->sentences.n, is_sentence},
      {"tokens", doc->tokens.n, is_token},
      {"mentions", doc->mentions.n, is_mention},
      {"times", doc->times.n, is_time},
      {"figures", doc->figures.n, is_figure},
      {"attributions", doc->attributions.n, is_attribution},
      {"events", doc->events.n, is_event},
      {"conditions", doc->conditions.n, is_condition},
  };
  for (size_t k = 0; k < sizeof layers / sizeof *layers; k++)
    for (uint32_t i = 0; i < layers[k].n; i++)
      if (!layers[k].holds(doc, i))
        return ro_fail(error, RO_EINVAL, doc->meta.path, UINT64_MAX, "layer %s, row %u is broken",
                       layers[k].layer, i);
  return RO_OK;
}
