/* Odd texts that every stage must bear. */
#ifndef RO_TESTS_SUPPORT_ODD_H
#define RO_TESTS_SUPPORT_ODD_H

#include "support/story.h"

enum { ODD_TEXTS = 14, ODD_ROOM = 8192 };

/* Text i of ODD_TEXTS; `room` is for those that are made. */
static inline const char *odd_text(uint32_t i, char room[ODD_ROOM]) {
  static const char *const plain[] = {
      "",
      "Norway",
      "a",
      "7",
      ".",
      "\n\n \t\n",
      "... ,,, !?! ((( ))) \"\" '' -- ;:; [[]] ...",
      "12 3,400 5.6 0 1/2 2022 19.30 007 1e9 3-1 50%",
      "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E\xE3\x81\xAE\xE6\x96\x87\xE3\x80\x82 "
      "\xD0\x9A\xD0\xB8\xD0\xB5\xD0\xB2 \xD0\xB3\xD0\xBE\xD1\x80\xD0\xBE\xD0\xB4. "
      "\xD8\xB3\xD9\x84\xD8\xA7\xD9\x85",
      "NORWAY WILL SEND TROOPS IF KENYA AGREES",
      "e\xCC\x81 \xF0\x9F\x98\x80 \xE2\x80\x8B\xEF\xBB\xBF x\xC2\xAD y",
  };
  static const char *const repeated[] = {"Norway ", "and said that ", "( \" "};
  uint32_t n_plain = sizeof plain / sizeof *plain;
  if (i < n_plain) return plain[i];
  const char *word = repeated[i - n_plain];
  size_t len = strlen(word), n = 0;
  for (uint32_t k = 0; k < 400; k++, n += len) memcpy(room + n, word, len);
  room[n] = 0;
  return room;
}

static inline ro_doc *odd_doc(const ro_engine *engine, uint32_t i) {
  char room[ODD_ROOM];
  test_report report = {.path = "a.txt"};
  report.text = odd_text(i, room);
  ro_doc *doc = test_read(engine, &report);
  doc->raw = (ro_str){NULL, 0}; /* it was borrowed from `room` */
  return doc;
}

static inline ro_doc *plain_doc(const ro_engine *engine, const char *text) {
  return test_read(engine, &(test_report){.path = "a.txt", .text = text});
}

#endif
