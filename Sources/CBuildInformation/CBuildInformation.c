#include "CBuildInformation.h"

const char *digitlab_version(void) { return DIGITLAB_VERSION; }

const char *digitlab_commit(void) { return DIGITLAB_COMMIT; }
