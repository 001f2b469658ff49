/* Bytes in some charset -> UTF-8 with a map. */
#ifndef RO_FORMAT_CHARSET_H
#define RO_FORMAT_CHARSET_H

#include "format/map.h"

/* Decodes `bytes`.  `declared` is what a header says (empty = nothing).  A byte order mark decides;
 * then, bytes that are valid UTF-8 are UTF-8, whatever was declared, unless an escape-coded or
 * 16-bit charset was; then the declared charset; then what the bytes look like.
 * The name of the charset used is put in *charset (static string).  `*replaced` counts what could
 * not be decoded and became U+FFFD; NUL counts too.  A text that is plain UTF-8 is borrowed. */
ro_status ro_charset_decode(ro_arena *arena, ro_str bytes, ro_str declared, ro_mapped *out,
                            ro_str *charset, uint32_t *replaced);

/* Charset that an HTML page declares in its first bytes, or an XML declaration; empty = none. */
ro_str ro_charset_of_markup(ro_str bytes);

#endif
