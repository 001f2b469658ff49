/* Training of the tagger.
 *
 * Joint classes UPOS x XPOS.  Treebanks whose XPOS are of another set are learned from too: there
 * the gold class is the best-scored one of the right UPOS (a latent perceptron).  Some sentences
 * are seen in Title Case, in capitals or in lower case, so that headlines do not surprise. */
#include "tagger.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum { MAX_BANKS = 8, MIN_AMBIGUITY_COUNT = 3, MAX_STRINGS = 1 << 18 };

/* ---------------------------------------------------------------- counting things by key */

typedef struct {
  uint64_t key;
  uint32_t n, first, second, value; /* count; whatever the user wants */
} tally_row;

typedef struct {
  tally_row *rows;
  uint64_t mask, used;
} tally;

static tally tally_new(void) {
  tally t = {calloc(1u << 12, sizeof(tally_row)), (1u << 12) - 1, 0};
  if (!t.rows) die("out of memory");
  return t;
}

static tally_row *tally_find(tally *t, uint64_t key) {
  uint64_t at = (key >> 16) & t->mask;
  while (t->rows[at].n && t->rows[at].key != key) at = (at + 1) & t->mask;
  return &t->rows[at];
}

static tally_row *tally_add(tally *t, uint64_t key) {
  if (t->used * 2 > t->mask) {
    tally bigger = {calloc(t->mask * 2 + 2, sizeof(tally_row)), t->mask * 2 + 1, t->used};
    if (!bigger.rows) die("out of memory");
    for (uint64_t i = 0; i <= t->mask; i++)
      if (t->rows[i].n) *tally_find(&bigger, t->rows[i].key) = t->rows[i];
    free(t->rows);
    *t = bigger;
  }
  tally_row *r = tally_find(t, key);
  if (!r->n++) {
    r->key = key;
    t->used++;
  }
  return r;
}

static int tally_order(const void *a, const void *b) {
  const tally_row *x = a, *y = b;
  return x->key < y->key ? -1 : x->key > y->key;
}

/* Packed and sorted by key: what is written must not depend on the table. */
static tally_row *tally_sorted(const tally *t, size_t *n) {
  tally_row *rows = xalloc(NULL, t->used, sizeof *rows);
  *n = 0;
  for (uint64_t i = 0; i <= t->mask; i++)
    if (t->rows[i].n) rows[(*n)++] = t->rows[i];
  qsort(rows, *n, sizeof *rows, tally_order);
  return rows;
}

/* ---------------------------------------------------------------- strings of the model */

typedef struct {
  ro_symbols *table;
  ro_arena *arena;
} strings;

static void put_strings(const strings *s, ro_buf *out) {
  uint32_t n = ro_symbols_count(s->table), at = 0;
  ro_model_put32(out, n);
  for (uint32_t i = 0; i < n; i++) {
    ro_model_put32(out, at);
    at += (uint32_t)ro_symbols_get(s->table, i).len;
  }
  ro_model_put32(out, at);
  for (uint32_t i = 0; i < n; i++) ro_buf_str(out, ro_symbols_get(s->table, i));
}

/* ---------------------------------------------------------------- the training set */

typedef struct {
  const treebank *bank;
  ro_word *word;
  uint32_t *ambiguity;
} side;

typedef struct {
  side sides[MAX_BANKS];
  size_t n;
  uint32_t skip, n_folds;
  uint8_t classes[TAG_MAX_CLASSES][2];
  uint32_t n_classes;
  tally ambiguity;
  strings strings;
  ro_arena *arena;
} setup;

static bool is_in(const setup *s, uint32_t sentence) { return sentence % s->n_folds != s->skip; }

static void count_classes(setup *s) {
  uint32_t counts[RO_N_UPOS][RO_N_XPOS] = {{0}};
  for (size_t b = 0; b < s->n; b++)
    for (uint32_t i = 0; i < s->sides[b].bank->doc->tokens.n; i++)
      if (s->sides[b].bank->xpos[i]) counts[s->sides[b].bank->upos[i]][s->sides[b].bank->xpos[i]]++;
  for (uint32_t u = 1; u < RO_N_UPOS; u++)
    for (uint32_t x = 1; x < RO_N_XPOS; x++)
      if (counts[u][x] >= 3 && s->n_classes < TAG_MAX_CLASSES) {
        s->classes[s->n_classes][0] = (uint8_t)u;
        s->classes[s->n_classes++][1] = (uint8_t)x;
      }
}

/* Sets of UPOS that a word was seen with, one in twenty or more of the time, numbered from 1. */
static void count_ambiguity(setup *s) {
  tally words = tally_new(), sets = tally_new();
  for (int pass = 0; pass < 2; pass++)
    for (size_t b = 0; b < s->n; b++) {
      const treebank *bank = s->sides[b].bank;
      for (uint32_t i = 0; i < bank->doc->tokens.n; i++) {
        if (!is_in(s, bank->doc->tokens.sentence[i])) continue;
        uint64_t word = s->sides[b].word[i].word;
        if (pass == 0) {
          tally_add(&words, word);
          tally_add(&words, ro_feature(201, word, bank->upos[i], 0));
          continue;
        }
        uint32_t total = tally_find(&words, word)->n;
        uint32_t with = tally_find(&words, ro_feature(201, word, bank->upos[i], 0))->n;
        if (total < MIN_AMBIGUITY_COUNT) continue;
        tally_row *r = tally_add(&s->ambiguity, word);
        if (with * 20 >= total) r->first |= 1u << bank->upos[i];
        if (with > r->second >> 8) r->second = with << 8 | bank->upos[i];
      }
    }
  size_t n;
  tally_row *rows = tally_sorted(&s->ambiguity, &n);
  for (size_t i = 0; i < n; i++) {
    tally_row *set = tally_add(&sets, ro_feature(202, rows[i].first, rows[i].second & 255, 0));
    if (!set->value) set->value = (uint32_t)sets.used;
    tally_find(&s->ambiguity, rows[i].key)->value = set->value;
  }
  free(rows);
  free(sets.rows);
  free(words.rows);
}

static void look_up_ambiguity(setup *s) {
  for (size_t b = 0; b < s->n; b++)
    for (uint32_t i = 0; i < s->sides[b].bank->doc->tokens.n; i++)
      s->sides[b].ambiguity[i] = tally_find(&s->ambiguity, s->sides[b].word[i].word)->value;
}

/* ---------------------------------------------------------------- casing */

/* Shape and casing as if the word were written so: upper letters are 1, lower 2 in a shape. */
static ro_word recase(ro_word w, int how) {
  uint32_t digits[16], n = 0, previous = 0, shape = 0;
  for (uint32_t x = w.shape; x; x /= 8) digits[n++] = x % 8;
  bool is_first = true, has_letters = w.casing != RO_CASE_NONE;
  for (uint32_t i = n; i-- > 0;) {
    uint32_t d = digits[i];
    if (d == 1 || d == 2) d = how == AS_UPPER || (how == AS_TITLE && is_first) ? 1 : 2;
    bool splits = how == AS_TITLE && is_first && d == 1 && digits[i] == 2;
    if (d != previous) shape = shape * 8 + d;
    if (splits) shape = shape * 8 + 2;
    previous = splits ? 2 : d;
    is_first = false;
  }
  w.shape = shape;
  if (has_letters)
    w.casing = how == AS_UPPER ? RO_CASE_UPPER : how == AS_TITLE ? RO_CASE_TITLE : RO_CASE_LOWER;
  return w;
}

void tagger_recase(const ro_doc *doc, const ro_word *word, uint32_t first, uint32_t end, int how,
                   ro_word *space) {
  for (uint32_t i = first; i < end; i++) {
    bool is_small = how == AS_TITLE && i > first && ro_doc_form(doc, i).len < 4;
    space[i] = is_small || how == AS_WRITTEN ? word[i] : recase(word[i], how);
  }
}

/* ---------------------------------------------------------------- tags */

static uint32_t best_of(const setup *s, const int32_t *scores, uint32_t upos, uint32_t xpos) {
  uint32_t best = RO_NONE;
  for (uint32_t k = 0; k < s->n_classes; k++) {
    if (upos && (s->classes[k][0] != upos || (xpos && s->classes[k][1] != xpos))) continue;
    if (best == RO_NONE || scores[k] > scores[best]) best = k;
  }
  return best;
}

static void learn_sentence(setup *s, perceptron *p, const side *side_, uint32_t k, int how,
                           ro_word *space) {
  const ro_sentence *row = &side_->bank->doc->sentences.at[k];
  tag_sentence view = {side_->bank->doc, side_->word, side_->ambiguity, row->first, row->end, 0};
  if (how != AS_WRITTEN) {
    tagger_recase(view.doc, side_->word, row->first, row->end, how, space);
    view.word = space;
  }
  view.casing = ro_word_range_casing(view.word, row->first, row->end);
  uint32_t t1 = 0, t2 = 0;
  uint64_t f[TAG_MAX_FEATURES];
  int32_t scores[TAG_MAX_CLASSES];
  for (uint32_t i = row->first; i < row->end; i++) {
    size_t n = tag_features(&view, i, t1, t2, f);
    perceptron_score(p, f, n, scores);
    uint32_t guess = best_of(s, scores, 0, 0);
    uint32_t gold = best_of(s, scores, side_->bank->upos[i], side_->bank->xpos[i]);
    perceptron_tick(p);
    if (gold != RO_NONE && guess != gold) {
      perceptron_update(p, f, n, gold, 1);
      perceptron_update(p, f, n, guess, -1);
    }
    t2 = t1;
    t1 = guess + 1;
  }
}

static void learn_tags(setup *s, uint32_t epochs, ro_buf *section) {
  perceptron *p = perceptron_new(s->n_classes);
  uint32_t n = 0, most = 0, *order;
  for (size_t b = 0; b < s->n; b++) {
    n += s->sides[b].bank->doc->sentences.n;
    if (s->sides[b].bank->doc->tokens.n > most) most = s->sides[b].bank->doc->tokens.n;
  }
  order = xalloc(NULL, n, sizeof *order);
  ro_word *space = xalloc(NULL, most, sizeof *space);
  n = 0;
  for (uint32_t b = 0; b < s->n; b++)
    for (uint32_t k = 0; k < s->sides[b].bank->doc->sentences.n; k++)
      if (is_in(s, k)) order[n++] = b << 24 | k;
  uint64_t seed = 20;
  for (uint32_t e = 0; e < epochs; e++) {
    shuffle(order, n, &seed);
    for (uint32_t i = 0; i < n; i++) {
      uint32_t dice = (uint32_t)(next_random(&seed) % 32);
      int how = dice == 0 ? AS_UPPER : dice <= 2 ? AS_TITLE : dice == 3 ? AS_LOWER : AS_WRITTEN;
      learn_sentence(s, p, &s->sides[order[i] >> 24], order[i] & 0xFFFFFF, how, space);
    }
  }
  perceptron_export(p, 40, 6, 180000, true, section);
  perceptron_free(p);
  free(space);
  free(order);
}

/* ---------------------------------------------------------------- feats */

/* The most frequent feats of each (word, tags), and of each (tags). */
static void learn_feats(setup *s, ro_buf *section) {
  tally best = tally_new();
  for (int pass = 0; pass < 2; pass++) {
    tally counts = tally_new();
    for (size_t b = 0; b < s->n; b++) {
      const treebank *bank = s->sides[b].bank;
      for (uint32_t i = 0; i < bank->doc->tokens.n; i++) {
        if (!bank->xpos[i] || !is_in(s, bank->doc->tokens.sentence[i])) continue;
        uint64_t word = pass ? ro_symbols_hash(bank->doc->symbols, bank->doc->tokens.lower[i]) : 0;
        uint64_t key = tag_key(word, bank->upos[i], bank->xpos[i]);
        ro_sym feats = ro_symbols_put(s->strings.table, ro_doc_sym(bank->doc, bank->feats[i]));
        uint32_t n = tally_add(&counts, ro_feature(203, key, feats, 0))->n;
        if (pass && tally_find(&best, tag_key(0, bank->upos[i], bank->xpos[i]))->value == feats &&
            !tally_find(&best, key)->n)
          continue; /* what the tags alone give need not be kept */
        tally_row *r = tally_add(&best, key);
        if (n > r->first) {
          r->first = n;
          r->value = feats;
        }
      }
    }
    free(counts.rows);
  }
  size_t n;
  tally_row *rows = tally_sorted(&best, &n);
  map_entry *entries = xalloc(NULL, n, sizeof *entries);
  for (size_t i = 0; i < n; i++) entries[i] = (map_entry){rows[i].key, rows[i].value};
  map_export(entries, n, section);
  free(entries);
  free(rows);
  free(best.rows);
}

/* ---------------------------------------------------------------- lemmas */

/* Script from form or lower form to the lemma; empty when too much is stripped. */
static ro_str make_script(ro_arena *arena, ro_str form, ro_str lower, ro_str lemma) {
  size_t keep = 0, low = 0;
  while (keep < form.len && keep < lemma.len && form.data[keep] == lemma.data[keep]) keep++;
  while (low < lower.len && low < lemma.len && lower.data[low] == lemma.data[low]) low++;
  bool is_low = low >= keep;
  size_t same = is_low ? low : keep, len = is_low ? lower.len : form.len;
  while (same > 0 && same < len && ((uint8_t)(is_low ? lower : form).data[same] & 0xC0) == 0x80)
    same--;
  if (len - same > 9 || same == 0) return (ro_str){NULL, 0};
  return ro_str_printf(arena, "%c%c%.*s", (char)('0' + (len - same)), is_low ? 'l' : 'k',
                       RO_FMT(ro_str_sub(lemma, same, lemma.len)));
}

static void count_rules(setup *s, tally *rules) {
  tally counts = tally_new();
  for (size_t b = 0; b < s->n; b++) {
    const treebank *bank = s->sides[b].bank;
    const ro_doc *doc = bank->doc;
    for (uint32_t i = 0; i < doc->tokens.n; i++) {
      if (!is_in(s, doc->tokens.sentence[i]) || !bank->xpos[i]) continue;
      ro_str lower = ro_doc_lower(doc, i);
      ro_str script =
          make_script(s->arena, ro_doc_form(doc, i), lower, ro_doc_sym(doc, bank->lemma[i]));
      if (!script.len) continue;
      ro_sym id = ro_symbols_put(s->strings.table, script);
      for (size_t n = 0; n <= TAG_MAX_SUFFIX && n <= lower.len; n++) {
        uint64_t key =
            tag_rule_key(lower, n, bank->upos[i], bank->xpos[i], s->sides[b].word[i].casing);
        /* Types count, not tokens: an unknown word is more like a rare one. */
        uint64_t type = ro_feature(204, key, id, ro_hash_str(lower));
        if (tally_add(&counts, type)->n > 1) continue;
        uint32_t with = tally_add(&counts, ro_feature(205, key, id, 0))->n;
        tally_row *r = tally_add(rules, key);
        r->second = (uint32_t)n;
        if (with > r->first) {
          r->first = with;
          r->value = id;
        }
      }
    }
  }
  free(counts.rows);
}

static void learn_lemmas(setup *s, ro_buf *rule_section, ro_buf *lemma_section) {
  tally rules = tally_new(), counts = tally_new(), best = tally_new();
  count_rules(s, &rules);
  size_t n, kept = 0;
  tally_row *rows = tally_sorted(&rules, &n);
  map_entry *entries = xalloc(NULL, n, sizeof *entries);
  for (size_t i = 0; i < n; i++)
    if (rows[i].n >= (rows[i].second > 2 ? 2u : 1u) && rows[i].first * 2 > rows[i].n)
      entries[kept++] = (map_entry){rows[i].key, rows[i].value};
  map_export(entries, kept, rule_section);
  free(entries);
  free(rows);
  /* Exceptions: where rules alone give another lemma than most often seen. */
  for (size_t b = 0; b < s->n; b++) {
    const treebank *bank = s->sides[b].bank;
    for (uint32_t i = 0; i < bank->doc->tokens.n; i++) {
      if (!is_in(s, bank->doc->tokens.sentence[i])) continue;
      uint64_t word = ro_symbols_hash(bank->doc->symbols, bank->doc->tokens.lower[i]);
      ro_sym lemma = ro_symbols_put(s->strings.table, ro_doc_sym(bank->doc, bank->lemma[i]));
      if (!bank->xpos[i] && ro_str_is(ro_doc_sym(bank->doc, bank->lemma[i]), "_")) continue;
      uint64_t key = tag_key(word, bank->upos[i], bank->xpos[i]);
      uint32_t with = tally_add(&counts, ro_feature(206, key, lemma, 0))->n;
      tally_row *r = tally_add(&best, key);
      if (with > r->first) {
        r->first = with;
        r->value = lemma;
      }
    }
  }
  rows = tally_sorted(&best, &n);
  entries = xalloc(NULL, n, sizeof *entries);
  for (size_t i = 0; i < n; i++) entries[i] = (map_entry){rows[i].key, rows[i].value};
  map_export(entries, n, lemma_section);
  free(entries);
  free(rows);
  free(rules.rows);
  free(counts.rows);
  free(best.rows);
}

/* ---------------------------------------------------------------- all of it */

static void put_ambiguity(setup *s, ro_buf *section) {
  size_t n;
  tally_row *rows = tally_sorted(&s->ambiguity, &n);
  map_entry *entries = xalloc(NULL, n, sizeof *entries);
  for (size_t i = 0; i < n; i++) entries[i] = (map_entry){rows[i].key, rows[i].value};
  map_export(entries, n, section);
  free(entries);
  free(rows);
}

void tagger_train(const treebank *banks, size_t n_banks, const ro_word_model *words, uint32_t skip,
                  uint32_t n_folds, uint32_t epochs, ro_buf *model) {
  setup s = {.n = n_banks, .skip = skip, .n_folds = n_folds, .arena = ro_arena_new(0)};
  s.strings.table = ro_symbols_new(s.arena);
  s.ambiguity = tally_new();
  if (n_banks > MAX_BANKS) die("too many treebanks");
  for (size_t b = 0; b < n_banks; b++) {
    uint32_t n = banks[b].doc->tokens.n;
    s.sides[b] = (side){&banks[b], RO_ARRAY(s.arena, ro_word, n), RO_ARRAY(s.arena, uint32_t, n)};
    for (uint32_t i = 0; i < n; i++) s.sides[b].word[i] = ro_word_make(words, banks[b].doc, i);
  }
  count_classes(&s);
  count_ambiguity(&s);
  look_up_ambiguity(&s);
  ro_model_writer w = {0};
  ro_buf section[7] = {{0}};
  learn_tags(&s, epochs, &section[0]);
  learn_feats(&s, &section[1]);
  learn_lemmas(&s, &section[2], &section[3]);
  put_ambiguity(&s, &section[4]);
  put_strings(&s.strings, &section[5]);
  ro_buf_add(&section[6], (const char *)s.classes, (size_t)s.n_classes * 2);
  static const char *const name[7] = {"tags",  "feats",   "rules",  "lemmas",
                                      "ambig", "strings", "classes"};
  for (int i = 0; i < 7; i++) {
    ro_model_add(&w, name[i], (ro_str){section[i].data, section[i].len});
    ro_buf_free(&section[i]);
  }
  ro_model_finish(&w, model);
  free(s.ambiguity.rows);
  ro_arena_free(s.arena);
}

void tagger_run(ro_str model, const ro_resources *resources, treebank *bank, const char *name) {
  ro_arena *process = ro_arena_new(0), *scratch = ro_arena_new(0);
  tag_state *state = RO_NEW(process, tag_state);
  ro_error error = {0};
  if (tag_open_model(resources, model, state, &error) != RO_OK) die(error.message);
  if (ro_tag_run(state, bank->doc, scratch) != RO_OK) die("out of memory");
  if (name) {
    const ro_tokens *t = &bank->doc->tokens;
    uint32_t upos = 0, xpos = 0, lemma = 0, feats = 0;
    for (uint32_t i = 0; i < t->n; i++) {
      upos += t->upos[i] == bank->upos[i];
      xpos += t->xpos[i] == bank->xpos[i];
      lemma += t->lemma[i] == bank->lemma[i];
      feats += t->feats[i] == bank->feats[i];
    }
    double n = t->n / 100.0;
    printf("%s upos %.2f xpos %.2f feats %.2f lemma %.2f\n", name, upos / n, xpos / n, feats / n,
           lemma / n);
    fflush(stdout);
  }
  ro_arena_free(process);
  ro_arena_free(scratch);
}
