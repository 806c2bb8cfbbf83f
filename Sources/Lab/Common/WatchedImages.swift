/// Which test images are watched closely while a network learns.
enum WatchedImages {
    /// Of every class.
    private static let perClass = 2

    /// The first two of every class, in the order of the test set: everybody sees the same digits, all kinds of them.
    static func choose(from labels: [UInt8], classCount: Int) -> [Int] {
        var chosen: [Int] = []
        // The first of each class stand first, so that a narrow strip already shows one of each.
        for wanted in 0..<perClass {
            var seen = [Int](repeating: 0, count: classCount)
            for (index, label) in labels.enumerated() where chosen.count < (wanted + 1) * classCount {
                if seen[Int(label)] == wanted { chosen.append(index) }
                seen[Int(label)] += 1
            }
        }
        return chosen
    }
}
