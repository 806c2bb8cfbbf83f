#ifndef CNCURSES_INTERNAL_H
#define CNCURSES_INTERNAL_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include <stdio.h>

#include <ncurses.h>
#include <term.h>
// term.h defines these as macros; they are in nobody's way but ours.
#undef columns
#undef lines

#include "include/CNCurses.h"

// Signals.c: all but prepare and install are safe in signal handlers.
void cnc_signals_prepare_reset(bool has_mouse, bool takes_sequences);
void cnc_signals_save_modes(void);
void cnc_signals_restore_modes(void);
void cnc_signals_install(void);
void cnc_signals_remove(void);
void cnc_signals_set_active(bool active);
int cnc_signals_descriptor(void);

// Output.c: what ncurses writes, on its way to the terminal.
FILE *cnc_output_open(void);
void cnc_output_close(void);
// Takes what ncurses has written since.
void cnc_output_take(void);
void cnc_output_discard(void);
// Where output goes; writing to it does not block, but where the terminal could not be opened anew. Safe in handlers.
int cnc_output_descriptor(void);

#endif
