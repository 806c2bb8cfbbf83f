// A terminal for the tests: a screen emulator (libvterm, whose cells have bit-fields that Swift cannot read) and programs
// started in a pseudo-terminal.
#ifndef CVTERM_H
#define CVTERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>

// The screen

typedef struct cvt_screen cvt_screen;

typedef struct {
    uint32_t scalar; // 0: empty, or the right half of a wide character
    uint32_t mark;   // the first combining mark
    bool bold, underline, reverse;
    int32_t foreground, background; // 0xRRGGBB; -1: the terminal's own
} cvt_cell;

typedef struct {
    bool cursor_visible;
    bool alternate_screen;
    int mouse; // 0 off, 1 clicks, 2 drags, 3 every motion
    int cursor_row, cursor_column;
} cvt_state;

/// `console`: understands the Linux console's palette commands, which have no end mark.
cvt_screen *cvt_screen_new(int rows, int columns, bool console);
void cvt_screen_free(cvt_screen *screen);
void cvt_screen_resize(cvt_screen *screen, int rows, int columns);
void cvt_screen_write(cvt_screen *screen, const uint8_t *bytes, size_t count);
void cvt_screen_cell(const cvt_screen *screen, int row, int column, cvt_cell *cell);
cvt_state cvt_screen_state(const cvt_screen *screen);

/// What the terminal sends to the program: answers to its questions, and the keys and mouse reports below in the mode that
/// the program asked for.
size_t cvt_screen_read_output(cvt_screen *screen, uint8_t *bytes, size_t capacity);

enum {
    CVT_KEY_ENTER = 1, CVT_KEY_TAB, CVT_KEY_BACK_TAB, CVT_KEY_BACKSPACE, CVT_KEY_ESCAPE, CVT_KEY_UP, CVT_KEY_DOWN,
    CVT_KEY_LEFT, CVT_KEY_RIGHT, CVT_KEY_INSERT, CVT_KEY_DELETE, CVT_KEY_HOME, CVT_KEY_END, CVT_KEY_PAGE_UP,
    CVT_KEY_PAGE_DOWN
};
void cvt_screen_key(cvt_screen *screen, int key);
void cvt_screen_mouse_move(cvt_screen *screen, int row, int column);
void cvt_screen_mouse_button(cvt_screen *screen, int button, bool pressed);

// The program

typedef struct {
    int master;  // the terminal's side
    int reports; // a `int` wait status each time the program stops, continues or ends
    int release; // the keeper goes when this is closed
    pid_t keeper, program;
    struct termios modes; // as the program finds them
} cvt_program;

/// Starts a program in a pseudo-terminal of its own, in the foreground of a session that a keeper process leads, as a shell
/// would: so the program can be stopped, and the terminal's modes outlive it.
///
/// Returns 0, or errno.
int cvt_start(
    const char *path, char *const arguments[], char *const environment[], const char *folder, int rows, int columns,
    bool ignores_hangup, cvt_program *program);

bool cvt_same_modes(const struct termios *a, const struct termios *b);

int cvt_set_size(int master, int rows, int columns);

/// Starts a program with its standard output and standard error in pipes, whose other ends are `outputs`; bit 1 or 2 of
/// `closed_outputs` has it find that stream closed instead. Returns 0, or errno.
int cvt_spawn(
    const char *path, char *const arguments[], char *const environment[], const char *folder, unsigned closed_outputs,
    int outputs[2], pid_t *process);

// What the wait macros tell.
bool cvt_has_exited(int status);
int cvt_exit_code(int status);
bool cvt_was_killed(int status);
int cvt_signal(int status);
bool cvt_has_stopped(int status);
bool cvt_has_continued(int status);

#endif
