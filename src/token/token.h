/* text -> sentences and tokens, unless the document keeps given ones. */
#ifndef RO_TOKEN_TOKEN_H
#define RO_TOKEN_TOKEN_H

#include "model/resources.h"

ro_stage_open ro_token_open;
ro_stage_run ro_token_run;

#endif
