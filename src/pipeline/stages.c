/* The stage table: what runs in which order, which layers it reads and which it writes.
 * No layer has two writers; `readout stages` prints this table, ARCHITECTURE.md shows it. */
#include "clean/clean.h"
#include "core/core.h"
#include "entity/entity.h"
#include "extract/extract.h"
#include "pipeline/pipeline.h"
#include "token/token.h"

#define L(layer) (1u << RO_LAYER_##layer)

const ro_stage ro_stages[] = {
    {"clean", ro_clean_open, ro_clean_run, L(RAW), L(META) | L(TEXT) | L(SET_ASIDE)},
    {"token", ro_token_open, ro_token_run, L(TEXT) | L(SET_ASIDE), L(SENTENCES) | L(TOKENS)},
    {"core", ro_core_open, ro_core_run, L(SENTENCES) | L(TOKENS), L(TAGS) | L(TREE)},
    {"entity", ro_entity_open, ro_entity_run, L(TOKENS) | L(TAGS) | L(TREE) | L(META),
     L(MENTIONS) | L(ENTITIES)},
    {"timex", ro_timex_open, ro_timex_run, L(TOKENS) | L(TAGS) | L(TREE) | L(META), L(TIMES)},
    {"attribution", ro_attribution_open, ro_attribution_run,
     L(SENTENCES) | L(TOKENS) | L(TAGS) | L(TREE) | L(MENTIONS) | L(ENTITIES), L(ATTRIBUTIONS)},
    {"figure", ro_figure_open, ro_figure_run,
     L(TOKENS) | L(TAGS) | L(TREE) | L(MENTIONS) | L(ENTITIES) | L(TIMES) | L(ATTRIBUTIONS),
     L(FIGURES)},
    {"event", ro_event_open, ro_event_run,
     L(TOKENS) | L(TAGS) | L(TREE) | L(MENTIONS) | L(ENTITIES) | L(TIMES) | L(ATTRIBUTIONS),
     L(EVENTS)},
    {"condition", ro_condition_open, ro_condition_run,
     L(TOKENS) | L(TAGS) | L(TREE) | L(MENTIONS) | L(ENTITIES) | L(TIMES) | L(ATTRIBUTIONS) |
         L(EVENTS),
     L(CONDITIONS)},
};
const size_t ro_n_stages = sizeof ro_stages / sizeof *ro_stages;
