#include "kernels.h"
#include "multiversion.h"

/// Columns that are listed at a time.
#define CK_LIST_COLUMNS 1024

#if defined(__x86_64__)
#include <immintrin.h>
static const uint16_t ck_ramp[32] __attribute__((aligned(64))) = {
    0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
    16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
};
#endif

void ck_sparse_build(
    const float *rows, int64_t row_stride, int64_t count, int64_t columns, int32_t *starts, uint16_t *indices,
    float *values
) {
    ck_kernels()->sparse_build(rows, row_stride, count, columns, starts, indices, values);
}

#if defined(__x86_64__)
#define CK_COMPRESS __attribute__((target("avx512f,avx512vl,avx512bw,avx512dq,avx512vbmi2,bmi2,popcnt")))

// Processors that can close up bytes in a register list 64 pixels at a time, without a branch.
CK_COMPRESS static int32_t list_compressed(
    const uint8_t *bytes, int64_t columns, int32_t used, uint16_t *indices, uint8_t *values
) {
    const __m512i ramp = _mm512_load_si512(ck_ramp);
    for (int64_t k = 0; k < columns; k += 64) {
        const __mmask64 inside = columns - k >= 64 ? ~0ull : (1ull << (columns - k)) - 1;
        const __m512i raw = _mm512_maskz_loadu_epi8(inside, bytes + k);
        const __mmask64 keep = _mm512_test_epi8_mask(raw, raw);
        const __mmask32 low = (__mmask32)keep, high = (__mmask32)(keep >> 32);
        const __m512i at = _mm512_add_epi16(ramp, _mm512_set1_epi16((short)k));
        uint16_t *to = indices + used;
        _mm512_storeu_si512(values + used, _mm512_maskz_compress_epi8(keep, raw));
        _mm512_storeu_si512(to, _mm512_maskz_compress_epi16(low, at));
        to += __builtin_popcount(low);
        _mm512_storeu_si512(to, _mm512_maskz_compress_epi16(high, _mm512_add_epi16(at, _mm512_set1_epi16(32))));
        used += __builtin_popcountll(keep);
    }
    return used;
}

static bool can_compress_bytes(void) {
    static int known;
    int can = __atomic_load_n(&known, __ATOMIC_RELAXED);
    if (!can) {
        // Not where a lesser set of kernels was asked for.
        can = __builtin_cpu_supports("avx512vbmi2") && ck_kernels()->registers >= 32 ? 1 : -1;
        __atomic_store_n(&known, can, __ATOMIC_RELAXED);
    }
    return can > 0;
}
#endif

int32_t ck_sparse_list(const uint8_t *bytes, int64_t columns, int32_t used, uint16_t *indices, uint8_t *values) {
#if defined(__x86_64__)
    if (can_compress_bytes()) return list_compressed(bytes, columns, used, indices, values);
#endif
    for (int64_t k = 0; k < columns; k++) {
        indices[used] = (uint16_t)k;
        values[used] = bytes[k];
        used += bytes[k] != 0;
    }
    return used;
}

typedef uint16_t indices_32 __attribute__((vector_size(64), aligned(2)));
typedef uint8_t bytes_16 __attribute__((vector_size(16), aligned(1)));
typedef float floats_16 __attribute__((vector_size(64), aligned(4)));

// Whole blocks: what is copied too much, the next image takes. A call of memcpy would cost more than the copying.
CK_CLONES __attribute__((no_builtin("memcpy", "memmove"))) void ck_sparse_copy(
    const uint16_t *restrict from, const uint8_t *restrict bytes, int64_t count, uint16_t *restrict indices,
    float *restrict values
) {
    for (int64_t i = 0; i < count; i += 32) {
        *(indices_32 *)(indices + i) = *(const indices_32 *)(from + i);
        for (int64_t j = i; j < i + 32; j += 16)
            *(floats_16 *)(values + j) =
                __builtin_convertvector(*(const bytes_16 *)(bytes + j), floats_16) * (1.0f / 255.0f);
    }
}

int32_t ck_sparse_append(const uint8_t *bytes, int64_t columns, int32_t used, uint16_t *indices, float *values) {
    uint16_t some[CK_LIST_COLUMNS + 64];
    uint8_t raw[CK_LIST_COLUMNS + 64];
    for (int64_t k = 0; k < columns; k += CK_LIST_COLUMNS) {
        const int64_t width = columns - k < CK_LIST_COLUMNS ? columns - k : CK_LIST_COLUMNS;
        const int32_t count = ck_sparse_list(bytes + k, width, 0, some, raw);
        for (int32_t i = 0; k > 0 && i < count; i++) some[i] += (uint16_t)k;
        ck_sparse_copy(some, raw, count, indices + used, values + used);
        used += count;
    }
    return used;
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
