/* What one report is to another, by the share of unquoted words that stand in both.
 *
 * A quotation stands in many independent reports; it is left out of the count on both sides. Copies
 * keep most words, shortened ones most of the shorter, edited ones half of it.  Two states of one
 * article (same address, or same publisher and nearly the same title) may differ more. */
#include "base/hash.h"
#include "base/utf8.h"
#include "overlap/overlap.h"

enum {
  COPY_PERCENT = 95,    /* of both: what a desk's spelling rules change stays below */
  CUT_PERCENT = 90,     /* of the shorter */
  EDITED_PERCENT = 50,  /* of the shorter: wire with a lead or paragraphs of one's own */
  VERSION_PERCENT = 25, /* of the shorter, where both claim to be one article */
  MIN_WORDS = 20,       /* shared at the least: a stock sentence is no copy */
  TITLE_PERCENT = 60,   /* words of the two titles that are in both */
  FOOTER_PERCENT = 60,  /* of the shorter; two reports of one paper that share more of their ends
                           and have other titles are states of one */
  MAX_TITLE = 64
};

#define X(id, label) label,
const char *const ro_relation_label[RO_N_RELATION] = {RO_RELATION_LIST(X)};
#undef X

static ro_str without(ro_str s, const char *prefix) {
  ro_str p = ro_str_from(prefix);
  return ro_str_starts(s, p) ? ro_str_sub(s, p.len, s.len) : s;
}

/* "utm_source=x" and the like say where a reader came from. */
static bool is_tracking(ro_str parameter) {
  return ro_str_starts(parameter, RO_STR("utm_")) || ro_str_starts(parameter, RO_STR("fbclid=")) ||
         ro_str_starts(parameter, RO_STR("gclid="));
}

uint64_t ro_address_key(ro_str url) {
  ro_str s = without(without(without(ro_str_trim(url), "https://"), "http://"), "www.");
  s = ro_str_sub(s, 0, ro_str_find(s, RO_STR("#")));
  size_t mark = ro_str_find(s, RO_STR("?"));
  ro_str path = ro_str_sub(s, 0, mark), rest = ro_str_sub(s, mark < s.len ? mark + 1 : mark, s.len);
  ro_str parameter;
  if (ro_str_ends(path, RO_STR("/"))) path.len--;
  if (ro_str_find(path, RO_STR("/")) == path.len) return 0; /* a front page is no article */
  uint64_t key = ro_hash_str(path);
  while (ro_str_split(&rest, '&', &parameter))
    if (parameter.len && !is_tracking(parameter)) key = ro_hash_mix(key, ro_hash_str(parameter));
  return key ? key : 1;
}

/* Hashes of the title's words of some length, at most MAX_TITLE, in lower case (ASCII). */
static uint32_t title_words(ro_str title, uint64_t *out) {
  uint32_t n = 0;
  for (size_t at = 0; at < title.len && n < MAX_TITLE;) {
    char word[32];
    size_t len = 0, begin;
    while (at < title.len) {
      begin = at;
      uint32_t c = ro_utf8_next(title, &at);
      if (!ro_is_letter(c) && !ro_is_digit(c)) break;
      for (size_t i = begin; i < at && len < sizeof word; i++)
        word[len++] = (char)(c < 0x80 && c >= 'A' && c <= 'Z' ? c | 32 : (uint8_t)title.data[i]);
    }
    if (len) out[n++] = ro_hash(word, len, 0);
  }
  return n;
}

static bool is_near_title(ro_str a, ro_str b) {
  uint64_t x[MAX_TITLE], y[MAX_TITLE];
  uint32_t n = title_words(a, x), m = title_words(b, y), both = 0;
  for (uint32_t i = 0; i < n; i++) {
    bool is_in = false;
    for (uint32_t j = 0; j < m && !is_in; j++) is_in = x[i] == y[j];
    both += is_in;
  }
  uint32_t most = n > m ? n : m;
  return most > 0 && both * 100 >= most * TITLE_PERCENT;
}

bool ro_is_same_article(const ro_doc *a, const ro_doc *b) {
  uint64_t x = ro_address_key(a->meta.url), y = ro_address_key(b->meta.url);
  if (x && x == y) return true;
  return a->meta.publisher.len && ro_str_equal_nocase(a->meta.publisher, b->meta.publisher) &&
         is_near_title(a->meta.title, b->meta.title);
}

/* Is a the later of the two?  By day of publication as given, then by what it adds. */
static bool is_later(const ro_doc *a, const ro_doc *b) {
  ro_date x = a->meta.published.from, y = b->meta.published.from;
  if (x != RO_NO_DATE && y != RO_NO_DATE && x != y) return x > y;
  return ro_str_compare(a->meta.path, b->meta.path) > 0;
}

static ro_relation_kind kind_of(const ro_relation *r, bool is_article, bool is_same) {
  uint32_t less = r->of_a < r->of_b ? r->of_a : r->of_b;
  uint32_t more = r->of_a < r->of_b ? r->of_b : r->of_a;
  if (is_same) return RO_RELATION_COPY;
  if (r->n_shared < MIN_WORDS)
    return r->n_shared >= RO_SURE_RUN ? RO_RELATION_PASSAGES : RO_RELATION_NONE;
  if (less >= COPY_PERCENT)
    return is_article && less < 100 ? RO_RELATION_VERSION : RO_RELATION_COPY;
  if (is_article && more >= VERSION_PERCENT) return RO_RELATION_VERSION;
  if (more >= CUT_PERCENT) return RO_RELATION_CUT;
  return more >= EDITED_PERCENT ? RO_RELATION_EDITED : RO_RELATION_PASSAGES;
}

static bool is_equal(const ro_words_list *a, const ro_words_list *b) {
  return a->n && a->n == b->n && !memcmp(a->hash, b->hash, a->n * sizeof *a->hash);
}

/* Leaves out the words at which both texts of one paper end, unless they are most of either: its
 * footer.  The rest then decides. */
static void drop_footer(ro_words_list *a, ro_words_list *b) {
  uint32_t n = 0, less = a->n < b->n ? a->n : b->n;
  while (n < less && a->hash[a->n - n - 1] == b->hash[b->n - n - 1]) n++;
  if (n * 100 > less * FOOTER_PERCENT) return;
  for (uint32_t i = 0; i < n; i++) {
    a->n_plain -= !a->is_quoted[--a->n];
    b->n_plain -= !b->is_quoted[--b->n];
  }
}

bool ro_relation_find(const ro_doc *a, const ro_doc *b, ro_arena *arena, ro_relation *out) {
  ro_words_list x, y;
  ro_overlap o;
  ro_arena_mark mark = ro_arena_tell(arena);
  *out = (ro_relation){0};
  if (!ro_words_scan(a, arena, &x) || !ro_words_scan(b, arena, &y)) return false;
  bool is_same = is_equal(&x, &y), is_article = ro_is_same_article(a, b);
  if (!is_same && !is_article && a->meta.publisher.len &&
      ro_str_equal_nocase(a->meta.publisher, b->meta.publisher))
    drop_footer(&x, &y);
  bool ok = ro_overlap_find(&x, &y, arena, &o);
  if (ok) {
    out->of_a = x.n_plain ? (uint32_t)((uint64_t)o.covered_a * 100 / x.n_plain) : 0;
    out->of_b = y.n_plain ? (uint32_t)((uint64_t)o.covered_b * 100 / y.n_plain) : 0;
    out->n_shared = o.covered_a < o.covered_b ? o.covered_a : o.covered_b;
    out->kind = kind_of(out, is_article, is_same);
    out->supersedes = out->kind == RO_RELATION_VERSION && is_later(a, b);
  }
  ro_arena_reset(arena, mark);
  return ok;
}
