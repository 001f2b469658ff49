/* The brief as Markdown (CommonMark). */
#include <string.h>

#include "present/brief.h"

/* Text with the characters escaped that Markdown would read as marks. */
static void put(ro_str text, ro_buf *out) {
  for (size_t i = 0; i < text.len; i++) {
    if (strchr("\\`*_{}[]<>#|", text.data[i]) && text.data[i]) ro_buf_char(out, '\\');
    ro_buf_char(out, text.data[i] == '\n' ? ' ' : text.data[i]);
  }
}

static void put_line(const ro_brief *brief, ro_section_id section, const ro_brief_line *line,
                     ro_buf *out) {
  uint32_t docs[16];
  uint32_t n = section == RO_SECTION_SOURCES ? 0 : ro_brief_docs(line, docs, 16);
  ro_buf_text(out, line->is_sub ? "  - " : "- ");
  if (line->lead.len) {
    ro_buf_text(out, "**");
    put(line->lead, out);
    ro_buf_text(out, "** ");
  }
  put(line->text, out);
  if (line->note.len) {
    ro_buf_text(out, " *(");
    put(line->note, out);
    ro_buf_text(out, ")*");
  }
  for (uint32_t i = 0; i < n; i++) {
    ro_buf_text(out, i ? "; " : " — ");
    put(brief->source[docs[i]], out);
  }
  if (line->id.len) ro_buf_printf(out, " `%.*s`", RO_FMT(line->id));
  ro_buf_char(out, '\n');
}

ro_status ro_brief_markdown(const ro_brief *brief, ro_buf *out) {
  ro_buf_text(out, "# ");
  put(brief->title.len ? brief->title : RO_STR("Brief"), out);
  ro_buf_printf(out, "\n\n%u reports", brief->story->n_docs);
  if (brief->period.len) ro_buf_printf(out, ", %.*s", RO_FMT(brief->period));
  ro_buf_char(out, '\n');
  for (uint32_t s = 0; s < RO_N_SECTION; s++) {
    if (!brief->section[s].lines.n) continue;
    ro_buf_printf(out, "\n## %s\n\n", ro_section_title[s]);
    for (uint32_t i = 0; i < brief->section[s].lines.n; i++)
      put_line(brief, (ro_section_id)s, &brief->section[s].lines.at[i], out);
    if (brief->section[s].n_more) ro_buf_printf(out, "- and %u more\n", brief->section[s].n_more);
  }
  return out->has_failed ? RO_ENOMEM : RO_OK;
}
