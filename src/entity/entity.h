/* tree -> mentions and the entities of one document. */
#ifndef RO_ENTITY_ENTITY_H
#define RO_ENTITY_ENTITY_H

#include "model/resources.h"

ro_stage_open ro_entity_open;
ro_stage_run ro_entity_run;

#endif
