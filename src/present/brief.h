/* The brief: what a duty officer reads in two minutes, as sections of lines; renderers turn it
 * into a terminal's text, Markdown, JSON or a page.  Every line carries the object it came from
 * and the words of the reports; a line without evidence is not made. */
#ifndef RO_PRESENT_BRIEF_H
#define RO_PRESENT_BRIEF_H

#include "present/present.h"

/* X(id, title, anchor) */
#define RO_SECTION_LIST(X) \
  X(STANDS, "Where it stands", "stands") \
  X(CHANGED, "What changed", "changed") \
  X(CONTACTS, "Contacts", "contacts") \
  X(COMMITMENTS, "Commitments and their conditions", "commitments") \
  X(DISPUTED, "Disputed", "disputed") \
  X(FIGURES, "Figures", "figures") \
  X(CLAIMS, "Who says what", "claims") \
  X(WATCH, "Watch", "watch") \
  X(TIMELINE, "Timeline", "timeline") \
  X(UNKNOWN, "Not known", "unknown") \
  X(SOURCES, "Sources", "sources")
#define X(id, title, anchor) RO_SECTION_##id,
typedef enum { RO_SECTION_LIST(X) RO_N_SECTION } ro_section_id;
#undef X
extern const char *const ro_section_title[RO_N_SECTION];
extern const char *const ro_section_anchor[RO_N_SECTION];

typedef struct {
  ro_str id;   /* the object's, "c1"; empty on sub-lines of a line */
  ro_str lead; /* set off before the text: a date, a name, a direction; may be empty */
  ro_str text; /* plain words */
  ro_str note; /* what may be set smaller: status, explanation; may be empty */
  ro_evidences evidence;
  double low, high; /* of a figure, for its bar; NAN where open or where it is none */
  uint32_t number;  /* of the line in the whole brief, from 1; 0 on sub-lines */
  bool is_sub;
} ro_brief_line;

typedef struct {
  const ro_story *story;
  ro_str title;   /* of the story: its main parties */
  ro_str period;  /* "12 to 21 February 2022" */
  ro_str *source; /* [n_docs] short names of the reports, unique */
  struct {
    RO_ROWS(ro_brief_line) lines;
    uint32_t n_more; /* objects left out for length */
  } section[RO_N_SECTION];
} ro_brief;

ro_status ro_brief_make(const ro_story *story, ro_arena *arena, ro_brief **out);

/* Id of the object of a numbered line, empty when there is none. */
ro_str ro_brief_line_id(const ro_brief *brief, uint32_t number);

/* Documents of a line's evidence, each once, in order; n at most `cap`. */
uint32_t ro_brief_docs(const ro_brief_line *line, uint32_t *docs, uint32_t cap);

/* The largest figure of the sub-lines of lines[n] from `first` on: what their bars are drawn to. */
double ro_brief_most(const ro_brief_line *lines, uint32_t first, uint32_t n);

/* Is the lead somebody, or some day, that the text is told of?  Then a colon stands between. */
bool ro_brief_has_colon(ro_section_id section, const ro_brief_line *line);

ro_status ro_brief_text(const ro_brief *brief, unsigned width, bool has_color, ro_buf *out);
ro_status ro_brief_markdown(const ro_brief *brief, ro_buf *out);
ro_status ro_brief_json(const ro_brief *brief, const ro_made_by *made_by, ro_buf *out);
ro_status ro_brief_html(const ro_brief *brief, ro_buf *out);

#endif
