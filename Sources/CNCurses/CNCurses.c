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
static int color_count;
static int cursor_state = -1;
// A mouse report of which not all has arrived.
static int report_form;
static char report[32];
static int report_length;

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

static void send_text(const char *text) {
    size_t length = strlen(text), done = 0;
    while (done < length) {
        ssize_t count = write(STDOUT_FILENO, text + done, length - done);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return;
        done += (size_t)count;
    }
}

// Clicks, drags, and coordinates as decimal numbers; taken back on every way out. The reports are read here and not by
// ncurses: it makes one event of a press and a release that arrive together, and keeps eight of a burst, newest first.
static void enable_mouse(void) {
    if (mouse_is_on) send_text("\033[?1000h\033[?1002h\033[?1006h");
}

static void disable_mouse(void) {
    if (mouse_is_on) send_text("\033[?1006l\033[?1002l\033[?1000l");
}

// Codes of our own for what a report begins with; the other form comes from terminals that know no decimal coordinates.
enum { DECIMAL_REPORT = KEY_MAX + 1, BYTE_REPORT };

// Not raw(): Ctrl-C and Ctrl-Z must stay signals. But Ctrl-S must not freeze the screen, Ctrl-V not swallow a key.
static void set_modes(void) {
    cbreak();
    noecho();
    nonl();
    struct termios modes;
    if (tcgetattr(STDIN_FILENO, &modes) == 0) {
        modes.c_iflag &= ~(tcflag_t)(IXON | IXOFF);
        modes.c_lflag &= ~(tcflag_t)IEXTEN;
        while (tcsetattr(STDIN_FILENO, TCSANOW, &modes) < 0 && errno == EINTR) {}
    }
    def_prog_mode();
}

int cnc_open(bool wants_mouse, bool wants_color) {
    if (screen) return CNC_FAILED;
    owner = pthread_self();
    cnc_signals_save_modes();
    // Before newterm: ncurses leaves signals alone that have a handler.
    cnc_signals_install();
    use_env(TRUE);
    int problem = 0;
    if (setupterm(NULL, STDOUT_FILENO, &problem) != OK) {
        cnc_signals_remove();
        return CNC_UNKNOWN_TERMINAL;
    }
    const char *address = tigetstr("cup");
    if (!address || address == (char *)-1) {
        cnc_signals_remove();
        return CNC_NO_CURSOR_ADDRESSING;
    }
    const char *kind = getenv("TERM");
    const char *mouse_key = tigetstr("kmous");
    // The console and DEC's terminals report no mouse to us, whatever terminfo says.
    bool can_mouse = mouse_key && mouse_key != (char *)-1 && kind && strncmp(kind, "linux", 5) && strncmp(kind, "vt", 2);
    mouse_is_on = wants_mouse && can_mouse;
    cnc_signals_prepare_reset(mouse_is_on);
    cnc_signals_set_active(true);
    screen = newterm(NULL, stdout, stdin);
    if (!screen) {
        cnc_signals_set_active(false);
        cnc_signals_remove();
        return CNC_FAILED;
    }
    set_term(screen);
    set_escdelay(25);
    set_modes();
    intrflush(stdscr, FALSE);
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    leaveok(stdscr, FALSE);
    scrollok(stdscr, FALSE);
    color_count = 0;
    if (wants_color && has_colors()) {
        start_color();
        use_default_colors();
        color_count = COLORS;
        if (tigetflag("RGB") > 0 || COLORS >= 1 << 24) color_count = 1 << 24;
    }
    if (mouse_is_on) {
        define_key("\033[<", DECIMAL_REPORT);
        define_key("\033[M", BYTE_REPORT);
    }
    report_form = 0;
    cursor_state = -1;
    enable_mouse();
    return CNC_OK;
}

void cnc_close(void) {
    if (!screen) return;
    disable_mouse();
    curs_set(1);
    endwin();
    cnc_signals_set_active(false);
    delscreen(screen);
    screen = NULL;
    cnc_signals_remove();
}

bool cnc_is_own_thread(void) { return pthread_equal(owner, pthread_self()); }
int cnc_colors(void) { return color_count; }
int cnc_pairs(void) { return color_count ? COLOR_PAIRS : 0; }
bool cnc_has_mouse(void) { return mouse_is_on; }
void cnc_set_pair(int pair, int foreground, int background) { init_extended_pair(pair, foreground, background); }

void cnc_size(int *width, int *height) {
    *width = COLS;
    *height = LINES;
}

void cnc_update_size(void) {
    struct winsize window;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_row > 0 && window.ws_col > 0)
        resizeterm(window.ws_row, window.ws_col);
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
}

void cnc_invalidate(void) { clearok(curscr, TRUE); }

static cnc_input mouse_input(int code, int column, int row, bool is_release) {
    cnc_input input = {.kind = CNC_MOUSE, .column = column - 1, .row = row - 1};
    if (code & 4) input.modifiers |= 1;
    if (code & 16) input.modifiers |= 2;
    if (code & 8) input.modifiers |= 4;
    int button = code & 3;
    if (code & 64) {
        input.mouse = button == 0 ? CNC_WHEEL_UP : CNC_WHEEL_DOWN;
        if (button > 1) input.kind = CNC_OTHER;
    } else if (code & 32) {
        input.mouse = CNC_MOTION;
        if (button == 3) input.kind = CNC_OTHER;
    } else {
        // The byte form does not say which button was let go.
        input.mouse = is_release || button == 3 ? CNC_RELEASE : CNC_PRESS;
        input.button = button + 1;
    }
    return input;
}

static cnc_input read_report(void) {
    cnc_input nothing = {.kind = CNC_NONE}, other = {.kind = CNC_OTHER};
    for (;;) {
        wint_t next = 0;
        // The rest comes with the next read.
        if (get_wch(&next) == ERR) return nothing;
        if (report_form == BYTE_REPORT) {
            report[report_length++] = (char)(next - 32);
            if (report_length < 3) continue;
            report_form = 0;
            return mouse_input((unsigned char)report[0], (unsigned char)report[1], (unsigned char)report[2], false);
        }
        bool is_end = next == L'M' || next == L'm';
        if (!is_end && next != L';' && (next < L'0' || next > L'9')) {
            // No report after all.
            report_form = 0;
            unget_wch((wchar_t)next);
            return other;
        }
        if (!is_end && report_length + 1 < (int)sizeof report) report[report_length++] = (char)next;
        if (!is_end) continue;
        report_form = 0;
        report[report_length] = 0;
        char *end = report;
        long code = strtol(end, &end, 10);
        long column = *end == ';' ? strtol(end + 1, &end, 10) : 0;
        long row = *end == ';' ? strtol(end + 1, &end, 10) : 0;
        if (column < 1 || row < 1 || column > 10000 || row > 10000) return other;
        return mouse_input((int)code, (int)column, (int)row, next == L'm');
    }
}

// A sequence that terminfo does not know must not arrive as Escape and letters: that would press keys. Read to its end.
// What is no sequence after all is pushed back.
static bool skip_sequence(void) {
    wint_t next;
    if (get_wch(&next) == ERR) return false;
    if (next != L'[') {
        unget_wch((wchar_t)next);
        return false;
    }
    int count = 0;
    while (get_wch(&next) != ERR) {
        count++;
        if (next >= 0x40 && next <= 0x7E) return true;
        if (count > 32) return true;
    }
    if (count) return true;
    unget_wch(L'[');
    return false;
}

cnc_input cnc_read(void) {
    cnc_input input = {.kind = CNC_NONE};
    if (report_form) return read_report();
    wint_t code = 0;
    int status = get_wch(&code);
    if (status == ERR) return input;
    if (status == OK) {
        if (code == 27 && skip_sequence()) {
            input.kind = CNC_OTHER;
            return input;
        }
        input.kind = CNC_CHARACTER;
        input.value = (uint32_t)code;
        return input;
    }
    switch (code) {
    case KEY_UP: input.kind = CNC_UP; break;
    case KEY_DOWN: input.kind = CNC_DOWN; break;
    case KEY_LEFT: input.kind = CNC_LEFT; break;
    case KEY_RIGHT: input.kind = CNC_RIGHT; break;
    case KEY_SR: input.kind = CNC_SHIFT_UP; break;
    case KEY_SF: input.kind = CNC_SHIFT_DOWN; break;
    case KEY_SLEFT: input.kind = CNC_SHIFT_LEFT; break;
    case KEY_SRIGHT: input.kind = CNC_SHIFT_RIGHT; break;
    // The corners of the keypad.
    case KEY_HOME: case KEY_A1: input.kind = CNC_HOME; break;
    case KEY_PPAGE: case KEY_A3: input.kind = CNC_PAGE_UP; break;
    case KEY_END: case KEY_C1: input.kind = CNC_END; break;
    case KEY_NPAGE: case KEY_C3: input.kind = CNC_PAGE_DOWN; break;
    case KEY_ENTER: input.kind = CNC_ENTER; break;
    case KEY_BTAB: input.kind = CNC_BACK_TAB; break;
    case KEY_BACKSPACE: input.kind = CNC_BACKSPACE; break;
    case KEY_DC: input.kind = CNC_DELETE; break;
    case KEY_IC: input.kind = CNC_INSERT; break;
    case DECIMAL_REPORT:
    case BYTE_REPORT:
        report_form = (int)code;
        report_length = 0;
        return read_report();
    default:
        if (code > KEY_F0 && code <= KEY_F0 + 63) {
            input.kind = CNC_FUNCTION;
            input.value = (uint32_t)code - KEY_F0;
        } else {
            input.kind = CNC_OTHER;
        }
    }
    return input;
}

int cnc_wait(int wake_descriptor, int milliseconds, bool watches_terminal) {
    struct pollfd sources[3] = {
        {.fd = watches_terminal ? STDIN_FILENO : -1, .events = POLLIN},
        {.fd = cnc_signals_descriptor(), .events = POLLIN},
        {.fd = wake_descriptor, .events = POLLIN},
    };
    if (poll(sources, 3, milliseconds) <= 0) return 0;
    int seen = 0;
    if (sources[0].revents & POLLIN) seen |= CNC_SAW_INPUT;
    if (sources[0].revents & (POLLHUP | POLLERR | POLLNVAL)) seen |= CNC_SAW_HANGUP;
    if (sources[1].revents & POLLIN) seen |= CNC_SAW_SIGNAL;
    if (sources[2].revents & POLLIN) seen |= CNC_SAW_WAKE;
    return seen;
}

bool cnc_is_end_of_input(void) {
    struct pollfd source = {.fd = STDIN_FILENO, .events = POLLIN};
    if (poll(&source, 1, 0) <= 0 || !(source.revents & POLLIN)) return false;
    int waiting = 0;
    return ioctl(STDIN_FILENO, FIONREAD, &waiting) < 0 || waiting == 0;
}

void cnc_stop(bool whole_job) {
    disable_mouse();
    curs_set(1);
    endwin();
    cnc_signals_set_active(false);
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
    cursor_state = -1;
    enable_mouse();
}
