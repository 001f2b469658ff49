/* readout decide, decisions: what a user decided, beside what Readout found. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/cli.h"
#include "present/sheet.h"
#include "store/decide.h"

static ro_str now(ro_arena *arena) {
  struct tm t;
  char text[32] = "";
  time_t seconds = time(NULL);
  if (gmtime_r(&seconds, &t)) strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &t);
  return ro_str_copy(arena, ro_str_from(text));
}

static const ro_entity *entity_of(const ro_story *story, ro_str id) {
  for (uint32_t i = 0; i < story->entities.n; i++)
    if (ro_str_equal(story->entities.at[i].id, id)) return &story->entities.at[i];
  return NULL;
}

/* e3 as "key:..." or "TYPE:name"; what is no id of an entity stays as it is. */
static ro_str name_of(cli_run *run, const char *word) {
  const ro_entity *e = entity_of(run->story, ro_str_from(word));
  if (!e) return ro_str_from(word);
  if (e->key.len) return ro_str_join(run->arena, RO_STR("key"), ":", e->key);
  return ro_str_join(run->arena, ro_str_from(ro_mention_type_label[e->type]), ":", e->name);
}

static bool is_entity_name(ro_str s) { return ro_str_find(s, RO_STR(":")) < s.len; }

static bool is_grade(ro_str s) {
  return s.len == 2 && s.data[0] >= 'A' && s.data[0] <= 'F' && s.data[1] >= '1' && s.data[1] <= '6';
}

/* Fills the decision from its words; a message says what is wrong. */
static const char *read_words(cli_run *run, const char *const *word, size_t n, ro_decision *d) {
  uint32_t verb = ro_label_find(ro_verb_label, RO_N_VERB, ro_str_from(word[0]), RO_NONE);
  if (verb == RO_NONE) return "a decision is merge, split, correct, grade, note or undo";
  size_t wanted = verb == RO_VERB_SPLIT ? 2 : verb == RO_VERB_CORRECT ? 4 : 3;
  if (n != wanted) return "the decision has too few words or too many";
  *d = (ro_decision){.verb = (ro_verb)verb, .subject = name_of(run, word[1])};
  if (verb == RO_VERB_MERGE) d->object = name_of(run, word[2]);
  if (verb == RO_VERB_CORRECT) d->object = ro_str_from(word[2]);
  if (verb >= RO_VERB_CORRECT) d->value = ro_str_from(word[n - 1]);
  if (verb <= RO_VERB_CORRECT && !is_entity_name(d->subject)) return "there is no such entity";
  if (verb == RO_VERB_MERGE && !is_entity_name(d->object)) return "there is no such entity";
  if (verb == RO_VERB_CORRECT && !ro_str_is(d->object, "name") && !ro_str_is(d->object, "type"))
    return "name and type of an entity can be corrected";
  if (verb == RO_VERB_GRADE && !is_grade(d->value)) return "a grade is A to F and 1 to 6, as B2";
  return NULL;
}

/* Makes the account anew and keeps it. */
static ro_status renew(cli_run *run, ro_store *store, ro_error *error) {
  bool is_late = false;
  ro_story_free(run->story);
  run->story = NULL;
  RO_TRY(cli_make_account(run, store, true, error));
  return ro_store_account(store, run->story, &is_late, error);
}

static int finish(cli_run *run, ro_store *store, ro_status status, ro_error *error) {
  if (status == RO_OK) status = renew(run, store, error);
  ro_store_close(store);
  return status == RO_OK ? EXIT_DONE : cli_fail(error);
}

int cli_decide(cli_run *run) {
  const cli_options *o = run->options;
  ro_store *store = NULL;
  ro_error error = {0};
  ro_decision decision;
  int32_t nr = -1;
  int64_t undone = -1;
  if (o->n_args < 2) return cli_misuse("decide", "decide needs a story file and a decision");
  bool is_undo = strcmp(o->args[1], "undo") == 0;
  if (is_undo &&
      (o->n_args > 3 || (o->n_args == 3 && !ro_str_to_int(ro_str_from(o->args[2]), &nr))))
    return cli_misuse("decide", "undo takes the number of a decision");
  if (cli_read_story(run, o->args, 1, &error) != RO_OK) return cli_fail(&error);
  const char *wrong = is_undo ? NULL : read_words(run, o->args + 1, o->n_args - 1, &decision);
  if (wrong) return cli_misuse("decide", wrong);
  ro_status status = ro_store_open(o->args[0], RO_STORE_WRITE, &store, &error);
  if (status == RO_OK && is_undo) status = ro_store_undo(store, nr, &undone, &error);
  if (status == RO_OK && is_undo && undone < 0)
    status = ro_fail(&error, RO_ENOENT, ro_str_from(o->args[0]), UINT64_MAX,
                     "there is no such decision to take back");
  if (status == RO_OK && !is_undo)
    status = ro_store_decide(store, &decision, o->n_args > 2 ? ro_str_from(o->args[2]) : RO_STR(""),
                             o->by ? ro_str_from(o->by) : RO_STR(""), now(run->arena), &error);
  return finish(run, store, status, &error);
}

/* A line of `decisions --export`: verb, subject, object, value, parted by tabs. */
static ro_status import_line(ro_store *store, ro_str line, const char *path, ro_error *error) {
  ro_str part[4] = {{NULL, 0}}, piece;
  size_t n = 0;
  while (n < 4 && ro_str_split(&line, '\t', &piece)) part[n++] = piece;
  uint32_t verb = ro_label_find(ro_verb_label, RO_N_VERB, part[0], RO_NONE);
  if (verb == RO_NONE || n < 2 || !part[1].len)
    return ro_fail(error, RO_EFORMAT, ro_str_from(path), UINT64_MAX, "a line is no decision: %.80s",
                   part[0].data ? part[0].data : "");
  const ro_decision d = {(ro_verb)verb, part[1], part[2], part[3]};
  return ro_store_decide(store, &d, RO_STR("imported"), RO_STR(""), RO_STR(""), error);
}

static ro_status import_file(ro_store *store, const char *path, ro_error *error) {
  FILE *f = fopen(path, "rb");
  char *line = NULL;
  size_t room = 0;
  ssize_t n;
  ro_status status = RO_OK;
  if (!f) return ro_fail(error, RO_EIO, ro_str_from(path), UINT64_MAX, "the file cannot be read");
  while (status == RO_OK && (n = getline(&line, &room, f)) > 0) {
    if (line[n - 1] == '\n') line[--n] = 0;
    if (n && line[0] != '#') status = import_line(store, (ro_str){line, (size_t)n}, path, error);
  }
  free(line);
  fclose(f);
  return status;
}

static void put_field(ro_buf *out, ro_str s) { /* tabs and line breaks part fields and lines */
  for (size_t i = 0; i < s.len; i++)
    ro_buf_char(out, s.data[i] == '\t' || s.data[i] == '\n' ? ' ' : s.data[i]);
}

static int export(const cli_run *run, const ro_sheet *sheet) {
  ro_buf out = {0};
  ro_buf_text(&out, "# decisions of a Readout story: verb, subject, object, value\n");
  for (uint32_t r = 0; r < sheet->n_rows; r++) {
    const ro_cell *row = &sheet->cells.at[r * sheet->n_columns];
    if (row[8].text.len) continue; /* taken back */
    for (int c = 1; c <= 4; c++) {
      put_field(&out, row[c].text);
      ro_buf_char(&out, c < 4 ? '\t' : '\n');
    }
  }
  return cli_write(run, &out);
}

int cli_decisions(cli_run *run) {
  const cli_options *o = run->options;
  ro_store *store = NULL;
  ro_error error = {0};
  ro_sheet sheet = {0};
  if (o->n_args != 1) return cli_misuse("decisions", "decisions needs a story file");
  ro_status status =
      ro_store_open(o->args[0], o->import ? RO_STORE_WRITE : RO_STORE_READ, &store, &error);
  if (status == RO_OK && o->import)
    return finish(run, store, import_file(store, o->import, &error), &error);
  if (status == RO_OK) status = ro_store_list_decisions(store, run->arena, &sheet, &error);
  ro_store_close(store);
  if (status != RO_OK) return cli_fail(&error);
  if (o->export) return export(run, &sheet);
  ro_buf out = {0};
  if (ro_print_sheet(&sheet, RO_SHEET_TEXT, &out) == RO_OK) return cli_write(run, &out);
  ro_buf_free(&out);
  return cli_fail(&(ro_error){.code = RO_ENOMEM});
}
