/* The smallest program with Readout: prints the brief of the reports under a path. */
#include <readout.h>
#include <stdio.h>

int main(int argc, char **argv) {
  ro_error error = {0};
  ro_story *story = NULL;
  char *text = NULL;
  if (argc < 2 ||
      ro_story_read((const char *const *)&argv[1], (size_t)argc - 1, NULL, &story, &error) ||
      ro_story_print(story, RO_OUTPUT_BRIEF, &text, NULL, &error)) {
    fprintf(stderr, "%s: %s\n", error.where, error.message);
    return 1;
  }
  fputs(text, stdout);
  ro_text_free(text);
  ro_story_free(story);
  return 0;
}
