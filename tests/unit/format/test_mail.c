/* Messages: header, parts, transfer encodings, and the way back to the message. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/str.h"
#include "format/mail.h"

static const char message[] =
    "From: \"A. Quill\" <quill@post.example>\r\n"
    "Subject: =?utf-8?Q?Caf=C3=A9_?=\r\n =?utf-8?B?dGFsa3M=?= end\r\n"
    "Date: Mon, 14 Feb 2022 08:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=\"out\"\r\n\r\nPreamble.\r\n"
    "--out\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n"
    "--in\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n\r\nCaf=E9 in Var=\r\nland.\r\n"
    "--in\r\nContent-Type: text/html\r\n\r\n<p>Other</p>\r\n--in--\r\n"
    "--out\r\nContent-Type: image/png\r\nContent-Disposition: attachment\r\n\r\nxx\r\n--out--\r\n";

static void the_header_is_decoded(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0);
  assert_true(ro_mail_sniff(ro_str_from(message)));
  assert_false(ro_mail_sniff(RO_STR("From: here it goes on.\nNot a header.\n\nProse.")));
  ro_str fields = ro_header_split(ro_str_from(message)).fields;
  assert_true(ro_str_is(ro_header_text(arena, fields, "subject"), "Caf\xC3\xA9 talks end"));
  assert_true(ro_str_is(ro_mailbox_name(arena, ro_header_text(arena, fields, "From")), "A. Quill"));
  ro_arena_free(arena);
}

static void the_plain_part_is_read_and_mapped(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0);
  ro_mail_body body;
  assert_int_equal(ro_mail_read(arena, ro_str_from(message), &body), RO_OK);
  assert_true(ro_str_is(body.bytes.text, "Caf\xE9 in Varland.\r\n"));
  assert_int_equal(body.attachments, 1);
  for (uint32_t i = 0; i < body.bytes.map.rows.n; i++) {
    const ro_origin *row = &body.bytes.map.rows.at[i];
    if (row->text_len == row->raw_len)
      assert_memory_equal(body.bytes.text.data + row->text, message + row->raw, row->raw_len);
    else
      assert_memory_equal(message + row->raw, "=E9", 3);
  }
  ro_arena_free(arena);
}

static void base64_maps_its_groups(void **state) {
  (void)state;
  ro_arena *arena = ro_arena_new(0);
  ro_mapped out;
  assert_int_equal(ro_base64_decode(arena, RO_STR("VmFy\r\nbGFuZA=="), 10, &out), RO_OK);
  assert_true(ro_str_is(out.text, "Varland"));
  assert_int_equal(out.map.rows.at[1].raw, 16);
  assert_int_equal(out.map.rows.n, 3);
  ro_arena_free(arena);
}

static void odd_messages_end(void **state) {
  (void)state;
  static const char *const odd[] = {"",
                                    "\r\n",
                                    "Content-Type: multipart/mixed; boundary=a\n\n--a",
                                    "Content-Type: multipart/mixed; boundary=a\n\n--a\n--a\n--a--",
                                    "Content-Type: multipart/mixed; boundary=\n\nx",
                                    "Content-Transfer-Encoding: base64\n\n=",
                                    "Content-Transfer-Encoding: quoted-printable\n\n=\r",
                                    "Subject: =?x?q?",
                                    "Content-Type: text/html; charset=\"\n\n<p>"};
  ro_arena *arena = ro_arena_new(0);
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
    ro_mail_body body;
    assert_int_equal(ro_mail_read(arena, ro_str_from(odd[i]), &body), RO_OK);
    ro_header_text(arena, ro_header_split(ro_str_from(odd[i])).fields, "subject");
  }
  ro_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_header_is_decoded),
      cmocka_unit_test(the_plain_part_is_read_and_mapped),
      cmocka_unit_test(base64_maps_its_groups),
      cmocka_unit_test(odd_messages_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
