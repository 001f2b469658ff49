/* tokens -> upos, xpos, feats, lemma. */
#ifndef RO_TAG_TAG_H
#define RO_TAG_TAG_H

#include "model/resources.h"

ro_stage_open ro_tag_open;
ro_stage_run ro_tag_run;

#endif
