/* What the files of this room share: the lexicon as the stage knows it, and the working memory of
 * one document.  Order of work: gazetteer -> names -> nominals and pronouns -> chains. */
#ifndef RO_ENTITY_INTERNAL_H
#define RO_ENTITY_INTERNAL_H

#include "base/utf8.h"
#include "doc/tree.h"
#include "entity/entity.h"

/* Classes of lexicon/actor_nouns.tsv. */
/* clang-format off */
#define RO_ACTOR_LIST(X) \
  X(NONE, "") X(ROLE, "role") X(SPEAKER, "speaker") X(OFFICIAL, "official") X(SOURCE, "source") \
  X(REPORTER, "reporter") X(PEOPLE, "people") X(PAIR, "pair") X(FORCE, "force") \
  X(REBEL, "rebel") X(GOVERNMENT, "government") X(OFFICE, "office") X(BODY, "body") \
  X(COMPANY, "company") X(MEDIA, "media") X(BORDER, "border") X(FRONT, "front") \
  X(COUNTRY, "country") X(NEIGHBOUR, "neighbour") X(CITY, "city") X(REGION, "region") \
  X(COMPASS, "compass") X(FACILITY, "facility")
/* clang-format on */
#define X(id, label) ACTOR_##id,
typedef enum { RO_ACTOR_LIST(X) N_ACTOR } actor_class;
#undef X

typedef enum { TITLE_NONE, TITLE_HONORIFIC, TITLE_RANK, TITLE_OFFICE, N_TITLE } title_kind;
enum { RANK_NONE, RANK_HEAD, RANK_LEADER, N_RANK };
enum { GENDER_NONE, GENDER_MALE, GENDER_FEMALE, N_GENDER };

/* A table with the columns that matter here; table NULL where the lexicon lacks it. */
typedef struct {
  const ro_table *table;
  uint32_t kind, iso2, name, key, type, role, from, to, form;
} gazetteer;

/* An office of a person of lexicon/people.tsv. */
typedef struct {
  uint64_t hash; /* of role and state */
  uint32_t row;
} office_row;

typedef struct {
  gazetteer countries, governments, organizations, blocs, places, people, titles;
  const ro_table *name_words; /* words that tell what a name names */
  const ro_table *nouns;      /* actor_nouns */
  const uint8_t *noun_class, *noun_type, *noun_rank, *noun_gender; /* [rows of nouns] */
  const uint8_t *title_kind;                                       /* [rows of titles] title_kind */
  uint32_t army_row[26 * 26]; /* row of organizations with the forces of a state, by its code */
  bool has_many_capitals[26 * 26]; /* several towns are written for the government of the state */
  office_row *offices;             /* [n_offices] by hash */
  uint32_t n_offices;
} entity_state;

/* What a gazetteer knows of the words at one token. */
typedef enum {
  HIT_NONE,
  HIT_COUNTRY, /* name or abbreviation of a state */
  HIT_DEMONYM, /* its adjective or people */
  HIT_CAPITAL, /* city that may stand for the government */
  HIT_METONYM, /* building, street or name of a government */
  HIT_BODY,    /* organization */
  HIT_PLACE,   /* city, region, sea */
  HIT_PERSON,
  HIT_BLOC, /* "the West", "Western" */
} hit_kind;

typedef struct {
  uint32_t end; /* one past the last token; 0 = no hit begins here */
  hit_kind kind;
  ro_mention_type type;
  ro_str iso2; /* state it belongs to, empty if none */
  ro_str key;  /* entity key, empty if none */
  ro_str name; /* canonical name */
} gazetteer_hit;

/* A noun of the lexicon whose phrase ends at a token. */
typedef struct {
  uint32_t first; /* first token of the phrase */
  uint8_t class;  /* actor_class, ACTOR_NONE = no such noun */
  uint8_t type, rank, gender;
  ro_str role; /* canonical office, empty if none */
} noun_hit;

/* A mention in the making. */
typedef struct {
  uint32_t first, end;           /* tokens of the longest form */
  uint32_t core_first, core_end; /* of the name or head noun alone */
  uint32_t head;                 /* head token of the core */
  ro_mention_type type;
  ro_mention_form form;
  hit_kind hit;     /* of a name */
  actor_class noun; /* class of a nominal's head, or of the title or descriptor of a name */
  uint8_t rank, gender;
  bool is_plural, is_definite, is_indefinite;
  bool is_inside;         /* in a longer name or a title, and so not what the sentence speaks of */
  ro_str key, iso2, name; /* from the gazetteer */
  ro_str role;            /* canonical office */
  uint32_t role_first, role_end; /* tokens of the office in the title, first == end: none */
  uint32_t entity;
  const char *rule;
} draft;

/* Words that this room asks for by itself, each of one kind. */
/* clang-format off */
typedef enum { WORD_NONE, WORD_DATE, WORD_WEST, WORD_WESTERN, WORD_HE, WORD_SHE, WORD_IT, WORD_THEY, WORD_WE, WORD_I,
               WORD_QUOTE, WORD_QUOTE_OPEN, WORD_QUOTE_CLOSE } word_kind;
/* clang-format on */

typedef RO_ROWS(draft) drafts;

/* An entity in the making; the row of doc->entities with the same index is its public face. */
typedef struct {
  uint64_t full, surname; /* hashes of folded names, 0 = none */
  uint8_t gender;
  actor_class noun;
  uint8_t rank;
  bool is_plural;
  ro_str iso2;
  uint32_t last;   /* draft index of its latest mention */
  uint32_t person; /* row of lexicon/people.tsv, RO_NONE */
  uint32_t n_mentions;
  uint32_t first_mention; /* token */
  uint32_t n_tokens;      /* words of the fullest name */
} chain;

typedef struct {
  const entity_state *state;
  ro_doc *doc;
  ro_arena *scratch;
  gazetteer_hit *hit;  /* [n tokens] longest hit that begins at the token */
  noun_hit *noun;      /* [n tokens] longest phrase that ends at the token */
  uint8_t *honorific;  /* [n tokens] a mere title: Mr, Sir, Col */
  uint32_t *cover;     /* [n tokens] name draft that covers the token, RO_NONE */
  uint8_t *is_surname; /* [symbols] last word of a person that the tagger found */
  uint8_t *kind;       /* [symbols] word_kind of a form or its lower case */
  uint64_t *fold;      /* [symbols] ro_fold_hash of a form, 0 = not asked for yet */
  bool has_tags, has_names, has_tree;
  drafts drafts;
  RO_ROWS(chain) chains;
} entity_work;

/* gazetteer.c */
ro_status entity_lexicon_open(const ro_lexicon *lexicon, ro_arena *process, entity_state *state);
void entity_find_hits(entity_work *work);
void entity_find_nouns(entity_work *work);
/* The state named by the first words of a longer name at `token`. */
bool entity_state_at(const entity_work *work, uint32_t token, gazetteer_hit *hit);
bool entity_has_many_capitals(const entity_state *state, ro_str iso2);
/* Key and name of the armed forces of a state, empty if the lexicon has none. */
ro_str entity_army_key(const entity_state *state, ro_str iso2, ro_str *name);

/* people.c: rows of lexicon/people.tsv; RO_NONE for nobody. */
ro_status entity_people_open(entity_state *state, ro_arena *process);
/* Person whose full name, spelling variant or surname are tokens [first, end). */
uint32_t entity_person_at(const entity_work *work, uint32_t first, uint32_t end);
bool entity_is_listed_surname(const entity_work *work, uint32_t token);
/* Did the person (any of its rows) hold the office at the date, or ever where there is no date? */
bool entity_holds_office(const entity_state *state, uint32_t person, ro_str role, ro_str iso2,
                         ro_date date);
/* Row of the office that the person held at the date. */
uint32_t entity_office_of(const entity_state *state, uint32_t person, ro_date date);
/* Who alone held the office at the date. */
uint32_t entity_office_holder(const entity_state *state, ro_str role, ro_str iso2, ro_date date);

/* name.c, nominal.c */
void entity_find_names(entity_work *work);
void entity_find_nominals(entity_work *work);

/* phrase.c: left edge of the noun phrase whose last token is before `first`; right edges. */
uint32_t entity_left_edge(const entity_work *work, uint32_t first, uint32_t floor);
static inline uint32_t entity_sentence_first(const entity_work *work, uint32_t token) {
  return work->doc->sentences.at[work->doc->tokens.sentence[token]].first;
}
static inline uint32_t entity_sentence_end(const entity_work *work, uint32_t token) {
  return work->doc->sentences.at[work->doc->tokens.sentence[token]].end;
}
/* First token of [first, end) whose head lies outside; the last one without a tree. */
uint32_t entity_top(const entity_work *work, uint32_t first, uint32_t end);
bool entity_is_possessive(const entity_work *work, uint32_t token); /* "'s" or "'" */
static inline bool entity_lower_is(const entity_work *work, uint32_t token, const char *word) {
  return ro_str_is(ro_doc_lower(work->doc, token), word);
}
bool entity_lower_in(const entity_work *work, uint32_t token, const char *const *words, size_t n);
static inline bool entity_is_date_word(const entity_work *work, uint32_t token) {
  return work->kind[work->doc->tokens.lower[token]] == WORD_DATE;
}
/* Finds the symbols of the words of word_kind; false when memory is out. */
bool entity_find_words(entity_work *work);
/* Does it begin with a capital letter? */
static inline bool entity_is_capital(const entity_work *work, uint32_t token) {
  size_t at = 0;
  return ro_is_upper(ro_utf8_next(ro_doc_form(work->doc, token), &at));
}

static inline actor_class entity_class_at(const entity_work *work, uint32_t token) {
  return (actor_class)work->noun[token].class;
}

/* chain.c */
void entity_chain(entity_work *work);

#endif
