/* Which kernels this machine can run: CPUID for the instructions, XGETBV for whether the system
 * keeps their registers, and for AMX its leave, which Linux gives to a process on request. */
#define _DEFAULT_SOURCE /* syscall */
#include <stddef.h>
#include <string.h>

#include "net/net_internal.h"

#ifdef RO_NET_X86
#include <cpuid.h>
#endif
#if defined(RO_NET_X86) && defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif

static bool has_scalar(void) { return true; }

#ifdef RO_NET_X86
enum { STATE_AVX = 0x6, STATE_AVX512 = 0xE6, STATE_AMX = 0x60000 }; /* bits of XCR0 */

typedef struct {
  unsigned a, b, c, d;
} registers;

static registers cpuid(unsigned leaf) {
  registers r = {0, 0, 0, 0};
  __get_cpuid_count(leaf, 0, &r.a, &r.b, &r.c, &r.d);
  return r;
}

/* Does the system save all these registers? */
static bool is_saved(unsigned state) {
  unsigned low, high;
  if (!(cpuid(1).c & bit_OSXSAVE)) return false;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (low & state) == state;
}

static bool has_avx2(void) { return is_saved(STATE_AVX) && cpuid(7).b & bit_AVX2; }

static bool has_avx512(void) {
  const unsigned want = bit_AVX512F | bit_AVX512DQ | bit_AVX512BW | bit_AVX512VL;
  registers r = cpuid(7);
  return is_saved(STATE_AVX512) && (r.b & want) == want && r.c & bit_AVX512VNNI;
}

static bool may_use_tiles(void) {
#ifdef __linux__
  enum { ARCH_REQ_XCOMP_PERM = 0x1023, XFEATURE_XTILEDATA = 18 };
  return syscall(SYS_arch_prctl, ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA) == 0;
#else
  return false;
#endif
}

static bool has_amx(void) {
  const unsigned amx_tile = 1u << 24, amx_int8 = 1u << 25;
  const unsigned want = amx_tile | amx_int8;
  return has_avx512() && is_saved(STATE_AMX) && (cpuid(7).d & want) == want && may_use_tiles();
}
#endif

static const struct {
  const ro_net_kernels *kernels;
  bool (*is_there)(void);
} choices[] = {/* fastest first */
#ifdef RO_NET_X86
               {&ro_net_kernels_amx, has_amx},
               {&ro_net_kernels_avx512, has_avx512},
               {&ro_net_kernels_avx2, has_avx2},
#endif
               {&ro_net_kernels_scalar, has_scalar}};

const ro_net_kernels *ro_net_kernels_find(const char *name) {
  for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
    if (name && strcmp(name, choices[i].kernels->name) != 0) continue;
    if (choices[i].is_there()) return choices[i].kernels;
  }
  return NULL;
}
