/// Which half of a data set a pair of files belongs to.
public enum ImageRole: String, Sendable, CaseIterable, Hashable {
    /// The images that the network learns from.
    case train
    /// The images that only measure it; MNIST's files call them `t10k`.
    case test

    /// How the four usual file names begin.
    var filePrefix: String { self == .train ? "train" : "t10k" }
}
