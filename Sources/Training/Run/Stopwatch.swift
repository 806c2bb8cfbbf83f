/// Adds up the time during which it runs.
struct Stopwatch: Sendable {
    private var total: Double
    private var startedAt: Double?

    /// - Parameter total: Seconds that went by before.
    init(total: Double = 0) { self.total = total }

    mutating func start(at now: Double) {
        if startedAt == nil { startedAt = now }
    }

    mutating func stop(at now: Double) {
        if let startedAt { total += now - startedAt }
        startedAt = nil
    }

    /// Seconds so far.
    func seconds(at now: Double) -> Double {
        startedAt.map { total + now - $0 } ?? total
    }
}
