/* Words: classes by lookup, shapes by one pass over the form. */
#include "model/words.h"

#include "base/hash.h"
#include "base/utf8.h"

ro_status ro_word_model_open(const ro_resources *resources, ro_word_model *out, ro_error *error) {
  ro_str bytes = ro_resources_model(resources, "words-en.model");
  *out = (ro_word_model){0};
  if (!bytes.len) return RO_OK;
  ro_model model;
  RO_TRY(ro_model_open(bytes, RO_STR("words-en.model"), &model, error));
  return ro_map_open(&model, "classes", &out->map, error);
}

/* Kinds of characters in a shape. */
enum { UPPER = 1, LOWER, DIGIT, HYPHEN, APOSTROPHE, STOP, OTHER };

static uint32_t kind_of(uint32_t c) {
  if (ro_is_digit(c)) return DIGIT;
  if (c == '-') return HYPHEN;
  if (c == '\'' || c == 0x2019) return APOSTROPHE;
  if (c == '.') return STOP;
  if (!ro_is_letter(c)) return OTHER;
  return ro_is_upper(c) ? UPPER : LOWER;
}

ro_word ro_word_make(const ro_word_model *words, const ro_doc *doc, uint32_t token) {
  ro_str form = ro_doc_form(doc, token);
  ro_word w = {.word = ro_symbols_hash(doc->symbols, doc->tokens.lower[token])};
  uint32_t previous = 0, uppers = 0, letters = 0, digits = 0, first = 0;
  for (size_t at = 0; at < form.len && at < 64;) {
    uint32_t kind = kind_of(ro_utf8_next(form, &at));
    uppers += kind == UPPER;
    letters += kind == UPPER || kind == LOWER;
    digits += kind == DIGIT;
    if (!first) first = kind;
    if (kind != previous && w.shape < (1u << 28)) w.shape = w.shape * 8 + kind;
    previous = kind;
  }
  if (letters)
    w.casing = !uppers                            ? RO_CASE_LOWER
               : uppers == letters && letters > 1 ? RO_CASE_UPPER
               : first == UPPER && uppers == 1    ? RO_CASE_TITLE
                                                  : RO_CASE_MIXED;
  if (digits && first == DIGIT) {
    uint32_t size = digits > 4 ? 5 : digits;
    w.word = ro_feature(
        1, w.shape, letters ? ro_symbols_hash(doc->symbols, doc->tokens.lower[token]) : size, 0);
  }
  uint32_t classes = ro_map_find(&words->map, w.word);
  if (classes != RO_NONE) {
    w.coarse = classes & 255;
    w.fine = classes >> 8;
  }
  return w;
}

uint32_t ro_word_range_casing(const ro_word *word, uint32_t first, uint32_t end) {
  uint32_t lower = 0, title = 0, upper = 0;
  for (uint32_t i = first; i < end; i++) {
    lower += word[i].casing == RO_CASE_LOWER;
    title += word[i].casing == RO_CASE_TITLE;
    upper += word[i].casing == RO_CASE_UPPER;
  }
  uint32_t n = lower + title + upper;
  if (n >= 3 && upper * 10 >= n * 7) return 2;
  return n >= 4 && lower * 10 <= n * 4 ? 1 : 0;
}
