// What ncurses writes, on its way to the terminal. ncurses itself would wait for a terminal that does not read (a stopped
// pseudo-terminal, a network that hangs), and no signal gets it out of that. So it writes into a file in memory, and what is
// in there is sent on as far as the terminal takes it.
#include "Internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static FILE *capture;
// Where a captured frame is read from: the file itself, or a pipe's other end.
static int source = -1;
static bool is_pipe;
static int terminal = STDOUT_FILENO;
static bool may_block;
static char *waiting;
static size_t waiting_start, waiting_count, waiting_capacity;

// A description of our own of the same terminal: O_NONBLOCK on the inherited one would stay with the shell.
static void open_terminal(void) {
    terminal = open("/proc/self/fd/1", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    char name[256];
    if (terminal < 0 && ttyname_r(STDOUT_FILENO, name, sizeof name) == 0)
        terminal = open(name, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    // Another user's terminal, after su.
    may_block = terminal < 0;
    if (may_block) terminal = STDOUT_FILENO;
}

static int open_file(void) {
    is_pipe = false;
    struct rlimit limit;
    // A limit on files concerns those in memory too; a pipe has none, but must hold a whole frame.
    bool is_limited = getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
#ifdef __linux__
    if (!is_limited) {
        int file = memfd_create("screen", MFD_CLOEXEC);
        if (file >= 0) return source = file;
    }
#endif
    int ends[2];
    if (pipe(ends) < 0) return -1;
    is_pipe = true;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
#ifdef F_SETPIPE_SZ
    fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
#endif
    source = ends[0];
    return ends[1];
}

FILE *cnc_output_open(void) {
    int file = open_file();
    if (file < 0) return NULL;
    capture = fdopen(file, "w");
    if (!capture) return NULL;
    open_terminal();
    waiting_start = waiting_count = 0;
    return capture;
}

void cnc_output_close(void) {
    if (capture) fclose(capture);
    capture = NULL;
    if (is_pipe) close(source);
    source = -1;
    int closed = terminal;
    terminal = STDOUT_FILENO;
    if (!may_block) close(closed);
    free(waiting);
    waiting = NULL;
    waiting_start = waiting_count = waiting_capacity = 0;
}

// Room for `count` bytes more, or NULL.
static char *room(size_t count) {
    if (waiting_start > 0) {
        memmove(waiting, waiting + waiting_start, waiting_count);
        waiting_start = 0;
    }
    if (waiting_count + count > waiting_capacity) {
        size_t capacity = 2 * (waiting_count + count);
        char *grown = realloc(waiting, capacity);
        if (!grown) return NULL;
        waiting = grown;
        waiting_capacity = capacity;
    }
    return waiting + waiting_count;
}

void cnc_send(const char *text) {
    size_t length = strlen(text);
    char *place = room(length);
    if (!place) return;
    memcpy(place, text, length);
    waiting_count += length;
}

void cnc_output_take(void) {
    fflush(capture);
    enum { PIECE = 65536 };
    if (!is_pipe) lseek(source, 0, SEEK_SET);
    for (;;) {
        char *place = room(PIECE);
        ssize_t count = place ? read(source, place, PIECE) : -1;
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        waiting_count += (size_t)count;
    }
    if (is_pipe) return;
    lseek(source, 0, SEEK_SET);
    // Nothing depends on it: what is read next is what was written since.
    if (ftruncate(source, 0) != 0) waiting_count = 0;
}

void cnc_output_discard(void) { waiting_start = waiting_count = 0; }

int cnc_output_descriptor(void) { return terminal; }

bool cnc_output_waits(void) { return waiting_count > 0; }

static long milliseconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool cnc_output_drain(int milliseconds) {
    // Where writing may block, pieces go that fit where there is any room.
    enum { SMALL = 256 };
    long end = milliseconds_now() + milliseconds;
    while (waiting_count > 0) {
        struct pollfd room = {.fd = terminal, .events = POLLOUT};
        long left = end - milliseconds_now();
        int ready = poll(&room, 1, left > 0 ? (int)left : 0);
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) return false;
        size_t piece = may_block && waiting_count > SMALL ? SMALL : waiting_count;
        ssize_t count = write(terminal, waiting + waiting_start, piece);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && errno == EAGAIN) {
            if (milliseconds_now() >= end) return false;
            continue;
        }
        // The terminal has gone, which its input tells as well.
        if (count <= 0) {
            cnc_output_discard();
            return true;
        }
        waiting_start += (size_t)count;
        waiting_count -= (size_t)count;
    }
    waiting_start = 0;
    return true;
}
