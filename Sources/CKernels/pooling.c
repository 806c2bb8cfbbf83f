#include "CKernels.h"
#include "multiversion.h"

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

void ck_max_pool(const float *x, ck_window window, int64_t planes, float *y, int32_t *positions) {
    for (int64_t plane = 0; plane < planes; plane++)
        for (int64_t row = 0; row < window.out_height; row++)
            for (int64_t column = 0; column < window.out_width; column++) {
                const inside part = part_inside(&window, row, column);
                int64_t best = (plane * window.height + part.top) * window.width + part.left;
                for (int64_t iy = part.top; iy < part.bottom; iy++)
                    for (int64_t ix = part.left; ix < part.right; ix++) {
                        int64_t position = (plane * window.height + iy) * window.width + ix;
                        if (x[position] > x[best]) best = position;
                    }
                int64_t out = (plane * window.out_height + row) * window.out_width + column;
                y[out] = x[best];
                if (positions) positions[out] = (int32_t)best;
            }
}

void ck_max_pool_gradient(const float *dy, const int32_t *positions, int64_t count, float *gradient) {
    for (int64_t i = 0; i < count; i++) gradient[positions[i]] += dy[i];
}

CK_CLONES void ck_average_pool(const float *restrict x, ck_window window, int64_t planes, float *restrict y) {
    for (int64_t plane = 0; plane < planes; plane++, x += window.height * window.width)
        for (int64_t row = 0; row < window.out_height; row++)
            for (int64_t column = 0; column < window.out_width; column++) {
                const inside part = part_inside(&window, row, column);
                float sum = 0;
                for (int64_t iy = part.top; iy < part.bottom; iy++)
                    for (int64_t ix = part.left; ix < part.right; ix++) sum += x[iy * window.width + ix];
                *y++ = sum / (float)((part.bottom - part.top) * (part.right - part.left));
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
