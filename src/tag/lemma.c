/* Lemmas: listed forms of irregular verbs, then exceptions seen in the treebanks, then the rule of
 * the longest known suffix under the word's tags.  A rule is an edit script (Chrupala 2006, suffix
 * part only). */
#include <string.h>

#include "base/hash.h"
#include "tag/tag_internal.h"

ro_str tag_string(const tag_strings *strings, uint32_t i) {
  uint32_t begin = ro_le32(strings->offsets + (size_t)i * 4);
  uint32_t end = ro_le32(strings->offsets + (size_t)i * 4 + 4);
  return (ro_str){strings->bytes + begin, end - begin};
}

ro_str tag_apply_script(ro_arena *arena, ro_str script, ro_str form, ro_str lower) {
  if (script.len < 2 || script.data[0] < '0') return (ro_str){NULL, 0};
  size_t strip = (size_t)(script.data[0] - '0');
  ro_str base = script.data[1] == 'k' ? form : lower, added = ro_str_sub(script, 2, script.len);
  if (strip > base.len || base.len - strip + added.len == 0) return (ro_str){NULL, 0};
  size_t stem = base.len - strip;
  if (!strip && !added.len) return base;
  if (stem < base.len && ((uint8_t)base.data[stem] & 0xC0) == 0x80) return (ro_str){NULL, 0};
  char *out = ro_arena_alloc(arena, stem + added.len + 1);
  if (!out) return (ro_str){NULL, 0};
  memcpy(out, base.data, stem);
  memcpy(out + stem, added.data, added.len);
  return (ro_str){out, stem + added.len};
}

/* "withdraw" for "withdrew": treebanks lack many irregular verbs, and suffix rules get them wrong.
 * Empty when the token is no past form, participle or -ing form, or is not listed. */
static ro_str listed_lemma(const tag_state *state, uint8_t upos, uint8_t xpos, ro_str lower) {
  bool is_form = xpos == RO_XPOS_VBD || xpos == RO_XPOS_VBN || xpos == RO_XPOS_VBG;
  if (!state->verb_forms || upos != RO_UPOS_VERB || !is_form) return (ro_str){NULL, 0};
  uint32_t row = ro_table_find(state->verb_forms, lower);
  return row == RO_NONE ? (ro_str){NULL, 0} : ro_table_field(state->verb_forms, row, 1);
}

ro_str tag_lemma(const tag_state *state, const ro_doc *doc, const ro_word *word, uint32_t i,
                 ro_arena *scratch) {
  const ro_tokens *t = &doc->tokens;
  ro_str form = ro_doc_form(doc, i), lower = ro_doc_lower(doc, i);
  ro_str listed = listed_lemma(state, t->upos[i], t->xpos[i], lower);
  if (listed.len) return listed;
  uint64_t hash = ro_symbols_hash(doc->symbols, t->lower[i]);
  uint32_t found = ro_map_find(&state->lemmas, tag_key(hash, t->upos[i], t->xpos[i]));
  if (found == RO_NONE) found = ro_map_find(&state->lemmas, tag_key(hash, t->upos[i], 0));
  if (found != RO_NONE) return tag_string(&state->strings, found);
  for (size_t n = lower.len < TAG_MAX_SUFFIX ? lower.len : TAG_MAX_SUFFIX;; n--) {
    uint32_t rule =
        ro_map_find(&state->rules, tag_rule_key(lower, n, t->upos[i], t->xpos[i], word[i].casing));
    if (rule != RO_NONE) {
      ro_str lemma = tag_apply_script(scratch, tag_string(&state->strings, rule), form, lower);
      if (lemma.len) return lemma;
    }
    if (n == 0) break;
  }
  return t->upos[i] == RO_UPOS_PROPN ? form : lower;
}
