// Vectors of LANES floats, for the kernels that are written once and compiled for every instruction set.
#include "kernels.h"
#include "multiversion.h"
#include <string.h>
#if LANES >= 8
#include <immintrin.h>
#endif

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
#define UNROLL _Pragma("clang loop unroll(full)")

typedef float vec __attribute__((vector_size(LANES * 4)));
typedef float vec_unaligned __attribute__((vector_size(LANES * 4), aligned(4)));
typedef int32_t ivec __attribute__((vector_size(LANES * 4)));

typedef float vec4 __attribute__((vector_size(16)));
typedef float vec4_unaligned __attribute__((vector_size(16), aligned(4)));
typedef float vec8 __attribute__((vector_size(32)));
typedef float vec8_unaligned __attribute__((vector_size(32), aligned(4)));

CK_INLINE vec load(const float *p) { return *(const vec_unaligned *)p; }
CK_INLINE void store(float *p, vec v) { *(vec_unaligned *)p = v; }
CK_INLINE vec keep(vec v, ivec mask) { return (vec)((ivec)v & mask); }

static const int32_t lane_masks[2 * LANES] = {
#if LANES == 16
    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
#elif LANES == 8
    -1, -1, -1, -1, -1, -1, -1, -1,
#else
    -1, -1, -1, -1,
#endif
};

/// All ones in the first `count` lanes.
CK_INLINE ivec first_lanes(int64_t count) {
    typedef int32_t ivec_unaligned __attribute__((vector_size(LANES * 4), aligned(4)));
    return *(const ivec_unaligned *)(lane_masks + LANES - (count < LANES ? (count < 0 ? 0 : count) : LANES));
}

/// Asks for a line that will be written. The builtin means a line to read unless the processor is known to have the other.
CK_INLINE void prefetch_to_write(const float *p) {
#if defined(__x86_64__)
    __asm__ volatile("prefetchw %0" : : "m"(*p));
#else
    __builtin_prefetch(p, 1);
#endif
}

/// Loads the first `count` lanes only; the others are zero.
CK_INLINE vec load_first(const float *p, int64_t count) {
    if (count >= LANES) return load(p);
    float lanes[LANES] = {0};
    for (int64_t i = 0; i < count; i++) lanes[i] = p[i];
    return load(lanes);
}

/// Stores the first `count` lanes only.
CK_INLINE void store_first(float *p, vec v, int64_t count) {
    if (count >= LANES) {
        store(p, v);
        return;
    }
#if defined(__AVX512F__) && LANES == 16
    _mm512_mask_storeu_ps(p, (__mmask16)((1u << (count < 0 ? 0 : count)) - 1), (__m512)v);
#elif LANES == 8
    _mm256_maskstore_ps(p, (__m256i)first_lanes(count), (__m256)v);
#else
    for (int64_t i = 0; i < count; i++) p[i] = v[i];
#endif
}
