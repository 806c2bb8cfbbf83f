// Dense layers on a slice of their input or output, with the weights read where they are.

#if REGISTERS >= 32
#define DENSE_ROWS 12
#else
#define DENSE_ROWS 6
#endif
#define DENSE_INPUTS 64

// Up to DENSE_ROWS images times NV vectors of outputs stay in registers while a block of inputs passes by.
#define DENSE_TILE(MB, NV)                                                                                             \
    static void dense_##MB##x##NV(                                                                                     \
        const float *x, int64_t row_stride, const float *weights, int64_t inputs, int64_t outputs, float *y,           \
        int64_t rest, const char *ahead                                                                                \
    ) {                                                                                                                \
        vec sums[MB][NV];                                                                                              \
        UNROLL for (int m = 0; m < MB; m++)                                                                            \
            UNROLL for (int v = 0; v < NV; v++) sums[m][v] = load(y + m * outputs + v * LANES);                        \
        for (int64_t k = 0; k < inputs; k++) {                                                                         \
            vec w[NV];                                                                                                 \
            __builtin_prefetch(ahead + 64 * k);                                                                        \
            UNROLL for (int v = 0; v < NV; v++) w[v] = load(weights + k * outputs + v * LANES);                        \
            UNROLL for (int m = 0; m < MB; m++)                                                                        \
                UNROLL for (int v = 0; v < NV; v++) sums[m][v] += x[m * row_stride + k] * w[v];                        \
        }                                                                                                              \
        UNROLL for (int m = 0; m < MB; m++)                                                                            \
            UNROLL for (int v = 0; v < NV; v++)                                                                        \
                store_first(y + m * outputs + v * LANES, sums[m][v], rest - v * LANES);                                \
    }
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
#define DENSE_GRADIENT_TILE(MB)                                                                                        \
    static void dense_gradient_##MB(                                                                                   \
        const float *x, int64_t row_stride, int64_t count, const float *dy, int64_t outputs, float *gradient, int64_t rest \
    ) {                                                                                                                \
        vec sums[MB][2];                                                                                               \
        UNROLL for (int m = 0; m < MB; m++) sums[m][0] = sums[m][1] = (vec){0};                                        \
        for (int64_t i = 0; i < count; i++) {                                                                          \
            const vec a = load(dy + i * outputs), b = load(dy + i * outputs + LANES);                                  \
            const float *row = x + i * row_stride;                                                                     \
            UNROLL for (int m = 0; m < MB; m++) {                                                                      \
                sums[m][0] += row[m] * a;                                                                              \
                sums[m][1] += row[m] * b;                                                                              \
            }                                                                                                          \
        }                                                                                                              \
        UNROLL for (int m = 0; m < MB; m++) {                                                                          \
            store_first(gradient + m * outputs, sums[m][0], rest);                                                     \
            store_first(gradient + m * outputs + LANES, sums[m][1], rest - LANES);                                     \
        }                                                                                                              \
    }
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

/// The sum of all lanes of each of four vectors.
CK_INLINE vec4 sum_lanes(vec a, vec b, vec c, vec d) {
#if LANES == 16
#define HALVE(v) (__builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7) + __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15))
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
#define DENSE_INPUT_TILE(MB)                                                                                           \
    static void dense_input_##MB(                                                                                      \
        const float *dy, const float *weights, int64_t outputs, int64_t inputs, float *dx, int64_t row_stride          \
    ) {                                                                                                                \
        vec sums[MB][4];                                                                                               \
        UNROLL for (int m = 0; m < MB; m++)                                                                            \
            UNROLL for (int k = 0; k < 4; k++) sums[m][k] = (vec){0};                                                  \
        const int64_t whole = outputs / LANES * LANES;                                                                 \
        for (int64_t j = 0; j < whole; j += LANES) {                                                                   \
            vec w[4];                                                                                                  \
            UNROLL for (int k = 0; k < 4; k++) w[k] = load(weights + k * outputs + j);                                 \
            UNROLL for (int m = 0; m < MB; m++) {                                                                      \
                const vec g = load(dy + m * outputs + j);                                                              \
                UNROLL for (int k = 0; k < 4; k++) sums[m][k] += g * w[k];                                             \
            }                                                                                                          \
        }                                                                                                              \
        if (whole < outputs) {                                                                                         \
            const ivec mask = first_lanes(outputs - whole);                                                            \
            vec w[4];                                                                                                  \
            UNROLL for (int k = 0; k < 4; k++) w[k] = keep(load(weights + k * outputs + whole), mask);                 \
            UNROLL for (int m = 0; m < MB; m++) {                                                                      \
                const vec g = keep(load(dy + m * outputs + whole), mask);                                              \
                UNROLL for (int k = 0; k < 4; k++) sums[m][k] += g * w[k];                                             \
            }                                                                                                          \
        }                                                                                                              \
        UNROLL for (int m = 0; m < MB; m++) {                                                                          \
            const vec4 sum = sum_lanes(sums[m][0], sums[m][1], sums[m][2], sums[m][3]);                                \
            if (inputs >= 4) {                                                                                         \
                *(vec4_unaligned *)(dx + m * row_stride) = sum;                                                        \
            } else {                                                                                                   \
                for (int64_t k = 0; k < inputs; k++) dx[m * row_stride + k] = sum[k];                                  \
            }                                                                                                          \
        }                                                                                                              \
    }
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

