/* Labels of the enumerations, from the lists of readout.h. */
#include "doc/labels.h"

#define X(id, label) label,
const char *const ro_upos_label[RO_N_UPOS] = {RO_UPOS_LIST(X)};
const char *const ro_xpos_label[RO_N_XPOS] = {RO_XPOS_LIST(X)};
const char *const ro_deprel_label[RO_N_DEPREL] = {RO_DEPREL_LIST(X)};
const char *const ro_mention_type_label[RO_N_MENTION_TYPE] = {RO_MENTION_TYPE_LIST(X)};
const char *const ro_onto_label[RO_N_ONTO] = {RO_ONTO_LIST(X)};
const char *const ro_mention_form_label[RO_N_MENTION_FORM] = {RO_MENTION_FORM_LIST(X)};
const char *const ro_aside_label[RO_N_SET_ASIDE] = {RO_SET_ASIDE_LIST(X)};
const char *const ro_attribution_kind_label[RO_N_ATTRIBUTION_KIND] = {RO_ATTRIBUTION_KIND_LIST(X)};
const char *const ro_act_label[RO_N_ACT] = {RO_ACT_LIST(X)};
const char *const ro_basis_label[RO_N_BASIS] = {RO_BASIS_LIST(X)};
const char *const ro_time_type_label[RO_N_TIME_TYPE] = {RO_TIME_TYPE_LIST(X)};
const char *const ro_comparator_label[RO_N_COMPARATOR] = {RO_COMPARATOR_LIST(X)};
const char *const ro_event_class_label[RO_N_EVENT_CLASS] = {RO_EVENT_CLASS_LIST(X)};
const char *const ro_event_status_label[RO_N_EVENT_STATUS] = {RO_EVENT_STATUS_LIST(X)};
const char *const ro_channel_label[RO_N_CHANNEL] = {RO_CHANNEL_LIST(X)};
const char *const ro_date_basis_label[RO_N_DATE_BASIS] = {RO_DATE_BASIS_LIST(X)};
const char *const ro_setting_label[RO_N_SETTING] = {RO_SETTING_LIST(X)};
const char *const ro_layer_label[RO_N_LAYER] = {RO_LAYER_LIST(X)};
const char *const ro_commitment_status_label[RO_N_COMMITMENT_STATUS] = {
    RO_COMMITMENT_STATUS_LIST(X)};
const char *const ro_conflict_kind_label[RO_N_CONFLICT_KIND] = {RO_CONFLICT_KIND_LIST(X)};
const char *const ro_severity_label[RO_N_SEVERITY] = {RO_SEVERITY_LIST(X)};
const char *const ro_verb_label[RO_N_VERB] = {RO_VERB_LIST(X)};
#undef X

uint32_t ro_label_find(const char *const *labels, uint32_t n, ro_str s, uint32_t absent) {
  for (uint32_t i = 0; i < n; i++)
    if (ro_str_is(s, labels[i])) return i;
  return absent;
}
