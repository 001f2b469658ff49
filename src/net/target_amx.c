/* Kernels for x86 with AMX; one source, compiled for each target with its own flags (meson.build).
 */
#include "net/lanes_avx512.h"
/* lanes first: the kernels below are written with them */
#include "net/dot_amx.h"
/* and the products of bytes second */
#include "net/kernel_float.h"
#include "net/kernel_linear.h"
#include "net/kernel_norm.h"

const ro_net_kernels ro_net_kernels_amx = {"amx",  gather,   normalize, quantize, quantize_windows,
                                           linear, multiply, softmax};
