#include "CKernels.h"
#include "multiversion.h"
#include <math.h>
#include <string.h>

// A float is not finite when all bits of its exponent are set; integer tests vectorise and survive fast-math.
CK_INLINE uint32_t exponent_bits(float x) {
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits & 0x7F800000u;
}

CK_CLONES bool ck_all_finite(const float *x, int64_t count) {
    uint32_t bad = 0;
    for (int64_t i = 0; i < count; i++) bad |= exponent_bits(x[i]) == 0x7F800000u;
    return !bad;
}

CK_CLONES bool ck_reduce(const float *const *parts, int64_t part_count, int64_t first, int64_t count, float *sum) {
    uint32_t bad = 0;
    float *restrict out = sum + first;
    const float *a = parts[0] + first;
    if (part_count == 2) {
        const float *b = parts[1] + first;
#pragma clang loop vectorize(assume_safety)
        for (int64_t i = 0; i < count; i++) {
            float s = a[i] + b[i];
            out[i] = s;
            bad |= exponent_bits(s) == 0x7F800000u;
        }
        return !bad;
    }
    if (out != a) memcpy(out, a, (size_t)count * sizeof *out);
    for (int64_t p = 1; p < part_count; p++) {
        const float *b = parts[p] + first;
        for (int64_t i = 0; i < count; i++) out[i] += b[i];
    }
    for (int64_t i = 0; i < count; i++) bad |= exponent_bits(out[i]) == 0x7F800000u;
    return !bad;
}

CK_CLONES void ck_sgd(float *restrict w, const float *restrict g, int64_t count, float rate) {
    for (int64_t i = 0; i < count; i++) w[i] -= rate * g[i];
}

CK_CLONES void ck_momentum(
    float *restrict w, float *restrict velocity, const float *restrict g, int64_t count, float rate, float momentum,
    bool nesterov
) {
    for (int64_t i = 0; i < count; i++) {
        float v = momentum * velocity[i] - rate * g[i];
        velocity[i] = v;
        w[i] += nesterov ? momentum * v - rate * g[i] : v;
    }
}

CK_CLONES void ck_rmsprop(
    float *restrict w, float *restrict v, const float *restrict g, int64_t count, float rate, float rho, float epsilon
) {
    for (int64_t i = 0; i < count; i++) {
        float mean = rho * v[i] + (1.0f - rho) * g[i] * g[i];
        v[i] = mean;
        w[i] -= rate * g[i] / sqrtf(mean + epsilon);
    }
}

CK_CLONES void ck_adam(
    float *restrict w, float *restrict m, float *restrict v, const float *restrict g, int64_t count, float rate,
    float beta1, float beta2, float epsilon, float decay
) {
    const float a = 1.0f - beta1, b = 1.0f - beta2;
    for (int64_t i = 0; i < count; i++) {
        float mean = m[i] + (g[i] - m[i]) * a;
        float square = v[i] + (g[i] * g[i] - v[i]) * b;
        m[i] = mean;
        v[i] = square;
        w[i] = w[i] - decay * w[i] - rate * mean / (sqrtf(square) + epsilon);
    }
}
