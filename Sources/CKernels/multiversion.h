// Which versions of a loop are compiled, and a vector type that every one of them understands.
#ifndef MULTIVERSION_H
#define MULTIVERSION_H

// The resolvers that choose a clone run before the thread sanitizer is ready for them.
#if defined(__x86_64__) && !(defined(__has_feature) && __has_feature(thread_sanitizer))
/// Compiles a function three times; the loader picks the best that the processor has.
#define CK_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CK_CLONES
#endif

#define CK_INLINE static inline __attribute__((always_inline))

#endif
