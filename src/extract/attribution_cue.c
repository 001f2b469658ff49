/* Cues: which tokens report, and what complement they take.
 *
 * The lexicon holds base forms, alone ("say") or with the words that make another sense of them
 * ("call for", "rule out", "pour cold water on").  At a verb the longer keys are tried first: the
 * words that follow it, then its particle, then the preposition of one of its obliques wherever
 * that stands ("called yesterday for"), then the base form alone. */
#include <string.h>

#include "extract/attribution_internal.h"

enum { MAX_KEY = 64, MAX_KEY_WORDS = 4 };

static const char *const prep_names[] = {"for",  "on",   "of",   "to",     "about", "against",
                                         "over", "with", "upon", "in",     "as",    "into",
                                         "from", "at",   "by",   "whether"};

uint32_t ro_attribution_prep(ro_str lower) {
  for (uint32_t i = 0; i < sizeof prep_names / sizeof *prep_names; i++)
    if (ro_str_is(lower, prep_names[i])) return 1u << i;
  return 0;
}

static uint32_t frame_bit(ro_str word) {
  static const struct {
    const char *name;
    uint32_t bit;
  } names[] = {{"quote", RO_TAKES_QUOTE},   {"that", RO_TAKES_THAT}, {"q", RO_TAKES_THAT},
               {"to", RO_TAKES_TO},         {"obj", RO_TAKES_OBJ},   {"whole", RO_TAKES_WHOLE},
               {"clause", RO_TAKES_CLAUSE}, {"head", RO_TAKES_HEAD}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (ro_str_is(word, names[i].name)) return names[i].bit;
  return 0;
}

/* "quote that prep:for,of" or "quote/that/for/of" -> bits. */
static void read_frames(ro_str text, ro_frame *frame) {
  ro_str word, prep;
  char separator = ro_str_find(text, RO_STR("/")) < text.len ? '/' : ' ';
  while (ro_str_split(&text, separator, &word)) {
    uint32_t bit = frame_bit(word);
    frame->frames |= bit;
    if (ro_str_starts(word, RO_STR("prep:")))
      word = ro_str_sub(word, 5, word.len);
    else if (bit)
      continue;
    while (ro_str_split(&word, ',', &prep)) frame->preps |= ro_attribution_prep(prep);
  }
  if (frame->preps) frame->frames |= RO_TAKES_PREP;
}

/* Whoever accuses, blames or praises takes object and complement together. */
static bool is_judging(uint8_t act) {
  return act == RO_ACT_ACCUSE || act == RO_ACT_CRITICIZE || act == RO_ACT_PRAISE;
}

static uint8_t read_pos(ro_str pos) {
  if (ro_str_is(pos, "PHRASE")) return 0; /* whole patterns; the frames here say the same */
  uint8_t c = pos.len ? (uint8_t)pos.data[0] : 0;
  return c >= 'A' && c <= 'Z' ? (uint8_t)(c - 'A' + 'a') : c;
}

static ro_frame *read_table(const ro_table *t, ro_arena *process) {
  ro_frame *frames = RO_ARRAY(process, ro_frame, ro_table_rows(t));
  if (!frames) return NULL;
  uint32_t pos = ro_table_column(t, "pos"), act = ro_table_column(t, "act");
  uint32_t frame = ro_table_column(t, "frames"), strength = ro_table_column(t, "strength");
  if (frame == RO_NONE) frame = ro_table_column(t, "frame");
  for (uint32_t i = 0; i < ro_table_rows(t); i++) {
    frames[i].pos = read_pos(ro_table_field(t, i, pos));
    frames[i].act =
        (uint8_t)ro_label_find(ro_act_label, RO_N_ACT, ro_table_field(t, i, act), RO_ACT_SAY);
    frames[i].is_strong = ro_str_is(ro_table_field(t, i, strength), "strong");
    read_frames(ro_table_field(t, i, frame), &frames[i]);
    if (is_judging(frames[i].act) && frames[i].frames & RO_TAKES_OBJ && frames[i].pos == 'v')
      frames[i].frames |= RO_TAKES_WHOLE;
  }
  return frames;
}

ro_status ro_attribution_read_lexicon(const ro_resources *resources, ro_arena *process,
                                      ro_attribution_state *state) {
  static const char *const names[RO_N_CUE_TABLES] = {"attribution", "reporting"};
  state->outlets = ro_lexicon_table(resources->lexicon, "outlets");
  for (int i = 0; i < RO_N_CUE_TABLES; i++) {
    state->table[i] = ro_lexicon_table(resources->lexicon, names[i]);
    if (!state->table[i]) continue;
    state->frames[i] = read_table(state->table[i], process);
    if (!state->frames[i]) return RO_ENOMEM;
  }
  return RO_OK;
}

static const ro_frame *look_up(const ro_attribution_state *state, ro_str key, uint8_t pos) {
  for (int i = 0; i < RO_N_CUE_TABLES; i++) {
    if (!state->table[i]) continue;
    uint32_t row = ro_table_find(state->table[i], key);
    while (row != RO_NONE && state->frames[i][row].pos != pos)
      row = ro_table_next(state->table[i], row);
    if (row != RO_NONE) return &state->frames[i][row];
  }
  return NULL;
}

bool ro_attribution_phrase_at(const ro_attribution_run_state *run, uint32_t token, ro_frame *frame,
                              uint32_t *n_tokens) {
  const ro_attribution_state *state = run->state;
  if (!state->table[0]) return false;
  uint32_t end = run->doc->sentences.at[run->doc->tokens.sentence[token]].end;
  uint32_t row = ro_table_match(state->table[0], run->doc, token, end, false, n_tokens);
  while (row != RO_NONE && state->frames[0][row].pos != 'c')
    row = ro_table_next(state->table[0], row);
  if (row == RO_NONE) return false;
  *frame = state->frames[0][row];
  return true;
}

/* Appends a word to a key; false when it is full. */
static bool extend(char *key, size_t *len, ro_str word) {
  if (*len + 1 + word.len > MAX_KEY) return false;
  if (*len) key[(*len)++] = ' ';
  if (word.len) memcpy(key + *len, word.data, word.len);
  *len += word.len;
  return true;
}

static void add_range(const ro_attribution_run_state *run, ro_ranges *list, uint32_t first,
                      uint32_t end) {
  ro_range *r = RO_ADD(run->scratch, list);
  if (r) *r = (ro_range){first, end};
}

static bool may_go_on(const ro_attribution_state *state, ro_str words) {
  for (int i = 0; i < RO_N_CUE_TABLES; i++)
    if (ro_table_begins(state->table[i], words)) return true;
  return false;
}

/* The cue and the words right after it as one key, longest first. */
static const ro_frame *frame_of_phrase(const ro_attribution_run_state *run, uint32_t token,
                                       uint8_t pos, uint32_t *end) {
  const ro_doc *doc = run->doc;
  char key[MAX_KEY];
  const ro_frame *best = NULL;
  size_t len = 0;
  if (!extend(key, &len, ro_doc_lemma(doc, token))) return NULL;
  for (uint32_t n = 1; n < MAX_KEY_WORDS && token + n < doc->tokens.n; n++) {
    if (doc->tokens.sentence[token + n] != doc->tokens.sentence[token]) break;
    ro_str word = ro_doc_lower(doc, token + n);
    if (!extend(key, &len, word)) break;
    bool is_infinitive = ro_str_is(word, "to") && token + n + 1 < doc->tokens.n &&
                         doc->tokens.xpos[token + n + 1] == RO_XPOS_VB;
    bool is_of_content = ro_str_is(word, "that") || is_infinitive;
    if (is_of_content) continue;
    if (!may_go_on(run->state, (ro_str){key, len})) break;
    const ro_frame *f = look_up(run->state, (ro_str){key, len}, pos);
    if (!f) continue;
    best = f;
    *end = token + n + 1;
  }
  return best;
}

/* "rule ... out", "call yesterday for": a particle or a preposition that stands apart. */
static const ro_frame *frame_of_split(const ro_attribution_run_state *run, uint32_t token,
                                      ro_ranges *cues) {
  const ro_doc *doc = run->doc;
  for (uint32_t c = ro_tree_first(doc, token); c != RO_NONE; c = doc->tokens.next_sibling[c]) {
    uint32_t word = RO_NONE;
    if (ro_tree_is(doc, c, RO_DEPRELS(COMPOUND_PRT))) word = c;
    if (ro_tree_is(doc, c, RO_DEPRELS(OBL))) word = ro_tree_child(doc, c, RO_DEPREL_CASE);
    if (word == RO_NONE || word <= token) continue;
    char key[MAX_KEY];
    size_t len = 0;
    if (!extend(key, &len, ro_doc_lemma(doc, token)) || !extend(key, &len, ro_doc_lower(doc, word)))
      continue;
    const ro_frame *f = look_up(run->state, (ro_str){key, len}, 'v');
    if (!f) continue;
    add_range(run, cues, token, token + 1);
    /* "see ... as": the particle of the complement is not of the cue */
    if (!ro_str_is(ro_doc_lower(doc, word), "as")) add_range(run, cues, word, word + 1);
    return f;
  }
  return NULL;
}

/* "said" and "told" report whatever the tagger makes of them ("the general told reporters" is
 * easily read as a compound); base form, or empty for other words. */
ro_str ro_attribution_sure_verb(const ro_doc *doc, uint32_t token) {
  ro_str w = ro_doc_lower(doc, token);
  if (ro_str_is(w, "said")) return RO_STR("say");
  return ro_str_is(w, "told") ? RO_STR("tell") : (ro_str){NULL, 0};
}

static uint8_t pos_of(const ro_doc *doc, uint32_t token) {
  if (ro_attribution_sure_verb(doc, token).len) return 'v';
  uint32_t head = doc->tokens.head[token];
  bool is_before = head != RO_NONE && head > token && ro_tree_is(doc, token, RO_DEPRELS(ACL));
  bool is_attributive = ro_tree_is(doc, token, RO_DEPRELS(AMOD)) || is_before;
  switch ((ro_upos)doc->tokens.upos[token]) {
    case RO_UPOS_VERB:
      return is_attributive ? 'p' : 'v';
    case RO_UPOS_NOUN:
      return 'n';
    case RO_UPOS_ADJ:
      return is_attributive ? 'p' : 'a';
    case RO_UPOS_ADV:
      return 'r';
    case RO_UPOS_NONE:
    case RO_UPOS_ADP:
    case RO_UPOS_AUX:
    case RO_UPOS_CCONJ:
    case RO_UPOS_DET:
    case RO_UPOS_INTJ:
    case RO_UPOS_NUM:
    case RO_UPOS_PART:
    case RO_UPOS_PRON:
    case RO_UPOS_PROPN:
    case RO_UPOS_PUNCT:
    case RO_UPOS_SCONJ:
    case RO_UPOS_SYM:
    case RO_UPOS_X:
    case RO_N_UPOS:
      break;
  }
  return 0;
}

/* Attributive participles are entered in their written form ("estimated"). */
static ro_str word_of(const ro_doc *doc, uint32_t token, uint8_t pos) {
  ro_str verb = ro_attribution_sure_verb(doc, token);
  if (verb.len) return verb;
  return pos == 'p' || pos == 'r' ? ro_doc_lower(doc, token) : ro_doc_lemma(doc, token);
}

/* Words of no table may report too ("she echoed", "the pledge that"); only with a model to judge
 * them are they tried. */
static bool open_frame(const ro_attribution_run_state *run, uint32_t token, uint8_t pos,
                       ro_frame *frame, ro_ranges *cues) {
  if (!run->state->tries_open || (pos != 'v' && pos != 'n' && pos != 'a')) return false;
  *frame = (ro_frame){.pos = pos, .act = RO_ACT_SAY, .is_open = true, .preps = UINT32_MAX};
  frame->frames = RO_TAKES_THAT | RO_TAKES_TO | RO_TAKES_PREP;
  if (pos == 'v') frame->frames |= RO_TAKES_WHOLE;
  add_range(run, cues, token, token + 1);
  return true;
}

bool ro_attribution_frame_at(const ro_attribution_run_state *run, uint32_t token, ro_frame *frame,
                             ro_ranges *cues) {
  uint8_t pos = pos_of(run->doc, token);
  if (!pos) return false;
  uint32_t end = token + 1;
  const ro_frame *f = NULL;
  if (pos == 'v') {
    f = frame_of_phrase(run, token, pos, &end);
    if (!f && (f = frame_of_split(run, token, cues)) != NULL) {
      *frame = *f;
      return true;
    }
  }
  if (!f) f = look_up(run->state, word_of(run->doc, token, pos), pos);
  if (!f) return open_frame(run, token, pos, frame, cues);
  add_range(run, cues, token, end);
  *frame = *f;
  return true;
}

/* "warned of delays": the preposition that leads in the content is of the cue; "to" stays, as it
 * does before infinitives. */
static void take_preposition(const ro_attribution_run_state *run, ro_speech *speech) {
  const ro_doc *doc = run->doc;
  ro_range *cue = &speech->cues.at[speech->cues.n - 1];
  if (!speech->parts.n || speech->parts.at[0].first != cue->end) return;
  ro_range *part = &speech->parts.at[0];
  bool is_prep = doc->tokens.upos[part->first] == RO_UPOS_ADP &&
                 ro_tree_is(doc, part->first, RO_DEPRELS(CASE) | RO_DEPRELS(MARK)) &&
                 !ro_str_is(ro_doc_lower(doc, part->first), "to");
  if (!is_prep || part->end <= part->first + 1) return;
  cue->end = ++part->first;
}

void ro_attribution_widen_cue(const ro_attribution_run_state *run, ro_speech *speech) {
  const ro_doc *doc = run->doc;
  uint32_t cue = speech->cue;
  if (cue == RO_NONE || !speech->cues.n) return;
  take_preposition(run, speech);
  const ro_deprels before =
      RO_DEPRELS(AUX) | RO_DEPRELS(AUX_PASS) | RO_DEPRELS(ADVMOD) | RO_DEPRELS(COP);
  uint32_t first = speech->cues.at[0].first;
  while (first > 0 && doc->tokens.head[first - 1] == cue && ro_tree_is(doc, first - 1, before))
    first--;
  /* "also" or "yesterday" before the subject's verb belongs to the clause, not to the cue. */
  while (first < cue && speech->source.end > first && speech->source.first < cue) first++;
  speech->cues.at[0].first = first;
}
