// Sums and maps over the channels of `[rows, channels, pixels]`: what batch normalisation needs.
//
// A plane is summed in eight times four lanes of floats, of which each adds up few values, and the lanes in double: as exact
// as is needed, and as fast as the numbers come. Where a channel has one value a row, the channels lie side by side and fill
// the lanes instead.
#include "CKernels.h"
#include "multiversion.h"

typedef float lanes __attribute__((vector_size(32)));
typedef float lanes_unaligned __attribute__((vector_size(32), aligned(4)));
typedef double wide __attribute__((vector_size(64)));
typedef double wide_unaligned __attribute__((vector_size(64), aligned(8)));

#define WIDTH 8
#define LOAD(p) (*(const lanes_unaligned *)(p))
#define STORE(p) (*(lanes_unaligned *)(p))
#define SUM(p) (*(wide_unaligned *)(p))

/// Rows whose lanes are added up before they go into a double: each lane then has at most some hundred values.
CK_INLINE int64_t rows_together(int64_t pixels) { return pixels < 1024 ? 1024 / pixels : 1; }

/// Adds eight values to the sums, and their products with the others.
#define ADD_LANES(sum, product, A, B)              \
    do {                                           \
        const lanes first = (A), second = (B);     \
        sum += first;                              \
        product += first * second;                 \
    } while (0)

/// The two sums of one channel: Σ A and Σ A · B, where A and B are expressions of the position `at`; B may use A's value, `first`.
#define CHANNEL_SUMS(VECTOR_A, VECTOR_B, SCALAR_A, SCALAR_B)                                             \
    double sum = 0, product = 0;                                                                         \
    for (int64_t start = 0; start < rows; start += together) {                                           \
        const int64_t end = start + together < rows ? start + together : rows;                           \
        lanes sums0 = {0}, sums1 = {0}, sums2 = {0}, sums3 = {0};                                        \
        lanes products0 = {0}, products1 = {0}, products2 = {0}, products3 = {0};                        \
        for (int64_t i = start; i < end; i++) {                                                          \
            const int64_t plane = (i * channels + c) * pixels;                                           \
            int64_t k = 0;                                                                               \
            for (; k + 4 * WIDTH <= pixels; k += 4 * WIDTH) {                                            \
                int64_t at = plane + k;                                                                  \
                ADD_LANES(sums0, products0, VECTOR_A, VECTOR_B);                                     \
                at += WIDTH;                                                                             \
                ADD_LANES(sums1, products1, VECTOR_A, VECTOR_B);                                     \
                at += WIDTH;                                                                             \
                ADD_LANES(sums2, products2, VECTOR_A, VECTOR_B);                                     \
                at += WIDTH;                                                                             \
                ADD_LANES(sums3, products3, VECTOR_A, VECTOR_B);                                     \
            }                                                                                            \
            for (; k + WIDTH <= pixels; k += WIDTH) {                                                    \
                const int64_t at = plane + k;                                                            \
                ADD_LANES(sums0, products0, VECTOR_A, VECTOR_B);                                     \
            }                                                                                            \
            for (; k < pixels; k++) {                                                                    \
                const int64_t at = plane + k;                                                            \
                const float first = (SCALAR_A), second = (SCALAR_B);                                     \
                sum += first;                                                                            \
                product += (double)first * second;                                                       \
            }                                                                                            \
        }                                                                                                \
        for (int32_t lane = 0; lane < WIDTH; lane++) {                                                   \
            sum += ((double)sums0[lane] + sums1[lane]) + ((double)sums2[lane] + sums3[lane]);            \
            product += ((double)products0[lane] + products1[lane]) + ((double)products2[lane] + products3[lane]); \
        }                                                                                                \
    }

CK_CLONES void ck_channel_sums(
    const float *x, const float *shift, int64_t rows, int64_t channels, int64_t pixels, double *sums, double *squares
) {
    if (pixels == 1) {
        for (int64_t i = 0; i < rows; i++) {
            const float *row = x + i * channels;
            int64_t c = 0;
            for (; c + WIDTH <= channels; c += WIDTH) {
                const wide value = __builtin_convertvector(LOAD(row + c), wide);
                const wide difference = value - __builtin_convertvector(LOAD(shift + c), wide);
                SUM(sums + c) += value;
                SUM(squares + c) += difference * difference;
            }
            for (; c < channels; c++) {
                const double difference = (double)row[c] - shift[c];
                sums[c] += row[c];
                squares[c] += difference * difference;
            }
        }
        return;
    }
    const int64_t together = rows_together(pixels);
    for (int64_t c = 0; c < channels; c++) {
        const float s = shift[c];
        CHANNEL_SUMS(LOAD(x + at) - s, first, x[at] - s, first)
        sums[c] += sum + (double)s * (double)(rows * pixels);
        squares[c] += product;
    }
}

CK_CLONES void ck_channel_gradient_sums(
    const float *dy, const float *x, const float *mean, int64_t rows, int64_t channels, int64_t pixels, double *sums,
    double *products
) {
    if (pixels == 1) {
        for (int64_t i = 0; i < rows; i++) {
            const float *row = x + i * channels, *gradient = dy + i * channels;
            int64_t c = 0;
            for (; c + WIDTH <= channels; c += WIDTH) {
                const wide value = __builtin_convertvector(LOAD(gradient + c), wide);
                SUM(sums + c) += value;
                SUM(products + c) += value * __builtin_convertvector(LOAD(row + c) - LOAD(mean + c), wide);
            }
            for (; c < channels; c++) {
                sums[c] += gradient[c];
                products[c] += (double)gradient[c] * (row[c] - mean[c]);
            }
        }
        return;
    }
    const int64_t together = rows_together(pixels);
    for (int64_t c = 0; c < channels; c++) {
        const float m = mean[c];
        CHANNEL_SUMS(LOAD(dy + at), LOAD(x + at) - m, dy[at], x[at] - m)
        sums[c] += sum;
        products[c] += product;
    }
}

CK_CLONES void ck_channel_normalize(
    const float *restrict x, const float *restrict mean, const float *restrict scale, const float *restrict offset,
    int64_t rows, int64_t channels, int64_t pixels, float *restrict y
) {
    if (pixels == 1) {
        for (int64_t i = 0; i < rows; i++)
            for (int64_t c = 0; c < channels; c++)
                y[i * channels + c] = (x[i * channels + c] - mean[c]) * scale[c] + offset[c];
        return;
    }
    for (int64_t i = 0; i < rows; i++)
        for (int64_t c = 0; c < channels; c++) {
            const float *from = x + (i * channels + c) * pixels;
            float *to = y + (i * channels + c) * pixels;
            const float m = mean[c], s = scale[c], o = offset[c];
            int64_t k = 0;
            for (; k + WIDTH <= pixels; k += WIDTH) STORE(to + k) = (LOAD(from + k) - m) * s + o;
            for (; k < pixels; k++) to[k] = (from[k] - m) * s + o;
        }
}

// The backward of y = gamma · (x − mean) / √(variance + ε) + beta over the n values of a channel, with i = 1 / √(variance + ε),
// S = Σ dy and P = Σ dy · (x − mean): mean and variance depend on every x of the channel, so
//
//     dx = gamma · i · (dy − S / n − (x − mean) · i² · P / n)
//
// which is a · dy + b · (x − mean) + d with a = gamma · i, b = −gamma · i³ · P / n and d = −gamma · i · S / n.
// (Ioffe & Szegedy 2015, section 3, the derivatives of ℓ put into each other.)
CK_CLONES void ck_channel_gradient(
    const float *restrict dy, const float *restrict x, const float *restrict mean, const float *restrict a,
    const float *restrict b, const float *restrict d, int64_t rows, int64_t channels, int64_t pixels, float *restrict dx
) {
    if (pixels == 1) {
        for (int64_t i = 0; i < rows; i++)
            for (int64_t c = 0; c < channels; c++) {
                const int64_t at = i * channels + c;
                dx[at] = a[c] * dy[at] + b[c] * (x[at] - mean[c]) + d[c];
            }
        return;
    }
    for (int64_t i = 0; i < rows; i++)
        for (int64_t c = 0; c < channels; c++) {
            const int64_t plane = (i * channels + c) * pixels;
            const float *gradient = dy + plane, *value = x + plane;
            float *to = dx + plane;
            const float m = mean[c], as = a[c], bs = b[c], ds = d[c];
            int64_t k = 0;
            for (; k + WIDTH <= pixels; k += WIDTH)
                STORE(to + k) = as * LOAD(gradient + k) + bs * (LOAD(value + k) - m) + ds;
            for (; k < pixels; k++) to[k] = as * gradient[k] + bs * (value[k] - m) + ds;
        }
}
