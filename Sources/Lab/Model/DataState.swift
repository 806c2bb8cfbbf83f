import Datasets

/// Where the images are, or how far they have come.
public enum DataState: Sendable {
    /// A line for people and, where it is known, how much is done.
    case loading(String, share: Double?)
    case ready(Dataset)
    /// Why there are none; the text says what to do.
    case missing(String)

    public var dataset: Dataset? {
        if case .ready(let dataset) = self { return dataset }
        return nil
    }

    public var isLoading: Bool {
        if case .loading = self { return true }
        return false
    }
}
