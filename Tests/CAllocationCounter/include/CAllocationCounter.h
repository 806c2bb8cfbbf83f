/// Counts how often a thread asks for memory, so that a test can see that a loop does not.
#ifndef CALLOCATIONCOUNTER_H
#define CALLOCATIONCOUNTER_H

#include <stdbool.h>
#include <stdint.h>

/// Whether this build can count: with glibc, and without a sanitizer that brings an allocator of its own.
bool ac_is_available(void);
/// Starts counting what the calling thread asks for.
void ac_begin(void);
/// Stops counting; returns how many blocks were asked for, those left out that the library named `except` asked for itself.
int64_t ac_end(const char *except);

#endif
