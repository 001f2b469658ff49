/* Lines that show by their shape, not by a cue, that they are no report: the agency in brackets
 * behind the last stop or in the dateline, a firm's name as the last line, and "By A. Name". */
#include "clean/clean_internal.h"

enum { AGENCY_WORDS = 4, DATELINE_WORDS = 14, FIRM_WORDS = 10, BYLINE_WORDS = 14, HEAD_LINES = 6 };

static bool is_mark(const clean_page *page, uint32_t word, const char *mark) {
  return page->words.at[word].kind == MARK && ro_str_is(clean_word_text(page, word), mark);
}

static bool is_word(const clean_page *page, uint32_t word, const char *form) {
  return ro_str_equal_nocase(clean_word_text(page, word), ro_str_from(form));
}

/* "(Reuters)" between [first, end): its words are capitalized names. */
static bool is_agency(const clean_page *page, uint32_t first, uint32_t end) {
  if (end < first + 3 || end - first - 2 > AGENCY_WORDS) return false;
  if (!is_mark(page, first, "(") || !is_mark(page, end - 1, ")")) return false;
  for (uint32_t w = first + 1; w + 1 < end; w++)
    if (!page->words.at[w].is_capitalized && !is_mark(page, w, "/")) return false;
  return true;
}

/* A passage smaller than a sentence. */
static void add_span(clean_page *page, ro_span span, ro_aside_kind kind) {
  ro_aside *aside = RO_ADD(page->doc->arena, &page->doc->set_aside);
  if (aside) *aside = (ro_aside){span, kind};
}

/* Two words or more of three letters or more: initials in brackets are an editor's. */
static bool is_full_name(const clean_page *page, uint32_t first, uint32_t end) {
  if (end - first < 4) return false;
  for (uint32_t w = first + 1; w + 1 < end; w++)
    if (clean_word_text(page, w).len < 3) return false;
  return true;
}

/* A known agency, or a full name, becomes credit or publisher. */
static void keep_agency(clean_page *page, uint32_t unit, uint32_t first, uint32_t end,
                        bool is_publisher) {
  ro_meta *meta = &page->doc->meta;
  if (page->units.at[unit].sum[CUE_AGENCY] == 0 && !is_full_name(page, first, end)) return;
  ro_span inside = {page->words.at[first + 1].span.begin, page->words.at[end - 2].span.end};
  ro_str name = ro_doc_span(page->doc, inside);
  if (!meta->credit.len) meta->credit = name;
  if (is_publisher && !meta->publisher.len) meta->publisher = name;
}

/* The last paragraph that is kept ends "… lives. (Agency)". */
static void find_end_credit(clean_page *page) {
  uint32_t p = page->paragraphs.n;
  while (p > 0 && clean_paragraph_is_aside(page, p - 1)) p--;
  if (p == 0) return;
  const clean_paragraph *last = &page->paragraphs.at[p - 1];
  uint32_t open = last->end_word;
  while (open > last->first_word && last->end_word - open < AGENCY_WORDS + 2) {
    open--;
    if (is_mark(page, open, "(")) break;
  }
  if (!is_agency(page, open, last->end_word)) return;
  ro_span span = {page->words.at[open].span.begin, last->span.end};
  bool is_alone = open == last->first_word;
  if (!is_alone) {
    uint32_t before = open - 1;
    bool follows_stop = is_mark(page, before, ".") || is_mark(page, before, "!") ||
                        is_mark(page, before, "?") || is_mark(page, before, "\u201D") ||
                        is_mark(page, before, "\"");
    if (!follows_stop) return;
  }
  keep_agency(page, last->end - 1, open, last->end_word, true);
  if (page->units.at[last->end - 1].aside < 0) add_span(page, span, RO_ASIDE_CREDIT);
}

/* "KALDOR, Feb 14 (Agency) - The council …": the bracket and the dash. */
static void find_dateline_credit(clean_page *page) {
  for (uint32_t p = 0; p < page->paragraphs.n && p < HEAD_LINES; p++) {
    const clean_paragraph *paragraph = &page->paragraphs.at[p];
    if (clean_paragraph_is_aside(page, p)) continue;
    uint32_t end = paragraph->first_word + DATELINE_WORDS;
    if (end > paragraph->end_word) end = paragraph->end_word;
    for (uint32_t w = paragraph->first_word; w < end; w++) {
      if (!is_mark(page, w, "(")) continue;
      uint32_t close = w + 1;
      while (close < paragraph->end_word && close - w <= AGENCY_WORDS && !is_mark(page, close, ")"))
        close++;
      if (close >= paragraph->end_word || !is_agency(page, w, close + 1)) continue;
      /* the dash: a hyphen is no word, so look at the text behind the bracket */
      ro_str behind =
          ro_str_sub(page->doc->text, page->words.at[close].span.end, paragraph->span.end);
      size_t space = 0;
      while (space < behind.len && behind.data[space] == ' ') space++;
      ro_str dash = ro_str_sub(behind, space, behind.len);
      size_t n = ro_str_starts(dash, RO_STR("\u2013")) || ro_str_starts(dash, RO_STR("\u2014")) ? 3
                 : ro_str_starts(dash, RO_STR("-"))                                             ? 1
                                                                                                : 0;
      if (n == 0) continue;
      while (n < dash.len && dash.data[n] == '-') n++;
      ro_span span = {page->words.at[w].span.begin,
                      page->words.at[close].span.end + (uint32_t)(space + n)};
      keep_agency(page, paragraph->first, w, close + 1, false);
      add_span(page, span, RO_ASIDE_CREDIT);
      return;
    }
  }
}

static bool is_year(const clean_page *page, uint32_t word) {
  ro_str s = clean_word_text(page, word);
  return page->words.at[word].kind == NUMBER && s.len == 4 &&
         (s.data[0] == '1' || s.data[0] == '2');
}

/* A last line of capitalized words that ends as firms do, with or without a year: "Osmark Media
 * Group Limited [2020]". */
static void find_firm(clean_page *page) {
  uint32_t p = page->paragraphs.n;
  while (p > 0 && clean_paragraph_is_aside(page, p - 1)) p--;
  if (p < 2) return;
  const clean_paragraph *last = &page->paragraphs.at[p - 1];
  uint32_t words = clean_count_words(page, last->first_word, last->end_word), company = 0,
           years = 0;
  if (words < 2 || words > FIRM_WORDS) return;
  for (uint32_t u = last->first; u < last->end; u++)
    company += page->units.at[u].sum[CUE_COMPANY] > 0;
  for (uint32_t w = last->first_word; w < last->end_word; w++) {
    const clean_word *word = &page->words.at[w];
    years += is_year(page, w);
    if (word->kind == WORD && !word->is_capitalized && !is_word(page, w, "and") &&
        !is_word(page, w, "of"))
      return;
  }
  bool ends_with_stop = is_mark(page, last->end_word - 1, ".");
  if (company && (years || !ends_with_stop))
    clean_set_aside(page, last->first, last->end, RO_ASIDE_COPYRIGHT);
}

static bool is_small_word(const clean_page *page, uint32_t word) {
  static const char *const small[] = {"and", "of",  "in",  "for", "at", "the",
                                      "de",  "van", "von", "bin", "al", "with"};
  for (size_t i = 0; i < sizeof small / sizeof *small; i++)
    if (is_word(page, word, small[i])) return true;
  return false;
}

/* "By Ann Quill and Bo Reed, Osmark Post" near the head: capitalized words and few others. */
static bool is_byline(const clean_page *page, const clean_paragraph *p) {
  uint32_t n = clean_count_words(page, p->first_word, p->end_word), capitals = 0;
  if (n < 2 || n > BYLINE_WORDS || !is_word(page, p->first_word, "by")) return false;
  for (uint32_t w = p->first_word + 1; w < p->end_word; w++) {
    const clean_word *word = &page->words.at[w];
    if (word->kind == NUMBER && !is_year(page, w) && clean_word_text(page, w).len > 2) return false;
    if (word->kind == WORD && !word->is_capitalized && !is_small_word(page, w)) return false;
    capitals += word->is_capitalized;
  }
  return capitals >= 1 && page->words.at[p->first_word + 1].is_capitalized &&
         !is_mark(page, p->end_word - 1, ".");
}

static void find_byline(clean_page *page) {
  for (uint32_t p = 0; p < page->paragraphs.n && p < HEAD_LINES; p++) {
    const clean_paragraph *paragraph = &page->paragraphs.at[p];
    if (clean_paragraph_is_aside(page, p) || !is_byline(page, paragraph)) continue;
    ro_span names = {page->words.at[paragraph->first_word + 1].span.begin, paragraph->span.end};
    if (!page->doc->meta.byline.len) page->doc->meta.byline = ro_doc_span(page->doc, names);
    clean_set_aside(page, paragraph->first, paragraph->end, RO_ASIDE_CREDIT);
    return;
  }
}

void clean_find_credits(clean_page *page) {
  find_byline(page);
  find_firm(page);
  find_end_credit(page);
  find_dateline_credit(page);
}
