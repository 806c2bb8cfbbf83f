#include "CVTerm.h"

#include <stdlib.h>
#include <string.h>
#include <vterm.h>

// Where the filter below is within an escape sequence.
enum filter { TEXT, AFTER_ESCAPE, PRIVATE_START, PRIVATE_MODE, CONSOLE_START, CONSOLE_PALETTE };

struct cvt_screen {
    VTerm *terminal;
    VTermScreen *screen;
    cvt_state state;
    bool console;
    enum filter filter;
    char held[64];
    size_t held_count;
    int palette_digits;
    uint8_t *output;
    size_t output_count, output_capacity;
};

static int on_property(VTermProp property, VTermValue *value, void *user) {
    cvt_state *state = &((cvt_screen *)user)->state;
    switch (property) {
    case VTERM_PROP_CURSORVISIBLE: state->cursor_visible = value->boolean; break;
    case VTERM_PROP_ALTSCREEN: state->alternate_screen = value->boolean; break;
    case VTERM_PROP_MOUSE: state->mouse = value->number; break;
    default: break;
    }
    return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_property};

static void on_output(const char *bytes, size_t count, void *user) {
    cvt_screen *screen = user;
    if (screen->output_count + count > screen->output_capacity) {
        size_t capacity = 2 * (screen->output_count + count);
        uint8_t *grown = realloc(screen->output, capacity);
        if (!grown) abort();
        screen->output = grown;
        screen->output_capacity = capacity;
    }
    memcpy(screen->output + screen->output_count, bytes, count);
    screen->output_count += count;
}

cvt_screen *cvt_screen_new(int rows, int columns, bool console) {
    cvt_screen *screen = calloc(1, sizeof *screen);
    if (!screen) abort();
    screen->console = console;
    screen->terminal = vterm_new(rows, columns);
    vterm_set_utf8(screen->terminal, 1);
    vterm_output_set_callback(screen->terminal, on_output, screen);
    screen->screen = vterm_obtain_screen(screen->terminal);
    vterm_screen_set_callbacks(screen->screen, &callbacks, screen);
    vterm_screen_enable_altscreen(screen->screen, 1);
    vterm_screen_reset(screen->screen, 1);
    return screen;
}

void cvt_screen_free(cvt_screen *screen) {
    vterm_free(screen->terminal);
    free(screen->output);
    free(screen);
}

void cvt_screen_resize(cvt_screen *screen, int rows, int columns) { vterm_set_size(screen->terminal, rows, columns); }

static void pass(cvt_screen *screen, const char *bytes, size_t count) {
    vterm_input_write(screen->terminal, bytes, count);
}

static void pass_held(cvt_screen *screen) {
    pass(screen, screen->held, screen->held_count);
    screen->held_count = 0;
    screen->filter = TEXT;
}

// libvterm sets only the first of several private modes: "ESC [ ? 1006 ; 1000 h" becomes two commands.
static void pass_modes(cvt_screen *screen, char command) {
    size_t start = 3;
    for (size_t i = start; i <= screen->held_count; i++) {
        if (i < screen->held_count && screen->held[i] != ';') continue;
        pass(screen, "\033[?", 3);
        pass(screen, screen->held + start, i - start);
        pass(screen, &command, 1);
        start = i + 1;
    }
    screen->held_count = 0;
    screen->filter = TEXT;
}

static void filter(cvt_screen *screen, char byte) {
    if (screen->filter == CONSOLE_PALETTE) {
        if (--screen->palette_digits == 0) screen->filter = TEXT;
        return;
    }
    if (screen->held_count == sizeof screen->held) pass_held(screen);
    if (screen->filter == TEXT) {
        if (byte != '\033') {
            pass(screen, &byte, 1);
            return;
        }
        screen->held[screen->held_count++] = byte;
        screen->filter = AFTER_ESCAPE;
        return;
    }
    if (screen->filter == CONSOLE_START && (byte == 'R' || byte == 'P')) {
        screen->held_count = 0;
        screen->palette_digits = 7;
        screen->filter = byte == 'P' ? CONSOLE_PALETTE : TEXT;
        return;
    }
    if (screen->filter == PRIVATE_MODE && (byte == 'h' || byte == 'l')) {
        pass_modes(screen, byte);
        return;
    }
    screen->held[screen->held_count++] = byte;
    if (screen->filter == AFTER_ESCAPE && byte == '[') {
        screen->filter = PRIVATE_START;
    } else if (screen->filter == AFTER_ESCAPE && byte == ']' && screen->console) {
        screen->filter = CONSOLE_START;
    } else if (screen->filter == PRIVATE_START && byte == '?') {
        screen->filter = PRIVATE_MODE;
    } else if (screen->filter == PRIVATE_MODE && ((byte >= '0' && byte <= '9') || byte == ';')) {
        return;
    } else {
        pass_held(screen);
    }
}

void cvt_screen_write(cvt_screen *screen, const uint8_t *bytes, size_t count) {
    for (size_t i = 0; i < count; i++) filter(screen, (char)bytes[i]);
}

static int32_t color(const cvt_screen *screen, VTermColor color) {
    if (color.type & VTERM_COLOR_DEFAULT_MASK) return -1;
    vterm_screen_convert_color_to_rgb(screen->screen, &color);
    return color.rgb.red << 16 | color.rgb.green << 8 | color.rgb.blue;
}

void cvt_screen_cell(const cvt_screen *screen, int row, int column, cvt_cell *cell) {
    VTermScreenCell found;
    VTermPos place = {.row = row, .col = column};
    memset(cell, 0, sizeof *cell);
    if (!vterm_screen_get_cell(screen->screen, place, &found)) return;
    // libvterm marks the right half of a wide character so.
    cell->scalar = found.chars[0] == (uint32_t)-1 ? 0 : found.chars[0];
    cell->mark = found.chars[0] ? found.chars[1] : 0;
    cell->bold = found.attrs.bold;
    cell->underline = found.attrs.underline;
    cell->reverse = found.attrs.reverse;
    cell->foreground = color(screen, found.fg);
    cell->background = color(screen, found.bg);
}

cvt_state cvt_screen_state(const cvt_screen *screen) {
    cvt_state state = screen->state;
    VTermPos cursor;
    vterm_state_get_cursorpos(vterm_obtain_state(screen->terminal), &cursor);
    state.cursor_row = cursor.row;
    state.cursor_column = cursor.col;
    return state;
}

size_t cvt_screen_read_output(cvt_screen *screen, uint8_t *bytes, size_t capacity) {
    size_t count = screen->output_count < capacity ? screen->output_count : capacity;
    memcpy(bytes, screen->output, count);
    memmove(screen->output, screen->output + count, screen->output_count - count);
    screen->output_count -= count;
    return count;
}

void cvt_screen_key(cvt_screen *screen, int key) {
    VTermModifier modifier = VTERM_MOD_NONE;
    VTermKey code = VTERM_KEY_NONE;
    switch (key) {
    case CVT_KEY_ENTER: code = VTERM_KEY_ENTER; break;
    case CVT_KEY_TAB: code = VTERM_KEY_TAB; break;
    case CVT_KEY_BACK_TAB:
        code = VTERM_KEY_TAB;
        modifier = VTERM_MOD_SHIFT;
        break;
    case CVT_KEY_BACKSPACE: code = VTERM_KEY_BACKSPACE; break;
    case CVT_KEY_ESCAPE: code = VTERM_KEY_ESCAPE; break;
    case CVT_KEY_UP: code = VTERM_KEY_UP; break;
    case CVT_KEY_DOWN: code = VTERM_KEY_DOWN; break;
    case CVT_KEY_LEFT: code = VTERM_KEY_LEFT; break;
    case CVT_KEY_RIGHT: code = VTERM_KEY_RIGHT; break;
    case CVT_KEY_INSERT: code = VTERM_KEY_INS; break;
    case CVT_KEY_DELETE: code = VTERM_KEY_DEL; break;
    case CVT_KEY_HOME: code = VTERM_KEY_HOME; break;
    case CVT_KEY_END: code = VTERM_KEY_END; break;
    case CVT_KEY_PAGE_UP: code = VTERM_KEY_PAGEUP; break;
    case CVT_KEY_PAGE_DOWN: code = VTERM_KEY_PAGEDOWN; break;
    default: return;
    }
    vterm_keyboard_key(screen->terminal, code, modifier);
}

void cvt_screen_mouse_move(cvt_screen *screen, int row, int column) {
    vterm_mouse_move(screen->terminal, row, column, VTERM_MOD_NONE);
}

void cvt_screen_mouse_button(cvt_screen *screen, int button, bool pressed) {
    vterm_mouse_button(screen->terminal, button, pressed, VTERM_MOD_NONE);
}
