/* What bytes are, and parameters of media types. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "format/media.h"

static void content_tells(void **state) {
  (void)state;
  static const struct {
    const char *bytes;
    ro_media media;
  } cases[] = {
      {"<!DOCTYPE html><html>", RO_MEDIA_HTML},
      {"\xEF\xBB\xBF <!-- x --><HTML>", RO_MEDIA_HTML},
      {"<p>One.", RO_MEDIA_HTML},
      {"<rumour> has it", RO_MEDIA_TEXT},
      {"<?xml version='1.0'?><rss><channel>", RO_MEDIA_FEED},
      {"<rdf:RDF xmlns:rdf='x'>", RO_MEDIA_FEED},
      {"<feed xmlns='http://www.w3.org/2005/Atom'>", RO_MEDIA_FEED},
      {"<newsItem guid='x'>", RO_MEDIA_NEWSITEM},
      {"WARC/1.0\r\n", RO_MEDIA_WARC},
      {"PK\x03\x04", RO_MEDIA_ARCHIVE},
      {"\x1F\x8B\x08", RO_MEDIA_ARCHIVE},
      {"{\"text\": \"One.\"}\n{\"text\": \"Two.\"}", RO_MEDIA_JSONL},
      {"{\"text\": \"One.\"}", RO_MEDIA_JSONL},
      {"{\n \"text\": \"One.\"\n}", RO_MEDIA_JSON},
      {"[{\"text\": \"One.\"}]", RO_MEDIA_JSON},
      {"[Updated] He said no.", RO_MEDIA_TEXT},
      {"", RO_MEDIA_TEXT},
      {"<", RO_MEDIA_TEXT},
      {"{", RO_MEDIA_TEXT},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    ro_media got = ro_media_sniff(ro_str_from(cases[i].bytes));
    if (got != cases[i].media) print_error("%s\n", cases[i].bytes);
    assert_int_equal(got, cases[i].media);
  }
}

static void parameters_are_found(void **state) {
  (void)state;
  ro_str media = RO_STR("Text/HTML; a=\"x;y\" ; Charset = \"utf-8\"");
  assert_true(ro_media_is(media, "text/html"));
  assert_true(ro_str_is(ro_media_parameter(media, "charset"), "utf-8"));
  assert_true(ro_str_is(ro_media_parameter(media, "a"), "x;y"));
  assert_int_equal(ro_media_parameter(media, "b").len, 0);
  assert_int_equal(ro_media_parameter(RO_STR("text/html;"), "b").len, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(content_tells),
      cmocka_unit_test(parameters_are_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
