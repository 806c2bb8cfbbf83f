/// What a ``DatasetLoader`` is doing, for a line or a bar on the screen.
public enum LoadProgress: Sendable, Equatable {
    /// A source was passed over; the text says which and why.
    case skipped(String)
    /// Files are being read from `path`.
    case reading(path: String)
    /// `bytes` of a file have arrived; `total` where the server said it. Files count from 1.
    case downloading(file: String, bytes: Int, total: Int?, number: Int, of: Int)
    /// A mirror failed and the next is tried; the text says why.
    case retrying(String)
}
