/* tags -> dependency tree. */
#ifndef RO_PARSE_PARSE_H
#define RO_PARSE_PARSE_H

#include "model/resources.h"

ro_stage_open ro_parse_open;
ro_stage_run ro_parse_run;

#endif
