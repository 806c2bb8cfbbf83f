/// The loops that BLAS has no routine for, compiled for several generations of processors and chosen when they run.
///
/// All arrays are row-major 32-bit floats. Nothing here allocates, locks or knows a thread.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stdbool.h>
#include <stdint.h>

// MARK: Processor

/// The instruction set the kernels use here: "AVX-512", "AVX2" or "baseline".
const char *ck_instruction_set(void);
/// The name of the OpenBLAS kernel that suits this processor ("SkylakeX", "Haswell"), or NULL where none is better known.
const char *ck_preferred_blas_kernel(void);
/// The processors that the scheduler lets this process run on, or 0 where it does not say.
int32_t ck_affinity_count(void);
/// Tells the processor that a loop waits for another thread.
static inline void ck_pause(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}
/// Fetches `bytes` bytes into the cache that will be read soon.
static inline void ck_prefetch(const void *address, int64_t bytes) {
    for (int64_t i = 0; i < bytes; i += 64) __builtin_prefetch((const char *)address + i);
}
/// Runs fused multiply-adds on one core for about `seconds` and returns the rate in floating-point operations a second.
double ck_measure_peak_flops(double seconds);

// MARK: Convolution, a group of images at a time

/// Shapes and memory layout of one convolution.
///
/// Images are worked on in groups of `lanes`, interleaved: one pixel of all images of a group, side by side, fills a vector.
/// A group's input is `[channels, height, row, lanes]`, whose rows begin with `pad_left` pixels of zeros and end with as many
/// as the kernel reaches into; a group's output gradient is `[filters, out_height, row, lanes]`, likewise with zeros on both
/// sides. Rows above and below are left out instead. All counts, rows and planes are in floats.
typedef struct {
    const struct ck_kernel_set *kernels;
    /// Images in a group.
    int32_t lanes;
    int32_t channels, height, width;
    int32_t filters, kernel, stride;
    int32_t out_height, out_width;
    int32_t pad_top, pad_left;
    /// `channels * kernel * kernel`
    int32_t taps;
    int32_t input_row, input_plane, input_count;
    /// Pixels of zeros in front of each row of the output gradient.
    int32_t gradient_margin;
    int32_t gradient_row, gradient_plane, gradient_count;
    /// Packed weights, once for each direction: as they are, and behind that for the Winograd convolution.
    int32_t packed_count, packed_winograd_count;
    /// Whether that is used, and where its tables begin.
    bool uses_winograd;
    int32_t winograd_table, winograd_gradient_table;
    /// Floats to work in, and how many of them, at the start, must be zero and stay so.
    int32_t scratch_count, blank_count;
    /// Sums of the weights' and the biases' gradients, lane by lane.
    int32_t partial_count, bias_partial_count;
    /// Entries of the tap table.
    int32_t tap_table_count;
} ck_convolution;

/// The rows and columns of a group in which a pixel of some image is not zero, ends excluded.
typedef struct {
    int32_t top, bottom, left, right;
} ck_extent;

/// How many images are worked on together where at most `images` come at a time.
int32_t ck_convolution_lanes(int32_t images);
/// Works out the layout; at most `images` are worked on together. `pad_top` and `pad_left` are the zeros that the first
/// window begins with.
ck_convolution ck_convolution_make(
    int32_t channels, int32_t height, int32_t width, int32_t filters, int32_t kernel, int32_t stride, int32_t out_height,
    int32_t out_width, int32_t pad_top, int32_t pad_left, int32_t images);
/// Fills the table of tap offsets, `tap_table_count` entries.
void ck_convolution_taps(const ck_convolution *c, int32_t *table);
/// Packs weights `[filters, channels, kernel, kernel]` for forward and, where `backward` is given, for the input's gradient.
void ck_convolution_pack(const ck_convolution *c, const float *weights, float *forward, float *backward);
/// Interleaves `count` images `[channels, height, width]`; missing ones become zeros. The zeros beside the rows stay.
void ck_convolution_load(const ck_convolution *c, const float *images, int32_t count, float *input);
/// What of a group is not blank, and the extent of any group.
ck_extent ck_convolution_extent(const ck_convolution *c, const float *input);
ck_extent ck_convolution_whole(const ck_convolution *c);
/// A group's input → its output `[filters, out_height, out_width, lanes]`, bias added and, where `relu`, max(0, x) taken.
void ck_convolution_forward(
    const ck_convolution *c, const int32_t *table, const float *input, ck_extent extent, const float *packed,
    const float *bias, bool relu, float *output, float *scratch);
/// The same into the input of the convolution that follows.
void ck_convolution_forward_into(
    const ck_convolution *c, const int32_t *table, const float *input, ck_extent extent, const float *packed,
    const float *bias, bool relu, const ck_convolution *next, float *next_input, float *scratch);
/// A group's output → `count` images `[filters, out_height, out_width]`.
void ck_convolution_store(const ck_convolution *c, const float *output, int32_t count, float *images);
/// Interleaves the gradients of `count` images' outputs; where `gate` is given, only those over a positive value of it.
void ck_convolution_load_gradient(
    const ck_convolution *c, const float *gradients, const float *gate, int32_t count, float *gradient);
/// A group's output gradient → the gradient of its input `[channels, height, width, lanes]`.
void ck_convolution_input_gradient(
    const ck_convolution *c, const int32_t *table, const float *gradient, const float *packed, float *output,
    float *scratch);
/// That → `count` images `[channels, height, width]`.
void ck_convolution_store_input_gradient(
    const ck_convolution *c, const float *output, int32_t count, float *images);
/// The gradient of the input straight into the output gradient of the convolution in front; where that one has a `relu`,
/// only for what it let through into `input`.
void ck_convolution_input_gradient_into(
    const ck_convolution *c, const int32_t *table, const float *gradient, const float *packed, const float *input,
    bool relu, const ck_convolution *previous, float *previous_gradient, float *scratch);
/// Finds a group's gradients of weights and biases, lane by lane, and, where `adds`, adds them to the sums so far.
void ck_convolution_weight_gradient(
    const ck_convolution *c, const int32_t *table, const float *input, ck_extent extent, const float *gradient, bool adds,
    float *partial, float *bias_partial);
/// Adds up the lanes: `[filters, channels, kernel, kernel]` and `[filters]`. The sums are used up.
void ck_convolution_collect(
    const ck_convolution *c, float *partial, float *bias_partial, float *gradient, float *bias_gradient);

// MARK: Dense layers on a slice of their input
//
// BLAS packs the weights anew in every call, which costs as much as the work when the mini-batch is small; these read them
// where they are. Rows of `x` and `dx` are `row_stride` apart, those of everything else as long as they are.

/// `y = x · weights`: `[count, inputs] × [inputs, outputs]` → `[count, outputs]`.
void ck_dense_forward(
    const float *x, int64_t row_stride, int64_t count, const float *weights, int64_t inputs, int64_t outputs, float *y);
/// `gradient = xᵀ · dy`: `[inputs, outputs]`.
void ck_dense_weight_gradient(
    const float *x, int64_t row_stride, int64_t count, const float *dy, int64_t inputs, int64_t outputs, float *gradient);
/// `dx = dy · weightsᵀ`: `[count, inputs]`.
void ck_dense_input_gradient(
    const float *dy, int64_t count, const float *weights, int64_t inputs, int64_t outputs, float *dx, int64_t row_stride);

// MARK: Sparse rows times a dense matrix

/// Lists the values of each row that are not zero; rows are `row_stride` apart. `starts` has rows + 1 entries; the others
/// room for rows * columns + 64.
void ck_sparse_build(
    const float *rows, int64_t row_stride, int64_t count, int64_t columns, int32_t *starts, uint16_t *indices,
    float *values);
/// Lists the bytes of one row that are not zero behind `used` entries; returns how many there are then. Room for 64 more
/// than there can be is needed.
int32_t ck_sparse_list(const uint8_t *bytes, int64_t columns, int32_t used, uint16_t *indices, uint8_t *values);
/// Copies a list, each value divided by 255; up to 31 entries more are read and written.
void ck_sparse_copy(const uint16_t *from, const uint8_t *bytes, int64_t count, uint16_t *indices, float *values);
/// Lists one row of bytes, each divided by 255, behind `used` entries; returns how many there are then.
int32_t ck_sparse_append(const uint8_t *bytes, int64_t columns, int32_t used, uint16_t *indices, float *values);
/// ``ck_sparse_weight_gradient`` for at most 16 outputs, straight from the rows; `scratch` has columns * 16 floats.
void ck_sparse_scatter_gradient(
    const int32_t *starts, const uint16_t *indices, const float *values, int64_t count, int64_t columns, const float *dy,
    int64_t outputs, float *scratch, float *gradient);
/// `y[i] = bias + Σ x[i, k] · weights[k]`: `[count, columns] × [columns, outputs]` → `[count, outputs]`; without bias
/// where that is NULL.
void ck_sparse_forward(
    const int32_t *starts, const uint16_t *indices, const float *values, int64_t count, const float *weights,
    const float *bias, int64_t outputs, float *y);
/// Turns rows into columns: per column the rows that have it, ascending. `column_starts` has columns + 1 entries.
void ck_sparse_transpose(
    const int32_t *starts, const uint16_t *indices, const float *values, int64_t count, int64_t columns,
    int32_t *column_starts, uint16_t *row_indices, float *column_values);
/// `gradient[k] = Σ x[i, k] · dy[i]`, every row of `[columns, outputs]` written.
void ck_sparse_weight_gradient(
    const int32_t *column_starts, const uint16_t *row_indices, const float *column_values, int64_t columns,
    const float *dy, int64_t outputs, float *gradient);

// MARK: Element by element

/// `output[i] = bytes[i] / 255`
void ck_bytes_to_floats(const uint8_t *bytes, int64_t count, float *output);
/// A function of each unit by itself.
typedef enum {
    CK_ACTIVATION_NONE,
    CK_ACTIVATION_RELU,
    CK_ACTIVATION_SIGMOID,
    CK_ACTIVATION_TANH,
    /// Its slope below zero is ``CK_LEAKY_RELU_SLOPE``.
    CK_ACTIVATION_LEAKY_RELU
} ck_activation;
/// Of Keras's `activation="leaky_relu"`.
#define CK_LEAKY_RELU_SLOPE 0.2f
/// `x[i, j] = activation(x[i, j] + bias[j])`; `bias` may be NULL.
void ck_bias_activation(float *x, const float *bias, int64_t rows, int64_t columns, ck_activation activation);
/// `gradient *= activation'(x)`, computed from the activation's output.
void ck_activation_gradient(const float *output, float *gradient, int64_t count, ck_activation activation);
/// `y = x` where that is not negative, else `slope · x`.
void ck_leaky_relu(const float *x, int64_t count, float slope, float *y);
/// `dx = dy` where `x > 0`, else `slope · dy`.
void ck_leaky_relu_gradient(const float *x, const float *dy, int64_t count, float slope, float *dx);
/// `sums[j] = Σ x[i, j]`
void ck_column_sums(const float *x, int64_t rows, int64_t columns, float *sums);
/// Softmax and cross-entropy from logits: probabilities into `probabilities` where given, `(p − onehot) · scale` into
/// `gradient` where given, each image's answer and its probability where given; returns the sum of the losses.
double ck_softmax_cross_entropy(
    const float *logits, const uint8_t *labels, int64_t rows, int64_t classes, float scale, float *gradient,
    float *probabilities, uint8_t *predictions, float *confidences, int64_t *correct);
/// Inverted dropout: `y = x / (1 − rate)` where a counter-based draw of (key, i) keeps the unit, else 0.
void ck_dropout(const float *x, float *y, int64_t count, float rate, uint64_t key, uint64_t first);
/// `sums[c] += Σ x`, `squares[c] += Σ (x − shift[c])²` over `[rows, channels, pixels]`.
void ck_channel_sums(
    const float *x, const float *shift, int64_t rows, int64_t channels, int64_t pixels, double *sums, double *squares);
/// `y = (x − mean[c]) · scale[c] + offset[c]` over `[rows, channels, pixels]`.
void ck_channel_normalize(
    const float *x, const float *mean, const float *scale, const float *offset, int64_t rows, int64_t channels,
    int64_t pixels, float *y);
/// `sums[c] += Σ dy`, `products[c] += Σ dy · (x − mean[c])`.
void ck_channel_gradient_sums(
    const float *dy, const float *x, const float *mean, int64_t rows, int64_t channels, int64_t pixels, double *sums,
    double *products);
/// `dx = a[c] · dy + b[c] · (x − mean[c]) + d[c]`; channels.c says what a, b and d are.
void ck_channel_gradient(
    const float *dy, const float *x, const float *mean, const float *a, const float *b, const float *d, int64_t rows,
    int64_t channels, int64_t pixels, float *dx);

// MARK: Pooling

/// How a window slides over images of `height` × `width`; of windows that reach over the border, what lies inside counts.
typedef struct {
    int32_t height, width;
    int32_t window_height, window_width, stride;
    /// Rows above the image and columns to the left of it that the first window begins with.
    int32_t pad_top, pad_left;
    int32_t out_height, out_width;
} ck_window;
/// The largest value of each window, and where in `x` it stood where `positions` is given.
void ck_max_pool(const float *x, ck_window window, int64_t planes, float *y, int32_t *positions);
/// Adds each pooled gradient to the input position it came from; `gradient` must be zero before.
void ck_max_pool_gradient(const float *dy, const int32_t *positions, int64_t count, float *gradient);
/// The mean of each window's values: `[planes, height, width]` → `[planes, out_height, out_width]`.
void ck_average_pool(const float *x, ck_window window, int64_t planes, float *y);
/// Adds each pooled gradient, shared equally, to the values it came from; `gradient` must be zero before.
void ck_average_pool_gradient(const float *dy, ck_window window, int64_t planes, float *gradient);

// MARK: Optimizers

/// `sum[i] = Σ parts[p][i]` in ascending order of p from element `first` on; false where a sum is not finite.
bool ck_reduce(const float *const *parts, int64_t part_count, int64_t first, int64_t count, float *sum);
/// Whether every value is finite.
bool ck_all_finite(const float *x, int64_t count);
void ck_sgd(float *w, const float *g, int64_t count, float rate);
void ck_momentum(float *w, float *velocity, const float *g, int64_t count, float rate, float momentum, bool nesterov);
void ck_rmsprop(float *w, float *v, const float *g, int64_t count, float rate, float rho, float epsilon);
/// `rate` holds the bias correction; `decay` is subtracted first as `w −= decay · w`.
void ck_adam(
    float *w, float *m, float *v, const float *g, int64_t count, float rate, float beta1, float beta2, float epsilon,
    float decay);

#endif
