/* What holds several reports: archives, web archives, feeds, mailboxes; nested, broken, too large.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <archive.h>
#include <archive_entry.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "intake/container.h"

typedef struct {
  ro_doc *doc[8];
  ro_error error[8];
  uint32_t n_docs, n_errors;
} found;

static found take(ro_str bytes) {
  found f = {.n_docs = 0};
  ro_containers c = {.n = 0};
  ro_member m = {.path = RO_STR("in"), .bytes = bytes};
  ro_doc *doc = NULL;
  ro_error error = {0};
  ro_status status = ro_containers_open(&c, &m, &doc, &error);
  for (int calls = 0; calls < 64 && f.n_docs < 8 && f.n_errors < 8; calls++) {
    if (doc) f.doc[f.n_docs++] = doc;
    if (status != RO_OK) f.error[f.n_errors++] = error;
    status = ro_containers_next(&c, &doc, &error);
    if (status == RO_OK && !doc) break;
  }
  ro_containers_close(&c);
  return f;
}

static void release(found *f) {
  for (uint32_t i = 0; i < f->n_docs; i++) ro_doc_free(f->doc[i]);
}

typedef struct {
  const char *name;
  ro_str bytes;
} member;

/* An archive of these members, zip or tar with a filter. */
static ro_str pack(bool is_zip, int (*filter)(struct archive *), const member *members, size_t n,
                   char *out, size_t cap) {
  size_t used = 0;
  struct archive *a = archive_write_new();
  if (is_zip)
    archive_write_set_format_zip(a);
  else
    archive_write_set_format_ustar(a);
  if (filter) filter(a);
  assert_int_equal(archive_write_open_memory(a, out, cap, &used), ARCHIVE_OK);
  for (size_t i = 0; i < n; i++) {
    struct archive_entry *e = archive_entry_new();
    archive_entry_set_pathname(e, members[i].name);
    archive_entry_set_size(e, (la_int64_t)members[i].bytes.len);
    archive_entry_set_filetype(e, AE_IFREG);
    archive_entry_set_perm(e, 0644);
    archive_write_header(a, e);
    archive_write_data(a, members[i].bytes.data, members[i].bytes.len);
    archive_entry_free(e);
  }
  archive_write_close(a);
  archive_write_free(a);
  return (ro_str){out, used};
}

static ro_str compress(ro_str bytes, int (*filter)(struct archive *), char *out, size_t cap) {
  size_t used = 0;
  struct archive *a = archive_write_new();
  archive_write_set_format_raw(a);
  filter(a);
  archive_write_open_memory(a, out, cap, &used);
  struct archive_entry *e = archive_entry_new();
  archive_entry_set_filetype(e, AE_IFREG);
  archive_write_header(a, e);
  archive_write_data(a, bytes.data, bytes.len);
  archive_entry_free(e);
  archive_write_close(a);
  archive_write_free(a);
  return (ro_str){out, used};
}

static const char warc[] =
    "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 3\r\n\r\na:b\r\n\r\n"
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/2022/02/14/talks\r\n"
    "Content-Type: application/http; msgtype=response\r\nContent-Length: 148\r\n\r\n"
    "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1252\r\n"
    "Transfer-Encoding: chunked\r\n\r\n"
    "15\r\n<html><p>Caf\xE9 talks\r\n\r\n10\r\n, Varland.</p>  \r\n0\r\n\r\n\r\n\r\n"
    "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 26\r\n\r\nHTTP/1.1 404 "
    "Gone\r\n\r\nGone.\r\n\r\n"
    "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 15\r\n\r\n"
    "Osmark is calm.\r\n\r\n";

static void web_archives_give_answers_and_conversions(void **state) {
  (void)state;
  char packed[4096];
  ro_str plain = {warc, sizeof warc - 1};
  ro_str forms[] = {plain, compress(plain, archive_write_add_filter_gzip, packed, sizeof packed)};
  for (size_t i = 0; i < 2; i++) {
    found f = take(forms[i]);
    for (uint32_t e = 0; e < f.n_errors; e++) print_error("%s\n", f.error[e].message);
    assert_int_equal(f.n_errors, 0);
    assert_int_equal(f.n_docs, 2);
    assert_true(ro_str_is(f.doc[0]->meta.url, "https://post.example/2022/02/14/talks"));
    assert_true(ro_str_is(f.doc[0]->meta.media, "text/html; charset=windows-1252"));
    assert_true(ro_str_starts(f.doc[0]->raw, RO_STR("<html><p>Caf\xE9 talks\r\n, Varland")));
    assert_true(ro_str_is(f.doc[1]->raw, "Osmark is calm."));
    assert_true(ro_str_is(f.doc[1]->meta.path, "in#4"));
    release(&f);
  }
}

static void a_broken_record_is_told_with_its_place(void **state) {
  (void)state;
  found f = take((ro_str){warc, sizeof warc - 12});
  assert_int_equal(f.n_docs, 1);
  assert_int_equal(f.n_errors, 1);
  assert_non_null(strstr(f.error[0].message, "broken or cut off"));
  release(&f);
}

static const char rss[] =
    "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Osmark Post</title>"
    "<language>en</language><!-- <item> "
    "--><item><title>One</title><link>https://post.example/1 "
    "</link><description>First.</description>"
    "</item>\n<item><title>Two</title><description><![CDATA[<p>Not </item> "
    "yet.</p>]]></description>"
    "</item></channel></rss>";

static void feeds_give_their_items(void **state) {
  (void)state;
  found f = take(ro_str_from(rss));
  assert_int_equal(f.n_docs, 2);
  assert_true(ro_str_is(f.doc[0]->meta.publisher, "The Osmark Post"));
  assert_true(ro_str_is(f.doc[0]->meta.language, "en"));
  assert_true(ro_str_is(f.doc[0]->meta.url, "https://post.example/1"));
  assert_true(ro_str_is(f.doc[1]->meta.url, ""));
  assert_true(ro_str_starts(f.doc[1]->raw, RO_STR("<item><title>Two")));
  assert_true(ro_str_ends(f.doc[1]->raw, RO_STR("</item>")));
  assert_true(ro_str_is(f.doc[1]->meta.path, "in#2"));
  release(&f);
}

static void mailboxes_give_their_messages(void **state) {
  (void)state;
  static const char box[] =
      "From quill Mon Feb 14\nFrom: a@post.example\nDate: Mon, 14 Feb 2022 08:00:00 +0000\n"
      "Subject: One\n\nFirst.\nFrom here on it is calm.\n\n"
      "From reed Mon Feb 14\nFrom: b@post.example\nSubject: Two\nTo: "
      "desk@post.example\n\nSecond.\n";
  found f = take(ro_str_from(box));
  assert_int_equal(f.n_docs, 2);
  assert_true(ro_str_is(f.doc[0]->meta.media, "message/rfc822"));
  assert_true(ro_str_find(f.doc[0]->raw, RO_STR("it is calm")) < f.doc[0]->raw.len);
  release(&f);
}

static void archives_hold_anything_and_one_another(void **state) {
  (void)state;
  static char inner[8192], outer[16384], packed[16384];
  const member in[] = {{"news/a.txt", RO_STR("Varland is calm.")},
                       {"news/picture.png", RO_STR("\x89PNG")},
                       {"news/feed.xml", ro_str_from(rss)}};
  ro_str zip = pack(true, NULL, in, 3, inner, sizeof inner);
  const member out[] = {{"in.zip", zip}, {"b.html", RO_STR("<html><p>Halmar.")}};
  ro_str tar = pack(false, NULL, out, 2, outer, sizeof outer);
  int (*const filters[])(struct archive *) = {archive_write_add_filter_gzip,
                                              archive_write_add_filter_zstd};
  for (size_t i = 0; i < 2; i++) {
    found f = take(compress(tar, filters[i], packed, sizeof packed));
    for (uint32_t e = 0; e < f.n_errors; e++) print_error("%s\n", f.error[e].message);
    assert_int_equal(f.n_errors, 0);
    assert_int_equal(f.n_docs, 4);
    assert_true(ro_str_is(f.doc[0]->meta.path, "in/in.zip/news/a.txt"));
    assert_true(ro_str_is(f.doc[2]->meta.path, "in/in.zip/news/feed.xml#2"));
    assert_true(ro_str_is(f.doc[3]->meta.media, "text/html"));
    release(&f);
  }
}

static void a_bad_member_does_not_stop_the_others(void **state) {
  (void)state;
  char out[8192];
  const member in[] = {{"a.txt", RO_STR("\x00\x01\x02\x03\x04\x05")},
                       {"b.txt", RO_STR("Osmark is calm.")}};
  found f = take(pack(true, NULL, in, 2, out, sizeof out));
  assert_int_equal(f.n_errors, 1);
  assert_string_equal(f.error[0].where, "in/a.txt");
  assert_int_equal(f.n_docs, 1);
  release(&f);
}

static void bombs_are_stopped(void **state) {
  (void)state;
  size_t n = (size_t)40 << 20, cap = 1 << 20;
  char *letters = malloc(n), *packed = malloc(cap);
  assert_non_null(letters);
  assert_non_null(packed);
  memset(letters, 'a', n);
  found f = take(compress((ro_str){letters, n}, archive_write_add_filter_gzip, packed, cap));
  assert_int_equal(f.n_docs, 0);
  assert_true(f.n_errors >= 1);
  assert_int_equal(f.error[0].code, RO_ELIMIT);
  free(letters);
  free(packed);
}

static void nesting_is_bounded(void **state) {
  (void)state;
  static char buffer[2][1 << 16];
  ro_str bytes = RO_STR("Varland is calm.");
  for (int i = 0; i < 10; i++) {
    const member in[] = {{"a.zip", bytes}};
    bytes = pack(true, NULL, in, 1, buffer[i & 1], sizeof buffer[0]);
  }
  found f = take(bytes);
  assert_int_equal(f.n_docs, 0);
  assert_int_equal(f.error[0].code, RO_ELIMIT);
  release(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(web_archives_give_answers_and_conversions),
      cmocka_unit_test(a_broken_record_is_told_with_its_place),
      cmocka_unit_test(feeds_give_their_items),
      cmocka_unit_test(mailboxes_give_their_messages),
      cmocka_unit_test(archives_hold_anything_and_one_another),
      cmocka_unit_test(a_bad_member_does_not_stop_the_others),
      cmocka_unit_test(bombs_are_stopped),
      cmocka_unit_test(nesting_is_bounded),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
