// Rows that are mostly zeros, kept as lists, times a dense matrix.

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
            UNROLL for (int v = 0; v < NV; v++) sums[v] += values[e] * load(row + v * LANES);                             \
        }                                                                                                                 \
    }
#define SPARSE_TILE_(NV) SPARSE_TILE(NV)
SPARSE_TILE(6)
SPARSE_TILE(4)

#define SPARSE_BLOCK (SPARSE_VECTORS * LANES)

// The last outputs, at most NV vectors of them. Whole vectors are read all the same, so arrays need a vector of slack behind
// them, and only the outputs are written. Four sums in turn hide the latency of the additions.
#define SPARSE_END(NV)                                                                                                    \
    CK_INLINE void sparse_end_##NV(                                                                                       \
        const uint16_t *indices, const float *values, int64_t count, const float *matrix, int64_t stride,                 \
        const float *start, float *y, int64_t rest                                                                        \
    ) {                                                                                                                   \
        vec sums[4][NV];                                                                                                  \
        UNROLL for (int u = 0; u < 4; u++)                                                                                \
            UNROLL for (int v = 0; v < NV; v++) sums[u][v] =                                                              \
                start && u == 0 ? load(start + v * LANES) : (vec){0};                                                     \
        int64_t e = 0;                                                                                                    \
        for (; e + 3 < count; e += 4)                                                                                     \
            UNROLL for (int u = 0; u < 4; u++) {                                                                          \
                const float *row = matrix + (int64_t)indices[e + u] * stride;                                             \
                UNROLL for (int v = 0; v < NV; v++) sums[u][v] += values[e + u] *                                         \
                    load(row + v * LANES);                                                                                \
            }                                                                                                             \
        for (; e < count; e++)                                                                                            \
            UNROLL for (int v = 0; v < NV; v++) sums[0][v] += values[e] *                                                 \
                load(matrix + (int64_t)indices[e] * stride + v * LANES);                                                  \
        UNROLL for (int v = 0; v < NV; v++)                                                                               \
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
        UNROLL for (int v = 0; v < SPARSE_VECTORS; v++) sums[v] =
            start ? load(start + v * LANES) : (vec){0};
        JOIN(sparse_tile_, SPARSE_VECTORS)(indices, values, count, matrix, stride, sums);
        UNROLL for (int v = 0; v < SPARSE_VECTORS; v++) store(y + v * LANES, sums[v]);
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

// At most 16 outputs in rows of 16, or 12 in rows of 12: those of all pixels that digits cover stay in the first-level cache.
#define SPARSE_SCATTER(ROW)                                                                                               \
    static void sparse_scatter_##ROW(                                                                                     \
        const int32_t *starts, const uint16_t *indices, const float *values, int64_t count, int64_t columns,              \
        const float *dy, int64_t outputs, float *scratch, float *gradient                                                 \
    ) {                                                                                                                   \
        memset(scratch, 0, (size_t)columns * ROW * sizeof *scratch);                                                      \
        /* Other workers have read the last gradient: ask for its lines, which arrive meanwhile. */                       \
        for (int64_t j = 0; j < columns * outputs; j += 16) prefetch_to_write(gradient + j);                             \
        for (int64_t i = 0; i < count; i++) {                                                                             \
            float padded[16];                                                                                             \
            UNROLL for (int64_t j = 0; j < 16; j++) padded[j] = j < outputs ? dy[i * outputs + j] : 0;                    \
            const vec8 low = *(const vec8_unaligned *)padded;                                                             \
            const vec8 high = *(const vec8_unaligned *)(padded + 8);                                                      \
            const vec4 four = *(const vec4_unaligned *)(padded + 8);                                                      \
            int32_t e = starts[i];                                                                                        \
            /* The rows of one image differ: reading four of them before the first is written keeps loads out of the way */\
            /* of stores. */                                                                                              \
            for (; e + 3 < starts[i + 1]; e += 4) {                                                                       \
                float *rows[4];                                                                                           \
                vec8 lows[4], highs[4];                                                                                   \
                vec4 fours[4];                                                                                            \
                UNROLL for (int u = 0; u < 4; u++) {                                                                      \
                    rows[u] = scratch + ROW * (int64_t)indices[e + u];                                                    \
                    lows[u] = *(vec8_unaligned *)rows[u] + values[e + u] * low;                                           \
                    if (ROW == 16)                                                                                        \
                        highs[u] = *(vec8_unaligned *)(rows[u] + 8) + values[e + u] * high;                               \
                    else                                                                                                  \
                        fours[u] = *(vec4_unaligned *)(rows[u] + 8) + values[e + u] * four;                               \
                }                                                                                                         \
                UNROLL for (int u = 0; u < 4; u++) {                                                                      \
                    *(vec8_unaligned *)rows[u] = lows[u];                                                                 \
                    if (ROW == 16)                                                                                        \
                        *(vec8_unaligned *)(rows[u] + 8) = highs[u];                                                      \
                    else                                                                                                  \
                        *(vec4_unaligned *)(rows[u] + 8) = fours[u];                                                      \
                }                                                                                                         \
            }                                                                                                             \
            for (; e < starts[i + 1]; e++) {                                                                              \
                float *row = scratch + ROW * (int64_t)indices[e];                                                         \
                *(vec8_unaligned *)row += values[e] * low;                                                                \
                if (ROW == 16)                                                                                            \
                    *(vec8_unaligned *)(row + 8) += values[e] * high;                                                     \
                else                                                                                                      \
                    *(vec4_unaligned *)(row + 8) += values[e] * four;                                                     \
            }                                                                                                             \
        }                                                                                                                 \
        /* Wide rows close up to rows of `outputs`; what is copied too much, the rows behind take. The last ones must */  \
        /* end where they end: the bias gradient stands there already. */                                                 \
        int64_t k = 0;                                                                                                    \
        for (; (columns - k) * outputs >= ROW; k++) memcpy(gradient + k * outputs, scratch + ROW * k, ROW * sizeof(float)); \
        for (; k < columns; k++)                                                                                          \
            for (int64_t j = 0; j < outputs; j++) gradient[k * outputs + j] = scratch[ROW * k + j];                       \
    }
SPARSE_SCATTER(12)
SPARSE_SCATTER(16)

static void sparse_scatter(
    const int32_t *starts, const uint16_t *indices, const float *values, int64_t count, int64_t columns, const float *dy,
    int64_t outputs, float *scratch, float *gradient
) {
    if (outputs <= 12)
        sparse_scatter_12(starts, indices, values, count, columns, dy, outputs, scratch, gradient);
    else
        sparse_scatter_16(starts, indices, values, count, columns, dy, outputs, scratch, gradient);
}

#if defined(__AVX512F__)
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
#else

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

