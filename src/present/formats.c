/* A report in the forms of other tools: CoNLL-U, TimeML, brat standoff. */
#include "base/date.h"
#include "base/utf8.h"
#include "present/present.h"

/* ---- CoNLL-U: offsets in MISC as TokenRange, names in MISC as NER */

/* The column of the name tagger: bare names, as corpora of names mark them.  Mentions, which take
 * in titles and offices, are in the other forms. */
static void put_ner(const ro_doc *doc, uint32_t token, ro_buf *out) {
  uint8_t code = doc->tokens.ner[token];
  if (!code)
    ro_buf_text(out, "|NER=O");
  else
    ro_buf_printf(out, "|NER=%c-%s", code % 2 ? 'B' : 'I', ro_mention_type_label[(code + 1) / 2]);
  code = doc->tokens.onto[token];
  if (code) ro_buf_printf(out, "|Onto=%c-%s", code % 2 ? 'B' : 'I', ro_onto_label[(code + 1) / 2]);
}

static void put_token(const ro_doc *doc, const ro_codepoints *map, const ro_sentence *s, uint32_t i,
                      ro_buf *out) {
  const ro_tokens *t = &doc->tokens;
  ro_str lemma = ro_doc_lemma(doc, i), feats = ro_doc_sym(doc, t->feats[i]);
  ro_buf_printf(out, "%u\t%.*s\t%.*s\t%s\t%s\t%.*s\t", i - s->first + 1,
                RO_FMT(ro_doc_form(doc, i)), RO_FMT(lemma.len ? lemma : RO_STR("_")),
                ro_upos_label[t->upos[i]], ro_xpos_label[t->xpos[i]],
                RO_FMT(feats.len ? feats : RO_STR("_")));
  if (t->head[i] == RO_NONE)
    ro_buf_text(out, "0\troot\t_\t");
  else
    ro_buf_printf(out, "%u\t%s\t_\t", t->head[i] - s->first + 1, ro_deprel_label[t->deprel[i]]);
  bool is_glued = i + 1 < s->end && t->span[i].end == t->span[i + 1].begin;
  ro_buf_printf(out, "%sTokenRange=%u:%u", is_glued ? "SpaceAfter=No|" : "",
                ro_codepoint(map, t->span[i].begin), ro_codepoint(map, t->span[i].end));
}

static void put_line(ro_str text, ro_buf *out) {
  for (size_t i = 0; i < text.len; i++)
    ro_buf_char(out, (uint8_t)text.data[i] < ' ' ? ' ' : text.data[i]);
}

ro_status ro_print_conllu(const ro_doc *doc, ro_buf *out) {
  ro_arena *scratch = ro_arena_new(0);
  ro_codepoints map;
  if (!scratch || ro_codepoints_make(scratch, doc->text, &map) != RO_OK) {
    ro_arena_free(scratch);
    return RO_ENOMEM;
  }
  ro_buf_printf(out, "# newdoc id = %.*s\n", RO_FMT(doc->meta.path));
  for (uint32_t k = 0; k < doc->sentences.n; k++) {
    const ro_sentence *s = &doc->sentences.at[k];
    if (s->first == s->end) continue;
    ro_buf_printf(out, "# sent_id = %u\n# text = ", k + 1);
    put_line(ro_doc_span(doc, s->span), out);
    ro_buf_char(out, '\n');
    for (uint32_t i = s->first; i < s->end; i++) {
      put_token(doc, &map, s, i, out);
      put_ner(doc, i, out);
      ro_buf_char(out, '\n');
    }
    ro_buf_char(out, '\n');
  }
  ro_arena_free(scratch);
  return out->has_failed ? RO_ENOMEM : RO_OK;
}

/* ---- TimeML: TIMEX3 inline */

static void put_xml(ro_str s, ro_buf *out) {
  for (size_t i = 0; i < s.len; i++) {
    switch (s.data[i]) {
      case '&':
        ro_buf_text(out, "&amp;");
        break;
      case '<':
        ro_buf_text(out, "&lt;");
        break;
      case '>':
        ro_buf_text(out, "&gt;");
        break;
      case '"':
        ro_buf_text(out, "&quot;");
        break;
      default:
        ro_buf_char(out, s.data[i]);
    }
  }
}

static void put_dct(const ro_doc *doc, ro_arena *scratch, ro_buf *out) {
  ro_str date = ro_date_print(scratch, doc->meta.published.from);
  ro_buf_printf(out,
                "<DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"%.*s\" "
                "functionInDocument=\"CREATION_TIME\">%.*s</TIMEX3></DCT>\n",
                RO_FMT(date.len ? date : RO_STR("XXXX-XX-XX")), RO_FMT(date));
}

ro_status ro_print_timeml(const ro_doc *doc, ro_buf *out) {
  ro_arena *scratch = ro_arena_new(0);
  if (!scratch) return RO_ENOMEM;
  uint32_t at = 0;
  ro_buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TimeML>\n<DOCID>");
  put_xml(doc->meta.path, out);
  ro_buf_text(out, "</DOCID>\n");
  put_dct(doc, scratch, out);
  ro_buf_text(out, "<TEXT>");
  for (uint32_t i = 0; i < doc->times.n; i++) {
    const ro_time *t = &doc->times.at[i];
    if (t->span.begin < at) continue; /* TimeML's spans do not overlap */
    put_xml(ro_doc_span(doc, (ro_span){at, t->span.begin}), out);
    ro_buf_printf(out, "<TIMEX3 tid=\"t%u\" type=\"%s\" value=\"%.*s\"", i + 1,
                  ro_time_type_label[t->type], RO_FMT(t->value));
    if (t->mod.len) ro_buf_printf(out, " mod=\"%.*s\"", RO_FMT(t->mod));
    ro_buf_char(out, '>');
    put_xml(ro_doc_span(doc, t->span), out);
    ro_buf_text(out, "</TIMEX3>");
    at = t->span.end;
  }
  put_xml(ro_doc_span(doc, (ro_span){at, (uint32_t)doc->text.len}), out);
  ro_buf_text(out, "</TEXT>\n</TimeML>\n");
  ro_arena_free(scratch);
  return out->has_failed ? RO_ENOMEM : RO_OK;
}

/* ---- brat: Attribution, Source, Cue and Content as in PolNeAR */

typedef struct {
  const ro_doc *doc;
  ro_codepoints map;
  uint32_t n_text, n_event;
  ro_buf *out;
} brat;

/* Prints a text-bound annotation and gives its number. */
static uint32_t put_bound(brat *b, const char *type, const ro_span *spans, uint32_t n) {
  ro_buf_printf(b->out, "T%u\t%s ", ++b->n_text, type);
  for (uint32_t i = 0; i < n; i++)
    ro_buf_printf(b->out, "%s%u %u", i ? ";" : "", ro_codepoint(&b->map, spans[i].begin),
                  ro_codepoint(&b->map, spans[i].end));
  ro_buf_char(b->out, '\t');
  for (uint32_t i = 0; i < n; i++) {
    if (i) ro_buf_char(b->out, ' ');
    put_line(ro_doc_span(b->doc, spans[i]), b->out);
  }
  ro_buf_char(b->out, '\n');
  return b->n_text;
}

static void put_role(brat *b, const char *role, uint32_t bound) {
  if (bound) ro_buf_printf(b->out, " %s:T%u", role, bound);
}

/* An event of type Attribution anchored at its cue, as PolNeAR writes them. */
static void put_attribution(brat *b, const ro_attribution *a) {
  uint32_t source = 0, cue = 0, content = 0;
  if (a->source_span.begin < a->source_span.end)
    source = put_bound(b, "Source", &a->source_span, 1);
  if (a->cue.n) cue = put_bound(b, "Cue", a->cue.at, a->cue.n);
  if (a->content.n) content = put_bound(b, "Content", a->content.at, a->content.n);
  const ro_spans *anchor = a->cue.n ? &a->cue : &a->content;
  if (!anchor->n) return;
  uint32_t trigger = put_bound(b, "Attribution", anchor->at, anchor->n);
  ro_buf_printf(b->out, "E%u\tAttribution:T%u", ++b->n_event, trigger);
  put_role(b, "Content", content);
  put_role(b, "Cue", cue);
  put_role(b, "Source", source);
  ro_buf_char(b->out, '\n');
}

ro_status ro_print_brat(const ro_doc *doc, ro_buf *out) {
  ro_arena *scratch = ro_arena_new(0);
  brat b = {.doc = doc, .out = out};
  if (!scratch || ro_codepoints_make(scratch, doc->text, &b.map) != RO_OK) {
    ro_arena_free(scratch);
    return RO_ENOMEM;
  }
  for (uint32_t i = 0; i < doc->attributions.n; i++) put_attribution(&b, &doc->attributions.at[i]);
  for (uint32_t i = 0; i < doc->mentions.n; i++)
    put_bound(&b, ro_mention_type_label[doc->mentions.at[i].type], &doc->mentions.at[i].span, 1);
  for (uint32_t i = 0; i < doc->events.n; i++)
    put_bound(&b, ro_event_class_label[doc->events.at[i].type], &doc->events.at[i].trigger, 1);
  ro_arena_free(scratch);
  return out->has_failed ? RO_ENOMEM : RO_OK;
}
