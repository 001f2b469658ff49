/* The brief as one self-contained page: style and script from web/, the reports as JSON in the
 * page, a button at each line for each report it rests on.  Nothing is fetched. */
#include <math.h>

#include "present/brief.h"
#include "present/json.h"

/* Made by tools/embed from web/: entries {name, begin, end, hash}. */
typedef struct {
  const char *name, *begin, *end, *hash;
} asset;
extern const asset ro_web_assets[];

enum { SHOWN_SOURCES = 4, MOST_SOURCES = 256 };

typedef struct {
  const ro_brief *brief;
  ro_json_doc *docs; /* [n_docs] */
  ro_buf *out;
} page;

static void put(page *p, ro_str text) {
  for (size_t i = 0; i < text.len; i++) {
    switch (text.data[i]) {
      case '&':
        ro_buf_text(p->out, "&amp;");
        break;
      case '<':
        ro_buf_text(p->out, "&lt;");
        break;
      case '>':
        ro_buf_text(p->out, "&gt;");
        break;
      case '"':
        ro_buf_text(p->out, "&quot;");
        break;
      default:
        ro_buf_char(p->out, text.data[i]);
    }
  }
}

static void put_element(page *p, const char *name, const char *class, ro_str text) {
  if (!text.len) return;
  ro_buf_printf(p->out, "<%s class=\"%s\">", name, class);
  put(p, text);
  ro_buf_printf(p->out, "</%s> ", name);
}

static void put_asset(page *p, const char *name) {
  for (const asset *a = ro_web_assets; a->name; a++)
    if (ro_str_is(ro_str_from(name), a->name))
      ro_buf_add(p->out, a->begin, (size_t)(a->end - a->begin));
}

/* One button for a report, with all of the line's spans in it. */
static void put_button(page *p, const ro_brief_line *line, uint32_t doc) {
  const char *between = "";
  ro_buf_printf(p->out, "<button class=\"words\" type=\"button\" data-report=\"%u\" data-spans=\"",
                doc);
  for (uint32_t i = 0; i < line->evidence.n; i++) {
    const ro_evidence *e = &line->evidence.at[i];
    if (e->doc != doc) continue;
    ro_buf_printf(p->out, "%s%u-%u", between, ro_codepoint(&p->docs[e->doc].map, e->span.begin),
                  ro_codepoint(&p->docs[e->doc].map, e->span.end));
    between = " ";
  }
  ro_buf_text(p->out, "\">");
  put(p, p->brief->source[doc]);
  ro_buf_text(p->out, "</button>");
}

static uint32_t n_shown(uint32_t n) { return n <= SHOWN_SOURCES + 1 ? n : SHOWN_SOURCES; }

static void put_buttons(page *p, const ro_brief_line *line) {
  uint32_t docs[MOST_SOURCES];
  uint32_t n = n_shown(ro_brief_docs(line, docs, MOST_SOURCES));
  for (uint32_t d = 0; d < n; d++) put_button(p, line, docs[d]);
}

/* Sources beyond the fourth are folded: a list of thirty buries the line.  One is not folded. */
static void put_rest(page *p, const ro_brief_line *line) {
  uint32_t docs[MOST_SOURCES];
  uint32_t n = ro_brief_docs(line, docs, MOST_SOURCES), shown = n_shown(n);
  if (shown == n) return;
  ro_buf_printf(p->out, "<details class=\"rest\"><summary>%u more</summary>", n - shown);
  for (uint32_t d = shown; d < n; d++) put_button(p, line, docs[d]);
  ro_buf_text(p->out, "</details>");
}

/* An object may stand in two sections; its anchor is the first line. */
static bool is_first_of_id(const page *p, ro_section_id section, const ro_brief_line *line) {
  for (uint32_t s = 0; s < (uint32_t)section; s++)
    for (uint32_t i = 0; i < p->brief->section[s].lines.n; i++)
      if (ro_str_equal(p->brief->section[s].lines.at[i].id, line->id)) return false;
  return true;
}

/* A bar from zero; what is open upwards or downwards is drawn as an outline. */
static void put_bar(page *p, const ro_brief_line *line, double most) {
  bool is_open = isnan(line->low) || isnan(line->high);
  double v = isnan(line->high) ? line->low : line->high;
  if (isnan(v) || most <= 0) return;
  ro_buf_printf(p->out,
                "<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" "
                "aria-hidden=\"true\"><rect%s width=\"%.1f\" height=\"10\"/></svg>",
                is_open ? " class=\"open\"" : "", v / most * 100);
}

static void put_line(page *p, ro_section_id section, const ro_brief_line *line, double most) {
  const char *direction = "";
  if (section == RO_SECTION_WATCH) direction = ro_str_is(line->lead, "↑") ? " up" : " down";
  ro_buf_printf(p->out, "<li class=\"%s%s\"", line->is_sub ? "sub" : "line", direction);
  if (line->id.len && is_first_of_id(p, section, line))
    ro_buf_printf(p->out, " id=\"%.*s\"", RO_FMT(line->id));
  if (line->number) ro_buf_printf(p->out, " value=\"%u\"", line->number);
  ro_buf_text(p->out, "><div class=\"row\">");
  if (section == RO_SECTION_FIGURES && line->is_sub) put_bar(p, line, most);
  put_element(p, "span", ro_brief_has_colon(section, line) ? "lead says" : "lead", line->lead);
  put_element(p, "span", "text", line->text);
  put_element(p, "span", "note", line->note);
  put_buttons(p, line);
  if (line->id.len)
    ro_buf_printf(p->out, "<a class=\"id\" href=\"#%.*s\">%.*s</a>", RO_FMT(line->id),
                  RO_FMT(line->id));
  put_rest(p, line);
  ro_buf_text(p->out, "</div></li>\n");
}

static void put_section(page *p, ro_section_id id) {
  const ro_brief_line *lines = p->brief->section[id].lines.at;
  uint32_t n = p->brief->section[id].lines.n;
  double most = 0;
  if (!n) return;
  ro_buf_printf(p->out, "<section id=\"%s\"><h2><a href=\"#%s\">%s</a></h2>\n<ol>\n",
                ro_section_anchor[id], ro_section_anchor[id], ro_section_title[id]);
  for (uint32_t i = 0; i < n; i++) {
    if (!lines[i].is_sub) most = ro_brief_most(lines, i + 1, n);
    put_line(p, id, &lines[i], most);
  }
  ro_buf_text(p->out, "</ol>\n");
  if (p->brief->section[id].n_more)
    ro_buf_printf(p->out, "<p class=\"more\">and %u more in the story</p>\n",
                  p->brief->section[id].n_more);
  ro_buf_text(p->out, "</section>\n");
}

static ro_status put_reports(page *p) {
  const ro_story *story = p->brief->story;
  json_t *array = json_array();
  for (uint32_t i = 0; i < story->n_docs; i++) {
    json_t *o = json_object();
    json_object_set_new(o, "name", ro_json_str(p->brief->source[i]));
    json_object_set_new(o, "published", ro_json_date(story->docs[i]->meta.published.from));
    json_object_set_new(o, "text", ro_json_str(story->docs[i]->text));
    json_array_append_new(array, o);
  }
  ro_buf json = {0};
  ro_status status = ro_json_print(array, JSON_COMPACT, &json);
  ro_buf_text(p->out, "<script type=\"application/json\" id=\"reports\">");
  for (size_t i = 0; i < json.len; i++) {
    if (json.data[i] == '<')
      ro_buf_text(p->out, "\\u003c"); /* no report can end or comment out the element */
    else
      ro_buf_char(p->out, json.data[i]);
  }
  ro_buf_text(p->out, "</script>\n");
  ro_buf_free(&json);
  return status;
}

static void put_head(page *p) {
  ro_str title = p->brief->title.len ? p->brief->title : RO_STR("Brief");
  ro_buf_text(p->out,
              "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
  put(p, title);
  ro_buf_text(p->out, "</title>\n<style>\n");
  put_asset(p, "brief.css");
  ro_buf_text(p->out, "</style>\n</head>\n<body>\n<header>\n<h1>");
  put(p, title);
  ro_buf_printf(p->out, "</h1>\n<p class=\"period\">%u report%s", p->brief->story->n_docs,
                p->brief->story->n_docs == 1 ? "" : "s");
  if (p->brief->period.len) ro_buf_text(p->out, ", ");
  put(p, p->brief->period);
  ro_buf_text(p->out, "</p>\n<nav aria-label=\"Sections\">");
  for (uint32_t s = 0; s < RO_N_SECTION; s++)
    if (p->brief->section[s].lines.n)
      ro_buf_printf(p->out, "<a href=\"#%s\">%s</a> ", ro_section_anchor[s], ro_section_title[s]);
  ro_buf_text(p->out, "</nav>\n</header>\n<main>\n");
}

static ro_status put_page(page *p) {
  put_head(p);
  for (uint32_t s = 0; s < RO_N_SECTION; s++) put_section(p, (ro_section_id)s);
  ro_buf_text(p->out,
              "</main>\n<footer>Made by Readout " RO_VERSION
              " from the reports named. Every line rests on their words: press a source to see "
              "them.</footer>\n<dialog id=\"report\" aria-labelledby=\"report-name\"><div "
              "class=\"bar-top\"><h3 id=\"report-name\"></h3><button class=\"close\" "
              "type=\"button\">Close</button></div><pre></pre></dialog>\n");
  RO_TRY(put_reports(p));
  ro_buf_text(p->out, "<script>\n");
  put_asset(p, "brief.js");
  ro_buf_text(p->out, "</script>\n</body>\n</html>\n");
  return p->out->has_failed ? RO_ENOMEM : RO_OK;
}

ro_status ro_brief_html(const ro_brief *brief, ro_buf *out) {
  const ro_story *story = brief->story;
  ro_arena *scratch = ro_arena_new(0);
  page p = {brief, scratch ? RO_ARRAY(scratch, ro_json_doc, story->n_docs + 1) : NULL, out};
  ro_status status = p.docs ? RO_OK : RO_ENOMEM;
  for (uint32_t i = 0; status == RO_OK && i < story->n_docs; i++) {
    p.docs[i].doc = story->docs[i];
    status = ro_codepoints_make(scratch, story->docs[i]->text, &p.docs[i].map);
  }
  if (status == RO_OK) status = put_page(&p);
  ro_arena_free(scratch);
  return status;
}
