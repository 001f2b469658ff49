/* Names: the union of the tagger's spans and the gazetteers', then the longest form of each.
 *
 * Where both begin at one token the longer wins, and of equal ones the gazetteer gives the type,
 * except that only the tagger says PER.  A state at the head of a longer name stays a mention of
 * its own ("Varland Broadcasting Council").  A person's title, an apposed office and a descriptor
 * ("the port city Osmark", "the Norra region") belong to the longest form of the name. */
#include "base/fold.h"
#include "base/utf8.h"
#include "doc/labels.h"
#include "entity/entity_internal.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

enum { MAX_NAME_TOKENS = 16, MAX_TITLE_TOKENS = 10 };

static ro_mention_type ner_type(uint8_t code) { return (ro_mention_type)((code + 1) / 2); }

static uint32_t ner_end(const entity_work *work, uint32_t i) {
  const uint8_t *ner = work->doc->tokens.ner, *upos = work->doc->tokens.upos;
  uint32_t end = i + 1, stop = entity_sentence_end(work, i);
  if (!ner[i] || ner[i] % 2 == 0) return i; /* B codes are odd */
  /* an auxiliary ends it: in "Ana Reyk will meet" the tagger may take "will" for a name */
  while (end < stop && ner[end] == ner[i] + 1 && upos[end] != RO_UPOS_AUX) end++;
  return end;
}

/* "Han Do-yun": short syllables after a hyphen belong to the name. */
static uint32_t whole_name_end(const entity_work *work, uint32_t end) {
  const ro_tokens *t = &work->doc->tokens;
  static const char *const others[] = {"led", "era", "like", "born", "run", "held", "made", "wide"};
  uint32_t stop = entity_sentence_end(work, end - 1);
  while (end + 1 < stop && entity_lower_is(work, end, "-") &&
         t->span[end].begin == t->span[end - 1].end && t->span[end + 1].begin == t->span[end].end &&
         t->span[end + 1].end - t->span[end + 1].begin <= 4 && t->upos[end + 1] != RO_UPOS_VERB &&
         !entity_lower_in(work, end + 1, others, COUNT(others)))
    end += 2;
  return end;
}

static bool is_person_class(actor_class c) {
  return c == ACTOR_ROLE || c == ACTOR_SPEAKER || c == ACTOR_OFFICIAL || c == ACTOR_REPORTER;
}

/* The name without titles that a tagger left on it: "Mr", "Secretary of State". */
static uint32_t bare_name_first(const entity_work *work, uint32_t first, uint32_t end) {
  for (bool is_title = true; is_title && first + 1 < end;) {
    is_title = work->honorific[first];
    if (is_title) first++;
    for (uint32_t k = first; k + 1 < end && k < first + 5 && !is_title; k++)
      if (is_person_class(entity_class_at(work, k)) && work->noun[k].first <= first) {
        first = k + 1;
        is_title = true;
      }
  }
  return first;
}

static draft *add_name(entity_work *work, uint32_t first, uint32_t end, ro_mention_type type,
                       const gazetteer_hit *hit, const char *rule) {
  if (type == RO_MENTION_PER && !hit) first = bare_name_first(work, first, end);
  if (type == RO_MENTION_PER) end = whole_name_end(work, end);
  draft *d = RO_ADD(work->scratch, &work->drafts);
  if (!d) return NULL;
  *d = (draft){.first = first,
               .end = end,
               .core_first = first,
               .core_end = end,
               .head = entity_top(work, first, end),
               .type = type,
               .form = RO_FORM_NAME,
               .entity = RO_NONE,
               .rule = rule};
  if (hit) {
    d->hit = hit->kind;
    d->key = hit->key;
    d->iso2 = hit->iso2;
    d->name = hit->name;
  }
  for (uint32_t t = first; t < end; t++)
    if (work->cover[t] == RO_NONE || hit) work->cover[t] = work->drafts.n - 1;
  return d;
}

/* ------------------------------------------------------------------ cores */

static void add_inner_state(entity_work *work, uint32_t first, const gazetteer_hit *state) {
  draft *d = add_name(work, first, state->end, state->type, state, "gazetteer: state in a name");
  if (d) d->is_inside = true;
}

/* Is a single word from a list of names used as a name here? */
static bool is_used_as_name(const entity_work *work, uint32_t i, const gazetteer_hit *hit) {
  const ro_tokens *t = &work->doc->tokens;
  if (hit->kind == HIT_COUNTRY || hit->kind == HIT_DEMONYM || hit->kind == HIT_BLOC) return true;
  if (!work->has_tags || hit->end > i + 1) return true;
  return t->upos[i] == RO_UPOS_PROPN || t->upos[i] == RO_UPOS_X ||
         (i > entity_sentence_first(work, i) && t->upos[i] != RO_UPOS_VERB);
}

static bool is_country_like(const gazetteer_hit *hit) {
  return hit->kind == HIT_COUNTRY || hit->kind == HIT_DEMONYM || hit->kind == HIT_BLOC;
}

/* A town of one word may be a person's first or last name: "Paris Holm". */
static bool is_town(const entity_work *work, uint32_t i) {
  return work->hit[i].kind == HIT_PLACE && work->hit[i].end == i + 1;
}

static bool is_unknown_name(const entity_work *work, uint32_t i) {
  return work->doc->tokens.upos[i] == RO_UPOS_PROPN && entity_is_capital(work, i) &&
         (!work->hit[i].end || is_town(work, i)) && entity_class_at(work, i) == ACTOR_NONE &&
         !entity_is_date_word(work, i);
}

static bool is_body_noun(const entity_work *work, uint32_t i) {
  actor_class c = entity_class_at(work, i);
  return entity_is_capital(work, i) && (c == ACTOR_BODY || c == ACTOR_COMPANY || c == ACTOR_MEDIA);
}

/* End of a run of capitalized words that ends in a noun for a body: "Northern Herring Council". */
static uint32_t body_run(const entity_work *work, uint32_t i) {
  const ro_tokens *t = &work->doc->tokens;
  uint32_t end = i, last = i, stop = entity_sentence_end(work, i);
  for (; end < stop && end - i < MAX_NAME_TOKENS; end++) {
    bool is_word = t->upos[end] == RO_UPOS_PROPN || t->upos[end] == RO_UPOS_ADJ ||
                   t->upos[end] == RO_UPOS_NOUN;
    if (!is_word || !entity_is_capital(work, end) || work->hit[end].end ||
        entity_is_date_word(work, end))
      break;
    if (is_body_noun(work, end) && end > i) last = end + 1;
  }
  return last;
}

/* A run of proper nouns that neither source knows: a person if it has two or three words.  Parts
 * of a hyphenated name count as one word. */
static uint32_t proper_run(const entity_work *work, uint32_t i, uint32_t *n_words) {
  uint32_t end = i, stop = entity_sentence_end(work, i);
  static const char *const particles[] = {"al",  "bin", "bint", "ibn", "van", "von", "de",
                                          "del", "der", "den",  "la",  "el",  "abu", "ould"};
  if (!is_unknown_name(work, i)) return i;
  for (*n_words = 0; end < stop && end - i < MAX_NAME_TOKENS; end++) {
    bool is_particle = end > i && entity_lower_in(work, end, particles, COUNT(particles));
    if (!is_particle && !is_unknown_name(work, end)) break;
    *n_words += !is_particle;
    while (end + 2 < stop && entity_lower_is(work, end + 1, "-") && is_unknown_name(work, end + 2))
      end += 2;
    while (end + 2 < stop && entity_lower_in(work, end + 1, particles, COUNT(particles)) &&
           is_unknown_name(work, end + 2))
      end++;
  }
  return end;
}

/* A listed name; a state that begins it is a mention of its own ("Varlandic navy"). */
static void add_listed(entity_work *work, uint32_t i, const gazetteer_hit *hit) {
  gazetteer_hit state;
  add_name(work, i, hit->end, hit->type, hit, "gazetteer");
  if (!is_country_like(hit) && entity_state_at(work, i, &state) && state.end < hit->end)
    add_inner_state(work, i, &state);
}

/* The hit at i, mended: "US House" + "House of Representatives" is one body; "Varlandic military"
 * is none where it only modifies a noun ("Varlandic military exercises"). */
static gazetteer_hit mended_hit(const entity_work *work, uint32_t i) {
  const ro_tokens *t = &work->doc->tokens;
  gazetteer_hit hit = work->hit[i], state;
  for (uint32_t k = i + 1; k < hit.end; k++) {
    const gazetteer_hit *inner = &work->hit[k];
    if (inner->end <= hit.end || (inner->kind != HIT_BODY && inner->kind != HIT_METONYM)) continue;
    hit = *inner;
    break;
  }
  if (hit.kind == HIT_BODY && hit.end > i + 1 && hit.end < t->n &&
      !entity_is_capital(work, hit.end - 1) && t->upos[hit.end] == RO_UPOS_NOUN &&
      entity_state_at(work, i, &state))
    return state;
  return hit;
}

/* Is the town's name followed by an unknown name, and not said to be a place? */
static bool is_first_name(const entity_work *work, uint32_t i) {
  static const char *const places[] = {"in", "near", "at", "from", "outside", "to", "of", "around"};
  uint32_t floor = entity_sentence_first(work, i);
  if (i + 1 >= entity_sentence_end(work, i) || !is_unknown_name(work, i + 1)) return false;
  return i == floor || !entity_lower_in(work, i - 1, places, COUNT(places));
}

/* A full name of the table of people, or a surname of it that stands alone. */
static uint32_t listed_person_end(const entity_work *work, uint32_t i) {
  const gazetteer *g = &work->state->people;
  uint32_t n = 0, floor = entity_sentence_first(work, i), stop = entity_sentence_end(work, i);
  if (!g->table || !entity_is_capital(work, i)) return i;
  uint32_t row = ro_table_match(g->table, work->doc, i, stop, false, &n);
  if (row == RO_NONE) return i;
  if (!ro_str_is(ro_table_field(g->table, row, g->form), "surname")) return i + n;
  bool is_alone = (i == floor || !is_unknown_name(work, i - 1)) &&
                  (i + n >= stop || !is_unknown_name(work, i + n)) &&
                  (work->doc->tokens.upos[i] == RO_UPOS_PROPN || !work->has_tags);
  return is_alone && n == 1 && entity_is_listed_surname(work, i) ? i + 1 : i;
}

/* Type of a name by its last or first word: RO_N_MENTION_TYPE where neither tells. */
static ro_mention_type word_type(const entity_work *work, uint32_t token, const char *place) {
  const ro_table *table = work->state->name_words;
  uint32_t row = ro_table_find(table, ro_doc_lower(work->doc, token));
  for (; row != RO_NONE; row = ro_table_next(table, row))
    if (ro_str_is(ro_table_field(table, row, 1), place))
      return (ro_mention_type)ro_label_find(ro_mention_type_label, RO_N_MENTION_TYPE,
                                            ro_table_field(table, row, 2), RO_MENTION_NONE);
  return RO_N_MENTION_TYPE;
}

/* What a run of unknown proper nouns names: by a word of it, else a person if it is short. */
static ro_mention_type run_type(const entity_work *work, uint32_t first, uint32_t end,
                                uint32_t n_words) {
  ro_mention_type type = word_type(work, end - 1, "last");
  if (type == RO_N_MENTION_TYPE) type = word_type(work, first, "first");
  if (type != RO_N_MENTION_TYPE) return type;
  return n_words <= 4u - work->honorific[first] ? RO_MENTION_PER : RO_MENTION_NONE;
}

/* Spans that a tagger takes for names by their capitals: dates, a bare title, "LLC". */
static bool is_no_name(const entity_work *work, uint32_t first, uint32_t end) {
  bool is_date = true;
  for (uint32_t i = first; i < end; i++) is_date &= entity_is_date_word(work, i);
  if (is_date) return true;
  if (is_person_class(entity_class_at(work, end - 1)) && work->noun[end - 1].first <= first)
    return true;
  if (end > first + 1) return false;
  return is_person_class(entity_class_at(work, first)) || work->honorific[first] ||
         ro_fold_is_legal_form(ro_doc_form(work->doc, first));
}

static bool ends_at_link(const entity_work *work, uint32_t token) {
  uint8_t upos = work->doc->tokens.upos[token];
  return upos == RO_UPOS_ADP || upos == RO_UPOS_CCONJ || upos == RO_UPOS_PUNCT;
}

/* "the Reyk-Holm summit": two surnames, of which one is known as such. */
static bool add_two_persons(entity_work *work, uint32_t i) {
  if (!entity_lower_is(work, i + 1, "-") || !entity_is_capital(work, i + 2)) return false;
  if (ner_type(work->doc->tokens.ner[i]) != RO_MENTION_PER) return false;
  if (!entity_is_listed_surname(work, i) && !entity_is_listed_surname(work, i + 2) &&
      !(work->is_surname[work->doc->tokens.form[i]] &&
        work->is_surname[work->doc->tokens.form[i + 2]]))
    return false;
  add_name(work, i, i + 1, RO_MENTION_PER, NULL, "first of two surnames");
  add_name(work, i + 2, i + 3, RO_MENTION_PER, NULL, "second of two surnames");
  return true;
}

/* Last words of the persons that the tagger found. */
static bool find_tagged_surnames(entity_work *work) {
  const ro_tokens *t = &work->doc->tokens;
  work->is_surname = RO_ARRAY(work->scratch, uint8_t, ro_symbols_count(work->doc->symbols));
  if (!work->is_surname) return false;
  for (uint32_t i = 0; i < t->n; i++) {
    uint32_t end = ner_end(work, i);
    if (end == i || ner_type(t->ner[i]) != RO_MENTION_PER) continue;
    if (end < i + 2 || !entity_lower_is(work, end - 2, "-")) work->is_surname[t->form[end - 1]] = 1;
  }
  return true;
}

static uint32_t name_at(entity_work *work, uint32_t i) {
  if (!work->hit[i].end && !work->doc->tokens.ner[i] && !entity_is_capital(work, i)) return i + 1;
  const gazetteer_hit mended = mended_hit(work, i), *hit = &mended;
  uint32_t tagged = ner_end(work, i), listed = hit->end, person = listed_person_end(work, i);
  if (person > i && person >= tagged && person > listed) {
    add_name(work, i, person, RO_MENTION_PER, NULL, "person in office");
    return person;
  }
  if (listed && !is_used_as_name(work, i, hit)) listed = 0;
  if (listed && is_town(work, i) && is_first_name(work, i)) listed = 0;
  if (tagged > i && is_no_name(work, i, tagged)) return tagged;
  if (tagged > listed && listed && (hit->kind == HIT_BODY || hit->kind == HIT_METONYM) &&
      ends_at_link(work, listed))
    tagged = listed; /* the table knows where the name ends: "... Council of Varland and Osmark" */
  if (tagged == i + 3 && add_two_persons(work, i)) return tagged;
  if (tagged > i && tagged > listed) {
    ro_mention_type type = ner_type(work->doc->tokens.ner[i]);
    if (listed && is_country_like(hit) && type == RO_MENTION_PER) { /* "Varlandic Ana Reyk" */
      add_name(work, i, listed, hit->type, hit, "gazetteer");
      add_name(work, listed, tagged, type, NULL, "ner");
    } else {
      add_name(work, i, tagged, type, NULL, "ner");
      if (listed && is_country_like(hit)) add_inner_state(work, i, hit);
    }
    return tagged;
  }
  if (listed) {
    bool is_person = tagged == listed && ner_type(work->doc->tokens.ner[i]) == RO_MENTION_PER &&
                     !is_country_like(hit);
    if (is_person)
      add_name(work, i, listed, RO_MENTION_PER, NULL, "ner");
    else
      add_listed(work, i, hit);
    return listed;
  }
  uint32_t n_words = 0, end = i;
  if (work->has_tags && !work->has_names) end = proper_run(work, i, &n_words);
  uint32_t body = work->has_tags ? body_run(work, i) : i;
  if (body > i) {
    add_name(work, i, body, RO_MENTION_ORG, NULL, "run of capitals that names a body");
    return body;
  }
  ro_mention_type type = n_words >= 2 ? run_type(work, i, end, n_words) : RO_MENTION_NONE;
  if (type != RO_MENTION_NONE) add_name(work, i, end, type, NULL, "run of proper nouns");
  if (n_words >= 2) return end;
  return i + 1;
}

/* ------------------------------------------------------------------ longest forms */

static void take_role(const entity_work *work, draft *d, uint32_t token) {
  const noun_hit *noun = &work->noun[token];
  d->noun = (actor_class)noun->class;
  d->rank = noun->rank;
  d->role = noun->role;
  if (!d->gender) d->gender = noun->gender;
  d->role_first = noun->first;
  d->role_end = token + 1;
  /* "deputy", "press": nouns and adjectives before the head are part of the office; states, bodies
   * and determiners are not */
  while (d->role_first > d->first && work->cover[d->role_first - 1] == RO_NONE &&
         (work->doc->tokens.upos[d->role_first - 1] == RO_UPOS_NOUN ||
          work->doc->tokens.upos[d->role_first - 1] == RO_UPOS_PROPN ||
          work->doc->tokens.upos[d->role_first - 1] == RO_UPOS_ADJ))
    d->role_first--;
}

/* Mr, Mrs, Sir ... directly before the name. */
static bool is_honorific(const entity_work *work, uint32_t i, uint8_t *gender) {
  static const char *const male[] = {"mr", "mr.", "sir", "lord", "monsieur", "herr", "senor"};
  static const char *const female[] = {"mrs",  "mrs.", "ms",     "ms.", "miss",
                                       "dame", "lady", "madame", "frau"};
  if (!entity_is_capital(work, i)) return false;
  if (entity_lower_in(work, i, male, sizeof male / sizeof *male)) *gender = GENDER_MALE;
  if (entity_lower_in(work, i, female, sizeof female / sizeof *female)) *gender = GENDER_FEMALE;
  return *gender || work->honorific[i];
}

/* Last token of the office that stands before `before`, passing over its complement ("of", "to"
 * and what follows); RO_NONE if there is none. */
static uint32_t role_before(const entity_work *work, uint32_t before, uint32_t floor) {
  static const char *const links[] = {"of", "for", "to", "at", "on"};
  const ro_tokens *t = &work->doc->tokens;
  bool has_link = true; /* what was passed so far is a whole complement, or nothing */
  for (uint32_t i = before, n = 0; i > floor && n < MAX_TITLE_TOKENS; n++) {
    uint32_t p = i - 1;
    if (has_link && is_person_class(entity_class_at(work, p))) return p;
    bool is_link = t->upos[p] == RO_UPOS_ADP && entity_lower_in(work, p, links, 5);
    bool is_word = t->upos[p] == RO_UPOS_NOUN || t->upos[p] == RO_UPOS_PROPN ||
                   t->upos[p] == RO_UPOS_ADJ || t->upos[p] == RO_UPOS_DET ||
                   (t->upos[p] == RO_UPOS_CCONJ && n > 0);
    if (!is_link && !is_word) return RO_NONE;
    has_link = is_link;
    i = p;
  }
  return RO_NONE;
}

static bool is_comma(const entity_work *work, uint32_t i) { return entity_lower_is(work, i, ","); }

static bool begins_apposition(const entity_work *work, uint32_t i) {
  const ro_tokens *t = &work->doc->tokens;
  return t->upos[i] == RO_UPOS_DET || t->xpos[i] == RO_XPOS_PRPS || work->cover[i] != RO_NONE ||
         entity_is_capital(work, i);
}

static void extend_title(const entity_work *work, draft *d) {
  uint32_t floor = entity_sentence_first(work, d->core_first), p = d->core_first;
  while (p > floor && is_honorific(work, p - 1, &d->gender)) p--;
  d->first = p;
  if (p == floor) return;
  bool has_comma = is_comma(work, p - 1);
  uint32_t role = role_before(work, has_comma ? p - 1 : p, floor);
  if (role == RO_NONE) return;
  uint32_t edge = entity_left_edge(work, work->noun[role].first, floor);
  if (has_comma && (!begins_apposition(work, edge) || edge == work->noun[role].first)) return;
  if (work->doc->tokens.xpos[role] == RO_XPOS_NNS) return; /* "told reporters Ana Reyk had" */
  d->first = edge;
  take_role(work, d, role);
}

/* Last token of the office whose first token is i, RO_NONE. */
static uint32_t role_from(const entity_work *work, uint32_t i, uint32_t stop) {
  for (uint32_t k = i; k < stop && k < i + 6; k++)
    if (is_person_class(entity_class_at(work, k)) && work->noun[k].first <= i) return k;
  return RO_NONE;
}

/* "Ana Reyk, the minister of defence": the office after the name. */
static void extend_apposition(const entity_work *work, draft *d) {
  const ro_tokens *t = &work->doc->tokens;
  uint32_t stop = entity_sentence_end(work, d->core_first), i = d->end, role = RO_NONE;
  if (d->role_end > d->role_first || i + 1 >= stop || !is_comma(work, i)) return;
  if (!begins_apposition(work, i + 1) && !is_person_class(entity_class_at(work, i + 1))) return;
  for (i++; i < stop && i < d->end + MAX_TITLE_TOKENS; i++) {
    bool is_inside = t->upos[i] == RO_UPOS_NOUN || t->upos[i] == RO_UPOS_PROPN ||
                     t->upos[i] == RO_UPOS_ADJ || t->upos[i] == RO_UPOS_DET ||
                     t->upos[i] == RO_UPOS_PART || t->xpos[i] == RO_XPOS_PRPS ||
                     t->xpos[i] == RO_XPOS_HYPH || t->upos[i] == RO_UPOS_NUM;
    if (role == RO_NONE) role = role_from(work, i, stop);
    if (role != RO_NONE && role > i) {
      i = role;
      continue;
    }
    bool is_link = role != RO_NONE && t->upos[i] == RO_UPOS_ADP &&
                   (entity_lower_is(work, i, "of") || entity_lower_is(work, i, "for") ||
                    entity_lower_is(work, i, "to") || entity_lower_is(work, i, "at"));
    if (!is_inside && !is_link) break;
  }
  if (role == RO_NONE || i >= d->end + MAX_TITLE_TOKENS) return;
  uint32_t next = role + 1 < stop ? work->cover[role + 1] : RO_NONE;
  if (next != RO_NONE && work->drafts.at[next].type == RO_MENTION_PER) return; /* its own title */
  if (role + 1 < stop && t->upos[role + 1] == RO_UPOS_PROPN) return;
  if (i < stop && t->upos[i] == RO_UPOS_VERB && !is_comma(work, i - 1))
    return; /* "X, the minister said" */
  while (i > role + 1 && t->upos[i - 1] == RO_UPOS_ADP) i--;
  d->end = i;
  take_role(work, d, role);
}

static bool describes(actor_class c, ro_mention_type type) {
  switch ((int)type) {
    case RO_MENTION_ORG:
      return c == ACTOR_COMPANY || c == ACTOR_BODY || c == ACTOR_MEDIA || c == ACTOR_REBEL ||
             c == ACTOR_FORCE;
    case RO_MENTION_GPE:
    case RO_MENTION_LOC:
      return c == ACTOR_CITY || c == ACTOR_COUNTRY || c == ACTOR_REGION || c == ACTOR_NEIGHBOUR ||
             c == ACTOR_OFFICIAL || c == ACTOR_COMPASS;
    case RO_MENTION_FAC:
      return c == ACTOR_FACILITY;
    default:
      return false;
  }
}

/* "the port city Osmark", "region of Norra", "its ally Varland". */
static void extend_descriptor(const entity_work *work, draft *d) {
  uint32_t floor = entity_sentence_first(work, d->core_first), p = d->core_first;
  if (p > floor && entity_lower_is(work, p - 1, "the")) p--;
  if (p > floor + 1 && entity_lower_is(work, p - 1, "of") &&
      entity_class_at(work, p - 2) == ACTOR_REGION)
    p--;
  else
    p = d->core_first;
  if (p == floor || !describes(entity_class_at(work, p - 1), d->type)) return;
  if (entity_class_at(work, p - 1) == ACTOR_COMPASS || work->doc->tokens.xpos[p - 1] == RO_XPOS_NNS)
    return;
  d->noun = entity_class_at(work, p - 1);
  d->first = entity_left_edge(work, work->noun[p - 1].first, floor);
}

static bool is_state_name(const draft *d) {
  return d->hit == HIT_COUNTRY || d->hit == HIT_DEMONYM || d->hit == HIT_BLOC;
}

/* "the Norra region", "Osmark news agency": the kind of thing after the name. */
static void extend_suffix(const entity_work *work, draft *d) {
  const ro_tokens *t = &work->doc->tokens;
  uint32_t stop = entity_sentence_end(work, d->core_first);
  if (is_state_name(d) || d->hit == HIT_CAPITAL || d->core_end >= stop) return;
  for (uint32_t i = d->core_end; i < stop && i < d->core_end + 3; i++) {
    if (t->upos[i] != RO_UPOS_NOUN && t->upos[i] != RO_UPOS_PROPN) return;
    actor_class c = entity_class_at(work, i);
    if (!describes(c, d->type) && !(c == ACTOR_FACILITY && d->type != RO_MENTION_PER)) continue;
    if (c == ACTOR_OFFICIAL || c == ACTOR_COMPASS || c == ACTOR_NEIGHBOUR) return;
    if (i + 1 < stop && (t->upos[i + 1] == RO_UPOS_NOUN || t->upos[i + 1] == RO_UPOS_PROPN))
      continue;
    d->end = i + 1;
    d->noun = c;
    if (c == ACTOR_FACILITY) d->type = RO_MENTION_FAC;
    d->first = entity_left_edge(work, d->core_first, entity_sentence_first(work, d->core_first));
    return;
  }
}

static const char *const compass_points[] = {
    "eastern",       "western",       "northern",      "southern",      "central",
    "north-eastern", "north-western", "south-eastern", "south-western", "northeastern",
    "northwestern",  "southeastern",  "southwestern"};

/* "eastern Varland" is a place of its own around the mention of the state. */
static void add_part_of_state(entity_work *work, uint32_t index) {
  draft d = work->drafts.at[index];
  if (d.hit != HIT_COUNTRY || d.core_first == entity_sentence_first(work, d.core_first)) return;
  uint32_t p = d.core_first - 1;
  if (!entity_lower_in(work, p, compass_points, sizeof compass_points / sizeof *compass_points))
    return;
  draft *part = RO_ADD(work->scratch, &work->drafts);
  if (!part) return;
  *part = d;
  part->first = part->core_first = p;
  part->hit = HIT_PLACE;
  part->type = RO_MENTION_LOC;
  part->noun = ACTOR_COMPASS;
  part->rule = "part of a state";
}

/* Marks the words of titles and descriptors, so that they are not nominals of their own. */
static void use_nouns(entity_work *work, const draft *d) {
  if (d->noun == ACTOR_NONE || d->noun == ACTOR_COMPASS) return;
  for (uint32_t i = d->first; i < d->end; i++)
    if (i < d->core_first || i >= d->core_end)
      if (entity_class_at(work, i) != ACTOR_NONE && work->cover[i] == RO_NONE)
        work->noun[i].class = ACTOR_NONE;
}

static void extend(entity_work *work, uint32_t index) {
  draft *d = &work->drafts.at[index];
  if (d->type == RO_MENTION_PER) {
    extend_title(work, d);
    extend_apposition(work, d);
  } else if (d->type != RO_MENTION_NORP && d->hit != HIT_DEMONYM) {
    extend_descriptor(work, d);
    extend_suffix(work, d);
  }
}

/* Names inside titles and longer names: "Varland" of "the Varlandic minister Ana Reyk". */
static void mark_inside(entity_work *work) {
  uint8_t *is_title = RO_ARRAY(work->scratch, uint8_t, work->doc->tokens.n);
  if (!is_title) return;
  for (uint32_t i = 0; i < work->drafts.n; i++) {
    const draft *d = &work->drafts.at[i];
    for (uint32_t t = d->first; t < d->end; t++)
      if (t < d->core_first || t >= d->core_end) is_title[t] = 1;
  }
  for (uint32_t i = 0; i < work->drafts.n; i++)
    work->drafts.at[i].is_inside |= is_title[work->drafts.at[i].core_first] != 0;
}

/* A surname met elsewhere as a person's, alone and unlabelled: "the Reyk plan", "pro-Reyk". */
static void add_known_surnames(entity_work *work) {
  ro_tokens *t = &work->doc->tokens;
  uint32_t n_symbols = ro_symbols_count(work->doc->symbols);
  uint8_t *is_surname = RO_ARRAY(work->scratch, uint8_t, n_symbols);
  if (!is_surname) return;
  for (uint32_t i = 0; i < work->drafts.n; i++) {
    const draft *d = &work->drafts.at[i];
    if (d->type == RO_MENTION_PER && d->core_end - d->core_first <= 4 &&
        t->form[d->core_end - 1] < n_symbols)
      is_surname[t->form[d->core_end - 1]] = 1;
  }
  for (uint32_t i = 0; i < t->n; i++)
    if (work->cover[i] == RO_NONE && is_surname[t->form[i]] && entity_is_capital(work, i) &&
        t->span[i].end - t->span[i].begin > 2)
      add_name(work, i, i + 1, RO_MENTION_PER, NULL, "surname of a person named here");
}

/* Do the capital letters of the name's words spell the token? */
static bool is_acronym_of(const entity_work *work, uint32_t token, const draft *d) {
  ro_str form = ro_doc_form(work->doc, token);
  size_t n = 0;
  for (uint32_t i = d->core_first; i < d->core_end; i++) {
    if (!entity_is_capital(work, i)) continue;
    if (n == form.len || ro_doc_form(work->doc, i).data[0] != form.data[n]) return false;
    n++;
  }
  return n >= 2 && n == form.len;
}

/* "Northern Herring Council (NHC)": from there on NHC is a name. */
static void add_acronyms(entity_work *work) {
  ro_tokens *t = &work->doc->tokens;
  uint32_t n_names = work->drafts.n, n_symbols = ro_symbols_count(work->doc->symbols);
  uint8_t *is_known = RO_ARRAY(work->scratch, uint8_t, n_symbols);
  bool has_any = false;
  if (!is_known) return;
  for (uint32_t i = 0; i < n_names; i++) {
    const draft *d = &work->drafts.at[i];
    uint32_t at = d->core_end + 1;
    if (d->core_end - d->core_first < 2 || at >= t->n || !entity_lower_is(work, d->core_end, "("))
      continue;
    if (t->form[at] < n_symbols && is_acronym_of(work, at, d))
      is_known[t->form[at]] = has_any = true;
  }
  for (uint32_t i = 0; i < t->n && has_any; i++)
    if (work->cover[i] == RO_NONE && is_known[t->form[i]])
      add_name(work, i, i + 1, RO_MENTION_ORG, NULL, "letters of a name");
}

void entity_find_names(entity_work *work) {
  uint32_t n = work->doc->tokens.n;
  if (!find_tagged_surnames(work)) return;
  for (uint32_t i = 0; i < n;) i = name_at(work, i);
  add_known_surnames(work);
  add_acronyms(work);
  uint32_t n_names = work->drafts.n;
  for (uint32_t i = 0; i < n_names; i++) extend(work, i);
  for (uint32_t i = 0; i < n_names; i++) {
    use_nouns(work, &work->drafts.at[i]);
    add_part_of_state(work, i);
  }
  mark_inside(work);
}
