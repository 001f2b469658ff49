/* Chains of one document, names first.
 *
 * Names are joined by lexicon key, by folded full name, by acronym, and single surnames by the
 * nearest full name with that surname (before, else after: a headline comes first).  Nominals and
 * pronouns follow in text order (resolve.c).  All look-ups are by hash or over a bounded window, so
 * the work is linear in the number of mentions apart from one sort. */
#include "entity/chain.h"

#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/hash.h"
#include "base/utf8.h"

/* ------------------------------------------------------------------ table of entities */

chain_slot *chain_find(chainer *c, uint64_t hash) {
  uint32_t at = (uint32_t)(hash >> 7) & c->mask;
  while (c->slots[at].hash && c->slots[at].hash != hash) at = (at + 1) & c->mask;
  return &c->slots[at];
}

uint64_t chain_key_hash(ro_str key) { return ro_hash_mix(ro_hash_str(key), 1) | 1; }

ro_str chain_text(const chainer *c, uint32_t first, uint32_t end) {
  ro_doc *doc = c->work->doc;
  return ro_doc_span(doc, ro_doc_tokens_span(doc, first, end));
}

static uint32_t new_entity(chainer *c, const draft *d, ro_str name, ro_str key) {
  ro_doc *doc = c->work->doc;
  ro_doc_entity *e = RO_ADD(doc->arena, &doc->entities);
  chain *row = RO_ADD(c->work->scratch, &c->work->chains);
  if (!e || !row) {
    c->is_full = true;
    return RO_NONE;
  }
  *e = (ro_doc_entity){.name = name,
                       .type = d->type == RO_MENTION_NORP && key.len ? RO_MENTION_GPE : d->type,
                       .key = ro_str_copy(doc->arena, key),
                       .story_entity = RO_NONE};
  *row = (chain){.gender = d->gender,
                 .noun = d->noun,
                 .rank = d->rank,
                 .is_plural = d->is_plural,
                 .iso2 = d->iso2,
                 .person = RO_NONE,
                 .last = RO_NONE};
  return doc->entities.n - 1;
}

uint32_t chain_entity(chainer *c, uint64_t hash, const draft *d, ro_str name, ro_str key) {
  chain_slot *slot = chain_find(c, hash);
  if (!slot->hash) {
    uint32_t entity = new_entity(c, d, name, key);
    if (entity == RO_NONE) return RO_NONE;
    *slot = (chain_slot){hash, entity};
  }
  return slot->entity;
}

void chain_join(chainer *c, draft *d, uint32_t entity, const char *rule) {
  if (entity == RO_NONE) return;
  chain *row = &c->work->chains.at[entity];
  d->entity = entity;
  if (rule) d->rule = rule;
  row->last = (uint32_t)(d - c->work->drafts.at);
  if (!row->n_mentions || d->core_first < row->first_mention) row->first_mention = d->core_first;
  row->n_mentions++;
  if (!row->gender) row->gender = d->gender;
}

/* ------------------------------------------------------------------ states and offices */

ro_str chain_state_in(const chainer *c, uint32_t first, uint32_t end) {
  const entity_work *w = c->work;
  for (uint32_t i = first; i < end; i++) {
    uint32_t m = w->cover[i] != RO_NONE ? w->cover[i] : c->mention[i];
    if (m == RO_NONE) continue;
    const draft *d = &w->drafts.at[m];
    if (d->iso2.len) return d->iso2;
    if (d->entity != RO_NONE && w->chains.at[d->entity].iso2.len)
      return w->chains.at[d->entity].iso2;
  }
  return RO_STR("");
}

static ro_str lower_text(const chainer *c, uint32_t first, uint32_t end) {
  return ro_utf8_lower(c->work->doc->arena, chain_text(c, first, end));
}

/* The office in the title, and the state or body it is an office of. */
static void take_office(chainer *c, const draft *d, uint32_t entity) {
  ro_doc *doc = c->work->doc;
  ro_doc_entity *e = &doc->entities.at[entity];
  chain *row = &c->work->chains.at[entity];
  if (d->role_end <= d->role_first) return;
  ro_str iso2 = d->first < d->core_first ? chain_state_in(c, d->first, d->core_first) : RO_STR("");
  if (!iso2.len && d->core_end < d->end) iso2 = chain_state_in(c, d->core_end, d->end);
  if (!row->iso2.len) row->iso2 = iso2;
  if (!row->rank) row->rank = d->rank;
  if (row->noun == ACTOR_NONE) row->noun = d->noun;
  if (!e->role.len) e->role = lower_text(c, d->role_first, d->role_end);
  if (!e->of.len && iso2.len) e->of = ro_str_join(doc->arena, RO_STR("country"), ":", iso2);
}

/* ------------------------------------------------------------------ names */

/* Hash of the folded word, kept by symbol: a name's words come again and again. */
static uint64_t fold(const chainer *c, uint32_t token) {
  uint64_t *hash = &c->work->fold[c->work->doc->tokens.form[token]];
  if (!*hash) *hash = ro_fold_hash(ro_doc_form(c->work->doc, token));
  return *hash;
}

/* One name may be several tokens: those with a hyphen between them and no space. */
static bool is_hyphened(const chainer *c, uint32_t hyphen) {
  const ro_span *span = c->work->doc->tokens.span;
  return entity_lower_is(c->work, hyphen, "-") && span[hyphen - 1].end == span[hyphen].begin &&
         span[hyphen].end == span[hyphen + 1].begin;
}

static uint32_t single_end(const chainer *c, uint32_t first, uint32_t end) {
  uint32_t i = first + 1;
  while (i + 1 < end && is_hyphened(c, i)) i += 2;
  return i;
}

static uint32_t single_first(const chainer *c, uint32_t first, uint32_t end) {
  uint32_t i = end - 1;
  while (i >= first + 2 && is_hyphened(c, i - 1)) i -= 2;
  return i;
}

static bool is_single(const chainer *c, const draft *d) {
  return single_end(c, d->core_first, d->core_end) == d->core_end;
}

static uint64_t single_hash(const chainer *c, uint32_t first, uint32_t end) {
  uint64_t hash = 0;
  for (uint32_t i = first; i < end; i++) {
    uint64_t word = fold(c, i);
    if (word) hash = hash ? ro_hash_mix(hash, word) : word;
  }
  return ro_hash_mix(hash, 2) | 1;
}

static uint64_t first_name_hash(const chainer *c, const draft *d) {
  return single_hash(c, d->core_first, single_end(c, d->core_first, d->core_end));
}

static uint64_t surname_hash(const chainer *c, const draft *d) {
  return single_hash(c, single_first(c, d->core_first, d->core_end), d->core_end);
}

static uint64_t name_hash(const chainer *c, uint32_t first, uint32_t end) {
  uint64_t hash = 3;
  for (uint32_t i = first; i < end; i++) {
    if (i == first && entity_lower_is(c->work, i, "the") && end > first + 1) continue;
    if (i > first && i + 1 >= end - 1 && ro_fold_is_legal_form(ro_doc_form(c->work->doc, i))) break;
    uint64_t word = fold(c, i);
    if (word) hash = ro_hash_mix(hash, word); /* marks fold to nothing */
  }
  return hash | 1;
}

uint64_t chain_wording_hash(const chainer *c, const draft *d, ro_str iso2) {
  const ro_tokens *t = &c->work->doc->tokens;
  uint64_t hash = ro_hash_mix(4, ro_hash_str(iso2));
  for (uint32_t i = d->first; i < d->core_end; i++) {
    if (t->upos[i] == RO_UPOS_DET || t->upos[i] == RO_UPOS_PRON || t->upos[i] == RO_UPOS_PUNCT)
      continue;
    if (c->work->cover[i] != RO_NONE && iso2.len) continue; /* the state stands for its names */
    hash = ro_hash_mix(hash, ro_symbols_hash(c->work->doc->symbols, c->work->doc->tokens.lemma[i]));
  }
  return hash | 1;
}

static const char *const places_in[] = {"in",      "near",   "outside", "inside",  "around",
                                        "at",      "into",   "across",  "through", "throughout",
                                        "towards", "toward", "reach",   "via"};
static const char *const place_verbs[] = {
    "attack",   "take",   "capture", "seize",  "shell",    "bomb",    "bombard", "encircle",
    "surround", "hit",    "strike",  "reach",  "leave",    "enter",   "visit",   "storm",
    "liberate", "occupy", "defend",  "flee",   "evacuate", "besiege", "retake",  "rock",
    "arrive",   "land",   "fly",     "travel", "march",    "head",    "drive"};
static const char *const place_nouns[] = {
    "attack",  "assault",  "advance",  "march",     "strike",  "siege",    "battle",
    "visit",   "trip",     "flight",   "outskirts", "suburb",  "street",   "airport",
    "mayor",   "resident", "centre",   "center",    "capture", "metro",    "summit",
    "embassy", "region",   "district", "fall",      "bombing", "shelling", "raid"};
#define COUNT(list) (sizeof(list) / sizeof *(list))

static bool lemma_in(const chainer *c, uint32_t token, const char *const *words, size_t n) {
  ro_str lemma = ro_doc_lemma(c->work->doc, token);
  for (size_t i = 0; i < n; i++)
    if (ro_str_is(lemma, words[i])) return true;
  return false;
}

/* Is the capital named as a place, and not for the government that sits there?  Decided by the
 * preposition before it, else by the verb or noun that it depends on. */
static bool is_place_use(const chainer *c, const draft *d) {
  const entity_work *w = c->work;
  const ro_tokens *t = &w->doc->tokens;
  uint32_t p = d->first, head = w->has_tree ? t->head[d->head] : RO_NONE;
  if (d->first < d->core_first) return true; /* "the capital Osmark" */
  if (d->core_end < t->n && entity_lower_is(w, d->core_end, "'s") && head != RO_NONE)
    return lemma_in(c, head, place_nouns, COUNT(place_nouns));
  if (d->core_end < t->n && entity_lower_is(w, d->core_end, "-"))
    return false; /* "Osmark-backed" */
  if (p > 0 && entity_lower_in(w, p - 1, places_in, COUNT(places_in))) return true;
  if (p > 1 && t->upos[p - 1] == RO_UPOS_ADP && /* "the assault on Osmark" */
      (lemma_in(c, p - 2, place_nouns, COUNT(place_nouns)) ||
       lemma_in(c, p - 2, place_verbs, COUNT(place_verbs))))
    return true;
  if (head == RO_NONE || !w->has_tree) return false;
  if (ro_tree_is(w->doc, d->head, RO_DEPRELS(CONJ))) { /* "in Osmark and Norra" */
    uint32_t other = head < t->n ? c->mention[head] : RO_NONE;
    if (other != RO_NONE && t->left[head] > 0)
      return entity_lower_in(w, w->drafts.at[other].first ? w->drafts.at[other].first - 1 : 0,
                             places_in, COUNT(places_in));
  }
  if (ro_tree_is(w->doc, d->head, RO_DEPRELS(OBJ) | RO_DEPRELS(NSUBJ_PASS) | RO_DEPRELS(OBL)))
    return lemma_in(c, head, place_verbs, COUNT(place_verbs));
  if (ro_tree_is(w->doc, d->head, RO_DEPRELS(NMOD) | RO_DEPRELS(COMPOUND)))
    return lemma_in(c, head, place_nouns, COUNT(place_nouns));
  return false;
}

/* A seat of one word right after a preposition of place. */
static bool is_single_place(const chainer *c, const draft *d) {
  return d->core_end == d->core_first + 1 && d->first == d->core_first &&
         entity_lower_in(c->work, d->core_first - 1, places_in, 5);
}

static ro_str keyed(chainer *c, const char *kind, ro_str id) {
  return ro_str_join(c->work->doc->arena, ro_str_from(kind), ":", id);
}

static ro_str capital_key(chainer *c, const draft *d, ro_str name) {
  char folded[RO_FOLD_BYTES];
  if (!entity_has_many_capitals(c->work->state, d->iso2)) return keyed(c, "capital", d->iso2);
  ro_str town = {folded, ro_fold_word(name, folded)};
  return keyed(c, "city", ro_str_join(c->work->doc->arena, d->iso2, ":", town));
}

/* Entity of a name that a gazetteer knows; RO_NONE if it is only known as a word. */
static uint32_t listed_entity(chainer *c, draft *d) {
  ro_str key = d->key, name = d->name.len ? d->name : chain_text(c, d->core_first, d->core_end);
  draft shown = *d;
  switch (d->hit) {
    case HIT_COUNTRY:
    case HIT_DEMONYM:
      key = ro_str_is(d->iso2, "EU") ? RO_STR("org:EU") : keyed(c, "country", d->iso2);
      shown.type = ro_str_is(d->iso2, "EU") ? RO_MENTION_ORG : RO_MENTION_GPE;
      break;
    case HIT_CAPITAL:
      if (is_place_use(c, d)) {
        name = chain_text(c, d->core_first, d->core_end);
        key = capital_key(c, d, name);
      } else {
        key = keyed(c, "gov", d->iso2);
        shown.type = d->type = RO_MENTION_ORG;
      }
      break;
    case HIT_METONYM: /* "in Osmark" of a seat of government is the town */
      if (d->core_first > 0 && !entity_lower_is(c->work, d->core_first - 1, "the") &&
          is_single_place(c, d)) {
        shown.type = d->type = RO_MENTION_GPE;
        name = chain_text(c, d->core_first, d->core_end);
        key = keyed(c, "place", name);
      }
      break;
    case HIT_PLACE:
      if (!key.len && d->noun != ACTOR_COMPASS)
        key = keyed(c, "place", ro_str_join(c->work->doc->arena, d->iso2, ":", name));
      break;
    case HIT_BODY:
    case HIT_BLOC:
    case HIT_PERSON:
    case HIT_NONE:
    default:
      break;
  }
  if (!key.len) return RO_NONE;
  shown.noun = ACTOR_NONE;
  shown.is_plural = false;
  return chain_entity(c, chain_key_hash(key), &shown, name, key);
}

/* "eastern Varland": one place by state and point of the compass. */
static uint32_t part_entity(chainer *c, const draft *d) {
  ro_str point = ro_doc_lower(c->work->doc, d->core_first);
  if (ro_str_ends(point, RO_STR("ern"))) point.len -= 3;
  ro_str key = keyed(c, "part", ro_str_join(c->work->doc->arena, d->iso2, ":", point));
  draft shown = *d;
  shown.type = RO_MENTION_LOC;
  return chain_entity(c, chain_key_hash(key), &shown, chain_text(c, d->core_first, d->core_end),
                      key);
}

/* First letters of the words of a name with capitals, "oetb"; for "(OETB)". */
static uint64_t acronym_hash(const chainer *c, uint32_t first, uint32_t end) {
  char letters[16];
  size_t n = 0;
  for (uint32_t i = first; i < end && n < sizeof letters; i++)
    if (entity_is_capital(c->work, i)) letters[n++] = ro_doc_form(c->work->doc, i).data[0];
  return n >= 3 ? ro_hash_mix(ro_hash(letters, n, 0), 5) | 1 : 0;
}

static bool is_acronym(const chainer *c, const draft *d) {
  ro_str form = ro_doc_form(c->work->doc, d->core_first);
  if (d->core_end != d->core_first + 1 || form.len < 2 || form.len > 8) return false;
  for (size_t i = 0; i < form.len; i++)
    if (form.data[i] < 'A' || form.data[i] > 'Z') return false;
  return true;
}

/* "Norra Airways (NAS)": letters in brackets right after a body's name, in its order. */
static uint32_t bracketed(const chainer *c, const draft *d) {
  const entity_work *w = c->work;
  if (d->core_first < 2 || !entity_lower_is(w, d->core_first - 1, "(")) return RO_NONE;
  uint32_t m = w->cover[d->core_first - 2];
  if (m == RO_NONE || w->drafts.at[m].entity == RO_NONE || w->drafts.at[m].type != RO_MENTION_ORG)
    return RO_NONE;
  ro_str letters = ro_doc_form(w->doc, d->core_first);
  ro_str name = chain_text(c, w->drafts.at[m].core_first, w->drafts.at[m].core_end);
  if (!name.len || name.data[0] != letters.data[0]) return RO_NONE;
  size_t k = 0;
  for (size_t i = 0; i < name.len && k < letters.len; i++)
    k += (name.data[i] & ~32) == letters.data[k];
  return k == letters.len ? w->drafts.at[m].entity : RO_NONE;
}

static void join_named(chainer *c, draft *d) {
  if (d->noun == ACTOR_COMPASS && d->hit == HIT_PLACE) {
    chain_join(c, d, part_entity(c, d), NULL);
    return;
  }
  uint32_t entity = listed_entity(c, d);
  if (entity == RO_NONE) {
    uint64_t hash = name_hash(c, d->core_first, d->core_end);
    if (is_acronym(c, d)) {
      ro_str form = ro_doc_form(c->work->doc, d->core_first);
      chain_slot *by_letters = chain_find(c, ro_hash_mix(ro_hash_str(form), 5) | 1);
      uint32_t whole = bracketed(c, d);
      if (whole != RO_NONE && !by_letters->hash)
        *by_letters = (chain_slot){ro_hash_mix(ro_hash_str(form), 5) | 1, whole};
      if (by_letters->hash) {
        chain_join(c, d, by_letters->entity, "acronym");
        return;
      }
    }
    entity = chain_entity(c, hash, d, chain_text(c, d->core_first, d->core_end), RO_STR(""));
  }
  chain_join(c, d, entity, NULL);
  if (entity != RO_NONE && d->core_end - d->core_first >= 2) {
    uint64_t letters = acronym_hash(c, d->core_first, d->core_end);
    chain_slot *slot = chain_find(c, letters);
    if (letters && !slot->hash) *slot = (chain_slot){letters, entity};
  }
}

/* What the lexicon knows of the person's office at the date of the report. */
static void take_listed_office(chainer *c, uint32_t entity) {
  const entity_state *s = c->work->state;
  chain *row = &c->work->chains.at[entity];
  ro_doc *doc = c->work->doc;
  ro_doc_entity *e = &doc->entities.at[entity];
  uint32_t office = entity_office_of(s, row->person, doc->meta.published.from);
  if (office == RO_NONE) return;
  ro_str of = ro_table_field(s->people.table, office, s->people.iso2);
  e->role = ro_table_field(s->people.table, office, s->people.role);
  e->of = of.len == 2 ? keyed(c, "country", of) : of;
  if (of.len == 2) row->iso2 = of;
  uint32_t noun = ro_table_find(s->nouns, e->role);
  if (noun != RO_NONE) row->rank = s->noun_rank[noun];
}

static uint32_t person_entity(chainer *c, const draft *d, uint32_t person, ro_str name) {
  const entity_state *s = c->work->state;
  ro_str key = ro_table_field(s->people.table, person, s->people.key);
  uint32_t entity = chain_entity(c, chain_key_hash(key), d, name, key);
  if (entity == RO_NONE || c->work->chains.at[entity].person != RO_NONE) return entity;
  c->work->chains.at[entity].person = person;
  take_listed_office(c, entity);
  return entity;
}

static void join_full_name(chainer *c, draft *d) {
  uint64_t full = name_hash(c, d->core_first, d->core_end);
  uint32_t person = entity_person_at(c->work, d->core_first, d->core_end);
  ro_str name = chain_text(c, d->core_first, d->core_end);
  uint32_t entity = person == RO_NONE ? chain_entity(c, full, d, name, RO_STR(""))
                                      : person_entity(c, d, person, name);
  if (entity == RO_NONE) return;
  chain *row = &c->work->chains.at[entity];
  row->n_tokens = d->core_end - d->core_first;
  row->surname = surname_hash(c, d);
  chain_join(c, d, entity, NULL);
  /* the latest bearer of a surname, and of a first name, answers for it */
  chain_slot *slot = chain_find(c, row->surname);
  if (!slot->hash) *slot = (chain_slot){row->surname, entity};
  uint64_t part = single_hash(c, d->core_end - 1, d->core_end); /* "al-Reyk", then "Reyk" */
  slot = chain_find(c, part);
  if (!slot->hash) *slot = (chain_slot){part, entity};
  uint64_t first = ro_hash_mix(first_name_hash(c, d), 6) | 1;
  slot = chain_find(c, first);
  if (!slot->hash) *slot = (chain_slot){first, entity};
}

static bool has_appeared(const chainer *c, uint32_t entity, const draft *d) {
  const chain *row = &c->work->chains.at[entity];
  return row->first_mention < d->core_first;
}

/* "Mr Reyk": the latest bearer before, else the first after.  `bearer` is kept up to date in text
 * order, so a second full name with the same surname takes over from where it stands. */
static void join_single_name(chainer *c, draft *d) {
  uint64_t surname = surname_hash(c, d);
  chain_slot *slot = chain_find(c, surname);
  if (!slot->hash) {
    /* a first or family name that comes first, met before and without a title */
    chain_slot *by_first = chain_find(c, ro_hash_mix(surname, 6) | 1);
    if (by_first->hash && has_appeared(c, by_first->entity, d)) slot = by_first;
  }
  if (slot->hash) {
    const chain *row = &c->work->chains.at[slot->entity];
    if (!row->gender || !d->gender || row->gender == d->gender) {
      chain_join(c, d, slot->entity, "surname");
      return;
    }
  }
  uint32_t person = entity_person_at(c->work, d->core_first, d->core_end);
  if (person != RO_NONE) {
    const gazetteer *g = &c->work->state->people;
    ro_str name = ro_table_field(g->table, person, g->name);
    chain_join(c, d, person_entity(c, d, person, name), "surname of a person in office");
    if (!slot->hash && d->entity != RO_NONE) *slot = (chain_slot){surname, d->entity};
    return;
  }
  uint32_t entity = chain_entity(c, ro_hash_mix(surname, 7 + (uint64_t)d->gender) | 1, d,
                                 chain_text(c, d->core_first, d->core_end), RO_STR(""));
  if (entity == RO_NONE) return;
  chain_join(c, d, entity, NULL);
  slot = chain_find(c, surname);
  if (!slot->hash) *slot = (chain_slot){surname, entity};
}

static void chain_names(chainer *c) {
  drafts *rows = &c->work->drafts;
  for (uint32_t k = 0; k < rows->n; k++) { /* what titles may speak of comes first */
    draft *d = &rows->at[c->order[k]];
    if (d->form == RO_FORM_NAME && d->type != RO_MENTION_PER) join_named(c, d);
  }
  for (uint32_t k = 0; k < rows->n; k++) {
    draft *d = &rows->at[c->order[k]];
    if (d->form == RO_FORM_NAME && d->type == RO_MENTION_PER && !is_single(c, d))
      join_full_name(c, d);
  }
  for (uint32_t k = 0; k < rows->n; k++) {
    draft *d = &rows->at[c->order[k]];
    if (d->form != RO_FORM_NAME || d->type != RO_MENTION_PER) continue;
    if (d->entity != RO_NONE) { /* a full name answers for its surname from here on */
      uint64_t surname = surname_hash(c, d);
      chain_slot *slot = chain_find(c, surname);
      if (slot->hash) slot->entity = d->entity;
    } else {
      join_single_name(c, d);
    }
  }
  for (uint32_t k = 0; k < rows->n; k++) {
    draft *d = &rows->at[c->order[k]];
    if (d->form == RO_FORM_NAME && d->type == RO_MENTION_PER && d->entity != RO_NONE)
      take_office(c, d, d->entity);
  }
}

/* ------------------------------------------------------------------ the document */

static void mark_quotes(chainer *c) {
  const ro_doc *doc = c->work->doc;
  const ro_tokens *t = &doc->tokens;
  bool is_open = false;
  uint32_t paragraph = RO_NONE;
  for (uint32_t i = 0; i < t->n; i++) {
    uint32_t now = doc->sentences.at[t->sentence[i]].paragraph;
    if (now != paragraph) is_open = false;
    paragraph = now;
    uint8_t kind = c->work->kind[t->form[i]];
    if (kind >= WORD_QUOTE) is_open = kind == WORD_QUOTE_OPEN || (kind == WORD_QUOTE && !is_open);
    c->is_quoted[i] = is_open;
  }
}

typedef struct {
  uint32_t first, end, index;
} sort_row;

static int by_core(const void *a, const void *b) {
  const sort_row *x = a, *y = b;
  if (x->first != y->first) return x->first < y->first ? -1 : 1;
  if (x->end != y->end) return x->end < y->end ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

static bool open_chainer(chainer *c, entity_work *work) {
  uint32_t n = work->drafts.n, size = 64;
  while (size < n * 8) size *= 2; /* a full name takes up to four slots */
  *c = (chainer){.work = work, .mask = size - 1};
  c->order = RO_ARRAY(work->scratch, uint32_t, n);
  c->mention = RO_ARRAY(work->scratch, uint32_t, work->doc->tokens.n);
  c->is_quoted = RO_ARRAY(work->scratch, uint8_t, work->doc->tokens.n);
  c->slots = RO_ARRAY(work->scratch, chain_slot, size);
  sort_row *rows = RO_ARRAY(work->scratch, sort_row, n);
  if (!c->order || !c->mention || !c->is_quoted || !c->slots || !rows) return false;
  for (uint32_t i = 0; i < work->doc->tokens.n; i++) c->mention[i] = RO_NONE;
  for (uint32_t i = 0; i < n; i++) {
    const draft *d = &work->drafts.at[i];
    rows[i] = (sort_row){d->core_first, d->core_end, i};
    c->mention[d->head] = i;
  }
  for (uint32_t i = 0; i < n; i++) { /* "minister" of "minister Ana Reyk" stands for the whole */
    const draft *d = &work->drafts.at[i];
    uint32_t top = entity_top(work, d->first, d->end);
    if (c->mention[top] == RO_NONE) c->mention[top] = i;
  }
  if (n) qsort(rows, n, sizeof *rows, by_core);
  for (uint32_t i = 0; i < n; i++) c->order[i] = rows[i].index;
  mark_quotes(c);
  return true;
}

void entity_chain(entity_work *work) {
  chainer c;
  if (!open_chainer(&c, work)) return;
  chain_names(&c);
  for (uint32_t k = 0; k < work->drafts.n; k++) {
    draft *d = &work->drafts.at[c.order[k]];
    if (d->form != RO_FORM_NAME) chain_resolve(&c, d);
  }
}

uint32_t chain_order_at(const chainer *c, uint32_t token) {
  uint32_t low = 0, high = c->work->drafts.n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (c->work->drafts.at[c->order[middle]].core_first < token)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

const ro_doc_entity *chain_entity_of(const chainer *c, const draft *m) {
  return &c->work->doc->entities.at[m->entity];
}
