/* Markdown as writers use it (CommonMark's blocks and the common inline marks): headings, lists,
 * quotations, fences, emphasis, links, pictures, front matter between lines of "---".  Marks go,
 * words stay where they were, hard-wrapped lines of one paragraph are joined. */
#include "format/markdown.h"

#include <string.h>

#include "base/status.h"

typedef struct {
  ro_arena *arena;
  ro_str s;
  char *out;
  uint32_t len;
  ro_map map;
  bool is_open; /* a paragraph is going on */
} writer;

static size_t line_end(ro_str s, size_t at, size_t *next) {
  const char *nl = at < s.len ? memchr(s.data + at, '\n', s.len - at) : NULL;
  size_t end = nl ? (size_t)(nl - s.data) : s.len;
  *next = nl ? end + 1 : s.len;
  return end > at && s.data[end - 1] == '\r' ? end - 1 : end;
}

/* Where the text behind the front matter begins; 0 if there is none. */
static size_t behind_front(ro_str s) {
  size_t next, at;
  if (line_end(s, 0, &next) != 3 || !ro_str_starts(s, RO_STR("---"))) return 0;
  for (int lines = 0; lines < 100 && next < s.len; lines++) {
    at = next;
    size_t end = line_end(s, at, &next);
    if (ro_str_is(ro_str_sub(s, at, end), "---")) return next;
  }
  return 0;
}

ro_str ro_markdown_front(ro_str s, const char *name) {
  size_t stop = behind_front(s), next = 0, n = strlen(name);
  for (size_t at = 0; at < stop; at = next) {
    ro_str line = ro_str_sub(s, at, line_end(s, at, &next));
    if (line.len <= n || line.data[n] != ':' ||
        !ro_str_equal_nocase(ro_str_sub(line, 0, n), (ro_str){name, n}))
      continue;
    ro_str value = ro_str_trim(ro_str_sub(line, n + 1, line.len));
    bool is_quoted = value.len >= 2 && (value.data[0] == '"' || value.data[0] == '\'') &&
                     value.data[value.len - 1] == value.data[0];
    return is_quoted ? ro_str_sub(value, 1, value.len - 1) : value;
  }
  return (ro_str){NULL, 0};
}

static size_t heading_mark(ro_str line) {
  size_t n = 0;
  while (n < line.len && n < 6 && line.data[n] == '#') n++;
  return n && n < line.len && line.data[n] == ' ' ? n + 1 : 0;
}

static size_t item_mark(ro_str line) {
  size_t n = 0;
  if (line.len > 1 && strchr("-*+", line.data[0]) && line.data[1] == ' ') return 2;
  while (n < line.len && n < 4 && line.data[n] >= '0' && line.data[n] <= '9') n++;
  return n && n + 1 < line.len && line.data[n] == '.' && line.data[n + 1] == ' ' ? n + 2 : 0;
}

static bool is_rule(ro_str line) {
  line = ro_str_trim(line);
  if (line.len < 3 || !strchr("-*_=", line.data[0])) return false;
  for (size_t i = 0; i < line.len; i++)
    if (line.data[i] != line.data[0] && line.data[i] != ' ') return false;
  return true;
}

static bool is_fence(ro_str line) {
  line = ro_str_trim(line);
  return ro_str_starts(line, RO_STR("```")) || ro_str_starts(line, RO_STR("~~~"));
}

/* "[words](address)" at `at`: where the words end and where all of it ends. */
static bool is_link(ro_str s, size_t at, size_t *words_end, size_t *end) {
  size_t close = at + 1;
  while (close < s.len && s.data[close] != ']' && close - at < 500) close++;
  if (close + 1 >= s.len || s.data[close] != ']' || s.data[close + 1] != '(') return false;
  size_t stop = close + 2;
  while (stop < s.len && s.data[stop] != ')' && s.data[stop] != ' ' && stop - close < 2000) stop++;
  while (stop < s.len && s.data[stop] != ')' && stop - close < 2000) stop++;
  if (stop >= s.len || s.data[stop] != ')') return false;
  *words_end = close;
  *end = stop + 1;
  return true;
}

bool ro_markdown_sniff(ro_str text) {
  ro_str s = ro_str_sub(text, 0, 1 << 14);
  size_t next, words, end, headings = 0, links = 0, strong = 0;
  if (behind_front(s) && ro_markdown_front(s, "title").len) return true;
  for (size_t at = 0; at < s.len; at = next) {
    ro_str line = ro_str_sub(s, at, line_end(s, at, &next));
    headings += heading_mark(line) > 0;
    for (size_t i = 0; i < line.len; i++) {
      if (line.data[i] == '[' && is_link(line, i, &words, &end)) links++;
      strong += line.data[i] == '*' && i + 2 < line.len && line.data[i + 1] == '*' &&
                line.data[i + 2] != ' ' && line.data[i + 2] != '*';
    }
  }
  return (headings > 0) + (links > 0) + (strong > 1) >= 2;
}

static void put(writer *w, size_t at, size_t n) {
  if (n == 0) return;
  memcpy(w->out + w->len, w->s.data + at, n);
  ro_map_add(w->arena, &w->map, (ro_origin){w->len, (uint32_t)n, (uint32_t)at, (uint32_t)n});
  w->len += (uint32_t)n;
}

static void end_paragraph(writer *w) {
  if (w->is_open) w->out[w->len++] = '\n';
  w->is_open = false;
}

/* A mark of emphasis stands at the edge of a word; "2 * 3" and "snake_case" are none. */
static size_t emphasis_at(ro_str line, size_t i) {
  char c = line.data[i];
  size_t n = 1;
  if (c == '`') return 1;
  if (c != '*' && c != '_') return 0;
  while (i + n < line.len && line.data[i + n] == c && n < 3) n++;
  bool before = i > 0 && line.data[i - 1] != ' ',
       after = i + n < line.len && line.data[i + n] != ' ';
  if (c == '_' && before && after) {
    char a = line.data[i - 1], b = line.data[i + n];
    bool in_word = (a | 32) >= 'a' && (a | 32) <= 'z' && (b | 32) >= 'a' && (b | 32) <= 'z';
    return in_word ? 0 : n;
  }
  return before || after ? n : 0;
}

/* The words of [begin, end); a link's words are gone through by the same loop. */
static void put_inline(writer *w, size_t begin, size_t end) {
  ro_str line = ro_str_sub(w->s, 0, end);
  size_t from = begin, i = begin, words, stop;
  size_t link_words = 0, link_end = 0; /* of the link being inside */
  while (i < end) {
    size_t marks = emphasis_at(line, i);
    bool is_picture = line.data[i] == '!' && i + 1 < end && line.data[i + 1] == '[';
    if (link_end && i == link_words) {
      put(w, from, i - from);
      i = from = link_end;
      link_end = 0;
    } else if (is_picture && is_link(line, i + 1, &words, &stop)) {
      put(w, from, i - from);
      i = from = stop;
    } else if (line.data[i] == '[' && !link_end && is_link(line, i, &words, &stop)) {
      put(w, from, i - from);
      link_words = words;
      link_end = stop;
      i = from = i + 1;
    } else if (line.data[i] == '\\' && i + 1 < end && strchr("\\`*_[]()#+-.!>", line.data[i + 1])) {
      put(w, from, i - from);
      from = i + 1;
      i += 2;
    } else if (marks) {
      put(w, from, i - from);
      i = from = i + marks;
    } else {
      i++;
    }
  }
  put(w, from, end - from);
}

static void put_line(writer *w, size_t at, size_t end) {
  while (at < end && (w->s.data[at] == ' ' || w->s.data[at] == '\t' || w->s.data[at] == '>')) at++;
  ro_str line = ro_str_sub(w->s, at, end);
  size_t heading = heading_mark(line), item = item_mark(line);
  if (line.len == 0 || is_rule(line)) {
    end_paragraph(w);
    return;
  }
  if (heading || item) end_paragraph(w);
  if (w->is_open) w->out[w->len++] = ' ';
  uint32_t before = w->len;
  put_inline(w, at + heading + item, end);
  if (w->len > before) w->is_open = true;
  if (heading) end_paragraph(w);
}

ro_status ro_markdown_read(ro_arena *arena, ro_str source, ro_mapped *out) {
  writer w = {.arena = arena, .s = source, .out = ro_arena_alloc(arena, source.len * 2 + 2)};
  bool in_fence = false;
  size_t next;
  if (!w.out) return RO_ENOMEM;
  for (size_t at = behind_front(source); at < source.len; at = next) {
    size_t end = line_end(source, at, &next);
    if (is_fence(ro_str_sub(source, at, end))) {
      in_fence = !in_fence;
      end_paragraph(&w);
    } else if (in_fence) {
      put(&w, at, end - at);
      w.is_open = end > at;
      end_paragraph(&w);
    } else {
      put_line(&w, at, end);
    }
  }
  end_paragraph(&w);
  *out = (ro_mapped){{w.out, w.len}, w.map};
  return ro_arena_has_failed(arena) ? RO_ENOMEM : RO_OK;
}
