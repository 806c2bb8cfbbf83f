#if defined(__x86_64__)
#include <stdint.h>
#pragma clang attribute push(__attribute__((target("avx2,fma,bmi2,popcnt"))), apply_to = function)
#define LANES 8
#define REGISTERS 16
#define SET avx2
#define SET_NAME "AVX2"
#include "kernels_template.h"
#pragma clang attribute pop
#endif
