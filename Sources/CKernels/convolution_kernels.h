static void convolution_forward(
    const ck_convolution *c, const int32_t *table, const float *input, const ck_extent *extent, const float *packed,
    const float *transformed_weights, const float *bias, bool relu, float *output, int64_t output_plane,
    int64_t output_row, float *scratch
) {
    // Taps that meet only zeros are left out: those above the first row that is not blank, and those below the last.
    const correlation job = {
        .in = input - c->pad_top * c->input_row, .table = table, .weights = packed, .bias = bias, .out = output,
        .in_step = c->stride * LANES, .in_row = c->stride * c->input_row, .out_step = LANES, .out_row = output_row,
        .out_plane = output_plane, .channels = c->filters, .rows = c->out_height, .pixels = c->out_width,
        .tap_rows = c->kernel, .tap_row = c->channels * c->kernel, .first = extent->top + c->pad_top,
        .end = extent->bottom + c->pad_top, .slope = -c->stride, .relu = relu,
    };
    if (!c->uses_winograd) {
        correlate(&job);
        return;
    }
    winograd f = {
        .phases = c->stride, .step = c->stride, .height = c->height, .channels = c->channels, .in = input,
        .in_plane = c->input_plane, .in_row = c->input_row, .weights = transformed_weights, .row_taps = c->kernel,
        .table = table + c->winograd_table, .blank = scratch, .transformed = scratch + c->blank_count,
    };
    for (int32_t phase = 0; phase < c->stride; phase++) {
        f.taps[phase] = ck_phase_taps(c->kernel, c->stride, phase);
        f.first[phase] = phase - c->pad_top;
    }
    correlate_winograd(&job, &f, 1);
}

static void convolution_input_gradient(
    const ck_convolution *c, const int32_t *table, const float *gradient, const float *packed,
    const float *transformed_weights, const float *gate, float *output, int64_t output_plane, int64_t output_row,
    float *scratch
) {
    const int32_t s = c->stride;
    const int32_t *winograd_table = table + c->winograd_gradient_table;
    table += c->taps;
    for (int32_t py = 0; py < s; py++) {
        const int32_t tap_rows = ck_phase_taps(c->kernel, s, py), points = tap_rows + WINOGRAD_ROWS - 1;
        // The phase's first row, and where it stands.
        const int32_t qy = ck_phase_first(c->pad_top, s, py), y = qy * s + py - c->pad_top;
        correlation jobs[CK_WINOGRAD_PHASES];
        winograd transforms[CK_WINOGRAD_PHASES];
        for (int32_t px = 0; px < s; px++) {
            const int32_t columns = ck_phase_taps(c->kernel, s, px), tap_row = c->filters * columns;
            const int32_t qx = ck_phase_first(c->pad_left, s, px), x = qx * s + px - c->pad_left;
            const int64_t start = (c->gradient_margin + qx) * LANES;
            const correlation job = {
                .in = gradient + qy * c->gradient_row + start, .table = table, .weights = packed,
                .gate = gate ? gate + y * c->input_row + (c->pad_left + x) * LANES : 0,
                .out = output + y * output_row + x * LANES, .in_step = LANES, .in_row = c->gradient_row,
                .out_step = s * LANES, .out_row = s * output_row, .out_plane = output_plane, .gate_step = s * LANES,
                .gate_row = s * c->input_row, .gate_plane = c->input_plane, .channels = c->channels,
                .rows = ck_divide_up(c->height - y, s), .pixels = ck_divide_up(c->width - x, s), .tap_rows = tap_rows,
                .tap_row = tap_row, .first = qy - c->out_height + 1, .end = qy + 1, .slope = 1,
            };
            packed += tap_rows * tap_row * c->channels;
            table += tap_rows * tap_row;
            if (!c->uses_winograd) {
                correlate(&job);
                continue;
            }
            jobs[px] = job;
            transforms[px] = (winograd){
                .phases = 1, .taps = {tap_rows}, .first = {qy - tap_rows + 1}, .step = 1, .height = c->out_height,
                .channels = c->filters, .in = gradient, .in_plane = c->gradient_plane, .in_row = c->gradient_row,
                .weights = transformed_weights, .row_taps = columns, .table = winograd_table, .offset = start,
                .blank = scratch, .transformed = scratch + c->blank_count,
            };
            transformed_weights += points * tap_row * c->channels;
            winograd_table += points * tap_row;
        }
        if (c->uses_winograd) correlate_winograd(jobs, transforms, s);
    }
}

// MARK: Gradient of the weights

/// What the tiles of one gradient have in common; all steps in floats.
typedef struct {
    const float *in, *dy;
    int64_t in_step, in_row, dy_row, dy_plane;
    /// Pixels and rows that the tile's taps meet.
    int64_t pixels, rows;
    /// Whether the sums so far count, or start anew.
    bool adds;
} gradient_job;

// TB taps times MB channels of sums stay in registers while the pixels pass by:
// `sums[t][m] += Σ_p in[table[t] + p] · dy[m][p]`, lane by lane.
#define GRADIENT_TILE(MB, TB)                                                                                             \
    static void gradient_##MB##x##TB(const gradient_job *g, const int32_t *table, float *partial, int64_t stride) {       \
        vec sums[TB][MB];                                                                                                 \
        UNROLL for (int t = 0; t < TB; t++)                                                                               \
            UNROLL for (int m = 0; m < MB; m++) sums[t][m] = g->adds ? load(partial + t * stride + m * LANES) : (vec){0};  \
        const float *at[TB];                                                                                              \
        UNROLL for (int t = 0; t < TB; t++) at[t] = g->in + table[t];                                                     \
        const int64_t plane = g->dy_plane, step = g->in_step;                                                             \
        for (int64_t y = 0; y < g->rows; y++) {                                                                           \
            const float *d = g->dy + y * g->dy_row;                                                                       \
            const int64_t row = y * g->in_row;                                                                            \
            for (int64_t x = 0; x < g->pixels; x++, d += LANES) {                                                         \
                vec taps[TB];                                                                                             \
                UNROLL for (int t = 0; t < TB; t++) taps[t] = load(at[t] + (row + x * step));                             \
                UNROLL for (int m = 0; m < MB; m++) {                                                                     \
                    const vec v = load(d + m * plane);                                                                    \
                    UNROLL for (int t = 0; t < TB; t++) sums[t][m] += v * taps[t];                                        \
                }                                                                                                         \
            }                                                                                                             \
        }                                                                                                                 \
        UNROLL for (int t = 0; t < TB; t++)                                                                               \
            UNROLL for (int m = 0; m < MB; m++) store(partial + t * stride + m * LANES, sums[t][m]);                      \
    }

typedef void (*gradient_tile)(const gradient_job *, const int32_t *, float *, int64_t);

#define GRADIENT_1(MB) GRADIENT_TILE(MB, 1)
#define GRADIENT_2(MB) GRADIENT_1(MB) GRADIENT_TILE(MB, 2)
#define GRADIENT_3(MB) GRADIENT_2(MB) GRADIENT_TILE(MB, 3)
#define GRADIENT_4(MB) GRADIENT_3(MB) GRADIENT_TILE(MB, 4)
#define GRADIENT_6(MB) GRADIENT_4(MB) GRADIENT_TILE(MB, 5) GRADIENT_TILE(MB, 6)
#if REGISTERS >= 32
GRADIENT_2(12)
GRADIENT_3(8)
GRADIENT_4(6)
GRADIENT_6(4)
GRADIENT_6(2)
GRADIENT_6(1)
static const gradient_tile gradient_tiles[][6] = {
    {TILES_2(gradient, 12)}, {TILES_3(gradient, 8)}, {TILES_4(gradient, 6)},
    {TILES_6(gradient, 4)},  {TILES_6(gradient, 2)}, {TILES_6(gradient, 1)},
};
#else
GRADIENT_2(6)
GRADIENT_3(4)
GRADIENT_4(2)
GRADIENT_6(1)
static const gradient_tile gradient_tiles[][6] = {
    {TILES_2(gradient, 6)}, {TILES_3(gradient, 4)}, {TILES_4(gradient, 2)}, {TILES_6(gradient, 1)},
};
#endif

/// The same for the gradient: parts of six want fewer loads than blocks of twelve, and more rows of them fit in the cache.
CK_INLINE int32_t largest_part(int32_t channels) { return largest_block(ck_least(channels, 6)); }

/// Floats of output gradients that stay in the first-level cache while all taps pass by.
#define GRADIENT_FLOATS 12000

static void convolution_weight_gradient(
    const ck_convolution *c, const int32_t *table, const float *input, const ck_extent *extent, const float *gradient,
    bool adds, float *partial, float *bias_partial
) {
    const int32_t s = c->stride, tap_row = c->channels * c->kernel;
    for (int32_t f = 0; f < c->filters; f++) {
        // Four sums in turn hide the latency of the additions.
        vec sums[4] = {0};
        for (int32_t y = 0; y < c->out_height; y++) {
            const float *row = gradient + f * c->gradient_plane + y * c->gradient_row + c->gradient_margin * LANES;
            int32_t x = 0;
            for (; x + 3 < c->out_width; x += 4) UNROLL for (int i = 0; i < 4; i++) sums[i] += load(row + (x + i) * LANES);
            for (; x < c->out_width; x++) sums[0] += load(row + x * LANES);
        }
        const vec sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
        store(bias_partial + f * LANES, adds ? load(bias_partial + f * LANES) + sum : sum);
    }
    for (int32_t filter = 0; filter < c->filters;) {
        const int32_t b = largest_part(c->filters - filter), block = block_channels[b];
        const int32_t together = ck_most(1, GRADIENT_FLOATS / (block * c->out_width * LANES));
        for (int32_t y0 = 0; y0 < c->out_height; y0 += together) {
            const int32_t y1 = ck_least(c->out_height, y0 + together);
            for (int32_t ky = 0; ky < c->kernel; ky++) {
                // Output rows whose input row is inside: top ≤ y · stride + ky − pad < bottom.
                const int32_t first = ck_most(y0, ck_divide_up(extent->top + c->pad_top - ky, s));
                const int32_t end = ck_least(y1, ck_divide_up(extent->bottom + c->pad_top - ky, s));
                int32_t tiles = (tap_row + tile_widths[b] - 1) / tile_widths[b];
                for (int32_t t = 0; t < tap_row; tiles--) {
                    const int32_t width = (tap_row - t + tiles - 1) / tiles;
                    // The same for columns; taps of several channels and columns share the widest range.
                    const int32_t k0 = t % c->kernel, k1 = k0 + width - 1;
                    const bool wraps = k1 >= c->kernel;
                    const int32_t leftmost = extent->left + c->pad_left - (wraps ? c->kernel - 1 : k1);
                    const int32_t rightmost = extent->right + c->pad_left - (wraps ? 0 : k0);
                    const int32_t left = ck_most(0, ck_divide_up(leftmost, s));
                    const int32_t right = ck_least(c->out_width, ck_divide_up(rightmost, s));
                    const gradient_job job = {
                        .in = input + (first * s - c->pad_top) * c->input_row + left * s * LANES,
                        .dy = gradient + filter * c->gradient_plane + first * c->gradient_row
                            + (c->gradient_margin + left) * LANES,
                        .in_step = s * LANES, .in_row = s * c->input_row, .dy_row = c->gradient_row,
                        .dy_plane = c->gradient_plane, .pixels = right - left, .rows = end - first,
                        .adds = adds || y0 > 0,
                    };
                    const int32_t tap = ky * tap_row + t;
                    if (!job.adds || (job.pixels > 0 && job.rows > 0))
                        gradient_tiles[b][width - 1](&job, table + tap, partial + (int64_t)tap * block * LANES,
                            block * LANES);
                    t += width;
                }
            }
        }
        partial += (int64_t)c->taps * block * LANES;
        filter += block;
    }
}

// MARK: Packing

// Block by block of channels, so that a tile reads its weights one after the other.
static void convolution_pack(const ck_convolution *c, const float *weights, float *forward, float *backward) {
    const int32_t k = c->kernel, s = c->stride;
    for (int32_t f = 0; f < c->filters;) {
        const int32_t block = block_channels[largest_block(c->filters - f)];
        for (int32_t y = 0; y < k; y++)
            for (int32_t channel = 0; channel < c->channels; channel++)
                for (int32_t x = 0; x < k; x++)
                    for (int32_t m = 0; m < block; m++)
                        *forward++ = weights[(((f + m) * c->channels + channel) * k + y) * k + x];
        f += block;
    }
    if (!backward) return;
    for (int32_t py = 0; py < s; py++)
        for (int32_t px = 0; px < s; px++)
            for (int32_t channel = 0; channel < c->channels;) {
                const int32_t block = block_channels[largest_block(c->channels - channel)];
                for (int32_t y = py; y < k; y += s)
                    for (int32_t filter = 0; filter < c->filters; filter++)
                        for (int32_t x = px; x < k; x += s)
                            for (int32_t m = 0; m < block; m++)
                                *backward++ = weights[((filter * c->channels + channel + m) * k + y) * k + x];
                channel += block;
            }
}

// MARK: Between images and groups

#if LANES == 16
#define LOWS(a, b) __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define HIGHS(a, b) __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
#elif LANES == 8
#define LOWS(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11)
#define HIGHS(a, b) __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15)
#else
#define LOWS(a, b) __builtin_shufflevector(a, b, 0, 4, 1, 5)
#define HIGHS(a, b) __builtin_shufflevector(a, b, 2, 6, 3, 7)
#endif

/// Rows become columns: log₂ LANES rounds of a perfect shuffle.
CK_INLINE void transpose(vec *v) {
    UNROLL for (int round = 1; round < LANES; round *= 2) {
        vec w[LANES];
        UNROLL for (int i = 0; i < LANES / 2; i++) {
            w[2 * i] = LOWS(v[i], v[i + LANES / 2]);
            w[2 * i + 1] = HIGHS(v[i], v[i + LANES / 2]);
        }
        UNROLL for (int i = 0; i < LANES; i++) v[i] = w[i];
    }
}

/// Walks through the pixels of planes whose rows do not follow each other directly.
typedef struct {
    int64_t at, x, y, width, height, row, plane;
} pixel_walk;

CK_INLINE int64_t next_pixel(pixel_walk *w) {
    const int64_t here = w->at;
    w->at += LANES;
    if (++w->x == w->width) {
        w->x = 0;
        w->at += w->row - w->width * LANES;
        if (++w->y == w->height) {
            w->y = 0;
            w->at += w->plane - w->height * w->row;
        }
    }
    return here;
}

static void interleave(
    const float *images, int64_t image_stride, int32_t count, const float *gate, int64_t planes, int64_t height,
    int64_t width, float *output, int64_t output_plane, int64_t output_row
) {
    pixel_walk walk = {.width = width, .height = height, .row = output_row, .plane = output_plane};
    const int64_t pixels = planes * height * width;
    for (int64_t p = 0; p < pixels; p += LANES) {
        const int64_t some = pixels - p < LANES ? pixels - p : LANES;
        // Images that are missing in the last group are zeros.
        vec v[LANES] = {0};
        UNROLL for (int32_t i = 0; i < LANES; i++) {
            const int64_t at = i * image_stride + p;
            if (i < count) v[i] = load_first(images + at, some);
            if (i < count && gate) v[i] = keep(v[i], load_first(gate + at, some) > 0);
        }
        transpose(v);
        UNROLL for (int32_t i = 0; i < LANES; i++)
            if (i < some) store(output + next_pixel(&walk), v[i]);
    }
}

static void separate(
    const float *input, int64_t input_plane, int64_t input_row, int64_t planes, int64_t height, int64_t width,
    float *images, int64_t image_stride, int32_t count
) {
    pixel_walk walk = {.width = width, .height = height, .row = input_row, .plane = input_plane};
    const int64_t pixels = planes * height * width;
    for (int64_t p = 0; p < pixels; p += LANES) {
        const int64_t some = pixels - p < LANES ? pixels - p : LANES;
        vec v[LANES] = {0};
        UNROLL for (int32_t i = 0; i < LANES; i++)
            if (i < some) v[i] = load(input + next_pixel(&walk));
        // Another worker may have read the images of the last step: ask for their lines before they are written.
        if (p % 16 == 0) UNROLL for (int32_t i = 0; i < LANES; i++)
            if (i < count) prefetch_to_write(images + i * image_stride + p + 64);
        transpose(v);
        UNROLL for (int32_t i = 0; i < LANES; i++)
            if (i < count) store_first(images + i * image_stride + p, v[i], some);
    }
}

// Sums of lanes, LANES of them at a time, are written over the vectors that they come from.
static void sum_lanes_in_place(float *vectors, int64_t count) {
    int64_t i = 0;
    for (; i + LANES <= count; i += LANES) {
        vec v[LANES];
        UNROLL for (int l = 0; l < LANES; l++) v[l] = load(vectors + (i + l) * LANES);
        transpose(v);
        UNROLL for (int half = LANES / 2; half > 0; half /= 2) UNROLL for (int l = 0; l < half; l++) v[l] += v[l + half];
        store(vectors + i, v[0]);
    }
    for (; i < count; i++) {
        const vec v = load(vectors + i * LANES);
        float sum = 0;
        UNROLL for (int l = 0; l < LANES; l++) sum += v[l];
        vectors[i] = sum;
    }
}

static void convolution_collect(
    const ck_convolution *c, float *partial, float *bias_partial, float *gradient, float *bias_gradient
) {
    const int32_t k = c->kernel;
    sum_lanes_in_place(bias_partial, c->filters);
    memcpy(bias_gradient, bias_partial, (size_t)c->filters * sizeof *bias_gradient);
    sum_lanes_in_place(partial, (int64_t)c->filters * c->taps);
    for (int32_t f = 0; f < c->filters;) {
        const int32_t block = block_channels[largest_part(c->filters - f)];
        for (int32_t y = 0; y < k; y++)
            for (int32_t channel = 0; channel < c->channels; channel++)
                for (int32_t x = 0; x < k; x++)
                    for (int32_t m = 0; m < block; m++)
                        gradient[(((f + m) * c->channels + channel) * k + y) * k + x] = *partial++;
        f += block;
    }
}

/// Whether all `count` pixels of a row or column are zero.
CK_INLINE bool is_blank(const float *pixels, int64_t step, int64_t count) {
    ivec any = {0};
    for (int64_t i = 0; i < count; i++) any |= load(pixels + i * step) != 0;
    for (int lane = 0; lane < LANES; lane++)
        if (any[lane]) return false;
    return true;
}

static ck_extent find_extent(const ck_convolution *c, const float *input) {
    const float *first = input + c->pad_left * LANES;
    ck_extent e = {.top = c->height, .left = c->width};
    for (int32_t channel = 0; channel < c->channels; channel++, first += c->height * c->input_row) {
        int32_t top = 0, bottom = c->height, left = 0, right = c->width;
        while (top < e.top && is_blank(first + top * c->input_row, LANES, c->width)) top++;
        while (bottom > e.bottom && is_blank(first + (bottom - 1) * c->input_row, LANES, c->width)) bottom--;
        while (left < e.left && is_blank(first + left * LANES, c->input_row, c->height)) left++;
        while (right > e.right && is_blank(first + (right - 1) * LANES, c->input_row, c->height)) right--;
        e = (ck_extent){ck_least(e.top, top), ck_most(e.bottom, bottom), ck_least(e.left, left), ck_most(e.right, right)};
    }
    return e;
}
