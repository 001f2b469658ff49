/* train-tag DATA MODELS: trains models/tag-en.model on the treebanks in DATA/ud. */
#include <stdio.h>

#include "tagger.h"

int main(int argc, char **argv) {
  if (argc != 3) die("usage: train-tag DATA MODELS");
  ro_arena *arena = ro_arena_new(0);
  ro_str words_path = ro_str_printf(arena, "%s/words-en.model", argv[2]);
  ro_model_file files[] = {{.name = "words-en.model", .bytes = read_file(words_path.data)}};
  ro_resources resources = {.models = files, .n_models = 1};
  ro_word_model words;
  ro_error error = {0};
  if (ro_word_model_open(&resources, &words, &error) != RO_OK) die(error.message);
  static const char *const names[] = {"gum-train", "partut-train", "lines-train", "gum-dev",
                                      "ewt-dev"};
  treebank bank[5];
  for (int i = 0; i < 5; i++)
    bank[i] = treebank_read(ro_str_printf(arena, "%s/ud/%s.conllu.gz", argv[1], names[i]).data,
                            i == 0 || i > 2);
  ro_buf model = {0};
  tagger_train(bank, 3, &words, 1, 1, 8, &model);
  for (int i = 3; i < 5; i++)
    tagger_run((ro_str){model.data, model.len}, &resources, &bank[i], names[i]);
  write_file(ro_str_printf(arena, "%s/tag-en.model", argv[2]).data, &model);
  ro_buf_free(&model);
  return 0;
}
