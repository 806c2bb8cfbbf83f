// The hand-blocked kernels, one set an instruction set; processor.c chooses.
#ifndef KERNELS_H
#define KERNELS_H

#include "CKernels.h"

/// Vectors are at most this many floats, so this much slack makes any safe to read or write behind an array's end.
#define CK_SLACK 16

typedef struct {
    const char *name;
    /// Floats in a vector of this set.
    int32_t lanes;
    /// Vector registers, which decide how many channels a kernel works on at a time.
    int32_t registers;
    /// `out[m][p] = Σ_t weights[t][m] · in[table[t] + p]` for `block` channels m and all positions p.
    void (*correlate)(
        int32_t block, const float *in, const int32_t *table, int64_t taps, const float *weights, float *out,
        int64_t out_stride, int64_t positions);
    /// Adds `Σ_p in[table[t] + p] · dy[m][p]`, lane by lane, to `partial[t][m][lane]` for one block of channels.
    void (*correlate_gradient)(
        int32_t block, const float *in, int64_t in_stride, const int32_t *table, int64_t taps, const float *dy,
        int64_t dy_stride, int64_t dy_image_stride, int64_t positions, int64_t images, float *partial);
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
    /// See `ck_convolution_split`, `_finish`, `_spread`; `merge` is the way back from a split gradient to an image.
    void (*split)(const ck_convolution *c, const float *image, float *split);
    void (*merge)(const ck_convolution *c, const float *split, float *image);
    void (*finish)(const ck_convolution *c, const float *wide, const float *bias, bool relu, float *output);
    void (*spread)(
        const ck_convolution *c, const float *gradient, const float *output, bool relu, float *wide,
        float *bias_gradient);
    void (*finish_split)(
        const ck_convolution *c, const float *wide, const float *bias, bool relu, const ck_convolution *next,
        float *split);
    void (*spread_split)(
        const ck_convolution *c, const ck_convolution *next, const float *gradient, const float *split, bool relu,
        float *wide, float *bias_gradient);
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
    int32_t (*sparse_append)(
        const uint8_t *bytes, int64_t columns, int32_t used, uint16_t *indices, float *values);
    /// Independent fused multiply-adds; returns how many floating-point operations it did.
    double (*multiply_add)(int64_t rounds);
} ck_kernel_set;

extern const ck_kernel_set ck_kernels_baseline;
#if defined(__x86_64__)
extern const ck_kernel_set ck_kernels_avx2, ck_kernels_avx512, ck_kernels_avx512_narrow;
#endif
const ck_kernel_set *ck_kernels(void);

#endif
