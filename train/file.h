/* Files of the training programs, which stop with a message where anything is wrong. */
#ifndef RO_TRAIN_FILE_H
#define RO_TRAIN_FILE_H

#include "base/str.h"

/* Exits with a message: a training program has nothing better to do. */
_Noreturn void die(const char *message);
void *xalloc(void *old, size_t count, size_t size);

/* Reads a file into memory; empty when it is not there. */
ro_str read_file(const char *path);
void write_file(const char *path, const ro_buf *buf);

#endif
