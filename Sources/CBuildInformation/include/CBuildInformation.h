/// What the package description knows about this build.
#ifndef CBUILDINFORMATION_H
#define CBUILDINFORMATION_H

/// The version that stands in Package.swift.
const char *digitlab_version(void);
/// The commit that `make` built from, or an empty text for any other build.
const char *digitlab_commit(void);

#endif
