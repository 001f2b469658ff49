/* An incident in the report's own words: the shortest clause around a trigger.
 *
 * "NAME verb phrase": the subject is named by its story entity where it is a pronoun or a name, the
 * verb phrase is the report's, up to its first comma, coordination or adverbial clause, and at most
 * MAX_LABEL bytes.  Quotation marks are left out, since half of a pair is worse than none. */
#include "reconcile/incident_internal.h"

enum { MAX_LABEL = 96, MAX_SUBJECT_TOKENS = 9 };

#define IS(t, relations) ro_tree_is(doc, (t), (relations))

static bool is_quote(const ro_doc *doc, uint32_t t) {
  uint8_t tag = doc->tokens.xpos[t];
  ro_str form = ro_doc_lower(doc, t);
  return tag == RO_XPOS_OPENQ || tag == RO_XPOS_CLOSEQ || ro_str_is(form, "\"");
}

/* Writes tokens [first, end) with the report's own spaces, without quotation marks. */
static void put_tokens(const ro_doc *doc, uint32_t first, uint32_t end, ro_buf *out) {
  bool needs_space = false;
  for (uint32_t t = first; t < end; t++) {
    ro_span span = doc->tokens.span[t];
    bool has_gap = t > first && span.begin > doc->tokens.span[t - 1].end;
    needs_space |= has_gap;
    if (is_quote(doc, t)) continue;
    if (needs_space && out->len && out->data[out->len - 1] != ' ') ro_buf_char(out, ' ');
    ro_buf_str(out, ro_doc_form(doc, t));
    needs_space = false;
  }
}

static uint32_t subject_of(const ro_doc *doc, uint32_t verb) {
  for (int i = 0; i < 3 && verb != RO_NONE; i++) {
    uint32_t s = ro_tree_child_of(doc, verb, RO_DEPRELS(NSUBJ) | RO_DEPRELS(NSUBJ_PASS));
    if (s != RO_NONE) return s;
    if (!IS(verb, RO_DEPRELS(CONJ))) return RO_NONE;
    verb = doc->tokens.head[verb];
  }
  return RO_NONE;
}

static uint32_t mention_headed(const ro_doc *doc, uint32_t token) {
  uint32_t low = 0, high = doc->mentions.n;
  while (low < high) { /* first mention that ends after the token's start, about */
    uint32_t middle = low + (high - low) / 2;
    if (doc->mentions.at[middle].first + 24 > token)
      high = middle;
    else
      low = middle + 1;
  }
  for (; low < doc->mentions.n && doc->mentions.at[low].first <= token; low++)
    if (doc->mentions.at[low].head == token) return low;
  return RO_NONE;
}

/* The subject by name; false where it is a pronoun that stands for nobody known. */
static bool put_subject(const ro_story *story, const ro_doc *doc, uint32_t subject, ro_buf *out) {
  uint32_t m = mention_headed(doc, subject);
  bool has_conj = ro_tree_child(doc, subject, RO_DEPREL_CONJ) != RO_NONE;
  if (m != RO_NONE && !has_conj && doc->mentions.at[m].form != RO_FORM_NOMINAL) {
    uint32_t entity = doc->entities.at[doc->mentions.at[m].entity].story_entity;
    if (entity < story->entities.n) {
      const ro_entity *e = &story->entities.at[entity];
      bool is_many = ro_str_is(ro_doc_lower(doc, subject), "they") ||
                     ro_str_is(ro_doc_lower(doc, subject), "we");
      if (is_many && e->type == RO_MENTION_PER && !e->is_group) return false;
      ro_buf_str(out, story->entities.at[entity].name);
      return true;
    }
  }
  if (doc->tokens.upos[subject] == RO_UPOS_PRON) return false;
  uint32_t first, end;
  ro_tree_range(doc, subject, &first, &end);
  for (uint32_t t = subject + 1; t < end; t++)
    if (doc->tokens.xpos[t] == RO_XPOS_COMMA || IS(t, RO_DEPRELS(ACL) | RO_DEPRELS(ACL_RELCL))) {
      end = doc->tokens.left[t] > subject ? doc->tokens.left[t] : t;
      break;
    }
  while (end > subject + 1 && doc->tokens.upos[end - 1] == RO_UPOS_PUNCT) end--;
  while (first < subject && doc->tokens.upos[first] == RO_UPOS_PUNCT) first++;
  if (end - first > MAX_SUBJECT_TOKENS || end <= subject) return false;
  put_tokens(doc, first, end, out);
  return true;
}

/* First token of the verb group: auxiliaries and adverbs between subject and verb. */
static uint32_t verb_begin(const ro_doc *doc, uint32_t verb, uint32_t subject) {
  uint32_t begin = verb;
  while (begin > subject + 1) {
    uint8_t upos = doc->tokens.upos[begin - 1];
    if (upos != RO_UPOS_AUX && upos != RO_UPOS_ADV && upos != RO_UPOS_PART) break;
    begin--;
  }
  return begin;
}

/* End of the verb phrase. */
static uint32_t verb_end(const ro_doc *doc, uint32_t verb) {
  uint32_t end = verb + 1, limit = doc->tokens.right[verb] + 1;
  for (uint32_t c = ro_tree_first(doc, verb); c != RO_NONE; c = doc->tokens.next_sibling[c])
    if (c > verb &&
        IS(c, RO_DEPRELS(CONJ) | RO_DEPRELS(ADVCL) | RO_DEPRELS(PARATAXIS) | RO_DEPRELS(CC)) &&
        !ro_str_is(ro_doc_lower(doc, doc->tokens.left[c]), "to") && doc->tokens.left[c] > verb &&
        doc->tokens.left[c] < limit)
      limit = doc->tokens.left[c];
  while (end < limit && doc->tokens.xpos[end] != RO_XPOS_COMMA &&
         doc->tokens.xpos[end] != RO_XPOS_COLON && doc->tokens.xpos[end] != RO_XPOS_STOP)
    end++;
  while (end > verb + 1 &&
         (doc->tokens.upos[end - 1] == RO_UPOS_PUNCT || doc->tokens.upos[end - 1] == RO_UPOS_CCONJ))
    end--;
  return end;
}

/* Cuts to MAX_LABEL at a word, with an ellipsis. */
static void cut(ro_buf *out) {
  if (out->len <= MAX_LABEL) return;
  size_t end = MAX_LABEL;
  while (end && out->data[end] != ' ') end--;
  while (end && (out->data[end - 1] == ' ' || out->data[end - 1] == ',')) end--;
  out->len = end;
  out->data[end] = '\0';
  ro_buf_text(out, " …");
}

static bool put_clause(const ro_story *story, const ro_doc *doc, uint32_t verb, ro_buf *out) {
  uint32_t subject = subject_of(doc, verb);
  if (doc->tokens.xpos[verb] == RO_XPOS_VBN &&
      ro_tree_child_of(doc, verb, RO_DEPRELS(AUX) | RO_DEPRELS(AUX_PASS)) == RO_NONE)
    return false; /* a participle: its subject is elsewhere */
  if (subject == RO_NONE || subject > verb || !put_subject(story, doc, subject, out)) return false;
  uint32_t begin = doc->tokens.head[subject] == verb ? verb_begin(doc, verb, subject) : verb;
  uint32_t end = verb_end(doc, verb);
  if (end - begin < 2) return false; /* "X says" tells nothing */
  ro_buf_char(out, ' ');
  put_tokens(doc, begin, end, out);
  return true;
}

/* "NAME said: ..." for a saying whose words stand before its verb. */
static bool put_saying(const ro_story *story, const ro_doc *doc, const ro_event *event,
                       ro_buf *out) {
  for (uint32_t i = 0; i < doc->attributions.n; i++) {
    const ro_attribution *a = &doc->attributions.at[i];
    if (a->cue_token != event->token || !a->content.n || a->source_entity == RO_NONE) continue;
    uint32_t entity = doc->entities.at[a->source_entity].story_entity;
    if (entity >= story->entities.n) return false;
    ro_buf_str(out, story->entities.at[entity].name);
    ro_buf_text(out, ": ");
    uint32_t first = ro_doc_token_at(doc, a->content.at[0].begin), end = first;
    while (end < doc->tokens.n && doc->tokens.span[end].end <= a->content.at[0].end) end++;
    while (first < end && (is_quote(doc, first) || ro_str_is(ro_doc_lower(doc, first), "that")))
      first++;
    for (uint32_t t = first; t < first + 4 && t + 3 < end; t++) /* "on Monday that ..." */
      if (ro_str_is(ro_doc_lower(doc, t), "that")) first = t + 1;
    while (end > first && doc->tokens.upos[end - 1] == RO_UPOS_PUNCT) end--;
    if (end < first + 3) return false;
    put_tokens(doc, first, end, out);
    return true;
  }
  return false;
}

/* Punctuation that ends a phrase: all but hyphens and the commas of a list. */
static bool is_break(const ro_doc *doc, uint32_t t, uint32_t end) {
  if (doc->tokens.upos[t] != RO_UPOS_PUNCT || doc->tokens.xpos[t] == RO_XPOS_HYPH) return false;
  return t + 1 >= end || !IS(t + 1, RO_DEPRELS(CONJ) | RO_DEPRELS(FLAT)) ||
         doc->tokens.xpos[t] != RO_XPOS_COMMA;
}

/* "Four-way talks in Berlin between ...": the noun phrase of a noun that says enough by itself. */
static bool put_phrase(const ro_doc *doc, uint32_t noun, ro_buf *out) {
  uint32_t first = noun, end = doc->tokens.right[noun] + 1;
  for (uint32_t c = ro_tree_first(doc, noun); c != RO_NONE && c < noun;
       c = doc->tokens.next_sibling[c])
    if (IS(c, RO_DEPRELS(DET) | RO_DEPRELS(AMOD) | RO_DEPRELS(COMPOUND) | RO_DEPRELS(NUMMOD) |
                  RO_DEPRELS(NMOD_POSS)) &&
        doc->tokens.left[c] < first)
      first = doc->tokens.left[c];
  for (uint32_t t = noun + 1; t < end; t++)
    if (is_break(doc, t, end) || IS(t, RO_DEPRELS(ACL_RELCL) | RO_DEPRELS(COP)) ||
        doc->tokens.upos[t] == RO_UPOS_AUX)
      end = t;
  for (uint32_t t = first; t < noun; t++)
    if (doc->tokens.xpos[t] == RO_XPOS_COMMA || doc->tokens.upos[t] == RO_UPOS_PRON) return false;
  while (end > noun + 1 &&
         (doc->tokens.upos[end - 1] == RO_UPOS_PUNCT || doc->tokens.xpos[end - 1] == RO_XPOS_WDT ||
          doc->tokens.upos[end - 1] == RO_UPOS_ADP || doc->tokens.upos[end - 1] == RO_UPOS_CCONJ))
    end--;
  if (end - first < 3 || doc->tokens.upos[first] == RO_UPOS_ADP) return false;
  put_tokens(doc, first, end, out);
  return true;
}

ro_str ro_incident_clause(const ro_story *story, const ro_incident *incident,
                          const ro_evidence *events, uint32_t n, ro_arena *arena) {
  ro_str best = {NULL, 0};
  bool best_is_phrase = false;
  for (uint32_t i = 0; i < n && i < 24; i++) {
    const ro_doc *doc = story->docs[events[i].doc];
    const ro_event *event = &doc->events.at[events[i].span.begin];
    if (event->status != incident->status) continue;
    ro_buf out = {0};
    bool is_good = event->type == RO_EVENT_STATEMENT && put_saying(story, doc, event, &out);
    if (!is_good && doc->tokens.upos[event->token] == RO_UPOS_VERB) {
      out.len = 0;
      is_good = put_clause(story, doc, event->token, &out);
    }
    if (!is_good && doc->tokens.upos[event->token] == RO_UPOS_NOUN) {
      out.len = 0;
      is_good = put_phrase(doc, event->token, &out);
    }
    cut(&out);
    /* a clause before a phrase; the shortest clause, but the fullest phrase */
    bool is_phrase =
        event->type == RO_EVENT_STATEMENT || doc->tokens.upos[event->token] != RO_UPOS_VERB;
    bool is_better = best_is_phrase == is_phrase
                         ? (is_phrase ? out.len > best.len : out.len < best.len)
                         : best_is_phrase;
    if (is_good && !out.has_failed && (!best.len || is_better)) {
      best_is_phrase = is_phrase;
      best = ro_str_copy(arena, (ro_str){out.data, out.len});
    }
    ro_buf_free(&out);
  }
  return best;
}
