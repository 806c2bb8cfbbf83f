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
// Sends what changed, as much as the terminal takes now; the cursor is shown at a cell, or hidden if column is negative.
void cnc_flush(int column, int row);
// Forgets what the screen shows: the next flush sends everything.
void cnc_invalidate(void);

// Sends text of our own, a control sequence, behind what is on its way.
void cnc_send(const char *text);
// Whether the terminal has not taken all yet that was sent. Nothing here waits for it.
bool cnc_output_waits(void);
// Sends more of that, waiting for at most so many milliseconds; whether all is sent.
bool cnc_output_drain(int milliseconds);

// Whether the terminal can be asked about itself: it answers DA1, and leaves unanswered what it does not know.
bool cnc_answers(void);
// Frames are to be shown at once (DEC's private mode 2026).
void cnc_set_synchronized(bool synchronized);
// The keys that terminfo knows, one a call, by their capability's name; `index` begins at 0. False: no more.
bool cnc_next_key(int *index, const char **name, const char **sequence);

// Reads bytes that are there. 0: the terminal has gone. -1: none are there.
int cnc_read(uint8_t *bytes, int capacity);

// What cnc_wait saw, bits.
enum { CNC_SAW_INPUT = 1, CNC_SAW_SIGNAL = 2, CNC_SAW_WAKE = 4, CNC_SAW_HANGUP = 8, CNC_SAW_ROOM = 16 };
// Sleeps until there is input, a signal, something to read from `wake_descriptor`, room for output that waits, or the
// time is over (-1: never).
int cnc_wait(int wake_descriptor, int milliseconds, bool watches_terminal);
// The next signal that arrived (SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH); 0 if none.
int cnc_next_signal(void);

// Leaves the screen and stops the process (all of its job if `whole_job`); returns when it is continued.
void cnc_stop(bool whole_job);
// Takes the screen again.
void cnc_resume(void);

#endif
