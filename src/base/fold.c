/* Folding of names.  The rules are those by which the romanizations in use for Cyrillic, Arabic
 * and Persian differ (BGN/PCGN, ISO 9, ALA-LC and the habits of newspapers), written as one pass
 * over letters, then one pass that drops doubled letters.  Too coarse for a dictionary, which is
 * why callers also compare first names, roles and states. */
#include "base/fold.h"

#include <string.h>
#include <utf8proc.h>

#include "base/hash.h"
#include "base/utf8.h"

static const struct {
  const char *from, *to;
} folds[] = {
    {"dzh", "j"}, {"tch", "ch"}, {"kh", "h"}, {"ph", "f"}, {"ou", "u"}, {"oo", "u"}, {"gh", "g"},
    {"ck", "k"},  {"dj", "j"},   {"q", "k"},  {"w", "v"},  {"x", "ks"}, {"y", "i"},
};

/* Lower-case letters without marks; false when the buffer is full. */
static size_t plain_letters(ro_str word, char *out, size_t size) {
  size_t n = 0;
  for (size_t at = 0; at < word.len;) {
    utf8proc_int32_t parts[8];
    int boundary = 0;
    utf8proc_int32_t c = (utf8proc_int32_t)ro_utf8_next(word, &at);
    if (c < 0x80) {
      if (!ro_is_letter((uint32_t)c) && !ro_is_digit((uint32_t)c)) continue;
      if (n == size) return n;
      out[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
      continue;
    }
    utf8proc_ssize_t k = utf8proc_decompose_char(
        c, parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK,
        &boundary);
    for (utf8proc_ssize_t i = 0; i < k && i < 8; i++) {
      uint32_t p = (uint32_t)parts[i];
      char bytes[4];
      if (!ro_is_letter(p) && !ro_is_digit(p)) continue;
      size_t len = ro_utf8_put(bytes, p == 0x142 ? 'l' : p == 0xF8 ? 'o' : p == 0x131 ? 'i' : p);
      if (n + len > size) return n;
      memcpy(out + n, bytes, len);
      n += len;
    }
  }
  return n;
}

/* "II" and "IV" number a king or a war; folded, two of them would be one. */
static bool is_roman(ro_str word) {
  for (size_t i = 0; i < word.len; i++)
    if (word.data[i] != 'I' && word.data[i] != 'V' && word.data[i] != 'X') return false;
  return word.len > 0 && word.len <= 5;
}

size_t ro_fold_word(ro_str word, char out[RO_FOLD_BYTES]) {
  if (is_roman(word)) {
    memcpy(out, word.data, word.len);
    return word.len;
  }
  char plain[RO_FOLD_BYTES / 2];
  size_t len = plain_letters(word, plain, sizeof plain), n = 0;
  for (size_t i = 0; i < len;) {
    ro_str rest = {plain + i, len - i};
    size_t rule = 0, n_rules = sizeof folds / sizeof *folds;
    while (rule < n_rules &&
           (folds[rule].from[0] != plain[i] || !ro_str_starts(rest, ro_str_from(folds[rule].from))))
      rule++;
    const char *to = rule < n_rules ? folds[rule].to : NULL;
    size_t to_len = to ? strlen(to) : 1;
    for (size_t k = 0; k < to_len; k++) {
      char c = to ? to[k] : plain[i];
      if (n && out[n - 1] == c) continue; /* doubled letters */
      out[n++] = c;
    }
    i += to ? strlen(folds[rule].from) : 1;
  }
  return n;
}

bool ro_fold_is_legal_form(ro_str word) {
  static const char *const forms[] = {"inc",     "inc.",  "ltd",         "ltd.", "llc",  "plc",
                                      "corp",    "corp.", "corporation", "co",   "co.",  "company",
                                      "limited", "gmbh",  "ag",          "s.a.", "n.v.", "nv",
                                      "oyj",     "a.s.",  "incorporated"};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (ro_str_equal_nocase(word, ro_str_from(forms[i]))) return true;
  return false;
}

uint64_t ro_fold_hash(ro_str name) {
  uint64_t hash = 0;
  char folded[RO_FOLD_BYTES];
  ro_str word, part;
  while (ro_str_split(&name, ' ', &word))
    while (ro_str_split(&word, '-', &part)) {
      size_t n = ro_fold_word(part, folded);
      if (n) hash = ro_hash_mix(hash, ro_hash(folded, n, 0));
    }
  return hash;
}

/* Optimal string alignment (Damerau 1964) in a band of width 2*limit+1. */
uint32_t ro_fold_distance(ro_str a, ro_str b, uint32_t limit) {
  uint32_t row[3][RO_FOLD_BYTES + 1];
  size_t n = a.len, m = b.len;
  if (n > RO_FOLD_BYTES || m > RO_FOLD_BYTES) return limit + 1;
  if (n > m + limit || m > n + limit) return limit + 1;
  for (size_t j = 0; j <= m; j++) row[0][j] = (uint32_t)j;
  for (size_t i = 1; i <= n; i++) {
    uint32_t *now = row[i % 3], *up = row[(i + 2) % 3], *upper = row[(i + 1) % 3], best;
    best = now[0] = (uint32_t)i;
    for (size_t j = 1; j <= m; j++) {
      uint32_t v = up[j - 1] + (a.data[i - 1] != b.data[j - 1]);
      if (up[j] + 1 < v) v = up[j] + 1;
      if (now[j - 1] + 1 < v) v = now[j - 1] + 1;
      bool is_swap =
          i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] && a.data[i - 2] == b.data[j - 1];
      if (is_swap && upper[j - 2] + 1 < v) v = upper[j - 2] + 1;
      now[j] = v;
      if (v < best) best = v;
    }
    if (best > limit) return limit + 1;
  }
  return row[n % 3][m] > limit ? limit + 1 : row[n % 3][m];
}

bool ro_fold_is_near(ro_str a, ro_str b) {
  if (ro_str_equal(a, b)) return true;
  size_t shorter = a.len < b.len ? a.len : b.len;
  if (shorter < 5 || a.data[0] != b.data[0]) return false;
  uint32_t limit = shorter >= 9 ? 2 : 1;
  return ro_fold_distance(a, b, limit) <= limit;
}
