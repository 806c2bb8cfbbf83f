/// Which test images are watched closely while a network learns.
enum WatchedImages {
    /// So many fit into the widest strip.
    static let count = 20

    /// The first two of every class, in the order of the test set: everybody sees the same digits, all kinds of them.
    static func choose(from labels: [UInt8]) -> [Int] {
        var seen = [Int](repeating: 0, count: 10)
        var chosen: [Int] = []
        // The first ten are all different, so that a narrow strip already shows one of each.
        for wanted in 0..<2 {
            seen = [Int](repeating: 0, count: 10)
            for (index, label) in labels.enumerated() where chosen.count < (wanted + 1) * 10 {
                if seen[Int(label)] == wanted { chosen.append(index) }
                seen[Int(label)] += 1
            }
        }
        return chosen
    }
}
