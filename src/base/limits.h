/* Hard caps, each with its reason. */
#ifndef RO_BASE_LIMITS_H
#define RO_BASE_LIMITS_H

/* A report of more bytes is cut with a notice: the longest article seen in archives is under
 * 1 MB; what is larger is a data dump, and a byte offset must fit 32 bits many times over. */
#define RO_MAX_TEXT_BYTES (8u << 20)
/* A file of reports (JSON Lines) may be as large as memory allows reading it mapped. */
#define RO_MAX_FILE_BYTES ((uint64_t)4 << 30)
/* A member of an archive, unpacked: a web archive of a gigabyte is usual, more is split by those
 * who make them. */
#define RO_MAX_MEMBER_BYTES ((size_t)1 << 30)
/* Longer sentences are cut: parser work is linear, but a tree of more helps no reader. */
#define RO_MAX_SENTENCE_TOKENS 400u
/* A mention of more tokens is a parser's slip; the bound lets a mention be found by a short walk.
 */
#define RO_MAX_MENTION_TOKENS 96u
/* Longer words are cut into tokens of this many bytes (base64, markup debris). */
#define RO_MAX_TOKEN_BYTES 256u
/* Notices kept for one report; later ones are counted, not kept. */
#define RO_MAX_NOTICES 64u
/* Folder levels and entries of one run. */
#define RO_MAX_FOLDER_DEPTH 64u
#define RO_MAX_REPORTS 1000000u

#endif
