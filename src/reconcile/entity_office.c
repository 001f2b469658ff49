/* Offices by the lexicon: who of a report's named persons holds the office that it speaks of, and
 * the terms of the offices that a story's persons held in its time.
 *
 * The entity stage asks the same of dated reports; here every report has a date, be it only the
 * story's. */
#include <stdlib.h>

#include "base/hash.h"
#include "reconcile/entity_join.h"

typedef struct {
  uint64_t hash; /* of the person's key */
  uint32_t row;
} key_row;

struct entity_offices {
  const ro_table *people, *titles;
  uint32_t key, role, of, from, to, title_role;
  key_row *rows; /* [n] by hash */
  uint32_t n;
};

static int by_hash(const void *a, const void *b) {
  const key_row *x = a, *y = b;
  if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
  return x->row < y->row ? -1 : x->row > y->row;
}

ro_status entity_offices_open(const ro_resources *resources, ro_arena *scratch,
                              const entity_offices **out) {
  entity_offices *o = RO_NEW(scratch, entity_offices);
  const ro_lexicon *lexicon = resources ? resources->lexicon : NULL;
  if (!o) return RO_ENOMEM;
  *out = o;
  o->people = lexicon ? ro_lexicon_table(lexicon, "people") : NULL;
  o->titles = lexicon ? ro_lexicon_table(lexicon, "titles") : NULL;
  if (!o->people) return RO_OK;
  o->key = ro_table_column(o->people, "org");
  o->role = ro_table_column(o->people, "role");
  o->of = ro_table_column(o->people, "of");
  o->from = ro_table_column(o->people, "from");
  o->to = ro_table_column(o->people, "to");
  o->title_role = o->titles ? ro_table_column(o->titles, "role") : RO_NONE;
  o->n = ro_table_rows(o->people);
  o->rows = RO_ARRAY(scratch, key_row, o->n);
  if (!o->rows) return RO_ENOMEM;
  for (uint32_t r = 0; r < o->n; r++)
    o->rows[r] = (key_row){ro_hash_str(ro_table_field(o->people, r, o->key)), r};
  if (o->n) qsort(o->rows, o->n, sizeof *o->rows, by_hash);
  return RO_OK;
}

static uint32_t first_of(const entity_offices *o, ro_str key) {
  uint64_t hash = ro_hash_str(key);
  uint32_t low = 0, high = o->n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (o->rows[middle].hash < hash)
      low = middle + 1;
    else
      high = middle;
  }
  return low < o->n && o->rows[low].hash == hash ? low : RO_NONE;
}

/* "2022", "2022-05" or a whole date. */
static ro_date parse_day(ro_str s, bool is_end) {
  int32_t year = 0, month = is_end ? 12 : 1;
  if (s.len >= 10) return ro_date_parse(s);
  if (s.len < 4 || !ro_str_to_int(ro_str_sub(s, 0, 4), &year)) return RO_NO_DATE;
  if (s.len >= 7 && !ro_str_to_int(ro_str_sub(s, 5, 7), &month)) return RO_NO_DATE;
  return ro_date_make(year, month, is_end ? ro_month_days(year, month) : 1);
}

static ro_interval term_of(const entity_offices *o, uint32_t row) {
  return (ro_interval){parse_day(ro_table_field(o->people, row, o->from), false),
                       parse_day(ro_table_field(o->people, row, o->to), true)};
}

static bool holds(ro_interval term, ro_date date) {
  return date != RO_NO_DATE && (term.from == RO_NO_DATE || term.from <= date) &&
         (term.to == RO_NO_DATE || date <= term.to);
}

static ro_str canonical(const entity_offices *o, ro_str role) {
  uint32_t row = o->titles ? ro_table_find(o->titles, role) : RO_NONE;
  ro_str found = row == RO_NONE ? RO_STR("") : ro_table_field(o->titles, row, o->title_role);
  return found.len ? found : role;
}

static bool is_head_of_state(ro_str role) {
  static const char *const roles[] = {"president",           "prime minister", "chancellor",
                                      "head of state",       "supreme leader", "head of government",
                                      "self-proclaimed head"};
  for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
    if (ro_str_is(role, roles[i])) return true;
  return false;
}

bool entity_holds_at(const entity_offices *o, ro_str key, ro_str role, ro_str of, ro_date date) {
  role = canonical(o, role);
  for (uint32_t k = o->n ? first_of(o, key) : RO_NONE; k < o->n; k++) {
    uint32_t row = o->rows[k].row;
    if (!ro_str_equal(ro_table_field(o->people, row, o->key), key)) break;
    ro_str held = ro_table_field(o->people, row, o->role),
           whose = ro_table_field(o->people, row, o->of);
    bool is_role =
        ro_str_equal(held, role) || (ro_str_is(role, "leader") && is_head_of_state(held));
    bool is_whose =
        !of.len || (ro_str_ends(of, whose) && of.len == whose.len + 8) || ro_str_equal(of, whose);
    if (is_role && is_whose && holds(term_of(o, row), date)) return true;
  }
  return false;
}

ro_status entity_add_terms(const entity_offices *o, ro_story *story, ro_entity *e, ro_interval time,
                           entity_by_key *find, const void *keys) {
  for (uint32_t k = o->n ? first_of(o, e->key) : RO_NONE; k < o->n; k++) {
    uint32_t row = o->rows[k].row, i = 0;
    if (!ro_str_equal(ro_table_field(o->people, row, o->key), e->key)) break;
    ro_interval term = term_of(o, row);
    if (!holds(term, time.from) && !holds(term, time.to)) continue;
    ro_str role = ro_table_field(o->people, row, o->role),
           whose = ro_table_field(o->people, row, o->of);
    uint32_t of = find(
        keys, whose.len == 2 ? ro_str_join(story->arena, RO_STR("country"), ":", whose) : whose);
    while (i < e->roles.n && !(ro_str_equal(e->roles.at[i].role, role) && e->roles.at[i].of == of))
      i++;
    ro_role *r = i < e->roles.n ? &e->roles.at[i] : RO_ADD(story->arena, &e->roles);
    if (!r) return RO_ENOMEM;
    *r = (ro_role){ro_str_copy(story->arena, role), of, term};
  }
  return RO_OK;
}
