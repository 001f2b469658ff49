/* raw -> text, set_aside, meta: boilerplate is set aside as spans, never cut out. */
#ifndef RO_CLEAN_CLEAN_H
#define RO_CLEAN_CLEAN_H

#include "model/resources.h"

ro_stage_open ro_clean_open;
ro_stage_run ro_clean_run;

#endif
