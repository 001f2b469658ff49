/* What the lexicon knows of the words of a document.
 *
 * Each token gets at most one hit: the longest phrase of any table that begins there; among
 * phrases of one length the order of `find_at` decides.  Names count only where they are written
 * with a capital letter, abbreviations only in capitals ("US", not "us"), so that no list of
 * exceptions is needed for words that are also names ("turkey", "chad", "may"). */
#include "base/date.h"
#include "base/utf8.h"
#include "doc/labels.h"
#include "entity/entity_internal.h"

#define X(id, label) label,
static const char *const class_labels[] = {RO_ACTOR_LIST(X)};
#undef X
static const char *const title_labels[] = {"", "honorific", "rank", "office"};
static const char *const rank_labels[] = {"", "head", "leader"};
static const char *const gender_labels[] = {"", "male", "female"};

static gazetteer open_table(const ro_lexicon *lexicon, const char *name) {
  gazetteer g = {ro_lexicon_table(lexicon, name),
                 RO_NONE,
                 RO_NONE,
                 RO_NONE,
                 RO_NONE,
                 RO_NONE,
                 RO_NONE,
                 RO_NONE,
                 RO_NONE,
                 RO_NONE};
  if (!g.table) return g;
  g.kind = ro_table_column(g.table, "kind");
  g.iso2 = ro_table_column(g.table, "iso2");
  g.name = ro_table_column(g.table, "name");
  g.key = ro_table_column(g.table, "org");
  g.type = ro_table_column(g.table, "type");
  g.role = ro_table_column(g.table, "role");
  g.from = ro_table_column(g.table, "from");
  g.form = ro_table_column(g.table, "form");
  g.to = ro_table_column(g.table, "to");
  return g;
}

static uint32_t state_number(ro_str iso2) {
  if (iso2.len != 2 || iso2.data[0] < 'A' || iso2.data[0] > 'Z' || iso2.data[1] < 'A' ||
      iso2.data[1] > 'Z')
    return RO_NONE;
  return (uint32_t)(iso2.data[0] - 'A') * 26 + (uint32_t)(iso2.data[1] - 'A');
}

/* The row "varlandic military" tells which body the forces of a state are. */
static void index_armies(entity_state *state) {
  const ro_table *table = state->organizations.table;
  for (uint32_t i = 0; i < 26 * 26; i++) state->army_row[i] = RO_NONE;
  uint32_t country = table ? ro_table_column(table, "country") : RO_NONE;
  for (uint32_t r = 0; table && r < ro_table_rows(table); r++) {
    uint32_t number = state_number(ro_table_field(table, r, country));
    if (number != RO_NONE && ro_str_ends(ro_table_field(table, r, 0), RO_STR(" military")))
      state->army_row[number] = r;
  }
}

/* Spellings of one town begin alike ("Kyiv", "Kiev"); where they do not there are several. */
static void index_capitals(entity_state *state) {
  const gazetteer *g = &state->governments;
  char first[26 * 26] = {0};
  for (uint32_t r = 0; g->table && r < ro_table_rows(g->table); r++) {
    uint32_t number = state_number(ro_table_field(g->table, r, g->iso2));
    ro_str name = ro_table_field(g->table, r, 0);
    if (number == RO_NONE || !name.len ||
        !ro_str_is(ro_table_field(g->table, r, g->kind), "capital"))
      continue;
    if (first[number] && first[number] != name.data[0]) state->has_many_capitals[number] = true;
    first[number] = name.data[0];
  }
}

bool entity_has_many_capitals(const entity_state *state, ro_str iso2) {
  uint32_t number = state_number(iso2);
  return number != RO_NONE && state->has_many_capitals[number];
}

ro_str entity_army_key(const entity_state *state, ro_str iso2, ro_str *name) {
  const gazetteer *g = &state->organizations;
  uint32_t number = state_number(iso2), row = number == RO_NONE ? RO_NONE : state->army_row[number];
  if (row == RO_NONE) return RO_STR("");
  *name = ro_table_field(g->table, row, g->name);
  return ro_table_field(g->table, row, g->key);
}

ro_status entity_lexicon_open(const ro_lexicon *lexicon, ro_arena *process, entity_state *state) {
  state->countries = open_table(lexicon, "countries");
  state->governments = open_table(lexicon, "governments");
  state->organizations = open_table(lexicon, "organizations");
  state->blocs = open_table(lexicon, "blocs");
  state->places = open_table(lexicon, "places");
  state->people = open_table(lexicon, "people");
  state->titles = open_table(lexicon, "titles");
  state->name_words = ro_lexicon_table(lexicon, "name_words");
  index_armies(state);
  index_capitals(state);
  if (state->people.iso2 == RO_NONE && state->people.table)
    state->people.iso2 = ro_table_column(state->people.table, "of");
  RO_TRY(entity_people_open(state, process));
  if (state->titles.table &&
      !(state->title_kind = ro_table_codes(state->titles.table, process, state->titles.kind,
                                           title_labels, N_TITLE, TITLE_NONE)))
    return RO_ENOMEM;
  const ro_table *nouns = state->nouns = ro_lexicon_table(lexicon, "actor_nouns");
  if (!nouns) return RO_OK;
  state->noun_class = ro_table_codes(nouns, process, ro_table_column(nouns, "class"), class_labels,
                                     N_ACTOR, ACTOR_NONE);
  state->noun_type = ro_table_codes(nouns, process, ro_table_column(nouns, "type"),
                                    ro_mention_type_label, RO_N_MENTION_TYPE, RO_MENTION_NONE);
  state->noun_rank = ro_table_codes(nouns, process, ro_table_column(nouns, "rank"), rank_labels,
                                    N_RANK, RANK_NONE);
  state->noun_gender = ro_table_codes(nouns, process, ro_table_column(nouns, "gender"),
                                      gender_labels, N_GENDER, GENDER_NONE);
  return state->noun_class && state->noun_type && state->noun_rank && state->noun_gender
             ? RO_OK
             : RO_ENOMEM;
}

/* ------------------------------------------------------------------ one token */

static bool is_all_capitals(const entity_work *work, uint32_t token) {
  ro_str form = ro_doc_form(work->doc, token);
  for (size_t i = 0; i < form.len; i++)
    if (form.data[i] >= 'a' && form.data[i] <= 'z') return false;
  return form.len > 0;
}

static ro_str field(const gazetteer *g, uint32_t row, uint32_t column) {
  return column == RO_NONE ? RO_STR("") : ro_table_field(g->table, row, column);
}

static void put_country(const entity_work *work, uint32_t token, gazetteer_hit *hit) {
  const gazetteer *g = &work->state->countries;
  uint32_t n = 0, row = ro_table_match(g->table, work->doc, token, work->doc->tokens.n, false, &n);
  for (; row != RO_NONE && token + n > hit->end; row = ro_table_next(g->table, row)) {
    ro_str kind = field(g, row, g->kind);
    bool is_demonym = ro_str_is(kind, "demonym");
    if (ro_str_is(kind, "abbreviation") && !is_all_capitals(work, token)) continue;
    *hit = (gazetteer_hit){token + n,
                           is_demonym                   ? HIT_DEMONYM
                           : ro_str_is(kind, "capital") ? HIT_CAPITAL
                                                        : HIT_COUNTRY,
                           is_demonym ? RO_MENTION_NORP : RO_MENTION_GPE,
                           field(g, row, g->iso2),
                           RO_STR(""),
                           field(g, row, g->name)};
    return;
  }
}

static void put_government(const entity_work *work, uint32_t token, gazetteer_hit *hit) {
  const gazetteer *g = &work->state->governments;
  uint32_t n = 0, row = ro_table_match(g->table, work->doc, token, work->doc->tokens.n, false, &n);
  if (row == RO_NONE || token + n < hit->end) return;
  if (token + n == hit->end && hit->kind != HIT_CAPITAL) return;
  bool is_capital = ro_str_is(field(g, row, g->kind), "capital");
  *hit = (gazetteer_hit){token + n,
                         is_capital ? HIT_CAPITAL : HIT_METONYM,
                         is_capital ? RO_MENTION_GPE : RO_MENTION_ORG,
                         field(g, row, g->iso2),
                         is_capital ? RO_STR("") : field(g, row, g->key),
                         field(g, row, g->name)};
}

static ro_mention_type type_of(const gazetteer *g, uint32_t row, ro_mention_type fallback) {
  return (ro_mention_type)ro_label_find(ro_mention_type_label, RO_N_MENTION_TYPE,
                                        field(g, row, g->type), fallback);
}

static void put_other(const entity_work *work, const gazetteer *g, hit_kind kind,
                      ro_mention_type fallback, uint32_t token, gazetteer_hit *hit) {
  uint32_t n = 0, row = ro_table_match(g->table, work->doc, token, work->doc->tokens.n, false, &n);
  for (; row != RO_NONE; row = ro_table_next(g->table, row))
    if (!ro_str_is(field(g, row, g->form), "abbreviation") || is_all_capitals(work, token)) break;
  if (row == RO_NONE || token + n <= hit->end) return;
  *hit = (gazetteer_hit){token + n,
                         kind,
                         type_of(g, row, fallback),
                         field(g, row, g->iso2),
                         field(g, row, g->key),
                         field(g, row, g->name)};
}

/* Nouns after which "western" is a direction. */
static bool is_geographic(const entity_work *work, uint32_t token) {
  static const char *const words[] = {"part",  "side",      "bank",  "edge", "half",
                                      "flank", "coast",     "shore", "area", "suburb",
                                      "slope", "outskirts", "front", "tip"};
  ro_str lemma = ro_doc_lemma(work->doc, token);
  actor_class class = entity_class_at(work, token);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (ro_str_is(lemma, words[i])) return true;
  return class == ACTOR_REGION || class == ACTOR_CITY || class == ACTOR_BORDER ||
         class == ACTOR_COMPASS || class == ACTOR_FACILITY || class == ACTOR_FRONT;
}

/* "the West": not "the west of the country", "to the west", "the West Bank". */
static bool is_the_west(const entity_work *work, uint32_t token) {
  static const char *const directions[] = {"to", "towards", "from", "in", "further"};
  uint32_t n = work->doc->tokens.n;
  bool is_capital = entity_is_capital(work, token);
  if (token == 0 || !entity_lower_is(work, token - 1, "the")) return false;
  if (token + 1 < n && entity_is_capital(work, token + 1)) return false;
  if (token + 2 < n && entity_lower_is(work, token + 1, "of") &&
      (!is_capital || entity_is_capital(work, token + 2) ||
       entity_lower_is(work, token + 2, "the")))
    return false;
  return is_capital || token < 2 || !entity_lower_in(work, token - 2, directions, 5);
}

/* "Western leaders", "western allies": not "western Varland", "the western suburbs". */
static bool is_of_the_west(const entity_work *work, uint32_t token) {
  uint32_t n = work->doc->tokens.n;
  if (token + 1 >= n || entity_is_capital(work, token + 1)) return false;
  for (uint32_t i = token + 1; i < n && i < token + 3; i++)
    if (is_geographic(work, i)) return false;
  return !work->has_tags || work->doc->tokens.upos[token] != RO_UPOS_NOUN;
}

/* Some papers write the West small, so it is not left to the table of blocs. */
static void put_west(const entity_work *work, uint32_t token, gazetteer_hit *hit) {
  uint8_t kind = work->kind[work->doc->tokens.lower[token]];
  if (hit->end || (kind != WORD_WEST && kind != WORD_WESTERN)) return;
  if (kind == WORD_WEST ? is_the_west(work, token) : is_of_the_west(work, token))
    *hit = (gazetteer_hit){token + 1,           HIT_BLOC,          RO_MENTION_LOC, RO_STR(""),
                           RO_STR("bloc:west"), RO_STR("the West")};
}

static void find_at(entity_work *work, uint32_t token) {
  const entity_state *s = work->state;
  gazetteer_hit *hit = &work->hit[token];
  if (entity_is_capital(work, token)) {
    put_country(work, token, hit);
    put_government(work, token, hit);
    put_other(work, &s->blocs, HIT_BLOC, RO_MENTION_LOC, token, hit);
    put_other(work, &s->organizations, HIT_BODY, RO_MENTION_ORG, token, hit);
    put_other(work, &s->places, HIT_PLACE, RO_MENTION_GPE, token, hit);
  }
  put_west(work, token, hit);
  if (hit->end && hit->end > entity_sentence_end(work, token)) hit->end = 0;
}

bool entity_state_at(const entity_work *work, uint32_t token, gazetteer_hit *hit) {
  *hit = (gazetteer_hit){0};
  put_country(work, token, hit);
  return hit->end && (hit->kind == HIT_COUNTRY || hit->kind == HIT_DEMONYM);
}

void entity_find_hits(entity_work *work) {
  for (uint32_t i = work->doc->tokens.n; i-- > 0;) find_at(work, i);
}

static void put_noun(entity_work *work, uint32_t first, uint32_t words, uint32_t row) {
  const entity_state *s = work->state;
  noun_hit *noun = &work->noun[first + words - 1];
  *noun = (noun_hit){
      first,     s->noun_class[row], s->noun_type[row], s->noun_rank[row], s->noun_gender[row],
      RO_STR("")};
  if (noun->class == ACTOR_ROLE) noun->role = ro_table_field(s->nouns, row, 0);
}

/* An office or rank of the table of titles: it names the role; its class is the noun's where the
 * last word is one of ours. */
static void put_title(entity_work *work, uint32_t first, uint32_t words, uint32_t row) {
  const entity_state *s = work->state;
  uint32_t last = first + words - 1;
  noun_hit *noun = &work->noun[last];
  ro_str role = ro_table_field(s->titles.table, row, s->titles.role);
  if (s->title_kind[row] == TITLE_HONORIFIC) {
    for (uint32_t i = first; i <= last; i++) work->honorific[i] |= entity_is_capital(work, i);
    return;
  }
  if (noun->class != ACTOR_NONE && noun->class != ACTOR_ROLE) return;
  bool is_longer = noun->class == ACTOR_NONE || noun->first > first;
  if (noun->class == ACTOR_NONE)
    *noun = (noun_hit){first, ACTOR_ROLE, RO_MENTION_PER, RANK_NONE, GENDER_NONE, role};
  if (is_longer) noun->first = first;
  noun->role = role;
}

void entity_find_nouns(entity_work *work) {
  const entity_state *s = work->state;
  uint32_t n = work->doc->tokens.n;
  for (uint32_t i = 0; i < n;) {
    uint32_t words = 0, row = ro_table_match(s->nouns, work->doc, i, n, true, &words);
    if (row != RO_NONE) put_noun(work, i, words, row);
    i += row != RO_NONE ? words : 1;
  }
  for (uint32_t i = 0; i < n && s->titles.table;) {
    uint32_t words = 0, row = ro_table_match(s->titles.table, work->doc, i, n, true, &words);
    if (row != RO_NONE) put_title(work, i, words, row);
    i += row != RO_NONE ? words : 1;
  }
}
