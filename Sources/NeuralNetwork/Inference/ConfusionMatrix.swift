/// How often each class was taken for each: rows are the labels, columns the answers.
public struct ConfusionMatrix: Sendable, Equatable {
    /// `[classCount][classCount]` images.
    public let counts: [[Int]]

    /// - Parameters:
    ///   - labels: Classes below `classCount`, an image each.
    ///   - predictions: The network's answers to the same images.
    public init(labels: some Sequence<UInt8>, predictions: some Sequence<UInt8>, classCount: Int) {
        var counts = [[Int]](repeating: [Int](repeating: 0, count: classCount), count: classCount)
        for (label, prediction) in zip(labels, predictions) { counts[Int(label)][Int(prediction)] += 1 }
        self.counts = counts
    }

    /// Images of the class.
    public func support(_ index: Int) -> Int { counts[index].reduce(0, +) }

    /// Of the images that were taken for this class, the share that is of it; `nil` where none was.
    public func precision(_ index: Int) -> Double? {
        share(counts[index][index], of: counts.reduce(0) { $0 + $1[index] })
    }

    /// Of the images of this class, the share that was recognised; `nil` where there are none.
    public func recall(_ index: Int) -> Double? { share(counts[index][index], of: support(index)) }

    private func share(_ part: Int, of whole: Int) -> Double? {
        whole == 0 ? nil : Double(part) / Double(whole)
    }
}
