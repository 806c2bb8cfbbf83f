// Winograd convolution, down the columns: four rows of results of a correlation with r taps are a product of polynomials, and
// r + 3 multiplications do what takes 4 · r. The rows go through matrices Bᵀ, the weights through G and the products back
// through Aᵀ, all made from the points 0, 1, −1, 2, ∞ and, for three taps, −2.
//
// A. Lavin and S. Gray, Fast Algorithms for Convolutional Neural Networks, 2015, arXiv:1509.09308.

#define WINOGRAD_ROWS CK_WINOGRAD_ROWS

/// G for two taps and for three: a row for each of the points 0, 1, −1, 2, ∞, −2.
static const float winograd_weights_2[][3] = {
    {1.0f / 2, 0}, {-1.0f / 2, -1.0f / 2}, {-1.0f / 6, 1.0f / 6}, {1.0f / 6, 1.0f / 3}, {0, 1},
};
static const float winograd_weights_3[][3] = {
    {1.0f / 4, 0, 0}, {-1.0f / 6, -1.0f / 6, -1.0f / 6}, {-1.0f / 6, 1.0f / 6, -1.0f / 6},
    {1.0f / 24, 1.0f / 12, 1.0f / 6}, {0, 0, 1}, {1.0f / 24, -1.0f / 12, 1.0f / 6},
};

/// Bᵀ: `taps + 3` rows, a pixel of each, become one value for each point.
CK_INLINE void winograd_input(int32_t taps, const float *const *rows, int64_t at, float *out, int64_t out_step) {
    const vec d0 = load(rows[0] + at), d1 = load(rows[1] + at), d2 = load(rows[2] + at), d3 = load(rows[3] + at);
    const vec d4 = load(rows[4] + at), d42 = d4 - d2, d31 = d3 - d1;
    if (taps == 2) {
        store(out, 2 * (d0 - d2) + d31);
        store(out + out_step, d3 - d2 - 2 * d1);
        store(out + 2 * out_step, d3 - 3 * d2 + 2 * d1);
        store(out + 3 * out_step, d31);
        store(out + 4 * out_step, d42 - 2 * d31);
    } else {
        const vec d5 = load(rows[5] + at), even = d4 - 4 * d2, odd = d3 - 4 * d1;
        store(out, d42 + 4 * (d0 - d2));
        store(out + out_step, even + odd);
        store(out + 2 * out_step, even - odd);
        store(out + 3 * out_step, d42 + 2 * d31);
        store(out + 4 * out_step, (d5 - d3) - 4 * d31);
        store(out + 5 * out_step, d42 - 2 * d31);
    }
}

/// Aᵀ: the points' sums become four results.
CK_INLINE void winograd_output(const float *sums, int64_t step, int32_t points, vec *results) {
    const vec zero = load(sums), one = load(sums + step), minus_one = load(sums + 2 * step), two = load(sums + 3 * step);
    const vec infinite = load(sums + 4 * step), minus_two = points > 5 ? load(sums + 5 * step) : (vec){0};
    const vec even = one + minus_one, odd = one - minus_one, even2 = two + minus_two, odd2 = two - minus_two;
    results[0] = zero + even + even2;
    results[1] = odd + 2 * odd2;
    results[2] = even + 4 * even2;
    results[3] = odd + 8 * odd2 + infinite;
}

/// What a Winograd convolution needs besides. Correlations of the same rows differ only from `weights` to `offset`.
typedef struct {
    /// Rows' and channels' taps: those of each phase whose products are summed up.
    int32_t phases, taps[CK_WINOGRAD_PHASES];
    /// Input row `first[phase] + step · i` belongs to row i of the results; those outside `[0, height)` are zeros.
    int32_t first[CK_WINOGRAD_PHASES], step, height;
    int32_t channels;
    const float *in;
    int64_t in_plane, in_row;
    /// Of weights gone through G, taps of a channel in a row of results, and offsets into the transformed rows.
    const float *weights;
    int32_t row_taps;
    const int32_t *table;
    /// Of the first result's pixel in a row.
    int64_t offset;
    const float *blank;
    /// Room for a tile's rows.
    float *transformed;
} winograd;

/// All rows of one tile, channel by channel: `[phase][point][channel][row]`.
static void winograd_rows(const winograd *f, int32_t tile) {
    float *out = f->transformed;
    const int64_t points = f->channels * f->in_row;
    for (int32_t phase = 0; phase < f->phases; phase++) {
        const int32_t taps = f->taps[phase];
        for (int32_t channel = 0; channel < f->channels; channel++) {
            const float *rows[CK_WINOGRAD_POINTS];
            for (int32_t i = 0; i < taps + WINOGRAD_ROWS - 1; i++) {
                const int32_t row = f->first[phase] + (tile * WINOGRAD_ROWS + i) * f->step;
                rows[i] = row >= 0 && row < f->height ? f->in + channel * f->in_plane + row * f->in_row : f->blank;
            }
            float *to = out + channel * f->in_row;
            if (taps == 2)
                for (int64_t x = 0; x < f->in_row; x += LANES) winograd_input(2, rows, x, to + x, points);
            else
                for (int64_t x = 0; x < f->in_row; x += LANES) winograd_input(3, rows, x, to + x, points);
        }
        out += (taps + WINOGRAD_ROWS - 1) * points;
    }
}

/// Four rows of one correlation from a tile's transformed rows; `c` says where they go.
static void winograd_tile(const correlation *c, const winograd *f, int32_t tile, const float *transformed) {
    int32_t points = 0;
    for (int32_t phase = 0; phase < f->phases; phase++) points = ck_most(points, f->taps[phase] + WINOGRAD_ROWS - 1);
    const int32_t rows = ck_least(WINOGRAD_ROWS, c->rows - tile * WINOGRAD_ROWS), channel_taps = f->channels * f->row_taps;
    const float *weights = f->weights, *w = weights;
    for (int32_t channel = 0; channel < c->channels; weights = w) {
        const int32_t b = largest_block(c->channels - channel), block = block_channels[b];
        int32_t strips = (c->pixels + tile_widths[b] - 1) / tile_widths[b];
        for (int32_t p = 0; p < c->pixels; strips--) {
            const int32_t width = (c->pixels - p + strips - 1) / strips;
            float sums[CK_WINOGRAD_POINTS * 24 * LANES] __attribute__((aligned(64)));
            const int64_t step = block * width * LANES;
            const correlation job = {.in_step = c->in_step, .out_step = LANES, .out_plane = width * LANES};
            const int32_t *table = f->table;
            w = weights;
            for (int32_t point = 0; point < points; point++) {
                int32_t taps = 0;
                for (int32_t phase = 0; phase < f->phases; phase++)
                    if (point < f->taps[phase] + WINOGRAD_ROWS - 1) taps += channel_taps;
                correlate_tiles[b][width - 1](
                    &job, transformed + f->offset + p * c->in_step, taps, table, w, 0, sums + point * step, 0);
                table += taps;
                w += taps * block;
            }
            for (int32_t m = 0; m < block; m++)
                for (int32_t x = 0; x < width; x++) {
                    vec results[WINOGRAD_ROWS];
                    winograd_output(sums + (m * width + x) * LANES, step, points, results);
                    float *out = c->out + (channel + m) * c->out_plane + tile * WINOGRAD_ROWS * c->out_row
                        + (p + x) * c->out_step;
                    const float *gate = c->gate ? c->gate + (channel + m) * c->gate_plane
                        + tile * WINOGRAD_ROWS * c->gate_row + (p + x) * c->gate_step : 0;
                    UNROLL for (int32_t y = 0; y < WINOGRAD_ROWS; y++) {
                        if (y >= rows) break;
                        vec v = results[y] + (c->bias ? c->bias[channel + m] : 0.0f);
                        if (c->relu) v = keep(v, ~(v < 0));
                        if (gate) v = keep(v, load(gate + y * c->gate_row) > 0);
                        store(out + y * c->out_row, v);
                    }
                }
            p += width;
        }
        channel += block;
    }
}

/// `count` correlations of the same rows, transformed as far as that is worth it: one or two last rows take less
/// work as they are.
static void correlate_winograd(const correlation *c, const winograd *f, int32_t count) {
    const int32_t tiles = ck_winograd_tiles(c->rows), done = ck_least(c->rows, tiles * WINOGRAD_ROWS);
    for (int32_t tile = 0; tile < tiles; tile++) {
        winograd_rows(f, tile);
        for (int32_t i = 0; i < count; i++) winograd_tile(c + i, f + i, tile, f->transformed);
    }
    for (int32_t i = 0; i < count && done < c->rows; i++) {
        correlation last = c[i];
        last.in += done * last.in_row;
        last.out += done * last.out_row;
        if (last.gate) last.gate += done * last.gate_row;
        last.first += done * last.slope;
        last.end += done * last.slope;
        last.rows -= done;
        correlate(&last);
    }
}

// The weights go through G: rows of taps that stand `step` apart, in order or the other way round.
static float *winograd_weights(
    const float *packed, int64_t size, int32_t taps, int32_t first, int32_t step, int32_t point, float *out
) {
    const float *g = taps == 2 ? winograd_weights_2[point] : winograd_weights_3[point];
    const float *w0 = packed + first * size, *w1 = w0 + step * size, *w2 = taps == 3 ? w1 + step * size : w1;
    const float g0 = g[0], g1 = g[1], g2 = taps == 3 ? g[2] : 0;
    for (int64_t i = 0; i < size; i++) out[i] = g0 * w0[i] + (g1 * w1[i] + g2 * w2[i]);
    return out + size;
}

static void convolution_winograd(const ck_convolution *c, const float *packed, float *forward) {
    const int32_t s = c->stride;
    for (int32_t f = 0; f < c->filters;) {
        const int32_t block = block_channels[largest_block(c->filters - f)];
        const int64_t size = (int64_t)c->channels * c->kernel * block;
        for (int32_t point = 0; point < CK_WINOGRAD_POINTS; point++)
            for (int32_t phase = 0; phase < s; phase++) {
                const int32_t taps = ck_phase_taps(c->kernel, s, phase);
                if (point < taps + WINOGRAD_ROWS - 1)
                    forward = winograd_weights(packed, size, taps, phase, s, point, forward);
            }
        packed += size * c->kernel;
        f += block;
    }
}

static void convolution_winograd_backward(const ck_convolution *c, const float *packed, float *backward) {
    const int32_t s = c->stride;
    for (int32_t py = 0; py < s; py++)
        for (int32_t px = 0; px < s; px++)
            for (int32_t channel = 0; channel < c->channels;) {
                const int32_t block = block_channels[largest_block(c->channels - channel)];
                const int32_t taps = ck_phase_taps(c->kernel, s, py);
                const int64_t size = (int64_t)c->filters * ck_phase_taps(c->kernel, s, px) * block;
                for (int32_t point = 0; point < taps + WINOGRAD_ROWS - 1; point++)
                    backward = winograd_weights(packed, size, taps, taps - 1, -1, point, backward);
                packed += size * taps;
                channel += block;
            }
}
