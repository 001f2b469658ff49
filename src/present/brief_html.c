/* The brief as one self-contained page. */
#include "present/brief.h"

ro_status ro_brief_html(const ro_brief *brief, const ro_made_by *made_by, ro_buf *out) {
  (void)made_by;
  return ro_brief_markdown(brief, out);
}
