/* Entities of the story: the clusters of entity_join.c as rows.
 *
 * A mention is listed when it is a name, or a nominal that the entity stage accepted; pronouns are
 * not.  The name of an entity is its fullest form, of equally full ones the most frequent, of
 * equally frequent ones the first.  Its type and key are those of most mentions. */
#include <stdlib.h>

#include "base/hash.h"
#include "reconcile/entity_join.h"

typedef struct {
  uint32_t root, n_mentions, doc, begin; /* first place */
} cluster;

static int by_weight(const void *a, const void *b) {
  const cluster *x = a, *y = b;
  if (x->n_mentions != y->n_mentions) return x->n_mentions > y->n_mentions ? -1 : 1;
  if (x->doc != y->doc) return x->doc < y->doc ? -1 : 1;
  if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
  return x->root < y->root ? -1 : x->root > y->root;
}

/* Counts of all clusters that are mentioned, heaviest first; story_entity of doc entities is set.
 */
static ro_status order_clusters(entity_join *join, cluster **out, uint32_t *n_out) {
  ro_story *story = join->story;
  cluster *rows = RO_ARRAY(join->scratch, cluster, join->n);
  uint32_t *place = RO_ARRAY(join->scratch, uint32_t, join->n), n = 0;
  if (!rows || !place) return RO_ENOMEM;
  for (uint32_t i = 0; i < join->n; i++) rows[i] = (cluster){i, 0, RO_NONE, RO_NONE};
  for (uint32_t d = 0; d < story->n_docs; d++)
    for (uint32_t m = 0; m < story->docs[d]->mentions.n; m++) {
      const ro_mention *mention = &story->docs[d]->mentions.at[m];
      if (mention->entity == RO_NONE || mention->form == RO_FORM_PRONOUN) continue;
      cluster *c = &rows[entity_root(join, join->first_unit[d] + mention->entity)];
      if (!c->n_mentions++) {
        c->doc = d;
        c->begin = mention->span.begin;
      }
    }
  for (uint32_t i = 0; i < join->n; i++)
    if (rows[i].n_mentions) rows[n++] = rows[i];
  if (n) qsort(rows, n, sizeof *rows, by_weight);
  for (uint32_t i = 0; i < join->n; i++) place[i] = RO_NONE;
  for (uint32_t k = 0; k < n; k++) place[rows[k].root] = k;
  for (uint32_t i = 0; i < join->n; i++)
    entity_row(join, i)->story_entity = place[entity_root(join, i)];
  *out = rows;
  *n_out = n;
  return RO_OK;
}

/* ------------------------------------------------------------------ name, type, key, roles */

static uint32_t count_words(ro_str name) {
  uint32_t n = name.len > 0;
  for (size_t i = 0; i < name.len; i++) n += name.data[i] == ' ';
  return n;
}

/* Weighted votes for short lists of strings. */
typedef struct {
  ro_str value;
  uint32_t weight;
} vote;
typedef RO_ROWS(vote) votes;

static void cast(ro_arena *scratch, votes *list, ro_str value, uint32_t weight) {
  uint32_t i = 0;
  while (i < list->n && !ro_str_equal(list->at[i].value, value)) i++;
  vote *v = i < list->n ? &list->at[i] : RO_ADD(scratch, list);
  if (!v) return;
  v->value = value;
  v->weight += weight;
}

typedef struct {
  votes names, descriptions, keys;
  uint32_t types[RO_N_MENTION_TYPE];
} tally;

/* The fullest of persons' names is one of two words or more; of equally full ones the most
 * frequent, of equally frequent ones the first. */
static ro_str best_name(const votes *names, bool is_person) {
  const vote *best = NULL;
  for (uint32_t i = 0; i < names->n; i++) {
    const vote *v = &names->at[i];
    bool is_full = is_person && count_words(v->value) >= 2;
    bool is_best_full = is_person && best && count_words(best->value) >= 2;
    if (!best || is_full > is_best_full || (is_full == is_best_full && v->weight > best->weight))
      best = v;
  }
  return best ? best->value : RO_STR("");
}

static void add_role(ro_story *story, ro_entity *e, const ro_doc_entity *from, uint32_t of) {
  for (uint32_t i = 0; i < e->roles.n; i++)
    if (ro_str_equal(e->roles.at[i].role, from->role) && e->roles.at[i].of == of) return;
  ro_role *role = RO_ADD(story->arena, &e->roles);
  if (role) *role = (ro_role){ro_str_copy(story->arena, from->role), of, {RO_NO_DATE, RO_NO_DATE}};
}

static ro_str reasons(ro_arena *arena, uint32_t joined) {
  static const char *const words[] = {"same lexicon entry",
                                      "same name",
                                      "spelling variant",
                                      "surname",
                                      "acronym",
                                      "same office and state",
                                      "same words and state",
                                      "same persons",
                                      "a user's decision"};
  ro_str why = RO_STR("");
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (joined >> i & 1)
      why = why.len ? ro_str_join(arena, why, ", ", ro_str_from(words[i])) : ro_str_from(words[i]);
  return why.len ? why : RO_STR("named in one report");
}

/* ------------------------------------------------------------------ aliases */

typedef struct {
  uint64_t hash;
  uint32_t entity, doc, mention;
} form_row;

static int by_form(const void *a, const void *b) {
  const form_row *x = a, *y = b;
  if (x->entity != y->entity) return x->entity < y->entity ? -1 : 1;
  if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
  if (x->doc != y->doc) return x->doc < y->doc ? -1 : 1;
  return x->mention < y->mention ? -1 : x->mention > y->mention;
}

static int by_count(const void *a, const void *b) {
  const ro_alias *x = a, *y = b;
  if (x->count != y->count) return x->count > y->count ? -1 : 1;
  return ro_str_compare(x->form, y->form);
}

static ro_str form_of(const ro_story *story, const form_row *row) {
  const ro_doc *doc = story->docs[row->doc];
  return ro_doc_span(doc, doc->mentions.at[row->mention].span);
}

static ro_status add_aliases(entity_join *join) {
  ro_story *story = join->story;
  uint32_t n = 0, total = 0;
  for (uint32_t d = 0; d < story->n_docs; d++) total += story->docs[d]->mentions.n;
  form_row *rows = RO_ARRAY(join->scratch, form_row, total);
  if (!rows) return RO_ENOMEM;
  for (uint32_t d = 0; d < story->n_docs; d++) {
    const ro_doc *doc = story->docs[d];
    for (uint32_t m = 0; m < doc->mentions.n; m++) {
      const ro_mention *mention = &doc->mentions.at[m];
      if (mention->entity == RO_NONE || mention->form == RO_FORM_PRONOUN) continue;
      uint32_t entity = doc->entities.at[mention->entity].story_entity;
      rows[n++] = (form_row){ro_hash_str(ro_doc_span(doc, mention->span)), entity, d, m};
    }
  }
  if (n) qsort(rows, n, sizeof *rows, by_form);
  for (uint32_t i = 0, end; i < n; i = end) {
    ro_entity *e = &story->entities.at[rows[i].entity];
    ro_alias *alias = RO_ADD(story->arena, &e->aliases);
    if (!alias) return RO_ENOMEM;
    alias->form = form_of(story, &rows[i]);
    for (end = i; end < n && rows[end].entity == rows[i].entity && rows[end].hash == rows[i].hash;
         end++) {
      alias->count++;
      bool is_new = !alias->docs.n || alias->docs.at[alias->docs.n - 1] != rows[end].doc;
      if (is_new && !ro_indexes_add(story->arena, &alias->docs, rows[end].doc)) return RO_ENOMEM;
    }
  }
  for (uint32_t k = 0; k < story->entities.n; k++) {
    ro_entity *e = &story->entities.at[k];
    if (e->aliases.n > 1) qsort(e->aliases.at, e->aliases.n, sizeof *e->aliases.at, by_count);
  }
  return RO_OK;
}

/* ------------------------------------------------------------------ rows */

static ro_status add_mentions(entity_join *join) {
  ro_story *story = join->story;
  for (uint32_t d = 0; d < story->n_docs; d++) {
    const ro_doc *doc = story->docs[d];
    for (uint32_t m = 0; m < doc->mentions.n; m++) {
      const ro_mention *mention = &doc->mentions.at[m];
      if (mention->entity == RO_NONE || mention->form == RO_FORM_PRONOUN) continue;
      ro_entity *e = &story->entities.at[doc->entities.at[mention->entity].story_entity];
      if (!ro_evidence_add(story, &e->mentions, d, mention->span)) return RO_ENOMEM;
    }
  }
  return RO_OK;
}

/* Story entity with a key, by scanning rows sorted by hash of key. */
typedef struct {
  uint64_t hash;
  uint32_t entity;
} key_row;

static int by_key(const void *a, const void *b) {
  const key_row *x = a, *y = b;
  if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
  return x->entity < y->entity ? -1 : x->entity > y->entity;
}

typedef struct {
  const key_row *rows;
  uint32_t n;
} key_rows;

static uint32_t find_key(const key_row *rows, uint32_t n, ro_str key) {
  uint64_t hash = ro_hash_str(key);
  uint32_t low = 0, high = n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (rows[middle].hash < hash)
      low = middle + 1;
    else
      high = middle;
  }
  return key.len && low < n && rows[low].hash == hash ? rows[low].entity : RO_NONE;
}

static uint32_t find_in(const void *keys, ro_str key) {
  const key_rows *k = keys;
  return find_key(k->rows, k->n, key);
}

/* First and last date of publication of the story. */
static ro_interval story_time(const ro_story *story) {
  ro_interval time = {RO_NO_DATE, RO_NO_DATE};
  for (uint32_t d = 0; d < story->n_docs; d++) {
    ro_interval p = story->docs[d]->meta.published;
    if (p.from != RO_NO_DATE && (time.from == RO_NO_DATE || p.from < time.from)) time.from = p.from;
    if (p.to != RO_NO_DATE && (time.to == RO_NO_DATE || p.to > time.to)) time.to = p.to;
  }
  return time;
}

static ro_status fill_rows(entity_join *join, tally *tallies, const cluster *clusters, uint32_t n) {
  ro_story *story = join->story;
  key_row *keys = RO_ARRAY(join->scratch, key_row, n);
  uint32_t n_keys = 0;
  if (!keys) return RO_ENOMEM;
  for (uint32_t k = 0; k < n; k++) {
    ro_entity *e = &story->entities.at[k];
    const tally *t = &tallies[k];
    e->id = ro_str_printf(story->arena, "e%u", k + 1);
    for (uint32_t i = 1; i < RO_N_MENTION_TYPE; i++)
      if (t->types[i] > t->types[e->type]) e->type = (ro_mention_type)i;
    e->name = best_name(t->names.n ? &t->names : &t->descriptions, e->type == RO_MENTION_PER);
    e->name = ro_str_copy(story->arena, e->name);
    e->key = ro_str_copy(story->arena, best_name(&t->keys, false));
    e->why = reasons(story->arena, join->unit[clusters[k].root].joined);
    if (e->key.len) keys[n_keys++] = (key_row){ro_hash_str(e->key), k};
  }
  if (n_keys) qsort(keys, n_keys, sizeof *keys, by_key);
  for (uint32_t i = 0; i < join->n; i++) {
    const ro_doc_entity *from = entity_row(join, i);
    if (from->story_entity == RO_NONE || !from->role.len || from->is_group) continue;
    add_role(story, &story->entities.at[from->story_entity], from,
             find_key(keys, n_keys, from->of));
  }
  const key_rows by_key = {keys, n_keys};
  ro_interval time = story_time(story);
  for (uint32_t k = 0; k < n; k++)
    if (ro_str_starts(story->entities.at[k].key, RO_STR("person:")))
      RO_TRY(
          entity_add_terms(join->offices, story, &story->entities.at[k], time, find_in, &by_key));
  return RO_OK;
}

static ro_status make_rows(entity_join *join, const cluster *clusters, uint32_t n) {
  ro_story *story = join->story;
  tally *tallies = RO_ARRAY(join->scratch, tally, n);
  if (!tallies) return RO_ENOMEM;
  for (uint32_t k = 0; k < n; k++) {
    ro_entity *e = RO_ADD(story->arena, &story->entities);
    if (!e) return RO_ENOMEM;
    e->is_anonymous = e->is_group = true; /* until a unit says otherwise */
  }
  for (uint32_t i = 0; i < join->n; i++) {
    const ro_doc_entity *from = entity_row(join, i);
    uint32_t weight = join->unit[i].n_mentions;
    if (from->story_entity == RO_NONE || !weight) continue;
    ro_entity *e = &story->entities.at[from->story_entity];
    tally *t = &tallies[from->story_entity];
    cast(join->scratch, join->unit[i].is_named ? &t->names : &t->descriptions, from->name, weight);
    if (from->key.len) cast(join->scratch, &t->keys, from->key, weight);
    t->types[from->type] += weight;
    e->is_anonymous &= from->is_anonymous;
    e->is_group &= from->is_group;
  }
  return fill_rows(join, tallies, clusters, n);
}

ro_status ro_reconcile_entities(const ro_resources *resources, ro_story *story, ro_arena *scratch) {
  entity_join join = {.story = story, .scratch = scratch};
  cluster *clusters;
  uint32_t n;
  RO_TRY(entity_offices_open(resources, scratch, &join.offices));
  RO_TRY(entity_join_all(&join));
  RO_TRY(order_clusters(&join, &clusters, &n));
  RO_TRY(make_rows(&join, clusters, n));
  RO_TRY(add_mentions(&join));
  entity_correct(story);
  return add_aliases(&join);
}
