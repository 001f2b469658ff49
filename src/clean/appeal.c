/* Appeals: an outlet that speaks of itself and to its reader.
 *
 * News prose says neither "we" nor "you" outside quotation marks; an appeal does in most
 * sentences.  A sentence with an appeal's cue is a seed.  Two seeds at most MAX_GAP paragraphs
 * apart take in what lies between when each paragraph between speaks in that voice; a lone seed
 * takes in neighbours that do so strongly.  A group is set aside when a seed decides by itself
 * ("sign up for our newsletter"), or when the group speaks enough of news-making: a speech that
 * asks for "your support" does not.  Words in quotation marks never count, and a verb of speech
 * speaks against it. */
#include "clean/clean_internal.h"

enum {
  SEED = 5,          /* weight of appeal cues that makes a seed */
  BETWEEN_ABOUT = 3, /* words of news-making in a paragraph between two seeds */
  MAX_GAP = 6,       /* paragraphs between two seeds */
  GROUP_ABOUT = 8,   /* words of news-making that a group without a deciding seed must hold */
  GROUP_TOTAL = 20,  /* ... and its whole evidence */
  NEIGHBOUR = 9,     /* evidence that draws in the paragraph beside a seed */
  OFFER = 7,         /* weight of cues that decide together with `reader` and `about` */
  OFFER_ABOUT = 3,
  MAX_NEIGHBOURS = 4,
  MATTER = 4,   /* of which so much is of cues and news-making, not of voice alone */
  MEAN = 4,     /* and so much a sentence on average */
  VOICE_MAX = 6 /* "we" and "you" count up to this in one sentence */
};

static int min_int(int a, int b) { return a < b ? a : b; }

/* "we" and "you" in a sentence, capped. */
static int voice(const clean_unit *u) {
  return min_int(u->sum[CUE_SELF] + u->sum[CUE_READER], VOICE_MAX);
}

static bool is_speech(const clean_unit *u) { return u->has_quote && u->sum[CUE_SAYING] > 0; }

static bool is_seed(const clean_unit *u) {
  return u->aside == RO_ASIDE_APPEAL ||
         (u->aside < 0 && u->sum[RO_ASIDE_APPEAL] >= SEED && !is_speech(u) &&
          u->sum[RO_ASIDE_APPEAL] + voice(u) > 3 * u->sum[CUE_SAYING]);
}

/* A strong cue, or a good one that speaks to the reader of what an outlet offers. */
static bool is_decided(const clean_unit *u) {
  int cues = u->sum[RO_ASIDE_APPEAL];
  bool offers = cues >= OFFER && u->sum[CUE_READER] > 0 && u->sum[CUE_ABOUT] >= OFFER_ABOUT;
  return u->aside == RO_ASIDE_APPEAL || ((cues >= DECIDES || offers) && is_seed(u));
}

static int evidence(const clean_unit *u) {
  return u->sum[RO_ASIDE_APPEAL] + u->sum[CUE_ABOUT] + voice(u);
}

/* Evidence of a paragraph beside a group; 0 where it holds speech, speaks of nothing that an
 * outlet asks for, or is mostly about other things. */
static int paragraph_evidence(const clean_page *page, uint32_t p) {
  const clean_paragraph *paragraph = &page->paragraphs.at[p];
  int sum = 0, matter = 0, n = (int)(paragraph->end - paragraph->first);
  for (uint32_t i = paragraph->first; i < paragraph->end; i++) {
    const clean_unit *u = &page->units.at[i];
    if (is_speech(u)) return 0;
    if (u->sum[CUE_SAYING]) sum -= 3;
    sum += evidence(u);
    matter += u->sum[RO_ASIDE_APPEAL] + u->sum[CUE_ABOUT];
  }
  return matter >= MATTER && sum >= MEAN * n ? sum : 0;
}

/* Does a paragraph between two seeds speak of news-making in the outlet's own voice?  One that is
 * set aside already does not part them. */
static bool has_voice(const clean_page *page, uint32_t p) {
  const clean_paragraph *paragraph = &page->paragraphs.at[p];
  int voices = 0, about = 0;
  for (uint32_t i = paragraph->first; i < paragraph->end; i++) {
    const clean_unit *u = &page->units.at[i];
    if (u->aside >= 0) return true;
    if (is_speech(u)) return false;
    voices += voice(u);
    about += u->sum[CUE_ABOUT] + u->sum[RO_ASIDE_APPEAL];
  }
  return voices >= 2 && about >= BETWEEN_ABOUT;
}

typedef struct {
  uint32_t first, last; /* units */
} group;

/* The last seed that the seed at `first` reaches. */
static uint32_t reach(const clean_page *page, uint32_t first) {
  uint32_t last = first, seed_at = page->units.at[first].paragraph, seen = seed_at;
  for (uint32_t u = first + 1; u < page->units.n; u++) {
    uint32_t p = page->units.at[u].paragraph;
    if (p > seed_at + MAX_GAP + 1) break;
    for (; seen + 1 < p; seen++) /* paragraphs wholly between the last seed and this unit */
      if (!has_voice(page, seen + 1)) return last;
    if (!is_seed(&page->units.at[u])) continue;
    last = u;
    seed_at = p;
    if (seen < p) seen = p - 1;
  }
  return last;
}

/* Sentences of the same paragraph that go on in the voice. */
static void widen_in_paragraph(const clean_page *page, group *g) {
  const clean_paragraph *p = &page->paragraphs.at[page->units.at[g->first].paragraph];
  while (g->first > p->first && voice(&page->units.at[g->first - 1]) >= 2 &&
         !is_speech(&page->units.at[g->first - 1]))
    g->first--;
  p = &page->paragraphs.at[page->units.at[g->last].paragraph];
  while (g->last + 1 < p->end && voice(&page->units.at[g->last + 1]) >= 2 &&
         !is_speech(&page->units.at[g->last + 1]))
    g->last++;
}

/* Whole paragraphs beside the group that hold strong evidence of their own. */
static void widen_by_paragraphs(const clean_page *page, group *g) {
  for (uint32_t n = 0; n < MAX_NEIGHBOURS; n++) {
    uint32_t p = page->units.at[g->first].paragraph;
    if (g->first != page->paragraphs.at[p].first || p == 0) break;
    if (paragraph_evidence(page, p - 1) < NEIGHBOUR) break;
    g->first = page->paragraphs.at[p - 1].first;
  }
  for (uint32_t n = 0; n < MAX_NEIGHBOURS; n++) {
    uint32_t p = page->units.at[g->last].paragraph;
    if (g->last + 1 != page->paragraphs.at[p].end || p + 1 == page->paragraphs.n) break;
    if (paragraph_evidence(page, p + 1) < NEIGHBOUR) break;
    g->last = page->paragraphs.at[p + 1].end - 1;
  }
}

static bool is_appeal(const clean_page *page, const group *g) {
  int about = 0, total = 0;
  bool decided = false;
  for (uint32_t u = g->first; u <= g->last; u++) {
    const clean_unit *unit = &page->units.at[u];
    decided |= is_decided(unit);
    about += unit->sum[CUE_ABOUT];
    total += evidence(unit);
  }
  return decided || (about >= GROUP_ABOUT && total >= GROUP_TOTAL);
}

void clean_find_appeals(clean_page *page) {
  for (uint32_t u = 0; u < page->units.n; u++) {
    if (!is_seed(&page->units.at[u])) continue;
    group g = {u, reach(page, u)};
    group alone = g;
    widen_in_paragraph(page, &g);
    widen_by_paragraphs(page, &g);
    if (is_appeal(page, &g)) clean_set_aside(page, g.first, g.last + 1, RO_ASIDE_APPEAL);
    u = alone.last > g.last ? alone.last : g.last;
  }
}
