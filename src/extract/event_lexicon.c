/* The event lexicon, compiled when the stage opens.
 *
 * Three plain tables: event_triggers.tsv (words, tests of their sense, class), event_sets.tsv (word
 * sets that the tests name) and event_operators.tsv (words that decide whether what they govern is
 * fact, plan or fear).  Tests are parsed once into ro_event_rule; words stay views of the table. */
#include <string.h>

#include "extract/event_internal.h"

static bool read_test(ro_str text, ro_event_test *test) {
  *test = (ro_event_test){0};
  if (text.len && text.data[0] == '!') {
    test->is_negated = true;
    text = ro_str_sub(text, 1, text.len);
  }
  size_t colon = ro_str_find(text, RO_STR(":"));
  test->name = ro_str_sub(text, 0, colon);
  if (colon < text.len) test->values = ro_str_sub(text, colon + 1, text.len);
  return test->name.len > 0;
}

static ro_status read_rule(const ro_table *table, uint32_t row, const uint32_t column[5],
                           ro_event_rule *rule, ro_error *error) {
  ro_str part = ro_table_field(table, row, column[0]);
  ro_str tests = ro_table_field(table, row, column[1]), piece;
  ro_str type = ro_table_field(table, row, column[2]);
  ro_str cameo = ro_table_field(table, row, column[3]);
  ro_str channel = ro_table_field(table, row, column[4]);
  uint32_t code = ro_label_find(ro_event_class_label, RO_N_EVENT_CLASS, type, RO_EVENT_NOT);
  rule->type = (uint8_t)code;
  rule->part = part.len ? part.data[0] : 'v';
  rule->channel = (uint8_t)ro_label_find(ro_channel_label, RO_N_CHANNEL, channel, RO_CHANNEL_NONE);
  if ((code == RO_EVENT_NOT && !ro_str_is(type, "-")) || cameo.len >= sizeof rule->cameo)
    return ro_fail(error, RO_EFORMAT, RO_STR("event_triggers.tsv"), row, "bad class or code");
  if (cameo.len) memcpy(rule->cameo, cameo.data, cameo.len);
  while (tests.len && ro_str_split(&tests, ',', &piece)) {
    if (rule->n_tests == RO_EVENT_MAX_TESTS || !read_test(piece, &rule->test[rule->n_tests]))
      return ro_fail(error, RO_EFORMAT, RO_STR("event_triggers.tsv"), row, "bad test");
    rule->n_tests++;
  }
  return RO_OK;
}

ro_status ro_event_lexicon_open(const ro_resources *resources, ro_arena *process,
                                const ro_event_lexicon **out, ro_error *error) {
  static const char *const names[] = {"part", "tests", "class", "cameo", "channel"};
  ro_event_lexicon *lexicon = RO_NEW(process, ro_event_lexicon);
  if (!lexicon) return RO_ENOMEM;
  *out = lexicon;
  lexicon->triggers = ro_lexicon_table(resources->lexicon, "event_triggers");
  lexicon->sets = ro_lexicon_table(resources->lexicon, "event_sets");
  lexicon->operators = ro_lexicon_table(resources->lexicon, "event_operators");
  if (!lexicon->triggers) return RO_OK; /* a lexicon without events gives none */
  if (lexicon->sets) lexicon->set_column = ro_table_column(lexicon->sets, "set");
  if (lexicon->operators) {
    lexicon->kind_column = ro_table_column(lexicon->operators, "kind");
    lexicon->status_column = ro_table_column(lexicon->operators, "status");
  }
  uint32_t column[5], rows = ro_table_rows(lexicon->triggers);
  for (size_t i = 0; i < 5; i++) column[i] = ro_table_column(lexicon->triggers, names[i]);
  lexicon->rule = RO_ARRAY(process, ro_event_rule, rows);
  if (!lexicon->rule) return RO_ENOMEM;
  for (uint32_t r = 0; r < rows; r++)
    RO_TRY(read_rule(lexicon->triggers, r, column, &lexicon->rule[r], error));
  return RO_OK;
}

bool ro_event_in_set_str(const ro_event_lexicon *lexicon, ro_str word, ro_str set) {
  if (!lexicon->sets) return false;
  for (uint32_t r = ro_table_find(lexicon->sets, word); r != RO_NONE;
       r = ro_table_next(lexicon->sets, r))
    if (ro_str_equal(ro_table_field(lexicon->sets, r, lexicon->set_column), set)) return true;
  return false;
}

bool ro_event_in_set(const ro_event_lexicon *lexicon, ro_str word, const char *set) {
  return ro_event_in_set_str(lexicon, word, ro_str_from(set));
}

uint8_t ro_event_operator(const ro_event_lexicon *lexicon, ro_str lemma, ro_operator_kind kind) {
  static const char *const kinds[] = {"verb", "noun", "adjective", "adverb"};
  if (!lexicon->operators) return RO_STATUS_NOT_SET;
  for (uint32_t r = ro_table_find(lexicon->operators, lemma); r != RO_NONE;
       r = ro_table_next(lexicon->operators, r)) {
    if (!ro_str_is(ro_table_field(lexicon->operators, r, lexicon->kind_column), kinds[kind]))
      continue;
    ro_str label = ro_table_field(lexicon->operators, r, lexicon->status_column);
    return (uint8_t)ro_label_find(ro_event_status_label, RO_N_EVENT_STATUS, label,
                                  RO_STATUS_NOT_SET);
  }
  return RO_STATUS_NOT_SET;
}
