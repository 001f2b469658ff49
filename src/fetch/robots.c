/* robots.txt after RFC 9309, "Robots Exclusion Protocol" (2022).
 *
 * A file is a list of groups: lines User-agent, then rules (Allow, Disallow).  Lines of other
 * kinds belong to no group and end none.  Crawl-delay is not in the RFC but in many files: it
 * holds for the programs of its group, and of several the longest counts.
 *
 * Patterns and paths are compared after both were brought to one spelling: %XX of a letter,
 * digit or -._~ is that character, other %XX have capital digits, bytes above 0x7F become %XX.
 * In a pattern * stands for any bytes and $ at its end for the end of the path; in a path both
 * become %2A and %24, so that a pattern can mean the characters themselves. */
#include "fetch/robots.h"

#include <string.h>

typedef RO_ROWS(ro_robots_rule) rule_rows;

/* Rules of one kind of group: those that name the product, and those for all. */
typedef struct {
  rule_rows rules;
  uint32_t delay_ms;
  bool is_named; /* some group was for it */
  bool is_open;  /* the group at hand is for it */
} party;

typedef struct {
  ro_arena *arena;
  ro_str product;
  party own, all;
  bool has_rules; /* the group at hand has rules: a further User-agent begins another */
} parser;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

static int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  return (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

static void put_percent(ro_buf *out, uint8_t byte) {
  static const char digits[] = "0123456789ABCDEF";
  ro_buf_char(out, '%');
  ro_buf_char(out, digits[byte >> 4]);
  ro_buf_char(out, digits[byte & 15]);
}

/* One spelling of a path or, with its * and $ kept, of a pattern. */
static ro_str normalize(ro_arena *arena, ro_str s, bool is_pattern) {
  ro_buf out = {0};
  for (size_t i = 0; i < s.len; i++) {
    char c = s.data[i];
    bool is_plain_sign = c == '$' ? !is_pattern || i + 1 < s.len : c == '*' && !is_pattern;
    int high = i + 2 < s.len ? hex_value(s.data[i + 1]) : -1;
    int low = i + 2 < s.len ? hex_value(s.data[i + 2]) : -1;
    if (c == '%' && high >= 0 && low >= 0) {
      char plain = (char)(high << 4 | low);
      bool is_unreserved = is_digit(plain) || is_letter(plain) || (plain && strchr("-._~", plain));
      if (is_unreserved)
        ro_buf_char(&out, plain);
      else
        put_percent(&out, (uint8_t)(high << 4 | low));
      i += 2;
    } else if ((uint8_t)c > 0x7E || (uint8_t)c <= ' ' || is_plain_sign) {
      put_percent(&out, (uint8_t)c);
    } else if (c != '*' || out.len == 0 || out.data[out.len - 1] != '*') { /* ** is * */
      ro_buf_char(&out, c);
    }
  }
  ro_str kept =
      out.has_failed ? (ro_str){NULL, 0} : ro_str_copy(arena, (ro_str){out.data, out.len});
  ro_buf_free(&out);
  return kept;
}

/* "Readout/1.0 (news)" names readout, "*" and "* # all" name all. */
static bool names_all(ro_str value) {
  return value.len && value.data[0] == '*' && (value.len == 1 || value.data[1] == ' ');
}

static bool names_product(ro_str value, ro_str product) {
  size_t n = 0;
  while (n < value.len &&
         (is_letter(value.data[n]) || value.data[n] == '-' || value.data[n] == '_'))
    n++;
  return ro_str_equal_nocase(ro_str_sub(value, 0, n), product);
}

static void take_agent(parser *p, ro_str value) {
  if (p->has_rules) {
    p->own.is_open = p->all.is_open = false;
    p->has_rules = false;
  }
  if (names_all(value)) p->all.is_open = p->all.is_named = true;
  if (names_product(value, p->product)) p->own.is_open = p->own.is_named = true;
}

static bool add_rule(parser *p, party *to, ro_str pattern, bool allows) {
  if (!to->is_open || pattern.len == 0) return true;
  ro_robots_rule *rule = RO_ADD(p->arena, &to->rules);
  if (rule) *rule = (ro_robots_rule){pattern, allows};
  return rule != NULL;
}

/* An empty Disallow forbids nothing, and so is no rule; but it ends the list of programs. */
static bool take_rule(parser *p, ro_str value, bool allows) {
  p->has_rules = true;
  if (value.len == 0 || (value.data[0] != '/' && value.data[0] != '*')) return true;
  if (!p->own.is_open && !p->all.is_open) return true;
  ro_str pattern = normalize(p->arena, value, true);
  if (!pattern.data) return false;
  return add_rule(p, &p->own, pattern, allows) && add_rule(p, &p->all, pattern, allows);
}

/* "10", "0.5": seconds, as milliseconds. */
static void take_delay(parser *p, ro_str value) {
  uint64_t ms = 0, unit = 1000;
  bool has_point = false;
  for (size_t i = 0; i < value.len; i++) {
    char c = value.data[i];
    if (c == '.' && !has_point && i > 0) {
      has_point = true;
    } else if (!is_digit(c)) {
      return;
    } else if (has_point) {
      unit /= 10;
      ms += unit * (uint64_t)(c - '0');
    } else {
      ms = ms * 10 + (uint64_t)(c - '0') * 1000;
      if (ms > RO_MAX_CRAWL_DELAY_MS) ms = RO_MAX_CRAWL_DELAY_MS;
    }
  }
  if (ms > RO_MAX_CRAWL_DELAY_MS) ms = RO_MAX_CRAWL_DELAY_MS;
  party *parties[] = {&p->own, &p->all};
  for (size_t i = 0; i < 2; i++)
    if (parties[i]->is_open && parties[i]->delay_ms < ms) parties[i]->delay_ms = (uint32_t)ms;
}

static bool take_line(parser *p, ro_str line) {
  ro_str value = line, key;
  if (!ro_str_split(&value, '#', &line)) return true;
  value = line;
  size_t colon = ro_str_find(line, RO_STR(":"));
  if (colon == line.len) return true;
  key = ro_str_trim(ro_str_sub(line, 0, colon));
  value = ro_str_trim(ro_str_sub(line, colon + 1, line.len));
  if (ro_str_equal_nocase(key, RO_STR("user-agent"))) take_agent(p, value);
  if (ro_str_equal_nocase(key, RO_STR("crawl-delay"))) take_delay(p, value);
  if (ro_str_equal_nocase(key, RO_STR("allow"))) return take_rule(p, value, true);
  if (ro_str_equal_nocase(key, RO_STR("disallow"))) return take_rule(p, value, false);
  return true;
}

/* The next line; lines end with CR, LF or both. */
static bool next_line(ro_str *rest, ro_str *line) {
  if (rest->len == 0) return false;
  size_t n = 0;
  while (n < rest->len && rest->data[n] != '\n' && rest->data[n] != '\r') n++;
  *line = ro_str_sub(*rest, 0, n);
  *rest = ro_str_sub(*rest, n < rest->len ? n + 1 : n, rest->len);
  return true;
}

ro_status ro_robots_parse(ro_arena *arena, ro_str bytes, ro_str product, ro_robots *robots) {
  parser p = {.arena = arena, .product = product};
  bool is_cut = bytes.len > RO_MAX_ROBOTS_BYTES, has_memory = true;
  ro_str rest = ro_str_sub(bytes, 0, RO_MAX_ROBOTS_BYTES), line;
  if (ro_str_starts(rest, RO_STR("\xEF\xBB\xBF"))) rest = ro_str_sub(rest, 3, rest.len);
  while (has_memory && next_line(&rest, &line)) {
    if (is_cut && rest.len == 0) break;
    has_memory = take_line(&p, line);
  }
  const party *chosen = p.own.is_named ? &p.own : &p.all;
  *robots = (ro_robots){.delay_ms = chosen->delay_ms};
  robots->rules.at = chosen->rules.at;
  robots->rules.n = chosen->rules.n;
  robots->rules.cap = chosen->rules.cap;
  return has_memory ? RO_OK : RO_ENOMEM;
}

/* Does the pattern match the path's beginning (its whole, with $)?  After a * the rest is tried at
 * every place, the last * only: earlier ones need not be moved again. */
static bool matches(ro_str pattern, ro_str path) {
  bool is_whole = pattern.len && pattern.data[pattern.len - 1] == '$';
  if (is_whole) pattern.len--;
  size_t p = 0, at = 0, star = SIZE_MAX, star_at = 0;
  for (;;) {
    if (p == pattern.len && (!is_whole || at == path.len)) return true;
    if (p < pattern.len && pattern.data[p] == '*') {
      star = p++;
      star_at = at;
    } else if (p < pattern.len && at < path.len && pattern.data[p] == path.data[at]) {
      p++, at++;
    } else if (star != SIZE_MAX && star_at < path.len) {
      p = star + 1;
      at = ++star_at;
    } else {
      return false;
    }
  }
}

bool ro_robots_allows(const ro_robots *robots, ro_str target, ro_arena *scratch) {
  if (robots->rules.n == 0) return true;
  ro_str path = normalize(scratch, target.len ? target : RO_STR("/"), false);
  if (!path.data) return false;
  if (ro_str_is(path, "/robots.txt")) return true;
  size_t longest = 0;
  bool allows = true;
  for (uint32_t i = 0; i < robots->rules.n; i++) {
    const ro_robots_rule *rule = &robots->rules.at[i];
    bool may_win = rule->pattern.len > longest || (rule->pattern.len == longest && rule->allows);
    if (!may_win || !matches(rule->pattern, path)) continue;
    longest = rule->pattern.len;
    allows = rule->allows;
  }
  return allows;
}
