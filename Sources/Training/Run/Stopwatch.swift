/// Adds up the time during which it runs.
struct Stopwatch: Sendable {
    private var total = 0.0
    private var startedAt: Double?

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
