// The affinity calls are GNU's and hidden from Swift without this.
#define _GNU_SOURCE
#include "CKernels.h"
#include <errno.h>
#include <sched.h>

int32_t ck_affinity_count(void) {
    // The kernel refuses, with EINVAL, a mask that is shorter than its own.
    for (int processors = 1024; processors <= 1 << 20; processors *= 4) {
        cpu_set_t *mask = CPU_ALLOC(processors);
        if (!mask) return 0;
        const size_t size = CPU_ALLOC_SIZE(processors);
        const int status = sched_getaffinity(0, size, mask);
        const int code = errno;
        const int32_t count = status == 0 ? CPU_COUNT_S(size, mask) : 0;
        CPU_FREE(mask);
        if (status == 0 || code != EINVAL) return count;
    }
    return 0;
}
