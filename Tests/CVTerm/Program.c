#define _GNU_SOURCE
#include "CVTerm.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

// Between fork and exec only what is async-signal-safe: the tests have threads.

static void standard_signals(bool ignores_hangup) {
    for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
    if (ignores_hangup) signal(SIGHUP, SIG_IGN);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void report(int descriptor, int value) {
    while (write(descriptor, &value, sizeof value) < 0 && errno == EINTR) {}
}

static void keep(
    const char *path, char *const arguments[], char *const environment[], const char *folder, const char *terminal,
    int reports, int release, bool ignores_hangup) {
    setsid();
    for (int number = 1; number < 32; number++) signal(number, SIG_IGN);
    signal(SIGCHLD, SIG_DFL);
    int slave = open(terminal, O_RDWR | O_CLOEXEC);
    if (slave < 0 || ioctl(slave, TIOCSCTTY, 0) < 0) _exit(1);
    pid_t child = fork();
    if (child < 0) _exit(1);
    if (child == 0) {
        setpgid(0, 0);
        tcsetpgrp(slave, getpid());
        standard_signals(ignores_hangup);
        for (int descriptor = 0; descriptor < 3; descriptor++) dup2(slave, descriptor);
        if (folder && chdir(folder) < 0) _exit(126);
        execve(path, arguments, environment);
        _exit(127);
    }
    setpgid(child, child);
    report(reports, child);
    for (;;) {
        int status;
        pid_t found = waitpid(child, &status, WUNTRACED | WCONTINUED);
        if (found < 0 && errno == EINTR) continue;
        if (found < 0) break;
        report(reports, status);
        if (WIFEXITED(status) || WIFSIGNALED(status)) break;
    }
    // The terminal's modes are reset when its session ends, and the test still wants to look at them.
    char byte;
    while (read(release, &byte, 1) < 0 && errno == EINTR) {}
    _exit(0);
}

int cvt_start(
    const char *path, char *const arguments[], char *const environment[], const char *folder, int rows, int columns,
    bool ignores_hangup, cvt_program *program) {
    int reports[2] = {-1, -1}, release[2] = {-1, -1};
    char name[128];
    struct termios modes;
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master < 0 || grantpt(master) < 0 || unlockpt(master) < 0 || ptsname_r(master, name, sizeof name) != 0
        || cvt_set_size(master, rows, columns) != 0 || tcgetattr(master, &modes) < 0
        || pipe2(reports, O_CLOEXEC) < 0 || pipe2(release, O_CLOEXEC) < 0)
        goto failed;
    pid_t keeper = fork();
    if (keeper < 0) goto failed;
    if (keeper == 0) {
        // Else the keeper would keep open what it waits for, here and of every other terminal that is under test.
        for (int descriptor = 3; descriptor < 1024; descriptor++)
            if (descriptor != reports[1] && descriptor != release[0]) close(descriptor);
        keep(path, arguments, environment, folder, name, reports[1], release[0], ignores_hangup);
    }
    close(reports[1]);
    close(release[0]);
    reports[1] = release[0] = -1;
    int child = 0;
    if (read(reports[0], &child, sizeof child) != sizeof child) {
        waitpid(keeper, NULL, 0);
        errno = ECHILD;
        goto failed;
    }
    *program = (cvt_program){master, reports[0], release[1], keeper, child, modes};
    return 0;

failed:;
    int code = errno;
    int all[] = {master, reports[0], reports[1], release[0], release[1]};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i] >= 0) close(all[i]);
    return code ? code : EIO;
}

bool cvt_same_modes(const struct termios *a, const struct termios *b) {
    return a->c_iflag == b->c_iflag && a->c_oflag == b->c_oflag && a->c_cflag == b->c_cflag
        && (a->c_lflag & ~(tcflag_t)PENDIN) == (b->c_lflag & ~(tcflag_t)PENDIN)
        && memcmp(a->c_cc, b->c_cc, sizeof a->c_cc) == 0;
}

int cvt_set_size(int master, int rows, int columns) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    return ioctl(master, TIOCSWINSZ, &size) == 0 ? 0 : errno;
}

bool cvt_has_exited(int status) { return WIFEXITED(status); }
int cvt_exit_code(int status) { return WEXITSTATUS(status); }
bool cvt_was_killed(int status) { return WIFSIGNALED(status); }
int cvt_signal(int status) { return WIFSTOPPED(status) ? WSTOPSIG(status) : WTERMSIG(status); }
bool cvt_has_stopped(int status) { return WIFSTOPPED(status); }
bool cvt_has_continued(int status) { return WIFCONTINUED(status); }

int cvt_spawn(
    const char *path, char *const arguments[], char *const environment[], const char *folder, unsigned closed_outputs,
    int outputs[2], pid_t *process) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t all, none;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    posix_spawn_file_actions_addchdir_np(&actions, folder);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    int ends[2][2] = {{-1, -1}, {-1, -1}};
    int code = 0;
    for (int i = 0; i < 2 && code == 0; i++) {
        if (pipe2(ends[i], O_CLOEXEC) < 0) code = errno;
        if (closed_outputs & 1u << (i + 1)) {
            posix_spawn_file_actions_addclose(&actions, i + 1);
        } else {
            posix_spawn_file_actions_adddup2(&actions, ends[i][1], i + 1);
        }
    }
    if (code == 0) code = posix_spawn(process, path, &actions, &attributes, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    for (int i = 0; i < 2; i++) {
        if (ends[i][1] >= 0) close(ends[i][1]);
        if (code && ends[i][0] >= 0) close(ends[i][0]);
        outputs[i] = ends[i][0];
    }
    return code;
}
