/* Feeds and messages of several items: RSS 2.0 and 1.0 (item), Atom (entry), NewsML-G2 (newsItem),
 * mbox (a line "From " before each message).
 *
 * An item's bytes are what stands between its tags, tags included, so that they can be kept without
 * the whole feed; they are found by going over the bytes once, past comments and CDATA.  What the
 * feed says of itself (title, language) stands before its first item. */
#include <string.h>

#include "base/utf8.h"
#include "format/charset.h"
#include "format/mail.h"
#include "format/markup.h"
#include "intake/intake_internal.h"

static const char *const item_names[] = {"item", "entry", "newsItem", "NewsItem"};

static bool is_name_end(ro_str s, size_t at) {
  return at >= s.len || strchr(" \t\r\n/>", s.data[at]) != NULL;
}

/* Behind a tag's "<": which item name stands there, with or without a prefix; NULL for none. */
static const char *item_at(ro_str s, size_t at) {
  size_t end = at;
  while (end < s.len && !is_name_end(s, end) && end - at < 40) end++;
  ro_str name = ro_str_sub(s, at, end);
  size_t colon = ro_str_find(name, RO_STR(":"));
  if (colon < name.len) name = ro_str_sub(name, colon + 1, name.len);
  for (size_t i = 0; i < sizeof item_names / sizeof *item_names; i++)
    if (ro_str_is(name, item_names[i])) return item_names[i];
  return NULL;
}

static size_t behind(ro_str s, size_t at, const char *mark) {
  ro_str rest = ro_str_sub(s, at, s.len);
  size_t found = ro_str_find(rest, ro_str_from(mark));
  return found == rest.len ? s.len : at + found + strlen(mark);
}

bool ro_feed_next(ro_str *rest, ro_str *item) {
  ro_str s = *rest;
  const char *open = NULL;
  size_t begin = 0, at = 0;
  while (at < s.len) {
    const char *hit = memchr(s.data + at, '<', s.len - at);
    if (!hit) break;
    at = (size_t)(hit - s.data) + 1;
    if (ro_str_starts(ro_str_sub(s, at, at + 8), RO_STR("![CDATA["))) {
      at = behind(s, at, "]]>");
    } else if (ro_str_starts(ro_str_sub(s, at, at + 3), RO_STR("!--"))) {
      at = behind(s, at, "-->");
    } else if (!open) {
      open = item_at(s, at);
      begin = at - 1;
    } else if (at < s.len && s.data[at] == '/' && item_at(s, at + 1) == open) {
      at = behind(s, at, ">");
      *item = ro_str_sub(s, begin, at);
      *rest = ro_str_sub(s, at, s.len);
      return true;
    }
  }
  *rest = (ro_str){NULL, 0};
  return false;
}

static ro_str copied_text(ro_arena *arena, const ro_tree *tree, uint32_t node) {
  return node == RO_NONE ? (ro_str){NULL, 0}
                         : ro_str_copy(arena, ro_str_trim(ro_markup_text(tree, node)));
}

ro_status ro_feed_facts(ro_arena *arena, ro_str bytes, ro_str *title, ro_str *language) {
  ro_str rest = bytes, item;
  ro_tree tree;
  *title = *language = (ro_str){NULL, 0};
  if (!ro_feed_next(&rest, &item)) return RO_OK;
  ro_str head = ro_str_sub(bytes, 0, (size_t)(item.data - bytes.data));
  ro_mapped utf8;
  ro_str charset;
  uint32_t replaced;
  RO_TRY(ro_charset_decode(arena, head, ro_charset_of_markup(head), &utf8, &charset, &replaced));
  RO_TRY(ro_markup_read(arena, utf8.text, RO_MARKUP_XML, &tree));
  uint32_t channel = ro_markup_below(&tree, 0, "channel", RO_NONE);
  if (channel == RO_NONE) channel = ro_markup_below(&tree, 0, "feed", RO_NONE);
  if (channel == RO_NONE) return RO_OK;
  *title = copied_text(arena, &tree, ro_markup_child(&tree, channel, "title", RO_NONE));
  *language = copied_text(arena, &tree, ro_markup_child(&tree, channel, "language", RO_NONE));
  if (!language->len) *language = ro_markup_attr(&tree, channel, "xml:lang");
  return RO_OK;
}

ro_status ro_feed_link(ro_arena *arena, ro_str item, ro_str charset, ro_str *url) {
  ro_arena *scratch = ro_arena_new(0);
  ro_mapped utf8;
  ro_tree tree;
  ro_str found;
  uint32_t replaced;
  if (!scratch) return RO_ENOMEM;
  ro_status status = ro_charset_decode(scratch, item, charset, &utf8, &found, &replaced);
  if (status == RO_OK) status = ro_markup_read(scratch, utf8.text, RO_MARKUP_XML, &tree);
  if (status == RO_OK) *url = ro_utf8_line(arena, ro_markup_link(&tree), 1000);
  ro_arena_free(scratch);
  return status;
}

/* A message begins at a line "From " that a header follows. */
static bool is_from_line(ro_str s, size_t at) {
  if (!ro_str_starts(ro_str_sub(s, at, at + 5), RO_STR("From "))) return false;
  return ro_mail_sniff(ro_str_sub(s, behind(s, at, "\n"), s.len));
}

bool ro_mbox_sniff(ro_str bytes) { return is_from_line(bytes, 0); }

bool ro_mbox_next(ro_str *rest, ro_str *message) {
  ro_str s = *rest;
  if (s.len == 0) return false;
  size_t begin = is_from_line(s, 0) ? behind(s, 0, "\n") : 0, at = begin;
  while (at < s.len) {
    at = behind(s, at, "\n");
    if (at < s.len && is_from_line(s, at)) break;
  }
  *message = ro_str_sub(s, begin, at);
  *rest = ro_str_sub(s, at, s.len);
  return message->len > 0;
}
