#if defined(__x86_64__)
#include <stdint.h>
// Half-width vectors for processors that carry out full ones in two halves (AMD's Zen 4): as fast, and less is wasted at
// the ends of short rows. Compiled as if for such a processor, so that the intrinsics' own header offers them.
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512vl,avx512bw,avx512dq,avx2,fma,bmi2,popcnt"))), apply_to = function)
#define __AVX512F__ 1
#define LANES 8
#define REGISTERS 32
#define SET avx512_narrow
#define SET_NAME "AVX-512, 256 bits"
#include "kernels_template.h"
#pragma clang attribute pop
#endif
