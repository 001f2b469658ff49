/* Readout: many reports of one developing crisis, one sourced account.
 *
 * This header is the whole public interface and its manual.  It has three parts:
 *
 *   1. plain types   span, string, date, interval, status, error
 *   2. the document  one report and the layers that the stages write
 *   3. the story     what many reports say together, and the functions to make, keep and print it
 *
 * Conventions.  Offsets inside the library are bytes of ro_doc.text, half-open, on UTF-8
 * boundaries; they become Unicode code points only where output is printed (see ro_codepoint).
 * Rows refer to one another by index; RO_NONE is "absent".  Everything a document or a story
 * points to lives in its arena and dies with it.  No function prints, exits or reads the
 * environment.  Models and lexicon are const after opening and may be shared by threads; a
 * document belongs to one thread at a time. */
#ifndef READOUT_H
#define READOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RO_VERSION "0.1.0"

#if defined(__GNUC__)
#define RO_API __attribute__((visibility("default")))
#define RO_MUST_CHECK __attribute__((warn_unused_result))
#define RO_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define RO_API
#define RO_MUST_CHECK
#define RO_PRINTF(f, a)
#endif

/* ------------------------------------------------------------------ 1. plain types */

/* X(name, text): every status a function may return. */
#define RO_STATUS_LIST(X) \
  X(OK, "done") \
  X(ENOMEM, "out of memory") \
  X(EINVAL, "misuse of the library") \
  X(EIO, "reading or writing failed") \
  X(ENOENT, "no such file or folder") \
  X(EFORMAT, "not in the expected format") \
  X(EVERSION, "made by another version") \
  X(ELIMIT, "a limit was reached") \
  X(EDB, "the story file could not be used") \
  X(ECLOSED, "the reader of the output went away")

typedef enum {
#define X(name, text) RO_##name,
  RO_STATUS_LIST(X)
#undef X
} ro_status;

/* Place and words of a failure; lives with the caller, needs no allocation. */
typedef struct {
  ro_status code;
  uint64_t offset;   /* byte of the named file, UINT64_MAX where it has no meaning */
  char where[256];   /* file, folder or story */
  char message[256]; /* one sentence, no newline */
} ro_error;

#define RO_NONE UINT32_MAX /* absent index */

typedef struct {
  uint32_t begin, end; /* bytes of ro_doc.text, half-open, on UTF-8 boundaries */
} ro_span;

typedef struct {
  const char *data; /* UTF-8, not NUL-terminated; NULL only when len is 0 */
  size_t len;
} ro_str;

typedef uint32_t ro_sym; /* a string interned in one document: equal ids = equal strings; 0 = "" */

typedef int32_t ro_date; /* days since 1970-01-01, proleptic Gregorian */
#define RO_NO_DATE INT32_MIN

typedef struct {
  ro_date from, to; /* both inclusive; RO_NO_DATE where open */
} ro_interval;

typedef struct ro_arena ro_arena;

/* A growable array in an arena; see base/rows.h for how rows are added. */
#define RO_ROWS(type) \
  struct { \
    type *at; \
    uint32_t n, cap; \
  }

/* ------------------------------------------------------------------ 2. the document */

/* clang-format off */
/* X(id, label).  UPOS tags of Universal Dependencies 2. */
#define RO_UPOS_LIST(X) \
  X(NONE, "_") \
  X(ADJ, "ADJ") X(ADP, "ADP") X(ADV, "ADV") X(AUX, "AUX") X(CCONJ, "CCONJ") X(DET, "DET") \
  X(INTJ, "INTJ") X(NOUN, "NOUN") X(NUM, "NUM") X(PART, "PART") X(PRON, "PRON") X(PROPN, "PROPN") \
  X(PUNCT, "PUNCT") X(SCONJ, "SCONJ") X(SYM, "SYM") X(VERB, "VERB") X(X, "X")

/* Penn Treebank tags as used in UD English. */
#define RO_XPOS_LIST(X) \
  X(NONE, "_") \
  X(NN, "NN") X(IN, "IN") X(DT, "DT") X(NNP, "NNP") X(JJ, "JJ") X(COMMA, ",") X(PRP, "PRP") \
  X(STOP, ".") X(RB, "RB") X(NNS, "NNS") X(VB, "VB") X(CC, "CC") X(VBD, "VBD") X(VBP, "VBP") \
  X(VBZ, "VBZ") X(VBN, "VBN") X(CD, "CD") X(VBG, "VBG") X(TO, "TO") X(PRPS, "PRP$") X(MD, "MD") \
  X(UH, "UH") X(COLON, ":") X(WDT, "WDT") X(LRB, "-LRB-") X(RRB, "-RRB-") X(WRB, "WRB") \
  X(HYPH, "HYPH") X(CLOSEQ, "''") X(OPENQ, "``") X(RP, "RP") X(WP, "WP") X(POS, "POS") \
  X(NNPS, "NNPS") X(JJR, "JJR") X(EX, "EX") X(RBR, "RBR") X(JJS, "JJS") X(FW, "FW") X(SYM, "SYM") \
  X(PDT, "PDT") X(RBS, "RBS") X(LS, "LS") X(DOLLAR, "$") X(WPS, "WP$") X(GW, "GW") X(NFP, "NFP") \
  X(ADD, "ADD") X(AFX, "AFX") X(XX, "XX")

/* Dependency relations of UD English. */
#define RO_DEPREL_LIST(X) \
  X(NONE, "_") \
  X(ACL, "acl") X(ACL_RELCL, "acl:relcl") X(ADVCL, "advcl") X(ADVCL_RELCL, "advcl:relcl") \
  X(ADVMOD, "advmod") X(AMOD, "amod") X(APPOS, "appos") X(AUX, "aux") X(AUX_PASS, "aux:pass") \
  X(CASE, "case") X(CC, "cc") X(CC_PRECONJ, "cc:preconj") X(CCOMP, "ccomp") \
  X(COMPOUND, "compound") X(COMPOUND_PRT, "compound:prt") X(CONJ, "conj") X(COP, "cop") \
  X(CSUBJ, "csubj") X(CSUBJ_OUTER, "csubj:outer") X(CSUBJ_PASS, "csubj:pass") X(DEP, "dep") \
  X(DET, "det") X(DET_PREDET, "det:predet") X(DISCOURSE, "discourse") X(DISLOCATED, "dislocated") \
  X(EXPL, "expl") X(FIXED, "fixed") X(FLAT, "flat") X(GOESWITH, "goeswith") X(IOBJ, "iobj") \
  X(LIST, "list") X(MARK, "mark") X(NMOD, "nmod") X(NMOD_DESC, "nmod:desc") \
  X(NMOD_POSS, "nmod:poss") X(NMOD_UNMARKED, "nmod:unmarked") X(NSUBJ, "nsubj") \
  X(NSUBJ_OUTER, "nsubj:outer") X(NSUBJ_PASS, "nsubj:pass") X(NUMMOD, "nummod") X(OBJ, "obj") \
  X(OBL, "obl") X(OBL_AGENT, "obl:agent") X(OBL_UNMARKED, "obl:unmarked") X(ORPHAN, "orphan") \
  X(PARATAXIS, "parataxis") X(PUNCT, "punct") X(REPARANDUM, "reparandum") X(ROOT, "root") \
  X(VOCATIVE, "vocative") X(XCOMP, "xcomp")

/* Types of entity mentions. */
#define RO_MENTION_TYPE_LIST(X) \
  X(NONE, "O") X(PER, "PER") X(ORG, "ORG") X(GPE, "GPE") X(LOC, "LOC") X(FAC, "FAC") \
  X(NORP, "NORP") X(EVENT, "EVENT") X(PRODUCT, "PRODUCT") X(MISC, "MISC")

/* Kinds of names and numbers of OntoNotes 5. */
#define RO_ONTO_LIST(X) \
  X(NONE, "O") X(PERSON, "PERSON") X(NORP, "NORP") X(FAC, "FAC") X(ORG, "ORG") X(GPE, "GPE") \
  X(LOC, "LOC") X(PRODUCT, "PRODUCT") X(EVENT, "EVENT") X(WORK_OF_ART, "WORK_OF_ART") \
  X(LAW, "LAW") X(LANGUAGE, "LANGUAGE") X(DATE, "DATE") X(TIME, "TIME") X(PERCENT, "PERCENT") \
  X(MONEY, "MONEY") X(QUANTITY, "QUANTITY") X(ORDINAL, "ORDINAL") X(CARDINAL, "CARDINAL")

#define RO_MENTION_FORM_LIST(X) X(NAME, "name") X(NOMINAL, "nominal") X(PRONOUN, "pronoun")

#define RO_SET_ASIDE_LIST(X) \
  X(APPEAL, "appeal") X(NAVIGATION, "navigation") X(CREDIT, "credit") X(CAPTION, "caption") \
  X(ADVERTISEMENT, "advertisement") X(COPYRIGHT, "copyright")

#define RO_ATTRIBUTION_KIND_LIST(X) X(DIRECT, "direct") X(INDIRECT, "indirect") X(MIXED, "mixed")

/* Speech and thought acts of an attribution. */
#define RO_ACT_LIST(X) \
  X(SAY, "say") X(AGREE, "agree") X(DENY, "deny") X(WARN, "warn") X(PROMISE, "promise") \
  X(DEMAND, "demand") X(ACCUSE, "accuse") X(BELIEVE, "believe") X(ASK, "ask") \
  X(PROPOSE, "propose") X(PREDICT, "predict") X(ESTIMATE, "estimate") X(SHOW, "show") \
  X(INTEND, "intend") X(FEAR, "fear") X(PRAISE, "praise") X(CRITICIZE, "criticize")

#define RO_BASIS_LIST(X) \
  X(ON_RECORD, "on-record") X(ANONYMOUS, "anonymous") X(INTELLIGENCE, "intelligence") \
  X(IMAGERY, "imagery") X(MEDIA, "media") X(DOCUMENT, "document") X(UNVERIFIED, "unverified")

#define RO_TIME_TYPE_LIST(X) X(DATE, "DATE") X(TIME, "TIME") X(DURATION, "DURATION") X(SET, "SET")

#define RO_COMPARATOR_LIST(X) \
  X(EXACTLY, "exactly") X(ABOUT, "about") X(AT_LEAST, "at-least") X(MORE_THAN, "more-than") \
  X(UP_TO, "up-to") X(LESS_THAN, "less-than") X(CLOSE_TO, "close-to") X(BETWEEN, "between") \
  X(VAGUE, "vague")

/* Event classes: PLOVER (Open Event Data Alliance) and STATEMENT. */
#define RO_EVENT_CLASS_LIST(X) \
  X(STATEMENT, "STATEMENT") X(AGREE, "AGREE") X(CONSULT, "CONSULT") X(SUPPORT, "SUPPORT") \
  X(CONCEDE, "CONCEDE") X(COOPERATE, "COOPERATE") X(AID, "AID") X(RETREAT, "RETREAT") \
  X(REQUEST, "REQUEST") X(ACCUSE, "ACCUSE") X(REJECT, "REJECT") X(THREATEN, "THREATEN") \
  X(PROTEST, "PROTEST") X(SANCTION, "SANCTION") X(MOBILIZE, "MOBILIZE") X(COERCE, "COERCE") \
  X(ASSAULT, "ASSAULT")

#define RO_EVENT_STATUS_LIST(X) \
  X(HAPPENED, "happened") X(PLANNED, "planned") X(PROPOSED, "proposed") \
  X(CONDITIONAL, "conditional") X(THREATENED, "threatened") X(PREDICTED, "predicted") \
  X(DENIED, "denied") X(UNVERIFIED, "reported-unverified")

#define RO_CHANNEL_LIST(X) \
  X(NONE, "") X(PHONE, "phone") X(MEETING, "meeting") X(VIDEO, "video") X(LETTER, "letter")

#define RO_DATE_BASIS_LIST(X) \
  X(NONE, "") X(METADATA, "metadata") X(FILE_NAME, "file-name") X(TEXT, "text") X(STORY, "story")

/* clang-format on */

#define X(id, label) RO_UPOS_##id,
typedef enum { RO_UPOS_LIST(X) RO_N_UPOS } ro_upos;
#undef X
#define X(id, label) RO_XPOS_##id,
typedef enum { RO_XPOS_LIST(X) RO_N_XPOS } ro_xpos;
#undef X
#define X(id, label) RO_DEPREL_##id,
typedef enum { RO_DEPREL_LIST(X) RO_N_DEPREL } ro_deprel;
#undef X
#define X(id, label) RO_MENTION_##id,
typedef enum { RO_MENTION_TYPE_LIST(X) RO_N_MENTION_TYPE } ro_mention_type;
#undef X
#define X(id, label) RO_ONTO_##id,
typedef enum { RO_ONTO_LIST(X) RO_N_ONTO } ro_onto;
#undef X
#define X(id, label) RO_FORM_##id,
typedef enum { RO_MENTION_FORM_LIST(X) RO_N_MENTION_FORM } ro_mention_form;
#undef X
#define X(id, label) RO_ASIDE_##id,
typedef enum { RO_SET_ASIDE_LIST(X) RO_N_SET_ASIDE } ro_aside_kind;
#undef X
#define X(id, label) RO_KIND_##id,
typedef enum { RO_ATTRIBUTION_KIND_LIST(X) RO_N_ATTRIBUTION_KIND } ro_attribution_kind;
#undef X
#define X(id, label) RO_ACT_##id,
typedef enum { RO_ACT_LIST(X) RO_N_ACT } ro_act;
#undef X
#define X(id, label) RO_BASIS_##id,
typedef enum { RO_BASIS_LIST(X) RO_N_BASIS } ro_basis;
#undef X
#define X(id, label) RO_TIME_##id,
typedef enum { RO_TIME_TYPE_LIST(X) RO_N_TIME_TYPE } ro_time_type;
#undef X
#define X(id, label) RO_COMPARATOR_##id,
typedef enum { RO_COMPARATOR_LIST(X) RO_N_COMPARATOR } ro_comparator;
#undef X
#define X(id, label) RO_EVENT_##id,
typedef enum { RO_EVENT_CLASS_LIST(X) RO_N_EVENT_CLASS } ro_event_class;
#undef X
#define X(id, label) RO_STATUS_##id,
typedef enum { RO_EVENT_STATUS_LIST(X) RO_N_EVENT_STATUS } ro_event_status;
#undef X
#define X(id, label) RO_CHANNEL_##id,
typedef enum { RO_CHANNEL_LIST(X) RO_N_CHANNEL } ro_channel;
#undef X
#define X(id, label) RO_DATE_BASIS_##id,
typedef enum { RO_DATE_BASIS_LIST(X) RO_N_DATE_BASIS } ro_date_basis;
#undef X

/* clang-format off */
/* Layers of a document, in the order in which they are written. */
#define RO_LAYER_LIST(X) \
  X(RAW, "raw") X(META, "meta") X(TEXT, "text") X(SET_ASIDE, "set_aside") \
  X(SENTENCES, "sentences") X(TOKENS, "tokens") X(TAGS, "tags") X(TREE, "tree") \
  X(MENTIONS, "mentions") X(ENTITIES, "entities") X(TIMES, "times") \
  X(ATTRIBUTIONS, "attributions") X(FIGURES, "figures") X(EVENTS, "events") \
  X(CONDITIONS, "conditions")
/* clang-format on */
#define X(id, label) RO_LAYER_##id,
typedef enum { RO_LAYER_LIST(X) RO_N_LAYER } ro_layer;
#undef X

typedef RO_ROWS(ro_span) ro_spans;
typedef RO_ROWS(uint32_t) ro_indexes;

typedef struct {
  ro_span span;
  ro_str why; /* one phrase: "weekday 'on Thursday' beside 24 February" */
} ro_reason;

typedef struct {
  ro_str path;  /* as given, for archives with a member suffix: "a.jsonl#3" */
  ro_str title; /* empty where unknown, as all strings here */
  ro_str publisher;
  ro_str credit; /* agency named in a credit line, "(Reuters)" */
  ro_str byline;
  ro_str url;
  ro_str language;       /* BCP 47, "en" */
  ro_str section;        /* part of the paper as the page or feed names it, "World" */
  ro_str media;          /* media type of raw, "text/html; charset=utf-8"; empty = plain text */
  ro_interval published; /* RO_NO_DATE on both ends where unknown */
  ro_date_basis published_basis;
  RO_ROWS(ro_reason) reasons; /* why the published date is what it is */
} ro_meta;

typedef struct {
  ro_span span;
  ro_aside_kind kind;
} ro_aside;

/* Sentences: spans of text and the tokens in them. */
typedef struct {
  ro_span span;
  uint32_t first, end; /* tokens [first, end) */
  uint32_t paragraph;  /* 0-based; paragraphs are parted by line breaks */
} ro_sentence;

/* Tokens as columns, all [n]; names are CoNLL-U's.  Tags, names, tree and probabilities are written
 * by the core stage; `first_child .. right` are derived from `head` by ro_tree_index.  Trees need
 * not be projective: a subtree may have gaps between `left` and `right`. */
typedef struct {
  uint32_t n;
  ro_span *span;
  ro_sym *form;  /* as written */
  ro_sym *lower; /* Unicode lower case of form, curly quotes made straight */
  ro_sym *lemma; /* lower case except for proper nouns; 0 before tagging */
  ro_sym *feats; /* "Number=Sing|Person=3", sorted as in CoNLL-U; 0 = none */
  uint8_t *upos, *xpos;
  uint8_t *ner;  /* IOB2: 0 = O, 2*type-1 = B, 2*type = I, with type a ro_mention_type */
  uint8_t *onto; /* the same with type a ro_onto: names, dates and amounts as OntoNotes has them */
  uint8_t *deprel;
  /* How sure the model is, [0,1]: of upos and xpos together, of the head, of the label in `ner`.
   * 0 where nothing was read. */
  float *p_tag, *p_head, *p_name;
  uint32_t *head;                       /* token index in the document, RO_NONE for a root */
  uint32_t *sentence;                   /* sentence index */
  uint32_t *first_child, *next_sibling; /* children in text order, RO_NONE ends */
  uint32_t *left, *right;               /* leftmost and rightmost token of the subtree, inclusive */
} ro_tokens;

typedef struct {
  ro_span span;
  uint32_t first, end; /* tokens [first, end) */
  uint32_t head;       /* head token */
  ro_mention_type type;
  ro_mention_form form;
  uint32_t entity; /* ro_doc.entities */
  const char *rule;
} ro_mention;

/* An entity of one document; the story joins them. */
typedef struct {
  ro_str name; /* fullest form seen, without titles: "Emmanuel Macron" */
  ro_mention_type type;
  ro_str key; /* lexicon key: "gov:RU", "country:RU", "person:…", "org:NATO"; empty = not known */
  ro_str role;           /* office as written in the report, "foreign minister"; empty = none */
  ro_str of;             /* key of the state or body of that office, "country:RU"; empty = none */
  bool is_anonymous;     /* "an intelligence official": an actor, but without a name */
  bool is_group;         /* plural: "Western officials", "both leaders" */
  ro_indexes members;    /* entities of this document, where a group's members are known */
  uint32_t story_entity; /* ro_story.entities after reconciling, RO_NONE before */
} ro_doc_entity;

typedef struct {
  uint32_t id;            /* equals its index */
  uint32_t source;        /* ro_doc.mentions, RO_NONE where there is no mention */
  ro_span source_span;    /* begin == end where the text leaves the source out */
  uint32_t source_entity; /* ro_doc.entities, also through pronouns; RO_NONE if unknown */
  ro_spans cue;
  ro_spans content;
  uint32_t cue_token; /* head of the cue, RO_NONE for a free-standing quotation */
  ro_attribution_kind kind;
  uint32_t parent; /* enclosing attribution, RO_NONE at the top */
  ro_act act;
  ro_basis basis;
  bool is_negated; /* "did not say" */
  float p;         /* how sure Readout is, [0,1] */
  const char *rule;
} ro_attribution;

/* What a time expression means before its anchor is known.  ro_time_resolve (doc/time.h) turns it
 * and a date of publication into value and interval. */
typedef struct {
  uint8_t kind;             /* ro_time_rule_kind in doc/time.h */
  int8_t direction;         /* -1 past, +1 future, 0 decided by tense or nearness */
  uint8_t unit;             /* ro_time_unit in doc/time.h */
  uint8_t part;             /* part of the day or season, ro_time_part */
  int32_t n;                /* offset, count, weekday or month, by kind */
  int32_t year, month, day; /* given parts, 0 = not given */
  int32_t minute;           /* clock time in minutes after midnight, -1 = none */
} ro_time_rule;

typedef struct {
  ro_span span;
  uint32_t first, end; /* tokens [first, end) */
  ro_time_type type;
  ro_str value; /* TIMEX3 value, "2022-02-24", "P2D", "PRESENT_REF" */
  ro_str mod;   /* TIMEX3 mod, "APPROX", "START"; empty = none */
  ro_interval interval;
  ro_time_rule meaning;
  uint32_t anchor; /* ro_doc.times where another time anchors this one, else RO_NONE */
  const char *rule;
} ro_time;

typedef struct {
  ro_span span;
  uint32_t first, end; /* tokens [first, end) */
  double low, high;    /* inclusive; NAN where open */
  ro_comparator comparator;
  ro_str unit;    /* "persons", "percent", "km", "USD", "battalions" */
  ro_str counted; /* head noun with its modifiers, "fighter jets" */
  ro_str place;
  ro_str scope; /* "including separatist forces", "within 50 km" */
  ro_span counted_span;
  uint32_t actor;       /* ro_doc.entities whose it is, RO_NONE */
  uint32_t time;        /* ro_doc.times of "as of", RO_NONE = publication */
  uint32_t attribution; /* innermost ro_doc.attributions whose content holds it, RO_NONE */
  const char *rule;
} ro_figure;

typedef struct {
  ro_span trigger;
  uint32_t token; /* head token of the trigger */
  ro_event_class type;
  char cameo[5]; /* "042", "" where none */
  ro_event_status status;
  ro_channel channel;
  ro_indexes actors, recipients; /* ro_doc.entities */
  uint32_t time;                 /* ro_doc.times, RO_NONE */
  uint32_t place;                /* ro_doc.entities, RO_NONE */
  uint32_t attribution;          /* innermost, RO_NONE */
  uint32_t incident;             /* ro_story.incidents after reconciling, RO_NONE before */
  float p;
  const char *rule;
} ro_event;

typedef struct {
  ro_spans condition, consequence;
  ro_span marker;
  ro_indexes committed_by; /* ro_doc.entities */
  uint32_t attribution;
  bool is_negative;   /* "unless": the consequence follows if the condition fails */
  bool is_commitment; /* the consequence is something that a party will do, or let be done */
  const char *rule;
} ro_condition;

typedef struct {
  ro_str stage;
  ro_str what;
  ro_span span; /* {0,0} where it is about the whole report */
} ro_notice;

typedef struct {
  bool is_present;
  const char *stage;
  uint64_t work_ns; /* time spent; never printed in output that must repeat */
} ro_layer_info;

/* Where a stretch of the text stands in the bytes received.  Stretches of equal length correspond
 * byte by byte; others (a character reference, a character of another charset) as a whole. */
typedef struct {
  uint32_t text, text_len; /* bytes of ro_doc.text */
  uint32_t raw, raw_len;   /* bytes of ro_doc.raw */
} ro_origin;

typedef struct ro_symbols ro_symbols;

/* One report.  Columns and rows may be read freely; only the stage that owns a layer writes it. */
typedef struct {
  ro_arena *arena; /* owns all below */
  ro_str id;       /* "sha256:" and 64 hex digits, of the bytes received */
  ro_meta meta;
  ro_meta given; /* meta as the container gave it, before any stage added to it */
  ro_str raw;    /* bytes received, borrowed or in the arena */
  ro_str text;   /* valid UTF-8 */
  /* In text order, without overlap; what no row covers was put in (a line break between two
   * paragraphs).  No rows: text and raw have the same offsets. */
  RO_ROWS(ro_origin) origin;
  ro_symbols *symbols;
  RO_ROWS(ro_aside) set_aside;
  RO_ROWS(ro_sentence) sentences;
  ro_tokens tokens;
  RO_ROWS(ro_mention) mentions; /* in text order; nested ones: longer first */
  RO_ROWS(ro_doc_entity) entities;
  RO_ROWS(ro_time) times;
  RO_ROWS(ro_figure) figures;
  RO_ROWS(ro_attribution) attributions;
  RO_ROWS(ro_event) events;
  RO_ROWS(ro_condition) conditions;
  RO_ROWS(ro_notice) notices;
  ro_layer_info layer[RO_N_LAYER];
  /* What the stages wrote, kept when the document joins a story, whose reconciling writes over it.
   */
  bool is_in_story;
  ro_meta as_read;
  uint32_t n_notices_as_read;
  bool keeps_tokens; /* sentences and tokens were given (--input conllu) and are not to be remade */
} ro_doc;

/* ------------------------------------------------------------------ 3. the story */

typedef struct {
  uint32_t doc; /* ro_story.docs */
  ro_span span;
} ro_evidence;
typedef RO_ROWS(ro_evidence) ro_evidences;

typedef struct {
  ro_str role;      /* "president" */
  uint32_t of;      /* ro_story.entities, RO_NONE */
  ro_interval term; /* RO_NO_DATE where open or unknown */
} ro_role;

typedef struct {
  ro_str form;
  ro_indexes docs;
  uint32_t count;
} ro_alias;

typedef struct {
  ro_str id; /* "e1": by number of mentions, then first place */
  ro_str name;
  ro_mention_type type;
  ro_str key; /* lexicon key, empty = none */
  bool is_anonymous, is_group;
  RO_ROWS(ro_role) roles;
  RO_ROWS(ro_alias) aliases;
  ro_evidences mentions;
  ro_str why; /* how its forms were joined */
} ro_entity;

typedef struct {
  ro_interval date; /* when this state of things was reported or took hold */
  ro_event_status status;
  ro_evidences evidence;
} ro_history;

/* One party's account of a contact. */
typedef struct {
  uint32_t holder; /* ro_story.entities, RO_NONE = the report itself */
  uint32_t stance; /* sides with equal numbers agree with one another */
  ro_str says;
  ro_evidences evidence;
} ro_side;

typedef struct {
  ro_str id; /* "i1": by date, then first place */
  ro_str label;
  ro_event_class type;
  char cameo[5];
  ro_event_status status; /* the latest */
  ro_interval date;
  ro_indexes actors, recipients; /* ro_story.entities */
  uint32_t place;                /* ro_story.entities, RO_NONE */
  ro_channel channel;
  RO_ROWS(ro_history) history; /* oldest first */
  RO_ROWS(ro_side) accounts;   /* of a contact: what each side says of it */
  ro_evidences mentions;       /* trigger spans */
  const char *rule;
} ro_incident;

typedef struct {
  double low, high; /* NAN where open */
  ro_comparator comparator;
  ro_str scope;
  ro_interval as_of;
  uint32_t by; /* ro_story.entities, RO_NONE = the report itself */
  ro_evidences evidence;
} ro_point;

typedef struct {
  ro_str id;   /* "q1" */
  ro_str what; /* "Russian troops around Ukraine" */
  ro_str unit;
  RO_ROWS(ro_point) points; /* by as_of, then by low */
} ro_series;

typedef struct {
  uint32_t entity; /* RO_NONE = the report itself */
  ro_evidences evidence;
} ro_stated;

/* clang-format off */
#define RO_COMMITMENT_STATUS_LIST(X) \
  X(OPEN, "open") X(KEPT, "kept") X(BROKEN, "broken") X(RESCINDED, "rescinded") \
  X(LAPSED, "lapsed")
/* clang-format on */
#define X(id, label) RO_COMMITMENT_##id,
typedef enum { RO_COMMITMENT_STATUS_LIST(X) RO_N_COMMITMENT_STATUS } ro_commitment_status;
#undef X

typedef struct {
  ro_str id;              /* "c1" */
  ro_indexes who;         /* ro_story.entities */
  ro_str what, condition; /* quoted or lightly normalized words */
  ro_commitment_status status;
  ro_indexes depends_on; /* ro_story.incidents that the condition speaks of */
  ro_indexes about;      /* ro_story.incidents that the consequence speaks of */
  RO_ROWS(ro_stated) stated_by;
  ro_indexes omitted_by; /* ro_story.docs that tell the consequence without the condition */
  const char *rule;
} ro_commitment;

/* clang-format off */
#define RO_CONFLICT_KIND_LIST(X) \
  X(FACT, "fact") X(FIGURE, "figure") X(DENIAL, "denial") X(ACCOUNT, "account") \
  X(UPDATE, "update") X(DATE, "date") X(ATTRIBUTION, "attribution") X(WORDING, "wording") \
  X(NAME_VARIANT, "name-variant")
/* clang-format on */
#define X(id, label) RO_CONFLICT_##id,
typedef enum { RO_CONFLICT_KIND_LIST(X) RO_N_CONFLICT_KIND } ro_conflict_kind;
#undef X

#define RO_SEVERITY_LIST(X) X(HIGH, "high") X(MEDIUM, "medium") X(LOW, "low")
#define X(id, label) RO_SEVERITY_##id,
typedef enum { RO_SEVERITY_LIST(X) RO_N_SEVERITY } ro_severity;
#undef X

enum { RO_BY_DATES = 1, RO_BY_SCOPE = 2, RO_BY_SOURCE = 4 }; /* ro_conflict.explained_by */

typedef struct {
  ro_str id; /* "k1": most severe first */
  ro_conflict_kind kind;
  ro_str issue;
  RO_ROWS(ro_side) sides;
  uint32_t explained_by; /* set of RO_BY_… */
  ro_severity severity;
  const char *rule;
} ro_conflict;

typedef struct {
  ro_str id; /* "p1" */
  ro_str says;
  ro_indexes holders; /* ro_story.entities */
  uint32_t origins;   /* independent origins, not copies */
  uint32_t reports;
  ro_basis basis;
  ro_act act;
  ro_str likelihood; /* the speaker's estimative word's ICD 203 band, "very likely"; empty = none */
  ro_evidences evidence;
  const char *rule;
} ro_claim;

typedef struct {
  ro_str id; /* "t1" */
  ro_interval date;
  ro_str precision; /* "day", "month", "year", "week", "interval" */
  ro_str text;
  ro_event_status status;
  uint32_t incident; /* ro_story.incidents, RO_NONE */
  ro_evidences evidence;
} ro_entry;

typedef struct {
  ro_str id; /* "n1" */
  ro_str name;
  bool is_escalation;
  bool is_against;  /* speaks against the course of events that it is an indicator of */
  ro_interval seen; /* first and last */
  ro_evidences evidence;
  const char *rule;
} ro_indicator;

typedef struct {
  ro_str id; /* "o1" */
  ro_str question;
  ro_evidences evidence;
} ro_question;

/* clang-format off */
/* What a user may decide.  merge: `subject` and `object` are one entity; split: what is called
 * `subject` is an entity of its own; correct: `object` (name, type) of `subject` is `value`; grade:
 * the source `subject` has the Admiralty grade `value`, "B2"; note: words about `subject`. */
#define RO_VERB_LIST(X) \
  X(MERGE, "merge") X(SPLIT, "split") X(CORRECT, "correct") X(GRADE, "grade") X(NOTE, "note")
/* clang-format on */
#define X(id, label) RO_VERB_##id,
typedef enum { RO_VERB_LIST(X) RO_N_VERB } ro_verb;
#undef X

/* Entities are named by "key:KEY" or "TYPE:name as written", which survive new numbers. */
typedef struct {
  ro_verb verb;
  ro_str subject, object, value;
} ro_decision;

typedef struct {
  ro_arena *arena;                /* owns the story's rows; documents own themselves */
  RO_ROWS(ro_decision) decisions; /* in force, oldest first; applied by reconciling */
  ro_doc **docs;                  /* [n_docs] by path */
  uint32_t n_docs;
  uint32_t *family;    /* [n_docs] family of copies; lowest doc index in it */
  const char *made_by; /* program, models and tables that read the reports; NULL = not known */
  RO_ROWS(ro_entity) entities;
  RO_ROWS(ro_incident) incidents;
  RO_ROWS(ro_series) figures;
  RO_ROWS(ro_commitment) commitments;
  RO_ROWS(ro_conflict) conflicts;
  RO_ROWS(ro_claim) claims;
  RO_ROWS(ro_entry) timeline;
  RO_ROWS(ro_indicator) indicators;
  RO_ROWS(ro_question) questions;
} ro_story;

/* ---- functions */

/* X(id, label).  Which model of the language reads the reports. */
#define RO_SETTING_LIST(X) X(AUTO, "auto") X(FAST, "fast") X(ACCURATE, "accurate")
#define X(id, label) RO_SETTING_##id,
typedef enum { RO_SETTING_LIST(X) RO_N_SETTING } ro_setting;
#undef X

typedef struct {
  const char *lexicon; /* folder of tables that are added to the lexicon; NULL = none */
  unsigned n_threads;  /* workers; 0 = one a processor.  The result does not depend on it */
  ro_setting model;    /* auto: accurate up to 512 KiB of reports in all, fast beyond */
  /* Told of each path or report that could not be read, from one thread at a time; may be NULL. */
  void (*on_problem)(void *user, const ro_error *error);
  void *user;
} ro_read_options;

/* Reads the reports under paths[n] (files, folders read recursively, "-" for standard input) and
 * makes one story of them.  `options` may be NULL.  The story owns its documents; free it with
 * ro_story_free.  RO_ENOENT when there is no report at all; reports that cannot be read are told to
 * on_problem and left out. */
RO_API RO_MUST_CHECK ro_status ro_story_read(const char *const *paths, size_t n,
                                             const ro_read_options *options, ro_story **out,
                                             ro_error *error);

/* The story kept in a file.  Documents have text, metadata and set-aside spans, no other layers. */
RO_API RO_MUST_CHECK ro_status ro_story_open(const char *path, ro_story **out, ro_error *error);

/* Keeps the story in a file, which is made or replaced in one transaction.  The story must come
 * from ro_story_read. */
RO_API RO_MUST_CHECK ro_status ro_story_save(const ro_story *story, const char *path,
                                             ro_error *error);

typedef enum {
  RO_OUTPUT_BRIEF,    /* text, 80 columns */
  RO_OUTPUT_MARKDOWN, /* the brief as Markdown */
  RO_OUTPUT_PAGE,     /* the brief as one self-contained HTML file */
  RO_OUTPUT_JSON      /* the whole story; see readout-formats(5) */
} ro_output;

/* Prints the story as one NUL-terminated string, which the caller frees with ro_text_free;
 * *len (may be NULL) is its length without the NUL. */
RO_API RO_MUST_CHECK ro_status ro_story_print(const ro_story *story, ro_output output, char **text,
                                              size_t *len, ro_error *error);
RO_API void ro_text_free(char *text);

/* Frees a story and its documents; NULL is allowed. */
RO_API void ro_story_free(ro_story *story);

/* "RO_ENOENT", and "no such file or folder". */
RO_API const char *ro_status_name(ro_status code);
RO_API const char *ro_status_text(ro_status code);

#endif
