/* Identity of entities over reports.
 *
 * Deterministic clustering in passes from sure to less sure, each near-linear because only units
 * with one hash, or one block of surnames, are compared:
 *   key       the lexicon's identity
 *   name      folded full name (base/fold.h) and kind of thing
 *   variant   persons: surnames one edit apart (two in long ones) inside a block of the first three
 *             letters, and first names equal, near, initial of the other, or missing
 *   surname   a surname alone joins the one full name that bears it; of several, the one named in
 *             at least three times as many reports as all others, else none; failing that, the one
 *             full name that begins with it (family names that come first)
 *   acronym   "OETB" and the body whose capitals spell it
 *   office    an office without a name joins the one person who holds it in the story
 *   wording   groups and bodies without a name, by words and state; single unnamed persons never
 *   members   "both leaders": the same persons
 * Two full names that differ in the first name are never joined. */
#include "reconcile/entity_join.h"

#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/hash.h"
#include "base/utf8.h"

enum { MAX_BLOCK = 400, SURNAME_MAJORITY = 3 };

uint32_t entity_root(entity_join *join, uint32_t i) {
  while (join->unit[i].parent != i) {
    join->unit[i].parent = join->unit[join->unit[i].parent].parent;
    i = join->unit[i].parent;
  }
  return i;
}

static void unite(entity_join *join, uint32_t a, uint32_t b, uint32_t why) {
  a = entity_root(join, a);
  b = entity_root(join, b);
  if (a == b) return;
  if (a > b) {
    uint32_t swap = a;
    a = b;
    b = swap;
  }
  join->unit[b].parent = a;
  join->unit[a].joined |= join->unit[b].joined | why;
}

/* ------------------------------------------------------------------ by hash */

typedef struct {
  uint64_t hash;
  uint32_t unit;
} hash_row;

static int by_hash(const void *a, const void *b) {
  const hash_row *x = a, *y = b;
  if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
  return x->unit < y->unit ? -1 : x->unit > y->unit;
}

typedef uint64_t hash_fn(entity_join *join, uint32_t unit); /* 0 = not in this pass */

static ro_status unite_equal(entity_join *join, hash_fn *hash, uint32_t why) {
  ro_arena_mark mark = ro_arena_tell(join->scratch);
  hash_row *rows = RO_ARRAY(join->scratch, hash_row, join->n);
  uint32_t n = 0;
  if (!rows) return RO_ENOMEM;
  for (uint32_t i = 0; i < join->n; i++) {
    uint64_t h = hash(join, i);
    if (h) rows[n++] = (hash_row){h, i};
  }
  if (n) qsort(rows, n, sizeof *rows, by_hash);
  for (uint32_t k = 1; k < n; k++)
    if (rows[k].hash == rows[k - 1].hash) unite(join, rows[k - 1].unit, rows[k].unit, why);
  ro_arena_reset(join->scratch, mark);
  return RO_OK;
}

static uint64_t key_hash(entity_join *join, uint32_t i) {
  ro_str key = entity_row(join, i)->key;
  return key.len ? ro_hash_str(key) | 1 : 0;
}

static uint32_t kind_of(ro_mention_type type) {
  bool is_place = type == RO_MENTION_GPE || type == RO_MENTION_LOC || type == RO_MENTION_FAC;
  return type == RO_MENTION_PER ? 1 : is_place ? 2 : 3;
}

static bool is_single_word(ro_str name) { return ro_str_find(name, RO_STR(" ")) == name.len; }

static uint64_t name_hash(entity_join *join, uint32_t i) {
  const ro_doc_entity *e = entity_row(join, i);
  if (!join->unit[i].is_named || e->members.n) return 0;
  ro_str name = e->name;
  if (ro_str_starts(name, RO_STR("The ")) || ro_str_starts(name, RO_STR("the ")))
    name = ro_str_sub(name, 4, name.len);
  if (e->type == RO_MENTION_PER && is_single_word(name)) return 0; /* a surname: later */
  ro_str last = name;
  for (size_t k = 0; k < name.len; k++)
    if (name.data[k] == ' ') last = ro_str_sub(name, k + 1, name.len);
  if (e->type == RO_MENTION_ORG && last.len + 1 < name.len && ro_fold_is_legal_form(last))
    name.len -= last.len + 1;
  return ro_hash_mix(ro_fold_hash(name), kind_of(e->type)) | 1;
}

/* Groups and bodies known by their words: "Western officials", "the separatist forces". */
static uint64_t wording_hash(entity_join *join, uint32_t i) {
  const ro_doc_entity *e = entity_row(join, i);
  if (join->unit[i].is_named || e->key.len || e->members.n || !e->name.len) return 0;
  bool is_lasting = e->is_group || e->type != RO_MENTION_PER ||
                    ro_str_find(e->role, RO_STR("spokes")) < e->role.len;
  /* one bare noun ("allies", "the government") means others in each report */
  if (!is_lasting || (is_single_word(e->name) && !e->of.len)) return 0;
  ro_str name = ro_utf8_lower(join->scratch, e->name);
  return ro_hash_mix(ro_hash_mix(ro_hash_str(name), ro_hash_str(e->of)), kind_of(e->type)) | 1;
}

static uint64_t members_hash(entity_join *join, uint32_t i) {
  const ro_doc_entity *e = entity_row(join, i);
  uint32_t base = join->first_unit[join->unit[i].doc], roots[8] = {0}, n = 0;
  if (e->members.n < 2 || e->members.n > 8) return 0;
  for (uint32_t k = 0; k < e->members.n; k++) { /* insertion into sorted order */
    uint32_t root = entity_root(join, base + e->members.at[k]), at = n++;
    for (; at > 0 && roots[at - 1] > root; at--) roots[at] = roots[at - 1];
    roots[at] = root;
  }
  uint64_t hash = 9;
  for (uint32_t k = 0; k < n; k++) hash = ro_hash_mix(hash, roots[k]);
  return hash | 1;
}

/* ------------------------------------------------------------------ persons */

static ro_sym fold_symbol(entity_join *join, ro_str word) {
  char folded[RO_FOLD_BYTES];
  size_t n = ro_fold_word(word, folded);
  return ro_symbols_put(join->folded, (ro_str){folded, n});
}

/* "bin Reyk", "Al Reyk"; "Van" and the like only where written small, else they are given names. */
static bool is_particle(ro_str word) {
  static const char *const words[] = {"bin", "al", "el", "ibn", "van", "von", "de", "der", "la"};
  bool is_small = word.len && word.data[0] >= 'a';
  for (size_t i = 0; i < (is_small ? 9 : 4); i++)
    if (ro_str_equal_nocase(word, ro_str_from(words[i]))) return true;
  return false;
}

static bool is_initial(ro_str word) {
  return word.len == 1 || (word.len == 2 && word.data[1] == '.');
}

/* First name, surname and what is between them.  A leading initial gives way to the name after it
 * ("J. Tomas Holm"); a leading particle is part of the surname. */
static void take_name(entity_join *join, uint32_t i) {
  const ro_doc_entity *e = entity_row(join, i);
  enum { WORDS = 6 };
  ro_str rest = e->name, word, words[WORDS];
  uint32_t n = 0, first = 0;
  if (e->type != RO_MENTION_PER || !join->unit[i].is_named) return;
  while (ro_str_split(&rest, ' ', &word))
    if (word.len) words[n < WORDS ? n++ : WORDS - 1] = word;
  if (!n) return;
  entity_unit *u = &join->unit[i];
  u->surname = fold_symbol(join, words[n - 1]);
  if (n >= 3 && is_initial(words[0])) first = 1;
  if (n >= 2 && !is_particle(words[first])) u->first_name = fold_symbol(join, words[first]);
  if (first + 2 < n) u->middle = fold_symbol(join, words[first + 1]);
}

/* Consonants of a folded name; romanizations of Arabic differ in the vowels only. */
static size_t consonants(ro_str s, char *out) {
  size_t n = 0;
  for (size_t i = 0; i < s.len && n < RO_FOLD_BYTES; i++)
    if (!memchr("aeiou", s.data[i], 5) && (!n || out[n - 1] != s.data[i])) out[n++] = s.data[i];
  return n;
}

/* May the first names be one person's?  Equal, near, an initial, the short form of the other
 * ("Tim", "Timothy"), alike but for vowels, or one not given. */
static bool is_first_compatible(const entity_join *join, uint32_t a, uint32_t b) {
  char p[RO_FOLD_BYTES], q[RO_FOLD_BYTES];
  if (!a || !b || a == b) return true;
  ro_str x = ro_symbols_get(join->folded, a), y = ro_symbols_get(join->folded, b);
  if (!x.len || !y.len) return true;
  if (x.len == 1 || y.len == 1) return x.data[0] == y.data[0];
  if (x.len >= 3 && y.len >= 3 && (ro_str_starts(x, y) || ro_str_starts(y, x))) return true;
  size_t n = consonants(x, p), m = consonants(y, q);
  if (n >= 3 && n == m && memcmp(p, q, n) == 0) return true;
  return ro_fold_is_near(x, y);
}

/* Middle names that both are given and cannot be one ("H.", "W."). */
static bool has_other_middle(const entity_join *join, uint32_t a, uint32_t b) {
  uint32_t x = join->unit[a].middle, y = join->unit[b].middle;
  if (!x || !y || x == y) return false;
  ro_str p = ro_symbols_get(join->folded, x), q = ro_symbols_get(join->folded, y);
  if (p.len && q.len && (p.len == 1 || q.len == 1)) return p.data[0] != q.data[0];
  return !is_first_compatible(join, x, y);
}

/* Two offices of two different states, or two different keys, are two persons. */
static bool is_clash(const entity_join *join, uint32_t a, uint32_t b) {
  const ro_doc_entity *x = entity_row(join, a), *y = entity_row(join, b);
  if (x->key.len && y->key.len && !ro_str_equal(x->key, y->key)) return true;
  return x->of.len && y->of.len && !ro_str_equal(x->of, y->of);
}

typedef struct {
  uint64_t block; /* first three letters of the surname */
  uint32_t surname, first_name, unit, weight;
} person_row;

static int by_block(const void *a, const void *b) {
  const person_row *x = a, *y = b;
  if (x->block != y->block) return x->block < y->block ? -1 : 1;
  if (x->surname != y->surname) return x->surname < y->surname ? -1 : 1;
  if (x->first_name != y->first_name) return x->first_name < y->first_name ? -1 : 1;
  return x->unit < y->unit ? -1 : x->unit > y->unit;
}

static void unite_variants(entity_join *join, const person_row *rows, uint32_t n) {
  if (n > MAX_BLOCK) n = MAX_BLOCK;
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = i + 1; k < n; k++) {
      const person_row *a = &rows[i], *b = &rows[k];
      if (!a->first_name || !b->first_name || is_clash(join, a->unit, b->unit)) continue;
      if (!is_first_compatible(join, a->first_name, b->first_name)) continue;
      if (has_other_middle(join, a->unit, b->unit)) continue;
      bool is_equal = a->surname == b->surname;
      if (!is_equal && (a->first_name != b->first_name ||
                        !ro_fold_is_near(ro_symbols_get(join->folded, a->surname),
                                         ro_symbols_get(join->folded, b->surname))))
        continue; /* at most one of the two names may differ */
      unite(join, a->unit, b->unit, JOINED_BY_VARIANT);
    }
}

/* The full name that a surname alone belongs to among rows of one surname; RO_NONE if unclear. */
static uint32_t bearer(entity_join *join, const person_row *rows, uint32_t n, uint32_t alone) {
  uint32_t best = RO_NONE, best_weight = 0, total = 0;
  for (uint32_t i = 0; i < n; i++) {
    if (!rows[i].first_name || is_clash(join, rows[i].unit, alone)) continue;
    uint32_t root = entity_root(join, rows[i].unit), weight = 0;
    for (uint32_t k = 0; k < n; k++)
      if (rows[k].first_name && entity_root(join, rows[k].unit) == root) weight += rows[k].weight;
    if (root == best) continue;
    if (weight > best_weight) best = root, best_weight = weight;
  }
  if (best == RO_NONE) return RO_NONE;
  for (uint32_t k = 0; k < n; k++)
    if (rows[k].first_name && entity_root(join, rows[k].unit) != best &&
        !is_clash(join, rows[k].unit, alone))
      total += rows[k].weight;
  return best_weight >= SURNAME_MAJORITY * total ? best : RO_NONE;
}

static void unite_surnames(entity_join *join, person_row *rows, uint32_t n) {
  uint32_t alone = RO_NONE;
  if (n > MAX_BLOCK) n = MAX_BLOCK;
  for (uint32_t i = 0; i < n; i++) {
    if (rows[i].first_name) continue;
    uint32_t full = bearer(join, rows, n, rows[i].unit);
    if (full != RO_NONE)
      unite(join, full, rows[i].unit, JOINED_BY_SURNAME);
    else if (alone == RO_NONE)
      alone = rows[i].unit;
    else if (!is_clash(join, alone, rows[i].unit))
      unite(join, alone, rows[i].unit, JOINED_BY_SURNAME);
  }
}

/* Rows of one person name each (surname, first name), heaviest unit first by index; further units
 * of the same name have been united by their full name already. */
static uint32_t distinct_names(entity_join *join, person_row *rows, uint32_t n) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < n; i++) {
    person_row *last = kept ? &rows[kept - 1] : NULL;
    if (last && last->surname == rows[i].surname && last->first_name == rows[i].first_name &&
        entity_root(join, last->unit) == entity_root(join, rows[i].unit))
      last->weight += rows[i].weight;
    else
      rows[kept++] = rows[i];
  }
  return kept;
}

static int by_first_name(const void *a, const void *b) {
  const person_row *x = a, *y = b;
  if (x->first_name != y->first_name) return x->first_name < y->first_name ? -1 : 1;
  return x->unit < y->unit ? -1 : x->unit > y->unit;
}

/* "Mr Han" of "Han Do-yun": rows[0, n_full) are full names by first word, the rest single names
 * that no surname has taken. */
static void unite_family_first(entity_join *join, person_row *rows, uint32_t n_full, uint32_t n) {
  if (n_full) qsort(rows, n_full, sizeof *rows, by_first_name);
  for (uint32_t i = n_full; i < n; i++) {
    uint32_t low = 0, high = n_full, end;
    while (low < high) {
      uint32_t middle = low + (high - low) / 2;
      if (rows[middle].first_name < rows[i].surname)
        low = middle + 1;
      else
        high = middle;
    }
    for (end = low; end < n_full && rows[end].first_name == rows[i].surname; end++) {
    }
    uint32_t full = bearer(join, rows + low, end - low, rows[i].unit);
    if (full != RO_NONE) unite(join, full, rows[i].unit, JOINED_BY_SURNAME);
  }
}

/* Puts full names first, then the single names that belong to none of them yet; returns the count.
 */
static uint32_t part_family_first(entity_join *join, person_row *rows, uint32_t n,
                                  uint32_t *n_full) {
  uint32_t kept = 0, n_single = 0;
  person_row *single = RO_ARRAY(join->scratch, person_row, n);
  uint8_t *is_full = RO_ARRAY(join->scratch, uint8_t, join->n); /* by root */
  *n_full = 0;
  if (!single || !is_full) return 0;
  for (uint32_t i = 0; i < n; i++)
    if (rows[i].first_name) is_full[entity_root(join, rows[i].unit)] = 1;
  for (uint32_t i = 0; i < n; i++)
    if (rows[i].first_name)
      rows[kept++] = rows[i];
    else if (!is_full[entity_root(join, rows[i].unit)])
      single[n_single++] = rows[i];
  *n_full = kept;
  for (uint32_t i = 0; i < n_single; i++) rows[kept++] = single[i];
  return kept;
}

static ro_status unite_persons(entity_join *join) {
  ro_arena_mark mark = ro_arena_tell(join->scratch);
  person_row *rows = RO_ARRAY(join->scratch, person_row, join->n);
  uint32_t n = 0;
  if (!rows) return RO_ENOMEM;
  for (uint32_t i = 0; i < join->n; i++) {
    const entity_unit *u = &join->unit[i];
    if (!u->surname) continue;
    ro_str surname = ro_symbols_get(join->folded, u->surname);
    uint64_t block = ro_hash(surname.data, surname.len < 3 ? surname.len : 3, 0);
    rows[n++] = (person_row){block, u->surname, u->first_name, i, 1};
  }
  if (n) qsort(rows, n, sizeof *rows, by_block);
  n = distinct_names(join, rows, n);
  for (uint32_t i = 0, end; i < n; i = end) {
    for (end = i; end < n && rows[end].block == rows[i].block;) end++;
    unite_variants(join, rows + i, end - i);
  }
  for (uint32_t i = 0, end; i < n; i = end) {
    for (end = i; end < n && rows[end].surname == rows[i].surname;) end++;
    unite_surnames(join, rows + i, end - i);
  }
  uint32_t n_full;
  n = part_family_first(join, rows, n, &n_full);
  unite_family_first(join, rows, n_full, n);
  ro_arena_reset(join->scratch, mark);
  return RO_OK;
}

/* ------------------------------------------------------------------ offices, acronyms */

static uint64_t office_hash(const ro_doc_entity *e) {
  if (!e->role.len || !e->of.len || e->is_group) return 0;
  return ro_hash_mix(ro_hash_str(e->role), ro_hash_str(e->of)) | 1;
}

static uint64_t acronym_hash(entity_join *join, uint32_t i) {
  const ro_doc_entity *e = entity_row(join, i);
  char letters[16];
  size_t n = 0;
  ro_str rest = e->name, word;
  if (e->type != RO_MENTION_ORG || !join->unit[i].is_named) return 0;
  if (is_single_word(e->name)) {
    for (size_t k = 0; k < e->name.len; k++)
      if (e->name.data[k] < 'A' || e->name.data[k] > 'Z') return 0;
    return e->name.len >= 3 && e->name.len <= 8 ? ro_hash_str(e->name) | 1 : 0;
  }
  while (ro_str_split(&rest, ' ', &word) && n < sizeof letters)
    if (word.len && word.data[0] >= 'A' && word.data[0] <= 'Z') letters[n++] = word.data[0];
  return n >= 3 ? ro_hash(letters, n, 0) | 1 : 0;
}

/* Joins each row without a name to the one root with a name that has the same hash. */
static ro_status unite_offices(entity_join *join) {
  ro_arena_mark mark = ro_arena_tell(join->scratch);
  hash_row *rows = RO_ARRAY(join->scratch, hash_row, join->n);
  uint32_t n = 0;
  if (!rows) return RO_ENOMEM;
  for (uint32_t i = 0; i < join->n; i++) {
    uint64_t h = office_hash(entity_row(join, i));
    if (h) rows[n++] = (hash_row){h, i};
  }
  if (n) qsort(rows, n, sizeof *rows, by_hash);
  for (uint32_t i = 0, end; i < n; i = end) {
    uint32_t holder = RO_NONE;
    bool is_one = true;
    for (end = i; end < n && rows[end].hash == rows[i].hash; end++) {
      if (!join->unit[rows[end].unit].is_named) continue;
      uint32_t root = entity_root(join, rows[end].unit);
      is_one &= holder == RO_NONE || holder == root;
      holder = root;
    }
    for (uint32_t k = i; k < end && holder != RO_NONE && is_one; k++)
      if (!join->unit[rows[k].unit].is_named) unite(join, holder, rows[k].unit, JOINED_BY_OFFICE);
  }
  ro_arena_reset(join->scratch, mark);
  return RO_OK;
}

/* ------------------------------------------------------------------ */

static ro_status open_units(entity_join *join) {
  ro_story *story = join->story;
  join->n = 0;
  join->first_unit = RO_ARRAY(join->scratch, uint32_t, story->n_docs + 1);
  join->folded = ro_symbols_new(join->scratch);
  if (!join->first_unit || !join->folded) return RO_ENOMEM;
  for (uint32_t d = 0; d < story->n_docs; d++) {
    join->first_unit[d] = join->n;
    join->n += story->docs[d]->entities.n;
  }
  join->first_unit[story->n_docs] = join->n;
  join->unit = RO_ARRAY(join->scratch, entity_unit, join->n);
  if (!join->unit) return RO_ENOMEM;
  for (uint32_t d = 0, i = 0; d < story->n_docs; d++) {
    const ro_doc *doc = story->docs[d];
    for (uint32_t e = 0; e < doc->entities.n; e++, i++)
      join->unit[i] = (entity_unit){.doc = d, .entity = e, .parent = i};
    for (uint32_t m = 0; m < doc->mentions.n; m++) {
      const ro_mention *mention = &doc->mentions.at[m];
      if (mention->entity == RO_NONE || mention->form == RO_FORM_PRONOUN) continue;
      entity_unit *u = &join->unit[join->first_unit[d] + mention->entity];
      u->n_mentions++;
      u->is_named |= mention->form == RO_FORM_NAME;
    }
  }
  for (uint32_t i = 0; i < join->n; i++) take_name(join, i);
  return RO_OK;
}

/* An office without a name and the one person named in the same report who holds it at its date. */
static void unite_listed_offices(entity_join *join) {
  for (uint32_t i = 0; i < join->n; i++) {
    const ro_doc_entity *e = entity_row(join, i);
    uint32_t d = join->unit[i].doc, holder = RO_NONE;
    bool is_one = true;
    if (join->unit[i].is_named || e->key.len || !e->role.len || e->is_group) continue;
    if (e->type != RO_MENTION_PER) continue;
    ro_date date = join->story->docs[d]->meta.published.from;
    for (uint32_t k = join->first_unit[d]; k < join->first_unit[d + 1]; k++) {
      const ro_doc_entity *person = entity_row(join, k);
      if (!ro_str_starts(person->key, RO_STR("person:"))) continue;
      if (!entity_holds_at(join->offices, person->key, e->role, e->of, date)) continue;
      is_one &= holder == RO_NONE;
      holder = k;
    }
    if (holder != RO_NONE && is_one) unite(join, holder, i, JOINED_BY_OFFICE);
  }
}

void entity_unite(entity_join *join, uint32_t a, uint32_t b, uint32_t why) {
  unite(join, a, b, why);
}

ro_status entity_join_all(entity_join *join) {
  RO_TRY(open_units(join));
  RO_TRY(unite_equal(join, key_hash, JOINED_BY_KEY));
  RO_TRY(unite_equal(join, name_hash, JOINED_BY_NAME));
  RO_TRY(unite_persons(join));
  RO_TRY(unite_equal(join, acronym_hash, JOINED_BY_ACRONYM));
  unite_listed_offices(join);
  RO_TRY(unite_offices(join));
  RO_TRY(unite_equal(join, wording_hash, JOINED_BY_WORDING));
  RO_TRY(unite_equal(join, members_hash, JOINED_BY_MEMBERS));
  RO_TRY(entity_decide(join));
  return ro_arena_has_failed(join->scratch) ? RO_ENOMEM : RO_OK;
}
