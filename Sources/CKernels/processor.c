#include "CKernels.h"
#include "kernels.h"
#include <stddef.h>
#include <time.h>

#if defined(__x86_64__)
static const ck_kernel_set *choose(void) {
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq"))
        return &ck_kernels_avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return &ck_kernels_avx2;
    return &ck_kernels_baseline;
}
#else
static const ck_kernel_set *choose(void) { return &ck_kernels_baseline; }
#endif

const ck_kernel_set *ck_kernels(void) {
    static const ck_kernel_set *chosen;
    // Every thread would choose the same set, so a race here only repeats the choice.
    const ck_kernel_set *known = __atomic_load_n(&chosen, __ATOMIC_RELAXED);
    if (!known) {
        known = choose();
        __atomic_store_n(&chosen, known, __ATOMIC_RELAXED);
    }
    return known;
}

const char *ck_instruction_set(void) { return ck_kernels()->name; }

const char *ck_preferred_blas_kernel(void) {
#if defined(__x86_64__)
    if (ck_kernels() == &ck_kernels_avx512) return "SkylakeX";
    if (ck_kernels() == &ck_kernels_avx2) return "Haswell";
#endif
    return NULL;
}

double ck_measure_peak_flops(double seconds) {
    struct timespec start, now;
    double best = 0, elapsed = 0;
    clock_gettime(CLOCK_MONOTONIC, &start);
    while (elapsed < seconds) {
        struct timespec before;
        clock_gettime(CLOCK_MONOTONIC, &before);
        double operations = ck_kernels()->multiply_add(200000);
        clock_gettime(CLOCK_MONOTONIC, &now);
        double took = (double)(now.tv_sec - before.tv_sec) + 1e-9 * (double)(now.tv_nsec - before.tv_nsec);
        if (operations / took > best) best = operations / took;
        elapsed = (double)(now.tv_sec - start.tv_sec) + 1e-9 * (double)(now.tv_nsec - start.tv_nsec);
    }
    return best;
}
