#include "kernels.h"

void ck_dense_forward(
    const float *x, int64_t row_stride, int64_t count, const float *weights, int64_t inputs, int64_t outputs, float *y
) {
    ck_kernels()->dense_forward(x, row_stride, count, weights, inputs, outputs, y);
}

void ck_dense_weight_gradient(
    const float *x, int64_t row_stride, int64_t count, const float *dy, int64_t inputs, int64_t outputs, float *gradient
) {
    ck_kernels()->dense_weight_gradient(x, row_stride, count, dy, inputs, outputs, gradient);
}

void ck_dense_input_gradient(
    const float *dy, int64_t count, const float *weights, int64_t inputs, int64_t outputs, float *dx, int64_t row_stride
) {
    ck_kernels()->dense_input_gradient(dy, count, weights, inputs, outputs, dx, row_stride);
}
