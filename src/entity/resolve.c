/* Whom nominals mean.
 *
 * A nominal is resolved by its class: offices by state and role, forces and governments by state,
 * ministries by state and name, borders by the state beyond them, bare definites by the latest
 * mention of their kind, all else by its wording.  Windows are bounded. */
#include <string.h>

#include "base/fold.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "entity/chain.h"

enum { WINDOW = 60, OFFICE_WINDOW = 1000, SENTENCES_BACK = 3 };

static const draft *before(const chainer *c, uint32_t position, uint32_t k) {
  return &c->work->drafts.at[c->order[position - 1 - k]];
}

static uint32_t window(uint32_t position) { return position < WINDOW ? position : WINDOW; }

/* ------------------------------------------------------------------ antecedents */

typedef bool fits_fn(const chainer *c, const draft *candidate, const draft *d);

/* Latest mention before d that fits; RO_NONE. */
static uint32_t latest(const chainer *c, const draft *d, fits_fn *fits) {
  uint32_t position = chain_order_at(c, d->first);
  for (uint32_t k = 0; k < window(position); k++) {
    const draft *m = before(c, position, k);
    if (m->entity != RO_NONE && fits(c, m, d)) return m->entity;
  }
  return RO_NONE;
}

static bool is_state_entity(const chainer *c, const draft *m, const draft *d) {
  (void)d;
  return ro_str_starts(chain_entity_of(c, m)->key, RO_STR("country:"));
}

/* Mentions of a state in its own right are better antecedents of "the country" than adjectives. */
static bool is_state_noun(const chainer *c, const draft *m, const draft *d) {
  return is_state_entity(c, m, d) && m->hit == HIT_COUNTRY;
}

static bool is_other_state(const chainer *c, const draft *m, const draft *d) {
  return is_state_noun(c, m, d) && !ro_str_equal(m->iso2, d->iso2);
}

static bool is_border(const chainer *c, const draft *m, const draft *d) {
  (void)c, (void)d;
  return m->noun == ACTOR_BORDER && m->form == RO_FORM_NOMINAL;
}

/* Nothing but determiners and numbers before the head: "the leaders", "both officials". */
static bool is_bare(const chainer *c, const draft *d) {
  const ro_tokens *t = &c->work->doc->tokens;
  for (uint32_t i = d->first; i < d->core_first; i++)
    if (t->upos[i] != RO_UPOS_DET && t->upos[i] != RO_UPOS_NUM) return false;
  return d->end == d->core_end;
}

static bool is_same_class(const chainer *c, const draft *m, const draft *d) {
  (void)c;
  return m->form == RO_FORM_NOMINAL && m->noun == d->noun && m->is_plural == d->is_plural;
}

static bool is_same_noun(const chainer *c, const draft *m, const draft *d) {
  const ro_tokens *t = &c->work->doc->tokens;
  if (m->role_end <= m->role_first || d->role_end <= d->role_first) return false;
  return t->lemma[m->role_end - 1] == t->lemma[d->role_end - 1] && m->is_plural == d->is_plural;
}

static bool is_same_role(const chainer *c, const draft *m, const draft *d) {
  return m->form != RO_FORM_PRONOUN && !m->is_plural && m->role.len &&
         (ro_str_equal(m->role, d->role) || is_same_noun(c, m, d));
}

/* Rebels, separatists and insurgents are words for one side; attackers or militants are whoever. */
static bool is_insurgent(const chainer *c, const draft *d) {
  static const char *const words[] = {"rebel", "separatist", "insurgent", "secessionist"};
  for (uint32_t i = d->first; i < d->core_end; i++)
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
      if (ro_str_is(ro_doc_lemma(c->work->doc, i), words[k])) return true;
  return false;
}

static bool is_same_rebels(const chainer *c, const draft *m, const draft *d) {
  return is_same_class(c, m, d) && is_insurgent(c, m);
}

static bool is_unnamed_person(const chainer *c, const draft *m, const draft *d) {
  (void)d;
  return !m->is_plural && chain_entity_of(c, m)->is_anonymous;
}

static bool is_city(const chainer *c, const draft *m, const draft *d) {
  (void)c, (void)d;
  return m->type == RO_MENTION_GPE && m->form == RO_FORM_NAME &&
         (m->hit == HIT_PLACE || m->hit == HIT_CAPITAL || m->hit == HIT_NONE);
}

/* ------------------------------------------------------------------ owners and states */

static ro_str iso2_of_entity(const chainer *c, uint32_t entity) {
  const ro_doc_entity *e = &c->work->doc->entities.at[entity];
  ro_str key = e->key;
  if (c->work->chains.at[entity].iso2.len) return c->work->chains.at[entity].iso2;
  if (ro_str_starts(key, RO_STR("country:"))) return ro_str_sub(key, 8, key.len);
  if (ro_str_starts(key, RO_STR("gov:"))) return ro_str_sub(key, 4, key.len);
  return RO_STR("");
}

/* Is the state at token i only a backer or leader: "Varland-backed", "Varlandic-led"? */
static bool is_backer(const entity_work *w, uint32_t end) {
  static const char *const words[] = {"backed",  "led",       "supported", "funded",
                                      "armed",   "aligned",   "occupied",  "controlled",
                                      "annexed", "sponsored", "allied",    "trained"};
  return end + 1 < w->doc->tokens.n && entity_lower_is(w, end, "-") &&
         entity_lower_in(w, end + 1, words, 12);
}

/* The state that a nominal belongs to: an adjective or owner before the head, else a complement.
 * A backer is given apart. */
static ro_str state_of(const chainer *c, const draft *d, ro_str *backer) {
  const entity_work *w = c->work;
  *backer = RO_STR("");
  /* "troops from Varland" are Varland's, "troops on Varland's border" may be anybody's */
  bool is_theirs = d->core_end < d->end && (entity_lower_is(w, d->core_end, "of") ||
                                            entity_lower_is(w, d->core_end, "from"));
  for (uint32_t i = d->first; i < (is_theirs ? d->end : d->core_end); i++) {
    uint32_t m = w->cover[i] != RO_NONE ? w->cover[i] : c->mention[i];
    if (m == RO_NONE || &w->drafts.at[m] == d || w->drafts.at[m].entity == RO_NONE) continue;
    if (w->drafts.at[m].hit == HIT_PLACE) continue; /* "forces in the south" of whomever */
    ro_str iso2 = iso2_of_entity(c, w->drafts.at[m].entity);
    if (!iso2.len) iso2 = w->drafts.at[m].iso2;
    if (!iso2.len) continue;
    if (!is_backer(w, w->drafts.at[m].core_end)) return iso2;
    *backer = iso2;
  }
  return RO_STR("");
}

static bool has_owner_person(const chainer *c, const draft *d, uint32_t *owner) {
  const entity_work *w = c->work;
  for (uint32_t i = d->first; i < d->end; i++) {
    uint32_t m = w->cover[i] != RO_NONE ? w->cover[i] : c->mention[i];
    if (m == RO_NONE || &w->drafts.at[m] == d || w->drafts.at[m].entity == RO_NONE) continue;
    if (w->drafts.at[m].type != RO_MENTION_PER) continue;
    *owner = w->drafts.at[m].entity;
    return true;
  }
  return false;
}

/* ------------------------------------------------------------------ making entities */

static ro_str bare_text(const chainer *c, const draft *d) {
  const ro_tokens *t = &c->work->doc->tokens;
  uint32_t first = d->first;
  while (first + 1 < d->end && first < d->core_first &&
         (t->upos[first] == RO_UPOS_DET || t->xpos[first] == RO_XPOS_PRPS))
    first++;
  return chain_text(c, first, d->end);
}

static uint32_t keyed_entity(chainer *c, draft *d, const char *kind, ro_str id, ro_str name) {
  ro_str key = ro_str_join(c->work->doc->arena, ro_str_from(kind), ":", id);
  return chain_entity(c, chain_key_hash(key), d, name.len ? name : bare_text(c, d), key);
}

/* "a deputy foreign minister", "the former president": not the holder of the office. */
static bool is_other_office(const chainer *c, const draft *d) {
  static const char *const words[] = {"deputy",    "former", "ex",   "acting", "vice",
                                      "assistant", "late",   "next", "future", "then",
                                      "previous",  "shadow", "would"};
  for (uint32_t i = d->first; i < d->core_first; i++)
    if (entity_lower_in(c->work, i, words, sizeof words / sizeof *words)) return true;
  return d->is_indefinite;
}

/* An actor known by its wording only. */
static uint32_t worded_entity(chainer *c, draft *d, uint64_t more) {
  uint64_t hash = ro_hash_mix(chain_wording_hash(c, d, d->iso2), more) | 1;
  uint32_t n = c->work->doc->entities.n;
  uint32_t entity = chain_entity(c, hash, d, bare_text(c, d), RO_STR(""));
  if (entity == RO_NONE || entity < n) return entity;
  ro_doc_entity *e = &c->work->doc->entities.at[entity];
  e->is_group = d->is_plural;
  e->is_anonymous = d->type == RO_MENTION_PER;
  if (d->role_end > d->role_first && !is_other_office(c, d))
    e->role = ro_utf8_lower(c->work->doc->arena, chain_text(c, d->role_first, d->role_end));
  if (d->iso2.len) e->of = ro_str_join(c->work->doc->arena, RO_STR("country"), ":", d->iso2);
  return entity;
}

static uint32_t fresh_entity(chainer *c, draft *d) {
  return worded_entity(c, d, ro_hash_mix(8, (uint64_t)(d - c->work->drafts.at)));
}

/* ------------------------------------------------------------------ offices */

static bool is_office_match(const chainer *c, const draft *d, uint32_t entity) {
  const chain *row = &c->work->chains.at[entity];
  if (d->rank == RANK_LEADER) return row->rank == RANK_HEAD || row->rank == RANK_LEADER;
  return row->rank == d->rank;
}

static bool leads(const chainer *c, uint32_t person, const draft *d, ro_date date) {
  static const char *const roles[] = {"president",           "prime minister", "chancellor",
                                      "head of state",       "supreme leader", "head of government",
                                      "self-proclaimed head"};
  for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
    if (entity_holds_office(c->work->state, person, ro_str_from(roles[i]), d->iso2, date))
      return true;
  return false;
}

static bool holds_office(const chainer *c, const draft *m, const draft *d) {
  if (m->form != RO_FORM_NAME || m->entity == RO_NONE || m->type != RO_MENTION_PER) return false;
  const chain *row = &c->work->chains.at[m->entity];
  const ro_date date = c->work->doc->meta.published.from;
  if (!d->iso2.len && (date == RO_NO_DATE || row->person == RO_NONE)) return false;
  if (row->person != RO_NONE && d->role.len && d->rank != RANK_LEADER)
    return entity_holds_office(c->work->state, row->person, d->role, d->iso2, date);
  if (row->person != RO_NONE && d->rank == RANK_LEADER && leads(c, row->person, d, date))
    return true;
  if (!row->iso2.len || !ro_str_equal(row->iso2, d->iso2)) return false;
  bool is_words = m->role.len && ro_str_equal(m->role, d->role);
  bool is_rank = d->rank && is_office_match(c, d, m->entity);
  return is_words || (is_rank && (d->rank == RANK_LEADER || !chain_entity_of(c, m)->role.len));
}

/* "the Varlandic president": who is named with that office here, the nearest before it, else after.
 */
static uint32_t named_with_office(const chainer *c, const draft *d) {
  uint32_t position = chain_order_at(c, d->first), n = c->work->drafts.n;
  for (uint32_t k = 0; k < position && k < OFFICE_WINDOW; k++)
    if (holds_office(c, before(c, position, k), d)) return before(c, position, k)->entity;
  for (uint32_t k = position; k < n && k < position + OFFICE_WINDOW; k++) {
    const draft *m = &c->work->drafts.at[c->order[k]];
    if (holds_office(c, m, d)) return m->entity;
  }
  return RO_NONE;
}

static uint32_t lexicon_holder(chainer *c, const draft *d) {
  const entity_state *s = c->work->state;
  if (!d->iso2.len || d->rank == RANK_LEADER) return RO_NONE;
  uint32_t row = entity_office_holder(s, d->role, d->iso2, c->work->doc->meta.published.from);
  if (row == RO_NONE) return RO_NONE;
  ro_str key = ro_table_field(s->people.table, row, s->people.key);
  draft person = *d;
  person.is_plural = false;
  return chain_entity(c, chain_key_hash(key), &person,
                      ro_table_field(s->people.table, row, s->people.name), key);
}

static void resolve_role(chainer *c, draft *d) {
  uint32_t entity = RO_NONE, owner;
  if (d->is_plural || is_other_office(c, d)) {
    chain_join(c, d, worded_entity(c, d, has_owner_person(c, d, &owner) ? owner + 9 : 9), NULL);
    return;
  }
  if (d->iso2.len || is_bare(c, d)) entity = named_with_office(c, d);
  if (entity == RO_NONE) entity = lexicon_holder(c, d);
  if (entity == RO_NONE && is_bare(c, d)) entity = latest(c, d, is_same_role);
  if (entity == RO_NONE && is_bare(c, d) && d->rank == RANK_LEADER)
    entity = latest(c, d, is_same_class);
  if (entity != RO_NONE)
    chain_join(c, d, entity, "office");
  else
    chain_join(c, d, worded_entity(c, d, has_owner_person(c, d, &owner) ? owner + 9 : 9), NULL);
}

/* ------------------------------------------------------------------ groups */

static int add_member(const chainer *c, const draft *m, const draft *d, uint32_t *members, int n) {
  const chain *row = &c->work->chains.at[m->entity];
  if (m->form == RO_FORM_PRONOUN || m->is_plural || m->type != RO_MENTION_PER || row->is_plural)
    return n;
  /* one who is known for another office is no leader */
  if (d->noun != ACTOR_PAIR && !row->rank && (row->noun != ACTOR_NONE || m->form != RO_FORM_NAME))
    return n;
  for (int i = 0; i < n; i++)
    if (members[i] == m->entity) return n;
  members[n] = m->entity;
  return n + 1;
}

/* "both leaders", "the pair": the two persons named last. */
static int latest_two(const chainer *c, const draft *d, uint32_t members[2]) {
  uint32_t position = chain_order_at(c, d->first),
           sentence = c->work->doc->tokens.sentence[d->first];
  int n = 0;
  for (uint32_t k = 0; k < window(position) && n < 2; k++) {
    const draft *m = before(c, position, k);
    if (c->work->doc->tokens.sentence[m->first] + SENTENCES_BACK < sentence) break;
    if (m->entity != RO_NONE) n = add_member(c, m, d, members, n);
  }
  return n;
}

/* "the US and Varlandic presidents": one office holder of each state. */
static int office_of_each(chainer *c, const draft *d, uint32_t members[2]) {
  const entity_work *w = c->work;
  int n = 0;
  for (uint32_t i = d->first; i < d->core_first; i++) /* "business leaders" are others */
    if (w->cover[i] == RO_NONE && w->doc->tokens.upos[i] != RO_UPOS_DET &&
        w->doc->tokens.upos[i] != RO_UPOS_CCONJ && w->doc->tokens.upos[i] != RO_UPOS_NUM)
      return 0;
  for (uint32_t i = d->first; i < d->core_first && n < 2; i++) {
    uint32_t m = w->cover[i];
    if (m == RO_NONE || !w->drafts.at[m].iso2.len ||
        (i > 0 && w->cover[i - 1] == m && i > d->first))
      continue;
    draft one = *d;
    one.iso2 = w->drafts.at[m].iso2;
    one.is_plural = false;
    uint32_t entity = named_with_office(c, &one);
    if (entity == RO_NONE) entity = lexicon_holder(c, &one);
    if (entity == RO_NONE) return 0;
    members[n++] = entity;
  }
  return n;
}

static bool join_pair(chainer *c, draft *d, const uint32_t members[2]) {
  ro_doc *doc = c->work->doc;
  uint32_t a = members[0], b = members[1];
  if (a > b) a = members[1], b = members[0];
  uint64_t hash = ro_hash_mix(ro_hash_mix(10, a), b) | 1;
  uint32_t n = doc->entities.n;
  ro_str name =
      ro_str_join(doc->arena, doc->entities.at[a].name, " and ", doc->entities.at[b].name);
  uint32_t entity = chain_entity(c, hash, d, name, RO_STR(""));
  if (entity == RO_NONE) return false;
  if (entity == n) {
    ro_doc_entity *e = &doc->entities.at[entity];
    e->is_group = true;
    if (!ro_indexes_add(doc->arena, &e->members, a) || !ro_indexes_add(doc->arena, &e->members, b))
      return false;
  }
  chain_join(c, d, entity, "pair");
  return true;
}

/* ------------------------------------------------------------------ bodies, forces, places */

static void resolve_government(chainer *c, draft *d) {
  ro_doc *doc = c->work->doc;
  if (!d->iso2.len) {
    uint32_t entity = latest(c, d, is_same_noun);
    chain_join(c, d, entity != RO_NONE ? entity : worded_entity(c, d, 0), NULL);
    return;
  }
  ro_str noun = ro_doc_lower(doc, d->head);
  if (ro_str_is(noun, "presidency"))
    chain_join(c, d,
               keyed_entity(c, d, "org", ro_str_join(doc->arena, d->iso2, "-", noun), RO_STR("")),
               "presidency of a state");
  else
    chain_join(c, d, keyed_entity(c, d, "gov", d->iso2, RO_STR("")), "government of a state");
}

/* "the president's office", "Ms Reyk's office": the seat of that office. */
static void resolve_office(chainer *c, draft *d) {
  uint32_t owner;
  ro_doc *doc = c->work->doc;
  if (has_owner_person(c, d, &owner)) {
    const chain *row = &c->work->chains.at[owner];
    ro_str role = doc->entities.at[owner].role;
    bool is_president = ro_str_is(role, "president");
    bool is_premier = ro_str_is(role, "prime minister") || ro_str_is(role, "premier");
    if (row->iso2.len && (is_president || is_premier)) {
      ro_str id = ro_str_join(doc->arena, row->iso2, "-",
                              is_president ? RO_STR("presidency") : RO_STR("prime-minister"));
      chain_join(c, d, keyed_entity(c, d, "org", id, RO_STR("")), "office of a leader");
      return;
    }
    chain_join(c, d, worded_entity(c, d, owner + 11), NULL);
    return;
  }
  for (uint32_t i = d->core_end; i < d->end && d->iso2.len;
       i++) { /* "the office of its president" */
    if (!ro_str_is(c->work->noun[i].role, "president")) continue;
    ro_str id = ro_str_join(doc->arena, d->iso2, "-", RO_STR("presidency"));
    chain_join(c, d, keyed_entity(c, d, "org", id, RO_STR("")), "office of a leader");
    return;
  }
  chain_join(c, d, worded_entity(c, d, 0), NULL);
}

/* "the Varlandic defence ministry" -> "org:XX-defence-ministry", as the lexicon writes it. */
static ro_str body_id(const chainer *c, const draft *d) {
  ro_arena *arena = c->work->doc->arena;
  const ro_tokens *t = &c->work->doc->tokens;
  ro_str id = d->iso2;
  uint32_t first = d->core_first;
  while (first > d->first && c->work->cover[first - 1] == RO_NONE &&
         (t->upos[first - 1] == RO_UPOS_NOUN || t->upos[first - 1] == RO_UPOS_ADJ ||
          t->upos[first - 1] == RO_UPOS_PROPN))
    first--;
  for (uint32_t i = first; i < d->core_end; i++) {
    ro_str word = ro_doc_lower(c->work->doc, i);
    if (ro_str_is(word, "defense")) word = RO_STR("defence");
    if (ro_str_is(word, "department") && !ro_str_is(d->iso2, "US")) word = RO_STR("ministry");
    id = ro_str_join(arena, id, "-", word);
  }
  return id;
}

static void resolve_body(chainer *c, draft *d) {
  const gazetteer *g = &c->work->state->governments;
  ro_str phrase = ro_utf8_lower(c->work->doc->arena, chain_text(c, d->core_first, d->core_end));
  uint32_t row = d->iso2.len ? RO_NONE : ro_table_find(g->table, phrase);
  if (row != RO_NONE && ro_table_next(g->table, row) == RO_NONE) { /* "the state department" */
    ro_str key = ro_table_field(g->table, row, g->key);
    chain_join(c, d,
               chain_entity(c, chain_key_hash(key), d, ro_table_field(g->table, row, g->name), key),
               "gazetteer");
    return;
  }
  if (d->iso2.len) {
    chain_join(c, d, keyed_entity(c, d, "org", body_id(c, d), RO_STR("")), "body of a state");
    return;
  }
  uint32_t entity = is_bare(c, d) ? latest(c, d, is_same_noun) : RO_NONE;
  chain_join(c, d, entity != RO_NONE ? entity : worded_entity(c, d, 0), NULL);
}

static bool has_rebel_modifier(const chainer *c, const draft *d) {
  for (uint32_t i = d->first; i < d->core_end; i++)
    if (entity_class_at(c->work, i) == ACTOR_REBEL) return true;
  return false;
}

static void resolve_force(chainer *c, draft *d) {
  ro_str backer, iso2 = state_of(c, d, &backer), name = RO_STR("");
  bool is_rebel = d->noun == ACTOR_REBEL || backer.len || has_rebel_modifier(c, d);
  if (is_rebel) {
    d->noun = ACTOR_REBEL;
    if (backer.len) {
      chain_join(c, d, keyed_entity(c, d, "rebels", backer, RO_STR("")), "rebels with one backer");
    } else {
      d->is_plural = true;
      uint32_t entity = latest(c, d, is_insurgent(c, d) ? is_same_rebels : is_same_noun);
      chain_join(c, d, entity != RO_NONE ? entity : worded_entity(c, d, 0), NULL);
    }
    return;
  }
  if (iso2.len) {
    d->iso2 = iso2;
    ro_str key = entity_army_key(c->work->state, iso2, &name);
    if (key.len)
      chain_join(c, d, chain_entity(c, chain_key_hash(key), d, name, key), "forces of a state");
    else
      chain_join(
          c, d,
          keyed_entity(c, d, "org",
                       ro_str_join(c->work->doc->arena, iso2, "-", RO_STR("armed-forces")), name),
          "forces of a state");
    return;
  }
  uint32_t entity = is_bare(c, d) ? latest(c, d, is_same_class) : RO_NONE;
  chain_join(c, d, entity != RO_NONE ? entity : worded_entity(c, d, 0), NULL);
}

/* State named last before d in its sentence, empty if none. */
static ro_str nearest_state(const chainer *c, const draft *d) {
  const ro_doc *doc = c->work->doc;
  uint32_t position = chain_order_at(c, d->first), sentence = doc->tokens.sentence[d->first];
  for (uint32_t k = 0; k < window(position); k++) {
    const draft *m = before(c, position, k);
    if (doc->tokens.sentence[m->first] != sentence) break;
    if (m->hit == HIT_COUNTRY && !m->is_inside) return m->iso2;
  }
  return RO_STR("");
}

static void resolve_border(chainer *c, draft *d) {
  ro_str iso2 = d->core_end < d->end ? chain_state_in(c, d->core_end, d->end) : RO_STR("");
  if (!iso2.len && c->work->doc->tokens.xpos[d->first] == RO_XPOS_PRPS)
    iso2 = nearest_state(c, d); /* "crossed from Varland over its border" */
  if (!iso2.len) iso2 = chain_state_in(c, d->first, d->core_first);
  if (iso2.len) {
    chain_join(c, d, keyed_entity(c, d, "border", iso2, RO_STR("")), "border of a state");
    return;
  }
  uint32_t entity = latest(c, d, is_border);
  chain_join(c, d, entity != RO_NONE ? entity : worded_entity(c, d, 0), NULL);
}

/* Does the sentence up to d name the state otherwise: its adjective, capital or seat?  Then "the
 * country" is another. */
static bool is_named_otherwise(const chainer *c, const draft *d, ro_str iso2) {
  const ro_doc *doc = c->work->doc;
  uint32_t position = chain_order_at(c, d->first), sentence = doc->tokens.sentence[d->first];
  for (uint32_t k = 0; k < window(position); k++) {
    const draft *m = before(c, position, k);
    if (doc->tokens.sentence[m->first] != sentence) return false;
    bool is_other_form = m->hit == HIT_DEMONYM || m->hit == HIT_CAPITAL || m->hit == HIT_METONYM;
    if (is_other_form && ro_str_equal(m->iso2, iso2)) return true;
  }
  return false;
}

/* "the country": the state named last in this sentence or the two before, not in a title; else the
 * state named most in the report. */
static uint32_t state_antecedent(const chainer *c, const draft *d) {
  const ro_doc *doc = c->work->doc;
  uint32_t position = chain_order_at(c, d->first), sentence = doc->tokens.sentence[d->first];
  for (uint32_t k = 0; k < window(position); k++) {
    const draft *m = before(c, position, k);
    if (doc->tokens.sentence[m->first] + 2 < sentence) break;
    if (m->entity != RO_NONE && !m->is_inside && is_state_noun(c, m, d) &&
        !is_named_otherwise(c, d, m->iso2))
      return m->entity;
  }
  uint32_t best = RO_NONE;
  for (uint32_t e = 0; e < doc->entities.n; e++) {
    ro_str key = doc->entities.at[e].key;
    if (!ro_str_starts(key, RO_STR("country:")) ||
        is_named_otherwise(c, d, ro_str_sub(key, 8, key.len)))
      continue;
    if (best == RO_NONE || c->work->chains.at[e].n_mentions > c->work->chains.at[best].n_mentions)
      best = e;
  }
  return best;
}

static void resolve_country(chainer *c, draft *d) {
  uint32_t m = c->work->cover[d->first];
  if (d->is_plural && m != RO_NONE) { /* "Western nations" */
    chain_join(c, d, c->work->drafts.at[m].entity, "states of a bloc");
    return;
  }
  if (d->noun == ACTOR_NEIGHBOUR) {
    chain_join(c, d, latest(c, d, is_other_state), "neighbour");
    return;
  }
  if (d->iso2.len && c->work->doc->tokens.xpos[d->first] == RO_XPOS_PRPS) {
    chain_join(c, d, keyed_entity(c, d, "country", d->iso2, RO_STR("")), "state of its owner");
    return;
  }
  chain_join(c, d, state_antecedent(c, d), "latest state");
}

static void resolve_city(chainer *c, draft *d) {
  bool is_capital = entity_lower_is(c->work, d->core_first, "capital");
  if (!is_capital) {
    if (is_bare(c, d)) chain_join(c, d, latest(c, d, is_city), "latest city");
    return;
  }
  ro_str iso2 = d->iso2;
  if (!iso2.len) {
    uint32_t state = state_antecedent(c, d);
    if (state != RO_NONE) iso2 = iso2_of_entity(c, state);
  }
  if (iso2.len) chain_join(c, d, keyed_entity(c, d, "capital", iso2, RO_STR("")), "capital");
}

static void resolve_compass(chainer *c, draft *d) {
  ro_str iso2 = chain_state_in(c, d->core_end, d->end);
  ro_str point = ro_doc_lower(c->work->doc, d->head);
  if (!iso2.len) {
    for (uint32_t i = d->core_end; i < d->end && !iso2.len; i++)
      if (entity_class_at(c->work, i) == ACTOR_COUNTRY) {
        uint32_t state = state_antecedent(c, d);
        if (state != RO_NONE) iso2 = iso2_of_entity(c, state);
      }
  }
  if (!iso2.len) return;
  if (ro_str_ends(point, RO_STR("ern"))) point.len -= 3;
  ro_str id = ro_str_join(c->work->doc->arena, iso2, ":", point);
  chain_join(c, d, keyed_entity(c, d, "part", id, RO_STR("")), "part of a state");
}

/* ------------------------------------------------------------------ persons without a name */

static void resolve_person(chainer *c, draft *d) {
  uint32_t entity = RO_NONE, owner = RO_NONE, members[2];
  bool is_bare_here = is_bare(c, d);
  if (d->noun == ACTOR_PAIR || (d->is_plural && d->rank && is_bare_here)) {
    if ((d->noun == ACTOR_PAIR || d->is_definite) && latest_two(c, d, members) == 2 &&
        join_pair(c, d, members))
      return;
  }
  if (d->noun == ACTOR_SOURCE && d->is_definite && !d->is_plural)
    entity = latest(c, d, is_unnamed_person);
  if (entity == RO_NONE && is_bare_here && !d->is_indefinite && (d->is_definite || d->is_plural))
    entity = latest(c, d, is_same_noun);
  if (entity != RO_NONE) {
    chain_join(c, d, entity, "latest of its kind");
    return;
  }
  if (d->is_indefinite && !d->is_plural)
    entity = fresh_entity(c, d);
  else
    entity = worded_entity(c, d, has_owner_person(c, d, &owner) ? owner + 12 : 0);
  chain_join(c, d, entity, NULL);
}

/* A name directly before, set off by a comma: "Varland, a country that ...". */
static uint32_t apposed_name(const chainer *c, const draft *d) {
  if (d->first < 2 || !entity_lower_is(c->work, d->first - 1, ",")) return RO_NONE;
  uint32_t m = c->work->cover[d->first - 2];
  if (m == RO_NONE || !c->work->has_tree) return RO_NONE;
  uint32_t top = entity_top(c->work, d->first, d->end);
  bool is_told = d->is_indefinite && !d->is_plural; /* "Varland, a state that ..." */
  if (!is_told && !ro_tree_is(c->work->doc, top, RO_DEPRELS(APPOS))) return RO_NONE;
  const draft *name = &c->work->drafts.at[m];
  if (name->entity == RO_NONE || name->hit == HIT_DEMONYM || name->core_end != d->first - 1)
    return RO_NONE;
  bool is_place = name->type == RO_MENTION_GPE || name->type == RO_MENTION_LOC;
  bool is_body = name->type == RO_MENTION_ORG;
  bool is_thing = d->type == RO_MENTION_GPE || d->type == RO_MENTION_LOC;
  if (d->type == RO_MENTION_PER || name->type == RO_MENTION_PER) return RO_NONE;
  return (is_place && is_thing) || (is_body && d->type == RO_MENTION_ORG) ? name->entity : RO_NONE;
}

/* ------------------------------------------------------------------ */

void chain_resolve(chainer *c, draft *d) {
  ro_str backer;
  uint32_t members[2], entity;
  if (d->form == RO_FORM_PRONOUN) {
    chain_resolve_pronoun(c, d);
    return;
  }
  entity = apposed_name(c, d);
  if (entity != RO_NONE) {
    chain_join(c, d, entity, "apposition");
    return;
  }
  d->iso2 = state_of(c, d, &backer);
  if (d->is_plural && d->rank && office_of_each(c, d, members) == 2 && join_pair(c, d, members))
    return;
  switch (d->noun) {
    case ACTOR_ROLE:
      if (d->rank && d->is_plural)
        resolve_person(c, d);
      else
        resolve_role(c, d);
      break;
    case ACTOR_FORCE:
    case ACTOR_REBEL:
      resolve_force(c, d);
      break;
    case ACTOR_GOVERNMENT:
      resolve_government(c, d);
      break;
    case ACTOR_OFFICE:
      resolve_office(c, d);
      break;
    case ACTOR_BODY:
      resolve_body(c, d);
      break;
    case ACTOR_BORDER:
      resolve_border(c, d);
      break;
    case ACTOR_COUNTRY:
    case ACTOR_NEIGHBOUR:
      resolve_country(c, d);
      break;
    case ACTOR_CITY:
      resolve_city(c, d);
      break;
    case ACTOR_COMPASS:
      resolve_compass(c, d);
      break;
    case ACTOR_SPEAKER:
    case ACTOR_OFFICIAL:
    case ACTOR_SOURCE:
    case ACTOR_REPORTER:
    case ACTOR_PEOPLE:
    case ACTOR_PAIR:
      resolve_person(c, d);
      break;
    case ACTOR_COMPANY:
      chain_join(c, d, d->is_indefinite ? fresh_entity(c, d) : worded_entity(c, d, 0), NULL);
      break;
    case ACTOR_MEDIA:
    case ACTOR_FRONT:
    case ACTOR_REGION:
    case ACTOR_FACILITY:
    case ACTOR_NONE:
    case N_ACTOR:
    default:
      chain_join(c, d, worded_entity(c, d, 0), NULL);
      break;
  }
}
