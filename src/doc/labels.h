/* Labels of the enumerations of readout.h, and the way back. */
#ifndef RO_DOC_LABELS_H
#define RO_DOC_LABELS_H

#include "base/str.h"

extern const char *const ro_upos_label[RO_N_UPOS];
extern const char *const ro_xpos_label[RO_N_XPOS];
extern const char *const ro_deprel_label[RO_N_DEPREL];
extern const char *const ro_mention_type_label[RO_N_MENTION_TYPE];
extern const char *const ro_onto_label[RO_N_ONTO];
extern const char *const ro_mention_form_label[RO_N_MENTION_FORM];
extern const char *const ro_aside_label[RO_N_SET_ASIDE];
extern const char *const ro_attribution_kind_label[RO_N_ATTRIBUTION_KIND];
extern const char *const ro_act_label[RO_N_ACT];
extern const char *const ro_basis_label[RO_N_BASIS];
extern const char *const ro_time_type_label[RO_N_TIME_TYPE];
extern const char *const ro_comparator_label[RO_N_COMPARATOR];
extern const char *const ro_event_class_label[RO_N_EVENT_CLASS];
extern const char *const ro_event_status_label[RO_N_EVENT_STATUS];
extern const char *const ro_channel_label[RO_N_CHANNEL];
extern const char *const ro_date_basis_label[RO_N_DATE_BASIS];
extern const char *const ro_setting_label[RO_N_SETTING];
extern const char *const ro_layer_label[RO_N_LAYER];
extern const char *const ro_commitment_status_label[RO_N_COMMITMENT_STATUS];
extern const char *const ro_conflict_kind_label[RO_N_CONFLICT_KIND];
extern const char *const ro_severity_label[RO_N_SEVERITY];
extern const char *const ro_verb_label[RO_N_VERB];

/* Index of s among labels[n], or `absent`. */
uint32_t ro_label_find(const char *const *labels, uint32_t n, ro_str s, uint32_t absent);

#endif
