/* Why something is said: the object, its evidence in the words around it, who says so, and the
 * rules and tokens under it. */
#include <math.h>

#include "base/date.h"
#include "base/utf8.h"
#include "present/present.h"
#include "present/words.h"

enum { AROUND = 120, MOST_EVIDENCE = 40, MOST_TOKENS = 24 };

typedef struct {
  const ro_story *story;
  ro_doc *const *read; /* [n_docs] documents with all layers, or NULL */
  ro_arena *scratch;
  ro_buf *out;
  uint32_t n_evidence;
} printer;

static void put(printer *p, const char *name, ro_str value) {
  if (value.len) ro_buf_printf(p->out, "  %-12s %.*s\n", name, RO_FMT(value));
}

static void put_text(printer *p, const char *name, const char *value) {
  if (value) put(p, name, ro_str_from(value));
}

static ro_str entity_name(const printer *p, uint32_t entity) {
  return entity == RO_NONE ? RO_STR("the report") : p->story->entities.at[entity].name;
}

static void put_entities(printer *p, const char *name, const ro_indexes *list) {
  for (uint32_t i = 0; i < list->n; i++) put(p, i ? "" : name, entity_name(p, list->at[i]));
}

static void put_interval(printer *p, const char *name, ro_interval d) {
  ro_str from = ro_date_print(p->scratch, d.from), to = ro_date_print(p->scratch, d.to);
  if (d.from == d.to)
    put(p, name, from);
  else
    put(p, name, ro_str_join(p->scratch, from, " to ", to));
}

/* ---- evidence */

static size_t back(ro_str text, size_t at, size_t n) {
  size_t begin = at > n ? at - n : 0;
  while (begin < at && begin && text.data[begin - 1] != ' ' && text.data[begin - 1] != '\n')
    begin++;
  for (size_t i = at; i > begin; i--)
    if (text.data[i - 1] == '\n') return i;
  return begin;
}

static size_t forth(ro_str text, size_t at, size_t n) {
  size_t end = at + n < text.len ? at + n : text.len;
  for (size_t i = at; i < end; i++)
    if (text.data[i] == '\n') return i;
  while (end > at && end < text.len && text.data[end] != ' ') end--;
  return end;
}

static void put_attribution(printer *p, const ro_doc *doc, uint32_t i) {
  const ro_attribution *a = &doc->attributions.at[i];
  ro_str source = ro_doc_span(doc, a->source_span);
  ro_str cue = a->cue.n ? ro_doc_span(doc, a->cue.at[0]) : RO_STR("a quotation");
  ro_buf_printf(p->out, "      told by      %.*s, \"%.*s\" (%s, %s, %s",
                RO_FMT(source.len ? source : RO_STR("nobody named")), RO_FMT(cue),
                ro_attribution_kind_label[a->kind], ro_act_label[a->act], ro_basis_label[a->basis]);
  if (a->rule) ro_buf_printf(p->out, "; rule %s", a->rule);
  ro_buf_text(p->out, ")\n");
}

static bool overlaps(ro_span a, ro_span b) { return a.begin < b.end && b.begin < a.end; }

static void put_layers(printer *p, const ro_doc *doc, ro_span span) {
  uint32_t first = ro_doc_token_at(doc, span.begin);
  if (first < doc->tokens.n) {
    uint32_t a = ro_doc_attribution_at(doc, first), steps = 0;
    for (; a != RO_NONE && steps < 8; a = doc->attributions.at[a].parent, steps++)
      put_attribution(p, doc, a);
  }
  for (uint32_t i = 0; i < doc->events.n; i++) {
    const ro_event *e = &doc->events.at[i];
    if (!overlaps(e->trigger, span)) continue;
    ro_buf_printf(p->out, "      event        \"%.*s\" %s %s, %s; rule %s\n",
                  RO_FMT(ro_doc_span(doc, e->trigger)), ro_event_class_label[e->type], e->cameo,
                  ro_event_status_label[e->status], e->rule ? e->rule : "-");
  }
  for (uint32_t i = 0; i < doc->times.n; i++) {
    const ro_time *t = &doc->times.at[i];
    if (overlaps(t->span, span))
      ro_buf_printf(p->out, "      time         \"%.*s\" %.*s; rule %s\n",
                    RO_FMT(ro_doc_span(doc, t->span)), RO_FMT(t->value), t->rule ? t->rule : "-");
  }
  ro_buf_text(p->out, "      tokens      ");
  uint32_t n = 0;
  for (uint32_t t = first; t < doc->tokens.n && doc->tokens.span[t].begin < span.end; t++) {
    if (++n > MOST_TOKENS) break;
    ro_buf_printf(p->out, " %.*s/%s/%s", RO_FMT(ro_doc_form(doc, t)),
                  ro_xpos_label[doc->tokens.xpos[t]], ro_deprel_label[doc->tokens.deprel[t]]);
  }
  ro_buf_text(p->out, n > MOST_TOKENS ? " …\n" : "\n");
}

static void put_evidence(printer *p, const ro_evidences *list) {
  for (uint32_t i = 0; i < list->n && p->n_evidence < MOST_EVIDENCE; i++) {
    const ro_doc *doc = p->story->docs[list->at[i].doc];
    ro_span span = list->at[i].span;
    ro_str text = doc->text;
    ro_codepoints map;
    if (ro_codepoints_make(p->scratch, text, &map) != RO_OK) return;
    ro_str before = ro_str_sub(text, back(text, span.begin, AROUND), span.begin);
    ro_str after = ro_str_sub(text, span.end, forth(text, span.end, AROUND));
    ro_buf_printf(p->out, "  [%u] %.*s:%u-%u\n      %.*s»%.*s«%.*s\n", ++p->n_evidence,
                  RO_FMT(doc->meta.path), ro_codepoint(&map, span.begin),
                  ro_codepoint(&map, span.end), RO_FMT(before), RO_FMT(ro_doc_span(doc, span)),
                  RO_FMT(after));
    if (p->read[list->at[i].doc]) put_layers(p, p->read[list->at[i].doc], span);
  }
}

/* ---- objects */

static void title(printer *p, ro_str id, const char *kind) {
  ro_buf_printf(p->out, "%.*s  %s\n", RO_FMT(id), kind);
}

static void explain_entity(printer *p, uint32_t i) {
  const ro_entity *e = &p->story->entities.at[i];
  title(p, e->id, "entity");
  put(p, "name", e->name);
  put_text(p, "type", ro_mention_type_label[e->type]);
  put(p, "known as", e->key);
  put(p, "joined by", e->why);
  for (uint32_t k = 0; k < e->roles.n; k++) put(p, k ? "" : "office", e->roles.at[k].role);
  for (uint32_t k = 0; k < e->aliases.n; k++) put(p, k ? "" : "forms", e->aliases.at[k].form);
  put_evidence(p, &e->mentions);
}

static void put_sides(printer *p, const ro_side *sides, uint32_t n) {
  for (uint32_t k = 0; k < n; k++) {
    ro_buf_printf(p->out, "  %.*s: %.*s\n", RO_FMT(entity_name(p, sides[k].holder)),
                  RO_FMT(sides[k].says));
    put_evidence(p, &sides[k].evidence);
  }
}

static void explain_incident(printer *p, uint32_t i) {
  const ro_incident *x = &p->story->incidents.at[i];
  title(p, x->id, "incident");
  put(p, "label", x->label);
  put_text(p, "class", ro_event_class_label[x->type]);
  put_text(p, "CAMEO", x->cameo);
  put_text(p, "status", ro_event_status_label[x->status]);
  put_interval(p, "date", x->date);
  put_entities(p, "actors", &x->actors);
  put_entities(p, "recipients", &x->recipients);
  put_text(p, "rule", x->rule);
  for (uint32_t k = 0; k < x->history.n; k++) {
    put_text(p, "history", ro_event_status_label[x->history.at[k].status]);
    put_interval(p, "as of", x->history.at[k].date);
  }
  put_sides(p, x->accounts.at, x->accounts.n);
  put_evidence(p, &x->mentions);
}

static void explain_series(printer *p, uint32_t i) {
  const ro_series *s = &p->story->figures.at[i];
  ro_words words;
  if (ro_words_open(p->story, p->scratch, &words) != RO_OK) return;
  title(p, s->id, "figures");
  put(p, "what", s->what);
  put(p, "unit", s->unit);
  for (uint32_t k = 0; k < s->points.n; k++) {
    const ro_point *x = &s->points.at[k];
    put(p, "figure", ro_words_figure(&words, x->low, x->high, x->comparator, s->unit));
    put(p, "says", entity_name(p, x->by));
    put(p, "scope", x->scope);
    put_interval(p, "as of", x->as_of);
    put_evidence(p, &x->evidence);
  }
}

static void explain_commitment(printer *p, uint32_t i) {
  const ro_commitment *c = &p->story->commitments.at[i];
  title(p, c->id, "commitment");
  put_entities(p, "who", &c->who);
  put(p, "what", c->what);
  put(p, "condition", c->condition);
  put_text(p, "status", ro_commitment_status_label[c->status]);
  put_text(p, "rule", c->rule);
  for (uint32_t k = 0; k < c->omitted_by.n; k++)
    put(p, "left out by", p->story->docs[c->omitted_by.at[k]]->meta.path);
  for (uint32_t k = 0; k < c->stated_by.n; k++) {
    put(p, "stated by", entity_name(p, c->stated_by.at[k].entity));
    put_evidence(p, &c->stated_by.at[k].evidence);
  }
}

static void explain_conflict(printer *p, uint32_t i) {
  const ro_conflict *k = &p->story->conflicts.at[i];
  title(p, k->id, "conflict");
  put(p, "issue", k->issue);
  put_text(p, "kind", ro_conflict_kind_label[k->kind]);
  put_text(p, "severity", ro_severity_label[k->severity]);
  put_text(p, "rule", k->rule);
  put_sides(p, k->sides.at, k->sides.n);
}

static void explain_claim(printer *p, uint32_t i) {
  const ro_claim *c = &p->story->claims.at[i];
  title(p, c->id, "claim");
  put(p, "says", c->says);
  put_entities(p, "holders", &c->holders);
  put_text(p, "basis", ro_basis_label[c->basis]);
  put(p, "likelihood", c->likelihood);
  put(p, "origins", ro_str_printf(p->scratch, "%u in %u reports", c->origins, c->reports));
  put_text(p, "rule", c->rule);
  put_evidence(p, &c->evidence);
}

static void explain_entry(printer *p, uint32_t i) {
  const ro_entry *t = &p->story->timeline.at[i];
  title(p, t->id, "timeline entry");
  put_interval(p, "date", t->date);
  put(p, "text", t->text);
  put_text(p, "status", ro_event_status_label[t->status]);
  put_evidence(p, &t->evidence);
}

static void explain_indicator(printer *p, uint32_t i) {
  const ro_indicator *n = &p->story->indicators.at[i];
  title(p, n->id, "indicator");
  put(p, "name", n->name);
  put_text(p, "direction", n->is_escalation ? "escalation" : "de-escalation");
  put_interval(p, "seen", n->seen);
  put_text(p, "rule", n->rule);
  put_evidence(p, &n->evidence);
}

static void explain_question(printer *p, uint32_t i) {
  title(p, p->story->questions.at[i].id, "open question");
  put(p, "question", p->story->questions.at[i].question);
  put_evidence(p, &p->story->questions.at[i].evidence);
}

/* Looks for `id` among n rows of `size` bytes that begin with their id. */
static bool find(const void *rows, uint32_t n, size_t size, ro_str id, uint32_t *i) {
  for (*i = 0; *i < n; ++*i)
    if (ro_str_equal(*(const ro_str *)((const char *)rows + *i * size), id)) return true;
  return false;
}

ro_status ro_print_explanation(const ro_story *story, ro_doc *const *read, ro_str id, ro_buf *out) {
#define ROWS(rows, print) \
  { (rows).at, (rows).n, sizeof *(rows).at, print }
  const struct {
    const void *rows;
    uint32_t n;
    size_t size;
    void (*print)(printer *, uint32_t);
  } kinds[] = {
      ROWS(story->entities, explain_entity),    ROWS(story->incidents, explain_incident),
      ROWS(story->figures, explain_series),     ROWS(story->commitments, explain_commitment),
      ROWS(story->conflicts, explain_conflict), ROWS(story->claims, explain_claim),
      ROWS(story->timeline, explain_entry),     ROWS(story->indicators, explain_indicator),
      ROWS(story->questions, explain_question),
  };
#undef ROWS
  printer p = {.story = story, .read = read, .scratch = ro_arena_new(0), .out = out};
  ro_status status = p.scratch ? RO_ENOENT : RO_ENOMEM;
  uint32_t i = 0;
  for (size_t k = 0; status == RO_ENOENT && k < sizeof kinds / sizeof *kinds; k++) {
    if (!find(kinds[k].rows, kinds[k].n, kinds[k].size, id, &i)) continue;
    kinds[k].print(&p, i);
    status = RO_OK;
  }
  ro_arena_free(p.scratch);
  return out->has_failed ? RO_ENOMEM : status;
}
