#include "CKernels.h"
#include "kernels.h"
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <string.h>

/// AMD's families 0x17 to 0x19 (Zen to Zen 4) split 512-bit operations in two.
static bool has_half_width_units(void) {
    unsigned int a, b, c, d;
    char vendor[12];
    if (!__get_cpuid(0, &a, &b, &c, &d)) return false;
    memcpy(vendor, &b, 4);
    memcpy(vendor + 4, &d, 4);
    memcpy(vendor + 8, &c, 4);
    if (memcmp(vendor, "AuthenticAMD", 12) != 0 || !__get_cpuid(1, &a, &b, &c, &d)) return false;
    const unsigned int family = ((a >> 8) & 0xF) + ((a >> 20) & 0xFF);
    return family >= 0x17 && family <= 0x19;
}

static const ck_kernel_set *choose(void) {
    __builtin_cpu_init();
    const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")
        && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
    const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    // Tests and comparisons may ask for a lesser set by its name.
    const char *wanted = getenv("DIGITLAB_KERNELS");
    if (wanted) {
        const ck_kernel_set *sets[] = {
            &ck_kernels_baseline, avx2 ? &ck_kernels_avx2 : NULL, avx512 ? &ck_kernels_avx512_narrow : NULL,
            avx512 ? &ck_kernels_avx512 : NULL,
        };
        for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
            if (sets[i] && strcmp(sets[i]->name, wanted) == 0) return sets[i];
    }
    if (avx512) return has_half_width_units() ? &ck_kernels_avx512_narrow : &ck_kernels_avx512;
    return avx2 ? &ck_kernels_avx2 : &ck_kernels_baseline;
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

const ck_kernel_set *ck_kernels_for(int32_t images) {
#if defined(__x86_64__)
    // Whole vectors are worth having here even where they are carried out in two halves: they need half as many loads.
    if (ck_kernels() == &ck_kernels_avx512 || (ck_kernels() == &ck_kernels_avx512_narrow && !getenv("DIGITLAB_KERNELS")))
        return images > ck_kernels_avx512_narrow.lanes ? &ck_kernels_avx512 : &ck_kernels_avx512_narrow;
#endif
    return ck_kernels();
}

int32_t ck_convolution_lanes(int32_t images) { return ck_kernels_for(images)->lanes; }

const char *ck_instruction_set(void) { return ck_kernels()->name; }

const char *ck_preferred_blas_kernel(void) {
#if defined(__x86_64__)
    if (ck_kernels() == &ck_kernels_avx512 || ck_kernels() == &ck_kernels_avx512_narrow) return "SkylakeX";
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
