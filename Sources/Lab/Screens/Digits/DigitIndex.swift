import Telemetry

/// The test images in the order of the wall, and what was answered how often: made once for every report.
///
/// - Complexity: O(n log n) for n test images.
struct DigitIndex: Sendable, Equatable {
    /// Which report of which run it was made from.
    struct Key: Sendable, Equatable {
        var run: String
        var step: Int
        var count: Int
    }

    let key: Key
    let labels: [UInt8]
    let answers: [UInt8]
    let confidences: [Float]
    /// Wrong ones first, the surest of these first; then the right ones, the least sure first.
    let order: [Int]
    /// How many of ``order`` are wrong.
    let wrongCount: Int
    /// `[label][answer]`.
    let confusions: [[Int]]

    init(_ report: TestReport, labels: [UInt8], classCount: Int, key: Key) {
        precondition(report.predictions.count == labels.count, "a report has an answer to every test image")
        self.key = key
        self.labels = labels
        answers = report.predictions
        confidences = report.confidences
        var confusions = [[Int]](repeating: [Int](repeating: 0, count: classCount), count: classCount)
        var wrong: [Int] = []
        var right: [Int] = []
        for index in labels.indices {
            let answer = Int(report.predictions[index])
            confusions[Int(labels[index])][answer] += 1
            if answer == Int(labels[index]) { right.append(index) } else { wrong.append(index) }
        }
        let sureness = report.confidences
        // Equal ones stay in the order of the test set, so that the wall does not flicker.
        wrong.sort { sureness[$0] != sureness[$1] ? sureness[$0] > sureness[$1] : $0 < $1 }
        right.sort { sureness[$0] != sureness[$1] ? sureness[$0] < sureness[$1] : $0 < $1 }
        order = wrong + right
        wrongCount = wrong.count
        self.confusions = confusions
    }

    /// The images that a filter lets through, in the wall's order.
    func images(_ filter: DigitFilter) -> [Int] {
        switch filter {
        case .all: order
        case .wrong: Array(order.prefix(wrongCount))
        case .label(let label): order.filter { Int(labels[$0]) == label }
        case .cell(let label, let answer): order.filter { Int(labels[$0]) == label && Int(answers[$0]) == answer }
        }
    }
}
