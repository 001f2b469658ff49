/* Shared by the parser and the program that trains it: the state of a parse and its features. */
#ifndef RO_PARSE_INTERNAL_H
#define RO_PARSE_INTERNAL_H

#include "model/words.h"
#include "parse/parse.h"

enum { PARSE_MAX_FEATURES = 128 };

/* SHIFT: the next token onto the stack.  LEFT: the top of the stack becomes a child of the next
 * token and leaves.  RIGHT: the top becomes a child of the one below it and leaves. */
typedef enum { PARSE_SHIFT, PARSE_LEFT, PARSE_RIGHT, PARSE_ACTIONS } parse_action;

/* A token as the features see it; the last of a sentence stands for the root. */
typedef struct {
  uint64_t word;
  uint32_t tag; /* UPOS and XPOS together */
  uint32_t upos, coarse, fine;
} parse_token;

typedef struct {
  uint32_t n;               /* tokens; index n is the root, which is never shifted */
  const parse_token *token; /* [n+1] */
  uint32_t *stack, n_stack;
  uint32_t next;                  /* front of the buffer */
  uint32_t *head;                 /* [n+1] RO_NONE until attached, n = root */
  uint8_t *label;                 /* [n+1] ro_deprel */
  uint32_t *left[2], *right[2];   /* [n+1] outermost and second outermost child on each side */
  uint64_t *left_set, *right_set; /* [n+1] relations of the children on each side, as bits */
  uint8_t *n_left, *n_right;
  uint32_t *n_verb, *n_comma, *n_cc; /* [n+2] how many before each place */
} parse_state;

typedef struct {
  ro_word_model words;
  ro_linear actions, labels;
} parse_model;

/* Room for sentences of up to n tokens. */
ro_status parse_state_make(ro_arena *arena, uint32_t n, parse_state *out);
/* Begins a sentence of n tokens. */
void parse_begin(parse_state *s, const parse_token *token, uint32_t n);
static inline bool parse_is_done(const parse_state *s) { return s->next == s->n && !s->n_stack; }
/* May the action be taken?  One token at most is attached to the root. */
static inline bool parse_may(const parse_state *s, parse_action action) {
  switch (action) {
    case PARSE_SHIFT:
      return s->next < s->n;
    case PARSE_LEFT:
      return s->n_stack > 0 && (s->next < s->n || s->n_stack == 1);
    case PARSE_RIGHT:
      return s->n_stack > 1;
    case PARSE_ACTIONS:
      break;
  }
  return false;
}
/* The arc that LEFT or RIGHT would make. */
void parse_arc(const parse_state *s, parse_action action, uint32_t *head, uint32_t *child);
void parse_apply(parse_state *s, parse_action action, uint8_t label);

size_t parse_action_features(const parse_state *s, uint64_t f[PARSE_MAX_FEATURES]);
size_t parse_label_features(const parse_state *s, uint32_t head, uint32_t child,
                            uint64_t f[PARSE_MAX_FEATURES]);
parse_token parse_token_make(const ro_doc *doc, const ro_word_model *words, uint32_t i);
parse_token parse_root(void);
ro_status parse_model_open(const ro_resources *resources, ro_str bytes, parse_model *out,
                           ro_error *error);

#endif
