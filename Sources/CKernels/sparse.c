#include "kernels.h"

void ck_sparse_build(
    const float *rows, int64_t row_stride, int64_t count, int64_t columns, int32_t *starts, uint16_t *indices,
    float *values
) {
    ck_kernels()->sparse_build(rows, row_stride, count, columns, starts, indices, values);
}

int32_t ck_sparse_append(const uint8_t *bytes, int64_t columns, int32_t used, uint16_t *indices, float *values) {
    return ck_kernels()->sparse_append(bytes, columns, used, indices, values);
}

void ck_sparse_scatter_gradient(
    const int32_t *starts, const uint16_t *indices, const float *values, int64_t count, int64_t columns, const float *dy,
    int64_t outputs, float *scratch, float *gradient
) {
    ck_kernels()->sparse_scatter(starts, indices, values, count, columns, dy, outputs, scratch, gradient);
}

void ck_sparse_forward(
    const int32_t *starts, const uint16_t *indices, const float *values, int64_t count, const float *weights,
    const float *bias, int64_t outputs, float *y
) {
    ck_kernels()->sparse_forward(starts, indices, values, count, weights, bias, outputs, y);
}

void ck_sparse_transpose(
    const int32_t *starts, const uint16_t *indices, const float *values, int64_t count, int64_t columns,
    int32_t *column_starts, uint16_t *row_indices, float *column_values
) {
    // A counting sort: how many, where each column starts, then every entry to its place.
    for (int64_t k = 0; k <= columns; k++) column_starts[k] = 0;
    const int32_t entries = starts[count];
    for (int32_t e = 0; e < entries; e++) column_starts[indices[e] + 1]++;
    for (int64_t k = 0; k < columns; k++) column_starts[k + 1] += column_starts[k];
    for (int64_t i = 0; i < count; i++)
        for (int32_t e = starts[i]; e < starts[i + 1]; e++) {
            const int32_t at = column_starts[indices[e]]++;
            row_indices[at] = (uint16_t)i;
            column_values[at] = values[e];
        }
    // Filling moved each start to its end, which is the next one's start: shift them back.
    for (int64_t k = columns; k > 0; k--) column_starts[k] = column_starts[k - 1];
    column_starts[0] = 0;
}

void ck_sparse_weight_gradient(
    const int32_t *column_starts, const uint16_t *row_indices, const float *column_values, int64_t columns,
    const float *dy, int64_t outputs, float *gradient
) {
    ck_kernels()->sparse_weight_gradient(column_starts, row_indices, column_values, columns, dy, outputs, gradient);
}
