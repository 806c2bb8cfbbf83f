// What concerns the process as a whole and must be done before the libraries begin, or in signal handlers.
#ifndef CPROCESS_H
#define CPROCESS_H

#include <stdbool.h>
#include <stdint.h>

// Bytes of address space that a limit (`ulimit -v`) leaves this process; -1 where there is none.
int64_t cpr_address_space_left(void);

// Whether a thread can be started.
bool cpr_can_start_thread(void);

// From now on a crash for want of memory under such a limit ends the process with `status` and this message, for the
// runtime has no other answer to an allocation that fails. `message` must stay valid.
void cpr_watch_memory(const char *message, int status);

// In a handler of a fatal signal: does that, if memory is what is missing; else it returns. Safe in handlers.
void cpr_end_if_out_of_memory(void);

#endif
