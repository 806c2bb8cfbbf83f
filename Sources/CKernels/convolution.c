#include "kernels.h"
#include <string.h>

#define SLACK CK_SLACK

static int32_t round_up(int32_t value, int32_t step) { return (value + step - 1) / step * step; }

// Channels are worked on in blocks of 12, 8, 6 or 4 that fill the registers; missing ones are computed as zeros.
static int32_t next_block(int32_t channels) {
    if (ck_kernels()->registers < 32) return channels >= 9 || channels == 5 || channels == 6 ? 6 : 4;
    if (channels > 8) return 12;
    if (channels > 6) return 8;
    if (channels > 4) return 6;
    return 4;
}

static int32_t padded(int32_t channels) {
    int32_t sum = 0;
    for (int32_t c = 0; c < channels;) {
        int32_t block = next_block(channels - c);
        sum += block;
        c += block;
    }
    return sum;
}

// Pixels of one dimension that fall into a phase: their first and last index in the phase's plane.
static void phase_range(int32_t size, int32_t pad, int32_t stride, int32_t phase, int32_t *first, int32_t *last) {
    *first = pad > phase ? (pad - phase + stride - 1) / stride : 0;
    *last = size - 1 + pad >= phase ? (size - 1 + pad - phase) / stride : -1;
}

static int32_t phase_taps(int32_t kernel, int32_t stride, int32_t phase) {
    return kernel > phase ? (kernel - phase + stride - 1) / stride : 0;
}

ck_convolution ck_convolution_make(
    int32_t channels, int32_t height, int32_t width, int32_t filters, int32_t kernel, int32_t stride, bool same
) {
    ck_convolution c = {
        .channels = channels, .height = height, .width = width, .filters = filters, .kernel = kernel, .stride = stride,
    };
    if (same) {
        c.out_height = (height + stride - 1) / stride;
        c.out_width = (width + stride - 1) / stride;
        int32_t down = (c.out_height - 1) * stride + kernel - height, across = (c.out_width - 1) * stride + kernel - width;
        c.pad_top = down > 0 ? down / 2 : 0;
        c.pad_left = across > 0 ? across / 2 : 0;
    } else {
        c.out_height = (height - kernel) / stride + 1;
        c.out_width = (width - kernel) / stride + 1;
    }
    c.plane_height = c.plane_width = 1;
    for (int32_t phase = 0; phase < stride; phase++) {
        int32_t first, last, taps = phase_taps(kernel, stride, phase);
        int32_t reach = taps > 0 ? taps - 1 : 0;
        phase_range(width, c.pad_left, stride, phase, &first, &last);
        int32_t needed = c.out_width - 1 + reach;
        if (last + 1 > c.plane_width) c.plane_width = last + 1;
        if (needed - first + 1 > c.plane_width) c.plane_width = needed - first + 1;
        if (c.out_width > c.plane_width) c.plane_width = c.out_width;
        phase_range(height, c.pad_top, stride, phase, &first, &last);
        needed = c.out_height - 1 + reach;
        if (last + 1 > c.plane_height) c.plane_height = last + 1;
        if (needed + 1 > c.plane_height) c.plane_height = needed + 1;
    }
    const int32_t reach = (kernel - 1) / stride;
    c.taps = channels * kernel * kernel;
    c.positions = c.out_height * c.plane_width;
    // Vectors written past a plane's end must not reach the next one, which may be finished already.
    const int32_t slack = reach + 1 > SLACK - 1 ? reach + 1 : SLACK - 1;
    c.plane_stride = round_up(c.plane_height * c.plane_width + slack, SLACK);
    // A read may start at the last tap of the last needed position and run a vector on.
    c.split_count = padded(channels) * stride * stride * c.plane_stride + round_up(reach * (c.plane_width + 1), SLACK) + 2 * SLACK;
    c.wide_margin = round_up(reach * (c.plane_width + 1), SLACK);
    c.wide_stride = c.wide_margin + round_up(c.plane_height * c.plane_width + SLACK, SLACK) + SLACK;
    c.wide_count = padded(filters) * c.wide_stride + 2 * SLACK;
    c.packed_forward_count = padded(filters) * c.taps;
    c.packed_backward_count = padded(channels) * filters * kernel * kernel;
    c.partial_count = padded(filters) * c.taps * ck_kernels()->lanes;
    c.tap_table_count = c.taps + filters * kernel * kernel;
    return c;
}

void ck_convolution_taps(const ck_convolution *c, int32_t *table) {
    const int32_t s = c->stride, k = c->kernel;
    for (int32_t channel = 0; channel < c->channels; channel++)
        for (int32_t y = 0; y < k; y++)
            for (int32_t x = 0; x < k; x++)
                *table++ = ((channel * s + y % s) * s + x % s) * c->plane_stride + y / s * c->plane_width + x / s;
    // For the input's gradient, phase by phase: which output gradients a pixel of the phase has touched.
    for (int32_t py = 0; py < s; py++)
        for (int32_t px = 0; px < s; px++)
            for (int32_t filter = 0; filter < c->filters; filter++)
                for (int32_t y = py; y < k; y += s)
                    for (int32_t x = px; x < k; x += s)
                        *table++ = filter * c->wide_stride + c->wide_margin - (y / s * c->plane_width + x / s);
}

void ck_convolution_pack_forward(const ck_convolution *c, const float *weights, float *packed) {
    for (int32_t f = 0; f < c->filters;) {
        const int32_t block = next_block(c->filters - f);
        for (int32_t t = 0; t < c->taps; t++)
            for (int32_t m = 0; m < block; m++) *packed++ = f + m < c->filters ? weights[(f + m) * c->taps + t] : 0.0f;
        f += block;
    }
}

void ck_convolution_pack_backward(const ck_convolution *c, const float *weights, float *packed) {
    const int32_t s = c->stride, k = c->kernel;
    for (int32_t py = 0; py < s; py++)
        for (int32_t px = 0; px < s; px++)
            for (int32_t channel = 0; channel < c->channels;) {
                const int32_t block = next_block(c->channels - channel);
                for (int32_t filter = 0; filter < c->filters; filter++)
                    for (int32_t y = py; y < k; y += s)
                        for (int32_t x = px; x < k; x += s)
                            for (int32_t m = 0; m < block; m++)
                                *packed++ = channel + m < c->channels
                                    ? weights[((filter * c->channels + channel + m) * k + y) * k + x]
                                    : 0.0f;
                channel += block;
            }
}

void ck_convolution_forward(
    const ck_convolution *c, const int32_t *table, const float *split, const float *packed, float *wide
) {
    for (int32_t f = 0; f < c->filters;) {
        const int32_t block = next_block(c->filters - f);
        ck_kernels()->correlate(
            block, split, table, c->taps, packed, wide + f * c->wide_stride + c->wide_margin, c->wide_stride, c->positions);
        packed += block * c->taps;
        f += block;
    }
}

void ck_convolution_split_gradient(
    const ck_convolution *c, const int32_t *table, const float *wide, const float *packed, float *split
) {
    const int32_t s = c->stride, phases = s * s;
    table += c->taps;
    for (int32_t py = 0; py < s; py++)
        for (int32_t px = 0; px < s; px++) {
            const int32_t taps = c->filters * phase_taps(c->kernel, s, py) * phase_taps(c->kernel, s, px);
            int32_t first, last;
            phase_range(c->height, c->pad_top, s, py, &first, &last);
            const int32_t start = first * c->plane_width, positions = (last - first + 1) * c->plane_width;
            for (int32_t channel = 0; channel < c->channels;) {
                const int32_t block = next_block(c->channels - channel);
                float *out = split + (channel * phases + py * s + px) * c->plane_stride + start;
                if (positions > 0)
                    ck_kernels()->correlate(
                        block, wide + start, table, taps, packed, out, (int64_t)phases * c->plane_stride, positions);
                packed += block * taps;
                channel += block;
            }
            table += taps;
        }
}

void ck_convolution_input_gradient(
    const ck_convolution *c, const int32_t *table, const float *wide, const float *packed, float *scratch, float *gradient
) {
    ck_convolution_split_gradient(c, table, wide, packed, scratch);
    ck_kernels()->merge(c, scratch, gradient);
}

void ck_convolution_weight_gradient(
    const ck_convolution *c, const int32_t *table, const float *splits, const float *wides, int64_t images, float *partial
) {
    const int32_t lanes = ck_kernels()->lanes;
    for (int32_t f = 0; f < c->filters;) {
        const int32_t block = next_block(c->filters - f);
        ck_kernels()->correlate_gradient(
            block, splits, c->split_count, table, c->taps, wides + f * c->wide_stride + c->wide_margin, c->wide_stride,
            c->wide_count, c->positions, images, partial);
        partial += (int64_t)block * c->taps * lanes;
        f += block;
    }
}

void ck_convolution_collect(const ck_convolution *c, const float *partial, float *gradient) {
    const int32_t lanes = ck_kernels()->lanes;
    for (int32_t f = 0; f < c->filters;) {
        const int32_t block = next_block(c->filters - f);
        for (int32_t t = 0; t < c->taps; t++)
            for (int32_t m = 0; m < block; m++, partial += lanes) {
                if (f + m >= c->filters) continue;
                float sum = 0;
                for (int32_t lane = 0; lane < lanes; lane++) sum += partial[lane];
                gradient[(f + m) * c->taps + t] = sum;
            }
        f += block;
    }
}

void ck_convolution_split(const ck_convolution *c, const float *image, float *split) {
    ck_kernels()->split(c, image, split);
}

void ck_convolution_finish(const ck_convolution *c, const float *wide, const float *bias, bool relu, float *output) {
    ck_kernels()->finish(c, wide, bias, relu, output);
}

void ck_convolution_spread(
    const ck_convolution *c, const float *gradient, const float *output, bool relu, float *wide, float *bias_gradient
) {
    ck_kernels()->spread(c, gradient, output, relu, wide, bias_gradient);
}

void ck_convolution_finish_split(
    const ck_convolution *c, const float *wide, const float *bias, bool relu, const ck_convolution *next, float *split
) {
    ck_kernels()->finish_split(c, wide, bias, relu, next, split);
}

void ck_convolution_spread_split(
    const ck_convolution *c, const ck_convolution *next, const float *gradient, const float *split, bool relu, float *wide,
    float *bias_gradient
) {
    ck_kernels()->spread_split(c, next, gradient, split, relu, wide, bias_gradient);
}
