/* Shared by the files of the attribution stage. */
#ifndef RO_EXTRACT_ATTRIBUTION_INTERNAL_H
#define RO_EXTRACT_ATTRIBUTION_INTERNAL_H

#include "doc/tree.h"
#include "extract/extract.h"
#include "extract/quote.h"
#include "model/linear.h"

/* How a reporting word takes its content; bits of ro_frame.frames.  See lexicon/attribution.tsv. */
enum {
  RO_TAKES_QUOTE = 1,   /* "…", she said */
  RO_TAKES_THAT = 2,    /* says (that) it rains */
  RO_TAKES_TO = 4,      /* promised to leave; urged them to leave */
  RO_TAKES_OBJ = 8,     /* rejected the claim */
  RO_TAKES_WHOLE = 16,  /* blamed them for the delay */
  RO_TAKES_PREP = 32,   /* called for talks */
  RO_TAKES_CLAUSE = 64, /* reportedly */
  RO_TAKES_HEAD = 128   /* an estimated 500 tents */
};

typedef struct {
  uint32_t frames;
  uint32_t preps; /* bits of ro_attribution_preps */
  uint8_t pos;    /* 'v', 'n', 'a', 'r', 'p', 'c' as in the lexicon; ':' for a name and a colon */
  uint8_t act;    /* ro_act */
  bool is_strong; /* reports even where the tree shows no complement */
  bool is_open;   /* of no word in the lexicon: a guess for the model to judge */
} ro_frame;

enum { RO_N_CUE_TABLES = 2 }; /* attribution.tsv, reporting.tsv */

typedef struct {
  const ro_table *table[RO_N_CUE_TABLES];  /* NULL where the lexicon lacks one; earlier ones win */
  const ro_frame *frames[RO_N_CUE_TABLES]; /* [rows of table] */
  const ro_table *outlets;                 /* names of media, NULL if there is no such table */
  bool has_model;
  bool tries_open; /* words of no table are candidates too; only with a model to judge them */
  ro_linear cue, content, source;
  double slope, offset, threshold; /* probability = logistic(slope * margin + offset) */
} ro_attribution_state;

/* Tokens [first, end). */
typedef struct {
  uint32_t first, end;
} ro_range;
typedef RO_ROWS(ro_range) ro_ranges;

/* An attribution in the making; all in tokens. */
typedef struct {
  uint32_t cue;    /* head token of the cue, RO_NONE for a free-standing quotation */
  ro_ranges cues;  /* the cue with its auxiliaries and particles */
  ro_ranges parts; /* content; empty while a quotation is still looked for */
  ro_range source; /* empty where the text names none */
  uint32_t source_head;
  uint32_t quote; /* outermost quotation that the cue lies in, RO_NONE */
  ro_frame frame;
  bool is_negated;
  bool is_passive;
  bool has_quotation; /* a quotation was given to it as a whole */
  const char *rule;
  float p;
} ro_speech;

typedef struct {
  ro_doc *doc;
  ro_arena *scratch;
  const ro_attribution_state *state;
  ro_quotes quotes;
  uint32_t *quote_of;   /* [tokens] outermost quotation that holds the token, RO_NONE */
  uint32_t *mention_of; /* [tokens] longest mention headed by the token, RO_NONE */
  uint32_t *host_of;    /* [tokens] smallest content of a reporting verb that holds the token */
  uint32_t *speech_of;  /* [tokens] speech whose cue head the token is, RO_NONE */
  RO_ROWS(ro_speech) speeches;
  bool keeps_contents, keeps_sources; /* for training: nothing is chosen, the tree's stay */
} ro_attribution_run_state;

/* attribution_cue.c: finds cues and their frames; the cue's words. */
ro_status ro_attribution_read_lexicon(const ro_resources *resources, ro_arena *process,
                                      ro_attribution_state *state);
bool ro_attribution_frame_at(const ro_attribution_run_state *run, uint32_t token, ro_frame *frame,
                             ro_ranges *cues);
/* Base form of "said" and "told", which report whatever the tagger makes of them; else empty. */
ro_str ro_attribution_sure_verb(const ro_doc *doc, uint32_t token);
/* Phrase that leads in a source ("according to") at the token: its frame and length, else false. */
bool ro_attribution_phrase_at(const ro_attribution_run_state *run, uint32_t token, ro_frame *frame,
                              uint32_t *n_tokens);
/* Widens the cue by auxiliaries, negation and adverbs that stand right before it. */
void ro_attribution_widen_cue(const ro_attribution_run_state *run, ro_speech *speech);
/* Bit of a preposition in ro_frame.preps, 0 if it is none of the listed. */
uint32_t ro_attribution_prep(ro_str lower);

/* attribution_content.c: fills speech->parts from the tree; false where nothing is said. */
bool ro_attribution_find_content(ro_attribution_run_state *run, ro_speech *speech);

/* attribution_source.c */
void ro_attribution_find_source(const ro_attribution_run_state *run, ro_speech *speech);
bool ro_attribution_is_main_after_noun(const ro_doc *doc, uint32_t verb);
void ro_attribution_clip_source(const ro_attribution_run_state *run, ro_speech *speech);
ro_range ro_attribution_noun_phrase(const ro_doc *doc, uint32_t head);
ro_basis ro_attribution_basis(const ro_attribution_run_state *run, const ro_speech *speech,
                              uint32_t entity);

/* attribution_quote.c: gives quotations to speakers, and free ones to the last speaker. */
void ro_attribution_place_quotes(ro_attribution_run_state *run);

/* attribution.c: quotations, candidates, contents, sources; rows are not yet written. */
ro_status ro_attribution_collect(ro_attribution_run_state *run);
/* Would the rules alone keep it? */
bool ro_attribution_is_kept(const ro_speech *speech);

/* attribution_weigh.c: how sure it is that a candidate is an attribution. */
enum { RO_ATTRIBUTION_FEATURES = 64 };
ro_status ro_attribution_open_model(const ro_resources *resources, ro_attribution_state *state,
                                    ro_error *error);
size_t ro_attribution_features(const ro_attribution_run_state *run, const ro_speech *speech,
                               uint64_t *out);
int32_t ro_attribution_margin(const ro_attribution_run_state *run, const ro_speech *speech);
double ro_attribution_probability(const ro_attribution_run_state *run, const ro_speech *speech);

/* attribution_choose.c: other places where the content may begin and end. */
enum { RO_MAX_OPTIONS = 48 };
typedef struct {
  ro_range part[2];
  uint32_t n;
  uint8_t begin, end; /* kinds of its edges */
} ro_option;
typedef struct {
  ro_option at[RO_MAX_OPTIONS];
  uint32_t n;
} ro_options;
void ro_attribution_options(const ro_attribution_run_state *run, const ro_speech *speech,
                            ro_options *list);
size_t ro_attribution_option_features(const ro_attribution_run_state *run, const ro_speech *speech,
                                      const ro_option *option, uint64_t *out);
void ro_attribution_choose_content(const ro_attribution_run_state *run, ro_speech *speech);

/* attribution_holder.c: other phrases that may be the source. */
enum { RO_MAX_HOLDERS = 24 };
typedef struct {
  uint32_t head; /* RO_NONE: no source */
  bool is_tree;  /* what the tree gives */
} ro_holder;
typedef struct {
  ro_holder at[RO_MAX_HOLDERS];
  uint32_t n;
} ro_holders;
void ro_attribution_holders(const ro_attribution_run_state *run, const ro_speech *speech,
                            ro_holders *list);
size_t ro_attribution_holder_features(const ro_attribution_run_state *run, const ro_speech *speech,
                                      const ro_holder *holder, uint64_t *out);
void ro_attribution_choose_source(const ro_attribution_run_state *run, ro_speech *speech);
/* Kind of thing that a noun or pronoun names, for features. */
uint32_t ro_attribution_source_kind(const ro_attribution_run_state *run, uint32_t head);

/* attribution_direct.c: direct speech whose punctuation leaves no doubt, against the tree. */
void ro_attribution_settle_direct(ro_attribution_run_state *run);

/* Adds [first, end) without the commas, dashes and stops at its edges; nothing if it is empty. */
bool ro_attribution_add_part(const ro_attribution_run_state *run, ro_speech *speech, uint32_t first,
                             uint32_t end);

#endif
