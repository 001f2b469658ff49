/* The parser: greedy arc-hybrid transitions scored by an averaged perceptron trained with a
 * dynamic oracle (Goldberg & Nivre 2013).  Linear in the length of a sentence; trees are
 * projective, acyclic and have one root by construction. */
#include "parse/parse.h"

#include "doc/tree.h"
#include "parse/parse_internal.h"

ro_status parse_model_open(const ro_resources *resources, ro_str bytes, parse_model *out,
                           ro_error *error) {
  ro_model model;
  RO_TRY(ro_word_model_open(resources, &out->words, error));
  RO_TRY(ro_model_open(bytes, RO_STR("parse-en.model"), &model, error));
  RO_TRY(ro_linear_open(&model, "actions", &out->actions, error));
  RO_TRY(ro_linear_open(&model, "labels", &out->labels, error));
  if (out->actions.n_classes != PARSE_ACTIONS) return ro_model_bad(&model, "actions", error);
  if (out->labels.n_classes != RO_N_DEPREL) return ro_model_bad(&model, "labels", error);
  return RO_OK;
}

ro_status ro_parse_open(const ro_resources *resources, ro_arena *process, const void **state,
                        ro_error *error) {
  ro_str bytes = ro_resources_model(resources, "parse-en.model");
  *state = NULL;
  if (!bytes.len) return RO_OK;
  parse_model *model = RO_NEW(process, parse_model);
  if (!model) return RO_ENOMEM;
  *state = model;
  return parse_model_open(resources, bytes, model, error);
}

static parse_action choose_action(const parse_model *model, const parse_state *s) {
  uint64_t f[PARSE_MAX_FEATURES];
  int32_t scores[PARSE_ACTIONS] = {0};
  ro_linear_score(&model->actions, f, parse_action_features(s, f), scores);
  parse_action best = PARSE_SHIFT;
  bool is_found = false;
  for (parse_action a = PARSE_SHIFT; a < PARSE_ACTIONS; a++) {
    if (!parse_may(s, a) || (is_found && scores[a] <= scores[best])) continue;
    best = a;
    is_found = true;
  }
  return best;
}

/* Label of an arc: "root" exactly for the arc from the root. */
static uint8_t choose_label(const parse_model *model, const parse_state *s, uint32_t head,
                            uint32_t child) {
  if (head == s->n) return RO_DEPREL_ROOT;
  uint64_t f[PARSE_MAX_FEATURES];
  int32_t scores[RO_N_DEPREL] = {0};
  ro_linear_score(&model->labels, f, parse_label_features(s, head, child, f), scores);
  scores[RO_DEPREL_NONE] = scores[RO_DEPREL_ROOT] = INT32_MIN;
  return (uint8_t)ro_linear_best(scores, RO_N_DEPREL);
}

static void parse_sentence(const parse_model *model, parse_state *s) {
  while (!parse_is_done(s)) {
    /* One of the three is always possible: an empty stack may shift, a full one may reduce. */
    parse_action action = s->n_stack == 0   ? PARSE_SHIFT
                          : s->next == s->n ? (s->n_stack > 1 ? PARSE_RIGHT : PARSE_LEFT)
                                            : choose_action(model, s);
    uint32_t head, child;
    uint8_t label = 0;
    if (action != PARSE_SHIFT) {
      parse_arc(s, action, &head, &child);
      label = choose_label(model, s, head, child);
    }
    parse_apply(s, action, label);
  }
}

ro_status ro_parse_run(const void *opened, ro_doc *doc, ro_arena *scratch) {
  const parse_model *model = opened;
  if (!model || !doc->tokens.n) return RO_OK;
  uint32_t longest = 0;
  for (uint32_t k = 0; k < doc->sentences.n; k++) {
    uint32_t n = doc->sentences.at[k].end - doc->sentences.at[k].first;
    if (n > longest) longest = n;
  }
  parse_state s;
  parse_token *token = RO_ARRAY(scratch, parse_token, (size_t)longest + 1);
  RO_TRY(parse_state_make(scratch, longest, &s));
  if (!token) return RO_ENOMEM;
  for (uint32_t k = 0; k < doc->sentences.n; k++) {
    uint32_t first = doc->sentences.at[k].first, n = doc->sentences.at[k].end - first;
    if (!n) continue;
    for (uint32_t i = 0; i < n; i++) token[i] = parse_token_make(doc, &model->words, first + i);
    token[n] = parse_root();
    parse_begin(&s, token, n);
    parse_sentence(model, &s);
    for (uint32_t i = 0; i < n; i++) {
      doc->tokens.head[first + i] = s.head[i] == n ? RO_NONE : first + s.head[i];
      doc->tokens.deprel[first + i] = s.label[i];
    }
  }
  ro_tree_index(doc);
  return RO_OK;
}
