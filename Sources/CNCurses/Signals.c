// Restoring the screen on every way out. The handlers use only what is async-signal-safe: write, poll, tcsetattr,
// tcflush, sigaction, raise, clock_gettime, setitimer. One mechanism only: sigaction (a Dispatch source would displace it).
#include "Internal.h"

#include <CProcess.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static const int fatal_signals[] = {SIGILL, SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGTRAP, SIGQUIT, SIGSYS};
static const int reported_signals[] = {SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH, SIGALRM};
enum { FATAL = sizeof fatal_signals / sizeof *fatal_signals, REPORTED = sizeof reported_signals / sizeof *reported_signals };

static struct sigaction old_fatal[FATAL], old_reported[REPORTED];
static struct termios saved_modes;
static bool has_saved_modes;
static char reset_text[512];
static size_t reset_length;
// Whether the screen is ours, so that it is restored once.
static volatile sig_atomic_t is_active;
static volatile sig_atomic_t is_installed;
static int signal_pipe[2] = {-1, -1};
static volatile sig_atomic_t has_termination;
// The signal that asked us to end, while nobody has taken it.
static volatile sig_atomic_t untaken;
static struct timespec first_termination;
static char alternate_stack[65536];

static int append(int character) {
    if (reset_length < sizeof reset_text) reset_text[reset_length++] = (char)character;
    return character;
}

static void append_capability(const char *name) {
    const char *text = tigetstr(name);
    if (text && text != (char *)-1) tputs(text, 1, append);
}

// Renders once, while ncurses may still be called, what the handlers will write.
void cnc_signals_prepare_reset(bool has_mouse, bool takes_sequences) {
    reset_length = 0;
    if (takes_sequences)
        for (const char *c = "\033[?2026l\033[?2004l"; *c; c++) append(*c);
    if (has_mouse)
        for (const char *c = "\033[?1006l\033[?1002l\033[?1000l"; *c; c++) append(*c);
    append_capability("sgr0");
    append_capability("op");
    append_capability("rmkx");
    append_capability("cnorm");
    const char *leave = tigetstr("rmcup");
    if (leave && leave != (char *)-1) {
        tputs(leave, 1, append);
    } else {
        append('\r');
        append('\n');
    }
}

void cnc_signals_save_modes(void) { has_saved_modes = tcgetattr(STDIN_FILENO, &saved_modes) == 0; }

void cnc_signals_set_active(bool active) { is_active = active; }

int cnc_signals_descriptor(void) { return signal_pipe[0]; }

void cnc_signals_restore_modes(void) {
    if (!has_saved_modes) return;
    while (tcsetattr(STDIN_FILENO, TCSANOW, &saved_modes) < 0 && errno == EINTR) {}
}

static void restore_screen(void) {
    if (!is_active) return;
    is_active = 0;
    int error = errno;
    size_t done = 0;
    while (done < reset_length) {
        struct pollfd terminal = {.fd = cnc_output_descriptor(), .events = POLLOUT};
        // One that does not read must not keep us.
        if (poll(&terminal, 1, 200) <= 0 || !(terminal.revents & POLLOUT)) break;
        ssize_t count = write(terminal.fd, reset_text + done, reset_length - done);
        if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (count <= 0) break;
        done += (size_t)count;
    }
    // Reports of the mouse that are still on their way must not end up in the shell.
    tcflush(STDIN_FILENO, TCIFLUSH);
    cnc_signals_restore_modes();
    errno = error;
}

static void end_by(int number) {
    restore_screen();
    struct sigaction standard;
    memset(&standard, 0, sizeof standard);
    standard.sa_handler = SIG_DFL;
    sigaction(number, &standard, NULL);
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, number);
    raise(number);
    pthread_sigmask(SIG_UNBLOCK, &only, NULL);
}

static void on_fatal(int number) {
    restore_screen();
    cpr_end_if_out_of_memory();
    end_by(number);
}

// The least time in which whoever asked us to end sees that we do, and the most that saving a run may take.
enum { PATIENCE_MILLISECONDS = 700, SAVING_SECONDS = 10 };

static void arm(int seconds, int milliseconds) {
    struct itimerval timer = {.it_value = {.tv_sec = seconds, .tv_usec = milliseconds * 1000}};
    setitimer(ITIMER_REAL, &timer, NULL);
}

static void on_reported(int number) {
    int error = errno;
    if (number == SIGALRM) {
        // The lab's thread hangs in something, or what it waits for never comes.
        if (untaken) end_by(untaken);
        if (has_termination) end_by(has_termination);
        errno = error;
        return;
    }
    if (number == SIGINT || number == SIGTERM || number == SIGHUP) {
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        // Asked twice within five seconds: whoever asks does not want to wait for the saving.
        if (has_termination && now.tv_sec - first_termination.tv_sec < 5) {
            end_by(number);
            return;
        }
        has_termination = number;
        untaken = number;
        first_termination = now;
        arm(0, PATIENCE_MILLISECONDS);
    }
    char byte = (char)number;
    while (write(signal_pipe[1], &byte, 1) < 0 && errno == EINTR) {}
    errno = error;
}

// exit() without cnc_close: an error on the way, or a library.
static void on_exit_restore(void) { restore_screen(); }

void cnc_signals_install(void) {
    if (is_installed) return;
    static bool is_registered;
    if (!is_registered) is_registered = atexit(on_exit_restore) == 0;
    if (signal_pipe[0] < 0 && pipe(signal_pipe) == 0) {
        for (int end = 0; end < 2; end++) {
            fcntl(signal_pipe[end], F_SETFL, O_NONBLOCK);
            fcntl(signal_pipe[end], F_SETFD, FD_CLOEXEC);
        }
    }
    // A stack overflow leaves no stack for its own handler.
    stack_t stack;
    memset(&stack, 0, sizeof stack);
    stack.ss_sp = alternate_stack;
    stack.ss_size = sizeof alternate_stack;
    sigaltstack(&stack, NULL);

    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_handler = on_fatal;
    action.sa_flags = SA_ONSTACK | SA_NODEFER;
    for (int i = 0; i < FATAL; i++) sigaction(fatal_signals[i], &action, &old_fatal[i]);
    action.sa_handler = on_reported;
    action.sa_flags = SA_RESTART | SA_ONSTACK;
    for (int i = 0; i < REPORTED; i++) {
        sigaction(reported_signals[i], NULL, &old_reported[i]);
        // nohup asked that SIGHUP be ignored, and so on; a vanished terminal is seen all the same.
        bool keeps = old_reported[i].sa_handler == SIG_IGN && reported_signals[i] != SIGWINCH;
        if (!keeps) sigaction(reported_signals[i], &action, NULL);
    }
    has_termination = 0;
    untaken = 0;
    is_installed = 1;
}

void cnc_signals_remove(void) {
    if (!is_installed) return;
    is_installed = 0;
    if (has_termination) arm(0, 0);
    for (int i = 0; i < FATAL; i++) sigaction(fatal_signals[i], &old_fatal[i], NULL);
    for (int i = 0; i < REPORTED; i++) sigaction(reported_signals[i], &old_reported[i], NULL);
    stack_t none;
    memset(&none, 0, sizeof none);
    none.ss_flags = SS_DISABLE;
    sigaltstack(&none, NULL);
}

int cnc_next_signal(void) {
    unsigned char byte;
    for (;;) {
        ssize_t count = read(signal_pipe[0], &byte, 1);
        if (count == 1) {
            if (byte == untaken) {
                // It is heard. What now keeps us is the run being saved, which may take its time but not for ever.
                untaken = 0;
                arm(SAVING_SECONDS, 0);
            }
            return byte;
        }
        if (count < 0 && errno == EINTR) continue;
        return 0;
    }
}
