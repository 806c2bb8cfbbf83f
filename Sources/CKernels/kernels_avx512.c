#if defined(__x86_64__)
#include <stdint.h>
// Compiled as if for such a processor, so that the intrinsics' own header offers them.
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512vl,avx512bw,avx512dq,avx2,fma,bmi2,popcnt"))), apply_to = function)
#define __AVX512F__ 1
#define LANES 16
#define REGISTERS 32
#define SET avx512
#define SET_NAME "AVX-512"
#include "kernels_template.h"
#pragma clang attribute pop
#endif
