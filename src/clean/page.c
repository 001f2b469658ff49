/* A page -> its article.  Several attempts, from strict to lenient, until one gives enough text;
 * where none does, the one that gave most; where nothing scores, all that a reader sees. */
#include "clean/page.h"
#include "base/utf8.h"

enum { ENOUGH_CHARS = 500, ENOUGH_TENTHS = 6, N_ATTEMPTS = 4 };

/* Each attempt gives up one more way of dropping. */
static const struct {
  bool strict, use_marks, by_shape;
} attempts[N_ATTEMPTS] = {
    {true, true, true}, {false, true, true}, {false, false, true}, {false, false, false}};

static uint32_t chars_of(const page_work *p, const ro_indexes *chosen) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < chosen->n; i++) n += page_chars(p, chosen->at[i]);
  return n;
}

static ro_status attempt(page_work *p, int k, ro_indexes *chosen) {
  page_strip(p, attempts[k].strict);
  RO_TRY(page_choose(p, attempts[k].use_marks, chosen));
  page_tidy(p, chosen, attempts[k].use_marks, attempts[k].by_shape);
  return ro_arena_has_failed(p->scratch) ? RO_ENOMEM : RO_OK;
}

/* Leaves the page as the best attempt left it: the strictest that gives not much less than the most
 * that any gives, so that the frame of a short report does not come in with it. */
static ro_status choose(page_work *p, ro_indexes *chosen) {
  uint32_t chars[N_ATTEMPTS], most = 0;
  for (int k = 0; k < N_ATTEMPTS; k++) {
    RO_TRY(attempt(p, k, chosen));
    chars[k] = chars_of(p, chosen);
    if (chars[k] >= ENOUGH_CHARS) return RO_OK;
    if (chars[k] > most) most = chars[k];
  }
  int best = 0;
  while (chars[best] * 10 < most * ENOUGH_TENTHS) best++;
  return attempt(p, best, chosen);
}

ro_status page_read(const page_marks *marks, ro_str source, bool is_article, ro_arena *arena,
                    ro_arena *scratch, page_article *out) {
  ro_tree tree;
  page_work p;
  ro_indexes chosen = {0};
  *out = (page_article){0};
  RO_TRY(ro_markup_read(scratch, source, RO_MARKUP_HTML, &tree));
  RO_TRY(page_read_facts(&tree, arena, &out->facts));
  RO_TRY(page_open(&p, &tree, marks, scratch));
  p.title = out->facts.title;
  if (!is_article) RO_TRY(choose(&p, &chosen));
  if (chars_of(&p, &chosen) == 0) {
    out->is_whole = !is_article;
    p.title = (ro_str){NULL, 0};
    page_strip(&p, false);
    chosen.n = 0;
    ro_indexes_add(scratch, &chosen, 0);
  }
  if (!out->facts.byline.len) out->facts.byline = ro_utf8_line(arena, p.byline, 200);
  out->is_cut = tree.is_cut;
  return page_write(&p, &chosen, arena, &out->text, &out->asides);
}
