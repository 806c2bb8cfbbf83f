// libmd needs the fixed-width integer types before its own header.
#include <stdint.h>
#include <sys/types.h>
#include <md5.h>
