/* Lemmas: listed forms of irregular verbs, then exceptions seen in the treebanks, then the rule of
 * the longest known suffix under the word's tags.  A rule is an edit script (Chrupala 2006, suffix
 * part only). */
#include <string.h>

#include "base/hash.h"
#include "core/core_internal.h"

static const char model_name[] = "forms-en.model";

uint64_t core_word_key(uint64_t lower_hash, uint32_t upos, uint32_t xpos) {
  return ro_feature(100, lower_hash, upos, xpos);
}

uint64_t core_rule_key(ro_str lower, size_t n, uint32_t upos, uint32_t xpos, uint32_t casing) {
  return ro_feature(101 + n, ro_hash(lower.data + (lower.len - n), n, 9), upos << 8 | xpos, casing);
}

static ro_str string_at(const core_strings *strings, uint32_t i) {
  uint32_t begin = ro_le32(strings->offsets + (size_t)i * 4);
  uint32_t end = ro_le32(strings->offsets + (size_t)i * 4 + 4);
  return (ro_str){strings->bytes + begin, end - begin};
}

ro_str core_apply_script(ro_arena *arena, ro_str script, ro_str form, ro_str lower) {
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
static ro_str listed_lemma(const core_lemmas *lemmas, uint8_t upos, uint8_t xpos, ro_str lower) {
  bool is_form = xpos == RO_XPOS_VBD || xpos == RO_XPOS_VBN || xpos == RO_XPOS_VBG ||
                 xpos == RO_XPOS_VBP; /* as rare verbs may be taken for */
  if (!lemmas->verb_forms || upos != RO_UPOS_VERB || !is_form) return (ro_str){NULL, 0};
  uint32_t row = ro_table_find(lemmas->verb_forms, lower);
  return row == RO_NONE ? (ro_str){NULL, 0} : ro_table_field(lemmas->verb_forms, row, 1);
}

static ro_str lemma_of(const core_lemmas *lemmas, const ro_doc *doc, uint32_t i,
                       ro_arena *scratch) {
  const ro_tokens *t = &doc->tokens;
  ro_str form = ro_doc_form(doc, i), lower = ro_doc_lower(doc, i);
  ro_str listed = listed_lemma(lemmas, t->upos[i], t->xpos[i], lower);
  if (listed.len) return listed;
  uint64_t hash = ro_symbols_hash(doc->symbols, t->lower[i]);
  uint32_t found = ro_map_find(&lemmas->lemmas, core_word_key(hash, t->upos[i], t->xpos[i]));
  if (found == RO_NONE) found = ro_map_find(&lemmas->lemmas, core_word_key(hash, t->upos[i], 0));
  if (found != RO_NONE) return string_at(&lemmas->strings, found);
  core_casing casing = core_casing_of(form);
  for (size_t n = lower.len < CORE_MAX_SUFFIX ? lower.len : CORE_MAX_SUFFIX;; n--) {
    uint32_t rule =
        ro_map_find(&lemmas->rules, core_rule_key(lower, n, t->upos[i], t->xpos[i], casing));
    if (rule != RO_NONE) {
      ro_str lemma = core_apply_script(scratch, string_at(&lemmas->strings, rule), form, lower);
      if (lemma.len) return lemma;
    }
    if (n == 0) break;
  }
  return t->upos[i] == RO_UPOS_PROPN ? form : lower;
}

static ro_status open_strings(const ro_model *model, core_strings *out, ro_error *error) {
  ro_str bytes;
  RO_TRY(ro_model_section(model, "strings", &bytes, error));
  const uint8_t *p = (const uint8_t *)bytes.data;
  if (bytes.len < 8) return ro_model_bad(model, "strings", error);
  uint32_t n = ro_le32(p);
  uint64_t head = 4 + ((uint64_t)n + 1) * 4;
  if (head > bytes.len) return ro_model_bad(model, "strings", error);
  uint64_t room = bytes.len - head, before = 0;
  for (uint32_t i = 0; i <= n; i++) {
    uint32_t offset = ro_le32(p + 4 + (size_t)i * 4);
    if (offset < before || offset > room) return ro_model_bad(model, "strings", error);
    before = offset;
  }
  *out = (core_strings){p + 4, bytes.data + head, n};
  return RO_OK;
}

ro_status core_lemmas_open(const ro_resources *resources, core_lemmas *out, ro_error *error) {
  ro_model model;
  ro_str bytes = ro_resources_model(resources, model_name);
  *out = (core_lemmas){0};
  if (resources->lexicon) out->verb_forms = ro_lexicon_table(resources->lexicon, "verb_forms");
  if (!bytes.len) return RO_OK;
  RO_TRY(ro_model_open(bytes, ro_str_from(model_name), &model, error));
  RO_TRY(open_strings(&model, &out->strings, error));
  const struct {
    const char *name;
    ro_map *map;
  } maps[] = {{"feats", &out->feats}, {"lemmas", &out->lemmas}, {"rules", &out->rules}};
  for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
    RO_TRY(ro_map_open(&model, maps[i].name, maps[i].map, error));
    if (ro_map_max(maps[i].map) >= out->strings.n) return ro_model_bad(&model, maps[i].name, error);
  }
  return RO_OK;
}

/* `known` remembers the symbol of each feats string. */
ro_status core_lemmas_write(const core_lemmas *lemmas, ro_doc *doc, ro_arena *scratch) {
  ro_tokens *t = &doc->tokens;
  ro_sym *known = RO_ARRAY(scratch, ro_sym, (size_t)lemmas->strings.n + 1);
  if (!known) return RO_ENOMEM;
  for (uint32_t i = 0; i < t->n; i++) {
    uint64_t hash = ro_symbols_hash(doc->symbols, t->lower[i]);
    uint32_t feats = ro_map_find(&lemmas->feats, core_word_key(hash, t->upos[i], t->xpos[i]));
    if (feats == RO_NONE)
      feats = ro_map_find(&lemmas->feats, core_word_key(0, t->upos[i], t->xpos[i]));
    if (feats != RO_NONE) {
      if (!known[feats])
        known[feats] = ro_symbols_put(doc->symbols, string_at(&lemmas->strings, feats));
      t->feats[i] = known[feats];
    }
    t->lemma[i] = ro_symbols_put(doc->symbols, lemma_of(lemmas, doc, i, scratch));
  }
  return RO_OK;
}
