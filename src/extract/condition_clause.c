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

static const char *const breaks[] = {";", ":", "—", "–", "--", NULL};

/* Quotation marks and brackets by their form: lower forms have straight marks only.  A straight
 * mark may be either; it is neither of the two here. */
static bool form_in(const ro_doc *doc, uint32_t t, const char *const *list) {
  ro_str s = ro_doc_form(doc, t);
  for (size_t i = 0; list[i]; i++)
    if (ro_str_is(s, list[i])) return true;
  return false;
}
static bool is_opener(const ro_doc *doc, uint32_t t) {
  static const char *const marks[] = {"“", "‘", "``", "(", NULL};
  return form_in(doc, t, marks);
}
static bool is_closer(const ro_doc *doc, uint32_t t) {
  static const char *const marks[] = {"”", "''", ")", NULL};
  return form_in(doc, t, marks);
}
static bool is_straight_mark(const ro_doc *doc, uint32_t t) {
  static const char *const marks[] = {"\"", NULL};
  return form_in(doc, t, marks);
}

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

static bool is_finite(const ro_doc *doc, uint32_t t) {
  ro_xpos x = (ro_xpos)doc->tokens.xpos[t];
  return x == RO_XPOS_MD || x == RO_XPOS_VBD || x == RO_XPOS_VBZ || x == RO_XPOS_VBP;
}

static bool is_saying(const ro_doc *doc, uint32_t t) {
  static const char *const say[] = {"say", "tell", "add", "warn", "write", "report", "note", NULL};
  if (ro_lemma_in(doc, t, say)) return true;
  for (uint32_t a = 0; a < doc->attributions.n; a++)
    if (doc->attributions.at[a].cue_token == t) return true;
  return false;
}

/* Finite verb of a clause with a subject that begins at token t and is no "he said"; RO_NONE. */
static uint32_t clause_verb(const ro_condition_reading *c, uint32_t t) {
  bool has_subject = false;
  for (uint32_t k = t; k < c->sentence.end && k < t + 16; k++) {
    ro_upos u = (ro_upos)c->doc->tokens.upos[k];
    if (is_finite(c->doc, k)) {
      if (!has_subject && c->doc->tokens.xpos[k] != RO_XPOS_MD) return RO_NONE;
      return is_saying(c->doc, k) ? RO_NONE : k;
    }
    if (k > t && is_comma(c->doc, k) && !has_subject) return RO_NONE;
    has_subject |= u == RO_UPOS_NOUN || u == RO_UPOS_PROPN || u == RO_UPOS_PRON ||
                   u == RO_UPOS_NUM ||
                   ro_lower_in(c->doc, k, (const char *const[]){"this", "that", "there", NULL});
  }
  return RO_NONE;
}

/* The verb that heads the clause of a finite verb or auxiliary. */
static uint32_t head_of_finite(const ro_doc *doc, uint32_t verb) {
  uint32_t up = doc->tokens.head[verb];
  bool is_helper = ro_tree_is(doc, verb, RO_DEPRELS(AUX) | RO_DEPRELS(AUX_PASS) | RO_DEPRELS(COP));
  return is_helper && up != RO_NONE && up > verb ? up : verb;
}

/* Head of the clause behind the marker: what its mark points to, else the next verb. */
static uint32_t marked_head(const ro_condition_reading *c) {
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

/* The verb of the condition.  A mark that reaches over a comma to the verb of the main clause ("If
 * X comes, Y will go") is pulled back to the first finite verb. */
static uint32_t clause_head(const ro_condition_reading *c) {
  uint32_t head = marked_head(c);
  uint32_t first = head == RO_NONE ? RO_NONE : clause_verb(c, c->marker.end);
  for (uint32_t t = c->marker.end + 1; head != RO_NONE && t < head; t++) {
    uint32_t verb = is_comma(c->doc, t) ? clause_verb(c, t + 1) : RO_NONE;
    if (verb == RO_NONE || verb > head || c->doc->tokens.xpos[verb] != RO_XPOS_MD) continue;
    if (first == RO_NONE || first > t) return t - 1; /* its verb was taken for a noun */
  }
  if (first == RO_NONE || first >= head) return head;
  for (uint32_t t = first + 1; t < head; t++) {
    if (!is_comma(c->doc, t) || clause_verb(c, t + 1) == RO_NONE) continue;
    uint32_t own = head_of_finite(c->doc, first);
    return own < t ? own : first;
  }
  return head;
}

/* "If it rains we will stay": a pronoun and a modal begin the main clause without a comma. */
static bool begins_main(const ro_condition_reading *c, uint32_t t) {
  static const char *const pronouns[] = {"we", "he",  "she",   "they", "i",
                                         "it", "you", "there", NULL};
  const ro_doc *doc = c->doc;
  if (t + 1 >= c->sentence.end || doc->tokens.xpos[t + 1] != RO_XPOS_MD ||
      !ro_lower_in(doc, t, pronouns))
    return false;
  ro_upos before = (ro_upos)doc->tokens.upos[t - 1];
  return before == RO_UPOS_NOUN || before == RO_UPOS_PROPN || before == RO_UPOS_ADJ ||
         before == RO_UPOS_ADV || before == RO_UPOS_PUNCT ||
         (t > c->marker.end + 1 && is_finite(doc, t - 1));
}

/* Where the main clause begins behind a condition that comes first: a comma or "then" with another
 * clause after it, or the first word of that clause.  Its finite verb in *verb. */
static uint32_t main_comma(const ro_condition_reading *c, uint32_t *verb) {
  static const char *const links[] = {"and", "or", "which", "who", "whose", "where", NULL};
  for (uint32_t t = c->verb + 1; t + 1 < c->sentence.end; t++) {
    bool is_then = ro_lower_is(c->doc, t, "then");
    if (ro_lower_in(c->doc, t, breaks) && !is_comma(c->doc, t)) break;
    if (begins_main(c, t)) {
      *verb = t + 1;
      return t;
    }
    if (!is_then && !is_comma(c->doc, t)) continue;
    if (!is_then && ro_lower_in(c->doc, t + 1, links)) continue;
    *verb = clause_verb(c, t + 1);
    if (*verb != RO_NONE) return t;
  }
  return RO_NONE;
}

static uint32_t initial_end(const ro_condition_reading *c, uint32_t comma) {
  uint32_t end = c->doc->tokens.right[c->verb] + 1;
  uint32_t begin = c->governor != RO_NONE && c->governor > c->verb ? main_begin(c) : RO_NONE;
  if (begin != RO_NONE && end > begin) end = begin;
  bool is_astray = begin == RO_NONE || end <= c->verb || end > c->governor;
  uint32_t next = end < c->sentence.end && is_comma(c->doc, end) ? end + 1 : end;
  bool goes_on = next < c->sentence.end && c->doc->tokens.upos[next] == RO_UPOS_CCONJ;
  bool is_marked = end < c->sentence.end && is_punct(c->doc, end);
  if (!is_marked && end > 0) is_marked = is_punct(c->doc, end - 1);
  if (comma != RO_NONE && (is_astray || goes_on || !is_marked || end > comma + 1)) return comma;
  if (!is_astray) return end;
  for (uint32_t t = c->verb + 1; t < c->sentence.end; t++)
    if (is_comma(c->doc, t) || ro_lower_in(c->doc, t, breaks)) return t;
  return c->sentence.end;
}

/* Is an odd number of straight quotation marks open before the marker? */
static bool starts_in_quote(const ro_condition_reading *c) {
  bool is_open = false;
  for (uint32_t t = c->sentence.first; t < c->marker.first; t++)
    is_open ^= is_straight_mark(c->doc, t);
  return is_open;
}

/* Words that, behind a comma, begin something that is no part of the condition. */
static const char *const adjuncts[] = {"as",        "while",    "which",  "who",    "despite",
                                       "amid",      "with",     "after",  "saying", "adding",
                                       "according", "although", "though", "even",   "in",
                                       "citing",    "he",       "she",    "based",  NULL};

/* A condition between commas ends at the second of them. */
static bool is_parenthetic(const ro_condition_reading *c) {
  return c->marker.first > c->sentence.first && is_comma(c->doc, c->marker.first - 1);
}

/* Does the clause end at token t, behind its verb?  Past the tree's own end commas and "and" end
 * it too. */
static bool is_end(const ro_condition_reading *c, uint32_t t, bool is_past_tree) {
  if (t <= c->verb) return false;
  if (ro_lower_in(c->doc, t, breaks) || is_final(c->doc, t)) return true;
  if (ro_lower_is(c->doc, t, "but") && is_comma(c->doc, t - 1)) return true;
  if (is_comma(c->doc, t) && t + 1 < c->sentence.end &&
      (is_parenthetic(c) || ro_lower_in(c->doc, t + 1, adjuncts) || is_saying(c->doc, t + 1)))
    return true;
  bool is_new_clause = is_comma(c->doc, t) && t + 1 < c->sentence.end &&
                       c->doc->tokens.upos[t + 1] != RO_UPOS_CCONJ &&
                       clause_verb(c, t + 1) != RO_NONE;
  if (is_new_clause) return true;
  if (!is_past_tree) return false;
  if (c->doc->tokens.upos[t] == RO_UPOS_CCONJ) { /* "and will ..." goes on with the consequence */
    uint32_t verb = t + 1 < c->sentence.end ? clause_verb(c, t + 1) : RO_NONE;
    return verb != RO_NONE && c->doc->tokens.xpos[verb] == RO_XPOS_MD;
  }
  return is_comma(c->doc, t) || is_saying(c->doc, t) ||
         ro_lower_in(c->doc, t, (const char *const[]){"then", "(", NULL});
}

/* End of a condition that closes its clause: at least the tree's end, on to the next punctuation
 * mark, but never beyond a closing quotation mark that was not opened inside. */
static uint32_t final_end(const ro_condition_reading *c, uint32_t tree_end) {
  uint32_t open = 0, t = c->marker.first;
  bool is_straight = starts_in_quote(c);
  for (; t < c->sentence.end; t++) {
    if (is_opener(c->doc, t)) open++;
    if (is_closer(c->doc, t)) {
      if (open == 0) return t;
      open--;
    } else if (is_straight_mark(c->doc, t)) {
      if (is_straight && open == 0 && t > c->verb) return t;
      is_straight = !is_straight;
    } else if (open == 0 && is_end(c, t, t >= tree_end)) {
      return t;
    }
  }
  return t;
}

static uint32_t trim_end(const ro_doc *doc, uint32_t first, uint32_t end) {
  while (end > first + 1 && is_punct(doc, end - 1)) {
    if (is_closer(doc, end - 1) || is_straight_mark(doc, end - 1)) {
      bool is_opened = false; /* keep the mark where its partner is inside */
      for (uint32_t t = first; t + 1 < end; t++)
        is_opened |= is_opener(doc, t) || is_straight_mark(doc, t);
      if (is_opened) break;
    }
    end--;
  }
  return end;
}

/* Does the marker stand first in a sentence, quotation or clause? */
static bool opens_clause(const ro_condition_reading *c) {
  static const char *const links[] = {"that", "and",  "but", "because", "so",
                                      "or",   "even", "\"",  "-",       NULL};
  uint32_t t = c->marker.first;
  if (t == c->sentence.first) return true;
  if (is_comma(c->doc, t - 1) || is_opener(c->doc, t - 1) || ro_lower_in(c->doc, t - 1, breaks) ||
      ro_lower_in(c->doc, t - 1, links))
    return true;
  for (; t > c->sentence.first; t--)
    if (is_verbal(c->doc, t - 1)) return false;
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
  for (uint32_t n = 0; n < 2 && g != RO_NONE && c->marker.first <= g && g < c->marker.end; n++)
    g = t->head[g]; /* "provided" may be a verb of its own */
  if (g == RO_NONE || g < c->sentence.first || g >= c->sentence.end) return RO_NONE;
  if (c->marker.first <= g && g <= c->verb) return RO_NONE;
  return ro_condition_descend(c, g);
}

/* From "to pursue" up to the verb that it completes, from a noun up to its clause: the consequence
 * is a clause.  Not into the condition, nor into what merely says so. */
static uint32_t climb(const ro_condition_reading *c, uint32_t g) {
  const ro_tokens *t = &c->doc->tokens;
  for (uint32_t n = 0; n < 4 && g != RO_NONE; n++) {
    uint32_t up = t->head[g];
    bool is_verb = is_verbal(c->doc, g) || ro_tree_child_of(c->doc, g, RO_DEPRELS(COP)) != RO_NONE;
    bool completes = ro_tree_is(c->doc, g, RO_DEPRELS(XCOMP)) ||
                     (ro_tree_is(c->doc, g, RO_DEPRELS(ADVCL) | RO_DEPRELS(ACL)) && up != RO_NONE &&
                      up + 3 > g && up < g && t->xpos[g] == RO_XPOS_VBG);
    bool is_noun_inside =
        !is_verb && ro_tree_is(c->doc, g,
                               RO_DEPRELS(OBJ) | RO_DEPRELS(OBL) | RO_DEPRELS(NMOD) |
                                   RO_DEPRELS(IOBJ) | RO_DEPRELS(COMPOUND) | RO_DEPRELS(CONJ));
    bool is_inside = up != RO_NONE && up >= c->condition.first && up < c->condition.end;
    if (up == RO_NONE || is_inside || (!completes && !is_noun_inside)) return g;
    if (is_saying(c->doc, up) && !completes) return g;
    g = up;
  }
  return g;
}

bool ro_condition_find_clause(ro_condition_reading *c) {
  c->verb = clause_head(c);
  if (c->verb == RO_NONE) return false;
  c->governor = find_governor(c);
  uint32_t verb = RO_NONE, comma = opens_clause(c) ? main_comma(c, &verb) : RO_NONE;
  bool is_tree_initial = c->governor != RO_NONE && c->governor > c->verb;
  c->is_initial = comma != RO_NONE || (is_tree_initial && opens_clause(c));
  if (!c->is_initial && is_tree_initial) c->governor = RO_NONE;
  bool is_deeper =
      comma != RO_NONE && is_tree_initial && !ro_tree_is_under(c->doc, verb, c->governor);
  if (c->is_initial && (!is_tree_initial || is_deeper))
    c->governor = comma != RO_NONE ? head_of_finite(c->doc, verb) : RO_NONE;
  uint32_t right = c->doc->tokens.right[c->verb] + 1;
  if (right > c->sentence.end) right = c->sentence.end;
  bool reaches_back = !c->is_initial && right <= c->verb;
  uint32_t end =
      c->is_initial ? initial_end(c, comma) : final_end(c, reaches_back ? c->verb + 1 : right);
  if (end <= c->marker.end) end = c->verb + 1;
  c->condition = (ro_token_range){c->marker.first, trim_end(c->doc, c->marker.first, end)};
  c->governor = climb(c, c->governor);
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
  uint32_t verb = RO_NONE, comma = opens_clause(c) ? main_comma(c, &verb) : RO_NONE;
  uint32_t end = comma != RO_NONE ? comma : final_end(c, t->right[noun] + 1);
  c->condition = (ro_token_range){c->marker.first, trim_end(doc, c->marker.first, end)};
  if (comma != RO_NONE) {
    c->governor = head_of_finite(doc, verb);
    c->is_initial = true;
    return true;
  }
  uint32_t g = t->head[noun];
  if (g != RO_NONE && g >= c->marker.first && g < c->marker.end) g = t->head[g]; /* "exchange" */
  if (g != RO_NONE && g >= c->marker.first && g < c->marker.end) g = t->head[g];
  /* "until the hour the siege ends", with the hour hung on "ends": on to what "ends" hangs on */
  if (c->kind == RO_MARKER_TIME && g != RO_NONE && g > noun &&
      ro_tree_is(doc, g, RO_DEPRELS(ADVCL)))
    g = t->head[g];
  c->governor = g != RO_NONE && g >= c->sentence.first && g < c->sentence.end
                    ? ro_condition_descend(c, g)
                    : RO_NONE;
  c->is_initial = c->governor == RO_NONE ? opens_clause(c) : c->governor > noun;
  c->governor = climb(c, c->governor);
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
      if (ro_lower_in(c->doc, t, breaks) || is_opener(c->doc, t) ||
          (ro_lower_is(c->doc, t, "that") && c->doc->tokens.deprel[t] == RO_DEPREL_MARK) ||
          (is_saying(c->doc, t) && is_finite(c->doc, t))) {
        clear(mask, c, first, t + 1);
        break;
      }
    return;
  }
  for (uint32_t t = first; t < end; t++) /* on to the end of the quotation or a break */
    if (is_closer(c->doc, t) || ro_lower_is(c->doc, t, ";")) {
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
  while (run->first < run->end && ((is_punct(doc, run->first) && !is_opener(doc, run->first) &&
                                    !is_straight_mark(doc, run->first)) ||
                                   ro_lower_in(doc, run->first, links)))
    run->first++;
  run->end = run->end > run->first ? trim_end(doc, run->first, run->end) : run->first;
  if (run->end == run->first + 1 && is_punct(doc, run->first)) run->end = run->first;
  return run->end > run->first;
}

static bool is_clause_edge(const ro_condition_reading *c, uint32_t t) {
  bool is_mark = ro_lower_is(c->doc, t, "that") && c->doc->tokens.deprel[t] == RO_DEPREL_MARK;
  return is_mark || is_comma(c->doc, t) || ro_lower_in(c->doc, t, breaks) || is_opener(c->doc, t) ||
         is_straight_mark(c->doc, t) || c->doc->tokens.upos[t] == RO_UPOS_CCONJ ||
         is_saying(c->doc, t) || (c->condition.first <= t && t < c->condition.end);
}

static bool is_verbal_before(const ro_condition_reading *c) {
  for (uint32_t t = c->sentence.first; t < c->condition.first; t++)
    if (is_finite(c->doc, t)) return true;
  return false;
}

/* Two errors of trees are mended.  A clause that ends elsewhere than where a closing condition
 * begins is not what it bears on: the words before the condition are taken.  A verb without its
 * subject gets the words back to the edge of its clause. */
static void mend(const ro_condition_reading *c, uint8_t *mask) {
  uint32_t first = c->sentence.first, k = c->condition.first;
  while (!c->is_initial && k > first && is_punct(c->doc, k - 1)) k--;
  if (!c->is_initial && k > first && !mask[k - 1 - first] && !is_saying(c->doc, k - 1)) {
    for (uint32_t i = 0; i < c->sentence.end - first; i++) mask[i] = 0;
    mask_side(c, mask);
  }
  bool has_verb = false;
  for (uint32_t t = first; t < c->sentence.end; t++)
    has_verb |= mask[t - first] && is_verbal(c->doc, t);
  if (!has_verb && !c->is_initial && is_verbal_before(c)) {
    for (uint32_t i = 0; i < c->sentence.end - first; i++) mask[i] = 0;
    mask_side(c, mask);
  }
  uint32_t start = first, verb;
  while (start < c->sentence.end && !mask[start - first]) start++;
  for (verb = start; verb < c->sentence.end && mask[verb - first] && !is_finite(c->doc, verb);
       verb++) {
    ro_upos u = (ro_upos)c->doc->tokens.upos[verb];
    if (u == RO_UPOS_NOUN || u == RO_UPOS_PROPN || u == RO_UPOS_PRON) return;
  }
  if (verb >= c->sentence.end || (!mask[verb - first] && verb > start + 4)) return;
  while (start > first && !is_clause_edge(c, start - 1)) mask[--start - first] = 1;
}

uint32_t ro_condition_consequence(const ro_condition_reading *c, uint8_t *mask, ro_span spans[3]) {
  uint32_t n = 0, length = c->sentence.end - c->sentence.first;
  for (uint32_t i = 0; i < length; i++) mask[i] = 0;
  if (c->governor != RO_NONE)
    mask_tree(c, mask);
  else
    mask_side(c, mask);
  clear(mask, c, c->condition.first, c->condition.end);
  if (c->governor != RO_NONE && !c->takes_subject) mend(c, mask);
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
