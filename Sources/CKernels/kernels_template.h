// The hand-blocked kernels, written once: included with LANES (floats in a vector), REGISTERS (vector registers), SET (the
// set's suffix) and SET_NAME defined, under the target attribute of one instruction set.
#include "kernels.h"
#include "multiversion.h"
#include <string.h>

typedef float vec __attribute__((vector_size(LANES * 4)));
typedef float vec_unaligned __attribute__((vector_size(LANES * 4), aligned(4)));
typedef int32_t ivec __attribute__((vector_size(LANES * 4)));

CK_INLINE vec load(const float *p) { return *(const vec_unaligned *)p; }
CK_INLINE void store(float *p, vec v) { *(vec_unaligned *)p = v; }

// MARK: Correlation

// MB channels times NV vectors of positions stay in registers while all taps pass by.
#define CORRELATE_TILE(MB, NV)                                                                                            \
    static void correlate_##MB##x##NV(                                                                                    \
        const float *in, const int32_t *table, int64_t taps, const float *weights, float *out, int64_t out_stride         \
    ) {                                                                                                                   \
        vec sums[MB][NV];                                                                                                 \
        _Pragma("clang loop unroll(full)") for (int m = 0; m < MB; m++)                                                   \
            _Pragma("clang loop unroll(full)") for (int v = 0; v < NV; v++) sums[m][v] = (vec){0};                        \
        for (int64_t t = 0; t < taps; t++) {                                                                              \
            const float *p = in + table[t];                                                                               \
            vec x[NV];                                                                                                    \
            _Pragma("clang loop unroll(full)") for (int v = 0; v < NV; v++) x[v] = load(p + v * LANES);                   \
            _Pragma("clang loop unroll(full)") for (int m = 0; m < MB; m++)                                               \
                _Pragma("clang loop unroll(full)") for (int v = 0; v < NV; v++) sums[m][v] += weights[m] * x[v];          \
            weights += MB;                                                                                                \
        }                                                                                                                 \
        _Pragma("clang loop unroll(full)") for (int m = 0; m < MB; m++)                                                   \
            _Pragma("clang loop unroll(full)") for (int v = 0; v < NV; v++) store(out + m * out_stride + v * LANES,       \
                sums[m][v]);                                                                                              \
    }

#define CORRELATE_BLOCK(MB, NV)                                                                                           \
    CORRELATE_TILE(MB, NV)                                                                                                \
    CORRELATE_TILE(MB, 1)                                                                                                 \
    static void correlate_##MB(                                                                                           \
        const float *in, const int32_t *table, int64_t taps, const float *weights, float *out, int64_t out_stride,        \
        int64_t positions                                                                                                 \
    ) {                                                                                                                   \
        int64_t p = 0;                                                                                                    \
        for (; p + (NV - 1) * LANES < positions; p += NV * LANES)                                                         \
            correlate_##MB##x##NV(in + p, table, taps, weights, out + p, out_stride);                                     \
        for (; p < positions; p += LANES) correlate_##MB##x1(in + p, table, taps, weights, out + p, out_stride);          \
    }

#if REGISTERS >= 32
CORRELATE_BLOCK(12, 2)
CORRELATE_BLOCK(8, 3)
CORRELATE_BLOCK(6, 4)
CORRELATE_BLOCK(4, 6)
#define GRADIENT_TAPS_6 4
#define GRADIENT_TAPS_4 6
#else
// One vector of positions would make the second tile equal to the first, so the blocks are halved where registers are few.
CORRELATE_BLOCK(6, 2)
CORRELATE_BLOCK(4, 3)
#define GRADIENT_TAPS_6 2
#define GRADIENT_TAPS_4 3
#endif

static void correlate(
    int32_t block, const float *in, const int32_t *table, int64_t taps, const float *weights, float *out,
    int64_t out_stride, int64_t positions
) {
    switch (block) {
#if REGISTERS >= 32
    case 12: correlate_12(in, table, taps, weights, out, out_stride, positions); break;
    case 8: correlate_8(in, table, taps, weights, out, out_stride, positions); break;
#endif
    case 6: correlate_6(in, table, taps, weights, out, out_stride, positions); break;
    case 4: correlate_4(in, table, taps, weights, out, out_stride, positions); break;
    default: __builtin_unreachable();
    }
}

// MARK: Gradient of a correlation's weights

// TB taps times MB channels of partial sums stay in registers while the positions of some images pass by.
#define GRADIENT_TILE(MB, TB)                                                                                             \
    static void gradient_##MB##x##TB(                                                                                     \
        const float *in, int64_t in_stride, const int32_t *table, const float *dy, int64_t dy_stride,                     \
        int64_t dy_image_stride, int64_t positions, int64_t images, float *partial, int64_t partial_stride                \
    ) {                                                                                                                   \
        vec sums[TB][MB];                                                                                                 \
        _Pragma("clang loop unroll(full)") for (int t = 0; t < TB; t++)                                                   \
            _Pragma("clang loop unroll(full)") for (int m = 0; m < MB; m++) sums[t][m] =                                  \
                load(partial + t * partial_stride + m * LANES);                                                           \
        for (int64_t image = 0; image < images; image++) {                                                                \
            const float *x = in + image * in_stride, *d = dy + image * dy_image_stride;                                   \
            for (int64_t p = 0; p < positions; p += LANES) {                                                              \
                vec taps[TB];                                                                                             \
                _Pragma("clang loop unroll(full)") for (int t = 0; t < TB; t++) taps[t] = load(x + table[t] + p);         \
                _Pragma("clang loop unroll(full)") for (int m = 0; m < MB; m++) {                                         \
                    vec g = load(d + m * dy_stride + p);                                                                  \
                    _Pragma("clang loop unroll(full)") for (int t = 0; t < TB; t++) sums[t][m] += g * taps[t];            \
                }                                                                                                         \
            }                                                                                                             \
        }                                                                                                                 \
        _Pragma("clang loop unroll(full)") for (int t = 0; t < TB; t++)                                                   \
            _Pragma("clang loop unroll(full)") for (int m = 0; m < MB; m++)                                               \
                store(partial + t * partial_stride + m * LANES, sums[t][m]);                                              \
    }

#define GRADIENT_BLOCK_(MB, TB)                                                                                           \
    GRADIENT_TILE(MB, TB)                                                                                                 \
    GRADIENT_TILE(MB, 1)                                                                                                  \
    static void gradient_##MB(                                                                                            \
        const float *in, int64_t in_stride, const int32_t *table, int64_t taps, const float *dy, int64_t dy_stride,       \
        int64_t dy_image_stride, int64_t positions, int64_t images, float *partial, int64_t partial_stride                \
    ) {                                                                                                                   \
        int64_t t = 0;                                                                                                    \
        for (; t + TB <= taps; t += TB)                                                                                   \
            gradient_##MB##x##TB(in, in_stride, table + t, dy, dy_stride, dy_image_stride, positions, images,             \
                partial + t * partial_stride, partial_stride);                                                            \
        for (; t < taps; t++)                                                                                             \
            gradient_##MB##x1(in, in_stride, table + t, dy, dy_stride, dy_image_stride, positions, images,                \
                partial + t * partial_stride, partial_stride);                                                            \
    }
#define GRADIENT_BLOCK(MB, TB) GRADIENT_BLOCK_(MB, TB)
GRADIENT_BLOCK(6, GRADIENT_TAPS_6)
GRADIENT_BLOCK(4, GRADIENT_TAPS_4)

static void correlate_gradient(
    int32_t block, const float *in, int64_t in_stride, const int32_t *table, int64_t taps, const float *dy,
    int64_t dy_stride, int64_t dy_image_stride, int64_t positions, int64_t images, float *partial
) {
    const int32_t part = block % 6 == 0 ? 6 : 4;
    const int64_t partial_stride = (int64_t)block * LANES;
    // As many images at a time as keep one part's output gradients in the first-level cache.
    int64_t chunk = 4096 / (part * positions);
    if (chunk < 1) chunk = 1;
    for (int64_t first = 0; first < images; first += chunk) {
        const int64_t some = images - first < chunk ? images - first : chunk;
        for (int32_t m = 0; m < block; m += part) {
            const float *x = in + first * in_stride, *d = dy + first * dy_image_stride + m * dy_stride;
            if (part == 6)
                gradient_6(x, in_stride, table, taps, d, dy_stride, dy_image_stride, positions, some,
                    partial + m * LANES, partial_stride);
            else
                gradient_4(x, in_stride, table, taps, d, dy_stride, dy_image_stride, positions, some,
                    partial + m * LANES, partial_stride);
        }
    }
}

// MARK: Sparse rows

#if REGISTERS >= 32
#define SPARSE_VECTORS 6
#else
#define SPARSE_VECTORS 4
#endif

// One row's list times NV vectors of the matrix's columns: the sums stay in registers.
#define SPARSE_TILE(NV)                                                                                                   \
    CK_INLINE void sparse_tile_##NV(                                                                                      \
        const uint16_t *indices, const float *values, int64_t count, const float *matrix, int64_t stride, vec *sums       \
    ) {                                                                                                                   \
        for (int64_t e = 0; e < count; e++) {                                                                             \
            const float *row = matrix + (int64_t)indices[e] * stride;                                                     \
            _Pragma("clang loop unroll(full)") for (int v = 0; v < NV; v++) sums[v] += values[e] * load(row + v * LANES); \
        }                                                                                                                 \
    }
#define SPARSE_TILE_(NV) SPARSE_TILE(NV)
SPARSE_TILE(6)
SPARSE_TILE(4)
SPARSE_TILE(1)
#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)

// `y[j] = start[j] + Σ_e values[e] · matrix[indices[e]][j]`, all outputs of one row.
CK_INLINE void sparse_row(
    const uint16_t *indices, const float *values, int64_t count, const float *matrix, int64_t outputs,
    const float *start, float *y
) {
    int64_t j = 0;
    for (; j + SPARSE_VECTORS * LANES <= outputs; j += SPARSE_VECTORS * LANES) {
        vec sums[SPARSE_VECTORS];
        _Pragma("clang loop unroll(full)") for (int v = 0; v < SPARSE_VECTORS; v++) sums[v] =
            start ? load(start + j + v * LANES) : (vec){0};
        JOIN(sparse_tile_, SPARSE_VECTORS)(indices, values, count, matrix + j, outputs, sums);
        _Pragma("clang loop unroll(full)") for (int v = 0; v < SPARSE_VECTORS; v++) store(y + j + v * LANES, sums[v]);
    }
    for (; j + LANES <= outputs; j += LANES) {
        vec sum = start ? load(start + j) : (vec){0};
        sparse_tile_1(indices, values, count, matrix + j, outputs, &sum);
        store(y + j, sum);
    }
    if (j < outputs) {
        // Fewer outputs than lanes are left: whole vectors are read all the same, so arrays need a vector of slack behind
        // them, and only the outputs are written. Four sums in turn hide the latency of the additions.
        const int64_t rest = outputs - j;
        vec sums[4] = {{0}, {0}, {0}, {0}};
        const float *base = matrix + j;
        int64_t e = 0;
        for (; e + 3 < count; e += 4)
            _Pragma("clang loop unroll(full)") for (int v = 0; v < 4; v++) sums[v] +=
                values[e + v] * load(base + (int64_t)indices[e + v] * outputs);
        for (; e < count; e++) sums[0] += values[e] * load(base + (int64_t)indices[e] * outputs);
        float tail[LANES];
        vec sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
        memcpy(tail, &sum, sizeof tail);
        for (int64_t r = 0; r < rest; r++) y[j + r] = tail[r] + (start ? start[j + r] : 0.0f);
    }
}

static void sparse_forward(
    const int32_t *starts, const uint16_t *indices, const float *values, int64_t count, const float *weights,
    const float *bias, int64_t outputs, float *y
) {
    for (int64_t i = 0; i < count; i++)
        sparse_row(indices + starts[i], values + starts[i], starts[i + 1] - starts[i], weights, outputs, bias,
            y + i * outputs);
}

static void sparse_weight_gradient(
    const int32_t *column_starts, const uint16_t *row_indices, const float *column_values, int64_t columns,
    const float *dy, int64_t outputs, float *gradient
) {
    for (int64_t k = 0; k < columns; k++) {
        const int32_t first = column_starts[k], count = column_starts[k + 1] - first;
        float *row = gradient + k * outputs;
        if (count)
            sparse_row(row_indices + first, column_values + first, count, dy, outputs, 0, row);
        else
            memset(row, 0, (size_t)outputs * sizeof *row);
    }
}

#if defined(__AVX512F__)
#include <immintrin.h>
static void sparse_build(
    const float *rows, int64_t count, int64_t columns, int32_t *starts, uint16_t *indices, float *values
) {
    int32_t used = 0;
    const __m512i ramp = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    for (int64_t i = 0; i < count; i++) {
        const float *row = rows + i * columns;
        starts[i] = used;
        for (int64_t k = 0; k < columns; k += 16) {
            const __mmask16 inside = columns - k >= 16 ? 0xFFFF : (__mmask16)((1u << (columns - k)) - 1);
            const __m512 x = _mm512_maskz_loadu_ps(inside, row + k);
            const __mmask16 keep = _mm512_cmp_ps_mask(x, _mm512_setzero_ps(), _CMP_NEQ_UQ);
            // Compressed in a register and stored whole: compressing straight to memory is slow on some processors.
            const __m512i at = _mm512_maskz_compress_epi32(keep, _mm512_add_epi32(ramp, _mm512_set1_epi32((int)k)));
            _mm512_storeu_ps(values + used, _mm512_maskz_compress_ps(keep, x));
            _mm256_storeu_si256((__m256i *)(indices + used), _mm512_cvtepi32_epi16(at));
            used += __builtin_popcount(keep);
        }
    }
    starts[count] = used;
}
#else
static void sparse_build(
    const float *rows, int64_t count, int64_t columns, int32_t *starts, uint16_t *indices, float *values
) {
    int32_t used = 0;
    for (int64_t i = 0; i < count; i++) {
        const float *row = rows + i * columns;
        starts[i] = used;
        for (int64_t k = 0; k < columns; k++) {
            indices[used] = (uint16_t)k;
            values[used] = row[k];
            used += row[k] != 0;
        }
    }
    starts[count] = used;
}
#endif

// MARK: Peak

static double multiply_add(int64_t rounds) {
    // Twelve independent chains hide the latency of the multiply-add units.
    vec a0 = {0}, a1 = {1}, a2 = {2}, a3 = {3}, a4 = {4}, a5 = {5}, a6 = {6}, a7 = {7}, a8 = {8}, a9 = {9}, a10 = {10},
        a11 = {11};
    vec x, y;
    for (int i = 0; i < LANES; i++) {
        x[i] = 0.999f;
        y[i] = 0.001f;
    }
    // The compiler must not know the factors, or it would fold the loop.
    __asm__ volatile("" : "+m"(x), "+m"(y));
    vec f = x, g = y;
    for (int64_t i = 0; i < rounds; i++) {
        a0 = a0 * f + g;
        a1 = a1 * f + g;
        a2 = a2 * f + g;
        a3 = a3 * f + g;
        a4 = a4 * f + g;
        a5 = a5 * f + g;
        a6 = a6 * f + g;
        a7 = a7 * f + g;
        a8 = a8 * f + g;
        a9 = a9 * f + g;
        a10 = a10 * f + g;
        a11 = a11 * f + g;
    }
    vec sum = a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11;
    __asm__ volatile("" : : "m"(sum));
    return (double)rounds * 12 * LANES * 2;
}

const ck_kernel_set JOIN(ck_kernels_, SET) = {
    SET_NAME,     LANES,        correlate,    correlate_gradient, sparse_forward, sparse_weight_gradient,
    sparse_build, multiply_add,
};
