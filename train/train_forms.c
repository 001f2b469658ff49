/* train-forms DATA MODELS: makes models/forms-en.model, the feats and lemmas of words by their
 * tags, from the treebanks in DATA/ud.
 *
 * Feats: the most frequent of each word and tags, and of each tags.  Lemmas: edit scripts of
 * suffixes (Chrupala 2006), a script for a suffix when most words with it agree; and the lemmas
 * that were seen. */
#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "core/core_internal.h"
#include "tally.h"
#include "treebank.h"

typedef struct {
  treebank banks[3];
  size_t n_banks;
  ro_symbols *strings;
  ro_arena *arena;
} forms;

static void put_strings(const ro_symbols *s, ro_buf *out) {
  uint32_t n = ro_symbols_count(s), at = 0;
  ro_model_put32(out, n);
  for (uint32_t i = 0; i < n; i++) {
    ro_model_put32(out, at);
    at += (uint32_t)ro_symbols_get(s, i).len;
  }
  ro_model_put32(out, at);
  for (uint32_t i = 0; i < n; i++) ro_buf_str(out, ro_symbols_get(s, i));
}

/* ---------------------------------------------------------------- feats */

/* The most frequent feats of each (word, tags), and of each (tags). */
static void learn_feats(forms *s, ro_buf *section) {
  tally best = tally_new();
  for (int pass = 0; pass < 2; pass++) {
    tally counts = tally_new();
    for (size_t b = 0; b < s->n_banks; b++) {
      const treebank *bank = &s->banks[b];
      for (uint32_t i = 0; i < bank->doc->tokens.n; i++) {
        if (!bank->xpos[i]) continue;
        uint64_t word = pass ? ro_symbols_hash(bank->doc->symbols, bank->doc->tokens.lower[i]) : 0;
        uint64_t key = core_word_key(word, bank->upos[i], bank->xpos[i]);
        ro_sym feats = ro_symbols_put(s->strings, ro_doc_sym(bank->doc, bank->feats[i]));
        uint32_t n = tally_add(&counts, ro_feature(203, key, feats, 0))->n;
        if (pass &&
            tally_find(&best, core_word_key(0, bank->upos[i], bank->xpos[i]))->value == feats &&
            !tally_find(&best, key)->n)
          continue; /* what the tags alone give need not be kept */
        tally_row *r = tally_add(&best, key);
        if (n > r->first) {
          r->first = n;
          r->value = feats;
        }
      }
    }
    tally_free(&counts);
  }
  size_t n;
  tally_row *rows = tally_sorted(&best, &n);
  map_entry *entries = xalloc(NULL, n, sizeof *entries);
  for (size_t i = 0; i < n; i++) entries[i] = (map_entry){rows[i].key, rows[i].value};
  map_export(entries, n, section);
  free(entries);
  free(rows);
  tally_free(&best);
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

static void count_rules(forms *s, tally *rules) {
  tally counts = tally_new();
  for (size_t b = 0; b < s->n_banks; b++) {
    const treebank *bank = &s->banks[b];
    const ro_doc *doc = bank->doc;
    for (uint32_t i = 0; i < doc->tokens.n; i++) {
      if (!bank->xpos[i]) continue;
      ro_str lower = ro_doc_lower(doc, i);
      ro_str script =
          make_script(s->arena, ro_doc_form(doc, i), lower, ro_doc_sym(doc, bank->lemma[i]));
      if (!script.len) continue;
      ro_sym id = ro_symbols_put(s->strings, script);
      for (size_t n = 0; n <= CORE_MAX_SUFFIX && n <= lower.len; n++) {
        uint64_t key = core_rule_key(lower, n, bank->upos[i], bank->xpos[i],
                                     core_casing_of(ro_doc_form(doc, i)));
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
  tally_free(&counts);
}

static void learn_lemmas(forms *s, ro_buf *rule_section, ro_buf *lemma_section) {
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
  for (size_t b = 0; b < s->n_banks; b++) {
    const treebank *bank = &s->banks[b];
    for (uint32_t i = 0; i < bank->doc->tokens.n; i++) {
      uint64_t word = ro_symbols_hash(bank->doc->symbols, bank->doc->tokens.lower[i]);
      ro_sym lemma = ro_symbols_put(s->strings, ro_doc_sym(bank->doc, bank->lemma[i]));
      if (!bank->xpos[i] && ro_str_is(ro_doc_sym(bank->doc, bank->lemma[i]), "_")) continue;
      uint64_t key = core_word_key(word, bank->upos[i], bank->xpos[i]);
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
  tally_free(&rules);
  tally_free(&counts);
  tally_free(&best);
}

int main(int argc, char **argv) {
  if (argc != 3) die("usage: train-forms DATA MODELS");
  forms s = {.n_banks = 3, .arena = ro_arena_new(0)};
  s.strings = ro_symbols_new(s.arena);
  static const char *const bank[] = {"gum", "partut", "lines"};
  for (int i = 0; i < 3; i++)
    s.banks[i] = treebank_read(
        ro_str_printf(s.arena, "%s/ud/%s-train.conllu.gz", argv[1], bank[i]).data, i == 0);
  static const char *const name[] = {"feats", "rules", "lemmas", "strings"};
  ro_buf section[4] = {{0}}, model = {0};
  learn_feats(&s, &section[0]);
  learn_lemmas(&s, &section[1], &section[2]);
  put_strings(s.strings, &section[3]);
  ro_model_writer w = {0};
  for (int i = 0; i < 4; i++) {
    ro_model_add(&w, name[i], (ro_str){section[i].data, section[i].len});
    ro_buf_free(&section[i]);
  }
  ro_model_finish(&w, &model);
  write_file(ro_str_printf(s.arena, "%s/forms-en.model", argv[2]).data, &model);
  ro_buf_free(&model);
  ro_arena_free(s.arena);
  return 0;
}
