#include "token/token.h"

ro_status ro_token_open(const ro_resources *resources, ro_arena *process, const void **state,
                      ro_error *error) {
  (void)resources, (void)process, (void)error;
  *state = NULL;
  return RO_OK;
}

ro_status ro_token_run(const void *state, ro_doc *doc, ro_arena *scratch) {
  (void)state, (void)scratch;
  /* A first, naive tokenizer: runs of letters and digits, single other characters. */
  const char *p = doc->text.data;
  uint32_t n = 0, at = 0, len = (uint32_t)doc->text.len;
  RO_TRY(ro_tokens_reserve(doc, len));
  while (at < len) {
    if ((unsigned char)p[at] <= ' ') {
      at++;
      continue;
    }
    uint32_t begin = at++;
    bool is_word = (unsigned char)p[begin] >= 0x80 || ((p[begin] | 32) >= 'a' && (p[begin] | 32) <= 'z') || (p[begin] >= '0' && p[begin] <= '9');
    while (at < len && is_word && ((unsigned char)p[at] >= 0x80 || ((p[at] | 32) >= 'a' && (p[at] | 32) <= 'z') || (p[at] >= '0' && p[at] <= '9'))) at++;
    ro_tokens_set(doc, n++, (ro_span){begin, at});
  }
  doc->tokens.n = n;
  ro_sentence *s = RO_ADD(doc->arena, &doc->sentences);
  if (s) *s = (ro_sentence){{0, len}, 0, n, 0};
  return RO_OK;
}
