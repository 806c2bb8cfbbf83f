import Foundation

/// Keeps others, in this process and elsewhere, from changing the same file of a run's folder between a look and a write.
///
/// By agreement alone: whoever changes `run.json` holds it (flock(2)). Where a folder cannot be locked, as on some network
/// file systems, the change goes on without.
enum FolderLock {
    /// Carries out `change` while nobody else holds the folder's lock.
    static func hold<Result, Failure: Error>(
        _ folder: URL, _ change: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { if descriptor >= 0 { close(descriptor) } }
        // The system gives the lock back with the descriptor.
        if descriptor >= 0 { while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {} }
        return try change()
    }
}
