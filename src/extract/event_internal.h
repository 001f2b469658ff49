/* Parts of the event stage: the compiled lexicon, the reader over one document, and the three
 * questions asked of a word: is it an event, who takes part, has it happened. */
#ifndef RO_EXTRACT_EVENT_INTERNAL_H
#define RO_EXTRACT_EVENT_INTERNAL_H

#include "doc/tree.h"
#include "model/resources.h"

enum { RO_EVENT_NOT = UINT8_MAX, RO_STATUS_NOT_SET = UINT8_MAX, RO_EVENT_MAX_TESTS = 6 };

/* Kinds of word whose rows of event_operators.tsv are asked for. */
typedef enum {
  RO_OPERATOR_VERB,
  RO_OPERATOR_NOUN,
  RO_OPERATOR_ADJECTIVE,
  RO_OPERATOR_ADVERB
} ro_operator_kind;

typedef struct {
  ro_str name;   /* "obj" */
  ro_str values; /* "troop|@force|GPE", empty where the test takes none */
  bool is_negated;
} ro_event_test;

/* One row of event_triggers.tsv. */
typedef struct {
  uint8_t type; /* ro_event_class, RO_EVENT_NOT: the words look like an event and are none */
  char part;    /* 'v', 'n', 'a' */
  uint8_t channel;
  uint8_t n_tests;
  char cameo[5];
  ro_event_test test[RO_EVENT_MAX_TESTS];
} ro_event_rule;

typedef struct {
  const ro_table *triggers, *sets, *operators;
  ro_event_rule *rule; /* [rows of triggers] */
  uint32_t set_column, kind_column, status_column;
} ro_event_lexicon;

/* A document being read, with maps from tokens that spare searches. */
typedef struct {
  const ro_event_lexicon *lexicon;
  ro_doc *doc;
  ro_arena *scratch;
  uint32_t *mention;     /* [n] mention headed by the token, else the shortest that covers it */
  uint32_t *time;        /* [n] time expression over the token */
  uint32_t *attribution; /* [n] innermost attribution whose content holds the token */
  uint32_t *event;       /* [n] event triggered by the token */
  uint32_t *rule;        /* [n] row of the trigger found at the token */
  bool *is_consumed;     /* [n] told already by another trigger: the verb of "hold talks" */
} ro_event_reader;

/* event_lexicon.c */
ro_status ro_event_lexicon_open(const ro_resources *resources, ro_arena *process,
                                const ro_event_lexicon **out, ro_error *error);
bool ro_event_in_set(const ro_event_lexicon *lexicon, ro_str word, const char *set);
bool ro_event_in_set_str(const ro_event_lexicon *lexicon, ro_str word, ro_str set);
/* Status that the word gives to what it governs, RO_STATUS_NOT_SET for none. */
uint8_t ro_event_operator(const ro_event_lexicon *lexicon, ro_str lemma, ro_operator_kind kind);

/* event_frame.c: arguments in the tree.  All give RO_NONE for "none". */
uint32_t ro_event_subject(const ro_event_reader *reader, uint32_t token);
/* The nearest actor before a verb that no other verb parts from it. */
uint32_t ro_event_actor_before(const ro_event_reader *reader, uint32_t verb);
uint32_t ro_event_object(const ro_event_reader *reader, uint32_t token);
bool ro_event_is_passive(const ro_event_reader *reader, uint32_t token);
/* The noun that a measure stands before: "tens of thousands of its troops" -> "troops". */
uint32_t ro_event_content_noun(const ro_event_reader *reader, uint32_t token);
bool ro_event_lemma_is(const ro_event_reader *reader, uint32_t token, const char *lemma);
/* Is the token's lemma among space-parted words? */
bool ro_event_lemma_in(const ro_event_reader *reader, uint32_t token, const char *words);
bool ro_event_is_actor(const ro_event_reader *reader, uint32_t token);
bool ro_event_case_is(const ro_event_reader *reader, uint32_t token, ro_str prepositions);
/* First dependent that bears one of the prepositions ("with|to"). */
uint32_t ro_event_with_case(const ro_event_reader *reader, uint32_t token, ro_str prepositions);
/* Verb that carries a noun as in "hold talks", RO_NONE. */
uint32_t ro_event_light_verb(const ro_event_reader *reader, uint32_t noun);
/* Writes actors, recipients and place. */
void ro_event_fill_parties(const ro_event_reader *reader, ro_event *event, bool is_noun);

/* event_trigger.c: row of event_triggers.tsv that the token triggers, RO_NONE; *first is the first
 * token of its phrase. */
uint32_t ro_event_trigger(const ro_event_reader *reader, uint32_t token, uint32_t *first);

/* event_status.c */
ro_event_status ro_event_status_of(const ro_event_reader *reader, uint32_t token, bool is_noun,
                                   ro_event_class type);
bool ro_event_is_negated(const ro_event_reader *reader, uint32_t token);

#endif
