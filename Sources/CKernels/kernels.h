// The hand-blocked kernels, one set an instruction set; processor.c chooses.
#ifndef KERNELS_H
#define KERNELS_H

#include "CKernels.h"

typedef struct ck_kernel_set {
    const char *name;
    /// Floats in a vector of this set.
    int32_t lanes;
    /// Vector registers, which decide how many channels a kernel works on at a time.
    int32_t registers;
    /// See `ck_convolution_pack` and its neighbours.
    void (*convolution_pack)(const ck_convolution *c, const float *weights, float *forward, float *backward);
    /// Packed weights → those of the Winograd convolution.
    void (*convolution_winograd)(const ck_convolution *c, const float *packed, float *forward);
    void (*convolution_winograd_backward)(const ck_convolution *c, const float *packed, float *backward);
    ck_extent (*find_extent)(const ck_convolution *c, const float *input);
    /// Rows of `count` images → a group; where `gate` is given, only what stands over a positive value of it.
    void (*interleave)(
        const float *images, int64_t image_stride, int32_t count, const float *gate, int64_t planes, int64_t height,
        int64_t width, float *output, int64_t output_plane, int64_t output_row);
    /// A group → rows of `count` images.
    void (*separate)(
        const float *input, int64_t input_plane, int64_t input_row, int64_t planes, int64_t height, int64_t width,
        float *images, int64_t image_stride, int32_t count);
    void (*convolution_forward)(
        const ck_convolution *c, const int32_t *table, const float *input, const ck_extent *extent, const float *packed,
        const float *transformed_weights, const float *bias, bool relu, float *output, int64_t output_plane,
        int64_t output_row, float *scratch);
    void (*convolution_input_gradient)(
        const ck_convolution *c, const int32_t *table, const float *gradient, const float *packed,
        const float *transformed_weights, const float *gate, float *output, int64_t output_plane, int64_t output_row,
        float *scratch);
    void (*convolution_weight_gradient)(
        const ck_convolution *c, const int32_t *table, const float *input, const ck_extent *extent, const float *gradient,
        bool adds, float *partial, float *bias_partial);
    void (*convolution_collect)(
        const ck_convolution *c, float *partial, float *bias_partial, float *gradient, float *bias_gradient);
    /// See `ck_dense_forward` and its neighbours.
    void (*dense_forward)(
        const float *x, int64_t row_stride, int64_t count, const float *weights, int64_t inputs, int64_t outputs,
        float *y);
    void (*dense_weight_gradient)(
        const float *x, int64_t row_stride, int64_t count, const float *dy, int64_t inputs, int64_t outputs,
        float *gradient);
    void (*dense_input_gradient)(
        const float *dy, int64_t count, const float *weights, int64_t inputs, int64_t outputs, float *dx,
        int64_t row_stride);
    void (*sparse_forward)(
        const int32_t *starts, const uint16_t *indices, const float *values, int64_t count, const float *weights,
        const float *bias, int64_t outputs, float *y);
    void (*sparse_weight_gradient)(
        const int32_t *column_starts, const uint16_t *row_indices, const float *column_values, int64_t columns,
        const float *dy, int64_t outputs, float *gradient);
    void (*sparse_scatter)(
        const int32_t *starts, const uint16_t *indices, const float *values, int64_t count, int64_t columns,
        const float *dy, int64_t outputs, float *scratch, float *gradient);
    void (*sparse_build)(
        const float *rows, int64_t row_stride, int64_t count, int64_t columns, int32_t *starts, uint16_t *indices,
        float *values);
    /// Independent fused multiply-adds; returns how many floating-point operations it did.
    double (*multiply_add)(int64_t rounds);
} ck_kernel_set;

extern const ck_kernel_set ck_kernels_baseline;
#if defined(__x86_64__)
extern const ck_kernel_set ck_kernels_avx2, ck_kernels_avx512, ck_kernels_avx512_narrow;
#endif
const ck_kernel_set *ck_kernels(void);
/// The set for groups of images of which at most `images` are worked on together.
const ck_kernel_set *ck_kernels_for(int32_t images);

// MARK: Strides

static inline int32_t ck_least(int32_t a, int32_t b) { return a < b ? a : b; }
static inline int32_t ck_most(int32_t a, int32_t b) { return a > b ? a : b; }


/// Kernel rows (or columns) that belong to a phase of the stride.
static inline int32_t ck_phase_taps(int32_t kernel, int32_t stride, int32_t phase) {
    return kernel > phase ? (kernel - phase + stride - 1) / stride : 0;
}
/// The first of every stride-th pixel that lies behind the padding.
static inline int32_t ck_phase_first(int32_t pad, int32_t stride, int32_t phase) {
    return pad > phase ? (pad - phase + stride - 1) / stride : 0;
}
/// `⌈a / b⌉` for any a.
static inline int32_t ck_divide_up(int32_t a, int32_t b) { return a > 0 ? (a + b - 1) / b : -(-a / b); }

// MARK: Winograd convolution

/// Rows of results that a tile has, the most phases of a stride that are summed up, and the most points.
#define CK_WINOGRAD_ROWS 4
#define CK_WINOGRAD_PHASES 3
#define CK_WINOGRAD_POINTS 6
/// Tiles for so many rows of results: one or two last rows take less work without.
static inline int32_t ck_winograd_tiles(int32_t rows) {
    return rows / CK_WINOGRAD_ROWS + (rows % CK_WINOGRAD_ROWS == CK_WINOGRAD_ROWS - 1);
}

#endif
