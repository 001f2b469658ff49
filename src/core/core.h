/* The language core: sentences and tokens -> tags, names, tree, by one pass of a trained network.
 */
#ifndef RO_CORE_CORE_H
#define RO_CORE_CORE_H

#include "model/resources.h"

ro_stage_open ro_core_open;
ro_stage_run ro_core_run;

#endif
