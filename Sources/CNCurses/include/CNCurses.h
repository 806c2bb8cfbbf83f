// What Swift cannot import of ncurses (macros, globals, variadics, cchar_t), and the restoring of the screen
// from signal handlers. All of it belongs to one thread but for what is said to be safe in handlers.
#ifndef CNCURSES_H
#define CNCURSES_H

#include <stdbool.h>
#include <stdint.h>

// One character for cnc_put_row. `scalar` 0 is the right half of a wide character.
typedef struct {
    uint32_t scalar;
    uint32_t mark;
    int32_t pair;
    uint32_t attributes;
} cnc_cell;

// Attributes of cnc_cell, the same bits as TerminalUI's Style.Attributes.
enum { CNC_BOLD = 1, CNC_DIM = 2, CNC_UNDERLINE = 4, CNC_REVERSE = 8 };

// Kinds of input.
enum {
    CNC_NONE = 0,
    CNC_CHARACTER,
    CNC_UP, CNC_DOWN, CNC_LEFT, CNC_RIGHT,
    CNC_SHIFT_UP, CNC_SHIFT_DOWN, CNC_SHIFT_LEFT, CNC_SHIFT_RIGHT,
    CNC_HOME, CNC_END, CNC_PAGE_UP, CNC_PAGE_DOWN,
    CNC_ENTER, CNC_BACK_TAB, CNC_BACKSPACE, CNC_DELETE, CNC_INSERT,
    CNC_FUNCTION,
    CNC_MOUSE,
    CNC_OTHER
};

// Kinds of mouse events.
enum { CNC_PRESS, CNC_RELEASE, CNC_MOTION, CNC_WHEEL_UP, CNC_WHEEL_DOWN };

typedef struct {
    int kind;
    // The character or the number of the function key.
    uint32_t value;
    // A mouse event: its kind, button 1…3 (0: unknown), modifiers (1 shift, 2 control, 4 alt), and cell.
    int mouse, button, modifiers, column, row;
} cnc_input;

// Why cnc_open failed.
enum { CNC_OK = 0, CNC_UNKNOWN_TERMINAL, CNC_NO_CURSOR_ADDRESSING, CNC_FAILED };

// Whether standard input and output are a terminal.
bool cnc_is_terminal(void);
// Sets LC_CTYPE from the environment, or to C.UTF-8 where it is not UTF-8. Whether more than ASCII may be shown: in
// UTF-8, or if `wants_utf8` and it could be set.
bool cnc_set_locale(bool wants_utf8);

// Opens the screen, takes over the signals and enables the mouse if wanted. The calling thread owns it from here.
int cnc_open(bool wants_mouse, bool wants_color);
// Restores the screen, the terminal's modes and the signals. Harmless when closed already.
void cnc_close(void);
bool cnc_is_own_thread(void);

// Colours that the terminal has: 0 when none; 1 << 24 where a colour's number is 0xRRGGBB.
int cnc_colors(void);
int cnc_pairs(void);
bool cnc_has_mouse(void);
// -1 is the terminal's own colour.
void cnc_set_pair(int pair, int foreground, int background);

void cnc_size(int *columns, int *rows);
// Reads the window's size from the terminal and tells ncurses.
void cnc_update_size(void);

// Writes a whole row from its first column on.
void cnc_put_row(int row, const cnc_cell *cells, int count);
// Sends what changed; the cursor is shown at a cell, or hidden if column is negative.
void cnc_flush(int column, int row);
// Forgets what the screen shows: the next flush sends everything.
void cnc_invalidate(void);

// The next input that is there already; CNC_NONE if none.
cnc_input cnc_read(void);

// What cnc_wait saw, bits.
enum { CNC_SAW_INPUT = 1, CNC_SAW_SIGNAL = 2, CNC_SAW_WAKE = 4, CNC_SAW_HANGUP = 8 };
// Sleeps until there is input, a signal, something to read from `wake_descriptor`, or the time is over (-1: never).
int cnc_wait(int wake_descriptor, int milliseconds, bool watches_terminal);
// Whether input is announced though there is nothing to read: the terminal has gone.
bool cnc_is_end_of_input(void);
// The next signal that arrived (SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH); 0 if none.
int cnc_next_signal(void);

// Leaves the screen and stops the process (all of its job if `whole_job`); returns when it is continued.
void cnc_stop(bool whole_job);
// Takes the screen again.
void cnc_resume(void);

#endif
