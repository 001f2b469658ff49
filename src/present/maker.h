/* What the makers of the brief's sections share. */
#ifndef RO_PRESENT_MAKER_H
#define RO_PRESENT_MAKER_H

#include "present/brief.h"
#include "present/words.h"

enum {
  RO_MOST_POINTS = 6,
  RO_MOST_SIDES = 4,
  RO_MOST_TEXT = 220,
  RO_MOST_PARTIES = 4,
  RO_MOST_TIMELINE = 18,
  RO_MANY_REPORTS = 5 /* from here on, what one report alone tells weighs less */
};

typedef struct {
  const ro_story *story;
  ro_arena *arena;
  ro_brief *brief;
  ro_words words;
  uint32_t n_lines;
  ro_date last_day; /* latest publication */
} ro_maker;

bool ro_maker_is_full(const ro_maker *m, ro_section_id section);
/* New line of a section; NULL when memory is out. */
ro_brief_line *ro_maker_line(ro_maker *m, ro_section_id section, ro_str id);
ro_brief_line *ro_maker_sub(ro_maker *m, ro_section_id section);
/* Tidied and cut to a line's length. */
ro_str ro_maker_cut(ro_maker *m, ro_str text);
void ro_maker_add(ro_maker *m, ro_evidences *to, const ro_evidences *from);
/* Does the section already tell this, in nearly these words? */
bool ro_maker_is_told(const ro_maker *m, ro_section_id section, ro_str text);
/* Does the section already rest on these passages? */
bool ro_maker_is_used(const ro_maker *m, ro_section_id section, const ro_evidences *evidence);
/* Does the section have a line of this object? */
bool ro_maker_has(const ro_maker *m, ro_section_id section, ro_str id);

typedef struct {
  double weight;
  uint32_t index;
} ro_ranked;

/* The n objects in order of weight, ties by index; those of weight 0 or less are left out of
 * *n_kept. */
ro_ranked *ro_maker_rank(ro_maker *m, uint32_t n, double (*weight)(const ro_maker *, uint32_t),
                         uint32_t *n_kept);
/* Independent families of copies among the reports of the evidence. */
uint32_t ro_maker_families(const ro_maker *m, const ro_evidences *list);
/* 1 on the last day told, falling by half every three days. */
double ro_maker_freshness(const ro_maker *m, ro_interval date);
double ro_maker_incident_weight(const ro_maker *m, uint32_t i);

typedef void ro_section_maker(ro_maker *m);
ro_section_maker ro_make_stands, ro_make_changed, ro_make_contacts, ro_make_timeline;
ro_section_maker ro_make_commitments, ro_make_claims, ro_make_watch, ro_make_unknown;
ro_section_maker ro_make_disputed, ro_make_figures, ro_make_sources;

#endif
