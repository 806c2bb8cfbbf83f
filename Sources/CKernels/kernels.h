// The hand-blocked kernels, one set an instruction set; processor.c chooses.
#ifndef KERNELS_H
#define KERNELS_H

#include "CKernels.h"

typedef struct {
    const char *name;
    /// Floats in a vector of this set.
    int32_t lanes;
    /// `out[m][p] = Σ_t weights[t][m] · in[table[t] + p]` for `block` channels m and all positions p.
    void (*correlate)(
        int32_t block, const float *in, const int32_t *table, int64_t taps, const float *weights, float *out,
        int64_t out_stride, int64_t positions);
    /// Adds `Σ_p in[table[t] + p] · dy[m][p]`, lane by lane, to `partial[t][m][lane]` for one block of channels.
    void (*correlate_gradient)(
        int32_t block, const float *in, int64_t in_stride, const int32_t *table, int64_t taps, const float *dy,
        int64_t dy_stride, int64_t dy_image_stride, int64_t positions, int64_t images, float *partial);
    void (*sparse_forward)(
        const int32_t *starts, const uint16_t *indices, const float *values, int64_t count, const float *weights,
        const float *bias, int64_t outputs, float *y);
    void (*sparse_weight_gradient)(
        const int32_t *column_starts, const uint16_t *row_indices, const float *column_values, int64_t columns,
        const float *dy, int64_t outputs, float *gradient);
    void (*sparse_build)(
        const float *rows, int64_t count, int64_t columns, int32_t *starts, uint16_t *indices, float *values);
    /// Independent fused multiply-adds; returns how many floating-point operations it did.
    double (*multiply_add)(int64_t rounds);
} ck_kernel_set;

extern const ck_kernel_set ck_kernels_baseline;
#if defined(__x86_64__)
extern const ck_kernel_set ck_kernels_avx2, ck_kernels_avx512;
#endif
const ck_kernel_set *ck_kernels(void);

#endif
