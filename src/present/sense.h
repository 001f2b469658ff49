/* Does a line read well?  What the brief asks of words before it prints them; knows only their
 * bytes, so that a story read from a file is told as one just made. */
#ifndef RO_PRESENT_SENSE_H
#define RO_PRESENT_SENSE_H

#include "base/str.h"

uint32_t ro_sense_words(ro_str text); /* pieces between spaces */
/* Do the two say nearly the same?  Most content words of the shorter stand in the longer. */
bool ro_sense_is_same(ro_str a, ro_str b);
/* Has the one a content word of the other? */
bool ro_sense_shares(ro_str a, ro_str b);
/* Can it stand after "NAME:" or alone?  A finite verb that is not all in relative clauses, four
 * words, no preposition or participle at its head. */
bool ro_sense_is_statement(ro_str text);
bool ro_sense_is_finite_in(ro_str text); /* has it a finite verb? */
/* A statement that needs no sentence before it: no "he", "this", "such" or bare quotation first. */
bool ro_sense_is_free(ro_str text);
/* A name of a happening: four words, whole, and not "the second meeting" or "this week's talks". */
bool ro_sense_is_label(ro_str text);
/* Too general to be counted: "people", "sums of money", "points". */
bool ro_sense_is_vague(ro_str counted);
/* Without a connective before it ("But", "Meanwhile,"), marks at its end and a quotation mark that
 * has no partner; "…" stays. */
ro_str ro_sense_tidy(ro_arena *arena, ro_str text);
/* The sentence of `text` around [begin, end), within its line, by its marks. */
ro_str ro_sense_sentence(ro_str text, size_t begin, size_t end);

#endif
