/// Functions that can stop in the middle and go on later, on stacks of their own; Swift has no such thing outside async code,
/// which allocates.
#ifndef CFIBERS_H
#define CFIBERS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct cf_fiber cf_fiber;

/// A fiber whose every start runs `body(argument)`; NULL where there is no memory for it.
///
/// The stack is mapped, not touched: what is not used takes no memory, and running over its end faults.
cf_fiber *cf_make(size_t stack_size, void (*body)(void *), void *argument);
/// Only for a fiber that is not in the middle of its body.
void cf_free(cf_fiber *fiber);
/// Starts the body, or goes on behind its last pause, on the calling thread; returns at the next pause or the body's end.
///
/// - Returns: What the fiber gave `cf_pause`, or -1 where the body has ended.
long cf_resume(cf_fiber *fiber);
/// Stops the running fiber: the `cf_resume` that runs it returns `value`. It must go on on the same thread.
void cf_pause(long value);
/// Whether the caller runs on a fiber.
bool cf_is_fiber(void);

/// A number that each thread can be given; 0 until then.
void cf_set_thread_number(long number);
long cf_thread_number(void);

#endif
