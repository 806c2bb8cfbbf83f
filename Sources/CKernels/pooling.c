#include "CKernels.h"
#include "multiversion.h"
#include <stddef.h>

/// The part of a window that lies inside the image, ends excluded.
typedef struct {
    int64_t top, bottom, left, right;
} inside;

CK_INLINE inside part_inside(const ck_window *w, int64_t row, int64_t column) {
    const int64_t top = row * w->stride - w->pad_top, left = column * w->stride - w->pad_left;
    const int64_t bottom = top + w->window_height, right = left + w->window_width;
    return (inside){
        top < 0 ? 0 : top, bottom < w->height ? bottom : w->height, left < 0 ? 0 : left,
        right < w->width ? right : w->width,
    };
}

// MARK: Windows side by side
//
// N = 8 or 4 of them at once, whose columns all lie in the image. For stride 2, every second one of twice as many floats is
// taken; all but the first column's begin one float earlier, so that nothing behind the last window is read.

/// Which columns of results are found so, and how many at a time; 0 where none is. The last ones of a row are found with
/// some that were found before.
typedef struct {
    int64_t first, end, together;
} side_by_side;

CK_INLINE side_by_side find_side_by_side(const ck_window *w) {
    const int64_t first = (w->pad_left + w->stride - 1) / w->stride;
    const int64_t reach = w->width - w->window_width + w->pad_left;
    int64_t end = reach < 0 ? 0 : reach / w->stride + 1;
    end = end < w->out_width ? end : w->out_width;
    const bool has_vectors = w->stride == 1 || (w->stride == 2 && w->window_width >= 2);
    const int64_t count = end - first;
    return (side_by_side){first, end, !has_vectors || count < 4 ? 0 : count < 8 ? 4 : 8};
}

#define EVEN4 0, 2, 4, 6
#define EVEN8 0, 2, 4, 6, 8, 10, 12, 14
#define ODD4 1, 3, 5, 7
#define ODD8 1, 3, 5, 7, 9, 11, 13, 15
#define NUMBERS4 0, 1, 2, 3
#define NUMBERS8 0, 1, 2, 3, 4, 5, 6, 7

/// The floats of column `tap` of N windows, the first of which begins at `from`.
#define TAKE(N, value, from, tap, stride)                                                        \
    floats##N value;                                                                             \
    do {                                                                                         \
        const float *p = (from) + (tap);                                                         \
        if ((stride) == 1) {                                                                     \
            value = *(const floats_unaligned##N *)p;                                             \
        } else if ((tap) == 0) {                                                                 \
            value = __builtin_shufflevector(                                                     \
                *(const floats_unaligned##N *)p, *(const floats_unaligned##N *)(p + N), EVEN##N); \
        } else {                                                                                 \
            value = __builtin_shufflevector(                                                     \
                *(const floats_unaligned##N *)(p - 1), *(const floats_unaligned##N *)(p - 1 + N), ODD##N); \
        }                                                                                        \
    } while (0)

#define DEFINE_WINDOWS(N)                                                                               \
    typedef float floats##N __attribute__((vector_size(4 * N)));                                       \
    typedef float floats_unaligned##N __attribute__((vector_size(4 * N), aligned(4)));                 \
    typedef int32_t ints##N __attribute__((vector_size(4 * N)));                                       \
    typedef int32_t ints_unaligned##N __attribute__((vector_size(4 * N), aligned(4)));                 \
    CK_INLINE void largest##N(                                                                          \
        const float *image, const ck_window *w, inside part, int32_t plane, float *y, int32_t *positions \
    ) {                                                                                                 \
        const int32_t stride = (int32_t)w->stride;                                                      \
        const ints##N numbers = {NUMBERS##N};                                                           \
        floats##N most = {0};                                                                           \
        ints##N best = {0};                                                                             \
        for (int64_t iy = part.top; iy < part.bottom; iy++)                                             \
            for (int64_t tap = 0; tap < w->window_width; tap++) {                                       \
                const int64_t start = iy * w->width + part.left;                                        \
                TAKE(N, value, image + start, tap, stride);                                             \
                const ints##N position = numbers * stride + (plane + (int32_t)(start + tap));           \
                if (iy == part.top && tap == 0) {                                                       \
                    most = value;                                                                       \
                    best = position;                                                                    \
                } else {                                                                                \
                    const ints##N is_larger = value > most;                                             \
                    most = (floats##N)((is_larger & (ints##N)value) | (~is_larger & (ints##N)most));    \
                    best = (is_larger & position) | (~is_larger & best);                                \
                }                                                                                       \
            }                                                                                           \
        *(floats_unaligned##N *)y = most;                                                               \
        if (positions) *(ints_unaligned##N *)positions = best;                                          \
    }                                                                                                   \
    CK_INLINE void mean##N(const float *image, const ck_window *w, inside part, float *y) {             \
        const int64_t stride = w->stride;                                                               \
        floats##N sum = {0};                                                                            \
        for (int64_t iy = part.top; iy < part.bottom; iy++)                                             \
            for (int64_t tap = 0; tap < w->window_width; tap++) {                                       \
                TAKE(N, value, image + iy * w->width + part.left, tap, stride);                         \
                sum += value;                                                                           \
            }                                                                                           \
        *(floats_unaligned##N *)y = sum / (float)((part.bottom - part.top) * w->window_width);          \
    }
DEFINE_WINDOWS(4)
DEFINE_WINDOWS(8)

// MARK: Maximum

CK_CLONES void ck_max_pool(const float *x, ck_window window, int64_t planes, float *y, int32_t *positions) {
    const side_by_side vectors = find_side_by_side(&window);
    for (int64_t plane = 0; plane < planes; plane++)
        for (int64_t row = 0; row < window.out_height; row++) {
            const int64_t first = plane * window.height * window.width;
            const float *image = x + first;
            const int64_t out = (plane * window.out_height + row) * window.out_width;
            int64_t column = 0;
            while (column < window.out_width) {
                if (vectors.together > 0 && column >= vectors.first && column < vectors.end) {
                    const int64_t last = vectors.end - vectors.together;
                    column = column < last ? column : last;
                    const inside part = part_inside(&window, row, column);
                    int32_t *at = positions ? positions + out + column : NULL;
                    if (vectors.together == 8)
                        largest8(image, &window, part, (int32_t)first, y + out + column, at);
                    else
                        largest4(image, &window, part, (int32_t)first, y + out + column, at);
                    column += vectors.together;
                } else {
                    const inside part = part_inside(&window, row, column);
                    int64_t best = part.top * window.width + part.left;
                    for (int64_t iy = part.top; iy < part.bottom; iy++)
                        for (int64_t ix = part.left; ix < part.right; ix++) {
                            const int64_t position = iy * window.width + ix;
                            best = image[position] > image[best] ? position : best;
                        }
                    y[out + column] = image[best];
                    if (positions) positions[out + column] = (int32_t)(first + best);
                    column++;
                }
            }
        }
}

void ck_max_pool_gradient(const float *dy, const int32_t *positions, int64_t count, float *gradient) {
    for (int64_t i = 0; i < count; i++) gradient[positions[i]] += dy[i];
}

// MARK: Mean

/// Whole planes, added up in lanes.
CK_INLINE float plane_sum(const float *image, int64_t count) {
    floats8 lanes = {0};
    float sum = 0;
    int64_t i = 0;
    for (; i + 8 <= count; i += 8) lanes += *(const floats_unaligned8 *)(image + i);
    for (; i < count; i++) sum += image[i];
    return sum + (((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7])));
}

CK_CLONES void ck_average_pool(const float *restrict x, ck_window window, int64_t planes, float *restrict y) {
    const side_by_side vectors = find_side_by_side(&window);
    const int64_t size = window.height * window.width;
    for (int64_t plane = 0; plane < planes; plane++, x += size) {
        if (window.out_height == 1 && window.out_width == 1 && window.window_height >= window.height
            && window.window_width >= window.width && window.pad_top == 0 && window.pad_left == 0) {
            *y++ = plane_sum(x, size) / (float)size;
            continue;
        }
        for (int64_t row = 0; row < window.out_height; row++, y += window.out_width) {
            int64_t column = 0;
            while (column < window.out_width) {
                if (vectors.together > 0 && column >= vectors.first && column < vectors.end) {
                    const int64_t last = vectors.end - vectors.together;
                    column = column < last ? column : last;
                    const inside part = part_inside(&window, row, column);
                    if (vectors.together == 8)
                        mean8(x, &window, part, y + column);
                    else
                        mean4(x, &window, part, y + column);
                    column += vectors.together;
                } else {
                    const inside part = part_inside(&window, row, column);
                    float sum = 0;
                    for (int64_t iy = part.top; iy < part.bottom; iy++)
                        for (int64_t ix = part.left; ix < part.right; ix++) sum += x[iy * window.width + ix];
                    y[column] = sum / (float)((part.bottom - part.top) * (part.right - part.left));
                    column++;
                }
            }
        }
    }
}

CK_CLONES void ck_average_pool_gradient(
    const float *restrict dy, ck_window window, int64_t planes, float *restrict gradient
) {
    for (int64_t plane = 0; plane < planes; plane++, gradient += window.height * window.width)
        for (int64_t row = 0; row < window.out_height; row++)
            for (int64_t column = 0; column < window.out_width; column++) {
                const inside part = part_inside(&window, row, column);
                const float share = *dy++ / (float)((part.bottom - part.top) * (part.right - part.left));
                for (int64_t iy = part.top; iy < part.bottom; iy++)
                    for (int64_t ix = part.left; ix < part.right; ix++) gradient[iy * window.width + ix] += share;
            }
}
