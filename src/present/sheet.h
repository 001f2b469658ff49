/* Printing the answer to a question to a story. */
#ifndef RO_PRESENT_SHEET_H
#define RO_PRESENT_SHEET_H

#include "doc/sheet.h"
#include "present/present.h"

typedef enum { RO_SHEET_TEXT, RO_SHEET_JSON, RO_SHEET_CSV } ro_sheet_format;

/* Text cuts long values; JSON and CSV have them whole. */
ro_status ro_print_sheet(const ro_sheet *sheet, ro_sheet_format format, ro_buf *out);

#endif
