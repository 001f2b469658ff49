/* Labels of names: Viterbi over scores of each word, with no weights of steps but the rule that a
 * name goes on only where one of its kind is open.  Words that one report writes alike mostly mean
 * the same, and some of its sentences tell more than others what: their scores are drawn together
 * (a document-level prior as in Krishnan & Manning 2006, without a second model). */
#include <math.h>

#include "base/utf8.h"
#include "core/core_internal.h"
#include "doc/doc.h"

/* Best label to come from before label l: O, a begin and an end may follow anything; an inside
 * follows its own kind. */
void core_names(const float *score, uint32_t n, uint32_t stride, uint32_t n_labels, uint8_t *back,
                uint8_t *label) {
  float sum[CORE_MAX_CLASSES] = {0};
  if (!n || !n_labels || n_labels > CORE_MAX_CLASSES) return;
  for (uint32_t t = 0; t < n; t++) {
    const float *emit = score + (size_t)t * stride;
    uint8_t *from = back + (size_t)t * n_labels;
    uint32_t best = t ? core_best(sum, n_labels) : 0;
    float next[CORE_MAX_CLASSES];
    for (uint32_t l = 0; l < n_labels; l++) {
      bool is_inside = l && l % 2 == 0;
      uint32_t p = is_inside ? (sum[l] > sum[l - 1] ? l : l - 1) : best;
      from[l] = (uint8_t)p;
      next[l] = is_inside && !t ? -INFINITY : sum[p] + emit[l];
    }
    for (uint32_t l = 0; l < n_labels; l++) sum[l] = next[l];
  }
  uint32_t best = core_best(sum, n_labels);
  for (uint32_t t = n; t-- > 0; best = back[(size_t)t * n_labels + best]) label[t] = (uint8_t)best;
}

/* ---------------------------------------------------------------- lists of the lexicon */

void core_lists_open(const ro_resources *resources, const ro_table *lists[CORE_N_LISTS]) {
  static const char *const names[CORE_N_LISTS] = {"countries", "governments", "places",
                                                  "organizations"};
  for (uint32_t k = 0; k < CORE_N_LISTS; k++)
    lists[k] = resources->lexicon ? ro_lexicon_table(resources->lexicon, names[k]) : NULL;
}

/* What a list adds to the score of its kind.  States and governments are known to the network well
 * enough, and their names stand for people and teams as well: hints made them worse. */
static const float LISTED[CORE_N_LISTS] = {
    [CORE_LIST_PLACES] = 3.0f, [CORE_LIST_ORGANIZATIONS] = 1.5f};
enum { LISTED_BYTES = 3 }; /* shorter names are as often abbreviations of other things */

static bool is_capitalized(ro_str form) {
  size_t at = 0;
  return form.len && ro_is_upper(ro_utf8_next(form, &at));
}

void core_names_hint(const ro_table *const lists[CORE_N_LISTS], const ro_doc *doc, float *score,
                     uint32_t n_labels) {
  for (uint32_t i = 0; n_labels && i < doc->tokens.n; i++) {
    ro_str form = ro_doc_form(doc, i);
    if (form.len < LISTED_BYTES || !is_capitalized(form)) continue;
    uint32_t end = doc->sentences.at[doc->tokens.sentence[i]].end, longest = 0, list = 0;
    for (uint32_t k = 0; k < CORE_N_LISTS; k++) { /* of lists alike the first */
      uint32_t n = 0;
      if (ro_table_match(lists[k], doc, i, end, false, &n) == RO_NONE || n <= longest) continue;
      longest = n;
      list = k;
    }
    core_name kind = list == CORE_LIST_ORGANIZATIONS ? CORE_NAME_ORGANIZATION : CORE_NAME_LOCATION;
    float *own = score + (size_t)i * n_labels + 2 * kind;
    for (uint32_t k = 0; k < longest; k++, own += n_labels) own[k ? 2 : 1] += LISTED[list];
    if (longest) i += longest - 1;
  }
}

/* ---------------------------------------------------------------- agreement in a report */

static const float OWN = 0.75f;   /* share of a word's own score */
static const float LEAST = -8.0f; /* no score below the best tells more than this */

/* Slot of each form that is written with a capital and stands more than once; 0 = none. */
static uint32_t number_forms(const ro_doc *doc, uint32_t *slot) {
  uint32_t n = 0, n_forms = ro_symbols_count(doc->symbols);
  for (uint32_t i = 0; i < doc->tokens.n; i++) slot[doc->tokens.form[i]]++;
  for (uint32_t sym = 0; sym < n_forms; sym++) {
    bool is_shared = slot[sym] > 1;
    slot[sym] = is_shared && is_capitalized(ro_doc_sym(doc, sym)) ? ++n : 0;
  }
  return n;
}

ro_status core_names_agree(const ro_doc *doc, float *score, uint32_t n_labels, ro_arena *scratch) {
  const ro_tokens *t = &doc->tokens;
  uint32_t *slot = RO_ARRAY(scratch, uint32_t, ro_symbols_count(doc->symbols));
  if (!slot) return RO_ENOMEM;
  uint32_t n = number_forms(doc, slot);
  if (!n || !n_labels) return RO_OK;
  float *mean = RO_ARRAY(scratch, float, (size_t)(n + 1) * n_labels);
  uint32_t *count = RO_ARRAY(scratch, uint32_t, n + 1);
  if (!mean || !count) return RO_ENOMEM;
  for (uint32_t i = 0; i < t->n; i++) {
    uint32_t s = slot[t->form[i]];
    count[s]++;
    for (uint32_t l = 0; s && l < n_labels; l++) {
      float e = score[(size_t)i * n_labels + l];
      mean[(size_t)s * n_labels + l] += e > LEAST ? e : LEAST;
    }
  }
  for (uint32_t i = 0; i < t->n; i++) {
    uint32_t s = slot[t->form[i]];
    for (uint32_t l = 0; s && l < n_labels; l++) {
      float *e = &score[(size_t)i * n_labels + l];
      float all = mean[(size_t)s * n_labels + l] / (float)count[s];
      *e = OWN * (*e > LEAST ? *e : LEAST) + (1.0f - OWN) * all;
    }
  }
  return RO_OK;
}

ro_status core_names_decide(const core_window *windows, uint32_t n, const float *score,
                            uint32_t n_labels, ro_doc *doc, ro_arena *scratch) {
  if (!n_labels) return RO_OK;
  for (uint32_t k = 0; k < n; k++) {
    const core_window *w = &windows[k];
    ro_arena_mark mark = ro_arena_tell(scratch);
    uint8_t *back = RO_ARRAY(scratch, uint8_t, (size_t)(w->end - w->first) * n_labels);
    if (!back) return RO_ENOMEM;
    const float *own = score + (size_t)w->first * n_labels;
    core_names(own, w->end - w->first, n_labels, n_labels, back, doc->tokens.ner + w->first);
    for (uint32_t i = w->first; i < w->end; i++, own += n_labels)
      doc->tokens.p_name[i] = core_share(own, n_labels, doc->tokens.ner[i]);
    ro_arena_reset(scratch, mark);
  }
  return RO_OK;
}

/* ---------------------------------------------------------------- kinds of names */

/* A place with a government of its own is a GPE: by the lists, else by the other head. */
static ro_mention_type place_type(const ro_table *const lists[CORE_N_LISTS], const ro_doc *doc,
                                  uint32_t first, uint32_t end) {
  for (uint32_t k = 0; k < CORE_LIST_ORGANIZATIONS; k++) {
    uint32_t n = 0, row = ro_table_match(lists[k], doc, first, end, false, &n);
    if (row == RO_NONE || n != end - first) continue;
    if (k != CORE_LIST_PLACES) return RO_MENTION_GPE;
    uint32_t type = ro_table_column(lists[k], "type");
    bool is_gpe = type == RO_NONE || ro_str_is(ro_table_field(lists[k], row, type), "GPE");
    return is_gpe ? RO_MENTION_GPE : RO_MENTION_LOC;
  }
  return (doc->tokens.onto[first] + 1) / 2 == RO_ONTO_GPE ? RO_MENTION_GPE : RO_MENTION_LOC;
}

void core_names_write(const ro_table *const lists[CORE_N_LISTS], ro_doc *doc) {
  static const ro_mention_type types[CORE_N_NAMES] = {
      [CORE_NAME_PERSON] = RO_MENTION_PER,   [CORE_NAME_ORGANIZATION] = RO_MENTION_ORG,
      [CORE_NAME_LOCATION] = RO_MENTION_LOC, [CORE_NAME_NORP] = RO_MENTION_NORP,
      [CORE_NAME_FACILITY] = RO_MENTION_FAC, [CORE_NAME_PRODUCT] = RO_MENTION_PRODUCT,
      [CORE_NAME_MISC] = RO_MENTION_MISC};
  uint8_t *ner = doc->tokens.ner;
  for (uint32_t i = 0; i < doc->tokens.n;) {
    uint32_t first = i++;
    if (!ner[first]) continue;
    while (i < doc->tokens.n && ner[i] && ner[i] % 2 == 0 &&
           doc->tokens.sentence[i] == doc->tokens.sentence[first])
      i++;
    core_name kind = (core_name)((ner[first] - 1) / 2);
    ro_mention_type type =
        kind == CORE_NAME_LOCATION ? place_type(lists, doc, first, i) : types[kind];
    for (uint32_t t = first; t < i; t++) /* dates and money are no names: type 0, label O */
      ner[t] = (uint8_t)(type && t == first ? 2 * type - 1 : 2 * type);
  }
}
