/* Addresses.  They are taken apart by the library that connects (libcurl), so that what was
 * checked is what is asked: two parsers that differ are how checks are got around. */
#include <string.h>

#include "base/utf8.h"
#include "fetch/fetch_internal.h"

static ro_str part_of(ro_arena *arena, CURLU *u, CURLUPart part, unsigned flags) {
  char *value = NULL;
  ro_str kept = {NULL, 0};
  if (curl_url_get(u, part, &value, flags) == CURLUE_OK) {
    kept = ro_str_copy(arena, ro_str_from(value));
    curl_free(value);
  }
  return kept;
}

static ro_status refuse(ro_str url, ro_error *error, const char *why) {
  return ro_fail(error, RO_EINVAL, ro_str_sub(url, 0, 200), UINT64_MAX, "%s", why);
}

/* Checks the address in `u` and writes it in its one spelling. */
static ro_status take(ro_arena *arena, CURLU *u, ro_str url, ro_str *out, ro_error *error) {
  ro_str scheme = part_of(arena, u, CURLUPART_SCHEME, 0);
  if (!ro_str_is(scheme, "http") && !ro_str_is(scheme, "https"))
    return refuse(url, error, "is neither http nor https");
  if (part_of(arena, u, CURLUPART_USER, 0).data || part_of(arena, u, CURLUPART_PASSWORD, 0).data)
    return refuse(url, error, "has a user name or password in it");
  if (part_of(arena, u, CURLUPART_HOST, 0).len == 0) return refuse(url, error, "has no host");
  curl_url_set(u, CURLUPART_FRAGMENT, NULL, 0);
  *out = part_of(arena, u, CURLUPART_URL, CURLU_NO_DEFAULT_PORT);
  if (!out->data) return refuse(url, error, "is not an address");
  if (out->len > RO_MAX_URL_BYTES) return refuse(url, error, "is too long for an address");
  return RO_OK;
}

static ro_status read_url(ro_arena *arena, CURLU *u, ro_str text, unsigned flags, ro_str *out,
                          ro_error *error) {
  ro_str copy = ro_str_copy(arena, ro_str_trim(text));
  if (!copy.data) return refuse(text, error, "out of memory");
  if (memchr(copy.data, 0, copy.len) || ro_utf8_check(copy) < copy.len)
    return refuse(text, error, "is not an address");
  if (copy.len > RO_MAX_URL_BYTES) return refuse(text, error, "is too long for an address");
  CURLUcode code = curl_url_set(u, CURLUPART_URL, copy.data, flags | CURLU_URLENCODE);
  if (code == CURLUE_UNSUPPORTED_SCHEME) return refuse(text, error, "is neither http nor https");
  if (code != CURLUE_OK) return refuse(text, error, "is not an address");
  return take(arena, u, text, out, error);
}

ro_status ro_url_normalize(ro_arena *arena, ro_str url, ro_str *out, ro_error *error) {
  CURLU *u = curl_url();
  if (!u) return RO_ENOMEM;
  ro_status status = read_url(arena, u, url, 0, out, error);
  curl_url_cleanup(u);
  return status;
}

ro_status ro_url_follow(ro_arena *arena, ro_str base, ro_str location, ro_str *out,
                        ro_error *error) {
  CURLU *u = curl_url();
  if (!u) return RO_ENOMEM;
  ro_status status = RO_EINVAL;
  if (curl_url_set(u, CURLUPART_URL, base.data, 0) == CURLUE_OK)
    status = read_url(arena, u, location, 0, out, error);
  curl_url_cleanup(u);
  return status;
}

ro_status fetch_url_place(ro_arena *arena, ro_str url, fetch_place *out) {
  CURLU *u = curl_url();
  if (!u) return RO_ENOMEM;
  if (curl_url_set(u, CURLUPART_URL, url.data, 0) != CURLUE_OK) {
    curl_url_cleanup(u);
    return RO_EINVAL;
  }
  ro_str scheme = part_of(arena, u, CURLUPART_SCHEME, 0);
  ro_str port = part_of(arena, u, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  ro_str path = part_of(arena, u, CURLUPART_PATH, 0), query = part_of(arena, u, CURLUPART_QUERY, 0);
  out->host = part_of(arena, u, CURLUPART_HOST, 0);
  out->origin =
      ro_str_printf(arena, "%.*s://%.*s:%.*s", RO_FMT(scheme), RO_FMT(out->host), RO_FMT(port));
  out->target = query.data ? ro_str_join(arena, path, "?", query) : path;
  curl_url_cleanup(u);
  return ro_arena_has_failed(arena) ? RO_ENOMEM : RO_OK;
}
