/* Features of the parser, after Zhang & Nivre 2011 for the arc-hybrid system, with word classes
 * (Koo et al. 2008).  An action is chosen without its label; the label is chosen when the arc is
 * made, when all children of the child are known.  So an action costs one short row a feature
 * (three weights beside the key) instead of a hundred. */
#include "parse/parse_internal.h"

#include "base/hash.h"

static const parse_token nothing = {.word = 3, .tag = 999, .upos = 31};

parse_token parse_root(void) { return (parse_token){.word = 5, .tag = 998, .upos = 30}; }

parse_token parse_token_make(const ro_doc *doc, const ro_word_model *words, uint32_t i) {
  ro_word w = ro_word_make(words, doc, i);
  uint32_t upos = doc->tokens.upos[i], xpos = doc->tokens.xpos[i];
  /* The lemma says as much as the word, as the tag is there too, and is seen more often. */
  ro_sym lemma = doc->tokens.lemma[i];
  if (lemma && upos != RO_UPOS_NUM && upos != RO_UPOS_PROPN)
    w.word = ro_symbols_hash(doc->symbols, lemma);
  return (parse_token){w.word, upos * RO_N_XPOS + xpos, upos, w.coarse, w.fine};
}

static const parse_token *at(const parse_state *s, uint32_t i) {
  return i == RO_NONE ? &nothing : &s->token[i];
}

static uint32_t child(const parse_state *s, uint32_t *const list, uint32_t i) {
  return i == RO_NONE || i > s->n ? RO_NONE : list[i];
}

static uint32_t label_of(const parse_state *s, uint32_t i) {
  return i == RO_NONE ? 63 : s->label[i];
}

static uint32_t distance(uint32_t a, uint32_t b) {
  if (a == RO_NONE || b == RO_NONE) return 0;
  uint32_t d = a < b ? b - a : a - b;
  return d < 5 ? d : d < 7 ? 5 : d < 11 ? 6 : d < 20 ? 7 : 8;
}

static uint32_t few(uint32_t n) { return n > 2 ? 2 : n; }

/* Verbs, commas and conjunctions strictly between two tokens, a < b. */
static uint32_t between(const parse_state *s, uint32_t a, uint32_t b) {
  if (a == RO_NONE || b == RO_NONE || a + 1 >= b) return 0;
  return few(s->n_verb[b] - s->n_verb[a + 1]) * 9 + few(s->n_comma[b] - s->n_comma[a + 1]) * 3 +
         few(s->n_cc[b] - s->n_cc[a + 1]);
}

size_t parse_action_features(const parse_state *s, uint64_t f[PARSE_MAX_FEATURES]) {
  uint32_t i0 = s->n_stack > 0 ? s->stack[s->n_stack - 1] : RO_NONE;
  uint32_t i1 = s->n_stack > 1 ? s->stack[s->n_stack - 2] : RO_NONE;
  uint32_t i2 = s->n_stack > 2 ? s->stack[s->n_stack - 3] : RO_NONE;
  uint32_t b = s->next, b1 = b + 1 <= s->n ? b + 1 : RO_NONE, b2 = b + 2 <= s->n ? b + 2 : RO_NONE;
  uint32_t i0l = child(s, s->left[0], i0), i0r = child(s, s->right[0], i0);
  uint32_t i0l2 = child(s, s->left[1], i0), i0r2 = child(s, s->right[1], i0);
  uint32_t i1l = child(s, s->left[0], i1), i1r = child(s, s->right[0], i1);
  uint32_t bl = child(s, s->left[0], b), bl2 = child(s, s->left[1], b);
  const parse_token *S0 = at(s, i0), *S1 = at(s, i1), *S2 = at(s, i2);
  const parse_token *B0 = at(s, b), *B1 = at(s, b1), *B2 = at(s, b2);
  const parse_token *S0L = at(s, i0l), *S0R = at(s, i0r), *S1L = at(s, i1l), *S1R = at(s, i1r);
  const parse_token *BL = at(s, bl), *S0P = at(s, i0 == RO_NONE || i0 == 0 ? RO_NONE : i0 - 1);
  const parse_token *S0N = at(s, i0 == RO_NONE ? RO_NONE : i0 + 1);
  const parse_token *BP = at(s, b == 0 ? RO_NONE : b - 1);
  uint64_t s0w = S0->word, s0t = S0->tag, s1w = S1->word, s1t = S1->tag, b0w = B0->word;
  uint64_t b0t = B0->tag, b1t = B1->tag;
  uint32_t d01 = distance(i0, b), d10 = distance(i1, i0);
  uint32_t in01 = between(s, i0, b), in10 = between(s, i1, i0);
  uint32_t v0l = i0 == RO_NONE ? 9 : s->n_left[i0], v0r = i0 == RO_NONE ? 9 : s->n_right[i0];
  uint32_t v1r = i1 == RO_NONE ? 9 : s->n_right[i1], vbl = s->n_left[b];
  uint64_t set0l = i0 == RO_NONE ? 0 : s->left_set[i0],
           set0r = i0 == RO_NONE ? 0 : s->right_set[i0];
  uint64_t set1r = i1 == RO_NONE ? 0 : s->right_set[i1],
           set1l = i1 == RO_NONE ? 0 : s->left_set[i1];
  uint64_t setbl = s->left_set[b];
  size_t n = 0;
#define F(t, x, y, z) f[n++] = ro_feature(t, x, y, z)
  F(1, s0w, s0t, 0);
  F(2, s0w, 0, 0);
  F(3, s0t, 0, 0);
  F(4, S0->fine, s0t, 0);
  F(5, s1w, s1t, 0);
  F(6, s1w, 0, 0);
  F(7, s1t, 0, 0);
  F(8, S1->fine, s1t, 0);
  F(9, b0w, b0t, 0);
  F(10, b0w, 0, 0);
  F(11, b0t, 0, 0);
  F(12, B0->fine, b0t, 0);
  F(13, B1->word, b1t, 0);
  F(14, b1t, 0, 0);
  F(15, B2->tag, 0, 0);
  F(16, B2->word, 0, 0);
  F(17, S2->tag, 0, 0);
  F(18, S2->word, 0, 0);
  F(19, B1->fine, 0, 0);
  /* top and next */
  F(20, s0w ^ s0t << 50, b0w, b0t);
  F(21, s0w, b0w, 0);
  F(22, s0w, s0t, b0t);
  F(23, s0t, b0w, b0t);
  F(24, s0w, b0t, 0);
  F(25, s0t, b0w, 0);
  F(26, s0t, b0t, 0);
  F(27, S0->fine, B0->fine, 0);
  F(28, S0->fine, b0t, s0t);
  F(29, s0t, B0->fine, b0t);
  F(30, S0->coarse, B0->coarse, s0t << 16 | b0t);
  /* below and top */
  F(31, s1w ^ s1t << 50, s0w, s0t);
  F(32, s1w, s0w, 0);
  F(33, s1w, s1t, s0t);
  F(34, s1t, s0w, s0t);
  F(35, s1w, s0t, 0);
  F(36, s1t, s0w, 0);
  F(37, s1t, s0t, 0);
  F(38, S1->fine, S0->fine, 0);
  F(39, S1->fine, s0t, s1t);
  F(40, s1t, S0->fine, s0t);
  /* below and next */
  F(41, s1w, b0w, 0);
  F(42, s1t, b0w, 0);
  F(43, s1w, b0t, 0);
  F(44, s1t, b0t, 0);
  F(45, S1->fine, B0->fine, 0);
  /* threes */
  F(46, s0t, b0t, b1t);
  F(47, s1t, s0t, b0t);
  F(48, S2->tag, s1t, s0t);
  F(49, b0t, b1t, B2->tag);
  F(50, s0t, S0L->tag, b0t);
  F(51, s0t, S0R->tag, b0t);
  F(52, s0t, b0t, BL->tag);
  F(53, s1t, S1R->tag, s0t);
  F(54, s1t, S1L->tag, s0t);
  F(55, s1t, s0t, S0L->tag);
  F(56, s1t, s0t, S0R->tag);
  F(57, s0t, S0R->tag, at(s, i0r2)->tag);
  F(58, s0t, S0L->tag, at(s, i0l2)->tag);
  F(59, b0t, BL->tag, at(s, bl2)->tag);
  F(60, s1w, s0w, b0t);
  F(61, s1t, s0w, b0w);
  F(62, s1w, s0t, b0t);
  F(63, s1t, s0w, b0t);
  F(64, s1t, s0t, b0w);
  F(65, S1->coarse, S0->coarse, B0->coarse);
  F(66, s0t << 16 | s1t, b0t, b1t);
  F(67, s0w, b0t, b1t);
  F(68, s0t, b0w, b1t);
  F(69, S2->upos << 8 | S1->upos, S0->upos << 8 | B0->upos, B1->upos);
  /* labels of children */
  F(70, s0t, label_of(s, i0l), b0t);
  F(71, s0t, label_of(s, i0r), b0t);
  F(72, s1t, label_of(s, i1r), s0t);
  F(73, s1t, label_of(s, i1l), s0t);
  F(74, b0t, label_of(s, bl), s0t);
  F(75, s0w, label_of(s, i0l), label_of(s, i0r));
  F(76, s0t, set0l, set0r);
  F(77, s0w, set0l, set0r);
  F(78, s1w, set1l, set1r);
  F(79, s1t, set1l, set1r);
  F(80, b0t, setbl, 0);
  F(81, b0w, setbl, 0);
  F(82, s0t, set0l, b0t);
  F(83, s1t, set1r, s0t);
  F(84, s1w, set1r, s0t);
  F(85, s0t << 16 | b0t, setbl, set0r);
  F(86, s1t << 16 | s0t, set1r, set0l);
  /* numbers of children, distances, what lies between */
  F(87, s0w, v0l, v0r);
  F(88, s0t, v0l, v0r);
  F(89, s1t, v1r, s0t);
  F(90, b0t, vbl, s0t);
  F(91, s0t, b0t, d01);
  F(92, s1t, s0t, d10);
  F(93, s0w, d01, 0);
  F(94, b0w, d01, 0);
  F(95, s1w, d10, 0);
  F(96, s0t, b0t, in01 | 64u);
  F(97, s1t, s0t, in10 | 64u);
  F(98, in01, in10, S0->upos);
  F(99, s0t, b0t, (uint64_t)in01 << 8 | d01);
  F(100, s1t << 16 | s0t, b0t, in10 << 8 | in01);
  /* words of grandchildren: prepositions, conjunctions */
  F(101, S0L->word, s0t, s1t);
  F(102, S0L->word, s1w, 0);
  F(103, S0R->word, s0t, b0t);
  F(104, BL->word, b0t, s0t);
  F(105, S0L->word, s0t, b0w);
  F(106, S1R->word, s1t, s0t);
  F(107, S0P->tag, s0t, b0t);
  F(108, S0N->tag, s0t, b0t);
  F(109, BP->tag, s0t, b0t);
  F(110, S0L->word, s1w, s0w);
  F(111, S2->word, s0w, s0t);
  F(112, S2->tag, s0t, b0t);
  F(113, i0 == RO_NONE, i1 == RO_NONE, B0->upos);
#undef F
  return n;
}

size_t parse_label_features(const parse_state *s, uint32_t head, uint32_t dep,
                            uint64_t f[PARSE_MAX_FEATURES]) {
  const parse_token *H = &s->token[head], *D = &s->token[dep];
  uint32_t dl = s->left[0][dep], dr = s->right[0][dep], hl = s->left[0][head],
           hr = s->right[0][head];
  /* The innermost of the left children is not kept; the outermost is the case mark or article. */
  const parse_token *DL = at(s, dl), *DR = at(s, dr), *HL = at(s, hl), *HR = at(s, hr);
  const parse_token *DL2 = at(s, s->left[1][dep]);
  const parse_token *DN = at(s, dep + 1 <= s->n ? dep + 1 : RO_NONE),
                    *DP = at(s, dep ? dep - 1 : RO_NONE);
  const parse_token *HN = at(s, head + 1 <= s->n ? head + 1 : RO_NONE);
  const parse_token *HP = at(s, head ? head - 1 : RO_NONE);
  uint32_t low = dep < head ? dep : head, high = dep < head ? head : dep;
  uint64_t way = (uint64_t)(dep < head) << 8 | distance(dep, head);
  uint64_t side = dep < head, in = between(s, low, high);
  uint64_t dw = D->word, dt = D->tag, hw = H->word, ht = H->tag;
  uint64_t dset = s->left_set[dep], drset = s->right_set[dep];
  uint64_t hlset = s->left_set[head], hrset = s->right_set[head];
  size_t n = 0;
#define F(t, x, y, z) f[n++] = ro_feature(t, x, y, z)
  F(200, dt, side, 0);
  F(201, ht, side, 0);
  F(202, dt, ht, side);
  F(203, dt, ht, way);
  F(204, dw, side, 0);
  F(205, hw, side, 0);
  F(206, dw, ht, side);
  F(207, hw, dt, side);
  F(208, dw, hw, side);
  F(209, dw, dt, ht << 1 | side);
  F(210, hw, ht, dt << 1 | side);
  F(211, D->fine, ht, side);
  F(212, H->fine, dt, side);
  F(213, D->fine, H->fine, side);
  F(214, D->coarse, H->coarse, side);
  F(215, D->fine, dt, 0);
  F(216, dset, drset, dt << 1 | side);
  F(217, dset, ht, dt << 1 | side);
  F(218, drset, ht, dt << 1 | side);
  F(219, hlset, hrset, ht << 1 | side);
  F(220, hlset, dt, ht << 1 | side);
  F(221, hrset, dt, ht << 1 | side);
  F(222, hlset, dw, side);
  F(223, hrset, dw, side);
  F(224, DL->word, dt, ht << 1 | side);
  F(225, DL->word, hw, side);
  F(226, DL->word, dw, side);
  F(227, DL->tag, dt, ht << 1 | side);
  F(228, label_of(s, dl), dt, ht << 1 | side);
  F(229, DL2->word, dt, ht);
  F(230, DR->word, dt, ht << 1 | side);
  F(231, DR->tag, dt, ht);
  F(232, label_of(s, dr), dt, ht << 1 | side);
  F(233, HL->tag, label_of(s, hl), dt << 1 | side);
  F(234, HR->tag, label_of(s, hr), dt << 1 | side);
  F(235, label_of(s, hr), dt, ht << 1 | side);
  F(236, label_of(s, hl), dt, ht << 1 | side);
  F(237, DN->tag, dt, ht << 1 | side);
  F(238, DP->tag, dt, ht << 1 | side);
  F(239, HN->tag, dt, ht << 1 | side);
  F(240, HP->tag, dt, ht << 1 | side);
  F(241, in, dt, ht << 1 | side);
  F(242, in, side, 0);
  F(243, way, in, D->upos);
  F(244, DN->word, dt, side);
  F(245, DP->word, dt, side);
  F(246, DP->word, dt, ht << 1 | side);
  F(247, HR->word, ht, dt << 1 | side);
  F(248, HL->word, ht, dt << 1 | side);
  F(249, dw, dset, side);
  F(250, hw, hlset, dt);
  F(251, hw, hrset, dt);
  F(252, s->n_left[head], s->n_right[head], dt << 16 | ht);
  F(253, DL->word, D->fine, H->fine);
  F(254, DL->word, ht, D->coarse);
#undef F
  return n;
}
