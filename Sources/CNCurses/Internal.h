#ifndef CNCURSES_INTERNAL_H
#define CNCURSES_INTERNAL_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include <ncurses.h>
#include <term.h>
// term.h defines these as macros; they are in nobody's way but ours.
#undef columns
#undef lines

#include "include/CNCurses.h"

// Signals.c: all but prepare and install are safe in signal handlers.
void cnc_signals_prepare_reset(bool has_mouse);
void cnc_signals_save_modes(void);
void cnc_signals_install(void);
void cnc_signals_remove(void);
void cnc_signals_set_active(bool active);
int cnc_signals_descriptor(void);

#endif
