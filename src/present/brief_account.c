/* Sections of the brief that tell what is said: commitments, what is disputed, figures, who says
 * what, what to watch, and what is not known.  A passage that one section has told is not told
 * again by a later one. */
#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/utf8.h"
#include "present/maker.h"
#include "present/sense.h"

enum {
  MOST_FIGURE_CONFLICTS = 2,
  MOST_SIGNS = 8,
  LONGEST_SIGN = 200,
  MOST_RATIO = 25,
  TRIVIAL = 5
};

/* ---- commitments */

/* "would have said" is no promise, whoever is said to make it. */
static bool is_counterfactual(ro_str what) {
  static const char *const marks[] = {"ould have", "ouldn't have", "ouldn’t have", "maybe "};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (ro_str_find(what, ro_str_from(marks[i])) < what.len) return true;
  return false;
}

static double commitment_weight(const ro_maker *m, uint32_t i) {
  const ro_commitment *c = &m->story->commitments.at[i];
  if (!c->who.n || !c->stated_by.n || !ro_sense_is_statement(c->what)) return 0;
  if (is_counterfactual(c->what) || (c->condition.len && ro_sense_words(c->condition) < 3))
    return 0;
  double reports = 0;
  for (uint32_t k = 0; k < c->stated_by.n; k++)
    reports += ro_maker_families(m, &c->stated_by.at[k].evidence);
  return (1 + reports) * (c->condition.len ? 2 : 1) * (c->omitted_by.n ? 1.5 : 1);
}

static ro_str omitted_by(ro_maker *m, const ro_commitment *c) {
  ro_buf buf = {0};
  for (uint32_t i = 0; i < c->omitted_by.n && i < 3; i++)
    ro_buf_printf(&buf, "%s%.*s", i ? ", " : "", RO_FMT(m->brief->source[c->omitted_by.at[i]]));
  if (c->omitted_by.n > 3) ro_buf_printf(&buf, " and %u more", c->omitted_by.n - 3);
  ro_str names = ro_str_copy(m->arena, (ro_str){buf.data, buf.len});
  ro_buf_free(&buf);
  return names;
}

static void add_commitment(ro_maker *m, const ro_commitment *c) {
  ro_brief_line *line = ro_maker_line(m, RO_SECTION_COMMITMENTS, c->id);
  if (!line) return;
  line->lead = ro_words_entities(&m->words, &c->who, RO_MOST_PARTIES);
  line->text = ro_maker_cut(m, c->what);
  line->note = ro_str_from(ro_commitment_status_label[c->status]);
  if (c->condition.len)
    line->text = ro_str_printf(m->arena, "%.*s — condition: %.*s", RO_FMT(line->text),
                               RO_FMT(ro_maker_cut(m, c->condition)));
  if (c->omitted_by.n)
    line->note = ro_str_printf(m->arena, "%.*s; told without the condition by %.*s",
                               RO_FMT(line->note), RO_FMT(omitted_by(m, c)));
  for (uint32_t k = 0; k < c->stated_by.n; k++)
    ro_maker_add(m, &line->evidence, &c->stated_by.at[k].evidence);
}

void ro_make_commitments(ro_maker *m) {
  uint32_t n;
  ro_ranked *order = ro_maker_rank(m, m->story->commitments.n, commitment_weight, &n);
  for (uint32_t k = 0; order && k < n; k++) {
    if (ro_maker_is_full(m, RO_SECTION_COMMITMENTS)) {
      m->brief->section[RO_SECTION_COMMITMENTS].n_more = n - k;
      return;
    }
    const ro_commitment *c = &m->story->commitments.at[order[k].index];
    if (!ro_maker_is_told(m, RO_SECTION_COMMITMENTS, c->what)) add_commitment(m, c);
  }
}

/* ---- disputed */

static ro_str explanation(ro_maker *m, uint32_t by) {
  static const char *const words[8] = {"",
                                       "may be explained by different dates",
                                       "may be explained by different scope",
                                       "may be explained by dates and scope",
                                       "may be explained by different sources",
                                       "may be explained by dates and sources",
                                       "may be explained by scope and sources",
                                       "may be explained by dates, scope and sources"};
  uint32_t known = by & ~(uint32_t)RO_BY_SOURCE; /* that two sources disagree explains nothing */
  return ro_str_copy(m->arena, ro_str_from(words[(known ? by : 0) & 7]));
}

/* What a side says, and whether in its own words or by the sentence of the report they stand in. */
typedef struct {
  ro_str text;
  const ro_side *side;
  bool is_sentence;
} heard;

/* Only what a report sets side by side may be told by whole sentences: a speaker's side is what the
 * speaker says.  Sides on figures are short by nature. */
static bool side_text(ro_maker *m, const ro_conflict *k, const ro_side *side, heard *out) {
  bool is_by_report = k->kind == RO_CONFLICT_UPDATE || k->kind == RO_CONFLICT_DATE ||
                      (k->kind == RO_CONFLICT_FACT && side->holder == RO_NONE);
  *out = (heard){ro_maker_cut(m, side->says), side, false};
  if (k->kind == RO_CONFLICT_FIGURE || ro_sense_is_statement(out->text)) return out->text.len > 0;
  if (!side->evidence.n || !is_by_report) return false;
  ro_evidence e = side->evidence.at[0];
  ro_str whole = ro_sense_sentence(m->story->docs[e.doc]->text, e.span.begin, e.span.end);
  *out = (heard){ro_maker_cut(m, whole), side, true};
  return ro_sense_is_statement(out->text);
}

/* At most RO_MOST_SIDES sides, every stance in turn, nothing said twice. */
static uint32_t hear(ro_maker *m, const ro_conflict *k, heard *out) {
  uint32_t n = 0;
  bool is_asserted = ro_str_starts(k->issue, RO_STR("asserted and denied: "));
  uint32_t rounds = k->kind == RO_CONFLICT_FIGURE ? 1 : 2; /* one voice for a figure */
  for (uint32_t round = 0; round < rounds; round++)
    for (uint32_t s = 0; s < k->sides.n && n < RO_MOST_SIDES; s++) {
      const ro_side *side = &k->sides.at[s];
      uint32_t spoken = 0;
      bool is_said = false;
      for (uint32_t i = 0; i < n; i++) spoken += out[i].side->stance == side->stance;
      if (spoken != round) continue;
      heard next;
      if (!side_text(m, k, side, &next)) continue;
      if (is_asserted && !ro_sense_shares(next.text, k->issue)) continue;
      for (uint32_t i = 0; i < n; i++)
        is_said |= k->kind == RO_CONFLICT_FIGURE ? ro_str_equal(out[i].text, next.text)
                                                 : ro_sense_is_same(out[i].text, next.text);
      if (!is_said) out[n++] = next;
    }
  return n;
}

/* Two stances, and not one mouth for all. */
static bool is_dispute(const heard *sides, uint32_t n) {
  bool has_stances = false, has_mouths = false;
  for (uint32_t i = 1; i < n; i++) {
    has_stances |= sides[i].side->stance != sides[0].side->stance;
    has_mouths |= sides[i].side->holder != sides[0].side->holder ||
                  (sides[i].side->evidence.n && sides[0].side->evidence.n &&
                   sides[i].side->evidence.at[0].doc != sides[0].side->evidence.at[0].doc);
  }
  return has_stances && has_mouths;
}

/* Words from a report are quoted with its name before them, those of a speaker with theirs. */
static void add_side(ro_maker *m, const heard *h) {
  ro_brief_line *line = ro_maker_sub(m, RO_SECTION_DISPUTED);
  if (!line) return;
  if (!h->is_sentence) line->lead = ro_words_entity(&m->words, h->side->holder);
  if (!line->lead.len && h->side->evidence.n)
    line->lead = m->brief->source[h->side->evidence.at[0].doc];
  line->text = h->text;
  ro_maker_add(m, &line->evidence, &h->side->evidence);
}

static ro_str after_colon(ro_str issue) {
  size_t at = ro_str_find(issue, RO_STR(": "));
  return at < issue.len ? ro_str_sub(issue, at + 2, issue.len) : issue;
}

/* Figures that differ are told among the figures; here stand the gravest. */
static bool is_figure_for_dispute(const ro_conflict *k, uint32_t *n_figures) {
  if (k->kind != RO_CONFLICT_FIGURE) return true;
  bool are_two = k->sides.n > 1 && k->sides.at[0].holder != k->sides.at[1].holder;
  if ((k->severity != RO_SEVERITY_HIGH && !are_two) || ro_sense_is_vague(after_colon(k->issue)))
    return false;
  return ++*n_figures <= MOST_FIGURE_CONFLICTS;
}

/* The question of a conflict in the fewest words: sides that follow need not be said before.
 * Empty when what it is about has no good name, or stands among the contacts. */
static ro_str issue_of(ro_maker *m, const ro_conflict *k) {
  ro_str what = after_colon(k->issue);
  if (ro_str_starts(k->issue, RO_STR("denied by others: "))) return RO_STR("Denied");
  if (ro_str_starts(k->issue, RO_STR("denied by ")))
    return ro_str_sub(k->issue, 0, ro_str_find(k->issue, RO_STR(": ")));
  if (k->kind == RO_CONFLICT_FIGURE || k->kind == RO_CONFLICT_WORDING ||
      k->kind == RO_CONFLICT_ATTRIBUTION)
    return k->issue;
  if (k->kind == RO_CONFLICT_ACCOUNT && ro_maker_is_told(m, RO_SECTION_CONTACTS, what))
    return (ro_str){NULL, 0};
  if (ro_str_equal(what, k->issue)) return RO_STR("Set against one another in one report");
  bool is_text = ro_str_starts(k->issue, RO_STR("the report sees"));
  if (is_text) return ro_str_sub(k->issue, 0, ro_str_find(k->issue, RO_STR(": ")));
  bool is_of_terms = ro_str_starts(k->issue, RO_STR("is there a condition")) ||
                     ro_str_starts(k->issue, RO_STR("on what condition"));
  if (is_of_terms) return ro_sense_is_statement(what) ? k->issue : (ro_str){NULL, 0};
  return ro_sense_is_label(what) ? k->issue : (ro_str){NULL, 0};
}

static bool add_conflict(ro_maker *m, const ro_conflict *k) {
  heard sides[RO_MOST_SIDES];
  uint32_t n = hear(m, k, sides);
  ro_str issue = issue_of(m, k);
  bool is_general = issue.len < k->issue.len; /* of many conflicts, so it may stand twice */
  if (!issue.len || !is_dispute(sides, n)) return false;
  if (!is_general && ro_maker_is_told(m, RO_SECTION_DISPUTED, issue)) return false;
  for (uint32_t i = 0; i < n; i++)
    if (k->kind != RO_CONFLICT_FIGURE && ro_maker_is_told(m, RO_SECTION_DISPUTED, sides[i].text))
      return false;
  ro_brief_line *line = ro_maker_line(m, RO_SECTION_DISPUTED, k->id);
  if (!line) return false;
  line->text = ro_words_capital(m->arena, ro_sense_tidy(m->arena, issue));
  line->note = explanation(m, k->explained_by);
  for (uint32_t s = 0; s < n; s++) ro_maker_add(m, &line->evidence, &sides[s].side->evidence);
  for (uint32_t s = 0; s < n; s++) add_side(m, &sides[s]);
  return true;
}

void ro_make_disputed(ro_maker *m) {
  uint32_t n_figures = 0;
  for (uint32_t i = 0; i < m->story->conflicts.n; i++) {
    const ro_conflict *k = &m->story->conflicts.at[i];
    if (k->kind == RO_CONFLICT_NAME_VARIANT) continue;
    if (ro_maker_is_full(m, RO_SECTION_DISPUTED) || !is_figure_for_dispute(k, &n_figures) ||
        !add_conflict(m, k))
      m->brief->section[RO_SECTION_DISPUTED].n_more++;
  }
}

/* ---- figures */

static double value_of(const ro_point *p) { return isnan(p->high) ? p->low : p->high; }

static int by_value(const void *a, const void *b) {
  const double *x = a, *y = b;
  return *x < *y ? -1 : *x > *y;
}

/* The middle one of a series' figures. */
static double median_of(ro_arena *arena, const ro_series *s) {
  double *all = RO_ARRAY(arena, double, s->points.n + 1);
  if (!all || !s->points.n) return 0;
  for (uint32_t i = 0; i < s->points.n; i++) all[i] = value_of(&s->points.at[i]);
  qsort(all, s->points.n, sizeof *all, by_value);
  return all[s->points.n / 2];
}

/* A figure far from all others counts something else: three soldiers among 100,000. */
static bool is_like(const ro_point *p, double median) {
  double v = value_of(p);
  return v * MOST_RATIO >= median && v <= median * MOST_RATIO;
}

/* Unlike things under one name: fewer than half of the figures are like the middle one. */
static bool is_mixed(const ro_maker *m, const ro_series *s) {
  double median = median_of(m->arena, s);
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->points.n; i++) n += is_like(&s->points.at[i], median);
  return n * 2 <= s->points.n;
}

static bool is_trivial(const ro_series *s) {
  for (uint32_t i = 0; i < s->points.n; i++)
    if (value_of(&s->points.at[i]) > TRIVIAL) return false;
  return true;
}

static double series_weight(const ro_maker *m, uint32_t i) {
  const ro_series *s = &m->story->figures.at[i];
  double points = 0;
  if (ro_sense_is_vague(s->what) || is_mixed(m, s) || is_trivial(s)) return 0;
  for (uint32_t k = 0; k < s->points.n; k++)
    points += 1 + 2 * log2(ro_maker_families(m, &s->points.at[k].evidence));
  return points;
}

static void add_point(ro_maker *m, const ro_series *s, const ro_point *p, bool has_bar) {
  ro_brief_line *line = ro_maker_sub(m, RO_SECTION_FIGURES);
  if (!line) return;
  line->lead = ro_words_figure(&m->words, p->low, p->high, p->comparator, s->unit);
  ro_str date = ro_words_date(&m->words, p->as_of), by = ro_words_entity(&m->words, p->by);
  line->text = date;
  if (by.len)
    line->text = ro_str_printf(m->arena, "%.*s%saccording to %.*s", RO_FMT(date),
                               date.len ? ", " : "", RO_FMT(by));
  if (ro_sense_words(p->scope) > 1) line->note = ro_maker_cut(m, p->scope);
  if (has_bar) {
    line->low = p->low;
    line->high = p->high;
  }
  ro_maker_add(m, &line->evidence, &p->evidence);
}

static bool is_same_point(const ro_point *a, const ro_point *b) {
  bool has_low = isnan(a->low) ? isnan(b->low) : a->low == b->low;
  bool has_high = isnan(a->high) ? isnan(b->high) : a->high == b->high;
  return has_low && has_high && a->comparator == b->comparator;
}

/* The latest figures, each once: where it was first given.  Bars stand for comparison, so one
 * figure has none. */
static void add_points(ro_maker *m, const ro_series *s) {
  bool *is_first = RO_ARRAY(m->arena, bool, s->points.n + 1);
  uint32_t n = 0;
  double median = median_of(m->arena, s);
  for (uint32_t p = 0; is_first && p < s->points.n; p++) {
    is_first[p] = is_like(&s->points.at[p], median);
    for (uint32_t q = 0; q < p && is_first[p]; q++)
      is_first[p] = !is_same_point(&s->points.at[p], &s->points.at[q]);
    n += is_first[p];
  }
  bool has_bar = n > 1;
  for (uint32_t p = 0; is_first && p < s->points.n; p++)
    if (is_first[p] && n-- <= RO_MOST_POINTS) add_point(m, s, &s->points.at[p], has_bar);
}

void ro_make_figures(ro_maker *m) {
  uint32_t n;
  ro_ranked *order = ro_maker_rank(m, m->story->figures.n, series_weight, &n);
  for (uint32_t k = 0; order && k < n; k++) {
    const ro_series *s = &m->story->figures.at[order[k].index];
    if (ro_maker_is_full(m, RO_SECTION_FIGURES)) {
      m->brief->section[RO_SECTION_FIGURES].n_more = n - k;
      return;
    }
    ro_brief_line *line = ro_maker_line(m, RO_SECTION_FIGURES, s->id);
    if (!line) return;
    line->text = ro_words_capital(m->arena, s->what);
    for (uint32_t p = 0; p < s->points.n; p++)
      ro_maker_add(m, &line->evidence, &s->points.at[p].evidence);
    add_points(m, s);
  }
}

/* ---- claims */

static ro_str claim_note(ro_maker *m, const ro_claim *p) {
  bool is_on_record = p->basis == RO_BASIS_ON_RECORD;
  ro_str note = is_on_record ? p->likelihood : ro_str_from(ro_basis_label[p->basis]);
  if (p->reports < 2) return note;
  return ro_str_printf(m->arena, "%.*s%s%u reports, %u %s", RO_FMT(note), note.len ? "; " : "",
                       p->reports, p->origins, p->origins == 1 ? "origin" : "origins");
}

/* "the Osmark envoy that ports would close": whom it was told, then what; what is kept.  Only of
 * plain speech, and only behind an article: a denial must never lose its verb. */
static ro_str without_hearer(ro_act act, ro_str text) {
  size_t at = ro_str_find(text, RO_STR(" that "));
  bool has_article = ro_str_starts(text, RO_STR("the ")) || ro_str_starts(text, RO_STR("a "));
  if (act != RO_ACT_SAY || !has_article || at > 40 || at >= text.len) return text;
  ro_str before = ro_str_sub(text, 0, at), after = ro_str_sub(text, at + 6, text.len);
  bool has_verb = ro_sense_is_finite_in(before);
  return !has_verb && ro_sense_is_statement(after) ? after : text;
}

/* Claims come by weight; those that a section before rests on have been told. */
void ro_make_claims(ro_maker *m) {
  for (uint32_t i = 0; i < m->story->claims.n; i++) {
    const ro_claim *p = &m->story->claims.at[i];
    ro_str text = without_hearer(p->act, ro_maker_cut(m, p->says));
    if (ro_maker_is_full(m, RO_SECTION_CLAIMS)) {
      m->brief->section[RO_SECTION_CLAIMS].n_more = m->story->claims.n - i;
      return;
    }
    if (!p->holders.n || !ro_sense_is_statement(text) || ro_sense_words(text) < 6) continue;
    if (ro_maker_is_told(m, RO_SECTION_CLAIMS, text) ||
        ro_maker_is_told(m, RO_SECTION_COMMITMENTS, text) ||
        ro_maker_is_used(m, RO_SECTION_DISPUTED, &p->evidence))
      continue;
    ro_brief_line *line = ro_maker_line(m, RO_SECTION_CLAIMS, p->id);
    if (!line) return;
    line->lead = ro_words_entities(&m->words, &p->holders, RO_MOST_PARTIES);
    line->text = text;
    line->note = claim_note(m, p);
    ro_maker_add(m, &line->evidence, &p->evidence);
  }
}

/* ---- watch */

static double indicator_weight(const ro_maker *m, uint32_t i) {
  const ro_indicator *n = &m->story->indicators.at[i];
  double families = ro_maker_families(m, &n->evidence);
  if (families < 2 && m->story->n_docs >= RO_MANY_REPORTS) return 0;
  return 1 + log2(1 + families) + ro_maker_freshness(m, n->seen);
}

/* The latest short sentence that shows it, for a name alone cannot be judged; rather one that
 * stands alone than one about "it". */
static ro_str sign_of(ro_maker *m, const ro_indicator *x) {
  ro_str leaning = {NULL, 0};
  for (uint32_t i = x->evidence.n; i-- > 0 && i + MOST_SIGNS >= x->evidence.n;) {
    ro_evidence e = x->evidence.at[i];
    ro_str text = m->story->docs[e.doc]->text;
    ro_str words = ro_sense_sentence(text, e.span.begin, e.span.end);
    if (words.len > LONGEST_SIGN) continue;
    words = ro_sense_tidy(m->arena, ro_utf8_line(m->arena, words, LONGEST_SIGN));
    if (!ro_sense_is_statement(words) || ro_maker_is_told(m, RO_SECTION_WATCH, words)) continue;
    if (ro_sense_is_free(words)) return words;
    if (!leaning.len) leaning = words;
  }
  return leaning;
}

void ro_make_watch(ro_maker *m) {
  uint32_t n;
  ro_ranked *order = ro_maker_rank(m, m->story->indicators.n, indicator_weight, &n);
  for (uint32_t k = 0; order && k < n; k++) {
    if (ro_maker_is_full(m, RO_SECTION_WATCH)) {
      m->brief->section[RO_SECTION_WATCH].n_more = n - k;
      return;
    }
    const ro_indicator *x = &m->story->indicators.at[order[k].index];
    ro_brief_line *line = ro_maker_line(m, RO_SECTION_WATCH, x->id);
    if (!line) return;
    ro_str sign = sign_of(m, x);
    line->lead = x->is_escalation ? RO_STR("↑") : RO_STR("↓");
    line->text = ro_words_capital(m->arena, x->name);
    if (sign.len) line->text = ro_str_join(m->arena, line->text, ": ", sign);
    line->note = ro_words_date(&m->words, x->seen);
    if (x->is_against)
      line->note = ro_str_printf(m->arena, "speaks against it; %.*s", RO_FMT(line->note));
    ro_maker_add(m, &line->evidence, &x->evidence);
  }
}

/* ---- not known */

/* Dates in a question as the rest of the brief writes them: 2024-03-08 is Friday 8 March. */
static ro_str with_dates(ro_maker *m, ro_str text) {
  for (size_t i = 0; i + 10 <= text.len; i++) {
    int32_t year, month, day;
    ro_str at = ro_str_sub(text, i, i + 10);
    if (at.data[4] != '-' || at.data[7] != '-' || !ro_str_to_int(ro_str_sub(at, 0, 4), &year) ||
        !ro_str_to_int(ro_str_sub(at, 5, 7), &month) || !ro_str_to_int(ro_str_sub(at, 8, 10), &day))
      continue;
    if (year < 1000 || month < 1 || month > 12 || day < 1 || day > 31) continue;
    ro_str date = ro_words_day(&m->words, ro_date_make(year, month, day), true);
    return ro_str_printf(m->arena, "%.*s%.*s%.*s", RO_FMT(ro_str_sub(text, 0, i)), RO_FMT(date),
                         RO_FMT(ro_str_sub(text, i + 10, text.len)));
  }
  return text;
}

/* Is it about a commitment that the brief left out, because it does not read as one? */
static bool is_of_hidden_commitment(const ro_maker *m, ro_str question) {
  for (uint32_t i = 0; i < m->story->commitments.n; i++) {
    const ro_commitment *c = &m->story->commitments.at[i];
    bool is_about = c->what.len && ro_str_find(question, c->what) < question.len;
    if (is_about && !ro_maker_has(m, RO_SECTION_COMMITMENTS, c->id)) return true;
  }
  return false;
}

static bool is_good_question(const ro_maker *m, ro_str q) {
  static const char *const leaning[] = {" of that ", " those ", " this ", "This ",
                                        "The ",      " it ",    " them."};
  ro_str outcome = RO_STR("No report tells");
  if (ro_sense_words(q) < 9 || is_of_hidden_commitment(m, q)) return false;
  ro_str thing = ro_str_starts(q, outcome) ? after_colon(q) : (ro_str){NULL, 0};
  if (thing.len && !ro_sense_is_label(thing)) return false;
  for (size_t i = 0; i < sizeof leaning / sizeof *leaning; i++)
    if (!ro_str_starts(q, RO_STR("It is not reported")) &&
        !ro_str_starts(q, RO_STR("Nothing is reported")) &&
        ro_str_find(after_colon(q), ro_str_from(leaning[i])) < after_colon(q).len && !thing.len)
      return false;
  return true;
}

void ro_make_unknown(ro_maker *m) {
  for (uint32_t i = 0; i < m->story->questions.n; i++) {
    const ro_question *q = &m->story->questions.at[i];
    if (ro_maker_is_full(m, RO_SECTION_UNKNOWN)) return;
    if (!is_good_question(m, q->question) ||
        ro_maker_is_told(m, RO_SECTION_UNKNOWN, after_colon(q->question)) ||
        ro_maker_is_told(m, RO_SECTION_DISPUTED, after_colon(q->question)))
      continue;
    ro_brief_line *line = ro_maker_line(m, RO_SECTION_UNKNOWN, q->id);
    if (!line) return;
    line->text = ro_words_capital(m->arena, with_dates(m, q->question));
    ro_maker_add(m, &line->evidence, &q->evidence);
  }
}
