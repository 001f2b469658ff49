/* Features of the tagger: the word, its spelling and classes, its neighbours, the tags before it.
 * After Ratnaparkhi 1996 and Gimenez & Marquez 2004 (ambiguity classes of the words to come), with
 * word classes after Turian et al. 2010.  Affixes are bytes: English suffixes are ASCII. */
#include "base/hash.h"
#include "tag/tag_internal.h"

static uint64_t affix(ro_str s, size_t begin, size_t end) {
  return begin < end && end <= s.len ? ro_hash(s.data + begin, end - begin, 7) : 0;
}

static const ro_word outside = {.word = 11, .shape = 7};

size_t tag_features(const tag_sentence *s, uint32_t i, uint32_t t1, uint32_t t2,
                    uint64_t f[TAG_MAX_FEATURES]) {
  const ro_word *w = &s->word[i];
  const ro_word *p1 = i > s->first ? w - 1 : &outside, *p2 = i > s->first + 1 ? w - 2 : &outside;
  const ro_word *n1 = i + 1 < s->end ? w + 1 : &outside, *n2 = i + 2 < s->end ? w + 2 : &outside;
  uint32_t a0 = s->ambiguity[i], a1 = i + 1 < s->end ? s->ambiguity[i + 1] : 0;
  uint32_t a2 = i + 2 < s->end ? s->ambiguity[i + 2] : 0;
  ro_str lower = ro_doc_lower(s->doc, i);
  uint64_t suffix2 = affix(lower, lower.len < 2 ? 0 : lower.len - 2, lower.len);
  uint64_t suffix3 = affix(lower, lower.len < 3 ? 0 : lower.len - 3, lower.len);
  uint64_t form = ((uint64_t)w->casing << 4) | s->casing << 1 | (i == s->first);
  size_t n = 0;
#define F(t, a, b, c) f[n++] = ro_feature(t, a, b, c)
  F(1, 0, 0, 0);
  F(2, w->word, 0, 0);
  F(3, w->word, form, 0);
  F(4, p1->word, 0, 0);
  F(5, n1->word, 0, 0);
  F(6, p2->word, 0, 0);
  F(7, n2->word, 0, 0);
  F(8, w->word, t1, 0);
  F(9, t1, 0, 0);
  F(10, t1, t2, 0);
  F(11, t1, t2, a0);
  F(12, p1->word, w->word, 0);
  F(13, w->word, n1->word, 0);
  F(14, a0, a1, 0);
  F(15, a1, t1, 0);
  F(16, a0, a1, a2);
  F(17, w->shape, s->casing, i == s->first);
  F(18, form, suffix3, 0);
  F(19, affix(lower, lower.len < 1 ? 0 : lower.len - 1, lower.len), 0, 0);
  F(20, suffix2, 0, 0);
  F(21, suffix3, 0, 0);
  if (lower.len > 4) F(22, affix(lower, lower.len - 4, lower.len), 0, 0);
  if (lower.len > 5) F(23, affix(lower, lower.len - 5, lower.len), 0, 0);
  F(24, affix(lower, 0, 1), form, 0);
  if (lower.len > 2) F(25, affix(lower, 0, 2), 0, 0);
  if (lower.len > 3) F(26, affix(lower, 0, 3), 0, 0);
  if (lower.len > 4) F(27, affix(lower, 0, 4), 0, 0);
  F(28, suffix3, t1, 0);
  F(29, suffix2, t1, n1->coarse);
  F(30, form, t1, 0);
  F(31, w->coarse, form, 0);
  F(32, w->fine, form, 0);
  F(33, p1->fine, 0, 0);
  F(34, n1->fine, 0, 0);
  F(35, w->fine, t1, 0);
  F(36, p1->fine, w->fine, 0);
  F(37, w->fine, n1->fine, 0);
  F(38, p1->word, t2, a0);
  F(39, form, n1->casing, p1->casing);
  F(40, n1->shape, w->shape, 0);
  F(41, t1, n1->word, 0);
  F(42, t1, w->coarse, n1->coarse);
#undef F
  return n;
}

uint64_t tag_key(uint64_t lower_hash, uint32_t upos, uint32_t xpos) {
  return ro_feature(100, lower_hash, upos, xpos);
}

uint64_t tag_rule_key(ro_str lower, size_t n, uint32_t upos, uint32_t xpos, uint32_t casing) {
  return ro_feature(101 + n, ro_hash(lower.data + (lower.len - n), n, 9), upos << 8 | xpos, casing);
}
