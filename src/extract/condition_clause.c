/* How far a condition reaches, and what it is a condition of.
 *
 * The tree gives the clause (subtree of the verb that the marker marks) and its governor.  Parsers
 * err most just here, on the attachment of adverbial clauses, so each step is checked against the
 * punctuation: a condition that opens a sentence ends where the main clause's own words begin,
 * one that closes it ends at the clause's last word or an unopened closing quotation mark. */
#include "extract/condition_internal.h"

bool ro_lower_in(const ro_doc *doc, uint32_t token, const char *const *list) {
  ro_str s = ro_doc_lower(doc, token);
  for (size_t i = 0; list[i]; i++)
    if (ro_str_is(s, list[i])) return true;
  return false;
}

bool ro_lemma_in(const ro_doc *doc, uint32_t token, const char *const *list) {
  ro_str s = doc->tokens.lemma[token] ? ro_doc_lemma(doc, token) : ro_doc_lower(doc, token);
  for (size_t i = 0; list[i]; i++)
    if (ro_str_is(s, list[i])) return true;
  return false;
}

static const char *const openers[] = {"“", "‘", "``", "(", NULL};
static const char *const closers[] = {"”", "''", ")", NULL};
static const char *const breaks[] = {";", ":", "—", "–", "--", NULL};

static bool is_verbal(const ro_doc *doc, uint32_t t) {
  return doc->tokens.upos[t] == RO_UPOS_VERB || doc->tokens.upos[t] == RO_UPOS_AUX;
}
static bool is_punct(const ro_doc *doc, uint32_t t) {
  return doc->tokens.upos[t] == RO_UPOS_PUNCT || doc->tokens.deprel[t] == RO_DEPREL_PUNCT;
}
static bool is_comma(const ro_doc *doc, uint32_t t) { return ro_lower_is(doc, t, ","); }
static bool is_final(const ro_doc *doc, uint32_t t) {
  return ro_lower_is(doc, t, ".") || ro_lower_is(doc, t, "?") || ro_lower_is(doc, t, "!");
}

/* Head of the clause behind the marker: what its mark points to, else the next verb. */
static uint32_t clause_head(const ro_condition_reading *c) {
  const ro_tokens *t = &c->doc->tokens;
  for (uint32_t m = c->marker.first; m < c->marker.end; m++) {
    uint32_t h = t->head[m];
    if (t->deprel[m] == RO_DEPREL_MARK && h != RO_NONE && h >= c->marker.end) return h;
  }
  for (uint32_t k = c->marker.end; k < c->sentence.end; k++) {
    if (!is_verbal(c->doc, k)) {
      if (ro_lower_in(c->doc, k, breaks)) break;
      continue;
    }
    uint32_t h = t->head[k];
    bool is_helper =
        ro_tree_is(c->doc, k, RO_DEPRELS(AUX) | RO_DEPRELS(AUX_PASS) | RO_DEPRELS(COP));
    return is_helper && h != RO_NONE && h > c->marker.end ? h : k;
  }
  return c->marker.end < c->sentence.end ? c->marker.end : RO_NONE;
}

/* First token of the governor's own words behind the condition's verb. */
static uint32_t main_begin(const ro_condition_reading *c) {
  const ro_doc *doc = c->doc;
  uint32_t begin = c->governor;
  for (uint32_t k = ro_tree_first(doc, c->governor); k != RO_NONE;
       k = doc->tokens.next_sibling[k]) {
    if (k <= c->verb || is_punct(doc, k)) continue;
    uint32_t left = doc->tokens.left[k];
    if (left > c->verb && left < begin) begin = left;
  }
  return begin;
}

/* First comma (or "then") behind the verb that leaves words for a main clause. */
static uint32_t first_comma(const ro_condition_reading *c) {
  for (uint32_t t = c->verb + 1; t < c->sentence.end; t++) {
    bool is_then = ro_lower_is(c->doc, t, "then");
    if (!is_then && !is_comma(c->doc, t) && !ro_lower_in(c->doc, t, breaks)) continue;
    if (!is_then && t + 1 < c->sentence.end &&
        ro_lower_in(c->doc, t + 1, (const char *const[]){"and", "or", "which", "who", NULL}))
      continue;
    return t;
  }
  return c->sentence.end;
}

static uint32_t initial_end(const ro_condition_reading *c) {
  uint32_t end = c->doc->tokens.right[c->verb] + 1;
  uint32_t begin = c->governor != RO_NONE && c->governor > c->verb ? main_begin(c) : RO_NONE;
  if (begin != RO_NONE && end > begin) end = begin;
  if (begin == RO_NONE || end <= c->verb || end > c->governor) end = first_comma(c);
  return end;
}

/* Cuts before an unopened closing quotation mark, a break or "but". */
static uint32_t final_end(const ro_condition_reading *c, uint32_t end) {
  uint32_t open = 0, straight = 0;
  for (uint32_t t = c->marker.first; t < end; t++) {
    if (ro_lower_in(c->doc, t, openers)) open++;
    if (ro_lower_is(c->doc, t, "\"")) straight++;
    bool is_close = ro_lower_in(c->doc, t, closers);
    if (is_close && open == 0) return t;
    if (is_close) open--;
    if (straight == 1 && t > c->verb && ro_lower_is(c->doc, t, "\"")) return t;
    if (t <= c->verb) continue;
    if (ro_lower_in(c->doc, t, breaks) || is_final(c->doc, t)) return t;
    if (ro_lower_is(c->doc, t, "but") && is_comma(c->doc, t - 1)) return t;
  }
  return end;
}

static uint32_t trim_end(const ro_doc *doc, uint32_t first, uint32_t end) {
  while (end > first + 1 && is_punct(doc, end - 1)) {
    if (ro_lower_in(doc, end - 1, closers) || ro_lower_is(doc, end - 1, "\"")) {
      bool is_opened = false; /* keep the mark where its partner is inside */
      for (uint32_t t = first; t + 1 < end; t++)
        is_opened |= ro_lower_in(doc, t, openers) || ro_lower_is(doc, t, "\"");
      if (is_opened) break;
    }
    end--;
  }
  return end;
}

/* Is the marker the first word of its sentence or clause (nothing verbal before it)? */
static bool opens_clause(const ro_condition_reading *c) {
  for (uint32_t t = c->marker.first; t > c->sentence.first; t--) {
    uint32_t k = t - 1;
    if (ro_lower_in(c->doc, k, openers) || ro_lower_in(c->doc, k, breaks)) return true;
    if (ro_lower_in(c->doc, k, (const char *const[]){"\"", "that", NULL})) return true;
    if (is_verbal(c->doc, k)) return false;
  }
  return true;
}

uint32_t ro_condition_descend(const ro_condition_reading *c, uint32_t governor) {
  const ro_doc *doc = c->doc;
  for (uint32_t n = 0; n < 3 && governor != RO_NONE; n++) {
    bool is_cue = false;
    for (uint32_t a = 0; a < doc->attributions.n && !is_cue; a++)
      is_cue = doc->attributions.at[a].cue_token == governor;
    uint32_t said = ro_tree_child_of(doc, governor, RO_DEPRELS(CCOMP));
    if (!is_cue || said == RO_NONE || said == c->verb) return governor;
    governor = said;
  }
  return governor;
}

/* The verb that the clause depends on. */
static uint32_t find_governor(const ro_condition_reading *c) {
  const ro_tokens *t = &c->doc->tokens;
  uint32_t g = t->head[c->verb];
  if (g == RO_NONE || g < c->sentence.first || g >= c->sentence.end) return RO_NONE;
  if (c->marker.first <= g && g <= c->verb) return RO_NONE;
  return ro_condition_descend(c, g);
}

bool ro_condition_find_clause(ro_condition_reading *c) {
  c->verb = clause_head(c);
  if (c->verb == RO_NONE) return false;
  c->governor = find_governor(c);
  bool is_open = opens_clause(c);
  c->is_initial = c->governor != RO_NONE ? c->governor > c->verb : is_open;
  if (c->is_initial && !is_open && c->governor > c->verb + 1) {
    /* "X said if ..., Y": fine; "X will do Y if Z, W said": the tree went astray */
    uint32_t comma = first_comma(c);
    if (comma > c->governor) {
      c->is_initial = false;
      c->governor = RO_NONE;
    }
  }
  uint32_t right = c->doc->tokens.right[c->verb] + 1;
  uint32_t end = c->is_initial ? initial_end(c)
                               : final_end(c, right > c->sentence.end ? c->sentence.end : right);
  if (end <= c->marker.end) end = c->verb + 1;
  c->condition = (ro_token_range){c->marker.first, trim_end(c->doc, c->marker.first, end)};
  return c->condition.end > c->marker.end || c->kind == RO_MARKER_BACK;
}

/* The noun phrase behind the marker: subtree of the noun whose case the marker's last word is. */
bool ro_condition_find_noun(ro_condition_reading *c) {
  const ro_doc *doc = c->doc;
  const ro_tokens *t = &doc->tokens;
  uint32_t last = c->marker.end - 1, noun = t->head[last];
  bool is_case = ro_tree_is(doc, last, RO_DEPRELS(CASE) | RO_DEPRELS(MARK));
  if (!is_case || noun == RO_NONE || noun <= last || noun >= c->sentence.end) {
    noun = c->marker.end;
    while (noun < c->sentence.end && t->upos[noun] != RO_UPOS_NOUN &&
           t->upos[noun] != RO_UPOS_PROPN && !is_punct(doc, noun))
      noun++;
    if (noun >= c->sentence.end || is_punct(doc, noun)) return false;
  }
  c->verb = noun;
  uint32_t end = final_end(c, t->right[noun] + 1);
  c->condition = (ro_token_range){c->marker.first, trim_end(doc, c->marker.first, end)};
  uint32_t g = t->head[noun];
  if (g != RO_NONE && g >= c->marker.first && g < c->marker.end) g = t->head[g]; /* "exchange" */
  if (g != RO_NONE && g >= c->marker.first && g < c->marker.end) g = t->head[g];
  c->governor = g != RO_NONE && g >= c->sentence.first && g < c->sentence.end
                    ? ro_condition_descend(c, g)
                    : RO_NONE;
  c->is_initial = c->governor == RO_NONE ? opens_clause(c) : c->governor > noun;
  return true;
}

/* ------------------------------------------------------------------ the consequence */

static void clear(uint8_t *mask, const ro_condition_reading *c, uint32_t first, uint32_t end) {
  if (first < c->sentence.first) first = c->sentence.first;
  for (uint32_t t = first; t < end && t < c->sentence.end; t++) mask[t - c->sentence.first] = 0;
}

/* The governor's subtree, less what hangs on it from outside. */
static void mask_tree(const ro_condition_reading *c, uint8_t *mask) {
  const ro_doc *doc = c->doc;
  const ro_tokens *t = &doc->tokens;
  uint32_t root = c->governor;
  if (c->takes_subject) {
    uint32_t s =
        ro_tree_child_of(doc, root, RO_DEPRELS(NSUBJ) | RO_DEPRELS(NSUBJ_PASS) | RO_DEPRELS(CSUBJ));
    if (s != RO_NONE) root = s;
  }
  for (uint32_t k = t->left[root]; k <= t->right[root] && k < c->sentence.end; k++)
    if (k >= c->sentence.first) mask[k - c->sentence.first] = 1;
  for (uint32_t k = ro_tree_first(doc, root); k != RO_NONE; k = t->next_sibling[k]) {
    bool is_other_clause =
        ro_tree_is(doc, k, RO_DEPRELS(CONJ)) &&
        ro_tree_child_of(doc, k, RO_DEPRELS(NSUBJ) | RO_DEPRELS(NSUBJ_PASS) | RO_DEPRELS(EXPL)) !=
            RO_NONE &&
        (k > root) != (c->condition.first > root);
    bool is_outside = ro_tree_is(doc, k,
                                 RO_DEPRELS(PARATAXIS) | RO_DEPRELS(DISCOURSE) | RO_DEPRELS(MARK) |
                                     RO_DEPRELS(CC) | RO_DEPRELS(VOCATIVE));
    if (is_outside || is_other_clause) clear(mask, c, t->left[k], t->right[k] + 1);
  }
}

/* Without a governor: the words from the condition to the end or beginning of the sentence. */
static void mask_side(const ro_condition_reading *c, uint8_t *mask) {
  uint32_t first = c->is_initial ? c->condition.end : c->sentence.first;
  uint32_t end = c->is_initial ? c->sentence.end : c->condition.first;
  for (uint32_t t = first; t < end; t++) mask[t - c->sentence.first] = 1;
  if (!c->is_initial) { /* back to a break or the start of what is said */
    for (uint32_t t = end; t-- > first;)
      if (ro_lower_in(c->doc, t, breaks) || ro_lower_in(c->doc, t, openers) ||
          (ro_lower_is(c->doc, t, "that") && c->doc->tokens.deprel[t] == RO_DEPREL_MARK)) {
        clear(mask, c, first, t + 1);
        break;
      }
    return;
  }
  for (uint32_t t = first; t < end; t++) /* on to the end of the quotation or a break */
    if (ro_lower_in(c->doc, t, closers) || ro_lower_is(c->doc, t, ";")) {
      clear(mask, c, t, end);
      break;
    }
}

/* Content span of the innermost attribution that holds the whole condition. */
static bool content_around(const ro_condition_reading *c, ro_span *content) {
  const ro_doc *doc = c->doc;
  ro_span s = ro_doc_tokens_span(doc, c->condition.first, c->condition.end);
  uint32_t size = UINT32_MAX;
  for (uint32_t a = 0; a < doc->attributions.n; a++)
    for (uint32_t k = 0; k < doc->attributions.at[a].content.n; k++) {
      ro_span x = doc->attributions.at[a].content.at[k];
      if (x.begin <= s.begin && s.end <= x.end && x.end - x.begin < size) {
        *content = x;
        size = x.end - x.begin;
      }
    }
  return size != UINT32_MAX;
}

/* Keeps what lies in the same content as the condition, if anything does. */
static void clip_to_content(const ro_condition_reading *c, uint8_t *mask) {
  ro_span content = {0, 0};
  if (!content_around(c, &content)) return;
  const ro_tokens *t = &c->doc->tokens;
  bool has_inside = false;
  for (uint32_t k = c->sentence.first; k < c->sentence.end; k++)
    has_inside |= mask[k - c->sentence.first] && !is_punct(c->doc, k) &&
                  t->span[k].begin >= content.begin && t->span[k].end <= content.end;
  for (uint32_t k = c->sentence.first; has_inside && k < c->sentence.end; k++)
    if (t->span[k].begin < content.begin || t->span[k].end > content.end)
      mask[k - c->sentence.first] = 0;
}

static bool trim(const ro_doc *doc, ro_token_range *run) {
  static const char *const links[] = {"then", "and", "but", "that", NULL};
  while (run->first < run->end &&
         ((is_punct(doc, run->first) && !ro_lower_in(doc, run->first, openers) &&
           !ro_lower_is(doc, run->first, "\"")) ||
          ro_lower_in(doc, run->first, links)))
    run->first++;
  run->end = run->end > run->first ? trim_end(doc, run->first, run->end) : run->first;
  if (run->end == run->first + 1 && is_punct(doc, run->first)) run->end = run->first;
  return run->end > run->first;
}

uint32_t ro_condition_consequence(const ro_condition_reading *c, uint8_t *mask, ro_span spans[3]) {
  uint32_t n = 0, length = c->sentence.end - c->sentence.first;
  for (uint32_t i = 0; i < length; i++) mask[i] = 0;
  if (c->governor != RO_NONE)
    mask_tree(c, mask);
  else
    mask_side(c, mask);
  clear(mask, c, c->condition.first, c->condition.end);
  clip_to_content(c, mask);
  for (uint32_t i = 0; i < length && n < 3;) {
    uint32_t k = i;
    while (k < length && mask[k]) k++;
    ro_token_range run = {c->sentence.first + i, c->sentence.first + k};
    if (k > i && trim(c->doc, &run)) spans[n++] = ro_doc_tokens_span(c->doc, run.first, run.end);
    i = k + 1;
  }
  return n;
}
