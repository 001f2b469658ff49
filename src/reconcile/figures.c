/* Figures of many reports -> series: the same thing counted by different sources at different
 * times.
 *
 * A series is one answer to "how many of what, whose, where".  Points are put in the same series
 * when they agree on
 *   what    the counted noun, with all words for soldiers as one ("troops", "forces", "personnel")
 *   whose   the story entity, where the text names one
 *   where   the entity in the phrase of place; a point without a place joins the only series of
 *           its kind if there is just one
 * Scope, source and date stay with the point: they are what explains that numbers differ.
 *
 * Kept are counts of people from ten up and all counts of dead and wounded, of formations and
 * arms, sums of money and shares; any other count only when two reports give it.
 * Derived points carry their arithmetic in the scope: "14 x 800 = 11200". */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "reconcile/reconcile_internal.h"

enum { FEW_PEOPLE = 10, NEAR_TOKENS = 30 };

typedef struct {
  uint32_t doc, figure;
  uint64_t what;   /* hash of the normalized noun */
  uint32_t whose;  /* story entity, RO_NONE */
  uint32_t where;  /* story entity, RO_NONE */
  uint32_t series; /* number of the group */
  bool is_always;  /* kept even when one report gives it */
} counted;

typedef RO_ROWS(counted) counted_rows;

static const char *const soldiers[] = {"troop",  "troops",    "soldier",    "soldiers",   "force",
                                       "forces", "personnel", "servicemen", "serviceman", NULL};

static bool in_list(ro_str s, const char *const *list) {
  for (size_t i = 0; list[i]; i++)
    if (ro_str_equal_nocase(s, ro_str_from(list[i]))) return true;
  return false;
}

/* Last word of a phrase. */
static ro_str head_word(ro_str s) {
  size_t i = s.len;
  while (i > 0 && s.data[i - 1] != ' ' && s.data[i - 1] != '\n') i--;
  return ro_str_sub(s, i, s.len);
}

static ro_str head_lemma(const ro_doc *doc, const ro_figure *f) {
  if (f->counted_span.end <= f->counted_span.begin) return RO_STR("");
  uint32_t t = ro_doc_token_at(doc, f->counted_span.end - 1);
  return t < doc->tokens.n && doc->tokens.lemma[t] ? ro_doc_lemma(doc, t) : head_word(f->counted);
}

/* ------------------------------------------------------------------ what, whose, where */

static bool is_share(const ro_figure *f) {
  return ro_str_is(f->unit, "percent") || ro_str_is(f->unit, "fraction");
}

static bool is_money(const ro_figure *f) {
  return f->unit.len == 3 && f->unit.data[0] >= 'A' && f->unit.data[0] <= 'Z' &&
         f->unit.data[2] >= 'A' && f->unit.data[2] <= 'Z';
}

static uint64_t what_of(const ro_doc *doc, const ro_figure *f) {
  ro_str lemma = head_lemma(doc, f);
  uint64_t kind = is_share(f) ? 1 : is_money(f) ? ro_hash_str(f->unit) : 0;
  if (in_list(lemma, soldiers)) lemma = RO_STR("troops");
  if (!lemma.len) lemma = f->unit;
  return ro_hash_mix(kind, ro_hash_str(lemma));
}

static uint32_t story_entity(const ro_doc *doc, uint32_t entity) {
  return entity == RO_NONE || entity >= doc->entities.n ? RO_NONE
                                                        : doc->entities.at[entity].story_entity;
}

/* Entity of the last name in the phrase of place. */
static uint32_t where_of(const ro_doc *doc, const ro_figure *f) {
  if (!f->place.len || f->place.data < doc->text.data) return RO_NONE;
  uint32_t begin = (uint32_t)(f->place.data - doc->text.data), end = begin + (uint32_t)f->place.len;
  uint32_t found = RO_NONE;
  for (uint32_t i = 0; i < doc->mentions.n; i++) {
    const ro_mention *m = &doc->mentions.at[i];
    if (m->span.begin >= end) break;
    bool is_place =
        m->type == RO_MENTION_GPE || m->type == RO_MENTION_LOC || m->type == RO_MENTION_NORP;
    if (m->span.begin >= begin && m->span.end <= end && is_place)
      found = story_entity(doc, m->entity);
  }
  return found;
}

/* Is the noun one of people who suffer harm, or is the figure beside words of harm? */
static bool is_loss(const ro_doc *doc, const ro_figure *f) {
  static const char *const losses[] = {"life",     "lives", "death",   "casualty",
                                       "fatality", "dead",  "wounded", "injury",
                                       "victim",   "body",  NULL};
  static const char *const harm[] = {"kill", "wound", "injure", "die", NULL};
  if (in_list(head_lemma(doc, f), losses)) return true;
  if (!ro_str_is(f->unit, "persons")) return false;
  for (uint32_t t = f->first > 4 ? f->first - 4 : 0; t < f->end + 5 && t < doc->tokens.n; t++)
    if (doc->tokens.sentence[t] == doc->tokens.sentence[f->first] && doc->tokens.lemma[t] &&
        in_list(ro_doc_lemma(doc, t), harm))
      return true;
  return false;
}

static bool is_measure(const ro_figure *f) {
  static const char *const units[] = {"second", "seconds", "minute",  "minutes", "hour",  "hours",
                                      "day",    "days",    "week",    "weeks",   "month", "months",
                                      "year",   "years",   "decades", "km",      "mile",  "miles",
                                      "m",      "ft",      "parties", "ordinal", NULL};
  return in_list(f->unit, units);
}

static bool is_always_kept(const ro_resources *resources, const ro_doc *doc, const ro_figure *f) {
  double size = isnan(f->high) ? f->low : f->high;
  if (is_share(f) || is_money(f)) return f->counted.len || is_money(f);
  if (is_loss(doc, f)) return true;
  if (ro_str_is(f->unit, "persons")) return size >= FEW_PEOPLE;
  const ro_table *units = ro_lexicon_table(resources->lexicon, "units");
  uint32_t row = units ? ro_table_find(units, head_lemma(doc, f)) : RO_NONE;
  if (row == RO_NONE) return false;
  ro_str type = ro_table_field(units, row, ro_table_column(units, "class"));
  return ro_str_is(type, "formations") || ro_str_is(type, "equipment");
}

/* ------------------------------------------------------------------ grouping */

static bool collect(const ro_resources *resources, ro_story *story, ro_arena *scratch,
                    counted_rows *rows) {
  for (uint32_t d = 0; d < story->n_docs; d++) {
    const ro_doc *doc = story->docs[d];
    for (uint32_t i = 0; i < doc->figures.n; i++) {
      const ro_figure *f = &doc->figures.at[i];
      if (is_measure(f) || (!f->counted.len && !is_money(f)) ||
          ro_str_is(ro_str_from(f->rule), "ordinal-count"))
        continue;
      counted *c = RO_ADD(scratch, rows);
      if (!c) return false;
      *c = (counted){d,
                     i,
                     what_of(doc, f),
                     story_entity(doc, f->actor),
                     where_of(doc, f),
                     RO_NONE,
                     is_always_kept(resources, doc, f)};
    }
  }
  return true;
}

static int by_key(const void *a, const void *b) {
  const counted *x = a, *y = b;
  if (x->what != y->what) return x->what < y->what ? -1 : 1;
  if (x->whose != y->whose) return x->whose < y->whose ? -1 : 1;
  if (x->where != y->where) return x->where < y->where ? -1 : 1; /* RO_NONE comes last */
  if (x->doc != y->doc) return x->doc < y->doc ? -1 : 1;
  return x->figure < y->figure ? -1 : x->figure > y->figure;
}

/* Numbers the groups.  Points without a place join the only place of their kind. */
static uint32_t number_groups(counted_rows *rows) {
  uint32_t n = 0, places = 0;
  for (uint32_t i = 0; i < rows->n; i++) {
    counted *c = &rows->at[i];
    const counted *before = i ? c - 1 : NULL;
    bool is_same_kind = before && before->what == c->what && before->whose == c->whose;
    if (!is_same_kind) places = 0;
    bool is_same =
        is_same_kind && (before->where == c->where || (c->where == RO_NONE && places == 1));
    if (!is_same) {
      n++;
      places++;
    }
    c->series = n - 1;
  }
  return n;
}

/* ------------------------------------------------------------------ points */

static ro_interval as_of(const ro_doc *doc, const ro_figure *f) {
  if (f->time != RO_NONE && f->time < doc->times.n) {
    ro_interval t = doc->times.at[f->time].interval;
    if (t.from != RO_NO_DATE || t.to != RO_NO_DATE) return t;
  }
  return doc->meta.published;
}

static uint32_t said_by(const ro_doc *doc, const ro_figure *f) {
  if (f->attribution == RO_NONE || f->attribution >= doc->attributions.n) return RO_NONE;
  return story_entity(doc, doc->attributions.at[f->attribution].source_entity);
}

static bool same_number(double a, double b) { return (isnan(a) && isnan(b)) || a == b; }

static bool add_point(ro_story *story, ro_series *series, const counted *c) {
  const ro_doc *doc = story->docs[c->doc];
  const ro_figure *f = &doc->figures.at[c->figure];
  uint32_t by = said_by(doc, f);
  for (uint32_t i = 0; i < series->points.n; i++) {
    ro_point *p = &series->points.at[i];
    if (p->by == by && same_number(p->low, f->low) && same_number(p->high, f->high) &&
        p->comparator == f->comparator && ro_str_equal(p->scope, f->scope))
      return ro_evidence_add(story, &p->evidence, c->doc, f->span);
  }
  ro_point *p = RO_ADD(story->arena, &series->points);
  if (!p) return false;
  *p = (ro_point){.low = f->low,
                  .high = f->high,
                  .comparator = f->comparator,
                  .scope = f->scope,
                  .as_of = as_of(doc, f),
                  .by = by};
  return ro_evidence_add(story, &p->evidence, c->doc, f->span);
}

static double order_value(double low, double high) { return isnan(low) ? high : low; }

static int by_date(const void *a, const void *b) {
  const ro_point *x = a, *y = b;
  if (x->as_of.from != y->as_of.from) return x->as_of.from < y->as_of.from ? -1 : 1;
  double u = order_value(x->low, x->high), v = order_value(y->low, y->high);
  if (u < v || u > v) return u < v ? -1 : 1;
  if (x->evidence.at[0].doc != y->evidence.at[0].doc)
    return x->evidence.at[0].doc < y->evidence.at[0].doc ? -1 : 1;
  return x->evidence.at[0].span.begin < y->evidence.at[0].span.begin ? -1 : 1;
}

/* ------------------------------------------------------------------ labels */

/* One line without line breaks. */
static ro_str flat(ro_arena *arena, ro_str s) {
  ro_str copy = ro_str_copy(arena, s);
  char *p = ro_arena_alloc(arena, copy.len + 1);
  if (!p) return copy;
  for (size_t i = 0; i < copy.len; i++)
    p[i] = copy.data[i] == '\n' || copy.data[i] == '\t' ? ' ' : copy.data[i];
  return (ro_str){p, copy.len};
}

static bool names_owner(const ro_story *story, const counted *c, const ro_figure *f) {
  const ro_doc *doc = story->docs[c->doc];
  for (uint32_t i = 0; i < doc->mentions.n; i++) {
    const ro_mention *m = &doc->mentions.at[i];
    if (m->span.begin >= f->counted_span.end) break;
    if (m->span.begin >= f->counted_span.begin && story_entity(doc, m->entity) == c->whose)
      return true;
  }
  return false;
}

/* "Varlandic troops near the border": the wording that names the owner, then the place. */
static ro_str label_of(ro_story *story, const counted *group, uint32_t n) {
  const counted *best = &group[0];
  bool best_names = false;
  ro_str place = RO_STR("");
  for (uint32_t i = 0; i < n; i++) {
    const ro_figure *f = &story->docs[group[i].doc]->figures.at[group[i].figure];
    const ro_figure *b = &story->docs[best->doc]->figures.at[best->figure];
    bool names = group[i].whose != RO_NONE && names_owner(story, &group[i], f);
    bool is_better =
        names != best_names
            ? names
            : f->counted.len && (!b->counted.len || (!names && f->counted.len < b->counted.len));
    if (is_better && f->counted.len) {
      best = &group[i];
      best_names = names;
    }
    if (f->place.len && (!place.len || f->place.len < place.len)) place = f->place;
  }
  const ro_figure *f = &story->docs[best->doc]->figures.at[best->figure];
  ro_str what = f->counted.len ? flat(story->arena, f->counted) : f->unit;
  if (is_share(f)) what = ro_str_printf(story->arena, "share of %.*s", RO_FMT(what));
  if (!best_names && best->whose != RO_NONE) {
    ro_str name = story->entities.at[best->whose].name;
    what = ro_str_printf(story->arena, "%.*s (%.*s)", RO_FMT(what), RO_FMT(name));
  }
  if (place.len)
    what =
        ro_str_printf(story->arena, "%.*s %.*s", RO_FMT(what), RO_FMT(flat(story->arena, place)));
  return what;
}

/* ------------------------------------------------------------------ derived points */

static bool is_each(const ro_doc *doc, const ro_figure *a, const ro_figure *b) {
  for (uint32_t t = a->end; t < b->first && t < doc->tokens.n; t++)
    if (ro_str_is(ro_doc_lower(doc, t), "each") || ro_str_is(ro_doc_lower(doc, t), "apiece"))
      return true;
  return b->end < doc->tokens.n && ro_str_is(ro_doc_lower(doc, b->end), "each");
}

static bool is_exact(const ro_figure *f) { return f->low == f->high && !isnan(f->low); }

/* "14 battalions, each of about 800 soldiers" and "two thirds of those": a number and its sum. */
static bool derive(const ro_doc *doc, uint32_t i, double *value, ro_str *sum, ro_arena *arena) {
  const ro_figure *a = &doc->figures.at[i], *b = a + 1;
  if (!is_exact(a) || !is_exact(b) || b->first - a->first > NEAR_TOKENS) return false;
  bool is_people = ro_str_is(b->unit, "persons") && !ro_str_is(a->unit, "persons");
  if (is_people && is_each(doc, a, b) && a->counted.len) {
    *value = a->low * b->low;
    *sum = ro_str_printf(arena, "derived: %.15g x %.15g = %.15g", a->low, b->low, *value);
    return true;
  }
  bool is_part = ro_str_is(b->unit, "fraction") && !is_share(a) && !b->counted.len &&
                 !is_measure(a) && a->counted.len;
  if (!is_part || a->low < 2) return false;
  *value = round(a->low * b->low);
  *sum = ro_str_printf(arena, "derived: %.3g of %.15g = about %.15g", b->low, a->low, *value);
  return true;
}

static bool add_derived(ro_story *story, ro_series *series, const counted *c) {
  const ro_doc *doc = story->docs[c->doc];
  double value;
  ro_str sum;
  if (c->figure + 1 >= doc->figures.n || !derive(doc, c->figure, &value, &sum, story->arena))
    return true;
  const ro_figure *a = &doc->figures.at[c->figure], *b = a + 1;
  ro_series *target = series;
  if (!ro_str_is(b->unit, "fraction")) {
    target = RO_ADD(story->arena, &story->figures);
    if (!target) return false;
    *target = (ro_series){
        .what = ro_str_printf(story->arena, "%.*s in %.*s", RO_FMT(flat(story->arena, b->counted)),
                              RO_FMT(flat(story->arena, ro_doc_span(doc, a->span)))),
        .unit = b->unit};
  } else if (b->scope.len) {
    sum = ro_str_printf(story->arena, "%.*s, %.*s", RO_FMT(sum), RO_FMT(b->scope));
  }
  ro_point *p = RO_ADD(story->arena, &target->points);
  if (!p) return false;
  *p = (ro_point){.low = value,
                  .high = value,
                  .comparator = RO_COMPARATOR_ABOUT,
                  .scope = sum,
                  .as_of = as_of(doc, a),
                  .by = said_by(doc, a)};
  return ro_evidence_add(story, &p->evidence, c->doc, a->span) &&
         ro_evidence_add(story, &p->evidence, c->doc, b->span);
}

/* ------------------------------------------------------------------ the step */

static bool is_worthwhile(const counted *group, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    if (group[i].is_always || group[i].doc != group[0].doc) return true;
  return false;
}

static bool add_series(ro_story *story, const counted *group, uint32_t n) {
  ro_series *made = RO_ADD(story->arena, &story->figures);
  if (!made) return false;
  uint32_t at = story->figures.n - 1;
  const ro_figure *f = &story->docs[group[0].doc]->figures.at[group[0].figure];
  ro_series series = {.what = label_of(story, group, n), .unit = f->unit};
  for (uint32_t i = 0; i < n; i++)
    if (!add_point(story, &series, &group[i])) return false;
  for (uint32_t i = 0; i < n; i++)
    if (!add_derived(story, &series, &group[i])) return false;
  if (series.points.n) qsort(series.points.at, series.points.n, sizeof *series.points.at, by_date);
  story->figures.at[at] = series;
  return true;
}

static uint32_t reports_in(const ro_series *s) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->points.n; i++) n += s->points.at[i].evidence.n;
  return n;
}

static int by_weight(const void *a, const void *b) {
  const ro_series *x = a, *y = b;
  uint32_t u = reports_in(x), v = reports_in(y);
  if (u != v) return u > v ? -1 : 1;
  double p = order_value(x->points.at[0].low, x->points.at[0].high);
  double q = order_value(y->points.at[0].low, y->points.at[0].high);
  if (p < q || p > q) return p > q ? -1 : 1;
  return ro_str_compare(x->what, y->what);
}

ro_status ro_reconcile_figures(const ro_resources *resources, ro_story *story, ro_arena *scratch) {
  counted_rows rows = {0};
  if (!collect(resources, story, scratch, &rows)) return RO_ENOMEM;
  if (rows.n) qsort(rows.at, rows.n, sizeof *rows.at, by_key);
  (void)number_groups(&rows);
  for (uint32_t i = 0; i < rows.n;) {
    uint32_t n = 1;
    while (i + n < rows.n && rows.at[i + n].series == rows.at[i].series) n++;
    if (is_worthwhile(&rows.at[i], n) && !add_series(story, &rows.at[i], n)) return RO_ENOMEM;
    i += n;
  }
  if (story->figures.n)
    qsort(story->figures.at, story->figures.n, sizeof *story->figures.at, by_weight);
  for (uint32_t i = 0; i < story->figures.n; i++)
    story->figures.at[i].id = ro_str_printf(story->arena, "q%u", i + 1);
  return RO_OK;
}
