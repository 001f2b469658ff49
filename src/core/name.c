/* Labels of names: Viterbi over scores of each word, with no weights of steps but the rule that a
 * name goes on only where one of its kind is open. */
#include <math.h>

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

enum { PLACES = 2 }; /* of the tables below */

void core_places_open(const ro_resources *resources, const ro_table *places[CORE_PLACE_TABLES]) {
  static const char *const names[CORE_PLACE_TABLES] = {"countries", "governments", "places"};
  for (uint32_t k = 0; k < CORE_PLACE_TABLES; k++)
    places[k] = resources->lexicon ? ro_lexicon_table(resources->lexicon, names[k]) : NULL;
}

/* A place with a government of its own is a GPE: by the lists, else by the other head. */
static ro_mention_type place_type(const ro_table *const places[CORE_PLACE_TABLES],
                                  const ro_doc *doc, uint32_t first, uint32_t end) {
  for (uint32_t k = 0; k < CORE_PLACE_TABLES; k++) {
    uint32_t n = 0, row = ro_table_match(places[k], doc, first, end, false, &n);
    if (row == RO_NONE || n != end - first) continue;
    if (k != PLACES) return RO_MENTION_GPE;
    uint32_t type = ro_table_column(places[k], "type");
    bool is_gpe = type == RO_NONE || ro_str_is(ro_table_field(places[k], row, type), "GPE");
    return is_gpe ? RO_MENTION_GPE : RO_MENTION_LOC;
  }
  return (doc->tokens.onto[first] + 1) / 2 == RO_ONTO_GPE ? RO_MENTION_GPE : RO_MENTION_LOC;
}

void core_names_write(const ro_table *const places[CORE_PLACE_TABLES], ro_doc *doc) {
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
        kind == CORE_NAME_LOCATION ? place_type(places, doc, first, i) : types[kind];
    for (uint32_t t = first; t < i; t++) /* dates and money are no names: type 0, label O */
      ner[t] = (uint8_t)(type && t == first ? 2 * type - 1 : 2 * type);
  }
}
