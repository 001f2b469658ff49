/* Named entities: a linear chain over BIO labels, trained as a structured perceptron (Collins
 * 2002), decoded by Viterbi.
 *
 * Features after Ratinov & Roth 2009: words and word classes around the token, spelling, lists of
 * the lexicon, and what the same word was taken for earlier in the document.  How the sentence is
 * cased as a whole goes with every capital, so that headlines are read on their words.  Integer
 * scores throughout. */
#include "entity/ner.h"

#include "base/hash.h"

/* ---------------------------------------------------------------- opening */

enum { COUNTRIES, GOVERNMENTS, PLACES };

static const struct {
  const char *table, *kind; /* kind: column whose value goes into the feature */
} tables[] = {
    [COUNTRIES] = {"countries", "kind"},
    [GOVERNMENTS] = {"governments", "kind"},
    [PLACES] = {"places", "kind"},
    {"organizations", "type"},
    {"titles", "kind"},
    {"actor_nouns", "class"},
    {"people", "form"},
    {"outlets", NULL},
    {"blocs", "kind"},
};

void ner_open_tables(const ro_resources *resources, ro_arena *process, ner_model *model) {
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
    const ro_table *table = ro_lexicon_table(resources->lexicon, tables[i].table);
    uint64_t *kinds = table ? RO_ARRAY(process, uint64_t, ro_table_rows(table)) : NULL;
    if (!kinds) continue;
    uint32_t column = tables[i].kind ? ro_table_column(table, tables[i].kind) : RO_NONE;
    for (uint32_t r = 0; r < ro_table_rows(table); r++)
      kinds[r] = ro_hash_str(column == RO_NONE ? RO_STR("") : ro_table_field(table, r, column)) + i;
    model->table[i] = table;
    model->row_kind[i] = kinds;
  }
}

ro_status ner_open_model(const ro_resources *resources, ro_str bytes, ro_arena *process,
                         ner_model *out, ro_error *error) {
  ro_model model;
  RO_TRY(ro_word_model_open(resources, &out->words, error));
  RO_TRY(ro_model_open(bytes, RO_STR("ner-en.model"), &model, error));
  RO_TRY(ro_linear_open(&model, "labels", &out->linear, error));
  if (out->linear.n_classes != NER_LABELS) return ro_model_bad(&model, "labels", error);
  ner_open_tables(resources, process, out);
  for (uint32_t c = 0; c < NER_CONTEXTS; c++)
    for (uint32_t previous = 0; previous <= NER_LABELS; previous++) {
      uint64_t f = ner_step_feature(c, previous);
      ro_linear_score(&out->linear, &f, 1, out->step[c][previous]);
    }
  return RO_OK;
}

ro_status ro_ner_open(const ro_resources *resources, ro_arena *process, const void **state,
                      ro_error *error) {
  ro_str bytes = ro_resources_model(resources, "ner-en.model");
  *state = NULL;
  if (!bytes.len) return RO_OK;
  ner_model *model = RO_NEW(process, ner_model);
  if (!model) return RO_ENOMEM;
  *state = model;
  return ner_open_model(resources, bytes, process, model, error);
}

/* ---------------------------------------------------------------- the view of a document */

/* Marks the tokens of every list entry that matches; entries of one list do not overlap. */
static void mark_listed(const ner_model *model, ner_view *v) {
  const ro_doc *doc = v->doc;
  for (uint32_t k = 0; k < NER_TABLES; k++) {
    if (!model->table[k]) continue;
    for (uint32_t s = 0; s < doc->sentences.n; s++) {
      uint32_t end = doc->sentences.at[s].end, n = 0;
      for (uint32_t i = doc->sentences.at[s].first; i < end; i += n) {
        uint32_t row = ro_table_match(model->table[k], doc, i, end, false, &n);
        if (row == RO_NONE) {
          n = 1;
          continue;
        }
        for (uint32_t t = i; t < i + n; t++) {
          uint64_t place = n == 1 ? 0 : t == i ? 1 : t + 1 == i + n ? 2 : 3;
          uint64_t mark = ro_hash_mix(model->row_kind[k][row], place);
          uint32_t slot = !v->listed[0][t] ? 0 : !v->listed[1][t] ? 1 : 2;
          v->listed[slot][t] = mark;
        }
      }
    }
  }
}

bool ner_view_make(const ner_model *model, const ro_doc *doc, ro_arena *scratch, ner_view *v) {
  uint32_t n = doc->tokens.n, n_symbols = ro_symbols_count(doc->symbols);
  *v = (ner_view){.doc = doc};
  ro_word *word = RO_ARRAY(scratch, ro_word, n);
  uint32_t *last = RO_ARRAY(scratch, uint32_t, n_symbols);
  uint8_t *is_lower = RO_ARRAY(scratch, uint8_t, n_symbols);
  for (int k = 0; k < 3; k++) v->listed[k] = RO_ARRAY(scratch, uint64_t, n);
  v->lower_seen = RO_ARRAY(scratch, uint8_t, n);
  v->same = RO_ARRAY(scratch, uint32_t, n);
  if (ro_arena_has_failed(scratch)) return false;
  for (uint32_t i = 0; i < n; i++) {
    word[i] = ro_word_make(&model->words, doc, i);
    ro_sym lower = doc->tokens.lower[i];
    v->same[i] = last[lower] ? last[lower] - 1 : RO_NONE;
    last[lower] = i + 1;
    if (word[i].casing == RO_CASE_LOWER) is_lower[lower] = 1;
  }
  for (uint32_t i = 0; i < n; i++) v->lower_seen[i] = is_lower[doc->tokens.lower[i]];
  v->word = word;
  mark_listed(model, v);
  return true;
}

/* ---------------------------------------------------------------- features */

static uint64_t affix(ro_str s, size_t begin, size_t end) {
  return begin < end && end <= s.len ? ro_hash(s.data + begin, end - begin, 7) : 0;
}

static const ro_word outside = {.word = 11, .shape = 7};

static const ro_word *near(const ner_view *v, uint32_t i, int by) {
  int64_t at = (int64_t)i + by;
  return at < (int64_t)v->first || at >= (int64_t)v->end ? &outside : &v->word[at];
}

static uint64_t tag_near(const ner_view *v, uint32_t i, int by) {
  int64_t at = (int64_t)i + by;
  if (at < (int64_t)v->first || at >= (int64_t)v->end) return 99;
  return v->doc->tokens.xpos[at];
}

static uint64_t list_near(const ner_view *v, uint32_t i, int by, int k) {
  int64_t at = (int64_t)i + by;
  return at < (int64_t)v->first || at >= (int64_t)v->end ? 1 : v->listed[k][at];
}

/* What the same word was last taken for: its label, and how far back. */
static uint64_t taken_for(const ner_view *v, uint32_t i, const uint8_t *label) {
  uint32_t before = v->same[i];
  for (int k = 0; k < 3 && before != RO_NONE && before >= v->first; k++) before = v->same[before];
  if (before == RO_NONE || before >= v->first) return 0;
  return 1u + label[before] * 2u + (v->word[before].casing == v->word[i].casing);
}

uint32_t ner_context(const ner_view *v, uint32_t i) {
  const ro_word *w = &v->word[i];
  ro_str lower = ro_doc_lower(v->doc, i);
  switch (w->casing) {
    case RO_CASE_UPPER:
      return v->casing == 2 ? 11 : 1;
    case RO_CASE_TITLE:
      return v->casing ? 2 : i == v->first ? 3 : 4;
    case RO_CASE_MIXED:
      return 5;
    case RO_CASE_LOWER:
      return ro_str_is(lower, "of") || ro_str_is(lower, "for") ? 6
             : ro_str_is(lower, "and")                         ? 7
             : ro_str_is(lower, "the")                         ? 8
                                                               : 0;
    case RO_CASE_NONE:
    default:
      return ro_str_is(lower, "-") || ro_str_is(lower, "'s") ? 9 : 10;
  }
}

size_t ner_features(const ner_view *v, uint32_t i, const uint8_t *label,
                    uint64_t f[NER_MAX_FEATURES]) {
  const ro_word *w = &v->word[i];
  const ro_word *p1 = near(v, i, -1), *p2 = near(v, i, -2), *n1 = near(v, i, 1),
                *n2 = near(v, i, 2);
  ro_str lower = ro_doc_lower(v->doc, i);
  size_t len = lower.len;
  uint64_t form = ((uint64_t)w->casing << 4) | v->casing << 1 | (i == v->first);
  uint64_t tag = tag_near(v, i, 0), tp = tag_near(v, i, -1), tn = tag_near(v, i, 1);
  uint64_t was = taken_for(v, i, label), was_p = i > v->first ? taken_for(v, i - 1, label) : 0;
  uint64_t was_n = i + 1 < v->end ? taken_for(v, i + 1, label) : 0;
  size_t n = 0;
#define F(t, a, b, c) f[n++] = ro_feature(1000 + t, a, b, c)
  F(1, 0, 0, 0);
  F(2, w->word, 0, 0);
  F(3, w->word, form, 0);
  F(4, p1->word, 0, 0);
  F(5, n1->word, 0, 0);
  F(6, p2->word, 0, 0);
  F(7, n2->word, 0, 0);
  F(8, p1->word, w->word, 0);
  F(9, w->word, n1->word, 0);
  F(10, p1->word, form, 0);
  F(11, n1->word, form, 0);
  F(12, p2->word, p1->word, form);
  F(13, n1->word, n2->word, form);
  F(14, w->shape, v->casing, 0);
  F(15, p1->shape, w->shape, v->casing);
  F(16, w->shape, n1->shape, v->casing);
  F(17, p1->casing, w->casing, (uint64_t)n1->casing << 8 | v->casing);
  F(18, form, v->lower_seen[i], 0);
  F(19, affix(lower, len < 2 ? 0 : len - 2, len), form, 0);
  F(20, affix(lower, len < 3 ? 0 : len - 3, len), form, 0);
  if (len > 4) F(21, affix(lower, len - 4, len), form, 0);
  if (len > 5) F(22, affix(lower, len - 5, len), form, 0);
  F(23, affix(lower, 0, len < 3 ? len : 3), form, 0);
  if (len > 4) F(24, affix(lower, 0, 4), form, 0);
  if (len > 5) F(25, affix(lower, 0, 5), form, 0);
  F(26, w->fine, form, 0);
  F(27, w->coarse, form, 0);
  F(28, p1->fine, form, 0);
  F(29, n1->fine, form, 0);
  F(30, p1->fine, w->fine, 0);
  F(31, w->fine, n1->fine, 0);
  F(32, p2->fine, p1->fine, form);
  F(33, n1->fine, n2->fine, form);
  F(34, p1->coarse, w->coarse, n1->coarse);
  F(35, tag, form, 0);
  F(36, tp, tag, form);
  F(37, tag, tn, form);
  F(38, tp, tag, tn);
  F(39, tag, p1->word, 0);
  F(40, tag, n1->word, 0);
  for (uint64_t k = 0; k < 3; k++) {
    uint64_t listed = list_near(v, i, 0, (int)k);
    if (listed) {
      F(50, listed, form, 0);
      F(51, listed, p1->casing, n1->casing);
      F(52, listed, p1->word, 0);
      F(53, listed, n1->word, 0);
    }
    uint64_t before = list_near(v, i, -1, (int)k), next = list_near(v, i, 1, (int)k);
    if (before) F(54, before, form, 0);
    if (next) F(55, next, form, 0);
    if (before && w->fine) F(56, before, w->fine, 0);
  }
  F(60, was, form, 0);
  F(61, was, w->word, 0);
  if (was_p) F(62, was_p, was, form);
  if (was_n) F(63, was_n, was, form);
  F(64, n2->word, form, 1);
  F(65, near(v, i, 3)->fine, form, 0);
  F(66, near(v, i, -3)->fine, form, 0);
#undef F
  return n;
}

/* ---------------------------------------------------------------- decoding */

void ner_viterbi(const ner_model *model, uint32_t n, const int32_t (*emit)[NER_LABELS],
                 const uint8_t *context, uint8_t (*back)[NER_LABELS], uint8_t *label) {
  int64_t score[NER_LABELS] = {0}, next[NER_LABELS];
  if (!n) return;
  for (uint32_t t = 0; t < n; t++) {
    for (uint32_t l = 0; l < NER_LABELS; l++) {
      int64_t best = INT64_MIN;
      uint8_t from = 0;
      for (uint32_t p = 0; p < NER_LABELS; p++) {
        uint32_t previous = t ? p : NER_START;
        if (t ? !ner_may_follow(p, l) : (p > 0 || !ner_may_follow(0, l))) continue;
        if (t && score[p] == INT64_MIN) continue;
        int64_t s = (t ? score[p] : 0) + model->step[context[t]][previous][l];
        if (s <= best) continue;
        best = s;
        from = (uint8_t)p;
      }
      next[l] = best == INT64_MIN ? best : best + emit[t][l];
      back[t][l] = from;
    }
    for (uint32_t l = 0; l < NER_LABELS; l++) score[l] = next[l];
  }
  uint32_t best = 0;
  for (uint32_t l = 1; l < NER_LABELS; l++)
    if (score[l] > score[best]) best = l;
  for (uint32_t t = n; t-- > 0; best = back[t][best]) label[t] = (uint8_t)best;
}

static ro_mention_type type_of(const ner_model *model, const ro_doc *doc, uint32_t first,
                               uint32_t end, ner_kind kind) {
  static const ro_mention_type types[NER_KINDS] = {
      [NER_PERSON] = RO_MENTION_PER,   [NER_ORGANIZATION] = RO_MENTION_ORG,
      [NER_LOCATION] = RO_MENTION_LOC, [NER_NORP] = RO_MENTION_NORP,
      [NER_FACILITY] = RO_MENTION_FAC, [NER_PRODUCT] = RO_MENTION_PRODUCT,
      [NER_MISC] = RO_MENTION_MISC};
  if (kind != NER_LOCATION) return types[kind];
  for (uint32_t k = COUNTRIES; k <= PLACES; k++) { /* a place with a government of its own? */
    uint32_t n = 0;
    uint32_t row = ro_table_match(model->table[k], doc, first, end, false, &n);
    if (row == RO_NONE || n != end - first) continue;
    if (k != PLACES) return RO_MENTION_GPE;
    uint32_t type = ro_table_column(model->table[k], "type");
    bool is_gpe = type == RO_NONE || ro_str_is(ro_table_field(model->table[k], row, type), "GPE");
    return is_gpe ? RO_MENTION_GPE : RO_MENTION_LOC;
  }
  return RO_MENTION_LOC;
}

/* Labels -> the column, a name at a time. */
static void write_column(const ner_model *model, ro_doc *doc, const uint8_t *label) {
  uint8_t *ner = doc->tokens.ner;
  for (uint32_t i = 0; i < doc->tokens.n;) {
    uint32_t first = i++;
    ner[first] = 0;
    if (!label[first]) continue;
    while (i < doc->tokens.n && label[i] && label[i] % 2 == 0 &&
           doc->tokens.sentence[i] == doc->tokens.sentence[first])
      i++;
    ro_mention_type type = type_of(model, doc, first, i, (ner_kind)((label[first] - 1) / 2));
    for (uint32_t t = first; t < i; t++) ner[t] = (uint8_t)(t == first ? 2 * type - 1 : 2 * type);
  }
}

ro_status ro_ner_run(const void *opened, ro_doc *doc, ro_arena *scratch) {
  const ner_model *model = opened;
  if (!model || !doc->tokens.n) return RO_OK;
  ner_view v;
  if (!ner_view_make(model, doc, scratch, &v)) return RO_ENOMEM;
  uint32_t longest = 0;
  for (uint32_t k = 0; k < doc->sentences.n; k++) {
    uint32_t n = doc->sentences.at[k].end - doc->sentences.at[k].first;
    if (n > longest) longest = n;
  }
  uint8_t *label = RO_ARRAY(scratch, uint8_t, doc->tokens.n);
  uint8_t *context = RO_ARRAY(scratch, uint8_t, longest);
  uint8_t(*back)[NER_LABELS] = ro_arena_array(scratch, longest, sizeof *back);
  int32_t(*emit)[NER_LABELS] = ro_arena_array(scratch, longest, sizeof *emit);
  if (!label || !context || !back || !emit) return RO_ENOMEM;
  uint64_t f[NER_MAX_FEATURES];
  for (uint32_t k = 0; k < doc->sentences.n; k++) {
    v.first = doc->sentences.at[k].first;
    v.end = doc->sentences.at[k].end;
    v.casing = ro_word_range_casing(v.word, v.first, v.end);
    for (uint32_t i = v.first; i < v.end; i++) {
      int32_t *scores = emit[i - v.first];
      for (uint32_t l = 0; l < NER_LABELS; l++) scores[l] = 0;
      ro_linear_score(&model->linear, f, ner_features(&v, i, label, f), scores);
      context[i - v.first] = (uint8_t)ner_context(&v, i);
    }
    ner_viterbi(model, v.end - v.first, (const int32_t(*)[NER_LABELS])emit, context, back,
                label + v.first);
  }
  write_column(model, doc, label);
  return RO_OK;
}
