/* People in office: who is meant by a full name, a surname or an office at a date.
 *
 * lexicon/people.tsv has a row for each office of a person, under each spelling of the name.  A
 * surname alone counts only near the person's time in office, since namesakes outlive terms. */
#include <stdlib.h>

#include "base/date.h"
#include "base/fold.h"
#include "base/hash.h"
#include "entity/entity_internal.h"

/* Years before the first day and after the last in which a surname alone is still this person. */
enum { YEARS_BEFORE = 3, YEARS_AFTER = 8 };

static ro_str field(const entity_state *state, uint32_t row, uint32_t column) {
  return column == RO_NONE ? RO_STR("") : ro_table_field(state->people.table, row, column);
}

/* "2022", "2022-05" or a whole date; a missing part is its first or, for an end, its last. */
static ro_date parse_day(ro_str s, bool is_end) {
  int32_t year = 0, month = is_end ? 12 : 1;
  if (s.len >= 10) return ro_date_parse(s);
  if (s.len < 4 || !ro_str_to_int(ro_str_sub(s, 0, 4), &year)) return RO_NO_DATE;
  if (s.len >= 7 && !ro_str_to_int(ro_str_sub(s, 5, 7), &month)) return RO_NO_DATE;
  return ro_date_make(year, month, is_end ? ro_month_days(year, month) : 1);
}

static bool is_in_term(const entity_state *state, uint32_t row, ro_date date, int32_t years_before,
                       int32_t years_after) {
  const gazetteer *g = &state->people;
  ro_date from = parse_day(field(state, row, g->from), false);
  ro_date to = parse_day(field(state, row, g->to), true);
  if (date == RO_NO_DATE) return true;
  return (from == RO_NO_DATE || from - years_before * 366 <= date) &&
         (to == RO_NO_DATE || date <= to + years_after * 366);
}

static uint64_t office_hash(ro_str role, ro_str of) {
  return ro_hash_mix(ro_hash_str(role), ro_hash_str(of));
}

static int by_hash(const void *a, const void *b) {
  const office_row *x = a, *y = b;
  if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
  return x->row < y->row ? -1 : x->row > y->row;
}

ro_status entity_people_open(entity_state *state, ro_arena *process) {
  const gazetteer *g = &state->people;
  uint32_t n = g->table ? ro_table_rows(g->table) : 0;
  state->offices = RO_ARRAY(process, office_row, n);
  if (!state->offices) return RO_ENOMEM;
  for (uint32_t r = 0; r < n; r++)
    if (!ro_str_is(field(state, r, g->form), "surname"))
      state->offices[state->n_offices++] =
          (office_row){office_hash(field(state, r, g->role), field(state, r, g->iso2)), r};
  if (state->n_offices) qsort(state->offices, state->n_offices, sizeof(office_row), by_hash);
  return RO_OK;
}

/* ------------------------------------------------------------------ by name */

static uint32_t surname_row(const entity_state *state, ro_str surname, ro_date date) {
  const gazetteer *g = &state->people;
  uint32_t row = ro_table_find(g->table, surname);
  for (; row != RO_NONE; row = ro_table_next(g->table, row))
    if (ro_str_is(field(state, row, g->form), "surname") &&
        is_in_term(state, row, date, YEARS_BEFORE, YEARS_AFTER))
      return row;
  return RO_NONE;
}

uint32_t entity_person_at(const entity_work *work, uint32_t first, uint32_t end) {
  const entity_state *s = work->state;
  const gazetteer *g = &s->people;
  uint32_t n = 0;
  if (!g->table) return RO_NONE;
  uint32_t row = ro_table_match(g->table, work->doc, first, end, false, &n);
  bool is_whole = row != RO_NONE && n == end - first;
  ro_date date = work->doc->meta.published.from;
  if (is_whole && !ro_str_is(field(s, row, g->form), "surname")) return row;
  row = surname_row(s, ro_doc_lower(work->doc, end - 1), date);
  if (row == RO_NONE || end == first + 1) return row;
  /* a spelling that is not listed: the surname is, and the first name is near */
  char a[RO_FOLD_BYTES], b[RO_FOLD_BYTES];
  ro_str name = field(s, row, g->name), given = ro_str_sub(name, 0, ro_str_find(name, RO_STR(" ")));
  ro_str x = {a, ro_fold_word(ro_doc_form(work->doc, first), a)}, y = {b, ro_fold_word(given, b)};
  return ro_fold_is_near(x, y) ? row : RO_NONE;
}

bool entity_is_listed_surname(const entity_work *work, uint32_t token) {
  return work->state->people.table && surname_row(work->state, ro_doc_lower(work->doc, token),
                                                  work->doc->meta.published.from) != RO_NONE;
}

/* ------------------------------------------------------------------ by office */

bool entity_holds_office(const entity_state *state, uint32_t person, ro_str role, ro_str iso2,
                         ro_date date) {
  const gazetteer *g = &state->people;
  for (uint32_t r = person; r != RO_NONE; r = ro_table_next(g->table, r))
    if (ro_str_equal(field(state, r, g->role), role) &&
        (!iso2.len || ro_str_equal(field(state, r, g->iso2), iso2)) &&
        is_in_term(state, r, date, 0, 0))
      return true;
  return false;
}

uint32_t entity_office_of(const entity_state *state, uint32_t person, ro_date date) {
  const gazetteer *g = &state->people;
  if (date == RO_NO_DATE) return RO_NONE;
  for (uint32_t r = person; r != RO_NONE; r = ro_table_next(g->table, r))
    if (is_in_term(state, r, date, 0, 0)) return r;
  return RO_NONE;
}

uint32_t entity_office_holder(const entity_state *state, ro_str role, ro_str iso2, ro_date date) {
  uint64_t hash = office_hash(role, iso2);
  uint32_t low = 0, high = state->n_offices, found = RO_NONE;
  if (date == RO_NO_DATE) return RO_NONE;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (state->offices[middle].hash < hash)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < state->n_offices && state->offices[low].hash == hash; low++) {
    uint32_t row = state->offices[low].row;
    if (!is_in_term(state, row, date, 0, 0)) continue;
    ro_str key = field(state, row, state->people.key);
    if (found != RO_NONE && !ro_str_equal(key, field(state, found, state->people.key)))
      return RO_NONE; /* two at once: nobody in particular */
    found = row;
  }
  return found;
}
