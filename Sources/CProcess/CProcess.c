#define _GNU_SOURCE
#include "include/CProcess.h"

#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__linux__) && defined(__ELF__)
// Runs before the initialisers of the libraries: they read these variables when they are loaded.
//
// OpenBLAS starts a thread for each core, none of which is ever used here; where one cannot be started (`ulimit -u`, a
// container's limit) it ends the process by SIGINT, and at the end it may wait for one that never was.
// Swift's backtracer would ask on the terminal what to do about a crash.
static void prepare_environment(int count, char **arguments, char **environment) {
    (void)count;
    (void)arguments;
    (void)environment;
    setenv("OPENBLAS_NUM_THREADS", "1", 1);
    setenv("SWIFT_BACKTRACE", "interactive=no", 0);
}

__attribute__((section(".preinit_array"), used)) static void (*const preparation)(int, char **, char **) =
    prepare_environment;
#endif

int64_t cpr_address_space_left(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return -1;
    long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (file) {
        if (fscanf(file, "%ld", &pages) != 1) pages = 0;
        fclose(file);
    }
    int64_t used = (int64_t)pages * sysconf(_SC_PAGESIZE);
    int64_t left = (int64_t)limit.rlim_cur - used;
    return left > 0 ? left : 0;
}

static void *nothing(void *unused) { return unused; }

bool cpr_can_start_thread(void) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, nothing, NULL) != 0) return false;
    pthread_join(thread, NULL);
    return true;
}

static const char *memory_message;
static int memory_status;

void cpr_end_if_out_of_memory(void) {
    if (!memory_message) return;
    // Large enough that a request of any size near it would have failed, small beside what a program runs with.
    enum { PROBE = 32 << 20 };
    void *probe = mmap(NULL, PROBE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (probe != MAP_FAILED) {
        munmap(probe, PROBE);
        return;
    }
    ssize_t ignored = write(STDERR_FILENO, memory_message, strlen(memory_message));
    (void)ignored;
    _exit(memory_status);
}

static void on_crash(int number) {
    cpr_end_if_out_of_memory();
    signal(number, SIG_DFL);
    raise(number);
}

void cpr_watch_memory(const char *message, int status) {
    memory_message = message;
    memory_status = status;
    static const int signals[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS};
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_handler = on_crash;
    action.sa_flags = SA_NODEFER;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) sigaction(signals[i], &action, NULL);
}
