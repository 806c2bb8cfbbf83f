// JPEG through libjpeg-turbo. In C because libjpeg reports errors with longjmp, which must not pass through Swift.
#ifndef CJPEG_H
#define CJPEG_H

#include <stddef.h>
#include <stdint.h>

// What became of a call.
typedef enum {
    CJPEG_OK = 0,
    // The data end before the image does.
    CJPEG_TRUNCATED = 1,
    // The data break the format's rules, or need more memory than is given.
    CJPEG_MALFORMED = 2,
} CJPEGResult;

// Longest message, with its terminating zero.
enum { CJPEG_MESSAGE_SIZE = 200 };

// Width and height of the image in the file.
CJPEGResult cjpeg_size(const uint8_t *bytes, size_t count, int *width, int *height, char *message);

// Width and height of the image shrunk by 1, 2, 4 or 8 while it is decoded.
int cjpeg_shrunk(int side, int denominator);

// Decodes to grey levels, row by row, shrunk by `denominator`; `pixels` has room for `capacity` of them, which is the
// product of both sides shrunk. `memory` bytes at most are used beside that.
CJPEGResult cjpeg_decode(const uint8_t *bytes, size_t count, int denominator, size_t memory, uint8_t *pixels,
                         size_t capacity, char *message);

#endif
