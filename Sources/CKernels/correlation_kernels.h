// Convolutions of interleaved groups of images: a vector holds one pixel of LANES images, so neither a stride, nor a border,
// nor an odd width costs a shuffle or an idle lane. The layout is explained in CKernels.h.

// MARK: Forward, and the gradient of the input

/// One correlation of all channels' rows; all steps in floats.
typedef struct {
    const float *in;
    const int32_t *table;
    const float *weights, *bias;
    /// Where given, results pass only where this is positive, and otherwise they are 0.
    const float *gate;
    float *out;
    int64_t in_step, in_row, out_step, out_row, out_plane, gate_step, gate_row, gate_plane;
    int32_t channels, rows, pixels;
    /// The table has `tap_rows` rows of `tap_row` taps, of which row `y` meets those from `first + y · slope` up to
    /// `end + y · slope`, as far as they exist.
    int32_t tap_rows, tap_row, first, end, slope;
    bool relu;
} correlation;

// MB channels times NP pixels of sums stay in registers while the taps pass by:
// `out[m][p] = bias[m] + Σ_t weights[t][m] · in[table[t] + p]`.
#define CORRELATE_TILE(MB, NP)                                                                                            \
    static void correlate_##MB##x##NP(                                                                                    \
        const correlation *c, const float *in, int64_t taps, const int32_t *table, const float *w, int64_t channel,       \
        float *out, const float *gate                                                                                     \
    ) {                                                                                                                   \
        vec sums[MB][NP];                                                                                                 \
        const int64_t step = c->in_step;                                                                                  \
        UNROLL for (int m = 0; m < MB; m++)                                                                               \
            UNROLL for (int p = 0; p < NP; p++) sums[m][p] = (vec){0} + (c->bias ? c->bias[channel + m] : 0.0f);          \
        for (int64_t t = 0; t < taps; t++, w += MB) {                                                                     \
            const float *pixel = in + table[t];                                                                           \
            vec x[NP];                                                                                                    \
            UNROLL for (int p = 0; p < NP; p++) x[p] = load(pixel + p * step);                                            \
            UNROLL for (int m = 0; m < MB; m++)                                                                           \
                UNROLL for (int p = 0; p < NP; p++) sums[m][p] += w[m] * x[p];                                            \
        }                                                                                                                 \
        UNROLL for (int m = 0; m < MB; m++)                                                                               \
            UNROLL for (int p = 0; p < NP; p++) {                                                                         \
                vec v = sums[m][p];                                                                                       \
                /* Not `v > 0`: a NaN must go through, so that the loss shows it. */                                      \
                if (c->relu) v = keep(v, ~(v < 0));                                                                       \
                if (gate) v = keep(v, load(gate + m * c->gate_plane + p * c->gate_step) > 0);                             \
                store(out + m * c->out_plane + p * c->out_step, v);                                                       \
            }                                                                                                             \
    }

typedef void (*correlate_tile)(
    const correlation *, const float *, int64_t, const int32_t *, const float *, int64_t, float *, const float *);

#define CORRELATE_1(MB) CORRELATE_TILE(MB, 1)
#define CORRELATE_2(MB) CORRELATE_1(MB) CORRELATE_TILE(MB, 2)
#define CORRELATE_3(MB) CORRELATE_2(MB) CORRELATE_TILE(MB, 3)
#define CORRELATE_4(MB) CORRELATE_3(MB) CORRELATE_TILE(MB, 4)
#define CORRELATE_6(MB) CORRELATE_4(MB) CORRELATE_TILE(MB, 5) CORRELATE_TILE(MB, 6)
#define TILES_1(NAME, MB) NAME##_##MB##x1
#define TILES_2(NAME, MB) TILES_1(NAME, MB), NAME##_##MB##x2
#define TILES_3(NAME, MB) TILES_2(NAME, MB), NAME##_##MB##x3
#define TILES_4(NAME, MB) TILES_3(NAME, MB), NAME##_##MB##x4
#define TILES_6(NAME, MB) TILES_4(NAME, MB), NAME##_##MB##x5, NAME##_##MB##x6

// Whatever the number of channels, blocks of these sizes make it up; a block and its tile's width fill the registers.
#if REGISTERS >= 32
CORRELATE_2(12)
CORRELATE_3(8)
CORRELATE_4(6)
CORRELATE_6(4)
CORRELATE_6(2)
CORRELATE_6(1)
static const correlate_tile correlate_tiles[][6] = {
    {TILES_2(correlate, 12)}, {TILES_3(correlate, 8)}, {TILES_4(correlate, 6)},
    {TILES_6(correlate, 4)},  {TILES_6(correlate, 2)}, {TILES_6(correlate, 1)},
};
static const int32_t block_channels[] = {12, 8, 6, 4, 2, 1}, tile_widths[] = {2, 3, 4, 6, 6, 6};
#else
CORRELATE_2(6)
CORRELATE_3(4)
CORRELATE_4(2)
CORRELATE_6(1)
static const correlate_tile correlate_tiles[][6] = {
    {TILES_2(correlate, 6)}, {TILES_3(correlate, 4)}, {TILES_4(correlate, 2)}, {TILES_6(correlate, 1)},
};
static const int32_t block_channels[] = {6, 4, 2, 1}, tile_widths[] = {2, 3, 4, 6};
#endif

/// The largest block that `channels` has room for.
CK_INLINE int32_t largest_block(int32_t channels) {
    int32_t b = 0;
    while (block_channels[b] > channels) b++;
    return b;
}

// Down strips as wide as a tile: what two rows of results have in common stays in the first-level cache.
static void correlate(const correlation *c) {
    const float *weights = c->weights;
    for (int32_t channel = 0; channel < c->channels;) {
        const int32_t b = largest_block(c->channels - channel), block = block_channels[b];
        // As few tiles as will do, of about the same width.
        int32_t tiles = (c->pixels + tile_widths[b] - 1) / tile_widths[b];
        for (int32_t p = 0; p < c->pixels; tiles--) {
            const int32_t width = (c->pixels - p + tiles - 1) / tiles;
            const correlate_tile tile = correlate_tiles[b][width - 1];
            for (int32_t y = 0; y < c->rows; y++) {
                const int32_t first = ck_least(c->tap_rows, ck_most(0, c->first + y * c->slope));
                const int32_t end = ck_most(first, ck_least(c->tap_rows, c->end + y * c->slope));
                tile(c, c->in + y * c->in_row + p * c->in_step, (end - first) * c->tap_row,
                    c->table + first * c->tap_row, weights + first * c->tap_row * block, channel,
                    c->out + channel * c->out_plane + y * c->out_row + p * c->out_step,
                    c->gate ? c->gate + channel * c->gate_plane + y * c->gate_row + p * c->gate_step : 0);
            }
            p += width;
        }
        weights += c->tap_rows * c->tap_row * block;
        channel += block;
    }
}
