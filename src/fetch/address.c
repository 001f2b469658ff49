/* Which addresses lie in the open internet.
 *
 * A name is no protection: whoever owns it may let it point into the reader's own network.  So
 * the address itself is looked at, after the name was resolved and before the socket is made.
 * Blocks are those of IANA's special-purpose registries (RFC 6890 and its updates) that are not
 * globally reachable, with multicast and reserved space.  IPv6 is the other way round: only
 * 2000::/3 is given out, so everything else is refused but for forms that carry an IPv4 address,
 * which is then judged: mapped (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056), ISATAP (RFC 5214).
 * Not seen: a translator with a prefix of its own network. */
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "fetch/fetch_internal.h"

typedef struct {
  uint8_t begin[8];
  uint8_t bits;
} block;

static const block v4_special[] = {
    {{0}, 8},             /* this network */
    {{10}, 8},            /* private */
    {{100, 64}, 10},      /* shared by a provider's customers */
    {{127}, 8},           /* loopback */
    {{169, 254}, 16},     /* link-local, and the data services of clouds */
    {{172, 16}, 12},      /* private */
    {{192, 0, 0}, 24},    /* protocol assignments */
    {{192, 0, 2}, 24},    /* documentation */
    {{192, 88, 99}, 24},  /* relays of 6to4, given up */
    {{192, 168}, 16},     /* private */
    {{198, 18}, 15},      /* benchmarks */
    {{198, 51, 100}, 24}, /* documentation */
    {{203, 0, 113}, 24},  /* documentation */
    {{224}, 4},           /* multicast */
    {{240}, 4},           /* reserved, broadcast */
};

static const block v6_special[] = {
    {{0x20, 0x01}, 23},             /* protocol assignments, Teredo, ORCHID, benchmarks */
    {{0x20, 0x01, 0x0D, 0xB8}, 32}, /* documentation */
    {{0x3F, 0xFF}, 20},             /* documentation */
};

static const block v6_given_out = {{0x20}, 3};
static const block v6_6to4 = {{0x20, 0x02}, 16};
static const uint8_t v6_mapped[12] = {[10] = 0xFF, [11] = 0xFF};
static const uint8_t v6_nat64[12] = {0, 0x64, 0xFF, 0x9B};

static bool lies_in(const uint8_t *address, const block *b) {
  for (unsigned at = 0, bits = b->bits; bits > 0; at++) {
    unsigned n = bits < 8 ? bits : 8;
    uint8_t mask = (uint8_t)(0xFF00u >> n);
    if ((address[at] ^ b->begin[at]) & mask) return false;
    bits -= n;
  }
  return true;
}

static bool is_public_v4(const uint8_t address[4]) {
  for (size_t i = 0; i < sizeof v4_special / sizeof *v4_special; i++)
    if (lies_in(address, &v4_special[i])) return false;
  return true;
}

/* ISATAP: an interface whose last eight bytes are 0000:5efe or 0200:5efe and an IPv4 address. */
static bool is_isatap(const uint8_t address[16]) {
  return (address[8] & 0xFD) == 0 && address[9] == 0 && address[10] == 0x5E && address[11] == 0xFE;
}

static bool is_public_v6(const uint8_t address[16]) {
  if (memcmp(address, v6_mapped, sizeof v6_mapped) == 0 ||
      memcmp(address, v6_nat64, sizeof v6_nat64) == 0)
    return is_public_v4(address + 12);
  if (!lies_in(address, &v6_given_out)) return false;
  if (lies_in(address, &v6_6to4) && !is_public_v4(address + 2)) return false;
  if (is_isatap(address) && !is_public_v4(address + 12)) return false;
  for (size_t i = 0; i < sizeof v6_special / sizeof *v6_special; i++)
    if (lies_in(address, &v6_special[i])) return false;
  return true;
}

bool ro_address_is_public(const struct sockaddr *address, size_t len) {
  if (address->sa_family == AF_INET && len >= sizeof(struct sockaddr_in)) {
    struct sockaddr_in v4;
    uint8_t bytes[4];
    memcpy(&v4, address, sizeof v4);
    memcpy(bytes, &v4.sin_addr, sizeof bytes);
    return is_public_v4(bytes);
  }
  if (address->sa_family == AF_INET6 && len >= sizeof(struct sockaddr_in6)) {
    struct sockaddr_in6 v6;
    memcpy(&v6, address, sizeof v6);
    return is_public_v6(v6.sin6_addr.s6_addr);
  }
  return false;
}
