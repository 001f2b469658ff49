/* Pages: the article, its facts, and the way of every word back to the bytes received. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "clean/clean.h"

static const char boilerplate[] = "cue\tkind\twhere\tweight\nread more\tnavigation\tline\t10\n";
static const char marks[] =
    "mark\tkind\nsidebar\tunlikely\ncomment\tunlikely\narticle\tlikely\narticle\tgood\n"
    "comment\tbad\nshare\tshare\nbyline\tbyline\nrelated\trelated\n";

#define PROSE \
  "<p>Varland closed its border with Osmark on Monday, officials said, after a week of talks " \
  "that " \
  "both sides had called useful, open and long.</p>" \
  "<p>The ministry said that 1,200 people, most of them farmers, were waiting at the crossing " \
  "near " \
  "Halmar, where tents, water &amp; food had been set up.</p>"

static const char page_of_news[] =
    "<!DOCTYPE html><html lang=\"en-GB\"><head><meta charset=\"utf-8\">"
    "<title>Varland closes its border with Osmark | The Halmar Post</title>"
    "<meta property=\"og:site_name\" content=\"The Halmar Post\">"
    "<link rel=\"canonical\" href=\"https://post.example/2021/03/01/border\">"
    "<script type=\"application/ld+json\">{\"@graph\": [{\"@type\": \"WebSite\", \"name\": \"x\"},"
    "{\"@type\": [\"NewsArticle\"], \"headline\": \"Varland closes its border\", \"author\": "
    "[{\"name\":"
    "\"A. Quill\"}, {\"name\": \"B. Reed\"}], \"datePublished\": \"2021-03-02T08:00:00Z\","
    "\"articleSection\": \"World\"}]}</script><style>p { color: red }</style></head><body>"
    "<nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/w\">World</a></li></ul></nav>"
    "<div class=\"article\"><h1>Varland closes its border</h1><div class=byline>By A. Quill</div>"
    "<figure><img src=x><figcaption>Tents near Halmar.</figcaption></figure>" PROSE
    "<div class=\"share\"><a href=\"#\">Pass it on</a></div>" PROSE PROSE
    "<p hidden>Nobody sees this.</p></div>"
    "<div class=\"sidebar\"><p>Weather, sport, and what else there is in this long line of words "
    "to "
    "fill a column, every day.</p></div>"
    "<div id=\"comments\"><p>First comment, by a reader, who has much to say about all of "
    "it.</p></div>"
    "</body></html>";

typedef struct {
  ro_arena *process;
  const void *state;
} stage;

static stage open_stage(void) {
  static const char *const names[] = {"boilerplate", "page_marks"};
  ro_str texts[] = {{boilerplate, sizeof boilerplate - 1}, {marks, sizeof marks - 1}};
  stage s = {ro_arena_new(0), NULL};
  ro_resources resources = {0};
  ro_error error = {0};
  assert_int_equal(ro_lexicon_open(s.process, names, texts, 2, &resources.lexicon, &error), RO_OK);
  assert_int_equal(ro_clean_open(&resources, s.process, &s.state, &error), RO_OK);
  return s;
}

static ro_doc *read_as(const stage *s, const char *media, ro_str bytes) {
  ro_doc *doc = ro_doc_new();
  ro_arena *scratch = ro_arena_new(0);
  ro_error error = {0};
  assert_non_null(doc);
  doc->raw = ro_str_copy(doc->arena, bytes);
  doc->meta.media = ro_str_from(media);
  assert_int_equal(ro_clean_run(s->state, doc, scratch), RO_OK);
  assert_int_equal(ro_doc_check(doc, &error), RO_OK);
  ro_arena_free(scratch);
  return doc;
}

static bool holds(ro_str text, const char *words) {
  return ro_str_find(text, ro_str_from(words)) < text.len;
}

static void the_article_is_read_and_its_frame_is_not(void **state) {
  (void)state;
  stage s = open_stage();
  ro_doc *doc = read_as(&s, "text/html", ro_str_from(page_of_news));
  static const char *const in[] = {"Varland closed its border", "water & food had been",
                                   "Tents near Halmar."};
  static const char *const out[] = {"Home",    "Pass it on", "Nobody", "Weather",
                                    "comment", "Quill",      "red"};
  for (size_t i = 0; i < sizeof in / sizeof *in; i++) assert_true(holds(doc->text, in[i]));
  for (size_t i = 0; i < sizeof out / sizeof *out; i++) assert_false(holds(doc->text, out[i]));
  assert_int_equal(doc->set_aside.n, 1);
  assert_int_equal(doc->set_aside.at[0].kind, RO_ASIDE_CAPTION);
  ro_doc_free(doc);
  ro_arena_free(s.process);
}

static void the_page_tells_its_facts(void **state) {
  (void)state;
  stage s = open_stage();
  ro_doc *doc = read_as(&s, "text/html", ro_str_from(page_of_news));
  const ro_meta *m = &doc->meta;
  assert_true(ro_str_is(m->title, "Varland closes its border"));
  assert_true(ro_str_is(m->publisher, "The Halmar Post"));
  assert_true(ro_str_is(m->byline, "A. Quill, B. Reed"));
  assert_true(ro_str_is(m->url, "https://post.example/2021/03/01/border"));
  assert_true(ro_str_is(m->language, "en-GB"));
  assert_true(ro_str_is(m->section, "World"));
  assert_int_equal(m->published.from, ro_date_make(2021, 3, 2));
  assert_int_equal(m->published_basis, RO_DATE_BASIS_METADATA);
  ro_doc_free(doc);
  ro_arena_free(s.process);
}

/* Each row of equal lengths is equal to the bytes received, and every word is mapped. */
static void check_origin(const ro_doc *doc) {
  uint32_t at = 0;
  for (uint32_t i = 0; i < doc->origin.n; i++) {
    const ro_origin *row = &doc->origin.at[i];
    for (; at < row->text; at++) assert_true(strchr(" \t\n", doc->text.data[at]) != NULL);
    at = row->text + row->text_len;
    if (row->text_len == row->raw_len)
      assert_memory_equal(doc->text.data + row->text, doc->raw.data + row->raw, row->raw_len);
    else
      assert_int_equal(doc->raw.data[row->raw], '&');
  }
  for (; at < doc->text.len; at++) assert_true(strchr(" \t\n", doc->text.data[at]) != NULL);
}

static void every_word_leads_back_to_its_bytes(void **state) {
  (void)state;
  stage s = open_stage();
  ro_doc *doc = read_as(&s, "text/html", ro_str_from(page_of_news));
  check_origin(doc);
  size_t at = ro_str_find(doc->text, RO_STR("& food"));
  ro_span raw = ro_doc_origin(doc, (ro_span){(uint32_t)at, (uint32_t)at + 6});
  assert_true(ro_str_is(ro_str_sub(doc->raw, raw.begin, raw.end), "&amp; food"));
  ro_doc_free(doc);
  ro_arena_free(s.process);
}

/* Pages of random pieces: whatever the markup, the map holds. */
static void the_way_back_holds_for_any_markup(void **state) {
  (void)state;
  static const char *const pieces[] = {"<p>",
                                       "</p>",
                                       "Varland ",
                                       "&eacute;",
                                       "&#233;",
                                       "&lt;b&gt;",
                                       "&amp",
                                       "&nosuch;",
                                       "<b>",
                                       "</b>",
                                       "<",
                                       "\r\n",
                                       "\n",
                                       "  ",
                                       "caf\xC3\xA9 ",
                                       "<br>",
                                       "<!-- no -->",
                                       "<td>",
                                       "</table>",
                                       "&",
                                       "&#x1F600;",
                                       ", ",
                                       "<div class=article>",
                                       "</div>",
                                       "&nbsp;",
                                       "Halmar, said. "};
  stage s = open_stage();
  uint64_t seed = 1;
  for (int run = 0; run < 300; run++) {
    ro_buf buf = {0};
    ro_buf_text(&buf, "<html><body><p>");
    for (int i = 0; i < 120; i++) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      ro_buf_text(&buf, pieces[(seed >> 33) % (sizeof pieces / sizeof *pieces)]);
    }
    ro_doc *doc = read_as(&s, "text/html", (ro_str){buf.data, buf.len});
    check_origin(doc);
    ro_doc_free(doc);
    ro_buf_free(&buf);
  }
  ro_arena_free(s.process);
}

static void other_charsets_are_read(void **state) {
  (void)state;
  stage s = open_stage();
  static const char legacy[] =
      "<html><meta charset=windows-1251><body><p>\xCF\xF0\xE8\xE2\xE5\xF2, Varland</p>";
  ro_doc *doc = read_as(&s, "text/html", ro_str_from(legacy));
  assert_true(holds(doc->text, "\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82, Varland"));
  ro_span raw = ro_doc_origin(doc, (ro_span){0, 4});
  assert_true(ro_str_is(ro_str_sub(doc->raw, raw.begin, raw.end), "\xCF\xF0"));
  ro_doc_free(doc);
  static const char wide[] = "\xFF\xFEO\0s\0m\0a\0r\0k\0 \0 \xAC\x20.\0";
  doc = read_as(&s, "", (ro_str){wide, sizeof wide - 3});
  assert_true(holds(doc->text, "Osmark"));
  ro_doc_free(doc);
  ro_arena_free(s.process);
}

static void deep_and_broken_pages_end(void **state) {
  (void)state;
  stage s = open_stage();
  ro_buf buf = {0};
  for (int i = 0; i < 100000; i++) ro_buf_text(&buf, "<div><b>x");
  ro_doc *doc = read_as(&s, "text/html", (ro_str){buf.data, buf.len});
  assert_true(doc->notices.n > 0);
  ro_doc_free(doc);
  ro_buf_free(&buf);
  static const char *const odd[] = {"",     "<",        "<html",       "<p",         "&",
                                    "<!--", "<script>", "<p>\x80\xFF", "<table><td>"};
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
    ro_doc_free(read_as(&s, "text/html", ro_str_from(odd[i])));
  ro_arena_free(s.process);
}

/* Whatever allocation fails, the stage says so and nothing breaks. */
static void every_failing_allocation_is_reported(void **state) {
  (void)state;
  stage s = open_stage();
  for (int of_scratch = 0; of_scratch < 2; of_scratch++)
    for (uint64_t n = 1; n < 600; n += 7) {
      ro_doc *doc = ro_doc_new();
      ro_arena *scratch = ro_arena_new(0);
      doc->raw = ro_str_from(page_of_news);
      doc->meta.media = RO_STR("text/html");
      ro_arena_fail_after(of_scratch ? scratch : doc->arena, n);
      ro_status status = ro_clean_run(s.state, doc, scratch);
      bool has_failed = ro_arena_has_failed(of_scratch ? scratch : doc->arena);
      assert_int_equal(status, has_failed ? RO_ENOMEM : RO_OK);
      ro_doc_free(doc);
      ro_arena_free(scratch);
    }
  ro_arena_free(s.process);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_article_is_read_and_its_frame_is_not),
      cmocka_unit_test(the_page_tells_its_facts),
      cmocka_unit_test(every_word_leads_back_to_its_bytes),
      cmocka_unit_test(the_way_back_holds_for_any_markup),
      cmocka_unit_test(other_charsets_are_read),
      cmocka_unit_test(deep_and_broken_pages_end),
      cmocka_unit_test(every_failing_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
