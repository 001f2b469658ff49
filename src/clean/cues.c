/* Cues of boilerplate.tsv, found by hashing words: the first word leads to the cues that begin
 * with it, longest first. */
#include <string.h>

#include "base/hash.h"
#include "clean/clean_internal.h"

enum {
  SHORT_PARAGRAPH = 45, /* words; a paragraph cue takes the whole of a paragraph up to this */
  CAPTION_WORDS = 70,   /* a caption with its credit */
  TAIL_WORDS = 12,      /* a tail cue begins within so many last words */
  N_BUCKETS = 1024,
  MAX_COUNTED = 16
};

typedef enum { LINE, PARAGRAPH, SENTENCE, TAIL, ANY } place;

typedef struct {
  const uint64_t *word; /* [n] hashes; 0 = any number */
  uint32_t n;
  uint32_t next; /* cue with the same bucket, RO_NONE */
  uint8_t kind, place;
  int16_t weight;
} cue;

struct clean_cues {
  cue *at;
  uint32_t n;
  uint32_t bucket[N_BUCKETS];
  uint32_t number_bucket; /* cues that begin with a number */
};

static const char *const kind_name[N_CUE_KINDS] = {[RO_ASIDE_APPEAL] = "appeal",
                                                   [RO_ASIDE_NAVIGATION] = "navigation",
                                                   [RO_ASIDE_CREDIT] = "credit",
                                                   [RO_ASIDE_CAPTION] = "caption",
                                                   [RO_ASIDE_ADVERTISEMENT] = "advertisement",
                                                   [RO_ASIDE_COPYRIGHT] = "copyright",
                                                   [CUE_ABOUT] = "about",
                                                   [CUE_SELF] = "self",
                                                   [CUE_READER] = "reader",
                                                   [CUE_SAYING] = "saying",
                                                   [CUE_COMPANY] = "company",
                                                   [CUE_AGENCY] = "agency"};
static const char *const place_name[] = {"line", "paragraph", "sentence", "tail", "any"};

static ro_status read_cue(const ro_table *table, ro_arena *process, uint32_t row, cue *c,
                          ro_error *error) {
  ro_str key = ro_table_field(table, row, 0), word;
  uint32_t kind = ro_label_find(
      kind_name, N_CUE_KINDS, ro_table_field(table, row, ro_table_column(table, "kind")), RO_NONE);
  uint32_t where = ro_label_find(
      place_name, ANY + 1, ro_table_field(table, row, ro_table_column(table, "where")), RO_NONE);
  int32_t weight = 0;
  if (kind == RO_NONE || where == RO_NONE || !key.len ||
      !ro_str_to_int(ro_table_field(table, row, ro_table_column(table, "weight")), &weight))
    return ro_fail(error, RO_EFORMAT, RO_STR("boilerplate"), row, "the row of '%.*s' is broken",
                   RO_FMT(key));
  uint32_t n = 1;
  for (size_t i = 0; i < key.len; i++) n += key.data[i] == ' ';
  uint64_t *words = RO_ARRAY(process, uint64_t, n);
  if (!words) return RO_ENOMEM;
  *c = (cue){words, n, RO_NONE, (uint8_t)kind, (uint8_t)where, (int16_t)weight};
  for (uint32_t i = 0; ro_str_split(&key, ' ', &word); i++)
    words[i] = ro_str_is(word, "#") ? 0 : ro_hash_str(word);
  return RO_OK;
}

static uint32_t *bucket_of(clean_cues *cues, uint64_t hash) {
  return hash ? &cues->bucket[hash % N_BUCKETS] : &cues->number_bucket;
}

ro_status clean_cues_open(const ro_table *table, ro_arena *process, const clean_cues **out,
                          ro_error *error) {
  clean_cues *cues = RO_NEW(process, clean_cues);
  if (!cues) return RO_ENOMEM;
  for (uint32_t i = 0; i < N_BUCKETS; i++) cues->bucket[i] = RO_NONE;
  cues->number_bucket = RO_NONE;
  cues->n = table ? ro_table_rows(table) : 0;
  cues->at = RO_ARRAY(process, cue, cues->n);
  if (!cues->at) return RO_ENOMEM;
  for (uint32_t i = 0; i < cues->n; i++) {
    RO_TRY(read_cue(table, process, i, &cues->at[i], error));
    uint32_t *slot = bucket_of(cues, cues->at[i].word[0]);
    cues->at[i].next = *slot;
    *slot = i;
  }
  *out = cues;
  return RO_OK;
}

static bool is_at(const clean_page *page, const cue *c, uint32_t word, uint32_t end) {
  if (c->n > end - word) return false;
  for (uint32_t i = 0; i < c->n; i++) {
    const clean_word *w = &page->words.at[word + i];
    if (c->word[i] == 0 ? w->kind != NUMBER : w->hash != c->word[i]) return false;
  }
  return true;
}

/* First word of [first, end) that is no punctuation. */
static uint32_t first_content(const clean_page *page, uint32_t first, uint32_t end) {
  while (first < end && page->words.at[first].kind == MARK) first++;
  return first;
}

typedef struct {
  const clean_cues *cues;
  clean_page *page;
  const clean_paragraph *paragraph;
  uint32_t covered[RO_N_SET_ASIDE]; /* content words covered by line cues of each kind */
  uint32_t covered_end;
  uint32_t covered_tail[RO_N_SET_ASIDE]; /* the same, of the paragraph's last sentence */
  int16_t sum[RO_N_SET_ASIDE];           /* of paragraph and tail cues */
  const cue *counted[MAX_COUNTED];       /* cues of passages counted in the sentence at hand */
  uint32_t n_counted;
} search;

/* A cue of brackets or punctuation may begin a paragraph as well as its first word. */
static bool begins(const clean_page *page, uint32_t word, uint32_t first, uint32_t end) {
  return word == first || word == first_content(page, first, end);
}

/* A cue said twice in a sentence is one piece of evidence; "we" and "you" do add up. */
static bool was_counted(search *s, const cue *c) {
  if (c->kind >= RO_N_SET_ASIDE) return false;
  for (uint32_t i = 0; i < s->n_counted; i++)
    if (s->counted[i] == c) return true;
  if (s->n_counted < MAX_COUNTED) s->counted[s->n_counted++] = c;
  return false;
}

static void count(search *s, const cue *c, uint32_t word, clean_unit *unit) {
  const clean_paragraph *p = s->paragraph;
  bool is_quoted = s->page->words.at[word].is_quoted;
  switch ((place)c->place) {
    case LINE:
      if (word < s->covered_end) return;
      s->covered[c->kind] += clean_count_words(s->page, word, word + c->n);
      if (word >= s->page->units.at[p->end - 1].first)
        s->covered_tail[c->kind] += clean_count_words(s->page, word, word + c->n);
      s->covered_end = word + c->n;
      return;
    case PARAGRAPH:
      if (begins(s->page, word, p->first_word, p->end_word) && !is_quoted &&
          c->kind < RO_N_SET_ASIDE)
        s->sum[c->kind] = (int16_t)(s->sum[c->kind] + c->weight);
      return;
    case TAIL:
      if (clean_count_words(s->page, word, p->end_word) <= TAIL_WORDS && !is_quoted &&
          c->kind < RO_N_SET_ASIDE)
        s->sum[c->kind] = (int16_t)(s->sum[c->kind] + c->weight);
      return;
    case SENTENCE:
      if (!begins(s->page, word, unit->first, unit->end)) return;
      break;
    case ANY:
      break;
  }
  if (!is_quoted && !was_counted(s, c))
    unit->sum[c->kind] = (int16_t)(unit->sum[c->kind] + c->weight);
}

/* All cues that begin at a word; of cues of one kind and place only the longest counts. */
static void find_at(search *s, uint32_t word, clean_unit *unit) {
  uint64_t hash = s->page->words.at[word].hash;
  uint32_t list[2] = {s->cues->bucket[hash % N_BUCKETS],
                      s->page->words.at[word].kind == NUMBER ? s->cues->number_bucket : RO_NONE};
  const cue *best[N_CUE_KINDS * (ANY + 1)]; /* set when a cue is found: at few words */
  bool is_found = false;
  for (int k = 0; k < 2; k++)
    for (uint32_t i = list[k]; i != RO_NONE; i = s->cues->at[i].next) {
      const cue *c = &s->cues->at[i];
      if (!is_at(s->page, c, word, s->paragraph->end_word)) continue;
      if (!is_found) memset(best, 0, sizeof best);
      const cue **slot = &best[c->kind * (ANY + 1) + c->place];
      if (!*slot || (*slot)->n < c->n) *slot = c;
      is_found = true;
    }
  for (uint32_t i = 0; is_found && i < N_CUE_KINDS * (ANY + 1); i++)
    if (best[i]) count(s, best[i], word, unit);
}

/* A flattened page: a line cue of two words or more as the paragraph's last words, behind a stop
 * and without one of its own. */
static void decide_tail(const search *s, ro_aside_kind kind) {
  clean_page *page = s->page;
  const clean_paragraph *p = s->paragraph;
  const clean_unit *last = &page->units.at[p->end - 1];
  uint32_t words = clean_count_words(page, last->first, last->end);
  bool has_stop = ro_str_is(clean_word_text(page, last->end - 1), ".");
  if (p->end - p->first > 1 && words >= 2 && s->covered_tail[kind] >= words && !has_stop)
    clean_set_aside(page, p->end - 1, p->end, kind);
}

static void decide_paragraph(search *s) {
  clean_page *page = s->page;
  const clean_paragraph *p = s->paragraph;
  uint32_t words = clean_count_words(page, p->first_word, p->end_word);
  for (ro_aside_kind kind = 0; kind < RO_N_SET_ASIDE; kind++) {
    if (words && s->covered[kind] >= words) clean_set_aside(page, p->first, p->end, kind);
    decide_tail(s, kind);
    if (s->sum[kind] < DECIDES) continue;
    uint32_t longest = kind == RO_ASIDE_CAPTION ? CAPTION_WORDS : SHORT_PARAGRAPH;
    clean_set_aside(page, p->first, words <= longest ? p->end : p->first + 1, kind);
  }
  for (uint32_t u = p->first; u < p->end; u++)
    for (ro_aside_kind kind = 0; kind < RO_N_SET_ASIDE; kind++)
      if (page->units.at[u].sum[kind] >= DECIDES && kind != RO_ASIDE_APPEAL)
        clean_set_aside(page, u, u + 1, kind);
}

void clean_cues_find(const clean_cues *cues, clean_page *page) {
  for (uint32_t i = 0; i < page->paragraphs.n; i++) {
    search s = {.cues = cues, .page = page, .paragraph = &page->paragraphs.at[i]};
    for (uint32_t u = s.paragraph->first; u < s.paragraph->end; u++) {
      clean_unit *unit = &page->units.at[u];
      s.n_counted = 0;
      for (uint32_t w = unit->first; w < unit->end; w++) find_at(&s, w, unit);
    }
    decide_paragraph(&s);
  }
}
