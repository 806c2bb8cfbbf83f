#include "kernels.h"

/// Whether a Winograd convolution is worth it: it must save a third of the multiplications, and transforming a row must cost
/// little beside what is done with it.
static bool pays_winograd(const ck_convolution *c) {
    const int32_t s = c->stride, points = c->kernel + (CK_WINOGRAD_ROWS - 1) * s;
    if (s > CK_WINOGRAD_PHASES || c->kernel < 2 * s || c->kernel > 3 * s || c->channels < 4 || c->filters < 4) return false;
    const int32_t tiles = ck_winograd_tiles(c->out_height), rest = c->out_height - tiles * CK_WINOGRAD_ROWS;
    const int32_t needed = tiles * points + (rest > 0 ? rest : 0) * c->kernel;
    return 3 * needed <= 2 * c->out_height * c->kernel;
}

static void lay_out_winograd(ck_convolution *c) {
    // r taps need r + 3 points; the phases of the stride have `kernel` taps together.
    const int32_t s = c->stride, points = c->kernel + (CK_WINOGRAD_ROWS - 1) * s;
    c->packed_winograd_count = points * c->channels * c->kernel * c->filters;
    c->winograd_table = c->tap_table_count;
    c->winograd_gradient_table = c->winograd_table + points * c->channels * c->kernel;
    c->tap_table_count = c->winograd_gradient_table + points * c->filters * c->kernel;
    const int32_t most = (c->kernel + s - 1) / s + CK_WINOGRAD_ROWS - 1;
    const int32_t forward = points * c->channels * c->input_row, backward = most * c->filters * c->gradient_row;
    c->blank_count = c->input_row > c->gradient_row ? c->input_row : c->gradient_row;
    c->scratch_count = c->blank_count + (forward > backward ? forward : backward);
}

ck_convolution ck_convolution_make(
    int32_t channels, int32_t height, int32_t width, int32_t filters, int32_t kernel, int32_t stride, int32_t out_height,
    int32_t out_width, int32_t pad_top, int32_t pad_left, int32_t images
) {
    const ck_kernel_set *kernels = ck_kernels_for(images);
    ck_convolution c = {
        .kernels = kernels, .lanes = kernels->lanes, .channels = channels, .height = height, .width = width,
        .filters = filters, .kernel = kernel, .stride = stride, .out_height = out_height, .out_width = out_width,
        .pad_top = pad_top, .pad_left = pad_left,
    };
    c.taps = channels * kernel * kernel;
    const int32_t inside = c.pad_left + width, needed = (c.out_width - 1) * stride + kernel;
    c.input_row = (inside > needed ? inside : needed) * c.lanes;
    c.input_plane = height * c.input_row;
    c.input_count = channels * c.input_plane;
    c.gradient_margin = (kernel - 1) / stride;
    const int32_t touched = (width - 1 + c.pad_left) / stride + 1;
    c.gradient_row = (c.gradient_margin + (touched > c.out_width ? touched : c.out_width)) * c.lanes;
    c.gradient_plane = c.out_height * c.gradient_row;
    c.gradient_count = filters * c.gradient_plane;
    c.packed_count = filters * c.taps;
    c.partial_count = filters * c.taps * c.lanes;
    c.bias_partial_count = filters * c.lanes;
    c.tap_table_count = c.taps + filters * kernel * kernel;
    c.uses_winograd = pays_winograd(&c);
    if (c.uses_winograd) lay_out_winograd(&c);
    return c;
}

/// Of the Winograd convolution, for a phase of the stride.
static int32_t points(const ck_convolution *c, int32_t phase) {
    return ck_phase_taps(c->kernel, c->stride, phase) + CK_WINOGRAD_ROWS - 1;
}

void ck_convolution_taps(const ck_convolution *c, int32_t *table) {
    const int32_t s = c->stride, k = c->kernel;
    // Rows of the kernel first: those that lie outside the image are left out as one piece.
    for (int32_t y = 0; y < k; y++)
        for (int32_t channel = 0; channel < c->channels; channel++)
            for (int32_t x = 0; x < k; x++) *table++ = channel * c->input_plane + y * c->input_row + x * c->lanes;
    // For the input's gradient, phase by phase: which output gradients a pixel of the phase has touched.
    for (int32_t py = 0; py < s; py++)
        for (int32_t px = 0; px < s; px++)
            for (int32_t y = py; y < k; y += s)
                for (int32_t filter = 0; filter < c->filters; filter++)
                    for (int32_t x = px; x < k; x += s)
                        *table++ = filter * c->gradient_plane - y / s * c->gradient_row - x / s * c->lanes;
    if (!c->uses_winograd) return;
    // For the Winograd convolution, point by point: where each phase's transformed rows stand.
    for (int32_t point = 0; point < CK_WINOGRAD_POINTS; point++)
        for (int32_t phase = 0, before = 0; phase < s; before += points(c, phase), phase++)
            for (int32_t channel = 0; channel < c->channels && point < points(c, phase); channel++)
                for (int32_t x = 0; x < k; x++)
                    *table++ = ((before + point) * c->channels + channel) * c->input_row + x * c->lanes;
    for (int32_t py = 0; py < s; py++)
        for (int32_t px = 0; px < s; px++)
            for (int32_t point = 0; point < points(c, py); point++)
                for (int32_t filter = 0; filter < c->filters; filter++)
                    for (int32_t x = px; x < k; x += s)
                        *table++ = (point * c->filters + filter) * c->gradient_row - x / s * c->lanes;
}

void ck_convolution_pack(const ck_convolution *c, const float *weights, float *forward, float *backward) {
    c->kernels->convolution_pack(c, weights, forward, backward);
    if (!c->uses_winograd) return;
    c->kernels->convolution_winograd(c, forward, forward + c->packed_count);
    if (backward) c->kernels->convolution_winograd_backward(c, backward, backward + c->packed_count);
}

ck_extent ck_convolution_extent(const ck_convolution *c, const float *input) {
    return c->kernels->find_extent(c, input);
}

ck_extent ck_convolution_whole(const ck_convolution *c) { return (ck_extent){0, c->height, 0, c->width}; }

void ck_convolution_load(const ck_convolution *c, const float *images, int32_t count, float *input) {
    c->kernels->interleave(
        images, c->channels * c->height * c->width, count, 0, c->channels, c->height, c->width,
        input + c->pad_left * c->lanes, c->input_plane, c->input_row);
}

void ck_convolution_forward(
    const ck_convolution *c, const int32_t *table, const float *input, ck_extent extent, const float *packed,
    const float *bias, bool relu, float *output, float *scratch
) {
    const int32_t row = c->out_width * c->lanes;
    c->kernels->convolution_forward(
        c, table, input, &extent, packed, packed + c->packed_count, bias, relu, output, (int64_t)c->out_height * row, row,
        scratch);
}

void ck_convolution_forward_into(
    const ck_convolution *c, const int32_t *table, const float *input, ck_extent extent, const float *packed,
    const float *bias, bool relu, const ck_convolution *next, float *next_input, float *scratch
) {
    c->kernels->convolution_forward(
        c, table, input, &extent, packed, packed + c->packed_count, bias, relu, next_input + next->pad_left * c->lanes,
        next->input_plane, next->input_row, scratch);
}

void ck_convolution_store(const ck_convolution *c, const float *output, int32_t count, float *images) {
    const int32_t row = c->out_width * c->lanes, plane = c->out_height * row;
    c->kernels->separate(
        output, plane, row, c->filters, c->out_height, c->out_width, images, c->filters * c->out_height * c->out_width,
        count);
}

void ck_convolution_load_gradient(
    const ck_convolution *c, const float *gradients, const float *gate, int32_t count, float *gradient
) {
    c->kernels->interleave(
        gradients, c->filters * c->out_height * c->out_width, count, gate, c->filters, c->out_height, c->out_width,
        gradient + c->gradient_margin * c->lanes, c->gradient_plane, c->gradient_row);
}

void ck_convolution_input_gradient(
    const ck_convolution *c, const int32_t *table, const float *gradient, const float *packed, float *output,
    float *scratch
) {
    const int32_t row = c->width * c->lanes;
    c->kernels->convolution_input_gradient(
        c, table, gradient, packed, packed + c->packed_count, 0, output, (int64_t)c->height * row, row, scratch);
}

void ck_convolution_store_input_gradient(
    const ck_convolution *c, const float *output, int32_t count, float *images
) {
    const int32_t row = c->width * c->lanes, plane = c->height * row;
    c->kernels->separate(
        output, plane, row, c->channels, c->height, c->width, images, c->channels * c->height * c->width, count);
}

void ck_convolution_input_gradient_into(
    const ck_convolution *c, const int32_t *table, const float *gradient, const float *packed, const float *input,
    bool relu, const ck_convolution *previous, float *previous_gradient, float *scratch
) {
    c->kernels->convolution_input_gradient(
        c, table, gradient, packed, packed + c->packed_count, relu ? input : 0,
        previous_gradient + previous->gradient_margin * c->lanes, previous->gradient_plane, previous->gradient_row,
        scratch);
}

void ck_convolution_weight_gradient(
    const ck_convolution *c, const int32_t *table, const float *input, ck_extent extent, const float *gradient, bool adds,
    float *partial, float *bias_partial
) {
    c->kernels->convolution_weight_gradient(c, table, input, &extent, gradient, adds, partial, bias_partial);
}

void ck_convolution_collect(
    const ck_convolution *c, float *partial, float *bias_partial, float *gradient, float *bias_gradient
) {
    c->kernels->convolution_collect(c, partial, bias_partial, gradient, bias_gradient);
}
