/* What a figure counts, whose it is and where, so that figures of many reports can be compared; and
 * the plain words for it. */
#include <math.h>

#include "base/hash.h"
#include "reconcile/figures_internal.h"

enum { FEW_PEOPLE = 10, MAX_PLACE_BYTES = 48 };

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

/* ------------------------------------------------------------------ states */

/* Two capitals behind the colon of a key: "gov:RU", "org:RU-armed-forces", "part:UA:east". */
static ro_str state_code(ro_str key) {
  size_t colon = ro_str_find(key, RO_STR(":"));
  if (colon + 3 > key.len || ro_str_starts(key, RO_STR("rebels"))) return RO_STR("");
  ro_str code = ro_str_sub(key, colon + 1, colon + 3);
  bool is_code =
      code.data[0] >= 'A' && code.data[0] <= 'Z' && code.data[1] >= 'A' && code.data[1] <= 'Z';
  bool is_whole = colon + 3 == key.len || key.data[colon + 3] == '-' || key.data[colon + 3] == ':';
  return is_code && is_whole ? code : RO_STR("");
}

static uint32_t state_of(const ro_story *story, const ro_indexes *states, uint32_t entity) {
  const ro_entity *e = &story->entities.at[entity];
  ro_str code = state_code(e->key);
  for (uint32_t i = 0; code.len && i < states->n; i++)
    if (ro_str_equal(state_code(story->entities.at[states->at[i]].key), code)) return states->at[i];
  for (uint32_t i = 0; i < e->roles.n; i++)
    if (e->roles.at[i].of != RO_NONE && e->type == RO_MENTION_PER) return e->roles.at[i].of;
  return entity;
}

bool ro_owners_open(ro_owners *o, ro_arena *scratch) {
  ro_indexes states = {0};
  uint32_t n = o->story->entities.n;
  o->state = RO_ARRAY(scratch, uint32_t, n);
  if (o->units) o->units_class = ro_table_column(o->units, "class");
  if (!o->state) return false;
  for (uint32_t i = 0; i < n; i++)
    if (ro_str_starts(o->story->entities.at[i].key, RO_STR("country:")) &&
        !ro_indexes_add(scratch, &states, i))
      return false;
  for (uint32_t i = 0; i < n; i++) o->state[i] = state_of(o->story, &states, i);
  return true;
}

/* ------------------------------------------------------------------ what, whose, where */

bool ro_figure_is_share(const ro_figure *f) {
  return ro_str_is(f->unit, "percent") || ro_str_is(f->unit, "fraction");
}

static bool is_money(const ro_figure *f) {
  return f->unit.len == 3 && f->unit.data[0] >= 'A' && f->unit.data[0] <= 'Z' &&
         f->unit.data[2] >= 'A' && f->unit.data[2] <= 'Z';
}

static bool is_soldiers(const ro_doc *doc, const ro_figure *f) {
  return ro_str_is(f->unit, "persons") && in_list(head_lemma(doc, f), soldiers);
}

/* Lemma of the noun; with the word before it where the noun says little ("crew member"). */
static uint64_t what_of(const ro_doc *doc, const ro_figure *f) {
  static const char *const pale[] = {"member", "official", "worker", "group",
                                     "system", "vehicle",  NULL};
  ro_str lemma = head_lemma(doc, f);
  uint64_t kind = ro_figure_is_share(f) ? 1 : is_money(f) ? ro_hash_str(f->unit) : 0;
  if (is_soldiers(doc, f)) lemma = RO_STR("troops");
  if (!lemma.len) lemma = f->unit;
  uint64_t hash = ro_hash_mix(kind, ro_hash_str(lemma));
  if (!in_list(lemma, pale) || f->counted_span.end <= f->counted_span.begin) return hash;
  uint32_t t = ro_doc_token_at(doc, f->counted_span.end - 1);
  bool has_before = t > 0 && doc->tokens.span[t - 1].begin >= f->counted_span.begin;
  return has_before ? ro_hash_mix(hash, ro_hash_str(ro_doc_lemma(doc, t - 1))) : hash;
}

uint32_t ro_figure_entity(const ro_doc *doc, uint32_t entity) {
  return entity == RO_NONE || entity >= doc->entities.n ? RO_NONE
                                                        : doc->entities.at[entity].story_entity;
}

static uint32_t owner_of(const ro_owners *o, const ro_doc *doc, uint32_t entity) {
  uint32_t e = ro_figure_entity(doc, entity);
  return e == RO_NONE || e >= o->story->entities.n ? RO_NONE : o->state[e];
}

/* Entity of the last name in the phrase of place. */
static uint32_t where_of(const ro_owners *o, const ro_doc *doc, const ro_figure *f) {
  if (!f->place.len || f->place.data < doc->text.data) return RO_NONE;
  uint32_t begin = (uint32_t)(f->place.data - doc->text.data), end = begin + (uint32_t)f->place.len;
  uint32_t found = RO_NONE;
  for (uint32_t i = 0; i < doc->mentions.n; i++) {
    const ro_mention *m = &doc->mentions.at[i];
    if (m->span.begin >= end) break;
    bool is_place =
        m->type == RO_MENTION_GPE || m->type == RO_MENTION_LOC || m->type == RO_MENTION_NORP;
    if (m->span.begin >= begin && m->span.end <= end && is_place)
      found = owner_of(o, doc, m->entity);
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

bool ro_figure_is_measure(const ro_figure *f) {
  static const char *const units[] = {"second", "seconds", "minute",  "minutes", "hour",  "hours",
                                      "day",    "days",    "week",    "weeks",   "month", "months",
                                      "year",   "years",   "decades", "km",      "mile",  "miles",
                                      "m",      "ft",      "parties", "ordinal", NULL};
  return in_list(f->unit, units);
}

/* Class of the counted noun in units.tsv; empty if it has none. */
static ro_str class_of(const ro_owners *o, const ro_doc *doc, const ro_figure *f) {
  uint32_t row = o->units ? ro_table_find(o->units, head_lemma(doc, f)) : RO_NONE;
  return row == RO_NONE ? RO_STR("") : ro_table_field(o->units, row, o->units_class);
}

static bool is_arms(const ro_owners *o, const ro_doc *doc, const ro_figure *f) {
  ro_str type = class_of(o, doc, f);
  return ro_str_is(type, "formations") || ro_str_is(type, "equipment");
}

static bool is_always_kept(const ro_owners *o, const ro_doc *doc, const ro_figure *f) {
  double size = isnan(f->high) ? f->low : f->high;
  if (ro_figure_is_share(f)) return f->counted.len > 0;
  if (is_money(f) || is_loss(doc, f)) return true;
  if (ro_str_is(f->unit, "persons")) return size >= FEW_PEOPLE;
  return is_arms(o, doc, f);
}

/* "each numbering about 800 soldiers", "200 men apiece": the strength of one, not a total. */
static bool is_of_each(const ro_doc *doc, uint32_t i) {
  static const char *const words[] = {"each", "per", "every", "apiece", NULL};
  const ro_figure *f = &doc->figures.at[i];
  for (uint32_t t = f->first > 2 ? f->first - 2 : 0; t < f->first + 2 && t < f->end; t++)
    if (doc->tokens.sentence[t] == doc->tokens.sentence[f->first] &&
        in_list(ro_doc_lower(doc, t), words))
      return true;
  /* "14 battalions each of 800": the word belongs to the number behind it. */
  bool has_next = i + 1 < doc->figures.n && doc->figures.at[i + 1].first <= f->end + 4;
  return !has_next && f->end < doc->tokens.n && in_list(ro_doc_lower(doc, f->end), words);
}

bool ro_counted_read(const ro_owners *o, uint32_t d, uint32_t i, ro_counted *c) {
  const ro_doc *doc = o->story->docs[d];
  const ro_figure *f = &doc->figures.at[i];
  bool is_counting = f->counted.len > 0;
  if (ro_figure_is_measure(f) || !is_counting || is_of_each(doc, i)) return false;
  if (ro_str_is(ro_str_from(f->rule), "ordinal-count")) return false;
  bool has_owner =
      is_soldiers(doc, f) || is_money(f) || ro_figure_is_share(f) || is_arms(o, doc, f);
  *c = (ro_counted){
      d, i, what_of(doc, f), RO_NONE, where_of(o, doc, f), RO_NONE, is_always_kept(o, doc, f)};
  double size = isnan(f->high) ? f->low : f->high;
  if (!c->is_always && size < FEW_PEOPLE) return false; /* "two leaders", "three times" */
  if (has_owner) c->whose = owner_of(o, doc, f->actor);
  return true;
}

/* ------------------------------------------------------------------ words */

ro_str ro_flat(ro_arena *arena, ro_str s) {
  char *p = ro_arena_alloc(arena, s.len + 1);
  if (!p) return RO_STR("");
  for (size_t i = 0; i < s.len; i++)
    p[i] = s.data[i] == '\n' || s.data[i] == '\t' ? ' ' : s.data[i];
  return (ro_str){p, s.len};
}

/* The counted noun without words that belong to one statement only: "extra troops" -> "troops". */
static ro_str plain_noun(const ro_doc *doc, const ro_figure *f) {
  static const char *const passing[] = {"extra", "further", "additional", "more", "other",
                                        "new",   "its",     "their",      "the",  "another",
                                        "all",   "of",      NULL};
  uint32_t t = ro_doc_token_at(doc, f->counted_span.begin),
           last = ro_doc_token_at(doc, f->counted_span.end - 1);
  while (t < last && in_list(ro_doc_lower(doc, t), passing)) t++;
  return ro_doc_span(doc, (ro_span){doc->tokens.span[t].begin, f->counted_span.end});
}

/* Does the noun phrase name the owner by its adjective ("Varlandic troops")? */
static bool names_owner(const ro_owners *o, const ro_counted *c, const ro_figure *f) {
  const ro_doc *doc = o->story->docs[c->doc];
  for (uint32_t i = 0; i < doc->mentions.n; i++) {
    const ro_mention *m = &doc->mentions.at[i];
    if (m->span.begin >= f->counted_span.end) break;
    if (m->span.begin >= f->counted_span.begin && m->form == RO_FORM_NAME &&
        owner_of(o, doc, m->entity) == c->whose)
      return true;
  }
  return false;
}

static const ro_figure *figure_of(const ro_owners *o, const ro_counted *c) {
  return &o->story->docs[c->doc]->figures.at[c->figure];
}

/* The point whose words are the label's: one that names the owner, then the shortest. */
static const ro_counted *best_wording(const ro_owners *o, const ro_counted *group, uint32_t n) {
  const ro_counted *best = &group[0];
  bool best_names = false;
  for (uint32_t i = 0; i < n; i++) {
    const ro_figure *f = figure_of(o, &group[i]), *b = figure_of(o, best);
    bool names = group[i].whose != RO_NONE && f->counted.len && names_owner(o, &group[i], f);
    bool is_shorter = f->counted.len && (!b->counted.len || f->counted.len < b->counted.len);
    if (names == best_names ? is_shorter : names) {
      best = &group[i];
      best_names = names;
    }
  }
  return best;
}

static ro_str shortest_place(const ro_owners *o, const ro_counted *group, uint32_t n) {
  ro_str place = RO_STR("");
  for (uint32_t i = 0; i < n; i++) {
    ro_str p = figure_of(o, &group[i])->place;
    if (p.len && p.len <= MAX_PLACE_BYTES && (!place.len || p.len < place.len)) place = p;
  }
  return place;
}

ro_str ro_counted_label(const ro_owners *o, const ro_counted *group, uint32_t n) {
  ro_arena *arena = o->story->arena;
  const ro_counted *best = best_wording(o, group, n);
  const ro_figure *f = figure_of(o, best);
  ro_str place = ro_flat(arena, shortest_place(o, group, n)), what = RO_STR("sums of money");
  if (f->counted.len) what = ro_flat(arena, plain_noun(o->story->docs[best->doc], f));
  if (best->whose != RO_NONE && !ro_figure_is_share(f) &&
      !(f->counted.len && names_owner(o, best, f)))
    what = ro_str_printf(arena, "%.*s: %.*s", RO_FMT(o->story->entities.at[best->whose].name),
                         RO_FMT(what));
  if (ro_figure_is_share(f)) what = ro_str_printf(arena, "share of %.*s", RO_FMT(what));
  return place.len ? ro_str_printf(arena, "%.*s %.*s", RO_FMT(what), RO_FMT(place)) : what;
}
