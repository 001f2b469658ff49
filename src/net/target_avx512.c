/* Kernels for x86 with AVX-512 and VNNI; one source, compiled for each target with its own flags
 * (meson.build). */
#include "net/lanes_avx512.h"
/* lanes first: the kernels below are written with them */
#include "net/dot_avx512.h"
/* and the products of bytes second */
#include "net/kernel_float.h"
#include "net/kernel_linear.h"
#include "net/kernel_norm.h"

const ro_net_kernels ro_net_kernels_avx512 = {"avx512",         gather, normalize, quantize,
                                              quantize_windows, linear, multiply,  softmax};
