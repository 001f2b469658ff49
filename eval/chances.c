/* What the language core says of each word of given tokens, and how sure it is.
 *
 *   chances fast|accurate FILE.conllu ...
 *
 * One line a word, in the order of the files: "form upos head name p_tag p_head p_name", parted by
 * tabs; the head is counted in its sentence from 1, 0 = root; no name is "O".  For
 * eval/calibration.py. */
#include <stdio.h>
#include <string.h>

#include "doc/doc.h"
#include "pipeline/pipeline.h"

static void print_words(const ro_doc *doc) {
  const ro_tokens *t = &doc->tokens;
  for (uint32_t s = 0; s < doc->sentences.n; s++) {
    uint32_t first = doc->sentences.at[s].first;
    for (uint32_t i = first; i < doc->sentences.at[s].end; i++) {
      uint32_t head = t->head[i] == RO_NONE ? 0 : t->head[i] - first + 1;
      uint8_t name = t->ner[i];
      printf("%.*s\t%s\t%u\t", RO_FMT(ro_doc_form(doc, i)), ro_upos_label[t->upos[i]], head);
      if (name)
        printf("%c-%s", name % 2 ? 'B' : 'I', ro_mention_type_label[(name + 1) / 2]);
      else
        putchar('O');
      printf("\t%.4f\t%.4f\t%.4f\n", (double)t->p_tag[i], (double)t->p_head[i],
             (double)t->p_name[i]);
    }
  }
}

int main(int argc, char **argv) {
  ro_error error = {0};
  ro_engine *engine = NULL;
  ro_intake *intake = NULL;
  if (argc < 3) return 2;
  ro_engine_options options = {.model = strcmp(argv[1], "fast") == 0 ? RO_SETTING_FAST
                                                                     : RO_SETTING_ACCURATE};
  ro_status status = ro_engine_open(&options, &engine, &error);
  if (status == RO_OK)
    status = ro_intake_open((const char *const *)argv + 2, (size_t)argc - 2, RO_INPUT_CONLLU,
                            &intake, &error);
  while (status == RO_OK) {
    ro_doc *doc = NULL;
    status = ro_intake_next(intake, &doc, &error);
    if (status != RO_OK || !doc) break;
    status = ro_engine_read(engine, doc, &error);
    if (status == RO_OK) print_words(doc);
    ro_doc_free(doc);
  }
  if (intake) ro_intake_close(intake);
  if (engine) ro_engine_close(engine);
  return status == RO_OK ? 0 : 1;
}
