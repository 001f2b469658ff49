/* Edges of noun phrases and small questions about tokens.
 *
 * The left edge of a base noun phrase is found from tags, token by token: inside base phrases tags
 * are right more often (about 96 in 100 tokens) than heads are, and a wrong attachment somewhere
 * in the sentence cannot tear a title off its name.  The tree is used for what stands to the
 * right: "of", "from" and other complements, where tags do not tell. */
#include "entity/entity_internal.h"

enum { MAX_PHRASE_TOKENS = 24 };

bool entity_lower_in(const entity_work *work, uint32_t token, const char *const *words, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (entity_lower_is(work, token, words[i])) return true;
  return false;
}

bool entity_is_possessive(const entity_work *work, uint32_t token) {
  ro_str s = ro_doc_lower(work->doc, token);
  if (ro_str_is(s, "'s")) return !work->has_tags || work->doc->tokens.upos[token] == RO_UPOS_PART;
  return ro_str_is(s, "'") && work->doc->tokens.upos[token] == RO_UPOS_PART;
}

bool entity_find_words(entity_work *work) {
  static const struct {
    const char *word;
    word_kind kind;
  } words[] = {
      {"monday", WORD_DATE},
      {"tuesday", WORD_DATE},
      {"wednesday", WORD_DATE},
      {"thursday", WORD_DATE},
      {"friday", WORD_DATE},
      {"saturday", WORD_DATE},
      {"sunday", WORD_DATE},
      {"january", WORD_DATE},
      {"february", WORD_DATE},
      {"march", WORD_DATE},
      {"april", WORD_DATE},
      {"may", WORD_DATE},
      {"june", WORD_DATE},
      {"july", WORD_DATE},
      {"august", WORD_DATE},
      {"september", WORD_DATE},
      {"october", WORD_DATE},
      {"november", WORD_DATE},
      {"december", WORD_DATE},
      {"today", WORD_DATE},
      {"yesterday", WORD_DATE},
      {"tomorrow", WORD_DATE},
      {"tonight", WORD_DATE},
      {"night", WORD_DATE},
      {"morning", WORD_DATE},
      {"afternoon", WORD_DATE},
      {"evening", WORD_DATE},
      {"week", WORD_DATE},
      {"month", WORD_DATE},
      {"year", WORD_DATE},
      {"day", WORD_DATE},
      {"weekend", WORD_DATE},
      {"west", WORD_WEST},
      {"western", WORD_WESTERN},
      {"he", WORD_HE},
      {"him", WORD_HE},
      {"his", WORD_HE},
      {"himself", WORD_HE},
      {"she", WORD_SHE},
      {"her", WORD_SHE},
      {"hers", WORD_SHE},
      {"herself", WORD_SHE},
      {"it", WORD_IT},
      {"its", WORD_IT},
      {"itself", WORD_IT},
      {"they", WORD_THEY},
      {"them", WORD_THEY},
      {"their", WORD_THEY},
      {"theirs", WORD_THEY},
      {"themselves", WORD_THEY},
      {"we", WORD_WE},
      {"us", WORD_WE},
      {"our", WORD_WE},
      {"ours", WORD_WE},
      {"ourselves", WORD_WE},
      {"i", WORD_I},
      {"me", WORD_I},
      {"my", WORD_I},
      {"mine", WORD_I},
      {"myself", WORD_I},
      {"\"", WORD_QUOTE},
      {"\xE2\x80\x9C", WORD_QUOTE_OPEN},
      {"\xE2\x80\x9D", WORD_QUOTE_CLOSE},
  };
  const ro_symbols *symbols = work->doc->symbols;
  work->kind = RO_ARRAY(work->scratch, uint8_t, ro_symbols_count(symbols));
  if (!work->kind) return false;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    work->kind[ro_symbols_find(symbols, ro_str_from(words[i].word))] = (uint8_t)words[i].kind;
  work->kind[0] = WORD_NONE; /* where the document lacks the word */
  return true;
}

static bool is_quote(const entity_work *work, uint32_t token) {
  uint8_t x = work->doc->tokens.xpos[token];
  return x == RO_XPOS_OPENQ || x == RO_XPOS_CLOSEQ;
}

static bool is_hyphen(const entity_work *work, uint32_t token) {
  static const char *const hyphens[] = {"-", "\xE2\x80\x91", "\xE2\x80\x90"};
  return entity_lower_in(work, token, hyphens, 3);
}

/* Is the token at i, with `next` already in the phrase, a modifier of what follows? */
static bool is_modifier(const entity_work *work, uint32_t i, uint32_t floor) {
  const ro_tokens *t = &work->doc->tokens;
  if (is_hyphen(work, i)) return i > floor && t->span[i].begin == t->span[i - 1].end;
  switch ((ro_upos)t->upos[i]) {
    case RO_UPOS_ADJ:
    case RO_UPOS_NUM:
      return true;
    case RO_UPOS_NOUN:
    case RO_UPOS_PROPN:
      return !entity_is_date_word(work, i) || (is_hyphen(work, i + 1));
    case RO_UPOS_VERB: /* "Varland-backed", "retired", "amassed": only as a modifier */
      if (t->xpos[i] != RO_XPOS_VBN && t->xpos[i] != RO_XPOS_VBG) return false;
      return (i > floor && is_hyphen(work, i - 1)) ||
             (work->has_tree && t->deprel[i] == RO_DEPREL_AMOD && t->head[i] != RO_NONE &&
              t->head[i] > i && !entity_lower_is(work, i, "said"));
    case RO_UPOS_ADV: /* "newly", "former" read as adverb, or the first half of "no-fly" */
      return is_hyphen(work, i + 1) ||
             (work->has_tree && t->head[i] == i + 1 && t->upos[i + 1] == RO_UPOS_ADJ);
    case RO_UPOS_ADP:
    case RO_UPOS_X:
    case RO_UPOS_INTJ:
      return is_hyphen(work, i + 1) && i + 1 < t->n; /* "pro-Varland" */
    case RO_UPOS_PUNCT:
    case RO_UPOS_NONE:
    case RO_UPOS_AUX:
    case RO_UPOS_CCONJ:
    case RO_UPOS_DET:
    case RO_UPOS_PART:
    case RO_UPOS_PRON:
    case RO_UPOS_SCONJ:
    case RO_UPOS_SYM:
    case RO_N_UPOS:
    default:
      return false;
  }
}

static bool is_determiner(const entity_work *work, uint32_t i) {
  const ro_tokens *t = &work->doc->tokens;
  return t->upos[i] == RO_UPOS_DET || t->xpos[i] == RO_XPOS_PRPS || t->xpos[i] == RO_XPOS_PDT;
}

/* "US and Varlandic leaders": may "and" at i join modifiers of the same kind? */
static bool joins_modifiers(const entity_work *work, uint32_t i, uint32_t floor) {
  const ro_tokens *t = &work->doc->tokens;
  if (t->upos[i] != RO_UPOS_CCONJ || i <= floor) return false;
  bool is_left = work->cover[i - 1] != RO_NONE, is_right = work->cover[i + 1] != RO_NONE;
  if (is_left != is_right) return false;
  if (!is_left) return t->upos[i - 1] == RO_UPOS_ADJ && t->upos[i + 1] == RO_UPOS_ADJ;
  const draft *a = &work->drafts.at[work->cover[i - 1]], *b = &work->drafts.at[work->cover[i + 1]];
  bool is_a = a->type == RO_MENTION_GPE || a->type == RO_MENTION_NORP;
  bool is_b = b->type == RO_MENTION_GPE || b->type == RO_MENTION_NORP;
  return is_a && is_b;
}

uint32_t entity_left_edge(const entity_work *work, uint32_t first, uint32_t floor) {
  uint32_t i = first;
  if (first > MAX_PHRASE_TOKENS && floor < first - MAX_PHRASE_TOKENS)
    floor = first - MAX_PHRASE_TOKENS;
  while (i > floor) {
    uint32_t p = i - 1;
    if (work->cover[p] != RO_NONE && work->drafts.at[work->cover[p]].core_first >= floor &&
        work->drafts.at[work->cover[p]].core_end == i &&
        work->doc->tokens.upos[p] != RO_UPOS_VERB) {
      i = work->drafts.at[work->cover[p]].core_first; /* a name is one modifier */
    } else if (is_modifier(work, p, floor)) {
      i = p;
    } else if (is_quote(work, p) && p > floor && i < first &&
               is_modifier(work, p - 1, floor) == false && i + 1 < first && is_quote(work, i + 1)) {
      i = p; /* the opening quote of one quoted modifier */
    } else if (is_quote(work, p) && p > floor && i == first && p >= floor + 2 &&
               is_quote(work, p - 2)) {
      i = p - 2; /* “one” quoted word before the noun */
    } else if (joins_modifiers(work, p, floor)) {
      i = p;
    } else if (entity_is_possessive(work, p) && p > floor) {
      i = p; /* what stands before "'s" belongs to the phrase */
    } else if (is_determiner(work, p)) {
      i = p;
      /* "all the troops", "both her ministers"; before a determiner only another one or none */
      if (i > floor && work->doc->tokens.xpos[i - 1] == RO_XPOS_PDT) i--;
      break;
    } else {
      break;
    }
  }
  while (i < first && (is_hyphen(work, i) || work->doc->tokens.upos[i] == RO_UPOS_CCONJ ||
                       entity_is_possessive(work, i)))
    i++;
  return i;
}

uint32_t entity_top(const entity_work *work, uint32_t first, uint32_t end) {
  const ro_tokens *t = &work->doc->tokens;
  for (uint32_t i = first; i < end && work->has_tree; i++)
    if (t->head[i] == RO_NONE || t->head[i] < first || t->head[i] >= end) return i;
  return end - 1;
}
