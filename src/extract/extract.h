/* What is said and done: one file each.  Reads tokens, tree, mentions, meta. */
#ifndef RO_EXTRACT_EXTRACT_H
#define RO_EXTRACT_EXTRACT_H

#include "model/resources.h"

ro_stage_open ro_timex_open;
ro_stage_run ro_timex_run;
ro_stage_open ro_attribution_open;
ro_stage_run ro_attribution_run;
ro_stage_open ro_figure_open;
ro_stage_run ro_figure_run;
ro_stage_open ro_event_open;
ro_stage_run ro_event_run;
ro_stage_open ro_condition_open;
ro_stage_run ro_condition_run;

#endif
