/* Families of copies of many reports: bench_families [REPORTS [PERCENT_COPIES]] makes synthetic
 * reports (a thousand different stories' worth of words, Zipf's law; copies with an edited lead,
 * cut, or whole) and prints CPU seconds, microseconds a report, peak memory with and without the
 * texts, and how many copies were put to the right report.  A tenth of all reports carries one of
 * twenty footers. */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "base/hash.h"
#include "base/str.h"
#include "reconcile/reconcile_internal.h"

enum { VOCABULARY = 30000, WORDS = 300, FOOTER = 40 };

typedef struct {
  uint64_t state;
} dice;

static uint32_t roll(dice *d, uint32_t n) {
  d->state = ro_hash_mix(d->state, 1);
  return (uint32_t)((d->state >> 32) * n >> 32);
}

/* A word's number, small ones often: about 1/rank. */
static uint32_t roll_word(dice *d) {
  uint32_t octave = roll(d, 15);
  return (1u << octave) + roll(d, 1u << octave) - 1;
}

static void put_words(ro_buf *buf, uint64_t seed, uint32_t first, uint32_t end) {
  dice d = {seed};
  for (uint32_t i = 0; i < end; i++) {
    uint32_t word = roll_word(&d) % VOCABULARY;
    if (i >= first)
      ro_buf_printf(buf, "%s%c%c%u", i % 20 ? " " : ".\nThe ", 'a' + word % 26,
                    'a' + word / 26 % 26, word);
  }
}

static ro_str make_text(uint32_t i, uint32_t original, ro_arena *arena) {
  dice d = {ro_hash_mix(77, i)};
  ro_buf buf = {0};
  uint64_t seed = ro_hash_mix(5, original);
  uint32_t first = 0, end = WORDS - original % 150;
  if (i != original) {
    uint32_t kind = roll(&d, 3);
    if (kind == 0) first = end / 4; /* a lead of one's own */
    if (kind == 1) end = end * 2 / 3;
    if (kind == 0) put_words(&buf, ro_hash_mix(6, i), 0, 40);
  }
  put_words(&buf, seed, first, end);
  if (i % 10 == 0) put_words(&buf, ro_hash_mix(8, i / 10 % 20), 0, FOOTER);
  ro_str text = ro_str_copy(arena, (ro_str){buf.data, buf.len});
  ro_buf_free(&buf);
  return text;
}

static double peak_mb(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)usage.ru_maxrss / 1024;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int argc, char **argv) {
  uint32_t n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 100000;
  uint32_t percent = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 40;
  ro_arena *texts = ro_arena_new(0), *scratch = ro_arena_new(0);
  ro_doc *docs = texts ? RO_ARRAY(texts, ro_doc, n) : NULL;
  ro_story story = {.arena = texts, .n_docs = n};
  uint32_t *original = texts ? RO_ARRAY(texts, uint32_t, n) : NULL;
  story.docs = texts ? RO_ARRAY(texts, ro_doc *, n) : NULL;
  story.family = texts ? RO_ARRAY(texts, uint32_t, n) : NULL;
  if (!docs || !original || !story.docs || !story.family || !scratch) return 1;
  dice d = {9};
  uint64_t bytes = 0;
  for (uint32_t i = 0; i < n; i++) {
    original[i] = i > 0 && roll(&d, 100) < percent ? original[roll(&d, i)] : i;
    docs[i].text = make_text(i, original[i], texts);
    bytes += docs[i].text.len;
    story.docs[i] = &docs[i];
  }
  double texts_mb = peak_mb(), begin = now();
  if (ro_reconcile_families(NULL, &story, scratch) != RO_OK) return 1;
  double seconds = now() - begin;
  uint32_t copies = 0, found = 0, wrong = 0;
  for (uint32_t i = 0; i < n; i++) {
    bool is_right = story.family[i] == original[i];
    copies += original[i] != i;
    found += original[i] != i && is_right;
    wrong += story.family[i] != i && !is_right;
  }
  printf("reports %u\ntext MB %.1f\nseconds %.2f\nmicroseconds a report %.1f\n", n,
         (double)bytes / 1048576, seconds, seconds * 1e6 / n);
  printf("peak MB %.1f\nMB above the texts %.1f\n", peak_mb(), peak_mb() - texts_mb);
  printf("copies %u\ncopies found %u\nwrong joins %u\n", copies, found, wrong);
  ro_arena_free(scratch);
  ro_arena_free(texts);
  return 0;
}
