/* Lexicon tables: lines of the texts, and one hash index over the keys.
 *
 * Opening a text looks at each line once: its key goes to the index, its other fields are found
 * when they are asked for, which is seldom.  The texts of the program come with an index made when
 * it was built (index.c), and their lines are not looked at before they are asked for.
 *
 * A phrase is found by hashing the words of the text one after another, as in a trie flattened
 * into one table: the index holds every prefix of every key, so a match stops at the first word
 * that continues no key.  29 ns a token was measured for such a lookup over 38,000 phrases, three
 * times faster than a regular-expression engine over the same list. */
#include "lexicon/lexicon.h"

#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "lexicon/lexicon_internal.h"

enum { MAX_LIVE = 8 }; /* readings of a phrase followed at once, see ro_table_match */

static bool next_line(ro_str *rest, ro_str *line) {
  if (!ro_str_split(rest, '\n', line)) return false;
  if (line->len && line->data[line->len - 1] == '\r') line->len--;
  return true;
}

static ro_table *table_named(ro_lexicon *lexicon, ro_str name) {
  for (uint32_t i = 0; i < lexicon->n; i++)
    if (ro_str_equal(lexicon->table[i].name, name)) return &lexicon->table[i];
  if (lexicon->n == LEXICON_TABLES) return NULL;
  lexicon->table[lexicon->n].name = name;
  return &lexicon->table[lexicon->n++];
}

/* The first text of a table names its columns; a later one may leave out or reorder all but the
 * key. */
static ro_status read_columns(ro_table *table, ro_str line, uint32_t number, ro_error *error) {
  ro_str column;
  bool is_first_text = table->n_sources == 0;
  if (table->n_sources == LEXICON_TEXTS)
    return ro_fail(error, RO_ELIMIT, table->name, number, "more than %d texts", LEXICON_TEXTS);
  lexicon_source *s = &table->source[table->n_sources++];
  s->first_row = table->lines.n;
  memset(s->field_of, LEXICON_COLUMNS, sizeof s->field_of);
  while (ro_str_split(&line, '\t', &column)) {
    uint32_t at = 0;
    while (at < table->n_columns && !ro_str_equal(table->column[at], column)) at++;
    if (s->n == LEXICON_COLUMNS || at == LEXICON_COLUMNS)
      return ro_fail(error, RO_EFORMAT, table->name, number, "line %u: more than %d columns",
                     number, LEXICON_COLUMNS);
    if (at < table->n_columns ? is_first_text : !is_first_text)
      return ro_fail(error, RO_EFORMAT, table->name, number, "line %u: column '%.*s' %s", number,
                     RO_FMT(column), is_first_text ? "is named twice" : "is not of this table");
    if (s->n == 0 && at != 0)
      return ro_fail(error, RO_EFORMAT, table->name, number,
                     "line %u: the first column must be '%.*s'", number, RO_FMT(table->column[0]));
    if (at == table->n_columns) table->column[table->n_columns++] = column;
    s->field_of[at] = (uint8_t)s->n++;
  }
  return RO_OK;
}

static uint32_t count_tabs(ro_str line) {
  uint32_t n = 0;
  const char *at = line.data, *end = at + line.len;
  while ((at = memchr(at, '\t', (size_t)(end - at))) != NULL) n++, at++;
  return n;
}

static ro_str first_field(ro_str line) {
  const char *tab = line.len ? memchr(line.data, '\t', line.len) : NULL;
  return tab ? (ro_str){line.data, (size_t)(tab - line.data)} : line;
}

/* Keys are lower case in the tables of the project: only what may not be is converted. */
static bool may_have_upper(ro_str key) {
  for (size_t i = 0; i < key.len; i++) {
    unsigned char c = (unsigned char)key.data[i];
    if ((c >= 'A' && c <= 'Z') || c >= 0x80) return true;
  }
  return false;
}

static ro_status add_row(ro_arena *arena, ro_table *table, ro_str line) {
  ro_str key = first_field(line);
  if (may_have_upper(key)) {
    ro_str lower = ro_utf8_lower(arena, key);
    if (!ro_str_equal(lower, key))
      line = ro_str_join(arena, lower, "", ro_str_sub(line, key.len, line.len));
    if (!lower.data) return RO_ENOMEM;
    key = first_field(line);
  }
  ro_str *row = line.data ? RO_ADD(arena, &table->lines) : NULL;
  if (!row) return RO_ENOMEM;
  *row = line;
  table->n_words++;
  for (size_t i = 0; i < key.len; i++) table->n_words += key.data[i] == ' ';
  return RO_OK;
}

static ro_status read_text(ro_arena *arena, ro_table *table, ro_str text, ro_error *error) {
  ro_str line;
  uint32_t number = 0, n_columns = 0;
  while (next_line(&text, &line)) {
    number++;
    if (line.len == 0 || line.data[0] == '#') continue;
    if (n_columns == 0) {
      RO_TRY(read_columns(table, line, number, error));
      n_columns = table->source[table->n_sources - 1].n;
      continue;
    }
    if (count_tabs(line) >= n_columns)
      return ro_fail(error, RO_EFORMAT, table->name, number, "line %u has more fields than columns",
                     number);
    RO_TRY(add_row(arena, table, line));
  }
  return RO_OK;
}

uint32_t ro_table_rows(const ro_table *table) { return table->n_rows; }

static ro_str key_of(const ro_table *table, uint32_t row) {
  ro_str key = first_field(lexicon_line_of(table, row));
  return key.len == 1 && key.data[0] == '_' ? (ro_str){NULL, 0} : key;
}

ro_str ro_table_field(const ro_table *table, uint32_t row, uint32_t column) {
  if (column >= table->n_columns) return (ro_str){NULL, 0};
  uint32_t s = table->n_sources - 1;
  while (table->source[s].first_row > row) s--;
  ro_str rest = lexicon_line_of(table, row), field = {NULL, 0};
  for (uint32_t i = 0, n = table->source[s].field_of[column]; i <= n; i++)
    if (!ro_str_split(&rest, '\t', &field)) return (ro_str){NULL, 0};
  return field.len == 1 && field.data[0] == '_' ? (ro_str){NULL, 0} : field;
}

uint32_t ro_table_column(const ro_table *table, const char *name) {
  for (uint32_t c = 0; c < table->n_columns; c++)
    if (ro_str_is(table->column[c], name)) return c;
  return RO_NONE;
}

/* Hash of a phrase with one more word. */
static uint64_t hash_word(uint64_t phrase, uint64_t word) {
  uint64_t h = ro_hash_mix(phrase, word);
  return h ? h : 1;
}

/* The slot of the hash, or the free one where it would go. */
static uint32_t place_of(const lexicon_slot *index, uint32_t mask, uint64_t hash) {
  uint32_t at = (uint32_t)hash & mask;
  while (index[at].hash && index[at].hash != hash) at = (at + 1) & mask;
  return at;
}

static const lexicon_slot *locate(const ro_table *table, uint64_t hash) {
  return &table->index[place_of(table->index, table->mask, hash)];
}

/* The next word of a key from *at on; false behind the last. */
static bool next_word(ro_str key, size_t *at, ro_str *word) {
  size_t begin = *at, end = begin;
  if (begin > key.len) return false;
  while (end < key.len && key.data[end] != ' ') end++;
  *word = (ro_str){key.data + begin, end - begin};
  *at = end + 1;
  return true;
}

static uint64_t hash_key(ro_str key) {
  uint64_t h = 0;
  ro_str word;
  for (size_t at = 0; next_word(key, &at, &word);) h = hash_word(h, ro_hash_str(word));
  return h;
}

/* Puts the prefixes of a key into the slots; gives the row that had the key until now. */
static uint32_t index_key(lexicon_slot *index, uint32_t mask, ro_str key, uint32_t row) {
  uint64_t h = 0;
  uint32_t before = RO_NONE;
  ro_str word;
  for (size_t at = 0; next_word(key, &at, &word);) {
    h = hash_word(h, ro_hash_str(word));
    lexicon_slot *s = &index[place_of(index, mask, h)];
    if (!s->hash) *s = (lexicon_slot){h, RO_NONE, 0};
    if (at <= key.len) continue;
    before = s->row;
    s->row = row;
  }
  return before;
}

/* Rows are added last to first, so that chains of one key run first to last. */
static ro_status make_index(ro_arena *arena, ro_table *table) {
  uint32_t size = 16;
  while (size < table->n_words * 2) size *= 2;
  table->n_rows = table->lines.n;
  table->mask = size - 1;
  lexicon_slot *index = RO_ARRAY(arena, lexicon_slot, size);
  uint32_t *next = RO_ARRAY(arena, uint32_t, table->n_rows);
  if (!index || !next) return RO_ENOMEM;
  for (uint32_t r = table->n_rows; r-- > 0;) {
    ro_str key = key_of(table, r);
    next[r] = key.len ? index_key(index, table->mask, key, r) : RO_NONE;
  }
  table->index = index;
  table->next = next;
  return RO_OK;
}

/* Reads on to the line that names the columns: of a table whose rows come from an index. */
static ro_status read_head(ro_table *table, ro_str text, ro_error *error) {
  ro_str line;
  for (uint32_t number = 1; next_line(&text, &line); number++)
    if (line.len && line.data[0] != '#') return read_columns(table, line, number, error);
  return RO_OK;
}

static bool is_named_later(const char *const *names, size_t n, size_t i) {
  for (size_t k = i + 1; k < n; k++)
    if (strcmp(names[k], names[i]) == 0) return true;
  return false;
}

ro_status ro_lexicon_open_indexed(ro_arena *process, const char *const *names, const ro_str *texts,
                                  size_t n, ro_str index, const ro_lexicon **out, ro_error *error) {
  ro_lexicon *lexicon = RO_NEW(process, ro_lexicon);
  if (!lexicon) return RO_ENOMEM;
  for (size_t i = 0; i < n; i++) {
    ro_table *table = table_named(lexicon, ro_str_from(names[i]));
    if (!table)
      return ro_fail(error, RO_ELIMIT, ro_str_from(names[i]), 0, "more than %d tables",
                     LEXICON_TABLES);
    bool is_only = table->n_sources == 0 && !is_named_later(names, n, i);
    if (is_only && lexicon_take_index(index, i, texts[i], table))
      RO_TRY(read_head(table, texts[i], error));
    else
      RO_TRY(read_text(process, table, texts[i], error));
  }
  for (uint32_t i = 0; i < lexicon->n; i++)
    if (!lexicon->table[i].placed) RO_TRY(make_index(process, &lexicon->table[i]));
  *out = lexicon;
  return RO_OK;
}

ro_status ro_lexicon_open(ro_arena *process, const char *const *names, const ro_str *texts,
                          size_t n, const ro_lexicon **out, ro_error *error) {
  return ro_lexicon_open_indexed(process, names, texts, n, (ro_str){NULL, 0}, out, error);
}

const ro_table *ro_lexicon_table(const ro_lexicon *lexicon, const char *name) {
  for (uint32_t i = 0; i < lexicon->n; i++)
    if (ro_str_is(lexicon->table[i].name, name)) return &lexicon->table[i];
  return NULL;
}

uint32_t ro_table_find(const ro_table *table, ro_str key) {
  if (!table || !key.len) return RO_NONE;
  const lexicon_slot *s = locate(table, hash_key(key));
  if (!s->hash || s->row == RO_NONE) return RO_NONE;
  return ro_str_equal(key_of(table, s->row), key) ? s->row : RO_NONE;
}

bool ro_table_begins(const ro_table *table, ro_str words) {
  return table && words.len && locate(table, hash_key(words))->hash;
}

uint32_t ro_table_next(const ro_table *table, uint32_t row) { return table->next[row]; }

static bool spells(const ro_doc *doc, ro_str key, uint32_t first, uint32_t last, bool by_lemma) {
  ro_str word;
  for (uint32_t t = first; t <= last; t++) {
    if (!ro_str_split(&key, ' ', &word)) return false;
    if (ro_str_equal(word, ro_doc_sym(doc, doc->tokens.lower[t]))) continue;
    if (!by_lemma || !ro_str_equal(word, ro_doc_sym(doc, doc->tokens.lemma[t]))) return false;
  }
  return key.data == NULL;
}

/* A phrase of lemmas may mix forms and lemmas ("hold talks", "held talk"), so every prefix that
 * some key still continues is followed; keys that differ only so are rare, and MAX_LIVE is never
 * reached by the tables of the project. */
typedef struct {
  uint64_t hash[MAX_LIVE];
  uint32_t n;
} readings;

/* Does a key begin with the word?  Most do not, so this is asked first. */
static bool begins_key(const ro_table *table, const ro_doc *doc, uint32_t t, bool by_lemma) {
  ro_sym form = doc->tokens.lower[t], lemma = by_lemma ? doc->tokens.lemma[t] : 0;
  if (locate(table, hash_word(0, ro_symbols_hash(doc->symbols, form)))->hash) return true;
  return lemma && lemma != form &&
         locate(table, hash_word(0, ro_symbols_hash(doc->symbols, lemma)))->hash;
}

uint32_t ro_table_match(const ro_table *table, const ro_doc *doc, uint32_t first, uint32_t end,
                        bool by_lemma, uint32_t *n_tokens) {
  uint32_t row = RO_NONE;
  if (!table || first >= end || !begins_key(table, doc, first, by_lemma)) return RO_NONE;
  readings live = {{0}, 1};
  for (uint32_t t = first; t < end && live.n; t++) {
    readings next = {{0}, 0};
    ro_sym form[2] = {doc->tokens.lower[t], by_lemma ? doc->tokens.lemma[t] : 0};
    uint32_t n_forms = form[1] && form[1] != form[0] ? 2 : 1;
    bool has_ended = false; /* a key ends here: one spelled by forms goes before one by lemmas */
    for (uint32_t f = 0; f < n_forms; f++) {
      uint64_t word = ro_symbols_hash(doc->symbols, form[f]);
      for (uint32_t i = 0; i < live.n && next.n < MAX_LIVE; i++) {
        const lexicon_slot *s = locate(table, hash_word(live.hash[i], word));
        if (!s->hash) continue;
        next.hash[next.n++] = s->hash;
        if (has_ended || s->row == RO_NONE ||
            !spells(doc, key_of(table, s->row), first, t, by_lemma))
          continue;
        has_ended = true;
        row = s->row;
        *n_tokens = t - first + 1;
      }
    }
    live = next;
  }
  return row;
}

const uint8_t *ro_table_codes(const ro_table *table, ro_arena *arena, uint32_t column,
                              const char *const *labels, uint32_t n, uint8_t absent) {
  uint32_t rows = ro_table_rows(table);
  uint8_t *codes = RO_ARRAY(arena, uint8_t, rows);
  if (!codes) return NULL;
  for (uint32_t r = 0; r < rows; r++) {
    ro_str field = ro_table_field(table, r, column);
    codes[r] = absent;
    for (uint32_t i = 0; i < n; i++)
      if (ro_str_is(field, labels[i])) codes[r] = (uint8_t)i;
  }
  return codes;
}
