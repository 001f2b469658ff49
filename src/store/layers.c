/* Which fields the layers of a report have: the one list that packing and unpacking walk.  A new
 * field of a row, a new column of tokens, is one line here (and PACK_VERSION + 1). */
#include "store/layers.h"

#define F(kind, type, field) \
  { PACK_##kind, offsetof(type, field), 0 }
#define B(kind, type, field, limit) \
  { PACK_##kind, offsetof(type, field), limit }
#define END \
  { PACK_END, 0, 0 }
#define FIELDS static const pack_field
#define TABLE(name, type, rows, fields) \
  { name, offsetof(ro_doc, rows), sizeof(type), fields }

/* PACK_WORDS reads three fields that stand side by side. */
#define WORDS(type, field) \
  _Static_assert(offsetof(type, first) == offsetof(type, field) + sizeof(ro_span), \
                 "side by side"); \
  _Static_assert(offsetof(type, end) == offsetof(type, first) + sizeof(uint32_t), "side by side")
WORDS(ro_sentence, span);
WORDS(ro_mention, span);
WORDS(ro_time, span);
WORDS(ro_figure, span);

const pack_field pack_meta[] = {F(TEXT, ro_meta, title),
                                F(TEXT, ro_meta, publisher),
                                F(TEXT, ro_meta, credit),
                                F(TEXT, ro_meta, byline),
                                F(TEXT, ro_meta, url),
                                F(TEXT, ro_meta, language),
                                F(TEXT, ro_meta, media),
                                F(NUMBER, ro_meta, published.from),
                                F(NUMBER, ro_meta, published.to),
                                B(LABEL, ro_meta, published_basis, RO_N_DATE_BASIS),
                                END};

const pack_field pack_reason[] = {F(SPAN, ro_reason, span), F(TEXT, ro_reason, why), END};

FIELDS aside[] = {F(SPAN, ro_aside, span), B(LABEL, ro_aside, kind, RO_N_SET_ASIDE), END};
FIELDS notice[] = {F(TEXT, ro_notice, stage), F(TEXT, ro_notice, what), F(SPAN, ro_notice, span),
                   END};

FIELDS origin[] = {F(STEP, ro_origin, text), F(NUMBER, ro_origin, text_len),
                   F(STEP, ro_origin, raw), F(NUMBER, ro_origin, raw_len), END};

const pack_table pack_before_tokens[] = {TABLE("origin", ro_origin, origin, origin),
                                         TABLE("set_aside", ro_aside, set_aside, aside),
                                         TABLE("notices", ro_notice, notices, notice),
                                         {NULL, 0, 0, NULL}};

/* The fine tag comes first, because others are guessed by it. */
const pack_field pack_token_columns[] = {B(GUESS, ro_tokens, xpos, RO_N_XPOS),
                                         B(GUESS, ro_tokens, upos, RO_N_UPOS),
                                         F(GUESS, ro_tokens, feats),
                                         B(SYMBOL, ro_tokens, lemma, offsetof(ro_tokens, lower)),
                                         B(GUESS, ro_tokens, deprel, RO_N_DEPREL),
                                         F(HEAD, ro_tokens, head),
                                         B(BYTE, ro_tokens, ner, 2 * RO_N_MENTION_TYPE),
                                         B(BYTE, ro_tokens, onto, 2 * RO_N_ONTO),
                                         F(CHANCE, ro_tokens, p_tag),
                                         F(CHANCE, ro_tokens, p_head),
                                         F(CHANCE, ro_tokens, p_name),
                                         END};

FIELDS sentence[] = {F(WORDS, ro_sentence, span), F(STEP, ro_sentence, paragraph), END};

FIELDS mention[] = {F(WORDS, ro_mention, span),
                    F(STEP, ro_mention, head),
                    B(LABEL, ro_mention, type, RO_N_MENTION_TYPE),
                    B(LABEL, ro_mention, form, RO_N_MENTION_FORM),
                    F(INDEX, ro_mention, entity),
                    F(RULE, ro_mention, rule),
                    END};

FIELDS entity[] = {F(TEXT, ro_doc_entity, name),
                   B(LABEL, ro_doc_entity, type, RO_N_MENTION_TYPE),
                   F(TEXT, ro_doc_entity, key),
                   F(TEXT, ro_doc_entity, role),
                   F(TEXT, ro_doc_entity, of),
                   F(FLAG, ro_doc_entity, is_anonymous),
                   F(FLAG, ro_doc_entity, is_group),
                   F(INDEXES, ro_doc_entity, members),
                   END};

FIELDS times[] = {F(WORDS, ro_time, span),
                  B(LABEL, ro_time, type, RO_N_TIME_TYPE),
                  F(TEXT, ro_time, value),
                  F(TEXT, ro_time, mod),
                  F(NUMBER, ro_time, interval.from),
                  F(NUMBER, ro_time, interval.to),
                  F(BYTE, ro_time, meaning.kind),
                  F(SHORT, ro_time, meaning.direction),
                  F(BYTE, ro_time, meaning.unit),
                  F(BYTE, ro_time, meaning.part),
                  F(NUMBER, ro_time, meaning.n),
                  F(NUMBER, ro_time, meaning.year),
                  F(NUMBER, ro_time, meaning.month),
                  F(NUMBER, ro_time, meaning.day),
                  F(NUMBER, ro_time, meaning.minute),
                  F(INDEX, ro_time, anchor),
                  F(RULE, ro_time, rule),
                  END};

FIELDS attribution[] = {F(STEP, ro_attribution, id),
                        F(INDEX, ro_attribution, source),
                        F(SPAN, ro_attribution, source_span),
                        F(INDEX, ro_attribution, source_entity),
                        F(SPANS, ro_attribution, cue),
                        F(SPANS, ro_attribution, content),
                        F(INDEX, ro_attribution, cue_token),
                        B(LABEL, ro_attribution, kind, RO_N_ATTRIBUTION_KIND),
                        F(INDEX, ro_attribution, parent),
                        B(LABEL, ro_attribution, act, RO_N_ACT),
                        B(LABEL, ro_attribution, basis, RO_N_BASIS),
                        F(FLAG, ro_attribution, is_negated),
                        F(SHARE, ro_attribution, p),
                        F(RULE, ro_attribution, rule),
                        END};

FIELDS figure[] = {
    F(WORDS, ro_figure, span),        F(REAL, ro_figure, low),
    F(REAL, ro_figure, high),         B(LABEL, ro_figure, comparator, RO_N_COMPARATOR),
    F(TEXT, ro_figure, unit),         F(TEXT, ro_figure, counted),
    F(TEXT, ro_figure, place),        F(TEXT, ro_figure, scope),
    F(SPAN, ro_figure, counted_span), F(INDEX, ro_figure, actor),
    F(INDEX, ro_figure, time),        F(INDEX, ro_figure, attribution),
    F(RULE, ro_figure, rule),         END};

FIELDS event[] = {F(SPAN, ro_event, trigger),
                  F(STEP, ro_event, token),
                  B(LABEL, ro_event, type, RO_N_EVENT_CLASS),
                  F(CODE, ro_event, cameo),
                  B(LABEL, ro_event, status, RO_N_EVENT_STATUS),
                  B(LABEL, ro_event, channel, RO_N_CHANNEL),
                  F(INDEXES, ro_event, actors),
                  F(INDEXES, ro_event, recipients),
                  F(INDEX, ro_event, time),
                  F(INDEX, ro_event, place),
                  F(INDEX, ro_event, attribution),
                  F(SHARE, ro_event, p),
                  F(RULE, ro_event, rule),
                  END};

FIELDS condition[] = {F(SPANS, ro_condition, condition),
                      F(SPANS, ro_condition, consequence),
                      F(SPAN, ro_condition, marker),
                      F(INDEXES, ro_condition, committed_by),
                      F(INDEX, ro_condition, attribution),
                      F(FLAG, ro_condition, is_negative),
                      F(FLAG, ro_condition, is_commitment),
                      F(RULE, ro_condition, rule),
                      END};

const pack_table pack_behind_tokens[] = {
    TABLE("sentences", ro_sentence, sentences, sentence),
    TABLE("mentions", ro_mention, mentions, mention),
    TABLE("entities", ro_doc_entity, entities, entity),
    TABLE("times", ro_time, times, times),
    TABLE("attributions", ro_attribution, attributions, attribution),
    TABLE("figures", ro_figure, figures, figure),
    TABLE("events", ro_event, events, event),
    TABLE("conditions", ro_condition, conditions, condition),
    {NULL, 0, 0, NULL}};
