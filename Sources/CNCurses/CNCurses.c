#include "Internal.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

static SCREEN *screen;
static pthread_t owner;
static bool mouse_is_on;
static bool takes_sequences;
static bool is_synchronized;
static int color_count;
static int cursor_state = -1;

bool cnc_is_terminal(void) { return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO); }

static bool is_utf8(void) {
    const char *name = nl_langinfo(CODESET);
    return name && (strcmp(name, "UTF-8") == 0 || strcmp(name, "utf8") == 0);
}

bool cnc_set_locale(bool wants_utf8) {
    setlocale(LC_CTYPE, "");
    bool was_utf8 = is_utf8();
    // Outside UTF-8 ncurses repeats characters by REP where the entry promises it, and many that pass for xterm ignore
    // that. Only ASCII is drawn there, which is the same in both.
    if (!was_utf8) setlocale(LC_CTYPE, "C.UTF-8");
    return was_utf8 || (wants_utf8 && is_utf8());
}

// Clicks, drags, coordinates as decimal numbers, and marks around what is pasted; taken back on every way out.
static void enable_reports(void) {
    if (mouse_is_on) cnc_send("\033[?1000h\033[?1002h\033[?1006h");
    if (takes_sequences) cnc_send("\033[?2004h");
}

static void disable_reports(void) {
    if (takes_sequences) cnc_send("\033[?2004l");
    if (mouse_is_on) cnc_send("\033[?1006l\033[?1002l\033[?1000l");
}

// Not raw: Ctrl-C and Ctrl-Z must stay signals. But Ctrl-S must not freeze the screen, Ctrl-V not swallow a key, and
// nothing may be made of the cursor movements that ncurses writes.
static void set_modes(void) {
    struct termios modes;
    if (tcgetattr(STDIN_FILENO, &modes) != 0) return;
    modes.c_iflag &= ~(tcflag_t)(IXON | IXOFF | ICRNL | INLCR | IGNCR | ISTRIP);
    modes.c_oflag &= ~(tcflag_t)(ONLCR | OCRNL | ONLRET | TABDLY);
    modes.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ECHONL | IEXTEN);
    modes.c_lflag |= ISIG;
    modes.c_cc[VMIN] = 1;
    modes.c_cc[VTIME] = 0;
    while (tcsetattr(STDIN_FILENO, TCSANOW, &modes) < 0 && errno == EINTR) {}
}

static const char *capability(const char *name) {
    const char *text = tigetstr(name);
    return text && text != (char *)-1 ? text : NULL;
}

static int number_in(const char *variable) {
    const char *text = getenv(variable);
    long number = text ? strtol(text, NULL, 10) : 0;
    return number > 0 && number < 10000 ? (int)number : 0;
}

// The window's size as the terminal says, not as an earlier shell left it in LINES and COLUMNS. A serial line does not know:
// there the environment may. 0: nobody knows.
static void window_size(int *rows, int *columns) {
    struct winsize window = {0};
    ioctl(STDOUT_FILENO, TIOCGWINSZ, &window);
    *rows = window.ws_row ? window.ws_row : number_in("LINES");
    *columns = window.ws_col ? window.ws_col : number_in("COLUMNS");
}

void cnc_update_size(void) {
    int rows, columns;
    window_size(&rows, &columns);
    resizeterm(rows ? rows : LINES, columns ? columns : COLS);
}

static void set_variable(const char *name, const char *value) {
    if (value) {
        setenv(name, value, 1);
    } else {
        unsetenv(name);
    }
}

// ncurses looks for the size in the environment, where its output is no terminal: there it finds the window's.
static SCREEN *open_screen(FILE *output) {
    enum { COUNT = 2 };
    const char *names[COUNT] = {"LINES", "COLUMNS"};
    char *before[COUNT];
    int size[COUNT];
    window_size(&size[0], &size[1]);
    for (int i = 0; i < COUNT; i++) {
        const char *value = getenv(names[i]);
        before[i] = value ? strdup(value) : NULL;
        char number[16];
        snprintf(number, sizeof number, "%d", size[i]);
        set_variable(names[i], size[i] ? number : i == 0 ? "24" : "80");
    }
    SCREEN *opened = newterm(NULL, output, stdin);
    for (int i = 0; i < COUNT; i++) {
        set_variable(names[i], before[i]);
        free(before[i]);
    }
    return opened;
}

int cnc_open(bool wants_mouse, bool wants_color) {
    if (screen) return CNC_FAILED;
    owner = pthread_self();
    cnc_signals_save_modes();
    // Before newterm: ncurses leaves signals alone that have a handler.
    cnc_signals_install();
    int problem = 0;
    if (setupterm(NULL, STDOUT_FILENO, &problem) != OK) {
        cnc_signals_remove();
        return CNC_UNKNOWN_TERMINAL;
    }
    const char *address = capability("cup");
    if (!address) {
        cnc_signals_remove();
        return CNC_NO_CURSOR_ADDRESSING;
    }
    // Whether it is of ECMA-48's family, which ignores private modes that it does not know.
    takes_sequences = strncmp(address, "\033[", 2) == 0;
    const char *kind = getenv("TERM");
    // The console and DEC's terminals report no mouse to us, whatever terminfo says.
    bool can_mouse = capability("kmous") && kind && strncmp(kind, "linux", 5) && strncmp(kind, "vt", 2);
    mouse_is_on = wants_mouse && can_mouse;
    is_synchronized = false;
    FILE *output = cnc_output_open();
    if (!output) {
        cnc_signals_remove();
        return CNC_FAILED;
    }
    cnc_signals_prepare_reset(mouse_is_on, takes_sequences);
    cnc_signals_set_active(true);
    screen = open_screen(output);
    if (!screen) {
        cnc_signals_set_active(false);
        cnc_output_close();
        cnc_signals_remove();
        return CNC_FAILED;
    }
    set_term(screen);
    // ncurses neither reads the keyboard nor looks whether there is something to read.
    typeahead(-1);
    nonl();
    set_modes();
    keypad(stdscr, TRUE);
    leaveok(stdscr, FALSE);
    scrollok(stdscr, FALSE);
    cnc_update_size();
    color_count = 0;
    if (wants_color && has_colors()) {
        start_color();
        use_default_colors();
        color_count = COLORS;
        if (tigetflag("RGB") > 0 || COLORS >= 1 << 24) color_count = 1 << 24;
    }
    cursor_state = -1;
    cnc_output_take();
    enable_reports();
    return CNC_OK;
}

// Leaves the screen; what was still to be shown on it is left out.
static void leave_screen(void) {
    cnc_output_discard();
    if (is_synchronized) cnc_send("\033[?2026l");
    disable_reports();
    curs_set(1);
    endwin();
    cnc_output_take();
    // A terminal that does not read gets the rest from nobody.
    cnc_output_drain(300);
    cnc_signals_restore_modes();
    cnc_signals_set_active(false);
}

void cnc_close(void) {
    if (!screen) return;
    leave_screen();
    delscreen(screen);
    screen = NULL;
    cnc_output_close();
    cnc_signals_remove();
}

bool cnc_is_own_thread(void) { return pthread_equal(owner, pthread_self()); }
int cnc_colors(void) { return color_count; }
int cnc_pairs(void) { return color_count ? COLOR_PAIRS : 0; }
bool cnc_has_mouse(void) { return mouse_is_on; }
void cnc_set_pair(int pair, int foreground, int background) { init_extended_pair(pair, foreground, background); }

bool cnc_answers(void) {
    const char *kind = getenv("TERM");
    return takes_sequences && capability("kmous") && kind && strncmp(kind, "linux", 5) && strncmp(kind, "vt", 2);
}

void cnc_set_synchronized(bool synchronized) { is_synchronized = synchronized; }

bool cnc_next_key(int *index, const char **name, const char **sequence) {
    for (; strnames[*index]; ++*index) {
        const char *found = strnames[*index][0] == 'k' ? capability(strnames[*index]) : NULL;
        // What begins a report of the mouse is no key.
        if (!found || strcmp(strnames[*index], "kmous") == 0) continue;
        *name = strnames[(*index)++];
        *sequence = found;
        return true;
    }
    return false;
}

void cnc_size(int *width, int *height) {
    *width = COLS;
    *height = LINES;
}

void cnc_put_row(int row, const cnc_cell *cells, int count) {
    enum { LIMIT = 1024 };
    cchar_t text[LIMIT];
    int used = 0, start = 0;
    for (int i = 0; i < count; i++) {
        uint32_t scalar = cells[i].scalar;
        // The right half comes with its left half.
        if (scalar == 0) continue;
        int columns = i + 1 < count && cells[i + 1].scalar == 0 ? 2 : 1;
        // Where the C library knows another width, the row would shift.
        bool fits = scalar < 0x7F || wcwidth((wchar_t)scalar) == columns;
        attr_t attributes = 0;
        if (cells[i].attributes & CNC_BOLD) attributes |= A_BOLD;
        if (cells[i].attributes & CNC_DIM) attributes |= A_DIM;
        if (cells[i].attributes & CNC_UNDERLINE) attributes |= A_UNDERLINE;
        if (cells[i].attributes & CNC_REVERSE) attributes |= A_REVERSE;
        int pair = cells[i].pair;
        wchar_t characters[3] = {fits ? (wchar_t)scalar : L'?', 0, 0};
        if (fits && cells[i].mark && wcwidth((wchar_t)cells[i].mark) == 0) characters[1] = (wchar_t)cells[i].mark;
        if (used + 2 > LIMIT) {
            mvadd_wchnstr(row, start, text, used);
            start = i;
            used = 0;
        }
        setcchar(&text[used++], characters, attributes, 0, &pair);
        if (!fits && columns == 2) {
            characters[0] = L' ';
            setcchar(&text[used++], characters, attributes, 0, &pair);
        }
    }
    if (used) mvadd_wchnstr(row, start, text, used);
}

void cnc_flush(int column, int row) {
    int wanted = column >= 0;
    if (wanted != cursor_state) {
        curs_set(wanted);
        cursor_state = wanted;
    }
    // A terminal that cannot hide its cursor keeps it in one place at least.
    if (wanted) move(row, column);
    else move(LINES - 1, COLS - 1);
    wnoutrefresh(stdscr);
    doupdate();
    if (is_synchronized) cnc_send("\033[?2026h");
    cnc_output_take();
    if (is_synchronized) cnc_send("\033[?2026l");
    cnc_output_drain(0);
}

void cnc_invalidate(void) { clearok(curscr, TRUE); }

int cnc_read(uint8_t *bytes, int capacity) {
    ssize_t count;
    do count = read(STDIN_FILENO, bytes, (size_t)capacity);
    while (count < 0 && errno == EINTR);
    if (count < 0 && errno == EAGAIN) return -1;
    return count > 0 ? (int)count : 0;
}

int cnc_wait(int wake_descriptor, int milliseconds, bool watches_terminal) {
    struct pollfd sources[4] = {
        {.fd = watches_terminal ? STDIN_FILENO : -1, .events = POLLIN},
        {.fd = cnc_signals_descriptor(), .events = POLLIN},
        {.fd = wake_descriptor, .events = POLLIN},
        {.fd = watches_terminal && cnc_output_waits() ? cnc_output_descriptor() : -1, .events = POLLOUT},
    };
    if (poll(sources, 4, milliseconds) <= 0) return 0;
    int seen = 0;
    if (sources[0].revents & POLLIN) seen |= CNC_SAW_INPUT;
    if (sources[0].revents & (POLLHUP | POLLERR | POLLNVAL)) seen |= CNC_SAW_HANGUP;
    if (sources[1].revents & POLLIN) seen |= CNC_SAW_SIGNAL;
    if (sources[2].revents & POLLIN) seen |= CNC_SAW_WAKE;
    if (sources[3].revents & POLLOUT) seen |= CNC_SAW_ROOM;
    return seen;
}

void cnc_stop(bool whole_job) {
    leave_screen();
    struct sigaction standard, ours;
    memset(&standard, 0, sizeof standard);
    standard.sa_handler = SIG_DFL;
    sigaction(SIGTSTP, &standard, &ours);
    if (whole_job) {
        kill(0, SIGTSTP);
    } else {
        raise(SIGTSTP);
    }
    sigaction(SIGTSTP, &ours, NULL);
}

void cnc_resume(void) {
    cnc_signals_set_active(true);
    cnc_update_size();
    set_modes();
    clearok(curscr, TRUE);
    doupdate();
    // ncurses sends this again only where its output is the terminal itself.
    keypad(stdscr, TRUE);
    cursor_state = -1;
    cnc_output_take();
    enable_reports();
    cnc_output_drain(0);
}
