/* A sheet: named columns and rows of text, as a query gives them and a printer prints them. */
#ifndef RO_DOC_SHEET_H
#define RO_DOC_SHEET_H

#include "base/rows.h"

typedef struct {
  ro_str text; /* data NULL: there is no value */
  bool is_number;
} ro_cell;

typedef struct {
  uint32_t n_columns, n_rows;
  ro_str *column;         /* [n_columns] */
  RO_ROWS(ro_cell) cells; /* [n_rows * n_columns] */
} ro_sheet;

#endif
