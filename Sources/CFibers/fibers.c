// The C library's contexts keep the signal mask too, for a system call of some 100 ns each way. A fiber runs only where a
// thread does the work of several, so that is seldom and small beside the work.
#define _GNU_SOURCE
#include "CFibers.h"
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define CF_THREAD_SANITIZER 1
void *__tsan_get_current_fiber(void);
void *__tsan_create_fiber(unsigned flags);
void __tsan_destroy_fiber(void *fiber);
void __tsan_switch_to_fiber(void *fiber, unsigned flags);
#endif
#endif

struct cf_fiber {
    ucontext_t context, home;
    void (*body)(void *);
    void *argument;
    char *mapping;
    size_t mapped;
    long paused_with;
#ifdef CF_THREAD_SANITIZER
    void *sanitizer_fiber, *sanitizer_home;
#endif
};

static _Thread_local cf_fiber *running;
/// Hands the pointer to `enter`, which can be given none portably; used before the thread does anything else.
static _Thread_local cf_fiber *entering;
static _Thread_local long thread_number;

static void leave(cf_fiber *fiber) {
#ifdef CF_THREAD_SANITIZER
    __tsan_switch_to_fiber(fiber->sanitizer_home, 0);
#endif
    swapcontext(&fiber->context, &fiber->home);
}

static void enter(void) {
    cf_fiber *fiber = entering;
    for (;;) {
        fiber->body(fiber->argument);
        fiber->paused_with = -1;
        leave(fiber);
    }
}

cf_fiber *cf_make(size_t stack_size, void (*body)(void *), void *argument) {
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    cf_fiber *fiber = calloc(1, sizeof *fiber);
    if (!fiber) return NULL;
    fiber->mapped = (stack_size + page - 1) / page * page + page;
    fiber->mapping = mmap(NULL, fiber->mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    if (fiber->mapping == MAP_FAILED) {
        free(fiber);
        return NULL;
    }
    // Stacks grow down: the lowest page stays out of reach.
    if (mprotect(fiber->mapping, page, PROT_NONE) != 0 || getcontext(&fiber->context) != 0) {
        munmap(fiber->mapping, fiber->mapped);
        free(fiber);
        return NULL;
    }
    fiber->body = body;
    fiber->argument = argument;
    fiber->context.uc_stack.ss_sp = fiber->mapping + page;
    fiber->context.uc_stack.ss_size = fiber->mapped - page;
    fiber->context.uc_link = NULL;
    makecontext(&fiber->context, enter, 0);
#ifdef CF_THREAD_SANITIZER
    fiber->sanitizer_fiber = __tsan_create_fiber(0);
#endif
    return fiber;
}

void cf_free(cf_fiber *fiber) {
#ifdef CF_THREAD_SANITIZER
    __tsan_destroy_fiber(fiber->sanitizer_fiber);
#endif
    munmap(fiber->mapping, fiber->mapped);
    free(fiber);
}

long cf_resume(cf_fiber *fiber) {
    running = entering = fiber;
#ifdef CF_THREAD_SANITIZER
    fiber->sanitizer_home = __tsan_get_current_fiber();
    __tsan_switch_to_fiber(fiber->sanitizer_fiber, 0);
#endif
    swapcontext(&fiber->home, &fiber->context);
    running = NULL;
    return fiber->paused_with;
}

void cf_pause(long value) {
    cf_fiber *fiber = running;
    fiber->paused_with = value;
    leave(fiber);
}

bool cf_is_fiber(void) { return running != NULL; }

void cf_set_thread_number(long number) { thread_number = number; }

long cf_thread_number(void) { return thread_number; }
