/* Words of the brief: names, dates, numbers and lists in plain English. */
#include "present/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"

static const char *const months[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};
static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};

/* The year in which most dated reports were published; ties go to the later one. */
static int32_t main_year(const ro_story *story) {
  int32_t best = 0;
  uint32_t best_n = 0;
  for (uint32_t i = 0; i < story->n_docs; i++) {
    int32_t year, other, month, day;
    uint32_t n = 0;
    if (story->docs[i]->meta.published.to == RO_NO_DATE) continue;
    ro_date_parts(story->docs[i]->meta.published.to, &year, &month, &day);
    if (year == best) continue;
    for (uint32_t k = 0; k < story->n_docs; k++) {
      if (story->docs[k]->meta.published.to == RO_NO_DATE) continue;
      ro_date_parts(story->docs[k]->meta.published.to, &other, &month, &day);
      n += other == year;
    }
    if (n > best_n || (n == best_n && year > best)) {
      best = year;
      best_n = n;
    }
  }
  return best;
}

ro_status ro_words_open(const ro_story *story, ro_arena *arena, ro_words *out) {
  *out = (ro_words){story, arena, RO_ARRAY(arena, bool, story->entities.n + 1), main_year(story)};
  return out->is_named ? RO_OK : RO_ENOMEM;
}

/* ---- names */

/* The word by which a person is called after the first mention. */
static ro_str surname(ro_str name) {
  size_t begin = name.len;
  while (begin > 0 && name.data[begin - 1] != ' ') begin--;
  return ro_str_sub(name, begin, name.len);
}

static bool is_surname_unique(const ro_story *story, uint32_t entity) {
  ro_str own = surname(story->entities.at[entity].name);
  for (uint32_t i = 0; i < story->entities.n; i++) {
    const ro_entity *e = &story->entities.at[i];
    if (i != entity && e->type == RO_MENTION_PER && !e->is_anonymous &&
        ro_str_equal(surname(e->name), own))
      return false;
  }
  return true;
}

/* "the United States", "the Philippines", "the Czech Republic"; but "France". */
static bool takes_article(ro_str name) {
  static const char *const marks[] = {"United ", "Republic", "Kingdom",     "Emirates",
                                      "Union",   "Islands",  "Netherlands", "Maldives",
                                      "Bahamas", "Gambia",   "Federation",  "Philippines"};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (ro_str_find(name, ro_str_from(marks[i])) < name.len) return true;
  return false;
}

/* Offices that are a state's or body's own: "president of", "foreign minister of".  Of others, as
 * "speaker" or "spokesman", the reports do not say that they are the state's. */
static bool is_of_state(ro_str role) {
  static const char *const ends[] = {
      "president", "minister", "chancellor",         "king",   "queen",
      "premier",   "emperor",  "secretary of state", "leader", "president-elect"};
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
    if (ro_str_ends(role, ro_str_from(ends[i]))) return true;
  return false;
}

/* The office without the state said before it: "us secretary of state", "the u.s. president". */
static ro_str plain_role(ro_str role) {
  static const char *const heads[] = {"the ", "us ", "u.s. ", "uk ", "eu ", "u.n. ", "un "};
  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
    ro_str head = ro_str_from(heads[i]);
    if (ro_str_starts(role, head)) role = ro_str_sub(role, head.len, role.len);
  }
  return role;
}

/* Words that are no office: numbers, marks, or more of them than an office has. */
static bool is_role(ro_str role) {
  uint32_t n_spaces = 0;
  for (size_t i = 0; i < role.len; i++) {
    n_spaces += role.data[i] == ' ';
    if ((role.data[i] >= '0' && role.data[i] <= '9') || role.data[i] == '\n') return false;
  }
  return role.len > 3 && n_spaces <= 5;
}

/* "Ilse Brandvik (president of Varland)", "Emil Sarto (spokesman, Osmark)". */
static ro_str with_office(const ro_words *words, const ro_entity *e) {
  ro_str role = plain_role(e->roles.at[0].role);
  uint32_t of = e->roles.at[0].of;
  if (!is_role(role) || ro_str_find(e->name, role) < e->name.len) return e->name;
  if (of == RO_NONE || ro_str_starts(role, RO_STR("white house ")))
    return ro_str_printf(words->arena, "%.*s (%.*s)", RO_FMT(e->name), RO_FMT(role));
  ro_str name = words->story->entities.at[of].name;
  if (ro_str_find(role, RO_STR(" of ")) < role.len && !is_of_state(role))
    return ro_str_printf(words->arena, "%.*s (%.*s)", RO_FMT(e->name), RO_FMT(role));
  if (!is_of_state(role))
    return ro_str_printf(words->arena, "%.*s (%.*s, %.*s)", RO_FMT(e->name), RO_FMT(role),
                         RO_FMT(name));
  return ro_str_printf(words->arena, "%.*s (%.*s of %s%.*s)", RO_FMT(e->name), RO_FMT(role),
                       takes_article(name) ? "the " : "", RO_FMT(name));
}

ro_str ro_words_entity(ro_words *words, uint32_t entity) {
  if (entity == RO_NONE) return (ro_str){NULL, 0};
  const ro_entity *e = &words->story->entities.at[entity];
  bool is_first = !words->is_named[entity];
  words->is_named[entity] = true;
  if (e->type != RO_MENTION_PER || e->is_anonymous || e->is_group) return e->name;
  if (!is_first) return is_surname_unique(words->story, entity) ? surname(e->name) : e->name;
  return e->roles.n ? with_office(words, e) : e->name;
}

/* Two officials without a name may be called alike; they are told once. */
static bool is_named_before(const ro_words *words, const ro_indexes *list, uint32_t i) {
  for (uint32_t k = 0; k < i; k++)
    if (ro_str_equal(words->story->entities.at[list->at[k]].name,
                     words->story->entities.at[list->at[i]].name))
      return true;
  return false;
}

ro_str ro_words_entities(ro_words *words, const ro_indexes *list, uint32_t most) {
  ro_buf buf = {0};
  uint32_t n = 0, shown = 0;
  for (uint32_t i = 0; i < list->n; i++) n += !is_named_before(words, list, i);
  uint32_t end = n <= most ? n : most;
  for (uint32_t i = 0; i < list->n && shown < end; i++) {
    if (is_named_before(words, list, i)) continue;
    if (shown) ro_buf_text(&buf, shown + 1 == n ? " and " : ", ");
    ro_buf_str(&buf, ro_words_entity(words, list->at[i]));
    shown++;
  }
  if (shown < n) ro_buf_printf(&buf, " and %u other%s", n - shown, n - shown == 1 ? "" : "s");
  ro_str all = ro_str_copy(words->arena, (ro_str){buf.data, buf.len});
  ro_buf_free(&buf);
  return all;
}

/* ---- dates */

ro_str ro_words_day(const ro_words *words, ro_date date, bool with_weekday) {
  int32_t year, month, day;
  if (date == RO_NO_DATE) return (ro_str){NULL, 0};
  ro_date_parts(date, &year, &month, &day);
  const char *weekday = with_weekday ? weekdays[ro_date_weekday(date)] : "";
  const char *space = with_weekday ? " " : "";
  if (year == words->year)
    return ro_str_printf(words->arena, "%s%s%d %s", weekday, space, day, months[month - 1]);
  return ro_str_printf(words->arena, "%s%s%d %s %d", weekday, space, day, months[month - 1], year);
}

static ro_str long_interval(const ro_words *words, ro_interval d) {
  int32_t y1, m1, d1, y2, m2, d2;
  ro_date_parts(d.from, &y1, &m1, &d1);
  ro_date_parts(d.to, &y2, &m2, &d2);
  bool is_whole = d1 == 1 && d2 == ro_month_days(y2, m2);
  if (is_whole && y1 == y2 && m1 == 1 && m2 == 12) return ro_str_printf(words->arena, "%d", y1);
  if (is_whole && y1 == y2 && m1 == m2)
    return ro_str_printf(words->arena, "%s %d", months[m1 - 1], y1);
  if (y1 == y2 && m1 == m2 && y1 == words->year)
    return ro_str_printf(words->arena, "%d–%d %s", d1, d2, months[m1 - 1]);
  ro_str from = ro_words_day(words, d.from, false), to = ro_words_day(words, d.to, false);
  return ro_str_join(words->arena, from, " to ", to);
}

ro_str ro_words_date(const ro_words *words, ro_interval d) {
  if (d.from == RO_NO_DATE && d.to == RO_NO_DATE) return (ro_str){NULL, 0};
  if (d.from == d.to) return ro_words_day(words, d.from, true);
  if (d.from == RO_NO_DATE)
    return ro_str_join(words->arena, RO_STR("until"), " ", ro_words_day(words, d.to, false));
  if (d.to == RO_NO_DATE)
    return ro_str_join(words->arena, RO_STR("since"), " ", ro_words_day(words, d.from, false));
  return long_interval(words, d);
}

/* ---- figures */

/* 1234567.5 -> "1,234,567.5" */
static ro_str number(ro_arena *arena, double v) {
  char digits[64], out[96];
  double magnitude = fabs(v);
  if (magnitude >= 1e15) return ro_str_printf(arena, "%.3g", v);
  if (magnitude >= 1e9) return ro_str_printf(arena, "%.4g billion", v / 1e9);
  if (magnitude >= 1e6) return ro_str_printf(arena, "%.4g million", v / 1e6);
  snprintf(digits, sizeof digits, v == floor(v) ? "%.0f" : "%.4g", magnitude);
  size_t whole = strcspn(digits, ".e"), n = 0;
  if (v < 0) out[n++] = '-';
  for (size_t i = 0; digits[i]; i++) {
    if (i && i < whole && (whole - i) % 3 == 0) out[n++] = ',';
    out[n++] = digits[i];
  }
  return ro_str_copy(arena, (ro_str){out, n});
}

static bool is_plain_unit(ro_str unit) {
  static const char *const plain[] = {"persons", "", "count", "units"};
  for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
    if (ro_str_is(unit, plain[i])) return true;
  return false;
}

ro_str ro_words_figure(const ro_words *words, double low, double high, ro_comparator comparator,
                       ro_str unit) {
  static const char *const before[RO_N_COMPARATOR] = {
      [RO_COMPARATOR_EXACTLY] = "",
      [RO_COMPARATOR_ABOUT] = "about ",
      [RO_COMPARATOR_AT_LEAST] = "at least ",
      [RO_COMPARATOR_MORE_THAN] = "more than ",
      [RO_COMPARATOR_UP_TO] = "up to ",
      [RO_COMPARATOR_LESS_THAN] = "less than ",
      [RO_COMPARATOR_CLOSE_TO] = "close to ",
      [RO_COMPARATOR_BETWEEN] = "",
      [RO_COMPARATOR_VAGUE] = "",
  };
  double one = isnan(low) ? high : low;
  ro_str n = number(words->arena, one);
  if (!isnan(low) && !isnan(high) && low != high)
    n = ro_str_join(words->arena, n, "–", number(words->arena, high));
  if (ro_str_is(unit, "percent"))
    return ro_str_printf(words->arena, "%s%.*s%%", before[comparator], RO_FMT(n));
  if (is_plain_unit(unit)) return ro_str_join(words->arena, ro_str_from(before[comparator]), "", n);
  return ro_str_printf(words->arena, "%s%.*s %.*s", before[comparator], RO_FMT(n), RO_FMT(unit));
}

ro_str ro_words_status(ro_event_status status) {
  if (status == RO_STATUS_HAPPENED) return (ro_str){NULL, 0};
  if (status == RO_STATUS_CONDITIONAL) return RO_STR("on a condition");
  if (status == RO_STATUS_UNVERIFIED) return RO_STR("reported, not verified");
  return ro_str_from(ro_event_status_label[status]);
}

/* ---- text */

ro_str ro_words_capital(ro_arena *arena, ro_str text) {
  if (!text.len || text.data[0] < 'a' || text.data[0] > 'z') return text;
  char *first = ro_arena_alloc(arena, text.len + 1);
  if (!first) return text;
  memcpy(first, text.data, text.len);
  first[0] = (char)(first[0] - 'a' + 'A');
  return (ro_str){first, text.len};
}
