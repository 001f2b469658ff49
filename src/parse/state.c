/* State of a parse: the arc-hybrid system of Kuhlmann et al. 2011, the root at the buffer's end. */
#include "parse/parse_internal.h"

ro_status parse_state_make(ro_arena *arena, uint32_t n, parse_state *s) {
  size_t m = (size_t)n + 2;
  *s = (parse_state){0};
  s->stack = RO_ARRAY(arena, uint32_t, m);
  s->head = RO_ARRAY(arena, uint32_t, m);
  s->label = RO_ARRAY(arena, uint8_t, m);
  for (int k = 0; k < 2; k++) {
    s->left[k] = RO_ARRAY(arena, uint32_t, m);
    s->right[k] = RO_ARRAY(arena, uint32_t, m);
  }
  s->left_set = RO_ARRAY(arena, uint64_t, m);
  s->right_set = RO_ARRAY(arena, uint64_t, m);
  s->n_left = RO_ARRAY(arena, uint8_t, m);
  s->n_right = RO_ARRAY(arena, uint8_t, m);
  s->n_verb = RO_ARRAY(arena, uint32_t, m);
  s->n_comma = RO_ARRAY(arena, uint32_t, m);
  s->n_cc = RO_ARRAY(arena, uint32_t, m);
  return ro_arena_has_failed(arena) ? RO_ENOMEM : RO_OK;
}

void parse_begin(parse_state *s, const parse_token *token, uint32_t n) {
  s->n = n;
  s->token = token;
  s->n_stack = s->next = 0;
  for (uint32_t i = 0; i <= n; i++) {
    s->head[i] = s->left[0][i] = s->left[1][i] = s->right[0][i] = s->right[1][i] = RO_NONE;
    s->left_set[i] = s->right_set[i] = 0;
    s->label[i] = s->n_left[i] = s->n_right[i] = 0;
    if (i == 0) s->n_verb[0] = s->n_comma[0] = s->n_cc[0] = 0;
    s->n_verb[i + 1] = s->n_verb[i] + (token[i].upos == RO_UPOS_VERB);
    s->n_comma[i + 1] = s->n_comma[i] + (token[i].upos == RO_UPOS_PUNCT);
    s->n_cc[i + 1] = s->n_cc[i] + (token[i].upos == RO_UPOS_CCONJ);
  }
}

void parse_arc(const parse_state *s, parse_action action, uint32_t *head, uint32_t *child) {
  *child = s->stack[s->n_stack - 1];
  *head = action == PARSE_LEFT ? s->next : s->stack[s->n_stack - 2];
}

void parse_apply(parse_state *s, parse_action action, uint8_t label) {
  if (action == PARSE_SHIFT) {
    s->stack[s->n_stack++] = s->next++;
    return;
  }
  uint32_t head, child;
  parse_arc(s, action, &head, &child);
  s->n_stack--;
  s->head[child] = head;
  s->label[child] = label;
  bool is_left = child < head;
  uint32_t **list = is_left ? s->left : s->right;
  list[1][head] = list[0][head]; /* children come from the inside out */
  list[0][head] = child;
  uint8_t *count = is_left ? &s->n_left[head] : &s->n_right[head];
  if (*count < 255) ++*count;
  *(is_left ? &s->left_set[head] : &s->right_set[head]) |= (uint64_t)1 << label;
}
