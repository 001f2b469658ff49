/* The brief in a terminal: wrapped to its width, sources dim, nothing but text when there is no
 * color. */
#include <math.h>

#include "base/utf8.h"
#include "present/brief.h"

typedef struct {
  ro_buf *out;
  unsigned width, column, indent;
  bool has_color;
} writer;

enum { MOST_SOURCES = 4, BAR = 20 };

static void style(writer *w, const char *code) {
  if (w->has_color) ro_buf_printf(w->out, "\033[%sm", code);
}

static unsigned columns(ro_str s) {
  unsigned n = 0;
  for (size_t i = 0; i < s.len; i++) n += ((uint8_t)s.data[i] & 0xC0) != 0x80;
  return n;
}

static void newline(writer *w, unsigned indent) {
  ro_buf_char(w->out, '\n');
  for (unsigned i = 0; i < indent; i++) ro_buf_char(w->out, ' ');
  w->column = w->indent = indent;
}

/* Words of `text`, broken at spaces so that no line is longer than the width. */
static void put(writer *w, ro_str text) {
  ro_str word;
  while (ro_str_split(&text, ' ', &word)) {
    unsigned n = columns(word);
    if (!n) continue;
    bool is_at_start = w->column == w->indent;
    if (!is_at_start && w->column + 1 + n > w->width)
      newline(w, w->indent);
    else if (!is_at_start) {
      ro_buf_char(w->out, ' ');
      w->column++;
    }
    ro_buf_str(w->out, word);
    w->column += n;
  }
}

static void put_styled(writer *w, const char *code, ro_str text) {
  if (!text.len) return;
  style(w, code);
  put(w, text);
  style(w, "0");
}

static void put_sources(writer *w, const ro_brief *brief, const ro_brief_line *line) {
  uint32_t docs[64];
  uint32_t n = ro_brief_docs(line, docs, 64);
  ro_buf buf = {0};
  for (uint32_t i = 0; i < n && i < MOST_SOURCES; i++)
    ro_buf_printf(&buf, "%s%.*s", i ? "; " : "[", RO_FMT(brief->source[docs[i]]));
  if (n > MOST_SOURCES) ro_buf_printf(&buf, "; %u more", n - MOST_SOURCES);
  if (n) ro_buf_char(&buf, ']');
  put_styled(w, "2", (ro_str){buf.data, buf.len});
  ro_buf_free(&buf);
}

/* A bar from 0 to the figure, in twentieths of the largest of its series. */
static void put_bar(writer *w, const ro_brief_line *line, double most) {
  double v = isnan(line->high) ? line->low : line->high;
  if (isnan(v) || most <= 0) return;
  unsigned filled = (unsigned)lround(v / most * BAR);
  style(w, "34");
  for (unsigned i = 0; i < BAR; i++) ro_buf_text(w->out, i < filled ? "█" : " ");
  style(w, "0");
  w->column += BAR;
}

/* Begins a line: its number in the margin, or deeper without one. */
static void begin_line(writer *w, const ro_brief_line *line) {
  newline(w, line->is_sub ? 6 : line->number ? 0 : 4);
  if (line->is_sub || !line->number) return;
  style(w, "2");
  ro_buf_printf(w->out, "%3u ", line->number);
  style(w, "0");
  w->column = w->indent = 4;
}

static void put_note(writer *w, ro_str note) {
  ro_buf buf = {0};
  if (!note.len) return;
  ro_buf_printf(&buf, "(%.*s)", RO_FMT(note));
  put_styled(w, "3", (ro_str){buf.data, buf.len});
  ro_buf_free(&buf);
}

static void put_line(writer *w, const ro_brief *brief, ro_section_id section,
                     const ro_brief_line *line, double most) {
  begin_line(w, line);
  if (section == RO_SECTION_FIGURES && line->is_sub) put_bar(w, line, most);
  put_styled(w, "1", line->lead);
  if (line->lead.len && ro_brief_has_colon(section, line)) {
    ro_buf_char(w->out, ':');
    w->column++;
  }
  put(w, line->text);
  put_note(w, line->note);
  if (section != RO_SECTION_SOURCES) put_sources(w, brief, line);
  put_styled(w, "36", line->id);
}

static void put_section(writer *w, const ro_brief *brief, ro_section_id id) {
  const ro_brief_line *lines = brief->section[id].lines.at;
  uint32_t n = brief->section[id].lines.n;
  if (!n) return;
  double most = 0;
  newline(w, 0);
  newline(w, 0);
  put_styled(w, "1;4", ro_str_from(ro_section_title[id]));
  for (uint32_t i = 0; i < n; i++) {
    if (!lines[i].is_sub) most = ro_brief_most(lines, i + 1, n);
    put_line(w, brief, id, &lines[i], most);
  }
  if (brief->section[id].n_more) {
    newline(w, 4);
    ro_buf_printf(w->out, "and %u more, in the story", brief->section[id].n_more);
  }
}

ro_status ro_brief_text(const ro_brief *brief, unsigned width, bool has_color, ro_buf *out) {
  writer w = {.out = out, .width = width, .has_color = has_color};
  put_styled(&w, "1", brief->title.len ? brief->title : RO_STR("Brief"));
  newline(&w, 0);
  ro_buf_printf(out, "%u report%s", brief->story->n_docs, brief->story->n_docs == 1 ? "" : "s");
  if (brief->period.len) ro_buf_printf(out, ", %.*s", RO_FMT(brief->period));
  for (uint32_t s = 0; s < RO_N_SECTION; s++) put_section(&w, brief, (ro_section_id)s);
  newline(&w, 0);
  return out->has_failed ? RO_ENOMEM : RO_OK;
}
