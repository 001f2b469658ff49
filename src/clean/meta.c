/* Title and publisher from the text, where the container gave none.
 *
 * Title: a first line without a final stop, short, and followed by a paragraph of prose.
 * Publisher: the firm of the copyright line, else the name that speaks of itself in an appeal
 * ("The Osmark Post is …"), else the host of the address. */
#include "clean/clean_internal.h"

enum { TITLE_WORDS = 25, BODY_WORDS = 14, LOOK_AHEAD = 4, NAME_WORDS = 5, MAX_NAMES = 16 };

static bool is_mark(const clean_page *page, uint32_t word, const char *mark) {
  return page->words.at[word].kind == MARK && ro_str_is(clean_word_text(page, word), mark);
}

static bool has_body_behind(const clean_page *page, uint32_t p) {
  for (uint32_t i = p + 1; i < page->paragraphs.n && i <= p + LOOK_AHEAD; i++) {
    const clean_paragraph *q = &page->paragraphs.at[i];
    if (clean_count_words(page, q->first_word, q->end_word) >= BODY_WORDS) return true;
  }
  return false;
}

static void find_title(clean_page *page) {
  uint32_t p = 0;
  while (p < page->paragraphs.n && clean_paragraph_is_aside(page, p)) p++;
  if (p == page->paragraphs.n || page->doc->meta.title.len) return;
  const clean_paragraph *line = &page->paragraphs.at[p];
  uint32_t words = clean_count_words(page, line->first_word, line->end_word);
  if (words < 2 || words > TITLE_WORDS || is_mark(page, line->end_word - 1, ".")) return;
  if (is_mark(page, line->end_word - 1, ":") || !has_body_behind(page, p)) return;
  page->doc->meta.title = ro_doc_span(page->doc, line->span);
}

/* The longest run of capitalized words in a copyright line: no year, no "Copyright", "All Rights
 * Reserved". */
static ro_str firm_in(const clean_page *page, const clean_paragraph *p) {
  ro_span best = {0, 0}, run = {0, 0};
  for (uint32_t w = p->first_word; w < p->end_word; w++) {
    ro_str s = clean_word_text(page, w);
    bool is_name =
        page->words.at[w].is_capitalized && !ro_str_equal_nocase(s, RO_STR("copyright")) &&
        !ro_str_equal_nocase(s, RO_STR("all")) && !ro_str_equal_nocase(s, RO_STR("rights")) &&
        !ro_str_equal_nocase(s, RO_STR("reserved"));
    bool links =
        run.end > run.begin && (ro_str_is(s, "&") || ro_str_is(s, "and") || ro_str_is(s, "of"));
    if (is_name) {
      if (run.begin == run.end) run.begin = page->words.at[w].span.begin;
      run.end = page->words.at[w].span.end;
      if (run.end - run.begin > best.end - best.begin) best = run;
    } else if (!links) {
      run = (ro_span){0, 0};
    }
  }
  return ro_doc_span(page->doc, best);
}

static ro_str publisher_of_copyright(const clean_page *page) {
  for (uint32_t p = page->paragraphs.n; p-- > 0;) {
    const clean_paragraph *line = &page->paragraphs.at[p];
    if (page->units.at[line->first].aside == RO_ASIDE_COPYRIGHT) return firm_in(page, line);
  }
  return (ro_str){NULL, 0};
}

/* Name behind "The" at word w, followed by a verb of being, having or needing. */
static ro_span self_name(const clean_page *page, uint32_t w, uint32_t end) {
  static const char *const verbs[] = {"is", "has", "needs", "relies", "believes", "will", "was"};
  ro_span span = page->words.at[w].span;
  uint32_t at = w + 1;
  while (at < end && at - w <= NAME_WORDS && page->words.at[at].is_capitalized) at++;
  if (at == w + 1 || at >= end) return (ro_span){0, 0};
  span.end = page->words.at[at - 1].span.end;
  for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
    if (ro_str_is(clean_word_text(page, at), verbs[i])) return span;
  return (ro_span){0, 0};
}

static ro_str publisher_of_appeal(const clean_page *page) {
  ro_str name[MAX_NAMES];
  uint32_t times[MAX_NAMES] = {0}, n = 0, best = 0;
  for (uint32_t u = 0; u < page->units.n; u++) {
    const clean_unit *unit = &page->units.at[u];
    if (unit->aside != RO_ASIDE_APPEAL) continue;
    for (uint32_t w = unit->first; w < unit->end; w++) {
      if (page->words.at[w].is_quoted || !ro_str_is(clean_word_text(page, w), "The")) continue;
      ro_str s = ro_doc_span(page->doc, self_name(page, w, unit->end));
      uint32_t i = 0;
      while (i < n && !ro_str_equal(name[i], s)) i++;
      if (!s.len || i == MAX_NAMES) continue;
      name[i] = s;
      if (i == n) n++;
      if (++times[i] > times[best]) best = i;
    }
  }
  return n ? name[best] : (ro_str){NULL, 0};
}

static ro_str host_of(ro_str url) {
  size_t at = ro_str_find(url, RO_STR("://"));
  if (at == url.len) return (ro_str){NULL, 0};
  ro_str host = ro_str_sub(url, at + 3, url.len), piece;
  if (!ro_str_split(&host, '/', &piece)) return (ro_str){NULL, 0};
  return ro_str_starts(piece, RO_STR("www.")) ? ro_str_sub(piece, 4, piece.len) : piece;
}

void clean_find_meta(clean_page *page) {
  ro_meta *meta = &page->doc->meta;
  find_title(page);
  if (!meta->publisher.len) meta->publisher = publisher_of_copyright(page);
  if (!meta->publisher.len) meta->publisher = publisher_of_appeal(page);
  if (!meta->publisher.len) meta->publisher = host_of(meta->url);
}
