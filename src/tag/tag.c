/* The tagger: for each token the best of the classes UPOS x XPOS seen in training, left to right,
 * by an averaged perceptron (Collins 2002); then features by table and lemmas by rule. */
#include "tag/tag.h"

#include "base/hash.h"
#include "tag/tag_internal.h"

static ro_status open_classes(const ro_model *model, tag_state *state, ro_error *error) {
  ro_str bytes;
  RO_TRY(ro_model_section(model, "classes", &bytes, error));
  state->classes = (const uint8_t *)bytes.data;
  state->n_classes = (uint32_t)(bytes.len / 2);
  if (bytes.len % 2 || state->n_classes != state->linear.n_classes)
    return ro_model_bad(model, "classes", error);
  for (uint32_t i = 0; i < state->n_classes; i++)
    if (state->classes[2 * i] >= RO_N_UPOS || state->classes[2 * i + 1] >= RO_N_XPOS)
      return ro_model_bad(model, "classes", error);
  return RO_OK;
}

static ro_status open_strings(const ro_model *model, tag_strings *out, ro_error *error) {
  ro_str bytes;
  RO_TRY(ro_model_section(model, "strings", &bytes, error));
  const uint8_t *p = (const uint8_t *)bytes.data;
  if (bytes.len < 8) return ro_model_bad(model, "strings", error);
  uint32_t n = ro_le32(p);
  uint64_t head = 4 + ((uint64_t)n + 1) * 4;
  if (head > bytes.len) return ro_model_bad(model, "strings", error);
  uint64_t room = bytes.len - head, before = 0;
  for (uint32_t i = 0; i <= n; i++) {
    uint32_t offset = ro_le32(p + 4 + (size_t)i * 4);
    if (offset < before || offset > room) return ro_model_bad(model, "strings", error);
    before = offset;
  }
  *out = (tag_strings){p + 4, bytes.data + head, n};
  return RO_OK;
}

ro_status tag_open_model(const ro_resources *resources, ro_str bytes, tag_state *state,
                         ro_error *error) {
  ro_model model;
  RO_TRY(ro_word_model_open(resources, &state->words, error));
  RO_TRY(ro_model_open(bytes, RO_STR("tag-en.model"), &model, error));
  RO_TRY(ro_linear_open(&model, "tags", &state->linear, error));
  RO_TRY(open_classes(&model, state, error));
  RO_TRY(open_strings(&model, &state->strings, error));
  RO_TRY(ro_map_open(&model, "ambig", &state->ambiguity, error));
  const struct {
    const char *name;
    ro_map *map;
  } maps[] = {{"feats", &state->feats}, {"lemmas", &state->lemmas}, {"rules", &state->rules}};
  for (size_t i = 0; i < 3; i++) {
    RO_TRY(ro_map_open(&model, maps[i].name, maps[i].map, error));
    if (ro_map_max(maps[i].map) >= state->strings.n)
      return ro_model_bad(&model, maps[i].name, error);
  }
  return RO_OK;
}

ro_status ro_tag_open(const ro_resources *resources, ro_arena *process, const void **state,
                      ro_error *error) {
  ro_str bytes = ro_resources_model(resources, "tag-en.model");
  *state = NULL;
  if (!bytes.len) return RO_OK;
  tag_state *s = RO_NEW(process, tag_state);
  if (!s) return RO_ENOMEM;
  *state = s;
  if (resources->lexicon) s->verb_forms = ro_lexicon_table(resources->lexicon, "verb_forms");
  return tag_open_model(resources, bytes, s, error);
}

static void tag_tokens(const tag_state *state, const tag_sentence *s, ro_tokens *t) {
  uint64_t f[TAG_MAX_FEATURES];
  int32_t scores[TAG_MAX_CLASSES];
  uint32_t t1 = 0, t2 = 0;
  for (uint32_t i = s->first; i < s->end; i++) {
    size_t n = tag_features(s, i, t1, t2, f);
    for (uint32_t k = 0; k < state->n_classes; k++) scores[k] = 0;
    ro_linear_score(&state->linear, f, n, scores);
    uint32_t best = ro_linear_best(scores, state->n_classes);
    t->upos[i] = state->classes[2 * best];
    t->xpos[i] = state->classes[2 * best + 1];
    t2 = t1;
    t1 = best + 1;
  }
}

/* Feats and lemmas; `known` remembers the symbol of each feats string. */
static void fill_words(const tag_state *state, ro_doc *doc, const ro_word *word, ro_sym *known,
                       ro_arena *scratch) {
  ro_tokens *t = &doc->tokens;
  for (uint32_t i = 0; i < t->n; i++) {
    uint64_t hash = ro_symbols_hash(doc->symbols, t->lower[i]);
    uint32_t feats = ro_map_find(&state->feats, tag_key(hash, t->upos[i], t->xpos[i]));
    if (feats == RO_NONE) feats = ro_map_find(&state->feats, tag_key(0, t->upos[i], t->xpos[i]));
    if (feats != RO_NONE) {
      if (!known[feats])
        known[feats] = ro_symbols_put(doc->symbols, tag_string(&state->strings, feats));
      t->feats[i] = known[feats];
    }
    t->lemma[i] = ro_symbols_put(doc->symbols, tag_lemma(state, doc, word, i, scratch));
  }
}

ro_status ro_tag_run(const void *opened, ro_doc *doc, ro_arena *scratch) {
  const tag_state *state = opened;
  if (!state || !doc->tokens.n) return RO_OK;
  uint32_t n = doc->tokens.n;
  ro_word *word = RO_ARRAY(scratch, ro_word, n);
  uint32_t *ambiguity = RO_ARRAY(scratch, uint32_t, n);
  ro_sym *known = RO_ARRAY(scratch, ro_sym, state->strings.n + 1);
  if (!word || !ambiguity || !known) return RO_ENOMEM;
  for (uint32_t i = 0; i < n; i++) {
    word[i] = ro_word_make(&state->words, doc, i);
    uint32_t found = ro_map_find(&state->ambiguity, word[i].word);
    ambiguity[i] = found == RO_NONE ? 0 : found;
  }
  for (uint32_t k = 0; k < doc->sentences.n; k++) {
    const ro_sentence *s = &doc->sentences.at[k];
    tag_sentence view = {doc,      word,   ambiguity,
                         s->first, s->end, ro_word_range_casing(word, s->first, s->end)};
    tag_tokens(state, &view, &doc->tokens);
  }
  fill_words(state, doc, word, known, scratch);
  return RO_OK;
}
