#include "CKernels.h"
#include "multiversion.h"
#include <math.h>
#include <string.h>

// eˣ by range reduction and a polynomial of degree 6 (relative error below 3e-7); written so that loops vectorise.
CK_INLINE float exponential(float x) {
    x = x < -87.0f ? -87.0f : (x > 88.0f ? 88.0f : x);
    float n = __builtin_rintf(x * 1.44269504088896f);
    float r = x - n * 0.693359375f + n * 2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.0f;
    int32_t bits = ((int32_t)n + 127) << 23;
    float scale;
    memcpy(&scale, &bits, sizeof scale);
    return p * scale;
}

CK_CLONES void ck_bytes_to_floats(const uint8_t *bytes, int64_t count, float *restrict output) {
    for (int64_t i = 0; i < count; i++) output[i] = (float)bytes[i] * (1.0f / 255.0f);
}

CK_CLONES void ck_bias_activation(
    float *restrict x, const float *restrict bias, int64_t rows, int64_t columns, ck_activation activation
) {
    if (bias) {
        for (int64_t i = 0; i < rows; i++) {
            float *row = x + i * columns;
            for (int64_t j = 0; j < columns; j++) {
                float value = row[j] + bias[j];
                row[j] = activation == CK_ACTIVATION_RELU && value < 0 ? 0.0f : value;
            }
        }
        if (activation == CK_ACTIVATION_RELU) return;
    }
    int64_t count = rows * columns;
    switch (activation) {
    case CK_ACTIVATION_NONE: break;
    case CK_ACTIVATION_RELU:
        for (int64_t i = 0; i < count; i++) x[i] = x[i] < 0 ? 0.0f : x[i];
        break;
    case CK_ACTIVATION_SIGMOID:
        for (int64_t i = 0; i < count; i++) x[i] = 1.0f / (1.0f + exponential(-x[i]));
        break;
    case CK_ACTIVATION_TANH:
        for (int64_t i = 0; i < count; i++) {
            float e = exponential(2.0f * (x[i] > 20.0f ? 20.0f : x[i]));
            float value = (e - 1.0f) / (e + 1.0f);
            // Near zero the quotient loses digits that x itself still has.
            x[i] = x[i] < 0.02f && x[i] > -0.02f ? x[i] - x[i] * x[i] * x[i] * (1.0f / 3.0f) : value;
        }
        break;
    case CK_ACTIVATION_LEAKY_RELU:
        for (int64_t i = 0; i < count; i++) x[i] = x[i] < 0 ? CK_LEAKY_RELU_SLOPE * x[i] : x[i];
        break;
    }
}

CK_CLONES void ck_activation_gradient(
    const float *restrict output, float *restrict gradient, int64_t count, ck_activation activation
) {
    switch (activation) {
    case CK_ACTIVATION_NONE: break;
    case CK_ACTIVATION_RELU:
        for (int64_t i = 0; i < count; i++) gradient[i] = output[i] > 0 ? gradient[i] : 0.0f;
        break;
    case CK_ACTIVATION_SIGMOID:
        for (int64_t i = 0; i < count; i++) gradient[i] *= output[i] * (1.0f - output[i]);
        break;
    case CK_ACTIVATION_TANH:
        for (int64_t i = 0; i < count; i++) gradient[i] *= 1.0f - output[i] * output[i];
        break;
    case CK_ACTIVATION_LEAKY_RELU:
        for (int64_t i = 0; i < count; i++) gradient[i] *= output[i] > 0 ? 1.0f : CK_LEAKY_RELU_SLOPE;
        break;
    }
}

CK_CLONES void ck_leaky_relu(const float *restrict x, int64_t count, float slope, float *restrict y) {
    for (int64_t i = 0; i < count; i++) y[i] = x[i] < 0 ? slope * x[i] : x[i];
}

CK_CLONES void ck_leaky_relu_gradient(
    const float *restrict x, const float *restrict dy, int64_t count, float slope, float *restrict dx
) {
    for (int64_t i = 0; i < count; i++) dx[i] = x[i] > 0 ? dy[i] : slope * dy[i];
}

CK_CLONES void ck_column_sums(const float *restrict x, int64_t rows, int64_t columns, float *restrict sums) {
    for (int64_t j = 0; j < columns; j++) sums[j] = 0;
    for (int64_t i = 0; i < rows; i++) {
        const float *row = x + i * columns;
        for (int64_t j = 0; j < columns; j++) sums[j] += row[j];
    }
}

CK_CLONES double ck_softmax_cross_entropy(
    const float *restrict logits, const uint8_t *restrict labels, int64_t rows, int64_t classes, float scale,
    float *restrict gradient, float *restrict probabilities, uint8_t *restrict predictions,
    float *restrict confidences, int64_t *restrict correct
) {
    double loss = 0;
    int64_t right = 0;
    float exponentials[256];
    for (int64_t i = 0; i < rows; i++) {
        const float *row = logits + i * classes;
        float largest = row[0];
        int64_t answer = 0;
        for (int64_t j = 1; j < classes; j++) {
            if (row[j] > largest) {
                largest = row[j];
                answer = j;
            }
        }
        for (int64_t j = 0; j < classes; j++) exponentials[j] = exponential(row[j] - largest);
        float sum = 0;
        for (int64_t j = 0; j < classes; j++) sum += exponentials[j];
        float inverse = 1.0f / sum;
        if (labels) {
            // logf is exact enough and called once an image; the NaN or infinity of a bad logit survives in it.
            loss += (double)(logf(sum) + largest - row[labels[i]]);
            right += labels[i] == answer;
        }
        if (gradient) {
            float *out = gradient + i * classes;
            for (int64_t j = 0; j < classes; j++) out[j] = exponentials[j] * inverse * scale;
            out[labels[i]] -= scale;
        }
        if (probabilities) {
            float *out = probabilities + i * classes;
            for (int64_t j = 0; j < classes; j++) out[j] = exponentials[j] * inverse;
        }
        if (predictions) predictions[i] = (uint8_t)answer;
        if (confidences) confidences[i] = inverse;
    }
    if (correct) *correct = right;
    return loss;
}

// A counter-based draw: a bijective 32-bit mix ("lowbias32" by Chris Wellons) of the counter and two key halves.
CK_INLINE uint32_t draw(uint32_t counter, uint32_t key_low, uint32_t key_high) {
    uint32_t x = counter * 0x9E3779B9u + key_low;
    x ^= x >> 16;
    x *= 0x7FEB352Du;
    x ^= x >> 15;
    x += key_high;
    x *= 0x846CA68Bu;
    x ^= x >> 16;
    return x;
}

CK_CLONES void ck_dropout(
    const float *x, float *y, int64_t count, float rate, uint64_t key, uint64_t first
) {
    const float keep = 1.0f / (1.0f - rate);
    const uint32_t threshold = (uint32_t)((double)rate * 16777216.0);
    const uint32_t low = (uint32_t)key ^ (uint32_t)(first >> 32), high = (uint32_t)(key >> 32), start = (uint32_t)first;
#pragma clang loop vectorize(assume_safety)
    for (int64_t i = 0; i < count; i++) {
        uint32_t bits = draw(start + (uint32_t)i, low, high) >> 8;
        y[i] = bits < threshold ? 0.0f : x[i] * keep;
    }
}
