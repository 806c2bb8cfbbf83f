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

CK_INLINE vec keep(vec v, ivec mask) { return (vec)((ivec)v & mask); }

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

// MARK: Dense layers on a slice of their input

/// Stores the first `count` lanes only.
CK_INLINE void store_first(float *p, vec v, int64_t count) {
    if (count >= LANES) {
        store(p, v);
    } else {
        float lanes[LANES];
        memcpy(lanes, &v, sizeof lanes);
        for (int64_t i = 0; i < count; i++) p[i] = lanes[i];
    }
}

#if REGISTERS >= 32
#define DENSE_ROWS 12
#else
#define DENSE_ROWS 6
#endif
#define DENSE_INPUTS 64

// Up to DENSE_ROWS images times NV vectors of outputs stay in registers while a block of inputs passes by.
#define DENSE_TILE(MB, NV)                                                                                                    static void dense_##MB##x##NV(                                                                                                const float *x, int64_t row_stride, const float *weights, int64_t inputs, int64_t outputs, float *y,                      int64_t rest, const char *ahead                                                                                       ) {                                                                                                                           vec sums[MB][NV];                                                                                                         _Pragma("clang loop unroll(full)") for (int m = 0; m < MB; m++)                                                               _Pragma("clang loop unroll(full)") for (int v = 0; v < NV; v++) sums[m][v] =                                                  load(y + m * outputs + v * LANES);                                                                                for (int64_t k = 0; k < inputs; k++) {                                                                                        vec w[NV];                                                                                                                __builtin_prefetch(ahead + 64 * k);                                                                                       _Pragma("clang loop unroll(full)") for (int v = 0; v < NV; v++) w[v] =                                                        load(weights + k * outputs + v * LANES);                                                                              _Pragma("clang loop unroll(full)") for (int m = 0; m < MB; m++)                                                               _Pragma("clang loop unroll(full)") for (int v = 0; v < NV; v++) sums[m][v] += x[m * row_stride + k] *                     w[v];                                                                                                             }                                                                                                                         _Pragma("clang loop unroll(full)") for (int m = 0; m < MB; m++)                                                               _Pragma("clang loop unroll(full)") for (int v = 0; v < NV; v++)                                                               store_first(y + m * outputs + v * LANES, sums[m][v], rest - v * LANES);                                       }
DENSE_TILE(12, 2)
DENSE_TILE(6, 2)
DENSE_TILE(1, 2)

static void dense_forward(
    const float *x, int64_t row_stride, int64_t count, const float *weights, int64_t inputs, int64_t outputs, float *y
) {
    for (int64_t i = 0; i < count * outputs; i++) y[i] = 0;
    for (int64_t k = 0; k < inputs; k += DENSE_INPUTS) {
        const int64_t some = inputs - k < DENSE_INPUTS ? inputs - k : DENSE_INPUTS;
        // The next block's weights are fetched, line after line, while this one's are used.
        const char *ahead = (const char *)(weights + (k + some) * outputs);
        const char *end = (const char *)(weights + inputs * outputs);
        for (int64_t i = 0; i < count;) {
            const int64_t left = count - i;
            const int64_t rows = DENSE_ROWS >= 12 && left >= 12 ? 12 : (left >= 6 ? 6 : 1);
            for (int64_t j = 0; j < outputs; j += 2 * LANES) {
                const float *in = x + i * row_stride + k, *w = weights + k * outputs + j;
                float *out = y + i * outputs + j;
                const char *fetch = ahead + 64 * some <= end ? ahead : (const char *)w;
                if (rows == 12)
                    dense_12x2(in, row_stride, w, some, outputs, out, outputs - j, fetch);
                else if (rows == 6)
                    dense_6x2(in, row_stride, w, some, outputs, out, outputs - j, fetch);
                else
                    dense_1x2(in, row_stride, w, some, outputs, out, outputs - j, fetch);
                ahead += 64 * some;
            }
            i += rows;
        }
    }
}

// DENSE_ROWS inputs times two vectors of outputs stay in registers while the images pass by.
#define DENSE_GRADIENT_TILE(MB)                                                                                               static void dense_gradient_##MB(                                                                                              const float *x, int64_t row_stride, int64_t count, const float *dy, int64_t outputs, float *gradient, int64_t rest     ) {                                                                                                                           vec sums[MB][2];                                                                                                          _Pragma("clang loop unroll(full)") for (int m = 0; m < MB; m++) sums[m][0] = sums[m][1] = (vec){0};                       for (int64_t i = 0; i < count; i++) {                                                                                         const vec a = load(dy + i * outputs), b = load(dy + i * outputs + LANES);                                                 const float *row = x + i * row_stride;                                                                                    _Pragma("clang loop unroll(full)") for (int m = 0; m < MB; m++) {                                                             sums[m][0] += row[m] * a;                                                                                                 sums[m][1] += row[m] * b;                                                                                             }                                                                                                                     }                                                                                                                         _Pragma("clang loop unroll(full)") for (int m = 0; m < MB; m++) {                                                             store_first(gradient + m * outputs, sums[m][0], rest);                                                                    store_first(gradient + m * outputs + LANES, sums[m][1], rest - LANES);                                                }                                                                                                                     }
DENSE_GRADIENT_TILE(12)
DENSE_GRADIENT_TILE(6)
DENSE_GRADIENT_TILE(1)

static void dense_weight_gradient(
    const float *x, int64_t row_stride, int64_t count, const float *dy, int64_t inputs, int64_t outputs, float *gradient
) {
    for (int64_t k = 0; k < inputs;) {
        const int64_t left = inputs - k;
        const int64_t rows = DENSE_ROWS >= 12 && left >= 12 ? 12 : (left >= 6 ? 6 : 1);
        for (int64_t j = 0; j < outputs; j += 2 * LANES) {
            float *out = gradient + k * outputs + j;
            if (rows == 12)
                dense_gradient_12(x + k, row_stride, count, dy + j, outputs, out, outputs - j);
            else if (rows == 6)
                dense_gradient_6(x + k, row_stride, count, dy + j, outputs, out, outputs - j);
            else
                dense_gradient_1(x + k, row_stride, count, dy + j, outputs, out, outputs - j);
        }
        k += rows;
    }
}

typedef float vec4 __attribute__((vector_size(16)));
typedef float vec4_unaligned __attribute__((vector_size(16), aligned(4)));

/// The sum of all lanes of each of four vectors.
CK_INLINE vec4 sum_lanes(vec a, vec b, vec c, vec d) {
#if LANES == 16
#define HALVE(v) (__builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7) + __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15))
    typedef float vec8 __attribute__((vector_size(32)));
    const vec8 a8 = HALVE(a), b8 = HALVE(b), c8 = HALVE(c), d8 = HALVE(d);
#elif LANES == 8
    const vec a8 = a, b8 = b, c8 = c, d8 = d;
#endif
#if LANES >= 8
#define QUARTER(v) (__builtin_shufflevector(v, v, 0, 1, 2, 3) + __builtin_shufflevector(v, v, 4, 5, 6, 7))
    const vec4 p = QUARTER(a8), q = QUARTER(b8), r = QUARTER(c8), s = QUARTER(d8);
#else
    const vec4 p = a, q = b, r = c, s = d;
#endif
    const vec4 pq = __builtin_shufflevector(p, q, 0, 4, 1, 5) + __builtin_shufflevector(p, q, 2, 6, 3, 7);
    const vec4 rs = __builtin_shufflevector(r, s, 0, 4, 1, 5) + __builtin_shufflevector(r, s, 2, 6, 3, 7);
    return __builtin_shufflevector(pq, rs, 0, 1, 4, 5) + __builtin_shufflevector(pq, rs, 2, 3, 6, 7);
}

// Four inputs times MB images of partial sums stay in registers while the outputs pass by. The last vector may reach past
// the row's end; there the mask cuts the output gradient off.
#define DENSE_INPUT_TILE(MB)                                                                                                  static void dense_input_##MB(                                                                                                 const float *dy, const float *weights, int64_t outputs, int64_t inputs, float *dx, int64_t row_stride                 ) {                                                                                                                           vec sums[MB][4];                                                                                                          _Pragma("clang loop unroll(full)") for (int m = 0; m < MB; m++)                                                               _Pragma("clang loop unroll(full)") for (int k = 0; k < 4; k++) sums[m][k] = (vec){0};                                 const int64_t whole = outputs / LANES * LANES;                                                                            for (int64_t j = 0; j < whole; j += LANES) {                                                                                  vec w[4];                                                                                                                 _Pragma("clang loop unroll(full)") for (int k = 0; k < 4; k++) w[k] = load(weights + k * outputs + j);                    _Pragma("clang loop unroll(full)") for (int m = 0; m < MB; m++) {                                                             const vec g = load(dy + m * outputs + j);                                                                                 _Pragma("clang loop unroll(full)") for (int k = 0; k < 4; k++) sums[m][k] += g * w[k];                                }                                                                                                                     }                                                                                                                         if (whole < outputs) {                                                                                                        const ivec mask = first_lanes(outputs - whole);                                                                           vec w[4];                                                                                                                 _Pragma("clang loop unroll(full)") for (int k = 0; k < 4; k++) w[k] =                                                         keep(load(weights + k * outputs + whole), mask);                                                                      _Pragma("clang loop unroll(full)") for (int m = 0; m < MB; m++) {                                                             const vec g = keep(load(dy + m * outputs + whole), mask);                                                                 _Pragma("clang loop unroll(full)") for (int k = 0; k < 4; k++) sums[m][k] += g * w[k];                                }                                                                                                                     }                                                                                                                         _Pragma("clang loop unroll(full)") for (int m = 0; m < MB; m++) {                                                             const vec4 sum = sum_lanes(sums[m][0], sums[m][1], sums[m][2], sums[m][3]);                                               if (inputs >= 4) {                                                                                                            *(vec4_unaligned *)(dx + m * row_stride) = sum;                                                                       } else {                                                                                                                      for (int64_t k = 0; k < inputs; k++) dx[m * row_stride + k] = sum[k];                                                 }                                                                                                                     }                                                                                                                     }
DENSE_INPUT_TILE(6)
DENSE_INPUT_TILE(3)
DENSE_INPUT_TILE(1)

static void dense_input_gradient(
    const float *dy, int64_t count, const float *weights, int64_t inputs, int64_t outputs, float *dx, int64_t row_stride
) {
    for (int64_t k = 0; k < inputs; k += 4) {
        // Fewer than four rows are left: the missing ones are the last row again, and their sums are dropped.
        float last[4 * 1024];
        const float *w = weights + k * outputs;
        if (inputs - k < 4) {
            if (outputs > 1024) {
                for (int64_t i = 0; i < count; i++)
                    for (int64_t r = k; r < inputs; r++) {
                        float sum = 0;
                        for (int64_t j = 0; j < outputs; j++) sum += dy[i * outputs + j] * weights[r * outputs + j];
                        dx[i * row_stride + r] = sum;
                    }
                return;
            }
            for (int64_t r = 0; r < 4; r++)
                memcpy(last + r * outputs, weights + (k + r < inputs ? k + r : inputs - 1) * outputs,
                    (size_t)outputs * sizeof *last);
            w = last;
        }
        int64_t i = 0;
        for (; REGISTERS >= 32 && i + 6 <= count; i += 6)
            dense_input_6(dy + i * outputs, w, outputs, inputs - k, dx + i * row_stride + k, row_stride);
        for (; i + 3 <= count; i += 3)
            dense_input_3(dy + i * outputs, w, outputs, inputs - k, dx + i * row_stride + k, row_stride);
        for (; i < count; i++)
            dense_input_1(dy + i * outputs, w, outputs, inputs - k, dx + i * row_stride + k, row_stride);
    }
}

// MARK: Between images and the layouts that correlations read
//
// Rows are handled a vector at a time. What a vector writes behind its row's end is either written again by the next row,
// or zero where zeros belong, or in the slack behind the array.

#if LANES == 16
#define EVENS(a, b) __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30)
#define ODDS(a, b) __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31)
#define LOWS(a, b) __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define HIGHS(a, b) __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
#elif LANES == 8
#define EVENS(a, b) __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14)
#define ODDS(a, b) __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15)
#define LOWS(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11)
#define HIGHS(a, b) __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15)
#else
#define EVENS(a, b) __builtin_shufflevector(a, b, 0, 2, 4, 6)
#define ODDS(a, b) __builtin_shufflevector(a, b, 1, 3, 5, 7)
#define LOWS(a, b) __builtin_shufflevector(a, b, 0, 4, 1, 5)
#define HIGHS(a, b) __builtin_shufflevector(a, b, 2, 6, 3, 7)
#endif

// The stride is a constant wherever it is 1 or 2: a division for each short row would take as long as the row itself.
#define WITH_CONSTANT_STRIDE(stride, call) \
    do { \
        if ((stride) == 1) { \
            const int64_t s = 1; \
            call; \
        } else if ((stride) == 2) { \
            const int64_t s = 2; \
            call; \
        } else { \
            const int64_t s = (stride); \
            call; \
        } \
    } while (0)

/// One channel of an image, `in[y][x] + bias` and where `relu` not below zero, to its places in the split layout.
CK_INLINE void split_channel(
    int64_t s, const ck_convolution *c, const float *in, int64_t in_width, float bias, bool relu, int64_t channel,
    float *split
) {
    // Copies: for all the compiler knows, a vector's store may change what a pointer points to.
    const int64_t width = c->width, height = c->height, pad_top = c->pad_top, pad_left = c->pad_left;
    const int64_t plane_stride = c->plane_stride, plane_width = c->plane_width;
    for (int64_t y = 0; y < height; y++, in += in_width) {
        const int64_t row = y + pad_top;
        float *out = split + (channel * s + row % s) * s * plane_stride + row / s * plane_width;
        if (s == 1) {
            for (int64_t x = 0; x < width; x += LANES) {
                vec v = load(in + x) + bias;
                // Not `v > 0`: a NaN must go through, so that the loss shows it.
                store(out + pad_left + x, keep(relu ? keep(v, ~(v < 0)) : v, first_lanes(width - x)));
            }
        } else if (s == 2) {
            // Even and odd pixels go to the two phases in turn.
            float *even = out + (pad_left & 1) * plane_stride + pad_left / 2;
            float *odd = out + ((pad_left + 1) & 1) * plane_stride + (pad_left + 1) / 2;
            const int64_t evens = (width + 1) / 2, odds = width / 2;
            for (int64_t x = 0; x < evens; x += LANES) {
                vec a = load(in + 2 * x) + bias, b = load(in + 2 * x + LANES) + bias;
                if (relu) {
                    a = keep(a, ~(a < 0));
                    b = keep(b, ~(b < 0));
                }
                store(even + x, keep(EVENS(a, b), first_lanes(evens - x)));
                store(odd + x, keep(ODDS(a, b), first_lanes(odds - x)));
            }
        } else {
            for (int64_t x = 0; x < width; x++) {
                const int64_t column = x + pad_left;
                const float v = in[x] + bias;
                out[column % s * plane_stride + column / s] = relu && v < 0 ? 0.0f : v;
            }
        }
    }
}

static void split(const ck_convolution *c, const float *image, float *split) {
    WITH_CONSTANT_STRIDE(c->stride, {
        for (int64_t channel = 0; channel < c->channels; channel++, image += c->height * c->width)
            split_channel(s, c, image, c->width, 0.0f, false, channel, split);
    });
}

static void finish_split(
    const ck_convolution *c, const float *wide, const float *bias, bool relu, const ck_convolution *next, float *split
) {
    WITH_CONSTANT_STRIDE(next->stride, {
        for (int64_t f = 0; f < c->filters; f++)
            split_channel(
                s, next, wide + f * c->wide_stride + c->wide_margin, c->plane_width, bias[f], relu, f, split);
    });
}

CK_INLINE void spread_split_(
    int64_t s, const ck_convolution *c, const ck_convolution *next, const float *gradient, const float *split, bool relu,
    float *wide, float *bias_gradient
) {
    const int64_t width = c->out_width, height = c->out_height, wide_width = c->plane_width;
    const int64_t pad_top = next->pad_top, pad_left = next->pad_left;
    const int64_t plane_stride = next->plane_stride, plane_width = next->plane_width;
    for (int64_t f = 0; f < c->filters; f++) {
        float *plane = wide + f * c->wide_stride + c->wide_margin;
        vec sum = {0};
        for (int64_t y = 0; y < height; y++) {
            const int64_t row = y + pad_top;
            const int64_t at = (f * s + row % s) * s * plane_stride + row / s * plane_width;
            float *out = plane + y * wide_width;
            if (s == 1) {
                const float *g = gradient + at + pad_left, *v = split + at + pad_left;
                for (int64_t x = 0; x < width; x += LANES) {
                    ivec mask = first_lanes(width - x);
                    if (relu) mask &= load(v + x) > 0;
                    const vec d = keep(load(g + x), mask);
                    sum += d;
                    store(out + x, d);
                }
            } else if (s == 2) {
                const int64_t even = at + (pad_left & 1) * plane_stride + pad_left / 2;
                const int64_t odd = at + ((pad_left + 1) & 1) * plane_stride + (pad_left + 1) / 2;
                for (int64_t x = 0; 2 * x < width; x += LANES) {
                    vec a = load(gradient + even + x), b = load(gradient + odd + x);
                    if (relu) {
                        a = keep(a, load(split + even + x) > 0);
                        b = keep(b, load(split + odd + x) > 0);
                    }
                    const vec low = keep(LOWS(a, b), first_lanes(width - 2 * x));
                    sum += low;
                    store(out + 2 * x, low);
                    if (2 * x + LANES < width) {
                        const vec high = keep(HIGHS(a, b), first_lanes(width - 2 * x - LANES));
                        sum += high;
                        store(out + 2 * x + LANES, high);
                    }
                }
            } else {
                for (int64_t x = 0; x < width; x++) {
                    const int64_t column = x + pad_left;
                    const int64_t place = at + column % s * plane_stride + column / s;
                    out[x] = relu && !(split[place] > 0) ? 0.0f : gradient[place];
                    bias_gradient[f] += out[x];
                }
            }
        }
        for (int lane = 0; lane < LANES; lane++) bias_gradient[f] += sum[lane];
    }
}

static void spread_split(
    const ck_convolution *c, const ck_convolution *next, const float *gradient, const float *split, bool relu, float *wide,
    float *bias_gradient
) {
    WITH_CONSTANT_STRIDE(next->stride, spread_split_(s, c, next, gradient, split, relu, wide, bias_gradient));
}

static void merge(const ck_convolution *c, const float *split, float *image) {
    const int64_t s = c->stride, width = c->width;
    for (int64_t channel = 0; channel < c->channels; channel++)
        for (int64_t y = 0; y < c->height; y++, image += width) {
            const int64_t row = y + c->pad_top;
            const float *in = split + (channel * s + row % s) * s * c->plane_stride + row / s * c->plane_width;
            if (s == 1) {
                for (int64_t x = 0; x < width; x += LANES) store(image + x, load(in + c->pad_left + x));
            } else if (s == 2) {
                const float *even = in + (c->pad_left & 1) * c->plane_stride + c->pad_left / 2;
                const float *odd = in + ((c->pad_left + 1) & 1) * c->plane_stride + (c->pad_left + 1) / 2;
                for (int64_t x = 0; x < (width + 1) / 2; x += LANES) {
                    const vec a = load(even + x), b = load(odd + x);
                    store(image + 2 * x, LOWS(a, b));
                    if (2 * x + LANES < width) store(image + 2 * x + LANES, HIGHS(a, b));
                }
            } else {
                for (int64_t x = 0; x < width; x++) {
                    const int64_t column = x + c->pad_left;
                    image[x] = in[column % s * c->plane_stride + column / s];
                }
            }
        }
}

static void finish(const ck_convolution *c, const float *wide, const float *bias, bool relu, float *output) {
    // Exactly to its end: another worker's first image may stand behind this one.
    const float *end = output + (int64_t)c->filters * c->out_height * c->out_width;
    for (int64_t f = 0; f < c->filters; f++) {
        const float *plane = wide + f * c->wide_stride + c->wide_margin;
        for (int64_t y = 0; y < c->out_height; y++, output += c->out_width)
            for (int64_t x = 0; x < c->out_width; x += LANES) {
                vec v = load(plane + y * c->plane_width + x) + bias[f];
                // Not `v > 0`: a NaN must go through, so that the loss shows it.
                v = relu ? keep(v, ~(v < 0)) : v;
                if (end - (output + x) >= LANES)
                    store(output + x, v);
                else
                    store_first(output + x, v, end - (output + x));
            }
    }
}

static void spread(
    const ck_convolution *c, const float *gradient, const float *output, bool relu, float *wide, float *bias_gradient
) {
    for (int64_t f = 0; f < c->filters; f++) {
        float *plane = wide + f * c->wide_stride + c->wide_margin;
        vec sum = {0};
        for (int64_t y = 0; y < c->out_height; y++, gradient += c->out_width, output += c->out_width)
            for (int64_t x = 0; x < c->out_width; x += LANES) {
                ivec mask = first_lanes(c->out_width - x);
                if (relu) mask &= load(output + x) > 0;
                const vec v = keep(load(gradient + x), mask);
                sum += v;
                store(plane + y * c->plane_width + x, v);
            }
        for (int lane = 0; lane < LANES; lane++) bias_gradient[f] += sum[lane];
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
#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)

#define SPARSE_BLOCK (SPARSE_VECTORS * LANES)

// The last outputs, at most NV vectors of them. Whole vectors are read all the same, so arrays need a vector of slack behind
// them, and only the outputs are written. Four sums in turn hide the latency of the additions.
#define SPARSE_END(NV)                                                                                                    \
    CK_INLINE void sparse_end_##NV(                                                                                       \
        const uint16_t *indices, const float *values, int64_t count, const float *matrix, int64_t stride,                 \
        const float *start, float *y, int64_t rest                                                                        \
    ) {                                                                                                                   \
        vec sums[4][NV];                                                                                                  \
        _Pragma("clang loop unroll(full)") for (int u = 0; u < 4; u++)                                                    \
            _Pragma("clang loop unroll(full)") for (int v = 0; v < NV; v++) sums[u][v] =                                  \
                start && u == 0 ? load(start + v * LANES) : (vec){0};                                                     \
        int64_t e = 0;                                                                                                    \
        for (; e + 3 < count; e += 4)                                                                                     \
            _Pragma("clang loop unroll(full)") for (int u = 0; u < 4; u++) {                                              \
                const float *row = matrix + (int64_t)indices[e + u] * stride;                                             \
                _Pragma("clang loop unroll(full)") for (int v = 0; v < NV; v++) sums[u][v] += values[e + u] *             \
                    load(row + v * LANES);                                                                                \
            }                                                                                                             \
        for (; e < count; e++)                                                                                            \
            _Pragma("clang loop unroll(full)") for (int v = 0; v < NV; v++) sums[0][v] += values[e] *                     \
                load(matrix + (int64_t)indices[e] * stride + v * LANES);                                                  \
        _Pragma("clang loop unroll(full)") for (int v = 0; v < NV; v++)                                                   \
            store_first(y + v * LANES, (sums[0][v] + sums[1][v]) + (sums[2][v] + sums[3][v]), rest - v * LANES);          \
    }
SPARSE_END(1)
SPARSE_END(2)

// `y[j] = start[j] + Σ_e values[e] · matrix[indices[e]][j]` for one block of outputs, `rest` of which are left.
CK_INLINE void sparse_block(
    const uint16_t *indices, const float *values, int64_t count, const float *matrix, int64_t stride,
    const float *start, float *y, int64_t rest
) {
    if (rest >= SPARSE_BLOCK) {
        vec sums[SPARSE_VECTORS];
        _Pragma("clang loop unroll(full)") for (int v = 0; v < SPARSE_VECTORS; v++) sums[v] =
            start ? load(start + v * LANES) : (vec){0};
        JOIN(sparse_tile_, SPARSE_VECTORS)(indices, values, count, matrix, stride, sums);
        _Pragma("clang loop unroll(full)") for (int v = 0; v < SPARSE_VECTORS; v++) store(y + v * LANES, sums[v]);
        return;
    }
    for (int64_t j = 0; j < rest; j += 2 * LANES) {
        if (rest - j > LANES)
            sparse_end_2(indices, values, count, matrix + j, stride, start ? start + j : 0, y + j, rest - j);
        else
            sparse_end_1(indices, values, count, matrix + j, stride, start ? start + j : 0, y + j, rest - j);
    }
}

// Block by block of outputs for all rows, so that a block of the matrix stays in the first-level cache.
CK_INLINE void sparse_product(
    const int32_t *starts, const uint16_t *indices, const float *values, int64_t rows, const float *matrix,
    const float *bias, int64_t outputs, float *y
) {
    for (int64_t j = 0; j < outputs; j += SPARSE_BLOCK)
        for (int64_t i = 0; i < rows; i++)
            sparse_block(indices + starts[i], values + starts[i], starts[i + 1] - starts[i], matrix + j, outputs,
                bias ? bias + j : 0, y + i * outputs + j, outputs - j);
}

static void sparse_forward(
    const int32_t *starts, const uint16_t *indices, const float *values, int64_t count, const float *weights,
    const float *bias, int64_t outputs, float *y
) {
    sparse_product(starts, indices, values, count, weights, bias, outputs, y);
}

static void sparse_weight_gradient(
    const int32_t *column_starts, const uint16_t *row_indices, const float *column_values, int64_t columns,
    const float *dy, int64_t outputs, float *gradient
) {
    sparse_product(column_starts, row_indices, column_values, columns, dy, 0, outputs, gradient);
}

static void sparse_scatter(
    const int32_t *starts, const uint16_t *indices, const float *values, int64_t count, int64_t columns, const float *dy,
    int64_t outputs, float *scratch, float *gradient
) {
    memset(scratch, 0, (size_t)columns * 16 * sizeof *scratch);
    for (int64_t i = 0; i < count; i++) {
        float padded[16] = {0};
        memcpy(padded, dy + i * outputs, (size_t)outputs * sizeof *padded);
        vec d[16 / LANES];
        _Pragma("clang loop unroll(full)") for (int v = 0; v < 16 / LANES; v++) d[v] = load(padded + v * LANES);
        for (int32_t e = starts[i]; e < starts[i + 1]; e++) {
            float *row = scratch + 16 * (int64_t)indices[e];
            _Pragma("clang loop unroll(full)") for (int v = 0; v < 16 / LANES; v++)
                store(row + v * LANES, load(row + v * LANES) + values[e] * d[v]);
        }
    }
    // Rows of 16 close up to rows of `outputs`; what a vector writes too much, the rows behind take. The last rows must end
    // where they end: the bias gradient stands there already.
    for (int64_t k = 0; k < columns; k++)
        for (int64_t j = 0; j < outputs; j += LANES) {
            if ((columns - k) * outputs - j >= LANES)
                store(gradient + k * outputs + j, load(scratch + 16 * k + j));
            else
                store_first(gradient + k * outputs + j, load(scratch + 16 * k + j), outputs - j);
        }
}

#if defined(__AVX512F__)
#include <immintrin.h>
static void sparse_build(
    const float *rows, int64_t row_stride, int64_t count, int64_t columns, int32_t *starts, uint16_t *indices,
    float *values
) {
    int32_t used = 0;
    const __m512i ramp = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    for (int64_t i = 0; i < count; i++) {
        const float *row = rows + i * row_stride;
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

static int32_t sparse_append(const uint8_t *bytes, int64_t columns, int32_t used, uint16_t *indices, float *values) {
    const __m512i ramp = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    for (int64_t k = 0; k < columns; k += 16) {
        const __mmask16 inside = columns - k >= 16 ? 0xFFFF : (__mmask16)((1u << (columns - k)) - 1);
        const __m128i raw = _mm_maskz_loadu_epi8(inside, bytes + k);
        const __mmask16 keep = _mm_test_epi8_mask(raw, raw);
        if (!keep) continue;
        const __m512 x = _mm512_mul_ps(_mm512_cvtepi32_ps(_mm512_cvtepu8_epi32(raw)), _mm512_set1_ps(1.0f / 255.0f));
        const __m512i at = _mm512_maskz_compress_epi32(keep, _mm512_add_epi32(ramp, _mm512_set1_epi32((int)k)));
        _mm512_storeu_ps(values + used, _mm512_maskz_compress_ps(keep, x));
        _mm256_storeu_si256((__m256i *)(indices + used), _mm512_cvtepi32_epi16(at));
        used += __builtin_popcount(keep);
    }
    return used;
}
#else
static int32_t sparse_append(const uint8_t *bytes, int64_t columns, int32_t used, uint16_t *indices, float *values) {
    for (int64_t k = 0; k < columns; k++) {
        indices[used] = (uint16_t)k;
        values[used] = (float)bytes[k] * (1.0f / 255.0f);
        used += bytes[k] != 0;
    }
    return used;
}

static void sparse_build(
    const float *rows, int64_t row_stride, int64_t count, int64_t columns, int32_t *starts, uint16_t *indices,
    float *values
) {
    int32_t used = 0;
    for (int64_t i = 0; i < count; i++) {
        const float *row = rows + i * row_stride;
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
    SET_NAME, LANES, REGISTERS, correlate, correlate_gradient, dense_forward, dense_weight_gradient,
    dense_input_gradient, split, merge, finish, spread, finish_split, spread_split, sparse_forward, sparse_weight_gradient, sparse_scatter, sparse_build,
    sparse_append, multiply_add,
};
