/* Kin: worked out when it is shown, from the texts, so that a story file need not keep it. */
#include "present/kin.h"

#include "base/str.h"

enum { MAX_MEMBERS = 256 }; /* of a family looked at; more are copies of these */

bool ro_kin_make(const ro_story *story, ro_arena *arena, ro_kin *out) {
  *out = (ro_kin){story, RO_ARRAY(arena, uint32_t, story->n_docs),
                  RO_ARRAY(arena, uint32_t, story->n_docs)};
  if (!out->last || !out->before) return false;
  for (uint32_t i = 0; i < story->n_docs; i++) {
    uint32_t f = story->family[i];
    out->before[i] = f == i ? RO_NONE : out->last[f];
    out->last[f] = i;
  }
  return true;
}

/* Published before, or on the same or an unknown day and before in the story's order. */
static bool is_earlier(const ro_story *story, uint32_t a, uint32_t b) {
  ro_date x = story->docs[a]->meta.published.from, y = story->docs[b]->meta.published.from;
  if (x != RO_NO_DATE && y != RO_NO_DATE && x != y) return x < y;
  return a < b;
}

uint32_t ro_kin_of(const ro_kin *kin, uint32_t doc) {
  const ro_story *s = kin->story;
  uint32_t best = RO_NONE, n = 0;
  for (uint32_t i = kin->last[s->family[doc]]; i != RO_NONE && n < MAX_MEMBERS;
       i = kin->before[i]) {
    n++;
    if (i == doc || !is_earlier(s, i, doc) || !ro_is_same_article(s->docs[i], s->docs[doc]))
      continue;
    if (best == RO_NONE || is_earlier(s, best, i)) best = i;
  }
  if (best != RO_NONE) return best;
  return s->family[doc] == doc ? RO_NONE : s->family[doc];
}

static void put_count(ro_buf *buf, uint32_t n, const char *what) {
  if (!n) return;
  char last = buf->len ? buf->data[buf->len - 1] : ' ';
  ro_buf_printf(buf, "%s%u %s", last == ' ' ? "" : ", ", n, what);
}

/* "newer version of A: 2 sentences added, 1 changed" */
static void put_version(ro_buf *buf, const ro_doc *before, const ro_doc *after, ro_str name,
                        ro_arena *arena) {
  ro_changes c;
  ro_buf_printf(buf, "newer version of %.*s", RO_FMT(name));
  if (!ro_changes_find(before, after, arena, &c) || !c.change.n) return;
  ro_buf_text(buf, ", sentences: ");
  put_count(buf, c.n_added, "added");
  put_count(buf, c.n_changed, "changed");
  put_count(buf, c.n_dropped, "dropped");
}

ro_str ro_kin_words(const ro_kin *kin, uint32_t doc, const ro_str *names, ro_arena *arena) {
  uint32_t other = ro_kin_of(kin, doc);
  ro_relation r;
  ro_buf buf = {0};
  if (other == RO_NONE) return (ro_str){NULL, 0};
  const ro_doc *a = kin->story->docs[doc], *b = kin->story->docs[other];
  ro_arena *own = ro_arena_new(0);
  if (!own || !ro_relation_find(a, b, own, &r)) r = (ro_relation){0};
  if (own && r.kind == RO_RELATION_VERSION && r.supersedes)
    put_version(&buf, b, a, names[other], own);
  else if (r.kind == RO_RELATION_VERSION)
    ro_buf_printf(&buf, "older version of %.*s", RO_FMT(names[other]));
  else if (r.kind == RO_RELATION_CUT && r.of_a < r.of_b)
    ro_buf_printf(&buf, "holds all of %.*s", RO_FMT(names[other]));
  else
    ro_buf_printf(&buf, "%scopy of %.*s",
                  r.kind == RO_RELATION_CUT      ? "shortened "
                  : r.kind == RO_RELATION_EDITED ? "edited "
                                                 : "",
                  RO_FMT(names[other]));
  ro_str words = ro_str_copy(arena, (ro_str){buf.data, buf.len});
  ro_buf_free(&buf);
  ro_arena_free(own);
  return words;
}
