/* From the story's objects to the lines of the brief.
 *
 * A line says only what its object holds, in words of the object or of the reports.  Order within
 * a section: by weight, which counts parties, reports, conflict and lateness, then by the order
 * of the story.  The sections have caps, because two minutes have; what is left out is counted.
 * A line that its object cannot make readable is left out: few and right beats many.  This file has
 * what the sections share, the sources and the title; brief_events.c and brief_account.c the rest.
 */
#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/utf8.h"
#include "present/kin.h"
#include "present/maker.h"
#include "present/sense.h"

const char *const ro_section_title[RO_N_SECTION] = {
#define X(id, title, anchor) title,
    RO_SECTION_LIST(X)
#undef X
};
const char *const ro_section_anchor[RO_N_SECTION] = {
#define X(id, title, anchor) anchor,
    RO_SECTION_LIST(X)
#undef X
};

/* Most lines of a section, so that the whole can be read in two minutes. */
static const uint32_t most_lines[RO_N_SECTION] = {
    [RO_SECTION_STANDS] = 6,      [RO_SECTION_CHANGED] = 8,  [RO_SECTION_CONTACTS] = 10,
    [RO_SECTION_COMMITMENTS] = 8, [RO_SECTION_DISPUTED] = 8, [RO_SECTION_FIGURES] = 8,
    [RO_SECTION_CLAIMS] = 12,     [RO_SECTION_WATCH] = 8,    [RO_SECTION_TIMELINE] = 18,
    [RO_SECTION_UNKNOWN] = 8,     [RO_SECTION_SOURCES] = 40,
};
enum { LONGEST_TITLE = 80 };

/* ---- lines */

bool ro_maker_is_full(const ro_maker *m, ro_section_id section) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < m->brief->section[section].lines.n; i++)
    n += !m->brief->section[section].lines.at[i].is_sub;
  return n >= most_lines[section];
}

ro_brief_line *ro_maker_line(ro_maker *m, ro_section_id section, ro_str id) {
  ro_brief_line *line = RO_ADD(m->arena, &m->brief->section[section].lines);
  if (line) {
    line->id = id;
    line->low = line->high = (double)NAN;
  }
  return line;
}

ro_brief_line *ro_maker_sub(ro_maker *m, ro_section_id section) {
  ro_brief_line *line = ro_maker_line(m, section, (ro_str){NULL, 0});
  if (line) line->is_sub = true;
  return line;
}

ro_str ro_maker_cut(ro_maker *m, ro_str text) {
  return ro_sense_tidy(m->arena, ro_utf8_line(m->arena, text, RO_MOST_TEXT));
}

void ro_maker_add(ro_maker *m, ro_evidences *to, const ro_evidences *from) {
  for (uint32_t i = 0; i < from->n; i++) {
    ro_evidence *e = RO_ADD(m->arena, to);
    if (e) *e = from->at[i];
  }
}

uint32_t ro_brief_docs(const ro_brief_line *line, uint32_t *docs, uint32_t cap) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < line->evidence.n && n < cap; i++) {
    bool is_known = false;
    for (uint32_t k = 0; k < n; k++) is_known |= docs[k] == line->evidence.at[i].doc;
    if (!is_known) docs[n++] = line->evidence.at[i].doc;
  }
  return n;
}

/* ---- what has been told */

bool ro_maker_is_told(const ro_maker *m, ro_section_id section, ro_str text) {
  for (uint32_t i = 0; i < m->brief->section[section].lines.n; i++)
    if (ro_sense_is_same(m->brief->section[section].lines.at[i].text, text)) return true;
  return false;
}

static bool has_passage(const ro_evidences *list, ro_evidence e) {
  for (uint32_t i = 0; i < list->n; i++) {
    ro_evidence o = list->at[i];
    if (o.doc == e.doc && o.span.begin < e.span.end && e.span.begin < o.span.end) return true;
  }
  return false;
}

bool ro_maker_is_used(const ro_maker *m, ro_section_id section, const ro_evidences *evidence) {
  for (uint32_t i = 0; i < m->brief->section[section].lines.n; i++) {
    const ro_brief_line *line = &m->brief->section[section].lines.at[i];
    bool is_all = evidence->n > 0 && !line->is_sub;
    for (uint32_t e = 0; e < evidence->n && is_all; e++)
      is_all = has_passage(&line->evidence, evidence->at[e]);
    if (is_all) return true;
  }
  return false;
}

bool ro_maker_has(const ro_maker *m, ro_section_id section, ro_str id) {
  for (uint32_t i = 0; i < m->brief->section[section].lines.n; i++)
    if (ro_str_equal(m->brief->section[section].lines.at[i].id, id)) return true;
  return false;
}

/* ---- weight */

static int by_weight(const void *a, const void *b) {
  const ro_ranked *x = a, *y = b;
  if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

ro_ranked *ro_maker_rank(ro_maker *m, uint32_t n, double (*weight)(const ro_maker *, uint32_t),
                         uint32_t *n_kept) {
  ro_ranked *all = RO_ARRAY(m->arena, ro_ranked, n + 1);
  *n_kept = 0;
  if (!all) return NULL;
  for (uint32_t i = 0; i < n; i++) {
    double w = weight(m, i);
    if (w > 0) all[(*n_kept)++] = (ro_ranked){w, i};
  }
  if (*n_kept) qsort(all, *n_kept, sizeof *all, by_weight);
  return all;
}

uint32_t ro_maker_families(const ro_maker *m, const ro_evidences *list) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < list->n; i++) {
    bool is_known = false;
    for (uint32_t k = 0; k < i && !is_known; k++)
      is_known = m->story->family[list->at[k].doc] == m->story->family[list->at[i].doc];
    n += !is_known;
  }
  return n;
}

double ro_maker_freshness(const ro_maker *m, ro_interval date) {
  ro_date day = date.to != RO_NO_DATE ? date.to : date.from;
  if (day == RO_NO_DATE || m->last_day == RO_NO_DATE) return 0.3;
  double age = fabs((double)(m->last_day - day));
  return exp2(-age / 3);
}

/* ---- sources */

static ro_str file_name(ro_str path) {
  size_t begin = path.len;
  while (begin > 0 && path.data[begin - 1] != '/') begin--;
  ro_str name = ro_str_sub(path, begin, path.len);
  size_t dot = ro_str_find(name, RO_STR(".txt"));
  return dot > 0 ? ro_str_sub(name, 0, dot) : name;
}

/* "Daily Ledger" of "The Daily Ledger Media Group Ltd." */
static ro_str short_publisher(ro_str name) {
  static const char *const tails[] = {" Limited", " Ltd.", " Ltd",   " Inc.",  " Inc",
                                      " LLC",     " plc",  " Group", " Media", " Online"};
  bool is_cut = true;
  while (is_cut) {
    is_cut = false;
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
      ro_str tail = ro_str_from(tails[i]);
      if (!ro_str_ends(name, tail) || name.len < tail.len + 3) continue;
      name.len -= tail.len;
      is_cut = true;
    }
  }
  return ro_str_starts(name, RO_STR("The ")) ? ro_str_sub(name, 4, name.len) : name;
}

/* Who a report is by: its publisher, else the agency of its credit. */
static ro_str made_by(const ro_story *story, uint32_t doc) {
  const ro_meta *meta = &story->docs[doc]->meta;
  return meta->publisher.len ? meta->publisher : meta->credit;
}

/* A report is called by its publisher, numbered from the second on; else by its place here. */
static void name_sources(ro_maker *m) {
  const ro_story *story = m->story;
  for (uint32_t i = 0; i < story->n_docs; i++) {
    ro_str maker = made_by(story, i), name = short_publisher(maker);
    uint32_t same = 1;
    for (uint32_t k = 0; k < i && maker.len; k++) same += ro_str_equal(made_by(story, k), maker);
    if (!maker.len)
      name = ro_str_printf(m->arena, "report %u", i + 1);
    else if (same > 1)
      name = ro_str_printf(m->arena, "%.*s (%u)", RO_FMT(name), same);
    m->brief->source[i] = name;
  }
}

void ro_make_sources(ro_maker *m) {
  const ro_story *story = m->story;
  ro_kin kin;
  if (!ro_kin_make(story, m->arena, &kin)) return;
  for (uint32_t i = 0; i < story->n_docs; i++) {
    const ro_meta *meta = &story->docs[i]->meta;
    if (ro_maker_is_full(m, RO_SECTION_SOURCES)) {
      m->brief->section[RO_SECTION_SOURCES].n_more = story->n_docs - i;
      return;
    }
    ro_brief_line *line = ro_maker_line(m, RO_SECTION_SOURCES, (ro_str){NULL, 0});
    ro_evidence *e = line ? RO_ADD(m->arena, &line->evidence) : NULL;
    if (!e) return;
    *e = (ro_evidence){i, {0, 0}};
    line->lead = m->brief->source[i];
    line->text = meta->title.len ? ro_str_printf(m->arena, "%.*s — %.*s", RO_FMT(meta->title),
                                                 RO_FMT(file_name(meta->path)))
                                 : file_name(meta->path);
    ro_str date = ro_words_date(&m->words, meta->published);
    line->note = date.len ? ro_str_printf(m->arena, "%.*s, dated by %s", RO_FMT(date),
                                          ro_date_basis_label[meta->published_basis])
                          : RO_STR("undated");
    ro_str of = ro_kin_words(&kin, i, m->brief->source, m->arena);
    if (of.len) line->note = ro_str_join(m->arena, line->note, "; ", of);
  }
}

/* ---- the whole */

/* The three entities most spoken of that can act: states, bodies, people. */
static ro_str parties_title(const ro_maker *m) {
  ro_buf buf = {0};
  uint32_t n = 0;
  for (uint32_t i = 0; i < m->story->entities.n && n < 3; i++) {
    const ro_entity *e = &m->story->entities.at[i];
    if (e->type != RO_MENTION_GPE && e->type != RO_MENTION_ORG && e->type != RO_MENTION_PER)
      continue;
    ro_buf_printf(&buf, "%s%.*s", n == 0 ? "" : n == 1 ? ", " : " and ", RO_FMT(e->name));
    n++;
  }
  ro_str title = ro_str_copy(m->arena, (ro_str){buf.data, buf.len});
  ro_buf_free(&buf);
  return title;
}

/* Of the things told first the one that most reports tell, if a third of them do and its name is
 * short; else the parties. */
static ro_str story_title(const ro_maker *m) {
  const ro_brief_line *best = NULL;
  uint32_t most = 1;
  for (uint32_t i = 0; i < m->brief->section[RO_SECTION_STANDS].lines.n; i++) {
    const ro_brief_line *line = &m->brief->section[RO_SECTION_STANDS].lines.at[i];
    uint32_t docs[256], n = ro_brief_docs(line, docs, 256);
    if (n <= most || line->text.len > LONGEST_TITLE) continue;
    best = line;
    most = n;
  }
  return best && most * 3 >= m->story->n_docs ? best->text : parties_title(m);
}

static void find_period(ro_maker *m) {
  ro_interval period = {RO_NO_DATE, RO_NO_DATE};
  for (uint32_t i = 0; i < m->story->n_docs; i++) {
    ro_interval d = m->story->docs[i]->meta.published;
    if (d.from != RO_NO_DATE && (period.from == RO_NO_DATE || d.from < period.from))
      period.from = d.from;
    if (d.to != RO_NO_DATE && (period.to == RO_NO_DATE || d.to > period.to)) period.to = d.to;
  }
  m->last_day = period.to;
  m->brief->period = ro_words_date(&m->words, period);
}

static void number_lines(ro_maker *m) {
  for (uint32_t s = 0; s < RO_N_SECTION; s++)
    for (uint32_t i = 0; i < m->brief->section[s].lines.n; i++) {
      ro_brief_line *line = &m->brief->section[s].lines.at[i];
      if (!line->is_sub && line->id.len) line->number = ++m->n_lines;
    }
}

ro_status ro_brief_make(const ro_story *story, ro_arena *arena, ro_brief **out) {
  ro_maker m = {.story = story, .arena = arena, .brief = RO_NEW(arena, ro_brief)};
  if (!m.brief) return RO_ENOMEM;
  m.brief->story = story;
  m.brief->source = RO_ARRAY(arena, ro_str, story->n_docs + 1);
  if (!m.brief->source) return RO_ENOMEM;
  RO_TRY(ro_words_open(story, arena, &m.words));
  find_period(&m);
  name_sources(&m);
  ro_make_stands(&m);
  ro_make_changed(&m);
  ro_make_contacts(&m);
  ro_make_commitments(&m);
  ro_make_disputed(&m);
  ro_make_figures(&m);
  ro_make_claims(&m);
  ro_make_watch(&m);
  ro_make_timeline(&m);
  ro_make_unknown(&m);
  ro_make_sources(&m);
  m.brief->title = story_title(&m);
  number_lines(&m);
  *out = m.brief;
  return ro_arena_has_failed(arena) ? RO_ENOMEM : RO_OK;
}

ro_str ro_brief_line_id(const ro_brief *brief, uint32_t number) {
  for (uint32_t s = 0; s < RO_N_SECTION; s++)
    for (uint32_t i = 0; i < brief->section[s].lines.n; i++)
      if (number && brief->section[s].lines.at[i].number == number)
        return brief->section[s].lines.at[i].id;
  return (ro_str){NULL, 0};
}

bool ro_brief_has_colon(ro_section_id section, const ro_brief_line *line) {
  return line->is_sub || section == RO_SECTION_TIMELINE || section == RO_SECTION_CLAIMS ||
         section == RO_SECTION_COMMITMENTS || section == RO_SECTION_SOURCES;
}

double ro_brief_most(const ro_brief_line *lines, uint32_t first, uint32_t n) {
  double most = 0;
  for (uint32_t i = first; i < n && lines[i].is_sub; i++) {
    double v = isnan(lines[i].high) ? lines[i].low : lines[i].high;
    if (v > most) most = v;
  }
  return most;
}
