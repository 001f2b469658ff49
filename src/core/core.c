/* The stage: windows of words go through the network a chunk at a time, so that memory does not
 * grow with the report but by a few words of columns a token.  Method and figures:
 * docs/methods/language-core.md. */
#include "core/core.h"

#include "core/core_internal.h"
#include "doc/doc.h"
#include "doc/tree.h"

enum {
  CHUNK_UNITS = 2048, /* of windows that go through the network together: some megabytes */
  PAIR_BITS = 64      /* of a row of core_state.pairs */
};

/* ---------------------------------------------------------------- opening */

static ro_status open_pairs(const ro_model *model, core_state *state, ro_error *error) {
  ro_str bytes;
  uint64_t all = 0;
  _Static_assert((int)RO_N_XPOS <= (int)PAIR_BITS, "a set of XPOS is one word");
  RO_TRY(ro_model_section(model, "pairs", &bytes, error));
  for (size_t i = 0; i + 1 < bytes.len; i += 2) {
    uint8_t upos = (uint8_t)bytes.data[i], xpos = (uint8_t)bytes.data[i + 1];
    if (!upos || upos >= RO_N_UPOS || !xpos || xpos >= RO_N_XPOS)
      return ro_model_bad(model, "pairs", error);
    state->pairs[upos] |= (uint64_t)1 << xpos;
    all |= state->pairs[upos];
  }
  return all ? RO_OK : ro_model_bad(model, "pairs", error);
}

static ro_status open_heads(const ro_model *model, core_state *state, ro_error *error) {
  static const uint32_t n_classes[CORE_N_HEADS] = {
      [CORE_UPOS] = RO_N_UPOS,
      [CORE_XPOS] = RO_N_XPOS,
      [CORE_NAMES] = 2 * CORE_N_NAMES + 1,
      [CORE_ONTO] = 2 * (RO_N_ONTO - 1) + 1,
  };
  static const core_head_kind kind_of[] = {[RO_NET_UPOS] = CORE_UPOS,
                                           [RO_NET_XPOS] = CORE_XPOS,
                                           [RO_NET_NAMES] = CORE_NAMES,
                                           [RO_NET_ONTO] = CORE_ONTO};
  for (uint32_t i = 0; i < state->shape->n_heads; i++) {
    core_head_kind kind = kind_of[state->shape->head[i].what];
    if (state->shape->head[i].n != n_classes[kind]) return ro_model_bad(model, "config", error);
    state->head[kind].first = state->shape->head[i].first;
    state->head[kind].n = state->shape->head[i].n;
  }
  if (!state->head[CORE_UPOS].n || !state->head[CORE_XPOS].n)
    return ro_model_bad(model, "config", error);
  return RO_OK;
}

/* Every row that the maps may give must be in its table. */
static ro_status open_input(const ro_model *model, core_state *state, ro_error *error) {
  const ro_net_shape *shape = state->shape;
  const uint32_t *rows = shape->table_rows;
  bool is_words = shape->kind == RO_NET_WORDS;
  if (shape->n_features != (is_words ? CORE_FORM_FEATURES : CORE_PIECE_FEATURES))
    return ro_model_bad(model, "config", error);
  if (is_words) {
    RO_TRY(core_forms_open(model, &state->forms, error));
    const ro_map *maps[] = {&state->forms.word, &state->forms.prefix, &state->forms.suffix,
                            &state->forms.shape};
    for (size_t i = 0; i < CORE_FORM_ROWS; i++)
      if (ro_map_max(maps[i]) >= rows[i]) return ro_model_bad(model, "tables", error);
    bool has_places = rows[CORE_FORM_ROWS] >= CORE_WINDOW_WORDS;
    return shape->max_units && has_places ? RO_OK : ro_model_bad(model, "config", error);
  }
  RO_TRY(core_pieces_open(model, &state->pieces, error));
  if (ro_map_max(&state->pieces.vocab) >= rows[0] || shape->max_units > rows[1] ||
      rows[2] <= CORE_CASE_MIXED)
    return ro_model_bad(model, "tables", error);
  return shape->max_units > CORE_AROUND ? RO_OK : ro_model_bad(model, "config", error);
}

static ro_status open_model(const ro_resources *resources, ro_str bytes, ro_arena *process,
                            core_state *state, ro_error *error) {
  ro_model model;
  RO_TRY(ro_model_open(bytes, ro_str_from(resources->core), &model, error));
  RO_TRY(ro_net_open(&model, process, &state->net, error));
  state->shape = ro_net_shape_of(state->net);
  RO_TRY(open_heads(&model, state, error));
  RO_TRY(open_pairs(&model, state, error));
  RO_TRY(open_input(&model, state, error));
  return core_lemmas_open(resources, &state->lemmas, error);
}

ro_status ro_core_open(const ro_resources *resources, ro_arena *process, const void **state,
                       ro_error *error) {
  ro_str bytes = {NULL, 0};
  *state = NULL;
  if (resources->core) bytes = ro_resources_model(resources, resources->core);
  if (!bytes.len) return RO_OK;
  core_state *s = RO_NEW(process, core_state);
  if (!s) return RO_ENOMEM;
  *state = s;
  core_lists_open(resources, s->lists);
  return open_model(resources, bytes, process, s, error);
}

/* ---------------------------------------------------------------- running */

/* As many windows as make a chunk, at least one. */
static core_chunk next_chunk(const core_state *state, const core_window *windows, uint32_t n) {
  core_chunk c = {.state = state, .windows = windows};
  while (c.n_windows < n &&
         (!c.n_windows || c.input.n_units + windows[c.n_windows].n_units <= CHUNK_UNITS)) {
    const core_window *w = &windows[c.n_windows++];
    c.input.n_units += w->n_units;
    c.input.n_words += w->end - w->first;
  }
  c.input.n_sentences = c.n_windows;
  return c;
}

static ro_status run_chunk(core_chunk *c, const core_units *units, ro_doc *doc, ro_arena *scratch,
                           uint32_t *sentence_root) {
  ro_net_input *in = &c->input;
  uint32_t *rows = RO_ARRAY(scratch, uint32_t, (size_t)in->n_units * units->n_features);
  uint32_t *word_unit = RO_ARRAY(scratch, uint32_t, in->n_words), unit = 0, word = 0;
  ro_net_sentence *sentence = RO_ARRAY(scratch, ro_net_sentence, in->n_sentences);
  if (!rows || !word_unit || !sentence) return RO_ENOMEM;
  for (uint32_t s = 0; s < c->n_windows; s++) {
    const core_window *w = &c->windows[s];
    sentence[s] = (ro_net_sentence){unit, w->n_units, word, w->end - w->first};
    core_units_write(units, w, unit, rows + (size_t)unit * units->n_features, word_unit + word);
    unit += w->n_units;
    word += w->end - w->first;
  }
  in->rows = rows;
  in->word_unit = word_unit;
  in->sentence = sentence;
  RO_TRY(ro_net_run(c->state->net, in, scratch, &c->output));
  return core_decode(c, doc, scratch, sentence_root);
}

static void tell_of_parts(ro_doc *doc, const core_window *windows, uint32_t n) {
  uint32_t first = RO_NONE, n_sentences = 0;
  for (uint32_t i = 1; i < n; i++) {
    if (!windows[i].is_later || windows[i - 1].is_later) continue;
    n_sentences++;
    if (first == RO_NONE) first = doc->tokens.sentence[windows[i].first];
  }
  if (!n_sentences) return;
  ro_doc_notice(doc, "core", doc->sentences.at[first].span,
                "%u sentence%s too long to be read as a whole, and read in parts", n_sentences,
                n_sentences == 1 ? " is" : "s are");
}

ro_status ro_core_run(const void *opened, ro_doc *doc, ro_arena *scratch) {
  const core_state *state = opened;
  core_window *windows = NULL;
  uint32_t n = 0, sentence_root = 0;
  if (!state || !doc->tokens.n) return RO_OK;
  core_units units = {.input = state->shape->kind == RO_NET_WORDS ? CORE_WORDS : CORE_PIECES,
                      .forms = &state->forms,
                      .pieces = &state->pieces,
                      .n_features = state->shape->n_features,
                      .max_units = state->shape->max_units,
                      .doc = doc};
  RO_TRY(core_units_make(&units, scratch));
  RO_TRY(core_windows_make(&units, scratch, &windows, &n));
  uint32_t n_names = state->head[CORE_NAMES].n;
  float *names = RO_ARRAY(scratch, float, (size_t)doc->tokens.n *n_names);
  if (!names) return RO_ENOMEM;
  for (uint32_t first = 0; first < n;) {
    ro_arena_mark mark = ro_arena_tell(scratch);
    core_chunk chunk = next_chunk(state, windows + first, n - first);
    chunk.names = names;
    RO_TRY(run_chunk(&chunk, &units, doc, scratch, &sentence_root));
    ro_arena_reset(scratch, mark);
    first += chunk.n_windows;
  }
  tell_of_parts(doc, windows, n);
  core_names_hint(state->lists, doc, names, n_names);
  RO_TRY(core_names_agree(doc, names, n_names, scratch));
  RO_TRY(core_names_decide(windows, n, names, n_names, doc, scratch));
  core_names_write(state->lists, doc);
  ro_tree_index(doc);
  return core_lemmas_write(&state->lemmas, doc, scratch);
}
